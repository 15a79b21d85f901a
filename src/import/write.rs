//! Imported articles as files: JSON in the order of an article's keys, and the pictures that lie beside the copy.
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use crate::diag::{Diagnostics, Source};
use crate::edition::article_source::ArticleSource;
use crate::edition::files;
use crate::edition::photo::Refused;
use crate::tree::{Node, Value};

/// A file to be written, by its path in the folder of articles.
pub type Written = (PathBuf, Vec<u8>);

/// The files of imported articles.
#[derive(Debug, Default)]
pub struct Files {
    /// One of JSON for each article, and every picture that is there.
    pub written: Vec<Written>,
    /// Pictures that are there and cannot be used, by their path in the folder of articles.
    pub refused: BTreeMap<PathBuf, Refused>,
}

/// Folders of a site, from its root, that builders of sites publish as the root.
const PUBLISHED: [&str; 5] = ["", "static", "public", "assets", "content"];

/// The files of imported articles. Pictures are looked for beside the copy, then in the folders below `root` that a site is made of.
pub fn files(filed: &[ArticleSource], root: Option<&Path>) -> Files {
    let mut out = Files::default();
    let root = root.and_then(|root| std::fs::canonicalize(root).ok());
    for article in filed {
        let Some(tree) = &article.tree else { continue };
        let mut text = String::new();
        json(tree, 0, &mut text);
        text.push('\n');
        out.written.push((PathBuf::from(format!("{}.json", article.slug())), text.into_bytes()));
        let folder = Path::new(&article.file.path).parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
        let Ok(folder) = std::fs::canonicalize(folder) else { continue };
        for path in tree.get("photos").map(Node::items).unwrap_or_default().iter().filter_map(picture_path) {
            if !out.written.iter().any(|(there, _)| *there == path) {
                picture(&path, &folder, root.as_deref(), &mut out);
            }
        }
    }
    out
}

fn picture_path(photo: &Node) -> Option<PathBuf> {
    photo.get("file")?.text().map(|file| files::normal(Path::new(file)))
}

/// Adds a picture from the first folder that has it. What lies outside the copy's own folder and the root is told of when the paper is built.
fn picture(path: &Path, folder: &Path, root: Option<&Path>, out: &mut Files) {
    let beside = [(folder, path.to_path_buf())];
    // A picture with its address lies where its path on the site says.
    let on_site: PathBuf = if path.starts_with("photos") { path.components().skip(2).collect() } else { path.to_path_buf() };
    let below = root.into_iter().flat_map(|root| PUBLISHED.map(|part| (root, Path::new(part).join(&on_site))));
    for (folder, place) in beside.into_iter().chain(below) {
        match files::picture(folder, &place, None).and_then(|_| files::bytes(folder, &place)) {
            Ok(bytes) => return out.written.push((path.to_path_buf(), bytes)),
            Err(refused) if refused.code == "bad-picture" => {
                out.refused.insert(path.to_path_buf(), refused);
                return;
            }
            Err(_) => {}
        }
    }
}

/// Tells of the pictures that imported articles name and that are not there, or cannot be read: where each is to be put, and where it comes from.
pub fn tell_missing(filed: &[ArticleSource], files: &Files, output: &Path, diags: &mut Diagnostics) {
    for article in filed {
        for photo in article.tree.as_ref().and_then(|tree| tree.get("photos")).map(Node::items).unwrap_or_default() {
            let Some((path, address)) = picture_path(photo).zip(photo.text_of("url")) else { continue };
            if files.written.iter().any(|(there, _)| *there == path) || output.join(&path).is_file() {
                continue;
            }
            let place = Some(Source { file: article.file.clone(), range: photo.range.start..photo.range.start });
            if let Some(refused) = files.refused.get(&path) {
                let message = format!("the photo {} of \"{}\" cannot be used: {}", files::slashes(&path), article.slug(), refused.why);
                let warning = diags.warning("bad-picture", place, message);
                warning.did("went on without it; the article names it").help(refused.help.clone());
                continue;
            }
            let warning = diags.warning("missing-photo", place, format!("a photo of \"{}\" is not here", article.slug()));
            let shown = files::slashes(&output.join(&path));
            warning.did("the article names it; it builds without it; nothing is fetched").help(format!("save {address} as {shown}"));
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
