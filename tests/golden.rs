//! Golden cases: every folder of `tests/golden/` is a tiny edition, and what it must give. `BLESS=1 cargo test` accepts.
use std::fmt::Write;
use std::fs;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::{Path, PathBuf};

use newsprint::Request;
use newsprint::diag::{Colour, Diagnostics, render};
use newsprint::dummy::{self, earlier::Start};
use newsprint::plan::file;
use newsprint::press::{Target, Targets, layout_json};
use rayon::prelude::*;

mod common;

/// Pixels that may differ by more than a shade, in thousandths, before a page picture counts as changed.
const CHANGED_PIXELS: usize = 4;

struct Made {
    files: Vec<(&'static str, String)>,
    picture: Option<Vec<u8>>,
}

fn make(edition: &Path) -> Made {
    let mut diags = Diagnostics::default();
    let mut files = Vec::new();
    let mut picture = None;
    if let Some(job) = newsprint::read(edition, &mut diags) {
        let start = file::read(edition, &mut diags).map(|file| Start { file, locked: false });
        let planned = dummy::plan(&job, start.as_ref(), &mut diags);
        let paper = newsprint::make_up(&job, planned, &mut diags);
        if !diags.has_errors() {
            let marks = layout_json::marks_text(&paper);
            let request = Request { targets: Targets::of(&[Target::Print, Target::Epaper]), ..Request::default() };
            if let Some(printed) = newsprint::print(&job, paper, &request, &mut diags) {
                for (name, bytes) in printed {
                    match name.as_str() {
                        "epaper.pdf" => picture = Some(common::picture(&bytes, 0, 48)),
                        "layout.json" => files.push(("layout.json", String::from_utf8(bytes).expect("JSON is UTF-8"))),
                        _ => {}
                    }
                }
                files.push(("pages.txt", marks));
            }
        }
    }
    let told: String = diags.list.iter().map(|diagnostic| render(diagnostic, Colour::Never) + "\n").collect();
    files.push(("diagnostics.txt", told));
    Made { files, picture }
}

struct Fault {
    case: String,
    file: String,
    want: String,
    got: String,
}

fn check(case: &Path, bless: bool) -> Vec<Fault> {
    let name = case.file_name().unwrap().to_string_lossy().into_owned();
    let expect = case.join("expect");
    let fault = |file: &str, want: String, got: String| Fault { case: name.clone(), file: file.into(), want, got };
    let Ok(made) = catch_unwind(AssertUnwindSafe(|| make(&case.join("edition/edition.toml")))) else {
        return vec![fault("", "a page or a diagnostic".into(), "a panic".into())];
    };
    if bless {
        let _ = fs::remove_dir_all(&expect);
        fs::create_dir_all(&expect).unwrap();
        for (file, text) in &made.files {
            fs::write(expect.join(file), text).unwrap();
        }
        if let Some(picture) = &made.picture {
            fs::write(expect.join("page-1.png"), picture).unwrap();
        }
        return Vec::new();
    }
    let mut faults = Vec::new();
    let there: Vec<String> =
        fs::read_dir(&expect).into_iter().flatten().flatten().map(|e| e.file_name().to_string_lossy().into_owned()).collect();
    for file in &there {
        let made_it = made.files.iter().any(|(made, _)| made == file) || file == "page-1.png" && made.picture.is_some();
        if !made_it {
            faults.push(fault(file, "this file".into(), "nothing".into()));
        }
    }
    for (file, got) in &made.files {
        let want = fs::read_to_string(expect.join(file)).unwrap_or_default();
        if want != *got {
            faults.push(fault(file, want, got.clone()));
        }
    }
    if let Some(got) = &made.picture {
        let want = fs::read(expect.join("page-1.png")).unwrap_or_default();
        let changed = common::changed(&want, got);
        if changed > CHANGED_PIXELS {
            faults.push(fault("page-1.png", "the same picture".into(), format!("{changed} of 1000 pixels changed")));
            let shown = review_folder().join(format!("{name}.png"));
            fs::create_dir_all(review_folder()).unwrap();
            fs::write(shown, got).unwrap();
        }
    }
    faults
}

fn review_folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("target/golden")
}

/// The lines that differ, a few about the first.
fn difference(want: &str, got: &str) -> String {
    let mut out = String::new();
    let (want, got): (Vec<&str>, Vec<&str>) = (want.lines().collect(), got.lines().collect());
    let first = want.iter().zip(&got).position(|(a, b)| a != b).unwrap_or(want.len().min(got.len()));
    for line in want.iter().skip(first).take(6) {
        let _ = writeln!(out, "- {line}");
    }
    for line in got.iter().skip(first).take(6) {
        let _ = writeln!(out, "+ {line}");
    }
    out
}

fn review(faults: &[Fault]) -> PathBuf {
    let escape = |text: &str| text.replace('&', "&amp;").replace('<', "&lt;");
    let mut page = String::from(
        "<!doctype html><meta charset=utf-8><title>Golden cases</title><style>body{font:14px sans-serif}pre{background:#f4f4f4;padding:8px}img{border:1px solid #ccc;width:45%}</style>",
    );
    for fault in faults {
        let _ = write!(page, "<h2>{} {}</h2><pre>{}</pre>", fault.case, fault.file, escape(&difference(&fault.want, &fault.got)));
        if fault.file == "page-1.png" {
            let _ = write!(page, "<img src=\"../../tests/golden/{0}/expect/page-1.png\"> <img src=\"{0}.png\">", fault.case);
        }
    }
    fs::create_dir_all(review_folder()).unwrap();
    let path = review_folder().join("report.html");
    fs::write(&path, page).unwrap();
    path
}

#[test]
fn golden_cases() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/golden");
    let mut cases: Vec<PathBuf> = fs::read_dir(&folder).unwrap().flatten().map(|e| e.path()).filter(|path| path.is_dir()).collect();
    cases.sort();
    assert!(cases.len() >= 60, "the golden cases are gone");
    let bless = std::env::var_os("BLESS").is_some();
    let faults: Vec<Fault> = cases.par_iter().flat_map(|case| check(case, bless)).collect();
    if faults.is_empty() {
        return;
    }
    let path = review(&faults);
    let mut told = String::new();
    for fault in &faults {
        let _ = writeln!(told, "{} {}\n{}", fault.case, fault.file, difference(&fault.want, &fault.got));
    }
    panic!("{} files of golden cases changed; look at {} or run BLESS=1 cargo test to accept\n{told}", faults.len(), path.display());
}
