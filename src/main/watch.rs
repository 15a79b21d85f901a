//! `newsprint watch`: makes the pages again whenever a file of the edition changes, and shows them in a browser of the same machine.
use std::collections::BTreeMap;
use std::hash::BuildHasher;
use std::io::Write;
use std::net::{Ipv4Addr, TcpListener};
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant, SystemTime};

use newsprint::cache::Cache;
use newsprint::diag::{Diagnostics, Source, to_json};
use newsprint::page::Paper;
use newsprint::press::site::{FOLDER, PAGES};
use newsprint::press::{Photos, Target, Targets};
use newsprint::session::{Beginning, Done, Session};
use newsprint::{Job, Request};
use rustc_hash::FxBuildHasher;
use serde_json::{Value, json};

use super::{cache_arguments, print};

mod serve;

/// What follows `newsprint watch`.
#[derive(clap::Args)]
pub struct Arguments {
    /// The edition file.
    edition: PathBuf,
    /// The port of 127.0.0.1 at which the pages are shown; a free one where it is left out.
    #[arg(long, default_value_t = 0)]
    port: u16,
    #[command(flatten)]
    cache: cache_arguments::CacheArguments,
}

/// How often it is looked whether a file has changed. Copy often lies on a shared disk, which tells nobody of changes: so it is looked at.
const LOOK_EVERY: Duration = Duration::from_millis(20);

/// So many times as long as a look took it is waited until the next: a large folder far away is looked at less often.
const REST: u32 = 10;

/// Pages that are shown before the rest of a build is done.
const MOST_AT_ONCE: usize = 4;

/// What browsers are shown.
#[derive(Default)]
struct Shown {
    /// Counts the builds.
    version: u64,
    /// Counts what is shown: the pages that a build changed are shown before all of it is done.
    shown: u64,
    /// The last build went through.
    is_good: bool,
    /// In a line.
    summary: String,
    /// The pages by their labels, with digests of their pictures: they say whether a picture is to be fetched again.
    pages: Vec<(String, u64)>,
    /// What the last build told.
    messages: Vec<Value>,
    /// The files of the last good build, by their paths.
    files: BTreeMap<String, Vec<u8>>,
}

impl Shown {
    /// Takes the digests of the pages' pictures anew.
    fn look_at_pages(&mut self) {
        let Shown { pages, files, .. } = self;
        pages.iter_mut().for_each(|(label, digest)| *digest = FxBuildHasher.hash_one(files.get(&picture(label))));
    }

    /// For the page that shows it.
    fn state(&self) -> Value {
        let page = |(label, digest): &(String, u64)| {
            let picture = picture(label);
            json!({ "label": label, "picture": format!("/{picture}"), "zoom": format!("/{PAGES}{label}-zoom.jpg"), "digest": format!("{digest:x}") })
        };
        json!({
            "version": self.version,
            "shown": self.shown,
            "good": self.is_good,
            "summary": self.summary,
            "pages": self.pages.iter().map(page).collect::<Vec<_>>(),
            "messages": self.messages,
        })
    }
}

/// The path of a page's picture.
fn picture(label: &str) -> String {
    format!("{PAGES}{label}.jpg")
}

/// Watches until it is stopped. False where it cannot begin.
pub fn run(arguments: &Arguments, diags: &mut Diagnostics, tell: impl Fn(&Diagnostics)) -> bool {
    let edition = &arguments.edition;
    let listener = match TcpListener::bind((Ipv4Addr::LOCALHOST, arguments.port)) {
        Ok(listener) => listener,
        Err(error) => {
            let text = format!("port {} of 127.0.0.1 cannot be listened at: {}", arguments.port, error.kind());
            diags.error("port", None, text).help("name another with --port, or none: then a free one is found");
            return false;
        }
    };
    if !edition.is_file() {
        let shown = edition.display().to_string();
        diags.error("unreadable", Some(Source::whole(&shown)), "there is no such edition file").help("name the edition.toml of a paper");
        return false;
    }
    let port = listener.local_addr().map_or(arguments.port, |address| address.port());
    let shown = Arc::new(Mutex::new(Shown::default()));
    serve::start(listener, port, shown.clone());
    print(&format!("http://127.0.0.1:{port}/\n"));
    let _ = std::io::stdout().flush();
    let cache = arguments.cache.open(edition);
    let mut desk = Desk { session: Session::open(edition, cache.clone()), cache, shown, before: None };
    let mut seen = None;
    loop {
        let kept = desk.cache.as_ref().map(|cache| cache.folder());
        #[allow(clippy::disallowed_methods, reason = "what is shown hangs on no clock, only how soon")]
        let clock = Instant::now();
        let now = stamp(edition, kept);
        // A file that is still being written would be told as broken: it is waited for.
        let is_still = {
            std::thread::sleep(LOOK_EVERY.max(clock.elapsed() * REST));
            stamp(edition, kept) == now
        };
        if !is_still || seen.as_ref() == Some(&now) {
            continue;
        }
        seen = Some(now);
        let mut diags = Diagnostics::default();
        let built = desk.build(&mut diags);
        tell(&diags);
        update(&desk.shown, built, &diags);
    }
}

/// What stays from one build to the next.
struct Desk {
    session: Session,
    cache: Option<Arc<Cache>>,
    shown: Arc<Mutex<Shown>>,
    /// The paper of the last good build.
    before: Option<Paper>,
}

/// A build's pages in a line, their labels, and its files.
type Built = (String, Vec<String>, Vec<(String, Vec<u8>)>);

impl Desk {
    /// The site of the edition, just as a build would make it; nothing is written but what is kept of photos.
    fn build(&mut self, diags: &mut Diagnostics) -> Option<Built> {
        let Done { job, planned, .. } = self.session.plan(None, Beginning::Beside(None), diags)?;
        let paper = newsprint::make_up(&job, planned, diags);
        if diags.has_errors() {
            return None;
        }
        self.show_changed(&job, &paper);
        let summary = format!("{} pages, {} stories, {} held", paper.count(), paper.ran.len(), paper.held.len());
        let labels = paper.pages.iter().map(|page| page.label.clone()).collect();
        let before = paper.clone();
        let files = newsprint::print(&job, paper, &self.request(&job), diags)?;
        if let Some(cache) = &self.cache {
            cache_arguments::close(cache, diags);
        }
        if diags.has_errors() {
            return None;
        }
        self.before = Some(before);
        Some((summary, labels, files))
    }

    fn request(&self, job: &Job) -> Request {
        let epaper = &job.layout.epaper;
        let photos = Photos::Fit { ppi: epaper.ppi, quality: epaper.quality };
        Request { photos, targets: Targets::of(&[Target::Site]), cache: self.cache.clone(), ..Request::default() }
    }

    /// Shows the pages that have changed before the site is made, where they are few: each as a paper of its own. What is to be told of them
    /// is told with the whole.
    fn show_changed(&self, job: &Job, paper: &Paper) {
        let Some(before) = &self.before else { return };
        let changed = paper.changed_since(before);
        if changed.is_empty() || changed.len() > MOST_AT_ONCE.min(paper.pages.len() - 1) || paper.pages.len() != before.pages.len() {
            return;
        }
        let some = paper.with_pages(&changed);
        let Some(files) = newsprint::print(job, some, &self.request(job), &mut Diagnostics::default()) else { return };
        let is_picture = |path: &str| path.starts_with(PAGES) && path.ends_with(".jpg");
        let mut shown = self.shown.lock().unwrap_or_else(std::sync::PoisonError::into_inner);
        shown.files.extend(files.into_iter().filter(|(path, _)| is_picture(path)));
        shown.look_at_pages();
        shown.shown += 1;
    }
}

/// Shows a build; of one that failed what it told, beside the pages before.
fn update(shown: &Mutex<Shown>, built: Option<Built>, diags: &Diagnostics) {
    // A thread that broke while it read has left nothing half done.
    let mut shown = shown.lock().unwrap_or_else(std::sync::PoisonError::into_inner);
    shown.version += 1;
    shown.shown += 1;
    shown.is_good = built.is_some();
    shown.messages = diags.list.iter().map(to_json).collect();
    match built {
        Some((summary, labels, files)) => {
            shown.summary = summary;
            // A copy for reading offline would have pages that have changed here since.
            let offline = ["sw.js", "files.js"].map(|name| format!("{FOLDER}/{name}"));
            shown.files = files.into_iter().filter(|(path, _)| !offline.contains(path)).collect();
            shown.pages = labels.into_iter().map(|label| (label, 0)).collect();
            shown.look_at_pages();
        }
        None if shown.files.is_empty() => shown.summary = "the edition has errors".into(),
        None => shown.summary = "the edition has errors; these are the pages before".into(),
    }
}

/// Every file about an edition, but what is `kept`, with its length and the time it was changed at: another list where something has changed.
fn stamp(edition: &Path, kept: Option<&Path>) -> Vec<(PathBuf, u64, Option<SystemTime>)> {
    let mut found = Vec::new();
    let folder = edition.parent().filter(|parent| !parent.as_os_str().is_empty()).unwrap_or(Path::new("."));
    let mut folders = vec![folder.to_path_buf()];
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(&folder).into_iter().flatten().flatten() {
            let path = entry.path();
            let is_hidden = entry.file_name().to_string_lossy().starts_with('.');
            let Ok(facts) = entry.metadata() else { continue };
            // What a build has written is none of what it reads.
            if facts.is_dir() && !is_hidden && kept != Some(&path) && !path.join("layout.json").is_file() {
                folders.push(path);
            } else if facts.is_file() && !is_hidden {
                found.push((path, facts.len(), facts.modified().ok()));
            }
        }
    }
    found.sort();
    found
}
