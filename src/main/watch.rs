//! `newsprint watch`: makes the pages again whenever a file of the edition changes, and shows them in a browser of the same machine.
use std::collections::BTreeMap;
use std::hash::BuildHasher;
use std::io::Write;
use std::net::{Ipv4Addr, TcpListener};
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex};
use std::time::{Duration, SystemTime};

use newsprint::Request;
use newsprint::cache::Cache;
use newsprint::diag::{Diagnostics, Source, to_json};
use newsprint::press::site::{FOLDER, PAGES};
use newsprint::press::{Photos, Target, Targets};
use newsprint::session::{Beginning, Done, Session};
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
const LOOK_EVERY: Duration = Duration::from_millis(50);

/// What browsers are shown.
#[derive(Default)]
struct Shown {
    /// Counts the builds.
    version: u64,
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
    /// For the page that shows it.
    fn state(&self) -> Value {
        let page = |(label, digest): &(String, u64)| {
            let picture = picture(label);
            json!({ "label": label, "picture": format!("/{picture}"), "zoom": format!("/{PAGES}{label}-zoom.jpg"), "digest": format!("{digest:x}") })
        };
        json!({
            "version": self.version,
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
    let mut session = Session::open(edition, cache.clone());
    let mut seen = None;
    loop {
        let kept = cache.as_ref().map(|cache| cache.folder());
        let now = stamp(edition, kept);
        // A file that is still being written would be told as broken: it is waited for.
        let is_still = {
            std::thread::sleep(LOOK_EVERY);
            stamp(edition, kept) == now
        };
        if !is_still || seen.as_ref() == Some(&now) {
            continue;
        }
        seen = Some(now);
        let mut diags = Diagnostics::default();
        let built = build(&mut session, &cache, &mut diags);
        tell(&diags);
        update(&shown, built, &diags);
    }
}

/// A build's pages in a line, their labels, and its files.
type Built = (String, Vec<String>, Vec<(String, Vec<u8>)>);

/// The site of the edition, just as a build would make it; nothing is written but what is kept of photos.
fn build(session: &mut Session, cache: &Option<Arc<Cache>>, diags: &mut Diagnostics) -> Option<Built> {
    let Done { job, planned, .. } = session.plan(None, Beginning::Beside(None), diags)?;
    let paper = newsprint::make_up(&job, planned, diags);
    if diags.has_errors() {
        return None;
    }
    let summary = format!("{} pages, {} stories, {} held", paper.count(), paper.ran.len(), paper.held.len());
    let labels = paper.pages.iter().map(|page| page.label.clone()).collect();
    let epaper = &job.layout.epaper;
    let photos = Photos::Fit { ppi: epaper.ppi, quality: epaper.quality };
    let targets = Targets::of(&[Target::Site]);
    let files = newsprint::print(&job, paper, &Request { photos, targets, cache: cache.clone(), ..Request::default() }, diags)?;
    if let Some(cache) = cache {
        cache_arguments::close(cache, diags);
    }
    (!diags.has_errors()).then_some((summary, labels, files))
}

/// Shows a build; of one that failed what it told, beside the pages before.
fn update(shown: &Mutex<Shown>, built: Option<Built>, diags: &Diagnostics) {
    // A thread that broke while it read has left nothing half done.
    let mut shown = shown.lock().unwrap_or_else(std::sync::PoisonError::into_inner);
    shown.version += 1;
    shown.is_good = built.is_some();
    shown.messages = diags.list.iter().map(to_json).collect();
    match built {
        Some((summary, labels, files)) => {
            shown.summary = summary;
            // Its worker would keep pages in the browser that have changed here since.
            shown.files = files.into_iter().filter(|(path, _)| *path != format!("{FOLDER}/sw.js")).collect();
            let digest = |label: &String| FxBuildHasher.hash_one(shown.files.get(&picture(label)));
            shown.pages = labels.into_iter().map(|label| (label.clone(), digest(&label))).collect();
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
