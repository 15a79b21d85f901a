//! TOML with the place of every value, by the `toml` crate's parser.
use toml::Spanned;
use toml::de::{DeTable, DeValue};

use super::{Entry, Malformed, Node, Value};

/// Reads a TOML text.
pub fn read(text: &str) -> Result<Node, Malformed> {
    match DeTable::parse(text) {
        Ok(table) => {
            let range = table.span();
            Ok(Node { range, value: group(table.into_inner()) })
        }
        Err(error) => Err(Malformed { range: error.span().unwrap_or(0..0), message: error.message().to_string() }),
    }
}

fn group(table: DeTable) -> Value {
    let mut entries: Vec<Entry> = table
        .into_iter()
        .map(|(key, value)| Entry { range: key.span(), key: key.into_inner().into_owned(), node: node(value) })
        .collect();
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
        assert!(read("a = ").is_err());
    }
}
