//! What the rest of a page must cost when some of its elements take a given area: elements that are squeezed or stretched cost more.
use super::fillings::MOST_COST;
use super::{Cost, Element, Set, Shape, least_cost};

/// Costs of a cell, in thousandths, at which elements are asked what area suits them.
///
/// At any price of a cell, elements that fill an area cost at least what each would cost at that price, its cells sold, and the area paid
/// back: a Lagrangian bound (Geoffrion, "Lagrangean relaxation for integer programming", 1974). The dearest of these prices' bounds holds.
pub(in crate::plan) const PRICES: [i64; 9] = [0, 100, -100, 300, -300, 800, -800, 2_500, -2_500];

/// What something costs at the least at each of the [`PRICES`], its cells sold.
pub(in crate::plan) type Prices = [i64; PRICES.len()];

/// What an element, or several together, can fill, and the least that it costs.
#[derive(Clone, Copy, Default)]
struct Sum {
    least: u32,
    most: u32,
    at_prices: Prices,
}

impl Sum {
    /// Of one element, where it costs no more than this beyond its least.
    fn of(element: &Element, margin: u64) -> Sum {
        let most_cost = u64::from(least_cost(element)).saturating_add(margin);
        let fits = element.shape.cells().filter(|(_, _, cell)| u64::from(cell.cost) <= most_cost);
        let (mut least, mut most) = (u32::MAX, 0);
        for (columns, rows, _) in fits {
            let area = u32::from(columns) * u32::from(rows);
            (least, most) = (least.min(area), most.max(area));
        }
        let may_be_out = element.optional.is_some_and(|cost| u64::from(cost) <= most_cost);
        Sum { least: if may_be_out { 0 } else { least.min(most) }, most, at_prices: prices(&element.shape, element.optional) }
    }

    fn add(&mut self, other: &Sum) {
        self.least += other.least;
        self.most += other.most;
        self.at_prices.iter_mut().zip(other.at_prices).for_each(|(sum, cost)| *sum += cost);
    }

    /// The least that filling just this area costs, wherever the elements stand.
    fn bound(&self, area: u32) -> u64 {
        self.at_prices.iter().zip(PRICES).map(|(sold, price)| sold + price * i64::from(area)).max().unwrap_or(0).max(0) as u64
    }
}

/// What each set of elements can fill, and what it may cost to do so.
pub(super) struct Areas {
    free: u32,
    sums: Vec<Sum>,
    /// `[set]`: the most that filling each area of its window may cost, for the rest to stay within the limit.
    caps: Vec<Vec<Cost>>,
}

/// The least that filling just this area can cost, wherever the elements stand; none where they cannot have it.
pub(super) fn bound(elements: &[Element], free: u32) -> Option<u64> {
    let mut all = Sum::default();
    elements.iter().for_each(|element| all.add(&Sum::of(element, u64::MAX)));
    (all.least..=all.most).contains(&free).then(|| all.bound(free))
}

/// The least that something costs at each price: made in one of its ways, or left out.
pub(in crate::plan) fn prices(shape: &Shape, left_out: Option<Cost>) -> Prices {
    let mut least = left_out.map_or([i64::MAX; PRICES.len()], |cost| [i64::from(cost); PRICES.len()]);
    for (columns, rows, cell) in shape.cells() {
        let area = i64::from(columns) * i64::from(rows);
        least.iter_mut().zip(PRICES).for_each(|(least, price)| *least = (*least).min(i64::from(cell.cost) - price * area));
    }
    least.map(|least| if least == i64::MAX { 0 } else { least })
}

impl Areas {
    /// The areas of all sets that leave the others just the rest of `free`, all together within the limit; none where that cannot be.
    pub(super) fn new(elements: &[Element], free: u32, limit: u64) -> Option<Areas> {
        let margin = limit.checked_sub(elements.iter().map(|element| u64::from(least_cost(element))).sum())?;
        let count = 1usize << elements.len();
        let mut sums = vec![Sum::default(); count];
        for (i, element) in elements.iter().enumerate() {
            let one = Sum::of(element, margin);
            (0..count).filter(|set| set >> i & 1 == 1).for_each(|set| sums[set].add(&one));
        }
        let all = &sums[count - 1];
        if !(all.least..=all.most).contains(&free) || all.bound(free) > limit {
            return None;
        }
        let mut areas = Areas { free, sums, caps: Vec::new() };
        let caps = |set: usize| {
            let (low, high) = areas.window(set);
            let cap = |area: u32| limit.saturating_sub(areas.others(set).bound(free - area)).min(u64::from(MOST_COST)) as Cost;
            (low..=high).map(cap).collect()
        };
        areas.caps = (0..count).map(caps).collect();
        Some(areas)
    }

    fn others(&self, set: usize) -> &Sum {
        &self.sums[self.sums.len() - 1 - set]
    }

    /// The least and most area that a set can have so that the others can fill the rest; the first is larger where there is none.
    pub(super) fn window(&self, set: usize) -> (u32, u32) {
        let (sum, others) = (&self.sums[set], self.others(set));
        let most = self.free.saturating_sub(others.least).min(sum.most);
        (self.free.saturating_sub(others.most).max(sum.least), most)
    }

    /// Whether a set can have just this area.
    pub(super) fn span(&self, set: Set, area: u32) -> bool {
        let sum = &self.sums[usize::from(set)];
        (sum.least..=sum.most).contains(&area)
    }

    /// The least that a set costs with just this area, wherever it stands; nothing where it cannot have it.
    pub(super) fn least(&self, set: Set, area: u32) -> Option<u64> {
        self.span(set, area).then(|| self.sums[usize::from(set)].bound(area))
    }

    /// The most that a set may cost with this area, for the rest to stay within the limit; nothing where it cannot have it.
    pub(super) fn cap(&self, set: usize, area: u32) -> Option<Cost> {
        let at = area.checked_sub(self.window(set).0)?;
        self.caps[set].get(at as usize).copied()
    }
}
