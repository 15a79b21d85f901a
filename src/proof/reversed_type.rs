//! Small type out of a ground.
use super::{Finding, Pages, holds, once, points, points_of, type_box};
use crate::diag::Severity;
use crate::ink::{Ink, Inks};
use crate::page::{MarkKind, Text};
use crate::units::{Pt, Rect};

const CODE: &str = "reversed-type";
/// A ground is one from this much more ink than the type has, in percent (NORMS: 45 to 60).
const GROUND: u16 = 45;
/// Inks up to this do not make a ground of yellow another one.
const TRACE: u8 = 10;
/// Inks of a ground up to which the lower limit holds.
const FEW: usize = 2;

/// What type stands on.
#[derive(Clone, Copy)]
enum Ground {
    Tint(Ink),
    Picture,
}

/// Looks for small type out of grounds.
pub fn check(pages: &Pages) -> Vec<Finding> {
    let mut findings = Vec::new();
    for (index, page) in pages.paper.pages.iter().enumerate() {
        let mut grounds: Vec<(Rect, Ground)> = Vec::new();
        for mark in &page.marks {
            match &mark.kind {
                MarkKind::Fill(rect, ink) => grounds.push((*rect, Ground::Tint(*ink))),
                MarkKind::Picture(picture) => grounds.push((picture.frame, Ground::Picture)),
                MarkKind::Frame(..) => {}
                MarkKind::Text(text) => {
                    let frame = type_box(text);
                    let below = grounds.iter().rev().find(|(ground, _)| holds(*ground, frame));
                    let Some(what) = below.and_then(|(_, ground)| fault(pages, text, *ground, page.inks)) else { continue };
                    let finding = pages.spot(index, mark, frame).finding(Severity::Fault, CODE, what);
                    findings.push(finding.help("set it larger, in black, or on a lighter ground"));
                }
            }
        }
    }
    let of_ads = pages.ads().filter_map(|ad| {
        let (placed, scale) = ad.placed()?;
        let size = placed.smallest.reversed? * scale;
        let least = pages.limits.min_reversed;
        let message = format!("has white type of {}; the least is {}", points_of(size), points(least));
        (size + 0.01 < least.to_f32()).then(|| ad.finding(Severity::Warning, CODE, message).help("ask the advertiser for larger type"))
    });
    once(findings).into_iter().chain(of_ads).collect()
}

/// What is wrong with type on a ground.
fn fault(pages: &Pages, text: &Text, ground: Ground, inks: Inks) -> Option<String> {
    let limits = pages.limits;
    let size = points(text.size);
    let too_small = |least: Pt, what: &str| {
        let told = || format!("type of {size} out of {what}; the least is {}", points(least));
        (text.size < least && !text.text.trim().is_empty()).then(told)
    };
    match ground {
        Ground::Picture if text.ink.sum() <= GROUND && inks == Inks::Four => too_small(limits.min_reversed_four, "a picture"),
        Ground::Picture if text.ink.sum() <= GROUND => too_small(limits.min_reversed, "a picture"),
        Ground::Tint(ink) if ink.sum() >= text.ink.sum() + GROUND => {
            let [cyan, magenta, yellow, black] = ink.cmyk;
            if u16::from(yellow) >= GROUND && cyan.max(magenta).max(black) <= TRACE && inks == Inks::Four {
                return Some(format!("type of {size} out of yellow, which is no ground"));
            }
            if ink.count() > FEW && inks == Inks::Four {
                too_small(limits.min_reversed_four, &format!("a ground of {} inks", ink.count()))
            } else {
                too_small(limits.min_reversed, "a ground")
            }
        }
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::page::Crop;
    use crate::proof::specimen::{Specimen, told};

    fn on(ground: [u8; 4], ink: Ink, size: i32, expected: &[&str]) {
        let mut specimen = Specimen::default();
        specimen.tint(Specimen::frame(100, 100), ground);
        specimen.text((10, 50), size, ink);
        assert_eq!(told(check, &specimen), expected);
    }

    #[test]
    fn type_out_of_grounds_is_large() {
        on([0, 0, 0, 80], Ink::WHITE, 9, &["error A1 \"fog\": type of 9 pt out of a ground; the least is 10 pt"]);
        on([0, 0, 0, 80], Ink::WHITE, 10, &[]);
        on([0, 0, 0, 80], Ink::BLACK, 6, &[]);
        on([0, 0, 0, 40], Ink::WHITE, 6, &[]);
        on([0, 90, 80, 30], Ink::WHITE, 11, &["error A1 \"fog\": type of 11 pt out of a ground of 3 inks; the least is 12 pt"]);
        on([0, 0, 100, 0], Ink::WHITE, 40, &["error A1 \"fog\": type of 40 pt out of yellow, which is no ground"]);
    }

    #[test]
    fn type_out_of_pictures_and_in_ads() {
        let mut specimen = Specimen::default();
        specimen.photo((400, 400), Specimen::frame(100, 100), Crop::NONE);
        specimen.text((10, 50), 6, Ink::WHITE);
        assert_eq!(told(check, &specimen), ["error A1 \"fog\": type of 6 pt out of a picture; the least is 12 pt"]);
        let ad = |size: f32| {
            let mut specimen = Specimen::default();
            specimen.ad(|_| (), 1);
            specimen.placed(|placed| placed.smallest.reversed = Some(size));
            told(check, &specimen)
        };
        assert_eq!(ad(10.0), [""; 0]);
        assert_eq!(ad(8.0), ["warning A1 the ad \"Net loft\" has white type of 8 pt; the least is 10 pt"]);
    }
}
