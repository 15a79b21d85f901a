//! The e-paper's site: page pictures, zones, stories, search and feeds as files that need no server, all read off the marks.
use rayon::prelude::*;

use crate::page::Paper;
use crate::press::Files;

pub mod article;
pub mod content;
pub mod data;
pub mod drawn;
pub mod feed;
pub mod figure;
pub mod html;
pub mod layer;
pub mod link;
pub mod meta;
pub mod outline;
pub mod page;
pub mod paths;
pub mod picture;
pub mod search;
pub mod story;
pub mod text;
pub mod words;
pub mod zone;

use content::Site;
pub use content::{EditionFacts, StoryFacts};
use figure::Figures;
use paths::{drawn_file, layer_file, page_file, story_file};
use picture::PagePicture;
use story::Story;
use words::SiteWords;

/// The folder of the site in the output folder.
pub const FOLDER: &str = "epaper";
/// The folder of the pages and their pictures in the output folder.
pub const PAGES: &str = "epaper/pages/";
/// The list of the site's files, by which the next build finds those that are no longer made.
pub const LIST: &str = "epaper/files.txt";

/// What is read and looked at on the site.
pub struct SiteParts<'a> {
    /// Pictures of the pages.
    pub pages: &'a [PagePicture],
    pub stories: &'a [Story],
    /// Their pictures.
    pub figures: Figures,
}

/// The files of the site.
pub fn site(paper: &Paper, shown: SiteParts, facts: &EditionFacts) -> Files {
    let SiteParts { pages, stories, figures } = shown;
    let zones = paper.pages.par_iter().map(zone::zones).collect();
    let links = paper.pages.iter().map(link::links).collect();
    let site = Site { paper, facts, words: SiteWords::of(paper.lang), stories, zones, links, pages, figures };
    let mut files = Files::new();
    let mut add = |name: &str, bytes: Vec<u8>| files.push((format!("{FOLDER}/{name}"), bytes));
    add("index.html", html::index(&site).into_bytes());
    for (at, page) in paper.pages.iter().enumerate() {
        add(&page_file(&page.label), page::page(&site, at).into_bytes());
        add(&layer_file(&page.label), layer::layer_js(paper, page).into_bytes());
        add(&drawn_file(&page.label), drawn::drawn_js(page).into_bytes());
    }
    for (at, story) in site.stories.iter().enumerate() {
        add(&story_file(&story.slug), html::story(&site, at).into_bytes());
    }
    for (name, text) in html::FRONT {
        add(name, text.as_bytes().to_vec());
    }
    add("outlines.js", drawn::outlines_js(paper).into_bytes());
    add("site.js", html::site().into_bytes());
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
        for image in &page.sizes {
            add(&image.file, image.bytes.clone());
        }
    }
    for (name, bytes) in figures.files {
        add(&name, bytes);
    }
    let kept = html::Kept::new(&files);
    files.push((format!("{FOLDER}/files.js"), kept.list().into_bytes()));
    files.push((format!("{FOLDER}/sw.js"), kept.worker().into_bytes()));
    let mut list: Vec<&str> = files.iter().map(|(name, _)| name.as_str()).collect();
    list.sort_unstable();
    let list = list.iter().map(|name| format!("{}\n", &name[FOLDER.len() + 1..])).collect::<String>();
    files.push((LIST.to_string(), list.into_bytes()));
    files
}
