//! Agencies' own HTML: what its classes and headers name goes into fields, so that the text alone stays.
use super::draft::{Draft, ImportedAuthor};
use super::fields::field;
use super::inline::capitals;
use super::ledger::Leftovers;
use super::markup::MARKUP;
use super::newsml::is_login;
use super::reduce::{self, Reduced};
use super::{Imported, html, one_line};
use crate::tree::xml::{Child, Element};

impl Imported {
    /// The HTML of an agency, reduced; fields that it names are filled in.
    pub(super) fn wire_html(&mut self, source: &str, draft: &mut Draft) -> Reduced {
        match html::read(source) {
            Some(root) => self.wire_tree(&root, draft),
            None => self.html(source, &draft.range.clone()),
        }
    }

    /// An agency's elements, reduced; fields that they name are filled in.
    pub(super) fn wire_tree(&mut self, root: &Element, draft: &mut Draft) -> Reduced {
        let rest = Lift { draft, leftovers: &mut self.leftovers }.without_fields(root);
        reduce::reduce(&rest, &mut self.leftovers)
    }
}

struct Lift<'a> {
    draft: &'a mut Draft,
    leftovers: &'a mut Leftovers,
}

impl Lift<'_> {
    /// A copy without the elements that name fields.
    fn without_fields(&mut self, element: &Element) -> Element {
        let mut children = Vec::with_capacity(element.children.len());
        for child in &element.children {
            match child {
                // What stands in the frame of a picture is the picture's.
                Child::Element(inner) if matches!(inner.name.as_str(), "figure" | "media" | "table" | "blockquote") => {
                    children.push(child.clone());
                }
                Child::Element(inner) if inner.name == "header" => self.header(inner),
                Child::Element(inner) if self.lifts(inner) => {}
                Child::Element(inner) => children.push(Child::Element(self.without_fields(inner))),
                text => children.push(text.clone()),
            }
        }
        Element { children, name: element.name.clone(), attributes: element.attributes.clone(), range: element.range.clone() }
    }

    /// What stands over the text: fields, the headline once more, and lines for the desk.
    fn header(&mut self, header: &Element) {
        for inner in header.elements() {
            if self.lifts(inner) {
                continue;
            }
            let Some(words) = field(&inner.text()) else { continue };
            let is_known = [&self.draft.headline, &self.draft.kicker, &self.draft.deck].into_iter().flatten().any(|known| *known == words);
            match inner.name.as_str() {
                _ if is_known => {}
                "h1" if self.draft.headline.is_none() => self.draft.headline = Some(words),
                "div" | "section" | "hgroup" => self.header(inner),
                _ => self.leftovers.add("header", &words),
            }
        }
    }

    /// Takes a field from an element that names one; false where it names none.
    fn lifts(&mut self, element: &Element) -> bool {
        let names = |name: &str| element.attribute(name).unwrap_or("").to_lowercase();
        let (class, property) = (names("class"), names("itemprop"));
        let field_of = |word: &str| MARKUP.wire.iter().find(|meaning| meaning.names.has(word)).map(|meaning| meaning.field.as_str());
        let Some(meaning) = class.split_whitespace().chain(property.split_whitespace()).find_map(field_of) else { return false };
        let text = element.text();
        let Some(words) = field(&text) else { return true };
        match meaning {
            "dateline" => self.dateline(&words),
            "byline" => self.byline(&words),
            "agency" if self.draft.agency.is_none() => self.draft.agency = Some(words),
            "kicker" if self.draft.kicker.is_none() && self.draft.headline.as_ref() != Some(&words) => self.draft.kicker = Some(words),
            "deck" if self.draft.deck.is_none() => self.draft.deck = Some(words),
            "embargo" => self.draft.embargo = Some(words),
            "agency" | "kicker" | "deck" => {
                let known = [&self.draft.agency, &self.draft.kicker, &self.draft.deck, &self.draft.headline];
                if !known.into_iter().flatten().any(|known| *known == words) {
                    self.leftovers.add(meaning, &words);
                }
            }
            _ => self.leftovers.add(meaning, &words),
        }
        true
    }

    /// "Hafenstadt (qda) - " is a place and an agency.
    fn dateline(&mut self, words: &str) {
        let (place, agency) = split_dateline(words);
        self.draft.dateline = place.or(self.draft.dateline.take());
        self.draft.agency = self.draft.agency.take().or(agency);
    }

    fn byline(&mut self, words: &str) {
        let agency = self.draft.agency.clone().unwrap_or_default();
        let bare =
            words.rsplit_once(',').filter(|(_, last)| last.trim().eq_ignore_ascii_case(agency.trim())).map_or(words, |(name, _)| name);
        if let Some(name) = one_line(bare).filter(|name| !is_login(name)) {
            // What is signed in the text is how it is printed.
            self.draft.byline = vec![ImportedAuthor { name, ..ImportedAuthor::default() }];
        } else {
            self.leftovers.add("byline", words);
        }
    }
}

/// A dateline as an agency's field gives it: the place in capitals, and the agency where it stands in brackets.
pub(super) fn split_dateline(words: &str) -> (Option<String>, Option<String>) {
    let bare = words.trim().trim_end_matches(['-', '–', '—', '_', '=', ':', '.', ',', ' ']);
    let (place, agency) = match bare.split_once('(') {
        Some((place, rest)) => (place, rest.split_once(')').map_or(rest, |(agency, _)| agency)),
        None => (bare, ""),
    };
    let place = one_line(place.trim_end_matches([',', ' '])).map(|place| capitals(&place));
    (place, one_line(agency))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn datelines_are_split() {
        let said = |words: &str| split_dateline(words);
        assert_eq!(said("Hafenstadt (qda) - "), (Some("HAFENSTADT".into()), Some("qda".into())));
        assert_eq!(said("Busan, South Korea —"), (Some("BUSAN, South Korea".into()), None));
        assert_eq!(said("(qda)"), (None, Some("qda".into())));
        assert_eq!(said("- "), (None, None));
    }
}
