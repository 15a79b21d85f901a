//! Ads that are not the size of their space.
use super::{Finding, Pages, PlacedAd, millimetres};
use crate::diag::Severity;
use crate::page::ArtKind;
use crate::units::Pt;

const CODE: &str = "ad-size";
/// In percent.
const SHAPE: f32 = 2.0;
/// In percent.
const SIZE: f32 = 5.0;

/// Looks for ads that do not fill their space.
pub fn check(pages: &Pages) -> Vec<Finding> {
    pages.ads().filter_map(|ad| judge(&ad)).collect()
}

fn judge(ad: &PlacedAd) -> Option<Finding> {
    let (width, depth) = (ad.booked.frame.width, ad.booked.depth?);
    let size = match ad.art.kind {
        ArtKind::Pdf => ad.placed()?.0.size,
        _ => (ad.art.width as f32, ad.art.height as f32),
    };
    let (by_width, by_depth) = (width.to_f32() / size.0.max(1.0), depth.to_f32() / size.1.max(1.0));
    let percent = |one: f32, other: f32| (one.max(other) / one.min(other).max(f32::MIN_POSITIVE) - 1.0) * 100.0;
    let booked = format!("{} by {}", millimetres(width), millimetres(depth));
    let shape = percent(by_width, by_depth);
    if shape > SHAPE {
        let message = format!(
            "is of another shape than its space of {booked}: {} % too {}",
            shape.round(),
            if by_width > by_depth { "narrow" } else { "shallow" }
        );
        let finding = ad.finding(Severity::Warning, CODE, message).did("kept its shape, in the middle of its space");
        return Some(finding.help("ask the advertiser for the ad in the size that was booked, or book its own"));
    }
    let scale = by_width.min(by_depth);
    if ad.art.kind == ArtKind::Pdf && percent(scale, 1.0) > SIZE {
        let made = |length: f32| millimetres(Pt((length * 1000.0) as i32));
        let message = format!("was made as {} by {} and is printed as {booked}", made(size.0), made(size.1));
        let finding = ad.finding(Severity::Warning, CODE, message).did("scaled it");
        return Some(finding.help("ask the advertiser for the ad in the size that was booked"));
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::proof::specimen::{Specimen, told};

    fn made(size: (f32, f32), expected: &[&str]) {
        let mut specimen = Specimen::default();
        // Booked as 200 by 100 points.
        specimen.ad(|placed| placed.size = (200.0, 100.0), 1);
        specimen.placed(|placed| placed.size = size);
        assert_eq!(told(check, &specimen), expected);
    }

    #[test]
    fn ads_fill_their_space() {
        made((200.0, 100.0), &[]);
        made((202.0, 100.0), &[]);
        made((205.0, 102.0), &[]);
        let whose = "warning A1 the ad \"Net loft\"";
        made((100.0, 50.0), &[&format!("{whose} was made as 35 mm by 17 mm and is printed as 70 mm by 35 mm")]);
        made((150.0, 100.0), &[&format!("{whose} is of another shape than its space of 70 mm by 35 mm: 33 % too narrow")]);
        made((200.0, 80.0), &[&format!("{whose} is of another shape than its space of 70 mm by 35 mm: 25 % too shallow")]);
    }

    #[test]
    fn pictures_have_a_shape_but_no_size() {
        let picture = |size: (u32, u32)| {
            let mut specimen = Specimen::default();
            specimen.picture_ad(size, Specimen::frame(90, 60));
            told(check, &specimen)
        };
        assert_eq!(picture((900, 600)), [""; 0]);
        let words = "is of another shape than its space of 31 mm by 21 mm: 50 % too narrow";
        assert_eq!(picture((600, 600)), [format!("warning A1 the ad \"Net loft\" {words}")]);
    }
}
