//! The paper as screens may show it: where a picture may be printed alone, a grey field stands in its frame.
use std::borrow::Cow;
use std::io::Cursor;
use std::sync::Arc;

use image::{GrayImage, ImageFormat, Luma};

use crate::page::{Art, ArtKind, Crop, Mark, MarkKind, Paper};

/// Sides of the field in pixels: it is drawn as large as the picture's frame, and stands by itself on a story's page.
const SIDES: (u32, u32) = (600, 400);
/// Its grey.
const GREY: u8 = 0xd8;
/// Its name in outputs.
const NAME: &str = "print-only.png";

/// The paper without what screens may not show.
pub fn shown(paper: &Paper) -> Cow<'_, Paper> {
    let marks = || paper.pages.iter().flat_map(|page| &page.marks);
    if !marks().any(is_held) {
        return Cow::Borrowed(paper);
    }
    let mut shown = paper.clone();
    let field = shown.pictures.len();
    shown.pictures.push(grey());
    for mark in shown.pages.iter_mut().flat_map(|page| &mut page.marks).filter(|mark| is_held(mark)) {
        if let MarkKind::Picture(picture) = &mut mark.kind {
            (picture.art, picture.crop) = (field, Crop::NONE);
        }
    }
    Cow::Owned(shown)
}

fn is_held(mark: &Mark) -> bool {
    matches!(&mark.kind, MarkKind::Picture(picture) if picture.print_only)
}

fn grey() -> Art {
    let mut bytes = Cursor::new(Vec::new());
    // Writing to memory does not fail; were it to, the field would be told of as a picture that cannot be used.
    let _ = GrayImage::from_pixel(SIDES.0, SIDES.1, Luma([GREY])).write_to(&mut bytes, ImageFormat::Png);
    Art {
        path: NAME.into(),
        bytes: Arc::new(bytes.into_inner()),
        kind: ArtKind::Png,
        width: SIDES.0,
        height: SIDES.1,
        orientation: 1,
        channels: 1,
        placed: None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::page::specimen::paper;
    use crate::press::specimen::{jpeg, place};

    #[test]
    fn what_may_be_printed_alone_is_held_from_screens() {
        let mut whole = paper(1);
        place(&mut whole, 0, (jpeg("a.jpg", (60, 40)), Crop::NONE), [50, 50, 300, 200]);
        assert!(matches!(shown(&whole), Cow::Borrowed(_)));
        let art = whole.pictures.len() - 1;
        for mark in &mut whole.pages[0].marks {
            if let MarkKind::Picture(picture) = &mut mark.kind {
                picture.print_only = true;
            }
        }
        let shown = shown(&whole);
        assert_eq!(shown.pictures.len(), whole.pictures.len() + 1);
        let drawn: Vec<usize> = shown.pages[0]
            .marks
            .iter()
            .filter_map(|mark| if let MarkKind::Picture(picture) = &mark.kind { Some(picture.art) } else { None })
            .collect();
        assert!(!drawn.is_empty() && drawn.iter().all(|drawn| *drawn > art), "{drawn:?}");
        assert!(image::load_from_memory(&shown.pictures[art + 1].bytes).is_ok());
    }
}
