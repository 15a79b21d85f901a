//! The e-paper's PDF: marks to PDF operators, tagged and linked, to the standards for readers (ISO 14289-1, and ISO 19005-2 if asked).
use std::ops::Range;

use krilla::Document;
use krilla::SerializeSettings;
use krilla::action::{Action, LinkAction};
use krilla::annotation::{Annotation, LinkAnnotation, Target};
use krilla::configure::{Accessibility, Archival, Configuration, ConfigurationBuilder};
use krilla::destination::Destination;
use krilla::error::KrillaError;
use krilla::metadata::{DateTime, Metadata};
use krilla::page::{Page as PdfPage, PageSettings};
use krilla::tagging::{Artifact, ArtifactType, ContentTag, Identifier, Node, SpanTag};

use super::draw::{self, Colours, Pen, area};
use super::drawable::Drawables;
use super::epaper_pictures::{self, SizedPictures, WrittenEpaper};
use super::order::{Archive, EpaperOrder, Photos};
use super::outline::{self, outline_of_story, top_of};
use super::picture_cache::PictureCache;
use super::pictures::{self, PictureUses};
use super::tags::{Blocks, Leaf, Reading};
use crate::diag::Diagnostics;
use crate::page::{Link, Mark, MarkKind, Paper, Text};
use crate::role::Role;
use crate::units::{Pt, Rect};

/// What the PDF of one story says of itself.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct About {
    pub title: String,
    /// Who wrote it.
    pub authors: Vec<String>,
    /// When it was posted, as filed.
    pub date: Option<String>,
    /// What no other story has, for the document's number.
    pub identity: String,
}

/// What is written.
enum What<'a> {
    /// An edition: bookmarks, and an article in the tags for each story.
    Edition,
    /// One story: one article from the first page to the last.
    Story(&'a About),
}

/// A written e-paper.
pub struct EpaperFile {
    pub bytes: Vec<u8>,
    pub pictures: SizedPictures,
}

/// Writes the e-paper with its pictures; those of pages that are too large are made anew. None where that fails; it is told.
pub fn epaper(
    paper: &Paper,
    order: &EpaperOrder,
    pictures: SizedPictures,
    cache: &PictureCache,
    diags: &mut Diagnostics,
) -> Option<EpaperFile> {
    let write = |pictures: &SizedPictures, diags: &mut Diagnostics| {
        write(paper, &What::Edition, (epaper_pictures::drawables(pictures), order.archive), diags)
    };
    let bytes = write(&pictures, diags)?;
    let written = WrittenEpaper { paper, order, bytes: bytes.len(), cache };
    match epaper_pictures::within(&written, &pictures, diags) {
        Some(lighter) => Some(EpaperFile { bytes: write(&lighter, diags)?, pictures: lighter }),
        None => Some(EpaperFile { bytes, pictures }),
    }
}

/// Writes the print preview of one story. None where a picture cannot be used; that is told.
pub fn preview(paper: &Paper, about: &About, photos: Photos, diags: &mut Diagnostics) -> Option<Vec<u8>> {
    let uses = PictureUses { epaper: Some(photos), ..PictureUses::default() };
    let pictures = pictures::make(paper, &uses, &PictureCache::default(), diags)?;
    write(paper, &What::Story(about), (epaper_pictures::drawables(&pictures.epaper), Archive::Unasked), diags)
}

fn configuration(archive: Archive) -> Configuration {
    let readers = ConfigurationBuilder::new().with_accessibility_validator(Accessibility::UA1);
    let both = match archive {
        Archive::Unasked => readers,
        Archive::A2a => readers.with_archival_validator(Archival::A2_A),
    };
    both.finish().unwrap_or_default()
}

fn write(paper: &Paper, what: &What, (pictures, archive): (Drawables, Archive), diags: &mut Diagnostics) -> Option<Vec<u8>> {
    let pen = Pen::new(paper, pictures, Colours::Screen);
    match document(paper, what, &pen, configuration(archive)).finish() {
        Ok(bytes) => Some(bytes),
        Err(KrillaError::Validation(faults)) => {
            let standards: Vec<&str> = configuration(archive).validators().into_iter().map(|validator| validator.as_str()).collect();
            let mut why: Vec<String> = faults.iter().map(|(fault, _)| reason(fault)).collect();
            why.dedup();
            why.truncate(MOST_REASONS);
            diags
                .warning("epaper-standard", None, format!("the e-paper is not to {}: {}", standards.join(" and "), why.join("; ")))
                .did("wrote it all the same, tagged, but without saying that it is")
                .help("see which story has such characters or pictures; report it with the edition if none has");
            draw::finish(document(paper, what, &pen, Configuration::default()), &pen, paper, diags)
        }
        Err(error) => {
            draw::tell(error, &pen, paper, diags);
            None
        }
    }
}

/// Reasons told why a file is not to a standard.
const MOST_REASONS: usize = 5;

/// Why a file is not to a standard, in words where they are known.
fn reason(fault: &krilla::configure::ValidationError) -> String {
    use krilla::configure::ValidationError;
    match fault {
        ValidationError::UnicodePrivateArea(_, _, character, _) => {
            format!("U+{:04X} is a character of private use", u32::from(*character))
        }
        ValidationError::InvalidCodepointMapping(_, _, character, _) => format!("U+{:04X} is no character", u32::from(*character)),
        ValidationError::NoCodepointMapping(..) => "a glyph has no character".into(),
        ValidationError::RestrictedLicense(_) => "the licence of a font does not allow it".into(),
        other => format!("{other:?}").chars().take(80).collect(),
    }
}

fn document(paper: &Paper, what: &What, pen: &Pen, configuration: Configuration) -> Document {
    let settings = SerializeSettings { enable_tagging: true, configuration, ..SerializeSettings::default() };
    let mut document = Document::new_with(settings);
    let (metadata, outline, reading) = match what {
        What::Edition => (metadata(paper), outline::outline(paper), Reading::Edition),
        What::Story(about) => (metadata_of_story(paper, about), outline_of_story(&about.title), Reading::Story),
    };
    document.set_metadata(metadata);
    document.set_outline(outline);
    let mut blocks = Blocks::new(reading);
    for (index, page) in paper.pages.iter().enumerate() {
        let Some(settings) = PageSettings::from_wh(page.width.to_f32(), page.height.to_f32()) else { continue };
        let mut sheet = document.start_page_with(settings.with_page_label(outline::label(page)));
        let mut surface = sheet.surface();
        let mut drawn: Vec<(usize, Identifier)> = Vec::new();
        for (at, mark) in page.marks.iter().enumerate() {
            let content = is_content(mark, reading);
            let actual = actual_text(mark);
            let tag = if content { content_tag(mark, actual.as_deref()) } else { ContentTag::Artifact(artifact(mark, page.height)) };
            let identifier = surface.start_tagged(tag);
            pen.draw(mark, (index, at), &mut surface);
            surface.end_tagged();
            if content {
                drawn.push((at, identifier));
            }
        }
        surface.finish();
        for (at, identifier) in drawn {
            let mark = &page.marks[at];
            blocks.add(index, &mark.tag, leaf(mark, identifier, paper, &mut sheet));
        }
        sheet.finish();
    }
    document.set_tag_tree(blocks.tree(paper).with_lang(Some(paper.lang.to_string())));
    document
}

/// What is read of a mark, with the link that it is.
fn leaf(mark: &Mark, identifier: Identifier, paper: &Paper, sheet: &mut PdfPage) -> Leaf {
    let nodes = vec![Node::Leaf(identifier)];
    match &mark.kind {
        MarkKind::Text(text) => {
            let annotation = text.link.as_ref().and_then(|to| link(text, to, paper));
            let link = text.link.clone().filter(|_| annotation.is_some());
            let annotation = annotation.map(|annotation| Node::Leaf(sheet.add_tagged_annotation(annotation)));
            let nodes = nodes.into_iter().chain(annotation).collect();
            let space = if text.space_after { " " } else { "" };
            Leaf { nodes, text: format!("{}{space}", text.text), link, lang: text.lang, cell: text.cell, picture: None }
        }
        MarkKind::Picture(picture) => {
            let picture = Some((picture.alt.clone(), area(picture.frame)));
            Leaf { nodes, text: String::new(), link: None, lang: None, cell: None, picture }
        }
        MarkKind::Fill(..) | MarkKind::Frame(..) => Leaf { nodes, text: String::new(), link: None, lang: None, cell: None, picture: None },
    }
}

/// The day at the head of a date.
fn day(date: &str) -> DateTime {
    let number = |range: Range<usize>| date.get(range).and_then(|part| part.parse::<u16>().ok());
    DateTime::new(number(0..4).unwrap_or(2000)).month(number(5..7).unwrap_or(1) as u8).day(number(8..10).unwrap_or(1) as u8)
}

fn metadata_of_story(paper: &Paper, about: &About) -> Metadata {
    let metadata = Metadata::new()
        .title(about.title.clone())
        .language(paper.lang.into())
        .creator("newsprint".into())
        .authors(about.authors.clone())
        .document_id(about.identity.clone());
    match &about.date {
        Some(date) => metadata.creation_date(day(date)),
        None => metadata,
    }
}

fn metadata(paper: &Paper) -> Metadata {
    let date = day(&paper.date);
    Metadata::new()
        .title(format!("{}, {}", paper.title, paper.date))
        .language(paper.lang.into())
        .creator("newsprint".into())
        .authors(vec![paper.title.clone()])
        .document_id(format!("{} {}", paper.title, paper.date))
        .creation_date(date)
}

/// Marks that a reader reads: those of stories, but not their rules and tints, and of an edition what stands on its pages beside them; not
/// what is on every page.
fn is_content(mark: &Mark, reading: Reading) -> bool {
    let is_drawn = matches!(mark.kind, MarkKind::Fill(..) | MarkKind::Frame(..));
    let beside = || {
        matches!(mark.tag.role, Role::Nameplate | Role::Ear | Role::Index | Role::BriefsLabel | Role::Ad | Role::HouseAd)
            && reading == Reading::Edition
    };
    // A bullet says no more than that an entry begins, which its tag says; a number is read.
    let is_bullet = || {
        let MarkKind::Text(text) = &mark.kind else { return false };
        mark.tag.role == Role::ListSign && !text.text.contains(char::is_alphanumeric)
    };
    !is_drawn && !is_bullet() && (mark.tag.story.is_some() || beside())
}

/// What is not read: the head and foot of pages, and what is only drawn.
fn artifact(mark: &Mark, height: Pt) -> Artifact {
    let kind = match (mark.tag.role, &mark.kind) {
        (Role::Folio | Role::SectionLabel | Role::Nameplate | Role::Ear, MarkKind::Text(text)) if text.y > height / 2 => {
            ArtifactType::Footer
        }
        (Role::Folio | Role::SectionLabel | Role::Nameplate | Role::Ear, _) => ArtifactType::Header,
        _ => ArtifactType::Layout,
    };
    Artifact::new(kind, None)
}

fn content_tag<'a>(mark: &'a Mark, actual: Option<&'a str>) -> ContentTag<'a> {
    let MarkKind::Text(text) = &mark.kind else { return ContentTag::Other };
    ContentTag::Span(SpanTag::empty().with_lang(lang(text)).with_actual_text(actual))
}

/// What a run says where a box stands for a character of it, the space at its line's end with it.
fn actual_text(mark: &Mark) -> Option<String> {
    let MarkKind::Text(text) = &mark.kind else { return None };
    let missing = text.glyphs.iter().any(draw::is_missing);
    missing.then(|| format!("{}{}", text.text, if text.space_after { " " } else { "" }))
}

/// The language of a run: of its story, but Hangul is Korean and kana are Japanese in any.
pub fn lang(text: &Text) -> Option<&'static str> {
    let is_hangul =
        |c: char| matches!(c, '\u{1100}'..='\u{11ff}' | '\u{3130}'..='\u{318f}' | '\u{a960}'..='\u{a97f}' | '\u{ac00}'..='\u{d7ff}');
    let is_kana = |c: char| matches!(c, '\u{3040}'..='\u{30ff}');
    if text.text.contains(is_hangul) {
        Some("ko")
    } else if text.text.contains(is_kana) {
        Some("ja")
    } else {
        text.lang
    }
}

/// A link to a story on another page of the paper, or to an address.
fn link(text: &Text, link: &Link, paper: &Paper) -> Option<Annotation> {
    let rect = Rect { x: text.x, y: text.y - text.size, width: text.width(), height: text.size * 5 / 4 };
    let (label, slug) = match link {
        Link::Story { page, slug } => (page, slug),
        Link::Address(address) => {
            let target = Target::Action(Action::Link(LinkAction::new(address.to_string())));
            let shown = address.strip_prefix("mailto:").unwrap_or(address).to_string();
            return Some(Annotation::new_link(LinkAnnotation::new(area(rect)?, target), Some(shown)));
        }
    };
    let index = paper.pages.iter().position(|page| page.label == **label)?;
    let story = paper.pages[index].stories.iter().find(|story| story.slug == *slug);
    let place = story.map(|story| (story.frame.x.to_f32(), story.frame.y.to_f32()));
    let target = Target::Destination(Destination::Xyz(top_of(index, place)));
    let shown = story.map_or(format!("Page {label}"), |story| format!("{}, page {label}", story.short_headline));
    Some(Annotation::new_link(LinkAnnotation::new(area(rect)?, target), Some(shown)))
}
