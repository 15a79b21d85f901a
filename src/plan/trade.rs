//! Trades between pages: stories change places so that every page can be filled, and filled better (PLANNER 2.10 and 2.11).
use rayon::prelude::*;

use super::Why;
use super::desk::{Desk, OTHER};
use super::edition::{Draft, Solved, Terms, solve, takes};
use super::page::MOST_ELEMENTS;

/// Rounds of repair in which pages that cannot be filled give and take stories.
const REPAIRS: usize = 6;
/// Tries for each page and round.
const TRIES: usize = 24;
/// Trades tried for a page that can be better: those that promise most.
const CHOICES: usize = 4;
/// Trades tried for each page, over all rounds.
const IMPROVEMENTS: usize = 2;

/// A story fewer than four.
const FEW_STORIES: i64 = 10_000;
/// Giving a story up for one of less weight, for each point.
const LIGHTER: i64 = 20_000;
/// What a trade must save.
const WORTH_A_TRADE: u64 = 500;

/// Pages without a plan swap, give or take a story until they have one, or nothing helps.
pub(super) fn repair(desk: &Desk, drafts: &mut [Draft], held: &mut Vec<(usize, Why)>) {
    for _ in 0..REPAIRS {
        if !round(desk, drafts, held) {
            break;
        }
    }
}

/// Pages trade stories while that makes both together better; no story is gained or lost.
///
/// The dearest page tries first. A page that found nothing tries again only when one that it could trade with has changed.
pub(super) fn improve(desk: &Desk, drafts: &mut [Draft]) {
    let Desk { stories, tasks, .. } = desk;
    let cost = |draft: &Draft| draft.solved.as_ref().map_or(u64::MAX, |solved| solved.dummy.cost);
    let mut settled = vec![false; drafts.len()];
    for _ in 0..drafts.len() * IMPROVEMENTS {
        let open = (0..drafts.len()).filter(|page| !settled[*page]);
        let Some(page) = open.max_by_key(|&page| (cost(&drafts[page]), std::cmp::Reverse(page))) else { break };
        settled[page] = true;
        let mut trades = trades(page, desk, drafts, &[]);
        trades.sort_by_key(|trade| trade.least);
        trades.truncate(CHOICES);
        let solved: Vec<Option<(u64, Solved, Solved, usize)>> = trades
            .par_iter()
            .map(|trade| {
                let other = trade.other?;
                let before = cost(&drafts[page]).saturating_add(cost(&drafts[other]));
                let most = before.checked_sub(WORTH_A_TRADE)?;
                // The dearer page itself must get better: that is soon decided.
                let terms = Terms { limit: most.min(cost(&drafts[page])), ..Terms::EXACT };
                let mine = solve(stories, &tasks[page], &trade.mine, &drafts[page].briefs, terms)?;
                let terms = Terms { limit: most.checked_sub(mine.dummy.cost)?, ..terms };
                let theirs = solve(stories, &tasks[other], &trade.theirs, &drafts[other].briefs, terms)?;
                let after = mine.dummy.cost + theirs.dummy.cost;
                Some((before.saturating_sub(after), mine, theirs, other))
            })
            .collect();
        let better = solved
            .into_iter()
            .enumerate()
            .filter_map(|(at, solved)| solved.filter(|found| found.0 >= WORTH_A_TRADE).map(|found| (at, found)));
        let Some((at, (_, mine, theirs, other))) = better.max_by_key(|(at, found)| (found.0, std::cmp::Reverse(*at))) else { continue };
        let trade = trades.swap_remove(at);
        drafts[page] = Draft { stories: trade.mine, solved: Some(mine), briefs: std::mem::take(&mut drafts[page].briefs) };
        drafts[other] = Draft { stories: trade.theirs, solved: Some(theirs), briefs: std::mem::take(&mut drafts[other].briefs) };
        for (at, open) in settled.iter_mut().enumerate() {
            let meet = |with: usize| tasks[with].sections.iter().any(|section| tasks[at].sections.contains(section));
            *open &= !(meet(page) || meet(other));
        }
    }
}

/// One round of repair. True where something changed.
fn round(desk: &Desk, drafts: &mut [Draft], held: &mut Vec<(usize, Why)>) -> bool {
    let tasks = desk.tasks;
    let mut changed = false;
    for page in 0..tasks.len() {
        if drafts[page].solved.is_some() {
            continue;
        }
        changed |= repair_page(page, desk, (drafts, held));
    }
    changed
}

/// A change of two story lists: the page, the other page (none: the held stories), and both lists after it.
struct Trade {
    other: Option<usize>,
    mine: Vec<usize>,
    theirs: Vec<usize>,
    /// The least that both pages could then cost.
    least: i64,
}

fn repair_page(page: usize, desk: &Desk, (drafts, held): (&mut [Draft], &mut Vec<(usize, Why)>)) -> bool {
    let Desk { stories, tasks, .. } = desk;
    let mut trades = trades(page, desk, drafts, held);
    trades.sort_by_key(|trade| trade.least);
    trades.truncate(TRIES);
    let solved: Vec<(Option<Solved>, Option<Solved>)> = trades
        .par_iter()
        .map(|trade| {
            let mine = solve(stories, &tasks[page], &trade.mine, &drafts[page].briefs, Terms::EXACT);
            let theirs = match trade.other {
                Some(other) if mine.is_some() => solve(stories, &tasks[other], &trade.theirs, &drafts[other].briefs, Terms::EXACT),
                _ => None,
            };
            (mine, theirs)
        })
        .collect();
    for (trade, (mine, theirs)) in trades.into_iter().zip(solved) {
        let Some(mine) = mine else { continue };
        match trade.other {
            Some(other) => {
                // The other page must be no worse off than before.
                if theirs.is_none() && drafts[other].solved.is_some() {
                    continue;
                }
                drafts[other].stories = trade.theirs;
                drafts[other].solved = theirs;
            }
            None => {
                let back: Vec<usize> = drafts[page].stories.iter().copied().filter(|story| !trade.mine.contains(story)).collect();
                held.retain(|(story, _)| !trade.mine.contains(story));
                held.extend(back.into_iter().map(|story| (story, Why::NoFit)));
            }
        }
        drafts[page].stories = trade.mine;
        drafts[page].solved = Some(mine);
        return true;
    }
    false
}

/// The least that a page could cost with these stories; few stories seldom fill a page exactly (PLANNER 1.9).
fn promise(desk: &Desk, page: usize, list: &[usize], draft: &Draft) -> i64 {
    desk.bound(page, list, &draft.briefs.at_prices) + FEW_STORIES * (4 - list.len() as i64).max(0)
}

fn trades(page: usize, desk: &Desk, drafts: &[Draft], held: &[(usize, Why)]) -> Vec<Trade> {
    let Desk { stories, tasks, .. } = desk;
    let mine = &drafts[page].stories;
    let movable = |page: usize, at: usize, story: usize| at > 0 && !tasks[page].stories.contains(&story);
    let fits = |page: usize, story: usize| takes(&tasks[page], &stories[story]) && desk.measured(story, page, OTHER).is_some();
    let mut found: Vec<Trade> = Vec::new();
    let without =
        |list: &[usize], at: usize| -> Vec<usize> { list.iter().copied().enumerate().filter(|(i, _)| *i != at).map(|(_, s)| s).collect() };
    let swapped = |list: &[usize], at: usize, story: usize| -> Vec<usize> {
        list.iter().copied().enumerate().map(|(i, s)| if i == at { story } else { s }).collect()
    };
    let added = |list: &[usize], story: usize| -> Vec<usize> { list.iter().copied().chain([story]).collect() };
    for (other, draft) in drafts.iter().enumerate().filter(|(other, _)| *other != page) {
        let theirs = &draft.stories;
        let mut offer = |mine: Vec<usize>, theirs: Vec<usize>| {
            let room = |page: usize, list: &[usize]| list.len() <= usize::from(tasks[page].max_stories).min(MOST_ELEMENTS - 4);
            if room(page, &mine) && room(other, &theirs) && !mine.is_empty() && !theirs.is_empty() {
                let least = promise(desk, page, &mine, &drafts[page]) + promise(desk, other, &theirs, draft);
                found.push(Trade { other: Some(other), mine, theirs, least });
            }
        };
        for (i, &give) in mine.iter().enumerate().filter(|(i, s)| movable(page, *i, **s) && fits(other, **s)) {
            offer(without(mine, i), added(theirs, give));
            for (k, &take) in theirs.iter().enumerate().filter(|(k, s)| movable(other, *k, **s) && fits(page, **s)) {
                offer(swapped(mine, i, take), swapped(theirs, k, give));
            }
        }
        for (k, &take) in theirs.iter().enumerate().filter(|(k, s)| movable(other, *k, **s) && fits(page, **s)) {
            offer(added(mine, take), without(theirs, k));
        }
    }
    for (story, _) in held.iter().filter(|(story, _)| fits(page, *story)) {
        let mut offer = |mine: Vec<usize>, lost: Option<usize>| {
            // Giving a weightier story up for a lighter one is no repair.
            let loss = lost.map_or(0, |lost| i64::from(stories[*story].priority) - i64::from(stories[lost].priority)).max(0) * LIGHTER;
            let least = promise(desk, page, &mine, &drafts[page]) + loss;
            found.push(Trade { other: None, mine, theirs: Vec::new(), least });
        };
        offer(added(mine, *story), None);
        for (i, &give) in mine.iter().enumerate().filter(|(i, s)| movable(page, *i, **s) && !stories[**s].must_run) {
            offer(swapped(mine, i, *story), Some(give));
        }
    }
    found
}
