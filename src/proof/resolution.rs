//! Pictures with too few pixels.
use super::{Finding, Pages, millimetres};
use crate::diag::Severity;
use crate::page::{Art, Picture};
use crate::units::{INCH, Pt, Rect};

const CODE: &str = "resolution";

/// Looks for pictures that are too coarse, or finer than is of use.
pub fn check(pages: &Pages) -> Vec<Finding> {
    let of_files = pages.pictures().filter_map(|(page, mark, picture, art)| {
        let (across, down) = ppi(picture, art);
        let (severity, why) = judge(pages, across.min(down))?;
        let ppi = across.min(down);
        let message = format!("{} is printed at {ppi} pixels to the inch{why}", art.path);
        let finding = pages.spot(page, mark, picture.frame).finding(severity, CODE, message);
        Some(finding.help(help(pages, severity, (picture.frame, ppi))))
    });
    let of_ads = pages.ads().filter_map(|ad| {
        let (placed, scale) = ad.placed()?;
        let ppi = (placed.pictures.fewest_ppi? / scale) as u32;
        let (severity, why) = judge(pages, ppi).filter(|(severity, _)| *severity > Severity::Note)?;
        let message = format!("holds a picture that is printed at {ppi} pixels to the inch{why}");
        Some(ad.finding(severity, CODE, message).help("ask the advertiser for the ad with a larger picture"))
    });
    of_files.chain(of_ads).collect()
}

/// Pixels to the inch across and down, as printed.
pub fn ppi(picture: &Picture, art: &Art) -> (u32, u32) {
    let (across, down) = picture.crop.shown((art.width, art.height));
    let to_the_inch = |pixels: u32, length: Pt| (u64::from(pixels) * INCH.0 as u64 / length.0.max(1) as u64) as u32;
    (to_the_inch(across, picture.frame.width), to_the_inch(down, picture.frame.height))
}

fn judge(pages: &Pages, ppi: u32) -> Option<(Severity, String)> {
    let limits = pages.limits;
    if ppi < limits.min_ppi {
        Some((Severity::Fault, format!("; under {} its pixels are seen", limits.min_ppi)))
    } else if ppi < limits.wanted_ppi {
        Some((Severity::Warning, format!("; under {} it is soft", limits.wanted_ppi)))
    } else if ppi > limits.most_ppi {
        Some((Severity::Note, format!("; over {} nothing is won", limits.most_ppi)))
    } else {
        None
    }
}

fn help(pages: &Pages, severity: Severity, (frame, ppi): (Rect, u32)) -> String {
    if severity == Severity::Note {
        return "it is reduced in print; a smaller file is as good".to_string();
    }
    let width = frame.width.scale(i64::from(ppi), i64::from(pages.limits.wanted_ppi.max(1)));
    format!("get a larger file, or run it no wider than {}", millimetres(width))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::page::Crop;
    use crate::proof::specimen::{Specimen, told};

    /// A picture of some pixels in a frame 72 points wide and high, half of its width cut.
    fn pixels(width: u32, height: u32, expected: &[&str]) {
        let mut specimen = Specimen::default();
        specimen.photo((width, height), Specimen::frame(72, 72), Crop { left: 25_000, right: 25_000, ..Crop::NONE });
        assert_eq!(told(check, &specimen), expected);
    }

    #[test]
    fn pictures_are_neither_coarse_nor_heavy() {
        pixels(300, 150, &[]);
        pixels(298, 150, &["warning A1 \"fog\": p.jpg is printed at 149 pixels to the inch; under 150 it is soft"]);
        pixels(600, 99, &["error A1 \"fog\": p.jpg is printed at 99 pixels to the inch; under 100 its pixels are seen"]);
        pixels(1200, 600, &[]);
        pixels(1202, 601, &["note A1 \"fog\": p.jpg is printed at 601 pixels to the inch; over 600 nothing is won"]);
    }

    #[test]
    fn pictures_in_placed_pages_count_as_they_are_printed() {
        let mut specimen = Specimen::default();
        specimen.ad(|placed| placed.pictures.fewest_ppi = Some(280.0), 2);
        let words = "holds a picture that is printed at 140 pixels to the inch; under 150 it is soft";
        assert_eq!(told(check, &specimen), [format!("warning A1 the ad \"Net loft\" {words}")]);
    }
}
