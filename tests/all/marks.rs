//! Marks as text, a line for each, in reading order: what golden files hold.
use std::fmt::Write;

use newsprint::page::{Mark, MarkKind, Page, Paper, Picture, StoryPlace, Text, UNSCALED};
use newsprint::role::Role;
use newsprint::units::{Pt, Rect};

/// Every mark, all that is known of it.
pub fn all(paper: &Paper) -> String {
    let page = |page: &Page| format!("page {} {} {} x {}", page.label, page.section, page.width, page.height);
    lines(paper, page, |mark, _| whole(paper, mark))
}

/// Every mark, without what `layout.json` says of it: the page's section and size, where a line of a leg stands and what its words are, the
/// words and the size of a headline, the frame of a photo.
pub fn beside_layout(paper: &Paper) -> String {
    let page = |page: &Page| format!("page {}", page.label);
    lines(paper, page, |mark, story| story.and_then(|story| short(paper, mark, story)).unwrap_or_else(|| whole(paper, mark)))
}

fn lines(paper: &Paper, head: impl Fn(&Page) -> String, line: impl Fn(&Mark, Option<&StoryPlace>) -> String) -> String {
    let mut out = String::new();
    for page in &paper.pages {
        let _ = writeln!(out, "{}", head(page));
        for mark in &page.marks {
            let slug = mark.tag.story.as_ref();
            let place = page.stories.iter().find(|place| Some(&place.slug) == slug);
            let shown = slug.map_or("-", |slug| &slug.0);
            let _ = writeln!(out, "{:3} {} {shown} {}", mark.tag.block, mark.tag.role.name(), line(mark, place));
        }
    }
    out
}

fn whole(paper: &Paper, mark: &Mark) -> String {
    match &mark.kind {
        MarkKind::Text(text) => {
            format!("{},{} {} {} {}{}", text.x, text.y, face(paper, text), text.size, quoted(&text.text), link(text))
        }
        MarkKind::Picture(picture) => format!("{} {}", corners(picture.frame), cropped(paper, picture)),
        MarkKind::Fill(rect, ink) => format!("{} #{:02x}{:02x}{:02x}", corners(*rect), ink.rgb[0], ink.rgb[1], ink.rgb[2]),
        MarkKind::Frame(rect, weight, _) => format!("{} line {weight}", corners(*rect)),
    }
}

fn short(paper: &Paper, mark: &Mark, story: &StoryPlace) -> Option<String> {
    match &mark.kind {
        MarkKind::Text(text) if story.legs.iter().flat_map(|leg| &leg.lines).any(|(y, words)| *y == text.y && *words == text.text) => {
            Some(format!("{} {} {}{}", text.x, face(paper, text), text.size, link(text)))
        }
        MarkKind::Text(text)
            if mark.tag.role == Role::Headline && text.size == story.headline_size && story.headline_lines.contains(&text.text) =>
        {
            Some(format!("{},{} {}{}", text.x, text.y, face(paper, text), link(text)))
        }
        MarkKind::Picture(picture) if story.photos.iter().any(|photo| photo.frame == picture.frame) => Some(cropped(paper, picture)),
        _ => None,
    }
}

/// A text's width, how much its letters are widened, and its face.
fn face(paper: &Paper, text: &Text) -> String {
    let file = &paper.faces[usize::from(text.face.0)].file;
    let scale = match text.scale {
        UNSCALED => String::new(),
        scale => format!(" x{}.{:05}", scale / UNSCALED, scale % UNSCALED),
    };
    format!("w{}{scale} {}", text.width(), file.split('.').next().unwrap_or(file))
}

fn cropped(paper: &Paper, picture: &Picture) -> String {
    let crop = picture.crop.sides().map(|part| part.to_string()).join(" ");
    format!("crop {crop} {} {}", paper.pictures[picture.art].path, quoted(&picture.alt))
}

fn link(text: &Text) -> String {
    text.link.as_ref().map(|link| format!(" -> {link}")).unwrap_or_default()
}

fn quoted(words: &str) -> String {
    serde_json::Value::from(words).to_string()
}

fn corners(rect: Rect) -> String {
    let side = |a: Pt, b: Pt| format!("{a},{b}");
    format!("{} {}", side(rect.x, rect.y), side(rect.width, rect.height))
}
