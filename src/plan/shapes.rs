//! A story's shape function: every size that it can fill exactly, and how (PLANNER 2.2 to 2.4).
use std::sync::Arc;

use rustc_hash::FxHashMap;

use super::bill::{Bill, Reason};
use super::photos::{PhotoSizes, PhotoSlot, measured as measured_photo};
use super::{Cell, Company, Cost, Face, FaceHead, Shape, Slot};
use super::{parted, score};
use crate::edition::Article;
use crate::job::Setting;
use crate::layout::PictureSizes;
use crate::set::flow::{Fit, SHORT_ROWS, fit_short};
use crate::set::galley::Galley;
use crate::set::head::{Head, Lead};
use candidates::{Bands, COST_LIMIT, Candidate, Look, Place, Search, Text};
use geometry::{Geometry, geometry};
use laws::{Laws, PictureLaws};
use wished::FormWishes;

mod candidates;
mod geometry;
mod grants;
mod laws;
mod picture_laws;
mod wished;

/// A story made exactly so large: all places are in columns and rows from the module's top left.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Config {
    /// Columns of the module.
    pub columns: u8,
    /// Rows of the module, the white under it included.
    pub rows: u16,
    /// Whether it leads the page.
    pub lead: Lead,
    /// Which of the heads for the head's width.
    pub head: usize,
    /// Where the head stands.
    pub head_slot: Slot,
    /// The photos.
    pub photos: Vec<PhotoSlot>,
    /// Photos without which it runs.
    pub left_out: Arc<Vec<LeftOut>>,
    /// The legs, in reading order; one that a quote parts is two.
    pub legs: Vec<Slot>,
    /// Where the quote stands; none where there is none, or it is left out.
    pub quote: Option<Slot>,
    /// How the galley flows into them.
    pub fit: Fit,
    /// What it costs, by reason.
    pub bill: Bill,
}

impl Config {
    /// Its head, of those in the story's type.
    pub fn head_of<'a>(&self, galley: &'a Galley) -> &'a Head {
        &galley.heads[self.lead][usize::from(self.head_slot.columns) - 1][self.head]
    }
}

/// The shape function of a story and the configs that its cells name.
#[derive(Clone, Debug, Default)]
pub struct Sizes {
    /// Costs by width and depth.
    pub shape: Arc<Shape>,
    /// The same without its quote, of a story that has one.
    pub quoteless: Option<Arc<Shape>>,
    /// By [`Cell::config`].
    pub configs: Arc<Vec<Config>>,
    /// By [`Cell::config`]: what neighbours see of each.
    pub faces: Arc<Vec<Face>>,
}

impl Sizes {
    /// The same of a story that the desk wishes to stand with others: only its faces tell of that.
    pub fn with_company(&self, company: Option<&Arc<Company>>) -> Sizes {
        let mut faces = self.faces.to_vec();
        faces.iter_mut().for_each(|face| face.company = company.into_iter().cloned().collect());
        Sizes { faces: Arc::new(faces), ..self.clone() }
    }
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
    /// Rows that the page has on which the story is ordered: if it has no size so shallow it runs with fewer photos.
    pub room: Option<u16>,
    /// Pixels to the inch that pictures should have, and the least.
    pub ppi_limits: [u32; 2],
    /// How large pictures are.
    pub pictures: PictureSizes,
    /// Whom the desk wishes it to stand with, where it wishes such a thing for any story.
    pub company: Option<&'a Arc<Company>>,
}

/// A photo without which a story runs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct LeftOut {
    /// Which of the story's photos.
    pub photo: u8,
    /// Why.
    pub why: WhyLeftOut,
}

/// Why a story runs without one of its photos.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum WhyLeftOut {
    /// It has too few pixels for the least width that it may have.
    Pixels,
    /// In no width is it as small as so short a text bears.
    Dwarfs,
    /// With it the story is too deep for the page that it is ordered on.
    Room,
    /// The story has as many as are arranged without it.
    Many,
}

/// Other looks kept for one size, and how much dearer than the cheapest they may be: what neighbours charge is hardly ever more.
const OTHERS: (usize, Cost) = (4, 40_000);
/// Rows that the last leg of a rigid story may be short.
const RIGID_SHORT_ROWS: u16 = 14;
/// Photos of one story that are arranged: the ways to do so grow with their third power, and no page has more.
const MOST_PHOTOS: usize = 16;
/// Heads tried for a width.
const HEADS: usize = 8;

/// Makes a story's shape function. A story that has no size within the laws for legs and heads breaks them. Where no size is lawful with all
/// of its photos, the last of them are left out, one after the other; a story so rigid that it fills no size exactly even then may leave
/// white at its foot. What the desk wishes of its form is granted where any size grants it.
pub fn sizes(maker: &Maker, lead: Lead) -> Sizes {
    if !wished::allows_role(maker, lead) {
        return Sizes::default();
    }
    match FormWishes::of(maker) {
        Some(wishes) => sizes_with(maker, lead, Some(wishes)).unwrap_or_else(|| sizes_of_unwished(maker, lead)),
        None => sizes_with(maker, lead, None).unwrap_or_default(),
    }
}

/// The sizes of a story whose wishes cannot be granted: as if nothing were wished. That they are not is told with the plan.
fn sizes_of_unwished(maker: &Maker, lead: Lead) -> Sizes {
    let mut article = maker.article.clone();
    article.photos.iter_mut().for_each(|photo| photo.wish = None);
    sizes_with(&Maker { article: &article, ..*maker }, lead, None).unwrap_or_default()
}

fn sizes_with(maker: &Maker, lead: Lead, wishes: Option<FormWishes>) -> Option<Sizes> {
    let all: Vec<PhotoSizes> = (0..maker.article.photos.len()).map(|photo| measured_photo(maker, lead, photo)).collect();
    let laws = Laws::new(maker.setting.grid.leading.0.max(1).unsigned_abs());
    let try_with = |photos: &[PhotoSizes], picture_laws: &[PictureLaws], short_rows: u16| {
        let tries = [laws, laws.waived()].into_iter().flat_map(|laws| picture_laws.iter().map(move |picture_laws| (laws, *picture_laws)));
        let making = |(laws, picture_laws)| Making { maker, lead, photos, short_rows, laws, picture_laws, wishes };
        tries.into_iter().find_map(|laws| making(laws).sizes())
    };
    let printable: Vec<PhotoSizes> = all.iter().filter(|photo| photo.is_printable()).take(MOST_PHOTOS).cloned().collect();
    if maker.galley.flow.is_empty() {
        // Without its pictures there would be no story: it has at least one, be it of few pixels, or none was filed.
        let some = if printable.is_empty() { &all[..all.len().min(1)] } else { &printable[..] };
        let laws = [PictureLaws::Whole, PictureLaws::Lenient, PictureLaws::None];
        return (some.len().min(1)..=some.len()).rev().find_map(|count| {
            let mut sizes = try_with(&some[..count], &laws, SHORT_ROWS)?;
            leave_out(&mut sizes, left_out(&all, &some[..count], WhyLeftOut::Room));
            Some(sizes)
        });
    }
    let fewest = wishes.map_or(0, |_| FormWishes::least_photos(maker, &printable));
    let fits = |sizes: &Sizes| maker.room.is_none_or(|room| sizes.shape.cells().any(|(_, rows, _)| rows <= room));
    let mut too_deep = None;
    for short_rows in [SHORT_ROWS, RIGID_SHORT_ROWS] {
        for count in (fewest..=printable.len()).rev() {
            let laws = if count > 0 { &[PictureLaws::Whole, PictureLaws::Lenient][..] } else { &[PictureLaws::None] };
            if let Some(mut sizes) = try_with(&printable[..count], laws, short_rows) {
                let why = if too_deep.is_some() { WhyLeftOut::Room } else { WhyLeftOut::Dwarfs };
                leave_out(&mut sizes, left_out(&all, &printable[..count], why));
                if fits(&sizes) {
                    return Some(sizes);
                }
                too_deep.get_or_insert(sizes);
            }
        }
    }
    too_deep
}

/// Notes in every way to set a story the photos without which it runs.
fn leave_out(sizes: &mut Sizes, left_out: Vec<LeftOut>) {
    let left_out = Arc::new(left_out);
    Arc::make_mut(&mut sizes.configs).iter_mut().for_each(|config| config.left_out = left_out.clone());
}

/// The photos that are not among those kept, and why.
fn left_out(all: &[PhotoSizes], kept: &[PhotoSizes], printable: WhyLeftOut) -> Vec<LeftOut> {
    let is_out = |photo: &&PhotoSizes| !kept.iter().any(|kept| kept.number == photo.number);
    let last = all.iter().filter(|photo| photo.is_printable()).nth(MOST_PHOTOS).map(|photo| photo.number);
    let why = |photo: &PhotoSizes| match last {
        _ if !photo.is_printable() => WhyLeftOut::Pixels,
        Some(first) if photo.number >= first => WhyLeftOut::Many,
        _ => printable,
    };
    all.iter().filter(is_out).map(|photo| LeftOut { photo: photo.number, why: why(photo) }).collect()
}

/// A try at a story's shape function.
struct Making<'a> {
    maker: &'a Maker<'a>,
    lead: Lead,
    photos: &'a [PhotoSizes],
    /// Rows that the last leg may be short.
    short_rows: u16,
    laws: Laws,
    picture_laws: PictureLaws,
    wishes: Option<FormWishes>,
}

impl Making<'_> {
    /// None where it has no size at all.
    fn sizes(&self) -> Option<Sizes> {
        let Making { maker, lead, photos, short_rows, laws, picture_laws, wishes } = *self;
        let columns = maker.setting.grid.columns;
        let text = Text::new(maker.galley.flow.to_vec(), short_rows);
        let mut flowed = Flowed::default();
        let mut made = Made::new(Shape::new(columns, maker.rows), maker.galley.quote.is_some());
        let fold = maker.setting.fold;
        let is_wished = |width: &u8| wishes.is_none_or(|wishes| wishes.allow_width(maker, *width));
        // On a double truck only a lead over both halves crosses the fold.
        for width in
            (1..=columns).filter(is_wished).filter(|width| fold.is_none_or(|fold| *width <= fold || *width == columns && lead == Lead::Yes))
        {
            let bands = Bands::new(photos, width, fold);
            let found = vec![Vec::new(); usize::from(maker.rows) + 1];
            let mut search = Search { maker, lead, width, photos, picture_laws, bands: &bands, text: &text, laws, wishes, found };
            search.candidates();
            for candidates in &search.found {
                made.add(&search, ways(&search, candidates, &mut flowed));
            }
        }
        (!made.configs.is_empty()).then(|| made.sizes(maker))
    }
}

/// A candidate that the text has been flowed into.
#[derive(Clone)]
struct Way<'a> {
    cost: Cost,
    config: Config,
    look: Look,
    candidate: &'a Candidate,
}

/// The cheapest way of each look, of the candidates of one size.
fn ways<'a>(search: &Search, candidates: &'a [(Look, Candidate)], flowed: &mut Flowed) -> Vec<Way<'a>> {
    let mut ways: Vec<Way> = Vec::new();
    for (look, candidate) in candidates {
        let least = ways.iter().map(|way| way.cost).min();
        if least.is_some_and(|least| least.saturating_add(OTHERS.1) < candidate.bound) {
            break;
        }
        let alike = ways.iter().position(|way| way.look == *look);
        let below = alike.map_or(COST_LIMIT + 1, |at| ways[at].cost);
        if candidate.bound >= below {
            continue;
        }
        let Some((cost, config)) = way(search, candidate, flowed).filter(|(cost, _)| *cost < below) else { continue };
        let way = Way { cost, config, look: *look, candidate };
        match alike {
            Some(at) => ways[at] = way,
            None => ways.push(way),
        }
    }
    ways.sort_by_key(|way| way.cost);
    ways
}

/// The config of a candidate, and its cost; none where the text does not fill it. Its bill is not made out yet.
fn way(search: &Search, candidate: &Candidate, flowed: &mut Flowed) -> Option<(Cost, Config)> {
    let Geometry { legs, photos, head } = geometry(candidate, search);
    let (legs, quote, fit) = match candidate.place {
        Place::Parted(size) => {
            let echo = search.maker.galley.quote.as_ref().and_then(|quote| quote.echo.as_ref());
            let (parting, fit) = parted::best(&legs, size, echo, |legs| flowed.fit(search.text, legs))?;
            (parting.legs, Some(parting.quote), fit)
        }
        _ => {
            let fit = flowed.fit(search.text, &legs)?;
            (legs, None, fit)
        }
    };
    let config = Config {
        columns: search.width,
        rows: candidate.rows,
        lead: search.lead,
        head: usize::from(candidate.head),
        head_slot: head,
        photos,
        left_out: Arc::default(),
        legs,
        quote,
        fit,
        bill: Bill::default(),
    };
    Some((candidate.fixed + config.fit.cost, config))
}

/// How a story's text fills legs of given depths, each found once.
#[derive(Default)]
struct Flowed(FxHashMap<Vec<u16>, Option<Fit>>);

impl Flowed {
    fn fit(&mut self, text: &Text, legs: &[Slot]) -> Option<Fit> {
        let depths: Vec<u16> = legs.iter().map(|leg| leg.rows).collect();
        self.0.entry(depths).or_insert_with_key(|depths| fit_short(&text.items, depths, text.short_rows)).clone()
    }
}

/// A shape function in the making.
struct Made {
    shape: Shape,
    /// Of the ways without its quote, of a story that has one.
    quoteless: Option<Shape>,
    configs: Vec<Config>,
    /// Ways that look otherwise than the cheapest: that one's number, how much dearer, its own number.
    others: Vec<(usize, Cost, u32)>,
}

impl Made {
    fn new(shape: Shape, has_quote: bool) -> Made {
        Made { quoteless: has_quote.then(|| shape.clone()), shape, configs: Vec::new(), others: Vec::new() }
    }

    /// Adds the ways of one size, and once more those without a quote: they are planned with where the page has quotes enough.
    fn add(&mut self, search: &Search, ways: Vec<Way>) {
        let without: Vec<Way> = ways.iter().filter(|way| self.quoteless.is_some() && way.config.quote.is_none()).cloned().collect();
        let cell = self.keep(search, ways);
        cell.into_iter().for_each(|(rows, cell)| self.shape.offer(search.width, rows, cell));
        let cell = self.keep(search, without);
        self.quoteless.iter_mut().zip(cell).for_each(|(shape, (rows, cell))| shape.offer(search.width, rows, cell));
    }

    /// Keeps the ways of one size: the cheapest first, which is handed back with its rows.
    fn keep(&mut self, search: &Search, ways: Vec<Way>) -> Option<(u16, Cell)> {
        let (least, rows) = ways.first().map(|way| (way.cost, way.config.rows))?;
        let first = self.configs.len();
        let worth = |way: &Way| way.cost <= least + OTHERS.1;
        let turn = turn_leads(search);
        for Way { cost, mut config, candidate, .. } in ways.into_iter().take(1 + OTHERS.0).take_while(worth) {
            config.bill = search.bill(candidate, &config);
            debug_assert_eq!(config.bill.total(), u64::from(cost));
            config.bill = config.bill.with(Reason::Form, turn);
            if self.configs.len() > first {
                self.others.push((first, cost - least, self.configs.len() as u32));
            }
            self.configs.push(config);
        }
        Some((rows, Cell { cost: least + turn, config: first as u32 }))
    }

    fn sizes(self, maker: &Maker) -> Sizes {
        let mut faces: Vec<Face> = self.configs.iter().map(|config| face(maker, config)).collect();
        for (first, dearer, config) in self.others {
            faces[first].others.push((dearer, config));
        }
        let quoteless = self.quoteless.map(Arc::new);
        Sizes { shape: Arc::new(self.shape), quoteless, configs: Arc::new(self.configs), faces: Arc::new(faces) }
    }
}

/// What is continued leads a page only where nothing begins there.
fn turn_leads(search: &Search) -> Cost {
    if search.lead == Lead::Yes && search.maker.article.part.back().is_some() { score::TURN_LEADS } else { 0 }
}

fn face(maker: &Maker, config: &Config) -> Face {
    let head = config.head_of(maker.galley);
    let pictures = config.photos.iter().map(|photo| photo.picture).collect();
    // What is continued from another page has had its head there.
    let weight = if maker.article.part.back().is_some() { 0 } else { score::weight(maker.article.priority) };
    let (slot, leads) = (config.head_slot, config.lead == Lead::Yes);
    let heads = u32::try_from(head.size.0).ok().filter(|size| *size > 0).map(|size| FaceHead { slot, size, weight, leads });
    Face { heads: heads.into_iter().collect(), pictures, company: maker.company.into_iter().cloned().collect(), ..Face::default() }
}

fn head_list<'a>(maker: &Maker<'a>, lead: Lead, width: u8) -> &'a [Head] {
    let all = &maker.galley.heads[lead][usize::from(width) - 1];
    &all[..all.len().min(HEADS)]
}
