//! The press: a finished paper to bytes, in every form that readers, printers and programs take.
pub mod art;
pub mod colour;
pub mod diff;
pub mod draw;
pub mod impose;
pub mod made;
pub mod map;
pub mod marks;
pub mod mets;
pub mod outline;
pub mod overprint;
pub mod pdf;
pub mod photo;
pub mod placed;
pub mod print;
pub mod proof;
pub mod raster;
pub mod report;
pub mod screen;
pub mod separate;
pub mod site;
pub mod standard;
pub mod tags;
pub mod write;

/// Whether photos are reduced to what the page needs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Photos {
    /// To so many pixels to the inch, as JPEG of this quality.
    Fit {
        /// Pixels to the inch.
        ppi: u16,
        /// JPEG quality.
        quality: u8,
    },
    /// As they are, wherever the page needs no change.
    Keep,
}

/// What a run makes beside the layout and the report.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Targets {
    /// `print.pdf`, for the press.
    pub print: bool,
    /// `epaper.pdf`, for readers.
    pub epaper: bool,
    /// `epaper/`, the e-paper's site.
    pub site: bool,
    /// `mets/`, the edition for a library's archive.
    pub mets: bool,
}

impl Targets {
    /// None of them.
    pub const NONE: Targets = Targets { print: false, epaper: false, site: false, mets: false };
    /// What is made where none is named: all that presses and readers take.
    pub const ALL: Targets = Targets { print: true, epaper: true, site: true, mets: false };
}

/// How the pages go to the printer.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Printing {
    /// The standard.
    pub standard: standard::Standard,
    /// How pages lie on sheets.
    pub impose: impose::Impose,
    /// Ranges of page numbers; all pages where there are none.
    pub pages: Vec<(u32, u32)>,
    /// A file for each page by this pattern, in place of one for all.
    pub split: Option<String>,
}
