//! A page while it is made up: where cells are in points, and the marks laid down so far.
use std::sync::Arc;

use super::beginnings::Beginnings;
use crate::ink::Ink;
use crate::layout::Grid;
use crate::page::{Mark, MarkKind, Picture, Tag, Text};
use crate::plan::Slot;
use crate::role::{Role, Slug};
use crate::set::block::Block;
use crate::set::lines::Line;
use crate::units::{Pt, Rect};

/// A page while it is made up.
#[derive(Clone, Debug)]
pub struct Sheet {
    /// The live area.
    pub live: Rect,
    pub grid: Grid,
    /// Width of one column.
    pub column: Pt,
    /// The marks, in reading order.
    pub marks: Vec<Mark>,
    beginnings: Arc<Beginnings>,
    blocks: u32,
}

impl Sheet {
    /// An empty sheet.
    pub fn new(live: Rect, grid: Grid, column: Pt, beginnings: Arc<Beginnings>) -> Sheet {
        Sheet { live, grid, column, marks: Vec::new(), beginnings, blocks: 0 }
    }

    /// Left edge of a column, from 0.
    pub fn x(&self, column: u8) -> Pt {
        self.live.x + (self.column + self.grid.gutter) * i32::from(column)
    }

    /// Top of a row, from 0.
    pub fn y(&self, row: u16) -> Pt {
        self.live.y + self.grid.leading * i32::from(row)
    }

    /// Width of so many columns.
    pub fn width(&self, columns: u8) -> Pt {
        (self.column + self.grid.gutter) * i32::from(columns) - self.grid.gutter
    }

    /// A slot in points.
    pub fn rect(&self, slot: Slot) -> Rect {
        let height = self.grid.leading * i32::from(slot.rows);
        Rect { x: self.x(slot.column), y: self.y(slot.row), width: self.width(slot.columns), height }
    }

    /// A number for the next paragraph, heading or cell.
    pub fn next_block(&mut self) -> u32 {
        self.blocks += 1;
        self.blocks
    }

    /// Lays down a line of type with its left edge at `x` and its baseline at `y`.
    pub fn line(&mut self, tag: &Tag, line: &Line, x: Pt, y: Pt) {
        for (n, run) in line.runs.iter().enumerate() {
            self.marks.push(Mark {
                tag: tag.clone(),
                kind: MarkKind::Text(Text {
                    x: x + run.x,
                    y,
                    size: run.style.size,
                    face: run.face,
                    scale: run.scale,
                    ink: run.style.ink,
                    glyphs: run.glyphs.clone(),
                    text: run.text.clone(),
                    link: run.style.link.as_ref().and_then(|pointer| self.beginnings.link(pointer)),
                    lang: None,
                    space_after: line.space_after && n + 1 == line.runs.len(),
                    cell: None,
                }),
            });
        }
    }

    /// Lays down a block with its top left at `x`, `y`.
    pub fn block(&mut self, block: &Block, story: Option<&Slug>, x: Pt, y: Pt) {
        for fill in &block.fills {
            let rect = Rect { x: x + fill.rect.x, y: y + fill.rect.y, ..fill.rect };
            self.fill(fill.role, story, rect, fill.ink);
        }
        let mut paragraph = None;
        let mut number = 0;
        for line in &block.lines {
            if paragraph != Some(line.paragraph) {
                paragraph = Some(line.paragraph);
                number = self.next_block();
            }
            let tag = Tag { role: line.role, story: story.cloned(), block: number };
            let first = self.marks.len();
            self.line(&tag, &line.line, x + line.x, y + line.y);
            for mark in &mut self.marks[first..] {
                if let MarkKind::Text(text) = &mut mark.kind {
                    text.cell = line.cell;
                }
            }
        }
    }

    /// Lays down a rule or tint.
    pub fn fill(&mut self, role: Role, story: Option<&Slug>, rect: Rect, ink: Ink) {
        let block = self.next_block();
        self.marks.push(Mark { tag: Tag { role, story: story.cloned(), block }, kind: MarkKind::Fill(rect, ink) });
    }

    /// Lays down a picture.
    pub fn picture(&mut self, role: Role, story: Option<&Slug>, picture: Picture) {
        let block = self.next_block();
        self.marks.push(Mark { tag: Tag { role, story: story.cloned(), block }, kind: MarkKind::Picture(picture) });
    }

    /// Says the language of every text laid down since mark `first`.
    pub fn speak(&mut self, first: usize, lang: &'static str) {
        for mark in &mut self.marks[first..] {
            if let MarkKind::Text(text) = &mut mark.kind {
                text.lang = Some(lang);
            }
        }
    }
}
