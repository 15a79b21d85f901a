//! More ink than the paper bears.
use super::{Finding, Pages, meet, once, type_box};
use crate::diag::Severity;
use crate::ink::{Ink, Inks};
use crate::page::MarkKind;
use crate::role::Role;
use crate::units::Rect;

const CODE: &str = "ink-limit";

/// Looks for too much ink.
pub fn check(pages: &Pages) -> Vec<Finding> {
    let mut findings = Vec::new();
    for (index, page) in pages.paper.pages.iter().enumerate().filter(|(_, page)| page.inks == Inks::Four) {
        let mut grounds: Vec<(Rect, Ink)> = Vec::new();
        for mark in page.marks.iter().filter(|mark| mark.tag.role != Role::Proof) {
            let (frame, ink) = match &mark.kind {
                MarkKind::Fill(rect, ink) | MarkKind::Frame(rect, _, ink) => (*rect, *ink),
                MarkKind::Text(text) => (type_box(text), text.ink),
                MarkKind::Picture(_) => continue,
            };
            // Black prints over: what lies below adds up with it.
            let below = grounds.iter().rev().find(|(ground, _)| ink.cmyk == Ink::BLACK.cmyk && meet(*ground, frame));
            let colours = |ground: &(Rect, Ink)| ground.1.cmyk[..3].iter().map(|part| u16::from(*part)).sum::<u16>();
            let sum = ink.sum() + below.map_or(0, colours);
            if sum > pages.ink_limit {
                let what = if below.is_some() { "black on a tint" } else { "a colour" };
                let message = format!("{what} takes {sum} % of ink; the limit is {} %", pages.ink_limit);
                let finding = pages.spot(index, mark, frame).finding(Severity::Fault, CODE, message);
                findings.push(finding.help("take a lighter colour in the layout"));
            }
            if matches!(mark.kind, MarkKind::Fill(..)) && ink.cmyk != Ink::BLACK.cmyk {
                grounds.push((frame, ink));
            }
        }
    }
    let of_ads = pages.ads().filter_map(|ad| {
        let (placed, _) = ad.placed()?;
        // A page that becomes a picture is separated within the limit.
        let is_kept = !placed.has_rgb && placed.missing_fonts.is_empty();
        let message = format!("takes {} % of ink; the limit is {} %", placed.most_ink, pages.ink_limit);
        let finding = || ad.finding(Severity::Fault, CODE, message).did("printed it as it is");
        (is_kept && placed.most_ink > pages.ink_limit).then(|| {
            finding().help("ask the advertiser for a PDF made for newsprint, or send it as a picture (TIFF): that is separated anew")
        })
    });
    once(findings).into_iter().chain(of_ads).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::proof::specimen::{Specimen, told};

    #[test]
    fn tints_and_what_is_printed_over_them() {
        let tint = |cmyk: [u8; 4]| {
            let mut specimen = Specimen::default();
            specimen.tint(Specimen::frame(100, 100), cmyk);
            specimen.text((10, 50), 9, Ink::BLACK);
            told(check, &specimen)
        };
        assert_eq!(tint([20, 20, 20, 0]), [""; 0]);
        assert_eq!(tint([80, 40, 20, 0]), ["error A1 \"fog\": black on a tint takes 240 % of ink; the limit is 220 %"]);
        let both = "error A1 \"fog\": black on a tint takes 320 % of ink; the limit is 220 %";
        assert_eq!(tint([80, 80, 60, 30]), ["error A1 \"fog\": a colour takes 250 % of ink; the limit is 220 %", both]);
    }

    #[test]
    fn placed_pages_that_stay_as_they_are() {
        let ad = |has_rgb: bool, most_ink: u16| {
            let mut specimen = Specimen::default();
            specimen.ad(|placed| (placed.has_rgb, placed.most_ink) = (has_rgb, most_ink), 1);
            told(check, &specimen)
        };
        assert_eq!(ad(false, 300), ["error A1 the ad \"Net loft\" takes 300 % of ink; the limit is 220 %"]);
        assert_eq!(ad(true, 300), [""; 0]);
        assert_eq!(ad(false, 220), [""; 0]);
    }
}
