//! What would make a story shorter at a width, each with the lines that it gains.
use super::{Lever, Sized, begins};
use crate::edition::Block;
use crate::plan::photos::PhotoSlot;
use crate::plan::shapes::Config;
use crate::role::Lead;

/// What gives most comes first. The lines are those of one leg.
pub(super) fn levers(sized: &Sized, columns: u8, lead: Lead, over: i64) -> Vec<Lever> {
    let mut levers = optional(sized);
    if let Some(config) = config(sized, columns, lead) {
        levers.extend(deck(sized, config));
        levers.extend(quote(config));
        levers.extend(config.photos.iter().filter_map(|photo| narrower(sized, photo)));
    }
    levers.retain(|lever| lever.lines > 0);
    levers.iter_mut().for_each(|lever| lever.closes = over > 0 && i64::from(lever.lines) >= over);
    levers.sort_by_key(|lever| std::cmp::Reverse(lever.lines));
    levers
}

/// The way in which it is best made at a width.
fn config<'a>(sized: &'a Sized, columns: u8, lead: Lead) -> Option<&'a Config> {
    let sizes = sized.sizes(lead);
    let cells = sizes.shape.cells().filter(|(width, ..)| *width == columns);
    let (_, _, cell) = cells.min_by_key(|(_, rows, cell)| (cell.cost, *rows))?;
    sizes.configs.get(cell.config as usize)
}

fn lever(lever: &'static str, what: String, lines: u32) -> Lever {
    Lever { lever, what, lines, closes: false }
}

/// Paragraphs that may be left out.
fn optional(sized: &Sized) -> Vec<Lever> {
    let (article, galley) = (&sized.article, &sized.galley);
    let first = |block: usize| block.checked_sub(1).map_or(0, |before| galley.blocks[before]);
    let of = |(at, block): (usize, &Block)| {
        let Block::Paragraph { text, optional: true } = block else { return None };
        let items = galley.flow.get(first(at)..*galley.blocks.get(at)?)?;
        // Of a paragraph's items only its own can be left out.
        let own = items.iter().filter(|item| item.choices.iter().any(|choice| choice.rows == 0));
        let rows = own.map(|item| u32::from(item.choices.first().map_or(0, |choice| choice.rows) + item.space_before));
        Some(lever("paragraph", format!("leave out block {}, \"{}\"", at + 1, begins(&text.text)), rows.sum()))
    };
    article.body.iter().enumerate().filter_map(of).collect()
}

/// The head without its deck.
fn deck(sized: &Sized, config: &Config) -> Option<Lever> {
    sized.article.deck.as_ref()?;
    let head = config.head_of(&sized.galley);
    let without = "deck left out";
    if head.lever == Some(without) {
        return None;
    }
    let by_width = &sized.galley.heads[config.lead];
    let columns = config.head_slot.columns;
    let others = by_width.get(usize::from(columns).checked_sub(1)?)?.iter().filter(|head| head.lever == Some(without));
    // The same size first: only the deck goes.
    let other = others.min_by_key(|other| (other.size.0.abs_diff(head.size.0), other.cost))?;
    let rows = head.rows.checked_sub(other.rows)?;
    Some(lever("deck", "leave out the deck".into(), u32::from(rows) * u32::from(columns)))
}

/// The quote left out.
fn quote(config: &Config) -> Option<Lever> {
    Some(lever("quote", "leave out the pull quote".into(), config.quote?.cells()))
}

/// A photo a column narrower, as deep as its form then makes it.
fn narrower(sized: &Sized, slot: &PhotoSlot) -> Option<Lever> {
    let photo = sized.article.photos.get(usize::from(slot.photo))?;
    let now = slot.picture.columns;
    let then = now.checked_sub(1).filter(|columns| *columns >= photo.min_columns.unwrap_or(1).max(1))?;
    let leading = sized.setting.grid.leading;
    let width = i64::from(sized.setting.measure(then).0);
    let height = width * i64::from(photo.picture.height) / i64::from(photo.picture.width.max(1));
    let caption = sized.galley.captions.get(usize::from(slot.photo))?.get(usize::from(then) - 1)?.rows(leading);
    let rows = u32::try_from(height / i64::from(leading.0.max(1))).ok()?.max(1) + u32::from(caption);
    let before = u32::from(now) * u32::from(slot.picture.rows + slot.caption);
    let lines = before.saturating_sub(u32::from(then) * rows);
    let columns = if then == 1 { "column" } else { "columns" };
    Some(lever("photo", format!("photo {} over {then} {columns} in place of {now}", slot.photo + 1), lines))
}
