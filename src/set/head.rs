//! Heads: kicker, headline and deck over a number of columns, at the sizes that a place allows.
use super::block::{Block, Display};
use super::breaks::{Measure, Shape, break_paragraph};
use crate::edition::{Article, Rich};
use crate::font::shape::Shaper;
use crate::job::Setting;
use crate::layout::{Align, StyleName};
use crate::role::Role;
use crate::set::flow::Cost;
use crate::units::Pt;

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
    /// What it costs.
    pub cost: Cost,
}

/// White between the head and the text under it, at least.
const HEAD_FOOT: Pt = Pt(4_500);
/// White between headline and deck.
const DECK_SPACE: Pt = Pt(2_500);
/// A step of the ladder away from the size that suits the width.
const STEP_COST: Cost = 4_000;
/// A headline whose shortest line fills less than this share of the measure looks lost …
const FILL_WANTED: i64 = 62;
/// … at this cost for each percent.
const FILL_COST: Cost = 45;
/// More lines than suit the width.
const EXTRA_LINE_COST: Cost = 2_500;
/// Decks: steps of the style's ladder by the columns they run over.
const DECK_STEPS: [usize; 4] = [2, 1, 1, 0];

/// Sizes that suit a width: the preferred step of the ladder (from its largest) for 1, 2, 3 … columns.
const LEAD_STEPS: [usize; 6] = [4, 3, 2, 1, 0, 0];
const OTHER_STEPS: [usize; 6] = [6, 5, 4, 3, 2, 2];
/// Lines that suit a width, for 1, 2, 3 … columns.
const MOST_LINES: [usize; 6] = [5, 3, 3, 2, 2, 2];
/// Stories of this priority and below take one step less.
const SMALL_PRIORITY: u8 = 7;

/// All ways to set a head over `columns` columns, the cheapest first; there is always one.
pub fn heads(article: &Article, setting: &Setting, columns: u8, lead: Lead, shaper: &mut Shaper) -> Vec<Head> {
    let style = setting.style(if lead == Lead::Yes { StyleName::LeadHeadline } else { StyleName::Headline });
    let measure = setting.measure(columns);
    let at = usize::from(columns - 1).min(LEAD_STEPS.len() - 1);
    let ladder: &[Pt] = if style.ladder.is_empty() { std::slice::from_ref(&style.size) } else { &style.ladder };
    let steps = if lead == Lead::Yes { LEAD_STEPS } else { OTHER_STEPS };
    let smaller = usize::from(article.priority >= SMALL_PRIORITY);
    let preferred = (steps[at] + smaller).min(ladder.len() - 1);
    let text = Rich::plain(article.headline.clone());
    let mut found: Vec<Head> = Vec::new();
    let mut lowest = preferred + 1;
    // Only a lead's head may be larger than suits its width: on a page, one head is clearly the largest.
    let mut step = if lead == Lead::Yes { preferred.saturating_sub(1) } else { preferred };
    while step < ladder.len() && (step <= lowest || found.is_empty()) {
        let display = Display::new(Role::Headline, style, measure, article.lang).sized(ladder[step]);
        let paragraph = display.paragraph(&text, shaper);
        let widest = paragraph.items.iter().filter_map(|item| if let super::breaks::Item::Box(width) = item { Some(*width) } else { None }).max();
        let last_resort = step + 1 == ladder.len();
        if widest.is_some_and(|width| width > measure) && !last_resort {
            lowest = lowest.max(step + 1);
            step += 1;
            continue;
        }
        for breaks in break_paragraph(&paragraph.items, &Measure::plain(measure), Shape::Balanced) {
            let count = breaks.ends.len();
            let extra = count.saturating_sub(MOST_LINES[at]);
            if extra > 1 && !(last_resort && found.is_empty()) {
                continue;
            }
            // The same number of lines at a smaller size than one that fits is a weaker head, not another one.
            if found.iter().any(|head| head.lines.len() == count && head.size > display.size) && step > preferred {
                continue;
            }
            let mut block = Block::default();
            kicker(article, setting, measure, &mut block, shaper);
            let start = block.lines.len();
            block.add_broken(&display, &paragraph, &breaks, shaper);
            let set = &block.lines[start..];
            let shortest = set.iter().map(|line| i64::from(line.line.width.0) * 100 / i64::from(measure.0.max(1))).min().unwrap_or(100);
            let shown = set.iter().map(|line| line.line.text()).collect();
            let gap = (FILL_WANTED - shortest).max(0) as Cost * FILL_COST;
            let cost = STEP_COST * step.abs_diff(preferred) as Cost + EXTRA_LINE_COST * extra as Cost + gap;
            deck(article, setting, columns, &mut block, shaper);
            block.add_space(HEAD_FOOT);
            let rows = block.rows(setting.grid.leading);
            found.push(Head { block, rows, size: display.size, lines: shown, cost });
        }
        step += 1;
    }
    found.sort_by_key(|head| (head.cost, head.rows));
    found
}

/// Whether a story leads its page.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Lead {
    /// It does.
    Yes,
    /// It is one of the others.
    No,
}

fn kicker(article: &Article, setting: &Setting, measure: Pt, block: &mut Block, shaper: &mut Shaper) {
    let Some(text) = &article.kicker else { return };
    let mut display = Display::new(Role::Kicker, setting.style(StyleName::Kicker), measure, article.lang);
    display.leading = setting.grid.leading;
    block.add(&display, &Rich::plain(text.clone()), shaper);
}

fn deck(article: &Article, setting: &Setting, columns: u8, block: &mut Block, shaper: &mut Shaper) {
    let Some(text) = &article.deck else { return };
    let style = setting.style(StyleName::Deck);
    let step = DECK_STEPS[usize::from(columns - 1).min(DECK_STEPS.len() - 1)];
    let size = style.ladder.get(step.min(style.ladder.len().saturating_sub(1))).copied().unwrap_or(style.size);
    let display = Display::new(Role::Deck, style, setting.measure(columns), article.lang).sized(size);
    block.add_space(DECK_SPACE);
    let rich = Rich::plain(text.clone());
    let paragraph = display.paragraph(&rich, shaper);
    let shape = if style.align == Align::Justify { Shape::Justified } else { Shape::Balanced };
    let best = break_paragraph(&paragraph.items, &Measure::plain(display.measure), shape).into_iter().min_by_key(|b| b.ends.len());
    if let Some(best) = best {
        block.add_broken(&display, &paragraph, &best, shaper);
    }
}
