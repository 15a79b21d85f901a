//! The story of a page without the page's furniture: menus, cards, buttons, lines that point elsewhere; pictures with their captions.
use super::labels::{is_heading_of_others, says_nothing};
use super::ledger::{Leftovers, letters};
use super::markup::MARKUP;
use crate::tree::xml::{Child, Element};

/// Hundredths of the story's running text that no furniture has.
const MOST: usize = 60;
/// Entries that make a list of links a menu.
const MENU: usize = 2;
/// Paragraphs shorter than this are a page's furniture as often as a story's text, where nothing says which element is the story.
const TEXT_LENGTH: usize = 40;
/// Letters of a paragraph that is one link to elsewhere.
const LONGEST_LINK: usize = 140;
/// Letters of another story's headline and the beginning of its text.
const LONGEST_CARD: usize = 250;
/// Letters of running text in a head that is more than one: in some pages it frames a part of the story.
const HEAD: usize = 300;
/// Letters of a heading.
const LONGEST_HEADING: usize = 60;
/// Letters of several links with labels between them.
const LONGEST_LINKS: usize = 400;
/// Letters beside a picture and its caption that are still no text of the story.
const BESIDE: usize = 25;

/// Where the story was found.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Place {
    /// In an element of its own.
    Story,
    /// Somewhere on the page.
    Page,
}

/// The parts of names that site builders give: "related-articles", "share_bar" and "newsCaption" have two each.
pub(super) fn parts(name: &str) -> Vec<String> {
    let mut parts = vec![String::new()];
    let mut was_small = false;
    for c in name.chars() {
        let is_cut = matches!(c, '-' | '_' | ' ' | ':' | '.');
        if (is_cut || was_small && c.is_uppercase()) && parts.last().is_some_and(|part| !part.is_empty()) {
            parts.push(String::new());
        }
        if let Some(part) = parts.last_mut().filter(|_| !is_cut) {
            part.extend(c.to_lowercase());
        }
        was_small = c.is_lowercase() || c.is_ascii_digit();
    }
    parts
}

/// Names of an element: its classes and its id.
fn names(element: &Element) -> impl Iterator<Item = &str> {
    ["class", "id"].into_iter().filter_map(|name| element.attribute(name)).flat_map(str::split_whitespace)
}

/// True where a class or an id names what stands about a story.
pub(super) fn has_furniture_name(element: &Element) -> bool {
    if matches!(element.name.as_str(), "body" | "article" | "main" | "html") {
        return false;
    }
    names(element).any(|name| {
        let parts = parts(name);
        // "with-sidebar" is what stands beside one.
        let beside = |at: usize| at > 0 && matches!(parts[at - 1].as_str(), "with" | "has" | "no" | "without" | "l" | "not" | "is");
        let is_part = |(at, part): (usize, &String)| !beside(at) && MARKUP.furniture_words.has(part);
        MARKUP.furniture.has(&name.to_lowercase()) || parts.iter().enumerate().any(is_part)
    })
}

/// True where a class says that an element is words about a picture.
fn is_about_picture(element: &Element) -> bool {
    let has = |class: &str| parts(class).iter().any(|part| MARKUP.picture_words.has(part));
    element.name == "figcaption" || element.attribute("class").is_some_and(|classes| classes.split_whitespace().any(has))
}

/// True where a browser does not show an element.
pub(super) fn is_unseen(element: &Element) -> bool {
    let style = element.attribute("style").unwrap_or_default().to_lowercase().replace(' ', "");
    element.attribute("hidden").is_some() || style.contains("display:none") || style.contains("visibility:hidden")
}

/// Letters that stand in links.
pub(super) fn linked(element: &Element) -> usize {
    let mut links = Vec::new();
    element.find_all("a", &mut links);
    links.iter().map(|link| letters(&link.text())).sum()
}

fn has_any(element: &Element, wanted: &[&str]) -> bool {
    element.elements().any(|inner| wanted.contains(&inner.name.as_str()) || has_any(inner, wanted))
}

/// Elements that end a line.
const BLOCKS: [&str; 16] =
    ["p", "div", "section", "article", "ul", "ol", "table", "blockquote", "pre", "figure", "h1", "h2", "h3", "h4", "dl", "main"];

/// Takes the furniture of a page out of its story.
pub(super) struct Trimmer<'a> {
    pub found: Place,
    /// Running text of the story.
    pub own: usize,
    /// Weighs the running text in an element, whatever it is called.
    pub weigh: &'a dyn Fn(&Element) -> usize,
    pub leftovers: &'a mut Leftovers,
}

impl Trimmer<'_> {
    /// Without the page's furniture: navigation, headings that repeat fields, lists of links, and, where the whole page is taken, short
    /// lines.
    pub fn trim(&mut self, element: &Element) -> Element {
        let mut children = Vec::with_capacity(element.children.len());
        let mut is_after_heading = false;
        for child in &element.children {
            match child {
                Child::Element(inner) if is_after_heading && leads_elsewhere(inner) => {
                    self.leftovers.add("furniture of the page", &inner.text());
                }
                Child::Element(inner) => {
                    // Signs and empty elements between a heading and its list end nothing.
                    if letters(&inner.text()) > 0 {
                        is_after_heading = heads_others(inner);
                    }
                    self.child(inner, &mut children);
                }
                other => children.push(other.clone()),
            }
        }
        Element { children, name: element.name.clone(), attributes: element.attributes.clone(), range: element.range.clone() }
    }

    fn child(&mut self, inner: &Element, children: &mut Vec<Child>) {
        if inner.name == "header" && (inner.find("h1").is_some() || (self.weigh)(inner) < HEAD) {
            return children.extend(pictures(inner));
        }
        if self.is_furniture(inner) {
            if letters(&inner.text()) > 0 && !MARKUP.page_furniture.has(&inner.name) {
                self.leftovers.add("furniture of the page", &inner.text());
            }
            return;
        }
        if let Some(figure) = framed(inner) {
            return children.push(Child::Element(figure));
        }
        if is_about_picture(inner) && self.is_small(inner) && !has_any(inner, &["img", "amp-img"]) {
            return self.caption(inner, children);
        }
        match inner.name.as_str() {
            "ul" | "ol" if is_gallery(inner) => children.extend(inner.elements().filter_map(framed).map(Child::Element)),
            "figure" | "blockquote" | "picture" | "table" | "dl" => children.push(Child::Element(inner.clone())),
            _ => children.push(Child::Element(self.trim(inner))),
        }
    }

    /// Words about a picture go to the one before them; without one they are none of the story's.
    fn caption(&mut self, words: &Element, children: &mut [Child]) {
        let is_blank = |child: &Child| matches!(child, Child::Text(text) if text.trim().is_empty());
        let before = children.iter().rposition(|child| !is_blank(child));
        let is_picture = |element: &Element| {
            matches!(element.name.as_str(), "img" | "picture" | "amp-img" | "figure")
                || has_any(element, &["img", "amp-img"]) && letters(&element.text()) < BESIDE
        };
        match before.map(|at| (at, children[at].clone())) {
            Some((at, Child::Element(picture))) if is_picture(&picture) => {
                let both = vec![Child::Element(picture), Child::Element(words.clone())];
                children[at] = Child::Element(captioned(&Element { name: "figure".into(), children: both, ..Element::default() }));
            }
            _ => self.leftovers.add("caption without its picture", &words.text()),
        }
    }

    /// It holds little of the story's text. A frame around most of the story is none, whatever it is called.
    fn is_small(&self, inner: &Element) -> bool {
        inner.elements().map(|inner| (self.weigh)(inner)).sum::<usize>() * 100 < self.own * MOST
    }

    fn is_furniture(&self, inner: &Element) -> bool {
        let classes = inner.attribute("class").unwrap_or("").to_lowercase();
        let is_short = || letters(&inner.text()) < TEXT_LENGTH && inner.find("img").is_none();
        let is_small = || self.is_small(inner);
        MARKUP.page_furniture.has(&inner.name) && !classes.contains("quote")
            || (has_furniture_name(inner) && !frames_post(inner) || is_unseen(inner))
                && is_small()
                && !matches!(inner.name.as_str(), "figure" | "img" | "picture")
            || is_menu(inner)
            || is_card(inner) && is_small()
            || is_pointer(inner)
            || is_line_about(inner)
            || inner.name == "figure" && !has_any(inner, &["img", "amp-img"]) && !holds_text(inner)
            || self.found == Place::Page && inner.name == "p" && is_short()
    }
}

/// True where an element is called "social" for the one post of another site that it frames.
fn frames_post(element: &Element) -> bool {
    let mut posts = Vec::new();
    outermost(element, &|inner| MARKUP.post.is_class_of(inner), &mut posts);
    matches!(posts.as_slice(), [post] if letters(&post.text()) * 10 >= letters(&element.text()) * 9)
}

/// True for a figure with something else than words about a picture: a table, a quote, lines of code.
fn holds_text(figure: &Element) -> bool {
    let holds = |inner: &Element| matches!(inner.name.as_str(), "table" | "blockquote" | "pre" | "p") || holds_text(inner);
    figure.elements().filter(|inner| !is_about_picture(inner)).any(holds)
}

/// True for a heading over other stories, or over what the page offers beside its text, in whatever frames.
fn heads_others(element: &Element) -> bool {
    let text = element.text();
    let is_heading = matches!(element.name.as_str(), "h2" | "h3" | "h4" | "h5" | "h6");
    let all = letters(&text);
    all > 0 && all <= LONGEST_HEADING && (is_heading_of_others(&text) || is_heading && linked(element) == 0 && says_nothing(&text))
}

/// True for a list or a card that leads to other pages.
fn leads_elsewhere(element: &Element) -> bool {
    let all = letters(&element.text());
    let linked = linked(element);
    match element.name.as_str() {
        "p" => linked * 5 >= all * 4,
        "h2" | "h3" | "h4" | "h5" | "h6" => linked * 2 > all || has_any(element, &["a"]) && linked == all,
        _ => all > 0 && (linked * 5 >= all * 2 || linked > 0 && has_linked_heading(element)),
    }
}

/// Pictures of a story's head; its words are fields.
fn pictures(header: &Element) -> Vec<Child> {
    let mut found = Vec::new();
    outermost(header, &|inner| matches!(inner.name.as_str(), "figure" | "picture" | "img"), &mut found);
    found.into_iter().map(|figure| Child::Element(figure.clone())).collect()
}

/// The outermost elements of a kind.
pub(super) fn outermost<'a>(element: &'a Element, wanted: &dyn Fn(&Element) -> bool, found: &mut Vec<&'a Element>) {
    for inner in element.elements() {
        if wanted(inner) { found.push(inner) } else { outermost(inner, wanted, found) }
    }
}

/// A frame that holds a picture, words about it and nothing else, as a figure. None where it holds more, or no such words.
fn framed(element: &Element) -> Option<Element> {
    if !matches!(element.name.as_str(), "div" | "section" | "li" | "span" | "a" | "p" | "center") || !has_any(element, &["img", "amp-img"])
    {
        return None;
    }
    let mut about = Vec::new();
    let is_about = |inner: &Element| is_about_picture(inner) && !has_any(inner, &["img", "amp-img"]);
    outermost(element, &is_about, &mut about);
    let words: usize = about.iter().map(|about| letters(&about.text())).sum();
    let is_rest_small = letters(&element.text()).saturating_sub(words) < BESIDE;
    (words > 0 && is_rest_small).then(|| figure(element))
}

/// The same element as a figure, with its captions named as such.
fn figure(element: &Element) -> Element {
    let mut figure = captioned(element);
    figure.name = "figure".into();
    figure.attributes.retain(|(name, _)| name != "class");
    figure
}

fn captioned(element: &Element) -> Element {
    let one = |child: &Child| match child {
        Child::Element(inner) if is_about_picture(inner) && !has_any(inner, &["img", "amp-img"]) => {
            let is_credit = |class: &str| parts(class).iter().any(|part| MARKUP.credit.has(part) || part == "copyright");
            let is_credit = inner.attribute("class").is_some_and(|classes| classes.split_whitespace().any(is_credit));
            let holds_one = inner.elements().any(is_about_picture);
            let name = if is_credit && !holds_one { "cite" } else { "figcaption" };
            Child::Element(Element { name: name.into(), ..captioned(inner) })
        }
        Child::Element(inner) => Child::Element(captioned(inner)),
        other => other.clone(),
    };
    Element { children: element.children.iter().map(one).collect(), ..element.clone() }
}

/// A list whose entries are pictures with their words.
fn is_gallery(list: &Element) -> bool {
    let mut entries = list.elements().filter(|entry| entry.name == "li").peekable();
    entries.peek().is_some() && entries.all(|entry| framed(entry).is_some())
}

/// A list whose entries are links and nothing else: menus, share buttons, other stories with their headlines.
fn is_menu(element: &Element) -> bool {
    if !matches!(element.name.as_str(), "ul" | "ol" | "menu") {
        return false;
    }
    let entries: Vec<&Element> = element.elements().filter(|entry| entry.name == "li").collect();
    let is_link = |entry: &&Element| linked(entry) * 10 >= letters(&entry.text()) * 9;
    let are_links = entries.len() >= MENU && entries.iter().all(is_link);
    // Recipes and rankings have headings that lead elsewhere too, and more text under them.
    let is_card = |entry: &&Element| has_linked_heading(entry) && letters(&entry.text()) <= LONGEST_CARD && !has_any(entry, &["ul", "ol"]);
    let are_cards = !entries.is_empty() && entries.iter().all(is_card);
    (are_links || are_cards) && linked(element) > 0
}

/// A heading that leads to another page, or a link around a heading.
fn has_linked_heading(element: &Element) -> bool {
    const HEADINGS: [&str; 6] = ["h1", "h2", "h3", "h4", "h5", "h6"];
    element.elements().any(|inner| match inner.name.as_str() {
        name if HEADINGS.contains(&name) => has_any(inner, &["a"]) && linked(inner) * 2 > letters(&inner.text()),
        "a" => has_any(inner, &HEADINGS),
        _ => has_linked_heading(inner),
    })
}

/// Another story's headline with the beginning of its text.
fn is_card(element: &Element) -> bool {
    element.name == "article" && has_linked_heading(element)
}

/// A short paragraph that is one link: "Read also: …".
fn is_pointer(element: &Element) -> bool {
    let text = element.text();
    let all = letters(&text);
    if !matches!(element.name.as_str(), "p" | "div" | "h2" | "h3" | "h4" | "h5") || all == 0 || element.find("img").is_some() {
        return false;
    }
    let mut links = Vec::new();
    element.find_all("a", &mut links);
    let own = linked(element);
    let are_several = links.len() > 1 && all <= LONGEST_LINKS && own * 5 >= all * 4 && element.name == "p";
    all <= LONGEST_LINK && own == all || are_several && own >= LONGEST_LINK
}

/// A line in an element of its own that says nothing of the story.
fn is_line_about(element: &Element) -> bool {
    const LINES: [&str; 10] = ["p", "div", "h2", "h3", "h4", "h5", "h6", "center", "strong", "section"];
    let is_line = LINES.contains(&element.name.as_str()) && !has_any(element, &BLOCKS) && element.find("img").is_none();
    is_line && says_nothing(&element.text())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_have_parts() {
        for (name, expected) in
            [("related-articles", "related articles"), ("newsCaption", "news caption"), ("share_bar", "share bar"), ("ad", "ad")]
        {
            assert_eq!(parts(name).join(" "), expected);
        }
    }
}
