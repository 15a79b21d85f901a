//! NewsML-G2: news items alone or in a message, packages that join text and pictures; the text as XHTML, NITF or plain.
use std::collections::BTreeMap;

use super::draft::{Draft, ImportedAuthor, ImportedPhoto, Leftovers};
use super::inline::{self, capitals};
use super::{Imported, nitf, one_line, paragraphs, reduce};
use crate::tree::xml::Element;

/// Reads a `newsItem`, a `packageItem`, or a `newsMessage` with some of both.
pub fn read(imported: &mut Imported) {
    let Some(root) = imported.xml() else { return };
    let (mut items, mut packages) = (Vec::new(), Vec::new());
    match root.name.as_str() {
        "newsItem" => items.push(&root),
        "packageItem" => packages.push(&root),
        _ => {}
    }
    root.find_all("newsItem", &mut items);
    root.find_all("packageItem", &mut packages);
    let mut pictures: BTreeMap<String, ImportedPhoto> = BTreeMap::new();
    let mut first = imported.drafts.len();
    for item in items {
        let class = item.at("itemMeta/itemClass").and_then(|class| class.attribute("qcode")).unwrap_or("ninat:text");
        match class.rsplit(':').next().unwrap_or("") {
            "text" => text_item(item, imported),
            "picture" | "graphic" => {
                if let Some(photo) = picture(item) {
                    pictures.insert(item.attribute("guid").unwrap_or("").to_string(), photo);
                }
            }
            other => imported.leftovers.add(&format!("{other} item"), &item.words("contentMeta/headline").unwrap_or_default()),
        }
    }
    if pictures.is_empty() && packages.is_empty() {
        return;
    }
    let mut joined: Vec<String> = Vec::new();
    for package in packages {
        let mut refs = Vec::new();
        package.find_all("itemRef", &mut refs);
        let residues: Vec<&str> = refs.iter().filter_map(|item| item.attribute("residref")).collect();
        // Every picture belongs to the text that stands before it, or to the first.
        let mut story =
            residues.iter().find_map(|wanted| imported.drafts[first..].iter().position(|draft| draft.identity.as_deref() == Some(*wanted)));
        for (item, residue) in refs.iter().zip(&residues) {
            if let Some(at) = imported.drafts[first..].iter().position(|draft| draft.identity.as_deref() == Some(*residue)) {
                story = Some(at);
            } else if let (Some(photo), Some(at)) = (pictures.get(*residue), story) {
                imported.drafts[first + at].photos.push(photo.clone());
                joined.push(residue.to_string());
            } else {
                let name = item.words("title").or_else(|| item.words("headline")).unwrap_or_else(|| residue.to_string());
                imported.leftovers.add("item of a package that is not in the file", &name);
            }
        }
    }
    let loose: Vec<ImportedPhoto> = pictures.into_iter().filter(|(guid, _)| !joined.contains(guid)).map(|(_, photo)| photo).collect();
    // Without a package the pictures of a message belong to its only text.
    first = first.min(imported.drafts.len());
    match imported.drafts[first..].first_mut() {
        Some(draft) => draft.photos.extend(loose),
        None => {
            for photo in loose {
                let headline = photo.caption.clone().or(photo.alt.clone());
                imported.drafts.push(Draft { headline, photos: vec![photo], range: 0..0, ..Draft::default() });
            }
        }
    }
}

/// The words of the child with a role, or of the first of that name.
fn with_role(meta: &Element, name: &str, role: &str) -> Option<String> {
    let of_role = meta.all(name).find(|element| element.attribute("role").is_some_and(|own| own.ends_with(role)));
    of_role.or_else(|| meta.all(name).find(|element| element.attribute("role").is_none())).and_then(|element| one_line(&element.text()))
}

/// A concept's name, or its literal.
fn name(concept: &Element) -> Option<String> {
    concept.words("name").or_else(|| concept.attribute("literal").and_then(one_line))
}

fn text_item(item: &Element, imported: &mut Imported) {
    let none = Element::default();
    let meta = item.child("itemMeta").unwrap_or(&none);
    let content = item.child("contentMeta").unwrap_or(&none);
    let status = meta.child("pubStatus").and_then(|status| status.attribute("qcode")).unwrap_or("");
    let subjects = || content.all("subject").filter(|subject| !subject.attribute("type").is_some_and(|kind| kind.contains("person")));
    let mut draft = Draft {
        range: item.range.clone(),
        identity: item.attribute("guid").map(str::to_string),
        version: item.attribute("version").map(str::to_string).or_else(|| meta.words("versionCreated")),
        kills: matches!(status.rsplit(':').next(), Some("canceled" | "cancelled" | "withheld")),
        slug: content.words("slugline"),
        section: meta.all("service").chain(subjects()).find_map(name),
        headline: with_role(content, "headline", "main").or_else(|| meta.words("title")),
        deck: content
            .all("headline")
            .find(|headline| headline.attribute("role").is_some_and(|role| role.ends_with("sub")))
            .and_then(|h| one_line(&h.text())),
        dateline: content.child("located").and_then(name).map(|place| capitals(&place)),
        agency: content.all("infoSource").find_map(name).or_else(|| content.words("creditline")),
        posted: meta.words("firstCreated").or_else(|| content.words("contentCreated")).or_else(|| meta.words("versionCreated")),
        updated: meta.words("versionCreated"),
        priority: content.words("urgency").and_then(|urgency| urgency.parse().ok()),
        lang: content.child("language").and_then(|language| language.attribute("tag")).or(item.attribute("xml:lang")).map(str::to_string),
        ..Draft::default()
    };
    if let Some(dateline) = content.words("dateline") {
        draft.dateline = Some(dateline);
    }
    let by = content.words("by").map_or_else(|| content.all("creator").filter_map(name).collect(), |by| vec![by]);
    draft.byline = by.into_iter().map(|name| ImportedAuthor { name, ..ImportedAuthor::default() }).collect();
    if let Some(until) = meta.words("embargoed").filter(|_| !draft.kills) {
        let place = imported.place(&item.range);
        let name = draft.headline.as_deref().unwrap_or("a story");
        imported
            .diags
            .warning("embargo", place, format!("\"{name}\" is under embargo until {until}"))
            .did("took it in")
            .help("see that the paper is not sold before, or take it out");
    }
    let set = item.child("contentSet").unwrap_or(&none);
    if let Some(inner) = set.child("inlineXML") {
        match inner.child("nitf") {
            Some(nitf) => nitf::story(nitf, &mut draft, imported),
            None => {
                let reduced = reduce::reduce(inner, &mut imported.leftovers);
                draft.blocks = reduced.blocks;
                draft.photos = reduced.photos;
            }
        }
    } else if let Some(inner) = set.child("inlineData") {
        let text = inner.text();
        if inner.attribute("contenttype").is_some_and(|kind| kind.contains("html")) {
            let reduced = imported.html(&text, &inner.range);
            draft.blocks = reduced.blocks;
            draft.photos = reduced.photos;
        } else {
            draft.blocks = paragraphs(&text);
        }
    } else if let Some(remote) = set.child("remoteContent") {
        let place = imported.place(&remote.range);
        let address = remote.attribute("href").unwrap_or("elsewhere");
        let warning =
            imported.diags.warning("text-elsewhere", place, format!("the text of this story is at {address}, and nothing is fetched"));
        warning.did("took its headline and summary alone").help("have the agency send the text in the file");
    }
    let summary = content.all("description").find_map(|description| one_line(&description.text()));
    if draft.blocks.is_empty() {
        draft.blocks = summary.as_deref().map(paragraphs).unwrap_or_default();
    } else if draft.deck.is_none() {
        draft.deck = summary;
    }
    left(item, &mut imported.leftovers);
    imported.drafts.push(draft);
}

fn picture(item: &Element) -> Option<ImportedPhoto> {
    let content = item.child("contentMeta");
    let set = item.child("contentSet")?;
    let width = |remote: &&Element| remote.attribute("width").and_then(|width| width.parse::<u32>().ok()).unwrap_or(0);
    let is_picture = |remote: &&Element| remote.attribute("contenttype").is_none_or(|kind| kind.starts_with("image/"));
    let all: Vec<&Element> = set.all("remoteContent").filter(is_picture).collect();
    let largest = all.into_iter().rev().max_by_key(width)?;
    let caption = content.and_then(|content| with_role(content, "description", "caption")).map(|caption| inline::escape(&caption));
    let by = content.and_then(|content| content.words("by"));
    let credit = content.and_then(|content| content.words("creditline").or_else(|| content.all("creator").find_map(name)));
    let credit = match (by, credit) {
        (Some(by), Some(credit)) if !credit.contains(&by) => Some(format!("{by}/{credit}")),
        (by, credit) => credit.or(by),
    };
    let alt = content.and_then(|content| {
        content.all("description").find(|d| d.attribute("role").is_some_and(|role| role.to_lowercase().contains("alt")))
    });
    let alt = alt.and_then(|alt| one_line(&alt.text()));
    Some(ImportedPhoto { address: largest.attribute("href")?.to_string(), caption, credit, alt })
}

/// Counts what no key of an article takes.
fn left(item: &Element, leftovers: &mut Leftovers) {
    for element in item.child("itemMeta").into_iter().flat_map(Element::elements) {
        if matches!(element.name.as_str(), "edNote" | "signal" | "link") {
            leftovers.add(&element.name, &name(element).or_else(|| one_line(&element.text())).unwrap_or_default());
        }
    }
    for rights in item.all("rightsInfo").flat_map(Element::elements) {
        leftovers.add(&rights.name, &name(rights).or_else(|| one_line(&rights.text())).unwrap_or_default());
    }
    let mut sections = 0;
    for element in item.child("contentMeta").into_iter().flat_map(Element::elements) {
        let words = || name(element).or_else(|| one_line(&element.text())).unwrap_or_default();
        match element.name.as_str() {
            "subject" => {
                sections += 1;
                if sections > 1 {
                    leftovers.add("subject", &words());
                }
            }
            "keyword" | "genre" | "audience" | "rating" | "userInfo" | "contributor" => leftovers.add(&element.name, &words()),
            _ => {}
        }
    }
}
