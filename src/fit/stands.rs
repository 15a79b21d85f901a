//! Where the plan beside the edition has a story, and how far it is from fitting there.
use super::{Ask, Needs, Sized, Stand, usual_lines};
use crate::edition::{Article, Jump};
use crate::ids::{Id, PageId};
use crate::job::Job;
use crate::plan::shapes::Config;
use crate::plan::{Slot, score};
use crate::plan_file::{PageEntry, PlanFile, StoryEntry};
use crate::planned::words::reason;
use crate::role::{Lead, StoryPart};
use crate::set::flow::range;

/// What a story of an edition needs, by its slug; and where a plan has it. None where there is no such story or template.
pub fn in_edition(job: &Job, slug: &str, plan: Option<&PlanFile>, ask: &Ask) -> Option<Needs> {
    let at = job.edition.articles.iter().position(|article| &*article.slug.0 == slug)?;
    let Some(plan) = plan else { return super::of_article(job, at, ask) };
    let article = &job.edition.articles[at];
    let entries = entries(plan, slug);
    let Some((_, page, begun)) = entries.first() else { return unplaced(job, at, plan, ask) };
    let parts = parts(job, article, &entries);
    let template = ask.template.as_ref().unwrap_or(&page.template);
    let sized = Sized::new(job, article.clone(), template)?;
    let is_whole = parts.len() == 1;
    let mut stands = Vec::new();
    for (part, (at, page, entry)) in parts.into_iter().zip(&entries) {
        // The whole is set already.
        stands.push(match is_whole && page.template == *template {
            true => stand(job, &sized, *at, entry),
            false => stand(job, &Sized::new(job, part, &page.template)?, *at, entry),
        });
    }
    // Levers are those of the first part that does not fit, else of the whole.
    let over = stands.iter().find_map(|stand| stand.over.filter(|over| *over != 0)).unwrap_or(0);
    let needs = sized.needs(ask.columns.or(Some(begun.slot.columns)), begun.lead, over);
    Some(Needs { stands, ..needs })
}

/// A story that the plan has in no place of its own: among the briefs, held, or not at all.
fn unplaced(job: &Job, at: usize, plan: &PlanFile, ask: &Ask) -> Option<Needs> {
    let article = &job.edition.articles[at];
    let needs = super::of_article(job, at, ask)?;
    let boxes = plan.pages.iter().enumerate().filter_map(|(page, entry)| Some((page, entry.briefs.as_ref()?)));
    let brief = boxes.into_iter().find(|(_, (_, slugs))| slugs.contains(&needs.slug)).map(|(page, (slot, _))| Stand {
        brief: true,
        over: Some(0),
        ..empty(job, page, *slot)
    });
    let held = plan.held.iter().find(|(slug, _)| *slug == needs.slug).map(|(_, why)| reason(*why, &article.section));
    Some(Needs { stands: brief.into_iter().collect(), held, ..needs })
}

/// A story's places, the one that it begins in first.
fn entries<'a>(plan: &'a PlanFile, slug: &str) -> Vec<(usize, &'a PageEntry, &'a StoryEntry)> {
    let all = plan.pages.iter().enumerate().flat_map(|(at, page)| page.stories.iter().map(move |story| (at, page, story)));
    let mut found: Vec<_> = all.filter(|(_, _, story)| story.slug == slug).collect();
    found.sort_by_key(|(at, _, story)| (story.turn, *at));
    found
}

/// The article in the parts that the plan has of it.
fn parts(job: &Job, article: &Article, entries: &[(usize, &PageEntry, &StoryEntry)]) -> Vec<Article> {
    let jump = |pair: &[(usize, &PageEntry, &StoryEntry)]| {
        let [from, to] = [pair[0].0, pair[1].0].map(|page| job.folio(PageId::of(page)));
        Some(Jump {
            keyword: article.keyword(),
            from: from.label(),
            to: to.label(),
            folios: [from.printed(), to.printed()],
            after: usize::from(pair[0].2.jump_after?),
            unasked: pair[0].2.jump_unasked,
        })
    };
    let (first, turns) = article.parts(entries.windows(2).map_while(jump).collect());
    std::iter::once(first).chain(turns).collect()
}

fn empty(job: &Job, page: usize, slot: Slot) -> Stand {
    Stand {
        page: job.folio(PageId::of(page)).label(),
        part: "whole",
        brief: false,
        lead: false,
        column: slot.column + 1,
        columns: slot.columns,
        row: slot.row + 1,
        rows: slot.rows.saturating_sub(score::SEPARATION),
        over: None,
        short: 0,
    }
}

fn stand(job: &Job, sized: &Sized, page: usize, entry: &StoryEntry) -> Stand {
    let part = match sized.article.part.kind() {
        StoryPart::First => "first",
        StoryPart::Turn => "turn",
        _ => "whole",
    };
    let sizes = sized.sizes(entry.lead);
    let exact = sizes.shape.cell(entry.slot.columns, entry.slot.rows).and_then(|cell| sizes.configs.get(cell.config as usize));
    Stand {
        part,
        lead: entry.lead == Lead::Yes,
        over: if exact.is_some() { Some(0) } else { over(sized, entry) },
        short: exact.map_or(0, |config| config.fit.short),
        ..empty(job, page, entry.slot)
    }
}

/// Lines over what a place holds, of a story that does not fit it: by the way to make it so wide whose depth is nearest.
fn over(sized: &Sized, entry: &StoryEntry) -> Option<i64> {
    let sizes = sized.sizes(entry.lead);
    let Slot { columns, rows, .. } = entry.slot;
    let cells = sizes.shape.cells().filter(|(width, ..)| *width == columns);
    let (_, depth, cell) = cells.min_by_key(|(_, depth, cell)| (depth.abs_diff(rows), cell.cost))?;
    let config = sizes.configs.get(cell.config as usize)?;
    let deeper = i64::from(rows) - i64::from(depth);
    let held = i64::from(config.legs.iter().map(|leg| leg.cells()).sum::<u32>()) + deeper * i64::from(abreast(config));
    let (fewest, most) = range(&sized.galley.flow);
    Some(match (i64::from(fewest), i64::from(most.max(usual_lines(&sized.galley)))) {
        (fewest, _) if held < fewest => fewest - held,
        (_, most) if held > most => most - held,
        // It could hold as many; no way to make it fills it to the row.
        _ => {
            if deeper < 0 {
                1
            } else {
                -1
            }
        }
    })
}

/// Columns that its text stands in.
fn abreast(config: &Config) -> u32 {
    let mut columns: Vec<u8> = config.legs.iter().flat_map(|leg| leg.column..leg.column + leg.columns).collect();
    columns.sort_unstable();
    columns.dedup();
    columns.len() as u32
}
