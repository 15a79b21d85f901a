//! How a diagnostic is shown: as text for people in the manner of rustc, and as one JSON object for programs.
use unicode_width::UnicodeWidthChar;

use super::{Diagnostic, Place, Severity, Source};

/// Whether the text may hold the terminal's colour signs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Colour {
    /// Plain text.
    Never,
    /// With ANSI colours.
    Always,
}

/// Cells of a source line that are shown; longer lines are cut about the fault.
const LINE_CELLS: usize = 100;
/// Cells kept before the fault where a long line is cut.
const LEAD_CELLS: usize = 30;

const BOLD: &str = "\x1b[1m";
const RED: &str = "\x1b[1;31m";
const YELLOW: &str = "\x1b[1;33m";
const GREEN: &str = "\x1b[1;32m";
const BLUE: &str = "\x1b[1;34m";
const RESET: &str = "\x1b[0m";

/// A diagnostic as text for people; it ends with a line break.
pub fn render(diagnostic: &Diagnostic, colour: Colour) -> String {
    let paint = |text: &str, sign: &str| match colour {
        Colour::Always => format!("{sign}{text}{RESET}"),
        Colour::Never => text.to_string(),
    };
    let tone = match diagnostic.severity {
        Severity::Fault | Severity::Refusal | Severity::Error => RED,
        Severity::Warning => YELLOW,
        Severity::Note => GREEN,
    };
    let head = paint(&format!("{}[{}]", diagnostic.severity.name(), diagnostic.code), tone);
    let mut out = format!("{head}{}\n", paint(&format!(": {}", printable(&diagnostic.message)), BOLD));
    if let Some(source) = &diagnostic.source {
        let path = printable(&source.file.path);
        if source.file.text.is_empty() {
            out.push_str(&format!("  {} {path}\n", paint("-->", BLUE)));
        } else {
            let (line, column) = source.line_column();
            let gutter = line.to_string();
            let blank = " ".repeat(gutter.len());
            let bar = paint("|", BLUE);
            let (shown, before, marked) = excerpt(source, line, column);
            out.push_str(&format!("{blank} {} {path}:{line}:{column}\n", paint("-->", BLUE)));
            out.push_str(&format!("{blank} {bar}\n{} {bar} {shown}\n", paint(&gutter, BLUE)));
            out.push_str(&format!("{blank} {bar} {}{}\n", " ".repeat(before), paint(&"^".repeat(marked), tone)));
        }
    }
    let at = diagnostic.place.as_ref().map(shown_place).unwrap_or_default();
    for (label, text) in [("at", &at), ("did", &diagnostic.did), ("help", &diagnostic.help)] {
        if !text.is_empty() {
            out.push_str(&format!("  {} {label}: {}\n", paint("=", BLUE), printable(text)));
        }
    }
    out
}

/// `page A3, 120 pt from the left and 340 pt from the top`
fn shown_place(place: &Place) -> String {
    let whole = |thousandths: i32| (thousandths + 500).div_euclid(1000);
    format!("page {}, {} pt from the left and {} pt from the top", place.page, whole(place.frame[0]), whole(place.frame[1]))
}

/// The source line, cut where it is long; cells before the fault; cells of the fault on this line, at least one.
fn excerpt(source: &Source, line: usize, column: usize) -> (String, usize, usize) {
    let text = &source.file.text;
    let content = text.split('\n').nth(line - 1).unwrap_or("").trim_end_matches('\r');
    let characters: Vec<char> = content.chars().map(visible).collect();
    let column = (column - 1).min(characters.len());
    let start = source.range.start.min(text.len());
    let inside = text.get(start..source.range.end.clamp(start, text.len())).unwrap_or("");
    let count = inside.split('\n').next().unwrap_or("").trim_end().chars().count().max(1);
    let width = |part: &[char]| part.iter().map(|c| cells(*c)).sum::<usize>();
    let mut first = 0;
    if width(&characters) > LINE_CELLS {
        let mut room = LEAD_CELLS;
        first = column;
        while first > 0 && cells(characters[first - 1]) <= room {
            room -= cells(characters[first - 1]);
            first -= 1;
        }
    }
    let mut room = LINE_CELLS;
    let mut last = first;
    while last < characters.len() && cells(characters[last]) <= room {
        room -= cells(characters[last]);
        last += 1;
    }
    let cut = |is_cut: bool| if is_cut { "…" } else { "" };
    let (head, tail) = (cut(first > 0), cut(last < characters.len()));
    let shown: String = characters[first..last].iter().collect();
    let before = head.chars().count() + width(&characters[first..column]);
    let marked = width(&characters[column..(column + count).min(last).max(column)]).max(1);
    (format!("{head}{shown}{tail}").trim_end().to_string(), before, marked)
}

/// A terminal must not be steered by what stands in a file.
fn printable(text: &str) -> String {
    text.chars().map(visible).collect()
}

fn visible(character: char) -> char {
    match character {
        '\t' | '\n' | '\r' => ' ',
        '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{2069}' | '\u{feff}' | '\u{e0000}'..='\u{e007f}' => '\u{fffd}',
        c if c.is_control() => '\u{fffd}',
        c => c,
    }
}

/// Cells of a terminal that a character takes: Hangul, Chinese and emoji two, marks that combine none.
fn cells(character: char) -> usize {
    character.width().unwrap_or(0)
}

/// A diagnostic for programs: one JSON object, a line of `--message-format json`.
pub fn to_json(diagnostic: &Diagnostic) -> serde_json::Value {
    let source = diagnostic.source.as_ref();
    let place = source.filter(|source| !source.file.text.is_empty()).map(Source::line_column);
    let frame = |place: &Place| place.frame.map(|side| f64::from(side) / 1000.0);
    let on_page = diagnostic.place.as_ref();
    serde_json::json!({
        "page": on_page.map(|place| place.page.as_str()),
        "story": on_page.and_then(|place| place.story.as_deref()),
        "ad": on_page.and_then(|place| place.ad.as_deref()),
        "frame": on_page.map(frame),
        "severity": diagnostic.severity.name(),
        "code": diagnostic.code.0,
        "file": source.map(|source| source.file.path.as_str()),
        "line": place.map(|(line, _)| line),
        "column": place.map(|(_, column)| column),
        "message": diagnostic.message,
        "did": diagnostic.did,
        "help": diagnostic.help,
    })
}

#[cfg(test)]
mod tests {
    use std::ops::Range;
    use std::sync::Arc;

    use super::*;
    use crate::diag::{Diagnostics, SourceFile};

    fn told(text: &str, range: Range<usize>) -> Diagnostic {
        let file = Arc::new(SourceFile { path: "edition.toml".into(), text: text.into() });
        let mut diags = Diagnostics::default();
        diags.error("wrong-type", Some(Source { file, range }), "date should be a date").help("write one").clone()
    }

    fn check(text: &str, range: Range<usize>, expected: &str) {
        let head = "error[wrong-type]: date should be a date\n";
        assert_eq!(render(&told(text, range), Colour::Never), format!("{head}{expected}  = help: write one\n"));
    }

    #[test]
    fn the_source_line_is_shown() {
        check("title = \"x\"\ndate = 5\n", 19..20, "  --> edition.toml:2:8\n  |\n2 | date = 5\n  |        ^\n");
        check("", 0..0, "  --> edition.toml\n");
        check("a = \"한글\" x", 13..14, "  --> edition.toml:1:10\n  |\n1 | a = \"한글\" x\n  |            ^\n");
        check("a = [\n1,\n", 4..8, "  --> edition.toml:1:5\n  |\n1 | a = [\n  |     ^\n");
        check("a\n", 2..2, "  --> edition.toml:2:1\n  |\n2 | \n  | ^\n");
        check("\u{1b}[2J = 1", 0..1, "  --> edition.toml:1:1\n  |\n1 | \u{fffd}[2J = 1\n  | ^\n");
    }

    #[test]
    fn long_lines_are_cut_about_the_fault() {
        let shown = render(&told(&"x".repeat(100_000), 50_000..50_003), Colour::Never);
        assert!(shown.lines().all(|line| line.chars().count() <= LINE_CELLS + 8), "{shown}");
        assert!(shown.contains("^^^") && !shown.contains("^^^^"));
    }

    #[test]
    fn colours_come_only_when_asked() {
        assert!(render(&told("a", 0..1), Colour::Always).starts_with("\x1b[1;31merror[wrong-type]\x1b[0m"));
        assert!(!render(&told("a", 0..1), Colour::Never).contains('\x1b'));
    }

    #[test]
    fn programs_get_the_same() {
        let value = to_json(&told("a = 1\nb = 2", 6..7));
        assert_eq!((value["line"].as_u64(), value["column"].as_u64(), value["help"].as_str()), (Some(2), Some(1), Some("write one")));
        assert!(to_json(&told("", 0..0))["line"].is_null());
    }
}
