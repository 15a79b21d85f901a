//! The e-paper's site: page pictures, zones, stories, search and feeds as files that need no server, all read off the marks.
use std::collections::BTreeMap;

use rayon::prelude::*;

use crate::page::Paper;
use crate::role::Slug;

pub mod data;
pub mod feed;
pub mod figure;
pub mod html;
pub mod link;
pub mod outline;
pub mod page;
pub mod picture;
pub mod search;
pub mod story;
pub mod text;
pub mod words;
pub mod zone;

use figure::Figures;
use link::Link;
use picture::PagePicture;
use story::Story;
use words::Words;
use zone::Zone;

/// The folder of the site in the output folder.
pub const FOLDER: &str = "epaper";
/// The list of the site's files, by which the next build finds those that are no longer made.
pub const LIST: &str = "epaper/files.txt";

/// What the site tells of the edition that no mark shows.
#[derive(Clone, Debug, Default)]
pub struct Facts {
    /// Where the site will stand, with a slash at its end, for the links that must be whole.
    pub address: Option<String>,
    /// The running number.
    pub number: Option<u32>,
    /// What is known of each story.
    pub filed: BTreeMap<Slug, Filed>,
}

/// What is known of a story beside its marks.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Filed {
    /// When it was posted, as filed.
    pub posted: Option<String>,
    /// When it was last changed, as filed.
    pub updated: Option<String>,
    /// Its address on the paper's own site.
    pub url: Option<String>,
    /// Who wrote it.
    pub authors: Vec<String>,
}

/// All that the site's files are written from.
pub struct Site<'a> {
    /// The paper.
    pub paper: &'a Paper,
    /// What no mark shows.
    pub facts: &'a Facts,
    /// The site's own words.
    pub words: Words,
    /// The stories, in reading order.
    pub stories: Vec<Story>,
    /// Zones of the stories, by page.
    pub zones: Vec<Vec<Zone>>,
    /// Links on the pages, by page.
    pub links: Vec<Vec<Link>>,
    /// Pictures of the pages.
    pub pages: Vec<PagePicture>,
    /// Pictures of the stories.
    pub figures: Figures,
}

/// The files of the site, by their paths in the output folder. `pages` are the pictures of the pages. The error is in an editor's words.
pub fn site(paper: &Paper, pages: Vec<PagePicture>, facts: &Facts) -> Result<Vec<(String, Vec<u8>)>, String> {
    let stories = story::stories(paper);
    let figures = figure::figures(paper, &stories)?;
    let zones = paper.pages.par_iter().map(zone::zones).collect();
    let links = paper.pages.iter().map(link::links).collect();
    let site = Site { paper, facts, words: Words::of(paper.lang), stories, zones, links, pages, figures };
    let mut files: Vec<(String, Vec<u8>)> = Vec::new();
    let mut add = |name: &str, bytes: Vec<u8>| files.push((format!("{FOLDER}/{name}"), bytes));
    add("index.html", html::index(&site).into_bytes());
    for (at, page) in paper.pages.iter().enumerate() {
        add(&page_file(&page.label), page::page(&site, at).into_bytes());
    }
    for (at, story) in site.stories.iter().enumerate() {
        add(&story_file(&story.slug), html::story(&site, at).into_bytes());
    }
    for (name, text) in html::FRONT {
        add(name, text.as_bytes().to_vec());
    }
    add("reader.js", html::reader().into_bytes());
    add("stories.js", data::stories_js(&site).into_bytes());
    add("search.js", search::search_js(&site).into_bytes());
    add("zones.json", data::zones_json(&site).into_bytes());
    add("feed.xml", feed::rss(&site).into_bytes());
    add("sitemap.xml", feed::sitemap(&site).into_bytes());
    add("icon.svg", feed::icon(&site).into_bytes());
    add("manifest.webmanifest", feed::manifest(&site).into_bytes());
    let Site { pages, figures, .. } = site;
    for page in pages {
        for sized in page.sizes {
            add(&sized.file, sized.bytes);
        }
    }
    for (name, bytes) in figures.files {
        add(&name, bytes);
    }
    let worker = html::worker(&files);
    files.push((format!("{FOLDER}/sw.js"), worker.into_bytes()));
    let mut list: Vec<&str> = files.iter().map(|(name, _)| name.as_str()).collect();
    list.sort_unstable();
    let list = list.iter().map(|name| format!("{}\n", &name[FOLDER.len() + 1..])).collect::<String>();
    files.push((LIST.to_string(), list.into_bytes()));
    Ok(files)
}

/// The page's own file.
pub fn page_file(label: &str) -> String {
    format!("pages/{label}.html")
}

/// The story's own file.
pub fn story_file(slug: &Slug) -> String {
    format!("stories/{slug}.html")
}
