//! Links between stories: where a pointer leads, once every page is made up.
use std::collections::BTreeMap;
use std::sync::Arc;

use crate::page::{MarkKind, Page};
use crate::role::{on_page, page_address};

/// Gives every pointer to a story that story's page; one to a story that does not run leads nowhere.
pub fn settle(pages: &mut [Page]) {
    let mut begins: BTreeMap<Arc<str>, Arc<str>> = BTreeMap::new();
    for page in pages.iter() {
        for story in &page.stories {
            begins.entry(story.slug.0.clone()).or_insert_with(|| page_address(&page.label, &story.slug).into());
        }
    }
    for mark in pages.iter_mut().flat_map(|page| &mut page.marks) {
        if let MarkKind::Text(text) = &mut mark.kind
            && let Some(("", slug)) = text.link.as_deref().and_then(on_page)
        {
            text.link = begins.get(slug).cloned();
        }
    }
}
