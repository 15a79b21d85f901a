//! The edition: stories to pages by section and weight, every page filled, nothing lost (PLANNER 2.10 and 2.11).
use std::sync::Arc;

use rayon::prelude::*;

use super::desk::{Desk, LEAD, OTHER, measure};
use super::explain::filler;
use super::page::areas::{Prices, prices};
use super::page::{BESIDE_STORIES, Element, bound, fill, fill_better, folded, most_elements};
use super::{Cell, Content, Dummy, Known, PageDummy, PageTask, Placement, Proof, Shape, Slot, Story, Why, briefs, score, trade};

/// Most briefs offered to a page.
const STOCK: usize = 7;
/// A page whose plan costs this much more than a story's hold would is repaired as well.
const HOUSE_AD_COST: u64 = score::HOUSE_AD as u64;

/// A page while it is planned.
#[derive(Clone, Debug, Default)]
pub(super) struct Draft {
    pub(super) stories: Vec<usize>,
    pub(super) briefs: Stock,
    pub(super) solved: Option<Solved>,
}

/// The briefs offered to a page, weightiest first, and the boxes that they can make.
#[derive(Clone, Debug, Default)]
pub(super) struct Stock {
    pub(super) list: Vec<usize>,
    pub(super) shape: Arc<Shape>,
    pub(super) boxes: Arc<Vec<briefs::Box>>,
    /// The least that they cost, printed or not, at each price of a cell.
    pub(super) at_prices: Prices,
}

#[derive(Clone, Debug)]
pub(super) struct Solved {
    pub(super) dummy: PageDummy,
    pub(super) complete: bool,
}

/// A plan in which every page has its stories and each story is on one page or held, whatever the input.
pub struct Rough<'a> {
    pub(super) desk: Desk<'a>,
    pub(super) drafts: Vec<Draft>,
    pub(super) held: Vec<(usize, Why)>,
}

/// Plans every page.
pub fn rough<'a>(stories: &'a [Story], tasks: &'a [PageTask], known: &'a Known) -> Rough<'a> {
    let desk = Desk::new(stories, tasks, known);
    let mut held: Vec<(usize, Why)> = Vec::new();
    let mut drafts = assign(&desk, &mut held);
    share_briefs(&desk, &mut drafts, &mut held);
    solve_all(&desk, &mut drafts);
    trade::repair(&desk, &mut drafts, &mut held);
    force(&desk, &mut drafts, &mut held);
    // What was given up on one page may make another whole.
    trade::repair(&desk, &mut drafts, &mut held);
    place_held(&desk, &mut drafts, &mut held);
    Rough { desk, drafts, held }
}

impl Rough<'_> {
    /// Stories that found no place, and why; of the briefs, those that no page was offered.
    pub fn held(&self) -> &[(usize, Why)] {
        &self.held
    }

    /// The plan made better by trades between its pages, then each page the best of all for its stories; no story is gained or lost.
    pub fn improve(mut self) -> Dummy {
        trade::improve(&self.desk, &mut self.drafts);
        settle(&self.desk, &mut self.drafts);
        self.finish()
    }

    /// The plan as it is.
    pub fn finish(self) -> Dummy {
        let mut dummy = Dummy { pages: Vec::new(), held: self.held };
        for draft in self.drafts {
            let page = draft.solved.map(|solved| solved.dummy).unwrap_or_default();
            dummy.held.extend(page.unused_briefs.iter().map(|brief| (*brief, Why::Full)));
            dummy.pages.push(page);
        }
        dummy.held.sort_by_key(|(story, _)| *story);
        dummy
    }
}

pub(super) fn takes(task: &PageTask, story: &Story) -> bool {
    match story.only {
        Some(page) => task.page == page && !story.barred.contains(&page),
        None => is_open(task, story.section, &story.barred),
    }
}

/// Whether a page takes stories of a section that may not stand on the pages `barred`.
pub fn is_open(task: &PageTask, section: usize, barred: &[usize]) -> bool {
    (task.sections.is_empty() || task.sections.contains(&section)) && !barred.contains(&task.page)
}

/// Stories to pages: those that the desk ordered, then a lead for each page, then the others where there is most room.
fn assign(desk: &Desk, held: &mut Vec<(usize, Why)>) -> Vec<Draft> {
    let Desk { stories, tasks, .. } = desk;
    let mut drafts = vec![Draft::default(); tasks.len()];
    let mut done = vec![false; stories.len()];
    for (page, task) in tasks.iter().enumerate() {
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
    let rest = (0..stories.len()).filter(|i| !done[*i] && !stories[*i].is_brief()).collect();
    fill_up(desk, &mut drafts, rest, held);
    drafts.iter_mut().enumerate().for_each(|(page, draft)| prune(desk, page, draft, held));
    drafts
}

/// More stories to pages: a lead for each page that has no story, then the others where there is most room.
pub(super) fn fill_up(desk: &Desk, drafts: &mut [Draft], mut order: Vec<usize>, held: &mut Vec<(usize, Why)>) {
    let Desk { stories, tasks, .. } = desk;
    order.sort_by_key(|&i| (stories[i].priority, i));
    // A lead for every page that has none yet.
    for (page, task) in tasks.iter().enumerate() {
        if !drafts[page].stories.is_empty() || task.free_area() == 0 || task.led {
            continue;
        }
        let limit = task.free_area() * u32::from(task.lead_share) / 100;
        let fits = |i: usize| takes(task, &stories[i]) && desk.measured(i, page, LEAD).is_some_and(|area| area.least <= limit);
        if let Some(at) = order.iter().position(|&i| fits(i)) {
            drafts[page].stories.push(order.remove(at));
        }
    }
    // The rest, large ones first, each where there is most room for it.
    let size = |i: usize| {
        (0..tasks.len())
            .filter(|&page| takes(&tasks[page], &stories[i]))
            .find_map(|page| desk.measured(i, page, OTHER))
            .map_or(0, |area| area.natural)
    };
    order.sort_by_key(|&i| (stories[i].only.is_none(), std::cmp::Reverse(size(i)), i));
    for story in order {
        let pages = (0..tasks.len()).filter(|&page| takes(&tasks[page], &stories[story]));
        let mut best: Option<(i64, usize)> = None;
        let mut any = false;
        let mut shaped = false;
        for page in pages {
            any = true;
            let Some(area) = desk.measured(story, page, OTHER) else { continue };
            shaped = true;
            if drafts[page].stories.len() >= tasks[page].most_stories() {
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

/// From a page that holds more than it can the weakest go.
pub(super) fn prune(desk: &Desk, page: usize, draft: &mut Draft, held: &mut Vec<(usize, Why)>) {
    let task = &desk.tasks[page];
    while desk.least(page, &draft.stories) > i64::from(task.free_area()) {
        let Some(at) = weakest(desk.stories, task, &draft.stories) else { break };
        held.push((draft.stories.remove(at), Why::Full));
    }
}

/// The story of a page that may best be held: never one that the desk put there, must-run stories last.
pub(super) fn weakest(stories: &[Story], task: &PageTask, list: &[usize]) -> Option<usize> {
    let ordered = |story: usize| task.stories.contains(&story);
    (0..list.len()).max_by_key(|&at| {
        let story = list[at];
        (!ordered(story), !stories[story].must_run, stories[story].priority, at)
    })
}

/// Briefs to pages: to their own section's first, evenly; what is left to any page.
pub(super) fn share_briefs(desk: &Desk, drafts: &mut [Draft], held: &mut Vec<(usize, Why)>) {
    let Desk { stories, tasks, .. } = desk;
    let ordered: Vec<usize> = drafts.iter().flat_map(|draft| draft.briefs.list.clone()).collect();
    let mut rest: Vec<usize> = (0..stories.len()).filter(|i| stories[*i].is_brief() && !ordered.contains(i)).collect();
    rest.sort_by_key(|&i| (stories[i].priority, i));
    for story in rest {
        let own = |page: usize| tasks[page].sections.contains(&stories[story].section);
        let open = |page: &usize| {
            drafts[*page].briefs.list.len() < STOCK && stories[story].brief.get(tasks[*page].setting).is_some_and(Option::is_some)
        };
        let room = |page: usize| desk.natural(page, &drafts[page].stories) * 1000 / i64::from(tasks[page].free_area().max(1));
        // Front pages are for what matters: they take briefs of their own section only, and last.
        let best = (0..tasks.len()).filter(open).filter(|&page| takes(&tasks[page], &stories[story])).min_by_key(|&page| {
            let stocked = drafts[page].briefs.list.len();
            (!own(page), stocked / 3, room(page), page)
        });
        match best {
            Some(page) => drafts[page].briefs.list.push(story),
            None => held.push((story, Why::NoPage)),
        }
    }
}

fn solve_all(desk: &Desk, drafts: &mut [Draft]) {
    drafts.par_iter_mut().enumerate().for_each(|(page, draft)| {
        make_boxes(desk.stories, &desk.tasks[page], &mut draft.briefs);
        draft.solved = desk.solve(page, &draft.stories, &draft.briefs, Terms::EXACT);
    });
}

/// Works out which boxes a stock can make.
pub(super) fn make_boxes(stories: &[Story], task: &PageTask, stock: &mut Stock) {
    let flow = |brief: &usize| stories[*brief].brief.get(task.setting)?.as_ref().map(|items| items.as_slice());
    let flows: Vec<&[crate::set::flow::FlowItem]> = stock.list.iter().filter_map(flow).collect();
    if flows.len() >= briefs::LEAST {
        let (shape, ways) = briefs::sizes(&flows, task.half(), task.rows);
        stock.at_prices = prices(&shape, Some(score::no_box(stock.list.len())));
        (stock.shape, stock.boxes) = (Arc::new(shape), Arc::new(ways));
    }
}

/// What may fill what stories cannot.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(super) enum Filler {
    None,
    HouseAd,
    TwoHouseAds,
    /// A house ad, if the page may have one, and up to two rectangles of white: as many as [`BESIDE_STORIES`] allows beside the box of briefs.
    Anything,
}

/// On which terms a page is planned.
#[derive(Clone, Copy)]
pub(super) struct Terms {
    pub(super) filler: Filler,
    /// The most that it may cost. Without one, a page of stories alone may cost no more than [`score::FAIR_PAGE`] over the least that
    /// they can: one that is much worse had better be repaired.
    pub(super) limit: Option<u64>,
    /// Every filling that costs less is searched, however dear.
    pub(super) exhaustive: bool,
}

impl Terms {
    /// Filled by its stories and briefs alone, at a fair cost.
    pub(super) const EXACT: Terms = Terms { filler: Filler::None, limit: None, exhaustive: false };
}

/// What a page has to place: its stories, the first of which leads, then the box of briefs.
pub(super) fn elements(stories: &[Story], task: &PageTask, chosen: &[usize], stock: &Stock) -> Option<Vec<Element>> {
    let mut elements: Vec<Element> = Vec::with_capacity(chosen.len() + 4);
    for (i, &story) in chosen.iter().enumerate() {
        let shapes = stories[story].shapes.get(task.setting)?.as_ref()?;
        let lead = i == 0 && !task.led;
        let shape = if lead { Arc::new(shapes.lead.within(task.lead_columns, score::LEAD_COLUMNS_OFF)) } else { shapes.other.clone() };
        let faces = shapes.faces(lead).clone();
        elements.push(Element { shape, weight: score::weight(stories[story].priority), leads: lead, optional: None, faces });
    }
    if !stock.boxes.is_empty() {
        let no_box = Some(score::no_box(stock.list.len()));
        elements.push(Element { shape: stock.shape.clone(), weight: 0, leads: false, optional: no_box, faces: Arc::default() });
    }
    Some(elements)
}

/// Plans one page with just these stories; briefs as they fit.
pub(super) fn solve(stories: &[Story], task: &PageTask, chosen: &[usize], stock: &Stock, terms: Terms) -> Option<Solved> {
    let Terms { filler, limit, exhaustive } = terms;
    if chosen.len() + BESIDE_STORIES > most_elements(task.fold) {
        return None;
    }
    let free = task.free_area();
    if free == 0 {
        let complete = chosen.is_empty();
        let dummy = PageDummy { unused_briefs: stock.list.clone(), proof: Proof::Best, ..PageDummy::default() };
        return complete.then_some(Solved { dummy, complete });
    }
    let mut elements = elements(stories, task, chosen, stock)?;
    let with_briefs = !stock.boxes.is_empty();
    let bound = bound(&elements);
    let (house_ads, whites) = match filler {
        Filler::None => (0, 0),
        Filler::HouseAd => (1, 0),
        Filler::TwoHouseAds => (2, 0),
        Filler::Anything => (1, 2),
    };
    let mut fill_with = |shape: &Arc<Shape>| {
        elements.push(Element { shape: shape.clone(), weight: 0, leads: false, optional: Some(0), faces: Arc::default() });
    };
    if let Some(shape) = &task.house_ads {
        (0..house_ads).for_each(|_| fill_with(shape));
    }
    if whites > 0 {
        let shape = Arc::new(white(task));
        (0..whites).for_each(|_| fill_with(&shape));
    }
    let first_white = elements.len() - whites;
    let limit = limit.unwrap_or(if filler == Filler::None { bound + score::FAIR_PAGE } else { u64::MAX });
    let (columns, rows, holes) = (task.columns, task.rows, &task.holes);
    let filled = match (task.fold, exhaustive) {
        (Some(fold), true) => folded::fill_better((fold, columns, rows), holes, &elements, limit)?,
        (Some(fold), false) => folded::fill((fold, columns, rows), holes, &elements, limit)?,
        (None, true) => fill_better(columns, rows, holes, &elements, limit)?,
        (None, false) => fill(columns, rows, holes, &elements, limit)?,
    };
    let proof = if filled.proved { Proof::Best } else { Proof::Open };
    let mut dummy = PageDummy { cost: filled.cost, bound, proof, ..PageDummy::default() };
    let mut used = 0;
    for placed in &filled.placed {
        if placed.element >= first_white {
            dummy.unfilled.push(placed.slot);
            continue;
        }
        let content = if placed.element < chosen.len() {
            Content::Story { story: chosen[placed.element], lead: placed.element == 0 && !task.led, config: placed.cell.config }
        } else if with_briefs && placed.element == chosen.len() {
            let way = &stock.boxes[placed.cell.config as usize];
            used = way.count;
            Content::Briefs(stock.list[..way.count].to_vec(), way.fit.clone())
        } else {
            Content::HouseAd
        };
        dummy.placements.push(Placement { slot: placed.slot, content });
    }
    dummy.unused_briefs = stock.list[used..].to_vec();
    dummy.no_box = if with_briefs && used == 0 { score::no_box(stock.list.len()) } else { 0 };
    Some(Solved { dummy, complete: true })
}

fn white(task: &PageTask) -> Shape {
    let mut shape = Shape::new(task.columns, task.rows);
    for columns in 1..=task.half() {
        for rows in 1..=task.rows {
            let slot = Slot { column: 0, row: 0, columns, rows };
            shape.offer(columns, rows, Cell { cost: score::white(&slot), config: 0 });
        }
    }
    shape
}

/// Pages that still have no plan: a house ad or two; then without their weakest stories; at the very last the best there is, with holes.
pub(super) fn force(desk: &Desk, drafts: &mut [Draft], held: &mut Vec<(usize, Why)>) {
    let forced: Vec<(Vec<usize>, Solved, Vec<usize>)> = drafts
        .par_iter()
        .enumerate()
        .map(|(page, draft)| match &draft.solved {
            Some(solved) => (draft.stories.clone(), solved.clone(), Vec::new()),
            None => force_page(desk, page, draft),
        })
        .collect();
    for (draft, (list, solved, out)) in drafts.iter_mut().zip(forced) {
        draft.stories = list;
        draft.solved = Some(solved);
        held.extend(out.into_iter().map(|story| (story, Why::NoFit)));
    }
}

fn force_page(desk: &Desk, page: usize, draft: &Draft) -> (Vec<usize>, Solved, Vec<usize>) {
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
        if let Some(solved) =
            fillers.iter().find_map(|filler| desk.solve(page, &list, &draft.briefs, Terms { filler: *filler, ..Terms::EXACT }))
        {
            // Readers would rather have a page of stories that is a little worse than the paper's own advertisement.
            let limit = Some(solved.dummy.cost + score::FAIR_PAGE);
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
fn settle(Desk { stories, tasks, .. }: &Desk, drafts: &mut [Draft]) {
    drafts.par_iter_mut().zip(*tasks).for_each(|(draft, task)| {
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
pub(super) fn place_held(desk: &Desk, drafts: &mut [Draft], held: &mut Vec<(usize, Why)>) {
    let Desk { stories, tasks, .. } = desk;
    let mut waiting: Vec<usize> = held.iter().map(|(story, _)| *story).filter(|story| !stories[*story].is_brief()).collect();
    waiting.sort_by_key(|&story| (!stories[story].must_run, stories[story].priority, story));
    for story in waiting {
        let with = |page: usize| -> Option<(i64, usize, Vec<usize>)> {
            let draft = &drafts[page];
            let solved = draft.solved.as_ref()?;
            let is_open = solved.dummy.cost >= HOUSE_AD_COST || !solved.dummy.unfilled.is_empty();
            let room = draft.stories.len() < usize::from(tasks[page].max_stories);
            let list = [draft.stories.as_slice(), &[story]].concat();
            let may = is_open && room && takes(&tasks[page], &stories[story]);
            may.then(|| (desk.bound(page, &list, &draft.briefs.at_prices), page, list))
        };
        let mut pages: Vec<(i64, usize, Vec<usize>)> = (0..tasks.len()).filter_map(with).collect();
        pages.sort_by_key(|(promise, page, _)| (*promise, *page));
        let solved = |(_, page, list): (i64, usize, Vec<usize>)| {
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

/// Pages for an edition that orders none: sections in order, as many pages as their stories need and `more`, the first from `front`.
pub fn make_pages(stories: &[Story], front: &PageTask, inner: &dyn Fn(usize) -> PageTask, more: usize) -> Vec<PageTask> {
    let mut sections: Vec<usize> = stories.iter().map(|story| story.section).collect();
    sections.sort_unstable();
    sections.dedup();
    // Each section's need, in millionths of a page of its own kind.
    let mut needs: Vec<(usize, u64)> = Vec::new();
    for section in sections {
        let task = inner(section);
        let of_section = stories.iter().filter(|story| story.section == section);
        let cells: u64 = of_section
            .map(|story| match story.brief.get(task.setting).and_then(Option::as_ref) {
                Some(items) => u64::from(crate::set::flow::range(items).0),
                None => measure(story, &task, OTHER).map_or(0, |measured| u64::from(measured.natural)),
            })
            .sum();
        needs.push((section, cells * 1_000_000 / u64::from(task.free_area().max(1))));
    }
    let total: u64 = needs.iter().map(|(_, need)| need).sum();
    let modules = stories.iter().filter(|story| !story.is_brief()).count() as u64;
    let by_modules = modules.div_ceil(u64::from(front.max_stories).max(1));
    let count = ((total + 500_000) / 1_000_000).max(by_modules).max(1) + more as u64;
    let mut tasks = Vec::new();
    let mut done = 0u64;
    let mut at = 0;
    for page in 0..count {
        // This page's stretch of all copy, and the sections that have a fair part of it.
        let (from, to) = (total * page / count, total * (page + 1) / count);
        let mut sections: Vec<(u64, usize)> = Vec::new();
        let mut start = done;
        let mut index = at;
        while index < needs.len() && start < to {
            let end = start + needs[index].1;
            let overlap = end.min(to).saturating_sub(start.max(from));
            sections.push((overlap, needs[index].0));
            if end > to {
                break;
            }
            start = end;
            index += 1;
        }
        (done, at) = (start, index);
        let main =
            sections.iter().max_by_key(|(overlap, section)| (*overlap, std::cmp::Reverse(*section))).map_or(0, |(_, section)| *section);
        let mut task = if page == 0 { front.clone() } else { inner(main) };
        task.sections = vec![main];
        task.sections.extend(sections.iter().map(|(_, section)| *section).filter(|section| *section != main));
        tasks.push(task);
    }
    tasks
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::plan::{Face, Shapes};
    use crate::set::flow::Fit;

    #[test]
    fn a_full_page_that_nothing_fills_keeps_its_stories() {
        // Eight stories that are one column by seven rows and nothing else, with briefs in stock: gaps of three rows are left, too shallow
        // for a house ad.
        const STORIES: usize = 8;
        let one = |columns: u8, rows: u16| {
            let mut shape = Shape::new(4, 17);
            shape.offer(columns, rows, Cell { cost: 0, config: 0 });
            Arc::new(shape)
        };
        let faces = Arc::new(vec![Face::default()]);
        let shapes = Shapes { lead: one(1, 7), other: one(1, 7), lead_faces: faces.clone(), other_faces: faces };
        let story = Story {
            section: 0,
            priority: 5,
            must_run: true,
            barred: Vec::new(),
            shapes: vec![Some(shapes)],
            only: None,
            brief: vec![None],
        };
        let stories = vec![story; STORIES];
        let task = PageTask {
            page: 0,
            sections: Vec::new(),
            setting: 0,
            columns: 4,
            fold: None,
            rows: 17,
            holes: Vec::new(),
            stories: Vec::new(),
            max_stories: STORIES as u8,
            lead_columns: (1, 4),
            lead_share: 100,
            house_ads: Some(one(1, 10)),
            led: false,
        };
        let boxes =
            vec![briefs::Box { count: 3, columns: 4, depth: 17, fit: Fit { choices: Vec::new(), starts: Vec::new(), short: 0, cost: 0 } }];
        let stock = Stock { shape: one(4, 17), boxes: Arc::new(boxes), ..Stock::default() };
        let draft = Draft { stories: (0..STORIES).collect(), briefs: stock, solved: None };
        let (tasks, known) = ([task], Known::default());
        let mut drafts = [draft];
        let mut held = Vec::new();
        force(&Desk::new(&stories, &tasks, &known), &mut drafts, &mut held);
        let dummy = &drafts[0].solved.as_ref().expect("a page").dummy;
        assert_eq!((held.len(), dummy.placements.len()), (0, STORIES), "{dummy:?}");
        assert!(!dummy.unfilled.is_empty());
    }
}
