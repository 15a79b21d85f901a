//! The draft: which stories and briefs each page has, before any page is filled (PLANNER 2.10).
use rayon::prelude::*;

use super::desk::Desk;
use super::package::modules;
use super::solve::{Solved, Terms};
use super::stock::{Stock, make_boxes};
use super::{PageTask, Story, Why};
use crate::ids::{By, PageId, StoryId};
use crate::role::Lead;

/// Most briefs offered to a page, where its share of all is not more …
const STOCK: usize = 9;
/// … and where it is.
pub(super) const LARGE_STOCK: usize = 24;
/// A page while it is planned.
#[derive(Clone, Debug, Default)]
pub(super) struct Draft {
    pub(super) stories: Vec<StoryId>,
    pub(super) briefs: Stock,
    pub(super) solved: Option<Solved>,
}

pub(super) fn takes(task: &PageTask, story: &Story) -> bool {
    match story.only {
        Some(page) => task.page == page && !story.barred.contains(&page),
        None => is_open(task, story.section, &story.barred),
    }
}

/// Whether a page takes stories of a section that may not stand on the pages `barred`.
pub fn is_open(task: &PageTask, section: usize, barred: &[PageId]) -> bool {
    !task.closed && (task.sections.is_empty() || task.sections.contains(&section)) && !barred.contains(&task.page)
}

/// Stories to pages: those that the desk ordered, then a lead for each page, then the others where there is most room.
pub(super) fn assign(desk: &Desk, held: &mut Vec<(StoryId, Why)>) -> By<PageId, Draft> {
    let Desk { stories, tasks, .. } = desk;
    let mut drafts = By::from(vec![Draft::default(); tasks.len()]);
    let mut done: By<StoryId, bool> = vec![false; stories.len()].into();
    for (page, task) in tasks.with_ids() {
        for &story in &task.stories {
            if !done[story] && !stories[story].is_brief() {
                done[story] = true;
                drafts[page].stories.push(story);
            } else if !done[story] {
                done[story] = true;
                drafts[page].briefs.list.push(story);
            }
        }
    }
    let rest = stories.ids().filter(|i| !done[*i] && !stories[*i].is_brief()).collect();
    fill_up(desk, &mut drafts, rest, held);
    drafts.with_ids_mut().for_each(|(page, draft)| prune(desk, page, draft, held));
    drafts
}

/// More stories to pages: a lead for each page that has no story, then the others where there is most room.
pub(super) fn fill_up(desk: &Desk, drafts: &mut By<PageId, Draft>, mut order: Vec<StoryId>, held: &mut Vec<(StoryId, Why)>) {
    let Desk { stories, tasks, .. } = desk;
    order.sort_by_key(|&i| (stories[i].priority, i));
    // A lead for every page that has none yet.
    for (page, task) in tasks.with_ids() {
        if !drafts[page].stories.is_empty() || task.free_area() == 0 || task.led {
            continue;
        }
        let limit = task.free_area() * u32::from(task.lead_share) / 100;
        let fits = |i: StoryId| takes(task, &stories[i]) && desk.measured(i, page, Lead::Yes).is_some_and(|area| area.least <= limit);
        if let Some(at) = order.iter().position(|&i| fits(i)) {
            drafts[page].stories.push(order.remove(at));
        }
    }
    // The rest, large ones first, each where there is most room for it.
    let size = |i: StoryId| {
        tasks
            .ids()
            .filter(|&page| takes(&tasks[page], &stories[i]))
            .find_map(|page| desk.measured(i, page, Lead::No))
            .map_or(0, |area| area.natural)
    };
    order.sort_by_key(|&i| (stories[i].only.is_none(), std::cmp::Reverse(size(i)), i));
    for story in order {
        let pages = tasks.ids().filter(|&page| takes(&tasks[page], &stories[story]));
        let mut best: Option<(i64, PageId)> = None;
        let mut any = false;
        let mut shaped = false;
        for page in pages {
            any = true;
            let Some(area) = desk.measured(story, page, Lead::No) else { continue };
            shaped = true;
            if !has_place(desk, page, &drafts[page].stories, story) {
                continue;
            }
            let used = desk.natural(page, &drafts[page].stories);
            let free = i64::from(tasks[page].free_area());
            // Fullness after the story came, in thousandths; the emptiest page takes it.
            let fullness = (used + i64::from(area.natural)) * 1000 / free.max(1);
            if best.is_none_or(|(least, _)| fullness < least) {
                best = Some((fullness, page));
            }
        }
        match best {
            Some((_, page)) => drafts[page].stories.push(story),
            None => held.push((
                story,
                if !any {
                    Why::NoPage
                } else if !shaped {
                    Why::NoShape
                } else {
                    Why::Full
                },
            )),
        }
    }
}

/// Whether a page may have one story more: as many as it may have, and no more modules than can be searched.
pub(super) fn has_place(desk: &Desk, page: PageId, list: &[StoryId], story: StoryId) -> bool {
    let task = &desk.tasks[page];
    list.len() < task.most_stories() && modules(desk.stories, task, &[list, &[story]].concat()).is_some()
}

/// From a page that holds more than it can the weakest go.
pub(super) fn prune(desk: &Desk, page: PageId, draft: &mut Draft, held: &mut Vec<(StoryId, Why)>) {
    let task = &desk.tasks[page];
    while desk.least(page, &draft.stories) > i64::from(task.free_area()) {
        let Some(at) = weakest(desk.stories, task, &draft.stories) else { break };
        // What the desk put there goes only where it has no room at all.
        if task.stories.contains(&draft.stories[at]) && desk.smallest(page, &draft.stories) <= i64::from(task.free_area()) {
            break;
        }
        held.push((draft.stories.remove(at), Why::Full));
    }
}

/// The story of a page that may best be held: never one that the desk put there, must-run stories last.
pub(super) fn weakest(stories: &By<StoryId, Story>, task: &PageTask, list: &[StoryId]) -> Option<usize> {
    let ordered = |story: StoryId| task.stories.contains(&story);
    (0..list.len()).max_by_key(|&at| {
        let story = list[at];
        (!ordered(story), std::cmp::Reverse(stories[story].rank()), at)
    })
}

/// Briefs to pages: to their own section's first, evenly; what is left to any page.
pub(super) fn share_briefs(desk: &Desk, drafts: &mut By<PageId, Draft>, held: &mut Vec<(StoryId, Why)>) {
    let Desk { stories, tasks, .. } = desk;
    let ordered: Vec<StoryId> = drafts.iter().flat_map(|draft| draft.briefs.list.clone()).collect();
    let mut rest: Vec<StoryId> = stories.ids().filter(|i| stories[*i].is_brief() && !ordered.contains(i)).collect();
    rest.sort_by_key(|&i| (stories[i].priority, i));
    let share = rest.len().div_ceil(tasks.iter().filter(|task| task.free_area() > 0).count().max(1));
    let most = (share + share / 4).clamp(STOCK, LARGE_STOCK);
    for story in rest {
        let own = |page: PageId| tasks[page].sections.contains(&stories[story].section);
        let open = |page: &PageId| drafts[*page].briefs.list.len() < most && tasks[*page].brief_of(&stories[story]).is_some();
        let room = |page: PageId| desk.natural(page, &drafts[page].stories) * 1000 / i64::from(tasks[page].free_area().max(1));
        // Front pages are for what matters: they take briefs of their own section only, and last.
        let best = tasks.ids().filter(open).filter(|&page| takes(&tasks[page], &stories[story])).min_by_key(|&page| {
            let stocked = drafts[page].briefs.list.len();
            (!own(page), stocked / 3, room(page), page)
        });
        match best {
            Some(page) => drafts[page].briefs.list.push(story),
            None => held.push((story, Why::NoPage)),
        }
    }
    join_lone_briefs(desk, drafts);
}

/// A brief that is alone on its page could share no box: it goes where there are others.
fn join_lone_briefs(desk: &Desk, drafts: &mut By<PageId, Draft>) {
    let Desk { stories, tasks, .. } = desk;
    for page in tasks.ids() {
        let [story] = drafts[page].briefs.list[..] else { continue };
        let takes_it = |other: &PageId| {
            let task = &tasks[*other];
            let is_set = task.brief_of(&stories[story]).is_some();
            *other != page && !drafts[*other].briefs.list.is_empty() && is_set && takes(task, &stories[story])
        };
        let to = tasks.ids().filter(takes_it).min_by_key(|other| (drafts[*other].briefs.list.len(), *other));
        if let Some(to) = to.filter(|_| !tasks[page].stories.contains(&story)) {
            drafts[page].briefs.list.clear();
            drafts[to].briefs.list.push(story);
        }
    }
}

pub(super) fn solve_all(desk: &Desk, drafts: &mut By<PageId, Draft>) {
    drafts.par_with_ids_mut().for_each(|(page, draft)| {
        make_boxes(desk.stories, &desk.tasks[page], &mut draft.briefs);
        draft.solved = desk.solve(page, &draft.stories, &draft.briefs, Terms::EXACT);
    });
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::*;
    use crate::ids::Id;
    use crate::plan::Known;
    use crate::plan::specimen::{page, story};

    #[test]
    fn no_brief_is_alone_on_its_page() {
        const PAGE: (u8, u16) = (2, 40);
        let brief = Story { brief: [Some(Arc::default())].into(), shapes: [None].into(), ..story(9, PAGE, &[]) };
        let count = |briefs: usize| -> Vec<usize> {
            let stories = By::from(vec![brief.clone(); briefs]);
            let tasks = By::from([0, 1].map(|number| PageTask { page: PageId::of(number), ..page(PAGE) }));
            let mut drafts = By::from(vec![Draft::default(); 2]);
            let known = Known::default();
            share_briefs(&Desk::new(&stories, &tasks, &known), &mut drafts, &mut Vec::new());
            drafts.iter().map(|draft| draft.briefs.list.len()).collect()
        };
        assert_eq!(count(2), [2, 0]);
        assert_eq!(count(4), [4, 0]);
        assert_eq!(count(5), [3, 2]);
        assert_eq!(count(30), [15, 15]);
    }
}
