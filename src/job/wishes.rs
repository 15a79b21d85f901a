//! Wishes that the gate can grant: what does not run, what a story does without, and on which ordered page it stands.
//!
//! What is left of them, widths and sizes and neighbours, is for setting and planning; what came of all of them is told with the plan.
use std::cmp::Reverse;

use crate::diag::{Diagnostics, Source};
use crate::edition::folio::Folios;
use crate::edition::wishes::{Hold, JumpWish, PageName, PhotoWish, Wishes};
use crate::edition::{Article, Block, Edition, Photo, Withheld};
use crate::ids::{Id, PageId};
use crate::role::Slug;

/// Pages by folio are looked for among so many, where nobody ordered them.
const MOST_PAGES: usize = 999;

/// Grants what can be granted before anything is set.
pub(super) fn take_up(edition: &mut Edition, folios: &Folios, diags: &mut Diagnostics) {
    withhold(edition, diags);
    edition.articles.iter_mut().for_each(|article| change(article, diags));
    if !edition.pages.is_empty() {
        let moves: Vec<(Slug, Wishes)> = edition.articles.iter().map(|article| (article.slug.clone(), article.wishes.clone())).collect();
        // What is to lead comes last, so that it stands before what is only sent there.
        let (first, last): (Vec<_>, Vec<_>) = moves.iter().partition(|(_, wishes)| !is_lead(wishes));
        first.into_iter().chain(last).for_each(|(slug, wishes)| order(edition, folios, slug, wishes));
    }
}

/// The page that a name means, by the folios of a paper.
pub fn page_of(name: &PageName, folios: &Folios) -> Option<PageId> {
    let is_it = |page: &usize| match name {
        PageName::Number(number) => (0..=u32::from(folios.is_double(*page))).any(|half| folios.number(*page) + half == *number),
        PageName::Label(label) => {
            let folio = folios.of(*page);
            let printed = folio.printed().to_uppercase();
            folio.label() == *label || printed == *label || format!("{}{}", folio.part, folio.number) == *label
        }
    };
    (0..MOST_PAGES).find(is_it).map(PageId::of)
}

fn is_lead(wishes: &Wishes) -> bool {
    wishes.lead.as_ref().is_some_and(|lead| lead.value)
}

/// Takes out what the desk holds or kills.
fn withhold(edition: &mut Edition, diags: &mut Diagnostics) {
    let day = edition.date;
    let why = |wishes: &Wishes| -> Option<(String, Source)> {
        if let Some(kill) = wishes.kill.as_ref().filter(|kill| kill.value) {
            return Some(("killed by the desk".to_string(), kill.source.clone()));
        }
        let hold = wishes.hold.as_ref()?;
        match hold.value {
            Hold::No => None,
            Hold::Yes => Some(("held by the desk".to_string(), hold.source.clone())),
            Hold::Until(first) => (day < first).then(|| (format!("held by the desk until {first}"), hold.source.clone())),
        }
    };
    let (mut kept, mut gone) = (Vec::new(), Vec::new());
    for article in std::mem::take(&mut edition.articles) {
        match why(&article.wishes) {
            Some((why, source)) => gone.push((Withheld { slug: article.slug, why }, source)),
            None => kept.push(article),
        }
    }
    edition.articles = kept;
    for (Withheld { slug, why }, source) in gone {
        diags.note("held-by-desk", Some(source), format!("\"{slug}\" does not run: it is {why}")).did("left it out of this edition");
        edition.pages.iter_mut().for_each(|page| forget(page, &slug));
        edition.ears.iter_mut().filter(|ear| ear.story.as_ref() == Some(&slug)).for_each(|ear| ear.story = None);
        edition.withheld.push(Withheld { slug, why });
    }
}

/// Takes a story from what is ordered for a page.
fn forget(page: &mut crate::edition::PageOrder, slug: &Slug) {
    page.stories.retain(|(known, _)| known != slug);
    page.jumps.retain(|(known, _)| known != slug);
    page.places.retain(|place| place.story != *slug);
}

/// What a story does without or with, as wished.
fn change(article: &mut Article, diags: &mut Diagnostics) {
    let wishes = article.wishes.clone();
    let is = |wish: &Option<crate::edition::wishes::Wish<bool>>, value: bool| wish.as_ref().is_some_and(|wish| wish.value == value);
    if is(&wishes.deck, false) {
        article.deck = None;
    }
    if is(&wishes.refer, false) {
        article.related.clear();
    }
    if is(&wishes.quote, false) {
        article.body.retain(|block| !matches!(block, Block::Quote { .. }));
    }
    match wishes.jump.as_ref().map(|jump| jump.value) {
        Some(JumpWish::Never) => article.may_jump = Some(false),
        Some(JumpWish::May | JumpWish::After(_)) => article.may_jump = Some(true),
        None => {}
    }
    photos(article, &wishes, diags);
}

/// The story's photos in the wished order, each with what is wished for it, without those that are to be left out.
fn photos(article: &mut Article, wishes: &Wishes, diags: &mut Diagnostics) {
    let count = article.photos.len();
    for wish in wishes.photos.iter().filter(|wish| usize::from(wish.photo) >= count) {
        let text = format!("\"{}\" has no photo {}: it has {count}", article.slug, wish.photo + 1);
        diags.error("no-such-photo", Some(wish.source.clone()), text).help("photos count from 1, as the article lists them");
    }
    let place = |at: usize| wishes.photos.iter().position(|wish| usize::from(wish.photo) == at);
    let mut order: Vec<usize> = (0..count).collect();
    order.sort_by_key(|at| (place(*at).is_none(), place(*at), *at));
    let all = std::mem::take(&mut article.photos);
    let wished = |at: usize| {
        let wish = place(at).map(|at| &wishes.photos[at]);
        (!wish.is_some_and(|wish| wish.out)).then(|| with_wish(&all[at], wish))
    };
    article.photos = order.into_iter().filter_map(wished).collect();
}

fn with_wish(photo: &Photo, wish: Option<&PhotoWish>) -> Photo {
    let crop = wish.and_then(|wish| wish.crop).unwrap_or(photo.max_crop);
    Photo { wish: wish.cloned(), max_crop: crop, ..photo.clone() }
}

/// Puts a story on the ordered page that it is wished on, and before all others where it is to lead.
fn order(edition: &mut Edition, folios: &Folios, slug: &Slug, wishes: &Wishes) {
    let section = edition.articles.iter().find(|article| article.slug == *slug).map(|article| article.section.clone());
    let stands = |page: &crate::edition::PageOrder| page.stories.iter().any(|(known, _)| known == slug);
    let now = edition.pages.iter().position(stands);
    let stood = edition.articles.iter().find(|article| article.slug == *slug).and_then(|article| article.stands_on);
    let stood = stood.filter(|page| edition.pages.get(*page).is_some_and(|page| page.section.is_none() || page.section == section));
    let of_section = || stood.or_else(|| edition.pages.iter().position(|page| page.section == section));
    let (wished, source) = match (&wishes.page, &wishes.lead) {
        (Some(page), _) => (page_of(&page.value, folios).map(PageId::number).filter(|page| *page < edition.pages.len()), &page.source),
        (None, Some(lead)) if lead.value => (now.or_else(of_section), &lead.source),
        _ => return jump(edition, slug, wishes, now),
    };
    let Some(page) = wished else { return };
    let is_placed = edition.pages[page].places.iter().any(|place| place.story == *slug);
    for (at, other) in edition.pages.iter_mut().enumerate() {
        if at != page {
            forget(other, slug);
        }
    }
    if !is_placed {
        let stories = &mut edition.pages[page].stories;
        let at = stories.iter().position(|(known, _)| known == slug);
        let entry = at.map_or_else(|| (slug.clone(), source.clone()), |at| stories.remove(at));
        let place = match at {
            _ if is_lead(wishes) => 0,
            Some(at) => at,
            None => stories.len(),
        };
        stories.insert(place, entry);
    }
    jump(edition, slug, wishes, Some(page));
}

/// Takes up what is wished of a story's jump, from the page that it is ordered on.
fn jump(edition: &mut Edition, slug: &Slug, wishes: &Wishes, page: Option<usize>) {
    let Some(wish) = &wishes.jump else { return };
    match (wish.value, page) {
        (JumpWish::Never, _) => edition.pages.iter_mut().for_each(|page| page.jumps.retain(|(known, _)| known != slug)),
        (JumpWish::After(_), Some(page)) => {
            let jumps = &mut edition.pages[page].jumps;
            if !jumps.iter().any(|(known, _)| known == slug) {
                jumps.push((slug.clone(), wish.source.clone()));
            }
        }
        _ => {}
    }
}

/// The blocks of a story's body up to the end of so many paragraphs; all where there are fewer.
pub fn blocks_of(article: &Article, paragraphs: usize) -> usize {
    let ends = article.body.iter().enumerate().filter(|(_, block)| matches!(block, Block::Paragraph { .. })).map(|(at, _)| at + 1);
    ends.take(paragraphs).min_by_key(|at| Reverse(*at)).unwrap_or(article.body.len())
}
