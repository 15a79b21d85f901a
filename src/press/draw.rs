//! Drawing: marks become PDF operators, in the colours of a screen or in a press's inks.
use std::ops::Range;
use std::sync::Arc;

use krilla::Document;
use krilla::color::{Color, cmyk, luma, rgb, separation};
use krilla::error::KrillaError;
use krilla::geom::{PathBuilder, Point, Rect as Area, Size, Transform};
use krilla::num::NormalizedF32;
use krilla::paint::{Fill, FillRule, Paint};
use krilla::surface::{Location, Surface};
use krilla::text::{Font, Glyph as KrillaGlyph, GlyphId};

use super::drawable::{Drawable, Drawables, MarkAt};
use crate::diag::{Diagnostics, Source};
use crate::font::Face;
use crate::ink::{Ink, Inks};
use crate::page::{Crop, Glyph, Mark, MarkKind, Paper, Text, UNSCALED};
use crate::role::Role;
use crate::units::{Pt, Rect};

/// The form in which an ink goes into the PDF.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Colours {
    /// Red, green and blue.
    Screen,
    /// Cyan, magenta, yellow and black. Black type, and black rules that shall, are written as grey of no light: `overprint.rs`
    /// makes of them black that prints over what lies below.
    Press(Impression),
}

/// How a press takes the paper's inks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Impression {
    /// Thickness of the thickest rules that print over.
    pub overprint: Pt,
    /// Type and rules below this have no other inks under their black.
    pub rich_black_from: Pt,
    /// Whether spot colours are inks of their own.
    pub spots: Spots,
}

/// What spot colours become.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Spots {
    /// Inks of their own.
    Own,
    /// The four inks that stand in for them.
    Replaced,
}

/// What is needed to draw any mark of a paper.
#[derive(Debug)]
pub struct Pen {
    pub pictures: Drawables,
    /// Its faces, opened, where marks use them.
    pub fonts: Vec<Option<Font>>,
    /// What the inks become.
    pub colours: Colours,
    /// By face: its space, where marks use it.
    spaces: Vec<Option<u16>>,
    /// Names of spot colours.
    spots: Vec<String>,
    /// The inks of each page.
    inks: Vec<Inks>,
}

/// What is painted: type of a size, or a rule of a thickness.
#[derive(Clone, Copy)]
enum Shape {
    Type(Pt),
    Rule(Pt),
    /// A rule that leaves out what lies below.
    Side(Pt),
    /// What the printer reads, in whatever inks.
    Sign,
}

impl Pen {
    /// A pen for a paper whose pictures are ready.
    pub fn new(paper: &Paper, pictures: Drawables, colours: Colours) -> Pen {
        let inks = paper.pages.iter().map(|page| page.inks).collect();
        let fonts = fonts(paper);
        let spaces = paper.faces.iter().zip(&fonts).map(|(face, font)| font.as_ref().and_then(|_| face.glyph(' '))).collect();
        Pen { pictures, fonts, colours, spaces, spots: paper.spots.clone(), inks }
    }

    /// Draws a mark, which is the second number's of the first number's page.
    pub fn draw(&self, mark: &Mark, at: MarkAt, surface: &mut Surface) {
        let inks = self.inks.get(at.0).copied().unwrap_or_default();
        let shape = |shape: Shape| if mark.tag.role == Role::Proof { Shape::Sign } else { shape };
        match &mark.kind {
            MarkKind::Text(text) => self.text(text, self.paint(text.ink, shape(Shape::Type(text.size)), inks), surface),
            MarkKind::Fill(rect, ink) => {
                let thickness = rect.width.min(rect.height);
                self.shape(*rect, self.paint(*ink, shape(Shape::Rule(thickness)), inks), surface);
            }
            MarkKind::Frame(rect, weight, ink) => {
                // A frame's inner half often lies on a picture, whose ink and its own would be more than the paper bears: it leaves out.
                for side in sides(*rect, *weight) {
                    self.shape(side, self.paint(*ink, shape(Shape::Side(*weight)), inks), surface);
                }
            }
            MarkKind::Picture(picture) => {
                if let Some(drawable) = self.pictures.get(&at) {
                    draw_picture(drawable, picture.frame, surface);
                }
            }
        }
    }

    fn paint(&self, ink: Ink, shape: Shape, inks: Inks) -> Fill {
        let paint: Paint = match self.colours {
            Colours::Screen => rgb::Color::new(ink.rgb[0], ink.rgb[1], ink.rgb[2]).into(),
            Colours::Press(press) => self.pressed(ink, shape, inks, press),
        };
        Fill { paint, opacity: NormalizedF32::ONE, rule: FillRule::NonZero }
    }

    fn pressed(&self, ink: Ink, shape: Shape, inks: Inks, press: Impression) -> Paint {
        let ink = match (inks, shape) {
            (Inks::Black, _) => ink.black_alone(),
            (Inks::Four, Shape::Type(size) | Shape::Rule(size) | Shape::Side(size))
                if ink.is_rich_black() && size < press.rich_black_from =>
            {
                Ink::BLACK
            }
            _ => ink,
        };
        let prints_over = match shape {
            Shape::Type(_) => true,
            Shape::Rule(thickness) => thickness <= press.overprint,
            Shape::Side(_) => false,
            Shape::Sign => true,
        };
        if ink.cmyk == Ink::BLACK.cmyk && ink.spot.is_none() && prints_over {
            return luma::Color::black().into();
        }
        let [cyan, magenta, yellow, black] = ink.cmyk.map(full);
        let process = cmyk::Color::new(cyan, magenta, yellow, black);
        let spot = ink.spot.filter(|_| press.spots == Spots::Own).and_then(|spot| self.spots.get(usize::from(spot.0)));
        match spot {
            Some(name) => {
                let colorant = separation::SeparationColorant::Custom(name.clone());
                let space = separation::SeparationSpace::new(colorant, process.into());
                Color::from(separation::Color::new(u8::MAX, space)).into()
            }
            None => process.into(),
        }
    }

    fn shape(&self, rect: Rect, paint: Fill, surface: &mut Surface) {
        let Some(area) = area(rect) else { return };
        let mut builder = PathBuilder::new();
        builder.push_rect(area);
        if let Some(path) = builder.finish() {
            surface.set_fill(Some(paint));
            surface.draw_path(&path);
        }
    }

    fn text(&self, text: &Text, paint: Fill, surface: &mut Surface) {
        let Some(font) = &self.fonts[usize::from(text.face.0)] else { return };
        surface.set_fill(Some(paint.clone()));
        if self.colours != Colours::Screen {
            self.run((text.x, text.y), text, &text.glyphs, (font, &text.text), surface);
            return;
        }
        // A reader is told of the space at the line's end.
        let space = self.spaces[usize::from(text.face.0)].filter(|_| text.space_after);
        let words = if space.is_some() { format!("{} ", text.text) } else { text.text.clone() };
        let place = text.text.len() as u32;
        let space = space.map(|id| Glyph { id, advance: Pt::ZERO, dx: Pt::ZERO, dy: Pt::ZERO, text: place..place + 1 });
        let glyphs: Vec<Glyph> = text.glyphs.iter().cloned().chain(space).collect();
        let mut x = text.x;
        for stretch in glyphs.chunk_by(|one, next| is_missing(one) == is_missing(next)) {
            if is_missing(&stretch[0]) {
                self.boxes((x, text.y), text, (stretch, &paint), surface);
            } else {
                self.run((x, text.y), text, stretch, (font, &words), surface);
            }
            x += stretch.iter().map(|glyph| glyph.advance).sum::<Pt>();
        }
    }

    fn run(&self, (x, y): (Pt, Pt), text: &Text, glyphs: &[Glyph], (font, words): (&Font, &str), surface: &mut Surface) {
        let scale = text.scale as f32 / UNSCALED as f32;
        // Along the line, krilla measures in widths of letters as drawn: the transform makes them as wide as they are set.
        let size = text.size.to_f32();
        let glyphs: Vec<SizedGlyph> = glyphs.iter().map(|glyph| SizedGlyph(glyph, (size * scale, size))).collect();
        let start = Point::from_xy(x.to_f32(), y.to_f32());
        if text.scale == UNSCALED {
            surface.draw_glyphs(start, &glyphs, font.clone(), words, size, false);
            return;
        }
        surface.push_transform(&Transform::from_row(scale, 0.0, 0.0, 1.0, start.x, start.y));
        surface.draw_glyphs(Point::from_xy(0.0, 0.0), &glyphs, font.clone(), words, size, false);
        surface.pop();
    }

    /// Boxes for characters that no font has: readers' programs do not take the fonts' own (ISO 14289-1, 7.21.8).
    fn boxes(&self, (x, y): (Pt, Pt), text: &Text, (glyphs, paint): (&[Glyph], &Fill), surface: &mut Surface) {
        let mut left = x;
        let (inset, height, weight) = (text.size / BOX_INSET, text.size * 2 / 3, (text.size / BOX_WEIGHT).max(Pt(1)));
        for glyph in glyphs {
            let rect = Rect { x: left + inset, y: y - height, width: glyph.advance - inset * 2, height };
            sides(rect, weight).into_iter().for_each(|side| self.shape(side, paint.clone(), surface));
            left += glyph.advance;
        }
    }
}

/// White beside a box that stands for a character, and the weight of its lines, as parts of the type's size.
const BOX_INSET: i32 = 16;
const BOX_WEIGHT: i32 = 20;

/// True for the glyph of a character that the font lacks.
pub fn is_missing(glyph: &Glyph) -> bool {
    glyph.id == 0
}

/// A share in percent as a share of 255.
fn full(percent: u8) -> u8 {
    ((u32::from(percent) * 255 + 50) / 100) as u8
}

/// The finished file. None where a font cannot be put into it; that is told.
pub fn finish(document: Document, pen: &Pen, paper: &Paper, diags: &mut Diagnostics) -> Option<Vec<u8>> {
    document.finish().map_err(|error| tell(error, pen, paper, diags)).ok()
}

/// Says why a file could not be written.
pub fn tell(error: KrillaError, pen: &Pen, paper: &Paper, diags: &mut Diagnostics) {
    match error {
        KrillaError::Font(font, why) => {
            let face = pen.fonts.iter().position(|other| other.as_ref() == Some(&font)).map(|at| &paper.faces[at]);
            let file = face.map_or("a font", |face| face.file.as_str());
            diags
                .error("bad-font", Some(Source::whole(file)), format!("{file} cannot be put into the PDF: {why}"))
                .help("the font is damaged: get the file again from who makes it, or use another family");
        }
        error => {
            diags
                .error("press", None, format!("the PDF could not be written: {error:?}"))
                .help("this is a fault of the program: please report it with the edition");
        }
    }
}

/// The faces that marks use, opened.
fn fonts(paper: &Paper) -> Vec<Option<Font>> {
    let mut used = vec![false; paper.faces.len()];
    for mark in paper.pages.iter().flat_map(|page| &page.marks) {
        if let MarkKind::Text(text) = &mark.kind {
            used[usize::from(text.face.0)] = true;
        }
    }
    let open = |(face, used): (&Arc<Face>, bool)| used.then(|| Font::new(krilla::Data::from(face.bytes.clone()), 0)).flatten();
    paper.faces.iter().zip(used).map(open).collect()
}

fn sides(rect: Rect, weight: Pt) -> [Rect; 4] {
    [
        Rect { height: weight, ..rect },
        Rect { y: rect.bottom() - weight, height: weight, ..rect },
        Rect { width: weight, ..rect },
        Rect { x: rect.right() - weight, width: weight, ..rect },
    ]
}

/// A rectangle as krilla has it; none where it has no extent.
pub fn area(rect: Rect) -> Option<Area> {
    Area::from_xywh(rect.x.to_f32(), rect.y.to_f32(), rect.width.to_f32(), rect.height.to_f32())
}

/// A glyph of ours, and the size that its advances hold for along and across the line: krilla asks for them at sizes of its own.
struct SizedGlyph<'a>(&'a Glyph, (f32, f32));

impl SizedGlyph<'_> {
    fn along(&self, length: Pt, size: f32) -> f32 {
        length.to_f32() / self.1.0 * size
    }
}

impl KrillaGlyph for SizedGlyph<'_> {
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

fn draw_picture(picture: &Drawable, frame: Rect, surface: &mut Surface) {
    let Some(clip) = area(frame).and_then(|area| {
        let mut builder = PathBuilder::new();
        builder.push_rect(area);
        builder.finish()
    }) else {
        return;
    };
    let (x, y, width, height) = (frame.x.to_f32(), frame.y.to_f32(), frame.width.to_f32(), frame.height.to_f32());
    match picture {
        Drawable::Pdf { document, size } => {
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
        Drawable::Image { image, crop, orientation } => {
            // The whole upright picture, of which the frame shows a part.
            let [left, top, right, bottom] = crop.sides().map(|part| part as f32 / Crop::WHOLE as f32);
            let whole_width = width / (1.0 - left - right);
            let whole_height = height / (1.0 - top - bottom);
            let (px, py) = (x - left * whole_width, y - top * whole_height);
            let cropped = *crop != Crop::NONE;
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
