//! `newsprint plan`: the page plan on stdout, and why each story is where it is.
use std::path::PathBuf;

use clap::Args;
use newsprint::diag::Diagnostics;
use newsprint::dummy;
use newsprint::dummy::account::{self, json, text};

use super::print;

/// What follows `newsprint plan`.
#[derive(Args)]
pub struct Arguments {
    /// The edition file.
    edition: PathBuf,
    /// Prints the plan as JSON.
    #[arg(long)]
    json: bool,
}

/// Plans an edition and prints the account of the plan.
pub fn run(arguments: &Arguments, diags: &mut Diagnostics) -> bool {
    let Some(job) = newsprint::read(&arguments.edition, diags) else { return false };
    let planned = dummy::plan(&job, diags);
    let account = account::of(&job, &planned);
    print(&if arguments.json { json::json(&account) } else { text::text(&account) })
}
