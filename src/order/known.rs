//! What there is in the paper that orders speak of: its stories, its pages, and where the last plan has each story.
use std::collections::BTreeMap;

use super::Refusal;
use crate::diag::Diagnostics;
use crate::edition::article_source::{ArticleSource, Written};
use crate::edition::folio::Folios;
use crate::edition::{Article, Edition};
use crate::layout::Layout;
use crate::plan_file::PlanFile;
use crate::tree::Node;
use crate::tree::form::{nearest, shown};

/// What there is in the paper.
#[derive(Clone, Debug, Default)]
pub struct Known {
    /// The stories, by slug.
    pub stories: BTreeMap<String, KnownStory>,
    /// The pages that the edition orders; none where the program makes them.
    pub pages: Vec<KnownPage>,
    /// How many pages the last plan has.
    pub planned: Option<usize>,
    /// Where the last plan has each story.
    pub standing: BTreeMap<String, Standing>,
    /// The edition extends another, and its tables of pages say which page they change.
    pub is_zone: bool,
}

/// A story.
#[derive(Clone, Debug, Default)]
pub struct KnownStory {
    /// How many photos it has; none where that is not known.
    pub photos: Option<usize>,
    /// Its headlines.
    pub headlines: Vec<String>,
    /// The wishes that stand in its own file, by their keys.
    pub own: Vec<String>,
}

/// A page that is ordered.
#[derive(Clone, Debug, Default)]
pub struct KnownPage {
    /// Its folio, as in `A3`.
    pub label: String,
    /// All that it may be called: folios and numbers, in capitals.
    pub names: Vec<String>,
}

/// Where the last plan has a story.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Standing {
    /// The page that it begins on, from 0.
    pub page: usize,
    /// It leads it.
    pub leads: bool,
}

impl Known {
    /// What there is in an edition. The layout says which pages are double trucks; where it cannot be read none is.
    pub fn of(edition: &Edition, layout: Option<&Layout>, plan: Option<&PlanFile>) -> Known {
        let is_double = |page: usize| {
            let order = &edition.pages[page];
            let template = |layout: &Layout| {
                let name = layout.template_name(order.template.as_deref(), order.section.as_deref(), page == 0);
                layout.templates.get(name).is_some_and(|template| template.is_double)
            };
            layout.is_some_and(template)
        };
        let folios = Folios::new(&edition.pages, is_double);
        let late = edition.late.iter().map(|slug| (slug.to_string(), KnownStory::default()));
        Known {
            stories: edition.articles.iter().map(|article| (article.slug.to_string(), story(article))).chain(late).collect(),
            pages: (0..edition.pages.len()).map(|at| page(&folios, at)).collect(),
            planned: plan.map(|plan| plan.pages.len()),
            standing: plan.map(standing).unwrap_or_default(),
            is_zone: edition.extends.is_some(),
        }
    }

    /// Whether the edition says which pages there are.
    pub fn is_ordered(&self) -> bool {
        !self.pages.is_empty()
    }

    /// A story by its slug.
    pub(super) fn story(&self, slug: &str) -> Result<&KnownStory, Refusal> {
        self.stories.get(slug).ok_or_else(|| {
            let near = nearest(slug, self.stories.keys().map(String::as_str));
            let message = format!("no article of this edition has the slug {}", shown(slug));
            Refusal { code: "unknown-slug", message, help: meant(near) }
        })
    }

    /// A page by its number or folio, from 0.
    pub(super) fn page(&self, name: &str) -> Result<usize, Refusal> {
        let wanted = name.trim().to_uppercase();
        let found = if self.is_ordered() {
            self.pages.iter().position(|page| page.names.contains(&wanted))
        } else {
            let number = wanted.strip_prefix('A').unwrap_or(&wanted).parse::<usize>().ok();
            number.filter(|number| (1..=self.planned.unwrap_or(MOST_PAGES)).contains(number)).map(|number| number - 1)
        };
        found.ok_or_else(|| self.no_page(name))
    }

    fn no_page(&self, name: &str) -> Refusal {
        let labels: Vec<&str> = self.pages.iter().map(|page| page.label.as_str()).collect();
        let help = match (labels.as_slice(), self.planned) {
            ([only], _) => format!("there is one: {only}"),
            ([first, .., last], _) => format!("there are {}, {first} to {last}; a page is named by its folio or its number", labels.len()),
            ([], Some(count)) => format!("the last plan has {count}, A1 to A{count}; a page is named by its folio or its number"),
            ([], None) => "write its folio as in A3, or its number".to_string(),
        };
        Refusal { code: "unknown-page", message: format!("this edition has no page {}", shown(name)), help }
    }

    /// A page as messages call it.
    pub(super) fn label(&self, page: usize) -> String {
        self.pages.get(page).map_or_else(|| format!("A{}", page + 1), |page| page.label.clone())
    }
}

/// No paper has more.
const MOST_PAGES: usize = 999;

/// The help that names what may have been meant.
fn meant(near: Option<&str>) -> String {
    near.map(|near| format!("did you mean \"{near}\"?")).unwrap_or_default()
}

fn story(article: &Article) -> KnownStory {
    KnownStory {
        photos: Some(article.photos.len()),
        headlines: article.short_headline.iter().chain([&article.headline]).cloned().collect(),
        own: own(article),
    }
}

/// The wishes that stand in an article's own file.
fn own(article: &Article) -> Vec<String> {
    let file = &article.source.file;
    let written = match file.path.rsplit_once('.').map(|(_, ending)| ending.to_lowercase()).as_deref() {
        Some("json") => Written::Json,
        Some("md" | "markdown") => Written::Markdown,
        _ => return Vec::new(),
    };
    if !file.text.contains("wishes") {
        return Vec::new();
    }
    let tree = ArticleSource::of_text(file.clone(), written, &mut Diagnostics::default()).tree;
    let keys = tree.as_ref().and_then(|tree| tree.get("wishes")).map(Node::entries).unwrap_or_default();
    keys.iter().map(|entry| entry.key.clone()).collect()
}

fn page(folios: &Folios, at: usize) -> KnownPage {
    let (folio, number) = (folios.of(at), folios.number(at));
    let mut names = vec![folio.label(), folio.printed(), number.to_string(), format!("{}{}", folio.part, folio.number)];
    if folio.is_double {
        names.extend([format!("{}{}", folio.part, folio.number + 1), (number + 1).to_string()]);
    }
    KnownPage { label: folio.label(), names }
}

fn standing(plan: &PlanFile) -> BTreeMap<String, Standing> {
    let mut standing = BTreeMap::new();
    for (page, entry) in plan.pages.iter().enumerate() {
        for story in entry.stories.iter().filter(|story| !story.turn) {
            let leads = story.lead == crate::role::Lead::Yes;
            standing.entry(story.slug.clone()).or_insert(Standing { page, leads });
        }
        for slug in entry.briefs.iter().flat_map(|(_, slugs)| slugs) {
            standing.entry(slug.clone()).or_insert(Standing { page, leads: false });
        }
    }
    standing
}
