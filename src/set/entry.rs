//! A table's cell, shaped: how wide it must be, and how many lines it takes in a column of any width.
use super::block::Display;
use super::breaks::{Breaks, Measure, Shape, break_paragraph};
use super::items::Item;
use super::rules::Rules;
use super::runs::{Origin, Paragraph, compose, inlines};
use crate::edition::Rich;
use crate::font::shape::Shaper;
use crate::layout::{Align, Style};
use crate::units::Pt;

/// A break disliked so much parts a figure or an address: in a cell it is none while there is room.
const LOOSE_BREAK: i32 = 300;
/// A space disliked so much stands within a date or a figure with its unit: it is cut last.
const CLOSE: i32 = 1_000;
/// One disliked at all stands within a name, or between a figure and what it counts.
const TIED: i32 = 1;
/// Wider than any cell: nothing is broken as an emergency.
const BOUNDLESS: Pt = Pt(i32::MAX / 4);
/// A hair more than it measures, so that what just fits is not broken by rounding: this part of the type size.
const HAIR: i32 = 100;
/// Days as the wire shortens them, before an hour.
const DAYS: &[&str] = &["Mon.", "Tue.", "Tues.", "Wed.", "Thu.", "Thurs.", "Fri.", "Sat.", "Sun."];
/// Hours in words.
const HOURS: &[&str] = &["noon", "midnight"];

/// May words be broken?
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum WordBreaking {
    /// They stay whole.
    Whole,
    /// By the language, with a hyphen, where they do not fit.
    Hyphenated,
}

/// A cell's text, shaped in each way that it may be broken, the best first.
#[derive(Clone, Debug, Default)]
pub struct Entry {
    ways: Vec<Way>,
    /// White kept to its right, so that decimal points stand under one another.
    pub spare: Pt,
    /// How it stands.
    pub align: Option<Align>,
    hair: Pt,
}

#[derive(Clone, Debug)]
struct Way {
    paragraph: Paragraph,
    segments: Vec<Segment>,
}

/// What stays on one line.
#[derive(Clone, Copy, Debug)]
struct Segment {
    width: Pt,
    /// White before it where it does not begin a line.
    glue: Pt,
    /// What is added where it ends one.
    hyphen: Pt,
}

/// What a cell takes in a column: its lines, and how much is parted there that should not be.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Takes {
    pub lines: u16,
    /// 1 where a loose tie was cut, 2 where a close one was, 3 where a word was.
    pub parted: u16,
}

impl Entry {
    /// Shapes a cell.
    pub fn new(cell: &Rich, display: &Display, words: WordBreaking, shaper: &mut Shaper) -> Entry {
        let look = display.look(shaper);
        let mut shape = |hyphenate: bool| {
            let style = Style { hyphenate, ..display.style.clone() };
            let rules = Rules { measure: BOUNDLESS, hyphenate, ..display.rules() };
            let runs = inlines(cell, &look, &style, shaper.fonts());
            compose(&runs, &rules, shaper)
        };
        let plain = shape(false);
        let mut ways = vec![Way::new(kept(&plain, TIED)), Way::new(kept(&plain, CLOSE)), Way::new(plain)];
        if words == WordBreaking::Hyphenated {
            ways.push(Way::new(shape(true)));
        }
        Entry { ways, spare: Pt::ZERO, align: None, hair: display.size / HAIR }
    }

    /// Shapes a text that has a stretch wider than its measure: it is cut where its language does not, between letters with a hyphen.
    pub fn forced(cell: &Rich, display: &Display, shaper: &mut Shaper) -> Entry {
        let look = display.look(shaper);
        let hyphen: Pt =
            look.shape("-", look.face, shaper).iter().map(|glyph| look.advance(shaper.fonts(), look.face, glyph.advance)).sum();
        let style = Style { hyphenate: true, ..display.style.clone() };
        // Room is kept for the hyphen.
        let rules = Rules { measure: display.measure - hyphen, hyphenate: true, ..display.rules() };
        let mut paragraph = compose(&inlines(cell, &look, &style, shaper.fonts()), &rules, shaper);
        let letter = |byte: u32| paragraph.text[byte as usize..].starts_with(char::is_alphabetic);
        let ends_in_letter = |byte: u32| paragraph.text[..byte as usize].ends_with(char::is_alphabetic);
        for at in 1..paragraph.items.len().saturating_sub(1) {
            if let (Item::Break { hyphen: own, hyphenated, .. }, Origin::Part { to, .. }, Origin::Part { from, .. }) =
                (&mut paragraph.items[at], paragraph.origins[at - 1], paragraph.origins[at + 1])
                && !*hyphenated
                && ends_in_letter(to)
                && letter(from)
            {
                (*own, *hyphenated) = (hyphen, true);
            }
        }
        Entry { ways: vec![Way::new(paragraph)], spare: Pt::ZERO, align: None, hair: Pt::ZERO }
    }

    /// The width of its widest stretch that cannot be broken at all.
    pub fn least(&self) -> Pt {
        self.ways.iter().map(|way| way.least()).min().map_or(Pt::ZERO, |least| least + self.extra())
    }

    /// Its width in one line.
    pub fn full(&self) -> Pt {
        let width = |way: &Way| way.segments.iter().map(|segment| segment.glue + segment.width).sum::<Pt>();
        self.ways.first().filter(|way| !way.segments.is_empty()).map_or(Pt::ZERO, |way| width(way) + self.extra())
    }

    /// What it takes in a column, where it fits there.
    pub fn takes(&self, width: Pt) -> Option<Takes> {
        let room = width - self.extra();
        (0..).zip(&self.ways).find_map(|(parted, way)| Some(Takes { lines: way.lines(room)?, parted }))
    }

    /// The widths at which it takes less than in a narrower column, from its least.
    pub fn steps(&self) -> Vec<Pt> {
        let (least, full) = (self.least(), self.full().max(self.least()));
        let mut steps: Vec<Pt> = self.ways.iter().map(|way| way.least() + self.extra()).collect();
        let mut most = self.takes(least).map_or(1, |takes| takes.lines);
        while most > 1 {
            most -= 1;
            let (mut narrow, mut wide) = (least.0, full.0);
            while narrow < wide {
                let middle = narrow + (wide - narrow) / 2;
                if self.takes(Pt(middle)).is_some_and(|takes| takes.lines <= most) { wide = middle } else { narrow = middle + 1 }
            }
            steps.push(Pt(wide));
        }
        steps
    }

    /// Broken for a column, in as few lines as it can.
    pub fn set(&self, width: Pt) -> Option<(&Paragraph, Breaks)> {
        let room = width - self.spare;
        let (way, lines) = self.ways.iter().find_map(|way| Some((way, way.lines(room - self.hair)?)))?;
        if way.segments.is_empty() {
            return None;
        }
        let found = break_paragraph(&way.paragraph.items, &Measure::plain(room), Shape::Ragged);
        let best = found.iter().position(|breaks| breaks.ends.len() == usize::from(lines)).unwrap_or(0);
        found.into_iter().nth(best).map(|breaks| (&way.paragraph, breaks))
    }

    fn extra(&self) -> Pt {
        self.spare + self.hair
    }
}

impl Way {
    fn new(mut paragraph: Paragraph) -> Way {
        // Cells are measured without regard to where a line begins: no hyphen is set again in them.
        for item in &mut paragraph.items {
            if let Item::Break { gain, .. } = item {
                *gain = Pt::ZERO;
            }
        }
        let mut segments: Vec<Segment> = Vec::new();
        let mut open = Segment { width: Pt::ZERO, glue: Pt::ZERO, hyphen: Pt::ZERO };
        for item in &paragraph.items {
            let glue = match item {
                Item::Box { width, .. } | Item::Tie { width, .. } => {
                    open.width += *width;
                    continue;
                }
                Item::Space { width, .. } => *width,
                Item::Break { hyphen, .. } => {
                    open.hyphen = *hyphen;
                    Pt::ZERO
                }
            };
            segments.push(open);
            open = Segment { width: Pt::ZERO, glue, hyphen: Pt::ZERO };
        }
        segments.push(open);
        segments.retain(|segment| segment.width > Pt::ZERO);
        Way { paragraph, segments }
    }

    fn least(&self) -> Pt {
        self.segments.iter().map(|segment| segment.width + segment.hyphen).max().unwrap_or(Pt::ZERO)
    }

    /// Lines, each as full as it can be; none where something does not fit.
    fn lines(&self, room: Pt) -> Option<u16> {
        let (mut lines, mut start) = (0, 0);
        while start < self.segments.len() {
            let mut width = Pt::ZERO;
            let mut end = None;
            for (at, segment) in self.segments.iter().enumerate().skip(start) {
                width += segment.width + if at > start { segment.glue } else { Pt::ZERO };
                if width > room {
                    break;
                }
                let is_last = at + 1 == self.segments.len();
                if is_last || width + segment.hyphen <= room {
                    end = Some(at + 1);
                }
            }
            start = end?;
            lines += 1;
        }
        Some(lines)
    }
}

/// The same with ties that are disliked so much as fast as words, and figures and addresses whole.
fn kept(paragraph: &Paragraph, least: i32) -> Paragraph {
    let stays = |item: &Item| !matches!(item, Item::Break { penalty, .. } if *penalty >= LOOSE_BREAK);
    let tied = |item: &Item, origin: &Origin| match (*item, origin) {
        (Item::Space { width, stretch, shrink, penalty }, Origin::Space { at, .. })
            if penalty >= least || least == TIED && is_day_and_hour(&paragraph.text, *at as usize) =>
        {
            Item::Tie { width, stretch, shrink }
        }
        (item, _) => item,
    };
    let pairs = paragraph.items.iter().zip(&paragraph.origins).filter(|(item, _)| stays(item));
    let (items, origins) = pairs.map(|(item, origin)| (tied(item, origin), *origin)).unzip();
    Paragraph { items, origins, ..paragraph.clone() }
}

/// `Tue. 7 p.m.`: a space between a day and its hour.
fn is_day_and_hour(text: &str, space: usize) -> bool {
    let (Some(before), Some(after)) = (text.get(..space), text.get(space..)) else { return false };
    let day = before.rsplit(char::is_whitespace).next().unwrap_or("");
    let hour = after.trim_start();
    DAYS.contains(&day) && (hour.starts_with(|c: char| c.is_ascii_digit()) || HOURS.iter().any(|word| hour.starts_with(word)))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, expected: bool) {
        let at = text.find('~').unwrap();
        assert_eq!(is_day_and_hour(&text.replace('~', " "), at), expected, "{text}");
    }

    #[test]
    fn a_day_keeps_its_hour() {
        check("Tue.~7 p.m.", true);
        check("Wed.~noon", true);
        check("Fri.~Market", false);
        check("Jan. 1,~7 a.m.", false);
    }
}
