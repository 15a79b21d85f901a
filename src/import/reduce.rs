//! A tree of HTML or NITF elements reduced to what an article has: paragraphs, subheads, quotes, lists, tables and photos.
use super::draft::{ImportedBlock, ImportedPhoto};
use super::inline::{MarkedLine, Marks};
use super::ledger::Leftovers;
use super::lines::{are_wrapped, breaks_off};
use super::markup::MARKUP;
use super::{escapes, html, ledger, srcset};
use crate::tree::xml::{Child, Element};

/// What a body came to.
#[derive(Clone, Debug, Default)]
pub struct Reduced {
    pub blocks: Vec<ImportedBlock>,
    /// The photos in it, in order.
    pub photos: Vec<ImportedPhoto>,
}

/// Reduces a body. What has no place in an article is counted.
pub fn reduce(root: &Element, leftovers: &mut Leftovers) -> Reduced {
    let (lost, gained) = (leftovers.lost(), leftovers.gained());
    let mut reducer = Reducer { out: Reduced::default(), line: MarkedLine::default(), lines: Vec::new(), within: 0, leftovers };
    reducer.children(root, &Marks::default());
    reducer.flush();
    let Reducer { out, leftovers, .. } = reducer;
    let read = visible(root);
    let kept = ledger::of_blocks(&out.blocks) + ledger::of_photos(&out.photos);
    leftovers.read += read;
    leftovers.unaccounted += (read + leftovers.gained() - gained).abs_diff(kept + leftovers.lost() - lost);
    out
}

/// Letters and figures of the text in an element that is for readers.
fn visible(element: &Element) -> usize {
    let one = |child: &Child| match child {
        Child::Text(text) => {
            let text = escapes::unescaped(text);
            escaped(&text).map_or_else(|| ledger::letters(&text), |body| visible(&body))
        }
        Child::Element(inner) if MARKUP.silent.has(&inner.name) || inner.name == "script" || inner.attribute("hidden").is_some() => 0,
        // Its lines are printed as they stand, tags that were escaped too.
        Child::Element(inner) if inner.name == "pre" => ledger::letters(&inner.text()),
        Child::Element(inner) => visible(inner),
    };
    element.children.iter().map(one).sum()
}

/// The elements that a text stands for whose tags were escaped.
fn escaped(text: &str) -> Option<Element> {
    let root = escapes::has_tags(text).then(|| html::read(text))??;
    root.find("body").cloned()
}

/// A body on one line.
pub fn line(root: &Element, leftovers: &mut Leftovers) -> MarkedLine {
    let mut reducer = Reducer { out: Reduced::default(), line: MarkedLine::default(), lines: Vec::new(), within: 0, leftovers };
    reducer.line_of(root)
}

/// A caption's HTML as an article writes it.
pub fn caption(source: &str) -> Option<String> {
    Some(line(&html::read(source)?, &mut Leftovers::default()).marked()).filter(|caption| !caption.is_empty())
}

/// Longer bold paragraphs are shouting, not headings.
const LONGEST_SUBHEAD: usize = 70;
/// Characters of the line that says who spoke.
const LONGEST_SPEAKER: usize = 80;
/// Pixels of a side up to which a picture is there to count readers.
const TRACKING_SIDE: u32 = 3;

/// The tree on its way to blocks.
pub(super) struct Reducer<'a> {
    pub(super) out: Reduced,
    /// The line that is being read.
    pub(super) line: MarkedLine,
    /// Lines of the same paragraph that a break has ended.
    lines: Vec<MarkedLine>,
    /// How many cells, list entries and captions it is inside of: blocks in them end no paragraph.
    pub(super) within: usize,
    pub(super) leftovers: &'a mut Leftovers,
}

impl Reducer<'_> {
    pub(super) fn children(&mut self, element: &Element, marks: &Marks) {
        for child in &element.children {
            match child {
                Child::Text(text) => self.text(text, marks),
                Child::Element(element) => self.element(element, marks),
            }
        }
    }

    /// Text that was escaped twice shows its references, and its tags.
    fn text(&mut self, text: &str, marks: &Marks) {
        let text = escapes::unescaped(text);
        match escaped(&text) {
            Some(body) => self.children(&body, marks),
            None => self.line.push(&text, marks),
        }
    }

    pub(super) fn element(&mut self, element: &Element, marks: &Marks) {
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
            "del" | "strike" | "s" => self.lose("deleted text", element),
            "sup" | "sub" => self.raised(element, marks),
            _ if MARKUP.inline.has(name) => self.inline(element, marks),
            "ul" | "ol" if self.within > 0 => self.entries_on_a_line(element, marks),
            "figure" | "media" if self.within > 0 => self.figure(element),
            _ if self.within > 0 => self.block(element, marks),
            _ if MARKUP.notes.is_class_of(element) => self.lose("notes", element),
            "h1" | "h2" | "h3" | "h4" | "h5" | "h6" | "hl1" | "hl2" => self.heading(element),
            "blockquote" | "bq" => self.quote(element),
            "ul" | "ol" => self.list(element),
            "table" | "nitf-table" => self.table(element),
            "figure" | "media" => self.figure(element),
            "pre" => self.lines(&element.text()),
            "footer" | "aside" if !MARKUP.pull_quote.is_class_of(element) => {
                self.lose(name, element);
            }
            "dt" => self.block(element, &Marks { bold: true, ..marks.clone() }),
            _ if MARKUP.gallery.is_class_of(element) => self.gallery(element),
            _ if MARKUP.figure.is_class_of(element) => self.figure(element),
            _ if MARKUP.embed.is_class_of(element) => self.leave(element),
            "aside" => self.quote(element),
            _ => self.block(element, marks),
        }
    }

    /// Leaves out a part of the text.
    fn lose(&mut self, kind: &str, element: &Element) {
        self.leftovers.leave(kind, &element.text(), "");
        self.leftovers.account_letters(kind, visible(element));
    }

    /// Names what is left out.
    fn leave(&mut self, element: &Element) {
        let source = ["src", "data", "action", "href"].iter().find_map(|name| element.attribute(name));
        let text = if element.name == "script" { String::new() } else { element.text() };
        let letters = if element.name == "script" { 0 } else { visible(element) };
        self.leftovers.leave(&element.name, source.unwrap_or(&text), "");
        self.leftovers.account_letters(&element.name, letters);
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

    /// Ends the line; where it has ended already, the paragraph.
    fn line_break(&mut self) {
        if self.within > 0 {
            self.line.push(" ", &Marks::default());
        } else if self.line.is_empty() {
            self.flush();
        } else {
            self.lines.push(std::mem::take(&mut self.line));
        }
    }

    /// Ends the paragraph. Lines that its writer has ended stand alone: results, addresses, verses. Those that a program has broken go on.
    pub(super) fn flush(&mut self) {
        if self.within > 0 {
            return self.line.push(" ", &Marks::default());
        }
        let last = std::mem::take(&mut self.line);
        let lines: Vec<MarkedLine> = std::mem::take(&mut self.lines).into_iter().chain([last]).filter(|line| !line.is_empty()).collect();
        let plain: Vec<String> = lines.iter().map(MarkedLine::plain).collect();
        let goes_on = are_wrapped(&plain);
        let mut paragraphs: Vec<MarkedLine> = Vec::new();
        for (at, line) in lines.into_iter().enumerate() {
            match paragraphs.last_mut() {
                Some(last) if goes_on || breaks_off(&plain[at - 1], &plain[at]) => last.join(line),
                _ => paragraphs.push(line),
            }
        }
        paragraphs.into_iter().for_each(|line| self.paragraph(line));
    }

    fn paragraph(&mut self, line: MarkedLine) {
        let plain = line.plain();
        let short = plain.chars().count() <= LONGEST_SUBHEAD && !plain.ends_with(['.', '…', '!', '?', ',', ':', '”', '"', ')']);
        // The first paragraph may begin with a bold dateline, but no story begins with a heading.
        let block = if line.is_bold() && short && !self.out.blocks.is_empty() {
            ImportedBlock::Subhead(plain)
        } else {
            ImportedBlock::Paragraph(line.marked())
        };
        self.out.blocks.push(block);
    }

    /// The text of an element as one line; blocks in it are parts of the line.
    pub(super) fn line_of(&mut self, element: &Element) -> MarkedLine {
        let outer = std::mem::take(&mut self.line);
        self.within += 1;
        self.children(element, &Marks::default());
        self.within -= 1;
        std::mem::replace(&mut self.line, outer)
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
            return self.post(element);
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
                    let line = self.line_of(&Element { children: vec![Child::Element(rest)], ..Element::default() });
                    lines.push(line);
                }
                other => loose.children.push(other.clone()),
            }
        }
        let loose = self.line_of(&loose);
        if !loose.is_empty() {
            lines.push(loose);
        }
        // "— Park Sora, captain" on a line of its own, at the end.
        let is_speaker = |line: &MarkedLine| {
            let plain = line.plain();
            plain.starts_with(['—', '–', '―']) && plain.chars().count() <= LONGEST_SPEAKER
        };
        if by.is_none() && lines.len() > 1 && lines.last().is_some_and(is_speaker) {
            by = lines.pop().map(|line| line.plain());
        }
        let text = lines.iter().map(MarkedLine::marked).filter(|line| !line.is_empty()).collect::<Vec<_>>().join(" ");
        let by = by.map(|by| by.trim_start_matches(['—', '–', '-', ' ']).to_string()).filter(|by| !by.is_empty());
        if !text.is_empty() {
            self.out.blocks.push(ImportedBlock::Quote(text, by));
        }
    }

    /// A post of another site is a quote of who wrote it; one without words of its own is left out.
    fn post(&mut self, element: &Element) {
        const LEAST: usize = 25;
        let words = element.find("p").map_or(0, visible);
        // A card of another page is a link around its title.
        let is_card = super::trim::linked(element) * 10 >= ledger::letters(&element.text()) * 9;
        if words < LEAST || is_card {
            return self.lose("embedded post", element);
        }
        self.lose_addresses(element);
        self.quote(&Element { attributes: Vec::new(), ..without_addresses(element) });
    }

    /// Counts the links of a post that show nothing but an address.
    fn lose_addresses(&mut self, element: &Element) {
        for inner in element.elements() {
            if is_address(inner) { self.lose("address in a post", inner) } else { self.lose_addresses(inner) }
        }
    }

    /// Every picture of a gallery with its own caption.
    pub(super) fn gallery(&mut self, element: &Element) {
        self.flush();
        let begun = self.begin();
        let mut figures = Vec::new();
        outermost(element, "figure", &mut figures);
        if figures.is_empty() {
            element.find_all("img", &mut figures);
        }
        figures.into_iter().for_each(|figure| self.element(figure, &Marks::default()));
        self.flush();
        self.settle(element, &begun);
    }

    /// Where the account of a frame begins.
    fn begin(&self) -> Begun {
        Begun {
            blocks: self.out.blocks.len(),
            photos: self.out.photos.len(),
            line: if self.within > 0 { ledger::letters(&self.line.plain()) } else { 0 },
            lost: self.leftovers.lost(),
            gained: self.leftovers.gained(),
        }
    }

    /// Tells what stood in a frame and is not printed: a button, "Advertisement", a second caption.
    fn settle(&mut self, element: &Element, begun: &Begun) {
        let line = if self.within > 0 { ledger::letters(&self.line.plain()) } else { 0 };
        let printed = ledger::of_blocks(&self.out.blocks[begun.blocks..]) + ledger::of_photos(&self.out.photos[begun.photos..]);
        let kept = printed + line.saturating_sub(begun.line) + self.leftovers.lost() - begun.lost;
        let read = visible(element) + self.leftovers.gained() - begun.gained;
        if read > kept {
            self.leftovers.leave("words beside a picture", &element.text(), "");
            self.leftovers.account_letters("words beside a picture", read - kept);
        } else if kept > read {
            *self.leftovers.added.entry("words of several pictures".into()).or_default() += kept - read;
        }
    }

    /// A picture with its words; or, without one, whatever else stands in the frame.
    fn figure(&mut self, element: &Element) {
        self.flush();
        if MARKUP.player.is_class_of(element) {
            return self.lose("embed", element);
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
        let begun = self.begin();
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
        self.settle(element, &begun);
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
            return self.leftovers.lose_picture("picture inside the text's own bytes", alt);
        };
        if tiny || unseen || MARKUP.tracker.occur_in(address) {
            return self.leftovers.lose_picture("tracking pixel", address);
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

/// What was there when a frame began.
struct Begun {
    blocks: usize,
    photos: usize,
    line: usize,
    lost: usize,
    gained: usize,
}

/// The elements of a name that stand in no other of that name.
fn outermost<'a>(element: &'a Element, name: &str, found: &mut Vec<&'a Element>) {
    for inner in element.elements() {
        if inner.name == name { found.push(inner) } else { outermost(inner, name, found) }
    }
}

/// A link that shows an address and no words.
fn is_address(element: &Element) -> bool {
    let text = element.text();
    element.name == "a" && ["http", "pic.twitter.com", "pic.x.com", "t.co/"].iter().any(|start| text.trim_start().starts_with(start))
}

fn without_addresses(element: &Element) -> Element {
    let children = element.children.iter().filter_map(|child| match child {
        Child::Element(inner) if is_address(inner) => None,
        Child::Element(inner) => Some(Child::Element(without_addresses(inner))),
        other => Some(other.clone()),
    });
    Element { children: children.collect(), ..element.clone() }
}

fn is_cite(child: &Child) -> bool {
    matches!(child, Child::Element(inner) if inner.name == "cite")
}

/// A caption without the credit that stands in an element of its own.
fn without_credit(caption: &Element) -> Element {
    let is_credit = |inner: &Element| inner.name == "cite" || MARKUP.credit.is_class_of(inner);
    let children = caption.children.iter().filter_map(|child| match child {
        Child::Element(inner) if is_credit(inner) => None,
        Child::Element(inner) => Some(Child::Element(without_credit(inner))),
        text => Some(text.clone()),
    });
    Element {
        children: children.collect(),
        name: caption.name.clone(),
        attributes: caption.attributes.clone(),
        range: caption.range.clone(),
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
        check("A<br>B<br><br>c<p>d</p> e", &[p("A"), p("B"), p("c"), p("d"), p("e")], "");
        check("<p>x</p><p><strong>Counting the cost</strong></p>", &[p("x"), ImportedBlock::Subhead("Counting the cost".into())], "");
        check(
            "<blockquote><p>We waited.</p><cite>Park</cite></blockquote>",
            &[ImportedBlock::Quote("We waited.".into(), Some("Park".into()))],
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
