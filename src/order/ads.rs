//! Orders for an ad: it is cancelled, or booked in another size or corner.
use toml_edit::{DocumentMut, Item, TableLike, Value};

use super::lists;
use super::table::{self, keep_remarks, listed, neaten_value, set};
use super::{Ad, Known, Refusal};
use crate::tree::form::{nearest, shown};

/// The key of a page's ads.
const ADS: &str = "ads";

/// Does an order for an ad, and says what changed.
pub(super) fn apply(document: &mut DocumentMut, order: &Ad, known: &Known) -> Result<String, Refusal> {
    let booked = find(document, order, known)?;
    let said = format!("the ad {} on page {}", shown(&order.name), known.label(booked.page));
    let Some(page) = table::pages(document).into_iter().nth(booked.table) else { return Err(no_ad(order, &[])) };
    if order.out {
        let gone = take(page, booked.at);
        gone.iter().for_each(|table| keep_remarks(document, table));
        return Ok(format!("{said} is cancelled"));
    }
    let changes: Vec<(&str, Value)> = [
        order.columns.map(|columns| ("columns", i64::from(columns).into())),
        order.depth.as_ref().map(|depth| ("depth", depth.as_str().into())),
        order.place.as_ref().map(|place| ("place", place.as_str().into())),
    ]
    .into_iter()
    .flatten()
    .collect();
    if changes.is_empty() {
        return Err(Refusal::no_order("nothing is said of the ad", "say --out, --columns, --depth or --place"));
    }
    let words: Vec<String> = changes.iter().map(|(key, value)| format!("{key} {}", plain(value))).collect();
    if let Some(ad) = listed(page, ADS).into_iter().nth(booked.at) {
        changes.into_iter().for_each(|(key, value)| set(ad, key, value));
    }
    let inline = page.get_mut(ADS).and_then(Item::as_array_mut).and_then(|ads| ads.get_mut(booked.at));
    inline.into_iter().for_each(neaten_value);
    Ok(format!("{said} has {}", words.join(", ")))
}

/// Where an ad is booked.
struct Booked {
    /// Its page's table, as they stand in the file.
    table: usize,
    /// The page.
    page: usize,
    /// Which of the page's ads it is.
    at: usize,
}

/// The one ad of that name, on the page that is named, if one is.
fn find(document: &mut DocumentMut, order: &Ad, known: &Known) -> Result<Booked, Refusal> {
    let wanted = order.page.as_ref().map(|page| known.page(page)).transpose()?;
    let mut names: Vec<String> = Vec::new();
    let mut found: Vec<Booked> = Vec::new();
    for (table, entry) in table::pages(document).into_iter().enumerate() {
        let number = entry.get("page").and_then(Item::as_integer).and_then(|number| usize::try_from(number - 1).ok());
        let page = number.filter(|_| known.is_zone).unwrap_or(table);
        for (at, ad) in listed(entry, ADS).into_iter().enumerate() {
            let name = ad.get("name").and_then(Item::as_str).unwrap_or_default().to_string();
            if name == order.name && wanted.is_none_or(|wanted| wanted == page) {
                found.push(Booked { table, page, at });
            }
            names.push(name);
        }
    }
    match found.len() {
        0 => Err(no_ad(order, &names)),
        1 => Ok(found.remove(0)),
        _ if order.page.is_some() => {
            let message = format!("page {} has {} ads of the name {}", known.label(found[0].page), found.len(), shown(&order.name));
            Err(Refusal::no_order(message, "give them names of their own in the edition file"))
        }
        _ => {
            let pages: Vec<String> = found.iter().map(|booked| known.label(booked.page)).collect();
            let message = format!("there are {} ads of the name {}, on {}", found.len(), shown(&order.name), pages.join(", "));
            Err(Refusal::no_order(message, "say which with --page"))
        }
    }
}

fn no_ad(order: &Ad, names: &[String]) -> Refusal {
    let on = order.page.as_ref().map_or_else(String::new, |page| format!(" on page {}", shown(page)));
    let near = nearest(&order.name, names.iter().map(String::as_str)).map(|near| format!("did you mean \"{near}\"?"));
    let help = near.unwrap_or_else(|| "an ad is named as its page in the edition file names it".into());
    Refusal::no_order(format!("this edition file books no ad {}{on}", shown(&order.name)), help)
}

/// Takes an ad off its page; what comes back holds the remarks about it.
fn take(page: &mut dyn TableLike, at: usize) -> Vec<toml_edit::Table> {
    let mut gone = Vec::new();
    let is_empty = match page.get_mut(ADS) {
        Some(Item::ArrayOfTables(ads)) => {
            gone.extend(ads.get(at).cloned());
            ads.remove(at);
            ads.is_empty()
        }
        Some(Item::Value(Value::Array(ads))) => {
            lists::remove(ads, at);
            ads.is_empty()
        }
        _ => false,
    };
    if is_empty {
        page.remove(ADS);
    }
    gone
}

fn plain(value: &Value) -> String {
    value.as_str().map_or_else(|| value.to_string().trim().to_string(), str::to_string)
}
