//! `newsprint init`: a small paper that builds as it is.
use std::path::PathBuf;

use newsprint::diag::{Diagnostics, Source};
use newsprint::press::write;

use super::build::unwritten;
use super::print;

/// What follows `newsprint init`.
#[derive(clap::Args)]
pub struct Arguments {
    /// The folder to make it in; new or empty.
    folder: PathBuf,
}

/// The paper's files.
const FILES: [(&str, &[u8]); 7] = [
    ("edition.toml", include_bytes!("../init/edition.toml")),
    ("articles/lead.md", include_bytes!("../init/lead.md")),
    ("articles/second.json", include_bytes!("../init/second.json")),
    ("articles/third.md", include_bytes!("../init/third.md")),
    ("articles/brief-1.md", include_bytes!("../init/brief-1.md")),
    ("articles/brief-2.md", include_bytes!("../init/brief-2.md")),
    ("photos/harbour.jpg", include_bytes!("../init/harbour.jpg")),
];

/// Writes the paper.
pub fn run(arguments: &Arguments, diags: &mut Diagnostics) -> bool {
    let folder = &arguments.folder;
    let shown = folder.display().to_string();
    // A run before that was killed is ended, so that its folder is the whole paper or empty.
    let recovered = write::recover(folder);
    let taken = std::fs::read_dir(folder).is_ok_and(|mut entries| entries.next().is_some());
    if taken {
        diags.error("not-empty", Some(Source::whole(&shown)), format!("{shown} is not empty")).help("name a new folder");
        return false;
    }
    let files: Vec<(String, Vec<u8>)> = FILES.iter().map(|(name, bytes)| (name.to_string(), bytes.to_vec())).collect();
    let result = recovered.and_then(|()| write::replace(folder, &files, write::ANYTHING));
    match result {
        Ok(()) => print(&format!("made {shown}; now run: newsprint build {}\n", folder.join("edition.toml").display())),
        Err(error) => {
            unwritten("the paper", folder, &error, diags);
            false
        }
    }
}
