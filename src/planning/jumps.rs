//! Jumps: which stories go on on another page, where they are parted, and which page that is.
use super::{Attempt, Planner};
use crate::diag::Diagnostics;
use crate::edition::wishes::JumpWish;
use crate::edition::{Block, PageOrder};
use crate::ids::{PageId, SettingId, StoryId};
use crate::job::Job;
use crate::job::wishes::blocks_of;
use crate::plan::edition::{Rough, is_open};
use crate::plan::{Content, Dummy, PageDummy, Why};
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
/// Of a story at least so many percent go on after its jump.
const LEAST_TURN: u32 = 38;
/// A turn of more lines than this needs a page with room.
const LONG_TURN: u32 = 120;
/// The most parts of a story.
const MOST_PARTS: usize = 8;
/// Of a page's cells so many percent are text where one story fills it: the rest are heads, pictures and white.
const TEXT_SHARE: u32 = 80;
/// A first part, with head and pictures, has so many percent of the text of another.
const FIRST_SHARE: u32 = 75;

/// An article that is to jump.
#[derive(Clone, Copy)]
struct JumpOrder {
    article: StoryId,
    /// The page from which the desk ordered it to.
    from: Option<PageId>,
    /// The desk ordered it: it jumps whatever that costs. Others must better the plan.
    is_order: bool,
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
    /// Stories held that the desk ordered to run.
    orders_held: usize,
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
            orders_held: dummy.held.iter().filter(|(story, _)| input.stories[*story].is_ordered).count(),
            must_runs_held: dummy.held.iter().filter(|(story, _)| input.stories[*story].must_run).count(),
            holes: dummy.pages.iter().filter(|page| !page.unfilled.is_empty()).count(),
            house_ads: placements.filter(|placement| placement.content == Content::HouseAd).count(),
            held: dummy.held.len(),
            cost: dummy.pages.iter().map(|page| page.cost).sum(),
        }
    }

    /// Whether a plan with one more jump is good enough to look no further: the jump has both its ends, and nothing that counts is worse.
    fn is_sound_beside(&self, without: &Badness) -> bool {
        let counts = |badness: &Badness| (badness.orders_held, badness.must_runs_held, badness.holes, badness.house_ads);
        // While what the desk ordered is held every way is tried: with less of the story on its page there may be room.
        self.broken == 0 && self.orders_held == 0 && counts(self) <= counts(without)
    }
}

/// A plan as it is with some jumps.
struct Trial {
    jumps: Vec<JumpPlan>,
    badness: Badness,
    dummy: Dummy,
}

impl Trial {
    /// Cells of a page that no story has.
    fn room(&self, pages: &Pages, page: PageId) -> u32 {
        pages.tasks[page].free_area().saturating_sub(self.dummy.pages.get(page).map_or(0, PageDummy::filled))
    }
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
    let orders = ordered(planner.job, pages);
    with_ordered(planner, pages, jumps, orders)
}

/// The jumps of an attempt, and those by which stories that it holds can run.
pub(super) fn for_held(planner: &mut Planner, attempt: &Attempt, held: &[(StoryId, Why)]) -> Vec<JumpPlan> {
    let orders = held.iter().map(|(article, _)| JumpOrder { article: *article, from: None, is_order: false }).collect();
    with_ordered(planner, &attempt.pages, attempt.jumps.clone(), orders)
}

/// Adds a jump for each article that is to have one: of the ways worth trying the best. One that nobody ordered must better the plan.
fn with_ordered(planner: &mut Planner, pages: &Pages, jumps: Vec<JumpPlan>, mut orders: Vec<JumpOrder>) -> Vec<JumpPlan> {
    orders.retain(|order| !jumps.iter().any(|jump| jump.article == order.article));
    if orders.is_empty() {
        return jumps;
    }
    let mut best = trial(planner, pages, jumps);
    for order in orders {
        if best.jumps.iter().any(|jump| jump.article == order.article) {
            continue;
        }
        let beginnings = order.from.map_or_else(|| beginnings(planner, pages, order.article, &best), |from| vec![from]);
        for from in beginnings {
            let Some(with) = best_way(planner, pages, Begun { article: order.article, from }, &best) else { continue };
            if with.badness.broken == 0 && (order.is_order || with.badness < best.badness) {
                best = with;
                break;
            }
        }
    }
    best.jumps
}

/// An article that is to jump, and the page that it begins on.
#[derive(Clone, Copy)]
struct Begun {
    article: StoryId,
    from: PageId,
}

/// The ways in which an article can jump, beside the jumps of a plan.
struct WaysToJump<'a> {
    planner: &'a Planner<'a>,
    pages: &'a Pages,
    base: &'a Trial,
    begun: Begun,
}

/// The best plan in which an article jumps. None where it can be parted nowhere.
fn best_way(planner: &mut Planner, pages: &Pages, begun: Begun, without: &Trial) -> Option<Trial> {
    let mut best: Option<Trial> = None;
    let ways = WaysToJump { planner, pages, base: without, begun }.all();
    for way in ways {
        let tried = trial(planner, pages, without.jumps.iter().copied().chain(way).collect());
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
    let mut input = planner.prepare(pages, &jumps, &mut Diagnostics::default());
    // Where there is an earlier plan the rest of the paper stands as it does there.
    let found = planner.find_earlier(&mut input, &mut Diagnostics::default());
    let dummy = planner.rough(&input, found.as_ref()).0.finish();
    Trial { badness: Badness::of(&planner.stories, &input, &dummy), jumps, dummy }
}

/// The jumps of an earlier plan that still can be.
fn of_earlier(file: &PlanFile, stories: &Stories, pages: &Pages) -> Vec<JumpPlan> {
    let by_slug = stories.job.by_slug();
    let ordered = ordered(stories.job, pages);
    let mut jumps = Vec::new();
    for entry in file.pages.iter().flat_map(|page| &page.stories).filter(|entry| !entry.turn && entry.jump_after.is_some()) {
        let Some(&article) = by_slug.get(&crate::role::Slug(entry.slug.as_str().into())) else { continue };
        let is_ordered = ordered.iter().any(|order| order.article == article);
        let may = is_ordered || entry.jump_unasked && stories.whole(article).set.copy.may_jump_for_length();
        let chain = chain_of_earlier(file, pages, entry, article).filter(|_| may);
        let can_be =
            |jump: &JumpPlan| points(stories, article, pages.tasks[jump.from].setting).iter().any(|point| point.after == jump.after);
        jumps.extend(chain.filter(|chain| chain.iter().all(can_be)).unwrap_or_default());
    }
    jumps
}

/// The jumps of a story in an earlier plan, from its first part on. None where a part of it stands on a page that is no more.
fn chain_of_earlier(file: &PlanFile, pages: &Pages, first: &StoryEntry, article: StoryId) -> Option<Vec<JumpPlan>> {
    let entries = earlier::places(file, &pages.plans);
    let page_of = |wanted: &StoryEntry| {
        let is_it = |entry: &StoryEntry| entry.slug == wanted.slug && entry.turn == wanted.turn && entry.jump_after == wanted.jump_after;
        entries.ids().find(|page| entries[*page].is_some_and(|entry| file.pages[entry].stories.iter().any(is_it)))
    };
    let mut turns: Vec<&StoryEntry> =
        file.pages.iter().flat_map(|page| &page.stories).filter(|entry| entry.slug == first.slug && entry.turn).collect();
    // The last ends with no jump.
    turns.sort_by_key(|turn| turn.jump_after.unwrap_or(u16::MAX));
    let parts: Vec<&StoryEntry> = std::iter::once(first).chain(turns).collect();
    let jump = |pair: &[&StoryEntry]| {
        Some(JumpPlan { article, from: page_of(pair[0])?, to: page_of(pair[1])?, after: usize::from(pair[0].jump_after?) })
    };
    parts.windows(2).map(jump).collect::<Option<Vec<JumpPlan>>>().filter(|chain| !chain.is_empty())
}

/// The desk's own jumps.
fn ordered(job: &Job, pages: &Pages) -> Vec<JumpOrder> {
    let by_slug = job.by_slug();
    let of = |(from, page): (PageId, &PageOrder)| -> Vec<JumpOrder> {
        let known = page.jumps.iter().filter_map(|(slug, _)| by_slug.get(slug).copied());
        known.map(|article| JumpOrder { article, from: Some(from), is_order: true }).collect()
    };
    let mut found: Vec<JumpOrder> = job.orders().take(pages.plans.len()).flat_map(of).collect();
    // What the desk wishes of a story whose page nobody ordered.
    for (article, copy) in job.articles() {
        let is_wished = copy.wishes.jump.as_ref().is_some_and(|jump| matches!(jump.value, JumpWish::After(_)));
        if is_wished && !found.iter().any(|order| order.article == article) {
            let from = pages.tasks.find(|task| task.stories.contains(&article));
            found.push(JumpOrder { article, from, is_order: true });
        }
    }
    found
}

/// The pages tried for the beginning of a story that found no place whole: those with most room.
fn beginnings(planner: &Planner, pages: &Pages, article: StoryId, base: &Trial) -> Vec<PageId> {
    const BEGINNINGS: usize = 3;
    let ordered = |page: &PageId| pages.tasks[*page].stories.contains(&article);
    if let Some(page) = pages.tasks.ids().find(ordered) {
        return vec![page];
    }
    let section = section_of(&planner.stories.whole(article).set.copy, &planner.sections);
    let open = |page: &PageId| is_open(&pages.tasks[*page], section, &planner.barred[article]);
    let mut found: Vec<PageId> = pages.tasks.ids().filter(open).collect();
    found.sort_by_key(|page| (std::cmp::Reverse(base.room(pages, *page)), *page));
    found.truncate(BEGINNINGS);
    found
}

/// Where an article can be parted in a setting.
fn points(stories: &Stories, article: StoryId, setting: SettingId) -> Vec<Point> {
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
    // Where the desk says where, it is there or nowhere.
    let wished = match set.copy.wishes.jump.as_ref().map(|jump| jump.value) {
        Some(JumpWish::After(paragraphs)) => Some(blocks_of(&set.copy, paragraphs)),
        _ => None,
    };
    let is_wished = |after: &usize| wished.is_none_or(|wished| *after == wished);
    (1..body.len()).filter(is_wished).filter(ends_paragraph).filter(begins_with_text).filter_map(at).filter(is_far).collect()
}

impl WaysToJump<'_> {
    /// Those worth trying, the best first: each the jumps of one story.
    fn all(&self) -> Vec<Vec<JumpPlan>> {
        let Begun { article, from } = self.begun;
        let points = points(&self.planner.stories, article, self.pages.tasks[from].setting);
        let parts = points.first().map_or(0, |point| parts_of(point.all, from, self.pages));
        if parts > 2 {
            let on = self.pages_of_chain(parts);
            return [FIRST_SHARE, 100].iter().filter_map(|share| chain(article, on.as_deref()?, &points, *share)).collect();
        }
        let mut ways: Vec<Vec<JumpPlan>> = Vec::new();
        let goes_on = points.first().map_or(0, |point| point.all * LEAST_TURN / 100);
        for to in self.turn_pages(goes_on) {
            for share in SHARES {
                let way = nearest(&points, share).map(|point| vec![JumpPlan { article, from, to, after: point.after }]);
                ways.extend(way.filter(|way| !ways.contains(way)));
            }
        }
        ways
    }

    /// Pages that the story may go on on.
    fn may_turn(&self) -> impl Iterator<Item = PageId> {
        let (barred, tasks) = (&self.planner.barred[self.begun.article], &self.pages.tasks);
        tasks.ids().filter(|page| tasks[*page].free_area() > 0 && !barred.contains(page))
    }

    /// Whether a page is of the story's own section.
    fn is_at_home(&self, page: PageId) -> bool {
        self.pages.plans[page].section == self.planner.stories.whole(self.begun.article).set.copy.section
    }

    /// The pages of a story that is parted so often: further on in the paper those with most room, of its own section if there are enough.
    fn pages_of_chain(&self, parts: usize) -> Option<Vec<PageId>> {
        let from = self.begun.from;
        let after: Vec<PageId> = self.may_turn().filter(|page| *page > from).collect();
        let at_home: Vec<PageId> = after.iter().filter(|page| self.is_at_home(**page)).copied().collect();
        let mut turns = if at_home.len() + 1 >= parts { at_home } else { after };
        turns.sort_by_key(|page| (std::cmp::Reverse(self.base.room(self.pages, *page)), *page));
        turns.truncate(parts - 1);
        turns.sort_unstable();
        (turns.len() + 1 == parts).then(|| std::iter::once(from).chain(turns).collect())
    }

    /// The pages tried for a turn of so many lines: where other stories go on already; in its own section; further on in the paper; where
    /// there is most room.
    fn turn_pages(&self, lines: u32) -> Vec<PageId> {
        let from = self.begun.from;
        let mut turns: Vec<PageId> = self.may_turn().filter(|page| *page != from).collect();
        turns.sort_by_key(|page| {
            let is_turn_page = self.base.jumps.iter().any(|jump| jump.to == *page);
            let room = self.base.room(self.pages, *page);
            // For a long turn room comes first; a short one finds it where stories make way.
            let is_full = lines > LONG_TURN && room < lines;
            (is_full, !is_turn_page, !self.is_at_home(*page), *page < from, std::cmp::Reverse(room), *page)
        });
        turns.truncate(PAGES);
        turns
    }
}

/// The place to part a story where so many percent of it come before.
fn nearest(points: &[Point], share: u32) -> Option<&Point> {
    points.iter().min_by_key(|point| ((point.before * 100).abs_diff(point.all * share), point.after))
}

/// How many pages a story of so many lines takes.
fn parts_of(lines: u32, from: PageId, pages: &Pages) -> usize {
    let text = pages.tasks[from].free_area() * TEXT_SHARE / 100;
    (lines.div_ceil(text.max(1)) as usize).min(MOST_PARTS)
}

/// A story over these pages, its first part so many percent of another. None where it cannot be parted so.
fn chain(article: StoryId, on: &[PageId], points: &[Point], first: u32) -> Option<Vec<JumpPlan>> {
    let jumps = on.len() as u32 - 1;
    let whole = first + 100 * jumps;
    let cuts: Vec<usize> =
        (0..jumps).filter_map(|part| nearest(points, (first + 100 * part) * 100 / whole)).map(|point| point.after).collect();
    let rises = cuts.windows(2).all(|pair| pair[0] < pair[1]);
    let jump = |(pair, after): (&[PageId], &usize)| JumpPlan { article, from: pair[0], to: pair[1], after: *after };
    (rises && cuts.len() == jumps as usize).then(|| on.windows(2).zip(&cuts).map(jump).collect())
}

/// Jumps of which a part found no place, by index.
pub(super) fn broken(held: &[(StoryId, Why)], stories: &Stories) -> Vec<usize> {
    let is_held = |story: StoryId| held.iter().any(|(other, _)| *other == story);
    let jumps = stories.jumps().enumerate();
    jumps.filter(|(at, jump)| is_held(jump.article) || is_held(stories.turn(*at))).map(|(at, _)| at).collect()
}

/// Tells which jumps that the desk ordered are none, and why.
pub(super) fn tell(stories: &Stories, diags: &mut Diagnostics) {
    let job = stories.job;
    let by_slug = job.by_slug();
    for (slug, source) in job.edition.pages.iter().flat_map(|page| &page.jumps) {
        let Some(&article) = by_slug.get(slug) else { continue };
        if stories.jumps().any(|jump| jump.article == article) {
            continue;
        }
        let is_long = job.settings.ids().any(|setting| !points(stories, article, setting).is_empty());
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
pub(super) fn may_jump(job: &Job, draft: &Rough, input: &ToPlan, before: &[(StoryId, Why)]) -> Vec<(StoryId, Why)> {
    let may = |(story, why): &(StoryId, Why)| {
        let article = job.article(*story).filter(|_| !input.stories[*story].is_brief());
        article.is_some_and(|article| match why {
            Why::NoPage => false,
            Why::NoShape => article.may_jump_for_length(),
            // While there may be more pages no story is held: only its length keeps it from standing whole.
            Why::Full | Why::NoFit if job.edition.pages.is_empty() => article.may_jump_for_length(),
            Why::Full | Why::NoFit => article.may_jump_for_room(),
        })
    };
    let was_held = |story: &StoryId| before.iter().any(|(held, _)| held == story);
    let found = draft.held().iter().filter(|held| may(held));
    found.filter(|(story, _)| !input.is_fixed(*story) && !was_held(story)).copied().collect()
}
