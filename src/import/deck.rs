//! The line under the headline: one that says the text or the headline again, or breaks off inside a sentence, is not printed.
use super::draft::{Draft, ImportedBlock};
use super::habits::bare;
use super::inline::escape;
use super::ledger::{self, Leftovers};

/// Signs of a text that a program has cut.
const CUTS: [&str; 6] = ["[…]", "[...]", "(…)", "(...)", "…", "..."];
/// Letters from which a line without a full stop is no headline's, but a cut sentence, where others stand before it.
const CUT_LENGTH: usize = 100;
/// Letters by which a sentence is found again in the text.
const FOUND: usize = 40;

/// Characters of a deck: what is longer is an introduction, and begins the text.
pub(super) const LONGEST: usize = 300;

/// Takes out a deck that stands in the text, says the headline again or breaks off, and lets one begin the text that is as long as a paragraph.
pub(super) fn settle(draft: &mut Draft, leftovers: &mut Leftovers) {
    let Some(deck) = draft.deck.take() else { return };
    let cut = without_cut(&deck);
    let short = sign(cut);
    let headline = draft.headline.as_deref().map(sign).unwrap_or_default();
    // "BRIDGE/OPEN:Bridge open" is the slug and the headline.
    let slugged = cut.split_once(':').is_some_and(|(slug, rest)| slug == slug.to_uppercase() && sign(rest) == headline);
    if short.is_empty() || start_of(draft, short.len()).starts_with(&short) || short == headline || slugged {
        leftovers.account("words that stand twice", &deck);
    } else if breaks_off(&deck) || goes_on_in_text(draft, &deck) {
        let whole = whole_sentences(cut);
        let is_new = ledger::letters(whole) >= FOUND && !stands_in_text(draft, whole);
        let kept = if is_new { whole } else { "" };
        leftovers.leave("deck that breaks off", &deck, "");
        leftovers.account_letters("deck that breaks off", ledger::letters(&deck) - ledger::letters(kept));
        draft.deck = is_new.then(|| whole.to_string());
    } else if deck.trim().chars().count() > LONGEST {
        draft.blocks.insert(0, ImportedBlock::Paragraph(escape(deck.trim())));
    } else {
        draft.deck = Some(deck.trim().to_string());
    }
}

/// The first paragraphs as signs, at least so many bytes where there are as many.
fn start_of(draft: &Draft, length: usize) -> String {
    let mut start = String::new();
    for block in &draft.blocks {
        if let (ImportedBlock::Paragraph(text), true) = (block, start.len() < length) {
            start.push_str(&sign(&bare(text)));
        }
    }
    start
}

fn without_cut(deck: &str) -> &str {
    let mut cut = deck.trim();
    for end in CUTS {
        cut = cut.strip_suffix(end).unwrap_or(cut).trim_end();
    }
    cut
}

/// True where a program has cut a text: an ellipsis after a word of a longer text, a comma or a dash at the end, or a last sentence without
/// an end after others that have one.
pub(super) fn breaks_off(deck: &str) -> bool {
    let text = deck.trim();
    if CUTS.iter().any(|cut| text.ends_with(cut)) || text.ends_with([',', ';', '–', '—', '(', '-', '„', '«']) {
        return true;
    }
    let is_whole = text.ends_with(['.', '!', '?', ':', '"', '”', '’', '\'', ')', ']', '»', '。', '！', '？', '」', '』', '।', '؟', '|']);
    let has_others =
        [". ", "! ", "? ", ".\" ", ".” "].iter().any(|end| text.split(end).skip(1).any(|next| next.starts_with(char::is_uppercase)));
    let length = text.chars().filter(|c| c.is_alphanumeric()).count();
    !is_whole && has_others && length >= CUT_LENGTH
}

/// A text up to the end of its last whole sentence.
fn whole_sentences(text: &str) -> &str {
    let ends = [". ", "! ", "? ", ".\" ", ".” ", ".“ "].iter().filter_map(|end| text.rfind(end).map(|at| at + end.len() - 1));
    ends.max().map_or("", |at| text[..at].trim_end())
}

/// True where one of the paragraphs has the same words.
fn stands_in_text(draft: &Draft, deck: &str) -> bool {
    let own = sign(deck);
    start_of(draft, usize::MAX).contains(&own)
}

/// True where the text has the same words and goes on inside the sentence.
fn goes_on_in_text(draft: &Draft, deck: &str) -> bool {
    let own = sign(deck);
    if own.chars().count() < FOUND || deck.trim().ends_with(['.', '!', '?', '"', '”', '。', '»', '’', ')']) {
        return false;
    }
    draft.blocks.iter().any(|block| match block {
        ImportedBlock::Paragraph(text) => {
            let text = sign(&bare(text));
            text.find(&own).is_some_and(|at| at + own.len() < text.len())
        }
        _ => false,
    })
}

/// Letters and figures in lower case: by these texts are compared.
fn sign(text: &str) -> String {
    text.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(deck: &str, expected: Option<&str>) {
        let text = "The bridge is open. It took nine years of work, said the port, and cost as much as four ferries would have.";
        let blocks = vec![ImportedBlock::Paragraph("Cars drove.".into()), ImportedBlock::Paragraph(text.into())];
        let mut draft = Draft { deck: Some(deck.into()), headline: Some("Bridge open".into()), blocks, ..Draft::default() };
        let mut leftovers = Leftovers::default();
        settle(&mut draft, &mut leftovers);
        assert_eq!(draft.deck.as_deref(), expected, "{deck}");
        let letters = |text: &str| super::super::ledger::letters(text);
        assert_eq!(letters(deck), draft.deck.as_deref().map_or(0, letters) + leftovers.lost());
    }

    #[test]
    fn decks_that_break_off_go() {
        for cut in [
            "The mayor was there, and so were the children of the school on the hill, who had …",
            "The mayor was there, and so were the childr...",
            "The mayor came, […]",
            "The mayor was there,",
            "It took nine years of work, said the port, and cost as much as",
            "The bridge is open. It took nine years of work, said the …",
        ] {
            check(cut, None);
        }
        let ribbon = "The mayor was there at last, and she cut a ribbon of red silk.";
        check(
            &format!("{ribbon} The children of the school on the hill had made it, and they sang the song that the old bri"),
            Some(ribbon),
        );
        check(&format!("{ribbon} The children …"), Some(ribbon));
    }

    #[test]
    fn a_deck_as_long_as_a_paragraph_begins_the_text() {
        let deck = "The ferry *waited* for the fog to lift, and nobody on the quay would say when it might leave. ".repeat(4);
        let mut draft = Draft { deck: Some(deck.clone()), headline: Some("Fog".into()), ..Draft::default() };
        draft.blocks.push(ImportedBlock::Paragraph("By noon it left.".into()));
        settle(&mut draft, &mut Leftovers::default());
        let ImportedBlock::Paragraph(first) = &draft.blocks[0] else { panic!("no paragraph") };
        assert_eq!((draft.deck.as_deref(), bare(first).as_str()), (None, deck.trim()));
    }

    #[test]
    fn whole_decks_stay() {
        for whole in [
            "Nine years and four mayors later",
            "The mayor cut a ribbon. The children sang.",
            "Was it worth the money?",
            "Nine years of work end with a ribbon, a song and the first of many cars that will not wait for the ferry any more",
            "„Endlich“",
        ] {
            check(whole, Some(whole));
        }
        check("Bridge open", None);
    }
}
