//! Packages: short stories one over the other, which a page's search sees as one element with a shape function of its own.
//!
//! The search over cuts and subsets grows with three to the power of its elements, and a page of agency copy has twenty items. So from a
//! page's list the longest stay by themselves and the short ones go together in stacks, a stack a column or two wide. The shape function
//! of a stack is the cheapest way to share its depth out among its members: a min-plus convolution of theirs. What is found for the
//! elements is exact; which stories are stacked is decided before, from their sizes alone.
use std::sync::Arc;

use super::page::{charges_of_pairs, larger_below};
use super::{Cell, Cost, Face, FaceHead, PageTask, Shape, Slot, Story, Ways, score};
use crate::ids::{By, StoryId};

/// Elements of a page that are stories or stacks: more make the search slow.
pub(super) const MOST_MODULES: usize = 8;
/// Stories of a stack at the most.
pub(super) const MOST_STACKED: usize = 5;
/// Columns of a stack at the most.
const STACK_COLUMNS: u8 = 2;
/// A story that takes more of a page than this at its least (percent of its depth in one column) is not stacked.
const STACKED_DEPTH: u16 = 40;

/// What a page's search places as one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Module {
    /// A story by itself.
    One(StoryId),
    /// Stories one over the other, the weightiest first.
    Stack(Vec<StoryId>),
}

/// A stack's shape function, and how each of its sizes is shared out.
#[derive(Clone, Debug, Default)]
pub(super) struct Stack {
    pub(super) shape: Arc<Shape>,
    pub(super) faces: Arc<Vec<Face>>,
    /// By [`Cell::config`].
    pub(super) ways: Vec<Vec<Share>>,
}

/// What a member has of its stack.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Share {
    pub(super) story: StoryId,
    pub(super) row: u16,
    pub(super) rows: u16,
    pub(super) config: u32,
}

/// Parts a page's stories, the first of which leads, into modules; in whatever order the others come the modules are the same. None where
/// there are too many for a page.
pub(super) fn modules(stories: &By<StoryId, Story>, task: &PageTask, chosen: &[StoryId]) -> Option<Vec<Module>> {
    let most = task.most_modules();
    if chosen.len() <= most {
        return Some(chosen.iter().map(|story| Module::One(*story)).collect());
    }
    // The fewest stacks that leave no more modules than a page may have.
    let stacks = (1..most).find(|stacks| chosen.len() - (most - stacks) <= stacks * MOST_STACKED)?;
    let stacked = chosen.len() - (most - stacks);
    let mut short: Vec<(u32, StoryId)> =
        chosen[1..].iter().filter_map(|story| Some((stackable(&stories[*story], task)?, *story))).collect();
    short.sort_unstable();
    if short.len() < stacked {
        return None;
    }
    short.truncate(stacked);
    let mut members: Vec<StoryId> = short.into_iter().map(|(_, story)| story).collect();
    let kin = |story: &StoryId| (stories[*story].section, stories[*story].subsection, stories[*story].priority, *story);
    members.sort_by_key(kin);
    let mut modules: Vec<Module> = chosen.iter().filter(|story| !members.contains(story)).map(|story| Module::One(*story)).collect();
    for stack in 0..stacks {
        let mut list = members[stacked * stack / stacks..stacked * (stack + 1) / stacks].to_vec();
        list.sort_by_key(|story| (stories[*story].priority, *story));
        modules.push(if let [one] = list[..] { Module::One(one) } else { Module::Stack(list) });
    }
    Some(modules)
}

/// The least rows of a story in one column; none where it is too long for a stack.
fn stackable(story: &Story, task: &PageTask) -> Option<u32> {
    let shapes = task.shapes_of(story)?;
    // What is to stand beside one story or away from another stands by itself.
    let minds = |face: &Face| face.company.iter().any(|company| !company.beside.is_empty() || !company.not_beside.is_empty());
    if story.above_fold || shapes.other.faces.first().is_some_and(minds) {
        return None;
    }
    let cells = shapes.other.without_quote().cells().filter(|(columns, rows, _)| *columns == 1 && *rows <= task.rows);
    let least = cells.map(|(_, rows, _)| rows).min()?;
    (u32::from(least) * 100 <= u32::from(task.rows) * u32::from(STACKED_DEPTH)).then_some(u32::from(least))
}

/// Every size that stories one over the other can have, and how it is shared out.
pub(super) fn stack(stories: &By<StoryId, Story>, task: &PageTask, members: &[StoryId]) -> Option<Stack> {
    let member = |story: &StoryId| {
        let ways = &task.shapes_of(&stories[*story])?.other;
        Some(Member { story: *story, ways, weight: score::weight(stories[*story].priority) })
    };
    let members: Vec<Member> = members.iter().map(member).collect::<Option<_>>()?;
    let mut shape = Shape::new(task.columns, task.rows);
    let (mut ways, mut faces) = (Vec::new(), Vec::new());
    for columns in 1..=STACK_COLUMNS.min(task.half()) {
        for shares in Sharing::new(&members, columns, task.rows).all() {
            let part = |(at, share): (usize, &Share)| {
                let slot = Slot { column: 0, row: share.row, columns, rows: share.rows };
                Some((slot, members[at].ways.faces.get(share.config as usize)?))
            };
            let parts: Vec<(Slot, &Face)> = shares.iter().enumerate().filter_map(part).collect();
            let cost = |(at, share): (usize, &Share)| {
                let slot = Slot { columns, rows: share.rows, ..Slot::default() };
                members[at].ways.cost(&slot, share.config).unwrap_or(0) + score::LOWER * members[at].weight * Cost::from(share.row)
            };
            let cost = shares.iter().enumerate().map(cost).sum::<Cost>() + charges_of_pairs(&parts, task.free_area()).total();
            let rows = shares.iter().map(|share| share.rows).sum();
            shape.offer(columns, rows, Cell { cost, config: ways.len() as u32 });
            faces.push(face(&parts));
            ways.push(shares);
        }
    }
    (!ways.is_empty()).then(|| Stack { shape: Arc::new(shape), faces: Arc::new(faces), ways })
}

/// A story of a stack.
struct Member<'a> {
    story: StoryId,
    ways: &'a Ways,
    weight: Cost,
}

/// Of each depth that a stack so wide can have the cheapest way to share it out.
///
/// Its heads fall down the stack, so the state is the depth so far and the smallest head so far; what else modules are charged for how
/// they stand is not counted.
struct Sharing<'a> {
    members: &'a [Member<'a>],
    columns: u8,
    steps: Vec<Step>,
    /// By depth: the last steps of all members' shares, the smallest head of each with it.
    feet: Vec<Vec<(u32, usize)>>,
}

/// Where a member may begin, and under what: the smallest head above it, and the last step with it; none at the top.
type Top = (u16, Vec<(u32, Option<usize>)>);

/// A member's share after those above it.
#[derive(Clone, Copy)]
struct Step {
    cost: Cost,
    share: Share,
    above: Option<usize>,
}

impl<'a> Sharing<'a> {
    fn new(members: &'a [Member], columns: u8, rows: u16) -> Sharing<'a> {
        let mut sharing = Sharing { members, columns, steps: Vec::new(), feet: vec![Vec::new(); usize::from(rows) + 1] };
        (0..members.len()).for_each(|at| sharing.add(at));
        sharing
    }

    /// The next member, under every way to share out what is above it.
    fn add(&mut self, at: usize) {
        let weight = self.members[at].weight;
        let sizes = self.sizes(at);
        let tops = if at == 0 { vec![(0, vec![(u32::MAX, None)])] } else { self.tops() };
        let mut feet: Vec<Vec<(u32, usize)>> = vec![Vec::new(); self.feet.len()];
        for (top, above) in tops {
            for (smallest, step) in above {
                let before = step.map_or(0, |step: usize| self.steps[step].cost) + score::LOWER * weight * Cost::from(top);
                for (rows, cost, config, head) in &sizes {
                    let Some(foot) = feet.get_mut(usize::from(top + rows)) else { break };
                    let cost = before + cost + larger_below(smallest, *head);
                    let least = smallest.min(*head);
                    let share = Share { story: self.members[at].story, row: top, rows: *rows, config: *config };
                    let found = Step { cost, share, above: step };
                    match foot.iter().find(|(head, _)| *head == least) {
                        Some((_, known)) if self.steps[*known].cost <= cost => {}
                        Some((_, known)) => self.steps[*known] = found,
                        None => {
                            foot.push((least, self.steps.len()));
                            self.steps.push(found);
                        }
                    }
                }
            }
        }
        self.feet = feet;
    }

    /// Where the next member may begin, and under what.
    fn tops(&self) -> Vec<Top> {
        let begun = self.feet.iter().enumerate().filter(|(_, steps)| !steps.is_empty());
        begun.map(|(top, steps)| (top as u16, steps.iter().map(|(head, step)| (*head, Some(*step))).collect())).collect()
    }

    /// A member's rows, what each costs, its config and its head's size; the shallowest first.
    fn sizes(&self, at: usize) -> Vec<(u16, Cost, u32, u32)> {
        let (shape, faces) = (self.members[at].ways.without_quote(), &self.members[at].ways.faces);
        let head = |config: u32| faces.get(config as usize).and_then(|face| face.heads.first()).map_or(u32::MAX, |head| head.size);
        let mut sizes = Vec::new();
        for rows in 1..self.feet.len() as u16 {
            let Some(cell) = shape.cell(self.columns, rows) else { continue };
            sizes.push((rows, cell.cost, cell.config, head(cell.config)));
            let others = faces.get(cell.config as usize).map_or(&[][..], |face| &face.others);
            sizes.extend(others.iter().map(|(more, config)| (rows, cell.cost + more, *config, head(*config))));
        }
        sizes
    }

    /// By depth, the cheapest: the share of each member.
    fn all(&self) -> impl Iterator<Item = Vec<Share>> + '_ {
        let cheapest = |steps: &Vec<(u32, usize)>| steps.iter().map(|(_, step)| *step).min_by_key(|step| (self.steps[*step].cost, *step));
        self.feet.iter().filter_map(cheapest).map(|last| {
            let steps = std::iter::successors(Some(&self.steps[last]), |step| step.above.map(|above| &self.steps[above]));
            let mut shares: Vec<Share> = steps.map(|step| step.share).collect();
            shares.reverse();
            shares
        })
    }
}

/// What a stack's neighbours see of it.
fn face(parts: &[(Slot, &Face)]) -> Face {
    let moved = |slot: &Slot, part: &Slot| Slot { row: slot.row + part.row, ..*slot };
    let heads = parts.iter().flat_map(|(part, face)| face.heads.iter().map(|head| FaceHead { slot: moved(&head.slot, part), ..*head }));
    let pictures = parts.iter().flat_map(|(part, face)| face.pictures.iter().map(|picture| moved(picture, part)));
    let company = parts.iter().flat_map(|(_, face)| face.company.iter().cloned());
    Face { heads: heads.collect(), pictures: pictures.collect(), company: company.collect(), ..Face::default() }
}

#[cfg(test)]
mod tests {
    use super::super::random::Random;
    use super::super::specimen::{page, story};
    use super::*;
    use crate::ids::Id;

    const PAGE: (u8, u16) = (6, 140);

    /// Whether the modules of stories that have so many rows in one column are as expected: stacks in brackets.
    fn check(rows: &[u16], expected: &str) {
        let stories: By<StoryId, Story> = rows.iter().map(|rows| story(5, PAGE, &[(1, *rows, 0)])).collect();
        let all: Vec<StoryId> = stories.ids().collect();
        let name = |module: &Module| match module {
            Module::One(story) => story.number().to_string(),
            Module::Stack(stories) => format!("{:?}", stories.iter().map(|story| story.number()).collect::<Vec<_>>()).replace(' ', ""),
        };
        let found = modules(&stories, &page(PAGE), &all);
        assert_eq!(found.map_or("none".into(), |found| found.iter().map(name).collect::<Vec<_>>().join(" ")), expected, "{rows:?}");
    }

    #[test]
    fn short_stories_are_stacked_where_there_are_many() {
        check(&[90, 20, 20], "0 1 2");
        check(&[90, 20, 20, 20, 20, 20, 20, 20], "0 1 2 3 4 5 6 7");
        // The fewest stacks, of the shortest; the lead is in none.
        check(&[10, 30, 20, 31, 21, 32, 33, 34, 35], "0 1 3 5 6 7 8 [2,4]");
        check(&[90, 20, 21, 22, 23, 24, 25, 26, 27, 28, 29, 30], "0 6 7 8 9 10 11 [1,2,3,4,5]");
        // Too long for a stack.
        check(&[90, 60, 60, 60, 60, 60, 60, 60, 60], "none");
        check(&[20; 37], "none");
    }

    #[test]
    fn a_stack_costs_the_least_of_all_ways_to_share_its_depth() {
        let mut random = Random(7);
        for _ in 0..40 {
            let sizes = |random: &mut Random| -> Vec<(u8, u16, Cost)> {
                let mut rows: Vec<u16> = (0..3).map(|_| 5 + random.below(12) as u16).collect();
                rows.sort_unstable();
                rows.dedup();
                rows.iter().map(|rows| (1, *rows, random.below(9_000) as Cost)).collect()
            };
            let members: Vec<Vec<(u8, u16, Cost)>> = (0..3).map(|_| sizes(&mut random)).collect();
            let stories: By<StoryId, Story> = members.iter().map(|sizes| story(5, PAGE, sizes)).collect();
            let stack = stack(&stories, &page(PAGE), &[0, 1, 2].map(StoryId::of)).expect("a stack");
            let lower = |top: u16| score::LOWER * score::weight(5) * Cost::from(top);
            let mut least: std::collections::BTreeMap<u16, Cost> = Default::default();
            for (_, first, a) in &members[0] {
                for (_, second, b) in &members[1] {
                    for (_, third, c) in &members[2] {
                        let cost = a + b + c + lower(*first) + lower(first + second);
                        let known = least.entry(first + second + third).or_insert(cost);
                        *known = cost.min(*known);
                    }
                }
            }
            let found: Vec<(u16, Cost)> = stack.shape.cells().map(|(_, rows, cell)| (rows, cell.cost)).collect();
            assert_eq!(found, least.into_iter().collect::<Vec<_>>());
            for (_, rows, cell) in stack.shape.cells() {
                let shares = &stack.ways[cell.config as usize];
                assert_eq!(shares.iter().map(|share| share.rows).sum::<u16>(), rows);
                assert!(shares.windows(2).all(|pair| pair[0].row + pair[0].rows == pair[1].row));
            }
        }
    }
}
