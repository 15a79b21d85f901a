//! Fonts that an ad does not bring.
use super::{Finding, Pages};
use crate::diag::Severity;

const CODE: &str = "ad-fonts";

/// Looks for fonts that are not there.
pub fn check(pages: &Pages) -> Vec<Finding> {
    let findings = pages.ads().filter_map(|ad| {
        let (placed, _) = ad.placed()?;
        if !placed.missing_fonts.is_empty() {
            let names: Vec<&str> = placed.missing_fonts.iter().map(String::as_str).collect();
            let finding = ad.finding(Severity::Fault, CODE, format!("lacks its fonts: {}", names.join(", ")));
            let did = "printed its page as a picture of 300 pixels to the inch, in fonts that are near";
            return Some(finding.did(did).help("ask the advertiser for the PDF with all fonts embedded"));
        }
        let finding = || ad.finding(Severity::Warning, CODE, "is set in Courier, which stands in where a program lacks a font");
        placed.has_courier.then(|| finding().help("ask the advertiser whether that is meant"))
    });
    findings.collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::page::Placed;
    use crate::proof::specimen::told_of_ad;

    fn ad(make: fn(&mut Placed), expected: &[&str]) {
        assert_eq!(told_of_ad(check, make), expected);
    }

    #[test]
    fn fonts_are_in_the_file() {
        ad(|_| (), &[]);
        ad(|placed| placed.missing_fonts = ["Arial".to_string()].into(), &["error A1 the ad \"Net loft\" lacks its fonts: Arial"]);
        let courier = "is set in Courier, which stands in where a program lacks a font";
        ad(|placed| placed.has_courier = true, &[&format!("warning A1 the ad \"Net loft\" {courier}")]);
    }
}
