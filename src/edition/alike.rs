//! Whether two articles are the same copy, wherever each is written: then one's type serves the other.
use std::sync::Arc;

use super::wishes::{PhotoWish, Wish};
use super::{Article, Photo, Picture, Wishes};

impl Article {
    /// Whether another article prints and can be planned just as this one: all but the places where they and their wishes are written, and
    /// the messages that are not wanted for them, and where they stood, is equal. Type holds the photos that stand in a leg as they were filed, with their places, so these must be equal too.
    pub fn is_same_copy(&self, other: &Article) -> bool {
        // Taken apart, so that a field that is added does not build until it is compared.
        let Article {
            slug,
            section,
            keywords,
            subsection,
            kicker,
            headline,
            short_headline,
            deck,
            byline,
            dateline,
            agency,
            posted,
            updated,
            url,
            priority,
            must_run,
            is_ordered_to_run,
            may_jump,
            wishes,
            plan_wishes,
            boxed,
            lang,
            body,
            photos,
            cut_outs,
            related,
            part,
            allowed: _,
            stands_on: _,
            source: _,
        } = self;
        let names = *slug == other.slug && *section == other.section && *keywords == other.keywords && *subsection == other.subsection;
        let heads = *kicker == other.kicker
            && *headline == other.headline
            && *short_headline == other.short_headline
            && *deck == other.deck
            && *byline == other.byline
            && *dateline == other.dateline
            && *agency == other.agency;
        let stamps = *posted == other.posted && *updated == other.updated && *url == other.url;
        let ranks = *priority == other.priority
            && *must_run == other.must_run
            && *is_ordered_to_run == other.is_ordered_to_run
            && *may_jump == other.may_jump
            && wishes.are_same(&other.wishes)
            && plan_wishes.are_same(&other.plan_wishes);
        let text = *boxed == other.boxed && *lang == other.lang && *body == other.body && *related == other.related && *part == other.part;
        let art = photos.len() == other.photos.len()
            && photos.iter().zip(&other.photos).all(|(one, other)| one.is_same(other))
            && cut_outs.len() == other.cut_outs.len()
            && cut_outs.iter().zip(&other.cut_outs).all(|(one, other)| one.is_same(other) && one.is_written_alike(other));
        names && heads && stamps && ranks && text && art
    }
}

fn same<T: PartialEq>(one: &Option<Wish<T>>, other: &Option<Wish<T>>) -> bool {
    one.as_ref().map(|wish| &wish.value) == other.as_ref().map(|wish| &wish.value)
}

impl Wishes {
    /// Whether the same is wished, wherever that is written.
    fn are_same(&self, other: &Wishes) -> bool {
        let Wishes {
            page,
            lead,
            columns,
            room,
            above_fold,
            beside,
            not_beside,
            head_size,
            head_lines,
            head_breaks,
            deck,
            quote,
            refer,
            hold,
            kill,
            photos,
            jump,
        } = self;
        let place = same(page, &other.page) && same(lead, &other.lead) && same(columns, &other.columns) && same(room, &other.room);
        let company = same(above_fold, &other.above_fold) && same(beside, &other.beside) && same(not_beside, &other.not_beside);
        let head = same(head_size, &other.head_size) && same(head_lines, &other.head_lines) && same(head_breaks, &other.head_breaks);
        let parts = same(deck, &other.deck) && same(quote, &other.quote) && same(refer, &other.refer);
        let runs = same(hold, &other.hold) && same(kill, &other.kill) && same(jump, &other.jump);
        let art = photos.len() == other.photos.len() && photos.iter().zip(&other.photos).all(|(one, other)| one.is_same(other));
        place && company && head && parts && runs && art
    }
}

impl PhotoWish {
    fn is_same(&self, other: &PhotoWish) -> bool {
        let PhotoWish { photo, columns, rows, crop, place, out, source: _ } = self;
        (*photo, *columns, *rows, *crop, *place, *out) == (other.photo, other.columns, other.rows, other.crop, other.place, other.out)
    }
}

impl Photo {
    fn is_same(&self, other: &Photo) -> bool {
        let Photo {
            picture,
            caption,
            credit,
            alt,
            focus,
            max_crop,
            columns,
            is_graphic,
            min_columns,
            after,
            cut_out,
            print_only,
            wish,
            source: _,
        } = self;
        let wishes_same = match (wish, &other.wish) {
            (Some(one), Some(other)) => one.is_same(other),
            (one, other) => one.is_none() && other.is_none(),
        };
        let words = *caption == other.caption && *credit == other.credit && *alt == other.alt;
        let form = (*focus, *max_crop, *columns, *is_graphic) == (other.focus, other.max_crop, other.columns, other.is_graphic);
        let place = (*min_columns, *after, *cut_out, *print_only) == (other.min_columns, other.after, other.cut_out, other.print_only);
        wishes_same && words && form && place && (Arc::ptr_eq(picture, &other.picture) || picture.is_same(&other.picture))
    }

    /// Whether diagnostics about it point to the same place of the same text.
    fn is_written_alike(&self, other: &Photo) -> bool {
        self.source == other.source && self.wish == other.wish
    }
}

impl Picture {
    fn is_same(&self, other: &Picture) -> bool {
        let Picture { path, bytes, format, width, height, orientation, channels, is_drawn } = self;
        let header = (*format, *width, *height) == (other.format, other.width, other.height);
        let more = (*orientation, *channels, *is_drawn) == (other.orientation, other.channels, other.is_drawn);
        *path == other.path && header && more && (Arc::ptr_eq(bytes, &other.bytes) || *bytes == other.bytes)
    }
}
