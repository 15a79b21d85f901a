//! Bookmarks and page labels: for those who leaf through the paper.
use std::num::NonZeroU32;

use krilla::destination::XyzDestination;
use krilla::geom::Point;
use krilla::outline::{Outline, OutlineNode};
use krilla::page::{NumberingStyle, PageLabel};

use super::tags::sections;
use crate::page::{Page, Paper};
use crate::role::StoryPart;

/// Bookmarks: a section for each run of pages, in it each story that begins there.
pub fn outline(paper: &Paper) -> Outline {
    let mut outline = Outline::new();
    for pages in sections(paper) {
        let mut node = OutlineNode::new(paper.pages[pages.start].section.clone(), top_of(pages.start, None)).with_open(true);
        for page in pages {
            stories(&paper.pages[page], page, &mut node);
        }
        outline.push_child(node);
    }
    outline
}

/// The bookmark of one story.
pub fn outline_of_story(title: &str) -> Outline {
    let mut outline = Outline::new();
    outline.push_child(OutlineNode::new(title.to_string(), top_of(0, None)));
    outline
}

fn stories(page: &Page, index: usize, node: &mut OutlineNode) {
    for story in page.stories.iter().filter(|story| story.part != StoryPart::Turn) {
        let place = top_of(index, Some((story.frame.x.to_f32(), story.frame.y.to_f32())));
        node.push_child(OutlineNode::new(story.short_headline.clone(), place));
    }
}

/// A place on a page, by the page's index.
pub fn top_of(page: usize, point: Option<(f32, f32)>) -> XyzDestination {
    let (x, y) = point.unwrap_or((0.0, 0.0));
    XyzDestination::new(page, Point::from_xy(x, y))
}

/// A page's label as readers' programs show it: letters, then a number.
pub fn label(page: &Page) -> PageLabel {
    let letters = page.label.trim_end_matches(|c: char| c.is_ascii_digit());
    let number = page.label[letters.len()..].parse::<u32>().ok().and_then(NonZeroU32::new);
    match number {
        Some(number) => PageLabel::new(Some(NumberingStyle::Arabic), Some(letters.to_string()).filter(|l| !l.is_empty()), Some(number)),
        None => PageLabel::new(None, Some(page.label.clone()), None),
    }
}
