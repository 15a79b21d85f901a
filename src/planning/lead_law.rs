//! Leads that stand over fewer or more columns than their template wants, though the desk named them first: told, for it is a law.
use crate::diag::Diagnostics;
use crate::ids::{PageId, StoryId};
use crate::job::Job;
use crate::plan::{Content, columns_off};
use crate::planned::Planned;
use crate::role::Lead;

/// Tells which leads broke the law of their page's `lead_columns`, and why.
pub(super) fn tell(job: &Job, planned: &Planned, diags: &mut Diagnostics) {
    for (page, (dummy, task)) in planned.dummy.pages.ids().zip(planned.dummy.pages.iter().zip(&planned.input.pages.tasks)) {
        let lead = dummy.placements.iter().find_map(|placement| match placement.content {
            Content::Story { story, lead: Lead::Yes, .. } => Some((story, placement.slot.columns)),
            _ => None,
        });
        let stories = &planned.input.stories;
        let is_broken =
            |(story, columns): &(StoryId, u8)| task.has_lead_law(stories, *story) && columns_off(*columns, task.lead_columns) > 0;
        let Some((story, columns)) = lead.filter(is_broken) else { continue };
        let article = planned.copy(story);
        // What is continued led where it began.
        if article.part.back().is_some() {
            continue;
        }
        let (fewest, most) = task.lead_columns;
        let label = job.folio(page).label();
        let message = format!("\"{}\" leads {label} over {columns} columns, and its template wants {fewest} to {most}", article.slug);
        let help = match task.can_keep_lead_law(&stories[story]) {
            true => "the page cannot be filled with it so wide: give it another length or picture, or move an ad",
            false => "the story can be set over no such width: it is too short, or its headline too long",
        };
        diags.fault("lead-columns", Some(article.source.clone()), message).did("set it over the columns that there are").help(help);
    }
}

/// Tells of stories of priority 1 that lead no page: who filed them means them to.
pub(super) fn tell_unled(job: &Job, planned: &Planned, diags: &mut Diagnostics) {
    let leads = |story: StoryId| {
        let is_lead = |page: PageId| planned.made(page).any(|(other, config)| other == story && config.lead == Lead::Yes);
        planned.dummy.pages.ids().any(is_lead)
    };
    let front = planned.dummy.pages.first().and_then(|_| planned.made(PageId::FRONT).find(|(_, config)| config.lead == Lead::Yes));
    for (story, article) in job.articles().filter(|(_, article)| article.priority == 1) {
        let page = planned.dummy.pages.ids().find(|page| planned.columns(*page).any(|(other, _)| other == story));
        let Some(page) = page.filter(|_| !leads(story)) else { continue };
        let (slug, label) = (&article.slug, job.folio(page).label());
        let led = front
            .map_or_else(String::new, |(lead, _)| format!(": \"{}\" leads {}", planned.copy(lead).slug, job.folio(PageId::FRONT).label()));
        diags
            .warning("priority-1", Some(article.source.clone()), format!("\"{slug}\" has priority 1 and leads no page; it stands on {label}{led}"))
            .help(format!(
                "newsprint order move {slug} --to {} --lead gives it the front; newsprint plan --try with the same words says what that costs",
                job.folio(PageId::FRONT).label()
            ));
    }
}
