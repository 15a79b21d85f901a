//! Stories put together from a paper's own words and pictures, composed, and dealt to pages.
use newsprint::edition::{Article, Block, Photo, Rich};
use newsprint::job::Job;
use newsprint::plan::{PageTask, Story};

use crate::random::Random;

/// Stories written.
const STORIES: usize = 400;
/// Briefs written.
const BRIEFS: usize = 120;
/// Briefs that each page has in stock.
const BRIEFS_A_PAGE: usize = 5;
/// Fewest and most stories of a page.
const ON_PAGE: (usize, usize) = (4, 9);

/// Puts stories of every length in the place of a job's own.
pub fn write(job: &mut Job, random: &mut Random) {
    let of_paper = std::mem::take(&mut job.edition.articles);
    let models: Vec<&Article> = of_paper.iter().filter(|article| !article.is_brief()).collect();
    let pick = |random: &mut Random| models[random.below(models.len())];
    let paragraphs: Vec<&Rich> = of_paper.iter().flat_map(|article| &article.body).filter_map(paragraph).collect();
    let quotes: Vec<&Block> = of_paper.iter().flat_map(|article| &article.body).filter(|block| is_quote(block)).collect();
    let photos: Vec<&Photo> = of_paper.iter().flat_map(|article| &article.photos).filter(|photo| photo.columns.is_none()).collect();
    for number in 0..STORIES + BRIEFS {
        let mut article = pick(random).clone();
        let is_brief = number >= STORIES;
        // From 90 words to 900, short ones more often; every eighth is long enough to lead.
        let words = match random.below(8) {
            _ if is_brief => 25 + random.below(40),
            0 => 500 + random.below(400),
            at => 90 + random.below(70 * at),
        };
        article.slug = format!("story-{number}").as_str().into();
        article.priority = if is_brief { 9 } else { 2 + random.below(7) as u8 };
        article.headline = pick(random).headline.clone();
        article.deck = pick(random).deck.clone().filter(|_| !is_brief && random.below(2) == 0);
        (article.boxed, article.may_jump, article.must_run, article.url) = (false, Some(false), false, None);
        (article.cut_outs, article.related, article.keywords) = (Vec::new(), Vec::new(), Vec::new());
        article.photos = Vec::new();
        let count = if is_brief { 0 } else { [0, 0, 0, 1, 1, 1, 1, 2][random.below(8)] };
        for _ in 0..count.min(words / 80) {
            article.photos.extend((!photos.is_empty()).then(|| photos[random.below(photos.len())].clone()));
        }
        article.body = Vec::new();
        let mut written = 0;
        while written < words {
            let text = paragraphs[random.below(paragraphs.len())].clone();
            written += text.text.split_whitespace().count();
            article.body.push(Block::Paragraph { text, optional: random.below(12) == 0 && written > 60 });
        }
        if words > 250 && !quotes.is_empty() && random.below(2) == 0 {
            article.body.insert(1, quotes[random.below(quotes.len())].clone());
        }
        job.edition.articles.push(article);
    }
    for page in &mut job.edition.pages {
        (page.stories, page.jumps, page.places, page.ads) = (Vec::new(), Vec::new(), Vec::new(), Vec::new());
        page.section = None;
    }
    job.edition.ears.clear();
}

fn paragraph(block: &Block) -> Option<&Rich> {
    if let Block::Paragraph { text, .. } = block { Some(text) } else { None }
}

fn is_quote(block: &Block) -> bool {
    matches!(block, Block::Quote { cut_out: false, .. })
}

/// Composed stories to deal from.
pub struct Stock<'a> {
    /// Stories and the cells that each takes as suits it best.
    pub stories: Vec<(&'a Story, u32)>,
    /// Briefs.
    pub briefs: Vec<&'a Story>,
}

impl Stock<'_> {
    /// What was composed for pages such as this.
    pub fn new<'a>(stories: &'a [Story], page: &PageTask) -> Stock<'a> {
        let natural = |story: &&'a Story| {
            let shapes = story.shapes.get(page.setting)?.as_ref()?;
            let (columns, rows, _) = shapes.other.shape.cells().min_by_key(|(_, _, cell)| cell.cost)?;
            Some((*story, u32::from(columns) * u32::from(rows)))
        };
        let (briefs, whole): (Vec<&Story>, Vec<&Story>) = stories.iter().partition(|story| story.is_brief());
        Stock { stories: whole.iter().filter_map(natural).collect(), briefs }
    }

    /// Four to nine stories that take a page's area but for a tenth either way, and its briefs.
    pub fn page(&self, task: &PageTask, random: &mut Random) -> Vec<Story> {
        let free = task.free_area();
        let most = ON_PAGE.1.min(usize::from(task.max_stories));
        loop {
            let mut dealt: Vec<Story> = Vec::new();
            let mut taken = 0;
            while taken < free * 92 / 100 && dealt.len() < most {
                let (story, cells) = self.stories[random.below(self.stories.len())];
                dealt.push(story.clone());
                taken += cells;
            }
            if (ON_PAGE.0..=most).contains(&dealt.len()) && (free * 9 / 10..=free * 11 / 10).contains(&taken) {
                dealt.extend((0..BRIEFS_A_PAGE).map(|_| self.briefs[random.below(self.briefs.len())].clone()));
                return dealt;
            }
        }
    }
}
