//! Rivers: word spaces that stand under one another through three lines or more.
use std::ops::Range;

use super::items::{Breaks, Item, Measure, OnLine, on_line, share};

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct River {
    /// The lines it runs through.
    pub lines: Range<usize>,
}

/// A word space of a line, from the measure's left edge, in thousandths of a point.
struct Gap {
    left: i64,
    right: i64,
    natural: i64,
    /// Gaps of the chain that ends here.
    length: usize,
    /// Sum of their widths in thousandths of the natural ones.
    widths: i64,
}

/// Lines that make a river.
const RIVER_LINES: usize = 3;
/// Gaps touch where they overlap by half a natural space; a chain is seen where they are on average this much wider than natural, in
/// thousandths.
const SEEN: i64 = 1_180;
/// Thousandths.
const ONE: i64 = 1000;

/// The rivers of a broken paragraph, in justified setting. Holkner, "Multiple objective optimisation for typesetting" (2006), measures them alike.
pub fn rivers(items: &[Item], breaks: &Breaks, measure: &Measure) -> Vec<River> {
    let mut found = Vec::new();
    if breaks.ends.len() < RIVER_LINES {
        return found;
    }
    let mut above: Vec<Gap> = Vec::new();
    let mut start = 0;
    for (n, &end) in breaks.ends.iter().enumerate() {
        let mut gaps = gaps(
            items,
            measure,
            SetLine { start, end: end as usize, number: n, is_last: items.get(end as usize).is_none_or(Item::ends_line) },
        );
        for gap in &mut gaps {
            let touching = above.iter().filter(|up| 2 * (up.right.min(gap.right) - up.left.max(gap.left)) >= gap.natural);
            if let Some(up) = touching.max_by_key(|up| (up.length, up.widths)) {
                gap.length += up.length;
                gap.widths += up.widths;
            }
            if gap.length >= RIVER_LINES && gap.widths >= SEEN * gap.length as i64 {
                // One that has run on is still one.
                found.retain(|river: &River| river.lines != (n + 1 - gap.length..n));
                found.push(River { lines: n + 1 - gap.length..n + 1 });
            }
        }
        above = gaps;
        start = end as usize;
    }
    found
}

/// A line of a broken paragraph.
struct SetLine {
    /// Its first item, and the one at which it ends.
    start: usize,
    end: usize,
    number: usize,
    is_last: bool,
}

/// The word spaces of a line as it will be set.
fn gaps(items: &[Item], measure: &Measure, line: SetLine) -> Vec<Gap> {
    let SetLine { start, end, number, is_last } = line;
    let OnLine { first, extent, hang, .. } = on_line(items, start, end);
    let line_number = number.min(usize::from(u16::MAX)) as u16;
    let spare = i64::from(measure.of(line_number).0) + hang.0 + hang.1 - extent.width;
    let share = if is_last && spare > 0 { share(0, extent) } else { share(spare, extent) };
    let room = if share.spaces >= 0 { extent.stretch } else { extent.shrink };
    let mut x = i64::from(measure.left(line_number).0) - hang.0;
    let mut gaps = Vec::new();
    for item in &items[first..end] {
        let natural = i64::from(item.width().0);
        let part = |of: crate::units::Pt, all: i64, given: i64| i64::from(of.0) * given / all.max(1);
        match item {
            Item::Box { give, .. } => x += natural + share.of(*give, extent),
            // Between ideographs.
            Item::Space { stretch, .. } | Item::Tie { stretch, .. } if natural == 0 => x += part(*stretch, room, share.spaces.max(0)),
            Item::Space { stretch, shrink, .. } | Item::Tie { stretch, shrink, .. } => {
                let width = natural + part(if share.spaces >= 0 { *stretch } else { *shrink }, room, share.spaces);
                gaps.push(Gap { left: x, right: x + width, natural, length: 1, widths: width * ONE / natural.max(1) });
                x += width;
            }
            Item::Break { .. } => {}
        }
    }
    gaps
}
