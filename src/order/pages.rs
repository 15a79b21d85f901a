//! Orders for a whole page.
use toml_edit::{DocumentMut, TableLike, Value};

use super::table::{self, set};
use super::{Known, Order, Refusal};

/// Does an order for a page, and says what changed.
pub(super) fn apply(document: &mut DocumentMut, order: &Order, known: &Known) -> Result<String, Refusal> {
    let (page, keys, said): (&str, Vec<(&str, Option<Value>)>, String) = match order {
        Order::Lock { page } => (page, vec![("lock", Some(true.into()))], "is locked".into()),
        Order::Keep { page } => (page, vec![("keep", Some(true.into()))], "is kept as it is planned".into()),
        Order::Unlock { page } => (page, vec![("lock", None), ("keep", None)], "is neither locked nor kept".into()),
        Order::Status { page, text } => {
            let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
            let said = if text.is_empty() { "has no status".into() } else { format!("has the status \"{text}\"") };
            (page, vec![("status", (!text.is_empty()).then(|| text.as_str().into()))], said)
        }
        _ => return Err(Refusal::no_order("this is no order for a page", "")),
    };
    let at = known.page(page)?;
    if !known.is_ordered() {
        let help = "list the pages in the edition first, one [[pages]] for each; newsprint plan tells which there are";
        return Err(Refusal::no_order("this edition orders no pages: the program makes them, and has no table for one", help));
    }
    let table = page_table(document, at, known)?;
    for (key, value) in keys {
        match value {
            Some(value) => set(table, key, value),
            None => drop(table.remove(key)),
        }
    }
    Ok(format!("page {} {said}", known.label(at)))
}

/// The table of a page.
fn page_table<'a>(document: &'a mut DocumentMut, page: usize, known: &Known) -> Result<&'a mut dyn TableLike, Refusal> {
    let found = match known.is_zone {
        true => table::zone_page(document, page),
        false => table::pages(document).into_iter().nth(page),
    };
    found.ok_or_else(|| Refusal::no_order(format!("there is no table for page {}", known.label(page)), "list the pages as [[pages]]"))
}
