//! Hyphenation: where a word may be broken, by language.
use std::sync::LazyLock;

use hyphenation::{Hyphenator, Language, Load, Standard};

use crate::edition::Lang;

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
        Lang::Ko => return Vec::new(),
    };
    let letters = word.chars().count();
    let Some(dictionary) = dictionary.as_ref().filter(|_| letters >= SHORTEST_WORD) else { return Vec::new() };
    let enough = |&at: &usize| word[..at].chars().count() >= 2 && word[at..].chars().count() >= 3;
    dictionary.hyphenate(word).breaks.into_iter().filter(enough).collect()
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
