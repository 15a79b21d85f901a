//! Embedded colour profiles: what a camera, a scanner or a press meant by its pixels, as sRGB.
use std::io::Cursor;
use std::sync::{Arc, LazyLock};

use moxcms::{ColorProfile, DataColorSpace, Layout, Transform8BitExecutor, TransformOptions};
use tiff::decoder::DecodingResult;

use super::picture_file::{MOST_MEMORY, decoder};
use super::pixels::{INKS, Pixels};
use crate::jpeg::{self, StoredInks};
use crate::page::{Art, ArtKind};

/// What a picture says of its own colours.
#[derive(Clone, Debug)]
pub enum Profile {
    /// Nothing, or that they are sRGB.
    Plain,
    /// Something that cannot be understood.
    Unreadable,
    /// That they are of this space; and the profile as it goes into a PDF.
    Of(Box<ColorProfile>, Vec<u8>),
}

/// The press of CMYK pictures that name none: SWOP, as viewers of PDF take it too (saucecontrol's compact profile, CC0).
static PRESS: LazyLock<Option<ColorProfile>> = LazyLock::new(|| ColorProfile::new_from_slice(include_bytes!("swop.icc")).ok());

/// Reads a picture's profile.
pub fn profile(art: &Art) -> Profile {
    let Some(mut bytes) = embedded(art) else { return Profile::Plain };
    let Ok(profile) = ColorProfile::new_from_slice(&bytes) else { return Profile::Unreadable };
    let fits = match profile.color_space {
        DataColorSpace::Gray => art.channels == 1,
        DataColorSpace::Rgb => art.channels == 3,
        DataColorSpace::Cmyk => art.channels == 4,
        _ => false,
    };
    // A picture made grey keeps the profile of its colours, which says nothing of it any more.
    if !fits {
        return Profile::Plain;
    }
    match to_srgb(&profile) {
        None => Profile::Unreadable,
        Some(transform) if art.channels == 3 && changes_nothing(&*transform) => Profile::Plain,
        Some(_) => {
            as_of_pdf(&mut bytes);
            Profile::Of(Box::new(profile), bytes)
        }
    }
}

/// PDF 1.7 takes profiles up to version 4.2, and krilla drops later ones without a word. What came later are tags that readers of
/// a 4.2 profile pass over.
fn as_of_pdf(profile: &mut [u8]) {
    const MINOR: usize = 9;
    const LAST: u8 = 0x20;
    if let Some(minor) = profile.get_mut(MINOR) {
        *minor = (*minor).min(LAST);
    }
}

fn embedded(art: &Art) -> Option<Vec<u8>> {
    match art.kind {
        ArtKind::Pdf => None,
        ArtKind::Jpeg => {
            let mut decoder = jpeg::decoder(&art.bytes);
            decoder.decode_headers().ok()?;
            decoder.icc_profile()
        }
        _ => image::ImageDecoder::icc_profile(&mut decoder(art).ok()?).ok()?,
    }
}

type Transform = Arc<Transform8BitExecutor>;

/// Pixels of a profile, as a decoder gives them, to three bytes of sRGB.
fn to_srgb(profile: &ColorProfile) -> Option<Transform> {
    let layout = match profile.color_space {
        DataColorSpace::Gray => Layout::Gray,
        DataColorSpace::Cmyk => Layout::Rgba,
        _ => Layout::Rgb,
    };
    profile.create_transform_8bit(layout, &ColorProfile::new_srgb(), Layout::Rgb, TransformOptions::default()).ok()
}

/// True where a transform is that of sRGB by another name, so that no picture needs to go through it.
fn changes_nothing(transform: &Transform8BitExecutor) -> bool {
    /// Steps of a colour that nobody sees.
    const UNSEEN: u8 = 2;
    const PROBES: [u8; 6] = [0, 51, 102, 153, 204, 255];
    let probe = |red: u8| PROBES.iter().flat_map(move |green| PROBES.iter().flat_map(move |blue| [red, *green, *blue]));
    let before: Vec<u8> = PROBES.iter().flat_map(|red| probe(*red)).collect();
    let mut after = vec![0; before.len()];
    transform.transform(&before, &mut after).is_ok() && before.iter().zip(&after).all(|(a, b)| a.abs_diff(*b) <= UNSEEN)
}

/// Pixels in sRGB by a profile, or by the usual press's where they are inks; grey stays grey. None where they are that already, or are
/// taken for it.
pub fn converted(pixels: &Pixels, profile: &Profile) -> Result<Option<Pixels>, String> {
    if pixels.channels == INKS {
        let press = if let Profile::Of(profile, _) = profile { Some(&**profile) } else { PRESS.as_ref() };
        let colours = press.and_then(to_srgb).and_then(|transform| transformed(pixels, &*transform));
        return colours.map(Some).ok_or_else(|| "its colours cannot be understood".to_string());
    }
    let Profile::Of(profile, _) = profile else { return Ok(None) };
    let colours = to_srgb(profile).and_then(|transform| transformed(pixels, &*transform));
    match colours {
        Some(colours) if pixels.channels == 1 => Ok(Some(colours.grey()?.into_owned())),
        colours => Ok(colours),
    }
}

fn transformed(pixels: &Pixels, transform: &Transform8BitExecutor) -> Option<Pixels> {
    let mut bytes = vec![0; pixels.width as usize * pixels.height as usize * 3];
    transform.transform(&pixels.bytes, &mut bytes).ok()?;
    Some(Pixels { width: pixels.width, height: pixels.height, channels: 3, bytes })
}

/// The inks of a CMYK picture, as they are.
pub fn inks(art: &Art) -> Result<StoredInks, String> {
    if art.kind == ArtKind::Jpeg { jpeg::inks(&art.bytes) } else { tiff_inks(&art.bytes) }
}

fn tiff_inks(bytes: &[u8]) -> Result<StoredInks, String> {
    let fault = |error| format!("the picture cannot be read ({error})");
    let mut limits = tiff::decoder::Limits::default();
    limits.decoding_buffer_size = MOST_MEMORY as usize;
    limits.intermediate_buffer_size = MOST_MEMORY as usize;
    let mut decoder = tiff::decoder::Decoder::new(Cursor::new(bytes)).map_err(fault)?.with_limits(limits);
    let size = decoder.dimensions().map_err(fault)?;
    match decoder.read_image().map_err(fault)? {
        DecodingResult::U8(inks) => Ok((size, inks)),
        DecodingResult::U16(inks) => Ok((size, inks.into_iter().map(|ink| (ink >> 8) as u8).collect())),
        _ => Err("it is of a rare kind that cannot be printed".into()),
    }
}

#[cfg(test)]
mod tests {
    use image::{ExtendedColorType, ImageEncoder};

    use super::*;
    use crate::press::decoded::Decoded;

    /// A PNG of one colour with a profile.
    fn png(pixel: &[u8], colour: ExtendedColorType, profile: &ColorProfile) -> Art {
        let mut bytes = Vec::new();
        let mut encoder = image::codecs::png::PngEncoder::new(&mut bytes);
        encoder.set_icc_profile(profile.encode().unwrap()).unwrap();
        encoder.write_image(&pixel.repeat(4), 2, 2, colour).unwrap();
        let channels = if pixel.len() < 3 { 1 } else { 3 };
        Art {
            path: "p.png".into(),
            bytes: Arc::new(bytes),
            kind: ArtKind::Png,
            width: 2,
            height: 2,
            orientation: 1,
            channels,
            placed: None,
        }
    }

    /// The last pixel's colour on a screen.
    fn screen(art: &Art, profile: &Profile) -> [u8; 3] {
        let decoded = Decoded::of(art, profile).unwrap();
        let pixels = decoded.screen(profile).unwrap();
        let last = &pixels.bytes[pixels.bytes.len() - pixels.step()..];
        if let [red, green, blue] = *last { [red, green, blue] } else { [last[0]; 3] }
    }

    fn check(art: &Art, expected: [u8; 3]) {
        let pixel = screen(art, &profile(art));
        assert!(pixel.iter().zip(expected).all(|(got, want)| got.abs_diff(want) <= 2), "{pixel:?}, not {expected:?}");
    }

    #[test]
    fn colours_are_those_that_were_meant() {
        let rgb = |pixel: [u8; 3], profile: ColorProfile| png(&pixel, ExtendedColorType::Rgb8, &profile);
        // By the standards' matrices and curves, worked out apart from this program.
        check(&rgb([200, 60, 50], ColorProfile::new_adobe_rgb()), [232, 57, 46]);
        check(&rgb([120, 160, 110], ColorProfile::new_display_p3()), [108, 161, 105]);
        let see_through = png(&[200, 60, 50, 255], ExtendedColorType::Rgba8, &ColorProfile::new_adobe_rgb());
        check(&see_through, [232, 57, 46]);
        // 128/255 to the power of 1.8 is 0.289, which sRGB writes as 146.
        check(&png(&[128], ExtendedColorType::L8, &ColorProfile::new_gray_with_gamma(1.8)), [146, 146, 146]);
    }

    #[test]
    fn what_needs_no_change_gets_none() {
        let art = png(&[200, 60, 50], ExtendedColorType::Rgb8, &ColorProfile::new_srgb());
        assert!(matches!(profile(&art), Profile::Plain));
        let grey = png(&[128], ExtendedColorType::L8, &ColorProfile::new_adobe_rgb());
        assert!(matches!(profile(&grey), Profile::Plain));
    }

    #[test]
    fn inks_become_colours() {
        let mut bytes = Cursor::new(Vec::new());
        let mut encoder = tiff::encoder::TiffEncoder::new(&mut bytes).unwrap();
        encoder.write_image::<tiff::encoder::colortype::CMYK8>(2, 2, &[255, 0, 0, 0].repeat(4)).unwrap();
        let art = Art {
            path: "p.tif".into(),
            bytes: Arc::new(bytes.into_inner()),
            kind: ArtKind::Tiff,
            width: 2,
            height: 2,
            orientation: 1,
            channels: 4,
            placed: None,
        };
        let pixel = screen(&art, &Profile::Plain);
        // Cyan as it is printed, not as a screen's complement of red.
        assert!(pixel[0] < 60 && (130..200).contains(&pixel[1]) && pixel[2] > 190, "{pixel:?}");
    }
}
