//! A page for the tests of rules: a few marks at places that a test can name.
use std::sync::Arc;

use super::{Finding, Pages};
use crate::ink::Ink;
use crate::layout::print::Limits;
use crate::page::{AdPlace, Art, ArtKind, Crop, Mark, MarkKind, Paper, Picture, Placed, Tag, Text, specimen};
use crate::role::{Role, Slug};
use crate::units::{Pt, Rect};

/// A paper of one page of 400 by 500 points with 9 points of bleed.
pub struct Specimen {
    pub paper: Paper,
}

impl Default for Specimen {
    fn default() -> Specimen {
        Specimen { paper: specimen::paper(1) }
    }
}

impl Specimen {
    /// A frame of so many points, 20 points from the corner.
    pub fn frame(width: i32, height: i32) -> Rect {
        let inset = Pt::points(20);
        Rect { x: inset, y: inset, width: Pt::points(width), height: Pt::points(height) }
    }

    fn mark(&mut self, role: Role, kind: MarkKind) {
        let story = if role == Role::Ad { None } else { Some(Slug::from("fog")) };
        self.paper.pages[0].marks.push(Mark { tag: Tag { role, story, block: 0 }, kind });
    }

    fn art(&mut self, kind: ArtKind, (width, height): (u32, u32)) -> usize {
        let path = if kind == ArtKind::Pdf { "one.pdf" } else { "p.jpg" };
        let bytes = Arc::new(Vec::new());
        self.paper.pictures.push(Art { path: path.into(), bytes, kind, width, height, orientation: 1, channels: 3, placed: None });
        self.paper.pictures.len() - 1
    }

    /// A photo of the story "fog".
    pub fn photo(&mut self, size: (u32, u32), frame: Rect, crop: Crop) {
        let art = self.art(ArtKind::Jpeg, size);
        self.mark(Role::Photo, MarkKind::Picture(Picture { art, frame, crop, alt: String::new(), print_only: false }));
    }

    /// A tint of the story "fog".
    pub fn tint(&mut self, rect: Rect, cmyk: [u8; 4]) {
        self.mark(Role::Tint, MarkKind::Fill(rect, Ink::from_cmyk(cmyk)));
    }

    /// A word with serifs, some points from the corner and on a baseline.
    pub fn text(&mut self, at: (i32, i32), size: i32, ink: Ink) {
        self.text_in("Source Serif 4 SmText", at, (size, ink));
    }

    /// A word in a family.
    pub fn text_in(&mut self, family: &str, (x, y): (i32, i32), (size, ink): (i32, Ink)) {
        let face = self.paper.faces.iter().position(|face| face.family == family).expect("the family ships");
        let corner = Specimen::frame(0, 0);
        let at = (corner.x + Pt::points(x), corner.y + Pt::points(y));
        let text = Text { size: Pt::points(size), ink, ..specimen::text(face, 1, "Fog", at) };
        self.mark(Role::Body, MarkKind::Text(text));
    }

    fn booked(&mut self, art: usize, frame: Rect) {
        self.paper.pages[0].ads.push(AdPlace { name: "Net loft".into(), frame, art, depth: Some(frame.height) });
        self.mark(Role::Ad, MarkKind::Picture(Picture { art, frame, crop: Crop::NONE, alt: String::new(), print_only: false }));
    }

    /// A placed PDF without a fault, but for what `make` does, in a space so many times its size.
    pub fn ad(&mut self, make: impl FnOnce(&mut Placed), times: i32) {
        let art = self.art(ArtKind::Pdf, (0, 0));
        let mut placed = Placed { size: (100.0, 50.0), drawn: 9, ..Placed::default() };
        make(&mut placed);
        let frame = Specimen::frame((placed.size.0 as i32) * times, (placed.size.1 as i32) * times);
        self.paper.pictures[art].placed = Some(Arc::new(placed));
        self.booked(art, frame);
    }

    /// Changes what the last placed PDF holds.
    pub fn placed(&mut self, make: impl FnOnce(&mut Placed)) {
        let art = self.paper.pictures.last_mut().expect("an ad is placed");
        let mut placed = art.placed.as_deref().cloned().unwrap_or_default();
        make(&mut placed);
        art.placed = Some(Arc::new(placed));
    }

    /// An ad that is a picture.
    pub fn picture_ad(&mut self, size: (u32, u32), frame: Rect) {
        let art = self.art(ArtKind::Png, size);
        self.booked(art, frame);
    }
}

/// What a rule finds on a specimen: severity, page and message.
pub fn told(rule: fn(&Pages) -> Vec<Finding>, specimen: &Specimen) -> Vec<String> {
    const NEWSPRINT: u16 = 220;
    let limits = Limits::default();
    let pages = Pages { paper: &specimen.paper, limits: &limits, ink_limit: NEWSPRINT };
    let line = |finding: Finding| format!("{} {} {}", finding.severity.name(), specimen.paper.pages[finding.page].label, finding.message);
    rule(&pages).into_iter().map(line).collect()
}

/// What a rule finds on a placed PDF without a fault but for what `make` does.
pub fn told_of_ad(rule: fn(&Pages) -> Vec<Finding>, make: impl FnOnce(&mut Placed)) -> Vec<String> {
    let mut specimen = Specimen::default();
    specimen.ad(make, 1);
    told(rule, &specimen)
}
