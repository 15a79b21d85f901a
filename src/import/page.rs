//! An article's page saved from a site: schema.org's NewsArticle (JSON-LD) first, then Open Graph, then what the page shows.
use super::draft::{Draft, ImportedAuthor, ImportedPhoto, Teaser};
use super::fields::field;
use super::html::every;
use super::ledger::letters;
use super::linked::Linked;
use super::may_run::Subject;
use super::{Imported, html, main_text, one_line, standfirst, strike};
use crate::tree::Node;
use crate::tree::xml::Element;

/// Signs between a page's title and the name of its site or section.
const SIGNS: [&str; 6] = [" | ", " - ", " — ", " – ", " • ", " · "];

pub fn read(imported: &mut Imported) {
    let text = imported.file.text.clone();
    let whole = 0..text.len();
    let Some(root) = html::read(&text) else {
        let place = imported.place(&whole);
        imported.diags.error("bad-html", place, "the page is too large, or nested too deep, to be a story").help("save the page again");
        return;
    };
    let mut draft = Draft { range: whole.clone(), ..Draft::default() };
    let linked = Linked::read(&root, imported);
    let article = linked.article();
    if let Some(article) = article {
        linked.fill(article, &mut draft);
    }
    open_graph(&root, &mut draft);
    microdata(&root, &mut draft);
    draft.lang = draft.lang.take().or_else(|| root.find("html")?.attribute("lang").map(str::to_string));
    body(&root, article, &mut draft, imported);
    title(&root, &mut draft);
    if draft.blocks.is_empty() && draft.photos.is_empty() {
        return;
    }
    let name = draft.headline.clone().unwrap_or_default();
    let terms = article.map(|article| linked.terms(article)).unwrap_or_default();
    if imported.may_run(Subject { kind: "", name: &name, range: &whole }, &terms) {
        imported.drafts.push(draft);
    }
}

/// The headline is the page's own, where the data's has the name of the site or section after it.
fn title(root: &Element, draft: &mut Draft) {
    let shown = root.find("h1").and_then(|title| field(&title.text()));
    match (&draft.headline, &shown) {
        (Some(headline), Some(shown)) if is_titled(headline, shown) => draft.headline = Some(shown.clone()),
        (None, _) => draft.headline = shown.or_else(|| root.find("title").and_then(|title| one_line(&title.text()))),
        _ => {}
    }
    // "Bridge reopens | The Harbour Times | 24.12.2019": without a headline on the page the first part is the title.
    if let (Some(headline), None) = (&mut draft.headline, root.find("h1"))
        && let Some(cut) = headline.find(" | ")
    {
        headline.truncate(cut);
    }
}

/// True for "Bridge reopens | Sport", where the page shows "Bridge reopens".
fn is_titled(headline: &str, shown: &str) -> bool {
    headline.strip_prefix(shown).is_some_and(|rest| SIGNS.iter().any(|sign| rest.starts_with(sign)))
}

/// What the page's own elements say: who wrote it, and when.
fn microdata(root: &Element, draft: &mut Draft) {
    let mut all = Vec::new();
    every(root, &mut all);
    let property =
        |element: &&&Element, name: &str| element.attribute("itemprop").is_some_and(|own| own.split_whitespace().any(|one| one == name));
    let is_author = |element: &&&Element| {
        property(element, "author") || element.attribute("rel").is_some_and(|rel| rel.split_whitespace().any(|one| one == "author"))
    };
    if draft.byline.is_empty() {
        let mut names: Vec<String> = Vec::new();
        for author in all.iter().filter(is_author) {
            let mut inner = Vec::new();
            every(author, &mut inner);
            let name = inner.iter().find(|element| property(element, "name")).map_or_else(|| author.text(), |name| name.text());
            let name = field(&name).or_else(|| author.attribute("content").and_then(field));
            names.extend(name.filter(|name| !names.contains(name) && name.chars().count() <= LONGEST_NAME && !name.starts_with("http")));
        }
        draft.byline.extend(names.into_iter().map(|name| ImportedAuthor { name, ..ImportedAuthor::default() }));
    }
    if draft.posted.is_none() {
        let time = all.iter().find(|element| property(element, "datePublished"));
        draft.posted = time.and_then(|time| time.attribute("datetime").or(time.attribute("content"))).map(str::to_string);
    }
}

/// Characters of a by-line that is a name and no sentence about somebody.
const LONGEST_NAME: usize = 60;

fn open_graph(root: &Element, draft: &mut Draft) {
    let mut metas = Vec::new();
    root.find_all("meta", &mut metas);
    let get = |name: &str| {
        let is = |meta: &&&Element| meta.attribute("property").or(meta.attribute("name")).or(meta.attribute("itemprop")) == Some(name);
        metas.iter().find(is).and_then(|meta| meta.attribute("content")).and_then(field)
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
    // A page that signs with its own name names nobody.
    draft.byline.retain(|writer| site.is_empty() || writer.name.to_lowercase() != site.to_lowercase());
    // "Bridge reopens - The Harbour Times" is the page's title, not the story's.
    if let Some(headline) = &mut draft.headline
        && let Some(cut) =
            [" - ", " | ", " — ", " – "].iter().find_map(|sign| headline.strip_suffix(&format!("{sign}{site}")).map(str::len))
        && !site.is_empty()
    {
        headline.truncate(cut);
    }
}

fn body(root: &Element, structured: Option<&Node>, draft: &mut Draft, imported: &mut Imported) {
    let Some(found) = main_text::find(root, &mut imported.leftovers) else { return };
    let reduced = main_text::reduced(&found, &mut imported.leftovers);
    let own = main_text::length(&reduced.blocks);
    let written = structured.and_then(|article| article.text_of("articleBody")).unwrap_or_default();
    // A page that shows its text by a script has it in its data alone.
    if own * 2 < letters(&written) {
        draft.blocks = imported.plain(&written, &draft.range.clone()).blocks;
        imported.leftovers.account_letters("text of a page that its data gives whole", own);
    } else {
        draft.blocks = reduced.blocks;
        if let Some(message) = found.doubt {
            let place = imported.place(&draft.range);
            let warning = imported.diags.warning("doubtful-text", place, message);
            warning.did("took what looks most like the story").help("read it against the page; copy the text by hand where it is another");
        }
    }
    standfirst::lift(root, draft, &mut imported.leftovers);
    strike::strike(draft, &mut imported.leftovers);
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
        let teasers = links.into_iter().filter_map(|link| field(&link.text())).map(|headline| Teaser { headline, ..Teaser::default() });
        draft.teasers.extend(teasers);
    }
}

fn file_name(address: &str) -> &str {
    let path = address.split(['?', '#']).next().unwrap_or(address);
    path.rsplit('/').next().unwrap_or(path)
}
