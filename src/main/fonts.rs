//! `newsprint fonts`: the fonts that a layout can name.
use std::path::PathBuf;

use newsprint::diag::Diagnostics;
use newsprint::font::shipped;

use super::print;

/// What follows `newsprint fonts`.
#[derive(clap::Args)]
pub struct Arguments {
    /// The paper's folder, for its own fonts/.
    #[arg(default_value = ".")]
    folder: PathBuf,
}

/// Lists them, a line each.
pub fn run(arguments: &Arguments, diags: &mut Diagnostics) -> bool {
    let mut lines: Vec<String> = shipped::with_own(&arguments.folder, diags)
        .iter()
        .map(|face| format!("{}  {}{}  {}\n", face.family, face.weight, if face.italic { " italic" } else { "" }, face.file))
        .collect();
    lines.sort();
    print(&lines.concat())
}
