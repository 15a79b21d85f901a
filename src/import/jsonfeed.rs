//! JSON Feed 1 and 1.1: full texts in HTML or plain, pictures, authors.
use super::draft::{Draft, ImportedAuthor, ImportedPhoto, join};
use super::fields::field;
use super::may_run::{Subject, Terms};
use super::{Imported, one_line};
use crate::tree::{Entry, Node};

/// Keys of an item that this reader looks at.
const READ: [&str; 19] = [
    "id",
    "url",
    "external_url",
    "title",
    "content_html",
    "content_text",
    "summary",
    "image",
    "banner_image",
    "date_published",
    "date_modified",
    "author",
    "authors",
    "tags",
    "language",
    "attachments",
    "_links",
    "status",
    "date_expires",
];

/// Reads a feed.
pub fn read(imported: &mut Imported) {
    let Some(tree) = imported.json() else { return };
    let lang = tree.text_of("language");
    let writers = authors(&tree);
    for item in tree.get("items").map(Node::items).unwrap_or_default() {
        let name = item.text_of("title").or_else(|| item.text_of("id")).unwrap_or_else(|| "a story".into());
        if !imported.may_run(Subject { kind: "", name: &name, range: &item.range }, &terms(item)) {
            continue;
        }
        let mut draft = story(item, imported);
        draft.lang = draft.lang.take().or_else(|| lang.clone());
        if draft.byline.is_empty() {
            draft.byline.clone_from(&writers);
        }
        imported.drafts.push(draft);
    }
}

/// What an item says of its use. The format has no words of its own for that; sites add these.
fn terms(item: &Node) -> Terms {
    Terms { status: item.text_of("status"), expires: item.text_of("date_expires"), ..Terms::default() }
}

fn authors(node: &Node) -> Vec<ImportedAuthor> {
    let list = node.get("authors").map(Node::items).filter(|list| !list.is_empty());
    let list = list.or_else(|| node.get("author").map(std::slice::from_ref)).unwrap_or_default();
    let names = list.iter().filter_map(|author| author.text_of("name").or_else(|| author.text().map(str::to_string)));
    names.filter_map(|name| one_line(&name)).map(|name| ImportedAuthor { name, ..ImportedAuthor::default() }).collect()
}

fn story(item: &Node, imported: &mut Imported) -> Draft {
    let url = item.text_of("url").or_else(|| item.text_of("external_url"));
    let id = item.text_of("id").or_else(|| item.get("id").and_then(Node::integer).map(|id| id.to_string()));
    let said = |key: &str| item.get(key).and_then(Node::text).and_then(field);
    let mut draft = Draft {
        range: item.range.clone(),
        identity: id.or_else(|| url.clone()),
        version: item.text_of("date_modified"),
        slug: url.as_deref().and_then(super::feed::last_part),
        headline: said("title"),
        posted: item.text_of("date_published"),
        updated: item.text_of("date_modified"),
        lang: item.text_of("language"),
        byline: authors(item),
        url,
        ..Draft::default()
    };
    let mut tags = item.get("tags").map(Node::items).unwrap_or_default().iter().filter_map(Node::text);
    draft.section = tags.next().and_then(one_line);
    tags.for_each(|tag| imported.leftovers.add("tag", tag));
    let html = item.get("content_html").and_then(Node::text).filter(|text| !text.trim().is_empty());
    let reduced = match (html, item.get("content_text").and_then(Node::text)) {
        (Some(html), _) => imported.html(html, &item.range),
        (None, text) => imported.plain(text.unwrap_or_default(), &item.range),
    };
    draft.blocks = reduced.blocks;
    draft.photos = reduced.photos;
    let summary = item.get("summary").and_then(Node::text);
    if draft.blocks.is_empty() {
        draft.blocks = summary.map(|summary| imported.plain(summary, &item.range).blocks).unwrap_or_default();
    } else {
        draft.deck = said("summary");
    }
    pictures(item, &mut draft, imported);
    for Entry { key, node, .. } in item.entries() {
        if !READ.contains(&key.as_str()) {
            imported.leftovers.add(key, &node.text().and_then(one_line).unwrap_or_default());
        }
    }
    draft
}

fn pictures(item: &Node, draft: &mut Draft, imported: &mut Imported) {
    let photo = |address: String| ImportedPhoto { address, ..ImportedPhoto::default() };
    if let Some(address) = item.text_of("image").or_else(|| item.text_of("banner_image"))
        && !draft.photos.iter().any(|there| there.address == address)
    {
        draft.photos.insert(0, photo(address));
    }
    for attachment in item.get("attachments").map(Node::items).unwrap_or_default() {
        let Some(address) = attachment.text_of("url") else { continue };
        let kind = attachment.text_of("mime_type").unwrap_or_default();
        if kind.starts_with("image/") { join(&mut draft.photos, photo(address)) } else { imported.leftovers.add(&kind, &address) }
    }
}
