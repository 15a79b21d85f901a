//! What lines are charged for, and the classes by which neighbours are compared.
use super::items::Share;

/// What lines are charged for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Law {
    /// TeX's `\linepenalty`.
    pub line: i64,
    /// Two hyphenated lines in a row.
    pub double_hyphen: i64,
    /// Three and more in a row, where nothing else will do.
    pub ladder: i64,
    /// The last line but one ends in a hyphen.
    pub final_hyphen: i64,
    /// A tight line beside a loose one.
    pub adjacent: i64,
    /// The same, more, where they are further apart still: one whose letters give beyond the usual, say, under one that is close.
    pub further_apart: i64,
    /// A line whose letters give beyond the usual.
    pub beyond: i64,
    /// A last line under a third of the measure; and one under a tenth, or that is but the tail of a word.
    pub short_last: i64,
    /// See `short_last`.
    pub runt: i64,
    /// Each river that runs through three lines or more.
    pub river: i64,
    /// Badness of the loosest line that the first pass takes (TeX's `\tolerance`).
    pub tolerance: i64,
}

pub const HOUSE: Law = Law {
    line: 10,
    double_hyphen: 9_000,
    ladder: 5_000_000_000,
    final_hyphen: 6_000,
    adjacent: 10_000,
    further_apart: 20_000,
    beyond: 3_000,
    short_last: 200_000,
    runt: 3_000_000,
    river: 25_000,
    // A gap two and a half times as wide as it should be, where stretch is half of the space: 100 × 3³.
    tolerance: 2_700,
};

/// Plain TeX's, for comparing: no ladders, runts or rivers, badness up to its `\tolerance` of 10000.
pub const TEX: Law = Law {
    line: 10,
    double_hyphen: 10_000,
    ladder: 10_000,
    final_hyphen: 5_000,
    adjacent: 10_000,
    further_apart: 0,
    beyond: 0,
    short_last: 0,
    runt: 0,
    river: 0,
    tolerance: 9_999,
};

impl Law {
    /// What it costs that a line of one class stands under one of another.
    pub fn neighbours(&self, above: Fitness, below: Fitness) -> i64 {
        match (above as u8).abs_diff(below as u8) {
            0 | 1 => 0,
            2 => self.adjacent,
            _ => self.adjacent + self.further_apart,
        }
    }
}

/// TeX's fitness classes (TeX §§852–853), and one for lines whose letters are narrowed beyond the usual; those whose letters are widened so
/// are very loose.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Fitness {
    VeryTight,
    Tight,
    Decent,
    Loose,
    VeryLoose,
}

/// TeX's classes part at these badnesses.
const DECENT: i64 = 12;
const LOOSE: i64 = 99;

impl Fitness {
    /// The class of a line of such badness that is filled so.
    pub fn of(badness: i64, share: Share) -> Fitness {
        match share.spaces {
            _ if share.reserve < 0 => Fitness::VeryTight,
            _ if share.reserve > 0 || badness > LOOSE && share.spaces >= 0 => Fitness::VeryLoose,
            _ if badness <= DECENT => Fitness::Decent,
            ..0 => Fitness::Tight,
            _ => Fitness::Loose,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(badness: i64, (spaces, reserve): (i64, i64), expected: Fitness) {
        assert_eq!(Fitness::of(badness, Share { spaces, letters: 0, reserve }), expected, "{badness} {spaces} {reserve}");
    }

    #[test]
    fn classes_are_texs_and_one_for_letters_beyond_the_usual() {
        check(12, (100, 0), Fitness::Decent);
        check(12, (-100, 0), Fitness::Decent);
        check(13, (-100, 0), Fitness::Tight);
        check(13, (100, 0), Fitness::Loose);
        check(100, (100, 0), Fitness::VeryLoose);
        check(40, (100, 5), Fitness::VeryLoose);
        check(40, (-100, -5), Fitness::VeryTight);
    }

    #[test]
    fn neighbours_differ_little_or_pay() {
        let cost = |above, below| HOUSE.neighbours(above, below);
        assert_eq!(cost(Fitness::Decent, Fitness::Loose), 0);
        assert_eq!(cost(Fitness::Tight, Fitness::Loose), HOUSE.adjacent);
        assert_eq!(cost(Fitness::VeryTight, Fitness::Loose), HOUSE.adjacent + HOUSE.further_apart);
        assert_eq!(cost(Fitness::VeryLoose, Fitness::VeryTight), HOUSE.adjacent + HOUSE.further_apart);
        assert_eq!(TEX.neighbours(Fitness::Tight, Fitness::VeryLoose), TEX.adjacent);
    }
}
