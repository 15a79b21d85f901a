//! The JSON Schemas that the program prints: made from the same forms that its readers check files against.
use serde_json::{Value, json};

use crate::tree::form;
use crate::{edition, layout, plan_file};

/// The names that [`schema`] knows.
pub const NAMES: &[&str] = &["article", "edition", "habits", "layout", "plan"];

/// The JSON Schema (2020-12) of a kind of file; none for a name that is not one of [`NAMES`].
pub fn schema(name: &str) -> Option<Value> {
    match name {
        "article" => Some(form::schema(&edition::keys::ARTICLE, "newsprint article")),
        "edition" => Some(extending(form::schema(&edition::keys::EDITION, "newsprint edition"))),
        "habits" => Some(form::schema(&edition::keys::HABITS, "newsprint habits")),
        "layout" => Some(form::schema(&layout::keys::LAYOUT, "newsprint layout")),
        "plan" => Some(form::schema(&plan_file::PLAN, "newsprint plan")),
        _ => None,
    }
}

/// What an edition may not lack it may where it extends another.
fn extending(mut schema: Value) -> Value {
    if let Some(keys) = schema.as_object_mut()
        && let Some(required) = keys.remove("required")
    {
        keys.insert("if".into(), json!({ "not": { "required": ["extends"] } }));
        keys.insert("then".into(), json!({ "required": required }));
    }
    schema
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(name: &str, pointer: &str, expected: Option<&str>) {
        let found = schema(name).and_then(|schema| schema.pointer(pointer).map(Value::to_string));
        assert_eq!(found.as_deref(), expected, "{name} {pointer}");
    }

    #[test]
    fn schemas_say_what_the_readers_check() {
        check("article", "/properties/priority/maximum", Some("9"));
        check("article", "/properties/photos/items/properties/focus/maxItems", Some("2"));
        check("article", "/required", Some(r#"["section","headline","body"]"#));
        check("edition", "/properties/pages/items/properties/ads/items/properties/place/enum/0", Some("\"bottom-right\""));
        check("layout", "/properties/styles/additionalProperties/properties/case/enum/2", Some("\"small-caps\""));
        check("edition", "/properties/articles/items/anyOf/1/properties/format/enum/0", Some("\"json-feed\""));
        check("edition", "/then/required", Some(r#"["title","date","layout","articles"]"#));
        check("plan", "/properties/pages/items/properties/stories/items/properties/pin/type", Some("\"boolean\""));
        check("weather", "", None);
        assert!(NAMES.iter().all(|name| schema(name).is_some()));
    }
}
