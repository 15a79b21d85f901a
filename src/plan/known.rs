//! Pages that were planned before: an edition is planned several times, with one jump or another, and most pages are the same each time.
use std::sync::{Arc, Mutex, PoisonError};

use rustc_hash::FxHashMap;

use super::edition::{Filler, Solved, Stock, Terms, solve};
use super::{Cost, Face, PageTask, Shape, Slot, Story, score};
use crate::set::flow::FlowItem;

/// What pages were found to be. It is only looked up, never walked, so that its order does not matter.
#[derive(Debug, Default)]
pub struct Known(Mutex<FxHashMap<Key, Found>>);

/// All that the plan of a page hangs on. What is large stands for itself by its address.
#[derive(Debug, PartialEq, Eq, Hash)]
struct Key {
    ground: (u8, u16, Option<u8>, Vec<Slot>),
    lead_columns: (u8, u8),
    house_ads: bool,
    led: bool,
    filler: Filler,
    /// By index: weight, and where its sizes and faces are kept.
    stories: Vec<(usize, Cost, usize, usize)>,
    briefs: Vec<(usize, usize)>,
}

#[derive(Debug)]
struct Found {
    solved: Option<Solved>,
    /// What the key gives the addresses of: while these are kept, nothing else can come to stand there.
    _shapes: Vec<(Arc<Shape>, Arc<Vec<Face>>)>,
    _flows: Vec<Arc<Vec<FlowItem>>>,
}

impl Known {
    /// Plans one page as [`solve`] does, or remembers how it was planned.
    pub(super) fn solve(&self, stories: &[Story], task: &PageTask, chosen: &[usize], stock: &Stock, terms: Terms) -> Option<Solved> {
        // Limits are seldom the same twice.
        if terms.exhaustive || terms.limit != u64::MAX {
            return solve(stories, task, chosen, stock, terms);
        }
        let sizes = |(at, story): (usize, &usize)| {
            let shapes = stories[*story].shapes.get(task.setting)?.as_ref()?;
            let leads = at == 0 && !task.led;
            Some((shapes.shape(leads).clone(), shapes.faces(leads).clone()))
        };
        let shapes = chosen.iter().enumerate().map(sizes).collect::<Option<Vec<_>>>()?;
        let flow = |brief: &usize| Some((*brief, stories[*brief].brief.get(task.setting)?.clone()?));
        let flows: Vec<(usize, Arc<Vec<FlowItem>>)> = stock.list.iter().filter_map(flow).collect();
        let placed = |(story, (shape, faces)): (&usize, &(Arc<Shape>, Arc<Vec<Face>>))| {
            (*story, score::weight(stories[*story].priority), Arc::as_ptr(shape).addr(), Arc::as_ptr(faces).addr())
        };
        let key = Key {
            ground: (task.columns, task.rows, task.fold, task.holes.clone()),
            lead_columns: task.lead_columns,
            house_ads: task.house_ads,
            led: task.led,
            filler: terms.filler,
            stories: chosen.iter().zip(&shapes).map(placed).collect(),
            briefs: flows.iter().map(|(brief, flow)| (*brief, Arc::as_ptr(flow).addr())).collect(),
        };
        // What a thread had found when it broke is no worse for that.
        let known = || self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(found) = known().get(&key) {
            return found.solved.clone();
        }
        let solved = solve(stories, task, chosen, stock, terms);
        let flows = flows.into_iter().map(|(_, flow)| flow).collect();
        known().insert(key, Found { solved: solved.clone(), _shapes: shapes, _flows: flows });
        solved
    }
}
