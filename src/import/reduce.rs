//! A tree of HTML or NITF elements reduced to what an article has: paragraphs, subheads, quotes, lists, tables and photos.
use super::draft::{ImportedBlock, ImportedPhoto, Leftovers};
use super::inline::{MarkedLine, Marks};
use super::markup::MARKUP;
use super::{html, srcset};
use crate::tree::xml::{Child, Element};

/// What a body came to.
#[derive(Clone, Debug, Default)]
pub struct Reduced {
    /// The text.
    pub blocks: Vec<ImportedBlock>,
    /// The photos in it, in order.
    pub photos: Vec<ImportedPhoto>,
}

/// Reduces a body. What has no place in an article is counted.
pub fn reduce(root: &Element, leftovers: &mut Leftovers) -> Reduced {
    let mut reducer = Reducer { out: Reduced::default(), line: MarkedLine::default(), leftovers };
    reducer.children(root, &Marks::default());
    reducer.flush();
    reducer.out
}

/// A caption's HTML as an article writes it.
pub fn caption(source: &str) -> Option<String> {
    let root = html::read(source)?;
    let reduced = reduce(&root, &mut Leftovers::default());
    let lines: Vec<String> = reduced
        .blocks
        .into_iter()
        .filter_map(|block| match block {
            ImportedBlock::Paragraph(text) | ImportedBlock::Subhead(text) => Some(text),
            _ => None,
        })
        .collect();
    Some(lines.join(" ")).filter(|caption| !caption.is_empty())
}

/// Longer bold paragraphs are shouting, not headings.
const LONGEST_SUBHEAD: usize = 70;
/// Pixels of a side up to which a picture is there to count readers.
const TRACKING_SIDE: u32 = 3;

struct Reducer<'a> {
    out: Reduced,
    line: MarkedLine,
    leftovers: &'a mut Leftovers,
}

impl Reducer<'_> {
    fn children(&mut self, element: &Element, marks: &Marks) {
        for child in &element.children {
            match child {
                Child::Text(text) => self.line.push(text, marks),
                Child::Element(element) => self.element(element, marks),
            }
        }
    }

    fn element(&mut self, element: &Element, marks: &Marks) {
        let name = element.name.as_str();
        if MARKUP.silent.has(name) || element.attribute("hidden").is_some() {
            return;
        }
        if MARKUP.left_out.has(name) {
            return self.leave(element);
        }
        match name {
            "br" => self.line_break(),
            "img" | "amp-img" => self.image(element),
            "del" | "strike" => self.leftovers.add("deleted text", &element.text()),
            _ if MARKUP.inline.has(name) => self.inline(element, marks),
            "h1" | "h2" | "h3" | "h4" | "h5" | "h6" | "hl1" | "hl2" => self.heading(element),
            "blockquote" | "bq" => self.quote(element),
            "ul" | "ol" => self.list(element),
            "table" | "nitf-table" => self.table(element),
            "figure" | "media" => self.figure(element),
            "pre" => self.lines(&element.text()),
            "footer" | "aside" if !MARKUP.pull_quote.is_class_of(element) => {
                self.leftovers.add(name, &element.text());
            }
            "dt" => self.block(element, &Marks { bold: true, ..marks.clone() }),
            _ if MARKUP.gallery.is_class_of(element) => self.gallery(element),
            _ if MARKUP.figure.is_class_of(element) => self.figure(element),
            _ if MARKUP.embed.is_class_of(element) => self.leave(element),
            "aside" => self.quote(element),
            _ => self.block(element, marks),
        }
    }

    /// Names what is left out.
    fn leave(&mut self, element: &Element) {
        let source = ["src", "data", "action", "href"].iter().find_map(|name| element.attribute(name));
        let source = source.map_or_else(|| if element.name == "script" { String::new() } else { element.text() }, str::to_string);
        self.leftovers.add(&element.name, &source);
    }

    fn block(&mut self, element: &Element, marks: &Marks) {
        self.flush();
        self.children(element, marks);
        self.flush();
    }

    fn inline(&mut self, element: &Element, marks: &Marks) {
        let mut inner = marks.clone();
        match element.name.as_str() {
            "em" | "i" | "var" | "dfn" => inner.italic = true,
            "b" | "strong" => inner.bold = true,
            "a" => inner.link = element.attribute("href").map(|address| address.trim().to_string()).or(inner.link),
            "q" => {
                self.line.push("“", marks);
                self.children(element, marks);
                return self.line.push("”", marks);
            }
            _ => {}
        }
        self.children(element, &inner);
    }

    /// One break is a space; where a line has ended already, two make a paragraph.
    fn line_break(&mut self) {
        let ended = self.line.plain().is_empty() || self.line.ends_with_break();
        if ended { self.flush() } else { self.line.push_break() }
    }

    /// Ends the paragraph.
    fn flush(&mut self) {
        let line = std::mem::take(&mut self.line);
        if line.is_empty() {
            return;
        }
        let plain = line.plain();
        let short = plain.chars().count() <= LONGEST_SUBHEAD && !plain.ends_with(['.', '!', '?', ',', ':', '”', '"', ')']);
        // The first paragraph may begin with a bold dateline, but no story begins with a heading.
        let block = if line.is_bold() && short && !self.out.blocks.is_empty() {
            ImportedBlock::Subhead(plain)
        } else {
            ImportedBlock::Paragraph(line.marked())
        };
        self.out.blocks.push(block);
    }

    /// The text of an element as one line.
    fn line_of(&mut self, element: &Element) -> MarkedLine {
        let outer = std::mem::take(&mut self.line);
        let before = self.out.blocks.len();
        self.children(element, &Marks::default());
        let mut line = std::mem::replace(&mut self.line, outer);
        // Blocks inside are parts of the one line.
        if self.out.blocks.len() > before {
            let mut words: Vec<String> = self.out.blocks.split_off(before).into_iter().map(words_of).collect();
            words.push(line.plain());
            line = MarkedLine::default();
            line.push(words.join(" ").trim(), &Marks::default());
        }
        line
    }

    fn heading(&mut self, element: &Element) {
        self.flush();
        let line = self.line_of(element);
        if !line.is_empty() {
            self.out.blocks.push(ImportedBlock::Subhead(line.plain()));
        }
    }

    fn quote(&mut self, element: &Element) {
        self.flush();
        if MARKUP.post.is_class_of(element) {
            return self.leftovers.add("embedded post", &element.text());
        }
        let mut by = None;
        let mut lines = Vec::new();
        let mut loose = Element { name: "p".into(), ..Element::default() };
        for child in &element.children {
            match child {
                Child::Element(inner) if matches!(inner.name.as_str(), "cite" | "footer" | "credit" | "figcaption") => {
                    by = Some(self.line_of(inner).plain());
                }
                Child::Element(inner) if inner.name == "blockquote" => self.quote(inner),
                Child::Element(inner) if !MARKUP.inline.has(&inner.name) && inner.name != "br" => {
                    // WordPress puts the speaker inside the last paragraph too.
                    if let Some(cite) = inner.child("cite") {
                        by = Some(self.line_of(cite).plain());
                    }
                    let rest =
                        Element { children: inner.children.iter().filter(|child| !is_cite(child)).cloned().collect(), ..inner.clone() };
                    lines.push(self.line_of(&rest));
                }
                other => loose.children.push(other.clone()),
            }
        }
        let loose = self.line_of(&loose);
        if !loose.is_empty() {
            lines.push(loose);
        }
        let text = lines.iter().map(MarkedLine::marked).filter(|line| !line.is_empty()).collect::<Vec<_>>().join(" ");
        let by = by.map(|by| by.trim_start_matches(['—', '–', '-', ' ']).to_string()).filter(|by| !by.is_empty());
        if !text.is_empty() {
            self.out.blocks.push(ImportedBlock::Quote(text, by));
        }
    }

    fn list(&mut self, element: &Element) {
        self.flush();
        if MARKUP.gallery.is_class_of(element) {
            return self.gallery(element);
        }
        let mut items = Vec::new();
        self.items(element, &mut items);
        if !items.is_empty() {
            self.out.blocks.push(ImportedBlock::List { ordered: element.name == "ol", items });
        }
    }

    /// Entries of lists inside a list follow the entry that they belong to.
    fn items(&mut self, list: &Element, items: &mut Vec<String>) {
        for item in list.elements() {
            if matches!(item.name.as_str(), "ul" | "ol") {
                self.items(item, items);
                continue;
            }
            let is_list = |child: &&Child| matches!(child, Child::Element(inner) if matches!(inner.name.as_str(), "ul" | "ol"));
            let own = Element { children: item.children.iter().filter(|child| !is_list(child)).cloned().collect(), ..Element::default() };
            let line = self.line_of(&own);
            if !line.is_empty() {
                items.push(line.marked());
            }
            for inner in item.elements().filter(|inner| matches!(inner.name.as_str(), "ul" | "ol")) {
                self.items(inner, items);
            }
        }
    }

    fn table(&mut self, element: &Element) {
        self.flush();
        let mut found = Vec::new();
        element.find_all("tr", &mut found);
        let cells = |row: &&Element| row.elements().filter(|cell| matches!(cell.name.as_str(), "td" | "th")).count();
        // A table of one column is there for its looks.
        if found.iter().map(cells).max().unwrap_or(0) < 2 {
            return self.children(element, &Marks::default());
        }
        let (mut head, mut rows) = (Vec::new(), Vec::new());
        for row in found {
            let mut line: Vec<String> = Vec::new();
            let mut is_head = true;
            for cell in row.elements().filter(|cell| matches!(cell.name.as_str(), "td" | "th")) {
                is_head &= cell.name == "th";
                line.push(self.line_of(cell).marked());
                let span = cell.attribute("colspan").and_then(|span| span.parse::<usize>().ok()).unwrap_or(1);
                line.extend((1..span.min(MOST_COLUMNS)).map(|_| String::new()));
            }
            line.truncate(MOST_COLUMNS);
            if line.iter().all(String::is_empty) {
                continue;
            }
            if is_head && head.is_empty() && rows.is_empty() { head = line } else { rows.push(line) }
        }
        if let Some(caption) = element.child("caption").map(|caption| self.line_of(caption)).filter(|line| !line.is_empty()) {
            self.out.blocks.push(ImportedBlock::Subhead(caption.plain()));
        }
        let width = rows.iter().chain([&head]).map(Vec::len).max().unwrap_or(0);
        rows.iter_mut().for_each(|row| row.resize(width, String::new()));
        if !head.is_empty() {
            head.resize(width, String::new());
        }
        self.out.blocks.push(ImportedBlock::Table { head, rows });
    }

    /// Every picture of a gallery with its own caption.
    fn gallery(&mut self, element: &Element) {
        let mut figures = Vec::new();
        element.find_all("figure", &mut figures);
        if figures.is_empty() {
            element.find_all("img", &mut figures);
        }
        figures.into_iter().for_each(|figure| self.element(figure, &Marks::default()));
    }

    /// A picture with its words; or, without one, whatever else stands in the frame.
    fn figure(&mut self, element: &Element) {
        self.flush();
        if MARKUP.player.is_class_of(element) {
            let source = element.text();
            return self.leftovers.add("embed", &source);
        }
        if MARKUP.pull_quote.is_class_of(element) && element.child("blockquote").is_none() {
            return self.quote(element);
        }
        if MARKUP.gallery.is_class_of(element) {
            return self.gallery(element);
        }
        let mut images = Vec::new();
        for name in ["img", "amp-img", "media-reference"] {
            element.find_all(name, &mut images);
        }
        if images.is_empty() {
            return self.children(element, &Marks::default());
        }
        let mut parts = Vec::new();
        for name in ["figcaption", "media-caption", "p", "div", "span", "cite", "media-producer", "small"] {
            element.find_all(name, &mut parts);
        }
        let is_caption =
            |part: &&&Element| matches!(part.name.as_str(), "figcaption" | "media-caption") || MARKUP.caption.is_class_of(part);
        let is_credit = |part: &&&Element| matches!(part.name.as_str(), "cite" | "media-producer") || MARKUP.credit.is_class_of(part);
        let credit = parts.iter().find(is_credit).map(|part| self.line_of(part).plain()).filter(|credit| !credit.is_empty());
        let caption = parts.iter().find(is_caption).map(|part| self.line_of(&without_credit(part)));
        let caption = caption.filter(|line| !line.is_empty()).map(|line| line.marked());
        // The weightiest rendition of a NITF medium is its first.
        let count = if element.name == "media" { 1 } else { images.len() };
        for image in images.into_iter().take(count) {
            let before = self.out.photos.len();
            self.image(image);
            for photo in &mut self.out.photos[before..] {
                photo.caption = caption.clone().or(photo.caption.take());
                photo.credit = credit.clone().or(photo.credit.take());
            }
        }
    }

    fn image(&mut self, element: &Element) {
        if element.name == "media-reference" && element.attribute("mime-type").is_some_and(|kind| !kind.starts_with("image/")) {
            return self.leave(element);
        }
        let alt = element.attribute("alt").or(element.attribute("alternate-text")).unwrap_or("").trim();
        if MARKUP.emoji.is_class_of(element) {
            return self.line.push(alt, &Marks::default());
        }
        let side = |name: &str| element.attribute(name).and_then(|side| side.trim_end_matches("px").parse::<u32>().ok());
        let tiny = [side("width"), side("height")].iter().any(|side| side.is_some_and(|side| side <= TRACKING_SIDE));
        let unseen = element.attribute("style").is_some_and(|style| style.replace(' ', "").contains("display:none"));
        let addresses = ["data-orig-file", "data-full-url", "data-src", "data-lazy-src", "data-original", "src", "source"];
        let written = addresses.iter().filter_map(|name| element.attribute(name)).map(str::trim);
        let forms = element.attribute("srcset").or(element.attribute("data-srcset")).and_then(srcset::largest);
        let address = forms.or_else(|| written.into_iter().find(|address| !address.is_empty() && !address.starts_with("data:")));
        let Some(address) = address else {
            return self.leftovers.add("picture inside the text's own bytes", alt);
        };
        if tiny || unseen || MARKUP.tracker.occur_in(address) {
            return self.leftovers.add("tracking pixel", address);
        }
        let alt = (!alt.is_empty()).then(|| alt.split_whitespace().collect::<Vec<_>>().join(" "));
        self.out.photos.push(ImportedPhoto { address: address.to_string(), alt, ..ImportedPhoto::default() });
    }

    /// Lines that are set apart: a paragraph each.
    fn lines(&mut self, text: &str) {
        self.flush();
        for line in text.lines() {
            self.line.push(line, &Marks::default());
            self.flush();
        }
    }
}

/// Columns of a table beyond which no page holds it.
const MOST_COLUMNS: usize = 40;

fn is_cite(child: &Child) -> bool {
    matches!(child, Child::Element(inner) if inner.name == "cite")
}

/// A caption without the credit that stands in an element of its own.
fn without_credit(caption: &Element) -> Element {
    let is_credit = |child: &Child| {
        matches!(child, Child::Element(inner) if inner.name == "cite"
            || MARKUP.credit.is_class_of(inner))
    };
    Element { children: caption.children.iter().filter(|child| !is_credit(child)).cloned().collect(), ..caption.clone() }
}

fn words_of(block: ImportedBlock) -> String {
    match block {
        ImportedBlock::Paragraph(text) | ImportedBlock::Subhead(text) | ImportedBlock::Quote(text, _) => text,
        ImportedBlock::List { items, .. } => items.join("; "),
        ImportedBlock::Table { head, rows } => rows.iter().chain([&head]).flatten().cloned().collect::<Vec<_>>().join(" "),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(source: &str, blocks: &[ImportedBlock], left: &str) {
        let mut leftovers = Leftovers::default();
        let reduced = reduce(&html::read(source).unwrap(), &mut leftovers);
        assert_eq!(reduced.blocks, blocks, "{source}");
        assert_eq!(leftovers.told(), left, "{source}");
    }

    fn p(text: &str) -> ImportedBlock {
        ImportedBlock::Paragraph(text.into())
    }

    #[test]
    fn blocks() {
        check("a<br>b<br><br>c<p>d</p> e", &[p("a b"), p("c"), p("d"), p("e")], "");
        check("<p>x</p><p><strong>Counting the cost</strong></p>", &[p("x"), ImportedBlock::Subhead("Counting the cost".into())], "");
        check(
            "<blockquote><p>We waited.</p><cite>Park</cite></blockquote>",
            &[ImportedBlock::Quote("We waited.".into(), Some("Park".into()))],
            "",
        );
        check(
            "<ol><li>a<ul><li>b</ul><li><p>c</ol>",
            &[ImportedBlock::List { ordered: true, items: ["a", "b", "c"].map(String::from).into() }],
            "",
        );
        check("<p>y<script>x</script><iframe src=//t.co></iframe>", &[p("y")], "iframe: \"//t.co\"; script");
        check("<table><tr><td>only</td></tr></table>", &[p("only")], "");
        check("<pre>Kia 3\nLotte 2\n</pre>", &[p("Kia 3"), p("Lotte 2")], "");
    }

    #[test]
    fn pictures() {
        let html = "<figure><img src=s.jpg srcset='m.jpg 300w, l.jpg 900w' alt=Fog><figcaption>Fog lifts. <cite>Yonhap</cite></figcaption></figure>\
            <img src=x.gif width=1 height=1>";
        let mut leftovers = Leftovers::default();
        let reduced = reduce(&html::read(html).unwrap(), &mut leftovers);
        let words = ("Fog lifts.", "Yonhap", "Fog");
        let photo = &reduced.photos[0];
        assert_eq!((photo.caption.as_deref().unwrap(), photo.credit.as_deref().unwrap(), photo.alt.as_deref().unwrap()), words);
        assert_eq!((reduced.photos.len(), photo.address.as_str()), (1, "l.jpg"));
        assert_eq!(leftovers.told(), "tracking pixel: \"x.gif\"");
    }
}
