//! Inline marks: `*italic*`, `**bold**`, `[text](address)`, in one pass however hostile the text is.
use std::ops::Range;

use super::clean::Oddities;
use super::{Rich, Span, SpanKind};

/// Signs by which the Markdown reader says exactly where a mark stands: noncharacters, which no text holds.
pub mod sign {
    /// Italic begins.
    pub const ITALIC: char = '\u{fdd0}';
    pub const ITALIC_END: char = '\u{fdd1}';
    /// Bold begins.
    pub const BOLD: char = '\u{fdd2}';
    pub const BOLD_END: char = '\u{fdd3}';
    /// A link's words begin.
    pub const LINK: char = '\u{fdd4}';
    /// The words end, the address begins.
    pub const ADDRESS: char = '\u{fdd5}';
    /// The address ends.
    pub const LINK_END: char = '\u{fdd6}';
}

/// A cleaned text with its marks read; a backslash takes a sign as it is.
pub(super) fn marked(cleaned: &str, oddities: &mut Oddities) -> Rich {
    Marker::new(cleaned, oddities).read()
}

/// The text without the signs of the Markdown reader.
pub(super) fn without_signs(text: &str) -> String {
    text.chars().filter(|c| !(sign::ITALIC..=sign::LINK_END).contains(c)).collect()
}

/// Addresses longer than this are none.
const LONGEST_ADDRESS: usize = 2_048;

/// A mark that may yet find its end.
struct Opener {
    kind: SpanKind,
    /// Bytes of the text where it stands, in case it finds none.
    range: Range<usize>,
}

/// Finds the marks in one pass: openers wait on a stack, an end takes the topmost of its kind, what was above it stays as typed.
struct Marker<'a> {
    source: &'a str,
    oddities: &'a mut Oddities,
    /// The text with its marks.
    text: String,
    openers: Vec<Opener>,
    /// Openers of each kind, so that an end without one costs nothing.
    waiting: [usize; 2],
    /// Brackets that may begin a link: where they stand, and how many openers there were.
    brackets: Vec<(usize, usize)>,
    /// Bytes of `text` that turned out to be marks, to be taken out.
    taken: Vec<Range<usize>>,
    spans: Vec<Span>,
    signs: Vec<(char, usize)>,
}

/// Stars of a mark: its length, and its place in [`Marker::waiting`] plus one.
fn stars_of(kind: &SpanKind) -> usize {
    if *kind == SpanKind::Bold { 2 } else { 1 }
}

impl<'a> Marker<'a> {
    /// A text to be read; its addresses that are no links are counted.
    fn new(source: &'a str, oddities: &'a mut Oddities) -> Marker<'a> {
        let (openers, brackets, taken, spans, signs) = Default::default();
        Marker { source, oddities, text: String::with_capacity(source.len()), openers, waiting: [0, 0], brackets, taken, spans, signs }
    }

    fn read(mut self) -> Rich {
        let mut at = 0;
        while let Some(character) = self.source[at..].chars().next() {
            let rest = &self.source[at..];
            at += match character {
                '\\' => self.escape(rest),
                '*' => self.stars(rest),
                '[' => {
                    self.brackets.push((self.text.len(), self.openers.len()));
                    self.keep(character)
                }
                ']' => self.bracket(rest),
                sign::ITALIC..=sign::LINK_END => self.sign(character, rest),
                _ => {
                    // Most of a text is no mark: take it in one piece.
                    let end = rest.find(|c| matches!(c, '\\' | '*' | '[' | ']' | sign::ITALIC..=sign::LINK_END)).unwrap_or(rest.len());
                    self.text.push_str(&rest[..end]);
                    end
                }
            };
        }
        self.finish()
    }

    fn keep(&mut self, character: char) -> usize {
        self.text.push(character);
        character.len_utf8()
    }

    fn escape(&mut self, rest: &str) -> usize {
        match rest[1..].chars().next().filter(char::is_ascii_punctuation) {
            Some(escaped) => 1 + self.keep(escaped),
            None => self.keep('\\'),
        }
    }

    fn stars(&mut self, rest: &str) -> usize {
        const LONGEST_RUN: usize = 3;
        let run = rest.bytes().take_while(|b| *b == b'*').count();
        let start = self.text.len();
        let before = self.text.chars().next_back();
        let after = rest[run..].chars().next();
        self.text.push_str(&rest[..run]);
        if run > LONGEST_RUN {
            return run;
        }
        let mut used = 0;
        // "5*3" ends nothing, but a Korean particle may follow an end at once.
        if before.is_some_and(|c| !c.is_whitespace()) && !after.is_some_and(|c| c.is_ascii_digit()) {
            while let Some(kind) = self.ending(run - used) {
                let length = stars_of(&kind);
                self.close(kind, start + used..start + used + length);
                used += length;
            }
        }
        let opens = after.is_some_and(|c| !c.is_whitespace()) && !before.is_some_and(char::is_alphanumeric);
        while opens && used < run {
            let kind = if run - used >= 2 { SpanKind::Bold } else { SpanKind::Italic };
            let length = stars_of(&kind);
            self.waiting[length - 1] += 1;
            self.openers.push(Opener { kind, range: start + used..start + used + length });
            used += length;
        }
        run
    }

    /// What so many stars can end.
    fn ending(&self, stars: usize) -> Option<SpanKind> {
        let [italics, bolds] = self.waiting;
        let bold_is_top = self.openers.last().is_some_and(|opener| opener.kind == SpanKind::Bold);
        match stars {
            0 => None,
            1 => (italics > 0).then_some(SpanKind::Italic),
            2 if bolds > 0 => Some(SpanKind::Bold),
            _ if bolds > 0 && bold_is_top => Some(SpanKind::Bold),
            _ => (italics > 0).then_some(SpanKind::Italic),
        }
    }

    /// Ends the topmost mark of a kind; there is one.
    fn close(&mut self, kind: SpanKind, end: Range<usize>) {
        while let Some(opener) = self.openers.pop() {
            self.waiting[stars_of(&opener.kind) - 1] -= 1;
            if opener.kind == kind {
                // A link may not begin inside the mark and end outside.
                while self.brackets.last().is_some_and(|(_, openers)| *openers > self.openers.len()) {
                    self.brackets.pop();
                }
                self.spans.push(Span { range: opener.range.end..end.start, kind });
                self.taken.extend([opener.range, end]);
                return;
            }
        }
    }

    /// A closing bracket: the end of a link's words where an address follows.
    fn bracket(&mut self, rest: &str) -> usize {
        let Some((start, openers)) = self.brackets.pop() else { return self.keep(']') };
        let Some(address) = address(&rest[1..]).filter(|_| start + 1 < self.text.len()) else { return self.keep(']') };
        for opener in self.openers.drain(openers.min(self.openers.len())..) {
            self.waiting[stars_of(&opener.kind) - 1] -= 1;
        }
        // Links do not nest.
        self.brackets.clear();
        self.link(start + 1..self.text.len(), address);
        self.taken.push(start..start + 1);
        // The bracket and the address in its parentheses.
        const SIGNS: usize = 3;
        address.len() + SIGNS
    }

    fn link(&mut self, range: Range<usize>, address: &str) {
        if range.is_empty() {
        } else if is_safe(address) {
            self.spans.push(Span { range, kind: SpanKind::Link(address.into()) });
        } else {
            self.oddities.addresses.push(address.to_string());
        }
    }

    /// A mark that the Markdown reader set.
    fn sign(&mut self, character: char, rest: &str) -> usize {
        let length = character.len_utf8();
        let here = self.text.len();
        let kind = match character {
            sign::ITALIC_END => SpanKind::Italic,
            sign::BOLD_END => SpanKind::Bold,
            sign::ADDRESS => {
                let end = rest.find(sign::LINK_END).unwrap_or(rest.len());
                if let Some((_, start)) = self.signs.pop() {
                    self.link(start..here, &rest[length..end]);
                }
                return end;
            }
            sign::LINK_END => return length,
            _ => {
                self.signs.push((character, here));
                return length;
            }
        };
        if let Some((_, start)) = self.signs.pop().filter(|(_, start)| *start < here) {
            self.spans.push(Span { range: start..here, kind });
        }
        length
    }

    /// The text without its marks, the spans at their places in it.
    fn finish(mut self) -> Rich {
        self.taken.sort_by_key(|range| range.start);
        let mut text = String::with_capacity(self.text.len());
        let mut from = 0;
        for range in &self.taken {
            text.push_str(&self.text[from..range.start]);
            from = range.end;
        }
        text.push_str(&self.text[from..]);
        // Bytes taken out up to the end of each mark.
        let mut cut = 0;
        let cuts: Vec<(usize, usize)> = self
            .taken
            .iter()
            .map(|range| {
                cut += range.len();
                (range.end, cut)
            })
            .collect();
        let place = |byte: usize| {
            let passed = cuts.partition_point(|(end, _)| *end <= byte);
            byte - passed.checked_sub(1).map_or(0, |i| cuts[i].1)
        };
        let spans = self.spans.into_iter().map(|span| Span { range: place(span.range.start)..place(span.range.end), kind: span.kind });
        let mut spans: Vec<Span> = spans.filter(|span| !span.range.is_empty()).collect();
        // Of two on the same stretch the inner one was ended first.
        spans.reverse();
        spans.sort_by_key(|span| (span.range.start, std::cmp::Reverse(span.range.end)));
        Rich { text, spans }
    }
}

/// The address in the parentheses at the start of a text; pairs of parentheses inside belong to it.
fn address(text: &str) -> Option<&str> {
    let inside = text.strip_prefix('(')?;
    let mut depth = 0;
    for (at, character) in inside.char_indices() {
        match character {
            '(' => depth += 1,
            ')' if depth == 0 => return (at > 0).then_some(&inside[..at]),
            ')' => depth -= 1,
            c if c.is_whitespace() || c == '[' || at > LONGEST_ADDRESS => return None,
            _ => {}
        }
    }
    None
}

/// Addresses that a reader may be led to: a page of the web, a mailbox or a telephone.
fn is_safe(address: &str) -> bool {
    const SCHEMES: [&str; 4] = ["https://", "http://", "mailto:", "tel:"];
    let starts = |scheme: &str| address.get(..scheme.len()).is_some_and(|head| head.eq_ignore_ascii_case(scheme));
    SCHEMES.iter().any(|scheme| starts(scheme)) && address.len() <= LONGEST_ADDRESS
}
