//! `print.pdf`: the pages in a press's inks, with boxes and marks, to a printer's standard.
use krilla::color::cmyk;
use krilla::configure::{ConfigurationBuilder, PdfVersion};
use krilla::geom::{PathBuilder, Rect as Area, Transform};
use krilla::num::NormalizedF32;
use krilla::page::PageSettings;
use krilla::paint::{Fill, FillRule};
use krilla::surface::Surface;
use krilla::{Document, SerializeSettings};

use super::Files;
use super::draw::{self, Colours, Impression, Pen, Spots, area};
use super::drawable::Drawables;
use super::impose::{Half, PrintSheet, sheets};
use super::marks::{self, SlugLine, margin};
use super::order::PrintOrder;
use super::pdfx::{self, FileFacts, Standard};
use super::platemaker::Platemaker;
use super::raster;
use crate::diag::Diagnostics;
use crate::page::{MarkKind, Page, Paper};
use crate::units::{Pt, Rect};

/// The profile that ships: coldset newsprint.
pub static NEWSPRINT: &[u8] = include_bytes!("profile/newsprint.icc");

/// Pages that are to be printed, before their plates are made.
pub struct PrintRun<'a> {
    paper: &'a Paper,
    order: &'a PrintOrder,
    /// Indices of the pages.
    pages: Vec<usize>,
    /// What makes their plates.
    pub platemaker: Platemaker,
}

impl<'a> PrintRun<'a> {
    /// Looks whether an order can be printed. None where it cannot; that is told.
    pub fn of(paper: &'a Paper, order: &'a PrintOrder, diags: &mut Diagnostics) -> Option<PrintRun<'a>> {
        let ranges = &order.printing.pages;
        let wanted = |page: &Page| {
            ranges.is_empty() || ranges.iter().any(|(first, last)| page.numbers().any(|number| (*first..=*last).contains(&number)))
        };
        let pages: Vec<usize> = (0..paper.pages.len()).filter(|page| wanted(&paper.pages[*page])).collect();
        if pages.is_empty() {
            let last = paper.count();
            diags.error("no-pages", None, "none of the pages asked for is there").help(format!("the paper has pages 1 to {last}"));
            return None;
        }
        raster::tell(paper, &pages, order.printing.standard, diags);
        let platemaker = Platemaker::new(order, diags)?;
        Some(PrintRun { paper, order, pages, platemaker })
    }

    /// The pages with their plates.
    pub fn forme(self, plates: Drawables) -> Forme<'a> {
        let PrintRun { paper, order, pages, .. } = self;
        let spots = if order.printing.standard == Standard::X1a { Spots::Replaced } else { Spots::Own };
        let press = Impression { overprint: order.overprint, rich_black_from: order.rich_black_from, spots };
        Forme { paper, order, pages, pen: Pen::new(paper, plates, Colours::Press(press)) }
    }
}

/// The whole paper for the press.
pub const FILE: &str = "print.pdf";

/// The file of some of the pages, which nobody shall take for the whole paper: `pages-2-3+8.pdf`.
fn name_of_pages(ranges: &[(u32, u32)]) -> String {
    let range = |(first, last): &(u32, u32)| if first == last { first.to_string() } else { format!("{first}-{last}") };
    format!("pages-{}.pdf", ranges.iter().map(range).collect::<Vec<_>>().join("+"))
}

/// `print.pdf`, or the files of single pages that are asked for in its place, by their paths in the output folder. None where that
/// fails; it is told.
pub fn files(forme: &Forme, diags: &mut Diagnostics) -> Option<Files> {
    let Forme { paper, order, pages, .. } = forme;
    let Some(pattern) = &order.printing.split else {
        let name = if order.printing.pages.is_empty() { FILE.to_string() } else { name_of_pages(&order.printing.pages) };
        return Some(vec![(name, forme.file(pages, diags)?)]);
    };
    let mut files: Files = Vec::new();
    for page in pages {
        let name = file_name(pattern, paper, &paper.pages[*page]);
        if files.iter().any(|(other, _)| *other == name) {
            diags
                .error("same-name", None, format!("two pages would be written to {name}"))
                .help("put {page} or {label} into the pattern after --split");
            return None;
        }
        files.push((name, forme.file(&[*page], diags)?));
    }
    Some(files)
}

/// A page's file by a pattern. What a page says of itself never leads into another folder.
fn file_name(pattern: &str, paper: &Paper, page: &Page) -> String {
    let plain = |text: &str| text.chars().map(|c| if c.is_alphanumeric() { c } else { '-' }).collect::<String>();
    pattern
        .replace("{date}", &paper.date.replace('-', ""))
        .replace("{page}", &page.numbers().map(|number| number.to_string()).collect::<Vec<_>>().join("-"))
        .replace("{label}", &plain(&page.label))
        .replace("{section}", &plain(&page.section))
        .replace("{title}", &plain(&paper.title))
}

/// A paper whose pictures are in the press's inks.
pub struct Forme<'a> {
    paper: &'a Paper,
    order: &'a PrintOrder,
    pages: Vec<usize>,
    pen: Pen,
}

impl Forme<'_> {
    /// The file of some pages, by their indices. None where that fails; it is told.
    fn file(&self, pages: &[usize], diags: &mut Diagnostics) -> Option<Vec<u8>> {
        // An ad of a later version is taken in too; what is written is restated after.
        let configuration = ConfigurationBuilder::new().with_version(PdfVersion::Pdf20).finish().ok()?;
        let settings = SerializeSettings {
            configuration,
            enable_tagging: false,
            xmp_metadata: false,
            compress_content_streams: false,
            ..SerializeSettings::default()
        };
        let mut document = Document::new_with(settings);
        // Each part of the paper is folded by itself.
        let part = |page: &usize| self.paper.pages[*page].label.chars().next();
        for pages in pages.chunk_by(|one, other| part(one) == part(other)) {
            let doubles: Vec<bool> = pages.iter().map(|page| self.paper.pages[*page].is_double).collect();
            for sheet in sheets(&doubles, self.order.printing.impose) {
                let sheet: PrintSheet = sheet.into_iter().map(|at| at.map(|(at, half)| (pages[at], half))).collect();
                self.sheet(&sheet, &mut document);
            }
        }
        let bytes = draw::finish(document, &self.pen, self.paper, diags)?;
        let facts = FileFacts {
            title: format!("{}, {}", self.paper.title, self.paper.date),
            author: &self.paper.title,
            date: &self.paper.date,
            condition: &self.order.specification.condition,
            profile: &self.order.profile,
            standard: self.order.printing.standard,
        };
        match pdfx::conform(&bytes, &facts) {
            Ok(bytes) => Some(bytes),
            Err(why) => {
                diags
                    .error("press", None, format!("print.pdf could not be written: {why}"))
                    .help("this is a fault of the program: please report it with the edition");
                None
            }
        }
    }

    fn sheet(&self, sheet: &PrintSheet, document: &mut Document) {
        let there: Vec<(usize, Half)> = sheet.iter().flatten().copied().collect();
        // A blank page is as large as the one beside it.
        let Some(first) = there.first().copied() else { return };
        let width_of = |at: &Option<(usize, Half)>| {
            let (page, half) = at.unwrap_or(first);
            let width = self.paper.pages[page].width;
            if half == Half::Whole { width } else { width / 2 }
        };
        let width: Pt = sheet.iter().map(width_of).sum();
        let height = there.iter().map(|(page, _)| self.paper.pages[*page].height).fold(Pt::ZERO, Pt::max);
        let bleed = self.paper.pages[first.0].bleed;
        let margin = margin(&self.order.specification.marks, bleed);
        let trim = Rect { x: margin, y: margin, width, height };
        let about = |by: Pt| Rect { x: trim.x - by, y: trim.y - by, width: width + by * 2, height: height + by * 2 };
        let Some(settings) = PageSettings::from_wh((width + margin * 2).to_f32(), (height + margin * 2).to_f32()) else { return };
        let mut leaf = document.start_page_with(settings.with_trim_box(area(trim)).with_bleed_box(area(about(bleed))));
        let mut surface = leaf.surface();
        let mut x = margin;
        for (place, at) in sheet.iter().enumerate() {
            let width = width_of(at);
            if let Some((index, half)) = at {
                // Ink goes beyond the cut, but not onto the page beside.
                let left = if place == 0 { x - bleed } else { x };
                let right = x + width + if place + 1 == sheet.len() { bleed } else { Pt::ZERO };
                let shown = Rect { x: left, y: margin - bleed, width: right - left, height: height + bleed * 2 };
                // Of a double truck's right half the left one would lie at the left.
                let begins = if *half == Half::Right { x - width } else { x };
                self.page(*index, (begins, margin), shown, &mut surface);
            }
            x += width;
        }
        let there: Vec<usize> = there.into_iter().map(|(page, _)| page).collect();
        self.marks(&there, trim, bleed, &mut surface);
        surface.finish();
        leaf.finish();
    }

    fn page(&self, index: usize, (x, y): (Pt, Pt), shown: Rect, surface: &mut Surface) {
        let clip = area(shown).and_then(|area: Area| {
            let mut builder = PathBuilder::new();
            builder.push_rect(area);
            builder.finish()
        });
        let Some(clip) = clip else { return };
        surface.push_clip_path(&clip, &FillRule::NonZero);
        surface.push_transform(&Transform::from_translate(x.to_f32(), y.to_f32()));
        for (at, mark) in self.paper.pages[index].marks.iter().enumerate() {
            self.pen.draw(mark, (index, at), surface);
        }
        surface.pop();
        surface.pop();
    }

    fn marks(&self, pages: &[usize], trim: Rect, bleed: Pt, surface: &mut Surface) {
        let wanted = &self.order.specification.marks;
        if wanted.is_empty() {
            return;
        }
        let labels: Vec<&str> = pages.iter().map(|page| self.paper.pages[*page].label.as_str()).collect();
        let words =
            format!("{}   {}   Page {}   {}", self.paper.title, self.paper.date, labels.join(", "), self.order.specification.condition);
        let line = SlugLine::new(words, self.paper, pages);
        let is_mono = marks::is_mono(self.paper, pages);
        for mut mark in marks::marks(wanted, trim, bleed, line.as_ref()) {
            if let (MarkKind::Fill(_, ink), true) = (&mut mark.kind, is_mono) {
                *ink = ink.black_alone();
            }
            // None of these is a picture, which alone is found by its place.
            self.pen.draw(&mark, (usize::MAX, 0), surface);
        }
        let colours = if is_mono { 0 } else { u8::MAX };
        let every_ink = cmyk::Color::new(colours, colours, colours, u8::MAX);
        for ring in marks::rings(wanted, trim, bleed) {
            surface.set_fill(Some(Fill { paint: every_ink.into(), opacity: NormalizedF32::ONE, rule: FillRule::EvenOdd }));
            surface.draw_path(&ring);
        }
    }
}
