//! Pages that were planned before: an edition is planned several times, with one jump or another, and most pages are the same each time.
use std::sync::{Arc, Mutex, PoisonError};

use rustc_hash::FxHashMap;

use super::solve::{Filler, Solved, Terms, solve};
use super::stock::Stock;
use super::{Cost, Face, PageTask, Shape, Slot, Story};
use crate::set::flow::FlowItem;

/// What pages were found to be. It is only looked up, never walked, so that its order does not matter.
#[derive(Debug, Default)]
pub struct Known(Mutex<FxHashMap<Key, Found>>);

/// All that the plan of a page hangs on. What is large stands for itself by its address.
#[derive(Debug, PartialEq, Eq, Hash)]
struct Key {
    ground: (u8, u16, Option<u8>, Vec<Slot>),
    /// And what a column too few or too many costs.
    lead_columns: (u8, u8, Cost),
    setting: usize,
    house_ads: bool,
    led: bool,
    filler: Filler,
    /// By index: weight, and where its sizes and faces are kept.
    stories: Vec<(usize, Cost, usize, usize)>,
    briefs: Vec<(usize, Option<usize>)>,
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
        if terms.exhaustive || terms.limit.is_some() {
            return solve(stories, task, chosen, stock, terms);
        }
        let sizes = |(at, story): (usize, &usize)| {
            let shapes = stories[*story].shapes.get(task.setting)?.as_ref()?;
            let leads = at == 0 && !task.led;
            Some((shapes.shape(leads).clone(), shapes.faces(leads).clone()))
        };
        let shapes = chosen.iter().enumerate().map(sizes).collect::<Option<Vec<_>>>()?;
        let flow = |brief: &usize| stories[*brief].brief.get(task.setting)?.clone();
        let flows: Vec<Option<Arc<Vec<FlowItem>>>> = stock.list.iter().map(flow).collect();
        let placed = |(story, (shape, faces)): (&usize, &(Arc<Shape>, Arc<Vec<Face>>))| {
            (*story, stories[*story].weight(), Arc::as_ptr(shape).addr(), Arc::as_ptr(faces).addr())
        };
        let cost_of = |story: &usize| task.lead_columns_cost(stories, *story);
        let lead_columns_cost = chosen.first().map_or(0, cost_of);
        let key = Key {
            ground: (task.columns, task.rows, task.fold, task.holes.clone()),
            lead_columns: (task.lead_columns.0, task.lead_columns.1, lead_columns_cost),
            setting: task.setting,
            house_ads: task.house_ads.is_some(),
            led: task.led,
            filler: terms.filler,
            stories: chosen.iter().zip(&shapes).map(placed).collect(),
            briefs: stock
                .list
                .iter()
                .zip(&flows)
                .map(|(brief, flow)| (*brief, flow.as_ref().map(|flow| Arc::as_ptr(flow).addr())))
                .collect(),
        };
        // What a thread had found when it broke is no worse for that.
        let known = || self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(found) = known().get(&key) {
            return found.solved.clone();
        }
        let solved = solve(stories, task, chosen, stock, terms);
        let flows = flows.into_iter().flatten().collect();
        known().insert(key, Found { solved: solved.clone(), _shapes: shapes, _flows: flows });
        solved
    }
}

#[cfg(test)]
mod tests {
    use super::super::specimen;
    use super::*;

    /// A story that fills a page of two columns by ten rows in two halves or alone, in each at this cost.
    fn story(cost: Cost, priority: u8) -> Story {
        specimen::story(priority, (2, 10), &[(1, 10, cost), (2, 5, cost), (2, 10, cost)])
    }

    fn task() -> PageTask {
        PageTask { max_stories: 8, ..specimen::page((2, 10)) }
    }

    #[test]
    fn what_is_remembered_is_what_would_be_found() {
        let known = Known::default();
        let mut tasks = vec![task(); 4];
        tasks[1].holes.push(Slot { column: 0, row: 5, columns: 2, rows: 5 });
        tasks[2].led = true;
        tasks[3].lead_columns = (2, 2);
        // Each round its stories are made anew, and may come to stand where those before them did.
        for round in 0..40 {
            let stories = [story(round % 5 * 1_000, 1 + (round % 3) as u8), story(round % 7 * 500, 9)];
            for (task, chosen) in tasks.iter().flat_map(|task| [(task, vec![0, 1]), (task, vec![1, 0]), (task, vec![0])]) {
                let fresh = solve(&stories, task, &chosen, &Stock::default(), Terms::EXACT).map(|solved| solved.dummy);
                for _ in 0..2 {
                    let told = known.solve(&stories, task, &chosen, &Stock::default(), Terms::EXACT).map(|solved| solved.dummy);
                    assert_eq!(told, fresh, "round {round}, {chosen:?}");
                }
            }
        }
        assert!(known.0.lock().unwrap().values().any(|found| found.solved.is_some()));
    }
}
