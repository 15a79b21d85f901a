//! Setting an edition: every story in type, once in each setting that a page may ask for it in.
use rayon::prelude::*;

use super::compose;
use super::galley::Galley;
use crate::edition::Article;
use crate::font::shape::Shaper;
use crate::job::Job;

/// A story in type.
#[derive(Clone, Debug)]
pub struct SetStory {
    /// Its copy: an article, or a part of one that jumps.
    pub copy: Article,
    /// By setting; none where no page of that setting may take it.
    pub galleys: Vec<Option<Galley>>,
    /// Is it a brief that shares a box with others? One that finds none is set as a short story.
    pub is_boxed: bool,
}

/// Fewest briefs in a box.
pub const FEWEST_BRIEFS: usize = 2;

/// Whether a brief finds enough others of its section to share a box with.
fn is_boxed(copy: &Article, job: &Job) -> bool {
    let others = job.edition.articles.iter().filter(|other| other.is_brief() && other.section == copy.section);
    copy.is_brief() && others.take(FEWEST_BRIEFS).count() == FEWEST_BRIEFS
}

/// Settings that a story is wanted in, by setting.
pub type Wanted = Vec<bool>;

impl SetStory {
    /// Copy that is in no setting set yet.
    pub fn unset(copy: Article, job: &Job) -> SetStory {
        SetStory { is_boxed: is_boxed(&copy, job), copy, galleys: job.settings.iter().map(|_| None).collect() }
    }

    /// Sets it in the settings where it is wanted and not yet set.
    pub fn set(&mut self, wanted: &[bool], job: &Job, shaper: &mut Shaper) {
        for ((galley, setting), _) in self.galleys.iter_mut().zip(&job.settings).zip(wanted).filter(|(_, wanted)| **wanted) {
            if galley.is_none() {
                let set = if self.is_boxed { compose::brief } else { compose::galley };
                *galley = Some(set(&self.copy, setting, shaper));
            }
        }
    }
}

/// Sets every article in the settings of the pages that may take it; where the program makes the pages, in that of its section's own.
pub fn set(job: &Job) -> Vec<SetStory> {
    let wanted = if job.edition.pages.is_empty() { at_home(job) } else { on_ordered_pages(job) };
    let articles = job.edition.articles.par_iter().zip(&wanted);
    // A shaper that has seen other stories knows most words of the next.
    let set = articles.map_init(
        || Shaper::new(&job.fonts),
        |shaper, (article, wanted)| {
            let mut story = SetStory::unset(article.clone(), job);
            story.set(wanted, job, shaper);
            story
        },
    );
    set.collect()
}

/// By article: the setting of its section's own pages.
fn at_home(job: &Job) -> Vec<Wanted> {
    let home = |article: &Article| job.setting_of(job.layout.template_name(None, Some(&article.section), false));
    job.edition.articles.iter().map(home).map(|home| (0..job.settings.len()).map(|setting| setting == home).collect()).collect()
}

/// By article: the settings of the pages of its section, of those that take any, and of those that name it.
fn on_ordered_pages(job: &Job) -> Vec<Wanted> {
    let by_slug = job.edition.by_slug();
    let mut wanted = vec![vec![false; job.settings.len()]; job.edition.articles.len()];
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
