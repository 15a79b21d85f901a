//! From the plan file to the planner: the earlier plan in today's stories and pages, and what is told where it cannot be followed.
use std::collections::{BTreeMap, BTreeSet};

use super::account::text::{size, slot_text};
use super::{Composed, Floor, overlap};
use crate::diag::{Diagnostics, Source};
use crate::edition::Part;
use crate::job::Job;
use crate::makeup::PagePlan;
use crate::plan::calm::{Earlier, EarlierPage, Loss};
use crate::plan::file::{PageEntry, PlanFile, StoryEntry};
use crate::plan::shapes::Config;
use crate::plan::{PageTask, Slot, Story};
use crate::role::Slug;

/// What a plan starts from.
#[derive(Clone, Debug)]
pub struct Start {
    /// The earlier plan.
    pub file: PlanFile,
    /// It is an error where it cannot be followed.
    pub locked: bool,
}

/// The earlier plan by index, and for each page its entry.
pub(super) struct Found<'a> {
    pub(super) earlier: Earlier,
    entries: Vec<Option<&'a PageEntry>>,
}

/// Finds today's pages and stories in the earlier plan, and puts what is pinned where it stood.
pub(super) fn find<'a>(
    start: &'a Start,
    floor: &Floor,
    (stories, tasks, pages): (&mut [Story], &mut [PageTask], &mut [PagePlan]),
    diags: &mut Diagnostics,
) -> Found<'a> {
    let by_slug = floor.job.edition.by_slug();
    let story_of = |slug: &str| by_slug.get(&Slug(slug.into())).copied();
    let turn_of = |slug: &str| {
        let at = floor.jumps.iter().position(|jump| *floor.copy[jump.story].slug.0 == *slug)?;
        Some(floor.job.edition.articles.len() + at)
    };
    let entries = entries(&start.file, pages);
    let mut earlier = Earlier { locked: start.locked, ..Earlier::default() };
    for (index, entry) in entries.iter().enumerate() {
        let Some(entry) = entry else {
            earlier.pages.push(None);
            continue;
        };
        let briefs = |list: &[String], stories: &[Story]| -> Vec<usize> {
            list.iter().filter_map(|slug| story_of(slug)).filter(|story| stories[*story].is_brief()).collect()
        };
        let mut page = EarlierPage {
            briefs: entry.briefs.as_ref().map(|(slot, list)| (*slot, briefs(list, stories))),
            unused_briefs: briefs(&entry.unused_briefs, stories),
            house_ads: entry.house_ads.clone(),
            white: entry.white.clone(),
            cost: entry.cost,
            ..EarlierPage::default()
        };
        for told in &entry.stories {
            let found = if told.turn { turn_of(&told.slug) } else { story_of(&told.slug) };
            let Some(story) = found.filter(|story| !stories[*story].is_brief()) else { continue };
            if stories[story].barred.contains(&index) && !tasks[index].stories.contains(&story) {
                continue;
            }
            if pages.iter().any(|page| page.by_hand.iter().any(|(placed, ..)| *placed == story)) {
                continue;
            }
            if told.pin {
                pin(told, story, floor, (&mut stories[story], &mut tasks[index], &mut pages[index]), (start, diags));
            } else {
                page.stories.push((story, told.slot, told.lead));
            }
        }
        earlier.pages.push(Some(page));
    }
    let held = start.file.held.iter().filter_map(|(slug, why)| Some((story_of(slug)?, *why)));
    earlier.held = held.collect();
    Found { earlier, entries }
}

fn entries<'a>(file: &'a PlanFile, pages: &[PagePlan]) -> Vec<Option<&'a PageEntry>> {
    places(file, pages).into_iter().map(|at| at.map(|at| &file.pages[at])).collect()
}

/// For each page the place in the earlier plan of what is the same page of its section.
pub(super) fn places(file: &PlanFile, pages: &[PagePlan]) -> Vec<Option<usize>> {
    let mut seen: BTreeMap<(&str, &str), usize> = BTreeMap::new();
    let same = |page: &PagePlan, entry: &PageEntry| entry.section == page.section && entry.template == page.template;
    pages
        .iter()
        .map(|page| {
            let nth = seen.entry((&page.section, &page.template)).or_default();
            *nth += 1;
            (0..file.pages.len()).filter(|at| same(page, &file.pages[*at])).nth(*nth - 1)
        })
        .collect()
}

/// Makes a pinned story exactly as large as its place, and leaves a hole for it.
fn pin(
    told: &StoryEntry,
    story: usize,
    floor: &Floor,
    (shapes, task, page): (&mut Story, &mut PageTask, &mut PagePlan),
    (start, diags): (&Start, &mut Diagnostics),
) {
    let slot = told.slot;
    let inside = u16::from(slot.column) + u16::from(slot.columns) <= u16::from(task.columns)
        && u32::from(slot.row) + u32::from(slot.rows) <= u32::from(task.rows);
    let source = start.file.source(&told.range);
    if !inside || task.holes.iter().any(|hole| overlap(hole, &slot)) {
        let text = format!("\"{}\" is pinned to {}, which is not free on its page", told.slug, slot_text(slot));
        diags.error("place-taken", Some(source), text).help("change its place, or take pin = true out");
        return;
    }
    let exact = floor.composed[story][task.setting].as_ref().and_then(|composed| as_told(composed, told));
    match exact {
        Some(config) => {
            task.holes.push(slot);
            task.led |= told.lead;
            task.stories.retain(|other| *other != story);
            page.by_hand.push((story, slot, config.clone()));
            shapes.shapes.fill(None);
        }
        None => {
            let text = format!("\"{}\" is pinned to {}, and {}", told.slug, slot_text(slot), miss(shapes, task.setting, slot));
            diags
                .error("place-misfit", Some(source), text)
                .help("take pin = true out, change rows or columns, or cut or lengthen the story by so much");
        }
    }
}

/// The way to make a story as large as told: with head and pictures as they were, if it still can be, else the cheapest.
fn as_told<'a>(composed: &'a Composed, told: &StoryEntry) -> Option<&'a Config> {
    let sizes = &composed.sizes.as_ref()?[usize::from(!told.lead)];
    let exact = || sizes.configs.iter().filter(|config| config.columns == told.slot.columns && config.rows == told.slot.rows);
    let is_alike = |config: &&Config| {
        let photos = config.photos.iter().map(|photo| (photo.photo + 1, photo.picture.columns, photo.picture.rows));
        size(config.head_of(&composed.galley).size.0) == told.headline && photos.eq(told.photos.iter().copied())
    };
    exact().find(is_alike).or_else(|| exact().next())
}

/// By how many lines a story misses a place.
fn miss(story: &Story, setting: usize, slot: Slot) -> String {
    let shapes = story.shapes.get(setting).and_then(Option::as_ref);
    let both = shapes.iter().flat_map(|shapes| shapes.lead.cells().chain(shapes.other.cells()));
    let depths = both.filter(|(columns, ..)| *columns == slot.columns).map(|(_, rows, _)| rows);
    match depths.min_by_key(|rows| rows.abs_diff(slot.rows)) {
        Some(rows) if rows != slot.rows => {
            let lines = u32::from(rows.abs_diff(slot.rows)) * u32::from(slot.columns);
            format!("is about {lines} lines {} there", if rows > slot.rows { "over" } else { "short" })
        }
        Some(_) => "fits it only as another kind of story: a page's lead, or not its lead".into(),
        None => format!("cannot be set over {} columns", slot.columns),
    }
}

/// Tells which pages could not stay as they were, and why: errors where the plan is locked.
pub(super) fn tell(
    start: &Start,
    found: &Found,
    losses: &[(usize, Loss)],
    (floor, stories, tasks): (&Floor, &[Story], &[PageTask]),
    diags: &mut Diagnostics,
) {
    let (file, job, copy) = (&start.file, floor.job, &floor.copy);
    // A pin that cannot be is told already; its page changes because of it.
    if !start.locked && diags.has_errors() {
        return;
    }
    for (index, loss) in losses {
        let Some(entry) = found.entries[*index] else { continue };
        let label = job.folio(*index).label();
        let mut range = &entry.range;
        let text = match loss {
            Loss::Misfit(story) => {
                let slug = &copy[*story].slug;
                let is_turn = matches!(copy[*story].part, Part::Turn(_));
                let told = entry.stories.iter().find(|told| told.slug == *slug.0 && told.turn == is_turn);
                let slot = told.map_or(Slot::default(), |told| told.slot);
                range = told.map_or(range, |told| &told.range);
                format!("\"{slug}\" no longer fits its place on page {label}: it {}", miss(&stories[*story], tasks[*index].setting, slot))
            }
            Loss::Briefs => format!("the briefs of page {label} no longer fill their box"),
            Loss::Cover => format!("what the plan puts on page {label} does not cover it exactly"),
            Loss::Dear => format!("the stories of page {label} fit their places only badly"),
            Loss::Stories => format!("page {label} has other stories, or another lead, than in the plan"),
        };
        let source = Some(file.source(range));
        if start.locked {
            diags.error("plan-locked", source, text).help("run without --locked to plan this page again");
        } else {
            let note = diags.note("replanned", source, text).did(format!("planned page {label} again"));
            if *loss == Loss::Dear {
                note.help("to keep the page as the plan has it at any cost, take its cost out of the plan");
            }
        }
    }
    if start.locked {
        tell_strangers(file, found, job, diags);
    }
}

/// What the edition has and the locked plan has not, and the other way about.
fn tell_strangers(file: &PlanFile, found: &Found, job: &Job, diags: &mut Diagnostics) {
    const HELP: &str = "run without --locked to bring the plan up to date";
    let pages = file.pages.iter();
    let told: BTreeSet<&str> = pages
        .flat_map(|page| {
            let briefs = page.briefs.iter().flat_map(|(_, list)| list).chain(&page.unused_briefs);
            page.stories.iter().map(|story| story.slug.as_str()).chain(briefs.map(String::as_str))
        })
        .chain(file.held.iter().map(|(slug, _)| slug.as_str()))
        .collect();
    for article in job.edition.articles.iter().filter(|article| !told.contains(&*article.slug.0)) {
        let text = format!("\"{}\" is not in {}", article.slug, file.file.path);
        diags.error("plan-locked", Some(article.source.clone()), text).help(HELP);
    }
    let by_slug = job.edition.by_slug();
    for story in file.pages.iter().flat_map(|page| &page.stories).filter(|story| !by_slug.contains_key(&Slug(story.slug.as_str().into()))) {
        let text = format!("no article of this edition has the slug \"{}\"", story.slug);
        diags.error("plan-locked", Some(file.source(&story.range)), text).help(HELP);
    }
    let whole = || Some(Source { file: file.file.clone(), range: 0..0 });
    for (index, _) in found.entries.iter().enumerate().filter(|(_, entry)| entry.is_none()) {
        diags.error("plan-locked", whole(), format!("page {} is not in the plan", job.folio(index).label())).help(HELP);
    }
    if file.pages.len() > found.entries.iter().flatten().count() {
        diags.error("plan-locked", whole(), "the plan has pages that the edition has not").help(HELP);
    }
}
