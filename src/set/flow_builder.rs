//! What flows, with the type of each item: the two lists grow together, one never without the other.
use super::block::Block;
use super::flow::{Choice, Cost, FlowItem};
use super::galley::Part;
use crate::units::Pt;

/// Items that flow and their type, being collected.
#[derive(Default)]
pub(super) struct FlowBuilder {
    items: Vec<FlowItem>,
    parts: Vec<Part>,
}

impl FlowBuilder {
    /// Adds an item with its type.
    pub fn push(&mut self, item: FlowItem, part: Part) {
        self.items.push(item);
        self.parts.push(part);
    }

    /// How many there are.
    pub fn len(&self) -> usize {
        self.items.len()
    }

    /// True where a paragraph or list item is among them.
    pub fn has_text(&self) -> bool {
        self.parts.iter().any(|part| matches!(part, Part::Text(_)))
    }

    /// The type of the items.
    pub fn parts(&self) -> &[Part] {
        &self.parts
    }

    /// Items and type, as many of one as of the other.
    pub fn finish(self) -> (Vec<FlowItem>, Vec<Part>) {
        (self.items, self.parts)
    }
}

/// White rows that may be added about a block.
#[derive(Clone, Copy)]
pub(super) struct Pads {
    /// Most rows.
    pub rows: u16,
    pub cost: Cost,
}

impl Pads {
    /// None may be added.
    pub const NONE: Pads = Pads { rows: 0, cost: 0 };
}

/// What a block wants above and under it.
#[derive(Clone, Copy, Default)]
pub(super) struct Around {
    /// White rows before it; none at a leg's top.
    pub before: u16,
    /// Rows of what follows that must stand under it in the same leg.
    pub keep_next: u16,
}

/// A block of display type as an item. None for a block without depth, which takes no place in the flow.
pub(super) fn block_item(block: &Block, leading: Pt, pads: Pads, around: Around) -> Option<FlowItem> {
    let rows = block.rows(leading);
    let choices = (0..=pads.rows).map(|n| Choice { rows: rows + n, cost: pads.cost * Cost::from(n), hyphens: 0 }).collect();
    let Around { before: space_before, keep_next } = around;
    (rows > 0).then(|| FlowItem { choices, space_before, keep_next, padded: pads.rows > 0, ..FlowItem::default() })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_block_without_depth_takes_no_place() {
        assert_eq!(block_item(&Block::default(), Pt::points(10), Pads::NONE, Around::default()), None);
    }

    #[test]
    fn each_row_of_white_costs() {
        let block = Block::space(Pt::points(15));
        let item = block_item(&block, Pt::points(10), Pads { rows: 2, cost: 7 }, Around { before: 1, keep_next: 2 }).unwrap();
        let choices: Vec<(u16, Cost)> = item.choices.iter().map(|choice| (choice.rows, choice.cost)).collect();
        assert_eq!(choices, [(2, 0), (3, 7), (4, 14)]);
        assert_eq!((item.space_before, item.keep_next, item.padded, item.breakable), (1, 2, true, false));
    }
}
