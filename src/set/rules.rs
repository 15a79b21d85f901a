//! What holds for the whole of a paragraph: language, hyphenation, word spaces.
use std::sync::Arc;

use crate::edition::Lang;
use crate::layout::{Align, Flex, Style, Usage};
use crate::units::Pt;

/// What holds for the whole of a paragraph.
#[derive(Clone, Debug)]
pub struct Rules {
    /// Its language.
    pub lang: Lang,
    /// Words may be broken.
    pub hyphenate: bool,
    /// Narrowest and widest word space, percent.
    pub word_space: (u16, u16),
    /// What letters may give to fill a line.
    pub flex: Flex,
    /// Signs at the ends of lines hang into the margins.
    pub hang: bool,
    /// The paper's usage.
    pub usage: Arc<Usage>,
    /// What kind of text it is.
    pub manner: Manner,
    /// No unbreakable matter is wider than this.
    pub measure: Pt,
}

impl Rules {
    pub fn of(style: &Style, lang: Lang, measure: Pt) -> Rules {
        // Only lines that are filled make their letters give.
        let justified = style.align == Align::Justify;
        let flex = if justified { style.flex } else { Flex::default() };
        let (word_space, usage) = (style.word_space, style.usage.clone());
        Rules { lang, hyphenate: style.hyphenate, word_space, flex, hang: style.hang && justified, usage, manner: Manner::Text, measure }
    }
}

/// What kind of text a line is of.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Manner {
    /// Running text.
    #[default]
    Text,
    /// A headline or a deck in English: each line should be sense by itself.
    Head,
}
