//! What a page costs, by named reasons: the same costs that the planner added up, told apart.
use super::page::{Charges, charges};
use super::shapes::Config;
use super::{Content, Cost, Face, PageDummy, PageTask, Placement, Slot, Story, briefs, columns_off, score};
use crate::ids::{By, StoryId};
use crate::role::Lead;

/// Why something costs.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Reason {
    /// A headline or deck of another size or of more lines than suit the width, or broken badly.
    HeadSize,
    /// White beside the lines of heads, and between head and text.
    HeadWhite,
    /// A picture larger, smaller or wider than suits it.
    PictureSize,
    /// A picture cut, or white under one that may not be.
    PictureCrop,
    /// The module's form: its width, the depth of its legs, the place of its picture.
    Form,
    /// What the text does to fill its legs: re-broken and spaced paragraphs, what was left out, how legs begin and end.
    Text,
    /// The lead over fewer or more columns than its template wants.
    LeadWidth,
    /// Standing lower than the page's top, by weight.
    Height,
    /// Standing right of the page's first column, by weight.
    Side,
    /// Heads of one size side by side.
    Tombstones,
    /// Heads of different sizes side by side.
    ButtingHeads,
    /// A larger head under a smaller one.
    LargerBelow,
    /// A head larger than that of a weightier story.
    Outranked,
    /// A head nearly as large as the lead's, or larger.
    LeadCrowded,
    /// Pictures of two stories that touch.
    PicturesTouch,
    Company,
    /// Pictures of like size, none of which is dominant.
    PicturesAlike,
    /// More art than a page should have.
    Art,
    /// The box of briefs.
    Briefs,
    /// Briefs that the page had in stock and does not print.
    UnusedBriefs,
    /// The paper's own advertisement.
    HouseAd,
    /// White that nothing fills.
    White,
}

impl Reason {
    /// All of them, in the order in which they are told.
    pub const ALL: [Reason; 22] = [
        Reason::HeadSize,
        Reason::HeadWhite,
        Reason::PictureSize,
        Reason::PictureCrop,
        Reason::Form,
        Reason::Text,
        Reason::LeadWidth,
        Reason::Height,
        Reason::Side,
        Reason::Tombstones,
        Reason::ButtingHeads,
        Reason::LargerBelow,
        Reason::Outranked,
        Reason::LeadCrowded,
        Reason::PicturesTouch,
        Reason::Company,
        Reason::PicturesAlike,
        Reason::Art,
        Reason::Briefs,
        Reason::UnusedBriefs,
        Reason::HouseAd,
        Reason::White,
    ];

    /// Its name for people and in JSON.
    pub fn name(self) -> &'static str {
        match self {
            Reason::HeadSize => "head size",
            Reason::HeadWhite => "white beside heads",
            Reason::PictureSize => "picture size",
            Reason::PictureCrop => "picture crop",
            Reason::Form => "form",
            Reason::Text => "text",
            Reason::LeadWidth => "lead's width",
            Reason::Height => "height",
            Reason::Side => "side",
            Reason::Tombstones => "tombstones",
            Reason::ButtingHeads => "butting heads",
            Reason::LargerBelow => "larger head below",
            Reason::Outranked => "outranked",
            Reason::LeadCrowded => "lead's head crowded",
            Reason::PicturesTouch => "pictures touch",
            Reason::Company => "neighbours against wishes",
            Reason::PicturesAlike => "pictures alike",
            Reason::Art => "art",
            Reason::Briefs => "briefs",
            Reason::UnusedBriefs => "unused briefs",
            Reason::HouseAd => "house ad",
            Reason::White => "white",
        }
    }
}

/// Costs by reason.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Bill([Cost; Reason::ALL.len()]);

impl Bill {
    /// The same with a cost more.
    pub fn with(mut self, reason: Reason, cost: Cost) -> Bill {
        self.0[reason as usize] += cost;
        self
    }

    /// What is on it, without what costs nothing.
    pub fn entries(&self) -> impl Iterator<Item = (Reason, Cost)> + '_ {
        Reason::ALL.into_iter().map(|reason| (reason, self.0[reason as usize])).filter(|(_, cost)| *cost > 0)
    }

    /// The sum.
    pub fn total(&self) -> u64 {
        self.0.iter().map(|cost| u64::from(*cost)).sum()
    }

    /// Both together.
    pub fn and(mut self, other: &Bill) -> Bill {
        self.0.iter_mut().zip(other.0).for_each(|(cost, more)| *cost += more);
        self
    }
}

/// The bills of a page.
#[derive(Clone, Debug)]
pub struct PageBill {
    /// One for each placement.
    pub placements: Vec<Bill>,
    /// What is left white, the briefs that are not printed, and what neighbours are charged.
    pub rest: Bill,
}

impl PageBill {
    /// All together.
    pub fn whole(&self) -> Bill {
        self.placements.iter().fold(self.rest.clone(), Bill::and)
    }
}

/// What a page costs, all together.
pub fn total(page: &PageDummy, task: &PageTask, stories: &By<StoryId, Story>) -> u64 {
    let bills = of_page(page, task, stories, |_, _, _| None);
    let shapes = |story: StoryId| task.shapes_of(&stories[story]);
    let made = |placement: &Placement| match placement.content {
        Content::Story { story, lead, config } => {
            shapes(story).and_then(|shapes| shapes[lead].cost(&placement.slot, config)).map_or(0, u64::from)
        }
        Content::Briefs(..) | Content::HouseAd => 0,
    };
    bills.whole().total() + page.placements.iter().map(made).sum::<u64>()
}

/// The bills of a page; a story's way by whether it leads and its number.
pub fn of_page<'a>(
    page: &PageDummy,
    task: &PageTask,
    stories: &By<StoryId, Story>,
    way: impl Fn(StoryId, Lead, u32) -> Option<&'a Config>,
) -> PageBill {
    let mut rest = Bill::default();
    for slot in &page.unfilled {
        rest = rest.with(Reason::White, score::white(slot));
    }
    let mut boxed = false;
    let mut placements = Vec::new();
    for placement in &page.placements {
        let slot = &placement.slot;
        placements.push(match &placement.content {
            Content::Story { story, lead, config } => {
                let bill = way(*story, *lead, *config).map_or_else(Bill::default, |config| config.bill.clone());
                let off = if *lead == Lead::Yes { columns_off(slot.columns, task.lead_columns) } else { 0 };
                let weight = stories[*story].weight();
                bill.with(Reason::LeadWidth, off * task.lead_columns_cost(stories, *story))
                    .with(Reason::Height, score::LOWER * Cost::from(slot.row) * weight)
                    .with(Reason::Side, score::FURTHER * Cost::from(slot.column) * weight)
            }
            Content::Briefs(_, fit) => {
                boxed = true;
                Bill::default().with(Reason::Briefs, briefs::cost(slot.columns, fit))
            }
            Content::HouseAd => Bill::default().with(Reason::HouseAd, house_ad(task, slot)),
        });
    }
    let unused = score::BRIEF_UNUSED * page.unused_briefs.len() as Cost;
    rest = rest.with(Reason::UnusedBriefs, if boxed { unused } else { page.no_box });
    let charges = neighbours(page, task, stories);
    rest = rest
        .with(Reason::Tombstones, charges.tombstones)
        .with(Reason::ButtingHeads, charges.butting_heads)
        .with(Reason::LargerBelow, charges.larger_below)
        .with(Reason::Outranked, charges.outranked)
        .with(Reason::LeadCrowded, charges.lead_crowded)
        .with(Reason::PicturesTouch, charges.pictures)
        .with(Reason::Company, charges.company)
        .with(Reason::PicturesAlike, charges.alike)
        .with(Reason::Art, charges.art)
        .with(Reason::HouseAd, charges.house_ads);
    PageBill { placements, rest }
}

fn house_ad(task: &PageTask, slot: &Slot) -> Cost {
    let known = task.house_ads.as_ref().and_then(|shape| shape.cell(slot.columns, slot.rows));
    known.map_or_else(|| score::house_ad(slot, None), |cell| cell.cost)
}

/// What the modules of a page are charged for how they stand beside each other.
fn neighbours(page: &PageDummy, task: &PageTask, stories: &By<StoryId, Story>) -> Charges {
    let face = |placement: &Placement| {
        let (story, lead, config) = match placement.content {
            Content::Story { story, lead, config } => (story, lead, config),
            Content::HouseAd => return Some((placement.slot, Face::HOUSE_AD)),
            Content::Briefs(..) => return None,
        };
        let shapes = task.shapes_of(&stories[story])?;
        shapes[lead].faces.get(config as usize).map(|face| (placement.slot, face))
    };
    charges(&page.placements.iter().filter_map(face).collect::<Vec<_>>(), task.free_area())
}
