//! Pages that were planned before: an edition is planned several times, with one jump or another, and most pages are the same each time; so
//! they are from one run to the next.
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use rustc_hash::FxHashMap;

use super::solve::{Filler, Solved, Terms, solve};
use super::stock::Stock;
use super::{Cost, Face, PageTask, Shape, Shapes, Slot, Story};
use crate::ids::{By, SettingId, StoryId};
use crate::role::Lead;
use crate::set::flow::FlowItem;

/// Runs for which a page is remembered that no run asks for.
const RUNS: u32 = 12;

/// What pages were found to be. It is only looked up, never walked, so that its order does not matter.
#[derive(Debug, Default)]
pub struct Known(Mutex<Memory>);

#[derive(Debug, Default)]
struct Memory {
    pages: FxHashMap<Key, Found>,
    /// The sizes that the paper's own advertisements had on pages: a key gives their place here.
    house_ads: Vec<Arc<Shape>>,
    /// Counts the runs.
    run: u32,
}

/// All that the plan of a page hangs on. What is large stands for itself by its address.
#[derive(Debug, PartialEq, Eq, Hash)]
struct Key {
    ground: (u8, u16, Option<u8>, Vec<Slot>),
    max_stories: u8,
    /// And what a column too few or too many costs.
    lead_columns: (u8, u8, Cost),
    setting: SettingId,
    house_ads: Option<usize>,
    led: bool,
    filler: Filler,
    stories: Vec<StoryKey>,
    /// Which they are, and where the type of each is kept.
    briefs: Vec<(StoryId, Option<usize>)>,
}

/// What of a story a page's plan hangs on.
#[derive(Debug, PartialEq, Eq, Hash)]
struct StoryKey {
    story: StoryId,
    priority: u8,
    above_fold: bool,
    /// Stories are stacked by section and part of it, where a page has more than its search can bear.
    kin: Option<(usize, usize)>,
    /// It has a quote, in one of its roles at least.
    has_quote: bool,
    /// Where its sizes with and without its quote and its faces are kept, in the role that it has.
    kept_at: [Option<usize>; 3],
}

/// What a key gives the addresses of.
type Kept = (Arc<Shape>, Option<Arc<Shape>>, Arc<Vec<Face>>);

#[derive(Debug)]
struct Found {
    solved: Option<Solved>,
    /// The last run that asked for it.
    used: u32,
    /// What the key gives the addresses of: while these are kept, nothing else can come to stand there.
    _shapes: Vec<Kept>,
    _flows: Vec<Arc<Vec<FlowItem>>>,
}

impl Known {
    /// Begins a run: pages that no run asked for lately are forgotten.
    pub fn begin(&self) {
        let mut memory = self.memory();
        memory.run += 1;
        let run = memory.run;
        memory.pages.retain(|_, found| found.used + RUNS >= run);
    }

    /// Plans one page as [`solve`] does, or remembers how it was planned.
    pub(super) fn solve(
        &self,
        stories: &By<StoryId, Story>,
        task: &PageTask,
        chosen: &[StoryId],
        stock: &Stock,
        terms: Terms,
    ) -> Option<Solved> {
        // Limits are seldom the same twice.
        if terms.exhaustive || terms.limit.is_some() {
            return solve(stories, task, chosen, stock, terms);
        }
        let shapes = |story: &StoryId| task.shapes_of(&stories[*story]);
        let shapes = chosen.iter().map(shapes).collect::<Option<Vec<&Shapes>>>()?;
        let flow = |brief: &StoryId| task.brief_of(&stories[*brief]).cloned();
        let flows: Vec<Option<Arc<Vec<FlowItem>>>> = stock.list.iter().map(flow).collect();
        let kept = |(at, shapes): (usize, &&Shapes)| {
            let ways = &shapes[Lead::of(at == 0 && !task.led)];
            (ways.shape.clone(), ways.quoteless.clone(), ways.faces.clone())
        };
        let kept: Vec<Kept> = shapes.iter().enumerate().map(kept).collect();
        let is_stacked = chosen.len() > task.most_modules();
        let story_key = |((story, shapes), kept): ((&StoryId, &&Shapes), &Kept)| StoryKey {
            story: *story,
            priority: stories[*story].priority,
            above_fold: stories[*story].above_fold,
            kin: is_stacked.then_some((stories[*story].section, stories[*story].subsection)),
            has_quote: shapes.has_quote(),
            kept_at: [Some(address(&kept.0)), kept.1.as_ref().map(address), Some(address(&kept.2))],
        };
        let cost_of = |story: &StoryId| task.lead_columns_cost(stories, *story);
        let lead_columns_cost = chosen.first().map_or(0, cost_of);
        let key = Key {
            ground: (task.columns, task.rows, task.fold, task.holes.clone()),
            max_stories: task.max_stories,
            lead_columns: (task.lead_columns.0, task.lead_columns.1, lead_columns_cost),
            setting: task.setting,
            house_ads: task.house_ads.as_ref().map(|shape| self.house_ads(shape)),
            led: task.led,
            filler: terms.filler,
            stories: chosen.iter().zip(&shapes).zip(&kept).map(story_key).collect(),
            briefs: stock.list.iter().zip(&flows).map(|(brief, flow)| (*brief, flow.as_ref().map(address))).collect(),
        };
        {
            let mut memory = self.memory();
            let run = memory.run;
            if let Some(found) = memory.pages.get_mut(&key) {
                found.used = run;
                return found.solved.clone();
            }
        }
        let solved = solve(stories, task, chosen, stock, terms);
        let flows = flows.into_iter().flatten().collect();
        let mut memory = self.memory();
        let used = memory.run;
        memory.pages.insert(key, Found { solved: solved.clone(), used, _shapes: kept, _flows: flows });
        solved
    }

    /// The place of the paper's own advertisements, by their sizes: pages make these anew in each run.
    fn house_ads(&self, shape: &Arc<Shape>) -> usize {
        let mut memory = self.memory();
        let known = |other: &Arc<Shape>| Arc::ptr_eq(other, shape) || **other == **shape;
        let at = memory.house_ads.iter().position(known).unwrap_or(memory.house_ads.len());
        if at == memory.house_ads.len() {
            memory.house_ads.push(shape.clone());
        }
        at
    }

    fn memory(&self) -> MutexGuard<'_, Memory> {
        // What a thread had found when it broke is no worse for that.
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

fn address<T>(kept: &Arc<T>) -> usize {
    Arc::as_ptr(kept).addr()
}

#[cfg(test)]
mod tests {
    use super::super::specimen;
    use super::*;
    use crate::ids::Id;

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
            let stories = By::from([story(round % 5 * 1_000, 1 + (round % 3) as u8), story(round % 7 * 500, 9)]);
            let (one, two) = (StoryId::of(0), StoryId::of(1));
            for (task, chosen) in tasks.iter().flat_map(|task| [(task, vec![one, two]), (task, vec![two, one]), (task, vec![one])]) {
                let fresh = solve(&stories, task, &chosen, &Stock::default(), Terms::EXACT).map(|solved| solved.dummy);
                for _ in 0..2 {
                    let told = known.solve(&stories, task, &chosen, &Stock::default(), Terms::EXACT).map(|solved| solved.dummy);
                    assert_eq!(told, fresh, "round {round}, {chosen:?}");
                }
            }
        }
        assert!(known.0.lock().unwrap().pages.values().any(|found| found.solved.is_some()));
    }
}
