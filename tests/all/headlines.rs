//! Headlines: every line of `tests/headlines/headlines.txt` over one to six columns of the broadsheet, drawn as broken in
//! `headlines.want`; no law of headlines is broken, and what is disliked stays rare. `BLESS=1` accepts.
use std::collections::BTreeMap;
use std::fmt::Write;
use std::fs;
use std::path::Path;
use std::sync::Arc;

use newsprint::diag::{Diagnostics, SourceFile};
use newsprint::edition::article::article;
use newsprint::edition::article_source::{ArticleSource, Written};
use newsprint::edition::{Article, Lang};
use newsprint::font::Fonts;
use newsprint::font::shape::Shaper;
use newsprint::job::Setting;
use newsprint::layout::read::read_layout;
use newsprint::role::ByLead;
use newsprint::set::head::{Head, heads};
use newsprint::set::phrases::{LAW, Rule, phrase};

use crate::editions::root;
use crate::judge;

/// The most line ends that may break each rule that is no law.
const CEILINGS: &[(Rule, usize)] = &[
    (Rule::To, 4),
    (Rule::Preposition, 20),
    (Rule::Conjunction, 6),
    (Rule::Possessive, 9),
    (Rule::Auxiliary, 4),
    (Rule::Adjective, 25),
    (Rule::Count, 11),
    (Rule::Name, 2),
    (Rule::Particle, 8),
];
/// The most line ends within a compound, and the most last lines under two thirds of the longest.
const COMPOUNDS: usize = 1;
const SHORT_LAST: usize = 45;

fn filed(line: &str) -> Article {
    let (headline, short) = line.split_once(" | ").unwrap_or((line, ""));
    let short = if short.is_empty() { String::new() } else { format!(r#", "short_headline": "{short}""#) };
    let text = format!(r#"{{"slug": "a", "section": "News", "headline": "{headline}"{short}, "body": []}}"#);
    let file = Arc::new(SourceFile { path: "a.json".into(), text });
    let mut diags = Diagnostics::default();
    let source = ArticleSource::of_text(file, Written::Json, &mut diags);
    article(&source, Lang::EnUs, &Default::default(), &mut diags).expect("it is an article")
}

/// What was counted over all heads.
#[derive(Default)]
struct Count {
    heads: usize,
    ends: usize,
    broken: BTreeMap<Rule, Vec<String>>,
    compounds: usize,
    short_last: usize,
    short_headlines: usize,
}

impl Count {
    /// Looks at a head of an article.
    fn add(&mut self, article: &Article, head: &Head) {
        self.heads += 1;
        let lines = head.lines.join("\n");
        assert!(!lines.contains('\u{ad}'), "hyphenated: {lines}");
        let is_whole = lines.replace(['\n', ' '], "") == article.headline.replace(' ', "");
        self.short_headlines += usize::from(!is_whole);
        let text = if is_whole { &article.headline } else { article.short() };
        let mut at = 0;
        for line in &head.lines[..head.lines.len() - 1] {
            at += line.len();
            self.ends += 1;
            if !text[at..].starts_with(' ') {
                self.compounds += 1;
                continue;
            }
            if let Some(rule) = phrase(text, at..at + 1) {
                self.broken.entry(rule).or_default().push(head.lines.join(" / "));
            }
            at += 1;
        }
        let widths: Vec<i32> = head.block.lines.iter().map(|line| line.line.width.0).collect();
        let (longest, last) = (widths.iter().max().unwrap(), widths.last().unwrap());
        self.short_last += usize::from(last * 3 < longest * 2);
    }
}

#[test]
fn headlines() {
    let folder = root().join("tests/headlines");
    let layout = read_layout("broadsheet", Path::new("."), &mut Diagnostics::default()).expect("it ships");
    let template = &layout.templates["inside"];
    let (grid, styles) = (template.grid, template.styles.clone());
    let measures = (1..=grid.columns).map(|columns| layout.measure(template, columns)).collect();
    let setting = Setting { grid, styles, drop_capital_words: 0, measures, fold: None };
    let fonts = Fonts { faces: newsprint::font::shipped::faces(), fallback: layout.fallback.clone() };
    let mut shaper = Shaper::new(&fonts);
    let filed_lines = fs::read_to_string(folder.join("headlines.txt")).unwrap();
    let (mut count, mut drawn) = (Count::default(), String::new());
    for line in filed_lines.lines().filter(|line| !line.starts_with('#')) {
        let article = filed(line);
        let ByLead { lead, other } = heads(&article, &setting, &mut shaper);
        let _ = writeln!(drawn, "\n{line}");
        for columns in 1..=usize::from(grid.columns) {
            // A page's lead is wide, the other stories are not.
            let ways = if columns < LEAD_COLUMNS { &other } else { &lead };
            let head = &ways[columns - 1][0];
            count.add(&article, head);
            let _ = writeln!(drawn, "{columns} {:>4} {}", head.size.0 / 1000, head.lines.join(" / "));
        }
    }
    let (mut told, mut faults) = (String::new(), Vec::new());
    for (rule, broken) in &count.broken {
        let most = CEILINGS.iter().find(|(soft, _)| soft == rule).map_or(0, |(_, most)| *most);
        let is_law = rule.penalty() >= LAW;
        // A name that is longer than a narrow column is parted all the same.
        assert!(is_law == (most == 0) || *rule == Rule::Name, "{rule:?} has a ceiling or is a law");
        let _ = writeln!(told, "{rule:?}: {} of {} line ends", broken.len(), count.ends);
        if broken.len() > most {
            faults.push(format!("{rule:?} is broken {} times in {}:\n{}", broken.len(), count.ends, broken.join("\n")));
        }
    }
    assert!(faults.is_empty(), "{}", faults.join("\n"));
    let (compounds, short_last) = (count.compounds, count.short_last);
    let _ = writeln!(told, "parted compounds: {compounds} of {} line ends", count.ends);
    let _ = writeln!(told, "last lines under two thirds of the longest: {short_last} of {} heads", count.heads);
    let _ = writeln!(told, "short headlines: {} of {} heads", count.short_headlines, count.heads);
    assert!(compounds <= COMPOUNDS && short_last <= SHORT_LAST, "{told}");
    let drawn = told + &drawn;
    judge::settle("headlines", judge::text("headlines", &folder.join("headlines.want"), &drawn).as_slice());
}

/// Columns from which a head is set as the lead's.
const LEAD_COLUMNS: usize = 4;
