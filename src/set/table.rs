//! Tables in one column: each row on the baseline grid, figures to the right, heads across, leaders in lists.
use super::block::{Block, BlockFill, Display};
use super::columns::{Columns, Wide, share};
use super::entry::{Entry, WordBreaking};
use super::items::Measure;
use super::lines::lines;
use crate::edition::{Lang, Rich, Span, SpanKind};
use crate::font::shape::Shaper;
use crate::ink::Ink;
use crate::job::Setting;
use crate::layout::{Align, Style, StyleName};
use crate::page::Cell;
use crate::role::Role;
use crate::units::{Pt, Rect};

/// Weight of the rule under the head.
const HEAD_RULE: Pt = Pt(500);
/// White between a tint and the rows above and under it.
const TINT_INSET: Pt = Pt(250);
/// A leader's dot, from one to the next, and the white beside name and figure; fewer dots lead nowhere.
const LEADER_DOT: Pt = Pt(550);
const LEADER_STEP: Pt = Pt(3_500);
const LEADER_GAP: Pt = Pt(2_000);
const FEWEST_DOTS: usize = 2;
/// The tint behind every other row.
const ROW_TINT: Ink = Ink { cmyk: [0, 2, 6, 5], rgb: [243, 238, 228], spot: None };
/// The least size that is still read: the smallest agate of newspapers.
const SMALLEST: Pt = Pt(5_500);
/// White between the cells of a row that is set as a list, and the indent of its further lines.
const RUN_IN_GAP: Pt = Pt(7_000);
const RUN_IN_INDENT: Pt = Pt(7_000);

/// A table, set.
#[derive(Clone, Debug, Default)]
pub struct Table {
    /// Its head, if it has one.
    pub head: Option<Block>,
    /// Its rows, each a block of whole grid rows.
    pub rows: Vec<Block>,
    /// What it took to set it.
    pub fit: TableFit,
}

/// What it takes to set a table in a measure.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum TableFit {
    /// Nothing: its columns stand side by side, in the style's size.
    #[default]
    Columns,
    /// A smaller size.
    Smaller(Pt),
    /// Its columns do not fit side by side: the cells of a row run in one after another.
    List,
}

impl TableFit {
    /// What was done, in an editor's words; nothing where the columns fit.
    pub fn did(self) -> Option<String> {
        match self {
            TableFit::Columns => None,
            TableFit::Smaller(size) => Some(format!("set it in {} pt", size.to_string().trim_end_matches('0').trim_end_matches('.'))),
            TableFit::List => Some("set its rows as a list, each row's first cell in bold and the others after it".into()),
        }
    }
}

/// Sets a table over one column. A row that fills its first cell alone is a sub-head over the whole width; a head's empty cells belong
/// to the filled one before them; a list of two columns, names and figures, has leaders between them, any other table a tint behind every
/// other row.
///
/// Where not even the widest words stand side by side, words are hyphenated; where that is not enough, the type is set down the ladder of
/// the table's style; and where nothing helps, each row is a list. No word is ever cut without a hyphen.
pub fn table(head: &[Rich], rows: &[Vec<Rich>], setting: &Setting, lang: Lang, shaper: &mut Shaper) -> Table {
    let columns = rows.iter().map(Vec::len).chain([head.len()]).max().unwrap_or(0);
    if columns == 0 {
        return Table::default();
    }
    let copy = TableCopy { head, rows, columns, lang };
    let body = setting.style(StyleName::Table);
    let smaller = body.ladder.iter().copied().filter(|size| (SMALLEST..body.size).contains(size));
    for size in [body.size].into_iter().chain(smaller) {
        for words in [WordBreaking::Whole, WordBreaking::Hyphenated] {
            let looks = Looks::new(&copy, setting, size);
            if let Some(grid) = TableGrid::new(&copy, &looks, words, shaper) {
                let fit = if size < body.size { TableFit::Smaller(size) } else { TableFit::Columns };
                return grid.set(&copy, &looks, fit, shaper);
            }
        }
    }
    list(&copy, &Looks::new(&copy, setting, body.size), shaper)
}

/// A row of one cell in a table of more, or of one filled cell in a table of three columns and more: Markdown's rows are never short.
fn is_subhead(row: &[Rich], columns: usize) -> bool {
    const FEWEST_COLUMNS: usize = 3;
    let is_filled = |cell: &Rich| !cell.text.trim().is_empty();
    let is_lone = row.len() == 1 && columns > 1 || columns >= FEWEST_COLUMNS && !row.iter().skip(1).any(is_filled);
    is_lone && row.first().is_some_and(is_filled)
}

/// What is to be set.
struct TableCopy<'a> {
    head: &'a [Rich],
    rows: &'a [Vec<Rich>],
    columns: usize,
    lang: Lang,
}

impl TableCopy<'_> {
    /// The first cell of a row.
    fn row(&self, number: u32) -> Cell {
        Cell { row: number, column: 0, span: 1, columns: self.columns as u16 }
    }

    fn has_head(&self) -> bool {
        self.head.iter().any(|cell| !cell.text.trim().is_empty())
    }

    /// The cells of a column, without sub-heads.
    fn of_column(&self, column: usize) -> impl Iterator<Item = &Rich> {
        let cells = self.rows.iter().filter(|row| !is_subhead(row, self.columns)).filter_map(move |row| row.get(column));
        cells.filter(|cell| !cell.text.trim().is_empty())
    }
}

/// The type of a table.
struct Looks<'a> {
    head: Display<'a>,
    body: Display<'a>,
    measure: Pt,
    leading: Pt,
}

impl<'a> Looks<'a> {
    /// The styles, the body's at a size and the head's in proportion.
    fn new(copy: &TableCopy, setting: &'a Setting, size: Pt) -> Looks<'a> {
        let (measure, leading) = (setting.measure(1), setting.grid.leading);
        let whole = setting.style(StyleName::Table).size.0.max(1);
        let look = |role: Role, style: &'a Style| {
            let size = style.size.scale(i64::from(size.0), i64::from(whole)).max(SMALLEST.min(style.size));
            Display { size, leading, ..Display::new(role, style, measure, copy.lang) }
        };
        let head = look(Role::TableHead, setting.style(StyleName::TableHead));
        Looks { head, body: look(Role::TableCell, setting.style(StyleName::Table)), measure, leading }
    }
}

/// A table whose columns stand side by side.
struct TableGrid {
    columns: Columns,
    /// The head, then the rows; nothing in sub-heads.
    rows: Vec<Vec<Option<Entry>>>,
    wide: Vec<Wide>,
    numeric: Vec<bool>,
}

impl TableGrid {
    /// Its columns' widths; none where they do not fit.
    fn new(copy: &TableCopy, looks: &Looks, words: WordBreaking, shaper: &mut Shaper) -> Option<TableGrid> {
        let numeric: Vec<bool> = (0..copy.columns).map(|column| column > 0 && is_numeric(copy.of_column(column))).collect();
        let scores: Vec<bool> = (0..copy.columns).map(|column| numeric[column] && is_of_scores(copy.of_column(column))).collect();
        // Decimal points stand under one another: each column keeps room for its longest fraction.
        let tails: Vec<Pt> = (0..copy.columns)
            .map(|column| copy.of_column(column).filter_map(|cell| tail(cell, &looks.body, shaper)).max().unwrap_or(Pt::ZERO))
            .collect();
        let align = |column: usize| match (scores[column], numeric[column]) {
            (true, _) => Align::Centre,
            (_, true) => Align::Right,
            _ => Align::Left,
        };
        let mut rows = vec![vec![None; copy.columns]];
        let mut wide = Vec::new();
        for (column, cell) in copy.head.iter().enumerate().filter(|(_, cell)| !cell.text.trim().is_empty()) {
            let over = copy.head[column + 1..].iter().take_while(|next| next.text.trim().is_empty()).count();
            let mut entry = Entry::new(cell, &looks.head, words, shaper);
            entry.align = Some(align(column));
            if over == 0 {
                rows[0][column] = Some(entry);
                continue;
            }
            let columns = column..column + over + 1;
            entry.align = Some(if numeric[columns.clone()].iter().all(|numeric| *numeric) { Align::Centre } else { Align::Left });
            wide.push(Wide { row: 0, columns, entry });
        }
        for row in copy.rows {
            let mut entries = vec![None; copy.columns];
            let filled = row.iter().enumerate().filter(|(_, cell)| !cell.text.trim().is_empty() && !is_subhead(row, copy.columns));
            for (column, cell) in filled {
                let mut entry = Entry::new(cell, &looks.body, words, shaper);
                entry.align = Some(align(column));
                if numeric[column]
                    && !scores[column]
                    && let Some(own) = tail(cell, &looks.body, shaper)
                {
                    entry.spare = tails[column] - own;
                }
                entries[column] = Some(entry);
            }
            rows.push(entries);
        }
        // Figures stand at the right edge; columns of words alone share what is left over.
        let spread: Vec<usize> = if numeric.contains(&true) { vec![0] } else { (0..(copy.columns - 1).max(1)).collect() };
        let columns = share(&rows, &wide, &spread, looks.measure)?;
        Some(TableGrid { columns, rows, wide, numeric })
    }

    fn set(&self, copy: &TableCopy, looks: &Looks, fit: TableFit, shaper: &mut Shaper) -> Table {
        let is_list = copy.columns == 2 && self.numeric[1];
        let mut table = Table { fit, ..Table::default() };
        if copy.has_head() {
            table.head = Some(ruled(self.row(0, &looks.head, looks, shaper), looks));
        }
        table.rows = body(copy, looks, if is_list { Tints::None } else { Tints::EverySecond }, shaper, |number, _, shaper| {
            let mut block = self.row(number, &looks.body, looks, shaper);
            if is_list {
                lead(&mut block);
            }
            block
        });
        table
    }

    /// A row, each cell broken for its column.
    fn row(&self, number: u32, display: &Display, looks: &Looks, shaper: &mut Shaper) -> Block {
        let cells = &self.rows[number as usize];
        let wide = self.wide.iter().filter(|head| head.row == number as usize).map(|head| (head.columns.clone(), &head.entry));
        let mut all: Vec<_> =
            cells.iter().enumerate().filter_map(|(column, entry)| Some((column..column + 1, entry.as_ref()?))).chain(wide).collect();
        all.sort_by_key(|(columns, _)| columns.start);
        let mut whole = Block::default();
        let mut deepest = looks.leading;
        for (columns, entry) in all {
            let width = self.columns.over(columns.clone());
            let Some((paragraph, breaks)) = entry.set(width) else { continue };
            let align = entry.align.unwrap_or(Align::Left);
            let set = lines(paragraph, &breaks, &Measure::plain(width - entry.spare), align, shaper);
            let mut block = Block::default();
            block.add_lines(display, set, shaper);
            deepest = deepest.max(block.height);
            let cell = Cell { row: number, column: columns.start as u16, span: columns.len() as u16, columns: cells.len() as u16 };
            put(&mut whole, block, (self.columns.left(columns.start), Pt::ZERO), cell);
        }
        whole.height = looks.leading * deepest.rows(looks.leading);
        whole
    }
}

/// Adds a cell's lines to its row.
fn put(row: &mut Block, block: Block, (x, y): (Pt, Pt), cell: Cell) {
    let paragraph = row.next_paragraph();
    row.lines.extend(block.lines.into_iter().map(|mut line| {
        (line.x, line.y) = (line.x + x, line.y + y);
        line.paragraph = paragraph;
        line.cell = Some(cell);
        line
    }));
}

fn ruled(mut head: Block, looks: &Looks) -> Block {
    let rule = Rect { x: Pt::ZERO, y: head.height - HEAD_RULE, width: looks.measure, height: HEAD_RULE };
    head.fills.push(BlockFill { role: Role::Rule, rect: rule, ink: Ink::BLACK });
    head
}

fn tint(row: &mut Block, measure: Pt) {
    let rect = Rect { x: Pt::ZERO, y: TINT_INSET, width: measure, height: row.height - TINT_INSET * 2 };
    row.fills.push(BlockFill { role: Role::Tint, rect, ink: ROW_TINT });
}

/// A row's first cell, over the whole width.
fn subhead(row: &[Rich], number: u32, copy: &TableCopy, looks: &Looks, shaper: &mut Shaper) -> Block {
    let columns = copy.columns as u16;
    let mut whole = Block::default();
    let mut block = Block::default();
    if let Some(cell) = row.first() {
        block = over(cell, &looks.head, looks.measure, shaper);
    }
    whole.height = looks.leading * block.height.max(looks.leading).rows(looks.leading);
    put(&mut whole, block, (Pt::ZERO, Pt::ZERO), Cell { row: number, column: 0, span: columns, columns });
    whole
}

/// A text over a width that it is wider than: hyphenated where it must, and if that does not help, cut between letters with a hyphen.
fn over(cell: &Rich, display: &Display, width: Pt, shaper: &mut Shaper) -> Block {
    let entry = Entry::new(cell, display, WordBreaking::Hyphenated, shaper);
    let forced =
        if entry.least() > width { Some(Entry::forced(cell, &Display { measure: width, ..display.clone() }, shaper)) } else { None };
    let mut block = Block::default();
    if let Some((paragraph, breaks)) = forced.unwrap_or(entry).set(width) {
        let set = lines(paragraph, &breaks, &Measure::plain(width), Align::Left, shaper);
        block.add_lines(display, set, shaper);
    }
    block
}

/// Which rows stand on a tint.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Tints {
    EverySecond,
    None,
}

/// The rows under the head: sub-heads over all columns, the others as `set` makes them, every second one tinted where they are.
fn body(
    copy: &TableCopy,
    looks: &Looks,
    tints: Tints,
    shaper: &mut Shaper,
    set: impl Fn(u32, &[Rich], &mut Shaper) -> Block,
) -> Vec<Block> {
    let mut tinted = false;
    let row = |(number, row): (u32, &Vec<Rich>)| {
        if is_subhead(row, copy.columns) {
            tinted = false;
            return subhead(row, number, copy, looks, shaper);
        }
        let mut block = set(number, row, shaper);
        if tinted && tints == Tints::EverySecond {
            tint(&mut block, looks.measure);
        }
        tinted = !tinted;
        block
    };
    (1..).zip(copy.rows).map(row).collect()
}

/// A table whose columns do not fit side by side: each row's first cell in bold, then the others, on the same line where they fit.
fn list(copy: &TableCopy, looks: &Looks, shaper: &mut Shaper) -> Table {
    let mut table = Table { fit: TableFit::List, ..Table::default() };
    if copy.has_head() {
        table.head = Some(ruled(run_in(copy.head, copy.row(0), &looks.head, looks, shaper), looks));
    }
    table.rows =
        body(copy, looks, Tints::EverySecond, shaper, |number, row, shaper| run_in(row, copy.row(number), &looks.body, looks, shaper));
    table
}

fn run_in(cells: &[Rich], first: Cell, display: &Display, looks: &Looks, shaper: &mut Shaper) -> Block {
    let mut whole = Block::default();
    // Where the next cell may begin: after the last one's last line.
    let (mut x, mut y) = (Pt::ZERO, -looks.leading);
    for (column, cell) in cells.iter().enumerate().filter(|(_, cell)| !cell.text.trim().is_empty()) {
        let mut cell = cell.clone();
        if column == 0 {
            cell.spans.insert(0, Span { range: 0..cell.text.len(), kind: SpanKind::Bold });
        }
        let full = Entry::new(&cell, display, WordBreaking::Whole, shaper).full();
        if y < Pt::ZERO || x + full > looks.measure {
            y += looks.leading;
            x = if y > Pt::ZERO { RUN_IN_INDENT } else { Pt::ZERO };
        }
        let block = over(&cell, display, looks.measure - x, shaper);
        let ends = block.lines.last().map_or(Pt::ZERO, |line| line.line.width);
        let deep = block.height - looks.leading;
        put(&mut whole, block, (x, y), Cell { column: column as u16, ..first });
        x += ends + RUN_IN_GAP;
        y += deep.max(Pt::ZERO);
    }
    whole.height = (y + looks.leading).max(looks.leading);
    whole
}

/// Dots that lead the eye from a name to its figure, under one another from row to row. They are drawn, for they are no text.
fn lead(block: &mut Block) {
    let [name, figure] = block.lines.as_slice() else { return };
    let (Some(last), Some(first)) = (name.line.runs.last(), figure.line.runs.first()) else { return };
    let ends = last.x + last.glyphs.iter().map(|glyph| glyph.advance).sum::<Pt>() + LEADER_GAP;
    let begins = figure.x + first.x - LEADER_GAP;
    let dot = |x: Pt| Rect { x, y: name.y - LEADER_DOT, width: LEADER_DOT, height: LEADER_DOT };
    let places = (0..).map(|n| LEADER_STEP * n).skip_while(|x| *x < ends).take_while(|x| *x + LEADER_DOT <= begins);
    let dots: Vec<BlockFill> = places.map(|x| BlockFill { role: Role::Rule, rect: dot(x), ink: Ink::BLACK }).collect();
    if dots.len() >= FEWEST_DOTS {
        block.fills.extend(dots);
    }
}

/// Width of what stands after a figure's whole part, its point too; none where the cell is no figure.
fn tail(cell: &Rich, display: &Display, shaper: &mut Shaper) -> Option<Pt> {
    let text = cell.text.trim();
    let tail = &text[figure(text)?..];
    Some(if tail.is_empty() { Pt::ZERO } else { Entry::new(&Rich::plain(tail), display, WordBreaking::Whole, shaper).full() })
}

/// More than half of the cells that say something are figures.
fn is_numeric<'a>(cells: impl Iterator<Item = &'a Rich>) -> bool {
    let (mut figures, mut all) = (0, 0);
    for cell in cells {
        all += 1;
        figures += usize::from(figure(cell.text.trim()).is_some());
    }
    figures * 2 > all
}

/// More than half of a column's figures are scores, `2-1`: they stand in the middle, as they belong to what is on either side.
fn is_of_scores<'a>(cells: impl Iterator<Item = &'a Rich>) -> bool {
    let is_score = |text: &str| {
        let tail = figure(text).map_or("", |end| &text[end..]);
        tail.strip_prefix(['-', '–', '−']).is_some_and(|rest| rest.starts_with(|c: char| c.is_ascii_digit()))
    };
    let found: Vec<bool> = cells.map(|cell| is_score(cell.text.trim())).collect();
    found.iter().filter(|is_score| **is_score).count() * 2 > found.len()
}

/// Where a figure's whole part ends: after its sign, currency and digits in thousands. None for a text that is no figure. A figure may
/// have a fraction, a second figure (a score, an hour), a percent sign, a unit or short word, and marks of footnotes.
fn figure(text: &str) -> Option<usize> {
    const SIGNS: &[char] = &['+', '-', '−', '–', '±', '~', '<', '>', '≤', '≥', '(', '$', '€', '£', '¥', '₩', '▲', '▼', ' ', '\u{a0}'];
    const MARKS: &[char] = &['*', '†', '‡', '§', '¹', '²', '³', '%', '‰', ')', '.', ',', ':', '-', '–', '−', '/', '°', '½', '¼', '¾', '+'];
    /// Letters of the longest unit.
    const UNIT: usize = 6;
    if matches!(text, "–" | "—" | "-" | "−" | "…") {
        return Some(text.len());
    }
    let start = text.find(|c: char| !SIGNS.contains(&c))?;
    let digits = |text: &str| text.find(|c: char| !(c.is_ascii_digit() || c == ',')).unwrap_or(text.len());
    let end = start + digits(&text[start..]);
    let begins = text[start..].starts_with(|c: char| c.is_ascii_digit() || matches!(c, '½' | '¼' | '¾'));
    let is_fraction = text[start..].strip_prefix('.').is_some_and(|rest| rest.starts_with(|c: char| c.is_ascii_digit()));
    if !begins && !is_fraction {
        return None;
    }
    let rest = text[end..].trim_start_matches(|c: char| c.is_ascii_digit() || MARKS.contains(&c));
    let word = rest.trim().trim_start_matches('(').trim_end_matches(MARKS);
    let is_unit = word.chars().count() <= UNIT && word.chars().all(|c| c.is_alphabetic() || matches!(c, '.' | '/' | '°' | '²' | '³'));
    let whole = text[..end].trim_end_matches(',').len();
    is_unit.then_some(whole)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, expected: Option<&str>) {
        assert_eq!(figure(text).map(|end| &text[..end]), expected, "{text}");
    }

    #[test]
    fn figures_are_told_from_words() {
        check("1,204.5", Some("1,204"));
        check("−0.8", Some("−0"));
        check("₩28,000", Some("₩28,000"));
        check("+44.6%", Some("+44"));
        check("(12)", Some("(12"));
        check("14*", Some("14"));
        check("71-88", Some("71"));
        check("2-1 aet", Some("2"));
        check("7:30 p.m.", Some("7"));
        check("8 min", Some("8"));
        check(".5", Some(""));
        check("–", Some("–"));
        check("new", None);
        check("", None);
        check("Q3", None);
        check("Jan. 4, 2 p.m.", None);
        check("14 to go before noon", None);
        check("3 bowls, 2 spoons", None);
    }
}
