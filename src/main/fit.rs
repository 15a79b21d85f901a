//! stub
use newsprint::diag::Diagnostics;
/// x
#[derive(clap::Args)]
pub struct Arguments {}
/// x
pub fn run(_: &Arguments, _: &mut Diagnostics) -> bool { true }
