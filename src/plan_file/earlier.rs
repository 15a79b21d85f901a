//! From the plan file to the planner: the earlier plan in today's stories and pages, and what is told where it cannot be followed.
use std::collections::BTreeMap;
use std::ops::Range;

use super::changes::changes;
use super::edited::edited;
use super::{PageEntry, PhotoEntry, PlanFile, StoryEntry, scope};
use crate::diag::Diagnostics;
use crate::ids::{By, Id, PageId, SettingId, StoryId};
use crate::job::Job;
use crate::plan::calm::{Earlier, EarlierPage, EarlierStory, Loss};
use crate::plan::page::overlap;
use crate::plan::shapes::Config;
use crate::plan::{PageTask, Slot, Story};
use crate::planned::stories::{SizedStory, Stories};
use crate::planned::words::slot_text;
use crate::planned::{FixedStory, PagePlan, ToPlan};
use crate::role::{ByLead, Lead, Slug, StoryPart};

/// What a plan starts from.
#[derive(Clone, Debug)]
pub struct Start {
    pub file: PlanFile,
    /// It is an error where the plan becomes another.
    pub locked: bool,
    /// The pages that may change, as [`scope`](super::scope::open) reads them; none: all.
    pub scope: Option<String>,
}

impl Start {
    /// Whether some pages alone may change, and no page may come or go.
    pub fn names_scope(&self) -> bool {
        self.scope.as_deref().is_some_and(|words| !scope::is_all(words))
    }
}

/// The earlier plan by index, and for each page its entry.
pub struct Found<'a> {
    /// For the planner.
    pub earlier: Earlier,
    entries: By<PageId, Option<&'a PageEntry>>,
    /// By page: whether it has to stay as it is, and by whose order.
    pub keeps: By<PageId, Option<Keep>>,
}

/// Why a page has to stay as it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Keep {
    /// The desk said so of the page.
    Ordered,
    /// It lies outside of what the run may change.
    OutOfScope,
}

/// Finds today's pages and stories in the earlier plan, and puts what is pinned where it stood.
pub fn find<'a>(start: &'a Start, stories: &Stories, input: &mut ToPlan, notes: &mut Diagnostics) -> Found<'a> {
    let names = Names { by_slug: stories.job.by_slug(), stories };
    // By today's page: the number of its entry in the file.
    let at = places(&start.file, &input.pages.plans);
    let entries: By<PageId, Option<&PageEntry>> = at.iter().map(|at| at.map(|at| &start.file.pages[at])).collect();
    let scope = start.scope.as_ref().and_then(|words| scope::open(words, stories.job, &input.pages.plans, notes));
    let mut earlier = Earlier::default();
    let mut keeps = By::default();
    for (page, entry) in entries.with_ids() {
        let order = stories.job.order(page);
        let is_locked = order.is_some_and(|order| order.is_locked) || entry.is_some_and(|entry| entry.lock);
        let is_kept = order.is_some_and(|order| order.is_kept) || entry.is_some_and(|entry| entry.keep);
        let is_outside = scope.as_ref().is_some_and(|scope| !scope[page]);
        let keep = if is_kept { Some(Keep::Ordered) } else { is_outside.then_some(Keep::OutOfScope) };
        keeps.push(keep);
        let Some(entry) = entry else {
            earlier.pages.push(None);
            continue;
        };
        let mut found = EarlierPage {
            briefs: entry.briefs.as_ref().map(|(slot, list)| (*slot, names.briefs(list, input))),
            unused_briefs: names.briefs(&entry.unused_briefs, input),
            house_ads: entry.house_ads.clone(),
            white: entry.white.clone(),
            cost: entry.cost.filter(|_| keep.is_none()),
            ..EarlierPage::default()
        };
        for told in &entry.stories {
            let Some(story) = names.story(told).filter(|story| !input.stories[*story].is_brief()) else { continue };
            let is_barred = input.stories[story].barred.contains(&page) && !input.pages.tasks[page].stories.contains(&story);
            if is_barred || input.is_fixed(story) {
                continue;
            }
            // What an editor moved in the file stands there or the run fails, as if it were pinned for once.
            if told.pin || edited(told, at[page].unwrap_or(page.number())).place {
                let pin = Pin { told, story, page, sized: stories.story(story), job: stories.job };
                put(&pin, &start.file, input, notes);
            } else {
                found.stories.push(EarlierStory { story, slot: told.slot, lead: told.lead });
            }
        }
        if is_locked || keep.is_some() {
            close(page, &found, stories, input, notes);
        }
        earlier.pages.push(Some(found));
    }
    let held = start.file.held.iter().filter_map(|(slug, why)| Some((names.article(slug)?, *why)));
    earlier.held = held.collect();
    Found { earlier, entries, keeps }
}

/// Shuts a page: what stood on it stands on no other, and no other story comes onto it.
fn close(page: PageId, found: &EarlierPage, stories: &Stories, input: &mut ToPlan, notes: &mut Diagnostics) {
    let label = stories.job.folio(page).label();
    let briefs = found.briefs.iter().flat_map(|(_, list)| list).chain(&found.unused_briefs).copied();
    let here: Vec<StoryId> = found.stories.iter().map(|stood| stood.story).chain(briefs).collect();
    let refuse = |story: StoryId, text: String, notes: &mut Diagnostics| {
        let copy = &stories.story(story).set.copy;
        let refusal = notes.refusal("page-locked", Some(copy.source.clone()), format!("\"{}\" {text}", copy.slug));
        refusal.help("unlock the page, widen the scope, or take the order back");
    };
    for &story in &here {
        match input.stories[story].only {
            Some(other) if other != page => {
                let text = format!("stands on {label}, which may not change, and is ordered on {}", stories.job.folio(other).label());
                refuse(story, text, notes);
            }
            _ => {
                input.stories[story].only = Some(page);
                input.stories[story].is_ordered = true;
            }
        }
    }
    for story in input.pages.tasks[page].stories.clone() {
        if !here.contains(&story) {
            refuse(story, format!("is ordered on {label}, which may not change"), notes);
        }
    }
    input.pages.tasks[page].closed = true;
}

/// The planner's numbers of the stories that a plan file names.
struct Names<'a> {
    by_slug: BTreeMap<&'a Slug, StoryId>,
    stories: &'a Stories<'a>,
}

impl Names<'_> {
    fn article(&self, slug: &str) -> Option<StoryId> {
        self.by_slug.get(&Slug(slug.into())).copied()
    }

    fn story(&self, told: &StoryEntry) -> Option<StoryId> {
        let article = self.article(&told.slug)?;
        if !told.turn {
            return Some(article);
        }
        // Of several turns the last ends with no jump.
        let turns = self.stories.jumps().enumerate().filter(|(_, jump)| jump.article == article).map(|(at, _)| self.stories.turn(at));
        let ends = |turn: &StoryId| self.stories.story(*turn).set.copy.part.onward().map(|jump| jump.after);
        turns.into_iter().find(|turn| ends(turn) == told.jump_after.map(usize::from))
    }

    fn briefs(&self, list: &[String], input: &ToPlan) -> Vec<StoryId> {
        list.iter().filter_map(|slug| self.article(slug)).filter(|story| input.stories[*story].is_brief()).collect()
    }
}

/// For each page the place in the earlier plan of what is the same page of its section.
pub fn places(file: &PlanFile, pages: &By<PageId, PagePlan>) -> By<PageId, Option<usize>> {
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
    story: StoryId,
    page: PageId,
    sized: &'a SizedStory,
    job: &'a Job,
}

/// Makes a pinned story exactly as large as its place, and leaves a hole for it.
fn put(pin: &Pin, file: &PlanFile, input: &mut ToPlan, notes: &mut Diagnostics) {
    let Pin { told, story, page, sized, job } = *pin;
    let slot = told.slot;
    let source = file.source(&told.range);
    if let Some(other) = input.stories[story].only.filter(|other| *other != page) {
        let [here, there] = [page, other].map(|page| job.folio(page).label());
        let text = format!("the plan puts \"{}\" on {here}, and the edition orders it on {there}", told.slug);
        notes.error("place-taken", Some(source), text).help("change one of the two");
        return;
    }
    let task = &input.pages.tasks[page];
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
fn as_told<'a>(sized: &'a SizedStory, setting: SettingId, told: &StoryEntry) -> Option<&'a Config> {
    let galley = sized.set.galleys[setting].as_ref()?;
    let sizes = &sized.sizes(setting)?[told.lead];
    let exact = || sizes.configs.iter().filter(|config| config.columns == told.slot.columns && config.rows == told.slot.rows);
    let is_alike = |config: &&Config| {
        let photos = config.photos.iter().map(PhotoEntry::of);
        told.headline == Some(config.head_of(galley).size) && photos.eq(told.photos.iter().copied())
    };
    exact().find(is_alike).or_else(|| exact().next())
}

/// By how many lines a story misses a place.
fn miss(story: &Story, setting: SettingId, slot: Slot) -> String {
    let shapes = story.shapes.get(setting).and_then(Option::as_ref);
    let both = shapes.into_iter().flat_map(ByLead::both).flat_map(|ways| ways.shape.cells());
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
    pub losses: &'a [(PageId, Loss)],
    /// Today's stories.
    pub stories: &'a Stories<'a>,
    /// The same as they are planned, and the pages.
    pub input: &'a ToPlan,
}

/// Tells which pages could not stay as they were, and why: refusals where they had to.
pub fn tell(of: &Losses, notes: &mut Diagnostics) {
    let Losses { start, found, stories, .. } = of;
    // A pin that cannot be is told already; its page changes because of it.
    if notes.has_errors() {
        return;
    }
    for (page, loss) in of.losses {
        let Some(entry) = found.entries[*page] else { continue };
        let label = stories.job.folio(*page).label();
        let (text, range) = of.words(*loss, *page, entry);
        let source = Some(start.file.source(range));
        if let Some(keep) = found.keeps[*page] {
            let order = match keep {
                Keep::Ordered => "is to be kept as it is",
                Keep::OutOfScope => "is outside of what this run may change",
            };
            let refusal = notes.refusal("page-not-kept", source, format!("page {label} {order}, and cannot stay: {text}"));
            refusal.help("take keep = true out, widen --scope, or take the change back");
            continue;
        }
        let note = notes.note("replanned", source, text).did(format!("planned page {label} again"));
        if *loss == Loss::Dear {
            note.help("to keep the page as the plan has it at any cost, take its cost out of the plan");
        }
    }
}

/// Where a plan is locked, tells what a run would change of it.
pub fn tell_changes(start: &Start, now: &PlanFile, job: &Job, diags: &mut Diagnostics) {
    for change in changes(&start.file, now, |page| job.folio(PageId::of(page)).label()) {
        let error = diags.error("plan-locked", Some(start.file.source(&change.range)), format!("the plan would change: {}", change.text));
        error.help("run without --locked to bring the plan up to date");
    }
}

impl Losses<'_> {
    /// Why a page could not stay, and where the file tells of it.
    fn words<'b>(&self, loss: Loss, page: PageId, entry: &'b PageEntry) -> (String, &'b Range<usize>) {
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
