//! Pull quotes that part the legs of their story: their type over one leg and over two, and where the text has the same words.
use std::ops::Range;

use super::block::Block;
use crate::edition::Rich;

/// Legs that a quote spans where the story is wide enough.
pub const SPANNING_LEGS: u8 = 2;
/// Legs of the narrowest story whose quote spans several.
pub const SPANNING_FROM: u8 = 3;
/// The most words of a quote that spans several.
const SPANNING_WORDS: usize = 30;

/// A story's quote in type. It is no part of what flows: it stands in the middle of its legs, or is left out.
#[derive(Clone, Debug)]
pub struct SetQuote {
    /// The part of the galley that it is read before.
    pub before: usize,
    /// Set over one leg.
    pub narrow: Block,
    /// Set over [`SPANNING_LEGS`]; none where it has too many words.
    pub wide: Option<Block>,
    /// Where the text says the same.
    pub echo: Option<Echo>,
}

/// The place of a quote's words in the text that it is taken from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Echo {
    /// Which of the items that flow.
    pub item: usize,
    /// By the item's choice: the rows of it that hold the words.
    pub rows: Vec<Range<u16>>,
}

/// True for a quote of few enough words to span several legs.
pub(super) fn is_short(text: &Rich) -> bool {
    text.text.split_whitespace().count() <= SPANNING_WORDS
}

impl SetQuote {
    /// How many legs it parts in a story of so many, and its type; none where it cannot.
    pub fn over(&self, legs: u8) -> Option<(u8, &Block)> {
        match (&self.wide, legs >= SPANNING_FROM) {
            (Some(wide), true) => Some((SPANNING_LEGS, wide)),
            (None, true) => None,
            (_, false) => Some((1, &self.narrow)),
        }
    }
}
