//! Text for HTML and XML: runs of marks joined as they read, and signs that those formats take for their own.
use crate::page::{Link, Paper, Text};

/// A stretch of text of one look.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TextSpan {
    pub text: String,
    /// Heavier than its block.
    pub bold: bool,
    /// In italics where its block is not.
    pub italic: bool,
    /// In a smaller size than its block: the credit after a caption.
    pub small: bool,
    /// Where a click leads.
    pub link: Option<Link>,
}

/// The weight from which a face is bold.
const BOLD: u16 = 600;

/// The runs of one block as spans: line ends become spaces where there was one, and hyphens that we added go.
pub fn spans(paper: &Paper, runs: &[&Text]) -> Vec<TextSpan> {
    let face = |run: &Text| &paper.faces[usize::from(run.face.0)];
    let all = |is: &dyn Fn(&Text) -> bool| runs.iter().all(|run| is(run));
    let (bold_block, italic_block) = (all(&|run| face(run).weight >= BOLD), all(&|run| face(run).italic));
    let size = runs.first().map(|run| run.size).unwrap_or_default();
    let mut spans: Vec<TextSpan> = Vec::new();
    for run in runs {
        let mut text = run.text.replace('\u{ad}', "");
        if run.space_after {
            text.push(' ');
        }
        let span = TextSpan {
            bold: !bold_block && face(run).weight >= BOLD,
            italic: !italic_block && face(run).italic,
            small: run.size < size,
            link: run.link.clone(),
            text,
        };
        match spans.last_mut() {
            Some(last) if same_look(last, &span) => last.text.push_str(&span.text),
            _ => spans.push(span),
        }
    }
    trim(&mut spans);
    spans
}

/// The same where a block that is bold throughout is told as bold: names beside what they do.
pub fn weighed(paper: &Paper, runs: &[&Text]) -> Vec<TextSpan> {
    let bold = runs.iter().all(|run| paper.faces[usize::from(run.face.0)].weight >= BOLD);
    spans(paper, runs).into_iter().map(|span| TextSpan { bold: span.bold || bold, ..span }).collect()
}

fn same_look(one: &TextSpan, other: &TextSpan) -> bool {
    (one.bold, one.italic, one.small, &one.link) == (other.bold, other.italic, other.small, &other.link)
}

/// White at a span's ends stands outside what is marked, and none at the text's ends.
fn trim(spans: &mut Vec<TextSpan>) {
    if let Some(first) = spans.first_mut() {
        first.text = first.text.trim_start().to_string();
    }
    if let Some(last) = spans.last_mut() {
        last.text.truncate(last.text.trim_end().len());
    }
    spans.retain(|span| !span.text.is_empty());
}

/// The characters of spans.
pub fn plain(spans: &[TextSpan]) -> String {
    spans.iter().map(|span| span.text.as_str()).collect()
}

/// Spans as HTML. `link` makes the attributes of a link from where it leads.
pub fn inline(spans: &[TextSpan], link: &dyn Fn(&Link) -> Option<String>) -> String {
    let mut out = String::new();
    for span in spans {
        let marked = span.bold || span.italic || span.small || span.link.is_some();
        let inner = if marked { span.text.trim_matches(' ') } else { span.text.as_str() };
        let at = span.text.find(inner).unwrap_or(0);
        out.push_str(&span.text[..at]);
        let mut tags: Vec<(String, &str)> = Vec::new();
        tags.extend(span.link.as_ref().and_then(link).map(|attributes| (format!("a {attributes}"), "a")));
        for (on, tag) in [(span.small, "small"), (span.bold, "strong"), (span.italic, "em")] {
            tags.extend(on.then(|| (tag.to_string(), tag)));
        }
        tags.iter().for_each(|(open, _)| out.push_str(&format!("<{open}>")));
        out.push_str(&escape(inner));
        tags.iter().rev().for_each(|(_, close)| out.push_str(&format!("</{close}>")));
        out.push_str(&span.text[at + inner.len()..]);
    }
    out
}

/// Text in which HTML and XML see no signs of their own, in elements and in attributes.
pub fn escape(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for character in text.chars() {
        match character {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            _ => out.push(character),
        }
    }
    out
}

/// A JSON text that may stand in a script of a page: no sign in it ends the script.
pub fn in_script(json: &serde_json::Value) -> String {
    json.to_string().replace('<', "\\u003c").replace('\u{2028}', "\\u2028").replace('\u{2029}', "\\u2029")
}

/// A path of ours as an address: what addresses may not hold is written in percent.
pub fn encoded(path: &str) -> String {
    let mut out = String::with_capacity(path.len());
    for byte in path.bytes() {
        if byte.is_ascii_alphanumeric() || matches!(byte, b'/' | b'.' | b'-' | b'_' | b'~') {
            out.push(char::from(byte));
        } else {
            out.push_str(&format!("%{byte:02X}"));
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    fn span(text: &str, bold: bool, link: Option<&str>) -> TextSpan {
        TextSpan { text: text.into(), bold, italic: false, small: false, link: link.map(|address| Link::Address(address.into())) }
    }

    #[test]
    fn white_stands_outside_marks() {
        let link = |link: &Link| Some(format!("href=\"{}\"", escape(&link.to_string())));
        let spans = [span("The boat", false, None), span(" was ", true, None), span("sold & ", false, Some("https://x.example/?a&b"))];
        let want = "The boat <strong>was</strong> <a href=\"https://x.example/?a&amp;b\">sold &amp;</a> ";
        assert_eq!(inline(&spans, &link), want);
    }

    #[test]
    fn nothing_ends_a_script() {
        assert_eq!(in_script(&serde_json::json!("</script>")), "\"\\u003c/script>\"");
        assert_eq!(encoded("stories/부산 a.html"), "stories/%EB%B6%80%EC%82%B0%20a.html");
    }
}
