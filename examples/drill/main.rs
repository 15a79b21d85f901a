//! An evening's drill: late changes of one paper, each in the scope of its pages, and what each moves and takes.
//!
//! `cargo run --release --example drill -- EDITION [--random 100] [--seed 1]`
//!
//! Every change starts from the paper as it was settled, in a copy of the edition's folder, and is planned by a session, as at a desk. Printed
//! are the blocks that move on its pages and elsewhere (there must be none), stories that must run and are lost, pages that are no longer
//! filled, and milliseconds. With `--random` so many orders follow of every kind, on stories and pages at random: each is done, as the plan
//! itself shows, or refused with a reason; and taken back the files have the same bytes.
#![allow(clippy::print_stdout, clippy::disallowed_methods, reason = "a bench prints what it measured, and reads the clock")]
use std::collections::BTreeSet;
use std::error::Error;
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Instant;

use newsprint::Job;
use newsprint::diag::{Diagnostics, Severity, SourceFile};
use newsprint::ids::Id;
use newsprint::order::journal::{Journal, Texts};
use newsprint::order::{Known, edit};
use newsprint::plan_file::changes::{Change, changes};
use newsprint::plan_file::{self, PlanFile, Start};
use newsprint::session::{Beginning, Session};

#[path = "../../tests/all/any_order.rs"]
mod any_order;
mod late;
#[path = "../../tests/all/obeyed.rs"]
mod obeyed;
#[path = "../../tests/all/random.rs"]
mod random;

use any_order::any;
use late::{Deed, Late, evening};
use random::Random;

fn main() -> Result<(), Box<dyn Error>> {
    let mut words = std::env::args().skip(1);
    let (mut edition, mut count, mut seed) = (None, 0, 1);
    while let Some(word) = words.next() {
        match word.as_str() {
            "--random" => count = words.next().ok_or("how many?")?.parse()?,
            "--seed" => seed = words.next().ok_or("which seed?")?.parse()?,
            other => edition = Some(PathBuf::from(other)),
        }
    }
    let mut paper = Paper::open(&edition.ok_or("which edition?")?)?;
    let done = paper.drill();
    let done = done.and_then(|()| if count > 0 { paper.random(count, seed) } else { Ok(()) });
    let _ = fs::remove_dir_all(&paper.folder);
    done
}

/// A paper that is settled, in a folder of its own.
struct Paper {
    folder: PathBuf,
    session: Session,
    /// Its edition file.
    text: String,
    /// The plan that stands.
    plan: String,
    /// Must-run stories that it holds already.
    held: BTreeSet<String>,
    known: Known,
    slugs: Vec<String>,
    pages: usize,
}

/// What one change came to.
struct Came {
    inside: usize,
    outside: usize,
    lost: Vec<String>,
    holes: usize,
    refused: Vec<String>,
    milliseconds: f64,
}

impl Paper {
    fn open(edition: &Path) -> Result<Paper, Box<dyn Error>> {
        let folder = std::env::temp_dir().join(format!("newsprint-drill-{}", std::process::id()));
        let _ = fs::remove_dir_all(&folder);
        copy(edition.parent().unwrap_or(Path::new(".")), &folder)?;
        let path = folder.join(edition.file_name().ok_or("no file")?);
        let _ = fs::remove_file(plan_file::beside(&path));
        let mut session = Session::open(&path, None);
        let mut diags = Diagnostics::default();
        let first = session.plan(None, Beginning::Anew, &mut diags).ok_or("the edition has errors: see newsprint check")?;
        let file = parsed(&first.text)?;
        let start = Start { file: file.clone(), locked: false, scope: None };
        let again = session.plan(None, Beginning::From(&start), &mut diags).ok_or("it cannot be planned again")?;
        println!("settled: a second run moves {} blocks", changes(&file, &parsed(&again.text)?, |page| page.to_string()).len());
        let held = first.planned.dummy.held.iter().map(|(story, _)| first.planned.copy(*story)).filter(|copy| copy.must_run);
        let held = held.map(|copy| copy.slug.to_string()).collect();
        let known = Known::of(&first.job.edition, Some(&first.job.layout), Some(&file));
        // What leads the page that it is on is known from the plan beside the edition.
        fs::write(plan_file::beside(&path), &first.text)?;
        let slugs = known.stories.keys().cloned().collect();
        Ok(Paper { folder, session, text: fs::read_to_string(&path)?, plan: first.text, held, known, slugs, pages: file.pages.len() })
    }

    fn drill(&mut self) -> Result<(), Box<dyn Error>> {
        let job = self.session.read(None, &mut Diagnostics::default()).ok_or("the edition has errors")?;
        let mut all: Vec<Came> = Vec::new();
        for late in evening(&job, &parsed(&self.plan)?, &self.folder)? {
            let Some((said, came)) = self.late(&job, &late)? else { continue };
            let lost = if came.lost.is_empty() { String::new() } else { format!(", lost {}", came.lost.join(" ")) };
            let refused = if came.refused.is_empty() { String::new() } else { format!(", refused: {}", came.refused.join("; ")) };
            println!(
                "{:16} {said:55} {:2} blocks move, {} elsewhere, {} holes, {:5.0} ms{lost}{refused}",
                late.what, came.inside, came.outside, came.holes, came.milliseconds
            );
            all.push(came);
        }
        let of = |pick: fn(&Came) -> f64| {
            let mut list: Vec<f64> = all.iter().map(pick).collect();
            list.sort_by(f64::total_cmp);
            let at = |share: usize| list.get(list.len() * share / 100).copied().unwrap_or(0.0);
            (at(50), at(90))
        };
        let (blocks, times) = (of(|came| came.inside as f64), of(|came| came.milliseconds));
        let outside: usize = all.iter().map(|came| came.outside).sum();
        let lost: usize = all.iter().map(|came| came.lost.len()).sum();
        let holes = all.iter().filter(|came| came.holes > 0).count();
        let refused = all.iter().filter(|came| !came.refused.is_empty()).count();
        println!(
            "{} changes: blocks moved, median {} and 90th {}; milliseconds {:.0} and {:.0}; moved outside {outside}; must-runs lost {lost}; with holes {holes}; refused {refused}",
            all.len(),
            blocks.0,
            blocks.1,
            times.0,
            times.1
        );
        Ok(())
    }

    /// Does a change and takes it back; in words what was done, and what came of it. None where it is refused at once.
    fn late(&mut self, job: &Job, late: &Late) -> Result<Option<(String, Came)>, Box<dyn Error>> {
        match &late.deed {
            Deed::Order(order) => match edit(&self.text, order, &self.known) {
                Ok(edited) => Ok(Some((edited.said.clone(), self.change(job, &edited.text, &late.pages)?))),
                Err(refusal) => {
                    println!("{:16} refused at once: {}", late.what, refusal.message);
                    Ok(None)
                }
            },
            Deed::File(path, bytes) => {
                let before = fs::read(path)?;
                fs::write(path, bytes)?;
                let came = self.change(job, &self.text.clone(), &late.pages);
                fs::write(path, before)?;
                Ok(Some((late.deed.said(), came?)))
            }
        }
    }

    /// Plans the paper with a changed edition file, in the scope of some pages.
    fn change(&mut self, job: &Job, text: &str, pages: &[usize]) -> Result<Came, Box<dyn Error>> {
        let before = parsed(&self.plan)?;
        let scope: Vec<String> = pages.iter().map(|page| job.folio(Id::of(*page)).label()).collect();
        let start = Start { file: before.clone(), locked: false, scope: Some(scope.join(",")) };
        let mut diags = Diagnostics::default();
        let clock = Instant::now();
        let done = self.session.plan(Some(text), Beginning::From(&start), &mut diags);
        let milliseconds = clock.elapsed().as_secs_f64() * 1000.0;
        let done = done.ok_or_else(|| format!("{:?}", diags.list.iter().map(|told| &told.message).collect::<Vec<_>>()))?;
        let after = parsed(&done.text)?;
        let moved: Vec<Change> = changes(&before, &after, |page| page.to_string());
        let is_inside = |change: &&Change| change.page.is_none_or(|page| pages.contains(&page));
        let inside = moved.iter().filter(is_inside).count();
        let held = done.planned.dummy.held.iter().map(|(story, _)| done.planned.copy(*story)).filter(|copy| copy.must_run);
        let lost = held.map(|copy| copy.slug.to_string()).filter(|slug| !self.held.contains(slug)).collect();
        let holes = |file: &PlanFile| file.pages.iter().map(|page| page.white.len()).sum::<usize>();
        let is_new = |told: &&newsprint::diag::Diagnostic| told.severity >= Severity::Refusal && told.code.0 != "held";
        Ok(Came {
            inside,
            outside: moved.len() - inside,
            lost,
            holes: holes(&after).saturating_sub(holes(&before)),
            refused: diags.list.iter().filter(is_new).map(|told| told.message.clone()).collect(),
            milliseconds,
        })
    }

    /// Orders at random: each is done or refused, and taken back leaves what was there.
    fn random(&mut self, count: usize, seed: u64) -> Result<(), Box<dyn Error>> {
        let mut random = Random(seed);
        let before = parsed(&self.plan)?;
        let start = Start { file: before.clone(), locked: false, scope: None };
        let told = |diags: &Diagnostics| diags.list.iter().filter(|told| told.severity >= Severity::Refusal).count();
        let mut faults = Diagnostics::default();
        self.session.plan(None, Beginning::From(&start), &mut faults).ok_or("it cannot be planned again")?;
        // What the paper is told without any order is no answer to one.
        let usual = told(&faults);
        let (mut obeyed, mut refused, mut at_once, mut silent) = (0, 0, 0, 0);
        for _ in 0..count {
            let order = any(&mut random, &self.slugs, self.pages);
            let Ok(edited) = edit(&self.text, &order, &self.known) else {
                at_once += 1;
                continue;
            };
            let mut journal = Journal::default();
            let texts = Texts { edition: self.text.clone(), plan: Some(self.plan.clone()) };
            journal.add(order.clone(), &edited.said, "edition.toml", &texts, &edited.text);
            let mut diags = Diagnostics::default();
            match self.session.plan(Some(&edited.text), Beginning::From(&start), &mut diags) {
                None => refused += 1,
                Some(done) => {
                    let unmet = obeyed::unmet(&order, &before, &parsed(&done.text)?);
                    let is_told = told(&diags) > usual;
                    let lost = done.planned.dummy.held.iter().map(|(story, _)| done.planned.copy(*story).slug.to_string());
                    let lost: Vec<String> = lost.filter(|slug| !self.held.contains(slug)).collect();
                    let must = |slug: &String| done.job.edition.articles.iter().any(|one| one.must_run && one.slug.to_string() == *slug);
                    match unmet {
                        Some(why) if !is_told => {
                            silent += 1;
                            println!("in silence: {order:?}: {why}");
                        }
                        _ if lost.iter().any(must) && !is_told => {
                            silent += 1;
                            println!("in silence: {order:?}: lost {}", lost.join(" "));
                        }
                        Some(_) => refused += 1,
                        None if is_told => refused += 1,
                        None => obeyed += 1,
                    }
                }
            }
            let undone = journal.undo(&edited.text).map_err(|refusal| refusal.message);
            let is_same = edited.text == self.text || undone.is_ok_and(|undone| undone.before == texts);
            if !is_same {
                return Err(format!("after undo of {order:?} the files are others").into());
            }
        }
        println!(
            "{count} orders at random: {obeyed} obeyed, {refused} refused with a reason, {at_once} refused at once, {silent} in silence"
        );
        Ok(())
    }
}

fn parsed(text: &str) -> Result<PlanFile, Box<dyn Error>> {
    let file = SourceFile { path: "edition.plan.toml".into(), text: text.into() };
    plan_file::parse(Arc::new(file), &mut Diagnostics::default()).ok_or_else(|| "the plan cannot be read".into())
}

fn copy(from: &Path, to: &Path) -> std::io::Result<()> {
    fs::create_dir_all(to)?;
    for entry in fs::read_dir(from)?.flatten() {
        let target = to.join(entry.file_name());
        if entry.path().is_dir() { copy(&entry.path(), &target)? } else { fs::copy(entry.path(), target).map(drop)? }
    }
    Ok(())
}
