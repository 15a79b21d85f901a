//! From the job to the planner's tasks and back: which pages there are, which holes they have, who may run where.
use std::sync::Arc;

use rayon::prelude::*;

use crate::diag::Diagnostics;
use crate::edition::{Ad, Corner};
use crate::job::Job;
use crate::layout::Template;
use crate::makeup::PagePlan;
use crate::plan::shapes::{Config, Maker, Sizes, sizes};
use crate::plan::{Dummy, PageTask, Shapes, Slot, Story, Why, edition, score};
use crate::set::head::Lead;
use crate::set::{Galleys, set};

/// The plan of an edition, with all that make-up needs to follow it.
#[derive(Clone, Debug)]
pub struct Planned {
    /// The type.
    pub galleys: Galleys,
    /// What stands where.
    pub dummy: Dummy,
    /// By story, by setting: configs as a lead and as another story.
    pub configs: Vec<Vec<Option<[Vec<Config>; 2]>>>,
    /// The pages.
    pub pages: Vec<PagePlan>,
}

/// Pages added beyond what the areas ask for before stories are held.
const MORE_PAGES: usize = 3;

/// Sets every story and plans every page.
pub fn plan(job: &Job, diags: &mut Diagnostics) -> Planned {
    let sections = section_order(job);
    let ordered = !job.edition.pages.is_empty();
    let wanted = wanted(job, ordered);
    let galleys = set(job, &wanted);
    let sized = size_all(job, &galleys);
    let mut stories = stories(job, &galleys, &sized, &sections);
    let (mut tasks, mut pages) = if ordered { ordered_pages(job, &sections) } else { free_pages(job, &stories, &sections, 0) };
    let configs: Vec<Vec<Option<[Vec<Config>; 2]>>> = sized
        .into_iter()
        .map(|ways| ways.into_iter().map(|way| way.map(|[lead, other]| [lead.configs, other.configs])).collect())
        .collect();
    by_hand(job, (&mut stories, &mut tasks, &mut pages), &configs, diags);
    let mut dummy = edition::plan(&stories, &tasks);
    // Where the program makes the pages, a story that found no room asks for another page.
    for more in 1..=MORE_PAGES {
        if ordered || !dummy.held.iter().any(|(story, why)| !stories[*story].is_brief() && *why != Why::NoShape) {
            break;
        }
        (tasks, pages) = free_pages(job, &stories, &sections, more);
        dummy = edition::plan(&stories, &tasks);
    }
    let mut planned = Planned { galleys, dummy, configs, pages };
    // Stories put by hand stand outside the plan: they are not held.
    let placed: Vec<usize> = planned.pages.iter().flat_map(|page| page.by_hand.iter().map(|(story, _, _)| *story)).collect();
    planned.dummy.held.retain(|(story, _)| !placed.contains(story));
    planned
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

/// `wanted[story][setting]`: where a story may run, and so must be set.
fn wanted(job: &Job, ordered: bool) -> Vec<Vec<bool>> {
    let setting = |name: &str| job.setting_of(job.template(name));
    let of = |article: &crate::edition::Article| {
        let mut wanted = vec![false; job.settings.len()];
        if ordered {
            for (page, template) in job.edition.pages.iter().zip(&job.page_templates) {
                let named = page.stories.iter().any(|(slug, _)| *slug == article.slug)
                    || page.places.iter().any(|place| place.story == article.slug);
                let takes = page.section.as_deref().is_none_or(|section| section == article.section);
                if named || takes || article.is_brief() {
                    wanted[setting(template)] = true;
                }
            }
        } else {
            wanted[setting("front")] = true;
            wanted[setting(job.layout.template_name(None, Some(&article.section), false))] = true;
            wanted[setting("inside")] = true;
            if article.is_brief() {
                wanted.fill(true);
            }
        }
        wanted
    };
    job.edition.articles.iter().map(of).collect()
}

type Sized = Vec<Vec<Option<[Sizes; 2]>>>;

/// Shape functions of every story in every setting that it is set in.
fn size_all(job: &Job, galleys: &Galleys) -> Sized {
    let deepest = |setting: usize| {
        let of_setting = job.layout.templates.values().filter(|template| job.setting_of(template) == setting);
        of_setting.map(|template| job.layout.live_rows(template) + score::SEPARATION).max().unwrap_or(0)
    };
    job.edition
        .articles
        .par_iter()
        .zip(&galleys.stories)
        .map(|(article, ways)| {
            let size = |(index, galley): (usize, &Option<crate::set::Galley>)| {
                let galley = galley.as_ref().filter(|_| !article.is_brief())?;
                let maker = Maker { article, galley, setting: &job.settings[index], rows: deepest(index) };
                Some([sizes(&maker, Lead::Yes), sizes(&maker, Lead::No)])
            };
            ways.iter().enumerate().map(size).collect()
        })
        .collect()
}

fn stories(job: &Job, galleys: &Galleys, sized: &Sized, sections: &[String]) -> Vec<Story> {
    let of = |(i, article): (usize, &crate::edition::Article)| {
        let shapes = sized[i]
            .iter()
            .map(|way| {
                way.as_ref().map(|[lead, other]| Shapes { lead: Arc::new(lead.shape.clone()), other: Arc::new(other.shape.clone()) })
            })
            .collect();
        let brief = |galley: &Option<crate::set::Galley>| {
            galley.as_ref().filter(|_| article.is_brief()).map(|galley| Arc::new(galley.flow.clone()))
        };
        Story {
            section: sections.iter().position(|section| *section == article.section).unwrap_or(0),
            priority: article.priority,
            must_run: article.must_run,
            shapes,
            brief: galleys.stories[i].iter().map(brief).collect(),
        }
    };
    job.edition.articles.iter().enumerate().map(of).collect()
}

fn task(job: &Job, template: &Template, sections: Vec<usize>) -> PageTask {
    PageTask {
        sections,
        setting: job.setting_of(template),
        columns: template.grid.columns,
        rows: job.layout.live_rows(template) + score::SEPARATION,
        holes: Vec::new(),
        stories: Vec::new(),
        max_stories: template.max_stories,
        lead_columns: (template.lead_columns.0.min(template.grid.columns), template.lead_columns.1),
        lead_share: job.layout.planner.lead_share,
        house_ads: job.layout.planner.house_ads,
    }
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
    let free = |slot: &Slot| {
        task.holes.iter().all(|hole| {
            hole.column + hole.columns <= slot.column
                || slot.column + slot.columns <= hole.column
                || hole.row + hole.rows <= slot.row
                || slot.row + slot.rows <= hole.row
        })
    };
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
fn by_hand(
    job: &Job,
    (stories, tasks, pages): (&mut [Story], &mut [PageTask], &mut [PagePlan]),
    configs: &[Vec<Option<[Vec<Config>; 2]>>],
    diags: &mut Diagnostics,
) {
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
            let ways = configs[story][task.setting].as_ref();
            let exact = |config: &&Config| config.columns == slot.columns && config.rows == slot.rows;
            let found = ways.and_then(|[lead, other]| other.iter().find(exact).or_else(|| lead.iter().find(exact)));
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
    ways: Option<&[Vec<Config>; 2]>,
    (place, diags): (&crate::edition::HandPlace, &mut Diagnostics),
) {
    let slug = &job.edition.articles[story].slug;
    let depths = ways
        .into_iter()
        .flat_map(|[lead, other]| lead.iter().chain(other))
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
