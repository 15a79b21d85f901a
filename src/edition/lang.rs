//! The languages that copy may be in.
use std::sync::Arc;

use crate::diag::{Diagnostics, SourceFile};
use crate::tree::Node;
use crate::tree::form::shown;

/// The language of a text.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Lang {
    /// American English.
    #[default]
    EnUs,
    /// British English.
    EnGb,
    /// Korean: breaks between syllables, no hyphens.
    Ko,
    /// German; like all that follow, its words are broken only where they are written with a hyphen, soft or hard.
    De,
    /// French.
    Fr,
    /// Spanish.
    Es,
    /// Italian.
    It,
    /// Portuguese.
    Pt,
    /// Dutch.
    Nl,
    /// Swedish.
    Sv,
    /// Danish.
    Da,
    /// Norwegian.
    Nb,
    /// Finnish.
    Fi,
    /// Polish.
    Pl,
    /// Czech.
    Cs,
    /// Hungarian.
    Hu,
}

/// What articles and editions may say.
pub const TAGS: &str = "en, en-GB, ko, de, fr, es, it, pt, nl, sv, da, nb, fi, pl, cs or hu";

impl Lang {
    /// The tag for PDF and HTML.
    pub fn tag(self) -> &'static str {
        match self {
            Lang::EnUs => "en-US",
            Lang::EnGb => "en-GB",
            Lang::Ko => "ko",
            Lang::De => "de",
            Lang::Fr => "fr",
            Lang::Es => "es",
            Lang::It => "it",
            Lang::Pt => "pt",
            Lang::Nl => "nl",
            Lang::Sv => "sv",
            Lang::Da => "da",
            Lang::Nb => "nb",
            Lang::Fi => "fi",
            Lang::Pl => "pl",
            Lang::Cs => "cs",
            Lang::Hu => "hu",
        }
    }

    /// The language of a tag (BCP 47), whatever its letter case and country. None of those that this program does not set.
    pub fn tagged(tag: &str) -> Option<Lang> {
        let tag = tag.trim().to_lowercase().replace('_', "-");
        let (language, rest) = tag.split_once('-').unwrap_or((&tag, ""));
        Some(match language {
            "en" if matches!(rest, "gb" | "au" | "nz" | "ie" | "in" | "za") => Lang::EnGb,
            "en" => Lang::EnUs,
            "ko" => Lang::Ko,
            "de" => Lang::De,
            "fr" => Lang::Fr,
            "es" => Lang::Es,
            "it" => Lang::It,
            "pt" => Lang::Pt,
            "nl" => Lang::Nl,
            "sv" => Lang::Sv,
            "da" => Lang::Da,
            "nb" | "no" | "nn" => Lang::Nb,
            "fi" => Lang::Fi,
            "pl" => Lang::Pl,
            "cs" => Lang::Cs,
            "hu" => Lang::Hu,
            _ => return None,
        })
    }
}

/// The language that a key names. None where this program does not set it; that is told.
pub fn lang(node: &Node, file: &Arc<SourceFile>, diags: &mut Diagnostics) -> Option<Lang> {
    let tag = node.text()?;
    let lang = Lang::tagged(tag);
    if lang.is_none() {
        let message = format!("{} is no language that this program sets", shown(tag));
        diags.error("unknown-language", Some(node.source(file)), message).help(format!("it can be {TAGS}"));
    }
    lang
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(tag: &str, expected: Option<Lang>) {
        assert_eq!(Lang::tagged(tag), expected, "{tag}");
    }

    #[test]
    fn tags() {
        check("en", Some(Lang::EnUs));
        check("en_AU", Some(Lang::EnGb));
        check("ko-KR", Some(Lang::Ko));
        check("de-Latn-CH", Some(Lang::De));
        check("english", None);
        check("", None);
    }
}
