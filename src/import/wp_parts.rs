//! What WordPress's REST interface and its export file have in common: the text of a post, its featured picture and its categories.
use super::Imported;
use super::draft::{Draft, ImportedAuthor, ImportedPhoto};

/// The priority of stories that the site keeps at the head of its front page.
pub const STICKY: i64 = 2;

/// The status of all that the site shows.
pub const PUBLISHED: &str = "publish";

/// The first category is the section, a second one the subsection.
pub fn file_under(draft: &mut Draft, categories: Vec<String>, imported: &mut Imported) {
    let mut categories = categories.into_iter();
    draft.section = categories.next();
    draft.subsection = categories.next();
    categories.for_each(|category| imported.leftovers.add("category", &category));
}

/// Who wrote a post. Where plug-ins for several authors name guests, theirs is the whole list, in its order.
pub fn writers(authors: Vec<String>, guests: Vec<String>) -> Vec<ImportedAuthor> {
    let mut names: Vec<String> = Vec::new();
    for name in if guests.is_empty() { authors } else { guests } {
        if !names.contains(&name) {
            names.push(name);
        }
    }
    names.into_iter().map(|name| ImportedAuthor { name, ..ImportedAuthor::default() }).collect()
}

/// The text of a post: blocks, or classic text with empty lines and shortcodes.
pub fn body(content: &str, draft: &mut Draft, imported: &mut Imported) {
    let plain = shortcodes(content, imported);
    let source = if plain.contains("<p") || plain.contains("<!-- wp:") { plain } else { with_paragraphs(&plain) };
    let reduced = imported.html(&source, &draft.range.clone());
    draft.blocks = reduced.blocks;
    draft.photos = reduced.photos;
}

/// A featured picture stands first; where the text shows it too, their words are joined.
pub fn feature(draft: &mut Draft, mut photo: ImportedPhoto) {
    let same = |address: &str| original(address);
    if let Some(at) = draft.photos.iter().position(|other| same(&other.address) == same(&photo.address)) {
        let other = draft.photos.remove(at);
        photo.caption = other.caption.or(photo.caption);
        photo.credit = other.credit.or(photo.credit);
        photo.alt = other.alt.or(photo.alt);
    }
    draft.photos.insert(0, photo);
}

/// The address without what WordPress adds for a size: bridge-1024x683.jpg is bridge.jpg.
pub fn original(address: &str) -> String {
    let bare = address.split(['?', '#']).next().unwrap_or(address);
    let Some((name, ending)) = bare.rsplit_once('.') else { return bare.to_string() };
    let name = name.strip_suffix("-scaled").unwrap_or(name);
    let sized = name.rsplit_once('-').filter(|(_, size)| {
        size.split_once('x').is_some_and(|(w, h)| !w.is_empty() && !h.is_empty() && (w.to_string() + h).bytes().all(|b| b.is_ascii_digit()))
    });
    format!("{}.{ending}", sized.map_or(name, |(name, _)| name)).replacen("http://", "https://", 1)
}

/// Captions become figures; other shortcodes are taken out and counted.
fn shortcodes(content: &str, imported: &mut Imported) -> String {
    let mut out = String::with_capacity(content.len());
    let mut rest = content;
    while let Some(at) = rest.find('[') {
        out.push_str(&rest[..at]);
        rest = &rest[at..];
        let inner = rest[1..].strip_prefix('/').unwrap_or(&rest[1..]);
        let name = &inner[..inner.find(|c: char| !(c.is_ascii_lowercase() || matches!(c, '_' | '-' | '0'..='9'))).unwrap_or(inner.len())];
        // "[sic]" and "[he] said" are text; a shortcode has attributes or an end, or is known.
        let end = near(rest, "]").filter(|end| !rest[..*end].contains('\n'));
        let Some(end) = end.filter(|_| !name.is_empty()) else {
            out.push('[');
            rest = &rest[1..];
            continue;
        };
        let tag = &rest[1..end];
        let closing = format!("[/{name}]");
        if (name == "caption" || name == "wp_caption")
            && let Some(close) = near(rest, &closing).filter(|close| *close > end)
        {
            out.push_str(&figure(&rest[end + 1..close]));
            rest = &rest[close + closing.len()..];
            continue;
        }
        const KNOWN: [&str; 8] = ["gallery", "embed", "video", "audio", "playlist", "more", "contact-form", "newsletter"];
        if tag.starts_with('/') || tag.contains('=') || KNOWN.contains(&name) || near(&rest[end..], &closing).is_some() {
            imported.leftovers.add(&format!("shortcode [{name}]"), if tag.starts_with('/') { "" } else { tag });
            rest = &rest[end + 1..];
        } else {
            out.push('[');
            rest = &rest[1..];
        }
    }
    out.push_str(rest);
    out
}

/// Where a sign next stands; no shortcode is longer than this.
pub fn near(text: &str, sign: &str) -> Option<usize> {
    const LONGEST: usize = 4_000;
    text[..text.floor_char_boundary(LONGEST)].find(sign)
}

/// `<img …> The words` of a caption shortcode.
fn figure(inner: &str) -> String {
    let end = inner.rfind("</a>").map(|at| at + "</a>".len());
    let end = end.or_else(|| Some(inner.find("<img")? + inner[inner.find("<img")?..].find('>')? + 1)).unwrap_or(0);
    format!("<figure>{}<figcaption>{}</figcaption></figure>", &inner[..end], &inner[end..])
}

/// Classic text has paragraphs at empty lines, as WordPress's own `wpautop` takes it.
fn with_paragraphs(content: &str) -> String {
    const BLOCKS: [&str; 12] =
        ["<h", "<ul", "<ol", "<table", "<blockquote", "<figure", "<div", "<pre", "<section", "<hr", "<iframe", "<script"];
    let normal = content.replace("\r\n", "\n").replace('\r', "\n");
    let mut out = String::with_capacity(normal.len() + normal.len() / 8);
    for part in normal.split("\n\n").map(str::trim).filter(|part| !part.is_empty()) {
        if BLOCKS.iter().any(|block| part.starts_with(block)) {
            out.push_str(part);
        } else {
            out.push_str(&format!("<p>{}</p>", part.replace('\n', "<br>")));
        }
        out.push('\n');
    }
    out
}
