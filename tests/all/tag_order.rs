//! The tags of epaper.pdf, of both samples and every golden case: every story whole, in the edition's order, and every link leads there.
use std::collections::BTreeMap;

use newsprint::page::{Link, Mark, MarkKind, Page, Paper, Text};
use newsprint::press::tags::sections;
use newsprint::role::{Role, Slug, StoryPart};
use rayon::prelude::*;

use crate::editions::{self, words};
use crate::tagged::{Lead, Tag, Tagged};

#[test]
fn heavy_epapers_are_read_as_the_edition_is() {
    let all = editions::made();
    let faults = all.par_iter().flat_map(|made| {
        let tagged = Tagged::read(&made.files["epaper.pdf"]);
        let mut faults = stories(&made.paper, &tagged);
        faults.extend(ads(&made.paper, &tagged));
        faults.extend(links(&made.paper, &tagged));
        faults.extend(bookmarks(&made.paper, &tagged));
        faults.into_iter().map(|fault| format!("{}: {fault}", made.name)).collect::<Vec<String>>()
    });
    editions::none(faults.collect());
    let pages = || all.iter().flat_map(|made| &made.paper.pages);
    let (stories, links): (usize, usize) = (pages().map(|page| page.stories.len()).sum(), pages().map(|page| linked(page).count()).sum());
    assert!(stories > 200 && links > 50, "only {stories} stories and {links} links were looked at");
}

/// The stories in the order in which they are read: section by section, each where it begins.
fn order(paper: &Paper) -> Vec<Slug> {
    let mut slugs: Vec<Slug> = Vec::new();
    for place in paper.pages.iter().flat_map(|page| &page.stories) {
        if !slugs.contains(&place.slug) && paper.pages.iter().any(|page| !blocks(page, &place.slug).is_empty()) {
            slugs.push(place.slug.clone());
        }
    }
    slugs
}

fn is_bullet(mark: &Mark, text: &Text) -> bool {
    mark.tag.role == Role::ListSign && !text.text.contains(char::is_alphanumeric)
}

/// What a story has on a page, block by block: what each is, and its text.
fn blocks(page: &Page, slug: &Slug) -> Vec<(Role, String)> {
    let mut blocks: Vec<(u32, Role, String)> = Vec::new();
    for mark in page.marks.iter().filter(|mark| mark.tag.story.as_ref() == Some(slug)) {
        let (block, role) = (mark.tag.block, mark.tag.role);
        match &mark.kind {
            MarkKind::Text(text) if !is_bullet(mark, text) => {
                let space = if text.space_after { " " } else { "" };
                match blocks.last_mut().filter(|last| (last.0, last.1) == (block, role)) {
                    Some(last) => last.2.push_str(&format!("{}{space}", text.text)),
                    None => blocks.push((block, role, format!("{}{space}", text.text))),
                }
            }
            MarkKind::Picture(_) => blocks.push((block, role, String::new())),
            _ => {}
        }
    }
    blocks.into_iter().map(|(_, role, text)| (role, text)).collect()
}

/// A story's text as it is set, part by part, the photos that stand about it last.
fn as_set(paper: &Paper, slug: &Slug) -> String {
    let (mut text, mut photos) = (Vec::new(), Vec::new());
    for page in &paper.pages {
        let mut own = blocks(page, slug);
        let is_photo = |role: Role| matches!(role, Role::Photo | Role::Caption | Role::Credit);
        let end = own.iter().rposition(|(role, _)| !is_photo(*role)).map_or(0, |last| last + 1);
        photos.extend(own.split_off(end));
        text.extend(own);
    }
    let all: Vec<String> = text.into_iter().chain(photos).map(|(_, text)| text).collect();
    words(&all.join(" "))
}

/// One article in the tags for each story, in the edition's order, with the story's text: a part that goes on elsewhere right after the
/// first one.
fn stories(paper: &Paper, tagged: &Tagged) -> Vec<String> {
    let tree = tagged.tree();
    let told: Vec<String> = tree.every().into_iter().filter(|tag| tag.kind == "Art").map(|tag| words(&tag.text())).collect();
    let slugs = order(paper);
    let mut faults: Vec<String> = Vec::new();
    if told.len() != slugs.len() {
        faults.push(format!("{} stories, {} articles", slugs.len(), told.len()));
    }
    for (slug, told) in slugs.iter().zip(&told) {
        let want = as_set(paper, slug);
        if want != *told {
            let at = want.split(' ').zip(told.split(' ')).take_while(|(want, told)| want == told).count();
            let near = |text: &str| text.split(' ').skip(at.saturating_sub(3)).take(9).collect::<Vec<_>>().join(" ");
            faults.push(format!("{slug}: \"{}\" is set, \"{}\" is read", near(&want), near(told)));
        }
    }
    faults
}

/// The ads of a page are read after everything else that begins on it.
fn ads(paper: &Paper, tagged: &Tagged) -> Vec<String> {
    let tree = tagged.tree();
    let is_ad = |mark: &&Mark| matches!(mark.tag.role, Role::Ad | Role::HouseAd);
    let mut names: BTreeMap<usize, Vec<String>> = BTreeMap::new();
    for (at, page) in paper.pages.iter().enumerate() {
        let mut runs: BTreeMap<u32, String> = BTreeMap::new();
        for mark in page.marks.iter().filter(is_ad) {
            match &mark.kind {
                MarkKind::Text(text) => runs.entry(mark.tag.block).or_default().push_str(&format!("{} ", text.text)),
                MarkKind::Picture(picture) => names.entry(at).or_default().push(picture.alt.clone()),
                _ => {}
            }
        }
        names.entry(at).or_default().extend(runs.into_values().map(|text| words(&text)));
    }
    let called = |tag: &Tag| tag.every().into_iter().find_map(|tag| tag.alt.clone()).unwrap_or_else(|| words(&tag.text()));
    let mut faults = Vec::new();
    let mut found = 0;
    let parts: Vec<&Tag> = tree.every().into_iter().filter(|tag| tag.kind == "Part").collect();
    if parts.len() != sections(paper).len() {
        faults.push(format!("{} sections, {} parts", sections(paper).len(), parts.len()));
    }
    for part in parts {
        let things: Vec<(usize, bool, String)> = part
            .tags()
            .filter_map(|tag| {
                let page = tag.page()?;
                let name = called(tag);
                Some((page, !matches!(tag.kind.as_str(), "Art" | "Title") && names[&page].contains(&name), name))
            })
            .collect();
        for (at, (page, _, name)) in things.iter().enumerate().filter(|(_, (_, is_ad, _))| *is_ad) {
            found += 1;
            if let Some((_, _, after)) = things[at..].iter().find(|(other, is_ad, _)| other <= page && !is_ad) {
                faults.push(format!("the ad \"{name}\" is read before \"{after}\""));
            }
        }
    }
    let booked: usize = paper.pages.iter().map(|page| page.ads.len()).sum();
    if found < booked {
        faults.push(format!("{found} ads are read, {booked} are booked"));
    }
    faults
}

/// Text with a link, on a page, that readers are told of.
fn linked(page: &Page) -> impl Iterator<Item = (&Text, &Link)> {
    let is_read = |mark: &&Mark| mark.tag.story.is_some() || matches!(mark.tag.role, Role::Ear | Role::Index);
    page.marks.iter().filter(is_read).filter_map(|mark| match &mark.kind {
        MarkKind::Text(text) => Some((text, text.link.as_ref()?)),
        _ => None,
    })
}

/// Each link stands on its words and leads to where they say: an address, or the page that the story is on.
fn links(paper: &Paper, tagged: &Tagged) -> Vec<String> {
    /// Points.
    const NEAR: f32 = 0.05;
    let mut faults = Vec::new();
    for (at, page) in paper.pages.iter().enumerate() {
        let mut links = tagged.links(at);
        for (text, wanted) in linked(page) {
            let stands = |rect: &[f32; 4]| {
                let baseline = page.height.to_f32() - text.y.to_f32();
                (rect[0] - text.x.to_f32()).abs() < NEAR && rect[1] < baseline + NEAR && rect[3] > baseline
            };
            let Some(found) = links.iter().position(|link| stands(&link.rect)) else {
                faults.push(format!("{}: \"{}\" leads nowhere", page.label, text.text));
                continue;
            };
            let link = links.remove(found);
            let right = match (&link.to, wanted) {
                (Lead::Address(to), Link::Address(address)) => **to == **address,
                (Lead::Page(to, x, y), Link::Story { page: label, slug }) => paper.pages.get(*to).is_some_and(|target| {
                    let is_there = target.label == **label && target.stories.iter().any(|place| place.slug == *slug);
                    is_there && (0.0..=target.width.to_f32()).contains(x) && (0.0..=target.height.to_f32()).contains(y)
                }),
                _ => false,
            };
            if !right {
                faults.push(format!("{}: \"{}\" should lead to {wanted}, not to {:?}", page.label, text.text, link.to));
            }
        }
        faults.extend(links.into_iter().map(|link| format!("{}: a link that no words have: {link:?}", page.label)));
    }
    faults
}

/// A bookmark for each section and each story, which lead to where they begin.
fn bookmarks(paper: &Paper, tagged: &Tagged) -> Vec<String> {
    let mut want: Vec<(usize, String, usize)> = Vec::new();
    for pages in sections(paper) {
        want.push((0, paper.pages[pages.start].section.clone(), pages.start));
        for page in pages {
            let begins = paper.pages[page].stories.iter().filter(|place| place.part != StoryPart::Turn);
            want.extend(begins.map(|place| (1, place.short_headline.clone(), page)));
        }
    }
    let got: Vec<(usize, String, usize)> = tagged
        .bookmarks()
        .into_iter()
        .map(|(depth, title, to)| (depth, title, if let Lead::Page(page, ..) = to { page } else { usize::MAX }))
        .collect();
    if want == got { Vec::new() } else { vec![format!("the bookmarks are {got:?}, not {want:?}")] }
}
