//! How pages are designed, counted as a reader sees them: frames, heads and words, and nothing that the planner knows.
//!
//! A paper's own checks can hold its layouts to these figures: they stand in `report.json` under `design`. The limits are a reader's, looser
//! than what the planner is charged for (`docs/NORMS.md`).
use std::collections::BTreeSet;

use crate::page::{Page, StoryPlace};
use crate::role::StoryPart;
use crate::units::{Pt, Rect};

/// A rule of page design: what is counted, and its name in `report.json`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Rule {
    /// A page whose art takes over 45 % of the editorial area.
    ArtFlood,
    /// A page of over 900 words without any art.
    ArtDesert,
    /// A photo of over 2.2 times (the page's lead) or 1.2 times (others) the area of its own story's text; photo stories and stories that are
    /// continued may.
    PhotoDwarfsStory,
    /// A photo over a third of the editorial area; photo stories may.
    PhotoOverThird,
    /// A page with several photos of which the largest is under 1.3 times the next.
    NoDominant,
    /// A page whose largest head begins below the middle.
    LeadLow,
    /// A head over 1.08 times one that stands above it in the same columns; what is continued may.
    BiggerBelow,
    /// Heads within a tenth in size, side by side at one height.
    Tombstone,
    /// A story in one column that runs deeper than 254 mm.
    OneColumnTower,
    /// A story of over 60 words in three columns or more with legs under 38 mm.
    StubLegs,
    /// A photo with under 25 mm of its story's text below it, where text stands there.
    ThinUnderPhoto,
    /// A page with under five items and no ads over half of it.
    FewItems,
}

impl Rule {
    /// All, in the order in which they are told.
    pub const ALL: [Rule; 12] = [
        Rule::ArtFlood,
        Rule::ArtDesert,
        Rule::PhotoDwarfsStory,
        Rule::PhotoOverThird,
        Rule::NoDominant,
        Rule::LeadLow,
        Rule::BiggerBelow,
        Rule::Tombstone,
        Rule::OneColumnTower,
        Rule::StubLegs,
        Rule::ThinUnderPhoto,
        Rule::FewItems,
    ];

    pub fn name(self) -> &'static str {
        match self {
            Rule::ArtFlood => "art-flood",
            Rule::ArtDesert => "art-desert",
            Rule::PhotoDwarfsStory => "photo-dwarfs-story",
            Rule::PhotoOverThird => "photo-over-third",
            Rule::NoDominant => "no-dominant",
            Rule::LeadLow => "lead-low",
            Rule::BiggerBelow => "bigger-below",
            Rule::Tombstone => "tombstone",
            Rule::OneColumnTower => "one-column-tower",
            Rule::StubLegs => "stub-legs",
            Rule::ThinUnderPhoto => "thin-under-photo",
            Rule::FewItems => "few-items",
        }
    }
}

/// What was counted on a paper's pages.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Figures {
    /// Pages with stories.
    pub pages: usize,
    /// Words of running text; one that is broken over two lines counts twice.
    pub words: usize,
    /// Stories and briefs, each part of one that is continued by itself.
    pub items: usize,
    /// The share of the editorial area that is art, in thousandths, on the average of the pages.
    pub art: usize,
    /// Where rules are broken: the rule, and the page's label with what breaks it.
    pub broken: Vec<(Rule, String)>,
}

impl Figures {
    /// How often a rule is broken.
    pub fn count(&self, rule: Rule) -> usize {
        self.broken.iter().filter(|(broken, _)| *broken == rule).count()
    }

    /// Words on the average page.
    pub fn words_a_page(&self) -> usize {
        self.words / self.pages.max(1)
    }

    /// One line for the terminal.
    pub fn line(&self) -> String {
        let pages = self.pages.max(1);
        let broken: Vec<String> = Rule::ALL
            .iter()
            .filter_map(|rule| Some((self.count(*rule), rule.name())).filter(|(count, _)| *count > 0))
            .map(|(count, name)| format!("{name} {count}"))
            .collect();
        let broken = if broken.is_empty() { "no rule broken".to_string() } else { broken.join(", ") };
        let (items, art) = (self.items * 10 / pages, self.art / 10);
        format!("design: {} words and {}.{} items a page, art {art} %; {broken}", self.words_a_page(), items / 10, items % 10)
    }
}

/// Ten thousandths of a millimetre to a thousandth of a point.
const MM: f64 = 72_000.0 / 25.4;
/// Photos from which a story is a photo story.
const PHOTO_STORY: usize = 3;
/// Words up to which a story beside a wide photo is one.
const FEW_WORDS: usize = 60;

fn area(rect: &Rect) -> f64 {
    f64::from(rect.width.0.max(0)) * f64::from(rect.height.0.max(0))
}

/// How far two frames lie over each other from left to right.
fn shared(a: &Rect, b: &Rect) -> i32 {
    (a.right().min(b.right()) - a.x.max(b.x)).0
}

fn words(story: &StoryPlace) -> usize {
    story.legs.iter().flat_map(|leg| &leg.lines).map(|(_, text)| text.split_whitespace().count()).sum()
}

fn deepest(story: &StoryPlace) -> i32 {
    story.legs.iter().map(|leg| leg.frame.height.0).max().unwrap_or(0)
}

/// Counts a paper's pages; those without stories are left out.
pub fn figures(pages: &[Page]) -> Figures {
    let mut figures = Figures::default();
    let mut shares = 0.0;
    for page in pages.iter().filter(|page| !page.stories.is_empty()) {
        figures.pages += 1;
        figures.items += page.stories.len();
        figures.words += page.stories.iter().map(words).sum::<usize>();
        shares += Counted::new(page).count(&mut figures.broken);
    }
    figures.art = (shares * 1000.0 / figures.pages.max(1) as f64).round() as usize;
    figures.broken.sort();
    figures
}

/// A page at hand.
struct Counted<'a> {
    page: &'a Page,
    /// The area that stories and ads take together, and that of the ads.
    live: f64,
    ads: f64,
    /// Top and foot of what is printed.
    depth: (i32, i32),
    /// A column's width.
    column: f64,
    /// The story with the largest head.
    lead: usize,
}

impl Counted<'_> {
    fn new(page: &Page) -> Counted<'_> {
        let frames = || page.stories.iter().map(|story| &story.frame).chain(page.ads.iter().map(|ad| &ad.frame));
        let (left, top) = (frames().map(|frame| frame.x.0).min().unwrap_or(0), frames().map(|frame| frame.y.0).min().unwrap_or(0));
        let (right, foot) =
            (frames().map(|frame| frame.right().0).max().unwrap_or(0), frames().map(|frame| frame.bottom().0).max().unwrap_or(0));
        let columns = page.stories.iter().flat_map(|story| &story.legs).map(|leg| leg.frame.width.0);
        let size = |at: &usize| (page.stories[*at].headline_size, std::cmp::Reverse(*at));
        Counted {
            page,
            live: f64::from(right - left) * f64::from(foot - top),
            ads: page.ads.iter().map(|ad| area(&ad.frame)).sum(),
            depth: (top, foot),
            column: columns.min().map_or(150_000.0, f64::from),
            lead: (0..page.stories.len()).max_by_key(size).unwrap_or(0),
        }
    }

    fn editorial(&self) -> f64 {
        (self.live - self.ads).max(1.0)
    }

    /// Adds what breaks a rule; returns the share of the editorial area that is art.
    fn count(&self, broken: &mut Vec<(Rule, String)>) -> f64 {
        let mut found: Vec<(Rule, String)> = Vec::new();
        for (at, story) in self.page.stories.iter().enumerate() {
            self.photos(at, story, &mut found);
            self.legs(story, &mut found);
        }
        let art: Vec<f64> = self.page.stories.iter().flat_map(|story| &story.photos).map(|photo| area(&photo.frame)).collect();
        let share = art.iter().sum::<f64>() / self.editorial();
        self.whole(&art, share, &mut found);
        self.heads(&mut found);
        broken.extend(found.into_iter().map(|(rule, what)| (rule, format!("{}: {what}", self.page.label))));
        share
    }

    fn photos(&self, at: usize, story: &StoryPlace, found: &mut Vec<(Rule, String)>) {
        let text: f64 = story.legs.iter().map(|leg| area(&leg.frame)).sum();
        let widest = story.photos.iter().map(|photo| f64::from(photo.frame.width.0)).fold(0.0, f64::max);
        let is_photo_story = story.photos.len() >= PHOTO_STORY || words(story) < FEW_WORDS && widest > 3.5 * self.column;
        let most = if at == self.lead { 2.2 } else { 1.2 };
        for photo in &story.photos {
            let size = area(&photo.frame);
            if text > 0.0 && story.part == StoryPart::Whole && !is_photo_story && size > most * text {
                found.push((Rule::PhotoDwarfsStory, format!("{} {:.1} times its text", story.slug, size / text)));
            }
            if size > self.editorial() / 3.0 && !is_photo_story {
                found.push((Rule::PhotoOverThird, format!("{} {:.0} %", story.slug, size * 100.0 / self.editorial())));
            }
            let under = |frame: &&Rect| shared(frame, &photo.frame) > 5_000 && frame.y.0 >= photo.frame.bottom().0 - 2_000;
            let below = story.legs.iter().map(|leg| &leg.frame).filter(under).map(|frame| frame.height.0).max();
            if let Some(depth) = below.filter(|depth| f64::from(*depth) < 25.0 * MM) {
                found.push((Rule::ThinUnderPhoto, format!("{} {:.0} mm", story.slug, f64::from(depth) / MM)));
            }
        }
    }

    fn legs(&self, story: &StoryPlace, found: &mut Vec<(Rule, String)>) {
        let columns: BTreeSet<i32> = story.legs.iter().map(|leg| leg.frame.x.0 / 1000).collect();
        let top = story.legs.iter().map(|leg| leg.frame.y.0).min().unwrap_or(0);
        let end = story.legs.iter().map(|leg| leg.frame.bottom().0).max().unwrap_or(0);
        if columns.len() == 1 && f64::from(end - top) > 254.0 * MM {
            found.push((Rule::OneColumnTower, story.slug.to_string()));
        }
        let depth = f64::from(deepest(story));
        if columns.len() >= 3 && words(story) > FEW_WORDS && depth < 38.0 * MM {
            found.push((Rule::StubLegs, format!("{} {:.0} mm in {} columns", story.slug, depth / MM, columns.len())));
        }
    }

    fn whole(&self, art: &[f64], share: f64, found: &mut Vec<(Rule, String)>) {
        let words: usize = self.page.stories.iter().map(words).sum();
        if share > 0.45 {
            found.push((Rule::ArtFlood, format!("{:.0} %", share * 100.0)));
        }
        if art.is_empty() && words > 900 {
            found.push((Rule::ArtDesert, format!("{words} words")));
        }
        let mut sizes = art.to_vec();
        sizes.sort_by(|a, b| b.total_cmp(a));
        if let [first, second, ..] = sizes[..]
            && first < 1.3 * second
            && first > 0.08 * self.editorial()
        {
            let percent = |size: f64| size * 100.0 / self.editorial();
            found.push((Rule::NoDominant, format!("{:.0} % beside {:.0} %", percent(first), percent(second))));
        }
        let lead = &self.page.stories[self.lead];
        let (top, end) = self.depth;
        if lead.headline_size > Pt::ZERO && lead.frame.y.0 > top + (end - top) / 2 {
            found.push((Rule::LeadLow, lead.slug.to_string()));
        }
        if self.page.stories.len() < 5 && self.ads < self.live / 2.0 {
            found.push((Rule::FewItems, self.page.stories.len().to_string()));
        }
    }

    fn heads(&self, found: &mut Vec<(Rule, String)>) {
        let stories = &self.page.stories;
        let size = |story: &StoryPlace| f64::from(story.headline_size.0) / 1000.0;
        for (i, upper) in stories.iter().enumerate().filter(|(_, story)| size(story) >= 12.0) {
            for (j, other) in stories.iter().enumerate().filter(|(j, story)| *j != i && size(story) > 0.0) {
                let (a, b) = (&upper.frame, &other.frame);
                let is_below = b.y.0 >= a.bottom().0 - 3_000 && f64::from(shared(a, b)) > self.column / 2.0;
                if is_below && size(other) > 1.08 * size(upper) && other.part != StoryPart::Turn {
                    let what = format!("{} {} under {} {}", other.slug, size(other), upper.slug, size(upper));
                    found.push((Rule::BiggerBelow, what));
                }
                let is_level = i < j && (a.y.0 - b.y.0).abs() < 6_000;
                if is_level && size(upper).max(size(other)) < 1.1 * size(upper).min(size(other)) && size(upper) > 12.0 {
                    let gap = -shared(a, b);
                    let tops = |story: &StoryPlace| story.photos.iter().any(|photo| photo.frame.y.0 < story.frame.y.0 + 12_000);
                    if (0..30_000).contains(&gap) && !tops(upper) && !tops(other) {
                        found.push((Rule::Tombstone, format!("{} beside {}", upper.slug, other.slug)));
                    }
                }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::page::{Leg, PhotoPlace, specimen};

    /// Millimetres.
    fn rect([x, y, width, height]: [i32; 4]) -> Rect {
        let mm = |length: i32| Pt((f64::from(length) * MM) as i32);
        Rect { x: mm(x), y: mm(y), width: mm(width), height: mm(height) }
    }

    /// A story with so many words a leg.
    fn story(slug: &str, frame: [i32; 4], head: i32, legs: &[[i32; 4]], photos: &[[i32; 4]]) -> StoryPlace {
        let words = (Pt::ZERO, "word ".repeat(60));
        StoryPlace {
            slug: slug.into(),
            part: StoryPart::Whole,
            leads: false,
            short_headline: String::new(),
            frame: rect(frame),
            headline_size: Pt::points(head),
            headline_lines: Vec::new(),
            legs: legs.iter().map(|leg| Leg { frame: rect(*leg), lines: vec![words.clone()] }).collect(),
            photos: photos
                .iter()
                .map(|photo| PhotoPlace { file: String::new(), frame: rect(*photo), crop: crate::page::Crop::NONE, ppi: 200 })
                .collect(),
        }
    }

    fn check(stories: Vec<StoryPlace>, expected: &[&str]) {
        let page = Page { stories, ..specimen::page(1) };
        let few = |rule: &Rule| *rule != Rule::FewItems;
        let found: Vec<String> = figures(&[page])
            .broken
            .into_iter()
            .filter(|(rule, _)| few(rule))
            .map(|(rule, what)| format!("{} {what}", rule.name()))
            .collect();
        assert_eq!(found, expected);
    }

    #[test]
    fn each_rule_is_counted() {
        let lead = || story("lead", [0, 0, 200, 100], 40, &[[0, 20, 50, 60], [50, 20, 50, 60], [100, 20, 50, 60]], &[]);
        check(vec![lead(), story("small", [0, 100, 50, 100], 20, &[[0, 110, 50, 80]], &[])], &[]);
        check(
            vec![
                lead(),
                story("small", [0, 100, 50, 100], 20, &[[0, 110, 50, 80]], &[]),
                story("low", [0, 200, 50, 40], 24, &[[0, 210, 50, 30]], &[]),
            ],
            &["bigger-below A1: low 24 under small 20"],
        );
        check(vec![lead(), story("side", [201, 0, 50, 100], 39, &[[201, 10, 50, 80]], &[])], &["tombstone A1: lead beside side"]);
        check(
            vec![lead(), story("stub", [0, 100, 200, 40], 20, &[[0, 110, 50, 30], [50, 110, 50, 30], [100, 110, 50, 30]], &[])],
            &["stub-legs A1: stub 30 mm in 3 columns"],
        );
        check(vec![lead(), story("tower", [0, 100, 50, 300], 20, &[[0, 110, 50, 280]], &[])], &["one-column-tower A1: tower"]);
        check(
            vec![lead(), story("photo", [0, 100, 100, 120], 20, &[[0, 190, 50, 20], [50, 190, 50, 20]], &[[0, 110, 100, 70]])],
            &["photo-dwarfs-story A1: photo 3.5 times its text", "thin-under-photo A1: photo 20 mm"],
        );
    }
}
