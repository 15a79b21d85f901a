//! First-fit breaking, for display text and words so long that they are a mistake: linear, and plain is good enough.
use super::items::{Breaks, Item, Measure, Shape};

/// Items of display text from which on it is broken by first fit: some two hundred words, or a word of hundreds of letters.
const MOST_ITEMS: usize = 500;
/// The same of a word in justified text: a thousand letters, each of which a line may end at.
const MOST_ITEMS_OF_A_WORD: usize = 2_000;

/// True where looking for the best breaks would take long, and none would be good.
pub fn is_absurd(items: &[Item], shape: Shape) -> bool {
    match shape {
        Shape::Justified => items.split(|item| matches!(item, Item::Space { .. })).any(|word| word.len() > MOST_ITEMS_OF_A_WORD),
        _ => items.len() > MOST_ITEMS,
    }
}

/// Fills line after line; a line that nothing fits ends at its first chance.
pub fn first_fit(items: &[Item], measure: &Measure) -> Breaks {
    let mut ends: Vec<u32> = Vec::new();
    let (mut start, mut width, mut chance) = (0, 0i64, None);
    let mut at = 0;
    while at < items.len() {
        let may_end = match items[at] {
            Item::Space { .. } => at > start && matches!(items[at - 1], Item::Box { .. }),
            Item::Break { .. } => at > start,
            Item::Box { .. } | Item::Tie { .. } => false,
        };
        if may_end {
            chance = Some(at);
        }
        width += i64::from(items[at].width().0);
        let line = ends.len().min(usize::from(u16::MAX)) as u16;
        let is_box = matches!(items[at], Item::Box { .. });
        match chance {
            Some(end) if is_box && width > i64::from(measure.of(line).0) => {
                ends.push(end as u32);
                start = (end..items.len()).find(|next| matches!(items[*next], Item::Box { .. })).unwrap_or(items.len());
                (at, width, chance) = (start, 0, None);
            }
            _ => {
                if items[at].ends_line() {
                    ends.push(at as u32);
                    start = at + 1;
                    (width, chance) = (0, None);
                }
                at += 1;
            }
        }
    }
    ends.push(items.len() as u32);
    Breaks { ends, demerits: 0, loosest: 0 }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::units::Pt;

    fn check(text: &str, width: i32, expected: &[u32]) {
        let item = |c: char| match c {
            ' ' => Item::Space { width: Pt(1), stretch: Pt::ZERO, shrink: Pt::ZERO, penalty: 0 },
            '-' => Item::Break { hyphen: Pt::ZERO, hang: Pt::ZERO, penalty: 0, hyphenated: false, gain: Pt::ZERO },
            _ => Item::rigid(Pt(1)),
        };
        let items: Vec<Item> = text.chars().map(item).collect();
        assert_eq!(first_fit(&items, &Measure::plain(Pt(width))).ends, expected, "{text}");
    }

    #[test]
    fn lines_are_filled_one_by_one() {
        check("aa bb cc", 5, &[5, 8]);
        check("aa bb cc", 2, &[2, 5, 8]);
        check("a-a-a-a", 2, &[3, 7]);
        check("aaaa aa", 2, &[4, 7]);
    }
}
