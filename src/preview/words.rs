//! The words that a preview prints of its own, by the story's language.
use crate::edition::Lang;

/// A language's words.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct FixedWords {
    /// Before the moment of posting.
    pub posted: &'static str,
    /// Before the moment of the last change.
    pub updated: &'static str,
    /// `#` is the page's number, `##` how many there are.
    pages: &'static str,
}

const fn words(posted: &'static str, updated: &'static str, pages: &'static str) -> FixedWords {
    FixedWords { posted, updated, pages }
}

impl FixedWords {
    /// The words of a language.
    pub fn of(lang: Lang) -> FixedWords {
        match lang {
            Lang::EnUs | Lang::EnGb => words("Posted", "Updated", "Page # of ##"),
            Lang::Ko => words("입력", "수정", "#/##쪽"),
            Lang::De => words("Veröffentlicht", "Aktualisiert", "Seite # von ##"),
            Lang::Fr => words("Publié", "Mis à jour", "Page # sur ##"),
            Lang::Es => words("Publicado", "Actualizado", "Página # de ##"),
            Lang::It => words("Pubblicato", "Aggiornato", "Pagina # di ##"),
            Lang::Pt => words("Publicado", "Atualizado", "Página # de ##"),
            Lang::Nl => words("Gepubliceerd", "Bijgewerkt", "Pagina # van ##"),
            Lang::Sv => words("Publicerad", "Uppdaterad", "Sida # av ##"),
            Lang::Da => words("Udgivet", "Opdateret", "Side # af ##"),
            Lang::Nb => words("Publisert", "Oppdatert", "Side # av ##"),
            Lang::Fi => words("Julkaistu", "Päivitetty", "Sivu #/##"),
            Lang::Pl => words("Opublikowano", "Zaktualizowano", "Strona # z ##"),
            Lang::Cs => words("Zveřejněno", "Aktualizováno", "Strana # z ##"),
            Lang::Hu => words("Közzétéve", "Frissítve", "#/##. oldal"),
        }
    }

    /// "Page 2 of 7".
    pub fn page(&self, number: usize, count: usize) -> String {
        self.pages.replace("##", &count.to_string()).replace('#', &number.to_string())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(lang: Lang, expected: &str) {
        assert_eq!(FixedWords::of(lang).page(2, 17), expected);
    }

    #[test]
    fn pages_are_counted_in_every_order() {
        check(Lang::EnUs, "Page 2 of 17");
        check(Lang::Ko, "2/17쪽");
        check(Lang::Hu, "2/17. oldal");
    }
}
