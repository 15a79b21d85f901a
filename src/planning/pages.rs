//! The pages: those that the edition orders, or as many as its stories ask for; the holes that ads leave, and what is asked of each.
use std::collections::BTreeMap;

use super::house_ads;
use crate::edition::{Ad, Corner};
use crate::ids::{By, Id, PageId, StoryId};
use crate::job::Job;
use crate::job::wishes::page_of;
use crate::layout::Template;
use crate::plan::page::overlap;
use crate::plan::paging::{self, Paging, make_pages};
use crate::plan::{PageTask, Slot, Story, score};
use crate::plan_file::{PageEntry, PlanFile, StoryEntry};
use crate::planned::{BookedAd, PagePlan, Pages};
use crate::role::{Lead, Slug};

/// The pages that the edition orders, with its ads on them.
pub(super) fn ordered(job: &Job, sections: &[String]) -> Pages {
    let by_slug = job.by_slug();
    let mut pages = Pages::default();
    for ((page, order), name) in job.orders().zip(&job.page_templates) {
        let template = job.template(name);
        let at = order.section.as_ref().and_then(|section| sections.iter().position(|known| known == section));
        let mut task = task(job, name, at.into_iter().collect());
        let mut plan =
            PagePlan { template: name.clone(), section: order.section.clone().unwrap_or_else(|| "News".into()), ..PagePlan::default() };
        for (ad_index, ad) in order.ads.iter().enumerate() {
            if let Some(slot) = ad_slot(ad, &task, template) {
                task.holes.push(slot);
                plan.ads.push(BookedAd { ad: ad_index, slot });
            }
        }
        task.page = page;
        task.stories = order.stories.iter().filter_map(|(slug, _)| by_slug.get(slug).copied()).collect();
        pages.tasks.push(task);
        pages.plans.push(plan);
    }
    pages
}

/// By story that the edition orders on a page: rows of the deepest module that its ads leave room for there.
pub(super) fn rooms(job: &Job, sections: &[String]) -> BTreeMap<Slug, u16> {
    let tasks = ordered(job, sections).tasks;
    let ordered = job.edition.pages.iter().zip(&tasks);
    ordered.flat_map(|(order, task)| order.stories.iter().map(|(slug, _)| (slug.clone(), task.deepest()))).collect()
}

/// Pages come in multiples of this.
pub(super) fn multiple(job: &Job) -> usize {
    usize::from(job.edition.pages_multiple.unwrap_or(job.layout.planner.pages_multiple)).max(1)
}

/// How many pages the stories ask for.
pub(super) fn natural_count(job: &Job, stories: &[Story], sections: &[String]) -> usize {
    with_paging(job, sections, 1, |paging| paging::natural_count(stories, paging, multiple(job)))
}

/// So many pages that nobody ordered.
///
/// Those of an earlier plan, where there is one, have the sections that they have there.
pub(super) fn free(job: &Job, stories: &By<StoryId, Story>, sections: &[String], count: usize, before: Option<&PlanFile>) -> Pages {
    let mut tasks = match before {
        Some(file) => as_before(job, stories, sections, file),
        None => with_paging(job, sections, count, |paging| make_pages(stories, paging)),
    };
    // The day's lead leads the paper, whatever its section.
    let lead = stories.find(|story| story.priority == 1 && !story.is_brief());
    if let Some(front) = tasks.first_mut() {
        front.stories = lead.into_iter().collect();
    }
    wished(job, stories, &mut tasks);
    let mut plans = By::default();
    for (page, task) in tasks.with_ids_mut() {
        task.page = page;
        let main = task.sections.first().copied().unwrap_or(0);
        let template = if page == PageId::FRONT { "front" } else { template_of(job, sections, main) };
        plans.push(PagePlan {
            template: template.into(),
            section: sections.get(main).cloned().unwrap_or_else(|| "News".into()),
            ..PagePlan::default()
        });
    }
    Pages { tasks, plans }
}

/// The pages of an earlier plan, each with its section and those of the stories that stand there.
fn as_before(job: &Job, stories: &By<StoryId, Story>, sections: &[String], file: &PlanFile) -> By<PageId, PageTask> {
    let by_slug = job.by_slug();
    let section_of = |slug: &str| by_slug.get(&Slug(slug.into())).map(|story| stories[*story].section);
    let of_entry = |(number, entry): (usize, &PageEntry)| {
        let main = sections.iter().position(|section| *section == entry.section).unwrap_or(0);
        // The day's lead leads the paper, whatever its section.
        let is_guest = |story: &StoryEntry| number == 0 && story.lead == Lead::Yes || story.turn;
        let standing = entry.stories.iter().filter(|story| !is_guest(story)).map(|story| story.slug.as_str());
        let briefs = entry.briefs.iter().flat_map(|(_, slugs)| slugs).chain(&entry.unused_briefs).map(String::as_str);
        let mut here = vec![main];
        for section in standing.chain(briefs).filter_map(section_of) {
            if !here.contains(&section) {
                here.push(section);
            }
        }
        task(job, if number == 0 { "front" } else { template_of(job, sections, main) }, here)
    };
    let mut tasks: By<PageId, PageTask> = file.pages.iter().enumerate().map(of_entry).collect();
    // A section that is new has no page: it shares the last.
    for story in stories.iter() {
        if !tasks.iter().any(|task| task.sections.contains(&story.section)) {
            tasks.iter_mut().next_back().into_iter().for_each(|task| task.sections.push(story.section));
        }
    }
    tasks
}

/// Puts stories on the pages that the desk wishes them on, and before all others of a page those that are to lead it.
fn wished(job: &Job, stories: &By<StoryId, Story>, tasks: &mut By<PageId, PageTask>) {
    let mut wished: Vec<(bool, PageId, StoryId)> = Vec::new();
    for (story, article) in job.articles() {
        let leads = article.wishes.lead.as_ref().is_some_and(|lead| lead.value);
        let page = match &article.wishes.page {
            Some(page) => page_of(&page.value, &job.folios).filter(|page| tasks.get(*page).is_some()),
            None if leads => {
                let takes = |task: &PageTask| task.stories.contains(&story) || task.sections.contains(&stories[story].section);
                let stood = article.stands_on.map(PageId::of).filter(|page| tasks.get(*page).is_some_and(takes));
                stood.or_else(|| tasks.find(takes))
            }
            None => None,
        };
        wished.extend(page.map(|page| (leads, page, story)));
    }
    // Those that are to lead come last, so that they stand before the others.
    wished.sort_by_key(|(leads, ..)| *leads);
    for (leads, page, story) in wished {
        tasks.iter_mut().for_each(|task| task.stories.retain(|other| *other != story));
        let list = &mut tasks[page].stories;
        list.insert(if leads { 0 } else { list.len() }, story);
    }
}

fn template_of<'a>(job: &'a Job, sections: &[String], section: usize) -> &'a str {
    job.layout.template_name(None, sections.get(section).map(String::as_str), false)
}

fn with_paging<T>(job: &Job, sections: &[String], count: usize, make: impl FnOnce(&Paging) -> T) -> T {
    let front = task(job, "front", Vec::new());
    let inner = |section: usize| task(job, template_of(job, sections, section), vec![section]);
    make(&Paging { front: &front, inner: &inner, count })
}

fn task(job: &Job, name: &str, sections: Vec<usize>) -> PageTask {
    let template = job.template(name);
    let task = PageTask {
        page: PageId::FRONT,
        sections,
        setting: job.setting_of(name),
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
        closed: false,
    };
    PageTask { house_ads: house_ads::sizes(job, &task), ..task }
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
