//! Hyphenation: where a word may be broken, by language.
use std::ops::Range;
use std::sync::LazyLock;

use hyphenation::{Hyphenator, Language, Load, Standard};

use super::fraction::is_fraction;
use super::rules::{Manner, Rules};
use crate::edition::Lang;
use crate::font::shape::Shaper;
use crate::layout::Hangul;

/// Patterns for British English ship with the program; those for American English with the `hyphenation` crate.
static BRITISH: LazyLock<Option<Standard>> =
    LazyLock::new(|| Standard::from_reader(Language::EnglishGB, &mut &include_bytes!("en-gb.standard.bincode")[..]).ok());
static AMERICAN: LazyLock<Option<Standard>> = LazyLock::new(|| Standard::from_embedded(Language::EnglishUS).ok());

/// Letters that a word must have to be broken.
const SHORTEST_WORD: usize = 5;

/// Bytes of a word of letters before which it may be hyphenated: at least two letters stay, at least three go on.
pub fn hyphenate(word: &str, lang: Lang) -> Vec<usize> {
    let dictionary = match lang {
        Lang::EnUs => &*AMERICAN,
        Lang::EnGb => &*BRITISH,
        _ => return Vec::new(),
    };
    let letters = word.chars().count();
    let Some(dictionary) = dictionary.as_ref().filter(|_| letters >= SHORTEST_WORD) else { return Vec::new() };
    let enough = |&at: &usize| word[..at].chars().count() >= 2 && word[at..].chars().count() >= 3;
    dictionary.hyphenate(word).breaks.into_iter().filter(enough).collect()
}

/// A break within a word.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct WordBreak {
    /// Byte before which the word may be broken.
    pub at: usize,
    /// How much a break here is disliked, in TeX's penalties.
    pub penalty: i32,
    pub adds_hyphen: bool,
    /// The line ends with a hyphen, added or written.
    pub hyphenated: bool,
}

/// TeX's `\hyphenpenalty`.
const HYPHEN_PENALTY: i32 = 50;
/// A break after a hyphen that is written.
const EXPLICIT_HYPHEN_PENALTY: i32 = 20;
/// A capitalised word is likely a name: broken only where the line would gape.
const NAME_PENALTY: i32 = 450;
/// A hyphenation inside a compound that has a hyphen already.
const COMPOUND_PENALTY: i32 = 150;
/// What two letters alone before a hyphen add: re-, an-.
const STUB_PENALTY: i32 = 70;
/// A break between two syllables of Hangul.
const SYLLABLE_PENALTY: i32 = 10;
/// A break inside a word too long for its measure: worse than any line but one that sticks out.
const EMERGENCY_PENALTY: i32 = 20_000_000;
/// A break after a sign that addresses are broken at, before a figure, or within a compound of a headline.
const ADDRESS_PENALTY: i32 = 300;

/// Where a piece may be broken, in order, never at its ends.
pub fn word_breaks(text: &str, rules: &Rules, shaper: &mut Shaper) -> Vec<WordBreak> {
    let mut places: Vec<WordBreak> = Vec::new();
    let mut before: Option<char> = None;
    if is_fraction(text) {
        return places;
    }
    let address = is_address(text);
    for (at, character) in text.char_indices() {
        if let Some(previous) = before {
            let words = character.is_alphanumeric();
            if matches!(previous, '-' | '‐' | '–' | '—' | '/') && words && at > previous.len_utf8() && !address {
                let digits = character.is_ascii_digit();
                let penalty = if digits || rules.manner == Manner::Head { ADDRESS_PENALTY } else { EXPLICIT_HYPHEN_PENALTY };
                places.push(WordBreak { at, penalty, adds_hyphen: false, hyphenated: matches!(previous, '-' | '‐') });
            } else if rules.usage.hangul == Hangul::Syllables && is_syllable(previous) && is_syllable(character) {
                places.push(WordBreak { at, penalty: SYLLABLE_PENALTY, adds_hyphen: false, hyphenated: false });
            } else if address && matches!(previous, '/' | '.' | '@' | '_' | '=' | '&' | '?') && character != '/' {
                places.push(WordBreak { at, penalty: ADDRESS_PENALTY, adds_hyphen: false, hyphenated: false });
            }
        }
        before = Some(character);
    }
    if rules.hyphenate && !address {
        let compound = !places.is_empty();
        for word in words(text) {
            let letters = &text[word.clone()];
            let capitals = letters.chars().filter(|c| c.is_uppercase()).count();
            if capitals > 1 {
                continue;
            }
            let penalty = match (compound, capitals) {
                (true, _) => COMPOUND_PENALTY,
                (false, 1) => NAME_PENALTY,
                _ => HYPHEN_PENALTY,
            };
            for &at in shaper.remember(rules.lang.tag(), letters, || usual(letters, rules)).iter() {
                let soft = letters[at..].starts_with('\u{ad}');
                let stub = if letters[..at].chars().count() <= 2 { STUB_PENALTY } else { 0 };
                let at = word.start + at + if soft { '\u{ad}'.len_utf8() } else { 0 };
                places.push(WordBreak { at, penalty: penalty + stub, adds_hyphen: true, hyphenated: true });
            }
        }
        places.sort_by_key(|place| (place.at, place.penalty));
        places.dedup_by_key(|place| place.at);
    }
    places
}

/// A web or mail address.
fn is_address(text: &str) -> bool {
    text.bytes().any(|byte| matches!(byte, b'.' | b':' | b'@')) && (text.contains("://") || text.contains("www.") || text.contains('@'))
}

/// Where a word of letters is broken: nowhere if the paper says never, as its exceptions say, else by the patterns of its language.
fn usual(letters: &str, rules: &Rules) -> Vec<usize> {
    if rules.usage.never.contains(letters) {
        return Vec::new();
    }
    match rules.usage.exceptions.get(&letters.to_lowercase()) {
        Some(places) => places.clone(),
        None => hyphenate(letters, rules.lang),
    }
}

/// Hangul, kana and ideographs may be parted anywhere.
fn is_syllable(character: char) -> bool {
    matches!(character, '\u{1100}'..='\u{11ff}' | '\u{3040}'..='\u{30ff}' | '\u{3400}'..='\u{9fff}' | '\u{ac00}'..='\u{d7a3}')
}

/// Runs of letters.
fn words(text: &str) -> Vec<Range<usize>> {
    let mut found = Vec::new();
    let mut start = None;
    for (at, character) in text.char_indices() {
        let letter = character.is_alphabetic() && !is_syllable(character) || character == '\u{ad}';
        match (letter, start) {
            (true, None) => start = Some(at),
            (false, Some(from)) => {
                found.push(from..at);
                start = None;
            }
            _ => {}
        }
        // A word with a figure or an apostrophe in it is not one that the patterns know.
        if character.is_numeric() {
            start = None;
        }
    }
    found.extend(start.map(|from| from..text.len()));
    found
}

/// A word too long for any line may be broken anywhere: rather than that it sticks out.
pub fn emergency(text: &str, places: &mut Vec<WordBreak>) {
    for (at, _) in text.char_indices().skip(1) {
        places.push(WordBreak { at, penalty: EMERGENCY_PENALTY, adds_hyphen: false, hyphenated: false });
    }
    places.sort_by_key(|place| (place.at, place.penalty));
    places.dedup_by_key(|place| place.at);
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(word: &str, lang: Lang, expected: &str) {
        let mut shown = word.to_string();
        for at in hyphenate(word, lang).into_iter().rev() {
            shown.insert(at, '-');
        }
        assert_eq!(shown, expected);
    }

    #[test]
    fn languages_differ() {
        check("hyphenation", Lang::EnUs, "hy-phen-a-tion");
        check("telecommunications", Lang::EnUs, "telecom-mu-ni-ca-tions");
        check("photographer", Lang::EnGb, "pho-to-grapher");
        check("시장", Lang::Ko, "시장");
        check("ago", Lang::EnUs, "ago");
    }
}
