//! What stands between stories: the box of briefs, ads and the paper's own advertisement.
use super::art::{Pictures, contain};
use super::sheet::Sheet;
use super::story::{Flow, lay_parts};
use crate::edition::{Ad, AdArt, Article, Edition, HouseAd, Lang, Rich};
use crate::font::shape::Shaper;
use crate::ink::Ink;
use crate::layout::{Align, Style, StyleName, Template};
use crate::page::{AdPlace, Crop, Leg, Mark, MarkKind, Picture, StoryPlace, Tag};
use crate::plan::{Slot, briefs, score};
use crate::role::{Role, Slug};
use crate::set::block::{Block, Display};
use crate::set::flow::{Fit, FlowItem};
use crate::set::galley::{Galley, Part};
use crate::units::{Pt, Rect};

/// The rule over a box of briefs.
const BOX_RULE: Pt = Pt(1_600);
/// The frame about the paper's own advertisement.
const FRAME: Pt = Pt(500);

/// Lays down a box of briefs. Each brief is a story of its own.
pub fn lay_briefs(
    stories: &[(&Article, &Galley)],
    fit: &Fit,
    slot: Slot,
    template: &Template,
    (sheet, pictures): (&mut Sheet, &Pictures),
    shaper: &mut Shaper,
) -> Vec<StoryPlace> {
    let rect = sheet.rect(Slot { rows: slot.rows - score::SEPARATION, ..slot });
    let outset = sheet.grid.gutter / 3;
    let style = template.style(StyleName::BriefsLabel);
    // The tint reaches into the gutters and the white rows, so that the type keeps the page's columns and grid.
    let tinted = Rect { x: rect.x - outset, y: rect.y - outset, width: rect.width + outset * 2, height: rect.height + outset * 2 };
    sheet.fill(Role::Tint, None, tinted, style.tint);
    sheet.fill(Role::Rule, None, Rect { height: BOX_RULE, ..tinted }, Ink::BLACK);
    let label_height = sheet.grid.leading * i32::from(briefs::LABEL_ROWS);
    let mut label = Block::default();
    let display = Display { leading: label_height, ..Display::new(Role::BriefsLabel, style, rect.width, Lang::EnUs) };
    label.add(&display, &Rich::plain(template.briefs_label.clone()), shaper);
    sheet.block(&label, None, rect.x, rect.y);
    let flows: Vec<&[FlowItem]> = stories.iter().map(|(_, galley)| galley.flow.as_slice()).collect();
    let items = briefs::flow(&flows);
    let parts: Vec<Part> = stories.iter().flat_map(|(_, galley)| galley.parts.iter().cloned()).collect();
    let slugs: Vec<Slug> = stories.iter().flat_map(|(article, galley)| vec![article.slug.clone(); galley.parts.len()]).collect();
    let top = slot.row + briefs::LABEL_ROWS;
    let depth = slot.rows - briefs::LABEL_ROWS - score::SEPARATION;
    let legs: Vec<Slot> =
        (0..slot.columns).map(|column| Slot { column: slot.column + column, row: top, columns: 1, rows: depth }).collect();
    let first = sheet.marks.len();
    let lowered = lowered(&items, fit, slot.columns, sheet.grid.leading);
    let flow = Flow { items: &items, parts: &parts, fit, aside: None, lowered: &lowered };
    let (_, photos) = lay_parts(&flow, &legs, &slugs, (sheet, pictures), shaper);
    let own = |article: &Article| photos.iter().filter(|(slug, _)| *slug == article.slug).map(|(_, photo)| photo.clone()).collect();
    stories.iter().map(|(article, _)| StoryPlace { photos: own(article), ..place(article, &sheet.marks[first..]) }).collect()
}

/// How far each part of a box of briefs stands under its row.
///
/// In a box of one leg, which no other leg stands beside, the white that was added over some heads, and what is left at the foot, is shared
/// by all but the first: unlike gaps look like a mistake.
fn lowered(items: &[FlowItem], fit: &Fit, legs: u8, leading: Pt) -> Vec<Pt> {
    let mut lowered = vec![Pt::ZERO; items.len()];
    let later_heads = items.iter().skip(1).filter(|item| item.padded).count() as i32;
    if legs > 1 || later_heads == 0 {
        return lowered;
    }
    let added = |at: usize| i32::from(briefs::white(&items[at], fit.choices[at]));
    let all = leading * ((0..items.len()).map(added).sum::<i32>() + i32::from(fit.short));
    let (mut heads, mut above) = (0, Pt::ZERO);
    for (at, lowered) in lowered.iter_mut().enumerate() {
        heads += i32::from(at > 0 && items[at].padded);
        above += leading * added(at);
        *lowered = all * heads / later_heads - above;
    }
    lowered
}

/// A line as its marks show it: baseline, words, role, frame, size.
type MarkedLine = (Pt, String, Role, Rect, Pt);

/// Where a brief stands, read off its marks.
fn place(article: &Article, marks: &[Mark]) -> StoryPlace {
    let mut lines: Vec<MarkedLine> = Vec::new();
    for mark in marks.iter().filter(|mark| mark.tag.story.as_ref() == Some(&article.slug)) {
        let MarkKind::Text(text) = &mark.kind else { continue };
        let frame = Rect { x: text.x, y: text.y - text.size, width: text.width(), height: text.size };
        match lines.last_mut() {
            Some((y, words, _, rect, _)) if *y == text.y && text.x >= rect.x => {
                words.push_str(&text.text);
                rect.width = text.x + text.width() - rect.x;
            }
            _ => lines.push((text.y, text.text.clone(), mark.tag.role, frame, text.size)),
        }
    }
    let around = |rects: &[Rect]| -> Rect {
        let x = rects.iter().map(|r| r.x).min().unwrap_or_default();
        let y = rects.iter().map(|r| r.y).min().unwrap_or_default();
        let right = rects.iter().map(Rect::right).max().unwrap_or_default();
        let bottom = rects.iter().map(Rect::bottom).max().unwrap_or_default();
        Rect { x, y, width: right - x, height: bottom - y }
    };
    // A line that stands higher than the one before begins a new leg.
    let rises = |pair: &[MarkedLine]| pair[1].0 < pair[0].0;
    let starts = (1..lines.len()).filter(|at| rises(&lines[at - 1..=*at]));
    let bounds: Vec<usize> = std::iter::once(0).chain(starts).chain([lines.len()]).collect();
    let leg = |lines: &[MarkedLine]| Leg {
        frame: around(&lines.iter().map(|line| line.3).collect::<Vec<_>>()),
        lines: lines.iter().map(|line| (line.0, line.1.clone())).collect(),
    };
    let all: Vec<Rect> = lines.iter().map(|line| line.3).collect();
    let heads = || lines.iter().filter(|line| line.2 == Role::Headline);
    StoryPlace {
        slug: article.slug.clone(),
        part: article.part.word(),
        short_headline: article.short().to_string(),
        frame: around(&all),
        headline_size: heads().next().map_or(Pt::ZERO, |line| line.4),
        headline_lines: heads().map(|line| line.1.clone()).collect(),
        legs: bounds.windows(2).filter(|pair| pair[0] < pair[1]).map(|pair| leg(&lines[pair[0]..pair[1]])).collect(),
        photos: Vec::new(),
    }
}

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
    let art = lay_art(&ad.name, (&ad.art, shape), frame, pictures, sheet);
    AdPlace { name: ad.name.clone(), frame, art, depth: Some(ad.depth) }
}

/// Lays down one of the paper's own advertisements.
pub fn lay_house_ad(ad: &HouseAd, slot: Slot, pictures: &Pictures, sheet: &mut Sheet) -> AdPlace {
    let frame = sheet.rect(Slot { rows: slot.rows - score::SEPARATION, ..slot });
    let art = lay_art(&ad.name, (&ad.art, Some(ad.shape)), frame, pictures, sheet);
    AdPlace { name: ad.name.clone(), frame, art, depth: None }
}

/// Lays an ad's picture or page into a frame. One of another shape than its space keeps its own and stands in the middle, with a rule about
/// the space: an advertiser's picture is never cut.
fn lay_art(name: &str, (art, shape): (&AdArt, Option<(i64, i64)>), frame: Rect, pictures: &Pictures, sheet: &mut Sheet) -> usize {
    let inner = shape.map_or(frame, |(width, height)| contain(width, height, frame));
    let art = pictures.index(art.path());
    sheet.picture(Role::Ad, None, Picture { art, frame: inner, crop: Crop::NONE, alt: format!("Advertisement: {name}") });
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::set::flow::{Choice, fit};

    #[test]
    fn white_between_briefs_is_even() {
        let item = |rows: u16| FlowItem { choices: vec![Choice { rows, ..Choice::default() }], ..FlowItem::default() };
        let brief = [item(1), FlowItem { breakable: true, ..item(4) }];
        let items = briefs::flow(&[&brief, &brief, &brief]);
        let leading = Pt(12_000);
        let below = |rows: u16, legs: u8| -> Vec<i32> {
            let fit = fit(&items, &vec![rows / u16::from(legs); usize::from(legs)]).expect("it can be filled");
            lowered(&items, &fit, legs, leading).into_iter().map(|lowered| lowered.0).collect()
        };
        assert_eq!(below(15, 1), [0; 6]);
        assert_eq!(below(17, 1), [0; 6]);
        // One row of white between three briefs: half over each head.
        let one = below(16, 1);
        assert!(one == [0, 0, -6_000, -6_000, 0, 0] || one == [0, 0, 6_000, 6_000, 0, 0], "{one:?}");
        // Beside another leg every line keeps its row.
        assert_eq!(below(16, 2), [0; 6]);
    }
}
