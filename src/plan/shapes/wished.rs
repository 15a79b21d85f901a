//! What the desk wishes of a story's form: a way that does not grant it is not offered, while there is any that does.
use super::Maker;
use crate::set::head::Lead;

/// The wishes that a story's ways are held to.
#[derive(Clone, Copy)]
pub(super) struct FormWishes {
    pub(super) columns: Option<u8>,
    /// Lines that the text has to do without.
    pub(super) fewer_lines: u32,
    /// Whether it runs with its quote.
    pub(super) quote: bool,
}

impl FormWishes {
    /// Those of a story. None where nothing is wished that its form could grant or fail to.
    pub(super) fn of(maker: &Maker) -> Option<FormWishes> {
        let wishes = &maker.article.wishes;
        let found = FormWishes {
            columns: wishes.columns.as_ref().map(|wish| wish.value),
            fewer_lines: wishes.room.as_ref().map_or(0, |room| u32::from(room.value.min(0).unsigned_abs())),
            quote: wishes.quote.as_ref().is_some_and(|wish| wish.value) && maker.galley.quote.is_some(),
        };
        let photos = maker.article.photos.iter().any(|photo| photo.wish.is_some());
        (found.columns.is_some() || found.fewer_lines > 0 || found.quote || photos).then_some(found)
    }

    /// Whether a story may be so wide. What is continued is as wide as it can be.
    pub(super) fn allow_width(&self, maker: &Maker, width: u8) -> bool {
        maker.article.part.back().is_some() || self.columns.is_none_or(|columns| columns == width)
    }

    /// How many of a story's photos, in their order, it may not run without.
    pub(super) fn least_photos(maker: &Maker, photos: &[super::PhotoSizes]) -> usize {
        let is_wished =
            |photo: &super::PhotoSizes| maker.article.photos.get(usize::from(photo.number)).is_some_and(|photo| photo.wish.is_some());
        photos.iter().rposition(is_wished).map_or(0, |at| at + 1)
    }
}

/// Whether a story may be made so where it leads, or does not.
pub(super) fn allows_role(maker: &Maker, lead: Lead) -> bool {
    let wished = maker.article.wishes.lead.as_ref().map(|wish| wish.value);
    !(lead == Lead::Yes && wished == Some(false))
}
