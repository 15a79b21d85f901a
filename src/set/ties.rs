//! Ties: word spaces that lines should not end at, within a name or between a figure and its unit.
use std::ops::Range;

/// A break here parts what is read as one: a figure from its sign, an initial from its name.
const CLOSE: i32 = 3_000;
/// A break here is only not nice: a figure from a word that counts it, a title from its name.
const LOOSE: i32 = 80;

/// Units that stand close to their figure.
const SIGNS: &[&str] =
    &["km", "m", "cm", "mm", "kg", "g", "mph", "km/h", "kW", "MW", "GW", "ha", "a.m.", "p.m.", "am", "pm", "%", "°C", "°F"];
/// Words that count.
const COUNTS: &[&str] =
    &["percent", "million", "billion", "trillion", "won", "euros", "dollars", "pounds", "meters", "metres", "kilometers"];
/// Titles and words before a figure.
const TITLES: &[&str] =
    &["Mr.", "Mrs.", "Ms.", "Dr.", "St.", "Prof.", "Gen.", "Sen.", "Rep.", "Gov.", "No.", "Nos.", "page", "Page", "p.", "pp."];

/// What kind of text a line is of.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Manner {
    /// Running text.
    #[default]
    Text,
    /// A headline or a deck: each line should be sense by itself.
    Head,
}

/// A headline's line that ends in a word that leans on the next …
const LEANING: i32 = 330;
/// … or that parts a name.
const PARTED_NAME: i32 = 170;
/// Words that lean on the next, in an English headline: articles, prepositions, conjunctions, possessives and auxiliaries.
const LEANERS: &[&str] = &[
    "a", "an", "the", "of", "in", "on", "at", "by", "for", "to", "from", "with", "as", "into", "onto", "over", "under", "after", "before",
    "about", "against", "between", "through", "during", "without", "within", "near", "than", "and", "or", "but", "nor", "its", "his",
    "her", "their", "our", "your", "my", "no", "not", "is", "are", "was", "were", "be", "will", "would", "may", "can", "must", "has",
    "have", "had", "if", "that", "who", "which", "this", "these", "per", "new", "more", "most",
];

/// How much a break at the space in `range` is disliked, in TeX's penalties.
pub fn tie(text: &str, range: Range<usize>, manner: Manner) -> i32 {
    let close = tie_in_text(text, range.clone());
    if manner == Manner::Head { close.max(tie_in_head(text, range)) } else { close }
}

fn tie_in_head(text: &str, range: Range<usize>) -> i32 {
    let before = text[..range.start].rsplit(char::is_whitespace).next().unwrap_or("").trim_start_matches(['“', '"', '(', '‘']);
    let after = text[range.end..].split(char::is_whitespace).next().unwrap_or("");
    let lower = before.to_lowercase();
    if LEANERS.contains(&lower.as_str()) {
        return LEANING;
    }
    // In a headline in lower case, two words with capitals are a name; the first word of a sentence says nothing.
    let is_capital = |word: &str| word.starts_with(char::is_uppercase);
    let first = text[..range.start].trim_end().len() == before.len();
    let is_title = text.split(char::is_whitespace).filter(|word| word.len() > LONG_WORD).all(is_capital);
    if is_capital(before) && is_capital(after) && !first && !is_title && !before.ends_with([',', ';', ':', '.', '?', '!']) {
        return PARTED_NAME;
    }
    0
}

/// Words longer than this have capitals in a headline in title case.
const LONG_WORD: usize = 4;

fn tie_in_text(text: &str, range: Range<usize>) -> i32 {
    let before = text[..range.start].rsplit(char::is_whitespace).next().unwrap_or("").trim_start_matches(['“', '"', '(', '‘']);
    let after = text[range.end..].split(char::is_whitespace).next().unwrap_or("");
    let word = after.trim_end_matches([',', ';', ':', '”', '"', ')', '’']);
    let bare = word.strip_suffix('.').unwrap_or(word);
    let is_figure = before.ends_with(|c: char| c.is_ascii_digit());
    if is_figure && (SIGNS.contains(&word) || SIGNS.contains(&bare)) || is_initial(before) && after.starts_with(char::is_uppercase) {
        return CLOSE;
    }
    let counts = is_figure && COUNTS.contains(&bare);
    let titled = TITLES.contains(&before) && after.starts_with(|c: char| c.is_uppercase() || c.is_ascii_digit());
    if counts || titled { LOOSE } else { 0 }
}

/// `J.`, `J.K.`
fn is_initial(word: &str) -> bool {
    let mut characters = word.chars().peekable();
    let mut any = false;
    while let Some(letter) = characters.next() {
        if !letter.is_uppercase() || characters.next() != Some('.') {
            return false;
        }
        any = true;
    }
    any
}

#[cfg(test)]
mod tests {
    use super::*;

    /// `~` is the space looked at.
    fn check_in(manner: Manner, text: &str, expected: i32) {
        let at = text.find('~').unwrap();
        assert_eq!(tie(&text.replace('~', " "), at..at + 1, manner), expected, "{text}");
    }

    fn check(text: &str, expected: i32) {
        check_in(Manner::Text, text, expected);
    }

    #[test]
    fn headlines_do_not_end_lines_in_words_that_lean() {
        check_in(Manner::Head, "Boats crowd a wall built for~twelve", LEANING);
        check_in(Manner::Head, "Boats crowd a~wall", LEANING);
        check_in(Manner::Head, "Boats crowd~a wall", 0);
        check_in(Manner::Head, "Mayor meets Han~Mira over tolls", PARTED_NAME);
        check_in(Manner::Head, "Busan~Port opens", 0);
        check_in(Manner::Head, "Bridge Opens After Nine Long~Years", 0);
        check_in(Manner::Head, "Tolls rise 16~percent", LOOSE);
    }

    #[test]
    fn figures_keep_their_units_and_names_their_initials() {
        check("some 40~km off", CLOSE);
        check("at 5~p.m. on", CLOSE);
        check("J.~Doe", CLOSE);
        check("“J. K.~Doe", CLOSE);
        check("by 16.7~percent,", LOOSE);
        check("and Ms.~Han said", LOOSE);
        check("they kept~the road", 0);
        check("page~one", 0);
    }
}
