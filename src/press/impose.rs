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

/// Pages of a sheet, left to right, by index; none is blank.
pub type Sheet = Vec<Option<usize>>;

/// Pages on a folded sheet.
const FOLDED: usize = 4;

/// The sheets of so many pages.
pub fn sheets(pages: usize, impose: Impose) -> Vec<Sheet> {
    match impose {
        Impose::Single => (0..pages).map(|page| vec![Some(page)]).collect(),
        Impose::Reader => {
            let pair = |left: usize| if left + 1 < pages { vec![Some(left), Some(left + 1)] } else { vec![Some(left)] };
            (0..pages.min(1)).map(|page| vec![Some(page)]).chain((1..pages).step_by(2).map(pair)).collect()
        }
        Impose::Spread => pairs(pages, pages.next_multiple_of(2)),
        Impose::Booklet => pairs(pages, pages.next_multiple_of(FOLDED)),
    }
}

fn pairs(pages: usize, full: usize) -> Vec<Sheet> {
    // The last page is the cover's back: what is blank comes before it.
    let at = |place: usize| {
        if place + 1 == full { pages.checked_sub(1) } else { Some(place).filter(|place| place + 1 < pages) }
    };
    let pair = |low: usize| {
        let (low_page, high_page) = (at(low), at(full - 1 - low));
        if low.is_multiple_of(2) { vec![high_page, low_page] } else { vec![low_page, high_page] }
    };
    (0..full / 2).map(pair).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(pages: usize, impose: Impose, expected: &str) {
        let page = |page: &Option<usize>| page.map_or("-".to_string(), |page| (page + 1).to_string());
        let sheet = |sheet: &Sheet| sheet.iter().map(page).collect::<Vec<_>>().join("+");
        assert_eq!(sheets(pages, impose).iter().map(sheet).collect::<Vec<_>>().join(" "), expected, "{pages} {impose:?}");
    }

    #[test]
    fn pages_lie_as_they_are_read_or_printed() {
        check(3, Impose::Single, "1 2 3");
        check(4, Impose::Reader, "1 2+3 4");
        check(5, Impose::Reader, "1 2+3 4+5");
        check(8, Impose::Spread, "8+1 2+7 6+3 4+5");
        check(6, Impose::Spread, "6+1 2+5 4+3");
        check(8, Impose::Booklet, "8+1 2+7 6+3 4+5");
        check(6, Impose::Booklet, "6+1 2+- -+3 4+5");
        check(1, Impose::Booklet, "1+- -+-");
        check(0, Impose::Reader, "");
    }
}
