//! Rectangles that hold ads: cut in two wherever no ad is crossed, each part looked up or cut again (PLANNER 2.6).
use std::rc::Rc;

use rustc_hash::FxHashMap;

use super::fillings::{Cut, First};
use super::{Cost, FURTHER, LOWER, Set, Slot, Tables, overlap, split_columns, split_rows};

/// Fillings of rectangles with holes and the ways to cut them; only looked up, never walked, so its order does not matter.
#[derive(Default)]
pub(super) struct Memo {
    values: FxHashMap<(Slot, Set), Option<(Cost, Cut)>>,
    ways: FxHashMap<Slot, Rc<[Way]>>,
}

impl Memo {
    /// How many rectangles and sets it knows.
    pub(super) fn len(&self) -> usize {
        self.values.len()
    }
}

/// A way to cut a rectangle with holes in two.
struct Way {
    cut: Cut,
    first: Slot,
    second: Slot,
    /// The part that holds no hole, if one does not.
    clear: Option<Side>,
    /// Cells of the first part that no hole takes.
    first_free: u32,
    second_free: u32,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Side {
    First,
    Second,
}

impl Tables<'_> {
    /// The cheapest filling of a rectangle, holes and all.
    pub(super) fn value(&self, slot: Slot, set: Set, holes: &[Slot], memo: &mut Memo) -> Option<(Cost, Cut)> {
        if holes.contains(&slot) {
            return (set == 0).then_some((0, Cut::Hole));
        }
        if !holes.iter().any(|hole| overlap(hole, &slot)) {
            return self.clear_value(&slot, set);
        }
        if let Some(known) = memo.values.get(&(slot, set)) {
            return *known;
        }
        let ways = match memo.ways.get(&slot) {
            Some(ways) => ways.clone(),
            None => {
                let ways: Rc<[Way]> = self.ways(&slot, holes).into();
                memo.ways.insert(slot, ways.clone());
                ways
            }
        };
        let cap = self.areas.cap(usize::from(set), free_of(&slot, holes))?;
        let mut best: Option<(Cost, Cut)> = None;
        for way in ways.iter() {
            match way.clear {
                Some(Side::First) => {
                    for first in self.sets_of(&way.first).filter(|first| first & !set == 0) {
                        self.try_way(way, (set, first), cap, (holes, memo), &mut best);
                    }
                }
                Some(Side::Second) => {
                    for second in self.sets_of(&way.second).filter(|second| second & !set == 0) {
                        self.try_way(way, (set, set & !second), cap, (holes, memo), &mut best);
                    }
                }
                None => {
                    for first in subsets(set) {
                        self.try_way(way, (set, first), cap, (holes, memo), &mut best);
                    }
                }
            }
        }
        memo.values.insert((slot, set), best);
        best
    }

    /// Every way to cut a rectangle with holes and share its set out: both parts, the first's set, and what moving the second's costs.
    pub(super) fn ways_to_cut(&self, slot: Slot, set: Set, holes: &[Slot], memo: &mut Memo) -> Vec<(Slot, Slot, Set, Cost)> {
        // The value's own search has found the ways.
        self.value(slot, set, holes, memo);
        let Some(ways) = memo.ways.get(&slot) else { return Vec::new() };
        let mut found = Vec::new();
        for way in ways.iter() {
            let firsts: Vec<Set> = match way.clear {
                Some(Side::First) => self.sets_of(&way.first).filter(|first| first & !set == 0).collect(),
                Some(Side::Second) => self.sets_of(&way.second).filter(|second| second & !set == 0).map(|second| set & !second).collect(),
                None => subsets(set).collect(),
            };
            found.extend(firsts.into_iter().filter(|first| self.may_split(way, set, *first)).map(|first| {
                let (moved, _) = self.moved(way, set & !first, first);
                (way.first, way.second, first, moved)
            }));
        }
        found
    }

    /// Whether the sets of both parts of a way can have their areas, the lead not under others.
    fn may_split(&self, way: &Way, set: Set, first: Set) -> bool {
        let second = set & !first;
        let lead_below = matches!(way.cut, Cut::Above(..)) && second & self.leads != 0 && first != 0;
        !lead_below && self.areas.span(first, way.first_free) && self.areas.span(second, way.second_free)
    }

    /// What it costs that the second part stands lower or further right, and the cut.
    fn moved(&self, way: &Way, second: Set, first: Set) -> (Cost, Cut) {
        let weight = self.weights[usize::from(second)];
        match way.cut {
            Cut::Above(_, row) => (LOWER * Cost::from(row) * weight, Cut::Above(first, row)),
            Cut::Left(_, column) => (FURTHER * Cost::from(column) * weight, Cut::Left(first, column)),
            other => (0, other),
        }
    }

    /// The cheapest filling of a rectangle without holes.
    pub(super) fn clear_value(&self, slot: &Slot, set: Set) -> Option<(Cost, Cut)> {
        self.fillings.depths(set, slot.columns, First::Any).of(slot.rows)
    }

    /// Sets that fill a rectangle without holes, the largest number first.
    fn sets_of(&self, slot: &Slot) -> impl Iterator<Item = Set> + '_ {
        self.fillings.sets(slot.columns, slot.rows)
    }

    /// Takes a way with `first` of the set in its first part, where that is better than the best so far.
    fn try_way(&self, way: &Way, (set, first): (Set, Set), cap: Cost, (holes, memo): (&[Slot], &mut Memo), best: &mut Option<(Cost, Cut)>) {
        if !self.may_split(way, set, first) {
            return;
        }
        let second = set & !first;
        let (moved, cut) = self.moved(way, second, first);
        let most = best.map_or(cap, |(least, _)| least.saturating_sub(1).min(cap));
        // The part without a hole comes first: it is looked up, and may settle the matter.
        let (near, near_set, far, far_set) = match way.clear {
            Some(Side::Second) => (way.second, second, way.first, first),
            _ => (way.first, first, way.second, second),
        };
        let Some((near_cost, _)) = self.value(near, near_set, holes, memo).filter(|(cost, _)| cost + moved <= most) else { return };
        let Some((far_cost, _)) = self.value(far, far_set, holes, memo) else { return };
        let cost = near_cost + far_cost + moved;
        if cost <= most {
            *best = Some((cost, cut));
        }
    }

    /// The cuts of a rectangle with holes that may lead anywhere: a part without a hole must be one that some set fills.
    fn ways(&self, slot: &Slot, holes: &[Slot]) -> Vec<Way> {
        let inside: Vec<Slot> = holes.iter().filter(|hole| overlap(hole, slot)).copied().collect();
        let clear = |part: &Slot| !inside.iter().any(|hole| overlap(hole, part));
        let way = |(cut, first, second): (Cut, Slot, Slot)| {
            let side = if clear(&first) {
                Some(Side::First)
            } else if clear(&second) {
                Some(Side::Second)
            } else {
                None
            };
            let part = if side == Some(Side::Second) { &second } else { &first };
            let fillable = side.is_none() || self.sets_of(part).next().is_some();
            let (first_free, second_free) = (free_of(&first, &inside), free_of(&second, &inside));
            fillable.then_some(Way { cut, first, second, clear: side, first_free, second_free })
        };
        cuts(slot, &inside).into_iter().filter_map(way).collect()
    }
}

/// Every subset of a set, itself and the empty one among them.
pub(super) fn subsets(set: Set) -> impl Iterator<Item = Set> {
    let mut next = Some(set);
    std::iter::from_fn(move || {
        let now = next?;
        next = (now > 0).then(|| (now - 1) & set);
        Some(now)
    })
}

/// Cells of a rectangle that no hole takes; every hole lies inside it or outside.
pub(super) fn free_of(slot: &Slot, holes: &[Slot]) -> u32 {
    let area = |slot: &Slot| u32::from(slot.columns) * u32::from(slot.rows);
    area(slot) - holes.iter().filter(|hole| overlap(hole, slot)).map(area).sum::<u32>()
}

/// Every cut of a rectangle that crosses no hole.
fn cuts(slot: &Slot, holes: &[Slot]) -> Vec<(Cut, Slot, Slot)> {
    let mut found = Vec::new();
    for row in 1..slot.rows {
        let y = slot.row + row;
        if holes.iter().all(|hole| y <= hole.row || y >= hole.row + hole.rows) {
            let (upper, lower) = split_rows(slot, row);
            found.push((Cut::Above(0, row), upper, lower));
        }
    }
    for column in 1..slot.columns {
        let x = slot.column + column;
        if holes.iter().all(|hole| x <= hole.column || x >= hole.column + hole.columns) {
            let (left, right) = split_columns(slot, column);
            found.push((Cut::Left(0, column), left, right));
        }
    }
    found
}
