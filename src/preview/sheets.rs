//! Sheets: the pieces put on pages, with the lines at head and foot that count them.
use std::sync::Arc;

use super::flow::{Column, ColumnPiece, Room, fill};
use super::gate::Site;
use super::head::head;
use super::text::{PieceSetter, PrintedPhoto, Show, ShownPiece};
use crate::edition::{Article, Rich};
use crate::font::shape::Shaper;
use crate::ink::{Ink, Inks};
use crate::job::{Job, Setting};
use crate::layout::{Align, Style, StyleName};
use crate::makeup::art::Pictures;
use crate::makeup::sheet::Sheet;
use crate::page::{Page, Paper, Ran, Tag};
use crate::role::Role;
use crate::set::block::{Block, Display};
use crate::set::runs::Inline;
use crate::set::text_style::TextStyle;
use crate::units::{Pt, Rect};

/// The lead photo's most depth, in percent of the page's.
const LEAD_DEPTH: u16 = 44;
/// The same of a photo in the text.
const PHOTO_DEPTH: u16 = 40;
/// The head, with its photo, spans the columns where it leaves at least this much of the first page, in percent.
const HEAD_LEAVES: u16 = 20;
/// A photo moved by one block of the text from where it belongs.
const MOVED: u32 = 350;
/// Blocks that a photo may be moved up and down.
const MOVES: [i32; 6] = [0, 1, -1, 2, -2, 3];
/// Stories of more pieces than this are not tried in several ways.
const MOST_TRIED: usize = 4_000;
/// A row cut from a photo that spans the columns.
const CUT: u32 = 90;
/// Distances between rows, in thousandths of the layout's, tried where the last page is nearly empty.
const LEADINGS: [i64; 6] = [985, 970, 955, 1_015, 1_030, 1_045];
/// A last page is nearly empty with fewer rows to the column than this, in percent of a page.
const SPARSE: u32 = 16;
/// Rules at head and foot.
const FINE: Pt = Pt(400);
/// White between the text and the line at the foot, and over it.
const FOOT_SPACE: Pt = Pt(16_000);
/// White between the rule at the foot and its words.
const RULE_SPACE: Pt = Pt(5_000);
/// White between the line at the head and the text.
const RUNNING_SPACE: Pt = Pt(14_000);
/// White that printers cannot print on, at the sheet's edge.
const EDGE: Pt = Pt(14_000);
/// Share of the foot's width for its left end, in percent.
const FOOT_LEFT: i64 = 76;
/// Letters of an address tried at the foot.
const MOST_LETTERS: usize = 240;

/// Makes up the pages of the job's one story.
pub fn make_up(job: &Job, site: &Site) -> Paper {
    let article = &job.edition.articles[0];
    let name = if job.layout.templates.contains_key("preview") { "preview" } else { "front" };
    let usual = &job.settings[job.setting_of(name)];
    let mut shaper = Shaper::new(&job.fonts);
    let (mut setting, mut live) = (usual.clone(), live(job, usual));
    let mut story = set(article, &setting, live, site, &mut shaper);
    if story.flow.len() <= MOST_TRIED && story.is_sparse(&setting) {
        // A last page with a few lines on it: rows a little less or more apart bring them back, or bring more after them.
        for thousandths in LEADINGS {
            let other = spaced(usual, thousandths);
            let place = self::live(job, &other);
            let tried = set(article, &other, place, site, &mut shaper);
            if !tried.is_sparse(&other) {
                (setting, live, story) = (other, place, tried);
                break;
            }
        }
    }
    let sheet = Sheet::new(live.area, setting.grid, setting.measure(1), Arc::default());
    let stone = Stone { job, article, setting: &setting, site, pictures: Pictures::of(job), sheet, shaper, paragraph: (0, 0) };
    stone.pages(&story, live.rows)
}

/// The part of the page that text stands in, and its rows.
#[derive(Clone, Copy)]
struct Live {
    area: Rect,
    rows: u16,
}

/// That part of a job's pages.
fn live(job: &Job, setting: &Setting) -> Live {
    let page = &job.layout.page;
    let leading = setting.grid.leading;
    let foot = FOOT_SPACE + RULE_SPACE + setting.style(StyleName::Folio).leading * 2 + EDGE;
    let height = page.height - page.top - page.bottom.max(foot);
    let rows = (height.0 / leading.0).clamp(1, i32::from(u16::MAX)) as u16;
    let width = page.width - page.left - page.right;
    Live { area: Rect { x: page.left, y: page.top, width, height: leading * i32::from(rows) }, rows }
}

/// The same setting with its rows nearer or further apart.
fn spaced(usual: &Setting, thousandths: i64) -> Setting {
    let mut setting = usual.clone();
    setting.grid.leading = usual.grid.leading.scale(thousandths, 1_000);
    for style in setting.styles.iter_mut().filter(|style| style.leading == usual.grid.leading) {
        style.leading = setting.grid.leading;
    }
    setting
}

/// A story set, its photos put in their places, its columns filled.
struct SetStory {
    /// What spans the columns of the first page.
    span: Vec<ShownPiece>,
    /// Rows cut from the photo that spans.
    span_cut: u16,
    flow: Vec<ShownPiece>,
    columns: Vec<Column>,
    /// Rows of a whole page.
    rows: u16,
}

impl SetStory {
    /// True where the last of several pages holds next to nothing.
    fn is_sparse(&self, setting: &Setting) -> bool {
        let on_page = usize::from(setting.grid.columns);
        let before = self.columns.len().saturating_sub(1) / on_page * on_page;
        let last = self.columns.iter().skip(before).flat_map(|column| &self.flow[column.first..column.end]);
        let used: u32 = last.map(|item| u32::from(item.piece.rows + item.piece.before)).sum();
        before > 0 && used * 100 < u32::from(self.rows) * u32::from(setting.grid.columns) * SPARSE
    }
}

fn set(article: &Article, setting: &Setting, live: Live, site: &Site, shaper: &mut Shaper) -> SetStory {
    let rows = live.rows;
    let mut over = |measure: Pt| {
        let mut setter = PieceSetter::new(article, setting, (measure, rows), shaper);
        head(&mut setter, site);
        if !article.photos.is_empty() {
            setter.photo(0, (u32::from(rows) * u32::from(LEAD_DEPTH) / 100) as u16);
        }
        setter.items
    };
    let columns = usize::from(setting.grid.columns);
    let mut span = over(live.area.width);
    let deep = |items: &[ShownPiece]| items.iter().map(|item| u32::from(item.piece.rows + item.piece.before)).sum::<u32>() + 1;
    let mut flow = Vec::new();
    if columns == 1 {
        flow = std::mem::take(&mut span);
    } else if deep(&span) > u32::from(rows) * u32::from(100 - HEAD_LEAVES) / 100 {
        span.clear();
        flow = over(setting.measure(1));
    }
    let first = rows - if span.is_empty() { 0 } else { deep(&span) as u16 };
    let mut setter = PieceSetter::new(article, setting, (setting.measure(1), rows), shaper);
    let starts = setter.body();
    let text = std::mem::take(&mut setter.items);
    let mut shots = Vec::new();
    for index in 1..article.photos.len() {
        setter.photo(index, (u32::from(rows) * u32::from(PHOTO_DEPTH) / 100) as u16);
        shots.push(std::mem::take(&mut setter.items));
    }
    let mut room = Room { columns, first, rows };
    let arranged = arrange(article, Unplaced { head: flow, text, photos: shots }, &starts, &room);
    let pieces: Vec<ColumnPiece> = arranged.iter().map(|item| item.piece).collect();
    let mut span_cut = 0;
    let (mut best, mut least) = fill(&pieces, &room);
    let spare = span.last().map_or(0, |item| item.piece.shrink);
    for cut in 1..=if pieces.len() > MOST_TRIED { 0 } else { spare } {
        room.first = first + cut;
        let (columns, cost) = fill(&pieces, &room);
        let cost = cost.saturating_add(CUT * u32::from(cut));
        if cost < least {
            (best, least, span_cut) = (columns, cost, cut);
        }
    }
    SetStory { span, span_cut, flow: arranged, columns: best, rows }
}

/// The pieces of a story whose photos have no place yet.
struct Unplaced {
    head: Vec<ShownPiece>,
    text: Vec<ShownPiece>,
    photos: Vec<Vec<ShownPiece>>,
}

/// Head, text and photos in one row: each photo where the article puts it or evenly spread, moved a little where that fills pages better.
fn arrange(article: &Article, unplaced: Unplaced, starts: &[usize], room: &Room) -> Vec<ShownPiece> {
    let Unplaced { head, text, photos: shots } = unplaced;
    // A photo never parts a subhead from its text.
    let parts = |block: usize| block > 0 && matches!(article.body[block - 1], crate::edition::Block::Subhead(_));
    let doors: Vec<usize> = (0..starts.len()).filter(|block| !parts(*block)).collect();
    let nearest = |block: usize| doors.iter().position(|door| *door >= block).unwrap_or(doors.len() - 1);
    let text_rows = *starts.last().unwrap_or(&0);
    let mut at: Vec<usize> = (0..shots.len())
        .map(|n| match article.photos[n + 1].after {
            Some(after) => nearest(usize::from(after)),
            None => {
                let row = text_rows * (n + 1) / (shots.len() + 1);
                nearest(starts.iter().position(|start| *start >= row).unwrap_or(0))
            }
        })
        .collect();
    let order = |at: &[usize]| -> Vec<(usize, usize)> {
        // (0, n) is item n of the text, (k + 1, n) item n of photo k.
        let mut order = Vec::new();
        for n in 0..=text.len() {
            for (k, _) in at.iter().enumerate().filter(|(_, door)| starts[doors[**door]] == n) {
                order.extend((0..shots[k].len()).map(|item| (k + 1, item)));
            }
            order.extend((n < text.len()).then_some((0, n)));
        }
        order
    };
    let item = |(source, n): (usize, usize)| if source == 0 { &text[n] } else { &shots[source - 1][n] };
    let pieces = |at: &[usize]| -> Vec<ColumnPiece> {
        let mut pieces: Vec<ColumnPiece> = head.iter().map(|item| item.piece).collect();
        let body: Vec<&ShownPiece> = order(at).into_iter().map(item).collect();
        let mut after_photo = head.last().is_some();
        for item in body {
            let before = item.piece.before.max(u16::from(after_photo));
            pieces.push(ColumnPiece { before, ..item.piece });
            after_photo = matches!(item.show, Show::Photo(_));
        }
        pieces
    };
    if text.len() <= MOST_TRIED {
        for k in 0..at.len() {
            let wanted = at[k] as i32;
            let mut best = (u32::MAX, at[k]);
            for step in MOVES {
                let door = wanted + step;
                let free = k == 0 || door >= at[k - 1] as i32;
                if door < 0 || door >= doors.len() as i32 || !free {
                    continue;
                }
                at[k] = door as usize;
                let cost = fill(&pieces(&at), room).1.saturating_add(MOVED * step.unsigned_abs());
                if cost < best.0 {
                    best = (cost, at[k]);
                }
            }
            at[k] = best.1;
        }
    }
    let placed = pieces(&at);
    let items: Vec<ShownPiece> = head.iter().cloned().chain(order(&at).into_iter().map(|place| item(place).clone())).collect();
    items.into_iter().zip(placed).map(|(item, piece)| ShownPiece { piece, ..item }).collect()
}

struct Stone<'a> {
    job: &'a Job,
    article: &'a Article,
    setting: &'a Setting,
    site: &'a Site,
    pictures: Pictures,
    sheet: Sheet,
    shaper: Shaper<'a>,
    /// The paragraph that is being laid down, and its number on the sheet.
    paragraph: (u32, u32),
}

impl Stone<'_> {
    fn pages(mut self, story: &SetStory, rows: u16) -> Paper {
        let on_page = usize::from(self.setting.grid.columns);
        let count = story.columns.len().div_ceil(on_page).max(1);
        let source = self.sheet.next_block();
        let mut pages = Vec::new();
        for number in 0..count {
            let mut top = 0;
            if number > 0 {
                self.running_head();
            } else {
                for (n, item) in story.span.iter().enumerate() {
                    let cut = if n + 1 == story.span.len() { story.span_cut } else { 0 };
                    top += item.piece.before;
                    self.lay(item, (self.sheet.live.x, self.sheet.y(top)), cut);
                    top += item.piece.rows - cut;
                }
                top += u16::from(!story.span.is_empty());
            }
            let columns = story.columns.iter().skip(number * on_page).take(on_page);
            for (n, column) in columns.enumerate() {
                self.column(column, &story.flow, (n as u8, top.min(rows)));
            }
            self.foot((number + 1, count), source);
            let page = &self.job.layout.page;
            pages.push(Page {
                number: number as u32 + 1,
                is_double: false,
                label: (number + 1).to_string(),
                section: self.article.section.clone(),
                width: page.width,
                height: page.height,
                bleed: Pt::ZERO,
                inks: Inks::Four,
                marks: std::mem::take(&mut self.sheet.marks),
                stories: Vec::new(),
                ads: Vec::new(),
            });
        }
        let labels = pages.iter().map(|page| page.label.clone()).collect();
        Paper {
            title: self.site.title.clone().unwrap_or_default(),
            date: self.article.posted.clone().unwrap_or_default(),
            lang: self.article.lang.tag(),
            pages,
            faces: self.job.fonts.faces.clone(),
            pictures: self.pictures.art,
            spots: Vec::new(),
            ran: vec![Ran { slug: self.article.slug.clone(), pages: labels, levers: Vec::new() }],
            held: Vec::new(),
        }
    }

    fn column(&mut self, column: &Column, flow: &[ShownPiece], (index, top): (u8, u16)) {
        let x = self.sheet.x(index);
        let mut row = top;
        for (n, item) in flow[column.first..column.end].iter().enumerate() {
            if n == 0 {
                if let (Show::Block(_, Some(again)), true) = (&item.show, item.piece.again > 0) {
                    // A table's head on a further page is heard once only.
                    self.sheet.block(again, None, x, self.sheet.y(row));
                }
                row += item.piece.again;
            } else {
                row += item.piece.before + column.added[n];
            }
            self.lay(item, (x, self.sheet.y(row)), column.cut[n]);
            row += item.piece.rows - column.cut[n];
        }
    }

    /// Lays down an item with its top left at `x`, `y`.
    fn lay(&mut self, item: &ShownPiece, (x, y): (Pt, Pt), cut: u16) {
        let slug = &self.article.slug;
        let leading = self.sheet.grid.leading;
        match &item.show {
            Show::Line { paragraph, role, line, sign, capitals } => {
                if self.paragraph.0 != *paragraph {
                    self.paragraph = (*paragraph, self.sheet.next_block());
                }
                let tag = Tag { role: *role, story: Some(slug.clone()), block: self.paragraph.1 };
                let baseline = y + (leading + *capitals) / 2;
                if let Some(sign) = sign {
                    self.sheet.line(&Tag { role: Role::ListSign, ..tag.clone() }, sign, x, baseline);
                }
                self.sheet.line(&tag, line, x, baseline);
            }
            Show::Block(block, _) => {
                let spare = leading * i32::from(item.piece.rows) - block.height;
                self.sheet.block(block, Some(slug), x, y + spare / 2);
            }
            Show::Furniture(block) => self.sheet.block(block, None, x, y),
            Show::Photo(shot) => self.photo(shot, (x, y), cut),
        }
    }

    fn photo(&mut self, shot: &PrintedPhoto, (x, y): (Pt, Pt), cut: u16) {
        let photo = &self.article.photos[shot.photo];
        let slug = &self.article.slug;
        let height = shot.height - self.sheet.grid.leading * i32::from(cut);
        let frame = Rect { x, y, width: shot.width, height };
        self.pictures.lay(photo, frame, slug, &mut self.sheet);
        let beside = shot.caption_x > Pt::ZERO;
        let top = if beside { y + height - shot.caption.height } else { y + height + super::text::CAPTION_TOP };
        self.sheet.block(&shot.caption, Some(slug), x + shot.caption_x, top);
    }

    fn folio(&self, role: Role, align: Align) -> (Style, Role) {
        (Style { align, ..self.setting.style(StyleName::Folio).clone() }, role)
    }

    /// A text in one line, shortened where it must be.
    fn one_line(&mut self, (style, role): &(Style, Role), (text, link): (&str, Option<&str>), measure: Pt) -> Block {
        let display = Display::new(*role, style, measure, self.article.lang);
        let look = TextStyle { link: link.map(Into::into), ..display.look(&self.shaper) };
        let mut letters: Vec<char> = text.chars().take(MOST_LETTERS).collect();
        loop {
            let whole = letters.len() == text.chars().count();
            let shown: String = letters.iter().copied().chain((!whole).then_some('…')).collect();
            let mut block = Block::default();
            block.add_inlines(&display, &[Inline { text: shown, style: look.clone() }], &mut self.shaper);
            if block.lines.len() <= 1 || letters.len() <= 1 {
                return block;
            }
            letters.truncate(letters.len() - 1 - letters.len() / 16);
        }
    }

    /// Over the second and further pages: the site's name and the headline.
    fn running_head(&mut self) {
        let live = self.sheet.live;
        let style = self.folio(Role::Folio, Align::Left);
        let title = self.site.title.clone().unwrap_or_default();
        let y = (live.y - RUNNING_SPACE - style.0.leading).max(EDGE);
        let name = self.one_line(&style, (&title, None), live.width / 3);
        self.sheet.block(&name, None, live.x, y);
        let right = self.folio(Role::Folio, Align::Right);
        let headline = self.article.short().to_string();
        let left = live.width / 3;
        let headline = self.one_line(&right, (&headline, None), live.width - left);
        self.sheet.block(&headline, None, live.x + left, y);
        let rule = Rect { y: y + style.0.leading + Pt::points(2), height: FINE, ..live };
        self.sheet.fill(Role::Rule, None, rule, Ink::BLACK);
    }

    /// Under every page: address, copyright, page x of y.
    fn foot(&mut self, (number, count): (usize, usize), source: u32) {
        let live = self.sheet.live;
        let style = self.folio(Role::Folio, Align::Left);
        let leading = style.0.leading;
        let bottom = self.job.layout.page.height;
        let y = (live.bottom() + FOOT_SPACE).min(bottom - EDGE - RULE_SPACE - leading * 2);
        self.sheet.fill(Role::Rule, None, Rect { y, height: FINE, ..live }, style.0.ink);
        let y = y + RULE_SPACE;
        let left = live.width.scale(FOOT_LEFT, 100);
        let mut row = y;
        if let Some(url) = self.article.url.clone() {
            let link = ["https://", "http://"].iter().any(|start| url.starts_with(start)).then_some(url.as_str());
            let shown = url.split_once("://").map_or(url.as_str(), |(_, rest)| rest);
            let block = self.one_line(&style, (shown, link), left);
            let tag = Tag { role: Role::Folio, story: Some(self.article.slug.clone()), block: source };
            for line in &block.lines {
                self.sheet.line(&tag, &line.line, live.x + line.x, row + line.y);
            }
            row += leading;
        }
        if let Some(copyright) = self.site.copyright.clone() {
            let block = self.one_line(&style, (&copyright, None), left);
            self.sheet.block(&block, None, live.x, row);
        }
        let right = self.folio(Role::Folio, Align::Right);
        let pages = Rich::plain(self.article.lang.usual().page_of(number, count));
        let mut block = Block::default();
        block.add(&Display::new(Role::Folio, &right.0, live.width - left, self.article.lang), &pages, &mut self.shaper);
        self.sheet.block(&block, None, live.x + left, y);
    }
}
