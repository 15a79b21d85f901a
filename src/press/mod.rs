//! The press: a finished paper to bytes, in every form that readers, printers and programs take.
mod colour;
mod decoded;
#[doc(hidden)]
pub mod diff;
#[doc(hidden)]
pub mod draw;
#[doc(hidden)]
pub mod drawable;
mod encoded;
#[doc(hidden)]
pub mod epaper_pictures;
#[doc(hidden)]
pub mod impose;
pub(crate) mod layout_json;
mod lines;
mod marks;
mod mets;
#[doc(hidden)]
pub mod order;
mod outline;
pub(crate) mod overlay;
mod overprint;
#[doc(hidden)]
pub mod pdf;
#[doc(hidden)]
pub mod pdfx;
mod photo;
#[doc(hidden)]
pub mod picture_cache;
mod picture_file;
mod pictures;
mod pixels;
mod platemaker;
pub(crate) mod print;
mod raster;
pub(crate) mod report;
mod screens;
mod separate;
#[doc(hidden)]
pub mod site;
mod source;
#[cfg(test)]
mod specimen;
#[doc(hidden)]
pub mod tags;
#[doc(hidden)]
pub mod target;
#[doc(hidden)]
pub mod write;

pub use impose::Impose;
pub use order::{Archive, Photos, Printing};
pub use pdfx::Standard;
pub use target::{Target, Targets};

/// Files by their paths in the output folder, parts joined by `/`.
pub type Files = Vec<(String, Vec<u8>)>;
