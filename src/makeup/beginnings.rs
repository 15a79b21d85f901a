//! Where each story begins: what pointers to it lead to and print.
use std::collections::BTreeMap;
use std::sync::Arc;

use crate::edition::Article;
use crate::edition::folio::Half;
use crate::ids::PageId;
use crate::job::Job;
use crate::page::Link;
use crate::planned::Planned;
use crate::role::{Pointer, Slug, StoryPart};

/// The page that a story begins on.
#[derive(Clone, Debug)]
pub struct Beginning {
    pub label: Arc<str>,
    /// Its number as pointers print it: of a double truck, that of the half.
    pub printed: String,
}

/// By story. What does not run has none.
#[derive(Clone, Debug, Default)]
pub struct Beginnings(BTreeMap<Slug, Beginning>);

impl Beginnings {
    /// The beginnings of all stories of a plan.
    pub fn of(job: &Job, planned: &Planned) -> Beginnings {
        let on = |page: PageId| {
            let label: Arc<str> = job.folio(page).label().into();
            begun(planned, page).map(move |(article, column)| {
                (article.slug.clone(), Beginning { label: label.clone(), printed: printed(job, planned, page, column) })
            })
        };
        Beginnings(planned.dummy.pages.ids().flat_map(on).collect())
    }

    /// Where a story begins.
    pub fn get(&self, slug: &Slug) -> Option<&Beginning> {
        self.0.get(slug)
    }

    /// Where a pointer leads. One to a story that does not run leads nowhere.
    pub fn link(&self, pointer: &Pointer) -> Option<Link> {
        Some(match pointer {
            Pointer::Address(address) => Link::Address(address.clone()),
            Pointer::Story(slug) => Link::Story { page: self.get(slug)?.label.clone(), slug: slug.clone() },
            Pointer::Part { page, slug } => Link::Story { page: page.clone(), slug: slug.clone() },
        })
    }
}

/// The stories that begin on a page, and the column that each begins in.
pub fn begun(planned: &Planned, page: PageId) -> impl Iterator<Item = (&Article, u8)> {
    let stories = planned.columns(page).map(|(story, column)| (planned.copy(story), column));
    stories.filter(|(article, _)| article.part.kind() != StoryPart::Turn)
}

/// A page's number as pointers to what begins in a column print it: of a double truck, that of the half.
pub fn printed(job: &Job, planned: &Planned, page: PageId, column: u8) -> String {
    let fold = job.template(&planned.page(page).template).fold();
    let half = if fold.is_some_and(|fold| column >= fold) { Half::Right } else { Half::Left };
    job.folio(page).half(half)
}
