//! What is held: why, with the page that was nearest to taking it and what that lacks, and what is told of it.
use std::collections::BTreeMap;

use crate::diag::Diagnostics;
use crate::ids::{PageId, StoryId};
use crate::job::Job;
use crate::plan::explain::shallowest;
use crate::plan::{PageTask, Why};
use crate::plan_file::earlier::Start;
use crate::planned::Planned;
use crate::planned::words::{NOT_FOR_PRESS, columns_text, depth, reason};
use crate::role::Slug;

/// Finds out why each story that does not run does not, and tells it: of what is ordered as a refusal.
pub(super) fn tell(job: &Job, planned: &mut Planned, start: Option<&Start>, diags: &mut Diagnostics) {
    let in_scope = start.is_some_and(Start::names_scope);
    // Pages that a run may not change may have room.
    let wider = if in_scope { "; or plan without --scope, or with more pages in it" } else { "" };
    planned.because = because(job, planned);
    for (story, _) in planned.dummy.held.clone() {
        let article = planned.copy(story);
        let source = Some(article.source.clone());
        let why = &planned.because[&story];
        let text = format!("\"{}\" is held: {why}", article.slug);
        if let Some(page) = ordered_on(job, planned, story, &article.slug) {
            let text = format!("\"{}\" is ordered on {} and is held: {why}", article.slug, job.folio(page).label());
            let help = "make room there (another ad, a lighter story elsewhere), shorten it, or take it out of the page's stories";
            diags.refusal("held", source, text).did(NOT_FOR_PRESS).help(format!("{help}{wider}"));
        } else if article.must_run {
            // A paper without a story that must run is no success, whoever says that it must: the desk, or its priority.
            let help = match article.is_ordered_to_run {
                true => "add a page to its section, hold a lighter story, shorten this one, or take must_run = true out",
                false => {
                    "add a page to its section, hold a lighter story, or shorten this one; to let it wait, wish hold = true or say must_run = false"
                }
            };
            diags.refusal("held", source, text).did(NOT_FOR_PRESS).help(format!("{help}{wider}"));
        } else if in_scope {
            diags.note("held", source, text).help("plan without --scope, or with more pages in it, where it should run");
        } else {
            diags.note("held", source, text);
        }
    }
}

/// The page that the desk ordered a story on.
fn ordered_on(job: &Job, planned: &Planned, story: StoryId, slug: &Slug) -> Option<PageId> {
    let listed = job.orders().find(|(_, order)| order.stories.iter().any(|(known, _)| known == slug)).map(|(page, _)| page);
    let wished = || {
        let is_wished = planned.copy(story).wishes.are_for_place();
        planned.input.pages.tasks.find(|task| is_wished && task.stories.contains(&story))
    };
    listed.or_else(wished)
}

/// By story that is held: why, in words.
fn because(job: &Job, planned: &Planned) -> BTreeMap<StoryId, String> {
    let (stories, tasks) = (&planned.input.stories, &planned.input.pages.tasks);
    let seek: Vec<StoryId> = planned.dummy.held.iter().map(|(story, _)| *story).filter(|story| !stories[*story].is_brief()).collect();
    let lacks: BTreeMap<StoryId, (PageId, u32)> = planned.standing().wanting(&seek).into_iter().collect();
    let deep = |task: &PageTask, rows: u32| depth(rows, job.settings[task.setting].grid.leading);
    let of = |(story, why): &(StoryId, Why)| {
        let section = &planned.copy(*story).section;
        let nearest = lacks.get(story).map(|(page, _)| *page);
        let too_deep = nearest.and_then(|page| {
            let task = &tasks[page];
            let rows = shallowest(&stories[*story], task).filter(|rows| *rows > task.deepest())?;
            let (label, room) = (job.folio(page).label(), task.deepest());
            let (needs, has) = (deep(task, rows.into()), deep(task, room.into()));
            Some(format!("at every width it is {rows} lines deep or more ({needs}), and {label} has {room} ({has})"))
        });
        let text = match (why, lacks.get(story)) {
            (Why::Full | Why::NoFit, _) if too_deep.is_some() => too_deep.unwrap_or_default(),
            (Why::Full | Why::NoFit, Some((page, 0))) => {
                format!("with it, {} could not be filled to the row, and no other page of {section} has room", job.folio(*page).label())
            }
            (Why::Full | Why::NoFit, Some((page, cells))) => {
                let columns = tasks[*page].columns;
                let rows = cells.div_ceil(u32::from(columns.max(1)));
                format!(
                    "no page of {section} has room: {}, the nearest, lacks {rows} lines over its {}, {}",
                    job.folio(*page).label(),
                    columns_text(columns),
                    deep(&tasks[*page], rows)
                )
            }
            _ => reason(*why, section),
        };
        (*story, text)
    };
    planned.dummy.held.iter().map(of).collect()
}
