//! A session beside cold runs: edits at random of one paper, the same plan to the byte from both, and milliseconds of each.
//!
//! `cargo run --release --example warm -- EDITION [--edits 500] [--seed 1] [--only-warm]`
//!
//! The paper is copied to a folder of its own and edited there: orders in the scope of their page and of the whole paper, given and tried;
//! stories that change, come and go; photos that are sent again. Printed are, by kind of edit, the median and the 90th of a hundred.
#![allow(clippy::print_stdout, clippy::disallowed_methods, reason = "a bench prints what it measured, and reads the clock")]
use std::collections::BTreeMap;
use std::error::Error;
use std::path::PathBuf;
use std::sync::Arc;
use std::time::{Instant, SystemTime};

use newsprint::Request;
use newsprint::cache::Cache;
use newsprint::diag::Diagnostics;
use newsprint::press::{Photos, Target, Targets};
use newsprint::session::{Beginning, Session};

#[path = "../../tests/all/any_order.rs"]
mod any_order;
#[path = "../../tests/all/edits.rs"]
mod edits;
#[path = "../../tests/all/random.rs"]
mod random;

use edits::Paper;

/// Times that the reading is measured.
const REPEATED: usize = 40;
/// Edits that are told by name.
const SLOWEST: usize = 12;

/// By kind of edit: milliseconds warm and cold.
type Times = BTreeMap<&'static str, (Vec<f64>, Vec<f64>)>;

fn main() -> Result<(), Box<dyn Error>> {
    let mut words = std::env::args().skip(1);
    let (mut edition, mut count, mut seed, mut only_warm) = (None, 100, 1, false);
    while let Some(word) = words.next() {
        match word.as_str() {
            "--edits" => count = words.next().ok_or("how many?")?.parse()?,
            "--seed" => seed = words.next().ok_or("which seed?")?.parse()?,
            "--only-warm" => only_warm = true,
            other => edition = Some(PathBuf::from(other)),
        }
    }
    let folder = std::env::temp_dir().join(format!("newsprint-warm-{}", std::process::id()));
    let _ = std::fs::remove_dir_all(&folder);
    let mut paper = Paper::open(&edition.ok_or("which edition?")?, &folder, seed).ok_or("the edition has errors: see newsprint check")?;
    steps(&paper)?;
    let mut session = Session::open(&paper.path, None);
    let clock = Instant::now();
    session.plan(None, Beginning::Beside(None), &mut Diagnostics::default());
    println!("the first plan of a session takes {:.0} ms", clock.elapsed().as_secs_f64() * 1000.0);
    let (mut times, mut planned, mut slowest) = (Times::default(), 0, Vec::new());
    for number in 0..count {
        let edit = paper.edit();
        let clock = Instant::now();
        let (done, told) = paper.warm(&mut session, &edit);
        let warm = clock.elapsed().as_secs_f64() * 1000.0;
        let list = times.entry(edit.kind).or_default();
        list.0.push(warm);
        slowest.push((warm, edit.kind, edit.said.clone()));
        if !only_warm {
            let clock = Instant::now();
            let (text, told_cold) = paper.cold(&edit);
            list.1.push(clock.elapsed().as_secs_f64() * 1000.0);
            if done.as_ref().map(|done| &done.text) != text.as_ref() || told != told_cold {
                return Err(format!("edit {number} is planned otherwise warm than cold: {}", edit.said).into());
            }
        }
        if let Some(done) = done {
            planned += 1;
            paper.keep(&edit, &done.text);
        }
    }
    println!("{count} edits, {planned} planned, {}", if only_warm { "warm alone" } else { "each the same warm and cold" });
    for (kind, (warm, cold)) in &mut times {
        println!("{kind:20} {:4} edits  warm {}  cold {}", warm.len(), told(warm), told(cold));
    }
    slowest.sort_by(|one, other| other.0.total_cmp(&one.0));
    for (warm, kind, said) in slowest.iter().take(SLOWEST) {
        println!("{warm:6.0} ms  {kind}: {said}");
    }
    std::fs::remove_dir_all(&folder)?;
    Ok(())
}

/// Median and 90th.
fn told(list: &mut [f64]) -> String {
    list.sort_by(f64::total_cmp);
    let at = |share: usize| list.get(list.len() * share / 100).copied().unwrap_or(0.0);
    format!("{:5.0} {:5.0} ms", at(50), at(90))
}

/// Where the time of one plan goes, cold and warm.
fn steps(paper: &Paper) -> Result<(), Box<dyn Error>> {
    let mut diags = Diagnostics::default();
    let mut clock = Instant::now();
    let mut step = |what: &str| {
        println!("{what:28} {:6.1} ms", clock.elapsed().as_secs_f64() * 1000.0);
        clock = Instant::now();
    };
    let job = newsprint::read(&paper.path, &mut diags).ok_or("the edition has errors")?;
    step("cold: read");
    let set = newsprint::set::set(&job);
    step("cold: set");
    let start = newsprint::plan_file::read::start(&job, &paper.path, newsprint::plan_file::read::Use::Start, &mut diags);
    let start = start.map_err(|_| "the plan cannot be read")?;
    step("the plan file");
    let planned = newsprint::planning::plan(&job, set, start.as_ref(), &mut diags);
    step("cold: size and plan");
    newsprint::plan_file::record(&job, &planned);
    step("record");
    drop(planned);
    step("drop");
    let mut session = Session::open(&paper.path, None);
    session.read(None, &mut diags);
    let mut reads: Vec<f64> = Vec::new();
    for _ in 0..REPEATED {
        let clock = Instant::now();
        session.read(None, &mut diags);
        reads.push(clock.elapsed().as_secs_f64() * 1000.0);
    }
    println!("a session reads in {}", told(&mut reads));
    let cache = Arc::new(Cache::new(paper.path.with_file_name(".newsprint"), SystemTime::UNIX_EPOCH));
    for round in ["first", "second", "third"] {
        let job = session.read(None, &mut diags).ok_or("the edition has errors")?;
        step(&format!("session, {round}: read"));
        let planned = session.plan_job(&job, start.as_ref(), &mut diags);
        step(&format!("session, {round}: plan"));
        drop(planned.clone());
        step("clone and drop");
        let paper = newsprint::makeup::make_up(&job, &planned, &mut diags);
        step("make up");
        newsprint::proof::read(&job, &paper, &mut diags);
        step("proof");
        let photos = Photos::Fit { ppi: job.layout.epaper.ppi, quality: job.layout.epaper.quality };
        let request = Request { photos, targets: Targets::of(&[Target::Site]), cache: Some(cache.clone()), ..Request::default() };
        newsprint::print(&job, paper, &request, &mut diags).ok_or("the site cannot be made")?;
        step("the site's files");
    }
    Ok(())
}
