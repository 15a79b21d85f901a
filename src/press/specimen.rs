//! A small paper for the tests of the press: pages with pictures that are made here.
use std::sync::{Arc, LazyLock};

use image::{ExtendedColorType, ImageEncoder};
use lopdf::{Document, Object, Stream, dictionary};

use super::order::{PrintOrder, Printing};
use super::pixels::{Encoding, Pixels};
use super::print::NEWSPRINT;
use crate::ink::{Intent, Specification};
pub use crate::page::specimen::paper;
use crate::page::specimen::text;
use crate::page::{Art, ArtKind, Crop, Mark, MarkKind, Paper, Picture, StoryPlace, Tag};
use crate::role::{Role, Slug, StoryPart};
use crate::units::{Pt, Rect};

/// Noise that no clock makes.
pub fn noise(x: u32, y: u32, part: u32) -> u8 {
    ((x * 7919 + y * 104_729 + part * 613) ^ (x * y * 31)).wrapping_mul(2_654_435_761).to_be_bytes()[0]
}

/// A photo of noise on a ramp.
pub fn photo((width, height): (u32, u32)) -> Pixels {
    let pixel = |at: u32| {
        let (x, y) = (at % width, at / width);
        [0, 1, 2].map(|part| ((x * 255 / width + y * part * 60 / height) / 2) as u8 / 2 + noise(x, y, part) / 2)
    };
    Pixels { width, height, channels: 3, bytes: (0..width * height).flat_map(pixel).collect() }
}

/// A file of a kind.
pub fn art(path: &str, kind: ArtKind, (width, height): (u32, u32), bytes: Vec<u8>) -> Art {
    Art { path: path.into(), bytes: Arc::new(bytes), kind, width, height, orientation: 1, channels: 3, placed: None }
}

/// A JPEG of noise.
pub fn jpeg(path: &str, size: (u32, u32)) -> Art {
    art(path, ArtKind::Jpeg, size, photo(size).encoded(Encoding::EpaperJpeg(92)).unwrap().bytes)
}

/// Made once, because the moment of its making stands in it: files that are alike must be so in the next second too.
static ADOBE_RGB: LazyLock<Vec<u8>> = LazyLock::new(|| moxcms::ColorProfile::new_adobe_rgb().encode().unwrap());

/// A PNG of a colour that is half see-through, in Adobe RGB.
pub fn see_through_png(path: &str) -> Art {
    let mut bytes = Vec::new();
    let mut encoder = image::codecs::png::PngEncoder::new(&mut bytes);
    encoder.set_icc_profile(ADOBE_RGB.clone()).unwrap();
    encoder.write_image(&[200, 60, 50, 128].repeat(60 * 40), 60, 40, ExtendedColorType::Rgba8).unwrap();
    art(path, ArtKind::Png, (60, 40), bytes)
}

/// A TIFF in inks.
pub fn cmyk_tiff(path: &str) -> Art {
    let mut bytes = std::io::Cursor::new(Vec::new());
    let inks: Vec<u8> = (0..60 * 40u32).flat_map(|at| [0, 1, 2, 3].map(|ink| noise(at % 60, at / 60, ink) / 2)).collect();
    tiff::encoder::TiffEncoder::new(&mut bytes).unwrap().write_image::<tiff::encoder::colortype::CMYK8>(60, 40, &inks).unwrap();
    Art { channels: 4, ..art(path, ArtKind::Tiff, (60, 40), bytes.into_inner()) }
}

/// A PDF of one page that holds a square of some colour.
pub fn pdf(path: &str) -> Art {
    let mut document = Document::with_version("1.4");
    let content = document.add_object(Stream::new(dictionary! {}, b"0.8 0.1 0.2 rg 20 20 50 40 re f".to_vec()));
    let pages = document.new_object_id();
    let page = document.add_object(dictionary! {
        "Type" => "Page", "Parent" => pages, "Contents" => content, "Resources" => dictionary! {},
        "MediaBox" => vec![0.into(), 0.into(), 120.into(), 90.into()],
    });
    document.objects.insert(pages, Object::Dictionary(dictionary! { "Type" => "Pages", "Kids" => vec![page.into()], "Count" => 1 }));
    let catalog = document.add_object(dictionary! { "Type" => "Catalog", "Pages" => pages });
    document.trailer.set("Root", catalog);
    let mut bytes = Vec::new();
    document.save_to(&mut bytes).unwrap();
    art(path, ArtKind::Pdf, (0, 0), bytes)
}

/// Puts a letter on a page, so many points from its head.
pub fn letter(paper: &mut Paper, page: usize, depth: i32) {
    let text = text(0, 40, "F", (Pt::points(20), Pt::points(depth)));
    let tag = Tag { role: Role::Body, story: None, block: 1_000 };
    paper.pages[page].marks.push(Mark { tag, kind: MarkKind::Text(text) });
}

/// Puts a picture of the story "fog" on a page, or an ad where it is a PDF: in a frame of points from the corner.
pub fn place(paper: &mut Paper, page: usize, (art, crop): (Art, Crop), frame: [i32; 4]) {
    let [x, y, width, height] = frame.map(Pt::points);
    let is_ad = art.kind == ArtKind::Pdf;
    paper.pictures.push(art);
    let art = paper.pictures.len() - 1;
    let picture = Picture { art, frame: Rect { x, y, width, height }, crop, alt: "Noise".into(), print_only: false };
    let page = &mut paper.pages[page];
    let slug = Slug::from("fog");
    let (role, story) = if is_ad { (Role::Ad, None) } else { (Role::Photo, Some(slug.clone())) };
    let tag = Tag { role, story, block: page.marks.len() as u32 };
    page.marks.push(Mark { tag, kind: MarkKind::Picture(picture) });
    if page.stories.is_empty() {
        page.stories.push(StoryPlace {
            slug,
            part: StoryPart::Whole,
            leads: true,
            short_headline: "Fog".into(),
            frame: Rect::default(),
            headline_size: Pt::points(24),
            headline_lines: vec!["Fog".into()],
            legs: Vec::new(),
            photos: Vec::new(),
        });
    }
}

/// An order of the profile that ships.
pub fn print_order() -> PrintOrder {
    let specification = Specification {
        condition: "test".into(),
        ink_limit: 220,
        intent: Intent::Perceptual,
        ppi: 200,
        quality: 85,
        sharpen: 60,
        marks: Vec::new(),
    };
    PrintOrder {
        profile_name: "newsprint.icc".into(),
        profile: NEWSPRINT.into(),
        specification,
        overprint: Pt(250),
        rich_black_from: Pt::points(12),
        printing: Printing::default(),
    }
}
