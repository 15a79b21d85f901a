//! The paper's own advertisements: pictures and PDF pages that fill what stories leave.
use std::path::Path;
use std::sync::Arc;

use rayon::prelude::*;

use super::AdArt;
use super::files;
use super::orders::ad_art;
use super::photo::Refused;
use super::read::EditionReader;
use crate::tree::Node;
use crate::units::{INCH, Pt};

/// An advertisement of the paper itself.
#[derive(Clone, Debug)]
pub struct HouseAd {
    /// The file's name without its ending.
    pub name: String,
    /// Its picture or PDF page.
    pub art: AdArt,
    /// Its width and height: a picture's in pixels, a page's as one to the other.
    pub shape: (i64, i64),
}

impl HouseAd {
    /// The share of a frame, in percent, that it covers when it stands in it whole; nothing where a picture would have fewer pixels to the
    /// inch than the least.
    pub fn covers(&self, (width, height): (Pt, Pt), least_ppi: u32) -> u32 {
        let (across, down) = self.shape;
        let (as_wide, as_deep) = (i64::from(width.0) * down, i64::from(height.0) * across);
        let printed = width.0.min(height.scale(across, down.max(1)).0);
        let is_coarse = matches!(self.art, AdArt::Picture(_)) && across * i64::from(INCH.0) < i64::from(least_ppi) * i64::from(printed);
        if is_coarse { 0 } else { (as_wide.min(as_deep) * 100 / as_wide.max(as_deep).max(1)) as u32 }
    }
}

impl EditionReader<'_> {
    /// The files that the patterns of `house_ads` name, in the order of their paths. One that cannot be used is told and left out: the
    /// paper can be made without it.
    pub(super) fn house_ads(&mut self) -> Vec<HouseAd> {
        let mut found: Vec<HouseAd> = Vec::new();
        for node in self.items("house_ads") {
            let Some(pattern) = node.text() else { continue };
            let matched = files::glob(self.root, pattern);
            for (path, why) in matched.unread {
                self.refuse(node, &path, &Refused { code: "bad-picture", why, help: "mend it, or take it out of there".into() });
            }
            let paths = matched.files;
            if paths.is_empty() {
                let place = Some(self.place(node));
                self.diags
                    .warning("no-house-ads", place, format!("no file matches {pattern}"))
                    .did("what stories leave is filled with the paper's name")
                    .help("write house_ads = [\"house-ads/*\"], a pattern from the edition's folder");
            }
            let (root, readers) = (self.root, self.readers);
            let read: Vec<(String, Result<HouseAd, Refused>)> = paths
                .into_par_iter()
                .map(|path| {
                    let ad = ad_art(root, Path::new(&path), &readers).and_then(|art| house_ad(&path, art));
                    (path, ad)
                })
                .collect();
            for (path, ad) in read {
                match ad {
                    Ok(ad) if !found.iter().any(|known| known.art.path() == ad.art.path()) => found.push(ad),
                    Ok(_) => {}
                    Err(refused) => self.refuse(node, &path, &refused),
                }
            }
        }
        found
    }

    fn refuse(&mut self, node: &Node, path: &str, refused: &Refused) {
        let place = Some(self.place(node));
        let text = format!("the house ad {path} cannot be used: {}", refused.why);
        self.diags.warning(refused.code, place, text).did("left it out").help(refused.help.clone());
    }
}

fn house_ad(path: &str, art: AdArt) -> Result<HouseAd, Refused> {
    let shape = match &art {
        AdArt::Picture(picture) => (i64::from(picture.width), i64::from(picture.height)),
        AdArt::Pdf { bytes, .. } => page_shape(bytes)?,
    };
    let name = Path::new(path).file_stem().map(|stem| stem.to_string_lossy().into_owned()).unwrap_or_default();
    Ok(HouseAd { name, art, shape })
}

/// Sides that a page may have, in tenths of a point.
const PAGE_SIDES: std::ops::Range<i64> = 10..200_000;

/// Width and height of a PDF's only page, in tenths of a point.
fn page_shape(bytes: &Arc<Vec<u8>>) -> Result<(i64, i64), Refused> {
    let refused =
        |why: &str| Refused { code: "bad-picture", why: why.into(), help: "save it as a PDF of one page, without a password".into() };
    let pdf = hayro_syntax::Pdf::new(bytes.clone()).map_err(|error| match error {
        hayro_syntax::LoadPdfError::Decryption(_) => refused("the PDF is encrypted"),
        hayro_syntax::LoadPdfError::Invalid => refused("this is no usable PDF"),
    })?;
    let [page] = &pdf.pages()[..] else { return Err(refused("the PDF has more pages than one, or none")) };
    let (width, height) = page.render_dimensions();
    let size = ((width * 10.0) as i64, (height * 10.0) as i64);
    let usable = [size.0, size.1].iter().all(|side| PAGE_SIDES.contains(side));
    if usable { Ok(size) } else { Err(refused("the PDF's page has no usable size")) }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::edition::{Picture, PictureFormat};

    fn check(shape: (i64, i64), frame: (i32, i32), expected: u32) {
        let art = AdArt::Pdf { path: "a.pdf".into(), bytes: Arc::default() };
        let ad = HouseAd { name: String::new(), art, shape };
        assert_eq!(ad.covers((Pt::points(frame.0), Pt::points(frame.1)), 100), expected);
    }

    #[test]
    fn a_picture_is_not_printed_coarse() {
        let picture = Picture {
            path: "a.png".into(),
            bytes: Arc::default(),
            format: PictureFormat::Png,
            width: 300,
            height: 200,
            orientation: 1,
            channels: 3,
            is_drawn: false,
        };
        let ad = HouseAd { name: String::new(), art: AdArt::Picture(Arc::new(picture)), shape: (300, 200) };
        let covers = |width: i32, height: i32| ad.covers((Pt::points(width), Pt::points(height)), 100);
        assert_eq!((covers(216, 144), covers(217, 145), covers(216, 400), covers(400, 144)), (100, 0, 36, 54));
    }

    #[test]
    fn an_ad_covers_what_it_can_of_a_frame() {
        check((300, 200), (300, 200), 100);
        check((300, 200), (300, 400), 50);
        check((300, 200), (600, 200), 50);
        check((1, 10_000), (600, 200), 0);
    }
}
