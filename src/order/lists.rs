//! Lists of slugs in TOML, on one line or on several, with their comments.
use toml_edit::{Array, Value};

/// What stands at an index.
pub(super) fn position(list: &Array, text: &str) -> Option<usize> {
    list.iter().position(|value| value.as_str() == Some(text))
}

/// Puts a text into a list, before what stands at an index now.
pub(super) fn insert(list: &mut Array, at: usize, text: &str) {
    insert_value(list, at, Value::from(text));
}

/// Puts a value into a list, before what stands at an index now.
pub(super) fn insert_value(list: &mut Array, at: usize, mut value: Value) {
    let at = at.min(list.len());
    let prefix = if at < list.len() { take_place(list, at) } else { append_place(list) };
    value.decor_mut().set_prefix(prefix);
    list.insert_formatted(at, value);
}

/// The white and the comment before a place of a list that something new comes to; what stood there keeps white alone.
fn take_place(list: &mut Array, at: usize) -> String {
    let prefix = before(list, at);
    let white = match (line_start(&prefix), at) {
        (Some(white), _) => white,
        (None, 0) => " ".to_string(),
        (None, _) => prefix.clone(),
    };
    if let Some(value) = list.get_mut(at) {
        value.decor_mut().set_prefix(white);
    }
    prefix
}

/// The white before what comes to the end of a list. A comment at the end of its last line stays there.
fn append_place(list: &mut Array) -> String {
    let Some(last) = list.len().checked_sub(1) else { return String::new() };
    let prefix = before(list, last);
    let suffix = list.get(last).map(|value| decor(value.decor().suffix())).unwrap_or_default();
    let trailing = format!("{suffix}{}", decor(Some(list.trailing())));
    if let Some(value) = list.get_mut(last) {
        value.decor_mut().set_suffix("");
    }
    match (line_start(&prefix), trailing.split_once('\n')) {
        (Some(white), Some((comment, rest))) => {
            list.set_trailing(format!("\n{rest}"));
            format!("{comment}{white}")
        }
        (Some(white), None) => white,
        (None, Some((comment, rest))) if comment.contains('#') => {
            list.set_trailing(format!("\n{rest}"));
            format!("{comment}\n")
        }
        (None, _) => {
            list.set_trailing(trailing);
            " ".to_string()
        }
    }
}

/// Takes out of a list what stands at an index.
pub(super) fn remove(list: &mut Array, at: usize) {
    let prefix = before(list, at);
    let trailing = decor(Some(list.trailing()));
    let is_last = at + 1 == list.len();
    list.remove(at);
    match list.get_mut(at) {
        // What comes next has the place, and the comment that ends the line before it.
        Some(next) => next.decor_mut().set_prefix(prefix),
        None if is_last && at > 0 => {
            let comment = prefix.split_once('\n').map(|(comment, _)| comment);
            if let (Some(comment), Some((_, rest))) = (comment, trailing.split_once('\n')) {
                list.set_trailing(format!("{comment}\n{rest}"));
            }
        }
        None => {}
    }
}

/// Writes another text where one stands.
pub(super) fn replace(list: &mut Array, at: usize, text: &str) {
    let Some(old) = list.get(at) else { return };
    let mut value = Value::from(text);
    *value.decor_mut() = old.decor().clone();
    list.replace_formatted(at, value);
}

fn before(list: &Array, at: usize) -> String {
    list.get(at).map(|value| decor(value.decor().prefix())).unwrap_or_default()
}

fn decor(raw: Option<&toml_edit::RawString>) -> String {
    raw.and_then(|raw| raw.as_str()).unwrap_or_default().to_string()
}

/// The line end and the white at the head of the last line, where there is one.
fn line_start(white: &str) -> Option<String> {
    let (_, indent) = white.rsplit_once('\n')?;
    Some(format!("\n{indent}"))
}

#[cfg(test)]
mod tests {
    use super::*;
    use toml_edit::DocumentMut;

    fn check(list: &str, change: impl Fn(&mut Array), expected: &str) {
        let mut document: DocumentMut = format!("x = {list}\n").parse().unwrap();
        change(document["x"].as_array_mut().unwrap());
        assert_eq!(document.to_string(), format!("x = {expected}\n"), "{list}");
        document.to_string().parse::<DocumentMut>().expect("it is TOML still");
    }

    #[test]
    fn things_come_in_as_others_stand() {
        let put = |at: usize| move |list: &mut Array| insert(list, at, "n");
        check("[]", put(0), "[\"n\"]");
        check("[\"a\", \"b\"]", put(0), "[\"n\", \"a\", \"b\"]");
        check("[\"a\", \"b\"]", put(1), "[\"a\", \"n\", \"b\"]");
        check("[\"a\", \"b\"]", put(9), "[\"a\", \"b\", \"n\"]");
        check("[ \"a\" ]", put(0), "[ \"n\", \"a\" ]");
        check("[ \"a\" ]", put(1), "[ \"a\", \"n\" ]");
        let lines = "[\n  \"a\", # first\n  \"b\", # second\n]";
        check(lines, put(0), "[\n  \"n\",\n  \"a\", # first\n  \"b\", # second\n]");
        check(lines, put(1), "[\n  \"a\", # first\n  \"n\",\n  \"b\", # second\n]");
        check(lines, put(2), "[\n  \"a\", # first\n  \"b\", # second\n  \"n\",\n]");
        check("[\n  \"a\",\n  \"b\"\n]", put(2), "[\n  \"a\",\n  \"b\",\n  \"n\"\n]");
    }

    #[test]
    fn things_go_and_leave_the_others_as_they_stood() {
        let take = |at: usize| move |list: &mut Array| remove(list, at);
        check("[\"a\"]", take(0), "[]");
        check("[\"a\", \"b\"]", take(0), "[\"b\"]");
        check("[\"a\", \"b\"]", take(1), "[\"a\"]");
        let lines = "[\n  \"a\", # first\n  \"b\", # second\n  \"c\", # third\n]";
        check(lines, take(0), "[\n  \"b\", # second\n  \"c\", # third\n]");
        check(lines, take(1), "[\n  \"a\", # first\n  \"c\", # third\n]");
        check(lines, take(2), "[\n  \"a\", # first\n  \"b\", # second\n]");
        check("[\"a\", \"b\"]", |list| replace(list, 1, "n"), "[\"a\", \"n\"]");
    }
}
