//! `newsprint diff`: two layouts, and what differs between them.
use std::path::PathBuf;

use newsprint::diag::Diagnostics;
use newsprint::press::diff::{Side, compare, html};
use newsprint::press::write;
use newsprint::tree::file::{note_opened, was_opened};

use super::build::unwritten;
use super::print;

/// What is compared of a folder.
const LAYOUT: &str = "layout.json";

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
    if let Some(path) = &arguments.output {
        for (named, side) in [(&arguments.old, &old), (&arguments.new, &new)] {
            note_opened(named);
            note_opened(&named.join(LAYOUT));
            side.layout.pages.iter().for_each(|page| note_opened(&named.join(format!("epaper/pages/{}.jpg", page.label))));
        }
        if let Err(error) = write::one(path, html(&difference, &old, &new).as_bytes(), was_opened) {
            unwritten("the comparison", path, &error, diags);
            return false;
        }
    }
    difference.is_none()
}
