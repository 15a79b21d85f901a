//! Which pages a run may change: as an editor names them.
use crate::diag::Diagnostics;
use crate::job::Job;
use crate::planned::PagePlan;
use crate::tree::form::nearest;

/// A word for every page.
const ALL: &str = "all";

/// By page, whether a run may change it: `all`, a page's folio (`A3`) or number, several with commas, a span (`A2-A4`), or a section's name.
/// None where the words name nothing; that is told.
pub fn open(words: &str, job: &Job, pages: &[PagePlan], diags: &mut Diagnostics) -> Option<Vec<bool>> {
    let mut open = vec![false; pages.len()];
    for word in words.split(',').map(str::trim).filter(|word| !word.is_empty()) {
        let Some(named) = named(word, job, pages) else {
            let labels: Vec<String> = (0..pages.len()).map(|page| job.folio(page).label()).collect();
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

fn named(word: &str, job: &Job, pages: &[PagePlan]) -> Option<Vec<usize>> {
    let label = |page: usize| job.folio(page).label();
    let is_page = |page: &usize, word: &str| label(*page).eq_ignore_ascii_case(word) || job.folios.number(*page).to_string() == word;
    let page = |word: &str| (0..pages.len()).find(|page| is_page(page, word));
    if word.eq_ignore_ascii_case(ALL) {
        return Some((0..pages.len()).collect());
    }
    if let Some(page) = page(word) {
        return Some(vec![page]);
    }
    if let Some((first, last)) = word.split_once('-').and_then(|(first, last)| Some((page(first.trim())?, page(last.trim())?))) {
        return Some((first.min(last)..=first.max(last)).collect());
    }
    let of_section: Vec<usize> = (0..pages.len()).filter(|page| pages[*page].section.eq_ignore_ascii_case(word)).collect();
    (!of_section.is_empty()).then_some(of_section)
}
