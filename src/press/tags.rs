//! Tags: what each thing on the pages is, and in which order it is read, for those who hear the paper.
//!
//! `Document` holds a `Part` for each section, that an `Art` for each story. A story that jumps is one `Art` on both pages. Within it text
//! is read first, then the photos that stand about it. What belongs to no story is read where it stands, ads last on their page.
use std::collections::BTreeMap;
use std::num::{NonZeroU16, NonZeroU32};
use std::sync::Arc;

use krilla::geom::Rect as Area;
use krilla::tagging::{BBox, ListNumbering, Node, TableHeaderScope, Tag as Kind, TagGroup, TagKind, TagTree};

use crate::page::{Cell, Paper, Tag};
use crate::role::{Role, Slug};

/// A piece of content that was drawn.
pub struct Leaf {
    /// Its place in the page's content, and after it those of its links.
    pub nodes: Vec<Node>,
    /// Its characters.
    pub text: String,
    /// Where it leads.
    pub link: Option<Arc<str>>,
    /// Its language, where that is not the paper's.
    pub lang: Option<&'static str>,
    /// The cell of a table that it stands in.
    pub cell: Option<Cell>,
    /// A picture: what one sees, and where it stands.
    pub picture: Option<(String, Option<Area>)>,
}

/// How the pages are read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Reading {
    /// Section by section, story by story.
    Edition,
    /// One story from the first page to the last, and what stands at the pages' feet once after it.
    Story,
}

/// A paragraph, heading, cell or picture.
struct Block {
    page: usize,
    tag: Tag,
    /// What was drawn of it, run after run as one.
    leaf: Leaf,
}

/// The blocks of a paper, in the order in which they are drawn.
pub struct Blocks {
    reading: Reading,
    list: Vec<Block>,
}

impl Blocks {
    /// None yet.
    pub fn new(reading: Reading) -> Blocks {
        Blocks { reading, list: Vec::new() }
    }

    /// Adds what was drawn of a mark on a page, by its index.
    pub fn add(&mut self, page: usize, tag: &Tag, leaf: Leaf) {
        let goes_on = |block: &&mut Block| {
            let same = block.tag == *tag && (block.page == page || self.reading == Reading::Story);
            same && leaf.picture.is_none()
        };
        let Some(block) = self.list.last_mut().filter(goes_on) else {
            let nodes = linked(leaf.nodes, leaf.link.as_ref());
            self.list.push(Block { page, tag: tag.clone(), leaf: Leaf { nodes, ..leaf } });
            return;
        };
        block.leaf.text.push_str(&leaf.text);
        match (&leaf.link, block.leaf.nodes.last_mut()) {
            // A link that goes on on the next line is one.
            (Some(address), Some(Node::Group(group))) if block.leaf.link.as_ref() == Some(address) => group.children.extend(leaf.nodes),
            _ => block.leaf.nodes.extend(linked(leaf.nodes, leaf.link.as_ref())),
        }
        block.leaf.link = leaf.link;
    }

    /// The whole tree.
    pub fn tree(self, paper: &Paper) -> TagTree {
        let parts = sections(paper);
        let mut told: Vec<Vec<Told>> = parts.iter().map(|_| Vec::new()).collect();
        let mut part_of_page: Vec<usize> = Vec::with_capacity(paper.pages.len());
        for (part, pages) in parts.iter().enumerate() {
            part_of_page.resize(pages.end, part);
        }
        let mut stories: Vec<Vec<Block>> = Vec::new();
        let mut by_slug: BTreeMap<Slug, usize> = BTreeMap::new();
        let mut ads: Vec<Block> = Vec::new();
        let mut feet: Vec<Block> = Vec::new();
        let mut page = 0;
        for block in self.list {
            if block.page != page {
                told[part_of_page[page]].extend(std::mem::take(&mut ads).into_iter().map(Told::Other));
                page = block.page;
            }
            match (&block.tag.story, block.tag.role) {
                (Some(_), Role::Folio) => match feet.last_mut().filter(|foot| foot.tag == block.tag) {
                    Some(foot) => foot.leaf.nodes.extend(block.leaf.nodes),
                    None => feet.push(block),
                },
                (Some(slug), _) => {
                    let story = *by_slug.entry(slug.clone()).or_insert_with(|| {
                        told[part_of_page[page]].push(Told::Story(stories.len()));
                        stories.push(Vec::new());
                        stories.len() - 1
                    });
                    stories[story].push(block);
                }
                (None, Role::Ad | Role::HouseAd) => ads.push(block),
                (None, _) => told[part_of_page[page]].push(Told::Other(block)),
            }
        }
        if let Some(last) = told.last_mut() {
            last.extend(ads.into_iter().chain(feet).map(Told::Other));
        }
        let mut articles: Vec<Option<TagGroup>> = stories.into_iter().map(|blocks| Some(article(blocks, self.reading))).collect();
        let mut headings = Headings::default();
        let mut tree = TagTree::new();
        for told in told {
            let mut nodes: Vec<Node> = Vec::new();
            let mut others: Vec<Block> = Vec::new();
            for thing in told {
                match thing {
                    Told::Other(block) => others.push(block),
                    Told::Story(story) => {
                        nodes.extend(blocks_to_nodes(std::mem::take(&mut others)).into_iter().map(|(_, node)| node));
                        nodes.extend(articles[story].take().map(Node::Group));
                    }
                }
            }
            nodes.extend(blocks_to_nodes(others).into_iter().map(|(_, node)| node));
            nodes.iter_mut().for_each(|node| headings.settle(node));
            match self.reading {
                Reading::Edition if nodes.is_empty() => {}
                Reading::Edition => tree.push(TagGroup::with_children(Kind::Part, nodes)),
                Reading::Story => tree.children.extend(nodes),
            }
        }
        tree
    }
}

/// What is read in a section.
enum Told {
    Story(usize),
    Other(Block),
}

/// Runs of pages of one section, by their indices.
pub fn sections(paper: &Paper) -> Vec<std::ops::Range<usize>> {
    let mut at = 0;
    let runs = paper.pages.chunk_by(|one, next| one.section == next.section);
    runs.map(|run| {
        let start = at;
        at += run.len();
        start..at
    })
    .collect()
}

fn linked(nodes: Vec<Node>, link: Option<&Arc<str>>) -> Vec<Node> {
    match link {
        Some(_) if nodes.len() > 1 => vec![group(Kind::Link, nodes)],
        _ => nodes,
    }
}

fn group(kind: impl Into<TagKind>, nodes: Vec<Node>) -> Node {
    Node::Group(TagGroup::with_children(kind, nodes))
}

/// A story: its text from page to page, then its photos.
fn article(blocks: Vec<Block>, reading: Reading) -> TagGroup {
    let lang = blocks.iter().find(|block| !block.leaf.text.is_empty()).and_then(|block| block.leaf.lang);
    let mut nodes: Vec<Node> = Vec::new();
    let mut photos: Vec<Node> = Vec::new();
    let mut segments: Vec<Vec<Block>> = Vec::new();
    for block in blocks {
        match segments.last_mut() {
            Some(segment) if reading == Reading::Story || segment[0].page == block.page => segment.push(block),
            _ => segments.push(vec![block]),
        }
    }
    for (n, segment) in segments.into_iter().enumerate() {
        let mut read = blocks_to_nodes(segment);
        let text = if reading == Reading::Edition {
            read.iter().rposition(|(what, _)| *what == What::Text).map_or(0, |at| at + 1)
        } else {
            read.len()
        };
        photos.extend(read.split_off(text).into_iter().map(|(_, node)| node));
        // Where it goes on, its headline is one within the story.
        nodes.extend(read.into_iter().map(|(_, node)| if n > 0 { lowered(node) } else { node }));
    }
    nodes.extend(photos);
    TagGroup::with_children(Kind::Article.with_lang(lang.map(str::to_string)), nodes)
}

/// A first heading as a second.
fn lowered(node: Node) -> Node {
    match node {
        Node::Group(TagGroup { tag: TagKind::Hn(tag), children }) if tag.level() == FIRST => group(tag.with_level(SECOND), children),
        other => other,
    }
}

const FIRST: NonZeroU16 = NonZeroU16::MIN;
const SECOND: NonZeroU16 = FIRST.saturating_add(1);

/// Text, or a picture with its caption.
#[derive(Clone, Copy, PartialEq, Eq)]
enum What {
    Text,
    Photo,
}

fn blocks_to_nodes(blocks: Vec<Block>) -> Vec<(What, Node)> {
    let mut out = Vec::new();
    let mut rest = blocks.into_iter().peekable();
    while let Some(block) = rest.next() {
        let mut run = |goes_on: &dyn Fn(&Block, &Block) -> bool, block: Block| {
            let mut run = vec![block];
            while let Some(next) = rest.next_if(|next| goes_on(&run[run.len() - 1], next)) {
                run.push(next);
            }
            run
        };
        let node = match block.tag.role {
            Role::Photo | Role::Ad => {
                let words = |_: &Block, next: &Block| matches!(next.tag.role, Role::Caption | Role::Credit);
                out.push((What::Photo, figure(run(&words, block))));
                continue;
            }
            Role::TableHead | Role::TableCell => {
                let row = |block: &Block| block.leaf.cell.map_or(0, |cell| cell.row);
                let same =
                    |last: &Block, next: &Block| matches!(next.tag.role, Role::TableHead | Role::TableCell) && row(next) >= row(last);
                table(run(&same, block))
            }
            Role::ListSign | Role::ListItem => {
                let same = |_: &Block, next: &Block| match next.tag.role {
                    Role::ListSign => next.leaf.text != "1.",
                    role => role == Role::ListItem,
                };
                list(run(&same, block))
            }
            Role::Quote => {
                let quote = run(&|_, next| matches!(next.tag.role, Role::Quote | Role::QuoteBy), block);
                group(Kind::BlockQuote, quote.into_iter().map(|block| group(Kind::P, block.leaf.nodes)).collect())
            }
            Role::Index => {
                let index = run(&|_, next| next.tag.role == Role::Index, block);
                contents(index)
            }
            Role::Headline => heading(FIRST, block),
            Role::Subhead => heading(SECOND, block),
            Role::Caption | Role::Credit => group(Kind::Caption, block.leaf.nodes),
            Role::Nameplate => group(Kind::Title, block.leaf.nodes),
            _ => group(Kind::P, block.leaf.nodes),
        };
        out.push((What::Text, node));
    }
    out
}

fn heading(level: NonZeroU16, block: Block) -> Node {
    let title = block.leaf.text.replace('\u{ad}', "").split_whitespace().collect::<Vec<_>>().join(" ");
    if title.is_empty() { group(Kind::P, block.leaf.nodes) } else { group(Kind::Hn(level, Some(title)), block.leaf.nodes) }
}

/// A picture, and its caption beside it: what is within a figure is not read by all, as its alt text stands for it.
fn figure(mut blocks: Vec<Block>) -> Node {
    let words = blocks.split_off(1);
    let nodes: Vec<Node> = blocks.iter_mut().flat_map(|block| std::mem::take(&mut block.leaf.nodes)).collect();
    let picture = blocks.into_iter().next().and_then(|block| Some((block.page, block.leaf.picture?)));
    let tag = match picture {
        Some((page, (alt, area))) => {
            let alt = if alt.trim().is_empty() { "Photo".to_string() } else { alt };
            Kind::Figure(Some(alt)).with_bbox(area.map(|area| BBox::new(page, area)))
        }
        None => Kind::Figure(Some("Photo".into())),
    };
    let figure = group(tag, nodes);
    if words.is_empty() {
        return figure;
    }
    let caption = group(Kind::Caption, words.into_iter().flat_map(|block| block.leaf.nodes).collect());
    group(Kind::Div, vec![figure, caption])
}

/// A cell of a table that something stands in.
struct Filled {
    role: Role,
    span: u16,
    nodes: Vec<Node>,
}

/// A table. A cell that nothing stands in is there, and empty.
fn table(blocks: Vec<Block>) -> Node {
    let columns = blocks.iter().filter_map(|block| block.leaf.cell).map(|cell| cell.columns).max().unwrap_or(1);
    let mut rows: BTreeMap<u32, BTreeMap<u16, Filled>> = BTreeMap::new();
    for block in blocks {
        let cell = block.leaf.cell.unwrap_or(Cell { row: 0, column: 0, span: columns, columns });
        let row = rows.entry(cell.row).or_default();
        let filled = row.entry(cell.column).or_insert_with(|| Filled { role: block.tag.role, span: cell.span, nodes: Vec::new() });
        filled.nodes.extend(block.leaf.nodes);
    }
    let has_head = rows.contains_key(&0);
    let row = |(number, mut cells): (u32, BTreeMap<u16, Filled>)| {
        let mut nodes = Vec::new();
        let mut column = 0;
        while column < columns {
            let empty = Filled { role: Role::TableCell, span: 1, nodes: Vec::new() };
            let Filled { role, span, nodes: content } = cells.remove(&column).unwrap_or(empty);
            let wide = NonZeroU32::new(u32::from(span)).filter(|span| span.get() > 1);
            let is_head = number == 0 && has_head;
            nodes.push(match role {
                _ if is_head => group(Kind::TH(TableHeaderScope::Column).with_col_span(wide), content),
                // A sub-head is the head of the rows that follow it, over every column.
                Role::TableHead => group(Kind::TH(TableHeaderScope::Column).with_col_span(wide), content),
                _ if column == 0 && columns > 1 => group(Kind::TH(TableHeaderScope::Row).with_col_span(wide), content),
                _ => group(Kind::TD.with_col_span(wide), content),
            });
            column += span.max(1);
        }
        group(Kind::TR, nodes)
    };
    group(Kind::Table, rows.into_iter().map(row).collect())
}

fn list(blocks: Vec<Block>) -> Node {
    let is_number = |block: &Block| block.tag.role == Role::ListSign && block.leaf.text.starts_with(|c: char| c.is_ascii_digit());
    let numbering = if blocks.iter().any(is_number) { ListNumbering::Decimal } else { ListNumbering::Disc };
    let mut items = Vec::new();
    let mut label = None;
    for block in blocks {
        if block.tag.role == Role::ListSign {
            label = Some(group(Kind::Lbl, block.leaf.nodes));
        } else {
            let body = group(Kind::LBody, block.leaf.nodes);
            items.push(group(Kind::LI, label.take().into_iter().chain([body]).collect()));
        }
    }
    // A sign without an entry is read all the same.
    items.extend(label.map(|label| group(Kind::LI, vec![label])));
    group(Kind::L(numbering), items)
}

/// The index: an entry for each story that it leads to.
fn contents(blocks: Vec<Block>) -> Node {
    let mut entries: Vec<(Option<Arc<str>>, Vec<Node>)> = Vec::new();
    for block in blocks {
        match entries.last_mut() {
            Some((link, nodes)) if link.is_some() && *link == block.leaf.link => nodes.push(group(Kind::P, block.leaf.nodes)),
            _ => entries.push((block.leaf.link, vec![group(Kind::P, block.leaf.nodes)])),
        }
    }
    group(Kind::TOC, entries.into_iter().map(|(_, nodes)| group(Kind::TOCI, nodes)).collect())
}

/// The level of the last heading: none is more than one deeper than the one before.
#[derive(Default)]
struct Headings {
    last: u16,
}

impl Headings {
    fn settle(&mut self, node: &mut Node) {
        let Node::Group(group) = node else { return };
        if let TagKind::Hn(tag) = &mut group.tag {
            let level = tag.level().get().min(self.last + 1);
            tag.set_level(NonZeroU16::new(level).unwrap_or(FIRST));
            self.last = level;
        }
        group.children.iter_mut().for_each(|node| self.settle(node));
    }
}
