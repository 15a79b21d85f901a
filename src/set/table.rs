//! Tables in one column: each row on the baseline grid, figures to the right, sub-heads across, leaders in lists.
use super::block::{Block, BlockFill, Display};
use super::runs::TextStyle;
use crate::edition::{Lang, Rich};
use crate::font::shape::Shaper;
use crate::ink::Ink;
use crate::job::Setting;
use crate::layout::{Align, Style, StyleName};
use crate::page::Cell;
use crate::role::Role;
use crate::units::{Pt, Rect};

/// White between two columns of a table.
const CELL_GAP: Pt = Pt(5_000);
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

/// A table, set.
#[derive(Clone, Debug, Default)]
pub struct Table {
    /// Its head, if it has one.
    pub head: Option<Block>,
    /// Its rows, each a block of whole grid rows.
    pub rows: Vec<Block>,
}

/// Sets a table over one column. A row that fills its first cell alone is a sub-head over the whole width; a list of two columns, names
/// and figures, has leaders between them, any other table a tint behind every other row.
pub fn table(head: &[Rich], rows: &[Vec<Rich>], setting: &Setting, lang: Lang, shaper: &mut Shaper) -> Table {
    let measure = setting.measure(1);
    let columns = rows.iter().map(Vec::len).chain([head.len()]).max().unwrap_or(0);
    if columns == 0 {
        return Table::default();
    }
    let body = setting.style(StyleName::Table);
    let top = setting.style(StyleName::TableHead);
    let cells: Vec<&[Rich]> = rows.iter().map(Vec::as_slice).filter(|row| !is_subhead(row, columns)).collect();
    // Decimal points stand under one another: each column keeps room for its longest fraction.
    let of_column = |column: usize| cells.iter().filter_map(move |row| row.get(column));
    let tails: Vec<Pt> =
        (0..columns).map(|column| of_column(column).map(|cell| tail(cell, body, shaper)).fold(Pt::ZERO, Pt::max)).collect();
    let mut natural = vec![Pt::ZERO; columns];
    for (column, natural) in natural.iter_mut().enumerate() {
        *natural = head.get(column).map_or(Pt::ZERO, |cell| width(cell, top, shaper));
        for cell in of_column(column) {
            let spare = tails[column] - tail(cell, body, shaper);
            *natural = (*natural).max(width(cell, body, shaper) + spare);
        }
    }
    let widths = share(&natural, measure);
    let numeric: Vec<bool> = (0..columns).map(|column| column > 0 && of_column(column).all(is_figure)).collect();
    let is_list = columns == 2 && numeric[1];
    let mut table = Table::default();
    if head.iter().any(|cell| !cell.text.is_empty()) {
        let tails = vec![Pt::ZERO; columns];
        let row = Row { role: Role::TableHead, number: 0, style: top, widths: &widths, numeric: &numeric, tails: &tails };
        let mut block = row_block(head, row, setting, (lang, shaper));
        let rule = Rect { x: Pt::ZERO, y: block.height - HEAD_RULE, width: measure, height: HEAD_RULE };
        block.fills.push(BlockFill { role: Role::Rule, rect: rule, ink: Ink::BLACK });
        table.head = Some(block);
    }
    let mut tinted = false;
    for (number, row) in (1..).zip(rows) {
        if is_subhead(row, columns) {
            let row_of_one = Row { role: Role::TableHead, number, style: top, widths: &[measure], numeric: &[false], tails: &[Pt::ZERO] };
            let mut block = row_block(row, row_of_one, setting, (lang, shaper));
            for cell in block.lines.iter_mut().filter_map(|line| line.cell.as_mut()) {
                (cell.span, cell.columns) = (columns as u16, columns as u16);
            }
            table.rows.push(block);
            tinted = false;
            continue;
        }
        let of_row = Row { role: Role::TableCell, number, style: body, widths: &widths, numeric: &numeric, tails: &tails };
        let mut block = row_block(row, of_row, setting, (lang, shaper));
        if is_list {
            lead(&mut block);
        } else if tinted {
            let rect = Rect { x: Pt::ZERO, y: TINT_INSET, width: measure, height: block.height - TINT_INSET * 2 };
            block.fills.push(BlockFill { role: Role::Tint, rect, ink: ROW_TINT });
        }
        tinted = !tinted;
        table.rows.push(block);
    }
    table
}

/// A row of one cell in a table of more, or of one filled cell in a table of three columns and more: Markdown's rows are never short.
fn is_subhead(row: &[Rich], columns: usize) -> bool {
    const FEWEST_COLUMNS: usize = 3;
    let is_filled = |cell: &Rich| !cell.text.trim().is_empty();
    let is_lone = row.len() == 1 && columns > 1 || columns >= FEWEST_COLUMNS && !row.iter().skip(1).any(is_filled);
    is_lone && row.first().is_some_and(is_filled)
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

struct Row<'a> {
    role: Role,
    number: u32,
    style: &'a Style,
    widths: &'a [Pt],
    numeric: &'a [bool],
    tails: &'a [Pt],
}

fn row_block(cells: &[Rich], row: Row, setting: &Setting, (lang, shaper): (Lang, &mut Shaper)) -> Block {
    let mut whole = Block::default();
    let mut x = Pt::ZERO;
    let mut deepest = setting.grid.leading;
    for (column, width) in row.widths.iter().enumerate() {
        if let Some(cell) = cells.get(column) {
            let mut style = row.style.clone();
            style.align = if row.numeric[column] { Align::Right } else { Align::Left };
            style.hyphenate = false;
            let mut display = Display::new(row.role, &style, *width, lang);
            display.leading = setting.grid.leading;
            let mut block = Block::default();
            block.add(&display, cell, shaper);
            let short = if row.numeric[column] { Pt::ZERO.max(row.tails[column] - tail(cell, &style, shaper)) } else { Pt::ZERO };
            let paragraph = whole.next_paragraph();
            deepest = deepest.max(block.height);
            whole.lines.extend(block.lines.into_iter().map(|mut line| {
                line.x = x - short;
                line.paragraph = paragraph;
                line.cell = Some(Cell { row: row.number, column: column as u16, span: 1, columns: row.widths.len() as u16 });
                line
            }));
        }
        x += *width + CELL_GAP;
    }
    whole.height = setting.grid.leading * deepest.rows(setting.grid.leading);
    whole
}

fn width(cell: &Rich, style: &Style, shaper: &mut Shaper) -> Pt {
    let look = TextStyle::of(style, shaper.fonts());
    let display = Display::new(Role::TableCell, style, Pt(i32::MAX / 4), Lang::EnUs);
    let paragraph = display.paragraph(cell, shaper);
    let sum: Pt = paragraph.items.iter().map(super::breaks::Item::width).sum();
    // A hair more, so that what just fits is not broken by rounding.
    sum + look.size / 100
}

/// Width of what stands after a figure's decimal point, the point too; nothing where there is none.
fn tail(cell: &Rich, style: &Style, shaper: &mut Shaper) -> Pt {
    let text = cell.text.trim();
    let point = text.rfind('.').filter(|at| text[at + 1..].starts_with(|c: char| c.is_ascii_digit()));
    point.filter(|_| is_figure(cell)).map_or(Pt::ZERO, |at| width(&Rich::plain(&text[at..]), style, shaper))
}

/// Shares the measure out: what is left over goes to the first column; too much is taken from the widest.
fn share(natural: &[Pt], measure: Pt) -> Vec<Pt> {
    let gaps = CELL_GAP * (natural.len() as i32 - 1);
    let room = (measure - gaps).max(Pt(natural.len() as i32));
    let mut widths = natural.to_vec();
    let total = |widths: &[Pt]| widths.iter().copied().sum::<Pt>();
    let even = room / natural.len() as i32;
    while total(&widths) > room {
        let over = total(&widths) - room;
        let widest = widths.iter().copied().max().unwrap_or(Pt::ZERO);
        let second = widths.iter().copied().filter(|width| *width < widest).max().unwrap_or(Pt::ZERO).max(even);
        let count = widths.iter().filter(|width| **width == widest).count() as i32;
        let cut = (widest - second).min(Pt((over.0 + count - 1) / count)).max(Pt(1));
        for width in widths.iter_mut().filter(|width| **width == widest) {
            *width -= cut;
        }
    }
    let left = (room - total(&widths)).max(Pt::ZERO);
    widths[0] += left;
    widths
}

fn is_figure(cell: &Rich) -> bool {
    let text = cell.text.trim();
    text.is_empty() || text.len() <= 14 && text.chars().any(|c| c.is_ascii_digit()) || matches!(text, "–" | "—" | "-" | "…")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(natural: &[i32], measure: i32, expected: &[i32]) {
        let widths: Vec<Pt> = natural.iter().map(|w| Pt::points(*w)).collect();
        let shared: Vec<i32> = share(&widths, Pt::points(measure)).iter().map(|w| w.0 / 1000).collect();
        assert_eq!(shared, expected);
    }

    #[test]
    fn columns_share_the_measure() {
        check(&[40, 20, 20], 160, &[110, 20, 20]);
        check(&[200, 20, 20], 160, &[110, 20, 20]);
        check(&[100, 100], 105, &[50, 50]);
    }
}
