//! Addresses that stand in the copy as they are: pages of the web and mailboxes become links.
use std::cmp::Reverse;
use std::ops::Range;

use super::{Rich, Span, SpanKind};

/// Signs that stand before an address and are no part of it.
const BEFORE: [char; 9] = ['(', '[', '{', '<', '"', '\'', '“', '‘', '«'];
/// Signs that end the sentence or the parenthesis that it stands in.
const AFTER: [char; 16] = ['.', ',', ';', ':', '!', '?', '…', ')', ']', '}', '>', '"', '\'', '”', '’', '»'];

/// Makes a link of every address that is not in one.
pub fn link(rich: &mut Rich) {
    if !rich.text.contains(['@', '.']) {
        return;
    }
    for (range, address) in addresses(&rich.text) {
        let overlaps = |span: &Span| span.range.start < range.end && range.start < span.range.end;
        let in_link = rich.spans.iter().any(|span| matches!(span.kind, SpanKind::Link(_)) && overlaps(span));
        if !in_link {
            rich.spans.push(Span { range, kind: SpanKind::Link(address.into()) });
        }
    }
    rich.spans.sort_by_key(|span| (span.range.start, Reverse(span.range.end)));
}

/// The addresses of a text: where each stands, and where it leads.
fn addresses(text: &str) -> Vec<(Range<usize>, String)> {
    let mut found = Vec::new();
    let mut at = 0;
    for word in text.split(|c: char| c.is_whitespace() || c == '—') {
        let inner = word.trim_start_matches(BEFORE);
        let start = at + word.len() - inner.len();
        at += word.len();
        // White that parts words is of one byte or more.
        at += text[at..].chars().next().map_or(0, char::len_utf8);
        if let Some((length, address)) = address(inner) {
            found.push((start..start + length, address));
        }
    }
    found
}

/// The address at a word's head: its bytes, and where it leads.
fn address(word: &str) -> Option<(usize, String)> {
    let starts = |scheme: &str| word.get(..scheme.len()).is_some_and(|head| head.eq_ignore_ascii_case(scheme));
    let scheme = ["https://", "http://"].into_iter().find(|scheme| starts(scheme)).map_or(0, str::len);
    if scheme > 0 || starts("www.") {
        let rest = &word[scheme..];
        let end = rest.find(|c: char| !c.is_ascii_alphanumeric() && c != '.' && c != '-').unwrap_or(rest.len());
        // A path may hold letters of any script, and then nobody knows where it ends and a particle begins.
        let is_path = rest[end..].starts_with(['/', '?', '#', ':']);
        if is_path && !rest.is_ascii() && !rest.trim_end_matches(AFTER).is_ascii() {
            return None;
        }
        let whole = if is_path { trimmed(word) } else { word[..scheme + end].trim_end_matches('.') };
        let host = rest[..end].trim_end_matches('.');
        let leads = if scheme > 0 { whole.to_string() } else { format!("https://{whole}") };
        return is_host(host).then_some((whole.len(), leads));
    }
    let (name, rest) = word.split_once('@')?;
    let end = rest.find(|c: char| !c.is_ascii_alphanumeric() && c != '.' && c != '-').unwrap_or(rest.len());
    let host = rest[..end].trim_end_matches('.');
    let is_name = !name.is_empty() && name.chars().all(|c| c.is_ascii_alphanumeric() || "._%+-".contains(c));
    let whole = &word[..name.len() + 1 + host.len()];
    (is_name && !rest[end..].starts_with(['@', '_']) && is_host(host)).then(|| (whole.len(), format!("mailto:{whole}")))
}

/// A word without the signs after it; a parenthesis that it opens is its own.
fn trimmed(word: &str) -> &str {
    let mut kept = word;
    while let Some(shorter) = kept.strip_suffix(AFTER) {
        if kept.ends_with(')') && shorter.matches('(').count() > shorter.matches(')').count() {
            break;
        }
        kept = shorter;
    }
    kept
}

/// Names with dots between them, the last of letters.
fn is_host(host: &str) -> bool {
    let names: Vec<&str> = host.split('.').collect();
    let is_last = |name: &&str| name.len() >= 2 && name.chars().all(|c| c.is_ascii_alphabetic());
    names.len() >= 2 && names.iter().all(|name| !name.is_empty() && !name.starts_with('-')) && names.last().is_some_and(is_last)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Each address as it stands, `>` and where it leads.
    fn check(text: &str, expected: &[&str]) {
        let shown = |(range, leads): (Range<usize>, String)| format!("{}>{leads}", &text[range]);
        assert_eq!(addresses(text).into_iter().map(shown).collect::<Vec<_>>(), expected, "{text}");
    }

    #[test]
    fn addresses_are_found() {
        check("Write to desk@example.com.", &["desk@example.com>mailto:desk@example.com"]);
        check(
            "(see https://example.com/a_(b)), or http://x.example!",
            &["https://example.com/a_(b)>https://example.com/a_(b)", "http://x.example>http://x.example"],
        );
        check("at www.example.com/tides?day=1—daily", &["www.example.com/tides?day=1>https://www.example.com/tides?day=1"]);
        check(
            "“www.example.com”, 부산은 www.example.kr에서",
            &["www.example.com>https://www.example.com", "www.example.kr>https://www.example.kr"],
        );
    }

    #[test]
    fn what_is_none_stays_text() {
        check("@harbour 3@4 a@b www. http:// www.3.14 at 6 p.m. e.g. https://example.com/부산에서 a@b.c@d.com", &[]);
    }

    #[test]
    fn links_that_are_there_stay() {
        let mut rich = Rich::plain("See www.example.com now");
        rich.spans.push(Span { range: 4..19, kind: SpanKind::Link("https://other.example".into()) });
        link(&mut rich);
        assert_eq!(rich.spans.len(), 1);
    }
}
