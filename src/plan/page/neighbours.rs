//! How modules stand beside each other, and the page that is best with that counted: best-first search over the cuts, with the dynamic
//! programme as its bound (PLANNER 2.7; Hart, Nilsson & Raphael 1968).
use std::cmp::Reverse;
use std::collections::BinaryHeap;

use super::super::{Cost, Face, Slot, score};
use super::holes::Memo;
use super::{Filled, Placed, Set, Tables, overlap, split_columns, split_rows};

/// Partial pages looked at before the best plan found so far is taken.
const EXPANSIONS: usize = 20_000;

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
    /// Pictures of two stories that touch.
    pub pictures: Cost,
}

impl Charges {
    /// All together.
    pub fn total(&self) -> Cost {
        self.tombstones + self.butting_heads + self.larger_below + self.outranked + self.pictures
    }

    fn and(self, other: Charges) -> Charges {
        Charges {
            tombstones: self.tombstones + other.tombstones,
            butting_heads: self.butting_heads + other.butting_heads,
            larger_below: self.larger_below + other.larger_below,
            outranked: self.outranked + other.outranked,
            pictures: self.pictures + other.pictures,
        }
    }
}

/// What the modules of a page are charged for standing as they do.
pub(in crate::plan) fn charges(modules: &[(Slot, &Face)]) -> Charges {
    let pairs = modules.iter().enumerate().flat_map(|(i, one)| modules[i + 1..].iter().map(move |other| (one, other)));
    pairs.map(|(one, other)| charge((&one.0, one.1), (&other.0, other.1))).fold(Charges::default(), Charges::and)
}

/// What two modules at their places are charged for each other.
fn charge((a, a_face): (&Slot, &Face), (b, b_face): (&Slot, &Face)) -> Charges {
    let (a_head, b_head) = (moved(&a_face.head, a), moved(&b_face.head, b));
    let mut charges = Charges::default();
    if a_face.head_size > 0 && b_face.head_size > 0 {
        let (small, large) = (a_face.head_size.min(b_face.head_size), a_face.head_size.max(b_face.head_size));
        let beside = a_head.column + a_head.columns == b_head.column || b_head.column + b_head.columns == a_head.column;
        if beside && meet(a_head.row, a_head.rows, b_head.row, b_head.rows) {
            if (large - small) * 100 < small * score::ONE_SIZE {
                charges.tombstones = score::TOMBSTONE;
            } else {
                charges.butting_heads = score::BUTTING_HEADS;
            }
        }
        let (upper, lower) = if a_head.row <= b_head.row { (a_face, b_face) } else { (b_face, a_face) };
        let over = meet(a.column.into(), a.columns.into(), b.column.into(), b.columns.into());
        if over && lower.head_size > upper.head_size {
            charges.larger_below = score::LARGER_BELOW * ((lower.head_size - upper.head_size) * 10 / upper.head_size);
        }
    }
    let (light, heavy) = if a_face.weight < b_face.weight { (a_face, b_face) } else { (b_face, a_face) };
    if light.weight > 0 && light.head_size > heavy.head_size && heavy.head_size > 0 {
        let tenths = (light.head_size - heavy.head_size) * 10 / heavy.head_size;
        charges.outranked = score::OUTRANKED * tenths * (heavy.weight - light.weight).min(score::RANKS);
    }
    let pictures = a_face.pictures.iter().flat_map(|one| b_face.pictures.iter().map(move |other| (moved(one, a), moved(other, b))));
    charges.pictures = score::PICTURES_TOUCH * pictures.filter(|(one, other)| touch(one, other)).count() as Cost;
    charges
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

/// A rectangle still to be filled, and by whom.
#[derive(Clone, Copy)]
struct Open {
    slot: Slot,
    set: Set,
    /// The cut that its parent made, where it is the first part and must not be cut that way again.
    uncut: Option<Direction>,
    /// The least that filling it costs, neighbours left out.
    cost: Cost,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Direction {
    Level,
    Upright,
}

/// A partial page: what is open lies in a stack of its own, what was placed is found over its parents.
struct Partial {
    parent: u32,
    placed: Option<Placed>,
    open: Vec<Open>,
}

const ROOT: u32 = u32::MAX;

/// A way to begin filling a rectangle.
struct Start {
    /// The least that filling all of it costs.
    least: Cost,
    placed: Option<Placed>,
    /// What stays open, the first part first.
    parts: [Option<Open>; 2],
}

impl Tables<'_> {
    /// An element as its neighbours see it; none where they do not mind.
    fn seen(&self, placed: &Placed) -> Option<(Slot, &Face)> {
        let face = self.elements[placed.element].faces.get(placed.cell.config as usize)?;
        Some((placed.slot, face))
    }

    fn charges(&self, placed: &[Placed]) -> Cost {
        charges(&placed.iter().filter_map(|placed| self.seen(placed)).collect::<Vec<_>>()).total()
    }

    /// The best page with its neighbours counted, where `blind` is the best without; `sets` are those that may fill the page, with what the
    /// elements left out of each cost.
    ///
    /// The first page that is completed is the best of all within the tables' limit: it is proved, unless [`EXPANSIONS`] ran out.
    pub(super) fn settle(&self, root: Slot, sets: &[(Set, u64)], holes: &[Slot], memo: &mut Memo, blind: Filled) -> Filled {
        let neighbours = self.charges(&blind.placed);
        let known = Filled { cost: blind.cost + u64::from(neighbours), neighbours, proved: true, ..blind };
        if neighbours == 0 {
            return known;
        }
        let mut arena: Vec<Partial> = Vec::new();
        // By cost so far and least cost to come; then the fuller page, then the earlier found.
        let mut queue: BinaryHeap<Reverse<(u64, Reverse<u32>, u32)>> = BinaryHeap::new();
        for (set, extra) in sets {
            if let Some((cost, _)) = self.value(root, *set, holes, memo) {
                let open = Open { slot: root, set: *set, uncut: None, cost };
                let whole = u64::from(cost) + extra;
                if whole < known.cost {
                    queue.push(Reverse((whole, Reverse(0), arena.len() as u32)));
                    arena.push(Partial { parent: ROOT, placed: None, open: vec![open] });
                }
            }
        }
        let mut starts: Vec<Start> = Vec::new();
        for _ in 0..EXPANSIONS {
            let Some(Reverse((cost, Reverse(depth), at))) = queue.pop() else { return known };
            let Some(open) = arena[at as usize].open.last().copied() else {
                let placed = self.path(&arena, at);
                let neighbours = self.charges(&placed);
                return Filled { cost, neighbours, proved: true, placed };
            };
            starts.clear();
            self.starts(&open, holes, memo, &mut starts);
            for Start { least, placed, parts } in &starts {
                let mut cost = cost - u64::from(open.cost) + u64::from(*least);
                if cost >= known.cost {
                    continue;
                }
                if let Some(placed) = placed {
                    cost += u64::from(self.charges_to(&arena, at, placed));
                    if cost >= known.cost {
                        continue;
                    }
                }
                let mut rest = arena[at as usize].open.clone();
                rest.pop();
                rest.extend(parts.iter().rev().flatten());
                queue.push(Reverse((cost, Reverse(depth + 1), arena.len() as u32)));
                arena.push(Partial { parent: at, placed: *placed, open: rest });
            }
        }
        Filled { proved: false, ..known }
    }

    fn path(&self, arena: &[Partial], mut at: u32) -> Vec<Placed> {
        let mut placed = Vec::new();
        while at != ROOT {
            let partial = &arena[at as usize];
            placed.extend(partial.placed);
            at = partial.parent;
        }
        placed.sort_by_key(|placed| (placed.slot.row, placed.slot.column));
        placed
    }

    fn charges_to(&self, arena: &[Partial], mut at: u32, new: &Placed) -> Cost {
        let Some((slot, face)) = self.seen(new) else { return 0 };
        let mut cost = 0;
        while at != ROOT {
            let partial = &arena[at as usize];
            let other = partial.placed.as_ref().and_then(|placed| self.seen(placed));
            cost += other.map_or(0, |(other, other_face)| charge((&other, other_face), (&slot, face)).total());
            at = partial.parent;
        }
        cost
    }

    /// Every way to begin filling a rectangle.
    fn starts(&self, open: &Open, holes: &[Slot], memo: &mut Memo, out: &mut Vec<Start>) {
        let Open { slot, set, uncut, .. } = *open;
        if holes.contains(&slot) {
            out.push(Start { least: 0, placed: None, parts: [None, None] });
            return;
        }
        if holes.iter().any(|hole| overlap(hole, &slot)) {
            for (first_slot, second_slot, first, moved) in self.ways_to_cut(slot, set, holes, memo) {
                let mut part =
                    |slot: Slot, set: Set| self.value(slot, set, holes, memo).map(|(cost, _)| Open { slot, set, uncut: None, cost });
                if let (Some(one), Some(other)) = (part(first_slot, first), part(second_slot, set & !first)) {
                    out.push(Start { least: one.cost + other.cost + moved, placed: None, parts: [Some(one), Some(other)] });
                }
            }
            return;
        }
        if set.count_ones() == 1 {
            let element = set.trailing_zeros() as usize;
            if let Some(cell) = self.elements[element].shape.cell(slot.columns, slot.rows) {
                out.push(Start { least: cell.cost, placed: Some(Placed { element, slot, cell }), parts: [None, None] });
            }
            return;
        }
        let at = usize::from(slot.columns) - 1;
        let mut first = (set - 1) & set;
        while first > 0 {
            let second = set & !first;
            let weight = self.weights[usize::from(second)];
            if uncut != Some(Direction::Level) && second & self.leads == 0 {
                for entry in self.fillings[usize::from(first)][at].upright.iter().take_while(|entry| entry.rows < slot.rows) {
                    let (upper, lower) = split_rows(&slot, entry.rows);
                    if let Some((cost, _)) = self.clear_value(&lower, second) {
                        let moved = super::LOWER * Cost::from(entry.rows) * weight;
                        let one = Open { slot: upper, set: first, uncut: Some(Direction::Level), cost: entry.cost };
                        let other = Open { slot: lower, set: second, uncut: None, cost };
                        out.push(Start { least: entry.cost + cost + moved, placed: None, parts: [Some(one), Some(other)] });
                    }
                }
            }
            if uncut != Some(Direction::Upright) {
                for column in 1..slot.columns {
                    let (left, right) = split_columns(&slot, column);
                    let list = &self.fillings[usize::from(first)][usize::from(column) - 1].level;
                    let Ok(found) = list.binary_search_by_key(&slot.rows, |entry| entry.rows) else { continue };
                    if let Some((cost, _)) = self.clear_value(&right, second) {
                        let moved = super::FURTHER * Cost::from(column) * weight;
                        let one = Open { slot: left, set: first, uncut: Some(Direction::Upright), cost: list[found].cost };
                        let other = Open { slot: right, set: second, uncut: None, cost };
                        out.push(Start { least: list[found].cost + cost + moved, placed: None, parts: [Some(one), Some(other)] });
                    }
                }
            }
            first = (first - 1) & set;
        }
    }
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::super::super::{Cell, Shape};
    use super::super::{Element, fill};
    use super::*;

    fn slot(column: u8, row: u16, columns: u8, rows: u16) -> Slot {
        Slot { column, row, columns, rows }
    }

    fn check(a: (Slot, u32, Option<Slot>), b: (Slot, u32, Option<Slot>), expected: Cost) {
        let face = |(module, size, picture): &(Slot, u32, Option<Slot>)| Face {
            head: slot(0, 0, module.columns, 3),
            head_size: *size,
            weight: 0,
            pictures: picture.iter().copied().collect(),
        };
        assert_eq!(charge((&a.0, &face(&a)), (&b.0, &face(&b))).total(), expected);
        assert_eq!(charge((&b.0, &face(&b)), (&a.0, &face(&a))).total(), expected);
    }

    #[test]
    fn heads_and_pictures_are_kept_apart() {
        let (left, right, low) = (slot(0, 0, 2, 20), slot(2, 1, 2, 20), slot(0, 20, 2, 20));
        check((left, 20_000, None), (right, 21_000, None), score::TOMBSTONE);
        check((left, 20_000, None), (right, 30_000, None), score::BUTTING_HEADS);
        check((left, 20_000, None), (slot(2, 3, 2, 20), 20_000, None), 0);
        check((left, 20_000, None), (low, 24_000, None), 2 * score::LARGER_BELOW);
        check((left, 24_000, None), (low, 20_000, None), 0);
        check((left, 0, Some(slot(0, 10, 2, 8))), (low, 0, Some(slot(1, 0, 1, 5))), score::PICTURES_TOUCH);
        check((left, 0, Some(slot(0, 4, 2, 8))), (low, 0, Some(slot(1, 0, 1, 5))), 0);
    }

    #[test]
    fn a_page_is_best_with_its_neighbours_counted() {
        // Side by side is cheaper until the heads are seen to run into each other.
        let element = |size: u32| {
            let mut shape = Shape::new(2, 20);
            for (config, (columns, rows, cost)) in [(1, 20, 0), (2, 10, 2_000)].into_iter().enumerate() {
                shape.offer(columns, rows, Cell { cost, config: config as u32 });
            }
            let face = |columns| Face { head: slot(0, 0, columns, 3), head_size: size, weight: 0, pictures: Vec::new() };
            Element { shape: Arc::new(shape), weight: 0, leads: false, optional: None, faces: Arc::new(vec![face(1), face(2)]) }
        };
        let columns = |elements: &[Element]| {
            let filled = fill(2, 20, &[], elements, u64::MAX).expect("it can be filled");
            (filled.cost, filled.neighbours, filled.placed[0].slot.columns)
        };
        assert_eq!(columns(&[element(20_000), element(20_000)]), (4_000, 0, 2));
        assert_eq!(columns(&[element(0), element(20_000)]), (0, 0, 1));
    }
}
