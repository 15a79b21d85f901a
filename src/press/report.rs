//! The report of a run: what ran where, what was held and why, what was found, how large the files are, and the count of characters.
use std::collections::BTreeMap;

use serde_json::{Value, json};

use super::site::PAGES;
use super::site::text::escape;
use crate::design::{Rule, figures};
use crate::diag::{Diagnostics, to_json};
use crate::page::{MarkKind, Page, Paper};

/// `report.json`, and the same to be read: `report.html`. `files` are those of the run, by their paths.
pub fn report(paper: &Paper, diags: &Diagnostics, files: &[(String, Vec<u8>)]) -> [String; 2] {
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
    let mut sizes: BTreeMap<String, usize> = BTreeMap::new();
    for (path, bytes) in files {
        let name = path.split_once('/').map_or(path.clone(), |(folder, _)| format!("{folder}/"));
        *sizes.entry(name).or_default() += bytes.len();
    }
    let pages: Vec<Value> = paper.pages.iter().map(|page| json!({ "label": page.label, "site_bytes": of_page(page, files) })).collect();
    let files: Vec<Value> = sizes.iter().map(|(name, bytes)| json!({ "path": name, "bytes": bytes })).collect();
    let report = json!({ "stories": stories, "design": design(paper), "held": held, "findings": findings, "ledger": ledger, "pages": pages, "files": files });
    let mut out = serde_json::to_string_pretty(&report).unwrap_or_default();
    out.push('\n');
    [out, html(paper, &report)]
}

/// How the pages are designed: see [`crate::design`].
fn design(paper: &Paper) -> Value {
    let figures = figures(&paper.pages);
    let counts: serde_json::Map<String, Value> =
        Rule::ALL.iter().map(|rule| (rule.name().to_string(), figures.count(*rule).into())).collect();
    let broken: Vec<Value> = figures.broken.iter().map(|(rule, what)| json!({ "rule": rule.name(), "what": what })).collect();
    json!({
        "pages": figures.pages, "words_a_page": figures.words_a_page(), "items": figures.items,
        "art_share": figures.art as f64 / 1000.0, "counts": counts, "broken": broken,
    })
}

/// Bytes of what the site shows a page with.
fn of_page(page: &Page, files: &[(String, Vec<u8>)]) -> usize {
    let is_of = |path: &str| {
        let rest = path.strip_prefix(PAGES).and_then(|name| name.strip_prefix(page.label.as_str()));
        rest.is_some_and(|rest| rest.starts_with(['.', '-']))
    };
    files.iter().filter(|(path, _)| is_of(path)).map(|(_, bytes)| bytes.len()).sum()
}

/// `report.css`: how `report.html` looks. A file of its own, as strict policies take no style from within a page.
pub const STYLE: &str = "body { font: 15px/1.4 sans-serif; margin: 2em auto; max-width: 70em; padding: 0 1em; color-scheme: light dark; }\n\
                         table { border-collapse: collapse; width: 100%; }\n\
                         td, th { text-align: left; vertical-align: top; padding: .2em .8em .2em 0; border-bottom: 1px solid #8886; }\n";

/// A page without scripts.
fn html(paper: &Paper, report: &Value) -> String {
    let text = |value: &Value| escape(value.as_str().unwrap_or_default());
    let list = |value: &Value| value.as_array().cloned().unwrap_or_default();
    let row = |cells: &[String]| format!("<tr>{}</tr>\n", cells.iter().map(|cell| format!("<td>{cell}</td>")).collect::<String>());
    let table = |title: &str, heads: &[&str], rows: String| {
        let heads: String = heads.iter().map(|head| format!("<th scope=\"col\">{head}</th>")).collect();
        if rows.is_empty() { String::new() } else { format!("<h2>{title}</h2>\n<table><tr>{heads}</tr>\n{rows}</table>\n") }
    };
    let finding = |value: &Value| {
        let place = [&value["page"], &value["story"], &value["ad"]].map(text).into_iter().filter(|part| !part.is_empty());
        let file =
            value["file"].as_str().map(|file| value["line"].as_u64().map_or(escape(file), |line| format!("{}:{line}", escape(file))));
        let said = [&value["message"], &value["did"], &value["help"]].map(text).into_iter().filter(|part| !part.is_empty());
        let severity = text(&value["severity"]);
        let cells = [severity, place.collect::<Vec<_>>().join(" "), said.collect::<Vec<_>>().join("; "), file.unwrap_or_default()];
        row(&cells)
    };
    let story = |value: &Value| {
        let joined = |list: Vec<Value>, by: &str| list.iter().map(text).collect::<Vec<_>>().join(by);
        row(&[
            joined(list(&value["pages"]), ", "),
            text(&value["slug"]),
            joined(list(&value["levers"]), "; "),
            value["characters"].to_string(),
        ])
    };
    let rows = |key: &str, row: &dyn Fn(&Value) -> String| list(&report[key]).iter().map(row).collect::<String>();
    let ledger = &report["ledger"];
    let title = format!("{}, {}", escape(&paper.title), escape(&paper.date));
    format!(
        "<!doctype html>\n<html lang=\"en\">\n<meta charset=\"utf-8\">\n<meta name=\"viewport\" content=\"width=device-width\">\n<title>Report: {title}</title>\n\
         <meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'self' file:; base-uri 'none'; form-action 'none'\">\n\
         <link rel=\"stylesheet\" href=\"report.css\">\n\
         <h1>{title}</h1>\n<p>{} of {} stories placed, {} held; {} characters on {} pages.</p>\n{}{}{}{}",
        ledger["placed"],
        ledger["stories"],
        ledger["held"],
        ledger["characters"],
        paper.count(),
        table("Held", &["story", "why"], rows("held", &|value| row(&[text(&value["slug"]), text(&value["why"])]))),
        table("Findings", &["", "where", "what", "file"], rows("findings", &finding)),
        table("Stories", &["pages", "story", "what was done to it", "characters"], rows("stories", &story)),
        table("Files", &["file", "bytes"], rows("files", &|value| row(&[text(&value["path"]), value["bytes"].to_string()]))),
    )
}
