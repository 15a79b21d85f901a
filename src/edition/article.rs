//! One article file to an [`Article`].
use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::read::{PictureBook, lang_of, malformed, normal, text_file, unknown_lang};
use super::text::{has_hidden, plain, rich};
use super::{Article, Block, Byline, Lang, Photo, Related, Rich, keys, markdown};
use crate::diag::{Diagnostics, Source, SourceFile};
use crate::role::Slug;
use crate::tree::form::{self, Form};
use crate::tree::{Node, Value, json};

/// Paragraphs of more characters than this are no newspaper's.
const LONGEST_TEXT: usize = 200_000;
/// Where a story names none.
const PRIORITY: i64 = 5;
const MUST_RUN_PRIORITY: i64 = 6;
const MAY_JUMP_PRIORITY: i64 = 3;
/// Thousandths: the middle, a little above the centre, where faces are.
const FOCUS: [u16; 2] = [500, 400];
const MAX_CROP: u16 = 200;

/// Reads a file to its tree, checked against the form of articles. None where it cannot be used; that is told.
pub fn tree(path: &Path, shown: &str, diags: &mut Diagnostics) -> Option<(Arc<SourceFile>, Node)> {
    let file = text_file(path, shown, diags)?;
    let read = if shown.to_lowercase().ends_with(".md") { markdown::read(&file.text) } else { json::read(&file.text) };
    let tree = match read {
        Ok(tree) => tree,
        Err(fault) => {
            malformed(&file, fault, diags);
            return None;
        }
    };
    form::check(&tree, &Form::Group(&keys::ARTICLE), &file, diags).then_some((file, tree))
}

/// Paths, relative to the root, of the pictures that an article names.
pub fn pictures_wanted(file: &Arc<SourceFile>, tree: &Node) -> Vec<PathBuf> {
    let folder = Path::new(&file.path).parent().unwrap_or(Path::new("")).to_path_buf();
    let photos = tree.get("photos").map(Node::items).unwrap_or_default();
    photos.iter().filter_map(|photo| photo.text_of("file")).map(|name| normal(&folder.join(name))).collect()
}

/// The article in a checked tree. None where its photos or language cannot be used; that is told.
pub fn article(file: &Arc<SourceFile>, tree: &Node, lang: Lang, book: &PictureBook, diags: &mut Diagnostics) -> Option<Article> {
    let source = Source { file: file.clone(), range: 0..0 };
    let stem = Path::new(&file.path).file_stem().map(|stem| stem.to_string_lossy().into_owned()).unwrap_or_default();
    let slug = tree.text_of("slug").unwrap_or(stem);
    let words = |key: &str| tree.text_of(key).map(|text| plain(&text)).filter(|text| !text.is_empty());
    let lang = match tree.get("lang") {
        Some(node) => node.text().and_then(lang_of).unwrap_or_else(|| {
            unknown_lang(node, file, diags);
            lang
        }),
        None => lang,
    };
    let priority = tree.get("priority").and_then(Node::integer).unwrap_or(PRIORITY);
    let flag = |key: &str, default: bool| tree.get(key).and_then(Node::flag).unwrap_or(default);
    let before = diags.list.len();
    let photos = photos(file, tree, book, diags);
    let failed = diags.list[before..].iter().any(|d| d.severity == crate::diag::Severity::Error);
    let body: Vec<Block> = tree.get("body").map(Node::items).unwrap_or_default().iter().filter_map(|node| block(node, file, diags)).collect();
    if body.is_empty() && photos.is_empty() && !failed {
        let range = tree.get("body").map_or(0..0, |node| node.range.clone());
        diags
            .warning("empty-body", Some(Source { file: file.clone(), range }), format!("\"{slug}\" has neither text nor photos"))
            .did("printed its headline alone")
            .help("write the story, or take the file out of the edition");
    }
    if has_hidden(&file.text) {
        diags.warning("hidden-characters", Some(source.clone()), format!("\"{slug}\" holds control characters")).did("left them out");
    }
    let related = tree.get("related").map(Node::items).unwrap_or_default().iter().filter_map(|node| {
        Some(Related {
            label: node.text_of("label").map(|label| plain(&label)),
            slug: node.text_of("slug").map(|slug| Slug(slug.into())),
            headline: plain(&node.text_of("headline")?),
            summary: node.text_of("summary").map(|summary| plain(&summary)).filter(|summary| !summary.is_empty()),
        })
    });
    Some(Article {
        slug: Slug(slug.into()),
        section: words("section")?,
        subsection: words("subsection"),
        kicker: words("kicker"),
        headline: words("headline")?,
        short_headline: words("short_headline"),
        deck: words("deck"),
        byline: byline(tree),
        dateline: words("dateline"),
        agency: words("agency"),
        posted: tree.text_of("posted"),
        updated: tree.text_of("updated"),
        url: tree.text_of("url"),
        priority: priority as u8,
        must_run: flag("must_run", priority <= MUST_RUN_PRIORITY),
        may_jump: flag("may_jump", priority <= MAY_JUMP_PRIORITY),
        boxed: flag("box", false),
        lang,
        body,
        photos,
        related: related.collect(),
        source,
    })
}

fn byline(tree: &Node) -> Vec<Byline> {
    let Some(node) = tree.get("byline") else { return Vec::new() };
    let one = |node: &Node| -> Option<Byline> {
        if let Some(name) = node.text() {
            return Some(Byline { name: plain(name), role: None, email: None });
        }
        Some(Byline { name: plain(&node.text_of("name")?), role: node.text_of("role").map(|role| plain(&role)), email: node.text_of("email") })
    };
    let list = if let Value::List(items) = &node.value { items.iter().filter_map(one).collect() } else { one(node).into_iter().collect::<Vec<_>>() };
    list.into_iter().filter(|line| !line.name.is_empty()).collect()
}

fn block(node: &Node, file: &Arc<SourceFile>, diags: &mut Diagnostics) -> Option<Block> {
    let mut set = |node: &Node| -> Option<Rich> {
        let text = node.text()?;
        if text.len() > LONGEST_TEXT {
            diags.error("too-long", Some(node.source(file)), format!("this text has {} characters; no column holds it", text.chars().count())).help("split it into paragraphs");
            return None;
        }
        Some(rich(text)).filter(|rich| !rich.text.is_empty())
    };
    if node.text().is_some() {
        return Some(Block::Paragraph { text: set(node)?, optional: false });
    }
    if let Some(text) = node.get("p") {
        return Some(Block::Paragraph { text: set(text)?, optional: node.get("optional").and_then(Node::flag).unwrap_or(false) });
    }
    if let Some(text) = node.get("subhead") {
        return Some(Block::Subhead(set(text)?));
    }
    if let Some(text) = node.get("quote") {
        return Some(Block::Quote { text: set(text)?, by: node.text_of("by").map(|by| plain(&by)) });
    }
    if let Some(list) = node.get("list") {
        let items: Vec<Rich> = list.items().iter().filter_map(&mut set).collect();
        return (!items.is_empty()).then(|| Block::List { ordered: node.get("ordered").and_then(Node::flag).unwrap_or(false), items });
    }
    let table = node.get("table")?;
    let row = |node: &Node| -> Vec<Rich> { node.items().iter().map(|cell| cell.text().map(rich).unwrap_or_default()).collect() };
    let rows = table.get("rows").map(Node::items).unwrap_or_default().iter().map(row).collect();
    Some(Block::Table { head: table.get("head").map(row).unwrap_or_default(), rows })
}

fn photos(file: &Arc<SourceFile>, tree: &Node, book: &PictureBook, diags: &mut Diagnostics) -> Vec<Photo> {
    let paths = pictures_wanted(file, tree);
    let nodes = tree.get("photos").map(Node::items).unwrap_or_default();
    let mut photos = Vec::new();
    for (node, path) in nodes.iter().zip(paths) {
        let place = node.get("file").map_or_else(|| node.source(file), |node| node.source(file));
        let (picture, words) = match book.get(&path) {
            Some(Ok((picture, words))) => (picture.clone(), words.clone()),
            Some(Err(why)) => {
                let written = node.text_of("file").unwrap_or_default();
                diags.error("bad-photo", Some(place), format!("the photo {written} cannot be used: {why}"));
                continue;
            }
            None => continue,
        };
        let own = |key: &str, filed: Option<String>| node.text_of(key).or(filed).unwrap_or_default();
        let focus = node.get("focus").map(Node::items).unwrap_or_default();
        let focus = match focus {
            [x, y] => [x, y].map(|part| part.thousandths().and_then(|n| u16::try_from(n).ok()).unwrap_or(FOCUS[0]).min(1000)),
            _ => FOCUS,
        };
        let alt = own("alt", words.alt);
        let caption = rich(&own("caption", words.caption));
        // A picture in a Markdown body has no place for one.
        if alt.is_empty() && !file.path.to_lowercase().ends_with(".md") {
            let written = node.text_of("file").unwrap_or_default();
            diags
                .warning("no-alt", Some(place.clone()), format!("the photo {written} has no alt text"))
                .did("readers who cannot see it get its caption")
                .help("say in a few words what one sees: \"alt\": \"…\"");
        }
        photos.push(Photo {
            alt: if alt.is_empty() { caption.text.clone() } else { plain(&alt) },
            caption,
            credit: plain(&own("credit", words.credit)),
            focus,
            max_crop: node.get("max_crop").and_then(Node::thousandths).and_then(|n| u16::try_from(n).ok()).unwrap_or(MAX_CROP),
            columns: node.get("columns").and_then(Node::integer).and_then(|n| u8::try_from(n).ok()),
            picture,
            source: place,
        });
    }
    photos
}
