//! What trades between pages leave: pages that no stories fill, stories that found no place, pages that could be better (PLANNER 2.11).
use rayon::prelude::*;

use super::desk::Desk;
use super::draft::{Draft, LARGE_STOCK, has_place, takes, weakest};
use super::explain::filler;
use super::solve::{Filler, Solved, Terms, solve};
use super::stock::{Stock, make_boxes};
use super::{Content, PageDummy, PageTask, Proof, Slot, Story, Why, bill, score};
use crate::ids::{By, PageId, StoryId};

/// A page whose plan costs this much more than a story's hold would is repaired as well.
const HOUSE_AD_COST: u64 = score::HOUSE_AD as u64;

/// Pages that still have no plan: a house ad or two; then without their weakest stories; at the very last the best there is, with holes.
pub(super) fn force(desk: &Desk, drafts: &mut By<PageId, Draft>, held: &mut Vec<(StoryId, Why)>) {
    let force = |page: PageId| match &drafts[page] {
        Draft { stories, solved: Some(solved), .. } => (stories.clone(), solved.clone(), Vec::new()),
        draft => force_page(desk, page, draft),
    };
    let forced: Vec<(Vec<StoryId>, Solved, Vec<StoryId>)> = drafts.par_ids().map(force).collect();
    for (draft, (list, solved, out)) in drafts.iter_mut().zip(forced) {
        draft.stories = list;
        draft.solved = Some(solved);
        held.extend(out.into_iter().map(|story| (story, Why::NoFit)));
    }
}

fn force_page(desk: &Desk, page: PageId, draft: &Draft) -> (Vec<StoryId>, Solved, Vec<StoryId>) {
    let (stories, task) = (desk.stories, &desk.tasks[page]);
    let mut list = draft.stories.clone();
    let mut out = Vec::new();
    loop {
        // A story that must run stays, with white about it if need be; others go rather than that the page has a hole.
        let last_resort = !list.iter().any(|story| !stories[*story].must_run && !task.stories.contains(story));
        let fillers: &[Filler] = match last_resort {
            true => &[Filler::HouseAd, Filler::TwoHouseAds, Filler::Anything],
            false => &[Filler::HouseAd, Filler::TwoHouseAds],
        };
        // Before what the desk put there goes, any filling of stories alone will do.
        let ordered = weakest(stories, task, &list).is_some_and(|at| task.stories.contains(&list[at]));
        let crowded = || desk.solve(page, &list, &draft.briefs, Terms { limit: Some(u64::MAX), ..Terms::EXACT });
        if let Some(solved) = ordered.then(crowded).flatten() {
            return (list, solved, out);
        }
        // While others can go, no lead stands against the law of its page.
        let bound = u64::try_from(desk.bound(page, &list, &draft.briefs.at_prices)).unwrap_or(0);
        let lawful = (!last_resort).then(|| bound + u64::from(score::LEAD_COLUMNS_LAW));
        let with = |filler: &Filler| {
            let solved = desk.solve(page, &list, &draft.briefs, Terms { filler: *filler, ..Terms::EXACT })?;
            Some(solved).filter(|solved| lawful.is_none_or(|most| solved.dummy.cost < most))
        };
        if let Some(solved) = fillers.iter().find_map(with) {
            // Readers would rather have a page of stories that is a little worse than the paper's own advertisement.
            let limit = Some(solved.dummy.cost + score::fair_page(list.len()));
            let alone = || desk.solve(page, &list, &draft.briefs, Terms { limit, ..Terms::EXACT });
            let solved = if filler(&solved.dummy) == Filler::None { solved } else { alone().unwrap_or(solved) };
            return (list, solved, out);
        }
        match weakest(stories, task, &list) {
            Some(at) => out.push(list.remove(at)),
            None => {
                let whole = Slot { column: 0, row: 0, columns: task.columns, rows: task.rows };
                let unfilled = if task.free_area() == 0 { Vec::new() } else { vec![whole] };
                let cost = unfilled.iter().map(|slot| u64::from(score::white(slot))).sum();
                let dummy = PageDummy { unfilled, unused_briefs: draft.briefs.list.clone(), cost, ..PageDummy::default() };
                return (list, Solved { dummy, complete: false }, out);
            }
        }
    }
}

/// Pages that are not known to be the best for their stories are searched for a better one until there is none.
pub(super) fn settle(Desk { stories, tasks, .. }: &Desk, drafts: &mut By<PageId, Draft>) {
    drafts.par_with_ids_mut().for_each(|(page, draft)| {
        let task = &tasks[page];
        let open = |solved: &&mut Solved| solved.dummy.proof == Proof::Open && solved.dummy.unfilled.is_empty();
        let Some(solved) = draft.solved.as_mut().filter(open) else { return };
        let terms = Terms { filler: filler(&solved.dummy), limit: Some(solved.dummy.cost), exhaustive: true };
        match solve(stories, task, &draft.stories, &draft.briefs, terms) {
            Some(found) if found.dummy.cost < solved.dummy.cost => *solved = found,
            // The search gave up: nothing is known.
            Some(_) => {}
            None => solved.dummy.proof = Proof::Best,
        }
    });
}

/// Stories that were held may still stand where a house ad does, or on a page that is dear without them: the weightiest first, each where
/// it promises to cost least.
pub(super) fn place_held(desk: &Desk, drafts: &mut By<PageId, Draft>, held: &mut Vec<(StoryId, Why)>) {
    let Desk { stories, tasks, .. } = desk;
    let mut waiting: Vec<StoryId> = held.iter().map(|(story, _)| *story).filter(|story| !stories[*story].is_brief()).collect();
    waiting.sort_by_key(|&story| (std::cmp::Reverse(stories[story].rank()), story));
    for story in waiting {
        let with = |page: PageId| -> Option<(i64, PageId, Vec<StoryId>)> {
            let draft = &drafts[page];
            let solved = draft.solved.as_ref()?;
            let is_open = solved.dummy.cost >= HOUSE_AD_COST || !solved.dummy.unfilled.is_empty();
            let list = [draft.stories.as_slice(), &[story]].concat();
            let may = is_open && has_place(desk, page, &draft.stories, story) && takes(&tasks[page], &stories[story]);
            may.then(|| (desk.bound(page, &list, &draft.briefs.at_prices), page, list))
        };
        let mut pages: Vec<(i64, PageId, Vec<StoryId>)> = tasks.ids().filter_map(with).collect();
        pages.sort_by_key(|(promise, page, _)| (*promise, *page));
        let solved = |(_, page, list): (i64, PageId, Vec<StoryId>)| {
            let fillers: &[Filler] = match tasks[page].house_ads {
                Some(_) => &[Filler::None, Filler::HouseAd, Filler::TwoHouseAds],
                None => &[Filler::None],
            };
            let terms = |filler: &Filler| Terms { filler: *filler, ..Terms::EXACT };
            let found = fillers.iter().find_map(|filler| desk.solve(page, &list, &drafts[page].briefs, terms(filler)));
            Some((page, list, found.filter(|solved| solved.complete)?))
        };
        if let Some((page, list, solved)) = pages.into_par_iter().find_map_first(solved) {
            drafts[page].stories = list;
            drafts[page].solved = Some(solved);
            held.retain(|(waiting, _)| *waiting != story);
        }
    }
}

/// Briefs that a page does not print are offered to the others: to the first that prints no fewer of its own with one more.
pub(super) fn place_unused(desk: &Desk, drafts: &mut By<PageId, Draft>) {
    let Desk { stories, tasks, .. } = desk;
    for page in tasks.ids() {
        let unused = drafts[page].solved.as_ref().map(|solved| solved.dummy.unused_briefs.clone()).unwrap_or_default();
        for brief in unused.into_iter().filter(|brief| !tasks[page].stories.contains(brief)) {
            let with = |other: PageId| -> Option<(PageId, Stock, Solved)> {
                let (draft, task) = (&drafts[other], &tasks[other]);
                let before = draft.solved.as_ref()?;
                let is_set = task.brief_of(&stories[brief]).is_some();
                let may = other != page && is_set && draft.briefs.list.len() < LARGE_STOCK && takes(task, &stories[brief]);
                let mut stock = may.then(|| draft.briefs.clone())?;
                stock.list.push(brief);
                make_boxes(stories, task, &mut stock);
                let solved = desk.solve(other, &draft.stories, &stock, Terms { filler: filler(&before.dummy), ..Terms::EXACT })?;
                let is_better = solved.complete
                    && solved.dummy.unfilled.is_empty()
                    && solved.dummy.unused_briefs.len() <= before.dummy.unused_briefs.len();
                is_better.then_some((other, stock, solved))
            };
            let Some((other, stock, solved)) = tasks.par_ids().find_map_first(with) else { continue };
            drafts[other].briefs = stock;
            drafts[other].solved = Some(solved);
            let draft = &mut drafts[page];
            draft.briefs.list.retain(|left| *left != brief);
            make_boxes(stories, &tasks[page], &mut draft.briefs);
            if let Some(solved) = &mut draft.solved {
                solved.dummy.unused_briefs.retain(|left| *left != brief);
                price(stories, &tasks[page], &draft.briefs, &mut solved.dummy);
            }
        }
    }
}

/// Writes down what a page costs.
pub(super) fn price(stories: &By<StoryId, Story>, task: &PageTask, stock: &Stock, dummy: &mut PageDummy) {
    let boxed = dummy.placements.iter().any(|placement| matches!(placement.content, Content::Briefs(..)));
    dummy.no_box = if boxed || stock.boxes.is_empty() { 0 } else { score::no_box(stock.list.len()) };
    dummy.cost = bill::total(dummy, task, stories);
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::super::stock::Stock;
    use super::*;
    use crate::plan::specimen::{page, shape, story};
    use crate::plan::{Known, PageTask, Story, briefs};
    use crate::set::flow::Fit;

    #[test]
    fn a_full_page_that_nothing_fills_keeps_its_stories() {
        // Eight stories that are one column by seven rows and nothing else, with briefs in stock: gaps of three rows are left, too shallow
        // for a house ad.
        const STORIES: usize = 8;
        const PAGE: (u8, u16) = (4, 17);
        let stories = By::from(vec![Story { must_run: true, ..story(5, PAGE, &[(1, 7, 0)]) }; STORIES]);
        let task = PageTask { max_stories: STORIES as u8, house_ads: Some(shape(PAGE, &[(1, 10, 0)])), ..page(PAGE) };
        let boxes =
            vec![briefs::Box { count: 3, columns: 4, depth: 17, fit: Fit { choices: Vec::new(), starts: Vec::new(), short: 0, cost: 0 } }];
        let stock = Stock { shape: shape(PAGE, &[(4, 17, 0)]), boxes: Arc::new(boxes), ..Stock::default() };
        let draft = Draft { stories: stories.ids().collect(), briefs: stock, solved: None };
        let (tasks, known) = (By::from([task]), Known::default());
        let mut drafts = By::from([draft]);
        let mut held = Vec::new();
        force(&Desk::new(&stories, &tasks, &known), &mut drafts, &mut held);
        let dummy = &drafts[PageId::FRONT].solved.as_ref().expect("a page").dummy;
        assert_eq!((held.len(), dummy.placements.len()), (0, STORIES), "{dummy:?}");
        assert!(!dummy.unfilled.is_empty());
    }
}
