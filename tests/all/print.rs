//! `print.pdf` of small papers: which inks are on the page, and which the printer reads.
use std::fs;
use std::io::Cursor;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::Arc;
use std::time::{Duration, SystemTime};

use lopdf::content::Content;
use lopdf::{Document, Object};
use newsprint::Request;
use newsprint::cache::Cache;
use newsprint::diag::{Diagnostics, Severity};
use newsprint::job::Job;
use newsprint::jpeg;
use newsprint::page::Paper;
use newsprint::press::pdfx::Standard;
use newsprint::press::{Photos, Printing, Target, Targets};
use tiff::decoder::{Decoder, DecodingResult};

use crate::editions;

/// The most ink of newsprint, in 255ths of one ink, and what JPEG's rounding may add.
const MOST_INK: u32 = 220 * 255 / 100;

/// What is printed of a golden case, and the codes of what is told.
fn printed(name: &str, standard: Standard) -> (Document, Vec<String>) {
    let (bytes, told) = print(name, standard);
    (Document::load_mem(&bytes).expect("print.pdf can be read"), told)
}

/// `print.pdf` of a golden case, and the codes of what is told.
fn print(name: &str, standard: Standard) -> (Vec<u8>, Vec<String>) {
    let mut diags = Diagnostics::default();
    let job = newsprint::read(&editions::golden(name), &mut diags).expect("the case can be read");
    let paper = newsprint::build(&job, &mut diags);
    let printing = Printing { standard, ..Printing::default() };
    let request = Request { targets: Targets::of(&[Target::Print]), printing, ..Request::default() };
    let files = newsprint::print(&job, paper, &request, &mut diags).expect("it prints");
    let (_, bytes) = files.into_iter().find(|(name, _)| name == "print.pdf").expect("print.pdf");
    let told = diags.list.iter().filter(|told| told.severity > Severity::Note).map(|told| told.code.0.to_string()).collect();
    (bytes, told)
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
            let (_, inks) = jpeg::inks(&bytes).expect("a photo is a JPEG");
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

/// A golden case's page as Ghostscript separates it, by the name of the device: four plates, or one picture of four inks. None where there
/// is no Ghostscript.
#[allow(clippy::print_stderr, reason = "what is not tested is said")]
fn separated(name: &str, device: &str, extra: &[&str]) -> Option<Vec<Vec<u8>>> {
    const PLATES: [&str; 4] = ["(Cyan)", "(Magenta)", "(Yellow)", "(Black)"];
    if Command::new("gs").arg("--version").output().is_err() {
        eprintln!("skipped {device} of {name}: gs is not on the path");
        return None;
    }
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join(format!("gs-{name}-{device}-{}", extra.join("").replace(['/', '='], "-")));
    let _ = fs::remove_dir_all(&folder);
    fs::create_dir_all(&folder).unwrap();
    let pdf = folder.join("print.pdf");
    fs::write(&pdf, print(name, Standard::X4).0).unwrap();
    let device_argument = format!("-sDEVICE={device}");
    let mut arguments = vec!["-q", "-dNOPAUSE", "-dBATCH", "-dSAFER", "-r150", &device_argument, "-sOutputFile=out.tif"];
    arguments.extend(extra);
    let output = Command::new("gs").args(arguments).arg("print.pdf").current_dir(&folder).output().unwrap();
    assert!(output.status.success() && output.stderr.is_empty(), "{name}: {}", String::from_utf8_lossy(&output.stderr));
    let plates = if device == "tiffsep" { PLATES.to_vec() } else { vec![""] };
    let read = |plate: &str| {
        let bytes = fs::read(folder.join(format!("out{plate}.tif"))).unwrap();
        match Decoder::new(Cursor::new(bytes)).and_then(|mut decoder| decoder.read_image()).unwrap() {
            DecodingResult::U8(pixels) => pixels,
            other => panic!("{name}: {other:?}"),
        }
    };
    Some(plates.into_iter().map(read).collect())
}

#[test]
fn type_is_on_the_black_plate_alone() {
    /// The palest tint that a page has: what is darker is a letter. 255 is no ink.
    const TINT: u8 = 255 - 16;
    for name in ["paragraph-justified", "boxed-story", "table"] {
        let Some(plates) = separated(name, "tiffsep", &[]) else { return };
        let darkest: Vec<u8> = plates.iter().map(|plate| plate.iter().copied().min().unwrap()).collect();
        assert!(darkest[..3].iter().all(|ink| *ink >= TINT) && darkest[3] == 0, "{name}: {darkest:?}");
    }
}

#[test]
fn black_type_prints_over_a_tint() {
    // Yellow below the letters is there in a press that prints over, and only there.
    for (mode, expected) in [("-dOverprint=/simulate", true), ("-dOverprint=/disable", false)] {
        let Some(inks) = separated("boxed-story", "tiff32nc", &[mode]) else { return };
        let below = inks[0].chunks_exact(4).filter(|pixel| pixel[3] == u8::MAX && pixel[2] > 0).count();
        assert_eq!(below > 1_000, expected, "{mode}: {below} pixels");
    }
}

#[test]
fn no_pixel_of_a_page_takes_more_ink_than_the_paper_bears() {
    /// Two percent of one ink, for what a renderer rounds.
    const ROUNDED: u32 = 255 * 2 / 100;
    for name in ["photo-above", "photo-cropped-about-focus", "boxed-story", "mono-page", "ad-jpeg"] {
        let Some(inks) = separated(name, "tiff32nc", &[]) else { return };
        let most = inks[0].chunks_exact(4).map(|pixel| pixel.iter().map(|ink| u32::from(*ink)).sum::<u32>()).max().unwrap_or(0);
        assert!(most <= MOST_INK + ROUNDED, "{name}: {most} of {MOST_INK}");
    }
}

/// All files of a paper, made with a cache or without.
fn made((job, paper): &(Job, Paper), cache: Option<Arc<Cache>>) -> Vec<(String, Vec<u8>)> {
    let targets = Targets::of(&[Target::Print, Target::Epaper, Target::Site]);
    let request = Request { targets, photos: Photos::Fit { ppi: 100, quality: 80 }, cache, ..Request::default() };
    newsprint::print(job, paper.clone(), &request, &mut Diagnostics::default()).expect("it prints")
}

#[test]
fn a_cache_changes_no_byte() {
    for name in ["mono-page", "photo-above", "ad-jpeg", "preflight-ads"] {
        let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join(format!("cache-{name}"));
        let _ = fs::remove_dir_all(&folder);
        let is_made = |path: &&PathBuf| path.extension().is_some_and(|ending| ending == "made");
        let at = |hour: u64| Arc::new(Cache::new(folder.clone(), SystemTime::UNIX_EPOCH + Duration::from_secs(hour * 3600)));
        let kept = || -> Vec<PathBuf> {
            let mut paths: Vec<PathBuf> = fs::read_dir(&folder).unwrap().map(|entry| entry.unwrap().path()).collect();
            paths.retain(|path| path.extension().is_some());
            paths.sort();
            paths
        };
        let check = |got: Vec<(String, Vec<u8>)>, want: &[(String, Vec<u8>)], what: &str| {
            let names = |files: &[(String, Vec<u8>)]| files.iter().map(|(file, _)| file.clone()).collect::<Vec<_>>();
            assert_eq!(names(&got), names(want), "{name}: {what}");
            for ((file, got), (_, want)) in got.iter().zip(want) {
                assert!(got == want, "{name}: {file} differs, {what}");
            }
        };
        let mut diags = Diagnostics::default();
        let job = newsprint::read(&editions::golden(name), &mut diags).expect("the case can be read");
        let paper = newsprint::build(&job, &mut diags);
        let paper = &(job, paper);
        let want = made(paper, None);
        // Two runs at once, neither of which finds anything.
        let (one, other) = std::thread::scope(|scope| {
            let one = scope.spawn(|| made(paper, Some(at(1))));
            let other = made(paper, Some(at(1)));
            (one.join().unwrap(), other)
        });
        check(one, &want, "cold");
        check(other, &want, "cold, beside another");
        let first = kept();
        assert!(first.iter().any(|path| is_made(&path)), "{name}: {first:?}");
        check(made(paper, Some(at(2))), &want, "warm");
        assert_eq!(kept(), first, "{name}: what was kept was not used");
        let used = SystemTime::UNIX_EPOCH + Duration::from_secs(2 * 3600);
        assert!(first.iter().filter(is_made).all(|path| fs::metadata(path).unwrap().modified().unwrap() == used), "{name}");
        for (at, path) in first.iter().filter(is_made).enumerate() {
            let mut bytes = fs::read(path).unwrap();
            let middle = bytes.len() / 2;
            if at % 2 == 0 {
                bytes.truncate(middle)
            } else {
                bytes[middle] ^= 255
            }
            fs::write(path, bytes).unwrap();
        }
        check(made(paper, Some(at(3))), &want, "from a damaged cache");
        check(made(paper, Some(at(4))), &want, "from a mended cache");
        at(5).tidy(0);
        assert!(kept().iter().all(|path| !is_made(&path)), "{name}");
    }
}
