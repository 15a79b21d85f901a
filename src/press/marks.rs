//! Printer's marks: where to cut, what must lie on what, fields to measure, and a line that names the page and its plates.
use krilla::geom::{Path, PathBuilder};

use crate::font::shape::{Features, ShapedGlyph, Shaper};
use crate::font::{FaceId, Fonts};
use crate::ink::{Ink, Inks, PrinterMark};
use crate::page::{Glyph, Mark, MarkKind, Paper, Tag, Text, UNSCALED};
use crate::role::Role;
use crate::units::{Pt, Rect};

/// Between the trim and the first mark, where the bleed is no wider.
const GAP: Pt = Pt(8_504);
/// Length of a crop mark: 5 mm.
const LENGTH: Pt = Pt(14_173);
const HAIR: Pt = Pt(250);
/// A field of the bars: 5 mm.
const FIELD: Pt = Pt(14_173);
/// The ring of a register mark: 2 mm.
const RING: Pt = Pt(5_669);
const SLUG_SIZE: Pt = Pt(7_000);
/// Every ink, as plates are laid on one another by it.
const ALL: Ink = Ink { cmyk: [100; 4], rgb: [0; 3], spot: None };
const PLATES: [(&str, [u8; 4]); 4] =
    [("Cyan", [100, 0, 0, 0]), ("Magenta", [0, 100, 0, 0]), ("Yellow", [0, 0, 100, 0]), ("Black", [0, 0, 0, 100])];
/// Solids, overprints of two, half and a quarter of each ink, and a grey of three that must look as one of black.
const FIELDS: [[u8; 4]; 17] = [
    [0, 0, 0, 100],
    [100, 0, 0, 0],
    [0, 100, 0, 0],
    [0, 0, 100, 0],
    [0, 100, 100, 0],
    [100, 0, 100, 0],
    [100, 100, 0, 0],
    [0, 0, 0, 50],
    [50, 0, 0, 0],
    [0, 50, 0, 0],
    [0, 0, 50, 0],
    [0, 0, 0, 25],
    [25, 0, 0, 0],
    [0, 25, 0, 0],
    [0, 0, 25, 0],
    [27, 22, 22, 0],
    [0, 0, 0, 30],
];

/// White about the trim that the marks need.
pub fn margin(wanted: &[PrinterMark], bleed: Pt) -> Pt {
    if wanted.is_empty() { bleed } else { bleed.max(GAP) + LENGTH + GAP / 2 }
}

/// The marks about a trim, but the rings of register marks.
pub fn marks(wanted: &[PrinterMark], trim: Rect, bleed: Pt, line: Option<&SlugLine>) -> Vec<Mark> {
    let out = bleed.max(GAP);
    let mut kinds = Vec::new();
    let corner = |kinds: &mut Vec<MarkKind>, inset: Pt, length: Pt| {
        for x in [trim.x - inset, trim.right() + inset] {
            for y in [trim.y - out - length, trim.bottom() + out] {
                kinds.push(MarkKind::Fill(Rect { x: x - HAIR / 2, y, width: HAIR, height: length }, ALL));
            }
        }
        for y in [trim.y - inset, trim.bottom() + inset] {
            for x in [trim.x - out - length, trim.right() + out] {
                kinds.push(MarkKind::Fill(Rect { x, y: y - HAIR / 2, width: length, height: HAIR }, ALL));
            }
        }
    };
    if wanted.contains(&PrinterMark::Crop) {
        corner(&mut kinds, Pt::ZERO, LENGTH);
    }
    if wanted.contains(&PrinterMark::Bleed) && bleed > Pt::ZERO {
        corner(&mut kinds, bleed, LENGTH / 2);
    }
    if wanted.contains(&PrinterMark::Register) {
        for (x, y) in register(trim, bleed) {
            kinds.push(MarkKind::Fill(Rect { x: x - RING, y: y - HAIR / 2, width: RING * 2, height: HAIR }, ALL));
            kinds.push(MarkKind::Fill(Rect { x: x - HAIR / 2, y: y - RING, width: HAIR, height: RING * 2 }, ALL));
        }
    }
    if wanted.contains(&PrinterMark::Bars) {
        // From the left of the head, short of the register mark in the middle.
        let width = ((trim.width / 2 - FIELD * 2) / FIELDS.len() as i32).min(FIELD);
        for (number, cmyk) in FIELDS.into_iter().enumerate() {
            let x = trim.x + FIELD + width * number as i32;
            let field = Rect { x, y: trim.y - out - FIELD + HAIR * 2, width, height: FIELD - HAIR * 4 };
            kinds.push(MarkKind::Fill(field, Ink::from_cmyk(cmyk)));
        }
    }
    if let (true, Some(line)) = (wanted.contains(&PrinterMark::Slug), line) {
        let mut x = trim.x + FIELD;
        let y = trim.bottom() + out + LENGTH / 2;
        for (words, ink) in std::iter::once((&line.words, Ink::BLACK)).chain(line.plates.iter().map(|(name, ink)| (name, *ink))) {
            let text = line.set(words, (x, y), ink);
            x = x + text.width() + SLUG_SIZE;
            kinds.push(MarkKind::Text(text));
        }
    }
    kinds.into_iter().map(|kind| Mark { tag: Tag { role: Role::Proof, story: None, block: 0 }, kind }).collect()
}

/// The middles of the register marks: one a side.
fn register(trim: Rect, bleed: Pt) -> [(Pt, Pt); 4] {
    let out = bleed.max(GAP) + LENGTH / 2;
    let (x, y) = (trim.x + trim.width / 2, trim.y + trim.height / 2);
    [(x, trim.y - out), (x, trim.bottom() + out), (trim.x - out, y), (trim.right() + out, y)]
}

/// The rings of register marks, as outlines to fill by the even-odd rule.
pub fn rings(wanted: &[PrinterMark], trim: Rect, bleed: Pt) -> Vec<Path> {
    if !wanted.contains(&PrinterMark::Register) {
        return Vec::new();
    }
    let ring = |(x, y): (Pt, Pt)| {
        let mut builder = PathBuilder::new();
        for radius in [RING / 2, RING / 2 - HAIR] {
            circle(&mut builder, (x.to_f32(), y.to_f32()), radius.to_f32());
        }
        builder.finish()
    };
    register(trim, bleed).into_iter().filter_map(ring).collect()
}

fn circle(builder: &mut PathBuilder, (x, y): (f32, f32), radius: f32) {
    /// Handles of four arcs that make a circle.
    const HANDLE: f32 = 0.552_284_8;
    let handle = radius * HANDLE;
    builder.move_to(x + radius, y);
    builder.cubic_to(x + radius, y + handle, x + handle, y + radius, x, y + radius);
    builder.cubic_to(x - handle, y + radius, x - radius, y + handle, x - radius, y);
    builder.cubic_to(x - radius, y - handle, x - handle, y - radius, x, y - radius);
    builder.cubic_to(x + handle, y - radius, x + radius, y - handle, x + radius, y);
    builder.close();
}

fn ink(kind: &MarkKind) -> Option<Ink> {
    match kind {
        MarkKind::Text(text) => Some(text.ink),
        MarkKind::Fill(_, ink) | MarkKind::Frame(_, _, ink) => Some(*ink),
        MarkKind::Picture(_) => None,
    }
}

/// True where none of these pages has a plate but black's.
pub fn is_mono(paper: &Paper, pages: &[usize]) -> bool {
    pages.iter().all(|page| paper.pages[*page].inks == Inks::Black)
}

/// A line of words in one of the paper's faces, and the plates, each in its own ink.
pub struct SlugLine {
    words: String,
    plates: Vec<(String, Ink)>,
    fonts: Fonts,
    face: FaceId,
}

impl SlugLine {
    /// A line in a face of the paper that has Latin letters and is used on one of these pages.
    pub fn new(words: String, paper: &Paper, pages: &[usize]) -> Option<SlugLine> {
        let marks = || pages.iter().flat_map(|page| &paper.pages[*page].marks);
        let mut faces = marks().filter_map(|mark| if let MarkKind::Text(text) = &mark.kind { Some(text.face) } else { None });
        let face = faces.find(|face| "Page 0".chars().all(|letter| paper.faces[usize::from(face.0)].covers(letter)))?;
        let mut plates: Vec<(String, Ink)> = PLATES.map(|(name, cmyk)| (name.to_string(), Ink::from_cmyk(cmyk))).to_vec();
        if is_mono(paper, pages) {
            plates = plates.split_off(PLATES.len() - 1);
        } else {
            for ink in marks().filter_map(|mark| ink(&mark.kind)).filter(|ink| ink.spot.is_some()) {
                let name = ink.spot.and_then(|spot| paper.spots.get(usize::from(spot.0)));
                if let Some(name) = name.filter(|name| plates.iter().all(|(other, _)| other != *name)) {
                    plates.push((name.clone(), ink));
                }
            }
        }
        Some(SlugLine { words, plates, fonts: Fonts { faces: paper.faces.clone(), fallback: Vec::new() }, face })
    }

    fn set(&self, words: &str, (x, y): (Pt, Pt), ink: Ink) -> Text {
        let face = self.fonts.face(self.face);
        let shaped = Shaper::new(&self.fonts).shape(self.face, Features::Plain, words);
        let ends = shaped.iter().skip(1).map(|glyph| glyph.cluster).chain([words.len() as u32]);
        let glyph = |(glyph, end): (&ShapedGlyph, u32)| Glyph {
            id: glyph.id,
            advance: face.at(glyph.advance, SLUG_SIZE),
            dx: Pt::ZERO,
            dy: Pt::ZERO,
            text: glyph.cluster..end.max(glyph.cluster),
        };
        let glyphs = shaped.iter().zip(ends).map(glyph).collect();
        Text {
            x,
            y,
            size: SLUG_SIZE,
            face: self.face,
            scale: UNSCALED,
            ink,
            glyphs,
            text: words.to_string(),
            link: None,
            lang: None,
            space_after: false,
            cell: None,
        }
    }
}
