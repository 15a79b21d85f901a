//! Faces: which files there are, which face serves a style, and what it covers.
use std::fmt;
use std::sync::{Arc, OnceLock};

use skrifa::MetadataProvider;
use skrifa::attribute::Style as Slope;
use skrifa::instance::{LocationRef, Size};
use skrifa::outline::OutlinePen;
use skrifa::raw::TableProvider;
use skrifa::string::StringId;

use crate::units::Pt;

mod outline;
pub mod shape;
pub mod shipped;

/// A face's position in [`Fonts::faces`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct FaceId(pub u16);

/// The bytes of a font file, in memory or in the program.
pub type FontBytes = Arc<dyn AsRef<[u8]> + Send + Sync>;

/// One face of a font file.
pub struct Face {
    /// The file's name, for messages.
    pub file: String,
    /// The typographic family.
    pub family: String,
    /// 100 to 900.
    pub weight: u16,
    /// Italic or oblique.
    pub italic: bool,
    pub bytes: FontBytes,
    /// Font units in an em.
    pub units_per_em: i32,
    /// Height of capitals in font units.
    pub cap_height: i32,
    /// Above the baseline, in font units.
    pub ascent: i32,
    /// Below the baseline, in font units, positive.
    pub descent: i32,
    pub(crate) shaping: harfrust::Font,
    /// A bit for each of the first characters: it has a glyph.
    common: OnceLock<[u64; COMMON / 64]>,
}

/// Characters before this one, Latin and its accents, are looked up again and again.
const COMMON: usize = 0x300;

impl fmt::Debug for Face {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Face({})", self.file)
    }
}

impl Face {
    /// Reads a font file. The error is in an editor's words and does not name the file.
    pub fn read(file: &str, bytes: FontBytes) -> Result<Face, String> {
        let data: &[u8] = (*bytes).as_ref();
        let font = skrifa::FontRef::new(data).map_err(|error| format!("this is not a usable TrueType or OpenType font ({error})"))?;
        let text = |id| font.localized_strings(id).english_or_first().map(|name| name.chars().collect::<String>());
        let family = text(StringId::TYPOGRAPHIC_FAMILY_NAME).or_else(|| text(StringId::FAMILY_NAME));
        let family = family.ok_or("the font has no family name")?;
        usable(&font)?;
        let attributes = font.attributes();
        let metrics = font.metrics(Size::unscaled(), LocationRef::default());
        if metrics.units_per_em == 0 || font.charmap().map('a').is_none() && font.charmap().map('가').is_none() && metrics.glyph_count == 0
        {
            return Err("the font has no characters".into());
        }
        let shaping = harfrust::Font::new(bytes.clone(), 0).ok_or("the font's tables cannot be read")?;
        let whole = |value: f32| value as i32;
        let ascent = whole(metrics.ascent);
        Ok(Face {
            file: file.into(),
            family,
            weight: attributes.weight.value() as u16,
            italic: !matches!(attributes.style, Slope::Normal),
            units_per_em: i32::from(metrics.units_per_em),
            cap_height: metrics.cap_height.map_or(ascent * 7 / 10, whole),
            ascent,
            descent: -whole(metrics.descent),
            bytes,
            shaping,
            common: OnceLock::new(),
        })
    }

    /// True where the face has a glyph for a character.
    pub fn covers(&self, character: char) -> bool {
        let at = character as usize;
        if at >= COMMON {
            return self.shaping.charmap().map_unicode(character).is_some();
        }
        self.common.get_or_init(|| self.common_characters())[at / 64] >> (at % 64) & 1 == 1
    }

    /// A character's glyph, where the face has one.
    pub fn glyph(&self, character: char) -> Option<u16> {
        self.shaping.charmap().map_unicode(character).and_then(|id| u16::try_from(id.to_u32()).ok())
    }

    /// How far a character moves the pen, in font units; none where the face lacks it.
    pub fn advance(&self, character: char) -> Option<i32> {
        let data: &[u8] = (*self.bytes).as_ref();
        let font = skrifa::FontRef::new(data).ok()?;
        let advance = font.glyph_metrics(Size::unscaled(), LocationRef::default()).advance_width(font.charmap().map(character)?)?;
        Some(advance as i32)
    }

    fn common_characters(&self) -> [u64; COMMON / 64] {
        let charmap = self.shaping.charmap();
        let has = |at: usize| charmap.map_unicode(at as u32).is_some();
        std::array::from_fn(|word| (0..64).fold(0, |bits, bit| bits | u64::from(has(word * 64 + bit)) << bit))
    }

    /// Where a glyph's ink lies in its advance.
    pub fn ink(&self, glyph: u16) -> Ink {
        let data: &[u8] = (*self.bytes).as_ref();
        let Ok(font) = skrifa::FontRef::new(data) else { return Ink::default() };
        let metrics = font.glyph_metrics(Size::unscaled(), LocationRef::default());
        let id = skrifa::GlyphId::new(u32::from(glyph));
        let (Some(advance), Some(bounds)) = (metrics.advance_width(id), metrics.bounds(id)) else { return Ink::default() };
        Ink { left: bounds.x_min as i32, width: (bounds.x_max - bounds.x_min) as i32, right: (advance - bounds.x_max) as i32 }
    }

    /// True where letters have serifs: the foot of a T is then much broader than a stem.
    pub fn has_serifs(&self) -> bool {
        /// Foot over bar, in percent: 32 in the boldest letters without serifs, 41 in the lightest with them.
        const FOOT: f32 = 0.37;
        /// What lies in this share of the height is the foot.
        const LOW: f32 = 0.05;
        let data: &[u8] = (*self.bytes).as_ref();
        let points = skrifa::FontRef::new(data).ok().and_then(|font| {
            let glyph = font.outline_glyphs().get(font.charmap().map('T')?)?;
            let mut points = Points::default();
            glyph.draw((Size::unscaled(), LocationRef::default()), &mut points).ok()?;
            Some(points.0)
        });
        let points = points.unwrap_or_default();
        let height = points.iter().map(|(_, y)| *y).fold(0.0, f32::max);
        let width = |least: f32| {
            let across = || points.iter().filter(|(_, y)| *y < least).map(|(x, _)| *x);
            across().fold(f32::MIN, f32::max) - across().fold(f32::MAX, f32::min)
        };
        !points.is_empty() && width(height * LOW) > width(f32::MAX) * FOOT
    }

    /// A length in font units at a type size.
    pub fn at(&self, units: i32, size: Pt) -> Pt {
        size.scale(i64::from(units), i64::from(self.units_per_em))
    }
}

/// The points of an outline.
#[derive(Default)]
struct Points(Vec<(f32, f32)>);

impl OutlinePen for Points {
    fn move_to(&mut self, x: f32, y: f32) {
        self.0.push((x, y));
    }
    fn line_to(&mut self, x: f32, y: f32) {
        self.0.push((x, y));
    }
    fn quad_to(&mut self, _: f32, _: f32, x: f32, y: f32) {
        self.0.push((x, y));
    }
    fn curve_to(&mut self, _: f32, _: f32, _: f32, _: f32, x: f32, y: f32) {
        self.0.push((x, y));
    }
    fn close(&mut self) {}
}

/// Checks that a font has what is needed to set with it and to put it into a PDF: without some tables text would come out blank.
fn usable(font: &skrifa::FontRef) -> Result<(), String> {
    /// "Restricted License embedding" alone, of the bits that say what is allowed (OpenType, OS/2 fsType).
    const FORBIDDEN: u16 = 2;
    const EMBEDDING: u16 = 0xf;
    let outlines = font.glyf().is_ok() && font.loca(None).is_ok() || font.cff().is_ok() || font.cff2().is_ok();
    let needed = [
        (font.head().is_ok() && font.maxp().is_ok(), "it has no tables of its own size"),
        (font.cmap().is_ok(), "it does not say which letters it has"),
        (font.hhea().is_ok() && font.hmtx().is_ok(), "it does not say how wide its letters are"),
        (outlines, "its letters have no shapes"),
    ];
    if let Some((_, why)) = needed.iter().find(|(is_there, _)| !is_there) {
        return Err(format!("the font is damaged: {why}"));
    }
    if font.os2().is_ok_and(|table| table.fs_type() & EMBEDDING == FORBIDDEN) {
        return Err("the font's licence forbids putting it into a PDF (its fsType is 2)".into());
    }
    Ok(())
}

/// A glyph's ink and the white beside it, in font units.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Ink {
    /// White at its left.
    pub left: i32,
    pub width: i32,
    /// White at its right.
    pub right: i32,
}

/// Optical sizes as families name them, each with the largest type that it is drawn for.
const OPTICAL_SIZES: [(&str, Pt); 5] =
    [("Caption", Pt(7_999)), ("SmText", Pt(9_500)), ("Text", Pt(14_000)), ("Subhead", Pt(24_000)), ("Display", Pt(i32::MAX))];

/// All faces that a paper may use.
#[derive(Clone, Debug, Default)]
pub struct Fonts {
    /// By [`FaceId`].
    pub faces: Vec<Arc<Face>>,
    /// Families tried in order for characters that a style's family lacks.
    pub fallback: Vec<String>,
}

impl Fonts {
    /// A face by its number.
    pub fn face(&self, id: FaceId) -> &Arc<Face> {
        &self.faces[usize::from(id.0)]
    }

    /// The family's face nearest in slope, then weight; none where there is no such family.
    pub fn find(&self, family: &str, weight: u16, italic: bool) -> Option<FaceId> {
        let of_family = self.faces.iter().enumerate().filter(|(_, face)| face.family == family);
        let distance = |face: &Face| (face.italic != italic, face.weight.abs_diff(weight), face.weight);
        of_family.min_by_key(|(_, face)| distance(face)).map(|(i, _)| FaceId(i as u16))
    }

    /// The same at a type size: of a family that is there in optical sizes alone ("Source Serif 4 Caption", …), the one drawn for it.
    pub fn find_at(&self, family: &str, weight: u16, italic: bool, size: Pt) -> Option<FaceId> {
        self.find(family, weight, italic).or_else(|| {
            let drawn_for = OPTICAL_SIZES.partition_point(|(_, largest)| *largest < size);
            let mut nearest: Vec<usize> = (0..OPTICAL_SIZES.len()).collect();
            nearest.sort_by_key(|at| at.abs_diff(drawn_for));
            nearest.into_iter().find_map(|at| self.find(&format!("{family} {}", OPTICAL_SIZES[at].0), weight, italic))
        })
    }

    /// The face that shows `character` where `face` is wanted: itself, its family's upright, or the first of the fallbacks that can.
    pub fn serving(&self, face: FaceId, character: char) -> FaceId {
        let wanted = self.face(face);
        if wanted.covers(character) {
            return face;
        }
        let families = std::iter::once(&wanted.family).chain(&self.fallback);
        let mut candidates = families.filter_map(|family| self.find(family, wanted.weight, false));
        candidates.find(|id| self.face(*id).covers(character)).unwrap_or(face)
    }

    /// Names of all families, sorted, each once.
    pub fn families(&self) -> Vec<&str> {
        let mut names: Vec<&str> = self.faces.iter().map(|face| face.family.as_str()).collect();
        names.sort_unstable();
        names.dedup();
        names
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A font of ours with another name for one of its tables, so that the table is missing.
    fn check(table: &[u8], expected: &str) {
        const DIRECTORY: usize = 600;
        let path = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("fonts/SourceSerif4SmText-Regular.ttf");
        let mut bytes = std::fs::read(path).unwrap();
        let at = bytes[..DIRECTORY].windows(table.len()).position(|name| name == table).unwrap();
        bytes[at..at + table.len()].copy_from_slice(b"zzzz");
        assert!(Face::read("f.ttf", Arc::new(bytes)).unwrap_err().contains(expected));
    }

    #[test]
    fn optical_sizes_go_by_the_size() {
        let fonts = Fonts { faces: shipped::faces(), fallback: Vec::new() };
        let drawn = |points: i32| fonts.find_at("Source Serif 4", 400, false, Pt::points(points)).map(|id| fonts.face(id).family.clone());
        let names = [6, 9, 11, 18, 40].map(|points| drawn(points).unwrap_or_default());
        assert_eq!(names, ["Caption", "SmText", "SmText", "Subhead", "Display"].map(|name| format!("Source Serif 4 {name}")));
        assert_eq!(fonts.find_at("Source Serif 5", 400, false, Pt::points(9)), None);
    }

    #[test]
    fn serifs_are_seen() {
        let fonts = Fonts { faces: shipped::faces(), fallback: Vec::new() };
        let serifs = |family: &str| fonts.find(family, 400, false).map(|id| fonts.face(id).has_serifs());
        assert_eq!(serifs("Source Serif 4 SmText"), Some(true));
        assert_eq!(serifs("NanumMyeongjo"), Some(true));
        assert_eq!(serifs("Libre Franklin"), Some(false));
    }

    #[test]
    fn fonts_that_would_print_nothing_are_refused() {
        check(b"hmtx", "how wide");
        check(b"cmap", "which letters");
        check(b"glyf", "no shapes");
        check(b"loca", "no shapes");
        check(b"maxp", "of its own size");
        check(b"name", "no family name");
    }
}
