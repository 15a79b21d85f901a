//! A page drawn in characters: each module with its name in its upper edge, the lead with a star, ads hatched.
use super::{Kind, Module, PageAccount};
use crate::role::Lead;

/// Characters of a column, its left edge among them; fewer where the page would be wider than a terminal.
const COLUMN: usize = 13;
/// Characters of the widest drawing.
const WIDEST: usize = 79;
/// Lines of the deepest drawing.
const DEEPEST: u16 = 36;

/// The page's lines.
pub fn draw(page: &PageAccount) -> Vec<String> {
    let column = COLUMN.min((WIDEST - 1) / usize::from(page.columns.max(1))).max(2);
    let step = page.rows.div_ceil(DEEPEST).max(1);
    let lines = page.rows.div_ceil(step);
    let y = |row: u16| (usize::from(row) * usize::from(lines) + usize::from(page.rows) / 2) / usize::from(page.rows.max(1));
    let mut canvas = vec![vec![' '; column * usize::from(page.columns) + 1]; usize::from(lines) + 1];
    let frame = |module: &Module| {
        let slot = module.slot;
        let (left, right) = (usize::from(slot.column) * column, usize::from(slot.column + slot.columns) * column);
        (left, y(slot.row), right, y(slot.row + slot.rows))
    };
    for (left, top, right, bottom) in page.modules.iter().map(frame) {
        for y in [top, bottom] {
            canvas[y][left..=right].fill('-');
        }
        for line in &mut canvas[top..=bottom] {
            for x in [left, right] {
                line[x] = '|';
            }
        }
    }
    for module in &page.modules {
        let (left, top, right, bottom) = frame(module);
        for (x, y) in [(left, top), (right, top), (left, bottom), (right, bottom)] {
            canvas[y][x] = '+';
        }
        let hatch = match module.kind {
            Kind::Ad(_) => '/',
            Kind::HouseAd => '.',
            _ => continue,
        };
        for line in canvas.iter_mut().take(bottom).skip(top + 1) {
            line[left + 1..right].fill(hatch);
        }
    }
    for module in &page.modules {
        let (left, top, right, _) = frame(module);
        // At least one stroke of the edge stays at either side.
        let room = (right - left).saturating_sub(3);
        let name: Vec<char> = format!(" {} ", name(module)).chars().take(room).collect();
        canvas[top][left + 2..left + 2 + name.len()].copy_from_slice(&name);
    }
    canvas.into_iter().map(|line| line.into_iter().collect::<String>().trim_end().to_string()).collect()
}

/// What a module is called in a drawing.
pub fn name(module: &Module) -> String {
    match &module.kind {
        Kind::Story(story) => format!("{}{}", if story.lead == Lead::Yes { "*" } else { "" }, story.slug),
        Kind::Briefs(list) => format!("{} briefs", list.len()),
        Kind::HouseAd => "house ad".into(),
        Kind::Ad(name) => format!("ad: {name}"),
        Kind::White => "white".into(),
    }
}
