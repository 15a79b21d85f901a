//! One page, filled exactly: a dynamic programme over all guillotine cuts, all subsets and all shapes, then a search with neighbours counted.
//!
//! PLANNER 2.5 and 2.6, after Gange, Marriott & Stuckey, "Optimal guillotine layout" (DocEng 2012), with equality in place of "at most".
use std::sync::Arc;

use super::score::{FURTHER, LOWER};
use super::{Cell, Cost, Face, Shape, Slot};

pub(super) mod areas;
mod charges;
mod fillings;
mod folded;
mod holes;
mod neighbours;

use areas::Areas;
pub use charges::Charges;
pub use charges::border;
pub(super) use charges::{charges, charges_of_pairs, larger_below};
use fillings::{Fillings, First, Given};
use holes::{Cut, Memo};
pub(super) use neighbours::looks;
use neighbours::{Open, Seed};

/// One thing to place.
#[derive(Clone, Debug)]
pub struct Element {
    /// What sizes it can have.
    pub shape: Arc<Shape>,
    /// Weight for standing high.
    pub weight: Cost,
    /// Must stand at the top of whatever it shares with others.
    pub leads: bool,
    /// May be left out at this cost; none: must be placed.
    pub optional: Option<Cost>,
    /// By [`Cell::config`]: what its neighbours see of it; none where they do not mind.
    pub faces: Arc<Vec<Face>>,
}

impl Element {
    /// Something without rank that must be placed and that neighbours do not mind.
    pub fn filler(shape: Arc<Shape>) -> Element {
        Element { shape, weight: 0, leads: false, optional: None, faces: Arc::default() }
    }
}

/// A page before anything is placed on it.
#[derive(Clone, Copy, Debug)]
pub struct Blank<'a> {
    /// Columns of it.
    pub columns: u8,
    /// Columns left of the fold, on a double truck.
    pub fold: Option<u8>,
    /// Rows of it.
    pub rows: u16,
    /// What is taken: ads, stories put by hand.
    pub holes: &'a [Slot],
}

impl Blank<'_> {
    /// Cells that the holes leave; none where they are more than the page.
    fn free(&self) -> Option<u32> {
        let blocked: u32 = self.holes.iter().map(Slot::cells).sum();
        (u32::from(self.columns) * u32::from(self.rows)).checked_sub(blocked)
    }
}

/// Where an element stands, and its way.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Placed {
    /// Index in the list of elements.
    pub element: usize,
    /// Its rectangle.
    pub slot: Slot,
    /// Its way.
    pub cell: Cell,
}

/// A filled page.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Filled {
    /// Total cost.
    pub cost: u64,
    /// What of it is charged for how modules stand beside each other.
    pub neighbours: Cost,
    /// No other filling costs less.
    pub proved: bool,
    /// Elements at their places, top to bottom, left to right.
    pub placed: Vec<Placed>,
}

/// Most elements for one page: the tables grow with 3 to this power.
pub const MOST_ELEMENTS: usize = 12;
/// Elements that a page may have beside its stories: the box of briefs, and what fills what is left.
pub const BESIDE_STORIES: usize = 4;

/// The most elements of a page that may have a fold.
pub fn most_elements(fold: Option<u8>) -> usize {
    if fold.is_some() { folded::MOST_ELEMENTS } else { MOST_ELEMENTS }
}

type Set = u16;

/// A rectangle that a set is to fill.
#[derive(Clone, Copy)]
struct Piece {
    slot: Slot,
    set: Set,
    /// How it may be cut first.
    uncut: First,
}

struct Tables<'a> {
    elements: &'a [Element],
    fillings: Fillings,
    weights: Vec<Cost>,
    leads: Set,
    areas: Areas,
    /// Cells that ads leave.
    free: u32,
}

/// What a page may cost beyond the least that its elements can, in the tries before the one within the limit: a narrow search is fast,
/// and what it finds is the best there is. Half of all pages cost less than the first, nine of ten less than the second; a search that is
/// not a tenth narrower than the last saves nothing.
const MARGINS: [u64; 2] = [70_000, 100_000];

/// The least that placing the elements can cost, wherever they stand.
pub fn bound(elements: &[Element]) -> u64 {
    elements.iter().map(|element| u64::from(least_cost(element))).sum()
}

fn least_cost(element: &Element) -> Cost {
    let placed = element.shape.cells().map(|(_, _, cell)| cell.cost).min();
    placed.into_iter().chain(element.optional).min().unwrap_or(0)
}

/// Fills a page, less its holes, with the elements, exactly; none where that cannot be or costs more than `limit`.
///
/// It costs the least of all where that is [`Filled::proved`], and else the least of those that would be about the cheapest were they
/// alone on the page: what neighbours are charged may lie beyond the margin that was searched.
pub fn fill(blank: &Blank, elements: &[Element], limit: u64) -> Option<Filled> {
    if let Some(fold) = blank.fold {
        return folded::fill(blank, fold, elements, limit);
    }
    let least = areas::bound(elements, blank.free()?)?;
    in_margins(least, limit, |searched| fill_within(blank, elements, searched))
}

/// Searches ever wider from the least that a filling can cost.
fn in_margins(least: u64, limit: u64, fill: impl Fn(u64) -> Option<Filled>) -> Option<Filled> {
    let narrow = MARGINS.iter().filter(|margin| least + **margin + **margin / 10 <= limit).map(|margin| least + margin);
    let within = |searched: u64| {
        let filled = fill(searched)?;
        Some(Filled { proved: filled.proved && filled.cost <= searched, ..filled }).filter(|filled| filled.cost <= limit)
    };
    narrow.chain([limit]).find_map(within)
}

/// The cheapest filling of all that cost less than `known`; none only where it is proved that there is none. A filling that is not cheaper
/// says that the search gave up.
pub fn fill_better(blank: &Blank, elements: &[Element], known: u64) -> Option<Filled> {
    let limit = known.saturating_sub(1);
    let found = match blank.fold {
        Some(fold) => folded::fill_within(blank, fold, elements, limit),
        None => fill_within(blank, elements, limit),
    };
    found.filter(|filled| filled.cost < known || !filled.proved)
}

fn fill_within(blank: &Blank, elements: &[Element], limit: u64) -> Option<Filled> {
    if elements.len() > MOST_ELEMENTS || bound(elements) > limit {
        return None;
    }
    let tables = Tables::new(blank, blank.columns, elements, limit)?;
    let whole = Slot { column: 0, row: 0, columns: blank.columns, rows: blank.rows };
    let root = |set: Set| Piece { slot: whole, set, uncut: First::Any };
    let mut memo = Memo::new(blank.holes);
    let mut best: Option<(u64, Set)> = None;
    let sets = sets(elements);
    for &(set, extra) in &sets {
        if let Some(cost) = tables.value(root(set), &mut memo)
            && best.is_none_or(|(least, _)| u64::from(cost) + extra < least)
        {
            best = Some((u64::from(cost) + extra, set));
        }
    }
    let (cost, set) = best.filter(|(cost, _)| *cost <= limit)?;
    let mut placed = Vec::new();
    tables.trace(root(set), &mut memo, &mut placed);
    placed.sort_by_key(|p| (p.slot.row, p.slot.column));
    let blind = Filled { cost, neighbours: 0, proved: true, placed };
    let seeds: Vec<Seed> = sets
        .into_iter()
        .filter_map(|(set, extra)| {
            let cost = tables.value(root(set), &mut memo)?;
            let open = vec![Open { piece: root(set), cost }];
            Some(Seed { cost: u64::from(cost) + extra, placed: None, open })
        })
        .collect();
    Some(tables.settle(seeds, &mut memo, blind))
}

/// The sets that may fill a page, and what the elements left out of each cost.
fn sets(elements: &[Element]) -> Vec<(Set, u64)> {
    let full: Set = ((1u32 << elements.len()) - 1) as Set;
    let optional: Vec<usize> = (0..elements.len()).filter(|i| elements[*i].optional.is_some()).collect();
    let without = |left_out: u32| {
        let out = optional.iter().enumerate().filter(|(bit, _)| left_out >> bit & 1 == 1);
        out.fold((full, 0), |(set, extra), (_, element)| {
            (set & !(1 << element), extra + u64::from(elements[*element].optional.unwrap_or(0)))
        })
    };
    (0..1 << optional.len()).map(without).collect()
}

impl<'a> Tables<'a> {
    /// For rectangles of so many columns at the most, where all elements together fill the page within the limit.
    fn new(blank: &Blank, columns: u8, elements: &'a [Element], limit: u64) -> Option<Tables<'a>> {
        let free = blank.free()?;
        let areas = Areas::new(elements, free, limit)?;
        let mut weights = vec![0; 1 << elements.len()];
        let mut leads = 0;
        for (i, element) in elements.iter().enumerate() {
            (0..weights.len()).filter(|set| set >> i & 1 == 1).for_each(|set| weights[set] += element.weight);
            leads |= if element.leads { 1 << i } else { 0 };
        }
        let has_ads = !blank.holes.is_empty();
        let fillings = Fillings::new(columns, blank.rows, has_ads, &Given { elements, weights: &weights, leads, areas: &areas });
        Some(Tables { elements, fillings, weights, leads, areas, free })
    }

    /// Places the elements of the cheapest filling that begins as told.
    fn trace(&self, piece: Piece, memo: &mut Memo, placed: &mut Vec<Placed>) {
        let (Piece { slot, set, .. }, holes) = (piece, memo.holes);
        let is_clear = set != 0 && !holes.iter().any(|hole| overlap(hole, &slot));
        let begun = if is_clear { self.clear_cut(piece) } else { self.around_holes(piece, memo).map(|(_, cut)| cut) };
        let after = |cut: &Cut, first: &Slot, uncut: First| match is_clear {
            true => (uncut, First::Any),
            false => holes::after(cut, !holes.iter().any(|hole| overlap(hole, first))),
        };
        match begun {
            None | Some(Cut::Hole) => {}
            Some(Cut::Leaf) => {
                let element = set.trailing_zeros() as usize;
                placed.extend(self.elements[element].shape.cell(slot.columns, slot.rows).map(|cell| Placed { element, slot, cell }));
            }
            Some(cut @ Cut::Above(first, row)) => {
                let (upper, lower) = split_rows(&slot, row);
                let (first_uncut, second_uncut) = after(&cut, &upper, First::NotLevel);
                self.trace(Piece { slot: upper, set: first, uncut: first_uncut }, memo, placed);
                self.trace(Piece { slot: lower, set: set & !first, uncut: second_uncut }, memo, placed);
            }
            Some(cut @ Cut::Left(first, column)) => {
                let (left, right) = split_columns(&slot, column);
                let (first_uncut, second_uncut) = after(&cut, &left, First::NotUpright);
                self.trace(Piece { slot: left, set: first, uncut: first_uncut }, memo, placed);
                self.trace(Piece { slot: right, set: set & !first, uncut: second_uncut }, memo, placed);
            }
        }
    }

    /// How the cheapest filling of a rectangle without holes begins: the tables hold costs alone, and few fillings are ever drawn.
    fn clear_cut(&self, Piece { slot, set, uncut }: Piece) -> Option<Cut> {
        let cost = self.fillings.depths(set, slot.columns, uncut).of(slot.rows)?;
        if set.count_ones() == 1 {
            return Some(Cut::Leaf);
        }
        // A fixed order settles ties: the largest first set, the least first part, level before upright.
        let firsts = || holes::subsets(set).filter(|first| *first != set && *first != 0);
        let level = |first: Set| {
            let second = set & !first;
            let below = self.fillings.depths(second, slot.columns, First::Any);
            let above = self.fillings.depths(first, slot.columns, First::NotLevel);
            let lower = LOWER * self.weights[usize::from(second)];
            let is_it = |(rows, above, below): &(u16, Cost, Cost)| above + below + lower * Cost::from(*rows) == cost;
            let row = above.over(below, slot.rows).find(is_it).map(|(rows, ..)| rows)?;
            (second & self.leads == 0).then_some(Cut::Above(first, row))
        };
        let upright = |first: Set| {
            let second = set & !first;
            let further = FURTHER * self.weights[usize::from(second)];
            let is_it = |column: &u8| {
                let left = self.fillings.depths(first, *column, First::NotUpright).of(slot.rows);
                let right = self.fillings.depths(second, slot.columns - column, First::Any).of(slot.rows);
                left.zip(right).is_some_and(|(left, right)| left + right + further * Cost::from(*column) == cost)
            };
            (1..slot.columns).find(is_it).map(|column| Cut::Left(first, column))
        };
        let found = if uncut == First::NotLevel { None } else { firsts().find_map(level) };
        found.or_else(|| if uncut == First::NotUpright { None } else { firsts().find_map(upright) })
    }
}

/// Whether two rectangles share a cell.
pub fn overlap(a: &Slot, b: &Slot) -> bool {
    a.column < b.column + b.columns && b.column < a.column + a.columns && a.row < b.row + b.rows && b.row < a.row + a.rows
}

fn split_rows(slot: &Slot, row: u16) -> (Slot, Slot) {
    (Slot { rows: row, ..*slot }, Slot { row: slot.row + row, rows: slot.rows - row, ..*slot })
}

fn split_columns(slot: &Slot, column: u8) -> (Slot, Slot) {
    (Slot { columns: column, ..*slot }, Slot { column: slot.column + column, columns: slot.columns - column, ..*slot })
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Sizes as `2x3:10`, columns by rows and cost.
    fn element(sizes: &str) -> Element {
        let mut shape = Shape::new(6, 30);
        for (config, size) in sizes.split(' ').enumerate() {
            let (size, cost) = size.split_once(':').unwrap_or((size, "0"));
            let (w, h) = size.split_once('x').unwrap();
            shape.offer(w.parse().unwrap(), h.parse().unwrap(), Cell { cost: cost.parse().unwrap(), config: config as u32 });
        }
        Element { shape: Arc::new(shape), weight: 0, leads: false, optional: None, faces: Arc::default() }
    }

    /// The page drawn: a letter an element, `#` a hole, `.` nothing.
    fn draw(columns: u8, rows: u16, holes: &[Slot], elements: &[Element]) -> String {
        let Some(filled) = fill(&Blank { columns, fold: None, rows, holes }, elements, u64::MAX) else { return "none".into() };
        let mut page = vec![vec!['.'; usize::from(columns)]; usize::from(rows)];
        let slots = filled.placed.iter().map(|p| (p.slot, (b'A' + p.element as u8) as char)).chain(holes.iter().map(|hole| (*hole, '#')));
        for (slot, letter) in slots {
            for row in &mut page[usize::from(slot.row)..usize::from(slot.row + slot.rows)] {
                for cell in &mut row[usize::from(slot.column)..usize::from(slot.column + slot.columns)] {
                    assert_eq!(*cell, '.', "two on one place");
                    *cell = letter;
                }
            }
        }
        page.into_iter().map(|row| row.into_iter().collect::<String>()).collect::<Vec<_>>().join("/")
    }

    fn check(columns: u8, rows: u16, holes: &[Slot], elements: &[&str], expected: &str) {
        let elements: Vec<Element> = elements.iter().map(|sizes| element(sizes)).collect();
        assert_eq!(draw(columns, rows, holes, &elements), expected);
    }

    #[test]
    fn pages_are_filled_exactly() {
        check(2, 3, &[], &["2x1", "1x2", "1x2"], "CB/CB/AA");
        check(2, 3, &[], &["2x1", "1x2", "1x1"], "none");
        check(2, 2, &[], &["2x2:9 2x1:5", "2x1:1"], "BB/AA");
        check(3, 3, &[], &["2x2", "1x2", "3x1"], "CCC/BAA/BAA");
    }

    #[test]
    fn ads_are_never_crossed() {
        let ad = Slot { column: 1, row: 1, columns: 1, rows: 2 };
        check(2, 3, &[ad], &["2x1", "1x2"], "AA/B#/B#");
        check(2, 3, &[ad], &["1x3", "1x1"], "AB/A#/A#");
        check(2, 3, &[ad], &["2x2"], "none");
    }

    #[test]
    fn the_lead_stands_at_the_top() {
        let mut lead = element("2x1 2x2");
        lead.leads = true;
        assert_eq!(draw(2, 3, &[], &[element("2x1"), lead]), "BB/BB/AA");
    }

    #[test]
    fn optional_elements_fill_or_stay_out() {
        let mut spare = element("2x1:5");
        spare.optional = Some(1);
        assert_eq!(draw(2, 2, &[], &[element("2x2:0 2x1:0"), spare.clone()]), "AA/AA");
        spare.optional = Some(20);
        assert_eq!(draw(2, 2, &[], &[element("2x2:0 2x1:0"), spare]), "BB/AA");
    }
}
