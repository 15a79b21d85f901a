//! Setting an edition: every story in type, once in each setting that a page may ask for it in.
use std::collections::BTreeMap;
use std::sync::Arc;

use rayon::prelude::*;

use super::compose;
use super::galley::Galley;
use crate::edition::{Article, Wishes};
use crate::font::shape::Shaper;
use crate::ids::{By, SettingId, StoryId};
use crate::job::Job;

/// A story in type.
#[derive(Clone, Debug)]
pub struct SetStory {
    /// Its copy: an article, or a part of one that jumps.
    pub copy: Article,
    /// By setting; none where no page of that setting may take it.
    pub galleys: By<SettingId, Option<Arc<Galley>>>,
    /// Is it a brief that shares a box with others? One that finds none is set as a short story.
    pub is_boxed: bool,
}

/// Fewest briefs in a box.
pub const FEWEST_BRIEFS: usize = 2;

/// A section of more items than this, and of few other stories, has a digest.
const MANY_ITEMS: usize = 12;
/// In a digest items of this priority and below run among the briefs: what is weightier keeps a head of its own.
const DIGEST_FROM: u8 = 5;

/// By article: whether it runs in a box of briefs. Briefs do, where their section has enough of them to share a box. Where a section is
/// mostly items, and nobody ordered its pages, its lighter ones do too: as short stories they would be heads with little under them.
fn boxed(job: &Job) -> Vec<bool> {
    let articles = &job.edition.articles;
    let mut counts: BTreeMap<&str, Counts> = BTreeMap::new();
    for article in articles {
        let counts = counts.entry(&article.section).or_default();
        counts.stories += 1;
        counts.items += usize::from(article.is_item());
    }
    let may_digest = job.edition.pages.is_empty() && job.layout.planner.digest;
    let is_digest = |counts: &Counts| may_digest && counts.items > MANY_ITEMS && counts.items * 2 > counts.stories;
    // What the desk wishes for one of them it wishes for a story.
    let is_wished = |article: &Article| article.wishes != Wishes::default();
    let joins = |article: &Article| article.priority >= DIGEST_FROM && !article.must_run && article.is_item() && !is_wished(article);
    let boxed: Vec<bool> =
        articles.iter().map(|article| article.is_brief() || is_digest(&counts[article.section.as_str()]) && joins(article)).collect();
    let mut together: BTreeMap<&str, usize> = BTreeMap::new();
    articles.iter().zip(&boxed).filter(|(_, boxed)| **boxed).for_each(|(article, _)| *together.entry(&article.section).or_default() += 1);
    articles.iter().zip(&boxed).map(|(article, boxed)| *boxed && together[article.section.as_str()] >= FEWEST_BRIEFS).collect()
}

/// A section's stories.
#[derive(Default)]
struct Counts {
    stories: usize,
    items: usize,
}

/// Settings that a story is wanted in, by setting.
pub type Wanted = By<SettingId, bool>;

/// Stories that are not set yet, and the settings that each is wanted in.
pub struct Unset {
    pub stories: By<StoryId, SetStory>,
    pub wanted: By<StoryId, Wanted>,
}

impl SetStory {
    /// Copy that is in no setting set yet.
    pub fn unset(copy: Article, is_boxed: bool, job: &Job) -> SetStory {
        SetStory { is_boxed, copy, galleys: job.settings.iter().map(|_| None).collect() }
    }

    /// Sets it in the settings where it is wanted and not yet set.
    pub fn set(&mut self, wanted: &Wanted, job: &Job, shaper: &mut Shaper) {
        for ((galley, setting), _) in self.galleys.iter_mut().zip(&job.settings).zip(wanted).filter(|(_, wanted)| **wanted) {
            if galley.is_none() {
                let set = if self.is_boxed { compose::brief } else { compose::galley };
                *galley = Some(Arc::new(set(&self.copy, setting, shaper)));
            }
        }
    }
}

/// Sets every article in the settings of the pages that may take it; where the program makes the pages, in that of its section's own.
pub fn set(job: &Job) -> By<StoryId, SetStory> {
    let Unset { mut stories, wanted } = unset(job);
    // A shaper that has seen other stories knows most words of the next.
    stories
        .par_iter_mut()
        .zip(wanted.par_iter())
        .for_each_init(|| Shaper::new(&job.fonts), |shaper, (story, wanted)| story.set(wanted, job, shaper));
    stories
}

/// Every article before it is set, and the settings that [`set`] sets it in.
pub fn unset(job: &Job) -> Unset {
    let wanted = if job.edition.pages.is_empty() { at_home(job) } else { on_ordered_pages(job) };
    let articles = job.edition.articles.iter().zip(boxed(job));
    Unset { stories: articles.map(|(article, is_boxed)| SetStory::unset(article.clone(), is_boxed, job)).collect(), wanted }
}

/// By article: the setting of its section's own pages.
fn at_home(job: &Job) -> By<StoryId, Wanted> {
    let home = |article: &Article| job.setting_of(job.layout.template_name(None, Some(&article.section), false));
    job.edition.articles.iter().map(home).map(|home| job.settings.ids().map(|setting| setting == home).collect()).collect()
}

/// By article: the settings of the pages of its section, of those that take any, and of those that name it.
fn on_ordered_pages(job: &Job) -> By<StoryId, Wanted> {
    let by_slug = job.by_slug();
    let nowhere = Wanted::from(vec![false; job.settings.len()]);
    let mut wanted = By::from(vec![nowhere; job.edition.articles.len()]);
    for (page, template) in job.edition.pages.iter().zip(&job.page_templates) {
        let setting = job.setting_of(template);
        for (article, wanted) in job.edition.articles.iter().zip(&mut wanted) {
            wanted[setting] |= page.section.as_ref().is_none_or(|section| *section == article.section);
        }
        let named = page.stories.iter().map(|(slug, _)| slug).chain(page.places.iter().map(|place| &place.story));
        for article in named.filter_map(|slug| by_slug.get(slug)) {
            wanted[*article][setting] = true;
        }
    }
    wanted
}
