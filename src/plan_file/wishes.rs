//! What an editor wrote into the plan: wishes, and changes of what a run had put there, which are wishes too.
use std::path::Path;

use super::edited::{Edited, edited};
use super::read::{parse, path_of};
use super::{PlanFile, StoryEntry};
use crate::diag::{Diagnostics, Source};
use crate::edition::Edition;
use crate::edition::wishes::{PhotoPlace, PhotoWish, Wish, Wishes};
use crate::role::{Lead, Slug};
use crate::tree::file::text_file;

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
            article.stands_on = Some(page);
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
