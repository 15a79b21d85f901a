//! Line breaking: the total-fit algorithm of Knuth & Plass (1981), in integers, for every attainable number of lines.
use crate::units::Pt;

/// What a paragraph is made of, for breaking.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Item {
    /// Unbreakable matter of this width.
    Box(Pt),
    /// A word space: may be broken at, and is then dropped.
    Space {
        /// Natural width.
        width: Pt,
        /// How much it grows at ratio 1.
        stretch: Pt,
        /// How much it can shrink.
        shrink: Pt,
    },
    /// A word space that no line ends at.
    Tie {
        /// Natural width.
        width: Pt,
        /// How much it grows at ratio 1.
        stretch: Pt,
        /// How much it can shrink.
        shrink: Pt,
    },
    /// A place inside a word.
    Break {
        /// Width of the hyphen that is added; 0 where none is.
        hyphen: Pt,
        /// How much a break here is disliked, in TeX's penalties.
        penalty: i32,
        /// It ends the line with a hyphen.
        hyphenated: bool,
    },
}

/// Widths of lines: the first few may be narrower (beside a drop capital).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Measure {
    /// The usual width.
    pub width: Pt,
    /// First line's indent.
    pub indent: Pt,
    /// Lines that are narrower …
    pub narrow_lines: u16,
    /// … by this.
    pub narrow_by: Pt,
}

impl Measure {
    /// Lines of one width.
    pub fn plain(width: Pt) -> Measure {
        Measure { width, indent: Pt::ZERO, narrow_lines: 0, narrow_by: Pt::ZERO }
    }

    /// Width of a line, counted from 0.
    pub fn of(&self, line: u16) -> Pt {
        let narrowed = if line < self.narrow_lines { self.width - self.narrow_by } else { self.width };
        if line == 0 { narrowed - self.indent } else { narrowed }
    }

    /// Left edge of a line, counted from 0.
    pub fn left(&self, line: u16) -> Pt {
        let narrowed = if line < self.narrow_lines { self.narrow_by } else { Pt::ZERO };
        if line == 0 { narrowed + self.indent } else { narrowed }
    }
}

/// How lines are judged.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Shape {
    /// Both edges straight; the last line is free.
    Justified,
    /// One edge ragged; the last line is free.
    Ragged,
    /// Ragged, the last line as long as the others: headlines.
    Balanced,
}

/// One way to break a paragraph.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Breaks {
    /// Index of the item at which each line ends; the last is the number of items.
    pub ends: Vec<u32>,
    /// Total demerits.
    pub demerits: i64,
    /// Stretch of the loosest line, in thousandths of its spaces' stretch; 0 in ragged setting.
    pub loosest: i32,
}

/// Thousandths.
const ONE: i64 = 1000;
/// TeX's `\linepenalty`.
const LINE_PENALTY: i64 = 10;
/// Badness is not told apart above this.
const WORST_BADNESS: i64 = 1_000_000;
/// Two hyphenated lines in a row.
const DOUBLE_HYPHEN_DEMERITS: i64 = 8_000;
/// Three and more in a row.
const HYPHEN_LADDER_DEMERITS: i64 = 120_000;
/// The last line but one ends in a hyphen.
const FINAL_HYPHEN_DEMERITS: i64 = 6_000;
/// A tight line beside a loose one.
const ADJACENT_DEMERITS: i64 = 4_000;
/// A last line shorter than a tenth of the measure, or only the tail of a word.
const RUNT_DEMERITS: i64 = 60_000;
/// A last line shorter than a quarter of the measure.
const SHORT_LAST_DEMERITS: i64 = 1_500;
/// A line that cannot be set within its measure.
const OVERFULL_DEMERITS: i64 = 1_000_000_000_000;
/// Loosest line that the first pass accepts, in thousandths of the stretch (TeX's tolerance).
const TOLERANCE: i64 = 2_600;
/// Line counts that are kept beyond the shortest.
const SPARE_LINES: u16 = 3;

/// Line numbers followed about the best way to a break: what runs further ahead or behind is never wanted.
const FOLLOWED_LINES: u16 = 2;

struct Node {
    /// Item at which the line that follows starts.
    start: usize,
    /// Item at which the line before ended.
    end: usize,
    line: u16,
    fitness: u8,
    hyphens: u8,
    demerits: i64,
    loosest: i32,
    before: usize,
}

struct Sums {
    width: Vec<i64>,
    stretch: Vec<i64>,
    shrink: Vec<i64>,
}

/// Breaks a paragraph in every number of lines that good setting can reach, the best first. There is always at least one way.
///
/// Follows Knuth & Plass, "Breaking paragraphs into lines" (1981), with nodes kept apart by line number as in TeX's
/// `\looseness` (TeX §§813–890), so that a make-up room can take a paragraph a line longer or shorter.
pub fn break_paragraph(items: &[Item], measure: &Measure, shape: Shape) -> Vec<Breaks> {
    if items.is_empty() {
        return vec![Breaks { ends: vec![0], demerits: 0, loosest: 0 }];
    }
    let sums = prefix_sums(items);
    let careful = pass(items, &sums, measure, shape, TOLERANCE);
    let found = if careful.is_empty() { pass(items, &sums, measure, shape, i64::MAX) } else { careful };
    let mut found = found;
    found.sort_by_key(|breaks| (breaks.demerits, breaks.ends.len()));
    found
}

fn prefix_sums(items: &[Item]) -> Sums {
    let mut sums = Sums { width: vec![0], stretch: vec![0], shrink: vec![0] };
    let (mut width, mut stretch, mut shrink) = (0i64, 0i64, 0i64);
    for item in items {
        match item {
            Item::Box(w) => width += i64::from(w.0),
            Item::Space { width: w, stretch: s, shrink: k } | Item::Tie { width: w, stretch: s, shrink: k } => {
                width += i64::from(w.0);
                stretch += i64::from(s.0);
                shrink += i64::from(k.0);
            }
            Item::Break { .. } => {}
        }
        sums.width.push(width);
        sums.stretch.push(stretch);
        sums.shrink.push(shrink);
    }
    sums
}

/// The first item after a break that is not dropped.
fn after_break(items: &[Item], end: usize) -> usize {
    let mut start = end;
    while start < items.len() && !matches!(items[start], Item::Box(_)) {
        start += 1;
    }
    start
}

fn pass(items: &[Item], sums: &Sums, measure: &Measure, shape: Shape, tolerance: i64) -> Vec<Breaks> {
    let first = Node { start: after_break(items, 0), end: 0, line: 0, fitness: 1, hyphens: 0, demerits: 0, loosest: 0, before: usize::MAX };
    let mut nodes = vec![first];
    let mut active = vec![0usize];
    let mut candidates: Vec<Node> = Vec::new();
    for end in 1..=items.len() {
        let (hyphen, penalty, hyphenated) = match items.get(end) {
            None => (0, 0, false),
            Some(Item::Space { .. }) if matches!(items[end - 1], Item::Box(_)) => (0, 0, false),
            Some(Item::Break { hyphen, penalty, hyphenated }) => (i64::from(hyphen.0), i64::from(*penalty), *hyphenated),
            Some(_) => continue,
        };
        let last = end == items.len();
        candidates.clear();
        let mut rescued: Option<usize> = None;
        active.retain(|&at| {
            let node = &nodes[at];
            if node.start >= end {
                return true;
            }
            let target = i64::from(measure.of(node.line).0);
            let natural = sums.width[end] - sums.width[node.start] + hyphen;
            let spare = target - natural;
            let shrink = sums.shrink[end] - sums.shrink[node.start];
            if spare < 0 && (shape != Shape::Justified || -spare > shrink) {
                rescued = Some(at);
                return false;
            }
            let stretch = sums.stretch[end] - sums.stretch[node.start];
            let ratio = ratio(spare, stretch, shrink, shape, last, target);
            if ratio <= tolerance {
                keep_best(&mut candidates, candidate(node, at, end, Judged { ratio, penalty, hyphenated, last, natural, target, shape }));
            }
            true
        });
        if active.is_empty()
            && candidates.is_empty()
            && let Some(at) = rescued
        {
            if tolerance != i64::MAX {
                return Vec::new();
            }
            // Nothing fits: the line sticks out rather than that a word is lost (TeX §854).
            let node = &nodes[at];
            candidates.push(Node {
                start: 0,
                end,
                line: node.line + 1,
                fitness: 0,
                hyphens: 0,
                demerits: node.demerits + OVERFULL_DEMERITS,
                loosest: node.loosest,
                before: at,
            });
        }
        let start = after_break(items, end);
        if shape == Shape::Justified
            && let Some((_, line)) = candidates.iter().map(|node| (node.demerits, node.line)).min()
        {
            candidates.retain(|node| node.line.abs_diff(line) <= FOLLOWED_LINES);
        }
        for mut node in candidates.drain(..) {
            node.start = start;
            active.push(nodes.len());
            nodes.push(node);
        }
    }
    let finals = active.iter().copied().filter(|&at| nodes[at].end == items.len());
    collect(&nodes, finals)
}

/// Stretch (positive) or shrink (negative) of a line in thousandths of what its spaces give; a ragged line's shortfall in the same scale.
fn ratio(spare: i64, stretch: i64, shrink: i64, shape: Shape, last: bool, target: i64) -> i64 {
    match shape {
        Shape::Justified if spare < 0 => -(-spare * ONE / shrink.max(1)),
        Shape::Justified if last => 0,
        Shape::Justified if stretch == 0 => {
            if spare == 0 {
                0
            } else {
                // A line of one word: as bad as its white is wide.
                spare * ONE * 8 / target.max(1) + TOLERANCE
            }
        }
        Shape::Justified => spare * ONE / stretch,
        Shape::Ragged if last => 0,
        // A line a quarter short of a ragged measure counts like one stretched by 1.
        Shape::Ragged | Shape::Balanced => spare * ONE * 4 / target.max(1),
    }
}

struct Judged {
    ratio: i64,
    penalty: i64,
    hyphenated: bool,
    last: bool,
    natural: i64,
    target: i64,
    shape: Shape,
}

fn candidate(node: &Node, at: usize, end: usize, line: Judged) -> Node {
    let magnitude = line.ratio.abs().min(100 * ONE);
    let badness = (magnitude * magnitude / ONE * magnitude / (ONE * 10)).min(WORST_BADNESS);
    let fitness = match line.ratio {
        r if r < -500 => 0,
        r if r <= 500 => 1,
        r if r <= ONE => 2,
        _ => 3,
    };
    let mut demerits = (LINE_PENALTY + badness) * (LINE_PENALTY + badness) + line.penalty * line.penalty;
    if line.shape == Shape::Justified && node.line > 0 && node.fitness.abs_diff(fitness) > 1 {
        demerits += ADJACENT_DEMERITS;
    }
    let hyphens = if line.hyphenated { node.hyphens + 1 } else { 0 };
    demerits += match hyphens {
        0 | 1 => 0,
        2 => DOUBLE_HYPHEN_DEMERITS,
        _ => HYPHEN_LADDER_DEMERITS,
    };
    if line.last && node.line > 0 && line.shape != Shape::Balanced {
        let share = line.natural * 100 / line.target.max(1);
        let tail = node.hyphens > 0;
        demerits += match share {
            0..10 => RUNT_DEMERITS,
            10..25 => SHORT_LAST_DEMERITS,
            _ => 0,
        };
        if tail {
            demerits += FINAL_HYPHEN_DEMERITS;
            if share < 25 {
                demerits += RUNT_DEMERITS;
            }
        }
    }
    Node {
        start: 0,
        end,
        line: node.line + 1,
        fitness,
        hyphens,
        demerits: node.demerits + demerits,
        loosest: node.loosest.max(if line.shape == Shape::Justified { line.ratio.min(100 * ONE) as i32 } else { 0 }),
        before: at,
    }
}

/// Of several ways to the same break with the same line number and fitness, only the best is followed (TeX §835).
fn keep_best(candidates: &mut Vec<Node>, new: Node) {
    match candidates.iter_mut().find(|node| node.line == new.line && node.fitness == new.fitness) {
        Some(node) if new.demerits < node.demerits => *node = new,
        Some(_) => {}
        None => candidates.push(new),
    }
}

fn collect(nodes: &[Node], finals: impl Iterator<Item = usize>) -> Vec<Breaks> {
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
    best.into_iter()
        .map(|at| {
            let mut ends = Vec::with_capacity(usize::from(nodes[at].line));
            let mut node = &nodes[at];
            while node.before != usize::MAX {
                ends.push(node.end as u32);
                node = &nodes[node.before];
            }
            ends.reverse();
            Breaks { ends, demerits: nodes[at].demerits, loosest: nodes[at].loosest }
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Words of letters 1 pt wide, spaces of 1 pt, `-` a place to hyphenate.
    fn items(text: &str) -> Vec<Item> {
        let mut items = Vec::new();
        for (i, word) in text.split(' ').enumerate() {
            if i > 0 {
                items.push(Item::Space { width: Pt(1000), stretch: Pt(500), shrink: Pt(250) });
            }
            for (k, part) in word.split('-').enumerate() {
                if k > 0 {
                    items.push(Item::Break { hyphen: Pt(1000), penalty: 50, hyphenated: true });
                }
                items.push(Item::Box(Pt::points(part.len() as i32)));
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
            let mut letters = text.split([' ', '-']).skip(list[..start].iter().filter(|i| matches!(i, Item::Box(_))).count());
            for item in &list[start..end as usize] {
                match item {
                    Item::Box(_) => out.push_str(letters.next().unwrap_or("")),
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
