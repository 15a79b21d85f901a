//! All that the site's files are written from.
use std::collections::BTreeMap;

use super::figure::Figures;
use super::link::PageLink;
use super::picture::PagePicture;
use super::story::Story;
use super::words::SiteWords;
use super::zone::Zone;
use crate::page::Paper;
use crate::role::Slug;

/// What the site tells of the edition that no mark shows.
#[derive(Clone, Debug, Default)]
pub struct EditionFacts {
    /// Where the site will stand, with a slash at its end, for the links that must be whole.
    pub address: Option<String>,
    /// The running number.
    pub number: Option<u32>,
    /// What is known of each story.
    pub stories: BTreeMap<Slug, StoryFacts>,
}

/// What is known of a story beside its marks.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct StoryFacts {
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
    pub paper: &'a Paper,
    /// What no mark shows.
    pub facts: &'a EditionFacts,
    /// The site's own words.
    pub words: SiteWords,
    /// The stories, in reading order.
    pub stories: &'a [Story],
    /// Zones of the stories, by page.
    pub zones: Vec<Vec<Zone>>,
    /// Links on the pages, by page.
    pub links: Vec<Vec<PageLink>>,
    /// Pictures of the pages.
    pub pages: &'a [PagePicture],
    /// Pictures of the stories.
    pub figures: Figures,
}
