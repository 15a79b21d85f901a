//! An evening's drill: late changes of one paper, each in one order and in the scope of its pages, and what each moves and takes.
//!
//! `cargo run --release --example drill -- EDITION [--random 100] [--seed 1]`
//!
//! Every change starts from the paper as it was settled, in a copy of the edition's folder. Printed are the blocks that move on its pages and
//! elsewhere (there must be none), stories that must run and are lost, pages that are no longer filled, and milliseconds of planning. With
//! `--random` so many orders follow of every kind, on stories and pages at random: each is obeyed or refused with a reason, and taken back
//! the files have the same bytes.
#![allow(clippy::print_stdout, clippy::disallowed_methods, reason = "a bench prints what it measured, and reads the clock")]
use std::collections::BTreeSet;
use std::error::Error;
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Instant;

use newsprint::Job;
use newsprint::diag::{Diagnostics, Severity, SourceFile};
use newsprint::order::journal::{Journal, Texts};
use newsprint::order::{Head, Jump, Known, Move, Order, Photo, Switch, Wish, edit};
use newsprint::plan_file::changes::{Change, changes};
use newsprint::plan_file::{self, PlanFile, Start};
use newsprint::role::Lead;

#[path = "../../tests/all/random.rs"]
mod random;

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
    let paper = Paper::open(&edition.ok_or("which edition?")?)?;
    paper.drill()?;
    if count > 0 {
        paper.random(count, seed)?;
    }
    Ok(())
}

/// A paper that is settled, in a folder of its own.
struct Paper {
    /// The copy's edition file.
    path: PathBuf,
    /// Its text.
    text: String,
    /// The plan that stands.
    plan: String,
    /// Must-run stories that it holds already.
    held: BTreeSet<String>,
    known: Known,
}

/// A late change: what it is, the pages that it may change, and the order.
type Late = (String, Vec<usize>, Order);

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
        let mut diags = Diagnostics::default();
        let _ = fs::remove_file(plan_file::beside(&path));
        let job = newsprint::read(&path, &mut diags).ok_or("the edition has errors: see newsprint check")?;
        let planned = newsprint::plan(&job, None, &mut diags);
        let plan = plan_file::record(&job, &planned);
        let file = parsed(&plan)?;
        let again = newsprint::plan(&job, Some(&Start { file: file.clone(), locked: false, scope: None }), &mut diags);
        println!(
            "settled: a second run moves {} blocks",
            changes(&file, &plan_file::record::plan(&job, &again), |page| page.to_string()).len()
        );
        let held = planned.dummy.held.iter().map(|(story, _)| planned.copy(*story)).filter(|copy| copy.must_run);
        let held = held.map(|copy| copy.slug.to_string()).collect();
        let known = Known::of(&job.edition, Some(&job.layout), Some(&file));
        // What leads the page that it is on is known from the plan beside the edition.
        fs::write(plan_file::beside(&path), &plan)?;
        Ok(Paper { text: fs::read_to_string(&path)?, path, plan, held, known })
    }

    fn label(&self, job: &Job, page: usize) -> String {
        job.folio(page).label()
    }

    /// Late changes of every kind on the paper's pages.
    fn orders(&self) -> Result<Vec<Late>, Box<dyn Error>> {
        let plan = parsed(&self.plan)?;
        let job = self.read(&self.text)?;
        let mut list: Vec<Late> = Vec::new();
        for (page, entry) in plan.pages.iter().enumerate() {
            let whole: Vec<&plan_file::StoryEntry> =
                entry.stories.iter().filter(|story| !story.turn && story.jump_after.is_none()).collect();
            let Some(lead) = whole.iter().find(|story| story.lead == Lead::Yes) else { continue };
            let others: Vec<&&plan_file::StoryEntry> = whole.iter().filter(|story| story.lead == Lead::No).collect();
            let (Some(first), Some(last)) = (others.first(), others.last()) else { continue };
            let (lead, slug, light) = (lead.slug.clone(), first.slug.clone(), last.slug.clone());
            let with_photo = whole.iter().find(|story| !story.photos.is_empty());
            let next = (page + 1).min(plan.pages.len() - 1);
            let here = vec![page];
            let mut add = |what: &str, pages: &[usize], order: Order| list.push((what.to_string(), pages.to_vec(), order));
            // Eight kinds a page, others on the next.
            if page % 2 == 0 {
                add("new lead", &here, Order::Lead { slug: slug.clone() });
                add("kill", &here, Order::Kill { slug: light.clone() });
                add("two-line head", &here, Order::Head(Head { slug: lead.clone(), lines: Some(Wish::Is(2)), ..Head::default() }));
                add(
                    "swap",
                    &[page, next],
                    Order::Move(Move { slug: light.clone(), to: self.label(&job, next), lead: false, first: false, after: None }),
                );
                add("no quote", &here, Order::Quote { slug: lead.clone(), wish: Switch::Off });
                add("room +12", &here, Order::Room { slug: slug.clone(), lines: 12 });
            } else {
                add("hold", &here, Order::Hold { slug: slug.clone(), until: None });
                add("no deck", &here, Order::Deck { slug: lead.clone(), wish: Switch::Off });
                add("above the fold", &here, Order::Fold { slug: light.clone(), wish: Switch::On });
                add("apart", &here, Order::Apart { slug: slug.clone(), other: light.clone() });
                add("no jump", &here, Order::Jump { slug: lead.clone(), jump: Jump::Never });
            }
            if let Some(story) = with_photo {
                let columns = story.photos[0].columns;
                let wider = Photo {
                    slug: story.slug.clone(),
                    photo: story.photos[0].photo,
                    columns: Some(Wish::Is(columns.saturating_sub(1).max(1))),
                    ..Photo::default()
                };
                add("smaller photo", &here, Order::Photo(wider.clone()));
                add("no photo", &here, Order::Photo(Photo { columns: None, out: Some(true), ..wider }));
            }
        }
        list.truncate(40);
        Ok(list)
    }

    fn read(&self, text: &str) -> Result<Job, Box<dyn Error>> {
        let mut diags = Diagnostics::default();
        newsprint::read_as(&self.path, Some(text), None, &mut diags)
            .ok_or_else(|| format!("{:?}", diags.list.iter().map(|told| &told.message).collect::<Vec<_>>()).into())
    }

    fn drill(&self) -> Result<(), Box<dyn Error>> {
        let mut all: Vec<Came> = Vec::new();
        for (what, pages, order) in self.orders()? {
            let edited = match edit(&self.text, &order, &self.known) {
                Ok(edited) => edited,
                Err(refusal) => {
                    println!("{what:16} refused at once: {}", refusal.message);
                    continue;
                }
            };
            let came = self.change(&edited.text, &pages)?;
            let lost = if came.lost.is_empty() { String::new() } else { format!(", lost {}", came.lost.join(" ")) };
            let refused = if came.refused.is_empty() { String::new() } else { format!(", refused: {}", came.refused.join("; ")) };
            println!(
                "{what:16} {:55} {:2} blocks move, {} elsewhere, {} holes, {:5.0} ms{lost}{refused}",
                edited.said, came.inside, came.outside, came.holes, came.milliseconds
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

    /// Plans the paper with a changed edition file, in the scope of some pages.
    fn change(&self, text: &str, pages: &[usize]) -> Result<Came, Box<dyn Error>> {
        let job = self.read(text)?;
        let before = parsed(&self.plan)?;
        let scope: Vec<String> = pages.iter().map(|page| self.label(&job, *page)).collect();
        let mut diags = Diagnostics::default();
        let clock = Instant::now();
        let start = Start { file: before.clone(), locked: false, scope: Some(scope.join(",")) };
        let planned = newsprint::plan(&job, Some(&start), &mut diags);
        let milliseconds = clock.elapsed().as_secs_f64() * 1000.0;
        let after = plan_file::record::plan(&job, &planned);
        let moved: Vec<Change> = changes(&before, &after, |page| page.to_string());
        let is_inside = |change: &&Change| change.page.is_none_or(|page| pages.contains(&page));
        let inside = moved.iter().filter(is_inside).count();
        let held = planned.dummy.held.iter().map(|(story, _)| planned.copy(*story)).filter(|copy| copy.must_run);
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
    fn random(&self, count: usize, seed: u64) -> Result<(), Box<dyn Error>> {
        let mut random = Random(seed);
        let slugs: Vec<&String> = self.known.stories.keys().collect();
        let pages = parsed(&self.plan)?.pages.len();
        let (mut obeyed, mut refused, mut at_once, mut silent) = (0, 0, 0, 0);
        for _ in 0..count {
            let order = any(&mut random, &slugs, pages);
            let Ok(edited) = edit(&self.text, &order, &self.known) else {
                at_once += 1;
                continue;
            };
            let mut journal = Journal::default();
            let before = Texts { edition: self.text.clone(), plan: Some(self.plan.clone()) };
            journal.add(order.clone(), &edited.said, "edition.toml", &before, &edited.text);
            let mut diags = Diagnostics::default();
            match newsprint::read_as(&self.path, Some(&edited.text), None, &mut diags) {
                None => refused += 1,
                Some(job) => {
                    let start = Start { file: parsed(&self.plan)?, locked: false, scope: None };
                    let planned = newsprint::plan(&job, Some(&start), &mut diags);
                    let unmet = planned.answers.iter().filter(|answer| answer.refused.is_some()).count();
                    let told = diags.list.iter().filter(|told| told.severity >= Severity::Refusal).count();
                    let lost = planned.dummy.held.iter().filter(|(story, _)| planned.copy(*story).must_run).count();
                    silent += usize::from(told < unmet || lost > 0 && told == 0);
                    if unmet > 0 || told > 0 { refused += 1 } else { obeyed += 1 }
                }
            }
            let undone = journal.undo(&edited.text).map_err(|refusal| refusal.message);
            let is_same = edited.text == self.text || undone.is_ok_and(|undone| undone.before == before);
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

/// An order of any kind.
fn any(random: &mut Random, slugs: &[&String], pages: usize) -> Order {
    let slug = |random: &mut Random| slugs[random.below(slugs.len())].clone();
    let one = slug(random);
    let other = slug(random);
    let page = (1 + random.below(pages)).to_string();
    let small = |random: &mut Random| 1 + random.below(5) as u8;
    match random.below(16) {
        0 => Order::Lead { slug: one },
        1 => Order::Move(Move { slug: one, to: page, lead: random.below(2) == 0, first: false, after: None }),
        2 => Order::Swap { slug: one, other },
        3 => Order::Hold { slug: one, until: None },
        4 => Order::Kill { slug: one },
        5 => Order::Room { slug: one, lines: random.below(60) as i16 - 30 },
        6 => Order::Columns { slug: one, columns: Wish::Is(small(random)) },
        7 => Order::Photo(Photo { slug: one, photo: 1, columns: Some(Wish::Is(small(random))), ..Photo::default() }),
        8 => Order::Head(Head { slug: one, lines: Some(Wish::Is(small(random))), ..Head::default() }),
        9 => Order::Head(Head { slug: one, size: Some(Wish::Is(format!("{}pt", 14 + random.below(50)))), ..Head::default() }),
        10 => Order::Deck { slug: one, wish: if random.below(2) == 0 { Switch::On } else { Switch::Off } },
        11 => Order::Quote { slug: one, wish: if random.below(2) == 0 { Switch::On } else { Switch::Off } },
        12 => Order::Jump { slug: one, jump: Jump::After(1 + random.below(12) as u32) },
        13 => Order::Beside { slug: one, other },
        14 => Order::Apart { slug: one, other },
        _ => Order::Fold { slug: one, wish: Switch::On },
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
