//! The stone: galleys and the dummy become marks at fixed points, in reading order.
use std::collections::BTreeMap;
use std::sync::Arc;

use rayon::prelude::*;

use crate::diag::Diagnostics;
use crate::edition::folio::Half;
use crate::font::shape::Shaper;
use crate::ids::{PageId, StoryId};
use crate::ink::{Ink, Inks};
use crate::job::Job;
use crate::layout::{StyleName, Template};
use crate::page::{AdPlace, Held, Page, Paper, Ran, StoryPlace};
use crate::plan::shapes::Config;
use crate::plan::{Content, Dummy, Slot, score};
use crate::planned::words::{LATE, levers};
use crate::planned::{BookedAd, Planned};
use crate::role::{Lead, Role};
use crate::set::flow::Fit;
use crate::units::{Pt, Rect};

pub mod ads;
pub mod art;
pub mod beginnings;
pub mod briefs;
pub mod furniture;
pub mod house_ads;
pub mod refers;
pub mod sheet;
pub mod story;

use art::Pictures;
use beginnings::{Beginnings, begun, printed};
use furniture::{Facts, Inside};
use sheet::Sheet;
use story::Bench;

/// Weight of the rule over a module.
const MODULE_RULE: Pt = Pt(500);

/// Makes up every page.
pub fn make_up(job: &Job, planned: &Planned, diags: &mut Diagnostics) -> Paper {
    let house_ads = house_ads::share_out(job, planned);
    let mut pictures = Pictures::of(job);
    house_ads.values().for_each(|ad| pictures.add_ad(job, &job.edition.house_ads[*ad].art));
    let beginnings = Arc::new(Beginnings::of(job, planned));
    let inside = inside(job, planned);
    let maker = Maker { job, planned, pictures: &pictures, house_ads: &house_ads, beginnings: &beginnings, inside: &inside };
    let pages: Vec<Page> = planned.dummy.pages.par_ids().map(|page| maker.page(page)).collect();
    let held = held(job, planned);
    tell(job, &planned.dummy, diags);
    refers::tell(job, &beginnings, diags);
    tell_tables(planned, diags);
    Paper {
        title: job.edition.title.clone(),
        date: format!("{:04}-{:02}-{:02}", job.edition.date.year(), u8::from(job.edition.date.month()), job.edition.date.day()),
        lang: job.edition.lang.tag(),
        ran: ran(&pages, planned),
        pages,
        faces: job.fonts.faces.clone(),
        pictures: pictures.art,
        spots: job.layout.spots.clone(),
        held,
    }
}

/// What does not run, and why.
fn held(job: &Job, planned: &Planned) -> Vec<Held> {
    let because = |story: &StoryId| planned.because.get(story).cloned().unwrap_or_default();
    let held = planned.dummy.held.iter().map(|(story, _)| Held { slug: planned.copy(*story).slug.clone(), why: because(story) });
    let late = job.edition.late.iter().map(|slug| Held { slug: slug.clone(), why: LATE.into() });
    let withheld = job.edition.withheld.iter().map(|story| Held { slug: story.slug.clone(), why: story.why.clone() });
    held.chain(late).chain(withheld).collect()
}

/// What the editor must know: stories that came too late, holes that stay.
fn tell(job: &Job, dummy: &Dummy, diags: &mut Diagnostics) {
    for slug in &job.edition.late {
        diags.note("held", None, format!("\"{slug}\" is held: {LATE}"));
    }
    for (id, page) in dummy.pages.with_ids() {
        if !page.unfilled.is_empty() {
            diags
                .warning(
                    "unfilled",
                    Some(job.edition.source.clone()),
                    format!("page {} has a hole that nothing fills", job.folio(id).label()),
                )
                .help("give its section another story or a photo, or let the layout's house_ads fill it");
        }
    }
}

/// Tables that are wider than their columns, and what was done.
fn tell_tables(planned: &Planned, diags: &mut Diagnostics) {
    for page in planned.dummy.pages.ids() {
        for (story, _) in planned.columns(page) {
            let (Some(galley), article) = (planned.galley(page, story), planned.copy(story)) else { continue };
            for did in galley.tables.iter().filter_map(|fit| fit.did()) {
                let text = format!("a table of \"{}\" is too wide for its column", article.slug);
                let help = "give it fewer columns or shorter words";
                diags.note("wide-table", Some(article.source.clone()), text).did(did).help(help);
            }
        }
    }
}

struct Maker<'a> {
    job: &'a Job,
    planned: &'a Planned,
    pictures: &'a Pictures,
    /// By page and place: which of the edition's house ads.
    house_ads: &'a BTreeMap<(PageId, Slot), usize>,
    beginnings: &'a Arc<Beginnings>,
    inside: &'a [Inside],
}

/// A page of which the parts are being laid down.
struct Making<'a> {
    page: PageId,
    template: &'a Template,
    /// The page's numbers as printed: both halves of a double truck.
    here: [String; 2],
    sheet: Sheet,
    shaper: Shaper<'a>,
    stories: Vec<StoryPlace>,
    ads: Vec<AdPlace>,
}

/// A part of a page.
enum Module<'a> {
    /// A story, and how it is made.
    Story(StoryId, &'a Config),
    /// The box of briefs.
    Briefs(&'a [StoryId], &'a Fit),
    /// The paper's own advertisement.
    HouseAd,
}

impl Module<'_> {
    fn leads(&self) -> bool {
        matches!(self, Module::Story(_, config) if config.lead == Lead::Yes)
    }
}

impl<'a> Maker<'a> {
    fn page(&self, page: PageId) -> Page {
        let job = self.job;
        let (plan, order) = (self.planned.page(page), job.order(page));
        let template = job.template(&plan.template);
        let setting = &job.settings[self.planned.setting(page)];
        let mut sheet = Sheet::new(job.layout.live_area(template), template.grid, setting.measure(1), self.beginnings.clone());
        let mut shaper = Shaper::new(&job.fonts);
        let folio = job.folio(page);
        let section = self.sections(page).join(" · ");
        let facts = Facts { edition: &job.edition, folio, section, inside: self.inside, beginnings: self.beginnings };
        furniture::lay(&job.layout, template, &facts, &mut sheet, &mut shaper);
        let mut modules = self.modules(page);
        rules(&modules, &plan.ads, template.fold(), &mut sheet);
        let here = [Half::Left, Half::Right].map(|half| folio.half(half));
        let mut making = Making { page, template, here, sheet, shaper, stories: Vec::new(), ads: Vec::new() };
        // Reading order: the lead first, then from the top, left to right.
        modules.sort_by_key(|(slot, module)| (!module.leads(), slot.row, slot.column));
        modules.iter().for_each(|(slot, module)| self.module(*slot, module, &mut making));
        for booked in &plan.ads {
            let ad = order.and_then(|order| order.ads.get(booked.ad));
            making.ads.extend(ad.map(|ad| ads::lay_ad(ad, booked.slot, self.pictures, &mut making.sheet)));
        }
        Page {
            number: job.number(page),
            is_double: folio.is_double,
            label: folio.label(),
            section: plan.section.clone(),
            width: job.layout.width(template),
            height: job.layout.page.height,
            bleed: job.layout.page.bleed,
            inks: if order.is_some_and(|page| page.is_mono) { Inks::Black } else { Inks::Four },
            marks: making.sheet.marks,
            stories: making.stories,
            ads: making.ads,
        }
    }

    /// The sections of which stories begin on a page, its own first: no story runs under another section's name alone.
    fn sections(&self, page: PageId) -> Vec<&str> {
        let mut sections = vec![self.planned.page(page).section.as_str()];
        let stories = self.planned.columns(page).map(|(story, _)| self.planned.copy(story));
        for article in stories.filter(|article| article.part.back().is_none()) {
            if !sections.contains(&article.section.as_str()) {
                sections.push(&article.section);
            }
        }
        sections
    }

    /// The parts of a page but its ads.
    fn modules(&self, page: PageId) -> Vec<(Slot, Module<'a>)> {
        let planned = self.planned.dummy.pages[page].placements.iter().filter_map(|placement| {
            let module = match &placement.content {
                Content::Story { story, .. } => Module::Story(*story, self.planned.way(page, &placement.content)?),
                Content::Briefs(list, fit) => Module::Briefs(list, fit),
                Content::HouseAd => Module::HouseAd,
            };
            Some((placement.slot, module))
        });
        let fixed = self.planned.page(page).fixed.iter().map(|fixed| (fixed.slot, Module::Story(fixed.story, &fixed.config)));
        planned.chain(fixed).collect()
    }

    fn module(&self, slot: Slot, module: &Module, making: &mut Making) {
        let Making { page, template, sheet, shaper, stories, ads, .. } = making;
        match module {
            Module::Story(story, config) => self.story(*story, config, slot, making),
            Module::Briefs(list, fit) => {
                let set = list.iter().filter_map(|story| Some((self.planned.copy(*story), self.planned.galley(*page, *story)?)));
                let set: Vec<_> = set.collect();
                stories.extend(briefs::lay_briefs(
                    &set,
                    fit,
                    slot,
                    template,
                    &mut Bench { sheet, pictures: self.pictures, shaper, lang: self.job.edition.lang },
                ));
            }
            Module::HouseAd => match self.house_ads.get(&(*page, slot)) {
                Some(ad) => ads.push(ads::lay_house_ad(&self.job.edition.house_ads[*ad], slot, self.pictures, sheet)),
                None => ads::lay_name(&self.job.edition, slot, template, sheet, shaper),
            },
        }
    }

    fn story(&self, story: StoryId, config: &Config, slot: Slot, making: &mut Making) {
        let Some(galley) = self.planned.galley(making.page, story) else { return };
        let Making { page, here, sheet, shaper, stories, .. } = making;
        let article = self.planned.copy(story);
        let setting = &self.job.settings[self.planned.setting(*page)];
        let placed = story::Placed { article, galley, setting, config, slot };
        let first = sheet.marks.len();
        stories.push(story::lay(&placed, &mut Bench { sheet, pictures: self.pictures, shaper, lang: self.job.edition.lang }));
        let label = setting.style(StyleName::ReferLabel);
        refers::number(&refers::Refers { article, style: label, of: self.beginnings, here }, sheet, first, shaper);
        if article.lang != self.job.edition.lang {
            sheet.speak(first, article.lang.tag());
        }
    }
}

/// Rules over modules and hairlines between them.
fn rules(modules: &[(Slot, Module)], ads: &[BookedAd], fold: Option<u8>, sheet: &mut Sheet) {
    let leading = sheet.grid.leading;
    for (slot, module) in modules {
        let under_ad = ads
            .iter()
            .map(|booked| booked.slot)
            .any(|ad| ad.row + ad.rows == slot.row && ad.column < slot.column + slot.columns && slot.column < ad.column + ad.columns);
        if matches!(module, Module::Story(..)) && slot.row > 0 && !under_ad {
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

/// The weightiest story of each section that starts inside.
fn inside(job: &Job, planned: &Planned) -> Vec<Inside> {
    let mut found: Vec<Inside> = Vec::new();
    let plans = &planned.input.pages.plans;
    let first_section = plans.first().map(|page| page.section.as_str());
    for (id, page) in plans.with_ids().skip(1) {
        if found.iter().any(|entry| entry.section == page.section) || (Some(page.section.as_str()) == first_section && found.len() >= 5) {
            continue;
        }
        if let Some((article, column)) = begun(planned, id).min_by_key(|(article, _)| article.priority) {
            let (section, headline) = (page.section.clone(), article.short().to_string());
            let page = printed(job, planned, id, column);
            found.push(Inside { section, page, headline, story: article.slug.clone() });
        }
    }
    found
}

/// What runs, in order of pages and reading, and what was done to it.
fn ran(pages: &[Page], planned: &Planned) -> Vec<Ran> {
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
    for page in planned.dummy.pages.ids() {
        for (story, config) in planned.made(page) {
            let article = planned.copy(story);
            if let Some(entry) = list.iter_mut().find(|ran| ran.slug == article.slug) {
                entry.levers.append(&mut levers(article, config, planned.galley(page, story)));
            }
        }
    }
    list
}
