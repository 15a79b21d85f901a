//! The registry of codes: what each diagnostic means, and what an editor does about it.
use super::Severity;

mod copy;
mod edition;
mod files;
mod imports;
mod layout;
mod output;
mod planning;
mod proof;

/// What is to be known about a code.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Entry {
    /// The code, as messages show it in brackets.
    pub code: &'static str,
    /// How bad it can be.
    pub severities: &'static [Severity],
    /// What it is, in a line.
    pub title: &'static str,
    /// What it means, and why it is told.
    pub meaning: &'static str,
    /// The copy that gives it, or the message as it is printed.
    pub example: &'static str,
    /// What to do.
    pub action: &'static str,
}

/// All entries, room by room.
const ROOMS: [&[Entry]; 8] = [
    files::ENTRIES,
    copy::ENTRIES,
    imports::ENTRIES,
    edition::ENTRIES,
    layout::ENTRIES,
    planning::ENTRIES,
    proof::ENTRIES,
    output::ENTRIES,
];

/// Every entry, by code.
pub fn all() -> Vec<&'static Entry> {
    let mut entries: Vec<&'static Entry> = ROOMS.into_iter().flatten().collect();
    entries.sort_by_key(|entry| entry.code);
    entries
}

/// The entry of a code.
pub fn entry(code: &str) -> Option<&'static Entry> {
    ROOMS.into_iter().flatten().find(|entry| entry.code == code)
}

/// Every code on a line of its own, with what it is.
pub fn list() -> String {
    let entries = all();
    let width = entries.iter().map(|entry| entry.code.len()).max().unwrap_or(0);
    entries.iter().map(|entry| format!("{:width$}  {}\n", entry.code, entry.title)).collect()
}

impl Entry {
    /// The entry as a page of text.
    pub fn text(&self) -> String {
        let severities: Vec<String> =
            self.severities.iter().map(|severity| format!("{}[{}]: {}\n", severity.name(), self.code, effect(*severity))).collect();
        let parts = [("What it means", self.meaning), ("Example", self.example), ("What to do", self.action)];
        let parts: String = parts.iter().map(|(head, text)| format!("\n{head}\n{}", indented(text))).collect();
        format!("{}\n\n{}{parts}", self.title, severities.concat())
    }

    /// The entry for programs.
    pub fn json(&self) -> serde_json::Value {
        let mut severities: Vec<&str> = self.severities.iter().map(|severity| severity.name()).collect();
        severities.dedup();
        serde_json::json!({
            "code": self.code,
            "severities": severities,
            "title": self.title,
            "meaning": self.meaning,
            "example": self.example,
            "action": self.action,
        })
    }
}

/// What a severity means for the paper.
fn effect(severity: Severity) -> &'static str {
    match severity {
        Severity::Note => "for information",
        Severity::Warning => "the paper comes out; look at it. With --strict nothing is written",
        Severity::Fault => "the paper comes out, and a printer may send it back. With --strict nothing is written",
        Severity::Refusal => "the pages can be looked at; print.pdf is not written, and the run fails",
        Severity::Error => "nothing is written until it is mended",
    }
}

/// Lines of at most so many characters, a few in from the edge. Line breaks of the text stay.
fn indented(text: &str) -> String {
    const WIDTH: usize = 76;
    const INDENT: &str = "    ";
    let mut out = String::new();
    for paragraph in text.split('\n') {
        let mut line = String::new();
        for word in paragraph.split(' ') {
            if !line.is_empty() && line.chars().count() + 1 + word.chars().count() > WIDTH {
                out.push_str(&format!("{INDENT}{line}\n"));
                line.clear();
            }
            if !line.is_empty() {
                line.push(' ');
            }
            line.push_str(word);
        }
        out.push_str(format!("{INDENT}{line}").trim_end());
        out.push('\n');
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn entries_are_whole_and_told_once() {
        let entries = all();
        assert!(entries.windows(2).all(|pair| pair[0].code < pair[1].code), "a code stands in the table twice");
        for entry in entries {
            let texts = [entry.title, entry.meaning, entry.example, entry.action];
            assert!(texts.iter().all(|text| !text.is_empty() && !text.contains("  ")), "{}", entry.code);
            assert!(entry.title.ends_with('.') && entry.title.len() < 120, "{}", entry.code);
            assert!(entry.meaning.ends_with('.') && entry.action.ends_with(['.', '\'']), "{}", entry.code);
            assert!(!entry.severities.is_empty(), "{}", entry.code);
        }
    }

    #[test]
    fn examples_are_of_their_code_and_severity() {
        for entry in all() {
            let told = entry.severities.iter().any(|severity| entry.example.contains(&format!("{}[{}]: ", severity.name(), entry.code)));
            assert!(told && entry.example.matches("]: ").count() == 1, "{}: {}", entry.code, entry.example);
        }
    }

    #[test]
    fn a_page_of_text() {
        let page = entry("duplicate-key").map(Entry::text).unwrap_or_default();
        let want = "The same key twice in one place.\n\nerror[duplicate-key]: nothing is written until it is mended\n\n\
            What it means\n    Only one of the two can count, and it would be chance which.\n\n\
            Example\n    error[duplicate-key]: \"byline\" stands here for the second time\n\nWhat to do\n    Keep one of them.\n";
        assert_eq!(page, want);
        assert!(all().iter().all(|entry| entry.text().lines().all(|line| line.chars().count() <= 120)));
        assert_eq!(list().lines().count(), all().len());
    }
}
