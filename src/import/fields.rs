//! HTML in any field: tags and references are read as what they mean, so that no markup is printed as text.
use std::borrow::Cow;

use super::ledger::Leftovers;
use super::{html, inline, one_line, reduce};
use crate::tree::xml::resolved;

/// How often a text may have been escaped.
const MOST_ESCAPES: usize = 3;
/// Tags that are HTML and no words between angles, such as "<name>".
const TAGS: [&str; 47] = [
    "p",
    "br",
    "b",
    "i",
    "em",
    "strong",
    "a",
    "div",
    "span",
    "ul",
    "ol",
    "li",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "img",
    "figure",
    "figcaption",
    "blockquote",
    "table",
    "tbody",
    "thead",
    "tr",
    "td",
    "th",
    "sup",
    "sub",
    "u",
    "font",
    "small",
    "hr",
    "script",
    "style",
    "iframe",
    "section",
    "article",
    "pre",
    "code",
    "cite",
    "q",
    "s",
    "del",
    "center",
    "html",
];

/// True where a text has tags of HTML in it: "<b>", "</p>", "<br/>", but not "a < b" or "<3".
pub fn has_tags(text: &str) -> bool {
    let mut rest = text;
    while let Some(at) = rest.find('<') {
        rest = &rest[at + 1..];
        let name = rest.strip_prefix('/').unwrap_or(rest);
        let length = name.bytes().take_while(u8::is_ascii_alphanumeric).count();
        let after = name[length..].chars().next();
        let is_tag = TAGS.iter().any(|tag| name[..length].eq_ignore_ascii_case(tag));
        if is_tag && matches!(after, Some('>' | '/' | ' ' | '\n')) && rest.contains('>') {
            return true;
        }
    }
    false
}

/// True where a text has references such as `&ndash;` or `&#39;` in it.
pub fn has_references(text: &str) -> bool {
    text.contains('&') && matches!(resolved(text), Cow::Owned(other) if other != text)
}

/// A text with its references resolved, also those that were escaped more than once.
pub fn unescaped(text: &str) -> Cow<'_, str> {
    let mut out = Cow::Borrowed(text);
    for _ in 0..MOST_ESCAPES {
        if !has_references(&out) {
            break;
        }
        out = Cow::Owned(resolved(&out).into_owned());
    }
    out
}

/// A field of one line as words: tags are read, references resolved, also those that were escaped more than once.
pub fn field(text: &str) -> Option<String> {
    let mut words = one_line(text)?;
    for _ in 0..MOST_ESCAPES {
        if has_tags(&words) {
            let root = html::read(&words)?;
            words = one_line(&reduce::line(&root, &mut Leftovers::default()).plain())?;
        } else if has_references(&words) {
            words = one_line(&resolved(&words))?;
        } else {
            break;
        }
    }
    Some(words)
}

/// A caption as an article writes it: italics, bold and links stay.
pub fn marked(text: &str) -> Option<String> {
    let mut words = one_line(text)?;
    for _ in 0..MOST_ESCAPES {
        if has_tags(&words) {
            let root = html::read(&words)?;
            let line = reduce::line(&root, &mut Leftovers::default());
            if !has_tags(&line.plain()) {
                return Some(line.marked()).filter(|marked| !marked.is_empty());
            }
            words = one_line(&line.plain())?;
        } else if has_references(&words) {
            words = one_line(&resolved(&words))?;
        } else {
            break;
        }
    }
    Some(inline::escape(&words))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn markup_is_read_as_what_it_means() {
        for (text, expected) in [
            ("Bridge<br>open", "Bridge open"),
            ("The <i>Ann</i> sails", "The Ann sails"),
            ("The lodge &amp;ndash; Caf&amp;eacute;", "The lodge – Café"),
            ("<p>Here&#x27;s what we know.</p>", "Here's what we know."),
            ("&lt;p&gt;Here&amp;#x27;s it.&lt;/p&gt;", "Here's it."),
            ("Fish & Chips, AT&T, a < b and b > c, I <3 it", "Fish & Chips, AT&T, a < b and b > c, I <3 it"),
            ("R&D; more", "R&D; more"),
            ("Dear <name>, hello", "Dear <name>, hello"),
        ] {
            assert_eq!(field(text).as_deref(), Some(expected), "{text}");
        }
        assert_eq!(field(" \n"), None);
        assert_eq!(field("<p></p>"), None);
    }

    #[test]
    fn captions_keep_their_marks() {
        assert_eq!(
            marked("The <i>Ann</i> at the <a href='https://e.com/q'>quay</a>").as_deref(),
            Some("The *Ann* at the [quay](https://e.com/q)")
        );
        assert_eq!(marked("5 * 3").as_deref(), Some("5 \\* 3"));
    }
}
