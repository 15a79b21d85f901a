//! The orders in force, told to people: the wishes of an edition file, and what it orders of its pages.
use serde_json::{Map, Value as Json, json};

use super::Known;
use crate::tree::{Node, Value};

/// The keys of a page that are orders.
const OF_PAGES: [&str; 6] = ["stories", "jump", "place", "lock", "keep", "status"];

/// What an edition file orders, a line for each page and each story.
pub fn text(tree: &Node, known: &Known) -> String {
    let mut out = String::new();
    for (label, keys) in pages(tree, known) {
        out += &format!("page {label}: {}\n", keys.iter().map(|(key, node)| words(key, node)).collect::<Vec<_>>().join("; "));
    }
    for entry in wishes(tree) {
        let keys = entry.node.entries().iter().map(|entry| words(&entry.key, &entry.node));
        out += &format!("{}: {}\n", entry.key, keys.collect::<Vec<_>>().join("; "));
    }
    if out.is_empty() { "no orders\n".into() } else { out }
}

/// The same as JSON: `pages` with their keys, and `wishes` by slug.
pub fn json(tree: &Node, known: &Known) -> String {
    let pages: Vec<Json> = pages(tree, known)
        .into_iter()
        .map(|(label, keys)| {
            let keys = keys.into_iter().map(|(key, node)| (key.to_string(), value(node)));
            Json::Object([("page".to_string(), json!(label))].into_iter().chain(keys).collect())
        })
        .collect();
    let wishes: Map<String, Json> = wishes(tree).iter().map(|entry| (entry.key.clone(), value(&entry.node))).collect();
    format!("{:#}\n", json!({ "pages": pages, "wishes": wishes }))
}

fn wishes(tree: &Node) -> &[crate::tree::Entry] {
    tree.get("wishes").map(Node::entries).unwrap_or_default()
}

/// The pages of which something is ordered, and what.
fn pages<'a>(tree: &'a Node, known: &Known) -> Vec<(String, Vec<(&'static str, &'a Node)>)> {
    let all = tree.get("pages").map(Node::items).unwrap_or_default().iter().enumerate();
    let told = all.map(|(at, page)| {
        let number = page.get("page").and_then(Node::integer).and_then(|number| usize::try_from(number - 1).ok());
        let keys = OF_PAGES.into_iter().filter_map(|key| page.get(key).map(|node| (key, node)));
        (known.label(number.unwrap_or(at)), keys.collect::<Vec<_>>())
    });
    told.filter(|(_, keys)| !keys.is_empty()).collect()
}

/// `columns 3`, `stories fog, rain`
fn words(key: &str, node: &Node) -> String {
    let key = key.replace('_', " ");
    match &node.value {
        Value::Flag(true) => key,
        Value::Flag(false) => format!("no {key}"),
        _ => format!("{key} {}", plain(node)),
    }
}

fn plain(node: &Node) -> String {
    let joined = |parts: Vec<String>, by: &str| parts.join(by);
    match &node.value {
        Value::Text(text) | Value::Date(text) => text.clone(),
        Value::Integer(number) => number.to_string(),
        Value::Fraction(number) => number.to_string(),
        Value::List(items) if items.iter().any(|item| !item.entries().is_empty()) => {
            joined(items.iter().map(|item| format!("({})", plain(item))).collect(), " ")
        }
        Value::List(items) => joined(items.iter().map(plain).collect(), ", "),
        Value::Table(entries) => joined(entries.iter().map(|entry| words(&entry.key, &entry.node)).collect(), ", "),
        Value::Flag(flag) => flag.to_string(),
        Value::Null => String::new(),
    }
}

fn value(node: &Node) -> Json {
    match &node.value {
        Value::Text(text) | Value::Date(text) => json!(text),
        Value::Integer(number) => json!(number),
        Value::Fraction(number) => json!(number),
        Value::Flag(flag) => json!(flag),
        Value::List(items) => Json::Array(items.iter().map(value).collect()),
        Value::Table(entries) => Json::Object(entries.iter().map(|entry| (entry.key.clone(), value(&entry.node))).collect()),
        Value::Null => Json::Null,
    }
}
