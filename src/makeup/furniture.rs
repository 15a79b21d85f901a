//! Furniture: nameplate and ears, folio lines, running heads, the index.
use super::beginnings::Beginnings;
use super::sheet::Sheet;
use crate::edition::folio::{Folio, Half};
use crate::edition::{Edition, Rich};
use crate::font::shape::Shaper;
use crate::ink::Ink;
use crate::layout::{Align, Edge, FurnitureKind, Layout, Style, StyleName, Template};
use crate::role::{Pointer, Role, Slug};
use crate::set::block::{Block, Display};
use crate::set::jump::on;
use crate::units::{Pt, Rect};

/// Rules over and under furniture.
const HEAVY: Pt = Pt(2_200);
const FINE: Pt = Pt(500);
/// An ear is a column wide, but no wider than this part of the page's width: the name needs room between two.
const EARS: i32 = 4;
/// White about the nameplate's letters.
const PLATE_SPACE: Pt = Pt(8_000);
/// Most cells of the index.
const INDEX_CELLS: usize = 6;

/// What the index tells of a section inside.
#[derive(Clone, Debug)]
pub struct Inside {
    pub section: String,
    /// The page, as it is printed.
    pub page: String,
    /// Its weightiest story's headline.
    pub headline: String,
    pub story: Slug,
}

/// What furniture tells of the page and of the others.
#[derive(Clone, Debug)]
pub struct Facts<'a> {
    pub edition: &'a Edition,
    /// The page's name.
    pub folio: Folio,
    pub section: String,
    pub inside: &'a [Inside],
    /// Where each story begins.
    pub beginnings: &'a Beginnings,
}

/// Lays down all furniture of a page.
pub fn lay(layout: &Layout, template: &Template, facts: &Facts, sheet: &mut Sheet, shaper: &mut Shaper) {
    let leading = template.grid.leading;
    let (x, width) = (sheet.live.x, sheet.live.width);
    let (mut top, mut bottom) = (layout.page.top, sheet.live.bottom());
    let below: i32 = template.furniture.iter().filter(|piece| piece.edge == Edge::Bottom).map(|piece| i32::from(piece.rows)).sum();
    bottom += leading * below;
    for piece in &template.furniture {
        let height = leading * i32::from(piece.rows);
        let y = match piece.edge {
            Edge::Top => {
                let y = top;
                top += height;
                y
            }
            Edge::Bottom => {
                bottom -= height;
                bottom
            }
        };
        let rect = Rect { x, y, width, height };
        let mut desk = Desk { template, facts, sheet, shaper };
        match piece.kind {
            FurnitureKind::Nameplate => desk.nameplate(rect),
            FurnitureKind::Folio => desk.folio(rect),
            FurnitureKind::RunningHead => desk.running_head(rect),
            FurnitureKind::Index => desk.index(rect, piece.edge),
        }
    }
}

struct Desk<'a, 'b> {
    template: &'a Template,
    facts: &'a Facts<'a>,
    sheet: &'a mut Sheet,
    shaper: &'a mut Shaper<'b>,
}

impl Desk<'_, '_> {
    fn style(&self, name: StyleName) -> Style {
        self.template.style(name).clone()
    }

    fn rule(&mut self, rect: Rect, weight: Pt) {
        self.sheet.fill(Role::Rule, None, Rect { height: weight, ..rect }, Ink::BLACK);
    }

    /// One line, aligned in a rectangle, capitals in the middle of its height.
    fn line(&mut self, role: Role, style: &Style, text: &str, rect: Rect, align: Align) -> Pt {
        let mut style = style.clone();
        style.align = align;
        let display = Display { leading: rect.height, ..Display::new(role, &style, rect.width, self.facts.edition.lang) };
        let mut block = Block::default();
        block.add(&display, &Rich::plain(text), self.shaper);
        block.lines.truncate(block.lines.iter().take_while(|line| line.paragraph == 0 && line.y < rect.height).count());
        let width = block.lines.first().map_or(Pt::ZERO, |line| line.line.width);
        self.sheet.block(&block, None, rect.x, rect.y);
        width
    }

    fn nameplate(&mut self, rect: Rect) {
        let style = self.style(StyleName::Nameplate);
        let ears = &self.facts.edition.ears;
        let ear_width = if ears.is_empty() { Pt::ZERO } else { self.sheet.width(1).min(rect.width / EARS) };
        let room = rect.width - (ear_width + PLATE_SPACE * 2) * 2;
        let title = Rich::plain(self.facts.edition.title.clone());
        // The largest size at which the name stands on one line between the ears and in the depth.
        let mut probe = style.clone();
        probe.align = Align::Left;
        let display = Display::new(Role::Nameplate, &probe, Pt(i32::MAX / 4), self.facts.edition.lang);
        let mut block = Block::default();
        block.add(&display, &title, self.shaper);
        let natural = block.lines.first().map_or(Pt(1), |line| line.line.width).max(Pt(1));
        let by_width = style.size.scale(i64::from(room.0), i64::from(natural.0));
        let face = self.shaper.fonts().face(display.look(self.shaper).face).clone();
        let height = rect.height - PLATE_SPACE * 2;
        let by_height = height.scale(i64::from(face.units_per_em), i64::from((face.cap_height + face.descent / 2).max(1)));
        let mut style = style;
        style.size = by_width.min(by_height).min(style.size);
        let plate = Rect { height: height + PLATE_SPACE, ..rect };
        self.line(Role::Nameplate, &style, &self.facts.edition.title.clone(), plate, Align::Centre);
        for (n, ear) in ears.iter().take(2).enumerate() {
            let x = if n == 0 { rect.x } else { rect.right() - ear_width };
            let mut block = Block::default();
            let label = self.style(StyleName::EarLabel);
            let text = self.style(StyleName::Ear);
            let depth = rect.height - PLATE_SPACE * 2;
            block.add_rule(ear_width, FINE, Ink::BLACK);
            block.add_space(PLATE_SPACE / 2);
            let linked = |text: String| leading_to(text, ear.story.as_ref());
            block.add(&Display::new(Role::Ear, &label, ear_width, self.facts.edition.lang), &linked(ear.label.clone()), self.shaper);
            let page = ear.story.as_ref().and_then(|slug| self.facts.beginnings.get(slug));
            let words =
                page.map_or_else(|| ear.text.clone(), |page| format!("{} {}", ear.text, on(&page.printed, self.facts.edition.lang)));
            block.add(&Display::new(Role::Ear, &text, ear_width, self.facts.edition.lang), &linked(words), self.shaper);
            block.add_space(PLATE_SPACE / 2);
            block.add_rule(ear_width, FINE, Ink::BLACK);
            let y = rect.y + Pt::ZERO.max((depth - block.height) / 2);
            self.sheet.block(&block, None, x, y);
        }
    }

    fn folio(&mut self, rect: Rect) {
        let leading = self.template.grid.leading;
        let style = self.style(StyleName::Folio);
        let line = Rect { height: leading + leading / 2, ..rect };
        self.rule(rect, FINE);
        let edition = self.facts.edition;
        let number = edition.number.map(|number| edition.lang.usual().edition_number(number));
        let parts: Vec<String> =
            [Some(edition.lang.usual().long_date(edition.date)), number, edition.website.clone(), edition.price.clone()]
                .into_iter()
                .flatten()
                .collect();
        let last = parts.len().saturating_sub(1);
        for (n, part) in parts.iter().enumerate() {
            let align = match n {
                0 => Align::Left,
                n if n == last => Align::Right,
                _ => Align::Centre,
            };
            let cell = if matches!(align, Align::Centre) {
                let share = rect.width / last.max(1) as i32;
                Rect { x: rect.x + share * n as i32 - share / 2, width: share, ..line }
            } else {
                line
            };
            self.line(Role::Folio, &style, part, cell, align);
        }
        self.rule(Rect { y: rect.y + line.height, ..rect }, FINE);
    }

    fn running_head(&mut self, rect: Rect) {
        let leading = self.template.grid.leading;
        let label = self.style(StyleName::SectionLabel);
        let style = self.style(StyleName::Folio);
        let (edition, folio) = (self.facts.edition, self.facts.folio);
        let rest = format!("{}  ·  {}", edition.title, edition.lang.usual().long_date(edition.date));
        let bold = Style { weight: 800, size: style.size + Pt(1_500), ..style.clone() };
        self.rule(rect, HEAVY);
        // Everything stands on one line between the two rules.
        let foot = rect.bottom() - leading * 3 / 2;
        let line = Rect { y: rect.y + HEAVY, height: foot - rect.y - HEAVY, ..rect };
        let section = self.facts.section.clone();
        if let Some(fold) = self.template.fold() {
            // A folio at both outer corners, and nothing in the fold: the section over the left half, paper and day over the right one.
            let half = Rect { width: self.sheet.width(fold), ..line };
            let other = Rect { x: line.right() - half.width, ..half };
            self.line(Role::Folio, &bold, &folio.half(Half::Left), half, Align::Left);
            self.line(Role::SectionLabel, &label, &section, half, Align::Centre);
            self.line(Role::Folio, &style, &rest, other, Align::Centre);
            self.line(Role::Folio, &bold, &folio.half(Half::Right), other, Align::Right);
        } else {
            let (outer, inner) = if folio.is_left() { (Align::Left, Align::Right) } else { (Align::Right, Align::Left) };
            self.line(Role::Folio, &bold, &folio.printed(), line, outer);
            self.line(Role::Folio, &style, &rest, line, inner);
            self.line(Role::SectionLabel, &label, &section, line, Align::Centre);
        }
        self.rule(Rect { y: foot, ..rect }, FINE);
    }

    fn index(&mut self, rect: Rect, edge: Edge) {
        let leading = self.template.grid.leading;
        // One row of white lies between the index and the stories.
        let tinted = match edge {
            Edge::Bottom => Rect { y: rect.y + leading, height: rect.height - leading, ..rect },
            Edge::Top => Rect { height: rect.height - leading, ..rect },
        };
        let tint = self.template.style(StyleName::BriefsLabel).tint;
        self.sheet.fill(Role::Tint, None, tinted, tint);
        self.rule(tinted, FINE);
        let entries: Vec<&Inside> = self.facts.inside.iter().take(INDEX_CELLS).collect();
        if entries.is_empty() {
            return;
        }
        let columns = usize::from(self.template.grid.columns).min(entries.len()).max(1);
        let gap = self.template.grid.gutter;
        let cell = (rect.width - gap * (columns as i32 + 1)) / columns as i32;
        for (n, Inside { section, page, headline, story }) in entries.into_iter().take(columns).enumerate() {
            let x = rect.x + gap + (cell + gap) * n as i32;
            let label = self.style(StyleName::IndexLabel);
            let style = self.style(StyleName::Index);
            let mut block = Block::space(leading / 2);
            let head = leading_to(format!("{section} · {page}"), Some(story));
            block.add(&Display::new(Role::Index, &label, cell, self.facts.edition.lang), &head, self.shaper);
            let words = leading_to(headline.clone(), Some(story));
            block.add(&Display::new(Role::Index, &style, cell, self.facts.edition.lang), &words, self.shaper);
            block.lines.retain(|line| line.y < tinted.height);
            self.sheet.block(&block, None, x, tinted.y);
            if n > 0 {
                let rule =
                    Rect { x: x - gap / 2, y: tinted.y + leading / 2, width: super::story::HAIRLINE, height: tinted.height - leading };
                self.sheet.fill(Role::Rule, None, rule, super::story::HAIRLINE_INK);
            }
        }
    }
}

/// A text that leads to a story, if there is one.
fn leading_to(text: String, story: Option<&Slug>) -> Rich {
    match story {
        Some(slug) => Rich::linked(text, Pointer::Story(slug.clone())),
        None => Rich::plain(text),
    }
}
