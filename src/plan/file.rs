//! `edition.plan.toml`, beside the edition: what stands where, kept from run to run, readable and edited by hand.
use std::fmt::Write;
use std::ops::Range;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::{Slot, Why};
use crate::diag::{Diagnostics, Source, SourceFile};
use crate::tree::file::text_file;
use crate::tree::form::{self, Form, Group, key, required};
use crate::tree::{Node, tell, toml};

/// A plan as it stands in its file.
#[derive(Clone, Debug)]
pub struct PlanFile {
    /// The pages in order.
    pub pages: Vec<PageEntry>,
    /// Stories that were held, and why.
    pub held: Vec<(String, Why)>,
    /// The file itself, for diagnostics.
    pub file: Arc<SourceFile>,
}

/// A page of it.
#[derive(Clone, Debug, Default)]
pub struct PageEntry {
    /// Its section.
    pub section: String,
    /// Its template.
    pub template: String,
    /// What it cost, in thousandths; none in a file written by hand.
    pub cost: Option<u64>,
    /// Stories, top to bottom, left to right.
    pub stories: Vec<StoryEntry>,
    /// The box of briefs, with the slugs in it.
    pub briefs: Option<(Slot, Vec<String>)>,
    /// Briefs that it had in stock and did not print.
    pub unused_briefs: Vec<String>,
    /// The paper's own advertisements.
    pub house_ads: Vec<Slot>,
    /// Holes.
    pub white: Vec<Slot>,
    /// Bytes of the file.
    pub range: Range<usize>,
}

/// A story of it.
#[derive(Clone, Debug, Default)]
pub struct StoryEntry {
    /// Its name.
    pub slug: String,
    /// Where it stands.
    pub slot: Slot,
    /// It leads the page.
    pub lead: bool,
    /// It stays there whatever happens.
    pub pin: bool,
    /// Blocks of its body before the jump, where it goes on on another page.
    pub jump_after: Option<u16>,
    /// It jumps because it fits no page, not because the desk asked for it.
    pub jump_unasked: bool,
    /// It is the turn of a story that begins on another page.
    pub turn: bool,
    /// Its headline's size; told, not read.
    pub headline: String,
    /// Its pictures: number, columns, rows; told, not read.
    pub photos: Vec<(u8, u8, u16)>,
    /// What was done to it; told, not read.
    pub levers: Vec<String>,
    /// Bytes of the file.
    pub range: Range<usize>,
}

/// The keys of the file.
pub static PLAN: Group = Group {
    name: "a plan",
    keys: &[
        key("pages", Form::List(&Form::Group(&PAGE)), "the pages in order"),
        key("held", Form::List(&Form::Group(&HELD)), "stories that do not run"),
    ],
};

const PAGE: Group = Group {
    name: "a page of the plan",
    keys: &[
        required("section", Form::Word, "its section"),
        required("template", Form::Word, "its template"),
        key(
            "cost",
            Form::Number(0, i64::MAX),
            "what it cost: a page that would become much dearer is planned again; without it, it is kept at any cost",
        ),
        key("stories", Form::List(&Form::Group(&STORY)), "its stories"),
        key("briefs", Form::Group(&BRIEFS), "its box of briefs"),
        key("unused_briefs", Form::List(&Form::Word), "briefs that it had in stock and did not print"),
        key("house_ads", Form::List(&Form::Group(&PLACE)), "the paper's own advertisements"),
        key("white", Form::List(&Form::Group(&PLACE)), "holes"),
    ],
};

const COLUMN: Form = Form::Integer(1, 99);
const ROW: Form = Form::Integer(1, 9_999);

const STORY: Group = Group {
    name: "a story of the plan",
    keys: &[
        required("slug", Form::Word, "its name"),
        required("column", COLUMN, "the first column, from 1"),
        required("columns", COLUMN, "its width"),
        required("row", ROW, "the first row of the live area, from 1"),
        required("rows", ROW, "its depth, with the two white rows under it"),
        key("lead", Form::Flag, "it leads the page"),
        key("pin", Form::Flag, "true keeps it where it stands"),
        key("jump_after", Form::Integer(1, 10_000), "blocks of its body before the jump, where it goes on on another page"),
        key("jump_unasked", Form::Flag, "it jumps because it fits no page; what the desk ordered is dropped with the order"),
        key("turn", Form::Flag, "what is continued here from another page"),
        key("headline", Form::Text, "the headline's size; told, not read"),
        key("photos", Form::List(&Form::Group(&PHOTO)), "its pictures; told, not read"),
        key("levers", Form::List(&Form::Text), "what was done to it so that it fits; told, not read"),
    ],
};

const PHOTO: Group = Group {
    name: "a photo of the plan",
    keys: &[
        required("photo", Form::Integer(1, 255), "which of the story's photos"),
        required("columns", COLUMN, "its width"),
        required("rows", ROW, "its depth without the caption"),
    ],
};

const BRIEFS: Group = Group {
    name: "a box of briefs",
    keys: &[
        required("stories", Form::List(&Form::Word), "the slugs in it"),
        required("column", COLUMN, "the first column, from 1"),
        required("columns", COLUMN, "its width"),
        required("row", ROW, "the first row of the live area, from 1"),
        required("rows", ROW, "its depth, with the two white rows under it"),
    ],
};

const PLACE: Group = Group {
    name: "a place of the plan",
    keys: &[
        required("column", COLUMN, "the first column, from 1"),
        required("columns", COLUMN, "its width"),
        required("row", ROW, "the first row of the live area, from 1"),
        required("rows", ROW, "its depth"),
    ],
};

const HELD: Group = Group {
    name: "a held story",
    keys: &[required("slug", Form::Word, "its name"), required("why", Form::Choice(&WHY), "why it was held")],
};

/// The words for [`Why`], in its order.
const WHY: [&str; 4] = ["full", "no-page", "no-shape", "no-fit"];

impl Why {
    fn word(self) -> &'static str {
        WHY[self as usize]
    }

    fn of(word: &str) -> Why {
        [Why::Full, Why::NoPage, Why::NoShape, Why::NoFit].into_iter().find(|why| why.word() == word).unwrap_or(Why::Full)
    }
}

/// The plan's place beside an edition.
pub fn beside(edition: &Path) -> PathBuf {
    edition.with_extension("plan.toml")
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
    let pages = list(&tree, "pages").iter().map(page).collect();
    let held = list(&tree, "held").iter().map(|held| (text(held, "slug"), Why::of(&text(held, "why")))).collect();
    Some(PlanFile { pages, held, file })
}

impl PlanFile {
    /// A place in it.
    pub fn source(&self, range: &Range<usize>) -> Source {
        // A table's first line says enough.
        Source { file: self.file.clone(), range: range.start..range.start }
    }
}

fn page(node: &Node) -> PageEntry {
    let slots = |key: &str| list(node, key).iter().map(slot).collect();
    PageEntry {
        section: text(node, "section"),
        template: text(node, "template"),
        cost: node.get("cost").and_then(Node::thousandths).and_then(|cost| u64::try_from(cost).ok()),
        stories: list(node, "stories").iter().map(story).collect(),
        briefs: node.get("briefs").map(|briefs| (slot(briefs), words(briefs, "stories"))),
        unused_briefs: words(node, "unused_briefs"),
        house_ads: slots("house_ads"),
        white: slots("white"),
        range: node.range.clone(),
    }
}

fn story(node: &Node) -> StoryEntry {
    let photo = |photo: &Node| (number(photo, "photo") as u8, number(photo, "columns") as u8, number(photo, "rows"));
    StoryEntry {
        slug: text(node, "slug"),
        slot: slot(node),
        lead: node.get("lead").and_then(Node::flag).unwrap_or_default(),
        pin: node.get("pin").and_then(Node::flag).unwrap_or_default(),
        jump_after: node.get("jump_after").map(|_| number(node, "jump_after")),
        jump_unasked: node.get("jump_unasked").and_then(Node::flag).unwrap_or_default(),
        turn: node.get("turn").and_then(Node::flag).unwrap_or_default(),
        headline: text(node, "headline"),
        photos: list(node, "photos").iter().map(photo).collect(),
        levers: words(node, "levers"),
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

/// The plan as the file's text, under these lines of remarks.
pub fn write(plan: &PlanFile, remarks: &[String]) -> String {
    let mut out: String = remarks.iter().map(|line| format!("# {line}\n")).collect();
    for page in &plan.pages {
        let _ = writeln!(out, "\n[[pages]]\nsection = {}\ntemplate = {}", quoted(&page.section), quoted(&page.template));
        if let Some(cost) = page.cost {
            let _ = writeln!(out, "cost = {}.{:03}", cost / 1000, cost % 1000);
        }
        if !page.unused_briefs.is_empty() {
            let _ = writeln!(out, "unused_briefs = [{}]", quoted_list(&page.unused_briefs));
        }
        page.stories.iter().for_each(|story| write_story(story, &mut out));
        if let Some((slot, stories)) = &page.briefs {
            let _ = writeln!(out, "\n[pages.briefs]\n{}stories = [{}]", slot_text(slot), quoted_list(stories));
        }
        page.house_ads.iter().for_each(|slot| out += &format!("\n[[pages.house_ads]]\n{}", slot_text(slot)));
        page.white.iter().for_each(|slot| out += &format!("\n[[pages.white]]\n{}", slot_text(slot)));
    }
    for (slug, why) in &plan.held {
        let _ = writeln!(out, "\n[[held]]\nslug = {}\nwhy = {}", quoted(slug), quoted(why.word()));
    }
    out
}

fn write_story(story: &StoryEntry, out: &mut String) {
    let _ = write!(out, "\n[[pages.stories]]\nslug = {}\n{}", quoted(&story.slug), slot_text(&story.slot));
    for (key, flag) in [("lead", story.lead), ("pin", story.pin), ("turn", story.turn), ("jump_unasked", story.jump_unasked)] {
        if flag {
            let _ = writeln!(out, "{key} = true");
        }
    }
    if let Some(after) = story.jump_after {
        let _ = writeln!(out, "jump_after = {after}");
    }
    let _ = writeln!(out, "headline = {}", quoted(&story.headline));
    let photos: Vec<String> =
        story.photos.iter().map(|(photo, columns, rows)| format!("{{ photo = {photo}, columns = {columns}, rows = {rows} }}")).collect();
    if !photos.is_empty() {
        let _ = writeln!(out, "photos = [{}]", photos.join(", "));
    }
    if !story.levers.is_empty() {
        let _ = writeln!(out, "levers = [{}]", quoted_list(&story.levers));
    }
}

fn slot_text(slot: &Slot) -> String {
    format!("column = {}\ncolumns = {}\nrow = {}\nrows = {}\n", slot.column + 1, slot.columns, slot.row + 1, slot.rows)
}

/// A TOML basic string; JSON writes the same but for DEL.
fn quoted(text: &str) -> String {
    serde_json::to_string(text).unwrap_or_default().replace('\u{7f}', "\\u007F")
}

fn quoted_list(list: &[String]) -> String {
    list.iter().map(|text| quoted(text)).collect::<Vec<_>>().join(", ")
}
