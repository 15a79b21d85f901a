//! White that prints over what lies below.
use super::{Finding, Pages};
use crate::diag::Severity;

const CODE: &str = "white-overprint";

/// Looks for white that will vanish.
pub fn check(pages: &Pages) -> Vec<Finding> {
    let findings = pages.ads().filter_map(|ad| {
        let (placed, _) = ad.placed()?;
        let finding = || ad.finding(Severity::Fault, CODE, "has white that prints over what lies below: on paper it is not seen");
        placed.has_white_over.then(|| finding().help("ask the advertiser to turn overprint off for white"))
    });
    findings.collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::proof::specimen::{Specimen, told};

    #[test]
    fn white_is_left_out_of_what_lies_below() {
        let ad = |has_white_over: bool| {
            let mut specimen = Specimen::default();
            specimen.ad(|_| (), 1);
            specimen.placed(|placed| placed.has_white_over = has_white_over);
            told(check, &specimen)
        };
        assert_eq!(ad(false), [""; 0]);
        let words = "has white that prints over what lies below: on paper it is not seen";
        assert_eq!(ad(true), [format!("error A1 the ad \"Net loft\" {words}")]);
    }
}
