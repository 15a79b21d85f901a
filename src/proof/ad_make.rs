//! Ads that are not made as a printer wants them.
use super::{Finding, Pages};
use crate::diag::Severity;
use crate::page::ArtKind;

const CODE: &str = "ad-make";

/// Looks for pages that were not made with care.
pub fn check(pages: &Pages) -> Vec<Finding> {
    let findings = pages.ads().filter(|ad| ad.art.kind == ArtKind::Pdf).filter_map(|ad| {
        let Some((placed, _)) = ad.placed() else {
            let finding = ad.finding(Severity::Fault, CODE, "is a PDF that cannot be looked through");
            return Some(finding.did("printed its page as a picture of 300 pixels to the inch").help("ask the advertiser to save it anew"));
        };
        if placed.drawn + placed.pictures.count == 0 {
            let finding = ad.finding(Severity::Fault, CODE, "is an empty page");
            return Some(finding.help("ask the advertiser for the PDF with the ad in it"));
        }
        if placed.has_layers {
            let finding = ad.finding(Severity::Warning, CODE, "has layers, which programs show or hide as they like");
            return Some(finding.help("ask the advertiser for the PDF with one layer"));
        }
        let is_one_picture = placed.drawn == 0 && placed.pictures.count == 1;
        let finding = || ad.finding(Severity::Note, CODE, "is one picture, its type too");
        is_one_picture.then(|| finding().help("ask for type as type where it looks rough"))
    });
    findings.collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::page::Placed;
    use crate::proof::specimen::{Specimen, told, told_of_ad};

    fn ad(make: fn(&mut Placed), expected: &[&str]) {
        assert_eq!(told_of_ad(check, make), expected);
    }

    #[test]
    fn ads_are_made_with_care() {
        ad(|_| (), &[]);
        ad(|placed| placed.drawn = 0, &["error A1 the ad \"Net loft\" is an empty page"]);
        ad(|placed| placed.has_layers = true, &["warning A1 the ad \"Net loft\" has layers, which programs show or hide as they like"]);
        ad(|placed| (placed.drawn, placed.pictures.count) = (0, 1), &["note A1 the ad \"Net loft\" is one picture, its type too"]);
    }

    #[test]
    fn what_cannot_be_read_is_told() {
        let mut specimen = Specimen::default();
        specimen.ad(|_| (), 1);
        specimen.paper.pictures[0].placed = None;
        assert_eq!(told(check, &specimen), ["error A1 the ad \"Net loft\" is a PDF that cannot be looked through"]);
    }
}
