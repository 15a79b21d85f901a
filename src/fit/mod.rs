//! What a story needs: how deep it runs at every width, whether it fits where it stands, and what would make it fit.
//!
//! For a desk that has a plan, and for somebody who is still writing: [`of_article`] sets one article in one setting and asks nothing of the
//! rest of the paper; [`in_edition`] adds where the plan beside the edition has it.
//!
//! ```
//! use newsprint::{diag::Diagnostics, fit, preview::{Copy, Order, Written}};
//!
//! let article = r#"{"section": "World", "headline": "Fog", "body": ["The ferry waited for the fog to lift."]}"#;
//! let copy = Copy::Bytes { name: "fog".into(), bytes: article.into(), written: Written::Json };
//! let order = Order { layout: "broadsheet".into(), ..Order::default() };
//! let job = fit::open(&copy, &order, None, &mut Diagnostics::default()).expect("the article is sound");
//! let needs = fit::of_article(&job, 0, &fit::Ask::default()).expect("the layout has pages inside");
//! assert_eq!(needs.slug, "fog");
//! ```
use serde::Serialize;

use crate::cache::Cache;
use crate::diag::Diagnostics;
use crate::edition::Article;
use crate::font::shape::Shaper;
use crate::ids::SettingId;
use crate::job::{Job, Setting};
use crate::layout::Template;
use crate::plan::score;
use crate::plan::shapes::{Maker, Sizes, sizes};
use crate::preview::{Copy, Order, gate};
use crate::role::{ByLead, Lead};
use crate::set::compose::galley;
use crate::set::flow::range;
use crate::set::galley::Galley;
use crate::units::Pt;

mod cuts;
mod levers;
mod stands;
mod told;

pub use stands::in_edition;
pub use told::{json, text};

/// What a story needs.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Needs {
    /// Its name.
    pub slug: String,
    /// Its headline.
    pub headline: String,
    /// The layout.
    pub layout: String,
    /// The template whose pages it is set for.
    pub template: String,
    /// Lines of its text in one leg, as they are set best.
    pub lines: u32,
    /// How many photos it has.
    pub photos: usize,
    /// Its depth at every width that it can have.
    pub widths: Vec<Width>,
    /// Where the plan has it: of a story that jumps each part; nothing where there is no plan, or it does not run.
    pub stands: Vec<Stand>,
    /// Why the plan holds it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub held: Option<String>,
    /// The width that levers are told for: where it stands, what was asked for, or what suits it best.
    pub columns: u8,
    /// It is told of as the page's lead.
    pub lead: bool,
    /// What would make it shorter, what gives most first.
    pub levers: Vec<Lever>,
    /// Where a line is gained by the fewest characters, at most [`MOST_CUTS`].
    pub cuts: Vec<Cut>,
}

/// A width.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Width {
    /// In columns.
    pub columns: u8,
    /// In millimetres.
    pub mm: f64,
    /// As the page's lead; nothing where it cannot be so wide.
    pub lead: Option<Depths>,
    /// As another story.
    pub other: Option<Depths>,
}

/// How deep a story runs at a width: as is best, and between which depths it can be made. Without the white under it.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub struct Depths {
    /// Rows of the grid.
    pub rows: u16,
    /// The same in millimetres.
    pub mm: f64,
    /// Lines of text in all of its legs.
    pub lines: u32,
    /// Fewest rows.
    pub fewest: u16,
    /// Most rows.
    pub most: u16,
}

/// Where a story stands, or a part of one that jumps.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Stand {
    /// The page's folio.
    pub page: String,
    /// Which part: `whole`, `first` or `turn`.
    pub part: &'static str,
    /// It is among the briefs, which flow together.
    pub brief: bool,
    /// It leads the page.
    pub lead: bool,
    /// The first column, from 1.
    pub column: u8,
    /// Columns.
    pub columns: u8,
    /// The first row, from 1.
    pub row: u16,
    /// Rows, without the white under it.
    pub rows: u16,
    /// Lines over what the place holds; under it where they are fewer than none; 0 where it fits exactly. Nothing where it cannot be so wide.
    pub over: Option<i64>,
    /// Rows that its last leg is short where it fits.
    pub short: u16,
}

/// What would make a story shorter.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Lever {
    /// What.
    pub lever: &'static str,
    /// In words.
    pub what: String,
    /// Lines gained, in one leg.
    pub lines: u32,
    /// It gains as many as are over.
    pub closes: bool,
}

/// A paragraph whose last line is short.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Cut {
    /// Which block of the body, from 1.
    pub block: usize,
    /// Its first words.
    pub begins: String,
    /// Its last line.
    pub last_line: String,
    /// Characters to cut to gain a line.
    pub characters: usize,
    /// The last line begins within a word.
    pub within_word: bool,
}

/// Most cuts that are told.
pub const MOST_CUTS: usize = 10;

/// How a story is asked about.
#[derive(Clone, Debug, Default)]
pub struct Ask {
    /// The template; that of its section's pages where none is named.
    pub template: Option<String>,
    /// The width that levers are told for.
    pub columns: Option<u8>,
}

/// Reads one article and opens what it takes to set it, without decoding pictures that a cache says were found whole. None where there are
/// errors; they are told.
pub fn open(copy: &Copy, order: &Order, cache: Option<&Cache>, diags: &mut Diagnostics) -> Option<Job> {
    gate::open_with(copy, order, cache, diags).map(|(job, _)| job)
}

/// What an article of a job needs, whatever the plan. None where there is no such template.
pub fn of_article(job: &Job, article: usize, ask: &Ask) -> Option<Needs> {
    let article = job.edition.articles.get(article)?;
    let section = Some(article.section.as_str());
    let template = ask.template.clone().unwrap_or_else(|| job.layout.template_name(None, section, false).to_string());
    let sized = Sized::new(job, article.clone(), &template)?;
    Some(sized.needs(ask.columns, Lead::No, 0))
}

/// A story set in the setting of one template, in all the sizes that it can have there.
struct Sized<'a> {
    job: &'a Job,
    article: Article,
    template: String,
    setting: &'a Setting,
    galley: Galley,
    sizes: ByLead<Sizes>,
}

impl Sized<'_> {
    fn new<'a>(job: &'a Job, article: Article, name: &str) -> Option<Sized<'a>> {
        job.layout.templates.get(name)?;
        let at = job.setting_of(name);
        let setting = job.settings.get(at)?;
        let galley = galley(&article, setting, &mut Shaper::new(&job.fonts));
        let rows = deepest(job, at);
        let limits = &job.layout.print.limits;
        let ppi_limits = [limits.wanted_ppi, limits.min_ppi];
        let maker = Maker {
            article: &article,
            galley: &galley,
            setting,
            rows,
            room: None,
            ppi_limits,
            pictures: job.layout.planner.pictures,
            company: None,
        };
        let (lead, other) = rayon::join(|| sizes(&maker, Lead::Yes), || sizes(&maker, Lead::No));
        Some(Sized { job, template: name.to_string(), setting, galley, sizes: ByLead { lead, other }, article })
    }

    fn sizes(&self, lead: Lead) -> &Sizes {
        &self.sizes[lead]
    }

    fn depths(&self, lead: Lead, columns: u8) -> Option<Depths> {
        let sizes = self.sizes(lead);
        let cells = || sizes.shape.cells().filter(|(width, ..)| *width == columns);
        let (_, rows, best) = cells().min_by_key(|(_, rows, cell)| (cell.cost, *rows))?;
        let config = sizes.configs.get(best.config as usize)?;
        let own = |rows: u16| rows.saturating_sub(score::SEPARATION);
        Some(Depths {
            rows: own(rows),
            mm: mm(self.setting.grid.leading * i32::from(own(rows))),
            lines: config.legs.iter().map(|leg| leg.cells()).sum(),
            fewest: cells().map(|(_, rows, _)| own(rows)).min()?,
            most: cells().map(|(_, rows, _)| own(rows)).max()?,
        })
    }

    fn width(&self, columns: u8) -> Width {
        let [lead, other] = Lead::BOTH.map(|lead| self.depths(lead, columns));
        Width { columns, mm: mm(self.setting.measure(columns)), lead, other }
    }

    /// The width that suits it best.
    fn best_width(&self, lead: Lead) -> u8 {
        let cells = self.sizes(lead).shape.cells();
        cells.min_by_key(|(columns, rows, cell)| (cell.cost, *columns, *rows)).map_or(1, |(columns, ..)| columns)
    }

    /// All but where it stands. Levers are told for a width, and by whether they gain the lines that are over.
    fn needs(&self, columns: Option<u8>, lead: Lead, over: i64) -> Needs {
        let columns = columns.unwrap_or_else(|| self.best_width(lead)).clamp(1, self.setting.grid.columns);
        let widths = (1..=self.setting.grid.columns).map(|columns| self.width(columns));
        Needs {
            slug: self.article.slug.to_string(),
            headline: self.article.headline.clone(),
            layout: self.job.layout.name.clone(),
            template: self.template.clone(),
            lines: usual_lines(&self.galley),
            photos: self.article.photos.len(),
            widths: widths.filter(|width| width.lead.is_some() || width.other.is_some()).collect(),
            stands: Vec::new(),
            held: None,
            columns,
            lead: lead == Lead::Yes,
            levers: levers::levers(self, columns, lead, over),
            cuts: cuts::cuts(&self.article, &self.galley),
        }
    }
}

/// Lines of the text as each paragraph is set best.
fn usual_lines(galley: &Galley) -> u32 {
    let rows = galley.flow.iter().map(|item| u32::from(item.choices.first().map_or(0, |choice| choice.rows) + item.space_before));
    rows.sum::<u32>().max(range(&galley.flow).0)
}

/// Rows of the deepest page of a setting, with the white that hangs below its live area.
fn deepest(job: &Job, setting: SettingId) -> u16 {
    let is_its = |(name, _): &(&String, &Template)| job.setting_of(name) == setting;
    let rows = job.layout.templates.iter().filter(is_its).map(|(_, template)| job.layout.live_rows(template) + score::SEPARATION);
    rows.max().unwrap_or(0)
}

/// Millimetres, to a tenth.
fn mm(length: Pt) -> f64 {
    const MM_TO_INCH: f64 = 25.4;
    const POINTS_TO_INCH: f64 = 72_000.0;
    const TENTHS: f64 = 10.0;
    (f64::from(length.0) * MM_TO_INCH / POINTS_TO_INCH * TENTHS).round() / TENTHS
}

/// The first words of a text.
fn begins(text: &str) -> String {
    const LONGEST: usize = 40;
    let mut out = String::new();
    for word in text.split_whitespace() {
        if out.chars().count() + word.chars().count() >= LONGEST {
            return out + "…";
        }
        out += if out.is_empty() { "" } else { " " };
        out += word;
    }
    out
}
