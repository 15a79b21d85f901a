//! Optical margins: how far signs at the ends of lines hang out, so that the edges look straight.
use std::ops::Range;

use super::ideographs;
use super::rules::Rules;
use super::text_style::TextStyle;
use crate::font::FaceId;
use crate::font::shape::{ShapedGlyph, Shaper};
use crate::units::Pt;

/// What hangs, in one look and one face.
///
/// A sign that hangs gives up its side bearing, which is the font's own, and a share of its ink, which is the paper's (Thành 2000, ch. 4,
/// takes both from one table a font).
pub struct Margins<'a, 'b> {
    pub style: &'a TextStyle,
    /// The face that has the signs.
    pub face: FaceId,
    /// The paragraph's rules.
    pub rules: &'a Rules,
    /// For shapes.
    pub shaper: &'a mut Shaper<'b>,
}

const PERCENT: i64 = 100;

impl Margins<'_, '_> {
    /// How far a stretch of a piece hangs out at the left as a line's first, and at the right as its last.
    pub fn of(&mut self, text: &str, glyphs: &[ShapedGlyph], range: Range<usize>) -> (Pt, Pt) {
        let halves = self.white_halves(text, glyphs);
        if !self.rules.hang || halves != (Pt::ZERO, Pt::ZERO) {
            return halves;
        }
        let share = |character: Option<char>| self.rules.usage.hang.get(&character?).copied();
        let left = share(text.chars().next()).filter(|share| share.0 > 0);
        let right = share(text.chars().next_back()).filter(|share| share.1 > 0);
        let inside = |glyph: &&ShapedGlyph| range.contains(&(glyph.cluster as usize));
        let left = left.and_then(|share| Some((share, glyphs.iter().find(inside)?.id)));
        let right = right.and_then(|share| Some((share, glyphs.iter().rev().find(inside)?.id)));
        let left = left.map_or(Pt::ZERO, |(share, id)| self.out(id, share).0);
        let right = right.map_or(Pt::ZERO, |(share, id)| self.out(id, share).1);
        (left, right)
    }

    /// Chinese and Japanese signs at a line's ends give up the half of them that is white.
    fn white_halves(&self, text: &str, glyphs: &[ShapedGlyph]) -> (Pt, Pt) {
        let face = self.shaper.fonts().face(self.face);
        let half = |glyph: Option<&ShapedGlyph>, is_white: bool| match glyph {
            Some(glyph) if is_white && glyph.advance >= face.units_per_em => self.style.size / 2,
            _ => Pt::ZERO,
        };
        let left = text.chars().next().is_some_and(|sign| ideographs::white_halves(sign).0);
        let right = text.chars().next_back().is_some_and(|sign| ideographs::white_halves(sign).1);
        (half(glyphs.first(), left), half(glyphs.last(), right))
    }

    /// The width of the hyphen that is added to a broken word, and how far it hangs out.
    pub fn hyphen(&mut self) -> (Pt, Pt) {
        let shaped = self.style.shape("-", self.face, self.shaper);
        let width = shaped.iter().map(|glyph| self.style.advance(self.shaper.fonts(), self.face, glyph.advance)).sum();
        let hangs = self.of("-", &shaped, 0..1).1;
        (width, hangs)
    }

    /// How far a glyph hangs out by shares of its ink, left and right.
    fn out(&mut self, id: u16, share: (u8, u8)) -> (Pt, Pt) {
        let ink = self.shaper.ink(self.face, id);
        let units = |bearing: i32, share: u8| bearing.max(0) + (i64::from(ink.width) * i64::from(share) / PERCENT) as i32;
        let face = self.shaper.fonts().face(self.face);
        (face.at(units(ink.left, share.0), self.style.size), face.at(units(ink.right, share.1), self.style.size))
    }
}
