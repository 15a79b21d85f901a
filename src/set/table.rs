//! Tables in one column: each row on the baseline grid, figures to the right.
use super::block::{Block, BlockFill, Display};
use super::runs::TextStyle;
use crate::edition::{Lang, Rich};
use crate::font::shape::Shaper;
use crate::ink::Ink;
use crate::job::Setting;
use crate::layout::{Align, Style, StyleName};
use crate::role::Role;
use crate::units::{Pt, Rect};

/// White between two columns of a table.
const CELL_GAP: Pt = Pt(5_000);
/// Weight of the rule under the head.
const HEAD_RULE: Pt = Pt(500);
/// White between a tint and the rows above and under it.
const TINT_INSET: Pt = Pt(250);
/// The tint behind every other row.
const ROW_TINT: Ink = Ink { cmyk: [0, 2, 6, 5], rgb: [243, 238, 228] };

/// The rows of a table, each a block of whole grid rows; the head first, if it has one.
pub fn table(head: &[Rich], rows: &[Vec<Rich>], setting: &Setting, lang: Lang, shaper: &mut Shaper) -> Vec<Block> {
    let measure = setting.measure(1);
    let columns = rows.iter().map(Vec::len).chain([head.len()]).max().unwrap_or(0);
    if columns == 0 {
        return Vec::new();
    }
    let body = setting.style(StyleName::Table);
    let top = setting.style(StyleName::TableHead);
    let mut natural = vec![Pt::ZERO; columns];
    for (column, cell) in head.iter().enumerate() {
        natural[column] = width(cell, top, shaper);
    }
    // Decimal points stand under one another: each column keeps room for its longest fraction.
    let tails = (0..columns)
        .map(|column| rows.iter().filter_map(|row| row.get(column)).map(|cell| tail(cell, body, shaper)).fold(Pt::ZERO, Pt::max));
    let tails: Vec<Pt> = tails.collect();
    for row in rows {
        for (column, cell) in row.iter().enumerate() {
            let spare = tails[column] - tail(cell, body, shaper);
            natural[column] = natural[column].max(width(cell, body, shaper) + spare);
        }
    }
    let widths = share(&natural, measure);
    let numeric: Vec<bool> =
        (0..columns).map(|column| column > 0 && rows.iter().all(|row| row.get(column).is_none_or(is_figure))).collect();
    let no_tails = vec![Pt::ZERO; columns];
    let mut blocks = Vec::new();
    if head.iter().any(|cell| !cell.text.is_empty()) {
        let mut block = row_block(
            head,
            Row { role: Role::TableHead, style: top, widths: &widths, numeric: &numeric, tails: &no_tails },
            setting,
            (lang, shaper),
        );
        let rule = Rect { x: Pt::ZERO, y: block.height - HEAD_RULE, width: measure, height: HEAD_RULE };
        block.fills.push(BlockFill { role: Role::Rule, rect: rule, ink: Ink::BLACK });
        blocks.push(block);
    }
    for (n, row) in rows.iter().enumerate() {
        let mut block = row_block(
            row,
            Row { role: Role::TableCell, style: body, widths: &widths, numeric: &numeric, tails: &tails },
            setting,
            (lang, shaper),
        );
        if n % 2 == 1 {
            let rect = Rect { x: Pt::ZERO, y: TINT_INSET, width: measure, height: block.height - TINT_INSET * 2 };
            block.fills.push(BlockFill { role: Role::Tint, rect, ink: ROW_TINT });
        }
        blocks.push(block);
    }
    blocks
}

struct Row<'a> {
    role: Role,
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
