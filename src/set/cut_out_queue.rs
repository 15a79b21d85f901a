//! Cut-outs on their way into the text: which of them wait for a paragraph to stand beside, and how far down the last one reaches.
//!
//! A cut-out waits from its place in the body on. When a paragraph comes that it can stand beside, it is taken and stands; lines that are
//! set beside it are counted off; where the text beside it ends too soon, the rest of its rows is passed over. Only one stands at a time.
use super::quote::PullQuote;
use crate::edition::Photo;
use crate::units::Pt;

/// A cut-out that waits.
#[derive(Clone, Copy)]
pub(super) struct Waiting<'a> {
    /// The first block of the body that it may stand beside.
    pub from: usize,
    pub piece: CutOutPiece<'a>,
}

/// What stands in the corner of a leg.
#[derive(Clone, Copy)]
pub(super) enum CutOutPiece<'a> {
    Photo(&'a Photo),
    Quote(PullQuote<'a>),
}

/// The rows that a cut-out still takes, and what lines beside it lose.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Beside {
    /// Rows from here on.
    pub rows: u16,
    /// What lines beside it lose.
    pub width: Pt,
}

/// The cut-outs of a story.
pub(super) struct CutOutQueue<'a> {
    /// The next one first.
    waiting: Vec<Waiting<'a>>,
    beside: Option<Beside>,
}

impl<'a> CutOutQueue<'a> {
    /// The cut-out photos of a story; those whose place nobody named wait from the second block on.
    pub fn new(photos: &'a [Photo]) -> CutOutQueue<'a> {
        let from = |photo: &Photo| usize::from(photo.after.unwrap_or(1).max(1));
        let mut waiting: Vec<Waiting> =
            photos.iter().map(|photo| Waiting { from: from(photo), piece: CutOutPiece::Photo(photo) }).collect();
        waiting.sort_by_key(|waiting| waiting.from);
        CutOutQueue { waiting, beside: None }
    }

    /// Adds a quote that stood before a block of the body: it goes before all others.
    pub fn add_quote(&mut self, from: usize, quote: PullQuote<'a>) {
        self.waiting.insert(0, Waiting { from, piece: CutOutPiece::Quote(quote) });
    }

    /// The one that may stand beside a block of the body. None where none has come to its place, or where the last one reaches to here.
    pub fn due(&self, block: usize) -> Option<Waiting<'a>> {
        self.waiting.first().copied().filter(|waiting| self.beside.is_none() && waiting.from <= block)
    }

    /// Takes the one that is [`due`](CutOutQueue::due) out: it has found its place.
    pub fn take_first(&mut self) {
        if !self.waiting.is_empty() {
            self.waiting.remove(0);
        }
    }

    /// One stands here: text comes beside it.
    pub fn stand(&mut self, beside: Beside) {
        self.beside = Some(beside).filter(|beside| beside.rows > 0);
    }

    /// What lines set here stand beside.
    pub fn beside(&self) -> Option<Beside> {
        self.beside
    }

    /// So many lines were set: those beside a cut-out are counted off.
    pub fn pass_lines(&mut self, lines: u16) {
        let left = self.beside.map(|beside| Beside { rows: beside.rows.saturating_sub(lines), ..beside });
        self.beside = left.filter(|beside| beside.rows > 0);
    }

    /// Ends the text beside a cut-out; tells the rows of it that no text stands beside.
    pub fn pass_rest(&mut self) -> u16 {
        self.beside.take().map_or(0, |beside| beside.rows)
    }

    /// All that wait still, when the body is at its end.
    pub fn take_all(&mut self) -> Vec<Waiting<'a>> {
        std::mem::take(&mut self.waiting)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::edition::Rich;

    fn queue(texts: &[Rich]) -> CutOutQueue<'_> {
        let mut queue = CutOutQueue::new(&[]);
        for (at, text) in texts.iter().enumerate().rev() {
            queue.add_quote(at + 1, PullQuote { text, by: None, is_heard: true });
        }
        queue
    }

    #[test]
    fn a_cut_out_waits_for_its_place() {
        let texts = [Rich::plain("a"), Rich::plain("b")];
        let mut queue = queue(&texts);
        assert!(queue.due(0).is_none());
        assert_eq!(queue.due(1).map(|waiting| waiting.from), Some(1));
        queue.take_first();
        assert!(queue.due(1).is_none());
        assert_eq!(queue.due(7).map(|waiting| waiting.from), Some(2));
        assert_eq!(queue.take_all().len(), 1);
        assert!(queue.due(7).is_none());
    }

    #[test]
    fn one_stands_at_a_time() {
        let texts = [Rich::plain("a")];
        let mut queue = queue(&texts);
        queue.stand(Beside { rows: 5, width: Pt(100) });
        assert!(queue.due(3).is_none());
        queue.pass_lines(3);
        assert_eq!(queue.beside(), Some(Beside { rows: 2, width: Pt(100) }));
        queue.pass_lines(3);
        assert_eq!(queue.beside(), None);
        assert!(queue.due(3).is_some());
    }

    #[test]
    fn rows_without_text_are_passed_once() {
        let mut queue = CutOutQueue::new(&[]);
        queue.stand(Beside { rows: 5, width: Pt(100) });
        queue.pass_lines(1);
        assert_eq!([queue.pass_rest(), queue.pass_rest()], [4, 0]);
        queue.pass_lines(1);
        assert_eq!(queue.beside(), None);
    }
}
