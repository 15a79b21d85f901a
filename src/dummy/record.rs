//! From an account to the plan file: what is kept for a later run.
use std::sync::Arc;

use super::account::{Account, Kind, PageAccount, text};
use crate::diag::SourceFile;
use crate::edition::Part;
use crate::plan::file::{PageEntry, PlanFile, StoryEntry, write};

/// The plan file's text.
pub fn record(account: &Account) -> String {
    let remarks = [
        format!(
            "The plan of {}, {}, as newsprint made it. It belongs beside the edition, under version control.",
            account.title, account.date
        ),
        "A later run starts from it and moves only what new copy forces to move; --replan ignores it, --locked holds to it.".into(),
        "It may be edited: columns and rows count from 1 at the live area's top left; a module's last two rows are white.".into(),
        "pin = true on a story keeps it where it stands. headline, photos and levers only tell what was made of it.".into(),
    ];
    let held = account.held.iter().filter_map(|held| Some((held.slug.to_string(), held.why?)));
    let unused = |slug: &str| account.pages.iter().any(|page| page.unused_briefs.iter().any(|brief| *brief.0 == *slug));
    let plan = PlanFile {
        pages: account.pages.iter().map(page).collect(),
        held: held.filter(|(slug, _)| !unused(slug)).collect(),
        file: Arc::new(SourceFile { path: String::new(), text: String::new() }),
    };
    write(&plan, &remarks)
}

fn page(page: &PageAccount) -> PageEntry {
    let slugs = |list: &[crate::role::Slug]| list.iter().map(ToString::to_string).collect();
    let mut entry = PageEntry {
        section: page.section.clone(),
        template: page.template.clone(),
        cost: Some(page.cost),
        unused_briefs: slugs(&page.unused_briefs),
        ..PageEntry::default()
    };
    for module in &page.modules {
        match &module.kind {
            Kind::Story(story) => entry.stories.push(StoryEntry {
                slug: story.slug.to_string(),
                slot: module.slot,
                lead: story.lead,
                pin: story.pinned,
                headline: text::size(story.headline.0),
                photos: story.photos.iter().map(|photo| (photo.photo + 1, photo.picture.columns, photo.picture.rows)).collect(),
                levers: story.levers.clone(),
                jump_after: if let Part::First(jump) = &story.part { u16::try_from(jump.after).ok() } else { None },
                jump_unasked: matches!(&story.part, Part::First(jump) if jump.unasked),
                turn: matches!(story.part, Part::Turn(_)),
                range: 0..0,
            }),
            Kind::Briefs(list) => entry.briefs = Some((module.slot, slugs(list))),
            Kind::HouseAd => entry.house_ads.push(module.slot),
            Kind::White => entry.white.push(module.slot),
            Kind::Ad(_) => {}
        }
    }
    entry
}
