//! Tables of an edition file in whatever form they are written: under heads, inline, or as dotted keys.
use toml_edit::{Array, DocumentMut, InlineTable, Item, Table, TableLike, Value};

/// The key of the wishes.
const WISHES: &str = "wishes";
/// The key of the pages.
const PAGES: &str = "pages";

/// Sets a key to a value; one that is there keeps the white and the comment about it.
pub(super) fn set(table: &mut dyn TableLike, key: &str, value: impl Into<Value>) {
    let mut value = value.into();
    match table.get_mut(key).and_then(Item::as_value_mut) {
        Some(old) => {
            *value.decor_mut() = old.decor().clone();
            *old = value;
        }
        None => {
            table.insert(key, Item::Value(value));
        }
    }
}

/// The list of a key, made where it is not there.
pub(super) fn list<'a>(table: &'a mut dyn TableLike, key: &str) -> Option<&'a mut Array> {
    if table.get(key).is_none() {
        table.insert(key, Item::Value(Value::Array(Array::new())));
    }
    table.get_mut(key)?.as_array_mut()
}

/// The tables that a key lists, as `[[key]]` or inline.
pub(super) fn listed<'a>(table: &'a mut dyn TableLike, key: &str) -> Vec<&'a mut dyn TableLike> {
    match table.get_mut(key) {
        Some(Item::ArrayOfTables(tables)) => tables.iter_mut().map(|table| table as &mut dyn TableLike).collect(),
        Some(Item::Value(Value::Array(list))) => {
            list.iter_mut().filter_map(Value::as_inline_table_mut).map(|table| table as &mut dyn TableLike).collect()
        }
        _ => Vec::new(),
    }
}

/// The tables of the pages, in the file's order.
pub(super) fn pages(document: &mut DocumentMut) -> Vec<&mut dyn TableLike> {
    listed(document.as_table_mut(), PAGES)
}

/// The table of a page of a zone, which says its number; made at the end of the pages where it is not there.
pub(super) fn zone_page(document: &mut DocumentMut, page: usize) -> Option<&mut dyn TableLike> {
    let number = page as i64 + 1;
    let is_it = |table: &dyn TableLike| table.get("page").and_then(Item::as_integer) == Some(number);
    let found = pages(document).iter().position(|table| is_it(&**table));
    let at = match found {
        Some(at) => at,
        None => {
            let mut table = Table::new();
            table.insert("page", toml_edit::value(number));
            add_page(document, table)?;
            pages(document).len().checked_sub(1)?
        }
    };
    pages(document).into_iter().nth(at)
}

fn add_page(document: &mut DocumentMut, mut table: Table) -> Option<()> {
    let end = last_position(document.as_table());
    match document.as_table_mut().get_mut(PAGES) {
        None => {
            stand(document, &mut table, end);
            let mut pages = toml_edit::ArrayOfTables::new();
            pages.push(table);
            document.as_table_mut().insert(PAGES, Item::ArrayOfTables(pages));
        }
        Some(Item::ArrayOfTables(pages)) => {
            let after = pages.iter().map(last_position).max().unwrap_or(end);
            stand(document, &mut table, after);
            document.get_mut(PAGES)?.as_array_of_tables_mut()?.push(table);
        }
        Some(Item::Value(Value::Array(list))) => list.push(table.into_inline_table()),
        Some(_) => return None,
    }
    Some(())
}

/// Gives a new table its place after all that stand at or before a position: a blank line over it, and at the end of the file what stands
/// there before it.
fn stand(document: &mut DocumentMut, table: &mut Table, after: isize) {
    let is_last = after >= last_position(document.as_table());
    let mut before = String::new();
    if is_last {
        before = document.trailing().as_str().unwrap_or_default().to_string();
        document.set_trailing("");
        if !before.is_empty() && !before.ends_with('\n') {
            before.push('\n');
        }
    }
    let is_alone = document.as_table().is_empty() && before.is_empty();
    let has_blank = before == "\n" || before.ends_with("\n\n");
    table.decor_mut().set_prefix(format!("{before}{}", if is_alone || has_blank { "" } else { "\n" }));
    table.set_position(Some(after));
}

/// The last position among a table and all under it; the root has none.
fn last_position(table: &Table) -> isize {
    let under = table.iter().map(|(_, item)| match item {
        Item::Table(table) => last_position(table),
        Item::ArrayOfTables(tables) => tables.iter().map(last_position).max().unwrap_or(0),
        _ => 0,
    });
    under.chain(table.position()).max().unwrap_or(0)
}

/// Whether a story has wishes in the file.
pub(super) fn has_wishes(document: &DocumentMut, slug: &str) -> bool {
    document.get(WISHES).and_then(Item::as_table_like).is_some_and(|wishes| wishes.contains_key(slug))
}

/// What a story's wishes have for a key.
pub(super) fn wished<'a>(document: &'a DocumentMut, slug: &str, key: &str) -> Option<&'a Item> {
    document.get(WISHES)?.as_table_like()?.get(slug)?.as_table_like()?.get(key)
}

/// Changes the wishes of a story, whose table is made where there is none and goes where nothing is left in it.
pub(super) fn change_wishes<T>(document: &mut DocumentMut, slug: &str, change: impl FnOnce(&mut dyn TableLike) -> T) -> Option<T> {
    let before = (!has_wishes(document, slug)).then(|| document.clone());
    if before.is_some() {
        add_wishes(document, slug)?;
    }
    let item = document.get_mut(WISHES)?.as_table_like_mut()?.get_mut(slug)?;
    let done = change(item.as_table_like_mut()?);
    neaten(item);
    drop_empty(document, slug);
    if let Some(before) = before.filter(|_| !has_wishes(document, slug)) {
        *document = before;
    }
    if let Some(wishes) = document.get_mut(WISHES).filter(|wishes| wishes.is_inline_table()) {
        neaten(wishes);
    }
    Some(done)
}

/// Takes all wishes of a story out.
pub(super) fn clear_wishes(document: &mut DocumentMut, slug: &str) {
    change_wishes(document, slug, |wishes| {
        let keys: Vec<String> = wishes.iter().map(|(key, _)| key.to_string()).collect();
        keys.iter().for_each(|key| drop(wishes.remove(key)));
    });
}

fn drop_empty(document: &mut DocumentMut, slug: &str) {
    let Some(wishes) = document.get_mut(WISHES).and_then(Item::as_table_like_mut) else { return };
    let mut gone = None;
    if wishes.get(slug).and_then(Item::as_table_like).is_some_and(|story| story.is_empty()) {
        gone = wishes.remove(slug);
    }
    if wishes.is_empty() {
        document.remove(WISHES);
    }
    if let Some(Item::Table(table)) = gone {
        keep_remarks(document, &table);
    }
}

/// Keeps the remarks that stand over a table that has gone, but for those right over its head, which are its own: they come over what is next.
pub(super) fn keep_remarks(document: &mut DocumentMut, gone: &Table) {
    let over = gone.decor().prefix().and_then(|raw| raw.as_str()).unwrap_or_default();
    let kept = over.rfind("\n\n").map_or("", |at| &over[..=at]);
    if !kept.contains('#') {
        return;
    }
    let position = gone.position().unwrap_or(0);
    match next_table(document.as_table_mut(), position) {
        Some(table) => {
            let own = table.decor().prefix().and_then(|raw| raw.as_str()).unwrap_or_default().to_string();
            table.decor_mut().set_prefix(format!("{kept}{own}"));
        }
        None => {
            let own = document.trailing().as_str().unwrap_or_default().to_string();
            document.set_trailing(format!("{kept}{own}"));
        }
    }
}

/// The first table at a position or after it.
fn next_table(table: &mut Table, position: isize) -> Option<&mut Table> {
    let under = table.iter_mut().flat_map(|(_, item)| match item {
        Item::Table(table) => vec![table],
        Item::ArrayOfTables(tables) => tables.iter_mut().collect(),
        _ => Vec::new(),
    });
    let next = under.filter_map(|table| match table.position().is_some_and(|at| at >= position) && !table.is_dotted() {
        true => Some(table),
        false => next_table(table, position),
    });
    next.min_by_key(|table| table.position())
}

/// How the wishes of stories are written in a file.
enum Written {
    /// Under heads, as in `[wishes.SLUG]`.
    Heads,
    /// `SLUG.lead = true`
    Dotted,
    /// `SLUG = { lead = true }`
    Inline,
}

fn written(wishes: &Item) -> Option<Written> {
    let Item::Table(table) = wishes else { return wishes.is_inline_table().then_some(Written::Inline) };
    let last = table.iter().last().map(|(_, item)| item);
    Some(match last {
        Some(Item::Value(_)) => Written::Inline,
        Some(Item::Table(story)) if story.is_dotted() => Written::Dotted,
        None | Some(_) if table.is_dotted() => Written::Dotted,
        _ => Written::Heads,
    })
}

fn add_wishes(document: &mut DocumentMut, slug: &str) -> Option<()> {
    if document.get(WISHES).is_none() {
        let mut wishes = Table::new();
        wishes.set_implicit(true);
        let mut story = Table::new();
        let end = last_position(document.as_table());
        stand(document, &mut story, end);
        wishes.insert(slug, Item::Table(story));
        document.insert(WISHES, Item::Table(wishes));
        return Some(());
    }
    let item = match written(document.get(WISHES)?)? {
        Written::Inline => Item::Value(Value::InlineTable(InlineTable::new())),
        Written::Dotted => {
            let mut story = Table::new();
            story.set_dotted(true);
            Item::Table(story)
        }
        Written::Heads => {
            let mut story = Table::new();
            let after = last_position(document.get(WISHES)?.as_table()?);
            stand(document, &mut story, after);
            Item::Table(story)
        }
    };
    document.get_mut(WISHES)?.as_table_like_mut()?.insert(slug, item);
    Some(())
}

/// Puts the inline tables of pages that have changed in order.
pub(super) fn neaten_pages(document: &mut DocumentMut, before: &DocumentMut) {
    let old: Vec<String> = before.get(PAGES).and_then(Item::as_array).into_iter().flatten().map(Value::to_string).collect();
    let pages = document.get_mut(PAGES).and_then(Item::as_array_mut).into_iter().flat_map(Array::iter_mut);
    for (page, _) in pages.zip(old).filter(|(page, old)| page.to_string() != *old) {
        neaten_value(page);
    }
}

/// Puts the white of an inline table on one line in order, which keys that come and go leave behind.
pub(super) fn neaten(item: &mut Item) {
    item.as_value_mut().into_iter().for_each(neaten_value);
}

/// The same of a value.
pub(super) fn neaten_value(value: &mut Value) {
    let Some(table) = value.as_inline_table_mut() else { return };
    let decor = table.decor().clone();
    table.decor_mut().clear();
    // A comment in it, and what stands on several lines, stay as they are.
    if !table.to_string().contains('\n') {
        table.fmt();
    }
    *table.decor_mut() = decor;
}
