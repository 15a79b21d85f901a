//! Cut-outs: a picture or a quote in the corner of a leg, with the text beside it in shorter lines.
use super::block::{Block, Display};
use super::caption::caption;
use super::quote::{HEAVY_RULE, PullQuote, marked};
use super::text_style::TextStyle;
use crate::edition::{self, Article, Photo, Rich};
use crate::font::shape::Shaper;
use crate::job::Setting;
use crate::layout::StyleName;
use crate::role::Role;
use crate::units::{Pt, Rect};

/// A piece that stands in a leg.
#[derive(Clone, Debug)]
pub struct CutOut {
    /// The photo, and its frame from the top left of the first row; none for a quote.
    pub photo: Option<(Photo, Rect)>,
    /// Its words, from the same corner.
    pub words: Block,
    /// Rows that it takes.
    pub rows: u16,
    /// What the lines beside it lose.
    pub width: Pt,
}

/// The narrowest measure that has room for a cut-out and words beside it: below, three words a line are left.
const NARROWEST: Pt = Pt(118_000);
/// A photo's share of the measure, in percent; a quote's.
const PHOTO_SHARE: i64 = 40;
const QUOTE_SHARE: i64 = 46;
/// White between it and the text, in ems of the body.
const GAP_PERCENT: i64 = 90;
/// A quote is set at this share of its usual size, in percent.
const QUOTE_SIZE: i64 = 78;
/// The depth of a picture of the narrowest kind, in widths.
const DEEPEST: i32 = 2;

/// True where the measure of a setting has room for cut-outs.
pub fn has_room(setting: &Setting) -> bool {
    setting.measure(1) >= NARROWEST
}

/// A photo with the text beside it.
pub fn photo(photo: &Photo, article: &Article, setting: &Setting, shaper: &mut Shaper) -> CutOut {
    let width = setting.measure(1).scale(PHOTO_SHARE, 100);
    framed(photo, article, setting, width, shaper)
}

/// A photo over the whole leg, where no text can stand beside it.
pub fn whole(photo: &Photo, article: &Article, setting: &Setting, shaper: &mut Shaper) -> CutOut {
    framed(photo, article, setting, setting.measure(1), shaper)
}

/// The picture's head is level with the capitals beside it; it gives what may be cropped so that its caption ends with a row.
fn framed(photo: &Photo, article: &Article, setting: &Setting, width: Pt, shaper: &mut Shaper) -> CutOut {
    let leading = setting.grid.leading;
    let top = (leading - capitals(setting, shaper)) / 2;
    let words = caption(photo, article, setting, width, shaper);
    let natural = width.scale(i64::from(photo.picture.height.max(1)), i64::from(photo.picture.width.max(1))).min(width * DEEPEST);
    let crop = i64::from(photo.max_crop.min(900));
    let (least, most) = (natural.scale(1000 - crop, 1000), natural.scale(1000, 1000 - crop).min(width * DEEPEST));
    let around = top + words.height;
    let nearest = (around + natural + leading / 2).rows(leading).max(1) - 1;
    let fits = |rows: &i32| (least..=most).contains(&(leading * *rows - around));
    let rows = [nearest, nearest + 1, nearest - 1].into_iter().find(fits);
    let height = rows.map_or(natural, |rows| leading * rows - around);
    let rows = rows.unwrap_or_else(|| (around + natural).rows(leading));
    let frame = Rect { x: Pt::ZERO, y: top, width, height };
    let mut under = Block::space(top + height);
    under.append(&words);
    CutOut { photo: Some((photo.clone(), frame)), words: under, rows: rows.max(1) as u16, width: width + gap(setting) }
}

/// A quote with the text beside it. None where one of its words is too long for that.
pub fn quote(PullQuote { text, by, .. }: PullQuote, article: &Article, setting: &Setting, shaper: &mut Shaper) -> Option<CutOut> {
    let width = setting.measure(1).scale(QUOTE_SHARE, 100);
    let leading = setting.grid.leading;
    let style = setting.style(StyleName::Quote);
    let display = Display::new(Role::Quote, style, width, article.lang).sized(style.size.scale(QUOTE_SIZE, 100));
    let mut words = Block::space((leading - capitals(setting, shaper)) / 2);
    words.add_rule(width, HEAVY_RULE, setting.style(StyleName::Kicker).ink);
    words.add_space(leading / 3);
    words.add(&display, &marked(text, article.lang), shaper);
    if words.lines.iter().any(|line| line.line.width > width + SLACK) {
        return None;
    }
    if let Some(by) = by {
        words.add_space(leading / 4);
        words.add(&Display::new(Role::QuoteBy, setting.style(StyleName::QuoteBy), width, article.lang), &Rich::plain(by), shaper);
    }
    words.add_space(leading / 3);
    let rows = words.rows(leading);
    Some(CutOut { photo: None, words, rows, width: width + gap(setting) })
}

/// What a line may be wider than its measure by rounding.
const SLACK: Pt = Pt(200);

fn gap(setting: &Setting) -> Pt {
    setting.style(StyleName::Body).size.scale(GAP_PERCENT, 100)
}

fn capitals(setting: &Setting, shaper: &Shaper) -> Pt {
    let style = setting.style(StyleName::Body);
    let face = shaper.fonts().face(TextStyle::of(style, shaper.fonts()).face);
    face.at(face.cap_height, style.size)
}

/// True where the paragraphs at the head of `body` have text enough to stand beside a cut-out and a little under it.
pub fn is_filled(body: &[edition::Block], cut_out: &CutOut, setting: &Setting) -> bool {
    /// Lines wanted beyond those beside it, for a paragraph's last line is short.
    const MORE: u16 = 2;
    /// Width of a letter of text type, in hundredths of the em.
    const LETTER: i64 = 44;
    let letter = setting.style(StyleName::Body).size.scale(LETTER, 100);
    let room = (setting.measure(1) - cut_out.width).max(letter);
    let lines = |block: &edition::Block| match block {
        edition::Block::Paragraph { text, .. } => Some((letter * text.text.chars().count().min(20_000) as i32).0 / room.0),
        _ => None,
    };
    body.iter().map_while(lines).sum::<i32>() >= i32::from(cut_out.rows + MORE)
}
