//! Pictures for readers: placed PDF pages as pictures, and photos at a quality that keeps each page within its size.
use std::cell::OnceCell;
use std::collections::BTreeMap;

use fast_image_resize::FilterType;

use super::drawable::{Drawable, Drawables, MarkAt, untouched, whole_pdf};
use super::encoded::EncodedPicture;
use super::order::{EpaperOrder, Photos};
use super::picture_cache::{PictureCache, Recipe};
use super::pixels::{Encoding, INKS, Pixels, reduction};
use super::raster;
use super::source::PictureSource;
use crate::cache::Key;
use crate::diag::Diagnostics;
use crate::page::{Art, ArtKind, Crop, Mark, MarkKind, Page, Paper, Picture};

/// A picture as it is drawn, and about how many bytes it adds to the file.
#[derive(Clone, Debug)]
pub struct SizedPicture {
    /// As it is drawn.
    pub drawable: Drawable,
    /// Bytes that it adds.
    pub bytes: usize,
    /// What stands for its pixels in a recipe.
    pub digest: Key,
}

/// The pictures of a paper, by their marks.
pub type SizedPictures = BTreeMap<MarkAt, SizedPicture>;

/// Placed pages become pictures, for the standards for readers hold for all that is in a file, and no advertiser's page is to them: of so
/// many pixels to the inch where photos keep theirs, else of a third more than photos have, for there is type on them.
const PLACED_PPI: u16 = 200;
/// JPEG quality of placed pages where photos keep theirs.
const PLACED_QUALITY: u8 = 85;
/// Steps by which quality is lowered, and where it ends.
const STEP: u8 = 6;
const LOWEST: u8 = 40;

impl SizedPicture {
    fn of(encoded: EncodedPicture, crop: Crop) -> Result<SizedPicture, String> {
        let (bytes, digest) = (encoded.bytes.len(), PictureCache::digest(&encoded.bytes));
        Ok(SizedPicture { drawable: Drawable::of(encoded, crop)?, bytes, digest })
    }
}

/// The pictures as a pen takes them.
pub fn drawables(pictures: &SizedPictures) -> Drawables {
    pictures.iter().map(|(at, picture)| (*at, picture.drawable.clone())).collect()
}

/// A picture for its frame: untouched where nothing must change. The error is in an editor's words and does not name the file.
pub fn for_frame(source: &PictureSource, picture: &Picture, photos: Photos) -> Result<SizedPicture, String> {
    let (art, crop) = (source.art, picture.crop);
    if art.kind == ArtKind::Pdf {
        let (ppi, quality) = match photos {
            Photos::Keep => (PLACED_PPI, PLACED_QUALITY),
            Photos::Fit { ppi, quality } => (placed_ppi(ppi), quality),
        };
        let recipe = placed_recipe(picture, ppi, quality);
        return SizedPicture::of(source.or_make(recipe, || smaller_file(&placed(art, picture, ppi)?, quality))?, Crop::NONE);
    }
    let target = match photos {
        Photos::Keep => None,
        Photos::Fit { ppi, quality } => size_in_frame(art, picture, ppi).map(|size| (size, quality)),
    };
    let (size, encoding) = match (art.kind, target) {
        (ArtKind::Jpeg, None) => {
            let digest = source.digest();
            return Ok(SizedPicture { drawable: untouched(art, &source.profile, crop)?, bytes: art.bytes.len(), digest });
        }
        // Pictures that PDF does not take as they are: without loss, as they often are drawings.
        (_, None) => return SizedPicture::of(source.or_make(Recipe::new("whole"), || source.screen()?.encoded(Encoding::Png))?, crop),
        // Photos as JPEG, drawings without loss.
        (ArtKind::Png, Some((size, _))) => (size, Encoding::Png),
        (_, Some((size, quality))) => (size, Encoding::EpaperJpeg(quality)),
    };
    let resized = || source.screen()?.resized(crop, size, FilterType::Lanczos3)?.encoded(encoding);
    SizedPicture::of(source.or_make(reduced_recipe(crop, size, encoding), resized)?, Crop::NONE)
}

fn placed_ppi(ppi: u16) -> u16 {
    ppi + ppi / 3
}

/// The size in pixels to which the cropped picture is reduced; none where it has not much more than is wanted. A JPEG in
/// inks is made anew at its own size, as screens show RGB.
fn size_in_frame(art: &Art, picture: &Picture, ppi: u16) -> Option<(u32, u32)> {
    let shown = picture.crop.shown((art.width, art.height));
    let anew = || (art.kind == ArtKind::Jpeg && art.channels == INKS).then_some((shown.0.max(1), shown.1.max(1)));
    reduction(shown, picture.frame, ppi).or_else(anew)
}

fn reduced_recipe(crop: Crop, size: (u32, u32), encoding: Encoding) -> Recipe {
    let quality = if let Encoding::EpaperJpeg(quality) = encoding { i64::from(quality) } else { 0 };
    Recipe::new("reduced").numbers(&crop.sides().map(i64::from)).numbers(&[i64::from(size.0), i64::from(size.1), quality])
}

fn placed_recipe(picture: &Picture, ppi: u16, quality: u8) -> Recipe {
    let frame = picture.frame;
    Recipe::new("placed").numbers(&[i64::from(frame.width.0), i64::from(frame.height.0), i64::from(ppi), i64::from(quality)])
}

/// A placed page at a resolution.
fn placed(art: &Art, picture: &Picture, ppi: u16) -> Result<Pixels, String> {
    whole_pdf(&art.bytes)?;
    raster::pixels(art, picture.frame, f32::from(ppi))
}

/// Flat colours and type are often smaller without loss.
fn smaller_file(pixels: &Pixels, quality: u8) -> Result<EncodedPicture, String> {
    let (whole, lossy) = (pixels.encoded(Encoding::Png)?, pixels.encoded(Encoding::EpaperJpeg(quality))?);
    Ok(if whole.bytes.len() <= lossy.bytes.len() { whole } else { lossy })
}

/// An e-paper as it was written, of which pages may be too large.
pub struct WrittenEpaper<'a> {
    pub paper: &'a Paper,
    pub order: &'a EpaperOrder,
    /// Bytes of the file.
    pub bytes: usize,
    /// What was made already.
    pub cache: &'a PictureCache,
}

/// The pictures again, those of pages that are too large at a lower quality; none where no page is. What is no picture is shared out
/// between the pages, as their fonts are.
pub fn within(written: &WrittenEpaper, pictures: &SizedPictures, diags: &mut Diagnostics) -> Option<SizedPictures> {
    let (paper, order) = (written.paper, written.order);
    let Photos::Fit { ppi, quality } = order.photos else { return None };
    let of_page = |page: usize| pictures.range((page, 0)..(page + 1, 0)).map(|(_, picture)| picture.bytes).sum();
    let sizes: Vec<usize> = (0..paper.pages.len()).map(of_page).collect();
    let rest = written.bytes.saturating_sub(sizes.iter().sum()) / paper.pages.len().max(1);
    // A double truck is two pages.
    let most = |page: &Page| order.max_page_kb as usize * 1_000 * page.count() as usize;
    let is_heavy = |(index, page): &(usize, &Page)| sizes[*index] > 0 && sizes[*index] + rest > most(page);
    let mut lighter: SizedPictures = BTreeMap::new();
    for (index, page) in paper.pages.iter().enumerate().filter(is_heavy) {
        let most = most(page);
        let tries = tries(written, index, ppi);
        let mut lowered = quality;
        let size = loop {
            lowered = lowered.saturating_sub(STEP).max(LOWEST);
            let made: SizedPictures = tries.iter().filter_map(|(at, tried)| Some((*at, tried.at_quality(lowered).ok()?))).collect();
            let size = made.values().map(|picture| picture.bytes).sum::<usize>() + rest;
            if size <= most || lowered <= LOWEST {
                lighter.extend(made);
                break size;
            }
        };
        let note = diags.note("page-size", None, format!("page {} is larger than {} kB", page.label, most / 1_000));
        if size <= most {
            note.did(format!("took its pictures at JPEG quality {lowered} in place of {quality}"));
        } else {
            let still = format!("took its pictures at JPEG quality {lowered}, the lowest; it is {} kB still", size / 1_000);
            note.did(still).help("fewer or smaller photos, or a lower epaper.ppi or higher epaper.max_page_kb in the layout");
        }
    }
    if lighter.is_empty() {
        return None;
    }
    let mut all = pictures.clone();
    all.extend(lighter);
    Some(all)
}

/// A picture at one size, to be written at one quality after the other.
struct Trial<'a> {
    source: PictureSource<'a>,
    picture: &'a Picture,
    ppi: u16,
    /// Its pixels at that size, from when the first quality is made anew.
    pixels: OnceCell<Result<Pixels, String>>,
}

/// The pictures of a page.
fn tries<'a>(written: &WrittenEpaper<'a>, page: usize, ppi: u16) -> Vec<(MarkAt, Trial<'a>)> {
    let paper = written.paper;
    let of_mark = |(at, mark): (usize, &'a Mark)| {
        let MarkKind::Picture(picture) = &mark.kind else { return None };
        let source = PictureSource::new(&paper.pictures[picture.art], written.cache);
        Some(((page, at), Trial { source, picture, ppi, pixels: OnceCell::new() }))
    };
    paper.pages[page].marks.iter().enumerate().filter_map(of_mark).collect()
}

impl Trial<'_> {
    /// As JPEG of a quality, whatever it was.
    fn at_quality(&self, quality: u8) -> Result<SizedPicture, String> {
        let (art, picture) = (self.source.art, self.picture);
        if art.kind == ArtKind::Pdf {
            let ppi = placed_ppi(self.ppi);
            let pixels = || self.pixels(|| placed(art, picture, ppi));
            let encoded = self.source.or_make(placed_recipe(picture, ppi, quality), || smaller_file(pixels()?, quality))?;
            return SizedPicture::of(encoded, Crop::NONE);
        }
        let crop = picture.crop;
        let shown = crop.shown((art.width, art.height));
        let size = size_in_frame(art, picture, self.ppi).unwrap_or((shown.0.max(1), shown.1.max(1)));
        let encoding = Encoding::EpaperJpeg(quality);
        let pixels = || self.pixels(|| self.source.resized(crop, size));
        let encoded = self.source.or_make(reduced_recipe(crop, size, encoding), || pixels()?.encoded(encoding))?;
        SizedPicture::of(encoded, Crop::NONE)
    }

    fn pixels(&self, make: impl FnOnce() -> Result<Pixels, String>) -> Result<&Pixels, String> {
        self.pixels.get_or_init(make).as_ref().map_err(Clone::clone)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::press::pictures::{self, PictureUses};
    use crate::press::specimen;

    const FIT: Photos = Photos::Fit { ppi: 150, quality: 88 };

    /// Two pages: a heavy one with two photos and a light one with a small photo; and their pictures at the quality that was ordered.
    fn papers() -> (Paper, SizedPictures) {
        let mut paper = specimen::paper(2);
        specimen::place(&mut paper, 0, (specimen::jpeg("one.jpg", (420, 420)), Crop::NONE), [20, 20, 144, 144]);
        specimen::place(&mut paper, 0, (specimen::jpeg("two.jpg", (300, 300)), Crop::NONE), [20, 200, 100, 100]);
        specimen::place(&mut paper, 1, (specimen::jpeg("small.jpg", (60, 60)), Crop::NONE), [20, 20, 60, 60]);
        let uses = PictureUses { epaper: Some(FIT), ..PictureUses::default() };
        let made = pictures::make(&paper, &uses, &PictureCache::default(), &mut Diagnostics::default());
        (paper, made.expect("the pictures are sound").epaper)
    }

    /// Bytes of the first page's pictures.
    fn heavy(pictures: &SizedPictures) -> usize {
        pictures.range((0, 0)..(1, 0)).map(|(_, picture)| picture.bytes).sum()
    }

    /// What is made where a page may have so many kilobytes, and what is told of it.
    fn check(paper: &Paper, pictures: &SizedPictures, max_page_kb: u32) -> (Option<SizedPictures>, Vec<String>) {
        let order = EpaperOrder { photos: FIT, max_page_kb, ..EpaperOrder::default() };
        let bytes = pictures.values().map(|picture| picture.bytes).sum();
        let mut diags = Diagnostics::default();
        let lighter = within(&WrittenEpaper { paper, order: &order, bytes, cache: &PictureCache::default() }, pictures, &mut diags);
        let told = diags.list.iter().map(|finding| format!("{}; {}", finding.message, finding.did));
        (lighter, told.collect())
    }

    /// Bytes of the first page's pictures at a quality.
    fn at(paper: &Paper, quality: u8) -> usize {
        let written = WrittenEpaper {
            paper,
            order: &EpaperOrder { photos: FIT, ..EpaperOrder::default() },
            bytes: 0,
            cache: &PictureCache::default(),
        };
        tries(&written, 0, 150).iter().map(|(_, tried)| tried.at_quality(quality).unwrap().bytes).sum()
    }

    #[test]
    fn a_heavy_page_takes_the_first_quality_that_is_light_enough() {
        let (paper, pictures) = papers();
        let kb = |bytes: usize| bytes.div_ceil(1_000) as u32;
        let (one_step, two_steps) = (at(&paper, 82), at(&paper, 76));
        assert!(two_steps + 2_000 < one_step && one_step < heavy(&pictures), "{two_steps} {one_step}");
        let most = kb(two_steps);
        let (lighter, told) = check(&paper, &pictures, most);
        let lighter = lighter.expect("the first page is too large");
        assert_eq!(told, [format!("page A1 is larger than {most} kB; took its pictures at JPEG quality 76 in place of 88")]);
        assert_eq!(heavy(&lighter), two_steps);
        let light = pictures.keys().find(|at| at.0 == 1).unwrap();
        assert_eq!(lighter[light].digest, pictures[light].digest, "the second page is as it was");
        assert_eq!(lighter.len(), pictures.len());
    }

    #[test]
    fn a_page_that_stays_too_large_is_told() {
        let (paper, pictures) = papers();
        let (lighter, told) = check(&paper, &pictures, 1);
        let size = at(&paper, LOWEST);
        assert_eq!(heavy(&lighter.expect("all pages are too large")), size);
        let first =
            format!("page A1 is larger than 1 kB; took its pictures at JPEG quality 40, the lowest; it is {} kB still", size / 1_000);
        assert_eq!((told.len(), &told[0]), (2, &first));
    }

    #[test]
    fn pages_that_are_light_enough_stay() {
        let (paper, pictures) = papers();
        let (lighter, told) = check(&paper, &pictures, heavy(&pictures).div_ceil(1_000) as u32);
        assert!(lighter.is_none() && told.is_empty(), "{told:?}");
    }
}
