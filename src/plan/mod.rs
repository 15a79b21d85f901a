//! The planner: which story stands where. It sees integers only: columns, rows and costs.
//!
//! A paper is planned in four steps, a file each:
//!
//! 1. **Draft** (`draft.rs`): which stories a page has. Those that the desk ordered, then a lead for each page, then the others where there is
//!    most room; briefs are shared out. Where nobody orders pages, `paging.rs` counts them before: as many as the copy's area asks for.
//! 2. **Solve** (`solve.rs`): a page with its stories is filled to the row. Stories are rectangles with a shape function each (`shapes.rs`):
//!    every size that they can fill exactly, and what it costs. Of more stories than a search can bear the short ones are stacked
//!    (`package.rs`), and a stack is one element with a shape function of its own. `page.rs` finds the cheapest filling.
//! 3. **Trade** (`trade.rs`): pages that cannot be filled, or are dear, give, take and swap stories.
//! 4. **Settle** (`settle.rs`): what is left. House ads, holding the lightest, white at the very last; held stories are offered what space there
//!    is, and take the place of lighter ones (`outrank.rs`); pages not known to be the best are searched once more.
//!
//! What is exact: a page's filling, of all guillotine cuts of all its elements in all their sizes, neighbours counted; [`Proof`] says whether
//! the search came to its end. What is bounded: a page costs at least [`PageDummy::bound`], whatever stands where (`page/areas.rs`). What is
//! chosen before, by size and kin alone: which stories a page is drafted with, which of them are stacked, which quotes it runs. What is taste:
//! the costs, all in `score.rs`, each with its reason.
//!
//! Laws are kept in the shapes: a size that breaks one is not offered while there is any other (`shapes/laws.rs`, `shapes/picture_laws.rs`).
//! An earlier plan is kept as far as it can be by `calm.rs`; `bill.rs` and `explain.rs` say what a plan costs and why.
use std::sync::Arc;

use crate::ids::{By, PageId, SettingId, StoryId};
use crate::role::{ByLead, Lead, Slug};
use crate::set::flow::{Fit, FlowItem};

pub use known::Known;

pub mod alternatives;
pub mod bill;
pub mod briefs;
pub mod calm;
mod desk;
mod draft;
pub mod edition;
pub mod explain;
mod known;
mod outrank;
mod package;
pub mod page;
pub mod paging;
mod parted;
pub mod photos;
#[cfg(test)]
#[path = "../../tests/all/random.rs"]
mod random;
pub mod score;
mod settle;
pub mod shapes;
mod solve;
#[cfg(test)]
mod specimen;
mod stock;
mod trade;

/// A cost in thousandths; lower is better.
pub type Cost = u32;

/// A rectangle in cells: columns and baseline rows of a page's live area.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Slot {
    /// First column, from 0.
    pub column: u8,
    /// First row, from 0.
    pub row: u16,
    /// Columns wide.
    pub columns: u8,
    /// Rows deep, the white after the module included.
    pub rows: u16,
}

impl Slot {
    /// Columns by rows.
    pub fn cells(&self) -> u32 {
        u32::from(self.columns) * u32::from(self.rows)
    }
}

/// One way to make a story exactly `columns` by `rows`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Cell {
    /// What it costs.
    pub cost: Cost,
    /// The maker's own number of this way.
    pub config: u32,
}

/// A story's shape function: for each width and depth the cheapest way, if any.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Shape {
    columns: u8,
    rows: u16,
    cells: Vec<Option<Cell>>,
}

impl Shape {
    /// No way at all, for a page of `columns` by `rows`.
    pub fn new(columns: u8, rows: u16) -> Shape {
        Shape { columns, rows, cells: vec![None; usize::from(columns) * (usize::from(rows) + 1)] }
    }

    /// Keeps a way where it is the cheapest of its size so far (the earlier one on a tie).
    pub fn offer(&mut self, columns: u8, rows: u16, cell: Cell) {
        if columns == 0 || columns > self.columns || rows > self.rows {
            return;
        }
        let at = self.index(columns, rows);
        if self.cells[at].is_none_or(|old| cell.cost < old.cost) {
            self.cells[at] = Some(cell);
        }
    }

    /// The same where each column under `fewest` or over `most` costs more.
    pub fn within(&self, span: (u8, u8), column_cost: Cost) -> Shape {
        let mut shape = Shape::new(self.columns, self.rows);
        for (columns, rows, cell) in self.cells() {
            shape.offer(columns, rows, Cell { cost: cell.cost + columns_off(columns, span) * column_cost, ..cell });
        }
        shape
    }

    /// The same where every other size costs more.
    pub fn but_for(&self, columns: u8, rows: u16, more: Cost) -> Shape {
        let mut shape = Shape::new(self.columns, self.rows);
        for (width, depth, cell) in self.cells() {
            let cost = if (width, depth) == (columns, rows) { cell.cost } else { cell.cost + more };
            shape.offer(width, depth, Cell { cost, ..cell });
        }
        shape
    }

    /// What is left of it over more columns than these.
    pub fn wider(&self, columns: u8) -> Shape {
        let mut shape = Shape::new(self.columns, self.rows);
        self.cells().filter(|(width, ..)| *width > columns).for_each(|(width, rows, cell)| shape.offer(width, rows, cell));
        shape
    }

    /// The cheapest way to be exactly this size.
    pub fn cell(&self, columns: u8, rows: u16) -> Option<Cell> {
        if columns == 0 || columns > self.columns || rows > self.rows { None } else { self.cells[self.index(columns, rows)] }
    }

    /// All ways: columns, rows, cell.
    pub fn cells(&self) -> impl Iterator<Item = (u8, u16, Cell)> + '_ {
        let depth = usize::from(self.rows) + 1;
        self.cells.iter().enumerate().filter_map(move |(i, cell)| cell.map(|c| ((i / depth) as u8 + 1, (i % depth) as u16, c)))
    }

    fn index(&self, columns: u8, rows: u16) -> usize {
        (usize::from(columns) - 1) * (usize::from(self.rows) + 1) + usize::from(rows)
    }
}

/// Columns beyond the fewest and most that are wanted.
pub fn columns_off(columns: u8, (fewest, most): (u8, u8)) -> Cost {
    Cost::from(fewest.saturating_sub(columns).max(columns.saturating_sub(most)))
}

/// A story as the planner knows it.
#[derive(Clone, Debug)]
pub struct Story {
    /// Its section, as an index in the order of the paper's sections.
    pub section: usize,
    /// Its part of the section, as an index in the order of the paper's; stories of one go together where they can.
    pub subsection: usize,
    /// 1 to 9.
    pub priority: u8,
    /// May not be held.
    pub must_run: bool,
    /// The desk ordered that it runs: it is the last to be held.
    pub is_ordered: bool,
    /// The desk wishes it in the upper half of its page.
    pub above_fold: bool,
    /// Pages on which it may not stand.
    pub barred: Vec<PageId>,
    /// What it can be on each kind of page: one a [`PageTask::setting`]; none where its section never meets that setting.
    pub shapes: By<SettingId, Option<Shapes>>,
    /// Lines of its text in one leg, by setting; 0 where it is not set in it.
    pub lines: By<SettingId, u32>,
    /// The one page that it can stand on: of a story that jumps, each part has its own.
    pub only: Option<PageId>,
    /// A brief: it has no shapes of its own; its galley by setting flows with others into the box.
    pub brief: By<SettingId, Option<Arc<Vec<FlowItem>>>>,
}

/// What a story can be as its page's lead, whose head is larger, and as any other story.
pub type Shapes = ByLead<Ways>;

/// The ways to make a story in one of the two.
#[derive(Clone, Debug, Default)]
pub struct Ways {
    /// Its shape function.
    pub shape: Arc<Shape>,
    /// The same without its quote, of a story that has one.
    pub quoteless: Option<Arc<Shape>>,
    /// By [`Cell::config`]: what its neighbours see of it.
    pub faces: Arc<Vec<Face>>,
}

impl Shapes {
    /// It has a quote.
    pub fn has_quote(&self) -> bool {
        self.both().into_iter().any(|ways| ways.quoteless.is_some())
    }
}

impl Ways {
    /// Its sizes where the page has quotes enough.
    pub fn without_quote(&self) -> &Arc<Shape> {
        self.quoteless.as_ref().unwrap_or(&self.shape)
    }

    /// Changes its sizes, with its quote and without.
    pub fn change(&mut self, change: impl Fn(&Shape) -> Shape) {
        self.shape = Arc::new(change(&self.shape));
        self.quoteless.iter_mut().for_each(|shape| *shape = Arc::new(change(shape)));
    }

    /// What it costs to make it of a slot's size, in the way of that number; none where it is no way to do so.
    pub fn cost(&self, slot: &Slot, config: u32) -> Option<Cost> {
        let known = |shape: &Arc<Shape>| self.cost_in(shape, slot, config);
        known(&self.shape).or_else(|| known(self.without_quote()))
    }

    fn cost_in(&self, shape: &Shape, slot: &Slot, config: u32) -> Option<Cost> {
        let cheapest = shape.cell(slot.columns, slot.rows)?;
        if cheapest.config == config {
            return Some(cheapest.cost);
        }
        let others = &self.faces.get(cheapest.config as usize)?.others;
        others.iter().find(|(_, other)| *other == config).map(|(dearer, _)| cheapest.cost + dearer)
    }
}

/// What a module's neighbours see of it; places from its top left.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Face {
    /// Its heads, the upper first: one of a story, one each of stories that are stacked; none where it has no headline.
    pub heads: Vec<FaceHead>,
    /// Where its pictures stand.
    pub pictures: Vec<Slot>,
    /// The paper's own advertisement.
    pub is_house_ad: bool,
    /// Its stories, and whom the desk wishes them to stand with; none where it wishes nothing of that kind for any story of the paper.
    pub company: Vec<Arc<Company>>,
    /// Other ways to be of the same size that look otherwise: how much more each costs, and its [`Cell::config`]; the cheapest first.
    pub others: Vec<(Cost, u32)>,
}

/// A story, and whom the desk wishes it to stand with.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Company {
    /// The story.
    pub story: Slug,
    /// Those that it stands beside or under.
    pub beside: Vec<Slug>,
    /// Those that it does not touch.
    pub not_beside: Vec<Slug>,
}

/// A head as a module's neighbours see it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct FaceHead {
    /// Where it stands, from the module's top left.
    pub slot: Slot,
    /// The headline's size in thousandths of a point.
    pub size: u32,
    /// Its story's weight: see [`score::weight`]; 0 where it has no rank among its neighbours.
    pub weight: Cost,
    /// Its story leads the page: no other head should be nearly as large.
    pub leads: bool,
}

impl Face {
    /// Of the paper's own advertisement.
    pub(crate) const HOUSE_AD: &'static Face =
        &Face { heads: Vec::new(), pictures: Vec::new(), is_house_ad: true, company: Vec::new(), others: Vec::new() };

    /// The art of a module of this size.
    pub fn art(&self, module: &Slot) -> Art {
        let cells = || self.pictures.iter().map(Slot::cells);
        let house_ads = if self.is_house_ad { module.cells() } else { 0 };
        Art { pictures: cells().sum(), largest: cells().max().unwrap_or(0), house_ads }
    }
}

/// How much of a page is art, in cells.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Art {
    /// All pictures.
    pub pictures: u32,
    /// The largest of them.
    pub largest: u32,
    /// The paper's own advertisements.
    pub house_ads: u32,
}

impl Art {
    /// Both together.
    pub fn and(self, other: Art) -> Art {
        Art {
            pictures: self.pictures + other.pictures,
            largest: self.largest.max(other.largest),
            house_ads: self.house_ads + other.house_ads,
        }
    }
}

/// A page to be planned.
#[derive(Clone, Debug)]
pub struct PageTask {
    /// Which page it is.
    pub page: PageId,
    /// Sections whose stories run here; empty: any.
    pub sections: Vec<usize>,
    /// Which of a story's shapes hold here.
    pub setting: SettingId,
    /// Columns of the live area.
    pub columns: u8,
    /// Columns left of the fold, on a double truck.
    pub fold: Option<u8>,
    /// Rows of the live area. A module's last rows are white; the last modules' white hangs below the live area (see `SEPARATION`).
    pub rows: u16,
    /// Ads and stories put by hand.
    pub holes: Vec<Slot>,
    /// Stories that must run here, weightiest first.
    pub stories: Vec<StoryId>,
    /// Most stories, without the box of briefs.
    pub max_stories: u8,
    /// Fewest and most columns of the lead.
    pub lead_columns: (u8, u8),
    /// Largest share of the free area that the lead takes, percent.
    pub lead_share: u8,
    /// Sizes of the paper's own advertisements, where they may fill what is left.
    pub house_ads: Option<Arc<Shape>>,
    /// A story put by hand leads it already.
    pub led: bool,
    /// It takes no story but those that can stand on no other page.
    pub closed: bool,
}

impl PageTask {
    /// What a story can be on it; none where it is not set for it.
    pub fn shapes_of<'a>(&self, story: &'a Story) -> Option<&'a Shapes> {
        story.shapes.get(self.setting)?.as_ref()
    }

    /// The type of a brief for it; none of what is no brief, or not set for it.
    pub(crate) fn brief_of<'a>(&self, story: &'a Story) -> Option<&'a Arc<Vec<FlowItem>>> {
        story.brief.get(self.setting)?.as_ref()
    }

    /// The most stories that can be planned on it, without the box of briefs.
    pub fn most_stories(&self) -> usize {
        usize::from(self.max_stories).min(1 + (self.most_modules() - 1) * package::MOST_STACKED)
    }

    /// The most stories by themselves and in stacks that its search takes.
    pub(crate) fn most_modules(&self) -> usize {
        package::MOST_MODULES.min(page::most_elements(self.fold) - page::BESIDE_STORIES)
    }

    /// What a lead costs for each column that it has too few or too many. A law that it can keep at no size would only make the page dear.
    pub fn lead_columns_cost(&self, stories: &By<StoryId, Story>, lead: StoryId) -> Cost {
        let is_law = self.has_lead_law(stories, lead) && self.can_keep_lead_law(&stories[lead]);
        if is_law { score::LEAD_COLUMNS_LAW } else { score::LEAD_COLUMNS_OFF }
    }

    /// Whether the template's span is a law for the page's lead: for the story that the desk named first, and for the day's lead, which is
    /// the first filed of priority 1; on the front page the first of those that it takes.
    pub fn has_lead_law(&self, stories: &By<StoryId, Story>, lead: StoryId) -> bool {
        let may_lead = |story: &Story| story.priority == 1 && (self.page != PageId::FRONT || draft::takes(self, story));
        self.stories.first() == Some(&lead) || stories.find(may_lead) == Some(lead)
    }

    /// Whether a story has a size that keeps the template's span for the lead.
    pub fn can_keep_lead_law(&self, story: &Story) -> bool {
        self.shapes_of(story)
            .is_some_and(|shapes| shapes.lead.shape.cells().any(|(columns, ..)| columns_off(columns, self.lead_columns) == 0))
    }

    /// The most columns of what does not cross the fold.
    pub fn half(&self) -> u8 {
        self.fold.unwrap_or(self.columns)
    }

    /// Rows of the deepest module that ads and stories put by hand leave room for.
    pub fn deepest(&self) -> u16 {
        let of_column = |column: u8| {
            let is_taken = |row: u16| {
                let covers = |hole: &&Slot| {
                    (hole.column..hole.column + hole.columns).contains(&column) && (hole.row..hole.row + hole.rows).contains(&row)
                };
                self.holes.iter().any(|hole| covers(&hole))
            };
            let mut runs = vec![0];
            (0..self.rows).for_each(|row| {
                if is_taken(row) {
                    runs.push(0)
                } else if let Some(run) = runs.last_mut() {
                    *run += 1
                }
            });
            runs.into_iter().max().unwrap_or(0)
        };
        (0..self.columns).map(of_column).max().unwrap_or(0)
    }

    /// Cells that ads and stories put by hand leave.
    pub fn free_area(&self) -> u32 {
        let holes: u32 = self.holes.iter().map(|hole| u32::from(hole.columns) * u32::from(hole.rows)).sum();
        (u32::from(self.columns) * u32::from(self.rows)).saturating_sub(holes)
    }
}

/// What is held last is greatest: what is ordered, then what must run, then what is weighty.
pub(crate) type Rank = (bool, bool, std::cmp::Reverse<u8>);

impl Story {
    /// Its rank among those of which some are held.
    pub(crate) fn rank(&self) -> Rank {
        (self.is_ordered, self.must_run, std::cmp::Reverse(self.priority))
    }

    /// Its weight for standing high on its page.
    pub fn weight(&self) -> Cost {
        score::weight(self.priority) + if self.above_fold { score::ABOVE_FOLD } else { 0 }
    }

    /// True for what runs in the box of briefs.
    pub fn is_brief(&self) -> bool {
        self.brief.iter().any(Option::is_some)
    }
}

/// What stands in a slot.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Content {
    /// A story in one of its ways.
    Story {
        /// Which.
        story: StoryId,
        /// Whether it leads the page.
        lead: Lead,
        /// The [`Cell::config`] chosen.
        config: u32,
    },
    /// The box of briefs: the stories in it, and how they flow into its legs.
    Briefs(Vec<StoryId>, Fit),
    /// The paper's own advertisement.
    HouseAd,
}

/// Something at its place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Placement {
    /// Where.
    pub slot: Slot,
    /// What.
    pub content: Content,
}

/// A planned page.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct PageDummy {
    /// Everything on it but ads and hand-placed stories; top to bottom, left to right.
    pub placements: Vec<Placement>,
    /// Rectangles that nothing could fill and that stay white; empty when the plan is exact.
    pub unfilled: Vec<Slot>,
    /// Briefs that it had in stock and does not print, the weightiest first.
    pub unused_briefs: Vec<StoryId>,
    /// What it costs that there is no box of briefs; 0 where there is one or could be none.
    pub no_box: Cost,
    /// What the plan costs.
    pub cost: u64,
    /// The least that its stories and briefs can cost, each made as suits it best, wherever they stand.
    pub bound: u64,
    /// How good it is known to be.
    pub proof: Proof,
}

impl PageDummy {
    /// Cells that stories and briefs have.
    pub fn filled(&self) -> u32 {
        let stories = self.placements.iter().filter(|placement| placement.content != Content::HouseAd);
        stories.map(|placement| placement.slot.cells()).sum()
    }
}

/// How good a page's plan is known to be.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Proof {
    /// Nothing is known: better ones were not all looked at, or it has holes.
    #[default]
    Open,
    /// It was taken over from an earlier plan, as it was or nearly so.
    Kept,
    /// The same, and its stories could have a page that costs no more than this.
    Beaten(u64),
    /// No other way to cut the page into rectangles for these stories, in all the sizes that they can have, costs less.
    Best,
}

/// The plan of the whole paper.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Dummy {
    /// One a page.
    pub pages: By<PageId, PageDummy>,
    /// Stories that found no place, and why.
    pub held: Vec<(StoryId, Why)>,
}

/// Why a story was held.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Why {
    /// Its section's pages are full with weightier stories.
    Full,
    /// No page of the paper takes stories of its section.
    NoPage,
    /// It can be made to fit no page at all.
    NoShape,
    /// With it, no page could be filled exactly.
    NoFit,
}
