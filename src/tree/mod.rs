//! What stands in a TOML, JSON or YAML file, each value with its place: one tree for all three.
use std::ops::Range;
use std::sync::Arc;

use crate::diag::{Diagnostics, Source, SourceFile};

pub mod file;
pub mod form;
pub mod json;
pub mod toml;
pub mod xml;
pub mod yaml;

/// A value and the bytes of the file that it stands in.
#[derive(Clone, Debug, PartialEq)]
pub struct Node {
    /// Bytes of the file.
    pub range: Range<usize>,
    pub value: Value,
}

/// A value of any of the three formats.
#[derive(Clone, Debug, PartialEq)]
pub enum Value {
    /// `null`
    Null,
    /// `true`, `false`
    Flag(bool),
    /// A whole number.
    Integer(i64),
    /// A number with a fraction.
    Fraction(f64),
    Text(String),
    /// A TOML date or time, as written.
    Date(String),
    List(Vec<Node>),
    /// Keys and values, in the file's order.
    Table(Vec<Entry>),
}

/// A key and its value.
#[derive(Clone, Debug, PartialEq)]
pub struct Entry {
    pub key: String,
    pub range: Range<usize>,
    pub node: Node,
}

impl Value {
    /// What an editor would call it.
    pub fn kind(&self) -> &'static str {
        match self {
            Value::Null => "nothing",
            Value::Flag(_) => "true or false",
            Value::Integer(_) | Value::Fraction(_) => "a number",
            Value::Text(_) => "text",
            Value::Date(_) => "a date",
            Value::List(_) => "a list",
            Value::Table(_) => "a group of keys",
        }
    }
}

impl Node {
    /// The value of a key; none where it is missing or `null`.
    pub fn get(&self, key: &str) -> Option<&Node> {
        self.entries().iter().find(|entry| entry.key == key).map(|entry| &entry.node).filter(|node| node.value != Value::Null)
    }

    /// The keys of a table; none of anything else.
    pub fn entries(&self) -> &[Entry] {
        if let Value::Table(entries) = &self.value { entries } else { &[] }
    }

    /// The items of a list; of anything else none.
    pub fn items(&self) -> &[Node] {
        if let Value::List(items) = &self.value { items } else { &[] }
    }

    /// Its text, or its date as written.
    pub fn text(&self) -> Option<&str> {
        match &self.value {
            Value::Text(text) | Value::Date(text) => Some(text),
            _ => None,
        }
    }

    /// Its whole number.
    pub fn integer(&self) -> Option<i64> {
        if let Value::Integer(number) = self.value { Some(number) } else { None }
    }

    /// Its number in thousandths.
    pub fn thousandths(&self) -> Option<i64> {
        match self.value {
            Value::Integer(number) => number.checked_mul(1000),
            Value::Fraction(number) if number.is_finite() && number.abs() < 1e9 => Some((number * 1000.0).round() as i64),
            _ => None,
        }
    }

    pub fn flag(&self) -> Option<bool> {
        if let Value::Flag(flag) = self.value { Some(flag) } else { None }
    }

    /// The text of a key.
    pub fn text_of(&self, key: &str) -> Option<String> {
        self.get(key)?.text().map(str::to_string)
    }

    /// The node's place in its file.
    pub fn source(&self, file: &Arc<SourceFile>) -> Source {
        Source { file: file.clone(), range: self.range.clone() }
    }
}

/// A file that cannot be read as its format: what is wrong and at which byte.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Malformed {
    /// Bytes of the file.
    pub range: Range<usize>,
    /// In an editor's words.
    pub message: String,
}

/// Tells why a file cannot be read as its format.
pub fn tell(fault: Malformed, file: &Arc<SourceFile>, diags: &mut Diagnostics) {
    let source = Source { file: file.clone(), range: fault.range };
    diags.error("malformed", Some(source), format!("{} cannot be read: {}", file.path, fault.message));
}
