//! What modules are charged for how they stand beside each other: heads that run into each other or belie the worth of their stories,
//! pictures that touch or are alike; and for the art of all.
use std::sync::Arc;

use super::super::{Art, Company, Cost, Face, FaceHead, Slot, score};
use crate::role::Slug;
use crate::set::head::TOLD_APART;

/// What modules are charged for how they stand beside each other.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Charges {
    /// Heads of one size side by side.
    pub tombstones: Cost,
    /// Heads of different sizes side by side.
    pub butting_heads: Cost,
    /// Heads larger than one above.
    pub larger_below: Cost,
    /// Heads larger than those of weightier stories.
    pub outranked: Cost,
    /// Heads too near in size to the lead's.
    pub lead_crowded: Cost,
    /// Pictures of two stories that touch.
    pub pictures: Cost,
    /// Pictures of like size, none of which is dominant; or one larger than the lead's.
    pub alike: Cost,
    /// More art than the page should have.
    pub art: Cost,
    /// The paper's own advertisements over stories.
    pub house_ads: Cost,
    /// Stories that stand with others, or without, as the desk does not wish.
    pub company: Cost,
}

impl Charges {
    /// All together.
    pub fn total(&self) -> Cost {
        let heads = self.tombstones + self.butting_heads + self.larger_below + self.outranked + self.lead_crowded;
        heads + self.pictures + self.alike + self.art + self.house_ads + self.company
    }

    fn and(self, other: Charges) -> Charges {
        Charges {
            tombstones: self.tombstones + other.tombstones,
            butting_heads: self.butting_heads + other.butting_heads,
            larger_below: self.larger_below + other.larger_below,
            outranked: self.outranked + other.outranked,
            lead_crowded: self.lead_crowded + other.lead_crowded,
            pictures: self.pictures + other.pictures,
            alike: self.alike + other.alike,
            art: self.art + other.art,
            house_ads: self.house_ads + other.house_ads,
            company: self.company + other.company,
        }
    }
}

/// What the modules of a page are charged for standing as they do, where ads leave so many cells.
pub(in crate::plan) fn charges(modules: &[(Slot, &Face)], free: u32) -> Charges {
    let art = modules.iter().map(|(slot, face)| face.art(slot)).fold(Art::default(), Art::and);
    Charges { art: score::flooded(art, free), ..charges_of_pairs(modules, free) }
}

/// What each two of them are charged for each other: of what is stacked its page's art is not known yet.
pub(in crate::plan) fn charges_of_pairs(modules: &[(Slot, &Face)], free: u32) -> Charges {
    let pairs = modules.iter().enumerate().flat_map(|(i, one)| modules[i + 1..].iter().map(move |other| (one, other)));
    pairs.map(|(one, other)| charge((&one.0, one.1), (&other.0, other.1), free)).fold(Charges::default(), Charges::and)
}

/// What two modules at their places are charged for each other.
pub(super) fn charge((a, a_face): (&Slot, &Face), (b, b_face): (&Slot, &Face), free: u32) -> Charges {
    let over = meet(a.column.into(), a.columns.into(), b.column.into(), b.columns.into());
    let placed = |head: &FaceHead, module: &Slot| FaceHead { slot: moved(&head.slot, module), ..*head };
    let mut charges = Charges::default();
    if over && a_face.is_house_ad != b_face.is_house_ad {
        let (ad, story) = if a_face.is_house_ad { (a, b) } else { (b, a) };
        charges.house_ads = if story.row > ad.row { score::HOUSE_AD_OVER } else { 0 };
    }
    for one in &a_face.heads {
        for other in &b_face.heads {
            charges = charges.and(charge_heads(&placed(one, a), &placed(other, b), over));
        }
    }
    for (one, other) in a_face.pictures.iter().flat_map(|one| b_face.pictures.iter().map(move |other| (one, other))) {
        charges.pictures += if touch(&moved(one, a), &moved(other, b)) { score::PICTURES_TOUCH } else { 0 };
        charges.alike += score::alike(one.cells(), other.cells(), free);
    }
    charges.alike += outshone(a_face, b_face) + outshone(b_face, a_face);
    charges.company = company(a_face, b_face, border(a, b)) + company(b_face, a_face, border(a, b));
    charges
}

/// What it costs that stories touch others, or do not, as the desk wishes it.
fn company(face: &Face, other: &Face, touches: bool) -> Cost {
    let names = |list: &[Slug]| other.company.iter().any(|other| list.contains(&other.story));
    let against = |company: &Arc<Company>| touches && names(&company.not_beside) || !touches && names(&company.beside);
    if face.company.iter().any(against) { score::COMPANY_LAW } else { 0 }
}

/// Whether two rectangles share a piece of an edge.
pub fn border(a: &Slot, b: &Slot) -> bool {
    let columns = meet(a.column.into(), a.columns.into(), b.column.into(), b.columns.into());
    let rows = meet(a.row, a.rows, b.row, b.rows);
    let abreast = a.column + a.columns == b.column || b.column + b.columns == a.column;
    let stacked = a.row + a.rows == b.row || b.row + b.rows == a.row;
    columns && stacked || rows && abreast
}

/// What it costs that another story has a larger picture than the lead's.
fn outshone(lead: &Face, other: &Face) -> Cost {
    let largest = |face: &Face| face.pictures.iter().map(Slot::cells).max();
    let leads = lead.heads.iter().any(|head| head.leads);
    if leads && largest(lead).is_some_and(|own| Some(own) < largest(other)) { score::LEAD_OUTSHONE } else { 0 }
}

/// What a head is charged for being larger than one that it stands under.
pub(in crate::plan) fn larger_below(upper: u32, lower: u32) -> Cost {
    if u64::from(lower) * 1000 <= u64::from(upper) * u64::from(score::ALIKE_HEADS) {
        return 0;
    }
    let [at_all, tenth] = score::LARGER_BELOW;
    at_all + tenth * ((lower - upper) * 10 / upper.max(1))
}

/// What two heads at their places on the page are charged for each other; `over` where their modules share a column.
fn charge_heads(a: &FaceHead, b: &FaceHead, over: bool) -> Charges {
    let mut charges = Charges { lead_crowded: crowding(a, b), ..Charges::default() };
    let (small, large) = (a.size.min(b.size), a.size.max(b.size));
    let beside = a.slot.column + a.slot.columns == b.slot.column || b.slot.column + b.slot.columns == a.slot.column;
    if beside && meet(a.slot.row, a.slot.rows, b.slot.row, b.slot.rows) {
        if i64::from(large) * 1000 < i64::from(small) * TOLD_APART {
            charges.tombstones = score::TOMBSTONE;
        } else {
            charges.butting_heads = score::BUTTING_HEADS;
        }
    }
    let (upper, lower) = if a.slot.row <= b.slot.row { (a, b) } else { (b, a) };
    if over {
        charges.larger_below = larger_below(upper.size, lower.size);
    }
    let (light, heavy) = if a.weight < b.weight { (a, b) } else { (b, a) };
    if light.weight > 0 && !light.leads && light.size > heavy.size {
        let tenths = (light.size - heavy.size) * 10 / heavy.size;
        charges.outranked = score::OUTRANKED * tenths * (heavy.weight - light.weight).min(score::RANKS);
    }
    charges
}

/// What it costs that a head is nearly as large as the lead's, or larger.
fn crowding(a: &FaceHead, b: &FaceHead) -> Cost {
    let (lead, other) = match (a.leads, b.leads) {
        (true, false) => (a, b),
        (false, true) => (b, a),
        _ => return 0,
    };
    let missing = (other.size + score::LEAD_ABOVE).saturating_sub(lead.size);
    let [at_all, point] = score::LEAD_CROWDED;
    if missing == 0 { 0 } else { at_all + point * missing.div_ceil(1000) }
}

fn moved(part: &Slot, module: &Slot) -> Slot {
    Slot { column: module.column + part.column, row: module.row + part.row, ..*part }
}

fn meet(a: u16, a_length: u16, b: u16, b_length: u16) -> bool {
    a < b + b_length && b < a + a_length
}

fn touch(a: &Slot, b: &Slot) -> bool {
    let near = score::TOUCHING_ROWS;
    let columns = meet(a.column.into(), a.columns.into(), b.column.into(), b.columns.into());
    let beside = a.column + a.columns == b.column || b.column + b.columns == a.column;
    let stacked =
        columns && (a.row + a.rows <= b.row && b.row - a.row - a.rows <= near || b.row + b.rows <= a.row && a.row - b.row - b.rows <= near);
    stacked || beside && meet(a.row, a.rows, b.row, b.rows)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn slot(column: u8, row: u16, columns: u8, rows: u16) -> Slot {
        Slot { column, row, columns, rows }
    }

    /// A head of that size; none of size 0.
    fn head(slot: Slot, size: u32) -> Option<FaceHead> {
        (size > 0).then_some(FaceHead { slot, size, ..FaceHead::default() })
    }

    /// Cells of a page on which no picture is large.
    const PAGE: u32 = 800;

    fn check(a: (Slot, u32, Option<Slot>), b: (Slot, u32, Option<Slot>), expected: Cost) {
        let face = |(module, size, picture): &(Slot, u32, Option<Slot>)| Face {
            heads: head(slot(0, 0, module.columns, 3), *size).into_iter().collect(),
            pictures: picture.iter().copied().collect(),
            ..Face::default()
        };
        assert_eq!(charge((&a.0, &face(&a)), (&b.0, &face(&b)), PAGE).total(), expected);
        assert_eq!(charge((&b.0, &face(&b)), (&a.0, &face(&a)), PAGE).total(), expected);
    }

    #[test]
    fn heads_and_pictures_are_kept_apart() {
        let (left, right, low) = (slot(0, 0, 2, 20), slot(2, 1, 2, 20), slot(0, 20, 2, 20));
        check((left, 20_000, None), (right, 21_000, None), score::TOMBSTONE);
        check((left, 20_000, None), (right, 30_000, None), score::BUTTING_HEADS);
        check((left, 20_000, None), (slot(2, 3, 2, 20), 20_000, None), 0);
        check((left, 20_000, None), (low, 24_000, None), score::LARGER_BELOW[0] + 2 * score::LARGER_BELOW[1]);
        check((left, 25_000, None), (low, 27_000, None), 0);
        check((left, 24_000, None), (low, 20_000, None), 0);
        check((left, 0, Some(slot(0, 10, 2, 8))), (low, 0, Some(slot(1, 0, 1, 5))), score::PICTURES_TOUCH);
        check((left, 0, Some(slot(0, 4, 2, 8))), (low, 0, Some(slot(1, 0, 1, 5))), 0);
    }

    #[test]
    fn no_picture_is_larger_than_the_lead_s() {
        let face = |rows: u16, leads: bool| {
            let heads = vec![FaceHead { slot: slot(0, 0, 2, 3), size: 30_000, leads, ..FaceHead::default() }];
            Face { heads, pictures: (rows > 0).then(|| slot(0, 3, 2, rows)).into_iter().collect(), ..Face::default() }
        };
        let told =
            |lead: u16, other: u16| charge((&slot(0, 0, 2, 40), &face(lead, true)), (&slot(4, 5, 2, 40), &face(other, false)), PAGE).alike;
        assert_eq!([told(10, 12), told(12, 10), told(0, 12)], [score::LEAD_OUTSHONE, 0, 0]);
    }

    #[test]
    fn house_ads_stand_under_stories() {
        let story = Face::default();
        let told = |ad: Slot, under: Slot| charges(&[(ad, Face::HOUSE_AD), (under, &story)], PAGE).house_ads;
        assert_eq!(told(slot(0, 0, 2, 20), slot(0, 20, 1, 20)), score::HOUSE_AD_OVER);
        assert_eq!(told(slot(0, 20, 2, 20), slot(0, 0, 1, 20)), 0);
        assert_eq!(told(slot(0, 0, 2, 20), slot(2, 20, 1, 20)), 0);
    }

    #[test]
    fn one_head_is_clearly_the_largest() {
        let head = |size: u32, leads: bool| FaceHead { size, leads, ..FaceHead::default() };
        let check = |lead: u32, other: u32, expected: Cost| {
            assert_eq!(crowding(&head(lead, true), &head(other, false)), expected);
            assert_eq!(crowding(&head(other, false), &head(lead, true)), expected);
        };
        let [at_all, point] = score::LEAD_CROWDED;
        check(40_000, 32_000, 0);
        check(40_000, 33_000, at_all + point);
        check(30_000, 36_000, at_all + 14 * point);
        assert_eq!(crowding(&head(30_000, false), &head(30_000, false)), 0);
    }

    #[test]
    fn one_picture_is_dominant_and_no_page_is_flooded() {
        let face = |columns: u8, rows: u16| Face { pictures: vec![slot(0, 0, columns, rows)], ..Face::default() };
        let told = |one: Face, other: Face| {
            let (left, right) = (slot(0, 0, 3, 60), slot(3, 40, 3, 60));
            let charges = charges(&[(left, &one), (right, &other)], PAGE);
            (charges.alike, charges.art)
        };
        assert_eq!(told(face(3, 30), face(3, 28)), (score::ALIKE_PICTURES.2, 0));
        assert_eq!(told(face(3, 30), face(3, 20)), (0, 0));
        // Small ones may be alike.
        assert_eq!(told(face(2, 15), face(2, 15)), (0, 0));
        let [(first, cost), (second, more)] = score::ART;
        let beyond = |share: u32, cells: u32| cells.saturating_sub(PAGE * share / 100);
        let expected = cost * beyond(first, 324) + more * beyond(second, 324) + score::LARGEST.1 * beyond(score::LARGEST.0, 250);
        assert_eq!(told(face(5, 50), face(2, 37)), (0, expected));
    }
}
