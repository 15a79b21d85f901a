//! One page with its stories: what it has to place, the search for its filling, and back to what stands where.
use std::sync::Arc;

use super::bill;
use super::package::{Module, Stack, modules, stack};
use super::page::{Blank, Element, Filled, bound, fill, fill_better, looks};
use super::stock::Stock;
use super::{Cell, Content, Face, PageDummy, PageTask, Placement, Proof, Shape, Shapes, Slot, Story, score};
use crate::ids::{By, StoryId};
use crate::role::Lead;

/// What may fill what stories cannot.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(super) enum Filler {
    None,
    HouseAd,
    TwoHouseAds,
    /// A house ad, if the page may have one, and up to two rectangles of white: as many as
    /// [`BESIDE_STORIES`](super::page::BESIDE_STORIES) allows beside the box of briefs.
    Anything,
}

/// On which terms a page is planned.
#[derive(Clone, Copy)]
pub(super) struct Terms {
    pub(super) filler: Filler,
    /// The most that it may cost. Without one, a page of stories alone may cost no more than [`score::fair_page`] over the least that
    /// they can: one that is much worse had better be repaired.
    pub(super) limit: Option<u64>,
    /// Every filling that costs less is searched, however dear.
    pub(super) exhaustive: bool,
}

impl Terms {
    /// Filled by its stories and briefs alone, at a fair cost.
    pub(super) const EXACT: Terms = Terms { filler: Filler::None, limit: None, exhaustive: false };
}

/// A page as it was found.
#[derive(Clone, Debug)]
pub(super) struct Solved {
    pub(super) dummy: PageDummy,
    pub(super) complete: bool,
}

/// What a page has to place: its stories by themselves, the lead first, and in stacks; then the box of briefs.
pub(super) struct Elements {
    pub(super) list: Vec<Element>,
    /// What each of the first stands for.
    parts: Vec<Part>,
}

enum Part {
    Story { story: StoryId, lead: Lead },
    Stack(Stack),
    Briefs,
}

impl Elements {
    /// None where a story cannot stand on the page, or there are too many.
    pub(super) fn new(stories: &By<StoryId, Story>, task: &PageTask, chosen: &[StoryId], stock: &Stock) -> Option<Elements> {
        let mut elements = Elements { list: Vec::new(), parts: Vec::new() };
        let quoted = quoted(stories, task, chosen);
        for (at, module) in modules(stories, task, chosen)?.into_iter().enumerate() {
            match module {
                Module::One(story) => {
                    let lead = Lead::of(at == 0 && !task.led);
                    let ways = &task.shapes_of(&stories[story])?[lead];
                    let shape = if quoted.contains(&story) { &ways.shape } else { ways.without_quote() };
                    let shape = match lead {
                        Lead::Yes => Arc::new(shape.within(task.lead_columns, task.lead_columns_cost(stories, story))),
                        Lead::No => shape.clone(),
                    };
                    let (weight, leads) = (stories[story].weight(), lead == Lead::Yes);
                    elements.push(Part::Story { story, lead }, Element { shape, weight, leads, optional: None, faces: ways.faces.clone() });
                }
                Module::Stack(members) => elements.stack(stories, task, &members)?,
            }
        }
        if !stock.boxes.is_empty() {
            let no_box = Some(score::no_box(stock.list.len()));
            elements.push(Part::Briefs, Element { optional: no_box, ..Element::filler(stock.shape.clone()) });
        }
        Some(elements)
    }

    fn push(&mut self, part: Part, element: Element) {
        self.parts.push(part);
        self.list.push(element);
    }

    fn stack(&mut self, stories: &By<StoryId, Story>, task: &PageTask, members: &[StoryId]) -> Option<()> {
        let stack = stack(stories, task, members)?;
        let weight = members.iter().map(|story| score::weight(stories[*story].priority)).sum();
        let (shape, faces) = (stack.shape.clone(), stack.faces.clone());
        self.push(Part::Stack(stack), Element { shape, weight, leads: false, optional: None, faces });
        Some(())
    }

    fn has_stacks(&self) -> bool {
        self.parts.iter().any(|part| matches!(part, Part::Stack(_)))
    }

    /// What was found, with each stack as the stories that it is; so many of the last elements are white.
    fn page(&self, filled: &Filled, whites: usize, stock: &Stock) -> PageDummy {
        let proof = if filled.proved { Proof::Best } else { Proof::Open };
        let mut dummy = PageDummy { cost: filled.cost, proof, ..PageDummy::default() };
        let first_white = self.list.len() - whites;
        let mut used = 0;
        for placed in &filled.placed {
            if placed.element >= first_white {
                dummy.unfilled.push(placed.slot);
                continue;
            }
            let mut place = |slot: Slot, content: Content| dummy.placements.push(Placement { slot, content });
            let config = placed.cell.config;
            match self.parts.get(placed.element) {
                Some(Part::Story { story, lead }) => place(placed.slot, Content::Story { story: *story, lead: *lead, config }),
                Some(Part::Stack(stack)) => {
                    for share in stack.ways.get(config as usize).into_iter().flatten() {
                        let slot = Slot { row: placed.slot.row + share.row, rows: share.rows, ..placed.slot };
                        place(slot, Content::Story { story: share.story, lead: Lead::No, config: share.config });
                    }
                }
                Some(Part::Briefs) => {
                    let way = &stock.boxes[config as usize];
                    used = way.count;
                    place(placed.slot, Content::Briefs(stock.list[..way.count].to_vec(), way.fit.clone()));
                }
                None => place(placed.slot, Content::HouseAd),
            }
        }
        dummy.placements.sort_by_key(|placement| (placement.slot.row, placement.slot.column));
        dummy.unused_briefs = stock.list[used..].to_vec();
        dummy.no_box = if stock.boxes.is_empty() || used > 0 { 0 } else { score::no_box(stock.list.len()) };
        dummy
    }

    /// The least that all can cost, wherever they stand.
    pub(super) fn bound(&self) -> u64 {
        bound(&self.list)
    }
}

/// Those of a page's stories that may run their quotes: the weightiest [`score::QUOTES`] that have one and stand by themselves, the lead
/// before all.
pub(super) fn quoted(stories: &By<StoryId, Story>, task: &PageTask, chosen: &[StoryId]) -> Vec<StoryId> {
    let has_quote = |story: StoryId| task.shapes_of(&stories[story]).is_some_and(Shapes::has_quote);
    let alone = modules(stories, task, chosen).into_iter().flatten().filter_map(|module| match module {
        Module::One(story) if has_quote(story) => Some(story),
        Module::One(_) | Module::Stack(_) => None,
    });
    let mut found: Vec<StoryId> = alone.collect();
    found.sort_by_key(|story| (chosen.first() != Some(story), stories[*story].priority, *story));
    found.truncate(score::QUOTES);
    found
}

/// Plans one page with just these stories; briefs as they fit.
pub(super) fn solve(stories: &By<StoryId, Story>, task: &PageTask, chosen: &[StoryId], stock: &Stock, terms: Terms) -> Option<Solved> {
    if chosen.len() > task.most_stories() {
        return None;
    }
    if task.free_area() == 0 {
        let complete = chosen.is_empty();
        let dummy = PageDummy { unused_briefs: stock.list.clone(), proof: Proof::Best, ..PageDummy::default() };
        return complete.then_some(Solved { dummy, complete });
    }
    let mut elements = Elements::new(stories, task, chosen, stock)?;
    let bound = elements.bound();
    let whites = add_fillers(&mut elements.list, task, terms.filler);
    let limit = terms.limit.unwrap_or(if terms.filler == Filler::None { bound + score::fair_page(chosen.len()) } else { u64::MAX });
    let filled = search(task, &elements.list, limit, terms.exhaustive)?;
    let mut dummy = PageDummy { bound, ..elements.page(&filled, whites, stock) };
    if elements.has_stacks() {
        // Stories that are stacked have been seen as one: each may look better beside its neighbours in another of its ways.
        dress(stories, task, &quoted(stories, task, chosen), &mut dummy.placements);
        dummy.cost = bill::total(&dummy, task, stories);
    }
    Some(Solved { dummy, complete: true })
}

/// Makes each story in the look that is best beside its neighbours, of those that fill its place; `quoted` are those that may run their
/// quotes.
pub(super) fn dress(stories: &By<StoryId, Story>, task: &PageTask, quoted: &[StoryId], placements: &mut [Placement]) {
    let shapes = |story: StoryId| task.shapes_of(&stories[story]);
    for placement in placements.iter_mut() {
        let Content::Story { story, lead, config } = &mut placement.content else { continue };
        let shape =
            shapes(*story).map(|shapes| &shapes[*lead]).map(|ways| if quoted.contains(story) { &ways.shape } else { ways.without_quote() });
        let cheapest = shape.and_then(|shape| shape.cell(placement.slot.columns, placement.slot.rows));
        *config = cheapest.map_or(*config, |cell| cell.config);
    }
    let faces = |placement: &Placement| match placement.content {
        Content::Story { story, lead, config } => Some((placement.slot, shapes(story)?[lead].faces.as_slice(), config)),
        Content::HouseAd => Some((placement.slot, std::slice::from_ref(Face::HOUSE_AD), 0)),
        Content::Briefs(..) => None,
    };
    let modules: Vec<(Slot, &[Face], u32)> = placements.iter().filter_map(faces).collect();
    let mut looks = looks(&modules, task.free_area()).into_iter();
    for placement in placements {
        match &mut placement.content {
            Content::Story { config, .. } => *config = looks.next().unwrap_or(*config),
            Content::HouseAd => {
                looks.next();
            }
            Content::Briefs(..) => {}
        }
    }
}

/// Adds what may fill what stories cannot; returns how many of the last may stay white.
fn add_fillers(elements: &mut Vec<Element>, task: &PageTask, filler: Filler) -> usize {
    let (house_ads, whites) = match filler {
        Filler::None => (0, 0),
        Filler::HouseAd => (1, 0),
        Filler::TwoHouseAds => (2, 0),
        Filler::Anything => (1, 2),
    };
    let filler = |shape: &Arc<Shape>| Element { optional: Some(0), ..Element::filler(shape.clone()) };
    if let Some(shape) = &task.house_ads {
        let faces = Arc::new(vec![Face::HOUSE_AD.clone()]);
        elements.extend((0..house_ads).map(|_| Element { faces: faces.clone(), ..filler(shape) }));
    }
    if whites > 0 {
        let shape = Arc::new(white(task));
        elements.extend((0..whites).map(|_| filler(&shape)));
    }
    whites
}

fn search(task: &PageTask, elements: &[Element], limit: u64, exhaustive: bool) -> Option<Filled> {
    let blank = Blank { columns: task.columns, fold: task.fold, rows: task.rows, holes: &task.holes };
    if exhaustive { fill_better(&blank, elements, limit) } else { fill(&blank, elements, limit) }
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
