//! Pictures for readers: placed PDF pages as pictures, and photos at a quality that keeps each page within its size.
use std::collections::BTreeMap;

use image::{DynamicImage, RgbImage};

use super::Photos;
use super::art::{AllArt, Form, Ready, as_jpeg, encode, gather, open_pdf, weigh, weighed};
use super::colour;
use super::made::{Made, Recipe};
use super::pdf::Order;
use super::raster;
use crate::diag::Diagnostics;
use crate::page::{Art, ArtKind, MarkKind, Page, Paper, Picture};

/// A picture, ready, and about how many bytes it adds to the file.
#[derive(Clone, Debug)]
pub struct Weighed {
    ready: Ready,
    bytes: usize,
}

/// The pictures of a paper by page and mark.
pub type Pictures = BTreeMap<(usize, usize), Weighed>;

/// Placed pages become pictures, for the standards for readers hold for all that is in a file, and no advertiser's page is to them: of so
/// many pixels to the inch where photos keep theirs, else of a third more than photos have, for there is type on them.
const PLACED_PPI: u16 = 200;
/// JPEG quality of placed pages where photos keep theirs.
const PLACED_QUALITY: u8 = 85;
/// Steps by which quality is lowered, and where it ends.
const STEP: u8 = 6;
const LOWEST: u8 = 40;

/// Every picture, ready for the screen. None where one cannot be used; that is told.
pub fn pictures(paper: &Paper, photos: Photos, made: &Made, diags: &mut Diagnostics) -> Option<Pictures> {
    gather(paper, diags, |_, picture, art, profile| {
        if art.kind == ArtKind::Pdf {
            return placed(art, picture, photos, made);
        }
        let (ready, bytes) = weighed((art, profile), picture, photos, made)?;
        Ok(Weighed { ready, bytes })
    })
}

/// The pictures as a pen takes them.
pub fn ready(pictures: &Pictures) -> AllArt {
    pictures.iter().map(|(at, picture)| (*at, picture.ready.clone())).collect()
}

fn placed(art: &Art, picture: &Picture, photos: Photos, made: &Made) -> Result<Weighed, String> {
    let (ppi, quality) = match photos {
        Photos::Keep => (PLACED_PPI, PLACED_QUALITY),
        Photos::Fit { ppi, quality } => (ppi + ppi / 3, quality),
    };
    let frame = picture.frame;
    let recipe =
        || Recipe::new("placed").numbers(&[i64::from(frame.width.0), i64::from(frame.height.0), i64::from(ppi), i64::from(quality)]);
    let developed = made.or_make(picture.art, recipe, || {
        let page = page(art, picture, ppi)?;
        // Flat colours and type are often smaller without loss.
        let (whole, lossy) = (encode(&page, Form::Lossless)?, encode(&page, Form::Jpeg { quality })?);
        Ok(if whole.bytes.len() <= lossy.bytes.len() { whole } else { lossy })
    })?;
    let (ready, bytes) = weigh(developed, [0; 4])?;
    Ok(Weighed { ready, bytes })
}

fn page(art: &Art, picture: &Picture, ppi: u16) -> Result<DynamicImage, String> {
    open_pdf(&art.bytes)?;
    let (pixels, width, height) = raster::pixels(art, picture.frame, f32::from(ppi))?;
    let page = RgbImage::from_raw(width, height, pixels).ok_or("its size is not what it says")?;
    Ok(DynamicImage::ImageRgb8(page))
}

/// The pictures again, those of pages that are too large at a lower quality; none where no page is. `written` is the size of the file
/// with the pictures as they are: what is no picture is shared out between the pages, as their fonts are.
pub fn within(
    paper: &Paper,
    mut pictures: Pictures,
    (order, written, made): (&Order, usize, &Made),
    diags: &mut Diagnostics,
) -> Option<Option<Pictures>> {
    let Photos::Fit { ppi, quality } = order.photos else { return Some(None) };
    let most = order.max_page_kb as usize * 1_000;
    let sizes: Vec<usize> =
        (0..paper.pages.len()).map(|page| pictures.range((page, 0)..(page + 1, 0)).map(|(_, picture)| picture.bytes).sum()).collect();
    let rest = written.saturating_sub(sizes.iter().sum()) / paper.pages.len().max(1);
    let mut changed = false;
    // A double truck is two pages.
    let most = |page: &Page| most * page.count() as usize;
    for (index, page) in paper.pages.iter().enumerate().filter(|(index, page)| sizes[*index] > 0 && sizes[*index] + rest > most(page)) {
        let most = most(page);
        let mut lowered = quality.saturating_sub(STEP).max(LOWEST);
        let lighter = loop {
            let lighter = of_page(paper, index, (ppi, lowered), made);
            let size = lighter.iter().map(|(_, picture)| picture.bytes).sum::<usize>() + rest;
            if size <= most || lowered <= LOWEST {
                let note = format!("page {} is larger than {} kB", page.label, most / 1_000);
                let diagnostic = diags.note("page-size", None, note);
                if size <= most {
                    diagnostic.did(format!("took its pictures at JPEG quality {lowered} in place of {quality}"));
                } else {
                    let still = format!("took its pictures at JPEG quality {lowered}, the lowest; it is {} kB still", size / 1_000);
                    diagnostic.did(still).help("fewer or smaller photos, or a lower epaper.ppi or higher epaper.max_page_kb in the layout");
                }
                break lighter;
            }
            lowered = lowered.saturating_sub(STEP).max(LOWEST);
        };
        changed = true;
        pictures.extend(lighter);
    }
    Some(changed.then_some(pictures))
}

/// The pictures of one page at a quality, where that makes them smaller. All of them could be made once already.
fn of_page(paper: &Paper, page: usize, (ppi, quality): (u16, u8), made: &Made) -> Vec<((usize, usize), Weighed)> {
    let mut lighter = Vec::new();
    for (at, mark) in paper.pages[page].marks.iter().enumerate() {
        let MarkKind::Picture(picture) = &mark.kind else { continue };
        let art = &paper.pictures[picture.art];
        let weighed = match art.kind {
            ArtKind::Pdf => placed(art, picture, Photos::Fit { ppi, quality }, made),
            _ => as_jpeg((art, &colour::profile(art)), picture, (ppi, quality), made).map(|(ready, bytes)| Weighed { ready, bytes }),
        };
        lighter.extend(weighed.ok().map(|weighed| ((page, at), weighed)));
    }
    lighter
}
