//! Whether a way to make a story grants what the desk wishes of its form.
use super::candidates::{Candidate, Place, Search};

impl Search<'_> {
    /// Whether a way, with so many rows of text in all its legs, grants what is wished.
    pub(super) fn grants(&self, candidate: &Candidate, slots: u32) -> bool {
        let Some(wishes) = self.wishes else { return true };
        let lines = self.maker.galley.flow.iter().map(|item| item.choices.first().map_or(0, |choice| u32::from(choice.rows)));
        let is_short = wishes.fewer_lines == 0 || slots + wishes.fewer_lines <= lines.sum::<u32>();
        let with_quote = !wishes.quote || matches!(candidate.place, Place::Parted(_));
        is_short
            && with_quote
            && self.photos.iter().enumerate().all(|(at, photo)| {
                // The last photo alone may stand in or beside the text.
                let is_last = at + 1 == self.photos.len();
                let in_text = is_last && matches!(candidate.place, Place::Inset(..) | Place::Beside(..));
                let is_under = candidate.place == Place::Under || is_last && matches!(candidate.place, Place::Inset(..));
                photo.place.beside.is_none_or(|beside| beside == in_text) && photo.place.under.is_none_or(|under| under == is_under)
            })
    }
}
