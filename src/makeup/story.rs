//! A story on the page: head, legs, photos, at the places its config gives.
use super::art::Pictures;
use super::sheet::Sheet;
use crate::edition::Article;
use crate::font::shape::Shaper;
use crate::ink::Ink;
use crate::job::Setting;
use crate::page::{Leg, PhotoPlace, StoryPlace, Tag};
use crate::plan::Slot;
use crate::plan::shapes::Config;
use crate::role::{Role, Slug};
use crate::set::block::Block;
use crate::set::cut_out::CutOut;
use crate::set::flow::{Fit, FlowItem};
use crate::set::galley::{Galley, Part, TextPart};
use crate::set::lines::lines;
use crate::units::{Pt, Rect};

/// Weight and colour of the rules between legs.
pub const HAIRLINE: Pt = Pt(250);
/// The grey of hairlines.
pub const HAIRLINE_INK: Ink = Ink { cmyk: [0, 0, 0, 40], rgb: [160, 160, 160], spot: None };

/// A story, its type and its way.
#[derive(Clone, Copy)]
pub struct Placed<'a> {
    /// As filed.
    pub article: &'a Article,
    /// Set.
    pub galley: &'a Galley,
    /// In this setting.
    pub setting: &'a Setting,
    /// Made so large.
    pub config: &'a Config,
    /// Its module on the page.
    pub slot: Slot,
}

/// Lays down a story and says where everything stands.
pub fn lay(story: &Placed, sheet: &mut Sheet, pictures: &Pictures, shaper: &mut Shaper) -> StoryPlace {
    let Placed { article, galley, config, slot, .. } = *story;
    let slug = Some(&article.slug);
    let on_page = |inner: Slot| Slot { column: slot.column + inner.column, row: slot.row + inner.row, ..inner };
    let frame =
        Rect { height: sheet.grid.leading * i32::from(slot.rows - crate::plan::score::SEPARATION.min(slot.rows)), ..sheet.rect(slot) };
    if article.boxed {
        let outset = sheet.grid.gutter / 4;
        let rect = Rect { x: frame.x - outset, y: frame.y - outset, width: frame.width + outset * 2, height: frame.height + outset * 2 };
        sheet.fill(Role::Tint, slug, rect, story.setting.style(crate::layout::StyleName::BriefsLabel).tint);
    }
    let head = config.head_of(galley);
    let head_frame = sheet.rect(on_page(config.head_slot));
    let foot = config.head_slot.row + config.head_slot.rows;
    let is_over_text = config.legs.iter().any(|leg| leg.row == foot && leg.column == config.head_slot.column);
    let air = if is_over_text { head_frame.height - head.block.height } else { Pt::ZERO };
    sheet.block(&head.with_air(air), slug, head_frame.x, head_frame.y);
    let legs: Vec<Slot> = config.legs.iter().map(|leg| on_page(*leg)).collect();
    let pairs = legs.iter().flat_map(|left| legs.iter().map(move |right| (left, right)));
    for (left, right) in pairs.filter(|(left, right)| left.column + 1 == right.column) {
        let top = sheet.y(left.row.max(right.row));
        let bottom = sheet.y((left.row + left.rows).min(right.row + right.rows));
        let x = sheet.x(right.column) - sheet.grid.gutter / 2;
        if bottom > top {
            sheet.fill(Role::Rule, slug, Rect { x, y: top, width: HAIRLINE, height: bottom - top }, HAIRLINE_INK);
        }
    }
    let (places, cut_outs) = match (&galley.spanning, config.quote) {
        (Some(spanning), Some(slot)) => {
            let items = galley.without_quote().unwrap_or_default();
            let mut parts = galley.parts.clone();
            parts.remove(spanning.part);
            let frame = sheet.rect(on_page(slot));
            let y = frame.y + (frame.height - spanning.block.height) / 2;
            let aside = Some(Aside { story: &article.slug, before: spanning.part, block: &spanning.block, place: (frame.x, y) });
            let flow = Flow { items: &items, parts: &parts, fit: &config.fit, aside, lowered: &[] };
            lay_flow(&flow, &legs, article, (sheet, pictures), shaper)
        }
        _ => {
            let flow = Flow { items: &galley.flow, parts: &galley.parts, fit: &config.fit, aside: None, lowered: &[] };
            lay_flow(&flow, &legs, article, (sheet, pictures), shaper)
        }
    };
    let photos = config.photos.iter().map(|photo| {
        let picture = on_page(photo.picture);
        let filed = &article.photos[usize::from(photo.photo)];
        let place = pictures.lay(filed, sheet.rect(picture), &article.slug, sheet);
        let caption = &galley.captions[usize::from(photo.photo)][usize::from(picture.columns) - 1];
        let under = place.frame.bottom();
        sheet.block(caption, slug, place.frame.x, under);
        place
    });
    let mut photos: Vec<PhotoPlace> = photos.collect();
    photos.extend(cut_outs.into_iter().map(|(_, place)| place));
    StoryPlace {
        slug: article.slug.clone(),
        part: article.part.word(),
        short_headline: article.short().to_string(),
        frame,
        headline_size: head.size,
        headline_lines: head.lines.clone(),
        legs: places,
        photos,
    }
}

/// A galley and how it flows.
#[derive(Clone, Copy)]
pub struct Flow<'a> {
    /// What flows.
    pub items: &'a [FlowItem],
    /// Its type.
    pub parts: &'a [Part],
    /// Into the legs.
    pub fit: &'a Fit,
    /// What stands beside it.
    pub aside: Option<Aside<'a>>,
    /// How much lower than on its row each part stands, the white over a heading all above it; empty: on its row, a third of that white below.
    pub lowered: &'a [Pt],
}

/// Type that stands elsewhere than where it is read: a quote over two legs.
#[derive(Clone, Copy)]
pub struct Aside<'a> {
    /// Whose it is.
    pub story: &'a Slug,
    /// The part that it is read before.
    pub before: usize,
    /// The type.
    pub block: &'a Block,
    /// Its top left.
    pub place: (Pt, Pt),
}

/// Lays the flowing type into legs.
pub fn lay_flow(
    flow: &Flow,
    legs: &[Slot],
    article: &Article,
    onto: (&mut Sheet, &Pictures),
    shaper: &mut Shaper,
) -> (Vec<Leg>, Vec<(Slug, PhotoPlace)>) {
    let slugs = vec![article.slug.clone(); flow.parts.len()];
    lay_parts(flow, legs, &slugs, onto, shaper)
}

/// The same where each part names its story.
pub fn lay_parts(
    flow: &Flow,
    legs: &[Slot],
    slugs: &[Slug],
    (sheet, pictures): (&mut Sheet, &Pictures),
    shaper: &mut Shaper,
) -> (Vec<Leg>, Vec<(Slug, PhotoPlace)>) {
    let mut photos = Vec::new();
    let mut places: Vec<Leg> = legs.iter().map(|leg| Leg { frame: sheet.rect(*leg), lines: Vec::new() }).collect();
    let mut bounds = Vec::new();
    let mut total = 0;
    for leg in legs {
        bounds.push(total);
        total += leg.rows;
    }
    // The leg and the page's row of a row of the flow.
    let find = |row: u16| -> (usize, u16) {
        let leg = bounds.partition_point(|start| *start <= row).saturating_sub(1);
        (leg, legs[leg].row + row - bounds[leg])
    };
    let lay_aside = |before: usize, sheet: &mut Sheet| {
        let Some(aside) = flow.aside.filter(|aside| aside.before == before) else { return };
        sheet.block(aside.block, Some(aside.story), aside.place.0, aside.place.1);
    };
    for (i, part) in flow.parts.iter().enumerate() {
        lay_aside(i, sheet);
        let choice = usize::from(flow.fit.choices[i]);
        let start = flow.fit.starts[i];
        let rows = flow.items[i].choices[choice].rows;
        if rows == 0 {
            continue;
        }
        let slug = &slugs[i];
        let lowered = flow.lowered.get(i).copied();
        let lower = lowered.unwrap_or(Pt::ZERO);
        match part {
            Part::Block(block) | Part::Row { row: block, .. } => {
                let (leg, row) = find(start);
                // A table's head on a further leg is heard once only.
                if let (Part::Row { head, .. }, true) = (part, i > 0 && flow.fit.starts[i - 1] < bounds[leg]) {
                    sheet.block(head, None, sheet.x(legs[leg].column), sheet.y(row - flow.items[i].again));
                }
                let spare = sheet.grid.leading * i32::from(rows) - block.height;
                // White that is added to a heading goes above it, but for a third, so that it does not gape beside a heading without.
                let above = match is_grid_block(block, sheet.grid.leading) {
                    true if lowered.is_some() => spare,
                    true => spare * 2 / 3,
                    false => Pt::ZERO.max(spare / 2),
                };
                let y = sheet.y(row) + above + lower;
                sheet.block(block, Some(slug), sheet.x(legs[leg].column), y);
                places[leg].lines.extend(block.lines.iter().map(|line| (y + line.y, line.line.text())));
            }
            Part::Picture(picture) => {
                let (leg, row) = find(start);
                photos.extend(cut_out(picture, (sheet.x(legs[leg].column), sheet.y(row) + lower), slug, (sheet, pictures)));
            }
            Part::Text(text) => {
                let Some(breaks) = text.ways.get(choice).and_then(Option::as_ref) else { continue };
                if let Some(beside) = &text.cut_out {
                    let (leg, row) = find(start);
                    photos.extend(cut_out(beside, (sheet.x(legs[leg].column), sheet.y(row) + lower), slug, (sheet, pictures)));
                }
                let block = sheet.next_block();
                let tag = Tag { role: text.role, story: Some(slug.clone()), block };
                lead_in(text, (start, lower), &find, legs, (sheet, &tag));
                for (n, line) in lines(&text.paragraph, breaks, &text.measure, text.align, shaper).into_iter().enumerate() {
                    let (leg, row) = find(start + n as u16);
                    let y = sheet.y(row) + lower + (sheet.grid.leading + text.capitals) / 2;
                    sheet.line(&tag, &line, sheet.x(legs[leg].column), y);
                    places[leg].lines.push((y, line.text()));
                }
            }
        }
    }
    lay_aside(flow.parts.len(), sheet);
    (places, photos)
}

/// Lays down what stands in a leg's corner.
fn cut_out(cut_out: &CutOut, (x, y): (Pt, Pt), slug: &Slug, (sheet, pictures): (&mut Sheet, &Pictures)) -> Option<(Slug, PhotoPlace)> {
    let lay = |(photo, frame): &(_, Rect)| pictures.lay(photo, Rect { x: x + frame.x, y: y + frame.y, ..*frame }, slug, sheet);
    let place = cut_out.photo.as_ref().map(lay);
    sheet.block(&cut_out.words, Some(slug), x, y);
    place.map(|place| (slug.clone(), place))
}

fn lead_in(
    text: &TextPart,
    (start, lower): (u16, Pt),
    find: &dyn Fn(u16) -> (usize, u16),
    legs: &[Slot],
    (sheet, tag): (&mut Sheet, &Tag),
) {
    let Some(block) = &text.lead_in else { return };
    let (leg, row) = find(start);
    let (x, y) = (sheet.x(legs[leg].column), sheet.y(row) + lower);
    for line in &block.lines {
        let role = if tag.role == Role::ListItem { Role::ListSign } else { tag.role };
        sheet.line(&Tag { role, ..tag.clone() }, &line.line, x + line.x, y + line.y);
    }
}

/// True for blocks whose every line is one row of the grid deep.
fn is_grid_block(block: &crate::set::block::Block, leading: Pt) -> bool {
    block.height.0 % leading.0 == 0
}
