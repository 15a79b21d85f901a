//! Markdown with any front matter or none, and plain text: the first line is the headline.
use pulldown_cmark::{CowStr, Event, Options, Parser, Tag, TagEnd, html as commonmark};

use super::draft::{Draft, ImportedAuthor, ImportedPhoto};
use super::{Imported, ImportedBlock, inline, one_line, paragraphs};
use crate::tree::{Entry, Node, tell, yaml};

/// Reads a Markdown text, as any program writes it.
pub fn markdown(imported: &mut Imported) {
    let text = imported.file.text.trim_start_matches('\u{feff}').to_string();
    let start = imported.file.text.len() - text.len();
    let mut draft = Draft { range: 0..imported.file.text.len(), ..Draft::default() };
    let mut body = text.as_str();
    if let Some((front, rest)) = front_matter(&text) {
        body = rest;
        match yaml::read(front, start + (text.len() - text[text.find(front).unwrap_or(0)..].len())) {
            Ok(tree) => fields(&tree, &mut draft, imported),
            Err(fault) => {
                let file = imported.file.clone();
                tell(fault, &file, &mut imported.diags);
                return;
            }
        }
    }
    let range = draft.range.clone();
    let reduced = imported.html(&rendered(body), &range);
    draft.blocks = reduced.blocks;
    draft.photos.extend(reduced.photos);
    if draft.headline.is_none() {
        // "# Bridge reopens" is the headline; without one the first line is.
        if let Some(ImportedBlock::Subhead(headline) | ImportedBlock::Paragraph(headline)) = draft.blocks.first() {
            draft.headline = Some(headline.replace(['*', '\\'], ""));
            draft.blocks.remove(0);
        }
    }
    if draft.headline.is_none() && draft.blocks.is_empty() && draft.photos.is_empty() {
        return;
    }
    draft.slug = draft.slug.take().or_else(|| stem(imported));
    imported.drafts.push(draft);
}

fn stem(imported: &Imported) -> Option<String> {
    std::path::Path::new(&imported.file.path).file_stem().map(|stem| stem.to_string_lossy().into_owned())
}

/// The front matter and the text after it.
fn front_matter(text: &str) -> Option<(&str, &str)> {
    let rest = text.strip_prefix("---")?;
    let rest = &rest[rest.find('\n')? + 1..];
    let mut at = 0;
    for line in rest.split_inclusive('\n') {
        if matches!(line.trim_end(), "---" | "...") {
            return Some((&rest[..at], &rest[at + line.len()..]));
        }
        at += line.len();
    }
    None
}

/// The keys of our own articles, and the names that site builders give the same things.
fn fields(tree: &Node, draft: &mut Draft, imported: &mut Imported) {
    let range = draft.range.clone();
    for Entry { key, node, .. } in tree.entries() {
        let words = node.text().and_then(one_line).or_else(|| node.items().first()?.text().and_then(one_line));
        let field = match key.to_lowercase().as_str() {
            "slug" => &mut draft.slug,
            "section" | "category" | "categories" => &mut draft.section,
            "subsection" => &mut draft.subsection,
            "kicker" => &mut draft.kicker,
            "headline" | "title" => &mut draft.headline,
            "short_headline" | "linktitle" => &mut draft.short_headline,
            "deck" | "description" | "subtitle" | "summary" | "excerpt" => &mut draft.deck,
            "dateline" => &mut draft.dateline,
            "agency" | "source" => &mut draft.agency,
            "posted" | "date" | "published" => &mut draft.posted,
            "updated" | "lastmod" | "modified" => &mut draft.updated,
            "url" | "permalink" | "canonical" => &mut draft.url,
            "lang" | "language" => &mut draft.lang,
            "priority" => {
                draft.priority = node.integer();
                continue;
            }
            "byline" | "author" | "authors" => {
                let lines = if node.items().is_empty() { std::slice::from_ref(node) } else { node.items() };
                for line in lines {
                    let name = line.text().map(str::to_string).or_else(|| line.text_of("name")).and_then(|name| one_line(&name));
                    draft.byline.extend(name.map(|name| ImportedAuthor { name, role: line.text_of("role"), email: line.text_of("email") }));
                }
                continue;
            }
            "image" | "cover" | "featured_image" => {
                let address = node.text().map(str::to_string).or_else(|| node.text_of("image")).or_else(|| node.text_of("src"));
                let caption = node.text_of("caption").map(|caption| inline::escape(&caption));
                draft.photos.extend(address.map(|address| ImportedPhoto {
                    address,
                    caption,
                    alt: node.text_of("alt"),
                    ..ImportedPhoto::default()
                }));
                continue;
            }
            "draft" if node.flag() == Some(true) => {
                let place = imported.place(&range);
                imported.diags.warning("withheld", place, "the front matter says that this is a draft").did("took it in all the same");
                continue;
            }
            _ => {
                imported.leftovers.add(key, &words.unwrap_or_default());
                continue;
            }
        };
        *field = field.take().or(words);
    }
}

/// CommonMark as HTML; a picture's words are its caption and its title the credit, as in our own articles.
fn rendered(body: &str) -> String {
    let mut words: Option<(String, String, String)> = None;
    let events = Parser::new_ext(body, Options::ENABLE_TABLES).filter_map(move |event| match event {
        Event::Start(Tag::Image { dest_url, title, .. }) => {
            words = Some((dest_url.to_string(), String::new(), title.to_string()));
            None
        }
        Event::End(TagEnd::Image) => {
            let (address, caption, credit) = words.take()?;
            let [address, caption, credit] = [address, caption, credit].map(|text| quoted(&text));
            let html = format!("<figure><img src=\"{address}\"><figcaption>{caption}</figcaption><cite>{credit}</cite></figure>");
            Some(Event::InlineHtml(CowStr::from(html)))
        }
        Event::Text(text) | Event::Code(text) if words.is_some() => {
            if let Some((_, caption, _)) = &mut words {
                caption.push_str(&text);
            }
            None
        }
        _ if words.is_some() => None,
        other => Some(other),
    });
    let mut out = String::with_capacity(body.len() * 2);
    commonmark::push_html(&mut out, events);
    out
}

fn quoted(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('"', "&quot;")
}

/// Reads plain text: the first line is the headline, the rest the text.
pub fn text(imported: &mut Imported) {
    let text = imported.file.text.trim_start_matches('\u{feff}').replace("\r\n", "\n").replace('\r', "\n");
    let text = text.trim();
    if text.is_empty() {
        return;
    }
    let (headline, rest) = text.split_once('\n').unwrap_or((text, ""));
    let mut draft =
        Draft { range: 0..imported.file.text.len(), headline: one_line(headline), blocks: paragraphs(rest), ..Draft::default() };
    draft.slug = stem(imported);
    imported.drafts.push(draft);
}
