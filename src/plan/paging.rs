//! How many pages an edition has that orders none, and whose stories run on each.
use super::desk::{OTHER, measure};
use super::{PageTask, Story};

/// Parts of a page's area in which pages are counted.
const PAGE: u64 = 1_000_000;
/// A page may have this much more copy than its stories naturally take: they can be made a little smaller …
const TIGHT: u64 = PAGE + PAGE / 25;
/// … while at their least they take no more than this.
const TIGHT_LEAST: u64 = PAGE - PAGE / 50;
/// A section that ends so near a page's end ends with it.
const SNAP: u64 = PAGE / 8;
/// A section has no less of a page than this, or it runs with its neighbour alone.
const SLIVER: u64 = PAGE / 20;

/// What is asked of the pages of an edition that orders none.
pub struct Paging<'a> {
    /// The front page, whatever its section.
    pub front: &'a PageTask,
    /// Any other page of a section.
    pub inner: &'a dyn Fn(usize) -> PageTask,
    /// Pages come in multiples of this.
    pub multiple: u64,
    /// Multiples beyond those that the copy asks for.
    pub more: usize,
}

/// A section's copy, in millionths of a page of its own kind.
struct Need {
    section: usize,
    /// As it naturally is.
    natural: u64,
    /// At its least.
    least: u64,
}

/// As many pages as the copy needs, the sections in order; one that fills no page shares it with its neighbour.
pub fn make_pages(stories: &[Story], paging: &Paging) -> Vec<PageTask> {
    let needs = needs(stories, paging);
    let count = page_count(&needs, paging);
    let ends = ends(&needs, count);
    let mut tasks = Vec::new();
    for page in 0..count {
        let (from, to) = (page * PAGE, (page + 1) * PAGE);
        let mut start = 0;
        let mut here: Vec<(u64, usize)> = Vec::new();
        for (need, end) in needs.iter().zip(&ends) {
            let overlap = (*end).min(to).saturating_sub(start.max(from));
            let whole = end - start;
            if overlap >= SLIVER.min(whole.max(1)) {
                here.push((overlap, need.section));
            }
            start = *end;
        }
        let main = here.iter().max_by_key(|(overlap, section)| (*overlap, std::cmp::Reverse(*section))).map_or(0, |(_, section)| *section);
        let mut task = if page == 0 { paging.front.clone() } else { (paging.inner)(main) };
        task.sections = vec![main];
        task.sections.extend(here.iter().map(|(_, section)| *section).filter(|section| *section != main));
        tasks.push(task);
    }
    tasks
}

fn needs(stories: &[Story], paging: &Paging) -> Vec<Need> {
    let mut sections: Vec<usize> = stories.iter().map(|story| story.section).collect();
    sections.sort_unstable();
    sections.dedup();
    let need = |section: usize| {
        let task = (paging.inner)(section);
        let (mut natural, mut least) = (0, 0);
        for story in stories.iter().filter(|story| story.section == section) {
            let cells = match story.brief.get(task.setting).and_then(Option::as_ref) {
                Some(items) => [crate::set::flow::range(items).0; 2],
                None => measure(story, &task, OTHER).map_or([0; 2], |measured| [measured.natural, measured.least]),
            };
            natural += u64::from(cells[0]);
            least += u64::from(cells[1]);
        }
        let of_page = |cells: u64| cells * PAGE / u64::from(task.free_area().max(1));
        Need { section, natural: of_page(natural), least: of_page(least) }
    };
    sections.into_iter().map(need).collect()
}

/// The fewest pages, in their multiple, that hold all copy.
fn page_count(needs: &[Need], paging: &Paging) -> u64 {
    let natural: u64 = needs.iter().map(|need| need.natural).sum();
    let least: u64 = needs.iter().map(|need| need.least).sum();
    let multiple = paging.multiple.max(1);
    let fewest = natural.div_ceil(TIGHT).max(least.div_ceil(TIGHT_LEAST)).max(1);
    (fewest.div_ceil(multiple) + paging.more as u64) * multiple
}

/// Where each section ends, in millionths of a page from the paper's beginning: as its copy has it, or with a page near by.
fn ends(needs: &[Need], count: u64) -> Vec<u64> {
    let total = needs.iter().map(|need| need.natural).sum::<u64>().max(1);
    let mut done = 0;
    let mut ends: Vec<u64> = Vec::new();
    for need in needs {
        done += need.natural;
        let end = (u128::from(done) * u128::from(count * PAGE) / u128::from(total)) as u64;
        let page = (end + PAGE / 2) / PAGE * PAGE;
        let before = ends.last().copied().unwrap_or(0);
        ends.push(if end.abs_diff(page) <= SNAP && page > before { page } else { end });
    }
    ends
}
