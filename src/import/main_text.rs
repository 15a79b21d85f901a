//! The story on a whole page, by several signals: what the page says it is, where most of the running text stands, and what is a list of
//! links.
use super::draft::ImportedBlock;
use super::ledger::{Leftovers, letters};
use super::markup::MARKUP;
use super::trim::{Place, Trimmer, has_furniture_name, is_unseen, linked, outermost};
use super::{listing, reduce};
use crate::tree::xml::{Child, Element};

/// Letters of a block from which it is running text; shorter ones are labels, bylines and buttons as often.
const RUNNING: usize = 25;
/// Hundredths of the page's running text that an element must hold to be the story where the page does not say so.
const MOST: usize = 60;
/// Hundredths of the running text in a cell that is the story's frame.
const NEARLY_ALL: usize = 97;
/// Hundredths of the rest of the page's running text, under which what was found is in doubt.
const DOUBTFUL: usize = 40;
/// Letters of a page with a story on it.
const STORY: usize = 300;

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
    let scale = Scale::of(body);
    let weight = |element: &Element| scale.weight(element);
    let most = heaviest_path(body, &scale);
    let best = weight(most);
    let mut named = Vec::new();
    seen(body, &mut named);
    let told = named.iter().map(|element| weight(element)).sum::<usize>();
    let mut articles = Vec::new();
    body.find_all("article", &mut articles);
    // Those in it are other stories, or entries of which it is the list.
    let own = |article: &Element| weight(article).saturating_sub(weight_of_articles(article, &scale));
    let titled = with_title(body, &articles).filter(|article| own(article) >= STORY);
    let article = titled.or_else(|| articles.into_iter().max_by_key(|article| own(article)));
    // Where there is little to weigh, the page's word counts.
    let half = |own: usize| own * 2 >= best && (own > 0 || best < STORY);
    let (chosen, where_found) = if !named.is_empty() && half(told) {
        (joined(&named), Place::Story)
    } else if let Some(article) = article.filter(|article| half(own(article)) || titled.is_some()) {
        (article.clone(), Place::Story)
    } else if let Some(main) = body.find("main").filter(|main| half(weight(main))) {
        (heaviest_path(main, &scale).clone(), Place::Story)
    } else {
        (most.clone(), if most.name == "body" { Place::Page } else { Place::Story })
    };
    let own = weight(&chosen);
    let mut trimmer = Trimmer { found: where_found, own, weigh: &weight, leftovers };
    let story = trimmer.trim(&chosen);
    let all = weight(body);
    let doubt = if all > STORY && own * 100 < all * DOUBTFUL {
        Some("the page holds far more text than the story that was found on it")
    } else if named.is_empty() && holds_several(&chosen, &scale) {
        Some("the page holds several stories, and does not say which of them is its own")
    } else {
        None
    };
    Some(Found { story, doubt })
}

/// The article with the page's one title, where others have none.
fn with_title<'a>(body: &Element, articles: &[&'a Element]) -> Option<&'a Element> {
    let count = |element: &Element| {
        let mut titles = Vec::new();
        element.find_all("h1", &mut titles);
        titles.len()
    };
    if count(body) != 1 {
        return None;
    }
    articles.iter().copied().rfind(|article| count(article) > 0)
}

/// True where an element holds several articles, each long enough to be a story.
fn holds_several(chosen: &Element, scale: &Scale) -> bool {
    let mut articles = Vec::new();
    outermost(chosen, &|inner| inner.name == "article", &mut articles);
    articles.iter().filter(|article| scale.weight(article) * 2 > STORY).count() > 1
}

/// Running text of the articles in an element.
fn weight_of_articles(element: &Element, scale: &Scale) -> usize {
    let mut inner = Vec::new();
    outermost(element, &|inner| inner.name == "article", &mut inner);
    inner.into_iter().map(|article| scale.weight(article)).sum()
}

/// True where an element says that it holds the story's text.
fn is_named(element: &Element) -> bool {
    element.attribute("itemprop").is_some_and(|property| property.split_whitespace().any(|p| p == "articleBody"))
        // "bodytext" on each paragraph is how they are set.
        || !matches!(element.name.as_str(), "p" | "span" | "a" | "li") && ["class", "id"].iter().filter_map(|name| element.attribute(name)).any(|value| {
            value.split_whitespace().any(|word| {
                let word = word.to_lowercase().replace(['-', '_'], "");
                MARKUP.story.has(&word)
            })
        })
}

/// The outermost elements that say so, of those that a browser shows.
fn seen<'a>(element: &'a Element, found: &mut Vec<&'a Element>) {
    // In a link or beside the page's text such an element holds another story's beginning.
    let is_beside = |inner: &Element| matches!(inner.name.as_str(), "a" | "aside" | "nav" | "footer");
    for inner in element.elements().filter(|inner| !is_unseen(inner) && !is_beside(inner)) {
        if is_named(inner) { found.push(inner) } else { seen(inner, found) }
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

/// What weighs the running text on a page: of blocks that are more than links, outside menus, forms and the page's foot.
struct Scale {
    /// Running text of the whole page. What holds most of it is no furniture, whatever it is called.
    page: usize,
}

impl Scale {
    fn of(body: &Element) -> Scale {
        Scale { page: weighed(body, &|_| false) }
    }

    fn weight(&self, element: &Element) -> usize {
        let is_furniture =
            |inner: &Element| (has_furniture_name(inner) || is_unseen(inner)) && weighed(inner, &|_| false) * 100 < self.page * MOST;
        weighed(element, &is_furniture)
    }
}

fn weighed(element: &Element, is_furniture: &dyn Fn(&Element) -> bool) -> usize {
    if is_outside(element) || is_furniture(element) {
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
    own + element.elements().map(|inner| weighed(inner, is_furniture)).sum::<usize>()
}

fn is_outside(element: &Element) -> bool {
    let name = element.name.as_str();
    let is_none = matches!(name, "footer" | "aside" | "figcaption" | "a" | "h1" | "h2" | "h3" | "h4" | "h5" | "h6");
    is_none || MARKUP.silent.has(name) || MARKUP.left_out.has(name)
}

/// Goes down from the page as long as one element holds most of the running text.
fn heaviest_path<'a>(body: &'a Element, scale: &Scale) -> &'a Element {
    let mut at = body;
    loop {
        let whole = scale.weight(at);
        let Some(next) =
            at.elements().max_by_key(|inner| scale.weight(inner)).filter(|inner| scale.weight(inner) * 100 >= whole * MOST && whole > 0)
        else {
            return at;
        };
        // A paragraph is no story's frame, and a table only where one of its cells is.
        match next.name.as_str() {
            "p" | "pre" | "blockquote" | "ul" | "ol" => return at,
            "table" => match listing::frame_in(next).filter(|cell| scale.weight(cell) * 100 >= whole * NEARLY_ALL) {
                Some(cell) => at = cell,
                None => return at,
            },
            _ => at = next,
        }
    }
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
