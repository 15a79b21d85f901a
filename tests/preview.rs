//! Print previews: every folder of `tests/preview/` is an article and what its preview must be. `BLESS=1 cargo test` accepts.
use std::fs;
use std::path::{Path, PathBuf};

use newsprint::diag::{Colour, Diagnostics, render};
use newsprint::edition::article::Written;
use newsprint::press::{map, pdf};
use newsprint::preview::{Copy, FontSize, Order, Pictures, make};
use rayon::prelude::*;

mod common;

/// Pixels that may differ by more than a shade, in thousandths, before a page picture counts as changed.
const CHANGED_PIXELS: usize = 4;
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
        files.push(("pages.txt", map::marks_text(&made.paper)));
        let printed = pdf::preview(&made.paper, &made.about, made.photos, &mut diags).expect("a PDF");
        picture = Some(common::picture(&printed, 0, PPI));
    }
    files.push(("diagnostics.txt", diags.list.iter().map(|diagnostic| render(diagnostic, Colour::Never) + "\n").collect()));
    (files, picture)
}

fn check(case: &Path, bless: bool) -> Vec<String> {
    let (files, picture) = made(case);
    let expect = case.join("expect");
    if bless {
        let _ = fs::remove_dir_all(&expect);
        fs::create_dir_all(&expect).unwrap();
        files.iter().for_each(|(name, text)| fs::write(expect.join(name), text).unwrap());
        if let Some(picture) = &picture {
            fs::write(expect.join("page-1.png"), picture).unwrap();
        }
        return Vec::new();
    }
    let name = case.file_name().unwrap().to_string_lossy().into_owned();
    let mut faults = Vec::new();
    for (file, got) in &files {
        let want = fs::read_to_string(expect.join(file)).unwrap_or_default();
        if let Some((want, got)) = want.lines().chain([""]).zip(got.lines().chain([""])).find(|(want, got)| want != got) {
            faults.push(format!("{name} {file}\n- {want}\n+ {got}"));
        } else if want != *got {
            faults.push(format!("{name} {file}: more or fewer lines"));
        }
    }
    match (fs::read(expect.join("page-1.png")).ok(), picture) {
        (None, None) => {}
        (Some(want), Some(got)) => {
            let changed = common::changed(&want, &got);
            if changed > CHANGED_PIXELS {
                faults.push(format!("{name} page-1.png: {changed} of 1000 pixels changed"));
            }
        }
        _ => faults.push(format!("{name} page-1.png: there or not there")),
    }
    faults
}

#[test]
fn previews() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/preview");
    let mut cases: Vec<PathBuf> = fs::read_dir(&folder).unwrap().flatten().map(|entry| entry.path()).filter(|path| path.is_dir()).collect();
    cases.sort();
    assert!(cases.len() >= 30, "the cases are gone");
    let bless = std::env::var_os("BLESS").is_some();
    let faults: Vec<String> = cases.par_iter().flat_map(|case| check(case, bless)).collect();
    assert!(faults.is_empty(), "{} files changed; BLESS=1 cargo test accepts\n{}", faults.len(), faults.join("\n"));
}

/// Every sample story, in every layout of previews and in every size: no line below the text's area, none lost, none twice.
#[test]
fn no_line_is_lost() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("samples/harbour-times/articles");
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
