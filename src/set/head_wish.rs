//! What the desk wishes of a head: its size, its lines, its deck.
use super::breaks::{Breaks, Item, Measure, Shape, break_paragraph};
use super::runs::Paragraph;
use crate::edition::Wishes;
use crate::edition::quotes::bare;
use crate::units::Pt;

/// What the desk wishes of a head.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) struct HeadWish<'a> {
    pub(super) size: Option<Pt>,
    /// How many.
    pub(super) lines: Option<u8>,
    /// Its lines, word for word.
    pub(super) breaks: Option<&'a [String]>,
    /// It keeps its deck.
    deck: bool,
}

impl<'a> HeadWish<'a> {
    /// No wish.
    pub(super) const NONE: HeadWish<'static> = HeadWish { size: None, lines: None, breaks: None, deck: false };

    /// What is wished of a story's.
    pub(super) fn of(wishes: &'a Wishes) -> HeadWish<'a> {
        HeadWish {
            size: wishes.head_size.as_ref().map(|wish| wish.value),
            lines: wishes.head_lines.as_ref().map(|wish| wish.value),
            breaks: wishes.head_breaks.as_ref().map(|wish| wish.value.as_slice()),
            deck: wishes.deck.as_ref().is_some_and(|wish| wish.value),
        }
    }

    /// The headline itself is wished otherwise than the house would set it.
    pub(super) fn is_for_headline(&self) -> bool {
        self.size.is_some() || self.lines.is_some() || self.breaks.is_some()
    }

    /// Whether a headline of this size and in these lines, with a deck or without, grants it.
    pub(super) fn is_met_by(&self, size: Pt, lines: &[String], has_deck: bool) -> bool {
        self.size.is_none_or(|wished| size == wished)
            && self.lines.is_none_or(|wished| lines.len() == usize::from(wished))
            && self.breaks.is_none_or(|breaks| lines.iter().map(|line| bare(line)).eq(breaks.iter().map(|line| bare(line))))
            && (!self.deck || has_deck)
    }

    /// The ways to break a headline: those wished, or all.
    pub(super) fn ways(&self, paragraph: &Paragraph, measure: Pt) -> Vec<Breaks> {
        match self.breaks {
            Some(lines) => broken_as(paragraph, lines, measure).into_iter().collect(),
            None => break_paragraph(&paragraph.items, &Measure::plain(measure), Shape::Balanced),
        }
    }
}

/// A headline broken after so many words a line. None where a line is wider than the measure, or there are other words.
fn broken_as(paragraph: &Paragraph, lines: &[String], measure: Pt) -> Option<Breaks> {
    let is_space = |item: &Item| matches!(item, Item::Space { .. } | Item::Tie { .. });
    let spaces: Vec<usize> = (0..paragraph.items.len()).filter(|at| is_space(&paragraph.items[*at])).collect();
    let words: Vec<usize> = lines.iter().map(|line| line.split_whitespace().count()).collect();
    if words.contains(&0) || words.iter().sum::<usize>() != spaces.len() + 1 {
        return None;
    }
    let mut ends: Vec<u32> = Vec::new();
    let (mut from, mut read) = (0, 0);
    for count in words {
        read += count;
        let end = spaces.get(read - 1).copied().unwrap_or(paragraph.items.len());
        let width: Pt = paragraph.items[from..end].iter().fold(Pt::ZERO, |sum, item| sum + item.width());
        if width > measure {
            return None;
        }
        ends.push(u32::try_from(end).ok()?);
        from = end + 1;
    }
    Some(Breaks { ends, demerits: 0, loosest: 0 })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_headline_is_broken_after_so_many_words() {
        let word = Item::rigid(Pt(10_000));
        let space = Item::Space { width: Pt(2_000), stretch: Pt(1_000), shrink: Pt(500), penalty: 0 };
        let items = vec![word, space, word, space, word];
        let paragraph = Paragraph { items, ..Paragraph::default() };
        let broken = |lines: &[&str], measure: i32| {
            let lines: Vec<String> = lines.iter().map(|line| line.to_string()).collect();
            broken_as(&paragraph, &lines, Pt(measure)).map(|breaks| breaks.ends)
        };
        assert_eq!(broken(&["a b", "c"], 22_000), Some(vec![3, 5]));
        assert_eq!(broken(&["a", "b c"], 22_000), Some(vec![1, 5]));
        assert_eq!(broken(&["a", "b", "c"], 10_000), Some(vec![1, 3, 5]));
        // Too wide, other words, no words.
        assert_eq!(broken(&["a b", "c"], 21_000), None);
        assert_eq!(broken(&["a b", "c d"], 90_000), None);
        assert_eq!(broken(&["", "a b c"], 90_000), None);
    }
}
