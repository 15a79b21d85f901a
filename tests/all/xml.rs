//! XML as a tree, by quick-xml.
use quick_xml::events::{BytesStart, Event};
use quick_xml::{Reader, XmlVersion};

/// An element.
#[derive(Clone, Debug, Default)]
pub struct Element {
    /// Its name, with its prefix.
    pub name: String,
    /// Its attributes, in order.
    pub attributes: Vec<(String, String)>,
    /// Elements in it.
    pub children: Vec<Element>,
    /// Its own text.
    pub text: String,
}

impl Element {
    /// An attribute.
    pub fn get(&self, name: &str) -> Option<&str> {
        self.attributes.iter().find(|(known, _)| known == name).map(|(_, value)| value.as_str())
    }

    /// An attribute that must be there.
    pub fn need(&self, name: &str) -> &str {
        self.get(name).unwrap_or_else(|| panic!("{} has no {name}: {:?}", self.name, self.attributes))
    }

    /// A length that must be there.
    pub fn length(&self, name: &str) -> f64 {
        self.need(name).parse().unwrap_or_else(|_| panic!("{name} of {} is no number", self.name))
    }

    /// It and every element in it, as they stand in the file.
    pub fn every(&self) -> Vec<&Element> {
        let inner = self.children.iter().flat_map(Element::every);
        std::iter::once(self).chain(inner).collect()
    }

    /// Every element of a name.
    pub fn all<'a>(&'a self, name: &str) -> Vec<&'a Element> {
        self.every().into_iter().filter(|element| element.name == name).collect()
    }
}

/// Reads a file; a file that is not well-formed fails the test.
pub fn read(bytes: &[u8]) -> Element {
    let text = std::str::from_utf8(bytes).expect("UTF-8");
    let mut reader = Reader::from_str(text);
    reader.config_mut().check_end_names = true;
    let mut open = vec![Element::default()];
    let element = |start: &BytesStart| {
        let attribute = |attribute: quick_xml::events::attributes::Attribute| {
            let value = attribute.normalized_value(XmlVersion::Explicit1_0).expect("a value").into_owned();
            (attribute.key.as_ref().to_string(), value)
        };
        let attributes = start.attributes().map(|found| attribute(found.expect("an attribute"))).collect();
        Element { name: start.name().as_ref().to_string(), attributes, ..Element::default() }
    };
    loop {
        match reader.read_event().expect("well-formed XML") {
            Event::Start(start) => open.push(element(&start)),
            Event::Empty(start) => open.last_mut().unwrap().children.push(element(&start)),
            Event::End(_) => {
                let done = open.pop().unwrap();
                open.last_mut().expect("an element that is open").children.push(done);
            }
            Event::Text(text) => open.last_mut().unwrap().text.push_str(&text),
            Event::GeneralRef(name) => {
                let sign = match &*name {
                    "amp" => "&",
                    "lt" => "<",
                    "gt" => ">",
                    "quot" => "\"",
                    "apos" => "'",
                    other => panic!("&{other}; is not known"),
                };
                open.last_mut().unwrap().text.push_str(sign);
            }
            Event::Eof => break,
            _ => {}
        }
    }
    assert_eq!(open.len(), 1, "something has no end");
    open.pop().and_then(|mut document| document.children.pop()).expect("a root")
}
