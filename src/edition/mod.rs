//! The edition as the newsroom filed it: articles, photos, ads and the list of pages.
use std::collections::BTreeMap;
use std::ops::Range;
use std::path::PathBuf;
use std::sync::Arc;

use crate::diag::Source;
use crate::role::{Pointer, Slug, StoryPart};
use crate::units::Pt;

pub mod addresses;
mod alike;
pub mod article;
pub mod article_source;
pub mod attributes;
mod bounds;
pub mod clean;
mod credentials;
pub mod files;
pub mod folio;
pub mod format;
pub mod heard;
pub mod house_ads;
pub mod intake;
pub mod kept;
pub mod keys;
pub mod lang;
pub mod markdown;
pub mod marks;
pub mod metadata;
mod orders;
mod other_forms;
mod paths;
pub mod photo;
pub mod quotes;
pub mod read;
pub mod rules;
pub mod slugs;
pub mod text;
pub mod wishes;
pub mod xmp;
mod zone;

pub use house_ads::HouseAd;
pub use lang::Lang;
pub use wishes::{Wishes, Withheld};

/// A day's paper as filed.
#[derive(Clone, Debug)]
pub struct Edition {
    /// The paper's name.
    pub title: String,
    /// The day on the folio.
    pub date: time::Date,
    /// The running number.
    pub number: Option<u32>,
    /// The default language of the copy.
    pub lang: Lang,
    /// The layout's name or path.
    pub layout: String,
    /// What stands at the folio's right end, as in `"1,000 won"`.
    pub price: Option<String>,
    /// The paper's address, for the folio.
    pub website: Option<String>,
    /// Where the e-paper's site will stand, with a slash at its end.
    pub address: Option<String>,
    /// The corners beside the nameplate: at most two.
    pub ears: Vec<Ear>,
    /// The paper's own advertisements, to fill what stories leave.
    pub house_ads: Vec<HouseAd>,
    /// Pages come in multiples of this where none are ordered; none: of the layout's.
    pub pages_multiple: Option<u8>,
    /// The order of the sections, where the edition gives one.
    pub sections: Vec<String>,
    /// The pages as ordered; empty where the program is to make as many as the stories need.
    pub pages: Vec<PageOrder>,
    /// The stories, in order of their files' paths; without those after the cutoff.
    pub articles: Vec<Article>,
    /// Minutes of the cutoff, as [`moment`](crate::moment::moment) counts them.
    pub cutoff: Option<i64>,
    /// Slugs of stories filed after the cutoff, which are not in this edition.
    pub late: Vec<Slug>,
    /// Stories that the desk held or killed.
    pub withheld: Vec<Withheld>,
    /// What the paper wants to be told.
    pub rules: rules::Rules,
    /// The edition file that this one extends.
    pub extends: Option<PathBuf>,
    /// The folder that holds `edition.toml`; no photo or ad may lie outside.
    pub root: PathBuf,
    /// The edition file, for diagnostics.
    pub source: Source,
}

/// A corner beside the nameplate.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Ear {
    /// The label over it.
    pub label: String,
    /// Its few words.
    pub text: String,
    /// The story it points to, whose page is printed after it.
    pub story: Option<Slug>,
}

/// What the edition says of one page.
#[derive(Clone, Debug)]
pub struct PageOrder {
    /// The section whose stories run here.
    pub section: Option<String>,
    /// The letter of the part of the paper that begins here.
    pub part: Option<char>,
    /// The template's name, where given.
    pub template: Option<String>,
    /// Printed in black alone.
    pub is_mono: bool,
    /// Stories that run here, in this order of weight.
    pub stories: Vec<(Slug, Source)>,
    /// Stories that begin here and are continued on another page.
    pub jumps: Vec<(Slug, Source)>,
    /// Ads on this page.
    pub ads: Vec<Ad>,
    /// Stories put by hand.
    pub places: Vec<HandPlace>,
    /// Nothing comes onto it and nothing leaves it.
    pub is_locked: bool,
    /// It stays as the plan beside the edition has it.
    pub is_kept: bool,
    /// What the desk says of it.
    pub status: Option<String>,
    /// The table in `edition.toml`.
    pub source: Source,
}

/// An ad on a page.
#[derive(Clone, Debug)]
pub struct Ad {
    /// Its name in the book.
    pub name: String,
    /// Its picture or PDF page.
    pub art: AdArt,
    /// Columns wide.
    pub columns: u8,
    /// Depth; snapped up to the grid.
    pub depth: Pt,
    /// The corner it stands in.
    pub place: Corner,
    /// Words: it stands neither with nor facing a story about one of them.
    pub keep_apart: Vec<String>,
    /// Where the edition books it.
    pub source: Source,
}

/// What an ad is made of.
#[derive(Clone, Debug)]
pub enum AdArt {
    /// JPEG, PNG, TIFF or WebP.
    Picture(Arc<Picture>),
    /// A PDF of one page: the path for messages and its bytes.
    Pdf {
        /// Path as in `edition.toml`.
        path: String,
        bytes: Arc<Vec<u8>>,
    },
}

impl AdArt {
    /// Its path, as in `edition.toml`.
    pub fn path(&self) -> &str {
        match self {
            AdArt::Picture(picture) => &picture.path,
            AdArt::Pdf { path, .. } => path,
        }
    }
}

/// A corner of the live area.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Corner {
    /// Left, at the foot.
    BottomLeft,
    /// Right, at the foot.
    BottomRight,
    /// Left, at the head.
    TopLeft,
    /// Right, at the head.
    TopRight,
}

/// A story put by hand on the column grid.
#[derive(Clone, Debug)]
pub struct HandPlace {
    pub story: Slug,
    /// First column, from 1.
    pub column: u8,
    /// Columns wide.
    pub columns: u8,
    /// From the live area's top.
    pub top: Pt,
    pub depth: Pt,
    /// The table in `edition.toml`.
    pub source: Source,
}

/// A story as filed.
#[derive(Clone, Debug)]
pub struct Article {
    /// Unique in the edition.
    pub slug: Slug,
    /// The section it belongs to.
    pub section: String,
    /// What it is about, beside its headline's words: ads may ask to be kept apart from it.
    pub keywords: Vec<String>,
    /// Its part of the section.
    pub subsection: Option<String>,
    /// The label over the headline.
    pub kicker: Option<String>,
    pub headline: String,
    /// A shorter one, for the index, bookmarks and jumps.
    pub short_headline: Option<String>,
    /// The lines under the headline.
    pub deck: Option<String>,
    /// Who wrote it.
    pub byline: Vec<Byline>,
    /// Where it was written.
    pub dateline: Option<String>,
    /// The agency it came from, as a tag at its end.
    pub agency: Option<String>,
    /// When it was posted, as filed.
    pub posted: Option<String>,
    /// When it was last changed, as filed.
    pub updated: Option<String>,
    /// Its address on the site.
    pub url: Option<String>,
    /// 1 the day's lead to 9 a brief.
    pub priority: u8,
    /// May not be held.
    pub must_run: bool,
    /// The desk said itself that it must run.
    pub is_ordered_to_run: bool,
    /// May be continued on another page, where the article says.
    pub may_jump: Option<bool>,
    /// How the desk wishes it to run.
    pub wishes: Wishes,
    /// Those of them that stand in the plan beside the edition, and are kept there.
    pub plan_wishes: Wishes,
    /// The page, from 0, on which it begins in the plan beside the edition.
    pub stands_on: Option<usize>,
    /// Codes of messages that are not wanted for it.
    pub allowed: Vec<String>,
    /// Drawn on a tint.
    pub boxed: bool,
    /// Its language.
    pub lang: Lang,
    pub body: Vec<Block>,
    /// The photos, in order of weight.
    pub photos: Vec<Photo>,
    /// In an edition, the photos that stand in a leg with the text beside them; they are not among the others.
    pub cut_outs: Vec<Photo>,
    /// Teasers of related stories.
    pub related: Vec<Related>,
    /// The whole story, or one part of a story that jumps.
    pub part: Part,
    pub source: Source,
}

/// Which part of a story an article is.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Part {
    #[default]
    Whole,
    /// What stands before the jump.
    First(Arc<Jump>),
    /// A turn: what is continued on another page, and the jump at its end, where it goes on once more.
    Turn(Arc<Jump>, Option<Arc<Jump>>),
}

impl Part {
    /// The jump at its end.
    pub fn onward(&self) -> Option<&Arc<Jump>> {
        match self {
            Part::Whole => None,
            Part::First(jump) => Some(jump),
            Part::Turn(_, onward) => onward.as_ref(),
        }
    }

    /// The jump that leads to it.
    pub fn back(&self) -> Option<&Arc<Jump>> {
        if let Part::Turn(back, _) = self { Some(back) } else { None }
    }
}

/// A story's jump to another page. Both of its ends are printed from this one value.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Jump {
    /// The word that readers look for.
    pub keyword: String,
    /// The label of the page that the story begins on.
    pub from: String,
    /// The label of the page that it goes on on.
    pub to: String,
    /// Both pages as folios print them.
    pub folios: [String; 2],
    /// Blocks of the body before the jump.
    pub after: usize,
    /// The desk did not order it: the story fits no page whole.
    pub unasked: bool,
}

/// The weight of a turn on its page.
const TURN_PRIORITY: u8 = 5;

impl Part {
    /// Which of the three it is.
    pub fn kind(&self) -> StoryPart {
        match self {
            Part::Whole => StoryPart::Whole,
            Part::First(_) => StoryPart::First,
            Part::Turn(..) => StoryPart::Turn,
        }
    }
}

/// The most words of a brief: no box holds more.
const BRIEF_WORDS: usize = 300;
/// The most words of an item: what is longer has a place of its own.
const ITEM_WORDS: usize = 140;
/// Stories of this priority and above may be continued on another page to find room.
const MAY_JUMP_PRIORITY: u8 = 3;

impl Article {
    /// The parts of a story that jumps, once or more: the first with head, pictures and what comes before the first jump; then turns, each
    /// with a short head and what comes before the next.
    pub fn parts(&self, jumps: Vec<Jump>) -> (Article, Vec<Article>) {
        let jumps: Vec<Arc<Jump>> = jumps.into_iter().map(Arc::new).collect();
        let first = match jumps.first() {
            Some(jump) => Article { agency: None, related: Vec::new(), part: Part::First(jump.clone()), ..self.stretch(0, jump.after) },
            None => self.clone(),
        };
        let turns = jumps.iter().enumerate().map(|(at, jump)| {
            let next = jumps.get(at + 1);
            let ends = |article: Article| if next.is_some() { Article { agency: None, related: Vec::new(), ..article } } else { article };
            ends(Article {
                // On its page it is one of many, and what begins there leads.
                priority: self.priority.max(TURN_PRIORITY),
                must_run: true,
                kicker: Some(jump.keyword.clone()),
                headline: self.short().to_string(),
                short_headline: None,
                deck: None,
                byline: Vec::new(),
                dateline: None,
                photos: Vec::new(),
                part: Part::Turn(jump.clone(), next.cloned()),
                ..self.stretch(jump.after, next.map_or(self.body.len(), |next| next.after))
            })
        });
        (first, turns.collect())
    }

    /// The same with a stretch of the body, and the cut-outs that stand in it.
    fn stretch(&self, from: usize, to: usize) -> Article {
        let end = to.min(self.body.len());
        let place = |photo: &Photo| usize::from(photo.after.unwrap_or(1));
        let is_here = |photo: &&Photo| place(photo) >= from && (place(photo) < to || end == self.body.len());
        let moved = |photo: &Photo| Photo { after: photo.after.map(|at| at.saturating_sub(from as u16)), ..photo.clone() };
        let cut_outs = self.cut_outs.iter().filter(is_here).map(moved).collect();
        Article { body: self.body[from.min(end)..end].to_vec(), cut_outs, ..self.clone() }
    }

    /// Whether it may be continued on another page to find room: unless the article says otherwise, where it is among the weightiest.
    pub fn may_jump_for_room(&self) -> bool {
        self.may_jump.unwrap_or(self.priority <= MAY_JUMP_PRIORITY)
    }

    /// Whether it may be continued on another page since none can hold it.
    pub fn may_jump_for_length(&self) -> bool {
        self.may_jump.unwrap_or(true)
    }

    /// The word by which readers find the turn: the kicker, else the slug's first long word.
    pub fn keyword(&self) -> String {
        const LONG: usize = 4;
        let from_slug = || self.slug.0.split('-').find(|word| word.chars().count() >= LONG).unwrap_or(&self.slug.0).to_string();
        self.kicker.clone().unwrap_or_else(from_slug).to_uppercase()
    }

    /// A brief: the lowest priority and short, of headline and text alone; set in the box of briefs.
    pub fn is_brief(&self) -> bool {
        self.priority == 9 && self.is_short(BRIEF_WORDS)
    }

    /// So short that in a section of many such it may run among the briefs, whatever its priority.
    pub fn is_item(&self) -> bool {
        self.is_short(ITEM_WORDS)
    }

    /// Of no more words than these, and of nothing that a box of briefs cannot show.
    fn is_short(&self, most: usize) -> bool {
        let words = || self.texts().iter().map(|text| text.split_whitespace().count()).sum::<usize>();
        self.photos.is_empty() && self.cut_outs.is_empty() && self.deck.is_none() && words() <= most
    }

    /// Every text of the story that is printed, in the order of its fields.
    pub fn texts(&self) -> Vec<&str> {
        let mut texts: Vec<&str> = self.kicker.iter().chain([&self.headline]).chain(&self.deck).map(String::as_str).collect();
        texts.extend(self.byline.iter().map(|line| line.name.as_str()));
        texts.extend(self.dateline.iter().chain(&self.agency).map(String::as_str));
        for block in &self.body {
            match block {
                Block::Paragraph { text, .. } | Block::Subhead(text) => texts.push(&text.text),
                Block::Quote { text, by, .. } => {
                    texts.push(&text.text);
                    texts.extend(by.as_deref());
                }
                Block::List { items, .. } => texts.extend(items.iter().map(|item| item.text.as_str())),
                Block::Table { head, rows } => {
                    texts.extend(head.iter().chain(rows.iter().flatten()).map(|cell| cell.text.as_str()));
                }
            }
        }
        for photo in self.photos.iter().chain(&self.cut_outs) {
            texts.extend([photo.caption.text.as_str(), photo.credit.as_str()]);
        }
        texts
    }

    /// The headline for narrow places.
    pub fn short(&self) -> &str {
        self.short_headline.as_deref().unwrap_or(&self.headline)
    }
}

/// One line of a byline.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Byline {
    /// The name, as filed: "By Han Mira".
    pub name: String,
    /// "Staff reporter".
    pub role: Option<String>,
    /// An address.
    pub email: Option<String>,
}

/// Text with its inline marks. Quotes and dashes are already the real ones.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Rich {
    pub text: String,
    /// Styled stretches, in order of their start; they may nest.
    pub spans: Vec<Span>,
}

impl Rich {
    /// Text without marks.
    pub fn plain(text: impl Into<String>) -> Rich {
        Rich { text: text.into(), spans: Vec::new() }
    }

    /// Text that leads somewhere as a whole.
    pub fn linked(text: impl Into<String>, pointer: Pointer) -> Rich {
        let text = text.into();
        Rich { spans: vec![Span { range: 0..text.len(), kind: SpanKind::Link(pointer) }], text }
    }
}

/// A styled stretch of [`Rich`].
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Span {
    /// Bytes of the text.
    pub range: Range<usize>,
    /// How it is styled.
    pub kind: SpanKind,
}

/// An inline style.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum SpanKind {
    /// `*italic*`
    Italic,
    /// `**bold**`
    Bold,
    /// `[text](address)`, or what leads to a story.
    Link(Pointer),
}

/// A block of a story's body.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Block {
    Paragraph {
        text: Rich,
        /// May be left out when the hole is short.
        optional: bool,
    },
    /// A heading between paragraphs.
    Subhead(Rich),
    /// A pull quote.
    Quote {
        /// What was said.
        text: Rich,
        /// By whom.
        by: Option<String>,
        /// The story's text has its words too, and can be told without it.
        is_heard: bool,
        /// Stands beside the text, not between its lines.
        cut_out: bool,
    },
    List {
        /// Numbered, not bulleted.
        ordered: bool,
        /// Its entries.
        items: Vec<Rich>,
    },
    Table {
        /// The head's cells; may be empty.
        head: Vec<Rich>,
        /// Rows of cells.
        rows: Vec<Vec<Rich>>,
    },
}

/// A photo with its words.
#[derive(Clone, Debug)]
pub struct Photo {
    pub picture: Arc<Picture>,
    /// The caption; empty where there is none.
    pub caption: Rich,
    /// The credit; empty where there is none.
    pub credit: String,
    /// What one sees, for those who don't.
    pub alt: String,
    /// The point that a crop must keep, in thousandths from the top left of the upright picture.
    pub focus: [u16; 2],
    /// How much of width or height may be cut, in thousandths.
    pub max_crop: u16,
    /// The wanted width in columns.
    pub columns: Option<u8>,
    /// A chart, map or table: it is never cropped, and no narrower than its lettering bears.
    pub is_graphic: bool,
    /// The fewest columns, where the article says.
    pub min_columns: Option<u8>,
    /// Blocks of the body before it in a print preview, where the article says.
    pub after: Option<u16>,
    /// Stands in a leg with the text beside it.
    pub cut_out: bool,
    /// May be printed, and not shown on screens.
    pub print_only: bool,
    /// What the desk wishes for it.
    pub wish: Option<wishes::PhotoWish>,
    /// Where the article names it.
    pub source: Source,
}

/// A picture file, its header read and its structure checked.
#[derive(Clone, Debug)]
pub struct Picture {
    /// Path relative to the root, with forward slashes: the name in outputs.
    pub path: String,
    pub bytes: Arc<Vec<u8>>,
    /// By content, not by name.
    pub format: PictureFormat,
    /// Pixels across, upright (EXIF orientation applied).
    pub width: u32,
    /// Pixels down, upright.
    pub height: u32,
    /// EXIF orientation, 1 to 8.
    pub orientation: u8,
    /// Colour channels in the file: 1 grey, 3 RGB, 4 CMYK.
    pub channels: u8,
    /// A drawing, as its pixels tell: see [`flat`](mod@crate::flat). Only of what was filed without loss.
    pub is_drawn: bool,
}

/// The form of a picture file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PictureFormat {
    Jpeg,
    Png,
    Tiff,
    Webp,
}

/// A teaser of a related story.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Related {
    /// "VIEW".
    pub label: Option<String>,
    /// The story, if it is in this edition.
    pub slug: Option<Slug>,
    pub headline: String,
    /// A sentence.
    pub summary: Option<String>,
}

impl Edition {
    /// Position in `articles` by slug.
    pub fn by_slug(&self) -> BTreeMap<&Slug, usize> {
        self.articles.iter().enumerate().map(|(i, article)| (&article.slug, i)).collect()
    }
}
