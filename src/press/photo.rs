//! Photos for the press: cropped, reduced to what the screen of dots can show, sharpened, separated once, within the ink limit.
use std::ops::Range;

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

/// Pixels across and down of what JPEG makes at a time, as no colour is reduced.
const BLOCK: usize = 8;
/// Blocks tried at a time: no JPEG is higher than 65,535 pixels.
const MOST_BLOCKS: usize = 4_096;
/// A photo of which a block breaks the limit even with this much less ink, in 255ths, is kept without loss.
const MOST_HEADROOM: u32 = 200;
/// Of so many like pixels in a hundred, a picture that was filed without loss is a drawing.
const FLAT: usize = 50;
/// JPEG quality, at the least, of a photo that was filed without loss: an ad may have type on it.
const LEAST_QUALITY: u8 = 92;

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
pub struct Sized {
    /// Across.
    pub width: u32,
    /// Down.
    pub height: u32,
    /// Bytes of a pixel.
    pub channels: usize,
    /// The bytes.
    pub pixels: Vec<u8>,
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

/// Photos as JPEG, drawings and type as they are. What was filed without loss is told from its pixels, and is a photo only where few of
/// them are like those before them; it loses less.
pub fn encode(darkroom: &Darkroom, sized: Sized, kind: ArtKind) -> Result<Developed, String> {
    let quality = match kind {
        ArtKind::Jpeg | ArtKind::Webp => darkroom.quality,
        _ => darkroom.quality.max(LEAST_QUALITY),
    };
    let is_photo = matches!(kind, ArtKind::Jpeg | ArtKind::Webp) || flat(&sized) < FLAT;
    let fits = u16::try_from(sized.width).ok().zip(u16::try_from(sized.height).ok());
    match fits.filter(|_| is_photo) {
        Some(size) => photo(&darkroom.press, sized, size, quality),
        None => Ok(bare(sized)),
    }
}

/// How many of a hundred pixels are like the one at their left. Charts, maps, type and flat colours have 85 and more, photos 30 and fewer.
fn flat(sized: &Sized) -> usize {
    let row = (sized.width as usize * sized.channels).max(1);
    let alike =
        |line: &[u8]| line.chunks_exact(sized.channels).zip(line.chunks_exact(sized.channels).skip(1)).filter(|(a, b)| a == b).count();
    let pairs = sized.width.saturating_sub(1) as usize * sized.height as usize;
    let count: usize = sized.pixels.chunks_exact(row).map(alike).sum();
    count * 100 / pairs.max(1)
}

fn bare(sized: Sized) -> Developed {
    Developed { width: sized.width, height: sized.height, channels: sized.channels as u8, kind: Kind::Bare, bytes: sized.pixels }
}

/// A photo as JPEG. Blocks in which JPEG pushes the darkest pixels beyond the limit are made again with less ink, until none does.
fn photo(press: &Press, mut sized: Sized, size: (u16, u16), quality: u8) -> Result<Developed, String> {
    let across = (sized.width as usize).div_ceil(BLOCK);
    let mut less = vec![0; across * (sized.height as usize).div_ceil(BLOCK)];
    loop {
        let bytes = jpeg(&sized.pixels, size, sized.channels, quality)?;
        let over = if sized.channels == usize::from(INKS) { over(&bytes, across, press.most())? } else { Vec::new() };
        let broken: Vec<(usize, u32)> = over.into_iter().enumerate().filter(|(_, over)| *over > 0).collect();
        if broken.is_empty() {
            return Ok(Developed { width: sized.width, height: sized.height, channels: sized.channels as u8, kind: Kind::Jpeg, bytes });
        }
        if !mend(press, &mut sized, broken, (&mut less, across), quality)? {
            return Ok(bare(sized));
        }
    }
}

/// Mends broken blocks, which are told with how much each goes beyond the limit. Each block is coded by itself (ITU-T T.81 § A.3), so
/// that these are tried apart from the rest, in a column. False where one of them cannot be mended.
fn mend(
    press: &Press,
    sized: &mut Sized,
    mut broken: Vec<(usize, u32)>,
    (less, across): (&mut [u32], usize),
    quality: u8,
) -> Result<bool, String> {
    while !broken.is_empty() {
        for (at, over) in &broken {
            less[*at] += over + 1;
            if less[*at] > MOST_HEADROOM {
                return Ok(false);
            }
            for line in lines(sized, *at, across) {
                press.limit(&mut sized.pixels[line], less[*at]);
            }
        }
        let mut still = Vec::new();
        for some in broken.chunks(MOST_BLOCKS) {
            let column: Vec<u8> = some.iter().flat_map(|(at, _)| block(sized, *at, across)).collect();
            let bytes = jpeg(&column, (BLOCK as u16, (some.len() * BLOCK) as u16), sized.channels, quality)?;
            let over = over(&bytes, 1, press.most())?;
            still.extend(some.iter().zip(over).filter(|(_, over)| *over > 0).map(|((at, _), over)| (*at, over)));
        }
        broken = still;
    }
    Ok(true)
}

/// Where the bytes of a block's lines are.
fn lines(sized: &Sized, at: usize, across: usize) -> impl Iterator<Item = Range<usize>> + use<> {
    let (x, y) = (at % across * BLOCK, at / across * BLOCK);
    let (width, height, channels) = (sized.width as usize, sized.height as usize, sized.channels);
    let end = (x + BLOCK).min(width);
    (y..(y + BLOCK).min(height)).map(move |line| (line * width + x) * channels..(line * width + end) * channels)
}

/// A block's bytes; beyond the picture's edge its last pixels go on.
fn block(sized: &Sized, at: usize, across: usize) -> Vec<u8> {
    let row = BLOCK * sized.channels;
    let mut out = Vec::with_capacity(row * BLOCK);
    for line in lines(sized, at, across) {
        let start = out.len();
        out.extend_from_slice(&sized.pixels[line]);
        while out.len() < start + row {
            out.extend_from_within(out.len() - sized.channels..);
        }
    }
    while out.len() < row * BLOCK {
        out.extend_from_within(out.len() - row..);
    }
    out
}

/// By how much the pixels of each block of a CMYK JPEG go beyond the limit, in 255ths.
fn over(bytes: &[u8], across: usize, most: u32) -> Result<Vec<u32>, String> {
    let ((width, height), inks) = colour::jpeg_inks(bytes)?;
    let mut over = vec![0; across * (height as usize).div_ceil(BLOCK)];
    let row = width as usize * usize::from(INKS);
    for (line, pixels) in inks.chunks_exact(row.max(1)).enumerate() {
        let blocks = &mut over[line / BLOCK * across..];
        for (most_over, block) in blocks.iter_mut().zip(pixels.chunks(BLOCK * usize::from(INKS))) {
            let sums = block.chunks_exact(usize::from(INKS)).map(|pixel| pixel.iter().map(|ink| u32::from(*ink)).sum::<u32>());
            *most_over = sums.max().unwrap_or(0).saturating_sub(most).max(*most_over);
        }
    }
    Ok(over)
}

fn jpeg(pixels: &[u8], (width, height): (u16, u16), channels: usize, quality: u8) -> Result<Vec<u8>, String> {
    let mut bytes = Vec::new();
    let mut encoder = jpeg_encoder::Encoder::new(&mut bytes, quality);
    encoder.set_sampling_factor(jpeg_encoder::SamplingFactor::F_1_1);
    let colour = if channels == 1 { jpeg_encoder::ColorType::Luma } else { jpeg_encoder::ColorType::Cmyk };
    encoder.encode(pixels, width, height, colour).map_err(|error| error.to_string())?;
    Ok(bytes)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ink::Intent;
    use crate::press::print::NEWSPRINT;

    fn sized(pixel: impl Fn(u32, u32) -> [u8; 4]) -> Sized {
        let pixels = (0..64 * 64).flat_map(|at| pixel(at % 64, at / 64)).collect();
        Sized { width: 64, height: 64, channels: 4, pixels }
    }

    /// Noise that no clock makes.
    fn noise(x: u32, y: u32) -> u8 {
        ((x * 7919 + y * 104_729) ^ (x * y * 31)).wrapping_mul(2_654_435_761).to_be_bytes()[0]
    }

    #[test]
    fn what_was_filed_without_loss_is_told_by_its_pixels() {
        let press = Press::new(NEWSPRINT, Intent::Perceptual, 220).unwrap();
        let srgb = press.table(None).unwrap();
        let darkroom = Darkroom { press, srgb, ppi: 200, quality: 90, sharpen: 50 };
        let check = |sized: Sized, kind: ArtKind, expected: Kind| assert_eq!(encode(&darkroom, sized, kind).unwrap().kind, expected);
        let photo = || sized(|x, y| [noise(x, y), 40, 0, 20]);
        let chart = || sized(|x, y| if x / 8 % 3 == 0 || y == x { [0, 0, 0, 255] } else { [10, 60, 0, 0] });
        check(photo(), ArtKind::Png, Kind::Jpeg);
        check(photo(), ArtKind::Tiff, Kind::Jpeg);
        check(chart(), ArtKind::Png, Kind::Bare);
        check(chart(), ArtKind::Jpeg, Kind::Jpeg);
    }

    #[test]
    fn no_block_breaks_the_limit() {
        let press = Press::new(NEWSPRINT, Intent::Perceptual, 220).unwrap();
        // Stars on the darkest ground: what JPEG rings with most.
        let stars = sized(|x, y| if noise(x, y) > 200 { [0; 4] } else { [120, 100, 100, 241] });
        let made = photo(&press, stars, (64, 64), 80).unwrap();
        assert_eq!(made.kind, Kind::Jpeg);
        let (_, inks) = colour::jpeg_inks(&made.bytes).unwrap();
        assert!(inks.chunks_exact(4).all(|pixel| pixel.iter().map(|ink| u32::from(*ink)).sum::<u32>() <= press.most()));
    }
}
