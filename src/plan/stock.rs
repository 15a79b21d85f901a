//! The briefs that a page is offered, and the boxes that they can make.
use std::sync::Arc;

use super::page::areas::{Prices, prices};
use super::{PageTask, Shape, Story, briefs, score};
use crate::ids::{By, StoryId};
use crate::set::flow::FlowItem;
use crate::set::stories::FEWEST_BRIEFS;

/// The briefs offered to a page, weightiest first, and the boxes that they can make.
#[derive(Clone, Debug, Default)]
pub(super) struct Stock {
    pub(super) list: Vec<StoryId>,
    pub(super) shape: Arc<Shape>,
    pub(super) boxes: Arc<Vec<briefs::Box>>,
    /// The least that they cost, printed or not, at each price of a cell.
    pub(super) at_prices: Prices,
}

/// Works out which boxes a stock can make.
pub(super) fn make_boxes(stories: &By<StoryId, Story>, task: &PageTask, stock: &mut Stock) {
    let flow = |brief: &StoryId| task.brief_of(&stories[*brief]).map(|items| items.as_slice());
    let flows: Vec<&[FlowItem]> = stock.list.iter().filter_map(flow).collect();
    (stock.shape, stock.boxes, stock.at_prices) = Default::default();
    if flows.len() >= FEWEST_BRIEFS {
        let (shape, ways) = briefs::sizes(&flows, task.half(), task.rows);
        stock.at_prices = prices(&shape, Some(score::no_box(stock.list.len())));
        (stock.shape, stock.boxes) = (Arc::new(shape), Arc::new(ways));
    }
}
