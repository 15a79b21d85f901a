//! Zones: an edition that takes over another and changes some of its pages and stories.
use std::collections::BTreeMap;
use std::path::Path;

use super::{Article, Edition, PageOrder};
use crate::role::Slug;
use crate::tree::Node;

/// Editions that may extend one another in a row: more are a circle.
pub(super) const MOST_EXTENDED: usize = 8;

/// A file beside another by its plain name; none for one elsewhere.
pub(super) fn beside(path: &Path, name: &str) -> Option<std::path::PathBuf> {
    let plain = !name.is_empty() && !name.contains(['/', '\\']) && name != "." && name != "..";
    plain.then(|| path.with_file_name(name))
}

/// The base's stories with the zone's own, which take the place of those of the same slug, less those that it leaves out.
pub(super) fn articles(base: &[Article], own: Vec<Article>, without: &[Slug]) -> Vec<Article> {
    let stays = |article: &&Article| !without.contains(&article.slug) && !own.iter().any(|other| other.slug == article.slug);
    let mut all: Vec<Article> = base.iter().filter(stays).cloned().collect();
    all.extend(own);
    all.sort_by(|one, other| one.source.file.path.cmp(&other.source.file.path));
    all
}

/// Where the base's pages order stories that the zone does not order anew: what a zone may not place a second time.
pub(super) fn placed(base: &Edition, changes: &[Node]) -> BTreeMap<Slug, usize> {
    let mut placed = BTreeMap::new();
    for (at, page) in base.pages.iter().enumerate() {
        let changed = |key: &str| changes.iter().any(|node| index(node) == Some(at) && node.get(key).is_some());
        if !changed("stories") && !changed("jump") {
            placed.extend(page.stories.iter().map(|(slug, _)| (slug.clone(), at)));
        }
        if !changed("place") {
            placed.extend(page.places.iter().map(|place| (place.story.clone(), at)));
        }
    }
    placed
}

/// The page that a change is for, from 0.
pub(super) fn index(change: &Node) -> Option<usize> {
    usize::try_from(change.get("page")?.integer()?).ok()?.checked_sub(1)
}

/// The base's pages, each with the keys that a zone changes.
pub(super) fn pages(base: &Edition, changes: &[Node], own: Vec<PageOrder>, gone: impl Fn(&Slug) -> bool) -> Vec<PageOrder> {
    let mut pages = base.pages.clone();
    for page in &mut pages {
        page.stories.retain(|(slug, _)| !gone(slug));
        page.jumps.retain(|(slug, _)| !gone(slug));
        page.places.retain(|place| !gone(&place.story));
    }
    for (change, order) in changes.iter().zip(own) {
        let Some(page) = index(change).and_then(|at| pages.get_mut(at)) else { continue };
        let has = |key: &str| change.get(key).is_some();
        if has("section") {
            page.section = order.section;
        }
        if has("template") {
            page.template = order.template;
        }
        if has("part") {
            page.part = order.part;
        }
        if has("stories") || has("jump") {
            page.stories = order.stories;
            page.jumps = order.jumps;
        }
        if has("ads") {
            page.ads = order.ads;
        }
        if has("place") {
            page.places = order.places;
        }
        if has("lock") {
            page.is_locked = order.is_locked;
        }
        if has("keep") {
            page.is_kept = order.is_kept;
        }
        if has("status") {
            page.status = order.status;
        }
        page.source = order.source;
    }
    pages
}
