//! Where a story's text has the words of its quote: a reader should not meet them twice side by side.
use std::ops::Range;

use super::galley::Part;
use super::items::Breaks;
use super::pull_quote::Echo;
use super::runs::{Origin, Paragraph};
use crate::edition::{Article, Block};

/// Words in a row that make the reader hear the quote again.
const HEARD_WORDS: usize = 4;

/// Whether a story's text has the words of a quote, so many of them that it can be told without it.
pub fn is_heard(article: &Article, quote: &str) -> bool {
    let quoted = words(quote);
    let paragraphs = article.body.iter().filter_map(|block| if let Block::Paragraph { text, .. } = block { Some(text) } else { None });
    paragraphs.filter_map(|text| longest_run(&quoted, &words(&text.text))).any(|(count, _)| count >= least(&quoted))
}

/// Words in a row by which a quote is heard.
fn least(quoted: &[(Range<usize>, String)]) -> usize {
    quoted.len().clamp(1, HEARD_WORDS)
}

/// The place among the parts of a galley that has most words of a quote in a row.
pub(super) fn echo(quote: &str, parts: &[Part]) -> Option<Echo> {
    let quoted = words(quote);
    let least = least(&quoted);
    let mut best: Option<(usize, Echo)> = None;
    for (item, part) in parts.iter().enumerate() {
        let Part::Text(text) = part else { continue };
        let Some((count, bytes)) = longest_run(&quoted, &words(&text.paragraph.text)) else { continue };
        if count >= least && best.as_ref().is_none_or(|(most, _)| count > *most) {
            let rows = |way: &Option<Breaks>| way.as_ref().map_or(0..0, |way| rows_of(&text.paragraph, way, &bytes));
            best = Some((count, Echo { item, rows: text.ways.iter().map(rows).collect() }));
        }
    }
    best.map(|(_, echo)| echo)
}

/// The words of a text in lower case, and their bytes.
fn words(text: &str) -> Vec<(Range<usize>, String)> {
    let mut found: Vec<(Range<usize>, String)> = Vec::new();
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
fn longest_run(quoted: &[(Range<usize>, String)], text: &[(Range<usize>, String)]) -> Option<(usize, Range<usize>)> {
    let run = |from: usize, at: usize| quoted[from..].iter().zip(&text[at..]).take_while(|(one, other)| one.1 == other.1).count();
    let starts = (0..quoted.len()).flat_map(|from| (0..text.len()).map(move |at| (from, at)));
    let (count, at) = starts.map(|(from, at)| (run(from, at), at)).max_by_key(|(count, at)| (*count, std::cmp::Reverse(*at)))?;
    (count > 0).then(|| (count, text[at].0.start..text[at + count - 1].0.end))
}

/// The lines of a broken paragraph that hold some of these bytes.
fn rows_of(paragraph: &Paragraph, breaks: &Breaks, bytes: &Range<usize>) -> Range<u16> {
    let holds =
        |origin: &Origin| matches!(origin, Origin::Part { from, to, .. } if (*from as usize) < bytes.end && *to as usize > bytes.start);
    let mut start = 0;
    let mut rows = 0..0;
    for (row, end) in (0..).zip(&breaks.ends) {
        let end = *end as usize;
        if paragraph.origins[start..end].iter().any(holds) {
            rows = if rows.is_empty() { row..row + 1 } else { rows.start..row + 1 };
        }
        start = end;
    }
    rows
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
