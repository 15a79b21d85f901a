//! News judgement as named integer costs, in thousandths; what the planner prefers is here and nowhere else.
use super::{Art, Cost, Slot};
use crate::role::ByLead;

/// White rows under every module: air and the rule that tops the next.
pub const SEPARATION: u16 = 2;
/// Each row that a story stands lower, for each point of its weight (PLANNER 2.5, ALPHA): what is weightier stands higher, and its head, which
/// is larger, is then seldom under a smaller one.
pub const LOWER: Cost = 12;
/// Each column that it stands further right, for each point of its weight (BETA).
pub const FURTHER: Cost = 120;
/// Weight added to a story that the desk wishes above the fold: a row lower costs more than anything that a page is charged for.
pub const ABOVE_FOLD: Cost = 600;
/// A story that touches one that the desk wishes it not to touch, or stands away from one that it wishes it beside: a law, as
/// [`LEAD_COLUMNS_LAW`].
pub const COMPANY_LAW: Cost = 400_000;
/// Cutting a photo: this times the square of the share cut (PLANNER 2.8: 40 (dP/P)²).
pub const CROP: u64 = 40_000;
/// Cutting it at all.
pub const CROP_AT_ALL: Cost = 200;
/// Rows of white that may stand under a picture that may not be cropped, and what each costs.
pub const PHOTO_AIR: (u16, Cost) = (1, 2_500);
/// A picture a column narrower than its story's worth makes natural; two columns are four times as bad.
pub const PHOTO_NARROW: Cost = 7_000;
/// A column wider.
pub const PHOTO_WIDE: Cost = 9_000;
/// Two pictures of like size on one page, neither of which is dominant: the smaller has over so many percent of the larger, and that over
/// so many of the page.
pub const ALIKE_PICTURES: (u32, u32, Cost) = (75, 8, 14_000);
/// Art over these shares of the page (percent), for each cell beyond: readers come for the words too, and over the second it is a flood.
pub const ART: [(u32, Cost); 2] = [(35, 500), (41, 3_000)];
/// A picture over this share of the page, for each cell beyond.
pub const LARGEST: (u32, Cost) = (31, 3_000);
/// The lead over fewer or more columns than its template wants, for each column.
pub const LEAD_COLUMNS_OFF: Cost = 30_000;
/// The same for the story that the desk named first, or the day's lead: a law. It costs more than anything but white, so that no such size
/// is taken while there is any other.
pub const LEAD_COLUMNS_LAW: Cost = 400_000;
/// A picture of fewer pixels to the inch than the layout's `wanted_ppi`, and than its `min_ppi`: for each pixel wanting. Under the
/// second preflight finds a fault, so that is for want of any other way.
pub const COARSE: [Cost; 2] = [40, 10_000];
/// A column away from the width that the desk asked for; two columns are four times as bad.
pub const PHOTO_COLUMNS_OFF: Cost = 5_000;
/// Legs of fewer rows than these …
pub const LEG_SHORT: [(u16, Cost); 3] = [(6, 9_000), (8, 4_500), (11, 1_500)];
/// Legs of more rows than these (NORMS: ten inches at the most), for each row.
pub const LEG_LONG: [(u16, Cost); 2] = [(45, 250), (68, 750)];
/// Any leg must have this many rows.
pub const LEG_LEAST: u16 = 4;
/// Legs, and text under a picture, are no shallower than an inch where a story has any other size: what is less is a caption without a
/// picture. In thousandths of a point, as the two below.
pub const LEG_DEPTH: u32 = 70_866;
/// Those of a story of so many columns are no shallower than an inch and a half: the eye that goes up again every few lines tires.
pub const WIDE_LEG_DEPTH: (u8, u32) = (3, 107_717);
/// A story in one column is no deeper than ten inches: nobody reads a tower to its foot.
pub const TOWER: u32 = 720_000;
/// What is continued from another page leads its page.
pub const TURN_LEADS: Cost = 40_000;
/// A story that does not lead over five columns or more.
pub const OTHER_WIDE: Cost = 7_000;
/// The same over four columns with legs of fewer than twelve rows.
pub const OTHER_SHALLOW: Cost = 3_000;
/// A row of white added under a head.
pub const HEAD_AIR: Cost = 7_000;
/// A photo beside the text instead of over it.
pub const PHOTO_BESIDE: Cost = 1_000;
/// A photo in the text's right-hand columns.
pub const PHOTO_INSET: Cost = 600;
/// Least text above and under a quote: fewer lines between it and a head or a foot look like a list.
pub const ABOUT_QUOTE: u16 = 8;
/// A story that has a quote, and runs without it.
pub const QUOTE_LEFT_OUT: Cost = 9_000;
/// Most quotes on a page: a third is one voice too many.
pub const QUOTES: usize = 2;
/// Rows that such a quote may stand out of the middle, and what each costs.
pub const QUOTE_STEPS: u16 = 4;
/// See [`QUOTE_STEPS`].
pub const QUOTE_STEP: Cost = 400;
/// Rows wanted between such a quote and the words that it repeats, and what each that is wanting costs.
pub const QUOTE_CLEAR: u16 = 10;
/// See [`QUOTE_CLEAR`].
pub const QUOTE_NEAR: Cost = 1_800;
/// A photo under the head instead of over it.
pub const PHOTO_UNDER_HEAD: Cost = 800;
/// A head beside its text and narrower than half of the pictures over both, for each column wanting.
pub const HEAD_NARROW: ByLead<Cost> = ByLead { lead: 20_000, other: 6_000 };
/// Heads of one size side by side: readers run from one into the other.
pub const TOMBSTONE: Cost = 110_000;
/// Heads of different sizes side by side.
pub const BUTTING_HEADS: Cost = 4_000;
/// Heads that differ by no more than this share, in thousandths, look alike to the reader who compares them up and down a column.
pub const ALIKE_HEADS: u32 = 1_080;
/// A head larger than one that it stands under, at all, and for each tenth: readers take the page from top to bottom, and sizes tell them
/// where news ends and the rest begins.
pub const LARGER_BELOW: [Cost; 2] = [32_000, 1_500];
/// A head larger than that of a weightier story on the page, for each tenth and each point of weight …
pub const OUTRANKED: Cost = 500;
/// … up to so many points.
pub const RANKS: Cost = 4;
/// The lead's head should be so much larger than any other on its page, in thousandths of a point: one head is clearly the largest.
pub const LEAD_ABOVE: u32 = 8_000;
/// A head that is nearer to the lead's, or larger, at all and for each point that is missing.
pub const LEAD_CROWDED: [Cost; 2] = [20_000, 2_000];
/// Pictures of two stories that touch.
pub const PICTURES_TOUCH: Cost = 8_000;
/// A picture larger than the lead's, where the lead has one: the eye goes to it first.
pub const LEAD_OUTSHONE: Cost = 15_000;
/// Rows between two pictures that touch, at most: a caption is no wall.
pub const TOUCHING_ROWS: u16 = 4;
/// A box of briefs, at all.
pub const BRIEFS_BOX: Cost = 2_000;
/// A brief that the page had in stock and does not print.
pub const BRIEF_UNUSED: Cost = 40_000;
/// A box of briefs wider than one column, for each further column.
pub const BRIEFS_WIDE: Cost = 800;
/// A story that an earlier plan had in another size, on a page that is planned again.
pub const RESIZED: Cost = 12_000;
/// The paper's own advertisement, where it is its name alone.
pub const HOUSE_AD: Cost = 60_000;
/// One of those that the paper has made, and for each percent of its place that it leaves bare.
pub const HOUSE_AD_MADE: [Cost; 2] = [45_000, 1_000];
/// Either, for each column by row of it.
pub const HOUSE_AD_CELL: Cost = 350;
/// A depth in which no space is sold: readers see that it was made to fit.
pub const HOUSE_AD_ODD: Cost = 30_000;
/// One that a story stands under, for each story: ads stand at the foot of the page, and news over them.
pub const HOUSE_AD_OVER: Cost = 25_000;
/// Rows that it has at least.
pub const HOUSE_AD_ROWS: u16 = 10;

/// See [`fair_page`].
const FAIR_PAGE: u64 = 220_000;
/// So many stories are charged so for standing side by side; each further one so much.
const FAIR_STORIES: (u64, u64) = (8, 18_000);

/// What a page of so many stories may cost beyond the least that they can, before it trades stories or takes the paper's own advertisement.
pub fn fair_page(stories: usize) -> u64 {
    let (few, each) = FAIR_STORIES;
    FAIR_PAGE + each * (stories as u64).saturating_sub(few)
}

/// White that nothing fills, at all, and for each cell: the very last resort.
pub const WHITE: Cost = 4_000_000;
/// For each column by row of it.
pub const WHITE_CELL: Cost = 5_000;

/// What white costs that nothing fills.
pub fn white(slot: &Slot) -> Cost {
    WHITE + cells(slot) * WHITE_CELL
}

/// What it costs to print none of a stock of briefs that could make a box.
pub fn no_box(briefs: usize) -> Cost {
    BRIEFS_BOX + BRIEF_UNUSED * (briefs as Cost + 1)
}

/// What the paper's own advertisement costs: its name, or one that covers so many percent of the place, whichever is cheaper.
pub fn house_ad(slot: &Slot, covers: Option<u32>) -> Cost {
    let [made, bare] = HOUSE_AD_MADE;
    let made = covers.map(|percent| made + bare * (100 - percent.min(100)));
    made.map_or(HOUSE_AD, |made| made.min(HOUSE_AD)) + cells(slot) * HOUSE_AD_CELL
}

fn cells(slot: &Slot) -> Cost {
    Cost::from(slot.columns) * Cost::from(slot.rows)
}

/// A story's weight for standing high on the page: 9 for the day's lead to 1 for a brief.
pub fn weight(priority: u8) -> Cost {
    Cost::from(10 - priority.clamp(1, 9))
}

/// The cost of showing `rows` of a photo whose whole picture is `natural` rows deep at that width.
pub fn crop(rows: u16, natural: u16) -> Cost {
    if rows == natural {
        return 0;
    }
    let cut = u64::from(rows.abs_diff(natural));
    let whole = u64::from(rows.max(natural)).max(1);
    (CROP * cut * cut / (whole * whole)) as Cost + CROP_AT_ALL
}

/// What it costs that the largest pictures of two stories, or of one, are so large on a page of so much room: neither leads the eye.
pub fn alike(one: u32, other: u32, page: u32) -> Cost {
    let (like, large, cost) = ALIKE_PICTURES;
    let (small, big) = (one.min(other), one.max(other));
    if big * 100 > page * large && small * 100 > big * like { cost } else { 0 }
}

/// What it costs that so much of a page of so many cells is art. The paper's own advertisement is no part of the page for that.
pub fn flooded(art: Art, page: u32) -> Cost {
    let page = page.saturating_sub(art.house_ads);
    let beyond = |cells: u32, (share, cost): (u32, Cost)| cost * cells.saturating_sub(page * share / 100);
    ART.iter().map(|tier| beyond(art.pictures, *tier)).sum::<Cost>() + beyond(art.largest, LARGEST)
}

/// What it costs to print a picture at so many pixels to the inch, where so many are wanted and so many the least.
pub fn coarse(ppi: u32, limits: [u32; 2]) -> Cost {
    limits.iter().zip(COARSE).map(|(limit, cost)| limit.saturating_sub(ppi) * cost).sum()
}

/// What legs of this depth cost.
pub fn leg(rows: u16, columns: u8) -> Cost {
    if let Some((_, cost)) = LEG_SHORT.iter().find(|(limit, _)| rows < *limit)
        && (columns > 2 || rows < LEG_SHORT[1].0)
    {
        return *cost;
    }
    LEG_LONG.iter().map(|(limit, cost)| Cost::from(rows.saturating_sub(*limit)) * cost).sum()
}
