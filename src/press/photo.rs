//! Photos for the press: cropped, reduced to what the screen of dots can show, sharpened, separated once, within the ink limit.
use std::ops::Range;

use fast_image_resize::FilterType;

use super::colour::Profile;
use super::encoded::EncodedPicture;
use super::pixels::{Encoding, INKS, Pixels, reduction};
use super::separate::{InkTable, Press};
use super::source::PictureSource;
use crate::flat::{FLAT, flat};
use crate::ink::Inks;
use crate::page::{ArtKind, Picture};

/// How photos are made for a press.
pub struct Darkroom {
    pub press: Press,
    /// Inks of sRGB's colours, which most photos take.
    pub srgb: InkTable,
    /// Pixels to the inch that photos are reduced to.
    pub ppi: u16,
    /// JPEG quality.
    pub quality: u8,
    /// Strength of the sharpening, in percent.
    pub sharpen: u16,
}

/// Pixels across and down of what JPEG makes at a time, as no colour is reduced.
const BLOCK: usize = 8;
/// No JPEG is wider or higher.
const MOST_JPEG: u32 = u16::MAX as u32;
/// Blocks tried at a time, as no JPEG is higher than they are together.
const MOST_BLOCKS: usize = 4_096;
/// A photo of which a block breaks the limit even with this much less ink, in 255ths, is kept without loss.
const MOST_HEADROOM: u32 = 200;
/// JPEG quality, at the least, of a photo that was filed without loss: an ad may have type on it.
const LEAST_QUALITY: u8 = 92;

/// Makes the plates of a picture in its frame.
pub fn plates(darkroom: &Darkroom, source: &PictureSource, picture: &Picture, inks: Inks) -> Result<EncodedPicture, String> {
    let art = source.art;
    if inks == Inks::Black || art.channels == 1 {
        let mut pixels = sized(&*source.screen()?.grey()?, picture, darkroom.ppi)?;
        sharpen(&mut pixels, darkroom.sharpen);
        let greys = darkroom.press.greys();
        // DeviceGray is black's complement.
        pixels.bytes.iter_mut().for_each(|pixel| *pixel = 255 - greys[usize::from(*pixel)]);
        return encode(darkroom, pixels, art.kind);
    }
    if art.channels == INKS {
        let mut pixels = sized(source.own()?, picture, darkroom.ppi)?;
        darkroom.press.limit(&mut pixels.bytes, 0);
        return encode(darkroom, pixels, art.kind);
    }
    let mut pixels = sized(&source.own()?.rgb(), picture, darkroom.ppi)?;
    sharpen(&mut pixels, darkroom.sharpen);
    let own = if let Profile::Of(profile, _) = &source.profile { darkroom.press.table(Some(profile)) } else { None };
    pixels.bytes = own.as_ref().unwrap_or(&darkroom.srgb).separate(&pixels.bytes);
    pixels.channels = INKS;
    encode(darkroom, pixels, art.kind)
}

/// The part of an upright picture that its frame shows, in no more pixels than are wanted, and never in more than there are.
fn sized(upright: &Pixels, picture: &Picture, ppi: u16) -> Result<Pixels, String> {
    let (width, height) = picture.crop.shown(upright.size());
    let shown = (width.max(1), height.max(1));
    let size = reduction(shown, picture.frame, ppi).unwrap_or(shown);
    if size == upright.size() { Ok(upright.clone()) } else { upright.resized(picture.crop, size, FilterType::Lanczos3) }
}

/// Unsharp masking of one pixel about: newsprint's dots swallow fine edges. Greys and colours alike; steps of a few levels, which are
/// grain, stay.
fn sharpen(pixels: &mut Pixels, percent: u16) {
    /// Differences up to this are grain.
    const GRAIN: i32 = 3;
    let (width, height, channels) = (pixels.width as usize, pixels.height as usize, pixels.step());
    if percent == 0 || width < 3 || height < 3 {
        return;
    }
    let source = std::mem::take(&mut pixels.bytes);
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
    pixels.bytes = out;
}

/// Photos as JPEG, drawings and type as they are. What was filed without loss is told from its pixels, and is a photo only where few of
/// them are like those before them; it loses less.
pub fn encode(darkroom: &Darkroom, pixels: Pixels, kind: ArtKind) -> Result<EncodedPicture, String> {
    let quality = match kind {
        ArtKind::Jpeg | ArtKind::Webp => darkroom.quality,
        _ => darkroom.quality.max(LEAST_QUALITY),
    };
    let is_photo = matches!(kind, ArtKind::Jpeg | ArtKind::Webp) || flat(&pixels.bytes, pixels.width, pixels.step()) < FLAT;
    let fits = pixels.width <= MOST_JPEG && pixels.height <= MOST_JPEG;
    if is_photo && fits { photo(&darkroom.press, pixels, quality) } else { Ok(pixels.bare()) }
}

/// A photo as JPEG. Blocks in which JPEG pushes the darkest pixels beyond the limit are made again with less ink, until none does.
fn photo(press: &Press, mut pixels: Pixels, quality: u8) -> Result<EncodedPicture, String> {
    let across = (pixels.width as usize).div_ceil(BLOCK);
    let mut less = vec![0; across * (pixels.height as usize).div_ceil(BLOCK)];
    loop {
        let picture = pixels.encoded(Encoding::PressJpeg(quality))?;
        let over = if pixels.channels == INKS { over(&picture.bytes, across, press.most())? } else { Vec::new() };
        let broken: Vec<(usize, u32)> = over.into_iter().enumerate().filter(|(_, over)| *over > 0).collect();
        if broken.is_empty() {
            return Ok(picture);
        }
        if !mend(press, &mut pixels, broken, (&mut less, across), quality)? {
            return Ok(pixels.bare());
        }
    }
}

/// Mends broken blocks, which are told with how much each goes beyond the limit. Each block is coded by itself (ITU-T T.81 § A.3), so
/// that these are tried apart from the rest, in a column. False where one of them cannot be mended.
fn mend(
    press: &Press,
    pixels: &mut Pixels,
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
            for line in lines(pixels, *at, across) {
                press.limit(&mut pixels.bytes[line], less[*at]);
            }
        }
        let mut still = Vec::new();
        for some in broken.chunks(MOST_BLOCKS) {
            let bytes = some.iter().flat_map(|(at, _)| block(pixels, *at, across)).collect();
            let column = Pixels { width: BLOCK as u32, height: (some.len() * BLOCK) as u32, channels: pixels.channels, bytes };
            let over = over(&column.encoded(Encoding::PressJpeg(quality))?.bytes, 1, press.most())?;
            still.extend(some.iter().zip(over).filter(|(_, over)| *over > 0).map(|((at, _), over)| (*at, over)));
        }
        broken = still;
    }
    Ok(true)
}

/// Where the bytes of a block's lines are.
fn lines(pixels: &Pixels, at: usize, across: usize) -> impl Iterator<Item = Range<usize>> + use<> {
    let (x, y) = (at % across * BLOCK, at / across * BLOCK);
    let (width, height, channels) = (pixels.width as usize, pixels.height as usize, pixels.step());
    let end = (x + BLOCK).min(width);
    (y..(y + BLOCK).min(height)).map(move |line| (line * width + x) * channels..(line * width + end) * channels)
}

/// A block's bytes; beyond the picture's edge its last pixels go on.
fn block(pixels: &Pixels, at: usize, across: usize) -> Vec<u8> {
    let row = BLOCK * pixels.step();
    let mut out = Vec::with_capacity(row * BLOCK);
    for line in lines(pixels, at, across) {
        let start = out.len();
        out.extend_from_slice(&pixels.bytes[line]);
        while out.len() < start + row {
            out.extend_from_within(out.len() - pixels.step()..);
        }
    }
    while out.len() < row * BLOCK {
        out.extend_from_within(out.len() - row..);
    }
    out
}

/// By how much the pixels of each block of a CMYK JPEG go beyond the limit, in 255ths.
fn over(bytes: &[u8], across: usize, most: u32) -> Result<Vec<u32>, String> {
    let ((width, height), inks) = crate::jpeg::inks(bytes)?;
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ink::Intent;
    use crate::press::encoded::EncodedKind;
    use crate::press::print::NEWSPRINT;
    use crate::press::specimen::noise;

    fn sized(pixel: impl Fn(u32, u32) -> [u8; 4]) -> Pixels {
        let bytes = (0..64 * 64).flat_map(|at| pixel(at % 64, at / 64)).collect();
        Pixels { width: 64, height: 64, channels: 4, bytes }
    }

    #[test]
    fn what_was_filed_without_loss_is_told_by_its_pixels() {
        let press = Press::new(NEWSPRINT, Intent::Perceptual, 220).unwrap();
        let srgb = press.table(None).unwrap();
        let darkroom = Darkroom { press, srgb, ppi: 200, quality: 90, sharpen: 50 };
        let check =
            |pixels: Pixels, kind: ArtKind, expected: EncodedKind| assert_eq!(encode(&darkroom, pixels, kind).unwrap().kind, expected);
        let photo = || sized(|x, y| [noise(x, y, 0), 40, 0, 20]);
        let chart = || sized(|x, y| if x / 8 % 3 == 0 || y == x { [0, 0, 0, 255] } else { [10, 60, 0, 0] });
        check(photo(), ArtKind::Png, EncodedKind::Jpeg);
        check(photo(), ArtKind::Tiff, EncodedKind::Jpeg);
        check(chart(), ArtKind::Png, EncodedKind::Bare);
        check(chart(), ArtKind::Jpeg, EncodedKind::Jpeg);
    }

    #[test]
    fn no_block_breaks_the_limit() {
        let press = Press::new(NEWSPRINT, Intent::Perceptual, 220).unwrap();
        // Stars on the darkest ground: what JPEG rings with most.
        let stars = sized(|x, y| if noise(x, y, 0) > 200 { [0; 4] } else { [120, 100, 100, 241] });
        let made = photo(&press, stars, 80).unwrap();
        assert_eq!(made.kind, EncodedKind::Jpeg);
        let (_, inks) = crate::jpeg::inks(&made.bytes).unwrap();
        assert!(inks.chunks_exact(4).all(|pixel| pixel.iter().map(|ink| u32::from(*ink)).sum::<u32>() <= press.most()));
    }
}
