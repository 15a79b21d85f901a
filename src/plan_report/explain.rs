//! Why a story stands where it does, or is held, and what would have to change: in words and as JSON.
use std::fmt::Write;

use serde_json::{Value, json};

use super::text::module_text;
use super::{Account, Kind, Module, json::module as module_json};
use crate::ids::{PageId, StoryId};
use crate::job::Job;
use crate::plan::edition::is_open;
use crate::plan::explain::{Better, Obstacle};
use crate::plan::{Slot, Story};
use crate::planned::Planned;
use crate::planned::words::{columns_text, points, slot_text};
use crate::role::{Lead, Slug};

/// What there is to say of one story.
#[derive(Clone, Debug)]
pub struct Explanation {
    slug: Slug,
    section: String,
    priority: u8,
    state: State,
}

#[derive(Clone, Debug)]
enum State {
    /// On a page: its label, the module, why there, and what would better it; none for what the planner does not move.
    Runs(String, Box<Module>, Vec<String>, Option<Better>),
    /// Not in the paper: why, what each page says, and what to do where none says anything.
    Held(String, Vec<PageSays>, &'static str),
}

/// What keeps a story off a page, in the newsroom's names.
#[derive(Clone, Debug)]
struct PageSays {
    label: String,
    obstacle: Obstacle,
    weightier: Vec<(Slug, u8)>,
    lighter: Vec<(Slug, u8)>,
    instead_of: Option<Slug>,
}

/// Explains one story. None where no story of the edition has that slug.
pub fn explain(job: &Job, planned: &Planned, account: &Account, slug: &str) -> Option<Explanation> {
    if let Some(held) = account.held.iter().find(|held| *held.slug.0 == *slug && held.why.is_none()) {
        let state = State::Held(held.text.clone(), Vec::new(), "move the edition's cutoff to take it in");
        return Some(Explanation { slug: held.slug.clone(), section: String::new(), priority: 0, state });
    }
    let (story, article) = job.articles().find(|(_, article)| *article.slug.0 == *slug)?;
    let of_story = |module: &Module| match &module.kind {
        Kind::Story(story) => story.slug == article.slug,
        Kind::Briefs(list) => list.contains(&article.slug),
        _ => false,
    };
    let place = planned
        .dummy
        .pages
        .ids()
        .zip(&account.pages)
        .find_map(|(page, told)| Some((page, told.modules.iter().find(|module| of_story(module))?)));
    let state = match place {
        Some((page, module)) => {
            let moves = module.story().is_some_and(|story| !story.by_hand && !story.pinned);
            let found = moves.then(|| planned.standing().better(story, page));
            State::Runs(job.folio(page).label(), Box::new(module.clone()), reasons(job, planned, story, page, module), found)
        }
        None => {
            let why = account.held.iter().find(|held| held.slug == article.slug).map(|held| held.text.clone()).unwrap_or_default();
            if planned.input.stories[story].is_brief() {
                State::Held(
                    why,
                    Vec::new(),
                    "a brief runs where its page's box has room: give it a higher priority, or its section another page",
                )
            } else {
                let found = planned.standing().obstacles(story);
                let pages = found.into_iter().map(|obstacle| page_says(job, planned, obstacle)).collect();
                State::Held(why, pages, "give its section a page, or the story another section")
            }
        }
    };
    Some(Explanation { slug: article.slug.clone(), section: article.section.clone(), priority: article.priority, state })
}

fn page_says(job: &Job, planned: &Planned, obstacle: Obstacle) -> PageSays {
    let named = |list: &[StoryId]| -> Vec<(Slug, u8)> {
        list.iter().map(|story| (planned.copy(*story).slug.clone(), planned.copy(*story).priority)).collect()
    };
    PageSays {
        label: job.folio(obstacle.page).label(),
        weightier: named(&obstacle.weightier),
        lighter: named(&obstacle.lighter),
        instead_of: obstacle.instead_of.map(|story| planned.copy(story).slug.clone()),
        obstacle,
    }
}

/// Why a story stands on its page.
fn reasons(job: &Job, planned: &Planned, story: StoryId, page: PageId, module: &Module) -> Vec<String> {
    let article = planned.copy(story);
    let mut why = Vec::new();
    let label = job.folio(page).label();
    let ordered = job.order(page).is_some_and(|order| order.stories.iter().any(|(slug, _)| *slug == article.slug));
    match module.story() {
        Some(told) if told.by_hand => why.push(format!("the edition puts it there by hand, on page {label}")),
        Some(told) if told.pinned => why.push("the plan file pins it there".into()),
        _ if ordered => why.push(format!("the edition orders it to page {label}")),
        _ => {
            let Story { section, barred, .. } = &planned.input.stories[story];
            let pages = planned.input.pages.tasks.with_ids().filter(|(_, task)| is_open(task, *section, barred));
            let pages: Vec<String> = pages.map(|(page, _)| job.folio(page).label()).collect();
            why.push(format!("stories of {} run on {}", article.section, pages.join(", ")));
        }
    }
    if module.story().is_some_and(|told| told.lead == Lead::Yes) {
        why.push("it leads the page".into());
    } else if module.story().is_none() {
        why.push("it is a brief: the box prints the weightiest that fill its columns".into());
    }
    why
}

impl Explanation {
    /// In words.
    pub fn text(&self) -> String {
        let mut out = match &self.state {
            State::Held(why, _, help) if self.priority == 0 => return format!("{} is held: {why}\n  {help}\n", self.slug),
            State::Held(why, ..) => format!("{} ({}, priority {}) is held: {why}\n", self.slug, self.section, self.priority),
            State::Runs(label, ..) => format!("{} ({}, priority {}) stands on page {label}\n", self.slug, self.section, self.priority),
        };
        match &self.state {
            State::Runs(_, module, why, better) => {
                out += &module_text(module);
                why.iter().for_each(|why| out += &format!("  {why}\n"));
                better.iter().for_each(|better| out += &better_text(better, module.slot));
            }
            State::Held(_, pages, help) => {
                if pages.is_empty() {
                    out += &format!("  {help}\n");
                }
                pages.iter().for_each(|page| out += &page_text(page));
            }
        }
        out
    }

    /// As JSON.
    pub fn json(&self) -> String {
        let state = match &self.state {
            State::Runs(label, module, why, better) => json!({
                "page": label, "module": module_json(module), "why": why,
                "higher": better.as_ref().and_then(|better| better.higher).map(|(priority, slot)| json!({ "priority": priority, "row": slot.row + 1 })),
                "leading": better.as_ref().and_then(|better| better.leading),
                "wider": better.as_ref().and_then(|better| better.wider).map(|(more, slot)| json!({ "cost": more, "columns": slot.columns, "rows": slot.rows })),
            }),
            State::Held(why, pages, _) => json!({ "held": why, "pages": pages.iter().map(page_json).collect::<Vec<Value>>() }),
        };
        let mut all = json!({ "slug": &*self.slug.0, "section": self.section, "priority": self.priority });
        if let (Value::Object(all), Value::Object(state)) = (&mut all, state) {
            all.extend(state);
        }
        serde_json::to_string_pretty(&all).unwrap_or_default() + "\n"
    }
}

/// A difference of costs in words.
fn more_text(more: i64) -> String {
    let amount = points(more.unsigned_abs());
    if more < 0 { format!("{amount} less") } else { format!("{amount} more") }
}

fn better_text(better: &Better, slot: Slot) -> String {
    let higher = match better.higher {
        _ if slot.row == 0 => "it stands as high as can be".into(),
        Some((priority, slot)) => format!("to stand higher: priority {priority} would bring it to {}", slot_text(slot)),
        None => "to stand higher: no priority brings it there among these stories; order it to another page or take one away".into(),
    };
    let mut out = format!("  {higher}\n");
    if let Some(more) = better.leading {
        let _ = writeln!(out, "  to lead: name it first in the page's stories; the page would cost {}", more_text(more));
    }
    let wider = match better.wider {
        Some((more, slot)) => format!("the page would cost {}, with it over {}", more_text(more), columns_text(slot.columns)),
        None => "the page cannot be filled so with these stories".into(),
    };
    let _ = writeln!(out, "  to be wider: {wider}");
    out
}

fn page_text(page: &PageSays) -> String {
    let named = |list: &[(Slug, u8)]| list.iter().map(|(slug, priority)| format!("{slug} ({priority})")).collect::<Vec<_>>().join(", ");
    let mut out = format!("  page {}:", page.label);
    if !page.weightier.is_empty() {
        let _ = write!(out, " as weighty or weightier are {};", named(&page.weightier));
    }
    if !page.lighter.is_empty() {
        let _ = write!(out, " lighter are {};", named(&page.lighter));
    }
    out += &match &page.obstacle {
        Obstacle { full: true, .. } => " it has as many stories as its template allows".to_string(),
        Obstacle { wanting, .. } if *wanting > 0 => {
            format!(" {wanting} rows of one column are wanting for all of them: cut so much, or hold one")
        }
        Obstacle { fits: true, .. } => " there is room for it: name it in the page's stories".into(),
        _ => " with it the page cannot be filled to the row".into(),
    };
    if let Some(other) = &page.instead_of {
        let _ = write!(out, "; it could run in place of {other}: name it in the page's stories");
    }
    out.push('\n');
    out
}

fn page_json(page: &PageSays) -> Value {
    let named = |list: &[(Slug, u8)]| -> Vec<Value> {
        list.iter().map(|(slug, priority)| json!({ "slug": &*slug.0, "priority": priority })).collect()
    };
    json!({
        "page": page.label, "weightier": named(&page.weightier), "lighter": named(&page.lighter), "rows_wanting": page.obstacle.wanting,
        "full": page.obstacle.full, "fits": page.obstacle.fits, "instead_of": page.instead_of.as_ref().map(|slug| &*slug.0),
    })
}
