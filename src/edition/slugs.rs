//! Slugs: the names of stories. They become file names and addresses, so two that a disk takes for one are one, and some can be none.
use unicode_normalization::UnicodeNormalization;

/// A slug names files of the e-paper's site, so it may not be longer.
const LONGEST: usize = 100;
/// Names of Windows' devices, with any ending: no file can be called so there.
const DEVICES: [&str; 6] = ["con", "prn", "aux", "nul", "conin$", "conout$"];
/// And these with a figure.
const NUMBERED: [&str; 2] = ["com", "lpt"];
/// What browsers take for a part of every table of names.
const BROWSERS_OWN: &str = "__proto__";

/// With accents as one sign: a Mac's file names have two.
pub fn composed(slug: &str) -> String {
    slug.nfc().collect()
}

/// What is the same for two slugs that macOS or Windows take for the name of one file.
pub fn folded(slug: &str) -> String {
    let mut out = String::with_capacity(slug.len());
    for character in slug.nfc().flat_map(char::to_lowercase) {
        match character {
            'ß' => out.push_str("ss"),
            'ς' => out.push('σ'),
            'ſ' => out.push('s'),
            other => out.push(other),
        }
    }
    out.nfc().collect()
}

/// Why a story cannot be called so, as help; nothing where it can.
pub fn fault(slug: &str) -> Option<&'static str> {
    let good = |c: char| c.is_alphanumeric() || matches!(c, '-' | '_' | '.');
    if slug.is_empty() || slug.len() > LONGEST || slug.starts_with('.') || !slug.chars().all(good) {
        return Some("take letters, figures, hyphens and underscores, at most 100 bytes: \"harbour-bridge\"");
    }
    if slug.ends_with('.') {
        return Some("take the full stop at its end away: Windows keeps no name that ends in one");
    }
    is_reserved(slug).then_some("add a word: Windows keeps this name for a device, or browsers for their own use")
}

/// True for names that no file, or nothing on a page, can have.
pub fn is_reserved(slug: &str) -> bool {
    let lower = folded(slug);
    let stem = lower.split('.').next().unwrap_or_default();
    let is_numbered = || {
        let figure = NUMBERED.iter().find_map(|name| stem.strip_prefix(name));
        figure.is_some_and(|rest| rest.chars().count() == 1 && rest.chars().all(|c| c.is_ascii_digit() || "¹²³".contains(c)))
    };
    lower == BROWSERS_OWN || DEVICES.contains(&stem) || is_numbered()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_that_a_disk_takes_for_one_are_one() {
        let same = |one: &str, other: &str| assert_eq!(folded(one), folded(other), "{one} {other}");
        same("Story", "story");
        same("caf\u{e9}", "CAFE\u{301}");
        same("Straße", "STRASSE");
        same("ΛΟΓΟΣ", "λογος");
        same("\u{1107}\u{1165}\u{1109}\u{1173}", "버스");
        assert_ne!(folded("kıl"), folded("kil"));
        assert_eq!(composed("\u{1107}\u{1165}\u{1109}\u{1173}"), "버스");
    }

    #[test]
    fn some_names_can_be_no_story() {
        for slug in ["", "a b", ".a", "a/b", "con", "NUL.x", "Com1", "lpt9.a.b", "com\u{b9}", "a.", "__proto__", &"x".repeat(101)] {
            assert!(fault(slug).is_some(), "{slug}");
        }
        for slug in ["contra", "com", "com10", "a.b", "nul-x", "proto", "constructor", "harbour-bridge", "버스"] {
            assert_eq!(fault(slug), None, "{slug}");
        }
    }
}
