//! Ads: those that are booked, the paper's own, and its name where it has none that fits.
use super::art::{Pictures, contain};
use super::sheet::Sheet;
use crate::edition::{Ad, AdArt, Edition, HouseAd, Lang, Rich};
use crate::font::shape::Shaper;
use crate::ink::Ink;
use crate::layout::{Align, Style, StyleName, Template};
use crate::page::{AdPlace, Crop, Mark, MarkKind, Picture, Tag};
use crate::plan::{Slot, score};
use crate::role::Role;
use crate::set::block::{Block, Display};
use crate::units::{Pt, Rect};

/// The frame about an ad that does not fill its space, and the rule over one.
const FRAME: Pt = Pt(500);

/// Lays down an ad in its hole; the hole's white is above an ad at the foot.
pub fn lay_ad(ad: &Ad, slot: Slot, pictures: &Pictures, sheet: &mut Sheet) -> AdPlace {
    let whole = sheet.rect(slot);
    let foot = whole.bottom() - sheet.grid.leading * i32::from(score::SEPARATION);
    let depth = sheet.grid.leading * ad.depth.rows(sheet.grid.leading);
    let frame = Rect { y: foot - depth, height: depth, ..whole };
    // Copy and advertising are told apart by a rule.
    if whole.y > sheet.live.y {
        let rule = Rect { y: frame.y - sheet.grid.leading, height: FRAME, ..whole };
        sheet.fill(Role::Rule, None, rule, Ink::BLACK);
    }
    let shape = match &ad.art {
        AdArt::Picture(picture) => Some((i64::from(picture.width), i64::from(picture.height))),
        AdArt::Pdf { .. } => None,
    };
    let art = lay_art(&AdInFrame { name: &ad.name, art: &ad.art, shape, frame }, pictures, sheet);
    AdPlace { name: ad.name.clone(), frame, art, depth: Some(ad.depth) }
}

/// Lays down one of the paper's own advertisements.
pub fn lay_house_ad(ad: &HouseAd, slot: Slot, pictures: &Pictures, sheet: &mut Sheet) -> AdPlace {
    let frame = sheet.rect(Slot { rows: slot.rows - score::SEPARATION, ..slot });
    let art = lay_art(&AdInFrame { name: &ad.name, art: &ad.art, shape: Some(ad.shape), frame }, pictures, sheet);
    AdPlace { name: ad.name.clone(), frame, art, depth: None }
}

/// An ad's picture or page, and the frame that it is for.
struct AdInFrame<'a> {
    name: &'a str,
    art: &'a AdArt,
    /// Its width and depth as parts of each other; none where it is made for its frame.
    shape: Option<(i64, i64)>,
    frame: Rect,
}

/// Lays an ad's picture or page into a frame. One of another shape than its space keeps its own and stands in the middle, with a rule about
/// the space: an advertiser's picture is never cut.
fn lay_art(ad: &AdInFrame, pictures: &Pictures, sheet: &mut Sheet) -> usize {
    let AdInFrame { name, art, shape, frame } = *ad;
    let inner = shape.map_or(frame, |(width, height)| contain(width, height, frame));
    let art = pictures.index(art.path());
    sheet.picture(
        Role::Ad,
        None,
        Picture { art, frame: inner, crop: Crop::NONE, alt: format!("Advertisement: {name}"), print_only: false },
    );
    if inner != frame {
        let block = sheet.next_block();
        sheet.marks.push(Mark { tag: Tag { role: Role::Ad, story: None, block }, kind: MarkKind::Frame(frame, FRAME, Ink::BLACK) });
    }
    art
}

/// Lays down the paper's name and address on its tint, as an advertisement.
pub fn lay_name(edition: &Edition, slot: Slot, template: &Template, sheet: &mut Sheet, shaper: &mut Shaper) {
    let rect = sheet.rect(Slot { rows: slot.rows - score::SEPARATION, ..slot });
    sheet.fill(Role::Tint, None, rect, template.style(StyleName::BriefsLabel).tint);
    let block = sheet.next_block();
    sheet.marks.push(Mark { tag: Tag { role: Role::HouseAd, story: None, block }, kind: MarkKind::Frame(rect, FRAME, Ink::BLACK) });
    let plate = template.style(StyleName::Nameplate);
    let size = plate.size.min(rect.width / 9).min(rect.height / 4).max(Pt::points(6));
    let style = Style { align: Align::Centre, size, leading: size + size / 4, ..plate.clone() };
    let label = Style { align: Align::Centre, ..template.style(StyleName::HouseAd).clone() };
    let inner = rect.width - size;
    let mut words = Block::default();
    words.add(&Display::new(Role::HouseAd, &style, inner, Lang::EnUs), &Rich::plain(edition.title.clone()), shaper);
    if let Some(website) = &edition.website {
        words.add(&Display::new(Role::HouseAd, &label, inner, Lang::EnUs), &Rich::plain(website.clone()), shaper);
    }
    let y = rect.y + Pt::ZERO.max((rect.height - words.height) / 2);
    sheet.block(&words, None, rect.x + size / 2, y);
}
