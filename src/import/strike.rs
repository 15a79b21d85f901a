//! What stands among the paragraphs of a saved page and is no copy: labels, other stories, requests to readers, words that stand twice.
use std::collections::BTreeSet;

use super::draft::{Draft, ImportedBlock};
use super::habits::bare;
use super::labels::{is_heading_of_others, is_stamp, says_nothing};
use super::ledger::{Leftovers, letters};
use super::markup::MARKUP;

/// Letters of a paragraph that may hold others by chance.
const LONG: usize = 250;
/// Letters of a sentence.
const SENTENCE: usize = 60;
/// Letters of a request to readers: "Sign up for our newsletter".
const LONGEST_PITCH: usize = 260;
/// Letters of a short one with a link in it.
const LONGEST_LINKED: usize = 140;
/// Letters of a line that says where and when a page was filed, and of one that names no more than a day or a rubric.
const LONGEST_FILED: usize = 200;
const LONGEST_STAMP: usize = 60;
/// Phrases of such requests that make one where nothing else does.
const PHRASES: usize = 2;
/// Letters of a line that says whose a picture is.
const LONGEST_CREDIT: usize = 90;
/// Headings in a row at the end that head nothing. More are a list that somebody set as headings.
const MOST_HEADINGS: usize = 2;
/// What the account calls all this.
const FURNITURE: &str = "furniture of the page";

/// Strikes all of it from a story.
pub(super) fn strike(draft: &mut Draft, leftovers: &mut Leftovers) {
    drop_lines(&mut draft.blocks, leftovers);
    drop_writers(draft, leftovers);
    drop_pitches(&mut draft.blocks, leftovers);
    drop_last_headings(&mut draft.blocks, leftovers);
    drop_repeats(&mut draft.blocks, leftovers);
}

/// The words of a block of one line. None for lists, tables and quotes.
fn line(block: &ImportedBlock) -> Option<String> {
    match block {
        ImportedBlock::Paragraph(text) => Some(bare(text)),
        ImportedBlock::Subhead(text) => Some(text.clone()),
        _ => None,
    }
}

/// The first and the last block that is a text of some length.
fn ends(blocks: &[ImportedBlock]) -> (usize, usize) {
    let is_text = |block: &ImportedBlock| matches!(block, ImportedBlock::Paragraph(text) if letters(text) >= SENTENCE);
    (blocks.iter().position(is_text).unwrap_or(0), blocks.iter().rposition(is_text).unwrap_or(blocks.len()))
}

/// Lines that say nothing of the story, in whatever element they stood; and when the page was made, before and after the text.
fn drop_lines(blocks: &mut Vec<ImportedBlock>, leftovers: &mut Leftovers) {
    let (first, last) = ends(blocks);
    let mut at = 0;
    blocks.retain(|block| {
        let is_outside = at < first || at > last;
        at += 1;
        let Some(text) = line(block) else { return true };
        let is_paragraph = matches!(block, ImportedBlock::Paragraph(_));
        let is_address = text.starts_with("http") && !text.contains(' ');
        let goes = is_paragraph && is_outside && is_stamp(&text.to_lowercase())
            || is_outside && is_address
            || says_nothing(&text)
            || is_heading_of_others(&text)
            || is_credit(&text)
            || is_file_name(&text)
            || letters(&text) == 0;
        if goes {
            leftovers.lose(FURNITURE, &text);
        }
        !goes
    });
}

/// True for a line that names whose a picture is, without the picture.
fn is_credit(text: &str) -> bool {
    let begins = || MARKUP.credit_starts.begin(text.trim_start_matches(['(', '[', ' ']).to_lowercase().as_str());
    letters(text) <= LONGEST_CREDIT && (text.contains('©') || begins())
}

/// The name of a picture's file, as galleries show it: "port_fog_02".
fn is_file_name(text: &str) -> bool {
    text.contains('_') && !text.contains([' ', '@', '/', '#']) && text.contains(|c: char| c.is_ascii_digit())
}

/// The by-line again, in a paragraph of its own: "By Ann Lee".
fn drop_writers(draft: &mut Draft, leftovers: &mut Leftovers) {
    let sign = |text: &str| text.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect::<String>();
    let names: Vec<String> = draft.byline.iter().map(|writer| sign(&writer.name)).filter(|name| !name.is_empty()).collect();
    draft.blocks.retain(|block| {
        let Some(text) = line(block) else { return true };
        let lower = text.to_lowercase();
        let own = MARKUP.by.first_of(&lower).map_or(lower.as_str(), |by| &lower[by.len()..]);
        let goes = names.contains(&sign(own));
        if goes {
            leftovers.account("words that stand twice", &text);
        }
        !goes
    });
}

/// Requests to readers: to subscribe, to follow, to pay; and how the page files its story. News may speak of such things too, so the words
/// alone do not make one: it is set apart, leads somewhere, or stands at an end of the text.
fn drop_pitches(blocks: &mut Vec<ImportedBlock>, leftovers: &mut Leftovers) {
    let mut lose = |block: &ImportedBlock| line(block).iter().for_each(|text| leftovers.lose(FURNITURE, text));
    while let Some(last) = blocks.pop_if(|last| weight(last) > 0 || is_filed(last)) {
        lose(&last);
    }
    let first = blocks.iter().take_while(|block| weight(block) >= PHRASES || is_filed(block)).count();
    blocks.drain(..first).for_each(|block| lose(&block));
    blocks.retain(|block| {
        let goes = weight(block) >= PHRASES && !is_prose(block);
        if goes {
            lose(block);
        }
        !goes
    });
}

/// Phrases of a request in a block. Where nothing sets it apart, it takes more than one.
fn weight(block: &ImportedBlock) -> usize {
    let Some(text) = line(block).filter(|text| letters(text) <= LONGEST_PITCH) else { return 0 };
    let phrases = MARKUP.pitches.count_in(&text.to_lowercase());
    if phrases >= PHRASES || !is_prose(block) { phrases } else { 0 }
}

/// True for a paragraph that neither its face nor links set apart from others.
fn is_prose(block: &ImportedBlock) -> bool {
    match block {
        ImportedBlock::Paragraph(text) => {
            let is_set_apart = text.starts_with('*') && text.ends_with('*');
            let leads_away = text.contains("](") && letters(&bare(text)) <= LONGEST_LINKED;
            !(is_set_apart || leads_away)
        }
        _ => false,
    }
}

/// True for the line that says where and when a page was filed: "Posted on 4 May in News | Tags: fog".
fn is_filed(block: &ImportedBlock) -> bool {
    let Some(text) = line(block).filter(|text| letters(text) <= LONGEST_FILED) else { return false };
    let lower = text.to_lowercase();
    let count = MARKUP.filed.count_in(&lower);
    let has_year =
        text.split(|c: char| !c.is_ascii_digit()).any(|word| word.len() == 4 && (word.starts_with("19") || word.starts_with("20")));
    // "The book was published in 2019." is a sentence of the story.
    let is_label = MARKUP.filed.begin(&lower);
    match count {
        0 => false,
        1 => is_label && letters(&text) <= LONGEST_STAMP && (has_year || lower.contains(':')),
        _ => is_label || lower.contains([':', '|']),
    }
}

/// A heading at the very end heads nothing: what stood under it was none of the story.
fn drop_last_headings(blocks: &mut Vec<ImportedBlock>, leftovers: &mut Leftovers) {
    let is_heading = |block: &&ImportedBlock| matches!(block, ImportedBlock::Subhead(_));
    let count = blocks.iter().rev().take_while(is_heading).count();
    if count > MOST_HEADINGS || count == blocks.len() {
        return;
    }
    for block in blocks.split_off(blocks.len() - count) {
        line(&block).iter().for_each(|text| leftovers.lose(FURNITURE, text));
    }
}

/// Pages hold their text, or the beginning of it, a second time for programs and for telephones: as one paragraph that holds several others.
fn drop_repeats(blocks: &mut Vec<ImportedBlock>, leftovers: &mut Leftovers) {
    let mut parts: BTreeSet<String> = BTreeSet::new();
    let signs = |text: &str| bare(text).chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect::<String>();
    blocks.retain(|block| {
        let texts = match block {
            ImportedBlock::Paragraph(text) => std::slice::from_ref(text),
            ImportedBlock::List { items, .. } => items,
            _ => return true,
        };
        let own: Vec<String> = texts.iter().map(|text| signs(text)).collect();
        if let [whole] = own.as_slice() {
            let held = parts.iter().filter(|part| part.len() < whole.len() && whole.contains(*part)).count();
            if held > 1 && whole.chars().count() >= LONG {
                leftovers.account("words that stand twice", &texts[0]);
                return false;
            }
        }
        parts.extend(own.into_iter().filter(|part| part.chars().count() >= SENTENCE));
        true
    });
}

#[cfg(test)]
mod tests {
    use super::super::draft::ImportedAuthor;
    use super::*;

    const TEXT: &str = "The bridge over the bay is open again after nine years of work, said the port on Tuesday morning.";

    fn p(text: &str) -> ImportedBlock {
        ImportedBlock::Paragraph(text.into())
    }

    fn h(text: &str) -> ImportedBlock {
        ImportedBlock::Subhead(text.into())
    }

    fn check(blocks: &[ImportedBlock], expected: &[ImportedBlock]) {
        let byline = vec![ImportedAuthor { name: "Ann Lee".into(), ..ImportedAuthor::default() }];
        let mut draft = Draft { blocks: blocks.to_vec(), byline, ..Draft::default() };
        let mut leftovers = Leftovers::default();
        let before = super::super::ledger::of_blocks(&draft.blocks);
        strike(&mut draft, &mut leftovers);
        assert_eq!(draft.blocks, expected);
        assert_eq!(before, super::super::ledger::of_blocks(&draft.blocks) + leftovers.lost(), "{blocks:?}");
    }

    #[test]
    fn headings_of_nothing_and_of_other_stories_go() {
        check(&[p(TEXT), h("Das könnte dich auch interessieren:"), p(TEXT)], &[p(TEXT), p(TEXT)]);
        check(&[p(TEXT), h("On the quay")], &[p(TEXT)]);
        check(&[p(TEXT), h("On the quay"), p("It rained.")], &[p(TEXT), h("On the quay"), p("It rained.")]);
        check(&[p(TEXT), h("One"), h("Two"), h("Three")], &[p(TEXT), h("One"), h("Two"), h("Three")]);
        check(&[h("Related stories are told at night.")], &[h("Related stories are told at night.")]);
    }

    #[test]
    fn by_lines_and_credits_are_no_paragraphs() {
        check(&[p("By Ann Lee"), p(TEXT), p("**Ann Lee**")], &[p(TEXT)]);
        check(&[p("Photo: Bo Roy/Agency"), p(TEXT), p("(Foto: dpa)")], &[p(TEXT)]);
        check(&[p("By Ann Lee and the sea."), p(TEXT)], &[p("By Ann Lee and the sea."), p(TEXT)]);
        check(
            &[
                p(TEXT),
                p(
                    "Photo: she held it up to the light, and nobody in the room, not even the man who took it, said a word for a very long time.",
                ),
            ],
            &[
                p(TEXT),
                p(
                    "Photo: she held it up to the light, and nobody in the room, not even the man who took it, said a word for a very long time.",
                ),
            ],
        );
    }

    #[test]
    fn lines_of_filing_go() {
        for line in [
            "Posted on 4 May 2019 in News | Tags: fog, ferry",
            "This entry was posted in News. Bookmark the permalink.",
            "Aktualisiert am 17.01.2021.",
            "Kategorie: News, Hafen",
        ] {
            check(&[p(TEXT), p(line)], &[p(TEXT)]);
        }
        for line in ["The book was published in 2019.", "It was updated, and the tags were posted."] {
            check(&[p(TEXT), p(line)], &[p(TEXT), p(line)]);
        }
    }

    #[test]
    fn requests_to_readers_go_and_news_of_them_stay() {
        check(
            &[p(TEXT), p("**Sign up for our newsletter today.**"), p(TEXT), p("Bitte [abonnieren](https://w.example/n) Sie uns")],
            &[p(TEXT), p(TEXT)],
        );
        let news = "Readers who subscribe to the newsletter rose by a third, the paper said.";
        check(&[p(TEXT), p(news), p(TEXT)], &[p(TEXT), p(news), p(TEXT)]);
        check(&[p(TEXT), p("He asked them to subscribe.")], &[p(TEXT), p("He asked them to subscribe.")]);
    }
}
