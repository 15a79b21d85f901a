//! What stands over the text: the site's name, section, headline, deck, byline and stamps.
use super::flow::ColumnPiece;
use super::gate::Site;
use super::text::{PieceSetter, Show, ShownPiece};
use crate::edition::Rich;
use crate::ink::Ink;
use crate::layout::StyleName;
use crate::role::Role;
use crate::set::block::{Block, Display};
use crate::set::breaks::{Item as Break, Measure, Shape, break_paragraph};
use crate::set::runs::Inline;
use crate::set::text_style::TextStyle;
use crate::units::Pt;

/// The rule under the site's name.
const HEAVY: Pt = Pt(2_200);
/// White between the name and its rule.
const PLATE_SPACE: Pt = Pt(4_000);
/// White under the rule, over the section.
const RULE_SPACE: Pt = Pt(13_000);
/// White under the section's line and the kicker.
const LABEL_SPACE: Pt = Pt(4_000);
/// White under headline and deck.
const HEAD_SPACE: Pt = Pt(5_000);
/// White over the byline.
const BYLINE_SPACE: Pt = Pt(4_000);
/// A headline of more lines than this takes a smaller size, if there is one.
const MOST_LINES: usize = 3;

/// Sets the head: first what belongs to the page, then what belongs to the story.
pub fn head(setter: &mut PieceSetter, site: &Site) {
    let masthead = masthead(setter, site);
    setter.items.push(ShownPiece {
        piece: ColumnPiece { rows: masthead.rows(setter.setting.grid.leading), part: u32::MAX / 8, ..ColumnPiece::default() },
        show: Show::Furniture(masthead),
    });
    let mut block = Block::default();
    labels(setter, &mut block);
    headline(setter, &mut block);
    if let Some(deck) = &setter.article.deck {
        block.add_space(HEAD_SPACE);
        block.add(&setter.display(Role::Deck, StyleName::Deck), &Rich::plain(deck.clone()), setter.shaper);
    }
    byline(setter, &mut block);
    stamps(setter, &mut block);
    setter.block(block, ColumnPiece::default());
}

fn masthead(setter: &mut PieceSetter, site: &Site) -> Block {
    let mut block = Block::default();
    if let Some(title) = &site.title {
        let display = setter.display(Role::Nameplate, StyleName::Nameplate);
        block.add(&display, &Rich::plain(title.clone()), setter.shaper);
        block.add_space(PLATE_SPACE);
    }
    block.add_rule(setter.measure, HEAVY, Ink::BLACK);
    block.add_space(RULE_SPACE);
    block
}

/// "National › Politics", and the kicker.
fn labels(setter: &mut PieceSetter, block: &mut Block) {
    let article = setter.article;
    let display = setter.display(Role::SectionLabel, StyleName::SectionLabel);
    let look = display.look(setter.shaper);
    let mut runs = vec![Inline { text: article.section.clone(), style: look.clone() }];
    if let Some(subsection) = &article.subsection {
        let grey = setter.look(StyleName::Stamp);
        runs.push(Inline { text: " › ".into(), style: TextStyle { ink: grey.ink, ..look.clone() } });
        runs.push(Inline { text: subsection.clone(), style: TextStyle { ink: grey.ink, ..look } });
    }
    block.add_inlines(&display, &runs, setter.shaper);
    block.add_space(LABEL_SPACE);
    // Many desks file the sub-section as the kicker: once is enough.
    let said = |kicker: &str| [Some(&article.section), article.subsection.as_ref()].into_iter().flatten().any(|label| label == kicker);
    if let Some(kicker) = article.kicker.as_ref().filter(|kicker| !said(kicker)) {
        block.add(&setter.display(Role::Kicker, StyleName::Kicker), &Rich::plain(kicker.clone()), setter.shaper);
        block.add_space(LABEL_SPACE / 2);
    }
}

/// The largest size of the ladder that takes few lines and no broken word.
fn headline(setter: &mut PieceSetter, block: &mut Block) {
    let text = Rich::plain(setter.article.headline.clone());
    let display = setter.display(Role::Headline, StyleName::Headline);
    let ladder: &[Pt] = if display.style.ladder.is_empty() { std::slice::from_ref(&display.style.size) } else { &display.style.ladder };
    for (step, size) in ladder.iter().enumerate() {
        let display: Display = display.clone().sized(*size);
        let paragraph = display.paragraph(&text, setter.shaper);
        let whole = paragraph.items.iter().all(|item| !matches!(item, Break::Box { width, .. } if *width > setter.measure));
        let best = break_paragraph(&paragraph.items, &Measure::plain(setter.measure), Shape::Balanced).remove(0);
        if step + 1 == ladder.len() || whole && best.ends.len() <= MOST_LINES {
            block.add_broken(&display, &paragraph, &best, setter.shaper);
            return;
        }
    }
}

/// Name, role and e-mail of each writer, a line each.
fn byline(setter: &mut PieceSetter, block: &mut Block) {
    if setter.article.byline.is_empty() && setter.article.posted.is_none() && setter.article.updated.is_none() {
        return;
    }
    block.add_space(HEAD_SPACE + BYLINE_SPACE);
    let display = setter.display(Role::Byline, StyleName::Byline);
    let (name, grey) = (display.look(setter.shaper), setter.look(StyleName::BylineRole));
    for line in &setter.article.byline {
        let mut runs = vec![Inline { text: line.name.clone(), style: name.clone() }];
        if let Some(role) = &line.role {
            runs.push(Inline { text: format!(" · {role}"), style: grey.clone() });
        }
        if let Some(email) = &line.email {
            runs.push(Inline { text: " · ".into(), style: grey.clone() });
            let link = (email.contains('@') && !email.contains(char::is_whitespace)).then(|| format!("mailto:{email}").into());
            runs.push(Inline { text: email.clone(), style: TextStyle { link, ..grey.clone() } });
        }
        block.add_inlines(&display, &runs, setter.shaper);
    }
}

/// "Posted : 2019-12-24 16:15 / Updated : 2019-12-24 17:02", as the site writes it.
fn stamps(setter: &mut PieceSetter, block: &mut Block) {
    let article = setter.article;
    let words = article.lang.usual();
    let updated = article.updated.as_ref().filter(|updated| article.posted.as_ref() != Some(updated));
    let parts: Vec<String> = [(words.posted, article.posted.as_ref()), (words.updated, updated)]
        .into_iter()
        .filter_map(|(word, stamp)| Some(format!("{word} : {}", minute(stamp?))))
        .collect();
    if !parts.is_empty() {
        block.add(&setter.display(Role::Stamp, StyleName::Stamp), &Rich::plain(parts.join(" / ")), setter.shaper);
    }
}

/// Day and minute of a stamp, as filed.
fn minute(stamp: &str) -> String {
    const DAY: usize = "2019-12-24".len();
    const TIME: std::ops::Range<usize> = DAY + 1..DAY + 1 + "16:15".len();
    let stamp = stamp.trim();
    let day = stamp.get(..DAY).unwrap_or(stamp);
    stamp.get(TIME).map_or_else(|| day.to_string(), |time| format!("{day} {time}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(stamp: &str, expected: &str) {
        assert_eq!(minute(stamp), expected);
    }

    #[test]
    fn stamps_are_told_to_the_minute() {
        check("2019-12-24T16:15:00+09:00", "2019-12-24 16:15");
        check("2019-12-24 16:15", "2019-12-24 16:15");
        check("2019-12-24", "2019-12-24");
    }
}
