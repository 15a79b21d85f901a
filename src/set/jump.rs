//! The words of a jump, by the story's language: where it goes on, and where it comes from.
use crate::edition::{Jump, Lang};

/// "See BRIDGE, Page 7". `#` is the page, `*` the keyword.
pub fn onward(jump: &Jump, lang: Lang) -> String {
    let words = match lang {
        Lang::EnUs | Lang::EnGb => "See *, Page #",
        Lang::Ko => "‘*’ #면에 계속",
        Lang::De => "Fortsetzung auf Seite #: *",
        Lang::Fr => "Suite page # : *",
        Lang::Es => "Pasa a la página #: *",
        Lang::It => "Segue a pagina #: *",
        Lang::Pt => "Continua na página #: *",
        Lang::Nl => "Verder op pagina #: *",
        Lang::Sv => "Fortsätter på sidan #: *",
        Lang::Da => "Fortsættes på side #: *",
        Lang::Nb => "Fortsetter på side #: *",
        Lang::Fi => "Jatkuu sivulla #: *",
        Lang::Pl => "Ciąg dalszy na stronie #: *",
        Lang::Cs => "Pokračování na straně #: *",
        Lang::Hu => "Folytatás: #. oldal, *",
    };
    with(words, &jump.folios[1]).replace('*', &jump.keyword)
}

/// The page in its place; a double truck's are two.
fn with(words: &str, page: &str) -> String {
    let words = if page.contains('–') { words.replace("Page #", "Pages #") } else { words.to_string() };
    words.replace('#', page)
}

/// "From Page 1".
pub fn back(jump: &Jump, lang: Lang) -> String {
    let words = match lang {
        Lang::EnUs | Lang::EnGb => "From Page #",
        Lang::Ko => "#면에서 계속",
        Lang::De => "Fortsetzung von Seite #",
        Lang::Fr => "Suite de la page #",
        Lang::Es => "Viene de la página #",
        Lang::It => "Segue da pagina #",
        Lang::Pt => "Continuação da página #",
        Lang::Nl => "Vervolg van pagina #",
        Lang::Sv => "Fortsättning från sidan #",
        Lang::Da => "Fortsat fra side #",
        Lang::Nb => "Fortsatt fra side #",
        Lang::Fi => "Jatkoa sivulta #",
        Lang::Pl => "Ciąg dalszy ze strony #",
        Lang::Cs => "Pokračování ze strany #",
        Lang::Hu => "Folytatás a(z) #. oldalról",
    };
    with(words, &jump.folios[0])
}

/// "Page 7".
pub fn on(page: &str, lang: Lang) -> String {
    let words = match lang {
        Lang::EnUs | Lang::EnGb => "Page #",
        Lang::Ko => "#면",
        Lang::De => "Seite #",
        Lang::Fr => "page #",
        Lang::Es | Lang::Pt => "página #",
        Lang::It | Lang::Nl => "pagina #",
        Lang::Sv => "sidan #",
        Lang::Da | Lang::Nb => "side #",
        Lang::Fi => "sivu #",
        Lang::Pl => "strona #",
        Lang::Cs => "strana #",
        Lang::Hu => "#. oldal",
    };
    with(words, page)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn both_ends_are_told() {
        let jump = Jump {
            keyword: "BRIDGE".into(),
            from: "A1".into(),
            to: "A7".into(),
            folios: ["1".into(), "7".into()],
            after: 3,
            unasked: false,
        };
        assert_eq!(onward(&jump, Lang::EnUs), "See BRIDGE, Page 7");
        assert_eq!(back(&jump, Lang::EnGb), "From Page 1");
        assert_eq!(onward(&jump, Lang::Ko), "‘BRIDGE’ 7면에 계속");
        let jump = Jump { folios: ["1".into(), "8–9".into()], ..jump };
        assert_eq!(onward(&jump, Lang::EnUs), "See BRIDGE, Pages 8–9");
        assert_eq!(onward(&jump, Lang::De), "Fortsetzung auf Seite 8–9: BRIDGE");
    }
}
