//! Blocks: a few lines of display type stacked at their own leadings, to be placed as one.
use std::sync::Arc;

use super::breaks::{Breaks, Measure, Shape, break_paragraph};
use super::lines::{Line, lines};
use super::rules::{Manner, Rules};
use super::runs::{Inline, Paragraph, compose, inlines};
use super::text_style::TextStyle;
use crate::edition::{Lang, Rich};
use crate::font::shape::Shaper;
use crate::ink::Ink;
use crate::layout::{Align, Style};
use crate::page::Cell;
use crate::role::Role;
use crate::units::{Pt, Rect};

/// Lines, rules and tints placed from the block's top left.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Block {
    /// The lines, in reading order.
    pub lines: Vec<BlockLine>,
    /// Rules and tints, behind the lines.
    pub fills: Vec<BlockFill>,
    /// From the top to where the next block may start.
    pub height: Pt,
}

/// A line of a block.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BlockLine {
    pub role: Role,
    /// Lines of one paragraph share this number; it counts up through the block.
    pub paragraph: u32,
    /// From the block's left.
    pub x: Pt,
    /// Baseline from the block's top.
    pub y: Pt,
    /// The glyphs; one line stands in many heads.
    pub line: Arc<Line>,
    /// The cell of a table that it stands in.
    pub cell: Option<Cell>,
}

/// A filled rectangle of a block.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BlockFill {
    /// Rule or tint.
    pub role: Role,
    /// From the block's top left.
    pub rect: Rect,
    /// Its colour.
    pub ink: Ink,
}

/// How a text of display type is set.
#[derive(Clone, Debug)]
pub struct Display<'a> {
    pub role: Role,
    pub style: &'a Style,
    /// Its size, where it is not the style's own.
    pub size: Pt,
    /// Baseline to baseline.
    pub leading: Pt,
    /// Width of its lines.
    pub measure: Pt,
    /// Its language.
    pub lang: Lang,
}

impl<'a> Display<'a> {
    /// A style at its own size.
    pub fn new(role: Role, style: &'a Style, measure: Pt, lang: Lang) -> Display<'a> {
        Display { role, style, size: style.size, leading: style.leading, measure, lang }
    }

    /// The same at another size; the leading keeps its proportion.
    pub fn sized(self, size: Pt) -> Display<'a> {
        let leading = self.style.leading.scale(i64::from(size.0), i64::from(self.style.size.0.max(1)));
        Display { size, leading, ..self }
    }

    /// The rules for composing it.
    pub fn rules(&self) -> Rules {
        let is_head = matches!(self.role, Role::Headline | Role::Deck) && matches!(self.lang, Lang::EnUs | Lang::EnGb);
        let manner = if is_head { Manner::Head } else { Manner::Text };
        Rules { manner, ..Rules::of(self.style, self.lang, self.measure) }
    }

    /// The look of its text.
    pub fn look(&self, shaper: &Shaper) -> TextStyle {
        TextStyle::at(self.style, self.size, shaper.fonts())
    }

    /// Rich text in this style, shaped.
    pub fn paragraph(&self, text: &Rich, shaper: &mut Shaper) -> Paragraph {
        let look = self.look(shaper);
        let runs = inlines(text, &look, self.style, shaper.fonts());
        compose(&runs, &self.rules(), shaper)
    }

    /// How its lines are judged.
    pub fn shape(&self) -> Shape {
        match self.style.align {
            Align::Justify => Shape::Justified,
            Align::Left | Align::Right | Align::Centre => Shape::Ragged,
        }
    }
}

impl Block {
    /// An empty block of a height.
    pub fn space(height: Pt) -> Block {
        Block { height, ..Block::default() }
    }

    /// Adds the lines of a broken paragraph below what is there.
    pub fn add_lines(&mut self, display: &Display, set: Vec<Line>, shaper: &Shaper) {
        let face = shaper.fonts().face(display.look(shaper).face).clone();
        let capitals = face.at(face.cap_height, display.size);
        let paragraph = self.next_paragraph();
        for line in set {
            // Capitals stand in the middle of their leading.
            let y = self.height + (display.leading + capitals) / 2;
            self.lines.push(BlockLine { role: display.role, paragraph, x: Pt::ZERO, y, line: Arc::new(line), cell: None });
            self.height += display.leading;
        }
    }

    /// Sets a text in the fewest good lines and adds it below what is there. Returns how many lines it took.
    pub fn add(&mut self, display: &Display, text: &Rich, shaper: &mut Shaper) -> usize {
        if text.text.trim().is_empty() {
            return 0;
        }
        let paragraph = display.paragraph(text, shaper);
        let best = break_paragraph(&paragraph.items, &Measure::plain(display.measure), display.shape()).remove(0);
        self.add_broken(display, &paragraph, &best, shaper)
    }

    /// Adds a paragraph broken as told.
    pub fn add_broken(&mut self, display: &Display, paragraph: &Paragraph, breaks: &Breaks, shaper: &mut Shaper) -> usize {
        let set = lines(paragraph, breaks, &Measure::plain(display.measure), display.style.align, shaper);
        let count = set.len();
        self.add_lines(display, set, shaper);
        count
    }

    /// Adds stretches in several looks, set as one paragraph in the display's own leading.
    pub fn add_inlines(&mut self, display: &Display, runs: &[Inline], shaper: &mut Shaper) -> usize {
        let paragraph = compose(runs, &display.rules(), shaper);
        let best = break_paragraph(&paragraph.items, &Measure::plain(display.measure), display.shape()).remove(0);
        self.add_broken(display, &paragraph, &best, shaper)
    }

    /// Adds another block below.
    pub fn append(&mut self, other: &Block) {
        let first = self.next_paragraph();
        self.lines.extend(other.lines.iter().cloned().map(|mut line| {
            line.y += self.height;
            line.paragraph += first;
            line
        }));
        self.fills.extend(other.fills.iter().cloned().map(|mut fill| {
            fill.rect.y += self.height;
            fill
        }));
        self.height += other.height;
    }

    /// Adds white.
    pub fn add_space(&mut self, height: Pt) {
        self.height += height;
    }

    /// Adds a rule across `width`, and moves on by its weight.
    pub fn add_rule(&mut self, width: Pt, weight: Pt, ink: Ink) {
        let rect = Rect { x: Pt::ZERO, y: self.height, width, height: weight };
        self.fills.push(BlockFill { role: Role::Rule, rect, ink });
        self.height += weight;
    }

    /// The number of the next paragraph.
    pub fn next_paragraph(&self) -> u32 {
        self.lines.last().map_or(0, |line| line.paragraph + 1)
    }

    /// True for a table's head or sub-head.
    pub fn is_head(&self) -> bool {
        self.lines.iter().all(|line| line.role == Role::TableHead)
    }

    /// Rows of the grid that it covers.
    pub fn rows(&self, leading: Pt) -> u16 {
        self.height.rows(leading).clamp(0, i32::from(u16::MAX)) as u16
    }

    /// Cut into blocks of at most so many rows, where each line stands in a row of its own.
    pub fn cut(self, leading: Pt, rows: u16) -> Vec<Block> {
        let deep = leading * i32::from(rows.max(1));
        let count = self.height.rows(deep).max(1);
        if count == 1 {
            return vec![self];
        }
        let mut parts: Vec<Block> = (0..count).map(|n| Block { height: deep.min(self.height - deep * n), ..Block::default() }).collect();
        for line in self.lines {
            let n = (line.y.0 / deep.0).clamp(0, count - 1);
            parts[n as usize].lines.push(BlockLine { y: line.y - deep * n, ..line });
        }
        for fill in self.fills {
            for (n, part) in (0..).zip(&mut parts) {
                let top = (fill.rect.y - deep * n).max(Pt::ZERO);
                let bottom = (fill.rect.bottom() - deep * n).min(part.height);
                if bottom > top {
                    part.fills.push(BlockFill { rect: Rect { y: top, height: bottom - top, ..fill.rect }, ..fill.clone() });
                }
            }
        }
        parts
    }
}
