//! One page, filled exactly: a dynamic programme over all guillotine cuts, all subsets and all shapes, then a search with neighbours counted.
//!
//! PLANNER 2.5 and 2.6, after Gange, Marriott & Stuckey, "Optimal guillotine layout" (DocEng 2012), with equality in place of "at most".
use std::sync::Arc;

use super::score::{FURTHER, LOWER};
use super::{Cell, Cost, Face, Shape, Slot};

pub(super) mod areas;
pub mod folded;
mod holes;
mod neighbours;

use areas::Areas;
use holes::Memo;
pub use neighbours::Charges;
use neighbours::{Open, Seed};
pub(super) use neighbours::{charges, looks};

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

#[derive(Clone, Copy)]
struct Entry {
    rows: u16,
    cost: Cost,
    cut: Cut,
}

/// How the best filling of a rectangle starts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Cut {
    Leaf,
    /// These above, to that row.
    Above(Set, u16),
    /// These left, to that column.
    Left(Set, u8),
    /// An ad fills it.
    Hole,
}

/// Fillings of ad-free rectangles of one set and width, by depth.
#[derive(Clone)]
struct Fillings {
    /// Best of all.
    any: Vec<Entry>,
    /// Best whose first cut is not horizontal.
    upright: Vec<Entry>,
    /// Best whose first cut is not vertical.
    level: Vec<Entry>,
    /// The least cost of any.
    least: Cost,
}

impl Fillings {
    const NONE: Fillings = Fillings { any: Vec::new(), upright: Vec::new(), level: Vec::new(), least: Cost::MAX };
}

struct Tables<'a> {
    elements: &'a [Element],
    rows: u16,
    /// `[set][columns - 1]`
    fillings: Vec<Vec<Fillings>>,
    weights: Vec<Cost>,
    leads: Set,
    areas: Areas,
    /// `[columns - 1][rows]`: the sets that fill an ad-free rectangle of that size, ascending.
    by_size: Vec<Vec<Vec<Set>>>,
}

/// What a page may cost beyond the least that its elements can, in the tries before the one within the limit: a narrow search is fast,
/// and what it finds is the best there is. A search half as wide as the last saves more than it costs where it finds nothing.
const MARGINS: [u64; 3] = [45_000, 65_000, 90_000];

/// The least that placing the elements can cost, wherever they stand.
pub fn bound(elements: &[Element]) -> u64 {
    elements.iter().map(|element| u64::from(least_cost(element))).sum()
}

fn least_cost(element: &Element) -> Cost {
    let placed = element.shape.cells().map(|(_, _, cell)| cell.cost).min();
    placed.into_iter().chain(element.optional).min().unwrap_or(0)
}

/// Fills `columns` by `rows`, less the holes, with the elements, exactly; none where that cannot be or costs more than `limit`.
///
/// It costs the least of all where that is [`Filled::proved`], and else the least of those that would be about the cheapest were they
/// alone on the page: what neighbours are charged may lie beyond the margin that was searched.
pub fn fill(columns: u8, rows: u16, holes: &[Slot], elements: &[Element], limit: u64) -> Option<Filled> {
    let blocked: u32 = holes.iter().map(|hole| u32::from(hole.columns) * u32::from(hole.rows)).sum();
    let free = (u32::from(columns) * u32::from(rows)).checked_sub(blocked)?;
    let least = areas::bound(elements, free)?;
    in_margins(least, limit, |searched| fill_within(columns, rows, holes, elements, searched))
}

/// Searches ever wider from the least that a filling can cost.
fn in_margins(least: u64, limit: u64, fill: impl Fn(u64) -> Option<Filled>) -> Option<Filled> {
    let narrow = MARGINS.iter().filter(|margin| least + 2 * **margin <= limit).map(|margin| least + margin);
    let within = |searched: u64| {
        let filled = fill(searched)?;
        Some(Filled { proved: filled.proved && filled.cost <= searched, ..filled }).filter(|filled| filled.cost <= limit)
    };
    narrow.chain([limit]).find_map(within)
}

/// The cheapest filling of all that cost less than `known`; none only where it is proved that there is none. A filling that is not cheaper
/// says that the search gave up.
pub fn fill_better(columns: u8, rows: u16, holes: &[Slot], elements: &[Element], known: u64) -> Option<Filled> {
    let found = fill_within(columns, rows, holes, elements, known.saturating_sub(1));
    found.filter(|filled| filled.cost < known || !filled.proved)
}

fn fill_within(columns: u8, rows: u16, holes: &[Slot], elements: &[Element], limit: u64) -> Option<Filled> {
    if elements.len() > MOST_ELEMENTS || bound(elements) > limit {
        return None;
    }
    let blocked: u32 = holes.iter().map(|hole| u32::from(hole.columns) * u32::from(hole.rows)).sum();
    let free = (u32::from(columns) * u32::from(rows)).checked_sub(blocked)?;
    let tables = Tables::new(columns, rows, elements, (free, limit))?;
    let root = Slot { column: 0, row: 0, columns, rows };
    let mut memo = Memo::default();
    let mut best: Option<(u64, Set)> = None;
    let sets = sets(elements);
    for &(set, extra) in &sets {
        if let Some((cost, _)) = tables.value(root, set, holes, &mut memo)
            && best.is_none_or(|(least, _)| u64::from(cost) + extra < least)
        {
            best = Some((u64::from(cost) + extra, set));
        }
    }
    let (cost, set) = best.filter(|(cost, _)| *cost <= limit)?;
    let mut placed = Vec::new();
    tables.trace(root, set, holes, &mut memo, &mut placed);
    placed.sort_by_key(|p| (p.slot.row, p.slot.column));
    let blind = Filled { cost, neighbours: 0, proved: true, placed };
    let seeds: Vec<Seed> = sets
        .into_iter()
        .filter_map(|(set, extra)| {
            let (cost, _) = tables.value(root, set, holes, &mut memo)?;
            let open = Open { slot: root, set, uncut: None, cost };
            Some(Seed { cost: u64::from(cost) + extra, placed: None, open: vec![open] })
        })
        .collect();
    Some(tables.settle(seeds, holes, &mut memo, blind))
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
    fn new(columns: u8, rows: u16, elements: &'a [Element], (free, limit): (u32, u64)) -> Option<Tables<'a>> {
        let count = 1usize << elements.len();
        let areas = Areas::new(elements, free, limit)?;
        let mut weights = vec![0; count];
        let mut leads = 0;
        for (i, element) in elements.iter().enumerate() {
            for set in (0..count).filter(|set| set >> i & 1 == 1) {
                weights[set] += element.weight;
            }
            if element.leads {
                leads |= 1 << i;
            }
        }
        let fillings = vec![vec![Fillings::NONE; usize::from(columns)]; count];
        let by_size = vec![vec![Vec::new(); usize::from(rows) + 1]; usize::from(columns)];
        let mut tables = Tables { elements, rows, fillings, weights, leads, areas, by_size };
        let mut sets: Vec<usize> = (1..count).collect();
        sets.sort_by_key(|set| (set.count_ones(), *set));
        let depth = usize::from(rows) + 1;
        let mut scratch = Scratch { level: vec![NOTHING; depth], upright: vec![NOTHING; depth] };
        // A set of which one element fits no width fits none either.
        let mut dead = 0;
        for set in sets {
            if set & dead != 0 {
                continue;
            }
            for width in 1..=columns {
                let (low, high) = tables.areas.window(set);
                let window = (low.div_ceil(u32::from(width)), high / u32::from(width));
                tables.compute(set, width, window, &mut scratch);
            }
            if set.count_ones() == 1 && tables.fillings[set].iter().all(|fillings| fillings.any.is_empty()) {
                dead |= set;
            }
        }
        for (set, widths) in tables.fillings.iter().enumerate() {
            for (at, fillings) in widths.iter().enumerate() {
                for entry in &fillings.any {
                    tables.by_size[at][usize::from(entry.rows)].push(set as Set);
                }
            }
        }
        Some(tables)
    }

    /// Fillings of a width by this set, in the depths of the window, that cost no more than its cap.
    fn compute(&mut self, set: usize, width: u8, window: (u32, u32), scratch: &mut Scratch) {
        let (low, high) = (window.0, window.1.min(u32::from(self.rows)));
        if low > high {
            return;
        }
        let caps: Vec<Cost> = (low..=high).map(|rows| self.areas.cap(set, rows * u32::from(width)).unwrap_or(0)).collect();
        let cap = caps.iter().copied().max().unwrap_or(0);
        let is_within = |entry: &Entry| entry.cost <= caps[usize::from(entry.rows) - low as usize];
        let within = |rows: u16| u32::from(rows) >= low && u32::from(rows) <= high;
        let at = usize::from(width) - 1;
        let mut leaves: Vec<Entry> = Vec::new();
        if set.count_ones() == 1 {
            let shape = &self.elements[set.trailing_zeros() as usize].shape;
            leaves = (low as u16..=high as u16)
                .filter_map(|rows| shape.cell(width, rows).map(|cell| Entry { rows, cost: cell.cost, cut: Cut::Leaf }))
                .filter(is_within)
                .collect();
        }
        scratch.level[low as usize..=high as usize].fill(NOTHING);
        scratch.upright[low as usize..=high as usize].fill(NOTHING);
        // Every proper subset as the first part, in falling order: a fixed order settles ties.
        let mut first = (set - 1) & set;
        while first > 0 {
            let second = set & !first;
            let weight = self.weights[second];
            let lead_below = second as Set & self.leads != 0;
            let (above, below) = (&self.fillings[first][at], &self.fillings[second][at]);
            if !lead_below && above.least.saturating_add(below.least) <= cap {
                for above in &above.upright {
                    let base = above.cost + LOWER * Cost::from(above.rows) * weight;
                    if base.saturating_add(below.least) > cap {
                        continue;
                    }
                    let from = below.any.partition_point(|below| u32::from(above.rows + below.rows) < low);
                    for below in &below.any[from..] {
                        let rows = above.rows + below.rows;
                        if u32::from(rows) > high {
                            break;
                        }
                        let cost = base + below.cost;
                        let best = &mut scratch.level[usize::from(rows)];
                        if cost < best.cost {
                            *best = Entry { rows, cost, cut: Cut::Above(first as Set, above.rows) };
                        }
                    }
                }
            }
            for left_width in 1..width {
                let (left, right) =
                    (&self.fillings[first][usize::from(left_width) - 1], &self.fillings[second][usize::from(width - left_width) - 1]);
                let extra = FURTHER * Cost::from(left_width) * weight;
                if left.least.saturating_add(right.least).saturating_add(extra) > cap {
                    continue;
                }
                let (left, right) = (&left.level, &right.any);
                let (mut l, mut r) = (0, 0);
                while l < left.len() && r < right.len() {
                    match left[l].rows.cmp(&right[r].rows) {
                        std::cmp::Ordering::Less => l += 1,
                        std::cmp::Ordering::Greater => r += 1,
                        std::cmp::Ordering::Equal => {
                            let (rows, cost) = (left[l].rows, left[l].cost + right[r].cost + extra);
                            let best = &mut scratch.upright[usize::from(rows)];
                            if within(rows) && cost < best.cost {
                                *best = Entry { rows, cost, cut: Cut::Left(first as Set, left_width) };
                            }
                            l += 1;
                            r += 1;
                        }
                    }
                }
            }
            first = (first - 1) & set;
        }
        let span = low as usize..=high as usize;
        let found = |list: &[Entry]| -> Vec<Entry> {
            list[span.clone()].iter().filter(|entry| entry.cost < Cost::MAX && is_within(entry)).copied().collect()
        };
        let (level_cuts, upright_cuts) = (found(&scratch.level), found(&scratch.upright));
        let level = merge(&leaves, &level_cuts);
        let upright = merge(&leaves, &upright_cuts);
        let any = merge(&level, &upright_cuts);
        let least = any.iter().map(|entry| entry.cost).min().unwrap_or(Cost::MAX);
        self.fillings[set][at] = Fillings { any, upright, level, least };
    }

    fn trace(&self, slot: Slot, set: Set, holes: &[Slot], memo: &mut Memo, placed: &mut Vec<Placed>) {
        let Some((_, cut)) = self.value(slot, set, holes, memo) else { return };
        match cut {
            Cut::Hole => {}
            Cut::Leaf => {
                let element = set.trailing_zeros() as usize;
                if let Some(cell) = self.elements[element].shape.cell(slot.columns, slot.rows) {
                    placed.push(Placed { element, slot, cell });
                }
            }
            // Beside an ad any filling will do for a first part.
            Cut::Above(first, row) if holes.iter().any(|hole| overlap(hole, &slot)) => {
                let (upper, lower) = split_rows(&slot, row);
                self.trace(upper, first, holes, memo, placed);
                self.trace(lower, set & !first, holes, memo, placed);
            }
            Cut::Left(first, column) if holes.iter().any(|hole| overlap(hole, &slot)) => {
                let (left, right) = split_columns(&slot, column);
                self.trace(left, first, holes, memo, placed);
                self.trace(right, set & !first, holes, memo, placed);
            }
            Cut::Above(first, row) => {
                let (upper, lower) = split_rows(&slot, row);
                self.trace_uncut(upper, first, (true, holes), memo, placed);
                self.trace(lower, set & !first, holes, memo, placed);
            }
            Cut::Left(first, column) => {
                let (left, right) = split_columns(&slot, column);
                self.trace_uncut(left, first, (false, holes), memo, placed);
                self.trace(right, set & !first, holes, memo, placed);
            }
        }
    }

    /// Sets that fill an ad-free rectangle, the largest number first.
    fn filling(&self, slot: &Slot) -> impl Iterator<Item = Set> + '_ {
        self.by_size[usize::from(slot.columns) - 1][usize::from(slot.rows)].iter().rev().copied()
    }

    /// Traces a first part, which in ad-free rectangles is not cut the way its parent was.
    fn trace_uncut(&self, slot: Slot, set: Set, (level, holes): (bool, &[Slot]), memo: &mut Memo, placed: &mut Vec<Placed>) {
        if set == 0 || holes.iter().any(|hole| overlap(hole, &slot)) {
            return self.trace(slot, set, holes, memo, placed);
        }
        let fillings = &self.fillings[usize::from(set)][usize::from(slot.columns) - 1];
        let list = if level { &fillings.upright } else { &fillings.level };
        let Ok(at) = list.binary_search_by_key(&slot.rows, |entry| entry.rows) else {
            return self.trace(slot, set, holes, memo, placed);
        };
        match list[at].cut {
            Cut::Above(first, row) => {
                let (upper, lower) = split_rows(&slot, row);
                self.trace_uncut(upper, first, (true, holes), memo, placed);
                self.trace(lower, set & !first, holes, memo, placed);
            }
            Cut::Left(first, column) => {
                let (left, right) = split_columns(&slot, column);
                self.trace_uncut(left, first, (false, holes), memo, placed);
                self.trace(right, set & !first, holes, memo, placed);
            }
            Cut::Leaf | Cut::Hole => {
                let element = set.trailing_zeros() as usize;
                if let Some(cell) = self.elements[element].shape.cell(slot.columns, slot.rows) {
                    placed.push(Placed { element, slot, cell });
                }
            }
        }
    }
}

/// More than any page costs: sums of it still fit a [`Cost`].
const MOST_COST: Cost = Cost::MAX / 4;

const NOTHING: Entry = Entry { rows: 0, cost: Cost::MAX, cut: Cut::Leaf };

struct Scratch {
    level: Vec<Entry>,
    upright: Vec<Entry>,
}

/// Two lists by rows as one, the cheaper of equals.
fn merge(a: &[Entry], b: &[Entry]) -> Vec<Entry> {
    let mut out = Vec::with_capacity(a.len() + b.len());
    let (mut i, mut k) = (0, 0);
    while i < a.len() || k < b.len() {
        let take_a = k == b.len() || i < a.len() && (a[i].rows, a[i].cost) <= (b[k].rows, b[k].cost);
        let entry = if take_a { a[i] } else { b[k] };
        if take_a {
            i += 1
        } else {
            k += 1
        }
        if out.last().is_none_or(|last: &Entry| last.rows != entry.rows) {
            out.push(entry);
        }
    }
    out
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
        let Some(filled) = fill(columns, rows, holes, elements, u64::MAX) else { return "none".into() };
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
