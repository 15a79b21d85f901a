//! What was done to a story so that it fits, in words for the report.
use crate::edition::{Article, Block, Part};
use crate::plan::shapes::Config;
use crate::set::head::Head;

/// The levers that a config, and the head that it has, pull.
pub fn of(article: &Article, config: &Config, head: Option<&Head>) -> Vec<String> {
    let mut levers = Vec::new();
    if let Part::First(jump) = &article.part {
        levers.push(format!("jumped to page {}", jump.to));
    }
    if config.head > 0 {
        levers.push("headline size".to_string());
    }
    levers.extend(head.and_then(|head| head.lever).map(String::from));
    let changed = config.fit.choices.iter().filter(|choice| **choice > 0).count();
    if changed > 0 {
        let noun = if changed == 1 { "paragraph or block" } else { "paragraphs or blocks" };
        levers.push(format!("{changed} {noun} re-broken or spaced"));
    }
    if config.quote.is_some() {
        levers.push("pull quote over two legs".to_string());
    }
    let optional = article.body.iter().filter(|block| matches!(block, Block::Paragraph { optional: true, .. })).count();
    if optional > 0 && config.fit.starts.windows(2).any(|pair| pair[0] == pair[1]) {
        levers.push("an optional paragraph left out".to_string());
    }
    if config.fit.short > 0 {
        levers.push("last leg a line short".to_string());
    }
    levers
}
