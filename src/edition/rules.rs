//! What a paper wants to be told, and how loudly: `[rules]` of the edition, and what a story may do that others may not.
use std::collections::BTreeMap;

use super::Article;
use crate::diag::{Code, Diagnostics, Severity};

/// The words for levels.
pub const LEVELS: &[&str] = &["off", "note", "warning", "error"];

/// A paper's own levels of messages, and its stories' exceptions.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Rules {
    /// By code: its level; none where it is off.
    pub levels: BTreeMap<String, Option<Severity>>,
}

impl Rules {
    /// Takes a level by its word.
    pub fn set(&mut self, code: &str, word: &str) {
        let level = match word {
            "off" => None,
            "note" => Some(Severity::Note),
            "error" => Some(Severity::Error),
            _ => Some(Severity::Warning),
        };
        self.levels.insert(code.to_string(), level);
    }

    /// Gives every message the level that the paper wants, and takes out what is off or what its story is allowed. Errors stay: without what
    /// they are about there is no paper.
    pub fn apply(&self, articles: &[Article], diags: &mut Diagnostics) {
        let is_soft = |severity: Severity| severity < Severity::Refusal;
        let is_allowed = |code: Code, path: &str| {
            articles.iter().any(|article| article.source.file.path == path && article.allowed.iter().any(|allowed| allowed == code.0))
        };
        diags.list.retain(|told| {
            let is_off = self.levels.get(told.code.0) == Some(&None);
            let allowed = told.source.as_ref().is_some_and(|source| is_allowed(told.code, &source.file.path));
            !(is_soft(told.severity) && (is_off || allowed))
        });
        for told in diags.list.iter_mut().filter(|told| is_soft(told.severity)) {
            if let Some(Some(level)) = self.levels.get(told.code.0) {
                told.severity = *level;
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_paper_says_what_it_wants_to_be_told() {
        let mut rules = Rules::default();
        for (code, level) in [("no-alt", "off"), ("loose-line", "error"), ("held", "off")] {
            rules.set(code, level);
        }
        let mut diags = Diagnostics::default();
        diags.warning("no-alt", None, "a");
        diags.note("loose-line", None, "b");
        diags.refusal("held", None, "c");
        diags.warning("ragged-table", None, "d");
        rules.apply(&[], &mut diags);
        let told: Vec<(&str, Severity)> = diags.list.iter().map(|told| (told.code.0, told.severity)).collect();
        assert_eq!(told, [("loose-line", Severity::Error), ("held", Severity::Refusal), ("ragged-table", Severity::Warning)]);
    }
}
