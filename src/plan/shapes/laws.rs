//! Laws of a story's form: how deep its legs are, and over how much of it the lead's head stands.
use super::super::score;
use crate::set::head::Lead;

/// What legs and heads must be, in rows of the grid, where a story has any size that is so.
#[derive(Clone, Copy)]
pub(super) struct Laws {
    /// Fewest rows of a leg; of a story that is so wide, and of any other.
    wide: (u8, u16),
    other: u16,
    /// Most rows of a story in one column.
    tower: u16,
    /// Fewest rows of text under a picture, where any stand there.
    pub(super) under_picture: u16,
    /// The lead's head stands over two thirds of its columns at least: beside its picture it would be no larger than any other.
    wide_head: bool,
}

impl Laws {
    /// On a grid of this leading, in thousandths of a point.
    pub(super) fn new(leading: u32) -> Laws {
        let (columns, depth) = score::WIDE_LEG_DEPTH;
        let rows = |rows: u32| u16::try_from(rows).unwrap_or(u16::MAX);
        let least = rows(score::LEG_DEPTH.div_ceil(leading));
        let wide = (columns, rows(depth.div_ceil(leading)));
        Laws { wide, other: least, tower: rows(score::TOWER / leading), under_picture: least, wide_head: true }
    }

    /// For a story that has no size within them: any leg will do.
    pub(super) fn waived(self) -> Laws {
        Laws { wide: (u8::MAX, 0), other: score::LEG_LEAST, tower: u16::MAX, wide_head: false, ..self }
    }

    /// Fewest rows of legs in so many columns.
    pub(super) fn least(&self, columns: u8) -> u16 {
        if columns >= self.wide.0 { self.wide.1 } else { self.other }
    }

    /// Whether legs in so many columns may have so many rows.
    pub(super) fn allow(&self, rows: u16, columns: u8) -> bool {
        rows >= self.least(columns) && (columns > 1 || rows <= self.tower)
    }

    /// Whether a head may stand over so many columns of a story's.
    pub(super) fn allow_head(&self, lead: Lead, head: u8, story: u8) -> bool {
        let is_wide = u16::from(head) * 3 >= u16::from(story) * 2;
        lead == Lead::No || is_wide || !self.wide_head
    }
}

/// How strictly a story is held to the laws for the size of pictures.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum PictureLaws {
    /// To all.
    Whole,
    /// Text under a picture may be shallow, and a graphic, which cannot be smaller, may be larger for its text than another picture.
    Lenient,
    /// To none.
    None,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn legs_are_neither_stubs_nor_towers() {
        // Seven rows of 10.4 points are an inch, eleven an inch and a half; sixty-nine are less than ten inches.
        let laws = Laws::new(10_400);
        assert_eq!([1, 2, 3, 6].map(|columns| laws.least(columns)), [7, 7, 11, 11]);
        assert!(laws.allow(69, 1) && !laws.allow(70, 1) && laws.allow(70, 2));
        assert!(laws.waived().allow(score::LEG_LEAST, 4) && laws.waived().allow(90, 1));
    }

    #[test]
    fn the_leads_head_is_wide() {
        let laws = Laws::new(10_400);
        let narrowest = |story: u8| (1..=story).find(|head| laws.allow_head(Lead::Yes, *head, story));
        assert_eq!([1, 2, 3, 4, 5, 6].map(narrowest), [1, 2, 2, 3, 4, 4].map(Some));
        assert!(laws.allow_head(Lead::No, 1, 6) && laws.waived().allow_head(Lead::Yes, 1, 6));
    }
}
