//! Double trucks: two facing pages as one, from the order to the sheet.
use std::collections::BTreeMap;
use std::fs;
use std::path::PathBuf;
use std::sync::LazyLock;

use lopdf::{Document, Object};
use newsprint::Request;
use newsprint::diag::Diagnostics;
use newsprint::job::Job;
use newsprint::page::{MarkKind, Page, Paper, Text};
use newsprint::press::impose::Impose;
use newsprint::press::{Printing, Target, Targets};
use newsprint::role::Role;
use newsprint::units::Pt;

use crate::editions::root;

/// Trim width and height of a single page of the case, and its bleed.
const SINGLE: (f32, f32) = (425.197, 737.008);
const BLEED: f32 = 8.504;

fn case() -> PathBuf {
    root().join("tests/golden/double-truck/edition")
}

/// The case, read and made up once.
static BUILT: LazyLock<(Job, Paper)> = LazyLock::new(|| {
    let mut diags = Diagnostics::default();
    let job = newsprint::read(&case().join("edition.toml"), &mut diags).expect("the case can be read");
    let paper = newsprint::build(&job, &mut diags);
    assert!(!diags.has_errors());
    (job, paper)
});

fn files(targets: Targets, printing: Printing) -> BTreeMap<String, Vec<u8>> {
    let (job, paper) = &*BUILT;
    let request = Request { targets, printing, ..Request::default() };
    newsprint::print(job, paper.clone(), &request, &mut Diagnostics::default()).expect("it prints").into_iter().collect()
}

fn texts(page: &Page) -> impl Iterator<Item = (Role, &Text)> {
    page.marks.iter().filter_map(|mark| if let MarkKind::Text(text) = &mark.kind { Some((mark.tag.role, text)) } else { None })
}

/// What is told of an edition with these pages: `1`, `2` for a double truck, letters where parts begin.
fn told(pages: &str) -> Vec<String> {
    let folder = std::env::temp_dir().join(format!("newsprint-double-{pages}-{}", std::process::id()));
    let _ = fs::remove_dir_all(&folder);
    fs::create_dir_all(folder.join("layouts")).unwrap();
    for entry in fs::read_dir(case()).unwrap().chain(fs::read_dir(case().join("layouts")).unwrap()).flatten() {
        let to = if entry.path().parent().unwrap().ends_with("layouts") { folder.join("layouts") } else { folder.clone() };
        if entry.path().is_file() {
            fs::copy(entry.path(), to.join(entry.file_name())).unwrap();
        }
    }
    let mut edition = "title = \"Golden\"\ndate = 2019-12-24\nlayout = \"own\"\narticles = [\"*.json\"]\n".to_string();
    let mut part = String::new();
    for sign in pages.chars() {
        match sign {
            '1' => edition += &format!("[[pages]]\nsection = \"News\"\n{}", std::mem::take(&mut part)),
            '2' => edition += &format!("[[pages]]\nsection = \"Regatta\"\ntemplate = \"double-truck\"\n{}", std::mem::take(&mut part)),
            letter => part = format!("part = \"{letter}\"\n"),
        }
    }
    fs::write(folder.join("edition.toml"), edition).unwrap();
    let mut diags = Diagnostics::default();
    newsprint::read(&folder.join("edition.toml"), &mut diags);
    fs::remove_dir_all(&folder).unwrap();
    let line = |told: &newsprint::diag::Diagnostic| {
        let place = told.source.as_ref().map_or(0, |source| source.line_column().0);
        format!("{place} {}; {}", told.message, told.help)
    };
    diags.list.iter().map(line).collect()
}

#[test]
fn they_begin_on_left_hand_pages_and_lie_over_the_fold_in_the_centre() {
    let right = |page: &str, next: &str, would: &str| {
        format!(
            "page {page} is a right-hand page, and a double truck begins on a left-hand one: no reader sees pages {page} and {next} side by side; move it among the pages so that it becomes {would}"
        )
    };
    assert_eq!(
        told("1211"),
        [
            "7 the double truck on page A2-3 is not the centre spread: its halves are printed on two sheets; the paper has 5 pages and so no centre spread; with 8 it would be pages 4 and 5"
        ]
    );
    assert_eq!(told("121"), [""; 0]);
    assert_eq!(told("1112111"), [""; 0]);
    assert_eq!(told("2"), [format!("5 {}", right("1", "2", "pages 2 and 3"))]);
    assert_eq!(told("112"), [format!("9 {}", right("3", "4", "pages 2 and 3, or pages 4 and 5"))]);
    assert_eq!(told("1B112"), [format!("12 {}", right("B3", "B4", "pages B2 and B3, or pages B4 and B5"))]);
    assert_eq!(
        told("1211111"),
        [
            "7 the double truck on page A2-3 is not the centre spread: its halves are printed on two sheets; the paper has 8 pages and is printed over the fold on pages 4 and 5 only: move the double truck there, or keep type and faces clear of the fold"
        ]
    );
    assert_eq!(told("11B121"), [""; 0]);
}

#[test]
fn both_halves_have_their_folios_and_the_pages_count_on() {
    let (_, paper) = &*BUILT;
    let shown: Vec<_> = paper.pages.iter().map(|page| (page.number, page.label.as_str(), page.count())).collect();
    assert_eq!(shown, [(1, "A1", 1), (2, "A2-3", 2), (4, "A4", 1)]);
    assert_eq!(paper.count(), 4);
    let (single, truck) = (&paper.pages[0], &paper.pages[1]);
    assert_eq!(truck.width, single.width * 2);
    let margin = Pt::points(17) + Pt(8);
    let folio = |words: &str| texts(truck).find(|(role, text)| *role == Role::Folio && text.text == words).expect("a folio").1;
    assert_eq!(folio("2").x, margin);
    let right = folio("3");
    assert!((right.x + right.width() - (truck.width - margin)).0.abs() < 20, "{:?}", right.x + right.width());
    assert!(texts(&paper.pages[2]).any(|(role, text)| role == Role::Folio && text.text == "4"));
}

#[test]
fn only_display_type_pictures_and_boxes_cross_the_fold() {
    let (_, paper) = &*BUILT;
    let truck = &paper.pages[1];
    let fold = truck.width / 2;
    for (role, text) in texts(truck) {
        let crosses = text.x < fold && text.x + text.width() > fold;
        assert!(!crosses || matches!(role, Role::Kicker | Role::Headline | Role::Deck), "{role:?} {}", text.text);
    }
    let crossing = |page: &Page| {
        let pictures = page.stories.iter().flat_map(|story| &story.photos);
        pictures.filter(|photo| photo.frame.x < fold && photo.frame.right() > fold).count()
    };
    assert_eq!(crossing(truck), 1, "the wide photo");
    let over: Vec<&str> =
        truck.stories.iter().filter(|story| story.frame.x < fold && story.frame.right() > fold).map(|s| &*s.slug.0).collect();
    assert_eq!(over, ["regatta"]);
}

#[test]
fn pointers_name_the_half() {
    let (_, paper) = &*BUILT;
    let truck = &paper.pages[1];
    let page = |slug: &str| {
        let story = truck.stories.iter().find(|story| &*story.slug.0 == slug).expect("it runs");
        if story.frame.x < truck.width / 2 { "2" } else { "3" }
    };
    let right = truck.stories.iter().filter(|story| story.frame.x > truck.width / 2).count();
    assert!(right > 0, "stories stand on both halves");
    let refers: Vec<&Text> =
        texts(&paper.pages[0]).filter(|(role, text)| *role == Role::Refer && text.text.starts_with("Page")).map(|t| t.1).collect();
    let wanted: Vec<(String, String)> = ["tower", "regatta"].map(|slug| (format!("Page {}", page(slug)), format!("#A2-3/{slug}"))).to_vec();
    let found: Vec<(String, String)> =
        refers.iter().map(|text| (text.text.clone(), text.link.as_ref().map_or_else(String::new, ToString::to_string))).collect();
    assert_eq!(found, wanted);
    assert!(
        texts(&paper.pages[0])
            .any(|(role, text)| role == Role::Index && text.text.to_lowercase().contains(&format!("· {}", page("regatta"))))
    );
}

/// Width and height of a box of each page.
fn boxes(pdf: &[u8], name: &str) -> Vec<(f32, f32)> {
    let document = Document::load_mem(pdf).expect("it can be read");
    let of = |page| {
        let page = document.get_dictionary(page).expect("a page");
        let sides: Vec<f32> =
            page.get(name.as_bytes()).and_then(Object::as_array).expect("a box").iter().map(|n| n.as_float().unwrap()).collect();
        (sides[2] - sides[0], sides[3] - sides[1])
    };
    document.get_pages().into_values().map(of).collect()
}

#[test]
fn the_press_has_them_as_one_page_or_as_one_face_of_a_sheet() {
    let of = |printing: Printing| files(Targets::of(&[Target::Print]), printing);
    let near = |found: Vec<(f32, f32)>, pages: &[f32], more: f32| {
        assert_eq!(found.len(), pages.len(), "{found:?}");
        for ((width, height), pages) in found.into_iter().zip(pages) {
            assert!((width - SINGLE.0 * pages - more).abs() < 0.02 && (height - SINGLE.1 - more).abs() < 0.02, "{width} x {height}");
        }
    };
    let print = |impose: Impose| of(Printing { impose, ..Printing::default() }).remove("print.pdf").unwrap();
    let single = print(Impose::Single);
    near(boxes(&single, "TrimBox"), &[1.0, 2.0, 1.0], 0.0);
    near(boxes(&single, "BleedBox"), &[1.0, 2.0, 1.0], 2.0 * BLEED);
    near(boxes(&print(Impose::Reader), "TrimBox"), &[1.0, 2.0, 1.0], 0.0);
    near(boxes(&print(Impose::Spread), "TrimBox"), &[2.0, 2.0], 0.0);
    near(boxes(&print(Impose::Booklet), "TrimBox"), &[2.0, 2.0], 0.0);
    let split = of(Printing { split: Some("print/{date}_{label}_{page}.pdf".into()), ..Printing::default() });
    let names: Vec<&str> = split.keys().map(String::as_str).filter(|name| name.starts_with("print/")).collect();
    assert_eq!(names, ["print/20191224_A1_1.pdf", "print/20191224_A2-3_2-3.pdf", "print/20191224_A4_4.pdf"]);
    // Either number asks for both.
    let asked = of(Printing { pages: vec![(3, 3)], ..Printing::default() });
    near(boxes(&asked["pages-3.pdf"], "TrimBox"), &[2.0], 0.0);
}

#[test]
fn readers_have_them_as_one_page_with_both_numbers() {
    let files = files(Targets::of(&[Target::Epaper, Target::Site, Target::Mets]), Printing::default());
    let json = |name: &str| -> serde_json::Value { serde_json::from_slice(&files[name]).expect("JSON") };
    for name in ["layout.json", "epaper/zones.json"] {
        let pages = &json(name)["pages"];
        assert_eq!(pages[1]["numbers"], serde_json::json!([2, 3]), "{name}");
        assert_eq!((&pages[1]["number"], &pages[1]["label"]), (&2.into(), &"A2-3".into()), "{name}");
        assert!((pages[1]["width"].as_f64().unwrap() - f64::from(SINGLE.0) * 2.0).abs() < 0.01, "{name}");
        assert!(pages[0].get("numbers").is_none());
    }
    // Its pictures are as fine as those of single pages.
    let size = |label: &str, size: &str| {
        let picture = image::load_from_memory(&files[&format!("epaper/pages/{label}{size}.jpg")]).expect("a picture");
        (picture.width(), picture.height())
    };
    for of in ["", "-thumb"] {
        let ((single, height), (double, other)) = (size("A1", of), size("A2-3", of));
        assert!(double == single * 2 && height.abs_diff(other) <= 1, "{single} x {height}, {double} x {other}");
    }
    let alto = String::from_utf8(files["mets/alto/A2-3.xml"].clone()).unwrap();
    assert!(alto.contains("WIDTH=\"14173.233\" HEIGHT=\"12283.467\""), "{}", &alto[..900]);
    let epaper = Document::load_mem(&files["epaper.pdf"]).unwrap();
    let labels = epaper.catalog().unwrap().get(b"PageLabels").and_then(|labels| epaper.dereference(labels)).expect("page labels").1;
    let numbers = labels.as_dict().unwrap().get(b"Nums").and_then(Object::as_array).unwrap();
    let prefix = |at: usize| -> String {
        let label = epaper.dereference(&numbers[at * 2 + 1]).unwrap().1.as_dict().unwrap();
        String::from_utf8_lossy(label.get(b"P").and_then(Object::as_str).unwrap()).into_owned()
    };
    assert_eq!([prefix(0), prefix(1), prefix(2)], ["A", "A2-", "A"]);
}
