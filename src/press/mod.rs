//! The press: a finished paper to bytes, in every form that readers, printers and programs take.
pub mod colour;
pub mod decoded;
pub mod diff;
pub mod draw;
pub mod drawable;
pub mod encoded;
pub mod epaper_pictures;
pub mod impose;
pub mod layout_json;
pub mod marks;
pub mod mets;
pub mod order;
pub mod outline;
pub mod overlay;
pub mod overprint;
pub mod pdf;
pub mod pdfx;
pub mod photo;
pub mod picture_cache;
pub mod picture_file;
pub mod pictures;
pub mod pixels;
pub mod platemaker;
pub mod print;
pub mod raster;
pub mod report;
mod screens;
pub mod separate;
pub mod site;
pub mod source;
#[cfg(test)]
pub mod specimen;
pub mod tags;
pub mod target;
pub mod write;

pub use order::{Archive, Photos, Printing};
pub use target::{Target, Targets};

/// Files by their paths in the output folder, parts joined by `/`.
pub type Files = Vec<(String, Vec<u8>)>;
