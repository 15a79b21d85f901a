//! The cheapest lines to cut: paragraphs whose last line is short.
use super::{Cut, MOST_CUTS, begins};
use crate::edition::Article;
use crate::set::galley::{Galley, Part, TextPart};
use crate::set::runs::Origin;

/// Where a line is gained by the fewest characters, the fewest first.
pub(super) fn cuts(article: &Article, galley: &Galley) -> Vec<Cut> {
    let mut cuts: Vec<Cut> = Vec::new();
    let mut start = 0;
    for (block, end) in galley.blocks.iter().enumerate().take(article.body.len()) {
        let parts = galley.parts.get(start..*end).unwrap_or_default();
        cuts.extend(parts.iter().filter_map(|part| if let Part::Text(text) = part { cut(block, text) } else { None }));
        start = *end;
    }
    cuts.sort_by_key(|cut| (cut.characters, cut.block));
    cuts.truncate(MOST_CUTS);
    cuts
}

/// The last line of a paragraph of several, as it is set best.
fn cut(block: usize, part: &TextPart) -> Option<Cut> {
    let breaks = part.ways.first()?.as_ref()?;
    let (_, before) = breaks.ends.split_last()?;
    let end = *before.last()? as usize;
    let paragraph = &part.paragraph;
    let begun = paragraph.origins.get(end..)?.iter();
    let from = begun.filter_map(|origin| if let Origin::Part { from, .. } = origin { Some(*from as usize) } else { None }).next()?;
    let last = paragraph.text.get(from..)?.trim_end();
    let within_word = paragraph.text.get(..from)?.chars().next_back().is_some_and(|before| !before.is_whitespace());
    Some(Cut {
        block: block + 1,
        begins: begins(&paragraph.text),
        last_line: last.to_string(),
        characters: last.chars().filter(|character| *character != '\u{ad}').count(),
        within_word,
    })
}
