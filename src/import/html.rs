//! HTML to a tree of elements, by `html5ever`, the parser of a browser: tag soup, hostile or not, always gives one.
use std::borrow::Cow;
use std::cell::{Cell, RefCell};

use html5ever::interface::{ElemName, ElementFlags, NodeOrText, QuirksMode, TreeSink};
use html5ever::tendril::{StrTendril, TendrilSink};
use html5ever::{Attribute, LocalName, Namespace, ParseOpts, QualName, parse_document};

use crate::tree::xml::{Child, Element};

/// Elements in one another beyond this are an attack, not a story.
const DEEPEST: usize = 400;
/// Bytes of HTML beyond which it is no single story's.
const LARGEST: usize = 4_000_000;
/// Bytes given to the parser between two looks at the depth.
const CHUNK: usize = 8_192;

/// Reads HTML. None where it is too large or too deep to be a story.
pub fn read(html: &str) -> Option<Element> {
    if html.len() > LARGEST {
        return None;
    }
    let mut parser = parse_document(Sink::default(), ParseOpts::default());
    let mut rest = html;
    while !rest.is_empty() {
        let (chunk, after) = rest.split_at(rest.ceil_char_boundary(CHUNK));
        parser.process(StrTendril::from_slice(chunk));
        if parser.tokenizer.sink.sink.deepest.get() > DEEPEST {
            return None;
        }
        rest = after;
    }
    Some(parser.finish())
}

/// Every element in one, in the order of the document.
pub fn every<'a>(element: &'a Element, all: &mut Vec<&'a Element>) {
    for inner in element.elements() {
        all.push(inner);
        every(inner, all);
    }
}

/// The document's place among the items.
const DOCUMENT: usize = 0;

/// An item of the tree that is being built: an element, or text in it.
struct Item {
    name: QualName,
    attributes: Vec<(String, String)>,
    text: Option<String>,
    parent: Option<usize>,
    children: Vec<usize>,
    depth: usize,
}

struct Sink {
    items: RefCell<Vec<Item>>,
    deepest: Cell<usize>,
}

impl Default for Sink {
    fn default() -> Sink {
        let sink = Sink { items: RefCell::default(), deepest: Cell::new(0) };
        sink.item(nameless(), Vec::new(), None);
        sink
    }
}

fn nameless() -> QualName {
    QualName::new(None, Namespace::default(), LocalName::default())
}

/// An element's name, as the parser asks for it.
#[derive(Debug)]
struct Name(QualName);

impl ElemName for Name {
    fn ns(&self) -> &Namespace {
        &self.0.ns
    }

    fn local_name(&self) -> &LocalName {
        &self.0.local
    }
}

impl Sink {
    fn item(&self, name: QualName, attributes: Vec<(String, String)>, text: Option<String>) -> usize {
        let mut items = self.items.borrow_mut();
        items.push(Item { name, attributes, text, parent: None, children: Vec::new(), depth: 0 });
        items.len() - 1
    }

    /// Puts a child at a place among its parent's children.
    fn put(&self, parent: usize, at: usize, child: NodeOrText<usize>) {
        let child = match child {
            NodeOrText::AppendNode(node) => {
                self.remove_from_parent(&node);
                node
            }
            NodeOrText::AppendText(text) => {
                let mut items = self.items.borrow_mut();
                let before = at.checked_sub(1).and_then(|before| items[parent].children.get(before).copied());
                if let Some(written) = before.and_then(|before| items[before].text.as_mut()) {
                    written.push_str(&text);
                    return;
                }
                drop(items);
                self.item(nameless(), Vec::new(), Some(text.to_string()))
            }
        };
        let mut items = self.items.borrow_mut();
        let at = at.min(items[parent].children.len());
        items[parent].children.insert(at, child);
        items[child].parent = Some(parent);
        items[child].depth = items[parent].depth + 1;
        self.deepest.set(self.deepest.get().max(items[child].depth));
    }

    fn count(&self, parent: usize) -> usize {
        self.items.borrow()[parent].children.len()
    }
}

impl TreeSink for Sink {
    type Handle = usize;
    type Output = Element;
    type ElemName<'a> = Name;

    fn finish(self) -> Element {
        let mut items = self.items.into_inner();
        element(&mut items, DOCUMENT, 0)
    }

    fn parse_error(&self, _message: Cow<'static, str>) {}

    fn get_document(&self) -> usize {
        DOCUMENT
    }

    fn elem_name<'a>(&'a self, target: &'a usize) -> Name {
        Name(self.items.borrow()[*target].name.clone())
    }

    fn create_element(&self, name: QualName, attributes: Vec<Attribute>, _flags: ElementFlags) -> usize {
        self.item(name, plain(attributes), None)
    }

    fn create_comment(&self, _text: StrTendril) -> usize {
        self.item(nameless(), Vec::new(), Some(String::new()))
    }

    fn create_pi(&self, _target: StrTendril, _data: StrTendril) -> usize {
        self.item(nameless(), Vec::new(), Some(String::new()))
    }

    fn append(&self, parent: &usize, child: NodeOrText<usize>) {
        self.put(*parent, self.count(*parent), child);
    }

    fn append_based_on_parent_node(&self, element: &usize, before: &usize, child: NodeOrText<usize>) {
        let has_parent = self.items.borrow()[*element].parent.is_some();
        if has_parent { self.append_before_sibling(element, child) } else { self.append(before, child) }
    }

    fn append_doctype_to_document(&self, _name: StrTendril, _public: StrTendril, _system: StrTendril) {}

    /// A template's contents are its children: no story has any.
    fn get_template_contents(&self, target: &usize) -> usize {
        *target
    }

    fn same_node(&self, one: &usize, other: &usize) -> bool {
        one == other
    }

    fn set_quirks_mode(&self, _mode: QuirksMode) {}

    fn append_before_sibling(&self, sibling: &usize, child: NodeOrText<usize>) {
        let place = {
            let items = self.items.borrow();
            let parent = items[*sibling].parent;
            parent.map(|parent| (parent, items[parent].children.iter().position(|child| child == sibling).unwrap_or(0)))
        };
        if let Some((parent, at)) = place {
            self.put(parent, at, child);
        }
    }

    fn add_attrs_if_missing(&self, target: &usize, attributes: Vec<Attribute>) {
        let written = &mut self.items.borrow_mut()[*target].attributes;
        for (key, value) in plain(attributes) {
            if !written.iter().any(|(there, _)| *there == key) {
                written.push((key, value));
            }
        }
    }

    fn remove_from_parent(&self, target: &usize) {
        let mut items = self.items.borrow_mut();
        if let Some(parent) = items[*target].parent.take() {
            // Mostly it is the last one.
            if let Some(at) = items[parent].children.iter().rposition(|child| child == target) {
                items[parent].children.remove(at);
            }
        }
    }

    fn reparent_children(&self, node: &usize, parent: &usize) {
        let children = self.items.borrow()[*node].children.clone();
        for child in children {
            self.append(parent, NodeOrText::AppendNode(child));
        }
    }
}

fn plain(attributes: Vec<Attribute>) -> Vec<(String, String)> {
    attributes.into_iter().map(|attribute| (attribute.name.local.to_string(), attribute.value.to_string())).collect()
}

/// The finished element; what lies too deep after elements were moved is left out.
fn element(items: &mut Vec<Item>, at: usize, depth: usize) -> Element {
    let children = std::mem::take(&mut items[at].children);
    let local = items[at].name.local.to_string();
    // XHTML from an XML file may write its prefix.
    let name = local.rsplit(':').next().unwrap_or("").to_string();
    let mut out = Element { name, attributes: std::mem::take(&mut items[at].attributes), ..Element::default() };
    for child in children {
        match items[child].text.take() {
            Some(text) if text.is_empty() => {}
            Some(text) => out.children.push(Child::Text(text)),
            None if depth < 2 * DEEPEST => {
                let inner = element(items, child, depth + 1);
                out.children.push(Child::Element(inner));
            }
            None => {}
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(html: &str, expected: Option<&str>) {
        assert_eq!(read(html).map(|root| root.text().trim().to_string()).as_deref(), expected);
    }

    #[test]
    fn soup_gives_a_tree() {
        check("<p>a<p>b &amp; c&hellip;", Some("ab & c…"));
        check("<b><i>x</b>y</i>", Some("xy"));
        check("<table>x<tr><td>y</table>", Some("xy"));
        check("\0<p a=1 a=2>z</div></span>", Some("z"));
        let root = read("<p class=lead>x</p>").unwrap();
        assert_eq!(root.find("p").and_then(|p| p.attribute("class")), Some("lead"));
    }

    #[test]
    fn bombs_end_soon() {
        check(&"<div>".repeat(1_000_000), None);
        check(&"x".repeat(LARGEST + 1), None);
        assert!(read(&"<b><p>".repeat(50_000)).is_some());
        assert!(read(&"<a href=x>".repeat(100_000)).is_some());
    }
}
