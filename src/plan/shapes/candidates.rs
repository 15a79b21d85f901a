//! The ways to try for a story: head, pictures and text in every arrangement, each with a bound for what it costs.
use super::super::bill::{Bill, Reason};
use super::super::parted::Size;
use super::super::photos::{Band, PhotoSizes, cost as photo_cost, crop as photo_crop, unfolded_bands};
use super::super::{Cost, score};
use super::laws::{Laws, PictureLaws};
use super::wished::FormWishes;
use super::{Config, Maker, head_list};
use crate::set::flow::{FlowItem, absorb, range};
use crate::set::head::Lead;

/// Ways of one look tried for one size before the next is.
const TRIES: usize = 5;
/// Ways of all looks tried for one size.
const WAYS: usize = 16;
/// A way dearer than this is not worth planning with.
pub(super) const COST_LIMIT: Cost = 600_000;
/// Depths of text tried beyond the shallowest.
const DEPTHS: u16 = 14;
/// Depths of an inset photo tried about its own.
const INSET_DEPTHS: u16 = 3;
/// Rows that a head and the text beside it may differ in depth.
const FOOTED_WHITE: u16 = 3;
/// Depths of such text tried.
const FOOTED_DEPTHS: u16 = 4;

/// A way to try: where things stand, before the text has been flowed.
#[derive(Clone, Copy)]
pub(super) struct Candidate {
    /// Rows of the module.
    pub(super) rows: u16,
    /// All but the text's own cost.
    pub(super) fixed: Cost,
    /// With a bound for the text's cost.
    pub(super) bound: Cost,
    /// Which of the heads for its width.
    pub(super) head: u8,
    /// Index of the band; none without one.
    pub(super) band: Option<u16>,
    pub(super) place: Place,
    /// Rows of the text.
    pub(super) depth: u16,
}

/// What neighbours see of a way: the size of its head, and where head and pictures stand.
pub(super) type Look = (i32, std::mem::Discriminant<Place>);

/// Where the last photo stands.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Place {
    /// In the band with the others, over the head.
    Over,
    /// The band under the head.
    Under,
    /// At the top of the text's last columns: columns and rows of the picture.
    Inset(u8, u16),
    /// Beside head and text, over the last columns.
    Beside(u8, u16),
    /// In the band; and a quote of this size in the middle of the text.
    Parted(Size),
    /// In the band; under it the head, and beside the head the text over so many columns, so many rows deep.
    Footed(u8, u16),
}

/// A text that flows into legs, and what is known of it beforehand.
pub(super) struct Text {
    pub(super) items: Vec<FlowItem>,
    /// See [`absorb`].
    bound: Vec<Cost>,
    pub(super) fewest: u32,
    /// Rows that the last leg may be short.
    pub(super) short_rows: u16,
}

impl Text {
    pub(super) fn new(items: Vec<FlowItem>, short_rows: u16) -> Text {
        Text { bound: absorb(&items), fewest: range(&items).0, items, short_rows }
    }

    pub(super) fn is_empty(&self) -> bool {
        self.items.is_empty()
    }

    /// A bound for the cost of filling so many rows in so many legs.
    fn cost(&self, rows: u32, legs: u8) -> Option<Cost> {
        // White rows that vanish at leg tops make room; the last leg may be short.
        let spare = i64::from(rows) - i64::from(self.fewest);
        let reach = (spare - i64::from(self.short_rows)).max(0)..=spare + i64::from(legs);
        reach.filter_map(|extra| self.bound.get(usize::try_from(extra).ok()?).copied()).min().filter(|cost| *cost < Cost::MAX)
    }
}

/// Bands of a story's photos over one width.
pub(super) struct Bands {
    /// Of all of them.
    pub(super) full: Vec<Band>,
    /// Of all but the last, which stands in or beside the text.
    pub(super) part: Vec<Band>,
}

impl Bands {
    pub(super) fn new(photos: &[PhotoSizes], width: u8, fold: Option<u8>) -> Bands {
        let part = if photos.len() > 1 { unfolded_bands(&photos[..photos.len() - 1], width, fold) } else { Vec::new() };
        Bands { full: unfolded_bands(photos, width, fold), part }
    }
}

/// The search for ways to be of one width.
pub(super) struct Search<'a> {
    pub(super) maker: &'a Maker<'a>,
    pub(super) lead: Lead,
    pub(super) width: u8,
    pub(super) photos: &'a [PhotoSizes],
    pub(super) picture_laws: PictureLaws,
    pub(super) bands: &'a Bands,
    pub(super) text: &'a Text,
    pub(super) laws: Laws,
    /// What the desk wishes; none where that cannot be.
    pub(super) wishes: Option<FormWishes>,
    /// By rows: the few ways with the lowest bounds, the lowest first.
    pub(super) found: Vec<Vec<(Look, Candidate)>>,
}

impl Search<'_> {
    /// Finds them all.
    pub(super) fn candidates(&mut self) {
        let bands = self.bands;
        for (h, head) in head_list(self.maker, self.lead, self.width).iter().enumerate() {
            for air in 0..=1 {
                let base = head.cost + self.width_cost() + score::HEAD_AIR * Cost::from(air);
                let stand = Stand { head: h as u8, head_rows: head.rows + air };
                if self.photos.is_empty() {
                    self.depths(stand, None, Place::Over, base);
                    self.parted(stand, None, base);
                } else {
                    self.banded(stand, &bands.full, base);
                    self.insets(stand, &bands.part, base);
                }
            }
        }
        self.beside(&bands.part);
        self.footed(&bands.full);
    }

    /// All pictures in a band over the head, or under it.
    fn banded(&mut self, stand: Stand, bands: &[Band], base: Cost) {
        for (b, band) in bands.iter().enumerate() {
            let (at, cost) = (Some((b as u16, band.rows)), base + band.cost);
            self.depths(stand, at, Place::Over, cost);
            self.parted(stand, at, cost);
            let is_wished = self.photos[0].place.under == Some(true);
            if self.photos.len() == 1 && (self.lead == Lead::No && self.width > 1 || is_wished) {
                self.depths(stand, at, Place::Under, cost + score::PHOTO_UNDER_HEAD);
            }
        }
    }

    /// A quote in the middle of the text.
    fn parted(&mut self, stand: Stand, band: Option<(u16, u16)>, cost: Cost) {
        let quote = self.maker.galley.quote.as_ref().and_then(|quote| quote.over(self.width));
        let Some((legs, block)) = quote.filter(|_| !self.text.is_empty()) else { return };
        let rows = block.rows(self.maker.setting.grid.leading);
        self.depths(stand, band, Place::Parted((legs, rows)), cost);
    }

    /// A gallery with few words: the head at the left under the band, the text beside it.
    fn footed(&mut self, full_bands: &[Band]) {
        if self.text.is_empty() {
            return;
        }
        for text_columns in 1..self.width {
            let head_columns = self.width - text_columns;
            if !self.laws.allow_head(self.lead, head_columns, self.width) {
                continue;
            }
            let heads = head_list(self.maker, self.lead, head_columns);
            let narrow = score::HEAD_NARROW[self.lead] * Cost::from(self.width.div_ceil(2).saturating_sub(head_columns));
            for (h, head) in heads.iter().enumerate() {
                let legs = u32::from(text_columns);
                let least = (self.text.fewest.saturating_sub(legs).div_ceil(legs)).clamp(self.laws.least(text_columns).into(), 4000) as u16;
                for (b, band) in full_bands.iter().enumerate() {
                    for text_rows in least..least + FOOTED_DEPTHS {
                        let white = text_rows.abs_diff(head.rows);
                        if white > FOOTED_WHITE || !self.laws.allow(text_rows, text_columns) {
                            continue;
                        }
                        let depth = text_rows.max(head.rows);
                        let base = head.cost + narrow + self.width_cost() + score::HEAD_AIR * Cost::from(white) / 2;
                        let cost = base + band.cost;
                        let (rows, place) = (band.rows + depth + score::SEPARATION, Place::Footed(text_columns, text_rows));
                        let candidate = Candidate { rows, fixed: cost, bound: cost, head: h as u8, band: Some(b as u16), place, depth };
                        self.push(candidate, legs * u32::from(text_rows), text_columns);
                    }
                }
            }
        }
    }

    fn width_cost(&self) -> Cost {
        match self.lead {
            Lead::No if self.width >= 5 => score::OTHER_WIDE,
            Lead::Yes | Lead::No => 0,
        }
    }

    /// The most columns of a picture beside text.
    fn widest_beside(&self) -> u8 {
        const WIDEST: u8 = 4;
        let across = self.maker.setting.fold.is_some_and(|fold| self.width > fold);
        // Over both halves of a double truck a picture has two thirds.
        if across { self.width * 2 / 3 } else { WIDEST.min(self.width - 1) }
    }

    fn insets(&mut self, stand: Stand, part_bands: &[Band], base: Cost) {
        let Some(photo) = self.photos.last() else { return };
        for columns in 1..=self.widest_beside() {
            let at = usize::from(columns) - 1;
            // What the desk wishes it has seen.
            let about = if photo.is_wished { u16::MAX / 2 } else { INSET_DEPTHS };
            let low = photo.least[at].max(photo.natural[at].saturating_sub(about));
            let high = photo.most[at].min(photo.natural[at].saturating_add(about));
            for rows in low..=high {
                let cost = base + photo_cost(photo, columns, rows) + score::PHOTO_INSET;
                let place = Place::Inset(columns, rows);
                if self.photos.len() == 1 {
                    self.depths(stand, None, place, cost);
                }
                for (b, band) in part_bands.iter().enumerate() {
                    self.depths(stand, Some((b as u16, band.rows)), place, cost + band.cost);
                }
            }
        }
    }

    /// The picture beside head and text, as deep as both.
    fn beside(&mut self, part_bands: &[Band]) {
        let Some(photo) = self.photos.last() else { return };
        if self.photos.len() > 1 || !part_bands.is_empty() {
            return;
        }
        for columns in 1..=self.widest_beside() {
            let text_columns = self.width - columns;
            if !self.laws.allow_head(self.lead, text_columns, self.width) {
                continue;
            }
            let at = usize::from(columns) - 1;
            let heads = head_list(self.maker, self.lead, text_columns);
            for (h, head) in heads.iter().enumerate() {
                for rows in photo.least[at]..=photo.most[at] {
                    let whole = rows + photo.caption[at];
                    let Some(depth) = whole.checked_sub(head.rows).filter(|depth| self.laws.allow(*depth, text_columns)) else { continue };
                    let base = head.cost + self.width_cost() + photo_cost(photo, columns, rows) + score::PHOTO_BESIDE;
                    let cost = base + self.leg_cost(depth);
                    let slots = u32::from(text_columns) * u32::from(depth);
                    let place = Place::Beside(columns, rows);
                    self.push(
                        Candidate { rows: whole + score::SEPARATION, fixed: cost, bound: cost, head: h as u8, band: None, place, depth },
                        slots,
                        text_columns,
                    );
                }
            }
        }
    }

    /// What a way costs, by reason.
    pub(super) fn bill(&self, candidate: &Candidate, config: &Config) -> Bill {
        let head_columns = config.head_slot.columns;
        let head = &head_list(self.maker, self.lead, head_columns)[config.head];
        let (mut size, mut crop) = (0, 0);
        for slot in &config.photos {
            let Some(photo) = self.photos.iter().find(|photo| photo.number == slot.photo) else { continue };
            let picture = slot.picture;
            let cut = photo_crop(photo, picture.columns, picture.rows);
            size += photo_cost(photo, picture.columns, picture.rows) - cut;
            crop += cut;
        }
        size += self.alike(config.photos.iter().map(|slot| slot.picture.cells()));
        let form = candidate.fixed - head.cost - size - crop;
        Bill::default()
            .with(Reason::HeadSize, head.cost - head.white)
            .with(Reason::HeadWhite, head.white)
            .with(Reason::PictureSize, size)
            .with(Reason::PictureCrop, crop)
            .with(Reason::Form, form)
            .with(Reason::Text, config.fit.cost)
    }

    fn leg_cost(&self, depth: u16) -> Cost {
        let shallow = self.lead == Lead::No && self.width == 4 && depth < 12;
        score::leg(depth, self.width) + if shallow { score::OTHER_SHALLOW } else { 0 }
    }

    /// Every depth of text that the galley can fill.
    fn depths(&mut self, stand: Stand, band: Option<(u16, u16)>, place: Place, cost: Cost) {
        let above = band.map_or(0, |(_, rows)| rows) + stand.head_rows;
        let make = |depth: u16, cost: Cost| Candidate {
            rows: above + depth + score::SEPARATION,
            fixed: cost,
            bound: cost,
            head: stand.head,
            band: band.map(|(at, _)| at),
            place,
            depth,
        };
        if self.text.is_empty() {
            if place == Place::Over || place == Place::Under {
                self.push(make(0, cost), 0, self.width);
            }
            return;
        }
        let cut = self.cut(place);
        let is_parted = matches!(place, Place::Parted(_));
        let fewest = self.text.fewest;
        let width = u32::from(self.width);
        let shallowest = (fewest.saturating_sub(width) + cut.cells()).div_ceil(width).min(u32::from(u16::MAX)) as u16;
        if shallowest > self.maker.rows {
            return;
        }
        // The picture as deep as the text beside it, with no text under.
        if cut.rows > 0 && cut.columns < self.width && !is_parted && self.laws.allow(cut.rows, self.width - cut.columns) {
            let slots = (width - u32::from(cut.columns)) * u32::from(cut.rows);
            let cost = cost + self.leg_cost(cut.rows);
            self.push(make(cut.rows, cost), slots, self.width - cut.columns);
        }
        // Of a few lines in one column no leg is made deeper.
        let is_short = self.width == 1 && fewest < u32::from(self.laws.least(1));
        let least = if is_parted {
            shallowest.max(cut.rows + score::ABOUT_QUOTE * 2)
        } else if cut.rows > 0 {
            shallowest.max(cut.rows + self.laws.under_picture)
        } else {
            shallowest.max(if is_short { fewest as u16 } else { self.laws.least(self.width) })
        };
        let (laws, columns) = (self.laws, self.width);
        for depth in (least..least.saturating_add(DEPTHS)).filter(|depth| is_short || laws.allow(*depth, columns)) {
            let slots = width * u32::from(depth) - cut.cells();
            let cost = cost + self.leg_cost(depth);
            self.push(make(depth, cost), slots, self.width);
        }
    }

    /// What the text goes round.
    fn cut(&self, place: Place) -> Cut {
        match place {
            Place::Inset(columns, rows) => {
                let caption = self.photos.last().map_or(0, |photo| photo.caption[usize::from(columns) - 1]);
                Cut { columns, rows: rows + caption }
            }
            Place::Parted((columns, rows)) => Cut { columns, rows },
            _ => Cut { columns: 0, rows: 0 },
        }
    }

    fn push(&mut self, mut candidate: Candidate, slots: u32, legs: u8) {
        if candidate.rows > self.maker.rows {
            return;
        }
        if !self.text.is_empty() {
            // A leg that is parted is two.
            let parted = if let Place::Parted((parted, _)) = candidate.place { parted } else { 0 };
            if parted == 0 && self.maker.galley.quote.is_some() {
                candidate.fixed += score::QUOTE_LEFT_OUT;
            }
            let Some(text) = self.text.cost(slots, legs + parted) else { return };
            candidate.bound = candidate.fixed + text;
        }
        let look = self.look(&candidate);
        // Most are too dear whatever their pictures: those are not looked at.
        if candidate.bound > COST_LIMIT || self.place_among(look, &candidate).is_none() {
            return;
        }
        let shown = self.shown(&candidate);
        if !self.is_lawful(&candidate, &shown, slots) || !self.grants(&candidate, slots) {
            return;
        }
        let alike = self.alike(shown.iter().map(|shown| u32::from(shown.columns) * u32::from(shown.rows)));
        candidate.fixed += alike;
        candidate.bound += alike;
        if candidate.bound <= COST_LIMIT {
            self.keep(look, candidate);
        }
    }

    /// Where a candidate stands among those kept of its size. None where as many of its look, or of all, have lower bounds.
    fn place_among(&self, look: Look, candidate: &Candidate) -> Option<usize> {
        let list = &self.found[usize::from(candidate.rows)];
        let at = list.partition_point(|(_, other)| other.bound <= candidate.bound);
        (at < WAYS && list[..at].iter().filter(|(other, _)| *other == look).count() < TRIES).then_some(at)
    }

    /// Keeps a candidate if it is among the few of its size and of its look with the lowest bounds.
    fn keep(&mut self, look: Look, candidate: Candidate) {
        let Some(at) = self.place_among(look, &candidate) else { return };
        let list = &mut self.found[usize::from(candidate.rows)];
        let alike = |(other, _): &&(Look, Candidate)| *other == look;
        let beaten = list.iter().filter(alike).count() == TRIES;
        let out = if beaten { list.iter().rposition(|other| alike(&other)) } else { (list.len() == WAYS).then_some(WAYS - 1) };
        out.map(|out| list.remove(out));
        list.insert(at, (look, candidate));
    }

    fn look(&self, candidate: &Candidate) -> Look {
        let columns = match candidate.place {
            Place::Beside(columns, _) | Place::Footed(columns, _) => self.width - columns,
            Place::Over | Place::Under | Place::Inset(..) | Place::Parted(_) => self.width,
        };
        let head = head_list(self.maker, self.lead, columns).get(usize::from(candidate.head));
        (head.map_or(0, |head| head.size.0), std::mem::discriminant(&candidate.place))
    }
}

/// A picture or quote in the text: columns and rows that its legs go round.
#[derive(Clone, Copy)]
struct Cut {
    columns: u8,
    rows: u16,
}

impl Cut {
    fn cells(self) -> u32 {
        u32::from(self.columns) * u32::from(self.rows)
    }
}

/// A head that is tried: which of its width's, and its rows, the white under it included.
#[derive(Clone, Copy)]
struct Stand {
    head: u8,
    head_rows: u16,
}
