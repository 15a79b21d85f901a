//! The e-paper's PDF: marks to PDF operators, by krilla.
use std::collections::BTreeMap;
use std::num::NonZeroU32;
use std::ops::Range;

use krilla::Document;
use krilla::SerializeSettings;
use krilla::action::{Action, LinkAction};
use krilla::annotation::{Annotation, LinkAnnotation, Target};
use krilla::color::rgb;
use krilla::error::KrillaError;
use krilla::geom::{PathBuilder, Point, Rect as Area, Size, Transform};
use krilla::metadata::{DateTime, Metadata};
use krilla::num::NormalizedF32;
use krilla::page::{NumberingStyle, PageLabel, PageSettings};
use krilla::paint::{Fill, FillRule};
use krilla::surface::{Location, Surface};
use krilla::tagging::{Artifact, ArtifactType, ContentTag, Node, SpanTag, Tag as Structure, TagGroup};
use krilla::text::{Font, Glyph as KrillaGlyph, GlyphId};
use rayon::prelude::*;

use super::Photos;
use super::art::{Ready, prepare};
use super::colour::{Profile, profile};
use super::tags::{Leaf, Tree, outline};
use crate::diag::{Diagnostics, Source};
use crate::ink::Ink;
use crate::page::{Glyph, Mark, MarkKind, Paper, Picture, Text, UNSCALED};
use crate::role::Role;
use crate::units::{Pt, Rect};

/// What the PDF of one story says of itself.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct About {
    /// The headline.
    pub title: String,
    /// Who wrote it.
    pub authors: Vec<String>,
    /// When it was posted, as filed.
    pub date: Option<String>,
    /// What no other story has, for the document's number.
    pub identity: String,
}

/// What is written.
enum Kind<'a> {
    /// An edition: bookmarks, and an article in the tags for each story of each page.
    Edition,
    /// One story: no bookmarks, and one article from the first page to the last.
    Story(&'a About),
}

/// Writes the e-paper. None where a picture cannot be used; that is told.
pub fn epaper(paper: &Paper, photos: Photos, diags: &mut Diagnostics) -> Option<Vec<u8>> {
    write(paper, &Kind::Edition, photos, diags)
}

/// Writes the print preview of one story. None where a picture cannot be used; that is told.
pub fn preview(paper: &Paper, about: &About, photos: Photos, diags: &mut Diagnostics) -> Option<Vec<u8>> {
    write(paper, &Kind::Story(about), photos, diags)
}

fn write(paper: &Paper, kind: &Kind, photos: Photos, diags: &mut Diagnostics) -> Option<Vec<u8>> {
    let art = all_art(paper, photos, diags)?;
    let settings = SerializeSettings { enable_tagging: true, ..SerializeSettings::default() };
    let mut document = Document::new_with(settings);
    document.set_metadata(match kind {
        Kind::Edition => metadata(paper),
        Kind::Story(about) => metadata_of_story(paper, about),
    });
    let fonts: Vec<Option<Font>> = fonts(paper);
    let mut tree = Tree::default();
    let mut at_end = Vec::new();
    for (index, page) in paper.pages.iter().enumerate() {
        let Some(settings) = PageSettings::from_wh(page.width.to_f32(), page.height.to_f32()) else { continue };
        let prefix: String = page.label.chars().take_while(|c| !c.is_ascii_digit()).collect();
        let label = PageLabel::new(Some(NumberingStyle::Arabic), Some(prefix).filter(|p| !p.is_empty()), NonZeroU32::new(page.number));
        let mut sheet = document.start_page_with(settings.with_page_label(label));
        let mut surface = sheet.surface();
        let mut drawn: Vec<(usize, krilla::tagging::Identifier)> = Vec::new();
        for (at, mark) in page.marks.iter().enumerate() {
            let identifier = surface.start_tagged(content_tag(mark));
            draw(mark, (index, at), &art, &fonts, &mut surface);
            surface.end_tagged();
            if is_content(mark) {
                drawn.push((at, identifier));
            }
        }
        surface.finish();
        for (at, identifier) in drawn {
            let mark = &page.marks[at];
            let Some(story) = &mark.tag.story else { continue };
            let alt = if let MarkKind::Picture(picture) = &mark.kind { Some(picture.alt.clone()) } else { None };
            let mut leaf = Node::Leaf(identifier);
            if let MarkKind::Text(text) = &mark.kind
                && let Some(address) = &text.link
            {
                let area = Rect { x: text.x, y: text.y - text.size, width: text.width(), height: text.size * 5 / 4 };
                if let Some(annotation) = link(area, address) {
                    let mut group = TagGroup::new(Structure::Link);
                    group.push(leaf);
                    group.push(Node::Leaf(sheet.add_tagged_annotation(annotation)));
                    leaf = Node::Group(group);
                }
            }
            // What stands at each page's foot is read once, after the story.
            if mark.tag.role == Role::Folio {
                at_end.push((mark.tag.clone(), leaf));
            } else {
                tree.add(story, mark.tag.role, mark.tag.block, Leaf { node: leaf, alt, at: place(mark) });
            }
        }
        if matches!(kind, Kind::Edition) {
            tree.close_story();
        }
        sheet.finish();
    }
    for (tag, leaf) in at_end {
        if let Some(story) = &tag.story {
            tree.add(story, tag.role, tag.block, Leaf { node: leaf, alt: None, at: Point::default() });
        }
    }
    if matches!(kind, Kind::Edition) {
        document.set_outline(outline(paper));
    }
    document.set_tag_tree(tree.finish());
    match document.finish() {
        Ok(bytes) => Some(bytes),
        Err(KrillaError::Font(font, why)) => {
            let face = fonts.iter().position(|other| other.as_ref() == Some(&font)).map(|at| &paper.faces[at]);
            let file = face.map_or("a font", |face| face.file.as_str());
            diags
                .error("bad-font", Some(Source::whole(file)), format!("{file} cannot be put into the PDF: {why}"))
                .help("the font is damaged: get the file again from who makes it, or use another family");
            None
        }
        Err(error) => {
            diags
                .error("press", None, format!("the e-paper could not be written: {error:?}"))
                .help("this is a fault of the program: please report it with the edition");
            None
        }
    }
}

/// Where a mark begins.
fn place(mark: &Mark) -> Point {
    match &mark.kind {
        MarkKind::Text(text) => Point::from_xy(text.x.to_f32(), text.y.to_f32()),
        MarkKind::Picture(picture) => Point::from_xy(picture.frame.x.to_f32(), picture.frame.y.to_f32()),
        MarkKind::Fill(..) | MarkKind::Frame(..) => Point::default(),
    }
}

/// The day at the head of a date.
fn day(date: &str) -> DateTime {
    let number = |range: Range<usize>| date.get(range).and_then(|part| part.parse::<u16>().ok());
    DateTime::new(number(0..4).unwrap_or(2000)).month(number(5..7).unwrap_or(1) as u8).day(number(8..10).unwrap_or(1) as u8)
}

fn metadata_of_story(paper: &Paper, about: &About) -> Metadata {
    let metadata = Metadata::new()
        .title(about.title.clone())
        .language(paper.lang.into())
        .creator("newsprint".into())
        .authors(about.authors.clone())
        .document_id(about.identity.clone());
    match &about.date {
        Some(date) => metadata.creation_date(day(date)),
        None => metadata,
    }
}

fn metadata(paper: &Paper) -> Metadata {
    let date = day(&paper.date);
    Metadata::new()
        .title(format!("{}, {}", paper.title, paper.date))
        .language(paper.lang.into())
        .creator("newsprint".into())
        .authors(vec![paper.title.clone()])
        .document_id(format!("{} {}", paper.title, paper.date))
        .creation_date(date)
}

/// The faces that marks use, opened.
fn fonts(paper: &Paper) -> Vec<Option<Font>> {
    let mut used = vec![false; paper.faces.len()];
    for mark in paper.pages.iter().flat_map(|page| &page.marks) {
        if let MarkKind::Text(text) = &mark.kind {
            used[usize::from(text.face.0)] = true;
        }
    }
    let open = |(face, used): (&std::sync::Arc<crate::font::Face>, bool)| {
        used.then(|| Font::new(krilla::Data::from(face.bytes.clone()), 0)).flatten()
    };
    paper.faces.iter().zip(used).map(open).collect()
}

type AllArt = BTreeMap<(usize, usize), Ready>;

/// Every picture, ready: by page and mark. Pictures used alike are prepared once.
fn all_art(paper: &Paper, photos: Photos, diags: &mut Diagnostics) -> Option<AllArt> {
    let mut wanted: Vec<((usize, usize), &Picture)> = Vec::new();
    for (p, page) in paper.pages.iter().enumerate() {
        for (m, mark) in page.marks.iter().enumerate() {
            if let MarkKind::Picture(picture) = &mark.kind {
                wanted.push(((p, m), picture));
            }
        }
    }
    let profiles: Vec<Profile> = paper.pictures.par_iter().map(profile).collect();
    let prepare = |(at, picture): ((usize, usize), &Picture)| {
        let art = picture.art;
        (at, art, prepare(&paper.pictures[art], &profiles[art], picture.frame, picture.crop, photos))
    };
    let prepared: Vec<_> = wanted.into_par_iter().map(prepare).collect();
    for (art, _) in paper.pictures.iter().zip(&profiles).filter(|(_, profile)| matches!(profile, Profile::Unreadable)) {
        diags
            .warning("colour-profile", Some(Source::whole(&art.path)), format!("the colour profile in {} cannot be read", art.path))
            .did("took its colours as they are, as sRGB")
            .help("look at its colours; save it again with a profile, or without one");
    }
    let mut art = AllArt::new();
    let mut failed = false;
    for (at, index, ready) in prepared {
        match ready {
            Ok(ready) => {
                art.insert(at, ready);
            }
            Err(why) => {
                failed = true;
                let path = &paper.pictures[index].path;
                diags
                    .error("bad-picture", Some(Source::whole(path)), format!("{path} cannot be printed: {why}"))
                    .help("get the file again, or take it out of the edition");
            }
        }
    }
    (!failed).then_some(art)
}

/// Marks that a reader reads: those of stories, but not their rules and tints, nor the bullets, which are not in the copy: the list's
/// tags say what they say.
fn is_content(mark: &Mark) -> bool {
    let is_bullet = |text: &Text| mark.tag.role == Role::ListSign && !text.text.contains(|c: char| c.is_alphanumeric());
    let is_drawn = match &mark.kind {
        MarkKind::Fill(..) | MarkKind::Frame(..) => true,
        MarkKind::Text(text) => is_bullet(text),
        MarkKind::Picture(_) => false,
    };
    mark.tag.story.is_some() && !is_drawn
}

fn content_tag(mark: &Mark) -> ContentTag<'_> {
    if !is_content(mark) {
        let kind = match mark.tag.role {
            Role::Folio | Role::SectionLabel | Role::Nameplate | Role::Ear => ArtifactType::Header,
            Role::Rule | Role::Tint | Role::Proof | Role::ListSign => ArtifactType::Layout,
            _ => ArtifactType::Other,
        };
        return ContentTag::Artifact(Artifact::new(kind, None));
    }
    match &mark.kind {
        MarkKind::Text(text) => {
            let mut span = SpanTag::empty();
            span.lang = text.lang;
            ContentTag::Span(span)
        }
        _ => ContentTag::Other,
    }
}

fn draw(mark: &Mark, at: (usize, usize), art: &AllArt, fonts: &[Option<Font>], surface: &mut Surface) {
    match &mark.kind {
        MarkKind::Text(text) => draw_text(text, fonts, surface),
        MarkKind::Fill(rect, ink) => fill(*rect, *ink, surface),
        MarkKind::Frame(rect, weight, ink) => {
            for side in sides(*rect, *weight) {
                fill(side, *ink, surface);
            }
        }
        MarkKind::Picture(picture) => {
            if let Some(ready) = art.get(&at) {
                draw_art(ready, picture.frame, surface);
            }
        }
    }
}

fn sides(rect: Rect, weight: Pt) -> [Rect; 4] {
    [
        Rect { height: weight, ..rect },
        Rect { y: rect.bottom() - weight, height: weight, ..rect },
        Rect { width: weight, ..rect },
        Rect { x: rect.right() - weight, width: weight, ..rect },
    ]
}

fn paint(ink: Ink) -> Fill {
    Fill { paint: rgb::Color::new(ink.rgb[0], ink.rgb[1], ink.rgb[2]).into(), opacity: NormalizedF32::ONE, rule: FillRule::NonZero }
}

fn area(rect: Rect) -> Option<Area> {
    Area::from_xywh(rect.x.to_f32(), rect.y.to_f32(), rect.width.to_f32(), rect.height.to_f32())
}

fn fill(rect: Rect, ink: Ink, surface: &mut Surface) {
    let Some(area) = area(rect) else { return };
    let mut builder = PathBuilder::new();
    builder.push_rect(area);
    if let Some(path) = builder.finish() {
        surface.set_fill(Some(paint(ink)));
        surface.draw_path(&path);
    }
}

/// A glyph of ours, and the size that its advances hold for along and across the line: krilla asks for them at sizes of its own.
struct Placed<'a>(&'a Glyph, (f32, f32));

impl Placed<'_> {
    fn along(&self, length: Pt, size: f32) -> f32 {
        length.to_f32() / self.1.0 * size
    }
}

impl KrillaGlyph for Placed<'_> {
    fn glyph_id(&self) -> GlyphId {
        GlyphId::new(u32::from(self.0.id))
    }
    fn text_range(&self) -> Range<usize> {
        self.0.text.start as usize..self.0.text.end as usize
    }
    fn x_advance(&self, size: f32) -> f32 {
        self.along(self.0.advance, size)
    }
    fn x_offset(&self, size: f32) -> f32 {
        self.along(self.0.dx, size)
    }
    fn y_offset(&self, size: f32) -> f32 {
        self.0.dy.to_f32() / self.1.1 * size
    }
    fn y_advance(&self, _: f32) -> f32 {
        0.0
    }
    fn location(&self) -> Option<Location> {
        None
    }
}

fn draw_text(text: &Text, fonts: &[Option<Font>], surface: &mut Surface) {
    let Some(font) = &fonts[usize::from(text.face.0)] else { return };
    let scale = text.scale as f32 / UNSCALED as f32;
    // Along the line, krilla measures in widths of letters as drawn: the transform makes them as wide as they are set.
    let size = text.size.to_f32();
    let glyphs: Vec<Placed> = text.glyphs.iter().map(|glyph| Placed(glyph, (size * scale, size))).collect();
    surface.set_fill(Some(paint(text.ink)));
    let start = Point::from_xy(text.x.to_f32(), text.y.to_f32());
    if text.scale == UNSCALED {
        surface.draw_glyphs(start, &glyphs, font.clone(), &text.text, size, false);
        return;
    }
    surface.push_transform(&Transform::from_row(scale, 0.0, 0.0, 1.0, start.x, start.y));
    surface.draw_glyphs(Point::from_xy(0.0, 0.0), &glyphs, font.clone(), &text.text, size, false);
    surface.pop();
}

fn link(rect: Rect, address: &str) -> Option<Annotation> {
    let target = Target::Action(Action::Link(LinkAction::new(address.to_string())));
    Some(Annotation::new_link(LinkAnnotation::new(area(rect)?, target), Some(address.to_string())))
}

/// Crops are told in hundred-thousandths.
const WHOLE: f32 = 100_000.0;

fn draw_art(ready: &Ready, frame: Rect, surface: &mut Surface) {
    let Some(clip) = area(frame).and_then(|area| {
        let mut builder = PathBuilder::new();
        builder.push_rect(area);
        builder.finish()
    }) else {
        return;
    };
    let (x, y, width, height) = (frame.x.to_f32(), frame.y.to_f32(), frame.width.to_f32(), frame.height.to_f32());
    match ready {
        Ready::Pdf { document, size } => {
            // The advertiser's page keeps its shape, in the middle of its space.
            let scale = (width / size.0).min(height / size.1);
            let (w, h) = (size.0 * scale, size.1 * scale);
            let Some(size) = Size::from_wh(w, h) else { return };
            surface.push_clip_path(&clip, &FillRule::NonZero);
            surface.push_transform(&Transform::from_translate(x + (width - w) / 2.0, y + (height - h) / 2.0));
            surface.draw_pdf_page(document, size, 0);
            surface.pop();
            surface.pop();
        }
        Ready::Image { image, crop, orientation } => {
            // The whole upright picture, of which the frame shows a part.
            let [left, top, right, bottom] = crop.map(|part| part as f32 / WHOLE);
            let whole_width = width / (1.0 - left - right);
            let whole_height = height / (1.0 - top - bottom);
            let (px, py) = (x - left * whole_width, y - top * whole_height);
            let cropped = *crop != [0; 4];
            if cropped {
                surface.push_clip_path(&clip, &FillRule::NonZero);
            }
            let turned = *orientation >= 5;
            let (w, h) = if turned { (whole_height, whole_width) } else { (whole_width, whole_height) };
            let turn = turning(*orientation, w, h);
            surface.push_transform(&Transform::from_translate(px, py));
            surface.push_transform(&turn);
            if let Some(size) = Size::from_wh(w, h) {
                surface.draw_image(image.clone(), size);
            }
            surface.pop();
            surface.pop();
            if cropped {
                surface.pop();
            }
        }
    }
}

/// The transform that shows a picture of `w` by `h`, as stored, upright: EXIF orientations 1 to 8.
fn turning(orientation: u8, w: f32, h: f32) -> Transform {
    match orientation {
        2 => Transform::from_row(-1.0, 0.0, 0.0, 1.0, w, 0.0),
        3 => Transform::from_row(-1.0, 0.0, 0.0, -1.0, w, h),
        4 => Transform::from_row(1.0, 0.0, 0.0, -1.0, 0.0, h),
        5 => Transform::from_row(0.0, 1.0, 1.0, 0.0, 0.0, 0.0),
        6 => Transform::from_row(0.0, 1.0, -1.0, 0.0, h, 0.0),
        7 => Transform::from_row(0.0, -1.0, -1.0, 0.0, h, w),
        8 => Transform::from_row(0.0, -1.0, 1.0, 0.0, 0.0, w),
        _ => Transform::identity(),
    }
}
