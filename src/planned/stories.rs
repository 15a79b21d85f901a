//! The stories in the sizes that they can have, those that jump in two parts.
use rayon::prelude::*;

use super::Configs;
use crate::edition::{Article, Jump};
use crate::font::shape::Shaper;
use crate::job::Job;
use crate::plan::shapes::{Maker, Sizes, sizes};
use crate::plan::{Shapes, Story, score};
use crate::role::Lead;
use crate::set::stories::Wanted;
use crate::set::{Galley, SetStory};

/// A story that jumps: where it begins, where it goes on, and where it is parted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct JumpPlan {
    /// The article.
    pub article: usize,
    /// The page that it begins on.
    pub from: usize,
    /// The page that it goes on on.
    pub to: usize,
    /// Blocks of its body before the jump.
    pub after: usize,
}

impl JumpPlan {
    /// The jump in the paper's labels.
    fn jump(&self, article: &Article, job: &Job) -> Jump {
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

/// What a story of the planner's is. The planner numbers the articles first, then what is continued, in the order of the jumps.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum StoryId {
    /// An article that does not jump.
    Whole(usize),
    /// What stands before a jump.
    First(usize),
    /// What comes after it.
    Turn(usize),
}

/// A story in type, and by setting the sizes that it can have as a lead and as another story; none for briefs.
#[derive(Clone, Debug)]
pub struct SizedStory {
    /// The type.
    pub set: SetStory,
    /// The sizes.
    pub sizes: Vec<Option<[Sizes; 2]>>,
}

impl SizedStory {
    fn unsized_yet(set: SetStory, job: &Job) -> SizedStory {
        SizedStory { set, sizes: job.settings.iter().map(|_| None).collect() }
    }

    /// Its sizes in a setting.
    pub fn sizes(&self, setting: usize) -> Option<&[Sizes; 2]> {
        self.sizes[setting].as_ref()
    }

    /// Its sizes in every setting that it is set in.
    fn size(&mut self, job: &Job, deepest: &[u16]) {
        let article = &self.set.copy;
        if self.set.is_boxed {
            return;
        }
        let limits = &job.layout.print.limits;
        let ppi_limits = [limits.wanted_ppi, limits.min_ppi];
        for (index, (sized, galley)) in self.sizes.iter_mut().zip(&self.set.galleys).enumerate() {
            if let (None, Some(galley)) = (&sized, galley) {
                let maker = Maker { article, galley, setting: &job.settings[index], rows: deepest[index], ppi_limits };
                *sized = Some(Lead::BOTH.map(|lead| sizes(&maker, lead)));
            }
        }
    }
}

/// The two parts of a story that jumps.
struct Parted {
    plan: JumpPlan,
    first: SizedStory,
    turn: SizedStory,
}

/// Every story in the sizes that pages ask for.
pub struct Stories<'a> {
    /// What is planned.
    pub job: &'a Job,
    /// By setting: rows of the deepest page, with the white that hangs below its live area.
    deepest: Vec<u16>,
    /// The articles, whole.
    articles: Vec<SizedStory>,
    /// Those that jump, in the order of their jumps.
    parted: Vec<Parted>,
}

impl<'a> Stories<'a> {
    /// The stories as they were set.
    pub fn new(job: &'a Job, set: Vec<SetStory>) -> Stories<'a> {
        let mut deepest = vec![0; job.settings.len()];
        for (name, template) in &job.layout.templates {
            let rows = &mut deepest[job.setting_of(name)];
            *rows = (job.layout.live_rows(template) + score::SEPARATION).max(*rows);
        }
        let articles = set.into_iter().map(|set| SizedStory::unsized_yet(set, job)).collect();
        let mut stories = Stories { job, deepest, articles, parted: Vec::new() };
        let nothing_more = vec![vec![false; job.settings.len()]; stories.articles.len()];
        stories.ask(&nothing_more);
        stories
    }

    /// Sets and sizes articles in the settings where they are wanted and not yet there.
    pub fn ask(&mut self, wanted: &[Wanted]) {
        make(self.job, &self.deepest, self.articles.iter_mut().zip(wanted.iter().cloned()).collect());
    }

    /// Parts the stories that jump, each part set as its page is; all others are whole. What is parted already so is kept.
    pub fn part(&mut self, jumps: &[JumpPlan], setting_of: impl Fn(usize) -> usize) {
        let mut before = std::mem::take(&mut self.parted);
        for plan in jumps {
            let known = before.iter().position(|parted| parted.plan == *plan).map(|at| before.swap_remove(at));
            let parted = known.unwrap_or_else(|| self.parted_as(*plan));
            self.parted.push(parted);
        }
        let settings = self.job.settings.len();
        let on = |page: usize| -> Wanted { (0..settings).map(|setting| setting == setting_of(page)).collect() };
        let mut asked: Vec<(&mut SizedStory, Wanted)> = Vec::new();
        for Parted { plan, first, turn } in &mut self.parted {
            asked.extend([(first, on(plan.from)), (turn, on(plan.to))]);
        }
        make(self.job, &self.deepest, asked);
    }

    fn parted_as(&self, plan: JumpPlan) -> Parted {
        let whole = &self.articles[plan.article].set.copy;
        let (first, turn) = whole.parted(plan.jump(whole, self.job));
        let [first, turn] = [first, turn].map(|copy| SizedStory::unsized_yet(SetStory::unset(copy, self.job), self.job));
        Parted { plan, first, turn }
    }

    /// How many there are.
    pub fn count(&self) -> usize {
        self.articles.len() + self.parted.len()
    }

    /// What the planner's story of a number is.
    pub fn id(&self, number: usize) -> StoryId {
        match number.checked_sub(self.articles.len()) {
            Some(jump) => StoryId::Turn(jump),
            None => self.parted.iter().position(|parted| parted.plan.article == number).map_or(StoryId::Whole(number), StoryId::First),
        }
    }

    /// The planner's number of what is continued after a jump.
    pub fn turn(&self, jump: usize) -> usize {
        self.articles.len() + jump
    }

    /// The article that a story is, or is a part of.
    pub fn article(&self, number: usize) -> usize {
        match self.id(number) {
            StoryId::Whole(article) => article,
            StoryId::First(jump) | StoryId::Turn(jump) => self.parted[jump].plan.article,
        }
    }

    /// An article as it is without a jump.
    pub fn whole(&self, article: usize) -> &SizedStory {
        &self.articles[article]
    }

    /// A story by the planner's number.
    pub fn story(&self, number: usize) -> &SizedStory {
        match self.id(number) {
            StoryId::Whole(article) => &self.articles[article],
            StoryId::First(jump) => &self.parted[jump].first,
            StoryId::Turn(jump) => &self.parted[jump].turn,
        }
    }

    /// The jumps.
    pub fn jumps(&self) -> impl Iterator<Item = &JumpPlan> {
        self.parted.iter().map(|parted| &parted.plan)
    }

    /// The stories as the planner knows them, in its order. `barred` has, by article, the pages on which it may not stand.
    pub fn for_planner(&self, sections: &[String], barred: &[Vec<usize>]) -> Vec<Story> {
        let of = |number: usize| {
            let SizedStory { set, sizes } = self.story(number);
            let shapes = |both: &Option<[Sizes; 2]>| {
                let [lead, other] = both.as_ref()?;
                Some(Shapes {
                    lead: lead.shape.clone(),
                    other: other.shape.clone(),
                    quoteless: [lead.quoteless.clone(), other.quoteless.clone()],
                    lead_faces: lead.faces.clone(),
                    other_faces: other.faces.clone(),
                })
            };
            let brief = |galley: &Option<Galley>| galley.as_ref().filter(|_| set.is_boxed).map(|galley| galley.flow.clone());
            Story {
                section: section_of(&set.copy, sections),
                subsection: self.subsection_of(&set.copy),
                priority: set.copy.priority,
                must_run: set.copy.must_run,
                only: None,
                barred: barred[self.article(number)].clone(),
                shapes: sizes.iter().map(shapes).collect(),
                brief: set.galleys.iter().map(brief).collect(),
            }
        };
        (0..self.count()).map(of).collect()
    }

    fn subsection_of(&self, article: &Article) -> usize {
        self.articles.iter().position(|other| other.set.copy.subsection == article.subsection).unwrap_or(0)
    }

    /// The type and the ways to make it, for make-up, in the planner's order.
    pub fn hand_on(self) -> (Vec<SetStory>, Configs) {
        let mut list = self.articles;
        let mut turns = Vec::new();
        for Parted { plan, first, turn } in self.parted {
            list[plan.article] = first;
            turns.push(turn);
        }
        let configs = |sizes: Option<[Sizes; 2]>| sizes.map(|both| both.map(|sizes| sizes.configs));
        list.into_iter().chain(turns).map(|SizedStory { set, sizes }| (set, sizes.into_iter().map(configs).collect())).unzip()
    }
}

/// Sets and sizes stories where they are wanted.
fn make(job: &Job, deepest: &[u16], asked: Vec<(&mut SizedStory, Wanted)>) {
    // A shaper that has seen other stories knows most words of the next.
    asked.into_par_iter().for_each_init(
        || Shaper::new(&job.fonts),
        |shaper, (story, wanted)| {
            story.set.set(&wanted, job, shaper);
            story.size(job, deepest);
        },
    );
}

/// The section of a story, in the order of the paper's sections.
pub fn section_of(article: &Article, sections: &[String]) -> usize {
    sections.iter().position(|section| *section == article.section).unwrap_or(0)
}
