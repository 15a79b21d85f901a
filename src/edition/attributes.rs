//! What Markdown writes in braces after a picture, as Pandoc and kramdown do: `{alt="Two boats at the quay"}`.

/// What stood in the braces.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Attributes {
    /// What one sees in the picture.
    pub alt: Option<String>,
    /// Bytes from the first brace to the last.
    pub length: usize,
}

/// The attributes that a text begins with; none where it does not, or where the braces hold anything else.
pub fn read(text: &str) -> Option<Attributes> {
    let mut rest = text.strip_prefix('{')?;
    rest = rest.strip_prefix(':').unwrap_or(rest);
    let (mut alt, mut count) = (None, 0_usize);
    loop {
        rest = rest.trim_start_matches([' ', '\t']);
        if let Some(after) = rest.strip_prefix('}') {
            return (count > 0).then(|| Attributes { alt, length: text.len() - after.len() });
        }
        count += 1;
        let end = rest.find([' ', '\t', '\n', '=', '}'])?;
        let name = &rest[..end];
        let is_plain = |name: &str| !name.is_empty() && name.chars().all(|c| c.is_alphanumeric() || matches!(c, '-' | '_' | ':' | '.'));
        let value = rest[end..].strip_prefix('=');
        // ".right" is a class and "#boats" a name; both say nothing to a newspaper.
        let bare = if value.is_none() { name.strip_prefix(['.', '#']) } else { Some(name) };
        if !bare.is_some_and(is_plain) {
            return None;
        }
        let Some(value) = value else {
            rest = &rest[end..];
            continue;
        };
        let (value, after) = quoted(value)?;
        if name == "alt" && !value.trim().is_empty() {
            alt = Some(value.split_whitespace().collect::<Vec<_>>().join(" "));
        }
        rest = after;
    }
}

/// A value, between quotes or up to the next space, and what stands after it.
fn quoted(text: &str) -> Option<(String, &str)> {
    let Some(quote) = text.chars().next().filter(|c| matches!(c, '"' | '\'')) else {
        let end = text.find([' ', '\t', '\n', '}'])?;
        return Some((text[..end].to_string(), &text[end..]));
    };
    let mut value = String::new();
    let mut characters = text[1..].char_indices();
    while let Some((at, character)) = characters.next() {
        match character {
            '\\' => value.extend(characters.next().map(|(_, escaped)| escaped)),
            '\n' => return None,
            _ if character == quote => return Some((value, &text[1 + at + 1..])),
            _ => value.push(character),
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn braces_after_a_picture() {
        for (text, expected) in [
            ("{alt=\"Two boats\"} x", Some((Some("Two boats"), 17))),
            ("{: .right alt='A \\'boat\\'' width=300}", Some((Some("A 'boat'"), 37))),
            ("{#a .b alt=Boats}", Some((Some("Boats"), 17))),
            ("{.right}", Some((None, 8))),
            ("{alt=\"\"}", Some((None, 8))),
            ("{as he said}", None),
            ("{}", None),
            ("{alt=\"Boats", None),
            ("{alt=\"Two\nboats\"}", None),
            (" {alt=x}", None),
        ] {
            let found = read(text);
            assert_eq!(found.as_ref().map(|found| (found.alt.as_deref(), found.length)), expected, "{text}");
        }
    }
}
