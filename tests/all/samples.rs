//! The two sample papers: each page's plan drawn in characters and what is printed on it, as in `tests/samples/NAME.txt`.
use std::collections::BTreeMap;
use std::fmt::Write;

use newsprint::page::{MarkKind, Page};
use newsprint::plan_report::Kind;
use newsprint::plan_report::draw::draw;
use newsprint::role::Role;

use crate::editions::{Made, SAMPLES, root};
use crate::judge::{self, Fault};

#[test]
fn heavy_samples_are_as_before() {
    let faults: Vec<Fault> = SAMPLES
        .iter()
        .filter_map(|edition| {
            let made = edition.made.as_ref().expect("a sample without errors");
            judge::text(&edition.name, &root().join("tests/samples").join(format!("{}.txt", edition.name)), &shown(made))
        })
        .collect();
    judge::settle("samples", &faults);
}

fn shown(made: &Made) -> String {
    let mut out = String::new();
    for (plan, page) in made.account.pages.iter().zip(&made.paper.pages) {
        let _ = writeln!(
            out,
            "{} {} ({}, {} columns)\n{}\n{}",
            plan.label,
            plan.section,
            plan.template,
            plan.columns,
            draw(plan).join("\n"),
            printed(page)
        );
    }
    for held in &made.account.held {
        let _ = writeln!(out, "held: {}: {}", held.slug, held.text);
    }
    out
}

/// A page's text in reading order: a line a paragraph, headed by what it is and, where another begins, by the story.
fn printed(page: &Page) -> String {
    let mut out = String::new();
    let (mut story, mut last) = (None, None);
    for mark in &page.marks {
        let words = match &mark.kind {
            MarkKind::Text(text) => format!("{}{}", text.text, if text.space_after { " " } else { "" }),
            MarkKind::Picture(picture) => format!("[{}] ", picture.alt),
            _ => continue,
        };
        if story != mark.tag.story {
            story.clone_from(&mark.tag.story);
            let _ = write!(out, "\n== {}", story.as_ref().map_or("of the paper", |slug| &slug.0));
            last = None;
        }
        let part = Some((mark.tag.block, mark.tag.role));
        if last != part {
            let _ = write!(out, "\n{}: ", mark.tag.role.name());
            last = part;
        }
        out.push_str(&words);
    }
    out.lines().map(|line| line.trim_end().replace('\u{ad}', "") + "\n").collect()
}

/// Every story that was filed is printed once, or held for a reason; one that jumps has two parts.
#[test]
fn heavy_samples_lose_no_story() {
    for edition in SAMPLES.iter() {
        let made = edition.made.as_ref().expect("a sample without errors");
        let mut parts: BTreeMap<&str, Vec<&str>> = BTreeMap::new();
        for module in made.account.pages.iter().flat_map(|page| &page.modules) {
            match &module.kind {
                Kind::Story(story) => parts.entry(&story.slug.0).or_default().push(story.part.kind().word()),
                Kind::Briefs(list) => list.iter().for_each(|slug| parts.entry(&slug.0).or_default().push("whole")),
                Kind::HouseAd | Kind::Ad(_) | Kind::White => {}
            }
        }
        for held in &made.account.held {
            assert!(!held.text.is_empty(), "{}: no reason for {}", edition.name, held.slug);
            parts.entry(&held.slug.0).or_default().push("whole");
        }
        for article in &made.articles {
            let parts = parts.remove(&*article.slug.0).unwrap_or_default();
            assert!(matches!(parts.as_slice(), ["whole"] | ["first", "turn"]), "{}: {} is {parts:?}", edition.name, article.slug);
        }
        assert!(parts.is_empty(), "{}: nobody filed {parts:?}", edition.name);
        for page in &made.paper.pages {
            let has_headline = page.marks.iter().any(|mark| mark.tag.role == Role::Headline);
            assert!(has_headline && !page.stories.is_empty(), "{}: {} is empty", edition.name, page.label);
        }
    }
}
