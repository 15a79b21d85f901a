//! The least mean badness, and the fewest loose lines, that any breaker can reach with the same words, places to break them and give of letters:
//! what figures are to be measured by.
use newsprint::set::breaks::{Item, Measure};
use newsprint::set::items::on_line;

use super::badness;

/// Breaks this much disliked are for words wider than the measure.
const LAST_RESORT: i32 = 1_000_000;
/// Word spaces this much wider than natural are loose, and what stands alone in its line is looser than anything.
const LOOSE: f64 = 1.5;
const LONE_WORD: f64 = 100.0;

/// Sum of what lines count, and the lines that it is of: those that are filled and have spaces.
pub type Sum = (f64, usize);

/// The least badness of a paragraph, and the fewest loose lines; seldom by the same breaks.
pub fn least(items: &[Item], measure: &Measure, space: f64) -> [Sum; 2] {
    let loose = |ratio: f64| if ratio > LOOSE { 1.0 } else { 0.0 };
    [least_of(items, measure, space, badness), least_of(items, measure, space, loose)]
}

/// The least sum for a paragraph whose word space is naturally so wide, by a dynamic programme over its breaks. Nothing else is charged for: hyphens may
/// follow each other down the leg, and last lines be as short as they like.
fn least_of(items: &[Item], measure: &Measure, space: f64, weigh: fn(f64) -> f64) -> Sum {
    let is_place = |item: &Item| match item {
        Item::Space { .. } => true,
        Item::Break { penalty, .. } => *penalty < LAST_RESORT,
        Item::Box { .. } | Item::Tie { .. } => false,
    };
    let places = items.iter().enumerate().filter(|(_, item)| is_place(item)).map(|(at, _)| at);
    let stops: Vec<usize> = [0].into_iter().chain(places).chain([items.len()]).collect();
    let mut best: Vec<Option<Sum>> = vec![None; stops.len()];
    best[0] = Some((0.0, 0));
    for from in 0..stops.len() - 1 {
        let Some((sum, lines)) = best[from] else { continue };
        let target = measure.of(u16::from(from > 0));
        for to in from + 1..stops.len() {
            let is_last = to + 1 == stops.len();
            let Some((bad, counts)) = line(items, stops[from]..stops[to], f64::from(target.0), (space, weigh), is_last) else {
                if to == from + 1 {
                    continue;
                }
                break;
            };
            let new = (sum + bad, lines + usize::from(counts));
            if best[to].is_none_or(|(old, _)| new.0 < old) {
                best[to] = Some(new);
            }
        }
    }
    best.last().copied().flatten().unwrap_or_default()
}

/// What a line counts by its word spaces, and whether it does; none where it would stick out.
fn line(
    items: &[Item],
    range: std::ops::Range<usize>,
    target: f64,
    (space, weigh): (f64, fn(f64) -> f64),
    is_last: bool,
) -> Option<(f64, bool)> {
    let holds = on_line(items, range.start, range.end);
    let extent = holds.extent;
    let spaces = items[holds.first..range.end].iter().filter(|item| matches!(item, Item::Space { .. } | Item::Tie { .. })).count() as f64;
    let hangs = (holds.hang.0 + holds.hang.1) as f64;
    let spare = target + hangs - extent.width as f64;
    let give = ((extent.give + extent.reserve) as f64).min(spare.abs()) * spare.signum();
    let rest = spare - give;
    if -rest > extent.shrink as f64 {
        return None;
    }
    if is_last && spare >= 0.0 {
        return Some((0.0, false));
    }
    Some(if spaces > 0.0 { (weigh(1.0 + rest / (spaces * space)), true) } else { (weigh(LONE_WORD), false) })
}
