//! The gate for one article: where it lies, whose it is, and the same checks that a whole edition passes.
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::{Copy, FontSize, Order, Pictures};
use crate::cache::Cache;
use crate::diag::{Diagnostics, Source, SourceFile};
use crate::edition::article::article;
use crate::edition::article_source::ArticleSource;
use crate::edition::files::{self, PictureBook};
use crate::edition::lang::lang;
use crate::edition::{Article, Edition, Lang};
use crate::font::shipped;
use crate::job::{self, Job};
use crate::layout::read::read_layout_for;
use crate::layout::{Layout, StyleName};
use crate::tree::file::{reason, text, text_file};
use crate::tree::toml;
use crate::units::Pt;

/// The file that makes a folder a paper's.
const EDITION: &str = "edition.toml";

/// What the head and foot of a preview say of the site.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Site {
    pub title: Option<String>,
    /// The line at the foot.
    pub copyright: Option<String>,
}

/// Reads an article and checks it against the layout and the fonts. None where there are errors; they are told.
pub fn open(copy: &Copy, order: &Order, diags: &mut Diagnostics) -> Option<(Job, Site)> {
    open_with(copy, order, None, diags)
}

/// The same; a picture that a cache says was found whole is not decoded to see whether it is.
pub fn open_with(copy: &Copy, order: &Order, cache: Option<&Cache>, diags: &mut Diagnostics) -> Option<(Job, Site)> {
    let (root, shown) = place(copy, order, diags)?;
    let (site, paper_lang) = site(&root, diags);
    let source = match copy {
        Copy::File(path) => ArticleSource::read(path, &shown, diags)?,
        Copy::Bytes { bytes, written, .. } => {
            let file: Arc<SourceFile> = text(bytes.clone(), &shown, diags)?;
            ArticleSource::of_text(file, *written, diags)
        }
    };
    let article = article(&source, paper_lang, &book(&source, &root, order, cache), diags);
    let asked = Source::whole(&format!("--layout {}", order.layout));
    let layout = read_layout_for(&order.layout, &root, &asked, diags);
    let (article, mut layout) = (article?, layout?);
    if diags.has_errors() {
        return None;
    }
    scale(&mut layout, order.font_size);
    let site = completed(site, &article);
    let place = article.source.clone();
    let faces = shipped::of(&families(&layout), &root, diags);
    let edition = Edition {
        title: site.title.clone().unwrap_or_default(),
        date: time::Date::MIN,
        number: None,
        lang: article.lang,
        layout: order.layout.clone(),
        price: None,
        website: None,
        address: None,
        ears: Vec::new(),
        house_ads: Vec::new(),
        pages_multiple: None,
        sections: Vec::new(),
        pages: Vec::new(),
        articles: vec![article],
        cutoff: None,
        late: Vec::new(),
        withheld: Vec::new(),
        rules: Default::default(),
        extends: None,
        root,
        source: place,
    };
    job::check(edition, layout, faces, diags).map(|job| (job, site))
}

/// The root, and the article's path from there, or its path as told where it lies elsewhere.
fn place(copy: &Copy, order: &Order, diags: &mut Diagnostics) -> Option<(PathBuf, String)> {
    let named = match &order.root {
        None => None,
        Some(folder) => match fs::canonicalize(folder) {
            Ok(root) => Some(root),
            Err(error) => {
                let folder = folder.display().to_string();
                diags.error("unreadable", Some(Source::whole(&folder)), format!("{folder} cannot be opened: {}", reason(&error)));
                return None;
            }
        },
    };
    let path = match copy {
        Copy::Bytes { name, .. } => return Some((named.or_else(|| fs::canonicalize(".").ok()).unwrap_or_default(), name.clone())),
        Copy::File(path) => path,
    };
    let parent = path.parent().filter(|parent| !parent.as_os_str().is_empty()).unwrap_or(Path::new("."));
    let Ok(folder) = fs::canonicalize(parent) else { return Some((parent.to_path_buf(), files::slashes(path))) };
    let above = || folder.ancestors().find(|folder| folder.join(EDITION).is_file()).map(Path::to_path_buf);
    let root = named.or_else(above).unwrap_or_else(|| folder.clone());
    let whole = folder.join(path.file_name().unwrap_or_default());
    let shown = whole.strip_prefix(&root).map_or_else(|_| files::slashes(path), files::slashes);
    Some((root, shown))
}

/// The site's name and the language of its copy, from the paper's edition file if there is one.
fn site(root: &Path, diags: &mut Diagnostics) -> (Site, Lang) {
    let path = root.join(EDITION);
    if !path.is_file() {
        return (Site::default(), Lang::default());
    }
    // An edition that is broken elsewhere has its own command to say so; a preview wants two of its lines.
    let mut unheard = Diagnostics::default();
    let tree = text_file(&path, EDITION, &mut unheard).and_then(|file| toml::read(&file.text).ok().map(|tree| (file, tree)));
    let Some((file, tree)) = tree else {
        let warning = diags.warning("edition-unread", Some(Source::whole(EDITION)), "edition.toml cannot be read");
        warning.did("left out the site's name").help("newsprint check tells what is wrong with it");
        return (Site::default(), Lang::default());
    };
    let words = |key: &str| tree.text_of(key).map(|text| files::words(&text)).filter(|text| !text.is_empty());
    let lang = tree.get("lang").and_then(|node| lang(node, &file, &mut unheard)).unwrap_or_default();
    (Site { title: words("title"), copyright: words("copyright") }, lang)
}

/// What the edition does not say: the site's address for its name, its name and the year for the line at the foot.
fn completed(site: Site, article: &Article) -> Site {
    const YEAR: usize = "2019".len();
    let host = || {
        let (_, rest) = article.url.as_deref()?.split_once("://")?;
        rest.split(['/', '?', '#']).next().filter(|host| !host.is_empty()).map(str::to_string)
    };
    let title = site.title.or_else(host);
    let year = article.posted.as_deref().and_then(|posted| posted.get(..YEAR)).map(|year| format!("{year} ")).unwrap_or_default();
    let copyright = site.copyright.or_else(|| title.as_ref().map(|title| format!("© {year}{title}")));
    Site { title, copyright }
}

/// The pictures that an article names; none where they are left out, for then their files are not even looked for.
fn book(source: &ArticleSource, root: &Path, order: &Order, cache: Option<&Cache>) -> PictureBook {
    if order.pictures == Pictures::LeftOut {
        return PictureBook::new();
    }
    source.pictures().into_iter().map(|path| (path.clone(), files::picture(root, &path, cache))).collect()
}

/// The families that the layout names, each once.
fn families(layout: &Layout) -> Vec<&str> {
    let of_styles = layout.templates.values().flat_map(|template| &template.styles).map(|style| style.family.as_str());
    let mut families: Vec<&str> = of_styles.chain(layout.fallback.iter().map(String::as_str)).collect();
    families.sort_unstable();
    families.dedup();
    families
}

/// Sizes other than the layout's own, in percent.
const SMALL: i64 = 90;
const LARGE: i64 = 120;

/// Makes all type of the story larger or smaller; the site's name and the foot stay.
fn scale(layout: &mut Layout, size: FontSize) {
    let percent = match size {
        FontSize::Small => SMALL,
        FontSize::Medium => return,
        FontSize::Large => LARGE,
    };
    let scaled = |length: Pt| length.scale(percent, 100);
    layout.grid.leading = scaled(layout.grid.leading);
    for template in layout.templates.values_mut() {
        template.grid.leading = scaled(template.grid.leading);
        for name in StyleName::ALL.iter().filter(|name| !matches!(name, StyleName::Nameplate | StyleName::Folio)) {
            let style = &mut template.styles[*name as usize];
            style.size = scaled(style.size);
            style.leading = scaled(style.leading);
            style.indent = scaled(style.indent);
            style.ladder.iter_mut().for_each(|step| *step = scaled(*step));
        }
    }
}
