//! Pixels: the one way in which pictures are cut and resized, and the ways in which they are written.
use std::borrow::Cow;

use fast_image_resize::images::{Image, ImageRef};
use fast_image_resize::{FilterType, PixelType, ResizeAlg, ResizeOptions, Resizer};
use image::codecs::jpeg::JpegEncoder;
use image::codecs::png::PngEncoder;
use image::{DynamicImage, ExtendedColorType, ImageEncoder, RgbImage};
use jpeg_encoder::{ColorType, Encoder, SamplingFactor};

use super::encoded::{EncodedKind, EncodedPicture};
use crate::page::Crop;
use crate::units::{INCH, Pt, Rect};

/// Channels of a picture in cyan, magenta, yellow and black.
pub const INKS: u8 = 4;
/// Pictures are reduced where they have this much more than is wanted, in percent.
const REDUCE_FROM: u64 = 125;

/// A picture without a file: one byte a channel.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Pixels {
    /// Across.
    pub width: u32,
    /// Down.
    pub height: u32,
    /// 1 for grey (0 is black), 3 for a screen's colours, 4 for inks (255 is full).
    pub channels: u8,
    /// Row by row.
    pub bytes: Vec<u8>,
}

/// The files that pixels are written to. There are two encoders of JPEG: the one of `image` writes the e-paper's, whose files of one
/// edition stay the same from version to version; `jpeg-encoder` also knows inks, and colours at half the resolution.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Encoding {
    /// Without loss.
    Png,
    /// JPEG of a quality for the e-paper.
    EpaperJpeg(u8),
    /// JPEG of a quality for the press: grey or inks, no colour reduced.
    PressJpeg(u8),
    /// JPEG of a quality for the site: colours at half the resolution.
    SiteJpeg(u8),
}

impl Pixels {
    /// Pixels of a decoded picture that nothing shines through: grey stays grey, all else becomes red, green and blue.
    pub fn of(picture: DynamicImage) -> Pixels {
        let (width, height) = (picture.width(), picture.height());
        let is_grey = !picture.color().has_color();
        let (channels, bytes) = if is_grey { (1, picture.into_luma8().into_raw()) } else { (3, picture.into_rgb8().into_raw()) };
        Pixels { width, height, channels, bytes }
    }

    /// Across and down.
    pub fn size(&self) -> (u32, u32) {
        (self.width, self.height)
    }

    /// Bytes of a pixel.
    pub fn step(&self) -> usize {
        usize::from(self.channels).max(1)
    }

    /// As greys; what is in inks has none.
    pub fn grey(&self) -> Result<Cow<'_, Pixels>, String> {
        /// Rows that are made grey at a time, so that there is never a second copy of all colours.
        const ROWS: usize = 64;
        match self.channels {
            1 => Ok(Cow::Borrowed(self)),
            3 => {
                let row = self.width as usize * 3;
                let mut bytes = Vec::with_capacity(self.width as usize * self.height as usize);
                for rows in self.bytes.chunks((row * ROWS).max(1)) {
                    let height = (rows.len() / row.max(1)) as u32;
                    let colours = RgbImage::from_raw(self.width, height, rows.to_vec()).ok_or(WRONG_SIZE)?;
                    bytes.extend(DynamicImage::ImageRgb8(colours).into_luma8().into_raw());
                }
                Ok(Cow::Owned(Pixels { width: self.width, height: self.height, channels: 1, bytes }))
            }
            _ => Err("its inks were not made colours".into()),
        }
    }

    /// As red, green and blue, where they are grey.
    pub fn rgb(&self) -> Cow<'_, Pixels> {
        if self.channels != 1 {
            return Cow::Borrowed(self);
        }
        let bytes = self.bytes.iter().flat_map(|grey| [*grey; 3]).collect();
        Cow::Owned(Pixels { width: self.width, height: self.height, channels: 3, bytes })
    }

    /// The part that a crop leaves, at a size.
    pub fn resized(&self, crop: Crop, size: (u32, u32), filter: FilterType) -> Result<Pixels, String> {
        let kind = match self.channels {
            1 => PixelType::U8,
            3 => PixelType::U8x3,
            _ => PixelType::U8x4,
        };
        let source = ImageRef::new(self.width, self.height, &self.bytes, kind).map_err(|error| error.to_string())?;
        let mut target = Image::new(size.0, size.1, kind);
        let area = crop.area(self.size());
        let options = ResizeOptions::new().resize_alg(ResizeAlg::Convolution(filter)).use_alpha(false);
        let options = options.crop(area.left, area.top, area.width, area.height);
        Resizer::new().resize(&source, &mut target, &options).map_err(|error| error.to_string())?;
        Ok(Pixels { width: size.0, height: size.1, channels: self.channels, bytes: target.into_vec() })
    }

    /// Written to a file.
    pub fn encoded(&self, encoding: Encoding) -> Result<EncodedPicture, String> {
        let mut bytes = Vec::new();
        match encoding {
            Encoding::Png => self.write(PngEncoder::new(&mut bytes))?,
            Encoding::EpaperJpeg(quality) => self.write(JpegEncoder::new_with_quality(&mut bytes, quality))?,
            Encoding::PressJpeg(quality) => self.jpeg(Encoder::new(&mut bytes, quality), SamplingFactor::F_1_1)?,
            Encoding::SiteJpeg(quality) => self.jpeg(Encoder::new(&mut bytes, quality), SamplingFactor::F_2_2)?,
        }
        let kind = if encoding == Encoding::Png { EncodedKind::Png } else { EncodedKind::Jpeg };
        Ok(EncodedPicture { width: self.width, height: self.height, channels: self.channels, kind, bytes })
    }

    /// As they are, without a file.
    pub fn bare(self) -> EncodedPicture {
        EncodedPicture { width: self.width, height: self.height, channels: self.channels, kind: EncodedKind::Bare, bytes: self.bytes }
    }

    fn write(&self, encoder: impl ImageEncoder) -> Result<(), String> {
        let colour = match self.channels {
            1 => ExtendedColorType::L8,
            3 => ExtendedColorType::Rgb8,
            _ => return Err("inks are for the press alone".into()),
        };
        if self.bytes.len() != self.width as usize * self.height as usize * self.step() {
            return Err(WRONG_SIZE.into());
        }
        encoder.write_image(&self.bytes, self.width, self.height, colour).map_err(|error| error.to_string())
    }

    fn jpeg(&self, mut encoder: Encoder<&mut Vec<u8>>, sampling: SamplingFactor) -> Result<(), String> {
        let colour = match self.channels {
            1 => ColorType::Luma,
            3 => ColorType::Rgb,
            _ => ColorType::Cmyk,
        };
        let side = |pixels: u32| u16::try_from(pixels).map_err(|_| "it has more pixels than a JPEG can have".to_string());
        encoder.set_sampling_factor(sampling);
        encoder.encode(&self.bytes, side(self.width)?, side(self.height)?, colour).map_err(|error| error.to_string())
    }
}

/// What only a fault of a decoder could bring about.
const WRONG_SIZE: &str = "its size is not what it says";

/// Pixels that a frame wants at a resolution, across and down.
fn wanted(frame: Rect, ppi: u16) -> (u32, u32) {
    let pixels = |side: Pt| (side.0.max(1) as u64 * u64::from(ppi)).div_ceil(INCH.0 as u64).max(1) as u32;
    (pixels(frame.width), pixels(frame.height))
}

/// The size at which a picture is wanted in a frame; none where what is shown has not much more pixels than that.
pub fn reduction(shown: (u32, u32), frame: Rect, ppi: u16) -> Option<(u32, u32)> {
    let wanted = wanted(frame, ppi);
    (u64::from(shown.0) * 100 > u64::from(wanted.0) * REDUCE_FROM).then_some(wanted)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pictures_are_reduced_where_they_have_much_more_than_is_wanted() {
        let frame = Rect { x: Pt::ZERO, y: Pt::ZERO, width: INCH, height: INCH / 2 };
        assert_eq!(reduction((125, 60), frame, 100), None);
        assert_eq!(reduction((126, 60), frame, 100), Some((100, 50)));
    }

    #[test]
    fn a_crop_is_cut_and_grey_stays_grey() {
        // Left black, right white.
        let picture = Pixels { width: 4, height: 2, channels: 1, bytes: [0, 0, 255, 255].repeat(2) };
        let right = Crop { left: 50_000, ..Crop::NONE };
        let cut = picture.resized(right, (2, 2), FilterType::Lanczos3).unwrap();
        assert_eq!((cut.channels, cut.bytes), (1, vec![255; 4]));
        assert_eq!(*picture.grey().unwrap(), picture);
        assert_eq!(picture.rgb().bytes[5..8], [0, 255, 255]);
    }

    #[test]
    fn rows_are_made_grey_as_the_whole_is() {
        let bytes: Vec<u8> = (0..3 * 3 * 130).map(|at| (at * 37 % 251) as u8).collect();
        let picture = Pixels { width: 3, height: 130, channels: 3, bytes: bytes.clone() };
        let whole = DynamicImage::ImageRgb8(RgbImage::from_raw(3, 130, bytes).unwrap()).into_luma8().into_raw();
        assert_eq!(picture.grey().unwrap().bytes, whole);
    }
}
