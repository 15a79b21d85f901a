//! Reading an edition from disk: `edition.toml`, its articles and pictures; every problem of every file in one run.
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use rayon::prelude::*;

use super::article::{article, pictures_wanted};
use super::{Ad, AdArt, Article, Corner, Ear, Edition, HandPlace, Lang, PageOrder, Picture, keys, photo};
use crate::diag::{Diagnostics, Source, SourceFile, moment};
use crate::role::Slug;
use crate::tree::form::{self, Form, nearest};
use crate::tree::{Malformed, Node, toml};
use crate::units::{Length, Pt};

/// Reads a text file. None where it cannot be read; that is told.
pub fn text_file(path: &Path, shown: &str, diags: &mut Diagnostics) -> Option<Arc<SourceFile>> {
    let bytes = match std::fs::read(path) {
        Ok(bytes) => bytes,
        Err(error) => {
            diags.error("unreadable", Some(Source::whole(shown)), format!("{shown} cannot be read: {}", reason(&error)));
            return None;
        }
    };
    match String::from_utf8(bytes) {
        Ok(text) => Some(Arc::new(SourceFile { path: shown.into(), text })),
        Err(error) => {
            let valid = error.utf8_error().valid_up_to();
            let text = String::from_utf8_lossy(&error.as_bytes()[..valid]).into_owned();
            let file = Arc::new(SourceFile { path: shown.into(), text });
            let message = format!("{shown} is not UTF-8 text: byte {valid} fits no character");
            diags.error("not-utf8", Some(Source { range: valid..valid, file }), message).help("save the file as UTF-8");
            None
        }
    }
}

/// Why a file could not be read, without the machine's numbers.
fn reason(error: &std::io::Error) -> String {
    match error.kind() {
        std::io::ErrorKind::NotFound => "there is no such file".into(),
        std::io::ErrorKind::PermissionDenied => "it may not be read by this user".into(),
        std::io::ErrorKind::IsADirectory => "it is a folder".into(),
        kind => kind.to_string(),
    }
}

/// Tells a malformed file.
pub fn malformed(file: &Arc<SourceFile>, fault: Malformed, diags: &mut Diagnostics) {
    let source = Source { file: file.clone(), range: fault.range };
    diags.error("malformed", Some(source), format!("{} cannot be read: {}", file.path, fault.message));
}

/// Reads an edition. None where there are errors; they are told.
pub fn read_edition(path: &Path, diags: &mut Diagnostics) -> Option<Edition> {
    let name = path.file_name().map_or_else(|| "edition.toml".into(), |name| name.to_string_lossy().into_owned());
    let file = text_file(path, &name, diags)?;
    let tree = match toml::read(&file.text) {
        Ok(tree) => tree,
        Err(fault) => {
            malformed(&file, fault, diags);
            return None;
        }
    };
    form::check(&tree, &Form::Group(&keys::EDITION), &file, diags);
    let parent = path.parent().filter(|parent| !parent.as_os_str().is_empty()).unwrap_or(Path::new("."));
    let root = std::fs::canonicalize(parent).unwrap_or_else(|_| parent.to_path_buf());
    let desk = Desk { root: &root, file: &file, tree: &tree };
    let lang = desk.lang(diags);
    let (mut articles, pictures) = desk.articles(lang, diags);
    unique(&articles, diags);
    let late = desk.cutoff(&mut articles, diags);
    let known: Vec<Slug> = articles.iter().map(|article| article.slug.clone()).chain(late.iter().cloned()).collect();
    let pages = desk.pages(&known, &pictures, diags);
    let ears = desk.ears(&known, diags);
    let date = desk.date(diags);
    if diags.has_errors() {
        return None;
    }
    Some(Edition {
        title: tree.text_of("title")?,
        date: date?,
        number: tree.get("number").and_then(Node::integer).and_then(|number| u32::try_from(number).ok()),
        lang,
        layout: tree.text_of("layout")?,
        price: tree.text_of("price"),
        website: tree.text_of("website"),
        ears,
        sections: tree.get("sections").map(Node::items).unwrap_or_default().iter().filter_map(Node::text).map(str::to_string).collect(),
        pages,
        articles,
        late,
        root: root.clone(),
        source: Source { file, range: 0..0 },
    })
}

/// A language by its tag.
pub fn lang_of(tag: &str) -> Option<Lang> {
    match tag {
        "en" | "en-US" => Some(Lang::EnUs),
        "en-GB" => Some(Lang::EnGb),
        "ko" | "ko-KR" => Some(Lang::Ko),
        _ => None,
    }
}

/// Tells an unknown language.
pub fn unknown_lang(node: &Node, file: &Arc<SourceFile>, diags: &mut Diagnostics) {
    let tag = node.text().unwrap_or("");
    diags
        .error("unknown-language", Some(node.source(file)), format!("\"{tag}\" is no language that this program sets"))
        .help("it can be en, en-US, en-GB or ko");
}

struct Desk<'a> {
    root: &'a Path,
    file: &'a Arc<SourceFile>,
    tree: &'a Node,
}

/// Pictures by path relative to the root, and the file's own words.
pub type PictureBook = BTreeMap<PathBuf, Result<(Arc<Picture>, photo::Words), String>>;

impl Desk<'_> {
    fn lang(&self, diags: &mut Diagnostics) -> Lang {
        let Some(node) = self.tree.get("lang") else { return Lang::default() };
        node.text().and_then(lang_of).unwrap_or_else(|| {
            unknown_lang(node, self.file, diags);
            Lang::default()
        })
    }

    fn date(&self, diags: &mut Diagnostics) -> Option<time::Date> {
        let node = self.tree.get("date")?;
        let text = node.text()?;
        let date = text.get(..10).and_then(|day| moment(day)).and_then(|minutes| {
            const MINUTES_A_DAY: i64 = 1_440;
            const UNIX_JULIAN_DAY: i64 = 2_440_588;
            time::Date::from_julian_day(i32::try_from(minutes / MINUTES_A_DAY + UNIX_JULIAN_DAY).ok()?).ok()
        });
        if date.is_none() {
            diags.error("bad-date", Some(node.source(self.file)), "date should be the day of the edition").help("write date = 2019-12-24");
        }
        date
    }

    /// Articles in the order of their paths, and every picture that they and the ads name.
    fn articles(&self, lang: Lang, diags: &mut Diagnostics) -> (Vec<Article>, PictureBook) {
        let mut paths: Vec<String> = Vec::new();
        for pattern in self.tree.get("articles").map(Node::items).unwrap_or_default() {
            let Some(text) = pattern.text() else { continue };
            let found = glob(self.root, text);
            if found.is_empty() {
                diags
                    .error("no-articles", Some(pattern.source(self.file)), format!("no file matches \"{text}\""))
                    .help("patterns count from the folder of the edition file; * stands for any letters but /");
            }
            paths.extend(found);
        }
        paths.sort();
        paths.dedup();
        let read: Vec<(Option<(Arc<SourceFile>, Node)>, Diagnostics)> = paths
            .par_iter()
            .map(|path| {
                let mut diags = Diagnostics::default();
                let tree = super::article::tree(&self.root.join(path), path, &mut diags);
                (tree, diags)
            })
            .collect();
        let mut trees = Vec::new();
        for (tree, told) in read {
            diags.append(told);
            trees.extend(tree);
        }
        let mut wanted: Vec<PathBuf> = trees.iter().flat_map(|(file, tree)| pictures_wanted(file, tree)).collect();
        for page in self.tree.get("pages").map(Node::items).unwrap_or_default() {
            for ad in page.get("ads").map(Node::items).unwrap_or_default() {
                wanted.extend(ad.text_of("file").filter(|file| !file.to_lowercase().ends_with(".pdf")).map(|file| normal(Path::new(&file))));
            }
        }
        wanted.sort();
        wanted.dedup();
        let root = self.root;
        let book: PictureBook = wanted.into_par_iter().map(|path| (path.clone(), picture(root, &path))).collect();
        let articles = trees.iter().filter_map(|(file, tree)| article(file, tree, lang, &book, diags)).collect();
        (articles, book)
    }

    /// Takes out the stories filed after the cutoff.
    fn cutoff(&self, articles: &mut Vec<Article>, diags: &mut Diagnostics) -> Vec<Slug> {
        let Some(cutoff) = self.tree.get("cutoff").and_then(Node::text).and_then(moment) else { return Vec::new() };
        let filed = |article: &Article| article.updated.as_deref().or(article.posted.as_deref()).and_then(moment);
        let (late, kept): (Vec<Article>, Vec<Article>) = std::mem::take(articles).into_iter().partition(|article| filed(article).is_some_and(|at| at > cutoff));
        *articles = kept;
        for article in &late {
            diags.note("late", Some(article.source.clone()), format!("\"{}\" was filed after the cutoff and is not in this edition", article.slug));
        }
        late.into_iter().map(|article| article.slug).collect()
    }

    fn ears(&self, known: &[Slug], diags: &mut Diagnostics) -> Vec<Ear> {
        let items = self.tree.get("ears").map(Node::items).unwrap_or_default();
        items
            .iter()
            .filter_map(|ear| {
                let story = ear.get("story").and_then(|node| self.slug(node, known, diags));
                Some(Ear { label: ear.text_of("label")?, text: super::text::plain(&ear.text_of("text")?), story })
            })
            .collect()
    }

    fn slug(&self, node: &Node, known: &[Slug], diags: &mut Diagnostics) -> Option<Slug> {
        let name = node.text()?;
        if let Some(slug) = known.iter().find(|slug| &*slug.0 == name) {
            return Some(slug.clone());
        }
        let error = diags.error("unknown-slug", Some(node.source(self.file)), format!("no article of this edition has the slug \"{name}\""));
        if let Some(near) = nearest(name, known.iter().map(|slug| &*slug.0)) {
            error.help(format!("did you mean \"{near}\"?"));
        }
        None
    }

    fn pages(&self, known: &[Slug], book: &PictureBook, diags: &mut Diagnostics) -> Vec<PageOrder> {
        let mut placed: BTreeMap<Slug, usize> = BTreeMap::new();
        let mut pages = Vec::new();
        for (number, page) in self.tree.get("pages").map(Node::items).unwrap_or_default().iter().enumerate() {
            let mut stories = Vec::new();
            for node in page.get("stories").map(Node::items).unwrap_or_default() {
                if let Some(slug) = self.slug(node, known, diags) {
                    self.once(&slug, node, number, &mut placed, diags);
                    stories.push((slug, node.source(self.file)));
                }
            }
            let mut places = Vec::new();
            for node in page.get("place").map(Node::items).unwrap_or_default() {
                let Some(name) = node.get("story") else { continue };
                if let Some(slug) = self.slug(name, known, diags) {
                    self.once(&slug, name, number, &mut placed, diags);
                    places.extend(hand_place(node, slug, self.file));
                }
            }
            let ads = page.get("ads").map(Node::items).unwrap_or_default().iter().filter_map(|node| self.ad(node, book, diags)).collect();
            pages.push(PageOrder {
                section: page.text_of("section"),
                template: page.text_of("template"),
                stories,
                ads,
                places,
                source: Source { file: self.file.clone(), range: page.range.start..page.range.start },
            });
        }
        pages
    }

    /// A story stands on one page only.
    fn once(&self, slug: &Slug, node: &Node, page: usize, placed: &mut BTreeMap<Slug, usize>, diags: &mut Diagnostics) {
        if let Some(first) = placed.insert(slug.clone(), page) {
            diags
                .error("placed-twice", Some(node.source(self.file)), format!("\"{slug}\" stands on page {} already", first + 1))
                .help("name it once");
        }
    }

    fn ad(&self, node: &Node, book: &PictureBook, diags: &mut Diagnostics) -> Option<Ad> {
        let source = node.source(self.file);
        let file = node.get("file")?;
        let written = file.text()?;
        let path = normal(Path::new(written));
        let art = if written.to_lowercase().ends_with(".pdf") {
            match inside(self.root, &path).and_then(|at| std::fs::read(at).map_err(|error| reason(&error))) {
                Ok(bytes) => AdArt::Pdf { path: slashes(&path), bytes: Arc::new(bytes) },
                Err(why) => {
                    diags.error("bad-ad", Some(file.source(self.file)), format!("the ad {written} cannot be used: {why}"));
                    return None;
                }
            }
        } else {
            match book.get(&path) {
                Some(Ok((picture, _))) => AdArt::Picture(picture.clone()),
                Some(Err(why)) => {
                    diags.error("bad-ad", Some(file.source(self.file)), format!("the ad {written} cannot be used: {why}"));
                    return None;
                }
                None => return None,
            }
        };
        let place = match node.get("place").and_then(Node::text) {
            Some("bottom-left") => Corner::BottomLeft,
            Some("top-left") => Corner::TopLeft,
            Some("top-right") => Corner::TopRight,
            _ => Corner::BottomRight,
        };
        Some(Ad { name: node.text_of("name")?, art, columns: small(node, "columns")?, depth: length(node, "depth")?, place, source })
    }
}

fn hand_place(node: &Node, story: Slug, file: &Arc<SourceFile>) -> Option<HandPlace> {
    let (column, columns) = (small(node, "column")?, small(node, "columns")?);
    let source = Source { file: file.clone(), range: node.range.start..node.range.start };
    Some(HandPlace { story, column, columns, top: length(node, "top")?, depth: length(node, "depth")?, source })
}

fn small(node: &Node, key: &str) -> Option<u8> {
    node.get(key)?.integer().and_then(|number| u8::try_from(number).ok())
}

fn length(node: &Node, key: &str) -> Option<Pt> {
    // There is no type size near: an em is a pica.
    const EM: Pt = Pt(12_000);
    Length::parse(node.get(key)?.text()?).ok().map(|length| length.at(EM))
}

/// Slugs are unique.
fn unique(articles: &[Article], diags: &mut Diagnostics) {
    let mut seen: BTreeMap<&Slug, &Article> = BTreeMap::new();
    for article in articles {
        if let Some(first) = seen.insert(&article.slug, article) {
            let message = format!("two articles have the slug \"{}\": {} and {}", article.slug, first.source.file.path, article.source.file.path);
            diags.error("duplicate-slug", Some(article.source.clone()), message).help("give one of them another slug; both files may be the same story filed twice");
        }
    }
}

/// A path without `.` and `..`, as far as that goes.
pub fn normal(path: &Path) -> PathBuf {
    let mut out = PathBuf::new();
    for part in path.components() {
        match part {
            std::path::Component::ParentDir if out.file_name().is_some() => {
                out.pop();
            }
            std::path::Component::CurDir => {}
            other => out.push(other),
        }
    }
    out
}

/// With forward slashes, as outputs and diagnostics show it.
fn slashes(path: &Path) -> String {
    path.components().map(|part| part.as_os_str().to_string_lossy()).collect::<Vec<_>>().join("/")
}

/// The real place of a path under the root; links may not lead out of it.
fn inside(root: &Path, path: &Path) -> Result<PathBuf, String> {
    let outside = || "it lies outside the folder of the edition; copy it there".to_string();
    if path.is_absolute() || path.starts_with("..") {
        return Err(outside());
    }
    let real = std::fs::canonicalize(root.join(path)).map_err(|error| {
        let name = path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
        let folder = root.join(path.parent().unwrap_or(Path::new("")));
        let mut names: Vec<String> = std::fs::read_dir(folder).into_iter().flatten().flatten().map(|entry| entry.file_name().to_string_lossy().into_owned()).collect();
        names.sort();
        match nearest(&name, names.iter().map(String::as_str)) {
            Some(near) => format!("{}; did you mean \"{near}\"?", reason(&error)),
            None => reason(&error),
        }
    })?;
    if !real.starts_with(root) {
        return Err(outside());
    }
    if !real.is_file() {
        return Err("it is not a file".into());
    }
    Ok(real)
}

/// Reads one picture under the root.
pub fn picture(root: &Path, path: &Path) -> Result<(Arc<Picture>, photo::Words), String> {
    const LARGEST: u64 = 400_000_000;
    let real = inside(root, path)?;
    if std::fs::metadata(&real).is_ok_and(|data| data.len() > LARGEST) {
        return Err("the file is larger than 400 MB".into());
    }
    let bytes = std::fs::read(real).map_err(|error| reason(&error))?;
    let words = photo::words(&bytes);
    Ok((Arc::new(photo::read(&slashes(path), bytes)?), words))
}

/// Files under the root that match a pattern, relative to it; `*` is any letters but `/`, `?` one of them.
fn glob(root: &Path, pattern: &str) -> Vec<String> {
    let mut found = vec![String::new()];
    let pattern = pattern.trim_start_matches("./");
    if pattern.starts_with('/') || pattern.split('/').any(|part| part == "..") {
        return Vec::new();
    }
    for part in pattern.split('/').filter(|part| !part.is_empty()) {
        let mut next = Vec::new();
        for folder in &found {
            let joined = |name: &str| if folder.is_empty() { name.to_string() } else { format!("{folder}/{name}") };
            if !part.contains(['*', '?']) {
                if root.join(joined(part)).exists() {
                    next.push(joined(part));
                }
                continue;
            }
            let entries = std::fs::read_dir(root.join(folder)).into_iter().flatten().flatten();
            let names = entries.map(|entry| entry.file_name().to_string_lossy().into_owned());
            next.extend(names.filter(|name| !name.starts_with('.') && matches(part.as_bytes(), name.as_bytes())).map(|name| joined(&name)));
        }
        found = next;
    }
    found.retain(|path| root.join(path).is_file());
    found.sort();
    found
}

fn matches(pattern: &[u8], name: &[u8]) -> bool {
    match (pattern.first(), name.first()) {
        (None, None) => true,
        (Some(b'*'), _) => matches(&pattern[1..], name) || !name.is_empty() && matches(pattern, &name[1..]),
        (Some(b'?'), Some(_)) => matches(&pattern[1..], &name[1..]),
        (Some(a), Some(b)) if a == b => matches(&pattern[1..], &name[1..]),
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(pattern: &str, name: &str, expected: bool) {
        assert_eq!(matches(pattern.as_bytes(), name.as_bytes()), expected, "{pattern} {name}");
    }

    #[test]
    fn patterns() {
        check("*.json", "a.json", true);
        check("*.json", "a.md", false);
        check("brief-?.md", "brief-1.md", true);
        check("*", "", true);
        assert_eq!(normal(Path::new("articles/../photos/./a.jpg")), Path::new("photos/a.jpg"));
        assert_eq!(normal(Path::new("../../etc/x")), Path::new("../../etc/x"));
    }
}
