//! XML with the place of every element, by `quick-xml`: never deeper than a stack allows, no entities but the known ones.
use std::borrow::Cow;
use std::ops::Range;

use quick_xml::escape::resolve_html5_entity;
use quick_xml::events::{BytesStart, Event};
use quick_xml::reader::Reader;

use super::Malformed;

/// Elements in one another beyond this are an attack, not a story.
const DEEPEST: usize = 256;

/// Namespaces whose prefix is always written so here, however a file writes it.
const PREFIXES: [(&str, &str); 18] = [
    ("http://purl.org/rss/1.0/modules/content/", "content"),
    ("http://search.yahoo.com/mrss/", "media"),
    ("http://search.yahoo.com/mrss", "media"),
    ("http://purl.org/dc/elements/1.1/", "dc"),
    ("http://www.w3.org/1999/xhtml", ""),
    ("http://iptc.org/std/nar/2006-10-01/", ""),
    ("http://iptc.org/std/NITF/2006-10-18/", ""),
    ("http://www.w3.org/1999/02/22-rdf-syntax-ns#", "rdf"),
    ("http://ns.adobe.com/photoshop/1.0/", "photoshop"),
    ("http://iptc.org/std/Iptc4xmpCore/1.0/xmlns/", "core"),
    ("http://iptc.org/std/Iptc4xmpExt/2008-02-29/", "ext"),
    ("http://www.metadataworkinggroup.com/schemas/regions/", "regions"),
    ("http://ns.adobe.com/xmp/sType/Area#", "area"),
    ("http://ns.microsoft.com/photo/1.2/t/Region#", "msregion"),
    ("http://ns.adobe.com/tiff/1.0/", "tiff"),
    ("http://ns.adobe.com/xap/1.0/", "xmp"),
    ("http://ns.adobe.com/xap/1.0/rights/", "rights"),
    ("http://www.w3.org/2005/Atom", "atom"),
];

/// An element with what is in it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Element {
    /// Its name, with the usual prefix of its namespace: `media:credit`, `title`.
    pub name: String,
    /// Names and values, in the file's order.
    pub attributes: Vec<(String, String)>,
    pub children: Vec<Child>,
    /// Bytes of the file, with its tags.
    pub range: Range<usize>,
}

/// What an element holds.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Child {
    Element(Element),
    /// Text; entities are resolved.
    Text(String),
}

impl Element {
    /// The elements directly in it.
    pub fn elements(&self) -> impl Iterator<Item = &Element> {
        self.children.iter().filter_map(|child| if let Child::Element(element) = child { Some(element) } else { None })
    }

    /// The elements of a name directly in it.
    pub fn all<'a>(&'a self, name: &'a str) -> impl Iterator<Item = &'a Element> {
        self.elements().filter(move |element| element.name == name)
    }

    /// The first element of a name directly in it.
    pub fn child(&self, name: &str) -> Option<&Element> {
        self.elements().find(|element| element.name == name)
    }

    /// The element at the end of a path of names: `head/docdata/urgency`.
    pub fn at(&self, path: &str) -> Option<&Element> {
        path.split('/').try_fold(self, |element, name| element.child(name))
    }

    /// The first element of a name anywhere in it, itself too.
    pub fn find(&self, name: &str) -> Option<&Element> {
        if self.name == name { Some(self) } else { self.elements().find_map(|element| element.find(name)) }
    }

    /// Every element of a name anywhere in it, in order; those inside one another too.
    pub fn find_all<'a>(&'a self, name: &str, found: &mut Vec<&'a Element>) {
        for element in self.elements() {
            if element.name == name {
                found.push(element);
            }
            element.find_all(name, found);
        }
    }

    /// The value of an attribute.
    pub fn attribute(&self, name: &str) -> Option<&str> {
        self.attributes.iter().find(|(key, _)| key == name).map(|(_, value)| value.as_str())
    }

    /// All text in it, white space as it stands.
    pub fn text(&self) -> String {
        let mut out = String::new();
        self.gather(&mut out);
        out
    }

    fn gather(&self, out: &mut String) {
        for child in &self.children {
            match child {
                Child::Text(text) => out.push_str(text),
                Child::Element(element) => element.gather(out),
            }
        }
    }

    /// The text of the first element at a path, on one line. None where there is no such element or nothing in it.
    pub fn words(&self, path: &str) -> Option<String> {
        let text = self.at(path)?.text().split_whitespace().collect::<Vec<_>>().join(" ");
        (!text.is_empty()).then_some(text)
    }
}

/// What was read of a text that need not be without fault.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mended {
    pub root: Element,
    /// Places of `&` that begin no reference; each was taken as it stands.
    pub ampersands: Vec<usize>,
}

pub fn read(text: &str) -> Result<Element, Malformed> {
    mended(text).map(|mended| mended.root)
}

/// Reads an XML text, and says what had to be mended in it.
pub fn mended(text: &str) -> Result<Mended, Malformed> {
    let mut ampersands = Vec::new();
    let start = if text.starts_with('\u{feff}') { '\u{feff}'.len_utf8() } else { 0 };
    let mut reader = Reader::from_str(&text[start..]);
    reader.config_mut().allow_dangling_amp = true;
    let mut builder = Builder { open: Vec::new(), spaces: Vec::new(), root: None, high: None };
    loop {
        let at = start + reader.buffer_position() as usize;
        let event = reader.read_event().map_err(|error| {
            let at = (start + reader.error_position() as usize).min(text.len());
            Malformed { range: at..at, message: fault(&error) }
        })?;
        let end = start + reader.buffer_position() as usize;
        let wrong = |message: &str| Malformed { range: at..end, message: message.into() };
        match event {
            Event::Start(tag) => {
                if builder.open.len() >= DEEPEST {
                    return Err(wrong("elements lie too deep in one another"));
                }
                builder.start(&tag, at).map_err(|message| wrong(&message))?;
            }
            Event::Empty(tag) => {
                builder.start(&tag, at).map_err(|message| wrong(&message))?;
                builder.end(end);
            }
            Event::End(_) => builder.end(end),
            Event::Text(part) => {
                // References are events of their own: a sign that is left in a text begins none.
                ampersands.extend(text.get(at..end).and_then(|raw| raw.find('&')).map(|found| at + found));
                builder.text(&part.xml10_content());
            }
            Event::CData(part) => builder.text(&part.xml10_content()),
            Event::GeneralRef(part) => builder.reference(&part.into_inner()),
            Event::DocType(part) if part.contains("<!ENTITY") => {
                return Err(wrong("it declares entities of its own, by which a small file can grow without end; nothing of it was read"));
            }
            Event::Eof => break,
            _ => {}
        }
    }
    if let Some(open) = builder.open.last() {
        let at = open.range.start;
        return Err(Malformed { range: at..at + 1, message: format!("the element {} is not closed: the file was cut off", open.name) });
    }
    let root = builder.root.ok_or(Malformed { range: 0..0, message: "there is no element in it".into() })?;
    Ok(Mended { root, ampersands })
}

/// The parser's words, without its own jargon.
fn fault(error: &quick_xml::Error) -> String {
    let words = error.to_string();
    words.strip_prefix("ill-formed document: ").unwrap_or(&words).replace('`', "\"")
}

struct Builder {
    open: Vec<Element>,
    /// For each open element, the prefixes that it declares and what they stand for.
    spaces: Vec<Vec<(String, String)>>,
    root: Option<Element>,
    /// Half of a character that waits for the other half.
    high: Option<u32>,
}

impl Builder {
    fn start(&mut self, tag: &BytesStart, at: usize) -> Result<(), String> {
        let mut written = Vec::new();
        let mut declared = Vec::new();
        for attribute in tag.attributes().with_checks(false) {
            let attribute = attribute.map_err(|error| format!("an attribute is wrong: {error}"))?;
            let key = attribute.key.as_ref().to_string();
            let value = resolved(&attribute.value).into_owned();
            match key.strip_prefix("xmlns") {
                Some("") => declared.push((String::new(), value)),
                Some(prefix) if prefix.starts_with(':') => declared.push((prefix[1..].to_string(), value)),
                _ => written.push((key, value)),
            }
        }
        self.spaces.push(declared);
        let name = self.named(tag.name().as_ref(), Unprefixed::TakesDefault);
        let attributes = written.into_iter().map(|(key, value)| (self.named(&key, Unprefixed::StaysBare), value)).collect();
        self.open.push(Element { name, attributes, children: Vec::new(), range: at..at });
        Ok(())
    }

    /// A name with the usual prefix of its namespace.
    fn named(&self, name: &str, unprefixed: Unprefixed) -> String {
        let (prefix, local) = name.split_once(':').unwrap_or(("", name));
        if prefix.is_empty() && unprefixed == Unprefixed::StaysBare {
            return name.to_string();
        }
        let space = self.spaces.iter().rev().flatten().find(|(declared, _)| declared == prefix).map(|(_, space)| space.as_str());
        let usual = space.and_then(|space| PREFIXES.iter().find(|(known, _)| *known == space)).map_or(prefix, |(_, usual)| usual);
        if usual.is_empty() { local.to_string() } else { format!("{usual}:{local}") }
    }

    fn end(&mut self, at: usize) {
        self.spaces.pop();
        let Some(mut element) = self.open.pop() else { return };
        element.range.end = at;
        match self.open.last_mut() {
            Some(parent) => parent.children.push(Child::Element(element)),
            None => self.root = self.root.take().or(Some(element)),
        }
    }

    fn text(&mut self, part: &str) {
        let Some(parent) = self.open.last_mut() else { return };
        match parent.children.last_mut() {
            Some(Child::Text(text)) => text.push_str(part),
            _ if part.is_empty() => {}
            _ => parent.children.push(Child::Text(part.to_string())),
        }
    }

    /// What stands for a name between `&` and `;`. An unknown one stays as it is written.
    fn reference(&mut self, name: &str) {
        let Some(code) = number(name) else {
            match resolve_html5_entity(name) {
                Some(text) => self.text(text),
                None => self.text(&format!("&{name};")),
            }
            return;
        };
        // Some programs write a character beyond the first 65,536 as its two UTF-16 halves.
        let high = self.high.take();
        if (0xd800..0xdc00).contains(&code) {
            self.high = Some(code);
            return;
        }
        let whole =
            high.filter(|_| (0xdc00..0xe000).contains(&code)).map_or(code, |high| 0x10000 + ((high - 0xd800) << 10) + code - 0xdc00);
        if let Some(character) = char::from_u32(whole) {
            self.text(character.encode_utf8(&mut [0; 4]));
        }
    }
}

/// What a name without a prefix means.
#[derive(PartialEq)]
enum Unprefixed {
    /// An element is in the default namespace.
    TakesDefault,
    /// An attribute is in none.
    StaysBare,
}

/// The code in a reference by number; what is no number at all is 0 and stands for nothing.
fn number(name: &str) -> Option<u32> {
    const HEXADECIMAL: u32 = 16;
    let digits = name.strip_prefix('#')?;
    Some(match digits.strip_prefix(['x', 'X']) {
        Some(digits) => u32::from_str_radix(digits, HEXADECIMAL).unwrap_or(0),
        None => digits.parse().unwrap_or(0),
    })
}

/// A text with its references resolved: `&ndash;`, `&#39;`. What begins none stays.
pub fn resolved(raw: &str) -> Cow<'_, str> {
    const LONGEST_NAME: usize = 32;
    if !raw.contains('&') {
        return Cow::Borrowed(raw);
    }
    let mut out = String::with_capacity(raw.len());
    let mut rest = raw;
    while let Some(at) = rest.find('&') {
        out.push_str(&rest[..at]);
        rest = &rest[at + 1..];
        let end = rest.bytes().take(LONGEST_NAME).position(|byte| byte == b';');
        let name = end.and_then(|end| rest.get(..end)).unwrap_or("");
        let found = match number(name) {
            Some(code) => char::from_u32(code).map(String::from),
            None => resolve_html5_entity(name).map(str::to_string),
        };
        match found {
            Some(text) => {
                out.push_str(&text);
                rest = &rest[name.len() + 1..];
            }
            None => out.push('&'),
        }
    }
    out.push_str(rest);
    Cow::Owned(out)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, expected: &str) {
        match read(text) {
            Ok(root) => assert_eq!(root.text(), expected, "{text}"),
            Err(fault) => assert!(!expected.is_empty() && fault.message.contains(expected), "{text}: {fault:?}"),
        }
    }

    #[test]
    fn texts_and_faults() {
        check("<a>x &amp; <b>y</b>&eacute;&#x41;&unknown;</a>", "x & yéA&unknown;");
        check("\u{feff}<?xml version=\"1.0\"?><a><![CDATA[<p>]]></a>", "<p>");
        check("<a>&#55357;&#56832; &#xd83d;!</a>", "😀 !");
        check("<!DOCTYPE nitf SYSTEM \"nitf.dtd\"><a>x</a>", "x");
        check("<!DOCTYPE a [<!ENTITY b \"x\">]><a>&b;</a>", "entities of its own");
        check(&"<a>".repeat(100_000), "too deep");
        check("<a><b>x</b>", "not closed");
        check("<a></b>", "b");
        check("<a>Fish & Chips, x&y, ?a=1&b=2; R&D</a>", "Fish & Chips, x&y, ?a=1&b=2; R&D");
        check("", "no element");
    }

    #[test]
    fn prefixes_are_the_usual_ones() {
        let root = read("<r xmlns:m='http://search.yahoo.com/mrss/'><m:credit m:role='x' b='1 &lt; 2'>y</m:credit><r/></r>").unwrap();
        let credit = root.child("media:credit").unwrap();
        assert_eq!((credit.attribute("media:role"), credit.attribute("b")), (Some("x"), Some("1 < 2")));
        assert_eq!(root.words("media:credit").as_deref(), Some("y"));
        let mut found = Vec::new();
        root.find_all("r", &mut found);
        assert_eq!(found.len(), 1);
    }
}
