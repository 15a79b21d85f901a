//! The box of briefs: as many of the stock as fill its legs to the row; the page's elastic element (PLANNER 2.9).
use super::score;
use super::{Cell, Cost, Shape};
use crate::set::flow::{Choice, Fit, FlowItem, fit, range};
use crate::set::stories::FEWEST_BRIEFS;

/// Rows of the label over the box.
pub const LABEL_ROWS: u16 = 2;
/// Most columns of a box.
const MOST_COLUMNS: u8 = 3;
/// What a row of white added over a brief's head costs.
const WHITE_ROW: Cost = 900;
/// A brief of fewer rows of text is not parted between legs.
const WHOLE_ROWS: u16 = 6;
/// Depths tried about the natural one.
const DEPTHS: u16 = 4;

/// One way to make the box.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Box {
    /// The first so many of the stock.
    pub count: usize,
    /// Columns, one leg each.
    pub columns: u8,
    /// Rows of each leg.
    pub depth: u16,
    /// How the text flows.
    pub fit: Fit,
}

/// The galleys of briefs on end. In a box of one leg there is a choice of white over each head but the first: it is shared by all of them,
/// see `is_even`. Beside another leg every line keeps its row. A brief of few lines stands in one leg.
pub fn flow(stock: &[&[FlowItem]], legs: u8) -> Vec<FlowItem> {
    let mut items = Vec::new();
    for brief in stock {
        let text = brief.get(1..).unwrap_or_default();
        let is_whole = text.iter().map(most_rows).sum::<u16>() < WHOLE_ROWS;
        for (i, item) in brief.iter().enumerate() {
            let mut item = item.clone();
            if i == 0 && legs == 1 {
                let rows: Vec<Choice> = item.choices.clone();
                item.choices.extend(rows.iter().map(|choice| Choice { rows: choice.rows + 1, cost: choice.cost + WHITE_ROW, ..*choice }));
                item.padded = true;
            }
            if is_whole {
                item.breakable = false;
                item.keep_next = brief[i + 1..].iter().map(|next| next.space_before + most_rows(next)).sum();
            }
            items.push(item);
        }
    }
    items
}

fn most_rows(item: &FlowItem) -> u16 {
    item.choices.iter().map(|choice| choice.rows).max().unwrap_or(0)
}

/// Whether the white that is added over heads in one leg, and what is left at its foot, comes to no more than half a row for each head but
/// the first: with the row that is there always, a line and a half.
fn is_even(items: &[FlowItem], fit: &Fit) -> bool {
    let later_heads = items.iter().skip(1).filter(|item| item.padded).count();
    let added: u16 = items.iter().zip(&fit.choices).map(|(item, choice)| white(item, *choice)).sum();
    usize::from(added + fit.short) * 2 <= later_heads
}

/// Rows of white that a choice of [`flow`] adds over an item.
pub fn white(item: &FlowItem, choice: u8) -> u16 {
    u16::from(item.padded && usize::from(choice) >= item.choices.len() / 2)
}

/// What a box costs, the briefs that it leaves out not counted.
pub fn cost(columns: u8, fit: &Fit) -> Cost {
    score::BRIEFS_BOX + score::BRIEFS_WIDE * Cost::from(columns - 1) + fit.cost
}

/// The box's shape function for a stock of briefs, weightiest first, and the ways its cells name.
pub fn sizes(stock: &[&[FlowItem]], columns: u8, rows: u16) -> (Shape, Vec<Box>) {
    let mut shape = Shape::new(columns, rows);
    let mut ways = Vec::new();
    for count in FEWEST_BRIEFS..=stock.len() {
        for width in 1..=MOST_COLUMNS.min(columns) {
            let items = flow(&stock[..count], width);
            let (fewest, most) = range(&items);
            let legs = u32::from(width);
            let low = fewest.saturating_sub(legs).div_ceil(legs) as u16;
            let high = (most.div_ceil(legs) as u16).min(low + DEPTHS + 6);
            for depth in low.max(score::LEG_LEAST)..=high {
                let whole = LABEL_ROWS + depth + score::SEPARATION;
                if whole > rows {
                    break;
                }
                let found = fit(&items, &vec![depth; usize::from(width)]);
                let Some(fit) = found.filter(|fit| width > 1 || is_even(&items, fit)) else { continue };
                let unused = score::BRIEF_UNUSED * (stock.len() - count) as Cost;
                shape.offer(width, whole, Cell { cost: cost(width, &fit) + unused, config: ways.len() as u32 });
                ways.push(Box { count, columns: width, depth, fit });
            }
        }
    }
    (shape, ways)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A head of one row and a paragraph of so many.
    fn brief(rows: u16) -> Vec<FlowItem> {
        let item = |rows: u16| FlowItem { choices: vec![Choice { rows, ..Choice::default() }], ..FlowItem::default() };
        vec![FlowItem { space_before: 1, keep_next: 2, ..item(1) }, FlowItem { breakable: true, ..item(rows) }]
    }

    /// Depths of a box of so many columns with all of these.
    fn depths(rows: &[u16], columns: u8) -> Vec<u16> {
        let stock: Vec<Vec<FlowItem>> = rows.iter().map(|rows| brief(*rows)).collect();
        let stock: Vec<&[FlowItem]> = stock.iter().map(Vec::as_slice).collect();
        let (_, ways) = sizes(&stock, columns, 60);
        ways.iter().filter(|way| way.columns == columns && way.count == stock.len()).map(|way| way.depth).collect()
    }

    #[test]
    fn white_between_briefs_is_a_line_and_a_half_at_most() {
        // 3 heads, 12 rows of text and 2 of white between them are 17; one more is half a row over each of two heads.
        assert_eq!(depths(&[4, 4, 4], 1), [17, 18]);
        // One head alone would have it all.
        assert_eq!(depths(&[4, 4], 1), [11]);
    }

    #[test]
    fn a_short_brief_stands_in_one_leg() {
        let stock = [brief(5), brief(5)];
        let stock: Vec<&[FlowItem]> = stock.iter().map(Vec::as_slice).collect();
        let (_, ways) = sizes(&stock, 2, 60);
        let beside: Vec<&Box> = ways.iter().filter(|way| way.columns == 2).collect();
        assert!(!beside.is_empty() && beside.iter().all(|way| way.fit.starts[2] == way.depth), "{beside:?}");
        // Twelve rows of text may go on in the next leg.
        assert!(depths(&[5, 12], 2).contains(&10));
    }
}
