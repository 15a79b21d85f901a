//! WordPress: what its REST interface gives for `/wp/v2/posts?_embed`.
use super::draft::{Draft, ImportedPhoto};
use super::fields::field as words;
use super::html;
use super::may_run::{Subject, Terms};
use super::reduce::caption;
use super::wp_parts::{PUBLISHED, STICKY, body, feature, file_under, writers};
use super::{Imported, one_line, stamp};
use crate::tree::{Entry, Node};

/// Keys that this reader looks at.
const READ: [&str; 16] = [
    "id",
    "date",
    "date_gmt",
    "modified",
    "modified_gmt",
    "slug",
    "status",
    "type",
    "link",
    "title",
    "content",
    "excerpt",
    "sticky",
    "_embedded",
    "author",
    "featured_media",
];
/// Keys for machines.
const SILENT: [&str; 15] = [
    "guid",
    "_links",
    "template",
    "comment_status",
    "ping_status",
    "format",
    "meta",
    "class_list",
    "categories",
    "tags",
    "permalink_template",
    "generated_slug",
    "yoast_head",
    "yoast_head_json",
    "jetpack_featured_media_url",
];
/// Reads a list of posts, or one post.
pub fn read(imported: &mut Imported) {
    let Some(tree) = imported.json() else { return };
    if tree.items().is_empty() && !tree.entries().is_empty() {
        return post(&tree, imported);
    }
    tree.items().iter().for_each(|node| post(node, imported));
}

/// `{"rendered": "…"}` as what it holds.
fn rendered<'a>(node: &'a Node, key: &str) -> Option<&'a str> {
    let node = node.get(key)?;
    node.get("rendered").unwrap_or(node).text()
}

fn post(node: &Node, imported: &mut Imported) {
    let title = rendered(node, "title").and_then(words);
    let Some(content) = rendered(node, "content") else {
        let place = imported.place(&node.range);
        let message = node
            .text_of("message")
            .map_or("this is no post: it has no content".to_string(), |message| format!("the site answered: {message}"));
        imported.diags.warning("empty-item", place, message).did("left it out").help("ask for /wp/v2/posts?_embed");
        return;
    };
    let name = title.clone().or_else(|| node.text_of("slug")).unwrap_or_else(|| "a post".into());
    let subject = Subject { kind: "", name: &name, range: &node.range };
    if !imported.may_run(subject, &Terms::of_status(node.text_of("status"), PUBLISHED)) {
        return;
    }
    if node.get("content").and_then(|content| content.get("protected")).and_then(Node::flag) == Some(true) {
        return imported.refuse(subject, "is protected by a password, and its text is not in the file");
    }
    let pair = |local: &str, utc: &str| stamp::with_offset(node.get(local)?.text()?, node.get(utc).and_then(Node::text).unwrap_or(""));
    let excerpt = rendered(node, "excerpt").and_then(html::read).map(|root| one_line(&root.text()).unwrap_or_default());
    let mut draft = Draft {
        range: node.range.clone(),
        identity: node.text_of("link").or_else(|| node.get("id").and_then(Node::integer).map(|id| id.to_string())),
        version: node.text_of("modified_gmt"),
        slug: node.text_of("slug"),
        headline: title,
        deck: excerpt.filter(|excerpt| !excerpt.is_empty()),
        posted: pair("date", "date_gmt"),
        updated: pair("modified", "modified_gmt"),
        url: node.text_of("link"),
        priority: (node.get("sticky").and_then(Node::flag) == Some(true)).then_some(STICKY),
        ..Draft::default()
    };
    let embedded = |key: &str| node.get("_embedded").and_then(|embedded| embedded.get(key)).map(Node::items).unwrap_or_default();
    let names = |author: &Node| author.text_of("name").and_then(|name| one_line(&name));
    let authors: Vec<String> = embedded("author").iter().filter_map(names).collect();
    let mut guests = Vec::new();
    let mut categories = Vec::new();
    for term in embedded("wp:term").iter().flat_map(Node::items) {
        let Some(name) = term.text_of("name").and_then(|name| words(&name)) else { continue };
        match term.get("taxonomy").and_then(Node::text) {
            Some("category") if name != "Uncategorized" => categories.push(name),
            Some("category") => {}
            Some("author" | "authors" | "guest-author") => guests.push(name),
            other => imported.leftovers.add(other.unwrap_or("term"), &name),
        }
    }
    draft.byline = writers(authors, guests);
    file_under(&mut draft, categories, imported);
    body(content, &mut draft, imported);
    if let Some(media) = embedded("wp:featuredmedia").first() {
        let details = media.get("media_details").and_then(|details| details.get("image_meta"));
        let credit = details.and_then(|meta| meta.text_of("credit")).and_then(|credit| one_line(&credit));
        let caption = rendered(media, "caption").and_then(caption);
        let alt = media.text_of("alt_text").and_then(|alt| one_line(&alt));
        if let Some(address) = media.text_of("source_url") {
            feature(&mut draft, ImportedPhoto { address, caption, credit, alt, ..ImportedPhoto::default() });
        }
    } else if node.get("featured_media").and_then(Node::integer).is_some_and(|id| id > 0) {
        let place = imported.place(&node.range);
        let warning = imported.diags.warning("not-embedded", place, format!("the picture of \"{name}\" is not in the file"));
        warning.did("went on without it").help("ask for /wp/v2/posts?_embed");
    }
    for Entry { key, node, .. } in node.entries() {
        if !READ.contains(&key.as_str()) && !SILENT.contains(&key.as_str()) {
            let sample = node.text().map(str::to_string).unwrap_or_default();
            imported.leftovers.add(key, &sample);
        }
    }
    imported.drafts.push(draft);
}
