//! The ways to break a paragraph that make-up may choose from, and what each costs.
use super::breaks::{SHORT_SHARE, break_paragraph};
use super::flow::{Choice, Cost};
use super::items::{Breaks, Measure, Shape};
use super::runs::Paragraph;

/// A paragraph set a line longer or shorter than is best.
const LONGER: Cost = 1_000;
const SHORTER: Cost = 1_500;
/// So many further demerits of such a way cost one, up to a limit: a line half as loose again as should be costs about twenty.
const DEMERITS_PER_COST: i64 = 1_000;
const DEMERIT_COST_LIMIT: i64 = 12_000;
/// A way that ends in a line under a third of the measure, where another length does not. [`HOUSE`](super::breaks::HOUSE) weighs it within one length.
const SHORT_LAST: Cost = 3_000;
/// A line looser than this (thousandths of the stretch) is not worth a better fit.
pub(super) const LOOSEST: i32 = 2_400;
/// A paragraph marked optional is left out.
const LEFT_OUT: Cost = 80_000;
/// A paragraph of fewer lines has one length.
const FEWEST_LINES: usize = 3;

/// How much a paragraph may give.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Freedom {
    /// Its best number of lines alone: what follows counts on it.
    OneLength,
    /// A line more or less.
    AnyLength,
    /// That, or it may be left out.
    Optional,
}

/// The ways to break a paragraph.
pub(super) struct Ways {
    /// What each takes and costs.
    pub choices: Vec<Choice>,
    /// How each breaks; none where the paragraph is left out.
    pub breaks: Vec<Option<Breaks>>,
    /// Lines of the best one.
    pub usual_rows: u16,
}

/// The ways to break a paragraph, the best first.
pub(super) fn ways(paragraph: &Paragraph, measure: &Measure, shape: Shape, freedom: Freedom) -> Ways {
    let found = break_paragraph(&paragraph.items, measure, shape);
    let best = found[0].clone();
    let mut ways = Ways { choices: Vec::new(), breaks: Vec::new(), usual_rows: best.ends.len() as u16 };
    for breaks in found.into_iter().filter(|breaks| is_offered(breaks, &best, freedom)) {
        let rows = breaks.ends.len();
        let worse = ((breaks.demerits - best.demerits) / DEMERITS_PER_COST).min(DEMERIT_COST_LIMIT) as Cost;
        let step = match rows.cmp(&best.ends.len()) {
            std::cmp::Ordering::Equal => 0,
            std::cmp::Ordering::Greater => LONGER,
            std::cmp::Ordering::Less => SHORTER,
        };
        let short = if rows > 1 && paragraph.last_filled(&breaks, measure) < SHORT_SHARE { SHORT_LAST } else { 0 };
        ways.choices.push(Choice { rows: rows as u16, cost: step + worse + short, hyphens: paragraph.hyphen_lines(&breaks) });
        ways.breaks.push(Some(breaks));
    }
    // Only what differs counts: a paragraph that ends in a short line at every length costs no more for it.
    let least = ways.choices.iter().map(|choice| choice.cost).min().unwrap_or(0);
    ways.choices.iter_mut().for_each(|choice| choice.cost -= least);
    if freedom == Freedom::Optional {
        ways.choices.push(Choice { rows: 0, cost: LEFT_OUT, hyphens: 0 });
        ways.breaks.push(None);
    }
    ways
}

/// True where a way is good enough beside the best one.
fn is_offered(breaks: &Breaks, best: &Breaks, freedom: Freedom) -> bool {
    let (rows, usual) = (breaks.ends.len(), best.ends.len());
    let is_near = rows.abs_diff(usual) == 1 && usual >= FEWEST_LINES && breaks.loosest <= LOOSEST.max(best.loosest);
    rows == usual || is_near && freedom != Freedom::OneLength
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::set::items::Item;
    use crate::units::Pt;

    /// So many words, each four times as wide as the space after it.
    fn paragraph(words: usize) -> Paragraph {
        let space = Item::Space { width: Pt(1_000), stretch: Pt(700), shrink: Pt(300), penalty: 0 };
        let items: Vec<Item> = (0..words).flat_map(|_| [Item::rigid(Pt(4_000)), space]).collect();
        Paragraph { items: items[..items.len() - 1].to_vec(), ..Paragraph::default() }
    }

    /// Rows of each way.
    fn check(words: usize, freedom: Freedom, expected: &[u16]) {
        let ways = ways(&paragraph(words), &Measure::plain(Pt(60_000)), Shape::Justified, freedom);
        let rows: Vec<u16> = ways.choices.iter().map(|choice| choice.rows).collect();
        assert_eq!(rows, expected, "{words} {freedom:?}");
        assert_eq!(ways.choices.len(), ways.breaks.len());
        assert!(
            ways.breaks
                .iter()
                .zip(&ways.choices)
                .all(|(way, choice)| way.as_ref().map_or(0, |way| way.ends.len()) == usize::from(choice.rows))
        );
        assert_eq!(ways.choices.iter().map(|choice| choice.cost).min(), Some(0));
        assert_eq!(ways.usual_rows, expected[0]);
    }

    #[test]
    fn a_long_paragraph_gives_a_line() {
        check(60, Freedom::OneLength, &[5]);
        check(60, Freedom::AnyLength, &[5, 6]);
        check(60, Freedom::Optional, &[5, 6, 0]);
        check(6, Freedom::AnyLength, &[1]);
    }
}
