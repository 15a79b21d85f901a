//! What is ordered of the press: photos, sheets, standards, and what the printer and readers' devices can bear.
use std::borrow::Cow;

use super::impose::Impose;
use super::pdfx::Standard;
use crate::ink::Specification;
use crate::units::Pt;

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

/// How the pages go to the printer.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Printing {
    /// The standard.
    pub standard: Standard,
    /// How pages lie on sheets.
    pub impose: Impose,
    /// Ranges of page numbers; all pages where there are none.
    pub pages: Vec<(u32, u32)>,
    /// A file for each page by this pattern, in place of one for all.
    pub split: Option<String>,
}

/// What the printer asks for.
#[derive(Clone, Debug)]
pub struct PrintOrder {
    /// The profile's name in messages.
    pub profile_name: String,
    /// The profile.
    pub profile: Cow<'static, [u8]>,
    /// What else the printer asks for.
    pub specification: Specification,
    /// Black rules no thicker than this print over what lies below.
    pub overprint: Pt,
    /// Type and rules below this have no other inks under their black.
    pub rich_black_from: Pt,
    /// Standard, sheets and files.
    pub printing: Printing,
}

/// What archives ask of the e-paper, beside what readers do.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Archive {
    /// Nothing.
    #[default]
    Unasked,
    /// PDF/A-2a.
    A2a,
}

/// How the e-paper is made.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct EpaperOrder {
    /// Photos.
    pub photos: Photos,
    /// Most kilobytes (1,000 bytes) of a page.
    pub max_page_kb: u32,
    /// What archives ask.
    pub archive: Archive,
}

impl Default for EpaperOrder {
    /// Photos as they are.
    fn default() -> EpaperOrder {
        EpaperOrder { photos: Photos::Keep, max_page_kb: 1_000, archive: Archive::Unasked }
    }
}
