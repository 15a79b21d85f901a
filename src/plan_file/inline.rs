//! Values as they stand in TOML on one line.
use std::fmt::Write;

use crate::edition::wishes::{Hold, JumpWish, PageName, PhotoWish, Wish, Wishes};
use crate::planned::words::size;
use crate::role::Slug;

/// A TOML basic string; JSON writes the same but for DEL.
pub fn quoted(text: &str) -> String {
    serde_json::to_string(text).unwrap_or_default().replace('\u{7f}', "\\u007F")
}

/// Strings with commas between them.
pub fn quoted_list(list: &[String]) -> String {
    list.iter().map(|text| quoted(text)).collect::<Vec<_>>().join(", ")
}

/// Wishes as a table of one line.
pub fn wishes(wishes: &Wishes) -> String {
    let mut keys: Vec<String> = Vec::new();
    let mut flag = |key: &str, wish: &Option<Wish<bool>>| keys.extend(wish.as_ref().map(|wish| format!("{key} = {}", wish.value)));
    flag("lead", &wishes.lead);
    flag("above_fold", &wishes.above_fold);
    flag("deck", &wishes.deck);
    flag("quote", &wishes.quote);
    flag("refer", &wishes.refer);
    flag("kill", &wishes.kill);
    keys.extend(wishes.page.as_ref().map(|wish| match &wish.value {
        PageName::Number(number) => format!("page = {number}"),
        PageName::Label(label) => format!("page = {}", quoted(label)),
    }));
    keys.extend(wishes.columns.as_ref().map(|wish| format!("columns = {}", wish.value)));
    keys.extend(wishes.room.as_ref().map(|wish| format!("room = \"{:+} lines\"", wish.value)));
    let list = |slugs: &[Slug]| quoted_list(&slugs.iter().map(|slug| slug.0.to_string()).collect::<Vec<_>>());
    keys.extend(wishes.beside.as_ref().map(|wish| format!("beside = [{}]", list(&wish.value))));
    keys.extend(wishes.not_beside.as_ref().map(|wish| format!("not_beside = [{}]", list(&wish.value))));
    let mut head: Vec<String> = Vec::new();
    head.extend(wishes.head_size.as_ref().map(|wish| format!("size = {}", quoted(&size(wish.value)))));
    head.extend(wishes.head_lines.as_ref().map(|wish| format!("lines = {}", wish.value)));
    head.extend(wishes.head_breaks.as_ref().map(|wish| format!("breaks = [{}]", quoted_list(&wish.value))));
    if !head.is_empty() {
        keys.push(format!("headline = {{ {} }}", head.join(", ")));
    }
    keys.extend(wishes.hold.as_ref().map(|wish| match wish.value {
        Hold::No => "hold = false".to_string(),
        Hold::Yes => "hold = true".to_string(),
        Hold::Until(day) => format!("hold = {day}"),
    }));
    keys.extend(wishes.jump.as_ref().map(|wish| match wish.value {
        JumpWish::Never => "jump = false".to_string(),
        JumpWish::May => "jump = true".to_string(),
        JumpWish::After(paragraphs) => format!("jump = {paragraphs}"),
    }));
    if !wishes.photos.is_empty() {
        keys.push(format!("photos = [{}]", wishes.photos.iter().map(photo).collect::<Vec<_>>().join(", ")));
    }
    format!("{{ {} }}", keys.join(", "))
}

fn photo(wish: &PhotoWish) -> String {
    let mut out = format!("{{ photo = {}", wish.photo + 1);
    let mut add = |key: &str, value: Option<String>| {
        if let Some(value) = value {
            let _ = write!(out, ", {key} = {value}");
        }
    };
    add("columns", wish.columns.map(|columns| columns.to_string()));
    add("rows", wish.rows.map(|rows| rows.to_string()));
    add("crop", wish.crop.map(|crop| format!("0.{crop:03}")));
    add("under", wish.place.under.map(|under| under.to_string()));
    add("beside", wish.place.beside.map(|beside| beside.to_string()));
    add("out", wish.out.then(|| "true".to_string()));
    out + " }"
}
