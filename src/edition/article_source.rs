//! An article's file as a tree, its form checked: JSON, Markdown, or what an importer made of another format.
use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::files::normal;
use super::{bounds, keys, markdown, slugs};
use crate::diag::{Diagnostics, Source, SourceFile};
use crate::tree::file::text_file;
use crate::tree::form::{self, Form};
use crate::tree::{Node, json, tell};

/// An article's file as a tree.
#[derive(Clone, Debug)]
pub struct ArticleSource {
    pub file: Arc<SourceFile>,
    /// What stands in it; none where it is not even JSON or Markdown.
    pub tree: Option<Node>,
    /// It has the form of an article.
    pub is_valid: bool,
}

impl ArticleSource {
    /// Reads a file to its tree and checks its form. None where it cannot be read; every fault is reported.
    pub fn read(path: &Path, shown: &str, diags: &mut Diagnostics) -> Option<ArticleSource> {
        let file = text_file(path, shown, diags)?;
        ArticleSource::of_file(file, shown, diags)
    }

    /// The tree of a file that was read, its form checked, as [`ArticleSource::read`] does.
    pub(super) fn of_file(file: Arc<SourceFile>, shown: &str, diags: &mut Diagnostics) -> Option<ArticleSource> {
        let written = match Path::new(shown).extension().map(|ending| ending.to_string_lossy().to_lowercase()).as_deref() {
            Some("json") => Written::Json,
            Some("md" | "markdown") => Written::Markdown,
            _ => {
                let source = Some(Source::whole(shown));
                diags
                    .error("not-an-article", source, format!("{shown} is neither .json nor .md"))
                    .help("name in \"articles\" the files that are");
                return None;
            }
        };
        Some(ArticleSource::of_text(file, written, diags))
    }

    /// The tree of an article's text, its form checked; every fault is reported.
    pub fn of_text(file: Arc<SourceFile>, written: Written, diags: &mut Diagnostics) -> ArticleSource {
        let tree = match written {
            Written::Json => json::file(&file, diags),
            Written::Markdown => of_markdown(&file, diags),
        };
        let is_valid = tree.as_ref().is_some_and(|tree| is_valid(tree, &file, diags));
        ArticleSource { file, tree, is_valid }
    }

    /// True where its text and its fields are no longer than a story's.
    pub(super) fn is_of_story_size(&self) -> bool {
        let mut unheard = Diagnostics::default();
        let fits = |tree| bounds::story_fits(tree, &self.file, &mut unheard) && bounds::fields_fit(tree, &self.file, &mut unheard);
        self.tree.as_ref().is_some_and(fits)
    }

    /// Paths, relative to the root, of the pictures that it names.
    pub fn pictures(&self) -> Vec<PathBuf> {
        self.photos().iter().filter_map(|photo| Some(self.picture_path(photo.get("file")?.text()?))).collect()
    }

    /// The slug, or the one that its file's name gives.
    pub fn slug(&self) -> String {
        let stem = || Path::new(&self.file.path).file_stem().map(|stem| stem.to_string_lossy().into_owned()).unwrap_or_default();
        let own = self.tree.as_ref().and_then(|tree| tree.text_of("slug"));
        let slug = own.map_or_else(|| stem().split_whitespace().collect::<Vec<_>>().join("-"), |slug| slug.trim().to_string());
        slugs::composed(&slug)
    }

    /// The photos that it names.
    pub(super) fn photos(&self) -> &[Node] {
        self.tree.as_ref().and_then(|tree| tree.get("photos")).map(Node::items).unwrap_or_default()
    }

    /// Where a picture lies, from the root.
    pub(super) fn picture_path(&self, written: &str) -> PathBuf {
        normal(&Path::new(&self.file.path).parent().unwrap_or(Path::new("")).join(written))
    }
}

/// How an article is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Written {
    Json,
    /// As Markdown with front matter.
    Markdown,
}

/// The tree of Markdown; what a newspaper has no form for is told.
fn of_markdown(file: &Arc<SourceFile>, diags: &mut Diagnostics) -> Option<Node> {
    let mut oddities = markdown::Oddities::new();
    let tree = markdown::read(&file.text, &mut oddities).map_err(|fault| tell(fault, file, diags)).ok();
    for (oddity, (range, count)) in oddities {
        let (what, did, help) = oddity.words();
        let message = if count > 1 { format!("{what}: {count}") } else { what.to_string() };
        diags.warning("markdown", Some(Source { file: file.clone(), range }), message).did(did).help(help);
    }
    tree
}

/// True where a tree has an article's form and size; every fault is told.
pub fn is_valid(tree: &Node, file: &Arc<SourceFile>, diags: &mut Diagnostics) -> bool {
    let fits = bounds::story_fits(tree, file, diags) & bounds::fields_fit(tree, file, diags);
    form::check(tree, &Form::Group(&keys::ARTICLE), file, diags) && fits
}
