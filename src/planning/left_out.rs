//! Tells of photos without which stories run.
use crate::diag::Diagnostics;
use crate::edition::Article;
use crate::ids::StoryId;
use crate::plan::shapes::{Config, LeftOut, WhyLeftOut};
use crate::planned::Planned;
use crate::planned::words::levers;

/// Tells of each photo that a story in the plan runs without, and why.
pub(super) fn tell(planned: &Planned, diags: &mut Diagnostics) {
    for page in planned.dummy.pages.ids() {
        planned.made(page).for_each(|(story, config)| tell_of(planned.copy(story), config, diags));
    }
    for (lever, what) in [("deck left out", "deck"), ("an optional paragraph left out", "optional paragraph")] {
        let mut without: Vec<&str> = Vec::new();
        for page in planned.dummy.pages.ids() {
            let has = |(story, config): &(StoryId, &Config)| {
                levers(planned.copy(*story), config, planned.galley(page, *story)).iter().any(|done| done == lever)
            };
            without.extend(planned.made(page).filter(has).map(|(story, _)| &*planned.copy(story).slug.0));
        }
        if !without.is_empty() {
            let text = format!("without their {what} run: {}", without.join(", "));
            diags.note("left-out", None, text).help("a wish keeps what must stay: deck = true; a paragraph is optional where it says so");
        }
    }
}

fn tell_of(article: &Article, config: &Config, diags: &mut Diagnostics) {
    for LeftOut { photo, why } in config.left_out.iter() {
        let Some(filed) = article.photos.get(usize::from(*photo)) else { continue };
        let (path, slug) = (&filed.picture.path, &article.slug);
        let (reason, help) = match why {
            WhyLeftOut::Pixels => (
                format!("its {} × {} pixels are too few for any width", filed.picture.width, filed.picture.height),
                "get it with more pixels, or lower min_columns or the layout's min_ppi",
            ),
            WhyLeftOut::Dwarfs => (
                "at any width that it may have it is too large for so short a text".to_string(),
                "give the story more text, let the picture be cropped (max_crop), or raise other_to_text in the layout's [planner.pictures]",
            ),
            WhyLeftOut::Many => (
                "a story has at most 16, and those before it are weightier".to_string(),
                "put it before others in photos, or make a second story of some",
            ),
            WhyLeftOut::Room => (
                "with it the story is too deep for the page that it is ordered on".to_string(),
                "wish the photo narrower, cut the story, take an ad off the page, or order the story on another",
            ),
        };
        diags
            .warning("photo-left-out", Some(filed.source.clone()), format!("\"{slug}\" runs without the photo {path}: {reason}"))
            .did("printed the story without it")
            .help(help);
    }
}
