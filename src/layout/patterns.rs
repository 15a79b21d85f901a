//! Hyphenation patterns from a file of the paper's: lists as TeX has them (hyph-utf8), or dictionaries of libhyphen.
use std::collections::BTreeMap;

use encoding_rs::{Encoding, UTF_8};

/// Where the words of a language may be broken, as its patterns say (Liang 1983).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Patterns {
    /// For letters, a full stop at a word's ends, the values before each and after the last.
    values: BTreeMap<Box<str>, Box<[u8]>>,
    /// Words whose places are listed: counted in letters.
    words: BTreeMap<Box<str>, Box<[usize]>>,
    /// Letters of the longest pattern.
    longest: usize,
    /// Letters that stay, and that go on, at least.
    pub least: (usize, usize),
}

/// A line that is none of patterns.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BadLine {
    /// Byte at which it starts, in the text as read.
    pub at: usize,
    pub why: String,
}

/// Letters of the longest pattern that anybody wrote, with room to spare.
const LONGEST_PATTERN: usize = 64;
/// Where a file does not say.
const LEAST: (usize, usize) = (2, 2);

/// The text of a file: in the encoding that a dictionary of libhyphen names on its first line, else in UTF-8. None where it is not text.
pub fn decode(bytes: &[u8]) -> Option<String> {
    let first = bytes.split(|byte| *byte == b'\n').next().unwrap_or_default();
    let name = String::from_utf8_lossy(first).trim().to_lowercase();
    let named = Encoding::for_label(name.trim_start_matches("microsoft-").as_bytes());
    let bytes = bytes.strip_prefix("\u{feff}".as_bytes()).unwrap_or(bytes);
    let (text, broken) = named.unwrap_or(UTF_8).decode_without_bom_handling(bytes);
    (!broken).then(|| text.into_owned())
}

/// Reads patterns. The first line that is none is told.
pub fn read(text: &str) -> Result<Patterns, BadLine> {
    let mut patterns = Patterns { values: BTreeMap::new(), words: BTreeMap::new(), longest: 0, least: LEAST };
    // TeX's files put words with hyphens into a list of their own.
    let mut are_words = false;
    let mut at = 0;
    for (number, whole) in text.split_inclusive('\n').enumerate() {
        let line = whole.split(['%', '#']).next().unwrap_or_default().trim();
        let is_encoding = number == 0 && Encoding::for_label(line.to_lowercase().trim_start_matches("microsoft-").as_bytes()).is_some();
        if !is_encoding && !patterns.command(line) {
            for word in line.split_whitespace() {
                match word {
                    "\\patterns{" | "\\patterns" => are_words = false,
                    "\\hyphenation{" | "\\hyphenation" => are_words = true,
                    "{" | "}" => {}
                    word => patterns.add(word.trim_end_matches('}'), are_words).map_err(|why| BadLine { at, why })?,
                }
            }
        }
        at += whole.len();
    }
    if patterns.values.is_empty() {
        return Err(BadLine { at: 0, why: "it has no patterns".into() });
    }
    Ok(patterns)
}

impl Patterns {
    /// Takes a line of a dictionary that is no pattern.
    fn command(&mut self, line: &str) -> bool {
        let mut words = line.split_whitespace();
        let number = |words: &mut dyn Iterator<Item = &str>| words.next().and_then(|number| number.parse().ok());
        match words.next() {
            Some("LEFTHYPHENMIN") => self.least.0 = number(&mut words).unwrap_or(LEAST.0),
            Some("RIGHTHYPHENMIN") => self.least.1 = number(&mut words).unwrap_or(LEAST.1),
            Some("COMPOUNDLEFTHYPHENMIN" | "COMPOUNDRIGHTHYPHENMIN" | "NOHYPHEN" | "NEXTLEVEL") => {}
            _ => return false,
        }
        true
    }

    /// Takes `hy3ph`, or `ta-ble` where words are listed. What would change a word's letters (`/` in libhyphen) is left out.
    fn add(&mut self, word: &str, is_word: bool) -> Result<(), String> {
        if word.is_empty() || word.contains('/') {
            return Ok(());
        }
        let mut letters = String::with_capacity(word.len());
        let mut values = vec![0];
        let mut places = Vec::new();
        for sign in word.chars() {
            match sign {
                '-' if is_word => places.push(values.len() - 1),
                sign if sign.is_ascii_digit() && !is_word => {
                    if let Some(last) = values.last_mut() {
                        *last = sign as u8 - b'0';
                    }
                }
                sign if sign.is_alphabetic() || matches!(sign, '.' | '-' | '\'' | '’' | '\u{200c}' | '\u{200d}') || is_mark(sign) => {
                    letters.extend(sign.to_lowercase());
                    values.resize(letters.chars().count() + 1, 0);
                }
                sign => return Err(format!("{word} is no pattern: \"{sign}\" stands in it")),
            }
        }
        if letters.is_empty() || values.len() > LONGEST_PATTERN {
            return Err(format!("{word} is no pattern"));
        }
        self.longest = self.longest.max(values.len() - 1);
        if is_word {
            self.words.insert(letters.into(), places.into());
        } else {
            self.values.insert(letters.into(), values.into());
        }
        Ok(())
    }

    /// Bytes of a word of letters before which it may be broken.
    pub fn places(&self, word: &str) -> Vec<usize> {
        let small: Vec<char> = word.chars().map(|letter| letter.to_lowercase().next().unwrap_or(letter)).collect();
        let bytes: Vec<usize> = word.char_indices().map(|(at, _)| at).collect();
        let count = small.len();
        let within = |place: &usize| *place >= self.least.0.max(1) && count - place >= self.least.1.max(1);
        let listed = self.words.get(small.iter().collect::<String>().as_str());
        let found: Vec<usize> = match listed {
            Some(listed) => listed.iter().copied().filter(|place| *place < count).collect(),
            None => {
                let values = self.values_in(&small);
                (1..count).filter(|place| values[*place + 1] % 2 == 1).collect()
            }
        };
        found.into_iter().filter(within).map(|place| bytes[place]).collect()
    }

    /// The highest values before each letter of a word with a full stop at either end.
    fn values_in(&self, small: &[char]) -> Vec<u8> {
        let dotted: String = std::iter::once('.').chain(small.iter().copied()).chain(std::iter::once('.')).collect();
        let starts: Vec<usize> = dotted.char_indices().map(|(at, _)| at).chain([dotted.len()]).collect();
        let mut highest = vec![0; starts.len()];
        for from in 0..starts.len() - 1 {
            for to in from + 1..starts.len().min(from + self.longest + 1) {
                let Some(values) = self.values.get(&dotted[starts[from]..starts[to]]) else { continue };
                for (value, high) in values.iter().zip(&mut highest[from..]) {
                    *high = *value.max(high);
                }
            }
        }
        highest
    }
}

/// A mark that combines with the letter before it.
fn is_mark(sign: char) -> bool {
    matches!(sign, '\u{300}'..='\u{36f}' | '\u{900}'..='\u{dff}')
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Knuth's example: Liang's patterns that break "hyphenation" (The TeXbook, appendix H).
    const KNUTH: &str = "hy3ph he2n hena4 hen5at 1na n2at 1tio 2io o2n";

    fn check(text: &str, word: &str, expected: &str) {
        let patterns = read(text).unwrap();
        let mut shown = word.to_string();
        patterns.places(word).into_iter().rev().for_each(|at| shown.insert(at, '-'));
        assert_eq!(shown, expected);
    }

    #[test]
    fn patterns_are_tried_at_every_letter() {
        check(KNUTH, "hyphenation", "hy-phen-ation");
        check(KNUTH, "Hyphenation", "Hy-phen-ation");
        check("a1b\n.c1d\ne1f.", "xabcdefef", "xa-bcdefef");
        check("a1b .c1d e1f.", "cdabx", "cda-bx");
        check("1č á1k", "máčik", "má-čik");
        check("1b\n1c\n2c.", "abc", "abc");
    }

    #[test]
    fn files_have_three_forms() {
        let tex = "% title\n\\patterns{ % list\n.hy1\n1ph\n}\n\\hyphenation{\nta-ble\n}\n";
        check(tex, "graph", "gra-ph");
        check(tex, "table", "ta-ble");
        check("UTF-8\nLEFTHYPHENMIN 3\nRIGHTHYPHENMIN 3\nCOMPOUNDLEFTHYPHENMIN 2\n1b\nNEXTLEVEL\n1k\n", "abakabak", "aba-ka-bak");
        check("1s\nb1b/b=b,1,2\n", "abbase", "abba-se");
        let latin2 = decode(b"ISO8859-2\n1\xe8\n").unwrap();
        check(&latin2, "máčik", "má-čik");
        assert_eq!(decode(b"1\xe8\n"), None);
    }

    #[test]
    fn what_is_no_pattern_is_told_with_its_line() {
        let told = |text: &str| read(text).map(|_| ()).unwrap_err();
        assert_eq!(told("1ba\n<html>\n"), BadLine { at: 4, why: "<html> is no pattern: \"<\" stands in it".into() });
        assert_eq!(told("% nothing\n"), BadLine { at: 0, why: "it has no patterns".into() });
        assert_eq!(told("1ba\n\n123\n").at, 5);
    }
}
