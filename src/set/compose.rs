//! Composing a galley: byline, paragraphs, quotes, lists, tables and refers of one story, each with the ways it can be set.
use std::sync::Arc;

use super::block::{Block, Display};
use super::caption::caption;
use super::cut_out::{self, CutOut};
use super::cut_out_queue::{Beside, CutOutPiece, CutOutQueue};
use super::echo::echo;
use super::flow::{Choice, Cost, FlowItem};
use super::flow_builder::{Around, FlowBuilder, Pads, block_item};
use super::galley::{Galley, Part, TextPart};
use super::head::heads;
use super::items::{Measure, Shape};
use super::pull_quote::{SPANNING_FROM, SPANNING_LEGS, SetQuote, is_short};
use super::quote::PullQuote;
use super::rules::Rules;
use super::runs::{Inline, Paragraph, compose, inlines};
use super::table::{Table, TableFit, table};
use super::text_style::TextStyle;
use super::ways::{Freedom, ways};
use super::{jump, quote};
use crate::edition::{self, Article, Rich};
use crate::font::shape::Shaper;
use crate::job::Setting;
use crate::layout::{Align, Style, StyleName};
use crate::role::{ByLead, Pointer, Role};
use crate::units::Pt;

/// Each row of white added about a subhead or a refer.
const SUBHEAD_ROW: Cost = 1_800;
const REFER_ROW: Cost = 700;
/// The rule over refers, and the white about their words.
const FINE_RULE: Pt = Pt(400);
const REFER_SPACE: Pt = Pt(5_000);
/// Indent of list items, in thousandths of the type size.
const LIST_INDENT: i64 = 1_000;
/// Lines that a drop capital stands beside.
const DROP_LINES: u16 = 3;
/// What heads other matter keeps two rows of it under itself.
const HEADING: Around = Around { before: 0, keep_next: 2 };

/// Sets an article.
pub fn galley(article: &Article, setting: &Setting, shaper: &mut Shaper) -> Galley {
    let mut composer = Composer::new(article, setting);
    composer.byline(shaper);
    composer.body(shaper);
    composer.refers(shaper);
    let columns = 1..=setting.grid.columns;
    let heads = heads(article, setting, shaper);
    let captions = article
        .photos
        .iter()
        .map(|photo| columns.clone().map(|count| caption(photo, article, setting, setting.caption_measure(count), shaper)).collect());
    let captions = captions.collect();
    let Composer { flow, quote, quotes, blocks, tables, .. } = composer;
    let quote = quote.map(|(words, quote)| SetQuote { echo: echo(words, flow.parts()), ..quote });
    let (items, parts) = flow.finish();
    Galley { flow: Arc::new(items), parts, heads, captions, quote, quotes, blocks, tables }
}

/// Sets a brief: its headline, under its kicker, is the first of its flow items; who wrote it is named at its end.
pub fn brief(article: &Article, setting: &Setting, shaper: &mut Shaper) -> Galley {
    let mut composer = Composer::new(article, setting);
    let style = setting.style(StyleName::BriefHeadline);
    let mut block = Block::default();
    if let Some(kicker) = &article.kicker {
        let display = Display::new(Role::Kicker, setting.style(StyleName::Kicker), setting.measure(1), article.lang);
        block.add(&display, &Rich::plain(kicker.clone()), shaper);
    }
    let display = Display::new(Role::Headline, style, setting.measure(1), article.lang);
    block.add(&display, &Rich::plain(article.headline.clone()), shaper);
    composer.block(block, Pads::NONE, Around { before: 1, keep_next: 2 });
    composer.body(shaper);
    let text = composer.flow.len();
    composer.names(Around::default(), shaper);
    let names = text..composer.flow.len();
    composer.refers(shaper);
    let (mut items, parts) = composer.flow.finish();
    items[names].iter_mut().for_each(|item| item.clings = true);
    Galley {
        flow: Arc::new(items),
        parts,
        heads: ByLead::default(),
        captions: Vec::new(),
        quote: None,
        quotes: 0,
        blocks: Vec::new(),
        tables: composer.tables,
    }
}

/// A galley on its way.
struct Composer<'a> {
    article: &'a Article,
    setting: &'a Setting,
    flow: FlowBuilder,
    cut_outs: CutOutQueue<'a>,
    /// The story's pull quote: what it says, and its type.
    quote: Option<(&'a str, SetQuote)>,
    /// Pull quotes that were filed.
    quotes: usize,
    blocks: Vec<usize>,
    tables: Vec<TableFit>,
}

impl<'a> Composer<'a> {
    fn new(article: &'a Article, setting: &'a Setting) -> Composer<'a> {
        let cut_outs = CutOutQueue::new(&article.cut_outs);
        let (flow, blocks, tables) = Default::default();
        Composer { article, setting, flow, cut_outs, quote: None, quotes: 0, blocks, tables }
    }

    /// The cut-out that can stand beside the paragraph at a place of the body.
    fn cut_out(&mut self, at: usize, shaper: &mut Shaper) -> Option<CutOut> {
        let waiting = self.cut_outs.due(at).filter(|_| cut_out::has_room(self.setting))?;
        let set = match waiting.piece {
            CutOutPiece::Photo(photo) => Some(cut_out::photo(photo, self.article, self.setting, shaper)),
            CutOutPiece::Quote(quote) => cut_out::quote(quote, self.article, self.setting, shaper),
        };
        let set = set.filter(|set| cut_out::is_filled(&self.article.body[at..], set, self.setting));
        if set.is_some() {
            self.cut_outs.take_first();
            return set;
        }
        // A quote that cannot stand beside its text may stand in the middle of it.
        if let CutOutPiece::Quote(quote) = waiting.piece
            && waiting.from == at
        {
            self.cut_outs.take_first();
            self.quote(quote, shaper);
        }
        None
    }

    /// Ends the text beside a cut-out: what comes next stands under it.
    fn pass_cut_out(&mut self) {
        let rows = self.cut_outs.pass_rest();
        self.block(Block::space(self.setting.grid.leading * i32::from(rows)), Pads::NONE, Around::default());
    }

    /// Sets the cut-outs that found no text to stand beside.
    fn leftovers(&mut self, shaper: &mut Shaper) {
        self.pass_cut_out();
        for waiting in self.cut_outs.take_all() {
            match waiting.piece {
                CutOutPiece::Photo(photo) => {
                    let picture = cut_out::whole(photo, self.article, self.setting, shaper);
                    let choices = vec![Choice { rows: picture.rows, ..Choice::default() }];
                    let item = FlowItem { choices, space_before: 1, parts_leg: true, ..FlowItem::default() };
                    self.flow.push(item, Part::Picture(picture));
                }
                CutOutPiece::Quote(quote) => self.quote(quote, shaper),
            }
        }
    }

    /// Adds a block of display type; one without depth is nothing.
    fn block(&mut self, block: Block, pads: Pads, around: Around) {
        if let Some(item) = block_item(&block, self.setting.grid.leading, pads, around) {
            self.flow.push(item, Part::Block(block));
        }
    }

    /// A line that says where the story goes on, or where it comes from, and leads there.
    fn jump_line(&mut self, line: JumpLine, align: Align, around: Around, shaper: &mut Shaper) {
        let JumpLine { text, page } = line;
        let style = Style { align, ..self.setting.style(StyleName::JumpLine).clone() };
        let mut line = Display::new(Role::JumpLine, &style, self.setting.measure(1), self.article.lang);
        line.leading = self.setting.grid.leading;
        let mut block = Block::default();
        let other_part = Pointer::Part { page: page.as_str().into(), slug: self.article.slug.clone() };
        block.add(&line, &Rich::linked(text, other_part), shaper);
        self.block(block, Pads::NONE, around);
    }

    fn byline(&mut self, shaper: &mut Shaper) {
        if let Some(jump) = self.article.part.back() {
            let line = JumpLine { text: jump::back(jump, self.article.lang), page: &jump.from };
            self.jump_line(line, Align::Left, HEADING, shaper);
        }
        self.names(HEADING, shaper);
    }

    /// Who wrote it.
    fn names(&mut self, around: Around, shaper: &mut Shaper) {
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
                block.add(&role, &Rich::linked(email.clone(), format!("mailto:{email}").into()), shaper);
            }
        }
        self.block(block, Pads::NONE, around);
    }

    fn body(&mut self, shaper: &mut Shaper) {
        let article = self.article;
        let last = article.body.iter().rposition(|block| matches!(block, edition::Block::Paragraph { .. }));
        // A paragraph after a paragraph is indented; after a table it has white over it.
        let (mut indent, mut space) = (false, 0);
        for (at, block) in article.body.iter().enumerate() {
            if !matches!(block, edition::Block::Paragraph { .. }) {
                self.pass_cut_out();
            }
            match block {
                edition::Block::Paragraph { text, optional } => {
                    let goes_on = article.part.back().is_some();
                    let first = !goes_on && !self.flow.has_text();
                    let drop_capital = first && !text.text.is_empty() && self.has_drop_capital();
                    let cut_out = if drop_capital { None } else { self.cut_out(at, shaper) };
                    let agency = Some(at) == last;
                    let style = ParagraphStyle { indent, drop_capital, dateline: first, agency, optional: *optional, space };
                    self.paragraph(text, style, cut_out, shaper);
                    (indent, space) = (true, 0);
                }
                edition::Block::Subhead(text) => {
                    self.subhead(text, shaper);
                    (indent, space) = (false, 0);
                }
                edition::Block::Quote { text, by, is_heard, cut_out } => {
                    let quote = PullQuote { text, by: by.as_deref(), is_heard: *is_heard };
                    if *cut_out {
                        self.cut_outs.add_quote(at + 1, quote)
                    } else {
                        self.quote(quote, shaper)
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
                    self.table(table(head, rows, self.setting, article.lang, shaper));
                    (indent, space) = (false, 1);
                }
            }
            self.blocks.push(self.flow.len());
        }
        self.leftovers(shaper);
        if let Some(jump) = article.part.onward() {
            let line = JumpLine { text: jump::onward(jump, article.lang), page: &jump.to };
            self.jump_line(line, Align::Right, Around::default(), shaper);
        }
    }

    /// True for a story of words enough to open with a drop capital.
    fn has_drop_capital(&self) -> bool {
        let least = self.setting.drop_capital_words as usize;
        let words = || -> usize { self.article.texts().iter().map(|text| text.split_whitespace().count()).sum() };
        least > 0 && !self.article.is_brief() && words() >= least
    }

    fn subhead(&mut self, text: &Rich, shaper: &mut Shaper) {
        let style = self.setting.style(StyleName::Subhead);
        let mut display = Display::new(Role::Subhead, style, self.setting.measure(1), self.article.lang);
        display.leading = display.leading.max(self.setting.grid.leading);
        let mut block = Block::default();
        block.add(&display, text, shaper);
        self.block(block, Pads { rows: 1, cost: SUBHEAD_ROW }, Around { before: 1, keep_next: 2 });
    }

    fn table(&mut self, table: Table) {
        let leading = self.setting.grid.leading;
        self.tables.push(table.fit);
        let head = table.head.map(Arc::new);
        if let Some(head) = &head {
            self.block((**head).clone(), Pads::NONE, Around { before: 1, keep_next: 2 });
        }
        for (n, row) in table.rows.into_iter().enumerate() {
            let first = n == 0 && head.is_none();
            let keep_next = if first || row.is_head() { 2 } else { 0 };
            let Some(item) = block_item(&row, leading, Pads::NONE, Around { before: u16::from(first), keep_next }) else { continue };
            match &head {
                Some(head) => {
                    self.flow.push(FlowItem { again: head.rows(leading), ..item }, Part::Row { row, head: head.clone() });
                }
                None => self.flow.push(item, Part::Block(row)),
            }
        }
    }

    fn rules(&self, style: &Style, measure: Pt) -> Rules {
        Rules::of(style, self.article.lang, measure)
    }

    fn paragraph(&mut self, text: &Rich, how: ParagraphStyle, cut_out: Option<CutOut>, shaper: &mut Shaper) {
        let style = self.setting.style(StyleName::Body);
        let mut runs = self.runs(text, how, shaper);
        let width = self.setting.measure(1);
        // Lines that a writer ended, as in verse, begin alike.
        let indent = if how.indent && !text.text.contains('\n') { style.indent } else { Pt::ZERO };
        let mut measure = Measure { indent, ..Measure::plain(width) };
        let lead_in = if how.drop_capital { self.drop_capital(&mut runs, &mut measure, shaper) } else { None };
        if let Some(cut_out) = &cut_out {
            self.cut_outs.stand(Beside { rows: cut_out.rows, width: cut_out.width });
            measure.indent = Pt::ZERO;
        }
        if let Some(beside) = self.cut_outs.beside().filter(|_| lead_in.is_none()) {
            (measure.narrow_lines, measure.narrow_by) = (beside.rows, beside.width);
        }
        let paragraph = compose(&runs, &self.rules(style, width), shaper);
        let flowing = Flowing { role: Role::Body, measure, optional: how.optional, space: how.space, lead_in, cut_out };
        self.text(paragraph, flowing, shaper);
    }

    /// A paragraph's text in its looks, with dateline and agency where it has them.
    fn runs(&self, text: &Rich, how: ParagraphStyle, shaper: &Shaper) -> Vec<Inline> {
        let style = self.setting.style(StyleName::Body);
        let look = TextStyle::of(style, shaper.fonts());
        let mut runs: Vec<Inline> = Vec::new();
        if let (true, Some(place)) = (how.dateline, &self.article.dateline) {
            let dateline = TextStyle::of(self.setting.style(StyleName::Dateline), shaper.fonts());
            runs.push(Inline { text: place.clone(), style: dateline });
            runs.extend((!text.text.is_empty()).then(|| Inline { text: " — ".into(), style: look.clone() }));
        }
        runs.extend(inlines(text, &look, style, shaper.fonts()));
        if let (true, Some(agency)) = (how.agency, &self.article.agency) {
            let white = if runs.is_empty() { "" } else { " " };
            runs.push(Inline { text: format!("{white}({agency})"), style: look.clone() });
        }
        runs
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
        let flowing = Flowing { role: Role::ListItem, measure, optional: false, space: 0, lead_in: Some(bullet), cut_out: None };
        self.text(paragraph, flowing, shaper);
    }

    /// Adds a paragraph with the ways to break it; one without text is nothing.
    fn text(&mut self, paragraph: Paragraph, how: Flowing, shaper: &Shaper) {
        if paragraph.items.is_empty() {
            return;
        }
        let style = self.setting.style(StyleName::Body);
        let shape = if style.align == Align::Justify { Shape::Justified } else { Shape::Ragged };
        let freedom = match self.cut_outs.beside() {
            // Paragraphs after this one would have to know how far the cut-out still reaches.
            Some(_) => Freedom::OneLength,
            None if how.optional => Freedom::Optional,
            None => Freedom::AnyLength,
        };
        let ways = ways(&paragraph, &how.measure, shape, freedom);
        self.cut_outs.pass_lines(ways.usual_rows);
        let face = shaper.fonts().face(TextStyle::of(style, shaper.fonts()).face);
        let item = FlowItem {
            choices: ways.choices,
            space_before: how.space,
            breakable: how.lead_in.is_none() || how.role == Role::ListItem,
            together: how.cut_out.as_ref().map_or(0, |cut_out| cut_out.rows),
            ..FlowItem::default()
        };
        let part = TextPart {
            role: how.role,
            paragraph,
            ways: ways.breaks,
            measure: how.measure,
            align: style.align,
            lead_in: how.lead_in,
            cut_out: how.cut_out.map(Box::new),
            capitals: face.at(face.cap_height, style.size),
        };
        self.flow.push(item, Part::Text(part));
    }

    /// A quote that the text has too is the story's pull quote, if none before is: several would make it a page of quotes. One that the text
    /// has not is a part of it.
    fn quote(&mut self, quote: PullQuote<'a>, shaper: &mut Shaper) {
        if !quote.is_heard {
            return self.quotation(quote, shaper);
        }
        self.quotes += 1;
        if self.quote.is_some() {
            return;
        }
        let mut set = |columns: u8| quote::quote(quote, self.article, self.setting, columns, shaper);
        let narrow = set(1);
        let wide = (is_short(quote.text) && self.setting.grid.columns >= SPANNING_FROM).then(|| set(SPANNING_LEGS));
        self.quote = Some((&quote.text.text, SetQuote { before: self.flow.len(), narrow, wide, echo: None }));
    }

    /// Somebody's words as an indented paragraph of the text, with their name.
    fn quotation(&mut self, quote: PullQuote, shaper: &mut Shaper) {
        let style = self.setting.style(StyleName::Body);
        let look = TextStyle::of(style, shaper.fonts());
        let width = self.setting.measure(1);
        let indent = style.size.scale(LIST_INDENT, 1000);
        let measure = Measure { width, indent: Pt::ZERO, narrow_lines: u16::MAX, narrow_by: indent };
        let mut runs = inlines(&quote::marked(quote.text, self.article.lang), &look, style, shaper.fonts());
        runs.extend(quote.by.map(|by| Inline { text: format!(" — {by}"), style: look.clone() }));
        let paragraph = compose(&runs, &self.rules(style, width - indent), shaper);
        let flowing = Flowing { role: Role::Body, measure, optional: false, space: 0, lead_in: None, cut_out: None };
        self.text(paragraph, flowing, shaper);
    }

    /// What comes after the text: lines kept free for copy that is still to come, then teasers.
    fn refers(&mut self, shaper: &mut Shaper) {
        let room = self.article.wishes.room.as_ref().filter(|_| self.article.part.onward().is_none()).map_or(0, |room| room.value);
        (0..room).for_each(|_| self.block(Block::space(self.setting.grid.leading), Pads::NONE, Around::default()));
        let measure = self.setting.measure(1);
        for related in &self.article.related {
            let mut block = Block::space(REFER_SPACE);
            block.add_rule(measure, FINE_RULE, self.setting.style(StyleName::Body).ink);
            block.add_space(REFER_SPACE / 2);
            let label = related.label.as_deref().unwrap_or("Related");
            let words = |text: &str| match &related.slug {
                Some(slug) => Rich::linked(text.to_string(), Pointer::Story(slug.clone())),
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
            self.block(block, Pads { rows: 1, cost: REFER_ROW }, Around::default());
        }
    }
}

/// A line that says where a story goes on or comes from, and that page's label.
struct JumpLine<'a> {
    text: String,
    page: &'a String,
}

/// How a paragraph of the body is set.
#[derive(Clone, Copy)]
struct ParagraphStyle {
    indent: bool,
    drop_capital: bool,
    /// It begins with the place that the story was written in.
    dateline: bool,
    /// It ends with the agency.
    agency: bool,
    optional: bool,
    /// White rows over it.
    space: u16,
}

/// How a composed paragraph flows.
struct Flowing {
    role: Role,
    measure: Measure,
    optional: bool,
    /// White rows over it.
    space: u16,
    lead_in: Option<Block>,
    cut_out: Option<CutOut>,
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diag::{Diagnostics, Source, SourceFile};
    use crate::edition::Lang;
    use crate::edition::article::article;
    use crate::edition::article_source::{ArticleSource, Written};
    use crate::font::{Fonts, shipped};
    use crate::layout::read::read_layout_for;

    /// A story with this body, and its type 118 mm wide.
    fn set(body: &str) -> (Article, Galley) {
        set_by(galley, &format!(r#"{{"section": "World", "headline": "Fog", "body": {body}}}"#))
    }

    fn set_by(set: fn(&Article, &Setting, &mut Shaper) -> Galley, article_as_filed: &str) -> (Article, Galley) {
        let mut diags = Diagnostics::default();
        let text = article_as_filed.to_string();
        let source = ArticleSource::of_text(Arc::new(SourceFile { path: "a.json".into(), text }), Written::Json, &mut diags);
        let article = article(&source, Lang::EnUs, &Default::default(), &mut diags).expect("it is an article");
        let layout = read_layout_for("preview-a4", std::path::Path::new("."), &Source::whole("x"), &mut diags).expect("it ships");
        let template = &layout.templates["front"];
        let measures = (1..=template.grid.columns).map(|columns| layout.measure(template, columns)).collect();
        let setting = Setting { grid: template.grid, styles: template.styles.clone(), drop_capital_words: 0, measures, fold: None };
        let fonts = Fonts { faces: shipped::faces(), fallback: Vec::new() };
        let galley = set(&article, &setting, &mut Shaper::new(&fonts));
        (article, galley)
    }

    /// The parts of a story, a letter each: `b` block, `t` text, `o` text with a cut-out, `n` text beside one, `r` row.
    fn check(body: &str, expected: &str) {
        let (article, galley) = set(body);
        let letter = |part: &Part| match part {
            Part::Text(text) if text.cut_out.is_some() => 'o',
            Part::Text(text) if text.measure.narrow_lines > 0 && text.role == Role::Body => 'n',
            Part::Text(_) => 't',
            Part::Block(_) => 'b',
            Part::Row { .. } => 'r',
            Part::Picture(_) => 'p',
        };
        assert_eq!(galley.parts.iter().map(letter).collect::<String>(), expected, "{body}");
        assert_eq!(galley.flow.len(), galley.parts.len());
        assert_eq!(galley.blocks.len(), article.body.len());
        for (item, part) in galley.flow.iter().zip(&galley.parts) {
            if let Part::Text(text) = part {
                let rows = |way: &Option<super::super::items::Breaks>| way.as_ref().map_or(0, |way| way.ends.len() as u16);
                let choices: Vec<u16> = item.choices.iter().map(|choice| choice.rows).collect();
                assert_eq!(choices, text.ways.iter().map(rows).collect::<Vec<u16>>(), "{body}");
            }
        }
    }

    #[test]
    fn every_block_has_its_part() {
        check(r#"["a", {"subhead": "s"}, "b", {"quote": "q"}, {"list": ["1", "2"]}]"#, "tbtntt");
        check(r#"[{"table": {"head": ["h", "i"], "rows": [["1", "2"], ["3", "4"]]}}, "a"]"#, "brrt");
        check(r#"[{"table": {"rows": [["1", "2"], ["3", "4"]]}}, {"p": "a", "optional": true}]"#, "bbt");
    }

    #[test]
    fn text_stands_beside_a_cut_out_until_it_ends() {
        let text = "The ferry waited for the fog to lift, and nobody on the quay would say when it might leave. ";
        let (long, short) = (text.repeat(12), text.repeat(2));
        let quote = r#"{"quote": "We waited all the day for the fog to lift.", "cut_out": true}"#;
        check(&format!(r#"["{short}", {quote}, "{long}", "{short}"]"#), "tot");
        check(&format!(r#"["{short}", {quote}, "{text}", "{long}"]"#), "ton");
        // With too little text beside it a quote is no part of what flows.
        check(&format!(r#"["{short}", {quote}, "Fog."]"#), "tt");
        check(&format!(r#"["{short}", {quote}]"#), "t");
    }

    #[test]
    fn a_brief_has_its_kicker_its_names_and_its_refers() {
        let rows = |more: &str| -> Vec<u16> {
            let filed = format!(r#"{{"section": "World", "headline": "Fog", "body": ["No boat left."]{more}}}"#);
            let (_, galley) = set_by(brief, &filed);
            galley.flow.iter().map(|item| item.choices[0].rows).collect()
        };
        assert_eq!(rows(""), [1, 1]);
        assert_eq!(rows(r#", "kicker": "Port""#), [2, 1]);
        assert_eq!(rows(r#", "byline": ["By Ana Ruiz", "By Bo Lim"]"#), [1, 1, 2]);
        assert_eq!(rows(r#", "related": [{"headline": "Ferry stays in port"}]"#).len(), 3);
    }

    #[test]
    fn pull_quotes_are_counted_and_one_is_set() {
        let check = |body: &str, expected: (usize, bool)| {
            let (_, galley) = set(body);
            assert_eq!((galley.quotes, galley.quote.is_some()), expected, "{body}");
        };
        let text = r#""The ferry waited for the fog to lift, and nobody on the quay would say when it might leave.""#;
        let quote = r#"{"quote": "Nobody on the quay would say."}"#;
        check(&format!("[{text}]"), (0, false));
        check(&format!("[{text}, {quote}, {quote}]"), (2, true));
        // One that was to stand beside the text and has too little of it.
        check(&format!(r#"[{text}, {{"quote": "Nobody on the quay would say.", "cut_out": true}}]"#), (1, true));
        // What the text has not is a part of it.
        check(&format!(r#"[{text}, {{"quote": "We have tea."}}]"#), (0, false));
    }
}
