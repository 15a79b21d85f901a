//! `edition.plan.toml`, beside the edition: what stands where, kept from run to run, readable and edited by hand.
use std::ops::Range;
use std::sync::Arc;

use crate::diag::{Source, SourceFile};
use crate::edition::Wishes;
use crate::edition::wishes::WISHES;
use crate::plan::photos::PhotoSlot;
use crate::plan::{Slot, Why};
use crate::role::Lead;
use crate::tree::form::{Form, Group, key, required};
use crate::units::Pt;

#[doc(hidden)]
pub mod changes;
#[doc(hidden)]
pub mod earlier;
#[doc(hidden)]
pub mod edited;
mod inline;
#[doc(hidden)]
pub mod read;
#[doc(hidden)]
pub mod record;
#[doc(hidden)]
pub mod scope;
#[doc(hidden)]
pub mod wishes;
#[doc(hidden)]
pub mod write;

pub use earlier::Start;
pub use read::{beside, parse, read};
pub use record::record;

/// A plan as it stands in its file.
#[derive(Clone, Debug)]
pub struct PlanFile {
    /// The pages in order.
    pub pages: Vec<PageEntry>,
    /// Stories that were held, and why.
    pub held: Vec<(String, Why)>,
    /// The file itself, for diagnostics.
    pub file: Arc<SourceFile>,
}

/// A page of it.
#[derive(Clone, Debug, Default)]
pub struct PageEntry {
    /// Its section.
    pub section: String,
    /// Its template.
    pub template: String,
    /// What it cost, in thousandths; none in a file written by hand.
    pub cost: Option<u64>,
    /// Stories, top to bottom, left to right.
    pub stories: Vec<StoryEntry>,
    /// The box of briefs, with the slugs in it.
    pub briefs: Option<(Slot, Vec<String>)>,
    /// Briefs that it had in stock and did not print.
    pub unused_briefs: Vec<String>,
    /// The paper's own advertisements.
    pub house_ads: Vec<Slot>,
    /// Holes.
    pub white: Vec<Slot>,
    /// Nothing comes onto it and nothing leaves it.
    pub lock: bool,
    /// It stays as it stands here.
    pub keep: bool,
    /// What the desk says of it.
    pub status: Option<String>,
    /// Bytes of the file.
    pub range: Range<usize>,
}

/// A story of it.
#[derive(Clone, Debug, Default)]
pub struct StoryEntry {
    /// Its name.
    pub slug: String,
    /// Where it stands.
    pub slot: Slot,
    /// Whether it leads the page.
    pub lead: Lead,
    /// It stays there whatever happens.
    pub pin: bool,
    /// Blocks of its body before the jump, where it goes on on another page.
    pub jump_after: Option<u16>,
    /// It jumps because it fits no page, not because the desk asked for it.
    pub jump_unasked: bool,
    /// It is the turn of a story that begins on another page.
    pub turn: bool,
    /// Its headline's size. Of a story that is pinned, the way with this headline and these pictures is taken where there still is one; a
    /// size that an editor changes is a wish.
    pub headline: Option<Pt>,
    /// Its pictures; read as the headline is.
    pub photos: Vec<PhotoEntry>,
    /// What was done to it so that it fits; read where an editor changes it.
    pub levers: Vec<String>,
    /// What the entry held when it was written: see [`edited::was`].
    pub was: String,
    /// What the desk wishes for it, of what may stand in an article's own wishes.
    pub wishes: Wishes,
    /// Bytes of the file.
    pub range: Range<usize>,
}

/// A picture of a story.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct PhotoEntry {
    /// Which of the story's photos, from 1.
    pub photo: u8,
    /// Its width.
    pub columns: u8,
    /// Its depth without the caption.
    pub rows: u16,
}

impl PhotoEntry {
    /// A photo as the planner placed it.
    pub fn of(photo: &PhotoSlot) -> PhotoEntry {
        PhotoEntry { photo: photo.photo + 1, columns: photo.picture.columns, rows: photo.picture.rows }
    }
}

/// The keys of the file.
pub static PLAN: Group = Group {
    name: "a plan",
    keys: &[
        key("pages", Form::List(&Form::Group(&PAGE)), "the pages in order"),
        key("held", Form::List(&Form::Group(&HELD)), "stories that do not run"),
    ],
};

const PAGE: Group = Group {
    name: "a page of the plan",
    keys: &[
        required("section", Form::Word, "its section"),
        required("template", Form::Word, "its template"),
        key(
            "cost",
            Form::Number(0, i64::MAX),
            "what it cost: a page that would become much dearer is planned again; without it, it is kept at any cost",
        ),
        key("stories", Form::List(&Form::Group(&STORY)), "its stories"),
        key("briefs", Form::Group(&BRIEFS), "its box of briefs"),
        key("unused_briefs", Form::List(&Form::Word), "briefs that it had in stock and did not print"),
        key("house_ads", Form::List(&Form::Group(&PLACE)), "the paper's own advertisements"),
        key("white", Form::List(&Form::Group(&PLACE)), "holes"),
        key("lock", Form::Flag, "nothing comes onto this page and nothing leaves it"),
        key("keep", Form::Flag, "it stays as it stands here"),
        key("status", Form::Text, "what the desk says of it, as in \"proofed\""),
    ],
};

const COLUMN: Form = Form::Integer(1, 99);
const ROW: Form = Form::Integer(1, 9_999);

const STORY: Group = Group {
    name: "a story of the plan",
    keys: &[
        required("slug", Form::Word, "its name"),
        required("column", COLUMN, "the first column, from 1"),
        required("columns", COLUMN, "its width"),
        required("row", ROW, "the first row of the live area, from 1"),
        required("rows", ROW, "its depth, with the two white rows under it"),
        key("lead", Form::Flag, "it leads the page"),
        key("pin", Form::Flag, "true keeps it where it stands"),
        key("jump_after", Form::Integer(1, 10_000), "blocks of its body before the jump, where it goes on on another page"),
        key("jump_unasked", Form::Flag, "it jumps because it fits no page; what the desk ordered is dropped with the order"),
        key("turn", Form::Flag, "what is continued here from another page"),
        key("headline", Form::Text, "the headline's size; where it is changed here, that is a wish"),
        key("photos", Form::List(&Form::Group(&PHOTO)), "its pictures; read as the headline is"),
        key(
            "levers",
            Form::List(&Form::Text),
            "what was done to it so that it fits; where \"quote left out\" or \"deck left out\" is taken out or put in here, that is a wish",
        ),
        key("was", Form::Text, "digests by which the next run knows what was changed here; where it is missing, nothing was"),
        key("wishes", Form::Group(&WISHES), "what the desk wishes for it, as in an article"),
    ],
};

const PHOTO: Group = Group {
    name: "a photo of the plan",
    keys: &[
        required("photo", Form::Integer(1, 255), "which of the story's photos"),
        required("columns", COLUMN, "its width"),
        required("rows", ROW, "its depth without the caption"),
    ],
};

const BRIEFS: Group = Group {
    name: "a box of briefs",
    keys: &[
        required("stories", Form::List(&Form::Word), "the slugs in it"),
        required("column", COLUMN, "the first column, from 1"),
        required("columns", COLUMN, "its width"),
        required("row", ROW, "the first row of the live area, from 1"),
        required("rows", ROW, "its depth, with the two white rows under it"),
    ],
};

const PLACE: Group = Group {
    name: "a place of the plan",
    keys: &[
        required("column", COLUMN, "the first column, from 1"),
        required("columns", COLUMN, "its width"),
        required("row", ROW, "the first row of the live area, from 1"),
        required("rows", ROW, "its depth"),
    ],
};

const HELD: Group = Group {
    name: "a held story",
    keys: &[required("slug", Form::Word, "its name"), required("why", Form::Choice(&WHY), "why it was held")],
};

/// The words for [`Why`], in its order.
const WHY: [&str; 4] = ["full", "no-page", "no-shape", "no-fit"];

impl Why {
    fn word(self) -> &'static str {
        WHY[self as usize]
    }

    fn of(word: &str) -> Why {
        [Why::Full, Why::NoPage, Why::NoShape, Why::NoFit].into_iter().find(|why| why.word() == word).unwrap_or(Why::Full)
    }
}

impl PlanFile {
    /// A place in it.
    pub fn source(&self, range: &Range<usize>) -> Source {
        // A table's first line says enough.
        Source { file: self.file.clone(), range: range.start..range.start }
    }
}
