//! Every edition that comes with the program, made once with all targets: what several subjects look at.
use std::collections::BTreeMap;
use std::fs;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::{Path, PathBuf};
use std::sync::LazyLock;
use std::sync::atomic::{AtomicUsize, Ordering};

use newsprint::Request;
use newsprint::diag::{Diagnostics, render};
use newsprint::edition::Article;
use newsprint::page::Paper;
use newsprint::plan_file::{self, earlier::Start};
use newsprint::plan_report::{self, Account};
use newsprint::press::{Target, Targets};

/// An edition, and what came of it.
pub struct Edition {
    /// Its folder's name: `table` of `tests/golden/table`.
    pub name: String,
    /// What was reported.
    pub diags: Diagnostics,
    /// What was made; none where there were errors.
    pub made: Option<Made>,
    /// The program broke.
    pub has_panicked: bool,
}

/// What is made of a sound edition.
pub struct Made {
    /// As in the edition.
    pub name: String,
    /// The copy, as filed.
    pub articles: Vec<Article>,
    /// The plan.
    pub account: Account,
    /// The pages.
    pub paper: Paper,
    /// The files, by their paths in the output folder.
    pub files: BTreeMap<String, Vec<u8>>,
}

const ALL: Targets = Targets::of(&[Target::Print, Target::Epaper, Target::Site, Target::Mets]);

/// The golden cases.
pub static GOLDEN: LazyLock<Vec<Edition>> =
    LazyLock::new(|| all_made(&cases().iter().map(|case| case.join("edition/edition.toml")).collect::<Vec<_>>()));

/// The two sample papers.
pub static SAMPLES: LazyLock<Vec<Edition>> = LazyLock::new(|| all_made(&["harbour-times", "weekly"].map(sample)));

/// Editions made by threads of their own, in their order. Not by rayon's, which take up one edition within another while they wait for a part
/// of it, until their stack is full.
fn all_made(editions: &[PathBuf]) -> Vec<Edition> {
    const STACK: usize = 16 << 20;
    let next = AtomicUsize::new(0);
    let work = || {
        let mut made = Vec::new();
        while let Some((at, edition)) = Some(next.fetch_add(1, Ordering::Relaxed)).and_then(|at| Some((at, editions.get(at)?))) {
            made.push((at, with(edition, &Request { targets: ALL, ..Request::default() })));
        }
        made
    };
    let threads = std::thread::available_parallelism().map_or(1, usize::from);
    let mut made: Vec<(usize, Edition)> = std::thread::scope(|scope| {
        let start = |_| std::thread::Builder::new().stack_size(STACK).spawn_scoped(scope, work).expect("a thread");
        let running: Vec<_> = (0..threads).map(start).collect();
        running.into_iter().flat_map(|thread| thread.join().expect("editions")).collect()
    });
    made.sort_by_key(|(at, _)| *at);
    made.into_iter().map(|(_, edition)| edition).collect()
}

/// Samples and golden cases.
pub fn all() -> impl Iterator<Item = &'static Edition> {
    SAMPLES.iter().chain(GOLDEN.iter())
}

/// Those without errors.
pub fn made() -> Vec<&'static Made> {
    let made: Vec<&Made> = all().filter_map(|edition| edition.made.as_ref()).collect();
    assert!(made.len() >= 70, "only {} editions can be made", made.len());
    made
}

pub fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// Folders of the golden cases.
pub fn cases() -> Vec<PathBuf> {
    let mut cases: Vec<PathBuf> =
        fs::read_dir(root().join("tests/golden")).unwrap().flatten().map(|entry| entry.path()).filter(|path| path.is_dir()).collect();
    cases.sort();
    cases
}

/// A golden case's edition file.
pub fn golden(case: &str) -> PathBuf {
    root().join("tests/golden").join(case).join("edition/edition.toml")
}

/// A sample's edition file.
pub fn sample(name: &str) -> PathBuf {
    root().join("samples").join(name).join("edition.toml")
}

/// An edition, made as it is asked for.
pub fn with(edition: &Path, request: &Request) -> Edition {
    let folder = edition.strip_prefix(root()).unwrap_or(edition).iter().filter(|part| *part != "edition" && *part != "edition.toml");
    let name = folder.into_iter().next_back().map(|part| part.to_string_lossy().into_owned()).unwrap_or_default();
    let mut diags = Diagnostics::default();
    let made = catch_unwind(AssertUnwindSafe(|| make(edition, request, &mut diags)));
    let has_panicked = made.is_err();
    let made = made.ok().flatten().map(|made| Made { name: name.clone(), ..made });
    Edition { name, diags, made, has_panicked }
}

fn make(edition: &Path, request: &Request, diags: &mut Diagnostics) -> Option<Made> {
    let job = newsprint::read(edition, diags)?;
    // A plan that a build has left beside a sample is not part of it.
    let own = edition.starts_with(root().join("samples"));
    let start = (!own).then(|| plan_file::read(edition, diags)).flatten().map(|file| Start { file, locked: false, scope: None });
    let planned = newsprint::plan(&job, start.as_ref(), diags);
    let account = plan_report::of(&job, &planned);
    let paper = newsprint::make_up(&job, planned, diags);
    if diags.has_errors() {
        return None;
    }
    let files = newsprint::print(&job, paper.clone(), request, diags)?.into_iter().collect();
    Some(Made { name: String::new(), articles: job.edition.articles.clone(), account, paper, files })
}

/// What was reported, as a terminal shows it.
pub fn told(diags: &Diagnostics) -> String {
    diags.list.iter().map(|diagnostic| render(diagnostic, newsprint::diag::Colour::Never) + "\n").collect()
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
