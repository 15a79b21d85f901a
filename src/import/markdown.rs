//! Markdown as any program writes it: site builders' front matter and shortcodes, and the marks that they add to CommonMark.
use pulldown_cmark::{CowStr, Event, Options, Parser, Tag, TagEnd, html as commonmark};

use super::draft::Draft;
use super::front_matter::{self, Words};
use super::plain::stem;
use super::shortcodes::{self, quoted};
use super::{Imported, ImportedBlock};

/// What site builders know beside CommonMark.
const EXTRAS: Options = Options::ENABLE_TABLES
    .union(Options::ENABLE_FOOTNOTES)
    .union(Options::ENABLE_STRIKETHROUGH)
    .union(Options::ENABLE_DEFINITION_LIST)
    .union(Options::ENABLE_TASKLISTS);

/// Reads a Markdown text, as any program writes it.
pub fn read(imported: &mut Imported) {
    let text = imported.file.text.trim_start_matches('\u{feff}').to_string();
    let start = imported.file.text.len() - text.len();
    let mut draft = Draft { range: 0..imported.file.text.len(), ..Draft::default() };
    let front = match front_matter::split(&text) {
        Some(front) => front,
        None => front_matter::Front::without(&text),
    };
    let Some(words) = front_matter::read(&front, start, &mut draft, imported) else { return };
    let range = draft.range.clone();
    let plain = shortcodes::taken(front.body, imported);
    let reduced = imported.html(&rendered(&plain, words), &range);
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

/// CommonMark as HTML, with figures for pictures.
fn rendered(body: &str, meant: Words) -> String {
    let mut words: Option<(String, String, String)> = None;
    let events = Parser::new_ext(body, EXTRAS).filter_map(move |event| match event {
        Event::Start(Tag::Image { dest_url, title, .. }) => {
            words = Some((dest_url.to_string(), String::new(), title.to_string()));
            None
        }
        Event::End(TagEnd::Image) => {
            let (address, bracket, title) = words.take()?;
            let [address, bracket, title] = [address, bracket, title].map(|text| quoted(&text));
            let html = match meant {
                Words::CaptionAndCredit => {
                    format!("<figure><img src=\"{address}\"><figcaption>{bracket}</figcaption><cite>{title}</cite></figure>")
                }
                Words::AltAndCaption if title.is_empty() => {
                    format!("<figure><img src=\"{address}\"><figcaption>{bracket}</figcaption></figure>")
                }
                Words::AltAndCaption => {
                    format!("<figure><img src=\"{address}\" alt=\"{bracket}\"><figcaption>{title}</figcaption></figure>")
                }
            };
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
