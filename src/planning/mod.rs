//! Planning an edition: which pages there are, which stories jump, and from the job to the planner's tasks and back.
use std::collections::BTreeMap;

use crate::diag::Diagnostics;
use crate::edition::Article;
use crate::ids::{By, PageId, StoryId};
use crate::job::Job;
use crate::plan::calm::{self, Loss};
use crate::plan::edition::{Rough, is_open, rough};
use crate::plan::{Dummy, Known, PageTask, Why};
use crate::plan_file;
use crate::plan_file::earlier::{self, Found, Losses, Start};
use crate::planned::kept::Kept;
use crate::planned::stories::{JumpPlan, Stories, section_of};
use crate::planned::{Pages, Planned, ToPlan};
use crate::set::SetStory;
use crate::set::stories::{Wanted, unset};

mod ad_conflicts;
mod fixed;
mod held;
mod house_ads;
mod jumps;
mod lead_law;
mod left_out;
mod little_copy;
mod pages;
mod wishes;

/// Multiples of pages added beyond what the areas ask for before stories are held.
const MORE_PAGES: usize = 3;
/// A story is tried with a jump before there is another page where its text takes more of one than this, in percent.
const FILLS_PAGE: u32 = 60;
/// The same of one for which the pages have room, if not in one place.
const LARGE: u32 = 25;
/// What a story takes, in percent of its lines.
const LONG_STORY: u64 = 130;
/// A paper whose stories fill no more than so many percent of fewer pages is tried with those.
const FILLS_FEWER: u64 = 140;

/// What is kept from one run to the next: a run with it comes to what it comes to without, only sooner.
#[derive(Debug, Default)]
pub struct Warm {
    stories: Kept,
    pages: Known,
}

/// Plans every page; from an earlier plan moves only what must be moved. Stories that jump are parted, and their parts set.
pub fn plan(job: &Job, set: By<StoryId, SetStory>, start: Option<&Start>, diags: &mut Diagnostics) -> Planned {
    let known = Known::default();
    let stories = Stories::new(job, set, pages::rooms(job, &section_order(job)));
    settle(Planner::new(job, stories, &known, start), diags)
}

/// The same with all that earlier runs set and planned and that is still so; what is not is set here.
pub fn plan_warm(job: &Job, warm: &Warm, start: Option<&Start>, diags: &mut Diagnostics) -> Planned {
    warm.pages.begin();
    let rooms = pages::rooms(job, &section_order(job));
    let stories = Stories::from_kept(job, unset(job), rooms, &warm.stories);
    settle(Planner::new(job, stories, &warm.pages, start), diags)
}

/// Tries plans until one stands.
fn settle(mut planner: Planner, diags: &mut Diagnostics) -> Planned {
    let mut attempt = planner.first_attempt();
    // The fewest pages that were found to hold everything.
    let mut enough: Option<(Attempt, Box<Sound>)> = None;
    // The most that were found not to.
    let mut too_few = 0;
    loop {
        let outcome = planner.run(&attempt);
        // Fewer pages are taken only where they hold all that more of them hold, briefs too.
        if let Some((attempt, sound)) = enough.take_if(|(_, sound)| outcome.holds_more_than(sound)) {
            planner.prepare(&attempt.pages, &attempt.jumps, &mut Diagnostics::default());
            return planner.hand_on(*sound, diags);
        }
        match outcome {
            Outcome::Sound(sound) if planner.lead_waits(&sound) => {
                planner.lead_moves = true;
                attempt = planner.attempt(attempt.pages.tasks.len());
            }
            Outcome::Sound(sound) if planner.unbox(&sound) => attempt = planner.attempt(attempt.pages.tasks.len()),
            Outcome::Sound(sound) => match planner.with_fewer(&attempt, &sound).filter(|fewer| *fewer > too_few) {
                Some(fewer) => {
                    let with_fewer = planner.attempt(fewer);
                    enough = Some((std::mem::replace(&mut attempt, with_fewer), sound));
                }
                None => return planner.hand_on(*sound, diags),
            },
            Outcome::BrokenJumps(broken) => attempt.drop(&broken),
            Outcome::WantsPage => {
                too_few = attempt.pages.tasks.len();
                attempt = planner.attempt(too_few + planner.multiple());
            }
            Outcome::MayJump(stage, held) => {
                attempt.jumps = jumps::for_held(&mut planner, &attempt, &held);
                attempt.jumping = stage;
            }
        }
    }
}

/// All that stays the same from one attempt to the next.
struct Planner<'a> {
    job: &'a Job,
    start: Option<&'a Start>,
    /// The paper's sections, in order.
    sections: Vec<String>,
    /// By article: pages on which it may not stand.
    barred: By<StoryId, Vec<PageId>>,
    stories: Stories<'a>,
    /// Pages that were planned before.
    known: &'a Known,
    /// The day's lead was found to have no room on a front page that nobody ordered: it may lead another.
    lead_moves: bool,
    /// Briefs that found no place in a box: they are tried as short stories, by article.
    unboxed: Vec<StoryId>,
}

/// The pages and the jumps with which a plan is tried.
struct Attempt {
    pages: Pages,
    jumps: Vec<JumpPlan>,
    jumping: Jumping,
}

/// Which stories without room were tried with a jump.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Jumping {
    /// None yet.
    Untried,
    /// Those that no page can hold.
    LongTried,
    /// All; no other is.
    Settled,
}

/// What came of an attempt.
enum Outcome {
    /// A plan that stands.
    Sound(Box<Sound>),
    /// Jumps of which one end found no place, by index.
    BrokenJumps(Vec<usize>),
    /// Stories found no room, and there may be another page.
    WantsPage,
    /// Stories that found no room and may jump.
    MayJump(Jumping, Vec<(StoryId, Why)>),
}

/// A plan that stands, and what there is to say of it.
struct Sound {
    input: ToPlan,
    dummy: Dummy,
    notes: Diagnostics,
}

impl Outcome {
    /// Whether more stories find no room than in a plan that stands.
    fn holds_more_than(&self, sound: &Sound) -> bool {
        match self {
            Outcome::Sound(other) => other.dummy.held.len() > sound.dummy.held.len(),
            Outcome::WantsPage => true,
            Outcome::BrokenJumps(_) | Outcome::MayJump(..) => false,
        }
    }
}

impl Attempt {
    /// The same without some of its jumps.
    fn drop(&mut self, broken: &[usize]) {
        let is_broken = |article: StoryId| broken.iter().any(|at| self.jumps[*at].article == article);
        let kept = self.jumps.iter().filter(|jump| !is_broken(jump.article)).copied();
        self.jumps = kept.collect();
        self.jumping = Jumping::Settled;
    }
}

impl<'a> Planner<'a> {
    fn new(job: &'a Job, mut stories: Stories<'a>, known: &'a Known, start: Option<&'a Start>) -> Planner<'a> {
        let sections = section_order(job);
        // Where pages are ordered every brief stays one.
        let start_of_free = start.filter(|_| job.edition.pages.is_empty());
        let unboxed = start_of_free.map_or_else(Vec::new, |start| unboxed_before(job, start));
        stories.unbox(&unboxed);
        Planner { job, start, sections, barred: ad_conflicts::barred(job), stories, known, lead_moves: false, unboxed }
    }

    /// Whether the edition says which pages there are.
    fn is_ordered(&self) -> bool {
        !self.job.edition.pages.is_empty()
    }

    /// Pages that nobody orders come in multiples of this.
    fn multiple(&self) -> usize {
        pages::multiple(self.job)
    }

    /// How many pages the stories ask for.
    fn natural_count(&self) -> usize {
        pages::natural_count(self.job, &self.stories.for_planner(&self.sections, &self.barred), &self.sections)
    }

    /// The most pages that are tried: within a scope as many as there were.
    fn most(&self) -> usize {
        let in_scope = self.start.filter(|start| start.names_scope()).map(|start| start.file.pages.len());
        if self.is_ordered() {
            self.job.edition.pages.len()
        } else {
            in_scope.unwrap_or(self.natural_count() + MORE_PAGES * self.multiple())
        }
    }

    /// The first attempt: where the program makes the pages, as many as in the earlier plan, if those may be; within a scope always.
    fn first_attempt(&mut self) -> Attempt {
        let may_be = |start: &&Start| start.names_scope() || start.file.pages.len().is_multiple_of(self.multiple());
        let before = self.start.filter(may_be).map(|start| start.file.pages.len()).filter(|count| *count > 0);
        self.attempt(before.unwrap_or_else(|| self.natural_count()))
    }

    /// With so many pages, where none are ordered: the jumps of the earlier plan, and those that the desk ordered beside them.
    fn attempt(&mut self, count: usize) -> Attempt {
        let pages = self.pages(count);
        let jumps = jumps::to_begin_with(self, &pages);
        Attempt { pages, jumps, jumping: Jumping::Untried }
    }

    fn pages(&self, count: usize) -> Pages {
        if self.is_ordered() {
            return pages::ordered(self.job, &self.sections);
        }
        // Within a scope a page outside of it does not even change its section.
        let before = self.start.filter(|start| start.names_scope()).map(|start| &start.file);
        pages::free(self.job, &self.stories.for_planner(&self.sections, &self.barred), &self.sections, count, before)
    }

    /// Takes the briefs that no box of a new plan prints out of the boxes, once, where nobody ordered the pages. False where there are none.
    fn unbox(&mut self, sound: &Sound) -> bool {
        let may = !self.is_ordered() && self.start.is_none() && self.unboxed.is_empty();
        let held = sound.dummy.held.iter().filter(|(story, _)| may && sound.input.stories[*story].is_brief());
        self.unboxed = held.map(|(story, _)| *story).collect();
        self.stories.unbox(&self.unboxed);
        !self.unboxed.is_empty()
    }

    /// Whether the day's lead is held because it has no room on a front page that nobody ordered.
    fn lead_waits(&self, sound: &Sound) -> bool {
        let front = sound.input.pages.tasks.first().map_or(&[][..], |task| &task.stories);
        !self.is_ordered() && !self.lead_moves && sound.dummy.held.iter().any(|(story, _)| front.contains(story))
    }

    /// How many fewer pages would hold what stands in a new plan, if nobody ordered its pages and it leaves so much of them to house ads.
    fn with_fewer(&self, attempt: &Attempt, sound: &Sound) -> Option<usize> {
        let count = attempt.pages.tasks.len();
        let fewer = count.checked_sub(self.multiple()).filter(|fewer| *fewer > 0 && !self.is_ordered() && self.start.is_none())?;
        let used: u64 = sound.dummy.pages.iter().map(|page| u64::from(page.filled())).sum();
        let all = area(&attempt.pages.tasks);
        (used * 100 * count as u64 <= all * fewer as u64 * FILLS_FEWER).then_some(fewer)
    }

    /// Plans every page, and says whether the plan can stand.
    fn run(&mut self, attempt: &Attempt) -> Outcome {
        let mut notes = Diagnostics::default();
        let mut input = self.prepare(&attempt.pages, &attempt.jumps, &mut notes);
        let found = self.find_earlier(&mut input, &mut notes);
        let ToPlan { stories, pages } = &input;
        let (mut rough, losses) = self.rough(&input, found.as_ref());
        if let Some((start, found)) = self.start.zip(found.as_ref()) {
            earlier::tell(&Losses { start, found, losses: &losses, stories: &self.stories, input: &input }, &mut notes);
        }
        let broken = jumps::broken(rough.held(), &self.stories);
        if !broken.is_empty() {
            return Outcome::BrokenJumps(broken);
        }
        let before = found.as_ref().map(|found| found.earlier.held.as_slice()).unwrap_or_default();
        let may_jump = jumps::may_jump(self.job, &rough, &input, before);
        let room = area(&pages.tasks).saturating_sub(rough.filled());
        let is_long = |(story, why): &&(StoryId, Why)| {
            let takes = |percent: u32| self.takes_of_page(&input, *story, percent);
            *why == Why::NoShape
                || takes(FILLS_PAGE)
                || takes(LARGE) && stories[*story].lines.iter().any(|lines| *lines > 0 && u64::from(*lines) * LONG_STORY < room * 100)
        };
        let too_long: Vec<(StoryId, Why)> = may_jump.iter().filter(is_long).copied().collect();
        if attempt.jumping == Jumping::Untried && !too_long.is_empty() {
            return Outcome::MayJump(Jumping::LongTried, too_long);
        }
        // What no page can hold is helped by another only if it can be parted.
        let finds_room = |story: StoryId, why: Why| why != Why::NoShape || may_jump.iter().any(|(other, _)| *other == story);
        // No pages are added for a brief.
        let is_brief = |story: StoryId| stories[story].is_brief() || self.unboxed.contains(&story) && stories[story].priority == 9;
        let is_homeless = |(story, why): &(StoryId, Why)| !is_brief(*story) && finds_room(*story, *why);
        if attempt.pages.tasks.len() < self.most() && rough.held().iter().any(is_homeless) {
            return Outcome::WantsPage;
        }
        if attempt.jumping < Jumping::Settled && !may_jump.is_empty() {
            return Outcome::MayJump(Jumping::Settled, may_jump);
        }
        rough.outrank(before);
        // Trades for the better would move what stands.
        let dummy = if found.is_some() { rough.finish() } else { rough.improve() };
        Outcome::Sound(Box::new(Sound { input, dummy, notes }))
    }

    /// What the earlier plan, if there is one, says of today's stories and pages; what it keeps from changing is put by hand.
    fn find_earlier(&self, input: &mut ToPlan, notes: &mut Diagnostics) -> Option<Found<'a>> {
        self.start.map(|start| earlier::find(start, &self.stories, input, notes))
    }

    /// A plan from the earlier one, or from nothing; and the pages that could not stay as they were.
    fn rough<'b>(&'b self, ToPlan { stories, pages }: &'b ToPlan, found: Option<&Found>) -> (Rough<'b>, Vec<(PageId, Loss)>) {
        match found {
            Some(found) => calm::rough(stories, &pages.tasks, &found.earlier, self.known),
            None => (rough(stories, &pages.tasks, self.known), Vec::new()),
        }
    }

    /// Whether a story's text alone takes more than so many percent of some page that it may stand on.
    fn takes_of_page(&self, input: &ToPlan, story: StoryId, percent: u32) -> bool {
        let known = &input.stories[story];
        let tasks = input.pages.tasks.iter().filter(|task| is_open(task, known.section, &known.barred));
        tasks.into_iter().any(|task| known.lines.get(task.setting).is_some_and(|lines| lines * 100 > task.free_area() * percent))
    }

    /// Parts the stories that jump, sets what pages ask for, and puts what stands by hand.
    fn prepare(&mut self, pages: &Pages, jumps: &[JumpPlan], notes: &mut Diagnostics) -> ToPlan {
        if !self.is_ordered() {
            let wanted = self.wanted(&pages.tasks);
            self.stories.ask(&wanted);
        }
        self.stories.part(jumps, |page| pages.tasks[page].setting);
        let mut stories = self.stories.for_planner(&self.sections, &self.barred);
        // What is ordered on a page stands there or nowhere.
        for (page, task) in pages.tasks.with_ids().filter(|_| !self.lead_moves) {
            for story in &task.stories {
                stories[*story].only.get_or_insert(page);
                stories[*story].is_ordered |= self.is_ordered();
            }
        }
        for (at, jump) in jumps.iter().enumerate() {
            let turn = self.stories.turn(at);
            stories[jump.article].only.get_or_insert(jump.from);
            stories[turn].only = Some(jump.to);
        }
        let mut input = ToPlan { stories, pages: pages.clone() };
        fixed::by_hand(&self.stories, &mut input, notes);
        input
    }

    /// By article: the settings of the pages that the program made for its section, and of the page that it is to lead.
    fn wanted(&self, tasks: &[PageTask]) -> By<StoryId, Wanted> {
        let settings = self.job.settings.len();
        let of = |(story, article): (StoryId, &Article)| {
            let section = section_of(article, &self.sections);
            let takes = |task: &&PageTask| task.sections.is_empty() || task.sections.contains(&section) || task.stories.contains(&story);
            let mut wanted = Wanted::from(vec![false; settings]);
            tasks.iter().filter(takes).for_each(|task| wanted[task.setting] = true);
            wanted
        };
        self.job.articles().map(of).collect()
    }

    /// Hands on a plan that stands, and says what had to be decided.
    fn hand_on(self, sound: Sound, diags: &mut Diagnostics) -> Planned {
        let Sound { input, mut dummy, notes } = sound;
        diags.append(notes);
        // Stories put by hand stand outside the plan: they are not held.
        dummy.held.retain(|(story, _)| !input.is_fixed(*story));
        jumps::tell(&self.stories, diags);
        ad_conflicts::tell(self.job, &self.barred, diags);
        let (set, configs) = self.stories.hand_on();
        let mut planned = Planned { set, configs, input, dummy, answers: Vec::new(), because: BTreeMap::new() };
        little_copy::tell(self.job, &planned, diags);
        lead_law::tell(self.job, &planned, diags);
        lead_law::tell_unled(self.job, &planned, diags);
        left_out::tell(&planned, diags);
        held::tell(self.job, &mut planned, self.start, diags);
        wishes::answer(self.job, &mut planned, diags);
        if let Some(start) = self.start.filter(|start| start.locked) {
            earlier::tell_changes(start, &plan_file::record::plan(self.job, &planned), self.job, diags);
        }
        self.job.edition.rules.apply(&self.job.edition.articles, diags);
        planned
    }
}

impl Planned {
    /// Finds out how good the pages are that were kept from an earlier plan.
    pub fn prove(&mut self) {
        calm::prove(&self.input.stories, &self.input.pages.tasks, &mut self.dummy);
    }
}

/// Articles that an earlier plan has as stories: of them some may be briefs that found no place in a box.
fn unboxed_before(job: &Job, start: &Start) -> Vec<StoryId> {
    let by_slug = job.by_slug();
    let told = start.file.pages.iter().flat_map(|page| &page.stories);
    told.filter_map(|entry| by_slug.get(&crate::role::Slug(entry.slug.as_str().into())).copied()).collect()
}

/// Cells of pages that ads leave.
fn area(tasks: &[PageTask]) -> u64 {
    tasks.iter().map(|task| u64::from(task.free_area())).sum()
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
