//! Which pages a run may change: as an editor names them.
use crate::diag::Diagnostics;
use crate::ids::{By, PageId};
use crate::job::Job;
use crate::planned::PagePlan;
use crate::tree::form::nearest;

/// A word for every page.
const ALL: &str = "all";

/// By page, whether a run may change it: `all`, a page's folio (`A3`) or number, several with commas, a span (`A2-A4`), or a section's name.
/// None where the words name nothing; that is told.
pub fn open(words: &str, job: &Job, pages: &By<PageId, PagePlan>, diags: &mut Diagnostics) -> Option<By<PageId, bool>> {
    let mut open: By<PageId, bool> = vec![false; pages.len()].into();
    for word in words.split(',').map(str::trim).filter(|word| !word.is_empty()) {
        let Some(named) = named(word, job, pages) else {
            let labels: Vec<String> = pages.ids().map(|page| job.folio(page).label()).collect();
            let known = labels.iter().map(String::as_str).chain(pages.iter().map(|page| page.section.as_str())).chain([ALL]);
            let error = diags.error("unknown-scope", Some(job.edition.source.clone()), format!("\"{word}\" names no page of this paper"));
            match nearest(word, known) {
                Some(near) => error.help(format!("did you mean \"{near}\"?")),
                None => error.help("name pages as in A3 or A2-A4, a section, or all"),
            };
            return None;
        };
        named.into_iter().for_each(|page| open[page] = true);
    }
    Some(open)
}

/// Whether a scope is the whole paper.
pub fn is_all(words: &str) -> bool {
    words.split(',').any(|word| word.trim().eq_ignore_ascii_case(ALL))
}

fn named(word: &str, job: &Job, pages: &By<PageId, PagePlan>) -> Option<Vec<PageId>> {
    let label = |page: PageId| job.folio(page).label();
    let is_page = |page: &PageId, word: &str| label(*page).eq_ignore_ascii_case(word) || job.number(*page).to_string() == word;
    let page = |word: &str| pages.ids().find(|page| is_page(page, word));
    if word.eq_ignore_ascii_case(ALL) {
        return Some(pages.ids().collect());
    }
    if let Some(page) = page(word) {
        return Some(vec![page]);
    }
    if let Some((first, last)) = word.split_once('-').and_then(|(first, last)| Some((page(first.trim())?, page(last.trim())?))) {
        return Some(pages.ids().filter(|page| (first.min(last)..=first.max(last)).contains(page)).collect());
    }
    let of_section: Vec<PageId> = pages.ids().filter(|page| pages[*page].section.eq_ignore_ascii_case(word)).collect();
    (!of_section.is_empty()).then_some(of_section)
}
