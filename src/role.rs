//! What a piece of the page is: roles, and the newsroom's names for stories.
use std::fmt;
use std::ops::{Index, IndexMut};
use std::sync::Arc;

/// The newsroom's unique name of a story.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Slug(pub Arc<str>);

impl fmt::Display for Slug {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl From<&str> for Slug {
    fn from(name: &str) -> Slug {
        Slug(name.into())
    }
}

/// Whether a story leads its page. Where there is one of a thing for each of the two, it is a [`ByLead`].
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Lead {
    /// It leads the page.
    Yes,
    /// It is one of the others.
    #[default]
    No,
}

impl Lead {
    /// Both, in their order.
    pub const BOTH: [Lead; 2] = [Lead::Yes, Lead::No];

    /// By whether it leads.
    pub fn of(leads: bool) -> Lead {
        if leads { Lead::Yes } else { Lead::No }
    }
}

/// One of a thing for a story that leads its page, and one for any other story.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub struct ByLead<T> {
    /// For the lead.
    pub lead: T,
    /// For another story.
    pub other: T,
}

impl<T> ByLead<T> {
    /// Makes both.
    pub fn of(mut make: impl FnMut(Lead) -> T) -> ByLead<T> {
        ByLead { lead: make(Lead::Yes), other: make(Lead::No) }
    }

    /// Makes something of each.
    pub fn each<U>(&self, mut make: impl FnMut(&T) -> U) -> ByLead<U> {
        ByLead { lead: make(&self.lead), other: make(&self.other) }
    }

    /// Both, the lead's first.
    pub fn both(&self) -> [&T; 2] {
        [&self.lead, &self.other]
    }
}

impl<T> Index<Lead> for ByLead<T> {
    type Output = T;

    #[inline]
    fn index(&self, lead: Lead) -> &T {
        match lead {
            Lead::Yes => &self.lead,
            Lead::No => &self.other,
        }
    }
}

impl<T> IndexMut<Lead> for ByLead<T> {
    #[inline]
    fn index_mut(&mut self, lead: Lead) -> &mut T {
        match lead {
            Lead::Yes => &mut self.lead,
            Lead::No => &mut self.other,
        }
    }
}

/// Which part of a story stands in one place.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum StoryPart {
    /// All of it.
    #[default]
    Whole,
    /// What stands before its jump.
    First,
    /// What is continued on another page.
    Turn,
}

impl StoryPart {
    /// The word for outputs.
    pub fn word(self) -> &'static str {
        match self {
            StoryPart::Whole => "whole",
            StoryPart::First => "first",
            StoryPart::Turn => "turn",
        }
    }
}

/// Where words of the copy lead.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Pointer {
    /// To an address outside the paper.
    Address(Arc<str>),
    /// To a story of the paper, on whatever page it begins.
    Story(Slug),
    /// To the part of a story on a page, by the page's label.
    Part {
        /// `A7`
        page: Arc<str>,
        /// The story.
        slug: Slug,
    },
}

impl From<&str> for Pointer {
    fn from(address: &str) -> Pointer {
        Pointer::Address(address.into())
    }
}

impl From<String> for Pointer {
    fn from(address: String) -> Pointer {
        Pointer::Address(address.into())
    }
}

macro_rules! roles {
    ($($(#[$doc:meta])* $name:ident $text:literal,)*) => {
        /// What a mark is on the page; tags, bookmarks and `layout.json` are read off it.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum Role { $($(#[$doc])* $name,)* }

        impl Role {
            /// The role's name in layouts and outputs.
            pub fn name(self) -> &'static str {
                match self { $(Role::$name => $text,)* }
            }
        }
    };
}

roles! {
    /// The paper's name on page 1.
    Nameplate "nameplate",
    /// A corner beside the nameplate.
    Ear "ear",
    /// The line with date and page number.
    Folio "folio",
    /// The section's name at the head of its page.
    SectionLabel "section-label",
    /// The list of what is inside.
    Index "index",
    /// The short label over a headline.
    Kicker "kicker",
    /// The headline.
    Headline "headline",
    /// The line or lines under a headline.
    Deck "deck",
    /// Who wrote it.
    Byline "byline",
    /// When it was posted and updated.
    Stamp "stamp",
    /// A paragraph of the story.
    Body "body",
    /// A heading between paragraphs.
    Subhead "subhead",
    /// A pull quote.
    Quote "quote",
    /// Who said a pull quote.
    QuoteBy "quote-by",
    /// One entry of a list.
    ListItem "list",
    /// The bullet or number before an entry of a list.
    ListSign "list-sign",
    /// A cell of a table's head.
    TableHead "table-head",
    /// A cell of a table.
    TableCell "table-cell",
    /// A photo.
    Photo "photo",
    /// A photo's caption.
    Caption "caption",
    /// A photo's credit where it is set by itself; at its caption's end it has the caption's role.
    Credit "credit",
    /// Where the story goes on, or where it comes from.
    JumpLine "jump-line",
    /// A pointer to another story.
    Refer "refer",
    /// The heading of a box of briefs.
    BriefsLabel "briefs-label",
    /// A rule.
    Rule "rule",
    /// A tint behind something.
    Tint "tint",
    /// An advertisement.
    Ad "ad",
    /// The paper's own advertisement in a space left over.
    HouseAd "house-ad",
    /// A line of the proof overlay.
    Proof "proof",
}

impl Role {
    /// True where a reader of the story reads this; false for furniture and drawing.
    pub fn is_story(self) -> bool {
        match self {
            Role::Kicker | Role::Headline | Role::Deck | Role::Byline | Role::Stamp => true,
            Role::Body | Role::Subhead | Role::Quote | Role::QuoteBy | Role::ListItem | Role::ListSign => true,
            Role::TableHead | Role::TableCell | Role::Photo | Role::Caption | Role::Credit | Role::JumpLine | Role::Refer => true,
            Role::Nameplate | Role::Ear | Role::Folio | Role::SectionLabel | Role::Index | Role::BriefsLabel => false,
            Role::Rule | Role::Tint | Role::Ad | Role::HouseAd | Role::Proof => false,
        }
    }
}
