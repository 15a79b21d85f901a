//! What became of the desk's wishes: each is answered, and one that is not granted is refused with the reason.
use crate::diag::{Diagnostics, Source};
use crate::edition::quotes::bare;
use crate::edition::wishes::{JumpWish, PageName, PhotoWish};
use crate::edition::{Article, Photo};
use crate::ids::{PageId, StoryId};
use crate::job::Job;
use crate::job::wishes::{blocks_of, page_of};
use crate::plan::page::border;
use crate::plan::shapes::Config;
use crate::plan::{Content, PageTask, Slot};
use crate::planned::words::{NOT_FOR_PRESS, columns_text, depth, size};
use crate::planned::{Answer, Planned};
use crate::role::{Lead, Role, Slug};
use crate::set::flow::range;
use crate::units::Pt;

/// Answers every wish, and refuses those that are not granted.
pub(super) fn answer(job: &Job, planned: &mut Planned, diags: &mut Diagnostics) {
    let mut answers = Vec::new();
    for (story, article) in job.articles() {
        let asked = Asked { job, planned, article, story, stand: stand(planned, story) };
        for (wish, source, refused) in asked.all() {
            let page = asked.stand.as_ref().map(|stand| job.folio(stand.page).label());
            if let Some((why, help)) = &refused {
                let text = format!("\"{}\" is wished {wish}: {why}", article.slug);
                diags.refusal("wish-refused", Some(source), text).did(NOT_FOR_PRESS).help(help.clone());
            }
            answers.push(Answer { slug: article.slug.clone(), wish, page, refused: refused.map(|(why, _)| why) });
        }
    }
    planned.answers = answers;
}

/// Where a story stands, and how it is made.
struct Stand<'a> {
    page: PageId,
    slot: Slot,
    /// None of a brief.
    config: Option<&'a Config>,
}

/// Where a story begins; none where it is held.
fn stand(planned: &Planned, story: StoryId) -> Option<Stand<'_>> {
    planned.dummy.pages.ids().find_map(|page| {
        let placed = planned.dummy.pages[page].placements.iter().find_map(|placement| match &placement.content {
            Content::Story { story: other, .. } if *other == story => {
                Some(Stand { page, slot: placement.slot, config: planned.way(page, &placement.content) })
            }
            Content::Briefs(list, _) if list.contains(&story) => Some(Stand { page, slot: placement.slot, config: None }),
            _ => None,
        });
        let fixed = || planned.page(page).fixed.iter().find(|fixed| fixed.story == story);
        placed.or_else(|| fixed().map(|fixed| Stand { page, slot: fixed.slot, config: Some(&fixed.config) }))
    })
}

/// Why a wish is not granted, and what would help.
type Refused = Option<(String, String)>;

/// A story whose wishes are answered.
struct Asked<'a> {
    job: &'a Job,
    planned: &'a Planned,
    article: &'a Article,
    story: StoryId,
    stand: Option<Stand<'a>>,
}

impl Asked<'_> {
    /// Every wish in words, where it is written, and why it is not granted.
    fn all(&self) -> Vec<(String, Source, Refused)> {
        let wishes = &self.article.wishes;
        let mut all: Vec<(String, Source, Refused)> = Vec::new();
        let mut add = |wish: String, source: &Source, refused: Refused| all.push((wish, source.clone(), refused));
        if let Some(wish) = &wishes.page {
            add(format!("on {}", page_words(&wish.value)), &wish.source, self.page(&wish.value));
        }
        if let Some(wish) = &wishes.lead {
            let words = if wish.value { "to lead its page" } else { "not to lead its page" };
            add(words.into(), &wish.source, self.lead(wish.value));
        }
        if let Some(wish) = &wishes.columns {
            add(format!("over {}", columns_text(wish.value)), &wish.source, self.columns(wish.value));
        }
        if let Some(wish) = &wishes.room {
            add(format!("with room for {:+} lines", wish.value), &wish.source, self.room(wish.value));
        }
        if let Some(wish) = wishes.above_fold.as_ref().filter(|wish| wish.value) {
            add("above the fold".into(), &wish.source, self.above_fold());
        }
        for slug in wishes.beside.iter().flat_map(|wish| &wish.value) {
            let source = wishes.beside.as_ref().map(|wish| &wish.source).unwrap_or(&self.article.source);
            add(format!("beside \"{slug}\""), source, self.beside(slug, true));
        }
        for slug in wishes.not_beside.iter().flat_map(|wish| &wish.value) {
            let source = wishes.not_beside.as_ref().map(|wish| &wish.source).unwrap_or(&self.article.source);
            add(format!("not beside \"{slug}\""), source, self.beside(slug, false));
        }
        if let Some(wish) = &wishes.head_size {
            add(format!("with a headline of {}", size(wish.value)), &wish.source, self.head_size(wish.value));
        }
        if let Some(wish) = &wishes.head_lines {
            add(format!("with a headline of {} lines", wish.value), &wish.source, self.head_lines(wish.value));
        }
        if let Some(wish) = &wishes.head_breaks {
            add(format!("with the headline \"{}\"", wish.value.join(" / ")), &wish.source, self.head_breaks(&wish.value));
        }
        if let Some(wish) = &wishes.deck {
            let words = if wish.value { "with its deck" } else { "without its deck" };
            add(words.into(), &wish.source, if wish.value { self.deck() } else { None });
        }
        if let Some(wish) = &wishes.quote {
            let words = if wish.value { "with its quote" } else { "without its quote" };
            add(words.into(), &wish.source, if wish.value { self.quote() } else { None });
        }
        for wish in &wishes.photos {
            add(photo_words(wish), &wish.source, self.photo(wish));
        }
        if let Some(wish) = &wishes.jump {
            let words = match wish.value {
                JumpWish::Never => "whole on one page".to_string(),
                JumpWish::May => "free to jump".to_string(),
                JumpWish::After(paragraphs) => format!("to jump after paragraph {paragraphs}"),
            };
            add(words, &wish.source, self.jump(wish.value));
        }
        all
    }

    /// Millimetres of so many rows on a page.
    fn mm(&self, rows: u16, page: PageId) -> String {
        depth(rows.into(), self.job.settings[self.planned.setting(page)].grid.leading)
    }

    fn task(&self, page: PageId) -> &PageTask {
        &self.planned.input.pages.tasks[page]
    }

    /// Why a story that does not run does not.
    fn held(&self) -> Refused {
        let why = self.planned.because.get(&self.story);
        let text = why.map_or_else(|| "it does not run".into(), |why| format!("it is held, since {why}"));
        Some((text, "take the wish back, shorten the story, or make room: another ad, a lighter story elsewhere".into()))
    }

    fn with_config(&self, answer: impl Fn(&Stand, &Config) -> Refused) -> Refused {
        match &self.stand {
            None => self.held(),
            Some(Stand { config: None, .. }) => Some((
                "it runs as a brief, in the box of briefs".into(),
                "give it a priority under 9, a deck or a photo: then it is a story".into(),
            )),
            Some(stand @ Stand { config: Some(config), .. }) => answer(stand, config),
        }
    }

    fn page(&self, name: &PageName) -> Refused {
        let pages = &self.planned.dummy.pages;
        let Some(page) = page_of(name, &self.job.folios).filter(|page| pages.get(*page).is_some()) else {
            let (count, last) = (pages.len(), self.job.folio(pages.ids().next_back().unwrap_or(PageId::FRONT)).label());
            return Some((format!("the paper has {count} pages, the last of them {last}"), "name a page that there is".into()));
        };
        match &self.stand {
            None => self.held(),
            Some(stand) if stand.page == page => None,
            Some(stand) => Some((
                format!("it stands on {}", self.job.folio(stand.page).label()),
                "take out what else says where it stands: a place by hand, a pin in the plan".into(),
            )),
        }
    }

    fn lead(&self, wished: bool) -> Refused {
        if !wished {
            let leads = self.stand.as_ref().and_then(|stand| stand.config).is_some_and(|config| config.lead == Lead::Yes);
            return leads.then(|| ("there is no other story on its page that could lead".into(), "send another story to its page".into()));
        }
        self.with_config(|stand, config| {
            let other = self.planned.dummy.pages[stand.page].placements.iter().find_map(|placement| match placement.content {
                Content::Story { story, lead: Lead::Yes, .. } if story != self.story => Some(self.planned.copy(story).slug.clone()),
                _ => None,
            });
            let text = other.map_or_else(|| "its page has no lead".to_string(), |slug| format!("\"{slug}\" leads its page"));
            (config.lead == Lead::No).then(|| (text, "say of one story alone that it leads its page".into()))
        })
    }

    fn columns(&self, columns: u8) -> Refused {
        self.with_config(|stand, config| {
            if stand.slot.columns == columns || config.columns == columns {
                return None;
            }
            let task = self.task(stand.page);
            if columns > task.columns {
                return Some((format!("its page has {}", columns_text(task.columns)), "wish it narrower".into()));
            }
            let lines = self.planned.galley(stand.page, self.story).map_or(0, |galley| range(&galley.flow).0);
            let rows = lines.div_ceil(u32::from(columns)).min(u32::from(u16::MAX)) as u16;
            let text = format!(
                "its {lines} lines would be legs of {rows} lines, {} deep, under its head and pictures, on a page of {}",
                self.mm(rows, stand.page),
                self.mm(task.rows, stand.page)
            );
            Some((text, "wish it wider or narrower, change its length, or take a picture out".into()))
        })
    }

    fn room(&self, lines: i16) -> Refused {
        self.with_config(|stand, config| {
            let galley = self.planned.galley(stand.page, self.story)?;
            let natural: u32 = galley.flow.iter().map(|item| item.choices.first().map_or(0, |choice| u32::from(choice.rows))).sum();
            let set: u32 = config.legs.iter().map(|leg| u32::from(leg.rows)).sum();
            let wanted = u32::from(lines.min(0).unsigned_abs());
            if set + wanted <= natural || lines >= 0 {
                return None;
            }
            let least = range(&galley.flow).0;
            let can = natural.saturating_sub(least);
            Some((
                format!("of its {natural} lines it can do without {can}"),
                format!("cut {} lines of its copy, or make paragraphs optional", wanted.saturating_sub(can).max(1)),
            ))
        })
    }

    fn above_fold(&self) -> Refused {
        self.with_config(|stand, _| {
            let half = self.task(stand.page).rows / 2;
            (stand.slot.row >= half).then(|| {
                let text = format!(
                    "it begins {} down the page, {} under the fold",
                    self.mm(stand.slot.row, stand.page),
                    self.mm(stand.slot.row - half, stand.page)
                );
                (text, "let it lead its page, or send what stands over it elsewhere".into())
            })
        })
    }

    fn beside(&self, slug: &Slug, wished: bool) -> Refused {
        let other = self.job.articles().find(|(_, article)| article.slug == *slug);
        let Some(other) = other.and_then(|(other, _)| stand(self.planned, other)) else {
            return wished.then(|| (format!("\"{slug}\" does not run"), "name a story that runs".into()));
        };
        let Some(own) = &self.stand else { return if wished { self.held() } else { None } };
        if own.page != other.page {
            let text = format!("it stands on {}, and that on {}", self.job.folio(own.page).label(), self.job.folio(other.page).label());
            return wished.then(|| (text, "wish both on one page".into()));
        }
        match (border(&own.slot, &other.slot), wished) {
            (true, true) | (false, false) => None,
            (false, true) => Some((
                "no filling of the page has them side by side".into(),
                "wish one of them narrower or wider, or send others elsewhere".into(),
            )),
            (true, false) => Some(("no filling of the page keeps them apart".into(), "send one of them to another page".into())),
        }
    }

    fn head_size(&self, wished: Pt) -> Refused {
        self.with_config(|stand, config| {
            let head = self.planned.head(stand.page, self.story, config)?;
            let text = || format!("over {} its longest word is too wide for that", columns_text(config.head_slot.columns));
            (head.size != wished).then(|| (text(), "wish it smaller, or the story wider".into()))
        })
    }

    fn head_lines(&self, wished: u8) -> Refused {
        self.with_config(|stand, config| {
            let head = self.planned.head(stand.page, self.story, config)?;
            let lines = head.lines.len();
            let text = || format!("over {} no size of the layout's sets it so; it has {lines}", columns_text(config.head_slot.columns));
            (lines != usize::from(wished)).then(|| (text(), "wish another width or size, or write the headline longer or shorter".into()))
        })
    }

    fn head_breaks(&self, wished: &[String]) -> Refused {
        self.with_config(|stand, config| {
            let head = self.planned.head(stand.page, self.story, config)?;
            if head.lines.iter().map(|line| bare(line)).eq(wished.iter().map(|line| bare(line))) {
                return None;
            }
            if bare(&wished.join(" ")) != bare(&self.article.headline) {
                return Some((
                    format!("the headline is \"{}\"", self.article.headline),
                    "write the same words, or change the headline".into(),
                ));
            }
            let text = format!("over {} those lines are too wide at every size of the layout's", columns_text(config.head_slot.columns));
            Some((text, "wish the story wider, or break the headline into more lines".into()))
        })
    }

    fn deck(&self) -> Refused {
        if self.article.deck.is_none() {
            return Some(("it has none".into(), "write one".into()));
        }
        self.with_config(|stand, config| {
            let head = self.planned.head(stand.page, self.story, config)?;
            let has_deck = head.block.lines.iter().any(|line| line.role == Role::Deck);
            let text = format!("over {} no deck stands under a headline so small", columns_text(config.head_slot.columns));
            (!has_deck).then(|| (text, "wish the headline larger, the story wider, or the deck shorter".into()))
        })
    }

    fn quote(&self) -> Refused {
        self.with_config(|stand, config| {
            let galley = self.planned.galley(stand.page, self.story)?;
            if config.quote.is_some()
                || galley.quotes == 0 && !self.article.body.iter().all(|block| !matches!(block, crate::edition::Block::Quote { .. }))
            {
                return None;
            }
            if galley.quotes == 0 {
                return Some(("it has none".into(), "write one".into()));
            }
            Some((
                "its text leaves no eight lines over and under it, or the page has two quotes already".into(),
                "give the story more text, or another story none".into(),
            ))
        })
    }

    fn photo(&self, wish: &PhotoWish) -> Refused {
        let at = self.article.photos.iter().position(|photo| photo.wish.as_ref().is_some_and(|own| own.photo == wish.photo));
        let at = at.filter(|_| !wish.out)?;
        let photo = &self.article.photos[at];
        self.with_config(|stand, config| {
            let Some(slot) = config.photos.iter().find(|slot| usize::from(slot.photo) == at) else {
                return Some(("the story runs without it".into(), self.photo_help(photo)));
            };
            let picture = slot.picture;
            if wish.columns.is_some_and(|columns| columns != picture.columns) || wish.rows.is_some_and(|rows| rows != picture.rows) {
                let text = format!(
                    "it has {} and {} lines; {}",
                    columns_text(picture.columns),
                    picture.rows,
                    self.photo_limits(photo, stand.page)
                );
                return Some((text, self.photo_help(photo)));
            }
            // The row under the head's last, and whether text stands beside it.
            let under = picture.row >= config.head_slot.row + config.head_slot.rows;
            let beside = config.legs.iter().any(|leg| leg.row < picture.row + picture.rows && picture.row < leg.row + leg.rows);
            let is_met = wish.place.under.is_none_or(|wished| wished == under) && wish.place.beside.is_none_or(|wished| wished == beside);
            (!is_met).then(|| ("the story cannot be made so".into(), "wish it in another width, or elsewhere".into()))
        })
    }

    /// The widths for which a photo has the pixels, on a page.
    fn photo_limits(&self, photo: &Photo, page: PageId) -> String {
        let setting = &self.job.settings[self.planned.setting(page)];
        let least = self.job.layout.print.limits.min_ppi;
        let ppi = |columns: u8| i64::from(photo.picture.width) * 72_000 / i64::from(setting.measure(columns).0.max(1));
        let most = (1..=setting.grid.columns).filter(|columns| ppi(*columns) >= i64::from(least)).max();
        match most {
            Some(most) => format!("its {} × {} pixels are enough for {}", photo.picture.width, photo.picture.height, columns_text(most)),
            None => format!("its {} × {} pixels are too few for any width", photo.picture.width, photo.picture.height),
        }
    }

    fn photo_help(&self, photo: &Photo) -> String {
        let share = photo.max_crop / 10;
        format!("wish it within its pixels and its crop of {share} percent, or give the story the width and the text for it")
    }

    fn jump(&self, wish: JumpWish) -> Refused {
        let copy = self.planned.copy(self.story);
        match (wish, copy.part.onward()) {
            (JumpWish::Never, Some(_)) => {
                Some(("it is longer than any page has room for".into(), "shorten it, or take an ad off its page".into()))
            }
            (JumpWish::After(paragraphs), Some(jump)) if jump.after == blocks_of(self.article, paragraphs) => None,
            (JumpWish::After(_), _) if self.stand.is_none() => self.held(),
            (JumpWish::After(_), _) => Some((
                "a jump comes with 24 lines before it and 36 after, where a page has room for what goes on".into(),
                "name another paragraph, or make room on a later page".into(),
            )),
            (JumpWish::Never | JumpWish::May, _) if self.stand.is_none() => self.held(),
            (JumpWish::Never | JumpWish::May, _) => None,
        }
    }
}

fn page_words(name: &PageName) -> String {
    match name {
        PageName::Number(number) => format!("page {number}"),
        PageName::Label(label) => format!("page {label}"),
    }
}

fn photo_words(wish: &PhotoWish) -> String {
    let photo = wish.photo + 1;
    if wish.out {
        return format!("without photo {photo}");
    }
    let mut words = vec![format!("with photo {photo}")];
    words.extend(wish.columns.map(|columns| format!("over {}", columns_text(columns))));
    words.extend(wish.rows.map(|rows| format!("{rows} lines deep")));
    words.extend(wish.place.under.map(|under| if under { "under the headline" } else { "over the headline" }.to_string()));
    words.extend(wish.place.beside.map(|beside| if beside { "beside the text" } else { "over all of the text" }.to_string()));
    words.join(", ")
}
