//! Ghost: its export file, and what its content interface gives for posts.
use std::collections::BTreeMap;

use super::draft::{Draft, ImportedAuthor, ImportedPhoto, join};
use super::fields::{field, marked};
use super::may_run::{Subject, Terms};
use super::wp_parts::{STICKY, feature};
use super::{Imported, one_line};
use crate::tree::{Entry, Node};

/// Keys of a post that this reader looks at.
const READ: [&str; 24] = [
    "id",
    "uuid",
    "title",
    "slug",
    "html",
    "plaintext",
    "status",
    "type",
    "feature_image",
    "feature_image_alt",
    "feature_image_caption",
    "featured",
    "custom_excerpt",
    "excerpt",
    "created_at",
    "updated_at",
    "published_at",
    "locale",
    "url",
    "authors",
    "primary_author",
    "tags",
    "primary_tag",
    "visibility",
];
/// Keys for machines, and for search engines and networks.
const SILENT: [&str; 24] = [
    "mobiledoc",
    "lexical",
    "comment_id",
    "author_id",
    "created_by",
    "updated_by",
    "published_by",
    "canonical_url",
    "codeinjection_head",
    "codeinjection_foot",
    "custom_template",
    "email_recipient_filter",
    "newsletter_id",
    "show_title_and_feature_image",
    "reading_time",
    "access",
    "comments",
    "og_image",
    "og_title",
    "og_description",
    "twitter_image",
    "twitter_title",
    "twitter_description",
    "meta_title",
];
/// What stands for the site's address in an export.
const SITE: &str = "__GHOST_URL__";
/// The status of all that the site shows.
const PUBLISHED: &str = "published";

/// Names of writers or tags by their posts, in the posts' order.
type Named = BTreeMap<String, Vec<String>>;

/// Lists of an export that stand beside its posts.
#[derive(Default)]
struct Beside {
    writers: Named,
    tags: Named,
    /// Words of the featured picture by post.
    pictures: BTreeMap<String, ImportedPhoto>,
}

/// Reads the posts of an export, or of an answer of the interface.
pub fn read(imported: &mut Imported) {
    let Some(tree) = imported.json() else { return };
    let data = tree.get("db").and_then(|db| db.items().first()?.get("data")).or_else(|| tree.get("data")).unwrap_or(&tree);
    let beside = Beside {
        writers: named(data, ("posts_authors", "author_id"), "users"),
        tags: named(data, ("posts_tags", "tag_id"), "tags"),
        pictures: pictures(data),
    };
    for node in list(data, "posts") {
        if node.text_of("type").is_some_and(|kind| kind != "post") {
            imported.leftovers.add("page of the site", &node.text_of("title").unwrap_or_default());
        } else {
            post(node, &beside, imported);
        }
    }
}

fn list<'a>(data: &'a Node, key: &str) -> &'a [Node] {
    data.get(key).map(Node::items).unwrap_or_default()
}

/// A number or a word that stands for something.
fn id(node: &Node, key: &str) -> Option<String> {
    node.text_of(key).or_else(|| node.get(key)?.integer().map(|number| number.to_string()))
}

/// Names from one list, given to posts by another.
fn named(data: &Node, (pairs, key): (&str, &str), names: &str) -> Named {
    let is_shown = |node: &&Node| node.text_of("visibility").is_none_or(|visibility| visibility == "public");
    let names: BTreeMap<String, String> =
        list(data, names).iter().filter(is_shown).filter_map(|node| Some((id(node, "id")?, field(&node.text_of("name")?)?))).collect();
    let mut pairs: Vec<(i64, String, String)> = list(data, pairs)
        .iter()
        .filter_map(|pair| {
            let order = pair.get("sort_order").and_then(Node::integer).unwrap_or(0);
            Some((order, id(pair, "post_id")?, names.get(&id(pair, key)?)?.clone()))
        })
        .collect();
    pairs.sort_by_key(|(order, ..)| *order);
    let mut by_post = Named::new();
    pairs.into_iter().for_each(|(_, post, name)| by_post.entry(post).or_default().push(name));
    by_post
}

/// What `posts_meta` says of featured pictures.
fn pictures(data: &Node) -> BTreeMap<String, ImportedPhoto> {
    list(data, "posts_meta").iter().filter_map(|meta| Some((id(meta, "post_id")?, words_of_picture(meta)))).collect()
}

fn words_of_picture(node: &Node) -> ImportedPhoto {
    ImportedPhoto {
        caption: node.text_of("feature_image_caption").as_deref().and_then(marked),
        alt: node.text_of("feature_image_alt").as_deref().and_then(field),
        ..ImportedPhoto::default()
    }
}

fn names_in(node: &Node, key: &str) -> Vec<String> {
    list(node, key).iter().filter_map(|item| field(&item.text_of("name")?)).collect()
}

fn post(node: &Node, beside: &Beside, imported: &mut Imported) {
    let name = node.text_of("title").or_else(|| node.text_of("slug")).unwrap_or_else(|| "a post".into());
    if !imported.may_run(Subject { kind: "", name: &name, range: &node.range }, &Terms::of_status(node.text_of("status"), PUBLISHED)) {
        return;
    }
    let key = id(node, "id").unwrap_or_default();
    let url = node.text_of("url").filter(|url| url.starts_with("http"));
    let mut draft = Draft {
        range: node.range.clone(),
        identity: node.text_of("uuid").or_else(|| Some(key.clone()).filter(|key| !key.is_empty())),
        version: node.text_of("updated_at"),
        slug: node.text_of("slug"),
        headline: node.text_of("title").as_deref().and_then(field),
        deck: node.text_of("custom_excerpt").or_else(|| node.text_of("excerpt")).as_deref().and_then(field),
        posted: node.text_of("published_at").or_else(|| node.text_of("created_at")),
        updated: node.text_of("updated_at"),
        lang: node.text_of("locale"),
        priority: node.get("featured").filter(|node| node.flag() == Some(true) || node.integer() == Some(1)).map(|_| STICKY),
        url,
        ..Draft::default()
    };
    let of_post = |list: &Named| list.get(&key).cloned().unwrap_or_default();
    let either = |own: Vec<String>, others: Vec<String>| if own.is_empty() { others } else { own };
    let writers = either(names_in(node, "authors"), of_post(&beside.writers));
    draft.byline = writers.into_iter().map(|name| ImportedAuthor { name, ..ImportedAuthor::default() }).collect();
    let mut tags = either(names_in(node, "tags"), of_post(&beside.tags)).into_iter();
    draft.section = tags.next();
    tags.for_each(|tag| imported.leftovers.add("tag", &tag));
    body(node, &mut draft, imported);
    if let Some(address) = node.text_of("feature_image").filter(|address| !address.trim().is_empty()) {
        let own = words_of_picture(node);
        let words = beside.pictures.get(&key).cloned().unwrap_or_default();
        let photo = ImportedPhoto { address, caption: own.caption.or(words.caption), alt: own.alt.or(words.alt), ..own };
        feature(&mut draft, photo);
    }
    for photo in std::mem::take(&mut draft.photos) {
        // Without the site's address it is a path on the site, which --root leads to.
        join(&mut draft.photos, ImportedPhoto { address: photo.address.replacen(SITE, "", 1), ..photo });
    }
    left(node, imported);
    imported.drafts.push(draft);
}

/// The text of a post, which stands in it as HTML beside the forms that its editor keeps.
fn body(node: &Node, draft: &mut Draft, imported: &mut Imported) {
    let html = node.text_of("html").filter(|html| !html.trim().is_empty());
    let reduced = match (html, node.text_of("plaintext")) {
        (Some(html), _) => imported.html(&html, &draft.range.clone()),
        (None, Some(text)) => imported.plain(&text, &draft.range.clone()),
        (None, None) => return,
    };
    draft.blocks = reduced.blocks;
    draft.photos = reduced.photos;
}

/// Counts what no key of an article takes.
fn left(node: &Node, imported: &mut Imported) {
    for Entry { key, node, .. } in node.entries() {
        let words = || node.text().and_then(one_line);
        if !READ.contains(&key.as_str()) && !SILENT.contains(&key.as_str()) && (words().is_some() || !node.items().is_empty()) {
            imported.leftovers.add(key, &words().unwrap_or_default());
        }
    }
    if let Some(visibility) = node.text_of("visibility").filter(|visibility| visibility != "public") {
        imported.leftovers.add("visibility", &visibility);
    }
}
