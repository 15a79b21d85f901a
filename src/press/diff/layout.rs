//! A layout as `layout.json` holds it.
use std::fs;
use std::path::{Path, PathBuf};

use serde::Deserialize;

use crate::diag::{Diagnostics, Source};

/// Left, top, width and depth in points from the trim's top left.
pub type Frame = [f64; 4];

/// `layout.json`.
#[derive(Debug, Deserialize)]
pub struct WrittenLayout {
    /// Which paper.
    pub edition: WrittenEdition,
    pub pages: Vec<WrittenPage>,
}

/// Title and date.
#[derive(Debug, Deserialize, PartialEq)]
pub struct WrittenEdition {
    /// The paper's name.
    pub title: String,
    /// The day.
    pub date: String,
}

#[derive(Debug, Deserialize)]
pub struct WrittenPage {
    /// As printed: A1.
    pub label: String,
    pub section: String,
    /// Of the trim.
    pub width: f64,
    /// Of the trim.
    pub height: f64,
    /// What stands on it.
    pub stories: Vec<WrittenStory>,
    pub ads: Vec<WrittenAd>,
}

/// A story, or its part on this page.
#[derive(Debug, Deserialize)]
pub struct WrittenStory {
    pub slug: String,
    /// `whole`, `first` or `turn`.
    pub part: String,
    pub frame: Frame,
    pub headline: WrittenHeadline,
    pub legs: Vec<WrittenLeg>,
    /// Its pictures.
    pub photos: Vec<WrittenPhoto>,
}

/// A headline as broken.
#[derive(Debug, Deserialize, PartialEq)]
pub struct WrittenHeadline {
    /// In points.
    pub size: f64,
    /// Line by line.
    pub lines: Vec<String>,
}

/// A leg of text.
#[derive(Debug, Deserialize)]
pub struct WrittenLeg {
    pub frame: Frame,
    pub lines: Vec<WrittenLine>,
}

/// A line of text.
#[derive(Debug, Deserialize, PartialEq)]
pub struct WrittenLine {
    /// From the trim's top.
    pub baseline: f64,
    /// Its words.
    pub text: String,
}

/// A picture.
#[derive(Debug, Deserialize, PartialEq)]
pub struct WrittenPhoto {
    /// Its path.
    pub file: String,
    pub frame: Frame,
    /// Shares cut from left, top, right and bottom.
    pub crop: [f64; 4],
}

#[derive(Debug, Deserialize, PartialEq)]
pub struct WrittenAd {
    pub name: String,
    pub frame: Frame,
}

/// One of two layouts, and the output folder that it came with.
#[derive(Debug)]
pub struct Side {
    /// What stands where.
    pub layout: WrittenLayout,
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
    pub fn page(&self, label: &str) -> Option<&WrittenPage> {
        self.layout.pages.iter().find(|page| page.label == label)
    }
}
