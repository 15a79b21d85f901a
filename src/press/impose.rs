//! Imposition: which pages lie side by side on a sheet, and in which order sheets come.

/// How pages lie on the sheets of a file.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Impose {
    /// One page a sheet.
    #[default]
    Single,
    /// As a reader sees them: the first alone, then pairs.
    Reader,
    /// Pairs as they lie on a plate: the last beside the first, the second beside the one before the last.
    Spread,
    /// As spreads, front and back of each folded sheet in turn, with blank pages before the last until the sheets are full.
    Booklet,
}

/// What of a page lies at a place.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Half {
    /// All of it: a single page, or a double truck over both places.
    Whole,
    /// A double truck's left half, where the other lies on another sheet.
    Left,
    Right,
}

/// Pages of a sheet, left to right, by index, or halves of them; none is blank.
pub type PrintSheet = Vec<Option<(usize, Half)>>;

/// Pages on a folded sheet.
const FOLDED: usize = 4;

/// The sheets of pages, of which some are double trucks.
pub fn sheets(doubles: &[bool], impose: Impose) -> Vec<PrintSheet> {
    let whole = |page: usize| Some((page, Half::Whole));
    match impose {
        Impose::Single => (0..doubles.len()).map(|page| vec![whole(page)]).collect(),
        Impose::Reader => {
            let mut sheets: Vec<PrintSheet> = Vec::new();
            let mut page = 0;
            while page < doubles.len() {
                let pair = page > 0 && !doubles[page] && doubles.get(page + 1) == Some(&false);
                sheets.push((page..=page + usize::from(pair)).map(whole).collect());
                page += 1 + usize::from(pair);
            }
            sheets
        }
        Impose::Spread | Impose::Booklet => {
            let halves = |(page, is_double): (usize, &bool)| match is_double {
                true => vec![(page, Half::Left), (page, Half::Right)],
                false => vec![(page, Half::Whole)],
            };
            let places: Vec<(usize, Half)> = doubles.iter().enumerate().flat_map(halves).collect();
            let multiple = if impose == Impose::Spread { 2 } else { FOLDED };
            pairs(&places, places.len().next_multiple_of(multiple))
        }
    }
}

fn pairs(places: &[(usize, Half)], full: usize) -> Vec<PrintSheet> {
    // The last page is the cover's back: what is blank comes before it.
    let at = |place: usize| {
        if place + 1 == full { places.last().copied() } else { places.get(place).filter(|_| place + 1 < places.len()).copied() }
    };
    let pair = |low: usize| {
        let (low_page, high_page) = (at(low), at(full - 1 - low));
        let (left, right) = if low.is_multiple_of(2) { (high_page, low_page) } else { (low_page, high_page) };
        match (left, right) {
            (Some((page, Half::Left)), Some((other, Half::Right))) if page == other => vec![Some((page, Half::Whole))],
            _ => vec![left, right],
        }
    };
    (0..full / 2).map(pair).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Pages as `1`, and `2` for a double truck; places as numbers, `8/` and `/9` for halves, `8-9` for both.
    fn check(pages: &str, impose: Impose, expected: &str) {
        let doubles: Vec<bool> = pages.chars().map(|page| page == '2').collect();
        let number = |page: usize| 1 + page + doubles[..page].iter().filter(|is_double| **is_double).count();
        let place = |place: &Option<(usize, Half)>| match *place {
            None => "-".to_string(),
            Some((page, Half::Whole)) if doubles[page] => format!("{}-{}", number(page), number(page) + 1),
            Some((page, Half::Whole)) => number(page).to_string(),
            Some((page, Half::Left)) => format!("{}/", number(page)),
            Some((page, Half::Right)) => format!("/{}", number(page) + 1),
        };
        let sheet = |sheet: &PrintSheet| sheet.iter().map(place).collect::<Vec<_>>().join("+");
        assert_eq!(sheets(&doubles, impose).iter().map(sheet).collect::<Vec<_>>().join(" "), expected, "{pages} {impose:?}");
    }

    #[test]
    fn pages_lie_as_they_are_read_or_printed() {
        check("111", Impose::Single, "1 2 3");
        check("1111", Impose::Reader, "1 2+3 4");
        check("11111", Impose::Reader, "1 2+3 4+5");
        check("11111111", Impose::Spread, "8+1 2+7 6+3 4+5");
        check("111111", Impose::Spread, "6+1 2+5 4+3");
        check("11111111", Impose::Booklet, "8+1 2+7 6+3 4+5");
        check("111111", Impose::Booklet, "6+1 2+- -+3 4+5");
        check("1", Impose::Booklet, "1+- -+-");
        check("", Impose::Reader, "");
    }

    #[test]
    fn double_trucks_lie_over_the_fold_of_the_centre_spread_alone() {
        check("1112111", Impose::Single, "1 2 3 4-5 6 7 8");
        check("1112111", Impose::Reader, "1 2+3 4-5 6+7 8");
        check("1112111", Impose::Spread, "8+1 2+7 6+3 4-5");
        check("1112111", Impose::Booklet, "8+1 2+7 6+3 4-5");
        check("1211111", Impose::Booklet, "8+1 2/+7 6+/3 4+5");
        check("1211", Impose::Reader, "1 2-3 4+5");
        check("2", Impose::Reader, "1-2");
    }
}
