//! A layout as `layout.json` holds it.
use std::fs;
use std::path::{Path, PathBuf};

use serde::Deserialize;

use crate::diag::{Diagnostics, Source};

/// Left, top, width and depth in points from the trim's top left.
pub type Frame = [f64; 4];

/// `layout.json`.
#[derive(Debug, Deserialize)]
pub struct Layout {
    /// Which paper.
    pub edition: Edition,
    /// Its pages.
    pub pages: Vec<Page>,
}

/// Title and date.
#[derive(Debug, Deserialize, PartialEq)]
pub struct Edition {
    /// The paper's name.
    pub title: String,
    /// The day.
    pub date: String,
}

/// A page.
#[derive(Debug, Deserialize)]
pub struct Page {
    /// As printed: A1.
    pub label: String,
    /// Its section.
    pub section: String,
    /// Of the trim.
    pub width: f64,
    /// Of the trim.
    pub height: f64,
    /// What stands on it.
    pub stories: Vec<Story>,
    /// Its ads.
    pub ads: Vec<Ad>,
}

/// A story, or its part on this page.
#[derive(Debug, Deserialize)]
pub struct Story {
    /// Its name.
    pub slug: String,
    /// Whole, start or turn.
    pub part: String,
    /// All of it.
    pub frame: Frame,
    /// Its headline.
    pub headline: Headline,
    /// Its text.
    pub legs: Vec<Leg>,
    /// Its pictures.
    pub photos: Vec<Photo>,
}

/// A headline as broken.
#[derive(Debug, Deserialize, PartialEq)]
pub struct Headline {
    /// In points.
    pub size: f64,
    /// Line by line.
    pub lines: Vec<String>,
}

/// A leg of text.
#[derive(Debug, Deserialize)]
pub struct Leg {
    /// Where.
    pub frame: Frame,
    /// Its lines.
    pub lines: Vec<Line>,
}

/// A line of text.
#[derive(Debug, Deserialize, PartialEq)]
pub struct Line {
    /// From the trim's top.
    pub baseline: f64,
    /// Its words.
    pub text: String,
}

/// A picture.
#[derive(Debug, Deserialize, PartialEq)]
pub struct Photo {
    /// Its path.
    pub file: String,
    /// Where.
    pub frame: Frame,
    /// Shares cut from left, top, right and bottom.
    pub crop: [f64; 4],
}

/// An ad.
#[derive(Debug, Deserialize, PartialEq)]
pub struct Ad {
    /// Its name.
    pub name: String,
    /// Where.
    pub frame: Frame,
}

/// One of two layouts, and the output folder that it came with.
#[derive(Debug)]
pub struct Side {
    /// What stands where.
    pub layout: Layout,
    /// The file, to the byte.
    pub text: String,
    /// The folder, where one was named.
    pub folder: Option<PathBuf>,
}

impl Side {
    /// Reads `layout.json`, or that of a folder. None where there is none; that is told.
    pub fn read(path: &Path, diags: &mut Diagnostics) -> Option<Side> {
        let folder = path.is_dir().then(|| path.to_path_buf());
        let file = folder.as_ref().map_or_else(|| path.to_path_buf(), |folder| folder.join("layout.json"));
        let source = || Some(Source::whole(&file.display().to_string()));
        const HELP: &str = "name a folder that newsprint build has written, or the layout.json in it";
        let text = match fs::read_to_string(&file) {
            Ok(text) => text,
            Err(error) => {
                diags.error("unreadable", source(), format!("the layout cannot be read: {}", error.kind())).help(HELP);
                return None;
            }
        };
        match serde_json::from_str(&text) {
            Ok(layout) => Some(Side { layout, text, folder }),
            Err(error) => {
                diags.error("bad-layout-json", source(), format!("this is no layout.json: {error}")).help(HELP);
                None
            }
        }
    }

    /// The page of a label.
    pub fn page(&self, label: &str) -> Option<&Page> {
        self.layout.pages.iter().find(|page| page.label == label)
    }
}
