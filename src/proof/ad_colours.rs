//! Colours of ads that are not the press's.
use super::{Finding, Pages};
use crate::diag::Severity;
use crate::page::ArtKind;

const CODE: &str = "ad-colours";
/// Channels of a picture in RGB.
const RGB: u8 = 3;

/// Looks for a screen's colours and for inks that nobody ordered.
pub fn check(pages: &Pages) -> Vec<Finding> {
    let mut findings = Vec::new();
    for ad in pages.ads() {
        let Some((placed, _)) = ad.placed() else { continue };
        if placed.has_rgb {
            let finding = ad.finding(Severity::Warning, CODE, "holds colours of a screen (RGB)");
            let did = "printed its page as a picture of 300 pixels to the inch in the press's inks";
            findings.push(finding.did(did).help("ask the advertiser for a PDF in CMYK, or show him how it prints"));
        }
        let unknown: Vec<&str> =
            placed.spots.iter().map(String::as_str).filter(|spot| !pages.paper.spots.iter().any(|own| own == spot)).collect();
        if !unknown.is_empty() {
            let finding = ad.finding(Severity::Warning, CODE, format!("holds inks that the press may not have: {}", unknown.join(", ")));
            findings.push(finding.help("ask the advertiser for the PDF in four inks; or, if the press has the ink, name it in the layout: spot = \"…\" of a colour"));
        }
    }
    let of_screen: Vec<_> = pages.ads().filter(|ad| ad.art.kind != ArtKind::Pdf && ad.art.channels == RGB).collect();
    if let Some(first) = of_screen.first() {
        let mut names: Vec<&str> = of_screen.iter().map(|ad| ad.booked.name.as_str()).collect();
        names.dedup();
        let message = match names[..] {
            [_] => "is a picture in RGB".to_string(),
            _ => format!("and {} more are pictures in RGB: {}", names.len() - 1, names[1..].join(", ")),
        };
        let finding = first.finding(Severity::Note, CODE, message).did("separated them for the press");
        findings.push(finding.help("bright colours of a screen print duller: show the advertiser how it prints, or ask for CMYK"));
    }
    findings
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::page::Placed;
    use crate::proof::specimen::{Specimen, told};

    fn ad(make: fn(&mut Placed), expected: &[&str]) {
        let mut specimen = Specimen::default();
        specimen.paper.spots = vec!["PANTONE 286 C".into()];
        specimen.ad(make, 1);
        assert_eq!(told(check, &specimen), expected);
    }

    #[test]
    fn colours_are_those_of_the_press() {
        ad(|placed| placed.spots = ["PANTONE 286 C".to_string()].into(), &[]);
        ad(
            |placed| placed.spots = ["Gold".to_string()].into(),
            &["warning A1 the ad \"Net loft\" holds inks that the press may not have: Gold"],
        );
        ad(|placed| placed.has_rgb = true, &["warning A1 the ad \"Net loft\" holds colours of a screen (RGB)"]);
    }

    #[test]
    fn pictures_of_a_screen_are_one_note() {
        let mut specimen = Specimen::default();
        specimen.picture_ad((900, 600), Specimen::frame(90, 60));
        assert_eq!(told(check, &specimen), ["note A1 the ad \"Net loft\" is a picture in RGB"]);
    }
}
