//! What is said of a language in its entry.

/// What is usual in a language: its entry in the table.
#[derive(Clone, Copy, Debug)]
pub struct Language {
    /// The tag for PDF and HTML (BCP 47).
    pub tag: &'static str,
    /// Other tags, in small letters, that mean it too. A tag with a country or a script that none has is the language's own.
    pub(super) also: &'static [&'static str],
    /// Its quotation marks, as CLDR has them: before and after speech, before and after those within.
    pub(super) quotes: [char; 4],
    /// It writes its nouns with capitals.
    pub capital_nouns: bool,
    /// Thin spaces stand within its quotation marks.
    pub quotes_apart: bool,
    /// High signs that a thin space stands before.
    pub signs_apart: &'static str,
    /// What two typed hyphens become.
    pub dash: char,
    /// A hyphen between two spaces is a typed dash too.
    pub hyphen_for_dash: bool,
    /// Words of one letter that no line ends in.
    pub never_last: &'static str,
    /// Words of one letter that few lines end in.
    pub seldom_last: &'static str,
    /// A hyphen of the copy that a line ends with is set again at the head of the next.
    pub repeats_hyphen: bool,
    /// Small words lose their vowel before an apostrophe (l’, d’, dell’), and are not broken.
    pub elides: bool,
    /// Where its words are broken.
    pub hyphens: Hyphens,
    /// Between thousands.
    pub(super) thousands: char,
    /// A day: `{day}` is the weekday, `{n}` its number, then `{month}` and `{year}`.
    pub(super) date: &'static str,
    /// Monday to Sunday, with spaces between them; a space in a name is a low line.
    pub(super) days: &'static str,
    /// January to December, in the form that they have in a date.
    pub months: &'static str,
    /// The number of an edition: `#`.
    pub(super) number: &'static str,
    /// The label over short items.
    pub in_brief: &'static str,
    /// Where a story goes on, as in "See BRIDGE, Page 7": `#` is the page, `*` the keyword.
    pub onward: &'static str,
    /// Where it comes from: `#` is the page.
    pub back: &'static str,
    /// A page: `#` is its number.
    pub page: &'static str,
    /// Before the moment of posting.
    pub posted: &'static str,
    /// Before the moment of the last change.
    pub updated: &'static str,
    /// A page of several: `#` is its number, `##` how many there are.
    pub pages: &'static str,
}

/// What a language is before its entry says anything.
pub(super) const PLAIN: Language = Language {
    tag: "",
    also: &[],
    quotes: ['“', '”', '‘', '’'],
    capital_nouns: false,
    quotes_apart: false,
    signs_apart: "",
    dash: '—',
    hyphen_for_dash: true,
    never_last: "",
    seldom_last: "",
    repeats_hyphen: false,
    elides: false,
    hyphens: Hyphens::None,
    thousands: '\u{202f}',
    date: "",
    days: "",
    months: "",
    number: "",
    in_brief: "",
    onward: "",
    back: "",
    page: "",
    posted: "",
    updated: "",
    pages: "",
};

/// Where the places come from at which a language's words are broken.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Hyphens {
    /// Words are not broken, or no patterns for them are free to ship.
    None,
    /// The patterns for American English.
    American,
    /// Those for British English.
    British,
    /// Patterns that ship with a library.
    Patterns(hypher::Lang),
}

/// A pair of quotation marks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Quotes {
    /// Before the words.
    pub open: char,
    /// After them.
    pub close: char,
}

/// A thin space at which no line ends.
pub const THIN: &str = "\u{202f}";

impl Language {
    /// The marks about speech.
    pub fn outer(&self) -> Quotes {
        Quotes { open: self.quotes[0], close: self.quotes[1] }
    }

    /// The marks within others.
    pub fn inner(&self) -> Quotes {
        Quotes { open: self.quotes[2], close: self.quotes[3] }
    }

    /// "Page 2 of 7".
    pub fn page_of(&self, number: usize, count: usize) -> String {
        self.pages.replace("##", &count.to_string()).replace('#', &number.to_string())
    }

    /// A language's own quotation marks about a text that begins with none of them; bytes that it then begins later.
    pub fn quoted(&self, text: &str) -> Option<(String, usize)> {
        let Quotes { open, close } = self.outer();
        if text.starts_with(open) {
            return None;
        }
        let thin = if self.quotes_apart { THIN } else { "" };
        let open = format!("{open}{thin}");
        Some((format!("{open}{text}{thin}{close}"), open.len()))
    }
}
