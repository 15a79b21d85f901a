//! NewsML 1.0 to 1.2: news items whose components hold headlines, texts in NITF or XHTML, and pictures.
use super::draft::{Draft, ImportedAuthor, ImportedPhoto, join};
use super::fields::{field, marked};
use super::inline::capitals;
use super::may_run::{self, Refusal, Subject, Terms};
use super::{Imported, nitf, one_line};
use crate::tree::xml::Element;

/// Reads the items of a file.
pub fn read(imported: &mut Imported) {
    let Some(root) = imported.xml() else { return };
    let mut items = Vec::new();
    if root.name == "NewsItem" {
        items.push(&root);
    }
    root.find_all("NewsItem", &mut items);
    // An item inside an item is a part of it.
    let mut end = 0;
    for item in items {
        if item.range.start >= end {
            end = item.range.end;
            news_item(item, imported);
        }
    }
}

/// The formal name that an element below bears.
fn formal(element: &Element, path: &str) -> Option<String> {
    element.at(path)?.attribute("FormalName").and_then(one_line)
}

fn news_item(item: &Element, imported: &mut Imported) {
    let none = Element::default();
    let management = item.child("NewsManagement").unwrap_or(&none);
    let identifier = item.at("Identification/NewsIdentifier").unwrap_or(&none);
    let status = formal(management, "Status");
    let line = |path: &str| item.find("NewsLines").and_then(|lines| lines.at(path)).and_then(|element| field(&element.text()));
    let mut draft = Draft {
        range: item.range.clone(),
        identity: identifier.words("NewsItemId").or_else(|| identifier.words("PublicIdentifier")),
        version: identifier.words("RevisionId"),
        kills: status.as_deref().is_some_and(|status| may_run::refusal(status) == Some(Refusal::Killed)),
        slug: line("SlugLine"),
        headline: line("HeadLine"),
        deck: line("SubHeadLine"),
        dateline: line("DateLine").and_then(|words| super::wire::split_dateline(&words).0),
        posted: management.words("FirstCreated"),
        updated: management.words("ThisRevisionCreated"),
        priority: formal(management, "Urgency").and_then(|urgency| urgency.parse().ok()),
        agency: item.find("Provider").and_then(|provider| formal(provider, "Party")),
        lang: item.find("Language").and_then(|language| language.attribute("FormalName")).map(str::to_string),
        section: item.find("SubjectCode").and_then(|code| ["Subject", "SubjectMatter"].iter().find_map(|kind| formal(code, kind))),
        ..Draft::default()
    };
    draft.byline.extend(line("ByLine").map(|name| ImportedAuthor { name, ..ImportedAuthor::default() }));
    if draft.dateline.is_none() {
        draft.dateline =
            item.find("Location").and_then(|place| place.find("Property")).and_then(|place| place.attribute("Value")).map(capitals);
    }
    let terms = Terms {
        status,
        embargo: management.words("StatusWillChange/DateAndTime"),
        usage: item.find("UsageRights").and_then(|rights| rights.words("Limitations")),
        ..Terms::default()
    };
    let name = draft.headline.clone().unwrap_or_else(|| "a story".into());
    if !draft.kills && !imported.may_run(Subject { kind: "", name: &name, range: &item.range }, &terms) {
        return;
    }
    let mut components = Vec::new();
    item.find_all("NewsComponent", &mut components);
    // Only the innermost hold content of their own; their texts are one story.
    for component in components {
        contents(component, &mut draft, imported);
    }
    for name in ["EdNote", "Instruction", "KeywordLine", "CopyrightLine", "RightsLine"] {
        let mut found = Vec::new();
        item.find_all(name, &mut found);
        found.iter().for_each(|element| imported.leftovers.add(name, &element.text()));
    }
    imported.drafts.push(draft);
}

/// The texts and pictures directly in a component: of a picture's sizes the largest.
fn contents(component: &Element, draft: &mut Draft, imported: &mut Imported) {
    let mut largest: Option<(u64, ImportedPhoto)> = None;
    for content in component.all("ContentItem") {
        let kind = formal(content, "MediaType").unwrap_or_default().to_lowercase();
        if matches!(kind.as_str(), "photo" | "picture" | "graphic" | "image") {
            let side = |name: &str| {
                let mut found = Vec::new();
                content.find_all("Property", &mut found);
                let value = found.iter().find(|property| property.attribute("FormalName") == Some(name)).and_then(|p| p.attribute("Value"));
                value.and_then(|value| value.parse::<u64>().ok()).unwrap_or(0).min(1 << 20)
            };
            let Some(address) = content.attribute("Href") else { continue };
            let photo = ImportedPhoto { address: address.to_string(), ..ImportedPhoto::default() };
            let size = side("Width") * side("Height");
            if largest.as_ref().is_none_or(|(there, _)| size > *there) {
                largest = Some((size, photo));
            }
        } else if let Some(data) = content.child("DataContent") {
            text(data, draft, imported);
        } else if let Some(address) = content.attribute("Href") {
            imported.leftovers.add(&format!("{} elsewhere", if kind.is_empty() { "content" } else { &kind }), address);
        }
    }
    if let Some((_, mut photo)) = largest {
        let lines = component.child("NewsLines");
        let words = |name: &str| lines.and_then(|lines| lines.child(name)).map(Element::text);
        photo.caption = words("CaptionLine").or_else(|| words("HeadLine")).as_deref().and_then(marked);
        photo.credit = words("CreditLine").or_else(|| words("ByLine")).as_deref().and_then(field);
        join(&mut draft.photos, photo);
    }
}

fn text(data: &Element, draft: &mut Draft, imported: &mut Imported) {
    if let Some(inner) = data.find("nitf") {
        return nitf::story(inner, draft, imported);
    }
    let reduced =
        if data.elements().next().is_some() { imported.wire_tree(data, draft) } else { imported.plain(&data.text(), &data.range) };
    draft.blocks.extend(reduced.blocks);
    draft.photos.extend(reduced.photos);
}
