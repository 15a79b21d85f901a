//! HTML and XML for tests: what a page holds, as a browser reads it.
use std::cell::RefCell;
use std::rc::Rc;

use html5ever::interface::{ElementFlags, NodeOrText, QuirksMode, TreeSink};
use html5ever::tendril::{StrTendril, TendrilSink};
use html5ever::{Attribute, ExpandedName, ParseOpts, QualName, parse_document};

/// An element and what is in it.
#[derive(Clone, Debug, Default)]
pub struct Element {
    /// Its name.
    pub name: String,
    attributes: Vec<(String, String)>,
    children: Vec<Node>,
    above: Vec<String>,
}

#[derive(Clone, Debug)]
enum Node {
    Element(Element),
    Text(String),
}

impl Element {
    /// An attribute.
    pub fn get(&self, name: &str) -> Option<&str> {
        self.attributes.iter().find(|(known, _)| known == name).map(|(_, value)| value.as_str())
    }

    /// True where it has the attribute.
    pub fn has(&self, name: &str) -> bool {
        self.get(name).is_some()
    }

    /// Its class.
    pub fn class(&self) -> &str {
        self.get("class").unwrap_or_default()
    }

    /// True where an element of one of these names holds it.
    pub fn inside_of(&self, names: &[&str]) -> bool {
        self.above.iter().any(|name| names.contains(&name.as_str()))
    }

    fn every(&self) -> Vec<&Element> {
        let mut all = vec![self];
        for child in &self.children {
            if let Node::Element(element) = child {
                all.extend(element.every());
            }
        }
        all
    }

    /// Every element of a name.
    pub fn all<'a>(&'a self, name: &'a str) -> impl Iterator<Item = &'a Element> {
        self.every().into_iter().filter(move |element| element.name == name)
    }

    /// The first element of a name.
    pub fn find(&self, name: &str) -> Option<&Element> {
        self.every().into_iter().find(|element| element.name == name)
    }

    /// Every address that it names.
    pub fn addresses(&self) -> Vec<String> {
        self.every().iter().filter_map(|element| element.get("href").or_else(|| element.get("src"))).map(str::to_string).collect()
    }

    /// Every id.
    pub fn ids(&self) -> Vec<String> {
        self.every().iter().filter_map(|element| element.get("id")).map(str::to_string).collect()
    }

    /// True where something is so called.
    pub fn has_id(&self, id: &str) -> bool {
        self.every().iter().any(|element| element.get("id") == Some(id))
    }

    /// All of its text.
    pub fn text(&self) -> String {
        self.text_without(&|_| false)
    }

    /// Its text but for that of some elements.
    pub fn text_without(&self, skip: &dyn Fn(&Element) -> bool) -> String {
        if skip(self) {
            return String::new();
        }
        let part = |child: &Node| match child {
            Node::Element(element) => element.text_without(skip),
            Node::Text(text) => text.clone(),
        };
        self.children.iter().map(part).collect()
    }

    /// The text of the elements that are wanted.
    pub fn blocks(&self, wanted: &dyn Fn(&Element) -> bool) -> String {
        self.every().iter().filter(|element| wanted(element)).map(|element| element.text()).collect()
    }
}

/// A page as a browser reads it.
pub fn html(text: &str) -> Element {
    parse(text).0
}

/// What a browser would have to mend.
pub fn html_faults(text: &str) -> Vec<String> {
    parse(text).1
}

/// What is wrong with an XML file.
pub fn xml_fault(text: &str) -> Option<String> {
    let mut reader = quick_xml::Reader::from_str(text);
    reader.config_mut().check_end_names = true;
    let mut depth = 0;
    loop {
        match reader.read_event() {
            Ok(quick_xml::events::Event::Start(start)) => {
                depth += 1;
                if let Some(error) = start.attributes().find_map(Result::err) {
                    return Some(error.to_string());
                }
            }
            Ok(quick_xml::events::Event::End(_)) => depth -= 1,
            Ok(quick_xml::events::Event::Eof) => return (depth != 0).then(|| "something has no end".to_string()),
            Err(error) => return Some(error.to_string()),
            Ok(_) => {}
        }
    }
}

type Handle = Rc<Raw>;

struct Raw {
    name: Option<QualName>,
    attributes: RefCell<Vec<Attribute>>,
    children: RefCell<Vec<NodeOrText<Handle>>>,
    template: Option<Handle>,
}

fn raw(name: Option<QualName>, attributes: Vec<Attribute>, template: Option<Handle>) -> Handle {
    Rc::new(Raw { name, attributes: RefCell::new(attributes), children: RefCell::default(), template })
}

struct Sink {
    document: Handle,
    faults: RefCell<Vec<String>>,
}

fn parse(text: &str) -> (Element, Vec<String>) {
    let sink = Sink { document: raw(None, Vec::new(), None), faults: RefCell::default() };
    parse_document(sink, ParseOpts::default()).one(text)
}

fn element(handle: &Handle, above: &[String]) -> Element {
    let name = handle.name.as_ref().map(|name| name.local.to_string()).unwrap_or_default();
    let mut inner = above.to_vec();
    inner.push(name.clone());
    let attribute = |attribute: &Attribute| (attribute.name.local.to_string(), attribute.value.to_string());
    let child = |child: &NodeOrText<Handle>| match child {
        NodeOrText::AppendNode(node) => Node::Element(element(node, &inner)),
        NodeOrText::AppendText(text) => Node::Text(text.to_string()),
    };
    Element {
        name,
        attributes: handle.attributes.borrow().iter().map(attribute).collect(),
        children: handle.children.borrow().iter().map(child).collect(),
        above: above.to_vec(),
    }
}

impl TreeSink for Sink {
    type Handle = Handle;
    type Output = (Element, Vec<String>);
    type ElemName<'a> = ExpandedName<'a>;

    fn finish(self) -> Self::Output {
        (element(&self.document, &[]), self.faults.into_inner())
    }
    fn parse_error(&self, message: std::borrow::Cow<'static, str>) {
        self.faults.borrow_mut().push(message.into_owned());
    }
    fn get_document(&self) -> Handle {
        self.document.clone()
    }
    fn elem_name<'a>(&'a self, target: &'a Handle) -> ExpandedName<'a> {
        target.name.as_ref().expect("an element").expanded()
    }
    fn create_element(&self, name: QualName, attributes: Vec<Attribute>, flags: ElementFlags) -> Handle {
        let template = flags.template.then(|| raw(None, Vec::new(), None));
        raw(Some(name), attributes, template)
    }
    fn create_comment(&self, _: StrTendril) -> Handle {
        raw(None, Vec::new(), None)
    }
    fn create_pi(&self, _: StrTendril, _: StrTendril) -> Handle {
        raw(None, Vec::new(), None)
    }
    fn append(&self, parent: &Handle, child: NodeOrText<Handle>) {
        parent.children.borrow_mut().push(child);
    }
    fn append_based_on_parent_node(&self, element: &Handle, _: &Handle, child: NodeOrText<Handle>) {
        self.append(element, child);
    }
    fn append_doctype_to_document(&self, _: StrTendril, _: StrTendril, _: StrTendril) {}
    fn get_template_contents(&self, target: &Handle) -> Handle {
        target.template.clone().expect("a template")
    }
    fn same_node(&self, one: &Handle, other: &Handle) -> bool {
        Rc::ptr_eq(one, other)
    }
    fn set_quirks_mode(&self, _: QuirksMode) {}
    fn append_before_sibling(&self, _: &Handle, _: NodeOrText<Handle>) {
        self.faults.borrow_mut().push("something stands where it may not".into());
    }
    fn add_attrs_if_missing(&self, target: &Handle, attributes: Vec<Attribute>) {
        target.attributes.borrow_mut().extend(attributes);
    }
    fn remove_from_parent(&self, _: &Handle) {}
    fn reparent_children(&self, _: &Handle, _: &Handle) {}
}
