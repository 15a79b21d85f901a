//! Lines too thin for the press.
use super::{Finding, Pages, once, points, points_of};
use crate::diag::Severity;
use crate::page::MarkKind;
use crate::role::Role;
use crate::units::Pt;

const CODE: &str = "hairline";

/// Looks for lines that will not hold.
pub fn check(pages: &Pages) -> Vec<Finding> {
    let least = pages.limits.min_line;
    let own = pages.marks().filter(|(_, _, mark)| mark.tag.role != Role::Proof).filter_map(|(index, _, mark)| {
        let (frame, weight) = match &mark.kind {
            MarkKind::Fill(rect, _) => (*rect, rect.width.min(rect.height)),
            MarkKind::Frame(rect, weight, _) => (*rect, *weight),
            _ => return None,
        };
        if weight <= Pt::ZERO || weight >= least {
            return None;
        }
        let message = format!("a line of {}; the least is {}", points(weight), points(least));
        let finding = pages.spot(index, mark, frame).finding(Severity::Warning, CODE, message);
        Some(finding.help("take a thicker rule, or lower print.min_line where the press holds it"))
    });
    let of_ads = pages.ads().filter_map(|ad| {
        let (placed, scale) = ad.placed()?;
        let thin = placed.thinnest? * scale;
        if thin >= least.to_f32() {
            return None;
        }
        let (severity, what) = if thin <= 0.0 {
            (Severity::Fault, "a line of no width".to_string())
        } else {
            (Severity::Warning, format!("a line that is printed at {}", points_of(thin)))
        };
        let finding = ad.finding(severity, CODE, format!("has {what}; the least is {}", points(least)));
        Some(finding.help("ask the advertiser for thicker lines"))
    });
    once(own.collect()).into_iter().chain(of_ads).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::proof::specimen::{Specimen, told};
    use crate::units::Rect;

    #[test]
    fn rules_hold_on_the_press() {
        let rule = |weight: Pt| {
            let mut specimen = Specimen::default();
            specimen.tint(Rect { height: weight, ..Specimen::frame(100, 1) }, [0, 0, 0, 100]);
            told(check, &specimen)
        };
        assert_eq!(rule(Pt(250)), [""; 0]);
        assert_eq!(rule(Pt(200)), ["warning A1 \"fog\": a line of 0.2 pt; the least is 0.25 pt"]);
    }

    #[test]
    fn lines_of_ads_count_as_they_are_printed() {
        let ad = |thin: f32, times: i32| {
            let mut specimen = Specimen::default();
            specimen.ad(|_| (), times);
            specimen.placed(|placed| placed.thinnest = Some(thin));
            told(check, &specimen)
        };
        assert_eq!(ad(0.25, 1), [""; 0]);
        assert_eq!(ad(0.2, 2), [""; 0]);
        assert_eq!(ad(0.2, 1), ["warning A1 the ad \"Net loft\" has a line that is printed at 0.2 pt; the least is 0.25 pt"]);
        assert_eq!(ad(0.0, 1), ["error A1 the ad \"Net loft\" has a line of no width; the least is 0.25 pt"]);
    }
}
