//! An article's page saved from a site: schema.org's NewsArticle (JSON-LD) first, then Open Graph, then what the page shows.
use super::draft::{Draft, ImportedAuthor, ImportedPhoto, Teaser};
use super::html::{self, words};
use super::markup::MARKUP;
use super::{Imported, inline, one_line, paragraphs, reduce};
use crate::tree::xml::{Child, Element};
use crate::tree::{Node, json};

/// Kinds of schema.org that are articles.
const KINDS: [&str; 9] = [
    "NewsArticle",
    "Article",
    "ReportageNewsArticle",
    "OpinionNewsArticle",
    "AnalysisNewsArticle",
    "BackgroundNewsArticle",
    "ReviewNewsArticle",
    "BlogPosting",
    "LiveBlogPosting",
];
/// Paragraphs shorter than this are a page's furniture as often as a story's text.
const TEXT_LENGTH: usize = 40;

/// Reads a page.
pub fn read(imported: &mut Imported) {
    let text = imported.file.text.clone();
    let whole = 0..text.len();
    let Some(root) = html::read(&text) else {
        let place = imported.place(&whole);
        imported.diags.error("bad-html", place, "the page is too large, or nested too deep, to be a story").help("save the page again");
        return;
    };
    let mut draft = Draft { range: whole, ..Draft::default() };
    let structured = linked(&root, imported);
    if let Some(article) = &structured {
        schema(article, &mut draft);
    }
    open_graph(&root, &mut draft);
    draft.lang = draft.lang.take().or_else(|| root.find("html")?.attribute("lang").map(str::to_string));
    body(&root, structured.as_ref(), &mut draft, imported);
    if draft.headline.is_none() {
        draft.headline = root.find("h1").or_else(|| root.find("title")).and_then(|title| one_line(&title.text()));
    }
    if draft.blocks.is_empty() && draft.photos.is_empty() {
        return;
    }
    imported.drafts.push(draft);
}

/// The article among the page's linked data.
fn linked(root: &Element, imported: &mut Imported) -> Option<Node> {
    let mut scripts = Vec::new();
    root.find_all("script", &mut scripts);
    let is_linked =
        |script: &&Element| script.attribute("type").is_some_and(|kind| kind.trim().eq_ignore_ascii_case("application/ld+json"));
    for script in scripts.into_iter().filter(is_linked) {
        match json::read(script.text().trim()) {
            Ok(tree) => {
                if let Some(article) = article(&tree, 0) {
                    return Some(article.clone());
                }
            }
            Err(fault) => {
                let place = imported.place(&(0..0));
                let message = format!("the page's linked data (JSON-LD) cannot be read: {}", fault.message);
                imported.diags.note("bad-linked-data", place, message).did("went by what the page shows");
            }
        }
    }
    None
}

fn article(node: &Node, depth: usize) -> Option<&Node> {
    const DEEPEST: usize = 4;
    let kind = node.get("@type");
    let kinds = kind.into_iter().flat_map(|kind| kind.items().iter().chain([kind])).filter_map(Node::text);
    if kinds.into_iter().any(|kind| KINDS.contains(&kind.rsplit('/').next().unwrap_or(kind))) {
        return Some(node);
    }
    if depth > DEEPEST {
        return None;
    }
    let inner = [node.get("@graph"), node.get("mainEntity")].into_iter().flatten();
    let mut candidates = inner.flat_map(|inner| inner.items().iter().chain([inner])).chain(node.items());
    candidates.find_map(|inner| article(inner, depth + 1))
}

/// A text, or the first of a list, or the name or address of a group.
fn said(node: &Node) -> Option<String> {
    let own = node.text().and_then(words);
    own.or_else(|| ["name", "url", "@id"].iter().find_map(|key| node.text_of(key))).or_else(|| node.items().first().and_then(said))
}

fn schema(article: &Node, draft: &mut Draft) {
    let get = |key: &str| article.get(key).and_then(said);
    draft.headline = get("headline").or_else(|| get("name"));
    draft.short_headline = get("alternativeHeadline").or_else(|| get("alternateName"));
    draft.deck = get("description");
    draft.posted = get("datePublished").or_else(|| get("dateCreated"));
    draft.updated = get("dateModified");
    draft.section = get("articleSection");
    draft.dateline = get("dateline");
    draft.lang = get("inLanguage");
    draft.url = get("mainEntityOfPage").or_else(|| get("url")).filter(|url| url.starts_with("http"));
    draft.identity = draft.url.clone();
    let author = article.get("author").or_else(|| article.get("creator"));
    for author in
        author.into_iter().flat_map(|author| if author.items().is_empty() { std::slice::from_ref(author) } else { author.items() })
    {
        if let Some(name) = said(author).filter(|name| !name.starts_with("http")) {
            let of = |key: &str| author.get(key).and_then(said);
            draft.byline.push(ImportedAuthor {
                name,
                role: of("jobTitle"),
                email: of("email").map(|mail| mail.trim_start_matches("mailto:").to_string()),
            });
        }
    }
    let image = article.get("image");
    for image in image.into_iter().flat_map(|image| if image.items().is_empty() { std::slice::from_ref(image) } else { image.items() }) {
        let of = |key: &str| image.get(key).and_then(said);
        let address = image.text().map(str::to_string).or_else(|| of("contentUrl")).or_else(|| of("url"));
        if let Some(address) = address {
            let caption = of("caption").or_else(|| of("description")).map(|caption| inline::escape(&caption));
            let credit = of("creditText").or_else(|| of("creator")).or_else(|| of("copyrightNotice"));
            draft.photos.push(ImportedPhoto { address, caption, credit, alt: None });
        }
        // A list of addresses is one picture in several forms.
        if image.text().is_some() {
            break;
        }
    }
}

fn open_graph(root: &Element, draft: &mut Draft) {
    let mut metas = Vec::new();
    root.find_all("meta", &mut metas);
    let get = |name: &str| {
        let is = |meta: &&&Element| meta.attribute("property").or(meta.attribute("name")).or(meta.attribute("itemprop")) == Some(name);
        metas.iter().find(is).and_then(|meta| meta.attribute("content")).and_then(one_line)
    };
    let fill = |field: &mut Option<String>, names: &[&str]| *field = field.take().or_else(|| names.iter().find_map(|name| get(name)));
    fill(&mut draft.headline, &["og:title", "twitter:title"]);
    fill(&mut draft.deck, &["og:description", "description", "twitter:description"]);
    fill(&mut draft.posted, &["article:published_time", "datePublished", "date", "pubdate"]);
    fill(&mut draft.updated, &["article:modified_time", "og:updated_time", "dateModified"]);
    fill(&mut draft.section, &["article:section"]);
    fill(&mut draft.url, &["og:url"]);
    fill(&mut draft.lang, &["og:locale"]);
    if draft.byline.is_empty() {
        let name = get("author").or_else(|| get("article:author")).or_else(|| get("dable:author")).filter(|name| !name.starts_with("http"));
        draft.byline.extend(name.map(|name| ImportedAuthor { name, ..ImportedAuthor::default() }));
    }
    if draft.photos.is_empty() {
        draft.photos.extend(get("og:image").map(|address| ImportedPhoto { address, alt: get("og:image:alt"), ..ImportedPhoto::default() }));
    }
    let site = get("og:site_name").unwrap_or_default();
    // "Bridge reopens - The Harbour Times" is the page's title, not the story's.
    if let Some(headline) = &mut draft.headline
        && let Some(cut) =
            [" - ", " | ", " — ", " – "].iter().find_map(|sign| headline.strip_suffix(&format!("{sign}{site}")).map(str::len))
        && !site.is_empty()
    {
        headline.truncate(cut);
    }
}

/// The element that holds the story's text.
fn story(root: &Element) -> Option<&Element> {
    let is_body = |element: &Element| {
        element.attribute("itemprop").is_some_and(|property| property.split_whitespace().any(|p| p == "articleBody"))
            || ["class", "id"].iter().filter_map(|name| element.attribute(name)).any(|value| {
                value.split_whitespace().any(|word| {
                    let word = word.to_lowercase().replace(['-', '_'], "");
                    MARKUP.story.has(&word)
                })
            })
    };
    search(root, &is_body).or_else(|| root.find("article")).or_else(|| root.find("main")).or_else(|| root.find("body"))
}

fn search<'a>(element: &'a Element, wanted: &dyn Fn(&Element) -> bool) -> Option<&'a Element> {
    if wanted(element) { Some(element) } else { element.elements().find_map(|inner| search(inner, wanted)) }
}

fn body(root: &Element, structured: Option<&Node>, draft: &mut Draft, imported: &mut Imported) {
    let Some(found) = story(root) else { return };
    let trimmed = trim(found, if found.name == "body" { Found::Page } else { Found::Story });
    let reduced = reduce::reduce(&trimmed, &mut imported.leftovers);
    let length: usize =
        reduced.blocks.iter().map(|block| if let super::ImportedBlock::Paragraph(text) = block { text.len() } else { 0 }).sum();
    let written = structured.and_then(|article| article.text_of("articleBody"));
    draft.blocks = match written {
        // A page that shows its text by a script has it in its data alone.
        Some(text) if length < text.len() / 2 => paragraphs(&if text.contains("</") { words(&text).unwrap_or_default() } else { text }),
        _ => reduced.blocks,
    };
    let shown: Vec<ImportedPhoto> =
        reduced.photos.into_iter().filter(|photo| photo.caption.is_some() || photo.alt.is_some() || draft.photos.is_empty()).collect();
    let same = |one: &str, other: &str| file_name(one) == file_name(other);
    for photo in shown {
        match draft.photos.iter_mut().find(|there| same(&there.address, &photo.address)) {
            Some(there) => {
                there.caption = there.caption.take().or(photo.caption);
                there.credit = there.credit.take().or(photo.credit);
                there.alt = there.alt.take().or(photo.alt);
                // A page saved with its pictures has them beside it.
                if !photo.address.contains("//") {
                    there.address = photo.address;
                }
            }
            None => draft.photos.push(photo),
        }
    }
    let mut related = Vec::new();
    root.find_all("aside", &mut related);
    for aside in related.into_iter().filter(|aside| aside.attribute("class").is_some_and(|class| class.contains("related"))) {
        let mut links = Vec::new();
        aside.find_all("a", &mut links);
        let teasers = links.into_iter().filter_map(|link| one_line(&link.text())).map(|headline| Teaser { headline, ..Teaser::default() });
        draft.teasers.extend(teasers);
    }
}

fn file_name(address: &str) -> &str {
    let path = address.split(['?', '#']).next().unwrap_or(address);
    path.rsplit('/').next().unwrap_or(path)
}

/// Where the story was found.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Found {
    /// In an element of its own.
    Story,
    /// Somewhere on the page.
    Page,
}

/// Without the page's furniture: navigation, headings that repeat fields, and, where the whole page is taken, short lines.
fn trim(element: &Element, found: Found) -> Element {
    let is_furniture = |inner: &Element| {
        let classes = inner.attribute("class").unwrap_or("").to_lowercase();
        MARKUP.page_furniture.has(&inner.name) && !classes.contains("quote")
            || inner.name != "body"
                && inner.name != "article"
                && classes.split_whitespace().any(|class| MARKUP.furniture.has(class))
                && inner.find("img").is_none()
            || found == Found::Page && inner.name == "p" && inner.text().trim().len() < TEXT_LENGTH && inner.find("img").is_none()
    };
    let children = element.children.iter().filter_map(|child| match child {
        Child::Element(inner) if is_furniture(inner) => None,
        Child::Element(inner) if inner.name == "figure" => Some(child.clone()),
        Child::Element(inner) => Some(Child::Element(trim(inner, found))),
        other => Some(other.clone()),
    });
    Element {
        children: children.collect(),
        name: element.name.clone(),
        attributes: element.attributes.clone(),
        range: element.range.clone(),
    }
}
