//! An editor's orders: each is a small edit of `edition.toml` that keeps its comments, its order and its form.
//!
//! [`edit`] takes the text of the file and an [`Order`] and gives the new text, or a [`Refusal`]. It reads and writes no files; what there is
//! in the paper it is told by [`Known`]. Orders can be written as JSON too, so that a desk in a browser says the same:
//! `{"verb": "columns", "slug": "harbour-bridge", "columns": 4}`.
use serde::{Deserialize, Serialize};

mod ads;
mod file;
pub mod journal;
mod known;
mod lists;
mod moves;
mod pages;
mod stories;
mod table;
pub mod told;

pub use file::{Edited, edit};
pub use known::{Known, KnownPage, KnownStory, Standing};

/// What an editor orders: a variant a verb.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(tag = "verb", rename_all = "kebab-case", deny_unknown_fields)]
pub enum Order {
    /// A story goes to a page.
    Move(Move),
    /// A story leads the page that it is on.
    Lead {
        /// Which.
        slug: String,
    },
    /// Two stories take each other's places.
    Swap {
        /// The one.
        slug: String,
        /// The other.
        other: String,
    },
    /// A story does not run.
    Hold {
        /// Which.
        slug: String,
        /// The day from which it may, as in `2019-12-25`.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        until: Option<String>,
    },
    /// A story never runs.
    Kill {
        /// Which.
        slug: String,
    },
    /// A story that was held or killed runs again.
    Release {
        /// Which.
        slug: String,
    },
    /// A story gets room for more lines than it has, or for fewer; 0 takes that back.
    Room {
        /// Which.
        slug: String,
        /// How many.
        lines: i16,
    },
    /// How wide a story is.
    Columns {
        /// Which.
        slug: String,
        /// Columns.
        columns: Wish<u8>,
    },
    /// How one photo of a story runs.
    Photo(Photo),
    /// How a story's headline is set.
    Head(Head),
    /// With its deck or without.
    Deck {
        /// Which.
        slug: String,
        /// With, without, or as it comes.
        wish: Switch,
    },
    /// With its pull quote or without.
    Quote {
        /// Which.
        slug: String,
        /// With, without, or as it comes.
        wish: Switch,
    },
    /// With its teasers of related stories or without.
    Refer {
        /// Which.
        slug: String,
        /// With, without, or as it comes.
        wish: Switch,
    },
    /// Whether a story is continued on another page.
    Jump {
        /// Which.
        slug: String,
        /// Whether, and where.
        jump: Jump,
    },
    /// A story stands beside or under another.
    Beside {
        /// Which.
        slug: String,
        /// The other.
        other: String,
    },
    /// A story does not touch another.
    Apart {
        /// Which.
        slug: String,
        /// The other.
        other: String,
    },
    /// Above the fold or not.
    Fold {
        /// Which.
        slug: String,
        /// Above, wherever, or as it comes.
        wish: Switch,
    },
    /// Nothing comes onto a page and nothing leaves it.
    Lock {
        /// Its number or its folio.
        page: String,
    },
    /// A page that was locked or kept is planned again.
    Unlock {
        /// Its number or its folio.
        page: String,
    },
    /// A page stays as the plan beside the edition has it.
    Keep {
        /// Its number or its folio.
        page: String,
    },
    /// What the desk says of a page; nothing where it is empty.
    Status {
        /// Its number or its folio.
        page: String,
        /// As in `proofed`.
        text: String,
    },
    /// An ad is cancelled, or booked in another size or corner.
    Ad(Ad),
    /// Takes back every wish for a story.
    Clear {
        /// Which.
        slug: String,
    },
}

/// Where a story is to go.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Move {
    /// Which story.
    pub slug: String,
    /// The page: its number or its folio.
    pub to: String,
    /// As the page's lead.
    #[serde(default)]
    pub lead: bool,
    /// Before all others that are ordered there.
    #[serde(default)]
    pub first: bool,
    /// After this one of those that are ordered there.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub after: Option<String>,
}

/// What becomes of an ad; what is not said stays as it is.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Ad {
    /// Its name in the edition file.
    pub name: String,
    /// Its page, by number or folio, where several have an ad of that name.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub page: Option<String>,
    /// It is cancelled.
    pub out: bool,
    /// Columns wide.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub columns: Option<u8>,
    /// Its depth, as in `120mm`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub depth: Option<String>,
    /// Its corner, as in `bottom-left`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub place: Option<String>,
}

/// How a photo is to run; what is not said stays as it is.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Photo {
    /// The story.
    pub slug: String,
    /// Which of its photos, as they are filed, from 1.
    pub photo: u8,
    /// Its width.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub columns: Option<Wish<u8>>,
    /// Its depth in lines of the grid.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub rows: Option<Wish<u16>>,
    /// The share of width or height that may be cut.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub crop: Option<Wish<f64>>,
    /// Under the headline, or over it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub under: Option<bool>,
    /// Beside the text, or over all of it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub beside: Option<bool>,
    /// The story runs without it, or with it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub out: Option<bool>,
    /// Before the story's other photos.
    pub first: bool,
}

/// How a headline is to be set; what is not said stays as it is.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Head {
    /// The story.
    pub slug: String,
    /// Its size, as in `40pt`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub size: Option<Wish<String>>,
    /// How many lines it has.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub lines: Option<Wish<u8>>,
    /// Its lines, word for word.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub breaks: Option<Wish<Vec<String>>>,
}

/// Something that is wished, or no longer.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Wish<T> {
    /// No wish.
    Free,
    /// This.
    #[serde(untagged)]
    Is(T),
}

/// With something, without it, or as it comes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Switch {
    /// With it.
    On,
    /// Without it.
    Off,
    /// As it comes.
    Free,
}

/// Whether a story is continued on another page.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Jump {
    /// It is not.
    Never,
    /// It may be.
    May,
    /// As it comes.
    Free,
    /// It is, after so many paragraphs.
    #[serde(untagged)]
    After(u32),
}

/// Why an order cannot be done.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Refusal {
    /// The code of the message.
    pub code: &'static str,
    /// What is wrong.
    pub message: String,
    /// What to do.
    pub help: String,
}

impl Refusal {
    fn no_order(message: impl Into<String>, help: impl Into<String>) -> Refusal {
        Refusal { code: "order-refused", message: message.into(), help: help.into() }
    }
}
