//! `report.json`: what ran where, what was held and why, what was found, and the count of characters.
use std::collections::BTreeMap;

use serde_json::{Value, json};

use crate::diag::{Diagnostics, to_json};
use crate::page::{MarkKind, Paper};

/// The report of a run.
pub fn report_json(paper: &Paper, diags: &Diagnostics) -> String {
    let mut characters: BTreeMap<&str, usize> = BTreeMap::new();
    for mark in paper.pages.iter().flat_map(|page| &page.marks) {
        if let (MarkKind::Text(text), Some(story), true) = (&mark.kind, &mark.tag.story, mark.tag.role.is_story()) {
            *characters.entry(&story.0).or_default() += text.text.chars().filter(|c| !c.is_whitespace() && *c != '\u{ad}').count();
        }
    }
    let stories: Vec<Value> = paper
        .ran
        .iter()
        .map(|ran| json!({ "slug": &*ran.slug.0, "pages": ran.pages, "levers": ran.levers, "characters": characters.get(&*ran.slug.0).copied().unwrap_or(0) }))
        .collect();
    let held: Vec<Value> = paper.held.iter().map(|held| json!({ "slug": &*held.slug.0, "why": held.why })).collect();
    let findings: Vec<Value> = diags.list.iter().map(to_json).collect();
    let total: usize = characters.values().sum();
    let ledger =
        json!({ "stories": paper.ran.len() + paper.held.len(), "placed": paper.ran.len(), "held": paper.held.len(), "characters": total });
    let report = json!({ "stories": stories, "held": held, "findings": findings, "ledger": ledger });
    let mut out = serde_json::to_string_pretty(&report).unwrap_or_default();
    out.push('\n');
    out
}
