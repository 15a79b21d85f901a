//! What programs and the reader's script take: `zones.json`, the pages and stories as the reader needs them, the stories' texts.
use std::fmt::Write;

use serde_json::{Value, json};

use super::article::article;
use super::content::Site;
use super::outline::Polygon;
use super::paths::{drawn_file, layer_file, page_file, story_file};
use super::text::{encoded, in_script};
use crate::press::layout_json::numbers;
use crate::units::{PER_POINT, Pt, Rect};

/// `zones.json`: per page its size, pictures, and each story's polygons, in points from the trim's top left.
pub fn zones_json(site: &Site) -> String {
    let quoted = |text: &str| Value::from(text).to_string();
    let mut out = String::new();
    let address = site.facts.address.as_deref().map_or("null".to_string(), quoted);
    let (title, date) = (quoted(&site.paper.title), quoted(&site.paper.date));
    let _ = write!(out, "{{\n  \"edition\": {{\"title\": {title}, \"date\": {date}}}, \"address\": {address},\n  \"pages\": [");
    for (at, page) in site.paper.pages.iter().enumerate() {
        let pictures = &site.pages[at];
        let _ = write!(
            out,
            "{}\n    {{\"number\": {},{} \"label\": {}, \"section\": {}, \"width\": {}, \"height\": {},\n     \"picture\": {}, \"thumb\": {}, \"zoom\": {},\n     \"stories\": [",
            comma(at),
            page.number,
            numbers(page),
            quoted(&page.label),
            quoted(&page.section),
            page.width,
            page.height,
            quoted(&pictures.page().file),
            quoted(&pictures.thumb().file),
            quoted(&pictures.zoom().file)
        );
        for (n, zone) in site.zones[at].iter().enumerate() {
            let headline = site.stories.iter().find(|story| story.slug == zone.slug).map_or("", |story| &story.headline);
            let polygons: Vec<String> = zone.polygons.iter().map(corners).collect();
            let _ = write!(
                out,
                "{}\n       {{\"slug\": {}, \"headline\": {}, \"part\": \"{}\", \"order\": {},\n        \"polygons\": [{}],\n        \"story\": {}}}",
                comma(n),
                quoted(&zone.slug.0),
                quoted(headline),
                zone.part,
                n + 1,
                polygons.join(", "),
                quoted(&story_file(&zone.slug))
            );
        }
        out.push_str("],\n     \"ads\": [");
        for (n, ad) in page.ads.iter().enumerate() {
            let polygon = corners(&around(ad.frame));
            let _ = write!(out, "{}{{\"name\": {}, \"polygons\": [{polygon}]}}", if n == 0 { "" } else { ", " }, quoted(&ad.name));
        }
        out.push_str("]}");
    }
    out.push_str("\n  ]\n}\n");
    out
}

fn comma(n: usize) -> &'static str {
    if n == 0 { "" } else { "," }
}

fn around(rect: Rect) -> Polygon {
    vec![(rect.x, rect.y), (rect.right(), rect.y), (rect.right(), rect.bottom()), (rect.x, rect.bottom())]
}

fn corners(polygon: &Polygon) -> String {
    let corners: Vec<String> = polygon.iter().map(|(x, y)| format!("[{x}, {y}]")).collect();
    format!("[{}]", corners.join(", "))
}

/// Corners as SVG has them.
pub fn points(polygon: &Polygon) -> String {
    polygon.iter().map(|(x, y)| format!("{x},{y}")).collect::<Vec<_>>().join(" ")
}

/// A length in points, as JSON has numbers.
fn number(length: Pt) -> f64 {
    f64::from(length.0) / f64::from(PER_POINT)
}

/// What the reader's script knows of the edition at once.
pub fn edition(site: &Site) -> Value {
    let sized = |sized: &super::picture::PageImage| json!([encoded(&sized.file), sized.width, sized.height]);
    let page = |at: usize| {
        let (page, pictures) = (&site.paper.pages[at], &site.pages[at]);
        let zones: Vec<Value> = site.zones[at]
            .iter()
            .map(|zone| json!({ "slug": &*zone.slug.0, "points": zone.polygons.iter().map(points).collect::<Vec<_>>() }))
            .collect();
        let frame = |rect: Rect| json!([rect.x, rect.y, rect.width, rect.height].map(number));
        let links: Vec<Value> = site.links[at]
            .iter()
            .map(|link| json!({ "to": link.to.to_string(), "words": link.words, "frames": link.frames.iter().map(|rect| frame(*rect)).collect::<Vec<_>>() }))
            .collect();
        let ads: Vec<&str> = page.ads.iter().map(|ad| ad.name.as_str()).collect();
        json!({
            "label": page.label, "section": page.section, "file": encoded(&page_file(&page.label)), "text": encoded(&layer_file(&page.label)),
            "drawn": encoded(&drawn_file(&page.label)),
            "width": number(page.width), "height": number(page.height),
            "page": sized(pictures.page()), "zoom": sized(pictures.zoom()), "thumb": sized(pictures.thumb()),
            "zones": zones, "links": links, "ads": ads, "double": page.is_double,
        })
    };
    let stories: Vec<Value> = site
        .stories
        .iter()
        .map(|story| {
            json!({
                "slug": &*story.slug.0, "headline": story.headline, "section": story.section, "lang": story.lang,
                "pages": story.pages, "file": encoded(&story_file(&story.slug)),
            })
        })
        .collect();
    json!({
        "title": site.paper.title, "date": site.paper.date, "day": site.words.day(&site.paper.date), "lang": site.paper.lang,
        "address": site.facts.address, "words": site.words.table,
        "pages": (0..site.paper.pages.len()).map(page).collect::<Vec<_>>(), "stories": stories,
    })
}

/// `stories.js`: every story's text as HTML. A script and no JSON, as pages opened from a folder may load no other file.
pub fn stories_js(site: &Site) -> String {
    let texts: serde_json::Map<String, Value> =
        site.stories.iter().map(|story| (story.slug.0.to_string(), Value::from(article(site, story, "")))).collect();
    format!("newsprint.stories = {};\n", in_script(&Value::Object(texts)))
}
