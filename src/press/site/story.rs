//! The stories as they ran, read off their marks: heads, paragraphs, lists, tables, pictures; parts of a jumped story joined.
use std::collections::BTreeMap;

use super::text::{Span, plain, spans, weighed};
use crate::page::{Mark, MarkKind, Paper, Picture, Text};
use crate::role::{Role, Slug};
use crate::units::Pt;

/// A story with all its parts.
#[derive(Clone, Debug)]
pub struct Story {
    /// Which.
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
    pub pieces: Vec<Piece>,
}

/// A piece of a story.
#[derive(Clone, Debug)]
pub enum Piece {
    /// A line or paragraph of one role: kicker, headline, deck, byline, stamp, body, subhead.
    Text(Role, Vec<Span>),
    /// A quote and who said it.
    Quote(Vec<Span>, Option<Vec<Span>>),
    /// A list.
    List {
        /// Numbered.
        ordered: bool,
        /// Its entries.
        items: Vec<Vec<Span>>,
    },
    /// A table.
    Table(Table),
    /// A picture, what stands under it, and which one of the story's it is.
    Figure {
        /// As it is drawn.
        picture: Picture,
        /// Caption and credit.
        words: Vec<Vec<Span>>,
    },
    /// A pointer to another story.
    Refer(Vec<Vec<Span>>),
    /// The story goes on on this page.
    Turn(usize),
}

/// A table's rows.
#[derive(Clone, Debug, Default)]
pub struct Table {
    /// Columns.
    pub columns: usize,
    /// Of each column: its cells begin at one left edge.
    pub left: Vec<bool>,
    /// Rows from the top.
    pub rows: Vec<Row>,
}

/// A table's row.
#[derive(Clone, Debug)]
pub struct Row {
    /// It names what stands under it.
    pub head: bool,
    /// The cells; empty where there is nothing.
    pub cells: Vec<Vec<Span>>,
}

/// A block of marks of one number.
struct Block<'a> {
    role: Role,
    number: u32,
    runs: Vec<&'a Text>,
    picture: Option<&'a Picture>,
}

/// The stories of a paper, in the order in which they begin.
pub fn stories(paper: &Paper) -> Vec<Story> {
    let mut order: Vec<Slug> = Vec::new();
    let mut found: BTreeMap<Slug, Story> = BTreeMap::new();
    for (at, page) in paper.pages.iter().enumerate() {
        for place in &page.stories {
            let blocks = blocks(&page.marks, &place.slug);
            let is_turn = place.part == "turn";
            let read = pieces(paper, &blocks, is_turn);
            match found.get_mut(&place.slug) {
                Some(story) => {
                    story.pages.push(at);
                    story.pieces.push(Piece::Turn(at));
                    story.pieces.extend(read);
                }
                None => {
                    order.push(place.slug.clone());
                    let headline = place.headline_lines.join(" ");
                    let headline = headline_of(&read).unwrap_or(headline);
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

fn headline_of(pieces: &[Piece]) -> Option<String> {
    pieces.iter().find_map(|piece| if let Piece::Text(Role::Headline, spans) = piece { Some(plain(spans)) } else { None })
}

fn lang(paper: &Paper, blocks: &[Block]) -> &'static str {
    blocks.iter().flat_map(|block| &block.runs).next().and_then(|run| run.lang).unwrap_or(paper.lang)
}

/// A story's marks on a page, gathered.
fn blocks<'a>(marks: &'a [Mark], slug: &Slug) -> Vec<Block<'a>> {
    let mut blocks: Vec<Block> = Vec::new();
    for mark in marks.iter().filter(|mark| mark.tag.story.as_ref() == Some(slug) && mark.tag.role.is_story()) {
        let (role, number) = (mark.tag.role, mark.tag.block);
        match &mark.kind {
            MarkKind::Text(text) => match blocks.last_mut() {
                Some(block) if block.number == number && block.role == role => block.runs.push(text),
                _ => blocks.push(Block { role, number, runs: vec![text], picture: None }),
            },
            MarkKind::Picture(picture) => blocks.push(Block { role, number, runs: Vec::new(), picture: Some(picture) }),
            MarkKind::Fill(..) | MarkKind::Frame(..) => {}
        }
    }
    blocks
}

fn pieces(paper: &Paper, blocks: &[Block], is_turn: bool) -> Vec<Piece> {
    let mut pieces: Vec<Piece> = Vec::new();
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
            Role::Photo => pieces.extend(block.picture.map(|picture| Piece::Figure { picture: picture.clone(), words: Vec::new() })),
            Role::Caption | Role::Credit => match pieces.last_mut() {
                Some(Piece::Figure { words, .. }) => words.push(text()),
                _ => pieces.push(Piece::Text(block.role, text())),
            },
            Role::Quote => match pieces.last_mut() {
                Some(Piece::Quote(words, None)) => {
                    words.push(Span { text: " ".into(), bold: false, italic: false, small: false, link: None });
                    words.extend(text());
                }
                _ => pieces.push(Piece::Quote(text(), None)),
            },
            Role::QuoteBy => match pieces.last_mut() {
                Some(Piece::Quote(_, by @ None)) => *by = Some(text()),
                _ => pieces.push(Piece::Text(Role::QuoteBy, text())),
            },
            Role::ListSign => numbered = block.runs.iter().any(|run| run.text.contains(char::is_alphanumeric)),
            Role::ListItem => match pieces.last_mut() {
                Some(Piece::List { items, ordered }) if *ordered == numbered => items.push(text()),
                _ => pieces.push(Piece::List { ordered: numbered, items: vec![text()] }),
            },
            Role::TableHead | Role::TableCell => {
                let start = at - 1;
                at = start + table_end(&blocks[start..]);
                pieces.push(Piece::Table(table(paper, &blocks[start..at])));
            }
            Role::Refer => match pieces.last_mut() {
                Some(Piece::Refer(lines)) => lines.push(weighed()),
                _ => pieces.push(Piece::Refer(vec![weighed()])),
            },
            Role::Byline => pieces.push(Piece::Text(Role::Byline, weighed())),
            role => pieces.push(Piece::Text(role, text())),
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
fn spread(pieces: Vec<Piece>) -> Vec<Piece> {
    let is_head = |piece: &Piece| matches!(piece, Piece::Text(Role::Kicker | Role::Headline | Role::Deck | Role::Byline | Role::Stamp, _));
    let is_loose = |piece: &Piece| matches!(piece, Piece::Figure { .. } | Piece::Quote(..));
    let end = pieces.iter().rposition(|piece| !is_loose(piece)).map_or(0, |last| last + 1);
    let (flow, loose) = pieces.split_at(end);
    let mut loose = loose.iter().cloned().peekable();
    let mut out: Vec<Piece> = Vec::new();
    let mut paragraphs = 0;
    let mut opened = false;
    for piece in flow {
        if !opened && !is_head(piece) {
            opened = true;
            out.extend(loose.next_if(|piece| matches!(piece, Piece::Figure { .. })));
        }
        let is_paragraph = matches!(piece, Piece::Text(Role::Body, _));
        out.push(piece.clone());
        paragraphs += usize::from(is_paragraph);
        if is_paragraph && paragraphs.is_multiple_of(EVERY) {
            out.extend(loose.next());
        }
    }
    out.extend(loose);
    out
}

/// Blocks of one table: a head of several cells after other cells begins the next.
fn table_end(blocks: &[Block]) -> usize {
    let baseline = |block: &Block| block.runs.first().map(|run| run.y);
    let is_head = |at: usize| blocks.get(at).is_some_and(|block| block.role == Role::TableHead);
    let is_wide = |at: usize| is_head(at) && is_head(at + 1) && baseline(&blocks[at]) == baseline(&blocks[at + 1]);
    let is_cell = |at: &usize| matches!(blocks[*at].role, Role::TableHead | Role::TableCell);
    let begins = |at: &usize| *at > 0 && is_wide(*at) && blocks[at - 1].role == Role::TableCell;
    (0..blocks.len()).take_while(|at| is_cell(at) && !begins(at)).count()
}

/// Cells in rows: those of one row share the baseline of their first lines and go on to the right.
fn table(paper: &Paper, blocks: &[Block]) -> Table {
    type Cell = (Pt, Pt, Vec<Span>);
    let mut rows: Vec<(bool, Pt, Vec<Cell>)> = Vec::new();
    for block in blocks {
        let Some(first) = block.runs.first() else { continue };
        let right = block.runs.iter().map(|run| run.x + run.width()).max().unwrap_or(first.x);
        let cell = (first.x, right, spans(paper, &block.runs));
        match rows.last_mut() {
            Some((_, y, cells)) if *y == first.y && cells.last().is_some_and(|last| last.0 < first.x) => cells.push(cell),
            _ => rows.push((block.role == Role::TableHead, first.y, vec![cell])),
        }
    }
    let columns = rows.iter().map(|(_, _, cells)| cells.len()).max().unwrap_or(0);
    // Where the columns stand, by the rows that have a cell in each.
    let mut extents: Vec<(Pt, Pt)> = Vec::new();
    for (_, _, cells) in rows.iter().filter(|(_, _, cells)| cells.len() == columns) {
        extents.resize(columns, (Pt(i32::MAX), Pt(i32::MIN)));
        for (extent, cell) in extents.iter_mut().zip(cells) {
            *extent = (extent.0.min(cell.0), extent.1.max(cell.1));
        }
    }
    let starts = |column: usize| {
        let full = rows.iter().filter(|(head, _, cells)| !head && cells.len() == columns);
        let mut starts = full.map(|(_, _, cells)| cells[column].0);
        let first = starts.next();
        starts.all(|start| first.is_some_and(|first| (start - first).0.abs() < ALIGNED))
    };
    let left = (0..columns).map(starts).collect();
    let row = |(head, _, cells): (bool, Pt, Vec<Cell>)| {
        if cells.len() == columns || cells.len() == 1 && head {
            return Row { head, cells: cells.into_iter().map(|cell| cell.2).collect() };
        }
        let mut placed: Vec<Vec<Span>> = vec![Vec::new(); columns];
        let mut from = 0;
        let mut left = cells.len();
        for (x, right, words) in cells {
            left -= 1;
            let distance = |column: &usize| {
                let (start, end) = extents[*column];
                (x.0 - start.0).abs().min((right.0 - end.0).abs())
            };
            // Cells that are to come need a column each.
            let column = (from..columns - left).min_by_key(distance).unwrap_or(from);
            placed[column] = words;
            from = column + 1;
        }
        Row { head, cells: placed }
    };
    Table { columns, left, rows: rows.into_iter().map(row).collect() }
}

impl Story {
    /// Its first words, for feeds: the deck, else the first paragraph.
    pub fn summary(&self) -> String {
        let first = |wanted: Role| {
            self.pieces.iter().find_map(|piece| match piece {
                Piece::Text(role, spans) if *role == wanted => Some(plain(spans)),
                _ => None,
            })
        };
        first(Role::Deck).or_else(|| first(Role::Body)).unwrap_or_default()
    }

    /// Its pictures, in reading order.
    pub fn pictures(&self) -> impl Iterator<Item = &Picture> {
        self.pieces.iter().filter_map(|piece| if let Piece::Figure { picture, .. } = piece { Some(picture) } else { None })
    }
}
