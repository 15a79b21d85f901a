//! `newsprint diff`: two layouts, and what differs between them.
use std::path::PathBuf;

use newsprint::diag::{Diagnostics, Source};
use newsprint::press::diff::{Side, compare, html};

use super::print;

/// What follows `newsprint diff`.
#[derive(clap::Args)]
pub struct Arguments {
    /// The layout before: a folder that a build has written, or its layout.json.
    old: PathBuf,
    /// The layout after.
    new: PathBuf,
    /// Draws the pages that differ side by side into this HTML file.
    #[arg(short, long, value_name = "FILE.html")]
    output: Option<PathBuf>,
    /// Prints JSON.
    #[arg(long)]
    json: bool,
}

/// Prints what differs. False, for exit status 1, where anything does.
pub fn run(arguments: &Arguments, diags: &mut Diagnostics) -> bool {
    let (old, new) = (Side::read(&arguments.old, diags), Side::read(&arguments.new, diags));
    let (Some(old), Some(new)) = (old, new) else { return false };
    let difference = compare(&old, &new);
    print(&if arguments.json { difference.json() } else { difference.text() });
    if let Some(path) = &arguments.output
        && let Err(error) = std::fs::write(path, html(&difference, &old, &new))
    {
        let shown = path.display().to_string();
        diags.error("not-written", Some(Source::whole(&shown)), format!("{shown} cannot be written: {}", error.kind()));
    }
    difference.is_none()
}
