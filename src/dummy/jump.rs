//! Jumps: which stories go on on another page, where they are parted, and which page that is.
use super::{Floor, Made, Prepared, prepare};
use crate::diag::Diagnostics;
use crate::edition::{Article, Block, Jump};
use crate::job::Job;
use crate::makeup::PagePlan;
use crate::plan::edition::{Rough, is_open, rough};
use crate::plan::file::{PlanFile, StoryEntry};
use crate::plan::{Content, Dummy, Known, Story, Why};
use crate::set::flow::range;

/// A story that jumps, by index, its two pages, and the blocks of its body before the jump.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct JumpPlan {
    /// The story.
    pub story: usize,
    /// The page that it begins on.
    pub from: usize,
    /// The page that it goes on on.
    pub to: usize,
    /// Blocks before the jump.
    pub after: usize,
}

impl JumpPlan {
    /// Where it is parted, in the paper's labels.
    pub(super) fn jump(&self, article: &Article, job: &Job) -> Jump {
        let [from, to] = [self.from, self.to].map(|page| job.folio(page));
        let unasked = !job.edition.pages.iter().any(|page| page.jumps.iter().any(|(slug, _)| *slug == article.slug));
        Jump {
            keyword: article.keyword(),
            from: from.label(),
            to: to.label(),
            folios: [from.printed(), to.printed()],
            after: self.after,
            unasked,
        }
    }
}

/// Lines before a jump and after it, at least (NORMS: four inches and six).
const LEAST_BEFORE: u32 = 24;
const LEAST_AFTER: u32 = 36;
/// Parts of a story that may stand before its jump, in percent, the best first.
const SHARES: [u32; 3] = [45, 30, 62];
/// Pages tried for the turn.
const PAGES: usize = 2;

/// A story that is to jump from a page: ordered by the desk, or because it found no place whole.
#[derive(Clone, Copy)]
struct Wish {
    story: usize,
    from: usize,
    ordered: bool,
}

/// How bad a plan is, the worst first: parts of jumps without a place, stories held that must run, holes, the paper's own
/// advertisements, all stories held, the cost.
type Badness = (usize, usize, usize, usize, usize, u64);

/// Adds to `jumps` those that the desk ordered; or, where a plan holds stories that may jump, those by which they can run.
pub(super) fn choose(
    floor: &mut Floor,
    made: &Made,
    (sections, known): (&[String], &Known),
    held: Option<&[(usize, Why)]>,
    mut jumps: Vec<JumpPlan>,
) -> Vec<JumpPlan> {
    let mut wishes = match held {
        None => ordered(floor, made),
        Some(held) => homeless(floor, made, held, sections),
    };
    wishes.retain(|wish| !jumps.iter().any(|jump| jump.story == wish.story));
    if wishes.is_empty() {
        return jumps;
    }
    floor.part(&[]);
    let (mut least, mut base) = trial(floor, made, (sections, known), &jumps);
    for wish in wishes {
        if jumps.iter().any(|jump| jump.story == wish.story) {
            continue;
        }
        let ways = ways(floor, &wish, made, &base, &jumps);
        let mut best: Option<(Badness, Vec<JumpPlan>, Dummy)> = None;
        for way in ways {
            let with: Vec<JumpPlan> = jumps.iter().copied().chain([way]).collect();
            let (badness, dummy) = trial(floor, made, (sections, known), &with);
            let is_sound = badness.0 == 0 && (badness.1, badness.2, badness.3) <= (least.1, least.2, least.3);
            if best.as_ref().is_none_or(|(other, ..)| badness < *other) {
                best = Some((badness, with, dummy));
            }
            if is_sound {
                break;
            }
        }
        if let Some((badness, with, dummy)) = best
            && badness.0 == 0
            && (wish.ordered || badness < least)
        {
            (least, jumps, base) = (badness, with, dummy);
        }
    }
    floor.part(&[]);
    jumps
}

/// The jumps of an earlier plan that still can be.
pub(super) fn earlier(file: &PlanFile, floor: &Floor, made: &Made, entries: &[Option<usize>]) -> Vec<JumpPlan> {
    let by_slug = floor.job.edition.by_slug();
    let is_ordered = |story: usize| ordered(floor, made).iter().any(|wish| wish.story == story);
    let pages = &made.1;
    let page_of = |wanted: &dyn Fn(&StoryEntry) -> bool| {
        (0..pages.len()).find(|page| entries[*page].is_some_and(|entry| file.pages[entry].stories.iter().any(wanted)))
    };
    let mut jumps = Vec::new();
    for entry in file.pages.iter().flat_map(|page| &page.stories) {
        let Some(after) = entry.jump_after.map(usize::from) else { continue };
        let Some(&story) = by_slug.get(&crate::role::Slug(entry.slug.as_str().into())) else { continue };
        let from = page_of(&|other| other.slug == entry.slug && !other.turn);
        let to = page_of(&|other| other.slug == entry.slug && other.turn);
        let may = is_ordered(story) || entry.jump_unasked && floor.copy[story].may_jump;
        if let (Some(from), Some(to), true) = (from, to, may)
            && points(floor, story, floor.setting_of(pages, from)).iter().any(|point| point.0 == after)
        {
            jumps.push(JumpPlan { story, from, to, after });
        }
    }
    jumps
}

/// The desk's own jumps.
fn ordered(floor: &Floor, (_, pages): &Made) -> Vec<Wish> {
    let by_slug = floor.job.edition.by_slug();
    let of = |(from, page): (usize, &crate::edition::PageOrder)| -> Vec<Wish> {
        let known = page.jumps.iter().filter_map(|(slug, _)| by_slug.get(slug).copied());
        known.map(|story| Wish { story, from, ordered: true }).collect()
    };
    floor.job.edition.pages.iter().enumerate().take(pages.len()).flat_map(of).collect()
}

/// Stories that were held and may jump, on the pages that could begin them, the emptiest first.
fn homeless(floor: &Floor, (tasks, _): &Made, held: &[(usize, Why)], sections: &[String]) -> Vec<Wish> {
    /// Pages tried for the beginning.
    const BEGINNINGS: usize = 2;
    let mut wishes = Vec::new();
    for (story, _) in held {
        let section = super::section_of(&floor.job.edition.articles[*story], sections);
        let open = |page: &usize| is_open(&tasks[*page], section, &floor.barred[*story]);
        let mut pages: Vec<usize> = (0..tasks.len()).filter(open).collect();
        pages.sort_by_key(|page| (std::cmp::Reverse(tasks[*page].free_area()), *page));
        wishes.extend(pages.into_iter().take(BEGINNINGS).map(|from| Wish { story: *story, from, ordered: false }));
    }
    wishes
}

/// Where a story can be parted in a setting: blocks before it, and lines before it; and the story's lines.
fn points(floor: &Floor, story: usize, setting: usize) -> Vec<(usize, u32, u32)> {
    let Some(composed) = floor.composed[story][setting].as_ref() else { return Vec::new() };
    let (galley, article) = (&composed.galley, &floor.copy[story]);
    let rows: Vec<u32> = galley.flow.iter().map(|item| item.choices.first().map_or(0, |choice| u32::from(choice.rows))).collect();
    let all: u32 = rows.iter().sum();
    let at = |after: usize| Some((after, rows[..*galley.blocks.get(after.checked_sub(1)?)?].iter().sum::<u32>(), all));
    let ends_paragraph = |after: &usize| matches!(article.body.get(after.wrapping_sub(1)), Some(Block::Paragraph { .. }));
    // What goes on elsewhere begins with text, not with a quote.
    let begins_with_text = |after: &usize| !matches!(article.body.get(*after), Some(Block::Quote { .. }));
    let far = |(_, before, all): &(usize, u32, u32)| *before >= LEAST_BEFORE && all - before >= LEAST_AFTER;
    (1..article.body.len()).filter(ends_paragraph).filter(begins_with_text).filter_map(at).filter(far).collect()
}

/// The ways worth trying, the best first.
fn ways(floor: &Floor, wish: &Wish, (tasks, pages): &Made, base: &Dummy, taken: &[JumpPlan]) -> Vec<JumpPlan> {
    let Wish { story, from, .. } = *wish;
    let points = points(floor, story, floor.setting_of(pages, from));
    let own = &floor.copy[story].section;
    let filled = |page: usize| {
        let placements = base.pages.get(page).map(|page| page.placements.as_slice()).unwrap_or_default();
        let stories = placements.iter().filter(|placement| placement.content != Content::HouseAd);
        stories.map(|placement| u32::from(placement.slot.columns) * u32::from(placement.slot.rows)).sum::<u32>()
    };
    // Where other stories go on already; in its own section; further on in the paper; where there is most room.
    let may_turn = |page: &usize| *page != from && tasks[*page].free_area() > 0 && !floor.barred[story].contains(page);
    let mut turns: Vec<usize> = (0..tasks.len()).filter(may_turn).collect();
    turns.sort_by_key(|page| {
        let is_turn_page = taken.iter().any(|jump| jump.to == *page);
        let room = tasks[*page].free_area().saturating_sub(filled(*page));
        (!is_turn_page, pages[*page].section != *own, *page < from, std::cmp::Reverse(room), *page)
    });
    turns.truncate(PAGES);
    let mut ways: Vec<JumpPlan> = Vec::new();
    for to in turns {
        for share in SHARES {
            let nearest = points.iter().min_by_key(|(after, before, all)| ((before * 100).abs_diff(all * share), *after));
            let way = nearest.map(|(after, ..)| JumpPlan { story, from, to, after: *after });
            ways.extend(way.filter(|way| !ways.contains(way)));
        }
    }
    ways
}

/// How bad the plan is with these jumps.
fn trial(floor: &mut Floor, made: &Made, (sections, known): (&[String], &Known), jumps: &[JumpPlan]) -> (Badness, Dummy) {
    let Prepared { stories, tasks, .. } = prepare(floor, made.clone(), jumps, (sections, None));
    let dummy = rough(&stories, &tasks, known).finish();
    (badness(&stories, &dummy, jumps, floor.job.edition.articles.len()), dummy)
}

fn badness(stories: &[Story], dummy: &Dummy, jumps: &[JumpPlan], articles: usize) -> Badness {
    let house_ads = dummy.pages.iter().flat_map(|page| &page.placements).filter(|placement| placement.content == Content::HouseAd);
    let must = dummy.held.iter().filter(|(story, _)| stories[*story].must_run);
    let cost = dummy.pages.iter().map(|page| page.cost).sum();
    let holes = dummy.pages.iter().filter(|page| !page.unfilled.is_empty()).count();
    (broken(&dummy.held, jumps, articles).len(), must.count(), holes, house_ads.count(), dummy.held.len(), cost)
}

/// Jumps of which a part found no place. Turns come after all articles, in the order of their jumps.
pub(super) fn broken(held: &[(usize, Why)], jumps: &[JumpPlan], articles: usize) -> Vec<usize> {
    let is_held = |story: usize| held.iter().any(|(other, _)| *other == story);
    (0..jumps.len()).filter(|at| is_held(jumps[*at].story) || is_held(articles + at)).collect()
}

/// Tells which jumps that the desk ordered are none, and why.
pub(super) fn tell(floor: &Floor, diags: &mut Diagnostics) {
    let by_slug = floor.job.edition.by_slug();
    for (slug, source) in floor.job.edition.pages.iter().flat_map(|page| &page.jumps) {
        let Some(&story) = by_slug.get(slug) else { continue };
        if floor.jumps.iter().any(|jump| jump.story == story) {
            continue;
        }
        let settings = 0..floor.job.settings.len();
        let is_long = settings.clone().any(|setting| !points(floor, story, setting).is_empty());
        let lines =
            settings.filter_map(|setting| floor.composed[story][setting].as_ref()).map(|composed| range(&composed.galley.flow).0).max();
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

/// Stories that a rough plan holds and that may jump: not those that stand by hand or are pinned, for which no place in the plan is looked
/// for, nor those that an earlier plan held as well.
pub(super) fn wishes(floor: &Floor, rough: &Rough, pages: &[PagePlan], before: &[(usize, Why)]) -> Vec<(usize, Why)> {
    let may = |story: &usize| floor.job.edition.articles.get(*story).is_some_and(|article| article.may_jump && !article.is_brief());
    let is_placed = |story: &usize| pages.iter().any(|page| page.by_hand.iter().any(|(placed, ..)| placed == story));
    let was_held = |story: &usize| before.iter().any(|(held, _)| held == story);
    let wishes = rough.held().iter().filter(|(story, why)| may(story) && *why != Why::NoPage);
    wishes.filter(|(story, _)| !is_placed(story) && !was_held(story)).copied().collect()
}
