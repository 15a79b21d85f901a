//! The story's text in pieces that columns are filled with: lines, quotes, rows of tables, teasers, photos.
use std::rc::Rc;
use std::sync::Arc;

use super::flow::ColumnPiece;
use crate::edition::{self, Article, Photo, Rich};
use crate::font::shape::Shaper;
use crate::job::Setting;
use crate::layout::{Align, Style, StyleName};
use crate::role::Role;
use crate::set::block::{Block, Display};
use crate::set::breaks::{Item as Break, Measure, Shape, break_paragraph};
use crate::set::lines::{Line, lines};
use crate::set::quote::marked;
use crate::set::rules::Rules;
use crate::set::runs::{Inline, compose, inlines};
use crate::set::table::table;
use crate::set::text_style::TextStyle;
use crate::units::{INCH, Pt};

/// A piece and what it shows.
#[derive(Clone, Debug)]
pub struct ShownPiece {
    /// Its depth and its manners.
    pub piece: ColumnPiece,
    pub show: Show,
}

#[derive(Clone, Debug)]
pub enum Show {
    /// A line of a paragraph.
    Line {
        /// Lines of one paragraph share it.
        paragraph: u32,
        /// Body or list.
        role: Role,
        line: Line,
        /// A bullet or number beside it.
        sign: Option<Arc<Line>>,
        /// Height of its capitals, which stand in the middle of the row.
        capitals: Pt,
    },
    /// A block in the middle of its rows, and what stands over it once more where it begins a column.
    Block(Block, Option<Rc<Block>>),
    /// A block that belongs to the page, not to the story.
    Furniture(Block),
    /// A photo with its caption.
    Photo(PrintedPhoto),
}

/// A photo as it is to be printed.
#[derive(Clone, Debug)]
pub struct PrintedPhoto {
    /// Position among the article's photos.
    pub photo: usize,
    /// Width of the picture.
    pub width: Pt,
    /// Height of the picture, before rows are cut from it.
    pub height: Pt,
    pub caption: Block,
    /// Left edge of the caption; beside the picture where it is not 0.
    pub caption_x: Pt,
}

/// Where a paragraph stands in the story.
#[derive(Clone, Copy)]
struct Turn {
    indented: bool,
    last: bool,
}

/// Costs of ending a column between lines that belong together.
const WIDOW: u32 = 8_000;
const STRANDED: u32 = 60_000;
/// Between two rows of a table, and next to its first or last.
const TABLE_PART: u32 = 900;
const TABLE_EDGE: u32 = 8_000;
/// A table's row that is deeper than a page is cut into parts of so many lines, and goes on on the next one.
const PART_OF_ROW: u16 = 4;
/// A table's head stands over its rows on further pages too, unless it takes more than this part of a page: a fourth.
const DEEPEST_HEAD: u16 = 4;
/// After a hyphen.
const HYPHEN: u32 = 250;
/// Between two lines of something that is deeper than a column.
const CUT: u32 = 2_000;
/// Rules about quotes and teasers.
const HEAVY_RULE: Pt = Pt(1_600);
const FINE_RULE: Pt = Pt(400);
/// White about a quote's words.
const QUOTE_SPACE: Pt = Pt(6_000);
/// White in a teaser.
const TEASER_SPACE: Pt = Pt(4_000);
/// Indent of list items, in thousandths of the type size for each sign.
const LIST_INDENT: i64 = 1_100;
/// White between a picture and its caption.
pub const CAPTION_TOP: Pt = Pt(3_500);
/// White between a narrow picture and the caption beside it.
const CAPTION_SIDE: Pt = Pt(10_000);
/// A caption beside a picture is at least so wide; else it stands under it.
const NARROWEST_CAPTION: Pt = Pt(110_000);
/// A picture of fewer pixels to the inch than this is printed smaller.
const LEAST_PPI: i64 = 110;
/// Most rows that a photo may lose so that a page is well filled.
const MOST_CUT: u16 = 4;
/// Thousandths.
const ONE: i64 = 1_000;

/// Sets pieces for columns of one measure.
pub struct PieceSetter<'a, 'b> {
    /// The story.
    pub article: &'a Article,
    /// Grid and styles.
    pub setting: &'a Setting,
    /// Width of its lines.
    pub measure: Pt,
    /// Rows of a whole column.
    pub rows: u16,
    /// Shapes words.
    pub shaper: &'a mut Shaper<'b>,
    /// What is set.
    pub items: Vec<ShownPiece>,
    paragraphs: u32,
}

impl<'a, 'b> PieceSetter<'a, 'b> {
    pub fn new(article: &'a Article, setting: &'a Setting, (measure, rows): (Pt, u16), shaper: &'a mut Shaper<'b>) -> PieceSetter<'a, 'b> {
        PieceSetter { article, setting, measure, rows, shaper, items: Vec::new(), paragraphs: 0 }
    }

    /// A display text in one of the styles.
    pub fn display(&self, role: Role, name: StyleName) -> Display<'a> {
        Display::new(role, self.setting.style(name), self.measure, self.article.lang)
    }

    /// The look of a style.
    pub fn look(&self, name: StyleName) -> TextStyle {
        TextStyle::of(self.setting.style(name), self.shaper.fonts())
    }

    /// The body, then the teasers. Gives the first item of each block of the body, and one after the last.
    pub fn body(&mut self) -> Vec<usize> {
        let mut starts = Vec::new();
        let last = self.article.body.iter().rposition(|block| matches!(block, edition::Block::Paragraph { .. }));
        let mut indented = false;
        let mut white = false;
        for (n, block) in self.article.body.iter().enumerate() {
            let first = self.items.len();
            starts.push(first);
            match block {
                edition::Block::Paragraph { text, .. } => {
                    self.paragraph(text, Turn { indented, last: Some(n) == last });
                }
                edition::Block::Subhead(text) => self.subhead(text),
                edition::Block::Quote { text, by, .. } => self.quote(text, by.as_deref()),
                edition::Block::List { ordered, items } => {
                    for (n, item) in items.iter().enumerate() {
                        let sign = if *ordered { format!("{}.", n + 1) } else { "•".to_string() };
                        self.list_item(item, &sign);
                    }
                }
                edition::Block::Table { head, rows } => self.table(head, rows),
            }
            let plain = matches!(block, edition::Block::Paragraph { .. } | edition::Block::List { .. });
            if plain
                && white
                && let Some(item) = self.items.get_mut(first)
            {
                item.piece.before = 1;
            }
            white = matches!(block, edition::Block::Quote { .. } | edition::Block::Table { .. });
            indented = matches!(block, edition::Block::Paragraph { .. } | edition::Block::List { .. } | edition::Block::Quote { .. });
        }
        starts.push(self.items.len());
        self.teasers();
        starts
    }

    fn rules(&self, style: &Style, measure: Pt) -> Rules {
        Rules::of(style, self.article.lang, measure)
    }

    fn paragraph(&mut self, text: &Rich, turn: Turn) {
        let style = self.setting.style(StyleName::Body);
        let look = self.look(StyleName::Body);
        let mut runs: Vec<Inline> = Vec::new();
        if let (0, Some(place)) = (self.paragraphs, &self.article.dateline) {
            runs.push(Inline { text: place.clone(), style: self.look(StyleName::Dateline) });
            runs.extend((!text.text.is_empty()).then(|| Inline { text: " — ".into(), style: look.clone() }));
        }
        runs.extend(inlines(text, &look, style, self.shaper.fonts()));
        if let (true, Some(agency)) = (turn.last, &self.article.agency) {
            let white = if runs.is_empty() { "" } else { " " };
            runs.push(Inline { text: format!("{white}({agency})"), style: look });
        }
        let indent = if turn.indented { style.indent } else { Pt::ZERO };
        let measure = Measure { indent, ..Measure::plain(self.measure) };
        self.lines(Role::Body, &runs, (measure, self.measure), None);
    }

    fn list_item(&mut self, text: &Rich, sign: &str) {
        let style = self.setting.style(StyleName::Body);
        let look = self.look(StyleName::Body);
        let indent = style.size.scale(LIST_INDENT * sign.chars().count().max(1) as i64, ONE);
        let measure = Measure { narrow_lines: u16::MAX, narrow_by: indent, ..Measure::plain(self.measure) };
        let runs = inlines(text, &look, style, self.shaper.fonts());
        let mut bullet = Block::default();
        bullet.add(&self.display(Role::ListItem, StyleName::Body), &Rich::plain(sign), self.shaper);
        let sign = bullet.lines.into_iter().next().map(|line| line.line);
        self.lines(Role::ListItem, &runs, (measure, self.measure - indent), sign);
    }

    /// A paragraph, line by line.
    fn lines(&mut self, role: Role, runs: &[Inline], (measure, width): (Measure, Pt), mut sign: Option<Arc<Line>>) {
        let style = self.setting.style(StyleName::Body);
        let paragraph = compose(runs, &self.rules(style, width), self.shaper);
        if paragraph.items.is_empty() {
            return;
        }
        let shape = if style.align == Align::Justify { Shape::Justified } else { Shape::Ragged };
        let breaks = break_paragraph(&paragraph.items, &measure, shape).remove(0);
        let hyphens: Vec<bool> = breaks
            .ends
            .iter()
            .map(|end| matches!(paragraph.items.get(*end as usize), Some(Break::Break { hyphenated: true, .. })))
            .collect();
        let set = lines(&paragraph, &breaks, &measure, style.align, self.shaper);
        let face = self.shaper.fonts().face(TextStyle::of(style, self.shaper.fonts()).face).clone();
        let capitals = face.at(face.cap_height, style.size);
        let count = set.len();
        self.paragraphs += 1;
        for (n, line) in set.into_iter().enumerate() {
            let mut part = 0;
            if n + 1 < count {
                part += if n == 0 { WIDOW } else { 0 };
                part += if n + 2 == count { WIDOW } else { 0 };
                part += if hyphens.get(n) == Some(&true) { HYPHEN } else { 0 };
            }
            let show = Show::Line { paragraph: self.paragraphs, role, line, sign: sign.take(), capitals };
            self.items.push(ShownPiece { piece: ColumnPiece { rows: 1, part, ..ColumnPiece::default() }, show });
        }
    }

    /// Adds a block as one piece; line by line where it is deeper than a column.
    pub fn block(&mut self, block: Block, manners: ColumnPiece) {
        let leading = self.setting.grid.leading;
        let rows = block.rows(leading);
        if rows == 0 {
            return;
        }
        if rows <= self.rows {
            self.items.push(ShownPiece { piece: ColumnPiece { rows, ..manners }, show: Show::Block(block, None) });
            return;
        }
        let mut top = Pt::ZERO;
        let ends: Vec<Pt> = block.lines.iter().skip(1).zip(&block.lines).map(|(next, line)| (line.y + next.y) / 2).collect();
        for (mut line, end) in block.lines.into_iter().zip(ends.into_iter().chain([block.height])) {
            line.y -= top;
            let one = Block { lines: vec![line], fills: Vec::new(), height: (end - top).max(Pt(1)) };
            top = end;
            let rows = one.rows(leading);
            self.items.push(ShownPiece { piece: ColumnPiece { rows, part: CUT, ..ColumnPiece::default() }, show: Show::Block(one, None) });
        }
        if let Some(last) = self.items.last_mut() {
            last.piece.part = manners.part;
        }
    }

    fn subhead(&mut self, text: &Rich) {
        let mut block = Block::default();
        let mut display = self.display(Role::Subhead, StyleName::Subhead);
        display.leading = display.leading.max(self.setting.grid.leading);
        block.add(&display, text, self.shaper);
        self.block(block, ColumnPiece { before: 1, stretch: 1, part: STRANDED, ..ColumnPiece::default() });
    }

    fn quote(&mut self, text: &Rich, by: Option<&str>) {
        let mut block = Block::default();
        block.add_rule(self.measure, HEAVY_RULE, self.setting.style(StyleName::Kicker).ink);
        block.add_space(QUOTE_SPACE);
        let quoted = marked(text, self.article.lang);
        block.add(&self.display(Role::Quote, StyleName::Quote), &quoted, self.shaper);
        if let Some(by) = by {
            block.add_space(QUOTE_SPACE / 2);
            block.add(&self.display(Role::QuoteBy, StyleName::QuoteBy), &Rich::plain(by), self.shaper);
        }
        block.add_space(QUOTE_SPACE);
        block.add_rule(self.measure, FINE_RULE, self.setting.style(StyleName::Body).ink);
        self.block(block, ColumnPiece { before: 1, stretch: 1, ..ColumnPiece::default() });
    }

    fn table(&mut self, head: &[Rich], rows: &[Vec<Rich>]) {
        let column = Setting { measures: vec![self.measure], ..self.setting.clone() };
        let table = table(head, rows, &column, self.article.lang, self.shaper);
        let leading = self.setting.grid.leading;
        let has_head = table.head.is_some();
        let set: Vec<Block> = table.head.into_iter().chain(table.rows).collect();
        // A head that takes much of the page is not worth saying twice.
        let top = has_head.then(|| Rc::new(set[0].clone())).filter(|top| top.rows(leading) <= self.rows / DEEPEST_HEAD);
        let again = top.as_ref().map_or(0, |top| top.rows(leading));
        let count = set.len();
        for (n, block) in set.into_iter().enumerate() {
            let is_head = has_head && n == 0;
            let edge = n <= usize::from(has_head) || n + 2 == count;
            let part = match (is_head, n + 1 == count, edge) {
                (true, ..) => STRANDED,
                (_, true, _) => 0,
                (_, _, true) => TABLE_EDGE,
                _ => TABLE_PART,
            };
            let again = if is_head { 0 } else { again };
            let over = if is_head { None } else { top.clone() };
            let deep = block.rows(leading) > self.rows - again;
            let parts = if deep { block.cut(leading, PART_OF_ROW) } else { vec![block] };
            let last = parts.len() - 1;
            for (m, block) in parts.into_iter().enumerate() {
                let before = u16::from(n == 0 && m == 0);
                let part = if m == last { part } else { CUT };
                let piece = ColumnPiece { rows: block.rows(leading), before, stretch: before, part, again, ..ColumnPiece::default() };
                self.items.push(ShownPiece { piece, show: Show::Block(block, over.clone()) });
            }
        }
    }

    fn teasers(&mut self) {
        for (n, related) in self.article.related.iter().enumerate() {
            let mut block = Block::default();
            block.add_rule(self.measure, FINE_RULE, self.setting.style(StyleName::Body).ink);
            block.add_space(TEASER_SPACE);
            let mut runs = Vec::new();
            if let Some(label) = &related.label {
                runs.push(Inline { text: format!("[{label}] "), style: self.look(StyleName::ReferLabel) });
            }
            runs.push(Inline { text: related.headline.clone(), style: self.look(StyleName::Refer) });
            block.add_inlines(&self.display(Role::Refer, StyleName::Refer), &runs, self.shaper);
            if let Some(summary) = &related.summary {
                block.add(&self.display(Role::Refer, StyleName::ReferSummary), &Rich::plain(summary.clone()), self.shaper);
            }
            block.add_space(TEASER_SPACE);
            self.block(block, ColumnPiece { before: u16::from(n == 0), stretch: u16::from(n == 0), ..ColumnPiece::default() });
        }
    }

    /// A photo at the full measure, or as wide as `most` rows of depth and its pixels let it.
    pub fn photo(&mut self, index: usize, most: u16) {
        let photo = &self.article.photos[index];
        let leading = self.setting.grid.leading;
        let (across, down) = (i64::from(photo.picture.width.max(1)), i64::from(photo.picture.height.max(1)));
        let sharp = Pt((across * i64::from(INCH.0) / LEAST_PPI).min(i64::from(self.measure.0)) as i32);
        let deepest = leading * i32::from(most);
        let kept = ONE - i64::from(photo.max_crop);
        let natural = sharp.scale(down, across);
        let (width, height) = if natural <= deepest {
            (sharp, natural)
        } else if natural.scale(kept, ONE) <= deepest {
            (sharp, deepest)
        } else {
            (deepest.scale(across, down), deepest)
        };
        let least = width.scale(down, across).scale(kept, ONE);
        let beside = self.measure - width - CAPTION_SIDE;
        let narrow = beside >= NARROWEST_CAPTION;
        let caption = self.caption(photo, if narrow { beside } else { self.measure });
        let shrink = ((height - least).max(Pt::ZERO).0 / leading.0).min(i32::from(MOST_CUT)) as u16;
        let alone = if narrow { caption.height > height } else { caption.rows(leading) > self.rows / 3 };
        let (inside, after) = if alone { (Block::default(), Some(self.caption(photo, self.measure))) } else { (caption, None) };
        let deep = if narrow || inside.height == Pt::ZERO { height } else { height + CAPTION_TOP + inside.height };
        let piece = ColumnPiece {
            rows: deep.rows(leading) as u16,
            before: 1,
            stretch: 1,
            shrink,
            part: if after.is_some() { STRANDED } else { 0 },
            ..ColumnPiece::default()
        };
        let caption_x = if narrow { width + CAPTION_SIDE } else { Pt::ZERO };
        self.items.push(ShownPiece { piece, show: Show::Photo(PrintedPhoto { photo: index, width, height, caption: inside, caption_x }) });
        if let Some(caption) = after {
            self.block(caption, ColumnPiece::default());
        }
    }

    /// Caption and credit as one paragraph.
    fn caption(&mut self, photo: &Photo, measure: Pt) -> Block {
        let display = Display { measure, ..self.display(Role::Caption, StyleName::Caption) };
        let look = display.look(self.shaper);
        let mut runs = inlines(&photo.caption, &look, display.style, self.shaper.fonts());
        if !photo.credit.is_empty() {
            if !photo.caption.text.is_empty() {
                runs.push(Inline { text: " ".into(), style: look });
            }
            runs.push(Inline { text: photo.credit.clone(), style: self.look(StyleName::Credit) });
        }
        let mut block = Block::default();
        if runs.iter().any(|run| !run.text.trim().is_empty()) {
            block.add_inlines(&display, &runs, self.shaper);
        }
        block
    }
}
