//! Planning an edition: which pages there are, which stories jump, and from the job to the planner's tasks and back.
use crate::diag::Diagnostics;
use crate::job::Job;
use crate::plan::calm;
use crate::plan::edition::rough;
use crate::plan::{Dummy, Known, PageTask, Why};
use crate::plan_file::earlier::{self, Losses, Start};
use crate::planned::stories::{JumpPlan, Stories, section_of};
use crate::planned::{Pages, Planned, ToPlan};
use crate::set::SetStory;
use crate::set::stories::Wanted;

mod ad_conflicts;
mod fixed;
mod house_ads;
mod jumps;
mod lead_law;
mod pages;

/// Pages added beyond what the areas ask for before stories are held.
const MORE_PAGES: usize = 3;

/// Plans every page; from an earlier plan moves only what must be moved. Stories that jump are parted, and their parts set.
pub fn plan(job: &Job, set: Vec<SetStory>, start: Option<&Start>, diags: &mut Diagnostics) -> Planned {
    let mut planner = Planner::new(job, set, start);
    let mut attempt = planner.first_attempt();
    loop {
        match planner.run(&attempt) {
            Outcome::Sound(sound) => return planner.hand_on(*sound, diags),
            Outcome::BrokenJumps(broken) => attempt.drop(&broken),
            Outcome::WantsPage => attempt = planner.attempt(attempt.more + 1),
            Outcome::MayJump(held) => {
                attempt.jumps = jumps::for_held(&mut planner, &attempt, &held);
                attempt.are_jumps_settled = true;
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
    barred: Vec<Vec<usize>>,
    stories: Stories<'a>,
    /// Pages that were planned before.
    known: Known,
}

/// The pages and the jumps with which a plan is tried.
struct Attempt {
    pages: Pages,
    /// Pages beyond what the areas ask for.
    more: usize,
    jumps: Vec<JumpPlan>,
    /// No other story is tried with a jump.
    are_jumps_settled: bool,
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
    MayJump(Vec<(usize, Why)>),
}

/// A plan that stands, and what there is to say of it.
struct Sound {
    input: ToPlan,
    dummy: Dummy,
    notes: Diagnostics,
}

impl Attempt {
    /// The same without some of its jumps.
    fn drop(&mut self, broken: &[usize]) {
        let kept = self.jumps.iter().enumerate().filter(|(at, _)| !broken.contains(at)).map(|(_, jump)| *jump);
        self.jumps = kept.collect();
        self.are_jumps_settled = true;
    }
}

impl<'a> Planner<'a> {
    fn new(job: &'a Job, set: Vec<SetStory>, start: Option<&'a Start>) -> Planner<'a> {
        Planner {
            job,
            start,
            sections: section_order(job),
            barred: ad_conflicts::barred(job),
            stories: Stories::new(job, set),
            known: Known::default(),
        }
    }

    /// Whether the edition says which pages there are.
    fn is_ordered(&self) -> bool {
        !self.job.edition.pages.is_empty()
    }

    /// Pages that may be added beyond what the areas ask for.
    fn most_more(&self) -> usize {
        if self.is_ordered() { 0 } else { MORE_PAGES }
    }

    /// The first attempt: where the program makes the pages, no fewer of them than in the earlier plan.
    fn first_attempt(&mut self) -> Attempt {
        let wanted = self.start.map_or(0, |start| start.file.pages.len());
        let more = (0..=self.most_more()).find(|more| wanted == 0 || self.is_ordered() || self.pages(*more).tasks.len() >= wanted);
        self.attempt(more.unwrap_or(0))
    }

    /// With so many more pages: the jumps of the earlier plan, and those that the desk ordered beside them.
    fn attempt(&mut self, more: usize) -> Attempt {
        let pages = self.pages(more);
        let jumps = jumps::to_begin_with(self, &pages);
        Attempt { pages, more, jumps, are_jumps_settled: false }
    }

    fn pages(&self, more: usize) -> Pages {
        if self.is_ordered() {
            return pages::ordered(self.job, &self.sections);
        }
        pages::free(self.job, &self.stories.for_planner(&self.sections, &self.barred), &self.sections, more)
    }

    /// Plans every page, and says whether the plan can stand.
    fn run(&mut self, attempt: &Attempt) -> Outcome {
        let mut notes = Diagnostics::default();
        let mut input = self.prepare(&attempt.pages, &attempt.jumps, &mut notes);
        let found = self.start.map(|start| (start, earlier::find(start, &self.stories, &mut input, &mut notes)));
        let ToPlan { stories, pages } = &input;
        let rough = match &found {
            Some((start, found)) => {
                let (rough, losses) = calm::rough(stories, &pages.tasks, &found.earlier, &self.known);
                earlier::tell(&Losses { start, found, losses: &losses, stories: &self.stories, input: &input }, &mut notes);
                rough
            }
            None => rough(stories, &pages.tasks, &self.known),
        };
        let broken = jumps::broken(rough.held(), &self.stories);
        if !broken.is_empty() {
            return Outcome::BrokenJumps(broken);
        }
        let is_homeless = |(story, why): &(usize, Why)| !stories[*story].is_brief() && *why != Why::NoShape;
        if attempt.more < self.most_more() && rough.held().iter().any(is_homeless) {
            return Outcome::WantsPage;
        }
        let before = found.as_ref().map(|(_, found)| found.earlier.held.as_slice()).unwrap_or_default();
        let may_jump = jumps::may_jump(self.job, &rough, &input, before);
        if !may_jump.is_empty() && !attempt.are_jumps_settled {
            return Outcome::MayJump(may_jump);
        }
        // Trades for the better would move what stands.
        let dummy = if found.is_some() { rough.finish() } else { rough.improve() };
        Outcome::Sound(Box::new(Sound { input, dummy, notes }))
    }

    /// Parts the stories that jump, sets what pages ask for, and puts what stands by hand.
    fn prepare(&mut self, pages: &Pages, jumps: &[JumpPlan], notes: &mut Diagnostics) -> ToPlan {
        if !self.is_ordered() {
            let wanted = self.wanted(&pages.tasks);
            self.stories.ask(&wanted);
        }
        self.stories.part(jumps, |page| pages.tasks[page].setting);
        let mut stories = self.stories.for_planner(&self.sections, &self.barred);
        for (at, jump) in jumps.iter().enumerate() {
            let turn = self.stories.turn(at);
            stories[jump.article].only = Some(jump.from);
            stories[turn].only = Some(jump.to);
        }
        let mut input = ToPlan { stories, pages: pages.clone() };
        fixed::by_hand(&self.stories, &mut input, notes);
        input
    }

    /// By article: the settings of the pages that the program made for its section.
    fn wanted(&self, tasks: &[PageTask]) -> Vec<Wanted> {
        let settings = self.job.settings.len();
        let of = |section: usize| {
            let takes = |task: &&PageTask| task.sections.is_empty() || task.sections.contains(&section);
            let mut wanted = vec![false; settings];
            tasks.iter().filter(takes).for_each(|task| wanted[task.setting] = true);
            wanted
        };
        self.job.edition.articles.iter().map(|article| of(section_of(article, &self.sections))).collect()
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
        let planned = Planned { set, configs, input, dummy };
        lead_law::tell(self.job, &planned, diags);
        planned
    }
}

impl Planned {
    /// Finds out how good the pages are that were kept from an earlier plan.
    pub fn prove(&mut self) {
        calm::prove(&self.input.stories, &self.input.pages.tasks, &mut self.dummy);
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
