//! Laws for the size of pictures: a way that breaks one is not offered.
use super::super::photos::{GALLERY, PhotoSizes};
use super::super::{Cost, score};
use super::candidates::{Candidate, Place, Search};
use super::laws::PictureLaws;
use crate::edition::Part;
use crate::set::head::Lead;

/// Of a page that it leads a story in pictures may take so many percent more for them.
const LED_BY_PICTURES: u8 = 6;
/// Leniently a graphic may have so many percent of what another picture may have.
const GRAPHIC_SHARE: u64 = 170;

/// A picture as a way shows it.
pub(super) struct Shown<'a> {
    photo: &'a PhotoSizes,
    pub(super) columns: u8,
    pub(super) rows: u16,
}

impl<'a> Search<'a> {
    /// The pictures of a way.
    pub(super) fn shown(&self, candidate: &Candidate) -> Vec<Shown<'a>> {
        let has_last = matches!(candidate.place, Place::Inset(..) | Place::Beside(..));
        let bands = if has_last { &self.bands.part } else { &self.bands.full };
        let band = candidate.band.and_then(|at| bands.get(usize::from(at)));
        let banded = band.into_iter().flat_map(|band| &band.photos);
        let photos = self.photos;
        let mut shown: Vec<Shown> = banded
            .map(|slot| Shown { photo: &photos[usize::from(slot.photo)], columns: slot.picture.columns, rows: slot.picture.rows })
            .collect();
        if let (Place::Inset(columns, rows) | Place::Beside(columns, rows), Some(photo)) = (candidate.place, photos.last()) {
            shown.push(Shown { photo, columns, rows });
        }
        shown
    }

    /// Whether the pictures of a way are as large as they may be beside so many cells of text.
    pub(super) fn is_lawful(&self, candidate: &Candidate, shown: &[Shown], text_cells: u32) -> bool {
        if self.picture_laws == PictureLaws::None || shown.is_empty() {
            return true;
        }
        // The desk may make a picture as large as its pixels allow.
        if shown.iter().any(|shown| shown.photo.is_wished) {
            return shown.iter().all(|shown| shown.columns <= shown.photo.bounds.1);
        }
        let in_bounds = |shown: &Shown| (shown.photo.bounds.0..=shown.photo.bounds.1).contains(&shown.columns);
        shown.iter().all(in_bounds)
            && self.leaves_page(shown)
            && shown.iter().all(|shown| self.bears(shown, text_cells))
            && (self.picture_laws == PictureLaws::Lenient || self.has_text_below(candidate))
    }

    /// Of the deepest page's area, pictures take no more than they may.
    fn leaves_page(&self, shown: &[Shown]) -> bool {
        let page = self.area(self.maker.setting.grid.columns, self.maker.rows);
        let areas = || shown.iter().map(|shown| self.area(shown.columns, shown.rows));
        let sizes = &self.maker.pictures;
        if shown.len() >= GALLERY {
            // A page may be led by a story in pictures.
            let led = if self.lead == Lead::Yes { LED_BY_PICTURES } else { 0 };
            let is_lenient = self.lead == Lead::Yes && self.picture_laws == PictureLaws::Lenient;
            is_lenient || areas().sum::<u64>() * 100 <= page * u64::from(sizes.gallery + led)
        } else {
            areas().all(|area| area * 100 <= page * u64::from(sizes.largest))
        }
    }

    /// Whether the text is not dwarfed by a picture.
    fn bears(&self, shown: &Shown, text_cells: u32) -> bool {
        let is_part = self.maker.article.part != Part::Whole;
        if self.photos.len() >= GALLERY || self.text.is_empty() || is_part || self.is_caption_story(shown) {
            return true;
        }
        let sizes = &self.maker.pictures;
        let share = u64::from(if self.lead == Lead::Yes { sizes.lead_to_text } else { sizes.other_to_text });
        let share = if self.picture_laws == PictureLaws::Lenient && shown.photo.is_graphic { share * GRAPHIC_SHARE / 100 } else { share };
        self.area(shown.columns, shown.rows) * 100 <= u64::from(text_cells) * self.area(1, 1) * share
    }

    /// A picture that the desk wants large, with so few words that they are its caption.
    fn is_caption_story(&self, shown: &Shown) -> bool {
        const FEWEST_COLUMNS: u8 = 4;
        const MOST_ROWS: u32 = 9;
        shown.photo.wanted.is_some_and(|wanted| wanted >= FEWEST_COLUMNS)
            && shown.columns >= FEWEST_COLUMNS
            && self.text.fewest <= MOST_ROWS
    }

    /// Whether what stands under a picture is not too shallow.
    fn has_text_below(&self, candidate: &Candidate) -> bool {
        let enough = |rows: u16| rows == 0 || rows >= self.laws.under_picture;
        match candidate.place {
            Place::Over | Place::Under | Place::Parted(_) => enough(candidate.depth),
            Place::Inset(columns, rows) => {
                let caption = self.photos.last().map_or(0, |photo| photo.caption[usize::from(columns) - 1]);
                enough(candidate.depth - rows - caption)
            }
            Place::Footed(_, rows) => enough(rows),
            Place::Beside(..) => true,
        }
    }

    /// What it costs that the two largest pictures are alike, and large.
    pub(super) fn alike(&self, cells: impl Iterator<Item = u32>) -> Cost {
        let [largest, next] = cells.fold([0, 0], |[one, two], cells| if cells > one { [cells, one] } else { [one, two.max(cells)] });
        let page = u32::from(self.maker.setting.grid.columns) * u32::from(self.maker.rows);
        if next > 0 { score::alike(largest, next, page) } else { 0 }
    }

    /// The area of so many columns and rows, in rows of a thousandth of a point.
    fn area(&self, columns: u8, rows: u16) -> u64 {
        self.maker.setting.measure(columns).0.max(1) as u64 * u64::from(rows)
    }
}
