//! Where columns end: the best breaks for the whole story at once, as Knuth & Plass (1981) do for lines, in rows.
use std::rc::Rc;

/// Something that stands in a column whole.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct ColumnPiece {
    /// Its depth.
    pub rows: u16,
    /// White before it, dropped at the head of a column.
    pub before: u16,
    /// White that may be added before it, not at the head of a column.
    pub stretch: u16,
    /// Rows that it may lose.
    pub shrink: u16,
    /// Rows that stand over it where it begins a column: a table's head, once more.
    pub again: u16,
    /// What it costs to end a column after it.
    pub part: u32,
}

/// A column of the story: which pieces, and what was done to fill it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Column {
    pub first: usize,
    /// After the last.
    pub end: usize,
    /// Rows added before each piece.
    pub added: Vec<u16>,
    /// Rows taken from each.
    pub cut: Vec<u16>,
}

/// The columns there are.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Room {
    /// Columns on a page.
    pub columns: usize,
    /// Rows of the first page's columns.
    pub first: u16,
    /// Rows of every other page's.
    pub rows: u16,
}

impl Room {
    fn of(&self, column: usize) -> u16 {
        if column < self.columns { self.first } else { self.rows }
    }
}

/// A row of white at a column's foot; more of them cost by the square.
const SHORT: u32 = 30;
/// A row added within the column.
const ADDED: u32 = 40;
/// A row cut from a photo.
const CUT: u32 = 90;
/// A page more.
const PAGE: u32 = 1_500;
/// A last page of fewer rows than this looks like a mistake …
const SPARSE_ROWS: u16 = 7;
/// … at this cost a row.
const SPARSE: u32 = 700;
/// A column with nothing in it.
const EMPTY: u32 = 4_000;
/// A piece deeper than any column.
const OVER: u32 = 100_000;
/// Ways followed to each column: more differ in nothing that is seen.
const FOLLOWED: usize = 48;
/// What a balanced last page may cost more than one that is filled column by column.
const BALANCE: u32 = 2_000;

struct State {
    start: usize,
    cost: u32,
    before: Option<Rc<State>>,
}

/// Fills columns with pieces, and what that costs. There is always a way.
pub fn fill(pieces: &[ColumnPiece], room: &Room) -> (Vec<Column>, u32) {
    let (starts, cost) = breaks(pieces, room, usize::MAX);
    let starts = balanced(pieces, room, starts);
    let last = starts.len().saturating_sub(1);
    let column = |(index, pair): (usize, &[usize])| {
        let rows = room.of(index);
        fitted(&pieces[pair[0]..pair[1]], pair[0], rows, if index + 1 < last { Foot::Level } else { Foot::Free })
    };
    (starts.windows(2).enumerate().map(column).collect(), cost)
}

/// The first piece of each column, and the number of pieces at the end; at most `most` columns if that can be.
fn breaks(pieces: &[ColumnPiece], room: &Room, most: usize) -> (Vec<usize>, u32) {
    let mut ways = vec![Rc::new(State { start: 0, cost: 0, before: None })];
    let mut best: Option<Rc<State>> = None;
    let mut column = 0;
    while !ways.is_empty() && (column < most || best.is_none()) {
        let mut next: Vec<Rc<State>> = Vec::new();
        let page = if column % room.columns == 0 && column > 0 { PAGE } else { 0 };
        for way in &ways {
            let mut add = |start: usize, cost: u32| {
                let cost = way.cost.saturating_add(cost).saturating_add(page);
                let state = State { start, cost, before: Some(way.clone()) };
                if start == pieces.len() {
                    if best.as_ref().is_none_or(|best| cost < best.cost) {
                        best = Some(Rc::new(state));
                    }
                    return;
                }
                match next.iter_mut().find(|other| other.start == start) {
                    Some(other) if other.cost > cost => *other = Rc::new(state),
                    Some(_) => {}
                    None => next.push(Rc::new(state)),
                }
            };
            extend(pieces, way.start, (room, column), &mut add);
        }
        next.sort_by_key(|state| (state.cost, state.start));
        next.truncate(FOLLOWED);
        // What is dearer already than the best whole way cannot become cheaper.
        next.retain(|state| best.as_ref().is_none_or(|best| state.cost < best.cost));
        ways = next;
        column += 1;
    }
    let Some(best) = best else { return (vec![0, pieces.len()], OVER) };
    let mut starts = Vec::new();
    let mut at = Some(&best);
    while let Some(state) = at {
        starts.push(state.start);
        at = state.before.as_ref();
    }
    starts.reverse();
    (starts, best.cost)
}

/// Every way to end the column that begins with piece `start`.
fn extend(pieces: &[ColumnPiece], start: usize, (room, column): (&Room, usize), add: &mut dyn FnMut(usize, u32)) {
    let rows = room.of(column);
    let (mut used, mut stretch, mut shrink) = (0u16, 0u16, 0u16);
    for (n, piece) in pieces[start..].iter().enumerate() {
        let lead = if n == 0 { piece.again } else { piece.before };
        used = used.saturating_add(piece.rows).saturating_add(lead);
        stretch += if n == 0 { 0 } else { piece.stretch };
        shrink += piece.shrink;
        if used.saturating_sub(shrink) > rows {
            if n == 0 && rows >= room.rows {
                add(start + 1, OVER);
            } else if n == 0 {
                add(start, EMPTY);
            }
            return;
        }
        let end = start + n + 1;
        let over = used.saturating_sub(rows);
        let short = rows.saturating_sub(used);
        if end == pieces.len() {
            let page = column / room.columns;
            let sparse = if page > 0 && column % room.columns == 0 { SPARSE_ROWS.saturating_sub(used) } else { 0 };
            add(end, u32::from(over) * CUT + u32::from(sparse) * SPARSE);
            return;
        }
        let white = if short <= stretch { u32::from(short) * ADDED } else { u32::from(short).pow(2) * SHORT };
        add(end, u32::from(over) * CUT + white + piece.part);
    }
}

/// On the last page the columns end at one height, as nearly as the pieces let them.
fn balanced(pieces: &[ColumnPiece], room: &Room, starts: Vec<usize>) -> Vec<usize> {
    let columns = starts.len() - 1;
    let first = columns.saturating_sub(1) / room.columns * room.columns;
    if room.columns < 2 || columns == 0 {
        return starts;
    }
    let from = starts[first];
    let most = room.of(first);
    let rest = &pieces[from..];
    let total: u32 = rest.iter().map(|piece| u32::from(piece.rows + piece.before)).sum();
    let least = (total / room.columns as u32).min(u32::from(most)) as u16;
    let (_, full) = breaks(rest, &Room { columns: room.columns, first: most, rows: most }, room.columns);
    for rows in least / 2..=most {
        let (found, cost) = breaks(rest, &Room { columns: room.columns, first: rows, rows }, room.columns);
        if found.len() - 1 <= room.columns && cost <= full.saturating_add(BALANCE) {
            return starts[..first].iter().copied().chain(found.into_iter().map(|start| start + from)).collect();
        }
    }
    starts
}

/// How a column ends.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Foot {
    /// With the others, where white can be added within it.
    Level,
    /// Where the text ends.
    Free,
}

/// A column's white shared out: added where it may be, or cut from what may lose it.
fn fitted(pieces: &[ColumnPiece], first: usize, rows: u16, foot: Foot) -> Column {
    let mut column = Column { first, end: first + pieces.len(), added: vec![0; pieces.len()], cut: vec![0; pieces.len()] };
    let lead = |n: usize, piece: &ColumnPiece| if n == 0 { piece.again } else { piece.before };
    let used: u16 = pieces.iter().enumerate().map(|(n, piece)| piece.rows + lead(n, piece)).sum();
    let mut over = used.saturating_sub(rows);
    while over > 0 {
        // From the one that can lose the most.
        let left = |n: usize| pieces[n].shrink - column.cut[n];
        let Some(n) = (0..pieces.len()).filter(|n| left(*n) > 0).max_by_key(|n| (left(*n), std::cmp::Reverse(*n))) else { break };
        column.cut[n] += 1;
        over -= 1;
    }
    let mut short = rows.saturating_sub(used);
    let stretch: u16 = pieces.iter().skip(1).map(|piece| piece.stretch).sum();
    if foot == Foot::Level && short <= stretch {
        while short > 0 {
            let Some(n) = (1..pieces.len()).filter(|n| column.added[*n] < pieces[*n].stretch).min_by_key(|n| column.added[*n]) else {
                break;
            };
            column.added[n] += 1;
            short -= 1;
        }
    }
    column
}

#[cfg(test)]
mod tests {
    use super::*;

    fn line(part: u32) -> ColumnPiece {
        ColumnPiece { rows: 1, part, ..ColumnPiece::default() }
    }

    fn check(pieces: &[ColumnPiece], room: (usize, u16, u16), expected: &[usize]) {
        let (columns, _) = fill(pieces, &Room { columns: room.0, first: room.1, rows: room.2 });
        let ends: Vec<usize> = columns.iter().map(|column| column.end).collect();
        assert_eq!(ends, expected);
    }

    #[test]
    fn columns_end_where_it_costs_least() {
        check(&[line(0); 28], (1, 10, 10), &[10, 20, 28]);
        // A last page of five rows would look like a mistake.
        check(&[line(0); 25], (1, 10, 10), &[9, 18, 25]);
        check(&[line(0); 22], (1, 10, 12), &[10, 22]);
        // A break after the tenth would leave a widow.
        let mut pieces = vec![line(0); 18];
        pieces[9] = line(5_000);
        check(&pieces, (1, 10, 10), &[9, 18]);
        // The last page's columns end at one height.
        check(&[line(0); 28], (2, 10, 10), &[10, 20, 24, 28]);
        check(&[line(0); 8], (2, 10, 10), &[4, 8]);
    }

    #[test]
    fn photos_lose_rows_before_a_page_is_added() {
        let photo = ColumnPiece { rows: 6, shrink: 2, ..ColumnPiece::default() };
        let pieces: Vec<ColumnPiece> = std::iter::once(photo).chain([line(0); 6]).collect();
        let (columns, _) = fill(&pieces, &Room { columns: 1, first: 10, rows: 10 });
        assert_eq!((columns.len(), columns[0].cut[0]), (1, 2));
    }

    #[test]
    fn what_fits_nowhere_still_stands_somewhere() {
        let deep = ColumnPiece { rows: 40, ..ColumnPiece::default() };
        check(&[line(0), deep, line(0)], (1, 4, 10), &[1, 2, 3]);
        check(&[], (1, 4, 10), &[0]);
    }
}
