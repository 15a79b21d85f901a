//! Lines that gape.
use std::collections::BTreeMap;

use super::{Finding, Pages, type_box};
use crate::diag::Severity;
use crate::page::{Mark, MarkKind, Text};
use crate::role::Role;
use crate::units::Pt;

const CODE: &str = "loose-line";
/// In hundredths of the face's own space.
const WIDEST: i64 = 250;

/// Looks for lines with holes.
pub fn check(pages: &Pages) -> Vec<Finding> {
    let spaces: Vec<Option<i32>> = pages.paper.faces.iter().map(|face| face.advance(' ')).collect();
    // By page and story: the widest line, and how many there are.
    let mut found: BTreeMap<(usize, &str), (i64, usize, &Mark, &Text)> = BTreeMap::new();
    for (page, _, mark) in pages.marks() {
        let (MarkKind::Text(text), Role::Body, Some(slug)) = (&mark.kind, mark.tag.role, &mark.tag.story) else { continue };
        let face = &pages.paper.faces[usize::from(text.face.0)];
        let Some(space) = spaces[usize::from(text.face.0)].filter(|_| text.cell.is_none()) else { continue };
        let widest = widest(text, face.at(space, text.size));
        if widest <= WIDEST {
            continue;
        }
        let told = found.entry((page, &slug.0)).or_insert((widest, 0, mark, text));
        told.1 += 1;
        if widest > told.0 {
            *told = (widest, told.1, mark, text);
        }
    }
    let finding = |((page, _), (widest, count, mark, text)): ((usize, &str), (i64, usize, &Mark, &Text))| {
        let more = match count {
            1 => String::new(),
            2 => ", and those of one more line are over 2.5".into(),
            _ => format!(", and those of {} more lines are over 2.5", count - 1),
        };
        let times = format!("{}.{}", widest / 100, widest / 10 % 10);
        let line = text.text.trim_end().replace('\u{ad}', "-");
        let message = format!("the spaces of \"{line}\" are {times} times as wide as they should be{more}");
        let finding = pages.spot(page, mark, type_box(text)).finding(Severity::Note, CODE, message);
        finding.help("recast the sentence, or list the next word with its hyphens in the layout's hyphenation.exceptions")
    };
    found.into_iter().map(finding).collect()
}

/// The widest space of a line, in hundredths of its face's own.
fn widest(text: &Text, natural: Pt) -> i64 {
    let is_space = |range: &std::ops::Range<u32>| text.text.get(range.start as usize..range.end as usize) == Some(" ");
    let spaces = text.glyphs.iter().filter(|glyph| is_space(&glyph.text));
    spaces.map(|glyph| i64::from(glyph.advance.0) * 100 / i64::from(natural.0.max(1))).max().unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ink::Ink;
    use crate::proof::specimen::{Specimen, told};

    #[test]
    fn a_story_s_widest_line_is_told() {
        let lines = |widths: &[i32]| {
            let mut specimen = Specimen::default();
            for (row, width) in widths.iter().enumerate() {
                specimen.text((0, 20 * row as i32), 10, Ink::BLACK);
                let Some(Mark { kind: MarkKind::Text(text), .. }) = specimen.paper.pages[0].marks.last_mut() else { panic!("a text") };
                text.text = "A b".into();
                text.glyphs[0].text = 1..2;
                let face = &specimen.paper.faces[usize::from(text.face.0)];
                text.glyphs[0].advance = face.at(face.advance(' ').expect("a space"), text.size) * *width / 10;
            }
            told(check, &specimen)
        };
        assert_eq!(lines(&[10, 24]), [""; 0]);
        assert_eq!(lines(&[10, 26]), ["note A1 \"fog\": the spaces of \"A b\" are 2.6 times as wide as they should be"]);
        let more =
            "note A1 \"fog\": the spaces of \"A b\" are 3.1 times as wide as they should be, and those of one more line are over 2.5";
        assert_eq!(lines(&[27, 31]), [more]);
    }
}
