//! Late changes of every kind: orders of the desk, and copy, pictures and ads that come otherwise.
use std::error::Error;
use std::fs;
use std::path::{Path, PathBuf};

use newsprint::Job;
use newsprint::ids::Id;
use newsprint::order::{Ad, Head, Jump, Move, Order, Photo, Switch, Wish};
use newsprint::plan_file::{PageEntry, PlanFile, StoryEntry};
use newsprint::role::Lead;

/// How many changes an evening has.
const EVENING: usize = 40;
/// Words that come to a story.
const WORDS: usize = 120;
/// A sentence of fifteen words.
const SENTENCE: &str = "Nobody who was asked that evening could say when, how or by whom it was. ";

/// A late change: what it is, the pages that it may change, and what is done.
pub struct Late {
    pub what: &'static str,
    pub pages: Vec<usize>,
    pub deed: Deed,
}

/// What is done.
pub enum Deed {
    Order(Order),
    /// A file is sent again, and has these bytes.
    File(PathBuf, Vec<u8>),
}

impl Deed {
    /// The deed in words, where it is no order.
    pub fn said(&self) -> String {
        match self {
            Deed::Order(order) => format!("{order:?}"),
            Deed::File(path, _) => format!("{} comes again", path.file_name().unwrap_or_default().to_string_lossy()),
        }
    }
}

/// An evening of changes, spread over the pages of a paper.
pub fn evening(job: &Job, plan: &PlanFile, folder: &Path) -> Result<Vec<Late>, Box<dyn Error>> {
    let mut by_page: Vec<Vec<Late>> = Vec::new();
    for (page, entry) in plan.pages.iter().enumerate() {
        by_page.push(of_page(&Paper { job, plan, folder }, page, entry)?);
    }
    // Every kind once before any comes again.
    let mut told: Vec<(usize, Late)> = Vec::new();
    for late in by_page.into_iter().flatten() {
        let before = told.iter().filter(|(_, other)| other.what == late.what).count();
        told.push((before, late));
    }
    told.sort_by_key(|(before, _)| *before);
    told.truncate(EVENING);
    told.sort_by_key(|(_, late)| late.pages[0]);
    Ok(told.into_iter().map(|(_, late)| late).collect())
}

struct Paper<'a> {
    job: &'a Job,
    plan: &'a PlanFile,
    folder: &'a Path,
}

fn of_page(paper: &Paper, page: usize, entry: &PageEntry) -> Result<Vec<Late>, Box<dyn Error>> {
    let whole: Vec<&StoryEntry> = entry.stories.iter().filter(|story| !story.turn && story.jump_after.is_none()).collect();
    let lead = entry.stories.iter().find(|story| story.lead == Lead::Yes);
    let others: Vec<&&StoryEntry> = whole.iter().filter(|story| story.lead == Lead::No).collect();
    let (Some(lead), Some(first), Some(last)) = (lead, others.first(), others.last()) else { return Ok(Vec::new()) };
    let (lead, slug, light) = (lead.slug.clone(), first.slug.clone(), last.slug.clone());
    let next = (page + 1).min(paper.plan.pages.len() - 1);
    let label = |page: usize| paper.job.folio(Id::of(page)).label();
    let moved = |slug: &str, to: usize| Move { slug: slug.into(), to: label(to), lead: false, first: false, after: None };
    let mut orders: Vec<(&'static str, Order)> = vec![
        ("new lead", Order::Lead { slug: slug.clone() }),
        ("kill", Order::Kill { slug: light.clone() }),
        ("hold", Order::Hold { slug: slug.clone(), until: None }),
        ("swap", Order::Swap { slug: lead.clone(), other: slug.clone() }),
        ("two-line head", Order::Head(Head { slug: lead.clone(), lines: Some(Wish::Is(2)), ..Head::default() })),
        ("room +12", Order::Room { slug: slug.clone(), lines: 12 }),
        ("no quote", Order::Quote { slug: lead.clone(), wish: Switch::Off }),
        ("no deck", Order::Deck { slug: lead.clone(), wish: Switch::Off }),
        ("above the fold", Order::Fold { slug: light.clone(), wish: Switch::On }),
        ("apart", Order::Apart { slug: slug.clone(), other: light.clone() }),
    ];
    if entry.stories.iter().any(|story| story.slug == lead && story.jump_after.is_some()) {
        orders.push(("no jump", Order::Jump { slug: lead.clone(), jump: Jump::Never }));
    }
    if let Some((story, photo)) = whole.iter().find_map(|story| Some((story, story.photos.first()?))) {
        let run = Photo { slug: story.slug.clone(), photo: photo.photo, ..Photo::default() };
        let wide = |columns: u8| Order::Photo(Photo { columns: Some(Wish::Is(columns)), ..run.clone() });
        orders.push(("bigger photo", wide((photo.columns + 1).min(story.slot.columns.max(2)))));
        orders.push(("smaller photo", wide(photo.columns.saturating_sub(1).max(1))));
        orders.push(("no photo", Order::Photo(Photo { out: Some(true), ..run.clone() })));
    }
    let booked = paper.job.edition.pages.get(page).and_then(|order| order.ads.first());
    if let Some(ad) = booked {
        let of = Ad { name: ad.name.clone(), page: Some(label(page)), ..Ad::default() };
        let twice = format!("{}pt", ad.depth.0 * 2 / 1000);
        orders.push(("ad cancelled", Order::Ad(Ad { out: true, ..of.clone() })));
        orders.push(("ad doubled", Order::Ad(Ad { depth: Some(twice), ..of })));
    }
    // What is done to a story that goes on elsewhere is done there too.
    let goes_on = |slug: &str| -> Vec<usize> {
        let has_turn = |entry: &PageEntry| entry.stories.iter().any(|story| story.turn && story.slug == slug);
        (0..paper.plan.pages.len()).filter(|other| *other != page && has_turn(&paper.plan.pages[*other])).collect()
    };
    let of_lead = [vec![page], goes_on(&lead)].concat();
    let here = |(what, order): (&'static str, Order)| {
        let is_of_lead = matches!(what, "swap" | "new lead" | "two-line head" | "no quote" | "no deck" | "no jump");
        Late { what, pages: if is_of_lead { of_lead.clone() } else { vec![page] }, deed: Deed::Order(order) }
    };
    let mut list: Vec<Late> = orders.into_iter().map(here).collect();
    if page == 1 {
        // To the next page's top.
        let order = Order::Move(Move { lead: true, ..moved(&light, next) });
        list.push(Late { what: "page 3 top", pages: vec![page, next], deed: Deed::Order(order) });
    }
    list.push(Late { what: "to the next page", pages: vec![page, next], deed: Deed::Order(Order::Move(moved(&light, next))) });
    list.extend(longer(paper, &slug)?.map(|deed| Late { what: "+120 words", pages: vec![page], deed }));
    let pictured = whole.iter().find(|story| !story.photos.is_empty());
    list.extend(pictured.and_then(|story| upright(paper, story)).map(|deed| Late { what: "upright photo", pages: vec![page], deed }));
    Ok(list)
}

/// A story that comes again with more words.
fn longer(paper: &Paper, slug: &str) -> Result<Option<Deed>, Box<dyn Error>> {
    let Some(article) = paper.job.edition.articles.iter().find(|article| article.slug.to_string() == slug) else { return Ok(None) };
    let path = paper.folder.join(&article.source.file.path);
    let text = fs::read_to_string(&path)?;
    let stop = text.match_indices(". ").map(|(at, _)| at + 2).find(|at| *at > text.len() / 2);
    let more = SENTENCE.repeat(WORDS / 15);
    Ok(stop.map(|stop| Deed::File(path, format!("{}{more}{}", &text[..stop], &text[stop..]).into_bytes())))
}

/// A photo that comes again turned by a quarter.
fn upright(paper: &Paper, story: &StoryEntry) -> Option<Deed> {
    let article = paper.job.edition.articles.iter().find(|article| article.slug.to_string() == story.slug)?;
    let photo = article.photos.get(usize::from(story.photos.first()?.photo) - 1)?;
    let path = paper.folder.join(&photo.picture.path);
    let turned = image::open(&path).ok()?.rotate90();
    let mut bytes = std::io::Cursor::new(Vec::new());
    turned.to_rgb8().write_to(&mut bytes, image::ImageFormat::from_path(&path).ok()?).ok()?;
    Some(Deed::File(path, bytes.into_inner()))
}
