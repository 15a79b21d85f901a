//! A picture decoded once for all that is made of it: upright, on white, in its own colours and in a screen's.
use std::cell::OnceCell;

use image::metadata::Orientation;
use image::{DynamicImage, RgbaImage};

use super::colour::{self, Profile};
use super::picture_file::decode;
use super::pixels::{INKS, Pixels};
use crate::page::Art;

/// A decoded picture.
#[derive(Debug)]
pub struct Decoded {
    /// Upright, in the file's own colours: grey, red, green and blue, or inks.
    own: Pixels,
    /// The same in sRGB or grey. Empty until it is asked for, and for good where the own colours are these.
    screen: OnceCell<Pixels>,
}

impl Decoded {
    /// Decodes a picture.
    pub fn of(art: &Art, profile: &Profile) -> Result<Decoded, String> {
        let orientation = Orientation::from_exif(art.orientation).unwrap_or(Orientation::NoTransforms);
        if art.channels == INKS {
            let ((width, height), inks) = colour::inks(art)?;
            let stored = RgbaImage::from_raw(width, height, inks).ok_or("its size is not what it says")?;
            let mut upright = DynamicImage::ImageRgba8(stored);
            upright.apply_orientation(orientation);
            let own = Pixels { width: upright.width(), height: upright.height(), channels: INKS, bytes: upright.into_bytes() };
            return Ok(Decoded { own, screen: OnceCell::new() });
        }
        let mut picture = decode(art)?;
        picture.apply_orientation(orientation);
        let alpha = picture.color().has_alpha().then(|| alpha(&picture));
        let mut own = Pixels::of(picture);
        let screen = OnceCell::new();
        if let Some(alpha) = alpha {
            // What shines through is of the colours that it has after they were converted.
            if let Some(mut converted) = colour::converted(&own, profile)? {
                on_white(&mut converted, &alpha);
                let _ = screen.set(converted);
            }
            on_white(&mut own, &alpha);
        }
        Ok(Decoded { own, screen })
    }

    /// Its own colours.
    pub fn own(&self) -> &Pixels {
        &self.own
    }

    /// In sRGB or grey, by a profile.
    pub fn screen(&self, profile: &Profile) -> Result<&Pixels, String> {
        if self.screen.get().is_none()
            && let Some(converted) = colour::converted(&self.own, profile)?
        {
            let _ = self.screen.set(converted);
        }
        Ok(self.screen.get().unwrap_or(&self.own))
    }
}

/// How much of each pixel is not see-through.
fn alpha(picture: &DynamicImage) -> Vec<u8> {
    match picture {
        DynamicImage::ImageRgba8(picture) => picture.pixels().map(|pixel| pixel[3]).collect(),
        other => other.to_rgba8().pixels().map(|pixel| pixel[3]).collect(),
    }
}

fn on_white(pixels: &mut Pixels, alpha: &[u8]) {
    for (pixel, alpha) in pixels.bytes.chunks_exact_mut(usize::from(pixels.channels).max(1)).zip(alpha) {
        let alpha = u32::from(*alpha);
        pixel.iter_mut().for_each(|part| *part = ((u32::from(*part) * alpha + 255 * (255 - alpha)) / 255) as u8);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_see_through_lies_on_white() {
        let mut pixels = Pixels { width: 3, height: 1, channels: 3, bytes: vec![200, 0, 100, 200, 0, 100, 200, 0, 100] };
        on_white(&mut pixels, &[255, 0, 51]);
        assert_eq!(pixels.bytes, [200, 0, 100, 255, 255, 255, 244, 204, 224]);
    }
}
