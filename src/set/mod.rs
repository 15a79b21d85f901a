//! The composing room: copy to galleys, for every setting that a page may ask for.
use rayon::prelude::*;

use crate::font::shape::Shaper;
use crate::job::Job;

pub mod block;
pub mod breaks;
mod first_fit;
pub mod flow;
pub mod galley;
pub mod head;
pub mod hyphen;
pub mod items;
pub mod lines;
pub mod margins;
pub mod rivers;
pub mod runs;
pub mod table;
pub mod ties;

pub use galley::{Galley, Part, TextPart};

/// Every story set in every setting that its pages may ask for: `galleys[story][setting]`.
#[derive(Clone, Debug)]
pub struct Galleys {
    /// By story, by setting; none where no page of that setting takes the story.
    pub stories: Vec<Vec<Option<Galley>>>,
}

/// Sets every story. `wanted[story][setting]` says where it may run.
pub fn set(job: &Job, wanted: &[Vec<bool>]) -> Galleys {
    let stories = job.edition.articles.par_iter().zip(wanted).map(|(article, wanted)| {
        let mut shaper = Shaper::new(&job.fonts);
        let ways = job.settings.iter().zip(wanted).map(|(setting, wanted)| {
            wanted.then(|| {
                if article.is_brief() {
                    galley::brief(article, setting, &mut shaper)
                } else {
                    galley::galley(article, setting, &mut shaper)
                }
            })
        });
        ways.collect()
    });
    Galleys { stories: stories.collect() }
}
