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

/// The section that a name or a code means. None where nobody chose one.
pub(super) fn named(written: &str, leftovers: &mut Leftovers) -> Option<String> {
    let lower = written.trim().to_lowercase();
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
        let named = |written: &str| super::named(written, &mut Leftovers::default());
        assert_eq!(named("spo").as_deref(), Some("Sport"));
        assert_eq!(named("dpacat:wi").as_deref(), Some("Business"));
        assert_eq!(named("subj:15054000").as_deref(), Some("Sport"));
        assert_eq!(named("Uncategorized"), None);
        assert_eq!(named("Harbour").as_deref(), Some("Harbour"));
        assert_eq!(named("SPORTS").as_deref(), Some("SPORTS"));
        assert!(SECTIONS.codes.len() > 40 && SECTIONS.none.len() > 10);
    }
}
