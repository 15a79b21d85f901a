//! Trades between pages: stories change places so that every page can be filled, and filled better (PLANNER 2.10 and 2.11).
use rayon::prelude::*;

use super::desk::Desk;
use super::draft::{Draft, takes};
use super::explain::filler;
use super::solve::{Filler, Solved, Terms};
use super::{PageTask, Why};
use crate::ids::{By, PageId, StoryId};
use crate::role::Lead;

/// Rounds of repair in which pages that cannot be filled give and take stories.
const REPAIRS: usize = 6;
/// Tries for each page and round: of one that has no plan, and of one that has a house ad or white in it. There are few of those, and they
/// are the last to find a story.
const TRIES: [usize; 2] = [24, 120];
/// Trades tried for a page that can be better: those that promise most.
const CHOICES: usize = 4;
/// Pages of a group for each of its tries to be better: the dearest page's. More of them find less for more time.
const PAGES_A_TRY: usize = 4;

/// A story fewer than four.
const FEW_STORIES: i64 = 10_000;
/// Giving a story up for one of less weight, for each point.
const LIGHTER: i64 = 20_000;
/// What a trade must save.
const WORTH_A_TRADE: u64 = 500;

/// Pages without a plan, or with a place that no story fills, swap, give or take a story until they are whole, or nothing helps.
pub(super) fn repair(desk: &Desk, drafts: &mut By<PageId, Draft>, held: &mut Vec<(StoryId, Why)>) {
    for _ in 0..REPAIRS {
        if !round(desk, drafts, held) {
            break;
        }
    }
}

/// Pages trade stories while that makes both together better; no story is gained or lost.
///
/// Pages that share no section never trade: each group of pages that do is gone through by itself.
pub(super) fn improve(desk: &Desk, drafts: &mut By<PageId, Draft>) {
    let mut groups: Vec<Group> = groups(desk.tasks)
        .into_iter()
        .map(|pages| {
            let drafts = pages.iter().map(|page| std::mem::take(&mut drafts[*page])).collect();
            Group { pages, drafts }
        })
        .collect();
    groups.par_iter_mut().for_each(|group| group.improve(desk));
    for (page, draft) in groups.into_iter().flat_map(|group| group.pages.into_iter().zip(group.drafts)) {
        drafts[page] = draft;
    }
}

/// Pages that may trade, each with what stands on it: those of a group, or all.
#[derive(Clone, Copy)]
struct Traders<'a> {
    pages: &'a [PageId],
    drafts: &'a [Draft],
}

/// Pages that may trade, each with what stands on it.
struct Group {
    pages: Vec<PageId>,
    drafts: Vec<Draft>,
}

/// Pages by whether they share a section, or a page that shares one with both.
fn groups(tasks: &By<PageId, PageTask>) -> Vec<Vec<PageId>> {
    let mut groups: Vec<Vec<PageId>> = Vec::new();
    for (page, task) in tasks.with_ids() {
        let meets = |other: &PageId| {
            let other = &tasks[*other].sections;
            task.sections.is_empty() || other.is_empty() || other.iter().any(|section| task.sections.contains(section))
        };
        let (mut met, rest): (Vec<_>, Vec<_>) = groups.into_iter().partition(|group| group.iter().any(meets));
        met.push(vec![page]);
        groups = rest;
        groups.push(met.concat());
    }
    groups.iter_mut().for_each(|group| group.sort_unstable());
    groups
}

impl Group {
    fn cost(&self, at: usize) -> u64 {
        self.drafts[at].solved.as_ref().map_or(u64::MAX, |solved| solved.dummy.cost)
    }

    /// The dearest page tries first, and takes the first trade that saves anything, of those that promise most. A page that found nothing
    /// tries again only when another has changed.
    fn improve(&mut self, desk: &Desk) {
        let mut settled = vec![false; self.pages.len()];
        for _ in 0..self.pages.len().div_ceil(PAGES_A_TRY) {
            let open = (0..self.pages.len()).filter(|at| !settled[*at]);
            let Some(at) = open.max_by_key(|&at| (self.cost(at), std::cmp::Reverse(at))) else { break };
            settled[at] = true;
            let mut trades = trades(at, desk, Traders { pages: &self.pages, drafts: &self.drafts }, &[]);
            trades.sort_by_key(|trade| trade.least);
            trades.truncate(CHOICES);
            let better = |trade: &Trade| self.better(desk, at, trade);
            let found = trades.par_iter().find_map_first(|trade| better(trade).map(|found| (trade, found)));
            let Some((trade, (other, mine, theirs))) = found else { continue };
            self.drafts[at] =
                Draft { stories: trade.mine.clone(), solved: Some(mine), briefs: std::mem::take(&mut self.drafts[at].briefs) };
            self.drafts[other] =
                Draft { stories: trade.theirs.clone(), solved: Some(theirs), briefs: std::mem::take(&mut self.drafts[other].briefs) };
            settled.fill(false);
        }
    }

    /// Both pages of a trade, where it is worth it.
    fn better(&self, desk: &Desk, at: usize, trade: &Trade) -> Option<(usize, Solved, Solved)> {
        let other = trade.other?;
        let most = self.cost(at).saturating_add(self.cost(other)).checked_sub(WORTH_A_TRADE)?;
        let solved = |at: usize, list: &[StoryId], limit: u64| {
            desk.solve(self.pages[at], list, &self.drafts[at].briefs, Terms { limit: Some(limit), ..Terms::EXACT })
        };
        // The dearer page itself must get better: that is soon decided.
        let mine = solved(at, &trade.mine, most.min(self.cost(at)))?;
        let theirs = solved(other, &trade.theirs, most.checked_sub(mine.dummy.cost)?)?;
        Some((other, mine, theirs))
    }
}

/// One round of repair. True where something changed.
fn round(desk: &Desk, drafts: &mut By<PageId, Draft>, held: &mut Vec<(StoryId, Why)>) -> bool {
    let tasks = desk.tasks;
    let mut changed = false;
    for page in tasks.ids() {
        if drafts[page].solved.as_ref().is_some_and(|solved| filler(&solved.dummy) == Filler::None) {
            continue;
        }
        changed |= repair_page(page, desk, drafts, held);
    }
    changed
}

/// A change of a page's story list and of another's: both as they are after it.
struct Trade {
    /// The other page, by its place in the list of those that trade; none: the held stories.
    other: Option<usize>,
    mine: Vec<StoryId>,
    theirs: Vec<StoryId>,
    /// The least that both pages could then cost.
    least: i64,
}

fn repair_page(page: PageId, desk: &Desk, drafts: &mut By<PageId, Draft>, held: &mut Vec<(StoryId, Why)>) -> bool {
    let tasks = desk.tasks;
    let pages: Vec<PageId> = tasks.ids().collect();
    let at = pages.iter().position(|other| *other == page).unwrap_or(0);
    let mut trades = trades(at, desk, Traders { pages: &pages, drafts }, held);
    trades.sort_by_key(|trade| trade.least);
    trades.truncate(TRIES[usize::from(drafts[page].solved.is_some())]);
    // The first of them by promise that can be had: the others need not be known.
    let may_be_had = |trade: Trade| {
        let mine = desk.solve(page, &trade.mine, &drafts[page].briefs, Terms::EXACT)?;
        let Some(other) = trade.other else { return Some((trade, mine, None)) };
        let other = pages[other];
        let theirs = desk.solve(other, &trade.theirs, &drafts[other].briefs, Terms::EXACT);
        // The other page must be no worse off than before.
        (theirs.is_some() || drafts[other].solved.is_none()).then_some((trade, mine, theirs))
    };
    let Some((trade, mine, theirs)) = trades.into_par_iter().find_map_first(may_be_had) else { return false };
    match trade.other {
        Some(other) => {
            let other = &mut drafts[pages[other]];
            (other.stories, other.solved) = (trade.theirs, theirs);
        }
        None => {
            let back: Vec<StoryId> = drafts[page].stories.iter().copied().filter(|story| !trade.mine.contains(story)).collect();
            held.retain(|(story, _)| !trade.mine.contains(story));
            held.extend(back.into_iter().map(|story| (story, Why::NoFit)));
        }
    }
    drafts[page].stories = trade.mine;
    drafts[page].solved = Some(mine);
    true
}

/// The least that a page could cost with these stories; few stories seldom fill a page exactly (PLANNER 1.9).
fn promise(desk: &Desk, page: PageId, list: &[StoryId], draft: &Draft) -> i64 {
    desk.bound(page, list, &draft.briefs.at_prices) + FEW_STORIES * (4 - list.len() as i64).max(0)
}

/// What a page, by its place in the list, could give and take.
fn trades(at: usize, desk: &Desk, Traders { pages, drafts }: Traders, held: &[(StoryId, Why)]) -> Vec<Trade> {
    let Desk { stories, tasks, .. } = desk;
    let page = pages[at];
    let mine = &drafts[at].stories;
    let movable = |page: PageId, nth: usize, story: StoryId| nth > 0 && !tasks[page].stories.contains(&story);
    let fits = |page: PageId, story: StoryId| takes(&tasks[page], &stories[story]) && desk.measured(story, page, Lead::No).is_some();
    let mut found: Vec<Trade> = Vec::new();
    let without = |list: &[StoryId], nth: usize| -> Vec<StoryId> {
        list.iter().copied().enumerate().filter(|(i, _)| *i != nth).map(|(_, s)| s).collect()
    };
    let swapped = |list: &[StoryId], nth: usize, story: StoryId| -> Vec<StoryId> {
        list.iter().copied().enumerate().map(|(i, s)| if i == nth { story } else { s }).collect()
    };
    let added = |list: &[StoryId], story: StoryId| -> Vec<StoryId> { list.iter().copied().chain([story]).collect() };
    for (other, draft) in drafts.iter().enumerate().filter(|(other, _)| *other != at) {
        let (other_page, theirs) = (pages[other], &draft.stories);
        let mut offer = |mine: Vec<StoryId>, theirs: Vec<StoryId>| {
            let room = |page: PageId, list: &[StoryId]| list.len() <= tasks[page].most_stories();
            if room(page, &mine) && room(other_page, &theirs) && !mine.is_empty() && !theirs.is_empty() {
                let least = promise(desk, page, &mine, &drafts[at]) + promise(desk, other_page, &theirs, draft);
                found.push(Trade { other: Some(other), mine, theirs, least });
            }
        };
        for (i, &give) in mine.iter().enumerate().filter(|(i, s)| movable(page, *i, **s) && fits(other_page, **s)) {
            offer(without(mine, i), added(theirs, give));
            for (k, &take) in theirs.iter().enumerate().filter(|(k, s)| movable(other_page, *k, **s) && fits(page, **s)) {
                offer(swapped(mine, i, take), swapped(theirs, k, give));
            }
        }
        for (k, &take) in theirs.iter().enumerate().filter(|(k, s)| movable(other_page, *k, **s) && fits(page, **s)) {
            offer(added(mine, take), without(theirs, k));
        }
    }
    for (story, _) in held.iter().filter(|(story, _)| fits(page, *story)) {
        let mut offer = |mine: Vec<StoryId>, lost: Option<StoryId>| {
            // Giving a weightier story up for a lighter one is no repair.
            let loss = lost.map_or(0, |lost| i64::from(stories[*story].priority) - i64::from(stories[lost].priority)).max(0) * LIGHTER;
            let least = promise(desk, page, &mine, &drafts[at]) + loss;
            found.push(Trade { other: None, mine, theirs: Vec::new(), least });
        };
        offer(added(mine, *story), None);
        for (i, &give) in mine.iter().enumerate().filter(|(i, s)| movable(page, *i, **s) && !stories[**s].must_run) {
            offer(swapped(mine, i, *story), Some(give));
        }
    }
    found
}
