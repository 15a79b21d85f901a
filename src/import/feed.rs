//! RSS 2.0 (and its RDF forerunner) and Atom: full text where the feed has it, pictures of Media RSS.
use super::draft::{Draft, ImportedAuthor, ImportedPhoto, join};
use super::fields::field as words;
use super::may_run::{Subject, Terms};
use super::reduce::caption;
use super::{Imported, one_line, reduce};
use crate::tree::xml::{Child, Element};

/// Elements of an item that this reader looks at, or that hold nothing for readers.
const READ: [&str; 35] = [
    "title",
    "link",
    "description",
    "content:encoded",
    "dc:creator",
    "author",
    "pubDate",
    "dc:date",
    "guid",
    "category",
    "media:content",
    "media:group",
    "media:thumbnail",
    "media:credit",
    "media:description",
    "media:title",
    "media:text",
    "enclosure",
    "source",
    "id",
    "published",
    "updated",
    "summary",
    "content",
    "contributor",
    "dc:subject",
    "dc:identifier",
    "media:keywords",
    "comments",
    "slash:comments",
    "wfw:commentRss",
    "dc:language",
    "dcterms:modified",
    "atom:updated",
    "atom:link",
];

pub fn read(imported: &mut Imported) {
    let Some(root) = imported.xml() else { return };
    let channel = root.child("channel");
    let lang = channel.and_then(|channel| channel.words("language")).or_else(|| root.attribute("xml:lang").map(str::to_string));
    let mut found = Vec::new();
    for name in ["item", "entry", "atom:entry"] {
        root.find_all(name, &mut found);
    }
    if matches!(root.name.as_str(), "entry" | "atom:entry" | "item") {
        found.insert(0, &root);
    }
    let author = author(channel.unwrap_or(&root));
    let first = imported.drafts.len();
    for item in found {
        // An Atom feed written with a prefix has it on every element.
        let item = &if item.name.starts_with("atom:") { bare(item) } else { item.clone() };
        let mut draft = item_draft(item, imported);
        draft.lang = item.words("dc:language").or_else(|| item.attribute("xml:lang").map(str::to_string)).or_else(|| lang.clone());
        if draft.byline.is_empty() && item.words("published").or_else(|| item.words("updated")).is_some() {
            draft.byline.extend(author.clone());
        }
        let terms = terms(item);
        let name = draft.headline.clone().unwrap_or_else(|| "a story".into());
        if imported.may_run(Subject { kind: "", name: &name, range: &item.range }, &terms) {
            imported.drafts.push(draft);
        }
    }
    tell_apart(&mut imported.drafts[first..]);
}

/// What an item says of its use.
fn terms(item: &Element) -> Terms {
    Terms {
        status: item.words("app:control/app:draft").filter(|draft| draft == "yes").map(|_| "draft".into()),
        expires: item.words("dcterms:valid").and_then(|valid| Some(valid.split_once("end=")?.1.split(';').next()?.to_string())),
        embargo: item.words("dcterms:available").and_then(|valid| Some(valid.split_once("start=")?.1.split(';').next()?.to_string())),
        usage: item.words("media:restriction"),
        ..Terms::default()
    }
}

/// Two stories that share a guid, by a fault of the feed, are two where link and headline differ.
fn tell_apart(drafts: &mut [Draft]) {
    for at in 1..drafts.len() {
        let (before, rest) = drafts.split_at_mut(at);
        let draft = &mut rest[0];
        let is_other = |there: &Draft| there.identity == draft.identity && there.url != draft.url && there.headline != draft.headline;
        if draft.identity.is_some() && draft.url.is_some() && before.iter().any(is_other) {
            draft.identity = draft.url.clone();
        }
    }
}

/// An element and those in it without the prefix of Atom.
fn bare(element: &Element) -> Element {
    let children = element.children.iter().map(|child| match child {
        Child::Element(inner) => Child::Element(bare(inner)),
        other => other.clone(),
    });
    let name = element.name.strip_prefix("atom:").unwrap_or(&element.name).to_string();
    Element { name, attributes: element.attributes.clone(), children: children.collect(), range: element.range.clone() }
}

/// An author: a name, or a mail's "han@example.com (Han Mira)".
fn author(item: &Element) -> Option<ImportedAuthor> {
    let element = item.child("author").or_else(|| item.child("managingEditor"))?;
    if let Some(name) = element.words("name") {
        return Some(ImportedAuthor { name, role: None, email: element.words("email") });
    }
    let whole = one_line(&element.text())?;
    match whole.split_once('(').and_then(|(mail, rest)| Some((mail.trim(), rest.strip_suffix(')')?.trim()))) {
        Some((mail, name)) if mail.contains('@') => {
            Some(ImportedAuthor { name: name.to_string(), role: None, email: Some(mail.to_string()) })
        }
        _ => Some(ImportedAuthor { name: whole, ..ImportedAuthor::default() }),
    }
}

/// A text construct of Atom: plain, HTML or XHTML, as words.
fn construct(item: &Element, name: &str) -> Option<String> {
    let element = item.child(name)?;
    match element.attribute("type") {
        Some("text") => one_line(&element.text()),
        _ => words(&spaced(element)),
    }
}

/// The text of an element, with spaces where elements of XHTML end.
fn spaced(element: &Element) -> String {
    let part = |child: &Child| match child {
        Child::Text(text) => text.clone(),
        Child::Element(inner) if matches!(inner.name.as_str(), "p" | "div" | "br" | "li") => format!(" {} ", spaced(inner)),
        Child::Element(inner) => spaced(inner),
    };
    element.children.iter().map(part).collect()
}

fn item_draft(item: &Element, imported: &mut Imported) -> Draft {
    let alternate = item.all("link").find(|link| link.attribute("rel").is_none_or(|rel| rel == "alternate"));
    let link = alternate.and_then(|link| link.attribute("href").map(str::to_string).or_else(|| one_line(&link.text())));
    let mut draft = Draft {
        range: item.range.clone(),
        identity: item.words("guid").or_else(|| item.words("id")).or_else(|| link.clone()),
        version: item.words("updated").or_else(|| item.words("dcterms:modified")).or_else(|| item.words("pubDate")),
        slug: link.as_deref().and_then(last_part),
        headline: construct(item, "title"),
        posted: item
            .words("pubDate")
            .or_else(|| item.words("published"))
            .or_else(|| item.words("dc:date"))
            .or_else(|| item.words("updated")),
        updated: item.words("updated").or_else(|| item.words("atom:updated")).or_else(|| item.words("dcterms:modified")),
        url: link,
        ..Draft::default()
    };
    let creators: Vec<ImportedAuthor> = item
        .all("dc:creator")
        .filter_map(|creator| words(&creator.text()))
        .map(|name| ImportedAuthor { name, ..ImportedAuthor::default() })
        .collect();
    draft.byline = if creators.is_empty() { author(item).into_iter().collect() } else { creators };
    let label = |category: &Element| category.attribute("label").or(category.attribute("term")).and_then(one_line);
    let mut categories = item
        .elements()
        .filter(|e| matches!(e.name.as_str(), "category" | "dc:subject"))
        .filter_map(|e| label(e).or_else(|| words(&e.text())));
    draft.section = categories.next();
    let rest: Vec<String> = categories.collect();
    rest.iter().for_each(|category| imported.leftovers.add("category", category));
    if let Some(source) = item.child("source") {
        draft.agency = source.words("title").or_else(|| one_line(&source.text()));
    }
    text(item, &mut draft, imported);
    media(item, &mut draft, imported);
    for element in item.elements() {
        if !READ.contains(&element.name.as_str()) {
            let sample = one_line(&element.text()).or_else(|| element.attributes.first().map(|(_, value)| value.clone()));
            imported.leftovers.add(&element.name, &sample.unwrap_or_default());
        }
    }
    draft
}

/// The last part of an address, as a slug.
pub(super) fn last_part(address: &str) -> Option<String> {
    let path = address.split(['?', '#']).next()?.trim_end_matches('/');
    let (_, path) = path.split_once("//").unwrap_or(("", path));
    let (_, last) = path.rsplit_once('/')?;
    let last = last.split_once('.').map_or(last, |(name, _)| name);
    let known = last.chars().filter(|c| c.is_alphabetic()).count() > 2;
    known.then(|| last.to_string())
}

fn text(item: &Element, draft: &mut Draft, imported: &mut Imported) {
    let content = item.child("content:encoded").or_else(|| item.child("content"));
    let summary = item.child("description").or_else(|| item.child("summary"));
    let Some(full) = content.or(summary) else { return };
    let reduced = match full.attribute("type") {
        Some("xhtml") => reduce::reduce(full, &mut imported.leftovers),
        _ => imported.plain(&full.text(), &item.range),
    };
    draft.blocks = reduced.blocks;
    draft.photos = reduced.photos;
    if content.is_some() {
        let deck = summary.and_then(|summary| words(&summary.text()));
        draft.deck = deck;
    } else {
        let place = imported.place(&item.range);
        let name = draft.headline.as_deref().unwrap_or("this story");
        imported
            .diags
            .note("summary-only", place, format!("the feed has no full text of \"{name}\""))
            .did("took its summary as the text")
            .help("ask for the feed with full texts (content:encoded)");
    }
}

/// Pictures of Media RSS and enclosures, with their words.
fn media(item: &Element, draft: &mut Draft, imported: &mut Imported) {
    let mut found = Vec::new();
    for child in item.elements() {
        match child.name.as_str() {
            "media:content" => found.push((child, child)),
            // The parts of a group are one picture in several sizes: the largest, or the one that is marked.
            "media:group" => {
                let width = |content: &&Element| content.attribute("width").and_then(|width| width.parse::<u32>().ok()).unwrap_or(0);
                let all: Vec<&Element> = child.all("media:content").collect();
                found.extend(all.into_iter().rev().max_by_key(width).map(|content| (content, child)));
            }
            "enclosure" => found.push((child, child)),
            "link" if child.attribute("rel") == Some("enclosure") => found.push((child, child)),
            _ => {}
        }
    }
    for (content, frame) in found {
        let address = content.attribute("url").or(content.attribute("href")).unwrap_or("");
        let kind = content.attribute("medium").or(content.attribute("type")).unwrap_or("image");
        if !kind.starts_with("image") || address.is_empty() {
            imported.leftovers.add(kind, address);
            continue;
        }
        let own = |name: &str| content.child(name).or_else(|| frame.child(name)).or_else(|| item.child(name)).map(Element::text);
        let photo = ImportedPhoto {
            address: address.to_string(),
            caption: own("media:description").as_deref().and_then(caption),
            credit: own("media:credit").as_deref().and_then(words),
            alt: own("media:title").as_deref().and_then(words),
            ..ImportedPhoto::default()
        };
        join(&mut draft.photos, photo);
    }
    if draft.photos.is_empty() {
        let small = item.child("media:thumbnail").and_then(|small| small.attribute("url"));
        draft.photos.extend(small.map(|address| ImportedPhoto { address: address.to_string(), ..ImportedPhoto::default() }));
    }
}
