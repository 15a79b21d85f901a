//! The stories in the sizes that they can have, those that jump in parts.
use std::collections::BTreeMap;
use std::sync::Arc;

use rayon::prelude::*;

use super::Configs;
use super::kept::{BySetting, Found, Kept, SizedFor};
use crate::edition::wishes::Wish;
use crate::edition::{Article, Edition, Jump, Wishes};
use crate::font::shape::Shaper;
use crate::ids::{By, Id, PageId, SettingId, StoryId};
use crate::job::Job;
use crate::plan::shapes::{Maker, Sizes, sizes};
use crate::plan::{Company, Story, Ways, score};
use crate::role::{ByLead, Lead, Slug};
use crate::set::flow::range;
use crate::set::stories::{Unset, Wanted};
use crate::set::{Galley, SetStory};

/// A story that jumps: where it begins, where it goes on, and where it is parted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct JumpPlan {
    /// The article.
    pub article: StoryId,
    /// The page that it begins on.
    pub from: PageId,
    /// The page that it goes on on.
    pub to: PageId,
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

/// A story in type, and by setting the sizes that it can have as a lead and as another story; none for briefs.
#[derive(Clone, Debug)]
pub struct SizedStory {
    /// The type.
    pub set: SetStory,
    /// The sizes.
    pub sizes: BySetting,
}

impl SizedStory {
    fn unsized_yet(set: SetStory, job: &Job) -> SizedStory {
        SizedStory { set, sizes: job.settings.iter().map(|_| None).collect() }
    }

    /// Its sizes in a setting.
    pub fn sizes(&self, setting: SettingId) -> Option<&ByLead<Sizes>> {
        self.sizes[setting].as_deref()
    }

    /// What its sizes hang on beside its type.
    fn sized_for(&self, job: &Job, rooms: &BTreeMap<Slug, u16>) -> SizedFor {
        let article = &self.set.copy;
        let room = rooms.get(&article.slug).copied().filter(|_| article.part.back().is_none());
        SizedFor { room, company: company(article, &job.edition) }
    }

    /// Takes what is known of it where it is wanted and not there yet. True where nothing is left to be made.
    fn take(&mut self, found: Found, wanted: &Wanted) -> bool {
        for (setting, _) in wanted.with_ids().filter(|(_, wanted)| **wanted) {
            if self.set.galleys[setting].is_none() {
                self.set.galleys[setting] = found.galleys.get(setting).cloned().flatten();
            }
        }
        for (setting, sizes) in self.sizes.with_ids_mut().filter(|(_, sizes)| sizes.is_none()) {
            if self.set.galleys[setting].is_some() {
                *sizes = found.sizes.get(setting).cloned().flatten();
            }
        }
        self.is_made(wanted)
    }

    /// Whether it is set where it is wanted, and sized where it is set.
    fn is_made(&self, wanted: &Wanted) -> bool {
        let is_set = self.set.galleys.iter().zip(wanted).all(|(galley, wanted)| !wanted || galley.is_some());
        let is_sized = || self.sizes.iter().zip(&self.set.galleys).all(|(sizes, galley)| sizes.is_some() || galley.is_none());
        is_set && (self.set.is_boxed || is_sized())
    }

    /// Its sizes in every setting that it is set in.
    fn size(&mut self, job: &Job, deepest: &By<SettingId, u16>, sized_for: &SizedFor) {
        let article = &self.set.copy;
        if self.set.is_boxed {
            return;
        }
        let SizedFor { room, company } = sized_for;
        let limits = &job.layout.print.limits;
        let ppi_limits = [limits.wanted_ppi, limits.min_ppi];
        for (id, sized) in self.sizes.with_ids_mut() {
            if let (None, Some(galley)) = (&sized, &self.set.galleys[id]) {
                let (setting, rows) = (&job.settings[id], deepest[id]);
                let pictures = job.layout.planner.pictures;
                let maker = Maker { article, galley, setting, rows, room: *room, ppi_limits, pictures, company: company.as_ref() };
                // One story that changed late keeps both cores busy too.
                let (lead, other) = rayon::join(|| sizes(&maker, Lead::Yes), || sizes(&maker, Lead::No));
                *sized = Some(Arc::new(ByLead { lead, other }));
            }
        }
    }
}

/// Whom the desk wishes a story to stand with. None where it wishes no such thing for any story; of a story that jumps its first part alone
/// has company.
fn company(article: &Article, edition: &Edition) -> Option<Arc<Company>> {
    let wishes_any = |article: &Article| article.wishes.beside.is_some() || article.wishes.not_beside.is_some();
    if article.part.back().is_some() || !edition.articles.iter().any(wishes_any) {
        return None;
    }
    let list = |wish: &Option<Wish<Vec<Slug>>>| wish.as_ref().map(|wish| wish.value.clone()).unwrap_or_default();
    let Wishes { beside, not_beside, .. } = &article.wishes;
    Some(Arc::new(Company { story: article.slug.clone(), beside: list(beside), not_beside: list(not_beside) }))
}

/// A story that jumps, once or more, in its parts.
struct Parted {
    jumps: Vec<JumpPlan>,
    first: SizedStory,
    /// By jump: what comes after it.
    turns: Vec<SizedStory>,
}

/// Every story in the sizes that pages ask for.
pub struct Stories<'a> {
    /// What is planned.
    pub job: &'a Job,
    /// By setting: rows of the deepest page, with the white that hangs below its live area.
    deepest: By<SettingId, u16>,
    /// By story that the desk ordered on a page: rows of the deepest module that there is room for there.
    rooms: BTreeMap<Slug, u16>,
    /// What earlier runs made of the same copy, where that is kept.
    kept: Option<&'a Kept>,
    /// The articles, whole.
    articles: By<StoryId, SizedStory>,
    /// The jumps: those of one article together, in the order in which it is read.
    jumps: Vec<JumpPlan>,
    /// By article that jumps: its first part.
    firsts: BTreeMap<StoryId, SizedStory>,
    /// By jump: what comes after it.
    turns: Vec<SizedStory>,
}

impl<'a> Stories<'a> {
    /// The stories as they were set.
    pub fn new(job: &'a Job, set: By<StoryId, SetStory>, rooms: BTreeMap<Slug, u16>) -> Stories<'a> {
        let nothing_more = set.iter().map(|_| Wanted::from(vec![false; job.settings.len()])).collect();
        Stories::begin(job, Unset { stories: set, wanted: nothing_more }, rooms, None)
    }

    /// The same of stories that are not set yet: they are set where they are wanted, where they are not kept as an earlier run set them.
    pub fn from_kept(job: &'a Job, unset: Unset, rooms: BTreeMap<Slug, u16>, kept: &'a Kept) -> Stories<'a> {
        Stories::begin(job, unset, rooms, Some(kept))
    }

    fn begin(job: &'a Job, unset: Unset, rooms: BTreeMap<Slug, u16>, kept: Option<&'a Kept>) -> Stories<'a> {
        let mut deepest: By<SettingId, u16> = vec![0; job.settings.len()].into();
        for (name, template) in &job.layout.templates {
            let rows = &mut deepest[job.setting_of(name)];
            *rows = (job.layout.live_rows(template) + score::SEPARATION).max(*rows);
        }
        let articles = unset.stories.into_iter().map(|set| SizedStory::unsized_yet(set, job)).collect();
        if let Some(kept) = kept {
            kept.begin(job, &deepest);
        }
        let mut stories = Stories { job, deepest, rooms, kept, articles, jumps: Vec::new(), firsts: BTreeMap::new(), turns: Vec::new() };
        stories.ask(&unset.wanted);
        stories
    }

    /// Sets and sizes articles in the settings where they are wanted and not yet there.
    pub fn ask(&mut self, wanted: &By<StoryId, Wanted>) {
        let ground = Making { job: self.job, deepest: &self.deepest, rooms: &self.rooms, kept: self.kept };
        ground.make(self.articles.iter_mut().zip(wanted.iter().cloned()).collect());
    }

    /// Sets these as short stories that were set as briefs.
    pub fn unbox(&mut self, articles: &[StoryId]) {
        let boxed = articles.iter().filter(|article| self.articles[**article].set.is_boxed).copied().collect::<Vec<_>>();
        for article in boxed {
            let SizedStory { set, sizes } = &mut self.articles[article];
            // It is set again where it is wanted.
            set.is_boxed = false;
            set.galleys.fill(None);
            sizes.fill(None);
        }
    }

    /// Parts the stories that jump, each part set as its page is; all others are whole. What is parted already so is kept. The jumps of one
    /// article stand together, in the order in which it is read.
    pub fn part(&mut self, jumps: &[JumpPlan], setting_of: impl Fn(PageId) -> SettingId) {
        let mut before = self.join();
        for chain in jumps.chunk_by(|one, next| one.article == next.article) {
            let known = before.iter().position(|parted| parted.jumps == chain).map(|at| before.swap_remove(at));
            let Parted { jumps, first, turns } = known.unwrap_or_else(|| self.parted_as(chain));
            self.firsts.insert(jumps[0].article, first);
            self.jumps.extend(jumps);
            self.turns.extend(turns);
        }
        let on = |page: PageId| -> Wanted { self.job.settings.ids().map(|setting| setting == setting_of(page)).collect() };
        let begins = |article: StoryId| jumps.iter().find(|jump| jump.article == article).map_or(PageId::FRONT, |jump| jump.from);
        let firsts = self.firsts.iter_mut().map(|(article, first)| (first, on(begins(*article))));
        let turns = self.turns.iter_mut().zip(jumps).map(|(turn, jump)| (turn, on(jump.to)));
        let ground = Making { job: self.job, deepest: &self.deepest, rooms: &self.rooms, kept: self.kept };
        ground.make(firsts.chain(turns).collect());
    }

    /// Takes out all that is parted.
    fn join(&mut self) -> Vec<Parted> {
        let (jumps, mut turns) = (std::mem::take(&mut self.jumps), std::mem::take(&mut self.turns).into_iter());
        let mut firsts = std::mem::take(&mut self.firsts);
        let chains = jumps.chunk_by(|one, next| one.article == next.article);
        let parted = chains.filter_map(|chain| {
            let turns = turns.by_ref().take(chain.len()).collect();
            Some(Parted { jumps: chain.to_vec(), first: firsts.remove(&chain[0].article)?, turns })
        });
        parted.collect()
    }

    fn parted_as(&self, jumps: &[JumpPlan]) -> Parted {
        let whole = &self.articles[jumps[0].article].set.copy;
        let (first, turns) = whole.parts(jumps.iter().map(|jump| jump.jump(whole, self.job)).collect());
        let unsized_yet = |part: Article| SizedStory::unsized_yet(SetStory::unset(part, false, self.job), self.job);
        Parted { jumps: jumps.to_vec(), first: unsized_yet(first), turns: turns.into_iter().map(unsized_yet).collect() }
    }

    /// How many there are.
    pub fn count(&self) -> usize {
        self.articles.len() + self.turns.len()
    }

    /// What is continued after a jump, by the jump's place among all.
    pub fn turn(&self, jump: usize) -> StoryId {
        StoryId::of(self.articles.len() + jump)
    }

    /// The article that a story is, or is a part of.
    pub fn article(&self, story: StoryId) -> StoryId {
        self.turned(story).map_or(story, |jump| self.jumps[jump].article)
    }

    /// An article as it is without a jump.
    pub fn whole(&self, article: StoryId) -> &SizedStory {
        &self.articles[article]
    }

    /// A story: an article, of one that jumps its first part; or what is continued.
    pub fn story(&self, story: StoryId) -> &SizedStory {
        match self.turned(story) {
            Some(jump) => &self.turns[jump],
            None => self.firsts.get(&story).unwrap_or(&self.articles[story]),
        }
    }

    /// By which jump a story is continued; none of an article.
    fn turned(&self, story: StoryId) -> Option<usize> {
        story.number().checked_sub(self.articles.len())
    }

    /// The jumps: those of one article together, in the order in which it is read.
    pub fn jumps(&self) -> impl Iterator<Item = &JumpPlan> {
        self.jumps.iter()
    }

    /// The stories as the planner knows them, in its order. `barred` has, by article, the pages on which it may not stand.
    pub fn for_planner(&self, sections: &[String], barred: &By<StoryId, Vec<PageId>>) -> By<StoryId, Story> {
        let of = |number: StoryId| {
            let SizedStory { set, sizes } = self.story(number);
            let shapes = |both: &Option<Arc<ByLead<Sizes>>>| {
                let ways =
                    |sizes: &Sizes| Ways { shape: sizes.shape.clone(), quoteless: sizes.quoteless.clone(), faces: sizes.faces.clone() };
                Some(both.as_deref()?.each(ways))
            };
            let brief = |galley: &Option<Arc<Galley>>| galley.as_ref().filter(|_| set.is_boxed).map(|galley| galley.flow.clone());
            Story {
                section: section_of(&set.copy, sections),
                subsection: self.subsection_of(&set.copy),
                priority: set.copy.priority,
                must_run: set.copy.must_run,
                is_ordered: set.copy.is_ordered_to_run || set.copy.wishes.are_for_place(),
                above_fold: set.copy.wishes.above_fold.as_ref().is_some_and(|wish| wish.value),
                only: None,
                barred: barred[self.article(number)].clone(),
                shapes: sizes.iter().map(shapes).collect(),
                brief: set.galleys.iter().map(brief).collect(),
                lines: set.galleys.iter().map(|galley| galley.as_ref().map_or(0, |galley| range(&galley.flow).0)).collect(),
            }
        };
        (0..self.count()).map(StoryId::of).map(of).collect()
    }

    fn subsection_of(&self, article: &Article) -> usize {
        self.articles.iter().position(|other| other.set.copy.subsection == article.subsection).unwrap_or(0)
    }

    /// The type and the ways to make it, for make-up, in the planner's order.
    pub fn hand_on(self) -> (By<StoryId, SetStory>, Configs) {
        let mut list = self.articles;
        for (article, first) in self.firsts {
            list[article] = first;
        }
        let both = list.into_iter().chain(self.turns).map(|SizedStory { set, sizes }| (set, sizes));
        let (set, sizes): (Vec<_>, Vec<_>) = both.unzip();
        (set.into(), sizes.into())
    }
}

/// What stories are set and sized with.
struct Making<'a> {
    job: &'a Job,
    deepest: &'a By<SettingId, u16>,
    rooms: &'a BTreeMap<Slug, u16>,
    kept: Option<&'a Kept>,
}

impl Making<'_> {
    /// Sets and sizes stories where they are wanted.
    fn make(&self, mut asked: Vec<(&mut SizedStory, Wanted)>) {
        asked.retain(|(story, wanted)| !story.is_made(wanted));
        // A shaper that has seen other stories knows most words of the next.
        asked.into_par_iter().for_each_init(
            || Shaper::new(&self.job.fonts),
            |shaper, (story, wanted)| {
                let sized_for = story.sized_for(self.job, self.rooms);
                if self.kept.is_some_and(|kept| story.take(kept.find(&story.set, &sized_for), &wanted)) {
                    return;
                }
                story.set.set(&wanted, self.job, shaper);
                story.size(self.job, self.deepest, &sized_for);
                if let Some(kept) = self.kept {
                    kept.keep(&story.set, &sized_for, &story.sizes);
                }
            },
        );
    }
}

/// The section of a story, in the order of the paper's sections.
pub fn section_of(article: &Article, sections: &[String]) -> usize {
    sections.iter().position(|section| *section == article.section).unwrap_or(0)
}
