//! A tagged PDF as a screen reader takes it: its tags, what they hold, and where its links lead.
use std::collections::BTreeMap;

use lopdf::content::Operation;
use lopdf::{Dictionary, Document, Object, ObjectId, decode_text_string};

/// A PDF, read.
pub struct Tagged {
    document: Document,
    pages: Vec<ObjectId>,
    texts: BTreeMap<(usize, i64), String>,
}

/// A tag and what is in it.
#[derive(Clone, Debug)]
pub struct Tag {
    /// What it is: `Art`, `P`, `H1`.
    pub kind: String,
    /// What stands for it where it is not read.
    pub alt: Option<String>,
    /// In reading order.
    pub items: Vec<Item>,
}

/// What a tag holds.
#[derive(Clone, Debug)]
pub enum Item {
    /// A tag.
    Tag(Tag),
    /// Text drawn on a page, by the page's index.
    Text(usize, String),
}

impl Tag {
    /// Its text. Between paragraphs, headings and cells stands a space.
    pub fn text(&self) -> String {
        let inline = matches!(self.kind.as_str(), "Span" | "Link");
        let part = |item: &Item| match item {
            Item::Tag(tag) => tag.text(),
            Item::Text(_, text) => text.clone(),
        };
        let inner: String = self.items.iter().map(part).collect();
        if inline { inner } else { format!(" {inner} ") }
    }

    /// The page of its first text or picture.
    pub fn page(&self) -> Option<usize> {
        self.items.iter().find_map(|item| match item {
            Item::Tag(tag) => tag.page(),
            Item::Text(page, _) => Some(*page),
        })
    }

    /// It and every tag in it.
    pub fn every(&self) -> Vec<&Tag> {
        let inner = self.items.iter().flat_map(|item| if let Item::Tag(tag) = item { tag.every() } else { Vec::new() });
        std::iter::once(self).chain(inner).collect()
    }

    /// The tags right in it.
    pub fn tags(&self) -> impl Iterator<Item = &Tag> {
        self.items.iter().filter_map(|item| if let Item::Tag(tag) = item { Some(tag) } else { None })
    }
}

/// Where a link leads.
#[derive(Clone, Debug, PartialEq)]
pub enum Lead {
    /// An address.
    Address(String),
    /// A page, by its index, and a point on it.
    Page(usize, f32, f32),
}

/// A link on a page: left, bottom, right, top from the page's lower left.
#[derive(Clone, Debug, PartialEq)]
pub struct Link {
    /// Where it stands.
    pub rect: [f32; 4],
    /// Where it leads.
    pub to: Lead,
}

/// Glyphs that are drawn at once.
#[derive(Clone, Debug, PartialEq, PartialOrd)]
pub struct Run {
    /// What they say.
    pub words: String,
    /// The font.
    pub face: String,
    /// In points.
    pub size: f32,
    /// Where they begin.
    pub x: f32,
    /// Their baseline.
    pub y: f32,
}

type Matrix = [f32; 6];

const UNMOVED: Matrix = [1.0, 0.0, 0.0, 1.0, 0.0, 0.0];

/// One matrix, then the other (ISO 32000-1, 8.3.4).
fn times([a, b, c, d, e, f]: Matrix, [g, h, i, j, k, l]: Matrix) -> Matrix {
    [a * g + b * i, a * h + b * j, c * g + d * i, c * h + d * j, e * g + f * i + k, e * h + f * j + l]
}

/// Glyphs that an operator shows.
fn codes(operands: &[Object]) -> Vec<u16> {
    let strings = operands.iter().flat_map(|operand| match operand {
        Object::Array(parts) => parts.iter().collect::<Vec<_>>(),
        other => vec![other],
    });
    let strings = strings.filter_map(|string| string.as_str().ok());
    strings.flat_map(|bytes| bytes.chunks_exact(2)).map(|code| u16::from_be_bytes([code[0], code[1]])).collect()
}

impl Tagged {
    /// Reads a file.
    pub fn read(pdf: &[u8]) -> Tagged {
        let document = Document::load_mem(pdf).expect("the file can be read");
        let pages: Vec<ObjectId> = document.get_pages().into_values().collect();
        let mut tagged = Tagged { document, pages, texts: BTreeMap::new() };
        for page in 0..tagged.pages.len() {
            let texts = tagged.page_texts(page);
            tagged.texts.extend(texts.into_iter().map(|(mark, text)| ((page, mark), text)));
        }
        tagged
    }

    fn object<'a>(&'a self, object: &'a Object) -> &'a Object {
        self.document.dereference(object).expect("an object").1
    }

    fn entry<'a>(&'a self, dictionary: &'a Dictionary, key: &str) -> Option<&'a Object> {
        dictionary.get(key.as_bytes()).ok().map(|object| self.object(object))
    }

    fn page_of(&self, object: &Object) -> usize {
        let id = object.as_reference().expect("a page");
        self.pages.iter().position(|page| *page == id).expect("a page of this file")
    }

    /// What each marked content of a page says.
    fn page_texts(&self, page: usize) -> BTreeMap<i64, String> {
        let fonts: BTreeMap<Vec<u8>, BTreeMap<u16, String>> = self.fonts(page);
        let none = BTreeMap::new();
        let mut font = &none;
        let mut texts: BTreeMap<i64, String> = BTreeMap::new();
        // Of what is open: the mark's number, and whether other text stands for what is drawn.
        let mut open: Vec<(Option<i64>, bool)> = Vec::new();
        let content = self.document.get_and_decode_page_content(self.pages[page]).expect("content");
        for Operation { operator, operands } in &content.operations {
            match operator.as_str() {
                "BDC" | "BMC" => {
                    let properties = operands.get(1).and_then(|object| self.object(object).as_dict().ok());
                    let mark = properties.and_then(|own| own.get(b"MCID").ok()?.as_i64().ok());
                    let actual = properties.and_then(|own| decode_text_string(own.get(b"ActualText").ok()?).ok());
                    let outer = open.iter().rev().find_map(|(mark, _)| *mark);
                    if let (Some(mark), Some(actual)) = (mark.or(outer), &actual) {
                        texts.entry(mark).or_default().push_str(actual);
                    }
                    open.push((mark, actual.is_some()));
                }
                "EMC" => drop(open.pop()),
                "Tf" => font = operands[0].as_name().ok().and_then(|name| fonts.get(name)).unwrap_or(&none),
                "Tj" | "TJ" => {
                    let Some(mark) = open.iter().rev().find_map(|(mark, _)| *mark) else { continue };
                    if open.iter().any(|(_, replaced)| *replaced) {
                        continue;
                    }
                    for code in codes(operands) {
                        let text = font.get(&code).unwrap_or_else(|| panic!("glyph {code} says nothing"));
                        texts.entry(mark).or_default().push_str(text);
                    }
                }
                _ => {}
            }
        }
        texts
    }

    /// What the glyphs of a page's fonts say.
    fn fonts(&self, page: usize) -> BTreeMap<Vec<u8>, BTreeMap<u16, String>> {
        let own = self.document.get_dictionary(self.pages[page]).expect("a page");
        let resources = self.entry(own, "Resources").and_then(|object| object.as_dict().ok());
        let fonts = resources.and_then(|resources| self.entry(resources, "Font")?.as_dict().ok());
        let font = |(name, object): (&Vec<u8>, &Object)| {
            let font = self.object(object).as_dict().ok()?;
            let map = self.entry(font, "ToUnicode")?.as_stream().ok()?;
            Some((name.clone(), glyphs(&String::from_utf8_lossy(&map.decompressed_content().ok()?))))
        };
        fonts.map(|fonts| fonts.iter().filter_map(font).collect()).unwrap_or_default()
    }

    /// Every run of glyphs that a page draws itself: its face, its size, its words and where it begins, from the trim's lower left.
    pub fn drawn(&self, page: usize) -> Vec<Run> {
        let own = self.document.get_dictionary(self.pages[page]).expect("a page");
        let trim =
            self.entry(own, "TrimBox").or_else(|| self.entry(own, "MediaBox")).and_then(|sides| sides.as_array().ok()).expect("a box");
        let [left, bottom] = [0, 1].map(|side| self.object(&trim[side]).as_float().expect("a number"));
        let (texts, faces) = (self.fonts(page), self.faces(page));
        let (mut matrix, mut kept, mut text) = (UNMOVED, Vec::new(), UNMOVED);
        let (mut font, mut size) = (Vec::new(), 0.0);
        let mut runs = Vec::new();
        let content = self.document.get_and_decode_page_content(self.pages[page]).expect("content");
        for Operation { operator, operands } in &content.operations {
            let number = |at: usize| operands[at].as_float().expect("a number");
            match operator.as_str() {
                "q" => kept.push((matrix, font.clone(), size)),
                "Q" => (matrix, font, size) = kept.pop().expect("as many q as Q"),
                "cm" => matrix = times([0, 1, 2, 3, 4, 5].map(number), matrix),
                "BT" => text = UNMOVED,
                "Tm" => text = [0, 1, 2, 3, 4, 5].map(number),
                "Td" => text = times([1.0, 0.0, 0.0, 1.0, number(0), number(1)], text),
                "Tf" => (font, size) = (operands[0].as_name().expect("a font").to_vec(), number(1)),
                "Tj" | "TJ" => {
                    // A sign that no font has says nothing.
                    let says = |code: u16| texts[&font].get(&code).map_or("\u{fffd}", String::as_str);
                    let words: String = codes(operands).into_iter().map(says).collect();
                    let place = times(text, matrix);
                    runs.push(Run {
                        face: faces[&font].clone(),
                        size: size * place[3].abs(),
                        words,
                        x: place[4] - left,
                        y: place[5] - bottom,
                    });
                }
                _ => {}
            }
        }
        runs
    }

    /// The names of a page's fonts, without what marks them as parts of a font.
    fn faces(&self, page: usize) -> BTreeMap<Vec<u8>, String> {
        let own = self.document.get_dictionary(self.pages[page]).expect("a page");
        let resources = self.entry(own, "Resources").and_then(|object| object.as_dict().ok());
        let fonts = resources.and_then(|resources| self.entry(resources, "Font")?.as_dict().ok());
        let face = |(name, object): (&Vec<u8>, &Object)| {
            let base = self.entry(self.object(object).as_dict().ok()?, "BaseFont")?.as_name().ok()?;
            let base = String::from_utf8_lossy(base).into_owned();
            Some((name.clone(), base.split_once('+').map_or(base.clone(), |(_, face)| face.to_string())))
        };
        fonts.map(|fonts| fonts.iter().filter_map(face).collect()).unwrap_or_default()
    }

    /// The tree's root.
    pub fn tree(&self) -> Tag {
        let catalog = self.document.catalog().expect("a catalog");
        let root = self.entry(catalog, "StructTreeRoot").and_then(|object| object.as_dict().ok()).expect("tags");
        self.tag(root, None)
    }

    fn tag(&self, own: &Dictionary, page: Option<usize>) -> Tag {
        let page = own.get(b"Pg").ok().map(|page| self.page_of(page)).or(page);
        let name = |key: &str| self.entry(own, key).and_then(|object| object.as_name().ok());
        let kind = name("S").map(|name| String::from_utf8_lossy(name).into_owned()).unwrap_or_default();
        let alt = self.entry(own, "Alt").and_then(|object| decode_text_string(object).ok());
        let mut items = Vec::new();
        let inner = match self.entry(own, "K") {
            Some(Object::Array(all)) => all.iter().collect(),
            Some(one) => vec![one],
            None => Vec::new(),
        };
        let text = |page: Option<usize>, mark: i64| {
            let page = page.expect("a page of marked content");
            Item::Text(page, self.texts.get(&(page, mark)).cloned().unwrap_or_default())
        };
        for object in inner {
            match self.object(object) {
                Object::Integer(mark) => items.push(text(page, *mark)),
                Object::Dictionary(inner) => match inner.get(b"Type").ok().and_then(|name| name.as_name().ok()) {
                    Some(b"MCR") => {
                        let own = inner.get(b"Pg").ok().map(|page| self.page_of(page)).or(page);
                        items.push(text(own, inner.get(b"MCID").and_then(Object::as_i64).expect("a mark's number")));
                    }
                    Some(b"OBJR") => {}
                    _ => items.push(Item::Tag(self.tag(inner, page))),
                },
                other => panic!("{other:?} is no tag"),
            }
        }
        Tag { kind, alt, items }
    }

    fn lead(&self, own: &Dictionary) -> Lead {
        let action = self.entry(own, "A").and_then(|object| object.as_dict().ok());
        if let Some(address) = action.and_then(|action| self.entry(action, "URI")) {
            return Lead::Address(decode_text_string(address).expect("an address"));
        }
        let place = self.entry(own, "Dest").or_else(|| self.entry(action?, "D")).expect("a destination");
        let place = place.as_array().expect("an explicit destination");
        let number = |at: usize| self.object(&place[at]).as_float().unwrap_or_default();
        Lead::Page(self.page_of(&place[0]), number(2), number(3))
    }

    /// The links of a page.
    pub fn links(&self, page: usize) -> Vec<Link> {
        let own = self.document.get_dictionary(self.pages[page]).expect("a page");
        let annotations = self.entry(own, "Annots").and_then(|object| object.as_array().ok()).cloned().unwrap_or_default();
        let link = |object: &Object| {
            let own = self.object(object).as_dict().expect("an annotation");
            let rect = self.entry(own, "Rect").and_then(|rect| rect.as_array().ok()).expect("a place");
            let side = |at: usize| self.object(&rect[at]).as_float().expect("a number");
            Link { rect: [side(0), side(1), side(2), side(3)], to: self.lead(own) }
        };
        annotations.iter().map(link).collect()
    }

    /// The bookmarks, with how deep each lies.
    pub fn bookmarks(&self) -> Vec<(usize, String, Lead)> {
        let catalog = self.document.catalog().expect("a catalog");
        let mut out = Vec::new();
        if let Some(root) = self.entry(catalog, "Outlines").and_then(|object| object.as_dict().ok()) {
            self.bookmarks_in(root, 0, &mut out);
        }
        out
    }

    fn bookmarks_in(&self, above: &Dictionary, depth: usize, out: &mut Vec<(usize, String, Lead)>) {
        let mut next = self.entry(above, "First");
        while let Some(own) = next.and_then(|object| object.as_dict().ok()) {
            let title = decode_text_string(self.entry(own, "Title").expect("a title")).expect("text");
            out.push((depth, title, self.lead(own)));
            self.bookmarks_in(own, depth + 1, out);
            next = self.entry(own, "Next");
        }
    }
}

/// What a map says of glyphs: `<0001> <0054>` in `bfchar`, `<0001> <0003> <0054>` in `bfrange`.
fn glyphs(map: &str) -> BTreeMap<u16, String> {
    let codes = |text: &str| -> Vec<Vec<u16>> {
        let code = |part: &str| {
            let digits: String = part.split('>').next().unwrap_or_default().split_whitespace().collect();
            (0..digits.len() / 4).filter_map(|at| u16::from_str_radix(&digits[at * 4..at * 4 + 4], 16).ok()).collect()
        };
        text.split('<').skip(1).map(code).collect()
    };
    let sections = |name: &str| -> Vec<String> {
        let (start, end) = (format!("begin{name}"), format!("end{name}"));
        map.split(start.as_str()).skip(1).map(|rest| rest.split(end.as_str()).next().unwrap_or_default().to_string()).collect()
    };
    let mut found = BTreeMap::new();
    for section in sections("bfchar") {
        for pair in codes(&section).chunks_exact(2) {
            found.insert(pair[0][0], String::from_utf16_lossy(&pair[1]));
        }
    }
    for section in sections("bfrange") {
        assert!(!section.contains('['), "ranges that name each glyph are not read here");
        for three in codes(&section).chunks_exact(3) {
            for code in three[0][0]..=three[1][0] {
                let mut text = three[2].clone();
                *text.last_mut().unwrap() += code - three[0][0];
                found.insert(code, String::from_utf16_lossy(&text));
            }
        }
    }
    found
}
