//! Text as typed to text as printed: inline marks, real quotes and dashes.
use super::{Rich, Span, SpanKind};

/// Reads `*italic*`, `**bold**` and `[text](address)`; a backslash takes a sign as it is.
pub fn rich(source: &str) -> Rich {
    let cleaned = clean(source);
    let mut out = Rich::default();
    let mut open: Vec<(&str, usize)> = Vec::new();
    let mut at = 0;
    while at < cleaned.len() {
        let rest = &cleaned[at..];
        let before = cleaned[..at].chars().next_back();
        if let Some(escaped) = rest.strip_prefix('\\').and_then(|r| r.chars().next()).filter(|c| c.is_ascii_punctuation()) {
            out.text.push(escaped);
            at += 1 + escaped.len_utf8();
            continue;
        }
        if let Some(mark) = ["**", "*"].into_iter().find(|mark| rest.starts_with(mark)) {
            let after = rest[mark.len()..].chars().next();
            if open.last().is_some_and(|(last, _)| *last == mark) && before.is_some_and(|c| !c.is_whitespace()) {
                let (_, start) = open.pop().unwrap_or((mark, out.text.len()));
                let kind = if mark == "*" { SpanKind::Italic } else { SpanKind::Bold };
                out.spans.push(Span { range: start..out.text.len(), kind });
                at += mark.len();
                continue;
            }
            let closes = closing(&rest[mark.len()..], mark);
            let opens = after.is_some_and(|c| !c.is_whitespace() && c != '*') && !before.is_some_and(char::is_alphanumeric);
            if opens && closes && !open.iter().any(|(other, _)| *other == mark) {
                open.push((mark, out.text.len()));
                at += mark.len();
                continue;
            }
        }
        if rest.starts_with('[')
            && let Some((label, address, length)) = link(rest)
        {
            let start = out.text.len();
            let inner = rich(label);
            out.text.push_str(&inner.text);
            out.spans.extend(inner.spans.into_iter().map(|span| Span { range: span.range.start + start..span.range.end + start, ..span }));
            out.spans.push(Span { range: start..out.text.len(), kind: SpanKind::Link(address.into()) });
            at += length;
            continue;
        }
        let Some(character) = rest.chars().next() else { break };
        out.text.push(character);
        at += character.len_utf8();
    }
    out.spans.sort_by_key(|span| (span.range.start, std::cmp::Reverse(span.range.end)));
    typographic(out)
}

/// True where the mark is closed further on: after a letter, not before one.
fn closing(rest: &str, mark: &str) -> bool {
    rest.match_indices(mark).any(|(at, _)| at > 0 && rest[..at].chars().next_back().is_some_and(|c| !c.is_whitespace() && c != '\\'))
}

/// `[label](address)` at the start of a text: label, address and bytes taken.
fn link(text: &str) -> Option<(&str, &str, usize)> {
    let close = text.find("](")?;
    let label = &text[1..close];
    let rest = &text[close + 2..];
    let end = rest.find(')')?;
    let address = &rest[..end];
    (!label.is_empty() && !label.contains('[') && !address.is_empty() && !address.contains(char::is_whitespace)).then_some((label, address, close + 2 + end + 1))
}

/// Plain text with real quotes and dashes.
pub fn plain(source: &str) -> String {
    typographic(Rich::plain(clean(source))).text
}

/// White space to single spaces; signs that no page shows taken out.
pub fn clean(source: &str) -> String {
    let mut out = String::with_capacity(source.len());
    for character in source.trim().chars() {
        match character {
            '\u{200b}' | '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}' | '\u{2066}'..='\u{2069}' | '\u{feff}' => {}
            '\u{a0}' | '\u{202f}' => out.push('\u{a0}'),
            c if c.is_whitespace() => {
                if !out.ends_with(' ') {
                    out.push(' ');
                }
            }
            c if c.is_control() => {}
            c => out.push(c),
        }
    }
    out
}

/// True where `clean` takes out more than white space.
pub fn has_hidden(source: &str) -> bool {
    source.chars().any(|c| c.is_control() && !c.is_whitespace() || matches!(c, '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}'))
}

/// Typed quotes and dashes become real ones; spans move along.
fn typographic(rich: Rich) -> Rich {
    let characters: Vec<(usize, char)> = rich.text.char_indices().collect();
    let mut out = String::with_capacity(rich.text.len() + 8);
    let mut moved = vec![0usize; rich.text.len() + 1];
    let mut i = 0;
    while i < characters.len() {
        let (at, character) = characters[i];
        moved[at] = out.len();
        let before = out.chars().next_back();
        let after = characters.get(i + 1).map(|(_, c)| *c);
        let second = characters.get(i + 2).map(|(_, c)| *c);
        let mut taken = 1;
        match character {
            '"' => out.push(if opens(before) { '“' } else { '”' }),
            '\'' => out.push(match (opens(before), after) {
                // ’90s and ’tis: an apostrophe at the head of a word.
                (true, Some(digit)) if digit.is_ascii_digit() && second.is_some_and(|c| c.is_ascii_digit()) => '’',
                (true, _) if elided(&characters[i + 1..]) => '’',
                (true, _) => '‘',
                (false, _) => '’',
            }),
            '-' if after == Some('-') => {
                taken = if second == Some('-') { 3 } else { 2 };
                out.push('—');
            }
            '-' if before.is_some_and(|c| c.is_ascii_digit()) && after.is_some_and(|c| c.is_ascii_digit()) && is_range(&characters, i) => out.push('–'),
            '.' if after == Some('.') && second == Some('.') => {
                taken = 3;
                out.push('…');
            }
            other => out.push(other),
        }
        for (at, _) in characters.iter().skip(i + 1).take(taken - 1) {
            moved[*at] = out.len();
        }
        i += taken;
    }
    moved[rich.text.len()] = out.len();
    let place = |byte: usize| moved[byte.min(rich.text.len())];
    let spans = rich.spans.into_iter().map(|span| Span { range: place(span.range.start)..place(span.range.end), kind: span.kind }).collect();
    Rich { text: out, spans }
}

fn opens(before: Option<char>) -> bool {
    before.is_none_or(|c| c.is_whitespace() || matches!(c, '(' | '[' | '{' | '—' | '–' | '“' | '‘' | '/' | '-'))
}

/// Words that begin with an apostrophe.
fn elided(rest: &[(usize, char)]) -> bool {
    let word: String = rest.iter().map(|(_, c)| c.to_ascii_lowercase()).take_while(|c| c.is_alphabetic()).collect();
    matches!(word.as_str(), "tis" | "twas" | "em" | "til" | "cause" | "n" | "round")
}

/// A hyphen between two numbers is a range, but not in dates, telephone numbers and scores of three parts.
fn is_range(characters: &[(usize, char)], at: usize) -> bool {
    let word = |c: char| c.is_ascii_digit() || c == '-';
    let start = characters[..at].iter().rposition(|(_, c)| !word(*c)).map_or(0, |i| i + 1);
    let end = characters[at..].iter().position(|(_, c)| !word(*c)).map_or(characters.len(), |i| i + at);
    characters[start..end].iter().filter(|(_, c)| *c == '-').count() == 1
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(source: &str, expected: &str) {
        let rich = rich(source);
        let mut shown = String::new();
        for (at, character) in rich.text.char_indices() {
            for span in rich.spans.iter().rev().filter(|span| span.range.end == at) {
                shown.push_str(sign(&span.kind, true));
            }
            for span in rich.spans.iter().filter(|span| span.range.start == at) {
                shown.push_str(sign(&span.kind, false));
            }
            shown.push(character);
        }
        for span in rich.spans.iter().rev().filter(|span| span.range.end == rich.text.len()) {
            shown.push_str(sign(&span.kind, true));
        }
        assert_eq!(shown, expected);
    }

    fn sign(kind: &SpanKind, end: bool) -> &'static str {
        match (kind, end) {
            (SpanKind::Italic, false) => "<i>",
            (SpanKind::Italic, true) => "</i>",
            (SpanKind::Bold, false) => "<b>",
            (SpanKind::Bold, true) => "</b>",
            (SpanKind::Link(_), false) => "<a>",
            (SpanKind::Link(_), true) => "</a>",
        }
    }

    #[test]
    fn inline_marks() {
        check("A *small* and **great** [day](https://x.y).", "A <i>small</i> and <b>great</b> <a>day</a>.");
        check("3 * 4 * 5, snake_case, a*b", "3 * 4 * 5, snake_case, a*b");
        check("**bold with *italic* inside**", "<b>bold with <i>italic</i> inside</b>");
        check(r"\*not italic\*", "*not italic*");
        check("[not a link] (x)", "[not a link] (x)");
        check("an *open mark", "an *open mark");
    }

    #[test]
    fn real_quotes_and_dashes() {
        check("\"We don't 'wait',\" he said -- twice", "“We don’t ‘wait’,” he said — twice");
        check("the '90s, pages 10-20, 2019-12-24, 02-555-1234", "the ’90s, pages 10–20, 2019-12-24, 02-555-1234");
        check("*\"Quoted\"*...", "<i>“Quoted”</i>…");
        check("(\"inside\")", "(“inside”)");
        check("a\u{202e}b\u{0}c\n d", "abc d");
    }
}
