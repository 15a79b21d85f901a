//! Lines of a page that are a label and no copy: those that point elsewhere, head other stories or say when the page was made.
use super::ledger::letters;
use super::markup::MARKUP;

/// Letters of a line that points elsewhere: "Read more: …".
const LONGEST_POINTER: usize = 240;
/// Letters of a line that says when the page was made.
const LONGEST_STAMP: usize = 60;

/// True for a line that points elsewhere, or says something of the page: "Read more: …", "Advertisement", "Image 1 of 9", numbers
/// of pages.
pub(super) fn says_nothing(text: &str) -> bool {
    let all = letters(text);
    if all == 0 || all > LONGEST_POINTER {
        return false;
    }
    let line = text.split_whitespace().collect::<Vec<_>>().join(" ").to_lowercase();
    let bare = line.trim_matches(|c: char| !c.is_alphanumeric());
    let numbers = line.split(' ').filter(|word| word.bytes().all(|byte| byte.is_ascii_digit())).count();
    MARKUP.whole_lines.has(bare)
        || MARKUP.line_starts.begin(&line)
        || MARKUP.follow.begin(&line) && MARKUP.networks.occur_in(&line)
        || numbers > 2 && numbers == line.split(' ').count()
}

/// True for a short line with a date and a time of the day, and for a date alone: "Published 11:11 PM EST Nov 19, 2019", "November 16, 2016".
pub(super) fn is_stamp(line: &str) -> bool {
    if letters(line) > LONGEST_STAMP {
        return false;
    }
    const WORDS_OF_A_DATE: usize = 4;
    let words: Vec<&str> = line.split([' ', ',', '-', '–', '|', '/']).filter(|word| !word.is_empty()).collect();
    let is_number = |word: &str| word.bytes().all(|byte| byte.is_ascii_digit());
    let has_year = words.iter().any(|word| word.len() == 4 && is_number(word) && (word.starts_with("19") || word.starts_with("20")));
    let is_clock = |word: &str| {
        word.split_once([':', 'h']).is_some_and(|(hour, minute)| {
            (1..=2).contains(&hour.len())
                && is_number(hour)
                && minute.len() >= 2
                && minute.bytes().take(2).all(|byte| byte.is_ascii_digit())
        })
    };
    let has_day = words.iter().any(|word| (1..=2).contains(&word.len()) && is_number(word));
    let has_clock = words.iter().any(|word| is_clock(word));
    has_year && (has_clock && !line.ends_with('.') || has_day && words.len() <= WORDS_OF_A_DATE && !line.ends_with(['.', ':']))
}

/// True for the heading of a list of other stories, and for one of what the page offers beside its text: "Related stories", "Tags".
pub(super) fn is_heading_of_others(text: &str) -> bool {
    let line = text.split_whitespace().collect::<Vec<_>>().join(" ").to_lowercase();
    MARKUP.headings_of_others.has(line.trim_matches(|c: char| !c.is_alphanumeric()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_that_say_when_are_known() {
        for line in [
            "published 11:11 pm est nov 19, 2019",
            "november 16, 2016",
            "2019-11-20 17:27:46",
            "sexta-feira, 22 de outubro de 2010 às 20:13",
        ] {
            assert!(is_stamp(line), "{line}");
        }
        for line in
            ["it opened in 2019.", "the fair of 2019", "at 9:30 the doors opened", "12 of the 40 boats of 2019 are left at the quay"]
        {
            assert!(!is_stamp(line), "{line}");
        }
    }

    #[test]
    fn headings_of_others_are_whole_lines() {
        for (line, expected) in
            [("Related stories", true), ("» Das könnte dich auch interessieren:", true), ("Related stories of old", false), ("", false)]
        {
            assert_eq!(is_heading_of_others(line), expected, "{line}");
        }
    }
}
