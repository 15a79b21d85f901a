//! Print preview: one story on sheets of its own, as a site's print button gives it; text flows, and there is no planner.
use std::path::PathBuf;

use crate::diag::Diagnostics;
pub use crate::edition::article_source::Written;
use crate::page::Paper;
use crate::press::Photos;
use crate::press::pdf::About;

mod flow;
#[doc(hidden)]
pub mod gate;
mod head;
mod sheets;
mod text;

/// An article as it comes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Copy {
    /// A file, `.json` or `.md`.
    File(PathBuf),
    /// What came from elsewhere, such as standard input.
    Bytes {
        /// Its name in messages.
        name: String,
        /// The whole of it.
        bytes: Vec<u8>,
        /// How it is written.
        written: Written,
    },
}

/// How large the type is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum FontSize {
    /// Nine tenths of the layout's sizes.
    Small,
    /// The layout's sizes.
    #[default]
    Medium,
    /// Six fifths of them.
    Large,
}

/// Whether photos are printed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Pictures {
    /// The lead photo over the text, others in it.
    #[default]
    Shown,
    /// Text alone; photo files are not even opened.
    LeftOut,
}

/// What a print preview is asked for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Order {
    /// A layout's name, or its path from the root.
    pub layout: String,
    /// The folder that photos may not leave; where none is named, the nearest above the article that holds `edition.toml`, else its own.
    pub root: Option<PathBuf>,
    /// How large the type is.
    pub font_size: FontSize,
    /// Whether photos are printed.
    pub pictures: Pictures,
}

impl Default for Order {
    /// A4, one column, photos shown.
    fn default() -> Order {
        Order { layout: "preview-a4".into(), root: None, font_size: FontSize::Medium, pictures: Pictures::Shown }
    }
}

/// A preview made up, not yet printed.
#[derive(Clone, Debug)]
pub struct Made {
    /// Its pages.
    pub paper: Paper,
    /// What its PDF says of itself.
    pub about: About,
    /// Photos are reduced to what the layout wants.
    pub photos: Photos,
}

/// Reads an article and makes up its pages. None where there are errors; they are told.
pub fn make(copy: &Copy, order: &Order, diags: &mut Diagnostics) -> Option<Made> {
    let (job, site) = gate::open(copy, order, diags)?;
    let epaper = job.layout.epaper;
    let paper = sheets::make_up(&job, &site);
    let article = &job.edition.articles[0];
    let about = About {
        title: article.headline.clone(),
        authors: article.byline.iter().map(|line| line.name.clone()).collect(),
        date: article.posted.clone(),
        identity: format!("{} {}", article.slug, article.posted.as_deref().unwrap_or_default()),
    };
    Some(Made { paper, about, photos: Photos::Fit { ppi: epaper.ppi, quality: epaper.quality } })
}
