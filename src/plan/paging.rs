//! How many pages an edition has that orders none, and whose stories run on each.
use super::desk::measure;
use super::{PageTask, Story};
use crate::ids::{By, PageId};
use crate::role::Lead;

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

/// What a story that is too long for a page takes, naturally and at its least, in percent of its lines: heads, pictures and jumps.
const LONG_STORY: (u32, u32) = (125, 110);

/// What is asked of the pages of an edition that orders none.
pub struct Paging<'a> {
    /// The front page, whatever its section.
    pub front: &'a PageTask,
    /// Any other page of a section.
    pub inner: &'a dyn Fn(usize) -> PageTask,
    /// How many there are.
    pub count: usize,
}

/// A section's copy, in millionths of a page of its own kind.
struct Need {
    section: usize,
    /// As it naturally is.
    natural: u64,
    /// At its least.
    least: u64,
}

/// So many pages, the sections in order; one that fills no page shares it with its neighbour.
pub fn make_pages(stories: &[Story], paging: &Paging) -> By<PageId, PageTask> {
    let needs = needs(stories, paging);
    let count = paging.count as u64;
    let ends = ends(&needs, count);
    let mut tasks = By::default();
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
    // What is left over after the last page's end shares it.
    let at_home = |tasks: &[PageTask], section: usize| tasks.iter().any(|task| task.sections.contains(&section));
    for need in &needs {
        if !at_home(&tasks, need.section) {
            tasks.iter_mut().next_back().into_iter().for_each(|task| task.sections.push(need.section));
        }
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
            let cells = match task.brief_of(story) {
                Some(items) => [crate::set::flow::range(items).0; 2],
                None => cells(story, &task),
            };
            natural += u64::from(cells[0]);
            least += u64::from(cells[1]);
        }
        let of_page = |cells: u64| cells * PAGE / u64::from(task.free_area().max(1));
        Need { section, natural: of_page(natural), least: of_page(least) }
    };
    sections.into_iter().map(need).collect()
}

/// The cells that a story takes naturally, and at its least; of one too long for a page, by its lines.
fn cells(story: &Story, task: &PageTask) -> [u32; 2] {
    if let Some(measured) = measure(story, task, Lead::No) {
        return [measured.natural, measured.least];
    }
    let lines = story.lines.get(task.setting).copied().unwrap_or_default();
    [lines * LONG_STORY.0 / 100, lines * LONG_STORY.1 / 100]
}

/// The fewest pages, in multiples of so many, that hold all copy as it naturally is or nearly.
pub fn natural_count(stories: &[Story], paging: &Paging, multiple: usize) -> usize {
    let needs = needs(stories, paging);
    let natural: u64 = needs.iter().map(|need| need.natural).sum();
    let least: u64 = needs.iter().map(|need| need.least).sum();
    let fewest = natural.div_ceil(TIGHT).max(least.div_ceil(TIGHT_LEAST)).max(1) as usize;
    fewest.next_multiple_of(multiple)
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
        // One that is over before the last has ended begins there.
        ends.push(if end.abs_diff(page) <= SNAP && page > before { page } else { end.max(before + 1) });
    }
    ends
}

#[cfg(test)]
mod tests {
    use super::super::specimen::{page, story};
    use super::*;

    const PAGE: (u8, u16) = (5, 100);

    /// Stories of each section, each one column by fifty rows, a tenth of a page, or two rows less at the least.
    fn stories(by_section: &[usize]) -> Vec<Story> {
        let of = |(section, count): (usize, &usize)| vec![Story { section, ..story(5, PAGE, &[(1, 50, 0), (1, 48, 900)]) }; *count];
        by_section.iter().enumerate().flat_map(of).collect()
    }

    fn paged<T>(count: usize, make: impl FnOnce(&Paging) -> T) -> T {
        let inner = |section: usize| PageTask { sections: vec![section], ..page(PAGE) };
        make(&Paging { front: &page(PAGE), inner: &inner, count })
    }

    #[test]
    fn there_are_as_many_pages_as_the_copy_needs() {
        let count = |tenths: usize, multiple: usize| paged(1, |paging| natural_count(&stories(&[tenths]), paging, multiple));
        assert_eq!([count(9, 1), count(10, 1), count(12, 1), count(30, 1)], [1, 1, 2, 3]);
        assert_eq!([count(9, 2), count(20, 2), count(30, 2), count(30, 4)], [2, 2, 4, 4]);
        // What no page can hold counts by its lines.
        let long = Story { shapes: [None].into(), lines: [1_000].into(), ..story(5, PAGE, &[]) };
        assert_eq!(paged(1, |paging| natural_count(&[long], paging, 1)), 3);
    }

    #[test]
    fn a_section_of_less_than_a_page_shares_one() {
        let sections = |by_section: &[usize], count: usize| -> Vec<Vec<usize>> {
            paged(count, |paging| make_pages(&stories(by_section), paging)).into_iter().map(|task| task.sections).collect()
        };
        assert_eq!(sections(&[6, 4], 1), [[0, 1]]);
        assert_eq!(sections(&[10, 10], 2), [[0], [1]]);
        assert_eq!(sections(&[14, 6], 2), [vec![0], vec![1, 0]]);
        // Of very many small ones each has a page.
        let many = sections(&[1; 75], 8);
        assert!((0..75).all(|section| many.iter().any(|page| page.contains(&section))), "{many:?}");
        assert_eq!(sections(&[98, 1, 1, 0, 1], 10).concat().iter().filter(|section| **section > 0).count(), 3);
        // Nearly a page is one.
        assert_eq!(sections(&[21, 9], 3), [[0], [0], [1]]);
    }
}
