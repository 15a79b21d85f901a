//! What differs between two plans, in words.
use std::collections::BTreeMap;
use std::ops::Range;

use super::{PageEntry, PlanFile, StoryEntry};

/// One thing that differs.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Change {
    /// The page that it is seen on, from 0: of what went elsewhere the one that it stood on; none of what is held before and after.
    pub page: Option<usize>,
    /// The story.
    pub slug: Option<String>,
    /// In words.
    pub text: String,
    /// Bytes of the earlier plan's file that tell of it; the whole where there are none.
    pub range: Range<usize>,
}

/// Where a story stood in a plan.
#[derive(Clone, Copy)]
struct Place<'a> {
    page: usize,
    entry: &'a StoryEntry,
}

/// What differs, page by page; `label` names pages.
pub fn changes(before: &PlanFile, after: &PlanFile, label: impl Fn(usize) -> String) -> Vec<Change> {
    let mut found = Vec::new();
    let (old, new) = (places(before), places(after));
    for (key, was) in &old {
        let text = match new.get(key) {
            None => Some(format!("\"{}\" goes from {}", was.entry.slug, label(was.page))),
            Some(now) if now.page != was.page => {
                Some(format!("\"{}\" goes from {} to {}", was.entry.slug, label(was.page), label(now.page)))
            }
            Some(now) => differs(was.entry, now.entry).map(|what| format!("\"{}\" on {} {what}", was.entry.slug, label(was.page))),
        };
        let change = |text| Change { page: Some(was.page), slug: Some(was.entry.slug.clone()), text, range: was.entry.range.clone() };
        found.extend(text.map(change));
    }
    for (key, now) in new.iter().filter(|(key, _)| !old.contains_key(*key)) {
        let text = format!("\"{}\" comes onto {}", key.0, label(now.page));
        found.push(Change { page: Some(now.page), slug: Some(key.0.to_string()), text, range: 0..0 });
    }
    for page in 0..before.pages.len().max(after.pages.len()) {
        found.extend(of_page(page, before.pages.get(page), after.pages.get(page), &label(page)));
    }
    let held = |file: &PlanFile, slug: &str| file.held.iter().any(|(held, _)| held == slug);
    let whole = |slug: &str, text: String| Change { page: None, slug: Some(slug.to_string()), text, range: 0..0 };
    found.extend(after.held.iter().filter(|(slug, _)| !held(before, slug)).map(|(slug, _)| whole(slug, format!("\"{slug}\" is held"))));
    let released = before.held.iter().filter(|(slug, _)| !held(after, slug));
    found.extend(released.map(|(slug, _)| whole(slug, format!("\"{slug}\" is no longer held"))));
    found.sort_by_key(|change| (change.page.is_none(), change.page));
    found
}

/// By slug and part: where each story stands. Turns are told apart by where they end.
fn places(file: &PlanFile) -> BTreeMap<(&str, bool, Option<u16>), Place<'_>> {
    let key = |entry: &'_ StoryEntry| (entry.turn, entry.jump_after.filter(|_| entry.turn));
    let all = file.pages.iter().enumerate().flat_map(|(page, entries)| entries.stories.iter().map(move |entry| Place { page, entry }));
    all.map(|place| ((place.entry.slug.as_str(), key(place.entry).0, key(place.entry).1), place)).collect()
}

/// How a story stands otherwise on the same page.
fn differs(was: &StoryEntry, now: &StoryEntry) -> Option<&'static str> {
    if was.slot != now.slot {
        let is_moved = (was.slot.column, was.slot.row) != (now.slot.column, now.slot.row);
        let is_resized = (was.slot.columns, was.slot.rows) != (now.slot.columns, now.slot.rows);
        return Some(match (is_moved, is_resized) {
            (true, true) => "moves, in another size",
            (true, false) => "moves",
            (false, _) => "has another size",
        });
    }
    let looks = |entry: &StoryEntry| (entry.lead, entry.headline, entry.photos.clone(), entry.jump_after);
    (looks(was) != looks(now)).then_some("is made otherwise")
}

fn of_page(page: usize, was: Option<&PageEntry>, now: Option<&PageEntry>, label: &str) -> Vec<Change> {
    let mut texts = Vec::new();
    match (was, now) {
        (Some(_), None) => texts.push(format!("{label} is no more")),
        (None, Some(_)) => texts.push(format!("{label} is new")),
        (Some(was), Some(now)) => {
            if (&was.section, &was.template) != (&now.section, &now.template) {
                texts.push(format!("{label} is of another section or template"));
            }
            if was.briefs != now.briefs || was.unused_briefs != now.unused_briefs {
                texts.push(format!("the briefs of {label} change"));
            }
            if was.house_ads != now.house_ads || was.white != now.white {
                texts.push(format!("what fills the rest of {label} changes"));
            }
        }
        (None, None) => {}
    }
    let range = was.map_or(0..0, |was| was.range.clone());
    texts.into_iter().map(|text| Change { page: Some(page), slug: None, text, range: range.clone() }).collect()
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::*;
    use crate::diag::{Diagnostics, SourceFile};
    use crate::plan_file::parse;

    fn plan(text: &str) -> PlanFile {
        let file = SourceFile { path: "edition.plan.toml".into(), text: text.into() };
        parse(Arc::new(file), &mut Diagnostics::default()).expect("a plan")
    }

    fn page(stories: &[(&str, u8, u16)]) -> String {
        let story = |(slug, column, row): &(&str, u8, u16)| {
            format!("[[pages.stories]]\nslug = \"{slug}\"\ncolumn = {column}\ncolumns = 2\nrow = {row}\nrows = 20\n")
        };
        format!("[[pages]]\nsection = \"World\"\ntemplate = \"inside\"\n{}", stories.iter().map(story).collect::<String>())
    }

    #[test]
    fn what_moves_is_told_page_by_page() {
        let before = plan(&(page(&[("fog", 1, 1), ("tide", 3, 1)]) + &page(&[("moon", 1, 1), ("owl", 3, 1)])));
        let after = plan(&(page(&[("fog", 1, 1), ("tide", 3, 21)]) + &page(&[("moon", 3, 1), ("hare", 1, 1)])));
        let held = plan(&(page(&[("fog", 1, 1)]) + "[[held]]\nslug = \"tide\"\nwhy = \"full\"\n"));
        let told = |one: &PlanFile, other: &PlanFile| -> Vec<String> {
            changes(one, other, |page| format!("A{}", page + 1)).into_iter().map(|change| change.text).collect()
        };
        assert_eq!(told(&before, &before), [""; 0]);
        assert_eq!(
            told(&before, &after),
            ["\"tide\" on A1 moves", "\"moon\" on A2 moves", "\"owl\" goes from A2", "\"hare\" comes onto A2"]
        );
        let told = told(&before, &held);
        assert_eq!(told[..1], ["\"tide\" goes from A1"]);
        assert!(told.contains(&"A2 is no more".to_string()) && told.contains(&"\"tide\" is held".to_string()), "{told:?}");
    }
}
