//! Styles: the typography of each kind of text, by name.
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use super::patterns::Patterns;
use crate::ink::Ink;
use crate::units::Pt;

/// How one kind of text is set.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Style {
    pub family: String,
    /// 100 to 900.
    pub weight: u16,
    pub italic: bool,
    /// Type size; of a headline, the ladder's first.
    pub size: Pt,
    /// Baseline to baseline, for `size`.
    pub leading: Pt,
    /// Sizes, largest first, of which the fitting one is taken (headlines); else empty.
    pub ladder: Vec<Pt>,
    /// How lines stand in their measure.
    pub align: Align,
    /// First-line indent of paragraphs after the first.
    pub indent: Pt,
    /// Colour.
    pub ink: Ink,
    /// The tint of boxes that this style labels.
    pub tint: Ink,
    /// Letter case.
    pub case: Case,
    /// White added after each letter, in thousandths of an em.
    pub tracking: i32,
    /// Words may be broken.
    pub hyphenate: bool,
    /// Narrowest and widest word space, in percent of the font's own.
    pub word_space: (u16, u16),
    /// Forms of figures.
    pub figures: Figures,
    /// What letters may give to fill a line.
    pub flex: Flex,
    /// Signs at the ends of justified lines hang into the margins.
    pub hang: bool,
    /// The paper's usage.
    pub usage: Arc<Usage>,
}

/// What holds for all of a paper's text: which signs hang, and how words are broken.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Usage {
    /// Share of a sign's ink, in percent, that stands in the left and in the right margin.
    pub hang: BTreeMap<char, (u8, u8)>,
    /// How words are broken, by the tag of a language in small letters; what holds in all of them stands under none.
    pub words: BTreeMap<String, OwnWords>,
    /// Where Hangul is broken.
    pub hangul: Hangul,
    /// White about em dashes.
    pub dash: Dash,
}

/// How a paper breaks words in its own way.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct OwnWords {
    /// Words in lower case that are broken at these bytes, whatever the patterns say.
    pub exceptions: BTreeMap<String, Vec<usize>>,
    /// Words that are never broken: names.
    pub never: BTreeSet<String>,
    /// In place of the patterns that ship.
    pub patterns: Option<Arc<Patterns>>,
}

impl Usage {
    /// What the paper has for a language by its tag: its own, that of the language in any country, that of all.
    pub fn words_of(&self, tag: &str) -> impl Iterator<Item = &OwnWords> {
        let tag = tag.to_lowercase();
        let language = tag.split('-').next().filter(|language| *language != tag).map(str::to_string);
        [Some(tag), language, Some(String::new())].into_iter().flatten().filter_map(|tag| self.words.get(&tag))
    }
}

/// White about em dashes.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Dash {
    /// As the writer has it.
    #[default]
    AsFiled,
    /// A word space on either side.
    Spaced,
    /// None.
    Closed,
}

/// Where Hangul is broken.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Hangul {
    /// In Korean text between words, and between syllables where a line would gape; elsewhere between words.
    #[default]
    Usual,
    /// Between words only.
    Words,
    /// Between any two syllables.
    Syllables,
}

/// What letters may give to fill a line, either way; 0 where they may not.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Flex {
    /// White between letters, in thousandths of an em.
    pub tracking: Limits,
    /// Their widths, in thousandths.
    pub scale: Limits,
}

/// How much may be given: in any line, and at most where a line would gape or crowd without it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Limits {
    pub usual: u16,
    /// No less than the usual.
    pub most: u16,
}

impl Limits {
    /// What lies between the usual and the most.
    pub fn reserve(self) -> u16 {
        self.most.saturating_sub(self.usual)
    }
}

impl Flex {
    /// What letters `width` wide can give, that stand in `ems`, an em for each gap between them: within the usual limits, and beyond them.
    pub fn give(self, width: Pt, ems: Pt) -> (Pt, Pt) {
        let of = |scale: u16, tracking: u16| width.scale(i64::from(scale), THOUSAND) + ems.scale(i64::from(tracking), THOUSAND);
        (of(self.scale.usual, self.tracking.usual), of(self.scale.reserve(), self.tracking.reserve()))
    }
}

/// Thousandths in one.
const THOUSAND: i64 = 1_000;

/// How lines stand in their measure.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Align {
    /// Both edges straight.
    Justify,
    /// Ragged right.
    Left,
    /// Ragged left.
    Right,
    /// Both ragged.
    Centre,
}

/// Forms of figures.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Figures {
    /// The font's own.
    #[default]
    Font,
    /// As high as capitals.
    Lining,
    /// With ascenders and descenders.
    OldStyle,
    /// Lining, of one width, for columns of numbers.
    Tabular,
}

/// Letter case.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Case {
    /// As written.
    Normal,
    /// CAPITALS.
    Upper,
    /// Small capitals for lower case.
    SmallCaps,
}

macro_rules! styles {
    ($($(#[$doc:meta])* $name:ident $text:literal,)*) => {
        /// The names of `[styles.NAME]`.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum StyleName { $($(#[$doc])* $name,)* }

        impl StyleName {
            /// All of them, in the order of [`super::Template::styles`].
            pub const ALL: &'static [StyleName] = &[$(StyleName::$name,)*];

            /// The name in layout files.
            pub fn name(self) -> &'static str {
                match self { $(StyleName::$name => $text,)* }
            }
        }
    };
}

styles! {
    /// Running text.
    Body "body",
    /// Headlines; `ladder` gives the sizes.
    Headline "headline",
    /// The page lead's headline.
    LeadHeadline "lead-headline",
    BriefHeadline "brief-headline",
    /// Under the headline.
    Deck "deck",
    /// Over the headline.
    Kicker "kicker",
    /// Who wrote it.
    Byline "byline",
    /// The writer's role and address.
    BylineRole "byline-role",
    /// The place at the head of the first paragraph.
    Dateline "dateline",
    /// Under photos.
    Caption "caption",
    /// After the caption.
    Credit "credit",
    /// Between paragraphs.
    Subhead "subhead",
    /// Pull quotes.
    Quote "quote",
    /// Who said it.
    QuoteBy "quote-by",
    TableHead "table-head",
    /// A table's cells.
    Table "table",
    /// Where a story goes on, or comes from.
    JumpLine "jump-line",
    /// The label of a refer.
    ReferLabel "refer-label",
    /// A refer's headline.
    Refer "refer",
    ReferSummary "refer-summary",
    /// When it was posted and updated, in a print preview.
    Stamp "stamp",
    /// Over the box of briefs.
    BriefsLabel "briefs-label",
    /// The paper's name.
    Nameplate "nameplate",
    EarLabel "ear-label",
    /// An ear's text.
    Ear "ear",
    /// Date, number, page.
    Folio "folio",
    /// The section's name on its pages.
    SectionLabel "section-label",
    /// The index's section names.
    IndexLabel "index-label",
    /// The index's headlines.
    Index "index",
    DropCapital "drop-capital",
    /// The paper's own advertisement.
    HouseAd "house-ad",
}
