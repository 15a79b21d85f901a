//! Whether copy may run: one notion for stories, pictures and parts of packages, whatever their format calls it.
use std::ops::Range;

use super::{Imported, stamp};
use crate::edition::metadata::is_made_by_machine;

/// Why something must not be printed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Refusal {
    /// Taken back by who sent it; earlier versions go with it.
    Killed,
    /// Never published: a draft, or waiting for somebody's word.
    Unpublished,
}

/// What copy says of when and where it may be used.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Terms {
    /// Its status, in the format's own word.
    pub status: Option<String>,
    /// Not before this.
    pub embargo: Option<String>,
    /// Not after this.
    pub expires: Option<String>,
    /// What its sender says of its use.
    pub usage: Option<String>,
    /// Its site publishes by one status, and it has another.
    pub is_unpublished: bool,
}

impl Terms {
    /// Terms of a site's text by its status, where one word stands for all that is published.
    pub fn of_status(status: Option<String>, published: &str) -> Terms {
        let is_unpublished = status.as_deref().is_some_and(|status| status != published);
        Terms { status: status.filter(|_| is_unpublished), is_unpublished, ..Terms::default() }
    }

    /// They allow print, and neither web nor e-paper.
    pub fn are_print_only(&self) -> bool {
        self.usage.as_deref().is_some_and(is_print_only)
    }
}

/// How a picture is called in messages.
pub const PICTURE: &str = "the picture ";

/// What is judged.
#[derive(Clone, Copy, Debug)]
pub struct Subject<'a> {
    /// A story or a picture.
    pub kind: &'static str,
    /// Its headline, or the beginning of its caption.
    pub name: &'a str,
    pub range: &'a Range<usize>,
}

/// Words of statuses that take something back, in every format.
const KILLED: [&str; 16] = [
    "canceled",
    "cancelled",
    "withheld",
    "withdrawn",
    "killed",
    "kill",
    "mandatorykill",
    "recalled",
    "retracted",
    "spiked",
    "deleted",
    "trash",
    "bulletinkill",
    "takedown",
    "annulled",
    "mandatory_kill",
];
/// Words of statuses of what was never published.
const UNPUBLISHED: [&str; 14] = [
    "draft",
    "auto-draft",
    "pending",
    "private",
    "future",
    "scheduled",
    "unpublished",
    "submitted",
    "in_progress",
    "fetched",
    "routed",
    "archived",
    "inherit",
    "internal",
];
/// Parts of usage terms that narrow where a newspaper may use copy. That it may only be used by editors narrows nothing.
const NARROW: [&str; 24] = [
    "not for",
    "no web",
    "no internet",
    "no online",
    "no mobile",
    "no digital",
    "no use",
    "print only",
    "web only",
    "online only",
    " out;",
    "not to be used",
    "restricted to",
    "except ",
    "must not",
    "may not be",
    "kein online",
    "nicht für",
    "nur print",
    "nur für",
    "interdit",
    "solo uso",
    "prohibid",
    "no reproduction",
];
/// Parts of usage terms that keep copy from screens.
const NO_SCREENS: [&str; 22] = [
    "not for e-paper",
    "not for epaper",
    "not for web",
    "not for internet",
    "not for online",
    "not for digital",
    "no web",
    "no internet",
    "no online",
    "no digital",
    "no e-paper",
    "web no",
    "web out",
    "web: no",
    "internet out",
    "online out",
    "print only",
    "kein online",
    "nicht für online",
    "nur print",
    "nur für print",
    "interdit web",
];
/// Parts of terms that are not meant for a paper's own pages.
const OTHERS: [&str; 3] = ["not for resale", "not for sale", "not for commercial"];

/// What a status means. None where it may run; words that no format has stay unread.
pub fn refusal(status: &str) -> Option<Refusal> {
    let word = status.rsplit(':').next().unwrap_or(status).trim().to_lowercase();
    if KILLED.contains(&word.as_str()) {
        Some(Refusal::Killed)
    } else if UNPUBLISHED.contains(&word.as_str()) {
        Some(Refusal::Unpublished)
    } else {
        None
    }
}

impl Imported {
    /// Tells what stands against printing something; true where it may run. What is embargoed, expires or has terms runs, for only the desk
    /// knows when and where the paper is sold.
    pub(super) fn may_run(&mut self, subject: Subject, terms: &Terms) -> bool {
        let Subject { kind, name, range } = subject;
        let status = terms.status.as_deref().unwrap_or_default();
        if let Some(refusal) = refusal(status).or(terms.is_unpublished.then_some(Refusal::Unpublished)) {
            let why = match refusal {
                Refusal::Killed => "was withdrawn by who sent it".to_string(),
                Refusal::Unpublished => format!("is not published: its status is {status}"),
            };
            self.refuse(subject, &why);
            return false;
        }
        let place = self.place(range);
        if let Some(until) = &terms.embargo {
            let warning =
                self.diags.warning("embargo", place.clone(), format!("{kind}\"{name}\" is under embargo until {}", moment(until)));
            warning.did("took it in").help("see that the paper is not sold before, or take it out");
        }
        if let Some(expiry) = &terms.expires {
            let message = format!("{kind}\"{name}\" may not be printed after {}", moment(expiry));
            let warning = self.diags.warning("expiry", place.clone(), message);
            warning.did("took it in").help("see that the paper is out before, or take it out");
        }
        if let Some(usage) = terms.usage.as_deref().filter(|usage| is_narrow(usage)) {
            let message = format!("{kind}\"{name}\" has terms of use: \"{usage}\"");
            let warning = self.diags.warning("usage-terms", place, message);
            if kind == PICTURE && terms.are_print_only() {
                warning
                    .did("took it in for print: in the e-paper a grey field stands in its place")
                    .help("see that print is within the terms");
            } else {
                warning.did("took it in").help("see that print and e-paper are within the terms, or take it out");
            }
        }
        true
    }

    /// Tells of a picture that no camera took, by IPTC's kinds of digital sources.
    pub(super) fn tell_source(&mut self, subject: Subject, source: &str) {
        if !is_made_by_machine(source) {
            return;
        }
        let place = self.place(subject.range);
        let message = format!("{}\"{}\" was made by a machine: its source is {source}", subject.kind, subject.name);
        self.diags.warning("made-by-machine", place, message).did("took it in").help("say so in its caption, or take it out");
    }

    /// Tells that something is left out because it must not run.
    pub(super) fn refuse(&mut self, subject: Subject, why: &str) {
        let Subject { kind, name, range } = subject;
        let place = self.place(range);
        let warning = self.diags.warning("withheld", place, format!("{kind}\"{name}\" {why}"));
        warning.did("left it out").help("if it was printed already, tell the desk");
    }
}

/// A moment as an article writes it, or as it was written where it is none.
fn moment(written: &str) -> String {
    stamp::stamp(written).unwrap_or_else(|| written.to_string())
}

fn is_print_only(usage: &str) -> bool {
    let lower = usage.to_lowercase();
    NO_SCREENS.iter().any(|part| lower.contains(part))
}

fn is_narrow(usage: &str) -> bool {
    if is_print_only(usage) {
        return true;
    }

    let lower = OTHERS.iter().fold(usage.to_lowercase(), |usage, other| usage.replace(other, ""));
    NARROW.iter().any(|part| lower.contains(part))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn statuses_of_all_formats_mean_one_thing() {
        for status in ["canceled", "stat:Withheld", "icd:cancelled", "killed", "TRASH"] {
            assert_eq!(refusal(status), Some(Refusal::Killed), "{status}");
        }
        for status in ["draft", "auto-draft", "pending", "Private", "future"] {
            assert_eq!(refusal(status), Some(Refusal::Unpublished), "{status}");
        }
        for status in ["usable", "stat:usable", "publish", "embargoed", "", "published"] {
            assert_eq!(refusal(status), None, "{status}");
        }
    }

    #[test]
    fn a_site_publishes_by_one_word() {
        let runs = |status: &str| !Terms::of_status(Some(status.into()), "publish").is_unpublished;
        assert!(runs("publish") && !runs("draft") && !runs("pitch"));
        assert!(!Terms::of_status(None, "publish").is_unpublished);
    }

    #[test]
    fn terms_that_allow_print_alone_are_known() {
        for usage in ["Not for e-paper", "PRINT ONLY", "NO INTERNET", "Web: no", "Nur Print, kein Online"] {
            assert!(is_print_only(usage) && is_narrow(usage), "{usage}");
        }
        for usage in ["Web only", "GERMANY OUT", "Editorial use only", "No sale", "Not for resale"] {
            assert!(!is_print_only(usage), "{usage}");
        }
    }

    #[test]
    fn terms_that_narrow_the_use_are_known() {
        for usage in ["Not for e-paper", "NO INTERNET; NO SALES", "GERMANY OUT; AUSTRIA OUT;", "Nur Print, kein Online"] {
            assert!(is_narrow(usage), "{usage}");
        }
        for usage in ["", "Free of charge", "Editorial use only", "NOT FOR RESALE", "All rights reserved", "Without restriction"] {
            assert!(!is_narrow(usage), "{usage}");
        }
    }
}
