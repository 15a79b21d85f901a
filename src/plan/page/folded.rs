//! A double truck, filled exactly: its lead stands over both halves at the head, or nothing crosses the fold; the rest fills each half as
//! it would a page.
use super::fillings::First;
use super::holes::{Memo, free_of, subsets};
use super::neighbours;
use super::{Blank, Cost, Element, FURTHER, Filled, LOWER, Open, Piece, Placed, Seed, Set, Slot, Tables, areas, in_margins, overlap, sets};

/// Most elements: those of one half are never so many.
pub const MOST_ELEMENTS: usize = 14;

/// Parts of halves with ads that are worked out before the best so far is taken.
const MOST_KNOWN: usize = 40_000;

/// Fills the page as [`fill`](super::fill) does, with nothing across the fold but its lead.
pub(super) fn fill(blank: &Blank, fold: u8, elements: &[Element], limit: u64) -> Option<Filled> {
    let least = areas::bound(elements, blank.free()?)?;
    in_margins(least, limit, |searched| fill_within(blank, fold, elements, searched).filter(|filled| !filled.placed.is_empty()))
}

/// Holes across the fold as one in each half.
fn parted(holes: &[Slot], fold: u8) -> Vec<Slot> {
    let halves = |hole: &Slot| {
        let left = Slot { columns: hole.columns.min(fold.saturating_sub(hole.column)), ..*hole };
        let right = Slot { column: hole.column + left.columns, columns: hole.columns - left.columns, ..*hole };
        [left, right].into_iter().filter(|part| part.columns > 0)
    };
    holes.iter().flat_map(halves).collect()
}

/// A way to share what there is out between the halves, under what stands over both.
struct Way {
    /// The least that it can cost.
    least: u64,
    /// What it costs beside the halves.
    fixed: u64,
    over: Option<Placed>,
    left: Piece,
    right: Piece,
}

/// The cheapest filling within the limit. One of nothing says that the search gave up.
pub(super) fn fill_within(blank: &Blank, fold: u8, elements: &[Element], limit: u64) -> Option<Filled> {
    if elements.len() > MOST_ELEMENTS || super::bound(elements) > limit {
        return None;
    }
    let holes = parted(blank.holes, fold);
    let blank = Blank { holes: &holes, ..*blank };
    let Blank { columns, rows, .. } = blank;
    let tables = Tables::new(&blank, fold, elements, limit)?;
    let truck = Truck { tables: &tables, blank, fold, limit };
    let (mut seeds, mut ways): (Vec<Seed>, Vec<Way>) = (Vec::new(), Vec::new());
    let leads = (0..elements.len()).find(|at| elements[*at].leads);
    for (set, extra) in sets(elements) {
        truck.share(None, set, extra, &mut ways);
        let Some(lead) = leads.filter(|lead| set >> lead & 1 == 1) else { continue };
        let across = elements[lead].shape.cells().filter(|(width, depth, _)| *width == columns && *depth <= rows);
        for (depth, cell) in across.flat_map(|(_, depth, cell)| neighbours::ways(&elements[lead], cell).map(move |cell| (depth, cell))) {
            let slot = Slot { column: 0, row: 0, columns, rows: depth };
            let over = Some(Placed { element: lead, slot, cell });
            let (rest, cost) = (set & !(1 << lead), extra + u64::from(cell.cost));
            if depth == rows && rest == 0 && holes.is_empty() && cost <= limit {
                seeds.push(Seed { cost, placed: over, open: Vec::new() });
            } else if depth < rows && !holes.iter().any(|hole| overlap(hole, &slot)) {
                truck.share(over, rest, cost, &mut ways);
            }
        }
    }
    // The most promising first; once none can be cheaper than what is known, neighbours counted, the others need not be looked at.
    ways.sort_by_key(|way| way.least);
    let mut memo = Memo::new(&holes);
    let mut best = BestPage { blind: u64::MAX, known: u64::MAX, filled: None };
    let mut gave_up = false;
    for seed in &seeds {
        truck.look(seed, &mut memo, &mut best);
    }
    for way in &ways {
        if way.least >= best.known {
            break;
        }
        if memo.len() > MOST_KNOWN {
            gave_up = true;
            break;
        }
        let Some(right) = tables.value(way.right, &mut memo) else { continue };
        let Some(left) = tables.value(way.left, &mut memo) else { continue };
        let cost = way.fixed + u64::from(left) + u64::from(right);
        if cost <= limit {
            // What is last is filled first: the left half.
            let open = vec![Open { piece: way.right, cost: right }, Open { piece: way.left, cost: left }];
            let seed = Seed { cost, placed: way.over, open };
            truck.look(&seed, &mut memo, &mut best);
            seeds.push(seed);
        }
    }
    match best.filled {
        Some(blind) => {
            let filled = tables.settle(seeds, &mut memo, blind);
            Some(Filled { proved: filled.proved && !gave_up, ..filled })
        }
        // Nothing was found, and that proves nothing.
        None => gave_up.then_some(Filled { cost: u64::MAX, neighbours: 0, proved: false, placed: Vec::new() }),
    }
}

struct Truck<'a> {
    tables: &'a Tables<'a>,
    blank: Blank<'a>,
    fold: u8,
    limit: u64,
}

/// The best page so far of those that were looked at by themselves.
struct BestPage {
    /// What the cheapest of all costs, neighbours left out.
    blind: u64,
    /// What this one costs, neighbours counted.
    known: u64,
    filled: Option<Filled>,
}

impl Truck<'_> {
    /// Every way to share a set out between the halves that may cost no more than the limit, with what is paid `before`.
    fn share(&self, over: Option<Placed>, set: Set, before: u64, ways: &mut Vec<Way>) {
        let Truck { blank: Blank { columns, rows, holes, .. }, fold, .. } = *self;
        let row = over.map_or(0, |placed| placed.slot.rows);
        let left = Slot { column: 0, row, columns: fold, rows: rows - row };
        let right = Slot { column: fold, columns: columns - fold, ..left };
        let [left_free, right_free] = [&left, &right].map(|half| free_of(half, holes));
        let weight = |set: Set| self.tables.weights[usize::from(set)];
        let lower = before + u64::from(LOWER * Cost::from(row) * weight(set));
        for first in subsets(set) {
            let second = set & !first;
            let fixed = lower + u64::from(FURTHER * Cost::from(fold) * weight(second));
            let Some(left_least) = self.tables.areas.least(usize::from(first), left_free) else { continue };
            let Some(right_least) = self.tables.areas.least(usize::from(second), right_free) else { continue };
            let least = fixed + u64::from(left_least) + u64::from(right_least);
            if least <= self.limit {
                let piece = |slot: Slot, set: Set| Piece { slot, set, uncut: First::Any };
                ways.push(Way { least, fixed, over, left: piece(left, first), right: piece(right, second) });
            }
        }
    }

    /// Looks at the page that a seed grows into by itself, where none was so cheap, neighbours left out: keeps it if with them it is cheaper
    /// than what is known.
    fn look(&self, seed: &Seed, memo: &mut Memo, best: &mut BestPage) {
        if seed.cost >= best.blind {
            return;
        }
        best.blind = seed.cost;
        let mut placed: Vec<Placed> = seed.placed.into_iter().collect();
        for open in &seed.open {
            self.tables.trace(open.piece, memo, &mut placed);
        }
        placed.sort_by_key(|placed| (placed.slot.row, placed.slot.column));
        let whole = seed.cost + u64::from(self.tables.charges(&placed));
        if whole < best.known {
            best.known = whole;
            best.filled = Some(Filled { cost: seed.cost, neighbours: 0, proved: true, placed });
        }
    }
}
