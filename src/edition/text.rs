//! Text as typed to text as printed: inline marks, real quotes and dashes, and no signs that no page shows.
use std::ops::Range;

use super::{Rich, Span, SpanKind, addresses};

/// What a text held that is not printed.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Oddities {
    /// Control, zero-width and direction signs that were left out.
    pub hidden: usize,
    /// Addresses that are no links for a newspaper; their words stand.
    pub addresses: Vec<String>,
}

/// Signs by which the Markdown reader says exactly where a mark stands: noncharacters, which no text holds.
pub mod sign {
    /// Italic begins.
    pub const ITALIC: char = '\u{fdd0}';
    /// Italic ends.
    pub const ITALIC_END: char = '\u{fdd1}';
    /// Bold begins.
    pub const BOLD: char = '\u{fdd2}';
    /// Bold ends.
    pub const BOLD_END: char = '\u{fdd3}';
    /// A link's words begin.
    pub const LINK: char = '\u{fdd4}';
    /// The words end, the address begins.
    pub const ADDRESS: char = '\u{fdd5}';
    /// The address ends.
    pub const LINK_END: char = '\u{fdd6}';
}

/// Reads `*italic*`, `**bold**`, `[text](address)` and addresses that stand alone; a backslash takes a sign as it is.
pub fn rich(source: &str, oddities: &mut Oddities) -> Rich {
    let cleaned = clean(source, oddities);
    let mut read = Marker::new(&cleaned, oddities).read();
    addresses::link(&mut read);
    typographic(read)
}

/// Text without marks, with real quotes and dashes.
pub fn plain(source: &str, oddities: &mut Oddities) -> String {
    typographic(Rich::plain(without_signs(&clean(source, oddities)))).text
}

/// Text that a picture brings: no marks, and whatever is odd in it is nobody's fault.
pub fn from_picture(source: &str) -> Rich {
    Rich::plain(plain(source, &mut Oddities::default()))
}

fn without_signs(text: &str) -> String {
    text.chars().filter(|c| !(sign::ITALIC..=sign::LINK_END).contains(c)).collect()
}

/// White space to single spaces; signs that no page shows taken out.
pub fn clean(source: &str, oddities: &mut Oddities) -> String {
    let mut out = String::with_capacity(source.len());
    for character in source.chars() {
        match character {
            '\u{a0}' | '\u{2007}' => out.push('\u{a0}'),
            // Thin spaces are set as they are.
            '\u{2009}' | '\u{202f}' => out.push(character),
            c if c.is_whitespace() => {
                if !out.ends_with(' ') {
                    out.push(' ');
                }
            }
            c if is_hidden(c) => oddities.hidden += 1,
            c => out.push(c),
        }
    }
    let kept = out.trim_matches([' ', '\u{a0}']);
    if kept.len() == out.len() { out } else { kept.to_string() }
}

/// Signs that are not seen and may deceive. The joiners of emoji and Indic scripts and the soft hyphen are none of them.
fn is_hidden(character: char) -> bool {
    const INVISIBLE: [Range<u32>; 9] = [
        0x200b..0x200c,   // zero-width space
        0x200e..0x2010,   // direction marks
        0x202a..0x202f,   // direction embeddings
        0x2060..0x2070,   // word joiner, isolates
        0xfeff..0xff00,   // byte order mark
        0xfff9..0xfffc,   // interlinear annotations
        0xfdd7..0xfdf0,   // noncharacters, less those of `sign`
        0xfffe..0x10000,  // noncharacters
        0xe0000..0xe0080, // tags
    ];
    let code = u32::from(character);
    // The last two of every plane are noncharacters.
    character.is_control() || INVISIBLE.iter().any(|range| range.contains(&code)) || code & 0xfffe == 0xfffe
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

/// Typed quotes and dashes become real ones; spans move along.
fn typographic(rich: Rich) -> Rich {
    let source: Vec<(usize, char)> = rich.text.char_indices().collect();
    let mut setter = Setter { source: &source, out: String::with_capacity(rich.text.len() + rich.text.len() / 16), open: 0 };
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
struct Setter<'a> {
    source: &'a [(usize, char)],
    out: String,
    /// Double quotes that are open.
    open: usize,
}

impl Setter<'_> {
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

#[cfg(test)]
mod tests {
    use super::*;

    fn check(source: &str, expected: &str) {
        let rich = rich(source, &mut Oddities::default());
        let mut shown = String::new();
        for at in 0..=rich.text.len() {
            for span in rich.spans.iter().rev().filter(|span| span.range.end == at) {
                shown.push_str(tag(&span.kind, true));
            }
            for span in rich.spans.iter().filter(|span| span.range.start == at) {
                shown.push_str(tag(&span.kind, false));
            }
            shown.extend(rich.text.get(at..).and_then(|rest| rest.chars().next()));
        }
        assert_eq!(shown, expected, "{source}");
    }

    fn tag(kind: &SpanKind, end: bool) -> &'static str {
        match (kind, end) {
            (SpanKind::Italic, false) => "<i>",
            (SpanKind::Italic, true) => "</i>",
            (SpanKind::Bold, false) => "<b>",
            (SpanKind::Bold, true) => "</b>",
            (SpanKind::Link(_), false) => "<a>",
            (SpanKind::Link(_), true) => "</a>",
        }
    }

    #[test]
    fn inline_marks() {
        check("A *small* and **great** [day](https://x.y).", "A <i>small</i> and <b>great</b> <a>day</a>.");
        check("**bold with *italic* inside**", "<b>bold with <i>italic</i> inside</b>");
        check("*italic with **bold** inside*", "<i>italic with <b>bold</b> inside</i>");
        check("***both***, ***bold* more**", "<b><i>both</i></b>, <b><i>bold</i> more</b>");
        check("[a *b* c](https://x.y/d_(e))f", "<a>a <i>b</i> c</a>f");
        check("*see [this](https://x.y)*", "<i>see <a>this</a></i>");
        check("\"*강조*는 **부산**에서\"", "“<i>강조</i>는 <b>부산</b>에서”");
    }

    #[test]
    fn what_is_no_mark_stays() {
        check("3 * 4 * 5, snake_case_name, a*b, 5*3*2, __x__", "3 * 4 * 5, snake_case_name, a*b, 5*3*2, __x__");
        check(r"\*not italic\* \[x\](y) a\b C:\\d", r"*not italic* [x](y) a\b C:\d");
        check("[not a link] (x) [] [](https://x.y) [x](y z)", "[not a link] (x) [] [](https://x.y) [x](y z)");
        check("an *open mark, a close* one*", "an <i>open mark, a close</i> one*");
        check("**a *b** c*", "<b>a *b</b> c*");
        check("**** *** ** *", "**** *** ** *");
        check("*a [b* c](https://x.y)", "<i>a [b</i> c](https://x.y)");
        check("[unsafe](javascript:alert(1))", "unsafe");
    }

    #[test]
    fn signs_of_the_markdown_reader() {
        check(
            "un\u{fdd0}frigg\u{fdd1}ing \u{fdd4}a \u{fdd2}b\u{fdd3}\u{fdd5}https://x.y/) z\u{fdd6}.",
            "un<i>frigg</i>ing <a>a <b>b</b></a>.",
        );
        check("\u{fdd1}\u{fdd6}a\u{fdd4}b\u{fdd5}", "ab");
        assert_eq!(plain("\u{fdd0}a\u{fdd1}", &mut Oddities::default()), "a");
    }

    #[test]
    fn real_quotes() {
        check("\"We don't 'wait',\" he said", "“We don’t ‘wait’,” he said");
        check("\"'Inside,' she said.\" (\"so\") [\"so\"]", "“‘Inside,’ she said.” (“so”) [“so”]");
        check(
            "the '90s, the 1990s', 'tis, rock 'n' roll, '2019 plan', tell 'em",
            "the ’90s, the 1990s’, ’tis, rock ’n’ roll, ‘2019 plan’, tell ’em",
        );
        check("'Em' is a measure; 'Cause' a word", "‘Em’ is a measure; ‘Cause’ a word");
        check("\"Wait--\" he said--\"now\"", "“Wait—” he said—“now”");
        check("*\"Quoted\"*... **'x'**", "<i>“Quoted”</i>… <b>‘x’</b>");
        check("the players' vote; O'Brien's; \"the boss's\"", "the players’ vote; O’Brien’s; “the boss’s”");
        check("\"", "“");
    }

    #[test]
    fn feet_and_inches() {
        check("He is 6'2\" tall, 6' 2\", and a 12\" pipe", "He is 6′2″ tall, 6′ 2″, and a 12″ pipe");
        check("\"It ended in 2019\" and \"he is 6'2\"\"", "“It ended in 2019” and “he is 6′2″”");
    }

    #[test]
    fn dashes_and_dots() {
        check(
            "he said -- twice --- or so; 2019-12-24, 10-20, 02-555-1234, ----",
            "he said — twice — or so; 2019-12-24, 10-20, 02-555-1234, ----",
        );
        check("wait... then.... Total ........ 5..", "wait… then…. Total ........ 5..");
    }

    #[test]
    fn hidden_signs_are_taken_out_and_counted() {
        let mut oddities = Oddities::default();
        assert_eq!(clean(" a\u{202e}b\u{0}c\n\t d\u{200b}e\u{a0} ", &mut oddities), "abc de");
        assert_eq!(oddities.hidden, 3);
        let family = "👨\u{200d}👩 co\u{ad}op";
        assert_eq!(clean(family, &mut oddities), family);
        rich("[x](file:///etc/passwd)", &mut oddities);
        assert_eq!(oddities.addresses, ["file:///etc/passwd"]);
    }

    #[test]
    fn hostile_texts_end_soon() {
        for text in ["*a **a ", "[", "[a](", "**a *", "]", "*a* [*", "\"'", "[a](b"] {
            rich(&text.repeat(30_000), &mut Oddities::default());
        }
    }
}
