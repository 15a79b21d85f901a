//! `print.pdf` of small papers: which inks are on the page, and which the printer reads.
use std::path::{Path, PathBuf};

use lopdf::content::Content;
use lopdf::{Document, Object};
use newsprint::Request;
use newsprint::diag::{Diagnostics, Severity};
use newsprint::press::standard::Standard;
use newsprint::press::{Printing, Targets, colour};

/// The most ink of newsprint, in 255ths of one ink, and what JPEG's rounding may add.
const MOST_INK: u32 = 220 * 255 / 100;

fn case(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/golden").join(name).join("edition/edition.toml")
}

/// What is printed of a golden case, and the codes of what is told.
fn printed(name: &str, standard: Standard) -> (Document, Vec<String>) {
    let mut diags = Diagnostics::default();
    let job = newsprint::read(&case(name), &mut diags).expect("the case can be read");
    let paper = newsprint::build(&job, &mut diags);
    let printing = Printing { standard, ..Printing::default() };
    let request = Request { targets: Targets { print: true, ..Targets::NONE }, printing, ..Request::default() };
    let files = newsprint::print(&job, paper, &request, &mut diags).expect("it prints");
    let (_, bytes) = files.iter().find(|(name, _)| name == "print.pdf").expect("print.pdf");
    let told = diags.list.iter().filter(|told| told.severity > Severity::Note).map(|told| told.code.0.to_string()).collect();
    (Document::load_mem(bytes).expect("print.pdf can be read"), told)
}

fn number(object: &Object) -> f32 {
    object.as_float().unwrap_or(0.0)
}

/// Colour operators of pages and forms, and their operands.
fn colours(document: &Document) -> Vec<(String, Vec<f32>)> {
    let mut streams: Vec<Vec<u8>> = document.get_pages().into_values().map(|page| document.get_page_content(page)).collect();
    for object in document.objects.values() {
        let Object::Stream(stream) = object else { continue };
        if stream.dict.get(b"Subtype").and_then(Object::as_name).is_ok_and(|name| name == b"Form") {
            streams.push(stream.get_plain_content().expect("a form has content"));
        }
    }
    let mut found = Vec::new();
    for stream in streams {
        for operation in Content::decode(&stream).expect("operators").operations {
            if ["g", "G", "k", "K", "rg", "RG", "sc", "scn", "SC", "SCN"].contains(&operation.operator.as_str()) {
                found.push((operation.operator, operation.operands.iter().map(number).collect()));
            }
        }
    }
    found
}

/// Each picture's colour space and file.
fn pictures(document: &Document) -> Vec<(String, Vec<u8>)> {
    let mut found = Vec::new();
    for object in document.objects.values() {
        let Object::Stream(stream) = object else { continue };
        if stream.dict.get(b"Subtype").and_then(Object::as_name).is_ok_and(|name| name == b"Image") {
            let space = stream.dict.get(b"ColorSpace").and_then(Object::as_name).unwrap_or(b"other");
            found.push((String::from_utf8_lossy(space).into_owned(), stream.content.clone()));
        }
    }
    found
}

#[test]
fn a_mono_page_has_black_alone() {
    for standard in [Standard::X4, Standard::X1a] {
        let (document, told) = printed("mono-page", standard);
        for (operator, numbers) in colours(&document) {
            let is_black = match operator.as_str() {
                "k" | "K" => numbers[..3].iter().all(|ink| *ink == 0.0),
                "g" | "G" => true,
                _ => false,
            };
            assert!(is_black, "{numbers:?} {operator}");
        }
        let pictures = pictures(&document);
        assert_eq!(pictures.len(), 3, "a photo, an ad that is a picture, and one that has become one");
        assert!(pictures.iter().all(|(space, _)| space == "DeviceGray"), "{:?}", pictures.iter().map(|p| &p.0).collect::<Vec<_>>());
        assert!(told.contains(&"ad-pictured".to_string()), "{told:?}");
    }
}

#[test]
fn spot_colours_are_inks_of_their_own() {
    let spaces = |document: &Document| -> Vec<String> {
        let arrays = document.objects.values().filter_map(|object| object.as_array().ok());
        let names = arrays.filter(|array| array.first().is_some_and(|kind| kind.as_name().is_ok_and(|name| name == b"Separation")));
        names.map(|array| String::from_utf8_lossy(array[1].as_name().unwrap()).into_owned()).collect()
    };
    let (document, _) = printed("spot-colour", Standard::X4);
    assert_eq!(spaces(&document), ["PANTONE 286 C"]);
    let (document, _) = printed("spot-colour", Standard::X1a);
    assert_eq!(spaces(&document), [""; 0]);
    let stands_in = |(operator, numbers): &(String, Vec<f32>)| operator == "k" && numbers[0] == 1.0 && (numbers[1] - 0.66).abs() < 0.01;
    assert!(colours(&document).iter().any(stands_in), "the four inks stand in");
}

#[test]
fn small_type_is_in_black_alone() {
    let (document, _) = printed("spot-colour", Standard::X4);
    let rich = |(operator, numbers): &&(String, Vec<f32>)| operator == "k" && numbers[3] == 1.0 && numbers[0] > 0.0;
    // The headline's lines are rich black, the byline's words are not.
    let count = colours(&document).iter().filter(rich).count();
    assert!((1..=3).contains(&count), "{count}");
}

#[test]
fn no_pixel_of_a_photo_takes_more_ink_than_the_paper_bears() {
    for name in ["photo-above", "photo-cmyk", "photo-cropped-about-focus"] {
        let (document, _) = printed(name, Standard::X4);
        let photos = pictures(&document);
        assert!(!photos.is_empty());
        for (space, bytes) in photos {
            assert_eq!(space, "DeviceCMYK", "{name}");
            let (_, inks) = colour::jpeg_inks(&bytes).expect("a photo is a JPEG");
            let most = inks.chunks_exact(4).map(|pixel| pixel.iter().map(|ink| u32::from(*ink)).sum::<u32>()).max().unwrap_or(0);
            assert!(most <= MOST_INK, "{name}: {most} of {MOST_INK}");
        }
    }
}

#[test]
fn an_ad_that_may_stay_is_not_touched() {
    let (document, told) = printed("preflight-ads", Standard::X4);
    let as_made = |(operator, numbers): &(String, Vec<f32>)| operator == "k" && numbers[..] == [0.9, 0.8, 0.8, 0.5];
    assert!(colours(&document).iter().any(as_made), "{told:?}");
    let spaces: Vec<String> = pictures(&document).into_iter().map(|(space, _)| space).collect();
    assert_eq!(spaces.len(), 2, "the one ad's picture, and the one that has become one: {spaces:?}");
    assert!(spaces.iter().all(|space| space == "DeviceCMYK"), "{spaces:?}");
}
