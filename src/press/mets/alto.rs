//! A page as ALTO 4.4: what stands on it, story by story, down to the words and their boxes, in 1/1200 of an inch.
use std::collections::BTreeSet;

use super::xml::XmlElement;
use crate::page::{MarkKind, Page, Paper};
use crate::press::lines::{AltoLine, AltoStyle, LinePart, Region, Word, regions};
use crate::press::site::story::{MarkBlock, blocks, gather};
use crate::press::site::zone::{around, within};
use crate::role::{Role, Slug};
use crate::units::{Pt, Rect};

/// The weight from which a face is bold.
const BOLD: u16 = 600;

/// A page's file, and what of it is whose.
#[derive(Clone, Debug)]
pub struct Alto {
    /// The file's root.
    pub root: XmlElement,
    /// Everything on the page, in reading order.
    pub told: Vec<ReadBlock>,
}

/// A paragraph, heading, cell, picture or ad.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ReadBlock {
    /// The story it belongs to.
    pub story: Option<Slug>,
    pub role: Role,
    /// The file's blocks that show it: several where it goes on in the next leg.
    pub ids: Vec<String>,
    /// What an ad is called.
    pub name: Option<String>,
}

/// A page's file. `picture` is the path of its picture from there.
pub fn alto(paper: &Paper, page: &Page, picture: &str) -> Alto {
    let mut sheet = Sheet { paper, page, next: 0, looks: BTreeSet::new(), roles: BTreeSet::new(), told: Vec::new() };
    let is_ad = |role: Role| matches!(role, Role::Ad | Role::HouseAd);
    let furniture = page.marks.iter().filter(|mark| mark.tag.story.is_none() && !is_ad(mark.tag.role) && mark.tag.role != Role::Proof);
    let mut all: Vec<XmlElement> = Vec::new();
    for block in gather(furniture) {
        all.extend(sheet.block(&block, None).into_iter().map(|(element, _)| element));
    }
    for place in &page.stories {
        let inner: Vec<(XmlElement, Rect)> =
            blocks(&page.marks, &place.slug).iter().flat_map(|block| sheet.block(block, Some(&place.slug))).collect();
        all.extend(sheet.composed("article", inner).map(|(element, _)| element));
    }
    all.extend(sheet.ads());
    let trim = Rect { x: Pt::ZERO, y: Pt::ZERO, width: page.width, height: page.height };
    let print_space = placed(XmlElement::new("PrintSpace").with("ID", format!("P{}_PS", page.number)), trim).holding(all);
    let drawn = XmlElement::new("Page")
        .with("ID", format!("P{}", page.number))
        .with("PHYSICAL_IMG_NR", page.number.to_string())
        .with("PRINTED_IMG_NR", &page.label)
        .with("WIDTH", units(page.width).to_string())
        .with("HEIGHT", units(page.height).to_string())
        .with("LANG", paper.lang)
        .holding([print_space]);
    let root = XmlElement::new("alto")
        .with("xmlns", "http://www.loc.gov/standards/alto/ns-v4#")
        .with("xmlns:xsi", "http://www.w3.org/2001/XMLSchema-instance")
        .with("xsi:schemaLocation", "http://www.loc.gov/standards/alto/ns-v4# http://www.loc.gov/standards/alto/v4/alto-4-4.xsd")
        .with("SCHEMAVERSION", "4.4")
        .holding([description(picture), sheet.styles(), sheet.tags(), XmlElement::new("Layout").holding([drawn])]);
    Alto { root, told: sheet.told }
}

/// Where the text is from: no scan was read.
fn description(picture: &str) -> XmlElement {
    let software = XmlElement::new("processingSoftware")
        .holding([XmlElement::text("softwareName", "newsprint"), XmlElement::text("softwareVersion", env!("CARGO_PKG_VERSION"))]);
    XmlElement::new("Description").holding([
        XmlElement::text("MeasurementUnit", "inch1200"),
        XmlElement::new("sourceImageInformation").holding([XmlElement::text("fileName", picture)]),
        XmlElement::new("Processing").with("ID", "newsprint").holding([
            XmlElement::text("processingCategory", "contentGeneration"),
            XmlElement::text("processingStepDescription", "Words and boxes are those that were typeset."),
            software,
        ]),
    ])
}

/// A length in 1/1200 of an inch, in thousandths: 72 points are 1200.
fn units(length: Pt) -> Pt {
    length.scale(50, 3)
}

/// An element with its place. Right and lower ends are rounded, not widths: what is inside stays inside.
fn placed(element: XmlElement, frame: Rect) -> XmlElement {
    let (x, y) = (units(frame.x), units(frame.y));
    element
        .with("HPOS", x.to_string())
        .with("VPOS", y.to_string())
        .with("WIDTH", (units(frame.right()) - x).to_string())
        .with("HEIGHT", (units(frame.bottom()) - y).to_string())
}

/// A page while it is told.
struct Sheet<'a> {
    paper: &'a Paper,
    page: &'a Page,
    next: u32,
    looks: BTreeSet<AltoStyle>,
    roles: BTreeSet<Role>,
    told: Vec<ReadBlock>,
}

impl Sheet<'_> {
    /// A name that nothing else in the file has.
    fn id(&mut self, kind: &str) -> String {
        self.next += 1;
        format!("P{}_{kind}{:05}", self.page.number, self.next)
    }

    /// What lies on the page.
    fn on_page(&self, frame: Rect) -> Rect {
        let trim = Rect { x: Pt::ZERO, y: Pt::ZERO, width: self.page.width, height: self.page.height };
        within(frame, trim).unwrap_or(Rect { width: Pt::ZERO, height: Pt::ZERO, ..trim })
    }

    fn role(&mut self, role: Role) -> String {
        self.roles.insert(role);
        format!("role_{}", role.name())
    }

    /// A block of marks: its picture, or its text leg by leg.
    fn block(&mut self, block: &MarkBlock, story: Option<&Slug>) -> Vec<(XmlElement, Rect)> {
        let mut ids: Vec<String> = Vec::new();
        let mut elements = Vec::new();
        if let Some(picture) = block.picture {
            let id = self.id("IL");
            elements.push(self.illustration(&id, block.role, picture.frame));
            ids.push(id);
        } else {
            let regions = regions(&block.runs);
            ids.extend(regions.iter().map(|_| self.id("TB")));
            let lang = block.runs.first().and_then(|run| run.lang).unwrap_or(self.paper.lang);
            for (at, region) in regions.iter().enumerate() {
                let names = (ids[at].as_str(), ids.get(at + 1).map(String::as_str));
                elements.push(self.text_block(names, block.role, region, lang));
            }
        }
        if !ids.is_empty() {
            self.told.push(ReadBlock { story: story.cloned(), role: block.role, ids, name: None });
        }
        elements
    }

    fn illustration(&mut self, id: &str, role: Role, frame: Rect) -> (XmlElement, Rect) {
        let frame = self.on_page(frame);
        let kind = if role == Role::Photo { "photo" } else { "advertisement" };
        let tag = self.role(role);
        (placed(XmlElement::new("Illustration").with("ID", id), frame).with("TAGREFS", tag).with("TYPE", kind), frame)
    }

    fn text_block(&mut self, (id, next): (&str, Option<&str>), role: Role, region: &Region, lang: &str) -> (XmlElement, Rect) {
        let frame = self.on_page(region.frame);
        let tag = self.role(role);
        let look = region.lines[0].words[0].look;
        let lines: Vec<XmlElement> = region.lines.iter().map(|line| self.line(line, look, lang)).collect();
        self.looks.insert(look);
        let element = placed(XmlElement::new("TextBlock").with("ID", id), frame)
            .with("STYLEREFS", name(look))
            .with("TAGREFS", tag)
            .maybe("IDNEXT", next)
            .with("LANG", lang)
            .holding(lines);
        (element, frame)
    }

    fn line(&mut self, line: &AltoLine, look: AltoStyle, lang: &str) -> XmlElement {
        let id = self.id("TL");
        let mut inner = Vec::new();
        let mut end: Option<Rect> = None;
        for word in &line.words {
            if let Some(last) = end {
                let space = Rect { x: last.right(), width: (word.frame.x - last.right()).max(Pt::ZERO), ..last };
                inner.push(placed(XmlElement::new("SP"), self.on_page(space)));
            }
            inner.push(self.word(word, look, lang));
            end = Some(word.frame);
        }
        inner.extend(line.hyphen.map(|hyphen| placed(XmlElement::new("HYP"), self.on_page(hyphen)).with("CONTENT", "-")));
        let element = placed(XmlElement::new("TextLine").with("ID", id), self.on_page(line.frame));
        element.with("BASELINE", units(line.baseline).to_string()).holding(inner)
    }

    fn word(&mut self, word: &Word, look: AltoStyle, lang: &str) -> XmlElement {
        self.looks.insert(word.look);
        let own = word.lang.unwrap_or(self.paper.lang);
        let broken = word.broken.as_ref();
        let kind = broken.map(|(_, piece)| match piece {
            LinePart::First => "HypPart1",
            LinePart::Later => "HypPart2",
        });
        let id = self.id("ST");
        placed(XmlElement::new("String").with("ID", id), self.on_page(word.frame))
            .with("CONTENT", &word.text)
            .maybe("SUBS_TYPE", kind)
            .maybe("SUBS_CONTENT", broken.map(|(whole, _)| whole))
            .maybe("STYLEREFS", (word.look != look).then(|| name(word.look)))
            .maybe("LANG", (own != lang).then_some(own))
    }

    /// Blocks as one, in a frame around them.
    fn composed(&mut self, kind: &str, inner: Vec<(XmlElement, Rect)>) -> Option<(XmlElement, Rect)> {
        let frame = inner.iter().map(|(_, frame)| *frame).reduce(around)?;
        let id = self.id("CB");
        let element = placed(XmlElement::new("ComposedBlock").with("ID", id), frame).with("TYPE", kind);
        Some((element.holding(inner.into_iter().map(|(element, _)| element)), frame))
    }

    /// The ads: a picture each, or of the paper's own the type in a frame.
    fn ads(&mut self) -> Vec<XmlElement> {
        let page = self.page;
        let mut ads: Vec<(Role, Option<String>, Vec<&crate::page::Mark>)> = Vec::new();
        for mark in page.marks.iter().filter(|mark| mark.tag.story.is_none()) {
            let begins = match (&mark.kind, mark.tag.role) {
                (MarkKind::Picture(_), Role::Ad | Role::HouseAd) | (MarkKind::Frame(..), Role::HouseAd) => true,
                (MarkKind::Text(_), Role::Ad | Role::HouseAd) => ads.is_empty(),
                _ => continue,
            };
            if begins {
                let name = match &mark.kind {
                    MarkKind::Picture(picture) => {
                        let booked = page.ads.iter().find(|ad| ad.art == picture.art);
                        Some(booked.map_or_else(|| picture.alt.clone(), |ad| ad.name.clone()))
                    }
                    _ => None,
                };
                ads.push((mark.tag.role, name, Vec::new()));
            }
            if let Some((.., marks)) = ads.last_mut() {
                marks.push(mark);
            }
        }
        let mut elements = Vec::new();
        for (role, name, marks) in ads {
            let before = self.told.len();
            let inner: Vec<(XmlElement, Rect)> = gather(marks.into_iter()).iter().flat_map(|block| self.block(block, None)).collect();
            let ids: Vec<String> = self.told.drain(before..).flat_map(|told| told.ids).collect();
            if !ids.is_empty() {
                self.told.push(ReadBlock { story: None, role, ids, name });
            }
            elements.extend(self.composed("advertisement", inner).map(|(element, _)| element));
        }
        elements
    }

    fn styles(&self) -> XmlElement {
        let style = |look: &AltoStyle| {
            let face = &self.paper.faces[usize::from(look.face.0)];
            let styles: Vec<&str> =
                [(face.weight >= BOLD, "bold"), (face.italic, "italics")].into_iter().filter(|(is, _)| *is).map(|(_, name)| name).collect();
            let [red, green, blue] = look.colour;
            XmlElement::new("TextStyle")
                .with("ID", name(*look))
                .with("FONTFAMILY", &face.family)
                .with("FONTTYPE", if face.has_serifs() { "serif" } else { "sans-serif" })
                .with("FONTSIZE", look.size.to_string())
                .with("FONTCOLOR", format!("{red:02x}{green:02x}{blue:02x}"))
                .maybe("FONTSTYLE", (!styles.is_empty()).then(|| styles.join(" ")))
        };
        XmlElement::new("Styles").holding(self.looks.iter().map(style))
    }

    fn tags(&self) -> XmlElement {
        let tag = |role: &Role| XmlElement::new("StructureTag").with("ID", format!("role_{}", role.name())).with("LABEL", role.name());
        XmlElement::new("Tags").holding(self.roles.iter().map(tag))
    }
}

/// What a look is called in the file.
fn name(look: AltoStyle) -> String {
    let [red, green, blue] = look.colour;
    format!("F{}_{}_{red:02x}{green:02x}{blue:02x}", look.face.0, look.size.0)
}
