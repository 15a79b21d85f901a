//! Arranging a story's photos: shelves of pictures side by side, in whole rows.
use super::score;
use super::shapes::Maker;
use super::{Cost, Slot};
use crate::edition::Photo;
use crate::edition::wishes::{PhotoPlace, PhotoWish};
use crate::set::head::Lead;

/// A photo as the planner knows it, for each width in columns.
#[derive(Clone, Debug)]
pub struct PhotoSizes {
    /// Which of the story's photos.
    pub number: u8,
    /// Rows of the whole picture at 1, 2, … columns.
    pub natural: Vec<u16>,
    /// Fewest rows that cropping allows.
    pub least: Vec<u16>,
    /// Most rows that cropping allows.
    pub most: Vec<u16>,
    /// Rows of the caption under it.
    pub caption: Vec<u16>,
    /// Pixels to the inch of the whole picture.
    pub ppi: Vec<u32>,
    /// Pixels to the inch that are wanted, and that are the least.
    pub ppi_limits: [u32; 2],
    /// The width that the desk asked for.
    pub wanted: Option<u8>,
    /// Fewest and most columns that its story's worth and its form make natural.
    pub span: (u8, u8),
    /// Fewest columns at which it can be read, and most for which it has the pixels.
    pub bounds: (u8, u8),
    /// A chart, map or table.
    pub is_graphic: bool,
    /// It may not be cropped: rows beyond its own are white under its caption.
    pub rigid: bool,
    /// The desk wishes it in one width or depth: then that is its only one.
    pub is_wished: bool,
    /// Where the desk wishes it.
    pub place: PhotoPlace,
}

impl PhotoSizes {
    /// Some width is neither too narrow to be read nor too wide for its pixels.
    pub fn is_printable(&self) -> bool {
        self.bounds.0 <= self.bounds.1
    }
}

/// A photo in its place in the story's module.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct PhotoSlot {
    /// Which of the story's photos.
    pub photo: u8,
    /// The picture; the caption stands in the rows under it.
    pub picture: Slot,
    /// Rows of the caption.
    pub caption: u16,
}

/// Photos in a band across the module's top.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Band {
    /// Rows, captions included.
    pub rows: u16,
    /// What it costs.
    pub cost: Cost,
    /// The photos, from the band's top left.
    pub photos: Vec<PhotoSlot>,
}

/// Depths kept for a band; more only slow the planner down.
const BAND_CHOICES: usize = 14;
/// Most photos side by side, and columns of two that are stacked beside a wide one.
const MOST_ABREAST: usize = 3;
const SIDE: u8 = 2;
/// Most ways to put photos on shelves that are tried for a width.
const MOST_ARRANGEMENTS: usize = 24;

/// Thousandths of a point to the inch.
const POINTS_TO_INCH: i64 = 72_000;

/// A story's photo as filed, in every width of its setting.
pub(super) fn measured(maker: &Maker, lead: Lead, photo: usize) -> PhotoSizes {
    let filed = &maker.article.photos[photo];
    let leading = i64::from(maker.setting.grid.leading.0);
    let (mut natural, mut least, mut most, mut caption, mut ppi) = (Vec::new(), Vec::new(), Vec::new(), Vec::new(), Vec::new());
    for columns in 1..=maker.setting.grid.columns {
        let width = i64::from(maker.setting.measure(columns).0);
        let height = width * i64::from(filed.picture.height) / i64::from(filed.picture.width.max(1));
        let crop = i64::from(filed.max_crop.min(900));
        let rows = |height: i64| height.clamp(0, leading * 4000);
        // A picture that may not be cropped keeps its shape: the row that it does not fill is white.
        let whole = (rows(height) + leading - 1) / leading;
        let nearest = if crop == 0 { whole } else { ((rows(height) + leading / 2) / leading).max(1) };
        let air = if crop == 0 { i64::from(score::PHOTO_AIR.0) } else { 0 };
        let low = (rows(height * (1000 - crop) / 1000) + leading - 1) / leading;
        let high = rows(height * 1000 / (1000 - crop)) / leading;
        natural.push(nearest.max(1) as u16);
        least.push(low.clamp(1, nearest.max(1)) as u16);
        most.push((high.max(nearest).max(1) + air) as u16);
        let block = &maker.galley.captions[photo][usize::from(columns) - 1];
        // Under a picture that keeps its shape the caption begins in the row that the picture does not fill.
        let begun = if crop == 0 { rows(height) } else { nearest * leading };
        let end = (begun + i64::from(block.height.0) + leading - 1) / leading;
        ppi.push((i64::from(filed.picture.width) * POINTS_TO_INCH / width.max(1)).clamp(0, i64::from(u32::MAX)) as u32);
        caption.push((end - nearest).clamp(0, i64::from(u16::MAX)) as u16);
    }
    if let Some(wish) = &filed.wish {
        as_wished(wish, &natural, (&mut least, &mut most));
    }
    let wished = filed.wish.as_ref().and_then(|wish| wish.columns);
    PhotoSizes {
        number: photo as u8,
        is_wished: filed.wish.as_ref().is_some_and(|wish| wish.columns.is_some() || wish.rows.is_some()),
        place: filed.wish.as_ref().map(|wish| wish.place).unwrap_or_default(),
        span: natural_span(maker, lead, photo),
        bounds: bounds(filed, &ppi, maker),
        natural,
        least,
        most,
        caption,
        ppi,
        ppi_limits: maker.ppi_limits,
        wanted: wished.or(filed.columns),
        is_graphic: filed.is_graphic,
        rigid: filed.max_crop == 0,
    }
}

/// Leaves a photo the one width and depth that the desk wishes, as far as it can be cropped so.
fn as_wished(wish: &PhotoWish, natural: &[u16], (least, most): (&mut [u16], &mut [u16])) {
    for at in 0..natural.len() {
        let is_width = wish.columns.is_none_or(|columns| usize::from(columns) == at + 1);
        let is_depth = wish.rows.is_none_or(|rows| (least[at]..=most[at]).contains(&rows));
        if !is_width || !is_depth {
            (least[at], most[at]) = (1, 0);
        } else if let Some(rows) = wish.rows {
            (least[at], most[at]) = (rows, rows);
        }
    }
}

/// Columns that the worth of its story gives a picture.
fn natural_span(maker: &Maker, lead: Lead, photo: usize) -> (u8, u8) {
    const SECONDS: u8 = 3;
    let sizes = maker.pictures;
    let is_gallery = maker.article.photos.len() >= GALLERY;
    let of_six = match lead {
        Lead::Yes => sizes.lead,
        Lead::No if is_gallery => sizes.lead,
        Lead::No if maker.article.priority <= SECONDS => sizes.seconds,
        Lead::No => sizes.others,
    };
    let picture = &maker.article.photos[photo].picture;
    let (fewest, most) = scaled(of_six, maker.setting.grid.columns, (picture.width, picture.height));
    // The others of a story's pictures are smaller than its first.
    if photo > 0 { (1, most) } else { (fewest, most) }
}

/// The columns of a grid on which a picture has as much of the page as one three wide and two high has on so many columns of six.
fn scaled((fewest, most): (u8, u8), columns: u8, (width, height): (u32, u32)) -> (u8, u8) {
    const OF: u64 = 6;
    // Thousandths of the width that one three wide and two high has at the same area.
    let form = (2_000_000 * u64::from(width) / (3 * u64::from(height.max(1)))).isqrt();
    let all = u64::from(columns.max(1));
    let columns = |of_six: u8| ((u64::from(of_six) * all * form + OF * 500) / (OF * 1000)).clamp(1, all) as u8;
    (columns(fewest), columns(most))
}

/// Pictures from which a story is one told in pictures.
pub(super) const GALLERY: usize = 3;

/// Fewest columns at which a picture can be read, and most for which it has the pixels.
fn bounds(filed: &Photo, ppi: &[u32], maker: &Maker) -> (u8, u8) {
    let most = ppi.iter().filter(|ppi| **ppi >= maker.ppi_limits[1]).count() as u8;
    let half = maker.setting.grid.columns.div_ceil(2);
    let legible = ppi.iter().filter(|ppi| **ppi > u32::from(maker.pictures.graphic_ppi)).count() as u8 + 1;
    // What the desk asks for it has seen.
    let asked = filed.wish.as_ref().and_then(|wish| wish.columns).or(filed.columns).unwrap_or(u8::MAX);
    let usual = if filed.is_graphic { legible.min(half).min(most.max(1)).min(asked) } else { 1 };
    (filed.min_columns.unwrap_or(usual), most)
}

/// What a photo costs at this width and depth.
pub fn cost(photo: &PhotoSizes, columns: u8, rows: u16) -> Cost {
    let mut cost = crop(photo, columns, rows);
    cost += match photo.wanted {
        Some(wanted) => score::PHOTO_COLUMNS_OFF * squared(wanted.abs_diff(columns)),
        None => {
            let (fewest, most) = photo.span;
            score::PHOTO_NARROW * squared(fewest.saturating_sub(columns)) + score::PHOTO_WIDE * squared(columns.saturating_sub(most))
        }
    };
    cost + coarse(photo, columns, rows)
}

fn squared(off: u8) -> Cost {
    Cost::from(off) * Cost::from(off)
}

/// What it costs that its pixels are seen, or nearly.
fn coarse(photo: &PhotoSizes, columns: u8, rows: u16) -> Cost {
    let at = usize::from(columns) - 1;
    // A picture deeper than its own shape is cut at its sides and so enlarged.
    let enlarged = u32::from(rows.max(photo.natural[at]));
    score::coarse(photo.ppi[at] * u32::from(photo.natural[at]) / enlarged.max(1), photo.ppi_limits)
}

/// What cutting it to this depth costs, or the white under it where it may not be cut.
pub fn crop(photo: &PhotoSizes, columns: u8, rows: u16) -> Cost {
    let natural = photo.natural[usize::from(columns) - 1];
    if photo.rigid { score::PHOTO_AIR.1 * Cost::from(rows.abs_diff(natural)) } else { score::crop(rows, natural) }
}

/// The [`bands`] of which no picture is lost in the fold of a double truck, at so many columns from the left.
pub fn unfolded_bands(photos: &[PhotoSizes], width: u8, fold: Option<u8>) -> Vec<Band> {
    let mut bands = bands(photos, width);
    bands.retain(|band| fold.is_none_or(|fold| width <= fold || !band.photos.iter().any(|photo| halved(&photo.picture, fold))));
    bands
}

/// Whether a picture no wider than a half crosses the fold: so small a one is lost there, and its caption with it.
fn halved(picture: &Slot, fold: u8) -> bool {
    picture.columns <= fold && picture.column < fold && picture.column + picture.columns > fold
}

/// Every good band of these photos over so many columns, one for each depth.
pub fn bands(photos: &[PhotoSizes], columns: u8) -> Vec<Band> {
    let all: Vec<u8> = (0..photos.len() as u8).collect();
    let mut found: Vec<Band> = Vec::new();
    for arrangement in arrangements(&all, columns) {
        let mut partial = vec![Band { rows: 0, cost: 0, photos: Vec::new() }];
        for shelf in &arrangement {
            let shelves = shelf_depths(photos, shelf);
            let mut next: Vec<Band> = Vec::new();
            for band in &partial {
                for shelf in &shelves {
                    let moved = shelf
                        .photos
                        .iter()
                        .map(|slot| PhotoSlot { picture: Slot { row: slot.picture.row + band.rows, ..slot.picture }, ..*slot });
                    let photos = band.photos.iter().copied().chain(moved).collect();
                    next.push(Band { rows: band.rows + shelf.rows, cost: band.cost + shelf.cost, photos });
                }
            }
            partial = cheapest_by_rows(next);
        }
        found.extend(partial);
    }
    let mut found = cheapest_by_rows(found);
    if found.len() > BAND_CHOICES {
        found.sort_by_key(|band| (band.cost, band.rows));
        found.truncate(BAND_CHOICES);
        found.sort_by_key(|band| band.rows);
    }
    found
}

fn cheapest_by_rows(mut bands: Vec<Band>) -> Vec<Band> {
    bands.sort_by_key(|band| (band.rows, band.cost));
    bands.dedup_by_key(|band| band.rows);
    bands
}

/// A shelf's stacks: first column, columns, photos one over the other.
type Shelf = Vec<(u8, u8, Vec<u8>)>;

/// Ways to put photos on shelves over so many columns.
fn arrangements(photos: &[u8], columns: u8) -> Vec<Vec<Shelf>> {
    match photos {
        [] => Vec::new(),
        [one] => vec![vec![vec![(0, columns, vec![*one])]]],
        [one, two] => {
            let mut ways: Vec<Vec<Shelf>> =
                (1..columns).map(|left| vec![vec![(0, left, vec![*one]), (left, columns - left, vec![*two])]]).collect();
            if columns <= 2 {
                ways.push(vec![vec![(0, columns, vec![*one])], vec![(0, columns, vec![*two])]]);
            }
            ways
        }
        [_, _, ..] => {
            let mut ways = Vec::new();
            shelve(photos, columns, &mut Vec::new(), &mut ways);
            ways
        }
    }
}

/// Every way to put three photos or more on shelves: the first over all columns, or wide with two others stacked beside it; then so again, or
/// as many side by side as divide the columns. One that is left over is as wide as the shelf.
fn shelve(rest: &[u8], columns: u8, above: &mut Vec<Shelf>, ways: &mut Vec<Vec<Shelf>>) {
    if rest.is_empty() || ways.len() == MOST_ARRANGEMENTS {
        ways.extend((ways.len() < MOST_ARRANGEMENTS).then(|| above.clone()));
        return;
    }
    let mut shelves: Vec<Shelf> = Vec::new();
    if above.is_empty() || rest.len() == 1 {
        shelves.push(vec![(0, columns, vec![rest[0]])]);
    }
    let most = rest.len().min(usize::from(columns)).min(MOST_ABREAST) as u8;
    for count in (2..=most).rev().filter(|count| columns.is_multiple_of(*count) && !above.is_empty()) {
        let width = columns / count;
        let abreast = rest[..usize::from(count)].iter().enumerate().map(|(at, photo)| (at as u8 * width, width, vec![*photo]));
        shelves.push(abreast.collect());
    }
    for side in (1..=SIDE).filter(|side| side * 2 < columns && rest.len() > 2) {
        shelves.push(vec![(0, columns - side, vec![rest[0]]), (columns - side, side, rest[1..3].to_vec())]);
    }
    for shelf in shelves {
        let on_it: usize = shelf.iter().map(|(_, _, stack)| stack.len()).sum();
        above.push(shelf);
        shelve(&rest[on_it..], columns, above, ways);
        above.pop();
    }
}

/// Every depth at which all stacks of a shelf can be cropped to end on one row.
fn shelf_depths(photos: &[PhotoSizes], shelf: &Shelf) -> Vec<Band> {
    let stacks: Vec<Vec<Band>> = shelf.iter().map(|(column, columns, stack)| stack_depths(photos, *column, *columns, stack)).collect();
    let Some((first, others)) = stacks.split_first() else { return Vec::new() };
    let mut found = Vec::new();
    for start in first {
        let mut band = start.clone();
        let fits = others.iter().all(|stack| match stack.iter().find(|other| other.rows == band.rows) {
            Some(other) => {
                band.cost += other.cost;
                band.photos.extend(other.photos.iter().copied());
                true
            }
            None => false,
        });
        if fits {
            found.push(band);
        }
    }
    found
}

fn stack_depths(photos: &[PhotoSizes], column: u8, columns: u8, stack: &[u8]) -> Vec<Band> {
    let mut partial = vec![Band { rows: 0, cost: 0, photos: Vec::new() }];
    for &photo in stack {
        let sizes = &photos[usize::from(photo)];
        let at = usize::from(columns) - 1;
        let mut next = Vec::new();
        for band in &partial {
            for rows in sizes.least[at]..=sizes.most[at] {
                let picture = Slot { column, row: band.rows, columns, rows };
                let mut placed = band.photos.clone();
                placed.push(PhotoSlot { photo, picture, caption: sizes.caption[at] });
                next.push(Band {
                    rows: band.rows + rows + sizes.caption[at],
                    cost: band.cost + cost(sizes, columns, rows),
                    photos: placed,
                });
            }
        }
        partial = cheapest_by_rows(next);
    }
    partial
}

#[cfg(test)]
mod tests {
    use super::*;

    fn photo(natural: [u16; 6]) -> PhotoSizes {
        let share = |part: u16| natural.iter().map(|rows| rows * part / 10).collect();
        PhotoSizes {
            number: 0,
            natural: natural.to_vec(),
            least: share(8),
            most: share(12),
            caption: vec![2; 6],
            ppi: vec![300; 6],
            ppi_limits: [150, 100],
            wanted: None,
            span: (1, 6),
            bounds: (1, 6),
            is_graphic: false,
            rigid: false,
            is_wished: false,
            place: PhotoPlace::default(),
        }
    }

    fn check(count: usize, columns: u8, expected: &str) {
        let photos = vec![photo([10, 20, 30, 40, 50, 60]); count];
        let best = bands(&photos, columns).into_iter().min_by_key(|band| band.cost + Cost::from(band.rows) * 100);
        let shown = best.map(|band| {
            let slots: Vec<String> = band
                .photos
                .iter()
                .map(|p| format!("{}@{},{} {}x{}", p.photo, p.picture.column, p.picture.row, p.picture.columns, p.picture.rows))
                .collect();
            format!("{} rows: {}", band.rows, slots.join("; "))
        });
        assert_eq!(shown.unwrap_or_default(), expected);
    }

    #[test]
    fn a_picture_has_the_same_worth_on_every_grid_and_in_every_form() {
        for (of_six, columns, form, expected) in [
            ((3, 5), 6, (3, 2), (3, 5)),
            ((3, 5), 5, (3, 2), (3, 4)),
            ((3, 5), 12, (3, 2), (6, 10)),
            ((1, 2), 4, (3, 2), (1, 1)),
            ((3, 5), 6, (2, 3), (2, 3)),
            ((1, 2), 6, (2, 3), (1, 1)),
            ((1, 2), 6, (5, 2), (1, 3)),
        ] {
            assert_eq!(scaled(of_six, columns, form), expected, "{of_six:?} of six on {columns}, {form:?}");
        }
    }

    #[test]
    fn a_width_that_is_not_natural_costs() {
        let photo = PhotoSizes { span: (2, 3), ..photo([10, 20, 30, 40, 50, 60]) };
        let costs = |photo: &PhotoSizes| [1, 2, 3, 4, 5].map(|columns| cost(photo, columns, 10 * u16::from(columns)));
        assert_eq!(costs(&photo), [score::PHOTO_NARROW, 0, 0, score::PHOTO_WIDE, 4 * score::PHOTO_WIDE]);
        // What the desk wants goes before it.
        let photo = PhotoSizes { wanted: Some(4), ..photo };
        assert_eq!(costs(&photo).map(|cost| cost / score::PHOTO_COLUMNS_OFF), [9, 4, 1, 0, 1]);
    }

    #[test]
    fn shelves_end_on_one_row() {
        check(1, 3, "32 rows: 0@0,0 3x30");
        check(2, 4, "22 rows: 0@0,0 2x20; 1@2,0 2x20");
        check(2, 1, "24 rows: 0@0,0 1x10; 1@0,12 1x10");
        check(6, 6, "66 rows: 0@0,0 4x42; 1@4,0 2x20; 2@4,22 2x20; 3@0,44 2x20; 4@2,44 2x20; 5@4,44 2x20");
    }
}
