//! Photos on the page: the crop about the focus point, and the list of pictures that marks name.
use std::collections::BTreeMap;
use std::sync::Arc;

use super::sheet::Sheet;
use crate::edition::{AdArt, Photo, Picture, PictureFormat};
use crate::job::Job;
use crate::page::{self, Art, ArtKind, Crop, PhotoPlace};
use crate::role::{Role, Slug};
use crate::units::{INCH, Pt, Rect};

/// A picture's whole width or height in a crop.
const WHOLE: i64 = Crop::WHOLE as i64;

/// Every picture of the edition once, by path.
#[derive(Clone, Debug, Default)]
pub struct Pictures {
    /// What marks name by index.
    pub art: Vec<Art>,
    by_path: BTreeMap<String, usize>,
}

impl Pictures {
    /// Gathers the pictures of all photos and booked ads.
    pub fn of(job: &Job) -> Pictures {
        let mut pictures = Pictures::default();
        for photo in job.edition.articles.iter().flat_map(|article| article.photos.iter().chain(&article.cut_outs)) {
            pictures.add(&photo.picture);
        }
        for ad in job.edition.pages.iter().flat_map(|page| &page.ads) {
            pictures.add_ad(job, &ad.art);
        }
        pictures
    }

    /// Adds what an ad is made of.
    pub fn add_ad(&mut self, job: &Job, ad: &AdArt) {
        match ad {
            AdArt::Picture(picture) => self.add(picture),
            AdArt::Pdf { path, bytes } => self.push(Art {
                path: path.clone(),
                bytes: bytes.clone(),
                kind: ArtKind::Pdf,
                width: 0,
                height: 0,
                orientation: 1,
                channels: 3,
                placed: job.ad_pdfs.get(path).cloned(),
            }),
        }
    }

    fn add(&mut self, picture: &Arc<Picture>) {
        let kind = match picture.format {
            PictureFormat::Jpeg => ArtKind::Jpeg,
            PictureFormat::Png => ArtKind::Png,
            PictureFormat::Tiff => ArtKind::Tiff,
            PictureFormat::Webp => ArtKind::Webp,
        };
        self.push(Art {
            path: picture.path.clone(),
            bytes: picture.bytes.clone(),
            kind,
            width: picture.width,
            height: picture.height,
            orientation: picture.orientation,
            channels: picture.channels,
            placed: None,
        });
    }

    fn push(&mut self, art: Art) {
        if !self.by_path.contains_key(&art.path) {
            self.by_path.insert(art.path.clone(), self.art.len());
            self.art.push(art);
        }
    }

    /// A picture's index by its path.
    pub fn index(&self, path: &str) -> usize {
        self.by_path.get(path).copied().unwrap_or(0)
    }

    /// Lays a photo into a frame of whole rows. One that may not be cropped keeps its shape and leaves white below.
    pub fn lay(&self, photo: &Photo, frame: Rect, slug: &Slug, sheet: &mut Sheet) -> PhotoPlace {
        let (width, height) = (i64::from(photo.picture.width.max(1)), i64::from(photo.picture.height.max(1)));
        let mut frame = frame;
        if photo.max_crop == 0 {
            let natural = frame.width.scale(height, width);
            frame.height = frame.height.min(natural);
            if natural > frame.height {
                frame.width = frame.height.scale(width, height);
            }
        }
        let crop = crop(width, height, frame, photo.focus);
        let (visible, _) = crop.shown((photo.picture.width.max(1), photo.picture.height.max(1)));
        let ppi = (i64::from(visible) * i64::from(INCH.0) / i64::from(frame.width.0.max(1))) as u32;
        let (art, alt) = (self.index(&photo.picture.path), photo.alt.clone());
        let picture = page::Picture { art, frame, crop, alt, print_only: photo.print_only };
        sheet.picture(Role::Photo, Some(slug), picture);
        PhotoPlace { file: photo.picture.path.clone(), frame, crop, ppi }
    }
}

/// What is cut from left, top, right, bottom so that the picture fills the frame and keeps its focus as near the middle as it can.
fn crop(width: i64, height: i64, frame: Rect, focus: [u16; 2]) -> Crop {
    let (frame_width, frame_height) = (i64::from(frame.width.0.max(1)), i64::from(frame.height.0.max(1)));
    let split = |cut: i64, focus: u16| -> (u32, u32) {
        let kept = WHOLE - cut;
        let before = (i64::from(focus) * WHOLE / 1000 - kept / 2).clamp(0, cut);
        (before as u32, (cut - before) as u32)
    };
    // Compare width/height with the frame's, without dividing.
    if width * frame_height > frame_width * height {
        let (left, right) = split(WHOLE - WHOLE * height * frame_width / (frame_height * width), focus[0]);
        Crop { left, right, ..Crop::NONE }
    } else {
        let (top, bottom) = split(WHOLE - WHOLE * width * frame_height / (frame_width * height), focus[1]);
        Crop { top, bottom, ..Crop::NONE }
    }
}

/// The largest rectangle of a shape inside a frame, in its middle.
pub fn contain(width: i64, height: i64, frame: Rect) -> Rect {
    let (width, height) = (width.max(1), height.max(1));
    let fitted_height = frame.width.scale(height, width);
    let (w, h): (Pt, Pt) =
        if fitted_height <= frame.height { (frame.width, fitted_height) } else { (frame.height.scale(width, height), frame.height) };
    Rect { x: frame.x + (frame.width - w) / 2, y: frame.y + (frame.height - h) / 2, width: w, height: h }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(size: (i64, i64), frame: (i32, i32), focus: [u16; 2], expected: [u32; 4]) {
        let frame = Rect { x: Pt::ZERO, y: Pt::ZERO, width: Pt::points(frame.0), height: Pt::points(frame.1) };
        assert_eq!(crop(size.0, size.1, frame, focus).sides(), expected);
    }

    #[test]
    fn crops_keep_the_focus() {
        check((300, 200), (300, 200), [500, 500], [0, 0, 0, 0]);
        check((300, 200), (200, 200), [500, 500], [16_667, 0, 16_667, 0]);
        check((300, 200), (200, 200), [0, 500], [0, 0, 33_334, 0]);
        check((300, 200), (300, 100), [500, 900], [0, 50_000, 0, 0]);
    }
}
