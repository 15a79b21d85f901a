//! Rectangles that hold ads: cut in two wherever no ad is crossed, each part looked up or cut again (PLANNER 2.6).
use std::rc::Rc;

use rustc_hash::FxHashMap;

use super::fillings::First;
use super::{Cost, FURTHER, LOWER, Piece, Set, Slot, Tables, overlap, split_columns, split_rows};

/// How the best filling of a rectangle starts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Cut {
    /// One element fills it.
    Leaf,
    /// These above, to that row.
    Above(Set, u16),
    /// These left, to that column.
    Left(Set, u8),
    /// An ad fills it.
    Hole,
}

/// A page's holes, with the fillings of rectangles that hold some and the ways to cut them; only looked up, never walked, so its order does
/// not matter.
pub(super) struct Memo<'a> {
    pub(super) holes: &'a [Slot],
    /// By [`key`].
    values: FxHashMap<(u64, u8), Option<(Cost, Cut)>>,
    /// The ways to cut each rectangle, and its cells that no hole takes.
    ways: FxHashMap<Slot, (Rc<[Way]>, u32)>,
}

impl<'a> Memo<'a> {
    pub(super) fn new(holes: &'a [Slot]) -> Memo<'a> {
        Memo { holes, values: FxHashMap::default(), ways: FxHashMap::default() }
    }

    /// How many rectangles and sets it knows.
    pub(super) fn len(&self) -> usize {
        self.values.len()
    }
}

/// A rectangle, a set and how it may begin, in few numbers.
fn key(Piece { slot, set, uncut }: Piece) -> (u64, u8) {
    let Slot { column, row, columns, rows } = slot;
    (u64::from(column) << 56 | u64::from(columns) << 48 | u64::from(row) << 32 | u64::from(rows) << 16 | u64::from(set), uncut as u8)
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

impl Way {
    fn may_begin(&self, uncut: First) -> bool {
        let under_clear = self.clear == Some(Side::First);
        match (uncut, self.cut) {
            (First::NotLevel, Cut::Above(..)) | (First::NotUpright, Cut::Left(..)) => false,
            (First::NotUnderClear, Cut::Above(..)) | (First::NotBesideClear, Cut::Left(..)) => !under_clear,
            _ => true,
        }
    }
}

/// How the parts of a cut may begin where the first holds no hole, or does: of pieces in a row those without holes stand together, and a
/// piece with holes is parted from all after it at once.
pub(super) fn after(cut: &Cut, first_is_clear: bool) -> (First, First) {
    match (cut, first_is_clear) {
        (Cut::Above(..), true) => (First::Any, First::NotUnderClear),
        (Cut::Left(..), true) => (First::Any, First::NotBesideClear),
        (Cut::Above(..), false) => (First::NotLevel, First::Any),
        (Cut::Left(..), false) => (First::NotUpright, First::Any),
        (Cut::Leaf | Cut::Hole, _) => (First::Any, First::Any),
    }
}

/// A rectangle cut in two.
pub(super) struct InTwo {
    pub(super) first: Piece,
    pub(super) second: Piece,
    /// What it costs that the second stands lower or further right.
    pub(super) moved: Cost,
}

/// A set shared out between the parts of a cut.
#[derive(Clone, Copy)]
struct Sets {
    first: Set,
    second: Set,
}

impl Sets {
    fn of(set: Set, first: Set) -> Sets {
        Sets { first, second: set & !first }
    }
}

/// The best filling of a rectangle with holes so far, and how it begins.
struct BestCut {
    /// The most that it may cost.
    cap: Cost,
    found: Option<(Cost, Cut)>,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Side {
    First,
    Second,
}

impl Tables<'_> {
    /// What the cheapest filling of a rectangle costs, holes and all.
    pub(super) fn value(&self, piece: Piece, memo: &mut Memo) -> Option<Cost> {
        if !memo.holes.iter().any(|hole| overlap(hole, &piece.slot)) {
            return self.clear_value(&piece.slot, piece.set);
        }
        self.around_holes(piece, memo).map(|(cost, _)| cost)
    }

    /// The cheapest filling of a rectangle with holes, and how it begins.
    pub(super) fn around_holes(&self, piece: Piece, memo: &mut Memo) -> Option<(Cost, Cut)> {
        let (Piece { slot, set, uncut }, holes) = (piece, memo.holes);
        if holes.contains(&slot) {
            return (set == 0).then_some((0, Cut::Hole));
        }
        if let Some(known) = memo.values.get(&key(piece)) {
            return *known;
        }
        let known = memo.ways.get(&slot).cloned();
        let (ways, free) = known.unwrap_or_else(|| {
            let found: (Rc<[Way]>, u32) = (self.ways(&slot, holes).into(), free_of(&slot, holes));
            memo.ways.insert(slot, found.clone());
            found
        });
        let mut best = BestCut { cap: self.areas.cap(usize::from(set), free)?, found: None };
        for way in ways.iter().filter(|way| way.may_begin(uncut)) {
            match way.clear {
                Some(Side::First) => {
                    self.sets_in(&way.first, set, |first| self.try_way(way, Sets::of(set, first), memo, &mut best));
                }
                Some(Side::Second) => {
                    self.sets_in(&way.second, set, |second| self.try_way(way, Sets::of(set, set & !second), memo, &mut best));
                }
                None => {
                    for first in subsets(set) {
                        self.try_way(way, Sets::of(set, first), memo, &mut best);
                    }
                }
            }
        }
        memo.values.insert(key(piece), best.found);
        best.found
    }

    /// Every way to cut a rectangle with holes and share its set out that may cost less than `below`.
    pub(super) fn ways_to_cut(&self, piece: Piece, below: u64, memo: &mut Memo) -> Vec<InTwo> {
        let Piece { slot, set, uncut } = piece;
        // The value's own search has found the ways.
        self.value(piece, memo);
        let Some((ways, _)) = memo.ways.get(&slot) else { return Vec::new() };
        let mut found = Vec::new();
        for way in ways.iter().filter(|way| way.may_begin(uncut)) {
            let (first_uncut, second_uncut) = after(&way.cut, way.clear == Some(Side::First));
            let mut offer = |first: Set| {
                let sets = Sets::of(set, first);
                if !self.may_split(way, sets) {
                    return;
                }
                let (moved, _) = self.moved(way, sets);
                if u64::from(self.least(sets.first, way.first_free) + self.least(sets.second, way.second_free) + moved) < below {
                    let first = Piece { slot: way.first, set: sets.first, uncut: first_uncut };
                    let second = Piece { slot: way.second, set: sets.second, uncut: second_uncut };
                    found.push(InTwo { first, second, moved });
                }
            };
            match way.clear {
                Some(Side::First) => self.sets_in(&way.first, set, offer),
                Some(Side::Second) => self.sets_in(&way.second, set, |second| offer(set & !second)),
                None => subsets(set).for_each(offer),
            }
        }
        found
    }

    /// Whether the sets of both parts of a way can have their areas, the lead not under others.
    fn may_split(&self, way: &Way, Sets { first, second }: Sets) -> bool {
        let lead_below = matches!(way.cut, Cut::Above(..)) && second & self.leads != 0 && first != 0;
        !lead_below && self.areas.may_have(first, way.first_free) && self.areas.may_have(second, way.second_free)
    }

    /// The least that a set costs with an area that it can have.
    fn least(&self, set: Set, area: u32) -> Cost {
        self.areas.least(usize::from(set), area).unwrap_or(0)
    }

    /// What it costs that the second part stands lower or further right, and the cut.
    fn moved(&self, way: &Way, Sets { first, second }: Sets) -> (Cost, Cut) {
        let weight = self.weights[usize::from(second)];
        match way.cut {
            Cut::Above(_, row) => (LOWER * Cost::from(row) * weight, Cut::Above(first, row)),
            Cut::Left(_, column) => (FURTHER * Cost::from(column) * weight, Cut::Left(first, column)),
            other => (0, other),
        }
    }

    /// What the cheapest filling of a rectangle without holes costs.
    pub(super) fn clear_value(&self, slot: &Slot, set: Set) -> Option<Cost> {
        self.fillings.depths(set, slot.columns, First::Any).of(slot.rows)
    }

    /// The subsets of a set that fill a rectangle without holes, the largest number first.
    fn sets_in(&self, part: &Slot, set: Set, mut each: impl FnMut(Set)) {
        let all = self.fillings.sets(part.columns, part.rows);
        if all.len() >> set.count_ones() == 0 {
            all.iter().rev().filter(|one| *one & !set == 0).for_each(|one| each(*one));
        } else {
            // Of a small set every subset is sooner tried.
            let fills = self.fillings.fills(part.columns, part.rows);
            subsets(set).filter(|one| fills[usize::from(one / 64)] >> (one % 64) & 1 == 1).for_each(each);
        }
    }

    /// Takes a way with its set so shared out, where that is better than the best so far.
    fn try_way(&self, way: &Way, sets: Sets, memo: &mut Memo, best: &mut BestCut) {
        if !self.may_split(way, sets) {
            return;
        }
        let (moved, cut) = self.moved(way, sets);
        let most = best.found.map_or(best.cap, |(least, _)| least.saturating_sub(1).min(best.cap));
        // The part without a hole comes first: it is looked up, and may settle the matter.
        let (first_uncut, second_uncut) = after(&way.cut, way.clear == Some(Side::First));
        let one = (Piece { slot: way.first, set: sets.first, uncut: first_uncut }, way.first_free);
        let other = (Piece { slot: way.second, set: sets.second, uncut: second_uncut }, way.second_free);
        let ((near, near_free), (far, far_free)) = if way.clear == Some(Side::Second) { (other, one) } else { (one, other) };
        // What the far part costs at the least.
        let far_least = self.least(far.set, far_free) + moved;
        let near_cost = match way.clear {
            Some(_) => self.clear_value(&near.slot, near.set),
            None if self.least(near.set, near_free) + far_least <= most => self.around_holes(near, memo).map(|(cost, _)| cost),
            None => None,
        };
        let Some(near_cost) = near_cost.filter(|cost| cost + far_least <= most) else { return };
        let Some((far_cost, _)) = self.around_holes(far, memo) else { return };
        let cost = near_cost + far_cost + moved;
        if cost <= most {
            best.found = Some((cost, cut));
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
            let fillable = side.is_none() || !self.fillings.sets(part.columns, part.rows).is_empty();
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
