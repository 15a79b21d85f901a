//! Writing a plan: TOML that people read and edit.
use std::fmt::Write;

use super::edited::was;
use super::inline::{self, quoted, quoted_list};
use super::{PhotoEntry, PlanFile, StoryEntry};
use crate::edition::Wishes;
use crate::plan::Slot;
use crate::planned::words::size;
use crate::role::Lead;

/// The plan as the file's text, under these lines of remarks.
pub fn write(plan: &PlanFile, remarks: &[String]) -> String {
    let mut out: String = remarks.iter().map(|line| format!("# {line}\n")).collect();
    for (index, page) in plan.pages.iter().enumerate() {
        let _ = writeln!(out, "\n[[pages]]\nsection = {}\ntemplate = {}", quoted(&page.section), quoted(&page.template));
        if let Some(cost) = page.cost {
            let _ = writeln!(out, "cost = {}.{:03}", cost / 1000, cost % 1000);
        }
        if !page.unused_briefs.is_empty() {
            let _ = writeln!(out, "unused_briefs = [{}]", quoted_list(&page.unused_briefs));
        }
        for (key, flag) in [("lock", page.lock), ("keep", page.keep)] {
            if flag {
                let _ = writeln!(out, "{key} = true");
            }
        }
        if let Some(status) = &page.status {
            let _ = writeln!(out, "status = {}", quoted(status));
        }
        page.stories.iter().for_each(|story| write_story(story, index, &mut out));
        if let Some((slot, stories)) = &page.briefs {
            let _ = writeln!(out, "\n[pages.briefs]\n{}stories = [{}]", slot_text(slot), quoted_list(stories));
        }
        page.house_ads.iter().for_each(|slot| out += &format!("\n[[pages.house_ads]]\n{}", slot_text(slot)));
        page.white.iter().for_each(|slot| out += &format!("\n[[pages.white]]\n{}", slot_text(slot)));
    }
    for (slug, why) in &plan.held {
        let _ = writeln!(out, "\n[[held]]\nslug = {}\nwhy = {}", quoted(slug), quoted(why.word()));
    }
    out
}

fn write_story(story: &StoryEntry, page: usize, out: &mut String) {
    let _ = write!(out, "\n[[pages.stories]]\nslug = {}\n{}", quoted(&story.slug), slot_text(&story.slot));
    for (key, flag) in [("lead", story.lead == Lead::Yes), ("pin", story.pin), ("turn", story.turn), ("jump_unasked", story.jump_unasked)] {
        if flag {
            let _ = writeln!(out, "{key} = true");
        }
    }
    if let Some(after) = story.jump_after {
        let _ = writeln!(out, "jump_after = {after}");
    }
    if let Some(headline) = story.headline {
        let _ = writeln!(out, "headline = {}", quoted(&size(headline)));
    }
    let photo = |PhotoEntry { photo, columns, rows }: &PhotoEntry| format!("{{ photo = {photo}, columns = {columns}, rows = {rows} }}");
    let photos: Vec<String> = story.photos.iter().map(photo).collect();
    if !photos.is_empty() {
        let _ = writeln!(out, "photos = [{}]", photos.join(", "));
    }
    if !story.levers.is_empty() {
        let _ = writeln!(out, "levers = [{}]", quoted_list(&story.levers));
    }
    if story.wishes != Wishes::default() {
        let _ = writeln!(out, "wishes = {}", inline::wishes(&story.wishes));
    }
    let _ = writeln!(out, "was = {}", quoted(&was(story, page)));
}

fn slot_text(slot: &Slot) -> String {
    format!("column = {}\ncolumns = {}\nrow = {}\nrows = {}\n", slot.column + 1, slot.columns, slot.row + 1, slot.rows)
}
