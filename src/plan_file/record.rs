//! From a plan to the plan file: what is kept for a later run.
use std::sync::Arc;

use super::write::write;
use super::{PageEntry, PhotoEntry, PlanFile, StoryEntry};
use crate::diag::SourceFile;
use crate::edition::{Part, Wishes};
use crate::ids::{PageId, StoryId};
use crate::job::Job;
use crate::plan::shapes::Config;
use crate::plan::{Content, Slot};
use crate::planned::Planned;
use crate::planned::words::levers;
use crate::role::Slug;
use crate::units::Pt;

/// The plan file's text.
pub fn record(job: &Job, planned: &Planned) -> String {
    let remarks = [
        format!(
            "The plan of {}, {}, as newsprint made it. It belongs beside the edition, under version control.",
            job.edition.title, job.edition.date
        ),
        "A later run starts from it and moves only what new copy forces to move; --replan ignores it, --locked holds to it.".into(),
        "It may be edited: columns and rows count from 1 at the live area's top left; a module's last two rows are white.".into(),
        "pin = true on a story keeps it where it stands, with headline and photos as here where they still fit; levers says what was done to it.".into(),
    ];
    write(&plan(job, planned), &remarks)
}

/// What of a plan is kept.
pub fn plan(job: &Job, planned: &Planned) -> PlanFile {
    let unused = |story: &StoryId| planned.dummy.pages.iter().any(|page| page.unused_briefs.contains(story));
    let held = planned.dummy.held.iter().filter(|(story, _)| !unused(story));
    PlanFile {
        pages: planned.dummy.pages.ids().map(|id| page(job, planned, id)).collect(),
        held: held.map(|(story, why)| (planned.copy(*story).slug.to_string(), *why)).collect(),
        file: Arc::new(SourceFile { path: String::new(), text: String::new() }),
    }
}

fn page(job: &Job, planned: &Planned, page: PageId) -> PageEntry {
    let (dummy, plan) = (&planned.dummy.pages[page], planned.page(page));
    let slugs = |list: &[StoryId]| list.iter().map(|story| planned.copy(*story).slug.to_string()).collect();
    let mut entry = PageEntry {
        section: plan.section.clone(),
        template: plan.template.clone(),
        cost: Some(dummy.cost),
        unused_briefs: slugs(&dummy.unused_briefs),
        white: dummy.unfilled.clone(),
        ..PageEntry::default()
    };
    for placement in &dummy.placements {
        let slot = placement.slot;
        match &placement.content {
            Content::Story { story, .. } => {
                let way = planned.way(page, &placement.content);
                entry.stories.extend(way.map(|config| self::story(planned, page, *story, slot, config)));
            }
            Content::Briefs(list, _) => entry.briefs = Some((slot, slugs(list))),
            Content::HouseAd => entry.house_ads.push(slot),
        }
    }
    let by_hand = |slug: &Slug| job.order(page).is_some_and(|page| page.places.iter().any(|place| place.story == *slug));
    entry.stories.extend(plan.fixed.iter().map(|fixed| StoryEntry {
        pin: !by_hand(&planned.copy(fixed.story).slug),
        ..story(planned, page, fixed.story, fixed.slot, &fixed.config)
    }));
    entry.stories.sort_by_key(|story| (story.slot.row, story.slot.column));
    entry.white.sort_by_key(|slot| (slot.row, slot.column));
    entry.house_ads.sort_by_key(|slot| (slot.row, slot.column));
    entry
}

fn story(planned: &Planned, page: PageId, story: StoryId, slot: Slot, config: &Config) -> StoryEntry {
    let article = planned.copy(story);
    let head = planned.head(page, story, config);
    StoryEntry {
        slug: article.slug.to_string(),
        slot,
        lead: config.lead,
        headline: Some(head.map_or(Pt::ZERO, |head| head.size)),
        photos: config.photos.iter().map(PhotoEntry::of).collect(),
        levers: levers(article, config, planned.galley(page, story)),
        jump_after: article.part.onward().and_then(|jump| u16::try_from(jump.after).ok()),
        jump_unasked: matches!(&article.part, Part::First(jump) if jump.unasked),
        turn: article.part.back().is_some(),
        wishes: if article.part.back().is_some() { Wishes::default() } else { article.plan_wishes.clone() },
        ..StoryEntry::default()
    }
}
