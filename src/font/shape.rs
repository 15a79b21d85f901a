//! Shaping: a word to glyphs in font units, with kerning and ligatures, each word once.
use std::sync::Arc;

use harfrust::{Buffer, Direction, Feature, Script, ShapeOptions, ShapePlan, ShaperFont, Tag};
use rustc_hash::FxHashMap;

use super::{FaceId, Fonts, Ink};

/// A shaped glyph, in font units.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ShapedGlyph {
    /// Index in the face.
    pub id: u16,
    /// Byte of the text at which its cluster starts.
    pub cluster: u32,
    /// To the next origin.
    pub advance: i32,
    /// Right of the origin.
    pub dx: i32,
    /// Above the origin.
    pub dy: i32,
}

/// OpenType features beyond the usual ones.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Features {
    /// Kerning and standard ligatures only.
    #[default]
    Plain,
    /// Small capitals for lower case.
    SmallCaps,
    /// Figures of one width, for columns of numbers.
    Tabular,
    /// Figures as high as capitals.
    Lining,
    /// Figures with ascenders and descenders.
    OldStyle,
    /// Figures about a slash as a fraction.
    Fractions,
}

/// The glyphs of words of one face.
type ShapedWords = FxHashMap<Box<str>, Arc<[ShapedGlyph]>>;

/// Bytes of words at which something was found.
type FoundPlaces = FxHashMap<Box<str>, Arc<[usize]>>;

/// Shapes words and remembers them. One for each thread of work: it holds no lock.
pub struct Shaper<'a> {
    fonts: &'a Fonts,
    words: FxHashMap<(FaceId, Features), ShapedWords>,
    plans: FxHashMap<(FaceId, Features, Script), ShapePlan>,
    inks: FxHashMap<(FaceId, u16), Ink>,
    places: FxHashMap<&'static str, FoundPlaces>,
    buffer: Buffer,
}

impl<'a> Shaper<'a> {
    /// A shaper that knows no word yet.
    pub fn new(fonts: &'a Fonts) -> Shaper<'a> {
        Shaper {
            fonts,
            words: FxHashMap::default(),
            plans: FxHashMap::default(),
            inks: FxHashMap::default(),
            places: FxHashMap::default(),
            buffer: Buffer::new(),
        }
    }

    /// The fonts it shapes with.
    pub fn fonts(&self) -> &'a Fonts {
        self.fonts
    }

    /// The glyphs of a text of one face and one direction; left to right.
    pub fn shape(&mut self, face: FaceId, features: Features, text: &str) -> Arc<[ShapedGlyph]> {
        if let Some(glyphs) = self.words.get(&(face, features)).and_then(|words| words.get(text)) {
            return glyphs.clone();
        }
        let glyphs: Arc<[ShapedGlyph]> = self.run(face, features, text).into();
        self.words.entry((face, features)).or_default().insert(text.into(), glyphs.clone());
        glyphs
    }

    /// Where a glyph's ink lies in its advance.
    pub fn ink(&mut self, face: FaceId, glyph: u16) -> Ink {
        *self.inks.entry((face, glyph)).or_insert_with(|| self.fonts.face(face).ink(glyph))
    }

    /// What was found out about a word of a language before, or is now: where it may be broken. Words come again and again.
    pub fn remember(&mut self, lang: &'static str, word: &str, find: impl FnOnce() -> Vec<usize>) -> Arc<[usize]> {
        let words = self.places.entry(lang).or_default();
        if let Some(places) = words.get(word) {
            return places.clone();
        }
        let places: Arc<[usize]> = find().into();
        words.insert(word.into(), places.clone());
        places
    }

    fn run(&mut self, face: FaceId, features: Features, text: &str) -> Vec<ShapedGlyph> {
        let font = &self.fonts.face(face).shaping;
        let mut buffer = std::mem::take(&mut self.buffer);
        buffer.reset();
        buffer.push_str(text);
        buffer.guess_segment_properties();
        // Lines run left to right throughout; a word of another direction is shown in reading order of its letters.
        buffer.set_direction(Direction::LeftToRight);
        let script = buffer.script().unwrap_or(Script::LATIN);
        buffer.set_script(Some(script));
        buffer.set_language(None);
        let wanted = feature_list(features);
        let plan = self
            .plans
            .entry((face, features, script))
            .or_insert_with(|| ShapePlan::new(font, Direction::LeftToRight, Some(script), None, wanted));
        let options = ShapeOptions::new().plan(Some(plan)).features(wanted);
        let shaped = harfrust::shape(&ShaperFont::new(font), &mut buffer, options).is_ok();
        let glyphs = if shaped {
            let infos = buffer.glyph_infos().iter().zip(buffer.glyph_positions());
            infos
                .map(|(info, place)| ShapedGlyph {
                    id: info.glyph_id as u16,
                    cluster: info.cluster,
                    advance: place.x_advance,
                    dx: place.x_offset,
                    dy: place.y_offset,
                })
                .collect()
        } else {
            Vec::new()
        };
        self.buffer = buffer;
        glyphs
    }
}

fn feature_list(features: Features) -> &'static [Feature] {
    use std::sync::LazyLock;
    static SMALL_CAPS: LazyLock<[Feature; 1]> = LazyLock::new(|| [Feature::new(Tag::new(b"smcp"), 1, ..)]);
    static TABULAR: LazyLock<[Feature; 2]> =
        LazyLock::new(|| [Feature::new(Tag::new(b"tnum"), 1, ..), Feature::new(Tag::new(b"lnum"), 1, ..)]);
    static LINING: LazyLock<[Feature; 1]> = LazyLock::new(|| [Feature::new(Tag::new(b"lnum"), 1, ..)]);
    static OLD_STYLE: LazyLock<[Feature; 1]> = LazyLock::new(|| [Feature::new(Tag::new(b"onum"), 1, ..)]);
    static FRACTIONS: LazyLock<[Feature; 1]> = LazyLock::new(|| [Feature::new(Tag::new(b"frac"), 1, ..)]);
    match features {
        Features::Fractions => &*FRACTIONS,
        Features::Lining => &*LINING,
        Features::OldStyle => &*OLD_STYLE,
        Features::Plain => &[],
        Features::SmallCaps => &*SMALL_CAPS,
        Features::Tabular => &*TABULAR,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(family: &str, text: &str, glyphs: usize, kerned: bool) {
        let fonts = Fonts { faces: crate::font::shipped::faces(), fallback: Vec::new() };
        let mut shaper = Shaper::new(&fonts);
        let face = fonts.find(family, 400, false).expect("family");
        let shaped = shaper.shape(face, Features::Plain, text);
        assert_eq!(shaped.len(), glyphs, "{text}");
        let together: i32 = shaped.iter().map(|g| g.advance).sum();
        let apart: i32 = text.chars().flat_map(|c| shaper.shape(face, Features::Plain, &c.to_string()).to_vec()).map(|g| g.advance).sum();
        assert_eq!(together < apart, kerned, "{text}: {together} against {apart}");
    }

    #[test]
    fn kerning_ligatures_and_hangul() {
        check("Source Serif 4 SmText", "AVAT", 4, true);
        check("Source Serif 4 SmText", "fi", 1, true);
        check("NanumMyeongjo", "시장", 2, false);
        check("Source Serif 4 SmText", "", 0, false);
    }
}
