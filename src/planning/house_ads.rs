//! What the planner knows of the paper's own advertisements: the sizes that they may have.
use std::sync::Arc;

use crate::job::Job;
use crate::plan::{Cell, PageTask, Shape, Slot, score};

/// Depths in which space is sold, as parts of a page: an eighth to the whole.
const MODULES: [(u32, u32); 9] = [(1, 8), (1, 6), (1, 4), (1, 3), (1, 2), (2, 3), (3, 4), (5, 6), (1, 1)];

/// Whether a depth is one in which space is sold, to the row.
fn is_modular(rows: u16, whole: u16) -> bool {
    MODULES.iter().any(|(part, of)| (u32::from(rows) * of).abs_diff(u32::from(whole) * part) < *of)
}

/// The sizes that an advertisement of the paper may have on a page; none where the layout has none.
pub(super) fn sizes(job: &Job, task: &PageTask) -> Option<Arc<Shape>> {
    if !job.layout.planner.house_ads {
        return None;
    }
    let mut shape = Shape::new(task.columns, task.rows);
    let setting = &job.settings[task.setting];
    let least_ppi = job.layout.print.limits.min_ppi;
    for columns in 1..=task.half() {
        for rows in score::HOUSE_AD_ROWS..=task.rows {
            let slot = Slot { column: 0, row: 0, columns, rows };
            let extent = setting.extent(columns, rows - score::SEPARATION);
            let best = job.edition.house_ads.iter().map(|ad| ad.covers(extent, least_ppi)).max();
            let odd = if is_modular(rows, task.rows) { 0 } else { score::HOUSE_AD_ODD };
            shape.offer(columns, rows, Cell { cost: score::house_ad(&slot, best) + odd, config: 0 });
        }
    }
    Some(Arc::new(shape))
}
