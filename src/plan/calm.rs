//! Planning from an earlier plan: pages whose stories still fit stay as they were; only the others are planned again.
use rayon::prelude::*;

use super::desk::Desk;
use super::draft::{Draft, fill_up, prune, share_briefs, takes, weakest};
use super::edition::Rough;
use super::explain::{Standing, filler};
use super::settle::{force, place_held, place_unused, price};
use super::solve::{Elements, Solved, Terms, dress, quoted, solve};
use super::stock::make_boxes;
use super::{Content, Dummy, Known, PageDummy, PageTask, Placement, Proof, Slot, Story, Why, briefs, score, trade};
use crate::ids::{By, PageId, StoryId};
use crate::role::Lead;

/// An earlier plan in today's stories and pages.
#[derive(Clone, Debug, Default)]
pub struct Earlier {
    /// By today's page; none for a page that is new.
    pub pages: By<PageId, Option<EarlierPage>>,
    /// Stories, briefs left out, that were held.
    pub held: Vec<(StoryId, Why)>,
}

/// A page of it.
#[derive(Clone, Debug, Default)]
pub struct EarlierPage {
    /// Stories that still are in the edition.
    pub stories: Vec<EarlierStory>,
    /// The box of briefs and what was in it.
    pub briefs: Option<(Slot, Vec<StoryId>)>,
    /// Briefs in stock that were not printed.
    pub unused_briefs: Vec<StoryId>,
    /// The paper's own advertisements.
    pub house_ads: Vec<Slot>,
    /// Holes.
    pub white: Vec<Slot>,
    /// What it cost; none where it is to be kept at any cost.
    pub cost: Option<u64>,
}

/// A story of it, where it stood.
#[derive(Clone, Copy, Debug)]
pub struct EarlierStory {
    /// Which.
    pub story: StoryId,
    /// Its place.
    pub slot: Slot,
    /// Whether it led.
    pub lead: Lead,
}

/// Why a page could not stay as it was.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Loss {
    /// A story has no way to fill its place.
    Misfit(StoryId),
    /// The briefs do not fill their box.
    Briefs,
    /// Its modules do not cover the free part of the page exactly.
    Cover,
    /// It would cost much more than it did.
    Dear,
    /// Stories came, or went.
    Stories,
}

/// Plans from an earlier plan; and the pages that could not be kept, and why.
pub fn rough<'a>(
    stories: &'a By<StoryId, Story>,
    tasks: &'a By<PageId, PageTask>,
    earlier: &Earlier,
    known: &'a Known,
) -> (Rough<'a>, Vec<(PageId, Loss)>) {
    let desk = Desk::new(stories, tasks, known);
    let (mut drafts, mut held) = take_over(&desk, earlier);
    drafts.par_with_ids_mut().for_each(|(page, draft)| make_boxes(stories, &tasks[page], &mut draft.briefs));
    let keep = |page: PageId| Some(keep(&desk, page, &drafts[page], earlier.pages.get(page)?.as_ref()?));
    let kept: By<PageId, Option<Result<Solved, Loss>>> = tasks.par_ids().map(keep).collect();
    let mut losses = Vec::new();
    for (page, kept) in kept.ids().zip(kept) {
        match kept {
            Some(Ok(solved)) => drafts[page].solved = Some(solved),
            Some(Err(loss)) => losses.push((page, loss)),
            None => {}
        }
    }
    drafts.par_with_ids_mut().filter(|(_, draft)| draft.solved.is_none()).for_each(|(page, draft)| {
        let before = earlier.pages.get(page).and_then(Option::as_ref);
        let near = before.and_then(|before| solve_near(&desk, page, draft, before));
        draft.solved = near.or_else(|| desk.solve(page, &draft.stories, &draft.briefs, Terms::EXACT));
    });
    trade::repair(&desk, &mut drafts, &mut held);
    force(&desk, &mut drafts, &mut held);
    place_held(&desk, &mut drafts, &mut held);
    place_unused(&desk, &mut drafts);
    // What is held as before is held for the same reason.
    for (story, why) in &mut held {
        *why = earlier.held.iter().find(|(other, _)| other == story).map_or(*why, |(_, before)| *before);
    }
    (Rough { desk, drafts, held }, losses)
}

/// Drafts as the earlier plan has them; what the desk orders today comes first, and what is new goes where there is most room.
fn take_over(desk: &Desk, earlier: &Earlier) -> (By<PageId, Draft>, Vec<(StoryId, Why)>) {
    let Desk { stories, tasks, .. } = desk;
    let mut done: By<StoryId, bool> = vec![false; stories.len()].into();
    let mut drafts = By::from(vec![Draft::default(); tasks.len()]);
    for (draft, task) in drafts.iter_mut().zip(*tasks) {
        for &story in &task.stories {
            let list = if stories[story].is_brief() { &mut draft.briefs.list } else { &mut draft.stories };
            if !std::mem::replace(&mut done[story], true) {
                list.push(story);
            }
        }
    }
    for (draft, before) in drafts.iter_mut().zip(&earlier.pages) {
        let Some(before) = before else { continue };
        let mut by_weight: Vec<&EarlierStory> = before.stories.iter().collect();
        by_weight.sort_by_key(|stood| stood.lead);
        let briefs = before.briefs.iter().flat_map(|(_, list)| list).chain(&before.unused_briefs);
        for (list, story) in by_weight.iter().map(|stood| (false, &stood.story)).chain(briefs.map(|story| (true, story))) {
            if !std::mem::replace(&mut done[*story], true) {
                if list { draft.briefs.list.push(*story) } else { draft.stories.push(*story) }
            }
        }
    }
    // Stories that were held wait, unless a page without any would take them.
    let bare: Vec<PageId> = tasks.ids().filter(|page| drafts[*page].stories.is_empty() && tasks[*page].free_area() > 0).collect();
    let has_room = |story: StoryId| {
        let on = |page: PageId, lead: Lead| desk.measured(story, page, lead).is_some();
        bare.iter().any(|page| takes(&tasks[*page], &stories[story]) && (on(*page, Lead::Yes) || on(*page, Lead::No)))
    };
    let mut held: Vec<(StoryId, Why)> = Vec::new();
    for (story, why) in &earlier.held {
        if !has_room(*story) && !stories[*story].is_brief() && !std::mem::replace(&mut done[*story], true) {
            held.push((*story, *why));
        }
    }
    let before: By<PageId, Vec<StoryId>> = drafts.iter().map(|draft| draft.stories.clone()).collect();
    let new: Vec<StoryId> = stories.ids().filter(|story| !done[*story] && !stories[*story].is_brief()).collect();
    let waiting = held.len();
    fill_up(desk, &mut drafts, new, &mut held);
    for (story, why) in held.split_off(waiting) {
        let out = if why == Why::Full { displace(desk, &mut drafts, story) } else { None };
        held.push(out.map_or((story, why), |out| (out, Why::Full)));
    }
    for (page, draft) in drafts.with_ids_mut().filter(|(page, draft)| !before[*page].iter().eq(&draft.stories)) {
        // What is weightier than the page's lead leads, unless the desk ordered one.
        let priority = |at: usize| stories[draft.stories[at]].priority;
        let weightiest = (0..draft.stories.len()).min_by_key(|&at| (priority(at), at)).unwrap_or(0);
        let new = draft.stories.get(weightiest).is_some_and(|story| !before[page].contains(story));
        if tasks[page].stories.is_empty() && new && priority(weightiest) < priority(0) {
            let lead = draft.stories.remove(weightiest);
            draft.stories.insert(0, lead);
        }
        prune(desk, page, draft, &mut held);
    }
    share_briefs(desk, &mut drafts, &mut held);
    (drafts, held)
}

/// Gives a new story that found every page full the place of the lightest story there, if that is lighter: the one that goes.
fn displace(desk: &Desk, drafts: &mut By<PageId, Draft>, story: StoryId) -> Option<StoryId> {
    let Desk { stories, tasks, .. } = desk;
    let lightest = |page: PageId| {
        let at = weakest(stories, &tasks[page], &drafts[page].stories)?;
        let out = drafts[page].stories[at];
        let lighter = stories[out].rank() < stories[story].rank();
        (lighter && takes(&tasks[page], &stories[story])).then_some((stories[out].priority, page, at))
    };
    let (_, page, at) = tasks.ids().filter_map(lightest).max_by_key(|(priority, page, _)| (*priority, std::cmp::Reverse(*page)))?;
    Some(std::mem::replace(&mut drafts[page].stories[at], story))
}

/// The page as it was, if its stories are the same and each still has a way to fill its place.
fn keep(desk: &Desk, page: PageId, draft: &Draft, before: &EarlierPage) -> Result<Solved, Loss> {
    let Desk { stories, tasks, .. } = desk;
    let task = &tasks[page];
    let lead = before.stories.iter().find(|stood| stood.lead == Lead::Yes).map(|stood| stood.story);
    let same = draft.stories.len() == before.stories.len() && before.stories.iter().all(|stood| draft.stories.contains(&stood.story));
    let printed = before.briefs.as_ref().map_or(&[][..], |(_, list)| list.as_slice());
    let stock = printed.iter().chain(&before.unused_briefs);
    if !same || !draft.briefs.list.iter().eq(stock) || !task.led && lead != draft.stories.first().copied() {
        return Err(Loss::Stories);
    }
    let mut placements = Vec::new();
    let quoted = quoted(stories, task, &draft.stories);
    for &EarlierStory { story, slot, lead } in &before.stories {
        let shapes = task.shapes_of(&stories[story]).ok_or(Loss::Misfit(story))?;
        let shape = if quoted.contains(&story) { &shapes[lead].shape } else { shapes[lead].without_quote() };
        let cell = shape.cell(slot.columns, slot.rows).ok_or(Loss::Misfit(story))?;
        placements.push(Placement { slot, content: Content::Story { story, lead, config: cell.config } });
    }
    if let Some((slot, list)) = &before.briefs {
        let exact = |way: &&briefs::Box| {
            way.count == list.len() && way.columns == slot.columns && way.depth + briefs::LABEL_ROWS + score::SEPARATION == slot.rows
        };
        let way = draft.briefs.boxes.iter().find(exact).ok_or(Loss::Briefs)?;
        placements.push(Placement { slot: *slot, content: Content::Briefs(list.clone(), way.fit.clone()) });
    }
    placements.extend(before.house_ads.iter().map(|slot| Placement { slot: *slot, content: Content::HouseAd }));
    placements.sort_by_key(|placement| (placement.slot.row, placement.slot.column));
    dress(stories, task, &quoted, &mut placements);
    let slots: Vec<Slot> = placements.iter().map(|placement| placement.slot).chain(before.white.iter().copied()).collect();
    if !covers(task, &slots) {
        return Err(Loss::Cover);
    }
    let elements = Elements::new(stories, task, &draft.stories, &draft.briefs).ok_or(Loss::Cover)?;
    let mut dummy = PageDummy {
        placements,
        unfilled: before.white.clone(),
        unused_briefs: before.unused_briefs.clone(),
        bound: elements.bound(),
        proof: Proof::Kept,
        ..PageDummy::default()
    };
    price(stories, task, &draft.briefs, &mut dummy);
    let most = before.cost.map_or(u64::MAX, |cost| cost.max(dummy.bound + score::fair_page(draft.stories.len())));
    if dummy.cost > most {
        return Err(Loss::Dear);
    }
    Ok(Solved { dummy, complete: true })
}

/// Finds out of each page that was kept whether its stories could have a cheaper one.
pub fn prove(stories: &By<StoryId, Story>, tasks: &By<PageId, PageTask>, dummy: &mut Dummy) {
    let found: Vec<Option<Proof>> = tasks
        .par_ids()
        .map(|page| {
            let told = &dummy.pages[page];
            if told.proof != Proof::Kept {
                return None;
            }
            let (list, stock) = Standing { stories, tasks, dummy }.on_page(page);
            let terms = Terms { filler: filler(told), limit: Some(told.cost), exhaustive: true };
            match solve(stories, &tasks[page], &list, &stock, terms) {
                Some(found) if found.dummy.cost < told.cost => Some(Proof::Beaten(found.dummy.cost)),
                // The search gave up: nothing is known.
                Some(_) => None,
                None => Some(Proof::Best),
            }
        })
        .collect();
    for (page, proof) in dummy.pages.iter_mut().zip(found) {
        page.proof = proof.unwrap_or(page.proof);
    }
}

/// Whether the slots and the holes cover the page exactly.
fn covers(task: &PageTask, slots: &[Slot]) -> bool {
    let mut taken = vec![false; usize::from(task.columns) * usize::from(task.rows)];
    for slot in slots.iter().chain(&task.holes) {
        let inside = u16::from(slot.column) + u16::from(slot.columns) <= u16::from(task.columns)
            && u32::from(slot.row) + u32::from(slot.rows) <= u32::from(task.rows);
        if !inside {
            return false;
        }
        for row in slot.row..slot.row + slot.rows {
            let at = usize::from(row) * usize::from(task.columns) + usize::from(slot.column);
            let cells = &mut taken[at..at + usize::from(slot.columns)];
            if cells.contains(&true) {
                return false;
            }
            cells.fill(true);
        }
    }
    !taken.contains(&false)
}

/// Plans a page so that its stories keep their sizes, as far as they can.
fn solve_near(desk: &Desk, page: PageId, draft: &Draft, before: &EarlierPage) -> Option<Solved> {
    let Desk { stories, tasks, .. } = desk;
    let task = &tasks[page];
    let mut loath = (*stories).clone();
    for EarlierStory { story, slot, lead } in &before.stories {
        let Some(shapes) = loath[*story].shapes[task.setting].as_mut() else { continue };
        shapes[*lead].change(|shape| shape.but_for(slot.columns, slot.rows, score::RESIZED));
    }
    let mut solved = solve(&loath, task, &draft.stories, &draft.briefs, Terms::EXACT)?;
    // How loath its stories were to change is no cost of the page.
    let elements = Elements::new(stories, task, &draft.stories, &draft.briefs)?;
    solved.dummy.bound = elements.bound();
    solved.dummy.proof = Proof::Kept;
    price(stories, task, &draft.briefs, &mut solved.dummy);
    Some(solved)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ids::Id;
    use crate::plan::edition;
    use crate::plan::specimen::{page, story};

    /// A plan as the next run finds it.
    fn earlier(dummy: &Dummy) -> Earlier {
        let page = |page: &PageDummy| {
            let stood = page.placements.iter().filter_map(|placement| match placement.content {
                Content::Story { story, lead, .. } => Some(EarlierStory { story, slot: placement.slot, lead }),
                _ => None,
            });
            Some(EarlierPage { stories: stood.collect(), white: page.unfilled.clone(), cost: Some(page.cost), ..EarlierPage::default() })
        };
        Earlier { pages: dummy.pages.iter().map(page).collect(), held: dummy.held.clone() }
    }

    #[test]
    fn what_is_held_waits_where_a_bare_page_takes_none_of_it() {
        // Five stories of a column each for a page of four; another section has a page and no story.
        const PAGE: (u8, u16) = (4, 20);
        let stories = By::from(vec![story(5, PAGE, &[(1, 20, 0)]); 5]);
        let tasks = By::from([0, 1].map(|section| PageTask { sections: vec![section], ..page(PAGE) }));
        let known = Known::default();
        let first = edition::rough(&stories, &tasks, &known).improve();
        assert_eq!((first.held.len(), first.pages[PageId::of(1)].placements.len()), (1, 0));
        let (second, losses) = rough(&stories, &tasks, &earlier(&first), &known);
        assert_eq!(losses, []);
        assert_eq!(second.finish().held, first.held);
    }
}
