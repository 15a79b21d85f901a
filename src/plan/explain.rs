//! What would have to change: a story's page planned again with one thing other than it is.
use super::desk::Desk;
use super::draft::{Draft, takes};
use super::solve::{Filler, Terms, solve};
use super::stock::{Stock, make_boxes};
use super::{Content, Dummy, Known, PageDummy, PageTask, Slot, Story};
use crate::ids::{By, PageId, StoryId};
use crate::role::Lead;

/// A plan that stands, with what it was made of.
#[derive(Clone, Copy)]
pub struct Standing<'a> {
    /// The stories.
    pub stories: &'a By<StoryId, Story>,
    /// The pages, as they were to be planned.
    pub tasks: &'a By<PageId, PageTask>,
    /// What stands where.
    pub dummy: &'a Dummy,
}

/// What would put a story that runs in a better place.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Better {
    /// The nearest priority with which it would stand higher, and where that is.
    pub higher: Option<(u8, Slot)>,
    /// What the page would cost more if it led; none where it leads, or where the page cannot be filled so.
    pub leading: Option<i64>,
    /// A column wider, what the page would cost more, and where it would stand; none where it cannot be filled so.
    pub wider: Option<(i64, Slot)>,
}

/// What keeps a story off a page.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Obstacle {
    /// The page.
    pub page: PageId,
    /// Stories on it that are as weighty or weightier.
    pub weightier: Vec<StoryId>,
    /// Lighter ones.
    pub lighter: Vec<StoryId>,
    /// Cells that are wanting for all of them at their least; 0 where there are enough.
    pub wanting: u32,
    /// It has as many stories as it may have.
    pub full: bool,
    /// The lightest of the lighter ones in whose stead the page could be filled.
    pub instead_of: Option<StoryId>,
    /// The page can be filled with it beside all others.
    pub fits: bool,
}

impl Standing<'_> {
    /// What would put a story that runs on a page in a better place there.
    pub fn better(&self, story: StoryId, page: PageId) -> Better {
        let Standing { stories, tasks, dummy } = *self;
        let task = &tasks[page];
        let (list, stock) = self.on_page(page);
        let Some(mut before) = slot_of(dummy, page, story) else { return Better::default() };
        let mut cost = dummy.pages[page].cost;
        // A page that was kept from an earlier plan is compared with the best that it could be.
        let terms = Terms { filler: filler(&dummy.pages[page]), ..Terms::EXACT };
        if let Some(best) = solve(stories, task, &list, &stock, terms).map(|solved| solved.dummy) {
            cost = best.cost;
            before = slot_in(&best.placements, story).unwrap_or(before);
        }
        let plan = |stories: &By<StoryId, Story>, list: &[StoryId]| {
            let dummy = solve(stories, task, list, &stock, terms)?.dummy;
            let slot = slot_in(&dummy.placements, story)?;
            Some((i64::try_from(dummy.cost).unwrap_or(i64::MAX) - i64::try_from(cost).unwrap_or(i64::MAX), slot))
        };
        let with = |change: &dyn Fn(&mut Story)| {
            let mut changed = stories.clone();
            change(&mut changed[story]);
            plan(&changed, &list)
        };
        let higher = (1..stories[story].priority).rev().find_map(|priority| {
            let (_, slot) = with(&|story| story.priority = priority)?;
            (slot.row < before.row).then_some((priority, slot))
        });
        let leads = list.first() == Some(&story);
        let mut led: Vec<StoryId> = list.iter().copied().filter(|other| *other != story).collect();
        led.insert(0, story);
        let leading = (!leads && !task.led).then(|| plan(stories, &led)).flatten().map(|(more, _)| more);
        let wider = with(&|story| {
            if let Some(shapes) = story.shapes[task.setting].as_mut() {
                Lead::BOTH.into_iter().for_each(|lead| shapes[lead].change(|shape| shape.wider(before.columns)));
            }
        });
        Better { higher, leading, wider }
    }

    /// What keeps a story off each page that takes its section.
    pub fn obstacles(&self, story: StoryId) -> Vec<Obstacle> {
        let Standing { stories, tasks, .. } = *self;
        let known = Known::default();
        let desk = Desk::new(stories, tasks, &known);
        let pages = tasks.ids().filter(|page| takes(&tasks[*page], &stories[story]));
        let of = |page: PageId| {
            let task = &tasks[page];
            let (list, stock) = self.on_page(page);
            let least = desk.least(page, &list) + desk.measured(story, page, Lead::No).map_or(0, |area| i64::from(area.least));
            let wanting = u32::try_from(least - i64::from(task.free_area())).unwrap_or(0);
            let (weightier, mut lighter): (Vec<StoryId>, Vec<StoryId>) =
                list.iter().partition(|other| stories[**other].priority <= stories[story].priority);
            lighter.sort_by_key(|other| std::cmp::Reverse((stories[*other].priority, *other)));
            let fills = |list: &[StoryId]| solve(stories, task, list, &stock, Terms::EXACT).is_some();
            let with: Vec<StoryId> = list.iter().copied().chain([story]).collect();
            let full = list.len() >= usize::from(task.max_stories);
            let swapped = |other: StoryId| -> Vec<StoryId> { list.iter().map(|at| if *at == other { story } else { *at }).collect() };
            let instead_of = lighter.iter().copied().find(|other| fills(&swapped(*other)));
            Obstacle { page, weightier, wanting, full, instead_of, fits: wanting == 0 && fills(&with), lighter }
        };
        pages.map(of).collect()
    }

    /// Of each of these stories, which are held, the page that it is nearest to having room on, and cells that are wanting there for all at
    /// their least; without those that no page takes.
    pub fn wanting(&self, held: &[StoryId]) -> Vec<(StoryId, (PageId, u32))> {
        let Standing { stories, tasks, .. } = *self;
        if held.is_empty() {
            return Vec::new();
        }
        let known = Known::default();
        let desk = Desk::new(stories, tasks, &known);
        let lists: By<PageId, Vec<StoryId>> = tasks.ids().map(|page| self.on_page(page).0).collect();
        let nearest = |story: &StoryId| {
            let pages = tasks.ids().filter(|page| takes(&tasks[*page], &stories[*story]) && tasks[*page].free_area() > 0);
            let lacks = |page: PageId| {
                let area = desk.measured(*story, page, Lead::No)?;
                let least = desk.least(page, &lists[page]) + i64::from(area.least) - i64::from(tasks[page].free_area());
                Some((u32::try_from(least).unwrap_or(0), page))
            };
            pages.filter_map(lacks).min().map(|(cells, page)| (*story, (page, cells)))
        };
        held.iter().filter_map(nearest).collect()
    }

    /// A page's stories, the lead first, and its briefs.
    pub(super) fn on_page(&self, page: PageId) -> (Vec<StoryId>, Stock) {
        let Standing { stories, tasks, dummy } = *self;
        let (task, page) = (&tasks[page], &dummy.pages[page]);
        let mut list: Vec<(Lead, StoryId)> = Vec::new();
        let mut draft = Draft::default();
        for placement in &page.placements {
            match &placement.content {
                Content::Story { story, lead, .. } => list.push((*lead, *story)),
                Content::Briefs(briefs, _) => draft.briefs.list.extend(briefs),
                Content::HouseAd => {}
            }
        }
        list.sort_by_key(|(lead, _)| *lead);
        draft.briefs.list.extend(&page.unused_briefs);
        make_boxes(stories, task, &mut draft.briefs);
        (list.into_iter().map(|(_, story)| story).collect(), draft.briefs)
    }
}

/// The fewest rows that a story can have on a page, at any width; none where it is not set for it.
pub fn shallowest(story: &Story, task: &PageTask) -> Option<u16> {
    let shapes = task.shapes_of(story)?;
    shapes
        .both()
        .into_iter()
        .flat_map(|ways| ways.shape.cells())
        .filter(|(columns, ..)| *columns <= task.columns)
        .map(|(_, rows, _)| rows)
        .min()
}

/// What a page needs beside its stories.
pub(super) fn filler(page: &PageDummy) -> Filler {
    let house_ads = page.placements.iter().filter(|placement| placement.content == Content::HouseAd).count();
    match (page.unfilled.is_empty(), house_ads) {
        (false, _) => Filler::Anything,
        (true, 0) => Filler::None,
        (true, 1) => Filler::HouseAd,
        (true, _) => Filler::TwoHouseAds,
    }
}

fn slot_of(dummy: &Dummy, page: PageId, story: StoryId) -> Option<Slot> {
    slot_in(&dummy.pages[page].placements, story)
}

fn slot_in(placements: &[super::Placement], story: StoryId) -> Option<Slot> {
    let is = |content: &Content| matches!(content, Content::Story { story: other, .. } if *other == story);
    placements.iter().find(|placement| is(&placement.content)).map(|placement| placement.slot)
}
