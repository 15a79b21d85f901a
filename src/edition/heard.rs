//! Quotes whose words a story's text has too.
use std::ops::Range;

use super::Block;

/// Words in a row that make the reader hear the quote again.
const HEARD_WORDS: usize = 4;

/// A word in lower case, and its bytes in the text.
pub type Word = (Range<usize>, String);

/// Marks the quotes of a body that it can be told without.
pub(super) fn mark(body: &mut [Block]) {
    let paragraph = |block: &Block| if let Block::Paragraph { text, .. } = block { Some(words(&text.text)) } else { None };
    let paragraphs: Vec<Vec<Word>> = body.iter().filter_map(paragraph).collect();
    for block in body {
        if let Block::Quote { text, is_heard, .. } = block {
            let quoted = words(&text.text);
            let runs = paragraphs.iter().filter_map(|text| longest_run(&quoted, text));
            *is_heard = runs.into_iter().any(|(count, _)| count >= least(&quoted));
        }
    }
}

/// Words in a row by which a quote is heard.
pub fn least(quoted: &[Word]) -> usize {
    quoted.len().clamp(1, HEARD_WORDS)
}

/// The words of a text in lower case, and their bytes.
pub fn words(text: &str) -> Vec<Word> {
    let mut found: Vec<Word> = Vec::new();
    let mut end = 0;
    for (at, sign) in text.char_indices().filter(|(_, sign)| *sign != '\u{ad}') {
        let is_joined = end > 0 && text[end..at].chars().all(|sign| sign == '\u{ad}');
        if !sign.is_alphanumeric() {
            continue;
        }
        match found.last_mut().filter(|_| is_joined) {
            Some((bytes, word)) => {
                bytes.end = at + sign.len_utf8();
                word.extend(sign.to_lowercase());
            }
            None => found.push((at..at + sign.len_utf8(), sign.to_lowercase().collect())),
        }
        end = at + sign.len_utf8();
    }
    found
}

/// The most words in a row that both have, and their bytes in the second.
pub fn longest_run(quoted: &[Word], text: &[Word]) -> Option<(usize, Range<usize>)> {
    let run = |from: usize, at: usize| quoted[from..].iter().zip(&text[at..]).take_while(|(one, other)| one.1 == other.1).count();
    let starts = (0..quoted.len()).flat_map(|from| (0..text.len()).map(move |at| (from, at)));
    let (count, at) = starts.map(|(from, at)| (run(from, at), at)).max_by_key(|(count, at)| (*count, std::cmp::Reverse(*at)))?;
    (count > 0).then(|| (count, text[at].0.start..text[at + count - 1].0.end))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(quote: &str, text: &str, expected: Option<&str>) {
        let found = longest_run(&words(quote), &words(text));
        assert_eq!(found.map(|(_, bytes)| &text[bytes]), expected, "{quote} in {text}");
    }

    #[test]
    fn a_quote_is_found_in_its_text() {
        check("They wash a chip.", "“They wash a chip,” said Oh.", Some("They wash a chip"));
        check("By day it sells. At night it waits.", "“By day it sells,” she said. “At night it waits.”", Some("By day it sells"));
        check("I touched the clock", "He tou\u{ad}ched the clock", Some("tou\u{ad}ched the clock"));
        check("Nobody", "Somebody", None);
    }
}
