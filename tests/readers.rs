//! The e-paper for every reader: PDF/UA-1, PDF/A-2a where asked for, its tags in the edition's order, its links, its languages.
use std::fs;
use std::path::{Path, PathBuf};

use newsprint::Request;
use newsprint::diag::Diagnostics;
use newsprint::dummy::{self, earlier::Start};
use newsprint::page::Paper;
use newsprint::plan::file;
use newsprint::press::pdf::Archive;
use newsprint::press::{Photos, Targets};
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
    let request = Request { photos, targets: Targets { print: false, epaper: true, site: false }, archive, ..Request::default() };
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
