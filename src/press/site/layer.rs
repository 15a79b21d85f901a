//! The text over a page's picture: each line's pieces where their glyphs stand, for selecting, copying and finding.
use serde_json::{Value, json};
use unicode_normalization::char::is_combining_mark;

use super::story::{MarkBlock, blocks, gather};
use super::text::in_script;
use crate::page::{Page, Paper, Text};
use crate::press::lines::{Letter, letters, rows};
use crate::role::Role;
use crate::units::{PER_POINT, Pt};

/// Places are told in tenths of a point: a page on a screen shows no less.
const UNIT: i32 = PER_POINT / 10;

/// What parts two pieces that touch: a word and the sign after it.
const SEAM: char = '\t';

/// A page's text, as a script: pages opened from a folder may load no other file. `stories` are the slugs; each block is the index of its
/// story (-1 for what belongs to none), what stands before it in a copy, its language where that is not the paper's, and its lines.
pub fn layer_js(paper: &Paper, page: &Page) -> String {
    let slugs: Vec<&str> = page.stories.iter().map(|place| &*place.slug.0).collect();
    let others =
        gather(page.marks.iter().filter(|mark| mark.tag.role != Role::Proof && !(mark.tag.story.is_some() && mark.tag.role.is_story())));
    let mut told = tell(paper, -1, &others);
    for (at, place) in (0..).zip(&page.stories) {
        told.extend(tell(paper, at, &blocks(&page.marks, &place.slug)));
    }
    let layer = json!({ "stories": slugs, "blocks": told });
    format!("(newsprint.layers ??= {{}})[{}] = {};\n", in_script(&json!(page.label)), in_script(&layer))
}

fn tell(paper: &Paper, story: i32, blocks: &[MarkBlock]) -> Vec<Value> {
    let texts: Vec<&MarkBlock> = blocks.iter().filter(|block| !block.runs.is_empty()).collect();
    let mut told = Vec::new();
    for (at, block) in texts.iter().enumerate() {
        let lines: Vec<Value> = rows(&block.runs).into_iter().filter_map(line).collect();
        let before = at.checked_sub(1).map_or("", |before| joint(texts[before], block));
        let lang = block.runs[0].lang.filter(|lang| *lang != paper.lang).unwrap_or("");
        told.extend((!lines.is_empty()).then(|| Value::from([vec![json!(story), json!(before), json!(lang)], lines].concat())));
    }
    told
}

/// What parts two blocks in a copy: paragraphs a blank line, entries of a list a line's end, cells a tab.
fn joint(one: &MarkBlock, next: &MarkBlock) -> &'static str {
    let cell = |block: &MarkBlock| block.runs.iter().find_map(|run| run.cell);
    match (one.role, next.role) {
        (Role::ListSign, Role::ListItem) => " ",
        (Role::ListItem, Role::ListSign | Role::ListItem) | (Role::Refer, Role::Refer) => "\n",
        (Role::TableHead | Role::TableCell, Role::TableHead | Role::TableCell) => match (cell(one), cell(next)) {
            (Some(one), Some(next)) if one.row == next.row => "\t",
            _ => "\n",
        },
        _ => "\n\n",
    }
}

/// A line: its text, and its baseline, size, left end, and in turn the widths of its pieces and of what is open between them. A space at
/// the text's end stands for the line's end, a soft hyphen for a hyphen that was put there. None where it has no letters.
fn line(row: Vec<&Text>) -> Option<Value> {
    let (baseline, size) = (row.first()?.y, row.iter().map(|run| run.size).max()?);
    let mut spaced = row.last().is_some_and(|run| run.space_after);
    let mut letters: Vec<Letter> = row.into_iter().flat_map(letters).collect();
    while letters.pop_if(|last| last.character.is_whitespace()).is_some() {
        spaced = true;
    }
    let first = letters.iter().take_while(|letter| letter.character.is_whitespace()).count();
    letters.drain(..first);
    let hyphen = letters.pop_if(|last| last.character == '\u{ad}').is_some();
    letters.retain(|letter| letter.character != '\u{ad}');
    let mut pen = units(letters.first()?.frame.x);
    let mut numbers = vec![units(baseline), units(size), pen];
    let mut text = String::new();
    for piece in letters.chunk_by(|one, next| kind(one.character) == kind(next.character)) {
        let is_space = kind(piece[0].character) == Kind::Space;
        let left = units(piece[0].frame.x);
        let right = piece.iter().map(|letter| units(letter.frame.right())).max()?.max(left);
        if !is_space && !text.is_empty() && !text.ends_with(char::is_whitespace) {
            text.push(SEAM);
        }
        // A space is as wide as what it leaves open.
        if !is_space && !text.is_empty() {
            numbers.push(left - pen);
        }
        if !is_space {
            numbers.push(right - left);
            pen = right;
        }
        text.extend(piece.iter().map(|letter| letter.character));
    }
    if spaced {
        text.push(' ');
    } else if hyphen {
        text.push('\u{ad}');
    }
    Some(json!([text, numbers]))
}

/// What a piece is made of.
#[derive(PartialEq, Eq)]
enum Kind {
    Space,
    /// Letters and figures, as the search takes words.
    Word,
    Sign,
}

fn kind(character: char) -> Kind {
    match character {
        space if space.is_whitespace() => Kind::Space,
        '’' | '\'' => Kind::Word,
        letter if letter.is_alphanumeric() || is_combining_mark(letter) => Kind::Word,
        _ => Kind::Sign,
    }
}

fn units(length: Pt) -> i32 {
    (length.0 + UNIT / 2).div_euclid(UNIT)
}
