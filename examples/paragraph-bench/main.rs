//! Sets any text at a measure, writes it as a PDF, and prints how well it is set beside what else is installed.
//!
//! `cargo run --release --example paragraph-bench -- FILE --measure 55mm [--size 9pt] [--leading 10.8pt] [--pdf OUT.pdf] [--lines] [--times 5]`
//!
//! FILE holds paragraphs with empty lines between them. It is set as the broadsheet's body; `--plain` turns tracking, glyph scale and hanging signs off, `--peers` runs Typst and pdfTeX too;
//! of `--times` runs the fastest counts. Under the row stand the least mean badness and the fewest loose lines that any breaker can reach on
//! that text by these rules.
#![allow(clippy::print_stdout, clippy::disallowed_methods, reason = "a bench prints what it measured, and reads the clock")]
use std::error::Error;
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use newsprint::diag::Diagnostics;
use newsprint::edition::Lang;
use newsprint::font::Fonts;
use newsprint::font::shape::{Features, Shaper};
use newsprint::ink::Ink;
use newsprint::layout::{Align, Flex, StyleName};
use newsprint::page::{Mark, MarkKind, Page, Paper, Tag, Text, UNSCALED};
use newsprint::press::epaper_pictures::SizedPictures;
use newsprint::press::order::EpaperOrder;
use newsprint::press::picture_cache::PictureCache;
use newsprint::role::{Role, Slug};
use newsprint::set::breaks::{Measure, Shape, break_paragraph};
use newsprint::set::lines::{Line, lines};
use newsprint::set::rivers::rivers;
use newsprint::set::rules::Rules;
use newsprint::set::runs::{Inline, Paragraph, compose};
use newsprint::set::text_style::TextStyle;
use newsprint::units::{Length, Pt};

mod least;
mod peers;

/// What is asked for on the command line.
struct Wanted {
    file: PathBuf,
    measure: Pt,
    size: Pt,
    leading: Pt,
    pdf: PathBuf,
    is_plain: bool,
    shows_lines: bool,
    runs_peers: bool,
    times: u32,
}

/// A paragraph set.
struct Set {
    lines: Vec<Line>,
    /// Natural width of a word space, in thousandths of a point.
    space: f64,
    hyphenated: Vec<bool>,
    rivers: usize,
    least: [least::Sum; 2],
}

fn main() -> Result<(), Box<dyn Error>> {
    let wanted = arguments()?;
    let text = std::fs::read_to_string(&wanted.file)?;
    let paragraphs: Vec<&str> = text.split("\n\n").map(str::trim).filter(|text| !text.is_empty()).collect();
    let fonts = Fonts { faces: newsprint::font::shipped::faces(), fallback: vec!["NanumMyeongjo".into(), "Noto Serif".into()] };
    let (set, mut took) = set(&paragraphs, &wanted, &fonts)?;
    for _ in 1..wanted.times {
        took = took.min(self::set(&paragraphs, &wanted, &fonts)?.1);
    }
    if wanted.shows_lines {
        show(&set);
    }
    let paper = paper(&set, &wanted, &fonts);
    let (order, cache) = (EpaperOrder::default(), PictureCache::default());
    let epaper = newsprint::press::pdf::epaper(&paper, &order, SizedPictures::new(), &cache, &mut Diagnostics::default())
        .ok_or("the PDF could not be written")?;
    std::fs::write(&wanted.pdf, epaper.bytes)?;
    println!(
        "{:24} {:>8} {:>8} {:>7} {:>7} {:>8} {:>7} {:>8} {:>7} {:>7} {:>9}",
        "", "lines", "bad", "loose", "over2.5", "hyphens", "ladders", "rivers", "short", "beyond", "time"
    );
    println!("{}", row("newsprint", &set, &wanted, took));
    let least = |which: usize| {
        let (sum, lines) = set.iter().fold((0.0, 0), |(sum, lines), set| (sum + set.least[which].0, lines + set.least[which].1));
        sum / lines.max(1) as f64
    };
    println!("{:24} {:>8} {:>8.1} {:>6.1}%", "least of any breaks", "", least(0), least(1) * 100.0);
    println!("{} words in {} paragraphs; {}", text.split_whitespace().count(), paragraphs.len(), wanted.pdf.display());
    if wanted.runs_peers {
        peers::run(&paragraphs, &wanted)?;
    }
    Ok(())
}

fn arguments() -> Result<Wanted, Box<dyn Error>> {
    let mut wanted = Wanted {
        file: PathBuf::new(),
        measure: Length::parse("55mm")?.at(Pt::ZERO),
        size: Pt::points(9),
        leading: Length::parse("10.8pt")?.at(Pt::ZERO),
        pdf: PathBuf::from("paragraph-bench.pdf"),
        is_plain: false,
        shows_lines: false,
        runs_peers: false,
        times: 1,
    };
    let mut rest = std::env::args().skip(1);
    while let Some(argument) = rest.next() {
        let mut value = || rest.next().ok_or(format!("{argument} wants a value"));
        match argument.as_str() {
            "--measure" => wanted.measure = Length::parse(&value()?)?.at(wanted.size),
            "--size" => wanted.size = Length::parse(&value()?)?.at(wanted.size),
            "--leading" => wanted.leading = Length::parse(&value()?)?.at(wanted.size),
            "--pdf" => wanted.pdf = value()?.into(),
            "--times" => wanted.times = value()?.parse()?,
            "--plain" => wanted.is_plain = true,
            "--lines" => wanted.shows_lines = true,
            "--peers" => wanted.runs_peers = true,
            file => wanted.file = file.into(),
        }
    }
    if wanted.file.as_os_str().is_empty() {
        return Err("name a text file".into());
    }
    Ok(wanted)
}

/// Sets every paragraph on one core, from nothing: what is timed is shaping, hyphenating, breaking and placing every glyph.
fn set(paragraphs: &[&str], wanted: &Wanted, fonts: &Fonts) -> Result<(Vec<Set>, Duration), Box<dyn Error>> {
    let face = fonts.find("Source Serif 4 SmText", 400, false).ok_or("the text face is gone")?;
    let style = TextStyle { face, size: wanted.size, ink: Ink::BLACK, tracking: 0, features: Features::Plain, upper: false, link: None };
    let measure = Measure { indent: wanted.size, ..Measure::plain(wanted.measure) };
    let mut body = newsprint::layout::read::read_layout("broadsheet", Path::new("."), &mut Diagnostics::default())
        .and_then(|layout| Some(layout.templates.get("inside")?.style(StyleName::Body).clone()))
        .ok_or("the broadsheet's body style is gone")?;
    if wanted.is_plain {
        (body.flex, body.hang) = (Flex::default(), false);
    }
    let rules = Rules::of(&body, Lang::EnUs, wanted.measure);
    let mut done: Vec<(Paragraph, Vec<newsprint::set::breaks::Breaks>, Vec<Line>)> = Vec::with_capacity(paragraphs.len());
    let start = Instant::now();
    let mut shaper = Shaper::new(fonts);
    let (mut composing, mut breaking) = (Duration::ZERO, Duration::ZERO);
    for text in paragraphs {
        let before = Instant::now();
        let paragraph = compose(&[Inline { text: (*text).into(), style: style.clone() }], &rules, &mut shaper);
        let composed = Instant::now();
        composing += composed - before;
        let ways = break_paragraph(&paragraph.items, &measure, Shape::Justified);
        breaking += composed.elapsed();
        let set = lines(&paragraph, &ways[0], &measure, Align::Justify, &mut shaper);
        done.push((paragraph, ways, set));
    }
    let took = start.elapsed();
    let space = style.advance(fonts, face, shaper.shape(face, Features::Plain, " ").iter().map(|glyph| glyph.advance).sum());
    let variants = done.iter().map(|(_, ways, _)| ways.len()).sum::<usize>();
    println!("composing {composing:.1?}, breaking {breaking:.1?}, {variants} ways offered");
    let judge = |(paragraph, ways, lines): (Paragraph, Vec<newsprint::set::breaks::Breaks>, Vec<Line>)| Set {
        hyphenated: lines.iter().map(|line| line.text().ends_with(['-', '\u{ad}', '‐'])).collect(),
        space: f64::from(space.0),
        rivers: rivers(&paragraph.items, &ways[0], &measure).len(),
        least: least::least(&paragraph.items, &measure, f64::from(space.0)),
        lines,
    };
    Ok((done.into_iter().map(judge).collect(), took))
}

/// The word spaces of a line, each over its natural width.
fn gaps(line: &Line, natural: f64) -> Vec<f64> {
    let is_space = |text: Option<&str>| text.is_some_and(|text| text.starts_with([' ', '\u{a0}']));
    let spaces = line.runs.iter().flat_map(|run| run.glyphs.iter().map(move |glyph| (run, glyph)));
    let spaces = spaces.filter(|(run, glyph)| is_space(run.text.get(glyph.text.start as usize..)));
    spaces.map(|(_, glyph)| f64::from(glyph.advance.0) / natural).collect()
}

/// The referee's badness: a stretch of half a space and a shrink of a third count 100.
fn badness(ratio: f64) -> f64 {
    let t = if ratio >= 1.0 { (ratio - 1.0) / 0.5 } else { (1.0 - ratio) * 3.0 };
    (100.0 * t.powi(3)).min(10_000.0)
}

fn row(name: &str, set: &[Set], wanted: &Wanted, took: Duration) -> String {
    let all: usize = set.iter().map(|paragraph| paragraph.lines.len()).sum();
    let filled = set.iter().flat_map(|set| set.lines[..set.lines.len().saturating_sub(1)].iter().map(|line| gaps(line, set.space)));
    let gaps: Vec<Vec<f64>> = filled.filter(|gaps| !gaps.is_empty()).collect();
    let ratios: Vec<f64> = gaps.iter().map(|gaps| gaps.iter().sum::<f64>() / gaps.len() as f64).collect();
    let count = ratios.len().max(1) as f64;
    let bad = ratios.iter().copied().map(badness).sum::<f64>() / count;
    let loose = ratios.iter().filter(|ratio| **ratio > 1.5).count() as f64 * 100.0 / count;
    let over = gaps.iter().filter(|gaps| gaps.iter().any(|gap| *gap > 2.5)).count();
    let hyphens = set.iter().map(|set| set.hyphenated.iter().filter(|is| **is).count()).sum::<usize>() as f64 * 100.0 / all.max(1) as f64;
    let ladders = set.iter().flat_map(|set| set.hyphenated.split(|is| !is)).filter(|run| run.len() >= 3).count();
    let rivers = set.iter().map(|set| set.rivers).sum::<usize>() as f64 * 100.0 / all.max(1) as f64;
    let ends: Vec<&Line> = set.iter().filter(|set| set.lines.len() > 1).filter_map(|set| set.lines.last()).collect();
    let short = ends.iter().filter(|line| line.width * 3 < wanted.measure).count() as f64 * 100.0 / ends.len().max(1) as f64;
    let is_beyond = |line: &Line| line.runs.iter().any(|run| (run.scale - UNSCALED).abs() > USUAL_WIDTH);
    let beyond = set.iter().flat_map(|set| &set.lines).filter(|line| is_beyond(line)).count() as f64 * 100.0 / all.max(1) as f64;
    format!(
        "{name:24} {all:>8} {bad:>8.1} {loose:>6.1}% {over:>7} {hyphens:>7.1}% {ladders:>7} {rivers:>8.2} {short:>6.1}% {beyond:>6.1}% {took:>9.0?}"
    )
}

/// What letters are widened or narrowed by in any line of the body, in hundred-thousandths; those of a line given more are beyond the usual.
const USUAL_WIDTH: i32 = 2_000;

/// Every line with the ratio of its spaces.
fn show(set: &[Set]) {
    for set in set {
        for line in &set.lines {
            let gaps = gaps(line, set.space);
            println!("{:5.2}  {}", gaps.iter().sum::<f64>() / gaps.len().max(1) as f64, line.text().replace('\u{ad}', "-"));
        }
        println!();
    }
}

/// White about the legs and between them, and how many there are on a page.
const MARGIN: Pt = Pt(36_000);
const GUTTER: Pt = Pt(14_000);
const LEGS: i32 = 6;
const LEG_LINES: i32 = 100;

/// Pages of legs, filled line by line.
fn paper(set: &[Set], wanted: &Wanted, fonts: &Fonts) -> Paper {
    let width = MARGIN * 2 + (wanted.measure + GUTTER) * LEGS - GUTTER;
    let height = MARGIN * 2 + wanted.leading * LEG_LINES;
    let mut pages: Vec<Page> = Vec::new();
    let mut at = 0;
    for (block, paragraph) in set.iter().enumerate() {
        for line in &paragraph.lines {
            let (leg, row) = (at / LEG_LINES % LEGS, at % LEG_LINES);
            if at % (LEGS * LEG_LINES) == 0 {
                let number = pages.len() as u32 + 1;
                let page = Page {
                    number,
                    is_double: false,
                    label: format!("A{number}"),
                    section: "Bench".into(),
                    width,
                    height,
                    inks: newsprint::ink::Inks::Four,
                    bleed: Pt::ZERO,
                    marks: Vec::new(),
                    stories: Vec::new(),
                    ads: Vec::new(),
                };
                pages.push(page);
            }
            let (x, y) = (MARGIN + (wanted.measure + GUTTER) * leg, MARGIN + wanted.leading * row + wanted.size);
            let tag = Tag { role: Role::Body, story: Some(Slug("bench".into())), block: block as u32 };
            let marks = line.runs.iter().map(|run| Mark {
                tag: tag.clone(),
                kind: MarkKind::Text(Text {
                    x: x + run.x,
                    y,
                    size: run.style.size,
                    face: run.face,
                    scale: run.scale,
                    ink: run.style.ink,
                    glyphs: run.glyphs.clone(),
                    text: run.text.clone(),
                    link: None,
                    lang: None,
                    space_after: false,
                    cell: None,
                }),
            });
            if let Some(page) = pages.last_mut() {
                page.marks.extend(marks);
            }
            at += 1;
        }
    }
    Paper {
        spots: Vec::new(),
        title: "Paragraph bench".into(),
        date: "2026-01-01".into(),
        lang: "en-US",
        pages,
        faces: fonts.faces.clone(),
        pictures: Vec::new(),
        ran: Vec::new(),
        held: Vec::new(),
    }
}
