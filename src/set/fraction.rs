//! Fractions in a text: which words are set as one.
use std::ops::Range;

/// Denominators of fractions that are spoken; 9/11, 24/7 and dates are none.
const DENOMINATORS: [&str; 7] = ["2", "3", "4", "5", "8", "10", "16"];

/// `1/2`, `3/8,`: a word that is a fraction of one, set as a true one where the face has its figures.
pub fn is_fraction(word: &str) -> bool {
    fraction(word).is_some()
}

/// The bytes of such a word that are the fraction.
pub(super) fn fraction(word: &str) -> Option<Range<usize>> {
    let headless = word.trim_start_matches(['(', '“']);
    let bare = headless.trim_end_matches(|c: char| c.is_ascii_punctuation() || matches!(c, '”' | '’'));
    let (over, under) = bare.split_once('/').filter(|_| bare.len() <= "15/16".len())?;
    let is_figure = over.bytes().all(|b| b.is_ascii_digit()) && !over.starts_with('0');
    let is_proper = over.parse::<u8>().is_ok_and(|over| under.parse().is_ok_and(|under: u8| over < under));
    let start = word.len() - headless.len();
    (is_figure && is_proper && DENOMINATORS.contains(&under)).then(|| start..start + bare.len())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn fractions_are_told_from_dates_and_names() {
        let fractions = ["1/2", "3/4,", "(5/8)", "15/16"];
        let others = ["9/11", "24/7", "3/2", "km/h", "1/2/3", "a1/2", "0/4", "1/"];
        assert!(fractions.into_iter().all(is_fraction));
        assert!(!others.into_iter().any(is_fraction));
    }
}
