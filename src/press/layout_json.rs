//! The map of the paper: `layout.json`, for programs.
use std::fmt::Write;

use crate::page::{Crop, Page, Paper, PhotoPlace, StoryPlace};
use crate::units::Rect;

/// `layout.json`: every page, story, leg, line, photo and ad with its place, three decimals, from the trim's top left.
pub fn layout_json(paper: &Paper) -> String {
    let mut out = String::new();
    let _ = writeln!(out, "{{\n  \"edition\": {{\"title\": {}, \"date\": {}}},", text(&paper.title), text(&paper.date));
    out.push_str("  \"pages\": [");
    for (n, page) in paper.pages.iter().enumerate() {
        let _ = write!(
            out,
            "{}\n    {{\"number\": {},{} \"label\": {}, \"section\": {}, \"width\": {}, \"height\": {},\n     \"stories\": [",
            comma(n),
            page.number,
            numbers(page),
            text(&page.label),
            text(&page.section),
            page.width,
            page.height
        );
        for (n, place) in page.stories.iter().enumerate() {
            let _ = writeln!(out, "{}", comma(n));
            story(place, &mut out);
        }
        out.push_str("],\n     \"ads\": [");
        for (n, ad) in page.ads.iter().enumerate() {
            let _ = write!(out, "{}{{\"name\": {}, \"frame\": {}}}", list_comma(n), text(&ad.name), rect(ad.frame));
        }
        out.push_str("]}");
    }
    out.push_str("\n  ]\n}\n");
    out
}

fn story(place: &StoryPlace, out: &mut String) {
    let lines: Vec<String> = place.headline_lines.iter().map(|line| text(line)).collect();
    let _ = write!(
        out,
        "       {{\"slug\": {}, \"part\": \"{}\", \"frame\": {},\n        \"headline\": {{\"size\": {}, \"lines\": [{}]}},\n        \"legs\": [",
        text(&place.slug.0),
        place.part.word(),
        rect(place.frame),
        place.headline_size,
        lines.join(", ")
    );
    for (n, leg) in place.legs.iter().enumerate() {
        let _ = write!(out, "{}\n          {{\"frame\": {}, \"lines\": [", comma(n), rect(leg.frame));
        for (n, (baseline, words)) in leg.lines.iter().enumerate() {
            let _ = write!(out, "{}\n            {{\"baseline\": {baseline}, \"text\": {}}}", comma(n), text(words));
        }
        out.push_str("]}");
    }
    out.push_str("],\n        \"photos\": [");
    for (n, picture) in place.photos.iter().enumerate() {
        let _ = write!(out, "{}{}", list_comma(n), photo(picture));
    }
    out.push_str("]}");
}

fn photo(place: &PhotoPlace) -> String {
    let crop = place.crop.sides().map(|part| format!("{}.{:03}", part / Crop::WHOLE, part % Crop::WHOLE * 1000 / Crop::WHOLE));
    format!(
        "{{\"file\": {}, \"frame\": {}, \"crop\": [{}], \"ppi\": {}}}",
        text(&place.file),
        rect(place.frame),
        crop.join(", "),
        place.ppi
    )
}

/// The numbers of a double truck, beside its first.
pub fn numbers(page: &Page) -> String {
    if page.is_double { format!(" \"numbers\": [{}, {}],", page.number, page.number + 1) } else { String::new() }
}

fn comma(n: usize) -> &'static str {
    if n == 0 { "" } else { "," }
}

fn list_comma(n: usize) -> &'static str {
    if n == 0 { "" } else { ", " }
}

fn text(words: &str) -> String {
    serde_json::Value::from(words).to_string()
}

fn rect(rect: Rect) -> String {
    format!("[{}, {}, {}, {}]", rect.x, rect.y, rect.width, rect.height)
}
