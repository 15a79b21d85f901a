//! Plans synthetic pages and whole editions, and prints how many are filled exactly, by the rules, and how fast.
//!
//! `cargo run --release --example plan-bench -- EDITION [--pages 1000] [--editions 100] [--edition-pages 24] [--seed 1]`
//!
//! EDITION is any paper: stories of every length, with none to three pictures, are put together from its words and pictures and composed
//! as its own pages would compose them; the planner then sees what it always sees. No story is written to be easy to fit.
//! One thread plans the pages, all threads the editions, then one: the plans must be the same.
#![allow(clippy::print_stdout, clippy::disallowed_methods, reason = "a bench prints what it measured, and reads the clock")]
use std::error::Error;
use std::path::PathBuf;
use std::time::{Duration, Instant};

use newsprint::diag::Diagnostics;
use newsprint::ids::{By, Id, PageId, StoryId};
use newsprint::plan::bill::{Reason, of_page};
use newsprint::plan::edition::rough;
use newsprint::plan::{Content, Dummy, Known, PageDummy, PageTask, Proof, Slot, Story};

#[path = "../../tests/all/random.rs"]
mod random;
mod stock;

use random::Random;
use stock::Stock;

/// What is asked for on the command line.
struct Wanted {
    edition: PathBuf,
    pages: usize,
    editions: usize,
    edition_pages: usize,
    seed: u64,
}

fn main() -> Result<(), Box<dyn Error>> {
    let wanted = arguments()?;
    let mut diags = Diagnostics::default();
    let mut job = newsprint::read(&wanted.edition, &mut diags).ok_or("the edition has errors: see newsprint check")?;
    let mut random = Random(wanted.seed);
    stock::write(&mut job, &mut random);
    let planned = newsprint::plan(&job, None, &mut diags);
    // The last page's template is that of most pages.
    let mut page = planned.input.pages.tasks.last().cloned().ok_or("the edition has no page")?;
    (page.holes, page.stories, page.sections) = (Vec::new(), Vec::new(), Vec::new());
    let stock = Stock::new(&planned.input.stories, &page);
    println!("{} stories, {} briefs; pages of {} columns by {} rows", stock.stories.len(), stock.briefs.len(), page.columns, page.rows);
    println!("{}", Tally::head());
    let mut all = Tally::default();
    for (name, ads) in ADS {
        all.add_all(pages(name, ads, &stock, &page, wanted.pages.div_ceil(ADS.len()), &mut random)?);
    }
    println!("{}", all.line("all of these"));
    editions(&stock, &page, &wanted, &mut random)
}

fn arguments() -> Result<Wanted, Box<dyn Error>> {
    let mut wanted = Wanted { edition: PathBuf::new(), pages: 1000, editions: 100, edition_pages: 24, seed: 1 };
    let mut rest = std::env::args().skip(1);
    while let Some(argument) = rest.next() {
        let mut value = || rest.next().ok_or(format!("{argument} wants a value"));
        match argument.as_str() {
            "--pages" => wanted.pages = value()?.parse()?,
            "--editions" => wanted.editions = value()?.parse()?,
            "--edition-pages" => wanted.edition_pages = value()?.parse()?,
            "--seed" => wanted.seed = value()?.parse::<u64>()?.max(1),
            edition => wanted.edition = edition.into(),
        }
    }
    if wanted.edition.as_os_str().is_empty() {
        return Err("name an edition file".into());
    }
    Ok(wanted)
}

/// Ads of a page of so many columns and rows.
type Ads = fn(u8, u16) -> Vec<Slot>;

/// The ad stacks that pages have.
const ADS: [(&str, Ads); 5] = [
    ("no ads", |_, _| Vec::new()),
    ("strip", |columns, rows| vec![foot(0, columns, rows, rows / 6)]),
    ("quarter", |columns, rows| vec![foot(columns / 2, columns - columns / 2, rows, rows / 2)]),
    ("L of ads", |columns, rows| {
        let strip = foot(0, columns, rows, rows / 6);
        vec![strip, Slot { column: columns - 1, row: rows - rows / 6 - rows / 3, columns: 1, rows: rows / 3 }]
    }),
    ("two ads", |columns, rows| vec![foot(0, columns / 2, rows, rows / 4), foot(columns / 2, columns - columns / 2, rows, rows / 4)]),
];

fn foot(column: u8, columns: u8, rows: u16, deep: u16) -> Slot {
    Slot { column, row: rows - deep, columns, rows: deep }
}

/// What was found about a kind of page.
#[derive(Default)]
struct Tally {
    pages: usize,
    exact: usize,
    /// Pages that break none of the first [`RULES`], and each of them.
    lawful: usize,
    broken: [usize; RULES.len()],
    best: usize,
    cost: u64,
    took: Vec<Duration>,
}

impl Tally {
    /// Counts a page, filled by all its stories or not.
    fn add(&mut self, page: &PageDummy, task: &PageTask, stories: &By<StoryId, Story>, is_whole: bool) {
        let rest = of_page(page, task, stories, |_, _, _| None).rest;
        let breaks = RULES.map(|rule| rest.entries().any(|(reason, _)| reason == rule));
        self.broken.iter_mut().zip(breaks).for_each(|(count, is_broken)| *count += usize::from(is_broken));
        self.pages += 1;
        self.lawful += usize::from(breaks[..2] == [false; 2]);
        self.exact += usize::from(is_whole && is_exact(page));
        self.best += usize::from(page.proof == Proof::Best);
        self.cost += page.cost;
    }

    fn add_all(&mut self, other: Tally) {
        self.pages += other.pages;
        self.exact += other.exact;
        self.lawful += other.lawful;
        self.broken.iter_mut().zip(other.broken).for_each(|(count, more)| *count += more);
        self.best += other.best;
        self.cost += other.cost;
        self.took.extend(other.took);
    }

    fn line(&mut self, name: &str) -> String {
        self.took.sort();
        let at = |percent: usize| self.took.get(self.took.len() * percent / 100).copied().unwrap_or_default();
        let share = |count: usize| format!("{:.1}%", count as f64 * 100.0 / self.pages.max(1) as f64);
        let broken: String = self.broken.iter().map(|count| format!(" {:>11}", share(*count))).collect();
        format!(
            "{name:12} {:>6} {:>7} {:>7} {broken} {:>7} {:>6} {:>9.1?} {:>9.1?} {:>9.1?}",
            self.pages,
            share(self.exact),
            share(self.lawful),
            share(self.best),
            self.cost / 1000 / self.pages.max(1) as u64,
            at(50),
            at(95),
            at(99)
        )
    }

    fn head() -> String {
        format!(
            "{:12} {:>6} {:>7} {:>7}  {:>11} {:>11} {:>11} {:>11} {:>11} {:>7} {:>6} {:>9} {:>9} {:>9}",
            "pages of",
            "",
            "exact",
            "lawful",
            "tombstones",
            "pictures",
            "butting",
            "larger low",
            "outranked",
            "best",
            "cost",
            "median",
            "p95",
            "p99"
        )
    }
}

/// Filled by stories and briefs alone.
fn is_exact(page: &PageDummy) -> bool {
    page.unfilled.is_empty() && !page.placements.iter().any(|placement| placement.content == Content::HouseAd)
}

/// How modules are charged for standing beside each other: the first two are rules, the others dislikes.
const RULES: [Reason; 5] = [Reason::Tombstones, Reason::PicturesTouch, Reason::ButtingHeads, Reason::LargerBelow, Reason::Outranked];

/// Single pages, each with stories for about its area, planned on one thread.
fn pages(name: &str, ads: Ads, stock: &Stock, empty: &PageTask, count: usize, random: &mut Random) -> Result<Tally, Box<dyn Error>> {
    let one = rayon::ThreadPoolBuilder::new().num_threads(1).build()?;
    let mut tally = Tally::default();
    for _ in 0..count {
        let task = PageTask { holes: ads(empty.columns, empty.rows), ..empty.clone() };
        let stories = stock.page(&task, random).into();
        let tasks = By::from([task]);
        let start = Instant::now();
        let dummy = one.install(|| rough(&stories, &tasks, &Known::default()).improve());
        tally.took.push(start.elapsed());
        let page = &dummy.pages[PageId::FRONT];
        let is_whole = dummy.held.iter().all(|(held, _)| stories[*held].is_brief());
        tally.add(page, &tasks[PageId::FRONT], &stories, is_whole);
    }
    println!("{}", tally.line(name));
    Ok(tally)
}

/// Whole editions in sections of four pages.
fn editions(stock: &Stock, empty: &PageTask, wanted: &Wanted, random: &mut Random) -> Result<(), Box<dyn Error>> {
    let one = rayon::ThreadPoolBuilder::new().num_threads(1).build()?;
    let mut tally = Tally::default();
    let (mut held, mut first, mut took, mut lost, mut differ) = (Vec::new(), Vec::new(), Vec::new(), 0, 0);
    for _ in 0..wanted.editions {
        let (mut tasks, mut stories) = (By::default(), By::default());
        for page in 0..wanted.edition_pages {
            let ads = ADS[random.below(ADS.len())].1;
            let task =
                PageTask { page: PageId::of(page), sections: vec![page / 4], holes: ads(empty.columns, empty.rows), ..empty.clone() };
            let of_page = stock.page(&task, random);
            of_page.into_iter().for_each(|story| {
                stories.push(Story { section: page / 4, ..story });
            });
            tasks.push(task);
        }
        let start = Instant::now();
        let known = Known::default();
        let rough_plan = rough(&stories, &tasks, &known);
        first.push(start.elapsed());
        let dummy = rough_plan.improve();
        took.push(start.elapsed());
        differ += usize::from(one.install(|| rough(&stories, &tasks, &Known::default()).improve()) != dummy);
        lost += usize::from(!holds_all(&dummy, stories.len()));
        held.push(dummy.held.iter().filter(|(held, _)| !stories[*held].is_brief()).count());
        for (page, task) in dummy.pages.iter().zip(&tasks) {
            tally.add(page, task, &stories, true);
        }
    }
    let count = took.len();
    first.sort();
    tally.took = took;
    println!("{}", tally.line("of editions"));
    println!(
        "{count} editions; {} stories held in all, {} at the most in one; a story lost or twice in {lost}; another plan on one thread in {differ}; {:.1?} before trades for the better (median)",
        held.iter().sum::<usize>(),
        held.iter().max().unwrap_or(&0),
        first.get(count / 2).copied().unwrap_or_default()
    );
    if lost + differ > 0 {
        return Err("stories were lost, or plans differ".into());
    }
    Ok(())
}

/// Every story is on one page or held, and none twice.
fn holds_all(dummy: &Dummy, count: usize) -> bool {
    let placed = dummy.pages.iter().flat_map(|page| &page.placements).flat_map(|placement| match &placement.content {
        Content::Story { story, .. } => vec![*story],
        Content::Briefs(list, _) => list.clone(),
        Content::HouseAd => Vec::new(),
    });
    let mut all: Vec<usize> = placed.chain(dummy.held.iter().map(|(story, _)| *story)).map(StoryId::number).collect();
    all.sort_unstable();
    all == (0..count).collect::<Vec<_>>()
}
