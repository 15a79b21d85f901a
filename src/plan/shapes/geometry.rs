//! Where the parts of a way stand: head, photos and legs, in cells from the module's top left.
use std::ops::Range;

use super::super::photos::{Band, PhotoSlot};
use super::super::{Slot, score};
use super::candidates::{Candidate, Place, Search};

/// Where the parts of a way stand.
pub(super) struct Geometry {
    /// In reading order.
    pub(super) legs: Vec<Slot>,
    pub(super) photos: Vec<PhotoSlot>,
    pub(super) head: Slot,
}

/// Where the parts of a candidate stand; of a quote that parts legs nothing is known yet.
pub(super) fn geometry(candidate: &Candidate, search: &Search) -> Geometry {
    let width = search.width;
    let module = candidate.rows - score::SEPARATION;
    let depth = candidate.depth;
    let band_rows = band(candidate, search).map_or(0, |band| band.rows);
    match candidate.place {
        Place::Over | Place::Parted(_) => {
            let head = Slot { column: 0, row: band_rows, columns: width, rows: module - band_rows - depth };
            Geometry { legs: level(0..width, head.row + head.rows, depth), photos: banded(candidate, search, 0), head }
        }
        Place::Under => {
            let head = Slot { column: 0, row: 0, columns: width, rows: module - band_rows - depth };
            Geometry { legs: level(0..width, head.rows + band_rows, depth), photos: banded(candidate, search, head.rows), head }
        }
        Place::Inset(columns, rows) => {
            let head = Slot { column: 0, row: band_rows, columns: width, rows: module - band_rows - depth };
            let top = head.row + head.rows;
            let last = last(search, Slot { column: width - columns, row: top, columns, rows });
            let cut = rows + last.caption;
            let mut legs = level(0..width - columns, top, depth);
            legs.extend(level(width - columns..width, top + cut, depth - cut));
            let mut photos = banded(candidate, search, 0);
            photos.push(last);
            Geometry { legs, photos, head }
        }
        Place::Footed(text, rows) => {
            let head = Slot { column: 0, row: band_rows, columns: width - text, rows: depth };
            Geometry { legs: level(width - text..width, band_rows, rows), photos: banded(candidate, search, 0), head }
        }
        Place::Beside(columns, rows) => {
            let text = width - columns;
            let head = Slot { column: 0, row: 0, columns: text, rows: module - depth };
            let last = last(search, Slot { column: text, row: 0, columns, rows });
            Geometry { legs: level(0..text, head.rows, depth), photos: vec![last], head }
        }
    }
}

/// Legs that begin on one row, none where they have no rows.
fn level(columns: Range<u8>, row: u16, rows: u16) -> Vec<Slot> {
    columns.filter(|_| rows > 0).map(|column| Slot { column, row, columns: 1, rows }).collect()
}

fn band<'a>(candidate: &Candidate, search: &Search<'a>) -> Option<&'a Band> {
    let of_part = matches!(candidate.place, Place::Inset(..) | Place::Beside(..));
    let bands = if of_part { &search.bands.part } else { &search.bands.full };
    candidate.band.and_then(|at| bands.get(usize::from(at)))
}

/// The photos of the band, so many rows down.
fn banded(candidate: &Candidate, search: &Search, top: u16) -> Vec<PhotoSlot> {
    let down = |slot: &PhotoSlot| PhotoSlot {
        // Of the photos, some may be left out.
        photo: search.photos[usize::from(slot.photo)].number,
        picture: Slot { row: slot.picture.row + top, ..slot.picture },
        ..*slot
    };
    band(candidate, search).into_iter().flat_map(|band| &band.photos).map(down).collect()
}

/// The last photo at its place.
fn last(search: &Search, picture: Slot) -> PhotoSlot {
    let last = search.photos.last();
    let caption = last.map_or(0, |photo| photo.caption[usize::from(picture.columns) - 1]);
    PhotoSlot { photo: last.map_or(0, |photo| photo.number), picture, caption }
}
