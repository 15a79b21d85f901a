//! Copy in other formats: what `articles` says of such files. The room that reads them lies above this one and is handed in.
use std::path::{Path, PathBuf};

use super::article_source::ArticleSource;
use super::format::Format;
use super::kept::KeptFiles;
use crate::cache::Cache;
use crate::diag::Diagnostics;

/// How files of another format are taken in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Intake {
    /// Their format.
    pub format: Format,
    /// The section of stories that name none.
    pub section: Option<String>,
    /// The paper's own table of wire habits, from the root.
    pub habits: Option<PathBuf>,
}

/// Reads files, by their paths from a root, to the sources of articles; every fault is reported.
pub type Importer = fn(&Intake, &Path, &[String], &mut Diagnostics) -> Vec<ArticleSource>;

/// What an edition is read with.
#[derive(Clone, Copy)]
pub struct Readers<'a> {
    /// Reads copy in other formats.
    pub importer: Importer,
    /// Where it is kept which pictures were found whole.
    pub cache: Option<&'a Cache>,
    /// What is read in the place of the edition file's own text.
    pub text: Option<&'a str>,
    /// What was read before.
    pub kept: Option<&'a KeptFiles>,
}
