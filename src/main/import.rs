//! `newsprint import`: copy in another format rewritten as article files.
use std::path::{Path, PathBuf};

use newsprint::diag::{Diagnostics, Source};
use newsprint::edition::format::Format;
use newsprint::edition::intake::Intake;
use newsprint::import;

use super::print;

/// What follows `newsprint import`.
#[derive(clap::Args)]
pub struct Arguments {
    #[arg(value_parser = format, help = format!("The format that they have: {}", Format::NAMES.join(", ")))]
    format: Format,
    /// The files.
    #[arg(required = true)]
    files: Vec<PathBuf>,
    /// Where the articles go.
    #[arg(short, long, default_value = "articles")]
    output: PathBuf,
    /// The section of stories that name none.
    #[arg(long)]
    section: Option<String>,
    /// The paper's own table of wire habits.
    #[arg(long)]
    habits: Option<PathBuf>,
    /// Writes over articles that are there and differ.
    #[arg(long)]
    replace: bool,
}

/// A format by its name in any letter case, or by another of its names.
fn format(name: &str) -> Result<Format, String> {
    Format::meant(name).ok_or_else(|| format!("it can be {}", Format::NAMES.join(", ")))
}

/// Writes the articles and their pictures. Where one is there already and differs, nothing is written unless it may be replaced.
pub fn run(arguments: &Arguments, diags: &mut Diagnostics) -> bool {
    let Arguments { format, section, habits, output, .. } = arguments;
    let intake = Intake { format: *format, section: section.clone(), habits: habits.clone() };
    let paths: Vec<String> = arguments.files.iter().map(|path| path.to_string_lossy().into_owned()).collect();
    let filed = import::import(&intake, Path::new("."), &paths, diags);
    if diags.has_errors() {
        return false;
    }
    let written = import::write::files(&filed);
    import::write::tell_missing(&filed, &written, output, diags);
    if !arguments.replace {
        tell_taken(&written, output, diags);
    }
    if diags.has_errors() {
        return false;
    }
    for (name, bytes) in &written {
        let path = output.join(name);
        let result = path.parent().map_or(Ok(()), std::fs::create_dir_all).and_then(|()| std::fs::write(&path, bytes));
        if let Err(error) = result {
            let shown = path.display().to_string();
            diags.error("not-written", Some(Source::whole(&shown)), format!("{shown} cannot be written: {}", error.kind()));
            return false;
        }
    }
    print(&format!("{} articles, {} pictures: {}\n", filed.len(), written.len() - filed.len(), output.display()))
}

/// Tells of files that are there already, and differ.
fn tell_taken(written: &[(PathBuf, Vec<u8>)], output: &Path, diags: &mut Diagnostics) {
    for (name, bytes) in written {
        let path = output.join(name);
        if std::fs::read(&path).is_ok_and(|there| there != *bytes) {
            let shown = path.display().to_string();
            diags
                .error("exists", Some(Source::whole(&shown)), format!("{shown} is there already, and differs"))
                .did("wrote nothing")
                .help("name another folder, or give --replace to write over it");
        }
    }
}
