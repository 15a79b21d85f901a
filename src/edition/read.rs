//! Reading an edition from disk: `edition.toml`, its articles and pictures; every problem of every file in one run.
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use rayon::prelude::*;

use super::article::article;
use super::article_source::ArticleSource;
use super::files::{self, PictureBook, words};
use super::intake::Readers;
use super::kept::Pictures;
use super::lang::lang;
use super::rules::Rules;
use super::{Article, Ear, Edition, Lang, PageOrder, bounds, keys, slugs, wishes, zone};
use crate::diag::{Diagnostics, Severity, Source, SourceFile, codes};
use crate::moment::{day, moment};
use crate::role::Slug;
use crate::tree::file::{Unopened, place, text_file};
use crate::tree::form::{self, Form, nearest, shown};
use crate::tree::{Node, Value, tell, toml};

/// Corners beside the nameplate.
const MOST_EARS: usize = 2;

/// Reads an edition, and the one that it extends. None where there are errors; they are reported.
pub fn read_edition(path: &Path, readers: Readers, diags: &mut Diagnostics) -> Option<Edition> {
    read_extended(path, readers, 0, diags)
}

/// Reads an edition that `depth` others extend.
fn read_extended(path: &Path, readers: Readers, depth: usize, diags: &mut Diagnostics) -> Option<Edition> {
    let file = EditionFile::open(path, depth, readers.text.filter(|_| depth == 0), diags)?;
    let base = match file.tree.get("extends") {
        Some(node) => Some(file.base(node, readers, diags)?),
        None => None,
    };
    EditionReader::new(&file, base.as_ref(), readers, diags).edition()
}

/// An edition file, opened.
struct EditionFile<'a> {
    path: &'a Path,
    file: Arc<SourceFile>,
    tree: Node,
    /// The folder that all of its paths count from.
    root: PathBuf,
    /// Editions that extend it.
    depth: usize,
}

impl<'a> EditionFile<'a> {
    fn open(path: &'a Path, depth: usize, text: Option<&str>, diags: &mut Diagnostics) -> Option<EditionFile<'a>> {
        let name = path.file_name().map_or_else(|| "edition.toml".into(), |name| name.to_string_lossy().into_owned());
        let file = match text {
            Some(text) => Arc::new(SourceFile { path: name, text: text.into() }),
            None => text_file(path, &name, diags)?,
        };
        let tree = match toml::read(&file.text) {
            Ok(tree) => tree,
            Err(faults) => {
                faults.into_iter().for_each(|fault| tell(fault, &file, diags));
                return None;
            }
        };
        let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
        let root = std::fs::canonicalize(folder).unwrap_or_else(|_| folder.to_path_buf());
        Some(EditionFile { path, file, tree, root, depth })
    }

    /// The edition that this one extends. None where it cannot be; that is reported.
    fn base(&self, node: &Node, readers: Readers, diags: &mut Diagnostics) -> Option<Edition> {
        let name = node.text()?;
        let other = zone::beside(self.path, name).filter(|other| self.depth < zone::MOST_EXTENDED && other != self.path);
        let Some(other) = other else {
            let text = format!("this edition cannot extend {}", shown(name));
            let error = diags.error("bad-extends", Some(node.source(&self.file)), text);
            error.help("name another edition file in the same folder, which does not extend this one in turn");
            return None;
        };
        if let Err(unopened @ Unopened::Outside) = place(&self.root, name) {
            let text = format!("{name} cannot be read: {}", unopened.why());
            diags.error("unreadable", Some(node.source(&self.file)), text).help("copy it beside this one");
            return None;
        }
        read_extended(&other, readers, self.depth + 1, diags)
    }
}

/// One edition file, and what its keys are read with.
pub(super) struct EditionReader<'a> {
    path: &'a Path,
    pub(super) root: &'a Path,
    pub(super) readers: Readers<'a>,
    pub(super) file: &'a Arc<SourceFile>,
    pub(super) tree: &'a Node,
    /// The edition that this one extends.
    pub(super) base: Option<&'a Edition>,
    /// Every slug that was filed, of broken files too: pointing to one of those is no second fault.
    known: Vec<String>,
    /// Slugs of stories after the cutoff.
    late: Vec<Slug>,
    /// Page by slug, as ordered.
    pub(super) placed: BTreeMap<Slug, usize>,
    pub(super) diags: &'a mut Diagnostics,
}

impl<'a> EditionReader<'a> {
    fn new(file: &'a EditionFile, base: Option<&'a Edition>, readers: Readers<'a>, diags: &'a mut Diagnostics) -> EditionReader<'a> {
        let known = base.into_iter().flat_map(|base| base.articles.iter().map(|article| &article.slug).chain(&base.late));
        let changes = file.tree.get("pages").map(Node::items).unwrap_or_default();
        EditionReader {
            path: file.path,
            root: &file.root,
            readers,
            file: &file.file,
            tree: &file.tree,
            base,
            known: known.map(ToString::to_string).collect(),
            late: Vec::new(),
            placed: base.map(|base| zone::placed(base, changes)).unwrap_or_default(),
            diags,
        }
    }

    /// The edition: what this file says, over what the one says that it extends. None where there are errors.
    fn edition(mut self) -> Option<Edition> {
        let before = self.diags.list.len();
        let group = if self.base.is_some() { &keys::ZONE } else { &keys::EDITION };
        form::check(self.tree, &Form::Group(group), self.file, self.diags);
        bounds::fields_fit(self.tree, self.file, self.diags);
        let lang = self.lang();
        let articles = self.articles(lang);
        let cutoff = self.tree.get("cutoff").and_then(Node::text).and_then(moment);
        let cutoff = self.or_base(cutoff, |base| base.cutoff);
        let articles = self.cutoff(articles, cutoff);
        let without = self.without();
        let pages = self.pages();
        let (ears, house_ads) = (self.ears(), self.house_ads());
        let (date, address) = (self.date(), self.address());
        if self.diags.list[before..].iter().any(|told| told.severity == Severity::Error) {
            return None;
        }
        let (mut articles, pages) = self.over_base(articles, pages, &without);
        self.wishes(&mut articles);
        let rules = self.rules();
        self.codes_of(&articles);
        let sections: Option<Vec<String>> =
            self.tree.get("sections").map(|node| node.items().iter().filter_map(Node::text).map(words).collect());
        let sections = self.or_base(sections, |base| Some(base.sections.clone())).unwrap_or_default();
        self.misnamed(&articles, sections.iter().chain(pages.iter().filter_map(|page| page.section.as_ref())));
        let number = self.tree.get("number").and_then(Node::integer).and_then(|number| u32::try_from(number).ok());
        let multiple = self.tree.get("pages_multiple").and_then(Node::integer).and_then(|number| u8::try_from(number).ok());
        Some(Edition {
            title: self.or_base(self.line("title"), |base| Some(base.title.clone()))?,
            date: self.or_base(date, |base| Some(base.date))?,
            number: self.or_base(number, |base| base.number),
            lang,
            layout: self.or_base(self.tree.text_of("layout"), |base| Some(base.layout.clone()))?,
            price: self.or_base(self.line("price"), |base| base.price.clone()),
            website: self.or_base(self.line("website"), |base| base.website.clone()),
            address: self.or_base(address, |base| base.address.clone()),
            ears: self.or_base(self.tree.get("ears").map(|_| ears), |base| Some(base.ears.clone())).unwrap_or_default(),
            house_ads: self.or_base(self.tree.get("house_ads").map(|_| house_ads), |base| Some(base.house_ads.clone())).unwrap_or_default(),
            pages_multiple: self.or_base(multiple, |base| base.pages_multiple),
            sections,
            pages,
            late: self.all_late(&articles),
            withheld: Vec::new(),
            rules,
            articles,
            cutoff,
            extends: self.tree.text_of("extends").and_then(|name| zone::beside(self.path, &name)),
            source: Source { file: self.file.clone(), range: 0..0 },
            root: self.root.to_path_buf(),
        })
    }

    /// What this file says, or what the edition says that it extends.
    fn or_base<T>(&self, own: Option<T>, of_base: impl FnOnce(&Edition) -> Option<T>) -> Option<T> {
        own.or_else(|| self.base.and_then(of_base))
    }

    /// The words of a key that is one line of text.
    fn line(&self, key: &str) -> Option<String> {
        self.tree.text_of(key).map(|text| words(&text))
    }

    /// Adds what this file wishes for stories to what they wish themselves. Wishes for no story are told: an order that is misspelled is
    /// not done.
    fn wishes(&mut self, articles: &mut [Article]) {
        for entry in self.tree.get("wishes").map(Node::entries).unwrap_or_default() {
            let name = Node { range: entry.range.clone(), value: Value::Text(entry.key.clone()) };
            let Some(slug) = self.slug(&name) else { continue };
            let own = wishes::read(&entry.node, self.file, self.diags);
            if let Some(article) = articles.iter_mut().find(|article| article.slug == slug) {
                article.wishes = own.over(std::mem::take(&mut article.wishes));
            }
        }
    }

    /// What the paper wants to be told, over what the edition says that this one extends.
    fn rules(&mut self) -> Rules {
        let mut rules = self.base.map(|base| base.rules.clone()).unwrap_or_default();
        for entry in self.tree.get("rules").map(Node::entries).unwrap_or_default() {
            let source = Source { file: self.file.clone(), range: entry.range.clone() };
            if self.is_code(&entry.key, source) {
                rules.set(&entry.key, entry.node.text().unwrap_or_default());
            }
        }
        rules
    }

    /// Tells of codes that stories allow and that are none.
    fn codes_of(&mut self, articles: &[Article]) {
        for article in articles {
            article.allowed.iter().for_each(|code| {
                self.is_code(code, article.source.clone());
            });
        }
    }

    fn is_code(&mut self, code: &str, source: Source) -> bool {
        let is_known = codes::entry(code).is_some();
        if !is_known {
            let error = self.diags.error("unknown-code", Some(source), format!("no message has the code \"{code}\""));
            if let Some(near) = nearest(code, codes::all().into_iter().map(|entry| entry.code)) {
                error.help(format!("did you mean \"{near}\"?"));
            }
        }
        is_known
    }

    /// The language of articles that name none.
    fn lang(&mut self) -> Lang {
        match self.tree.get("lang") {
            Some(node) => lang(node, self.file, self.diags).unwrap_or_default(),
            None => self.base.map_or_else(Lang::default, |base| base.lang),
        }
    }

    /// Articles and pages with those of the extended edition.
    fn over_base(&self, articles: Vec<Article>, pages: Vec<PageOrder>, without: &[Slug]) -> (Vec<Article>, Vec<PageOrder>) {
        let Some(base) = self.base else { return (articles, pages) };
        let gone = |slug: &Slug| without.contains(slug) || self.late.contains(slug) && !base.late.contains(slug);
        let pages = zone::pages(base, self.items("pages"), pages, gone);
        (zone::articles(&base.articles, articles, without), pages)
    }

    /// Slugs of stories after the cutoff, of the extended edition too, but for those that were filed anew in time.
    fn all_late(&self, articles: &[Article]) -> Vec<Slug> {
        let of_base = self.base.into_iter().flat_map(|base| &base.late);
        let of_base = of_base.filter(|slug| !articles.iter().any(|article| article.slug == **slug));
        self.late.iter().chain(of_base).cloned().collect()
    }

    /// Tells of stories whose section is none of the edition's, and close to the name of one.
    fn misnamed<'b>(&mut self, articles: &[Article], sections: impl Iterator<Item = &'b String>) {
        let known: Vec<&str> = sections.map(String::as_str).collect();
        for article in articles.iter().filter(|article| !known.contains(&article.section.as_str())) {
            let Some(near) = nearest(&article.section, known.iter().copied()) else { continue };
            let message = format!("\"{}\" is filed under \"{}\", which is none of the edition's sections", article.slug, article.section);
            let warning = self.diags.warning("unknown-section", Some(article.source.clone()), message);
            warning.did("kept it as a section of its own").help(format!("did you mean \"{near}\"?"));
        }
    }

    pub(super) fn place(&self, node: &Node) -> Source {
        node.source(self.file)
    }

    pub(super) fn items(&self, key: &str) -> &'a [Node] {
        self.tree.get(key).map(Node::items).unwrap_or_default()
    }

    fn date(&mut self) -> Option<time::Date> {
        let node = self.tree.get("date")?;
        let date = node.text().and_then(day);
        let told = self.diags.list.iter().any(|told| told.source.as_ref().is_some_and(|source| *source == node.source(self.file)));
        if date.is_none() && !told {
            let place = Some(self.place(node));
            self.diags.error("bad-date", place, "date should be the day of the edition").help("write date = 2019-12-24");
        }
        date
    }

    /// Where the site will stand: an address of the web that ends with a slash.
    fn address(&mut self) -> Option<String> {
        let node = self.tree.get("address")?;
        let text = node.text()?.trim();
        let host = text.strip_prefix("https://").or_else(|| text.strip_prefix("http://"));
        let is_sound = |host: &str| {
            let plain = |c: char| c.is_ascii_graphic() && !"\"'<>\\^`{|}?#".contains(c);
            host.ends_with('/') && !host.starts_with('/') && host.chars().all(plain)
        };
        if host.is_some_and(is_sound) {
            return Some(text.to_string());
        }
        let place = Some(self.place(node));
        let error = self.diags.error("bad-address", place, format!("{} is no address that a site can stand at", shown(text)));
        error.help("write it whole and with a slash at its end, as in address = \"https://epaper.example.com/2019-12-24/\"");
        None
    }

    /// Articles in the order of their paths.
    fn articles(&mut self, lang: Lang) -> Vec<Article> {
        let (paths, intakes) = self.paths();
        let (root, readers) = (self.root, self.readers);
        let read = |path: &String| {
            let mut diags = Diagnostics::default();
            let file = match readers.kept {
                Some(kept) => kept.read_article(&root.join(path), path, &mut diags),
                None => ArticleSource::read(&root.join(path), path, &mut diags).map(Arc::new),
            };
            (file, diags)
        };
        let (files, told): (Vec<Option<Arc<ArticleSource>>>, Vec<Diagnostics>) = paths.par_iter().map(read).unzip();
        let mut told_of_imports = Diagnostics::default();
        let imported: Vec<ArticleSource> =
            intakes.iter().flat_map(|(intake, paths)| (readers.importer)(intake, root, paths, &mut told_of_imports)).collect();
        let mut wanted: Vec<PathBuf> = files.iter().flatten().map(Arc::as_ref).chain(&imported).flat_map(ArticleSource::pictures).collect();
        wanted.sort();
        wanted.dedup();
        let picture = |path: &PathBuf| match readers.kept {
            Some(kept) => kept.read_picture((root, path), readers.cache),
            None => files::picture(root, path, readers.cache),
        };
        let book: PictureBook = wanted.into_par_iter().map(|path| (path.clone(), picture(&path))).collect();
        let mut articles: Vec<Article> = Vec::new();
        for ((file, path), told) in files.iter().zip(&paths).zip(told) {
            self.diags.append(told);
            let stem = || Path::new(path).file_stem().map(|stem| stem.to_string_lossy().into_owned()).unwrap_or_default();
            self.known.push(file.as_deref().map_or_else(stem, ArticleSource::slug));
            articles.extend(file.as_ref().and_then(|file| self.article(file, lang, &book)));
        }
        self.diags.append(told_of_imports);
        for file in &imported {
            self.known.push(file.slug());
            articles.extend(article(file, lang, &book, self.diags));
        }
        for article in &mut articles {
            (article.cut_outs, article.photos) = std::mem::take(&mut article.photos).into_iter().partition(|photo| photo.cut_out);
        }
        // Stories of one file stay in its order.
        articles.sort_by(|one, other| one.source.file.path.cmp(&other.source.file.path));
        self.unique(&articles);
        articles
    }

    /// The article in a file; one that was read before without a fault, from the same text with the same pictures, is as it was.
    fn article(&mut self, file: &Arc<ArticleSource>, lang: Lang, book: &PictureBook) -> Option<Article> {
        let Some(kept) = self.readers.kept else { return article(file, lang, book, self.diags) };
        let pictures: Option<Pictures> = file.pictures().into_iter().map(|path| Some(book.get(&path)?.as_ref().ok()?.0.clone())).collect();
        // A picture that cannot be used is told of each time.
        let Some(pictures) = pictures else { return article(file, lang, book, self.diags) };
        if let Some(known) = kept.made(file, lang, &pictures) {
            return Some(known);
        }
        let before = self.diags.list.len();
        let made = article(file, lang, book, self.diags)?;
        if self.diags.list.len() == before {
            kept.keep_made(file, lang, pictures, &made);
        }
        Some(made)
    }

    /// Tells of slugs that two stories have, or that a disk takes for one.
    fn unique(&mut self, articles: &[Article]) {
        let mut seen: BTreeMap<String, &Article> = BTreeMap::new();
        // A zone's story takes the place of the one that it extends, where it is called just so.
        let of_base = self.base.map(|base| base.articles.as_slice()).unwrap_or_default();
        let replaced = |article: &Article| articles.iter().any(|own| own.slug == article.slug);
        seen.extend(of_base.iter().filter(|article| !replaced(article)).map(|article| (slugs::folded(&article.slug.0), article)));
        for article in articles {
            let Some(first) = seen.get(&slugs::folded(&article.slug.0)) else {
                seen.insert(slugs::folded(&article.slug.0), article);
                continue;
            };
            let (one, other) = (&first.source.file.path, &article.source.file.path);
            let message = if first.slug == article.slug {
                format!("two articles have the slug \"{}\": {one} and {other}", article.slug)
            } else {
                format!("the slugs \"{}\" and \"{}\" are one name on many disks: {one} and {other}", first.slug, article.slug)
            };
            let error = self.diags.error("duplicate-slug", Some(article.source.clone()), message);
            error.help("give one of them another slug; if it is the same story filed twice, take one out");
        }
    }

    /// Takes out the stories filed after the cutoff.
    fn cutoff(&mut self, articles: Vec<Article>, cutoff: Option<i64>) -> Vec<Article> {
        let Some(cutoff) = cutoff else { return articles };
        let stamp = |stamp: &Option<String>| stamp.as_deref().and_then(moment);
        let filed = |article: &Article| stamp(&article.posted).max(stamp(&article.updated));
        let (late, kept): (Vec<Article>, Vec<Article>) =
            articles.into_iter().partition(|article| filed(article).is_some_and(|at| at > cutoff));
        for article in late {
            let message = format!("\"{}\" was filed after the cutoff", article.slug);
            self.diags.note("late", Some(article.source), message).did("left it out of this edition");
            self.late.push(article.slug);
        }
        kept
    }

    fn ears(&mut self) -> Vec<Ear> {
        let items = self.items("ears");
        if let Some(third) = items.get(MOST_EARS) {
            let place = Some(Source { file: self.file.clone(), range: third.range.start..third.range.start });
            self.diags
                .error("too-many-ears", place, "there are two ears: one left of the nameplate, one right of it")
                .help("take this one out");
        }
        let mut ears = Vec::new();
        for ear in items {
            let story = ear.get("story").and_then(|node| self.slug(node));
            let text = |key: &str| ear.text_of(key).map(|text| words(&text));
            ears.extend(text("label").zip(text("text")).map(|(label, text)| Ear { label, text, story }));
        }
        ears
    }

    /// The slug in a node. None where no such story was filed, or where it is not in this edition; both are told.
    pub(super) fn slug(&mut self, node: &Node) -> Option<Slug> {
        let name = &slugs::composed(node.text()?);
        let place = Some(self.place(node));
        if self.late.iter().any(|slug| *slug.0 == **name) {
            let warning = self.diags.warning("late", place, format!("\"{name}\" was filed after the cutoff"));
            warning.did("went on without it").help("move the cutoff, or take the story from this list");
            return None;
        }
        if self.known.iter().any(|slug| slug == name) {
            return Some(Slug(name.as_str().into()));
        }
        let error = self.diags.error("unknown-slug", place, format!("no article of this edition has the slug \"{name}\""));
        if let Some(near) = nearest(name, self.known.iter().map(String::as_str)) {
            error.help(format!("did you mean \"{near}\"?"));
        }
        None
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::fs;

    const STORY: &str = r#"{"section": "World", "headline": "Fog", "body": ["x"]}"#;

    /// Writes files into a folder of its own, reads the edition in it, and tells slugs or faults.
    fn check(name: &str, files: &[(&str, &str)], expected: &[&str]) {
        let folder = std::env::temp_dir().join(format!("newsprint-read-{name}-{}", std::process::id()));
        for (path, text) in files {
            let path = folder.join(path);
            fs::create_dir_all(path.parent().unwrap()).unwrap();
            fs::write(path, text).unwrap();
        }
        let mut diags = Diagnostics::default();
        let readers = Readers { importer: |_, _, _, _| Vec::new(), cache: None, text: None, kept: None };
        let edition = read_edition(&folder.join("edition.toml"), readers, &mut diags);
        fs::remove_dir_all(&folder).unwrap();
        let mut told: Vec<String> = diags
            .list
            .iter()
            .map(|told| {
                let place =
                    told.source.as_ref().map(|source| format!("{}:{}", source.file.path, source.line_column().0)).unwrap_or_default();
                format!("{} {place} {}", told.code, told.help).trim_end().to_string()
            })
            .collect();
        told.extend(edition.iter().flat_map(|edition| &edition.articles).map(|article| article.slug.to_string()));
        assert_eq!(told, expected, "{name}");
    }

    fn edition(more: &str) -> String {
        format!("title = \"T\"\ndate = 2019-12-24\nlayout = \"broadsheet\"\narticles = [\"*.json\"]\n{more}")
    }

    #[test]
    fn articles_come_in_the_order_of_their_paths() {
        check("order", &[("edition.toml", &edition("")), ("b.json", STORY), ("a.json", STORY)], &["a", "b"]);
    }

    #[test]
    fn all_faults_of_all_files_come_at_once() {
        let toml = edition(
            "titel = \"T\"\n[[pages]]\nstories = [\"fogg\", \"broken\", \"a\"]\n[[pages]]\nstories = [\"a\"]\n[[pages.ads]]\nname = \"x\"\nfile = \"ads/x.jpg\"\ncolumns = 3\ndepth = \"180\"\n",
        );
        let files = [
            ("edition.toml", toml.as_str()),
            ("broken.json", "{"),
            ("fog.json", STORY),
            ("a.json", r#"{"section": "", "headline": "x", "body": []}"#),
        ];
        check(
            "faults",
            &files,
            &[
                "unknown-key edition.toml:5 did you mean \"title\"?",
                "bad-length edition.toml:14",
                "empty-value a.json:1 write it, or take the key out",
                "malformed broken.json:1",
                "unknown-slug edition.toml:7 did you mean \"fog\"?",
                "placed-twice edition.toml:9 name it once",
                "missing-file edition.toml:12 it was looked for at ads/x.jpg in the folder of the edition",
            ],
        );
    }

    #[test]
    fn copy_that_no_pattern_takes_is_told() {
        let toml = edition("").replace("*.json", "copy/*.json");
        let files = [("edition.toml", toml.as_str()), ("copy/a.json", STORY), ("copy/b.markdown", "# Fog"), ("README.md", "x")];
        let help = "add a pattern for it to articles, or move the file elsewhere";
        check("strays", &files, &[&format!("not-taken edition.toml:4 {help}"), "a"]);
    }

    #[test]
    fn rules_are_for_messages_that_there_are() {
        let story = STORY.replace("\"body\"", "\"allow\": [{\"code\": \"no-alt\", \"why\": \"a pattern\"}], \"body\"");
        let toml = edition("[rules]\nno-alt = \"off\"\n");
        check("rules", &[("edition.toml", &toml), ("a.json", &story)], &["a"]);
        let toml = edition("[rules]\nno-alts = \"off\"\n");
        check("no-rules", &[("edition.toml", &toml), ("a.json", STORY)], &["unknown-code edition.toml:6 did you mean \"no-alt\"?", "a"]);
    }

    #[test]
    fn slugs_are_unique() {
        let twin = r#"{"slug": "a", "section": "World", "headline": "Fog", "body": ["x"]}"#;
        let help = "give one of them another slug; if it is the same story filed twice, take one out";
        check(
            "twins",
            &[("edition.toml", &edition("")), ("a.json", STORY), ("b.json", twin)],
            &[&format!("duplicate-slug b.json:1 {help}")],
        );
    }

    #[test]
    fn late_stories_are_left_out() {
        let late = r#"{"section": "World", "headline": "Fog", "body": ["x"], "posted": "2019-12-24T18:30:00+09:00"}"#;
        let toml = edition("cutoff = 2019-12-24T18:00:00+09:00\n[[pages]]\nstories = [\"late\"]\n");
        let told = ["late late.json:1", "late edition.toml:7 move the cutoff, or take the story from this list", "a"];
        check("late", &[("edition.toml", &toml), ("a.json", STORY), ("late.json", late)], &told);
    }

    #[test]
    fn photos_stay_in_the_folder() {
        let story = r#"{"section": "World", "headline": "Fog", "body": ["x"], "photos": [{"file": "../x.jpg"}, {"file": "y.jpg"}, {"file": "y.jpeg"}]}"#;
        let told = [
            "outside-root a.json:1 copy it into the folder of the edition",
            "missing-file a.json:1 did you mean \"y.jpeg\"?",
            "bad-picture a.json:1 save it as JPEG, PNG, TIFF or WebP",
        ];
        check("photos", &[("edition.toml", &edition("")), ("a.json", story), ("y.jpeg", "no picture")], &told);
    }

    #[test]
    fn a_section_that_is_nearly_one_is_told() {
        let story = |section: &str| format!(r#"{{"section": "{section}", "headline": "Fog", "body": ["x"]}}"#);
        let toml = edition("").replace("layout =", "sections = [\"Sport\", \"World\"]\nlayout =");
        let files =
            [("edition.toml", toml.as_str()), ("a.json", &story("Sports")), ("b.json", &story("World")), ("c.json", &story("Gardens"))];
        check("sections", &files, &["unknown-section a.json:1 did you mean \"Sport\"?", "a", "b", "c"]);
    }
}
