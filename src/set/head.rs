//! Heads: kicker, headline and deck over a number of columns, at the sizes that a place allows.
use std::borrow::Cow;
use std::sync::Arc;

use super::block::{Block, BlockLine, Display};
use super::breaks::{Breaks, Item, Measure, Shape, break_paragraph};
use super::head_wish::HeadWish;
use super::phrases::LAW;
use super::runs::Paragraph;
use crate::edition::{Article, Lang, Rich};
use crate::font::shape::Shaper;
use crate::job::Setting;
use crate::layout::{Style, StyleName};
use crate::role::{ByLead, Role};
use crate::set::flow::Cost;
use crate::units::Pt;

pub use crate::role::Lead;

/// One way to set a story's head.
#[derive(Clone, Debug)]
pub struct Head {
    /// Kicker, headline and deck, and the white under them.
    pub block: Block,
    /// Rows of the grid.
    pub rows: u16,
    /// The headline's size.
    pub size: Pt,
    /// The headline's lines.
    pub lines: Vec<String>,
    /// How much the ends of its lines are disliked, in TeX's penalties.
    pub parting: i32,
    pub cost: Cost,
    /// How much of that is for white: beside its lines, and under them.
    pub white: Cost,
    /// What it does without, for the report.
    pub lever: Option<&'static str>,
}

/// White between the head and the text under it, at least.
const HEAD_FOOT: Pt = Pt(2_500);
/// White between headline and deck.
const DECK_SPACE: Pt = Pt(2_500);
/// The share of what white is left that goes over a deck, in thousandths.
const OVER_DECK: i64 = 700;
/// A size a tenth larger or smaller than suits the width.
const SIZE_COST: Cost = 1_000;
/// White beside the headline's and deck's lines, for each column by row.
const WHITE_COST: Cost = 4_400;
/// A headline smaller than the largest that fits in as many lines.
const STEP_DOWN_COST: Cost = 6_000;
/// A headline whose shortest line fills less than this share of the measure looks lost …
const FILL_WANTED: i64 = 62;
/// … at this cost for each percent.
const FILL_COST: Cost = 60;
/// More lines than suit the width.
const EXTRA_LINE_COST: Cost = 2_000;

/// Each of TeX's penalties for where its lines end: a line that ends in "of" costs three thousand.
const PARTING_COST: Cost = 24;
/// The same of a deck's lines, which are read as text more than as lines.
const DECK_PARTING_COST: Cost = 3;
/// A deck's last line of a single word: dearer than an "a" at a line's end.
const STRAY_COST: Cost = 9_000;
/// And more where that breaks a law: as much as a third of a page's width left white beside a large line.
const LAW_COST: Cost = 20_000;
/// A last line under two thirds of the longest …
const LAST_WANTED: i64 = 67;
/// … at this cost for each percent.
const LAST_COST: Cost = 20;
/// The short headline says less than the real one.
const SHORT_COST: Cost = 12_000;
/// A lead's head without its deck, and another's.
const NO_DECK_COST: ByLead<Cost> = ByLead { lead: 30_000, other: 20_000 };
/// A head without its deck that is too small for any.
const SMALL_NO_DECK_COST: Cost = 6_000;
/// Columns that a head is narrow up to: there the short headline is tried too.
const NARROW: u8 = 2;

/// Sizes that suit a width of 1, 2, 3 … columns, in thousandths of the ladder's largest.
const LEAD_SIZES: [i64; 6] = [480, 590, 680, 800, 1000, 1000];
/// The same for other stories of middle rank: nearly alike at all widths, so that a wide story may stand under a narrow one. A wide head
/// is one line, a narrow one several.
const OTHER_SIZES: [i64; 6] = [330, 380, 410, 440, 460, 470];
/// The same for decks.
const DECK_SIZES: [i64; 6] = [640, 740, 800, 900, 1000, 1000];
/// Sizes tried about the one that suits, in thousandths of it.
const LEAD_RANGE: (i64, i64) = (740, 1250);
/// Those of two ranks of one width do not meet: [`RANKS`] are further apart than this is wide, and it holds two sizes that are
/// [`TOLD_APART`].
const OTHER_RANGE: (i64, i64) = (780, 1220);
const DECK_RANGE: (i64, i64) = (720, 1240);
/// Those of a headline whose lines the desk wishes.
const WISHED_RANGE: (i64, i64) = (450, 1800);
/// Ranks of stories that lead no page: the last priority of each, and its sizes, in thousandths of those that suit the middle one.
const RANKS: [(u8, i64); 3] = [(3, 1_220), (6, 980), (u8::MAX, 790)];
/// The largest share of its headline's size that a deck may have, in thousandths.
const DECK_SHARE: i64 = 600;
/// A headline's size that is told at a glance from a smaller one beside it, in thousandths of that: sixteen points from fourteen.
pub const TOLD_APART: i64 = 1140;
/// Lines that suit a width, for 1, 2, 3 … columns.
const MOST_LINES: [usize; 6] = [5, 3, 3, 2, 2, 2];

/// All ways to set a head over 1, 2, … columns as the page's lead and as another story, the cheapest first. There is always one, but where
/// the desk wishes a head that some widths can have: there the others have none.
pub fn heads(article: &Article, setting: &Setting, shaper: &mut Shaper) -> ByLead<Vec<Vec<Head>>> {
    let wish = HeadWish::of(&article.wishes);
    let usual = |shaper: &mut Shaper| heads_with(article, setting, HeadWish::NONE, shaper);
    if wish == HeadWish::NONE {
        return usual(shaper);
    }
    let mut wished = heads_with(article, setting, wish, shaper);
    for lead in Lead::BOTH {
        wished[lead].iter_mut().for_each(|heads| heads.retain(|head| head.grants(wish)));
    }
    let has_any = |by_width: &Vec<Vec<Head>>| by_width.iter().any(|heads| !heads.is_empty());
    if wished.both().into_iter().all(has_any) {
        return wished;
    }
    // A role in which the wish cannot be is as if there were none: that is told with the plan.
    let usual = usual(shaper);
    let either = |wished: Vec<Vec<Head>>, usual: Vec<Vec<Head>>| if has_any(&wished) { wished } else { usual };
    ByLead { lead: either(wished.lead, usual.lead), other: either(wished.other, usual.other) }
}

fn heads_with(article: &Article, setting: &Setting, wish: HeadWish, shaper: &mut Shaper) -> ByLead<Vec<Vec<Head>>> {
    let mut deck = article.deck.as_ref().map(|deck| Ladder::new(Role::Deck, setting.style(StyleName::Deck), deck, article.lang));
    let styles = ByLead { lead: StyleName::LeadHeadline, other: StyleName::Headline };
    let mut headlines = styles.each(|name| Wordings::new(article, setting.style(*name), wish));
    let mut found: ByLead<Vec<Vec<Head>>> = ByLead::default();
    for columns in 1..=setting.grid.columns {
        let measure = setting.measure(columns);
        let mut top = Block::default();
        kicker(article, setting, measure, &mut top, shaper);
        // Over both halves of a double truck white weighs as much as the same share of a page's width.
        let pages = if setting.fold.is_some_and(|fold| columns > fold) { 2 } else { 1 };
        let span = HeadWidth { columns, measure, leading: setting.grid.leading, cell: cell(setting) * pages };
        let decks = deck.as_mut().map_or_else(Vec::new, |deck| decks(deck, span, shaper));
        for lead in Lead::BOTH {
            let wordings = &mut headlines[lead];
            let about = About { lead, priority: article.priority, top: &top, decks: &decks, wish };
            let [mut heads, bare] = heads_as(&mut wordings.real, &about, span, shaper);
            heads.extend(bare);
            if let Some(short) = wordings.short.as_mut().filter(|_| columns <= NARROW) {
                let [others, _] = heads_as(short, &about, span, shaper);
                heads.extend(others.into_iter().map(|head| Head { cost: head.cost + SHORT_COST, lever: Some("short headline"), ..head }));
            }
            heads.sort_by_key(|head| (head.cost, head.rows));
            found[lead].push(heads);
        }
    }
    found
}

/// A headline, and the shorter one for narrow places.
struct Wordings<'a> {
    real: Ladder<'a>,
    short: Option<Ladder<'a>>,
}

impl<'a> Wordings<'a> {
    fn new(article: &Article, style: &'a Style, wish: HeadWish) -> Wordings<'a> {
        let ladder = |text: &str| Ladder::new(Role::Headline, style, text, article.lang);
        let mut real = ladder(&article.headline);
        if let Some(size) = wish.size {
            real.only(size);
        }
        // A wish is for the headline that was filed.
        let short = article.short_headline.as_deref().filter(|_| !wish.is_for_headline());
        Wordings { real, short: short.map(ladder) }
    }
}

/// A text at the sizes of its style's ladder, each composed once for all widths.
struct Ladder<'a> {
    role: Role,
    style: &'a Style,
    lang: Lang,
    text: Rich,
    sizes: Cow<'a, [Pt]>,
    /// By size: the text, and its widest word.
    composed: Vec<Option<(Arc<Paragraph>, Pt)>>,
}

impl<'a> Ladder<'a> {
    fn new(role: Role, style: &'a Style, text: &str, lang: Lang) -> Ladder<'a> {
        let sizes: &[Pt] = if style.ladder.is_empty() { std::slice::from_ref(&style.size) } else { &style.ladder };
        Ladder { role, style, lang, text: Rich::plain(text), composed: vec![None; sizes.len()], sizes: Cow::Borrowed(sizes) }
    }

    /// Leaves this size alone, of the ladder or not.
    fn only(&mut self, size: Pt) {
        (self.sizes, self.composed) = (Cow::Owned(vec![size]), vec![None]);
    }

    fn display(&self, step: usize, measure: Pt) -> Display<'a> {
        Display::new(self.role, self.style, measure, self.lang).sized(self.sizes[step])
    }

    /// The text at a size, and its widest word.
    fn at(&mut self, step: usize, shaper: &mut Shaper) -> (Arc<Paragraph>, Pt) {
        if self.composed[step].is_none() {
            let paragraph = self.display(step, Pt(i32::MAX)).paragraph(&self.text, shaper);
            let width = |item: &Item| if let Item::Box { width, .. } = item { Some(*width) } else { None };
            let widest = paragraph.items.iter().filter_map(width).max().unwrap_or(Pt::ZERO);
            self.composed[step] = Some((Arc::new(paragraph), widest));
        }
        self.composed[step].clone().unwrap_or_default()
    }

    /// The same, where no word may be wider than the measure: at the smallest size words are parted for it, at the others there is none.
    fn within(&mut self, step: usize, measure: Pt, shaper: &mut Shaper) -> Option<Arc<Paragraph>> {
        // Of a size that the desk wishes no word is parted: the head is wider, or the wish is refused.
        let is_wished = matches!(self.sizes, Cow::Owned(_));
        match self.at(step, shaper) {
            (paragraph, widest) if widest <= measure => Some(paragraph),
            _ if step + 1 == self.sizes.len() && !is_wished => Some(Arc::new(self.display(step, measure).paragraph(&self.text, shaper))),
            _ => None,
        }
    }
}

/// The width that a head is set to.
#[derive(Clone, Copy)]
struct HeadWidth {
    columns: u8,
    measure: Pt,
    /// Baseline to baseline of the page's grid.
    leading: Pt,
    /// Area of a column's row.
    cell: i64,
}

fn cell(setting: &Setting) -> i64 {
    i64::from(setting.measure(1).0.max(1)) * i64::from(setting.grid.leading.0.max(1))
}

/// What stands about a headline, and how weighty its story is.
struct About<'a> {
    lead: Lead,
    priority: u8,
    /// What stands over it.
    top: &'a Block,
    decks: &'a [Deck],
    wish: HeadWish<'a>,
}

/// Heads with the deck, and the same without it where there is one.
fn heads_as(headline: &mut Ladder, about: &About, span: HeadWidth, shaper: &mut Shaper) -> [Vec<Head>; 2] {
    let About { lead, priority, top, decks, wish } = *about;
    let HeadWidth { columns, measure, leading, .. } = span;
    let at = usize::from(columns - 1).min(LEAD_SIZES.len() - 1);
    let (sizes, range, share) = match lead {
        Lead::Yes => (LEAD_SIZES, LEAD_RANGE, 1000),
        Lead::No => (OTHER_SIZES, OTHER_RANGE, rank_share(priority)),
    };
    let wanted = headline.sizes[0].scale(sizes[at] * share, 1_000_000);
    let (mut found, mut bare): (Vec<Head>, Vec<Head>) = (Vec::new(), Vec::new());
    // For so many lines any size will do.
    let range = if wish.lines.is_some() || wish.breaks.is_some() { WISHED_RANGE } else { range };
    let last = headline.sizes.len() - 1;
    for (step, size) in headline.sizes.to_vec().into_iter().enumerate() {
        if size > wanted.scale(range.1, 1000) && step != last || size < wanted.scale(range.0, 1000) && !found.is_empty() {
            continue;
        }
        let Some(paragraph) = headline.within(step, measure, shaper) else { continue };
        let display = headline.display(step, measure);
        for breaks in wish.ways(&paragraph, measure) {
            let count = breaks.ends.len();
            if wish.lines.is_some_and(|lines| usize::from(lines) != count) && !(step == last && found.is_empty()) {
                continue;
            }
            let extra = if wish.lines.is_some() { 0 } else { count.saturating_sub(MOST_LINES[at]) };
            let parting = parting(&paragraph, &breaks);
            // In so many lines, only the largest size that fits, the largest at which lines end better, and one that is told from both at
            // a glance: beside a head of the first size.
            let alike = |head: &&Head| head.lines.len() == count && head.parting <= parting;
            let is_beaten =
                found.iter().filter(alike).count() > 1 || found.iter().filter(alike).any(|head| head.size < size.scale(TOLD_APART, 1000));
            if extra > 1 && !(step == last && found.is_empty()) || is_beaten {
                continue;
            }
            let mut block = top.clone();
            let start = block.lines.len();
            block.add_broken(&display, &paragraph, &breaks, shaper);
            let set = &block.lines[start..];
            let share = |line: &BlockLine, of: Pt| i64::from(line.line.width.0) * PERCENT / i64::from(of.0.max(1));
            let shortest = set.iter().map(|line| share(line, measure)).min().unwrap_or(PERCENT);
            let longest = set.iter().map(|line| line.line.width).max().unwrap_or(measure);
            let last_share = set.last().map_or(PERCENT, |line| share(line, longest));
            let shown: Vec<String> = set.iter().map(|line| line.line.text()).collect();
            let gap = (FILL_WANTED - shortest).max(0) as Cost * FILL_COST + (LAST_WANTED - last_share).max(0) as Cost * LAST_COST;
            let stepped = if found.iter().any(|head| alike(&head)) { STEP_DOWN_COST } else { 0 };
            let beside = white(set, display.leading, span);
            let cost = off(size, wanted) + EXTRA_LINE_COST * extra as Cost + gap + parting_cost(parting) + stepped + beside;
            let over = |deck: Option<&Deck>| {
                let mut block = block.clone();
                let (rows, slack) = stand_on_grid(&mut block, deck.map(|deck| &deck.block), leading);
                let air = WHITE_COST * Cost::from(columns) * slack.0 as Cost / leading.0.max(1) as Cost;
                let (deck_cost, deck_white) = deck.map_or((0, 0), |deck| (deck.cost, deck.white));
                let (cost, white) = (cost + deck_cost + air, beside + deck_white + air);
                Head { block, rows, size, lines: shown.clone(), parting, cost, white, lever: None }
            };
            match (deck_under(decks, size), decks.is_empty()) {
                (None, true) => found.push(over(None)),
                (Some(deck), _) => {
                    bare.push(without_deck(over(None), NO_DECK_COST[lead]));
                    found.push(over(Some(deck)));
                }
                (None, false) => found.push(without_deck(over(None), SMALL_NO_DECK_COST)),
            }
        }
    }
    [found, bare]
}

/// Sizes of a story of this priority that leads no page, in thousandths of those of the middle rank.
fn rank_share(priority: u8) -> i64 {
    RANKS.iter().find(|(last, _)| priority <= *last).map_or(1000, |(_, share)| *share)
}

/// Adds the deck and the white that brings the text under a head onto the grid; most of that white goes over the deck, so that the deck
/// stands nearly as far from the text in every story. Returns the head's rows and the white.
fn stand_on_grid(block: &mut Block, deck: Option<&Block>, leading: Pt) -> (u16, Pt) {
    let height = block.height + HEAD_FOOT + deck.map_or(Pt::ZERO, |deck| DECK_SPACE + deck.height);
    let rows = height.rows(leading);
    let slack = leading * rows - height;
    if let Some(deck) = deck {
        block.add_space(DECK_SPACE + slack.scale(OVER_DECK, 1000));
        block.append(deck);
    }
    block.height = leading * rows;
    (rows.clamp(0, i32::from(u16::MAX)) as u16, slack)
}

impl Head {
    fn grants(&self, wish: HeadWish) -> bool {
        wish.is_met_by(self.size, &self.lines, self.block.lines.iter().any(|line| line.role == Role::Deck))
    }

    /// The head where so much white more is left between it and the text: the deck takes its share.
    pub fn with_air(&self, air: Pt) -> Block {
        let mut block = self.block.clone();
        let drop = air.scale(OVER_DECK, 1000);
        block.lines.iter_mut().filter(|line| line.role == Role::Deck).for_each(|line| line.y += drop);
        block
    }
}

/// The cost of a size other than the one that suits the width.
fn off(size: Pt, wanted: Pt) -> Cost {
    (i64::from((size - wanted).0.abs()) * 10 * i64::from(SIZE_COST) / i64::from(wanted.0.max(1))) as Cost
}

/// How much the ends of lines are disliked, in TeX's penalties.
fn parting(paragraph: &Paragraph, breaks: &Breaks) -> i32 {
    let penalty = |end: &u32| match paragraph.items.get(*end as usize) {
        Some(Item::Space { penalty, .. } | Item::Break { penalty, .. }) => *penalty,
        _ => 0,
    };
    breaks.ends.iter().map(penalty).fold(0, |sum, penalty| sum + penalty.min(WORST))
}

/// Penalties over this are told apart no further.
const WORST: i32 = 3_000;
/// Parts of a hundred.
const PERCENT: i64 = 100;

fn parting_cost(parting: i32) -> Cost {
    let of_law = if parting >= LAW { LAW_COST } else { 0 };
    PARTING_COST * parting as Cost + of_law
}

/// The cost of the white beside lines.
fn white(lines: &[BlockLine], leading: Pt, span: HeadWidth) -> Cost {
    let short: i64 = lines.iter().map(|line| i64::from((span.measure - line.line.width).0.max(0))).sum();
    (short * i64::from(leading.0) * i64::from(WHITE_COST) / span.cell) as Cost
}

fn kicker(article: &Article, setting: &Setting, measure: Pt, block: &mut Block, shaper: &mut Shaper) {
    let Some(text) = &article.kicker else { return };
    let display = Display::new(Role::Kicker, setting.style(StyleName::Kicker), measure, article.lang);
    block.add(&display, &Rich::plain(text.clone()), shaper);
}

/// The cost of a deck's last line that is one word.
fn stray(lines: &[BlockLine]) -> Cost {
    let is_word = lines.last().is_some_and(|line| !line.line.text().trim().contains(char::is_whitespace));
    if lines.len() > 1 && is_word { STRAY_COST } else { 0 }
}

/// A deck at one of its sizes.
struct Deck {
    size: Pt,
    block: Block,
    cost: Cost,
    /// How much of that is for white.
    white: Cost,
}

/// A head without the deck that was filed.
fn without_deck(head: Head, cost: Cost) -> Head {
    Head { cost: head.cost + cost, lever: Some("deck left out"), ..head }
}

/// The best deck for a headline of this size: one that does not outshout it, if any is so small.
fn deck_under(decks: &[Deck], headline: Pt) -> Option<&Deck> {
    decks.iter().filter(|deck| deck.size <= headline.scale(DECK_SHARE, 1000)).min_by_key(|deck| deck.cost)
}

/// The deck over so many columns, at each size of its ladder, and what each costs: the white that it leaves, and its distance from the
/// size that suits the width.
fn decks(ladder: &mut Ladder, span: HeadWidth, shaper: &mut Shaper) -> Vec<Deck> {
    let at = usize::from(span.columns - 1).min(DECK_SIZES.len() - 1);
    let wanted = ladder.sizes[0].scale(DECK_SIZES[at], 1000);
    let range = wanted.scale(DECK_RANGE.0, 1000)..=wanted.scale(DECK_RANGE.1, 1000);
    let last = ladder.sizes.len() - 1;
    let mut decks = Vec::new();
    for (step, size) in ladder.sizes.to_vec().into_iter().enumerate() {
        // The smallest is for the smallest headlines, whatever the width.
        if !range.contains(&size) && step != last {
            continue;
        }
        let Some(paragraph) = ladder.within(step, span.measure, shaper) else { continue };
        let display = ladder.display(step, span.measure);
        let broken = |shape: Shape| break_paragraph(&paragraph.items, &Measure::plain(span.measure), shape);
        let ways: Vec<Breaks> = [Shape::Ragged, Shape::Balanced].into_iter().flat_map(broken).collect();
        let set = ways.iter().map(|breaks| {
            let mut block = Block::default();
            block.add_broken(&display, &paragraph, breaks, shaper);
            let white = white(&block.lines, display.leading, span);
            let parting = DECK_PARTING_COST * parting(&paragraph, breaks) as Cost;
            let cost = white + off(size, wanted) + parting + stray(&block.lines);
            Deck { size, block, cost, white }
        });
        decks.extend(set.min_by_key(|deck| (deck.cost, deck.block.lines.len())));
    }
    decks
}
