//! A line of text with its marks: what HTML says with elements, written as an article writes it.
use crate::edition::clean::Oddities;
use crate::edition::{Lang, text};

/// How a stretch of text is marked.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Marks {
    pub italic: bool,
    pub bold: bool,
    /// The address it leads to.
    pub link: Option<String>,
}

/// Text in stretches of the same marks each; white space is folded as it comes in.
#[derive(Clone, Debug, Default)]
pub struct MarkedLine {
    runs: Vec<(String, Marks)>,
}

impl MarkedLine {
    /// Adds text; white space of any length is one space, and none at the start.
    pub fn push(&mut self, part: &str, marks: &Marks) {
        let mut text = String::with_capacity(part.len());
        let mut spaced = self.runs.last().is_none_or(|(text, _)| text.ends_with(' '));
        for character in part.chars() {
            // No-break spaces stay: they are typed on purpose.
            let is_space = character.is_whitespace() && !matches!(character, '\u{a0}' | '\u{202f}' | '\u{2007}');
            if !is_space {
                text.push(character);
            } else if !spaced {
                text.push(' ');
            }
            spaced = is_space;
        }
        match self.runs.last_mut() {
            _ if text.is_empty() => {}
            Some((last, same)) if same == marks => last.push_str(&text),
            _ => self.runs.push((text, marks.clone())),
        }
    }

    /// Goes on with another line after a space.
    pub fn join(&mut self, other: MarkedLine) {
        if !self.is_empty() {
            self.push(" ", &Marks::default());
        }
        other.runs.iter().for_each(|(text, marks)| self.push(text, marks));
    }

    /// Takes white space off the end.
    pub fn trim_end(&mut self) {
        while let Some((text, _)) = self.runs.last_mut() {
            text.truncate(text.trim_end().len());
            if !text.is_empty() {
                return;
            }
            self.runs.pop();
        }
    }

    /// Its signs, from the last.
    pub fn backwards(&self) -> impl Iterator<Item = char> {
        self.runs.iter().rev().flat_map(|(text, _)| text.chars().rev())
    }

    /// Its last sign.
    pub fn last(&self) -> Option<char> {
        self.backwards().next()
    }

    /// The text without marks.
    pub fn plain(&self) -> String {
        self.runs.iter().map(|(text, _)| text.as_str()).collect::<String>().trim().to_string()
    }

    /// True where nothing would be printed.
    pub fn is_empty(&self) -> bool {
        self.runs.iter().all(|(text, _)| text.chars().all(|c| c.is_whitespace() || matches!(c, '\u{200b}' | '\u{feff}')))
    }

    /// True where all of it is bold.
    pub fn is_bold(&self) -> bool {
        !self.is_empty() && self.runs.iter().all(|(text, marks)| marks.bold || text.trim().is_empty())
    }

    /// The text as an article writes it. Where marks would be read otherwise than they were meant, they are left out.
    pub fn marked(&self) -> String {
        let plain = escape(&self.plain());
        let marked = self.runs.iter().map(|(text, marks)| mark(text, marks)).collect::<String>().trim().to_string();
        let read = |source: &str| text::rich(source, Lang::default(), &mut Oddities::default()).text;
        if marked == plain || read(&marked) == read(&plain) { marked } else { plain }
    }
}

/// Signs that an article would read as marks are taken as they are.
pub fn escape(text: &str) -> String {
    let links = text.contains("](");
    let mut out = String::with_capacity(text.len());
    for character in text.chars() {
        if matches!(character, '*' | '\\') || links && matches!(character, '[' | ']') {
            out.push('\\');
        }
        out.push(character);
    }
    out
}

/// "Busan, South Korea" as a dateline: the town in capitals.
pub fn capitals(place: &str) -> String {
    match place.split_once(',') {
        Some((town, rest)) => format!("{},{rest}", town.to_uppercase()),
        None => place.to_uppercase(),
    }
}

/// A stretch between its marks; white space at its ends stands outside them.
fn mark(text: &str, marks: &Marks) -> String {
    let inner = text.trim();
    let start = text.len() - text.trim_start().len();
    let (head, tail) = (&text[..start], &text[start + inner.len()..]);
    if inner.is_empty() {
        return text.to_string();
    }
    let stars = match (marks.italic, marks.bold) {
        (false, false) => "",
        (true, false) => "*",
        (false, true) => "**",
        (true, true) => "***",
    };
    let mut out = format!("{stars}{}{stars}", escape(inner));
    if let Some(address) = marks.link.as_deref().filter(|address| is_address(address)) {
        out = format!("[{out}]({address})");
    }
    format!("{head}{out}{tail}")
}

/// Addresses that a newspaper links to; others' words stand without them.
fn is_address(address: &str) -> bool {
    let known = ["https://", "http://", "mailto:", "tel:"].iter().any(|scheme| address.starts_with(scheme));
    known && !address.contains(|c: char| c.is_whitespace() || matches!(c, '(' | ')' | '[' | ']' | '*' | '\\'))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(parts: &[(&str, &str)], expected: &str) {
        let mut line = MarkedLine::default();
        for (text, style) in parts {
            let link = style.strip_prefix("l:").map(str::to_string);
            line.push(text, &Marks { italic: style.starts_with('i'), bold: style.ends_with('b'), link });
        }
        assert_eq!(line.marked(), expected);
    }

    #[test]
    fn marks_are_written_where_they_are_read() {
        check(&[("a ", ""), (" b\n", "i"), ("c", "")], "a *b* c");
        check(&[("a", ""), ("b", "i"), ("c", "")], "abc");
        check(&[("5*3 [x] ", ""), ("y", "b")], "5\\*3 [x] **y**");
        check(&[("x", "l:https://e.com/a"), (" y", "ib")], "[x](https://e.com/a) ***y***");
        check(&[("x", "l:javascript:alert(1)")], "x");
        check(&[("a](b", "")], "a\\](b");
        check(&[("  ", ""), ("\u{a0}", "")], "");
    }
}
