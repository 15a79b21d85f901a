//! HTML that stands in Markdown: marks that a paper has too, words out of tags, and what has no words.
use super::super::marks::sign;

/// Elements whose tags are left out while their words stay. Others are no HTML: what stands between angles is printed.
const KNOWN: &[&str] = &[
    "a",
    "abbr",
    "address",
    "article",
    "aside",
    "audio",
    "bdi",
    "bdo",
    "big",
    "blockquote",
    "button",
    "caption",
    "center",
    "cite",
    "code",
    "col",
    "colgroup",
    "data",
    "dd",
    "del",
    "details",
    "dfn",
    "div",
    "dl",
    "dt",
    "embed",
    "figcaption",
    "figure",
    "font",
    "footer",
    "form",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "header",
    "hr",
    "iframe",
    "img",
    "input",
    "ins",
    "kbd",
    "label",
    "li",
    "link",
    "main",
    "map",
    "mark",
    "meta",
    "nav",
    "noscript",
    "object",
    "ol",
    "p",
    "picture",
    "pre",
    "q",
    "s",
    "samp",
    "section",
    "select",
    "small",
    "source",
    "span",
    "strike",
    "sub",
    "summary",
    "sup",
    "svg",
    "table",
    "tbody",
    "td",
    "tfoot",
    "th",
    "thead",
    "time",
    "tr",
    "tt",
    "u",
    "ul",
    "var",
    "video",
    "wbr",
];
/// Elements whose content is no words.
const WORDLESS: [&str; 4] = ["script", "style", "svg", "template"];
/// Elements within a line: words before and after their tags may be one.
const INLINE: &[&str] = &[
    "a", "abbr", "b", "bdi", "bdo", "big", "cite", "code", "data", "del", "dfn", "em", "font", "i", "ins", "kbd", "mark", "q", "s", "samp",
    "small", "span", "strike", "strong", "sub", "sup", "time", "tt", "u", "var", "wbr",
];

/// What a tag in a line of text is to a paper.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Inline {
    /// A mark that the reader of articles knows.
    Mark(char),
    /// The line ends.
    Break,
    /// The newsroom's own affair.
    Comment,
    /// Left out; the words in it stay.
    LeftOut,
    /// No HTML, though it looks so.
    Words,
}

/// What a tag in a line of text is.
pub fn inline(tag: &str) -> Inline {
    if tag.starts_with("<!--") {
        return Inline::Comment;
    }
    let is_end = tag.starts_with("</");
    let either = |start: char, end: char| Inline::Mark(if is_end { end } else { start });
    match name(tag).as_str() {
        "b" | "strong" => either(sign::BOLD, sign::BOLD_END),
        "i" | "em" => either(sign::ITALIC, sign::ITALIC_END),
        "br" => Inline::Break,
        name if KNOWN.contains(&name) || WORDLESS.contains(&name) || tag.starts_with("<!") || tag.starts_with("<?") => Inline::LeftOut,
        _ => Inline::Words,
    }
}

/// The words of a block of HTML, and whether there was anything else in it.
pub fn words(html: &str) -> (String, bool) {
    let mut out = String::new();
    let mut has_tags = false;
    let mut rest = html;
    while let Some(at) = rest.find('<') {
        out.push_str(&rest[..at]);
        rest = &rest[at..];
        if let Some(comment) = rest.strip_prefix("<!--") {
            rest = comment.split_once("-->").map_or("", |(_, after)| after);
            continue;
        }
        if !rest[1..].starts_with(|c: char| c.is_ascii_alphabetic() || "/!?".contains(c)) {
            out.push('<');
            rest = &rest[1..];
            continue;
        }
        let end = tag_end(rest);
        let name = name(&rest[..end]);
        has_tags = true;
        if !INLINE.contains(&name.as_str()) {
            out.push(' ');
        }
        let is_start = !rest.starts_with("</");
        rest = &rest[end..];
        if is_start && WORDLESS.contains(&name.as_str()) {
            rest = after_element(rest, &name);
        }
    }
    out.push_str(rest);
    let plain = out.split_whitespace().collect::<Vec<_>>().join(" ");
    let plain = quick_xml::escape::unescape(&plain).map(|text| text.into_owned()).unwrap_or(plain.clone());
    (plain, has_tags)
}

/// Bytes of a tag; a `>` between quotes does not end it.
fn tag_end(html: &str) -> usize {
    let mut quote = None;
    for (at, c) in html.char_indices() {
        match (quote, c) {
            (None, '>') => return at + 1,
            (None, '"' | '\'') => quote = Some(c),
            (Some(open), c) if open == c => quote = None,
            _ => {}
        }
    }
    html.len()
}

/// What follows the end tag of an element.
fn after_element<'a>(html: &'a str, name: &str) -> &'a str {
    let lower = html.to_ascii_lowercase();
    lower.find(&format!("</{name}")).map_or("", |at| &html[at + tag_end(&html[at..])..])
}

/// A tag's name, in small letters.
fn name(tag: &str) -> String {
    let inner = tag.trim_start_matches(['<', '/']);
    inner.chars().take_while(char::is_ascii_alphanumeric).collect::<String>().to_ascii_lowercase()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_come_out_of_tags() {
        let check = |html: &str, expected: &str, tags: bool| assert_eq!(words(html), (expected.into(), tags), "{html}");
        check("<div>One <b>two</b></div><p>three &amp; four</p>", "One two three & four", true);
        check("<!-- own --> Words after", "Words after", false);
        check("<script>var a = '<p>';</script>Text", "Text", true);
        check("<p title=\"a > b\">x</p>", "x", true);
        check("a < b and 2 <3", "a < b and 2 <3", false);
        check("<iframe src=x></iframe>", "", true);
        check("<p>open <style>p {", "open", true);
    }

    #[test]
    fn tags_of_a_line() {
        assert_eq!(inline("<b>"), Inline::Mark(sign::BOLD));
        assert_eq!(inline("</EM>"), Inline::Mark(sign::ITALIC_END));
        assert_eq!(["<br>", "<BR />"].map(inline), [Inline::Break; 2]);
        assert_eq!(["<sup>", "</span>", "<img src=x>", "<?php 1 ?>"].map(inline), [Inline::LeftOut; 4]);
        assert_eq!([inline("<!-- a -->"), inline("<Reuters>")], [Inline::Comment, Inline::Words]);
    }
}
