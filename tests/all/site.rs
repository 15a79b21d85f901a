//! The e-paper's site: zones, texts, links and bytes of both samples and of every golden case.
use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;

use newsprint::Request;
use newsprint::page::{MarkKind, Paper, Text};
use newsprint::press::{Target, Targets};
use newsprint::role::{Role, Slug, StoryPart};
use rayon::prelude::*;
use serde_json::Value;

use crate::editions::{self, Made};
use crate::files;
use crate::markup::{self, Element};

type Files = BTreeMap<String, Vec<u8>>;

/// The files of an edition's site, by their paths in it.
fn site(made: &Made) -> Files {
    let own = made.files.iter().filter_map(|(name, bytes)| Some((name.strip_prefix("epaper/")?.to_string(), bytes.clone())));
    own.collect()
}

fn text_of(files: &Files, name: &str) -> String {
    String::from_utf8(files[name].clone()).unwrap()
}

#[test]
fn heavy_sites_are_sound() {
    let faults = editions::made().into_par_iter().flat_map(|made| {
        let (paper, files) = (&made.paper, site(made));
        let mut faults = zones(paper, &files);
        faults.extend(texts(paper, &files));
        faults.extend(layers(paper, &files));
        faults.extend(drawn(paper, &files));
        faults.extend(links(&files));
        faults.extend(well_formed(&files));
        faults.extend(index(&files));
        faults.into_iter().map(|fault| format!("{}: {fault}", made.name)).collect::<Vec<String>>()
    });
    editions::none(faults.collect());
    lay_out_sample();
}

/// The sample's site in `target/sample-site`, so that `.ci/run` need not build it again for the browser.
fn lay_out_sample() {
    let folder = editions::root().join("target/sample-site");
    let _ = fs::remove_dir_all(&folder);
    let shown = |name: &str| name == "epaper.pdf" || name.starts_with("epaper/");
    let sample = editions::SAMPLES[0].made.as_ref().expect("the sample has no errors");
    for (name, bytes) in sample.files.iter().filter(|(name, _)| shown(name)) {
        let path = folder.join(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, bytes).unwrap();
    }
}

type Polygon = Vec<(f64, f64)>;

fn polygons(value: &Value) -> Vec<Polygon> {
    let corner = |corner: &Value| (corner[0].as_f64().unwrap(), corner[1].as_f64().unwrap());
    value.as_array().unwrap().iter().map(|polygon| polygon.as_array().unwrap().iter().map(corner).collect()).collect()
}

/// By the number of sides to the right (the even-odd rule).
fn holds(polygons: &[Polygon], (x, y): (f64, f64)) -> bool {
    let sides = polygons.iter().flat_map(|polygon| polygon.iter().zip(polygon.iter().cycle().skip(1)));
    let crossed = sides.filter(|(from, to)| (from.1 > y) != (to.1 > y) && from.0 > x).count();
    crossed % 2 == 1
}

/// Zones stand on their page, share nothing, and hold the text of their story and no other's.
fn zones(paper: &Paper, files: &Files) -> Vec<String> {
    let mut faults = Vec::new();
    let zones: Value = serde_json::from_slice(&files["zones.json"]).unwrap();
    for (page, told) in paper.pages.iter().zip(zones["pages"].as_array().unwrap()) {
        for key in ["picture", "thumb", "zoom"] {
            if !files.contains_key(told[key].as_str().unwrap()) {
                faults.push(format!("{}: no file {}", page.label, told[key]));
            }
        }
        let mut areas: Vec<(&str, Vec<Polygon>)> = Vec::new();
        for story in told["stories"].as_array().unwrap() {
            let polygons = polygons(&story["polygons"]);
            let size = (f64::from(page.width.to_f32()), f64::from(page.height.to_f32()));
            for (from, to) in polygons.iter().flat_map(|polygon| polygon.iter().zip(polygon.iter().cycle().skip(1))) {
                if from.0 < 0.0 || from.1 < 0.0 || from.0 > size.0 + 0.001 || from.1 > size.1 + 0.001 {
                    faults.push(format!("{} {}: a corner off the page", page.label, story["slug"]));
                }
                if (from.0 == to.0) == (from.1 == to.1) {
                    faults.push(format!("{} {}: a side that is neither level nor upright", page.label, story["slug"]));
                }
            }
            if polygons.is_empty() || !files.contains_key(story["story"].as_str().unwrap()) {
                faults.push(format!("{} {}: no zone or no file", page.label, story["slug"]));
            }
            areas.push((story["slug"].as_str().unwrap(), polygons));
        }
        faults.extend(overlaps(&areas).into_iter().map(|fault| format!("{}: {fault}", page.label)));
        // Cut the text out by the zones: each gives its story's, all of it and nothing else.
        let mut cut: BTreeMap<&str, String> = BTreeMap::new();
        let mut whole: BTreeMap<&str, String> = BTreeMap::new();
        for mark in &page.marks {
            let MarkKind::Text(text) = &mark.kind else { continue };
            let own = mark.tag.story.as_ref().filter(|_| mark.tag.role.is_story());
            if let Some(slug) = own {
                whole.entry(&slug.0).or_default().push_str(&text.text);
            }
            let middle = (f64::from((text.x + text.width() / 2).to_f32()), f64::from((text.y - text.size / 4).to_f32()));
            if let Some((slug, _)) = areas.iter().find(|(_, polygons)| holds(polygons, middle)) {
                // A table's head stands again over its next leg, and is no part of the text.
                let again = own.is_none() && matches!(mark.tag.role, Role::TableHead | Role::TableCell);
                if !again {
                    cut.entry(slug).or_default().push_str(&text.text);
                }
            }
        }
        for (slug, want) in &whole {
            if cut.get(slug) != Some(want) {
                faults.push(format!("{} {slug}: the zone's text is not the story's", page.label));
            }
        }
        for slug in cut.keys().filter(|slug| !whole.contains_key(*slug)) {
            faults.push(format!("{} {slug}: text of none", page.label));
        }
    }
    faults
}

fn overlaps(areas: &[(&str, Vec<Polygon>)]) -> Vec<String> {
    let corners = || areas.iter().flat_map(|(_, polygons)| polygons.iter().flatten());
    let cuts = |values: &mut dyn Iterator<Item = f64>| {
        let mut cuts: Vec<f64> = values.collect();
        cuts.sort_by(f64::total_cmp);
        cuts.dedup();
        cuts
    };
    let (xs, ys) = (cuts(&mut corners().map(|c| c.0)), cuts(&mut corners().map(|c| c.1)));
    let mut faults = BTreeSet::new();
    for x in xs.windows(2) {
        for y in ys.windows(2) {
            let middle = (f64::midpoint(x[0], x[1]), f64::midpoint(y[0], y[1]));
            let here: Vec<&str> = areas.iter().filter(|(_, polygons)| holds(polygons, middle)).map(|(slug, _)| *slug).collect();
            if here.len() > 1 {
                faults.insert(format!("zones overlap: {here:?}"));
            }
        }
    }
    faults.into_iter().collect()
}

fn bare(text: &str) -> String {
    text.chars().filter(|c| !c.is_whitespace() && *c != '\u{ad}' && *c != '\u{a0}').collect()
}

/// Each story's page has the story's text as it ran: paragraph by paragraph in order, and everything else of it.
fn texts(paper: &Paper, files: &Files) -> Vec<String> {
    let mut faults = Vec::new();
    let mut ran: BTreeMap<&Slug, (String, Vec<String>)> = BTreeMap::new();
    for page in &paper.pages {
        for place in &page.stories {
            let (body, rest) = ran.entry(&place.slug).or_default();
            let turn = place.part == StoryPart::Turn;
            for mark in page.marks.iter().filter(|mark| mark.tag.story.as_ref() == Some(&place.slug)) {
                let MarkKind::Text(Text { text, .. }) = &mark.kind else { continue };
                match mark.tag.role {
                    Role::Body | Role::Subhead => body.push_str(&bare(text)),
                    Role::JumpLine | Role::ListSign => {}
                    Role::Kicker | Role::Headline if turn => {}
                    role if role.is_story() => rest.push(bare(text)),
                    _ => {}
                }
            }
        }
    }
    for (slug, (body, mut rest)) in ran {
        let page = markup::html(&text_of(files, &format!("stories/{slug}.html")));
        let article = page.find("article").expect("an article");
        let flow = article.blocks(&|element| {
            matches!(element.name.as_str(), "p" | "h2") && !element.has("class") && !element.inside_of(&["blockquote", "div", "figure"])
        });
        if bare(&flow) != body {
            faults.push(format!("{slug}: the paragraphs are not those that ran"));
        }
        let others = bare(&article.text_without(&|element| element.class() == "turn"));
        let mut have: Vec<char> = others.chars().collect();
        let mut want: Vec<char> = body.chars().chain(rest.iter().flat_map(|part| part.chars())).collect();
        have.sort_unstable();
        want.sort_unstable();
        if have != want {
            faults.push(format!("{slug}: {} characters on its page, {} in the paper", have.len(), want.len()));
        }
        for part in rest.drain(..).filter(|part| !others.contains(part.as_str())) {
            faults.push(format!("{slug}: \"{part}\" is not on its page"));
        }
    }
    faults
}

/// A page's text as a site's file tells it: the blocks, each with its lines.
fn layer(files: &Files, label: &str) -> Value {
    let text = text_of(files, &format!("pages/{label}-text.js"));
    let (_, json) = text.split_once("] = ").expect("a script that sets it");
    serde_json::from_str(json.trim().strip_suffix(';').unwrap()).unwrap()
}

/// Furthest that a word's box may be from its glyphs, in points.
const NEAR: f64 = 0.11;

/// The text over each page is what stands on it: of each story all that is set, in its order, each word where its glyphs are.
fn layers(paper: &Paper, files: &Files) -> Vec<String> {
    let mut faults = Vec::new();
    for page in &paper.pages {
        let told = layer(files, &page.label);
        let mut texts: BTreeMap<&str, String> = BTreeMap::new();
        let mut boxes: Vec<(String, [f64; 3])> = Vec::new();
        for block in told["blocks"].as_array().unwrap() {
            let story = usize::try_from(block[0].as_i64().unwrap()).map_or("", |at| told["stories"][at].as_str().unwrap());
            for line in &block.as_array().unwrap()[3..] {
                texts.entry(story).or_default().push_str(line[0].as_str().unwrap());
                boxes.extend(pieces(line));
            }
        }
        let mut set: BTreeMap<&str, String> = BTreeMap::new();
        for mark in &page.marks {
            let MarkKind::Text(text) = &mark.kind else { continue };
            let own = mark.tag.story.as_ref().filter(|_| mark.tag.role.is_story());
            set.entry(own.map_or("", |slug| &slug.0)).or_default().push_str(&text.text);
            for (word, left, right) in words(text) {
                let y = f64::from(text.y.to_f32());
                let holds = |(piece, [x, end, baseline]): &(String, [f64; 3])| {
                    let whole = *piece == word && (x - left).abs() < NEAR && (end - right).abs() < NEAR;
                    // A word that two faces share is one piece.
                    let part = piece.len() > word.len() && piece.contains(&word) && *x < left + NEAR && *end > right - NEAR;
                    (baseline - y).abs() < NEAR && (whole || part)
                };
                if !boxes.iter().any(holds) {
                    faults.push(format!("{}: no box of the text holds \"{word}\" at {left}, {y}", page.label));
                }
            }
        }
        let all = |texts: &BTreeMap<&str, String>| texts.iter().map(|(slug, text)| (slug.to_string(), bare(text))).collect::<Vec<_>>();
        if all(&texts) != all(&set) {
            faults.push(format!("{}: the text over the page is not the page's", page.label));
        }
        for place in &page.stories {
            let text = bare(&texts[&*place.slug.0]);
            for (_, line) in place.legs.iter().flat_map(|leg| &leg.lines).filter(|(_, line)| !text.contains(&bare(line))) {
                faults.push(format!("{} {}: the text over the page lacks \"{line}\"", page.label, place.slug));
            }
        }
    }
    faults
}

/// What a page is drawn from has every glyph of the page at its place, and an outline for each.
fn drawn(paper: &Paper, files: &Files) -> Vec<String> {
    let script = |name: &str, start: &str| -> Value {
        let text = text_of(files, name);
        let (_, json) = text.split_once(start).expect("a script that sets it");
        serde_json::from_str(json.trim().strip_suffix(';').unwrap()).unwrap()
    };
    let outlines = script("outlines.js", "newsprint.faces = ");
    let mut faults = Vec::new();
    for page in &paper.pages {
        let told = script(&format!("pages/{}-drawn.js", page.label), "] = ");
        let mut have: Vec<(i64, i64, i64, i64)> = Vec::new();
        for mark in told["marks"].as_array().unwrap().iter().filter(|mark| mark[0] == 2) {
            let numbers: Vec<i64> = mark.as_array().unwrap().iter().map(|number| number.as_i64().unwrap()).collect();
            let face = told["looks"][numbers[1] as usize][0].as_i64().unwrap();
            let mut x = 0;
            for glyph in numbers[3..].chunks(2) {
                x += glyph[0];
                have.push((face, glyph[1], x, numbers[2]));
            }
        }
        let mut want: Vec<(i64, i64, i64, i64)> = Vec::new();
        let hundredths = |length: i32| i64::from((length + 5).div_euclid(10));
        for mark in &page.marks {
            let MarkKind::Text(text) = &mark.kind else { continue };
            let mut pen = text.x;
            for glyph in &text.glyphs {
                if glyph.id != 0 {
                    want.push((text.face.0.into(), glyph.id.into(), hundredths((pen + glyph.dx).0), hundredths((text.y - glyph.dy).0)));
                }
                pen += glyph.advance;
            }
        }
        if have != want {
            faults.push(format!("{}: {} glyphs are drawn, {} are on the page, or not where they are", page.label, have.len(), want.len()));
        }
        let lacks = |face: i64, glyph: i64| outlines[face.to_string()]["outlines"].get(glyph.to_string()).is_none();
        if have.iter().any(|(face, glyph, ..)| lacks(*face, *glyph)) {
            faults.push(format!("{}: a glyph has no outline", page.label));
        }
    }
    faults
}

/// The pieces of a line: text, left and right end, baseline.
fn pieces(line: &Value) -> Vec<(String, [f64; 3])> {
    let numbers: Vec<f64> = line[1].as_array().unwrap().iter().map(|number| number.as_f64().unwrap() / 10.0).collect();
    let text = line[0].as_str().unwrap().trim_end_matches([' ', '\u{ad}']);
    let (mut pen, mut widths) = (numbers[2], numbers[3..].iter());
    let texts: Vec<&str> = text.split(char::is_whitespace).filter(|piece| !piece.is_empty()).collect();
    assert_eq!(numbers.len(), 3 + texts.len() * 2 - 1, "{line}");
    let piece = |text: &str| {
        let right = pen + widths.next().unwrap();
        let placed = (text.to_string(), [pen, right, numbers[0]]);
        pen = right + widths.next().unwrap_or(&0.0);
        placed
    };
    texts.into_iter().map(piece).collect()
}

/// The words of a run, with their left and right ends by its glyphs.
fn words(text: &Text) -> Vec<(String, f64, f64)> {
    let mut words: Vec<(String, f64, f64)> = Vec::new();
    let is_word = |c: char| c.is_alphanumeric();
    let mut at = 0;
    while at < text.text.len() {
        let rest = &text.text[at..];
        let length = rest.find(|c| !is_word(c)).unwrap_or(rest.len());
        if length == 0 {
            at += rest.chars().next().map_or(1, char::len_utf8);
            continue;
        }
        let mut pen = text.x;
        let mut ends: Option<(f32, f32)> = None;
        for glyph in &text.glyphs {
            let inside = (glyph.text.start as usize) < at + length && glyph.text.end as usize > at;
            let (left, right) = (pen.to_f32(), (pen + glyph.advance).to_f32());
            if inside {
                ends = Some(ends.map_or((left, right), |ends| (ends.0.min(left), ends.1.max(right))));
            }
            pen += glyph.advance;
        }
        let apart = |c: Option<char>| !matches!(c, Some('’' | '\''));
        let is_alone = apart(text.text[..at].chars().next_back()) && apart(text.text[at + length..].chars().next());
        if let Some((left, right)) = ends.filter(|_| is_alone) {
            words.push((rest[..length].to_string(), left.into(), right.into()));
        }
        at += length;
    }
    words
}

/// Every link and every file that a page names is there.
fn links(files: &Files) -> Vec<String> {
    let mut faults = Vec::new();
    let pages: BTreeMap<&String, Element> =
        files.keys().filter(|name| name.ends_with(".html")).map(|name| (name, markup::html(&text_of(files, name)))).collect();
    for (name, page) in &pages {
        let folder = name.rsplit_once('/').map_or("", |(folder, _)| folder);
        for address in page.addresses() {
            if address.contains(':') {
                continue;
            }
            let (path, anchor) = address.split_once('#').unwrap_or((&address, ""));
            let target = if path.is_empty() { name.to_string() } else { resolved(folder, path) };
            if !files.contains_key(&target) {
                faults.push(format!("{name}: {address} leads nowhere"));
            } else if target == "index.html" && !anchor.is_empty() && *name != "index.html" {
                let label = anchor.split('/').next().unwrap_or_default();
                if !files.contains_key(&format!("pages/{label}.html")) {
                    faults.push(format!("{name}: {address} names no page"));
                }
            } else if !anchor.is_empty() && !pages[&target].has_id(&percent(anchor)) {
                faults.push(format!("{name}: {address} names nothing on its page"));
            }
        }
        let mut seen = BTreeSet::new();
        for id in page.ids() {
            if !seen.insert(id.clone()) {
                faults.push(format!("{name}: two things are called {id}"));
            }
        }
        for picture in page.all("img") {
            if picture.get("width").is_none() || picture.get("height").is_none() || picture.get("alt").is_none() {
                faults.push(format!("{name}: a picture without size or alt"));
            }
        }
    }
    for line in text_of(files, "files.txt").lines().filter(|line| !files.contains_key(*line)) {
        faults.push(format!("files.txt: {line} is not there"));
    }
    faults
}

fn percent(text: &str) -> String {
    let mut bytes = Vec::new();
    let mut rest = text.bytes();
    while let Some(byte) = rest.next() {
        let hex = |byte: Option<u8>| byte.and_then(|byte| char::from(byte).to_digit(16));
        if byte == b'%' {
            let (high, low) = (hex(rest.next()).unwrap(), hex(rest.next()).unwrap());
            bytes.push((high * 16 + low) as u8);
        } else {
            bytes.push(byte);
        }
    }
    String::from_utf8(bytes).unwrap()
}

fn resolved(folder: &str, path: &str) -> String {
    let path = percent(path);
    let mut parts: Vec<&str> = folder.split('/').filter(|part| !part.is_empty()).collect();
    for part in path.split('/') {
        if part == ".." {
            parts.pop();
        } else {
            parts.push(part);
        }
    }
    parts.join("/")
}

/// XML is well-formed, HTML is read without a complaint, JSON in pages is JSON.
fn well_formed(files: &Files) -> Vec<String> {
    let mut faults = Vec::new();
    for name in files.keys() {
        if name.ends_with(".xml") || name.ends_with(".svg") {
            faults.extend(markup::xml_fault(&text_of(files, name)).map(|fault| format!("{name}: {fault}")));
        }
        if name.ends_with(".html") {
            let text = text_of(files, name);
            faults.extend(markup::html_faults(&text).into_iter().map(|fault| format!("{name}: {fault}")));
            let page = markup::html(&text);
            for script in page.all("script").filter(|script| script.get("type").is_some()) {
                if serde_json::from_str::<Value>(&script.text()).is_err() {
                    faults.push(format!("{name}: a script that is no JSON"));
                }
            }
            if text.contains("{{") {
                faults.push(format!("{name}: a piece was not put in"));
            }
        }
        if name.ends_with(".json") || name.ends_with(".webmanifest") {
            faults.extend(serde_json::from_slice::<Value>(&files[name]).err().map(|error| format!("{name}: {error}")));
        }
    }
    faults
}

/// The search's index counts blocks as the stories' texts have them.
fn index(files: &Files) -> Vec<String> {
    let script = |name: &str, start: &str| -> Value {
        let text = text_of(files, name);
        serde_json::from_str(text.trim().strip_prefix(start).unwrap().strip_suffix(';').unwrap()).unwrap()
    };
    let index = script("search.js", "newsprint.index = ");
    let stories = script("stories.js", "newsprint.stories = ");
    let mut faults = Vec::new();
    for (slug, count) in index["stories"].as_array().unwrap().iter().zip(index["blocks"].as_array().unwrap()) {
        let html = stories[slug.as_str().unwrap()].as_str().unwrap();
        let count = count.as_u64().unwrap();
        let last = if count == 0 { String::new() } else { format!(" data-n=\"{}\"", count - 1) };
        if !html.contains(&last) || html.contains(&format!(" data-n=\"{count}\"")) {
            faults.push(format!("{slug}: {count} blocks in the index, others in the text"));
        }
    }
    faults
}

#[test]
fn an_address_makes_links_whole() {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("address");
    let _ = std::fs::remove_dir_all(&folder);
    files::copy(&editions::root().join("tests/golden/jump-ordered/edition"), &folder);
    let edition = folder.join("edition.toml");
    let text = std::fs::read_to_string(&edition).unwrap();
    std::fs::write(&edition, format!("address = \"https://paper.example/today/\"\n{text}")).unwrap();
    let request = Request { targets: Targets::of(&[Target::Site]), ..Request::default() };
    let files = site(&editions::with(&edition, &request).made.expect("it builds"));
    let text = |name: &str| text_of(&files, name);
    assert!(text("sitemap.xml").contains("<loc>https://paper.example/today/stories/story.html</loc>"));
    assert!(text("feed.xml").contains("<guid isPermaLink=\"true\">https://paper.example/today/stories/second.html</guid>"));
    assert!(text("stories/story.html").contains("<link rel=\"canonical\" href=\"https://paper.example/today/stories/story.html\">"));
    assert!(text("zones.json").contains("\"address\": \"https://paper.example/today/\""));
    assert!(text("zones.json").contains("\"part\": \"turn\""));
    assert!(text("stories/story.html").contains("../pages/A2.html#zone-story"));
}
