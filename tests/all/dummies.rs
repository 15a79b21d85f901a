//! Planning alone: every `tests/dummies/NAME.toml` (a grid, ads, and the sizes that stories can have) is filled, drawn, and compared with
//! `NAME.want`; these and random pages of up to four stories, with ads and things that may stay out, are filled by brute force too.
use std::collections::BTreeMap;
use std::fmt::Write;
use std::fs;
use std::path::PathBuf;
use std::sync::Arc;

use newsprint::plan::page::{Blank, Element, Filled, Placed, bound, fill, fill_better, overlap};
use newsprint::plan::{Cell, Cost, Face, FaceHead, Shape, Slot, score};
use serde::Deserialize;

use crate::editions::root;
use crate::judge;
use crate::random::Random;

const COLUMNS: u8 = 4;
const ROWS: u16 = 8;
/// Pages tried.
const PAGES: usize = 1_000;
/// The most stories that brute force is asked to place.
const FEW: usize = 4;

struct Page {
    columns: u8,
    rows: u16,
    holes: Vec<Slot>,
    elements: Vec<Element>,
}

/// A case as its file has it; costs in thousandths.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Case {
    /// Columns and rows, as `6x20`.
    grid: String,
    /// Columns left of the fold, on a double truck.
    fold: Option<u8>,
    /// Each as `2x6+4+14`: columns and rows, then the first column and row.
    #[serde(default)]
    ads: Vec<String>,
    #[serde(rename = "story")]
    stories: Vec<CaseStory>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct CaseStory {
    #[serde(default)]
    lead: bool,
    /// For standing high, and before others in the size of its head.
    #[serde(default)]
    weight: Cost,
    /// May stay out at this cost.
    optional: Option<Cost>,
    ways: Vec<Way>,
}

/// A way to make a story; of one size the first is the cheapest.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Way {
    size: String,
    #[serde(default)]
    cost: Cost,
    /// Size of its headline in points; it stands at the top, over all columns.
    head: Option<u32>,
    /// Where a picture stands, from the module's top left.
    picture: Option<String>,
}

/// `2x6+4+14` or `2x6`.
fn geometry(text: &str) -> Slot {
    let mut parts = text.split(['x', '+']).map(|part| part.parse::<u16>().expect("columns x rows + column + row"));
    let (columns, rows) = (parts.next().unwrap(), parts.next().unwrap());
    let (column, row) = (parts.next().unwrap_or(0), parts.next().unwrap_or(0));
    Slot { column: column as u8, row, columns: columns as u8, rows }
}

/// Rows of a headline of so many points.
const HEAD_ROWS: u16 = 2;

impl Case {
    fn page(&self) -> Page {
        let Slot { columns, rows, .. } = geometry(&self.grid);
        let elements = self.stories.iter().map(|story| story.element(columns, rows)).collect();
        Page { columns, rows, holes: self.ads.iter().map(|ad| geometry(ad)).collect(), elements }
    }
}

impl CaseStory {
    fn head(&self, columns: u8, points: u32) -> FaceHead {
        FaceHead { slot: Slot { column: 0, row: 0, columns, rows: HEAD_ROWS }, size: points * 1000, weight: self.weight, leads: self.lead }
    }

    fn element(&self, columns: u8, rows: u16) -> Element {
        let mut shape = Shape::new(columns, rows);
        let mut faces: Vec<Face> = Vec::new();
        for (config, way) in self.ways.iter().enumerate() {
            let size = geometry(&way.size);
            let first = self.ways.iter().position(|other| other.size == way.size).unwrap();
            if first == config {
                shape.offer(size.columns, size.rows, Cell { cost: way.cost, config: config as u32 });
            } else {
                let dearer = way.cost.checked_sub(self.ways[first].cost).expect("of one size the first is the cheapest");
                faces[first].others.push((dearer, config as u32));
            }
            faces.push(Face {
                heads: way.head.iter().map(|points| self.head(size.columns, *points)).collect(),
                pictures: way.picture.iter().map(|picture| geometry(picture)).collect(),
                ..Face::default()
            });
        }
        Element { shape: Arc::new(shape), weight: self.weight, leads: self.lead, optional: self.optional, faces: Arc::new(faces) }
    }
}

/// A page drawn: a letter a story, in small where its head or picture stands, `#` an ad; then what it costs, and why.
fn draw(page: &Page, filled: &Filled, fold: Option<u8>) -> String {
    let mut cells = vec![vec!['.'; usize::from(page.columns)]; usize::from(page.rows)];
    let mut paint = |slot: &Slot, letter: char| {
        for row in &mut cells[usize::from(slot.row)..usize::from(slot.row + slot.rows)] {
            row[usize::from(slot.column)..usize::from(slot.column + slot.columns)].fill(letter);
        }
    };
    page.holes.iter().for_each(|hole| paint(hole, '#'));
    for placed in &filled.placed {
        let letter = (b'A' + placed.element as u8) as char;
        paint(&placed.slot, letter);
        let face = &page.elements[placed.element].faces[placed.cell.config as usize];
        let parts = face.pictures.iter().chain(face.heads.iter().map(|head| &head.slot));
        parts.for_each(|part| {
            let part = Slot { column: placed.slot.column + part.column, row: placed.slot.row + part.row, ..*part };
            paint(&part, letter.to_ascii_lowercase());
        });
    }
    let mut out = String::new();
    for row in cells {
        let (left, right) = row.split_at(fold.map_or(row.len(), usize::from));
        let _ = writeln!(out, "{}", [left, right].map(String::from_iter).join(if fold.is_some() { "|" } else { "" }));
    }
    let _ = writeln!(out);
    for (at, element) in page.elements.iter().enumerate() {
        let letter = (b'A' + at as u8) as char;
        match filled.placed.iter().find(|placed| placed.element == at) {
            Some(Placed { slot, cell, .. }) => {
                let lower = score::LOWER * Cost::from(slot.row) * element.weight;
                let further = score::FURTHER * Cost::from(slot.column) * element.weight;
                let head = element.faces[cell.config as usize].heads.first().map_or(0, |head| head.size / 1000);
                let head = if head > 0 { format!(", head {head}") } else { String::new() };
                let _ = writeln!(out, "{letter} {}x{}{head}: {} + {lower} lower + {further} further", slot.columns, slot.rows, cell.cost);
            }
            None => {
                let _ = writeln!(out, "{letter} out: {}", element.optional.unwrap());
            }
        }
    }
    let proof = if filled.proved { "best" } else { "not proved" };
    let _ = writeln!(out, "neighbours: {}\n= {}, {proof}", filled.neighbours, filled.cost);
    out
}

fn cases() -> Vec<PathBuf> {
    let folder = root().join("tests/dummies");
    let mut cases: Vec<PathBuf> = fs::read_dir(folder).unwrap().flatten().map(|entry| entry.path()).collect();
    cases.retain(|path| path.extension().is_some_and(|end| end == "toml"));
    cases.sort();
    assert!(cases.len() >= 10, "the dummies are gone");
    cases
}

#[test]
fn dummies() {
    let mut faults = Vec::new();
    for path in cases() {
        let name = path.file_stem().unwrap().to_string_lossy().into_owned();
        let case: Case = toml::from_str(&fs::read_to_string(&path).unwrap()).unwrap_or_else(|error| panic!("{name}: {error}"));
        let page = case.page();
        let blank = Blank { columns: page.columns, fold: case.fold, rows: page.rows, holes: &page.holes };
        let filled = fill(&blank, &page.elements, u64::MAX);
        let better = filled.as_ref().map(|filled| fill_better(&blank, &page.elements, filled.cost));
        if let Some(filled) = &filled {
            assert!(!filled.proved || better.flatten().is_none(), "{name}: a search of all finds a better one");
            assert_eq!(checked(&page, filled) + u64::from(filled.neighbours), filled.cost, "{name}");
        }
        if page.elements.len() <= FEW && case.fold.is_none() {
            let blind = Page { elements: page.elements.iter().cloned().map(without_face).collect(), holes: page.holes.clone(), ..page };
            let blank = Blank { columns: blind.columns, fold: None, rows: blind.rows, holes: &blind.holes };
            let cheapest = fill(&blank, &blind.elements, u64::MAX);
            assert_eq!(cheapest.as_ref().map(|filled| filled.cost), brute_page(&blind), "{name}, neighbours left out");
        }
        let drawn = filled.map_or_else(|| "cannot be filled\n".to_string(), |filled| draw(&page, &filled, case.fold));
        faults.extend(judge::text(&name, &path.with_extension("want"), &drawn));
    }
    judge::settle("dummies", &faults);
}

fn without_face(element: Element) -> Element {
    Element { faces: Arc::default(), ..element }
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
    Page { columns: COLUMNS, rows: ROWS, holes: slots, elements }
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
    let whole = Slot { column: 0, row: 0, columns: page.columns, rows: page.rows };
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
    assert_eq!(area, u32::from(page.columns) * u32::from(page.rows));
    assert!(slots.iter().enumerate().all(|(at, slot)| !slots[at + 1..].iter().any(|other| overlap(slot, other))));
    let cost_of = |placed: &Placed| {
        let element = &page.elements[placed.element];
        // Not always the cheapest of its size.
        cost(element, &placed.slot).unwrap() + u64::from(placed.cell.cost)
            - u64::from(element.shape.cell(placed.slot.columns, placed.slot.rows).unwrap().cost)
    };
    let placed: u64 = filled.placed.iter().map(cost_of).sum();
    let out = page.elements.iter().enumerate().filter(|(at, _)| !filled.placed.iter().any(|placed| placed.element == *at));
    placed + out.map(|(_, element)| u64::from(element.optional.unwrap())).sum::<u64>()
}

#[test]
fn no_page_is_cheaper_than_the_solver_s() {
    let mut random = Random(1978);
    let mut found = 0;
    for number in 0..PAGES {
        let page = page(&mut random);
        let blank = Blank { columns: COLUMNS, fold: None, rows: ROWS, holes: &page.holes };
        let filled = fill(&blank, &page.elements, u64::MAX);
        let expected = brute_page(&page);
        assert_eq!(filled.as_ref().map(|filled| filled.cost), expected, "page {number}");
        if let Some(filled) = &filled {
            found += 1;
            assert_eq!(checked(&page, filled), filled.cost, "page {number}");
            assert!(bound(&page.elements) <= filled.cost, "page {number}");
            let tight = fill(&blank, &page.elements, filled.cost);
            assert_eq!(tight.map(|tight| tight.cost), expected, "page {number} within its own cost");
            let under = filled.cost.checked_sub(1).and_then(|limit| fill(&blank, &page.elements, limit));
            assert_eq!(under, None, "page {number} under its own cost");
        }
    }
    assert!(found > PAGES / 2, "{found} pages can be filled at all");
}

#[test]
fn no_double_truck_is_cheaper_than_the_solver_s() {
    const FOLD: u8 = COLUMNS / 2;
    const TRUCK: Blank = Blank { columns: COLUMNS, fold: Some(FOLD), rows: ROWS, holes: &[] };
    let mut random = Random(1984);
    let (mut found, mut across) = (0, 0);
    for number in 0..PAGES {
        let mut page = page(&mut random);
        let filled = fill(&Blank { holes: &page.holes, ..TRUCK }, &page.elements, u64::MAX);
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
        let better = fill_better(&Blank { holes: &page.holes, ..TRUCK }, &page.elements, filled.cost);
        assert_eq!(better, None, "page {number} under its own cost");
    }
    assert!(found > PAGES / 8 && across > PAGES / 50, "{found} can be filled at all, {across} with a lead over the fold");
}
