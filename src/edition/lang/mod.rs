//! The languages that are set: what each is called, its quotation marks, and the words that a paper prints of its own.
use std::sync::Arc;

use crate::diag::{Diagnostics, SourceFile};
use crate::tree::Node;
use crate::tree::form::shown;

mod dates;
mod language;
mod table;

pub use language::{Hyphens, Language, Quotes, THIN};
use table::LANGUAGES;
pub use table::Lang;

impl Lang {
    /// What is usual in it.
    pub fn usual(self) -> &'static Language {
        &LANGUAGES[self as usize].1
    }

    /// The tag for PDF and HTML.
    pub fn tag(self) -> &'static str {
        self.usual().tag
    }

    /// The language of a tag (BCP 47), whatever its letter case, and whatever its country where that makes no difference. None of those that
    /// this program does not set.
    pub fn tagged(tag: &str) -> Option<Lang> {
        let tag = tag.trim().to_lowercase().replace('_', "-");
        let (language, rest) = tag.split_once('-').unwrap_or((&tag, ""));
        let named = |wanted: &str| {
            let found = LANGUAGES.iter().find(|(_, usual)| usual.tag.eq_ignore_ascii_case(wanted) || usual.also.contains(&wanted));
            found.map(|(lang, _)| *lang)
        };
        let with_one = |part: &str| named(&format!("{language}-{part}"));
        named(&tag).or_else(|| rest.split('-').find_map(with_one)).or_else(|| named(language))
    }
}

/// The tags of all languages, for a message.
fn tags() -> String {
    LANGUAGES.iter().map(|(_, usual)| usual.tag).collect::<Vec<_>>().join(", ")
}

/// The language that a key names. None where this program does not set it; that is told.
pub fn lang(node: &Node, file: &Arc<SourceFile>, diags: &mut Diagnostics) -> Option<Lang> {
    let tag = node.text()?;
    let lang = Lang::tagged(tag);
    if lang.is_none() {
        let message = format!("{} is no language that this program sets", shown(tag));
        diags.error("unknown-language", Some(node.source(file)), message).help(format!("it can be {}", tags()));
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
    fn every_entry_says_all() {
        for (at, (lang, usual)) in LANGUAGES.iter().enumerate() {
            assert_eq!(*lang as usize, at, "{}", usual.tag);
            check(usual.tag, Some(*lang));
            usual.also.iter().for_each(|tag| check(tag, Some(*lang)));
            for words in [usual.onward, usual.back, usual.page, usual.pages, usual.number] {
                assert!(words.contains('#'), "{}: {words}", usual.tag);
            }
            assert!(usual.onward.contains('*') && usual.pages.contains("##"), "{}", usual.tag);
            assert_eq!((usual.days.split(' ').count(), usual.months.split(' ').count()), (7, 12), "{}", usual.tag);
            assert!(["{day}", "{n}", "{month}", "{year}"].iter().all(|part| usual.date.contains(part)), "{}", usual.tag);
            assert!([usual.in_brief, usual.posted, usual.updated].iter().all(|word| !word.is_empty()), "{}", usual.tag);
        }
    }

    #[test]
    fn pages_are_counted_in_every_order() {
        for (lang, expected) in [(Lang::EnUs, "Page 2 of 17"), (Lang::Ko, "2/17쪽"), (Lang::Hu, "2/17. oldal")] {
            assert_eq!(lang.usual().page_of(2, 17), expected);
        }
    }

    #[test]
    fn tags() {
        check("en", Some(Lang::EnUs));
        check("en_AU", Some(Lang::EnGb));
        check("ko-KR", Some(Lang::Ko));
        check("de-Latn-CH", Some(Lang::DeCh));
        check("de-AT", Some(Lang::DeAt));
        check("de-LU", Some(Lang::De));
        check("de_LI", Some(Lang::DeCh));
        check("pt-BR", Some(Lang::Pt));
        check("pt-PT", Some(Lang::PtPt));
        check("pt_AO", Some(Lang::PtPt));
        check("fr-CH", Some(Lang::FrCh));
        check("fr-CA", Some(Lang::FrCa));
        check("fr-BE", Some(Lang::Fr));
        check("es-MX", Some(Lang::Es419));
        check("es-419", Some(Lang::Es419));
        check("es-CL", Some(Lang::EsAr));
        check("es-ES", Some(Lang::Es));
        check("it-CH", Some(Lang::ItCh));
        check("en-SG", Some(Lang::EnGb));
        check("en-CA", Some(Lang::EnUs));
        check("sr-Latn-RS", Some(Lang::SrLatn));
        check("sr-Cyrl", Some(Lang::Sr));
        check("nl-BE", Some(Lang::Nl));
        check("zz-CH", None);
        check("no", Some(Lang::Nb));
        check("english", None);
        check("", None);
    }
}
