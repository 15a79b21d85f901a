//! A blank paper, for the tests of rooms that read or print one.
use super::{Glyph, Page, Paper, Text, UNSCALED};
use crate::font::{FaceId, shipped};
use crate::ink::{Ink, Inks};
use crate::units::Pt;

/// A page of 400 by 500 points with 9 points of bleed, A1 and on, without marks.
pub fn page(number: u32) -> Page {
    Page {
        number,
        is_double: false,
        label: format!("A{number}"),
        section: "News".into(),
        width: Pt::points(400),
        height: Pt::points(500),
        bleed: Pt::points(9),
        inks: Inks::Four,
        marks: Vec::new(),
        stories: Vec::new(),
        ads: Vec::new(),
    }
}

/// A paper of so many of them.
pub fn paper(pages: u32) -> Paper {
    Paper {
        title: "Specimen".into(),
        date: "2019-12-24".into(),
        lang: "en-US",
        pages: (1..=pages).map(page).collect(),
        faces: shipped::faces(),
        pictures: Vec::new(),
        spots: Vec::new(),
        ran: Vec::new(),
        held: Vec::new(),
    }
}

/// A word of one glyph of a face, in black, of 24 points.
pub fn text(face: usize, glyph: u16, word: &str, (x, y): (Pt, Pt)) -> Text {
    let glyph = Glyph { id: glyph, advance: Pt::points(20), dx: Pt::ZERO, dy: Pt::ZERO, text: 0..word.len() as u32 };
    Text {
        x,
        y,
        size: Pt::points(24),
        face: FaceId(face as u16),
        scale: UNSCALED,
        ink: Ink::BLACK,
        glyphs: vec![glyph],
        text: word.into(),
        link: None,
        space_after: false,
        cell: None,
        lang: None,
    }
}
