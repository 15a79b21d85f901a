//! The line under the headline of a saved page, as the page shows it. What its data says is written for search engines, and cut as often.
use super::deck::breaks_off;
use super::draft::{Draft, ImportedBlock};
use super::fields::field;
use super::habits::bare;
use super::html::every;
use super::labels::says_nothing;
use super::ledger::{Leftovers, letters};
use super::markup::MARKUP;
use super::reduce;
use super::trim::{is_unseen, linked, parts};
use crate::tree::xml::Element;

/// Letters of a standfirst; shorter ones are labels.
const LENGTH: std::ops::RangeInclusive<usize> = 35..=600;
/// Letters of a sentence. A shorter line with a name of many meanings is no better than what the data says.
const SENTENCE: usize = 60;
/// Letters by which a text is known again.
const SAME: usize = 40;
/// Words that name no text of the story, so that one that stands in it goes out of it.
const UNDOUBTED: [&str; 11] =
    ["standfirst", "abstract", "dek", "deck", "subtitle", "chapo", "vorspann", "bajada", "entradilla", "perex", "ingress"];

/// Makes the page's own standfirst the deck. One that the text begins with is no part of the text then.
pub(super) fn lift(root: &Element, draft: &mut Draft, leftovers: &mut Leftovers) {
    let Some(Shown { text, is_undoubted }) = shown(root, draft) else { return };
    let own = sign(&text);
    let stands = draft.blocks.iter().position(|block| matches!(block, ImportedBlock::Paragraph(there) if sign(&bare(there)) == own));
    let is_told = |deck: &String| sign(deck) == own || own.starts_with(&sign(deck));
    match stands {
        Some(0) if is_undoubted && draft.blocks.len() > 1 => {
            draft.blocks.remove(0);
        }
        // It is a paragraph of the story; a deck that says the same goes later.
        Some(_) => return,
        None if !is_undoubted && letters(&text) < SENTENCE && draft.deck.as_deref().is_some_and(|deck| !breaks_off(deck)) => return,
        None => leftovers.read += letters(&text),
    }
    if let Some(deck) = draft.deck.take().filter(|deck| !is_told(deck)) {
        leftovers.add("description for search engines", &deck);
    }
    draft.deck = Some(text);
}

/// A standfirst that was found.
struct Shown {
    text: String,
    /// Its name says that it is no paragraph.
    is_undoubted: bool,
}

/// The first element named so between the headline and the text.
fn shown(root: &Element, draft: &Draft) -> Option<Shown> {
    let first =
        draft.blocks.iter().find_map(|block| if let ImportedBlock::Paragraph(text) = block { Some(sign(&bare(text))) } else { None })?;
    let headline = draft.headline.as_deref().map(sign).unwrap_or_default();
    let mut all = Vec::new();
    every(root.find("body")?, &mut all);
    let title = all.iter().position(|element| element.name == "h1")?;
    for element in &all[title + 1..] {
        let words = sign(&element.text());
        if let Some(is_undoubted) = named(element)
            && let Some(text) = field(&reduce::line(element, &mut Leftovers::default()).plain())
            && LENGTH.contains(&letters(&text))
            && sign(&text) != headline
            && !breaks_off(&text)
            && !says_nothing(&text)
        {
            return Some(Shown { text, is_undoubted });
        }
        if element.name == "p" && !words.is_empty() && is_same(&words, &first) {
            return None;
        }
    }
    None
}

/// Whether an element is named as a standfirst: beyond doubt, or as what may be one.
fn named(element: &Element) -> Option<bool> {
    const HOLDS: [&str; 8] = ["p", "div", "h2", "h3", "h4", "strong", "span", "section"];
    if !HOLDS.contains(&element.name.as_str()) || is_unseen(element) || linked(element) > 0 || holds_a_title(element) {
        return None;
    }
    let classes = element.attribute("class")?.split_whitespace().flat_map(parts).collect::<Vec<_>>();
    let is_one = classes.iter().any(|part| MARKUP.standfirst_words.has(part));
    is_one.then(|| classes.iter().any(|part| UNDOUBTED.contains(&part.as_str())))
}

fn holds_a_title(element: &Element) -> bool {
    ["h1", "article", "img", "ul", "ol", "form", "figure"].iter().any(|name| element.find(name).is_some())
}

fn sign(text: &str) -> String {
    text.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}

fn is_same(one: &str, other: &str) -> bool {
    one.chars().take(SAME).eq(other.chars().take(SAME))
}

#[cfg(test)]
mod tests {
    use super::super::html;
    use super::*;

    const TEXT: &str = "The bridge over the bay is open again after nine years of work, said the port on Tuesday.";
    const DECK: &str = "Nine years and four mayors later, the lift bridge carries its first cars across the bay.";

    fn check(page: &str, deck: &str, expected: Option<&str>, paragraphs: usize) {
        let root = html::read(page).unwrap();
        let blocks =
            [DECK, TEXT].into_iter().filter(|text| page.contains(&format!("<p>{text}"))).map(|text| ImportedBlock::Paragraph(text.into()));
        let mut draft = Draft { deck: Some(deck.into()), blocks: blocks.collect(), ..Draft::default() };
        lift(&root, &mut draft, &mut Leftovers::default());
        assert_eq!((draft.deck.as_deref(), draft.blocks.len()), (expected, paragraphs), "{page}");
    }

    #[test]
    fn the_page_shows_its_standfirst() {
        check(&format!("<h1>Open</h1><div class=article__abstract>{DECK}</div><p>{TEXT}"), "Nine years and four mayors la…", Some(DECK), 1);
        check(&format!("<h1>Open</h1><p class=teaser-text>{DECK}</p><p>{TEXT}"), "Bay, bridge, news", Some(DECK), 1);
        check(&format!("<h1>Open</h1><div class=standfirst><p>{DECK}</div><p>{TEXT}"), "x", Some(DECK), 1);
    }

    #[test]
    fn others_are_none() {
        check(&format!("<h1>Open</h1><div class=lead><p>{DECK}</div><p>{TEXT}"), "x", Some("x"), 2);
        check(&format!("<p class=teaser>{DECK}</p><h1>Open</h1><p>{TEXT}"), "x", Some("x"), 1);
        check(&format!("<h1>Open</h1><p>{TEXT}<p class=teaser>{DECK}</p>"), "x", Some("x"), 1);
        check(&format!("<h1>Open</h1><p class=teaser><a href=/y>{DECK}</a></p><p>{TEXT}"), "x", Some("x"), 1);
        check(&format!("<h1>Open</h1><p class=dek>Nine years and four mayors later, the lift …</p><p>{TEXT}"), "x", Some("x"), 1);
    }
}
