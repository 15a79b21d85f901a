//! What the edition's planner looks at: the stories, the pages, and how much of each page each story would take.
use rayon::prelude::*;

use super::page::areas::{PRICES, Prices, prices};
use super::solve::{Solved, Terms};
use super::stock::Stock;
use super::{Cost, Known, PageTask, Story};
use crate::ids::{By, PageId, StoryId};
use crate::role::{ByLead, Lead};

/// How much of a page a story takes, in cells, and what it costs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Measured {
    /// Least of what it can comfortably be.
    pub(super) least: u32,
    /// The middle of that.
    pub(super) natural: u32,
    /// Most of it.
    pub(super) most: u32,
    /// The least that it can be, however uncomfortable.
    smallest: u32,
    /// The least that it costs at each price of a cell.
    at_prices: Prices,
}

/// Sizes within this cost of a story's cheapest count as what it can comfortably be.
const COMFORT: Cost = 9_000;

/// The stories, the pages, and what each story would take of each page.
pub(super) struct Desk<'a> {
    pub(super) stories: &'a By<StoryId, Story>,
    pub(super) tasks: &'a By<PageId, PageTask>,
    known: &'a Known,
    /// By page: its kind. Pages of one size and setting measure alike.
    kinds: By<PageId, usize>,
    /// By kind and story.
    measured: Vec<By<StoryId, ByLead<Option<Measured>>>>,
}

impl Desk<'_> {
    pub(super) fn new<'a>(stories: &'a By<StoryId, Story>, tasks: &'a By<PageId, PageTask>, known: &'a Known) -> Desk<'a> {
        let kind = |task: &PageTask| (task.setting, task.columns, task.rows);
        let mut pages: Vec<&PageTask> = Vec::new();
        let mut kinds = By::default();
        for task in tasks {
            let known = pages.iter().position(|page| kind(page) == kind(task));
            kinds.push(known.unwrap_or(pages.len()));
            if known.is_none() {
                pages.push(task);
            }
        }
        let both = |story: &Story, task: &PageTask| ByLead::of(|lead| measure(story, task, lead));
        let measured = pages.iter().map(|task| stories.par_iter().map(|story| both(story, task)).collect()).collect();
        Desk { stories, tasks, known, kinds, measured }
    }

    /// Plans a page with just these stories, and briefs as they fit.
    pub(super) fn solve(&self, page: PageId, chosen: &[StoryId], stock: &Stock, terms: Terms) -> Option<Solved> {
        self.known.solve(self.stories, &self.tasks[page], chosen, stock, terms)
    }

    pub(super) fn measured(&self, story: StoryId, page: PageId, lead: Lead) -> Option<&Measured> {
        self.measured[self.kinds[page]][story][lead].as_ref()
    }

    /// A page's stories, the first of which leads, as measured.
    fn list<'b>(&'b self, page: PageId, list: &'b [StoryId]) -> impl Iterator<Item = &'b Measured> + 'b {
        list.iter().enumerate().filter_map(move |(at, story)| self.measured(*story, page, Lead::of(at == 0)))
    }

    pub(super) fn natural(&self, page: PageId, list: &[StoryId]) -> i64 {
        self.list(page, list).map(|measured| i64::from(measured.natural)).sum()
    }

    pub(super) fn least(&self, page: PageId, list: &[StoryId]) -> i64 {
        self.list(page, list).map(|measured| i64::from(measured.least)).sum()
    }

    /// What the list takes of a page where each story is as small as it can be at all.
    pub(super) fn smallest(&self, page: PageId, list: &[StoryId]) -> i64 {
        self.list(page, list).map(|measured| i64::from(measured.smallest)).sum()
    }

    /// The least that a page can cost with these stories, and briefs that cost so much: see [`PRICES`].
    pub(super) fn bound(&self, page: PageId, list: &[StoryId], briefs: &Prices) -> i64 {
        let free = i64::from(self.tasks[page].free_area());
        let at = |at: usize| self.list(page, list).map(|measured| measured.at_prices[at]).sum::<i64>() + briefs[at] + PRICES[at] * free;
        (0..PRICES.len()).map(at).max().unwrap_or(0)
    }
}

/// What a story takes of a page in one of its roles; none where it cannot stand there.
pub(super) fn measure(story: &Story, task: &PageTask, lead: Lead) -> Option<Measured> {
    let shapes = task.shapes_of(story)?;
    let shape = &shapes[lead].shape;
    let fits = || shape.cells().filter(|(w, h, _)| *w <= task.columns && *h <= task.rows);
    let cheapest = fits().map(|(_, _, cell)| cell.cost).min()?;
    let smallest = fits().map(|(w, h, _)| u32::from(w) * u32::from(h)).min()?;
    let mut areas: Vec<u32> =
        fits().filter(|(_, _, cell)| cell.cost <= cheapest + COMFORT).map(|(w, h, _)| u32::from(w) * u32::from(h)).collect();
    areas.sort_unstable();
    Some(Measured {
        least: areas[0],
        natural: areas[areas.len() / 2],
        most: areas[areas.len() - 1],
        smallest,
        at_prices: prices(shape, None),
    })
}
