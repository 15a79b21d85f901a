//! Markdown as any program writes it: site builders' front matter and shortcodes, and the marks that they add to CommonMark.
use pulldown_cmark::{CowStr, Event, Options, Parser, Tag, TagEnd, html as commonmark};

use super::draft::Draft;
use super::front_matter::{self, Words};
use super::plain::stem;
use super::shortcodes::{self, quoted};
use super::{Imported, ImportedBlock};
use crate::edition::attributes;

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
    let mut image: Option<Image> = None;
    // From where and up to where the text was read as a picture's attributes.
    let (mut from, mut read_to) = (0, 0);
    let events = Parser::new_ext(body, EXTRAS).into_offset_iter().filter_map(move |(event, range)| match event {
        Event::Start(Tag::Image { dest_url, title, .. }) => {
            image = Some(Image { address: dest_url.to_string(), bracket: String::new(), title: title.to_string() });
            None
        }
        Event::End(TagEnd::Image) => {
            let found = attributes::read(&body[range.end..]);
            (from, read_to) = (range.end, range.end + found.as_ref().map_or(0, |found| found.length));
            Some(Event::InlineHtml(CowStr::from(image.take()?.figure(meant, found.and_then(|found| found.alt)))))
        }
        Event::Text(text) | Event::Code(text) if image.is_some() => {
            image.iter_mut().for_each(|image| image.bracket.push_str(&text));
            None
        }
        _ if image.is_some() => None,
        _ if range.start >= from && range.end <= read_to => None,
        Event::Text(_) if range.start < read_to => Some(Event::Text(CowStr::from(&body[read_to..range.end]))),
        other => Some(other),
    });
    let mut out = String::with_capacity(body.len() * 2);
    commonmark::push_html(&mut out, events);
    out
}

/// A picture in Markdown, as it is written.
struct Image {
    address: String,
    /// What stands between the brackets.
    bracket: String,
    /// What stands between the quotes.
    title: String,
}

impl Image {
    /// As a figure. What the braces after it say of what one sees leaves the brackets to the caption.
    fn figure(self, meant: Words, alt: Option<String>) -> String {
        let [address, bracket, title] = [self.address, self.bracket, self.title].map(|text| quoted(&text));
        let seen = alt.map(|alt| quoted(&alt));
        let (alt, caption, credit) = match (meant, seen) {
            (Words::CaptionAndCredit, seen) => (seen, bracket, title),
            (Words::AltAndCaption, None) if title.is_empty() => (None, bracket, title),
            (Words::AltAndCaption, None) => (Some(bracket), title, String::new()),
            (Words::AltAndCaption, seen) => (seen, if title.is_empty() { bracket } else { title }, String::new()),
        };
        let alt = alt.map(|alt| format!(" alt=\"{alt}\"")).unwrap_or_default();
        let credit = if credit.is_empty() { credit } else { format!("<cite>{credit}</cite>") };
        format!("<figure><img src=\"{address}\"{alt}><figcaption>{caption}</figcaption>{credit}</figure>")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn braces_say_what_one_sees() {
        let check = |body: &str, meant: Words, expected: &str| assert_eq!(rendered(body, meant), format!("<p>{expected}</p>\n"));
        let own = "<figure><img src=\"b.jpg\" alt=\"Two boats\"><figcaption>Boats</figcaption><cite>QDA</cite></figure> go";
        check("![Boats](b.jpg \"QDA\"){alt=\"Two boats\"} go", Words::CaptionAndCredit, own);
        let other = "<figure><img src=\"b.jpg\" alt=\"Two boats\"><figcaption>Boats</figcaption></figure>";
        check("![Boats](b.jpg){alt=\"Two boats\"}", Words::AltAndCaption, other);
        check("![Two boats](b.jpg \"Boats\")", Words::AltAndCaption, other);
    }
}
