//! What is held is the lightest: a held story takes the place of lighter ones wherever a page can be filled with it (PLANNER 2.11).
use std::cmp::Reverse;

use rayon::prelude::*;

use super::desk::Desk;
use super::draft::{Draft, has_place, takes};
use super::settle::place_held;
use super::solve::{Solved, Terms};
use super::{Rank, Why};
use crate::ids::{By, PageId, StoryId};
use crate::role::Lead;

/// The most stories that make way for one.
const MOST_OUT: usize = 3;
/// Stories of a page that may make way: its lightest.
const LIGHTEST: usize = 8;
/// Ways tried for each held story.
const TRIES: usize = 48;
/// What a page may cost more for each point of priority by which what it gains outranks what it loses. A story that must run comes in at any
/// cost that a page may have.
const A_POINT: u64 = 20_000;

/// A page on which lighter stories make way.
struct Exchange {
    page: PageId,
    list: Vec<StoryId>,
    out: Vec<StoryId>,
    /// The rank of the weightiest that goes, how many go, and the least that the page could then cost.
    harm: (Rank, usize, i64),
    limit: Option<u64>,
}

/// Lets stories that are held take the place of lighter ones until none can: those in `waited`, which were held in the plan before, wait on.
/// What made way is offered what space there is.
pub(super) fn outrank(desk: &Desk, drafts: &mut By<PageId, Draft>, held: &mut Vec<(StoryId, Why)>, waited: &[StoryId]) {
    let mut changed = false;
    // Each exchange brings in something weightier than all that it puts out: that comes to an end.
    while let Some((story, exchange, solved)) = best(desk, drafts, held, waited) {
        let draft = &mut drafts[exchange.page];
        (draft.stories, draft.solved) = (exchange.list, Some(solved));
        held.retain(|(other, _)| *other != story);
        held.extend(exchange.out.into_iter().map(|story| (story, Why::Full)));
        changed = true;
    }
    if changed {
        place_held(desk, drafts, held);
    }
}

/// The weightiest story that can take the place of lighter ones, and how with the least harm.
fn best(desk: &Desk, drafts: &By<PageId, Draft>, held: &[(StoryId, Why)], waited: &[StoryId]) -> Option<(StoryId, Exchange, Solved)> {
    let stories = desk.stories;
    let may = |story: &StoryId| !stories[*story].is_brief() && !waited.contains(story);
    let mut waiting: Vec<StoryId> = held.iter().map(|(story, _)| *story).filter(may).collect();
    waiting.sort_by_key(|&story| (Reverse(stories[story].rank()), story));
    waiting.into_iter().find_map(|story| {
        let pages = desk.tasks.ids();
        let mut exchanges: Vec<Exchange> = pages.flat_map(|page| exchanges(desk, page, &drafts[page], story)).collect();
        exchanges.sort_by(|a, b| a.harm.cmp(&b.harm).then(a.page.cmp(&b.page)));
        exchanges.truncate(TRIES);
        let solve = |exchange: Exchange| {
            let terms = Terms { limit: exchange.limit, ..Terms::EXACT };
            let solved = desk.solve(exchange.page, &exchange.list, &drafts[exchange.page].briefs, terms)?;
            Some((story, exchange, solved))
        };
        exchanges.into_par_iter().find_map_first(solve)
    })
}

/// How a page could have a story in place of one or a few lighter ones.
fn exchanges(desk: &Desk, page: PageId, draft: &Draft, story: StoryId) -> Vec<Exchange> {
    let (stories, task) = (desk.stories, &desk.tasks[page]);
    if !takes(task, &stories[story]) || desk.measured(story, page, Lead::No).is_none() {
        return Vec::new();
    }
    let Some(before) = draft.solved.as_ref().map(|solved| solved.dummy.cost) else { return Vec::new() };
    // Of what the desk put there nothing goes, nor any part of a story that jumps.
    let may_go = |other: StoryId| !task.stories.contains(&other) && stories[other].only.is_none();
    let is_lighter = |other: &StoryId| may_go(*other) && stories[*other].rank() < stories[story].rank();
    // A page's lead stays: it would be another page.
    let mut lighter: Vec<StoryId> = draft.stories.iter().copied().skip(1).filter(is_lighter).collect();
    lighter.sort_by_key(|&other| (stories[other].rank(), Reverse(other)));
    lighter.truncate(LIGHTEST);
    let mut found = Vec::new();
    for out in subsets(&lighter) {
        let list: Vec<StoryId> = draft.stories.iter().copied().filter(|other| !out.contains(other)).chain([story]).collect();
        let heaviest = out.iter().map(|other| stories[*other].rank()).max().unwrap_or_default();
        let kept = &list[..list.len() - 1];
        if desk.smallest(page, &list) > i64::from(task.free_area()) || !has_place(desk, page, kept, story) {
            continue;
        }
        let is_law = stories[story].must_run && !heaviest.1;
        let points = u64::from(heaviest.2.0.saturating_sub(stories[story].priority));
        let limit = (!is_law).then_some(before + A_POINT * points);
        let least = desk.bound(page, &list, &draft.briefs.at_prices);
        if limit.is_none_or(|limit| u64::try_from(least).unwrap_or(0) < limit) {
            found.push(Exchange { page, list, harm: (heaviest, out.len(), least), out, limit });
        }
    }
    found
}

/// All sets of one to [`MOST_OUT`] of these.
fn subsets(of: &[StoryId]) -> Vec<Vec<StoryId>> {
    let mut found: Vec<Vec<StoryId>> = vec![Vec::new()];
    for story in of {
        let with = |set: &Vec<StoryId>| (set.len() < MOST_OUT).then(|| [set.as_slice(), &[*story]].concat());
        let more: Vec<Vec<StoryId>> = found.iter().filter_map(with).collect();
        found.extend(more);
    }
    found.retain(|set| !set.is_empty());
    found
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ids::Id;
    use crate::plan::edition::rough;
    use crate::plan::specimen::{page, shape, story};
    use crate::plan::stock::Stock;
    use crate::plan::{Known, PageTask, Story};

    /// Four stories of a column each on a page of four; a fifth waits.
    fn held_of(priorities: [u8; 5], must_run: u8) -> Vec<usize> {
        const PAGE: (u8, u16) = (4, 20);
        let of = |priority: u8| Story { must_run: priority <= must_run, ..story(priority, PAGE, &[(1, 20, 0)]) };
        let stories = By::from(priorities.map(of));
        let tasks = By::from([page(PAGE)]);
        let known = Known::default();
        let mut plan = rough(&stories, &tasks, &known);
        plan.outrank(&[]);
        plan.held().iter().map(|(story, _)| story.number()).collect()
    }

    #[test]
    fn the_lightest_is_held() {
        assert_eq!(held_of([1, 9, 3, 4, 5], 6), [1]);
        assert_eq!(held_of([1, 2, 3, 4, 5], 9), [4]);
        assert_eq!(held_of([7, 8, 7, 9, 7], 6), [3]);
    }

    #[test]
    fn up_to_three_make_way_for_one_that_must_run() {
        const PAGE: (u8, u16) = (4, 20);
        let narrow = |priority: u8| story(priority, PAGE, &[(1, 20, 0)]);
        let wide = Story { must_run: true, ..story(5, PAGE, &[(3, 20, 0)]) };
        let stories = By::from([narrow(1), narrow(7), narrow(8), narrow(9), wide]);
        let (tasks, known) = (By::from([page(PAGE)]), Known::default());
        let desk = Desk::new(&stories, &tasks, &known);
        let list = [0, 1, 2, 3].map(StoryId::of).to_vec();
        let last = StoryId::of(4);
        let solved = desk.solve(PageId::FRONT, &list, &Stock::default(), Terms::EXACT);
        let mut drafts = By::from([Draft { stories: list, solved, ..Draft::default() }]);
        let mut held = vec![(last, Why::Full)];
        outrank(&desk, &mut drafts, &mut held, &[last]);
        assert_eq!(held, [(last, Why::Full)], "what was held before waits on");
        outrank(&desk, &mut drafts, &mut held, &[]);
        assert_eq!(drafts[PageId::FRONT].stories, [StoryId::of(0), last]);
        assert_eq!(held.len(), 3);
    }

    #[test]
    fn a_lead_that_can_keep_no_law_puts_nothing_out() {
        // The day's lead is too short for the four columns that the front page wants; beside it there is room for all others and a house ad.
        const PAGE: (u8, u16) = (6, 20);
        let lead = story(1, PAGE, &[(2, 20, 0)]);
        let others = [4, 5, 6].map(|priority| story(priority, PAGE, &[(1, 20, 0)]));
        let stories: By<StoryId, Story> = [lead].into_iter().chain(others).collect();
        let house_ads = Some(shape(PAGE, &[(1, 20, 0)]));
        let tasks = By::from([PageTask { lead_columns: (4, 6), house_ads, ..page(PAGE) }]);
        let known = Known::default();
        assert!(rough(&stories, &tasks, &known).held().is_empty());
    }

    #[test]
    fn sets_of_up_to_three() {
        let [a, b, c, d] = [1, 2, 3, 4].map(StoryId::of);
        assert_eq!(subsets(&[a, b]), [vec![a], vec![b], vec![a, b]]);
        assert_eq!(subsets(&[a, b, c, d]).len(), 4 + 6 + 4);
    }
}
