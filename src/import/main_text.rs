//! The story on a whole page, by several signals: what the page says it is, where most of the running text stands, and what is a list of
//! links.
use super::draft::ImportedBlock;
use super::ledger::{Leftovers, letters};
use super::markup::MARKUP;
use super::reduce;
use crate::tree::xml::{Child, Element};

/// Letters of a block from which it is running text; shorter ones are labels, bylines and buttons as often.
const RUNNING: usize = 25;
/// Hundredths of the page's running text that an element must hold to be the story where the page does not say so.
const MOST: usize = 60;
/// Hundredths of the rest of the page's running text, under which what was found is in doubt.
const DOUBTFUL: usize = 40;
/// Letters of a page with a story on it.
const STORY: usize = 300;
/// Letters of a paragraph that is one link to elsewhere.
const LONGEST_LINK: usize = 140;
/// Entries that make a list of links a menu.
const MENU: usize = 2;
/// Paragraphs shorter than this are a page's furniture as often as a story's text, where nothing says which element is the story.
const TEXT_LENGTH: usize = 40;

/// What was found.
pub(super) struct Found {
    /// The story, without the page's furniture.
    pub story: Element,
    /// Why another part of the page may be the story.
    pub doubt: Option<&'static str>,
}

/// Finds the story. None on a page without a body.
pub(super) fn find(root: &Element, leftovers: &mut Leftovers) -> Option<Found> {
    let body = root.find("body")?;
    let most = heaviest_path(body);
    let best = weight(most);
    let mut named = Vec::new();
    outermost(body, &is_named, &mut named);
    let told = named.iter().map(|element| weight(element)).sum::<usize>();
    let mut articles = Vec::new();
    body.find_all("article", &mut articles);
    let article = articles.into_iter().max_by_key(|article| weight(article));
    // Where there is little to weigh, the page's word counts.
    let half = |own: usize| own * 2 >= best && (own > 0 || best < STORY);
    let (chosen, where_found) = if !named.is_empty() && half(told) {
        (joined(&named), Place::Story)
    } else if let Some(article) = article.filter(|article| half(weight(article))) {
        (article.clone(), Place::Story)
    } else if let Some(main) = body.find("main").filter(|main| half(weight(main))) {
        (most_of(main).clone(), Place::Story)
    } else {
        (most.clone(), if most.name == "body" { Place::Page } else { Place::Story })
    };
    let own = weight(&chosen);
    let mut trimmer = Trimmer { found: where_found, own, leftovers };
    let story = trimmer.trim(&chosen);
    let all = weight(body);
    let doubt = if all > STORY && own * 100 < all * DOUBTFUL {
        Some("the page holds far more text than the story that was found on it")
    } else if named.is_empty() && holds_several(&chosen) {
        Some("the page holds several stories, and does not say which of them is its own")
    } else {
        None
    };
    Some(Found { story, doubt })
}

/// True where an element holds several articles, each long enough to be a story.
fn holds_several(chosen: &Element) -> bool {
    let mut articles = Vec::new();
    outermost(chosen, &|inner| inner.name == "article", &mut articles);
    articles.iter().filter(|article| weight(article) * 2 > STORY).count() > 1
}

/// True where an element says that it holds the story's text.
fn is_named(element: &Element) -> bool {
    element.attribute("itemprop").is_some_and(|property| property.split_whitespace().any(|p| p == "articleBody"))
        || ["class", "id"].iter().filter_map(|name| element.attribute(name)).any(|value| {
            value.split_whitespace().any(|word| {
                let word = word.to_lowercase().replace(['-', '_'], "");
                MARKUP.story.has(&word)
            })
        })
}

fn outermost<'a>(element: &'a Element, wanted: &dyn Fn(&Element) -> bool, found: &mut Vec<&'a Element>) {
    for inner in element.elements() {
        if wanted(inner) { found.push(inner) } else { outermost(inner, wanted, found) }
    }
}

/// A text that stands in several containers is one story.
fn joined(parts: &[&Element]) -> Element {
    match parts {
        [one] => (*one).clone(),
        parts => Element {
            name: "div".into(),
            children: parts.iter().map(|part| Child::Element((*part).clone())).collect(),
            ..Element::default()
        },
    }
}

/// Letters of running text in an element: of blocks that are more than links, outside menus, forms and the page's foot.
fn weight(element: &Element) -> usize {
    if is_outside(element) {
        return 0;
    }
    let is_block = matches!(element.name.as_str(), "p" | "pre" | "blockquote" | "li" | "td" | "dd");
    let own: usize = element.children.iter().map(|child| if let Child::Text(text) = child { letters(text) } else { 0 }).sum();
    if is_block && !element.elements().any(|inner| matches!(inner.name.as_str(), "p" | "ul" | "ol" | "table" | "div")) {
        let all = letters(&element.text());
        let linked = linked(element);
        return if all >= RUNNING && linked * 2 < all { all } else { 0 };
    }
    let own = if own >= RUNNING { own } else { 0 };
    own + element.elements().map(weight).sum::<usize>()
}

fn is_outside(element: &Element) -> bool {
    let name = element.name.as_str();
    let is_none = matches!(name, "footer" | "aside" | "figcaption" | "a" | "h1" | "h2" | "h3" | "h4" | "h5" | "h6");
    is_none || MARKUP.silent.has(name) || MARKUP.left_out.has(name) || has_furniture_name(element)
}

/// Letters that stand in links.
fn linked(element: &Element) -> usize {
    let mut links = Vec::new();
    element.find_all("a", &mut links);
    links.iter().map(|link| letters(&link.text())).sum()
}

/// Goes down from the page as long as one element holds most of the running text.
fn heaviest_path(body: &Element) -> &Element {
    let mut at = body;
    loop {
        let whole = weight(at);
        let Some(next) = at.elements().max_by_key(|inner| weight(inner)).filter(|inner| weight(inner) * 100 >= whole * MOST && whole > 0)
        else {
            return at;
        };
        // A paragraph is no story's frame.
        if matches!(next.name.as_str(), "p" | "pre" | "blockquote" | "ul" | "ol" | "table") {
            return at;
        }
        at = next;
    }
}

fn most_of(main: &Element) -> &Element {
    heaviest_path(main)
}

/// True where a class or an id names what stands about a story. Names are split: "related-articles", "share_bar".
fn has_furniture_name(element: &Element) -> bool {
    if matches!(element.name.as_str(), "body" | "article" | "main" | "html") {
        return false;
    }
    let names = ["class", "id"].into_iter().filter_map(|name| element.attribute(name));
    names.flat_map(str::split_whitespace).any(|name| {
        let lower = name.to_lowercase();
        MARKUP.furniture.has(&lower) || lower.split(['-', '_']).any(|part| MARKUP.furniture_words.has(part))
    })
}

/// Where the story was found.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Place {
    /// In an element of its own.
    Story,
    /// Somewhere on the page.
    Page,
}

struct Trimmer<'a> {
    found: Place,
    /// Running text of the story.
    own: usize,
    leftovers: &'a mut Leftovers,
}

impl Trimmer<'_> {
    /// Without the page's furniture: navigation, headings that repeat fields, lists of links, and, where the whole page is taken, short
    /// lines.
    fn trim(&mut self, element: &Element) -> Element {
        let mut children = Vec::with_capacity(element.children.len());
        for child in &element.children {
            match child {
                Child::Element(inner) if inner.name == "header" => children.extend(pictures(inner)),
                Child::Element(inner) if self.is_furniture(inner) => {
                    if letters(&inner.text()) > 0 && !MARKUP.page_furniture.has(&inner.name) {
                        self.leftovers.add("furniture of the page", &inner.text());
                    }
                }
                Child::Element(inner)
                    if matches!(inner.name.as_str(), "figure" | "blockquote" | "picture" | "table" | "ul" | "ol" | "dl") =>
                {
                    children.push(child.clone())
                }
                Child::Element(inner) => children.push(Child::Element(self.trim(inner))),
                other => children.push(other.clone()),
            }
        }
        Element { children, name: element.name.clone(), attributes: element.attributes.clone(), range: element.range.clone() }
    }

    fn is_furniture(&self, inner: &Element) -> bool {
        let classes = inner.attribute("class").unwrap_or("").to_lowercase();
        let is_short = || letters(&inner.text()) < TEXT_LENGTH && inner.find("img").is_none();
        // A frame around most of the story is none, whatever it is called.
        let is_small = || weight_inside(inner) * 100 < self.own * MOST;
        MARKUP.page_furniture.has(&inner.name) && !classes.contains("quote")
            || has_furniture_name(inner) && is_small() && !matches!(inner.name.as_str(), "figure" | "img" | "picture")
            || is_menu(inner)
            || is_pointer(inner)
            || self.found == Place::Page && inner.name == "p" && is_short()
    }
}

/// The running text of an element, whatever it is called.
fn weight_inside(element: &Element) -> usize {
    element.elements().map(weight).sum::<usize>()
}

/// Pictures of a story's head; its words are fields.
fn pictures(header: &Element) -> Vec<Child> {
    let mut found = Vec::new();
    outermost(header, &|inner| matches!(inner.name.as_str(), "figure" | "picture" | "img"), &mut found);
    found.into_iter().map(|figure| Child::Element(figure.clone())).collect()
}

/// A list whose entries are links and nothing else: menus, share buttons, other stories.
fn is_menu(element: &Element) -> bool {
    if !matches!(element.name.as_str(), "ul" | "ol") {
        return false;
    }
    let entries: Vec<&Element> = element.elements().filter(|entry| entry.name == "li").collect();
    let is_link = |entry: &&Element| {
        let all = letters(&entry.text());
        linked(entry) * 10 >= all * 9
    };
    entries.len() >= MENU && entries.iter().all(is_link) && linked(element) > 0
}

/// A short paragraph that is one link: "Read also: …".
fn is_pointer(element: &Element) -> bool {
    let text = element.text();
    let all = letters(&text);
    matches!(element.name.as_str(), "p" | "div" | "h2" | "h3" | "h4" | "h5")
        && all > 0
        && all <= LONGEST_LINK
        && linked(element) == all
        && element.find("img").is_none()
}

/// Letters of the paragraphs of a body.
pub(super) fn length(blocks: &[ImportedBlock]) -> usize {
    blocks.iter().map(|block| if let ImportedBlock::Paragraph(text) = block { letters(text) } else { 0 }).sum()
}

/// Reduces a story that was found.
pub(super) fn reduced(found: &Found, leftovers: &mut Leftovers) -> reduce::Reduced {
    reduce::reduce(&found.story, leftovers)
}

#[cfg(test)]
mod tests {
    use super::super::html;
    use super::*;

    fn check(page: &str, expected: &[&str], doubtful: bool) {
        let root = html::read(page).unwrap();
        let found = find(&root, &mut Leftovers::default()).unwrap();
        let told = |block: ImportedBlock| match block {
            ImportedBlock::Paragraph(text) | ImportedBlock::Subhead(text) => text,
            other => format!("{other:?}"),
        };
        let blocks = reduced(&found, &mut Leftovers::default()).blocks;
        assert_eq!(
            (blocks.into_iter().map(told).collect::<Vec<_>>(), found.doubt.is_some()),
            (expected.iter().map(|text| text.to_string()).collect(), doubtful),
            "{page}"
        );
    }

    const ONE: &str = "The lodge at the lake reopened on Monday after four months of works on its roof.";
    const TWO: &str = "The owners spent two million on it and hope for guests from abroad in the summer.";
    const THREE: &str = "Forty people work there, ten more than last year, said the manager on the terrace.";

    #[test]
    fn a_teaser_is_no_story() {
        let page = format!(
            "<aside><article class=teaser><h3><a href=/x>Buses stop</a></h3><p>Trending</p></article></aside>\
            <main><h1>Lodge</h1><div class=content-body><p>{ONE}<p>{TWO}<p>{THREE}</div></main><footer><p>All rights reserved by the publisher of this page.</p></footer>"
        );
        check(&page, &[ONE, TWO, THREE], false);
        let cards = format!(
            "<article><p>{ONE}<p>{TWO}<p>{THREE}</article><section>{}</section>",
            "<article><a href=/y><h3>Buses stop on Sunday for the marathon in town</h3></a></article>".repeat(6)
        );
        check(&cards, &[ONE, TWO, THREE], false);
    }

    #[test]
    fn text_in_several_containers_is_one_story() {
        let part = |text: &str| format!("<div class='grid article__content'><p>{text}</p></div><div class=ad>Advertisement</div>");
        check(&format!("<main>{}{}{}</main>", part(ONE), part(TWO), part(THREE)), &[ONE, TWO, THREE], false);
        let other = |text: &str| format!("<div class=block><p>{text}</p></div>");
        check(&format!("<div id=page>{}{}{}</div>", other(ONE), other(TWO), other(THREE)), &[ONE, TWO, THREE], false);
    }

    #[test]
    fn menus_shares_and_comments_are_no_copy() {
        let page = format!(
            "<article><ul class=x><li><a href=/1>Politics</a><li><a href=/2>Sport</a></ul><p>{ONE}</p><div class=share-bar><p>Share this with all the friends that you have</p></div>\
            <p>{TWO}</p><p><a href=/3>Read also: Buses stop on Sunday</a></p><p>{THREE}</p><div id=comments-list><p>I was there when it opened, and it was cold.</p></div></article>"
        );
        check(&page, &[ONE, TWO, THREE], false);
        let quoted = format!("<article><p>{ONE}</p><blockquote><p>{TWO}</p><footer>Lena Wolf</footer></blockquote></article>");
        check(&quoted, &[ONE, &format!("Quote({TWO:?}, Some(\"Lena Wolf\"))")], false);
    }

    #[test]
    fn what_was_found_may_be_in_doubt() {
        let many: String = (0..9).map(|_| format!("<section><p>{ONE}</p><p>{TWO}</p></section>")).collect();
        let root = html::read(&format!("<div itemprop=articleBody><p>{ONE}</p></div>")).unwrap();
        assert!(find(&root, &mut Leftovers::default()).unwrap().doubt.is_none());
        let page = format!("<div>{many}</div><aside><div itemprop=articleBody><p>{THREE}</p></div></aside>");
        let found = find(&html::read(&page).unwrap(), &mut Leftovers::default()).unwrap();
        assert_eq!(reduced(&found, &mut Leftovers::default()).blocks.len(), 18);
    }
}
