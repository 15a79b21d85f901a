//! Where a quote stands that parts two legs: the rows over and under it, and how near it comes to the words that it repeats.
use super::score;
use super::{Cost, Slot};
use crate::set::flow::Fit;
use crate::set::pull_quote::Echo;

/// A place for the quote, and the legs that it leaves.
pub struct Parting {
    /// The legs, in reading order; those that it parts are two each.
    pub legs: Vec<Slot>,
    /// Where the quote stands.
    pub quote: Slot,
    /// What standing out of the middle costs.
    pub cost: Cost,
}

/// The first leg that a quote parts: the first of all has the byline and the story's beginning.
pub fn first(legs: usize) -> usize {
    usize::from(legs > 1)
}

/// A quote over so many legs, and so many rows deep.
pub type Size = (u8, u16);

/// Every place for a quote in the inner legs, the middle first; there is [`score::ABOUT_QUOTE`] over and under each.
fn partings(legs: &[Slot], (span, rows): Size) -> Vec<Parting> {
    let Some(room) = legs[first(legs.len())].rows.checked_sub(rows) else { return Vec::new() };
    let middle = room / 2;
    let steps = (0..=score::QUOTE_STEPS).flat_map(|step| [(step, middle.checked_sub(step)), (step, Some(middle + step))]);
    let stands = |above: &u16| *above >= score::ABOUT_QUOTE && room - *above >= score::ABOUT_QUOTE;
    let places = steps.filter_map(|(step, above)| Some((step, above.filter(|above| *above <= room).filter(stands)?)));
    let mut found: Vec<Parting> = Vec::new();
    for (step, above) in places {
        if step > 0 || found.is_empty() {
            found.push(Parting { cost: score::QUOTE_STEP * Cost::from(step), ..part(legs, (span, rows), above) });
        }
    }
    found
}

/// The cheapest of them, and how the text flows there: the fit's cost has what the place costs.
pub fn best(legs: &[Slot], quote: Size, echo: Option<&Echo>, mut flow: impl FnMut(&[Slot]) -> Option<Fit>) -> Option<(Parting, Fit)> {
    let mut best: Option<(Parting, Fit)> = None;
    for parting in partings(legs, quote) {
        // What stands further out is dearer still.
        if best.as_ref().is_some_and(|(_, fit)| fit.cost <= parting.cost) {
            break;
        }
        let Some(mut fit) = flow(&parting.legs) else { continue };
        fit.cost += parting.cost + echo.map_or(0, |echo| nearness(echo, &fit, &parting));
        if best.as_ref().is_none_or(|(_, least)| fit.cost < least.cost) {
            best = Some((parting, fit));
        }
    }
    best
}

fn part(legs: &[Slot], (span, rows): Size, above: u16) -> Parting {
    let first = first(legs.len());
    let inner = first..first + usize::from(span);
    let quote = Slot { row: legs[first].row + above, columns: span, rows, ..legs[first] };
    let halves = |leg: Slot| [Slot { rows: above, ..leg }, Slot { row: leg.row + above + rows, rows: leg.rows - above - rows, ..leg }];
    let mut parted = legs.to_vec();
    parted.splice(inner.clone(), legs[inner].iter().copied().flat_map(halves));
    Parting { legs: parted, quote, cost: 0 }
}

/// What it costs that the quote stands beside its own words, where the text flows so.
fn nearness(echo: &Echo, fit: &Fit, parting: &Parting) -> Cost {
    let choice = usize::from(fit.choices[echo.item]);
    let rows = echo.rows.get(choice).cloned().unwrap_or_default().map(|row| fit.starts[echo.item] + row);
    let nearest = rows.filter_map(|row| distance(row, &parting.legs, &parting.quote)).min();
    nearest.map_or(0, |rows| score::QUOTE_NEAR * Cost::from(score::QUOTE_CLEAR.saturating_sub(rows)))
}

/// White rows between the quote and a row of the flow, where that stands in one of the quote's legs or in a leg beside it.
fn distance(row: u16, legs: &[Slot], quote: &Slot) -> Option<u16> {
    let mut start = 0;
    for leg in legs {
        if row < start + leg.rows {
            let at = leg.row + row - start;
            let is_beside = (quote.column.saturating_sub(1)..=quote.column + quote.columns).contains(&leg.column);
            let between = if at < quote.row { quote.row - at - 1 } else { at.saturating_sub(quote.row + quote.rows) };
            return is_beside.then_some(between);
        }
        start += leg.rows;
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::set::flow::{Choice, FlowItem, fit};

    /// Four legs of 24 rows; a quote of 4 over two of them.
    fn legs() -> Vec<Slot> {
        (0..4).map(|column| Slot { column, row: 3, columns: 1, rows: 24 }).collect()
    }

    const QUOTE: Size = (2, 4);

    #[test]
    fn the_quote_leaves_text_over_and_under_it() {
        let found = partings(&legs(), QUOTE);
        let shown: Vec<(u16, Cost)> = found.iter().map(|parting| (parting.quote.row, parting.cost / score::QUOTE_STEP)).collect();
        assert_eq!(shown, [(13, 0), (12, 1), (14, 1), (11, 2), (15, 2)]);
        let depths: Vec<u16> = found[1].legs.iter().map(|leg| leg.rows).collect();
        assert_eq!(depths, [24, 9, 11, 9, 11, 24]);
        // No more room than for the least of text: one place. Less: none.
        let deep = |rows: u16| -> Vec<Slot> { legs().into_iter().map(|leg| Slot { rows, ..leg }).collect() };
        assert_eq!(partings(&deep(4 + 2 * score::ABOUT_QUOTE), QUOTE).len(), 1);
        assert_eq!(partings(&deep(3 + 2 * score::ABOUT_QUOTE), QUOTE).len(), 0);
    }

    #[test]
    fn a_quote_in_one_leg_parts_that_alone() {
        let parted = |legs: &[Slot]| -> Vec<u16> { partings(legs, (1, 4))[0].legs.iter().map(|leg| leg.rows).collect() };
        assert_eq!(parted(&legs()[..1]), [10, 10]);
        assert_eq!(parted(&legs()[..2]), [24, 10, 10]);
    }

    #[test]
    fn a_part_over_a_quote_ends_like_a_leg() {
        // In the middle the second paragraph's first row would stand alone over the quote; a row lower there are two.
        let text = |rows: u16| FlowItem { choices: vec![Choice { rows, ..Choice::default() }], breakable: true, ..FlowItem::default() };
        let items = [text(33), text(55)];
        let costs: Vec<Cost> = partings(&legs(), QUOTE)
            .iter()
            .map(|parting| fit(&items, &parting.legs.iter().map(|leg| leg.rows).collect::<Vec<_>>()).map_or(Cost::MAX, |fit| fit.cost))
            .collect();
        assert!(costs[0] > 0 && costs[2] == 0, "{costs:?}");
    }

    #[test]
    fn a_quote_stands_clear_of_its_words() {
        let echo = |row: u16| Echo { item: 0, rows: std::iter::once(row..row + 2).collect() };
        let fit = Fit { cost: 0, choices: vec![0], starts: vec![0], short: 0 };
        let parting = &partings(&legs(), QUOTE)[0];
        let check = |row: u16, rows: u16| {
            let cost = score::QUOTE_NEAR * Cost::from(score::QUOTE_CLEAR.saturating_sub(rows));
            assert_eq!(nearness(&echo(row), &fit, parting), cost, "{row}");
        };
        // In the first leg, well over the quote and right beside it; right over it; right under it; far from it in the last leg.
        check(0, 8);
        check(11, 0);
        check(32, 0);
        check(34, 0);
        check(82, 4);
        check(87, 9);
    }
}
