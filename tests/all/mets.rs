//! The archive's folder of both samples and every golden case: METS and ALTO, whole, valid, and word by word what was filed.
use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use newsprint::Request;
use newsprint::edition::{Article, Block};
use newsprint::page::Page;
use newsprint::press::site::zone;
use newsprint::press::{Target, Targets};
use rayon::prelude::*;
use sha2::{Digest, Sha256};

use crate::editions::{self, Made, words};
use crate::xml::{self, Element};

/// A folder, read.
struct Folder<'a> {
    made: &'a Made,
    mets: Element,
    /// ALTO files by their names in the METS file, in the order of pages.
    texts: BTreeMap<String, Element>,
}

impl Folder<'_> {
    fn read(made: &Made) -> Folder<'_> {
        let mets = xml::read(&made.files["mets/mets.xml"]);
        let full = mets.all("fileGrp").into_iter().find(|group| group.get("USE") == Some("FULLTEXT")).expect("texts");
        let text = |file: &&Element| (file.need("ID").to_string(), xml::read(&made.files[&address(file)]));
        let texts = full.all("file").iter().map(text).collect();
        Folder { made, mets, texts }
    }
}

/// Where a file of the METS file lies in the output folder.
fn address(file: &Element) -> String {
    format!("mets/{}", file.children[0].need("xlink:href"))
}

#[test]
fn heavy_archives_are_sound() {
    let all = editions::made();
    let faults = all.par_iter().flat_map(|made| {
        let folder = Folder::read(made);
        let checks = [references, boxes, stories, zones];
        let faults: Vec<String> = checks.iter().flat_map(|check| check(&folder)).collect();
        faults.into_iter().map(|fault| format!("{}: {fault}", made.name)).collect::<Vec<String>>()
    });
    editions::none(faults.collect());
    schemas(&all);
}

/// Every name is one thing's and every reference leads to one; every file is there, as it is told.
fn references(folder: &Folder) -> Vec<String> {
    let mut faults = Vec::new();
    let files = &folder.made.files;
    let mut names: BTreeMap<&str, BTreeSet<&str>> = BTreeMap::new();
    let all = folder.texts.iter().map(|(name, alto)| (name.as_str(), alto)).chain([("mets", &folder.mets)]);
    for (file, root) in all {
        let own = names.entry(file).or_default();
        for id in root.every().into_iter().filter_map(|element| element.get("ID")) {
            if !own.insert(id) {
                faults.push(format!("{file}: two things are called {id}"));
            }
        }
        for element in root.every() {
            for key in ["STYLEREFS", "TAGREFS", "IDNEXT", "DMDID", "FILEID", "xlink:from", "xlink:to"] {
                let wanted = element.get(key).unwrap_or_default().split_whitespace();
                faults.extend(wanted.filter(|name| !own.contains(name)).map(|name| format!("{file}: {key} {name} leads nowhere")));
            }
        }
    }
    for area in folder.mets.all("area") {
        let (file, begin) = (area.need("FILEID"), area.need("BEGIN"));
        if !names.get(file).is_some_and(|ids| ids.contains(begin)) {
            faults.push(format!("the area {begin} is not in {file}"));
        }
    }
    for file in folder.mets.all("file") {
        let Some(bytes) = files.get(&address(file)) else {
            faults.push(format!("{} is not there", address(file)));
            continue;
        };
        let sum: String = Sha256::digest(bytes).iter().map(|byte| format!("{byte:02x}")).collect();
        if file.need("SIZE") != bytes.len().to_string() || file.need("CHECKSUM") != sum {
            faults.push(format!("{} is not as told", address(file)));
        }
    }
    let list = String::from_utf8(files["mets/files.txt"].clone()).unwrap();
    let listed: BTreeSet<String> = list.lines().map(|line| format!("mets/{line}")).collect();
    let there: BTreeSet<String> = files.keys().filter(|name| name.starts_with("mets/") && *name != "mets/files.txt").cloned().collect();
    if listed != there {
        faults.push("files.txt lists other files than there are".to_string());
    }
    faults
}

/// Left, top, right, bottom.
fn frame(element: &Element) -> [f64; 4] {
    let [x, y, width, height] = ["HPOS", "VPOS", "WIDTH", "HEIGHT"].map(|name| element.length(name));
    [x, y, x + width, y + height]
}

/// Everything stands within what holds it, and all of it on the page.
fn boxes(folder: &Folder) -> Vec<String> {
    fn inside(element: &Element, outer: [f64; 4], faults: &mut Vec<String>) {
        const ROUNDED: f64 = 0.0015;
        let own = if element.get("HPOS").is_some() { frame(element) } else { outer };
        let is_inside = (0..2).all(|at| own[at] >= outer[at] - ROUNDED) && (2..4).all(|at| own[at] <= outer[at] + ROUNDED);
        if !is_inside {
            faults.push(format!("{} {:?} stands outside of what holds it", element.name, element.attributes));
        }
        if element.name == "String" && (own[2] <= own[0] || own[3] <= own[1]) {
            faults.push(format!("a word covers nothing: {:?}", element.attributes));
        }
        element.children.iter().for_each(|child| inside(child, own, faults));
    }
    let mut faults = Vec::new();
    for alto in folder.texts.values() {
        for page in alto.all("Page") {
            let whole = [0.0, 0.0, page.length("WIDTH"), page.length("HEIGHT")];
            page.children.iter().for_each(|child| inside(child, whole, &mut faults));
        }
    }
    faults
}

/// The words of blocks, those at the ends of lines whole.
fn read(blocks: &[&Element]) -> Result<Vec<String>, String> {
    let mut out: Vec<String> = Vec::new();
    let mut owed = String::new();
    for string in blocks.iter().flat_map(|block| block.all("String")) {
        let content = string.need("CONTENT");
        match string.get("SUBS_TYPE") {
            Some("HypPart1") => {
                let whole = string.need("SUBS_CONTENT");
                out.push(whole.to_string());
                owed = whole.strip_prefix(content).ok_or(format!("\"{content}\" does not begin \"{whole}\""))?.to_string();
            }
            Some(_) => owed = owed.strip_prefix(content).ok_or(format!("\"{content}\" is not what \"{owed}\" goes on with"))?.to_string(),
            None if owed.is_empty() => out.push(content.to_string()),
            None => return Err(format!("\"{owed}\" is missing before \"{content}\"")),
        }
    }
    if owed.is_empty() { Ok(out) } else { Err(format!("\"{owed}\" is missing")) }
}

/// A story as METS has it: what each piece is, and its words.
fn told(folder: &Folder, article: &Element) -> Result<Vec<(String, String)>, String> {
    let mut out = Vec::new();
    for div in article.children.iter().filter(|child| child.name == "div") {
        let find = |area: &&Element| {
            let alto = &folder.texts[area.need("FILEID")];
            alto.every().into_iter().find(|element| element.get("ID") == Some(area.need("BEGIN"))).expect("a block")
        };
        let blocks: Vec<&Element> = div.all("area").iter().map(find).collect();
        let role = blocks[0].need("TAGREFS").trim_start_matches("role_").to_string();
        out.push((role, read(&blocks)?.join(" ")));
    }
    Ok(out)
}

/// Text as filed, with the white about dashes that the paper's usage may change taken out.
fn filed(text: &str) -> String {
    words(text).replace(" — ", "—").replace(" – ", "–")
}

/// Each story of the METS file has the text that was filed, all of it and nothing else, in that order.
fn stories(folder: &Folder) -> Vec<String> {
    let mut faults = Vec::new();
    let records: BTreeMap<&str, &Element> = folder.mets.all("dmdSec").into_iter().map(|record| (record.need("ID"), record)).collect();
    let mut seen = BTreeSet::new();
    for div in folder.mets.all("div").into_iter().filter(|div| div.get("TYPE") == Some("ARTICLE")) {
        let slug = records[div.need("DMDID")].all("mods:identifier")[0].text.clone();
        let article = folder.made.articles.iter().find(|article| *article.slug.0 == *slug).expect("an article");
        let found = told(folder, div).and_then(|told| compare(article, &told));
        faults.extend(found.err().map(|fault| format!("{slug}: {fault}")));
        seen.insert(slug);
    }
    let ran: BTreeSet<String> = folder.made.paper.ran.iter().map(|ran| ran.slug.0.to_string()).collect();
    if seen != ran {
        faults.push(format!("stories that ran and are not told, or the other way: {:?}", seen.symmetric_difference(&ran)));
    }
    faults
}

/// The same without the marks around it: a quote's are the typesetter's.
fn unquoted(text: &str) -> String {
    filed(text).trim_matches(|sign: char| "“”‘’«»„\"".contains(sign)).to_string()
}

/// What a body holds in order, and whether it may be left out.
fn body(article: &Article) -> Vec<(String, bool)> {
    let mut out = Vec::new();
    for block in &article.body {
        match block {
            Block::Paragraph { text, optional } => out.push((filed(&text.text), *optional)),
            Block::Subhead(text) => out.push((filed(&text.text), false)),
            Block::List { items, .. } => out.extend(items.iter().map(|item| (filed(&item.text), false))),
            Block::Table { head, rows } => {
                out.extend(head.iter().chain(rows.iter().flatten()).map(|cell| (filed(&cell.text), false)));
            }
            // Whether a quote is pulled is the planner's choice.
            Block::Quote { text, by, is_heard: false, cut_out: false } => {
                let by = by.as_deref().map(|by| format!(" — {by}")).unwrap_or_default();
                let marked = if text.text.starts_with('“') { text.text.clone() } else { format!("“{}”", text.text) };
                out.push((filed(&format!("{marked}{by}")), false));
            }
            Block::Quote { text, by, .. } => {
                out.push((unquoted(&text.text), true));
                out.extend(by.as_deref().map(|by| (filed(by), true)));
            }
        }
    }
    out.retain(|(text, _)| !text.is_empty());
    out
}

fn compare(article: &Article, told: &[(String, String)]) -> Result<(), String> {
    let mut want = body(article).into_iter();
    let dateline = article.dateline.as_ref().map(|place| format!("{}—", words(place)));
    let agency = article.agency.as_ref().map(|agency| format!(" ({})", words(agency)));
    let photos = || article.photos.iter().chain(&article.cut_outs);
    let is_one_of = |options: Vec<String>, got: &str| {
        if options.iter().any(|option| option == got) { Ok(()) } else { Err(format!("\"{got}\" is none of {options:?}")) }
    };
    for (role, got) in told {
        let got = if role == "quote" { unquoted(got) } else { filed(got) };
        match role.as_str() {
            "photo" | "list-sign" | "refer" => {}
            "headline" => is_one_of(vec![filed(&article.headline), filed(article.short())], &got)?,
            "deck" => is_one_of(article.deck.iter().map(|deck| filed(deck)).collect(), &got)?,
            "kicker" => is_one_of(article.kicker.iter().map(|kicker| filed(kicker)).collect(), &got)?,
            "byline" => {
                let lines = article.byline.iter().flat_map(|line| [Some(&line.name), line.role.as_ref(), line.email.as_ref()]);
                is_one_of(lines.flatten().map(|line| filed(line)).collect(), &got)?;
            }
            "caption" | "credit" => {
                let both = |photo: &newsprint::edition::Photo| filed(&format!("{} {}", photo.caption.text, photo.credit));
                is_one_of(photos().flat_map(|photo| [both(photo), filed(&photo.caption.text), filed(&photo.credit)]).collect(), &got)?;
            }
            "body" | "subhead" | "list" | "table-head" | "table-cell" | "quote" | "quote-by" => loop {
                let (text, optional) = want.next().ok_or(format!("\"{got}\" was not filed there"))?;
                let bare = dateline.as_ref().map_or(got.as_str(), |dateline| got.strip_prefix(dateline.as_str()).unwrap_or(&got));
                let without = agency.as_ref().map_or(bare, |agency| bare.strip_suffix(agency.as_str()).unwrap_or(bare));
                if [got.as_str(), bare, without].contains(&text.as_str()) {
                    break;
                }
                if !optional {
                    return Err(format!("\"{text}\" was filed, \"{got}\" is there"));
                }
            },
            other => return Err(format!("{other} was not filed")),
        }
    }
    match want.find(|(_, optional)| !optional) {
        Some((text, _)) => Err(format!("\"{text}\" is missing")),
        None => Ok(()),
    }
}

type Polygon = Vec<(f64, f64)>;

/// By the number of sides to the right (the even-odd rule).
fn holds(polygons: &[Polygon], (x, y): (f64, f64)) -> bool {
    let sides = polygons.iter().flat_map(|polygon| polygon.iter().zip(polygon.iter().cycle().skip(1)));
    sides.filter(|(from, to)| (from.1 > y) != (to.1 > y) && from.0 > x).count() % 2 == 1
}

/// The zones of a page in the units of its ALTO file.
fn polygons(page: &Page) -> Vec<(String, Vec<Polygon>)> {
    let units = |length: newsprint::units::Pt| f64::from(length.0) / 60.0;
    let outline = |polygon: &Vec<_>| polygon.iter().map(|(x, y)| (units(*x), units(*y))).collect();
    let zone = |zone: &zone::Zone| (zone.slug.0.to_string(), zone.polygons.iter().map(outline).collect());
    zone::zones(page).iter().map(zone).collect()
}

/// The words that a story's zone cuts out of its page are the story's: every one, and no other's.
fn zones(folder: &Folder) -> Vec<String> {
    let mut faults = Vec::new();
    for (page, alto) in folder.made.paper.pages.iter().zip(folder.texts.values()) {
        let zones = polygons(page);
        let cut = |string: &Element| {
            let [left, top, right, bottom] = frame(string);
            let middle = (f64::midpoint(left, right), f64::midpoint(top, bottom));
            let mut found = zones.iter().filter(|(_, polygons)| holds(polygons, middle)).map(|(slug, _)| slug.as_str());
            (found.next(), found.next())
        };
        let is_story = |block: &&Element| block.get("TYPE") == Some("article");
        let told = page.stories.iter().filter(|place| page.marks.iter().any(|mark| mark.tag.story.as_ref() == Some(&place.slug)));
        let composed: Vec<&Element> = alto.all("ComposedBlock").into_iter().filter(is_story).collect();
        for (place, block) in told.zip(&composed) {
            for string in block.all("String") {
                if cut(string) != (Some(&place.slug.0), None) {
                    faults.push(format!("{} {}: \"{}\" is cut out by {:?}", page.label, place.slug, string.need("CONTENT"), cut(string)));
                }
            }
        }
        let own: BTreeSet<&str> = composed.iter().flat_map(|block| block.all("String")).map(|string| string.need("ID")).collect();
        // A table's head stands again over its next leg, and is no part of the text.
        let again = alto
            .all("TextBlock")
            .into_iter()
            .filter(|block| block.need("TAGREFS") == "role_table-head")
            .flat_map(|block| block.all("String"));
        let again: BTreeSet<&str> = again.map(|string| string.need("ID")).collect();
        for string in alto.all("String").into_iter().filter(|string| !own.contains(string.need("ID")) && !again.contains(string.need("ID")))
        {
            if let (Some(slug), _) = cut(string) {
                faults.push(format!("{} {slug}: its zone cuts out \"{}\", which is no story's", page.label, string.need("CONTENT")));
            }
        }
    }
    faults
}

#[test]
fn jumped_stories_are_one() {
    let request = Request { targets: Targets::of(&[Target::Mets]), ..Request::default() };
    let made = editions::with(&editions::golden("jump-ordered"), &request).made.expect("the case has no errors");
    let folder = Folder::read(&made);
    let article = folder.mets.all("div").into_iter().find(|div| div.get("TYPE") == Some("ARTICLE")).expect("an article");
    let files: Vec<&str> = article.all("area").iter().map(|area| area.need("FILEID")).collect();
    assert_eq!((files[0], files[files.len() - 1]), ("ALTO0001", "ALTO0002"));
    let text: Vec<String> = told(&folder, article).unwrap().into_iter().map(|(_, text)| text).collect();
    assert!(!text.join(" ").contains("Page 2") && !text.contains(&"Forty boats, one wall".to_string()), "{text:?}");
}

/// Files against their schemas, where xmllint and the schemas are there.
#[allow(clippy::print_stderr, reason = "what was skipped is told")]
fn schemas(all: &[&Made]) {
    let schemas = editions::root().join("tests/schemas");
    if Command::new("xmllint").arg("--version").output().is_err() {
        eprintln!("skipped: xmllint is not on the path");
        return;
    }
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("mets");
    let _ = fs::remove_dir_all(&folder);
    let mut files: [Vec<PathBuf>; 2] = [Vec::new(), Vec::new()];
    for (n, made) in all.iter().enumerate() {
        for (name, bytes) in made.files.iter().filter(|(name, _)| name.ends_with(".xml")) {
            let path = folder.join(n.to_string()).join(name);
            fs::create_dir_all(path.parent().unwrap()).unwrap();
            fs::write(&path, bytes).unwrap();
            files[usize::from(name.starts_with("mets/alto/"))].push(path);
        }
    }
    for (schema, files) in ["mets.xsd", "alto-4-4.xsd"].into_iter().zip(files) {
        if !schemas.join(schema).is_file() {
            eprintln!("skipped: tests/schemas/{schema} is not there");
            continue;
        }
        let run = Command::new("xmllint")
            .env("XML_CATALOG_FILES", schemas.join("catalog.xml"))
            .args(["--nonet", "--noout", "--schema"])
            .arg(schemas.join(schema))
            .args(&files)
            .output()
            .unwrap();
        let told = String::from_utf8_lossy(&run.stderr).into_owned();
        let faults: Vec<&str> = told.lines().filter(|line| !line.ends_with(" validates")).take(20).collect();
        assert!(run.status.success() && files.len() >= 50, "{} files against {schema}\n{}", files.len(), faults.join("\n"));
    }
}
