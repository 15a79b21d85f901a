//! Golden cases: every folder of `tests/golden/` is a tiny edition (`edition/`), and what it must give (`expect/`).
use std::fmt::Write;
use std::fs;
use std::path::Path;

use newsprint::press::diff::{Side, compare, html};
use rayon::prelude::*;

use crate::editions::{Edition, GOLDEN, root, told};
use crate::judge::{self, Fault};
use crate::{marks, pictures};

/// Pixels to the inch of the pictures.
const PPI: u16 = 48;

#[test]
fn heavy_golden_cases() {
    assert!(GOLDEN.len() >= 60, "the golden cases are gone");
    let faults: Vec<Fault> = GOLDEN.par_iter().flat_map(check).collect();
    judge::settle("golden", &faults);
}

fn check(edition: &Edition) -> Vec<Fault> {
    let name = edition.name.as_str();
    if edition.has_panicked {
        return vec![Fault::new(name, "", vec!["a panic, where a page or a diagnostic is wanted".into()])];
    }
    let mut texts = vec![("diagnostics.txt", told(&edition.diags))];
    let mut picture = None;
    if let Some(made) = &edition.made {
        texts.push(("layout.json", String::from_utf8(made.files["layout.json"].clone()).expect("UTF-8")));
        texts.push(("pages.txt", marks::beside_layout(&made.paper)));
        picture = Some(pictures::picture(&made.files["epaper.pdf"], 0, PPI));
    }
    let expect = root().join("tests/golden").join(name).join("expect");
    let mut faults = judge::folder_of(name, &expect, &texts, picture.as_deref());
    for fault in faults.iter_mut().filter(|fault| fault.file == "layout.json") {
        in_words(fault, &expect.join("layout.json"), &texts[1].1);
    }
    faults
}

/// Tells a changed layout in the words of `newsprint diff`, and draws the pages that differ.
fn in_words(fault: &mut Fault, want: &Path, got: &str) {
    let side = |text: String| Some(Side { layout: serde_json::from_str(&text).ok()?, text, folder: None });
    let (Some(old), Some(new)) = (fs::read_to_string(want).ok().and_then(side), side(got.to_string())) else { return };
    let difference = compare(&old, &new);
    let lines = std::mem::replace(&mut fault.told, difference.text().lines().map(str::to_string).collect());
    if difference.touched.is_empty() {
        // Too small for words.
        fault.told.extend(lines);
        return;
    }
    let drawing = format!("{}.layout.html", fault.case);
    fs::write(judge::folder().join(&drawing), html(&difference, &old, &new)).unwrap();
    let _ = write!(
        fault.html,
        "<p><a href=\"{drawing}\">the pages that differ, drawn</a><details><summary>line by line</summary><pre>{}</pre></details>",
        judge::escape(&lines.join("\n"))
    );
}
