//! Reading the plan beside an edition.
use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::earlier::Start;
use super::{PLAN, PageEntry, PhotoEntry, PlanFile, StoryEntry};
use crate::diag::{Diagnostics, Source, SourceFile};
use crate::edition::wishes;
use crate::job::Job;
use crate::plan::{Slot, Why};
use crate::role::Lead;
use crate::tree::file::text_file;
use crate::tree::form::{self, Form};
use crate::tree::{Node, tell, toml};
use crate::units::Length;

/// What a run does with the plan beside its edition.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Use {
    /// Starts from it, where there is one.
    #[default]
    Start,
    /// Holds to it: it is an error where that cannot be.
    Hold,
    /// Plans anew.
    Ignore,
}

/// A plan that cannot be read, or is missing where it is to be held to. What is wrong is reported.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Unreadable;

/// What an edition's plan starts from: the plan beside it; else, of a zone, the plan of the edition that it extends, so that only what it
/// changes is planned anew.
pub fn start(job: &Job, edition: &Path, how: Use, diags: &mut Diagnostics) -> Result<Option<Start>, Unreadable> {
    let before = diags.list.len();
    let mut file = if how == Use::Ignore { None } else { read(edition, diags) };
    if let (None, Some(extended), false) = (&file, &job.edition.extends, diags.list.len() > before) {
        file = read(extended, diags);
    }
    if diags.list.len() > before {
        return Err(Unreadable);
    }
    if file.is_none() && how == Use::Hold {
        let shown = beside(edition).display().to_string();
        let text = format!("there is no {shown} to hold to");
        diags.error("no-plan", Some(Source::whole(&shown)), text).help("run once without --locked: that writes it");
        return Err(Unreadable);
    }
    Ok(file.map(|file| Start { file, locked: how == Use::Hold, scope: None }))
}

/// The plan's place beside an edition.
pub fn beside(edition: &Path) -> PathBuf {
    edition.with_extension("plan.toml")
}

/// The plan that an edition starts from: the one beside it; else, of a zone, that of the edition that it extends.
pub fn path_of(edition: &Path, extended: Option<&Path>) -> PathBuf {
    let own = beside(edition);
    if own.exists() { own } else { extended.map_or(own, beside) }
}

/// Reads the plan beside an edition, if there is one. What is wrong with it is told.
pub fn read(edition: &Path, diags: &mut Diagnostics) -> Option<PlanFile> {
    let path = beside(edition);
    if !path.exists() {
        return None;
    }
    let name = path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
    parse(text_file(&path, &name, diags)?, diags)
}

/// A plan from its file's text. What is wrong with it is told.
pub fn parse(file: Arc<SourceFile>, diags: &mut Diagnostics) -> Option<PlanFile> {
    let tree = match toml::read(&file.text) {
        Ok(tree) => tree,
        Err(faults) => {
            faults.into_iter().for_each(|fault| tell(fault, &file, diags));
            return None;
        }
    };
    if !form::check(&tree, &Form::Group(&PLAN), &file, diags) {
        return None;
    }
    let pages = list(&tree, "pages").iter().map(|node| page(node, &file, diags)).collect();
    let held = list(&tree, "held").iter().map(|held| (text(held, "slug"), Why::of(&text(held, "why")))).collect();
    Some(PlanFile { pages, held, file })
}

fn page(node: &Node, file: &Arc<SourceFile>, diags: &mut Diagnostics) -> PageEntry {
    let slots = |key: &str| list(node, key).iter().map(slot).collect();
    let flag = |key: &str| node.get(key).and_then(Node::flag).unwrap_or_default();
    PageEntry {
        section: text(node, "section"),
        template: text(node, "template"),
        cost: node.get("cost").and_then(Node::thousandths).and_then(|cost| u64::try_from(cost).ok()),
        stories: list(node, "stories").iter().map(|node| story(node, file, diags)).collect(),
        briefs: node.get("briefs").map(|briefs| (slot(briefs), words(briefs, "stories"))),
        unused_briefs: words(node, "unused_briefs"),
        house_ads: slots("house_ads"),
        white: slots("white"),
        lock: flag("lock"),
        keep: flag("keep"),
        status: node.text_of("status"),
        range: node.range.clone(),
    }
}

fn story(node: &Node, file: &Arc<SourceFile>, diags: &mut Diagnostics) -> StoryEntry {
    let photo = |photo: &Node| PhotoEntry {
        photo: number(photo, "photo") as u8,
        columns: number(photo, "columns") as u8,
        rows: number(photo, "rows"),
    };
    let size = |text: &str| if let Ok(Length::Absolute(size)) = Length::parse(text) { Some(size) } else { None };
    StoryEntry {
        slug: text(node, "slug"),
        slot: slot(node),
        lead: Lead::of(node.get("lead").and_then(Node::flag).unwrap_or_default()),
        pin: node.get("pin").and_then(Node::flag).unwrap_or_default(),
        jump_after: node.get("jump_after").map(|_| number(node, "jump_after")),
        jump_unasked: node.get("jump_unasked").and_then(Node::flag).unwrap_or_default(),
        turn: node.get("turn").and_then(Node::flag).unwrap_or_default(),
        headline: size(&text(node, "headline")),
        photos: list(node, "photos").iter().map(photo).collect(),
        levers: words(node, "levers"),
        was: text(node, "was"),
        wishes: node.get("wishes").map(|node| wishes::read(node, file, diags)).unwrap_or_default(),
        range: node.range.clone(),
    }
}

fn slot(node: &Node) -> Slot {
    Slot {
        column: (number(node, "column").max(1) - 1) as u8,
        row: number(node, "row").max(1) - 1,
        columns: number(node, "columns") as u8,
        rows: number(node, "rows"),
    }
}

fn list<'a>(node: &'a Node, key: &str) -> &'a [Node] {
    node.get(key).map(Node::items).unwrap_or_default()
}

fn words(node: &Node, key: &str) -> Vec<String> {
    list(node, key).iter().filter_map(Node::text).map(str::to_string).collect()
}

fn text(node: &Node, key: &str) -> String {
    node.text_of(key).unwrap_or_default()
}

fn number(node: &Node, key: &str) -> u16 {
    node.get(key).and_then(Node::integer).and_then(|number| u16::try_from(number).ok()).unwrap_or_default()
}
