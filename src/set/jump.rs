//! The words of a jump, by the story's language: where it goes on, and where it comes from.
use crate::edition::{Jump, Lang};

/// "See BRIDGE, Page 7".
pub fn onward(jump: &Jump, lang: Lang) -> String {
    with(lang.usual().onward, &jump.folios[1]).replace('*', &jump.keyword)
}

/// The page in its place; a double truck's are two.
fn with(words: &str, page: &str) -> String {
    let words = if page.contains('–') { words.replace("Page #", "Pages #") } else { words.to_string() };
    words.replace('#', page)
}

/// "From Page 1".
pub fn back(jump: &Jump, lang: Lang) -> String {
    with(lang.usual().back, &jump.folios[0])
}

/// "Page 7".
pub fn on(page: &str, lang: Lang) -> String {
    with(lang.usual().page, page)
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
