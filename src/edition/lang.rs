//! The languages that are set: what each is called, its quotation marks, and the words that a paper prints of its own.
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
    /// German.
    De,
    /// German as the Swiss write it.
    DeCh,
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
    /// New Norwegian.
    Nn,
    /// Finnish.
    Fi,
    /// Icelandic.
    Is,
    /// Polish.
    Pl,
    /// Czech.
    Cs,
    /// Slovak; no patterns for it are free to ship.
    Sk,
    /// Slovenian.
    Sl,
    /// Croatian.
    Hr,
    /// Serbian.
    Sr,
    /// Hungarian.
    Hu,
    /// Romanian; no patterns for it are free to ship.
    Ro,
    /// Albanian.
    Sq,
    /// Greek.
    El,
    /// Russian.
    Ru,
    /// Ukrainian.
    Uk,
    /// Belarusian.
    Be,
    /// Bulgarian.
    Bg,
    /// Turkish.
    Tr,
    /// Estonian.
    Et,
    /// Lithuanian.
    Lt,
    /// Latvian; no patterns for it are free to ship.
    Lv,
    /// Catalan.
    Ca,
    /// Galician.
    Gl,
    /// Afrikaans.
    Af,
    /// Latin.
    La,
    /// Vietnamese: words of one syllable, no hyphens.
    Vi,
}

/// What is usual in a language.
#[derive(Clone, Copy, Debug)]
pub struct Usual {
    lang: Lang,
    /// The tag for PDF and HTML (BCP 47).
    pub tag: &'static str,
    /// Its quotation marks, as CLDR has them: those about speech, and those within.
    pub quotes: [Quotes; 2],
    /// Where a story goes on, as in "See BRIDGE, Page 7": `#` is the page, `*` the keyword.
    pub onward: &'static str,
    /// Where it comes from: `#` is the page.
    pub back: &'static str,
    /// A page: `#` is its number.
    pub page: &'static str,
    /// Before the moment of posting.
    pub posted: &'static str,
    /// Before the moment of the last change.
    pub updated: &'static str,
    /// A page of several: `#` is its number, `##` how many there are.
    pub pages: &'static str,
}

/// A pair of quotation marks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Quotes {
    /// Before the words.
    pub open: char,
    /// After them.
    pub close: char,
}

/// A language's tag, its four quotation marks, its words for jumps (onward, back, a page) and for previews (posted, updated, page of pages).
const fn usual(lang: Lang, tag: &'static str, quotes: [char; 4], jumps: [&'static str; 3], preview: [&'static str; 3]) -> Usual {
    let [open, close, inner, inner_close] = quotes;
    let quotes = [Quotes { open, close }, Quotes { open: inner, close: inner_close }];
    let ([onward, back, page], [posted, updated, pages]) = (jumps, preview);
    Usual { lang, tag, quotes, onward, back, page, posted, updated, pages }
}

const ENGLISH: [char; 4] = ['“', '”', '‘', '’'];
const GERMAN: [char; 4] = ['„', '“', '‚', '‘'];
const NORDIC: [char; 4] = ['”', '”', '’', '’'];
const LATIN: [char; 4] = ['«', '»', '“', '”'];
const POLISH: [char; 4] = ['„', '”', '«', '»'];
const RUSSIAN: [char; 4] = ['«', '»', '„', '“'];

/// One for each language, in the order of [`Lang`].
pub(super) static LANGUAGES: &[Usual] = &[
    usual(Lang::EnUs, "en-US", ENGLISH, ["See *, Page #", "From Page #", "Page #"], ["Posted", "Updated", "Page # of ##"]),
    usual(Lang::EnGb, "en-GB", ENGLISH, ["See *, Page #", "From Page #", "Page #"], ["Posted", "Updated", "Page # of ##"]),
    usual(Lang::Ko, "ko", ENGLISH, ["‘*’ #면에 계속", "#면에서 계속", "#면"], ["입력", "수정", "#/##쪽"]),
    usual(
        Lang::De,
        "de",
        GERMAN,
        ["Fortsetzung auf Seite #: *", "Fortsetzung von Seite #", "Seite #"],
        ["Veröffentlicht", "Aktualisiert", "Seite # von ##"],
    ),
    usual(
        Lang::DeCh,
        "de-CH",
        ['«', '»', '‹', '›'],
        ["Fortsetzung auf Seite #: *", "Fortsetzung von Seite #", "Seite #"],
        ["Veröffentlicht", "Aktualisiert", "Seite # von ##"],
    ),
    usual(Lang::Fr, "fr", LATIN, ["Suite page # : *", "Suite de la page #", "page #"], ["Publié", "Mis à jour", "Page # sur ##"]),
    usual(
        Lang::Es,
        "es",
        LATIN,
        ["Pasa a la página #: *", "Viene de la página #", "página #"],
        ["Publicado", "Actualizado", "Página # de ##"],
    ),
    usual(Lang::It, "it", LATIN, ["Segue a pagina #: *", "Segue da pagina #", "pagina #"], ["Pubblicato", "Aggiornato", "Pagina # di ##"]),
    usual(
        Lang::Pt,
        "pt",
        ENGLISH,
        ["Continua na página #: *", "Continuação da página #", "página #"],
        ["Publicado", "Atualizado", "Página # de ##"],
    ),
    usual(
        Lang::Nl,
        "nl",
        ENGLISH,
        ["Verder op pagina #: *", "Vervolg van pagina #", "pagina #"],
        ["Gepubliceerd", "Bijgewerkt", "Pagina # van ##"],
    ),
    usual(
        Lang::Sv,
        "sv",
        NORDIC,
        ["Fortsätter på sidan #: *", "Fortsättning från sidan #", "sidan #"],
        ["Publicerad", "Uppdaterad", "Sida # av ##"],
    ),
    usual(Lang::Da, "da", ENGLISH, ["Fortsættes på side #: *", "Fortsat fra side #", "side #"], ["Udgivet", "Opdateret", "Side # af ##"]),
    usual(
        Lang::Nb,
        "nb",
        ['«', '»', '‘', '’'],
        ["Fortsetter på side #: *", "Fortsatt fra side #", "side #"],
        ["Publisert", "Oppdatert", "Side # av ##"],
    ),
    usual(
        Lang::Nn,
        "nn",
        ['«', '»', '‘', '’'],
        ["Held fram på side #: *", "Framhald frå side #", "side #"],
        ["Publisert", "Oppdatert", "Side # av ##"],
    ),
    usual(Lang::Fi, "fi", NORDIC, ["Jatkuu sivulla #: *", "Jatkoa sivulta #", "sivu #"], ["Julkaistu", "Päivitetty", "Sivu #/##"]),
    usual(Lang::Is, "is", GERMAN, ["Framhald á síðu #: *", "Framhald af síðu #", "síða #"], ["Birt", "Uppfært", "Síða # af ##"]),
    usual(
        Lang::Pl,
        "pl",
        POLISH,
        ["Ciąg dalszy na stronie #: *", "Ciąg dalszy ze strony #", "strona #"],
        ["Opublikowano", "Zaktualizowano", "Strona # z ##"],
    ),
    usual(
        Lang::Cs,
        "cs",
        GERMAN,
        ["Pokračování na straně #: *", "Pokračování ze strany #", "strana #"],
        ["Zveřejněno", "Aktualizováno", "Strana # z ##"],
    ),
    usual(
        Lang::Sk,
        "sk",
        GERMAN,
        ["Pokračovanie na strane #: *", "Pokračovanie zo strany #", "strana #"],
        ["Zverejnené", "Aktualizované", "Strana # z ##"],
    ),
    usual(
        Lang::Sl,
        "sl",
        GERMAN,
        ["Nadaljevanje na strani #: *", "Nadaljevanje s strani #", "stran #"],
        ["Objavljeno", "Posodobljeno", "Stran # od ##"],
    ),
    usual(
        Lang::Hr,
        "hr",
        ['„', '”', '‘', '’'],
        ["Nastavak na stranici #: *", "Nastavak sa stranice #", "stranica #"],
        ["Objavljeno", "Ažurirano", "Stranica # od ##"],
    ),
    usual(
        Lang::Sr,
        "sr",
        GERMAN,
        ["Наставак на страни #: *", "Наставак са стране #", "страна #"],
        ["Објављено", "Ажурирано", "Страна # од ##"],
    ),
    usual(
        Lang::Hu,
        "hu",
        ['„', '”', '»', '«'],
        ["Folytatás: #. oldal, *", "Folytatás a(z) #. oldalról", "#. oldal"],
        ["Közzétéve", "Frissítve", "#/##. oldal"],
    ),
    usual(
        Lang::Ro,
        "ro",
        POLISH,
        ["Continuare în pagina #: *", "Urmare din pagina #", "pagina #"],
        ["Publicat", "Actualizat", "Pagina # din ##"],
    ),
    usual(Lang::Sq, "sq", LATIN, ["Vijon në faqen #: *", "Vijon nga faqja #", "faqja #"], ["Publikuar", "Përditësuar", "Faqja # nga ##"]),
    usual(
        Lang::El,
        "el",
        LATIN,
        ["Συνέχεια στη σελίδα #: *", "Συνέχεια από τη σελίδα #", "σελίδα #"],
        ["Δημοσιεύθηκε", "Ενημερώθηκε", "Σελίδα # από ##"],
    ),
    usual(
        Lang::Ru,
        "ru",
        RUSSIAN,
        ["Продолжение на стр. #: *", "Начало на стр. #", "стр. #"],
        ["Опубликовано", "Обновлено", "Страница # из ##"],
    ),
    usual(Lang::Uk, "uk", RUSSIAN, ["Продовження на с. #: *", "Початок на с. #", "с. #"], ["Опубліковано", "Оновлено", "Сторінка # з ##"]),
    usual(Lang::Be, "be", RUSSIAN, ["Працяг на с. #: *", "Пачатак на с. #", "с. #"], ["Апублікавана", "Абноўлена", "Старонка # з ##"]),
    usual(
        Lang::Bg,
        "bg",
        GERMAN,
        ["Продължава на стр. #: *", "Продължение от стр. #", "стр. #"],
        ["Публикувано", "Обновено", "Страница # от ##"],
    ),
    usual(
        Lang::Tr,
        "tr",
        ENGLISH,
        ["Devamı #. sayfada: *", "Baştarafı #. sayfada", "sayfa #"],
        ["Yayımlandı", "Güncellendi", "Sayfa #/##"],
    ),
    usual(Lang::Et, "et", ['„', '“', '«', '»'], ["Järgneb lk #: *", "Algus lk #", "lk #"], ["Avaldatud", "Uuendatud", "Lk #/##"]),
    usual(Lang::Lt, "lt", GERMAN, ["Tęsinys # psl.: *", "Pradžia # psl.", "# psl."], ["Paskelbta", "Atnaujinta", "# psl. iš ##"]),
    usual(
        Lang::Lv,
        "lv",
        ['„', '”', '‘', '’'],
        ["Turpinājums #. lpp.: *", "Sākums #. lpp.", "#. lpp."],
        ["Publicēts", "Atjaunināts", "#. lpp. no ##"],
    ),
    usual(
        Lang::Ca,
        "ca",
        LATIN,
        ["Passa a la pàgina #: *", "Ve de la pàgina #", "pàgina #"],
        ["Publicat", "Actualitzat", "Pàgina # de ##"],
    ),
    usual(Lang::Gl, "gl", LATIN, ["Pasa á páxina #: *", "Vén da páxina #", "páxina #"], ["Publicado", "Actualizado", "Páxina # de ##"]),
    usual(
        Lang::Af,
        "af",
        ENGLISH,
        ["Vervolg op bladsy #: *", "Vervolg van bladsy #", "bladsy #"],
        ["Gepubliseer", "Opgedateer", "Bladsy # van ##"],
    ),
    usual(Lang::La, "la", ENGLISH, ["Sequitur pagina #: *", "A pagina #", "pagina #"], ["Editum", "Emendatum", "Pagina # ex ##"]),
    usual(Lang::Vi, "vi", ENGLISH, ["Xem tiếp trang #: *", "Tiếp theo trang #", "trang #"], ["Đăng", "Cập nhật", "Trang # / ##"]),
];

impl Usual {
    /// "Page 2 of 7".
    pub fn page_of(&self, number: usize, count: usize) -> String {
        self.pages.replace("##", &count.to_string()).replace('#', &number.to_string())
    }

    /// A language's own quotation marks about a text that begins with none of them; bytes that it then begins later.
    pub fn quoted(&self, text: &str) -> Option<(String, usize)> {
        if text.starts_with(self.quotes[0].open) {
            return None;
        }
        let thin = if self.lang.has_thin_spaces() { THIN } else { "" };
        let open = format!("{}{thin}", self.quotes[0].open);
        Some((format!("{open}{text}{thin}{}", self.quotes[0].close), open.len()))
    }
}

/// A thin space at which no line ends.
pub const THIN: &str = "\u{202f}";

impl Lang {
    /// What is usual in it.
    pub fn usual(self) -> &'static Usual {
        &LANGUAGES[self as usize]
    }

    /// The tag for PDF and HTML.
    pub fn tag(self) -> &'static str {
        self.usual().tag
    }

    /// Whether it writes its nouns with capitals: a word with one is no name then.
    pub fn has_capital_nouns(self) -> bool {
        matches!(self, Lang::De | Lang::DeCh)
    }

    /// Whether thin spaces stand within its quotation marks, and before high signs.
    pub fn has_thin_spaces(self) -> bool {
        self == Lang::Fr
    }

    /// The language of a tag (BCP 47), whatever its letter case, and whatever its country where that makes no difference. None of those that
    /// this program does not set.
    pub fn tagged(tag: &str) -> Option<Lang> {
        let tag = tag.trim().to_lowercase().replace('_', "-");
        let (language, rest) = tag.split_once('-').unwrap_or((&tag, ""));
        let is_swiss = rest.split('-').any(|part| part == "ch" || part == "li");
        match language {
            "en" if matches!(rest, "gb" | "au" | "nz" | "ie" | "in" | "za") => Some(Lang::EnGb),
            "en" => Some(Lang::EnUs),
            "de" if is_swiss => Some(Lang::DeCh),
            "no" => Some(Lang::Nb),
            // Both are set as Croatian is, in Latin letters.
            "bs" | "sh" => Some(Lang::Hr),
            _ => LANGUAGES.iter().find(|usual| usual.tag == language).map(|usual| usual.lang),
        }
    }
}

/// The tags of all languages, for a message.
fn tags() -> String {
    LANGUAGES.iter().map(|usual| usual.tag).collect::<Vec<_>>().join(", ")
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
    fn languages_stand_in_their_order() {
        for (at, usual) in LANGUAGES.iter().enumerate() {
            assert_eq!(usual.lang as usize, at, "{}", usual.tag);
            check(usual.tag, Some(usual.lang));
            for words in [usual.onward, usual.back, usual.page, usual.pages] {
                assert!(words.contains('#'), "{words}");
            }
            assert!(usual.onward.contains('*') && usual.pages.contains("##"), "{}", usual.tag);
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
        check("de-AT", Some(Lang::De));
        check("pt-BR", Some(Lang::Pt));
        check("no", Some(Lang::Nb));
        check("english", None);
        check("", None);
    }
}
