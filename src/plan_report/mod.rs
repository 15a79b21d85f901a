//! An account of a plan: what stands where, what it costs and why, and what was held.
use crate::edition::Part;
use crate::ids::{Id, PageId, StoryId};
use crate::job::Job;
use crate::plan::bill::{Bill, of_page};
use crate::plan::photos::PhotoSlot;
use crate::plan::shapes::Config;
use crate::plan::{Content, Proof, Slot, Why};
use crate::planned::words::{LATE, levers, reason};
use crate::planned::{Answer, Planned};
use crate::role::{Lead, Slug};
use crate::units::Pt;

pub mod alternatives;
pub mod draw;
pub mod explain;
pub mod json;
pub mod text;

/// What a plan says, in the newsroom's names.
#[derive(Clone, Debug)]
pub struct Account {
    /// The paper's name.
    pub title: String,
    /// The day.
    pub date: String,
    /// How many pages the paper has: a double truck is two.
    pub count: u32,
    /// The pages.
    pub pages: Vec<PageAccount>,
    /// Stories that do not run, and why.
    pub held: Vec<HeldAccount>,
    /// What became of the desk's wishes.
    pub answers: Vec<Answer>,
}

/// A story that does not run.
#[derive(Clone, Debug)]
pub struct HeldAccount {
    /// Its name.
    pub slug: Slug,
    /// What the planner found; none for a story that it never saw.
    pub why: Option<Why>,
    /// The same in words.
    pub text: String,
}

/// A page's part of it.
#[derive(Clone, Debug)]
pub struct PageAccount {
    /// `A1`; `A8-9` of a double truck.
    pub label: String,
    /// Its section.
    pub section: String,
    /// Its template.
    pub template: String,
    /// Columns of the live area.
    pub columns: u8,
    /// Columns left of the fold, on a double truck.
    pub fold: Option<u8>,
    /// Rows of it, and of the white that hangs below.
    pub rows: u16,
    /// What the plan costs.
    pub cost: u64,
    /// What its stories would cost at the least.
    pub bound: u64,
    /// How good it is known to be.
    pub proof: Proof,
    /// The cost by reason.
    pub bill: Bill,
    /// What stands on it, top to bottom, left to right.
    pub modules: Vec<Module>,
    /// Briefs that it had in stock and does not print.
    pub unused_briefs: Vec<Slug>,
}

/// Something on a page.
#[derive(Clone, Debug)]
pub struct Module {
    /// Where.
    pub slot: Slot,
    /// What.
    pub kind: Kind,
    /// What it costs.
    pub bill: Bill,
}

/// What a module is.
#[derive(Clone, Debug)]
pub enum Kind {
    /// A story.
    Story(StoryAccount),
    /// The box of briefs.
    Briefs(Vec<Slug>),
    /// The paper's own advertisement.
    HouseAd,
    /// An ad, by its name.
    Ad(String),
    /// A hole.
    White,
}

/// A story on a page.
#[derive(Clone, Debug)]
pub struct StoryAccount {
    /// Its name.
    pub slug: Slug,
    /// The whole, or a part of a story that jumps.
    pub part: Part,
    /// Whether it leads the page.
    pub lead: Lead,
    /// The edition puts it there by hand.
    pub by_hand: bool,
    /// The earlier plan pins it there.
    pub pinned: bool,
    /// Its headline's size.
    pub headline: Pt,
    /// Its pictures.
    pub photos: Vec<PhotoSlot>,
    /// What was done to it so that it fits.
    pub levers: Vec<String>,
}

impl Module {
    /// The slug of a story.
    pub fn story(&self) -> Option<&StoryAccount> {
        if let Kind::Story(story) = &self.kind { Some(story) } else { None }
    }
}

/// The account of a plan.
pub fn of(job: &Job, planned: &Planned) -> Account {
    let held = planned.dummy.held.iter().map(|(story, why)| {
        let article = planned.copy(*story);
        HeldAccount {
            slug: article.slug.clone(),
            why: Some(*why),
            text: planned.because.get(story).cloned().unwrap_or_else(|| reason(*why, &article.section)),
        }
    });
    let late = job.edition.late.iter().map(|slug| HeldAccount { slug: slug.clone(), why: None, text: LATE.into() });
    let withheld = job.edition.withheld.iter();
    let withheld = withheld.map(|story| HeldAccount { slug: story.slug.clone(), why: None, text: story.why.clone() });
    Account {
        title: job.edition.title.clone(),
        date: job.edition.date.to_string(),
        count: job.number(PageId::of(planned.dummy.pages.len())) - 1,
        pages: planned.dummy.pages.ids().map(|id| page(job, planned, id)).collect(),
        held: held.chain(late).chain(withheld).collect(),
        answers: planned.answers.clone(),
    }
}

fn page(job: &Job, planned: &Planned, page: PageId) -> PageAccount {
    let (plan, dummy, task) = (planned.page(page), &planned.dummy.pages[page], &planned.input.pages.tasks[page]);
    let slugs = |list: &[StoryId]| list.iter().map(|story| planned.copy(*story).slug.clone()).collect();
    let way = |story: StoryId, lead: Lead, number: u32| planned.config(page, story, lead, number);
    let bills = of_page(dummy, task, &planned.input.stories, way);
    let mut modules: Vec<Module> = Vec::new();
    for (placement, bill) in dummy.placements.iter().zip(&bills.placements) {
        let kind = match &placement.content {
            Content::Story { story, .. } => {
                let way = planned.way(page, &placement.content);
                way.map(|config| Kind::Story(StoryAccount::of(planned, page, *story, config)))
            }
            Content::Briefs(list, _) => Some(Kind::Briefs(slugs(list))),
            Content::HouseAd => Some(Kind::HouseAd),
        };
        modules.extend(kind.map(|kind| Module { slot: placement.slot, kind, bill: bill.clone() }));
    }
    let free = |slot: Slot, kind: Kind| Module { slot, kind, bill: Bill::default() };
    let ordered = job.order(page);
    modules.extend(plan.fixed.iter().map(|fixed| {
        let slug = &planned.copy(fixed.story).slug;
        let by_hand = ordered.is_some_and(|order| order.places.iter().any(|place| place.story == *slug));
        let story = StoryAccount::of(planned, page, fixed.story, &fixed.config);
        free(fixed.slot, Kind::Story(StoryAccount { by_hand, pinned: !by_hand, ..story }))
    }));
    if let Some(order) = ordered {
        modules.extend(plan.ads.iter().map(|booked| free(booked.slot, Kind::Ad(order.ads[booked.ad].name.clone()))));
    }
    modules.extend(dummy.unfilled.iter().map(|slot| free(*slot, Kind::White)));
    modules.sort_by_key(|module| (module.slot.row, module.slot.column));
    PageAccount {
        label: job.folio(page).label(),
        section: plan.section.clone(),
        template: plan.template.clone(),
        columns: task.columns,
        fold: task.fold,
        rows: task.rows,
        cost: dummy.cost,
        bound: dummy.bound,
        proof: dummy.proof,
        bill: bills.whole(),
        modules,
        unused_briefs: slugs(&dummy.unused_briefs),
    }
}

impl StoryAccount {
    /// A story on a page that was planned there.
    fn of(planned: &Planned, page: PageId, story: StoryId, config: &Config) -> StoryAccount {
        let article = planned.copy(story);
        let head = planned.head(page, story, config);
        StoryAccount {
            slug: article.slug.clone(),
            part: article.part.clone(),
            lead: config.lead,
            by_hand: false,
            pinned: false,
            headline: head.map_or(Pt::ZERO, |head| head.size),
            photos: config.photos.clone(),
            levers: levers(article, config, planned.galley(page, story)),
        }
    }
}
