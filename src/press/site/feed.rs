//! For machines: the feed, the sitemap, the manifest and the icon.
use serde_json::json;

use super::content::Site;
use super::meta::facts_of;
use super::paths::{address, page_file, story_file};
use super::text::escape;

/// The moment of a stamp, `2019-12-24T16:15:00+09:00`, as RSS has it; the day's midnight in UTC where there is only a day.
fn mail_date(stamp: &str) -> Option<String> {
    let number = |from: usize, to: usize| stamp.get(from..to)?.parse::<u8>().ok();
    let year: i32 = stamp.get(0..4)?.parse().ok()?;
    let month = time::Month::try_from(number(5, 7)?).ok()?;
    let date = time::Date::from_calendar_date(year, month, number(8, 10)?).ok()?;
    let short = |name: String| name.chars().take(3).collect::<String>();
    let clock = match (number(11, 13), number(14, 16)) {
        (Some(hour), Some(minute)) => format!("{hour:02}:{minute:02}:{:02}", number(17, 19).unwrap_or(0)),
        _ => "00:00:00".to_string(),
    };
    let tail = stamp.get(10..).unwrap_or_default();
    let zone = tail.rfind(['+', '-']).map(|at| tail[at..].replace(':', "")).filter(|zone| zone.len() == 5);
    let (day, name) = (short(date.weekday().to_string()), short(month.to_string()));
    Some(format!("{day}, {:02} {name} {year} {clock} {}", date.day(), zone.as_deref().unwrap_or("+0000")))
}

/// `feed.xml`: RSS 2.0 of every story, in the paper's order.
pub fn rss(site: &Site) -> String {
    let paper = site.paper;
    let day = site.words.day(&paper.date);
    let mut items = String::new();
    for story in site.stories {
        let link = address(site, &story_file(&story.slug));
        let filed = facts_of(site, &story.slug);
        let stamp = filed.and_then(|filed| filed.posted.as_deref()).unwrap_or(&paper.date);
        let authors = filed.map(|filed| filed.authors.join(", ")).filter(|authors| !authors.is_empty());
        let creator = authors.map(|authors| format!("<dc:creator>{}</dc:creator>", escape(&authors))).unwrap_or_default();
        let permanent = site.facts.address.is_some();
        items.push_str(&format!(
            "<item><title>{}</title><link>{}</link><guid isPermaLink=\"{permanent}\">{}</guid><category>{}</category>{creator}<pubDate>{}</pubDate><description>{}</description></item>\n",
            escape(&story.headline),
            escape(&link),
            escape(&if permanent { link.clone() } else { format!("{} {} {}", paper.title, paper.date, story.slug) }),
            escape(&story.section),
            mail_date(stamp).or_else(|| mail_date(&paper.date)).unwrap_or_default(),
            escape(&story.summary())
        ));
    }
    let own = site
        .facts
        .address
        .as_deref()
        .map(|_| format!("<atom:link href=\"{}\" rel=\"self\" type=\"application/rss+xml\"/>\n", escape(&address(site, "feed.xml"))));
    format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<rss version=\"2.0\" xmlns:atom=\"http://www.w3.org/2005/Atom\" xmlns:dc=\"http://purl.org/dc/elements/1.1/\">\n<channel>\n\
         <title>{}</title>\n<link>{}</link>\n<description>{}</description>\n<language>{}</language>\n<pubDate>{}</pubDate>\n{}{items}</channel>\n</rss>\n",
        escape(&paper.title),
        escape(&address(site, "index.html")),
        escape(&site.words.with("edition", &[&day])),
        escape(paper.lang),
        mail_date(&paper.date).unwrap_or_default(),
        own.unwrap_or_default()
    )
}

/// `sitemap.xml`: the reader, every page and every story.
pub fn sitemap(site: &Site) -> String {
    let date = &site.paper.date;
    let pages = site.paper.pages.iter().map(|page| page_file(&page.label));
    let stories = site.stories.iter().map(|story| story_file(&story.slug));
    let entry = |file: String| format!("<url><loc>{}</loc><lastmod>{}</lastmod></url>\n", escape(&address(site, &file)), escape(date));
    let entries: String = std::iter::once("index.html".to_string()).chain(pages).chain(stories).map(entry).collect();
    format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<urlset xmlns=\"http://www.sitemaps.org/schemas/sitemap/0.9\">\n{entries}</urlset>\n"
    )
}

/// `manifest.webmanifest`: the edition as an application on a reader's screen.
pub fn manifest(site: &Site) -> String {
    let day = site.words.day(&site.paper.date);
    let manifest = json!({
        "name": format!("{}, {day}", site.paper.title),
        "short_name": site.paper.title,
        "lang": site.paper.lang,
        "start_url": "index.html",
        "scope": "./",
        "display": "standalone",
        "background_color": "#e8e5df",
        "theme_color": "#1d1d1f",
        "icons": [{ "src": "icon.svg", "sizes": "any", "type": "image/svg+xml" }],
    });
    format!("{}\n", serde_json::to_string_pretty(&manifest).unwrap_or_default())
}

/// `icon.svg`: the paper's initial.
pub fn icon(site: &Site) -> String {
    let name = site.paper.title.trim_start_matches("The ");
    let initial: String = name.chars().find(|c| c.is_alphanumeric()).into_iter().flat_map(char::to_uppercase).collect();
    format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 64 64\"><rect width=\"64\" height=\"64\" rx=\"10\" fill=\"#1d1d1f\"/>\
         <text x=\"32\" y=\"47\" font-family=\"Georgia,serif\" font-weight=\"700\" font-size=\"42\" text-anchor=\"middle\" fill=\"#fff\">{}</text></svg>\n",
        escape(&initial)
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(stamp: &str, expected: Option<&str>) {
        assert_eq!(mail_date(stamp).as_deref(), expected, "{stamp}");
    }

    #[test]
    fn stamps_become_dates_of_mail() {
        check("2019-12-24T16:15:00+09:00", Some("Tue, 24 Dec 2019 16:15:00 +0900"));
        check("2019-12-24T16:15Z", Some("Tue, 24 Dec 2019 16:15:00 +0000"));
        check("2019-12-24", Some("Tue, 24 Dec 2019 00:00:00 +0000"));
        check("yesterday", None);
    }
}
