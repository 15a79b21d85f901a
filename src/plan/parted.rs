//! Where a quote stands that parts two legs: the rows over and under it, and how near it comes to the words that it repeats.
use super::score;
use super::{Cost, Slot};
use crate::set::flow::Fit;
use crate::set::spanning::{Echo, SPANNING_LEGS};

/// A place for the quote, and the legs that it leaves.
pub struct Parting {
    /// The legs, in reading order; those that it parts are two each.
    pub legs: Vec<Slot>,
    /// Where the quote stands.
    pub quote: Slot,
    /// What standing out of the middle costs.
    pub cost: Cost,
}

/// Every place for a quote of so many rows in the inner legs, the middle first.
fn partings(legs: &[Slot], rows: u16) -> Vec<Parting> {
    let room = legs[1].rows - rows;
    let middle = room / 2;
    let steps = (0..=score::QUOTE_STEPS).flat_map(|step| [(step, middle.checked_sub(step)), (step, Some(middle + step))]);
    let stands = |above: &u16| *above >= score::ABOUT_QUOTE && room - *above >= score::ABOUT_QUOTE || *above == middle;
    let places = steps.filter_map(|(step, above)| Some((step, above.filter(|above| *above <= room).filter(stands)?)));
    let mut found: Vec<Parting> = Vec::new();
    for (step, above) in places {
        if step > 0 || found.is_empty() {
            found.push(part(legs, rows, above, score::QUOTE_STEP * Cost::from(step)));
        }
    }
    found
}

/// The cheapest of them, and how the text flows there: the fit's cost has what the place costs.
pub fn best(legs: &[Slot], rows: u16, echo: Option<&Echo>, mut flow: impl FnMut(&[Slot]) -> Option<Fit>) -> Option<(Parting, Fit)> {
    let mut best: Option<(Parting, Fit)> = None;
    for parting in partings(legs, rows) {
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

fn part(legs: &[Slot], rows: u16, above: u16, cost: Cost) -> Parting {
    let inner = 1..=usize::from(SPANNING_LEGS);
    let quote = Slot { row: legs[1].row + above, columns: SPANNING_LEGS, rows, ..legs[1] };
    let halves = |leg: Slot| [Slot { rows: above, ..leg }, Slot { row: leg.row + above + rows, rows: leg.rows - above - rows, ..leg }];
    let mut parted = legs.to_vec();
    parted.splice(inner.clone(), legs[inner].iter().copied().flat_map(halves));
    Parting { legs: parted, quote, cost }
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

    /// Four legs of 20 rows; a quote of 4.
    fn legs() -> Vec<Slot> {
        (0..4).map(|column| Slot { column, row: 3, columns: 1, rows: 20 }).collect()
    }

    #[test]
    fn the_quote_leaves_text_over_and_under_it() {
        let found = partings(&legs(), 4);
        let shown: Vec<(u16, Cost)> = found.iter().map(|parting| (parting.quote.row, parting.cost / score::QUOTE_STEP)).collect();
        assert_eq!(shown, [(11, 0), (10, 1), (12, 1), (9, 2), (13, 2)]);
        let depths: Vec<u16> = found[1].legs.iter().map(|leg| leg.rows).collect();
        assert_eq!(depths, [20, 7, 9, 7, 9, 20]);
        // No more room than for the least of text: one place.
        let tight: Vec<Slot> = legs().into_iter().map(|leg| Slot { rows: 16, ..leg }).collect();
        assert_eq!(partings(&tight, 4).len(), 1);
    }

    #[test]
    fn a_part_over_a_quote_ends_like_a_leg() {
        // In the middle the second paragraph's first row would stand alone over the quote; a row lower there are two.
        let text = |rows: u16| FlowItem { choices: vec![Choice { rows, ..Choice::default() }], breakable: true, ..FlowItem::default() };
        let items = [text(27), text(45)];
        let costs: Vec<Cost> = partings(&legs(), 4)
            .iter()
            .map(|parting| fit(&items, &parting.legs.iter().map(|leg| leg.rows).collect::<Vec<_>>()).map_or(Cost::MAX, |fit| fit.cost))
            .collect();
        assert!(costs[0] > 0 && costs[2] == 0, "{costs:?}");
    }

    #[test]
    fn a_quote_stands_clear_of_its_words() {
        let echo = |row: u16| Echo { item: 0, rows: std::iter::once(row..row + 2).collect() };
        let fit = Fit { cost: 0, choices: vec![0], starts: vec![0], short: 0 };
        let parting = &partings(&legs(), 4)[0];
        let check = |row: u16, rows: u16| {
            let cost = score::QUOTE_NEAR * Cost::from(score::QUOTE_CLEAR.saturating_sub(rows));
            assert_eq!(nearness(&echo(row), &fit, parting), cost, "{row}");
        };
        // In the first leg, well over the quote and right beside it; right over it; right under it; far from it in the last leg.
        check(0, 7);
        check(9, 0);
        check(26, 0);
        check(28, 0);
        check(68, 4);
        check(71, 7);
    }
}
