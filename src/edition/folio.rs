//! Folios: what a page is called, by the part of the paper that it belongs to and its number in it.
use super::Edition;

/// The part that the paper begins with.
const FIRST_PART: char = 'A';

/// A page's name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Folio {
    /// The letter of its part of the paper.
    pub part: char,
    /// Its number in the part, from 1.
    pub number: u32,
    /// The paper has several parts, and prints their letters.
    pub lettered: bool,
}

impl Folio {
    /// `A1`, in outputs and messages.
    pub fn label(&self) -> String {
        format!("{}{}", self.part, self.number)
    }

    /// As the page prints it: `2`, or `B2` in a paper of several parts.
    pub fn printed(&self) -> String {
        if self.lettered { self.label() } else { self.number.to_string() }
    }

    /// It lies on the left of an open paper: each part is folded by itself.
    pub fn is_left(&self) -> bool {
        self.number.is_multiple_of(2)
    }
}

impl Edition {
    /// The folio of a page, by its place among all pages, from 0.
    pub fn folio(&self, page: usize) -> Folio {
        let begins = |at: usize| self.pages.get(at).and_then(|order| order.part);
        let first = (1..=page).rev().find(|at| begins(*at).is_some()).unwrap_or(0);
        let lettered = (0..self.pages.len()).any(|at| begins(at).is_some());
        Folio { part: begins(first).unwrap_or(FIRST_PART), number: (page - first) as u32 + 1, lettered }
    }

    /// The page that lies beside one in the open paper, of so many pages in all.
    pub fn facing(&self, page: usize, pages: usize) -> Option<usize> {
        let folio = self.folio(page);
        let other = if folio.is_left() { page + 1 } else { page.checked_sub(1)? };
        (other < pages && self.folio(other).part == folio.part).then_some(other)
    }
}
