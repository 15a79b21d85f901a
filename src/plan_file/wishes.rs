//! What an editor wrote into the plan: wishes, and changes of what a run had put there, which are wishes too.
use std::fmt::Write;
use std::path::Path;

use sha2::{Digest, Sha256};

use super::read::{parse, path_of};
use super::write::{quoted, quoted_list};
use super::{PlanFile, StoryEntry};
use crate::diag::{Diagnostics, Source};
use crate::edition::Edition;
use crate::edition::wishes::{Hold, JumpWish, PageName, PhotoPlace, PhotoWish, Wish, Wishes};
use crate::planned::words::size;
use crate::role::{Lead, Slug};
use crate::tree::file::text_file;

/// Letters of each part of what [`was`] says.
const LETTERS: usize = 6;

/// What an entry held when it was written, in digests: what an editor changes since then no longer agrees with them.
///
/// Five parts: where it stands (its page by its number in the file), whether it leads, its headline, its photos, its levers.
pub fn was(story: &StoryEntry, page: usize) -> String {
    parts(story, page).join(" ")
}

fn parts(story: &StoryEntry, page: usize) -> [String; 5] {
    let place = format!("{page} {:?}", story.slot);
    let lead = format!("{:?}", story.lead);
    let headline = format!("{:?}", story.headline);
    [place, lead, headline, format!("{:?}", story.photos), format!("{:?}", story.levers)].map(|part| {
        let digest: String = Sha256::digest(part).iter().map(|byte| format!("{byte:02x}")).collect();
        digest.chars().take(LETTERS).collect()
    })
}

/// What an editor changed of an entry since it was written. Of one that no run wrote, nothing.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Edited {
    /// Its page, columns or rows.
    pub place: bool,
    /// Whether it leads.
    pub lead: bool,
    /// Its headline's size.
    pub headline: bool,
    /// Its photos.
    pub photos: bool,
    /// What was done to it.
    pub levers: bool,
}

/// Compares an entry with what it was.
pub fn edited(story: &StoryEntry, page: usize) -> Edited {
    let before: Vec<&str> = story.was.split(' ').collect();
    if before.len() != parts(story, page).len() {
        return Edited::default();
    }
    let [place, lead, headline, photos, levers] = parts(story, page);
    Edited {
        place: before[0] != place,
        lead: before[1] != lead,
        headline: before[2] != headline,
        photos: before[3] != photos,
        levers: before[4] != levers,
    }
}

/// Adds what the plan beside an edition wishes to the stories' own wishes. A plan that cannot be read adds nothing: that it cannot is told
/// where it is started from.
pub fn add(path: &Path, edition: &mut Edition) {
    let mut unread = Diagnostics::default();
    let plan = path_of(path, edition.extends.as_deref());
    let name = plan.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
    if !plan.exists() {
        return;
    }
    let Some(file) = text_file(&plan, &name, &mut unread).and_then(|file| parse(file, &mut unread)) else { return };
    for (page, entry) in file.pages.iter().enumerate() {
        for story in entry.stories.iter().filter(|story| !story.turn) {
            let wished = of_edits(story, edited(story, page), &file).over(story.wishes.clone());
            let slug = Slug::from(story.slug.as_str());
            let Some(article) = edition.articles.iter_mut().find(|article| article.slug == slug) else { continue };
            article.wishes = wished.clone().over(std::mem::take(&mut article.wishes));
            article.plan_wishes = wished;
        }
    }
}

/// The wishes that an editor's changes of an entry are.
fn of_edits(story: &StoryEntry, edited: Edited, file: &PlanFile) -> Wishes {
    let source = || file.source(&story.range);
    let lever = |word: &str| story.levers.iter().any(|lever| lever.contains(word));
    Wishes {
        lead: edited.lead.then(|| Wish { value: story.lead == Lead::Yes, source: source() }),
        head_size: story.headline.filter(|_| edited.headline).map(|value| Wish { value, source: source() }),
        photos: if edited.photos { photos(story, &source()) } else { Vec::new() },
        deck: edited.levers.then(|| Wish { value: !lever("deck left out"), source: source() }),
        quote: edited.levers.then(|| Wish { value: !lever("quote left out"), source: source() }),
        ..Wishes::default()
    }
}

fn photos(story: &StoryEntry, source: &Source) -> Vec<PhotoWish> {
    let wish = |photo: &super::PhotoEntry| PhotoWish {
        photo: photo.photo.saturating_sub(1),
        columns: Some(photo.columns),
        rows: Some(photo.rows),
        crop: None,
        place: PhotoPlace::default(),
        out: false,
        source: source.clone(),
    };
    story.photos.iter().map(wish).collect()
}

/// Wishes as a table of one line.
pub fn inline(wishes: &Wishes) -> String {
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
