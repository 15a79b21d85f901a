//! A plan in words: for the report, the plan file and whoever is told of it.
use crate::edition::{Article, Block};
use crate::plan::shapes::Config;
use crate::plan::{Slot, Why};
use crate::set::Galley;
use crate::units::Pt;

/// Why a story that came too late does not run.
pub const LATE: &str = "filed after the edition's cutoff";

/// Why a story is held, in words.
pub fn reason(why: Why, section: &str) -> String {
    match why {
        Why::Full => format!("the pages of {section} are full with weightier stories"),
        Why::NoPage => format!("no page of this edition takes stories of {section}"),
        Why::NoShape => "it fits no page, at any width".into(),
        Why::NoFit => format!("with it, no page of {section} could be filled to the row"),
    }
}

/// What was done to a story so that it fits: by the way it is made, of what is in its type.
pub fn levers(article: &Article, config: &Config, galley: Option<&Galley>) -> Vec<String> {
    let mut levers = Vec::new();
    if let Some(jump) = article.part.onward() {
        levers.push(format!("jumped to page {}", jump.to));
    }
    if config.head > 0 {
        levers.push("headline size".to_string());
    }
    levers.extend(galley.and_then(|galley| config.head_of(galley).lever).map(String::from));
    let changed = config.fit.choices.iter().filter(|choice| **choice > 0).count();
    if changed > 0 {
        let noun = if changed == 1 { "paragraph or block" } else { "paragraphs or blocks" };
        levers.push(format!("{changed} {noun} re-broken or spaced"));
    }
    levers.extend(quotes(config, galley));
    let optional = article.body.iter().filter(|block| matches!(block, Block::Paragraph { optional: true, .. })).count();
    if optional > 0 && config.fit.starts.windows(2).any(|pair| pair[0] == pair[1]) {
        levers.push("an optional paragraph left out".to_string());
    }
    if config.fit.short > 0 {
        levers.push("last leg a line short".to_string());
    }
    levers
}

/// What became of the pull quotes that were filed.
fn quotes(config: &Config, galley: Option<&Galley>) -> Vec<String> {
    let filed = galley.map_or(0, |galley| galley.quotes);
    let left_out = filed.saturating_sub(usize::from(config.quote.is_some()));
    let wide = config.quote.filter(|quote| quote.columns > 1).map(|_| "pull quote over two legs".to_string());
    let left_out = match left_out {
        0 => None,
        1 => Some("quote left out".to_string()),
        more => Some(format!("{more} quotes left out")),
    };
    wide.into_iter().chain(left_out).collect()
}

/// What is done where an order is not carried out.
pub const NOT_FOR_PRESS: &str = "wrote the pages to look at, and nothing for the press";

/// `124 mm`: the depth of so many rows of a grid.
pub fn depth(rows: u32, leading: Pt) -> String {
    // 25.4 millimetres are 72 points of a thousand.
    format!("{} mm", i64::from(leading.0) * i64::from(rows) * 254 / 720_000)
}

/// A cost as told to people.
pub fn points(cost: u64) -> String {
    format!("{}.{:03}", cost / 1000, cost % 1000)
}

/// `3 columns`
pub fn columns_text(count: u8) -> String {
    format!("{count} column{}", if count == 1 { "" } else { "s" })
}

/// `columns 1-4, rows 1-60`, counted from 1.
pub fn slot_text(slot: Slot) -> String {
    let span = |noun: &str, first: u16, count: u16| match count {
        1 => format!("{noun} {}", first + 1),
        _ => format!("{noun}s {}-{}", first + 1, first + count),
    };
    format!("{}, {}", span("column", u16::from(slot.column), u16::from(slot.columns)), span("row", slot.row, slot.rows))
}

/// A size in points, without idle zeros.
pub fn size(size: Pt) -> String {
    let text = points(u64::from(size.0.unsigned_abs()));
    format!("{}pt", text.trim_end_matches('0').trim_end_matches('.'))
}
