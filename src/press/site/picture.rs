//! Pictures of pages: our own e-paper's PDF rasterised once at the largest size, and scaled down to the others.
use std::collections::BTreeSet;
use std::sync::{Arc, OnceLock};

use fast_image_resize::FilterType;
use hayro::hayro_interpret::InterpreterSettings;
use hayro::hayro_syntax::Pdf;
use hayro::vello_cpu::color::palette::css::WHITE;
use hayro::{RenderCache, RenderSettings, render};
use rayon::prelude::*;

use crate::cache::Key;
use crate::page::{Crop, MarkKind, Page, Paper};
use crate::press::encoded::EncodedPicture;
use crate::press::pdf::EpaperFile;
use crate::press::picture_cache::{PictureCache, Recipe};
use crate::press::pixels::{Encoding, Pixels};
use crate::units::INCH;

/// Pixels across at the three sizes: to zoom into, to look at whole, for the strip.
const WIDTHS: [u32; 3] = [2_200, 1_100, 200];
/// What the sizes add to the file's name.
const ENDINGS: [&str; 3] = ["-zoom", "", "-thumb"];
/// JPEG quality at the three sizes: where pixels are smaller than the eye sees, less will do.
const QUALITIES: [u8; 3] = [66, 78, 80];
/// No page is drawn finer than this, in pixels to the inch.
const FINEST: f32 = 220.0;

/// A picture at one size.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PageImage {
    /// Its path in the site's folder.
    pub file: String,
    /// Pixels across.
    pub width: u16,
    /// Pixels down.
    pub height: u16,
    pub bytes: Vec<u8>,
}

/// A page's pictures: the one to zoom into, the one to look at, the one for the strip.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PagePicture {
    /// In that order.
    pub sizes: [PageImage; 3],
}

impl PagePicture {
    /// The one to zoom into.
    pub fn zoom(&self) -> &PageImage {
        &self.sizes[0]
    }

    /// The one to look at.
    pub fn page(&self) -> &PageImage {
        &self.sizes[1]
    }

    /// The one for the strip.
    pub fn thumb(&self) -> &PageImage {
        &self.sizes[2]
    }
}

/// The pictures of all pages.
pub fn pages(paper: &Paper, epaper: &EpaperFile, cache: &PictureCache) -> Result<Vec<PagePicture>, String> {
    let pdf = Arc::new(epaper.bytes.clone());
    let faces: Vec<OnceLock<Key>> = paper.faces.iter().map(|_| OnceLock::new()).collect();
    let of_page = |(at, page): (usize, &Page)| {
        let recipes = || {
            let recipe = recipe(paper, at, (epaper, &faces));
            [0, 1, 2].map(|size| recipe.clone().numbers(&[size]))
        };
        // Reading the file's table anew for each page costs less than sharing what was read.
        let pictures = cache.or_make_all(recipes, || draw(page, at, pdf.clone()))?;
        let mut endings = ENDINGS.into_iter();
        let sizes = pictures.map(|picture| PageImage {
            file: format!("pages/{}{}.jpg", page.label, endings.next().unwrap_or_default()),
            width: picture.width as u16,
            height: picture.height as u16,
            bytes: picture.bytes,
        });
        Ok(PagePicture { sizes })
    };
    paper.pages.par_iter().enumerate().map(of_page).collect()
}

/// All that the pictures of a page are made of: its marks, their faces and pictures. The fonts in the e-paper's PDF would not do, as they
/// have another set of glyphs whenever any page has other words.
fn recipe(paper: &Paper, at: usize, (epaper, faces): (&EpaperFile, &[OnceLock<Key>])) -> Recipe {
    let page = &paper.pages[at];
    let size = [i64::from(page.width.0), i64::from(page.height.0), i64::from(page.count())];
    let mut recipe = Recipe::new("page").numbers(&size).with(format!("{:?}", page.marks).as_bytes());
    let mut used: BTreeSet<usize> = BTreeSet::new();
    for (mark_at, mark) in page.marks.iter().enumerate() {
        match &mark.kind {
            MarkKind::Text(text) => drop(used.insert(usize::from(text.face.0))),
            MarkKind::Picture(_) => {
                let picture = epaper.pictures.get(&(at, mark_at));
                recipe = recipe.with(picture.map_or(&[][..], |picture| &picture.digest));
            }
            MarkKind::Fill(..) | MarkKind::Frame(..) => {}
        }
    }
    for face in used {
        recipe = recipe.with(faces[face].get_or_init(|| PictureCache::digest((*paper.faces[face].bytes).as_ref())));
    }
    recipe
}

/// A page at the three sizes.
fn draw(page: &Page, at: usize, pdf: Arc<Vec<u8>>) -> Result<[EncodedPicture; 3], String> {
    let pdf = Pdf::new(pdf).map_err(|_| "the e-paper's own PDF cannot be read".to_string())?;
    let drawn = pdf.pages().get(at).ok_or("the e-paper's own PDF lacks a page")?;
    let (width, _) = drawn.render_dimensions();
    // A double truck is twice as wide as its neighbours, and as fine.
    let widths = WIDTHS.map(|width| width * page.count());
    let scale = (widths[0] as f32 / width).min(FINEST / INCH.to_f32());
    let settings = RenderSettings { x_scale: scale, y_scale: scale, bg_color: WHITE, ..RenderSettings::default() };
    let pixels = render(drawn, &RenderCache::new(), &InterpreterSettings::default(), &settings);
    let bytes = pixels.data_as_u8_slice().chunks_exact(4).flat_map(|pixel| [pixel[0], pixel[1], pixel[2]]).collect();
    let largest = Pixels { width: pixels.width().into(), height: pixels.height().into(), channels: 3, bytes };
    drop(pixels);
    let encoded = |pixels: &Pixels, size: usize| pixels.encoded(Encoding::SiteJpeg(QUALITIES[size]));
    let zoom = encoded(&largest, 0)?;
    let middle = smaller(&largest, widths[1])?;
    drop(largest);
    let thumb = smaller(&middle, widths[2])?;
    Ok([zoom, encoded(&middle, 1)?, encoded(&thumb, 2)?])
}

/// The picture at a width; as it is where it is no wider.
fn smaller(pixels: &Pixels, width: u32) -> Result<Pixels, String> {
    let width = width.min(pixels.width);
    let height = (u64::from(pixels.height) * u64::from(width)).div_ceil(u64::from(pixels.width.max(1))).max(1) as u32;
    pixels.resized(Crop::NONE, (width, height), FilterType::Hamming)
}

#[cfg(test)]
mod tests {
    use std::time::SystemTime;

    use super::*;
    use crate::cache::Cache;
    use crate::diag::Diagnostics;
    use crate::press::epaper_pictures::SizedPictures;
    use crate::press::order::EpaperOrder;
    use crate::press::{pdf, specimen};

    #[test]
    fn only_pages_that_changed_are_drawn_again() {
        let folder = std::env::temp_dir().join(format!("newsprint-pages-{}", std::process::id()));
        let _ = std::fs::remove_dir_all(&folder);
        let cache = PictureCache::new(Some(Arc::new(Cache::new(folder.clone(), SystemTime::UNIX_EPOCH))));
        let kept = || {
            std::fs::read_dir(&folder).unwrap().flatten().filter(|entry| entry.path().extension().is_some_and(|end| end == "made")).count()
        };
        let drawn = |paper: &Paper| {
            let order = EpaperOrder::default();
            let epaper = pdf::epaper(paper, &order, SizedPictures::new(), &cache, &mut Diagnostics::default()).unwrap();
            pages(paper, &epaper, &cache).unwrap()
        };
        let mut paper = specimen::paper(2);
        specimen::letter(&mut paper, 0, 300);
        let first = drawn(&paper);
        assert_eq!(kept(), 6);
        specimen::letter(&mut paper, 1, 200);
        let second = drawn(&paper);
        assert_eq!(kept(), 9, "the second page alone is made anew");
        assert_eq!(first[0], second[0]);
        assert_ne!(first[1].zoom().bytes, second[1].zoom().bytes);
        std::fs::remove_dir_all(&folder).unwrap();
    }
}
