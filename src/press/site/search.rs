//! The index for searching all stories: words without accents and capitals, and the blocks of text that hold them.
use std::collections::{BTreeMap, BTreeSet};

use serde_json::json;
use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

use super::article::plain_blocks;
use super::content::Site;
use super::text::in_script;

/// `search.js`: each story's number of blocks, and each word's blocks, counted through all stories.
pub fn search_js(site: &Site) -> String {
    let mut words: BTreeMap<String, BTreeSet<usize>> = BTreeMap::new();
    let mut blocks = Vec::new();
    let mut at = 0;
    for story in site.stories {
        let texts = plain_blocks(story);
        blocks.push(texts.len());
        for text in texts {
            for word in split(&text) {
                words.entry(word).or_default().insert(at);
            }
            at += 1;
        }
    }
    let slugs: Vec<&str> = site.stories.iter().map(|story| &*story.slug.0).collect();
    let words: Vec<_> = words.into_iter().map(|(word, blocks)| json!([word, blocks])).collect();
    format!("newsprint.index = {};\n", in_script(&json!({ "stories": slugs, "blocks": blocks, "words": words })))
}

/// The words of a text, as they are searched for.
pub fn split(text: &str) -> Vec<String> {
    let folded = fold(text);
    folded.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).map(str::to_string).collect()
}

/// Small letters without accents; syllables of Hangul stay whole.
pub fn fold(text: &str) -> String {
    let bare: String = text.nfd().filter(|c| !is_combining_mark(*c)).nfc().flat_map(char::to_lowercase).collect();
    let mut out = String::with_capacity(bare.len());
    for character in bare.chars() {
        match character {
            'ß' => out.push_str("ss"),
            'æ' => out.push_str("ae"),
            'œ' => out.push_str("oe"),
            'ø' => out.push('o'),
            'đ' | 'ð' => out.push('d'),
            'ł' => out.push('l'),
            'ı' => out.push('i'),
            // An apostrophe is no end of a word for those who search.
            '’' | '\'' => {}
            _ => out.push(character),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, expected: &[&str]) {
        assert_eq!(split(text), expected);
    }

    #[test]
    fn words_are_found_however_written() {
        check("Élan vital, naïve Ærø", &["elan", "vital", "naive", "aero"]);
        check("부산항에서 Łódź", &["부산항에서", "lodz"]);
        check("the city’s 1,200", &["the", "citys", "1", "200"]);
        check("\u{1107}\u{116e}산", &["부산"]);
    }
}
