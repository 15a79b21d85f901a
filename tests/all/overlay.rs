//! `--proof`: the grid and the frames drawn over the pages, and nothing else changed.
use image::RgbaImage;
use newsprint::Request;
use newsprint::press::{Target, Targets};
use newsprint::units::{Pt, Rect};

use crate::editions::{self, Made};
use crate::pictures;
use crate::tagged::Tagged;

/// Pixels to the inch: two to the point.
const PPI: u16 = 144;

fn made(proof: bool) -> Made {
    let targets = Targets::of(&[Target::Print, Target::Epaper]);
    editions::with(&editions::golden("photo-above"), &Request { targets, proof, ..Request::default() })
        .made
        .expect("the case has no errors")
}

/// Points along the four sides of a frame, and how many of them the overlay has drawn on.
fn drawn(before: &RgbaImage, after: &RgbaImage, frame: Rect) -> (usize, usize) {
    const PARTS: i32 = 20;
    let along = |part: i32| (frame.x + frame.width * part / PARTS, frame.y + frame.height * part / PARTS);
    let points: Vec<(Pt, Pt)> = (1..PARTS)
        .flat_map(|part| {
            let (x, y) = along(part);
            [(x, frame.y), (x, frame.y + frame.height), (frame.x, y), (frame.right(), y)]
        })
        .collect();
    let pixel = |point: Pt| (point.to_f32() * f32::from(PPI) / 72.0) as i64;
    let differs = |(x, y): &(Pt, Pt)| {
        let near = (-2..=2).flat_map(|dx| (-2..=2).map(move |dy| (pixel(*x) + dx, pixel(*y) + dy)));
        let at = |(x, y): (i64, i64)| Some((u32::try_from(x).ok()?, u32::try_from(y).ok()?));
        near.filter_map(at).any(|(x, y)| before.get_pixel_checked(x, y) != after.get_pixel_checked(x, y))
    };
    (points.len(), points.iter().filter(|point| differs(point)).count())
}

#[test]
fn stories_legs_and_photos_are_framed() {
    let [plain, proof] = [false, true].map(made);
    // Pages that are drawn over are never called print.pdf.
    assert!(!proof.files.contains_key("print.pdf"));
    for (file, over) in [("epaper.pdf", "epaper.pdf"), ("print.pdf", "proof.pdf")] {
        let before = pictures::pixels(&plain.files[file], 0, PPI);
        let after = pictures::pixels(&proof.files[over], 0, PPI);
        assert_eq!(before.dimensions(), after.dimensions());
        if file == "print.pdf" {
            assert!(before != after, "the press's pages have it too");
            continue;
        }
        let story = &plain.paper.pages[0].stories[0];
        let frames: Vec<Rect> = [story.frame]
            .into_iter()
            .chain(story.legs.iter().map(|leg| leg.frame))
            .chain(story.photos.iter().map(|photo| photo.frame))
            .collect();
        assert!(frames.len() >= 4, "{frames:?}");
        for frame in frames {
            let (points, drawn) = drawn(&before, &after, frame);
            assert!(drawn * 10 >= points * 9, "{drawn} of {points} points of {frame:?}");
        }
        // Nothing is drawn in the margin.
        let margin = 12;
        let outside = before.enumerate_pixels().filter(|(x, y, _)| *x < margin || *y < margin);
        assert!(outside.into_iter().all(|(x, y, pixel)| after.get_pixel(x, y) == pixel));
    }
}

#[test]
fn the_page_below_is_the_same() {
    let [plain, proof] = [false, true].map(made);
    assert!(plain.files["layout.json"] == proof.files["layout.json"]);
    for (file, over) in [("epaper.pdf", "epaper.pdf"), ("print.pdf", "proof.pdf")] {
        let (plain, proof) = (Tagged::read(&plain.files[file]), Tagged::read(&proof.files[over]));
        assert_eq!(plain.drawn(0), proof.drawn(0), "{file}");
    }
    let tags = |made: &Made| -> Vec<(String, String)> {
        let tree = Tagged::read(&made.files["epaper.pdf"]).tree();
        tree.every().into_iter().map(|tag| (tag.kind.clone(), tag.text())).collect()
    };
    assert_eq!(tags(&plain), tags(&proof), "readers are told nothing of it");
}
