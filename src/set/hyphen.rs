//! Hyphenation: where a word may be broken, by language.
use std::ops::Range;
use std::sync::LazyLock;

use hyphenation::{Hyphenator, Language, Load, Standard};

use super::fraction::is_fraction;
use super::ideographs;
use super::rules::{Manner, Rules};
use crate::edition::Lang;
use crate::edition::lang::Hyphens;
use crate::font::shape::Shaper;
use crate::layout::Hangul;

/// Patterns for British English ship with the program; those for American English with the `hyphenation` crate, all others with `hypher`.
static BRITISH: LazyLock<Option<Standard>> =
    LazyLock::new(|| Standard::from_reader(Language::EnglishGB, &mut &include_bytes!("en-gb.standard.bincode")[..]).ok());
static AMERICAN: LazyLock<Option<Standard>> = LazyLock::new(|| Standard::from_embedded(Language::EnglishUS).ok());

/// Letters that a word must have to be broken.
const SHORTEST_WORD: usize = 5;
/// Letters that stay at least.
const LEAST_BEFORE: usize = 2;
/// Letters that go on at least, in English; in other languages what their patterns were made for, and no fewer than two.
const LEAST_AFTER: usize = 3;

/// Bytes of a word of letters before which it may be hyphenated.
pub fn hyphenate(word: &str, lang: Lang) -> Vec<usize> {
    if word.chars().count() < SHORTEST_WORD {
        return Vec::new();
    }
    let (places, after) = match lang.usual().hyphens {
        Hyphens::None => return Vec::new(),
        Hyphens::American => (by_dictionary(word, &AMERICAN), LEAST_AFTER),
        Hyphens::British => (by_dictionary(word, &BRITISH), LEAST_AFTER),
        Hyphens::Patterns(patterns) => (by_patterns(word, patterns), patterns.bounds().1.max(2)),
    };
    let enough = |&at: &usize| word[..at].chars().count() >= LEAST_BEFORE && word[at..].chars().count() >= after;
    places.into_iter().filter(enough).collect()
}

fn by_dictionary(word: &str, dictionary: &Option<Standard>) -> Vec<usize> {
    dictionary.as_ref().map(|dictionary| dictionary.hyphenate(word).breaks).unwrap_or_default()
}

fn by_patterns(word: &str, patterns: hypher::Lang) -> Vec<usize> {
    // The patterns are in small letters; of the few that have other lengths as capitals the places would be others.
    let small = word.to_lowercase();
    let is_alike = small.chars().zip(word.chars()).all(|(one, other)| one.len_utf8() == other.len_utf8()) && small.len() == word.len();
    let mut at = 0;
    let mut places: Vec<usize> = hypher::hyphenate(if is_alike { &small } else { word }, patterns)
        .map(|syllable| {
            at += syllable.len();
            at
        })
        .collect();
    places.pop();
    places
}

/// A break within a word.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct WordBreak {
    /// Byte before which the word may be broken.
    pub at: usize,
    /// How much a break here is disliked, in TeX's penalties.
    pub penalty: i32,
    pub adds_hyphen: bool,
    /// The line ends with a hyphen, added or written.
    pub hyphenated: bool,
    /// The written hyphen is set again at the head of the next line.
    pub repeats: bool,
    /// White that fills the line may stand here, as between ideographs; at a penalty of `NEVER` no line ends here.
    pub opens: bool,
}

impl WordBreak {
    /// A place at which nothing is added and nothing stands.
    fn plain(at: usize, penalty: i32) -> WordBreak {
        WordBreak { at, penalty, adds_hyphen: false, hyphenated: false, repeats: false, opens: false }
    }
}

/// TeX's `\hyphenpenalty` is 50; letters that give by degrees need fewer hyphens.
const HYPHEN_PENALTY: i32 = 130;
/// A break after a hyphen that is written.
const EXPLICIT_HYPHEN_PENALTY: i32 = 20;
/// A capitalised word is likely a name: it breaks rather than that its line gapes.
const NAME_PENALTY: i32 = 180;
/// A hyphenation inside a compound that has a hyphen already.
const COMPOUND_PENALTY: i32 = 220;
/// What two letters alone before a hyphen add: re-, an-.
const STUB_PENALTY: i32 = 70;
/// A break between two syllables of Hangul.
const SYLLABLE_PENALTY: i32 = 10;
/// The same where words stay whole unless a line would gape: as bad as spaces of twice their width.
const GAPING_PENALTY: i32 = 700;
/// A break inside a word too long for its measure: worse than any line but one that sticks out.
const EMERGENCY_PENALTY: i32 = 20_000_000;
/// A break after a sign that addresses are broken at, before a figure, or within a compound of a headline.
const ADDRESS_PENALTY: i32 = 300;

/// Where a piece may be broken, in order, never at its ends.
pub fn word_breaks(text: &str, rules: &Rules, shaper: &mut Shaper) -> Vec<WordBreak> {
    let mut places: Vec<WordBreak> = Vec::new();
    let mut before: Option<char> = None;
    if is_fraction(text) {
        return places;
    }
    let address = is_address(text);
    for (at, character) in text.char_indices() {
        if let Some(previous) = before {
            let words = character.is_alphanumeric();
            if matches!(previous, '-' | '‐' | '–' | '—' | '/') && words && at > previous.len_utf8() && !address {
                let digits = character.is_ascii_digit();
                let penalty = if digits || rules.manner == Manner::Head { ADDRESS_PENALTY } else { EXPLICIT_HYPHEN_PENALTY };
                let hyphenated = matches!(previous, '-' | '‐');
                let repeats = hyphenated && !digits && rules.lang.usual().repeats_hyphen;
                places.push(WordBreak { hyphenated, repeats, ..WordBreak::plain(at, penalty) });
            } else if let Some(penalty) = ideographs::open_penalty(rules.lang, previous, character) {
                places.push(WordBreak { opens: true, ..WordBreak::plain(at, penalty) });
            } else if let Some(penalty) = syllable_penalty(rules).filter(|_| is_syllable(previous) && is_syllable(character)) {
                places.push(WordBreak::plain(at, penalty));
            } else if address && matches!(previous, '/' | '.' | '@' | '_' | '=' | '&' | '?') && character != '/' {
                places.push(WordBreak::plain(at, ADDRESS_PENALTY));
            }
        }
        before = Some(character);
    }
    if rules.hyphenate && !address {
        let compound = places.iter().any(|place| !place.opens);
        for word in words(text) {
            let letters = &text[word.clone()];
            if rules.lang.usual().elides && is_elided(&text[word.end..]) {
                continue;
            }
            let capitals = letters.chars().filter(|c| c.is_uppercase()).count();
            if capitals > 1 {
                continue;
            }
            let penalty = match (compound, capitals) {
                (true, _) => COMPOUND_PENALTY,
                (false, 1) if !rules.lang.usual().capital_nouns => NAME_PENALTY,
                _ => HYPHEN_PENALTY,
            };
            for &at in shaper.remember(rules.lang.tag(), letters, || usual(letters, rules)).iter() {
                let soft = letters[at..].starts_with('\u{ad}');
                let stub = if letters[..at].chars().count() <= 2 { STUB_PENALTY } else { 0 };
                let at = word.start + at + if soft { '\u{ad}'.len_utf8() } else { 0 };
                places.push(WordBreak { adds_hyphen: true, hyphenated: true, ..WordBreak::plain(at, penalty + stub) });
            }
        }
        places.sort_by_key(|place| (place.at, place.penalty));
        places.dedup_by_key(|place| place.at);
    }
    places
}

/// How much a break between two syllables of Hangul is disliked; none where the paper has none.
fn syllable_penalty(rules: &Rules) -> Option<i32> {
    match rules.usage.hangul {
        Hangul::Syllables => Some(SYLLABLE_PENALTY),
        Hangul::Usual if rules.lang == Lang::Ko && rules.manner == Manner::Text && rules.hyphenate => Some(GAPING_PENALTY),
        Hangul::Usual | Hangul::Words => None,
    }
}

/// A web or mail address.
fn is_address(text: &str) -> bool {
    text.bytes().any(|byte| matches!(byte, b'.' | b':' | b'@')) && (text.contains("://") || text.contains("www.") || text.contains('@'))
}

/// Where a word of letters is broken: nowhere if the paper says never, as its exceptions say, else by the patterns of its language.
fn usual(letters: &str, rules: &Rules) -> Vec<usize> {
    let own = || rules.usage.words_of(rules.lang.tag());
    if own().any(|own| own.never.contains(letters)) {
        return Vec::new();
    }
    let small = letters.to_lowercase();
    if let Some(places) = own().find_map(|own| own.exceptions.get(&small)) {
        return places.clone();
    }
    match own().find_map(|own| own.patterns.as_ref()) {
        Some(patterns) if letters.chars().count() >= SHORTEST_WORD => patterns.places(letters),
        Some(_) => Vec::new(),
        None => hyphenate(letters, rules.lang),
    }
}

/// What comes after a small word that lost its vowel: l’acqua, dell’acqua.
fn is_elided(rest: &str) -> bool {
    let mut signs = rest.chars();
    matches!(signs.next(), Some('’' | '\'')) && signs.next().is_some_and(char::is_alphabetic)
}

/// Hangul, kana and ideographs may be parted anywhere.
fn is_syllable(character: char) -> bool {
    matches!(character, '\u{1100}'..='\u{11ff}' | '\u{3040}'..='\u{30ff}' | '\u{3400}'..='\u{9fff}' | '\u{ac00}'..='\u{d7a3}')
}

/// Runs of letters.
fn words(text: &str) -> Vec<Range<usize>> {
    let mut found = Vec::new();
    let mut start = None;
    for (at, character) in text.char_indices() {
        let letter = character.is_alphabetic() && !is_syllable(character) && !ideographs::is_ideograph(character) || character == '\u{ad}';
        match (letter, start) {
            (true, None) => start = Some(at),
            (false, Some(from)) => {
                found.push(from..at);
                start = None;
            }
            _ => {}
        }
        // A word with a figure or an apostrophe in it is not one that the patterns know.
        if character.is_numeric() {
            start = None;
        }
    }
    found.extend(start.map(|from| from..text.len()));
    found
}

/// A word too long for any line may be broken anywhere: rather than that it sticks out.
pub fn emergency(text: &str, places: &mut Vec<WordBreak>) {
    for (at, _) in text.char_indices().skip(1) {
        places.push(WordBreak::plain(at, EMERGENCY_PENALTY));
    }
    places.sort_by_key(|place| (place.at, place.penalty));
    places.dedup_by_key(|place| place.at);
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(word: &str, lang: Lang, expected: &str) {
        let mut shown = word.to_string();
        for at in hyphenate(word, lang).into_iter().rev() {
            shown.insert(at, '-');
        }
        assert_eq!(shown, expected);
    }

    #[test]
    fn languages_differ() {
        check("hyphenation", Lang::EnUs, "hy-phen-a-tion");
        check("telecommunications", Lang::EnUs, "telecom-mu-ni-ca-tions");
        check("photographer", Lang::EnGb, "pho-to-grapher");
        check("시장", Lang::Ko, "시장");
        check("ago", Lang::EnUs, "ago");
        check("Bundesverfassungsgericht", Lang::De, "Bun-des-ver-fas-sungs-ge-richt");
        check("Straßenbahnhaltestelle", Lang::De, "Stra-ßen-bahn-hal-te-stel-le");
        check("gouvernement", Lang::Fr, "gou-ver-ne-ment");
        check("ayuntamiento", Lang::Es, "ayun-ta-mien-to");
        check("parlamento", Lang::It, "par-la-men-to");
        check("desenvolvimento", Lang::Pt, "de-sen-vol-vi-mento");
        check("belastingdienst", Lang::Nl, "be-las-ting-dienst");
        check("regeringen", Lang::Sv, "re-ge-ring-en");
        check("samorządowiec", Lang::Pl, "sa-mo-rzą-do-wiec");
        check("κυβέρνηση", Lang::El, "κυ-βέρ-νη-ση");
        check("правительство", Lang::Ru, "пра-ви-тель-ство");
        check("hallituksen", Lang::Fi, "hal-li-tuk-sen");
        check("önkormányzat", Lang::Hu, "ön-kor-mány-zat");
        check("belediyesinin", Lang::Tr, "be-le-di-ye-si-nin");
    }

    #[test]
    fn only_what_follows_an_apostrophe_is_broken() {
        let fonts = crate::font::Fonts { faces: Vec::new(), fallback: Vec::new() };
        let mut shaper = Shaper::new(&fonts);
        let mut check = |lang, text: &str, expected: &str| {
            let style = crate::layout::Flex::default();
            let (usage, manner, measure) = (Default::default(), Manner::Text, crate::units::Pt::ZERO);
            let rules = Rules { lang, hyphenate: true, word_space: (75, 175), flex: style, hang: false, usage, manner, measure };
            let mut shown = text.to_string();
            for place in word_breaks(text, &rules, &mut shaper).iter().rev() {
                shown.insert(place.at, '=');
            }
            assert_eq!(shown, expected);
        };
        check(Lang::Fr, "l’administration", "l’ad=mi=nis=tra=tion");
        check(Lang::Fr, "d’État", "d’État");
        check(Lang::Fr, "qu’elle", "qu’elle");
        check(Lang::Fr, "d’aéroport", "d’aé=ro=port");
        check(Lang::Fr, "aujourd’hui", "aujourd’hui");
        check(Lang::Fr, "«\u{202f}l’association\u{202f}»", "«\u{202f}l’as=so=cia=tion\u{202f}»");
        check(Lang::It, "dell’amministrazione", "dell’am=mi=ni=stra=zio=ne");
        check(Lang::It, "quell’acqua", "quell’ac=qua");
        check(Lang::It, "quarant’anni", "quarant’anni");
        check(Lang::It, "un’altra", "un’al=tra");
        check(Lang::Ca, "l’ajuntament", "l’ajun=ta=ment");
        check(Lang::Ca, "d’escola", "d’es=co=la");
        check(Lang::Tr, "Türkiye’nin", "Tür=ki=ye’nin");
        check(Lang::Nl, "agenda’s", "agen=da’s");
        check(Lang::EnGb, "photographer’s", "pho=to=grapher’s");
    }
}
