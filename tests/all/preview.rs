//! Print previews: every folder of `tests/preview/` is an article and what its preview must be.
use std::fs;
use std::path::{Path, PathBuf};

use newsprint::diag::{Colour, Diagnostics, render};
use newsprint::edition::article_source::Written;
use newsprint::press::pdf;
use newsprint::preview::{Copy, FontSize, Order, Pictures, make};
use rayon::prelude::*;

use crate::editions::root;
use crate::judge::{self, Fault};
use crate::{marks, pictures};

/// Pixels to the inch of the pictures.
const PPI: u16 = 36;

/// The article of a case, and how its preview is asked for: `order.txt` holds a key and a value a line.
fn order(case: &Path) -> (Copy, Order) {
    let mut order = Order::default();
    let mut article = ["story.json", "story.md"].map(|name| case.join(name)).into_iter().find(|path| path.is_file());
    let mut stdin = None;
    for line in fs::read_to_string(case.join("order.txt")).unwrap_or_default().lines() {
        match line.split_once(' ').expect("a key and a value") {
            ("layout", name) => order.layout = name.into(),
            ("font-size", "small") => order.font_size = FontSize::Small,
            ("font-size", "large") => order.font_size = FontSize::Large,
            ("photos", "none") => order.pictures = Pictures::LeftOut,
            ("root", folder) => order.root = Some(case.join(folder)),
            ("article", path) => article = Some(case.join(path)),
            ("stdin", "json") => stdin = Some(Written::Json),
            ("stdin", "markdown") => stdin = Some(Written::Markdown),
            other => panic!("{other:?} in order.txt of {}", case.display()),
        }
    }
    let article = article.expect("an article");
    let copy = match stdin {
        Some(written) => Copy::Bytes { name: "stdin".into(), bytes: fs::read(&article).expect("an article"), written },
        None => Copy::File(article),
    };
    (copy, order)
}

fn made(case: &Path) -> (Vec<(&'static str, String)>, Option<Vec<u8>>) {
    let (copy, order) = order(case);
    let mut diags = Diagnostics::default();
    let mut files = Vec::new();
    let mut picture = None;
    if let Some(made) = make(&copy, &order, &mut diags) {
        files.push(("pages.txt", marks::all(&made.paper)));
        let printed = pdf::preview(&made.paper, &made.about, made.photos, &mut diags).expect("a PDF");
        picture = Some(pictures::picture(&printed, 0, PPI));
    }
    files.push(("diagnostics.txt", diags.list.iter().map(|diagnostic| render(diagnostic, Colour::Never) + "\n").collect()));
    (files, picture)
}

fn check(case: &Path) -> Vec<Fault> {
    let (texts, picture) = made(case);
    let name = case.file_name().unwrap().to_string_lossy();
    judge::folder_of(&name, &case.join("expect"), &texts, picture.as_deref())
}

#[test]
fn heavy_previews() {
    let folder = root().join("tests/preview");
    let mut cases: Vec<PathBuf> = fs::read_dir(&folder).unwrap().flatten().map(|entry| entry.path()).filter(|path| path.is_dir()).collect();
    cases.sort();
    assert!(cases.len() >= 30, "the cases are gone");
    let faults: Vec<Fault> = cases.par_iter().flat_map(|case| check(case)).collect();
    judge::settle("preview", &faults);
}

/// Every sample story, in every layout of previews and in every size: no line below the text's area, none lost, none twice.
#[test]
fn no_line_is_lost() {
    let folder = root().join("samples/harbour-times/articles");
    let mut articles: Vec<PathBuf> = fs::read_dir(folder).unwrap().flatten().map(|entry| entry.path()).collect();
    articles.sort();
    let layouts = ["preview-a4", "preview-a4-two", "preview-letter", "preview-letter-two"];
    articles.par_iter().enumerate().for_each(|(n, article)| {
        let font_size = [FontSize::Small, FontSize::Medium, FontSize::Large][n % 3];
        let order = Order { layout: layouts[n % layouts.len()].into(), font_size, ..Order::default() };
        let mut diags = Diagnostics::default();
        let made = make(&Copy::File(article.clone()), &order, &mut diags).expect("a sound article");
        let text: String = made
            .paper
            .pages
            .iter()
            .flat_map(|page| &page.marks)
            .filter(|mark| mark.tag.role == newsprint::role::Role::Body)
            .map(|mark| {
                let newsprint::page::MarkKind::Text(text) = &mark.kind else { panic!("body is text") };
                let page = &made.paper.pages[0];
                assert!(text.y < page.height - newsprint::units::Pt::points(60), "{}: {}", article.display(), text.text);
                assert!(text.x + text.width() < page.width - newsprint::units::Pt::points(50), "{}: {}", article.display(), text.text);
                text.text.clone()
            })
            .collect();
        let letters = |text: &str| text.chars().filter(|c| c.is_alphanumeric()).collect::<String>();
        let filed: serde_json::Value = serde_json::from_str(&fs::read_to_string(article).unwrap()).unwrap();
        let mut at = 0;
        let set = letters(&text);
        for paragraph in filed["body"].as_array().unwrap() {
            let Some(paragraph) = paragraph.as_str().or_else(|| paragraph["p"].as_str()) else { continue };
            // Addresses of links are not printed.
            let first = letters(paragraph.split('[').next().unwrap());
            let found = set[at..].find(&first);
            assert!(found.is_some(), "{}: {paragraph}", article.display());
            at += found.unwrap() + first.len();
        }
    });
}

/// A picture of one colour, as a file of a format, with a profile.
fn file_of(format: &str, side: u32, pixel: [u8; 3], profile: &moxcms::ColorProfile) -> Vec<u8> {
    use image::ImageEncoder;
    let data = pixel.repeat((side * side) as usize);
    let profile = profile.encode().unwrap();
    let mut bytes = std::io::Cursor::new(Vec::new());
    macro_rules! write {
        ($encoder:expr) => {{
            let mut encoder = $encoder;
            encoder.set_icc_profile(profile).unwrap();
            encoder.write_image(&data, side, side, image::ExtendedColorType::Rgb8).unwrap();
        }};
    }
    match format {
        "jpg" => write!(image::codecs::jpeg::JpegEncoder::new_with_quality(&mut bytes, 95)),
        "tif" => write!(image::codecs::tiff::TiffEncoder::new(&mut bytes)),
        _ => write!(image::codecs::png::PngEncoder::new(&mut bytes)),
    }
    bytes.into_inner()
}

/// Whatever the file's form, and whether the picture is passed on or made smaller, the page shows the colour that was meant.
#[test]
fn colour_profiles_are_kept() {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("colours");
    fs::create_dir_all(&folder).unwrap();
    let story = r#"{"section": "World", "headline": "Fog", "body": ["x"], "photos": [{"file": "p.jpg", "alt": "Red"}]}"#;
    fs::write(folder.join("story.json"), story).unwrap();
    let adobe = moxcms::ColorProfile::new_adobe_rgb();
    for (format, side) in [("jpg", 400), ("jpg", 3_000), ("png", 400), ("png", 3_000), ("tif", 400)] {
        fs::write(folder.join("p.jpg"), file_of(format, side, [200, 60, 50], &adobe)).unwrap();
        let mut diags = Diagnostics::default();
        let pdf = newsprint::preview(&Copy::File(folder.join("story.json")), &Order::default(), &mut diags).expect("a preview");
        assert!(diags.list.is_empty(), "{:?}", diags.list);
        let page = pictures::pixels(&pdf, 0, PPI);
        // Of sRGB, this is Adobe's 200, 60, 50.
        let shown = page.pixels().filter(|pixel| pixel.0[..3].iter().zip([232, 57, 46]).all(|(got, want)| got.abs_diff(want) <= 4)).count();
        let middle = page.get_pixel(page.width() / 4, page.height() / 3);
        assert!(shown > 2_000, "{format} of {side} pixels: {middle:?}");
    }
}
