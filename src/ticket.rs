//! The job ticket: what an edition, its layout and the run ask of the press, in the press's own terms, which knows neither.
use crate::Request;
use crate::edition::Article;
use crate::job::Job;
use crate::page::{Page, Paper};
use crate::press::order::{EpaperOrder, PrintOrder};
use crate::press::overlay::PageGrid;
use crate::press::picture_cache::PictureCache;
use crate::press::print::NEWSPRINT;
use crate::press::site::{EditionFacts, StoryFacts};
use crate::press::target::PressOrder;

/// All that is ordered.
pub fn order(job: &Job, request: &Request) -> PressOrder {
    let epaper = EpaperOrder { photos: request.photos, max_page_kb: job.layout.epaper.max_page_kb, archive: request.archive };
    PressOrder { print: print(job, request), epaper, facts: facts(job), cache: PictureCache::new(request.cache.clone()) }
}

fn print(job: &Job, request: &Request) -> PrintOrder {
    let print = &job.layout.print;
    let (profile_name, profile) = match &print.profile {
        Some((name, bytes)) => (name.clone(), bytes.to_vec().into()),
        None => ("newsprint.icc (in the program)".to_string(), NEWSPRINT.into()),
    };
    PrintOrder {
        profile_name,
        profile,
        specification: print.specification.clone(),
        overprint: print.overprint,
        rich_black_from: print.limits.rich_black_from,
        printing: request.printing.clone(),
    }
}

/// What is known of the edition and its stories beside their marks.
fn facts(job: &Job) -> EditionFacts {
    let of_story = |article: &Article| {
        let authors = article.byline.iter().map(|line| line.name.strip_prefix("By ").unwrap_or(&line.name).to_string()).collect();
        let facts = StoryFacts { posted: article.posted.clone(), updated: article.updated.clone(), url: article.url.clone(), authors };
        (article.slug.clone(), facts)
    };
    EditionFacts {
        address: job.edition.address.clone(),
        number: job.edition.number,
        stories: job.edition.articles.iter().map(of_story).collect(),
    }
}

/// The grid of each page, to be drawn over it.
pub fn grids(job: &Job, paper: &Paper) -> Vec<PageGrid> {
    let grid = |(index, page): (usize, &Page)| {
        let ordered = job.page_templates.get(index).cloned();
        let name = ordered.unwrap_or_else(|| job.layout.template_name(None, Some(&page.section), index == 0).to_string());
        let template = job.template(&name);
        PageGrid {
            live: job.layout.live_area(template),
            columns: template.grid.columns,
            column: job.layout.measure(template, 1),
            gutter: template.grid.gutter,
            leading: template.grid.leading,
        }
    };
    paper.pages.iter().enumerate().map(grid).collect()
}
