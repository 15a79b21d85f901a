//! The e-paper for every reader: PDF/UA-1, PDF/A-2 where asked for, the labels of lists, the languages of runs.
use newsprint::Request;
use newsprint::press::{Archive, Target, Targets};
use page_validation::{ValidationOptions, ValidationProfile, validate_pdf_bytes};
use rayon::prelude::*;

use crate::editions::{self, Made};

/// A golden case's epaper.pdf.
fn epaper(case: &str) -> Vec<u8> {
    let request = Request { targets: Targets::of(&[Target::Epaper]), ..Request::default() };
    let Made { mut files, .. } = editions::with(&editions::golden(case), &request).made.expect("the case has no errors");
    files.remove("epaper.pdf").expect("an e-paper")
}

fn faults(pdf: &[u8], profile: ValidationProfile) -> Vec<String> {
    let report = validate_pdf_bytes(pdf, &ValidationOptions::default().profile(profile)).expect("the file can be read");
    report.failures.iter().map(|failure| failure.to_string()).collect()
}

#[test]
fn heavy_epapers_are_to_pdf_ua_1() {
    let faulty = editions::made().into_par_iter().filter_map(|made| {
        let faults = faults(&made.files["epaper.pdf"], ValidationProfile::PdfUa1);
        (!faults.is_empty()).then(|| format!("{}: {faults:?}", made.name))
    });
    let told = editions::all().filter(|edition| edition.diags.list.iter().any(|told| told.code.0 == "epaper-standard"));
    editions::none(
        faulty.collect::<Vec<String>>().into_iter().chain(told.map(|edition| format!("{}: epaper-standard", edition.name))).collect(),
    );
}

#[test]
fn heavy_archives_get_what_they_ask_for() {
    let request = Request { targets: Targets::of(&[Target::Epaper]), archive: Archive::A2a, ..Request::default() };
    let made = editions::with(&editions::sample("weekly"), &request).made.expect("the weekly has no errors");
    for profile in [ValidationProfile::PdfA2a, ValidationProfile::PdfUa1] {
        assert_eq!(faults(&made.files["epaper.pdf"], profile), Vec::<String>::new());
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
        let pdf = epaper(case);
        (tags(&pdf, b"LI"), tags(&pdf, b"Lbl"))
    };
    assert_eq!(labels("list"), (3, 0));
    let (items, numbers) = labels("ordered-list");
    assert!(items > 0 && items == numbers, "{items} entries, {numbers} numbers");
}

#[test]
fn hangul_is_korean_in_any_story() {
    let languages = |case: &str| {
        let pdf = epaper(case);
        let document = lopdf::Document::load_mem(&pdf).expect("the file can be read");
        let content = |page: (u32, lopdf::ObjectId)| document.get_page_content(page.1);
        let content: Vec<u8> = document.get_pages().into_iter().flat_map(content).collect();
        String::from_utf8_lossy(&content).matches("(ko)").count()
    };
    assert!(languages("hangul-in-latin") > 0);
    assert_eq!(languages("list"), 0);
}
