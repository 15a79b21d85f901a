//! The box of briefs.
use super::story::{Bench, Flow, flowing, lay_flow};
use crate::edition::{Article, Rich};
use crate::ink::Ink;
use crate::layout::{StyleName, Template};
use crate::page::{Leg, Mark, MarkKind, StoryPlace};
use crate::plan::{Slot, briefs, score};
use crate::role::Role;
use crate::set::Galley;
use crate::set::block::{Block, Display};
use crate::set::flow::{Fit, FlowItem};
use crate::units::{Pt, Rect};

/// The rule over a box of briefs.
const BOX_RULE: Pt = Pt(1_600);

/// Lays down a box of briefs. Each brief is a story of its own.
pub fn lay_briefs(stories: &[(&Article, &Galley)], fit: &Fit, slot: Slot, template: &Template, bench: &mut Bench) -> Vec<StoryPlace> {
    let sheet = &mut *bench.sheet;
    let rect = sheet.rect(Slot { rows: slot.rows - score::SEPARATION, ..slot });
    let outset = sheet.grid.gutter / 3;
    let style = template.style(StyleName::BriefsLabel);
    // The tint reaches into the gutters and the white rows, so that the type keeps the page's columns and grid.
    let tinted = Rect { x: rect.x - outset, y: rect.y - outset, width: rect.width + outset * 2, height: rect.height + outset * 2 };
    sheet.fill(Role::Tint, None, tinted, style.tint);
    sheet.fill(Role::Rule, None, Rect { height: BOX_RULE, ..tinted }, Ink::BLACK);
    let label_height = sheet.grid.leading * i32::from(briefs::LABEL_ROWS);
    let mut label = Block::default();
    let display = Display { leading: label_height, ..Display::new(Role::BriefsLabel, style, rect.width, bench.lang) };
    label.add(&display, &Rich::plain(template.briefs_label.as_deref().unwrap_or(bench.lang.usual().in_brief)), bench.shaper);
    sheet.block(&label, None, rect.x, rect.y);
    let flows: Vec<&[FlowItem]> = stories.iter().map(|(_, galley)| galley.flow.as_slice()).collect();
    let items = briefs::flow(&flows, slot.columns);
    let top = slot.row + briefs::LABEL_ROWS;
    let depth = slot.rows - briefs::LABEL_ROWS - score::SEPARATION;
    let legs: Vec<Slot> =
        (0..slot.columns).map(|column| Slot { column: slot.column + column, row: top, columns: 1, rows: depth }).collect();
    let first = sheet.marks.len();
    let lowered = lowered(&items, fit, slot.columns, sheet.grid.leading);
    let parts = stories.iter().flat_map(|(article, galley)| galley.parts.iter().map(|part| (part, &article.slug)));
    let mut parts = flowing(parts.zip(&items).map(|((part, slug), item)| (part, item, slug)), fit);
    for (part, lowered) in parts.iter_mut().zip(lowered) {
        part.lowered = Some(lowered);
    }
    let (_, photos) = lay_flow(&Flow { parts, aside: None }, &legs, bench);
    let own = |article: &Article| photos.iter().filter(|(slug, _)| *slug == article.slug).map(|(_, photo)| photo.clone()).collect();
    stories.iter().map(|(article, _)| StoryPlace { photos: own(article), ..place(article, &bench.sheet.marks[first..]) }).collect()
}

/// How far each part of a box of briefs stands under its row.
///
/// In a box of one leg, which no other leg stands beside, the white that was added over some heads, and what is left at the foot, is shared
/// by all but the first: unlike gaps look like a mistake.
fn lowered(items: &[FlowItem], fit: &Fit, legs: u8, leading: Pt) -> Vec<Pt> {
    let mut lowered = vec![Pt::ZERO; items.len()];
    let later_heads = items.iter().skip(1).filter(|item| item.padded).count() as i32;
    if legs > 1 || later_heads == 0 {
        return lowered;
    }
    let added = |at: usize| i32::from(briefs::white(&items[at], fit.choices[at]));
    let all = leading * ((0..items.len()).map(added).sum::<i32>() + i32::from(fit.short));
    let (mut heads, mut above) = (0, Pt::ZERO);
    for (at, lowered) in lowered.iter_mut().enumerate() {
        heads += i32::from(at > 0 && items[at].padded);
        above += leading * added(at);
        *lowered = all * heads / later_heads - above;
    }
    lowered
}

/// A line as its marks show it: baseline, words, role, frame, size.
type MarkedLine = (Pt, String, Role, Rect, Pt);

/// Where a brief stands, read off its marks.
fn place(article: &Article, marks: &[Mark]) -> StoryPlace {
    let mut lines: Vec<MarkedLine> = Vec::new();
    for mark in marks.iter().filter(|mark| mark.tag.story.as_ref() == Some(&article.slug)) {
        let MarkKind::Text(text) = &mark.kind else { continue };
        let frame = Rect { x: text.x, y: text.y - text.size, width: text.width(), height: text.size };
        match lines.last_mut() {
            Some((y, words, _, rect, _)) if *y == text.y && text.x >= rect.x => {
                words.push_str(&text.text);
                rect.width = text.x + text.width() - rect.x;
            }
            _ => lines.push((text.y, text.text.clone(), mark.tag.role, frame, text.size)),
        }
    }
    let around = |rects: &[Rect]| -> Rect {
        let x = rects.iter().map(|r| r.x).min().unwrap_or_default();
        let y = rects.iter().map(|r| r.y).min().unwrap_or_default();
        let right = rects.iter().map(Rect::right).max().unwrap_or_default();
        let bottom = rects.iter().map(Rect::bottom).max().unwrap_or_default();
        Rect { x, y, width: right - x, height: bottom - y }
    };
    // A line that stands higher than the one before begins a new leg.
    let rises = |pair: &[MarkedLine]| pair[1].0 < pair[0].0;
    let starts = (1..lines.len()).filter(|at| rises(&lines[at - 1..=*at]));
    let bounds: Vec<usize> = std::iter::once(0).chain(starts).chain([lines.len()]).collect();
    let leg = |lines: &[MarkedLine]| Leg {
        frame: around(&lines.iter().map(|line| line.3).collect::<Vec<_>>()),
        lines: lines.iter().map(|line| (line.0, line.1.clone())).collect(),
    };
    let all: Vec<Rect> = lines.iter().map(|line| line.3).collect();
    let heads = || lines.iter().filter(|line| line.2 == Role::Headline);
    StoryPlace {
        slug: article.slug.clone(),
        part: article.part.kind(),
        leads: false,
        short_headline: article.short().to_string(),
        frame: around(&all),
        headline_size: heads().next().map_or(Pt::ZERO, |line| line.4),
        headline_lines: heads().map(|line| line.1.clone()).collect(),
        legs: bounds.windows(2).filter(|pair| pair[0] < pair[1]).map(|pair| leg(&lines[pair[0]..pair[1]])).collect(),
        photos: Vec::new(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::set::flow::{Choice, fit};

    #[test]
    fn white_between_briefs_is_even() {
        let item = |rows: u16| FlowItem { choices: vec![Choice { rows, ..Choice::default() }], ..FlowItem::default() };
        let brief = [item(1), FlowItem { breakable: true, ..item(6) }];
        let leading = Pt(12_000);
        let below = |rows: u16, legs: u8| -> Vec<i32> {
            let items = briefs::flow(&[&brief, &brief, &brief], legs);
            let fit = fit(&items, &vec![rows / u16::from(legs); usize::from(legs)]).expect("it can be filled");
            lowered(&items, &fit, legs, leading).into_iter().map(|lowered| lowered.0).collect()
        };
        assert_eq!(below(21, 1), [0; 6]);
        assert_eq!(below(23, 1), [0; 6]);
        // One row of white between three briefs: half over each head.
        let one = below(22, 1);
        assert!(one == [0, 0, -6_000, -6_000, 0, 0] || one == [0, 0, 6_000, 6_000, 0, 0], "{one:?}");
        // Beside another leg every line keeps its row.
        assert_eq!(below(22, 2), [0; 6]);
    }
}
