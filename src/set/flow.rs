//! Flowing a galley into legs: every line on its row, every leg filled to its foot, in integers.
use std::ops::Range;

/// A cost in thousandths; lower is better.
pub type Cost = u32;

/// One thing that flows: a paragraph, a subhead, a row of a table.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct FlowItem {
    /// The ways it can be set.
    pub choices: Vec<Choice>,
    /// White rows before it; they vanish at a leg's top.
    pub space_before: u16,
    /// May be parted between two rows.
    pub breakable: bool,
    /// Rows of what follows that must stand under it in the same leg.
    pub keep_next: u16,
    /// It stands right under what comes before it, never at the top of another leg.
    pub clings: bool,
    /// Its further choices only add white above it: useless at a leg's top.
    pub padded: bool,
    /// Rows that stand over it where it begins a leg: a table's head, once more.
    pub again: u16,
    /// Rows from its first on that must stand in one leg, those of what follows counted: a cut-out stands beside them.
    pub together: u16,
    /// To the eye it ends the leg above it and begins another under it: a picture.
    pub parts_leg: bool,
}

/// A way to set a [`FlowItem`].
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Choice {
    /// Rows it takes.
    pub rows: u16,
    pub cost: Cost,
    /// Bit n is set where row n ends in a hyphen (the first 64 rows).
    pub hyphens: u64,
}

/// A galley flowed into legs.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fit {
    pub cost: Cost,
    /// Each item's choice.
    pub choices: Vec<u8>,
    /// Each item's first row, legs counted on end; white before it left out, and a head that is set again over it.
    pub starts: Vec<u16>,
    /// Rows left empty at the foot of the last leg.
    pub short: u16,
}

/// A paragraph's last line alone at a leg's top.
const WIDOW: Cost = 22_000;
/// Its first line alone at a foot.
const ORPHAN: Cost = 18_000;
/// A leg that ends in a hyphen: nearly as bad as an orphan, for the reader must look for the rest of a word.
const FOOT_HYPHEN: Cost = 9_000;
/// One line of text between a picture in the text and a leg's top or foot, where it is no part of a longer paragraph: as lonely as an orphan.
const LONE_LINE: Cost = 8_000;
/// White at the foot of a leg, because what follows may not be parted; and for each row of it.
const FOOT_GAP: Cost = 12_000;
const FOOT_GAP_ROW: Cost = 6_000;
/// The last leg a row short; the second row costs twice as much, and so on.
const SHORT_ROW: Cost = 4_000;
/// Most rows that the last leg may be short: more is a hole.
pub const SHORT_ROWS: u16 = 2;
/// White added at a leg's top.
const WHITE_TWICE: Cost = 9_000;
/// States kept for each item; more are never needed for good setting.
const BEAM: usize = 28;

#[derive(Clone, Copy)]
struct State {
    at: u16,
    cost: Cost,
    before: u32,
    choice: u8,
    start: u16,
}

/// Fewest and most rows that the items take, white before them counted.
pub fn range(items: &[FlowItem]) -> (u32, u32) {
    let extent = |pick: fn(u16, u16) -> u16| {
        let rows = |item: &FlowItem| item.choices.iter().map(|choice| choice.rows).reduce(pick).unwrap_or(0);
        items.iter().map(|item| u32::from(rows(item)) + u32::from(item.space_before)).sum()
    };
    (extent(u16::min), extent(u16::max))
}

/// Cheapest cost of each total of rows from the fewest up, legs not considered: a quick bound for [`fit`].
pub fn absorb(items: &[FlowItem]) -> Vec<Cost> {
    let (fewest, most) = range(items);
    let width = ((most - fewest) as usize + 1).min(ABSORB_ROWS);
    let mut best = vec![Cost::MAX; width];
    best[0] = 0;
    let mut next = best.clone();
    for item in items {
        let least = item.choices.iter().map(|choice| choice.rows).min().unwrap_or(0);
        if item.choices.iter().all(|choice| choice.rows == least) {
            let cost = item.choices.iter().map(|choice| choice.cost).min().unwrap_or(0);
            best.iter_mut().for_each(|c| *c = c.saturating_add(cost));
            continue;
        }
        next.fill(Cost::MAX);
        for choice in &item.choices {
            let extra = usize::from(choice.rows - least);
            for at in 0..width.saturating_sub(extra) {
                let cost = best[at].saturating_add(choice.cost);
                next[at + extra] = next[at + extra].min(cost);
            }
        }
        std::mem::swap(&mut best, &mut next);
    }
    best
}

/// Totals of rows that [`absorb`] tells, from the fewest.
const ABSORB_ROWS: usize = 96;

/// Flows items into legs of the given depths so that the last row is the last leg's last (or one short).
///
/// A dynamic programme over items and rows (PLANNER: "widows at leg tops"): each paragraph may run a line longer or shorter
/// at its cost; a last line at a leg's top, a first line at a foot and a heading without text under it are forbidden or dear.
pub fn fit(items: &[FlowItem], legs: &[u16]) -> Option<Fit> {
    fit_short(items, legs, SHORT_ROWS)
}

/// The same where the last leg may be so many rows short, and any other where what follows cannot be parted.
pub fn fit_short(items: &[FlowItem], legs: &[u16], short_rows: u16) -> Option<Fit> {
    let mut bounds: Vec<u16> = Vec::with_capacity(legs.len());
    let mut total = 0u16;
    for leg in legs {
        total = total.checked_add(*leg)?;
        bounds.push(total);
    }
    // Rows still to come, least and most, to prune what cannot end at the foot.
    let mut ahead: Vec<(u32, u32)> = vec![(0, 0); items.len() + 1];
    for (i, item) in items.iter().enumerate().rev() {
        let rows = item.choices.iter().map(|choice| choice.rows);
        let least = u32::from(rows.clone().min().unwrap_or(0));
        let most = u32::from(rows.max().unwrap_or(0)) + u32::from(item.space_before.max(item.again));
        ahead[i] = (ahead[i + 1].0 + least, ahead[i + 1].1 + most);
    }
    let gaps = u32::from(short_rows) * legs.len() as u32;
    let mut stages: Vec<Vec<State>> = Vec::with_capacity(items.len() + 1);
    stages.push(vec![State { at: 0, cost: 0, before: 0, choice: 0, start: 0 }]);
    for (i, item) in items.iter().enumerate() {
        let mut next: Vec<State> = Vec::new();
        for (before, state) in stages[i].iter().enumerate() {
            for (c, choice) in item.choices.iter().enumerate() {
                let Some((start, end, cost)) = put(item, choice, state.at, &bounds) else { continue };
                let cost = cost + lone_line(items, i, start..end, &bounds);
                if start > state.at + item.space_before.max(short_rows) + item.again {
                    continue;
                }
                let (least, most) = ahead[i + 1];
                if u32::from(end) + least > u32::from(total) || u32::from(end) + most + gaps < u32::from(total - short_rows.min(total)) {
                    continue;
                }
                let cost = state.cost.saturating_add(cost).saturating_add(choice.cost);
                let new = State { at: end, cost, before: before as u32, choice: c as u8, start };
                match next.iter_mut().find(|other| other.at == end) {
                    Some(other) if cost < other.cost => *other = new,
                    Some(_) => {}
                    None => next.push(new),
                }
            }
        }
        if next.is_empty() {
            return None;
        }
        if next.len() > BEAM {
            next.sort_by_key(|state| (state.cost, state.at));
            next.truncate(BEAM);
        }
        stages.push(next);
    }
    let finals = stages[items.len()].iter().enumerate();
    let ended = finals.filter_map(|(at, state)| {
        let short = total - state.at;
        let cost = SHORT_ROW * Cost::from(short) * Cost::from(short + 1) / 2;
        (short <= short_rows).then_some((state.cost.saturating_add(cost), short, at))
    });
    let (cost, short, mut at) = ended.min()?;
    let mut choices = vec![0u8; items.len()];
    let mut starts = vec![0u16; items.len()];
    for i in (0..items.len()).rev() {
        let state = stages[i + 1][at];
        choices[i] = state.choice;
        starts[i] = state.start;
        at = state.before as usize;
    }
    Some(Fit { cost, choices, starts, short })
}

/// Puts an item after row `at`: its first row, the row after its last, and what that costs; none where it cannot stand.
fn put(item: &FlowItem, choice: &Choice, at: u16, bounds: &[u16]) -> Option<(u16, u16, Cost)> {
    if choice.rows == 0 {
        return Some((at, at, 0));
    }
    let leg = bounds.partition_point(|&bound| bound <= at);
    let foot = *bounds.get(leg)?;
    let top = if leg == 0 { 0 } else { bounds[leg - 1] };
    let mut start = if at == top { at + item.again } else { at + item.space_before };
    let is_padded = item.padded && item.choices.first().is_some_and(|first| choice.rows > first.rows);
    let mut cost = if is_padded && at == top { WHITE_TWICE } else { 0 };
    let mut leg = leg;
    let fits = |start: u16, foot: u16| {
        let room = foot.saturating_sub(start);
        if item.breakable {
            room > 0 && room >= item.together
        } else {
            start + choice.rows <= foot && (room - choice.rows >= item.keep_next || leg + 1 == bounds.len())
        }
    };
    if item.clings && (at == top || !fits(start, foot)) {
        return None;
    }
    if !fits(start, foot) {
        // To the next leg's top.
        let gap = foot - at;
        if gap > 0 {
            // A single row left by white before a heading is no gap to speak of, but a short leg.
            cost += FOOT_GAP + FOOT_GAP_ROW * Cost::from(gap);
        }
        if is_padded {
            return None;
        }
        leg += 1;
        let next_foot = *bounds.get(leg)?;
        start = foot + item.again;
        if !item.breakable && start + choice.rows > next_foot || start + item.together > next_foot {
            return None;
        }
    }
    let end = start + choice.rows;
    if end > *bounds.last()? {
        return None;
    }
    if item.breakable {
        // Every foot inside the item parts it.
        for foot in bounds[leg..].iter().take_while(|foot| **foot < end) {
            let above = foot - start;
            let below = end - foot;
            if above == 1 && choice.rows > 1 {
                cost += ORPHAN;
            }
            if below == 1 {
                cost += WIDOW;
            }
            if (1..=64).contains(&above) && choice.hyphens >> (above - 1) & 1 == 1 {
                cost += FOOT_HYPHEN;
            }
        }
    }
    Some((start, end, cost))
}

/// What it costs that one line of text stands alone over item `i`, or is item `i`, under a picture in the text.
fn lone_line(items: &[FlowItem], i: usize, rows: Range<u16>, bounds: &[u16]) -> Cost {
    let Some(before) = i.checked_sub(1).map(|before| &items[before]) else { return 0 };
    let leg = bounds.partition_point(|&bound| bound <= rows.start);
    let top = if leg == 0 { 0 } else { bounds[leg - 1] };
    // A row of white may part it from the picture.
    let is_over = items[i].parts_leg && before.breakable && rows.start == top + 1 + items[i].space_before;
    // The first line of a longer paragraph at a foot is an orphan anyway.
    let is_under = before.parts_leg && items[i].breakable && rows.len() == 1 && bounds.get(leg) == Some(&rows.end) && rows.start > top;
    if is_over || is_under { LONE_LINE } else { 0 }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// `4` a paragraph of 4 rows; `4~` one that may run a row longer or shorter; `h` a subhead with a row above; `[6]` an unbreakable box; `"3"` a picture.
    fn items(text: &str) -> Vec<FlowItem> {
        let plain = |rows: u16, cost: Cost| Choice { rows, cost, hyphens: 0 };
        let item = |choices: Vec<Choice>| FlowItem { choices, ..FlowItem::default() };
        text.split(' ')
            .map(|word| match word.as_bytes() {
                b"h" => FlowItem { space_before: 1, keep_next: 2, ..item(vec![plain(1, 0)]) },
                [b'[', ..] => item(vec![plain(word.trim_matches(['[', ']']).parse().unwrap(), 0)]),
                [b'"', ..] => FlowItem { parts_leg: true, ..item(vec![plain(word.trim_matches('"').parse().unwrap(), 0)]) },
                [.., b'~'] => {
                    let rows: u16 = word.trim_end_matches('~').parse().unwrap();
                    FlowItem { breakable: true, ..item(vec![plain(rows, 0), plain(rows + 1, 1000), plain(rows - 1, 1500)]) }
                }
                _ => FlowItem { breakable: true, ..item(vec![plain(word.parse().unwrap(), 0)]) },
            })
            .collect()
    }

    fn check(text: &str, legs: &[u16], expected: Option<(&[u16], u16)>) {
        let found = fit(&items(text), legs);
        let shown = found.as_ref().map(|fit| (fit.starts.as_slice(), fit.short));
        assert_eq!(shown, expected, "{text} in {legs:?}");
    }

    #[test]
    fn legs_are_filled_to_the_foot() {
        check("4 4", &[4, 4], Some((&[0, 4], 0)));
        check("4 3", &[4, 4], Some((&[0, 4], 1)));
        check("4 5", &[4, 4], None);
        check("4 1", &[4, 4], None);
        check("4~ 5~", &[5, 5], Some((&[0, 5], 0)));
    }

    #[test]
    fn no_widows_where_a_paragraph_can_give() {
        // 5 + 4 in legs of 4 leaves the fifth row alone at the top; the first paragraph runs a row shorter instead.
        check("5~ 4~", &[4, 4], Some((&[0, 4], 0)));
        check("3~ 4~ 5", &[6, 6], Some((&[0, 3, 6], 1)));
    }

    #[test]
    fn no_line_stands_alone_over_or_under_a_picture() {
        // A paragraph of one row would stand alone over the picture: the one before runs shorter and takes it to its own foot.
        check("4~ 1 \"3\" 5~", &[4, 9], Some((&[0, 3, 4, 7], 0)));
        // It would stand alone under the picture: the one before runs longer and leaves no row there.
        check("5~ \"3\" 1 6~", &[9, 6], Some((&[0, 6, 9, 10], 0)));
        // With nothing else on either side it is let be.
        check("4 1 \"3\" 5", &[4, 9], Some((&[0, 4, 5, 8], 0)));
    }

    #[test]
    fn headings_keep_text_under_them() {
        check("4~ h 3~", &[5, 4], Some((&[0, 5, 6], 0)));
        check("3 [4] 2~", &[3, 6], Some((&[0, 3, 7], 0)));
    }

    #[test]
    fn a_cut_out_stands_in_one_leg() {
        let text = |rows: u16, together: u16| FlowItem {
            choices: vec![Choice { rows, ..Choice::default() }],
            breakable: true,
            together,
            ..FlowItem::default()
        };
        // Four rows beside it do not fit into the two that are left, though the paragraph itself has only three.
        let list = [text(2, 0), text(3, 4), text(4, 0)];
        assert_eq!(fit_short(&list, &[4, 7], 2).map(|fit| fit.starts), Some(vec![0, 4, 7]));
        assert_eq!(fit_short(&list, &[6, 3], 2).map(|fit| fit.starts), Some(vec![0, 2, 5]));
    }

    #[test]
    fn a_tables_head_stands_again_over_the_next_leg() {
        let row = |again: u16, keep_next: u16| FlowItem {
            choices: vec![Choice { rows: 1, ..Choice::default() }],
            again,
            keep_next,
            ..FlowItem::default()
        };
        let table = [row(0, 2), row(1, 0), row(1, 0), row(1, 0), row(1, 0)];
        assert_eq!(fit(&table, &[3, 3]).map(|fit| fit.starts), Some(vec![0, 1, 2, 4, 5]));
    }

    #[test]
    fn the_bound_is_a_bound() {
        let list = items("4~ h 6~ 5");
        let bound = absorb(&list);
        let (fewest, _) = range(&list);
        for rows in 15..20u16 {
            if let Some(found) = fit(&list, &[rows]) {
                assert!(found.cost >= bound[usize::from(rows) - fewest as usize], "{rows}");
            }
        }
    }
}
