//! The pages that differ, side by side, as one HTML file that needs nothing else.
use std::fmt::Write;
use std::fs;

use base64::Engine;
use base64::engine::general_purpose::STANDARD;

use super::layout::{Frame, WrittenPage};
use super::{ChangeKind, Difference, Side, StoryChange};
use crate::press::site::text::escape;

/// Colour of what differs, by how; what stands as it was has the last.
fn colour(kind: Option<ChangeKind>) -> &'static str {
    match kind {
        Some(ChangeKind::New) => "#0a7d28",
        Some(ChangeKind::Gone) => "#c4162a",
        Some(ChangeKind::Moved | ChangeKind::Sized) => "#c26a00",
        Some(ChangeKind::Headline | ChangeKind::Text) => "#0b5fd6",
        Some(ChangeKind::Lines | ChangeKind::Photos) => "#7a3fb0",
        None => "#9a9a9a",
    }
}

/// The old and the new of every page that differs; with their pictures where the output folders have them.
pub fn html(difference: &Difference, old: &Side, new: &Side) -> String {
    let edition = &new.layout.edition;
    let title = format!("{}, {}", escape(&edition.title), escape(&edition.date));
    let mut out = format!(
        "<!doctype html>\n<html lang=\"en\">\n<meta charset=\"utf-8\">\n<meta name=\"viewport\" content=\"width=device-width\">\n<title>Differences: {title}</title>\n\
         <style>body{{font:15px/1.4 sans-serif;margin:2em;color-scheme:light}}pre{{white-space:pre-wrap}}\
         div{{display:flex;gap:1em}}figure{{flex:1;margin:0}}svg{{width:100%;height:auto;border:1px solid #888}}</style>\n\
         <h1>{title}</h1>\n<pre>{}</pre>\n",
        escape(&difference.text())
    );
    let legend = [
        (ChangeKind::New, "new"),
        (ChangeKind::Gone, "gone"),
        (ChangeKind::Moved, "moved or of another size"),
        (ChangeKind::Text, "other words"),
        (ChangeKind::Lines, "other lines or pictures"),
    ];
    let swatch = |(kind, words): (ChangeKind, &str)| format!("<b style=\"color:{}\">■</b> {words} ", colour(Some(kind)));
    let _ = writeln!(out, "<p>{}</p>", legend.map(swatch).concat());
    for label in &difference.touched {
        let _ = writeln!(out, "<h2>{}</h2>\n<div>", escape(label));
        for (side, caption) in [(old, "old"), (new, "new")] {
            let drawn = side.page(label).map(|page| draw(page, side, difference, std::ptr::eq(side, old))).unwrap_or_default();
            let _ = writeln!(out, "<figure><figcaption>{caption}</figcaption>{drawn}</figure>");
        }
        out.push_str("</div>\n");
    }
    out
}

fn draw(page: &WrittenPage, side: &Side, difference: &Difference, is_old: bool) -> String {
    let mut out = format!("<svg viewBox=\"0 0 {} {}\" role=\"img\" aria-label=\"page {}\">", page.width, page.height, escape(&page.label));
    let picture = side.folder.as_ref().and_then(|folder| fs::read(folder.join(format!("epaper/pages/{}.jpg", page.label))).ok());
    match picture {
        Some(bytes) => {
            let data = STANDARD.encode(bytes);
            let _ = write!(out, "<image width=\"{}\" height=\"{}\" href=\"data:image/jpeg;base64,{data}\"/>", page.width, page.height);
        }
        None => marks(page, &mut out),
    }
    for story in &page.stories {
        let is_it = |change: &&StoryChange| {
            let on = &change.pages[usize::from(!is_old)];
            change.slug == story.slug && change.part == story.part && on.as_deref() == Some(page.label.as_str())
        };
        let change = difference.stories.iter().find(is_it);
        let kind = change.and_then(|change| change.ways.iter().map(|(kind, _)| *kind).min());
        let words =
            change.map(|change| change.ways.iter().map(|(_, words)| words.as_str()).collect::<Vec<_>>().join("; ")).unwrap_or_default();
        let [x, y, ..] = story.frame;
        let colour = colour(kind);
        let weight = if kind.is_some() { 5 } else { 1 };
        let _ = write!(
            out,
            "<g><title>{}: {}</title><rect {} fill=\"{colour}\" fill-opacity=\"{}\" stroke=\"{colour}\" stroke-width=\"{weight}\"/>",
            escape(&story.slug),
            escape(if words.is_empty() { "as it was" } else { &words }),
            place(story.frame),
            if kind.is_some() { "0.12" } else { "0" }
        );
        if kind.is_some() {
            let _ = write!(
                out,
                "<text x=\"{}\" y=\"{}\" font-family=\"sans-serif\" font-size=\"16\" font-weight=\"bold\" fill=\"{colour}\" stroke=\"#fff\" stroke-width=\"4\" paint-order=\"stroke\">{}</text>",
                x + 6.0,
                y + 18.0,
                escape(&story.slug)
            );
        }
        out.push_str("</g>");
    }
    out + "</svg>"
}

/// A page without its picture: lines as strokes, photos and ads as areas.
fn marks(page: &WrittenPage, out: &mut String) {
    let _ = write!(out, "<rect width=\"{}\" height=\"{}\" fill=\"#fff\"/>", page.width, page.height);
    for story in &page.stories {
        for photo in &story.photos {
            let _ = write!(out, "<rect {} fill=\"#ccc\"/>", place(photo.frame));
        }
        let lines = story.legs.iter().flat_map(|leg| leg.lines.iter().map(move |line| (leg.frame, line.baseline)));
        let strokes: String = lines.map(|([x, _, width, _], y)| format!("M{x} {}h{width}", y - 2.0)).collect();
        let _ = write!(out, "<path d=\"{strokes}\" stroke=\"#bbb\" stroke-width=\"4\"/>");
    }
    for ad in &page.ads {
        let _ = write!(out, "<rect {} fill=\"#eee\" stroke=\"#999\"><title>{}</title></rect>", place(ad.frame), escape(&ad.name));
    }
}

fn place([x, y, width, height]: Frame) -> String {
    format!("x=\"{x}\" y=\"{y}\" width=\"{width}\" height=\"{height}\"")
}
