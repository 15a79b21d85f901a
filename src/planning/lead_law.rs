//! Leads that stand over fewer or more columns than their template wants, though the desk named them first: told, for it is a law.
use crate::diag::Diagnostics;
use crate::job::Job;
use crate::plan::{Content, columns_off};
use crate::planned::Planned;

/// Tells which leads broke the law of their page's `lead_columns`, and why.
pub(super) fn tell(job: &Job, planned: &Planned, diags: &mut Diagnostics) {
    for (page, (dummy, task)) in planned.dummy.pages.iter().zip(&planned.input.pages.tasks).enumerate() {
        let lead = dummy.placements.iter().find_map(|placement| match placement.content {
            Content::Story { story, lead: true, .. } => Some((story, placement.slot.columns)),
            _ => None,
        });
        let stories = &planned.input.stories;
        let is_broken = |(story, columns): &(usize, u8)| task.has_lead_law(stories, *story) && columns_off(*columns, task.lead_columns) > 0;
        let Some((story, columns)) = lead.filter(is_broken) else { continue };
        let article = planned.copy(story);
        // What is continued led where it began.
        if article.part.back().is_some() {
            continue;
        }
        let (fewest, most) = task.lead_columns;
        let label = job.folio(page).label();
        let message = format!("\"{}\" leads {label} over {columns} columns, and its template wants {fewest} to {most}", article.slug);
        let shape = stories[story].shapes.get(task.setting).and_then(Option::as_ref).map(|shapes| shapes.shape(true));
        let could = shape.is_some_and(|shape| shape.cells().any(|(columns, ..)| columns_off(columns, task.lead_columns) == 0));
        let help = match could {
            true => "the page cannot be filled with it so wide: give it another length or picture, or move an ad",
            false => "the story can be set over no such width: it is too short, or its headline too long",
        };
        diags.fault("lead-columns", Some(article.source.clone()), message).did("set it over the columns that there are").help(help);
    }
}
