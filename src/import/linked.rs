//! Linked data of a page (JSON-LD): schema.org's articles, with what they name elsewhere on the page.
use super::Imported;
use super::draft::{Draft, ImportedAuthor, ImportedPhoto};
use super::fields::{field, marked};
use super::may_run::Terms;
use crate::tree::xml::Element;
use crate::tree::{Node, json};

/// Kinds of schema.org that are articles.
const KINDS: [&str; 11] = [
    "NewsArticle",
    "Article",
    "ReportageNewsArticle",
    "OpinionNewsArticle",
    "AnalysisNewsArticle",
    "BackgroundNewsArticle",
    "ReviewNewsArticle",
    "AskPublicNewsArticle",
    "BlogPosting",
    "LiveBlogPosting",
    "Report",
];
/// Groups in one another that are looked into.
const DEEPEST: usize = 6;

/// The linked data of a page.
pub(super) struct Linked {
    trees: Vec<Node>,
}

impl Linked {
    /// Reads the scripts of a page; those that cannot be read are told.
    pub fn read(root: &Element, imported: &mut Imported) -> Linked {
        let mut scripts = Vec::new();
        root.find_all("script", &mut scripts);
        let is_linked =
            |script: &&Element| script.attribute("type").is_some_and(|kind| kind.trim().eq_ignore_ascii_case("application/ld+json"));
        let mut trees = Vec::new();
        for script in scripts.into_iter().filter(is_linked) {
            match json::read(script.text().trim()) {
                Ok(tree) => trees.push(tree),
                Err(fault) => {
                    let place = imported.place(&(0..0));
                    let message = format!("the page's linked data (JSON-LD) cannot be read: {}", fault.message);
                    imported.diags.note("bad-linked-data", place, message).did("went by what the page shows");
                }
            }
        }
        Linked { trees }
    }

    /// The article among it.
    pub fn article(&self) -> Option<&Node> {
        self.trees.iter().find_map(|tree| article(tree, 0))
    }

    /// What a reference means: a group that has nothing but its `@id` stands for the one elsewhere that has more.
    fn meant<'a>(&'a self, node: &'a Node) -> &'a Node {
        let Some(id) = node.get("@id").and_then(Node::text).filter(|_| node.get("name").is_none()) else { return node };
        self.trees.iter().find_map(|tree| with_id(tree, id, 0)).unwrap_or(node)
    }

    /// A text, the name of a group, or of the first of a list.
    fn said(&self, node: &Node) -> Option<String> {
        if let Some(text) = node.text() {
            return field(text);
        }
        let node = self.meant(node);
        let parts: Vec<String> = ["givenName", "familyName"].iter().filter_map(|key| node.text_of(key)).collect();
        let whole = (!parts.is_empty()).then(|| parts.join(" "));
        let name = node.get("name").and_then(|name| name.text().or_else(|| name.items().first()?.text())).and_then(field);
        let address = || ["url", "@id"].iter().find_map(|key| node.text_of(key));
        name.or(whole).or_else(address).or_else(|| node.items().first().and_then(|first| self.said(first)))
    }

    /// Fills a draft from an article.
    pub fn fill(&self, article: &Node, draft: &mut Draft) {
        let get = |key: &str| article.get(key).and_then(|node| self.said(node));
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
        for author in several(article.get("author").or_else(|| article.get("creator"))) {
            self.author(author, draft);
        }
        for image in several(article.get("image")) {
            let image = self.meant(image);
            let of = |key: &str| image.get(key).and_then(|node| self.said(node));
            let address = image.text().map(str::to_string).or_else(|| of("contentUrl")).or_else(|| of("url"));
            if let Some(address) = address {
                let caption = ["caption", "description"].iter().find_map(|key| image.get(key)?.text()).and_then(marked);
                let credit = of("creditText").or_else(|| of("creator")).or_else(|| of("copyrightNotice"));
                draft.photos.push(ImportedPhoto { address, caption, credit, ..ImportedPhoto::default() });
            }
            // A list of addresses is one picture in several forms.
            if image.text().is_some() {
                break;
            }
        }
    }

    fn author(&self, author: &Node, draft: &mut Draft) {
        let Some(name) = self.said(author).filter(|name| !name.starts_with("http") && !name.starts_with('#')) else { return };
        let meant = self.meant(author);
        let of = |key: &str| meant.get(key).and_then(|node| self.said(node));
        let email = of("email").map(|mail| mail.trim_start_matches("mailto:").to_string());
        if !draft.byline.iter().any(|there| there.name == name) {
            draft.byline.push(ImportedAuthor { name, role: of("jobTitle"), email });
        }
    }

    /// What an article says of its use.
    pub fn terms(&self, article: &Node) -> Terms {
        let get = |key: &str| article.get(key).and_then(|node| self.said(node));
        Terms { status: get("creativeWorkStatus"), expires: get("expires"), ..Terms::default() }
    }
}

/// A value as a list of what it holds.
fn several(node: Option<&Node>) -> &[Node] {
    match node {
        Some(node) if node.items().is_empty() => std::slice::from_ref(node),
        Some(node) => node.items(),
        None => &[],
    }
}

fn article(node: &Node, depth: usize) -> Option<&Node> {
    if several(node.get("@type")).iter().filter_map(Node::text).any(|kind| KINDS.contains(&kind.rsplit('/').next().unwrap_or(kind))) {
        return Some(node);
    }
    if depth > DEEPEST {
        return None;
    }
    let inner = [node.get("@graph"), node.get("mainEntity"), node.get("mainEntityOfPage")].into_iter().flatten();
    let mut candidates = inner.flat_map(|inner| inner.items().iter().chain([inner])).chain(node.items());
    candidates.find_map(|inner| article(inner, depth + 1))
}

/// The group of an `@id` that says more than that.
fn with_id<'a>(node: &'a Node, id: &str, depth: usize) -> Option<&'a Node> {
    const SAYS_MORE: usize = 2;
    if node.get("@id").and_then(Node::text) == Some(id) && node.entries().len() >= SAYS_MORE {
        return Some(node);
    }
    if depth > DEEPEST {
        return None;
    }
    node.entries().iter().map(|entry| &entry.node).chain(node.items()).find_map(|inner| with_id(inner, id, depth + 1))
}
