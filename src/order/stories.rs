//! Orders for one story, which become its wishes.
use toml_edit::{Array, DocumentMut, InlineTable, Item, TableLike, Value};

use super::table::{change_wishes, clear_wishes, has_wishes, neaten, neaten_value, set, wished};
use super::{Head, Jump, Known, KnownStory, Order, Photo, Refusal, Switch, Wish, lists};
use crate::edition::quotes::bare;
use crate::moment::day;
use crate::tree::form::shown;

/// Does an order for one story, and says what changed.
pub(super) fn apply(document: &mut DocumentMut, order: &Order, known: &Known) -> Result<String, Refusal> {
    let clears = |slug: &str| matches!(order, Order::Clear { .. }) && has_wishes(document, slug);
    let slug = slug_of(order);
    if !clears(slug) {
        known.story(slug)?;
    }
    let story = known.stories.get(slug).cloned().unwrap_or_default();
    let mut desk = Desk { document, slug, story: &story };
    let said = match order {
        Order::Hold { until, .. } => desk.hold(until.as_deref())?,
        Order::Kill { .. } => desk.kill()?,
        Order::Release { .. } => desk.release()?,
        Order::Room { lines, .. } => desk.room(*lines)?,
        Order::Columns { columns, .. } => {
            let width = match columns {
                Wish::Is(columns) => counted(u32::from(*columns), "column"),
                Wish::Free => "as many columns as suit it".into(),
            };
            desk.wish("columns", columns.clone().value(|columns| i64::from(columns).into()))?;
            format!("takes {width}")
        }
        Order::Photo(photo) => desk.photo(photo)?,
        Order::Head(head) => desk.head(head)?,
        Order::Deck { wish, .. } => desk.switch("deck", *wish, ["keeps its deck", "runs without its deck", "has its deck as it comes"])?,
        Order::Quote { wish, .. } => {
            desk.switch("quote", *wish, ["keeps its pull quote", "runs without its pull quote", "has its pull quote as it comes"])?
        }
        Order::Refer { wish, .. } => {
            desk.switch("refer", *wish, ["keeps its teasers", "runs without its teasers", "has its teasers as they come"])?
        }
        Order::Fold { wish, .. } => {
            desk.switch("above_fold", *wish, ["begins above the fold", "may begin below the fold", "begins where it comes"])?
        }
        Order::Jump { jump, .. } => desk.jump(*jump)?,
        Order::Beside { other, .. } | Order::Apart { other, .. } => {
            known.story(other)?;
            desk.touch(other, matches!(order, Order::Beside { .. }))?
        }
        Order::Clear { .. } => {
            clear_wishes(desk.document, slug);
            "has no wishes in the edition".into()
        }
        _ => return Err(Refusal::no_order("this is no order for one story", "")),
    };
    Ok(format!("\"{slug}\" {said}{}", own_remark(order, &story)))
}

fn slug_of(order: &Order) -> &str {
    match order {
        Order::Hold { slug, .. }
        | Order::Kill { slug }
        | Order::Release { slug }
        | Order::Room { slug, .. }
        | Order::Columns { slug, .. }
        | Order::Deck { slug, .. }
        | Order::Quote { slug, .. }
        | Order::Refer { slug, .. }
        | Order::Jump { slug, .. }
        | Order::Beside { slug, .. }
        | Order::Apart { slug, .. }
        | Order::Fold { slug, .. }
        | Order::Clear { slug } => slug,
        Order::Photo(photo) => &photo.slug,
        Order::Head(head) => &head.slug,
        _ => "",
    }
}

/// What is told where a story's own file wishes something that the edition no longer overrules.
fn own_remark(order: &Order, story: &KnownStory) -> String {
    match order {
        Order::Clear { .. } if !story.own.is_empty() => format!("; its own file wishes {}", story.own.join(", ")),
        _ => String::new(),
    }
}

/// `1 line`, `2 lines`
pub(super) fn counted(count: u32, noun: &str) -> String {
    format!("{count} {noun}{}", if count == 1 { "" } else { "s" })
}

impl<T> Wish<T> {
    fn value(self, to: impl FnOnce(T) -> Value) -> Option<Value> {
        match self {
            Wish::Is(value) => Some(to(value)),
            Wish::Free => None,
        }
    }
}

/// A story whose wishes change.
struct Desk<'a> {
    document: &'a mut DocumentMut,
    slug: &'a str,
    story: &'a KnownStory,
}

impl Desk<'_> {
    fn change(&mut self, change: impl FnOnce(&mut dyn TableLike)) -> Result<(), Refusal> {
        change_wishes(self.document, self.slug, change).ok_or_else(|| {
            let message = format!("the wishes for {} are no table of keys", shown(self.slug));
            Refusal::no_order(message, format!("write them under [wishes.{}]", self.slug))
        })
    }

    /// Sets a wish, or takes it back.
    fn wish(&mut self, key: &str, value: Option<Value>) -> Result<(), Refusal> {
        self.change(|wishes| match value {
            Some(value) => set(wishes, key, value),
            None => drop(wishes.remove(key)),
        })
    }

    fn owns(&self, key: &str) -> bool {
        self.story.own.iter().any(|own| own == key)
    }

    fn switch(&mut self, key: &str, wish: Switch, words: [&str; 3]) -> Result<String, Refusal> {
        let (value, said) = match wish {
            Switch::On => (Some(true), words[0]),
            Switch::Off => (Some(false), words[1]),
            Switch::Free => (None, words[2]),
        };
        self.wish(key, value.map(Value::from))?;
        Ok(said.to_string())
    }

    fn hold(&mut self, until: Option<&str>) -> Result<String, Refusal> {
        let Some(until) = until else {
            self.wish("hold", Some(true.into()))?;
            return Ok("is held".into());
        };
        let until = until.trim();
        let date = day(until).and_then(|_| until.parse::<toml_edit::Datetime>().ok());
        let date = date.ok_or_else(|| Refusal::no_order(format!("{} is no day", shown(until)), "write it as in 2019-12-25"))?;
        self.wish("hold", Some(date.into()))?;
        Ok(format!("is held until {date}"))
    }

    fn kill(&mut self) -> Result<String, Refusal> {
        self.wish("kill", Some(true.into()))?;
        Ok("is killed".into())
    }

    /// Takes back hold and kill; those of the story's own file are overruled.
    fn release(&mut self) -> Result<String, Refusal> {
        for key in ["hold", "kill"] {
            let overruled = self.owns(key).then(|| false.into());
            self.wish(key, overruled)?;
        }
        Ok("is neither held nor killed".into())
    }

    fn room(&mut self, lines: i16) -> Result<String, Refusal> {
        let count = counted(u32::from(lines.unsigned_abs()), "line");
        let text = format!("{}{count}", if lines < 0 { "-" } else { "+" });
        self.wish("room", (lines != 0).then(|| text.as_str().into()))?;
        Ok(match lines {
            0 => "has the room that it needs".into(),
            _ => format!("has room for {count} {} than it has", if lines < 0 { "fewer" } else { "more" }),
        })
    }

    fn jump(&mut self, jump: Jump) -> Result<String, Refusal> {
        let (value, said): (Option<Value>, String) = match jump {
            Jump::Never => (Some(false.into()), "is not continued elsewhere".into()),
            Jump::May => (Some(true.into()), "may be continued elsewhere".into()),
            Jump::After(after) => (Some(i64::from(after).into()), format!("is continued elsewhere after paragraph {after}")),
            Jump::Free => (None, "is continued elsewhere as it comes".into()),
        };
        self.wish("jump", value)?;
        Ok(said)
    }

    /// Two stories stand beside each other, or apart: what was said of them before does not stand against it.
    fn touch(&mut self, other: &str, beside: bool) -> Result<String, Refusal> {
        if other == self.slug {
            return Err(Refusal::no_order("a story has no place to itself", "name two stories"));
        }
        let (wanted, against) = if beside { ("beside", "not_beside") } else { ("not_beside", "beside") };
        let slug = self.slug;
        self.change(|wishes| {
            unlist(wishes, against, other);
            if let Some(list) = super::table::list(wishes, wanted).filter(|list| lists::position(list, other).is_none()) {
                lists::insert(list, list.len(), other);
            }
        })?;
        if wished(self.document, other, against).is_some() {
            change_wishes(self.document, other, |wishes| unlist(wishes, against, slug));
        }
        Ok(format!("stands {} \"{other}\"", if beside { "beside" } else { "apart from" }))
    }

    fn head(&mut self, head: &Head) -> Result<String, Refusal> {
        let Head { size, lines, breaks, .. } = head;
        if size.is_none() && lines.is_none() && breaks.is_none() {
            return Err(Refusal::no_order("nothing is said of the headline", "give --size, --lines or --breaks"));
        }
        if let Some(Wish::Is(lines)) = breaks {
            self.same_words(lines)?;
        }
        let mut said = Vec::new();
        let mut keys: Vec<(&str, Option<Value>)> = Vec::new();
        if let Some(size) = size {
            said.push(told("size", size, |size| size.clone()));
            keys.push(("size", size.clone().value(|size| size.trim().into())));
        }
        if let Some(lines) = lines {
            said.push(told("lines", lines, |lines| lines.to_string()));
            keys.push(("lines", lines.clone().value(|lines| i64::from(lines).into())));
        }
        if let Some(breaks) = breaks {
            said.push(told("breaks", breaks, |breaks| breaks.join(" / ")));
            keys.push(("breaks", breaks.clone().value(|breaks| Value::Array(breaks.iter().map(|line| line.trim()).collect::<Array>()))));
        }
        self.change(|wishes| headline(wishes, keys))?;
        Ok(format!("has a headline with {}", said.join(", ")))
    }

    /// The lines of a headline are its words, in whatever quotation marks.
    fn same_words(&self, lines: &[String]) -> Result<(), Refusal> {
        let given = bare(&lines.join(" "));
        let headlines = &self.story.headlines;
        if headlines.is_empty() || headlines.iter().any(|headline| bare(headline) == given) {
            return Ok(());
        }
        let message = format!("{} are not the words of its headline", shown(&lines.join(" ")));
        Err(Refusal::no_order(message, format!("write these, with / where a line ends: {}", headlines.join(", or "))))
    }

    fn photo(&mut self, photo: &Photo) -> Result<String, Refusal> {
        let count = self.story.photos.unwrap_or(usize::from(u8::MAX));
        if photo.photo == 0 || usize::from(photo.photo) > count {
            let help = if count == 0 { "it has none".into() } else { format!("it has {}", counted(count as u32, "photo")) };
            let message = format!("{} has no photo {}", shown(self.slug), photo.photo);
            return Err(Refusal { code: "unknown-photo", message, help });
        }
        let said = photo_words(photo);
        if said.is_empty() {
            return Err(Refusal::no_order(
                "nothing is said of the photo",
                "give --columns, --rows, --crop, --under, --over, --beside, --above, --out, --in or --first",
            ));
        }
        let mut before = Vec::new();
        if let Some(item) = wished(self.document, self.slug, "photos") {
            before = Photos::of(item).numbers;
        }
        self.change(|wishes| photos(wishes, photo, before))?;
        Ok(format!("runs its photo {} {}", photo.photo, said.join(", ")))
    }
}

fn told<T>(what: &str, wish: &Wish<T>, shown: impl Fn(&T) -> String) -> String {
    match wish {
        Wish::Is(value) => format!("{what} {}", shown(value)),
        Wish::Free => format!("free {what}"),
    }
}

/// Takes a slug out of a list; a list that is empty then goes.
pub(super) fn unlist(table: &mut dyn TableLike, key: &str, slug: &str) -> bool {
    let Some(list) = table.get_mut(key).and_then(Item::as_array_mut) else { return false };
    let Some(at) = lists::position(list, slug) else { return false };
    lists::remove(list, at);
    if list.is_empty() {
        table.remove(key);
    }
    true
}

/// Sets keys of the headline's wishes, and takes others back.
fn headline(wishes: &mut dyn TableLike, keys: Vec<(&str, Option<Value>)>) {
    if wishes.get("headline").is_none() {
        wishes.insert("headline", Item::Value(Value::InlineTable(InlineTable::new())));
    }
    let Some(item) = wishes.get_mut("headline") else { return };
    let Some(table) = item.as_table_like_mut() else { return };
    for (key, value) in keys {
        match value {
            Some(value) => set(table, key, value),
            None => drop(table.remove(key)),
        }
    }
    let is_empty = table.is_empty();
    neaten(item);
    if is_empty {
        wishes.remove("headline");
    }
}

fn photo_words(photo: &Photo) -> Vec<String> {
    let mut said = Vec::new();
    said.extend(photo.columns.as_ref().map(|wish| told("columns", wish, u8::to_string)));
    said.extend(photo.rows.as_ref().map(|wish| told("rows", wish, u16::to_string)));
    said.extend(photo.crop.as_ref().map(|wish| told("crop", wish, f64::to_string)));
    let flags = [
        (photo.under, "under the headline", "over the headline"),
        (photo.beside, "beside the text", "over the text"),
        (photo.out, "not at all", "as filed"),
    ];
    said.extend(flags.into_iter().filter_map(|(flag, yes, no)| flag.map(|flag| if flag { yes } else { no }.to_string())));
    said.extend(photo.first.then(|| "before the others".to_string()));
    said
}

/// The photos that are wished for, as numbers.
struct Photos {
    numbers: Vec<u8>,
}

impl Photos {
    fn of(item: &Item) -> Photos {
        let number = |table: &dyn TableLike| table.get("photo").and_then(Item::as_integer).and_then(|number| u8::try_from(number).ok());
        let numbers = match item {
            Item::ArrayOfTables(tables) => tables.iter().filter_map(|table| number(table)).collect(),
            Item::Value(Value::Array(list)) => list.iter().filter_map(Value::as_inline_table).filter_map(|table| number(table)).collect(),
            _ => Vec::new(),
        };
        Photos { numbers }
    }
}

/// Changes the wishes for one photo. The list of them is also the order of the photos, so that others may have to be named before it.
fn photos(wishes: &mut dyn TableLike, photo: &Photo, before: Vec<u8>) {
    if wishes.get("photos").is_none() {
        wishes.insert("photos", Item::Value(Value::Array(Array::new())));
    }
    let Some(item) = wishes.get_mut("photos") else { return };
    let mut numbers = before;
    let missing: Vec<u8> = match numbers.contains(&photo.photo) {
        true => Vec::new(),
        false => (1..photo.photo).filter(|other| !photo.first && !numbers.contains(other)).chain([photo.photo]).collect(),
    };
    for number in missing {
        add_photo(item, number);
        numbers.push(number);
    }
    if let (true, Some(at)) = (photo.first, numbers.iter().position(|number| *number == photo.photo)) {
        to_front(item, at);
        numbers[..=at].rotate_right(1);
    }
    if let Some(table) = numbers.iter().position(|number| *number == photo.photo).and_then(|at| photo_table(item, at)) {
        photo_keys(table, photo);
    }
    drop_idle(item, &mut numbers);
    if numbers.is_empty() {
        wishes.remove("photos");
    }
}

fn photo_table(item: &mut Item, at: usize) -> Option<&mut dyn TableLike> {
    match item {
        Item::ArrayOfTables(tables) => tables.get_mut(at).map(|table| table as &mut dyn TableLike),
        Item::Value(Value::Array(list)) => list.get_mut(at)?.as_inline_table_mut().map(|table| table as &mut dyn TableLike),
        _ => None,
    }
}

fn add_photo(item: &mut Item, number: u8) {
    match item {
        Item::ArrayOfTables(tables) => {
            let mut table = toml_edit::Table::new();
            let position = tables.iter().filter_map(toml_edit::Table::position).max();
            table.insert("photo", toml_edit::value(i64::from(number)));
            table.set_position(position);
            tables.push(table);
        }
        Item::Value(Value::Array(list)) => {
            let mut table = InlineTable::new();
            table.insert("photo", i64::from(number).into());
            lists::insert_value(list, list.len(), Value::InlineTable(table));
        }
        _ => {}
    }
}

fn to_front(item: &mut Item, at: usize) {
    match item {
        Item::ArrayOfTables(tables) => {
            // Tables are written by their positions, so that what stands in them moves.
            for place in (1..=at).rev() {
                let Some(mut above) = tables.get(place - 1).cloned() else { return };
                let Some(here) = tables.get_mut(place) else { return };
                std::mem::swap(here, &mut above);
                let (position, decor) = (here.position(), here.decor().clone());
                here.set_position(above.position());
                *here.decor_mut() = above.decor().clone();
                above.set_position(position);
                *above.decor_mut() = decor;
                tables.replace(place - 1, above);
            }
        }
        Item::Value(Value::Array(list)) if at > 0 => {
            let Some(mut value) = list.get(at).cloned() else { return };
            lists::remove(list, at);
            value.decor_mut().clear();
            lists::insert_value(list, 0, value);
        }
        _ => {}
    }
}

fn photo_keys(table: &mut dyn TableLike, photo: &Photo) {
    let mut put = |key: &str, wish: Option<Option<Value>>| match wish {
        Some(Some(value)) => set(table, key, value),
        Some(None) => drop(table.remove(key)),
        None => {}
    };
    put("columns", photo.columns.clone().map(|wish| wish.value(|columns| i64::from(columns).into())));
    put("rows", photo.rows.clone().map(|wish| wish.value(|rows| i64::from(rows).into())));
    put("crop", photo.crop.clone().map(|wish| wish.value(Value::from)));
    put("under", photo.under.map(|flag| Some(flag.into())));
    put("beside", photo.beside.map(|flag| Some(flag.into())));
    put("out", photo.out.map(|out| out.then(|| true.into())));
}

/// Drops the last entries while they say nothing: neither of a photo nor of the order.
fn drop_idle(item: &mut Item, numbers: &mut Vec<u8>) {
    if let Item::Value(Value::Array(list)) = item {
        list.iter_mut().for_each(neaten_value);
    }
    while let Some((last, before)) = numbers.split_last() {
        let at = before.len();
        let is_bare = photo_table(item, at).is_some_and(|table| table.len() <= 1);
        // Those that are not named follow as they are filed: the next of them is this one anyway.
        let follows = (1..*last).all(|other| before.contains(&other));
        if !is_bare || !follows {
            return;
        }
        match item {
            Item::ArrayOfTables(tables) => drop(tables.remove(at)),
            Item::Value(Value::Array(list)) => lists::remove(list, at),
            _ => return,
        }
        numbers.pop();
    }
}
