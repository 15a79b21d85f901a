//! WordPress's export file (WXR): posts with their authors, categories, and pictures that are items of their own.
use std::collections::{BTreeMap, BTreeSet};

use super::draft::{Draft, ImportedPhoto, is_picture};
use super::fields::field as words;
use super::gallery::Media;
use super::may_run::{Subject, Terms};
use super::newsml::is_login;
use super::reduce::caption;
use super::wp_parts::{PUBLISHED, STICKY, body, feature, file_under, writers};
use super::{Imported, fields, one_line, stamp};
use crate::tree::xml::Element;

/// Numbers of pictures told of one story.
const MOST_NUMBERS: usize = 12;

/// Reads the posts of an export.
pub fn read(imported: &mut Imported) {
    let Some(root) = imported.xml() else { return };
    let Some(channel) = root.child("channel") else { return };
    let authors: BTreeMap<String, String> = channel
        .all("wp:author")
        .filter_map(|author| Some((author.words("wp:author_login")?, author.words("wp:author_display_name")?)))
        .collect();
    let kind = |item: &Element| item.words("wp:post_type").unwrap_or_else(|| "post".into());
    let mut media = Media::default();
    for item in channel.all("item").filter(|item| kind(item) == "attachment") {
        if let (Some(number), Some(photo)) = (item.words("wp:post_id"), attachment(item)) {
            media.add(number, item.words("wp:post_parent"), photo);
        }
    }
    let export = Export { authors, media, lang: channel.words("language") };
    for item in channel.all("item") {
        match kind(item).as_str() {
            "post" => post(item, &export, imported),
            "attachment" => {}
            other => imported.leftovers.add(&format!("{other} item"), &item.words("title").unwrap_or_default()),
        }
    }
}

/// The value that the site keeps under a name.
fn meta(item: &Element, key: &str) -> Option<String> {
    item.all("wp:postmeta").find(|meta| meta.words("wp:meta_key").as_deref() == Some(key))?.words("wp:meta_value")
}

fn attachment(item: &Element) -> Option<ImportedPhoto> {
    let address = item.words("wp:attachment_url")?;
    let text = |path: &str| item.child(path).map(Element::text).and_then(|source| caption(&source));
    let words = text("excerpt:encoded").or_else(|| text("content:encoded"));
    let alt = meta(item, "_wp_attachment_image_alt");
    is_picture(&address).then(|| ImportedPhoto {
        address,
        caption: words,
        credit: meta(item, "_wp_attachment_credit").or_else(|| meta(item, "credit")),
        alt,
        ..ImportedPhoto::default()
    })
}

/// What the posts of an export share.
struct Export {
    /// Names by login.
    authors: BTreeMap<String, String>,
    media: Media,
    lang: Option<String>,
}

fn post(item: &Element, Export { authors, media, lang }: &Export, imported: &mut Imported) {
    let title = item.child("title").and_then(|title| words(&title.text()));
    let name = title.clone().unwrap_or_else(|| "a post".into());
    let subject = Subject { kind: "", name: &name, range: &item.range };
    if !imported.may_run(subject, &Terms::of_status(item.words("wp:status"), PUBLISHED)) {
        return;
    }
    if item.words("wp:post_password").is_some() {
        return imported.refuse(subject, "is protected by a password");
    }
    let pair = |local: &str, utc: &str| stamp::with_offset(&item.words(local)?, &item.words(utc).unwrap_or_default());
    let slug = item.words("wp:post_name").map(|slug| decoded(&slug));
    let mut draft = Draft {
        range: item.range.clone(),
        // Posts that were copied, or moved from another site, may share a guid.
        identity: item.words("wp:post_id").or_else(|| item.words("link")).or_else(|| item.words("guid")),
        version: item.words("wp:post_modified_gmt"),
        slug,
        headline: title,
        deck: item.child("excerpt:encoded").and_then(|excerpt| fields::field(&excerpt.text())),
        posted: pair("wp:post_date", "wp:post_date_gmt").or_else(|| item.words("pubDate")),
        updated: pair("wp:post_modified", "wp:post_modified_gmt"),
        url: item.words("link"),
        priority: (item.words("wp:is_sticky").as_deref() == Some("1")).then_some(STICKY),
        lang: lang.clone(),
        ..Draft::default()
    };
    let mut guests = Vec::new();
    // How somebody signs in is not how they sign.
    let creator = item.words("dc:creator").and_then(|login| match authors.get(&login) {
        Some(name) => Some(name.clone()),
        None if is_login(&login) => {
            imported.leftovers.add("login of a writer", &login);
            None
        }
        None => Some(login),
    });
    let mut categories = Vec::new();
    for category in item.all("category") {
        let Some(name) = words(&category.text()) else { continue };
        match category.attribute("domain") {
            Some("category") | None if name != "Uncategorized" => categories.push(name),
            Some("category") | None => {}
            Some("author" | "authors" | "guest-author") => guests.push(name),
            Some(other) => imported.leftovers.add(other, &name),
        }
    }
    draft.byline = writers(creator.into_iter().collect(), guests);
    file_under(&mut draft, categories, imported);
    let content = item.child("content:encoded").map(Element::text).unwrap_or_default();
    let (content, mut missing) = media.figures(&content, &item.words("wp:post_id").unwrap_or_default());
    body(&content, &mut draft, imported);
    // The words of a picture are kept with the picture, and the text may show a small size of it.
    for photo in &mut draft.photos {
        let Some(known) = media.at(&photo.address).cloned() else { continue };
        photo.address = known.address;
        photo.caption = photo.caption.take().or(known.caption);
        photo.credit = photo.credit.take().or(known.credit);
        photo.alt = photo.alt.take().or(known.alt);
    }
    let mut seen = BTreeSet::new();
    draft.photos.retain(|photo| seen.insert(photo.address.clone()));
    if let Some(number) = meta(item, "_thumbnail_id") {
        match media.numbered(&number) {
            Some(photo) => feature(&mut draft, photo.clone()),
            None => missing.insert(0, number),
        }
    }
    if !missing.is_empty() {
        let place = imported.place(&item.range);
        let message = match missing.len() {
            1 => format!("a picture of \"{name}\" is not in the export: number {}", missing[0]),
            count => {
                let more = if count > MOST_NUMBERS { ", …" } else { "" };
                let numbers = missing[..count.min(MOST_NUMBERS)].join(", ");
                format!("{count} pictures of \"{name}\" are not in the export: numbers {numbers}{more}")
            }
        };
        let warning = imported.diags.warning("not-embedded", place, message);
        warning.did("went on without").help("export all content, with the media");
    }
    for (key, name) in [("subtitle", "deck"), ("kicker", "kicker")] {
        let value = meta(item, key).as_deref().and_then(fields::field);
        match name {
            "deck" => draft.deck = value.or(draft.deck.take()),
            _ => draft.kicker = value.or(draft.kicker.take()),
        }
    }
    let mut comments = item.all("wp:comment");
    if let Some(first) = comments.next() {
        imported.leftovers.add("comment", &first.words("wp:comment_content").unwrap_or_default());
        comments.for_each(|_| imported.leftovers.add("comment", ""));
    }
    for meta in item.all("wp:postmeta") {
        let key = meta.words("wp:meta_key").unwrap_or_default();
        // A name with a line before it is the site's own.
        if !key.starts_with('_') && !key.is_empty() && !matches!(key.as_str(), "subtitle" | "kicker") {
            imported.leftovers.add(&format!("field {key}"), &meta.words("wp:meta_value").unwrap_or_default());
        }
    }
    imported.drafts.push(draft);
}

/// Slugs of other scripts are kept as an address writes them.
fn decoded(slug: &str) -> String {
    let place = super::draft::place(slug);
    one_line(&place).unwrap_or(place)
}
