//! From the job to the planner's tasks and back: which pages there are, which holes they have, who may run where.
use std::sync::Arc;

use rayon::prelude::*;

use crate::diag::Diagnostics;
use crate::edition::{Ad, Article, Corner};
use crate::font::shape::Shaper;
use crate::job::{Job, Setting};
use crate::layout::Template;
use crate::makeup::PagePlan;
use crate::plan::page::overlap;
use crate::plan::shapes::{Config, Maker, Sizes, sizes};
use crate::plan::{Dummy, Known, PageTask, Shapes, Slot, Story, Why, calm, edition, score};
use crate::set::head::Lead;
use crate::set::{Galley, Galleys, compose};

pub mod account;
mod apart;
pub mod earlier;
pub mod explain;
mod house;
pub mod jump;
pub mod record;

use earlier::{Found, Start};
use jump::JumpPlan;

/// A config that a dummy names: of a story, in a setting, as the lead or another.
pub fn config(configs: &Configs, (story, setting): (usize, usize), lead: bool, number: u32) -> Option<&Config> {
    configs[story][setting].as_ref()?[usize::from(!lead)].get(number as usize)
}

/// The plan of an edition, with all that make-up needs to follow it.
#[derive(Clone, Debug)]
pub struct Planned {
    /// The type.
    pub galleys: Galleys,
    /// What stands where.
    pub dummy: Dummy,
    /// By story, by setting: configs as a lead and as another story.
    pub configs: Configs,
    /// The pages.
    pub pages: Vec<PagePlan>,
    /// What each page asks for.
    pub tasks: Vec<PageTask>,
    /// The stories as the planner knows them.
    pub stories: Vec<Story>,
    /// The copy by story: the edition's articles, of a story that jumps what stands before the jump; then the turns.
    pub copy: Vec<Article>,
}

/// Pages added beyond what the areas ask for before stories are held.
const MORE_PAGES: usize = 3;

/// Sets every story and plans every page; from an earlier plan moves only what must be moved.
pub fn plan(job: &Job, start: Option<&Start>, diags: &mut Diagnostics) -> Planned {
    let sections = section_order(job);
    let ordered = !job.edition.pages.is_empty();
    let mut floor = Floor::new(job);
    let known = Known::default();
    if !ordered {
        floor.set(&wanted_at_home(job));
    }
    // Where the program makes the pages, a story that found no room asks for another page.
    let most = if ordered { 0 } else { MORE_PAGES };
    let wanted_pages = start.map_or(0, |start| start.file.pages.len());
    let pages_with = |more: usize| free_pages(job, &floor.stories(&sections), &sections, more).0.len();
    let mut more = (0..=most).find(|more| ordered || start.is_none() || pages_with(*more) >= wanted_pages).unwrap_or(0);
    let (mut dummy, pages, tasks, stories) = loop {
        let made = if ordered { ordered_pages(job, &sections) } else { free_pages(job, &floor.stories(&sections), &sections, more) };
        let mut jumps = jumps(&mut floor, &made, (&sections, start), &known);
        let mut looked = false;
        let planned = loop {
            let Prepared { stories, tasks, pages, mut told, found } = prepare(&mut floor, made.clone(), &jumps, (&sections, start));
            let rough = match &found {
                Some((start, found)) => {
                    let (rough, losses) = calm::rough(&stories, &tasks, &found.earlier, &known);
                    earlier::tell(start, found, &losses, (&floor, &stories, &tasks), &mut told);
                    rough
                }
                None => edition::rough(&stories, &tasks, &known),
            };
            // A jump of which one end has no place is none.
            let broken = jump::broken(rough.held(), &jumps, job.edition.articles.len());
            if !broken.is_empty() {
                jumps = jumps.iter().enumerate().filter(|(at, _)| !broken.contains(at)).map(|(_, jump)| *jump).collect();
                looked = true;
                continue;
            }
            let homeless = |(story, why): &(usize, Why)| !stories[*story].is_brief() && *why != Why::NoShape;
            let wants_page = more < most && rough.held().iter().any(homeless);
            let before = found.as_ref().map(|(_, found)| found.earlier.held.as_slice()).unwrap_or_default();
            let may_jump = jump::wishes(&floor, &rough, &pages, before);
            if !wants_page && !may_jump.is_empty() && !std::mem::replace(&mut looked, true) {
                jumps = jump::choose(&mut floor, &made, (&sections, &known), Some(&may_jump), jumps);
                continue;
            }
            if wants_page {
                break None;
            }
            diags.append(told);
            // Trades for the better would move what stands.
            let dummy = if start.is_some() { rough.finish() } else { rough.improve() };
            break Some((dummy, pages, tasks, stories));
        };
        match planned {
            Some(planned) => break planned,
            None => more += 1,
        }
    };
    // Stories put by hand stand outside the plan: they are not held.
    let placed: Vec<usize> = pages.iter().flat_map(|page| page.by_hand.iter().map(|(story, _, _)| *story)).collect();
    dummy.held.retain(|(story, _)| !placed.contains(story));
    jump::tell(&floor, diags);
    apart::tell(job, &floor.barred, diags);
    let copy = std::mem::take(&mut floor.copy);
    let (galleys, configs) = floor.clear();
    Planned { galleys, dummy, configs, pages, tasks, stories, copy }
}

/// The pages, and what is asked of each.
type Made = (Vec<PageTask>, Vec<PagePlan>);

/// All that the planner needs.
struct Prepared<'a> {
    stories: Vec<Story>,
    tasks: Vec<PageTask>,
    pages: Vec<PagePlan>,
    told: Diagnostics,
    found: Option<(&'a Start, Found<'a>)>,
}

/// The jumps of the earlier plan, and what the desk ordered beside them.
fn jumps(floor: &mut Floor, made: &Made, (sections, start): (&[String], Option<&Start>), known: &Known) -> Vec<JumpPlan> {
    let kept = start.map_or_else(Vec::new, |start| {
        prepare(floor, made.clone(), &[], (sections, None));
        jump::earlier(&start.file, floor, made, &earlier::places(&start.file, &made.1))
    });
    jump::choose(floor, made, (sections, known), None, kept)
}

/// Parts the stories that jump, sets what pages ask for, and puts what stands by hand or is pinned.
fn prepare<'a>(
    floor: &mut Floor,
    (mut tasks, mut pages): Made,
    jumps: &[JumpPlan],
    (sections, start): (&[String], Option<&'a Start>),
) -> Prepared<'a> {
    floor.part(jumps);
    let mut all = wanted(floor.job, sections, &tasks);
    for (at, jump) in jumps.iter().enumerate() {
        let on = |page: usize| (0..floor.job.settings.len()).map(|setting| setting == tasks[page].setting).collect();
        all[jump.story] = on(jump.from);
        debug_assert_eq!(all.len(), floor.job.edition.articles.len() + at);
        all.push(on(jump.to));
    }
    floor.set(&all);
    let mut stories = floor.stories(sections);
    for (jump, turn) in jumps.iter().zip(floor.job.edition.articles.len()..) {
        stories[jump.story].only = Some(jump.from);
        stories[turn].only = Some(jump.to);
        // What is continued leads a page only where nothing begins there.
        let lead = |shapes: &mut Shapes| shapes.lead = Arc::new(shapes.lead.dearer(score::TURN_LEADS));
        stories[turn].shapes.iter_mut().flatten().for_each(lead);
    }
    let mut told = Diagnostics::default();
    by_hand(floor, (&mut stories, &mut tasks, &mut pages), &mut told);
    let found = start.map(|start| (start, earlier::find(start, floor, (&mut stories, &mut tasks, &mut pages), &mut told)));
    Prepared { stories, tasks, pages, told, found }
}

impl Planned {
    /// Finds out how good the pages are that were kept from an earlier plan.
    pub fn prove(&mut self) {
        calm::prove(&self.stories, &self.tasks, &mut self.dummy);
    }
}

/// Sections in the order that the edition gives, then by their first page, then by their weightiest story.
fn section_order(job: &Job) -> Vec<String> {
    let mut order: Vec<String> = job.edition.sections.clone();
    let mut add = |section: &str| {
        if !order.iter().any(|known| known == section) {
            order.push(section.to_string());
        }
    };
    job.edition.pages.iter().filter_map(|page| page.section.as_deref()).for_each(&mut add);
    let mut articles: Vec<(u8, &str)> = job.edition.articles.iter().map(|article| (article.priority, article.section.as_str())).collect();
    articles.sort();
    articles.iter().for_each(|(_, section)| add(section));
    order
}

/// `[story][setting]`: the setting of each section's own pages.
fn wanted_at_home(job: &Job) -> Vec<Vec<bool>> {
    let home = |article: &Article| job.setting_of(job.template(job.layout.template_name(None, Some(&article.section), false)));
    let of = |article: &Article| (0..job.settings.len()).map(|setting| setting == home(article)).collect();
    job.edition.articles.iter().map(of).collect()
}

/// `[story][setting]`: the settings of the pages that a story may run on.
fn wanted(job: &Job, sections: &[String], tasks: &[PageTask]) -> Vec<Vec<bool>> {
    let by_slug = job.edition.by_slug();
    let placed = |page: usize| job.edition.pages.get(page).into_iter().flat_map(|order| &order.places).map(|place| &place.story);
    let mut wanted = vec![vec![false; job.settings.len()]; job.edition.articles.len()];
    for (page, task) in tasks.iter().enumerate() {
        for (story, article) in job.edition.articles.iter().enumerate() {
            wanted[story][task.setting] |= task.sections.is_empty() || task.sections.contains(&section_of(article, sections));
        }
        let by_hand = placed(page).filter_map(|slug| by_slug.get(slug).copied());
        for story in task.stories.iter().copied().chain(by_hand) {
            wanted[story][task.setting] = true;
        }
    }
    wanted
}

fn section_of(article: &Article, sections: &[String]) -> usize {
    sections.iter().position(|section| *section == article.section).unwrap_or(0)
}

/// By story, by setting: configs as a lead and as another story; none for briefs.
pub type Configs = Vec<Vec<Option<[Vec<Config>; 2]>>>;

/// A story set in one setting, and the sizes that it can have there as a lead and as another story; none for briefs.
struct Composed {
    galley: Galley,
    sizes: Option<[Sizes; 2]>,
}

/// The composing room's floor: what has been set, by story and setting. More is set as pages ask for it.
struct Floor<'a> {
    job: &'a Job,
    /// By setting: rows of the deepest live area.
    deepest: Vec<u16>,
    /// The copy by story: see [`Planned::copy`].
    copy: Vec<Article>,
    composed: Vec<Vec<Option<Composed>>>,
    /// By article: see [`Story::barred`].
    barred: Vec<Vec<usize>>,
    jumps: Vec<JumpPlan>,
    /// Stories that jump, as they were whole.
    whole: Vec<Whole>,
}

/// A story before it was parted: its index, its copy, its type.
type Whole = (usize, Article, Vec<Option<Composed>>);

impl Floor<'_> {
    fn new(job: &Job) -> Floor<'_> {
        let mut deepest = vec![0; job.settings.len()];
        for template in job.layout.templates.values() {
            let rows = &mut deepest[job.setting_of(template)];
            *rows = job.layout.live_rows(template).max(*rows);
        }
        let copy = job.edition.articles.clone();
        let composed = copy.iter().map(|_| unset(job)).collect();
        Floor { job, deepest, copy, composed, barred: apart::barred(job), jumps: Vec::new(), whole: Vec::new() }
    }

    /// Parts the stories that jump; all others are whole.
    fn part(&mut self, jumps: &[JumpPlan]) {
        if self.jumps == jumps {
            return;
        }
        let articles = self.job.edition.articles.len();
        self.copy.truncate(articles);
        self.composed.truncate(articles);
        for (story, article, composed) in self.whole.drain(..) {
            self.copy[story] = article;
            self.composed[story] = composed;
        }
        for jump in jumps {
            let whole = &self.copy[jump.story];
            let (first, turn) = whole.parted(jump.jump(whole, self.job));
            let article = std::mem::replace(&mut self.copy[jump.story], first);
            let composed = std::mem::replace(&mut self.composed[jump.story], unset(self.job));
            self.whole.push((jump.story, article, composed));
            self.copy.push(turn);
            self.composed.push(unset(self.job));
        }
        self.jumps = jumps.to_vec();
    }

    fn setting_of(&self, pages: &[PagePlan], page: usize) -> usize {
        self.job.setting_of(self.job.template(&pages[page].template))
    }

    /// Sets every story that is wanted in a setting and not yet set in it.
    fn set(&mut self, wanted: &[Vec<bool>]) {
        let Floor { job, deepest, copy, composed, .. } = self;
        let limits = &job.layout.print.limits;
        let ppi_limits = [limits.wanted_ppi, limits.min_ppi];
        let stories = copy.par_iter().zip(composed).zip(wanted);
        // A shaper that has seen other stories knows most words of the next.
        stories.for_each_init(
            || Shaper::new(&job.fonts),
            |shaper, ((article, ways), wanted)| {
                for (index, setting) in job.settings.iter().enumerate() {
                    if wanted[index] && ways[index].is_none() {
                        ways[index] = Some(compose(article, setting, deepest[index] + score::SEPARATION, ppi_limits, shaper));
                    }
                }
            },
        );
    }

    fn stories(&self, sections: &[String]) -> Vec<Story> {
        let of = |(story, (article, ways)): (usize, (&Article, &Vec<Option<Composed>>))| {
            let shapes = |way: &Option<Composed>| {
                let [lead, other] = way.as_ref()?.sizes.as_ref()?;
                Some(Shapes {
                    lead: lead.shape.clone(),
                    other: other.shape.clone(),
                    lead_faces: lead.faces.clone(),
                    other_faces: other.faces.clone(),
                })
            };
            let brief = |way: &Option<Composed>| way.as_ref().filter(|_| article.is_brief()).map(|composed| composed.galley.flow.clone());
            Story {
                section: section_of(article, sections),
                priority: article.priority,
                must_run: article.must_run,
                only: None,
                barred: self.barred[self.article_of(story)].clone(),
                shapes: ways.iter().map(shapes).collect(),
                brief: ways.iter().map(brief).collect(),
            }
        };
        self.copy.iter().zip(&self.composed).enumerate().map(of).collect()
    }

    /// The article that a story is, or that it continues.
    fn article_of(&self, story: usize) -> usize {
        story.checked_sub(self.job.edition.articles.len()).map_or(story, |turn| self.jumps[turn].story)
    }

    /// Galleys and configs, for make-up.
    fn clear(self) -> (Galleys, Configs) {
        let part = |way: Option<Composed>| match way {
            Some(Composed { galley, sizes }) => (Some(galley), sizes.map(|both| both.map(|sizes| sizes.configs))),
            None => (None, None),
        };
        let (stories, configs) = self.composed.into_iter().map(|ways| ways.into_iter().map(part).unzip()).unzip();
        (Galleys { stories }, configs)
    }
}

fn unset(job: &Job) -> Vec<Option<Composed>> {
    job.settings.iter().map(|_| None).collect()
}

fn compose(article: &Article, setting: &Setting, rows: u16, ppi_limits: [u32; 2], shaper: &mut Shaper) -> Composed {
    if article.is_brief() {
        return Composed { galley: compose::brief(article, setting, shaper), sizes: None };
    }
    let galley = compose::galley(article, setting, shaper);
    let maker = Maker { article, galley: &galley, setting, rows, ppi_limits };
    let sizes = [Lead::Yes, Lead::No].map(|lead| sizes(&maker, lead));
    Composed { galley, sizes: Some(sizes) }
}

fn task(job: &Job, template: &Template, sections: Vec<usize>) -> PageTask {
    let task = PageTask {
        page: 0,
        sections,
        setting: job.setting_of(template),
        columns: template.grid.columns,
        fold: template.fold(),
        rows: job.layout.live_rows(template) + score::SEPARATION,
        holes: Vec::new(),
        stories: Vec::new(),
        max_stories: template.max_stories,
        lead_columns: (template.lead_columns.0.min(template.grid.columns), template.lead_columns.1),
        lead_share: job.layout.planner.lead_share,
        house_ads: None,
        led: false,
    };
    PageTask { house_ads: house::sizes(job, &task), ..task }
}

fn ordered_pages(job: &Job, sections: &[String]) -> (Vec<PageTask>, Vec<PagePlan>) {
    let by_slug = job.edition.by_slug();
    let mut tasks = Vec::new();
    let mut pages = Vec::new();
    for (index, (order, name)) in job.edition.pages.iter().zip(&job.page_templates).enumerate() {
        let template = job.template(name);
        let at = order.section.as_ref().and_then(|section| sections.iter().position(|known| known == section));
        let mut task = task(job, template, at.into_iter().collect());
        let mut plan =
            PagePlan { template: name.clone(), section: order.section.clone().unwrap_or_else(|| "News".into()), ..PagePlan::default() };
        for (ad_index, ad) in order.ads.iter().enumerate() {
            if let Some(slot) = ad_slot(ad, &task, template) {
                task.holes.push(slot);
                plan.ads.push((index, ad_index, slot));
            }
        }
        task.page = index;
        task.stories = order.stories.iter().filter_map(|(slug, _)| by_slug.get(slug).copied()).collect();
        tasks.push(task);
        pages.push(plan);
    }
    (tasks, pages)
}

/// The lowest (or highest) free place for an ad in its corner: ads pile up.
fn ad_slot(ad: &Ad, task: &PageTask, template: &Template) -> Option<Slot> {
    let rows = ad.depth.rows(template.grid.leading) as u16 + score::SEPARATION;
    let columns = ad.columns;
    let free_row = task.rows.checked_sub(rows)?;
    let left = matches!(ad.place, Corner::BottomLeft | Corner::TopLeft);
    let top = matches!(ad.place, Corner::TopLeft | Corner::TopRight);
    let last = task.columns.checked_sub(columns)?;
    let columns_tried: Vec<u8> = if left { (0..=last).collect() } else { (0..=last).rev().collect() };
    let rows_tried: Vec<u16> = if top { (0..=free_row).collect() } else { (0..=free_row).rev().collect() };
    let free = |slot: &Slot| !task.holes.iter().any(|hole| overlap(hole, slot));
    let places = rows_tried.iter().flat_map(|row| columns_tried.iter().map(|column| Slot { column: *column, row: *row, columns, rows }));
    // Straight above the ad before, if there is room; only then beside it.
    let first = columns_tried.first().copied()?;
    let stacked = rows_tried.iter().map(|row| Slot { column: first, row: *row, columns, rows }).find(free);
    stacked.or_else(|| places.into_iter().find(free))
}

fn free_pages(job: &Job, stories: &[Story], sections: &[String], more: usize) -> (Vec<PageTask>, Vec<PagePlan>) {
    let front = task(job, job.template("front"), Vec::new());
    let name_of = |section: usize| job.layout.template_name(None, sections.get(section).map(String::as_str), false);
    let inner = |section: usize| task(job, job.template(name_of(section)), vec![section]);
    let mut tasks = edition::make_pages(stories, &front, &inner, more);
    let mut pages = Vec::new();
    for (index, task) in tasks.iter_mut().enumerate() {
        task.page = index;
        let main = task.sections.first().copied().unwrap_or(0);
        let template = if index == 0 { "front" } else { name_of(main) };
        pages.push(PagePlan {
            template: template.into(),
            section: sections.get(main).cloned().unwrap_or_else(|| "News".into()),
            ..PagePlan::default()
        });
    }
    (tasks, pages)
}

/// Takes the stories put by hand out of the plan, makes them exactly as large as told, and leaves holes for them.
fn by_hand(floor: &Floor, (stories, tasks, pages): (&mut [Story], &mut [PageTask], &mut [PagePlan]), diags: &mut Diagnostics) {
    let job = floor.job;
    let by_slug = job.edition.by_slug();
    for (index, order) in job.edition.pages.iter().enumerate() {
        for place in &order.places {
            let Some(&story) = by_slug.get(&place.story) else { continue };
            let task = &mut tasks[index];
            let leading = job.template(&pages[index].template).grid.leading;
            let nearest = |length: crate::units::Pt| ((length.0 + leading.0 / 2) / leading.0) as u16;
            let row = nearest(place.top);
            let mut rows = nearest(place.depth);
            // At the foot of the page the white under a module hangs below the live area.
            if row + rows + score::SEPARATION >= task.rows {
                rows = task.rows - row;
            }
            let slot = Slot { column: place.column - 1, row, columns: place.columns, rows };
            let ways = floor.composed[story][task.setting].as_ref().and_then(|composed| composed.sizes.as_ref());
            let exact = |config: &&Config| config.columns == slot.columns && config.rows == slot.rows;
            let found = ways.and_then(|[lead, other]| other.configs.iter().find(exact).or_else(|| lead.configs.iter().find(exact)));
            match found {
                Some(config) => {
                    task.holes.push(slot);
                    pages[index].by_hand.push((story, slot, config.clone()));
                    task.stories.retain(|other| *other != story);
                    stories[story].shapes.fill(None);
                }
                None => tell_misfit(job, story, slot, ways, (place, diags)),
            }
        }
    }
}

/// Says by how many lines a story misses its place.
fn tell_misfit(
    job: &Job,
    story: usize,
    slot: Slot,
    ways: Option<&[Sizes; 2]>,
    (place, diags): (&crate::edition::HandPlace, &mut Diagnostics),
) {
    let slug = &job.edition.articles[story].slug;
    let depths = ways
        .into_iter()
        .flat_map(|[lead, other]| lead.configs.iter().chain(&other.configs))
        .filter(|config| config.columns == slot.columns)
        .map(|config| config.rows);
    let nearest = depths.min_by_key(|rows| rows.abs_diff(slot.rows));
    let text = match nearest {
        Some(rows) => {
            let lines = u32::from(rows.abs_diff(slot.rows)) * u32::from(slot.columns);
            let (word, way) = if rows > slot.rows { ("over", "deeper") } else { ("short", "shallower") };
            format!(
                "\"{slug}\" is about {lines} lines {word} in its place; over {} columns it can be {} rows {way}",
                slot.columns,
                rows.abs_diff(slot.rows)
            )
        }
        None => format!("\"{slug}\" cannot be set over {} columns at all", slot.columns),
    };
    diags.error("place-misfit", Some(place.source.clone()), text).help("change depth or columns of the place, or the story's length");
}
