//! Photos for the press: cropped, reduced to what the screen of dots can show, sharpened, separated once, within the ink limit.
use fast_image_resize::images::Image as Pixels;
use fast_image_resize::{FilterType, PixelType, ResizeAlg, ResizeOptions, Resizer};
use image::metadata::Orientation;
use image::{DynamicImage, RgbaImage};

use super::art::{self, INKS, REDUCE_FROM, WHOLE};
use super::colour::{self, Profile};
use super::made::{Developed, Kind};
use super::separate::{Press, Table};
use crate::ink::Inks;
use crate::page::{Art, ArtKind, Picture};
use crate::units::Rect;

/// How photos are made for a press.
pub struct Darkroom {
    /// The press.
    pub press: Press,
    /// Inks of sRGB's colours, which most photos take.
    pub srgb: Table,
    /// Pixels to the inch that photos are reduced to.
    pub ppi: u16,
    /// JPEG quality.
    pub quality: u8,
    /// Strength of the sharpening, in percent.
    pub sharpen: u16,
}

/// A photo whose darkest pixels JPEG has pushed beyond the limit is made again with this much less ink, in 255ths, and no further.
const MOST_HEADROOM: u32 = 40;

/// Makes the plates of a picture in its frame.
pub fn plates(darkroom: &Darkroom, art: &Art, profile: &Profile, picture: &Picture, inks: Inks) -> Result<Developed, String> {
    let grey = inks == Inks::Black || art.channels == 1;
    if grey {
        let upright = DynamicImage::ImageLuma8(art::upright(art, profile)?.into_luma8());
        let mut sized = size(upright, picture, darkroom.ppi)?;
        sharpen(&mut sized, darkroom.sharpen);
        let greys = darkroom.press.greys();
        // DeviceGray is black's complement.
        sized.pixels.iter_mut().for_each(|pixel| *pixel = 255 - greys[usize::from(*pixel)]);
        return encode(darkroom, sized, art.kind);
    }
    if art.channels == INKS {
        let ((width, height), pixels) = colour::inks(art)?;
        let stored = RgbaImage::from_raw(width, height, pixels).ok_or("its size is not what it says")?;
        let mut upright = DynamicImage::ImageRgba8(stored);
        upright.apply_orientation(Orientation::from_exif(art.orientation).unwrap_or(Orientation::NoTransforms));
        let mut sized = size(upright, picture, darkroom.ppi)?;
        darkroom.press.limit(&mut sized.pixels, 0);
        return encode(darkroom, sized, art.kind);
    }
    let mut upright = art::flatten(art::decode(art)?);
    upright.apply_orientation(Orientation::from_exif(art.orientation).unwrap_or(Orientation::NoTransforms));
    let mut sized = size(DynamicImage::ImageRgb8(upright.into_rgb8()), picture, darkroom.ppi)?;
    sharpen(&mut sized, darkroom.sharpen);
    let own = if let Profile::Of(profile, _) = profile { darkroom.press.table(Some(profile)) } else { None };
    sized.pixels = own.as_ref().unwrap_or(&darkroom.srgb).separate(&sized.pixels);
    sized.channels = usize::from(INKS);
    encode(darkroom, sized, art.kind)
}

/// Pixels, cropped and reduced.
struct Sized {
    width: u32,
    height: u32,
    channels: usize,
    pixels: Vec<u8>,
}

/// The part of an upright picture that its frame shows, in no more pixels than are wanted, and never in more than there are.
fn size(upright: DynamicImage, picture: &Picture, ppi: u16) -> Result<Sized, String> {
    let (kind, channels) = match upright {
        DynamicImage::ImageLuma8(_) => (PixelType::U8, 1),
        DynamicImage::ImageRgb8(_) => (PixelType::U8x3, 3),
        _ => (PixelType::U8x4, 4),
    };
    let (whole_width, whole_height) = (upright.width(), upright.height());
    let cut = |whole: u32, share: u32| u64::from(whole) as f64 * f64::from(share) / WHOLE as f64;
    let (left, top) = (cut(whole_width, picture.crop[0]), cut(whole_height, picture.crop[1]));
    let shown_width = (f64::from(whole_width) - left - cut(whole_width, picture.crop[2])).max(1.0);
    let shown_height = (f64::from(whole_height) - top - cut(whole_height, picture.crop[3])).max(1.0);
    let (width, height) = wanted((shown_width as u32, shown_height as u32), picture.frame, ppi);
    if (width, height) == (whole_width, whole_height) {
        return Ok(Sized { width, height, channels, pixels: upright.into_bytes() });
    }
    let source = Pixels::from_vec_u8(whole_width, whole_height, upright.into_bytes(), kind).map_err(|error| error.to_string())?;
    let mut target = Pixels::new(width, height, kind);
    let lanczos = ResizeOptions::new().resize_alg(ResizeAlg::Convolution(FilterType::Lanczos3)).use_alpha(false);
    let options = lanczos.crop(left, top, shown_width, shown_height);
    Resizer::new().resize(&source, &mut target, &options).map_err(|error| error.to_string())?;
    Ok(Sized { width, height, channels, pixels: target.into_vec() })
}

/// What is shown, or the size in pixels that a frame wants where much more is there.
fn wanted(shown: (u32, u32), frame: Rect, ppi: u16) -> (u32, u32) {
    const POINTS_TO_THE_INCH: u64 = 72_000;
    let pixels = |points: i32| (points.max(1) as u64 * u64::from(ppi)).div_ceil(POINTS_TO_THE_INCH).max(1) as u32;
    let (width, height) = (pixels(frame.width.0), pixels(frame.height.0));
    let shown = (shown.0.max(1), shown.1.max(1));
    if u64::from(shown.0) * 100 > u64::from(width) * REDUCE_FROM { (width, height) } else { shown }
}

/// Unsharp masking of one pixel about: newsprint's dots swallow fine edges. Greys and colours alike; steps of a few levels, which are
/// grain, stay.
fn sharpen(sized: &mut Sized, percent: u16) {
    /// Differences up to this are grain.
    const GRAIN: i32 = 3;
    let (width, height, channels) = (sized.width as usize, sized.height as usize, sized.channels);
    if percent == 0 || width < 3 || height < 3 {
        return;
    }
    let source = std::mem::take(&mut sized.pixels);
    let mut out = source.clone();
    let row = width * channels;
    for y in 1..height - 1 {
        let inner = y * row + channels..(y + 1) * row - channels;
        for (at, sharper) in inner.clone().zip(&mut out[inner]) {
            let level = |at: usize| i32::from(source[at]);
            let line = |at: usize| level(at - channels) + 2 * level(at) + level(at + channels);
            let blurred = (line(at - row) + 2 * line(at) + line(at + row) + 8) / 16;
            let edge = level(at) - blurred;
            if edge.abs() > GRAIN {
                *sharper = (level(at) + edge * i32::from(percent) / 100).clamp(0, 255) as u8;
            }
        }
    }
    sized.pixels = out;
}

/// Photos as JPEG, drawings as they are. What JPEG does to the darkest pixels must not break the limit.
fn encode(darkroom: &Darkroom, sized: Sized, kind: ArtKind) -> Result<Developed, String> {
    let (width, height, channels) = (sized.width, sized.height, sized.channels as u8);
    let fits = u16::try_from(width).ok().zip(u16::try_from(height).ok());
    let (Some(size), ArtKind::Jpeg | ArtKind::Webp) = (fits, kind) else {
        return Ok(Developed { width, height, channels, kind: Kind::Bare, bytes: sized.pixels });
    };
    let mut pixels = sized.pixels;
    let most = darkroom.press.most();
    let mut less = 0;
    loop {
        let bytes = jpeg(&pixels, size, channels, darkroom.quality)?;
        let over = if channels == INKS { most_ink(&bytes)?.saturating_sub(most) } else { 0 };
        if over == 0 {
            return Ok(Developed { width, height, channels, kind: Kind::Jpeg, bytes });
        }
        less += over + 1;
        if less > MOST_HEADROOM {
            return Ok(Developed { width, height, channels, kind: Kind::Bare, bytes: pixels });
        }
        darkroom.press.limit(&mut pixels, less);
    }
}

fn jpeg(pixels: &[u8], (width, height): (u16, u16), channels: u8, quality: u8) -> Result<Vec<u8>, String> {
    let mut bytes = Vec::new();
    let mut encoder = jpeg_encoder::Encoder::new(&mut bytes, quality);
    encoder.set_sampling_factor(jpeg_encoder::SamplingFactor::F_1_1);
    let colour = if channels == 1 { jpeg_encoder::ColorType::Luma } else { jpeg_encoder::ColorType::Cmyk };
    encoder.encode(pixels, width, height, colour).map_err(|error| error.to_string())?;
    Ok(bytes)
}

/// The most ink of any pixel of a CMYK JPEG, in 255ths.
fn most_ink(bytes: &[u8]) -> Result<u32, String> {
    let (_, inks) = colour::jpeg_inks(bytes)?;
    Ok(inks.chunks_exact(4).map(|pixel| pixel.iter().map(|ink| u32::from(*ink)).sum()).max().unwrap_or(0))
}
