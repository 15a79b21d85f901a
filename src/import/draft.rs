//! A story on its way from a newsroom's format to an article: what every reader of a format fills in.
use std::ops::Range;

use crate::edition::files::decoded;
use crate::tree::{Entry, Node, Value};

/// A story as a format gave it.
#[derive(Clone, Debug, Default)]
pub struct Draft {
    /// Bytes of the file that it stands in.
    pub range: Range<usize>,
    /// What the format calls it, the same in each of its versions.
    pub identity: Option<String>,
    /// Which version it is: a number, or a moment as written.
    pub version: Option<String>,
    /// It takes back what was filed under its identity before.
    pub kills: bool,
    /// What the newsroom calls it; made of the headline where there is none.
    pub slug: Option<String>,
    pub section: Option<String>,
    /// Its part of the section.
    pub subsection: Option<String>,
    /// The label over the headline.
    pub kicker: Option<String>,
    pub headline: Option<String>,
    /// A shorter one.
    pub short_headline: Option<String>,
    /// The line under it.
    pub deck: Option<String>,
    /// Who wrote it.
    pub byline: Vec<ImportedAuthor>,
    /// Where it was written.
    pub dateline: Option<String>,
    /// The agency it came from.
    pub agency: Option<String>,
    /// When it was posted.
    pub posted: Option<String>,
    /// When it was last changed.
    pub updated: Option<String>,
    /// What its text says of an embargo.
    pub embargo: Option<String>,
    /// Its address.
    pub url: Option<String>,
    /// 1 to 9.
    pub priority: Option<i64>,
    /// Its language, as the format tags it.
    pub lang: Option<String>,
    pub blocks: Vec<ImportedBlock>,
    pub photos: Vec<ImportedPhoto>,
    /// Teasers of related stories.
    pub teasers: Vec<Teaser>,
}

/// Who wrote it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ImportedAuthor {
    pub name: String,
    /// "Staff reporter".
    pub role: Option<String>,
    /// An address.
    pub email: Option<String>,
}

/// A block of the text; texts are marked as an article marks them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ImportedBlock {
    Paragraph(String),
    /// A heading between paragraphs.
    Subhead(String),
    /// A quote, and who said it.
    Quote(String, Option<String>),
    List {
        ordered: bool,
        /// Its entries.
        items: Vec<String>,
    },
    Table {
        /// The head's cells.
        head: Vec<String>,
        /// Rows of cells.
        rows: Vec<Vec<String>>,
    },
}

#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ImportedPhoto {
    /// Where it is, or comes from: an address, or a path from the file.
    pub address: String,
    /// The caption, marked.
    pub caption: Option<String>,
    pub credit: Option<String>,
    /// What one sees.
    pub alt: Option<String>,
    /// Its terms allow print, and no screens.
    pub print_only: bool,
}

/// A teaser of a related story.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Teaser {
    /// "VIEW".
    pub label: Option<String>,
    pub headline: String,
    /// A sentence.
    pub summary: Option<String>,
}

/// Where in the folder a picture from an address is put: as `wget -x -P photos` puts it, so that no two share a place.
pub fn place(address: &str) -> String {
    const LONGEST: usize = 200;
    let bare = address.split('#').next().unwrap_or("");
    let is_remote = bare.contains("://") || bare.starts_with("//");
    let rest = bare.split_once("//").filter(|_| is_remote).map_or(bare, |(_, rest)| rest);
    let (path, query) = rest.split_once('?').unwrap_or((rest, ""));
    let is_picture = is_picture(path);
    let path = decoded(path);
    if !is_remote {
        // The copy's own folder is as far as a picture may lie.
        return path.split('/').filter(|part| !matches!(*part, "" | "." | "..")).collect::<Vec<_>>().join("/");
    }
    let mut parts: Vec<String> = path.split('/').map(safe).filter(|part| !part.is_empty()).collect();
    if let Some(last) = parts.last_mut().filter(|_| !is_picture) {
        if !query.is_empty() {
            *last = format!("{last}-{}", safe(query));
        }
        last.push_str(".jpg");
    }
    let joined = format!("photos/{}", parts.join("/"));
    let cut = joined.len().saturating_sub(LONGEST);
    if cut == 0 { joined } else { format!("photos/{}", safe(&joined[joined.ceil_char_boundary(cut)..])) }
}

/// True where a path ends as a picture's does.
pub fn is_picture(path: &str) -> bool {
    let ending = path.rsplit_once('.').map_or("", |(_, ending)| ending).to_ascii_lowercase();
    const OTHERS: [&str; 9] = ["gif", "bmp", "jp2", "j2k", "jpf", "heic", "heif", "avif", "svg"];
    matches!(ending.as_str(), "jpg" | "jpeg" | "png" | "tif" | "tiff" | "webp") || OTHERS.contains(&ending.as_str())
}

/// A name that every file system takes.
fn safe(part: &str) -> String {
    let good = |c: char| if c.is_alphanumeric() || matches!(c, '-' | '_' | '.') { c } else { '-' };
    part.chars().map(good).collect::<String>().trim_start_matches('.').to_string()
}

/// A slug of words: letters and figures with hyphens between.
pub fn slugged(words: &str) -> String {
    const LONGEST: usize = 60;
    let mut slug = String::new();
    for character in words.chars() {
        if character.is_alphanumeric() {
            slug.extend(character.to_lowercase().filter(|c| c.is_alphanumeric()));
        } else if !matches!(character, '\'' | '’') && !slug.is_empty() && !slug.ends_with('-') {
            slug.push('-');
        }
        if slug.len() > LONGEST {
            break;
        }
    }
    let whole = slug.len() <= LONGEST;
    // A slug that was cut ends after a word.
    let cut = if whole { slug.as_str() } else { slug.rsplit_once('-').map_or(slug.as_str(), |(head, _)| head) };
    cut.trim_end_matches('-').to_string()
}

/// Adds a photo; where the same picture is there already, their words are joined.
pub fn join(photos: &mut Vec<ImportedPhoto>, photo: ImportedPhoto) {
    match photos.iter_mut().find(|there| there.address == photo.address) {
        Some(there) => {
            there.caption = there.caption.take().or(photo.caption);
            there.credit = there.credit.take().or(photo.credit);
            there.alt = there.alt.take().or(photo.alt);
            there.print_only |= photo.print_only;
        }
        None => photos.push(photo),
    }
}

impl Draft {
    /// The tree that the article's own file would give; every value has the draft's place.
    pub fn tree(&self) -> Node {
        let node = |value: Value| Node { range: self.range.clone(), value };
        let text = |text: &str| node(Value::Text(text.to_string()));
        let texts = |items: &[String]| node(Value::List(items.iter().map(|item| text(item)).collect()));
        let group = |entries: Vec<(&str, Option<Node>)>| {
            let entries = entries.into_iter().filter_map(|(key, value)| Some((key, value?)));
            let entries = entries.map(|(key, node)| Entry { key: key.to_string(), range: self.range.clone(), node });
            node(Value::Table(entries.collect()))
        };
        let maybe = |value: &Option<String>| value.as_deref().map(text);
        let list = |items: Vec<Node>| (!items.is_empty()).then(|| node(Value::List(items)));
        let writer = |writer: &ImportedAuthor| match (&writer.role, &writer.email) {
            (None, None) => text(&writer.name),
            (role, email) => group(vec![("name", Some(text(&writer.name))), ("role", maybe(role)), ("email", maybe(email))]),
        };
        let block = |block: &ImportedBlock| match block {
            ImportedBlock::Paragraph(words) => text(words),
            ImportedBlock::Subhead(words) => group(vec![("subhead", Some(text(words)))]),
            ImportedBlock::Quote(words, by) => group(vec![("quote", Some(text(words))), ("by", maybe(by))]),
            ImportedBlock::List { ordered, items } => {
                group(vec![("list", Some(texts(items))), ("ordered", ordered.then(|| node(Value::Flag(true))))])
            }
            ImportedBlock::Table { head, rows } => {
                let rows = node(Value::List(rows.iter().map(|row| texts(row)).collect()));
                let head = (!head.is_empty()).then(|| texts(head));
                group(vec![("table", Some(group(vec![("head", head), ("rows", Some(rows))])))])
            }
        };
        let photo = |photo: &ImportedPhoto| {
            group(vec![
                ("file", Some(text(&place(&photo.address)))),
                ("url", Some(text(&photo.address))),
                ("caption", maybe(&photo.caption)),
                ("credit", maybe(&photo.credit)),
                ("alt", maybe(&photo.alt)),
                ("print_only", photo.print_only.then(|| node(Value::Flag(true)))),
            ])
        };
        let teaser = |teaser: &Teaser| {
            let (label, summary) = (maybe(&teaser.label), maybe(&teaser.summary));
            group(vec![("label", label), ("headline", Some(text(&teaser.headline))), ("summary", summary)])
        };
        group(vec![
            ("slug", maybe(&self.slug)),
            ("section", maybe(&self.section)),
            ("subsection", maybe(&self.subsection)),
            ("kicker", maybe(&self.kicker)),
            ("headline", maybe(&self.headline)),
            ("short_headline", maybe(&self.short_headline)),
            ("deck", maybe(&self.deck)),
            ("byline", list(self.byline.iter().map(writer).collect())),
            ("dateline", maybe(&self.dateline)),
            ("agency", maybe(&self.agency)),
            ("posted", maybe(&self.posted)),
            ("updated", maybe(&self.updated)),
            ("url", maybe(&self.url)),
            ("priority", self.priority.map(|priority| node(Value::Integer(priority)))),
            ("lang", maybe(&self.lang)),
            ("body", Some(node(Value::List(self.blocks.iter().map(block).collect())))),
            ("photos", list(self.photos.iter().map(photo).collect())),
            ("related", list(self.teasers.iter().map(teaser).collect())),
        ])
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(address: &str, expected: &str) {
        assert_eq!(place(address), expected, "{address}");
    }

    #[test]
    fn pictures_have_a_place_each() {
        check("https://www.example.com/uploads/2019/12/A%20b.JPG?w=1024#x", "photos/www.example.com/uploads/2019/12/A-b.JPG");
        check("//cdn.example.com/../.ssh/id?x=1&y", "photos/cdn.example.com/ssh/id-x-1-y.jpg");
        check("page_files/fog%20bank.jpg", "page_files/fog bank.jpg");
        check("../../etc/passwd", "etc/passwd");
        check("/img/fog.jpg", "img/fog.jpg");
        assert!(place(&format!("https://e.com/{}.jpg", "é".repeat(900))).len() < 220);
    }

    #[test]
    fn slugs_are_made_of_words() {
        for (words, expected) in [
            ("Bridge reopens after 9 years!", "bridge-reopens-after-9-years"),
            ("What the bridge’s owed us", "what-the-bridges-owed-us"),
            ("항구 다리, 다시 열리다", "항구-다리-다시-열리다"),
            ("…", ""),
            (
                "one two three four five six seven eight nine ten eleven twelve thirteen",
                "one-two-three-four-five-six-seven-eight-nine-ten-eleven",
            ),
        ] {
            assert_eq!(slugged(words), expected);
        }
    }
}
