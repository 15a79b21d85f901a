//! Planning alone: the page solver against brute force, on small pages of up to four stories with ads and things that may stay out.
use std::collections::BTreeMap;
use std::sync::Arc;

use newsprint::plan::page::{Element, Filled, bound, fill, folded, overlap};
use newsprint::plan::{Cell, Cost, Shape, Slot, score};

#[path = "common/random.rs"]
mod random;

use random::Random;

const COLUMNS: u8 = 4;
const ROWS: u16 = 8;
/// Pages tried.
const PAGES: usize = 1_000;

struct Page {
    holes: Vec<Slot>,
    elements: Vec<Element>,
}

/// A page cut at random into rectangles, of which some are ads; stories fit the others, and have other sizes too.
fn page(random: &mut Random) -> Page {
    let mut slots = vec![Slot { column: 0, row: 0, columns: COLUMNS, rows: ROWS }];
    let ads = random.below(3);
    let stories = 1 + random.below(4);
    while slots.len() < stories + ads {
        let slot = slots.swap_remove(random.below(slots.len()));
        if random.below(2) == 0 && slot.columns > 1 {
            let first = 1 + random.below(usize::from(slot.columns) - 1) as u8;
            slots.push(Slot { columns: first, ..slot });
            slots.push(Slot { column: slot.column + first, columns: slot.columns - first, ..slot });
        } else if slot.rows > 1 {
            let first = 1 + random.below(usize::from(slot.rows) - 1) as u16;
            slots.push(Slot { rows: first, ..slot });
            slots.push(Slot { row: slot.row + first, rows: slot.rows - first, ..slot });
        } else {
            slots.push(slot);
        }
    }
    let homes = slots.split_off(ads);
    let lead = random.below(stories + 1);
    let element = |(at, home): (usize, &Slot)| {
        let mut shape = Shape::new(COLUMNS, ROWS);
        let mut offer = |columns: u8, rows: u16, random: &mut Random| {
            shape.offer(columns, rows, Cell { cost: random.below(20_000) as Cost, config: 0 });
        };
        // One page in four has a story that may not fit.
        if random.below(16) > 0 {
            offer(home.columns, home.rows, random);
        }
        for _ in 0..random.below(8) {
            offer(1 + random.below(usize::from(COLUMNS)) as u8, 1 + random.below(usize::from(ROWS)) as u16, random);
        }
        let optional = (random.below(4) == 0).then(|| random.below(30_000) as Cost);
        Element { shape: Arc::new(shape), weight: random.below(10) as Cost, leads: at == lead, optional, faces: Arc::default() }
    };
    let elements = homes.iter().enumerate().map(element).collect();
    Page { holes: slots, elements }
}

/// What an element costs in a slot, wherever the cuts were made: its way, and how low and how far right it stands.
fn cost(element: &Element, slot: &Slot) -> Option<u64> {
    let cell = element.shape.cell(slot.columns, slot.rows)?;
    let place = score::LOWER * Cost::from(slot.row) + score::FURTHER * Cost::from(slot.column);
    Some(u64::from(cell.cost) + u64::from(place * element.weight))
}

/// The least cost of filling a slot with a set: every cut, every division of the set.
fn brute(page: &Page, slot: Slot, set: usize, known: &mut BTreeMap<(Slot, usize), Option<u64>>) -> Option<u64> {
    if let Some(known) = known.get(&(slot, set)) {
        return *known;
    }
    if page.holes.contains(&slot) {
        return (set == 0).then_some(0);
    }
    let clear = !page.holes.iter().any(|hole| overlap(hole, &slot));
    if clear && set == 0 {
        return None;
    }
    let alone = (clear && set.count_ones() == 1).then(|| cost(&page.elements[set.trailing_zeros() as usize], &slot)).flatten();
    let crosses = |hole: &&Slot, first: &Slot, second: &Slot| overlap(hole, first) && overlap(hole, second);
    let level = (1..slot.rows).map(|row| (true, Slot { rows: row, ..slot }, Slot { row: slot.row + row, rows: slot.rows - row, ..slot }));
    let upright = (1..slot.columns).map(|column| {
        (false, Slot { columns: column, ..slot }, Slot { column: slot.column + column, columns: slot.columns - column, ..slot })
    });
    let mut best = alone;
    for (level, first, second) in level.chain(upright) {
        if page.holes.iter().any(|hole| crosses(&hole, &first, &second)) {
            continue;
        }
        for upper in (0..=set).filter(|upper| upper & !set == 0) {
            let lower = set & !upper;
            let lead_below = page.elements.iter().enumerate().any(|(at, element)| element.leads && lower >> at & 1 == 1);
            if level && lead_below && upper != 0 {
                continue;
            }
            let Some(above) = brute(page, first, upper, known) else { continue };
            let Some(below) = brute(page, second, lower, known) else { continue };
            best = Some(best.map_or(above + below, |best| best.min(above + below)));
        }
    }
    known.insert((slot, set), best);
    best
}

/// The least of all choices of what stays out.
fn brute_page(page: &Page) -> Option<u64> {
    let whole = Slot { column: 0, row: 0, columns: COLUMNS, rows: ROWS };
    let full = (1usize << page.elements.len()) - 1;
    let mut known = BTreeMap::new();
    let choices = (0..=full).filter_map(|out| {
        let left_out = page.elements.iter().enumerate().filter(|(at, _)| out >> at & 1 == 1);
        let extra: Option<u64> = left_out.map(|(_, element)| element.optional.map(u64::from)).sum();
        Some(extra? + brute(page, whole, full & !out, &mut known)?)
    });
    choices.min()
}

/// The least with nothing across the fold but a lead over the whole width; holes do not cross it.
fn brute_folded(page: &Page, fold: u8) -> Option<u64> {
    let full = (1usize << page.elements.len()) - 1;
    let lead = page.elements.iter().position(|element| element.leads);
    let mut known = BTreeMap::new();
    let mut halves = |row: u16, set: usize| {
        let left = Slot { column: 0, row, columns: fold, rows: ROWS - row };
        let right = Slot { column: fold, columns: COLUMNS - fold, ..left };
        let shared = (0..=set).filter(|first| first & !set == 0);
        shared.filter_map(|first| Some(brute(page, left, first, &mut known)? + brute(page, right, set & !first, &mut known)?)).min()
    };
    let mut filled = |set: usize| {
        let across = lead.filter(|lead| set >> lead & 1 == 1).into_iter().flat_map(|lead| {
            let over = |rows: u16| Slot { column: 0, row: 0, columns: COLUMNS, rows };
            let free = |slot: &Slot| !page.holes.iter().any(|hole| overlap(hole, slot));
            (1..=ROWS)
                .filter(move |rows| free(&over(*rows)))
                .filter_map(move |rows| Some((rows, set & !(1 << lead), cost(&page.elements[lead], &over(rows))?)))
        });
        let across: Vec<(u16, usize, u64)> = across.collect();
        let under = across
            .into_iter()
            .filter_map(|(rows, rest, cost)| if rows == ROWS { (rest == 0).then_some(cost) } else { Some(cost + halves(rows, rest)?) });
        let under = under.min();
        [halves(0, set), under].into_iter().flatten().min()
    };
    let choices = (0..=full).filter_map(|out| {
        let left_out = page.elements.iter().enumerate().filter(|(at, _)| out >> at & 1 == 1);
        let extra: Option<u64> = left_out.map(|(_, element)| element.optional.map(u64::from)).sum();
        Some(extra? + filled(full & !out)?)
    });
    choices.min()
}

/// What a filled page costs, added up afresh; every cell must be covered once.
fn checked(page: &Page, filled: &Filled) -> u64 {
    let slots: Vec<Slot> = filled.placed.iter().map(|placed| placed.slot).chain(page.holes.iter().copied()).collect();
    let area: u32 = slots.iter().map(|slot| u32::from(slot.columns) * u32::from(slot.rows)).sum();
    assert_eq!(area, u32::from(COLUMNS) * u32::from(ROWS));
    assert!(slots.iter().enumerate().all(|(at, slot)| !slots[at + 1..].iter().any(|other| overlap(slot, other))));
    let placed: u64 = filled.placed.iter().map(|placed| cost(&page.elements[placed.element], &placed.slot).unwrap()).sum();
    let out = page.elements.iter().enumerate().filter(|(at, _)| !filled.placed.iter().any(|placed| placed.element == *at));
    placed + out.map(|(_, element)| u64::from(element.optional.unwrap())).sum::<u64>()
}

#[test]
fn no_page_is_cheaper_than_the_solver_s() {
    let mut random = Random(1978);
    let mut found = 0;
    for number in 0..PAGES {
        let page = page(&mut random);
        let filled = fill(COLUMNS, ROWS, &page.holes, &page.elements, u64::MAX);
        let expected = brute_page(&page);
        assert_eq!(filled.as_ref().map(|filled| filled.cost), expected, "page {number}");
        if let Some(filled) = &filled {
            found += 1;
            assert_eq!(checked(&page, filled), filled.cost, "page {number}");
            assert!(bound(&page.elements) <= filled.cost, "page {number}");
            let tight = fill(COLUMNS, ROWS, &page.holes, &page.elements, filled.cost);
            assert_eq!(tight.map(|tight| tight.cost), expected, "page {number} within its own cost");
            let under = filled.cost.checked_sub(1).and_then(|limit| fill(COLUMNS, ROWS, &page.holes, &page.elements, limit));
            assert_eq!(under, None, "page {number} under its own cost");
        }
    }
    assert!(found > PAGES / 2, "{found} pages can be filled at all");
}

#[test]
fn no_double_truck_is_cheaper_than_the_solver_s() {
    const FOLD: u8 = COLUMNS / 2;
    let mut random = Random(1984);
    let (mut found, mut across) = (0, 0);
    for number in 0..PAGES {
        let mut page = page(&mut random);
        let filled = folded::fill((FOLD, COLUMNS, ROWS), &page.holes, &page.elements, u64::MAX);
        // An ad over the fold is one in each half.
        let part = |hole: Slot| {
            let left = Slot { columns: hole.columns.min(FOLD.saturating_sub(hole.column)), ..hole };
            [left, Slot { column: hole.column + left.columns, columns: hole.columns - left.columns, ..hole }]
        };
        page.holes = page.holes.iter().copied().flat_map(part).filter(|hole| hole.columns > 0).collect();
        assert_eq!(filled.as_ref().map(|filled| filled.cost), brute_folded(&page, FOLD), "page {number}");
        let Some(filled) = filled else { continue };
        found += 1;
        assert_eq!(checked(&page, &filled), filled.cost, "page {number}");
        for placed in filled.placed.iter().filter(|placed| placed.slot.column < FOLD && placed.slot.column + placed.slot.columns > FOLD) {
            assert!(page.elements[placed.element].leads && placed.slot.columns == COLUMNS && placed.slot.row == 0, "page {number}");
            across += 1;
        }
        let better = folded::fill_better((FOLD, COLUMNS, ROWS), &page.holes, &page.elements, filled.cost);
        assert_eq!(better, None, "page {number} under its own cost");
    }
    assert!(found > PAGES / 8 && across > PAGES / 50, "{found} can be filled at all, {across} with a lead over the fold");
}
