//! Outlines of areas made of rectangles: the cells that rectangles cut the page into, each some area's, and the way around them.
use crate::units::{Pt, Rect};

/// A polygon: its corners, clockwise; sides go across and down only.
pub type Polygon = Vec<(Pt, Pt)>;

/// Areas that share a page. Where two would overlap, the first has it.
pub fn outlines(areas: &[Vec<Rect>]) -> Vec<Vec<Polygon>> {
    let all = || areas.iter().flatten();
    let xs = cuts(all().flat_map(|rect| [rect.x, rect.right()]));
    let ys = cuts(all().flat_map(|rect| [rect.y, rect.bottom()]));
    let (across, down) = (xs.len().saturating_sub(1), ys.len().saturating_sub(1));
    let mut owners: Vec<Option<usize>> = vec![None; across * down];
    for (owner, rects) in areas.iter().enumerate() {
        for rect in rects {
            let columns = place(&xs, rect.x)..place(&xs, rect.right());
            for row in place(&ys, rect.y)..place(&ys, rect.bottom()) {
                for column in columns.clone() {
                    owners[row * across + column].get_or_insert(owner);
                }
            }
        }
    }
    let grid = Grid { xs: &xs, ys: &ys, owners: &owners };
    (0..areas.len()).map(|owner| grid.around(owner)).collect()
}

fn cuts(values: impl Iterator<Item = Pt>) -> Vec<Pt> {
    let mut cuts: Vec<Pt> = values.collect();
    cuts.sort_unstable();
    cuts.dedup();
    cuts
}

fn place(cuts: &[Pt], value: Pt) -> usize {
    cuts.partition_point(|cut| *cut < value)
}

struct Grid<'a> {
    xs: &'a [Pt],
    ys: &'a [Pt],
    owners: &'a [Option<usize>],
}

/// The ways that a side can lead, clockwise.
const WAYS: [(isize, isize); 4] = [(1, 0), (0, 1), (-1, 0), (0, -1)];

impl Grid<'_> {
    fn is(&self, owner: usize, column: isize, row: isize) -> bool {
        let across = self.xs.len() as isize - 1;
        let inside = (0..across).contains(&column) && (0..self.ys.len() as isize - 1).contains(&row);
        inside && self.owners[(row * across + column) as usize] == Some(owner)
    }

    /// True where a side that leads this way from this corner has the area on its right and none on its left.
    fn is_side(&self, owner: usize, (x, y): (isize, isize), way: usize) -> bool {
        let (right, left) = match way {
            0 => ((x, y), (x, y - 1)),
            1 => ((x - 1, y), (x, y)),
            2 => ((x - 1, y - 1), (x - 1, y)),
            _ => ((x, y - 1), (x - 1, y - 1)),
        };
        self.is(owner, right.0, right.1) && !self.is(owner, left.0, left.1)
    }

    /// The polygons of an owner's cells. An area with a hole is told as the rectangles of its rows.
    fn around(&self, owner: usize) -> Vec<Polygon> {
        let (columns, rows) = (self.xs.len(), self.ys.len());
        let mut walked = vec![false; columns * rows];
        let mut polygons = Vec::new();
        for y in 0..rows as isize {
            for x in 0..columns as isize {
                // Each outline has a top side that leads right; a hole's walk turns the other way.
                if !self.is_side(owner, (x, y), 0) || walked[y as usize * columns + x as usize] {
                    continue;
                }
                let (corners, turns) = self.walk(owner, (x, y), &mut walked);
                if turns < 0 {
                    return self.rows(owner);
                }
                polygons.push(corners);
            }
        }
        polygons
    }

    fn walk(&self, owner: usize, start: (isize, isize), walked: &mut [bool]) -> (Polygon, i32) {
        let (mut at, mut way) = (start, 0);
        let mut corners: Polygon = Vec::new();
        let mut turns = 0;
        loop {
            if way == 0 {
                walked[at.1 as usize * self.xs.len() + at.0 as usize] = true;
            }
            at = (at.0 + WAYS[way].0, at.1 + WAYS[way].1);
            // Where two cells touch at a corner only, the way keeps to its own: right before straight on before left.
            let turn = [1, 0, 3].into_iter().find(|turn| self.is_side(owner, at, (way + turn) % 4)).unwrap_or(2);
            if turn != 0 {
                corners.push((self.xs[at.0 as usize], self.ys[at.1 as usize]));
                turns += if turn == 1 { 1 } else { -1 };
                way = (way + turn) % 4;
            }
            if at == start && way == 0 {
                return (corners, turns);
            }
        }
    }

    fn rows(&self, owner: usize) -> Vec<Polygon> {
        let mut polygons = Vec::new();
        for (row, depth) in self.ys.windows(2).enumerate() {
            let mut column = 0;
            while column + 1 < self.xs.len() {
                let run = (column..self.xs.len() - 1).take_while(|at| self.is(owner, *at as isize, row as isize)).count();
                if run > 0 {
                    let (left, right) = (self.xs[column], self.xs[column + run]);
                    polygons.push(vec![(left, depth[0]), (right, depth[0]), (right, depth[1]), (left, depth[1])]);
                }
                column += run.max(1);
            }
        }
        polygons
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn rect(x: i32, y: i32, width: i32, height: i32) -> Rect {
        Rect { x: Pt(x), y: Pt(y), width: Pt(width), height: Pt(height) }
    }

    fn check(areas: &[Vec<Rect>], expected: &[&str]) {
        let shown = |polygon: &Polygon| polygon.iter().map(|(x, y)| format!("{},{}", x.0, y.0)).collect::<Vec<_>>().join(" ");
        let got: Vec<String> = outlines(areas).iter().map(|polygons| polygons.iter().map(shown).collect::<Vec<_>>().join(" / ")).collect();
        assert_eq!(got, expected);
    }

    #[test]
    fn areas_have_outlines() {
        check(&[vec![rect(0, 0, 2, 2)]], &["2,0 2,2 0,2 0,0"]);
        check(&[vec![rect(0, 0, 2, 1), rect(0, 1, 1, 1)]], &["2,0 2,1 1,1 1,2 0,2 0,0"]);
        check(&[vec![rect(0, 0, 1, 1), rect(2, 0, 1, 1)]], &["1,0 1,1 0,1 0,0 / 3,0 3,1 2,1 2,0"]);
        check(&[vec![]], &[""]);
    }

    #[test]
    fn the_first_keeps_what_two_want() {
        check(&[vec![rect(0, 0, 2, 2)], vec![rect(1, 1, 2, 2)]], &["2,0 2,2 0,2 0,0", "3,1 3,3 1,3 1,2 2,2 2,1"]);
    }

    #[test]
    fn cells_that_touch_at_corners_are_two() {
        check(&[vec![rect(0, 0, 1, 1), rect(1, 1, 1, 1)]], &["1,0 1,1 0,1 0,0 / 2,1 2,2 1,2 1,1"]);
        check(&[vec![rect(1, 0, 1, 1), rect(0, 1, 1, 1)]], &["2,0 2,1 1,1 1,0 / 1,1 1,2 0,2 0,1"]);
    }

    #[test]
    fn a_hole_is_left_out() {
        let ring = vec![rect(0, 0, 3, 1), rect(0, 2, 3, 1), rect(0, 0, 1, 3), rect(2, 0, 1, 3)];
        check(&[ring], &["0,0 3,0 3,1 0,1 / 0,1 1,1 1,2 0,2 / 2,1 3,1 3,2 2,2 / 0,2 3,2 3,3 0,3"]);
    }
}
