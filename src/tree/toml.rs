//! TOML with the place of every value, by the `toml` crate's parser.
use toml::Spanned;
use toml::de::{DeTable, DeValue};

use super::{Entry, Malformed, Node, Value};

/// Faults that are told of one file; what follows the first few mostly follows from them.
const MOST_FAULTS: usize = 20;

/// Reads a TOML text, or tells every fault of it.
pub fn read(text: &str) -> Result<Node, Vec<Malformed>> {
    let (table, errors) = DeTable::parse_recoverable(text);
    if errors.is_empty() {
        let range = table.span();
        return Ok(Node { range, value: group(table.into_inner()) });
    }
    let mut faults: Vec<Malformed> = Vec::new();
    for error in errors {
        let range = error.span().unwrap_or(0..0);
        // A fault on a line that has one already mostly is its echo.
        let echo = |told: &Malformed| !text[told.range.start.min(range.start)..told.range.start.max(range.start)].contains('\n');
        if faults.len() < MOST_FAULTS && !faults.iter().any(echo) {
            let message = error.message().lines().next().unwrap_or_default().to_string();
            faults.push(Malformed { range, message });
        }
    }
    Err(faults)
}

fn group(table: DeTable) -> Value {
    let mut entries: Vec<Entry> =
        table.into_iter().map(|(key, value)| Entry { range: key.span(), key: key.into_inner().into_owned(), node: node(value) }).collect();
    entries.sort_by_key(|entry| entry.range.start);
    Value::Table(entries)
}

fn node(spanned: Spanned<DeValue>) -> Node {
    let range = spanned.span();
    let value = match spanned.into_inner() {
        DeValue::String(text) => Value::Text(text.into_owned()),
        DeValue::Integer(number) => {
            let digits = number.as_str().replace('_', "");
            i64::from_str_radix(&digits, number.radix()).map_or(Value::Text(digits), Value::Integer)
        }
        DeValue::Float(number) => number.as_str().replace('_', "").parse().map_or(Value::Null, Value::Fraction),
        DeValue::Boolean(flag) => Value::Flag(flag),
        DeValue::Datetime(date) => Value::Date(date.to_string()),
        DeValue::Array(items) => Value::List(items.into_iter().map(node).collect()),
        DeValue::Table(table) => group(table),
    };
    Node { range, value }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn places_are_bytes_of_the_file() {
        let text = "a = 1\n[[b]]\nc = 2019-12-24\n";
        let node = read(text).unwrap();
        assert_eq!(&text[node.get("a").unwrap().range.clone()], "1");
        let date = node.get("b").unwrap().items()[0].get("c").unwrap();
        assert_eq!((&text[date.range.clone()], date.text()), ("2019-12-24", Some("2019-12-24")));
    }

    #[test]
    fn every_fault_is_told() {
        let faults = read("a = \nb = 1\nb = 2\nc = 'x\n").unwrap_err();
        let lines: Vec<usize> = faults.iter().map(|fault| fault.range.start).collect();
        assert_eq!(faults.len(), 3, "{faults:?} {lines:?}");
        assert!(read(&format!("a = {}", "[".repeat(50_000))).is_err());
    }
}
