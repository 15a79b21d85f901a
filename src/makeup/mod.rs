//! The stone: galleys and the dummy become marks at fixed points, in reading order.
use std::collections::BTreeMap;

use rayon::prelude::*;

use crate::diag::Diagnostics;
use crate::edition::folio::Half;
use crate::edition::{Article, Part};
use crate::font::shape::Shaper;
use crate::ink::{Ink, Inks};
use crate::job::Job;
use crate::layout::StyleName;
use crate::page::{AdPlace, Held, Page, Paper, Ran, StoryPlace};
use crate::plan::shapes::Config;
use crate::plan::{Content, Dummy, PageDummy, Slot, Why, score};
use crate::role::{Role, Slug};
use crate::set::Galleys;
use crate::units::{Pt, Rect};

pub mod art;
pub mod boxes;
pub mod furniture;
pub mod house;
pub mod levers;
pub mod links;
pub mod refers;
pub mod sheet;
pub mod story;

use art::Pictures;
use furniture::{Facts, Inside};
use sheet::Sheet;

/// What make-up needs beside galleys and dummy.
#[derive(Clone, Copy, Debug)]
pub struct Orders<'a> {
    /// By story, by setting: the configs that the dummy's cells name, for leads and for others.
    pub configs: &'a [Vec<Option<[Vec<Config>; 2]>>],
    /// The pages.
    pub pages: &'a [PagePlan],
    /// The copy that the dummy's stories name.
    pub copy: &'a [Article],
}

/// A page before it is made up.
#[derive(Clone, Debug, Default)]
pub struct PagePlan {
    /// The template's name.
    pub template: String,
    /// Its section's name.
    pub section: String,
    /// Ads, by page order and place in it, and their holes.
    pub ads: Vec<(usize, usize, Slot)>,
    /// Stories put by hand: their index, slot, and config.
    pub by_hand: Vec<(usize, Slot, Config)>,
}

/// Why a story that came too late does not run.
pub const LATE: &str = "filed after the edition's cutoff";

/// Weight of the rule over a module.
const MODULE_RULE: Pt = Pt(500);

/// Makes up every page.
pub fn make_up(job: &Job, galleys: &Galleys, dummy: &Dummy, orders: &Orders, diags: &mut Diagnostics) -> Paper {
    let setting_of = |page: usize| job.setting_of(job.template(&orders.pages[page].template));
    let house_ads = house::share_out(job, dummy, setting_of);
    let mut pictures = Pictures::of(&job.edition);
    house_ads.values().for_each(|ad| pictures.add_ad(&job.edition.house_ads[*ad].art));
    let page_of = pages_of(job, dummy, orders);
    let inside = inside(job, dummy, orders);
    let maker = Maker { job, galleys, orders, pictures: &pictures, house_ads: &house_ads, page_of: &page_of, inside: &inside };
    let mut pages: Vec<Page> = dummy.pages.par_iter().enumerate().map(|(index, page)| maker.page(index, page)).collect();
    links::settle(&mut pages);
    let mut held: Vec<Held> = dummy
        .held
        .iter()
        .map(|(story, why)| Held { slug: orders.copy[*story].slug.clone(), why: reason(*why, &orders.copy[*story].section) })
        .collect();
    held.extend(job.edition.late.iter().map(|slug| Held { slug: slug.clone(), why: LATE.into() }));
    tell(job, &held, dummy, diags);
    refers::tell(job, &page_of, diags);
    tell_tables(&maker, dummy, diags);
    let ran = ran(job, &pages, dummy, (orders, galleys));
    Paper {
        title: job.edition.title.clone(),
        date: format!("{:04}-{:02}-{:02}", job.edition.date.year(), u8::from(job.edition.date.month()), job.edition.date.day()),
        lang: job.edition.lang.tag(),
        pages,
        faces: job.fonts.faces.clone(),
        pictures: pictures.art,
        spots: job.layout.spots.clone(),
        ran,
        held,
    }
}

/// Why a story is held, in words.
pub fn reason(why: Why, section: &str) -> String {
    match why {
        Why::Full => format!("the pages of {section} are full with weightier stories"),
        Why::NoPage => format!("no page of this edition takes stories of {section}"),
        Why::NoShape => "it fits no page, at any width".into(),
        Why::NoFit => format!("with it, no page of {section} could be filled to the row"),
    }
}

/// What the editor must know: stories that do not run, holes that stay.
fn tell(job: &Job, held: &[Held], dummy: &Dummy, diags: &mut Diagnostics) {
    let by_slug = job.edition.by_slug();
    for story in held {
        let article = by_slug.get(&story.slug).map(|at| &job.edition.articles[*at]);
        let source = article.map(|article| article.source.clone());
        let text = format!("\"{}\" is held: {}", story.slug, story.why);
        let must_run = article.is_some_and(|article| article.must_run);
        if must_run {
            diags.warning("held", source, text).help("add a page to its section, hold a lighter story, or shorten this one");
        } else {
            diags.note("held", source, text);
        }
    }
    for (index, page) in dummy.pages.iter().enumerate() {
        if !page.unfilled.is_empty() {
            diags
                .warning(
                    "unfilled",
                    Some(job.edition.source.clone()),
                    format!("page {} has a hole that nothing fills", job.folio(index).label()),
                )
                .help("give its section another story or a photo, or let the layout's house_ads fill it");
        }
    }
}

/// Tables that are wider than their columns, and what was done.
fn tell_tables(maker: &Maker, dummy: &Dummy, diags: &mut Diagnostics) {
    for (index, story) in placements(dummy, maker.orders) {
        let setting = maker.job.setting_of(maker.job.template(&maker.orders.pages[index].template));
        let Some(galley) = &maker.galleys.stories[story][setting] else { continue };
        let article = &maker.orders.copy[story];
        for fit in &galley.tables {
            let Some(did) = fit.did() else { continue };
            let text = format!("a table of \"{}\" is too wide for its column", article.slug);
            let help = "give it fewer columns or shorter words";
            diags.note("wide-table", Some(article.source.clone()), text).did(did).help(help);
        }
    }
}

fn index_of_config(lead: bool) -> usize {
    usize::from(!lead)
}

struct Maker<'a> {
    job: &'a Job,
    galleys: &'a Galleys,
    orders: &'a Orders<'a>,
    pictures: &'a Pictures,
    /// By page and place: which of the edition's house ads.
    house_ads: &'a BTreeMap<(usize, Slot), usize>,
    page_of: &'a BTreeMap<Slug, String>,
    inside: &'a [Inside],
}

impl Maker<'_> {
    fn page(&self, index: usize, dummy: &PageDummy) -> Page {
        let job = self.job;
        let plan = &self.orders.pages[index];
        let template = job.template(&plan.template);
        let setting_index = job.setting_of(template);
        let setting = &job.settings[setting_index];
        let live = job.layout.live_area(template);
        let mut sheet = Sheet::new(live, template.grid, setting.measure(1));
        let mut shaper = Shaper::new(&job.fonts);
        let folio = job.folio(index);
        let here = [Half::Left, Half::Right].map(|half| folio.half(half));
        let facts = Facts { edition: &job.edition, folio, section: plan.section.clone(), inside: self.inside, page_of: self.page_of };
        furniture::lay(&job.layout, template, &facts, &mut sheet, &mut shaper);
        let mut modules: Vec<(Slot, bool)> =
            dummy.placements.iter().map(|p| (p.slot, matches!(p.content, Content::Story { .. }))).collect();
        modules.extend(plan.by_hand.iter().map(|(_, slot, _)| (*slot, true)));
        self.rules(&modules, plan, template.fold(), &mut sheet);
        let (mut stories, mut ads): (Vec<StoryPlace>, Vec<AdPlace>) = (Vec::new(), Vec::new());
        let mut todo: Vec<(Slot, Todo)> = dummy.placements.iter().map(|p| (p.slot, Todo::Planned(&p.content))).collect();
        todo.extend(plan.by_hand.iter().map(|(story, slot, config)| (*slot, Todo::ByHand(*story, config))));
        // Reading order: the lead first, then from the top, left to right.
        todo.sort_by_key(|(slot, what)| (!what.leads(), slot.row, slot.column));
        for (slot, what) in todo {
            match what {
                Todo::ByHand(story, config) => {
                    self.story(story, config, (slot, setting_index, &here), &mut sheet, (&mut stories, &mut shaper))
                }
                Todo::Planned(Content::Story { story, lead, config }) => {
                    let config =
                        self.orders.configs[*story][setting_index].as_ref().map(|both| &both[index_of_config(*lead)][*config as usize]);
                    if let Some(config) = config {
                        self.story(*story, config, (slot, setting_index, &here), &mut sheet, (&mut stories, &mut shaper));
                    }
                }
                Todo::Planned(Content::Briefs(list, fit)) => {
                    let set: Vec<_> = list
                        .iter()
                        .filter_map(|&story| Some((&self.orders.copy[story], self.galleys.stories[story][setting_index].as_ref()?)))
                        .collect();
                    stories.extend(boxes::lay_briefs(&set, fit, slot, template, (&mut sheet, self.pictures), &mut shaper));
                }
                Todo::Planned(Content::HouseAd) => match self.house_ads.get(&(index, slot)) {
                    Some(ad) => ads.push(boxes::lay_house_ad(&job.edition.house_ads[*ad], slot, self.pictures, &mut sheet)),
                    None => boxes::lay_name(&job.edition, slot, template, &mut sheet, &mut shaper),
                },
            }
        }
        let booked = plan.ads.iter().map(|(page, ad, slot)| (&job.edition.pages[*page].ads[*ad], *slot));
        ads.extend(booked.map(|(ad, slot)| boxes::lay_ad(ad, slot, self.pictures, &mut sheet)));
        Page {
            number: job.folios.number(index),
            is_double: folio.is_double,
            label: folio.label(),
            section: plan.section.clone(),
            width: job.layout.width(template),
            height: job.layout.page.height,
            bleed: job.layout.page.bleed,
            inks: if job.edition.pages.get(index).is_some_and(|page| page.is_mono) { Inks::Black } else { Inks::Four },
            marks: sheet.marks,
            stories,
            ads,
        }
    }

    fn story(
        &self,
        story: usize,
        config: &Config,
        (slot, setting, here): (Slot, usize, &[String; 2]),
        sheet: &mut Sheet,
        (stories, shaper): (&mut Vec<StoryPlace>, &mut Shaper),
    ) {
        let Some(galley) = &self.galleys.stories[story][setting] else { return };
        let article = &self.orders.copy[story];
        let placed = story::Placed { article, galley, setting: &self.job.settings[setting], config, slot };
        let first = sheet.marks.len();
        let place = story::lay(&placed, sheet, self.pictures, shaper);
        stories.push(place);
        let label = self.job.settings[setting].style(StyleName::ReferLabel);
        refers::number(article, label, refers::Pages { of: self.page_of, here }, (sheet, first), shaper);
        if article.lang != self.job.edition.lang {
            sheet.speak(first, article.lang.tag());
        }
    }

    /// Rules over modules and hairlines between them.
    fn rules(&self, modules: &[(Slot, bool)], plan: &PagePlan, fold: Option<u8>, sheet: &mut Sheet) {
        let leading = sheet.grid.leading;
        for (slot, story) in modules {
            let under_ad = plan.ads.iter().any(|(_, _, ad)| {
                ad.row + ad.rows == slot.row && ad.column < slot.column + slot.columns && slot.column < ad.column + ad.columns
            });
            if *story && slot.row > 0 && !under_ad {
                let rect = Rect { y: sheet.y(slot.row) - leading / 2, height: MODULE_RULE, ..sheet.rect(*slot) };
                sheet.fill(Role::Rule, None, rect, Ink::BLACK);
            }
            let neighbour = modules.iter().any(|(other, _)| {
                other.column + other.columns == slot.column && other.row < slot.row + slot.rows && slot.row < other.row + other.rows
            });
            // Two sheets never meet so well that a hairline in the fold would look straight, and the fold parts them anyway.
            if slot.column > 0 && neighbour && Some(slot.column) != fold {
                let x = sheet.x(slot.column) - sheet.grid.gutter / 2;
                let height = leading * i32::from(slot.rows - score::SEPARATION.min(slot.rows));
                let rect = Rect { x, y: sheet.y(slot.row), width: story::HAIRLINE, height };
                sheet.fill(Role::Rule, None, rect, story::HAIRLINE_INK);
            }
        }
    }
}

enum Todo<'a> {
    Planned(&'a Content),
    ByHand(usize, &'a Config),
}

impl Todo<'_> {
    fn leads(&self) -> bool {
        matches!(self, Todo::Planned(Content::Story { lead: true, .. }) | Todo::ByHand(_, Config { lead: true, .. }))
    }
}

/// Every story on a page: page index, story index.
fn placements<'a>(dummy: &'a Dummy, orders: &'a Orders) -> impl Iterator<Item = (usize, usize)> + 'a {
    columns(dummy, orders).map(|(index, story, _)| (index, story))
}

/// The same with the column that it begins in.
fn columns<'a>(dummy: &'a Dummy, orders: &'a Orders) -> impl Iterator<Item = (usize, usize, u8)> + 'a {
    dummy.pages.iter().enumerate().flat_map(move |(index, page)| {
        let planned = page.placements.iter().flat_map(|placement| {
            let stories = match &placement.content {
                Content::Story { story, .. } => vec![*story],
                Content::Briefs(list, _) => list.clone(),
                Content::HouseAd => Vec::new(),
            };
            stories.into_iter().map(|story| (story, placement.slot.column))
        });
        let by_hand = orders.pages[index].by_hand.iter().map(|(story, slot, _)| (*story, slot.column));
        planned.chain(by_hand).map(move |(story, column)| (index, story, column))
    })
}

/// A page's number as pointers to what begins in a column print it: of a double truck, that of the half.
fn printed(job: &Job, orders: &Orders, page: usize, column: u8) -> String {
    let fold = job.template(&orders.pages[page].template).fold();
    let half = if fold.is_some_and(|fold| column >= fold) { Half::Right } else { Half::Left };
    job.folio(page).half(half)
}

/// The page that each story begins on.
fn pages_of(job: &Job, dummy: &Dummy, orders: &Orders) -> BTreeMap<Slug, String> {
    let begins = |story: &usize| !matches!(orders.copy[*story].part, Part::Turn(_));
    let placed = columns(dummy, orders).filter(|(_, story, _)| begins(story));
    placed.map(|(page, story, column)| (orders.copy[story].slug.clone(), printed(job, orders, page, column))).collect()
}

/// The weightiest story of each section that starts inside.
fn inside(job: &Job, dummy: &Dummy, orders: &Orders) -> Vec<Inside> {
    let mut found: Vec<Inside> = Vec::new();
    let first_section = orders.pages.first().map(|page| page.section.as_str());
    for (index, page) in orders.pages.iter().enumerate().skip(1) {
        if found.iter().any(|entry| entry.section == page.section) || (Some(page.section.as_str()) == first_section && found.len() >= 5) {
            continue;
        }
        let on_page = columns(dummy, orders).filter(|(at, ..)| *at == index).map(|(_, story, column)| (&orders.copy[story], column));
        let begun = on_page.filter(|(article, _)| !matches!(article.part, Part::Turn(_)));
        if let Some((article, column)) = begun.min_by_key(|(article, _)| article.priority) {
            let (section, headline) = (page.section.clone(), article.short().to_string());
            let page = printed(job, orders, index, column);
            found.push(Inside { section, page, headline, story: article.slug.clone() });
        }
    }
    found
}

fn ran(job: &Job, pages: &[Page], dummy: &Dummy, (orders, galleys): (&Orders, &Galleys)) -> Vec<Ran> {
    let mut list: Vec<Ran> = Vec::new();
    for page in pages {
        for story in &page.stories {
            if let Some(begun) = list.iter_mut().find(|ran| ran.slug == story.slug) {
                begun.pages.push(page.label.clone());
                continue;
            }
            list.push(Ran { slug: story.slug.clone(), pages: vec![page.label.clone()], levers: Vec::new() });
        }
    }
    for (index, page) in dummy.pages.iter().enumerate() {
        let setting = job.setting_of(job.template(&orders.pages[index].template));
        let planned = page.placements.iter().filter_map(|placement| match &placement.content {
            Content::Story { story, lead, config } => {
                let both = orders.configs[*story][setting].as_ref()?;
                Some((*story, &both[index_of_config(*lead)][*config as usize]))
            }
            _ => None,
        });
        let by_hand = orders.pages[index].by_hand.iter().map(|(story, _, config)| (*story, config));
        for (story, config) in planned.chain(by_hand) {
            let article = &orders.copy[story];
            if let Some(entry) = list.iter_mut().find(|ran| ran.slug == article.slug) {
                let galley = galleys.stories[story][setting].as_ref();
                entry.levers.append(&mut levers::of(article, config, galley.map(|galley| config.head_of(galley))));
            }
        }
    }
    list
}
