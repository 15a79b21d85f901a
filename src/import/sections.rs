//! Sections by name: codes of agencies as what they stand for, by the table in `sections.toml`.
use std::collections::BTreeMap;
use std::sync::LazyLock;

use super::ledger::Leftovers;
use crate::tree::{Node, toml};

struct Sections {
    none: Vec<String>,
    codes: BTreeMap<String, String>,
}

/// The table in the program.
static SECTIONS: LazyLock<Sections> = LazyLock::new(|| {
    let tree = toml::read(include_str!("sections.toml")).ok();
    let get = |key: &str| tree.as_ref().and_then(|tree| tree.get(key));
    let none = get("none").map(Node::items).unwrap_or_default();
    let codes = get("codes").map(Node::entries).unwrap_or_default();
    Sections {
        none: none.iter().filter_map(Node::text).map(str::to_string).collect(),
        codes: codes.iter().filter_map(|entry| Some((entry.key.clone(), entry.node.text()?.to_string()))).collect(),
    }
});

/// The first of several that a site writes into one field: "Business, PRESS RELEASE, islands", "Software,Tech". "Food, Drink" is one.
fn first_of(written: &str) -> &str {
    let commas = written.matches(',').count();
    let is_list = commas > 1 || written.contains(';') || commas == 1 && !written.contains(", ");
    if is_list { written.split([',', ';']).map(str::trim).find(|part| !part.is_empty()).unwrap_or(written) } else { written }
}

/// The section that a name or a code means, by the paper's own table before the one that ships. None where nobody chose one.
pub(super) fn named(written: &str, own: &BTreeMap<String, String>, leftovers: &mut Leftovers) -> Option<String> {
    let first = first_of(written);
    if first != written {
        leftovers.add("section beside the first", &written[written.find(first).unwrap_or(0) + first.len()..]);
    }
    let written = first;
    let lower = written.trim().to_lowercase();
    if let Some(section) = own.get(&lower).or_else(|| own.get(lower.rsplit(':').next()?)) {
        return Some(section.clone());
    }
    if SECTIONS.none.contains(&lower) {
        return None;
    }
    let code = lower.rsplit(':').next().unwrap_or(&lower);
    let is_subject = code.len() == "15000000".len() && code.bytes().all(|byte| byte.is_ascii_digit());
    let known = if is_subject { SECTIONS.codes.get(&format!("{}000000", &code[..2])) } else { SECTIONS.codes.get(code) };
    if known.is_some() {
        leftovers.add("code of a section", written);
    }
    Some(known.cloned().unwrap_or_else(|| written.to_string()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_are_read_as_sections() {
        let own = BTreeMap::from([("wirtschaft".to_string(), "Money".to_string()), ("rel".to_string(), "Faith".to_string())]);
        let named = |written: &str| super::named(written, &own, &mut Leftovers::default());
        assert_eq!(named("Wirtschaft").as_deref(), Some("Money"));
        assert_eq!(named("subj:REL").as_deref(), Some("Faith"));
        assert_eq!(named("spo").as_deref(), Some("Sport"));
        assert_eq!(named("dpacat:wi").as_deref(), Some("Business"));
        assert_eq!(named("subj:15054000").as_deref(), Some("Sport"));
        assert_eq!(named("Uncategorized"), None);
        assert_eq!(named("Harbour").as_deref(), Some("Harbour"));
        assert_eq!(named("Business, PRESS RELEASE, islands").as_deref(), Some("Business"));
        assert_eq!(named("Software,Tech").as_deref(), Some("Software"));
        assert_eq!(named("Food, Drink").as_deref(), Some("Food, Drink"));
        assert_eq!(named("SPORTS").as_deref(), Some("SPORTS"));
        assert!(SECTIONS.codes.len() > 40 && SECTIONS.none.len() > 10);
    }
}
