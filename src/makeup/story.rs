//! A story on the page: head, legs, photos, at the places its config gives.
use super::art::Pictures;
use super::sheet::Sheet;
use crate::edition::{Article, Lang};
use crate::font::shape::Shaper;
use crate::ink::Ink;
use crate::job::Setting;
use crate::layout::StyleName;
use crate::page::{Leg, PhotoPlace, StoryPlace, Tag};
use crate::plan::Slot;
use crate::plan::score::SEPARATION;
use crate::plan::shapes::Config;
use crate::role::{Lead, Role, Slug};
use crate::set::block::Block;
use crate::set::breaks::Breaks;
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

/// What type and pictures are laid down with.
pub struct Bench<'a, 'f> {
    /// The page.
    pub sheet: &'a mut Sheet,
    /// The pictures that it may show.
    pub pictures: &'a Pictures,
    /// Makes glyphs of letters.
    pub shaper: &'a mut Shaper<'f>,
    /// The paper's language.
    pub lang: Lang,
}

/// Lays down a story and says where everything stands.
pub fn lay(story: &Placed, bench: &mut Bench) -> StoryPlace {
    let Placed { article, galley, config, slot, .. } = *story;
    let sheet = &mut *bench.sheet;
    let slug = Some(&article.slug);
    let on_page = |inner: Slot| Slot { column: slot.column + inner.column, row: slot.row + inner.row, ..inner };
    let frame = Rect { height: sheet.grid.leading * i32::from(slot.rows - SEPARATION.min(slot.rows)), ..sheet.rect(slot) };
    if article.boxed {
        let outset = sheet.grid.gutter / 4;
        let rect = Rect { x: frame.x - outset, y: frame.y - outset, width: frame.width + outset * 2, height: frame.height + outset * 2 };
        sheet.fill(Role::Tint, slug, rect, story.setting.style(StyleName::BriefsLabel).tint);
    }
    let head = config.head_of(galley);
    let head_frame = sheet.rect(on_page(config.head_slot));
    let foot = config.head_slot.row + config.head_slot.rows;
    let is_over_text = config.legs.iter().any(|leg| leg.row == foot && leg.column == config.head_slot.column);
    let air = if is_over_text { head_frame.height - head.block.height } else { Pt::ZERO };
    sheet.block(&head.with_air(air), slug, head_frame.x, head_frame.y);
    let legs: Vec<Slot> = config.legs.iter().map(|leg| on_page(*leg)).collect();
    rules(&legs, &article.slug, sheet);
    let flow = flow(story, sheet);
    let (places, cut_outs) = lay_flow(&flow, &legs, bench);
    let photos = config.photos.iter().map(|photo| {
        let picture = on_page(photo.picture);
        let filed = &article.photos[usize::from(photo.photo)];
        let place = bench.pictures.lay(filed, bench.sheet.rect(picture), &article.slug, bench.sheet);
        let caption = &galley.captions[usize::from(photo.photo)][usize::from(picture.columns) - 1];
        let under = place.frame.bottom();
        bench.sheet.block(caption, slug, place.frame.x, under);
        place
    });
    let mut photos: Vec<PhotoPlace> = photos.collect();
    photos.extend(cut_outs.into_iter().map(|(_, place)| place));
    StoryPlace {
        slug: article.slug.clone(),
        part: article.part.kind(),
        leads: config.lead == Lead::Yes,
        short_headline: article.short().to_string(),
        frame,
        headline_size: head.size,
        headline_lines: head.lines.clone(),
        legs: places,
        photos,
    }
}

/// Rules between legs that stand beside one another.
fn rules(legs: &[Slot], slug: &Slug, sheet: &mut Sheet) {
    let pairs = legs.iter().flat_map(|left| legs.iter().map(move |right| (left, right)));
    for (left, right) in pairs.filter(|(left, right)| left.column + 1 == right.column) {
        let top = sheet.y(left.row.max(right.row));
        let bottom = sheet.y((left.row + left.rows).min(right.row + right.rows));
        let x = sheet.x(right.column) - sheet.grid.gutter / 2;
        if bottom > top {
            sheet.fill(Role::Rule, Some(slug), Rect { x, y: top, width: HAIRLINE, height: bottom - top }, HAIRLINE_INK);
        }
    }
}

/// A story's type as it flows, and its quote beside that.
fn flow<'a>(story: &Placed<'a>, sheet: &Sheet) -> Flow<'a> {
    let Placed { article, galley, config, slot, .. } = *story;
    let aside = galley.quote.as_ref().zip(config.quote).and_then(|(quote, at)| {
        let frame = sheet.rect(Slot { column: slot.column + at.column, row: slot.row + at.row, ..at });
        let block = if at.columns > 1 { quote.wide.as_ref()? } else { &quote.narrow };
        Some(Aside { story: &article.slug, before: quote.before, block, x: frame.x, y: frame.y })
    });
    let all = galley.parts.iter().zip(galley.flow.iter()).map(|(part, item)| (part, item, &article.slug));
    Flow { parts: flowing(all, &config.fit), aside }
}

/// Type that flows into legs.
pub struct Flow<'a> {
    /// Its parts, in order.
    pub parts: Vec<Flowing<'a>>,
    /// What stands beside it.
    pub aside: Option<Aside<'a>>,
}

/// A part of what flows, and its place in the flow.
#[derive(Clone, Copy)]
pub struct Flowing<'a> {
    pub part: &'a Part,
    /// The ways that it can flow.
    pub item: &'a FlowItem,
    pub story: &'a Slug,
    /// Which of those ways.
    pub choice: usize,
    /// Its first row in the flow.
    pub start: u16,
    /// How much lower than on its row it stands, the white over a heading all above it; none: on its row, a third of that white below.
    pub lowered: Option<Pt>,
}

/// Parts, each with how it flows and whose it is, as a fit places them.
pub fn flowing<'a>(parts: impl Iterator<Item = (&'a Part, &'a FlowItem, &'a Slug)>, fit: &Fit) -> Vec<Flowing<'a>> {
    let places = fit.choices.iter().zip(&fit.starts);
    let at = |((part, item, story), (choice, start)): ((&'a Part, &'a FlowItem, &'a Slug), (&u8, &u16))| Flowing {
        part,
        item,
        story,
        choice: usize::from(*choice),
        start: *start,
        lowered: None,
    };
    parts.zip(places).map(at).collect()
}

/// Type that stands elsewhere than where it is read: a quote in the middle of legs.
#[derive(Clone, Copy)]
pub struct Aside<'a> {
    pub story: &'a Slug,
    /// The part that it is read before.
    pub before: usize,
    pub block: &'a Block,
    /// Its left.
    pub x: Pt,
    /// Its top.
    pub y: Pt,
}

/// The legs of a flow, and the flow's rows in them.
struct Legs<'a> {
    slots: &'a [Slot],
    /// By leg: its first row in the flow.
    starts: Vec<u16>,
    /// By leg: its frame, and what was laid into it.
    places: Vec<Leg>,
}

impl<'a> Legs<'a> {
    fn of(slots: &'a [Slot], sheet: &Sheet) -> Legs<'a> {
        let mut rows = 0;
        let start = |slot: &Slot| {
            rows += slot.rows;
            rows - slot.rows
        };
        let places = slots.iter().map(|slot| Leg { frame: sheet.rect(*slot), lines: Vec::new() }).collect();
        Legs { slots, starts: slots.iter().map(start).collect(), places }
    }

    /// The leg and the page's row of a row of the flow.
    fn find(&self, row: u16) -> (usize, u16) {
        let leg = self.starts.partition_point(|start| *start <= row).saturating_sub(1);
        (leg, self.slots[leg].row + row - self.starts[leg])
    }

    /// Lines of a paragraph that begins at a row of the flow under which a leg ends.
    fn feet(&self, start: u16) -> Vec<usize> {
        self.starts.iter().filter(|top| **top > start).map(|top| usize::from(top - start) - 1).collect()
    }

    /// The left and top of a row of the flow.
    fn place(&self, row: u16, sheet: &Sheet) -> (Pt, Pt) {
        let (leg, row) = self.find(row);
        (sheet.x(self.slots[leg].column), sheet.y(row))
    }
}

/// Lays flowing type into legs; gives the legs, and the photos that stand in them.
pub fn lay_flow(flow: &Flow, slots: &[Slot], bench: &mut Bench) -> (Vec<Leg>, Vec<(Slug, PhotoPlace)>) {
    let mut legs = Legs::of(slots, bench.sheet);
    let mut photos = Vec::new();
    let lay_aside = |before: usize, sheet: &mut Sheet| {
        let Some(aside) = flow.aside.filter(|aside| aside.before == before) else { return };
        sheet.block(aside.block, Some(aside.story), aside.x, aside.y);
    };
    for (at, one) in flow.parts.iter().enumerate() {
        lay_aside(at, bench.sheet);
        if one.item.choices[one.choice].rows == 0 {
            continue;
        }
        let (x, top) = legs.place(one.start, bench.sheet);
        let top = top + one.lowered.unwrap_or(Pt::ZERO);
        match one.part {
            Part::Block(block) => lay_block(one, block, &mut legs, bench.sheet),
            Part::Row { row, head } => {
                // A table's head on a further leg is heard once only.
                let (leg, page_row) = legs.find(one.start);
                if at > 0 && flow.parts[at - 1].start < legs.starts[leg] {
                    let y = bench.sheet.y(page_row - one.item.again);
                    bench.sheet.block(head, None, x, y);
                }
                lay_block(one, row, &mut legs, bench.sheet);
            }
            Part::Picture(picture) => photos.extend(cut_out(picture, (x, top), one.story, bench)),
            Part::Text(text) => {
                let Some(breaks) = text.broken(one.choice, &legs.feet(one.start)) else { continue };
                if let Some(beside) = &text.cut_out {
                    photos.extend(cut_out(beside, (x, top), one.story, bench));
                }
                lay_text(one, text, &breaks, &mut legs, bench);
            }
        }
    }
    lay_aside(flow.parts.len(), bench.sheet);
    (legs.places, photos)
}

/// Lays down a block of a flow.
fn lay_block(one: &Flowing, block: &Block, legs: &mut Legs, sheet: &mut Sheet) {
    let rows = one.item.choices[one.choice].rows;
    let spare = sheet.grid.leading * i32::from(rows) - block.height;
    // White that is added to a heading goes above it, but for a third, so that it does not gape beside a heading without.
    let above = match is_grid_block(block, sheet.grid.leading) {
        true if one.lowered.is_some() => spare,
        true => spare * 2 / 3,
        false => Pt::ZERO.max(spare / 2),
    };
    let (leg, _) = legs.find(one.start);
    let (x, top) = legs.place(one.start, sheet);
    let y = top + above + one.lowered.unwrap_or(Pt::ZERO);
    sheet.block(block, Some(one.story), x, y);
    legs.places[leg].lines.extend(block.lines.iter().map(|line| (y + line.y, line.line.text())));
}

/// Lays down a paragraph of a flow.
fn lay_text(one: &Flowing, text: &TextPart, breaks: &Breaks, legs: &mut Legs, bench: &mut Bench) {
    let sheet = &mut *bench.sheet;
    let lower = one.lowered.unwrap_or(Pt::ZERO);
    let tag = Tag { role: text.role, story: Some(one.story.clone()), block: sheet.next_block() };
    let (x, top) = legs.place(one.start, sheet);
    for line in text.lead_in.iter().flat_map(|block| &block.lines) {
        let role = if tag.role == Role::ListItem { Role::ListSign } else { tag.role };
        sheet.line(&Tag { role, ..tag.clone() }, &line.line, x + line.x, top + lower + line.y);
    }
    for (row, line) in (one.start..).zip(lines(&text.paragraph, breaks, &text.measure, text.align, bench.shaper)) {
        let (leg, _) = legs.find(row);
        let (x, top) = legs.place(row, sheet);
        let y = top + lower + (sheet.grid.leading + text.capitals) / 2;
        sheet.line(&tag, &line, x, y);
        legs.places[leg].lines.push((y, line.text()));
    }
}

/// Lays down what stands in a leg's corner.
fn cut_out(cut_out: &CutOut, (x, y): (Pt, Pt), slug: &Slug, bench: &mut Bench) -> Option<(Slug, PhotoPlace)> {
    let lay = |(photo, frame): &(_, Rect)| bench.pictures.lay(photo, Rect { x: x + frame.x, y: y + frame.y, ..*frame }, slug, bench.sheet);
    let place = cut_out.photo.as_ref().map(lay);
    bench.sheet.block(&cut_out.words, Some(slug), x, y);
    place.map(|place| (slug.clone(), place))
}

/// True for blocks whose every line is one row of the grid deep.
fn is_grid_block(block: &Block, leading: Pt) -> bool {
    block.height.0 % leading.0 == 0
}
