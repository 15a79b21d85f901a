//! Galleys: a story set in one setting, uncut, with every choice that make-up may take.
use std::sync::Arc;

use super::block::{Block, Display};
use super::breaks::{Breaks, Measure, SHORT_SHARE, Shape, break_paragraph};
use super::caption::caption;
use super::cut_out::{self, CutOut};
use super::flow::{Choice, Cost, FlowItem};
use super::head::{Head, heads};
use super::runs::{Inline, Paragraph, Rules, TextStyle, compose, inlines};
use super::spanning::{SPANNING_FROM, SPANNING_LEGS, Spanning};
use super::table::{Fit, Table, table};
use super::{jump, quote};
use crate::edition::{self, Article, Rich, Span, SpanKind};
use crate::font::shape::Shaper;
use crate::job::Setting;
use crate::layout::{Align, Style, StyleName};
use crate::role::{Role, page_address, story_address};
use crate::units::Pt;

/// A story set in one setting.
#[derive(Clone, Debug)]
pub struct Galley {
    /// What flows, for [`super::flow::fit`].
    pub flow: Arc<Vec<FlowItem>>,
    /// The type of each flow item.
    pub parts: Vec<Part>,
    /// Ways to set the head over 1, 2, … columns where the story leads the page.
    pub lead_heads: Vec<Vec<Head>>,
    /// The same for any other place.
    pub heads: Vec<Vec<Head>>,
    /// Captions by photo, under pictures of 1, 2, … columns.
    pub captions: Vec<Vec<Block>>,
    /// A quote that may stand over several legs instead of in one.
    pub spanning: Option<Spanning>,
    /// By block of the body: how many of the flow's items stand before its end.
    pub blocks: Vec<usize>,
    /// What it took to set its tables.
    pub tables: Vec<Fit>,
}

/// The type of a flow item.
#[derive(Clone, Debug)]
pub enum Part {
    /// Lines on the grid.
    Text(TextPart),
    /// A block of display type; more rows than it needs are white above and under it.
    Block(Block),
    /// A row of a table.
    Row {
        /// The row.
        row: Block,
        /// The table's head, set again over the row where it begins a leg.
        head: Arc<Block>,
    },
    /// A picture over the whole leg.
    Picture(CutOut),
}

/// A paragraph, with the ways to break it.
#[derive(Clone, Debug)]
pub struct TextPart {
    /// Body or list item.
    pub role: Role,
    /// The paragraph, shaped.
    pub paragraph: Paragraph,
    /// By choice: how it breaks; none where it is left out.
    pub ways: Vec<Option<Breaks>>,
    /// The measure of its lines.
    pub measure: Measure,
    /// How lines stand in it.
    pub align: Align,
    /// What stands at its head outside its lines: a bullet, a number or a drop capital.
    pub lead_in: Option<Block>,
    /// What stands beside its first lines and perhaps those of the next paragraphs.
    pub cut_out: Option<Box<CutOut>>,
    /// Height of capitals: the baseline stands where they are in the middle of their row.
    pub capitals: Pt,
}

/// A paragraph set a line longer or shorter than is best.
const LONGER: Cost = 1_000;
const SHORTER: Cost = 1_500;
/// So many further demerits of such a way cost one, up to a limit: a line half as loose again as should be costs about twenty.
const DEMERITS_PER_COST: i64 = 1_000;
const DEMERIT_COST_LIMIT: i64 = 12_000;
/// A way that ends in a line under a third of the measure, where another length does not. [`HOUSE`](super::breaks::HOUSE) weighs it within one length.
const SHORT_LAST: Cost = 3_000;
/// A line looser than this (thousandths of the stretch) is not worth a better fit.
const LOOSEST: i32 = 2_400;
/// A paragraph marked optional is left out.
const LEFT_OUT: Cost = 80_000;
/// Each row of white added about a quote, a subhead or a refer.
const QUOTE_ROW: Cost = 1_000;
const SUBHEAD_ROW: Cost = 1_800;
const REFER_ROW: Cost = 700;
/// Rows that may be added about a quote.
const QUOTE_ROWS: u16 = 2;
/// The rule over refers, and the white about their words.
const FINE_RULE: Pt = Pt(400);
const REFER_SPACE: Pt = Pt(5_000);
/// Indent of list items, in thousandths of the type size.
const LIST_INDENT: i64 = 1_000;
/// Lines that a drop capital stands beside.
const DROP_LINES: u16 = 3;

/// Sets an article.
pub fn galley(article: &Article, setting: &Setting, shaper: &mut Shaper) -> Galley {
    let mut composer = Composer::new(article, setting);
    composer.byline(shaper);
    composer.body(shaper);
    composer.refers(shaper);
    let columns = 1..=setting.grid.columns;
    let [lead_heads, heads] = heads(article, setting, shaper);
    let captions = article
        .photos
        .iter()
        .map(|photo| columns.clone().map(|count| caption(photo, article, setting, setting.caption_measure(count), shaper)).collect());
    let captions = captions.collect();
    let Composer { flow, parts, spanning, blocks, tables, .. } = composer;
    let spanning = spanning.map(|spanning| spanning.heard_in(&parts));
    Galley { flow: Arc::new(flow), parts, lead_heads, heads, captions, spanning, blocks, tables }
}

/// Sets a brief: its headline is the first of its flow items.
pub fn brief(article: &Article, setting: &Setting, shaper: &mut Shaper) -> Galley {
    let mut composer = Composer::new(article, setting);
    let style = setting.style(StyleName::BriefHeadline);
    let mut block = Block::default();
    let display = Display::new(Role::Headline, style, setting.measure(1), article.lang);
    block.add(&display, &Rich::plain(article.headline.clone()), shaper);
    composer.block(block, Pads { rows: 0, cost: 0 }, Around { before: 1, keep_next: 2 });
    composer.body(shaper);
    Galley {
        flow: Arc::new(composer.flow),
        parts: composer.parts,
        lead_heads: Vec::new(),
        heads: Vec::new(),
        captions: Vec::new(),
        spanning: None,
        blocks: Vec::new(),
        tables: composer.tables,
    }
}

struct Composer<'a> {
    article: &'a Article,
    setting: &'a Setting,
    flow: Vec<FlowItem>,
    parts: Vec<Part>,
    /// Cut-outs that wait for a paragraph to stand beside: the first block of the body that may be one, and what it is.
    waiting: Vec<(usize, Waiting<'a>)>,
    /// Rows of the last cut-out that no text stands beside yet, and what lines beside it lose.
    beside: (u16, Pt),
    spanning: Option<Spanning>,
    blocks: Vec<usize>,
    tables: Vec<Fit>,
}

#[derive(Clone, Copy)]
enum Waiting<'a> {
    Photo(&'a edition::Photo),
    Quote(&'a Rich, Option<&'a str>),
}

#[derive(Clone, Copy)]
struct Pads {
    rows: u16,
    cost: Cost,
}

#[derive(Clone, Copy)]
struct Around {
    before: u16,
    keep_next: u16,
}

impl<'a> Composer<'a> {
    fn new(article: &'a Article, setting: &'a Setting) -> Composer<'a> {
        // Where nobody says where it stands, after the first paragraph.
        let place = |photo: &edition::Photo| usize::from(photo.after.unwrap_or(1).max(1));
        let mut waiting: Vec<(usize, Waiting)> = article.cut_outs.iter().map(|photo| (place(photo), Waiting::Photo(photo))).collect();
        waiting.sort_by_key(|(place, _)| *place);
        Composer {
            article,
            setting,
            flow: Vec::new(),
            parts: Vec::new(),
            waiting,
            beside: (0, Pt::ZERO),
            spanning: None,
            blocks: Vec::new(),
            tables: Vec::new(),
        }
    }

    /// The cut-out that can stand beside the paragraph at a place of the body.
    fn cut_out(&mut self, at: usize, shaper: &mut Shaper) -> Option<CutOut> {
        if self.beside.0 > 0 || !cut_out::has_room(self.setting) {
            return None;
        }
        let (due, waiting) = *self.waiting.first().filter(|(due, _)| *due <= at)?;
        let made = match waiting {
            Waiting::Photo(photo) => Some(cut_out::photo(photo, self.article, self.setting, shaper)),
            Waiting::Quote(text, by) => cut_out::quote((text, by), self.article, self.setting, shaper),
        };
        let made = made.filter(|made| cut_out::is_filled(&self.article.body[at..], made, self.setting));
        if made.is_some() {
            self.waiting.remove(0);
            return made;
        }
        // A quote that cannot stand beside its text stands between its lines.
        if let Waiting::Quote(text, by) = waiting
            && due == at
        {
            self.waiting.remove(0);
            self.quote(text, by, shaper);
        }
        None
    }

    /// Ends the text beside a cut-out: what comes next stands under it.
    fn pass_cut_out(&mut self) {
        let rows = std::mem::take(&mut self.beside.0);
        self.block(
            Block::space(self.setting.grid.leading * i32::from(rows)),
            Pads { rows: 0, cost: 0 },
            Around { before: 0, keep_next: 0 },
        );
    }

    /// Sets what found no text to stand beside.
    fn leftovers(&mut self, shaper: &mut Shaper) {
        self.pass_cut_out();
        for (_, waiting) in std::mem::take(&mut self.waiting) {
            match waiting {
                Waiting::Photo(photo) => {
                    let picture = cut_out::whole(photo, self.article, self.setting, shaper);
                    let choices = vec![Choice { rows: picture.rows, ..Choice::default() }];
                    self.flow.push(FlowItem { choices, space_before: 1, parts_leg: true, ..FlowItem::default() });
                    self.parts.push(Part::Picture(picture));
                }
                Waiting::Quote(text, by) => self.quote(text, by, shaper),
            }
        }
    }

    fn block(&mut self, block: Block, pads: Pads, around: Around) {
        let rows = block.rows(self.setting.grid.leading);
        if rows == 0 {
            return;
        }
        let choices = (0..=pads.rows).map(|n| Choice { rows: rows + n, cost: pads.cost * Cost::from(n), hyphens: 0 }).collect();
        self.flow.push(FlowItem {
            choices,
            space_before: around.before,
            breakable: false,
            keep_next: around.keep_next,
            padded: pads.rows > 0,
            ..FlowItem::default()
        });
        self.parts.push(Part::Block(block));
    }

    /// A line that says where the story goes on, or where it comes from, and leads there.
    fn jump_line(&mut self, text: String, align: Align, around: Around, shaper: &mut Shaper) {
        let style = Style { align, ..self.setting.style(StyleName::JumpLine).clone() };
        let mut line = Display::new(Role::JumpLine, &style, self.setting.measure(1), self.article.lang);
        line.leading = self.setting.grid.leading;
        let mut block = Block::default();
        let address = match &self.article.part {
            edition::Part::First(jump) => jump.to.as_str(),
            edition::Part::Turn(jump) => jump.from.as_str(),
            edition::Part::Whole => "",
        };
        block.add(&line, &linked(text, page_address(address, &self.article.slug)), shaper);
        self.block(block, Pads { rows: 0, cost: 0 }, around);
    }

    fn byline(&mut self, shaper: &mut Shaper) {
        if let edition::Part::Turn(jump) = &self.article.part {
            self.jump_line(jump::back(jump, self.article.lang), Align::Left, Around { before: 0, keep_next: 2 }, shaper);
        }
        let mut block = Block::default();
        let measure = self.setting.measure(1);
        for line in &self.article.byline {
            let mut name = Display::new(Role::Byline, self.setting.style(StyleName::Byline), measure, self.article.lang);
            name.leading = self.setting.grid.leading;
            block.add(&name, &Rich::plain(line.name.clone()), shaper);
            let mut role = Display::new(Role::Byline, self.setting.style(StyleName::BylineRole), measure, self.article.lang);
            role.leading = self.setting.grid.leading;
            if let Some(text) = &line.role {
                block.add(&role, &Rich::plain(text.clone()), shaper);
            }
            if let Some(email) = &line.email {
                block.add(&role, &linked(email.clone(), format!("mailto:{email}")), shaper);
            }
        }
        self.block(block, Pads { rows: 0, cost: 0 }, Around { before: 0, keep_next: 2 });
    }

    fn body(&mut self, shaper: &mut Shaper) {
        let words: usize = self.article.texts().iter().map(|text| text.split_whitespace().count()).sum();
        let drops = self.setting.drop_capital_words;
        let last = self.article.body.iter().rposition(|block| matches!(block, edition::Block::Paragraph { .. }));
        let mut indent = false;
        let mut space = 0;
        let article = self.article;
        for (i, block) in article.body.iter().enumerate() {
            if !matches!(block, edition::Block::Paragraph { .. }) {
                self.pass_cut_out();
            }
            match block {
                edition::Block::Paragraph { text, optional } => {
                    let goes_on = matches!(article.part, edition::Part::Turn(_));
                    let first = !goes_on && !self.parts.iter().any(|part| matches!(part, Part::Text(_)));
                    let drop_capital = first && drops > 0 && words >= drops as usize && !self.article.is_brief();
                    let ends = Some(i) == last;
                    let cut_out = if drop_capital { None } else { self.cut_out(i, shaper) };
                    let style = ParagraphStyle { indent, drop_capital, dateline: first, agency: ends, optional: *optional, space };
                    self.paragraph(text, style, cut_out, shaper);
                    indent = true;
                    space = 0;
                }
                edition::Block::Subhead(text) => {
                    let mut subhead = Block::default();
                    let style = self.setting.style(StyleName::Subhead);
                    let mut display = Display::new(Role::Subhead, style, self.setting.measure(1), self.article.lang);
                    display.leading = display.leading.max(self.setting.grid.leading);
                    subhead.add(&display, text, shaper);
                    self.block(subhead, Pads { rows: 1, cost: SUBHEAD_ROW }, Around { before: 1, keep_next: 2 });
                    indent = false;
                    space = 0;
                }
                edition::Block::Quote { text, by, cut_out } => {
                    if *cut_out {
                        self.waiting.insert(0, (i + 1, Waiting::Quote(text, by.as_deref())));
                    } else {
                        self.quote(text, by.as_deref(), shaper);
                    }
                    space = 0;
                }
                edition::Block::List { ordered, items } => {
                    for (n, item) in items.iter().enumerate() {
                        let sign = if *ordered { format!("{}.", n + 1) } else { "•".to_string() };
                        self.list_item(item, &sign, shaper);
                    }
                }
                edition::Block::Table { head, rows } => {
                    self.table(table(head, rows, self.setting, self.article.lang, shaper));
                    space = 1;
                    indent = false;
                }
            }
            self.blocks.push(self.flow.len());
        }
        self.leftovers(shaper);
        if let edition::Part::First(jump) = &article.part {
            self.jump_line(jump::onward(jump, article.lang), Align::Right, Around { before: 0, keep_next: 0 }, shaper);
        }
    }

    fn table(&mut self, table: Table) {
        let leading = self.setting.grid.leading;
        self.tables.push(table.fit);
        let head = table.head.map(Arc::new);
        if let Some(head) = &head {
            self.block((**head).clone(), Pads { rows: 0, cost: 0 }, Around { before: 1, keep_next: 2 });
        }
        for (n, row) in table.rows.into_iter().enumerate() {
            let first = n == 0 && head.is_none();
            let keep_next = if first || row.is_head() { 2 } else { 0 };
            self.block(row, Pads { rows: 0, cost: 0 }, Around { before: u16::from(first), keep_next });
            if let (Some(head), Some(Part::Block(row)), Some(item)) = (&head, self.parts.last_mut(), self.flow.last_mut()) {
                item.again = head.rows(leading);
                let part = Part::Row { row: std::mem::take(row), head: head.clone() };
                self.parts.pop();
                self.parts.push(part);
            }
        }
    }

    fn rules(&self, style: &Style, measure: Pt) -> Rules {
        Rules::of(style, self.article.lang, measure)
    }

    fn paragraph(&mut self, text: &Rich, how: ParagraphStyle, cut_out: Option<CutOut>, shaper: &mut Shaper) {
        let style = self.setting.style(StyleName::Body);
        let look = TextStyle::of(style, shaper.fonts());
        let mut runs: Vec<Inline> = Vec::new();
        if let (true, Some(place)) = (how.dateline, &self.article.dateline) {
            let dateline = TextStyle::of(self.setting.style(StyleName::Dateline), shaper.fonts());
            runs.push(Inline { text: place.clone(), style: dateline });
            runs.push(Inline { text: " — ".into(), style: look.clone() });
        }
        runs.extend(inlines(text, &look, style, shaper.fonts()));
        if let (true, Some(agency)) = (how.agency, &self.article.agency) {
            runs.push(Inline { text: format!(" ({agency})"), style: look.clone() });
        }
        let width = self.setting.measure(1);
        let mut measure = Measure { width, indent: if how.indent { style.indent } else { Pt::ZERO }, narrow_lines: 0, narrow_by: Pt::ZERO };
        let mut lead_in = None;
        if how.drop_capital
            && let Some(block) = self.drop_capital(&mut runs, &mut measure, shaper)
        {
            lead_in = Some(block);
        }
        if let Some(cut_out) = &cut_out {
            self.beside = (cut_out.rows, cut_out.width);
        }
        if cut_out.is_some() {
            measure.indent = Pt::ZERO;
        }
        if self.beside.0 > 0 && lead_in.is_none() {
            (measure.narrow_lines, measure.narrow_by) = self.beside;
        }
        let paragraph = compose(&runs, &self.rules(style, width), shaper);
        self.text(Role::Body, paragraph, Flowing { measure, optional: how.optional, space: how.space, lead_in, cut_out }, shaper);
    }

    /// Takes the first letter off the text and sets it [`DROP_LINES`] deep.
    fn drop_capital(&self, runs: &mut [Inline], measure: &mut Measure, shaper: &mut Shaper) -> Option<Block> {
        let first = runs.first_mut()?;
        let letter = first.text.chars().next().filter(|c| c.is_alphabetic())?;
        first.text.drain(..letter.len_utf8());
        let style = self.setting.style(StyleName::DropCapital);
        let leading = self.setting.grid.leading;
        let face = TextStyle::of(style, shaper.fonts()).face;
        let cap = shaper.fonts().face(face).clone();
        let body = self.setting.style(StyleName::Body);
        let body_face = shaper.fonts().face(TextStyle::of(body, shaper.fonts()).face).clone();
        let small = body_face.at(body_face.cap_height, body.size);
        // From the top of the first line's capitals to the last line's baseline.
        let height = leading * (i32::from(DROP_LINES) - 1) + small;
        let size = height.scale(i64::from(cap.units_per_em), i64::from(cap.cap_height.max(1)));
        let display = Display { size, leading: height, ..Display::new(Role::Body, style, measure.width, self.article.lang) };
        let mut block = Block::default();
        block.add(&display, &Rich::plain(letter.to_string()), shaper);
        let line = block.lines.first_mut()?;
        line.y = leading * (i32::from(DROP_LINES) - 1) + (leading + small) / 2;
        Arc::make_mut(&mut line.line).space_after = first.text.starts_with(char::is_whitespace);
        measure.narrow_lines = DROP_LINES;
        measure.narrow_by = line.line.width + body.size / 5;
        Some(block)
    }

    fn list_item(&mut self, text: &Rich, sign: &str, shaper: &mut Shaper) {
        let style = self.setting.style(StyleName::Body);
        let look = TextStyle::of(style, shaper.fonts());
        let width = self.setting.measure(1);
        let indent = style.size.scale(LIST_INDENT * sign.chars().count().max(1) as i64, 1000);
        let measure = Measure { width, indent: Pt::ZERO, narrow_lines: u16::MAX, narrow_by: indent };
        let runs = inlines(text, &look, style, shaper.fonts());
        let paragraph = compose(&runs, &self.rules(style, width - indent), shaper);
        let mut bullet = Block::default();
        let display = Display { leading: self.setting.grid.leading, ..Display::new(Role::ListItem, style, width, self.article.lang) };
        bullet.add(&display, &Rich::plain(sign.to_string()), shaper);
        self.text(Role::ListItem, paragraph, Flowing { measure, optional: false, space: 0, lead_in: Some(bullet), cut_out: None }, shaper);
    }

    fn text(&mut self, role: Role, paragraph: Paragraph, how: Flowing, shaper: &mut Shaper) {
        if paragraph.items.is_empty() {
            return;
        }
        let style = self.setting.style(StyleName::Body);
        let shape = if style.align == Align::Justify { Shape::Justified } else { Shape::Ragged };
        let found = break_paragraph(&paragraph.items, &how.measure, shape);
        let best = found[0].clone();
        // Beside a cut-out there is one way: those after would have to know how far it still reaches.
        let is_beside = self.beside.0 > 0;
        let mut choices: Vec<Choice> = Vec::new();
        let mut ways: Vec<Option<Breaks>> = Vec::new();
        for breaks in found {
            let (rows, usual) = (breaks.ends.len(), best.ends.len());
            if is_beside && rows != usual
                || rows.abs_diff(usual) > 1
                || rows != usual && breaks.loosest > LOOSEST.max(best.loosest)
                || rows != usual && usual < 3
            {
                continue;
            }
            let worse = ((breaks.demerits - best.demerits) / DEMERITS_PER_COST).min(DEMERIT_COST_LIMIT) as Cost;
            let step = match rows.cmp(&usual) {
                std::cmp::Ordering::Equal => 0,
                std::cmp::Ordering::Greater => LONGER,
                std::cmp::Ordering::Less => SHORTER,
            };
            let hyphens = paragraph.hyphen_lines(&breaks);
            let short = if rows > 1 && paragraph.last_filled(&breaks, &how.measure) < SHORT_SHARE { SHORT_LAST } else { 0 };
            choices.push(Choice { rows: rows as u16, cost: step + worse + short, hyphens });
            ways.push(Some(breaks));
        }
        // Only what differs counts: a paragraph that ends in a short line at every length is none the dearer.
        let least = choices.iter().map(|choice| choice.cost).min().unwrap_or(0);
        choices.iter_mut().for_each(|choice| choice.cost -= least);
        if how.optional && !is_beside {
            choices.push(Choice { rows: 0, cost: LEFT_OUT, hyphens: 0 });
            ways.push(None);
        }
        let face = shaper.fonts().face(TextStyle::of(style, shaper.fonts()).face).clone();
        self.flow.push(FlowItem {
            choices,
            space_before: how.space,
            breakable: how.lead_in.is_none() || role == Role::ListItem,
            together: how.cut_out.as_ref().map_or(0, |cut_out| cut_out.rows),
            ..FlowItem::default()
        });
        self.beside.0 = self.beside.0.saturating_sub(best.ends.len() as u16);
        self.parts.push(Part::Text(TextPart {
            role,
            paragraph,
            ways,
            measure: how.measure,
            align: style.align,
            lead_in: how.lead_in,
            cut_out: how.cut_out.map(Box::new),
            capitals: face.at(face.cap_height, style.size),
        }));
    }

    fn quote(&mut self, text: &Rich, by: Option<&str>, shaper: &mut Shaper) {
        let set = |columns: u8, shaper: &mut Shaper| quote::quote((text, by), self.article, self.setting, columns, shaper);
        let block = set(1, shaper);
        if self.spanning.is_none() && Spanning::is_short(text) && self.setting.grid.columns >= SPANNING_FROM {
            let block = set(SPANNING_LEGS, shaper);
            self.spanning = Some(Spanning { part: self.parts.len(), block, words: text.text.clone(), echo: None });
        }
        self.block(block, Pads { rows: QUOTE_ROWS, cost: QUOTE_ROW }, Around { before: 0, keep_next: 0 });
        if let Some(item) = self.flow.last_mut() {
            (item.parts_leg, item.white_below) = (true, true);
        }
    }

    fn refers(&mut self, shaper: &mut Shaper) {
        let measure = self.setting.measure(1);
        for related in &self.article.related {
            let mut block = Block::space(REFER_SPACE);
            block.add_rule(measure, FINE_RULE, self.setting.style(StyleName::Body).ink);
            block.add_space(REFER_SPACE / 2);
            let label = related.label.as_deref().unwrap_or("Related");
            let words = |text: &str| match &related.slug {
                Some(slug) => linked(text.to_string(), story_address(slug)),
                None => Rich::plain(text),
            };
            let lang = self.article.lang;
            block.add(&Display::new(Role::Refer, self.setting.style(StyleName::ReferLabel), measure, lang), &words(label), shaper);
            let style = self.setting.style(StyleName::Refer);
            block.add(&Display::new(Role::Refer, style, measure, lang), &words(&related.headline), shaper);
            if let Some(summary) = &related.summary {
                let style = self.setting.style(StyleName::ReferSummary);
                block.add(&Display::new(Role::Refer, style, measure, lang), &words(summary), shaper);
            }
            self.block(block, Pads { rows: 1, cost: REFER_ROW }, Around { before: 0, keep_next: 0 });
        }
    }
}

/// A text that leads to an address.
fn linked(text: String, address: String) -> Rich {
    let link = Span { range: 0..text.len(), kind: SpanKind::Link(address.into()) };
    Rich { text, spans: vec![link] }
}

#[derive(Clone, Copy)]
struct ParagraphStyle {
    indent: bool,
    drop_capital: bool,
    dateline: bool,
    agency: bool,
    optional: bool,
    space: u16,
}

struct Flowing {
    measure: Measure,
    optional: bool,
    space: u16,
    lead_in: Option<Block>,
    cut_out: Option<CutOut>,
}
