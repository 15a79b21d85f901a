//! Widths of a table's columns, from what stands in them: the fewest rows, nothing parted that belongs together.
//!
//! As in automatic table layout (CSS 2.2 §17.5.2.2) a column is at least as wide as its widest word. What is left of the measure is not
//! shared in proportion, though, but goes where it saves lines: every way to share it among the widths at which some cell loses a line
//! is weighed, or as many of them as a fixed number of steps allows.
use std::ops::Range;

use super::entry::{Entry, Takes};
use crate::units::Pt;

/// White between two columns, the usual first; the last is the least: about twice the white between two words.
const GAPS: [Pt; 3] = [Pt(5_000), Pt(4_250), Pt(3_500)];
/// What counts: a line of the table, a tie or a word parted, a narrower gap.
const LINE: u32 = 1_000;
const PARTED: u32 = 1_500;
const NARROWER_GAP: u32 = 400;
/// Cells looked at, at most, for one gap.
const BUDGET: usize = 2_000_000;

/// A head that stands over several columns.
#[derive(Clone, Debug)]
pub struct Wide {
    pub row: usize,
    pub columns: Range<usize>,
    pub entry: Entry,
}

/// How a measure is shared out.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Columns {
    /// Width of each.
    pub widths: Vec<Pt>,
    /// White between two.
    pub gap: Pt,
}

impl Columns {
    /// Left edge of a column.
    pub fn left(&self, column: usize) -> Pt {
        self.widths[..column].iter().map(|width| *width + self.gap).sum()
    }

    /// Width of several side by side.
    pub fn over(&self, columns: Range<usize>) -> Pt {
        let count = columns.len() as i32;
        self.widths[columns].iter().copied().sum::<Pt>() + self.gap * (count - 1).max(0)
    }
}

/// One column's choice: a width, and what each row takes there.
struct ColumnWidth {
    width: Pt,
    takes: Vec<Takes>,
}

/// Shares the measure among the columns of `rows`; none where not even the widest words fit. `spread` tells which columns take what is
/// left over.
pub fn share(rows: &[Vec<Option<Entry>>], wide: &[Wide], spread: &[usize], measure: Pt) -> Option<Columns> {
    let count = rows.iter().map(Vec::len).max().unwrap_or(0);
    let mut best: Option<(u32, Columns)> = None;
    for (narrower, gap) in (0..).zip(GAPS) {
        let gaps = gap * (count as i32 - 1);
        let Some((cost, widths)) = fewest_lines(rows, wide, (measure - gaps, gap)) else { continue };
        let cost = cost + narrower * NARROWER_GAP;
        if best.as_ref().is_none_or(|(least, _)| cost < *least) {
            best = Some((cost, Columns { widths, gap }));
        }
    }
    let (_, mut columns) = best?;
    let left = measure - columns.over(0..count);
    for (n, column) in spread.iter().enumerate() {
        let upto = |n: usize| left.scale(n as i64, spread.len() as i64);
        columns.widths[*column] += upto(n + 1) - upto(n);
    }
    Some(columns)
}

fn fewest_lines(rows: &[Vec<Option<Entry>>], wide: &[Wide], (room, gap): (Pt, Pt)) -> Option<(u32, Vec<Pt>)> {
    let count = rows.iter().map(Vec::len).max().unwrap_or(0);
    let cells = |column: usize| rows.iter().map(move |row| row.get(column).and_then(Option::as_ref));
    let mut least: Vec<Pt> = (0..count).map(|column| cells(column).flatten().map(Entry::least).max().unwrap_or(Pt::ZERO)).collect();
    for head in wide {
        let has = Columns { widths: least.clone(), gap }.over(head.columns.clone());
        let missing = (head.entry.least() - has).max(Pt::ZERO);
        let over = head.columns.len() as i32;
        least[head.columns.clone()].iter_mut().for_each(|width| *width += Pt((missing.0 + over - 1) / over));
    }
    let spare = room - least.iter().copied().sum::<Pt>();
    if spare < Pt::ZERO {
        return None;
    }
    let per_column = many(rows.len(), count);
    let choices: Vec<Vec<ColumnWidth>> = (0..count)
        .map(|column| {
            let most = least[column] + spare;
            let steps = cells(column).flatten().flat_map(Entry::steps);
            // A head over several columns may want them wider than their own cells do.
            let over = wide.iter().filter(|head| head.columns.contains(&column)).flat_map(|head| {
                let others = Columns { widths: least.clone(), gap }.over(head.columns.clone()) - least[column];
                head.entry.steps().into_iter().map(move |step| step - others)
            });
            let mut widths: Vec<Pt> =
                steps.chain(over).filter(|width| (least[column]..=most).contains(width)).chain([least[column]]).collect();
            widths.sort_unstable();
            widths.dedup();
            let widths = thinned(widths, per_column);
            let takes = |width: Pt| {
                let of = |cell: Option<&Entry>| cell.and_then(|cell| cell.takes(width)).unwrap_or(Takes { lines: 0, parted: 0 });
                cells(column).map(of).collect()
            };
            widths.into_iter().map(|width| ColumnWidth { width, takes: takes(width) }).collect()
        })
        .collect();
    let mut search = Search { choices: &choices, wide, gap, least: &least, picked: vec![0; count], best: None };
    search.column(0, room, &vec![Takes { lines: 1, parted: 0 }; rows.len()]);
    let (cost, picked) = search.best?;
    Some((cost, picked.iter().zip(&choices).map(|(pick, choices)| choices[*pick].width).collect()))
}

/// How many widths of each column can be weighed.
fn many(rows: usize, columns: usize) -> usize {
    let ways = BUDGET / (rows.max(1) * columns.max(1));
    (2..)
        .take_while(|many: &usize| many.checked_pow(columns.saturating_sub(1) as u32).is_some_and(|all| all <= ways))
        .take(64)
        .last()
        .unwrap_or(2)
}

/// At most so many of the widths, the narrowest and the widest among them.
fn thinned(widths: Vec<Pt>, most: usize) -> Vec<Pt> {
    let last = widths.len() - 1;
    if last < most {
        return widths;
    }
    (0..most).map(|n| widths[n * last / (most - 1)]).collect()
}

struct Search<'a> {
    choices: &'a [Vec<ColumnWidth>],
    wide: &'a [Wide],
    gap: Pt,
    least: &'a [Pt],
    picked: Vec<usize>,
    best: Option<(u32, Vec<usize>)>,
}

impl Search<'_> {
    /// Tries the widths of a column, narrowest first, over what the rows take so far.
    fn column(&mut self, column: usize, room: Pt, rows: &[Takes]) {
        if column == self.choices.len() {
            self.weigh(rows);
            return;
        }
        let rest: Pt = self.least[column + 1..].iter().copied().sum();
        for (at, choice) in self.choices[column].iter().enumerate() {
            if choice.width + rest > room {
                break;
            }
            self.picked[column] = at;
            let both = |(one, other): (&Takes, &Takes)| Takes { lines: one.lines.max(other.lines), parted: one.parted + other.parted };
            let rows: Vec<Takes> = rows.iter().zip(&choice.takes).map(both).collect();
            self.column(column + 1, room - choice.width, &rows);
        }
    }

    fn weigh(&mut self, rows: &[Takes]) {
        let mut rows = rows.to_vec();
        if !self.wide.is_empty() {
            let widths = self.picked.iter().zip(self.choices).map(|(pick, choices)| choices[*pick].width).collect();
            let columns = Columns { widths, gap: self.gap };
            for head in self.wide {
                let Some(takes) = head.entry.takes(columns.over(head.columns.clone())) else { return };
                let row = &mut rows[head.row];
                *row = Takes { lines: row.lines.max(takes.lines), parted: row.parted + takes.parted };
            }
        }
        let cost: u32 = rows.iter().map(|row| u32::from(row.lines) * LINE + u32::from(row.parted) * PARTED).sum();
        if self.best.as_ref().is_none_or(|(least, _)| cost < *least) {
            self.best = Some((cost, self.picked.clone()));
        }
    }
}
