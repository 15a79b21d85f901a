//! The press: a finished paper to bytes, in every form that readers, printers and programs take.
pub mod art;
pub mod colour;
pub mod draw;
pub mod map;
pub mod pdf;
pub mod proof;
pub mod report;
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
    /// `epaper.pdf`, for readers.
    pub epaper: bool,
}

impl Targets {
    /// Everything.
    pub const ALL: Targets = Targets { epaper: true };
}
