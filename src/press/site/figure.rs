//! Pictures of stories as files: cropped as on the page, upright, in a screen's colours, no larger than a reader's column shows.
use std::collections::{BTreeMap, BTreeSet};

use fast_image_resize::FilterType;

use super::story::Story;
use crate::page::{Art, ArtKind, Crop, Paper, Picture};
use crate::press::colour::Profile;
use crate::press::encoded::{EncodedKind, EncodedPicture};
use crate::press::picture_cache::Recipe;
use crate::press::pixels::{Encoding, INKS};
use crate::press::source::PictureSource;

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

/// A picture, by its index, and what is cut of it.
pub type Cut = (usize, Crop);

/// Pictures of stories.
#[derive(Clone, Debug, Default)]
pub struct Figures {
    by_cut: BTreeMap<Cut, File>,
    pub files: Vec<(String, Vec<u8>)>,
}

impl Figures {
    /// The file of a picture as a page shows it.
    pub fn of(&self, picture: &Picture) -> Option<&File> {
        self.by_cut.get(&(picture.art, picture.crop))
    }
}

/// What the stories show of pictures.
pub fn cuts(stories: &[Story]) -> BTreeSet<Cut> {
    stories.iter().flat_map(Story::pictures).map(|picture| (picture.art, picture.crop)).collect()
}

/// The files of the pictures of stories, as they were made.
pub fn figures(paper: &Paper, made: &BTreeMap<Cut, Result<EncodedPicture, String>>) -> Result<Figures, String> {
    let mut figures = Figures::default();
    for (cut, made) in made {
        let art = &paper.pictures[cut.0];
        let picture = made.as_ref().map_err(|why| format!("{} cannot be used: {why}", art.path))?;
        let ending = if picture.kind == EncodedKind::Png { "png" } else { "jpg" };
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
        figures.files.push((name.clone(), picture.bytes.clone()));
        figures.by_cut.insert(*cut, File { name, width: picture.width, height: picture.height });
    }
    Ok(figures)
}

/// Largest file that is taken as it is.
const AS_IT_IS: usize = 400_000;

/// A picture as its stories show it.
pub fn of_story(source: &PictureSource, crop: Crop) -> Result<EncodedPicture, String> {
    let art = source.art;
    let is_small = art.width <= WIDEST && art.bytes.len() <= AS_IT_IS;
    if is_small && crop == Crop::NONE && is_plain(art) && matches!(source.profile, Profile::Plain) {
        let kind = if art.kind == ArtKind::Png { EncodedKind::Png } else { EncodedKind::Jpeg };
        return Ok(EncodedPicture { width: art.width, height: art.height, channels: art.channels, kind, bytes: art.bytes.to_vec() });
    }
    let shown = crop.area((art.width, art.height));
    let width = (shown.width as u32).clamp(1, WIDEST);
    let height = ((shown.height * f64::from(width) / shown.width) as u32).clamp(1, u32::from(u16::MAX));
    let encoding = if art.kind == ArtKind::Png { Encoding::Png } else { Encoding::SiteJpeg(QUALITY) };
    let recipe =
        Recipe::new("figure").numbers(&crop.sides().map(i64::from)).numbers(&[i64::from(width), i64::from(height), QUALITY.into()]);
    source.or_make(recipe, || source.screen()?.resized(crop, (width, height), FilterType::Lanczos3)?.rgb().encoded(encoding))
}

/// A file that every browser shows as it is meant.
fn is_plain(art: &Art) -> bool {
    matches!(art.kind, ArtKind::Jpeg | ArtKind::Png) && art.orientation == 1 && art.channels < INKS
}
