//! What planning works on and hands on: stories and pages to plan, and the plan that make-up follows.
use std::collections::BTreeMap;

use crate::edition::Article;
use crate::ids::{By, PageId, SettingId, StoryId};
use crate::plan::explain::Standing;
use crate::plan::shapes::Config;
use crate::plan::{Content, Dummy, PageTask, Slot, Story};
use crate::role::{Lead, Slug};
use crate::set::head::Head;
use crate::set::{Galley, SetStory};

use kept::BySetting;

pub mod kept;
pub mod stories;
pub mod words;

/// The pages before stories are planned on them.
#[derive(Clone, Debug, Default)]
pub struct Pages {
    /// What is asked of each.
    pub tasks: By<PageId, PageTask>,
    /// What else make-up must know of each.
    pub plans: By<PageId, PagePlan>,
}

/// A page before it is made up.
#[derive(Clone, Debug, Default)]
pub struct PagePlan {
    /// The template's name.
    pub template: String,
    /// Its section's name.
    pub section: String,
    /// The ads booked on it.
    pub ads: Vec<BookedAd>,
    /// Stories that the edition puts on it by hand, or an earlier plan pins there.
    pub fixed: Vec<FixedStory>,
}

/// An ad in its hole.
#[derive(Clone, Copy, Debug)]
pub struct BookedAd {
    /// Which of the page's.
    pub ad: usize,
    /// Its hole, the white about it included.
    pub slot: Slot,
}

/// A story that stands where it was told to.
#[derive(Clone, Debug)]
pub struct FixedStory {
    /// Which.
    pub story: StoryId,
    /// Where.
    pub slot: Slot,
    /// How it is made.
    pub config: Config,
}

/// What is to be planned: the stories as the planner knows them, and the pages.
#[derive(Clone, Debug)]
pub struct ToPlan {
    /// The stories.
    pub stories: By<StoryId, Story>,
    /// The pages.
    pub pages: Pages,
}

impl ToPlan {
    /// Takes a story out of the plan and leaves a hole for it.
    pub fn fix(&mut self, page: PageId, fixed: FixedStory) {
        let task = &mut self.pages.tasks[page];
        task.holes.push(fixed.slot);
        task.stories.retain(|other| *other != fixed.story);
        self.stories[fixed.story].shapes.fill(None);
        self.pages.plans[page].fixed.push(fixed);
    }

    /// Whether a story was taken out of the plan.
    pub fn is_fixed(&self, story: StoryId) -> bool {
        self.pages.plans.iter().any(|plan| plan.fixed.iter().any(|fixed| fixed.story == story))
    }
}

/// By story, by setting: the ways to make it as a lead and as another story, which [`Cell::config`](crate::plan::Cell) numbers; none for
/// briefs.
pub type Configs = By<StoryId, BySetting>;

/// The plan of an edition, with all that make-up needs to follow it.
#[derive(Clone, Debug)]
pub struct Planned {
    /// The stories in type: the edition's articles, of one that jumps what stands before the jump; then what is continued.
    pub set: By<StoryId, SetStory>,
    /// The ways to make them.
    pub configs: Configs,
    /// The same stories as the planner knows them, and the pages.
    pub input: ToPlan,
    /// What stands where.
    pub dummy: Dummy,
    /// What became of the desk's wishes.
    pub answers: Vec<Answer>,
    /// By story that is held: why, in words.
    pub because: BTreeMap<StoryId, String>,
}

/// What became of a wish.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Answer {
    /// The story.
    pub slug: Slug,
    /// The wish in words, as in "over 3 columns".
    pub wish: String,
    /// The label of the page on which the story begins, where it runs.
    pub page: Option<String>,
    /// Why it is not granted; none where it is.
    pub refused: Option<String>,
}

impl Planned {
    /// The plan as the planner's questions are asked of it.
    pub fn standing(&self) -> Standing<'_> {
        Standing { stories: &self.input.stories, tasks: &self.input.pages.tasks, dummy: &self.dummy }
    }

    /// A story's copy.
    pub fn copy(&self, story: StoryId) -> &Article {
        &self.set[story].copy
    }

    /// The setting of a page.
    pub fn setting(&self, page: PageId) -> SettingId {
        self.input.pages.tasks[page].setting
    }

    /// What else is known of a page.
    pub fn page(&self, page: PageId) -> &PagePlan {
        &self.input.pages.plans[page]
    }

    /// A story's type on a page.
    pub fn galley(&self, page: PageId, story: StoryId) -> Option<&Galley> {
        self.set[story].galleys[self.setting(page)].as_deref()
    }

    /// The head of a story that is made so on a page.
    pub fn head(&self, page: PageId, story: StoryId, config: &Config) -> Option<&Head> {
        Some(config.head_of(self.galley(page, story)?))
    }

    /// A way to make a story on a page, by its number.
    pub fn config(&self, page: PageId, story: StoryId, lead: Lead, number: u32) -> Option<&Config> {
        self.configs[story][self.setting(page)].as_ref()?[lead].configs.get(number as usize)
    }

    /// How what stands on a page is made, where that is a story.
    pub fn way(&self, page: PageId, content: &Content) -> Option<&Config> {
        let Content::Story { story, lead, config } = content else { return None };
        self.config(page, *story, *lead, *config)
    }

    /// Every story of a page but briefs, and how it is made: those that were planned, then those that stand where they were told to.
    pub fn made(&self, page: PageId) -> impl Iterator<Item = (StoryId, &Config)> {
        let planned = self.dummy.pages[page].placements.iter().filter_map(move |placement| match &placement.content {
            Content::Story { story, .. } => Some((*story, self.way(page, &placement.content)?)),
            Content::Briefs(..) | Content::HouseAd => None,
        });
        planned.chain(self.page(page).fixed.iter().map(|fixed| (fixed.story, &fixed.config)))
    }

    /// Every story of a page, briefs among them, and the column that it begins in.
    pub fn columns(&self, page: PageId) -> impl Iterator<Item = (StoryId, u8)> {
        let planned = self.dummy.pages[page].placements.iter().flat_map(|placement| {
            let stories = match &placement.content {
                Content::Story { story, .. } => vec![*story],
                Content::Briefs(list, _) => list.clone(),
                Content::HouseAd => Vec::new(),
            };
            stories.into_iter().map(|story| (story, placement.slot.column))
        });
        planned.chain(self.page(page).fixed.iter().map(|fixed| (fixed.story, fixed.slot.column)))
    }
}
