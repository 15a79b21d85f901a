//! Stories that the edition puts by hand: made exactly as large as their places, before the others are planned.
use crate::diag::Diagnostics;
use crate::edition::HandPlace;
use crate::plan::shapes::{Config, Sizes};
use crate::plan::{Slot, score};
use crate::planned::stories::Stories;
use crate::planned::{FixedStory, ToPlan};
use crate::role::ByLead;
use crate::units::Pt;

/// Takes the stories put by hand out of the plan, makes them exactly as large as told, and leaves holes for them.
pub(super) fn by_hand(stories: &Stories, input: &mut ToPlan, notes: &mut Diagnostics) {
    let job = stories.job;
    let by_slug = job.by_slug();
    for (page, order) in job.orders() {
        for place in &order.places {
            let Some(&story) = by_slug.get(&place.story) else { continue };
            let task = &input.pages.tasks[page];
            let slot = slot(place, job.settings[task.setting].grid.leading, task.rows);
            let ways = stories.story(story).sizes(task.setting);
            let is_exact = |config: &&Config| config.columns == slot.columns && config.rows == slot.rows;
            let found =
                ways.and_then(|ByLead { lead, other }| other.configs.iter().find(is_exact).or_else(|| lead.configs.iter().find(is_exact)));
            match found {
                Some(config) => input.fix(page, FixedStory { story, slot, config: config.clone() }),
                None => tell_misfit(place, slot, ways, notes),
            }
        }
    }
}

/// A place in columns and rows.
fn slot(place: &HandPlace, leading: Pt, page_rows: u16) -> Slot {
    let nearest = |length: Pt| ((length.0 + leading.0 / 2) / leading.0) as u16;
    let row = nearest(place.top);
    let rows = nearest(place.depth);
    // At the foot of the page the white under a module hangs below the live area.
    let rows = if row + rows + score::SEPARATION >= page_rows { page_rows - row } else { rows };
    Slot { column: place.column - 1, row, columns: place.columns, rows }
}

/// Says by how many lines a story misses its place.
fn tell_misfit(place: &HandPlace, slot: Slot, ways: Option<&ByLead<Sizes>>, notes: &mut Diagnostics) {
    let slug = &place.story;
    let depths = ways
        .into_iter()
        .flat_map(ByLead::both)
        .flat_map(|sizes| sizes.configs.iter())
        .filter(|config| config.columns == slot.columns)
        .map(|config| config.rows);
    let nearest = depths.min_by_key(|rows| rows.abs_diff(slot.rows));
    let text = match nearest {
        Some(rows) => {
            let lines = u32::from(rows.abs_diff(slot.rows)) * u32::from(slot.columns);
            let (word, way) = if rows > slot.rows { ("over", "deeper") } else { ("short", "shallower") };
            format!(
                "\"{slug}\" is about {lines} lines {word} in its place; over {} columns it can be {} rows {way}",
                slot.columns,
                rows.abs_diff(slot.rows)
            )
        }
        None => format!("\"{slug}\" cannot be set over {} columns at all", slot.columns),
    };
    notes.error("place-misfit", Some(place.source.clone()), text).help("change depth or columns of the place, or the story's length");
}
