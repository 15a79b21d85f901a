//! Front matter of Markdown files in YAML, TOML or JSON: our own keys, and the names that site builders give the same things.
use std::ops::Range;

use super::draft::{Draft, ImportedAuthor, ImportedPhoto};
use super::fields::{field, marked};
use super::may_run::{Subject, Terms};
use super::{Imported, one_line};
use crate::tree::{Entry, Malformed, Node, json, tell, toml, yaml};

/// What the words of a picture in the text are meant as.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Words {
    /// In brackets the caption, the title the credit: as in our own articles.
    CaptionAndCredit,
    /// In brackets what one sees, the title the caption: as CommonMark means them.
    AltAndCaption,
}

/// The language of a front matter.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Language {
    Yaml,
    Toml,
    Json,
}

/// A text's front matter, where it has one, and its body.
#[derive(Clone, Copy, Debug)]
pub(super) struct Front<'a> {
    language: Language,
    /// Where it stands in the text.
    at: usize,
    matter: Option<&'a str>,
    /// The text after it.
    pub body: &'a str,
}

impl<'a> Front<'a> {
    /// A text that has none.
    pub fn without(text: &'a str) -> Front<'a> {
        Front { language: Language::Yaml, at: 0, matter: None, body: text }
    }
}

/// Finds the front matter: between lines of `---` or `+++`, or one group of JSON.
pub(super) fn split(text: &str) -> Option<Front<'_>> {
    if text.starts_with('{') && text[1..].trim_start().starts_with('"') {
        let end = json_end(text)?;
        return Some(Front { language: Language::Json, at: 0, matter: Some(&text[..end]), body: &text[end..] });
    }
    let (language, fence) = [(Language::Yaml, "---"), (Language::Toml, "+++")].into_iter().find(|(_, fence)| text.starts_with(fence))?;
    let start = text.find('\n')? + 1;
    let mut at = start;
    for line in text[start..].split_inclusive('\n') {
        if line.trim_end() == fence || language == Language::Yaml && line.trim_end() == "..." {
            return Some(Front { language, at: start, matter: Some(&text[start..at]), body: &text[at + line.len()..] });
        }
        at += line.len();
    }
    None
}

/// Where the group at the start of a text ends.
fn json_end(text: &str) -> Option<usize> {
    let (mut depth, mut in_text, mut escaped) = (0_usize, false, false);
    for (at, c) in text.char_indices() {
        match c {
            _ if escaped => escaped = false,
            '\\' if in_text => escaped = true,
            '"' => in_text = !in_text,
            '{' if !in_text => depth += 1,
            '}' if !in_text => {
                depth = depth.checked_sub(1)?;
                if depth == 0 {
                    return Some(at + 1);
                }
            }
            _ => {}
        }
    }
    None
}

/// Fills a draft from the front matter. None where it cannot be read, or says that the text must not run; that is told.
pub(super) fn read(front: &Front, start: usize, draft: &mut Draft, imported: &mut Imported) -> Option<Words> {
    let Some(matter) = front.matter else { return Some(Words::CaptionAndCredit) };
    let at = start + front.at;
    let tree = match front.language {
        Language::Yaml => yaml::read(matter, at).map_err(|fault| vec![fault]),
        Language::Toml => toml::read(matter).map_err(|faults| faults.into_iter().map(|fault| moved(fault, at)).collect()),
        Language::Json => json::read(matter).map_err(|fault| vec![moved(fault, at)]),
    };
    let tree = match tree {
        Ok(tree) => tree,
        Err(faults) => {
            let file = imported.file.clone();
            faults.into_iter().for_each(|fault| tell(fault, &file, &mut imported.diags));
            return None;
        }
    };
    let mut terms = Terms::default();
    groups(&tree, draft, &mut terms, &mut imported.leftovers);
    let name = draft.headline.clone().or_else(|| super::plain::stem(imported)).unwrap_or_default();
    let range = draft.range.clone();
    let is_ours = ["headline", "section", "kicker", "deck"].iter().any(|key| tree.get(key).is_some());
    let words = if is_ours { Words::CaptionAndCredit } else { Words::AltAndCaption };
    imported.may_run(Subject { kind: "", name: &name, range: &range }, &terms).then_some(words)
}

/// A fault with its place in the file.
fn moved(fault: Malformed, by: usize) -> Malformed {
    let Range { start, end } = fault.range;
    Malformed { range: start + by..end + by, message: fault.message }
}

/// Groups that site builders put keys into.
const GROUPS: [&str; 4] = ["params", "extra", "taxonomies", "seo"];

fn groups(tree: &Node, draft: &mut Draft, terms: &mut Terms, leftovers: &mut super::ledger::Leftovers) {
    for Entry { key, node, .. } in tree.entries() {
        let lower = key.to_lowercase();
        if GROUPS.contains(&lower.as_str()) && !node.entries().is_empty() {
            groups(node, draft, terms, leftovers);
        } else if !standing(&lower, node, terms) && !text(&lower, node, draft) && !parts(&lower, node, draft) {
            leftovers.add(key, &first(node).unwrap_or_default());
        }
    }
}

/// A text, or the first of several.
fn first(node: &Node) -> Option<String> {
    node.text().or_else(|| node.items().first()?.text()).and_then(field)
}

/// Whether it may run; false for keys that say nothing of that.
fn standing(key: &str, node: &Node, terms: &mut Terms) -> bool {
    match key {
        "draft" | "private" | "unlisted" => {
            if node.flag() == Some(true) || node.text() == Some("true") {
                terms.status = Some("draft".into());
            }
        }
        "published" | "publish" if node.flag().is_some() => {
            if node.flag() == Some(false) {
                terms.status = Some("unpublished".into());
            }
        }
        "status" | "post_status" | "state" => terms.status = first(node).or(terms.status.take()),
        "embargo" | "embargoed" | "embargo_until" => terms.embargo = first(node),
        "expirydate" | "unpublishdate" | "expires" => terms.expires = first(node),
        _ => return false,
    }
    true
}

/// Keys whose value is a text.
fn text(key: &str, node: &Node, draft: &mut Draft) -> bool {
    let place = match key {
        "slug" => &mut draft.slug,
        "section" | "category" | "categories" => &mut draft.section,
        "subsection" => &mut draft.subsection,
        "kicker" | "overline" => &mut draft.kicker,
        "headline" | "title" => &mut draft.headline,
        "short_headline" | "linktitle" => &mut draft.short_headline,
        "deck" | "description" | "subtitle" | "summary" | "excerpt" | "standfirst" => &mut draft.deck,
        "dateline" => &mut draft.dateline,
        "agency" | "source" => &mut draft.agency,
        "posted" | "date" | "published" | "publishdate" | "pubdate" => &mut draft.posted,
        "updated" | "lastmod" | "modified" | "last_modified_at" => &mut draft.updated,
        "url" | "permalink" | "canonical" => &mut draft.url,
        "lang" | "language" => &mut draft.lang,
        _ => return false,
    };
    if place.is_some() {
        // A second name for the same thing is told.
        return first(node).is_none();
    }
    *place = first(node);
    true
}

/// Keys whose value has parts.
fn parts(key: &str, node: &Node, draft: &mut Draft) -> bool {
    match key {
        "priority" => draft.priority = node.integer(),
        "byline" | "author" | "authors" => {
            let lines = if node.items().is_empty() { std::slice::from_ref(node) } else { node.items() };
            for line in lines {
                let name = line.text().map(str::to_string).or_else(|| line.text_of("name")).and_then(|name| one_line(&name));
                draft.byline.extend(name.map(|name| ImportedAuthor { name, role: line.text_of("role"), email: line.text_of("email") }));
            }
        }
        "image" | "cover" | "featured_image" | "featuredimage" | "thumbnail" | "hero" | "header" | "images" => {
            let node = node.items().first().unwrap_or(node);
            let of = |keys: &[&str]| keys.iter().find_map(|key| node.text_of(key));
            let address = node.text().map(str::to_string).or_else(|| of(&["image", "src", "url", "path", "teaser"]));
            let Some(address) = address.filter(|address| !address.trim().is_empty()) else { return false };
            draft.photos.push(ImportedPhoto {
                address,
                caption: of(&["caption", "title"]).as_deref().and_then(marked),
                credit: of(&["credit", "attr", "attribution"]).as_deref().and_then(field),
                alt: of(&["alt"]).as_deref().and_then(field),
                print_only: node.get("print_only").and_then(Node::flag) == Some(true),
            });
        }
        _ => return false,
    }
    true
}
