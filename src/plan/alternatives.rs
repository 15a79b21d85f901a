//! Other ways to fill a page with the same stories that differ to the eye: where the lead stands, how wide the largest picture is, and in
//! which order the stories come.
//!
//! The search for a page finds its cheapest filling alone. So each of these is the cheapest of the page with one thing laid down: the lead at
//! a place and a width, another story as the lead, the largest picture in another width. Of those that look alike the cheapest stays.
use std::collections::BTreeMap;
use std::sync::Arc;

use rayon::prelude::*;

use super::explain::{Standing, filler};
use super::page::overlap;
use super::solve::{Terms, solve};
use super::stock::Stock;
use super::{Cell, Content, Cost, Face, PageDummy, PageTask, Placement, Shape, Slot, Story, bill};
use crate::ids::{By, PageId, StoryId};
use crate::role::Lead;

/// Depths of the lead that are tried in each of its places.
const DEPTHS: usize = 2;
/// Stories that are tried as the lead, the weightiest first.
const LEADS: usize = 4;
/// Stories whose order the eye takes in.
const SEEN: usize = 4;

/// What the eye sees of a page at first.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
struct Sight {
    /// The lead, its first column and its width.
    lead: Option<(StoryId, u8, u8)>,
    /// The largest picture's story and width.
    picture: Option<(StoryId, u8)>,
    /// The first stories from the top.
    order: Vec<StoryId>,
}

impl Standing<'_> {
    /// The cheapest of a page's other fillings, at most so many, the cheapest first.
    pub fn alternatives(&self, page: PageId, count: usize) -> Vec<PageDummy> {
        let Standing { stories, tasks, dummy } = *self;
        let task = &tasks[page];
        let (list, stock) = self.on_page(page);
        let told = &dummy.pages[page];
        let terms = Terms { filler: filler(told), limit: Some(u64::MAX), exhaustive: false };
        let maker = Maker { stories, task, list: &list, stock: &stock, terms };
        let mut found: BTreeMap<Sight, PageDummy> = BTreeMap::new();
        for other in maker.all(told) {
            let sight = maker.sight(&other);
            let is_cheaper = found.get(&sight).is_none_or(|known| other.cost < known.cost);
            if is_cheaper {
                found.insert(sight, other);
            }
        }
        found.remove(&maker.sight(told));
        let mut found: Vec<PageDummy> = found.into_values().collect();
        found.sort_by_key(|page| page.cost);
        found.truncate(count);
        found
    }
}

struct Maker<'a> {
    stories: &'a By<StoryId, Story>,
    task: &'a PageTask,
    /// The page's stories, the lead first.
    list: &'a [StoryId],
    stock: &'a Stock,
    terms: Terms,
}

impl Maker<'_> {
    fn all(&self, told: &PageDummy) -> Vec<PageDummy> {
        let mut found = self.with_lead_at();
        // Where the desk ordered a lead, that leads.
        if self.task.stories.is_empty() && !self.task.led {
            found.extend(self.with_other_leads());
        }
        found.extend(self.with_pictures(told));
        found
    }

    /// The lead in each of its places.
    fn with_lead_at(&self) -> Vec<PageDummy> {
        let Some((&lead, others)) = self.list.split_first().filter(|_| !self.task.led) else { return Vec::new() };
        let Some(shapes) = self.task.shapes_of(&self.stories[lead]) else { return Vec::new() };
        let shape = &shapes.lead.shape;
        let mut places: Vec<(Slot, Cell)> = Vec::new();
        for columns in self.task.lead_columns.0..=self.task.lead_columns.1 {
            let mut cells: Vec<(Cost, u16, Cell)> =
                (1..=self.task.rows).filter_map(|rows| shape.cell(columns, rows).map(|cell| (cell.cost, rows, cell))).collect();
            cells.sort_by_key(|(cost, rows, _)| (*cost, *rows));
            for column in 0..=self.task.columns.saturating_sub(columns) {
                let at = |rows: u16| Slot { column, row: 0, columns, rows };
                let free = |slot: &Slot| !self.task.holes.iter().any(|hole| overlap(hole, slot));
                places.extend(cells.iter().map(|(_, rows, cell)| (at(*rows), *cell)).filter(|(slot, _)| free(slot)).take(DEPTHS));
            }
        }
        places.into_par_iter().filter_map(|(slot, cell)| self.around(lead, others, slot, cell)).collect()
    }

    /// The lead laid down, the others round it.
    fn around(&self, lead: StoryId, others: &[StoryId], slot: Slot, cell: Cell) -> Option<PageDummy> {
        let mut task = self.task.clone();
        task.holes.push(slot);
        task.led = true;
        task.stories.retain(|story| *story != lead);
        let mut page = solve(self.stories, &task, others, self.stock, self.terms)?.dummy;
        let content = Content::Story { story: lead, lead: Lead::Yes, config: cell.config };
        page.placements.push(Placement { slot, content });
        page.placements.sort_by_key(|placement| (placement.slot.row, placement.slot.column));
        page.cost = bill::total(&page, self.task, self.stories);
        Some(page)
    }

    fn with_other_leads(&self) -> Vec<PageDummy> {
        let mut others: Vec<StoryId> = self.list.iter().skip(1).copied().collect();
        others.sort_by_key(|story| (self.stories[*story].priority, *story));
        others.truncate(LEADS);
        let with = |lead: StoryId| {
            let list: Vec<StoryId> = std::iter::once(lead).chain(self.list.iter().copied().filter(|story| *story != lead)).collect();
            Some(solve(self.stories, self.task, &list, self.stock, self.terms)?.dummy)
        };
        others.into_par_iter().filter_map(with).collect()
    }

    /// The largest picture in each other width.
    fn with_pictures(&self, told: &PageDummy) -> Vec<PageDummy> {
        let Some((story, now)) = self.largest_picture(told) else { return Vec::new() };
        let with = |columns: u8| {
            let mut stories = self.stories.clone();
            let shapes = stories[story].shapes.get_mut(self.task.setting)?.as_mut()?;
            for lead in Lead::BOTH {
                let faces = shapes[lead].faces.clone();
                shapes[lead].change(|shape| only(shape, &faces, columns));
            }
            let mut page = solve(&stories, self.task, self.list, self.stock, self.terms)?.dummy;
            page.cost = bill::total(&page, self.task, self.stories);
            Some(page)
        };
        (1..=self.task.columns).into_par_iter().filter(|columns| *columns != now).filter_map(with).collect()
    }

    fn face(&self, placement: &Placement) -> Option<(StoryId, &Face)> {
        let Content::Story { story, lead, config } = placement.content else { return None };
        let shapes = self.task.shapes_of(&self.stories[story])?;
        Some((story, shapes[lead].faces.get(config as usize)?))
    }

    fn largest_picture(&self, page: &PageDummy) -> Option<(StoryId, u8)> {
        let pictures = page.placements.iter().filter_map(|placement| self.face(placement));
        let largest = pictures.filter_map(|(story, face)| Some((face.pictures.iter().max_by_key(|slot| slot.cells())?, story)));
        largest.max_by_key(|(slot, _)| slot.cells()).map(|(slot, story)| (story, slot.columns))
    }

    fn sight(&self, page: &PageDummy) -> Sight {
        let lead = page.placements.iter().find_map(|placement| match placement.content {
            Content::Story { story, lead: Lead::Yes, .. } => Some((story, placement.slot.column, placement.slot.columns)),
            _ => None,
        });
        let mut placed: Vec<&Placement> = page.placements.iter().collect();
        placed.sort_by_key(|placement| (placement.slot.row, placement.slot.column));
        let story = |placement: &&Placement| if let Content::Story { story, .. } = placement.content { Some(story) } else { None };
        Sight { lead, picture: self.largest_picture(page), order: placed.iter().filter_map(story).take(SEEN).collect() }
    }
}

/// The sizes of a story in ways whose largest picture has so many columns.
fn only(shape: &Shape, faces: &Arc<Vec<Face>>, columns: u8) -> Shape {
    let mut only = Shape::new(shape.columns, shape.rows);
    let has = |config: u32| {
        let largest = faces.get(config as usize).and_then(|face| face.pictures.iter().max_by_key(|slot| slot.cells()));
        largest.is_some_and(|slot| slot.columns == columns)
    };
    for (width, rows, cell) in shape.cells() {
        let others = faces.get(cell.config as usize).map_or(&[][..], |face| face.others.as_slice());
        let ways = std::iter::once((0, cell.config)).chain(others.iter().copied());
        if let Some((dearer, config)) = ways.into_iter().find(|(_, config)| has(*config)) {
            only.offer(width, rows, Cell { cost: cell.cost + dearer, config });
        }
    }
    only
}
