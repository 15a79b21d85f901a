//! Placed PDF pages as pictures: where a printer may not have the page as it is.
use std::sync::Arc;

use hayro::hayro_interpret::InterpreterSettings;
use hayro::vello_cpu::color::palette::css::WHITE;
use hayro::{RenderCache, RenderSettings, render};

use super::encoded::EncodedPicture;
use super::pdfx::Standard;
use super::photo::{Darkroom, encode};
use super::pixels::{INKS, Pixels};
use crate::diag::{Diagnostics, Place, Source};
use crate::ink::Inks;
use crate::page::{Art, ArtKind, Paper};
use crate::units::{INCH, Rect};

/// Pixels to the inch: type at this is as sharp as newsprint shows it.
const PPI: f32 = 300.0;

/// Why a placed page must become a picture; none where the printer may have it as it is.
pub fn why(art: &Art, inks: Inks, standard: Standard) -> Option<&'static str> {
    // A page that cannot be looked through is not trusted either.
    let Some(placed) = &art.placed else { return Some("it cannot be looked through") };
    if placed.has_rgb {
        Some("it holds colours of a screen")
    } else if !placed.missing_fonts.is_empty() {
        Some("it lacks fonts")
    } else if standard == Standard::X1a && placed.shines_through {
        Some("something in it shines through, which PDF/X-1a forbids")
    } else if inks == Inks::Black && (placed.has_colour || !placed.spots.is_empty()) {
        Some("its page is printed in black alone, and it has colours")
    } else {
        None
    }
}

/// Tells of ads that become pictures for no other reason than what was ordered of the press; the proof tells of the others.
pub fn tell(paper: &Paper, pages: &[usize], standard: Standard, diags: &mut Diagnostics) {
    for page in pages.iter().map(|page| &paper.pages[*page]) {
        for ad in &page.ads {
            let art = &paper.pictures[ad.art];
            let ordered = why(art, page.inks, standard).filter(|why| art.kind == ArtKind::Pdf && why_at_all(art) != Some(why));
            let Some(why) = ordered else { continue };
            let frame = [ad.frame.x, ad.frame.y, ad.frame.width, ad.frame.height].map(|side| side.0);
            diags
                .warning("ad-pictured", Some(Source::whole(&art.path)), format!("the ad \"{}\" becomes a picture: {why}", ad.name))
                .did("printed its page as a picture of 300 pixels to the inch in the press's inks")
                .help("look at its small type; ask the advertiser for a PDF that may stay as it is")
                .place(Place { page: page.label.clone(), story: None, ad: Some(ad.name.clone()), frame });
        }
    }
}

/// Why a page would become a picture on any page and by any standard.
fn why_at_all(art: &Art) -> Option<&'static str> {
    why(art, Inks::Four, Standard::X4)
}

/// A page at the size at which it stands in its frame, in the middle of white, at so many pixels to the inch.
pub fn pixels(art: &Art, frame: Rect, ppi: f32) -> Result<Pixels, String> {
    let pdf = hayro::hayro_syntax::Pdf::new(art.bytes.clone() as Arc<Vec<u8>>).map_err(|_| "this is no usable PDF".to_string())?;
    let page = pdf.pages().first().ok_or("the PDF has no page")?;
    let (width, height) = page.render_dimensions();
    let scale = (frame.width.to_f32() / width).min(frame.height.to_f32() / height) * ppi / INCH.to_f32();
    let settings = RenderSettings { x_scale: scale, y_scale: scale, bg_color: WHITE, ..RenderSettings::default() };
    let pixels = render(page, &RenderCache::new(), &InterpreterSettings::default(), &settings);
    let size = (usize::from(pixels.width()), usize::from(pixels.height()));
    Ok(centred(pixels.data_as_u8_slice(), size, frame))
}

/// The plates of a page at the size at which it stands in its frame.
pub fn plates(darkroom: &Darkroom, art: &Art, frame: Rect, inks: Inks) -> Result<EncodedPicture, String> {
    let mut pixels = pixels(art, frame, PPI)?;
    if inks == Inks::Black {
        let greys = darkroom.press.greys();
        // ITU-R BT.709's shares of luminance.
        let luminance = |pixel: &[u8]| (2126 * u32::from(pixel[0]) + 7152 * u32::from(pixel[1]) + 722 * u32::from(pixel[2])) / 10_000;
        pixels.bytes = pixels.bytes.chunks_exact(3).map(|pixel| 255 - greys[luminance(pixel) as usize]).collect();
        pixels.channels = 1;
    } else {
        pixels.bytes = darkroom.srgb.separate(&pixels.bytes);
        pixels.channels = INKS;
    }
    encode(darkroom, pixels, art.kind)
}

/// Pixels of four bytes as three, in the middle of white of the frame's shape: an advertiser's page keeps its own.
fn centred(pixels: &[u8], (width, height): (usize, usize), frame: Rect) -> Pixels {
    let (across, down) = (frame.width.0.max(1) as usize, frame.height.0.max(1) as usize);
    let wide = width.max((height * across).div_ceil(down));
    let high = height.max((width * down).div_ceil(across));
    let (left, top) = ((wide - width) / 2, (high - height) / 2);
    let mut out = vec![255; wide * high * 3];
    for (row, line) in pixels.chunks_exact(width * 4).enumerate() {
        let start = ((top + row) * wide + left) * 3;
        let place = out[start..start + width * 3].chunks_exact_mut(3);
        place.zip(line.chunks_exact(4)).for_each(|(to, from)| to.copy_from_slice(&from[..3]));
    }
    Pixels { width: wide as u32, height: high as u32, channels: 3, bytes: out }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::units::Pt;

    #[test]
    fn a_page_keeps_its_shape() {
        let frame = Rect { x: Pt::ZERO, y: Pt::ZERO, width: Pt(2_000), height: Pt(1_000) };
        let page = centred(&[0, 0, 0, 255, 9, 9, 9, 255], (1, 2), frame);
        assert_eq!(page.size(), (4, 2));
        let firsts: Vec<u8> = page.bytes.chunks_exact(3).map(|pixel| pixel[0]).collect();
        assert_eq!(firsts, [255, 0, 255, 255, 255, 9, 255, 255]);
    }
}
