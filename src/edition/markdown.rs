//! Articles in Markdown: YAML front matter, and the body as CommonMark turned into the same tree as JSON.
use pulldown_cmark::{Event, Options, Parser, Tag, TagEnd};

use super::attributes;
use super::marks::sign;
use crate::tree::{Entry, Malformed, Node, Value, yaml};

/// Reads a Markdown article as the tree that its JSON form would give.
pub fn read(text: &str) -> Result<Node, Malformed> {
    let start = if text.starts_with('\u{feff}') { '\u{feff}'.len_utf8() } else { 0 };
    let (front, body) = split(text, start)?;
    let mut root = yaml::read(&text[front.clone()], front.start)?;
    let range = front.clone();
    let Value::Table(entries) = &mut root.value else {
        return Err(Malformed { range: front, message: "the front matter should be keys and values, such as \"headline: …\"".into() });
    };
    let (blocks, photos) = blocks(&text[body.clone()], body.start);
    for (key, items) in [("body", blocks), ("photos", photos)] {
        if let Some(entry) = entries.iter_mut().find(|entry| entry.key == key) {
            if let (Value::List(list), true) = (&mut entry.node.value, key == "photos") {
                list.extend(items);
            }
        } else if key == "body" || !items.is_empty() {
            entries.push(Entry { key: key.into(), range: range.clone(), node: Node { range: body.clone(), value: Value::List(items) } });
        }
    }
    Ok(root)
}

/// Bytes of the front matter, without its fences, and of the body.
fn split(text: &str, start: usize) -> Result<(std::ops::Range<usize>, std::ops::Range<usize>), Malformed> {
    let missing = |message: &str| Malformed { range: start..start, message: message.into() };
    let rest = &text[start..];
    let first = rest.lines().next().unwrap_or("");
    if first.trim_end() != "---" {
        return Err(missing("a Markdown article begins with front matter between two lines of ---"));
    }
    let front = start + rest.find('\n').map_or(rest.len(), |at| at + 1);
    let mut at = front;
    for line in text[front..].split_inclusive('\n') {
        if matches!(line.trim_end(), "---" | "...") {
            return Ok((front..at, at + line.len()..text.len()));
        }
        at += line.len();
    }
    Err(missing("the front matter is not closed; put a line of --- after it"))
}

#[derive(Default)]
struct Builder {
    blocks: Vec<Node>,
    photos: Vec<Node>,
    text: String,
    quote: Option<Vec<String>>,
    lists: Vec<(bool, Vec<Node>)>,
    head: Vec<Node>,
    rows: Vec<Vec<Node>>,
    cells: Vec<Node>,
    image: Option<(String, String, String)>,
    links: Vec<String>,
    html: Option<String>,
}

fn blocks(text: &str, base: usize) -> (Vec<Node>, Vec<Node>) {
    let mut builder = Builder::default();
    // From where and up to where the text was read as a picture's attributes.
    let (mut from, mut read_to) = (0, 0);
    for (event, range) in Parser::new_ext(text, Options::ENABLE_TABLES).into_offset_iter() {
        let is_image = matches!(event, Event::End(TagEnd::Image));
        match event {
            _ if range.start >= from && range.end <= read_to => continue,
            Event::Text(_) if range.start < read_to => builder.push_text(&escape(&text[read_to..range.end])),
            event => builder.event(event, range.start + base..range.end + base),
        }
        if let Some(found) = is_image.then(|| attributes::read(&text[range.end..])).flatten() {
            (from, read_to) = (range.end, range.end + found.length);
            builder.add_alt(found.alt);
        }
    }
    (builder.blocks, builder.photos)
}

fn node(range: std::ops::Range<usize>, value: Value) -> Node {
    Node { range, value }
}

fn group(range: std::ops::Range<usize>, entries: Vec<(&str, Value)>) -> Node {
    let entries = entries.into_iter().map(|(key, value)| Entry { key: key.into(), range: range.clone(), node: node(range.clone(), value) });
    Node { range: range.clone(), value: Value::Table(entries.collect()) }
}

impl Builder {
    /// What one sees in the last picture.
    fn add_alt(&mut self, alt: Option<String>) {
        if let (Some(alt), Some(Node { value: Value::Table(entries), range })) = (alt, self.photos.last_mut()) {
            entries.push(Entry { key: "alt".into(), range: range.clone(), node: node(range.clone(), Value::Text(alt)) });
        }
    }

    fn push_text(&mut self, text: &str) {
        match &mut self.image {
            Some((_, caption, _)) => caption.push_str(text),
            None => self.text.push_str(text),
        }
    }

    /// The reader of articles takes marks from the text: where CommonMark found one stands a sign that cannot be mistaken.
    fn push_sign(&mut self, sign: char) {
        self.push_text(sign.encode_utf8(&mut [0; 4]));
    }

    fn take(&mut self) -> String {
        std::mem::take(&mut self.text).trim().to_string()
    }

    /// A line that its writer has ended ends in a paragraph: verses, addresses, results.
    fn hard_break(&mut self) {
        let is_paragraph = self.lists.is_empty() && self.quote.is_none() && self.image.is_none();
        self.push_text(if is_paragraph { "\n" } else { " " });
    }

    fn event(&mut self, event: Event, range: std::ops::Range<usize>) {
        match event {
            Event::Html(text) => match &mut self.html {
                Some(html) => html.push_str(&text),
                None => self.push_text(&escape(&text)),
            },
            Event::Start(Tag::HtmlBlock) => self.html = Some(String::new()),
            Event::End(TagEnd::HtmlBlock) => {
                // A comment is the newsroom's own affair; anything else is shown, so that someone sees it.
                let html = self.html.take().unwrap_or_default();
                if !html.trim().is_empty() && !html.trim_start().starts_with("<!--") {
                    self.blocks.push(node(range, Value::Text(escape(html.trim()))));
                }
            }
            Event::Text(text) | Event::Code(text) => self.push_text(&escape(&text)),
            Event::InlineHtml(text) if is_line_break(&text) => self.hard_break(),
            Event::InlineHtml(text) if !text.starts_with("<!--") => self.push_text(&escape(&text)),
            Event::SoftBreak => self.push_text(" "),
            Event::HardBreak => self.hard_break(),
            Event::Start(Tag::Emphasis) => self.push_sign(sign::ITALIC),
            Event::End(TagEnd::Emphasis) => self.push_sign(sign::ITALIC_END),
            Event::Start(Tag::Strong) => self.push_sign(sign::BOLD),
            Event::End(TagEnd::Strong) => self.push_sign(sign::BOLD_END),
            Event::Start(Tag::Link { dest_url, .. }) => {
                self.push_sign(sign::LINK);
                self.links.push(dest_url.chars().filter(|c| !is_sign(*c)).collect());
            }
            Event::End(TagEnd::Link) => {
                let address = self.links.pop().unwrap_or_default();
                self.push_text(&format!("{}{address}{}", sign::ADDRESS, sign::LINK_END));
            }
            Event::Start(Tag::Image { dest_url, title, .. }) => self.image = Some((dest_url.to_string(), String::new(), title.to_string())),
            Event::End(TagEnd::Image) => {
                if let Some((file, caption, credit)) = self.image.take() {
                    let mut entries = vec![("file", Value::Text(file))];
                    if !caption.is_empty() {
                        entries.push(("caption", Value::Text(caption)));
                    }
                    if !credit.is_empty() {
                        entries.push(("credit", Value::Text(credit)));
                    }
                    let before = i64::try_from(self.blocks.len()).unwrap_or(i64::MAX);
                    entries.push(("after", Value::Integer(before)));
                    self.photos.push(group(range, entries));
                }
            }
            Event::Start(Tag::BlockQuote(_)) => self.quote = Some(Vec::new()),
            Event::End(TagEnd::BlockQuote(_)) => self.end_quote(range),
            Event::Start(Tag::List(first)) => {
                let text = self.take();
                match self.lists.last_mut() {
                    Some((_, outer)) if !text.is_empty() => outer.push(node(range, Value::Text(text))),
                    _ => {}
                }
                self.lists.push((first.is_some(), Vec::new()));
            }
            Event::End(TagEnd::List(_)) => {
                if let Some((ordered, items)) = self.lists.pop() {
                    match self.lists.last_mut() {
                        Some((_, outer)) => outer.extend(items),
                        None => self.blocks.push(group(range, vec![("list", Value::List(items)), ("ordered", Value::Flag(ordered))])),
                    }
                }
            }
            Event::End(TagEnd::Item) => {
                let text = self.take();
                if let (Some((_, items)), false) = (self.lists.last_mut(), text.is_empty()) {
                    items.push(node(range, Value::Text(text)));
                }
            }
            Event::End(TagEnd::Paragraph) => {
                if !self.lists.is_empty() {
                    self.text.push(' ');
                    return;
                }
                let text = self.take();
                match &mut self.quote {
                    Some(lines) => lines.push(text),
                    None if !text.is_empty() => self.blocks.push(node(range, Value::Text(text))),
                    None => {}
                }
            }
            Event::End(TagEnd::Heading(_)) => {
                let text = self.take();
                if !text.is_empty() {
                    self.blocks.push(group(range, vec![("subhead", Value::Text(text))]));
                }
            }
            Event::End(TagEnd::CodeBlock) => {
                let text = self.take();
                self.blocks.push(node(range, Value::Text(text)));
            }
            Event::End(TagEnd::TableCell) => {
                let text = self.take();
                self.cells.push(node(range, Value::Text(text)));
            }
            Event::End(TagEnd::TableHead) => self.head = std::mem::take(&mut self.cells),
            Event::End(TagEnd::TableRow) => self.rows.push(std::mem::take(&mut self.cells)),
            Event::End(TagEnd::Table) => {
                let rows = std::mem::take(&mut self.rows).into_iter().map(|cells| node(range.clone(), Value::List(cells))).collect();
                let head = Value::List(std::mem::take(&mut self.head));
                let table = group(range.clone(), vec![("head", head), ("rows", Value::List(rows))]);
                self.blocks.push(group(range, vec![("table", table.value)]));
            }
            _ => {}
        }
    }

    /// A quote's last line may say who spoke, after a dash.
    fn end_quote(&mut self, range: std::ops::Range<usize>) {
        let Some(mut lines) = self.quote.take() else { return };
        let dash = |text: &str| text.starts_with("— ") || text.starts_with("-- ") || text.starts_with("– ");
        let mut by = None;
        if lines.len() > 1 && lines.last().is_some_and(|line| dash(line)) {
            by = lines.pop();
        } else if let Some(last) = lines.last_mut()
            && let Some(at) = [" — ", " -- ", " – "].into_iter().filter_map(|sign| last.rfind(sign)).max()
        {
            by = Some(last[at..].trim().to_string());
            last.truncate(at);
        }
        let mut entries = vec![("quote", Value::Text(lines.join(" ")))];
        if let Some(by) = by {
            entries.push(("by", Value::Text(by.trim_start_matches(['—', '-', '–', ' ']).to_string())));
        }
        self.blocks.push(group(range, entries));
    }
}

/// `<br>`, `<br/>`, `<br />`
fn is_line_break(tag: &str) -> bool {
    let name = tag.trim_start_matches('<').trim_end_matches(['>', '/', ' ']);
    name.eq_ignore_ascii_case("br")
}

/// Signs that would be read as marks are taken as they are.
fn escape(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for character in text.chars().filter(|c| !is_sign(*c)) {
        if matches!(character, '\\' | '*' | '[' | ']') {
            out.push('\\');
        }
        out.push(character);
    }
    out
}

fn is_sign(character: char) -> bool {
    (sign::ITALIC..=sign::LINK_END).contains(&character)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(body: &str, expected: &str) {
        let root = read(&format!("---\nheadline: x\n---\n{body}")).unwrap();
        let show =
            |key: &str| root.get(key).map(|node| node.items().iter().map(outline).collect::<Vec<_>>().join(" | ")).unwrap_or_default();
        assert_eq!(format!("{} / {}", show("body"), show("photos")), expected);
    }

    fn outline(node: &Node) -> String {
        match &node.value {
            Value::Text(text) => text.clone(),
            Value::Flag(flag) => flag.to_string(),
            Value::Integer(number) => number.to_string(),
            Value::List(items) => format!("[{}]", items.iter().map(outline).collect::<Vec<_>>().join(", ")),
            Value::Table(entries) => {
                entries.iter().map(|entry| format!("{}={}", entry.key, outline(&entry.node))).collect::<Vec<_>>().join(" ")
            }
            other => other.kind().into(),
        }
    }

    #[test]
    fn blocks_become_the_same_tree_as_json() {
        check("One *two*\nthree.\n\n## Head\n", "One \u{fdd0}two\u{fdd1} three. | subhead=Head / ");
        check("a*b* [l](https://x.y) 2\\*3", "a\u{fdd0}b\u{fdd1} \u{fdd4}l\u{fdd5}https://x.y\u{fdd6} 2\\*3 / ");
        check("The tide comes in,  \nthe *tide  \ngoes* out.", "The tide comes in,\nthe \u{fdd0}tide\ngoes\u{fdd1} out. / ");
        check("12 Harbour Road\\\nBusan<br>Korea<BR />now", "12 Harbour Road\nBusan\nKorea\nnow / ");
        check("- one  \n  two\n", "list=[one two] ordered=false / ");
        check("<!-- not\nprinted -->\n\nText <!-- nor this -->", "Text / ");
        check("1. a\n   - b\n2. c\n", "list=[a, b, c] ordered=true / ");
        check("> We waited.\n>\n> — Park Sora, captain\n", "quote=We waited. by=Park Sora, captain / ");
        check("- a\n- b\n", "list=[a, b] ordered=false / ");
        check("| x | y |\n|---|---|\n| 1 | 2 |\n", "table=head=[x, y] rows=[[1, 2]] / ");
        check("![Boats](b.jpg \"Yonhap\")\n\nText", "Text / file=b.jpg caption=Boats credit=Yonhap after=0");
        check("![Boats](b.jpg){alt=\"A & *B*\"} go", "go / file=b.jpg caption=Boats after=0 alt=A & *B*");
        check("![Boats](b.jpg \"QDA\"){: .right}\n\nText {so}", "Text {so} / file=b.jpg caption=Boats credit=QDA after=0");
        check("One\n\nTwo\n\n![](b.jpg)\n\nThree", "One | Two | Three / file=b.jpg after=2");
    }

    #[test]
    fn front_matter_is_needed() {
        assert!(read("no front").is_err());
        assert!(read("---\nheadline: x\n").is_err());
    }
}
