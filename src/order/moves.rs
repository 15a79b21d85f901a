//! Orders that say where stories stand: in the lists of the pages where the edition orders them, else as wishes.
use toml_edit::{DocumentMut, Item, TableLike, Value};

use super::stories::unlist;
use super::table::{self, change_wishes, keep_remarks, listed, set, wished};
use super::{Known, Move, Order, Refusal, lists};
use crate::tree::form::shown;

/// Does an order, and says what changed.
pub(super) fn apply(document: &mut DocumentMut, order: &Order, known: &Known) -> Result<String, Refusal> {
    match order {
        Order::Move(order) => move_to(document, order, known),
        Order::Lead { slug } => lead(document, slug, known),
        Order::Swap { slug, other } => swap(document, [slug, other], known),
        _ => Err(Refusal::no_order("this order says of no story where it stands", "")),
    }
}

fn move_to(document: &mut DocumentMut, order: &Move, known: &Known) -> Result<String, Refusal> {
    let Move { slug, to, lead, first, after } = order;
    let story = known.story(slug)?;
    if let Some(after) = after {
        known.story(after)?;
    }
    let page = known.page(to)?;
    let is_listed = known.is_ordered() && !known.is_zone;
    if is_listed {
        let place = match after {
            Some(after) => Place::After(after),
            None if *lead || *first => Place::First,
            None => Place::Last,
        };
        put_on(document, slug, page, place, known)?;
    } else if *first || after.is_some() {
        let message = "there is no list of this page's stories to put it into";
        return Err(Refusal::no_order(message, "leave --first and --after out; --lead makes it the page's lead"));
    } else {
        take_off(document, slug, None);
    }
    let wishes_page = !is_listed || story.own.iter().any(|own| own == "page");
    let name = if wishes_page { Some(page_name(page, known)) } else { None };
    change_wishes(document, slug, |wishes| {
        put(wishes, "page", name);
        if *lead {
            put(wishes, "lead", (!is_listed).then(|| true.into()));
        }
    });
    if *lead {
        step_down(document, slug, page, known);
    }
    let place = match (lead, first, after) {
        (true, ..) => " as its lead".to_string(),
        (_, true, _) => " before the others".to_string(),
        (_, _, Some(after)) => format!(" after \"{after}\""),
        _ => String::new(),
    };
    Ok(format!("\"{slug}\" goes to page {}{place}", known.label(page)))
}

/// Sets a key, or takes it out.
fn put(wishes: &mut dyn TableLike, key: &str, value: Option<Value>) {
    match value {
        Some(value) => set(wishes, key, value),
        None => drop(wishes.remove(key)),
    }
}

/// A page in a wish.
fn page_name(page: usize, known: &Known) -> Value {
    known.label(page).into()
}

/// Where in a page's list a story comes.
#[derive(Clone, Copy)]
enum Place<'a> {
    First,
    Last,
    After(&'a str),
}

/// Puts a story into a page's list, and takes it out of all others.
fn put_on(document: &mut DocumentMut, slug: &str, page: usize, place: Place, known: &Known) -> Result<(), Refusal> {
    take_off(document, slug, Some(page));
    let label = known.label(page);
    let missing = || Refusal::no_order(format!("there is no table for page {label}"), "list the pages as [[pages]]");
    let mut pages = table::pages(document);
    let target = pages.get_mut(page).ok_or_else(missing)?;
    let list = table::list(*target, "stories").ok_or_else(missing)?;
    let before = lists::position(list, slug);
    let at = match place {
        Place::First => 0,
        Place::Last => before.unwrap_or(list.len()),
        Place::After(other) => {
            let at = lists::position(list, other).filter(|_| other != slug).ok_or_else(|| {
                let message = format!("{} is not in the list of page {label}", shown(other));
                Refusal::no_order(message, format!("move it there first: newsprint order move {other} --to {label}"))
            })?;
            at + 1 - usize::from(before.is_some_and(|before| before < at + 1))
        }
    };
    match before {
        Some(before) if before == at => {}
        Some(before) => {
            lists::remove(list, before);
            lists::insert(list, at, slug);
        }
        None => lists::insert(list, at, slug),
    }
    Ok(())
}

/// Takes a story off every page's lists but its own page's.
fn take_off(document: &mut DocumentMut, slug: &str, own: Option<usize>) {
    let mut gone = Vec::new();
    for (at, page) in table::pages(document).into_iter().enumerate() {
        if own != Some(at) {
            unlist(page, "stories", slug);
            unlist(page, "jump", slug);
        }
        gone.extend(take_place(page, slug));
    }
    gone.iter().for_each(|table| keep_remarks(document, table));
}

/// Takes away the places that are given to a story by hand.
fn take_place(page: &mut dyn TableLike, slug: &str) -> Vec<toml_edit::Table> {
    let is_its = |table: &dyn TableLike| table.get("story").and_then(Item::as_str) == Some(slug);
    let mut gone = Vec::new();
    let is_empty = match page.get_mut("place") {
        Some(Item::ArrayOfTables(places)) => {
            gone.extend(places.iter().filter(|place| is_its(*place)).cloned());
            places.retain(|place| !is_its(place));
            places.is_empty()
        }
        Some(Item::Value(Value::Array(places))) => {
            let found =
                |places: &toml_edit::Array| places.iter().position(|value| value.as_inline_table().is_some_and(|place| is_its(place)));
            while let Some(at) = found(places) {
                lists::remove(places, at);
            }
            places.is_empty()
        }
        _ => false,
    };
    if is_empty {
        page.remove("place");
    }
    gone
}

fn lead(document: &mut DocumentMut, slug: &str, known: &Known) -> Result<String, Refusal> {
    known.story(slug)?;
    change_wishes(document, slug, |wishes| set(wishes, "lead", true));
    let page = page_of(document, slug, known);
    let others = page.map(|page| step_down(document, slug, page, known)).unwrap_or_default();
    let instead = if others.is_empty() { String::new() } else { format!(", not \"{}\"", others.join("\", \"")) };
    Ok(format!("\"{slug}\" leads {}{instead}", page.map_or("its page".to_string(), |page| format!("page {}", known.label(page)))))
}

/// Takes the wish to lead back from all other stories of a page, and tells which had it.
fn step_down(document: &mut DocumentMut, slug: &str, page: usize, known: &Known) -> Vec<String> {
    let leads = |other: &String| wished(document, other, "lead").and_then(Item::as_bool) == Some(true);
    let others =
        known.stories.keys().filter(|other| other.as_str() != slug && leads(other) && page_of(document, other, known) == Some(page));
    let others: Vec<String> = others.cloned().collect();
    for other in &others {
        change_wishes(document, other, |wishes| drop(wishes.remove("lead")));
    }
    others
}

/// The page that a story is on, as far as is known: by the lists, its wish, or the last plan.
fn page_of(document: &DocumentMut, slug: &str, known: &Known) -> Option<usize> {
    let wish = || match wished(document, slug, "page")? {
        item if item.is_integer() => known.page(&item.as_integer()?.to_string()).ok(),
        item => known.page(item.as_str()?).ok(),
    };
    let planned = || known.standing.get(slug).map(|standing| standing.page);
    ordered_page(document, slug).filter(|_| !known.is_zone).or_else(wish).or_else(planned)
}

/// The page whose lists name a story.
fn ordered_page(document: &DocumentMut, slug: &str) -> Option<usize> {
    let mut document = document.clone();
    let names = |page: &mut dyn TableLike| {
        let is_listed = ["stories", "jump"]
            .iter()
            .any(|key| page.get(key).and_then(Item::as_array).is_some_and(|list| lists::position(list, slug).is_some()));
        is_listed || listed(page, "place").iter().any(|place| place.get("story").and_then(Item::as_str) == Some(slug))
    };
    table::pages(&mut document).into_iter().position(names)
}

fn swap(document: &mut DocumentMut, slugs: [&String; 2], known: &Known) -> Result<String, Refusal> {
    let [one, other] = slugs;
    known.story(one)?;
    known.story(other)?;
    if one == other {
        return Err(Refusal::no_order("a story cannot take its own place", "name two stories"));
    }
    let mut homes = Vec::new();
    for slug in slugs {
        let page = page_of(document, slug, known).ok_or_else(|| {
            let message = format!("it is not known which page {} is on", shown(slug));
            Refusal::no_order(message, "run newsprint plan first, or name its page: newsprint order move")
        })?;
        homes.push(page);
    }
    let is_listed = |slug: &str| !known.is_zone && ordered_page(document, slug).is_some();
    match [is_listed(one), is_listed(other)] {
        [false, false] if homes[0] == homes[1] => swap_on_page(document, [one, other], homes[0], known)?,
        [false, false] => {
            swap_unlisted(document, [one, other], &homes, known)?;
            swap_leads(document, [one, other]);
        }
        _ if homes[0] == homes[1] && !swap_moves_any(document, [one, other]) => return Err(neither_first(homes[0], known)),
        listed => {
            swap_listed(document, [one, other], listed, &homes, known)?;
            swap_leads(document, [one, other]);
        }
    }
    let [first, second] = [known.label(homes[0]), known.label(homes[1])];
    Ok(match first == second {
        true => format!("\"{one}\" and \"{other}\" take each other's places on page {first}"),
        false => format!("\"{one}\" goes to page {second}, \"{other}\" to page {first}"),
    })
}

/// Where lists name one of the stories or both.
fn swap_listed(document: &mut DocumentMut, slugs: [&str; 2], is_listed: [bool; 2], homes: &[usize], known: &Known) -> Result<(), Refusal> {
    for page in table::pages(document) {
        swap_names(page, slugs);
    }
    for (at, slug) in slugs.into_iter().enumerate() {
        change_wishes(document, slug, |wishes| drop(wishes.remove("page")));
        // The other had no place in a list that this one could have taken.
        if !is_listed[1 - at] {
            let is_there = ordered_page(document, slug) == Some(homes[1 - at]);
            if !is_there {
                put_on(document, slug, homes[1 - at], Place::Last, known)?;
            }
        }
    }
    Ok(())
}

/// Writes each of two names where the other stands. A story that jumped does so no longer: the list of those is for where it was.
fn swap_names(page: &mut dyn TableLike, [one, other]: [&str; 2]) {
    let instead = |name: &str| match name {
        _ if name == one => Some(other),
        _ if name == other => Some(one),
        _ => None,
    };
    for slug in [one, other] {
        let is_named = page.get("stories").and_then(Item::as_array).is_some_and(|list| lists::position(list, slug).is_some());
        if unlist(page, "jump", slug)
            && !is_named
            && let Some(list) = table::list(page, "stories")
        {
            lists::insert(list, list.len(), slug);
        }
    }
    if let Some(list) = page.get_mut("stories").and_then(Item::as_array_mut) {
        let swapped: Vec<(usize, &str)> = list.iter().enumerate().filter_map(|(at, value)| Some((at, instead(value.as_str()?)?))).collect();
        swapped.into_iter().for_each(|(at, name)| lists::replace(list, at, name));
    }
    for place in listed(page, "place") {
        let name = place.get("story").and_then(Item::as_str).and_then(instead);
        if let Some(name) = name {
            set(place, "story", name);
        }
    }
}

/// Whether two stories of one page would stand otherwise after their names were exchanged: the first of a list leads its page, and what is put
/// by hand has a place; the rest of a list says who runs there and not where.
fn swap_moves_any(document: &mut DocumentMut, slugs: [&str; 2]) -> bool {
    let leads = slugs.map(|slug| wished(document, slug, "lead").and_then(Item::as_bool));
    let has_place = |page: &mut dyn TableLike| {
        let first = page.get("stories").and_then(Item::as_array).and_then(|list| list.get(0)).and_then(Value::as_str);
        let leads = first.is_some_and(|first| slugs.contains(&first));
        let is_its = |place: &dyn TableLike| place.get("story").and_then(Item::as_str).is_some_and(|story| slugs.contains(&story));
        leads || listed(page, "place").into_iter().any(|place| is_its(&*place))
    };
    leads[0] != leads[1] || table::pages(document).into_iter().any(has_place)
}

fn neither_first(page: usize, known: &Known) -> Refusal {
    let message = format!(
        "both are on page {} already, and neither leads it: where else a story stands there is the plan's to say",
        known.label(page)
    );
    Refusal::no_order(
        message,
        "newsprint order lead, fold, columns or beside says more; or take another plan of the page: newsprint plan --alternatives 5",
    )
}

/// Where both are on one page and no list names either: the one that leads gives way to the other.
fn swap_on_page(document: &mut DocumentMut, slugs: [&str; 2], page: usize, known: &Known) -> Result<(), Refusal> {
    let leads = |slug: &str| {
        let wish = wished(document, slug, "lead").and_then(Item::as_bool);
        wish.unwrap_or_else(|| known.standing.get(slug).is_some_and(|standing| standing.leads))
    };
    let [one, other] = slugs.map(leads);
    if one == other {
        return Err(neither_first(page, known));
    }
    for (slug, leads) in slugs.into_iter().zip([other, one]) {
        change_wishes(document, slug, |wishes| put(wishes, "lead", leads.then(|| true.into())));
    }
    Ok(())
}

/// Where no list names either: each is wished on, or ordered to, the page that the other is on.
fn swap_unlisted(document: &mut DocumentMut, slugs: [&str; 2], homes: &[usize], known: &Known) -> Result<(), Refusal> {
    for (at, slug) in slugs.into_iter().enumerate() {
        let page = homes[1 - at];
        if known.is_ordered() && !known.is_zone {
            change_wishes(document, slug, |wishes| drop(wishes.remove("page")));
            put_on(document, slug, page, Place::Last, known)?;
        } else {
            change_wishes(document, slug, |wishes| set(wishes, "page", page_name(page, known)));
        }
    }
    Ok(())
}

/// Who wished to lead, or not to, did so for the place.
fn swap_leads(document: &mut DocumentMut, slugs: [&str; 2]) {
    let wishes = slugs.map(|slug| wished(document, slug, "lead").and_then(Item::as_bool));
    if wishes[0] == wishes[1] {
        return;
    }
    for (slug, wish) in slugs.into_iter().zip([wishes[1], wishes[0]]) {
        change_wishes(document, slug, |wishes| put(wishes, "lead", wish.map(Value::from)));
    }
}
