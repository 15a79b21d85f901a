//! Ties: word spaces that lines should not end at, within a name or between a figure and its unit.
use std::ops::Range;

use super::fraction::is_fraction;
use super::phrases::phrase;
use super::rules::Manner;

/// A break here parts what is read as one: a figure from its sign, an initial from its name.
const CLOSE: i32 = 3_000;
/// A break here is only not nice: a figure from a word that counts it, a title from its name.
const LOOSE: i32 = 300;

/// Units that stand close to their figure.
const SIGNS: &[&str] =
    &["km", "m", "cm", "mm", "kg", "g", "mph", "km/h", "kW", "MW", "GW", "ha", "a.m.", "p.m.", "am", "pm", "%", "°C", "°F"];
/// Words that count.
const COUNTS: &[&str] =
    &["percent", "million", "billion", "trillion", "won", "euros", "dollars", "pounds", "meters", "metres", "kilometers"];
/// Titles and words before a figure.
const TITLES: &[&str] =
    &["Mr.", "Mrs.", "Ms.", "Dr.", "St.", "Prof.", "Gen.", "Sen.", "Rep.", "Gov.", "No.", "Nos.", "page", "Page", "p.", "pp."];

/// A break here parts a day from its month: "Jan." at a line's end leaves the reader with half a date.
const DATE: i32 = 1_600;
/// Months before a day, in full and as the wire shortens them.
const MONTHS: &[&str] = &[
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
    "Jan.",
    "Feb.",
    "Aug.",
    "Sept.",
    "Oct.",
    "Nov.",
    "Dec.",
];

/// How much a break at the space in `range` is disliked, in TeX's penalties.
pub fn tie(text: &str, range: Range<usize>, manner: Manner) -> i32 {
    let close = tie_in_text(text, range.clone());
    if manner == Manner::Head { phrase(text, range).map_or(close, |rule| close.max(rule.penalty())) } else { close }
}

fn tie_in_text(text: &str, range: Range<usize>) -> i32 {
    let before = text[..range.start].rsplit(char::is_whitespace).next().unwrap_or("").trim_start_matches(['“', '"', '(', '‘']);
    let after = text[range.end..].split(char::is_whitespace).next().unwrap_or("");
    let word = after.trim_end_matches([',', ';', ':', '”', '"', ')', '’']);
    let bare = word.strip_suffix('.').unwrap_or(word);
    let is_figure = before.ends_with(|c: char| c.is_ascii_digit());
    if is_figure && (SIGNS.contains(&word) || SIGNS.contains(&bare) || is_fraction(word))
        || is_initial(before) && after.starts_with(char::is_uppercase)
    {
        return CLOSE;
    }
    let counts = is_figure && COUNTS.contains(&bare);
    let titled = TITLES.contains(&before) && after.starts_with(|c: char| c.is_uppercase() || c.is_ascii_digit());
    let is_day = !bare.is_empty() && bare.len() <= 2 && bare.bytes().all(|byte| byte.is_ascii_digit());
    let day_first = is_figure && before.len() <= 2 && MONTHS.contains(&word);
    if MONTHS.contains(&before) && is_day || day_first {
        return DATE;
    }
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
    fn check(text: &str, expected: i32) {
        let at = text.find('~').unwrap();
        assert_eq!(tie(&text.replace('~', " "), at..at + 1, Manner::Text), expected, "{text}");
    }

    #[test]
    fn figures_keep_their_units_and_names_their_initials() {
        check("some 40~km off", CLOSE);
        check("at 5~p.m. on", CLOSE);
        check("add 2~1/2 cups", CLOSE);
        check("J.~Doe", CLOSE);
        check("“J. K.~Doe", CLOSE);
        check("by 16.7~percent,", LOOSE);
        check("and Ms.~Han said", LOOSE);
        check("they kept~the road", 0);
        check("on January~6.", DATE);
        check("from Dec.~15, in", DATE);
        check("the 4~July parade", DATE);
        check("in May~2018", 0);
        check("page~one", 0);
    }
}
