//! The text of an edition file, edited: line ends, the mark at its head and its last line stay as they are.
use std::sync::Arc;

use toml_edit::DocumentMut;

use super::{Known, Order, Refusal, ads, moves, pages, stories, table};
use crate::diag::{Diagnostics, Severity, SourceFile};
use crate::edition::{keys, wishes};
use crate::tree::form::{self, Form};
use crate::tree::{Node, toml};

/// An edition file after an order.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Edited {
    /// Its text.
    pub text: String,
    /// What changed, in a line.
    pub said: String,
}

/// Does an order: gives the new text of an edition file and says what changed, or why that cannot be. Where nothing changes, the text is
/// the same.
pub fn edit(text: &str, order: &Order, known: &Known) -> Result<Edited, Refusal> {
    let (mark, body) = match text.strip_prefix(MARK) {
        Some(body) => (MARK, body),
        None => ("", text),
    };
    let mut document: DocumentMut = body.replace("\r\n", "\n").parse().map_err(unreadable)?;
    let unchanged = document.clone();
    let said = match order {
        Order::Move(_) | Order::Lead { .. } | Order::Swap { .. } => moves::apply(&mut document, order, known)?,
        Order::Lock { .. } | Order::Unlock { .. } | Order::Keep { .. } | Order::Status { .. } => pages::apply(&mut document, order, known)?,
        Order::Ad(ad) => ads::apply(&mut document, ad, known)?,
        _ => stories::apply(&mut document, order, known)?,
    };
    table::neaten_pages(&mut document, &unchanged);
    let edited = format!("{mark}{}", ended(body, &document.to_string()));
    // What was wrong before may be mended by another order.
    let before = faults(text, known);
    match faults(&edited, known).into_iter().find(|fault| !before.contains(fault)) {
        Some((message, help)) => Err(Refusal::no_order(message, help)),
        None => Ok(Edited { text: edited, said }),
    }
}

/// What some editors write at a file's head.
const MARK: &str = "\u{feff}";

fn unreadable(error: toml_edit::TomlError) -> Refusal {
    Refusal::no_order(format!("the edition file cannot be read: {}", error.message()), "newsprint check tells what is wrong with it")
}

/// An edited text with the line ends of the one before: lines that stay keep theirs, new ones have what most have.
fn ended(old: &str, new: &str) -> String {
    let before: Vec<&str> = old.split_inclusive('\n').collect();
    let after: Vec<&str> = new.split_inclusive('\n').collect();
    let crlf = before.iter().filter(|line| line.ends_with("\r\n")).count();
    let usual = if crlf * 2 > before.len() { "\r\n" } else { "\n" };
    let bare = |line: &str| -> String { line.trim_end_matches(['\r', '\n']).to_string() };
    let same = |one: &&str, other: &&str| bare(one) == bare(other);
    let head = before.iter().zip(&after).take_while(|(one, other)| same(one, other)).count();
    let most = before.len().min(after.len()) - head;
    let foot = before.iter().rev().zip(after.iter().rev()).take(most).take_while(|(one, other)| same(one, other)).count();
    let middle = after[head..after.len() - foot].iter().map(|line| match line.strip_suffix('\n') {
        Some(line) => format!("{line}{usual}"),
        None => line.to_string(),
    });
    // A last line that had no end has one where others come after it.
    let head_lines = before[..head].iter().enumerate().map(|(at, line)| match line.ends_with('\n') || at + 1 == after.len() {
        true => line.to_string(),
        false => format!("{line}{usual}"),
    });
    let foot_lines = before[before.len() - foot..].iter().map(|line| line.to_string());
    head_lines.chain(middle).chain(foot_lines).collect()
}

/// What the readers of edition files find wrong with a text: an edit leaves no file that cannot be built.
fn faults(text: &str, known: &Known) -> Vec<(String, String)> {
    let file = Arc::new(SourceFile { path: "edition.toml".into(), text: text.into() });
    let mut diags = Diagnostics::default();
    match toml::read(text) {
        Ok(tree) => {
            let group = if known.is_zone { &keys::ZONE } else { &keys::EDITION };
            form::check(&tree, &Form::Group(group), &file, &mut diags);
            for entry in tree.get("wishes").map(Node::entries).unwrap_or_default() {
                wishes::read(&entry.node, &file, &mut diags);
            }
        }
        Err(faults) => faults.into_iter().for_each(|fault| crate::tree::tell(fault, &file, &mut diags)),
    }
    let errors = diags.list.into_iter().filter(|told| told.severity == Severity::Error);
    errors.map(|fault| (fault.message, fault.help)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_keep_their_ends() {
        for (old, new, expected) in [
            ("a\r\nb\r\n", "a\nx\nb\n", "a\r\nx\r\nb\r\n"),
            ("a\nb\r\nc\n", "a\nb\nx\nc\n", "a\nb\r\nx\nc\n"),
            ("a\nb", "a\nb\n", "a\nb"),
            ("a\nb", "a\nb\nc\n", "a\nb\nc\n"),
            ("a\nb", "x\nb\n", "x\nb"),
            ("", "a\n", "a\n"),
            ("a\r\n", "", ""),
            ("a\na\n", "a\n", "a\n"),
        ] {
            assert_eq!(ended(old, new), expected, "{old:?} {new:?}");
        }
    }
}
