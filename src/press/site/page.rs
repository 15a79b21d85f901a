//! A page of the paper as a page of the site: its picture with the stories as links, and their headlines as a list.
use super::content::Site;
use super::data::points;
use super::html::{Shell, fill, lang_attribute};
use super::meta;
use super::paths::{page_file, story_file, target};
use super::text::{encoded, escape};
use crate::units::Rect;

/// A page's own file.
pub fn page(site: &Site, at: usize) -> String {
    const ROOT: &str = "../";
    let (page, picture) = (&site.paper.pages[at], site.pages[at].page());
    let name = site.words.with("page_picture", &[&page.label, &page.section]);
    let mut zones = String::new();
    let mut list = String::new();
    for zone in &site.zones[at] {
        let Some(story) = site.stories.iter().find(|story| story.slug == zone.slug) else { continue };
        let shapes: String = zone.polygons.iter().map(|polygon| format!("<polygon points=\"{}\"/>", points(polygon))).collect();
        let (file, headline) = (encoded(&story_file(&story.slug)), escape(&story.headline));
        let lang = lang_attribute(story.lang, site.paper.lang);
        let slug = escape(&story.slug.0);
        zones.push_str(&format!("<a id=\"zone-{slug}\" href=\"{ROOT}{file}\" aria-label=\"{headline}\"{lang}>{shapes}</a>\n"));
        list.push_str(&format!("<li><a href=\"{ROOT}{file}\"{lang}>{headline}</a></li>\n"));
    }
    for link in &site.links[at] {
        let Some(href) = target(site, &link.to, ROOT) else { continue };
        let rect = |Rect { x, y, width, height }: &Rect| format!("<rect x=\"{x}\" y=\"{y}\" width=\"{width}\" height=\"{height}\"/>");
        let shapes: String = link.frames.iter().map(rect).collect();
        let (href, words) = (escape(&href), escape(&link.words));
        zones.push_str(&format!("<a class=\"link\" href=\"{href}\" aria-label=\"{words}\">{shapes}</a>\n"));
    }
    let neighbour = |other: Option<usize>, key: &str, class: &str| {
        let other = other.and_then(|other| site.paper.pages.get(other));
        other.map_or(String::new(), |other| {
            let label = escape(&other.label);
            format!(
                "<a class=\"{class}\" rel=\"{class}\" href=\"{}.html\"><span>{}</span> <b>{label}</b></a>",
                encoded(&other.label),
                escape(site.words.get(key))
            )
        })
    };
    let day = site.words.day(&site.paper.date);
    let body = fill(
        site,
        include_str!("front/page.html"),
        &[
            ("title", &escape(&site.paper.title)),
            ("day", &escape(&day)),
            ("date", &escape(&site.paper.date)),
            ("name", &escape(&name)),
            ("label", &encoded(&page.label)),
            ("picture", &format!("{ROOT}{}", encoded(&picture.file))),
            ("width", &picture.width.to_string()),
            ("height", &picture.height.to_string()),
            ("box", &format!("0 0 {} {}", page.width, page.height)),
            ("zones", &zones),
            ("list", &list),
            ("before", &neighbour(at.checked_sub(1), "previous_page", "prev")),
            ("after", &neighbour(Some(at + 1), "next_page", "next")),
            ("words", &super::text::in_script(&serde_json::json!(site.words.table))),
        ],
    );
    let shell = Shell {
        root: ROOT,
        lang: site.paper.lang,
        title: format!("{name} · {}", site.paper.title),
        description: format!("{name}. {}, {day}", site.paper.title),
        file: page_file(&page.label),
        facts: meta::issue(site),
        class: "leaf page",
    };
    shell.page(site, &body)
}
