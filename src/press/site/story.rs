//! The stories as they ran, read off their marks: heads, paragraphs, lists, tables, pictures; parts of a jumped story joined.
use std::collections::BTreeMap;

use super::text::{TextSpan, plain, spans, weighed};
use crate::page::{Cell, Mark, MarkKind, Paper, Picture, Text};
use crate::role::{Role, Slug, StoryPart};

/// A story with all its parts.
#[derive(Clone, Debug)]
pub struct Story {
    pub slug: Slug,
    /// The section of the page that it begins on.
    pub section: String,
    /// Indices of its pages, in order.
    pub pages: Vec<usize>,
    /// Its language's tag.
    pub lang: &'static str,
    /// The headline, on one line.
    pub headline: String,
    /// What it is made of, in reading order.
    pub pieces: Vec<StoryElement>,
}

/// A piece of a story.
#[derive(Clone, Debug)]
pub enum StoryElement {
    /// A line or paragraph of one role: kicker, headline, deck, byline, stamp, body, subhead.
    Text(Role, Vec<TextSpan>),
    /// A quote and who said it.
    Quote(Vec<TextSpan>, Option<Vec<TextSpan>>),
    List {
        ordered: bool,
        /// Its entries.
        items: Vec<Vec<TextSpan>>,
    },
    StoryTable(StoryTable),
    /// A picture, and what stands under it.
    Figure {
        /// As it is drawn.
        picture: Picture,
        /// Caption and credit.
        words: Vec<Vec<TextSpan>>,
    },
    /// A pointer to another story.
    Refer(Vec<Vec<TextSpan>>),
    /// The story goes on on this page.
    Turn(usize),
}

/// A table's rows.
#[derive(Clone, Debug, Default)]
pub struct StoryTable {
    pub columns: usize,
    /// Of each column: its cells begin at one left edge.
    pub left: Vec<bool>,
    /// Rows from the top.
    pub rows: Vec<StoryRow>,
}

#[derive(Clone, Debug)]
pub struct StoryRow {
    /// It names what stands under it.
    pub head: bool,
    /// The cells; empty where there is nothing.
    pub cells: Vec<Vec<TextSpan>>,
    /// Columns that each cell stands over; 0 for one that another stands over.
    pub over: Vec<usize>,
}

/// A block of marks of one number.
#[derive(Clone, Debug)]
pub struct MarkBlock<'a> {
    pub role: Role,
    pub number: u32,
    pub runs: Vec<&'a Text>,
    /// Or its picture.
    pub picture: Option<&'a Picture>,
}

/// The stories of a paper, in the order in which they begin.
pub fn stories(paper: &Paper) -> Vec<Story> {
    let mut order: Vec<Slug> = Vec::new();
    let mut found: BTreeMap<Slug, Story> = BTreeMap::new();
    for (at, page) in paper.pages.iter().enumerate() {
        for place in &page.stories {
            let blocks = blocks(&page.marks, &place.slug);
            let is_turn = place.part == StoryPart::Turn;
            let read = pieces(paper, &blocks, is_turn);
            match found.get_mut(&place.slug) {
                Some(story) => {
                    story.pages.push(at);
                    story.pieces.push(StoryElement::Turn(at));
                    story.pieces.extend(read);
                }
                None => {
                    order.push(place.slug.clone());
                    let headline = place.headline_lines.join(" ");
                    let headline = first_of(&read, Role::Headline).unwrap_or(headline);
                    let story = Story {
                        slug: place.slug.clone(),
                        section: page.section.clone(),
                        pages: vec![at],
                        lang: lang(paper, &blocks),
                        headline,
                        pieces: read,
                    };
                    found.insert(place.slug.clone(), story);
                }
            }
        }
    }
    order.iter().filter_map(|slug| found.remove(slug)).collect()
}

/// The first text of a role.
fn first_of(pieces: &[StoryElement], wanted: Role) -> Option<String> {
    pieces.iter().find_map(|piece| match piece {
        StoryElement::Text(role, spans) if *role == wanted => Some(plain(spans)),
        _ => None,
    })
}

fn lang(paper: &Paper, blocks: &[MarkBlock]) -> &'static str {
    blocks.iter().flat_map(|block| &block.runs).next().and_then(|run| run.lang).unwrap_or(paper.lang)
}

/// A story's marks on a page, gathered.
pub fn blocks<'a>(marks: &'a [Mark], slug: &Slug) -> Vec<MarkBlock<'a>> {
    gather(marks.iter().filter(|mark| mark.tag.story.as_ref() == Some(slug) && mark.tag.role.is_story()))
}

/// Marks of one number and role as one block each.
pub fn gather<'a>(marks: impl Iterator<Item = &'a Mark>) -> Vec<MarkBlock<'a>> {
    let mut blocks: Vec<MarkBlock> = Vec::new();
    for mark in marks {
        let (role, number) = (mark.tag.role, mark.tag.block);
        match &mark.kind {
            MarkKind::Text(text) => match blocks.last_mut() {
                Some(block) if block.number == number && block.role == role => block.runs.push(text),
                _ => blocks.push(MarkBlock { role, number, runs: vec![text], picture: None }),
            },
            MarkKind::Picture(picture) => blocks.push(MarkBlock { role, number, runs: Vec::new(), picture: Some(picture) }),
            MarkKind::Fill(..) | MarkKind::Frame(..) => {}
        }
    }
    blocks
}

fn pieces(paper: &Paper, blocks: &[MarkBlock], is_turn: bool) -> Vec<StoryElement> {
    let mut pieces: Vec<StoryElement> = Vec::new();
    let mut numbered = false;
    let mut at = 0;
    while at < blocks.len() {
        let block = &blocks[at];
        let text = || spans(paper, &block.runs);
        let weighed = || weighed(paper, &block.runs);
        at += 1;
        match block.role {
            // The turn's head and the lines of the jump lead readers of paper; here the parts are one.
            Role::JumpLine => {}
            Role::Kicker | Role::Headline if is_turn => {}
            Role::Photo => pieces.extend(block.picture.map(|picture| StoryElement::Figure { picture: picture.clone(), words: Vec::new() })),
            Role::Caption | Role::Credit => match pieces.last_mut() {
                Some(StoryElement::Figure { words, .. }) => words.push(text()),
                _ => pieces.push(StoryElement::Text(block.role, text())),
            },
            Role::Quote => match pieces.last_mut() {
                Some(StoryElement::Quote(words, None)) => {
                    words.push(TextSpan { text: " ".into(), bold: false, italic: false, small: false, link: None });
                    words.extend(text());
                }
                _ => pieces.push(StoryElement::Quote(text(), None)),
            },
            Role::QuoteBy => match pieces.last_mut() {
                Some(StoryElement::Quote(_, by @ None)) => *by = Some(text()),
                _ => pieces.push(StoryElement::Text(Role::QuoteBy, text())),
            },
            Role::ListSign => numbered = block.runs.iter().any(|run| run.text.contains(char::is_alphanumeric)),
            Role::ListItem => match pieces.last_mut() {
                Some(StoryElement::List { items, ordered }) if *ordered == numbered => items.push(text()),
                _ => pieces.push(StoryElement::List { ordered: numbered, items: vec![text()] }),
            },
            Role::TableHead | Role::TableCell => {
                let start = at - 1;
                at = start + table_end(&blocks[start..]);
                pieces.push(StoryElement::StoryTable(table(paper, &blocks[start..at])));
            }
            Role::Refer => match pieces.last_mut() {
                Some(StoryElement::Refer(lines)) => lines.push(weighed()),
                _ => pieces.push(StoryElement::Refer(vec![weighed()])),
            },
            Role::Byline => pieces.push(StoryElement::Text(Role::Byline, weighed())),
            role => pieces.push(StoryElement::Text(role, text())),
        }
    }
    spread(pieces)
}

/// Cells of a column whose left ends differ by less are aligned there, in thousandths of a point.
const ALIGNED: i32 = 1_500;

/// Paragraphs between pictures that the page shows beside the text.
const EVERY: usize = 4;

/// Pictures and wide quotes stand at a part's end on the page's list: the first picture opens the part, the others go between its
/// paragraphs.
fn spread(pieces: Vec<StoryElement>) -> Vec<StoryElement> {
    let is_head = |piece: &StoryElement| {
        matches!(piece, StoryElement::Text(Role::Kicker | Role::Headline | Role::Deck | Role::Byline | Role::Stamp, _))
    };
    let is_loose = |piece: &StoryElement| matches!(piece, StoryElement::Figure { .. } | StoryElement::Quote(..));
    let end = pieces.iter().rposition(|piece| !is_loose(piece)).map_or(0, |last| last + 1);
    let (flow, loose) = pieces.split_at(end);
    let mut loose = loose.iter().cloned().peekable();
    let mut out: Vec<StoryElement> = Vec::new();
    let mut paragraphs = 0;
    let mut opened = false;
    for piece in flow {
        if !opened && !is_head(piece) {
            opened = true;
            out.extend(loose.next_if(|piece| matches!(piece, StoryElement::Figure { .. })));
        }
        let is_paragraph = matches!(piece, StoryElement::Text(Role::Body, _));
        out.push(piece.clone());
        paragraphs += usize::from(is_paragraph);
        if is_paragraph && paragraphs.is_multiple_of(EVERY) {
            out.extend(loose.next());
        }
    }
    out.extend(loose);
    out
}

/// The place of a block in its table; alone in a table of its own where it has none.
fn cell(block: &MarkBlock) -> Cell {
    block.runs.iter().find_map(|run| run.cell).unwrap_or(Cell { row: 0, column: 0, span: 1, columns: 1 })
}

/// Blocks of one table: a row above the last begins the next.
fn table_end(blocks: &[MarkBlock]) -> usize {
    let is_cell = |block: &MarkBlock| matches!(block.role, Role::TableHead | Role::TableCell);
    let goes_on = |at: &usize| is_cell(&blocks[*at]) && (*at == 0 || cell(&blocks[*at]).row >= cell(&blocks[at - 1]).row);
    (0..blocks.len()).take_while(goes_on).count()
}

/// Cells in rows.
fn table(paper: &Paper, blocks: &[MarkBlock]) -> StoryTable {
    let columns = blocks.iter().map(|block| usize::from(cell(block).columns)).max().unwrap_or(1);
    let mut rows: BTreeMap<u32, StoryRow> = BTreeMap::new();
    for block in blocks {
        let Cell { row, column, span, .. } = cell(block);
        let is_over_all = usize::from(span) == columns;
        let count = if is_over_all { 1 } else { columns };
        let empty = || StoryRow { head: block.role == Role::TableHead, cells: vec![Vec::new(); count], over: vec![1; count] };
        let row = rows.entry(row).or_insert_with(empty);
        let column = usize::from(column);
        if let Some(words) = row.cells.get_mut(column) {
            *words = spans(paper, &block.runs);
            row.over.iter_mut().skip(column + 1).take(usize::from(span).saturating_sub(1)).for_each(|over| *over = 0);
            row.over[column] = usize::from(span);
        }
    }
    let starts = |column: usize| {
        let here = blocks.iter().filter(|block| block.role == Role::TableCell && usize::from(cell(block).column) == column);
        let mut starts = here.filter_map(|block| block.runs.first()).map(|run| run.x);
        let first = starts.next();
        starts.all(|start| first.is_some_and(|first| (start - first).0.abs() < ALIGNED))
    };
    StoryTable { columns, left: (0..columns).map(starts).collect(), rows: rows.into_values().collect() }
}

impl Story {
    pub fn deck(&self) -> Option<String> {
        first_of(&self.pieces, Role::Deck)
    }

    /// Its first words, for feeds: the deck, else the first paragraph.
    pub fn summary(&self) -> String {
        self.deck().or_else(|| first_of(&self.pieces, Role::Body)).unwrap_or_default()
    }

    /// Its pictures, in reading order.
    pub fn pictures(&self) -> impl Iterator<Item = &Picture> {
        self.pieces.iter().filter_map(|piece| if let StoryElement::Figure { picture, .. } = piece { Some(picture) } else { None })
    }
}
