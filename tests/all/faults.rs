//! Faults that no case in a folder has, for they take large or odd files: each is made here, and told by its code.
use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use crate::editions::{root, told};
use krilla::error::KrillaError;
use newsprint::Request;
use newsprint::diag::Diagnostics;
use newsprint::job::Job;
use newsprint::page::{Crop, MarkKind, Paper, Text};
use newsprint::press::draw::{self, Colours, Pen};
use newsprint::press::drawable::Drawables;
use newsprint::press::{Photos, Target, Targets};

const EDITION: &str = "title = \"Golden\"\ndate = 2019-12-24\nlayout = \"own\"\narticles = [\"*.json\"]\n\n[[pages]]\nsection = \"News\"\n";

/// An edition of one story and whatever layout, in a folder of its own.
fn edition(name: &str, layout: &str, story: &str, files: &[(&str, &[u8])]) -> PathBuf {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("faults").join(name);
    let _ = fs::remove_dir_all(&folder);
    fs::create_dir_all(folder.join("layouts")).unwrap();
    fs::copy(root().join("tests/golden/small.toml"), folder.join("layouts/small.toml")).unwrap();
    let layout = format!("extends = \"small\"\n{layout}");
    let story = format!("{{\"slug\": \"story\", \"section\": \"News\", \"headline\": \"Fog holds the last ferry\", {story}}}");
    for (name, bytes) in [("edition.toml", EDITION.as_bytes()), ("layouts/own.toml", layout.as_bytes()), ("story.json", story.as_bytes())] {
        fs::write(folder.join(name), bytes).unwrap();
    }
    for (name, bytes) in files {
        fs::write(folder.join(name), bytes).unwrap();
    }
    folder.join("edition.toml")
}

/// What is told of a story as it is read.
fn of_story(name: &str, story: &str) -> String {
    let mut diags = Diagnostics::default();
    newsprint::read(&edition(name, "", story, &[]), &mut diags);
    told(&diags)
}

#[test]
fn texts_that_no_newspaper_prints() {
    let told = |name: &str, story: &str, expected: &str| {
        let told = of_story(name, story);
        assert!(told.contains(expected), "{told}");
    };
    let long = "Fog and rain. ".repeat(15_000);
    told("long-paragraph", &format!("\"body\": [\"{long}\"]"), "error[too-long]: this text has 210000 characters");
    let book = format!("\"{long}\"");
    told("book", &format!("\"body\": [{}]", vec![book; 11].join(",")), "error[too-long]: this story has more than 2 MB of text");
    let keys: Vec<String> = (0..150).map(|number| format!("\"key{number}\": 1")).collect();
    told("keys", &format!("\"body\": [], {}", keys.join(",")), "error[more-faults]: story.json has 50 faults more");
    let link = "\"body\": [\"Fill in [the form](javascript:alert(1)) by noon.\"]";
    told("link", link, "warning[unsafe-link]: \"javascript:alert(1)\" is no address that a newspaper links to");
}

/// A photo with so much detail that its size follows its quality.
fn photo(width: u32, height: u32) -> Vec<u8> {
    let pixel = |x: u32, y: u32| {
        let noise = (x.wrapping_mul(2_654_435_761) ^ y.wrapping_mul(40_503)).wrapping_mul(2_246_822_519);
        image::Rgb([(noise >> 24) as u8, (noise >> 16) as u8, (x + y) as u8])
    };
    let mut bytes = std::io::Cursor::new(Vec::new());
    image::RgbImage::from_fn(width, height, pixel).write_to(&mut bytes, image::ImageFormat::Jpeg).expect("JPEG");
    bytes.into_inner()
}

const WITH_PHOTO: &str =
    "\"body\": [\"The ferry waited.\"], \"photos\": [{\"file\": \"a.jpg\", \"caption\": \"Fog.\", \"alt\": \"Fog\", \"columns\": 2}]";

/// An edition read and made up.
fn made(edition: &Path) -> (Job, Paper) {
    let mut diags = Diagnostics::default();
    let job = newsprint::read(edition, &mut diags).unwrap_or_else(|| panic!("{}", told(&diags)));
    let paper = newsprint::build(&job, &mut diags);
    assert!(!diags.has_errors(), "{}", told(&diags));
    (job, paper)
}

/// What the press tells, and the files.
fn printed(job: &Job, paper: Paper, request: &Request) -> (String, BTreeMap<String, Vec<u8>>) {
    let mut diags = Diagnostics::default();
    let files = newsprint::print(job, paper, request, &mut diags);
    (told(&diags), files.unwrap_or_default().into_iter().collect())
}

fn epaper() -> Request {
    Request { targets: Targets::of(&[Target::Epaper]), photos: Photos::Fit { ppi: 150, quality: 82 }, ..Request::default() }
}

#[test]
fn pages_of_the_epaper_keep_to_their_size() {
    let photo = photo(900, 700);
    let size = |name: &str, kilobytes: u32| {
        let layout = format!("[epaper]\nmax_page_kb = {kilobytes}\n");
        let (job, paper) = made(&edition(name, &layout, WITH_PHOTO, &[("a.jpg", &photo)]));
        let sharp = Request { photos: Photos::Fit { ppi: 400, quality: 82 }, ..epaper() };
        let (told, files) = printed(&job, paper, &sharp);
        (told, files["epaper.pdf"].len())
    };
    let (told, free) = size("page-free", 10_000);
    assert!(!told.contains("page-size"), "{told}");
    assert!(free > 200_000, "the photo is too light for this test: {free}");
    let most = free as u32 * 3 / 4 / 1_000;
    let (told, held) = size("page-held", most);
    assert!(
        told.contains(&format!("note[page-size]: page A1 is larger than {most} kB\n  = did: took its pictures at JPEG quality ")),
        "{told}"
    );
    assert!(told.contains(" in place of 82") && held <= most as usize * 1_000, "{held}: {told}");
    let (told, least) = size("page-least", 100);
    assert!(told.contains("took its pictures at JPEG quality 40, the lowest; it is "), "{told}");
    assert!(least < held, "{least}, {held}");
}

#[test]
fn profiles_that_cannot_be_read() {
    // A JPEG's segment APP2 with the one part of a profile that is none.
    let segment = [&[0xff, 0xe2, 0, 2 + 14 + 8][..], b"ICC_PROFILE\0\x01\x01", b"no such."].concat();
    let photo = photo(300, 200);
    let photo = [&photo[..2], &segment, &photo[2..]].concat();
    let (job, paper) = made(&edition("profile", "", WITH_PHOTO, &[("a.jpg", &photo)]));
    let (told, files) = printed(&job, paper, &Request { targets: Targets::of(&[Target::Print]), ..Request::default() });
    assert!(told.contains("warning[colour-profile]: the colour profile in a.jpg cannot be read"), "{told}");
    assert!(files.contains_key("print.pdf"));
}

#[test]
fn papers_that_cannot_be_printed() {
    let (job, paper) = made(&edition("broken", "", WITH_PHOTO, &[("a.jpg", &photo(300, 200))]));
    let told = |change: &dyn Fn(&mut Paper), request: &Request, expected: &str| {
        let mut paper = paper.clone();
        change(&mut paper);
        let (told, _) = printed(&job, paper, request);
        assert!(told.contains(expected), "{expected}: {told}");
    };
    let print = Request { targets: Targets::of(&[Target::Print]), ..Request::default() };
    let site = Request { targets: Targets::of(&[Target::Site]), ..Request::default() };
    let no_jpeg = |paper: &mut Paper| paper.pictures[0].bytes = Arc::new(b"no JPEG".to_vec());
    told(&no_jpeg, &print, "warning[bad-picture]: a.jpg cannot be printed");
    // A crop that leaves nothing.
    let no_photo = |paper: &mut Paper| {
        marks(paper, |kind| {
            if let MarkKind::Picture(picture) = kind {
                picture.crop = Crop { left: 99_999, ..Crop::NONE }
            }
        })
    };
    told(&no_photo, &site, "error[site]: the e-paper's site cannot be made: a.jpg");
    // Glyphs beyond the font's last.
    let no_glyph = |paper: &mut Paper| texts(paper, |text| text.glyphs.iter_mut().for_each(|glyph| glyph.id = 65_000));
    told(&no_glyph, &print, "error[bad-font]: SourceSerif4");
    let no_character = |paper: &mut Paper| {
        texts(paper, |text| {
            text.text = "\u{feff}".into();
            text.glyphs.iter_mut().for_each(|glyph| glyph.text = 0..3);
        });
    };
    told(&no_character, &epaper(), "warning[epaper-standard]: the e-paper is not to PDF/UA-1: U+FEFF is no character");
}

/// The bytes with one part in the place of another.
fn with(bytes: &[u8], part: &[u8], other: &[u8]) -> Vec<u8> {
    let at = bytes.windows(part.len()).position(|window| window == part).expect("the part is there");
    [&bytes[..at], other, &bytes[at + part.len()..]].concat()
}

/// JPEGs that readers of headers take, and decoders not, or not all.
fn odd_jpegs() -> Vec<(&'static str, Vec<u8>)> {
    let photo = photo(320, 200);
    let frame = photo.windows(2).position(|pair| pair == [0xff, 0xc0]).expect("a frame");
    let scan = photo.windows(2).position(|pair| pair == [0xff, 0xda]).expect("a scan");
    // Four zeros are no table of a size that JPEG has.
    let tables = photo.windows(2).position(|pair| pair == [0xff, 0xc4]).expect("tables");
    let end = photo.len() - 2;
    let changed = |at: usize, byte: u8| {
        let mut bytes = photo.clone();
        bytes[at] = byte;
        bytes
    };
    vec![
        ("no-such-part.jpg", changed(scan + 5, 9)),
        ("odd-parts.jpg", {
            let mut bytes = photo.clone();
            for (part, name) in [0, 1, 2].into_iter().zip(*b"RGB") {
                bytes[frame + 10 + part * 3] = name;
                bytes[scan + 5 + part * 2] = name;
            }
            bytes
        }),
        ("no-sampling.jpg", changed(frame + 11, 0)),
        ("no-tables.jpg", with(&photo, &photo[tables..tables + 2], &[0xff, 0xef])),
        ("restarts.jpg", [&photo[..scan], &[0xff, 0xdd, 0, 4, 0, 3], &photo[scan..]].concat()),
        ("half.jpg", [&photo[..scan + (end - scan) / 2], &[0xff, 0xd9]].concat()),
        ("zeros.jpg", [&photo[..scan + 14], &vec![0; end - scan - 14], &[0xff, 0xd9]].concat()),
        (
            "noise.jpg",
            [&photo[..scan + 14], &(0..end - scan - 14).map(|at| (at * 37 % 251) as u8).collect::<Vec<_>>(), &[0xff, 0xd9]].concat(),
        ),
        ("arithmetic.jpg", changed(frame + 1, 0xc9)),
        ("twelve-bits.jpg", changed(frame + 4, 12)),
        ("four-parts.jpg", changed(frame + 9, 4)),
    ]
}

#[test]
fn no_jpeg_ends_a_build() {
    let odd = odd_jpegs();
    let photos: Vec<String> = odd.iter().map(|(name, _)| format!("{{\"file\": \"{name}\", \"alt\": \"Fog\"}}")).collect();
    let story = format!("\"body\": [\"The ferry waited.\"], \"photos\": [{}]", photos.join(", "));
    let files: Vec<(&str, &[u8])> = odd.iter().map(|(name, bytes)| (*name, bytes.as_slice())).collect();
    let mut diags = Diagnostics::default();
    let job = newsprint::read(&edition("odd-jpegs", "", &story, &files), &mut diags).unwrap_or_else(|| panic!("{}", told(&diags)));
    let at_read = told(&diags);
    for name in ["no-such-part.jpg", "arithmetic.jpg", "twelve-bits.jpg", "four-parts.jpg", "no-sampling.jpg"] {
        assert!(at_read.contains(&format!("warning[bad-picture]: the photo {name} cannot be used")), "{name}: {at_read}");
    }
    let paper = newsprint::build(&job, &mut diags);
    let (of_press, files) = printed(&job, paper, &Request::default());
    assert!(!of_press.contains("error[") && !told(&diags).contains("error["), "{}{of_press}", told(&diags));
    assert!(files.contains_key("print.pdf") && files.contains_key("epaper.pdf"), "{of_press}");
}

#[test]
fn what_only_the_press_finds_leaves_its_place_empty() {
    let (job, mut paper) = made(&edition("press-finds", "", WITH_PHOTO, &[("a.jpg", &photo(300, 200))]));
    paper.pictures[0].bytes = Arc::new(b"no JPEG".to_vec());
    let (told, files) = printed(&job, paper, &Request::default());
    assert!(told.contains("warning[bad-picture]: a.jpg cannot be printed") && told.contains("left its place on the page empty"), "{told}");
    assert!(!told.contains("error["), "{told}");
    assert!(
        files.contains_key("print.pdf") && files.contains_key("epaper.pdf") && files.contains_key("epaper/index.html"),
        "{:?}",
        files.keys()
    );
}

#[test]
fn faults_of_the_program() {
    let (_, paper) = made(&edition("program", "", WITH_PHOTO, &[("a.jpg", &photo(300, 200))]));
    let pen = Pen::new(&paper, Drawables::new(), Colours::Screen);
    let mut diags = Diagnostics::default();
    draw::tell(KrillaError::DuplicateNamedDestination(Arc::new("fog".into())), &pen, &paper, &mut diags);
    assert!(told(&diags).starts_with("error[press]: the PDF could not be written"), "{}", told(&diags));
}

fn marks(paper: &mut Paper, change: impl Fn(&mut MarkKind)) {
    paper.pages.iter_mut().flat_map(|page| &mut page.marks).for_each(|mark| change(&mut mark.kind));
}

fn texts(paper: &mut Paper, change: impl Fn(&mut Text)) {
    marks(paper, |kind| {
        if let MarkKind::Text(text) = kind {
            change(text);
        }
    });
}
