//! Pictures of stories as files: cropped as on the page, upright, in a screen's colours, no larger than a reader's column shows.
use std::collections::BTreeMap;

use image::codecs::png::PngEncoder;
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
    let shown = |side: u32, one: u32, other: u32| (f64::from(side) * f64::from(WHOLE as u32 - one - other) / WHOLE as f64).max(1.0);
    let (shown_width, shown_height) = (shown(art.width, crop[0], crop[2]), shown(art.height, crop[1], crop[3]));
    let width = (shown_width as u32).clamp(1, WIDEST);
    let height = ((shown_height * f64::from(width) / shown_width) as u32).clamp(1, u32::from(u16::MAX));
    let pixels = art::sized((art, &profile), *crop, (width, height))?.into_rgb8();
    if art.kind == ArtKind::Png {
        let mut bytes = Vec::new();
        pixels.write_with_encoder(PngEncoder::new(&mut bytes)).map_err(|error| error.to_string())?;
        return Ok((bytes, "png", (width, height)));
    }
    let bytes = jpeg(&pixels, (width as u16, height as u16), QUALITY)?;
    Ok((bytes, "jpg", (width, height)))
}

/// A file that every browser shows as it is meant.
fn is_plain(art: &Art) -> bool {
    matches!(art.kind, ArtKind::Jpeg | ArtKind::Png) && art.orientation == 1 && art.channels < art::INKS
}
