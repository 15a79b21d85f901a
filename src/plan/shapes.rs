//! A story's shape function: every size that it can fill exactly, and how (PLANNER 2.2 to 2.4).
use std::sync::Arc;

use rustc_hash::FxHashMap;

use super::bill::{Bill, Reason};
use super::photos::{Band, PhotoSizes, PhotoSlot, cost as photo_cost, crop as photo_crop, measured as measured_photo, unfolded_bands};
use super::{Cell, Cost, Face, Shape, Slot};
use super::{parted, score};
use crate::edition::{Article, Part};
use crate::job::Setting;
use crate::set::flow::{Fit, SHORT_ROWS, absorb, fit_short, range};
use crate::set::galley::Galley;
use crate::set::head::{Head, Lead};
use crate::set::spanning::{SPANNING_FROM, SPANNING_LEGS};

/// A story made exactly so large: all places are in columns and rows from the module's top left.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Config {
    /// Columns of the module.
    pub columns: u8,
    /// Rows of the module, the white under it included.
    pub rows: u16,
    /// It leads the page.
    pub lead: bool,
    /// Which of the heads for the head's width.
    pub head: usize,
    /// Where the head stands.
    pub head_slot: Slot,
    /// The photos.
    pub photos: Vec<PhotoSlot>,
    /// The legs, in reading order; one that a quote parts is two.
    pub legs: Vec<Slot>,
    /// Where the quote stands that spans legs.
    pub quote: Option<Slot>,
    /// How the galley flows into them.
    pub fit: Fit,
    /// What it costs, by reason.
    pub bill: Bill,
}

impl Config {
    /// Its head, of those in the story's type.
    pub fn head_of<'a>(&self, galley: &'a Galley) -> &'a Head {
        let by_width = if self.lead { &galley.lead_heads } else { &galley.heads };
        &by_width[usize::from(self.head_slot.columns) - 1][self.head]
    }
}

/// The shape function of a story and the configs that its cells name.
#[derive(Clone, Debug, Default)]
pub struct Sizes {
    /// Costs by width and depth.
    pub shape: Arc<Shape>,
    /// By [`Cell::config`].
    pub configs: Vec<Config>,
    /// By [`Cell::config`]: what neighbours see of each.
    pub faces: Arc<Vec<Face>>,
}

/// What the shape function is made from.
#[derive(Clone, Copy)]
pub struct Maker<'a> {
    /// The story.
    pub article: &'a Article,
    /// Its type.
    pub galley: &'a Galley,
    /// How it is set.
    pub setting: &'a Setting,
    /// Rows of the deepest live area.
    pub rows: u16,
    /// Pixels to the inch that pictures should have, and the least.
    pub ppi_limits: [u32; 2],
}

/// Ways of one look tried for one size before the next is.
const TRIES: usize = 5;
/// Ways of all looks tried for one size.
const WAYS: usize = 16;
/// Other looks kept for one size, and how much dearer than the cheapest they may be: what neighbours charge is hardly ever more.
const OTHERS: (usize, Cost) = (4, score::TOMBSTONE);
/// A way dearer than this is not worth planning with.
const COST_LIMIT: Cost = 600_000;
/// Rows that the last leg of a rigid story may be short.
const RIGID_SHORT_ROWS: u16 = 14;
/// Depths of text tried beyond the shallowest.
const DEPTHS: u16 = 14;
/// Depths of an inset photo tried about its own.
const INSET_DEPTHS: u16 = 3;
/// Rows that a head and the text beside it may differ in depth.
const FOOTED_WHITE: u16 = 3;
/// Depths of such text tried.
const FOOTED_DEPTHS: u16 = 4;
/// Heads tried for a width.
const HEADS: usize = 8;

/// A way to try: where things stand, before the text has been flowed.
#[derive(Clone, Copy)]
struct Candidate {
    rows: u16,
    /// All but the text's own cost.
    fixed: Cost,
    /// With a bound for the text's cost.
    bound: Cost,
    head: u8,
    /// Index of the band; none without one.
    band: Option<u16>,
    place: Place,
    depth: u16,
}

/// What neighbours see of a way: the size of its head, and where head and pictures stand.
type Look = (i32, std::mem::Discriminant<Place>);

/// Where the last photo stands.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Place {
    /// In the band with the others, over the head.
    Over,
    /// The band under the head.
    Under,
    /// At the top of the text's last columns: columns and rows of the picture.
    Inset(u8, u16),
    /// Beside head and text, over the last columns.
    Beside(u8, u16),
    /// In the band; and a quote so many rows deep in the middle of the text, over several legs.
    Parted(u16),
    /// In the band; under it the head, and beside the head the text over so many columns, so many rows deep.
    Footed(u8, u16),
}

/// Makes a story's shape function. A story so rigid that it fills no size exactly may leave white at its foot.
pub fn sizes(maker: &Maker, lead: Lead) -> Sizes {
    let exact = sizes_short(maker, lead, SHORT_ROWS);
    if exact.configs.is_empty() { sizes_short(maker, lead, RIGID_SHORT_ROWS) } else { exact }
}

fn sizes_short(maker: &Maker, lead: Lead, short_rows: u16) -> Sizes {
    let columns = maker.setting.grid.columns;
    let photos: Vec<PhotoSizes> = (0..maker.article.photos.len()).map(|photo| measured_photo(maker, photo)).collect();
    let bound = absorb(&maker.galley.flow);
    let (fewest, _) = range(&maker.galley.flow);
    // What is continued leads a page only where nothing begins there.
    let turn = if lead == Lead::Yes && matches!(maker.article.part, Part::Turn(_)) { score::TURN_LEADS } else { 0 };
    let mut shape = Shape::new(columns, maker.rows);
    let (mut configs, mut others) = (Vec::new(), Vec::new());
    let mut flowed: FxHashMap<(bool, Vec<u16>), Option<Fit>> = FxHashMap::default();
    let lifted = maker.galley.without_quote();
    let lifted_bound = lifted.as_deref().map(absorb).unwrap_or_default();
    let lifted_fewest = lifted.as_deref().map_or(0, |flow| range(flow).0);
    let fold = maker.setting.fold;
    // On a double truck only a lead over both halves crosses the fold.
    for width in (1..=columns).filter(|width| fold.is_none_or(|fold| *width <= fold || *width == columns && lead == Lead::Yes)) {
        let heads = head_list(maker, lead, width);
        let full_bands = unfolded_bands(&photos, width, fold);
        let part_bands = if photos.len() > 1 { unfolded_bands(&photos[..photos.len() - 1], width, fold) } else { Vec::new() };
        let text = Text { bound: &bound, fewest, empty: maker.galley.flow.is_empty(), short_rows };
        let parted = Text { bound: &lifted_bound, fewest: lifted_fewest, empty: lifted.is_none(), short_rows };
        let mut search = Search { maker, lead, width, photos: &photos, text, parted, found: vec![Vec::new(); usize::from(maker.rows) + 1] };
        search.candidates(heads, &full_bands, &part_bands);
        for candidates in &search.found {
            let mut ways: Vec<(Cost, Config, &(Look, Candidate))> = Vec::new();
            for found in candidates {
                let (look, candidate) = found;
                let least = ways.iter().map(|(cost, ..)| *cost).min();
                if least.is_some_and(|least| least.saturating_add(OTHERS.1) < candidate.bound) {
                    break;
                }
                let alike = ways.iter().position(|(_, _, (other, _))| other == look);
                if alike.is_some_and(|at| ways[at].0 <= candidate.bound) {
                    continue;
                }
                let used = if matches!(candidate.place, Place::Inset(..) | Place::Beside(..)) { &part_bands } else { &full_bands };
                let (legs, photo_slots, head_slot) = geometry(candidate, used, width, &photos);
                let mut flow_into = |is_parted: bool, legs: &[Slot]| {
                    let flow = lifted.as_deref().filter(|_| is_parted).unwrap_or(&maker.galley.flow);
                    let depths: Vec<u16> = legs.iter().map(|leg| leg.rows).collect();
                    flowed.entry((is_parted, depths)).or_insert_with_key(|(_, depths)| fit_short(flow, depths, short_rows)).clone()
                };
                let echo = maker.galley.spanning.as_ref().and_then(|spanning| spanning.echo.as_ref());
                let (legs, quote, fitted) = match candidate.place {
                    Place::Parted(rows) => match parted::best(&legs, rows, echo, |legs| flow_into(true, legs)) {
                        Some((parting, fitted)) => (parting.legs, Some(parting.quote), fitted),
                        None => continue,
                    },
                    _ => match flow_into(false, &legs) {
                        Some(fitted) => (legs, None, fitted),
                        None => continue,
                    },
                };
                let cost = candidate.fixed + fitted.cost;
                if cost > COST_LIMIT || alike.is_some_and(|at| ways[at].0 <= cost) {
                    continue;
                }
                let config = Config {
                    columns: width,
                    rows: candidate.rows,
                    lead: lead == Lead::Yes,
                    head: usize::from(candidate.head),
                    head_slot,
                    photos: photo_slots,
                    legs,
                    quote,
                    fit: fitted,
                    bill: Bill::default(),
                };
                match alike {
                    Some(at) => ways[at] = (cost, config, found),
                    None => ways.push((cost, config, found)),
                }
            }
            ways.sort_by_key(|(cost, ..)| *cost);
            let Some(&(least, ..)) = ways.first() else { continue };
            let first = configs.len();
            for (cost, mut config, (_, candidate)) in ways.into_iter().take(1 + OTHERS.0).take_while(|(cost, ..)| *cost <= least + OTHERS.1)
            {
                config.bill = search.bill(candidate, &config);
                debug_assert_eq!(config.bill.total(), u64::from(cost));
                config.bill = config.bill.with(Reason::Form, turn);
                if configs.len() == first {
                    shape.offer(width, config.rows, Cell { cost: cost + turn, config: first as u32 });
                } else {
                    others.push((first, cost - least, configs.len() as u32));
                }
                configs.push(config);
            }
        }
    }
    let mut faces: Vec<Face> = configs.iter().map(|config| face(maker, config)).collect();
    for (first, dearer, config) in others {
        faces[first].others.push((dearer, config));
    }
    Sizes { shape: Arc::new(shape), configs, faces: Arc::new(faces) }
}

fn face(maker: &Maker, config: &Config) -> Face {
    let head = config.head_of(maker.galley);
    let pictures = config.photos.iter().map(|photo| photo.picture).collect();
    // What is continued from another page has had its head there.
    let weight = if matches!(maker.article.part, Part::Turn(_)) { 0 } else { score::weight(maker.article.priority) };
    let head_size = head.size.0.max(0) as u32;
    Face { head: config.head_slot, head_size, weight, pictures, others: Vec::new() }
}

fn head_list<'a>(maker: &Maker<'a>, lead: Lead, width: u8) -> &'a [Head] {
    let by_width = if lead == Lead::Yes { &maker.galley.lead_heads } else { &maker.galley.heads };
    let all = &by_width[usize::from(width) - 1];
    &all[..all.len().min(HEADS)]
}

struct Text<'a> {
    bound: &'a [Cost],
    fewest: u32,
    empty: bool,
    short_rows: u16,
}

impl Text<'_> {
    /// A bound for the cost of filling so many rows in so many legs.
    fn cost(&self, rows: u32, legs: u8) -> Option<Cost> {
        // White rows that vanish at leg tops make room; the last leg may be short.
        let spare = i64::from(rows) - i64::from(self.fewest);
        let reach = (spare - i64::from(self.short_rows)).max(0)..=spare + i64::from(legs);
        reach.filter_map(|extra| self.bound.get(usize::try_from(extra).ok()?).copied()).min().filter(|cost| *cost < Cost::MAX)
    }
}

struct Search<'a> {
    maker: &'a Maker<'a>,
    lead: Lead,
    width: u8,
    photos: &'a [PhotoSizes],
    text: Text<'a>,
    /// The text without the quote that may span legs; empty where there is none.
    parted: Text<'a>,
    /// By rows: the few ways with the lowest bounds, the lowest first.
    found: Vec<Vec<(Look, Candidate)>>,
}

impl Search<'_> {
    fn candidates(&mut self, heads: &[Head], full_bands: &[Band], part_bands: &[Band]) {
        for (h, head) in heads.iter().enumerate() {
            for air in 0..=1 {
                let base = head.cost + self.width_cost() + score::HEAD_AIR * Cost::from(air);
                let stand = Stand { head: h as u8, head_rows: head.rows + air };
                if self.photos.is_empty() {
                    self.depths(stand, None, Place::Over, base);
                    self.parted(stand, None, base);
                    continue;
                }
                for (b, band) in full_bands.iter().enumerate() {
                    let cost = base + self.band_cost(band);
                    self.depths(stand, Some((b as u16, band.rows)), Place::Over, cost);
                    self.parted(stand, Some((b as u16, band.rows)), cost);
                    if self.photos.len() == 1 && self.lead == Lead::No && self.width > 1 {
                        self.depths(stand, Some((b as u16, band.rows)), Place::Under, cost + score::PHOTO_UNDER_HEAD);
                    }
                }
                self.insets(stand, part_bands, base);
            }
        }
        self.beside(part_bands);
        self.footed(full_bands);
    }

    /// A quote in the middle of the text, over its inner legs.
    fn parted(&mut self, stand: Stand, band: Option<(u16, u16)>, cost: Cost) {
        let Some(spanning) = self.maker.galley.spanning.as_ref().filter(|_| self.width >= SPANNING_FROM) else { return };
        let rows = spanning.block.rows(self.maker.setting.grid.leading);
        self.depths(stand, band, Place::Parted(rows), cost);
    }

    /// A gallery with few words: the head at the left under the band, the text beside it.
    fn footed(&mut self, full_bands: &[Band]) {
        if self.text.empty {
            return;
        }
        for text_columns in 1..self.width {
            let head_columns = self.width - text_columns;
            let heads = head_list(self.maker, self.lead, head_columns);
            let narrow =
                score::HEAD_NARROW[usize::from(self.lead == Lead::No)] * Cost::from(self.width.div_ceil(2).saturating_sub(head_columns));
            for (h, head) in heads.iter().enumerate() {
                let legs = u32::from(text_columns);
                let least = (self.text.fewest.saturating_sub(legs).div_ceil(legs)).clamp(u32::from(score::LEG_LEAST), 4000) as u16;
                for (b, band) in full_bands.iter().enumerate() {
                    for text_rows in least..least + FOOTED_DEPTHS {
                        let white = text_rows.abs_diff(head.rows);
                        if white > FOOTED_WHITE {
                            continue;
                        }
                        let depth = text_rows.max(head.rows);
                        let base = head.cost + narrow + self.width_cost() + score::HEAD_AIR * Cost::from(white) / 2;
                        let cost = base + self.band_cost(band);
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

    /// What pictures so wide cost, the only one so deep, beside what each costs by itself.
    fn picture_cost(&self, columns: u8, rows: u16) -> Cost {
        if self.lead == Lead::Yes {
            return score::LEAD_PHOTO_NARROW.get(usize::from(columns) - 1).copied().unwrap_or(0);
        }
        let wide = if columns >= 5 { score::PHOTO_WIDE } else { 0 };
        let is_one = self.photos.len() == 1 && !self.text.empty;
        wide + if is_one { score::dwarfing(u32::from(columns) * u32::from(rows), self.text.fewest) } else { 0 }
    }

    fn band_cost(&self, band: &Band) -> Cost {
        band.cost + self.picture_cost(self.width, band.photos[0].picture.rows)
    }

    /// The most columns of a picture beside text.
    fn widest_beside(&self) -> u8 {
        const WIDEST: u8 = 4;
        let across = self.maker.setting.fold.is_some_and(|fold| self.width > fold);
        // Over both halves of a double truck a picture has two thirds.
        if across { self.width * 2 / 3 } else { WIDEST.min(self.width - 1) }
    }

    fn last_photo(&self) -> Option<&PhotoSizes> {
        self.photos.last()
    }

    fn insets(&mut self, stand: Stand, part_bands: &[Band], base: Cost) {
        let Some(photo) = self.last_photo().cloned() else { return };
        for columns in 1..=self.widest_beside() {
            let at = usize::from(columns) - 1;
            let low = photo.least[at].max(photo.natural[at].saturating_sub(INSET_DEPTHS));
            let high = photo.most[at].min(photo.natural[at] + INSET_DEPTHS);
            for rows in low..=high {
                let cost = base + photo_cost(&photo, columns, rows) + score::PHOTO_INSET;
                let place = Place::Inset(columns, rows);
                if self.photos.len() == 1 {
                    self.depths(stand, None, place, cost + self.picture_cost(columns, rows));
                }
                for (b, band) in part_bands.iter().enumerate() {
                    self.depths(stand, Some((b as u16, band.rows)), place, cost + self.band_cost(band));
                }
            }
        }
    }

    /// The picture beside head and text, as deep as both.
    fn beside(&mut self, part_bands: &[Band]) {
        let Some(photo) = self.last_photo().cloned() else { return };
        if self.photos.len() > 1 || !part_bands.is_empty() {
            return;
        }
        for columns in 1..=self.widest_beside() {
            let text_columns = self.width - columns;
            let at = usize::from(columns) - 1;
            let heads = head_list(self.maker, self.lead, text_columns);
            for (h, head) in heads.iter().enumerate() {
                for rows in photo.least[at]..=photo.most[at] {
                    let whole = rows + photo.caption[at];
                    let Some(depth) = whole.checked_sub(head.rows).filter(|depth| *depth >= score::LEG_LEAST) else { continue };
                    let base = head.cost + self.width_cost() + photo_cost(&photo, columns, rows) + score::PHOTO_BESIDE;
                    let cost = base + self.picture_cost(columns, rows) + self.leg_cost(depth);
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
    fn bill(&self, candidate: &Candidate, config: &Config) -> Bill {
        let head_columns = config.head_slot.columns;
        let head = &head_list(self.maker, self.lead, head_columns)[config.head];
        let (mut size, mut crop) = (0, 0);
        for slot in &config.photos {
            let (photo, picture) = (&self.photos[usize::from(slot.photo)], slot.picture);
            let cut = photo_crop(photo, picture.columns, picture.rows);
            size += photo_cost(photo, picture.columns, picture.rows) - cut;
            crop += cut;
        }
        if !self.photos.is_empty() {
            size += match config.photos.as_slice() {
                [one] => self.picture_cost(one.picture.columns, one.picture.rows),
                _ => self.picture_cost(self.width, 0),
            };
        }
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
        let band_rows = band.map_or(0, |(_, rows)| rows);
        let head_rows = stand.head_rows;
        let make = |depth: u16, cost: Cost| Candidate {
            rows: band_rows + head_rows + depth + score::SEPARATION,
            fixed: cost,
            bound: cost,
            head: stand.head,
            band: band.map(|(at, _)| at),
            place,
            depth,
        };
        if self.text.empty {
            if place == Place::Over || place == Place::Under {
                self.push(make(0, cost), 0, self.width);
            }
            return;
        }
        let (cut_columns, cut_rows) = match place {
            Place::Inset(columns, rows) => {
                let at = usize::from(columns) - 1;
                (columns, rows + self.last_photo().map_or(0, |photo| photo.caption[at]))
            }
            Place::Parted(rows) => (SPANNING_LEGS, rows),
            _ => (0, 0),
        };
        let is_parted = matches!(place, Place::Parted(_));
        let fewest = if is_parted { self.parted.fewest } else { self.text.fewest };
        let taken = u32::from(cut_columns) * u32::from(cut_rows);
        let width = u32::from(self.width);
        let least = (fewest.saturating_sub(width) + taken).div_ceil(width).min(u32::from(u16::MAX)) as u16;
        if least > self.maker.rows {
            return;
        }
        // The picture as deep as the text beside it, with no text under.
        if cut_rows > 0 && cut_columns < self.width && !is_parted {
            let slots = (width - u32::from(cut_columns)) * u32::from(cut_rows);
            let cost = cost + self.leg_cost(cut_rows);
            self.push(make(cut_rows, cost), slots, self.width - cut_columns);
        }
        let least = if is_parted {
            least.max(cut_rows + score::ABOUT_QUOTE * 2)
        } else if cut_rows > 0 {
            least.max(cut_rows + score::UNDER_INSET)
        } else {
            least.max(score::LEG_LEAST.min(self.text.fewest as u16))
        };
        for depth in least..least.saturating_add(DEPTHS) {
            let slots = width * u32::from(depth) - taken;
            let cost = cost + self.leg_cost(depth);
            self.push(make(depth, cost), slots, self.width);
        }
    }

    fn push(&mut self, mut candidate: Candidate, slots: u32, legs: u8) {
        if candidate.rows > self.maker.rows {
            return;
        }
        if !self.text.empty {
            let text = if matches!(candidate.place, Place::Parted(_)) { &self.parted } else { &self.text };
            // A leg that is parted is two.
            let legs = if matches!(candidate.place, Place::Parted(_)) { legs + SPANNING_LEGS } else { legs };
            let Some(text) = text.cost(slots, legs) else { return };
            candidate.bound = candidate.fixed + text;
        }
        if candidate.bound > COST_LIMIT {
            return;
        }
        let look = self.look(&candidate);
        let list = &mut self.found[usize::from(candidate.rows)];
        let at = list.partition_point(|(_, other)| other.bound <= candidate.bound);
        let alike = |(other, _): &&(Look, Candidate)| *other == look;
        if at == WAYS || list[..at].iter().filter(alike).count() == TRIES {
            return;
        }
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

#[derive(Clone, Copy)]
struct Stand {
    head: u8,
    head_rows: u16,
}

/// Legs, photos and head of a candidate, in cells from the module's top left.
fn geometry(candidate: &Candidate, bands: &[Band], width: u8, photos: &[PhotoSizes]) -> (Vec<Slot>, Vec<PhotoSlot>, Slot) {
    let band = candidate.band.map(|at| &bands[usize::from(at)]);
    let band_rows = band.map_or(0, |band| band.rows);
    let last = photos.len().saturating_sub(1) as u8;
    let caption = |columns: u8| photos.last().map_or(0, |photo| photo.caption[usize::from(columns) - 1]);
    let module = candidate.rows - score::SEPARATION;
    let leg = |column: u8, row: u16, rows: u16| Slot { column, row, columns: 1, rows };
    let in_band = |top: u16| -> Vec<PhotoSlot> {
        let slots = band.map(|band| band.photos.as_slice()).unwrap_or_default();
        slots.iter().map(|slot| PhotoSlot { picture: Slot { row: slot.picture.row + top, ..slot.picture }, ..*slot }).collect()
    };
    match candidate.place {
        Place::Over | Place::Parted(_) => {
            let head = Slot { column: 0, row: band_rows, columns: width, rows: module - band_rows - candidate.depth };
            let top = head.row + head.rows;
            let legs = if candidate.depth == 0 { Vec::new() } else { (0..width).map(|column| leg(column, top, candidate.depth)).collect() };
            (legs, in_band(0), head)
        }
        Place::Under => {
            let head = Slot { column: 0, row: 0, columns: width, rows: module - band_rows - candidate.depth };
            let top = head.rows + band_rows;
            let legs = if candidate.depth == 0 { Vec::new() } else { (0..width).map(|column| leg(column, top, candidate.depth)).collect() };
            (legs, in_band(head.rows), head)
        }
        Place::Inset(columns, rows) => {
            let head = Slot { column: 0, row: band_rows, columns: width, rows: module - band_rows - candidate.depth };
            let top = head.row + head.rows;
            let picture = Slot { column: width - columns, row: top, columns, rows };
            let mut slots = in_band(0);
            slots.push(PhotoSlot { photo: last, picture, caption: caption(columns) });
            let cut = rows + caption(columns);
            let full = (0..width - columns).map(|column| leg(column, top, candidate.depth));
            let under = (width - columns..width).map(|column| leg(column, top + cut, candidate.depth - cut));
            (full.chain(under).filter(|leg| leg.rows > 0).collect(), slots, head)
        }
        Place::Footed(text, rows) => {
            let head = Slot { column: 0, row: band_rows, columns: width - text, rows: candidate.depth };
            let legs = (width - text..width).map(|column| leg(column, band_rows, rows)).collect();
            (legs, in_band(0), head)
        }
        Place::Beside(columns, rows) => {
            let text = width - columns;
            let head = Slot { column: 0, row: 0, columns: text, rows: module - candidate.depth };
            let legs = (0..text).map(|column| leg(column, head.rows, candidate.depth)).collect();
            let picture = Slot { column: text, row: 0, columns, rows };
            (legs, vec![PhotoSlot { photo: last, picture, caption: caption(columns) }], head)
        }
    }
}
