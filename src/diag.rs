//! What the editor is told: problems, each with its place in a file and what to do.
use std::fmt;
use std::ops::Range;
use std::sync::Arc;

/// A text file that was read, for showing lines of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SourceFile {
    /// The path as the editor knows it: relative to the edition's folder where it lies below it.
    pub path: String,
    /// The whole text; empty for files that are not text.
    pub text: String,
}

/// A place in a file. An empty range at 0 stands for the file as a whole.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Source {
    /// The file.
    pub file: Arc<SourceFile>,
    /// Bytes of its text.
    pub range: Range<usize>,
}

impl Source {
    /// The file as a whole.
    pub fn whole(path: &str) -> Source {
        Source { file: Arc::new(SourceFile { path: path.into(), text: String::new() }), range: 0..0 }
    }

    /// Line and column, from 1, of the range's start; columns count characters.
    pub fn line_column(&self) -> (usize, usize) {
        let before = &self.file.text[..self.range.start.min(self.file.text.len())];
        let line_start = before.rfind('\n').map_or(0, |i| i + 1);
        (before.matches('\n').count() + 1, before[line_start..].chars().count() + 1)
    }
}

/// How bad it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Severity {
    /// For information: a decision that was taken.
    Note,
    /// The paper comes out; look at it.
    Warning,
    /// Nothing is written.
    Error,
}

impl Severity {
    /// The word in messages and reports.
    pub fn name(self) -> &'static str {
        match self {
            Severity::Note => "note",
            Severity::Warning => "warning",
            Severity::Error => "error",
        }
    }
}

/// The kind of a problem: a short, stable word for searching and for tests, such as `unknown-key`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Code(pub &'static str);

/// One thing the editor is told.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Diagnostic {
    /// How bad.
    pub severity: Severity,
    /// What kind.
    pub code: Code,
    /// Where, if in a file.
    pub source: Option<Source>,
    /// What is wrong, in an editor's words.
    pub message: String,
    /// What was done about it; empty if nothing.
    pub did: String,
    /// What to do; empty if nothing.
    pub help: String,
}

/// All that a run has to say, in the order it was found.
#[derive(Clone, Debug, Default)]
pub struct Diagnostics {
    /// The list.
    pub list: Vec<Diagnostic>,
}

impl Diagnostics {
    /// Adds an error; nothing will be written.
    pub fn error(&mut self, code: &'static str, source: Option<Source>, message: impl Into<String>) -> &mut Diagnostic {
        self.push(Severity::Error, code, source, message.into())
    }

    /// Adds a warning.
    pub fn warning(&mut self, code: &'static str, source: Option<Source>, message: impl Into<String>) -> &mut Diagnostic {
        self.push(Severity::Warning, code, source, message.into())
    }

    /// Adds a note.
    pub fn note(&mut self, code: &'static str, source: Option<Source>, message: impl Into<String>) -> &mut Diagnostic {
        self.push(Severity::Note, code, source, message.into())
    }

    fn push(&mut self, severity: Severity, code: &'static str, source: Option<Source>, message: String) -> &mut Diagnostic {
        self.list.push(Diagnostic { severity, code: Code(code), source, message, did: String::new(), help: String::new() });
        self.list.last_mut().expect("just pushed")
    }

    /// True where something forbids writing.
    pub fn has_errors(&self) -> bool {
        self.list.iter().any(|d| d.severity == Severity::Error)
    }

    /// Takes over another list, after this one's.
    pub fn append(&mut self, other: Diagnostics) {
        self.list.extend(other.list);
    }
}

impl Diagnostic {
    /// Says what to do.
    pub fn help(&mut self, help: impl Into<String>) -> &mut Self {
        self.help = help.into();
        self
    }

    /// Says what was done.
    pub fn did(&mut self, did: impl Into<String>) -> &mut Self {
        self.did = did.into();
        self
    }
}

impl fmt::Display for Code {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.0)
    }
}

/// A moment as written, for telling which of two is later: minutes since 1970 in UTC. A date alone is its first minute.
pub fn moment(text: &str) -> Option<i64> {
    let text = text.trim();
    let number = |range: Range<usize>| text.get(range).filter(|part| part.bytes().all(|b| b.is_ascii_digit()))?.parse::<i64>().ok();
    let separated = |at: usize, sign: u8| text.as_bytes().get(at) == Some(&sign);
    let (year, month, day) = (number(0..4)?, number(5..7)?, number(8..10)?);
    if !separated(4, b'-') || !separated(7, b'-') {
        return None;
    }
    let date = time::Date::from_calendar_date(year as i32, u8::try_from(month).ok()?.try_into().ok()?, u8::try_from(day).ok()?).ok()?;
    let days = i64::from(date.to_julian_day() - UNIX_JULIAN_DAY);
    if text.len() == "2019-12-24".len() {
        return Some(days * MINUTES_A_DAY);
    }
    if !matches!(text.as_bytes()[10], b'T' | b't' | b' ') || !separated(13, b':') {
        return None;
    }
    let (hour, minute) = (number(11..13).filter(|h| *h < 24)?, number(14..16).filter(|m| *m < 60)?);
    let mut rest = &text[16..];
    if let Some(seconds) = rest.strip_prefix(':') {
        let digits = seconds.find(|c: char| !(c.is_ascii_digit() || c == '.')).unwrap_or(seconds.len());
        if digits < 2 {
            return None;
        }
        rest = &seconds[digits..];
    }
    let offset = match rest {
        "" | "Z" | "z" => 0,
        _ => {
            let sign = match rest.as_bytes()[0] {
                b'+' => 1,
                b'-' => -1,
                _ => return None,
            };
            let digits: String = rest[1..].chars().filter(|c| *c != ':').collect();
            if digits.len() != 4 || !digits.bytes().all(|b| b.is_ascii_digit()) {
                return None;
            }
            sign * (digits[..2].parse::<i64>().ok()? * 60 + digits[2..].parse::<i64>().ok()?)
        }
    };
    Some(days * MINUTES_A_DAY + hour * 60 + minute - offset)
}

/// The Julian day of January 1, 1970.
const UNIX_JULIAN_DAY: i32 = 2_440_588;
const MINUTES_A_DAY: i64 = 1_440;

/// A diagnostic as text for people, in the manner of rustc.
pub fn render(diagnostic: &Diagnostic) -> String {
    let mut out = format!("{}[{}]: {}\n", diagnostic.severity.name(), diagnostic.code, diagnostic.message);
    if let Some(source) = &diagnostic.source {
        if source.file.text.is_empty() {
            out.push_str(&format!("  --> {}\n", source.file.path));
        } else {
            let (line, column) = source.line_column();
            out.push_str(&format!("  --> {}:{line}:{column}\n", source.file.path));
            let text = source.file.text.lines().nth(line - 1).unwrap_or("").trim_end();
            let (shown, marks) = excerpt(text, column - 1, marked(source));
            let gutter = line.to_string();
            let blank = " ".repeat(gutter.len());
            out.push_str(&format!("{blank} |\n{gutter} | {shown}\n{blank} | {marks}\n"));
        }
    }
    if !diagnostic.did.is_empty() {
        out.push_str(&format!("  = did: {}\n", diagnostic.did));
    }
    if !diagnostic.help.is_empty() {
        out.push_str(&format!("  = help: {}\n", diagnostic.help));
    }
    out
}

/// Characters of the range that stand on its first line, at least one.
fn marked(source: &Source) -> usize {
    let text = &source.file.text;
    let end = source.range.end.min(text.len()).max(source.range.start.min(text.len()));
    let inside = text.get(source.range.start.min(text.len())..end).unwrap_or("");
    inside.lines().next().map_or(1, |line| line.chars().count()).max(1)
}

/// Characters of a source line that are shown.
const EXCERPT: usize = 96;

/// The part of a long line about a column, and carets under the marked characters.
fn excerpt(line: &str, column: usize, count: usize) -> (String, String) {
    let characters: Vec<char> = line.chars().map(|c| if c.is_control() { ' ' } else { c }).collect();
    let start = if column > EXCERPT * 2 / 3 { column - EXCERPT / 3 } else { 0 };
    let end = (start + EXCERPT).min(characters.len()).max(start.min(characters.len()));
    let shown: String = characters[start.min(characters.len())..end].iter().collect();
    let prefix = if start > 0 { "…" } else { "" };
    let suffix = if end < characters.len() { "…" } else { "" };
    let at = column - start + prefix.chars().count();
    let room = (end.saturating_sub(column)).max(1);
    (format!("{prefix}{shown}{suffix}"), format!("{}{}", " ".repeat(at), "^".repeat(count.min(room))))
}

/// A diagnostic for programs: one JSON object.
pub fn to_json(diagnostic: &Diagnostic) -> serde_json::Value {
    let place = diagnostic.source.as_ref().map(|source| (source, source.line_column()));
    let in_text = |source: &Source| !source.file.text.is_empty();
    serde_json::json!({
        "severity": diagnostic.severity.name(),
        "code": diagnostic.code.0,
        "file": place.as_ref().map(|(source, _)| source.file.path.clone()),
        "line": place.as_ref().filter(|(source, _)| in_text(source)).map(|(_, (line, _))| *line),
        "column": place.as_ref().filter(|(source, _)| in_text(source)).map(|(_, (_, column))| *column),
        "message": diagnostic.message,
        "did": diagnostic.did,
        "help": diagnostic.help,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, expected: Option<i64>) {
        assert_eq!(moment(text), expected, "{text}");
    }

    #[test]
    fn moments_compare_across_zones() {
        check("1970-01-01", Some(0));
        check("1970-01-02T00:30:00Z", Some(1470));
        check("1970-01-02T09:30:00+09:00", Some(1470));
        check("1970-01-02 09:30+0900", Some(1470));
        check("2019-02-30", None);
        check("yesterday", None);
        check("2019-12-24T25:00:00Z", None);
    }

    #[test]
    fn a_diagnostic_shows_its_line() {
        let file = Arc::new(SourceFile { path: "edition.toml".into(), text: "title = \"x\"\ndate = 5\n".into() });
        let mut diags = Diagnostics::default();
        diags.error("wrong-type", Some(Source { file, range: 19..20 }), "date should be a date").help("write one");
        let shown = render(&diags.list[0]);
        let expected = "error[wrong-type]: date should be a date\n  --> edition.toml:2:8\n  |\n2 | date = 5\n  |        ^\n  = help: write one\n";
        assert_eq!(shown, expected);
    }
}
