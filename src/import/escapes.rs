//! Tags and references in a text that should hold none: how they are known, and what they stand for.
use std::borrow::Cow;

use crate::tree::xml::resolved;

/// How often a text may have been escaped.
pub const MOST_ESCAPES: usize = 3;
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

/// True where a text has tags of HTML in it: `<b>`, `</p>`, `<br/>`, but not `a < b` or `<3`.
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
