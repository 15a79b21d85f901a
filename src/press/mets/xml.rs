//! XML as a tree of elements, written with its signs escaped.
use std::borrow::Cow;
use std::io;

use quick_xml::Writer;
use quick_xml::events::{BytesDecl, BytesEnd, BytesStart, BytesText, Event};

/// An element, its attributes in the order in which they are written.
#[derive(Clone, Debug, Default)]
pub struct XmlElement {
    name: &'static str,
    attributes: Vec<(&'static str, String)>,
    children: Vec<XmlElement>,
    text: Option<String>,
}

impl XmlElement {
    /// An element that holds nothing.
    pub fn new(name: &'static str) -> XmlElement {
        XmlElement { name, ..XmlElement::default() }
    }

    /// An element that holds text.
    pub fn text(name: &'static str, text: &str) -> XmlElement {
        XmlElement { name, text: Some(clean(text).into_owned()), ..XmlElement::default() }
    }

    /// With one more attribute.
    pub fn with(mut self, name: &'static str, value: impl AsRef<str>) -> XmlElement {
        self.attributes.push((name, clean(value.as_ref()).into_owned()));
        self
    }

    /// With one more attribute, where there is a value.
    pub fn maybe(self, name: &'static str, value: Option<impl AsRef<str>>) -> XmlElement {
        match value {
            Some(value) => self.with(name, value),
            None => self,
        }
    }

    /// With more elements in it.
    pub fn holding(mut self, children: impl IntoIterator<Item = XmlElement>) -> XmlElement {
        self.children.extend(children);
        self
    }

    /// True where nothing is in it.
    pub fn is_empty(&self) -> bool {
        self.children.is_empty() && self.text.is_none()
    }

    fn write(&self, out: &mut Writer<Vec<u8>>) -> io::Result<()> {
        let mut start = BytesStart::new(self.name);
        for (name, value) in &self.attributes {
            start.push_attribute((*name, value.as_str()));
        }
        if self.is_empty() {
            return out.write_event(Event::Empty(start));
        }
        out.write_event(Event::Start(start))?;
        if let Some(text) = &self.text {
            out.write_event(Event::Text(BytesText::new(text)))?;
        }
        self.children.iter().try_for_each(|child| child.write(out))?;
        out.write_event(Event::End(BytesEnd::new(self.name)))
    }
}

/// A whole file.
pub fn file(root: &XmlElement) -> io::Result<Vec<u8>> {
    let mut out = Writer::new_with_indent(Vec::new(), b' ', 1);
    out.write_event(Event::Decl(BytesDecl::new("1.0", Some("UTF-8"), None)))?;
    root.write(&mut out)?;
    let mut bytes = out.into_inner();
    bytes.push(b'\n');
    Ok(bytes)
}

/// Text without the characters that XML 1.0 cannot hold (§2.2).
fn clean(text: &str) -> Cow<'_, str> {
    let is_sound = |c: char| matches!(c, '\t' | '\n' | '\r' | ' '..='\u{d7ff}' | '\u{e000}'..='\u{fffd}' | '\u{10000}'..);
    if text.chars().all(is_sound) { Cow::Borrowed(text) } else { Cow::Owned(text.chars().filter(|c| is_sound(*c)).collect()) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn signs_are_escaped_and_what_cannot_be_held_goes() {
        let inner = XmlElement::text("b", "1 < 2\u{1} & \u{ffff}3");
        let root = XmlElement::new("a").with("x", "\"<&").maybe("y", None::<&str>).holding([inner, XmlElement::new("c")]);
        let want = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<a x=\"&quot;&lt;&amp;\">\n <b>1 &lt; 2 &amp; 3</b>\n <c/>\n</a>\n";
        assert_eq!(String::from_utf8(file(&root).unwrap()).unwrap(), want);
    }
}
