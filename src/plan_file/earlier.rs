//! From the plan file to the planner: the earlier plan in today's stories and pages, and what is told where it cannot be followed.
use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

use super::{PageEntry, PhotoEntry, PlanFile, StoryEntry};
use crate::diag::{Diagnostics, Source};
use crate::job::Job;
use crate::plan::calm::{Earlier, EarlierPage, Loss};
use crate::plan::page::overlap;
use crate::plan::shapes::Config;
use crate::plan::{PageTask, Slot, Story};
use crate::planned::stories::{SizedStory, Stories};
use crate::planned::words::slot_text;
use crate::planned::{FixedStory, PagePlan, ToPlan};
use crate::role::{Lead, Slug, StoryPart};

/// What a plan starts from.
#[derive(Clone, Debug)]
pub struct Start {
    pub file: PlanFile,
    /// It is an error where it cannot be followed.
    pub locked: bool,
}

/// The earlier plan by index, and for each page its entry.
pub struct Found<'a> {
    /// For the planner.
    pub earlier: Earlier,
    entries: Vec<Option<&'a PageEntry>>,
}

/// Finds today's pages and stories in the earlier plan, and puts what is pinned where it stood.
pub fn find<'a>(start: &'a Start, stories: &Stories, input: &mut ToPlan, notes: &mut Diagnostics) -> Found<'a> {
    let names = Names { by_slug: stories.job.edition.by_slug(), stories };
    let entries: Vec<Option<&PageEntry>> =
        places(&start.file, &input.pages.plans).into_iter().map(|at| at.map(|at| &start.file.pages[at])).collect();
    let mut earlier = Earlier { locked: start.locked, ..Earlier::default() };
    for (page, entry) in entries.iter().enumerate() {
        let Some(entry) = entry else {
            earlier.pages.push(None);
            continue;
        };
        let mut found = EarlierPage {
            briefs: entry.briefs.as_ref().map(|(slot, list)| (*slot, names.briefs(list, input))),
            unused_briefs: names.briefs(&entry.unused_briefs, input),
            house_ads: entry.house_ads.clone(),
            white: entry.white.clone(),
            cost: entry.cost,
            ..EarlierPage::default()
        };
        for told in &entry.stories {
            let Some(story) = names.story(told).filter(|story| !input.stories[*story].is_brief()) else { continue };
            let is_barred = input.stories[story].barred.contains(&page) && !input.pages.tasks[page].stories.contains(&story);
            if is_barred || input.is_fixed(story) {
                continue;
            }
            if told.pin {
                let pin = Pin { told, story, page, sized: stories.story(story) };
                put(&pin, &start.file, input, notes);
            } else {
                found.stories.push((story, told.slot, told.lead == Lead::Yes));
            }
        }
        earlier.pages.push(Some(found));
    }
    let held = start.file.held.iter().filter_map(|(slug, why)| Some((names.article(slug)?, *why)));
    earlier.held = held.collect();
    Found { earlier, entries }
}

/// The planner's numbers of the stories that a plan file names.
struct Names<'a> {
    by_slug: BTreeMap<&'a Slug, usize>,
    stories: &'a Stories<'a>,
}

impl Names<'_> {
    fn article(&self, slug: &str) -> Option<usize> {
        self.by_slug.get(&Slug(slug.into())).copied()
    }

    fn story(&self, told: &StoryEntry) -> Option<usize> {
        let article = self.article(&told.slug)?;
        if !told.turn {
            return Some(article);
        }
        // Of several turns the last ends with no jump.
        let turns = self.stories.jumps().enumerate().filter(|(_, jump)| jump.article == article).map(|(at, _)| self.stories.turn(at));
        let ends = |turn: &usize| self.stories.story(*turn).set.copy.part.onward().map(|jump| jump.after);
        turns.into_iter().find(|turn| ends(turn) == told.jump_after.map(usize::from))
    }

    fn briefs(&self, list: &[String], input: &ToPlan) -> Vec<usize> {
        list.iter().filter_map(|slug| self.article(slug)).filter(|story| input.stories[*story].is_brief()).collect()
    }
}

/// For each page the place in the earlier plan of what is the same page of its section.
pub fn places(file: &PlanFile, pages: &[PagePlan]) -> Vec<Option<usize>> {
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

/// A story that is pinned to a place.
struct Pin<'a> {
    told: &'a StoryEntry,
    story: usize,
    page: usize,
    sized: &'a SizedStory,
}

/// Makes a pinned story exactly as large as its place, and leaves a hole for it.
fn put(pin: &Pin, file: &PlanFile, input: &mut ToPlan, notes: &mut Diagnostics) {
    let Pin { told, story, page, sized } = *pin;
    let slot = told.slot;
    let task = &input.pages.tasks[page];
    let source = file.source(&told.range);
    if !is_inside(slot, task) || task.holes.iter().any(|hole| overlap(hole, &slot)) {
        let text = format!("\"{}\" is pinned to {}, which is not free on its page", told.slug, slot_text(slot));
        notes.error("place-taken", Some(source), text).help("change its place, or take pin = true out");
        return;
    }
    match as_told(sized, task.setting, told) {
        Some(config) => {
            input.pages.tasks[page].led |= told.lead == Lead::Yes;
            input.fix(page, FixedStory { story, slot, config: config.clone() });
        }
        None => {
            let why = miss(&input.stories[story], task.setting, slot);
            let text = format!("\"{}\" is pinned to {}, and {why}", told.slug, slot_text(slot));
            notes
                .error("place-misfit", Some(source), text)
                .help("take pin = true out, change rows or columns, or cut or lengthen the story by so much");
        }
    }
}

fn is_inside(slot: Slot, task: &PageTask) -> bool {
    u16::from(slot.column) + u16::from(slot.columns) <= u16::from(task.columns)
        && u32::from(slot.row) + u32::from(slot.rows) <= u32::from(task.rows)
}

/// The way to make a story as large as told: with head and pictures as they were, if it still can be, else the cheapest.
fn as_told<'a>(sized: &'a SizedStory, setting: usize, told: &StoryEntry) -> Option<&'a Config> {
    let galley = sized.set.galleys[setting].as_ref()?;
    let sizes = &sized.sizes(setting)?[told.lead.index()];
    let exact = || sizes.configs.iter().filter(|config| config.columns == told.slot.columns && config.rows == told.slot.rows);
    let is_alike = |config: &&Config| {
        let photos = config.photos.iter().map(PhotoEntry::of);
        told.headline == Some(config.head_of(galley).size) && photos.eq(told.photos.iter().copied())
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

/// What an earlier plan lost, and what it lost it to.
pub struct Losses<'a> {
    /// What the plan started from.
    pub start: &'a Start,
    /// What was found of it.
    pub found: &'a Found<'a>,
    /// Pages that could not stay as they were, and why.
    pub losses: &'a [(usize, Loss)],
    /// Today's stories.
    pub stories: &'a Stories<'a>,
    /// The same as they are planned, and the pages.
    pub input: &'a ToPlan,
}

/// Tells which pages could not stay as they were, and why: errors where the plan is locked.
pub fn tell(of: &Losses, notes: &mut Diagnostics) {
    let Losses { start, found, stories, .. } = of;
    // A pin that cannot be is told already; its page changes because of it.
    if !start.locked && notes.has_errors() {
        return;
    }
    for (page, loss) in of.losses {
        let Some(entry) = found.entries[*page] else { continue };
        let label = stories.job.folio(*page).label();
        let (text, range) = of.words(*loss, *page, entry);
        let source = Some(start.file.source(range));
        if start.locked {
            notes.error("plan-locked", source, text).help("run without --locked to plan this page again");
        } else {
            let note = notes.note("replanned", source, text).did(format!("planned page {label} again"));
            if *loss == Loss::Dear {
                note.help("to keep the page as the plan has it at any cost, take its cost out of the plan");
            }
        }
    }
    if start.locked {
        tell_strangers(&start.file, found, stories.job, notes);
    }
}

impl Losses<'_> {
    /// Why a page could not stay, and where the file tells of it.
    fn words<'b>(&self, loss: Loss, page: usize, entry: &'b PageEntry) -> (String, &'b Range<usize>) {
        let label = self.stories.job.folio(page).label();
        let text = match loss {
            Loss::Misfit(story) => {
                let copy = &self.stories.story(story).set.copy;
                let is_turn = copy.part.kind() == StoryPart::Turn;
                let told = entry.stories.iter().find(|told| told.slug == *copy.slug.0 && told.turn == is_turn);
                let slot = told.map_or(Slot::default(), |told| told.slot);
                let miss = miss(&self.input.stories[story], self.input.pages.tasks[page].setting, slot);
                let text = format!("\"{}\" no longer fits its place on page {label}: it {miss}", copy.slug);
                return (text, told.map_or(&entry.range, |told| &told.range));
            }
            Loss::Briefs => format!("the briefs of page {label} no longer fill their box"),
            Loss::Cover => format!("what the plan puts on page {label} does not cover it exactly"),
            Loss::Dear => format!("the stories of page {label} fit their places only badly"),
            Loss::Stories => format!("page {label} has other stories, or another lead, than in the plan"),
        };
        (text, &entry.range)
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
