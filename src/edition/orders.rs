//! The pages as the edition orders them: their stories, jumps, ads, and stories put by hand.
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use rayon::prelude::*;

use super::files::{self, normal, slashes, words};
use super::intake::Readers;
use super::photo::Refused;
use super::read::EditionReader;
use super::{Ad, AdArt, Corner, HandPlace, PageOrder, other_forms, zone};
use crate::cache::Cache;
use crate::diag::Source;
use crate::role::Slug;
use crate::tree::Node;
use crate::tree::form::shown;
use crate::units::{Length, Pt};

/// There is no type size near a depth on the page: an em is a pica.
const EM: Pt = Pt(12_000);

impl EditionReader<'_> {
    pub(super) fn pages(&mut self) -> Vec<PageOrder> {
        let ads = self.ad_book();
        let mut pages = Vec::new();
        for (place, page) in self.items("pages").iter().enumerate() {
            let number = self.page_number(page, place);
            let mut stories = Vec::new();
            for node in page.get("stories").map(Node::items).unwrap_or_default() {
                stories.extend(self.once(node, number).map(|slug| (slug, self.place(node))));
            }
            let mut places = Vec::new();
            for node in page.get("place").map(Node::items).unwrap_or_default() {
                let slug = node.get("story").and_then(|story| self.once(story, number));
                places.extend(slug.and_then(|slug| self.hand_place(node, slug)));
            }
            let mut jumps = Vec::new();
            for node in page.get("jump").map(Node::items).unwrap_or_default() {
                // It may be named among the page's stories too.
                let named = |slug: &Slug| stories.iter().any(|(known, _): &(Slug, Source)| known == slug);
                let slug = self.slug(node).and_then(|slug| if named(&slug) { Some(slug) } else { self.once(node, number) });
                if let Some(slug) = slug {
                    if !named(&slug) {
                        stories.push((slug.clone(), self.place(node)));
                    }
                    jumps.push((slug, self.place(node)));
                }
            }
            let booked = page.get("ads").map(Node::items).unwrap_or_default();
            pages.push(PageOrder {
                section: page.text_of("section").map(|section| words(&section)),
                part: page.get("part").and_then(|node| self.part(node, &pages)),
                template: page.text_of("template"),
                is_mono: page.get("mono").and_then(Node::flag).unwrap_or(false),
                stories,
                jumps,
                ads: booked.iter().filter_map(|node| self.ad(node, &ads)).collect(),
                places,
                is_locked: page.get("lock").and_then(Node::flag).unwrap_or(false),
                is_kept: page.get("keep").and_then(Node::flag).unwrap_or(false),
                status: page.text_of("status").map(|status| words(&status)).filter(|status| !status.is_empty()),
                source: self.head(page),
            });
        }
        pages
    }

    /// Which page an order is for, from 0: the next, or of another edition the one that it names.
    fn page_number(&mut self, page: &Node, place: usize) -> usize {
        let source = Some(page.get("page").map_or_else(|| self.head(page), |node| self.place(node)));
        match (self.base, zone::index(page)) {
            (None, None) => return place,
            (None, Some(_)) => {
                let error = self.diags.error("page-number", source, "page = … is for an edition that extends another");
                error.help("take it out: pages come in the order in which they are listed");
            }
            (Some(base), Some(at)) if at < base.pages.len() => return at,
            (Some(base), _) => {
                let text = match base.pages.len() {
                    0 => "the edition that this one extends lists no pages that could be changed".to_string(),
                    count => format!("this does not say which of the {count} pages it changes"),
                };
                self.diags.error("page-number", source, text).help("write page = 3 for the third page of the extended edition");
            }
        }
        place
    }

    /// Stories of the extended edition that this one leaves out.
    pub(super) fn without(&mut self) -> Vec<Slug> {
        if let (None, Some(node)) = (self.base, self.tree.get("without")) {
            let place = Some(self.place(node));
            self.diags
                .error("not-extended", place, "without leaves out stories of an extended edition, and this one extends none")
                .help("take it out");
            return Vec::new();
        }
        self.items("without").iter().filter_map(|node| self.slug(node)).collect()
    }

    /// The letter of a part of the paper, of which no page before this one has the same.
    fn part(&mut self, node: &Node, before: &[PageOrder]) -> Option<char> {
        let text = node.text()?;
        let mut letters = text.chars();
        let letter = letters.next().filter(|letter| letter.is_ascii_uppercase() && letters.next().is_none());
        let place = Some(self.place(node));
        let Some(letter) = letter else {
            let error = self.diags.error("bad-part", place, format!("{} is no letter of a part of the paper", shown(text)));
            error.help("write a capital letter from A to Z, as in part = \"B\"");
            return None;
        };
        let taken = before.iter().any(|page| page.part == Some(letter))
            || letter == 'A' && before.first().is_some_and(|first| first.part.is_none());
        if taken {
            let error = self.diags.error("bad-part", place, format!("part {letter} has begun on an earlier page"));
            error.help("name the part only on its first page, and give each part a letter of its own");
            return None;
        }
        Some(letter)
    }

    /// A table's first line.
    fn head(&self, node: &Node) -> Source {
        Source { file: self.file.clone(), range: node.range.start..node.range.start }
    }

    /// A story that stands on one page only.
    fn once(&mut self, node: &Node, page: usize) -> Option<Slug> {
        let slug = self.slug(node)?;
        if let Some(first) = self.placed.insert(slug.clone(), page) {
            let message = format!("\"{slug}\" stands on page {} already", first + 1);
            let place = Some(self.place(node));
            self.diags.error("placed-twice", place, message).help("name it once");
            return None;
        }
        Some(slug)
    }

    fn hand_place(&self, node: &Node, story: Slug) -> Option<HandPlace> {
        let (column, columns) = (small(node, "column")?, small(node, "columns")?);
        Some(HandPlace { story, column, columns, top: length(node, "top")?, depth: length(node, "depth")?, source: self.head(node) })
    }

    /// What every ad is made of, by its path; each file read once.
    fn ad_book(&self) -> BTreeMap<PathBuf, Result<AdArt, Refused>> {
        let ads = self.items("pages").iter().flat_map(|page| page.get("ads").map(Node::items).unwrap_or_default());
        let mut paths: Vec<PathBuf> = ads.filter_map(|ad| Some(normal(Path::new(ad.get("file")?.text()?)))).collect();
        paths.sort();
        paths.dedup();
        let (root, readers) = (self.root, self.readers);
        paths.into_par_iter().map(|path| (path.clone(), ad_art(root, &path, &readers))).collect()
    }

    fn ad(&mut self, node: &Node, book: &BTreeMap<PathBuf, Result<AdArt, Refused>>) -> Option<Ad> {
        let file = node.get("file")?;
        let written = file.text()?;
        let art = match book.get(&normal(Path::new(written)))? {
            Ok(art) => art.clone(),
            Err(refused) => {
                let place = Some(self.place(file));
                let message = format!("the ad {written} cannot be used: {}", refused.why);
                self.diags.error(refused.code, place, message).help(refused.help.clone());
                return None;
            }
        };
        let place = match node.get("place").and_then(Node::text) {
            Some("bottom-left") => Corner::BottomLeft,
            Some("top-left") => Corner::TopLeft,
            Some("top-right") => Corner::TopRight,
            _ => Corner::BottomRight,
        };
        let depth = length(node, "depth")?;
        if depth <= Pt::ZERO {
            let place = node.get("depth").map(|node| self.place(node));
            self.diags.error("bad-length", place, "an ad must be deeper than nothing").help("write depth = \"180mm\"");
            return None;
        }
        let apart = node.get("keep_apart").map(Node::items).unwrap_or_default();
        let keep_apart = apart.iter().filter_map(Node::text).map(words).collect();
        Some(Ad { name: node.text_of("name")?, art, columns: small(node, "columns")?, depth, place, keep_apart, source: self.head(node) })
    }
}

/// A picture or a PDF, by what stands in the file.
pub(super) fn ad_art(root: &Path, path: &Path, readers: &Readers) -> Result<AdArt, Refused> {
    let bytes = files::bytes(root, path)?;
    if let Some(known) = readers.kept.and_then(|kept| kept.ad(path, &bytes)) {
        return Ok(known);
    }
    let bytes = Arc::new(bytes);
    let art = art_of(path, bytes.clone(), readers.cache)?;
    readers.kept.inspect(|kept| kept.keep_ad(path, bytes, &art));
    Ok(art)
}

fn art_of(path: &Path, bytes: Arc<Vec<u8>>, cache: Option<&Cache>) -> Result<AdArt, Refused> {
    // Readers of PDF look for its sign in the first 1024 bytes (ISO 32000-1, annex H.3, note 13).
    const HEAD: usize = 1_024;
    let head = &bytes[..bytes.len().min(HEAD)];
    if head.windows("%PDF-".len()).any(|part| part == b"%PDF-") {
        return Ok(AdArt::Pdf { path: slashes(path), bytes });
    }
    other_forms::read(&slashes(path), bytes, cache).map(|picture| AdArt::Picture(Arc::new(picture)))
}

fn small(node: &Node, key: &str) -> Option<u8> {
    node.get(key)?.integer().and_then(|number| u8::try_from(number).ok())
}

fn length(node: &Node, key: &str) -> Option<Pt> {
    Length::parse(node.get(key)?.text()?).ok().map(|length| length.at(EM))
}
