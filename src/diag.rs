//! What the editor is told: problems, each with its place in a file and what to do.
use std::fmt;
use std::ops::Range;
use std::sync::Arc;

pub mod codes;
pub mod render;

pub use render::{Colour, render, to_json};

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
        let before = &self.file.text[..self.file.text.floor_char_boundary(self.range.start)];
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
    /// The paper comes out, and a printer may send it back: an error of preflight, which stops a strict run alone.
    Fault,
    /// What was ordered is not done: the paper can be looked at, nothing is written for the press, and the run fails.
    Refusal,
    /// Nothing is written.
    Error,
}

impl Severity {
    /// The word in messages and reports.
    pub fn name(self) -> &'static str {
        match self {
            Severity::Note => "note",
            Severity::Warning => "warning",
            Severity::Fault | Severity::Refusal | Severity::Error => "error",
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
    /// Where on the paper, if on a page that was made up.
    pub place: Option<Place>,
    /// What is wrong, in an editor's words.
    pub message: String,
    /// What was done about it; empty if nothing.
    pub did: String,
    /// What to do; empty if nothing.
    pub help: String,
}

/// A place on a page of the paper.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Place {
    /// The page's label.
    pub page: String,
    /// The slug of the story that it belongs to.
    pub story: Option<String>,
    /// The name of the ad that it belongs to.
    pub ad: Option<String>,
    /// Left, top, width and height in thousandths of a point from the trim's top left.
    pub frame: [i32; 4],
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

    /// Adds an error of preflight, which does not stop the paper.
    pub fn fault(&mut self, code: &'static str, source: Option<Source>, message: impl Into<String>) -> &mut Diagnostic {
        self.push(Severity::Fault, code, source, message.into())
    }

    /// Adds an order that is not carried out.
    pub fn refusal(&mut self, code: &'static str, source: Option<Source>, message: impl Into<String>) -> &mut Diagnostic {
        self.push(Severity::Refusal, code, source, message.into())
    }

    /// Makes every warning an error: for a run that shall write nothing but what is without fault.
    pub fn be_strict(&mut self) {
        for diagnostic in self.list.iter_mut().filter(|diagnostic| diagnostic.severity >= Severity::Warning) {
            diagnostic.severity = Severity::Error;
        }
    }

    fn push(&mut self, severity: Severity, code: &'static str, source: Option<Source>, message: String) -> &mut Diagnostic {
        debug_assert!(
            codes::entry(code).is_some_and(|entry| entry.severities.contains(&severity)),
            "{severity:?} [{code}] is not in diag/codes"
        );
        self.list.push(Diagnostic { severity, code: Code(code), source, place: None, message, did: String::new(), help: String::new() });
        self.list.last_mut().expect("just pushed")
    }

    /// True where something forbids writing.
    pub fn has_errors(&self) -> bool {
        self.list.iter().any(|d| d.severity == Severity::Error)
    }

    /// True where something that was ordered is not done.
    pub fn has_refusals(&self) -> bool {
        self.list.iter().any(|d| d.severity == Severity::Refusal)
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

    /// Says where on the paper.
    pub fn place(&mut self, place: Place) -> &mut Self {
        self.place = Some(place);
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
