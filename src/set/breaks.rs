//! Line breaking: the total-fit algorithm of Knuth & Plass (1981), in integers, for every attainable number of lines.
use super::first_fit::{first_fit, is_absurd};
pub use super::items::{Breaks, Item, Measure, Shape};
use super::items::{Extent, badness, gain, share};
use super::law::Fitness;
pub use super::law::{HOUSE, Law, TEX};
use super::rivers;

/// Thousandths.
const ONE: i64 = 1000;
/// A ragged line a quarter short of its measure counts like one stretched by 1.
const RAGGED_STRETCH: i64 = 4;
/// A line of one word is as bad as if its white stood in one space that stretches by this part of the measure.
const LONE_WORD: i64 = 32;
/// Loosest ratio that is told apart, in thousandths.
const LOOSEST_TOLD: i64 = 100_000;
/// A line that cannot be set within its measure.
const OVERFULL_DEMERITS: i64 = 1_000_000_000_000_000;
/// Line counts that are kept beyond the shortest.
const SPARE_LINES: u16 = 3;
/// Line numbers followed about the best way to a break: what runs further ahead or behind is never wanted.
const FOLLOWED_LINES: u16 = 2;
/// Breaks that are disliked this much are for the desperate pass.
const LAST_RESORT: i64 = 1_000_000;
/// Hyphens in a row that make a ladder.
const LADDER: u8 = 3;
/// A last line under this share of the measure, in percent, is short.
pub const SHORT_SHARE: i64 = 34;
/// One under this is a runt.
const RUNT_SHARE: i64 = 12;
/// What a short last line costs in ragged text, whose lines are weighed otherwise; and what it costs more, the shorter the more.
const RAGGED_SHORT: (i64, i64) = (50_000, 100_000);

/// A place where a line may end, with what stands before it.
struct Stop {
    /// Item at which the line before ends.
    end: usize,
    /// Sums up to the end: the hyphen is in, what hangs out is not.
    upto: Extent,
    /// Sums up to where the next line starts; what hangs out at its left is out.
    from: Extent,
    penalty: i64,
    hyphenated: bool,
    /// The paragraph's end, or the writer ended the line: every way comes by here, and the line before is free.
    is_end: bool,
}

/// A way to come to a stop.
#[derive(Clone, Copy)]
struct Node {
    stop: u32,
    line: u16,
    fitness: Fitness,
    hyphens: u8,
    loosest: i32,
    demerits: i64,
    before: u32,
}

/// No node before.
const NONE: u32 = u32::MAX;

/// How hard a pass tries.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Pass {
    /// Lines within the tolerance, no ladders.
    Careful,
    /// Whatever must be.
    Desperate,
}

/// A paragraph ready for breaking.
struct Task<'a> {
    stops: Vec<Stop>,
    measure: &'a Measure,
    shape: Shape,
    law: &'a Law,
    /// Lines, from item to item, that this pass may not take.
    barred: Vec<(usize, usize)>,
    /// Lines, counted from 0, that may not end in a hyphen.
    whole: &'a [usize],
}

/// Breaks a paragraph in every number of lines that good setting can reach, the best first. There is always at least one way.
///
/// Follows Knuth & Plass, "Breaking paragraphs into lines" (1981), with nodes kept apart by line number as in TeX's
/// `\looseness` (TeX §§813–890), so that a make-up room can take a paragraph a line longer or shorter.
pub fn break_paragraph(items: &[Item], measure: &Measure, shape: Shape) -> Vec<Breaks> {
    break_by(items, measure, shape, &HOUSE)
}

/// The same by another law.
pub fn break_by(items: &[Item], measure: &Measure, shape: Shape, law: &Law) -> Vec<Breaks> {
    if items.is_empty() {
        return vec![Breaks { ends: vec![0], demerits: 0, loosest: 0 }];
    }
    if is_absurd(items, shape) {
        return vec![first_fit(items, measure)];
    }
    let mut task = Task { stops: stops(items), measure, shape, law, barred: Vec::new(), whole: &[] };
    let mut found = task.pass(Pass::Careful);
    if found.is_empty() {
        found = task.pass(Pass::Desperate);
    } else if shape == Shape::Justified && law.river > 0 {
        task.avoid_rivers(items, &mut found);
    }
    found.sort_by_key(|breaks| (breaks.demerits, breaks.ends.len()));
    found
}

/// Breaks a paragraph as other breaks do, in as many lines, but so that none of some lines, counted from 0, ends in a hyphen. None where that
/// cannot be done within the tolerance.
pub fn break_whole(items: &[Item], measure: &Measure, breaks: &Breaks, whole: &[usize]) -> Option<Breaks> {
    let shape = Shape::Justified;
    if is_absurd(items, shape) {
        return None;
    }
    let task = Task { stops: stops(items), measure, shape, law: &HOUSE, barred: Vec::new(), whole };
    task.pass(Pass::Careful).into_iter().find(|other| other.ends.len() == breaks.ends.len())
}

/// Every place where a line may end, the paragraph's start first and its end last.
fn stops(items: &[Item]) -> Vec<Stop> {
    let mut stops = Vec::with_capacity(items.len() / 2 + 2);
    let hang_left = |start: usize| if let Some(Item::Box { hang, .. }) = items.get(start) { i64::from(hang.0.0) } else { 0 };
    let less = |sums: Extent, width: i64| Extent { width: sums.width - width, ..sums };
    let mut sums = Extent::default();
    let first = after_break(items, 0);
    let mut from = Extent::default();
    for item in &items[..first] {
        from = from.and(item);
    }
    from.width += hang_left(first);
    stops.push(Stop { end: 0, upto: sums, from, penalty: 0, hyphenated: false, is_end: false });
    for end in 0..=items.len() {
        let hang_right = match end.checked_sub(1).map(|before| &items[before]) {
            Some(Item::Box { hang, .. }) => i64::from(hang.1.0),
            _ => 0,
        };
        let place = match items.get(end) {
            None => Some((hang_right, 0, 0, false)),
            Some(Item::Space { penalty, .. }) if end > 0 && matches!(items[end - 1], Item::Box { .. }) => {
                Some((hang_right, 0, i64::from(*penalty), false))
            }
            Some(Item::Break { hyphen, hang, penalty, hyphenated, .. }) if end > 0 => {
                let added = i64::from(hyphen.0);
                let hangs = if added > 0 { i64::from(hang.0) } else { hang_right };
                Some((hangs, added, i64::from(*penalty), *hyphenated))
            }
            Some(_) => None,
        };
        if let Some((hangs, added, penalty, hyphenated)) = place {
            // What is dropped after the break (TeX §837) is counted to the line before, and so is what hangs out at the next line's left.
            let start = after_break(items, end);
            let mut from = sums;
            for item in &items[end..start] {
                from = from.and(item);
            }
            let repeated = gain(items, end);
            let is_end = items.get(end).is_none_or(Item::ends_line);
            let penalty = if is_end { 0 } else { penalty };
            from.width += if repeated > 0 { -repeated } else { hang_left(start) };
            stops.push(Stop { end, upto: less(sums, hangs - added), from, penalty, hyphenated, is_end });
        }
        if let Some(item) = items.get(end) {
            sums = sums.and(item);
        }
    }
    stops
}

/// The first item after a break that is not dropped.
fn after_break(items: &[Item], end: usize) -> usize {
    let mut start = end;
    while start < items.len() && !matches!(items[start], Item::Box { .. }) {
        start += 1;
    }
    start
}

/// A line from where a way stands to a stop.
struct Step<'a> {
    /// Index of the way's node.
    before: usize,
    node: &'a Node,
    to: usize,
    line: Judged,
}

/// How a line between two stops would look.
#[derive(Clone, Copy)]
struct Judged {
    badness: i64,
    fitness: Fitness,
    /// Stretch or shrink of its spaces in thousandths.
    ratio: i64,
    /// Natural width, in percent of the measure.
    filled: i64,
    /// It has no word space.
    is_word: bool,
    /// Its letters give beyond the usual.
    is_beyond: bool,
}

impl Task<'_> {
    fn pass(&self, pass: Pass) -> Vec<Breaks> {
        let mut nodes: Vec<Node> = Vec::with_capacity(self.stops.len() * 3);
        nodes.push(Node { stop: 0, line: 0, fitness: Fitness::Decent, hyphens: 0, loosest: 0, demerits: 0, before: NONE });
        // The nodes of stop n are nodes[starts[n]..starts[n + 1]].
        let mut starts: Vec<u32> = vec![0, 1];
        let mut candidates: Vec<Node> = Vec::new();
        let mut first = 0;
        let end = self.stops.len() - 1;
        for to in 1..=end {
            candidates.clear();
            let mut dead: Option<usize> = None;
            let mut at = first;
            while at < to {
                let range = starts[at] as usize..starts[at + 1] as usize;
                if range.is_empty() {
                    first += usize::from(first == at);
                    at += 1;
                    continue;
                }
                let mut is_over = true;
                let mut is_loose = true;
                let mut line = u16::MAX;
                let mut judged = None;
                for n in range.clone() {
                    let node = nodes[n];
                    if node.line != line {
                        line = node.line;
                        judged = self.judge(at, to, line);
                    }
                    let Some(judged) = judged else { continue };
                    is_over = false;
                    if judged.badness <= self.law.tolerance || pass == Pass::Desperate {
                        is_loose = false;
                        self.offer(&mut candidates, Step { before: n, node: &node, to, line: judged }, pass);
                    }
                }
                if is_over && at == first {
                    dead = range.min_by_key(|&n| nodes[n].demerits).or(dead);
                    first += 1;
                }
                // Lines that start later are looser still.
                if !is_over && is_loose && !self.stops[to].is_end {
                    break;
                }
                at += 1;
            }
            if first == to
                && candidates.is_empty()
                && let Some(before) = dead
            {
                if pass == Pass::Careful {
                    return Vec::new();
                }
                // Nothing fits: the line sticks out rather than that a word is lost (TeX §854).
                let node = nodes[before];
                let demerits = node.demerits + OVERFULL_DEMERITS;
                candidates.push(Node {
                    stop: to as u32,
                    line: node.line + 1,
                    fitness: Fitness::VeryTight,
                    hyphens: 0,
                    demerits,
                    before: before as u32,
                    ..node
                });
            }
            if self.stops[to].is_end {
                // No line runs over it.
                first = to;
            }
            self.prune(&mut candidates);
            nodes.extend_from_slice(&candidates);
            starts.push(nodes.len() as u32);
        }
        let finals = starts[end] as usize..nodes.len();
        self.collect(&nodes, finals)
    }

    /// Looks at the line between two stops; none where it would stick out.
    fn judge(&self, at: usize, to: usize, line: u16) -> Option<Judged> {
        let (from, stop) = (&self.stops[at], &self.stops[to]);
        let extent = stop.upto.beyond(from.from);
        let target = i64::from(self.measure.of(line).0);
        let spare = target - extent.width;
        let last = to + 1 == self.stops.len();
        let filled = extent.width * 100 / target.max(1);
        let is_word = extent.stretch == 0;
        let free = Judged { badness: 0, fitness: Fitness::Decent, ratio: 0, filled, is_word, is_beyond: false };
        if self.shape != Shape::Justified {
            if spare < 0 {
                return None;
            }
            let is_free = stop.is_end && (self.shape == Shape::Ragged || !last);
            return Some(if is_free { free } else { Judged { badness: badness(spare * RAGGED_STRETCH, target), ..free } });
        }
        if spare < 0 && -spare > extent.shrink + extent.give + extent.reserve {
            return None;
        }
        if stop.is_end && spare >= 0 {
            return Some(free);
        }
        let share = share(spare, extent);
        let (slack, room) = match share.spaces {
            slack if slack < 0 => (-slack, extent.shrink),
            slack if extent.stretch > 0 => (slack, extent.stretch),
            slack => (slack, target / LONE_WORD),
        };
        let badness = badness(slack, room);
        let ratio = (share.spaces * ONE / room.max(1)).min(LOOSEST_TOLD);
        Some(Judged { badness, fitness: Fitness::of(badness, share), ratio, filled, is_word, is_beyond: share.reserve != 0 })
    }

    /// The way over a node to a stop, if it is better than those of its kind (TeX §§855–859).
    fn offer(&self, candidates: &mut Vec<Node>, step: Step, pass: Pass) {
        let Step { before: at, node, to, line } = step;
        let (law, stop) = (self.law, &self.stops[to]);
        let last = to + 1 == self.stops.len();
        let hyphens = if stop.hyphenated { (node.hyphens + 1).min(LADDER) } else { 0 };
        let is_cut = hyphens == LADDER && law.ladder > law.double_hyphen || stop.penalty >= LAST_RESORT;
        if is_cut && pass == Pass::Careful || stop.hyphenated && self.whole.contains(&usize::from(node.line)) {
            return;
        }
        if !self.barred.is_empty() && self.barred.contains(&(self.stops[node.stop as usize].end, stop.end)) {
            return;
        }
        let mut demerits = node.demerits + (law.line + line.badness) * (law.line + line.badness) + stop.penalty * stop.penalty;
        if self.shape == Shape::Justified {
            demerits += law.neighbours(node.fitness, line.fitness) + if line.is_beyond { law.beyond } else { 0 };
        }
        demerits += match hyphens {
            0 | 1 => 0,
            2 => law.double_hyphen,
            _ => law.ladder,
        };
        if last {
            if node.hyphens > 0 {
                demerits += law.final_hyphen;
            }
            if node.line > 0 && self.shape != Shape::Balanced {
                demerits += match line.filled {
                    ..RUNT_SHARE => law.runt,
                    // The tail of a broken word.
                    _ if line.is_word && node.hyphens > 0 => law.runt,
                    // Ragged lines can give as many words as it takes.
                    filled @ RUNT_SHARE..SHORT_SHARE if self.shape == Shape::Ragged => {
                        RAGGED_SHORT.0 + RAGGED_SHORT.1 * (SHORT_SHARE - filled) / SHORT_SHARE
                    }
                    RUNT_SHARE..SHORT_SHARE => law.short_last,
                    _ => 0,
                };
            }
        }
        let line_number = node.line + 1;
        // Of several ways to the same break with the same line number, fitness and hyphens, only the best is followed (TeX §835).
        let same = |other: &&mut Node| other.line == line_number && other.fitness == line.fitness && other.hyphens == hyphens;
        let new = Node {
            stop: to as u32,
            line: line_number,
            fitness: line.fitness,
            hyphens,
            loosest: node.loosest.max(line.ratio as i32),
            demerits,
            before: at as u32,
        };
        match candidates.iter_mut().find(same) {
            Some(other) if demerits < other.demerits => *other = new,
            Some(_) => {}
            None => candidates.push(new),
        }
    }

    /// Drops what cannot win: ways with far more or fewer lines than the best, and ways whose fitness class is not worth its demerits (TeX §836).
    fn prune(&self, candidates: &mut Vec<Node>) {
        if self.shape != Shape::Justified || candidates.len() < 2 {
            return;
        }
        if let Some((_, line)) = candidates.iter().map(|node| (node.demerits, node.line)).min() {
            candidates.retain(|node| node.line.abs_diff(line) <= FOLLOWED_LINES);
        }
        let mut at = 0;
        while at < candidates.len() {
            let node = candidates[at];
            let beaten = candidates.iter().any(|other| {
                other.line == node.line
                    && other.hyphens <= node.hyphens
                    && other.demerits + self.law.adjacent + self.law.further_apart < node.demerits
            });
            if beaten {
                candidates.swap_remove(at);
            } else {
                at += 1;
            }
        }
        candidates.sort_unstable_by_key(|node| (node.line, node.fitness, node.hyphens));
    }

    /// The best way for each number of lines.
    fn collect(&self, nodes: &[Node], finals: std::ops::Range<usize>) -> Vec<Breaks> {
        let mut best: Vec<usize> = Vec::new();
        for at in finals {
            match best.iter_mut().find(|other| nodes[**other].line == nodes[at].line) {
                Some(other) if nodes[at].demerits < nodes[*other].demerits => *other = at,
                Some(_) => {}
                None => best.push(at),
            }
        }
        let Some(optimum) = best.iter().map(|&at| (nodes[at].demerits, nodes[at].line)).min() else { return Vec::new() };
        best.retain(|&at| nodes[at].line.abs_diff(optimum.1) <= SPARE_LINES);
        let ends = |at: usize| {
            let mut ends = Vec::with_capacity(usize::from(nodes[at].line));
            let mut node = &nodes[at];
            while node.before != NONE {
                ends.push(self.stops[node.stop as usize].end as u32);
                node = &nodes[node.before as usize];
            }
            ends.reverse();
            ends
        };
        best.into_iter().map(|at| Breaks { ends: ends(at), demerits: nodes[at].demerits, loosest: nodes[at].loosest }).collect()
    }

    /// Second pass, over the few best break sets: where a river runs through the best way for a number of lines, each of the lines that
    /// carry it is barred in turn (as Lawler 1972 and Yen 1971 do for the next best paths), and the way with the fewest demerits, rivers
    /// counted, is kept.
    fn avoid_rivers(&mut self, items: &[Item], found: &mut [Breaks]) {
        for round in 0..RIVER_ROUNDS {
            let mut carriers: Vec<(usize, usize)> = Vec::new();
            for breaks in found.iter_mut() {
                let rivers = rivers::rivers(items, breaks, self.measure);
                if round == 0 {
                    breaks.demerits += self.law.river * rivers.len() as i64;
                }
                carriers.extend(
                    rivers.iter().flat_map(|river| river.lines.clone()).map(|line| (breaks.start_of(line), breaks.ends[line] as usize)),
                );
            }
            carriers.sort_unstable();
            carriers.dedup();
            let barred = self.barred.len();
            let mut is_better = false;
            for carrier in carriers {
                self.barred.push(carrier);
                for mut other in self.pass(Pass::Careful) {
                    other.demerits += self.law.river * rivers::rivers(items, &other, self.measure).len() as i64;
                    if let Some(breaks) =
                        found.iter_mut().find(|breaks| breaks.ends.len() == other.ends.len() && breaks.demerits > other.demerits)
                    {
                        *breaks = other;
                        is_better = true;
                    }
                }
                self.barred.truncate(barred);
            }
            if !is_better {
                break;
            }
        }
    }
}

/// Times that the ways are looked over for rivers.
const RIVER_ROUNDS: usize = 2;

#[cfg(test)]
mod tests {
    use super::*;
    use crate::units::Pt;

    /// Words of letters 1 pt wide, spaces of 1 pt, `-` a place to hyphenate.
    fn items(text: &str) -> Vec<Item> {
        let mut items = Vec::new();
        for (i, word) in text.split(' ').enumerate() {
            if i > 0 {
                items.push(Item::Space { width: Pt(1000), stretch: Pt(500), shrink: Pt(250), penalty: 0 });
            }
            for (k, part) in word.split('-').enumerate() {
                if k > 0 {
                    items.push(Item::Break { hyphen: Pt(1000), hang: Pt::ZERO, penalty: 50, hyphenated: true, gain: Pt::ZERO });
                }
                items.push(Item::rigid(Pt::points(part.len() as i32)));
            }
        }
        items
    }

    fn check(text: &str, width: i32, shape: Shape, expected: &str) {
        let list = items(text);
        let best = break_paragraph(&list, &Measure::plain(Pt::points(width)), shape).remove(0);
        let mut out = String::new();
        let mut start = 0;
        for end in best.ends {
            let mut letters = text.split([' ', '-']).skip(list[..start].iter().filter(|i| matches!(i, Item::Box { .. })).count());
            for item in &list[start..end as usize] {
                match item {
                    Item::Box { .. } => out.push_str(letters.next().unwrap_or("")),
                    Item::Space { .. } if !out.is_empty() && !out.ends_with('\n') => out.push(' '),
                    _ => {}
                }
            }
            out.push('\n');
            start = end as usize;
        }
        assert_eq!(out.trim_end(), expected);
    }

    #[test]
    fn justified_lines_are_even() {
        check("aaa bb cc ddddd", 6, Shape::Justified, "aaa\nbb cc\nddddd");
        check("one two three four five six", 13, Shape::Justified, "one two three\nfour five six");
    }

    #[test]
    fn words_break_where_lines_would_gape() {
        check("a bbbb-bbbb cc dd ee", 8, Shape::Justified, "a bbbb\nbbbb cc\ndd ee");
    }

    #[test]
    fn what_fits_nowhere_sticks_out() {
        check("aaaaaaaaaaaa bb", 6, Shape::Justified, "aaaaaaaaaaaa\nbb");
    }

    #[test]
    fn headlines_are_balanced() {
        check("aaaa bbbb cccc dddd", 15, Shape::Balanced, "aaaa bbbb\ncccc dddd");
        check("aaaa bbbb cccc dddd", 15, Shape::Ragged, "aaaa bbbb cccc\ndddd");
    }

    #[test]
    fn other_line_counts_are_offered() {
        let text = "aa bb cc dd ee ff gg hh ii jj kk ll mm nn";
        let found = break_paragraph(&items(text), &Measure::plain(Pt::points(20)), Shape::Justified);
        let mut lines: Vec<usize> = found.iter().map(|b| b.ends.len()).collect();
        lines.sort_unstable();
        assert_eq!(lines, [2, 3]);
    }
}
