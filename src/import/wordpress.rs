//! WordPress: what its REST interface gives for `/wp/v2/posts?_embed`; an export file (WXR) goes to its own reader.
use super::draft::{Draft, Shot, Writer};
use super::html;
use super::reduce::reduce;
use super::{Tray, inline, one_line, stamp, wxr};
use crate::tree::{Entry, Node};

/// Keys that this reader looks at.
const READ: [&str; 16] = [
    "id",
    "date",
    "date_gmt",
    "modified",
    "modified_gmt",
    "slug",
    "status",
    "type",
    "link",
    "title",
    "content",
    "excerpt",
    "sticky",
    "_embedded",
    "author",
    "featured_media",
];
/// Keys for machines.
const SILENT: [&str; 15] = [
    "guid",
    "_links",
    "template",
    "comment_status",
    "ping_status",
    "format",
    "meta",
    "class_list",
    "categories",
    "tags",
    "permalink_template",
    "generated_slug",
    "yoast_head",
    "yoast_head_json",
    "jetpack_featured_media_url",
];
/// Stories that the site keeps at the head of its front page.
const STICKY: i64 = 2;

/// Reads a list of posts, one post, or an export file.
pub fn read(tray: &mut Tray) {
    if tray.file.text.trim_start_matches('\u{feff}').trim_start().starts_with('<') {
        return wxr::read(tray);
    }
    let Some(tree) = tray.json() else { return };
    if tree.items().is_empty() && !tree.entries().is_empty() {
        return post(&tree, tray);
    }
    tree.items().iter().for_each(|node| post(node, tray));
}

/// `{"rendered": "…"}` as what it holds.
fn rendered<'a>(node: &'a Node, key: &str) -> Option<&'a str> {
    let node = node.get(key)?;
    node.get("rendered").unwrap_or(node).text()
}

/// HTML of one line as words; entities are resolved.
pub fn words(source: &str) -> Option<String> {
    one_line(&html::read(source)?.text())
}

fn post(node: &Node, tray: &mut Tray) {
    let title = rendered(node, "title").and_then(words);
    let Some(content) = rendered(node, "content") else {
        let place = tray.place(&node.range);
        let message = node
            .text_of("message")
            .map_or("this is no post: it has no content".to_string(), |message| format!("the site answered: {message}"));
        tray.diags.warning("empty-item", place, message).did("left it out").help("ask for /wp/v2/posts?_embed");
        return;
    };
    let name = title.clone().or_else(|| node.text_of("slug")).unwrap_or_else(|| "a post".into());
    if let Some(status) = node.text_of("status").filter(|status| status != "publish") {
        return tray.withheld(&node.range, &name, &format!("is not published: its status is {status}"));
    }
    if node.get("content").and_then(|content| content.get("protected")).and_then(Node::flag) == Some(true) {
        return tray.withheld(&node.range, &name, "is protected by a password, and its text is not in the file");
    }
    let pair = |local: &str, utc: &str| stamp::with_offset(node.get(local)?.text()?, node.get(utc).and_then(Node::text).unwrap_or(""));
    let excerpt = rendered(node, "excerpt").and_then(html::read).map(|root| one_line(&root.text()).unwrap_or_default());
    let mut draft = Draft {
        range: node.range.clone(),
        identity: node.text_of("link").or_else(|| node.get("id").and_then(Node::integer).map(|id| id.to_string())),
        version: node.text_of("modified_gmt"),
        slug: node.text_of("slug"),
        headline: title,
        deck: excerpt.filter(|excerpt| !excerpt.is_empty()),
        posted: pair("date", "date_gmt"),
        updated: pair("modified", "modified_gmt"),
        url: node.text_of("link"),
        priority: (node.get("sticky").and_then(Node::flag) == Some(true)).then_some(STICKY),
        ..Draft::default()
    };
    let embedded = |key: &str| node.get("_embedded").and_then(|embedded| embedded.get(key)).map(Node::items).unwrap_or_default();
    for author in embedded("author") {
        draft.byline.extend(author.text_of("name").and_then(|name| one_line(&name)).map(|name| Writer { name, ..Writer::default() }));
    }
    let mut categories = Vec::new();
    for term in embedded("wp:term").iter().flat_map(Node::items) {
        let Some(name) = term.text_of("name").and_then(|name| words(&name)) else { continue };
        match term.get("taxonomy").and_then(Node::text) {
            Some("category") if name != "Uncategorized" => categories.push(name),
            Some("category") => {}
            other => tray.leftovers.add(other.unwrap_or("term"), &name),
        }
    }
    file_under(&mut draft, categories, tray);
    body(content, &mut draft, tray);
    if let Some(media) = embedded("wp:featuredmedia").first() {
        let details = media.get("media_details").and_then(|details| details.get("image_meta"));
        let credit = details.and_then(|meta| meta.text_of("credit")).and_then(|credit| one_line(&credit));
        let caption = rendered(media, "caption").and_then(caption);
        let alt = media.text_of("alt_text").and_then(|alt| one_line(&alt));
        if let Some(address) = media.text_of("source_url") {
            feature(&mut draft, Shot { address, caption, credit, alt });
        }
    } else if node.get("featured_media").and_then(Node::integer).is_some_and(|id| id > 0) {
        let place = tray.place(&node.range);
        let warning = tray.diags.warning("not-embedded", place, format!("the picture of \"{name}\" is not in the file"));
        warning.did("went on without it").help("ask for /wp/v2/posts?_embed");
    }
    for Entry { key, node, .. } in node.entries() {
        if !READ.contains(&key.as_str()) && !SILENT.contains(&key.as_str()) {
            let sample = node.text().map(str::to_string).unwrap_or_default();
            tray.leftovers.add(key, &sample);
        }
    }
    tray.drafts.push(draft);
}

/// A caption's HTML as an article writes it.
pub fn caption(source: &str) -> Option<String> {
    let root = html::read(source)?;
    let reduced = reduce(&root, &mut Default::default());
    let lines: Vec<String> = reduced
        .pieces
        .into_iter()
        .filter_map(|piece| match piece {
            super::Piece::Paragraph(text) | super::Piece::Subhead(text) => Some(text),
            _ => None,
        })
        .collect();
    Some(lines.join(" ")).filter(|caption| !caption.is_empty())
}

/// The first category is the section, a second one the subsection.
pub fn file_under(draft: &mut Draft, categories: Vec<String>, tray: &mut Tray) {
    let mut categories = categories.into_iter();
    draft.section = categories.next();
    draft.subsection = categories.next();
    categories.for_each(|category| tray.leftovers.add("category", &category));
}

/// The text of a post: blocks, or classic text with empty lines and shortcodes.
pub fn body(content: &str, draft: &mut Draft, tray: &mut Tray) {
    let plain = shortcodes(content, tray);
    let source = if plain.contains("<p") || plain.contains("<!-- wp:") { plain } else { with_paragraphs(&plain) };
    let reduced = tray.html(&source, &draft.range.clone());
    draft.pieces = reduced.pieces;
    draft.shots = reduced.shots;
    // The last words of a post may be what a plug-in puts under every one.
    draft.pieces.retain(
        |piece| !matches!(piece, super::Piece::Paragraph(text) if text.starts_with("The post [") && text.contains("appeared first on")),
    );
}

/// A featured picture stands first; where the text shows it too, their words are joined.
pub fn feature(draft: &mut Draft, mut shot: Shot) {
    let same = |address: &str| original(address);
    if let Some(at) = draft.shots.iter().position(|other| same(&other.address) == same(&shot.address)) {
        let other = draft.shots.remove(at);
        shot.caption = other.caption.or(shot.caption);
        shot.credit = other.credit.or(shot.credit);
        shot.alt = other.alt.or(shot.alt);
    }
    draft.shots.insert(0, shot);
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
fn shortcodes(content: &str, tray: &mut Tray) -> String {
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
            && let Some(close) = near(rest, &closing)
        {
            out.push_str(&figure(&rest[end + 1..close]));
            rest = &rest[close + closing.len()..];
            continue;
        }
        const KNOWN: [&str; 8] = ["gallery", "embed", "video", "audio", "playlist", "more", "contact-form", "newsletter"];
        if tag.starts_with('/') || tag.contains('=') || KNOWN.contains(&name) || near(&rest[end..], &closing).is_some() {
            tray.leftovers.add(&format!("shortcode [{name}]"), if tag.starts_with('/') { "" } else { tag });
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

/// The words of a picture's field, so that an article reads them as they are.
pub fn escaped(words: Option<String>) -> Option<String> {
    words.map(|words| inline::escape(&words))
}
