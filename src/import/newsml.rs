//! NewsML-G2: news items alone or in a message, packages that join text and pictures; the text as XHTML, NITF or plain.
use std::collections::BTreeMap;

use super::draft::{Draft, ImportedAuthor, ImportedPhoto};
use super::fields::{field, marked};
use super::inline::capitals;
use super::ledger::Leftovers;
use super::may_run::{self, Refusal, Subject, Terms};
use super::{Imported, deck, nitf, one_line};
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
    let mut pictures: BTreeMap<String, Draft> = BTreeMap::new();
    let mut first = imported.drafts.len();
    for item in items {
        let class = item.at("itemMeta/itemClass").and_then(|class| class.attribute("qcode")).unwrap_or("ninat:text");
        match class.rsplit(':').next().unwrap_or("") {
            "text" => text_item(item, imported),
            "picture" | "graphic" => {
                if let Some(picture) = picture_item(item, imported) {
                    // Two without a name of their own are two.
                    let guid = item.attribute("guid").map_or_else(|| format!("at {}", item.range.start), str::to_string);
                    pictures.insert(guid, picture);
                }
            }
            other => imported.leftovers.add(&format!("{other} item"), &item.words("contentMeta/headline").unwrap_or_default()),
        }
    }
    let mut joined: Vec<String> = Vec::new();
    for package in packages {
        if package_may_run(package, imported) {
            joined.extend(join_package(package, &pictures, &mut imported.drafts[first..], &mut imported.leftovers));
        }
    }
    let loose: Vec<Draft> = pictures.into_iter().filter(|(guid, _)| !joined.contains(guid)).map(|(_, picture)| picture).collect();
    // Without a package the pictures of a message belong to its only text.
    first = first.min(imported.drafts.len());
    match imported.drafts[first..].first_mut() {
        Some(draft) => draft.photos.extend(loose.into_iter().flat_map(|picture| picture.photos)),
        None => imported.drafts.extend(loose),
    }
}

fn package_may_run(package: &Element, imported: &mut Imported) -> bool {
    let name = package.words("contentMeta/headline").unwrap_or_else(|| "a package".into());
    imported.may_run(Subject { kind: "the package ", name: &name, range: &package.range }, &terms(package))
}

/// Gives the texts of a package its pictures: each to the text that stands before it, or to the first. Names of those that were joined.
fn join_package(package: &Element, pictures: &BTreeMap<String, Draft>, drafts: &mut [Draft], leftovers: &mut Leftovers) -> Vec<String> {
    let mut joined = Vec::new();
    let mut refs = Vec::new();
    package.find_all("itemRef", &mut refs);
    let at = |residue: &str, drafts: &[Draft]| drafts.iter().position(|draft| draft.identity.as_deref() == Some(residue));
    let residue = |item: &Element| item.attribute("residref").unwrap_or("").to_string();
    let mut story = refs.iter().find_map(|item| at(&residue(item), drafts));
    for item in refs {
        let residue = residue(item);
        if let Some(found) = at(&residue, drafts) {
            story = Some(found);
        } else if let (Some(picture), Some(draft)) = (pictures.get(&residue), story.and_then(|at| drafts.get_mut(at))) {
            draft.photos.extend(picture.photos.iter().cloned());
            joined.push(residue);
        } else if !pictures.contains_key(&residue) {
            let name = item.words("title").or_else(|| item.words("headline")).unwrap_or(residue);
            leftovers.add("item of a package that is not in the file", &name);
        }
    }
    joined
}

/// What an item says of its use.
fn terms(item: &Element) -> Terms {
    let usage: Vec<String> =
        item.all("rightsInfo").flat_map(|rights| rights.all("usageTerms")).filter_map(|e| one_line(&e.text())).collect();
    Terms {
        status: item.at("itemMeta/pubStatus").and_then(|status| status.attribute("qcode").or(status.attribute("code"))).map(str::to_string),
        embargo: item.words("itemMeta/embargoed"),
        expires: item.words("itemMeta/expires").or_else(|| item.words("contentMeta/contentExpires")),
        usage: (!usage.is_empty()).then(|| usage.join(" ")),
        ..Terms::default()
    }
}

/// The words of the child with a role, or of the first of that name.
fn with_role(meta: &Element, name: &str, role: &str) -> Option<String> {
    let of_role = meta.all(name).find(|element| element.attribute("role").is_some_and(|own| own.ends_with(role)));
    of_role.or_else(|| meta.all(name).find(|element| element.attribute("role").is_none())).and_then(|element| field(&element.text()))
}

/// A concept's name, or its literal.
fn name(concept: &Element) -> Option<String> {
    concept.words("name").or_else(|| concept.attribute("literal").and_then(one_line))
}

/// The line under the headline among the headlines.
fn sub_headline(content: &Element) -> Option<String> {
    let is_sub = |role: &str| ["sub", "subheadline", "subtitle", "deck"].iter().any(|end| role.to_lowercase().ends_with(end));
    content.all("headline").find(|headline| headline.attribute("role").is_some_and(is_sub)).and_then(|h| field(&h.text()))
}

/// What items of all kinds have in common.
fn item_draft(item: &Element) -> Draft {
    let none = Element::default();
    let meta = item.child("itemMeta").unwrap_or(&none);
    let content = item.child("contentMeta").unwrap_or(&none);
    let status = meta.child("pubStatus").and_then(|status| status.attribute("qcode")).unwrap_or("");
    let subjects = || content.all("subject").filter(|subject| !subject.attribute("type").is_some_and(|kind| kind.contains("person")));
    let place = content.words("dateline").or_else(|| content.child("located").and_then(name).map(|place| capitals(&place)));
    Draft {
        range: item.range.clone(),
        identity: item.attribute("guid").map(str::to_string),
        version: item.attribute("version").map(str::to_string).or_else(|| meta.words("versionCreated")),
        kills: may_run::refusal(status) == Some(Refusal::Killed),
        slug: content.words("slugline"),
        section: meta.all("service").chain(subjects()).find_map(name),
        headline: with_role(content, "headline", "main").or_else(|| ranked(content, "1")).or_else(|| meta.words("title")),
        kicker: ranked(content, "3"),
        deck: sub_headline(content).or_else(|| ranked(content, "2")),
        dateline: place,
        agency: content.all("infoSource").find_map(name).or_else(|| content.words("creditline")),
        posted: meta.words("firstCreated").or_else(|| content.words("contentCreated")).or_else(|| meta.words("versionCreated")),
        updated: meta.words("versionCreated"),
        priority: content.words("urgency").and_then(|urgency| urgency.parse().ok()),
        lang: content.child("language").and_then(|language| language.attribute("tag")).or(item.attribute("xml:lang")).map(str::to_string),
        ..Draft::default()
    }
}

/// The headline of a rank: 1 is the main one, 2 stands under it, 3 over it.
fn ranked(content: &Element, rank: &str) -> Option<String> {
    content.all("headline").find(|headline| headline.attribute("rank") == Some(rank)).and_then(|headline| field(&headline.text()))
}

/// Who wrote it. Creators are names only where they look like some: logins and the agency itself are none.
fn writers(content: &Element, agency: Option<&str>, leftovers: &mut Leftovers) -> Vec<ImportedAuthor> {
    let author = |name: String| ImportedAuthor { name, ..ImportedAuthor::default() };
    if let Some(by) = content.words("by") {
        return vec![author(by)];
    }
    let (people, others): (Vec<String>, Vec<String>) =
        content.all("creator").filter_map(name).partition(|name| !is_login(name) && Some(name.as_str()) != agency);
    others.iter().for_each(|other| leftovers.add("creator", other));
    people.into_iter().map(author).collect()
}

/// True for "wolf.lena", "mholt" and "desk@wire.example": how somebody signs in, not how they sign.
pub(super) fn is_login(name: &str) -> bool {
    name.is_ascii() && !name.contains(' ')
}

fn text_item(item: &Element, imported: &mut Imported) {
    let none = Element::default();
    let content = item.child("contentMeta").unwrap_or(&none);
    let mut draft = item_draft(item);
    draft.byline = writers(content, draft.agency.as_deref(), &mut imported.leftovers);
    let name = draft.headline.clone().unwrap_or_else(|| "a story".into());
    if !draft.kills && !imported.may_run(Subject { kind: "", name: &name, range: &item.range }, &terms(item)) {
        return;
    }
    let set = item.child("contentSet").unwrap_or(&none);
    if let Some(inner) = set.child("inlineXML") {
        match inner.child("nitf") {
            Some(nitf) => nitf::story(nitf, &mut draft, imported),
            None => {
                let reduced = imported.wire_tree(inner, &mut draft);
                draft.blocks = reduced.blocks;
                draft.photos = reduced.photos;
            }
        }
    } else if let Some(inner) = set.child("inlineData") {
        let text = inner.text();
        let is_html = inner.attribute("contenttype").is_some_and(|kind| kind.contains("html"));
        let reduced = if is_html { imported.wire_html(&text, &mut draft) } else { imported.plain(&text, &inner.range) };
        draft.blocks = reduced.blocks;
        draft.photos = reduced.photos;
    } else if let Some(remote) = set.child("remoteContent") {
        let place = imported.place(&remote.range);
        let address = remote.attribute("href").unwrap_or("elsewhere");
        let warning =
            imported.diags.warning("text-elsewhere", place, format!("the text of this story is at {address}, and nothing is fetched"));
        warning.did("took its headline and summary alone").help("have the agency send the text in the file");
    }
    descriptions(content, &mut draft, imported);
    left(item, &mut imported.leftovers);
    imported.drafts.push(draft);
}

/// A summary is the deck, or the text where there is no other.
fn descriptions(content: &Element, draft: &mut Draft, imported: &mut Imported) {
    for description in content.all("description") {
        let Some(words) = field(&description.text()) else { continue };
        let is_caption = description.attribute("role").is_some_and(|role| role.to_lowercase().ends_with("caption"));
        if draft.blocks.is_empty() {
            draft.blocks = imported.plain(&description.text(), &description.range).blocks;
        } else if draft.deck.is_none() && !is_caption && words.chars().count() <= deck::LONGEST {
            draft.deck = Some(words);
        } else if draft.deck.as_ref() != Some(&words) {
            imported.leftovers.add("description", &words);
        }
    }
}

/// A picture as a story of its own, for a text may take its photo. None where it must not run, or is not there.
fn picture_item(item: &Element, imported: &mut Imported) -> Option<Draft> {
    let Some(photo) = picture(item) else {
        imported.leftovers.lose_picture("picture without a rendition", &item.words("contentMeta/headline").unwrap_or_default());
        return None;
    };
    let mut draft = item_draft(item);
    let name = draft.headline.clone().or_else(|| photo.caption.clone()).unwrap_or_else(|| photo.address.clone());
    let subject = Subject { kind: may_run::PICTURE, name: &name, range: &item.range };
    if !imported.may_run(subject, &terms(item)) {
        imported.leftovers.lose_picture("picture that must not run", &photo.address);
        return None;
    }
    if let Some(source) = item.at("contentMeta/digitalSourceType").and_then(|kind| kind.attribute("qcode").or(kind.attribute("uri"))) {
        imported.tell_source(subject, source);
    }
    draft.photos.push(photo);
    // The place of a picture is in its caption.
    draft.dateline = None;
    left(item, &mut imported.leftovers);
    Some(draft)
}

fn picture(item: &Element) -> Option<ImportedPhoto> {
    let content = item.child("contentMeta");
    let set = item.child("contentSet")?;
    let width = |remote: &&Element| remote.attribute("width").and_then(|width| width.parse::<u32>().ok()).unwrap_or(0);
    let is_picture = |remote: &&Element| remote.attribute("contenttype").is_none_or(|kind| kind.starts_with("image/"));
    let all: Vec<&Element> = set.all("remoteContent").filter(is_picture).collect();
    let largest = all.into_iter().rev().max_by_key(width)?;
    let role =
        |description: &&Element, wanted: &str| description.attribute("role").is_some_and(|role| role.to_lowercase().contains(wanted));
    let descriptions = || content.into_iter().flat_map(|content| content.all("description"));
    let caption = descriptions().find(|d| role(d, "caption")).or_else(|| descriptions().find(|d| d.attribute("role").is_none()));
    let by = content.and_then(|content| content.words("by"));
    let credit = content.and_then(|content| content.words("creditline").or_else(|| content.all("creator").find_map(name)));
    let credit = match (by, credit) {
        (Some(by), Some(credit)) if !credit.contains(&by) => Some(format!("{by}/{credit}")),
        (by, credit) => credit.or(by),
    };
    let alt = descriptions().find(|d| role(d, "alt")).and_then(|alt| field(&alt.text()));
    let caption = caption.and_then(|caption| marked(&caption.text()));
    let address = largest.attribute("href")?.to_string();
    Some(ImportedPhoto { address, caption, credit, alt, print_only: terms(item).are_print_only() })
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
