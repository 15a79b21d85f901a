//! Picture files as they were filed: opened, and decoded within a limit of memory.
use std::io::Cursor;

use image::{DynamicImage, ImageDecoder, ImageReader};

pub use crate::jpeg::MOST_MEMORY;
use crate::page::Art;

/// A decoder for the picture.
pub fn decoder(art: &Art) -> Result<impl ImageDecoder, image::ImageError> {
    let mut reader = ImageReader::new(Cursor::new(art.bytes.as_slice())).with_guessed_format()?;
    let mut limits = image::Limits::default();
    limits.max_alloc = Some(MOST_MEMORY);
    reader.limits(limits);
    reader.into_decoder()
}

/// Decodes a picture as it lies, in its own colours.
pub fn decode(art: &Art) -> Result<DynamicImage, String> {
    decoder(art).and_then(DynamicImage::from_decoder).map_err(|error| format!("the picture cannot be read ({error})"))
}
