//! Stories in type and their sizes, kept from run to run: what is made of the same copy in the same way is not made again.
//!
//! A story's type hangs on its copy, on whether it runs in a box of briefs, on the setting and on the faces; its sizes hang on that, on the
//! limits of pictures, on the deepest page, on the room where it is ordered, and on its company. What all stories share is the ground: when it
//! changes nothing is kept. Copy is compared, not digested, so that nothing hangs on luck.
use std::sync::{Arc, Mutex, PoisonError};

use rustc_hash::FxHashMap;

use crate::edition::Article;
use crate::font::Face;
use crate::ids::{By, SettingId};
use crate::job::{Job, Setting};
use crate::layout::PictureSizes;
use crate::plan::Company;
use crate::plan::shapes::Sizes;
use crate::role::{ByLead, Slug};
use crate::set::{Galley, SetStory};

/// Runs for which a story is kept that no run asks for: an order that is tried and taken back comes again soon.
const RUNS: u32 = 12;

/// What is kept of stories; none can be had from it that a run would not make just so.
#[derive(Debug, Default)]
pub struct Kept(Mutex<State>);

#[derive(Debug, Default)]
struct State {
    ground: Option<Ground>,
    /// Counts the runs.
    run: u32,
    /// By slug, the ways in which its copy was: whole or in parts, now and some runs before.
    stories: FxHashMap<Slug, Vec<KeptStory>>,
}

/// What the type and the sizes of all stories hang on.
#[derive(Debug)]
struct Ground {
    settings: By<SettingId, Setting>,
    faces: Vec<Arc<Face>>,
    fallback: Vec<String>,
    deepest: By<SettingId, u16>,
    ppi_limits: [u32; 2],
    pictures: PictureSizes,
}

impl Ground {
    fn new(job: &Job, deepest: &By<SettingId, u16>) -> Ground {
        let limits = &job.layout.print.limits;
        Ground {
            settings: job.settings.clone(),
            faces: job.fonts.faces.clone(),
            fallback: job.fonts.fallback.clone(),
            deepest: deepest.clone(),
            ppi_limits: [limits.wanted_ppi, limits.min_ppi],
            pictures: job.layout.planner.pictures,
        }
    }

    /// Faces are the same where they are one: who keeps stories keeps faces.
    fn is_same(&self, other: &Ground) -> bool {
        let same_faces =
            self.faces.len() == other.faces.len() && self.faces.iter().zip(&other.faces).all(|(one, two)| Arc::ptr_eq(one, two));
        same_faces
            && self.settings == other.settings
            && self.fallback == other.fallback
            && self.deepest == other.deepest
            && self.ppi_limits == other.ppi_limits
            && self.pictures == other.pictures
    }
}

/// By setting: both sizes of a story, as the lead and as another.
pub type BySetting = By<SettingId, Option<Arc<ByLead<Sizes>>>>;

#[derive(Debug)]
struct KeptStory {
    copy: Article,
    is_boxed: bool,
    galleys: By<SettingId, Option<Arc<Galley>>>,
    sizes: Vec<(SizedFor, BySetting)>,
    /// The last run that asked for it.
    used: u32,
}

/// What a story's sizes hang on beside its type and the ground.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SizedFor {
    /// Rows that the page has on which it is ordered.
    pub room: Option<u16>,
    /// Whom the desk wishes it to stand with.
    pub company: Option<Arc<Company>>,
}

/// What was found of a story.
#[derive(Debug, Default)]
pub struct Found {
    /// By setting: its type.
    pub galleys: By<SettingId, Option<Arc<Galley>>>,
    /// By setting: its sizes.
    pub sizes: BySetting,
}

impl Kept {
    /// Begins a run: what stands on other ground is dropped, and what no run asked for lately.
    pub(super) fn begin(&self, job: &Job, deepest: &By<SettingId, u16>) {
        let ground = Ground::new(job, deepest);
        let mut state = self.state();
        if !state.ground.as_ref().is_some_and(|before| before.is_same(&ground)) {
            state.stories.clear();
            state.ground = Some(ground);
        }
        state.run += 1;
        let run = state.run;
        state.stories.retain(|_, list| {
            list.retain(|story| story.used + RUNS >= run);
            !list.is_empty()
        });
    }

    /// What is known of a story.
    pub(super) fn find(&self, story: &SetStory, sized_for: &SizedFor) -> Found {
        let mut state = self.state();
        let run = state.run;
        let Some(known) = state.stories.get_mut(&story.copy.slug).and_then(|list| list.iter_mut().find(|known| known.is_of(story))) else {
            return Found::default();
        };
        known.used = run;
        Found { galleys: known.galleys.clone(), sizes: known.sizes_for(sized_for) }
    }

    /// Keeps what was made of a story.
    pub(super) fn keep(&self, story: &SetStory, sized_for: &SizedFor, sizes: &BySetting) {
        let mut state = self.state();
        let run = state.run;
        let list = state.stories.entry(story.copy.slug.clone()).or_default();
        let at = list.iter().position(|known| known.is_of(story)).unwrap_or(list.len());
        if at == list.len() {
            let SetStory { copy, galleys, is_boxed } = story.clone();
            list.push(KeptStory { copy, is_boxed, galleys, sizes: Vec::new(), used: run });
        }
        let known = &mut list[at];
        known.used = run;
        add(&mut known.galleys, &story.galleys);
        match known.sizes.iter_mut().find(|(made_for, _)| made_for == sized_for) {
            Some((_, known)) => add(known, sizes),
            None => known.sizes.push((sized_for.clone(), sizes.clone())),
        }
    }

    fn state(&self) -> std::sync::MutexGuard<'_, State> {
        // A thread that broke has left whole stories.
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl KeptStory {
    /// Its sizes; where they were made in other company they are the same but for that.
    fn sizes_for(&mut self, sized_for: &SizedFor) -> BySetting {
        if let Some((_, sizes)) = self.sizes.iter().find(|(made_for, _)| made_for == sized_for) {
            return sizes.clone();
        }
        let Some((_, others)) = self.sizes.iter().find(|(made_for, _)| made_for.room == sized_for.room) else {
            return BySetting::default();
        };
        let with = |both: &Arc<ByLead<Sizes>>| Arc::new(both.each(|sizes| sizes.with_company(sized_for.company.as_ref())));
        let sizes: BySetting = others.iter().map(|both| both.as_ref().map(with)).collect();
        self.sizes.push((sized_for.clone(), sizes.clone()));
        sizes
    }

    fn is_of(&self, story: &SetStory) -> bool {
        self.is_boxed == story.is_boxed && self.copy.is_same_copy(&story.copy)
    }
}

/// Adds what is not there yet; what is there stays, for pages that were planned stand on it.
fn add<T>(known: &mut [Option<Arc<T>>], made: &[Option<Arc<T>>]) {
    for (known, made) in known.iter_mut().zip(made) {
        if known.is_none() {
            known.clone_from(made);
        }
    }
}
