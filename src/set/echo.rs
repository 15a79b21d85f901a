//! Where a story's text has the words of its quote: a reader should not meet them twice side by side.
use std::ops::Range;

use super::galley::Part;
use super::items::Breaks;
use super::pull_quote::Echo;
use super::runs::{Origin, Paragraph};
use crate::edition::heard::{least, longest_run, words};

/// The place among the parts of a galley that has most words of a quote in a row.
pub(super) fn echo(quote: &str, parts: &[Part]) -> Option<Echo> {
    let quoted = words(quote);
    let least = least(&quoted);
    let mut best: Option<(usize, Echo)> = None;
    for (item, part) in parts.iter().enumerate() {
        let Part::Text(text) = part else { continue };
        let Some((count, bytes)) = longest_run(&quoted, &words(&text.paragraph.text)) else { continue };
        if count >= least && best.as_ref().is_none_or(|(most, _)| count > *most) {
            let rows = |way: &Option<Breaks>| way.as_ref().map_or(0..0, |way| rows_of(&text.paragraph, way, &bytes));
            best = Some((count, Echo { item, rows: text.ways.iter().map(rows).collect() }));
        }
    }
    best.map(|(_, echo)| echo)
}

/// The lines of a broken paragraph that hold some of these bytes.
fn rows_of(paragraph: &Paragraph, breaks: &Breaks, bytes: &Range<usize>) -> Range<u16> {
    let holds =
        |origin: &Origin| matches!(origin, Origin::Part { from, to, .. } if (*from as usize) < bytes.end && *to as usize > bytes.start);
    let mut start = 0;
    let mut rows = 0..0;
    for (row, end) in (0..).zip(&breaks.ends) {
        let end = *end as usize;
        if paragraph.origins[start..end].iter().any(holds) {
            rows = if rows.is_empty() { row..row + 1 } else { rows.start..row + 1 };
        }
        start = end;
    }
    rows
}
