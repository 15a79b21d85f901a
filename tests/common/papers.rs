//! Every edition that comes with the program, made.
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use newsprint::Request;
use newsprint::diag::Diagnostics;
use newsprint::edition::Article;
use newsprint::page::Paper;
use newsprint::press::{Photos, Targets};
use rayon::prelude::*;

/// An edition and what was made of it.
pub struct Made {
    /// Its folder's name.
    pub name: String,
    /// The copy, as filed.
    #[allow(dead_code, reason = "not every test that shares this module reads the copy")]
    pub articles: Vec<Article>,
    /// The pages.
    pub paper: Paper,
    /// The files, by their paths in the output folder.
    pub files: BTreeMap<String, Vec<u8>>,
}

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// A sample's edition file.
#[allow(dead_code, reason = "not every test that shares this module makes a sample alone")]
pub fn sample(name: &str) -> PathBuf {
    root().join("samples").join(name).join("edition.toml")
}

/// An edition, made; none where it has errors.
pub fn made(edition: &Path, targets: Targets) -> Option<Made> {
    let mut diags = Diagnostics::default();
    let job = newsprint::read(edition, &mut diags)?;
    let paper = newsprint::build(&job, &mut diags);
    if diags.has_errors() {
        return None;
    }
    let request = Request { targets, photos: Photos::Fit { ppi: 100, quality: 70 }, ..Request::default() };
    let files = newsprint::print(&job, paper.clone(), &request, &mut diags)?.into_iter().collect();
    let name = edition.strip_prefix(root()).unwrap_or(edition).parent().map(|folder| folder.to_string_lossy().into_owned());
    Some(Made { name: name.unwrap_or_default(), articles: job.edition.articles.clone(), paper, files })
}

/// Both samples and all golden cases, made; those with errors are left out.
pub fn all(targets: Targets) -> Vec<Made> {
    let cases = std::fs::read_dir(root().join("tests/golden")).unwrap().flatten().map(|entry| entry.path().join("edition/edition.toml"));
    let mut editions: Vec<PathBuf> = cases.filter(|path| path.is_file()).chain(["harbour-times", "weekly"].map(sample)).collect();
    editions.sort();
    let made: Vec<Made> = editions.par_iter().filter_map(|edition| made(edition, targets)).collect();
    assert!(made.len() >= 50, "only {} editions can be made", made.len());
    made
}

/// Faults of all editions, told at once.
pub fn none(faults: Vec<String>) {
    const SHOWN: usize = 40;
    let shown: Vec<String> = faults.iter().take(SHOWN).cloned().collect();
    assert!(faults.is_empty(), "{} faults\n{}", faults.len(), shown.join("\n"));
}

/// Words apart by single spaces, without the hyphens that a line's end may need.
pub fn words(text: &str) -> String {
    text.replace('\u{ad}', "").split_whitespace().collect::<Vec<_>>().join(" ")
}
