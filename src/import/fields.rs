//! HTML in any field: tags and references are read as what they mean, so that no markup is printed as text.
use super::escapes::{MOST_ESCAPES, has_references, has_tags};
use super::ledger::Leftovers;
use super::{html, inline, one_line, reduce};
use crate::tree::xml::resolved;

/// A field of one line as words: tags are read, references resolved, also those that were escaped more than once.
pub fn field(text: &str) -> Option<String> {
    let mut words = one_line(text)?;
    for _ in 0..MOST_ESCAPES {
        if has_tags(&words) {
            let root = html::read(&words)?;
            words = one_line(&reduce::line(&root, &mut Leftovers::default()).plain())?;
        } else if has_references(&words) {
            words = one_line(&resolved(&words))?;
        } else {
            break;
        }
    }
    Some(words)
}

/// A caption as an article writes it: italics, bold and links stay.
pub fn marked(text: &str) -> Option<String> {
    let mut words = one_line(text)?;
    for _ in 0..MOST_ESCAPES {
        if has_tags(&words) {
            let root = html::read(&words)?;
            let line = reduce::line(&root, &mut Leftovers::default());
            if !has_tags(&line.plain()) {
                return Some(line.marked()).filter(|marked| !marked.is_empty());
            }
            words = one_line(&line.plain())?;
        } else if has_references(&words) {
            words = one_line(&resolved(&words))?;
        } else {
            break;
        }
    }
    Some(inline::escape(&words))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn markup_is_read_as_what_it_means() {
        for (text, expected) in [
            ("Bridge<br>open", "Bridge open"),
            ("The <i>Ann</i> sails", "The Ann sails"),
            ("The lodge &amp;ndash; Caf&amp;eacute;", "The lodge – Café"),
            ("<p>Here&#x27;s what we know.</p>", "Here's what we know."),
            ("&lt;p&gt;Here&amp;#x27;s it.&lt;/p&gt;", "Here's it."),
            ("Fish & Chips, AT&T, a < b and b > c, I <3 it", "Fish & Chips, AT&T, a < b and b > c, I <3 it"),
            ("R&D; more", "R&D; more"),
            ("Dear <name>, hello", "Dear <name>, hello"),
        ] {
            assert_eq!(field(text).as_deref(), Some(expected), "{text}");
        }
        assert_eq!(field(" \n"), None);
        assert_eq!(field("<p></p>"), None);
    }

    #[test]
    fn captions_keep_their_marks() {
        assert_eq!(
            marked("The <i>Ann</i> at the <a href='https://e.com/q'>quay</a>").as_deref(),
            Some("The *Ann* at the [quay](https://e.com/q)")
        );
        assert_eq!(marked("5 * 3").as_deref(), Some("5 \\* 3"));
    }
}
