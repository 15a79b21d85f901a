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

    /// The same of this area and each that is larger, as far as costs go: one price more a cell.
    fn bounds_from(&self, area: u32) -> impl Iterator<Item = Cost> {
        let mut paid_back = self.at_prices;
        paid_back.iter_mut().zip(PRICES).for_each(|(sold, price)| *sold += price * i64::from(area));
        std::iter::from_fn(move || {
            let bound = paid_back.iter().copied().max().unwrap_or(0).clamp(0, i64::from(MOST_COST));
            paid_back.iter_mut().zip(PRICES).for_each(|(sold, price)| *sold += price);
            Some(bound as Cost)
        })
    }
}

/// What each set of elements can fill, and what it may cost to do so.
pub(super) struct Areas {
    free: u32,
    /// The most that all together may cost.
    limit: u64,
    /// The set of all.
    all: usize,
    /// `[set]`: the areas that it can have so that the others can fill the rest.
    windows: Vec<Window>,
    /// By set and area, one window after the other: the least that filling it costs, wherever the elements stand.
    leasts: Vec<Cost>,
}

/// Areas that a set can have; its bounds begin at `start` in the list of all.
#[derive(Clone, Copy)]
struct Window {
    low: u32,
    count: u32,
    start: u32,
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
        let others = |set: usize| &sums[count - 1 - set];
        let mut areas = Areas { free, limit, all: count - 1, windows: Vec::with_capacity(count), leasts: Vec::new() };
        for (set, sum) in sums.iter().enumerate() {
            let high = free.saturating_sub(others(set).least).min(sum.most);
            let low = free.saturating_sub(others(set).most).max(sum.least);
            let start = areas.leasts.len();
            areas.leasts.extend(sum.bounds_from(low).take((high + 1).saturating_sub(low) as usize));
            areas.windows.push(Window { low, count: (areas.leasts.len() - start) as u32, start: start as u32 });
        }
        Some(areas)
    }

    /// The least and most area that a set can have so that the others can fill the rest; the first is larger where there is none.
    pub(super) fn window(&self, set: usize) -> (u32, u32) {
        let Window { low, count, .. } = self.windows[set];
        if count == 0 { (1, 0) } else { (low, low + count - 1) }
    }

    /// Whether a set can have just this area, and the others the rest.
    pub(super) fn may_have(&self, set: Set, area: u32) -> bool {
        let Window { low, count, .. } = self.windows[usize::from(set)];
        area.wrapping_sub(low) < count
    }

    /// The least that a set costs with just this area, wherever it stands; nothing where it cannot have it, or the others not the rest.
    pub(super) fn least(&self, set: usize, area: u32) -> Option<Cost> {
        let Window { low, count, start } = self.windows[set];
        let at = area.wrapping_sub(low);
        (at < count).then(|| self.leasts[(start + at) as usize])
    }

    /// The most that a set may cost with this area, for the rest to stay within the limit; nothing where it cannot have it.
    pub(super) fn cap(&self, set: usize, area: u32) -> Option<Cost> {
        let rest = self.least(self.all - set, self.free.checked_sub(area)?)?;
        Some(self.limit.saturating_sub(u64::from(rest)).min(u64::from(MOST_COST)) as Cost)
    }
}
