//! Ads and stories that may not meet: an airline's ad stands neither on the page of a crash nor on the one that faces it.
use crate::diag::Diagnostics;
use crate::edition::Article;
use crate::ids::{By, PageId, StoryId};
use crate::job::Job;
use crate::role::Slug;

/// By story: pages on which an ad stands, or beside which one stands, that asks to be kept apart from it.
pub(super) fn barred(job: &Job) -> By<StoryId, Vec<PageId>> {
    let edition = &job.edition;
    let mut barred: By<StoryId, Vec<PageId>> = vec![Vec::new(); edition.articles.len()].into();
    for (page, order) in job.orders() {
        let words: Vec<&String> = order.ads.iter().flat_map(|ad| &ad.keep_apart).collect();
        if words.is_empty() {
            continue;
        }
        let both = [Some(page), job.facing(page)];
        for (story, article) in job.articles() {
            if words.iter().any(|word| is_about(article, word)) {
                barred[story].extend(both.into_iter().flatten());
            }
        }
    }
    for pages in &mut barred {
        pages.sort_unstable();
        pages.dedup();
    }
    barred
}

/// Whether a story's keywords or display type have a word or words, in any case, one or many.
fn is_about(article: &Article, words: &str) -> bool {
    let plain = |text: &str| {
        let words: Vec<String> =
            text.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).map(str::to_lowercase).collect();
        format!(" {} ", words.join(" "))
    };
    let wanted = plain(words);
    let wanted = wanted.trim_end();
    let endings = ["", "s", "es"].map(|ending| format!("{wanted}{ending} "));
    let lines = [Some(&article.headline), article.short_headline.as_ref(), article.kicker.as_ref(), article.deck.as_ref()];
    let told = lines.into_iter().chain([article.subsection.as_ref()]).flatten().chain(&article.keywords);
    !wanted.is_empty()
        && told.map(|text| plain(text)).chain([plain(&article.slug.0)]).any(|text| endings.iter().any(|word| text.contains(word)))
}

/// Tells which stories the desk itself put where an ad asks to be kept apart from them.
pub(super) fn tell(job: &Job, barred: &By<StoryId, Vec<PageId>>, diags: &mut Diagnostics) {
    let by_slug = job.by_slug();
    for (page, order) in job.orders() {
        let named = order.stories.iter().map(|(slug, source)| (slug, source));
        let named: Vec<(&Slug, _)> = named.chain(order.places.iter().map(|place| (&place.story, &place.source))).collect();
        for (slug, source) in named {
            let Some(&story) = by_slug.get(slug).filter(|story| barred[**story].contains(&page)) else { continue };
            let Some(article) = job.article(story) else { continue };
            let asks = |page: PageId| job.order(page)?.ads.iter().find(|ad| ad.keep_apart.iter().any(|word| is_about(article, word)));
            let facing = job.facing(page);
            let Some((ad, at)) = asks(page).map(|ad| (ad, page)).or_else(|| facing.and_then(|at| asks(at).map(|ad| (ad, at)))) else {
                continue;
            };
            let place = if at == page { "on the same page".to_string() } else { format!("on {}, which faces it", job.folio(at).label()) };
            diags
                .warning(
                    "not-apart",
                    Some(source.clone()),
                    format!(
                        "\"{slug}\" stands on {}, and the ad \"{}\", {place}, asks to be kept apart from it",
                        job.folio(page).label(),
                        ad.name
                    ),
                )
                .did("left both where they are ordered")
                .help("move the story or the ad, or take the word out of keep_apart");
        }
    }
}
