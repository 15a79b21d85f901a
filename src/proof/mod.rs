//! The proof: finished pages judged before they go to the printer. One rule a file; what it finds, why, and an example are its entry in
//! [`codes`](crate::diag::codes), which `newsprint explain CODE` prints.
//!
//! No finding stops a paper: at eleven at night it must come out, and a coarse photo is the editor's to print. What a printer may
//! send back is an error all the same, [`Severity::Fault`]; a strict run writes nothing where there is one, or a warning.
use std::fmt;

use crate::diag::{Diagnostics, Place, Severity, Source};
use crate::job::Job;
use crate::layout::print::Limits;
use crate::page::{AdPlace, Art, ArtKind, Mark, MarkKind, Page, Paper, Picture, Placed};
use crate::role::{Role, Slug};
use crate::units::{Pt, Rect};

pub mod ad_colours;
pub mod ad_fonts;
pub mod ad_make;
pub mod ad_size;
pub mod bleed;
pub mod coloured_type;
pub mod hairline;
pub mod ink_limit;
pub mod lead;
pub mod loose_line;
pub mod resolution;
pub mod reversed_type;
#[cfg(test)]
pub mod specimen;
pub mod stretched_picture;
pub mod white_overprint;

/// What a rule reads.
#[derive(Clone, Copy, Debug)]
pub struct Pages<'a> {
    pub paper: &'a Paper,
    /// What newsprint bears.
    pub limits: &'a Limits,
    /// The most ink, all together, in percent.
    pub ink_limit: u16,
}

/// What a rule finds.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Finding {
    pub severity: Severity,
    pub code: &'static str,
    /// Index of the page.
    pub page: usize,
    pub whose: Whose,
    pub frame: Rect,
    /// What is wrong, in an editor's words.
    pub message: String,
    /// What was done about it; empty if nothing.
    pub did: &'static str,
    /// What to do.
    pub help: String,
}

/// What a finding is about.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Whose {
    Story(Slug),
    /// An ad, by its name.
    Ad(String),
    /// Furniture of the page.
    Page(String),
}

impl fmt::Display for Whose {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Whose::Story(slug) => write!(f, "\"{slug}\""),
            Whose::Ad(name) => write!(f, "the ad \"{name}\""),
            Whose::Page(label) => write!(f, "page {label}"),
        }
    }
}

type Rule = fn(&Pages) -> Vec<Finding>;

/// Every rule, in the order in which findings are told.
const RULES: [Rule; 14] = [
    resolution::check,
    stretched_picture::check,
    ink_limit::check,
    ad_fonts::check,
    ad_colours::check,
    ad_size::check,
    ad_make::check,
    bleed::check,
    hairline::check,
    reversed_type::check,
    coloured_type::check,
    white_overprint::check,
    loose_line::check,
    lead::check,
];

/// Reads the proof of a paper, and tells what a printer or a reader would find.
pub fn read(job: &Job, paper: &Paper, diags: &mut Diagnostics) {
    let print = &job.layout.print;
    let pages = Pages { paper, limits: &print.limits, ink_limit: print.specification.ink_limit };
    for finding in RULES.iter().flat_map(|rule| rule(&pages)) {
        let place = place(paper, &finding);
        let source = source(job, &finding);
        let told = match finding.severity {
            Severity::Note => diags.note(finding.code, source, finding.message),
            Severity::Warning => diags.warning(finding.code, source, finding.message),
            Severity::Fault | Severity::Refusal | Severity::Error => diags.fault(finding.code, source, finding.message),
        };
        told.did(finding.did).help(finding.help).place(place);
    }
    // Make-up, which comes before, has had its say too.
    job.edition.rules.apply(&job.edition.articles, diags);
}

fn place(paper: &Paper, finding: &Finding) -> Place {
    let Rect { x, y, width, height } = finding.frame;
    let (story, ad) = match &finding.whose {
        Whose::Story(slug) => (Some(slug.to_string()), None),
        Whose::Ad(name) => (None, Some(name.clone())),
        Whose::Page(_) => (None, None),
    };
    Place { page: paper.pages[finding.page].label.clone(), story, ad, frame: [x, y, width, height].map(|side| side.0) }
}

/// The file to look into: the story's, or where the ad is booked.
fn source(job: &Job, finding: &Finding) -> Option<Source> {
    let edition = &job.edition;
    match &finding.whose {
        Whose::Story(slug) => edition.articles.iter().find(|article| article.slug == *slug).map(|article| article.source.clone()),
        Whose::Ad(name) => {
            let on_page = edition.pages.get(finding.page).into_iter();
            let ads = on_page.chain(&edition.pages).flat_map(|page| &page.ads);
            ads.into_iter().find(|ad| ad.name == *name).map(|ad| ad.source.clone())
        }
        Whose::Page(_) => None,
    }
}

/// An ad as it stands on a page.
#[derive(Clone, Copy, Debug)]
pub struct PlacedAd<'a> {
    /// Index of its page.
    pub page: usize,
    /// What was booked.
    pub booked: &'a AdPlace,
    pub art: &'a Art,
    /// Where its picture stands: within the frame that was booked.
    pub frame: Rect,
}

impl<'a> PlacedAd<'a> {
    /// A finding about it.
    pub fn finding(&self, severity: Severity, code: &'static str, message: impl fmt::Display) -> Finding {
        let whose = Whose::Ad(self.booked.name.clone());
        let message = format!("{whose} {message}");
        Finding { severity, code, page: self.page, whose, frame: self.booked.frame, message, did: "", help: String::new() }
    }

    /// What its PDF holds, and how many times larger it is printed than it was made.
    pub fn placed(&self) -> Option<(&'a Placed, f32)> {
        let placed = self.art.placed.as_deref()?;
        let (width, height) = placed.size;
        let by_width = self.frame.width.to_f32() / width.max(1.0);
        Some((placed, by_width.min(self.frame.height.to_f32() / height.max(1.0))))
    }
}

/// A place that a rule looks at.
#[derive(Clone, Debug)]
pub struct Spot {
    page: usize,
    whose: Whose,
    frame: Rect,
}

impl Spot {
    /// A finding about it.
    pub fn finding(self, severity: Severity, code: &'static str, message: impl fmt::Display) -> Finding {
        let message = format!("{}: {message}", self.whose);
        Finding { severity, code, page: self.page, whose: self.whose, frame: self.frame, message, did: "", help: String::new() }
    }
}

impl<'a> Pages<'a> {
    /// Every mark with the index of its page and the page.
    pub fn marks(&self) -> impl Iterator<Item = (usize, &'a Page, &'a Mark)> {
        self.paper.pages.iter().enumerate().flat_map(|(index, page)| page.marks.iter().map(move |mark| (index, page, mark)))
    }

    /// Every picture that is no PDF.
    pub fn pictures(&self) -> impl Iterator<Item = (usize, &'a Mark, &'a Picture, &'a Art)> {
        let pictures = &self.paper.pictures;
        self.marks().filter_map(move |(page, _, mark)| {
            let MarkKind::Picture(picture) = &mark.kind else { return None };
            let art = &pictures[picture.art];
            (art.kind != ArtKind::Pdf && art.width > 0 && art.height > 0).then_some((page, mark, picture, art))
        })
    }

    pub fn ads(&self) -> impl Iterator<Item = PlacedAd<'a>> {
        let pictures = &self.paper.pictures;
        self.marks().filter_map(move |(index, page, mark)| {
            let MarkKind::Picture(picture) = &mark.kind else { return None };
            let booked = page.ads.iter().find(|ad| mark.tag.role == Role::Ad && holds(ad.frame, picture.frame))?;
            Some(PlacedAd { page: index, booked, art: &pictures[picture.art], frame: picture.frame })
        })
    }

    pub fn whose(&self, page: usize, mark: &Mark) -> Whose {
        let label = || Whose::Page(self.paper.pages[page].label.clone());
        match (&mark.tag.story, &mark.kind) {
            (Some(slug), _) => Whose::Story(slug.clone()),
            (None, MarkKind::Picture(Picture { frame, .. }) | MarkKind::Frame(frame, ..)) if mark.tag.role == Role::Ad => {
                let ad = self.paper.pages[page].ads.iter().find(|ad| holds(ad.frame, *frame));
                ad.map_or_else(label, |ad| Whose::Ad(ad.name.clone()))
            }
            _ => label(),
        }
    }

    /// A place of a page that belongs to whom a mark belongs.
    pub fn spot(&self, page: usize, mark: &Mark, frame: Rect) -> Spot {
        Spot { page, whose: self.whose(page, mark), frame }
    }
}

impl Finding {
    /// Says what was done.
    pub fn did(self, did: &'static str) -> Finding {
        Finding { did, ..self }
    }

    /// Says what to do.
    pub fn help(self, help: impl Into<String>) -> Finding {
        Finding { help: help.into(), ..self }
    }
}

/// The first of the findings that say the same of the same story, ad or page.
pub fn once(findings: Vec<Finding>) -> Vec<Finding> {
    let mut kept: Vec<Finding> = Vec::new();
    for finding in findings {
        let same = |other: &Finding| (other.page, &other.whose, &other.message) == (finding.page, &finding.whose, &finding.message);
        if !kept.iter().any(same) {
            kept.push(finding);
        }
    }
    kept
}

/// True where one rectangle lies in another, but for a rounding.
pub fn holds(outer: Rect, inner: Rect) -> bool {
    const ROUNDING: Pt = Pt(10);
    inner.x + ROUNDING >= outer.x
        && inner.y + ROUNDING >= outer.y
        && inner.right() <= outer.right() + ROUNDING
        && inner.bottom() <= outer.bottom() + ROUNDING
}

/// True where two rectangles have some area in common.
pub fn meet(one: Rect, other: Rect) -> bool {
    one.x < other.right() && other.x < one.right() && one.y < other.bottom() && other.y < one.bottom()
}

/// `7.4 pt`
pub fn points(length: Pt) -> String {
    let text = length.to_string();
    format!("{} pt", text.trim_end_matches('0').trim_end_matches('.'))
}

/// `7.4 pt`, of a length in a placed PDF.
pub fn points_of(length: f32) -> String {
    points(Pt((length * 100.0).round() as i32 * 10))
}

/// `182 mm`
pub fn millimetres(length: Pt) -> String {
    const MILLIMETRES_TO_720_POINTS: i64 = 254;
    format!("{} mm", length.scale(MILLIMETRES_TO_720_POINTS, 720).0.div_euclid(1000))
}

/// The box that a line of type stands in.
pub fn type_box(text: &crate::page::Text) -> Rect {
    Rect { x: text.x, y: text.y - text.size * 3 / 4, width: text.width(), height: text.size * 3 / 4 }
}
