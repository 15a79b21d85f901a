//! Ties: word spaces that lines should not end at, within a name or between a figure and its unit.
use std::ops::Range;

use super::fraction::is_fraction;
use super::phrases::phrase;
use super::rules::{Manner, Rules};

/// No line ends here: a space before a closing sign, after an opening one, before a dash, or after a word of one letter that may not be last.
pub const NEVER: i32 = 10_000;
/// A break here parts what is read as one: a figure from its sign, an initial from its name.
const CLOSE: i32 = 3_000;
/// A break here is only not nice: a figure from a word that counts it, a title from its name.
const LOOSE: i32 = 300;

/// Units that stand close to their figure.
const SIGNS: &[&str] = &[
    "km", "m", "cm", "mm", "kg", "g", "mph", "km/h", "kW", "MW", "GW", "ha", "a.m.", "p.m.", "am", "pm", "%", "°C", "°F", "€", "$", "£",
    "zł", "Kč", "kr", "kr.", "Ft", "₽", "руб", "₴", "лв", "км", "м", "кг",
];
/// Words that count.
const COUNTS: &[&str] = &[
    "percent",
    "million",
    "billion",
    "trillion",
    "won",
    "euros",
    "dollars",
    "pounds",
    "meters",
    "metres",
    "kilometers",
    "Prozent",
    "Euro",
    "euro",
    "Franken",
    "Millionen",
    "Milliarden",
    "Mio",
    "Mrd",
    "millions",
    "milliards",
    "millones",
    "milhões",
    "milioni",
    "miliardi",
    "miljoen",
    "miljard",
    "miljoner",
    "miljarder",
    "millioner",
    "milliarder",
    "miljoonaa",
    "miljardia",
    "mln",
    "mld",
    "tys",
    "milionów",
    "milionů",
    "miliónov",
    "korun",
    "złotych",
    "млн",
    "млрд",
    "тыс",
    "гривень",
    "рублей",
    "εκατ",
    "δισ",
];
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

/// How much a break at the space in `range` is disliked, in TeX's penalties; from [`NEVER`] on it is no place to break.
pub fn tie(text: &str, range: Range<usize>, rules: &Rules) -> i32 {
    let close = tie_in_text(text, range.clone(), rules);
    if rules.manner == Manner::Head { phrase(text, range).map_or(close, |rule| close.max(rule.penalty())) } else { close }
}

fn tie_in_text(text: &str, range: Range<usize>, rules: &Rules) -> i32 {
    let before = text[..range.start].rsplit(char::is_whitespace).next().unwrap_or("");
    let after = text[range.end..].split(char::is_whitespace).next().unwrap_or("");
    if is_stranded(before, after) {
        return NEVER;
    }
    let before = before.trim_start_matches(['“', '„', '”', '«', '‘', '‚', '"', '(', '[']);
    let small = one_letter(before, rules);
    if small > 0 {
        return small;
    }
    let word = after.trim_end_matches([',', ';', ':', '”', '"', ')', '’']);
    let bare = word.strip_suffix('.').unwrap_or(word);
    let is_figure = before.ends_with(|c: char| c.is_ascii_digit());
    if is_figure && (SIGNS.contains(&word) || SIGNS.contains(&bare) || is_fraction(word))
        || is_initial(before) && after.starts_with(char::is_uppercase)
    {
        return CLOSE;
    }
    let months = rules.lang.usual().months;
    let is_month = |word: &str| MONTHS.contains(&word) || months.split(' ').any(|month| month == word || month == bare);
    let counts = is_figure && COUNTS.contains(&bare);
    let titled = TITLES.contains(&before) && after.starts_with(|c: char| c.is_uppercase() || c.is_ascii_digit());
    let is_day = is_digits(bare) && bare.len() <= 2;
    // 24 December, 24. Dezember.
    let ordinal = before.strip_suffix('.').unwrap_or(before);
    let day_first = is_digits(ordinal) && ordinal.len() <= 2 && is_month(word);
    if MONTHS.contains(&before) && is_day || day_first {
        return DATE;
    }
    if counts || titled { LOOSE } else { 0 }
}

fn is_digits(word: &str) -> bool {
    !word.is_empty() && word.bytes().all(|byte| byte.is_ascii_digit())
}

/// A closing sign would begin the next line, a dash too, or an opening sign would end this one.
fn is_stranded(before: &str, after: &str) -> bool {
    let mut signs = after.chars();
    let begins_with = signs.next().is_some_and(|sign| CLOSING.contains(&sign)) && !signs.next().is_some_and(char::is_alphanumeric);
    let mut signs = before.chars().rev();
    let ends_in = signs.next().is_some_and(|sign| OPENING.contains(&sign)) && !signs.next().is_some_and(char::is_alphanumeric);
    ends_in || begins_with
}

/// Signs that no line begins with where a space stands before them and no word after.
const CLOSING: &[char] = &['»', '›', '!', '?', ';', ':', '%', '‰', ')', ']', '—', '–', '…'];
/// Signs that no line ends with where a space stands after them and no word before.
const OPENING: &[char] = &['¿', '¡', '(', '[', '«', '‹', '„', '‚'];

/// A word of one letter that the language does not leave at a line's end, or not gladly. In heads, which break no words, there may be no other
/// place.
fn one_letter(word: &str, rules: &Rules) -> i32 {
    let mut letters = word.chars();
    let (Some(letter), None) = (letters.next(), letters.next()) else { return 0 };
    let small = |letters: &str| letter.to_lowercase().all(|letter| letters.contains(letter));
    match rules.lang.usual() {
        usual if small(usual.never_last) && rules.hyphenate => NEVER,
        usual if small(usual.never_last) => CLOSE,
        usual if small(usual.seldom_last) => LOOSE,
        _ => 0,
    }
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
    use std::sync::Arc;

    use super::*;
    use crate::edition::Lang;
    use crate::layout::Flex;
    use crate::units::Pt;

    fn rules(lang: Lang) -> Rules {
        let (usage, manner) = (Arc::default(), Manner::Text);
        Rules { lang, hyphenate: true, word_space: (75, 175), flex: Flex::default(), hang: false, usage, manner, measure: Pt::ZERO }
    }

    /// `~` is the space looked at.
    fn check_in(lang: Lang, text: &str, expected: i32) {
        let at = text.find('~').unwrap();
        assert_eq!(tie(&text.replace('~', " "), at..at + 1, &rules(lang)), expected, "{text}");
    }

    fn check(text: &str, expected: i32) {
        check_in(Lang::EnUs, text, expected);
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

    #[test]
    fn words_of_one_letter_are_not_last() {
        for text in ["Mieszka w~Warszawie", "i~to", "„W~domu", "Rzeka z~gór", "o~świcie", "u~nas", "(a~nie"] {
            check_in(Lang::Pl, text, NEVER);
        }
        for text in ["byl v~Praze", "s~ním", "k~nám", "z~Brna", "«O~tom", "u~nás", "i~on", "a~on"] {
            check_in(Lang::Cs, text, NEVER);
            check_in(Lang::Sk, text, NEVER);
        }
        check_in(Lang::Pl, "we~Wrocławiu", 0);
        check_in(Lang::Pl, "s~nim", 0);
        check_in(Lang::Ru, "Жил в~Москве", LOOSE);
        check_in(Lang::Uk, "Був у~Києві", LOOSE);
        check_in(Lang::Hr, "bio u~Splitu", LOOSE);
        check_in(Lang::Ru, "на~Неве", 0);
        check_in(Lang::De, "Plan a~ist", 0);
        check_in(Lang::EnUs, "was a~boat", 0);
    }

    #[test]
    fn words_of_one_letter_may_end_a_headline_where_nothing_else_does() {
        let rules = Rules { hyphenate: false, ..rules(Lang::Pl) };
        assert_eq!(tie("Burza w górach", 7..8, &rules), CLOSE);
    }

    #[test]
    fn signs_stay_with_their_words() {
        for text in ["Mot~!", "mot~», dit", "Das ist 5~%.", "et~: rien", "so~– ja", "così~— ma", "¿~Qué", "«~mot", "a~)"] {
            check_in(Lang::Es, text, NEVER);
        }
        // A dash, a mark or a sign that opens goes with what follows.
        for text in ["palabra~—dijo", "vino~¿Qué", "sagte~»Ja«", "dijo~«sí", "ein „Wort“~und", "»Nein«~sagte", "la (vieja)~casa"]
        {
            check_in(Lang::Es, text, 0);
        }
    }

    #[test]
    fn days_keep_their_months_and_figures_what_they_count() {
        check_in(Lang::De, "am 24.~Dezember", DATE);
        check_in(Lang::Fr, "le 3~août 1914", DATE);
        check_in(Lang::Pl, "dnia 1~maja", DATE);
        check_in(Lang::Ru, "до 9~мая.", DATE);
        check_in(Lang::El, "στις 25~Μαρτίου", DATE);
        check_in(Lang::DeAt, "am 6.~Jänner", DATE);
        check_in(Lang::Fi, "12.~elokuuta", DATE);
        check_in(Lang::De, "im Jahr 1914.~Dezember", 0);
        check_in(Lang::De, "40~Prozent", LOOSE);
        check_in(Lang::Sv, "3~miljoner", LOOSE);
        check_in(Lang::Pl, "12~zł", CLOSE);
        check_in(Lang::Ru, "5~км", CLOSE);
    }
}
