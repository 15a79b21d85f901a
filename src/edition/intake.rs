//! Copy in other formats: what `articles` says of such files. The room that reads them lies above this one and is handed in.
use std::path::{Path, PathBuf};

use super::article::Filed;
use crate::cache::Cache;
use crate::diag::Diagnostics;

/// The formats that copy may come in.
pub const FORMATS: &[&str] = &["ninjs", "newsml-g2", "nitf", "wordpress", "rss", "atom", "html", "markdown", "text"];

/// How files of another format are taken in.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Intake {
    /// One of [`FORMATS`].
    pub format: String,
    /// The section of stories that name none.
    pub section: Option<String>,
    /// The paper's own table of wire habits, from the root.
    pub habits: Option<PathBuf>,
}

/// Reads files, by their paths from a root, to articles as filed; every fault is told.
pub type Importer = fn(&Intake, &Path, &[String], &mut Diagnostics) -> Vec<Filed>;

/// What an edition is read with: the importer, and where it is kept which pictures were found whole.
pub type Means<'a> = (Importer, Option<&'a Cache>);
