//! Zones: where on a page a reader's finger means a story.
use super::outline::{Polygon, outlines};
use crate::page::{Mark, MarkKind, Page, StoryPlace};
use crate::role::Slug;
use crate::units::{Pt, Rect};

/// A story's zone on a page.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Zone {
    pub slug: Slug,
    /// `whole`, `first` or `turn`.
    pub part: &'static str,
    /// Its outlines.
    pub polygons: Vec<Polygon>,
}

/// Of a line's size: what stands above its baseline, and below it, in percent.
const ABOVE: i64 = 80;
const BELOW: i64 = 24;

/// The zones of a page's stories, in reading order.
pub fn zones(page: &Page) -> Vec<Zone> {
    let trim = Rect { x: Pt::ZERO, y: Pt::ZERO, width: page.width, height: page.height };
    let covers: Vec<Vec<Rect>> = page.stories.iter().map(|place| covers(page, &place.slug)).collect();
    // A story that has its module to itself has all of it; one that shares a box has its stacks of lines.
    let modules: Vec<Rect> = page.stories.iter().zip(&covers).map(|(place, covers)| module(place, covers)).collect();
    let shares = |at: usize| modules.iter().enumerate().any(|(other, module)| other != at && overlap(*module, modules[at]));
    let areas: Vec<Vec<Rect>> = covers
        .iter()
        .enumerate()
        .map(|(at, covers)| {
            let rects = if shares(at) { stacks(covers) } else { vec![modules[at]] };
            rects.into_iter().filter_map(|rect| within(rect, trim)).collect()
        })
        .collect();
    let outlines = outlines(&areas);
    let zone = |(place, polygons): (&StoryPlace, Vec<Polygon>)| Zone { slug: place.slug.clone(), part: place.part.word(), polygons };
    page.stories.iter().zip(outlines).map(zone).collect()
}

/// What a story's marks cover, mark by mark.
fn covers(page: &Page, slug: &Slug) -> Vec<Rect> {
    let own = page.marks.iter().filter(|mark| mark.tag.story.as_ref() == Some(slug));
    own.map(cover).filter(|rect| rect.width > Pt::ZERO && rect.height > Pt::ZERO).collect()
}

fn cover(mark: &Mark) -> Rect {
    match &mark.kind {
        MarkKind::Text(text) => {
            let (above, height) = height(text.size);
            Rect { x: text.x, y: text.y - above, width: text.width(), height }
        }
        MarkKind::Picture(picture) => picture.frame,
        MarkKind::Fill(rect, _) | MarkKind::Frame(rect, ..) => *rect,
    }
}

/// What a line of type of a size covers: how far above its baseline, and how high.
pub fn height(size: Pt) -> (Pt, Pt) {
    let above = size.scale(ABOVE, 100);
    (above, above + size.scale(BELOW, 100))
}

fn module(place: &StoryPlace, covers: &[Rect]) -> Rect {
    covers.iter().fold(place.frame, |sum, rect| around(sum, *rect))
}

/// What holds both.
pub fn around(one: Rect, other: Rect) -> Rect {
    let (x, y) = (one.x.min(other.x), one.y.min(other.y));
    let (right, bottom) = (one.right().max(other.right()), one.bottom().max(other.bottom()));
    Rect { x, y, width: right - x, height: bottom - y }
}

fn overlap(one: Rect, other: Rect) -> bool {
    one.x < other.right() && other.x < one.right() && one.y < other.bottom() && other.y < one.bottom()
}

/// What of a rectangle lies within the trim.
pub fn within(rect: Rect, trim: Rect) -> Option<Rect> {
    let (x, y) = (rect.x.max(trim.x), rect.y.max(trim.y));
    let (right, bottom) = (rect.right().min(trim.right()), rect.bottom().min(trim.bottom()));
    (right > x && bottom > y).then_some(Rect { x, y, width: right - x, height: bottom - y })
}

/// Marks that go down one column, as one rectangle each: what stands higher than the mark before begins the next.
fn stacks(covers: &[Rect]) -> Vec<Rect> {
    let mut stacks: Vec<Rect> = Vec::new();
    for rect in covers {
        match stacks.last_mut() {
            Some(stack) if rect.bottom() >= stack.bottom() && rect.x < stack.right() + rect.height => *stack = around(*stack, *rect),
            _ => stacks.push(*rect),
        }
    }
    stacks
}

#[cfg(test)]
mod tests {
    use super::*;

    fn rect(x: i32, y: i32, width: i32, height: i32) -> Rect {
        Rect { x: Pt(x), y: Pt(y), width: Pt(width), height: Pt(height) }
    }

    #[test]
    fn a_new_leg_begins_a_new_stack() {
        let lines = [rect(0, 80, 50, 10), rect(0, 90, 20, 10), rect(20, 90, 25, 10), rect(60, 10, 50, 10), rect(60, 20, 40, 10)];
        assert_eq!(stacks(&lines), [rect(0, 80, 50, 20), rect(60, 10, 50, 20)]);
    }
}
