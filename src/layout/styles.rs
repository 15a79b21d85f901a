//! One style of one template: its own keys over the layout's, over those of the style that it is like, over the body's.
use std::collections::BTreeMap;
use std::sync::Arc;

use super::layers::{Found, Layers};
use super::{Align, Case, Figures, Flex, Grid, Limits, Style, StyleName, Usage};
use crate::diag::Diagnostics;
use crate::ink::Ink;
use crate::tree::Node;
use crate::units::{Length, Pt};

/// Type sizes that can be printed and read.
const SIZES: std::ops::RangeInclusive<i32> = 3_000..=400_000;
/// White after each letter, in thousandths of an em.
const TRACKINGS: std::ops::RangeInclusive<i32> = -200..=1_000;
/// The body's, where a layout says nothing.
const BODY_SIZE: Pt = Pt(9_000);
const BODY_WORD_SPACE: (u16, u16) = (72, 170);
/// Tracking and glyph scale that readers do not see, and those of the few lines that would gape or crowd otherwise (NORMS, Type).
const BODY_FLEX: Flex = Flex { tracking: Limits { usual: 15, most: 28 }, scale: Limits { usual: 20, most: 32 } };
const REGULAR: u16 = 400;
/// Thousandths of an em in one em.
const EM: i64 = 1_000;

/// What the styles of a template are made from.
#[derive(Clone, Copy)]
pub struct TemplateStyles<'a> {
    /// The paper's usage.
    pub usage: &'a Arc<Usage>,
    /// The layout's files.
    pub layers: &'a Layers,
    /// The template's name.
    pub template: &'a str,
    pub grid: Grid,
    /// The layout's colours.
    pub colours: &'a BTreeMap<String, Ink>,
}

impl<'a> TemplateStyles<'a> {
    /// The style of this name. What cannot be is told, and the style it started from stands in.
    pub fn style(&self, name: StyleName, diags: &mut Diagnostics) -> Style {
        let mut chain = vec![name];
        while let Some(base) = self.base(*chain.last().unwrap_or(&StyleName::Body), &chain, diags) {
            chain.push(base);
        }
        let start = Style {
            family: String::new(),
            weight: REGULAR,
            italic: false,
            size: BODY_SIZE,
            leading: self.grid.leading,
            ladder: Vec::new(),
            align: Align::Justify,
            indent: Pt::ZERO,
            ink: Ink::BLACK,
            tint: Ink::WHITE,
            case: Case::Normal,
            tracking: 0,
            hyphenate: true,
            word_space: BODY_WORD_SPACE,
            figures: Figures::Font,
            flex: BODY_FLEX,
            hang: true,
            usage: self.usage.clone(),
        };
        chain.iter().rev().fold(start, |mut style, name| {
            if *name != StyleName::Body && self.at(*name, "like").is_none() {
                // What only running text has is not handed on.
                style.align = Align::Left;
                style.indent = Pt::ZERO;
                style.hyphenate = false;
            }
            StyleReader { task: self, name: *name, diags: &mut *diags }.over(style)
        })
    }

    /// The style that one is like: the one it names, else body.
    fn base(&self, name: StyleName, chain: &[StyleName], diags: &mut Diagnostics) -> Option<StyleName> {
        let Some(found) = self.at(name, "like") else {
            return (name != StyleName::Body).then_some(StyleName::Body);
        };
        let wanted = StyleName::ALL.iter().copied().find(|style| style.name() == found.text());
        match wanted {
            None => {
                let error =
                    diags.error("unknown-style", Some(found.source()), format!("there is no style \"{}\" to be like", found.text()));
                let names = StyleName::ALL.iter().map(|style| style.name());
                if let Some(near) = crate::tree::form::nearest(found.text(), names) {
                    error.help(format!("did you mean \"{near}\"?"));
                }
            }
            Some(style) if chain.contains(&style) => {
                diags.error("style-circle", Some(found.source()), "styles are like one another in a circle").help("take one \"like\" out");
            }
            Some(style) => return Some(style),
        }
        None
    }

    /// A key of a style: the template's, or the layout's.
    fn at(&self, name: StyleName, key: &str) -> Option<Found<'a>> {
        let of_template = self.layers.at(&["templates", self.template, "styles", name.name(), key]);
        of_template.or_else(|| self.layers.at(&["styles", name.name(), key]))
    }
}

struct StyleReader<'a, 'b> {
    task: &'b TemplateStyles<'a>,
    name: StyleName,
    diags: &'b mut Diagnostics,
}

impl<'a> StyleReader<'a, '_> {
    fn at(&self, key: &str) -> Option<Found<'a>> {
        self.task.at(self.name, key)
    }

    fn fault(&mut self, code: &'static str, found: Found, message: String) -> &mut crate::diag::Diagnostic {
        self.diags.error(code, Some(found.source()), message)
    }

    /// This style's own keys over those of another.
    fn over(&mut self, mut style: Style) -> Style {
        if let Some(found) = self.at("font") {
            self.font(found, &mut style);
        }
        if let Some(weight) = self.at("weight").and_then(|found| found.node.integer()) {
            style.weight = weight as u16;
        }
        if let Some(italic) = self.at("italic").and_then(|found| found.node.flag()) {
            style.italic = italic;
        }
        self.sizes(&mut style);
        style.align = match self.at("align").map(|found| found.text()) {
            Some("justify") => Align::Justify,
            Some("left") => Align::Left,
            Some("right") => Align::Right,
            Some("centre") => Align::Centre,
            _ => style.align,
        };
        if let Some(found) = self.at("indent") {
            style.indent = found.length(style.size).unwrap_or(style.indent).max(Pt::ZERO);
        }
        style.ink = self.colour("colour", style.ink);
        style.tint = self.colour("tint", style.tint);
        style.case = match self.at("case").map(|found| found.text()) {
            Some("normal") => Case::Normal,
            Some("upper") => Case::Upper,
            Some("small-caps") => Case::SmallCaps,
            _ => style.case,
        };
        style.figures = match self.at("figures").map(|found| found.text()) {
            Some("font") => Figures::Font,
            Some("lining") => Figures::Lining,
            Some("old-style") => Figures::OldStyle,
            Some("tabular") => Figures::Tabular,
            _ => style.figures,
        };
        if let Some(found) = self.at("tracking") {
            self.tracking(found, &mut style);
        }
        if let Some(hyphenate) = self.at("hyphenate").and_then(|found| found.node.flag()) {
            style.hyphenate = hyphenate;
        }
        if let Some(found) = self.at("word_space") {
            self.word_space(found, &mut style);
        }
        if let Some(hang) = self.at("hang").and_then(|found| found.node.flag()) {
            style.hang = hang;
        }
        style.flex.tracking = self.limits("letter_space", style.flex.tracking);
        style.flex.scale = self.limits("letter_width", style.flex.scale);
        style
    }

    fn font(&mut self, found: Found, style: &mut Style) {
        let layers = self.task.layers;
        match layers.text(&["fonts", found.text()]) {
            Some(family) => style.family = family.to_string(),
            None => {
                let roles: Vec<&str> = layers.keys(&["fonts"]).into_iter().filter(|role| *role != "fallback").collect();
                let help = format!("its roles are {}", roles.join(", "));
                self.fault("unknown-font-role", found, format!("[fonts] has no family for \"{}\"", found.text())).help(help);
            }
        }
    }

    fn colour(&mut self, key: &str, before: Ink) -> Ink {
        let Some(found) = self.at(key) else { return before };
        let colours = self.task.colours;
        if let Some(ink) = colours.get(found.text()) {
            return *ink;
        }
        let names: Vec<&str> = colours.keys().map(String::as_str).collect();
        let help = format!("its colours are {}", names.join(", "));
        self.fault("unknown-colour", found, format!("[colours] has no \"{}\"", found.text())).help(help);
        before
    }

    /// Size, ladder and leading. Of size and ladder the one in the upper layer counts; a leading that is missing keeps its proportion.
    fn sizes(&mut self, style: &mut Style) {
        let before = (style.size, style.leading);
        let (size, ladder) = (self.at("size"), self.at("ladder"));
        let is_ladder = ladder.is_some_and(|ladder| !ladder.node.items().is_empty() && size.is_none_or(|size| ladder.depth <= size.depth));
        if let Some(found) = ladder.filter(|_| is_ladder) {
            let steps = found.node.items().iter().filter_map(|step: &Node| Some(Length::parse(step.text()?).ok()?.at(before.0)));
            style.ladder = steps.collect();
            if style.ladder.windows(2).any(|pair| pair[1] >= pair[0]) {
                let message = format!("the ladder of style \"{}\" does not go down step by step", self.name.name());
                self.fault("bad-ladder", found, message).help("write the largest size first");
            }
            style.size = style.ladder.first().copied().unwrap_or(before.0);
        } else if let Some(length) = size.and_then(|found| found.length(before.0)) {
            style.size = length;
            style.ladder.clear();
        }
        let of_size = if is_ladder { ladder } else { size };
        let wrong = style.ladder.iter().chain([&style.size]).copied().find(|size| !SIZES.contains(&size.0));
        if let Some(wrong) = wrong {
            if let Some(found) = of_size {
                let message = format!("style \"{}\" has type of {wrong} pt; type can be 3 to 400 pt", self.name.name());
                self.fault("bad-size", found, message);
            }
            (style.size, style.leading) = before;
            style.ladder.clear();
            return;
        }
        if style.size != before.0 && self.name != StyleName::Body {
            style.leading = before.1.scale(i64::from(style.size.0), i64::from(before.0.0.max(1)));
        }
        let leading = self.at("leading");
        if let Some(length) = leading.and_then(|found| found.length(style.size)) {
            style.leading = length;
        }
        const LEAST_LEADING: (i64, i64) = (8, 10);
        if let Some(found) = leading.or(of_size).filter(|_| style.leading < style.size.scale(LEAST_LEADING.0, LEAST_LEADING.1)) {
            let message = format!("style \"{}\": lines of {} pt stand only {} pt apart", self.name.name(), style.size, style.leading);
            self.fault("bad-leading", found, message).help("leading is at least 0.8 of the size");
        }
    }

    /// Points become thousandths of an em at the style's size.
    fn tracking(&mut self, found: Found, style: &mut Style) {
        let tracking = match Length::parse(found.text()) {
            Ok(Length::Em(thousandths)) => thousandths,
            Ok(Length::Absolute(length)) => {
                let (white, size) = (i64::from(length.0) * EM, i64::from(style.size.0.max(1)));
                let half = if white < 0 { -size / 2 } else { size / 2 };
                i32::try_from((white + half) / size).unwrap_or(i32::MAX)
            }
            Err(_) => return,
        };
        if !TRACKINGS.contains(&tracking) {
            let message = format!("style \"{}\" is tracked by {tracking} thousandths of an em; -200 to 1000 can be read", self.name.name());
            self.fault("out-of-range", found, message);
            return;
        }
        style.tracking = tracking;
    }

    /// What letters may give: one number for every line, or the usual and the most.
    fn limits(&mut self, key: &str, before: Limits) -> Limits {
        let Some(found) = self.at(key) else { return before };
        if let Some(usual) = found.node.integer() {
            return Limits { usual: usual as u16, most: usual as u16 };
        }
        let limits: Vec<u16> = found.node.items().iter().filter_map(Node::integer).map(|limit| limit as u16).collect();
        match limits[..] {
            [usual, most] if usual <= most => Limits { usual, most },
            [usual, most] => {
                let message = format!("{key} is what letters give as a rule and what they give at most; {most} is less than {usual}");
                self.fault("out-of-range", found, message).help(format!("{key} = [{most}, {usual}]"));
                before
            }
            _ => before,
        }
    }

    fn word_space(&mut self, found: Found, style: &mut Style) {
        const OWN: i64 = 100;
        let parts: Vec<i64> = found.node.items().iter().filter_map(Node::integer).collect();
        match parts.as_slice() {
            [low, high] if *low <= OWN && *high > OWN => style.word_space = (*low as u16, *high as u16),
            _ => {
                let message = "word_space is the narrowest and the widest in percent, one up to 100 and one over it".to_string();
                self.fault("out-of-range", found, message).help("write [78, 170]");
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::Layout;
    use super::super::read::read_layout;
    use super::*;
    use std::fs;

    /// Reads a layout over the broadsheet; what was told, where it is not one.
    fn layout(text: &str) -> Result<Layout, String> {
        let title: String = text.chars().filter(char::is_ascii_alphanumeric).collect();
        let folder =
            std::env::temp_dir().join(format!("newsprint-style-{title:.80}-{:?}", (std::process::id(), std::thread::current().id())));
        fs::create_dir_all(folder.join("layouts")).unwrap();
        fs::write(folder.join("layouts/own.toml"), format!("extends = \"broadsheet\"\n{text}")).unwrap();
        let mut diags = Diagnostics::default();
        let layout = read_layout("own", &folder, &mut diags);
        fs::remove_dir_all(&folder).unwrap();
        layout.ok_or_else(|| diags.list.iter().map(|told| format!("{}: {}", told.code, told.message)).collect::<Vec<_>>().join("; "))
    }

    /// Shows one style of `inside`, or what was told.
    fn check(text: &str, name: StyleName, expected: &str) {
        let shown = layout(text).map_or_else(
            |told| told,
            |layout| {
                let style = layout.templates["inside"].style(name);
                format!(
                    "{} {} {}/{} {} {:?} {:?}",
                    style.family, style.weight, style.size, style.leading, style.tracking, style.align, style.case
                )
            },
        );
        assert_eq!(shown, expected);
    }

    #[test]
    fn styles_are_complete() {
        check("", StyleName::Body, "Source Serif 4 SmText 400 8.900/10.400 0 Justify Normal");
        check("", StyleName::LeadHeadline, "Source Serif 4 Display 600 62.000/64.480 -12 Left Normal");
        check("", StyleName::Kicker, "Libre Franklin 800 8.000/8.400 88 Left Upper");
        check(
            "[templates.inside.styles.kicker]\ntracking = \"0.1em\"\ncase = \"small-caps\"\n",
            StyleName::Kicker,
            "Libre Franklin 800 8.000/8.400 100 Left SmallCaps",
        );
        check("[styles.headline]\nsize = \"50pt\"\n", StyleName::LeadHeadline, "Source Serif 4 Display 600 50.000/52.000 -12 Left Normal");
        check(
            "[styles.quote]\nlike = \"kicker\"\nsize = \"16pt\"\nleading = \"1.3em\"\n",
            StyleName::Quote,
            "Source Serif 4 Display 800 16.000/20.800 88 Left Upper",
        );
    }

    #[test]
    fn faults_are_told_once() {
        check(
            "[styles.deck]\nladder = [\"12pt\", \"20pt\"]\n",
            StyleName::Deck,
            "bad-ladder: the ladder of style \"deck\" does not go down step by step",
        );
        check(
            "[styles.deck]\nsize = \"500pt\"\n",
            StyleName::Deck,
            "bad-size: style \"deck\" has type of 500.000 pt; type can be 3 to 400 pt",
        );
        check(
            "[styles.ear]\nleading = \"4pt\"\n",
            StyleName::Ear,
            "bad-leading: style \"ear\": lines of 7.800 pt stand only 4.000 pt apart",
        );
        check("[styles.ear]\nlike = \"kickr\"\n", StyleName::Ear, "unknown-style: there is no style \"kickr\" to be like");
        check("[styles.kicker]\nlike = \"kicker\"\n", StyleName::Ear, "style-circle: styles are like one another in a circle");
        check("[styles.ear]\nfont = \"sans\"\n", StyleName::Ear, "unknown-font-role: [fonts] has no family for \"sans\"");
        check("[styles.ear]\ncolour = \"red\"\n", StyleName::Ear, "unknown-colour: [colours] has no \"red\"");
        check(
            "[styles.body]\nword_space = [120, 130]\n",
            StyleName::Body,
            "out-of-range: word_space is the narrowest and the widest in percent, one up to 100 and one over it",
        );
        check(
            "[styles.body]\nletter_space = [28, 15]\n",
            StyleName::Body,
            "out-of-range: letter_space is what letters give as a rule and what they give at most; 15 is less than 28",
        );
    }

    #[test]
    fn letters_give_as_the_layout_says() {
        let check = |text: &str, space: (u16, u16), width: (u16, u16)| {
            let flex = layout(text).expect("it is a layout").templates["inside"].style(StyleName::Body).flex;
            assert_eq!([flex.tracking, flex.scale].map(|limits| (limits.usual, limits.most)), [space, width], "{text}");
        };
        check("", (15, 28), (20, 32));
        check("[styles.body]\nletter_space = 10\nletter_width = [0, 0]\n", (10, 10), (0, 0));
        check("[styles.body]\nletter_width = [12, 24]\n", (15, 28), (12, 24));
    }
}
