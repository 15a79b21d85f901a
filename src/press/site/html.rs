//! The site's pages: the reader, and each story as a page that needs no script.
use std::path::Path;

use serde_json::json;
use sha2::{Digest, Sha256};

use super::article::article;
use super::content::Site;
use super::data::edition;
use super::meta;
use super::paths::{page_file, story_file};
use super::picture::PageImage;
use super::story::Story;
use super::text::{encoded, escape, in_script};

/// Files that are the same in every edition.
pub const FRONT: [(&str, &str); 2] = [("site.css", include_str!("front/site.css")), ("early.js", include_str!("front/early.js"))];

/// What pages may load and run: files of the site, and nothing that stands in a page itself. Servers may send the same, or less. `file:` is
/// for browsers that take a folder's files for strangers; on the web it allows nothing.
const POLICY: &str = "default-src 'none'; script-src 'self' file:; style-src 'self' file:; img-src 'self' data: file:; connect-src 'self'; \
                      manifest-src 'self'; worker-src 'self'; base-uri 'none'; form-action 'none'";

/// The script of all pages, part after part: one classic script, as browsers load no modules from a folder.
const SITE: [&str; 3] = [include_str!("front/site.js"), include_str!("front/fingers.js"), include_str!("front/picture.js")];

/// The reader's script, as the site's.
const READER: [&str; 11] = [
    include_str!("front/book.js"),
    include_str!("front/zoom.js"),
    include_str!("front/story.js"),
    include_str!("front/memory.js"),
    include_str!("front/offline.js"),
    include_str!("front/touch.js"),
    include_str!("front/search.js"),
    include_str!("front/layer.js"),
    include_str!("front/drawn.js"),
    include_str!("front/tools.js"),
    include_str!("front/start.js"),
];

/// `site.js`.
pub fn site() -> String {
    SITE.concat()
}

/// `reader.js`.
pub fn reader() -> String {
    format!("(() => {{\n\"use strict\";\n{}}})();\n", READER.concat())
}

/// What is kept of the edition for reading without a network, and what to call that copy.
pub struct Kept {
    /// Changes with any file of the site.
    version: String,
    /// The files, as addresses from the site's folder.
    files: Vec<String>,
    /// How much they are.
    bytes: usize,
}

impl Kept {
    /// Of the site's files.
    pub fn new(site: &[(String, Vec<u8>)]) -> Kept {
        let mut sum = Sha256::new();
        for (name, bytes) in site {
            sum.update(name);
            sum.update(bytes);
        }
        let version = sum.finalize().iter().take(8).map(|byte| format!("{byte:02x}")).collect();
        // Large pictures are kept once they were looked at; what no reader opens is not.
        let unkept = |name: &str| {
            name.ends_with("-zoom.jpg") || [Some("xml"), Some("json")].contains(&Path::new(name).extension().and_then(|end| end.to_str()))
        };
        let kept = || site.iter().filter_map(|(name, bytes)| Some((name.split_once('/')?.1, bytes))).filter(|(name, _)| !unkept(name));
        let files = kept().map(|(name, _)| encoded(name)).chain(["files.js".to_string()]).collect();
        Kept { version, files, bytes: kept().map(|(_, bytes)| bytes.len()).sum() }
    }

    /// `files.js`: the list, for the button that keeps them.
    pub fn list(&self) -> String {
        let list = json!({ "version": self.version, "bytes": self.bytes, "files": self.files });
        format!("newsprint.files = {};\n", in_script(&list))
    }

    /// `sw.js`: the service worker, which serves what is kept.
    pub fn worker(&self) -> String {
        include_str!("front/sw.js").replace("\"{{version}}\"", &json!(self.version).to_string())
    }
}

/// Head and foot of a page of the site.
pub struct Shell<'a> {
    /// The way up to the site's folder.
    pub root: &'a str,
    /// The page's language.
    pub lang: &'a str,
    pub title: String,
    /// What it is, in a sentence.
    pub description: String,
    /// Its path in the site's folder.
    pub file: String,
    /// What machines read of it.
    pub facts: serde_json::Value,
    /// Class of the body.
    pub class: &'a str,
}

impl Shell<'_> {
    /// The page with its body.
    pub fn page(&self, site: &Site, body: &str) -> String {
        let root = self.root;
        let canonical = site.facts.address.as_deref().map(|address| {
            let file = if self.file == "index.html" { String::new() } else { encoded(&self.file) };
            format!("<link rel=\"canonical\" href=\"{}{file}\">\n", escape(address))
        });
        let title = escape(&self.title);
        format!(
            "<!doctype html>\n<html lang=\"{lang}\">\n<head>\n<meta charset=\"utf-8\">\n<meta name=\"viewport\" content=\"width=device-width, initial-scale=1, viewport-fit=cover\">\n\
             <meta http-equiv=\"Content-Security-Policy\" content=\"{POLICY}\">\n<title>{title}</title>\n<meta name=\"description\" content=\"{description}\">\n<meta name=\"color-scheme\" content=\"light dark\">\n\
             <script src=\"{root}early.js\"></script>\n<link rel=\"stylesheet\" href=\"{root}site.css\">\n<link rel=\"icon\" href=\"{root}icon.svg\" type=\"image/svg+xml\">\n\
             <link rel=\"alternate\" type=\"application/rss+xml\" href=\"{root}feed.xml\" title=\"{paper}\">\n{canonical}\
             <script type=\"application/ld+json\">{facts}</script>\n</head>\n<body class=\"{class}\" data-root=\"{root}\">\n{body}</body>\n</html>\n",
            lang = self.lang,
            description = escape(&self.description),
            paper = escape(&site.paper.title),
            canonical = canonical.unwrap_or_default(),
            facts = in_script(&self.facts),
            class = self.class,
        )
    }
}

/// A template with its words and pieces: `{{key}}`.
pub fn fill(site: &Site, template: &str, pieces: &[(&str, &str)]) -> String {
    let mut out = String::with_capacity(template.len());
    let mut rest = template;
    while let Some((before, after)) = rest.split_once("{{") {
        out.push_str(before);
        let Some((key, after)) = after.split_once("}}") else { break };
        match pieces.iter().find(|(name, _)| *name == key) {
            Some((_, piece)) => out.push_str(piece),
            None => out.push_str(&escape(site.words.get(key))),
        }
        rest = after;
    }
    out.push_str(rest);
    out
}

/// `index.html`: the reader; without scripts, the list of pages and stories.
pub fn index(site: &Site) -> String {
    let paper = site.paper;
    let day = site.words.day(&paper.date);
    let data = in_script(&edition(site));
    let first = site.pages.first().map(|page| page_picture("", page.page(), "class=\"sheet-picture\""));
    let body = fill(
        site,
        include_str!("front/index.html"),
        &[
            ("title", &escape(&paper.title)),
            ("day", &escape(&day)),
            ("date", &escape(&paper.date)),
            ("first", &first.unwrap_or_default()),
            ("list", &contents(site)),
            ("data", &data),
        ],
    );
    let shell = Shell {
        root: "",
        lang: paper.lang,
        title: format!("{}, {day}", paper.title),
        description: site.words.with("edition", &[&day]),
        file: "index.html".into(),
        facts: meta::issue(site),
        class: "reader",
    };
    shell.page(site, &body)
}

/// A picture that is wanted only where it is looked at.
const LAZY: &str = "loading=\"lazy\"";

/// A picture of a page, which says nothing that is not said beside it.
fn page_picture(root: &str, picture: &PageImage, attribute: &str) -> String {
    let PageImage { file, width, height, .. } = picture;
    format!("<img src=\"{root}{}\" width=\"{width}\" height=\"{height}\" alt=\"\" {attribute}>", encoded(file))
}

/// Every page with its stories.
fn contents(site: &Site) -> String {
    let mut out = String::new();
    for (at, page) in site.paper.pages.iter().enumerate() {
        let thumb = site.pages[at].thumb();
        let label = site.words.with("page", &[&page.label]);
        let mut stories = String::new();
        for place in &page.stories {
            let Some(story) = site.stories.iter().find(|story| story.slug == place.slug) else { continue };
            let lang = lang_attribute(story.lang, site.paper.lang);
            stories.push_str(&format!(
                "<li><a href=\"{}\" data-story=\"{}\" data-page=\"{}\"{lang}>{}</a></li>",
                encoded(&story_file(&story.slug)),
                escape(&story.slug.0),
                escape(&page.label),
                escape(&story.headline)
            ));
        }
        out.push_str(&format!(
            "<li class=\"contents-page\"><a class=\"contents-thumb\" href=\"{}\" data-page=\"{}\">{}\
             <span class=\"contents-label\">{}</span></a><div><h3>{}</h3><ul>{stories}</ul></div></li>\n",
            encoded(&page_file(&page.label)),
            escape(&page.label),
            page_picture("", thumb, LAZY),
            escape(&label),
            escape(&page.section),
        ));
    }
    out
}

/// The attribute of a language other than the page's.
pub fn lang_attribute(lang: &str, of_page: &str) -> String {
    if lang == of_page { String::new() } else { format!(" lang=\"{}\"", escape(lang)) }
}

/// A story's own page.
pub fn story(site: &Site, at: usize) -> String {
    const ROOT: &str = "../";
    let story = &site.stories[at];
    let label = story.pages.first().map_or("", |page| &site.paper.pages[*page].label);
    let day = site.words.day(&site.paper.date);
    let neighbour = |other: Option<&Story>, key: &str, class: &str| {
        other.map_or(String::new(), |other| {
            let lang = lang_attribute(other.lang, site.paper.lang);
            format!(
                "<a class=\"{class}\" rel=\"{class}\" href=\"{}\"><span>{}</span> <b{lang}>{}</b></a>",
                encoded(&format!("{}.html", other.slug)),
                escape(site.words.get(key)),
                escape(&other.headline)
            )
        })
    };
    let before = at.checked_sub(1).and_then(|before| site.stories.get(before));
    let picture = story.pages.first().map(|page| site.pages[*page].thumb());
    let labels: Vec<&str> = story.pages.iter().map(|page| site.paper.pages[*page].label.as_str()).collect();
    let whole = site.facts.address.as_deref().map_or(String::new(), |address| format!("{address}{}", encoded(&story_file(&story.slug))));
    let thumb = picture.map(|thumb| page_picture(ROOT, thumb, LAZY));
    let body = fill(
        site,
        include_str!("front/story.html"),
        &[
            ("title", &escape(&site.paper.title)),
            ("day", &escape(&day)),
            ("date", &escape(&site.paper.date)),
            ("page_label", &encoded(label)),
            ("slug", &encoded(&story.slug.0)),
            ("section", &escape(&story.section)),
            ("on_page", &escape(&site.words.with("on_page", &[label]))),
            ("on_pages", &escape(&site.words.with("on_page", &[&labels.join(", ")]))),
            ("address", &escape(&whole)),
            ("thumb", &thumb.unwrap_or_default()),
            ("lang", &lang_attribute(story.lang, site.paper.lang)),
            ("article", &article(site, story, ROOT)),
            ("before", &neighbour(before, "previous_story", "prev")),
            ("after", &neighbour(site.stories.get(at + 1), "next_story", "next")),
            ("words", &in_script(&json!(site.words.table))),
        ],
    );
    let shell = Shell {
        root: ROOT,
        lang: site.paper.lang,
        title: format!("{} · {}", story.headline, site.paper.title),
        description: story.summary(),
        file: story_file(&story.slug),
        facts: meta::story(site, story),
        class: "leaf",
    };
    shell.page(site, &body)
}
