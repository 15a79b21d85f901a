//! Tags: what each thing on the pages is, and in which order it is read, for those who hear the paper.
//!
//! `Document` holds a `Part` for each section, that an `Art` for each story. A story that jumps is one `Art` on both pages. Within it text
//! is read first, then the photos that stand about it. What belongs to no story is read where it stands, ads last on their page.
use std::collections::BTreeMap;
use std::num::{NonZeroU16, NonZeroU32};

use krilla::geom::Rect as Area;
use krilla::tagging::{BBox, ListNumbering, Node, TableHeaderScope, Tag as Kind, TagGroup, TagKind, TagTree};

use crate::page::{Cell, Link, Paper, Tag};
use crate::role::{Role, Slug};

/// A piece of content that was drawn.
pub struct Leaf {
    /// Its place in the page's content, and after it those of its links.
    pub nodes: Vec<Node>,
    pub text: String,
    /// Where it leads.
    pub link: Option<Link>,
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
struct TaggedBlock {
    page: usize,
    tag: Tag,
    /// What was drawn of it, run after run as one.
    leaf: Leaf,
}

/// The blocks of a paper, in the order in which they are drawn.
pub struct Blocks {
    reading: Reading,
    list: Vec<TaggedBlock>,
}

impl Blocks {
    pub fn new(reading: Reading) -> Blocks {
        Blocks { reading, list: Vec::new() }
    }

    /// Adds what was drawn of a mark on a page, by its index.
    pub fn add(&mut self, page: usize, tag: &Tag, leaf: Leaf) {
        let goes_on = |block: &&mut TaggedBlock| {
            let same = block.tag == *tag && (block.page == page || self.reading == Reading::Story);
            same && leaf.picture.is_none()
        };
        let Some(block) = self.list.last_mut().filter(goes_on) else {
            let nodes = linked(leaf.nodes, leaf.link.as_ref());
            self.list.push(TaggedBlock { page, tag: tag.clone(), leaf: Leaf { nodes, ..leaf } });
            return;
        };
        block.leaf.text.push_str(&leaf.text);
        match (&leaf.link, block.leaf.nodes.last_mut()) {
            // A link that goes on on the next line is one.
            (Some(link), Some(Node::Group(group))) if block.leaf.link.as_ref() == Some(link) => group.children.extend(leaf.nodes),
            _ => block.leaf.nodes.extend(linked(leaf.nodes, leaf.link.as_ref())),
        }
        block.leaf.link = leaf.link;
    }

    /// The whole tree.
    pub fn tree(self, paper: &Paper) -> TagTree {
        let parts = sections(paper);
        let mut told: Vec<Vec<InSection>> = parts.iter().map(|_| Vec::new()).collect();
        let mut part_of_page: Vec<usize> = Vec::with_capacity(paper.pages.len());
        for (part, pages) in parts.iter().enumerate() {
            part_of_page.resize(pages.end, part);
        }
        let mut stories: Vec<Vec<TaggedBlock>> = Vec::new();
        let mut by_slug: BTreeMap<Slug, usize> = BTreeMap::new();
        let mut ads: Vec<TaggedBlock> = Vec::new();
        let mut feet: Vec<TaggedBlock> = Vec::new();
        let mut page = 0;
        for block in self.list {
            if block.page != page {
                told[part_of_page[page]].extend(std::mem::take(&mut ads).into_iter().map(InSection::Other));
                page = block.page;
            }
            match (&block.tag.story, block.tag.role) {
                (Some(_), Role::Folio) => match feet.last_mut().filter(|foot| foot.tag == block.tag) {
                    Some(foot) => foot.leaf.nodes.extend(block.leaf.nodes),
                    None => feet.push(block),
                },
                (Some(slug), _) => {
                    let story = *by_slug.entry(slug.clone()).or_insert_with(|| {
                        told[part_of_page[page]].push(InSection::Story(stories.len()));
                        stories.push(Vec::new());
                        stories.len() - 1
                    });
                    stories[story].push(block);
                }
                (None, Role::Ad | Role::HouseAd) => ads.push(block),
                (None, _) => told[part_of_page[page]].push(InSection::Other(block)),
            }
        }
        if let Some(last) = told.last_mut() {
            last.extend(ads.into_iter().chain(feet).map(InSection::Other));
        }
        let mut articles: Vec<Option<TagGroup>> = stories.into_iter().map(|blocks| Some(article(blocks, self.reading))).collect();
        let mut headings = Headings::default();
        let mut tree = TagTree::new();
        for told in told {
            let mut nodes: Vec<Node> = Vec::new();
            let mut others: Vec<TaggedBlock> = Vec::new();
            for thing in told {
                match thing {
                    InSection::Other(block) => others.push(block),
                    InSection::Story(story) => {
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
enum InSection {
    Story(usize),
    Other(TaggedBlock),
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

fn linked(nodes: Vec<Node>, link: Option<&Link>) -> Vec<Node> {
    match link {
        Some(_) if nodes.len() > 1 => vec![group(Kind::Link, nodes)],
        _ => nodes,
    }
}

fn group(kind: impl Into<TagKind>, nodes: Vec<Node>) -> Node {
    Node::Group(TagGroup::with_children(kind, nodes))
}

/// A story: its text from page to page, then its photos.
fn article(blocks: Vec<TaggedBlock>, reading: Reading) -> TagGroup {
    let lang = blocks.iter().find(|block| !block.leaf.text.is_empty()).and_then(|block| block.leaf.lang);
    let mut nodes: Vec<Node> = Vec::new();
    let mut photos: Vec<Node> = Vec::new();
    let mut segments: Vec<Vec<TaggedBlock>> = Vec::new();
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

fn blocks_to_nodes(blocks: Vec<TaggedBlock>) -> Vec<(What, Node)> {
    let mut out = Vec::new();
    let mut rest = blocks.into_iter().peekable();
    while let Some(block) = rest.next() {
        let mut run = |goes_on: &dyn Fn(&TaggedBlock, &TaggedBlock) -> bool, block: TaggedBlock| {
            let mut run = vec![block];
            while let Some(next) = rest.next_if(|next| goes_on(&run[run.len() - 1], next)) {
                run.push(next);
            }
            run
        };
        let node = match block.tag.role {
            Role::Photo | Role::Ad => {
                let words = |_: &TaggedBlock, next: &TaggedBlock| matches!(next.tag.role, Role::Caption | Role::Credit);
                out.push((What::Photo, figure(run(&words, block))));
                continue;
            }
            Role::TableHead | Role::TableCell => {
                let row = |block: &TaggedBlock| block.leaf.cell.map_or(0, |cell| cell.row);
                let same = |last: &TaggedBlock, next: &TaggedBlock| {
                    matches!(next.tag.role, Role::TableHead | Role::TableCell) && row(next) >= row(last)
                };
                table(run(&same, block))
            }
            Role::ListSign | Role::ListItem => {
                let same = |_: &TaggedBlock, next: &TaggedBlock| match next.tag.role {
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

fn heading(level: NonZeroU16, block: TaggedBlock) -> Node {
    let title = block.leaf.text.replace('\u{ad}', "").split_whitespace().collect::<Vec<_>>().join(" ");
    if title.is_empty() { group(Kind::P, block.leaf.nodes) } else { group(Kind::Hn(level, Some(title)), block.leaf.nodes) }
}

/// A picture, and its caption beside it: what is within a figure is not read by all, as its alt text stands for it.
fn figure(mut blocks: Vec<TaggedBlock>) -> Node {
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
struct FilledCell {
    role: Role,
    span: u16,
    nodes: Vec<Node>,
}

/// A table. A cell that nothing stands in is there, and empty.
fn table(blocks: Vec<TaggedBlock>) -> Node {
    let columns = blocks.iter().filter_map(|block| block.leaf.cell).map(|cell| cell.columns).max().unwrap_or(1);
    let mut rows: BTreeMap<u32, BTreeMap<u16, FilledCell>> = BTreeMap::new();
    for block in blocks {
        let cell = block.leaf.cell.unwrap_or(Cell { row: 0, column: 0, span: columns, columns });
        let row = rows.entry(cell.row).or_default();
        let filled = row.entry(cell.column).or_insert_with(|| FilledCell { role: block.tag.role, span: cell.span, nodes: Vec::new() });
        filled.nodes.extend(block.leaf.nodes);
    }
    let has_head = rows.contains_key(&0);
    let row = |(number, mut cells): (u32, BTreeMap<u16, FilledCell>)| {
        let mut nodes = Vec::new();
        let mut column = 0;
        while column < columns {
            let empty = FilledCell { role: Role::TableCell, span: 1, nodes: Vec::new() };
            let FilledCell { role, span, nodes: content } = cells.remove(&column).unwrap_or(empty);
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

fn list(blocks: Vec<TaggedBlock>) -> Node {
    let is_number = |block: &TaggedBlock| block.tag.role == Role::ListSign && block.leaf.text.starts_with(|c: char| c.is_ascii_digit());
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
fn contents(blocks: Vec<TaggedBlock>) -> Node {
    let mut entries: Vec<(Option<Link>, Vec<Node>)> = Vec::new();
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::page::Page;
    use crate::press::specimen;

    /// Roles and what stands in them, page by page, become this tree.
    fn check(pages: &[&[(Role, &str)]], reading: Reading, expected: &str) {
        let paper = specimen::paper(pages.len() as u32);
        assert_eq!(tree(&paper, pages, reading), expected);
    }

    /// Marks with a slug before a colon are of that story, the others of none; each is a block of its own.
    fn tree(paper: &Paper, pages: &[&[(Role, &str)]], reading: Reading) -> String {
        let mut blocks = Blocks::new(reading);
        for (page, marks) in pages.iter().enumerate() {
            for (block, (role, words)) in marks.iter().enumerate() {
                let (story, text) = words.split_once(": ").map_or((None, *words), |(slug, text)| (Some(Slug::from(slug)), text));
                let picture = matches!(role, Role::Photo | Role::Ad).then(|| (text.to_string(), None));
                let cell = text
                    .split_once(',')
                    .filter(|_| *role == Role::TableCell || *role == Role::TableHead)
                    .map(|(row, column)| Cell { row: row.parse().unwrap(), column: column.parse().unwrap(), span: 1, columns: 2 });
                let link = (*role == Role::Index).then(|| crate::page::Link::Address((*text).into()));
                let leaf = Leaf { nodes: Vec::new(), text: text.into(), link, lang: None, cell, picture };
                blocks.add(page, &Tag { role: *role, story, block: block as u32 }, leaf);
            }
        }
        shown(&blocks.tree(paper).children)
    }

    /// `P`, or `L(LI(Lbl LBody))`.
    fn shown(nodes: &[Node]) -> String {
        let node = |node: &Node| {
            let Node::Group(group) = node else { return "leaf".to_string() };
            let name = format!("{:?}", group.tag);
            let name = match &group.tag {
                TagKind::Hn(tag) => format!("H{}", tag.level()),
                _ => name.split('(').next().unwrap_or_default().to_string(),
            };
            if group.children.is_empty() { name } else { format!("{name}({})", shown(&group.children)) }
        };
        nodes.iter().map(node).collect::<Vec<_>>().join(" ")
    }

    #[test]
    fn a_story_on_two_pages_is_one_article_and_its_photos_come_last() {
        let first = [(Role::Photo, "fog: ferry"), (Role::Headline, "fog: Fog"), (Role::Body, "fog: One."), (Role::Caption, "fog: Late.")];
        let turn = [(Role::Headline, "fog: Fog goes on"), (Role::Body, "fog: Two."), (Role::Photo, "fog: pier")];
        check(&[&first, &turn], Reading::Edition, "Part(Article(Figure H1 P Caption H2 P Figure))");
    }

    #[test]
    fn each_section_is_a_part_and_ads_end_their_page() {
        let mut paper = specimen::paper(3);
        paper.pages[2] = Page { section: "Sport".into(), ..paper.pages[2].clone() };
        let pages: [&[(Role, &str)]; 3] = [
            &[(Role::Nameplate, "The Paper"), (Role::Ad, "Soap"), (Role::Body, "fog: One.")],
            &[(Role::Body, "tide: Two.")],
            &[(Role::Body, "match: Three.")],
        ];
        assert_eq!(tree(&paper, &pages, Reading::Edition), "Part(Title Article(P) Figure Article(P)) Part(Article(P))");
    }

    #[test]
    fn lists_tables_quotes_and_the_index_have_their_own_tags() {
        let list = [(Role::ListSign, "a: 1."), (Role::ListItem, "a: One"), (Role::ListSign, "a: 2."), (Role::ListItem, "a: Two")];
        check(&[&list], Reading::Edition, "Part(Article(L(LI(Lbl LBody) LI(Lbl LBody))))");
        // The second row has no first cell.
        let table = [(Role::TableHead, "a: 0,0"), (Role::TableHead, "a: 0,1"), (Role::TableCell, "a: 1,1")];
        check(&[&table], Reading::Edition, "Part(Article(Table(TR(TH TH) TR(TH TD))))");
        let quote = [(Role::Quote, "a: So."), (Role::QuoteBy, "a: He"), (Role::Body, "a: One.")];
        check(&[&quote], Reading::Edition, "Part(Article(BlockQuote(P P) P))");
        let index = [(Role::Index, "A2"), (Role::Index, "A2"), (Role::Index, "A3")];
        check(&[&index], Reading::Edition, "Part(TOC(TOCI(P P) TOCI(P)))");
    }

    #[test]
    fn no_heading_is_more_than_one_deeper_than_the_one_before() {
        check(&[&[(Role::Subhead, "a: Sub"), (Role::Subhead, "a: Sub")]], Reading::Edition, "Part(Article(H1 H2))");
    }

    #[test]
    fn a_story_alone_is_read_as_it_stands_and_its_feet_once() {
        let page = [(Role::Photo, "a: x"), (Role::Body, "a: One."), (Role::Folio, "a: foot")];
        check(&[&page, &page], Reading::Story, "Article(Figure P Figure P) P");
    }
}
