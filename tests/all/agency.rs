//! Agencies' items, each small and of our own making, in the forms that agencies give them: how many come right in every field.
//!
//! `tests/agency/items.txt` holds them one after another: a line `=== FORMAT: what it shows`, the file, a line of `---`, and every field that
//! an editor would expect of it. A field that is not expected must not come.
use std::fmt::Write;
use std::fs;
use std::path::Path;

use newsprint::diag::Diagnostics;
use newsprint::edition::format::Format;
use newsprint::edition::intake::Intake;
use newsprint::import;
use serde_json::Value;

use crate::editions::root;

/// Items of a hundred that must be right in every field.
const LEAST: usize = 95;
/// Items that the file must hold.
const FEWEST: usize = 60;

struct Item<'a> {
    format: &'a str,
    shows: &'a str,
    source: &'a str,
    expected: &'a str,
}

fn item(part: &str) -> Item<'_> {
    let (head, rest) = part.split_once('\n').unwrap_or_else(|| panic!("an item without a file: {part}"));
    let (format, shows) = head.split_once(": ").unwrap_or_else(|| panic!("no format: {head}"));
    let (source, expected) = rest.split_once("\n---\n").unwrap_or_else(|| panic!("nothing is expected: {head}"));
    Item { format, shows, source, expected: expected.trim() }
}

/// The fields of an article, a line each, in a fixed order.
fn fields(article: &Value) -> String {
    let mut out = String::new();
    let text = |value: &Value| value.as_str().map_or_else(|| value.to_string(), str::to_string);
    let line = |out: &mut String, name: &str, parts: &[Option<&Value>]| {
        let mut parts: Vec<String> = parts.iter().map(|part| part.map(text).unwrap_or_default()).collect();
        while parts.last().is_some_and(String::is_empty) {
            parts.pop();
        }
        let _ = writeln!(out, "{name} = {}", parts.join(" | "));
    };
    for key in ["headline", "deck", "byline", "dateline", "agency", "section", "priority", "lang"] {
        match article.get(key) {
            Some(Value::Array(writers)) => {
                writers.iter().for_each(|writer| match writer.get("name") {
                    Some(name) => line(&mut out, key, &[Some(name), writer.get("role")]),
                    None => line(&mut out, key, &[Some(writer)]),
                });
            }
            Some(value) => line(&mut out, key, &[Some(value)]),
            None => {}
        }
    }
    let blocks = article["body"].as_array().cloned().unwrap_or_default();
    for block in blocks.iter().filter(|block| block.is_string()) {
        line(&mut out, "p", &[Some(block)]);
    }
    for block in blocks.iter().filter_map(|block| block.get("subhead")) {
        line(&mut out, "h", &[Some(block)]);
    }
    for block in blocks.iter().filter(|block| block.get("quote").is_some()) {
        line(&mut out, "q", &[block.get("quote"), block.get("by")]);
    }
    for photo in article["photos"].as_array().cloned().unwrap_or_default() {
        line(&mut out, "photo", &["file", "caption", "credit", "alt"].map(|key| photo.get(key)));
    }
    out.trim().to_string()
}

#[test]
fn agencies_items_are_right_in_every_field() {
    let text = fs::read_to_string(root().join("tests/agency/items.txt")).unwrap();
    let items: Vec<Item> = text.split("=== ").skip(1).map(item).collect();
    assert!(items.len() >= FEWEST, "the items are gone: {} are left", items.len());
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("agency");
    fs::create_dir_all(&folder).unwrap();
    let mut wrong = String::new();
    let mut right = 0;
    for (number, item) in items.iter().enumerate() {
        let name = format!("{number}.copy");
        fs::write(folder.join(&name), item.source).unwrap();
        let format = Format::meant(item.format).unwrap_or_else(|| panic!("no such format: {}", item.format));
        let intake = Intake { format, section: None, habits: None };
        let filed = import::import(&intake, &folder, &[name], &mut Diagnostics::default());
        let came: Vec<String> = import::write::files(&filed, None)
            .written
            .iter()
            .filter(|(path, _)| path.extension().is_some_and(|ending| ending == "json"))
            .map(|(_, bytes)| fields(&serde_json::from_slice(bytes).unwrap()))
            .collect();
        let came = came.join("\n\n");
        if came == item.expected {
            right += 1;
        } else {
            let _ = writeln!(wrong, "{}: {}\n  expected\n{}\n  came\n{came}\n", item.format, item.shows, item.expected);
        }
    }
    assert!(right * 100 >= items.len() * LEAST, "{right} of {} items are right in every field\n{wrong}", items.len());
}
