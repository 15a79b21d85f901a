//! Which files an edition's patterns take; what they mean and cannot be read; and copy beside them that none takes.
use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use super::files::glob;
use super::format::Format;
use super::intake::Intake;
use super::read::EditionReader;
use crate::diag::Source;
use crate::tree::Node;
use crate::tree::file::place;

/// What copy ends in.
const COPY: [&str; 6] = ["json", "md", "markdown", "txt", "xml", "html"];

impl EditionReader<'_> {
    /// Paths of the article files, sorted; and of those of other formats, entry by entry.
    pub(super) fn paths(&mut self) -> (Vec<String>, Vec<(Intake, Vec<String>)>) {
        let (mut paths, mut intakes, mut folders) = (Vec::new(), Vec::new(), Vec::new());
        for entry in self.items("articles") {
            let pattern = entry.get("files").unwrap_or(entry);
            let Some(text) = pattern.text() else { continue };
            let found = glob(self.root, text);
            if found.files.is_empty() && found.unread.is_empty() {
                let place = Some(self.place(pattern));
                let error = self.diags.error("no-articles", place, format!("no file matches \"{text}\""));
                error.help("patterns count from the folder of the edition file; * stands for any letters but /");
            }
            self.unread(text, &found.unread);
            folders.extend(found.folders);
            let found = found.files;
            match entry.text_of("format") {
                Some(name) => {
                    // An unknown name is told already.
                    let Some(format) = Format::named(&name) else { continue };
                    let habits = entry.get("habits").and_then(|node| self.habits(node));
                    intakes.push((Intake { format, section: entry.text_of("section"), habits }, found));
                }
                None if entry.text().is_some() => paths.extend(found),
                None => {}
            }
        }
        paths.sort();
        paths.dedup();
        let taken: Vec<String> = paths.iter().chain(intakes.iter().flat_map(|(_, paths)| paths)).cloned().collect();
        // A zone takes what differs, and leaves the rest to the edition that it extends.
        if self.base.is_none() {
            self.strays(&taken, &folders);
        }
        (paths, intakes)
    }

    /// Tells of what a pattern means and nobody can open: a story that is there and not in the paper is not to be missed in silence.
    fn unread(&mut self, pattern: &str, unread: &[(String, String)]) {
        for (path, why) in unread {
            let error = self.diags.error("unreadable", Some(Source::whole(path)), format!("{path} cannot be read: {why}"));
            error.help(format!("articles names it, with the pattern \"{pattern}\": mend it, or take it out of there"));
        }
    }

    /// The path of a paper's own table of wire habits. None where it lies elsewhere; that is told.
    fn habits(&mut self, node: &Node) -> Option<PathBuf> {
        let path = node.text()?;
        if let Err(unopened) = place(self.root, path) {
            let text = format!("{path} cannot be read: {}", unopened.why());
            let source = Some(self.place(node));
            self.diags.error("unreadable", source, text).help("the path of habits counts from the folder of the edition file");
            return None;
        }
        Some(PathBuf::from(path))
    }

    /// Tells of articles beside those that a pattern takes, or in folders that it means, which none takes: copy is not to be lost because
    /// of its name.
    fn strays(&mut self, taken: &[String], meant: &[String]) {
        let mut folders: BTreeSet<&str> = taken.iter().filter_map(|path| Path::new(path).parent()?.to_str()).collect();
        folders.remove("");
        folders.extend(meant.iter().map(String::as_str));
        for folder in folders {
            let all = COPY.iter().map(|end| glob(self.root, &format!("{folder}/*.{end}")));
            let all = all.flat_map(|found| found.files.into_iter().chain(found.unread.into_iter().map(|(path, _)| path)));
            // What a pattern means and cannot be read is told already.
            let told = |path: &str, diags: &crate::diag::Diagnostics| {
                diags.list.iter().any(|told| told.source.as_ref().is_some_and(|source| source.file.path == path))
            };
            let strays: Vec<String> = all.filter(|path| !taken.contains(path) && !told(path, self.diags)).collect();
            for path in strays {
                let source = self.tree.get("articles").map(|node| self.place(node));
                let warning = self.diags.warning("not-taken", source, format!("no pattern takes {path}"));
                warning.did("left it out of this edition").help("add a pattern for it to articles, or move the file elsewhere");
            }
        }
    }
}
