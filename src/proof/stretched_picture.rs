//! Pictures that are stretched.
use super::resolution::ppi;
use super::{Finding, Pages};
use crate::diag::Severity;

const CODE: &str = "uneven";
/// In percent: what a crop of whole pixels and rows may differ, and nobody sees.
const UNSEEN: u32 = 2;

/// Looks for stretched pictures.
pub fn check(pages: &Pages) -> Vec<Finding> {
    let of_files = pages.pictures().filter_map(|(page, mark, picture, art)| {
        let (across, down) = ppi(picture, art);
        let (more, less) = (across.max(down), across.min(down).max(1));
        // A pixel to the inch is a rounding.
        let percent = if more > less + 1 { (more - less) * 100 / less } else { 0 };
        let message = format!("{} is stretched by {percent} %", art.path);
        let spot = || pages.spot(page, mark, picture.frame);
        (percent > UNSEEN).then(|| spot().finding(Severity::Warning, CODE, message).help("get the picture in its own shape"))
    });
    let of_ads = pages.ads().filter_map(|ad| {
        let (placed, _) = ad.placed()?;
        let percent = ((placed.pictures.most_uneven? - 1.0) * 100.0).round() as u32;
        let message = format!("holds a picture that is stretched by {percent} %");
        (percent > UNSEEN).then(|| ad.finding(Severity::Warning, CODE, message).help("ask the advertiser whether that is meant"))
    });
    of_files.chain(of_ads).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::page::Crop;
    use crate::proof::specimen::{Specimen, told};

    #[test]
    fn pictures_keep_their_shape() {
        let stretched = |size: (u32, u32)| {
            let mut specimen = Specimen::default();
            specimen.photo(size, Specimen::frame(100, 100), Crop::NONE);
            told(check, &specimen)
        };
        assert_eq!(stretched((1000, 1000)), [""; 0]);
        assert_eq!(stretched((1000, 985)), [""; 0]);
        assert_eq!(stretched((1000, 900)), ["warning A1 \"fog\": p.jpg is stretched by 11 %"]);
    }

    #[test]
    fn pictures_in_placed_pages_too() {
        let placed = |uneven: f32| {
            let mut specimen = Specimen::default();
            specimen.ad(|placed| placed.pictures.most_uneven = Some(uneven), 1);
            told(check, &specimen)
        };
        assert_eq!(placed(1.015), [""; 0]);
        assert_eq!(placed(1.33), ["warning A1 the ad \"Net loft\" holds a picture that is stretched by 33 %"]);
    }
}
