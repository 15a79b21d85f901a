//! The proof overlay: columns, baselines, frames and slugs drawn over the pages.
use crate::ink::Ink;
use crate::page::{Mark, MarkKind, Paper, Tag};
use crate::role::Role;
use crate::units::{Pt, Rect};

/// A page's grid, for drawing.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct PageGrid {
    /// The live area.
    pub live: Rect,
    pub columns: u8,
    /// Width of one.
    pub column: Pt,
    /// White between two.
    pub gutter: Pt,
    /// Baseline to baseline.
    pub leading: Pt,
}

const HAIR: Pt = Pt(200);
const BOLD: Pt = Pt(900);
const GRID: Ink = Ink { cmyk: [30, 0, 0, 0], rgb: [170, 215, 240], spot: None };
const STORY: Ink = Ink { cmyk: [0, 90, 90, 0], rgb: [230, 40, 40], spot: None };
const LEG: Ink = Ink { cmyk: [60, 0, 90, 0], rgb: [60, 160, 60], spot: None };
const PHOTO: Ink = Ink { cmyk: [80, 60, 0, 0], rgb: [50, 90, 210], spot: None };

/// Draws the overlay on every page; `grids` has one entry a page.
pub fn draw(paper: &mut Paper, grids: &[PageGrid]) {
    for (page, grid) in paper.pages.iter_mut().zip(grids) {
        let mut block = page.marks.iter().map(|mark| mark.tag.block).max().unwrap_or(0);
        let mut add = |kind: MarkKind| {
            block += 1;
            Mark { tag: Tag { role: Role::Proof, story: None, block }, kind }
        };
        let mut marks = vec![add(MarkKind::Frame(grid.live, HAIR, GRID))];
        for column in 0..grid.columns {
            let x = grid.live.x + (grid.column + grid.gutter) * i32::from(column);
            marks.push(add(MarkKind::Frame(Rect { x, width: grid.column, ..grid.live }, HAIR, GRID)));
        }
        for row in 0..grid.live.height.rows(grid.leading) {
            let y = grid.live.y + grid.leading * row;
            marks.push(add(MarkKind::Fill(Rect { y, height: HAIR, ..grid.live }, GRID)));
        }
        for story in &page.stories {
            marks.push(add(MarkKind::Frame(story.frame, BOLD, STORY)));
            marks.extend(story.legs.iter().map(|leg| add(MarkKind::Frame(leg.frame, HAIR, LEG))));
            marks.extend(story.photos.iter().map(|photo| add(MarkKind::Frame(photo.frame, HAIR, PHOTO))));
        }
        page.marks.append(&mut marks);
    }
}
