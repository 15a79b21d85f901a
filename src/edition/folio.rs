//! Folios: what a page is called, by the part of the paper that it belongs to and its number in it.
use super::PageOrder;

/// The part that the paper begins with.
const FIRST_PART: char = 'A';

/// A page's name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Folio {
    /// The letter of its part of the paper.
    pub part: char,
    /// Its number in the part, from 1; of a double truck, the left half's.
    pub number: u32,
    /// The paper has several parts, and prints their letters.
    pub lettered: bool,
    /// It is a double truck, and has the next number too.
    pub is_double: bool,
}

impl Folio {
    /// `A1`, in outputs and messages; `A8-9` of a double truck.
    pub fn label(&self) -> String {
        let next = if self.is_double { format!("-{}", self.number + 1) } else { String::new() };
        format!("{}{}{next}", self.part, self.number)
    }

    /// As pointers print it: `2`, or `B2` in a paper of several parts; `8–9` of a double truck.
    pub fn printed(&self) -> String {
        let next = if self.is_double { format!("–{}", self.number + 1) } else { String::new() };
        format!("{}{next}", self.half(Half::Left))
    }

    /// As its left or right half prints it; both are one where it is a single page.
    pub fn half(&self, half: Half) -> String {
        let number = self.number + u32::from(self.is_double && half == Half::Right);
        if self.lettered { format!("{}{number}", self.part) } else { number.to_string() }
    }

    /// It lies on the left of an open paper: each part is folded by itself.
    pub fn is_left(&self) -> bool {
        self.number.is_multiple_of(2)
    }
}

/// One of the two pages of a double truck.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Half {
    /// Left of the fold.
    Left,
    Right,
}

/// The folios of a paper's pages.
#[derive(Clone, Debug, Default)]
pub struct Folios {
    /// By ordered page: the letter of the part that begins there, and whether it is a double truck.
    pages: Vec<(Option<char>, bool)>,
}

impl Folios {
    /// The folios of ordered pages, some of which are double trucks; none are where the program makes the pages.
    pub fn new(orders: &[PageOrder], is_double: impl Fn(usize) -> bool) -> Folios {
        Folios { pages: orders.iter().enumerate().map(|(at, order)| (order.part, is_double(at))).collect() }
    }

    /// The folio of a page, by its place among all pages, from 0.
    pub fn of(&self, page: usize) -> Folio {
        let begins = |at: usize| self.pages.get(at).and_then(|(part, _)| *part);
        let first = (1..=page).rev().find(|at| begins(*at).is_some()).unwrap_or(0);
        let lettered = (0..self.pages.len()).any(|at| begins(at).is_some());
        let number = 1 + self.numbers(first..page);
        Folio { part: begins(first).unwrap_or(FIRST_PART), number, lettered, is_double: self.is_double(page) }
    }

    /// Its number among all pages of the paper, from 1.
    pub fn number(&self, page: usize) -> u32 {
        1 + self.numbers(0..page)
    }

    /// Whether a page is a double truck.
    pub fn is_double(&self, page: usize) -> bool {
        self.pages.get(page).is_some_and(|(_, is_double)| *is_double)
    }

    /// How many numbers the pages have.
    fn numbers(&self, pages: std::ops::Range<usize>) -> u32 {
        pages.map(|page| 1 + u32::from(self.is_double(page))).sum()
    }

    /// How many numbers the part of the paper has that a page belongs to.
    pub fn of_part(&self, page: usize) -> u32 {
        let begins = |at: &usize| self.pages.get(*at).is_some_and(|(part, _)| part.is_some());
        let first = (1..=page).rev().find(begins).unwrap_or(0);
        let end = (page + 1..self.pages.len()).find(begins).unwrap_or(self.pages.len());
        self.numbers(first..end)
    }

    /// The page that lies beside one in the open paper, of so many pages in all; none beside a double truck.
    pub fn facing(&self, page: usize, pages: usize) -> Option<usize> {
        let folio = self.of(page);
        if folio.is_double {
            return None;
        }
        let other = if folio.is_left() { page + 1 } else { page.checked_sub(1)? };
        (other < pages && self.of(other).part == folio.part && !self.is_double(other)).then_some(other)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Pages as `1`, `2` for a double truck, and letters where parts begin.
    fn check(pages: &str, expected: &[&str]) {
        let mut folios = Folios::default();
        let mut part = None;
        for sign in pages.chars() {
            match sign {
                '1' | '2' => folios.pages.push((part.take(), sign == '2')),
                letter => part = Some(letter),
            }
        }
        let shown = |page: usize| {
            let folio = folios.of(page);
            let facing = folios.facing(page, folios.pages.len()).map_or(String::new(), |other| format!(" by {}", folios.of(other).label()));
            format!("{} {}+{}{facing}", folio.label(), folio.half(Half::Left), folio.half(Half::Right))
        };
        assert_eq!((0..folios.pages.len()).map(shown).collect::<Vec<_>>(), expected);
    }

    #[test]
    fn pages_count_on_after_both_halves() {
        check("11111", &["A1 1+1", "A2 2+2 by A3", "A3 3+3 by A2", "A4 4+4 by A5", "A5 5+5 by A4"]);
        check("1211", &["A1 1+1", "A2-3 2+3", "A4 4+4 by A5", "A5 5+5 by A4"]);
        check("11B1211", &["A1 A1+A1", "A2 A2+A2", "B1 B1+B1", "B2-3 B2+B3", "B4 B4+B4 by B5", "B5 B5+B5 by B4"]);
    }
}
