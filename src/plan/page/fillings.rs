//! Every filling of ad-free rectangles: a dynamic programme over all guillotine cuts, all subsets and all shapes (PLANNER 2.5).
use super::areas::Areas;
use super::{Cost, Element, FURTHER, LOWER, Set};

/// More than any page costs: sums of it still fit a [`Cost`].
pub(super) const MOST_COST: Cost = Cost::MAX / 4;

/// Which fillings are meant, by their first cut: a first part is not cut the way its parent was, so that each layout is made once.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum First {
    Any,
    NotLevel,
    NotUpright,
    /// Of a rectangle with ads: not level under a part without. That part stands over it already, cut or not.
    NotUnderClear,
    /// Not upright beside a part without.
    NotBesideClear,
}

/// The best fillings of a set and width, one for each depth from the least on; where there is none, it costs [`MOST_COST`].
#[derive(Clone, Copy)]
pub(super) struct Depths<'a> {
    least: u16,
    costs: &'a [Cost],
}

impl<'a> Depths<'a> {
    pub(super) fn of(&self, rows: u16) -> Option<Cost> {
        let at = usize::from(rows.checked_sub(self.least)?);
        self.costs.get(at).copied().filter(|cost| *cost < MOST_COST)
    }

    /// The depth after the last.
    fn end(&self) -> u16 {
        self.least + self.costs.len() as u16
    }

    /// Rows of a part that has these depths over one that has those `below`, both `whole` rows deep together, and what each costs.
    pub(super) fn over(self, below: Depths<'a>, whole: u16) -> impl Iterator<Item = (u16, Cost, Cost)> + 'a {
        let from = self.least.max((whole + 1).saturating_sub(below.end()));
        let to = self.end().min((whole + 1).saturating_sub(below.least));
        let costs =
            move |rows: u16| (rows, self.costs[usize::from(rows - self.least)], below.costs[usize::from(whole - rows - below.least)]);
        (from..to).map(costs).filter(|(_, above, below)| *above < MOST_COST && *below < MOST_COST)
    }

    /// Rows and cost of each, by depth.
    pub(super) fn iter(&self) -> impl Iterator<Item = (u16, Cost)> + '_ {
        self.costs.iter().zip(self.least..).map(|(cost, rows)| (rows, *cost)).filter(|(_, cost)| *cost < MOST_COST)
    }
}

/// Where [`Depths`] stand in the lists of all.
#[derive(Clone, Copy, Default)]
struct Span {
    start: u32,
    least: u16,
    count: u16,
}

/// The fillings of a page's sets of elements, by width and depth.
pub(super) struct Fillings {
    columns: usize,
    costs: Vec<Cost>,
    /// `[set × columns + width - 1][First]`
    spans: Vec<[Span; 3]>,
    /// What the cheapest of each span costs.
    cheapest: Vec<[Cost; 3]>,
    by_size: BySize,
}

/// What the programme is given: elements, the weight of each set, those that lead, and what each set may fill and cost.
pub(super) struct Given<'a> {
    pub(super) elements: &'a [Element],
    pub(super) weights: &'a [Cost],
    pub(super) leads: Set,
    pub(super) areas: &'a Areas,
}

impl Fillings {
    /// Fills all rectangles up to so many columns and rows; where the page has ads, sets can be asked for by size.
    pub(super) fn new(columns: u8, rows: u16, has_ads: bool, given: &Given) -> Fillings {
        let count = given.weights.len();
        let mut sets: Vec<usize> = (1..count).collect();
        sets.sort_by_key(|set| (set.count_ones(), *set));
        let columns = usize::from(columns);
        let spans = vec![[Span::default(); 3]; count * columns];
        let mut maker = Maker {
            given,
            rows: u32::from(rows),
            of_width: (0..columns).map(|_| Width::new(rows)).collect(),
            fillings: Fillings {
                columns,
                costs: Vec::new(),
                cheapest: vec![[MOST_COST; 3]; spans.len()],
                spans,
                by_size: BySize::default(),
            },
        };
        // A set of which one element fits no width fits none either.
        let mut dead = 0;
        for set in sets {
            if set & dead == 0 && !maker.fill(set) && set.count_ones() == 1 {
                dead |= set;
            }
        }
        let mut fillings = maker.fillings;
        if has_ads {
            fillings.by_size = BySize::new(&fillings, rows);
        }
        fillings
    }

    /// The fillings of a set and width.
    pub(super) fn depths(&self, set: Set, columns: u8, first: First) -> Depths<'_> {
        self.at(usize::from(set) * self.columns + usize::from(columns) - 1, first)
    }

    fn at(&self, at: usize, first: First) -> Depths<'_> {
        let Span { start, least, count } = self.spans[at][first as usize];
        Depths { least, costs: &self.costs[start as usize..start as usize + usize::from(count)] }
    }

    /// What the cheapest filling of a set and width costs, whatever its depth.
    pub(super) fn cheapest(&self, set: Set, columns: u8, first: First) -> Cost {
        self.cheapest[usize::from(set) * self.columns + usize::from(columns) - 1][first as usize]
    }

    /// Sets that fill an ad-free rectangle, the smallest number first.
    pub(super) fn sets(&self, columns: u8, rows: u16) -> &[Set] {
        self.by_size.sets(columns, rows)
    }

    /// The same, a bit for each number.
    pub(super) fn fills(&self, columns: u8, rows: u16) -> &[u64] {
        self.by_size.fills(columns, rows)
    }
}

/// The sets that fill a size, ascending; sizes one after the other.
#[derive(Default)]
struct BySize {
    depths: usize,
    /// `[(width - 1) × depths + rows]`: where the sets of that size begin; one more at the end.
    starts: Vec<u32>,
    sets: Vec<Set>,
    /// Words of bits for each size.
    words: usize,
    bits: Vec<u64>,
}

impl BySize {
    fn new(fillings: &Fillings, rows: u16) -> BySize {
        let depths = usize::from(rows) + 1;
        let mut starts = vec![0u32; fillings.columns * depths + 1];
        let for_all = |visit: &mut dyn FnMut(usize, usize)| {
            for list in 0..fillings.spans.len() {
                let of_width = list % fillings.columns * depths;
                fillings.at(list, First::Any).iter().for_each(|(rows, _)| visit(list, of_width + usize::from(rows)));
            }
        };
        for_all(&mut |_, size| starts[size + 1] += 1);
        (1..starts.len()).for_each(|at| starts[at] += starts[at - 1]);
        let mut next = starts.clone();
        let mut sets = vec![0; starts.last().map_or(0, |count| *count as usize)];
        let words = (fillings.spans.len() / fillings.columns).div_ceil(64);
        let mut bits = vec![0; words * fillings.columns * depths];
        for_all(&mut |list, size| {
            let set = list / fillings.columns;
            sets[next[size] as usize] = set as Set;
            next[size] += 1;
            bits[size * words + set / 64] |= 1 << (set % 64);
        });
        BySize { depths, starts, sets, words, bits }
    }

    fn at(&self, columns: u8, rows: u16) -> usize {
        (usize::from(columns) - 1) * self.depths + usize::from(rows)
    }

    fn sets(&self, columns: u8, rows: u16) -> &[Set] {
        let at = self.at(columns, rows);
        &self.sets[self.starts[at] as usize..self.starts[at + 1] as usize]
    }

    fn fills(&self, columns: u8, rows: u16) -> &[u64] {
        &self.bits[self.at(columns, rows) * self.words..][..self.words]
    }
}

struct Maker<'a> {
    given: &'a Given<'a>,
    rows: u32,
    of_width: Vec<Width>,
    fillings: Fillings,
}

impl Maker<'_> {
    /// Finds the fillings of a set, in the depths of its windows, that cost no more than their caps; false where there are none.
    fn fill(&mut self, set: usize) -> bool {
        let columns = self.fillings.columns;
        for at in 0..columns {
            self.of_width[at].open(self.given, set, at as u32 + 1, self.rows);
        }
        if self.of_width.iter().all(Width::is_closed) {
            return false;
        }
        // Every proper subset as the first part, in falling order: a fixed order settles ties.
        let mut first = (set - 1) & set;
        while first > 0 {
            self.cut(first, set & !first);
            first = (first - 1) & set;
        }
        let before = self.fillings.costs.len();
        (0..columns).for_each(|at| self.keep(set, at));
        self.fillings.costs.len() > before
    }

    /// One part above or left of another, in each width.
    fn cut(&mut self, first: usize, second: usize) {
        let Maker { given, of_width, fillings, .. } = self;
        let (columns, cheapest) = (fillings.columns, &fillings.cheapest);
        let (first_at, second_at) = (first * columns, second * columns);
        let (firsts, seconds) = (&cheapest[first_at..first_at + columns], &cheapest[second_at..second_at + columns]);
        let weight = given.weights[second];
        let lead_below = second as Set & given.leads != 0;
        for (at, of_width) in of_width.iter_mut().enumerate().filter(|(_, width)| !width.is_closed()) {
            let below_cost = seconds[at][First::Any as usize];
            if !lead_below && firsts[at][First::NotLevel as usize] + below_cost <= of_width.cap {
                let (above, below) = (fillings.at(first_at + at, First::NotLevel), fillings.at(second_at + at, First::Any));
                of_width.cut_level(above, below, below_cost, weight);
            }
            for (left, left_cheapest) in firsts.iter().enumerate().take(at) {
                let right = at - 1 - left;
                let extra = FURTHER * (left as Cost + 1) * weight;
                if left_cheapest[First::NotUpright as usize] + seconds[right][First::Any as usize] + extra <= of_width.cap {
                    let (lefts, rights) = (fillings.at(first_at + left, First::NotUpright), fillings.at(second_at + right, First::Any));
                    of_width.cut_upright(lefts, rights, extra);
                }
            }
        }
    }

    /// Files what was found for a set and width.
    fn keep(&mut self, set: usize, at: usize) {
        let of_width = &mut self.of_width[at];
        if of_width.is_closed() {
            return;
        }
        if set.count_ones() == 1 {
            of_width.leaves(&self.given.elements[set.trailing_zeros() as usize], at as u8 + 1);
        }
        of_width.drop_dear();
        let list = set * self.fillings.columns + at;
        for first in [First::Any, First::NotLevel, First::NotUpright] {
            let cost = |rows: usize| {
                let (level, upright) = (of_width.level[rows], of_width.upright[rows]);
                match first {
                    First::NotLevel => upright,
                    First::NotUpright => level,
                    First::Any | First::NotUnderClear | First::NotBesideClear => level.min(upright),
                }
            };
            let filled = |rows: &usize| cost(*rows) < MOST_COST;
            let mut range = of_width.low as usize..=of_width.high as usize;
            let (Some(least), most) = (range.find(filled), range.rfind(filled)) else { continue };
            let most = most.unwrap_or(least);
            let Fillings { costs, spans, cheapest, .. } = &mut self.fillings;
            let start = costs.len();
            spans[list][first as usize] = Span { start: start as u32, least: least as u16, count: (most + 1 - least) as u16 };
            costs.extend((least..=most).map(cost));
            cheapest[list][first as usize] = costs[start..].iter().copied().min().unwrap_or(MOST_COST);
        }
    }
}

/// The set at hand in one width.
struct Width {
    /// The depths that it may have; the first is larger where it may have none.
    low: u32,
    high: u32,
    /// What it may cost in each of them, and at the most in any.
    caps: Vec<Cost>,
    cap: Cost,
    /// By depth, what the best costs whose first cut is level, and upright. An element that fills it alone is cut neither way: it is both.
    level: Vec<Cost>,
    upright: Vec<Cost>,
}

impl Width {
    fn new(rows: u16) -> Width {
        let none = vec![MOST_COST; usize::from(rows) + 1];
        Width { low: 1, high: 0, caps: Vec::new(), cap: 0, level: none.clone(), upright: none }
    }

    fn open(&mut self, given: &Given, set: usize, columns: u32, rows: u32) {
        let (least, most) = given.areas.window(set);
        (self.low, self.high) = (least.div_ceil(columns), (most / columns).min(rows));
        self.caps.clear();
        self.caps.extend((self.low..=self.high).map(|rows| given.areas.cap(set, rows * columns).unwrap_or(0)));
        self.cap = self.caps.iter().copied().max().unwrap_or(0);
        if !self.is_closed() {
            let depths = self.low as usize..=self.high as usize;
            self.level[depths.clone()].fill(MOST_COST);
            self.upright[depths].fill(MOST_COST);
        }
    }

    fn is_closed(&self) -> bool {
        self.low > self.high
    }

    /// One part above another, which costs so much at the least and weighs so much.
    fn cut_level(&mut self, above: Depths, below: Depths, least: Cost, weight: Cost) {
        for (above_rows, cost) in above.iter() {
            let base = cost + LOWER * Cost::from(above_rows) * weight;
            if base + least > self.cap {
                continue;
            }
            let top = u32::from(above_rows + below.least);
            let from = self.low.saturating_sub(top) as usize;
            let to = below.costs.len().min((self.high + 1).saturating_sub(top) as usize);
            if from >= to {
                continue;
            }
            let start = top as usize + from;
            let costs = &mut self.level[start..start + to - from];
            costs.iter_mut().zip(&below.costs[from..to]).for_each(|(best, below)| *best = (*best).min(base + below));
        }
    }

    fn cut_upright(&mut self, left: Depths, right: Depths, extra: Cost) {
        let from = usize::from(left.least.max(right.least)).max(self.low as usize);
        let to = usize::from(left.end().min(right.end())).min(self.high as usize + 1);
        if from >= to {
            return;
        }
        let part = |depths: Depths<'_>| from - usize::from(depths.least)..to - usize::from(depths.least);
        let sides = left.costs[part(left)].iter().zip(&right.costs[part(right)]);
        self.upright[from..to].iter_mut().zip(sides).for_each(|(best, (left, right))| *best = (*best).min(left + right + extra));
    }

    /// An element alone: it may be a part of any cut.
    fn leaves(&mut self, element: &Element, columns: u8) {
        for rows in self.low as usize..=self.high as usize {
            let Some(cell) = element.shape.cell(columns, rows as u16) else { continue };
            (self.level[rows], self.upright[rows]) = (cell.cost, cell.cost);
        }
    }

    fn drop_dear(&mut self) {
        let depths = self.low as usize..=self.high as usize;
        for found in [&mut self.level, &mut self.upright] {
            for (cost, cap) in found[depths.clone()].iter_mut().zip(&self.caps) {
                *cost = if *cost <= *cap { *cost } else { MOST_COST };
            }
        }
    }
}
