//! The edition for a library's archive: METS 1.12 with a page picture and an ALTO file for each page, a folder that is whole in itself.
use rayon::prelude::*;
use sha2::{Digest, Sha256};

use super::Files;
use super::site::EditionFacts;
use super::site::picture::PagePicture;
use super::site::story::stories;
use super::site::text::encoded;
use crate::page::Paper;

pub mod alto;
pub mod document;
pub mod xml;

/// The folder in the output folder.
pub const FOLDER: &str = "mets";
/// The list of its files, by which the next build finds those that are no longer made.
pub const LIST: &str = "mets/files.txt";

/// What a file is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Use {
    /// A page's picture.
    Picture,
    /// A page's text.
    Text,
    /// The whole edition.
    Document,
}

/// A file as the METS file names it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Kept {
    /// Its name in the METS file.
    pub id: String,
    pub using: Use,
    /// The index of its page.
    pub page: Option<usize>,
    /// Its address from the METS file.
    pub address: String,
    pub mime: &'static str,
    /// Bytes.
    pub size: usize,
    /// SHA-256 of them.
    pub checksum: String,
}

/// The name of a page's text in the METS file.
pub fn text_id(page: usize) -> String {
    format!("ALTO{:04}", page + 1)
}

/// The files of the folder, by their paths in the output folder. `pdf` is the e-paper's, where it is asked for.
pub fn mets(paper: &Paper, pictures: &[PagePicture], pdf: Option<&[u8]>, facts: &EditionFacts) -> Result<Files, String> {
    let told = |error: std::io::Error| error.to_string();
    let page = |page: &crate::page::Page| {
        let alto = alto::alto(paper, page, &format!("../{}", picture_file(&page.label)));
        xml::file(&alto.root).map(|bytes| (bytes, alto.told))
    };
    let pages: Vec<_> = paper.pages.par_iter().map(page).collect::<Result<_, _>>().map_err(told)?;
    let (texts, told_pages): (Vec<Vec<u8>>, Vec<Vec<alto::ReadBlock>>) = pages.into_iter().unzip();
    let mut files = Files::new();
    let mut kept: Vec<Kept> = Vec::new();
    let mut add = |id: String, (using, mime): (Use, &'static str), page: Option<usize>, name: String, bytes: Vec<u8>| {
        kept.push(Kept { id, using, page, address: encoded(&name), mime, size: bytes.len(), checksum: checksum(&bytes) });
        files.push((format!("{FOLDER}/{name}"), bytes));
    };
    for (at, (page, picture)) in paper.pages.iter().zip(pictures).enumerate() {
        let bytes = picture.zoom().bytes.clone();
        add(format!("IMG{:04}", at + 1), (Use::Picture, "image/jpeg"), Some(at), picture_file(&page.label), bytes);
    }
    for (at, (page, bytes)) in paper.pages.iter().zip(texts).enumerate() {
        add(text_id(at), (Use::Text, "text/xml"), Some(at), format!("alto/{}.xml", page.label), bytes);
    }
    if let Some(pdf) = pdf {
        add("PDF".to_string(), (Use::Document, "application/pdf"), None, "epaper.pdf".to_string(), pdf.to_vec());
    }
    let issue = document::Issue { paper, facts, stories: &stories(paper), told: &told_pages, files: &kept };
    let document = xml::file(&document::mets(&issue)).map_err(told)?;
    files.push((format!("{FOLDER}/mets.xml"), document));
    let mut list: Vec<String> = files.iter().map(|(name, _)| format!("{}\n", &name[FOLDER.len() + 1..])).collect();
    list.sort_unstable();
    files.push((LIST.to_string(), list.concat().into_bytes()));
    Ok(files)
}

fn picture_file(label: &str) -> String {
    format!("pages/{label}.jpg")
}

fn checksum(bytes: &[u8]) -> String {
    Sha256::digest(bytes).iter().map(|byte| format!("{byte:02x}")).collect()
}
