//! YAML, as far as front matter needs it, with the place of every value, by `saphyr-parser`.
use saphyr_parser::{Event, Parser, ScalarStyle, Span};

use super::{Entry, Malformed, Node, Value};

/// Lists and groups in one another beyond this are an attack, not an article.
const DEEPEST: usize = 64;

/// A key that waits for its value, and where it stands.
type Waiting = Option<(String, std::ops::Range<usize>)>;

/// Reads one YAML document. `base` is the byte of the file at which the text starts.
pub fn read(text: &str, base: usize) -> Result<Node, Malformed> {
    let bytes: Vec<usize> = text.char_indices().map(|(at, _)| at).chain([text.len()]).collect();
    let place = |character: usize| base + bytes.get(character).copied().unwrap_or(text.len());
    let range = |span: &Span| place(span.start.index())..place(span.end.index()).max(place(span.start.index()));
    let mut open: Vec<(usize, Value, Waiting)> = Vec::new();
    let mut root = None;
    for event in Parser::new_from_str(text) {
        let (event, span) = event.map_err(|error| {
            let at = place(error.marker().index());
            Malformed { range: at..at, message: format!("the front matter cannot be read: {}", error.info()) }
        })?;
        let range = range(&span);
        let done = match event {
            Event::Scalar(text, style, ..) => Node { range, value: scalar(&text, style) },
            Event::SequenceStart(..) | Event::MappingStart(..) => {
                if open.len() >= DEEPEST {
                    return Err(Malformed { range, message: "lists and groups lie too deep in one another".into() });
                }
                let value = if matches!(event, Event::SequenceStart(..)) { Value::List(Vec::new()) } else { Value::Table(Vec::new()) };
                open.push((range.start, value, None));
                continue;
            }
            Event::SequenceEnd | Event::MappingEnd => match open.pop() {
                Some((start, value, _)) => Node { range: start..range.end, value },
                None => continue,
            },
            Event::Alias(_) => return Err(Malformed { range, message: "front matter may not use YAML aliases".into() }),
            _ => continue,
        };
        match open.last_mut() {
            None => root = root.or(Some(done)),
            Some((_, Value::List(items), _)) => items.push(done),
            Some((_, Value::Table(entries), key)) => match key.take() {
                Some((key, range)) => entries.push(Entry { key, range, node: done }),
                None => {
                    let Some(text) = done.text().map(str::to_string).or_else(|| done.integer().map(|n| n.to_string())) else {
                        return Err(Malformed { range: done.range, message: "a key must be a word".into() });
                    };
                    *key = Some((text, done.range));
                }
            },
            Some(_) => {}
        }
    }
    Ok(root.unwrap_or(Node { range: base..base, value: Value::Table(Vec::new()) }))
}

/// YAML 1.2's core schema, less its octal and hexadecimal numbers.
fn scalar(text: &str, style: ScalarStyle) -> Value {
    if style != ScalarStyle::Plain {
        return Value::Text(text.into());
    }
    match text {
        "" | "~" | "null" | "Null" | "NULL" => Value::Null,
        "true" | "True" | "TRUE" => Value::Flag(true),
        "false" | "False" | "FALSE" => Value::Flag(false),
        _ => {
            if let Ok(number) = text.parse::<i64>() {
                return Value::Integer(number);
            }
            let numeric = text.bytes().all(|b| b.is_ascii_digit() || matches!(b, b'.' | b'-' | b'+' | b'e' | b'E'))
                && text.bytes().any(|b| b.is_ascii_digit());
            match text.parse::<f64>() {
                Ok(number) if numeric && number.is_finite() => Value::Fraction(number),
                _ => Value::Text(text.into()),
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, key: &str, expected: Value) {
        let node = read(text, 0).unwrap();
        assert_eq!(node.get(key).unwrap().value, expected, "{text}");
    }

    #[test]
    fn front_matter_is_typed() {
        check("headline: Fog lifts\npriority: 3\n", "priority", Value::Integer(3));
        check("headline: \"Fog: it lifts\"", "headline", Value::Text("Fog: it lifts".into()));
        check("posted: 2019-12-24T16:15:00+09:00", "posted", Value::Text("2019-12-24T16:15:00+09:00".into()));
        assert!(read("a: [1, 2", 0).is_err());
        assert!(read("a: *b", 0).is_err());
        let text = "é: x\nb: yes";
        let node = read(text, 0).unwrap();
        assert_eq!(&text[node.get("b").unwrap().range.clone()], "yes");
    }
}
