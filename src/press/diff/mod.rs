//! Two layouts compared: what stands elsewhere, is set otherwise, came or went; in words, as JSON and as pictures.
use std::collections::BTreeSet;
use std::path::Path;

use serde_json::{Value, json};

mod draw;
mod layout;
mod words;

pub use draw::html;
use layout::{Frame, WrittenAd, WrittenPage, WrittenPhoto, WrittenStory};
pub use layout::{Side, WrittenLayout};
use words::{edit, words};

/// A way in which a story differs; the weightiest first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum ChangeKind {
    /// It is in the new layout only.
    New,
    /// It is in the old one only.
    Gone,
    /// Another page, or another place on it.
    Moved,
    /// Another width or depth.
    Sized,
    /// Another headline, or the same broken or sized otherwise.
    Headline,
    /// Other words.
    Text,
    /// The same words in other lines.
    Lines,
    /// Pictures that came, went, moved, or are cropped otherwise.
    Photos,
}

impl ChangeKind {
    /// Its name in the JSON.
    pub fn name(self) -> &'static str {
        match self {
            ChangeKind::New => "new",
            ChangeKind::Gone => "gone",
            ChangeKind::Moved => "moved",
            ChangeKind::Sized => "sized",
            ChangeKind::Headline => "headline",
            ChangeKind::Text => "text",
            ChangeKind::Lines => "lines",
            ChangeKind::Photos => "photos",
        }
    }
}

/// A story that differs.
#[derive(Debug)]
pub struct StoryChange {
    pub slug: String,
    /// `whole`, `first` or `turn`.
    pub part: String,
    /// Its pages in the old layout and the new.
    pub pages: [Option<String>; 2],
    /// In which ways, each with the words for it.
    pub ways: Vec<(ChangeKind, String)>,
}

/// What differs between two layouts.
#[derive(Debug, Default)]
pub struct Difference {
    /// Of the edition as a whole, and of pages.
    pub pages: Vec<String>,
    /// Stories, page by page of the new layout, then those that are gone.
    pub stories: Vec<StoryChange>,
    /// Of ads, each with its page.
    pub ads: Vec<(String, String)>,
    /// Files of both folders that are not the same, without layout.json.
    pub files: Vec<String>,
    /// Pages on which anything differs, in the new layout's order.
    pub touched: Vec<String>,
    /// Legs, photos and ads of the old layout, and how many of them stand where they did.
    pub blocks: usize,
    /// See `blocks`.
    pub stayed: usize,
    /// Stories of the new layout.
    pub count: usize,
}

/// A story's name and part, which no two on a paper share.
type StoryName<'a> = (&'a str, &'a str);

/// Every story of a layout with its page.
fn stories(side: &Side) -> impl Iterator<Item = (StoryName<'_>, &WrittenPage, &WrittenStory)> {
    let pages = side.layout.pages.iter();
    pages.flat_map(|page| page.stories.iter().map(move |story| ((story.slug.as_str(), story.part.as_str()), page, story)))
}

/// Compares two layouts, and where both came with their folders the files in them.
pub fn compare(old: &Side, new: &Side) -> Difference {
    let mut found = Difference { count: stories(new).count(), ..Difference::default() };
    if old.layout.edition != new.layout.edition {
        let [was, is] = [old, new].map(|side| format!("{}, {}", side.layout.edition.title, side.layout.edition.date));
        found.pages.push(format!("the edition is {is}; it was {was}"));
    }
    let mut touched: BTreeSet<&str> = BTreeSet::new();
    for page in &new.layout.pages {
        let ways = match old.page(&page.label) {
            None => vec![format!("page {} is new", page.label)],
            Some(before) => page_ways(before, page),
        };
        if !ways.is_empty() {
            touched.insert(&page.label);
        }
        found.pages.extend(ways);
    }
    for page in old.layout.pages.iter().filter(|page| new.page(&page.label).is_none()) {
        found.pages.push(format!("page {} is gone", page.label));
        touched.insert(&page.label);
    }
    for (name, page, story) in stories(new) {
        let before = stories(old).find(|(other, ..)| *other == name);
        let ways = match before {
            None => vec![(ChangeKind::New, "new".to_string())],
            Some((_, page_before, before)) => story_ways((page_before, before), (page, story)),
        };
        if !ways.is_empty() {
            let pages = [before.map(|(_, page, _)| page.label.clone()), Some(page.label.clone())];
            touched.extend(before.map(|(_, page, _)| page.label.as_str()).into_iter().chain([page.label.as_str()]));
            found.stories.push(StoryChange { slug: name.0.into(), part: name.1.into(), pages, ways });
        }
    }
    for (name, page, _) in stories(old).filter(|(name, ..)| !stories(new).any(|(other, ..)| other == *name)) {
        touched.insert(&page.label);
        let pages = [Some(page.label.clone()), None];
        found.stories.push(StoryChange { slug: name.0.into(), part: name.1.into(), pages, ways: vec![(ChangeKind::Gone, "gone".into())] });
    }
    for page in &new.layout.pages {
        let ways = old.page(&page.label).map(|before| ad_ways(before, page)).unwrap_or_default();
        if !ways.is_empty() {
            touched.insert(&page.label);
        }
        found.ads.extend(ways.into_iter().map(|way| (page.label.clone(), way)));
    }
    (found.blocks, found.stayed) = blocks(old, new);
    let labels = new.layout.pages.iter().chain(&old.layout.pages).map(|page| page.label.as_str());
    let mut told = BTreeSet::new();
    found.touched = labels.filter(|label| touched.contains(label) && told.insert(*label)).map(str::to_string).collect();
    // Whatever is not compared here, or is too small to be told, is a difference all the same.
    if found.is_none() && old.text != new.text {
        found.pages.push("layout.json is not the same, in numbers, in the order of things or by thousandths of a point".into());
    }
    if let (Some(old), Some(new)) = (&old.folder, &new.folder) {
        found.files = files(old, new);
    }
    found
}

impl Difference {
    /// Nothing differs.
    pub fn is_none(&self) -> bool {
        self.pages.is_empty() && self.stories.is_empty() && self.ads.is_empty() && self.files.is_empty()
    }

    /// In words: a line for each thing, then how much there is.
    pub fn text(&self) -> String {
        if self.is_none() {
            return "no difference\n".into();
        }
        let mut out: Vec<String> = self.pages.clone();
        out.extend(self.stories.iter().map(|change| {
            let words: Vec<&str> = change.ways.iter().map(|(_, words)| words.as_str()).collect();
            format!("{} {}: {}", change.page(), change.name(), words.join("; "))
        }));
        out.extend(self.ads.iter().map(|(page, way)| format!("{page} {way}")));
        if !self.files.is_empty() {
            out.push(format!("not the same bytes: {}", self.files.join(", ")));
        }
        let percent = (self.stayed * 1000).checked_div(self.blocks).unwrap_or(1000);
        let pages = match self.touched.as_slice() {
            [] => "no page differs".into(),
            [one] => format!("1 page differs ({one})"),
            several => format!("{} pages differ ({})", several.len(), several.join(", ")),
        };
        let (differ, count) = (self.stories.len(), self.count);
        let (whole, tenth) = (percent / 10, percent % 10);
        out.push(format!("{pages}; {differ} of {count} stories; {whole}.{tenth} % of legs, photos and ads stand where they did"));
        out.join("\n") + "\n"
    }

    /// The same for programs.
    pub fn json(&self) -> String {
        let story = |change: &StoryChange| {
            let ways: Vec<Value> = change.ways.iter().map(|(way, words)| json!({ "kind": way.name(), "words": words })).collect();
            json!({ "slug": change.slug, "part": change.part, "old_page": change.pages[0], "new_page": change.pages[1], "ways": ways })
        };
        let ads: Vec<Value> = self.ads.iter().map(|(page, words)| json!({ "page": page, "words": words })).collect();
        let value = json!({
            "differs": !self.is_none(),
            "pages": self.pages,
            "touched": self.touched,
            "stories": self.stories.iter().map(story).collect::<Vec<_>>(),
            "ads": ads,
            "files": self.files,
            "blocks": self.blocks,
            "stayed": self.stayed,
        });
        serde_json::to_string_pretty(&value).unwrap_or_default() + "\n"
    }
}

impl StoryChange {
    /// The page to look at.
    fn page(&self) -> &str {
        let [old, new] = &self.pages;
        new.as_deref().or(old.as_deref()).unwrap_or_default()
    }

    /// The slug, with the part where the story is not whole.
    fn name(&self) -> String {
        if self.part == "whole" { self.slug.clone() } else { format!("{} ({})", self.slug, self.part) }
    }
}

fn page_ways(old: &WrittenPage, new: &WrittenPage) -> Vec<String> {
    let mut ways = Vec::new();
    if old.section != new.section {
        ways.push(format!("page {} is of {}; it was of {}", new.label, new.section, old.section));
    }
    if (old.width, old.height) != (new.width, new.height) {
        let size = |page: &WrittenPage| format!("{} by {}", mm(page.width), mm(page.height));
        ways.push(format!("page {} is {}; it was {}", new.label, size(new), size(old)));
    }
    ways
}

fn ad_ways(old: &WrittenPage, new: &WrittenPage) -> Vec<String> {
    let way = |(before, after): (Option<&WrittenAd>, Option<&WrittenAd>)| {
        let name = &after.or(before)?.name;
        let words = match (before, after) {
            (None, _) => "new".into(),
            (_, None) => "gone".into(),
            (Some(before), Some(after)) => shifts(before.frame, after.frame).join(", "),
        };
        (!words.is_empty()).then(|| format!("ad \"{name}\": {words}"))
    };
    pairs(&old.ads, &new.ads, |ad| &ad.name).into_iter().filter_map(way).collect()
}

/// Things of one name in the order in which they stand: the first of the old with the first of the new, and so on; then what is gone.
fn pairs<'a, T>(old: &'a [T], new: &'a [T], name: impl Fn(&T) -> &str) -> Vec<(Option<&'a T>, Option<&'a T>)> {
    let alike = |list: &'a [T], wanted: &T, count: usize| list.iter().filter(|one| name(one) == name(wanted)).nth(count);
    let before = |list: &[T], at: usize| list[..at].iter().filter(|one| name(one) == name(&list[at])).count();
    let kept = new.iter().enumerate().map(|(at, one)| (alike(old, one, before(new, at)), Some(one)));
    let gone = old.iter().enumerate().filter(|(at, one)| alike(new, one, before(old, *at)).is_none());
    kept.chain(gone.map(|(_, one)| (Some(one), None))).collect()
}

fn story_ways((old_page, old): (&WrittenPage, &WrittenStory), (page, story): (&WrittenPage, &WrittenStory)) -> Vec<(ChangeKind, String)> {
    let mut ways = Vec::new();
    if old_page.label != page.label {
        ways.push((ChangeKind::Moved, format!("was on {}", old_page.label)));
    } else {
        let moves = moves(old.frame, story.frame);
        if !moves.is_empty() {
            ways.push((ChangeKind::Moved, moves.join(", ")));
        }
    }
    let sizes = sizes(old.frame, story.frame);
    if !sizes.is_empty() {
        ways.push((ChangeKind::Sized, sizes.join(", ")));
    }
    if old.headline != story.headline {
        ways.push((ChangeKind::Headline, headline(old, story)));
    }
    let (was, is) = (words(old), words(story));
    match edit(&was, &is) {
        Some(edit) => {
            let after: Vec<&str> = is[edit.same_before.saturating_sub(4)..edit.same_before].iter().map(String::as_str).collect();
            let place = if after.is_empty() { "at its beginning".into() } else { format!("after \"{}\"", after.join(" ")) };
            let count = |count: usize| format!("{count} {}", if count == 1 { "word" } else { "words" });
            ways.push((ChangeKind::Text, format!("{} out, {} in, first {place}", count(edit.out), count(edit.new))));
        }
        None => {
            let lines = |story: &WrittenStory| -> Vec<String> {
                story.legs.iter().flat_map(|leg| &leg.lines).map(|line| line.text.clone()).collect()
            };
            let legs = |story: &WrittenStory| -> Vec<usize> { story.legs.iter().map(|leg| leg.lines.len()).collect() };
            let (was, is) = (lines(old), lines(story));
            if was != is {
                ways.push((ChangeKind::Lines, format!("the same words in other lines: {}, {} before", is.len(), was.len())));
            } else if legs(old) != legs(story) || stands(old, story) != Some(true) && ways.is_empty() {
                ways.push((ChangeKind::Lines, "its lines stand otherwise in its legs".into()));
            }
        }
    }
    let photos = photo_ways(old, story);
    if !photos.is_empty() {
        ways.push((ChangeKind::Photos, photos.join(", ")));
    }
    ways
}

/// Whether every line stands where it did.
fn stands(old: &WrittenStory, story: &WrittenStory) -> Option<bool> {
    let baselines = |story: &WrittenStory| -> Vec<(Frame, Vec<f64>)> {
        story.legs.iter().map(|leg| (leg.frame, leg.lines.iter().map(|line| line.baseline).collect())).collect()
    };
    (old.legs.len() == story.legs.len()).then(|| baselines(old) == baselines(story))
}

fn headline(old: &WrittenStory, story: &WrittenStory) -> String {
    let words = |story: &WrittenStory| story.headline.lines.join(" ");
    let (was, is) = (&old.headline, &story.headline);
    let shown = if words(old) != words(story) {
        format!("headline \"{}\", was \"{}\"", words(story), words(old))
    } else if was.lines != is.lines {
        format!("headline broken \"{}\"", is.lines.join(" / "))
    } else {
        "headline".into()
    };
    if was.size == is.size { shown } else { format!("{shown} in {} pt, was {}", is.size, was.size) }
}

fn photo_ways(old: &WrittenStory, story: &WrittenStory) -> Vec<String> {
    let at = |story: &WrittenStory, photo: &WrittenPhoto| -> Frame {
        let [x, y, width, height] = photo.frame;
        [x - story.frame[0], y - story.frame[1], width, height]
    };
    let way = |(before, after): (Option<&WrittenPhoto>, Option<&WrittenPhoto>)| {
        let file = &after.or(before)?.file;
        let words = match (before, after) {
            (None, _) => "is new".into(),
            (_, None) => "is gone".into(),
            (Some(before), Some(after)) => {
                let cropped = (before.crop != after.crop).then(|| "cropped otherwise".to_string());
                shifts(at(old, before), at(story, after)).into_iter().chain(cropped).collect::<Vec<_>>().join(", ")
            }
        };
        (!words.is_empty()).then(|| format!("{file} {words}"))
    };
    pairs(&old.photos, &story.photos, |photo| &photo.file).into_iter().filter_map(way).collect()
}

fn shifts(old: Frame, new: Frame) -> Vec<String> {
    moves(old, new).into_iter().chain(sizes(old, new)).collect()
}

fn moves(old: Frame, new: Frame) -> Vec<String> {
    apart([(new[0] - old[0], "right", "left"), (new[1] - old[1], "lower", "higher")])
}

fn sizes(old: Frame, new: Frame) -> Vec<String> {
    apart([(new[2] - old[2], "wider", "narrower"), (new[3] - old[3], "deeper", "shallower")])
}

/// Less than this is a rounding, in points.
const NOTHING: f64 = 0.002;

fn apart(words: [(f64, &str, &str); 2]) -> Vec<String> {
    let told = words.into_iter().filter(|(by, ..)| by.abs() > NOTHING);
    told.map(|(by, more, less)| format!("{} {}", mm(by.abs()), if by > 0.0 { more } else { less })).collect()
}

/// Points as millimetres for people.
fn mm(points: f64) -> String {
    let tenths = (points * 254.0 / 72.0).round() as i64;
    if tenths >= 100 { format!("{} mm", (tenths + 5) / 10) } else { format!("{}.{} mm", tenths / 10, tenths % 10) }
}

/// Legs, photos and ads of the old layout, and how many of them stand where they did.
fn blocks(old: &Side, new: &Side) -> (usize, usize) {
    let (mut all, mut stayed) = (0, 0);
    for (name, page, story) in stories(old) {
        let after = stories(new).find(|(other, other_page, _)| *other == name && other_page.label == page.label).map(|(.., story)| story);
        let legs = story
            .legs
            .iter()
            .enumerate()
            .filter(|(at, leg)| after.and_then(|after| after.legs.get(*at)).is_some_and(|other| other.frame == leg.frame));
        let photos = story.photos.iter().filter(|photo| {
            after.is_some_and(|after| after.photos.iter().any(|other| other.file == photo.file && other.frame == photo.frame))
        });
        stayed += legs.count() + photos.count();
        all += story.legs.len() + story.photos.len();
    }
    for page in &old.layout.pages {
        all += page.ads.len();
        stayed += new.page(&page.label).map_or(0, |after| page.ads.iter().filter(|ad| after.ads.contains(ad)).count());
    }
    (all, stayed)
}

/// Files that are in both folders and not the same, but the layouts themselves.
fn files(old: &Path, new: &Path) -> Vec<String> {
    let mut found = Vec::new();
    let mut folders = vec![String::new()];
    while let Some(folder) = folders.pop() {
        let entries = std::fs::read_dir(new.join(&folder)).into_iter().flatten().flatten();
        for entry in entries {
            let Ok(name) = entry.file_name().into_string() else { continue };
            let path = if folder.is_empty() { name } else { format!("{folder}/{name}") };
            if new.join(&path).is_dir() {
                folders.push(path);
            } else if path != "layout.json"
                && let (Ok(before), Ok(after)) = (std::fs::read(old.join(&path)), std::fs::read(new.join(&path)))
                && before != after
            {
                found.push(path);
            }
        }
    }
    found.sort();
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A layout of one page, and a second empty one.
    fn side(story: &str, rest: &str) -> Side {
        let text = format!(
            r#"{{"edition": {{"title": "T", "date": "2019-12-24"}}, "pages": [
                {{"number": 1, "label": "A1", "section": "News", "width": 1000, "height": 1400, "stories": [{story}{rest}], "ads": []}},
                {{"number": 2, "label": "A2", "section": "News", "width": 1000, "height": 1400, "stories": [], "ads": []}}]}}"#
        );
        Side { layout: serde_json::from_str(&text).expect("a layout"), text, folder: None }
    }

    fn story(slug: &str, frame: &str, head: &str, lines: &[&str]) -> String {
        let lines: Vec<String> =
            lines.iter().enumerate().map(|(n, text)| format!(r#"{{"baseline": {}, "text": "{text}"}}"#, 20 + n)).collect();
        format!(
            r#"{{"slug": "{slug}", "part": "whole", "frame": {frame}, "headline": {head},
                "legs": [{{"frame": {frame}, "lines": [{}]}}], "photos": []}}"#,
            lines.join(", ")
        )
    }

    const HEAD: &str = r#"{"size": 24, "lines": ["One", "head"]}"#;

    fn check(old: &str, new: &str, expected: &[&str]) {
        let other = format!(", {}", story("other", "[500, 10, 100, 50]", HEAD, &["As it was."]));
        let text = compare(&side(old, &other), &side(new, &other)).text();
        let told: Vec<&str> = text.lines().collect();
        assert_eq!(told[..told.len() - 1], *expected, "{text}");
    }

    #[test]
    fn the_same_is_no_difference() {
        let same = story("a", "[10, 10, 144, 72]", HEAD, &["It is fig-", "ured out."]);
        let difference = compare(&side(&same, ""), &side(&same, ""));
        assert!(difference.is_none());
        assert_eq!(difference.text(), "no difference\n");
    }

    #[test]
    fn each_way_is_told() {
        let frame = "[10, 10, 144, 72]";
        let was = story("a", frame, HEAD, &["It is fig-", "ured out."]);
        check(&was, &story("a", "[10, 46, 144, 72]", HEAD, &["It is fig-", "ured out."]), &["A1 a: 13 mm lower"]);
        check(
            &was,
            &story("a", "[10, 10, 108, 144]", HEAD, &["It is", "figured out."]),
            &["A1 a: 13 mm narrower, 25 mm deeper; the same words in other lines: 2, 2 before"],
        );
        check(
            &was,
            &story("a", frame, HEAD, &["It is fig-", "ured out now."]),
            &["A1 a: 1 word out, 2 words in, first after \"It is figured\""],
        );
        let head = r#"{"size": 30, "lines": ["One head"]}"#;
        check(&was, &story("a", frame, head, &["It is fig-", "ured out."]), &["A1 a: headline broken \"One head\" in 30 pt, was 24"]);
        check(&was, &story("b", frame, HEAD, &["New."]), &["A1 b: new", "A1 a: gone"]);
    }

    #[test]
    fn things_of_one_name_are_told_apart() {
        let ads = |ads: &[(&str, f64)]| {
            let mut side = side(&story("a", "[10, 10, 144, 72]", HEAD, &["One."]), "");
            side.layout.pages[0].ads =
                ads.iter().map(|(name, x)| WrittenAd { name: name.to_string(), frame: [*x, 900.0, 100.0, 72.0] }).collect();
            side
        };
        let two = [("Ferry", 10.0), ("Ferry", 200.0)];
        let told = |old: &[(&str, f64)], new: &[(&str, f64)]| compare(&ads(old), &ads(new)).ads;
        assert_eq!(told(&two, &two), []);
        assert_eq!(told(&two, &[("Ferry", 10.0), ("Ferry", 272.0)]), [("A1".into(), "ad \"Ferry\": 25 mm right".into())]);
        assert_eq!(told(&two, &two[..1]), [("A1".into(), "ad \"Ferry\": gone".into())]);
    }

    #[test]
    fn what_is_not_compared_is_told() {
        let same = story("a", "[10, 10, 144, 72]", HEAD, &["One."]);
        let (old, mut new) = (side(&same, ""), side(&same, ""));
        new.text = new.text.replace("\"number\": 2", "\"number\": 3");
        assert!(compare(&old, &new).text().starts_with("layout.json is not the same"));
    }

    #[test]
    fn what_stays_is_counted() {
        let (a, b) = (story("a", "[10, 10, 144, 72]", HEAD, &["One."]), story("b", "[200, 10, 144, 72]", HEAD, &["Two."]));
        let moved = story("b", "[200, 20, 144, 72]", HEAD, &["Two."]);
        let difference = compare(&side(&a, &format!(", {b}")), &side(&a, &format!(", {moved}")));
        assert_eq!((difference.blocks, difference.stayed, difference.touched.as_slice()), (2, 1, ["A1".to_string()].as_slice()));
        let drawn = html(&difference, &side(&a, &format!(", {b}")), &side(&a, &format!(", {moved}")));
        assert_eq!(drawn.matches("<svg").count(), 2, "{drawn}");
    }
}
