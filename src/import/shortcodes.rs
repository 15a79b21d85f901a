//! What site builders write inside Markdown: shortcodes of Hugo, tags of Liquid, attribute lists of kramdown.
use super::Imported;

/// Where a tag of a site builder begins and ends.
const FENCES: [(&str, &str); 5] = [("{{<", ">}}"), ("{{%", "%}}"), ("{{", "}}"), ("{%", "%}"), ("{:", "}")];
/// Bytes of a tag, beyond which it is text.
const LONGEST: usize = 2_000;

/// The text with figures in the place of those shortcodes that show a picture; other tags are taken out and counted.
pub(super) fn taken(text: &str, imported: &mut Imported) -> String {
    let mut out = String::with_capacity(text.len());
    let mut in_code = false;
    for line in text.split_inclusive('\n') {
        if line.trim_start().starts_with("```") {
            in_code = !in_code;
        }
        if in_code || !line.contains('{') { out.push_str(line) } else { without_tags(line, imported, &mut out) }
    }
    powers(&wiki_pictures(&out))
}

/// `10^6^` is a power.
fn powers(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find('^') {
        let after = &rest[at + 1..];
        let figures = after.bytes().take_while(|byte| byte.is_ascii_digit() || *byte == b'-').count();
        let is_power = figures > 0 && after[figures..].starts_with('^') && rest[..at].ends_with(char::is_alphanumeric);
        out.push_str(&rest[..at]);
        if is_power {
            out.push_str(&format!("<sup>{}</sup>", &after[..figures]));
            rest = &after[figures + 1..];
        } else {
            out.push('^');
            rest = after;
        }
    }
    out.push_str(rest);
    out
}

fn without_tags(line: &str, imported: &mut Imported, out: &mut String) {
    let mut rest = line;
    while let Some(at) = rest.find('{') {
        out.push_str(&rest[..at]);
        rest = &rest[at..];
        let fence = FENCES.iter().find(|(open, _)| rest.starts_with(open));
        let window = &rest[..rest.floor_char_boundary(LONGEST)];
        let Some((tag, length)) = fence.and_then(|(open, close)| {
            let end = window[open.len()..].find(close)? + open.len();
            Some((&rest[open.len()..end], end + close.len()))
        }) else {
            out.push('{');
            rest = &rest[1..];
            continue;
        };
        rest = &rest[length..];
        let tag = tag.trim().trim_end_matches('/').trim();
        // kramdown's attributes of a picture: what one sees in it stays.
        let alt = if out.ends_with(')') { values(tag).into_iter().find(|(name, _)| *name == "alt") } else { None };
        if let Some((_, alt)) = alt {
            out.push_str(&format!("{{alt=\"{alt}\"}}"));
            continue;
        }
        match figure(tag) {
            Some(figure) => out.push_str(&format!("\n\n{figure}\n\n")),
            None => imported.leftovers.add("tag of a site builder", tag),
        }
    }
    out.push_str(rest);
}

/// The picture that a tag shows: `figure src="/img/yard.jpg" caption="…" attr="…"`, `include figure.html src="…"`.
fn figure(tag: &str) -> Option<String> {
    let name = tag.split_whitespace().next()?;
    let shows_picture = ["figure", "img", "image", "imgproc", "include", "picture", "photo", "responsive_image"];
    if !shows_picture.contains(&name) {
        return None;
    }
    let values = values(tag);
    let of = |keys: &[&str]| keys.iter().find_map(|key| values.iter().find(|(name, _)| name == key)).map(|(_, value)| quoted(value));
    let address = of(&["src", "image", "image_path", "url", "path", "file"])?;
    let caption = of(&["caption", "title", "description"]).unwrap_or_default();
    let credit = of(&["attr", "credit", "attribution", "author"]).unwrap_or_default();
    let alt = of(&["alt"]).unwrap_or_default();
    Some(format!("<figure><img src=\"{address}\" alt=\"{alt}\"><figcaption>{caption}</figcaption><cite>{credit}</cite></figure>"))
}

/// Names and values of a tag: `src="/img/yard.jpg" alt='Boats' width=300`.
fn values(tag: &str) -> Vec<(&str, &str)> {
    let mut values = Vec::new();
    let mut rest = tag;
    while let Some(at) = rest.find('=') {
        let name = rest[..at].trim_end().rsplit(char::is_whitespace).next().unwrap_or("");
        let after = rest[at + 1..].trim_start();
        let quote = after.chars().next().filter(|c| matches!(c, '"' | '\'' | '`'));
        let inner = &after[quote.map_or(0, char::len_utf8)..];
        let end = inner.find(|c: char| quote.map_or(c.is_whitespace(), |quote| c == quote)).unwrap_or(inner.len());
        values.push((name, &inner[..end]));
        rest = inner.get(end + quote.map_or(0, char::len_utf8)..).unwrap_or("");
    }
    values
}

/// `![[boats.jpg]]` of note programs is a picture; `![Boats](my boats.jpg)` has spaces that CommonMark does not take.
fn wiki_pictures(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find("![") {
        out.push_str(&rest[..at]);
        rest = &rest[at..];
        let line = rest.split('\n').next().unwrap_or(rest);
        if let Some(end) = line.strip_prefix("![[").and_then(|inner| inner.find("]]")) {
            let name = line[3..3 + end].split('|').next().unwrap_or("");
            out.push_str(&format!("![](<{name}>)"));
            rest = &rest[3 + end + 2..];
        } else if let Some((words, address, after)) = spaced_picture(line) {
            out.push_str(&format!("![{words}](<{address}>{after}"));
            rest = &rest[line.len()..];
        } else {
            out.push_str("![");
            rest = &rest[2..];
        }
    }
    out.push_str(rest);
    out
}

/// A picture whose address has bare spaces: its words, the address, and what stands after that.
fn spaced_picture(line: &str) -> Option<(&str, &str, &str)> {
    let close = line.find("](")?;
    let inner = &line[close + 2..];
    if inner.starts_with('<') {
        return None;
    }
    let end = inner.find(" \"").or_else(|| inner.find(')'))?;
    let address = &inner[..end];
    address.contains(' ').then_some((&line[2..close], address, &inner[end..]))
}

/// A text as an attribute's value.
pub(super) fn quoted(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('"', "&quot;")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_and_values_of_tags() {
        assert_eq!(values("figure src=\"/a b.jpg\" alt='x' width=30"), [("src", "/a b.jpg"), ("alt", "x"), ("width", "30")]);
        assert_eq!(values("include x.html src=`a`"), [("src", "a")]);
        assert_eq!(values("="), [("", "")]);
    }

    #[test]
    fn powers_between_carets() {
        assert_eq!(powers("10^6^ and m^2^, [^1] a^b^ ^3^"), "10<sup>6</sup> and m<sup>2</sup>, [^1] a^b^ ^3^");
    }

    #[test]
    fn pictures_with_spaces_in_their_names() {
        assert_eq!(wiki_pictures("![[Fähre 1.jpg|300]] x"), "![](<Fähre 1.jpg>) x");
        assert_eq!(wiki_pictures("![B](../photos/Fähre 1.jpg \"QDA\")"), "![B](<../photos/Fähre 1.jpg> \"QDA\")");
        assert_eq!(wiki_pictures("![B](a.jpg \"QDA\") ![ ["), "![B](a.jpg \"QDA\") ![ [");
    }
}
