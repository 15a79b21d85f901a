//! Small type in several inks.
use super::{Finding, Pages, once, points, points_of, type_box};
use crate::diag::Severity;
use crate::ink::Inks;
use crate::page::MarkKind;

const CODE: &str = "coloured-type";

/// Looks for small type in several inks.
pub fn check(pages: &Pages) -> Vec<Finding> {
    let limits = pages.limits;
    let has_serifs: Vec<bool> = pages.paper.faces.iter().map(|face| face.has_serifs()).collect();
    let own = pages.marks().filter(|(_, page, _)| page.inks == Inks::Four).filter_map(|(index, _, mark)| {
        let MarkKind::Text(text) = &mark.kind else { return None };
        let largest = if has_serifs[usize::from(text.face.0)] { limits.one_ink_serif } else { limits.one_ink_sans };
        let is_black_alone = text.ink.is_rich_black() && text.size < limits.rich_black_from;
        if text.ink.count() < 2 || text.size > largest || is_black_alone || text.text.trim().is_empty() {
            return None;
        }
        let message = format!("type of {} in {} inks; up to {} it is of one", points(text.size), text.ink.count(), points(largest));
        let finding = pages.spot(index, mark, type_box(text)).finding(Severity::Warning, CODE, message);
        Some(finding.help("take a colour of one ink, or a larger size, in the layout"))
    });
    let of_ads = pages.ads().filter_map(|ad| {
        let (placed, scale) = ad.placed()?;
        let kinds = [
            (placed.smallest.coloured, "type in several inks of", limits.one_ink_sans),
            (placed.smallest.rich_black, "type in rich black of", limits.one_ink_serif),
        ];
        let small = kinds.into_iter().find_map(|(size, what, largest)| {
            let size = size? * scale;
            (size <= largest.to_f32()).then(|| format!("has {what} {}; up to {} it is of one ink", points_of(size), points(largest)))
        });
        Some(ad.finding(Severity::Warning, CODE, small?).help("ask the advertiser for small type in black alone"))
    });
    once(own.collect()).into_iter().chain(of_ads).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ink::Ink;
    use crate::proof::specimen::{Specimen, told};

    #[test]
    fn small_type_is_of_one_ink() {
        let serif = |cmyk: [u8; 4], size: i32| {
            let mut specimen = Specimen::default();
            specimen.text((10, 50), size, Ink::from_cmyk(cmyk));
            told(check, &specimen)
        };
        assert_eq!(serif([0, 100, 85, 0], 12), ["warning A1 \"fog\": type of 12 pt in 2 inks; up to 12 pt it is of one"]);
        assert_eq!(serif([0, 100, 85, 0], 13), [""; 0]);
        assert_eq!(serif([0, 0, 0, 60], 6), [""; 0]);
        assert_eq!(serif([40, 0, 0, 100], 6), [""; 0], "the press takes black alone");
    }

    #[test]
    fn type_without_serifs_may_be_smaller() {
        let sans = |size: i32| {
            let mut specimen = Specimen::default();
            specimen.text_in("Libre Franklin", (10, 50), (size, Ink::from_cmyk([0, 100, 85, 0])));
            told(check, &specimen)
        };
        assert_eq!(sans(7), ["warning A1 \"fog\": type of 7 pt in 2 inks; up to 7 pt it is of one"]);
        assert_eq!(sans(8), [""; 0]);
    }

    #[test]
    fn type_of_ads_counts_as_it_is_printed() {
        let ad = |size: f32| {
            let mut specimen = Specimen::default();
            specimen.ad(|_| (), 2);
            specimen.placed(|placed| placed.smallest.coloured = Some(size));
            told(check, &specimen)
        };
        assert_eq!(ad(3.0), ["warning A1 the ad \"Net loft\" has type in several inks of 6 pt; up to 7 pt it is of one ink"]);
        assert_eq!(ad(4.0), [""; 0]);
        let mut specimen = Specimen::default();
        specimen.ad(|placed| placed.smallest.rich_black = Some(9.0), 1);
        assert_eq!(told(check, &specimen), ["warning A1 the ad \"Net loft\" has type in rich black of 9 pt; up to 12 pt it is of one ink"]);
    }
}
