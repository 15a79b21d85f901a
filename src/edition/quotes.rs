//! Typed quotes, dashes and dots to the signs that are printed.
use super::{Rich, Span};

/// Typed quotes and dashes become real ones; spans move along.
pub(super) fn typographic(rich: Rich) -> Rich {
    let source: Vec<(usize, char)> = rich.text.char_indices().collect();
    let mut setter = QuoteSetter { source: &source, out: String::with_capacity(rich.text.len() + rich.text.len() / 16), open: 0 };
    let mut moved = vec![0; rich.text.len() + 1];
    let mut at = 0;
    while at < source.len() {
        let start = setter.out.len();
        let taken = setter.set(at);
        for (i, (byte, _)) in source[at..at + taken].iter().enumerate() {
            moved[*byte] = if i == 0 { start } else { setter.out.len() };
        }
        at += taken;
    }
    moved[rich.text.len()] = setter.out.len();
    let spans = rich.spans.into_iter().map(|span| Span { range: moved[span.range.start]..moved[span.range.end], kind: span.kind });
    Rich { spans: spans.collect(), text: setter.out }
}

/// Sets real quotes, dashes and dots, sign by sign.
struct QuoteSetter<'a> {
    source: &'a [(usize, char)],
    out: String,
    /// Double quotes that are open.
    open: usize,
}

impl QuoteSetter<'_> {
    fn at(&self, place: usize) -> Option<char> {
        self.source.get(place).map(|(_, c)| *c)
    }

    /// Signs alike from a place on.
    fn run(&self, place: usize, sign: char) -> usize {
        self.source[place..].iter().take_while(|(_, c)| *c == sign).count()
    }

    /// Sets the sign at a place; tells how many were taken.
    fn set(&mut self, place: usize) -> usize {
        const ELLIPSIS: usize = 3;
        let (_, character) = self.source[place];
        match character {
            '"' => self.double(place),
            '\'' => self.single(place),
            // Two or three make a dash; more are a rule that someone drew.
            '-' if self.run(place, '-') > 1 => {
                let run = self.run(place, '-');
                self.out.push_str(&if run <= ELLIPSIS { "—".to_string() } else { "-".repeat(run) });
                return run;
            }
            '.' if self.run(place, '.') >= ELLIPSIS => {
                // A fourth dot ends the sentence; more lead to a figure in a list.
                let run = self.run(place, '.');
                self.out.push_str(&if run <= ELLIPSIS + 1 { format!("…{}", ".".repeat(run - ELLIPSIS)) } else { ".".repeat(run) });
                return run;
            }
            '“' => {
                self.open += 1;
                self.out.push(character);
            }
            '”' => {
                self.open = self.open.saturating_sub(1);
                self.out.push(character);
            }
            other => self.out.push(other),
        }
        1
    }

    /// An opening quote stands here: at a word's head, and with something after it.
    fn opens(&self, place: usize) -> bool {
        let after = self.at(place + 1);
        let ends = after.is_none_or(|c| c.is_whitespace() || matches!(c, '.' | ',' | ';' | ':' | '!' | '?' | ')' | ']' | '}' | '”' | '’'));
        match self.out.chars().next_back() {
            None => true,
            Some(c) if c.is_whitespace() => !ends || self.open == 0,
            Some('(' | '[' | '{' | '“' | '‘') => true,
            Some('—' | '–' | '-' | '/' | '=') => !ends,
            Some(_) => false,
        }
    }

    fn double(&mut self, place: usize) {
        let before = self.out.chars().next_back();
        let after = self.at(place + 1);
        let measure = before.is_some_and(|c| c.is_ascii_digit()) && !after.is_some_and(char::is_alphanumeric);
        if measure && (self.open == 0 || self.after_feet()) {
            self.out.push('″');
        } else if self.opens(place) {
            self.open += 1;
            self.out.push('“');
        } else {
            self.open = self.open.saturating_sub(1);
            self.out.push('”');
        }
    }

    /// The figures just set follow a sign for feet: 6′2
    fn after_feet(&self) -> bool {
        let head = self.out.trim_end_matches(|c: char| c.is_ascii_digit());
        head.len() < self.out.len() && head.trim_end().ends_with('′')
    }

    fn single(&mut self, place: usize) {
        let sign = if self.feet(place) {
            '′'
        } else if self.opens(place) && !self.elided(place) && self.at(place + 1).is_some_and(|c| !c.is_whitespace()) {
            '‘'
        } else {
            '’'
        };
        self.out.push(sign);
    }

    /// Feet where inches follow: 6'2" and 6' 2".
    fn feet(&self, place: usize) -> bool {
        const MOST_DIGITS: usize = 2;
        let digit = |c: Option<char>| c.is_some_and(|c| c.is_ascii_digit());
        let start = place + 1 + usize::from(self.at(place + 1) == Some(' '));
        let figures = (0..MOST_DIGITS).take_while(|i| digit(self.at(start + i))).count();
        digit(self.out.chars().next_back()) && figures > 0 && self.at(start + figures) == Some('"')
    }

    /// An apostrophe at a word's head: ’90s, ’tis.
    fn elided(&self, place: usize) -> bool {
        const WORDS: [&str; 9] = ["tis", "twas", "twere", "twill", "em", "til", "n", "cause", "bout"];
        const LONGEST: usize = 6;
        let figures = self.source[place + 1..].iter().take(LONGEST).take_while(|(_, c)| c.is_ascii_digit()).count();
        if figures == "90".len() {
            return true;
        }
        let rest = &self.source[(place + 1).min(self.source.len())..];
        let word: String = rest.iter().take(LONGEST).map(|(_, c)| *c).take_while(|c| c.is_alphabetic()).collect();
        // Words that are also whole words are elided only in lower case and without a quote that ends after them.
        let whole = matches!(word.to_lowercase().as_str(), "em" | "n" | "til" | "cause" | "bout");
        let closes = self.at(place + 1 + word.chars().count()) == Some('\'') && word != "n";
        WORDS.contains(&word.to_lowercase().as_str()) && !(whole && (closes || word.starts_with(char::is_uppercase)))
    }
}
