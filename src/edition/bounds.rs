//! How long copy can be. What is longer was filed by mistake, and would take the memory and the time of a whole paper.
use std::sync::Arc;

use crate::diag::{Diagnostics, SourceFile};
use crate::tree::{Node, Value};

/// A story of more bytes than this, some 350,000 words of English, is a book or several stories in one.
const LONGEST_STORY: usize = 2 * MEGABYTE;
const MEGABYTE: usize = 1_000_000;
/// A headline, caption or any other text beside the body of more bytes than this, some 3,500 words, holds something else.
pub const LONGEST_FIELD: usize = 20_000;
/// Photos of a story beyond this are a whole archive.
const MOST_PHOTOS: usize = 200;
/// Texts of the body that are set as display type.
const DISPLAYED: [&str; 3] = ["subhead", "quote", "by"];

/// True where an article's body is no longer than a story's; else that is told.
pub fn story_fits(tree: &Node, file: &Arc<SourceFile>, diags: &mut Diagnostics) -> bool {
    let Some(body) = tree.get("body").filter(|body| size(body) > LONGEST_STORY) else { return true };
    let message = format!("this story has more than {} MB of text, which is a book's", LONGEST_STORY / MEGABYTE);
    diags.error("too-long", Some(body.source(file)), message).help("see that it is one story; print it in parts");
    false
}

/// True where every text beside the body is of a length that can be set; else the longest of each key are told.
pub fn fields_fit(tree: &Node, file: &Arc<SourceFile>, diags: &mut Diagnostics) -> bool {
    let mut too_long = Vec::new();
    for entry in tree.entries() {
        match entry.key.as_str() {
            "body" => entry.node.items().iter().for_each(|block| {
                let displayed = block.entries().iter().filter(|entry| DISPLAYED.contains(&entry.key.as_str()));
                displayed.for_each(|entry| longest(&entry.node, &entry.key, &mut too_long));
            }),
            key => longest(&entry.node, key, &mut too_long),
        }
    }
    for (name, node, bytes) in &too_long {
        let message = format!("{name} has {bytes} bytes of text; what stands beside the story can have {LONGEST_FIELD}");
        diags
            .error("too-long", Some(node.source(file)), message)
            .help("see what stands in it: mostly it is the story itself, or a whole file");
    }
    let photos = tree.get("photos").filter(|photos| photos.items().len() > MOST_PHOTOS);
    if let Some(photos) = photos {
        let message = format!("this story has {} photos; it can have {MOST_PHOTOS}", photos.items().len());
        diags.error("too-long", Some(photos.source(file)), message).help("name those that can run, weightiest first");
    }
    too_long.is_empty() && photos.is_none()
}

/// The texts in a field that are too long, and a list of words where they are so together.
fn longest<'a>(node: &'a Node, name: &'a str, found: &mut Vec<(&'a str, &'a Node, usize)>) {
    match &node.value {
        Value::Table(entries) => entries.iter().for_each(|entry| longest(&entry.node, &entry.key, found)),
        Value::List(items) => {
            items.iter().filter(|item| !item.entries().is_empty()).for_each(|item| longest(item, name, found));
            let words: usize = items.iter().filter(|item| item.entries().is_empty()).map(size).sum();
            if words > LONGEST_FIELD {
                found.push((name, node, words));
            }
        }
        _ if size(node) > LONGEST_FIELD => found.push((name, node, size(node))),
        _ => {}
    }
}

/// Bytes of text in a tree.
fn size(node: &Node) -> usize {
    let inner = node.items().iter().chain(node.entries().iter().map(|entry| &entry.node));
    node.text().map_or(0, str::len) + inner.map(size).sum::<usize>()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::tree;

    fn check(text: &str, expected: &[&str]) {
        let file = Arc::new(SourceFile { path: "a.json".into(), text: text.into() });
        let mut diags = Diagnostics::default();
        let tree = tree::json::read(text).unwrap();
        let fits = fields_fit(&tree, &file, &mut diags);
        let told: Vec<&str> = diags.list.iter().map(|told| told.message.split(" bytes").next().unwrap()).collect();
        assert_eq!((fits, told.as_slice()), (expected.is_empty(), expected));
    }

    #[test]
    fn every_field_has_an_end() {
        let long = "x".repeat(LONGEST_FIELD + 1);
        let most = "x".repeat(LONGEST_FIELD);
        check(&format!(r#"{{"headline": "{most}", "body": ["{long}"], "photos": [{{"caption": "{most}", "credit": "{most}"}}]}}"#), &[]);
        for key in ["headline", "deck", "kicker", "dateline", "agency", "byline", "url", "section"] {
            check(&format!(r#"{{"{key}": "{long}", "body": []}}"#), &[&format!("{key} has 20001")]);
        }
        check(
            &format!(r#"{{"photos": [{{"alt": "a", "caption": "{long}"}}, {{"credit": "{long}"}}]}}"#),
            &["caption has 20001", "credit has 20001"],
        );
        let photos = vec![r#"{"file": "a.jpg"}"#; MOST_PHOTOS + 1].join(",");
        check(&format!(r#"{{"photos": [{photos}]}}"#), &["this story has 201 photos; it can have 200"]);
        check(&format!(r#"{{"byline": [{{"name": "{long}"}}], "keywords": ["{most}", "a"]}}"#), &["name has 20001", "keywords has 20001"]);
        check(
            &format!(r#"{{"body": [{{"quote": "a", "by": "{long}"}}, {{"subhead": "{long}"}}]}}"#),
            &["by has 20001", "subhead has 20001"],
        );
    }
}
