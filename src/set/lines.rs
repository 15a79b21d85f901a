//! Lines: a broken paragraph's glyphs at their places along the measure.
use std::borrow::Cow;
use std::sync::Arc;

use super::breaks::{Breaks, Item, Measure};
use super::ideographs;
use super::items::{Extent, OnLine, Share, on_line, share};
use super::runs::{Origin, Paragraph};
use super::text_style::TextStyle;
use crate::edition::Lang;
use crate::font::FaceId;
use crate::font::Fonts;
use crate::font::shape::{Features, ShapedGlyph, Shaper};
use crate::layout::{Align, Flex, Limits};
use crate::page::{Glyph, UNSCALED};
use crate::units::Pt;

/// A set line.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Line {
    /// Its runs, left to right.
    pub runs: Vec<LineRun>,
    /// From the first glyph's origin to the end of the last.
    pub width: Pt,
    /// A space of the copy stands between this line and the next.
    pub space_after: bool,
}

/// Glyphs of one look and one face.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LineRun {
    /// From the measure's left edge.
    pub x: Pt,
    pub face: FaceId,
    /// Type size.
    pub style: Arc<TextStyle>,
    /// Width of the letters in hundred-thousandths of what it is as drawn.
    pub scale: i32,
    pub glyphs: Vec<Glyph>,
    /// What they show, as written.
    pub text: String,
}

impl Line {
    /// The text of the whole line.
    pub fn text(&self) -> String {
        self.runs.iter().map(|run| run.text.as_str()).collect()
    }
}

/// Sets every line of a broken paragraph; the left edge of line `n` is `measure.left(n)`.
pub fn lines(paragraph: &Paragraph, breaks: &Breaks, measure: &Measure, align: Align, shaper: &mut Shaper) -> Vec<Line> {
    let mut start = 0usize;
    let count = breaks.ends.len();
    let styles: Vec<Arc<TextStyle>> = paragraph.styles.iter().cloned().map(Arc::new).collect();
    let mut set = Vec::with_capacity(count);
    for (n, &end) in breaks.ends.iter().enumerate() {
        let end = end as usize;
        let holds = on_line(&paragraph.items, start, end);
        let mut line = gather(paragraph, holds, end, &styles, shaper);
        line.space_after = ends_at_space(paragraph, end);
        let target = measure.of(n as u16);
        let justify = align == Align::Justify && (n + 1 < count && !paragraph.items[end].ends_line() || line.width > target);
        let (hang_left, hang_right) = (Pt(holds.hang.0 as i32), Pt(holds.hang.1 as i32));
        let left = measure.left(n as u16) - hang_left;
        if justify {
            fill(&mut line, target + hang_left + hang_right, holds, paragraph);
            line.runs.iter_mut().for_each(|run| run.x += left);
        } else {
            place(&mut line, target, left, ragged(align));
        }
        set.push(line);
        start = end;
    }
    set
}

/// True where a space lies between what stands before an item and what comes after it.
fn ends_at_space(paragraph: &Paragraph, end: usize) -> bool {
    let after = paragraph.origins.get(end..).unwrap_or_default().iter();
    after.take_while(|origin| !matches!(origin, Origin::Part { .. })).any(|origin| matches!(origin, Origin::Space { .. }))
}

fn ragged(align: Align) -> Align {
    if align == Align::Justify { Align::Left } else { align }
}

fn gather(paragraph: &Paragraph, holds: OnLine, end: usize, styles: &[Arc<TextStyle>], shaper: &mut Shaper) -> Line {
    let mut line = Line::default();
    let range = holds.first..end;
    let mut at = range.start;
    while at < range.end {
        match paragraph.origins[at] {
            Origin::Opportunity => at += 1,
            Origin::Space { style, .. } => {
                let style = &styles[usize::from(style)];
                let shaped = shaper.shape(style.face, Features::Plain, " ");
                push(&mut line, Look { style, face: style.face, text: " " }, &shaped, shaper.fonts());
                at += 1;
            }
            Origin::Part { piece, from, mut to } => {
                // Parts of one piece that stay together are shaped together.
                let mut next = at + 1;
                while next < range.end {
                    match paragraph.origins[next] {
                        Origin::Opportunity => {}
                        Origin::Part { piece: same, to: further, .. } if same == piece => to = further,
                        _ => break,
                    }
                    next += 1;
                }
                let broken = next == range.end
                    && matches!(paragraph.items.get(range.end), Some(Item::Break { hyphen, .. }) if *hyphen > Pt::ZERO)
                    && matches!(paragraph.origins.get(range.end + 1), Some(Origin::Part { piece: same, .. }) if *same == piece);
                let piece = &paragraph.pieces[piece as usize];
                let style = &styles[usize::from(piece.style)];
                if holds.repeats && at == range.start {
                    // The writer's hyphen stands on the line before; this one is ours, and extraction may drop it.
                    let hyphen = style.shape("-", piece.face, shaper);
                    push(&mut line, Look { style, face: piece.face, text: "\u{ad}" }, &hyphen, shaper.fonts());
                }
                let mut text = Cow::Borrowed(&paragraph.text[from as usize..to as usize]);
                if text.contains('\u{ad}') {
                    // A writer's soft hyphens have done their work.
                    text = text.replace('\u{ad}', "").into();
                }
                if broken {
                    text.to_mut().push('-');
                }
                let shaped = style.shape(&text, piece.face, shaper);
                if broken {
                    // The hyphen is ours, not the writer's: extraction may drop it.
                    text.to_mut().pop();
                    text.to_mut().push('\u{ad}');
                }
                push(&mut line, Look { style, face: piece.face, text: &text }, &shaped, shaper.fonts());
                at = next;
            }
        }
    }
    line
}

struct Look<'a> {
    style: &'a Arc<TextStyle>,
    face: FaceId,
    text: &'a str,
}

fn push(line: &mut Line, look: Look, shaped: &[ShapedGlyph], fonts: &Fonts) {
    let Look { style, face, text } = look;
    let same = line.runs.last().is_some_and(|run| run.face == face && Arc::ptr_eq(&run.style, style));
    if !same {
        line.runs.push(LineRun { x: line.width, face, style: style.clone(), scale: UNSCALED, glyphs: Vec::new(), text: String::new() });
    }
    let Some(run) = line.runs.last_mut() else { return };
    let base = run.text.len() as u32;
    run.text.push_str(text);
    for (i, glyph) in shaped.iter().enumerate() {
        let end = shaped[i + 1..].iter().map(|next| next.cluster).find(|next| *next != glyph.cluster).unwrap_or(text.len() as u32);
        let first = i == 0 || shaped[i - 1].cluster != glyph.cluster;
        let start = if first { glyph.cluster } else { end };
        let advance = style.advance(fonts, face, glyph.advance);
        let scaled = |units| fonts.face(face).at(units, style.size);
        run.glyphs.push(Glyph {
            id: glyph.id,
            advance,
            dx: scaled(glyph.dx),
            dy: scaled(glyph.dy),
            text: base + start.min(text.len() as u32)..base + end.min(text.len() as u32),
        });
        line.width += advance;
    }
}

/// White that tracking leaves after the last letter: it is no part of the line.
fn trailing(line: &Line) -> Pt {
    line.runs.last().map_or(Pt::ZERO, |run| run.style.size.scale(i64::from(run.style.tracking), 1000))
}

fn is_space(run: &LineRun, glyph: &Glyph) -> bool {
    run.text[glyph.text.start as usize..].starts_with([' ', '\u{a0}'])
}

/// Fills a line to its measure: letters give their share, tracking and scale in one proportion, and the spaces take the rest.
fn fill(line: &mut Line, target: Pt, holds: OnLine, paragraph: &Paragraph) {
    let spare = target - line.width + trailing(line);
    let share = share(i64::from(spare.0), holds.extent);
    if share.letters != 0 {
        stretch_letters(line, paragraph.flex, Given::of(share, holds.extent));
    }
    let spare = target - line.width + trailing(line);
    let open = open_places(line, paragraph.lang);
    let spaces = open.len() as i64;
    let mut seen = 0i64;
    let mut given = Pt::ZERO;
    for (n, run) in line.runs.iter_mut().enumerate() {
        run.x += given;
        for i in 0..run.glyphs.len() {
            if open.get(seen as usize) == Some(&(n, i)) {
                seen += 1;
                let upto = spare.scale(seen, spaces.max(1));
                run.glyphs[i].advance += upto - given;
                given = upto;
            }
        }
    }
    line.width += given;
}

/// Where white is added to fill a line, by run and glyph: at its word spaces, and between ideographs.
fn open_places(line: &Line, lang: Lang) -> Vec<(usize, usize)> {
    let signs = line.runs.iter().enumerate().flat_map(|(n, run)| {
        run.glyphs.iter().enumerate().map(move |(i, glyph)| {
            let text = run.text.get(glyph.text.start as usize..glyph.text.end as usize).unwrap_or_default();
            ((n, i), is_space(run, glyph), text.chars().next())
        })
    });
    let mut places = Vec::new();
    let mut signs = signs.peekable();
    while let Some((place, is_space, sign)) = signs.next() {
        let next = signs.peek().filter(|(_, is_space, _)| !is_space).and_then(|(_, _, next)| *next);
        if is_space || sign.zip(next).is_some_and(|(sign, next)| ideographs::open_penalty(lang, sign, next).is_some()) {
            places.push(place);
        }
    }
    places
}

/// What a line's letters give of what they may, in millionths; negative where they are narrowed.
#[derive(Clone, Copy, Debug)]
struct Given {
    /// Of the usual.
    usual: i64,
    /// Of what lies beyond.
    reserve: i64,
}

/// Millionths in one.
const MILLION: i64 = 1_000_000;

impl Given {
    fn of(share: Share, line: Extent) -> Given {
        Given { usual: share.letters * MILLION / line.give.max(1), reserve: share.reserve * MILLION / line.reserve.max(1) }
    }

    /// The same of one of their limits, in thousandths of a million.
    fn at(self, limits: Limits) -> i64 {
        self.usual * i64::from(limits.usual) + self.reserve * i64::from(limits.reserve())
    }
}

/// Widens or narrows letters and the white between them by what they are to give.
fn stretch_letters(line: &mut Line, flex: Flex, given: Given) {
    let scaled = Pt(UNSCALED).scale(given.at(flex.scale), 1000 * MILLION).0;
    let mut added = Pt::ZERO;
    for at in 0..line.runs.len() {
        // A word may run on in another look: its last letter here is then not its last.
        let runs_on = line.runs.get(at + 1).is_some_and(|next| next.glyphs.first().is_some_and(|glyph| !is_space(next, glyph)));
        let run = &mut line.runs[at];
        run.x += added;
        run.scale = UNSCALED + scaled;
        let white = run.style.size.scale(given.at(flex.tracking), 1000 * MILLION);
        for i in 0..run.glyphs.len() {
            if is_space(run, &run.glyphs[i]) {
                continue;
            }
            let in_word = run.glyphs.get(i + 1).map_or(runs_on, |next| !is_space(run, next));
            let glyph = &mut run.glyphs[i];
            let wider = glyph.advance.scale(i64::from(scaled), i64::from(UNSCALED)) + if in_word { white } else { Pt::ZERO };
            glyph.advance += wider;
            glyph.dx += glyph.dx.scale(i64::from(scaled), i64::from(UNSCALED));
            added += wider;
        }
    }
    line.width += added;
}

/// Moves the runs to where the alignment wants them.
fn place(line: &mut Line, target: Pt, left: Pt, align: Align) {
    let spare = target - line.width + trailing(line);
    let shift = match align {
        Align::Right => spare,
        Align::Centre => spare / 2,
        Align::Justify | Align::Left => Pt::ZERO,
    };
    for run in &mut line.runs {
        run.x += left + shift;
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ink::Ink;
    use crate::set::breaks::{Shape, break_paragraph};
    use crate::set::rules::Rules;
    use crate::set::runs::{Inline, compose};

    fn check(text: &str, width: i32, expected: &[&str]) {
        let fonts = Fonts { faces: crate::font::shipped::faces(), fallback: vec!["NanumMyeongjo".into()] };
        let mut shaper = Shaper::new(&fonts);
        let face = fonts.find("Source Serif 4 SmText", 400, false).expect("shipped");
        let style = TextStyle { face, size: Pt(8900), ink: Ink::BLACK, tracking: 0, features: Features::Plain, upper: false, link: None };
        let measure = Measure::plain(Pt::points(width));
        let rules = Rules {
            lang: Lang::EnUs,
            hyphenate: true,
            word_space: (75, 175),
            flex: Flex::default(),
            hang: false,
            usage: Arc::default(),
            manner: crate::set::rules::Manner::Text,
            measure: measure.width,
        };
        let paragraph = compose(&[Inline { text: text.into(), style }], &rules, &mut shaper);
        let best = break_paragraph(&paragraph.items, &measure, Shape::Justified).remove(0);
        let set = lines(&paragraph, &best, &measure, Align::Justify, &mut shaper);
        let shown: Vec<String> = set.iter().map(Line::text).collect();
        assert_eq!(shown, expected);
        for line in &set[..set.len() - 1] {
            assert!(line.width == measure.width || !line.text().contains(' '), "{}", line.text());
        }
        for run in set.iter().flat_map(|line| &line.runs) {
            for glyph in &run.glyphs {
                assert!(run.text.get(glyph.text.start as usize..glyph.text.end as usize).is_some(), "{:?} in {:?}", glyph.text, run.text);
            }
        }
    }

    #[test]
    fn justified_lines_fill_their_measure() {
        check(
            "The first trains crossed the harbour at dawn on Tuesday, nine years after the first pile was driven.",
            150,
            &["The first trains crossed the harbour", "at dawn on Tuesday, nine years after", "the first pile was driven."],
        );
    }

    #[test]
    fn hangul_runs_and_long_words_break() {
        check("At 부산항 the boats", 60, &["At 부산항 the", "boats"]);
        check("aaaaaaaaaaaaaaaaaaaaaaaa", 60, &["aaaaaaaaaaaa", "aaaaaaaaaaaa"]);
    }
}
