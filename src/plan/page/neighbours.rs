//! How modules stand beside each other, and the page that is best with that counted: best-first search over the cuts, with the dynamic
//! programme as its bound (PLANNER 2.7; Hart, Nilsson & Raphael 1968).
use std::cmp::Reverse;
use std::collections::BinaryHeap;

use super::super::{Art, Cell, Cost, Face, Slot, score};
use super::charges::{charge, charges};
use super::fillings::First;
use super::holes::{InTwo, Memo};
use super::{Element, Filled, Piece, Placed, Tables, overlap, split_columns, split_rows};

/// Partial pages looked at before the best plan found so far is taken.
const EXPANSIONS: usize = 20_000;
/// Of so many partial pages looked at one is filled at once, by the cheapest start of each rectangle: what costs more than that page need
/// not be kept, and it is there if the search gives up.
const DIVE_EVERY: usize = 256;
/// Choices of looks tried for a page; the first that is complete is of the cheapest of each.
const LOOKS: usize = 50_000;

/// Of each module the way to fill its slot, so that all together cost the least, neighbours counted: the number of its
/// [`Cell::config`]. Given are slots, faces and the cheapest way of each, in one order for one page: it settles ties; and its free cells.
pub(in crate::plan) fn looks(modules: &[(Slot, &[Face], u32)], free: u32) -> Vec<u32> {
    let ways = |(_, faces, cheapest): &(Slot, &[Face], u32)| -> Vec<(Cost, u32)> {
        let others = faces.get(*cheapest as usize).map_or(&[][..], |face| &face.others);
        std::iter::once((0, *cheapest)).chain(others.iter().copied()).collect()
    };
    let ways: Vec<Vec<(Cost, u32)>> = modules.iter().map(ways).collect();
    let seen = |at: usize, way: usize| modules[at].1.get(ways[at][way].1 as usize).map(|face| (&modules[at].0, face));
    // What a way of a module is charged for each way of those before it: `[module][way][other module][other way]`.
    let pair = |one: (usize, usize), other: (usize, usize)| match (seen(other.0, other.1), seen(one.0, one.1)) {
        (Some(other), Some(one)) => charge(other, one, free).total(),
        _ => 0,
    };
    let to_other = |one: (usize, usize), other: usize| (0..ways[other].len()).map(|way| pair(one, (other, way))).collect();
    let to_all = |one: (usize, usize)| (0..one.0).map(|other| to_other(one, other)).collect();
    let charged: Vec<Vec<Vec<Vec<Cost>>>> =
        (0..modules.len()).map(|at| (0..ways[at].len()).map(|way| to_all((at, way))).collect()).collect();
    // By module: the least that it and those after it cost, whatever the ways of the others.
    let mut least_from = vec![0; modules.len() + 1];
    for at in (0..modules.len()).rev() {
        let charged_least = |way: usize| -> Cost { charged[at][way].iter().filter_map(|other| other.iter().min()).sum() };
        let least = (0..ways[at].len()).map(|way| ways[at][way].0 + charged_least(way)).min().unwrap_or(0);
        least_from[at] = least_from[at + 1] + least;
    }
    let art = |at: usize, way: usize| seen(at, way).map_or(Art::default(), |(slot, face)| face.art(slot));
    let mut best = (Cost::MAX, Vec::new());
    // By depth: a way of each of the first modules, and what they cost.
    let mut open: Vec<(Vec<usize>, Cost)> = vec![(Vec::new(), 0)];
    let mut tried = 0;
    while let Some((taken, cost)) = open.pop().filter(|_| tried < LOOKS) {
        tried += 1;
        let at = taken.len();
        if cost + least_from[at] >= best.0 {
            continue;
        }
        if at == modules.len() {
            best = (cost, taken);
            continue;
        }
        let before = taken.iter().enumerate().map(|(at, way)| art(at, *way)).fold(Art::default(), Art::and);
        // The cheapest way is looked at first.
        for way in (0..ways[at].len()).rev() {
            let more: Cost = charged[at][way].iter().zip(&taken).map(|(other, taken)| other[*taken]).sum();
            let flooded = score::flooded(before.and(art(at, way)), free) - score::flooded(before, free);
            open.push(([taken.as_slice(), &[way]].concat(), cost + more + flooded + ways[at][way].0));
        }
    }
    best.1.iter().enumerate().map(|(at, way)| ways[at][*way].1).collect()
}

/// The cheapest way to be of a size, then those that look otherwise.
pub(super) fn ways(element: &Element, cheapest: Cell) -> impl Iterator<Item = Cell> + '_ {
    let others = element.faces.get(cheapest.config as usize).map_or(&[][..], |face| &face.others);
    let other = move |(dearer, config): &(Cost, u32)| Cell { cost: cheapest.cost + dearer, config: *config };
    std::iter::once(cheapest).chain(others.iter().map(other))
}

/// A rectangle still to be filled, and by whom.
#[derive(Clone, Copy)]
pub(super) struct Open {
    pub(super) piece: Piece,
    /// The least that filling it costs, neighbours left out.
    pub(super) cost: Cost,
}

/// A page before it is cut further: what it costs at the least, neighbours left out, what is placed, and what is open.
pub(super) struct Seed {
    pub(super) cost: u64,
    pub(super) placed: Option<Placed>,
    pub(super) open: Vec<Open>,
}

/// A partial page: what was placed is found over its parents, and what is open in the stack that they share.
struct Partial {
    parent: u32,
    placed: Option<Placed>,
    /// What it leaves of the rectangle that its parent opened last.
    parts: [Option<Open>; 2],
    /// The rest of what is open, in [`Search::open`].
    rest: u32,
}

/// A partial page by its number, and what it costs at the least.
#[derive(Clone, Copy)]
struct Reached {
    at: u32,
    cost: u64,
}

/// No parent, nothing open.
const NONE: u32 = u32::MAX;

/// Partial pages and what is open in them.
#[derive(Default)]
struct Search {
    partials: Vec<Partial>,
    /// Open rectangles, each with the one under it in its stack.
    open: Vec<(Open, u32)>,
    /// By cost so far and least cost to come; then the fuller page, then the earlier found.
    queue: BinaryHeap<Reverse<(u64, Reverse<u32>, u32)>>,
    /// Kept for its room.
    starts: Vec<Start>,
}

impl Search {
    fn push(&mut self, cost: u64, depth: u32, partial: Partial) {
        self.queue.push(Reverse((cost, Reverse(depth), self.partials.len() as u32)));
        self.partials.push(partial);
    }

    /// Takes the rectangle that a partial page has to fill first, and the rest of its stack; none where all is filled.
    fn next_open(&mut self, at: u32) -> Option<(Open, u32)> {
        let Partial { parts, rest, .. } = self.partials[at as usize];
        match parts {
            [Some(first), second] => {
                let mut rest = rest;
                if let Some(second) = second {
                    self.open.push((second, rest));
                    rest = self.open.len() as u32 - 1;
                }
                Some((first, rest))
            }
            [None, _] => self.open.get(rest as usize).copied(),
        }
    }

    /// A partial page's placed elements, the last one first.
    fn placed(&self, at: u32) -> impl Iterator<Item = &Placed> {
        let partials = std::iter::successors(self.partials.get(at as usize), |partial| self.partials.get(partial.parent as usize));
        partials.filter_map(|partial| partial.placed.as_ref())
    }
}

/// Ways to begin filling a rectangle, of those that cost less than a limit.
struct Starts<'a> {
    list: &'a mut Vec<Start>,
    below: u64,
}

impl Starts<'_> {
    fn place(&mut self, element: usize, slot: Slot, cell: Cell) {
        if u64::from(cell.cost) < self.below {
            self.list.push(Start { least: cell.cost, placed: Some(Placed { element, slot, cell }), parts: [None, None] });
        }
    }

    /// Two parts, and what moving the second costs.
    fn cut(&mut self, one: Open, other: Open, moved: Cost) {
        let least = one.cost + other.cost + moved;
        if u64::from(least) < self.below {
            self.list.push(Start { least, placed: None, parts: [Some(one), Some(other)] });
        }
    }
}

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

    pub(super) fn charges(&self, placed: &[Placed]) -> Cost {
        charges(&placed.iter().filter_map(|placed| self.seen(placed)).collect::<Vec<_>>(), self.free).total()
    }

    /// The same page with each module in the look that is best beside its neighbours.
    fn dressed(&self, filled: Filled) -> Filled {
        let Filled { cost, neighbours, mut placed, proved } = filled;
        let mut dearer = 0;
        let cheapest = |placed: &Placed| self.elements[placed.element].shape.cell(placed.slot.columns, placed.slot.rows);
        let modules: Vec<(Slot, &[Face], u32)> = placed
            .iter()
            .map(|placed| (placed.slot, self.elements[placed.element].faces.as_slice(), cheapest(placed).unwrap_or(placed.cell).config))
            .collect();
        let looks = looks(&modules, self.free);
        for (placed, look) in placed.iter_mut().zip(looks) {
            let Some(cheapest) = cheapest(placed) else { continue };
            let before = placed.cell.cost;
            placed.cell = ways(&self.elements[placed.element], cheapest).find(|cell| cell.config == look).unwrap_or(cheapest);
            dearer += i64::from(placed.cell.cost) - i64::from(before);
        }
        let charged = self.charges(&placed);
        let cost = cost.saturating_add_signed(dearer + i64::from(charged) - i64::from(neighbours));
        Filled { cost, neighbours: charged, proved, placed }
    }

    /// The best page with its neighbours counted, where `blind` is one that is good without.
    ///
    /// The first page that is completed is the best of all within the tables' limit: it is proved, unless [`EXPANSIONS`] ran out.
    pub(super) fn settle(&self, mut seeds: Vec<Seed>, memo: &mut Memo, blind: Filled) -> Filled {
        let neighbours = self.charges(&blind.placed);
        let known = Filled { cost: blind.cost + u64::from(neighbours), neighbours, proved: true, ..blind };
        let known = if neighbours == 0 { known } else { self.dressed(known) };
        seeds.retain(|seed| seed.cost < known.cost);
        if seeds.is_empty() {
            return known;
        }
        let mut search = Search::default();
        // More than are looked at need not be kept.
        seeds.sort_by_key(|seed| seed.cost);
        seeds.truncate(EXPANSIONS);
        for Seed { cost, placed, open } in seeds {
            let under = |rest: u32, open: Open| {
                search.open.push((open, rest));
                search.open.len() as u32 - 1
            };
            let rest = open.into_iter().fold(NONE, under);
            let cost = cost + u64::from(self.charges(placed.as_slice()));
            search.push(cost, 0, Partial { parent: NONE, placed, parts: [None, None], rest });
        }
        let mut known = known;
        let mut more: Vec<(u64, Partial)> = Vec::new();
        for expansion in 0..EXPANSIONS {
            let Some(Reverse((cost, Reverse(depth), at))) = search.queue.pop() else { return known };
            if cost >= known.cost {
                return known;
            }
            if expansion % DIVE_EVERY == 0 {
                let dived = self.dive(Reached { at, cost }, memo, &mut search, known.cost);
                known = dived.filter(|dived| dived.cost < known.cost).unwrap_or(known);
            }
            if !self.expand(Reached { at, cost }, memo, &mut search, known.cost, &mut more) {
                return self.filled(&search, Reached { at, cost });
            }
            more.drain(..).for_each(|(cost, partial)| search.push(cost, depth + 1, partial));
        }
        Filled { proved: false, ..known }
    }

    /// The page that a partial page grows into by the cheapest start of each rectangle; none where all cost as much as `below`.
    fn dive(&self, from: Reached, memo: &mut Memo, search: &mut Search, below: u64) -> Option<Filled> {
        let mut more = Vec::new();
        let mut reached = from;
        while self.expand(reached, memo, search, below, &mut more) {
            let (cost, partial) = more.drain(..).min_by_key(|(cost, _)| *cost)?;
            reached = Reached { at: search.partials.len() as u32, cost };
            search.partials.push(partial);
        }
        Some(self.filled(search, reached))
    }

    /// What a partial page grows into by one more start that costs less than `below`, and what each costs at the least; false where it is full.
    fn expand(
        &self,
        Reached { at, cost }: Reached,
        memo: &mut Memo,
        search: &mut Search,
        below: u64,
        more: &mut Vec<(u64, Partial)>,
    ) -> bool {
        let Some((open, rest)) = search.next_open(at) else { return false };
        let before = cost - u64::from(open.cost);
        let mut starts = std::mem::take(&mut search.starts);
        self.starts(&open, memo, &mut Starts { list: &mut starts, below: below.saturating_sub(before) });
        more.extend(starts.drain(..).filter_map(|Start { least, placed, parts }| {
            let charged = placed.as_ref().map_or(0, |placed| self.charges_to(search, at, placed));
            let cost = before + u64::from(least) + u64::from(charged);
            (cost < below).then_some((cost, Partial { parent: at, placed, parts, rest }))
        }));
        search.starts = starts;
        true
    }

    /// A full page, in the looks that are best.
    fn filled(&self, search: &Search, Reached { at, cost }: Reached) -> Filled {
        let mut placed: Vec<Placed> = search.placed(at).copied().collect();
        placed.sort_by_key(|placed| (placed.slot.row, placed.slot.column));
        let neighbours = self.charges(&placed);
        self.dressed(Filled { cost, neighbours, proved: true, placed })
    }

    fn charges_to(&self, search: &Search, at: u32, new: &Placed) -> Cost {
        let Some((slot, face)) = self.seen(new) else { return 0 };
        let (mut charged, mut art) = (0, Art::default());
        for (other, other_face) in search.placed(at).filter_map(|placed| self.seen(placed)) {
            charged += charge((&other, other_face), (&slot, face), self.free).total();
            art = art.and(other_face.art(&other));
        }
        // Whatever is placed first, all together are charged for all of their art.
        charged + score::flooded(art.and(face.art(&slot)), self.free) - score::flooded(art, self.free)
    }

    /// Every way to begin filling a rectangle.
    fn starts(&self, open: &Open, memo: &mut Memo, out: &mut Starts) {
        let (Piece { slot, set, uncut }, holes) = (open.piece, memo.holes);
        if holes.contains(&slot) {
            out.list.push(Start { least: 0, placed: None, parts: [None, None] });
            return;
        }
        if holes.iter().any(|hole| overlap(hole, &slot)) {
            for InTwo { first, second, moved } in self.ways_to_cut(open.piece, out.below, memo) {
                let mut part = |piece: Piece| self.value(piece, memo).map(|cost| Open { piece, cost });
                if let (Some(one), Some(other)) = (part(first), part(second)) {
                    out.cut(one, other, moved);
                }
            }
            return;
        }
        if set.count_ones() == 1 {
            let element = set.trailing_zeros() as usize;
            if let Some(cell) = self.elements[element].shape.cell(slot.columns, slot.rows) {
                ways(&self.elements[element], cell).for_each(|cell| out.place(element, slot, cell));
            }
            return;
        }
        let mut first = (set - 1) & set;
        while first > 0 {
            let second = set & !first;
            let weight = self.weights[usize::from(second)];
            let cheapest = |first_uncut: First| {
                let second = self.fillings.cheapest(second, slot.columns, First::Any);
                u64::from(self.fillings.cheapest(first, slot.columns, first_uncut)) + u64::from(second)
            };
            if uncut != First::NotLevel && second & self.leads == 0 && cheapest(First::NotLevel) < out.below {
                let below = self.fillings.depths(second, slot.columns, First::Any);
                let above = self.fillings.depths(first, slot.columns, First::NotLevel);
                for (rows, upper_cost, cost) in above.over(below, slot.rows) {
                    let (upper, lower) = split_rows(&slot, rows);
                    let moved = super::LOWER * Cost::from(rows) * weight;
                    let one = Open { piece: Piece { slot: upper, set: first, uncut: First::NotLevel }, cost: upper_cost };
                    let other = Open { piece: Piece { slot: lower, set: second, uncut: First::Any }, cost };
                    out.cut(one, other, moved);
                }
            }
            if uncut != First::NotUpright {
                for column in 1..slot.columns {
                    let (left, right) = split_columns(&slot, column);
                    let Some(left_cost) = self.fillings.depths(first, column, First::NotUpright).of(slot.rows) else { continue };
                    let Some(cost) = self.clear_value(&right, second) else { continue };
                    let moved = super::FURTHER * Cost::from(column) * weight;
                    let one = Open { piece: Piece { slot: left, set: first, uncut: First::NotUpright }, cost: left_cost };
                    let other = Open { piece: Piece { slot: right, set: second, uncut: First::Any }, cost };
                    out.cut(one, other, moved);
                }
            }
            first = (first - 1) & set;
        }
    }
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use crate::plan::random::Random;

    use super::super::super::{FaceHead, Shape};
    use super::super::{Blank, fill, fill_better};
    use super::*;

    fn slot(column: u8, row: u16, columns: u8, rows: u16) -> Slot {
        Slot { column, row, columns, rows }
    }

    /// A head of that size; none of size 0.
    fn head(slot: Slot, size: u32, weight: Cost) -> Vec<FaceHead> {
        (size > 0).then_some(FaceHead { slot, size, weight, leads: false }).into_iter().collect()
    }

    #[test]
    fn a_page_is_best_with_its_neighbours_counted() {
        // Side by side is cheaper until the heads are seen to run into each other.
        let element = |size: u32| {
            let mut shape = Shape::new(2, 20);
            for (config, (columns, rows, cost)) in [(1, 20, 0), (2, 10, 2_000)].into_iter().enumerate() {
                shape.offer(columns, rows, Cell { cost, config: config as u32 });
            }
            let face = |columns| Face { heads: head(slot(0, 0, columns, 3), size, 0), ..Face::default() };
            Element { shape: Arc::new(shape), weight: 0, leads: false, optional: None, faces: Arc::new(vec![face(1), face(2)]) }
        };
        let columns = |elements: &[Element]| {
            let filled = fill(&Blank { columns: 2, fold: None, rows: 20, holes: &[] }, elements, u64::MAX).expect("it can be filled");
            (filled.cost, filled.neighbours, filled.placed[0].slot.columns)
        };
        assert_eq!(columns(&[element(20_000), element(20_000)]), (4_000, 0, 2));
        assert_eq!(columns(&[element(0), element(20_000)]), (0, 0, 1));
    }

    const COLUMNS: u8 = 3;
    const ROWS: u16 = 6;
    const BLANK: Blank = Blank { columns: COLUMNS, fold: None, rows: ROWS, holes: &[] };

    /// Of random sizes, each in one to three looks.
    fn element(random: &mut Random) -> Element {
        let mut shape = Shape::new(COLUMNS, ROWS);
        let mut faces: Vec<Face> = Vec::new();
        let leads = random.below(4) == 0;
        for columns in 1..=COLUMNS {
            for rows in (1..=ROWS).filter(|_| random.below(3) > 0).collect::<Vec<_>>() {
                let first = faces.len();
                shape.offer(columns, rows, Cell { cost: random.below(20_000) as Cost, config: first as u32 });
                let mut others = Vec::new();
                for other in 0..=random.below(3) {
                    let dearer = random.below(20_000) as Cost;
                    others.extend((other > 0).then_some((dearer, faces.len() as u32)));
                    let (first, top) = (random.below(usize::from(columns)) as u8, random.below(usize::from(rows)) as u16);
                    let picture = slot(first, top, 1 + random.below(2) as u8, 1 + random.below(3) as u16);
                    let place = slot(0, random.below(usize::from(rows)) as u16, columns, 1);
                    let mut heads = head(place, [0, 20_000, 22_000, 40_000][random.below(4)], random.below(4) as Cost);
                    heads.iter_mut().for_each(|head| head.leads = leads);
                    faces.push(Face {
                        heads,
                        pictures: (random.below(2) == 0).then_some(picture).into_iter().collect(),
                        ..Face::default()
                    });
                }
                others.sort_unstable();
                faces[first].others = others;
            }
        }
        Element { shape: Arc::new(shape), weight: random.below(5) as Cost, leads: false, optional: None, faces: Arc::new(faces) }
    }

    /// Every way to cut a rectangle into places for a set.
    fn cuts(whole: Slot, set: usize) -> Vec<Vec<(usize, Slot)>> {
        let mut found = Vec::new();
        if set.count_ones() == 1 {
            found.push(vec![(set.trailing_zeros() as usize, whole)]);
            return found;
        }
        let level = (1..whole.rows).map(|row| split_rows(&whole, row));
        for (one, other) in level.chain((1..whole.columns).map(|column| split_columns(&whole, column))) {
            for first in (1..set).filter(|first| first & !set == 0) {
                let others = cuts(other, set & !first);
                for one in cuts(one, first) {
                    found.extend(others.iter().map(|other| [one.as_slice(), other].concat()));
                }
            }
        }
        found
    }

    /// The least cost of places with every look of every module tried.
    fn cheapest(elements: &[Element], places: &[(usize, Slot)], done: &mut Vec<(Slot, Face)>) -> Option<u64> {
        let Some(((at, slot), rest)) = places.split_first() else {
            return Some(
                charges(&done.iter().map(|(slot, face)| (*slot, face)).collect::<Vec<_>>(), u32::from(COLUMNS) * u32::from(ROWS))
                    .total()
                    .into(),
            );
        };
        let element = &elements[*at];
        let place = (score::LOWER * Cost::from(slot.row) + score::FURTHER * Cost::from(slot.column)) * element.weight;
        let cell = element.shape.cell(slot.columns, slot.rows)?;
        let with = |cell: Cell, done: &mut Vec<(Slot, Face)>| {
            done.push((*slot, element.faces[cell.config as usize].clone()));
            let rest = cheapest(elements, rest, done);
            done.pop();
            Some(rest? + u64::from(cell.cost + place))
        };
        ways(element, cell).filter_map(|cell| with(cell, done)).min()
    }

    #[test]
    fn no_page_in_any_look_is_cheaper() {
        let mut random = Random(2011);
        let mut charged = 0;
        for page in 0..400 {
            let elements: Vec<Element> = (0..2 + random.below(2)).map(|_| element(&mut random)).collect();
            let whole = slot(0, 0, COLUMNS, ROWS);
            let places = cuts(whole, (1 << elements.len()) - 1);
            let expected = places.iter().filter_map(|places| cheapest(&elements, places, &mut Vec::new())).min();
            let Some(filled) = fill(&BLANK, &elements, u64::MAX) else {
                assert_eq!(expected, None, "page {page}");
                continue;
            };
            let filled = if filled.proved { filled } else { fill_better(&BLANK, &elements, filled.cost).unwrap_or(filled) };
            assert_eq!(Some(filled.cost), expected, "page {page}");
            charged += usize::from(filled.neighbours > 0);
        }
        assert!(charged > 20, "on {charged} pages neighbours are charged even at best");
    }
}
