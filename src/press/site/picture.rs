//! Pictures of pages: our own e-paper's PDF rasterised once at the largest size, and scaled down to the others.
use std::sync::Arc;

use fast_image_resize::images::Image as Pixels;
use fast_image_resize::{FilterType, PixelType, ResizeAlg, ResizeOptions, Resizer};
use hayro::hayro_interpret::InterpreterSettings;
use hayro::hayro_syntax::Pdf;
use hayro::vello_cpu::color::palette::css::WHITE;
use hayro::{RenderCache, RenderSettings, render};
use jpeg_encoder::{ColorType, Encoder, SamplingFactor};
use rayon::prelude::*;

use crate::page::{Page, Paper};

/// Pixels across at the three sizes: to zoom into, to look at whole, for the strip.
const WIDTHS: [u16; 3] = [2_200, 1_100, 200];
/// What the sizes add to the file's name.
const ENDINGS: [&str; 3] = ["-zoom", "", "-thumb"];
/// JPEG quality at the three sizes: where pixels are smaller than the eye sees, less will do.
const QUALITIES: [u8; 3] = [66, 78, 80];
/// No page is drawn finer than this, in pixels to the inch.
const FINEST: f32 = 220.0;
/// Points to the inch.
const INCH: f32 = 72.0;

/// A picture at one size.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sized {
    /// Its path in the site's folder.
    pub file: String,
    /// Pixels across.
    pub width: u16,
    /// Pixels down.
    pub height: u16,
    /// The file.
    pub bytes: Vec<u8>,
}

/// A page's pictures: the one to zoom into, the one to look at, the one for the strip.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PagePicture {
    /// In that order.
    pub sizes: [Sized; 3],
}

impl PagePicture {
    /// The one to zoom into.
    pub fn zoom(&self) -> &Sized {
        &self.sizes[0]
    }

    /// The one to look at.
    pub fn page(&self) -> &Sized {
        &self.sizes[1]
    }

    /// The one for the strip.
    pub fn thumb(&self) -> &Sized {
        &self.sizes[2]
    }
}

/// The pictures of all pages.
pub fn pages(paper: &Paper, pdf: Arc<Vec<u8>>) -> Result<Vec<PagePicture>, String> {
    let numbered = paper.pages.par_iter().enumerate();
    // Reading the file's table anew for each page costs less than sharing what was read.
    numbered.map(|(at, page)| picture(page, at, pdf.clone())).collect()
}

fn picture(page: &Page, at: usize, pdf: Arc<Vec<u8>>) -> Result<PagePicture, String> {
    let pdf = Pdf::new(pdf).map_err(|_| "the e-paper's own PDF cannot be read".to_string())?;
    let drawn = pdf.pages().get(at).ok_or("the e-paper's own PDF lacks a page")?;
    let (width, _) = drawn.render_dimensions();
    // A double truck is twice as wide as its neighbours, and as fine.
    let widths = WIDTHS.map(|width| width * page.count() as u16);
    let scale = (f32::from(widths[0]) / width).min(FINEST / INCH);
    let settings = RenderSettings { x_scale: scale, y_scale: scale, bg_color: WHITE, ..RenderSettings::default() };
    let pixels = render(drawn, &RenderCache::new(), &InterpreterSettings::default(), &settings);
    let (width, height) = (pixels.width(), pixels.height());
    let colours: Vec<u8> = pixels.data_as_u8_slice().chunks_exact(4).flat_map(|pixel| [pixel[0], pixel[1], pixel[2]]).collect();
    drop(pixels);
    let largest = Pixels::from_vec_u8(u32::from(width), u32::from(height), colours, PixelType::U8x3).map_err(|error| error.to_string())?;
    let sized = |size: usize, pixels: &Pixels| -> Result<Sized, String> {
        let (width, height) = (pixels.width() as u16, pixels.height() as u16);
        let bytes = jpeg(pixels.buffer(), (width, height), QUALITIES[size])?;
        Ok(Sized { file: format!("pages/{}{}.jpg", page.label, ENDINGS[size]), width, height, bytes })
    };
    let zoom = sized(0, &largest)?;
    let middle = smaller(&largest, widths[1])?;
    let thumb = smaller(&middle, widths[2])?;
    Ok(PagePicture { sizes: [zoom, sized(1, &middle)?, sized(2, &thumb)?] })
}

/// The picture at a width; as it is where it is no wider.
pub fn smaller(pixels: &Pixels, width: u16) -> Result<Pixels<'static>, String> {
    let width = u32::from(width).min(pixels.width());
    let height = (u64::from(pixels.height()) * u64::from(width)).div_ceil(u64::from(pixels.width().max(1))).max(1) as u32;
    let mut target = Pixels::new(width, height, pixels.pixel_type());
    let options = ResizeOptions::new().resize_alg(ResizeAlg::Convolution(FilterType::Hamming));
    Resizer::new().resize(pixels, &mut target, &options).map_err(|error| error.to_string())?;
    Ok(target)
}

/// Pixels of three bytes as JPEG.
pub fn jpeg(pixels: &[u8], (width, height): (u16, u16), quality: u8) -> Result<Vec<u8>, String> {
    let mut bytes = Vec::new();
    let mut encoder = Encoder::new(&mut bytes, quality);
    encoder.set_sampling_factor(SamplingFactor::F_2_2);
    encoder.encode(pixels, width, height, ColorType::Rgb).map_err(|error| error.to_string())?;
    Ok(bytes)
}
