//! The e-paper for every reader: PDF/UA-1, PDF/A-2 where asked for, the labels of lists, the languages of runs.
use std::fs;
use std::path::{Path, PathBuf};

use newsprint::Request;
use newsprint::diag::Diagnostics;
use newsprint::dummy::{self, earlier::Start};
use newsprint::page::Paper;
use newsprint::plan::file;
use newsprint::press::{Archive, Photos, Target, Targets};
use page_validation::{ValidationOptions, ValidationProfile, validate_pdf_bytes};
use rayon::prelude::*;

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// An edition's paper and its epaper.pdf, where it has no errors.
fn made(edition: &Path, archive: Archive) -> Option<(Paper, Vec<u8>)> {
    let mut diags = Diagnostics::default();
    let job = newsprint::read(edition, &mut diags)?;
    let start = file::read(edition, &mut diags).map(|file| Start { file, locked: false });
    let planned = dummy::plan(&job, start.as_ref(), &mut diags);
    let paper = newsprint::make_up(&job, planned, &mut diags);
    if diags.has_errors() {
        return None;
    }
    let photos = Photos::Fit { ppi: job.layout.epaper.ppi, quality: job.layout.epaper.quality };
    let request = Request { photos, targets: Targets::of(&[Target::Epaper]), archive, ..Request::default() };
    let files = newsprint::print(&job, paper.clone(), &request, &mut diags)?;
    let told: Vec<&str> = diags.list.iter().filter(|found| found.code.0 == "epaper-standard").map(|found| found.message.as_str()).collect();
    assert!(told.is_empty(), "{}: {told:?}", edition.display());
    let epaper = files.into_iter().find(|(name, _)| name == "epaper.pdf")?;
    Some((paper, epaper.1))
}

/// Every edition there is: both samples and all golden cases.
fn editions() -> Vec<PathBuf> {
    let cases = fs::read_dir(root().join("tests/golden")).unwrap().flatten().map(|entry| entry.path().join("edition/edition.toml"));
    let mut editions: Vec<PathBuf> = cases.filter(|path| path.is_file()).collect();
    editions.extend(["harbour-times", "weekly"].map(|name| root().join("samples").join(name).join("edition.toml")));
    editions.sort();
    editions
}

fn faults(pdf: &[u8], profile: ValidationProfile) -> Vec<String> {
    let report = validate_pdf_bytes(pdf, &ValidationOptions::default().profile(profile)).expect("the file can be read");
    report.failures.iter().map(|failure| failure.to_string()).collect()
}

#[test]
fn every_edition_is_to_pdf_ua_1() {
    let checked: Vec<(PathBuf, Vec<String>)> = editions()
        .into_par_iter()
        .filter_map(|edition| {
            let (_, pdf) = made(&edition, Archive::Unasked)?;
            let faults = faults(&pdf, ValidationProfile::PdfUa1);
            Some((edition, faults))
        })
        .collect();
    assert!(checked.len() >= 50, "only {} editions give an e-paper", checked.len());
    let faulty: Vec<String> = checked
        .iter()
        .filter(|(_, faults)| !faults.is_empty())
        .map(|(edition, faults)| format!("{}: {faults:?}", edition.display()))
        .collect();
    assert!(faulty.is_empty(), "{}", faulty.join("\n"));
}

fn golden(case: &str) -> PathBuf {
    root().join("tests/golden").join(case).join("edition/edition.toml")
}

#[test]
fn archives_get_what_they_ask_for() {
    let edition = root().join("samples/weekly/edition.toml");
    let (_, pdf) = made(&edition, Archive::A2a).expect("the weekly has no errors");
    for profile in [ValidationProfile::PdfA2a, ValidationProfile::PdfUa1] {
        assert_eq!(faults(&pdf, profile), Vec::<String>::new());
    }
}

/// Objects of a file that are a tag of this kind.
fn tags(pdf: &[u8], kind: &[u8]) -> usize {
    let document = lopdf::Document::load_mem(pdf).expect("the file can be read");
    let of_kind = |object: &lopdf::Object| {
        let dictionary = object.as_dict().ok();
        dictionary.and_then(|dictionary| dictionary.get(b"S").ok()?.as_name().ok()).is_some_and(|name| name == kind)
    };
    document.objects.values().filter(|object| of_kind(object)).count()
}

#[test]
fn numbers_of_lists_are_read_and_bullets_are_not() {
    let labels = |case: &str| {
        let (_, pdf) = made(&golden(case), Archive::Unasked).expect("the case has no errors");
        (tags(&pdf, b"LI"), tags(&pdf, b"Lbl"))
    };
    assert_eq!(labels("list"), (3, 0));
    let (items, numbers) = labels("ordered-list");
    assert!(items > 0 && items == numbers, "{items} entries, {numbers} numbers");
}

#[test]
fn hangul_is_korean_in_any_story() {
    let languages = |case: &str| {
        let (_, pdf) = made(&golden(case), Archive::Unasked).expect("the case has no errors");
        let document = lopdf::Document::load_mem(&pdf).expect("the file can be read");
        let content = |page: (u32, lopdf::ObjectId)| document.get_page_content(page.1);
        let content: Vec<u8> = document.get_pages().into_iter().flat_map(content).collect();
        String::from_utf8_lossy(&content).matches("(ko)").count()
    };
    assert!(languages("hangul-in-latin") > 0);
    assert_eq!(languages("list"), 0);
}
