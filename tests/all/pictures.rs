//! Page pictures for tests: our own PDF, rasterised.
use std::io::Cursor;
use std::sync::Arc;

use hayro::hayro_interpret::InterpreterSettings;
use hayro::hayro_syntax::Pdf;
use hayro::vello_cpu::color::palette::css::WHITE;
use hayro::{RenderCache, RenderSettings, render};
use image::{GrayImage, ImageFormat, RgbaImage};

/// A page's pixels.
pub fn pixels(pdf: &[u8], page: usize, ppi: u16) -> RgbaImage {
    let pdf = Pdf::new(Arc::new(pdf.to_vec())).expect("our own PDF can be read");
    let scale = f32::from(ppi) / 72.0;
    let settings = RenderSettings { x_scale: scale, y_scale: scale, bg_color: WHITE, ..RenderSettings::default() };
    let pixels = render(&pdf.pages()[page], &RenderCache::new(), &InterpreterSettings::default(), &settings);
    let (width, height) = (u32::from(pixels.width()), u32::from(pixels.height()));
    RgbaImage::from_raw(width, height, pixels.data_as_u8_slice().to_vec()).expect("as many bytes as pixels")
}

/// A page as a grey PNG.
pub fn picture(pdf: &[u8], page: usize, ppi: u16) -> Vec<u8> {
    let rgba = pixels(pdf, page, ppi);
    let mut png = Vec::new();
    image::DynamicImage::from(rgba).to_luma8().write_to(&mut Cursor::new(&mut png), ImageFormat::Png).expect("PNG");
    png
}

/// Pixels of 1000 that differ by more than a shade; all where the sizes differ.
pub fn changed(want: &[u8], got: &[u8]) -> usize {
    const SHADE: u8 = 40;
    let open = |bytes: &[u8]| image::load_from_memory(bytes).ok().map(|picture| picture.to_luma8());
    let (Some(want), Some(got)): (Option<GrayImage>, Option<GrayImage>) = (open(want), open(got)) else { return 1000 };
    if want.dimensions() != got.dimensions() {
        return 1000;
    }
    let count = want.pixels().zip(got.pixels()).filter(|(a, b)| a[0].abs_diff(b[0]) > SHADE).count();
    count * 1000 / (want.width() as usize * want.height() as usize).max(1)
}
