//! Text as typed to text as printed: inline marks, real quotes and dashes, and no signs that no page shows.
use super::clean::{Oddities, clean, clean_lines};
use super::marks::{marked, without_signs};
use super::quotes::typographic;
use super::{Lang, Rich, addresses};

/// Reads `*italic*`, `**bold**`, `[text](address)` and addresses that stand alone; a backslash takes a sign as it is.
pub fn rich(source: &str, lang: Lang, oddities: &mut Oddities) -> Rich {
    let cleaned = clean(source, oddities);
    printed(&cleaned, lang, oddities)
}

/// The same of a paragraph: where its writer ended a line, as in verse and addresses, there is a line's end.
pub fn paragraph(source: &str, lang: Lang, oddities: &mut Oddities) -> Rich {
    let cleaned = clean_lines(source, oddities);
    printed(&cleaned, lang, oddities)
}

fn printed(cleaned: &str, lang: Lang, oddities: &mut Oddities) -> Rich {
    let mut read = marked(cleaned, oddities);
    addresses::link(&mut read);
    typographic(read, lang)
}

/// Text without marks, with real quotes and dashes.
pub fn plain(source: &str, lang: Lang, oddities: &mut Oddities) -> String {
    typographic(Rich::plain(without_signs(&clean(source, oddities))), lang).text
}

/// Text that a picture brings: no marks, and whatever is odd in it is nobody's fault.
pub fn from_picture(source: &str, lang: Lang) -> Rich {
    Rich::plain(plain(source, lang, &mut Oddities::default()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::edition::SpanKind;

    fn check(source: &str, expected: &str) {
        let rich = rich(source, Lang::EnUs, &mut Oddities::default());
        let mut shown = String::new();
        for at in 0..=rich.text.len() {
            for span in rich.spans.iter().rev().filter(|span| span.range.end == at) {
                shown.push_str(tag(&span.kind, true));
            }
            for span in rich.spans.iter().filter(|span| span.range.start == at) {
                shown.push_str(tag(&span.kind, false));
            }
            shown.extend(rich.text.get(at..).and_then(|rest| rest.chars().next()));
        }
        assert_eq!(shown, expected, "{source}");
    }

    fn tag(kind: &SpanKind, end: bool) -> &'static str {
        match (kind, end) {
            (SpanKind::Italic, false) => "<i>",
            (SpanKind::Italic, true) => "</i>",
            (SpanKind::Bold, false) => "<b>",
            (SpanKind::Bold, true) => "</b>",
            (SpanKind::Link(_), false) => "<a>",
            (SpanKind::Link(_), true) => "</a>",
        }
    }

    #[test]
    fn inline_marks() {
        check("A *small* and **great** [day](https://x.y).", "A <i>small</i> and <b>great</b> <a>day</a>.");
        check("**bold with *italic* inside**", "<b>bold with <i>italic</i> inside</b>");
        check("*italic with **bold** inside*", "<i>italic with <b>bold</b> inside</i>");
        check("***both***, ***bold* more**", "<b><i>both</i></b>, <b><i>bold</i> more</b>");
        check("[a *b* c](https://x.y/d_(e))f", "<a>a <i>b</i> c</a>f");
        check("*see [this](https://x.y)*", "<i>see <a>this</a></i>");
        check("\"*강조*는 **부산**에서\"", "“<i>강조</i>는 <b>부산</b>에서”");
    }

    #[test]
    fn what_is_no_mark_stays() {
        check("3 * 4 * 5, snake_case_name, a*b, 5*3*2, __x__", "3 * 4 * 5, snake_case_name, a*b, 5*3*2, __x__");
        check(r"\*not italic\* \[x\](y) a\b C:\\d", r"*not italic* [x](y) a\b C:\d");
        check("[not a link] (x) [] [](https://x.y) [x](y z)", "[not a link] (x) [] [](https://x.y) [x](y z)");
        check("an *open mark, a close* one*", "an <i>open mark, a close</i> one*");
        check("**a *b** c*", "<b>a *b</b> c*");
        check("**** *** ** *", "**** *** ** *");
        check("*a [b* c](https://x.y)", "<i>a [b</i> c](https://x.y)");
        check("[unsafe](javascript:alert(1))", "unsafe");
    }

    #[test]
    fn signs_of_the_markdown_reader() {
        check(
            "un\u{fdd0}frigg\u{fdd1}ing \u{fdd4}a \u{fdd2}b\u{fdd3}\u{fdd5}https://x.y/) z\u{fdd6}.",
            "un<i>frigg</i>ing <a>a <b>b</b></a>.",
        );
        check("\u{fdd1}\u{fdd6}a\u{fdd4}b\u{fdd5}", "ab");
        assert_eq!(plain("\u{fdd0}a\u{fdd1}", Lang::EnUs, &mut Oddities::default()), "a");
    }

    #[test]
    fn real_quotes() {
        check("\"We don't 'wait',\" he said", "“We don’t ‘wait’,” he said");
        check("\"'Inside,' she said.\" (\"so\") [\"so\"]", "“‘Inside,’ she said.” (“so”) [“so”]");
        check(
            "the '90s, the 1990s', 'tis, rock 'n' roll, '2019 plan', tell 'em",
            "the ’90s, the 1990s’, ’tis, rock ’n’ roll, ‘2019 plan’, tell ’em",
        );
        check("'Em' is a measure; 'Cause' a word", "‘Em’ is a measure; ‘Cause’ a word");
        check("\"Wait--\" he said--\"now\"", "“Wait—” he said—“now”");
        check("*\"Quoted\"*... **'x'**", "<i>“Quoted”</i>… <b>‘x’</b>");
        check("the players' vote; O'Brien's; \"the boss's\"", "the players’ vote; O’Brien’s; “the boss’s”");
        check("\"", "“");
    }

    #[test]
    fn feet_and_inches() {
        check("He is 6'2\" tall, 6' 2\", and a 12\" pipe", "He is 6′2″ tall, 6′ 2″, and a 12″ pipe");
        check("\"It ended in 2019\" and \"he is 6'2\"\"", "“It ended in 2019” and “he is 6′2″”");
    }

    #[test]
    fn dashes_and_dots() {
        check(
            "he said -- twice --- or so; 2019-12-24, 10-20, 02-555-1234, ----",
            "he said — twice — or so; 2019-12-24, 10-20, 02-555-1234, ----",
        );
        check("wait... then.... Total ........ 5..", "wait… then…. Total ........ 5..");
    }

    #[test]
    fn hidden_signs_are_taken_out_and_counted() {
        let mut oddities = Oddities::default();
        assert_eq!(clean(" a\u{202e}b\u{0}c\n\t d\u{200b}e\u{a0} ", &mut oddities), "abc de");
        assert_eq!(oddities.hidden, 3);
        let family = "👨\u{200d}👩 co\u{ad}op";
        assert_eq!(clean(family, &mut oddities), family);
        rich("[x](file:///etc/passwd)", Lang::EnUs, &mut oddities);
        assert_eq!(oddities.addresses, ["file:///etc/passwd"]);
    }

    #[test]
    fn hostile_texts_end_soon() {
        for text in ["*a **a ", "[", "[a](", "**a *", "]", "*a* [*", "\"'", "[a](b"] {
            rich(&text.repeat(30_000), Lang::EnUs, &mut Oddities::default());
        }
    }

    #[test]
    fn lines_that_a_writer_ended_end_in_paragraphs_alone() {
        for (source, expected) in [
            ("Roses are red,\nViolets are blue", "Roses are red,\nViolets are blue"),
            ("12 Harbour Road \r\n  Busan", "12 Harbour Road\nBusan"),
            ("one\n\n\ntwo\n", "one\ntwo"),
            ("\n one", "one"),
            ("one\u{2028}two", "one\ntwo"),
            ("say \"go\nnow\"", "say “go\nnow”"),
            ("*all\nslanted*", "all\nslanted"),
            ("one\ttwo three", "one two three"),
            ("wait --\ngo", "wait —\ngo"),
            ("a\u{a0}\nb", "a\u{a0}\nb"),
        ] {
            assert_eq!(paragraph(source, Lang::EnUs, &mut Oddities::default()).text, expected, "{source:?}");
            assert!(!super::rich(source, Lang::EnUs, &mut Oddities::default()).text.contains('\n'));
        }
    }
}
