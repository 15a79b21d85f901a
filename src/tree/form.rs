//! The forms of files: which keys there are and what they hold. One description reads, checks and prints the schema.
use std::collections::BTreeSet;
use std::sync::Arc;

use serde_json::{Map, Value as Json, json};

use super::{Entry, Node, Value};
use crate::diag::{Diagnostics, Severity, Source, SourceFile};
use crate::moment::moment;
use crate::units::Length;

/// What a value may be.
#[derive(Clone, Copy, Debug)]
pub enum Form {
    Text,
    /// Text that may not be empty.
    Word,
    /// A whole number between two.
    Integer(i64, i64),
    /// A number between two, in thousandths.
    Number(i64, i64),
    /// `true` or `false`.
    Flag,
    /// A length with its unit.
    Length,
    /// A date or a moment, as a TOML date or as text.
    Date,
    /// A stamp as filed: like a date, but a wrong one is only warned of.
    Stamp,
    /// One of these words.
    Choice(&'static [&'static str]),
    List(&'static Form),
    /// A list of just so many.
    Exactly(usize, &'static Form),
    /// A group of known keys.
    Group(&'static Group),
    /// A group of any keys whose values have one form.
    Map(&'static Form),
    /// Any of these; groups are told apart by their required key.
    Either(&'static [Form]),
}

/// A group of known keys.
#[derive(Debug)]
pub struct Group {
    /// What an editor calls it.
    pub name: &'static str,
    pub keys: &'static [Key],
}

/// A key of a group.
#[derive(Debug)]
pub struct Key {
    pub name: &'static str,
    pub form: Form,
    /// It may not be missing.
    pub required: bool,
    /// What it is for, for the schema.
    pub doc: &'static str,
    /// What holds where it is missing.
    pub usual: Option<Usual>,
}

/// The value of a key that is missing.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Usual {
    /// Text, or a length with its unit.
    Text(&'static str),
    /// A whole number.
    Integer(i64),
    /// `true` or `false`.
    Flag(bool),
    /// Two whole numbers, from the fewest to the most.
    Span(u8, u8),
}

impl Key {
    /// The same key with what holds where it is missing.
    pub const fn usually(self, usual: Usual) -> Key {
        Key { usual: Some(usual), ..self }
    }
}

/// An optional key.
pub const fn key(name: &'static str, form: Form, doc: &'static str) -> Key {
    Key { name, form, required: false, doc, usual: None }
}

pub const fn required(name: &'static str, form: Form, doc: &'static str) -> Key {
    Key { name, form, required: true, doc, usual: None }
}

/// What a file may hold at a path of keys.
#[derive(Clone, Copy, Debug)]
pub struct Allowed {
    /// The form of the value.
    pub form: &'static Form,
    /// What holds where it is missing.
    pub usual: Option<Usual>,
}

/// What a file of a form may hold at a path of keys. None where no such file can have that path.
pub fn allowed_at(form: &'static Form, path: &[&str]) -> Option<Allowed> {
    let mut allowed = Allowed { form, usual: None };
    for name in path {
        allowed = match allowed.form {
            Form::Group(group) => {
                let key = group.keys.iter().find(|key| key.name == *name)?;
                Allowed { form: &key.form, usual: key.usual }
            }
            Form::Map(form) => Allowed { form, usual: None },
            Form::Either(forms) => forms.iter().find_map(|form| allowed_at(form, &[name]))?,
            _ => return None,
        };
    }
    Some(allowed)
}

/// Every group that a form holds, itself first.
pub fn groups(form: &'static Form) -> Vec<&'static Group> {
    match form {
        Form::Group(group) => std::iter::once(*group).chain(group.keys.iter().flat_map(|key| groups(&key.form))).collect(),
        Form::List(form) | Form::Exactly(_, form) | Form::Map(form) => groups(form),
        Form::Either(forms) => forms.iter().flat_map(groups).collect(),
        _ => Vec::new(),
    }
}

/// Edits between a wrong key and the nearest known one beyond which naming it does not help.
const NEAREST_EDITS: usize = 4;

/// Longer keys are cut in messages, and resemble nothing.
const LONGEST_KEY: usize = 60;
/// Faults told of one file; a file with more is not what it is taken for.
const MOST_FAULTS: usize = 100;

/// Checks a tree against a form; every fault is told. True where no error was found.
pub fn check(node: &Node, form: &Form, file: &Arc<SourceFile>, diags: &mut Diagnostics) -> bool {
    let before = diags.list.len();
    let name = if let Form::Group(group) = form { group.name } else { "this" };
    Checker { file, diags }.node(node, form, name);
    let told = diags.list.len() - before;
    let ok = !diags.list[before..].iter().any(|told| told.severity == Severity::Error);
    if told > MOST_FAULTS {
        diags.list.truncate(before + MOST_FAULTS);
        let source = Some(Source { file: file.clone(), range: 0..0 });
        diags
            .error("more-faults", source, format!("{} has {} faults more", file.path, told - MOST_FAULTS))
            .help("mend the first ones and run again");
    }
    ok
}

/// Of several names the one nearest to a wrong one, if near enough to be meant; of two as near the first in the alphabet.
pub fn nearest<'a>(wrong: &str, names: impl Iterator<Item = &'a str>) -> Option<&'a str> {
    if wrong.len() > LONGEST_KEY {
        return None;
    }
    let scored = names.filter(|name| name.len() <= 2 * LONGEST_KEY);
    let scored = scored.map(|name| (strsim::damerau_levenshtein(&wrong.to_lowercase(), &name.to_lowercase()), name));
    // "title" is no slip of the pen for "kicker".
    let near = |name: &str| NEAREST_EDITS.min(name.chars().count().min(wrong.chars().count()) / 2);
    scored.min().filter(|(edits, name)| *edits <= near(name)).map(|(_, name)| name)
}

/// A key or word as messages show it.
pub fn shown(text: &str) -> String {
    match text.char_indices().nth(LONGEST_KEY) {
        Some((cut, _)) => format!("\"{}…\"", &text[..cut]),
        None => format!("\"{text}\""),
    }
}

struct Checker<'a> {
    file: &'a Arc<SourceFile>,
    diags: &'a mut Diagnostics,
}

impl Checker<'_> {
    fn place(&self, range: &std::ops::Range<usize>) -> Option<Source> {
        Some(Source { file: self.file.clone(), range: range.clone() })
    }

    fn node(&mut self, node: &Node, form: &Form, name: &str) {
        match (form, &node.value) {
            (Form::Text, Value::Text(_)) | (Form::Flag, Value::Flag(_)) => {}
            (Form::Word, Value::Text(text)) => {
                if text.trim().is_empty() {
                    self.diags
                        .error("empty-value", self.place(&node.range), format!("{name} is empty"))
                        .help("write it, or take the key out");
                }
            }
            (Form::Integer(low, high), Value::Integer(number)) => {
                if number < low || number > high {
                    self.diags.error("out-of-range", self.place(&node.range), format!("{name} is {number}; it can be {low} to {high}"));
                }
            }
            (Form::Number(low, high), Value::Integer(_) | Value::Fraction(_)) => {
                let range = *low..=*high;
                if !node.thousandths().is_some_and(|number| range.contains(&number)) {
                    let (low, high) = (*low as f64 / 1000.0, *high as f64 / 1000.0);
                    self.diags.error("out-of-range", self.place(&node.range), format!("{name} can be {low} to {high}"));
                }
            }
            (Form::Length, Value::Text(text)) => {
                if let Err(message) = Length::parse(text) {
                    self.diags.error("bad-length", self.place(&node.range), format!("{name}: {message}"));
                }
            }
            (Form::Length, Value::Integer(_) | Value::Fraction(_)) => {
                let message = format!("{name} is a number without a unit");
                self.diags
                    .error("bad-length", self.place(&node.range), message)
                    .help("units are pt, mm, cm, in, pc and em: write \"9pt\" or \"4.2mm\", in quotes");
            }
            (Form::Date | Form::Stamp, Value::Text(text) | Value::Date(text)) => {
                if moment(text).is_none() {
                    let message = format!("{name} is {}, which is no date", shown(text));
                    let place = self.place(&node.range);
                    let help = "write 2019-12-24 or 2019-12-24T16:15:00+09:00";
                    match form {
                        Form::Stamp => self.diags.warning("bad-date", place, message).did("took the story as filed in time").help(help),
                        _ => self.diags.error("bad-date", place, message).help(help),
                    };
                }
            }
            (Form::Choice(words), Value::Text(text)) => {
                if !words.contains(&text.as_str()) {
                    let message = format!("{name} is {}; it can be {}", shown(text), words.join(", "));
                    let place = self.place(&node.range);
                    let error = self.diags.error("unknown-word", place, message);
                    if let Some(near) = nearest(text, words.iter().copied()) {
                        error.help(format!("did you mean \"{near}\"?"));
                    }
                }
            }
            (Form::Exactly(count, form), Value::List(items)) => {
                if items.len() != *count {
                    let message = format!("{name} should hold {count} values, and holds {}", items.len());
                    self.diags.error("wrong-length", self.place(&node.range), message);
                }
                for item in items {
                    self.node(item, form, name);
                }
            }
            (Form::List(form), Value::List(items)) => {
                for item in items {
                    self.node(item, form, name);
                }
            }
            (Form::Map(form), Value::Table(entries)) => {
                self.twice(entries);
                for entry in entries {
                    self.node(&entry.node, form, &entry.key);
                }
            }
            (Form::Group(group), Value::Table(entries)) => self.group(node, group, entries),
            (Form::Either(forms), _) => self.either(node, forms, name),
            (_, value) => {
                let message = format!("{name} should be {}, and is {}", describe(form), value.kind());
                let plain = matches!(value, Value::Integer(_) | Value::Fraction(_) | Value::Flag(_) | Value::Date(_));
                let place = self.place(&node.range);
                let error = self.diags.error("wrong-type", place, message);
                if plain && matches!(form, Form::Text | Form::Word) {
                    error.help("put it in double quotes");
                }
            }
        }
    }

    fn either(&mut self, node: &Node, forms: &'static [Form], name: &str) {
        let fits = |form: &&Form| match (form, &node.value) {
            (Form::Group(group), Value::Table(entries)) => {
                group.keys.iter().filter(|key| key.required).all(|key| entries.iter().any(|entry| entry.key == key.name))
            }
            (Form::Text | Form::Word, Value::Text(_)) | (Form::Flag, Value::Flag(_)) => true,
            (Form::List(_) | Form::Exactly(..), Value::List(_)) => true,
            (Form::Map(_), Value::Table(_)) => true,
            (Form::Integer(..), Value::Integer(_)) | (Form::Date, Value::Date(_) | Value::Text(_)) => true,
            _ => false,
        };
        if let Some(form) = forms.iter().find(fits) {
            return self.node(node, form, name);
        }
        let groups: Vec<&Group> = forms.iter().filter_map(|form| if let Form::Group(group) = form { Some(*group) } else { None }).collect();
        if let (Value::Table(entries), [only]) = (&node.value, groups.as_slice()) {
            return self.group(node, only, entries);
        }
        let kinds: Vec<String> = forms.iter().map(describe).collect();
        const MOST_NAMED: usize = 4;
        let written = match &node.value {
            Value::Table(entries) if entries.is_empty() => "an empty group".to_string(),
            Value::Table(entries) => {
                format!("a group with {}", entries.iter().take(MOST_NAMED).map(|entry| shown(&entry.key)).collect::<Vec<_>>().join(", "))
            }
            value => value.kind().to_string(),
        };
        self.diags.error("wrong-type", self.place(&node.range), format!("{name} should be {}, and is {written}", kinds.join(" or ")));
    }

    fn twice(&mut self, entries: &[Entry]) {
        let mut seen = BTreeSet::new();
        for entry in entries {
            if !seen.insert(entry.key.as_str()) {
                let message = format!("{} stands here for the second time", shown(&entry.key));
                self.diags.error("duplicate-key", self.place(&entry.range), message).help("keep one of them");
            }
        }
    }

    fn group(&mut self, node: &Node, group: &'static Group, entries: &[Entry]) {
        self.twice(entries);
        for entry in entries {
            match group.keys.iter().find(|key| key.name == entry.key) {
                Some(_) if entry.node.value == Value::Null => {}
                Some(key) => self.node(&entry.node, &key.form, key.name),
                None => {
                    let message = format!("{} is not a key of {}", shown(&entry.key), group.name);
                    let range = entry.range.clone();
                    let help = match nearest(&entry.key, group.keys.iter().map(|key| key.name)) {
                        Some(name) => format!("did you mean \"{name}\"?"),
                        None => format!("its keys are {}", group.keys.iter().map(|key| key.name).collect::<Vec<_>>().join(", ")),
                    };
                    self.diags.error("unknown-key", self.place(&range), message).help(help);
                }
            }
        }
        for key in group.keys.iter().filter(|key| key.required) {
            let there = entries.iter().any(|entry| entry.key == key.name && entry.node.value != Value::Null);
            if !there {
                let range = node.range.start..(node.range.start + 1).min(node.range.end);
                self.diags
                    .error("missing-key", self.place(&range), format!("{} has no \"{}\"", group.name, key.name))
                    .help(format!("add it: {}", key.doc));
            }
        }
    }
}

fn describe(form: &Form) -> String {
    match form {
        Form::Text | Form::Word => "text".into(),
        Form::Integer(..) | Form::Number(..) => "a number".into(),
        Form::Flag => "true or false".into(),
        Form::Length => "a length such as \"9pt\"".into(),
        Form::Date | Form::Stamp => "a date".into(),
        Form::Choice(words) => format!("one of {}", words.join(", ")),
        Form::List(_) => "a list".into(),
        Form::Exactly(count, _) => format!("a list of {count}"),
        Form::Map(_) => "a group of keys".into(),
        Form::Group(group) => {
            let first = group.keys.iter().find(|key| key.required).or(group.keys.first()).map_or("", |key| key.name);
            format!("a group with \"{first}\"")
        }
        Form::Either(forms) => forms.iter().map(describe).collect::<Vec<_>>().join(" or "),
    }
}

/// The JSON Schema (2020-12) of a group.
pub fn schema(group: &'static Group, title: &str) -> Json {
    let mut root = group_schema(group);
    if let Json::Object(map) = &mut root {
        map.insert("$schema".into(), json!("https://json-schema.org/draft/2020-12/schema"));
        map.insert("title".into(), json!(title));
    }
    root
}

fn group_schema(group: &'static Group) -> Json {
    let mut properties = Map::new();
    for key in group.keys {
        let mut schema = form_schema(&key.form);
        if let Json::Object(map) = &mut schema {
            map.insert("description".into(), json!(key.doc));
            let usual = key.usual.map(|usual| match usual {
                Usual::Text(text) => json!(text),
                Usual::Integer(number) => json!(number),
                Usual::Flag(flag) => json!(flag),
                Usual::Span(low, high) => json!([low, high]),
            });
            map.extend(usual.map(|usual| ("default".to_string(), usual)));
        }
        properties.insert(key.name.into(), schema);
    }
    let needed: Vec<&str> = group.keys.iter().filter(|key| key.required).map(|key| key.name).collect();
    json!({ "type": "object", "properties": properties, "required": needed, "additionalProperties": false })
}

fn form_schema(form: &Form) -> Json {
    match form {
        Form::Text => json!({ "type": "string" }),
        Form::Word => json!({ "type": "string", "minLength": 1 }),
        Form::Integer(low, high) => json!({ "type": "integer", "minimum": low, "maximum": high }),
        Form::Number(low, high) => json!({ "type": "number", "minimum": *low as f64 / 1000.0, "maximum": *high as f64 / 1000.0 }),
        Form::Flag => json!({ "type": "boolean" }),
        Form::Length => json!({ "type": "string", "pattern": "^[+-]?[0-9.]+ ?(pt|mm|cm|in|pc|em)$" }),
        Form::Date | Form::Stamp => json!({ "type": "string", "pattern": "^[0-9]{4}-[0-9]{2}-[0-9]{2}" }),
        Form::Choice(words) => json!({ "enum": words }),
        Form::List(form) => json!({ "type": "array", "items": form_schema(form) }),
        Form::Exactly(count, form) => json!({ "type": "array", "items": form_schema(form), "minItems": count, "maxItems": count }),
        Form::Map(form) => json!({ "type": "object", "additionalProperties": form_schema(form) }),
        Form::Group(group) => group_schema(group),
        Form::Either(forms) => json!({ "anyOf": forms.iter().map(form_schema).collect::<Vec<_>>() }),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    static GROUP: Group = Group {
        name: "a card",
        keys: &[
            required("title", Form::Word, "its title"),
            key("width", Form::Length, "its width"),
            key("focus", Form::Exactly(2, &Form::Number(0, 1000)), "a point"),
            key("place", Form::Choice(&["top-left", "top-right"]), "a corner"),
            key("posted", Form::Stamp, "when"),
            key("by", Form::Either(&[Form::Text, Form::List(&Form::Text)]), "who"),
            key("wait", Form::Either(&[Form::Flag, Form::Date, Form::Integer(1, 9)]), "whether and how long"),
        ],
    };

    fn check(text: &str, expected: &[&str]) {
        let file = Arc::new(SourceFile { path: "card.json".into(), text: text.into() });
        let node = crate::tree::json::read(text).unwrap();
        let mut diags = Diagnostics::default();
        super::check(&node, &Form::Group(&GROUP), &file, &mut diags);
        let told: Vec<String> = diags
            .list
            .iter()
            .map(|d| format!("{} {}{}", d.code, d.message, if d.help.is_empty() { String::new() } else { format!(" ({})", d.help) }))
            .collect();
        assert_eq!(told, expected);
    }

    #[test]
    fn all_faults_come_at_once() {
        check(r#"{"title": "x", "width": "9pt", "focus": [0, 0.5], "by": ["a"]}"#, &[]);
        check(
            r#"{"widht": "9pt", "width": 9, "focus": [2], "place": "top-rigth"}"#,
            &[
                "unknown-key \"widht\" is not a key of a card (did you mean \"width\"?)",
                "bad-length width is a number without a unit (units are pt, mm, cm, in, pc and em: write \"9pt\" or \"4.2mm\", in quotes)",
                "wrong-length focus should hold 2 values, and holds 1",
                "out-of-range focus can be 0 to 1",
                "unknown-word place is \"top-rigth\"; it can be top-left, top-right (did you mean \"top-right\"?)",
                "missing-key a card has no \"title\" (add it: its title)",
            ],
        );
        check(r#"{"title": 7}"#, &["wrong-type title should be text, and is a number (put it in double quotes)"]);
        check(r#"{"title": "a", "title": "b"}"#, &["duplicate-key \"title\" stands here for the second time (keep one of them)"]);
        check("[]", &["wrong-type a card should be a group with \"title\", and is a list"]);
        check(r#"{"title": "a", "wait": true}"#, &[]);
        check(r#"{"title": "a", "wait": "2019-12-24"}"#, &[]);
        check(r#"{"title": "a", "wait": 9}"#, &[]);
        check(r#"{"title": "a", "wait": 10}"#, &["out-of-range wait is 10; it can be 1 to 9"]);
        check(r#"{"title": "a", "by": {}}"#, &["wrong-type by should be text or a list, and is an empty group"]);
        check(
            r#"{"title": "a", "posted": "soon"}"#,
            &["bad-date posted is \"soon\", which is no date (write 2019-12-24 or 2019-12-24T16:15:00+09:00)"],
        );
    }

    #[test]
    fn hostile_keys_end_soon() {
        let keys: Vec<String> = (0..50_000).map(|i| format!("\"k{i}\": 1")).collect();
        let text = format!("{{{}, \"{}\": 1}}", keys.join(","), "k".repeat(1_000_000));
        let file = Arc::new(SourceFile { path: "card.json".into(), text: String::new() });
        let mut diags = Diagnostics::default();
        assert!(!super::check(&crate::tree::json::read(&text).unwrap(), &Form::Group(&GROUP), &file, &mut diags));
        assert_eq!(diags.list.len(), MOST_FAULTS + 1);
    }
}
