//! What pages of the site say of themselves to machines, in schema.org's terms.
use serde_json::{Value, json};

use super::content::{Site, StoryFacts};
use super::paths::{address, story_file};
use super::story::Story;
use crate::role::Slug;

/// What is known of a story.
pub fn facts_of<'a>(site: &'a Site, slug: &Slug) -> Option<&'a StoryFacts> {
    site.facts.stories.get(slug)
}

/// The edition, in schema.org's terms.
pub fn issue(site: &Site) -> Value {
    let paper = site.paper;
    let mut issue = json!({
        "@context": "https://schema.org",
        "@type": "PublicationIssue",
        "name": format!("{}, {}", paper.title, paper.date),
        "datePublished": paper.date,
        "inLanguage": paper.lang,
        "isPartOf": { "@type": "Newspaper", "name": paper.title },
    });
    if let Some(number) = site.facts.number {
        issue["issueNumber"] = json!(number.to_string());
    }
    if site.facts.address.is_some() {
        issue["url"] = json!(address(site, ""));
    }
    issue
}

/// A story, in schema.org's terms.
pub fn story(site: &Site, story: &Story) -> Value {
    let mut issue = issue(site);
    if let Some(fields) = issue.as_object_mut() {
        fields.remove("@context");
    }
    let labels: Vec<&str> = story.pages.iter().map(|page| site.paper.pages[*page].label.as_str()).collect();
    let mut article = json!({
        "@context": "https://schema.org",
        "@type": "NewsArticle",
        "headline": story.headline,
        "inLanguage": story.lang,
        "articleSection": story.section,
        "datePublished": site.paper.date,
        "description": story.summary(),
        "pagination": labels.join(", "),
        "isPartOf": issue,
        "publisher": { "@type": "Organization", "name": site.paper.title },
    });
    if let Some(filed) = facts_of(site, &story.slug) {
        if let Some(posted) = &filed.posted {
            article["datePublished"] = json!(posted);
        }
        if let Some(updated) = &filed.updated {
            article["dateModified"] = json!(updated);
        }
        if let Some(url) = &filed.url {
            article["sameAs"] = json!(url);
        }
        if !filed.authors.is_empty() {
            let people: Vec<Value> = filed.authors.iter().map(|name| json!({ "@type": "Person", "name": name })).collect();
            article["author"] = json!(people);
        }
    }
    if site.facts.address.is_some() {
        article["url"] = json!(address(site, &story_file(&story.slug)));
        let pictures: Vec<String> =
            story.pictures().filter_map(|picture| site.figures.of(picture)).map(|file| address(site, &file.name)).collect();
        if !pictures.is_empty() {
            article["image"] = json!(pictures);
        }
    }
    article
}
