//! The desk's wishes for one story: read wherever they may be written, and put together key by key.
//!
//! An article's own `wishes` are the weakest; those of `[wishes.SLUG]` in the edition take their place key by key, and those of the plan file
//! the place of both. What becomes of each is told when the paper is planned.
use std::sync::Arc;

use crate::diag::{Diagnostics, Source, SourceFile};
use crate::moment::day;
use crate::role::Slug;
use crate::tree::Node;
use crate::tree::form::{Form, Group, key, required, shown};
use crate::units::{Length, Pt};

/// The keys of a story's wishes.
pub static WISHES: Group = Group {
    name: "wishes for a story",
    keys: &[
        key("page", Form::Either(&[Form::Integer(1, 999), Form::Word]), "the page that it runs on: its number, or its folio as in \"A3\""),
        key("lead", Form::Flag, "true: it leads its page; false: it does not"),
        key("columns", Form::Integer(1, 12), "its width"),
        key("room", Form::Word, "lines more or fewer than it has, as in \"+12 lines\" for copy that is still to come, or \"-8 lines\""),
        key("above_fold", Form::Flag, "it begins in the upper half of its page"),
        key("beside", Form::List(&Form::Word), "slugs of stories that it stands beside or under, on the same page"),
        key("not_beside", Form::List(&Form::Word), "slugs of stories that it may not touch"),
        key("headline", Form::Group(&HEADLINE), "how its headline is set"),
        key("deck", Form::Flag, "true: it keeps its deck; false: it runs without"),
        key("quote", Form::Flag, "true: it keeps its pull quote; false: it runs without"),
        key("refer", Form::Flag, "false: it runs without its teasers of related stories"),
        key("hold", Form::Either(&[Form::Flag, Form::Date]), "true: it does not run; a day: not in editions before that day"),
        key("kill", Form::Flag, "true: it never runs"),
        key("photos", Form::List(&Form::Group(&PHOTO)), "its photos in this order; those that are not named follow"),
        key(
            "jump",
            Form::Either(&[Form::Flag, Form::Integer(1, 10_000)]),
            "false: it is not continued elsewhere; a number: after that paragraph",
        ),
    ],
};

const HEADLINE: Group = Group {
    name: "a wish for a headline",
    keys: &[
        key("size", Form::Length, "its size"),
        key("lines", Form::Integer(1, 9), "how many lines it has"),
        key("breaks", Form::List(&Form::Word), "its lines, word for word"),
    ],
};

const PHOTO: Group = Group {
    name: "a wish for a photo",
    keys: &[
        required("photo", Form::Integer(1, 99), "which of the story's photos, as it is filed, from 1"),
        key("columns", Form::Integer(1, 12), "its width"),
        key("rows", Form::Integer(1, 999), "its depth in lines of the grid, without its caption"),
        key("crop", Form::Number(0, 900), "the share of width or height that may be cut, in place of the photo's max_crop"),
        key("under", Form::Flag, "true: under the headline; false: over it"),
        key("beside", Form::Flag, "true: beside the text; false: over all of it"),
        key("out", Form::Flag, "true: the story runs without it"),
    ],
};

/// A wish, and where it is written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Wish<T> {
    /// What is wished.
    pub value: T,
    /// Where.
    pub source: Source,
}

/// A page as an editor names it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum PageName {
    /// By its place among all pages, from 1.
    Number(u32),
    /// By its folio, as in `A3`.
    Label(String),
}

/// Whether and how long a story waits.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Hold {
    /// It does not wait.
    No,
    /// It does not run.
    Yes,
    /// It runs from this day on.
    Until(time::Date),
}

/// Whether a story is continued on another page.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum JumpWish {
    /// It is not.
    Never,
    /// It may be.
    May,
    /// It is, after so many paragraphs.
    After(usize),
}

/// Where a photo stands to the headline and the text.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct PhotoPlace {
    /// Under the headline, or not.
    pub under: Option<bool>,
    /// Beside the text, or not.
    pub beside: Option<bool>,
}

/// A wish for one photo.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PhotoWish {
    /// Which, from 0, as filed.
    pub photo: u8,
    /// Its width.
    pub columns: Option<u8>,
    /// Its depth in rows.
    pub rows: Option<u16>,
    /// The share of a side that may be cut, in thousandths.
    pub crop: Option<u16>,
    /// Where it stands.
    pub place: PhotoPlace,
    /// The story runs without it.
    pub out: bool,
    /// Where it is written.
    pub source: Source,
}

/// A story that the desk keeps out of the paper.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Withheld {
    /// Its name.
    pub slug: Slug,
    /// In words, as in "held by the desk".
    pub why: String,
}

/// What the desk wishes for one story.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Wishes {
    /// The page that it runs on.
    pub page: Option<Wish<PageName>>,
    /// It leads its page, or does not.
    pub lead: Option<Wish<bool>>,
    /// Its width.
    pub columns: Option<Wish<u8>>,
    /// Lines more or fewer.
    pub room: Option<Wish<i16>>,
    /// It begins in the upper half of its page.
    pub above_fold: Option<Wish<bool>>,
    /// Stories that it stands beside or under.
    pub beside: Option<Wish<Vec<Slug>>>,
    /// Stories that it may not touch.
    pub not_beside: Option<Wish<Vec<Slug>>>,
    /// Its headline's size.
    pub head_size: Option<Wish<Pt>>,
    /// Its headline's lines, counted.
    pub head_lines: Option<Wish<u8>>,
    /// Its headline's lines, word for word.
    pub head_breaks: Option<Wish<Vec<String>>>,
    /// With its deck, or without.
    pub deck: Option<Wish<bool>>,
    /// With its pull quote, or without.
    pub quote: Option<Wish<bool>>,
    /// With its teasers, or without.
    pub refer: Option<Wish<bool>>,
    /// Whether it waits.
    pub hold: Option<Wish<Hold>>,
    /// It never runs.
    pub kill: Option<Wish<bool>>,
    /// For its photos, in their wished order.
    pub photos: Vec<PhotoWish>,
    /// Whether it is continued elsewhere.
    pub jump: Option<Wish<JumpWish>>,
}

impl Wishes {
    /// The same key by key in the place of weaker ones.
    pub fn over(self, weaker: Wishes) -> Wishes {
        Wishes {
            page: self.page.or(weaker.page),
            lead: self.lead.or(weaker.lead),
            columns: self.columns.or(weaker.columns),
            room: self.room.or(weaker.room),
            above_fold: self.above_fold.or(weaker.above_fold),
            beside: self.beside.or(weaker.beside),
            not_beside: self.not_beside.or(weaker.not_beside),
            head_size: self.head_size.or(weaker.head_size),
            head_lines: self.head_lines.or(weaker.head_lines),
            head_breaks: self.head_breaks.or(weaker.head_breaks),
            deck: self.deck.or(weaker.deck),
            quote: self.quote.or(weaker.quote),
            refer: self.refer.or(weaker.refer),
            hold: self.hold.or(weaker.hold),
            kill: self.kill.or(weaker.kill),
            photos: if self.photos.is_empty() { weaker.photos } else { self.photos },
            jump: self.jump.or(weaker.jump),
        }
    }

    /// It is ordered to stand on one page, or to lead.
    pub fn are_for_place(&self) -> bool {
        self.page.is_some() || self.lead.as_ref().is_some_and(|lead| lead.value)
    }

    /// What is wished for one of its photos, counted from 0 as filed.
    pub fn photo(&self, photo: u8) -> Option<&PhotoWish> {
        self.photos.iter().find(|wish| wish.photo == photo)
    }
}

/// Reads the wishes that a node holds. What cannot be meant is told.
pub fn read(node: &Node, file: &Arc<SourceFile>, diags: &mut Diagnostics) -> Wishes {
    Reader { node, file, diags }.wishes()
}

struct Reader<'a> {
    node: &'a Node,
    file: &'a Arc<SourceFile>,
    diags: &'a mut Diagnostics,
}

impl Reader<'_> {
    fn wishes(&mut self) -> Wishes {
        let headline = self.node.get("headline");
        let of_head = |key: &str| headline.and_then(|headline| headline.get(key));
        Wishes {
            page: self.wish("page", |node| match node.integer() {
                Some(number) => u32::try_from(number).ok().map(PageName::Number),
                None => node.text().map(|text| PageName::Label(text.trim().to_uppercase())),
            }),
            lead: self.wish("lead", Node::flag),
            columns: self.wish("columns", |node| node.integer().and_then(|number| u8::try_from(number).ok())),
            room: self.room(),
            above_fold: self.wish("above_fold", Node::flag),
            beside: self.wish("beside", slugs),
            not_beside: self.wish("not_beside", slugs),
            head_size: self.of(of_head("size"), |node| match Length::parse(node.text()?) {
                Ok(Length::Absolute(size)) => Some(size),
                _ => None,
            }),
            head_lines: self.of(of_head("lines"), |node| node.integer().and_then(|number| u8::try_from(number).ok())),
            head_breaks: self
                .of(of_head("breaks"), |node| Some(node.items().iter().filter_map(Node::text).map(super::files::words).collect())),
            deck: self.wish("deck", Node::flag),
            quote: self.wish("quote", Node::flag),
            refer: self.wish("refer", Node::flag),
            hold: self.wish("hold", |node| match node.flag() {
                Some(flag) => Some(if flag { Hold::Yes } else { Hold::No }),
                None => node.text().and_then(day).map(Hold::Until),
            }),
            kill: self.wish("kill", Node::flag),
            photos: self.node.get("photos").map(Node::items).unwrap_or_default().iter().filter_map(|node| self.photo(node)).collect(),
            jump: self.wish("jump", |node| match node.flag() {
                Some(flag) => Some(if flag { JumpWish::May } else { JumpWish::Never }),
                None => node.integer().and_then(|after| usize::try_from(after).ok()).map(JumpWish::After),
            }),
        }
    }

    fn of<T>(&self, node: Option<&Node>, value: impl Fn(&Node) -> Option<T>) -> Option<Wish<T>> {
        let node = node?;
        Some(Wish { value: value(node)?, source: node.source(self.file) })
    }

    fn wish<T>(&self, key: &str, value: impl Fn(&Node) -> Option<T>) -> Option<Wish<T>> {
        self.of(self.node.get(key), value)
    }

    /// `+12 lines`, `-8`
    fn room(&mut self) -> Option<Wish<i16>> {
        let node = self.node.get("room")?;
        let text = node.text()?.trim();
        let number = text.strip_suffix("lines").or_else(|| text.strip_suffix("line")).unwrap_or(text).trim().replace('\u{2212}', "-");
        let lines = number.strip_prefix('+').unwrap_or(&number).parse::<i16>().ok().filter(|lines| lines.unsigned_abs() <= MOST_ROOM);
        let source = node.source(self.file);
        if lines.is_none() {
            let error = self.diags.error("bad-room", Some(source.clone()), format!("{} says no number of lines", shown(text)));
            error.help("write lines more or fewer than the story has, as in room = \"+12 lines\"");
        }
        Some(Wish { value: lines?, source })
    }

    fn photo(&self, node: &Node) -> Option<PhotoWish> {
        let number = |key: &str| node.get(key).and_then(Node::integer);
        let flag = |key: &str| node.get(key).and_then(Node::flag);
        Some(PhotoWish {
            photo: u8::try_from(number("photo")?).ok()?.checked_sub(1)?,
            columns: number("columns").and_then(|columns| u8::try_from(columns).ok()),
            rows: number("rows").and_then(|rows| u16::try_from(rows).ok()),
            crop: node.get("crop").and_then(Node::thousandths).and_then(|share| u16::try_from(share).ok()),
            place: PhotoPlace { under: flag("under"), beside: flag("beside") },
            out: flag("out").unwrap_or(false),
            source: node.source(self.file),
        })
    }
}

/// More lines than this are a story of their own.
const MOST_ROOM: u16 = 400;

fn slugs(node: &Node) -> Option<Vec<Slug>> {
    Some(node.items().iter().filter_map(Node::text).map(Slug::from).collect())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::tree::toml;

    fn wishes(text: &str) -> (Wishes, Vec<&'static str>) {
        let file = Arc::new(SourceFile { path: "edition.toml".into(), text: text.into() });
        let mut diags = Diagnostics::default();
        let read = read(&toml::read(text).unwrap(), &file, &mut diags);
        (read, diags.list.iter().map(|told| told.code.0).collect())
    }

    fn value<T: Clone>(wish: &Option<Wish<T>>) -> Option<T> {
        wish.as_ref().map(|wish| wish.value.clone())
    }

    #[test]
    fn room_is_told_in_lines() {
        for (text, lines) in [("+12 lines", 12), ("12", 12), ("-1 line", -1), ("\u{2212}8 lines", -8)] {
            assert_eq!(value(&wishes(&format!("room = \"{text}\"")).0.room), Some(lines), "{text}");
        }
        for text in ["a lot", "+", "99999 lines", "3 columns"] {
            assert_eq!(wishes(&format!("room = \"{text}\"")).1, ["bad-room"], "{text}");
        }
    }

    #[test]
    fn the_stronger_takes_the_place_of_the_weaker_key_by_key() {
        let strong = wishes("page = \"a3\"\ndeck = false\nhold = 2019-12-25").0;
        let weak = wishes("page = 1\nlead = true\nphotos = [{ photo = 2, columns = 3 }]\njump = 4").0;
        let both = strong.over(weak);
        assert_eq!(value(&both.page), Some(PageName::Label("A3".into())));
        assert_eq!((value(&both.lead), value(&both.deck)), (Some(true), Some(false)));
        assert_eq!(value(&both.hold), Some(Hold::Until(day("2019-12-25").unwrap())));
        assert_eq!(value(&both.jump), Some(JumpWish::After(4)));
        assert_eq!(both.photo(1).and_then(|wish| wish.columns), Some(3));
    }
}
