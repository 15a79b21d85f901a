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
/// Rows of white that may be added.
const WHITE_ROWS: u16 = 1;
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

/// The galleys of briefs on end, with a choice of white over each head but the first.
pub fn flow(stock: &[&[FlowItem]]) -> Vec<FlowItem> {
    let mut items = Vec::new();
    for brief in stock {
        for (i, item) in brief.iter().enumerate() {
            let mut item = item.clone();
            if i == 0 {
                let rows: Vec<Choice> = item.choices.clone();
                for extra in 1..=WHITE_ROWS {
                    item.choices.extend(rows.iter().map(|choice| Choice {
                        rows: choice.rows + extra,
                        cost: choice.cost + WHITE_ROW * Cost::from(extra),
                        ..*choice
                    }));
                }
                item.padded = true;
            }
            items.push(item);
        }
    }
    items
}

/// Rows of white that a choice of [`flow`] adds over an item.
pub fn white(item: &FlowItem, choice: u8) -> u16 {
    let bare = if item.padded { item.choices.len() / usize::from(WHITE_ROWS + 1) } else { item.choices.len() };
    usize::from(choice).checked_div(bare).unwrap_or(0) as u16
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
        let items = flow(&stock[..count]);
        let (fewest, most) = range(&items);
        for width in 1..=MOST_COLUMNS.min(columns) {
            let legs = u32::from(width);
            let low = fewest.saturating_sub(legs).div_ceil(legs) as u16;
            let high = (most.div_ceil(legs) as u16).min(low + DEPTHS + 6);
            for depth in low.max(score::LEG_LEAST)..=high {
                let whole = LABEL_ROWS + depth + score::SEPARATION;
                if whole > rows {
                    break;
                }
                let Some(fit) = fit(&items, &vec![depth; usize::from(width)]) else { continue };
                let unused = score::BRIEF_UNUSED * (stock.len() - count) as Cost;
                shape.offer(width, whole, Cell { cost: cost(width, &fit) + unused, config: ways.len() as u32 });
                ways.push(Box { count, columns: width, depth, fit });
            }
        }
    }
    (shape, ways)
}
