//! A tree of HTML or NITF elements reduced to what an article has: paragraphs, subheads, quotes, lists, tables and photos.
use super::draft::{Leftovers, Piece, Shot};
use super::inline::{Line, Style};
use crate::tree::xml::{Child, Element};

/// What a body came to.
#[derive(Clone, Debug, Default)]
pub struct Reduced {
    /// The text.
    pub pieces: Vec<Piece>,
    /// The photos in it, in order.
    pub shots: Vec<Shot>,
}

/// Reduces a body. What has no place in an article is counted.
pub fn reduce(root: &Element, leftovers: &mut Leftovers) -> Reduced {
    let mut desk = Desk { out: Reduced::default(), line: Line::default(), leftovers };
    desk.children(root, &Style::default());
    desk.flush();
    desk.out
}

/// Elements that hold nothing for readers of a newspaper and are not worth a word.
const SILENT: [&str; 11] = ["style", "link", "meta", "head", "template", "noscript", "title", "hr", "colgroup", "source", "track"];

/// Elements that are left out and counted.
const LEFT: [&str; 20] = [
    "script",
    "iframe",
    "video",
    "audio",
    "object",
    "embed",
    "canvas",
    "svg",
    "math",
    "form",
    "input",
    "select",
    "button",
    "textarea",
    "nav",
    "note",
    "amp-iframe",
    "amp-ad",
    "dialog",
    "map",
];

/// Elements of a line of text. Those of NITF say what a name is and look like any text.
const INLINE: [&str; 39] = [
    "a",
    "abbr",
    "b",
    "bdi",
    "bdo",
    "big",
    "cite",
    "code",
    "data",
    "dfn",
    "em",
    "font",
    "i",
    "ins",
    "kbd",
    "label",
    "mark",
    "q",
    "s",
    "samp",
    "small",
    "span",
    "strong",
    "sub",
    "sup",
    "time",
    "tt",
    "u",
    "var",
    "person",
    "location",
    "org",
    "chron",
    "num",
    "money",
    "event",
    "function",
    "object.title",
    "virtloc",
];

/// Longer bold paragraphs are shouting, not headings.
const LONGEST_SUBHEAD: usize = 70;
/// Pixels of a side up to which a picture is there to count readers.
const TRACKING_SIDE: u32 = 3;

struct Desk<'a> {
    out: Reduced,
    line: Line,
    leftovers: &'a mut Leftovers,
}

fn has_class(element: &Element, names: &[&str]) -> bool {
    element.attribute("class").is_some_and(|classes| classes.split_whitespace().any(|class| names.contains(&class)))
}

impl Desk<'_> {
    fn children(&mut self, element: &Element, style: &Style) {
        for child in &element.children {
            match child {
                Child::Text(text) => self.line.push(text, style),
                Child::Element(element) => self.element(element, style),
            }
        }
    }

    fn element(&mut self, element: &Element, style: &Style) {
        let name = element.name.as_str();
        if SILENT.contains(&name) || element.attribute("hidden").is_some() {
            return;
        }
        if LEFT.contains(&name) {
            return self.leave(element);
        }
        match name {
            "br" => self.line_break(),
            "img" | "amp-img" => self.image(element),
            "del" | "strike" => self.leftovers.add("deleted text", &element.text()),
            _ if INLINE.contains(&name) => self.inline(element, style),
            "h1" | "h2" | "h3" | "h4" | "h5" | "h6" | "hl1" | "hl2" => self.heading(element),
            "blockquote" | "bq" => self.quote(element),
            "ul" | "ol" => self.list(element),
            "table" | "nitf-table" => self.table(element),
            "figure" | "media" => self.figure(element),
            "pre" => self.lines(&element.text()),
            "footer" | "aside" if !has_class(element, &["pullquote", "pull-quote", "wp-block-pullquote"]) => {
                self.leftovers.add(name, &element.text());
            }
            "dt" => self.block(element, &Style { bold: true, ..style.clone() }),
            _ if has_class(element, &["wp-block-gallery", "gallery"]) => self.gallery(element),
            _ if has_class(element, &["wp-caption", "media-with-caption"]) => self.figure(element),
            _ if has_class(element, &["wp-block-embed", "sharedaddy", "jp-relatedposts", "twitter-tweet", "instagram-media"]) => {
                self.leave(element)
            }
            "aside" => self.quote(element),
            _ => self.block(element, style),
        }
    }

    /// Names what is left out.
    fn leave(&mut self, element: &Element) {
        let source = ["src", "data", "action", "href"].iter().find_map(|name| element.attribute(name));
        let source = source.map_or_else(|| if element.name == "script" { String::new() } else { element.text() }, str::to_string);
        self.leftovers.add(&element.name, &source);
    }

    fn block(&mut self, element: &Element, style: &Style) {
        self.flush();
        self.children(element, style);
        self.flush();
    }

    fn inline(&mut self, element: &Element, style: &Style) {
        let mut inner = style.clone();
        match element.name.as_str() {
            "em" | "i" | "var" | "dfn" => inner.italic = true,
            "b" | "strong" => inner.bold = true,
            "a" => inner.link = element.attribute("href").map(|address| address.trim().to_string()).or(inner.link),
            "q" => {
                self.line.push("“", style);
                self.children(element, style);
                return self.line.push("”", style);
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
        let piece =
            if line.is_bold() && short && !self.out.pieces.is_empty() { Piece::Subhead(plain) } else { Piece::Paragraph(line.marked()) };
        self.out.pieces.push(piece);
    }

    /// The text of an element as one line.
    fn line_of(&mut self, element: &Element) -> Line {
        let outer = std::mem::take(&mut self.line);
        let before = self.out.pieces.len();
        self.children(element, &Style::default());
        let mut line = std::mem::replace(&mut self.line, outer);
        // Blocks inside are parts of the one line.
        if self.out.pieces.len() > before {
            let mut words: Vec<String> = self.out.pieces.split_off(before).into_iter().map(words_of).collect();
            words.push(line.plain());
            line = Line::default();
            line.push(words.join(" ").trim(), &Style::default());
        }
        line
    }

    fn heading(&mut self, element: &Element) {
        self.flush();
        let line = self.line_of(element);
        if !line.is_empty() {
            self.out.pieces.push(Piece::Subhead(line.plain()));
        }
    }

    fn quote(&mut self, element: &Element) {
        self.flush();
        if has_class(element, &["twitter-tweet", "instagram-media", "tiktok-embed", "wp-embedded-content"]) {
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
                Child::Element(inner) if !INLINE.contains(&inner.name.as_str()) && inner.name != "br" => {
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
        let text = lines.iter().map(Line::marked).filter(|line| !line.is_empty()).collect::<Vec<_>>().join(" ");
        let by = by.map(|by| by.trim_start_matches(['—', '–', '-', ' ']).to_string()).filter(|by| !by.is_empty());
        if !text.is_empty() {
            self.out.pieces.push(Piece::Quote(text, by));
        }
    }

    fn list(&mut self, element: &Element) {
        self.flush();
        if has_class(element, &["blocks-gallery-grid", "gallery", "wp-block-gallery"]) {
            return self.gallery(element);
        }
        let mut items = Vec::new();
        self.items(element, &mut items);
        if !items.is_empty() {
            self.out.pieces.push(Piece::List { ordered: element.name == "ol", items });
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
            return self.children(element, &Style::default());
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
            self.out.pieces.push(Piece::Subhead(caption.plain()));
        }
        let width = rows.iter().chain([&head]).map(Vec::len).max().unwrap_or(0);
        rows.iter_mut().for_each(|row| row.resize(width, String::new()));
        if !head.is_empty() {
            head.resize(width, String::new());
        }
        self.out.pieces.push(Piece::Table { head, rows });
    }

    /// Every picture of a gallery with its own caption.
    fn gallery(&mut self, element: &Element) {
        let mut figures = Vec::new();
        element.find_all("figure", &mut figures);
        if figures.is_empty() {
            element.find_all("img", &mut figures);
        }
        figures.into_iter().for_each(|figure| self.element(figure, &Style::default()));
    }

    /// A picture with its words; or, without one, whatever else stands in the frame.
    fn figure(&mut self, element: &Element) {
        self.flush();
        if has_class(element, &["wp-block-embed", "wp-block-video", "wp-block-audio"]) {
            let source = element.text();
            return self.leftovers.add("embed", &source);
        }
        if has_class(element, &["wp-block-pullquote", "pullquote"]) && element.child("blockquote").is_none() {
            return self.quote(element);
        }
        if has_class(element, &["wp-block-gallery", "gallery"]) {
            return self.gallery(element);
        }
        let mut images = Vec::new();
        for name in ["img", "amp-img", "media-reference"] {
            element.find_all(name, &mut images);
        }
        if images.is_empty() {
            return self.children(element, &Style::default());
        }
        let mut parts = Vec::new();
        for name in ["figcaption", "media-caption", "p", "div", "span", "cite", "media-producer", "small"] {
            element.find_all(name, &mut parts);
        }
        let is_caption = |part: &&&Element| {
            matches!(part.name.as_str(), "figcaption" | "media-caption") || has_class(part, &["wp-caption-text", "caption", "caption-text"])
        };
        let is_credit = |part: &&&Element| {
            matches!(part.name.as_str(), "cite" | "media-producer")
                || has_class(part, &["credit", "byline", "photo-credit", "image-credit", "media-credit", "attribution"])
        };
        let credit = parts.iter().find(is_credit).map(|part| self.line_of(part).plain()).filter(|credit| !credit.is_empty());
        let caption = parts.iter().find(is_caption).map(|part| self.line_of(&without_credit(part)));
        let caption = caption.filter(|line| !line.is_empty()).map(|line| line.marked());
        // The weightiest rendition of a NITF medium is its first.
        let count = if element.name == "media" { 1 } else { images.len() };
        for image in images.into_iter().take(count) {
            let before = self.out.shots.len();
            self.image(image);
            for shot in &mut self.out.shots[before..] {
                shot.caption = caption.clone().or(shot.caption.take());
                shot.credit = credit.clone().or(shot.credit.take());
            }
        }
    }

    fn image(&mut self, element: &Element) {
        if element.name == "media-reference" && element.attribute("mime-type").is_some_and(|kind| !kind.starts_with("image/")) {
            return self.leave(element);
        }
        let alt = element.attribute("alt").or(element.attribute("alternate-text")).unwrap_or("").trim();
        if has_class(element, &["emoji", "wp-smiley"]) {
            return self.line.push(alt, &Style::default());
        }
        let side = |name: &str| element.attribute(name).and_then(|side| side.trim_end_matches("px").parse::<u32>().ok());
        let tiny = [side("width"), side("height")].iter().any(|side| side.is_some_and(|side| side <= TRACKING_SIDE));
        let unseen = element.attribute("style").is_some_and(|style| style.replace(' ', "").contains("display:none"));
        let addresses = ["data-orig-file", "data-full-url", "data-src", "data-lazy-src", "data-original", "src", "source"];
        let written = addresses.iter().filter_map(|name| element.attribute(name)).map(str::trim);
        let address = largest(element).or_else(|| written.into_iter().find(|address| !address.is_empty() && !address.starts_with("data:")));
        let Some(address) = address else {
            return self.leftovers.add("picture inside the text's own bytes", alt);
        };
        if tiny || unseen || is_tracker(address) {
            return self.leftovers.add("tracking pixel", address);
        }
        let alt = (!alt.is_empty()).then(|| alt.split_whitespace().collect::<Vec<_>>().join(" "));
        self.out.shots.push(Shot { address: address.to_string(), alt, ..Shot::default() });
    }

    /// Lines that are set apart: a paragraph each.
    fn lines(&mut self, text: &str) {
        self.flush();
        for line in text.lines() {
            self.line.push(line, &Style::default());
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
            || has_class(inner, &["credit", "byline", "photo-credit", "image-credit", "media-credit", "attribution"]))
    };
    Element { children: caption.children.iter().filter(|child| !is_credit(child)).cloned().collect(), ..caption.clone() }
}

/// The address of the widest picture in a `srcset`.
fn largest(element: &Element) -> Option<&str> {
    let set = element.attribute("srcset").or(element.attribute("data-srcset"))?;
    let candidate = |part: &'_ str| -> Option<u32> { part.trim().rsplit_once(' ')?.1.strip_suffix('w')?.parse().ok() };
    let widest = set.split(", ").filter_map(|part| Some((candidate(part)?, part))).max_by_key(|(width, _)| *width)?;
    widest.1.trim().split(' ').next().filter(|address| !address.is_empty() && !address.starts_with("data:"))
}

/// Pictures from these places count readers.
fn is_tracker(address: &str) -> bool {
    const PLACES: [&str; 10] = [
        "pixel.",
        "stats.wp.com",
        "feedburner.com",
        "feedsportal.com",
        "doubleclick.net",
        "google-analytics.com",
        "scorecardresearch.com",
        "/pixel?",
        "/beacon",
        "facebook.com/tr",
    ];
    PLACES.iter().any(|place| address.contains(place))
}

fn words_of(piece: Piece) -> String {
    match piece {
        Piece::Paragraph(text) | Piece::Subhead(text) | Piece::Quote(text, _) => text,
        Piece::List { items, .. } => items.join("; "),
        Piece::Table { head, rows } => rows.iter().chain([&head]).flatten().cloned().collect::<Vec<_>>().join(" "),
    }
}

#[cfg(test)]
mod tests {
    use super::super::html;
    use super::*;

    fn check(source: &str, pieces: &[Piece], left: &str) {
        let mut leftovers = Leftovers::default();
        let reduced = reduce(&html::read(source).unwrap(), &mut leftovers);
        assert_eq!(reduced.pieces, pieces, "{source}");
        assert_eq!(leftovers.told(), left, "{source}");
    }

    fn p(text: &str) -> Piece {
        Piece::Paragraph(text.into())
    }

    #[test]
    fn blocks() {
        check("a<br>b<br><br>c<p>d</p> e", &[p("a b"), p("c"), p("d"), p("e")], "");
        check("<p>x</p><p><strong>Counting the cost</strong></p>", &[p("x"), Piece::Subhead("Counting the cost".into())], "");
        check("<blockquote><p>We waited.</p><cite>Park</cite></blockquote>", &[Piece::Quote("We waited.".into(), Some("Park".into()))], "");
        check(
            "<ol><li>a<ul><li>b</ul><li><p>c</ol>",
            &[Piece::List { ordered: true, items: ["a", "b", "c"].map(String::from).into() }],
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
        let shot = &reduced.shots[0];
        assert_eq!((shot.caption.as_deref().unwrap(), shot.credit.as_deref().unwrap(), shot.alt.as_deref().unwrap()), words);
        assert_eq!((reduced.shots.len(), shot.address.as_str()), (1, "l.jpg"));
        assert_eq!(leftovers.told(), "tracking pixel: \"x.gif\"");
    }
}
