//! Articles in Markdown: YAML front matter, and the body as CommonMark turned into the same tree as JSON.
use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

use pulldown_cmark::{Event, Options, Parser, Tag, TagEnd};

use super::attributes;
use super::marks::sign;
use crate::tree::{Entry, Malformed, Node, Value, yaml};

mod raw;

/// What an article can have of Markdown's extensions. Footnotes are read so that their texts are not taken for addresses.
const EXTRAS: Options = Options::ENABLE_TABLES.union(Options::ENABLE_FOOTNOTES);

/// What a newspaper has no form for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Oddity {
    /// Tags of HTML that were left out, their words kept.
    Tags,
    /// Words between angles that look like tags.
    Angles,
    /// A block of HTML without words, such as a video.
    Wordless,
    /// Notes at the foot of a page that a column does not have.
    Footnotes,
    /// Lines that look like addresses of links which the text does not have.
    Addresses,
    /// Cells of a row beyond those of the table's head.
    Cells,
}

impl Oddity {
    /// What is told: what stands there, what was done, what to do.
    pub fn words(self) -> (&'static str, &'static str, &'static str) {
        match self {
            Oddity::Tags => {
                ("HTML tags in the text", "printed their words without them", "write it in Markdown: *italic*, **bold**, [link](https://…)")
            }
            Oddity::Angles => ("words between < and > that are no HTML", "printed them as they stand", "write \\< where a < is meant"),
            Oddity::Wordless => {
                ("HTML that has no words", "left it out", "a picture is written ![caption](file.jpg); film and scripts cannot be printed")
            }
            Oddity::Footnotes => ("footnotes", "set them at the end of the story", "work them into the text: columns have no foot"),
            Oddity::Addresses => (
                "addresses for links that the text does not have",
                "left them out",
                "where words are meant, write \\[ for the first bracket of the line",
            ),
            Oddity::Cells => ("cells of a table beyond those of its head", "gave the table another column", "write a head for each column"),
        }
    }
}

/// What is odd in a text, with the place of the first of each kind and how many there are.
pub type Oddities = BTreeMap<Oddity, (Range<usize>, usize)>;

/// Reads a Markdown article as the tree that its JSON form would give.
pub fn read(text: &str, oddities: &mut Oddities) -> Result<Node, Malformed> {
    let start = if text.starts_with('\u{feff}') { '\u{feff}'.len_utf8() } else { 0 };
    let (front, body) = split(text, start)?;
    let mut root = yaml::read(&text[front.clone()], front.start)?;
    let range = front.clone();
    let Value::Table(entries) = &mut root.value else {
        return Err(Malformed { range: front, message: "the front matter should be keys and values, such as \"headline: …\"".into() });
    };
    let built = built(&text[body.clone()], body.start);
    oddities.extend(built.oddities);
    for (key, items) in [("body", built.blocks), ("photos", built.photos)] {
        if let Some(entry) = entries.iter_mut().find(|entry| entry.key == key) {
            if let Value::List(list) = &mut entry.node.value {
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
    /// Lines of a quote; those of a quote within it too.
    quote: Vec<String>,
    quotes: usize,
    lists: Vec<(Option<u64>, Vec<Node>)>,
    head: Vec<Node>,
    rows: Vec<Vec<Node>>,
    cells: Vec<Node>,
    images: Vec<(String, String, String)>,
    links: Vec<String>,
    html: Option<String>,
    /// Footnotes that were read, and blocks before the one that is being read.
    notes: Vec<Node>,
    before_note: Vec<Node>,
    note: String,
    oddities: Oddities,
}

/// The blocks and photos of a text that begins at a byte of its file.
fn built(text: &str, base: usize) -> Builder {
    let mut builder = Builder::default();
    // From where and up to where the text was read as a picture's attributes.
    let (mut from, mut read_to) = (0, 0);
    let mut parser = Parser::new_ext(text, EXTRAS).into_offset_iter();
    let mut used = BTreeSet::new();
    for (event, range) in parser.by_ref() {
        let is_image = matches!(event, Event::End(TagEnd::Image));
        if let Event::Start(Tag::Link { id, .. } | Tag::Image { id, .. }) = &event {
            used.insert(folded(id));
        }
        match event {
            _ if range.start >= from && range.end <= read_to => continue,
            Event::Text(_) if range.start < read_to => builder.push_text(&escape(&text[read_to..range.end])),
            Event::End(TagEnd::TableRow) => builder.row(&text[range.clone()], range.start + base..range.end + base),
            event => builder.event(event, range.start + base..range.end + base),
        }
        if let Some(found) = is_image.then(|| attributes::read(&text[range.end..])).flatten() {
            (from, read_to) = (range.end, range.end + found.length);
            builder.add_alt(found.alt);
        }
    }
    let mut unused: Vec<Range<usize>> = parser
        .reference_definitions()
        .iter()
        .filter(|(label, _)| !used.contains(&folded(label)))
        .map(|(_, link)| link.span.clone())
        .collect();
    unused.sort_by_key(|span| span.start);
    unused.into_iter().for_each(|span| builder.odd(Oddity::Addresses, span.start + base..span.end + base));
    let notes = std::mem::take(&mut builder.notes);
    builder.blocks.extend(notes);
    builder
}

/// Labels of links are one where they differ by case and white space alone.
fn folded(label: &str) -> String {
    label.split_whitespace().collect::<Vec<_>>().join(" ").to_lowercase()
}

/// The cells of a table's row as they are typed, a stroke after `\\` being one of the text.
fn cells(row: &str) -> Vec<String> {
    let row = row.trim();
    let row = row.strip_prefix('|').unwrap_or(row);
    let mut cells = vec![String::new()];
    let mut is_escaped = false;
    for c in row.chars() {
        match c {
            '|' if !is_escaped => cells.push(String::new()),
            c => cells.last_mut().into_iter().for_each(|cell| cell.push(c)),
        }
        is_escaped = c == '\\' && !is_escaped;
    }
    if cells.last().is_some_and(|cell| cell.trim().is_empty()) {
        cells.pop();
    }
    cells.into_iter().map(|cell| cell.trim().replace("\\|", "|")).collect()
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

    fn odd(&mut self, oddity: Oddity, range: Range<usize>) {
        self.oddities.entry(oddity).or_insert((range, 0)).1 += 1;
    }

    fn push_text(&mut self, text: &str) {
        match self.images.last_mut() {
            Some((_, caption, _)) => caption.push_str(text),
            None => self.text.push_str(text),
        }
    }

    /// A row of a table. CommonMark's tables leave out cells beyond the head's: here they are columns too.
    fn row(&mut self, source: &str, range: Range<usize>) {
        let mut row = std::mem::take(&mut self.cells);
        for cell in cells(source).into_iter().skip(row.len()) {
            self.odd(Oddity::Cells, range.clone());
            let words: Vec<String> = built(&cell, range.start).blocks.iter().filter_map(Node::text).map(str::to_string).collect();
            row.push(node(range.clone(), Value::Text(words.join(" "))));
        }
        self.rows.push(row);
    }

    fn inline_html(&mut self, tag: &str, range: Range<usize>) {
        match raw::inline(tag) {
            raw::Inline::Mark(sign) => self.push_sign(sign),
            raw::Inline::Break => self.hard_break(),
            raw::Inline::Comment => {}
            raw::Inline::LeftOut => self.odd(Oddity::Tags, range),
            raw::Inline::Words => {
                self.odd(Oddity::Angles, range);
                self.push_text(&escape(tag));
            }
        }
    }

    /// A block of HTML: its words are a paragraph. A comment is the newsroom's own affair.
    fn html_block(&mut self, html: &str, range: Range<usize>) {
        let (words, has_tags) = raw::words(html);
        if has_tags {
            self.odd(if words.is_empty() { Oddity::Wordless } else { Oddity::Tags }, range.clone());
        }
        if !words.is_empty() {
            self.blocks.push(node(range, Value::Text(escape(&words))));
        }
    }

    /// A footnote, which is set at the end of the story under the sign that stands in the text.
    fn end_note(&mut self, range: Range<usize>) {
        let mut note = std::mem::replace(&mut self.blocks, std::mem::take(&mut self.before_note));
        let sign = format!("\\[{}\\]", escape(&self.note));
        match note.first_mut() {
            Some(Node { value: Value::Text(text), .. }) => *text = format!("{sign} {text}"),
            _ => note.insert(0, node(range, Value::Text(sign))),
        }
        self.notes.append(&mut note);
    }

    /// A list ends. One that counts from elsewhere than 1 is paragraphs with their numbers: "1986. A good year" is no entry of a list.
    fn end_list(&mut self, range: Range<usize>) {
        let Some((first, items)) = self.lists.pop() else { return };
        if let Some((_, outer)) = self.lists.last_mut() {
            return outer.extend(items);
        }
        match first {
            Some(first) if first > 1 => {
                let numbered = items.into_iter().zip(first..).map(|(item, number)| {
                    let text = format!("{number}. {}", item.text().unwrap_or_default());
                    node(item.range, Value::Text(text))
                });
                self.blocks.extend(numbered);
            }
            first => self.blocks.push(group(range, vec![("list", Value::List(items)), ("ordered", Value::Flag(first.is_some()))])),
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
        let is_paragraph = self.lists.is_empty() && self.quotes == 0 && self.images.is_empty();
        self.push_text(if is_paragraph { "\n" } else { " " });
    }

    fn event(&mut self, event: Event, range: std::ops::Range<usize>) {
        if let Event::Start(Tag::BlockQuote(_) | Tag::CodeBlock(_) | Tag::Heading { .. } | Tag::Table(_)) = &event
            && !self.lists.is_empty()
        {
            // What comes before it in the list's entry is another word.
            self.text.push(' ');
        }
        match event {
            Event::Html(text) => match &mut self.html {
                Some(html) => html.push_str(&text),
                None => self.push_text(&escape(&text)),
            },
            Event::Start(Tag::HtmlBlock) => self.html = Some(String::new()),
            Event::End(TagEnd::HtmlBlock) => {
                let html = self.html.take().unwrap_or_default();
                self.html_block(&html, range);
            }
            Event::FootnoteReference(label) => {
                self.odd(Oddity::Footnotes, range);
                self.push_text(&format!("\\[{}\\]", escape(&label)));
            }
            Event::Start(Tag::FootnoteDefinition(label)) => {
                self.before_note = std::mem::take(&mut self.blocks);
                self.note = label.to_string();
            }
            Event::End(TagEnd::FootnoteDefinition) => self.end_note(range),
            Event::Text(text) | Event::Code(text) => self.push_text(&escape(&text)),
            Event::InlineHtml(tag) => self.inline_html(&tag, range),
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
            Event::Start(Tag::Image { dest_url, title, .. }) => self.images.push((dest_url.to_string(), String::new(), title.to_string())),
            Event::End(TagEnd::Image) => {
                if let Some((file, caption, credit)) = self.images.pop() {
                    let mut entries = vec![("file", Value::Text(file))];
                    // A picture within the words leaves a space at their end.
                    let caption = caption.trim();
                    if !caption.is_empty() {
                        entries.push(("caption", Value::Text(caption.to_string())));
                    }
                    if !credit.is_empty() {
                        entries.push(("credit", Value::Text(credit)));
                    }
                    let before = i64::try_from(self.blocks.len()).unwrap_or(i64::MAX);
                    entries.push(("after", Value::Integer(before)));
                    self.photos.push(group(range, entries));
                }
            }
            Event::Start(Tag::BlockQuote(_)) => self.quotes += 1,
            Event::End(TagEnd::BlockQuote(_)) => {
                self.quotes = self.quotes.saturating_sub(1);
                if self.quotes == 0 {
                    self.end_quote(range);
                }
            }
            Event::Start(Tag::List(first)) => {
                let text = self.take();
                match self.lists.last_mut() {
                    Some((_, outer)) if !text.is_empty() => outer.push(node(range, Value::Text(text))),
                    _ => {}
                }
                self.lists.push((first, Vec::new()));
            }
            Event::End(TagEnd::List(_)) => self.end_list(range),
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
                match self.quotes {
                    _ if text.is_empty() => {}
                    0 => self.blocks.push(node(range, Value::Text(text))),
                    _ => self.quote.push(text),
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
        let mut lines = std::mem::take(&mut self.quote);
        if lines.is_empty() {
            return;
        }
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
        let root = read(&format!("---\nheadline: x\n---\n{body}"), &mut Oddities::new()).unwrap();
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

    fn check_odd(body: &str, expected: &str, odd: &[(Oddity, usize)]) {
        let mut found = Oddities::new();
        let text = format!("---\nheadline: x\n---\n{body}");
        read(&text, &mut found).unwrap();
        check(body, expected);
        assert_eq!(found.iter().map(|(oddity, (_, count))| (*oddity, *count)).collect::<Vec<_>>(), odd, "{body}");
        assert!(found.values().all(|(range, _)| text.get(range.clone()).is_some_and(|odd| !odd.is_empty())));
    }

    #[test]
    fn nothing_is_lost_in_silence() {
        check_odd("> Outer\n> > inner *words*\n>\n> after\n", "quote=Outer inner \u{fdd0}words\u{fdd1} after / ", &[]);
        check_odd("- a\n  > b\n", "list=[a b] ordered=false / ", &[]);
        check_odd(
            "| a | b |\n|---|---|\n| 1 | 2 | *3* \\| 4 |\n",
            "table=head=[a, b] rows=[[1, 2, \u{fdd0}3\u{fdd1} | 4]] / ",
            &[(Oddity::Cells, 1)],
        );
        check_odd("Text[^1] on.\n\n[^1]: Foot\n\nLast.", "Text\\[1\\] on. | Last. | \\[1\\] Foot / ", &[(Oddity::Footnotes, 1)]);
        check_odd("[^1]: Never named\n\nText", "Text | \\[1\\] Never named / ", &[]);
        check_odd("A <b>bold</b> and <em>slanted</em>.", "A \u{fdd2}bold\u{fdd3} and \u{fdd0}slanted\u{fdd1}. / ", &[]);
        check_odd("H<sub>2</sub>O of <Reuters>", "H2O of <Reuters> / ", &[(Oddity::Tags, 2), (Oddity::Angles, 1)]);
        check_odd("<div>Words of <b>HTML</b> &amp; more</div>", "Words of HTML & more / ", &[(Oddity::Tags, 1)]);
        check_odd("<iframe src=\"x\"></iframe>\n\nText", "Text / ", &[(Oddity::Wordless, 1)]);
        check_odd("<!-- own --> Words after it", "Words after it / ", &[]);
        check_odd("[AP]: Seoul\n\nText", "Text / ", &[(Oddity::Addresses, 1)]);
        check_odd("[A *b*][AP c]\n\n[ap  C]: https://x.y", "\u{fdd4}A \u{fdd0}b\u{fdd1}\u{fdd5}https://x.y\u{fdd6} / ", &[]);
        check_odd("1986. A good year\n", "1986. A good year / ", &[]);
        check_odd("3. a\n4. b\n", "3. a | 4. b / ", &[]);
        check_odd("![a ![b](c.jpg)](d.jpg)", " / file=c.jpg caption=b after=0 | file=d.jpg caption=a after=0", &[]);
    }

    #[test]
    fn words_of_the_front_matter_stay_too() {
        let root = read("---\nheadline: x\nbody: [one]\n---\ntwo\n", &mut Oddities::new()).unwrap();
        assert_eq!(root.get("body").unwrap().items().iter().map(outline).collect::<Vec<_>>(), ["one", "two"]);
    }

    #[test]
    fn front_matter_is_needed() {
        assert!(read("no front", &mut Oddities::new()).is_err());
        assert!(read("---\nheadline: x\n", &mut Oddities::new()).is_err());
    }
}
