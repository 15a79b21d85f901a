//! Jumps: which stories go on on another page, where they are parted, and which page that is.
use super::{Attempt, Planner};
use crate::diag::Diagnostics;
use crate::edition::{Block, PageOrder};
use crate::job::Job;
use crate::plan::edition::{Rough, is_open, rough};
use crate::plan::{Content, Dummy, Why};
use crate::plan_file::{PlanFile, StoryEntry, earlier};
use crate::planned::stories::{JumpPlan, Stories, section_of};
use crate::planned::{Pages, ToPlan};
use crate::set::flow::range;

/// Lines before a jump and after it, at least (NORMS: four inches and six).
const LEAST_BEFORE: u32 = 24;
const LEAST_AFTER: u32 = 36;
/// Parts of a story that may stand before its jump, in percent, the best first.
const SHARES: [u32; 3] = [45, 30, 62];
/// Pages tried for the turn.
const PAGES: usize = 2;

/// An article that is to jump from a page.
#[derive(Clone, Copy)]
struct Wish {
    article: usize,
    from: usize,
    reason: Reason,
}

/// Why it is to jump.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Reason {
    /// The desk ordered it.
    Ordered,
    /// It found no place whole.
    Homeless,
}

/// Where an article can be parted, in lines.
#[derive(Clone, Copy)]
struct Point {
    /// Blocks before the jump.
    after: usize,
    /// Lines before it.
    before: u32,
    /// Lines of the article.
    all: u32,
}

/// How bad a plan is, the worst first.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
struct Badness {
    /// Jumps of which one end has no place.
    broken: usize,
    /// Stories held that must run.
    must_runs_held: usize,
    /// Pages with holes.
    holes: usize,
    /// The paper's own advertisements.
    house_ads: usize,
    /// All stories held.
    held: usize,
    cost: u64,
}

impl Badness {
    fn of(stories: &Stories, input: &ToPlan, dummy: &Dummy) -> Badness {
        let placements = dummy.pages.iter().flat_map(|page| &page.placements);
        Badness {
            broken: broken(&dummy.held, stories).len(),
            must_runs_held: dummy.held.iter().filter(|(story, _)| input.stories[*story].must_run).count(),
            holes: dummy.pages.iter().filter(|page| !page.unfilled.is_empty()).count(),
            house_ads: placements.filter(|placement| placement.content == Content::HouseAd).count(),
            held: dummy.held.len(),
            cost: dummy.pages.iter().map(|page| page.cost).sum(),
        }
    }

    /// Whether a plan with one more jump is good enough to look no further: the jump has both its ends, and nothing that counts is worse.
    fn is_sound_beside(&self, without: &Badness) -> bool {
        let counts = |badness: &Badness| (badness.must_runs_held, badness.holes, badness.house_ads);
        self.broken == 0 && counts(self) <= counts(without)
    }
}

/// A plan as it is with some jumps.
struct Trial {
    jumps: Vec<JumpPlan>,
    badness: Badness,
    dummy: Dummy,
}

/// The jumps that a plan begins with: those of the earlier plan that still can be, and what the desk ordered beside them.
pub(super) fn to_begin_with(planner: &mut Planner, pages: &Pages) -> Vec<JumpPlan> {
    let jumps = match planner.start {
        Some(start) => {
            planner.prepare(pages, &[], &mut Diagnostics::default());
            of_earlier(&start.file, &planner.stories, pages)
        }
        None => Vec::new(),
    };
    let wishes = ordered(planner.job, pages);
    with_wishes(planner, pages, jumps, wishes)
}

/// The jumps of an attempt, and those by which stories that it holds can run.
pub(super) fn for_held(planner: &mut Planner, attempt: &Attempt, held: &[(usize, Why)]) -> Vec<JumpPlan> {
    let wishes = homeless(planner, &attempt.pages, held);
    with_wishes(planner, &attempt.pages, attempt.jumps.clone(), wishes)
}

/// Adds a jump for each article that is to have one: of the ways worth trying the best. One that nobody ordered must better the plan.
fn with_wishes(planner: &mut Planner, pages: &Pages, jumps: Vec<JumpPlan>, mut wishes: Vec<Wish>) -> Vec<JumpPlan> {
    wishes.retain(|wish| !jumps.iter().any(|jump| jump.article == wish.article));
    if wishes.is_empty() {
        return jumps;
    }
    let mut best = trial(planner, pages, jumps);
    for wish in wishes {
        if best.jumps.iter().any(|jump| jump.article == wish.article) {
            continue;
        }
        let Some(with) = best_way(planner, pages, &wish, &best) else { continue };
        if with.badness.broken == 0 && (wish.reason == Reason::Ordered || with.badness < best.badness) {
            best = with;
        }
    }
    best.jumps
}

/// The best plan in which an article jumps. None where it can be parted nowhere.
fn best_way(planner: &mut Planner, pages: &Pages, wish: &Wish, without: &Trial) -> Option<Trial> {
    let mut best: Option<Trial> = None;
    for way in ways(planner, wish, pages, without) {
        let tried = trial(planner, pages, without.jumps.iter().copied().chain([way]).collect());
        let is_sound = tried.badness.is_sound_beside(&without.badness);
        if best.as_ref().is_none_or(|best| tried.badness < best.badness) {
            best = Some(tried);
        }
        if is_sound {
            break;
        }
    }
    best
}

/// How good the plan is with these jumps.
fn trial(planner: &mut Planner, pages: &Pages, jumps: Vec<JumpPlan>) -> Trial {
    let input = planner.prepare(pages, &jumps, &mut Diagnostics::default());
    let dummy = rough(&input.stories, &input.pages.tasks, &planner.known).finish();
    Trial { badness: Badness::of(&planner.stories, &input, &dummy), jumps, dummy }
}

/// The jumps of an earlier plan that still can be.
fn of_earlier(file: &PlanFile, stories: &Stories, pages: &Pages) -> Vec<JumpPlan> {
    let by_slug = stories.job.edition.by_slug();
    let ordered = ordered(stories.job, pages);
    let entries = earlier::places(file, &pages.plans);
    let page_of = |wanted: &dyn Fn(&StoryEntry) -> bool| {
        (0..entries.len()).find(|page| entries[*page].is_some_and(|entry| file.pages[entry].stories.iter().any(wanted)))
    };
    let mut jumps = Vec::new();
    for entry in file.pages.iter().flat_map(|page| &page.stories) {
        let Some(after) = entry.jump_after.map(usize::from) else { continue };
        let Some(&article) = by_slug.get(&crate::role::Slug(entry.slug.as_str().into())) else { continue };
        let from = page_of(&|other| other.slug == entry.slug && !other.turn);
        let to = page_of(&|other| other.slug == entry.slug && other.turn);
        let is_ordered = ordered.iter().any(|wish| wish.article == article);
        let may = is_ordered || entry.jump_unasked && stories.whole(article).set.copy.may_jump;
        if let (Some(from), Some(to), true) = (from, to, may)
            && points(stories, article, pages.tasks[from].setting).iter().any(|point| point.after == after)
        {
            jumps.push(JumpPlan { article, from, to, after });
        }
    }
    jumps
}

/// The desk's own jumps.
fn ordered(job: &Job, pages: &Pages) -> Vec<Wish> {
    let by_slug = job.edition.by_slug();
    let of = |(from, page): (usize, &PageOrder)| -> Vec<Wish> {
        let known = page.jumps.iter().filter_map(|(slug, _)| by_slug.get(slug).copied());
        known.map(|article| Wish { article, from, reason: Reason::Ordered }).collect()
    };
    job.edition.pages.iter().enumerate().take(pages.plans.len()).flat_map(of).collect()
}

/// Stories that were held and may jump, on the pages that could begin them, the emptiest first.
fn homeless(planner: &Planner, pages: &Pages, held: &[(usize, Why)]) -> Vec<Wish> {
    /// Pages tried for the beginning.
    const BEGINNINGS: usize = 2;
    let tasks = &pages.tasks;
    let mut wishes = Vec::new();
    for (article, _) in held {
        let section = section_of(&planner.job.edition.articles[*article], &planner.sections);
        let open = |page: &usize| is_open(&tasks[*page], section, &planner.barred[*article]);
        let mut beginnings: Vec<usize> = (0..tasks.len()).filter(open).collect();
        beginnings.sort_by_key(|page| (std::cmp::Reverse(tasks[*page].free_area()), *page));
        let wish = |from| Wish { article: *article, from, reason: Reason::Homeless };
        wishes.extend(beginnings.into_iter().take(BEGINNINGS).map(wish));
    }
    wishes
}

/// Where an article can be parted in a setting.
fn points(stories: &Stories, article: usize, setting: usize) -> Vec<Point> {
    let set = &stories.whole(article).set;
    let Some(galley) = &set.galleys[setting] else { return Vec::new() };
    let body = &set.copy.body;
    let rows: Vec<u32> = galley.flow.iter().map(|item| item.choices.first().map_or(0, |choice| u32::from(choice.rows))).collect();
    let all: u32 = rows.iter().sum();
    let at = |after: usize| {
        let before = rows[..*galley.blocks.get(after.checked_sub(1)?)?].iter().sum();
        Some(Point { after, before, all })
    };
    let ends_paragraph = |after: &usize| matches!(body.get(after.wrapping_sub(1)), Some(Block::Paragraph { .. }));
    // What goes on elsewhere begins with text, not with a quote.
    let begins_with_text = |after: &usize| !matches!(body.get(*after), Some(Block::Quote { .. }));
    let is_far = |point: &Point| point.before >= LEAST_BEFORE && point.all - point.before >= LEAST_AFTER;
    (1..body.len()).filter(ends_paragraph).filter(begins_with_text).filter_map(at).filter(is_far).collect()
}

/// The ways worth trying, the best first.
fn ways(planner: &Planner, wish: &Wish, pages: &Pages, base: &Trial) -> Vec<JumpPlan> {
    let Wish { article, from, .. } = *wish;
    let points = points(&planner.stories, article, pages.tasks[from].setting);
    let mut ways: Vec<JumpPlan> = Vec::new();
    for to in turn_pages(planner, wish, pages, base) {
        for share in SHARES {
            let nearest = points.iter().min_by_key(|point| ((point.before * 100).abs_diff(point.all * share), point.after));
            let way = nearest.map(|point| JumpPlan { article, from, to, after: point.after });
            ways.extend(way.filter(|way| !ways.contains(way)));
        }
    }
    ways
}

/// The pages tried for the turn: where other stories go on already; in its own section; further on in the paper; where there is most room.
fn turn_pages(planner: &Planner, wish: &Wish, pages: &Pages, base: &Trial) -> Vec<usize> {
    let own = &planner.job.edition.articles[wish.article].section;
    let barred = &planner.barred[wish.article];
    let filled = |page: usize| {
        let placements = base.dummy.pages.get(page).map(|page| page.placements.as_slice()).unwrap_or_default();
        let stories = placements.iter().filter(|placement| placement.content != Content::HouseAd);
        stories.map(|placement| u32::from(placement.slot.columns) * u32::from(placement.slot.rows)).sum::<u32>()
    };
    let may_turn = |page: &usize| *page != wish.from && pages.tasks[*page].free_area() > 0 && !barred.contains(page);
    let mut turns: Vec<usize> = (0..pages.tasks.len()).filter(may_turn).collect();
    turns.sort_by_key(|page| {
        let is_turn_page = base.jumps.iter().any(|jump| jump.to == *page);
        let room = pages.tasks[*page].free_area().saturating_sub(filled(*page));
        (!is_turn_page, pages.plans[*page].section != *own, *page < wish.from, std::cmp::Reverse(room), *page)
    });
    turns.truncate(PAGES);
    turns
}

/// Jumps of which a part found no place, by index.
pub(super) fn broken(held: &[(usize, Why)], stories: &Stories) -> Vec<usize> {
    let is_held = |story: usize| held.iter().any(|(other, _)| *other == story);
    let jumps = stories.jumps().enumerate();
    jumps.filter(|(at, jump)| is_held(jump.article) || is_held(stories.turn(*at))).map(|(at, _)| at).collect()
}

/// Tells which jumps that the desk ordered are none, and why.
pub(super) fn tell(stories: &Stories, diags: &mut Diagnostics) {
    let job = stories.job;
    let by_slug = job.edition.by_slug();
    for (slug, source) in job.edition.pages.iter().flat_map(|page| &page.jumps) {
        let Some(&article) = by_slug.get(slug) else { continue };
        if stories.jumps().any(|jump| jump.article == article) {
            continue;
        }
        let is_long = (0..job.settings.len()).any(|setting| !points(stories, article, setting).is_empty());
        let lines = stories.whole(article).set.galleys.iter().flatten().map(|galley| range(&galley.flow).0).max();
        let why = match is_long {
            true => "no page has room for what would be continued".to_string(),
            false => format!(
                "it has {} lines, and a jump comes at a paragraph's end with at least {LEAST_BEFORE} before it and {LEAST_AFTER} after",
                lines.unwrap_or(0)
            ),
        };
        diags
            .warning("no-jump", Some(source.clone()), format!("\"{slug}\" does not jump: {why}"))
            .did("kept it on one page")
            .help("take it out of jump, or change its length or the pages");
    }
}

/// Stories that a draft of the plan holds and that may jump: not those that stand by hand or are pinned, for which no place in the plan is
/// looked for, nor those that an earlier plan held as well.
pub(super) fn may_jump(job: &Job, draft: &Rough, input: &ToPlan, before: &[(usize, Why)]) -> Vec<(usize, Why)> {
    let may = |story: &usize| job.edition.articles.get(*story).is_some_and(|article| article.may_jump && !article.is_brief());
    let was_held = |story: &usize| before.iter().any(|(held, _)| held == story);
    let found = draft.held().iter().filter(|(story, why)| may(story) && *why != Why::NoPage);
    found.filter(|(story, _)| !input.is_fixed(*story) && !was_held(story)).copied().collect()
}
