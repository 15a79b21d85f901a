//! A glyph's outline as SVG writes paths, in font units with y upwards.
use std::fmt::Write;

use skrifa::MetadataProvider;
use skrifa::instance::{LocationRef, Size};
use skrifa::outline::OutlinePen;

use super::Face;

impl Face {
    /// A glyph's outline; empty of a space, and where the face has no such glyph.
    pub fn outline(&self, glyph: u16) -> String {
        let data: &[u8] = (*self.bytes).as_ref();
        let drawn = skrifa::FontRef::new(data).ok().and_then(|font| {
            let glyph = font.outline_glyphs().get(skrifa::GlyphId::new(u32::from(glyph)))?;
            let mut path = Path::default();
            glyph.draw((Size::unscaled(), LocationRef::default()), &mut path).ok()?;
            Some(path.0)
        });
        drawn.unwrap_or_default()
    }
}

#[derive(Default)]
struct Path(String);

impl Path {
    fn add(&mut self, order: char, numbers: &[f32]) {
        self.0.push(order);
        for (at, number) in numbers.iter().enumerate() {
            let number = number.round() as i32;
            let _ = write!(self.0, "{}{number}", if at > 0 && number >= 0 { " " } else { "" });
        }
    }
}

impl OutlinePen for Path {
    fn move_to(&mut self, x: f32, y: f32) {
        self.add('M', &[x, y]);
    }
    fn line_to(&mut self, x: f32, y: f32) {
        self.add('L', &[x, y]);
    }
    fn quad_to(&mut self, x1: f32, y1: f32, x: f32, y: f32) {
        self.add('Q', &[x1, y1, x, y]);
    }
    fn curve_to(&mut self, x1: f32, y1: f32, x2: f32, y2: f32, x: f32, y: f32) {
        self.add('C', &[x1, y1, x2, y2, x, y]);
    }
    fn close(&mut self) {
        self.0.push('Z');
    }
}
