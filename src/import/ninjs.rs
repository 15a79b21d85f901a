//! IPTC ninjs 1, 2 and 3: one reader, as the versions differ in letter case and in lists for named groups.
use super::draft::{Draft, ImportedAuthor, ImportedPhoto, Leftovers, Teaser};
use super::inline::{self, capitals};
use super::{Imported, one_line, paragraphs};
use crate::tree::form::shown;
use crate::tree::{Entry, Node, Value};

/// Keys that this reader looks at, in lower case.
const READ: [&str; 24] = [
    "uri",
    "type",
    "version",
    "versioncreated",
    "firstcreated",
    "contentcreated",
    "pubstatus",
    "embargoed",
    "urgency",
    "language",
    "slugline",
    "headlines",
    "headline",
    "subheadlines",
    "bodies",
    "descriptions",
    "by",
    "byline",
    "located",
    "associations",
    "renditions",
    "infosources",
    "infosource",
    "title",
];

/// Keys for machines, which hold nothing for readers or desks.
const SILENT: [&str; 16] = [
    "representationtype",
    "mimetype",
    "contenttype",
    "profile",
    "charcount",
    "wordcount",
    "standard",
    "altids",
    "$schema",
    "etag",
    "name",
    "slug",
    "rightsinfo",
    "contentdigitised",
    "digitalsourcetype",
    "trustindicators",
];

/// Told of files in which nothing was found.
const LOOKED_FOR: &str = "looked for a headline in \"headlines\", \"headline\" and \"title\", for text in \"bodies\", \"body_xhtml\", \"body_text\" \
    and \"descriptions\", for pictures in \"renditions\" and \"associations\", for lists of items in \"items\", \"data\", \"results\", \"member\" \
    and \"newsItems\": see that the file is ninjs, and whole";
/// Where services put their lists of items.
const LISTS: [&str; 5] = ["items", "data", "results", "member", "newsitems"];

/// Reads a file: one item, a list of them, or a group that holds such a list.
pub fn read(imported: &mut Imported) {
    let Some(tree) = imported.json() else { return };
    let list = LISTS.iter().find_map(|key| get(&tree, key)).map(Node::items);
    let items = if tree.items().is_empty() { list } else { Some(tree.items()) };
    match items {
        Some(items) if !items.is_empty() => items.iter().for_each(|node| item(node, imported)),
        _ => item(&tree, imported),
    }
}

/// The value of a key, whatever its letter case.
fn get<'a>(node: &'a Node, key: &str) -> Option<&'a Node> {
    node.entries().iter().find(|entry| entry.key.eq_ignore_ascii_case(key)).map(|entry| &entry.node)
}

fn words(node: &Node, key: &str) -> Option<String> {
    one_line(get(node, key)?.text()?)
}

/// The first name in a list of groups, or in a list of words.
fn name(node: &Node, keys: [&str; 2]) -> Option<String> {
    let list = keys.iter().find_map(|key| get(node, key))?;
    list.items().iter().find_map(|item| words(item, "name").or_else(|| one_line(item.text()?)))
}

/// Of `headlines`, `descriptions` and the like the entry with a role, and of ninjs 1 the key that ends with it.
fn with_role<'a>(node: &'a Node, list: &str, single: &str, roles: &[&str]) -> Option<&'a str> {
    let entries = get(node, list).map(Node::items).unwrap_or_default();
    let role = |entry: &&Node| get(entry, "role").and_then(Node::text).unwrap_or("").to_lowercase();
    let found = roles.iter().find_map(|wanted| entries.iter().find(|entry| role(entry) == *wanted));
    if let Some(text) = found.and_then(|entry| get(entry, "value")?.text()) {
        return Some(text);
    }
    roles.iter().find_map(|role| get(node, &format!("{single}_{role}"))?.text())
}

fn item(node: &Node, imported: &mut Imported) {
    if node.entries().is_empty() {
        let place = imported.place(&node.range);
        let message = match &node.value {
            Value::List(_) => "the list is empty: there is no item in it".into(),
            Value::Table(_) => "the item is empty: it has no keys".into(),
            other => format!("a ninjs item should be a group of keys; this is {}", other.kind()),
        };
        imported.diags.warning("empty-item", place, message).did("left it out").help(LOOKED_FOR);
        return;
    }
    let kind = words(node, "type").unwrap_or_else(|| "text".into()).to_lowercase();
    let associated = associations(node);
    match kind.as_str() {
        "composite" | "package" => {
            let is_text = |node: &&Node| matches!(words(node, "type").as_deref(), None | Some("text" | "composite"));
            if associated.iter().any(is_text) {
                associated.into_iter().filter(is_text).for_each(|node| item(node, imported));
                return;
            }
        }
        "text" | "picture" | "graphic" => {}
        other => {
            let headline = headline(node).unwrap_or_default();
            imported.leftovers.add(&format!("{other} item"), &headline);
            return;
        }
    }
    let mut draft = Draft {
        range: node.range.clone(),
        identity: words(node, "uri"),
        version: words(node, "version").or_else(|| words(node, "versioncreated")),
        kills: matches!(words(node, "pubstatus").unwrap_or_default().to_lowercase().as_str(), "canceled" | "cancelled" | "withheld"),
        slug: words(node, "slugline"),
        section: name(node, ["subjects", "subject"]),
        headline: headline(node),
        short_headline: with_role(node, "headlines", "headline", &["short", "web", "mobile"]).and_then(one_line),
        deck: with_role(node, "subheadlines", "subheadline", &["main", ""]).or_else(|| sub(node)).and_then(one_line),
        dateline: words(node, "located").map(|place| capitals(&place)),
        agency: name(node, ["infosources", "infosource"]).or_else(|| words(node, "copyrightholder")),
        posted: words(node, "firstcreated").or_else(|| words(node, "contentcreated")),
        updated: words(node, "versioncreated"),
        priority: get(node, "urgency").and_then(Node::integer),
        lang: words(node, "language"),
        ..Draft::default()
    };
    if let Some(by) = words(node, "by").or_else(|| words(node, "byline")) {
        draft.byline.push(ImportedAuthor { name: by, ..ImportedAuthor::default() });
    }
    if draft.posted.is_none() {
        draft.posted = draft.updated.take();
    }
    if let Some(until) = words(node, "embargoed").filter(|_| !draft.kills) {
        let place = imported.place(&node.range);
        let name = draft.headline.as_deref().unwrap_or("a story");
        imported
            .diags
            .warning("embargo", place, format!("\"{name}\" is under embargo until {until}"))
            .did("took it in")
            .help("see that the paper is not sold before, or take it out");
    }
    if kind == "text" {
        body(node, &mut draft, imported);
        let summary = with_role(node, "descriptions", "description", &["summary", "abstract", "deck"]);
        draft.deck = draft.deck.take().or_else(|| summary.and_then(one_line));
    } else {
        draft.photos.extend(photo(node));
    }
    for other in associated {
        match words(other, "type").as_deref() {
            Some("picture" | "graphic") | None if get(other, "renditions").is_some() => match photo(other) {
                // A body that shows the picture itself names the same one.
                Some(photo) if draft.photos.iter().any(|there| there.address == photo.address) => {
                    if let Some(there) = draft.photos.iter_mut().find(|there| there.address == photo.address) {
                        there.caption = there.caption.take().or(photo.caption);
                        there.credit = there.credit.take().or(photo.credit);
                    }
                }
                Some(photo) => draft.photos.push(photo),
                None => imported.leftovers.add("picture without a rendition", &headline(other).unwrap_or_default()),
            },
            Some("text") => draft.teasers.extend(headline(other).map(|headline| Teaser { headline, ..Teaser::default() })),
            kind => imported.leftovers.add(&format!("{} item", kind.unwrap_or("other")), &headline(other).unwrap_or_default()),
        }
    }
    drop_renditions(&mut draft.photos, node);
    left(node, &mut imported.leftovers);
    if draft.headline.is_none() && draft.blocks.is_empty() && draft.photos.is_empty() && !draft.kills {
        return wordless(node, imported);
    }
    imported.drafts.push(draft);
}

/// Tells of an item with no words in any key that has a story's, and which keys it has instead.
fn wordless(node: &Node, imported: &mut Imported) {
    /// Keys told of an item.
    const MOST_KEYS: usize = 12;
    let keys: Vec<&str> = node.entries().iter().map(|entry| entry.key.as_str()).collect();
    let more = if keys.len() > MOST_KEYS { format!(" and {} more", keys.len() - MOST_KEYS) } else { String::new() };
    let has: Vec<String> = keys.iter().take(MOST_KEYS).map(|key| shown(key)).collect();
    let place = imported.place(&node.range);
    let warning = imported.diags.warning(
        "empty-item",
        place,
        format!("this item has no headline, no text and no picture; its keys are {}{more}", has.join(", ")),
    );
    warning.did("left it out").help(LOOKED_FOR);
}

/// A body may show a small rendition of a picture whose large one is associated.
fn drop_renditions(photos: &mut Vec<ImportedPhoto>, node: &Node) {
    for other in associations(node) {
        let all: Vec<&str> = renditions(other).into_iter().filter_map(|rendition| get(rendition, "href")?.text()).collect();
        let best = photo(other).map(|photo| photo.address);
        photos.retain(|photo| Some(&photo.address) == best.as_ref() || !all.contains(&photo.address.as_str()));
    }
}

fn headline(node: &Node) -> Option<String> {
    let first = || get(node, "headlines")?.items().iter().find_map(|entry| get(entry, "value")?.text());
    let main = with_role(node, "headlines", "headline", &["main", "headline"]).or_else(first);
    main.and_then(one_line).or_else(|| words(node, "headline")).or_else(|| words(node, "title"))
}

/// The headline's second deck among the headlines.
fn sub(node: &Node) -> Option<&str> {
    with_role(node, "headlines", "headline", &["sub", "subheadline", "deck", "secondary"])
}

/// The text of the richest form.
fn body(node: &Node, draft: &mut Draft, imported: &mut Imported) {
    let mut bodies: Vec<(u8, &str)> = Vec::new();
    let weight = |kind: &str, value: &str| match kind {
        _ if kind.contains("html") => 0,
        _ if kind.contains("nitf") || kind.contains("xml") => 2,
        _ if value.trim_start().starts_with('<') => 1,
        _ => 3,
    };
    for entry in get(node, "bodies").map(Node::items).unwrap_or_default() {
        let Some(value) = get(entry, "value").and_then(Node::text) else { continue };
        let kind = format!("{} {}", words(entry, "contenttype").unwrap_or_default(), words(entry, "role").unwrap_or_default());
        bodies.push((weight(&kind.to_lowercase(), value), value));
    }
    for Entry { key, node, .. } in node.entries() {
        if let Some(kind) = key.to_lowercase().strip_prefix("body_") {
            bodies.extend(node.text().map(|value| (weight(kind, value), value)));
        }
    }
    let Some((form, value)) = bodies.into_iter().filter(|(_, value)| !value.trim().is_empty()).min_by_key(|(weight, _)| *weight) else {
        // Short items have their text as their description.
        let text = with_role(node, "descriptions", "description", &["text", "main", "", "caption"]);
        draft.blocks = text.map(paragraphs).unwrap_or_default();
        return;
    };
    if form == 3 {
        draft.blocks = paragraphs(value);
        return;
    }
    let reduced = imported.html(value, &node.range);
    draft.blocks = reduced.blocks;
    draft.photos = reduced.photos;
}

/// The associated items: a list, or in ninjs 1 named groups.
fn associations(node: &Node) -> Vec<&Node> {
    members(get(node, "associations"))
}

fn renditions(node: &Node) -> Vec<&Node> {
    members(get(node, "renditions"))
}

fn members(list: Option<&Node>) -> Vec<&Node> {
    let Some(list) = list else { return Vec::new() };
    list.items().iter().chain(list.entries().iter().map(|entry| &entry.node)).collect()
}

/// A picture by its largest rendition.
fn photo(node: &Node) -> Option<ImportedPhoto> {
    let is_picture = |rendition: &&Node| {
        let kind = words(rendition, "contenttype").or_else(|| words(rendition, "mimetype"));
        kind.is_none_or(|kind| kind.starts_with("image/"))
    };
    let side = |rendition: &Node, key: &str| get(rendition, key).and_then(Node::integer).unwrap_or(0).clamp(0, 1 << 20);
    let candidates: Vec<&Node> = renditions(node).into_iter().filter(is_picture).collect();
    // Of two as large the first.
    let largest = candidates.iter().rev().max_by_key(|rendition| side(rendition, "width") * side(rendition, "height"))?;
    let address = words(largest, "href")?;
    let caption = with_role(node, "descriptions", "description", &["caption", "text", "main", ""]);
    let first = || get(node, "descriptions")?.items().iter().find_map(|entry| get(entry, "value")?.text());
    let caption = caption.or_else(first).and_then(one_line).or_else(|| headline(node));
    let source = name(node, ["infosources", "infosource"]).or_else(|| words(node, "copyrightholder"));
    let by = words(node, "by").or_else(|| words(node, "byline"));
    let credit =
        words(node, "creditline").or_else(|| with_role(node, "descriptions", "description", &["creditline", "credit"]).and_then(one_line));
    let credit = credit.or(match (by, source) {
        (Some(by), Some(source)) if !by.contains(&source) => Some(format!("{by}/{source}")),
        (by, source) => by.or(source),
    });
    let alt = with_role(node, "descriptions", "description", &["alttext", "alt-text", "alt"]).and_then(one_line);
    let alt = alt.or_else(|| words(node, "alttext")).or_else(|| words(largest, "alttext"));
    Some(ImportedPhoto { address, caption: caption.map(|caption| inline::escape(&caption)), credit, alt })
}

/// Counts what no key of an article takes.
fn left(node: &Node, leftovers: &mut Leftovers) {
    for Entry { key, node, .. } in node.entries() {
        let lower = key.to_lowercase();
        let family = ["body_", "headline_", "description_"].iter().any(|family| lower.starts_with(family));
        if family || READ.contains(&lower.as_str()) || SILENT.contains(&lower.as_str()) || matches!(lower.as_str(), "copyrightholder") {
            continue;
        }
        let rest = match lower.as_str() {
            // The first one is the section.
            "subjects" | "subject" => node.items().get(1..).unwrap_or_default(),
            _ => node.items(),
        };
        let told = |node: &Node| node.text().and_then(one_line).or_else(|| words(node, "name")).or_else(|| words(node, "value"));
        if let Some(words) = told(node) {
            leftovers.add(key, &words);
        }
        for item in rest {
            leftovers.add(key, &told(item).unwrap_or_default());
        }
        if let Some(number) = node.integer() {
            leftovers.add(key, &number.to_string());
        }
    }
}
