//! Pull quotes: the words of someone in the story, in larger type between rules.
use super::block::{Block, Display};
use crate::edition::{Article, Lang, Rich};
use crate::font::shape::Shaper;
use crate::job::Setting;
use crate::layout::StyleName;
use crate::role::Role;
use crate::units::Pt;

/// Rules over and under a quote.
pub(super) const HEAVY_RULE: Pt = Pt(1_600);
const FINE_RULE: Pt = Pt(400);
/// White about its words.
const SPACE: Pt = Pt(5_000);
/// Over several legs a quote is so much larger, in percent.
const WIDE_SIZE: i64 = 130;

/// What was said, and by whom.
#[derive(Clone, Copy, Debug)]
pub struct PullQuote<'a> {
    pub text: &'a Rich,
    /// Who said them.
    pub by: Option<&'a str>,
    /// The story's text has the words too.
    pub is_heard: bool,
}

/// A quote over so many legs, in whole rows: the white outside its rules is the same in every quote, what is left of a row goes between
/// rules and words.
pub fn quote(PullQuote { text, by, .. }: PullQuote, article: &Article, setting: &Setting, columns: u8, shaper: &mut Shaper) -> Block {
    let measure = setting.measure(columns);
    let style = setting.style(StyleName::Quote);
    let size = if columns > 1 { style.size.scale(WIDE_SIZE, 100) } else { style.size };
    let mut words = Block::default();
    words.add(&Display::new(Role::Quote, style, measure, article.lang).sized(size), &marked(text, article.lang), shaper);
    if let Some(by) = by {
        words.add_space(SPACE / 2);
        words.add(&Display::new(Role::QuoteBy, setting.style(StyleName::QuoteBy), measure, article.lang), &Rich::plain(by), shaper);
    }
    let leading = setting.grid.leading;
    let height = words.height + SPACE * 4 + HEAVY_RULE + FINE_RULE;
    let spare = leading * height.rows(leading) - height;
    let mut block = Block::space(SPACE);
    block.add_rule(measure, HEAVY_RULE, setting.style(StyleName::Kicker).ink);
    block.add_space(SPACE + spare / 2);
    block.append(&words);
    block.add_space(SPACE + spare - spare / 2);
    block.add_rule(measure, FINE_RULE, setting.style(StyleName::Body).ink);
    block.add_space(SPACE);
    block
}

/// A quote in the quotation marks of its language.
pub fn marked(text: &Rich, lang: Lang) -> Rich {
    let mut quoted = text.clone();
    if let Some((words, shift)) = lang.usual().quoted(&text.text) {
        quoted.text = words;
        quoted.spans.iter_mut().for_each(|span| span.range = span.range.start + shift..span.range.end + shift);
    }
    quoted
}
