//! NITF 3: heads, by-lines, datelines, blocks, media and tables; alone in a file, or as a NewsML-G2 item's text.
use super::draft::{Draft, ImportedAuthor};
use super::fields::field;
use super::inline::capitals;
use super::ledger::Leftovers;
use super::may_run::{self, Refusal, Subject, Terms};
use super::reduce::{Reduced, reduce};
use super::{Imported, one_line};
use crate::tree::xml::{Child, Element};

/// Words of a second headline that stands for a label.
const LABEL_WORDS: usize = 4;

/// Reads a file of one story, or of several in one element.
pub fn read(imported: &mut Imported) {
    let Some(root) = imported.xml() else { return };
    let mut found = Vec::new();
    if root.name == "nitf" {
        found.push(&root);
    } else {
        root.find_all("nitf", &mut found);
    }
    for nitf in found {
        let mut draft = Draft { range: nitf.range.clone(), ..Draft::default() };
        story(nitf, &mut draft, imported);
        let name = draft.headline.clone().unwrap_or_else(|| "a story".into());
        let subject = Subject { kind: "", name: &name, range: &nitf.range };
        if draft.kills || imported.may_run(subject, &terms(nitf)) {
            imported.drafts.push(draft);
        }
    }
}

/// What a file says of its use. An embargo ends at the time of release, or when its note says so.
fn terms(nitf: &Element) -> Terms {
    let none = Element::default();
    let docdata = nitf.at("head/docdata").unwrap_or(&none);
    let status = docdata.attribute("management-status").map(str::to_string);
    let release = docdata.child("date.release").and_then(|date| date.attribute("norm"));
    let is_embargoed = status.as_deref().is_some_and(|status| status.eq_ignore_ascii_case("embargoed"));
    let note = docdata.all("ed-msg").find_map(|note| note.attribute("info"));
    let says_so = note.filter(|note| note.to_lowercase().contains("embargo"));
    Terms {
        embargo: (is_embargoed || says_so.is_some()).then(|| release.or(note).unwrap_or("a time that it does not give").to_string()),
        expires: docdata.child("date.expire").and_then(|date| date.attribute("norm")).map(str::to_string),
        usage: nitf.words("body/body.head/rights"),
        status,
        ..Terms::default()
    }
}

/// Fills in what a `nitf` element says; what the draft has already stays.
pub fn story(nitf: &Element, draft: &mut Draft, imported: &mut Imported) {
    if let Some(head) = nitf.child("head") {
        docdata(head, draft, &mut imported.leftovers);
    }
    let Some(body) = nitf.child("body") else { return };
    let lang = ["xml:lang", "lang"].iter().find_map(|name| body.attribute(name).or(nitf.attribute(name))).or(nitf.attribute("baselang"));
    draft.lang = draft.lang.take().or_else(|| lang.map(str::to_string));
    let leftovers = &mut imported.leftovers;
    if let Some(head) = body.child("body.head") {
        body_head(head, draft, leftovers);
    }
    if let Some(content) = body.child("body.content") {
        // A block may hold the story's own by-line and dateline.
        for block in content.all("block") {
            body_head(block, draft, leftovers);
        }
        let reduced: Reduced = reduce(&without(content, &["byline", "dateline", "hedline", "abstract"]), leftovers);
        draft.blocks.extend(reduced.blocks);
        draft.photos.extend(reduced.photos);
    }
    for media in body.child("body.head").into_iter().flat_map(|head| head.all("media")) {
        let frame = Element { children: vec![Child::Element(media.clone())], ..Element::default() };
        draft.photos.extend(reduce(&frame, leftovers).photos);
    }
    if let Some(end) = body.child("body.end") {
        for element in end.elements() {
            match element.name.as_str() {
                "tagline" => {
                    let reduced = reduce(element, leftovers);
                    draft.blocks.extend(reduced.blocks);
                }
                other => leftovers.add(other, &element.text()),
            }
        }
    }
    if draft.headline.is_none() {
        draft.headline = nitf.words("head/title");
    }
}

/// The text of an element, with a space between its paragraphs.
fn spaced(element: &Element) -> String {
    let part = |child: &Child| match child {
        Child::Text(text) => text.clone(),
        Child::Element(inner) if matches!(inner.name.as_str(), "p" | "br") => format!(" {} ", inner.text()),
        Child::Element(inner) => inner.text(),
    };
    element.children.iter().map(part).collect()
}

/// A copy without the children of these names, at any depth of blocks.
fn without(element: &Element, names: &[&str]) -> Element {
    let keep = |child: &&Child| !matches!(child, Child::Element(inner) if names.contains(&inner.name.as_str()));
    let children = element.children.iter().filter(keep).map(|child| match child {
        Child::Element(inner) if inner.name == "block" => Child::Element(without(inner, names)),
        other => other.clone(),
    });
    Element {
        children: children.collect(),
        name: element.name.clone(),
        attributes: element.attributes.clone(),
        range: element.range.clone(),
    }
}

fn docdata(head: &Element, draft: &mut Draft, leftovers: &mut Leftovers) {
    let attribute = |path: &str, name: &str| head.at(path).and_then(|element| element.attribute(name)).and_then(one_line);
    draft.identity = draft.identity.take().or_else(|| attribute("docdata/doc-id", "id-string"));
    draft.version =
        draft.version.take().or_else(|| attribute("docdata/du-key", "generation")).or_else(|| attribute("docdata/date.issue", "norm"));
    draft.posted =
        draft.posted.take().or_else(|| attribute("docdata/date.issue", "norm")).or_else(|| attribute("docdata/date.release", "norm"));
    draft.priority = draft.priority.or_else(|| attribute("docdata/urgency", "ed-urg")?.parse().ok());
    draft.slug = draft.slug.take().or_else(|| attribute("docdata/du-key", "key"));
    draft.kills |= attribute("docdata", "management-status").is_some_and(|status| may_run::refusal(&status) == Some(Refusal::Killed));
    let section = attribute("pubdata", "position.section").or_else(|| attribute("docdata/fixture", "fix-id"));
    let subject = head.child("tobject").and_then(|topic| topic.child("tobject.subject"));
    let subject = subject.and_then(|subject| subject.attribute("tobject.subject.type").or(subject.attribute("tobject.subject.matter")));
    draft.section = draft.section.take().or(section).or_else(|| subject.and_then(one_line));
    for element in head.child("docdata").into_iter().flat_map(Element::elements) {
        match element.name.as_str() {
            "date.expire" | "doc-id" | "date.issue" | "urgency" | "du-key" | "fixture" | "doc-scope" | "identified-content"
            | "date.release" => {}
            "key-list" => element.all("keyword").for_each(|word| leftovers.add("keyword", word.attribute("key").unwrap_or(""))),
            other => {
                let values = element.attributes.iter().map(|(_, value)| value.as_str()).collect::<Vec<_>>().join(" ");
                leftovers.add(other, &format!("{values} {}", element.text()));
            }
        }
    }
}

fn body_head(head: &Element, draft: &mut Draft, leftovers: &mut Leftovers) {
    let words = |path: &str| head.at(path).and_then(|element| field(&spaced(element)));
    draft.headline = draft.headline.take().or_else(|| words("hedline/hl1")).or_else(|| words("hedline"));
    let decks: Vec<String> =
        head.child("hedline").into_iter().flat_map(|line| line.all("hl2")).filter_map(|line| field(&line.text())).collect();
    let summary = words("abstract");
    match (&draft.deck, decks.split_first()) {
        // A summary says more than a second headline, which then is the label over the first.
        (None, Some((first, rest))) => {
            let is_label = rest.is_empty() && summary.is_some() && first.split_whitespace().count() <= LABEL_WORDS;
            if is_label && draft.kicker.is_none() {
                draft.kicker = Some(first.clone());
                draft.deck = summary;
            } else {
                draft.deck = Some(decks.join(". ").replace(".. ", ". "));
                summary.iter().for_each(|summary| leftovers.lose("abstract", summary));
            }
        }
        (None, None) => draft.deck = summary,
        (Some(_), _) => {
            summary.iter().filter(|summary| draft.deck.as_ref() != Some(*summary)).for_each(|left| leftovers.lose("abstract", left))
        }
    }
    draft.agency = head.words("distributor/org").or_else(|| head.words("distributor")).or(draft.agency.take());
    for byline in head.all("byline") {
        let whole = one_line(&byline.text()).unwrap_or_default();
        let role = byline.words("byttl");
        let people: Vec<String> = byline.all("person").filter_map(|person| one_line(&person.text())).collect();
        // What the desk typed in front of the name is part of it: "By ".
        let own = byline
            .children
            .iter()
            .filter_map(|child| if let Child::Text(text) = child { one_line(text) } else { None })
            .collect::<String>();
        let names = match people.as_slice() {
            [one] if own.to_lowercase() == "by" => vec![format!("{own} {one}")],
            [] => vec![role.as_deref().map_or(whole.clone(), |role| whole.replace(role, "").trim_end_matches([',', ' ']).to_string())],
            _ => people,
        };
        for name in names.into_iter().filter(|name| !name.is_empty()) {
            if !draft.byline.iter().any(|writer| writer.name == name) {
                draft.byline.push(ImportedAuthor { name, role: role.clone(), email: None });
            }
        }
    }
    if let Some(dateline) = head.child("dateline") {
        let place = dateline.words("location").or_else(|| {
            let own = dateline.children.iter().filter_map(|child| if let Child::Text(text) = child { Some(text.as_str()) } else { None });
            one_line(&own.collect::<String>()).map(|own| own.trim_end_matches([',', ' ', '-', '—']).to_string())
        });
        draft.dateline = place.filter(|place| !place.is_empty()).map(|place| capitals(&place)).or(draft.dateline.take());
        let date = dateline.child("story.date").and_then(|date| date.attribute("norm"));
        draft.posted = draft.posted.take().or_else(|| date.map(str::to_string));
    }
    for name in ["note", "rights", "series", "copyrite"] {
        head.all(name).for_each(|element| leftovers.add(name, &element.text()));
    }
}
