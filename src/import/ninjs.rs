//! IPTC ninjs 1, 2 and 3: one reader, as the versions differ in letter case and in lists for named groups.
use super::draft::{Draft, ImportedAuthor, ImportedPhoto, Teaser, join};
use super::fields::{field, marked};
use super::inline::{self, capitals};
use super::ledger::Leftovers;
use super::may_run::{self, Refusal, Subject, Terms};
use super::{Imported, deck, nitf, one_line};
use crate::tree::form::shown;
use crate::tree::{Entry, Node, Value, xml};

/// Keys that this reader looks at, in lower case.
const READ: [&str; 27] = [
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
    "expires",
    "authors",
    "guid",
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
/// Where services put their lists of items, or their one item.
const LISTS: [&str; 8] = ["items", "_items", "item", "data", "results", "member", "newsitems", "hits"];
/// Keys that only an item has.
const OF_ITEMS: [&str; 6] = ["uri", "guid", "headline", "headlines", "versioncreated", "pubstatus"];
/// Groups in one another around the items.
const DEEPEST: usize = 3;

/// Reads a file: one item, a list of them, or groups that hold such a list.
pub fn read(imported: &mut Imported) {
    let Some(tree) = imported.json() else { return };
    let items = items(&tree, 0);
    if items.is_empty() { item(&tree, imported) } else { items.into_iter().for_each(|node| item(node, imported)) }
}

/// The items in a list, or behind the keys that services put around theirs.
fn items(node: &Node, depth: usize) -> Vec<&Node> {
    if !node.items().is_empty() {
        return node.items().iter().flat_map(|inner| if depth < DEEPEST { items(inner, depth + 1) } else { vec![inner] }).collect();
    }
    let is_item = OF_ITEMS.iter().any(|key| get(node, key).is_some());
    let inner = LISTS.iter().filter_map(|key| get(node, key)).find(|inner| !inner.items().is_empty() || !inner.entries().is_empty());
    match inner.filter(|_| !is_item && depth < DEEPEST) {
        Some(inner) => items(inner, depth + 1),
        None if depth > 0 => vec![node],
        None => Vec::new(),
    }
}

/// The value of a key, whatever its letter case.
fn get<'a>(node: &'a Node, key: &str) -> Option<&'a Node> {
    node.entries().iter().find(|entry| entry.key.eq_ignore_ascii_case(key)).map(|entry| &entry.node)
}

fn words(node: &Node, key: &str) -> Option<String> {
    one_line(get(node, key)?.text()?)
}

/// Words for readers, without markup.
fn said(node: &Node, key: &str) -> Option<String> {
    field(get(node, key)?.text()?)
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
    match kind.as_str() {
        "composite" | "package" if bodies(node).is_empty() => package(node, imported),
        "composite" | "package" => {
            story(node, imported);
            // Parts with a text of their own are stories too.
            associations(node).into_iter().filter(|part| is_text(part) && !bodies(part).is_empty()).for_each(|part| item(part, imported));
        }
        "text" => story(node, imported),
        "picture" | "graphic" => picture_story(node, imported),
        other => {
            let headline = headline(node).unwrap_or_default();
            imported.leftovers.add(&format!("{other} item"), &headline);
        }
    }
}

fn is_text(node: &Node) -> bool {
    match words(node, "type").map(|kind| kind.to_lowercase()).as_deref() {
        Some("text" | "composite" | "package") => true,
        Some(_) => false,
        None => get(node, "renditions").is_none(),
    }
}

/// A package without a text of its own: its texts, each with the pictures that stand after it; pictures before them go to the first.
fn package(node: &Node, imported: &mut Imported) {
    let parts = associations(node);
    if !parts.iter().any(|part| is_text(part)) {
        return picture_story(node, imported);
    }
    if !imported.may_run(subject("the package ", &headline(node).unwrap_or_default(), node), &terms(node)) {
        return;
    }
    let first = imported.drafts.len();
    parts.iter().filter(|part| is_text(part)).for_each(|part| item(part, imported));
    let texts: Vec<&Node> = parts.iter().copied().filter(|part| is_text(part)).collect();
    if let ([_], Some(draft)) = (texts.as_slice(), imported.drafts.get_mut(first)) {
        draft.headline = draft.headline.take().or_else(|| headline(node));
    } else if let Some(headline) = headline(node) {
        imported.leftovers.add("headline of a package", &headline);
    }
    let mut at = 0_usize;
    let mut photos: Vec<(usize, ImportedPhoto)> = Vec::new();
    for part in parts {
        if is_text(part) {
            at = texts.iter().position(|text| std::ptr::eq(*text, part)).unwrap_or(at);
        } else if let Some(photo) = picture(part, imported) {
            photos.push((at, photo));
        }
    }
    let last = imported.drafts.len().saturating_sub(1);
    for (at, photo) in photos {
        match imported.drafts.get_mut((first + at).min(last)).filter(|_| last >= first) {
            Some(draft) => join(&mut draft.photos, photo),
            None => imported.leftovers.lose_picture("picture of a package without stories", &photo.address),
        }
    }
}

/// What it says of its use.
fn terms(node: &Node) -> Terms {
    let rights = || get(node, "rightsinfo").and_then(|rights| words(rights, "usageterms"));
    Terms {
        status: words(node, "pubstatus"),
        embargo: words(node, "embargoed"),
        expires: words(node, "expires"),
        usage: words(node, "usageterms").or_else(rights),
        ..Terms::default()
    }
}

fn subject<'a>(kind: &'static str, name: &'a str, node: &'a Node) -> Subject<'a> {
    Subject { kind, name, range: &node.range }
}

/// What items of all kinds have in common.
fn draft(node: &Node) -> Draft {
    let agency = name(node, ["infosources", "infosource"]).or_else(|| words(node, "copyrightholder"));
    let mut draft = Draft {
        range: node.range.clone(),
        identity: words(node, "uri"),
        version: words(node, "version").or_else(|| words(node, "versioncreated")),
        kills: words(node, "pubstatus").is_some_and(|status| may_run::refusal(&status) == Some(Refusal::Killed)),
        slug: words(node, "slugline"),
        section: name(node, ["subjects", "subject"]),
        headline: headline(node),
        short_headline: with_role(node, "headlines", "headline", &["short", "web", "mobile"]).and_then(field),
        deck: with_role(node, "subheadlines", "subheadline", &["main", ""]).or_else(|| sub(node)).and_then(field),
        dateline: words(node, "located").map(|place| capitals(&place)),
        posted: words(node, "firstcreated").or_else(|| words(node, "contentcreated")),
        updated: words(node, "versioncreated"),
        priority: get(node, "urgency").and_then(Node::integer),
        lang: words(node, "language"),
        agency,
        ..Draft::default()
    };
    if let Some(by) = words(node, "by").or_else(|| words(node, "byline")) {
        draft.byline.push(ImportedAuthor { name: by, ..ImportedAuthor::default() });
    } else {
        let authors = get(node, "authors").map(Node::items).unwrap_or_default();
        draft
            .byline
            .extend(authors.iter().filter_map(|author| words(author, "name")).map(|name| ImportedAuthor { name, ..Default::default() }));
    }
    // Some put the writer and their county where the place should stand.
    let first = |words: &str| words.split(',').next().unwrap_or("").trim().to_lowercase();
    if let (Some(writer), Some(place)) = (draft.byline.first(), &draft.dateline)
        && first(&writer.name) == first(place)
    {
        draft.dateline = None;
    }
    if draft.posted.is_none() {
        draft.posted = draft.updated.take();
    }
    draft
}

/// An item of text, with what is associated with it.
fn story(node: &Node, imported: &mut Imported) {
    let mut draft = draft(node);
    let name = draft.headline.clone().unwrap_or_else(|| "a story".into());
    if !draft.kills && !imported.may_run(subject("", &name, node), &terms(node)) {
        return;
    }
    body(node, &mut draft, imported);
    if !draft.blocks.is_empty() {
        deck(node, &mut draft, imported);
    }
    for other in associations(node) {
        match words(other, "type").map(|kind| kind.to_lowercase()).as_deref() {
            Some("picture" | "graphic") => photos(other, &mut draft, imported),
            None if get(other, "renditions").is_some() => photos(other, &mut draft, imported),
            Some("text" | "composite") => teaser(other, &mut draft, imported),
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

/// A story beside this one, where it may run.
fn teaser(node: &Node, draft: &mut Draft, imported: &mut Imported) {
    let Some(headline) = headline(node) else { return };
    match words(node, "pubstatus").as_deref().and_then(may_run::refusal) {
        Some(_) => imported.refuse(subject("the story beside ", &headline, node), "was withdrawn by who sent it"),
        None => draft.teasers.push(Teaser { headline, ..Teaser::default() }),
    }
}

/// Pictures with their words and nothing else.
fn picture_story(node: &Node, imported: &mut Imported) {
    let mut draft = draft(node);
    let name = draft.headline.clone().unwrap_or_else(|| "a picture".into());
    if !draft.kills && !imported.may_run(subject("", &name, node), &terms(node)) {
        return;
    }
    draft.photos.extend(photo(node));
    for other in associations(node) {
        photos(other, &mut draft, imported);
    }
    left(node, &mut imported.leftovers);
    if draft.headline.is_none() && draft.photos.is_empty() && !draft.kills {
        return wordless(node, imported);
    }
    imported.drafts.push(draft);
}

/// A standfirst: a summary, or a description that says something else than the text.
fn deck(node: &Node, draft: &mut Draft, imported: &mut Imported) {
    let roles = ["summary", "abstract", "deck", "standfirst", "text", "main", ""];
    let summary = with_role(node, "descriptions", "description", &roles).and_then(field);
    match summary {
        Some(summary) if draft.deck.is_none() && summary.chars().count() <= deck::LONGEST => draft.deck = Some(summary),
        Some(summary) if draft.deck.as_ref() != Some(&summary) => imported.leftovers.lose("description", &summary),
        _ => {}
    }
}

/// The picture of an associated item, where it may run.
fn picture(node: &Node, imported: &mut Imported) -> Option<ImportedPhoto> {
    let Some(photo) = photo(node) else {
        imported.leftovers.add("picture without a rendition", &headline(node).unwrap_or_default());
        return None;
    };
    let name = photo.caption.as_deref().or(photo.alt.as_deref()).unwrap_or(&photo.address);
    let may_run = imported.may_run(subject(may_run::PICTURE, name, node), &terms(node));
    if !may_run {
        imported.leftovers.lose_picture("picture that must not run", &photo.address);
    }
    if let Some(source) = words(node, "digitalsourcetype") {
        imported.tell_source(subject(may_run::PICTURE, name, node), &source);
    }
    may_run.then_some(photo)
}

/// Adds the picture of an associated item; one that must not run goes from the text too.
fn photos(node: &Node, draft: &mut Draft, imported: &mut Imported) {
    match picture(node, imported) {
        Some(photo) => join(&mut draft.photos, photo),
        None => {
            let all: Vec<&str> = renditions(node).into_iter().filter_map(|rendition| get(rendition, "href")?.text()).collect();
            draft.photos.retain(|photo| !all.contains(&photo.address.as_str()));
        }
    }
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
    main.and_then(field).or_else(|| said(node, "headline")).or_else(|| said(node, "title"))
}

/// The headline's second deck among the headlines.
fn sub(node: &Node) -> Option<&str> {
    with_role(node, "headlines", "headline", &["sub", "subheadline", "deck", "secondary"])
}

/// A form in which the text is given, from the richest.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Form {
    Html,
    Marked,
    Nitf,
    Plain,
}

/// The texts of an item.
fn bodies(node: &Node) -> Vec<(Form, &str)> {
    let mut bodies: Vec<(Form, &str)> = Vec::new();
    let form = |kind: &str, value: &str| match kind {
        _ if kind.contains("nitf") || value.contains("<nitf") => Form::Nitf,
        _ if kind.contains("html") => Form::Html,
        _ if value.trim_start().starts_with('<') => Form::Marked,
        _ => Form::Plain,
    };
    for entry in get(node, "bodies").map(Node::items).unwrap_or_default() {
        let Some(value) = get(entry, "value").and_then(Node::text) else { continue };
        let kind = format!("{} {}", words(entry, "contenttype").unwrap_or_default(), words(entry, "role").unwrap_or_default());
        bodies.push((form(&kind.to_lowercase(), value), value));
    }
    for Entry { key, node, .. } in node.entries() {
        if let Some(kind) = key.to_lowercase().strip_prefix("body_") {
            bodies.extend(node.text().map(|value| (form(kind, value), value)));
        }
    }
    bodies.retain(|(_, value)| !value.trim().is_empty());
    bodies
}

/// The text of the richest form.
fn body(node: &Node, draft: &mut Draft, imported: &mut Imported) {
    let Some((form, value)) = bodies(node).into_iter().min_by_key(|(form, _)| *form) else {
        // Short items have their text as their description.
        let text = with_role(node, "descriptions", "description", &["text", "main", "", "summary", "abstract", "caption"]);
        draft.blocks = text.map(|text| imported.plain(text, &node.range).blocks).unwrap_or_default();
        return;
    };
    let reduced = match form {
        Form::Plain => imported.plain(value, &node.range),
        Form::Nitf => match xml::read(value) {
            Ok(root) => {
                let nitf = root.find("nitf").unwrap_or(&root);
                return nitf::story(nitf, draft, imported);
            }
            Err(_) => imported.html(value, &node.range),
        },
        Form::Html | Form::Marked => imported.wire_html(value, draft),
    };
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
    let caption = caption.or_else(first).and_then(marked).or_else(|| headline(node).map(|headline| inline::escape(&headline)));
    let source = name(node, ["infosources", "infosource"]).or_else(|| words(node, "copyrightholder"));
    let by = words(node, "by").or_else(|| words(node, "byline"));
    let credit =
        words(node, "creditline").or_else(|| with_role(node, "descriptions", "description", &["creditline", "credit"]).and_then(field));
    let credit = credit.or(match (by, source) {
        (Some(by), Some(source)) if !by.contains(&source) => Some(format!("{by}/{source}")),
        (by, source) => by.or(source),
    });
    let alt = with_role(node, "descriptions", "description", &["alttext", "alt-text", "alt"]).and_then(field);
    let alt = alt.or_else(|| said(node, "alttext")).or_else(|| words(largest, "alttext"));
    Some(ImportedPhoto { address, caption, credit, alt, print_only: terms(node).are_print_only() })
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
