//! `newsprint import`: copy in another format rewritten as article files.
use std::path::{Path, PathBuf};

use newsprint::diag::{Diagnostics, Severity, Source};
use newsprint::edition::files;
use newsprint::edition::format::Format;
use newsprint::edition::intake::Intake;
use newsprint::import::{self, Taken};
use newsprint::press::write;
use newsprint::tree::file::was_opened;

use super::build::unwritten;
use super::print;

/// What follows `newsprint import`.
#[derive(clap::Args)]
pub struct Arguments {
    #[arg(required = true, value_name = "FORMAT|FILE", help = format!(
        "The format that the files have, and the files. The format can be {}; where it is left out, every file shows its own",
        Format::NAMES.join(", ")
    ))]
    words: Vec<String>,
    /// Where the articles go.
    #[arg(short, long, default_value = "articles")]
    output: PathBuf,
    /// The section of stories that name none.
    #[arg(long)]
    section: Option<String>,
    /// The paper's own table of wire habits.
    #[arg(long)]
    habits: Option<PathBuf>,
    /// The folder of the site that the copy comes from: pictures whose path begins there are taken from it, or from static, public, assets or content in it.
    #[arg(long, value_name = "DIR")]
    root: Option<PathBuf>,
    /// Writes over articles that are there and differ.
    #[arg(long)]
    replace: bool,
    /// Fails where the account of letters does not come out even, or a picture cannot be used.
    #[arg(long)]
    strict: bool,
}

impl Arguments {
    /// The format that was named, and the files.
    fn split(&self) -> (Option<Format>, &[String]) {
        match self.words.split_first() {
            Some((first, rest)) if !rest.is_empty() && !Path::new(first).is_file() => match Format::meant(first) {
                Some(format) => (Some(format), rest),
                None => (None, &self.words),
            },
            _ => (None, &self.words),
        }
    }

    /// What is wrong with the command line: a first word that is neither a format nor looks like a file.
    pub fn fault(&self) -> Option<String> {
        let first = self.words.first()?;
        let is_word = !first.contains(['.', '/', '\\']) && !Path::new(first).is_file();
        let is_format = Format::meant(first).is_some();
        let names = Format::NAMES.join(", ");
        match (is_word, is_format, self.words.len()) {
            (true, false, _) => Some(format!("\"{first}\" is neither a file nor a format; the format can be {names}")),
            (true, true, 1) => Some(format!("\"{first}\" is a format: name the files after it")),
            _ => None,
        }
    }
}

/// Writes the articles and their pictures. Where one is there already and differs, nothing is written unless it may be replaced.
pub fn run(arguments: &Arguments, diags: &mut Diagnostics) -> bool {
    let Arguments { output, .. } = arguments;
    let (named, paths) = arguments.split();
    let mut filed = Vec::new();
    let mut taken = std::collections::BTreeSet::new();
    let mut leftovers = import::ledger::Leftovers::default();
    let count = |diags: &Diagnostics| diags.list.iter().filter(|told| told.severity == Severity::Error).count();
    for (format, paths) in groups(named, paths, diags) {
        let intake = Intake { format, section: arguments.section.clone(), habits: arguments.habits.clone() };
        let Taken { filed: more, leftovers: left } = import::take(&intake, Path::new("."), &paths, &mut taken, diags);
        filed.extend(more);
        leftovers.append(left);
    }
    // A file that cannot be read is told, and keeps no other from its place; the command fails in the end.
    filed.retain(|article| article.is_valid);
    let of_files = count(diags);
    if arguments.strict && leftovers.unaccounted > 0 {
        let message = format!("{} letters of the copy are neither in an article nor told of", leftovers.unaccounted);
        diags.error("ledger", None, message).did("wrote nothing").help("leave --strict out to have the articles all the same");
    }
    if count(diags) > of_files {
        return false;
    }
    if filed.is_empty() {
        if of_files > 0 {
            return false;
        }
        let files = if paths.len() == 1 { "this file".to_string() } else { format!("{} files", paths.len()) };
        diags.error("nothing-imported", None, format!("no article came of {files}")).help("the warnings say why");
        return false;
    }
    let found = import::write::files(&filed, arguments.root.as_deref());
    import::write::tell_missing(&filed, &found, output, diags);
    if arguments.strict && !found.refused.is_empty() {
        let message = format!("pictures that cannot be used: {}", found.refused.len());
        diags.error("bad-picture", None, message).did("wrote nothing").help("leave --strict out to have the articles without them");
    }
    let written = found.written;
    if !arguments.replace {
        tell_taken(&written, output, diags);
    }
    if count(diags) > of_files {
        return false;
    }
    let count = written.len() - filed.len();
    let named = written.into_iter().map(|(name, bytes)| (files::slashes(&name), bytes)).collect::<Vec<_>>();
    if let Err(error) = write::replace(output, &named, was_opened) {
        unwritten("the articles", output, &error, diags);
        return false;
    }
    print(&format!("{} articles, {} pictures: {}\n", filed.len(), count, output.display()));
    print(&format!("{}\n", leftovers.account_of(import::ledger::pictures_of(&filed)))) && of_files == 0
}

/// The files by their format, in the order in which each format first comes. A file that shows none is told.
fn groups(named: Option<Format>, paths: &[String], diags: &mut Diagnostics) -> Vec<(Format, Vec<String>)> {
    if let Some(format) = named {
        return vec![(format, paths.to_vec())];
    }
    let mut groups: Vec<(Format, Vec<String>)> = Vec::new();
    for path in paths {
        if !Path::new(path).is_file() {
            diags.error("unreadable", Some(Source::whole(path)), format!("{path} cannot be read: there is no such file"));
            continue;
        }
        let Some(format) = import::format_of(Path::new("."), path) else {
            let message = format!("{path}: nothing in it tells its format");
            let help = format!("name the format before the files: {}", Format::NAMES.join(", "));
            diags.error("unknown-format", Some(Source::whole(path)), message).help(help);
            continue;
        };
        match groups.iter_mut().find(|(there, _)| *there == format) {
            Some((_, files)) => files.push(path.clone()),
            None => groups.push((format, vec![path.clone()])),
        }
    }
    groups
}

/// Tells of files that are there already, and differ.
fn tell_taken(written: &[(PathBuf, Vec<u8>)], output: &Path, diags: &mut Diagnostics) {
    for (name, bytes) in written {
        let path = output.join(name);
        // A pipe or a folder of that name is told when it is to be written over.
        if path.is_file() && std::fs::read(&path).is_ok_and(|there| there != *bytes) {
            let shown = path.display().to_string();
            diags
                .error("exists", Some(Source::whole(&shown)), format!("{shown} is there already, and differs"))
                .did("wrote nothing")
                .help("name another folder, or give --replace to write over it");
        }
    }
}
