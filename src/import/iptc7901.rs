//! IPTC 7901 and ANPA 1312: text of wires between control signs, with a head of codes and a line of keywords.
use super::draft::Draft;
use super::fields::field;
use super::markup::MARKUP;
use super::{Imported, one_line};

/// Signs of the alphabet: a message's head begins, its text begins and ends.
const HEAD: char = '\u{1}';
const TEXT: char = '\u{2}';
const END: char = '\u{3}';
/// Words of a line that can be a headline.
const HEADLINE_WORDS: usize = 20;

/// Reads the messages of a file.
pub fn read(imported: &mut Imported) {
    let text = imported.file.text.clone();
    let starts: Vec<usize> = text.match_indices(HEAD).map(|(at, _)| at).collect();
    let starts = if starts.is_empty() { vec![0] } else { starts };
    for (number, start) in starts.iter().enumerate() {
        let end = starts.get(number + 1).copied().unwrap_or(text.len());
        message(&text[*start..end], *start..end, imported);
    }
}

fn message(text: &str, range: std::ops::Range<usize>, imported: &mut Imported) {
    let (head, rest) = text.split_once(TEXT).unwrap_or(("", text));
    let body = rest.split(END).next().unwrap_or(rest);
    let head: String = head.chars().filter(|c| *c != HEAD).map(|c| if is_control(c) { ' ' } else { c }).collect();
    let mut draft = Draft { range, ..Draft::default() };
    codes(&head, &mut draft, imported);
    let body: String = body.chars().map(|c| if is_control(c) { ' ' } else { c }).collect();
    let normal = body.replace("\r\n", "\n").replace('\r', "\n");
    let mut lines: Vec<&str> = normal.lines().collect();
    while lines.first().is_some_and(|line| line.trim().is_empty()) {
        lines.remove(0);
    }
    // The headline stands alone over the text, before an empty or an indented line.
    let is_end = |line: &&str| line.trim().is_empty() || line.starts_with(' ');
    let count = lines.iter().skip(1).position(is_end).map_or(0, |at| at + 1);
    let words: usize = lines[..count].iter().map(|line| line.split_whitespace().count()).sum();
    if count > 0 && words <= HEADLINE_WORDS && !lines[count - 1].trim_end().ends_with('.') {
        // "By Ann Lee" under it is a paragraph of its own, from which the by-line is lifted.
        let is_signed = |line: &&str| MARKUP.by.begin(&line.trim().to_lowercase());
        let own = lines[1..count].iter().position(is_signed).map_or(count, |at| at + 1);
        draft.headline = field(&lines[..own].join(" "));
        if own < count {
            lines.insert(count, "");
        }
        lines.drain(..own);
    }
    let text = lines.join("\n");
    let range = draft.range.clone();
    draft.blocks = imported.plain(&text, &range).blocks;
    if draft.headline.is_some() || !draft.blocks.is_empty() {
        imported.drafts.push(draft);
    }
}

/// The head: source and number, priority, category, keywords.
fn codes(head: &str, draft: &mut Draft, imported: &mut Imported) {
    let lines: Vec<&str> = head.lines().map(str::trim).filter(|line| !line.is_empty()).collect();
    let mut first = lines.first().copied().unwrap_or("").split_whitespace();
    if let Some(number) = first.next() {
        draft.identity = Some(number.to_string());
    }
    for code in first {
        match code.parse::<i64>() {
            Ok(priority @ 1..=9) if draft.priority.is_none() => draft.priority = Some(priority),
            Err(_) if draft.section.is_none() && code.len() <= LONGEST_CODE => draft.section = Some(code.to_lowercase()),
            _ => imported.leftovers.add("code of the wire", code),
        }
    }
    for line in lines.iter().skip(1) {
        imported.leftovers.add("keyword", line);
    }
    if let Some(line) = lines.get(1) {
        draft.slug = one_line(line);
    }
}

/// Letters of a category's code.
const LONGEST_CODE: usize = 4;

fn is_control(c: char) -> bool {
    c.is_control() && !matches!(c, '\n' | '\r' | '\t')
}
