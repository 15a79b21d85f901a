//! JSON (RFC 8259) with the place of every value; strict, and never deeper than a stack allows.
use std::ops::Range;
use std::sync::Arc;

use super::{Entry, Malformed, Node, Value, tell};
use crate::diag::{Diagnostics, Source, SourceFile};

/// Lists and tables in one another beyond this are an attack, not an article.
const DEEPEST: usize = 64;
/// Characters of a number beyond which it is none of an article's.
const LONGEST_NUMBER: usize = 40;

/// Reads a file's JSON. None where it is none; every fault is told.
pub fn file(file: &Arc<SourceFile>, diags: &mut Diagnostics) -> Option<Node> {
    let (node, halves) = parse(&file.text).map_err(|fault| tell(fault, file, diags)).ok()?;
    if let Some(first) = halves.first() {
        let source = Source { file: file.clone(), range: first.clone() };
        let others = if halves.len() > 1 { format!(" (there are {} in this file)", halves.len()) } else { String::new() };
        diags
            .warning("half-character", Some(source), format!("this \\u escape is half of a character; the other half is missing{others}"))
            .did("put \u{fffd} in its place")
            .help("type the character again; the program that wrote the file cut it in two");
    }
    Some(node)
}

pub fn read(text: &str) -> Result<Node, Malformed> {
    parse(text).map(|(node, _)| node)
}

/// The tree, and where half characters stand.
fn parse(text: &str) -> Result<(Node, Vec<Range<usize>>), Malformed> {
    let mut reader = Reader { text, bytes: text.as_bytes(), at: 0, halves: Vec::new() };
    if text.starts_with('\u{feff}') {
        reader.at = '\u{feff}'.len_utf8();
    }
    let node = reader.value(0)?;
    reader.white();
    if reader.at < reader.bytes.len() {
        return Err(reader.wrong("there is more after the end of the article; take it out"));
    }
    Ok((node, reader.halves))
}

struct Reader<'a> {
    text: &'a str,
    bytes: &'a [u8],
    at: usize,
    halves: Vec<Range<usize>>,
}

impl Reader<'_> {
    fn wrong(&self, message: &str) -> Malformed {
        let mut end = (self.at + 1).min(self.text.len());
        while !self.text.is_char_boundary(end) {
            end += 1;
        }
        Malformed { range: self.at.min(self.text.len())..end, message: message.into() }
    }

    fn white(&mut self) {
        while self.bytes.get(self.at).is_some_and(|b| matches!(b, b' ' | b'\t' | b'\n' | b'\r')) {
            self.at += 1;
        }
    }

    fn value(&mut self, depth: usize) -> Result<Node, Malformed> {
        self.white();
        if depth > DEEPEST {
            return Err(self.wrong("lists and groups lie too deep in one another"));
        }
        let start = self.at;
        let value = match self.bytes.get(self.at) {
            None => return Err(self.wrong("the file ends where a value should stand")),
            Some(b'{') => self.table(depth)?,
            Some(b'[') => self.list(depth)?,
            Some(b'"') => Value::Text(self.string()?),
            Some(b'-' | b'0'..=b'9') => self.number()?,
            Some(_) => self.word()?,
        };
        Ok(Node { range: start..self.at, value })
    }

    fn table(&mut self, depth: usize) -> Result<Value, Malformed> {
        self.at += 1;
        let mut entries = Vec::new();
        loop {
            self.white();
            match self.bytes.get(self.at) {
                Some(b'}') if entries.is_empty() => {
                    self.at += 1;
                    return Ok(Value::Table(entries));
                }
                Some(b'"') => {}
                Some(b'}') => return Err(self.wrong("a comma stands before the closing brace; take it out")),
                _ => return Err(self.wrong("a key in double quotes should stand here")),
            }
            let start = self.at;
            let key = self.string()?;
            let range = start..self.at;
            self.white();
            if self.bytes.get(self.at) != Some(&b':') {
                return Err(self.wrong("a colon should stand here, between key and value"));
            }
            self.at += 1;
            let node = self.value(depth + 1)?;
            entries.push(Entry { key, range, node });
            self.white();
            match self.bytes.get(self.at) {
                Some(b',') => self.at += 1,
                Some(b'}') => {
                    self.at += 1;
                    return Ok(Value::Table(entries));
                }
                _ => return Err(self.wrong("a comma or a closing brace should stand here")),
            }
        }
    }

    fn list(&mut self, depth: usize) -> Result<Value, Malformed> {
        self.at += 1;
        let mut items = Vec::new();
        self.white();
        if self.bytes.get(self.at) == Some(&b']') {
            self.at += 1;
            return Ok(Value::List(items));
        }
        loop {
            items.push(self.value(depth + 1)?);
            self.white();
            match self.bytes.get(self.at) {
                Some(b',') => self.at += 1,
                Some(b']') => {
                    self.at += 1;
                    return Ok(Value::List(items));
                }
                _ => return Err(self.wrong("a comma or a closing bracket should stand here")),
            }
        }
    }

    fn string(&mut self) -> Result<String, Malformed> {
        self.at += 1;
        let mut out = String::new();
        loop {
            let start = self.at;
            while self.bytes.get(self.at).is_some_and(|b| !matches!(b, b'"' | b'\\' | 0..=0x1f)) {
                self.at += 1;
            }
            out.push_str(&self.text[start..self.at]);
            match self.bytes.get(self.at) {
                Some(b'"') => {
                    self.at += 1;
                    return Ok(out);
                }
                Some(b'\\') => out.push(self.escape()?),
                Some(_) => return Err(self.wrong("a line break or control character stands inside quotes; write \\n, or close the quotes")),
                None => return Err(self.wrong("the file ends inside quotes; a closing quote is missing")),
            }
        }
    }

    fn escape(&mut self) -> Result<char, Malformed> {
        let sign = self.bytes.get(self.at + 1).copied();
        self.at += 2;
        Ok(match sign {
            Some(b'"') => '"',
            Some(b'\\') => '\\',
            Some(b'/') => '/',
            Some(b'b') => '\u{8}',
            Some(b'f') => '\u{c}',
            Some(b'n') => '\n',
            Some(b'r') => '\r',
            Some(b't') => '\t',
            Some(b'u') => {
                let start = self.at - 2;
                let unit = self.hex()?;
                let is_high = (0xd800..=0xdbff).contains(&unit);
                let low = if is_high { self.low_half()? } else { None };
                let code = low.map_or(unit, |low| 0x10000 + ((unit - 0xd800) << 10) + low);
                char::from_u32(code).unwrap_or_else(|| {
                    self.halves.push(start..self.at);
                    char::REPLACEMENT_CHARACTER
                })
            }
            _ => {
                self.at -= 2;
                return Err(self.wrong("this backslash begins no known escape; write \\\\ for a backslash"));
            }
        })
    }

    /// The second half of a character, where it stands here; what else stands here is left for its turn.
    fn low_half(&mut self) -> Result<Option<u32>, Malformed> {
        let start = self.at;
        if self.text.get(start..start + 2) != Some("\\u") {
            return Ok(None);
        }
        self.at += 2;
        let low = self.hex()?.checked_sub(0xdc00).filter(|low| *low < 0x400);
        if low.is_none() {
            self.at = start;
        }
        Ok(low)
    }

    fn hex(&mut self) -> Result<u32, Malformed> {
        let digits = self.text.get(self.at..self.at + 4).filter(|digits| digits.bytes().all(|b| b.is_ascii_hexdigit()));
        let Some(unit) = digits.and_then(|digits| u32::from_str_radix(digits, 16).ok()) else {
            return Err(self.wrong("four hexadecimal digits should stand after \\u"));
        };
        self.at += 4;
        Ok(unit)
    }

    fn number(&mut self) -> Result<Value, Malformed> {
        let start = self.at;
        while self.bytes.get(self.at).is_some_and(|b| matches!(b, b'-' | b'+' | b'.' | b'e' | b'E' | b'0'..=b'9')) {
            self.at += 1;
        }
        let written = &self.text[start..self.at];
        let wrong = || {
            let shown = if written.len() > LONGEST_NUMBER { "this" } else { written };
            Malformed { range: start..self.at, message: format!("{shown} is not a number that can be used") }
        };
        let digits = written.strip_prefix('-').unwrap_or(written);
        let whole = digits.split(['.', 'e', 'E']).next().unwrap_or("");
        let strict = !whole.is_empty()
            && (whole == "0" || !whole.starts_with('0'))
            && !digits.contains(".e")
            && !digits.contains(".E")
            && !digits.ends_with('.');
        if !strict || written.len() > LONGEST_NUMBER {
            return Err(wrong());
        }
        if let Ok(number) = written.parse::<i64>() {
            return Ok(Value::Integer(number));
        }
        written.parse::<f64>().ok().filter(|number| number.is_finite()).map(Value::Fraction).ok_or_else(wrong)
    }

    fn word(&mut self) -> Result<Value, Malformed> {
        for (word, value) in [("true", Value::Flag(true)), ("false", Value::Flag(false)), ("null", Value::Null)] {
            if self.text[self.at..].starts_with(word) {
                self.at += word.len();
                return Ok(value);
            }
        }
        Err(self.wrong("a value should stand here: text in double quotes, a number, true, false, a list or a group"))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, expected: Result<Value, (usize, &str)>) {
        match (read(text), expected) {
            (Ok(node), Ok(value)) => assert_eq!(node.value, value, "{text}"),
            (Err(got), Err((at, words))) => assert!(got.range.start == at && got.message.contains(words), "{text}: {got:?}"),
            (got, want) => panic!("{text}: {got:?}, not {want:?}"),
        }
    }

    #[test]
    fn values_and_faults() {
        check(
            "\u{feff}[1, 2.5, true, null]",
            Ok(Value::List(vec![
                Node { range: 4..5, value: Value::Integer(1) },
                Node { range: 7..10, value: Value::Fraction(2.5) },
                Node { range: 12..16, value: Value::Flag(true) },
                Node { range: 18..22, value: Value::Null },
            ])),
        );
        check(r#""a\"b\u00e9\ud83d\ude00""#, Ok(Value::Text("a\"bé😀".into())));
        check(r#""\ud83d""#, Ok(Value::Text("\u{fffd}".into())));
        check(r#""\ud83d\u0041""#, Ok(Value::Text("\u{fffd}A".into())));
        check(r#""\ude00\ud83d\ud83d\ude00""#, Ok(Value::Text("\u{fffd}\u{fffd}😀".into())));
        check(r#""\ud83d\uzzzz""#, Err((9, "four hexadecimal")));
        check("[01]", Err((1, "not a number")));
        check("1.", Err((0, "not a number")));
        check("-", Err((0, "not a number")));
        check("-0.5e-3", Ok(Value::Fraction(-0.0005)));
        check("{\"a\": 1,}", Err((8, "comma stands before")));
        check("{\"a\" 1}", Err((5, "colon")));
        check("[1 2]", Err((3, "comma or a closing bracket")));
        check("\"open", Err((5, "ends inside quotes")));
        check("1e999", Err((0, "not a number")));
        check("[1] x", Err((4, "more after the end")));
        check(&"[".repeat(100_000), Err((65, "too deep")));
        check("", Err((0, "file ends")));
    }
}
