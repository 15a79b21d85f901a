//! A quote over several legs of a story, instead of in one.
use std::ops::Range;

use super::block::Block;
use crate::edition::Rich;

/// Legs that a quote may span.
pub const SPANNING_LEGS: u8 = 2;
/// Legs of the narrowest story that has such a quote.
pub const SPANNING_FROM: u8 = 3;
/// The most words that it may have.
const SPANNING_WORDS: usize = 30;

/// A quote set over [`SPANNING_LEGS`] legs.
#[derive(Clone, Debug)]
pub struct Spanning {
    /// Where it stands among the parts when it stands in a leg.
    pub part: usize,
    /// Set wide.
    pub block: Block,
    /// Where the text says the same.
    pub echo: Option<Echo>,
}

/// The place of a quote's words in the text that it is taken from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Echo {
    /// Which of the items that flow, the quote left out.
    pub item: usize,
    /// By the item's choice: the rows of it that hold the words.
    pub rows: Vec<Range<u16>>,
}

/// True for a quote of few enough words to span legs.
pub(super) fn is_short(text: &Rich) -> bool {
    text.text.split_whitespace().count() <= SPANNING_WORDS
}
