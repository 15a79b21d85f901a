//! Reading an edition from disk: `edition.toml`, its articles and pictures; every problem of every file in one run.
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use rayon::prelude::*;

use super::article::{Filed, article, filed};
use super::files::{self, PictureBook, glob, normal, slashes, words};
use super::intake::{FORMATS, Importer, Intake};
use super::lang::TAGS;
use super::photo::{self, Refused};
use super::{Ad, AdArt, Article, Corner, Ear, Edition, HandPlace, Lang, PageOrder, keys};
use crate::diag::{Diagnostics, Severity, Source, SourceFile, moment};
use crate::role::Slug;
use crate::tree::file::text_file;
use crate::tree::form::{self, Form, nearest, shown};
use crate::tree::{Node, tell, toml};
use crate::units::{Length, Pt};

/// There is no type size near a depth on the page: an em is a pica.
const EM: Pt = Pt(12_000);
/// Corners beside the nameplate.
const MOST_EARS: usize = 2;

/// Reads an edition; files of other formats by the importer. None where there are errors; they are told.
pub fn read_edition(path: &Path, importer: Importer, diags: &mut Diagnostics) -> Option<Edition> {
    let before = diags.list.len();
    let name = path.file_name().map_or_else(|| "edition.toml".into(), |name| name.to_string_lossy().into_owned());
    let file = text_file(path, &name, diags)?;
    let tree = match toml::read(&file.text) {
        Ok(tree) => tree,
        Err(faults) => {
            faults.into_iter().for_each(|fault| tell(fault, &file, diags));
            return None;
        }
    };
    form::check(&tree, &Form::Group(&keys::EDITION), &file, diags);
    let parent = path.parent().filter(|parent| !parent.as_os_str().is_empty()).unwrap_or(Path::new("."));
    let root = std::fs::canonicalize(parent).unwrap_or_else(|_| parent.to_path_buf());
    let mut desk = Desk { root: &root, file: &file, tree: &tree, known: Vec::new(), late: Vec::new(), placed: BTreeMap::new(), diags };
    let lang = tree.get("lang").map_or(Some(Lang::default()), |node| lang(node, &file, desk.diags)).unwrap_or_default();
    let articles = desk.articles(lang, importer);
    let articles = desk.cutoff(articles);
    let pages = desk.pages();
    let ears = desk.ears();
    let date = desk.date();
    let address = desk.address();
    let late = desk.late;
    if diags.list[before..].iter().any(|told| told.severity == Severity::Error) {
        return None;
    }
    let sections = tree.get("sections").map(Node::items).unwrap_or_default();
    Some(Edition {
        title: words(&tree.text_of("title")?),
        date: date?,
        number: tree.get("number").and_then(Node::integer).and_then(|number| u32::try_from(number).ok()),
        lang,
        layout: tree.text_of("layout")?,
        price: tree.text_of("price").map(|price| words(&price)),
        website: tree.text_of("website").map(|website| words(&website)),
        address,
        ears,
        sections: sections.iter().filter_map(Node::text).map(words).collect(),
        pages,
        articles,
        late,
        source: Source { file, range: 0..0 },
        root,
    })
}

/// The language that a key names. None where this program does not set it; that is told.
pub fn lang(node: &Node, file: &Arc<SourceFile>, diags: &mut Diagnostics) -> Option<Lang> {
    let tag = node.text()?;
    let lang = Lang::tagged(tag);
    if lang.is_none() {
        let message = format!("{} is no language that this program sets", shown(tag));
        diags.error("unknown-language", Some(node.source(file)), message).help(format!("it can be {TAGS}"));
    }
    lang
}

struct Desk<'a> {
    root: &'a Path,
    file: &'a Arc<SourceFile>,
    tree: &'a Node,
    /// Every slug that was filed, of broken files too: pointing to one of those is no second fault.
    known: Vec<String>,
    /// Slugs of stories after the cutoff.
    late: Vec<Slug>,
    /// Page by slug, as ordered.
    placed: BTreeMap<Slug, usize>,
    diags: &'a mut Diagnostics,
}

impl<'a> Desk<'a> {
    fn place(&self, node: &Node) -> Source {
        node.source(self.file)
    }

    fn items(&self, key: &str) -> &'a [Node] {
        self.tree.get(key).map(Node::items).unwrap_or_default()
    }

    fn date(&mut self) -> Option<time::Date> {
        const DAY: usize = "2019-12-24".len();
        const MINUTES_A_DAY: i64 = 1_440;
        const FIRST_JULIAN_DAY: i64 = 2_440_588; // 1 January 1970
        let node = self.tree.get("date")?;
        let minutes = node.text().and_then(|text| moment(text.get(..DAY)?));
        let date = minutes.and_then(|minutes| {
            let day = i32::try_from(minutes / MINUTES_A_DAY + FIRST_JULIAN_DAY).ok()?;
            time::Date::from_julian_day(day).ok()
        });
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

    /// Paths of the article files, sorted; and of those of other formats, entry by entry.
    fn paths(&mut self) -> (Vec<String>, Vec<(Intake, Vec<String>)>) {
        let (mut paths, mut intakes) = (Vec::new(), Vec::new());
        for entry in self.items("articles") {
            let pattern = entry.get("files").unwrap_or(entry);
            let Some(text) = pattern.text() else { continue };
            let found = glob(self.root, text);
            if found.is_empty() {
                let place = Some(self.place(pattern));
                let error = self.diags.error("no-articles", place, format!("no file matches \"{text}\""));
                error.help("patterns count from the folder of the edition file; * stands for any letters but /");
            }
            match entry.text_of("format") {
                Some(format) if FORMATS.contains(&format.as_str()) => {
                    let habits = entry.text_of("habits").map(PathBuf::from);
                    intakes.push((Intake { format, section: entry.text_of("section"), habits }, found));
                }
                // What is wrong with any other entry is told already.
                None if entry.text().is_some() => paths.extend(found),
                _ => {}
            }
        }
        paths.sort();
        paths.dedup();
        (paths, intakes)
    }

    /// Articles in the order of their paths.
    fn articles(&mut self, lang: Lang, importer: Importer) -> Vec<Article> {
        let (paths, intakes) = self.paths();
        let root = self.root;
        let read = |path: &String| {
            let mut diags = Diagnostics::default();
            (filed(&root.join(path), path, &mut diags), diags)
        };
        let (files, told): (Vec<Option<Filed>>, Vec<Diagnostics>) = paths.par_iter().map(read).unzip();
        let mut told_of_imports = Diagnostics::default();
        let imported: Vec<Filed> = intakes.iter().flat_map(|(intake, paths)| importer(intake, root, paths, &mut told_of_imports)).collect();
        let mut wanted: Vec<PathBuf> = files.iter().flatten().chain(&imported).flat_map(Filed::pictures).collect();
        wanted.sort();
        wanted.dedup();
        let book: PictureBook = wanted.into_par_iter().map(|path| (path.clone(), files::picture(root, &path))).collect();
        let mut articles: Vec<Article> = Vec::new();
        for ((file, path), told) in files.iter().zip(&paths).zip(told) {
            self.diags.append(told);
            let stem = || Path::new(path).file_stem().map(|stem| stem.to_string_lossy().into_owned()).unwrap_or_default();
            self.known.push(file.as_ref().map_or_else(stem, Filed::slug));
            articles.extend(file.as_ref().and_then(|file| article(file, lang, &book, self.diags)));
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

    /// Slugs are unique.
    fn unique(&mut self, articles: &[Article]) {
        let mut seen: BTreeMap<&Slug, &Article> = BTreeMap::new();
        for article in articles {
            let Some(first) = seen.get(&article.slug) else {
                seen.insert(&article.slug, article);
                continue;
            };
            let (one, other) = (&first.source.file.path, &article.source.file.path);
            let message = format!("two articles have the slug \"{}\": {one} and {other}", article.slug);
            let error = self.diags.error("duplicate-slug", Some(article.source.clone()), message);
            error.help("give one of them another slug; if it is the same story filed twice, take one out");
        }
    }

    /// Takes out the stories filed after the cutoff.
    fn cutoff(&mut self, articles: Vec<Article>) -> Vec<Article> {
        let Some(cutoff) = self.tree.get("cutoff").and_then(Node::text).and_then(moment) else { return articles };
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
    fn slug(&mut self, node: &Node) -> Option<Slug> {
        let name = node.text()?;
        let place = Some(self.place(node));
        if self.late.iter().any(|slug| &*slug.0 == name) {
            let warning = self.diags.warning("late", place, format!("\"{name}\" was filed after the cutoff"));
            warning.did("went on without it").help("move the cutoff, or take the story from this list");
            return None;
        }
        if self.known.iter().any(|slug| slug == name) {
            return Some(Slug(name.into()));
        }
        let error = self.diags.error("unknown-slug", place, format!("no article of this edition has the slug \"{name}\""));
        if let Some(near) = nearest(name, self.known.iter().map(String::as_str)) {
            error.help(format!("did you mean \"{near}\"?"));
        }
        None
    }

    fn pages(&mut self) -> Vec<PageOrder> {
        let ads = self.ad_book();
        let mut pages = Vec::new();
        for (number, page) in self.items("pages").iter().enumerate() {
            let mut stories = Vec::new();
            for node in page.get("stories").map(Node::items).unwrap_or_default() {
                stories.extend(self.once(node, number).map(|slug| (slug, self.place(node))));
            }
            let mut places = Vec::new();
            for node in page.get("place").map(Node::items).unwrap_or_default() {
                let slug = node.get("story").and_then(|story| self.once(story, number));
                places.extend(slug.and_then(|slug| self.hand_place(node, slug)));
            }
            let mut jumps = Vec::new();
            for node in page.get("jump").map(Node::items).unwrap_or_default() {
                // It may be named among the page's stories too.
                let named = |slug: &Slug| stories.iter().any(|(known, _): &(Slug, Source)| known == slug);
                let slug = self.slug(node).and_then(|slug| if named(&slug) { Some(slug) } else { self.once(node, number) });
                if let Some(slug) = slug {
                    if !named(&slug) {
                        stories.push((slug.clone(), self.place(node)));
                    }
                    jumps.push((slug, self.place(node)));
                }
            }
            let booked = page.get("ads").map(Node::items).unwrap_or_default();
            pages.push(PageOrder {
                section: page.text_of("section").map(|section| words(&section)),
                template: page.text_of("template"),
                stories,
                jumps,
                ads: booked.iter().filter_map(|node| self.ad(node, &ads)).collect(),
                places,
                source: self.head(page),
            });
        }
        pages
    }

    /// A table's first line.
    fn head(&self, node: &Node) -> Source {
        Source { file: self.file.clone(), range: node.range.start..node.range.start }
    }

    /// A story that stands on one page only.
    fn once(&mut self, node: &Node, page: usize) -> Option<Slug> {
        let slug = self.slug(node)?;
        if let Some(first) = self.placed.insert(slug.clone(), page) {
            let message = format!("\"{slug}\" stands on page {} already", first + 1);
            let place = Some(self.place(node));
            self.diags.error("placed-twice", place, message).help("name it once");
            return None;
        }
        Some(slug)
    }

    fn hand_place(&self, node: &Node, story: Slug) -> Option<HandPlace> {
        let (column, columns) = (small(node, "column")?, small(node, "columns")?);
        Some(HandPlace { story, column, columns, top: length(node, "top")?, depth: length(node, "depth")?, source: self.head(node) })
    }

    /// What every ad is made of, by its path; each file read once.
    fn ad_book(&self) -> BTreeMap<PathBuf, Result<AdArt, Refused>> {
        let ads = self.items("pages").iter().flat_map(|page| page.get("ads").map(Node::items).unwrap_or_default());
        let mut paths: Vec<PathBuf> = ads.filter_map(|ad| Some(normal(Path::new(ad.get("file")?.text()?)))).collect();
        paths.sort();
        paths.dedup();
        let root = self.root;
        paths.into_par_iter().map(|path| (path.clone(), ad_art(root, &path))).collect()
    }

    fn ad(&mut self, node: &Node, book: &BTreeMap<PathBuf, Result<AdArt, Refused>>) -> Option<Ad> {
        let file = node.get("file")?;
        let written = file.text()?;
        let art = match book.get(&normal(Path::new(written)))? {
            Ok(art) => art.clone(),
            Err(refused) => {
                let place = Some(self.place(file));
                let message = format!("the ad {written} cannot be used: {}", refused.why);
                self.diags.error(refused.code, place, message).help(refused.help.clone());
                return None;
            }
        };
        let place = match node.get("place").and_then(Node::text) {
            Some("bottom-left") => Corner::BottomLeft,
            Some("top-left") => Corner::TopLeft,
            Some("top-right") => Corner::TopRight,
            _ => Corner::BottomRight,
        };
        let depth = length(node, "depth")?;
        if depth <= Pt::ZERO {
            let place = node.get("depth").map(|node| self.place(node));
            self.diags.error("bad-length", place, "an ad must be deeper than nothing").help("write depth = \"180mm\"");
            return None;
        }
        Some(Ad { name: node.text_of("name")?, art, columns: small(node, "columns")?, depth, place, source: self.head(node) })
    }
}

/// A picture or a PDF, by what stands in the file.
fn ad_art(root: &Path, path: &Path) -> Result<AdArt, Refused> {
    // Readers of PDF look for its sign in the first 1024 bytes (ISO 32000-1, annex H.3, note 13).
    const HEAD: usize = 1_024;
    let bytes = files::bytes(root, path)?;
    let head = &bytes[..bytes.len().min(HEAD)];
    if head.windows("%PDF-".len()).any(|part| part == b"%PDF-") {
        return Ok(AdArt::Pdf { path: slashes(path), bytes: Arc::new(bytes) });
    }
    photo::read(&slashes(path), bytes).map(|picture| AdArt::Picture(Arc::new(picture)))
}

fn small(node: &Node, key: &str) -> Option<u8> {
    node.get(key)?.integer().and_then(|number| u8::try_from(number).ok())
}

fn length(node: &Node, key: &str) -> Option<Pt> {
    Length::parse(node.get(key)?.text()?).ok().map(|length| length.at(EM))
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
        let edition = read_edition(&folder.join("edition.toml"), |_, _, _, _| Vec::new(), &mut diags);
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
}
