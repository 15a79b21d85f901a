//! The e-paper's PDF: marks to PDF operators, by krilla.
use std::num::NonZeroU32;
use std::ops::Range;

use krilla::Document;
use krilla::SerializeSettings;
use krilla::action::{Action, LinkAction};
use krilla::annotation::{Annotation, LinkAnnotation, Target};
use krilla::destination::{Destination, XyzDestination};
use krilla::geom::Point;
use krilla::metadata::{DateTime, Metadata};
use krilla::page::{NumberingStyle, PageLabel, PageSettings};
use krilla::tagging::{Artifact, ArtifactType, ContentTag, Node, SpanTag, Tag as Structure, TagGroup};

use super::Photos;
use super::art::all_art;
use super::draw::{self, Colours, Pen, area};
use super::tags::{Leaf, Tree, outline};
use crate::diag::Diagnostics;
use crate::page::{Mark, MarkKind, Paper, Text};
use crate::role::{Role, on_page};
use crate::units::Rect;

/// What the PDF of one story says of itself.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct About {
    /// The headline.
    pub title: String,
    /// Who wrote it.
    pub authors: Vec<String>,
    /// When it was posted, as filed.
    pub date: Option<String>,
    /// What no other story has, for the document's number.
    pub identity: String,
}

/// What is written.
enum Kind<'a> {
    /// An edition: bookmarks, and an article in the tags for each story of each page.
    Edition,
    /// One story: no bookmarks, and one article from the first page to the last.
    Story(&'a About),
}

/// Writes the e-paper. None where a picture cannot be used; that is told.
pub fn epaper(paper: &Paper, photos: Photos, diags: &mut Diagnostics) -> Option<Vec<u8>> {
    write(paper, &Kind::Edition, photos, diags)
}

/// Writes the print preview of one story. None where a picture cannot be used; that is told.
pub fn preview(paper: &Paper, about: &About, photos: Photos, diags: &mut Diagnostics) -> Option<Vec<u8>> {
    write(paper, &Kind::Story(about), photos, diags)
}

fn write(paper: &Paper, kind: &Kind, photos: Photos, diags: &mut Diagnostics) -> Option<Vec<u8>> {
    let pen = Pen::new(paper, all_art(paper, photos, diags)?, Colours::Screen);
    let settings = SerializeSettings { enable_tagging: true, ..SerializeSettings::default() };
    let mut document = Document::new_with(settings);
    document.set_metadata(match kind {
        Kind::Edition => metadata(paper),
        Kind::Story(about) => metadata_of_story(paper, about),
    });
    let mut tree = Tree::default();
    let mut at_end = Vec::new();
    for (index, page) in paper.pages.iter().enumerate() {
        let Some(settings) = PageSettings::from_wh(page.width.to_f32(), page.height.to_f32()) else { continue };
        let prefix: String = page.label.chars().take_while(|c| !c.is_ascii_digit()).collect();
        let number = page.label[prefix.len()..].parse().ok().and_then(NonZeroU32::new);
        let label = PageLabel::new(Some(NumberingStyle::Arabic), Some(prefix).filter(|p| !p.is_empty()), number);
        let mut sheet = document.start_page_with(settings.with_page_label(label));
        let mut surface = sheet.surface();
        let mut drawn: Vec<(usize, krilla::tagging::Identifier)> = Vec::new();
        for (at, mark) in page.marks.iter().enumerate() {
            let identifier = surface.start_tagged(content_tag(mark));
            pen.draw(mark, (index, at), &mut surface);
            surface.end_tagged();
            if is_content(mark) {
                drawn.push((at, identifier));
            }
        }
        surface.finish();
        for (at, identifier) in drawn {
            let mark = &page.marks[at];
            let Some(story) = &mark.tag.story else { continue };
            let alt = if let MarkKind::Picture(picture) = &mark.kind { Some(picture.alt.clone()) } else { None };
            let mut leaf = Node::Leaf(identifier);
            if let MarkKind::Text(text) = &mark.kind
                && let Some(address) = &text.link
            {
                let area = Rect { x: text.x, y: text.y - text.size, width: text.width(), height: text.size * 5 / 4 };
                if let Some(annotation) = link(area, address, paper) {
                    let mut group = TagGroup::new(Structure::Link);
                    group.push(leaf);
                    group.push(Node::Leaf(sheet.add_tagged_annotation(annotation)));
                    leaf = Node::Group(group);
                }
            }
            // What stands at each page's foot is read once, after the story.
            if mark.tag.role == Role::Folio {
                at_end.push((mark.tag.clone(), leaf));
            } else {
                tree.add(story, mark.tag.role, mark.tag.block, Leaf { node: leaf, alt, at: place(mark) });
            }
        }
        if matches!(kind, Kind::Edition) {
            tree.close_story();
        }
        sheet.finish();
    }
    for (tag, leaf) in at_end {
        if let Some(story) = &tag.story {
            tree.add(story, tag.role, tag.block, Leaf { node: leaf, alt: None, at: Point::default() });
        }
    }
    if matches!(kind, Kind::Edition) {
        document.set_outline(outline(paper));
    }
    document.set_tag_tree(tree.finish());
    draw::finish(document, &pen, paper, diags)
}

/// Where a mark begins.
fn place(mark: &Mark) -> Point {
    match &mark.kind {
        MarkKind::Text(text) => Point::from_xy(text.x.to_f32(), text.y.to_f32()),
        MarkKind::Picture(picture) => Point::from_xy(picture.frame.x.to_f32(), picture.frame.y.to_f32()),
        MarkKind::Fill(..) | MarkKind::Frame(..) => Point::default(),
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

/// Marks that a reader reads: those of stories, but not their rules and tints, nor the bullets, which are not in the copy: the list's
/// tags say what they say.
fn is_content(mark: &Mark) -> bool {
    let is_bullet = |text: &Text| mark.tag.role == Role::ListSign && !text.text.contains(|c: char| c.is_alphanumeric());
    let is_drawn = match &mark.kind {
        MarkKind::Fill(..) | MarkKind::Frame(..) => true,
        MarkKind::Text(text) => is_bullet(text),
        MarkKind::Picture(_) => false,
    };
    mark.tag.story.is_some() && !is_drawn
}

fn content_tag(mark: &Mark) -> ContentTag<'_> {
    if !is_content(mark) {
        let kind = match mark.tag.role {
            Role::Folio | Role::SectionLabel | Role::Nameplate | Role::Ear => ArtifactType::Header,
            Role::Rule | Role::Tint | Role::Proof | Role::ListSign => ArtifactType::Layout,
            _ => ArtifactType::Other,
        };
        return ContentTag::Artifact(Artifact::new(kind, None));
    }
    match &mark.kind {
        MarkKind::Text(text) => {
            let mut span = SpanTag::empty();
            span.lang = text.lang;
            ContentTag::Span(span)
        }
        _ => ContentTag::Other,
    }
}

/// A link to a story on another page of the paper, or to an address.
fn link(rect: Rect, address: &str, paper: &Paper) -> Option<Annotation> {
    let Some((label, slug)) = on_page(address) else {
        let target = Target::Action(Action::Link(LinkAction::new(address.to_string())));
        return Some(Annotation::new_link(LinkAnnotation::new(area(rect)?, target), Some(address.to_string())));
    };
    let index = paper.pages.iter().position(|page| page.label == label)?;
    let story = paper.pages[index].stories.iter().find(|story| *story.slug.0 == *slug);
    let at = story.map_or(Point::default(), |story| Point::from_xy(story.frame.x.to_f32(), story.frame.y.to_f32()));
    let target = Target::Destination(Destination::Xyz(XyzDestination::new(index, at)));
    Some(Annotation::new_link(LinkAnnotation::new(area(rect)?, target), Some(format!("Page {label}"))))
}
