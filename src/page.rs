//! The finished paper: pages of marks at fixed points, in reading order. Every output is read off this list.
use std::fmt;
use std::ops::Range;
use std::sync::Arc;

pub use crate::ad_pdf::Placed;
use crate::font::{Face, FaceId};
use crate::ink::{Ink, Inks};
use crate::role::{Role, Slug, StoryPart};
use crate::units::{Pt, Rect};

mod alike;
mod crop;
#[cfg(test)]
pub mod specimen;

pub use crop::{Area, Crop};

/// The finished paper.
#[derive(Clone, Debug)]
pub struct Paper {
    /// Its name.
    pub title: String,
    /// The day, `2019-12-24`.
    pub date: String,
    /// The main language's tag.
    pub lang: &'static str,
    /// The pages.
    pub pages: Vec<Page>,
    /// Every face that a mark names, by [`FaceId`].
    pub faces: Vec<Arc<Face>>,
    /// Every picture that a mark names.
    pub pictures: Vec<Art>,
    /// Names of spot colours, by [`Spot`](crate::ink::Spot).
    pub spots: Vec<String>,
    /// What ran, in order of pages and reading.
    pub ran: Vec<Ran>,
    /// What did not run, and why.
    pub held: Vec<Held>,
}

/// A story that ran.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Ran {
    /// Which.
    pub slug: Slug,
    /// Labels of its pages.
    pub pages: Vec<String>,
    /// What was done to make it fit, in words.
    pub levers: Vec<String>,
}

/// A story that did not run.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Held {
    /// Which.
    pub slug: Slug,
    /// Why, in words.
    pub why: String,
}

/// A page.
#[derive(Clone, Debug)]
pub struct Page {
    /// From 1; of a double truck, the left half's.
    pub number: u32,
    /// A double truck: two facing pages as one, with the next number too.
    pub is_double: bool,
    /// `A1`; `A8-9` of a double truck.
    pub label: String,
    /// Its section.
    pub section: String,
    /// Trim width.
    pub width: Pt,
    /// Trim height.
    pub height: Pt,
    /// Ink beyond the trim.
    pub bleed: Pt,
    /// The inks that it is printed in.
    pub inks: Inks,
    /// The marks, in reading order.
    pub marks: Vec<Mark>,
    /// The stories on it, in reading order.
    pub stories: Vec<StoryPlace>,
    /// The ads on it.
    pub ads: Vec<AdPlace>,
}

/// Where a story stands on a page: what `layout.json` tells.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StoryPlace {
    /// Which.
    pub slug: Slug,
    /// All of it, or which part of a story that jumps.
    pub part: StoryPart,
    /// It leads its page.
    pub leads: bool,
    /// For bookmarks.
    pub short_headline: String,
    /// The module, the white after it included.
    pub frame: Rect,
    /// Size of the headline.
    pub headline_size: Pt,
    /// Its lines.
    pub headline_lines: Vec<String>,
    /// The legs.
    pub legs: Vec<Leg>,
    /// The photos.
    pub photos: Vec<PhotoPlace>,
}

/// A stack of a story's lines.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Leg {
    /// Its frame.
    pub frame: Rect,
    /// Baseline and text of each line.
    pub lines: Vec<(Pt, String)>,
}

/// A photo on a page.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PhotoPlace {
    /// The file.
    pub file: String,
    /// Its frame.
    pub frame: Rect,
    /// What is cut of it.
    pub crop: Crop,
    /// Pixels to the inch as placed.
    pub ppi: u32,
}

/// An ad on a page.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AdPlace {
    /// Its name.
    pub name: String,
    /// Its frame.
    pub frame: Rect,
    /// Its picture, an index in [`Paper::pictures`].
    pub art: usize,
    /// The depth that was booked: the frame's is of whole rows. None of the paper's own.
    pub depth: Option<Pt>,
}

/// A picture or PDF page that marks draw.
#[derive(Clone, Debug)]
pub struct Art {
    /// The name in messages and outputs.
    pub path: String,
    /// The whole file.
    pub bytes: Arc<Vec<u8>>,
    /// What it is.
    pub kind: ArtKind,
    /// Pixels across, upright; 0 for PDF.
    pub width: u32,
    /// Pixels down, upright; 0 for PDF.
    pub height: u32,
    /// EXIF orientation, 1 to 8.
    pub orientation: u8,
    /// Colour channels of the file: 1, 3, or 4 for CMYK.
    pub channels: u8,
    /// What a PDF holds; none of a picture, and of a PDF that cannot be looked through.
    pub placed: Option<Arc<Placed>>,
}

/// The form of a piece of art.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ArtKind {
    /// JPEG file.
    Jpeg,
    /// PNG file.
    Png,
    /// TIFF file.
    Tiff,
    /// WebP file.
    Webp,
    /// A PDF of one page.
    Pdf,
}

/// One thing drawn.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mark {
    /// What it is.
    pub tag: Tag,
    /// How it is drawn.
    pub kind: MarkKind,
}

/// What a mark is, and whose.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Tag {
    /// The role.
    pub role: Role,
    /// The story it belongs to; none for furniture.
    pub story: Option<Slug>,
    /// Marks with the same block are one paragraph, heading or cell: unique on the page, in order.
    pub block: u32,
}

/// How a mark is drawn.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum MarkKind {
    /// A run of glyphs of one face.
    Text(Text),
    /// A picture in a frame.
    Picture(Picture),
    /// A filled rectangle: rules and tints.
    Fill(Rect, Ink),
    /// A frame drawn as lines of this width, inside its edges.
    Frame(Rect, Pt, Ink),
}

/// The scale of letters that are as wide as they are drawn.
pub const UNSCALED: i32 = 100_000;

/// A run of glyphs of one face on one baseline.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Text {
    /// Left end.
    pub x: Pt,
    /// Baseline.
    pub y: Pt,
    /// Type size.
    pub size: Pt,
    /// The face.
    pub face: FaceId,
    /// Width of the letters in hundred-thousandths: [`UNSCALED`] where they are as drawn. The glyphs' advances have it in them.
    pub scale: i32,
    /// Colour.
    pub ink: Ink,
    /// Glyphs, left to right.
    pub glyphs: Vec<Glyph>,
    /// The text they show, as written (not as cased).
    pub text: String,
    /// Where a click leads.
    pub link: Option<Link>,
    /// Language tag where it differs from the paper's.
    pub lang: Option<&'static str>,
    /// A space of the copy stands after it, which the line's end has swallowed.
    pub space_after: bool,
    /// The cell of a table that it stands in.
    pub cell: Option<Cell>,
}

/// Where a click leads.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Link {
    /// To an address outside the paper.
    Address(Arc<str>),
    /// To a story on a page of the paper.
    Story {
        /// The page's label.
        page: Arc<str>,
        /// The story.
        slug: Slug,
    },
}

impl fmt::Display for Link {
    /// The address; of a story `#A7/slug`.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Link::Address(address) => f.write_str(address),
            Link::Story { page, slug } => write!(f, "#{page}/{slug}"),
        }
    }
}

/// The place of a cell in its table.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Cell {
    /// Its row: 0 for the table's head, if it has one.
    pub row: u32,
    /// Its column, from 0.
    pub column: u16,
    /// Columns that it stands over.
    pub span: u16,
    /// Columns of the table.
    pub columns: u16,
}

/// A glyph at its place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Glyph {
    /// Index in the face.
    pub id: u16,
    /// To the next glyph's origin.
    pub advance: Pt,
    /// Right of the origin.
    pub dx: Pt,
    /// Above the origin.
    pub dy: Pt,
    /// Bytes of the run's text.
    pub text: Range<u32>,
}

/// A picture in a frame.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Picture {
    /// Index in [`Paper::pictures`].
    pub art: usize,
    /// Where; the cropped picture fills it.
    pub frame: Rect,
    /// What is cut of it.
    pub crop: Crop,
    /// What one sees.
    pub alt: String,
    /// It may not be shown on screens.
    pub print_only: bool,
}

impl Page {
    /// How many pages of the paper it is.
    pub fn count(&self) -> u32 {
        1 + u32::from(self.is_double)
    }

    /// The numbers that it has.
    pub fn numbers(&self) -> std::ops::Range<u32> {
        self.number..self.number + self.count()
    }
}

impl Paper {
    /// How many pages it has: a double truck is two.
    pub fn count(&self) -> u32 {
        self.pages.iter().map(Page::count).sum()
    }
}

impl Text {
    /// Sum of the advances.
    pub fn width(&self) -> Pt {
        self.glyphs.iter().map(|glyph| glyph.advance).sum()
    }
}
