//! Stories and pages for the planner's own tests.
use std::sync::Arc;

use super::{Cell, Cost, Face, PageTask, Shape, Shapes, Story, Ways};
use crate::ids::{Id, PageId, SettingId};

/// A shape function on a page so large of just these sizes, each in a look of its own: columns, rows and what it costs.
pub fn shape((columns, rows): (u8, u16), sizes: &[(u8, u16, Cost)]) -> Arc<Shape> {
    let mut shape = Shape::new(columns, rows);
    for (config, (columns, rows, cost)) in (0..).zip(sizes) {
        shape.offer(*columns, *rows, Cell { cost: *cost, config });
    }
    Arc::new(shape)
}

/// A story of section 0 that has these sizes, as the lead as well as in any other place, and no head.
pub fn story(priority: u8, page: (u8, u16), sizes: &[(u8, u16, Cost)]) -> Story {
    let shape = shape(page, sizes);
    let faces = Arc::new(vec![Face::default(); sizes.len()]);
    let shapes = Shapes::of(|_| Ways { shape: shape.clone(), quoteless: None, faces: faces.clone() });
    Story {
        section: 0,
        subsection: 0,
        priority,
        must_run: false,
        is_ordered: false,
        above_fold: false,
        barred: Vec::new(),
        shapes: [Some(shapes)].into(),
        only: None,
        brief: [None].into(),
        lines: [0].into(),
    }
}

/// A page so large that takes every section, without ads.
pub fn page((columns, rows): (u8, u16)) -> PageTask {
    PageTask {
        page: PageId::FRONT,
        sections: Vec::new(),
        setting: SettingId::of(0),
        columns,
        fold: None,
        rows,
        holes: Vec::new(),
        stories: Vec::new(),
        max_stories: 36,
        lead_columns: (1, columns),
        lead_share: 100,
        house_ads: None,
        led: false,
        closed: false,
    }
}
