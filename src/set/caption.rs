//! Captions: the words under a picture, with its credit.
use super::block::{Block, Display};
use super::runs::{Inline, inlines};
use super::text_style::TextStyle;
use crate::edition::{self, Article};
use crate::font::shape::Shaper;
use crate::job::Setting;
use crate::layout::StyleName;
use crate::role::Role;
use crate::units::Pt;

/// White between a picture and its caption, and under the caption.
const CAPTION_TOP: Pt = Pt(2_500);
const CAPTION_FOOT: Pt = Pt(5_500);

/// A photo's caption and credit under a picture of this width.
pub fn caption(photo: &edition::Photo, article: &Article, setting: &Setting, measure: Pt, shaper: &mut Shaper) -> Block {
    let mut block = Block::space(CAPTION_TOP);
    let style = setting.style(StyleName::Caption);
    let display = Display::new(Role::Caption, style, measure, article.lang);
    let look = display.look(shaper);
    let mut runs = inlines(&photo.caption, &look, style, shaper.fonts());
    if !photo.credit.is_empty() {
        let credit = TextStyle::of(setting.style(StyleName::Credit), shaper.fonts());
        if !photo.caption.text.is_empty() {
            runs.push(Inline { text: " ".into(), style: look });
        }
        runs.push(Inline { text: photo.credit.clone(), style: credit });
    }
    if runs.iter().any(|run| !run.text.trim().is_empty()) {
        block.add_inlines(&display, &runs, shaper);
        block.add_space(CAPTION_FOOT);
    } else {
        block.add_space(CAPTION_FOOT);
    }
    block
}
