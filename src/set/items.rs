//! What lines are made of: boxes, spaces and breaks, the measure they stand in, and how a line's slack is shared out.
use crate::units::Pt;

/// What a paragraph is made of, for breaking.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Item {
    /// Unbreakable matter.
    Box {
        /// Natural width.
        width: Pt,
        /// What tracking and glyph scale together may add to it or take from it.
        give: Give,
        /// How far it hangs into the left margin as a line's first, and into the right one as its last.
        hang: (Pt, Pt),
    },
    /// A word space: may be broken at, and is then dropped.
    Space {
        /// Natural width.
        width: Pt,
        /// How much it grows at ratio 1.
        stretch: Pt,
        /// How much it can shrink.
        shrink: Pt,
        /// How much a break here is disliked, in TeX's penalties: within a name or a figure with its unit.
        penalty: i32,
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
        /// How far that hyphen hangs into the right margin.
        hang: Pt,
        /// How much a break here is disliked, in TeX's penalties.
        penalty: i32,
        /// It ends the line with a hyphen.
        hyphenated: bool,
        /// Width of the hyphen that the next line then begins with; 0 where it begins with none.
        gain: Pt,
    },
}

/// What the letters of a box may give either way; nothing where tracking and glyph scale are off.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Give {
    /// In any line.
    pub usual: Pt,
    /// Beyond that, where a line would gape or crowd.
    pub reserve: Pt,
}

/// Penalty of a space at which the writer ended the line.
pub const LINE_END: i32 = i32::MIN;

impl Item {
    /// The writer ended the line here.
    pub fn ends_line(&self) -> bool {
        matches!(self, Item::Space { penalty: LINE_END, .. })
    }

    /// Unbreakable matter that is as wide as it is.
    pub fn rigid(width: Pt) -> Item {
        Item::Box { width, give: Give::default(), hang: (Pt::ZERO, Pt::ZERO) }
    }

    /// The width where no line ends here.
    pub fn width(&self) -> Pt {
        match self {
            Item::Box { width, .. } | Item::Space { width, .. } | Item::Tie { width, .. } => *width,
            Item::Break { .. } => Pt::ZERO,
        }
    }
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

impl Breaks {
    /// The item at which the line before a line ended.
    pub(super) fn start_of(&self, line: usize) -> usize {
        line.checked_sub(1).map_or(0, |before| self.ends[before] as usize)
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

/// What a stretch of items measures and gives, in thousandths of a point.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Extent {
    /// Natural width.
    pub width: i64,
    /// What its spaces grow at ratio 1.
    pub stretch: i64,
    /// What its spaces can shrink.
    pub shrink: i64,
    /// What its letters give either way in any line.
    pub give: i64,
    /// What they give beyond that where the line would gape or crowd.
    pub reserve: i64,
}

impl Extent {
    /// This and one more item.
    pub fn and(self, item: &Item) -> Extent {
        let (stretch, shrink, give) = match item {
            Item::Box { give, .. } => (Pt::ZERO, Pt::ZERO, *give),
            Item::Space { stretch, shrink, .. } | Item::Tie { stretch, shrink, .. } => (*stretch, *shrink, Give::default()),
            Item::Break { .. } => (Pt::ZERO, Pt::ZERO, Give::default()),
        };
        Extent {
            width: self.width + i64::from(item.width().0),
            stretch: self.stretch + i64::from(stretch.0),
            shrink: self.shrink + i64::from(shrink.0),
            give: self.give + i64::from(give.usual.0),
            reserve: self.reserve + i64::from(give.reserve.0),
        }
    }

    /// What lies beyond another that starts at the same place.
    pub fn beyond(self, start: Extent) -> Extent {
        Extent {
            width: self.width - start.width,
            stretch: self.stretch - start.stretch,
            shrink: self.shrink - start.shrink,
            give: self.give - start.give,
            reserve: self.reserve - start.reserve,
        }
    }
}

/// The items of one line.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct OnLine {
    /// The first that is not dropped.
    pub first: usize,
    /// What they measure and give, the hyphen that is added counted.
    pub extent: Extent,
    /// How far the line hangs into the left and the right margin.
    pub hang: (i64, i64),
    /// It begins with the hyphen that the line before ends with; that is in the extent.
    pub repeats: bool,
}

/// Width of the hyphen with which a line begins where the one before it ends at an item.
pub fn gain(items: &[Item], end: usize) -> i64 {
    if let Some(Item::Break { gain, .. }) = items.get(end) { i64::from(gain.0) } else { 0 }
}

/// What stands on the line between two breaks.
pub fn on_line(items: &[Item], start: usize, end: usize) -> OnLine {
    let dropped = items[start..end].iter().take_while(|item| !matches!(item, Item::Box { .. })).count();
    let first = start + dropped;
    let mut extent = items[first..end].iter().fold(Extent::default(), |sums, item| sums.and(item));
    let mut hang = (0, 0);
    let gain = gain(items, start);
    extent.width += gain;
    if gain == 0
        && let Some(Item::Box { hang: (left, _), .. }) = items.get(first)
    {
        hang.0 = i64::from(left.0);
    }
    if let Some(Item::Box { hang: (_, right), .. }) = end.checked_sub(1).and_then(|last| items.get(last)) {
        hang.1 = i64::from(right.0);
    }
    if let Some(Item::Break { hyphen, hang: hangs, .. }) = items.get(end)
        && *hyphen > Pt::ZERO
    {
        extent.width += i64::from(hyphen.0);
        hang.1 = i64::from(hangs.0);
    }
    OnLine { first, extent, hang, repeats: gain > 0 }
}

/// Who takes how much of a line's slack: positive where it is stretched.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Share {
    /// The word spaces.
    pub spaces: i64,
    /// Tracking and glyph scale within their usual limits, in one proportion.
    pub letters: i64,
    /// The same beyond them.
    pub reserve: i64,
}

impl Share {
    /// The part that falls to a box of the line.
    pub fn of(self, give: Give, line: Extent) -> i64 {
        let part = |of: Pt, given: i64, all: i64| i64::from(of.0) * given / all.max(1);
        part(give.usual, self.letters, line.give) + part(give.reserve, self.reserve, line.reserve)
    }
}

/// How letters come to the help of spaces, by what the spaces have given (thousandths of what they give at ratio 1): up to the first both
/// grow together, so that a line a little loose is so everywhere by a little, and the letters reach their usual limit there. From the second
/// to the third they grow together again, and the letters go to their furthest. The spaces take the rest.
struct Degrees {
    usual: i64,
    opens: i64,
    most: i64,
}

/// A space of the body is a third wider than it naturally is at 720.
const STRETCHED: Degrees = Degrees { usual: 220, opens: 720, most: 820 };
/// Close spaces are seen sooner than close letters.
const SHRUNK: Degrees = Degrees { usual: 300, opens: 750, most: 950 };

/// Shares a line's slack out between spaces and letters, as microtype's font expansion does beside TeX's glue (Thành 2000, ch. 3), but so
/// that the letters give way first, and by degrees.
pub fn share(spare: i64, line: Extent) -> Share {
    let (slack, room, degrees) = if spare >= 0 { (spare, line.stretch, STRETCHED) } else { (-spare, line.shrink, SHRUNK) };
    let knee = room * degrees.usual / ONE;
    let letters = grown(slack, knee, line.give);
    // What is left for the spaces before the letters go on, and while they do.
    let rest = slack - letters - room * degrees.opens / ONE;
    let reserve = if rest > 0 { grown(rest, room * (degrees.most - degrees.opens) / ONE, line.reserve) } else { 0 };
    let sign = if spare >= 0 { 1 } else { -1 };
    Share { spaces: spare - sign * (letters + reserve), letters: sign * letters, reserve: sign * reserve }
}

/// What letters that may give so much have given of a slack, where spaces take so much in the meantime.
fn grown(slack: i64, spaces: i64, give: i64) -> i64 {
    if slack >= spaces + give { give } else { slack * give / (spaces + give).max(1) }
}

/// Thousandths.
const ONE: i64 = 1000;
/// TeX §108 counts ratios in these parts: 297³ is nearly 100 × 2¹⁸, so that badness is 100 r³.
const BADNESS_PARTS: i64 = 297;
const BADNESS_SCALE: i64 = 1 << 18;
/// Ratios are not told apart above this, in those parts: about 33, a line all but empty.
const WORST_RATIO: i64 = 10_000;

/// TeX's badness of a slack for what there is to take it up: about 100 times the cube of their ratio (TeX §108).
pub fn badness(slack: i64, room: i64) -> i64 {
    if slack == 0 {
        return 0;
    }
    let ratio = if room <= 0 { WORST_RATIO } else { (slack * BADNESS_PARTS / room).min(WORST_RATIO) };
    (ratio * ratio * ratio + BADNESS_SCALE / 2) / BADNESS_SCALE
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Spaces, letters within their usual limits, letters beyond them.
    fn check(spare: i64, expected: [i64; 3]) {
        let shared = share(spare, Extent { width: 0, stretch: 1000, shrink: 500, give: 200, reserve: 100 });
        assert_eq!([shared.spaces, shared.letters, shared.reserve], expected);
    }

    #[test]
    fn letters_give_first_and_no_more_than_they_may() {
        check(0, [0, 0, 0]);
        check(210, [110, 100, 0]);
        check(920, [720, 200, 0]);
        check(1070, [795, 200, 75]);
        check(1300, [1000, 200, 100]);
        check(-575, [-375, -200, 0]);
        check(-800, [-500, -200, -100]);
    }

    #[test]
    fn a_line_a_little_looser_is_so_everywhere() {
        let line = Extent { width: 0, stretch: 7_200, shrink: 4_300, give: 7_800, reserve: 6_000 };
        let shares: Vec<Share> = (-18_000..40_000).map(|spare| share(spare, line)).collect();
        for pair in shares.windows(2) {
            assert!(pair[0].spaces <= pair[1].spaces && pair[0].letters <= pair[1].letters && pair[0].reserve <= pair[1].reserve);
        }
        assert_eq!((shares[0].spaces, shares[0].letters, shares[0].reserve), (-4_200, -7_800, -6_000));
    }

    #[test]
    fn badness_is_texs() {
        assert_eq!([badness(1, 2), badness(1, 1), badness(2, 1), badness(0, 0)], [12, 100, 800, 0]);
    }
}
