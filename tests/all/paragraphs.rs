//! Line breaking alone: every `tests/paragraphs/NAME.txt` is set and drawn line by line, and compared with `NAME.want`.
//! Where `tex` is on the path, TeX breaks the same items too, by its own law: the breaks must be the same.
use std::collections::BTreeMap;
use std::fmt::Write;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::Arc;

use newsprint::diag::Diagnostics;
use newsprint::edition::Lang;
use newsprint::font::Fonts;
use newsprint::font::shape::Shaper;
use newsprint::layout::{Align, Flex, Hangul, Style, StyleName};
use newsprint::page::UNSCALED;
use newsprint::set::breaks::{Item, Measure, Shape, TEX, break_by, break_paragraph};
use newsprint::set::lines::{Line, lines};
use newsprint::set::rules::Rules;
use newsprint::set::runs::{Inline, Paragraph, compose};
use newsprint::set::text_style::TextStyle;
use newsprint::units::{Length, Pt};

use crate::editions::root;
use crate::judge;

/// A case: what its head says, and its paragraphs.
struct Case {
    style: Style,
    lang: Lang,
    measure: Measure,
    paragraphs: Vec<String>,
}

/// Reads a case over the broadsheet's body.
fn read(path: &Path, body: &Style) -> Case {
    let text = fs::read_to_string(path).unwrap();
    let (head, paragraphs) = text.split_once("\n\n").expect("a head, an empty line, paragraphs");
    let mut style = body.clone();
    let mut usage = (*style.usage).clone();
    let mut lang = Lang::EnUs;
    let mut measure = Measure::plain(Pt::ZERO);
    for line in head.lines() {
        let (key, value) = line.split_once(' ').unwrap();
        match key {
            "measure" => measure.width = Length::parse(value).unwrap().at(Pt::ZERO),
            "indent" => measure.indent = Length::parse(value).unwrap().at(Pt::ZERO),
            "lang" => lang = Lang::tagged(value).expect("a language that is set"),
            "letters" if value == "rigid" => style.flex = Flex::default(),
            "never" => usage.words.entry(String::new()).or_default().never.extend(value.split(' ').map(str::to_string)),
            "exceptions" => {
                let places = |word: &str| {
                    word.split('-')
                        .scan(0, |at, part| {
                            *at += part.len();
                            Some(*at)
                        })
                        .collect::<Vec<usize>>()
                };
                let exception =
                    |word: &str| (word.replace('-', ""), places(word).split_last().map_or(Vec::new(), |(_, rest)| rest.to_vec()));
                usage.words.entry(String::new()).or_default().exceptions.extend(value.split(' ').map(exception));
            }
            "hangul" if value == "syllables" => usage.hangul = Hangul::Syllables,
            "hangul" if value == "words" => usage.hangul = Hangul::Words,
            _ => panic!("{}: no such key: {line}", path.display()),
        }
    }
    style.usage = Arc::new(usage);
    Case { style, lang, measure, paragraphs: paragraphs.split("\n\n").map(|text| text.trim().replace('\n', " ")).collect() }
}

fn composed(case: &Case, text: &str, shaper: &mut Shaper) -> Paragraph {
    let look = TextStyle::of(&case.style, shaper.fonts());
    compose(&[Inline { text: text.into(), style: look }], &Rules::of(&case.style, case.lang, case.measure.width), shaper)
}

/// Each line: its word spaces over natural, its letters' scale, how far it reaches, and its words.
fn draw(case: &Case, shaper: &mut Shaper) -> String {
    let mut out = String::new();
    for text in &case.paragraphs {
        let paragraph = composed(case, text, shaper);
        let ways = break_paragraph(&paragraph.items, &case.measure, Shape::Justified);
        let set = lines(&paragraph, &ways[0], &case.measure, Align::Justify, shaper);
        let natural = paragraph.items.iter().find_map(|item| if let Item::Space { width, .. } = item { Some(*width) } else { None });
        for line in &set {
            let _ = writeln!(
                out,
                "{} {} {:>7} {}",
                ratio(line, natural),
                scale(line),
                reach(line).to_string(),
                line.text().replace('\u{ad}', "~")
            );
        }
        let others: Vec<String> = ways[1..].iter().map(|way| way.ends.len().to_string()).collect();
        let _ = writeln!(out, "= {} lines; others: {}\n", set.len(), if others.is_empty() { "none".into() } else { others.join(", ") });
    }
    out
}

fn hundredths(part: i64, whole: i64) -> String {
    let share = part * 100 / whole.max(1);
    format!("{}.{:02}", share / 100, share % 100)
}

fn ratio(line: &Line, natural: Option<Pt>) -> String {
    let glyphs = line.runs.iter().flat_map(|run| run.glyphs.iter().map(move |glyph| (run, glyph)));
    let spaces = glyphs.filter(|(run, glyph)| run.text[glyph.text.start as usize..].starts_with([' ', '\u{a0}']));
    let widths: Vec<i64> = spaces.map(|(_, glyph)| i64::from(glyph.advance.0)).collect();
    match natural {
        Some(natural) if !widths.is_empty() => hundredths(widths.iter().sum(), i64::from(natural.0) * widths.len() as i64),
        _ => "   -".into(),
    }
}

fn scale(line: &Line) -> String {
    line.runs.first().map_or_else(String::new, |run| format!("{:+.1}%", f64::from(run.scale - UNSCALED) * 100.0 / f64::from(UNSCALED)))
}

/// Right end of the line's ink and white.
fn reach(line: &Line) -> Pt {
    line.runs.last().map_or(Pt::ZERO, |run| run.x + run.glyphs.iter().map(|glyph| glyph.advance).sum())
}

fn cases() -> (Vec<PathBuf>, Style, Fonts) {
    let folder = root().join("tests/paragraphs");
    let mut cases: Vec<PathBuf> = fs::read_dir(folder).unwrap().flatten().map(|entry| entry.path()).collect();
    cases.retain(|path| path.extension().is_some_and(|end| end == "txt"));
    cases.sort();
    assert!(cases.len() >= 10, "the paragraphs are gone");
    let layout = newsprint::layout::read::read_layout("broadsheet", Path::new("."), &mut Diagnostics::default()).expect("it ships");
    let fonts = Fonts { faces: newsprint::font::shipped::faces(), fallback: layout.fallback.clone() };
    (cases, layout.templates["inside"].style(StyleName::Body).clone(), fonts)
}

#[test]
fn paragraphs() {
    let (cases, body, fonts) = cases();
    let mut faults = Vec::new();
    for path in cases {
        let drawn = draw(&read(&path, &body), &mut Shaper::new(&fonts));
        let name = path.file_stem().unwrap().to_string_lossy();
        faults.extend(judge::text(&name, &path.with_extension("want"), &drawn));
    }
    judge::settle("paragraphs", &faults);
}

/// Of ten languages set in 55 mm no more lines are loose than of English, one in ten, and each is hyphenated.
#[test]
fn languages_are_set_evenly() {
    /// Spaces of a line over their natural width, in percent, from which on it is loose.
    const LOOSE: i64 = 160;
    let (cases, body, fonts) = cases();
    let (mut all, mut loose) = (0, Vec::new());
    let mut languages = 0;
    for path in cases {
        let case = read(&path, &body);
        if matches!(case.lang, Lang::EnUs | Lang::EnGb | Lang::Ko) {
            continue;
        }
        languages += 1;
        let drawn = draw(&case, &mut Shaper::new(&fonts));
        let lines: Vec<&str> = drawn.lines().filter(|line| !line.starts_with('=') && !line.is_empty()).collect();
        assert!(lines.iter().any(|line| line.ends_with('~')), "{}: no line ends with a hyphen\n{drawn}", path.display());
        all += lines.len();
        let percent = |line: &str| line.split_whitespace().next().and_then(|ratio| ratio.replace('.', "").parse::<i64>().ok());
        loose.extend(lines.into_iter().filter(|line| percent(line).is_some_and(|percent| percent > LOOSE)).map(str::to_string));
    }
    assert!(languages >= 10, "the languages are gone");
    assert!(loose.len() * 10 <= all, "{} of {all} lines are loose:\n{}", loose.len(), loose.join("\n"));
}

/// The items as TeX knows them: letters that do not give, every hyphen of one penalty, spaces of none.
fn plain(items: &[Item]) -> Vec<Item> {
    const HYPHEN_PENALTY: i32 = 50;
    let plain = |item: &Item| match *item {
        Item::Box { width, .. } => Item::rigid(width),
        Item::Space { width, stretch, shrink, .. } => Item::Space { width, stretch, shrink, penalty: 0 },
        Item::Break { hyphen, hyphenated, .. } => {
            Item::Break { hyphen, hang: Pt::ZERO, penalty: HYPHEN_PENALTY, hyphenated, gain: Pt::ZERO }
        }
        tie => tie,
    };
    items.iter().map(plain).collect()
}

/// Boxes on each line.
fn boxes(items: &[Item], ends: &[u32]) -> Vec<usize> {
    let starts = [0].into_iter().chain(ends.iter().copied());
    let count =
        |(start, end): (u32, &u32)| items[start as usize..*end as usize].iter().filter(|item| matches!(item, Item::Box { .. })).count();
    starts.zip(ends).map(count).collect()
}

/// What TeX reads: boxes, glue and discretionaries of the same widths, and no font at all.
fn tex_source(all: &BTreeMap<String, (Vec<Item>, Measure)>) -> String {
    let mut out = String::from(
        "\\pretolerance=-1 \\tolerance=9999 \\parfillskip=0pt plus1fil \\parindent=0pt \\hfuzz=100pt \\hbadness=10000 \\exhyphenpenalty=50\n\
         \\showboxbreadth=100000 \\showboxdepth=2 \\batchmode\n",
    );
    for (name, (items, measure)) in all {
        let _ = writeln!(out, "\\setbox0=\\vbox{{\\hsize={}pt \\noindent\\hbox to {}pt{{}}%", measure.width, measure.indent);
        for item in items {
            let _ = match item {
                Item::Box { width, .. } => writeln!(out, "\\hbox to {width}pt{{}}%"),
                Item::Space { width, stretch, shrink, .. } => writeln!(out, "\\hskip {width}pt plus {stretch}pt minus {shrink}pt\\relax"),
                Item::Tie { width, stretch, shrink } => {
                    writeln!(out, "\\penalty10000 \\hskip {width}pt plus {stretch}pt minus {shrink}pt\\relax")
                }
                Item::Break { hyphen, hyphenated: true, .. } => writeln!(out, "\\discretionary{{\\kern {hyphen}pt}}{{}}{{}}%"),
                Item::Break { .. } => writeln!(out, "\\penalty50 %"),
            };
        }
        let _ = writeln!(out, "\\par}}\\immediate\\write-1{{=case {name}}}\\showbox0");
    }
    out.push_str("\\end\n");
    out
}

/// Boxes on each line of each case, from TeX's log.
fn tex_lines(log: &str) -> BTreeMap<String, Vec<usize>> {
    let mut found: BTreeMap<String, Vec<usize>> = BTreeMap::new();
    let mut name = String::new();
    for line in log.lines() {
        if let Some(case) = line.strip_prefix("=case ") {
            name = case.to_string();
        } else if line.starts_with(".\\hbox") {
            found.entry(name.clone()).or_default().push(0);
        } else if line.starts_with("..\\hbox")
            && let Some(count) = found.get_mut(&name).and_then(|lines| lines.last_mut())
        {
            *count += 1;
        }
    }
    // The indent is a box of its own.
    found.values_mut().for_each(|lines| lines[0] -= 1);
    found
}

/// A line but the last has no space.
fn has_lone_word(items: &[Item], ends: &[u32]) -> bool {
    let starts = [0].into_iter().chain(ends.iter().copied());
    let dropped = |item: &&Item| !matches!(item, Item::Box { .. });
    let stretches = |(start, end): (u32, &u32)| {
        let line = &items[start as usize..*end as usize];
        line.iter().skip_while(dropped).any(|item| matches!(item, Item::Space { .. } | Item::Tie { .. }))
    };
    !starts.zip(&ends[..ends.len().saturating_sub(1)]).all(stretches)
}

/// Demerits of a line of badness 10000.
const TOO_BAD: i64 = 100_000_000;

#[test]
#[allow(clippy::print_stderr, reason = "what is not tested is said")]
fn breaks_are_texs() {
    if Command::new("tex").arg("--version").output().is_err() {
        eprintln!("skipped: tex is not on the path");
        return;
    }
    let (cases, body, fonts) = cases();
    let mut shaper = Shaper::new(&fonts);
    let mut all: BTreeMap<String, (Vec<Item>, Measure)> = BTreeMap::new();
    let mut ours: BTreeMap<String, Vec<usize>> = BTreeMap::new();
    for path in cases {
        let mut case = read(&path, &body);
        (case.style.flex, case.style.hang) = (Flex::default(), false);
        for (n, text) in case.paragraphs.iter().enumerate() {
            let items = plain(&composed(&case, text, &mut shaper).items);
            let best = break_by(&items, &case.measure, Shape::Justified, &TEX).remove(0);
            // Where no way keeps to the tolerance, or a line has no space, TeX and we give up differently.
            if best.demerits >= TOO_BAD || has_lone_word(&items, &best.ends) {
                continue;
            }
            let name = format!("{}-{n}", path.file_stem().unwrap().to_string_lossy());
            ours.insert(name.clone(), boxes(&items, &best.ends));
            all.insert(name, (items, case.measure));
        }
    }
    let folder = std::env::temp_dir().join(format!("newsprint-tex-{}", std::process::id()));
    fs::create_dir_all(&folder).unwrap();
    fs::write(folder.join("oracle.tex"), tex_source(&all)).unwrap();
    Command::new("tex").args(["-interaction=batchmode", "oracle.tex"]).current_dir(&folder).output().unwrap();
    let log = fs::read_to_string(folder.join("oracle.log")).unwrap();
    fs::remove_dir_all(&folder).unwrap();
    let texs = tex_lines(&log);
    assert_eq!(texs.len(), ours.len(), "TeX has not set every paragraph:\n{log}");
    let mut told = String::new();
    for (name, lines) in &ours {
        if texs[name] != *lines {
            let _ = writeln!(told, "{name}: TeX {:?}\n{:width$}  ours {lines:?}", texs[name], "", width = name.len() - 1);
        }
    }
    assert!(told.is_empty(), "boxes on each line\n{told}");
}
