//! The `srcset` of a picture, parsed as the HTML standard says ("parse a srcset attribute"): the address of its largest form.

/// Thousandths in one: densities are compared in whole numbers.
const THOUSAND: f64 = 1_000.0;

/// How large a form of a picture is said to be. Widths are more than densities: the two do not stand in one `srcset`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Size {
    /// So many times the usual pixels, in thousandths.
    Density(u64),
    /// So many pixels wide.
    Width(u64),
}

/// The address of the widest picture of a `srcset`, or of the densest where no widths are given. None where all are as dense as `src`.
pub fn largest(srcset: &str) -> Option<&str> {
    let is_larger = |size: Size| size > Size::Density(THOUSAND as u64);
    let candidates = candidates(srcset).into_iter().filter(|(address, size)| is_larger(*size) && !address.starts_with("data:"));
    candidates.max_by_key(|(_, size)| *size).map(|(address, _)| address)
}

/// The addresses and sizes of a `srcset`; those with descriptors that mean nothing are left out.
fn candidates(srcset: &str) -> Vec<(&str, Size)> {
    let mut found = Vec::new();
    let mut rest = srcset;
    loop {
        rest = rest.trim_start_matches(|c: char| is_space(c) || c == ',');
        if rest.is_empty() {
            return found;
        }
        let (address, after) = rest.split_at(rest.find(is_space).unwrap_or(rest.len()));
        // A comma inside an address is part of it; at its end it parts it from the next.
        let bare = address.trim_end_matches(',');
        let (descriptors, after) = if bare.len() < address.len() { ("", after) } else { after.split_at(descriptors_end(after)) };
        found.extend(size(descriptors).map(|size| (bare, size)));
        rest = after;
    }
}

/// White space of HTML.
fn is_space(c: char) -> bool {
    matches!(c, ' ' | '\t' | '\n' | '\r' | '\u{c}')
}

/// Where the descriptors after an address end: at a comma that stands in no brackets.
fn descriptors_end(text: &str) -> usize {
    let mut is_inside = false;
    for (at, c) in text.char_indices() {
        match c {
            '(' => is_inside = true,
            ')' => is_inside = false,
            ',' if !is_inside => return at,
            _ => {}
        }
    }
    text.len()
}

/// What the descriptors of one address say. None where they say nothing, or two things.
fn size(descriptors: &str) -> Option<Size> {
    let (mut size, mut height) = (None, false);
    for descriptor in descriptors.split(is_space).filter(|descriptor| !descriptor.is_empty()) {
        let (number, unit) = descriptor.split_at(descriptor.char_indices().next_back()?.0);
        let whole = || number.parse::<u64>().ok().filter(|number| *number > 0);
        match unit {
            "w" if size.is_none() => size = Some(Size::Width(whole()?)),
            "x" if size.is_none() && !height => {
                let density = number.parse::<f64>().ok().filter(|density| density.is_finite() && *density >= 0.0)?;
                size = Some(Size::Density((density * THOUSAND) as u64));
            }
            // The standard keeps heights for later.
            "h" if !height && !matches!(size, Some(Size::Density(_))) => height = whole().is_some(),
            _ => return None,
        }
    }
    match size {
        None if height => None,
        None => Some(Size::Density(THOUSAND as u64)),
        some => some,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(srcset: &str, expected: Option<&str>) {
        assert_eq!(largest(srcset), expected, "{srcset}");
    }

    #[test]
    fn the_widest_form_is_taken() {
        check("a.jpg 300w, b.jpg 900w", Some("b.jpg"));
        check("a.jpg 300w,b.jpg 900w", Some("b.jpg"));
        check("b.jpg 900w ,\n\ta.jpg 300w", Some("b.jpg"));
        check("b.jpg 900w 600h, a.jpg 300w 200h,", Some("b.jpg"));
        check(", ,a.jpg 300w", Some("a.jpg"));
    }

    #[test]
    fn the_densest_form_is_taken_where_no_widths_are_given() {
        check("a.jpg, b.jpg 2x", Some("b.jpg"));
        check("a.jpg 1x,c.jpg 2.5x,b.jpg 2x", Some("c.jpg"));
        check("a.jpg 1x", None);
        check("a.jpg", None);
        check("", None);
    }

    #[test]
    fn commas_inside_addresses_are_kept() {
        check("w_300,h_200/a.jpg 300w, w_900,h_600/b.jpg 900w", Some("w_900,h_600/b.jpg"));
        check("data:image/gif;base64,R0lGOD 2000w, a.jpg 300w", Some("a.jpg"));
        // Without any white space the standard takes it for one address.
        check("a.jpg,b.jpg 900w", Some("a.jpg,b.jpg"));
        check("a.jpg, b.jpg 900w", Some("b.jpg"));
    }

    #[test]
    fn what_means_nothing_is_left_out() {
        check("a.jpg 900w 2x, b.jpg 300w", Some("b.jpg"));
        check("a.jpg 0w, b.jpg -3x, c.jpg 4q, d.jpg 300w", Some("d.jpg"));
        check("a.jpg calc(9,9) 900w, b.jpg 300w", Some("b.jpg"));
        check("a.jpg 600h", None);
        check("a.jpg 900é, b.jpg (", None);
    }
}
