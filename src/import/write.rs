//! Imported articles as files: JSON in the order of an article's keys, and the pictures that lie beside the copy.
use std::path::{Path, PathBuf};

use crate::diag::{Diagnostics, Source};
use crate::edition::article_source::ArticleSource;
use crate::edition::files;
use crate::tree::{Node, Value};

/// A file to be written, by its path in the folder of articles.
pub type Written = (PathBuf, Vec<u8>);

/// The files of imported articles: one of JSON each, and every picture of theirs that is there.
pub fn files(filed: &[ArticleSource]) -> Vec<Written> {
    let mut out: Vec<Written> = Vec::new();
    for article in filed {
        let Some(tree) = &article.tree else { continue };
        let mut text = String::new();
        json(tree, 0, &mut text);
        text.push('\n');
        out.push((PathBuf::from(format!("{}.json", article.slug())), text.into_bytes()));
        let folder = Path::new(&article.file.path).parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
        let Ok(folder) = std::fs::canonicalize(folder) else { continue };
        for photo in tree.get("photos").map(Node::items).unwrap_or_default() {
            let Some(path) = photo.get("file").and_then(Node::text).map(|file| files::normal(Path::new(file))) else { continue };
            if out.iter().any(|(there, _)| *there == path) {
                continue;
            }
            // What is no picture, or lies outside the copy's own folder, is told of when the paper is built.
            if let Ok((picture, _)) = files::picture(&folder, &path, None) {
                out.push((path, picture.bytes.to_vec()));
            }
        }
    }
    out
}

/// Tells of the pictures that imported articles name and that are not there: where each is to be put, and where it comes from.
pub fn tell_missing(filed: &[ArticleSource], written: &[Written], output: &Path, diags: &mut Diagnostics) {
    for article in filed {
        for photo in article.tree.as_ref().and_then(|tree| tree.get("photos")).map(Node::items).unwrap_or_default() {
            let Some((file, address)) = photo.text_of("file").zip(photo.text_of("url")) else { continue };
            let path = files::normal(Path::new(&file));
            if !written.iter().any(|(there, _)| *there == path) && !output.join(&path).is_file() {
                let place = Some(Source { file: article.file.clone(), range: photo.range.start..photo.range.start });
                let warning = diags.warning("missing-photo", place, format!("a photo of \"{}\" is not here", article.slug()));
                let shown = files::slashes(&output.join(&path));
                warning.did("the article names it; it builds without it; nothing is fetched").help(format!("save {address} as {shown}"));
            }
        }
    }
}

/// A value as JSON, with lists of words on lines of their own.
fn json(node: &Node, depth: usize, out: &mut String) {
    let line = |depth: usize| format!("\n{}", "  ".repeat(depth));
    match &node.value {
        Value::List(items) if items.iter().all(|item| matches!(item.value, Value::Integer(_) | Value::Fraction(_))) => {
            let numbers: Vec<String> = items.iter().map(|item| scalar(&item.value)).collect();
            out.push_str(&format!("[{}]", numbers.join(", ")));
        }
        Value::List(items) => {
            out.push('[');
            for (at, item) in items.iter().enumerate() {
                out.push_str(if at > 0 { "," } else { "" });
                out.push_str(&line(depth + 1));
                json(item, depth + 1, out);
            }
            out.push_str(&line(depth));
            out.push(']');
        }
        Value::Table(entries) => {
            out.push('{');
            for (at, entry) in entries.iter().enumerate() {
                out.push_str(if at > 0 { "," } else { "" });
                out.push_str(&line(depth + 1));
                out.push_str(&format!("{}: ", scalar(&Value::Text(entry.key.clone()))));
                json(&entry.node, depth + 1, out);
            }
            out.push_str(&line(depth));
            out.push('}');
        }
        value => out.push_str(&scalar(value)),
    }
}

fn scalar(value: &Value) -> String {
    match value {
        Value::Text(text) | Value::Date(text) => serde_json::Value::from(text.as_str()).to_string(),
        Value::Integer(number) => number.to_string(),
        Value::Fraction(number) => serde_json::Value::from(*number).to_string(),
        Value::Flag(flag) => flag.to_string(),
        _ => "null".into(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::tree;

    fn check(text: &str) {
        let mut out = String::new();
        json(&tree::json::read(text).unwrap(), 0, &mut out);
        let value = |text: &str| serde_json::from_str::<serde_json::Value>(text).unwrap();
        assert_eq!(value(&out), value(text), "{out}");
    }

    #[test]
    fn what_is_written_reads_the_same() {
        check(r#"{"a": ["x\n\"y\"", {"b": []}], "focus": [0.5, 0.35], "n": 1, "f": true, "e": {}}"#);
    }
}
