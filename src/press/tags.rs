//! Tags and bookmarks: the paper's structure for those who hear it and those who leaf through it.
use krilla::destination::XyzDestination;
use krilla::geom::Point;
use krilla::outline::{Outline, OutlineNode};
use krilla::tagging::{Identifier, ListNumbering, Node, TableHeaderScope, Tag, TagGroup, TagTree};
use std::num::NonZeroU16;

use crate::page::{Page, Paper};
use crate::role::{Role, Slug};

/// Gathers what is drawn into the tag tree: pages of articles of blocks.
#[derive(Default)]
pub struct Tree {
    root: Vec<TagGroup>,
    story: Option<(Slug, Vec<Node>)>,
    block: Option<Block>,
    rows: Vec<(Point, Vec<Node>)>,
    items: Vec<Node>,
    /// The number of the list's next entry.
    label: Option<Node>,
    /// The list's entries have numbers.
    numbered: bool,
}

struct Block {
    number: u32,
    role: Role,
    alt: Option<String>,
    at: Point,
    leaves: Vec<Node>,
}

/// A piece of content: its place in the tree's leaves, what one sees of a picture, and where it stands.
pub struct Leaf {
    /// The node.
    pub node: Node,
    /// What one sees.
    pub alt: Option<String>,
    /// Left end of its baseline.
    pub at: Point,
}

impl Tree {
    /// Adds a piece of content; pieces of one block must come one after the other.
    pub fn add(&mut self, story: &Slug, role: Role, number: u32, leaf: Leaf) {
        if self.story.as_ref().is_none_or(|(current, _)| current != story) {
            self.close_story();
            self.story = Some((story.clone(), Vec::new()));
        }
        match &mut self.block {
            Some(block) if block.number == number && block.role == role => block.leaves.push(leaf.node),
            _ => {
                self.close_block();
                self.block = Some(Block { number, role, alt: leaf.alt, at: leaf.at, leaves: vec![leaf.node] });
            }
        }
    }

    fn close_block(&mut self) {
        let Some(block) = self.block.take() else { return };
        let group = |tag: krilla::tagging::TagKind, leaves: Vec<Node>| {
            let mut group = TagGroup::new(tag);
            for leaf in leaves {
                group.push(leaf);
            }
            Node::Group(group)
        };
        const FIRST: NonZeroU16 = NonZeroU16::MIN;
        let second = FIRST.saturating_add(1);
        let node = match block.role {
            Role::Headline => group(Tag::Hn(FIRST, None).into(), block.leaves),
            Role::Subhead => group(Tag::Hn(second, None).into(), block.leaves),
            Role::Photo => group(Tag::Figure(block.alt).into(), block.leaves),
            Role::Caption | Role::Credit => group(Tag::Caption.into(), block.leaves),
            Role::Quote | Role::QuoteBy => group(Tag::BlockQuote.into(), block.leaves),
            Role::TableHead | Role::TableCell => {
                let head = block.role == Role::TableHead;
                let cell =
                    if head { group(Tag::TH(TableHeaderScope::Column).into(), block.leaves) } else { group(Tag::TD.into(), block.leaves) };
                // Cells of one row share the baseline of their first lines and go on to the right.
                match self.rows.last_mut() {
                    Some((last, cells)) if last.y == block.at.y && last.x < block.at.x => {
                        *last = block.at;
                        cells.push(cell);
                    }
                    _ => self.rows.push((block.at, vec![cell])),
                }
                return;
            }
            Role::ListSign => {
                self.label = Some(group(Tag::Lbl.into(), block.leaves));
                self.numbered = true;
                return;
            }
            Role::ListItem => {
                self.close_table();
                let body = group(Tag::LBody.into(), block.leaves);
                self.items.push(group(Tag::LI.into(), self.label.take().into_iter().chain([body]).collect()));
                return;
            }
            _ => group(Tag::P.into(), block.leaves),
        };
        self.close_table();
        self.close_list();
        self.push(node);
    }

    fn push(&mut self, node: Node) {
        if let Some((_, nodes)) = &mut self.story {
            nodes.push(node);
        }
    }

    fn close_list(&mut self) {
        if self.items.is_empty() {
            return;
        }
        let numbering = if std::mem::take(&mut self.numbered) { ListNumbering::Decimal } else { ListNumbering::Disc };
        let mut list = TagGroup::new(Tag::L(numbering));
        for item in std::mem::take(&mut self.items) {
            list.push(item);
        }
        self.push(Node::Group(list));
    }

    fn close_table(&mut self) {
        if self.rows.is_empty() {
            return;
        }
        let mut table = TagGroup::new(Tag::Table);
        for (_, cells) in std::mem::take(&mut self.rows) {
            let mut row = TagGroup::new(Tag::TR);
            for cell in cells {
                row.push(cell);
            }
            table.push(row);
        }
        self.push(Node::Group(table));
    }

    /// Says that a new row of a table begins with the next cell.
    pub fn close_story(&mut self) {
        self.close_block();
        self.close_table();
        self.close_list();
        if let Some((_, nodes)) = self.story.take() {
            let mut article = TagGroup::new(Tag::Article);
            for node in nodes {
                article.push(node);
            }
            self.root.push(article);
        }
    }

    /// A leaf of content that belongs to no story but is read: furniture that matters.
    pub fn loose(&mut self, leaf: Identifier) {
        self.close_story();
        let mut paragraph = TagGroup::new(Tag::P);
        paragraph.push(Node::Leaf(leaf));
        self.root.push(paragraph);
    }

    /// The whole tree.
    pub fn finish(mut self) -> TagTree {
        self.close_story();
        let mut tree = TagTree::new();
        for group in self.root {
            tree.push(Node::Group(group));
        }
        tree
    }
}

/// Bookmarks: a section for each run of pages, a story each.
pub fn outline(paper: &Paper) -> Outline {
    let mut outline = Outline::new();
    let mut at = 0;
    while at < paper.pages.len() {
        let section = &paper.pages[at].section;
        let mut node = OutlineNode::new(section.clone(), top_of(at, None));
        while at < paper.pages.len() && paper.pages[at].section == *section {
            stories(&paper.pages[at], at, &mut node);
            at += 1;
        }
        outline.push_child(node);
    }
    outline
}

fn stories(page: &Page, index: usize, node: &mut OutlineNode) {
    for story in &page.stories {
        let place = top_of(index, Some((story.frame.x.to_f32(), story.frame.y.to_f32())));
        node.push_child(OutlineNode::new(story.short_headline.clone(), place));
    }
}

fn top_of(page: usize, point: Option<(f32, f32)>) -> XyzDestination {
    let (x, y) = point.unwrap_or((0.0, 0.0));
    XyzDestination::new(page, Point::from_xy(x, y))
}
