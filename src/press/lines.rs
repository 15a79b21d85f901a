//! The words of a block: each with its box, line by line, leg by leg, and what is left of those that a line's end breaks.
use crate::font::FaceId;
use crate::page::Text;
use crate::press::pdf;
use crate::press::site::zone::{around, height};
use crate::units::{Pt, Rect};

/// A block's lines in one leg.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Region {
    /// What they cover.
    pub frame: Rect,
    /// From the top.
    pub lines: Vec<AltoLine>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AltoLine {
    /// What it covers.
    pub frame: Rect,
    pub baseline: Pt,
    /// Left to right.
    pub words: Vec<Word>,
    /// The hyphen that was put at its end.
    pub hyphen: Option<Rect>,
}

/// A word, or what stands of it on one line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Word {
    pub frame: Rect,
    /// Its characters here, as filed.
    pub text: String,
    /// Of a word on several lines: all of it, and whether this is its beginning.
    pub broken: Option<(String, LinePart)>,
    /// Its face and size.
    pub look: AltoStyle,
    /// Its language, where that is not the paper's.
    pub lang: Option<&'static str>,
}

/// Which piece of a broken word.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LinePart {
    /// The one before the first break.
    First,
    /// Any after it.
    Later,
}

/// How letters look.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct AltoStyle {
    pub face: FaceId,
    pub size: Pt,
    /// Red, green and blue.
    pub colour: [u8; 3],
}

/// The words of the runs of one block, in reading order.
pub fn regions(runs: &[&Text]) -> Vec<Region> {
    let mut lines: Vec<(AltoLine, bool)> = Vec::new();
    for line in rows(runs) {
        lines.extend(words(line));
    }
    join(&mut lines);
    let mut regions: Vec<Region> = Vec::new();
    for (line, _) in lines {
        match regions.last_mut().filter(|region| !begins_leg(region, &line)) {
            Some(region) => {
                region.frame = around(region.frame, line.frame);
                region.lines.push(line);
            }
            None => regions.push(Region { frame: line.frame, lines: vec![line] }),
        }
    }
    regions
}

/// Runs that stand side by side on one baseline.
pub fn rows<'a>(runs: &[&'a Text]) -> Vec<Vec<&'a Text>> {
    let mut rows: Vec<Vec<&Text>> = Vec::new();
    for run in runs {
        let goes_on = |row: &&mut Vec<&Text>| {
            row.last().is_some_and(|last| last.y == run.y && run.x >= last.x && run.x <= last.x + last.width() + last.size * 2)
        };
        match rows.last_mut().filter(goes_on) {
            Some(row) => row.push(run),
            None => rows.push(vec![run]),
        }
    }
    rows
}

/// True where a line stands in another leg than those before it: beside them, or above.
fn begins_leg(region: &Region, line: &AltoLine) -> bool {
    let last = region.lines.last().map_or(line.baseline, |last| last.baseline);
    // A paragraph's first letter that drops stands nearer to its text than any leg to the next.
    let near = line.frame.height / 2;
    line.baseline < region.frame.y || (line.baseline <= last && line.frame.x >= region.frame.right() + near)
}

/// A character of a run, and what its glyphs cover.
pub struct Letter<'a> {
    pub run: &'a Text,
    pub character: char,
    pub frame: Rect,
}

/// The characters of a run, left to right.
pub fn letters(run: &Text) -> Vec<Letter<'_>> {
    let (above, depth) = height(run.size);
    let at = |left: Pt, right: Pt| Rect { x: left, y: run.y - above, width: right - left, height: depth };
    let mut pen = run.x;
    let mut placed: Vec<(std::ops::Range<u32>, Pt, Pt)> = Vec::with_capacity(run.glyphs.len());
    for glyph in &run.glyphs {
        placed.push((glyph.text.clone(), pen, pen + glyph.advance));
        pen += glyph.advance;
    }
    let letter = |(start, character): (usize, char)| {
        let byte = start as u32;
        let mut own = placed.iter().filter(|(bytes, ..)| bytes.contains(&byte)).map(|(_, left, right)| (*left, *right));
        let (left, right) = own.next().map_or((pen, pen), |first| own.fold(first, |sum, next| (sum.0.min(next.0), sum.1.max(next.1))));
        Letter { run, character, frame: at(left, right) }
    };
    run.text.char_indices().map(letter).collect()
}

/// A line's words, and whether a space of the copy ends it. None where it has no words.
fn words(row: Vec<&Text>) -> Option<(AltoLine, bool)> {
    let baseline = row.first()?.y;
    let mut spaced = row.last().is_some_and(|run| run.space_after);
    let mut letters: Vec<Letter> = row.into_iter().flat_map(letters).collect();
    while letters.pop_if(|last| last.character.is_whitespace()).is_some() {
        spaced = true;
    }
    let hyphen = letters.pop_if(|last| last.character == '\u{ad}').map(|hyphen| hyphen.frame);
    let mut words: Vec<Word> = Vec::new();
    let mut apart = true;
    for letter in letters.iter().filter(|letter| letter.character != '\u{ad}') {
        if letter.character.is_whitespace() {
            apart = true;
            continue;
        }
        match words.last_mut().filter(|_| !apart) {
            Some(word) => {
                word.text.push(letter.character);
                word.frame = around(word.frame, letter.frame);
            }
            None => {
                let look = AltoStyle { face: letter.run.face, size: letter.run.size, colour: letter.run.ink.rgb };
                let (frame, text) = (letter.frame, letter.character.to_string());
                words.push(Word { frame, text, broken: None, look, lang: pdf::lang(letter.run) });
            }
        }
        apart = false;
    }
    let mut frame = words.iter().map(|word| word.frame).reduce(around)?;
    frame = hyphen.map_or(frame, |hyphen| around(frame, hyphen));
    Some((AltoLine { frame, baseline, words, hyphen }, spaced))
}

/// Tells words that go on on the next line what they are as a whole.
fn join(lines: &mut [(AltoLine, bool)]) {
    let mut at = 0;
    while at < lines.len() {
        // A word that fills a line alone goes on from that one too.
        let mut end = at;
        while end + 1 < lines.len() && !lines[end].1 && (end == at || lines[end].0.words.len() == 1) {
            end += 1;
        }
        if end == at {
            at += 1;
            continue;
        }
        let last = |line: &AltoLine| line.words.last().map(|word| word.text.clone()).unwrap_or_default();
        let first = |line: &AltoLine| line.words.first().map(|word| word.text.clone()).unwrap_or_default();
        let whole: String = [last(&lines[at].0)].into_iter().chain(lines[at + 1..=end].iter().map(|(line, _)| first(line))).collect();
        if let Some(word) = lines[at].0.words.last_mut() {
            word.broken = Some((whole.clone(), LinePart::First));
        }
        for (line, _) in &mut lines[at + 1..=end] {
            if let Some(word) = line.words.first_mut() {
                word.broken = Some((whole.clone(), LinePart::Later));
            }
        }
        at = end;
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ink::Ink;
    use crate::page::{Glyph, UNSCALED};

    /// A run of letters of ten points each.
    fn run(text: &str, x: i32, y: i32, space_after: bool) -> Text {
        let glyph = |(at, character): (usize, char)| {
            let end = at + character.len_utf8();
            Glyph { id: 1, advance: Pt::points(10), dx: Pt::ZERO, dy: Pt::ZERO, text: at as u32..end as u32 }
        };
        Text {
            x: Pt::points(x),
            y: Pt::points(y),
            size: Pt::points(10),
            face: FaceId(0),
            scale: UNSCALED,
            ink: Ink { cmyk: [0, 0, 0, 100], rgb: [0; 3], spot: None },
            glyphs: text.char_indices().map(glyph).collect(),
            text: text.to_string(),
            link: None,
            lang: None,
            space_after,
            cell: None,
        }
    }

    /// Regions apart by `|`, lines by `/`, words by spaces; in brackets what a broken word is as a whole.
    fn check(runs: &[Text], expected: &str) {
        let word = |word: &Word| match &word.broken {
            Some((whole, _)) => format!("{}[{whole}]", word.text),
            None => word.text.clone(),
        };
        let line = |line: &AltoLine| {
            let words: Vec<String> = line.words.iter().map(word).collect();
            format!("{}{}", words.join(" "), if line.hyphen.is_some() { "-" } else { "" })
        };
        let region = |region: &Region| region.lines.iter().map(line).collect::<Vec<_>>().join("/");
        let got: Vec<String> = regions(&runs.iter().collect::<Vec<_>>()).iter().map(region).collect();
        assert_eq!(got.join("|"), expected);
    }

    #[test]
    fn broken_words_know_what_they_are() {
        check(&[run("a ha\u{ad}", 0, 10, false), run("ven so", 0, 20, true), run("on", 0, 30, false)], "a ha[haven]-/ven[haven] so/on");
        check(
            &[run("2019-", 0, 10, false), run("12-", 0, 20, false), run("24 x", 0, 30, false)],
            "2019-[2019-12-24]/12-[2019-12-24]/24[2019-12-24] x",
        );
    }

    #[test]
    fn runs_on_a_line_make_one_word_and_legs_make_regions() {
        check(
            &[run("un", 0, 90, false), run("real ", 20, 90, true), run("top", 200, 10, true), run("end", 200, 20, false)],
            "unreal|top/end",
        );
    }

    #[test]
    fn boxes_are_of_the_glyphs() {
        let regions = regions(&[&run("ab cd", 5, 20, false)]);
        let word = &regions[0].lines[0].words[1];
        assert_eq!(
            (word.frame.x, word.frame.width, word.frame.y, word.frame.height),
            (Pt::points(35), Pt::points(20), Pt::points(12), Pt(10_400))
        );
    }
}
