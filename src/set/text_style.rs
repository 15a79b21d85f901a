//! The look of a run of text: a style of the layout with its face found, and how text is shaped in it.
use std::sync::Arc;

use super::fraction::fraction;
use crate::font::shape::{Features, ShapedGlyph, Shaper};
use crate::font::{FaceId, Fonts};
use crate::ink::Ink;
use crate::layout::{Case, Figures, Style};
use crate::role::Pointer;
use crate::units::Pt;

/// The look of a run of text, its face found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TextStyle {
    pub face: FaceId,
    /// Type size.
    pub size: Pt,
    /// Colour.
    pub ink: Ink,
    /// White after each letter, thousandths of an em.
    pub tracking: i32,
    /// OpenType features.
    pub features: Features,
    /// Set in capitals.
    pub upper: bool,
    /// Where a click leads.
    pub link: Option<Pointer>,
}

impl TextStyle {
    /// The look of a style of the layout. The family was checked at the gate; the first face stands in for one that is missing.
    pub fn of(style: &Style, fonts: &Fonts) -> TextStyle {
        TextStyle::at(style, style.size, fonts)
    }

    /// The same at another size, in the face that is drawn for it.
    pub fn at(style: &Style, size: Pt, fonts: &Fonts) -> TextStyle {
        TextStyle {
            face: fonts.find_at(&style.family, style.weight, style.italic, size).unwrap_or(FaceId(0)),
            size,
            ink: style.ink,
            tracking: style.tracking,
            features: match (style.case, style.figures) {
                (Case::SmallCaps, _) => Features::SmallCaps,
                (_, Figures::Font) => Features::Plain,
                (_, Figures::Lining) => Features::Lining,
                (_, Figures::OldStyle) => Features::OldStyle,
                (_, Figures::Tabular) => Features::Tabular,
            },
            upper: style.case == Case::Upper,
            link: None,
        }
    }

    /// A shaped glyph's advance at this size, tracking included.
    pub fn advance(&self, fonts: &Fonts, face: FaceId, units: i32) -> Pt {
        fonts.face(face).at(units, self.size) + self.size.scale(i64::from(self.tracking), 1000)
    }

    /// The glyphs of an unspaced text in this look, in capitals where it asks; clusters are bytes of the text given.
    pub fn shape(&self, text: &str, face: FaceId, shaper: &mut Shaper) -> Arc<[ShapedGlyph]> {
        if !self.upper {
            let Some(fraction) = fraction(text) else { return shaper.shape(face, self.features, text) };
            // What stands about the fraction keeps its size.
            let (start, end) = (fraction.start, fraction.end);
            let stretches = [(0..start, self.features), (fraction, Features::Fractions), (end..text.len(), self.features)];
            let mut glyphs: Vec<ShapedGlyph> = Vec::new();
            for (range, features) in stretches {
                let shaped = shaper.shape(face, features, &text[range.clone()]);
                glyphs.extend(shaped.iter().map(|glyph| ShapedGlyph { cluster: glyph.cluster + range.start as u32, ..*glyph }));
            }
            return glyphs.into();
        }
        let mut capitals = String::with_capacity(text.len());
        let mut origin = Vec::with_capacity(text.len());
        for (at, character) in text.char_indices() {
            for capital in character.to_uppercase() {
                capitals.push(capital);
                origin.resize(capitals.len(), at as u32);
            }
        }
        let shaped = shaper.shape(face, self.features, &capitals);
        shaped.iter().map(|glyph| ShapedGlyph { cluster: origin.get(glyph.cluster as usize).copied().unwrap_or(0), ..*glyph }).collect()
    }
}
