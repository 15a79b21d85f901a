//! Typed quotes, dashes and dots to the signs that are printed, as the language has them.
use super::lang::{Quotes, THIN};
use super::{Lang, Rich, Span};

/// Typed quotes and dashes become real ones; spans move along.
pub(super) fn typographic(rich: Rich, lang: Lang) -> Rich {
    let source: Vec<(usize, char)> = rich.text.char_indices().collect();
    let out = String::with_capacity(rich.text.len() + rich.text.len() / 16);
    let mut setter = QuoteSetter { source: &source, lang, out, opened: None, open: 0, open_within: 0 };
    let mut moved = vec![0; rich.text.len() + 1];
    let mut at = 0;
    while at < source.len() {
        let start = setter.out.len();
        let taken = setter.set(at);
        for (i, (byte, _)) in source[at..at + taken].iter().enumerate() {
            moved[*byte] = if i == 0 { start } else { setter.out.len() };
        }
        at += taken;
    }
    moved[rich.text.len()] = setter.out.len();
    let spans = rich.spans.into_iter().map(|span| Span { range: moved[span.range.start]..moved[span.range.end], kind: span.kind });
    Rich { spans: spans.collect(), text: setter.out }
}

/// A text's words alone: whatever quotation marks it has, and the thin spaces about them, are left out, so that the same words in the marks of
/// another language are the same.
pub fn bare(text: &str) -> String {
    let is_mark = |c: &char| matches!(c, '"' | '\'' | '“' | '”' | '„' | '‘' | '’' | '‚' | '«' | '»' | '‹' | '›' | '\u{202f}' | '\u{2009}');
    let kept: String = text.chars().filter(|c| !is_mark(c)).collect();
    kept.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Sets real quotes, dashes and dots, sign by sign.
struct QuoteSetter<'a> {
    source: &'a [(usize, char)],
    lang: Lang,
    out: String,
    /// Bytes of what is out after the last mark that opens.
    opened: Option<usize>,
    /// Double quotes that are open.
    open: usize,
    /// Single quotes that are open.
    open_within: usize,
}

impl QuoteSetter<'_> {
    fn outer(&self) -> Quotes {
        self.lang.usual().outer()
    }

    fn inner(&self) -> Quotes {
        self.lang.usual().inner()
    }

    /// Sets a mark that opens, with the thin space that some languages have after it.
    fn push_open(&mut self, sign: char) {
        self.out.push(sign);
        if sign == '«' && self.lang.usual().quotes_apart {
            self.out.push_str(THIN);
        }
        self.opened = Some(self.out.len());
    }

    /// Sets a mark that closes, with the thin space that some languages have before it.
    fn push_close(&mut self, sign: char) {
        if sign == '»' && self.lang.usual().quotes_apart {
            self.thin();
        }
        self.out.push(sign);
    }

    /// Sets a thin space, in the place of another that stands there.
    fn thin(&mut self) {
        let kept = self.out.trim_end_matches([' ', '\u{a0}', '\u{202f}', '\u{2009}']).len();
        // A mark that has just opened has its own.
        if kept > 0 && self.opened != Some(self.out.len()) {
            self.out.truncate(kept);
            self.out.push_str(THIN);
        }
    }

    /// Whether a high sign stands here at a word's end, and not in a time or an address.
    fn ends_word(&self, place: usize) -> bool {
        let before = self.out.trim_end_matches([' ', '\u{a0}', '\u{202f}', '\u{2009}']).chars().next_back();
        let after = self.at(place + 1).is_none_or(|c| c.is_whitespace() || matches!(c, '?' | '!' | '"' | '»' | '›' | '”' | ')' | ']'));
        after && before.is_some_and(|c| c.is_alphanumeric() || matches!(c, '»' | '›' | '”' | ')' | ']' | '’' | '%' | '€' | '…'))
    }

    /// The language has thin spaces before high signs, or before some.
    fn has_high_signs(&self) -> bool {
        !self.lang.usual().signs_apart.is_empty()
    }

    /// Words stand before and after, with a space between: no list, no sum.
    fn parts_words(&self, place: usize) -> bool {
        let mut before = self.out.chars().rev();
        let spaced = before.next() == Some(' ') && self.at(place + 1) == Some(' ');
        let ends = before
            .next()
            .is_some_and(|c| c.is_alphabetic() || matches!(c, '”' | '“' | '»' | '«' | '’' | ')' | '.' | ',' | '!' | '?' | '…'));
        spaced
            && ends
            && self.at(place + 2).is_some_and(|c| c.is_alphabetic() || matches!(c, '"' | '„' | '“' | '”' | '«' | '»' | '¿' | '¡' | '('))
    }

    fn at(&self, place: usize) -> Option<char> {
        self.source.get(place).map(|(_, c)| *c)
    }

    /// Signs alike from a place on.
    fn run(&self, place: usize, sign: char) -> usize {
        self.source[place..].iter().take_while(|(_, c)| *c == sign).count()
    }

    /// Sets the sign at a place; tells how many were taken.
    fn set(&mut self, place: usize) -> usize {
        const ELLIPSIS: usize = 3;
        let (_, character) = self.source[place];
        match character {
            '"' => self.double(place),
            '\'' => self.single(place),
            // Two or three make a dash; more are a rule that someone drew.
            '-' if self.run(place, '-') > 1 => {
                let run = self.run(place, '-');
                self.out.push_str(&if run <= ELLIPSIS { self.lang.usual().dash.to_string() } else { "-".repeat(run) });
                return run;
            }
            '-' if self.lang.usual().hyphen_for_dash && self.parts_words(place) => self.out.push(self.lang.usual().dash),
            '.' if self.run(place, '.') >= ELLIPSIS => {
                // A fourth dot ends the sentence; more lead to a figure in a list.
                let run = self.run(place, '.');
                self.out.push_str(&if run <= ELLIPSIS + 1 { format!("…{}", ".".repeat(run - ELLIPSIS)) } else { ".".repeat(run) });
                return run;
            }
            // Where a language has no white before a sign, white that was typed is kept, and stays on its line.
            ';' | ':' | '!' | '?' if self.has_high_signs() && self.ends_word(place) => {
                if self.lang.usual().signs_apart.contains(character) || self.out.ends_with([' ', '\u{a0}']) {
                    self.thin();
                }
                self.out.push(character);
            }
            // Signs that are real already; those of a language that has one for both ends are told apart as typed ones are.
            sign if sign == self.outer().open && (sign != self.outer().close || self.opens(place)) => {
                self.open += 1;
                self.push_open(sign);
            }
            sign if sign == self.outer().close => {
                self.open = self.open.saturating_sub(1);
                self.push_close(sign);
            }
            // The space that was typed after an opening mark is in it.
            ' ' | '\u{a0}' | '\u{202f}' | '\u{2009}' if self.lang.usual().quotes_apart && self.opened == Some(self.out.len()) => {}
            sign if sign == self.inner().open && sign != '’' => self.push_open(sign),
            other => self.out.push(other),
        }
        1
    }

    /// An opening quote stands here: at a word's head, and with something after it.
    fn opens(&self, place: usize) -> bool {
        let after = self.at(place + 1);
        let ends = after.is_none_or(|c| c.is_whitespace() || matches!(c, '.' | ',' | ';' | ':' | '!' | '?' | ')' | ']' | '}' | '”' | '’'));
        match self.out.chars().next_back() {
            None => true,
            _ if self.opened == Some(self.out.len()) => true,
            Some(c) if c.is_whitespace() => !ends || self.open == 0,
            Some('(' | '[' | '{' | '¿' | '¡') => true,
            // After a word that lost its vowel: l’« Express ».
            Some('’') => after.is_some_and(char::is_alphanumeric),
            Some('—' | '–' | '-' | '/' | '=') => !ends,
            Some(_) => false,
        }
    }

    fn double(&mut self, place: usize) {
        let before = self.out.chars().next_back();
        let after = self.at(place + 1);
        let measure = before.is_some_and(|c| c.is_ascii_digit()) && !after.is_some_and(char::is_alphanumeric);
        if measure && (self.open == 0 || self.after_feet()) {
            self.out.push('″');
        } else if self.opens(place) {
            self.open += 1;
            self.push_open(self.outer().open);
        } else {
            self.open = self.open.saturating_sub(1);
            self.push_close(self.outer().close);
        }
    }

    /// The figures just set follow a sign for feet: 6′2
    fn after_feet(&self) -> bool {
        let head = self.out.trim_end_matches(|c: char| c.is_ascii_digit());
        head.len() < self.out.len() && head.trim_end().ends_with('′')
    }

    fn single(&mut self, place: usize) {
        if self.feet(place) {
            self.out.push('′');
        } else if self.opens(place) && !self.elided(place) && self.at(place + 1).is_some_and(|c| !c.is_whitespace()) {
            self.open_within += 1;
            self.push_open(self.inner().open);
        } else if self.open_within > 0 && !self.at(place + 1).is_some_and(char::is_alphanumeric) {
            self.open_within -= 1;
            self.push_close(self.inner().close);
        } else {
            self.out.push('’');
        }
    }

    /// Feet where inches follow: 6'2" and 6' 2".
    fn feet(&self, place: usize) -> bool {
        const MOST_DIGITS: usize = 2;
        let digit = |c: Option<char>| c.is_some_and(|c| c.is_ascii_digit());
        let start = place + 1 + usize::from(self.at(place + 1) == Some(' '));
        let figures = (0..MOST_DIGITS).take_while(|i| digit(self.at(start + i))).count();
        digit(self.out.chars().next_back()) && figures > 0 && self.at(start + figures) == Some('"')
    }

    /// An apostrophe at a word's head: ’90s, ’tis.
    fn elided(&self, place: usize) -> bool {
        const WORDS: [&str; 9] = ["tis", "twas", "twere", "twill", "em", "til", "n", "cause", "bout"];
        const LONGEST: usize = 6;
        let figures = self.source[place + 1..].iter().take(LONGEST).take_while(|(_, c)| c.is_ascii_digit()).count();
        if figures == "90".len() {
            return true;
        }
        let rest = &self.source[(place + 1).min(self.source.len())..];
        let word: String = rest.iter().take(LONGEST).map(|(_, c)| *c).take_while(|c| c.is_alphabetic()).collect();
        // Words that are also whole words are elided only in lower case and without a quote that ends after them.
        let whole = matches!(word.to_lowercase().as_str(), "em" | "n" | "til" | "cause" | "bout");
        let closes = self.at(place + 1 + word.chars().count()) == Some('\'') && word != "n";
        WORDS.contains(&word.to_lowercase().as_str()) && !(whole && (closes || word.starts_with(char::is_uppercase)))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(lang: Lang, source: &str, expected: &str) {
        let shown = typographic(Rich::plain(source), lang).text.replace(THIN, "~");
        assert_eq!(shown, expected, "{source}");
        // What is set already stays.
        assert_eq!(
            typographic(Rich::plain(typographic(Rich::plain(source), lang).text), lang).text.replace(THIN, "~"),
            expected,
            "{source}"
        );
    }

    #[test]
    fn languages_have_their_own_quotes() {
        let typed = r#"He said: "It's 'late' now.""#;
        check(Lang::EnUs, typed, "He said: “It’s ‘late’ now.”");
        check(Lang::De, r#"Sie sagte: "Das ist 'gut' so", und ging."#, "Sie sagte: „Das ist ‚gut‘ so“, und ging.");
        check(Lang::De, "„Schon richtig“, sagte sie (\"wie immer\").", "„Schon richtig“, sagte sie („wie immer“).");
        check(Lang::DeCh, r#""Ja", sagt er, "sicher.""#, "«Ja», sagt er, «sicher.»");
        check(Lang::Es, r#"Dijo "no" y "quizá"."#, "Dijo «no» y «quizá».");
        check(Lang::Pl, r#""Tak", mówi, "i 'nie'"."#, "„Tak”, mówi, „i «nie»”.");
        check(Lang::Sv, r#""Ja", sade hon. "Det 'är' så.""#, "”Ja”, sade hon. ”Det ’är’ så.”");
        check(Lang::Ru, r#"Он сказал: "Да" и "нет"."#, "Он сказал: «Да» и «нет».");
        check(Lang::Nl, r#"'s Avonds zei ze "ja" en foto's."#, "‘s Avonds zei ze “ja” en foto’s.");
    }

    #[test]
    fn countries_have_their_own_quotes_and_spaces() {
        let typed = r#"Il dit: "C'est 'fini'! Non?""#;
        check(Lang::Fr, typed, "Il dit~: «~C’est “fini”~! Non~?~»");
        check(Lang::FrCh, typed, "Il dit~: «C’est ‹fini›~! Non~?»");
        check(Lang::FrCa, typed, "Il dit~: «~C’est “fini”! Non?~»");
        check(Lang::FrCa, "Vite ! Oui ; non", "Vite~! Oui~; non");
        check(Lang::Fr, r#"Lu dans l'"Express" et d'"autres"."#, "Lu dans l’«~Express~» et d’«~autres~».");
        check(Lang::It, r#"L'ha scritto l'"Unità"."#, "L’ha scritto l’«Unità».");
        check(Lang::ItCh, r#""Sì, 'tutto' bene""#, "«Sì, ‹tutto› bene»");
        check(Lang::DeAt, r#""Ja, 'gut' so""#, "„Ja, ‚gut‘ so“");
        check(Lang::Es419, r#"¿"Qué 'cosa'"? Dijo "no"."#, "¿“Qué ‘cosa’”? Dijo “no”.");
        check(Lang::Es, r#"¡"Viva"! ¿Qué?"#, "¡«Viva»! ¿Qué?");
        check(Lang::PtPt, r#"Disse "sim, 'talvez'"."#, "Disse «sim, “talvez”».");
        check(Lang::Pt, r#"Disse "sim, 'talvez'"."#, "Disse “sim, ‘talvez’”.");
        check(Lang::SrLatn, r#"Rekao je "da"."#, "Rekao je „da“.");
    }

    #[test]
    fn typed_dashes_become_the_languages() {
        check(Lang::EnUs, "Wait--he said - now", "Wait—he said - now");
        check(Lang::EnGb, "Wait -- now", "Wait — now");
        check(Lang::De, "Er kam - und ging -- bald", "Er kam – und ging – bald");
        check(Lang::Sv, "Han kom - \"sent\" - och gick", "Han kom – ”sent” – och gick");
        check(Lang::Pl, "Tak - powiedział -- nie", "Tak – powiedział – nie");
        check(Lang::Ru, "Москва - столица", "Москва — столица");
        check(Lang::Uk, "Київ -- столиця", "Київ — столиця");
        check(Lang::Es, "Vino - dijo -- tarde", "Vino — dijo — tarde");
        check(Lang::Pt, "- Sim - disse", "- Sim — disse");
        check(Lang::Cs, "Praha - Brno 3 - 1", "Praha – Brno 3 - 1");
        check(Lang::Fr, "Paris - Nice, 10-12 mai, porte-clés", "Paris – Nice, 10-12 mai, porte-clés");
        check(Lang::De, "Nord- und Südsee — schon richtig", "Nord- und Südsee — schon richtig");
        check(Lang::El, "Αθήνα - Πάτρα", "Αθήνα – Πάτρα");
    }

    #[test]
    fn words_are_the_same_in_any_marks() {
        for text in ["Sie sagt „Ja“ – heute", "Sie sagt \"Ja\" – heute", "Sie sagt «\u{202f}Ja\u{202f}»  – heute"] {
            assert_eq!(bare(text), "Sie sagt Ja – heute");
        }
    }

    #[test]
    fn french_has_thin_spaces() {
        check(Lang::Fr, r#"Il a dit : "C'est fini !" Vraiment?"#, "Il a dit~: «~C’est fini~!~» Vraiment~?");
        check(Lang::Fr, "Elle répond « non » ; à 12:30, voir https://a.b/?x=1 !", "Elle répond «~non~»~; à 12:30, voir https://a.b/?x=1~!");
        check(Lang::Fr, "Quoi ?! (Vite!) Fin: rien", "Quoi~?! (Vite~!) Fin~: rien");
        check(Lang::Fr, "«Déjà», dit-il.", "«~Déjà~», dit-il.");
        check(Lang::Es, "¿Qué? ¡No!", "¿Qué? ¡No!");
    }
}
