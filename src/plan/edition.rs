//! The edition: stories to pages by section and weight, every page filled, nothing lost (PLANNER 2.10 and 2.11).
use super::desk::Desk;
use super::draft::{Draft, assign, share_briefs, solve_all};
use super::outrank::outrank;
use super::settle::{force, place_held, place_unused, settle};
use super::{Dummy, Known, PageTask, Story, Why, trade};
use crate::ids::{By, PageId, StoryId};

pub use super::draft::is_open;

/// A plan in which every page has its stories and each story is on one page or held, whatever the input.
pub struct Rough<'a> {
    pub(super) desk: Desk<'a>,
    pub(super) drafts: By<PageId, Draft>,
    pub(super) held: Vec<(StoryId, Why)>,
}

/// Plans every page.
pub fn rough<'a>(stories: &'a By<StoryId, Story>, tasks: &'a By<PageId, PageTask>, known: &'a Known) -> Rough<'a> {
    let desk = Desk::new(stories, tasks, known);
    let mut held: Vec<(StoryId, Why)> = Vec::new();
    let mut drafts = assign(&desk, &mut held);
    share_briefs(&desk, &mut drafts, &mut held);
    solve_all(&desk, &mut drafts);
    trade::repair(&desk, &mut drafts, &mut held);
    force(&desk, &mut drafts, &mut held);
    // What was given up on one page may make another whole.
    trade::repair(&desk, &mut drafts, &mut held);
    place_held(&desk, &mut drafts, &mut held);
    place_unused(&desk, &mut drafts);
    Rough { desk, drafts, held }
}

impl Rough<'_> {
    /// Stories that found no place, and why; of the briefs, those that no page was offered.
    pub fn held(&self) -> &[(StoryId, Why)] {
        &self.held
    }

    /// What is held is the lightest: held stories take the place of lighter ones. Those that an earlier plan held as well wait on.
    pub fn outrank(&mut self, earlier: &[(StoryId, Why)]) {
        let waited: Vec<StoryId> = earlier.iter().map(|(story, _)| *story).collect();
        outrank(&self.desk, &mut self.drafts, &mut self.held, &waited);
    }

    /// Cells that stories and briefs have.
    pub fn filled(&self) -> u64 {
        let solved = self.drafts.iter().filter_map(|draft| draft.solved.as_ref());
        solved.map(|solved| u64::from(solved.dummy.filled())).sum()
    }

    /// The plan made better by trades between its pages, then each page the best of all for its stories; no story is gained or lost.
    pub fn improve(mut self) -> Dummy {
        trade::improve(&self.desk, &mut self.drafts);
        settle(&self.desk, &mut self.drafts);
        place_unused(&self.desk, &mut self.drafts);
        self.finish()
    }

    /// The plan as it is.
    pub fn finish(self) -> Dummy {
        let mut dummy = Dummy { pages: By::default(), held: self.held };
        for draft in self.drafts {
            let page = draft.solved.map(|solved| solved.dummy).unwrap_or_default();
            dummy.held.extend(page.unused_briefs.iter().map(|brief| (*brief, Why::Full)));
            dummy.pages.push(page);
        }
        dummy.held.sort_by_key(|(story, _)| *story);
        dummy
    }
}
