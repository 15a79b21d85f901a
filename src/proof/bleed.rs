//! Ink that ends at the cut.
use super::{Finding, Pages, once};
use crate::diag::Severity;
use crate::page::MarkKind;
use crate::role::Role;
use crate::units::{Pt, Rect};

const CODE: &str = "bleed";
/// A millimetre: nearer to the cut than this, ink is meant to reach it.
const NEAR: Pt = Pt(2_835);

/// Looks for ink that ends at the cut.
pub fn check(pages: &Pages) -> Vec<Finding> {
    let findings = pages.marks().filter(|(_, _, mark)| mark.tag.role != Role::Proof).filter_map(|(index, page, mark)| {
        let frame = match &mark.kind {
            MarkKind::Fill(rect, _) | MarkKind::Frame(rect, ..) => *rect,
            MarkKind::Picture(picture) => picture.frame,
            MarkKind::Text(_) => return None,
        };
        let ends_at_cut = |beyond: Pt| beyond > -NEAR && (beyond < page.bleed || page.bleed <= Pt::ZERO);
        let sides = [-frame.x, -frame.y, frame.right() - page.width, frame.bottom() - page.height];
        if !sides.into_iter().any(ends_at_cut) || is_hidden(frame, page.width, page.height) {
            return None;
        }
        let finding = pages.spot(index, mark, frame).finding(Severity::Warning, CODE, "ink ends at the cut");
        Some(finding.help("keep it a few millimetres within the page, or let it reach into the bleed: page.bleed of the layout"))
    });
    once(findings.collect())
}

/// True where nothing of it is on the page.
fn is_hidden(frame: Rect, width: Pt, height: Pt) -> bool {
    frame.right() <= Pt::ZERO || frame.bottom() <= Pt::ZERO || frame.x >= width || frame.y >= height
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::proof::specimen::{Specimen, told};

    /// A tint at a place of a page of 400 by 500 points with 9 points of bleed.
    fn tint(sides: [i32; 4], expected: &[&str]) {
        let mut specimen = Specimen::default();
        let [x, y, width, height] = sides.map(Pt::points);
        specimen.tint(Rect { x, y, width, height }, [0, 0, 20, 0]);
        assert_eq!(told(check, &specimen), expected);
    }

    #[test]
    fn ink_goes_beyond_the_cut_or_stays_away_from_it() {
        let found = ["warning A1 \"fog\": ink ends at the cut"];
        tint([20, 20, 360, 460], &[]);
        tint([-9, -9, 418, 518], &[]);
        tint([0, 20, 100, 100], &found);
        tint([300, 20, 98, 100], &found);
        tint([300, 20, 104, 100], &found);
        tint([20, 450, 100, 50], &found);
    }
}
