//! Pictures of stories as files: cropped as on the page, upright, in a screen's colours, no larger than a reader's column shows.
use std::collections::BTreeMap;

use fast_image_resize::images::Image as Pixels;
use fast_image_resize::{FilterType, PixelType, ResizeAlg, ResizeOptions, Resizer};
use image::DynamicImage;
use rayon::prelude::*;

use super::picture::jpeg;
use super::story::Story;
use crate::page::{Art, ArtKind, Paper, Picture};
use crate::press::art::{self, WHOLE};
use crate::press::colour;

/// No picture of a story is wider than this, in pixels.
const WIDEST: u32 = 1_280;
/// JPEG quality.
const QUALITY: u8 = 80;

/// A picture's file: its path, and its size in pixels.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct File {
    /// Its path in the site's folder.
    pub name: String,
    /// Pixels across.
    pub width: u32,
    /// Pixels down.
    pub height: u32,
}

/// A picture and what is cut of it.
type Cut = (usize, [u32; 4]);

/// A file, what its name ends in, and its size in pixels.
type Made = (Vec<u8>, &'static str, (u32, u32));

/// Pictures of stories.
#[derive(Clone, Debug, Default)]
pub struct Figures {
    by_cut: BTreeMap<Cut, File>,
    /// The files.
    pub files: Vec<(String, Vec<u8>)>,
}

impl Figures {
    /// The file of a picture as a page shows it.
    pub fn of(&self, picture: &Picture) -> Option<&File> {
        self.by_cut.get(&(picture.art, picture.crop))
    }
}

/// The pictures of all stories.
pub fn figures(paper: &Paper, stories: &[Story]) -> Result<Figures, String> {
    let wanted: BTreeMap<Cut, ()> = stories.iter().flat_map(Story::pictures).map(|picture| ((picture.art, picture.crop), ())).collect();
    let cuts: Vec<Cut> = wanted.into_keys().collect();
    let made: Vec<Result<Made, String>> = cuts.par_iter().map(|cut| make(paper, cut)).collect();
    let mut figures = Figures::default();
    for (cut, made) in cuts.into_iter().zip(made) {
        let art = &paper.pictures[cut.0];
        let (bytes, ending, (width, height)) = made.map_err(|why| format!("{} cannot be used: {why}", art.path))?;
        let file = art.path.rsplit('/').next().unwrap_or(&art.path);
        let stem = file.rsplit_once('.').map_or(file, |(stem, _)| stem);
        let plain: String = stem.chars().map(|c| if c.is_alphanumeric() || c == '-' || c == '_' { c } else { '-' }).collect();
        let taken = |name: &String| figures.files.iter().any(|(other, _)| other.to_lowercase() == name.to_lowercase());
        let mut name = format!("pictures/{plain}.{ending}");
        let mut number = 2;
        while taken(&name) {
            name = format!("pictures/{plain}-{number}.{ending}");
            number += 1;
        }
        figures.files.push((name.clone(), bytes));
        figures.by_cut.insert(cut, File { name, width, height });
    }
    Ok(figures)
}

/// Largest file that is taken as it is.
const AS_IT_IS: usize = 400_000;

fn make(paper: &Paper, (art, crop): &Cut) -> Result<Made, String> {
    let art = &paper.pictures[*art];
    let profile = colour::profile(art);
    let is_small = art.width <= WIDEST && art.bytes.len() <= AS_IT_IS;
    if is_small && *crop == [0; 4] && is_plain(art) && matches!(profile, colour::Profile::Plain) {
        let ending = if art.kind == ArtKind::Png { "png" } else { "jpg" };
        return Ok((art.bytes.to_vec(), ending, (art.width, art.height)));
    }
    let upright = art::upright(art, &profile)?;
    let part = |whole: u32, share: u32| (u64::from(whole) * u64::from(share)) as f64 / WHOLE as f64;
    let (left, top) = (part(upright.width(), crop[0]), part(upright.height(), crop[1]));
    let shown_width = (f64::from(upright.width()) - left - part(upright.width(), crop[2])).max(1.0);
    let shown_height = (f64::from(upright.height()) - top - part(upright.height(), crop[3])).max(1.0);
    let width = (shown_width as u32).clamp(1, WIDEST);
    let height = ((shown_height * f64::from(width) / shown_width) as u32).clamp(1, u32::from(u16::MAX));
    let colours = DynamicImage::ImageRgb8(upright.into_rgb8());
    let (whole_width, whole_height) = (colours.width(), colours.height());
    let source =
        Pixels::from_vec_u8(whole_width, whole_height, colours.into_bytes(), PixelType::U8x3).map_err(|error| error.to_string())?;
    let mut target = Pixels::new(width, height, PixelType::U8x3);
    let options = ResizeOptions::new().resize_alg(ResizeAlg::Convolution(FilterType::Lanczos3)).crop(left, top, shown_width, shown_height);
    Resizer::new().resize(&source, &mut target, &options).map_err(|error| error.to_string())?;
    if art.kind == ArtKind::Png {
        let mut bytes = Vec::new();
        let encoder = image::codecs::png::PngEncoder::new(&mut bytes);
        let colour = image::ExtendedColorType::Rgb8;
        image::ImageEncoder::write_image(encoder, target.buffer(), width, height, colour).map_err(|error| error.to_string())?;
        return Ok((bytes, "png", (width, height)));
    }
    let bytes = jpeg(target.buffer(), (width as u16, height as u16), QUALITY)?;
    Ok((bytes, "jpg", (width, height)))
}

/// A file that every browser shows as it is meant.
fn is_plain(art: &Art) -> bool {
    matches!(art.kind, ArtKind::Jpeg | ArtKind::Png) && art.orientation == 1 && art.channels < art::INKS
}
