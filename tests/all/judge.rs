//! What a case gave beside what it should: accepted where `BLESS` names the case; else told, the whole of it in `target/golden/SUBJECT.html`.
use std::fmt::Write;
use std::fs;
use std::path::{Path, PathBuf};

use crate::editions::root;
use crate::pictures;

/// Lines of one file that a failing test shows; the page has all.
const SHOWN: usize = 12;
/// Pixels that may differ by more than a shade, in thousandths, before a page picture counts as changed.
const CHANGED_PIXELS: usize = 4;
/// Pairs of lines that are compared for the shortest difference; beyond it all that lies between what is the same differs.
const MOST_PAIRS: usize = 16_000_000;

/// True where the result of a case is accepted: `BLESS=1` accepts all, `BLESS=table-*,boxed-story` those.
pub fn is_blessed(case: &str) -> bool {
    std::env::var_os("BLESS").is_some_and(|names| is_named(&names.to_string_lossy(), case))
}

fn is_named(names: &str, case: &str) -> bool {
    names == "1" || names.split(',').any(|pattern| fits(pattern.trim(), case))
}

/// `*` is anything.
fn fits(pattern: &str, name: &str) -> bool {
    match pattern.split_once('*') {
        None => pattern == name,
        Some((start, rest)) => {
            name.strip_prefix(start).is_some_and(|name| (0..=name.len()).any(|at| name.is_char_boundary(at) && fits(rest, &name[at..])))
        }
    }
}

/// A file of a case that is not as it should be.
pub struct Fault {
    /// Of which case.
    pub case: String,
    /// Which file.
    pub file: String,
    /// What differs, a line for each thing.
    pub told: Vec<String>,
    /// What the page has beside it.
    pub html: String,
}

impl Fault {
    /// A fault with nothing to look at.
    pub fn new(case: &str, file: &str, told: Vec<String>) -> Fault {
        Fault { case: case.into(), file: file.into(), told, html: String::new() }
    }
}

/// Compares the files of a case with those in its folder, and its picture; or accepts them.
pub fn folder_of(case: &str, expect: &Path, texts: &[(&str, String)], picture: Option<&[u8]>) -> Vec<Fault> {
    const PICTURE: &str = "page-1.png";
    let path = expect.join(PICTURE);
    let mut faults: Vec<Fault> = texts.iter().filter_map(|(file, got)| text(case, &expect.join(file), got)).collect();
    let made: Vec<&str> = texts.iter().map(|(file, _)| *file).chain(picture.map(|_| PICTURE)).collect();
    for entry in fs::read_dir(expect).into_iter().flatten().flatten() {
        let file = entry.file_name().to_string_lossy().into_owned();
        if made.contains(&file.as_str()) {
            continue;
        }
        if is_blessed(case) {
            fs::remove_file(entry.path()).unwrap();
        } else {
            faults.push(Fault::new(case, &file, vec!["this file is no longer made".into()]));
        }
    }
    let Some(got) = picture else { return faults };
    let changed = pictures::changed(&fs::read(&path).unwrap_or_default(), got);
    if changed > CHANGED_PIXELS && is_blessed(case) {
        fs::write(&path, got).unwrap();
    } else if changed > CHANGED_PIXELS {
        faults.push(Fault::new(case, PICTURE, vec![format!("{changed} of 1000 pixels changed")]));
    }
    if let Some(last) = faults.last_mut() {
        // Cases of two subjects may have one name.
        let subject = expect.iter().rev().nth(2).map(|part| part.to_string_lossy()).unwrap_or_default();
        let shown = format!("{subject}-{case}.png");
        fs::write(folder().join(&shown), got).unwrap();
        last.html = format!("<p>should be, is<br><img src=\"{}\"> <img src=\"{shown}\">", path.display());
    }
    faults
}

/// Compares a file with what it should be, or accepts it. None where both are the same.
pub fn text(case: &str, path: &Path, got: &str) -> Option<Fault> {
    if is_blessed(case) {
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, got).unwrap();
        return None;
    }
    let want = fs::read_to_string(path).unwrap_or_default();
    let file = path.file_name().unwrap().to_string_lossy();
    (want != got).then(|| Fault::new(case, &file, difference(&want, got)))
}

/// Every line that differs: where, what should be there (`-`), and what is (`+`).
pub fn difference(want: &str, got: &str) -> Vec<String> {
    let (old, new): (Vec<&str>, Vec<&str>) = (want.lines().collect(), got.lines().collect());
    let start = old.iter().zip(&new).take_while(|(old, new)| old == new).count();
    let end = old[start..].iter().rev().zip(new[start..].iter().rev()).take_while(|(old, new)| old == new).count();
    let (was, is) = (&old[start..old.len() - end], &new[start..new.len() - end]);
    let same = same(was, is);
    let mut told = Vec::new();
    let ends = same.iter().copied().chain([(was.len(), is.len())]);
    let (mut from_old, mut from_new) = (0, 0);
    for (to_old, to_new) in ends {
        if from_old < to_old || from_new < to_new {
            told.push(format!("line {}", start + from_new + 1));
            told.extend(was[from_old..to_old].iter().map(|line| format!("- {line}")));
            told.extend(is[from_new..to_new].iter().map(|line| format!("+ {line}")));
        }
        (from_old, from_new) = (to_old + 1, to_new + 1);
    }
    if told.is_empty() && want != got {
        told.push("the ends of lines differ".into());
    }
    told
}

/// The longest common lines, as places in both (Hunt & McIlroy's problem, by the plain table).
fn same(old: &[&str], new: &[&str]) -> Vec<(usize, usize)> {
    if old.len() * new.len() > MOST_PAIRS {
        return Vec::new();
    }
    let width = new.len() + 1;
    let mut longest = vec![0_u32; (old.len() + 1) * width];
    for i in (0..old.len()).rev() {
        for j in (0..new.len()).rev() {
            longest[i * width + j] = if old[i] == new[j] {
                longest[(i + 1) * width + j + 1] + 1
            } else {
                longest[(i + 1) * width + j].max(longest[i * width + j + 1])
            };
        }
    }
    let (mut i, mut j, mut found) = (0, 0, Vec::new());
    while i < old.len() && j < new.len() {
        if old[i] == new[j] {
            found.push((i, j));
            (i, j) = (i + 1, j + 1);
        } else if longest[(i + 1) * width + j] >= longest[i * width + j + 1] {
            i += 1;
        } else {
            j += 1;
        }
    }
    found
}

/// Fails where there are faults: shows the first lines of each, and writes a page with all.
pub fn settle(subject: &str, faults: &[Fault]) {
    if faults.is_empty() {
        return;
    }
    let path = page(subject, faults);
    let mut told = String::new();
    for fault in faults {
        let _ = writeln!(told, "{} {}", fault.case, fault.file);
        fault.told.iter().take(SHOWN).for_each(|line| told.extend(["  ", line, "\n"]));
        if fault.told.len() > SHOWN {
            let _ = writeln!(told, "  … and {} lines more", fault.told.len() - SHOWN);
        }
    }
    let cases: std::collections::BTreeSet<&str> = faults.iter().map(|fault| fault.case.as_str()).collect();
    let names: Vec<&str> = cases.iter().copied().collect();
    panic!(
        "{told}\n{} cases of {subject} changed. Look at all of it in {}\nBLESS=NAME,NAME* accepts the named ones: {}",
        cases.len(),
        path.display(),
        names.join(",")
    );
}

/// Where reports are written.
pub fn folder() -> PathBuf {
    let folder = root().join("target/golden");
    fs::create_dir_all(&folder).unwrap();
    folder
}

/// Text for HTML.
pub fn escape(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;")
}

fn page(subject: &str, faults: &[Fault]) -> PathBuf {
    let mut page = format!(
        "<!doctype html><meta charset=utf-8><title>{subject}</title><style>body{{font:14px sans-serif}}pre{{background:#f4f4f4;padding:8px;white-space:pre-wrap}}img{{border:1px solid #ccc;width:45%}}</style><h1>{subject}: {} files changed</h1>",
        faults.len()
    );
    let mut last = "";
    for fault in faults {
        if fault.case != last {
            let _ = write!(page, "<h2>{}</h2>", escape(&fault.case));
        }
        last = &fault.case;
        let _ = write!(page, "<h3>{}</h3><pre>{}</pre>{}", escape(&fault.file), escape(&fault.told.join("\n")), fault.html);
    }
    let path = folder().join(format!("{subject}.html"));
    fs::write(&path, page).unwrap();
    path
}

#[test]
fn cases_are_blessed_by_their_names() {
    assert!(is_named("1", "table") && is_named("table", "table") && is_named("boxed, table-*", "table-wide"));
    assert!(is_named("*-ads", "house-ads") && is_named("*", "table") && is_named("a*b*c", "aXbYbZc"));
    assert!(!is_named("table-*", "table") && !is_named("tabl", "table") && !is_named("", "table") && !is_named("0", "table"));
}

#[test]
fn every_line_that_differs_is_told() {
    let check = |want: &str, got: &str, expected: &[&str]| assert_eq!(difference(want, got), expected, "{want:?} {got:?}");
    check("a\nb\nc\n", "a\nb\nc\n", &[]);
    check("a\nb\nc\nd\n", "a\nx\nc\ny\nz\n", &["line 2", "- b", "+ x", "line 4", "- d", "+ y", "+ z"]);
    check("a\nb\n", "a\nx\nb\n", &["line 2", "+ x"]);
    check("a\nb\nc\n", "a\nc\n", &["line 2", "- b"]);
    check("", "a\n", &["line 1", "+ a"]);
    check("a\n", "a", &["the ends of lines differ"]);
}
