//! `newsprint` makes a newspaper: structured articles, photos and a layout in; a planned, typeset, paged edition out.
//!
//! A newspaper in four steps: [`read`] an edition and check it, [`plan`](fn@plan) its pages, [`make_up`] what is planned (both at once: [`build`]), and
//! [`print()`] files. What a step has to say is told to [`diag::Diagnostics`], and no step stops at the first fault. [`preview`](fn@preview) sets one
//! story alone.
//!
//! ```no_run
//! use newsprint::{Request, diag::Diagnostics};
//!
//! let mut diags = Diagnostics::default();
//! let request = Request::default();
//! if let Some(job) = newsprint::read("samples/harbour-times/edition.toml".as_ref(), &mut diags) {
//!     let paper = newsprint::build(&job, &mut diags);
//!     let files = newsprint::print(&job, paper, &request, &mut diags);
//! }
//! ```
//!
//! # Inside
//!
//! The modules listed here are for programs that use the crate: [`import`] and [`preview`](mod@preview) are two more doors into it, [`order`] writes
//! an editor's orders into an edition and [`fit`] says what one story needs, [`session`] plans an edition again and again while it changes, [`plan_file`] keeps a plan and [`plan_report`] tells it to people,
//! [`page`] is the finished paper with its words ([`ink`], [`role`], [`units`]), [`press`] says what can be made of it.
//! All other modules are the crate's own, hidden from this documentation, and may change with any version.
//!
//! The crate is a newspaper's building. Copy comes in at the desk (`edition`; what other formats hold is rewritten for it by `import`) and meets
//! the house style (`layout`) and the type (`font`) at the gate (`job`), the last room that may refuse; there the ads that come as PDF are looked
//! through (`ad_pdf`). Every story is `set` in type. `planning` says which pages there are and which stories jump, and asks the planner (`plan`), which
//! never sees type, what stands where, in columns and rows and costs; from an earlier plan, kept in a `plan_file`, it moves little. What is `planned`
//! is made up (`makeup`) into a display list (`page`), or told to people in a `plan_report`; a proof is read (`proof`); the press turns the list into
//! bytes. A print preview of one story needs no planner: its text flows down sheets of its own. Each room takes one value and hands on the next;
//! nothing goes back up the stairs.
//!
//! Three decisions carry it. Every room has its own unit, and only doors convert: font units, [`units::Pt`] (integer thousandths of a
//! point), whole columns and rows, device units. After the gate nothing fails: copy that does not fit is a decision and a diagnostic.
//! And the same input gives the same bytes: no clock, no locale, no hash order, no thread count.
//!
//! The rooms, each on the lowest floor above all that it uses, with what it uses and does not reach through another (drawn from the sources
//! by `tests/all/architecture.rs`):
//!
#![doc = include_str!("rooms.md")]
#![forbid(unsafe_code)]
#![warn(missing_docs)]

use std::path::Path;
use std::sync::Arc;

// What programs that use the crate need.
pub mod cache;
pub mod diag;
pub mod fit;
pub mod import;
pub mod ink;
pub mod order;
pub mod page;
pub mod plan_file;
pub mod plan_report;
pub mod press;
pub mod preview;
pub mod role;
pub mod schema;
pub mod session;
pub mod units;

// The rooms behind it: public for the program `newsprint`, the tests and the benches, and promised to nobody else.
#[doc(hidden)]
pub mod ad_pdf;
#[doc(hidden)]
pub mod design;
#[doc(hidden)]
pub mod edition;
#[doc(hidden)]
pub mod flat;
#[doc(hidden)]
pub mod font;
#[doc(hidden)]
pub mod ids;
#[doc(hidden)]
pub mod job;
#[doc(hidden)]
pub mod jpeg;
#[doc(hidden)]
pub mod layout;
#[doc(hidden)]
pub mod makeup;
#[doc(hidden)]
pub mod moment;
#[doc(hidden)]
pub mod plan;
#[doc(hidden)]
pub mod planned;
#[doc(hidden)]
pub mod planning;
#[doc(hidden)]
pub mod proof;
#[doc(hidden)]
pub mod set;
#[doc(hidden)]
pub mod ticket;
#[doc(hidden)]
pub mod tree;

use cache::Cache;
use diag::Diagnostics;
use edition::intake::Readers;
use page::Paper;
use plan_file::Start;
use press::{Archive, Files, Photos, Printing, Targets};

#[doc(inline)]
pub use job::Job;
#[doc(inline)]
pub use planned::Planned;

/// What a run is asked for beside the edition.
#[derive(Clone, Debug)]
pub struct Request {
    /// Whether photos are reduced to what the page needs.
    pub photos: Photos,
    /// Draw grid, frames and slugs over the pages.
    pub proof: bool,
    /// What is made beside the layout and the report.
    pub targets: Targets,
    /// How the pages go to the printer.
    pub printing: Printing,
    /// What archives ask of the e-paper.
    pub archive: Archive,
    /// Where pictures are kept that were made, so that the next run need not make them. The files are the same with it and without.
    pub cache: Option<Arc<Cache>>,
}

impl Default for Request {
    fn default() -> Request {
        let printing = Printing::default();
        Request { photos: Photos::Keep, proof: false, targets: Targets::usual(), printing, archive: Archive::default(), cache: None }
    }
}

/// Reads an edition and all that it names, and checks one against the other. `None` where there are errors.
pub fn read(path: &Path, diags: &mut Diagnostics) -> Option<Job> {
    read_with(path, None, diags)
}

/// The same; a picture that a cache says was found whole is not decoded to see whether it is.
pub fn read_with(path: &Path, cache: Option<&Cache>, diags: &mut Diagnostics) -> Option<Job> {
    read_as(path, None, cache, diags)
}

/// Reads an edition as [`read_with`] does, with this text in the place of the edition file's own: an order that is tried and not given.
pub fn read_as(path: &Path, text: Option<&str>, cache: Option<&Cache>, diags: &mut Diagnostics) -> Option<Job> {
    session::read_job(path, Readers { importer: import::import, cache, text, kept: None }, font::shipped::with_own, diags)
}

/// Makes the paper. It always gives one; what had to be decided is reported.
pub fn build(job: &Job, diags: &mut Diagnostics) -> Paper {
    let stories = set::set(job); // copy to type, in every setting that a page may ask for
    let planned = planning::plan(job, stories, None, diags); // what stands where; stories that jump are parted and set again
    let paper = makeup::make_up(job, &planned, diags); // marks at fixed points
    proof::read(job, &paper, diags); // norms and preflight; `print` makes files of it
    give_back(planned);
    paper
}

/// The first half of [`build`], from an earlier plan where there is one: what is planned can be looked at, explained and kept.
pub fn plan(job: &Job, start: Option<&Start>, diags: &mut Diagnostics) -> Planned {
    planning::plan(job, set::set(job), start, diags)
}

/// The second half: makes up every page of a plan, and reads the proof.
pub fn make_up(job: &Job, planned: Planned, diags: &mut Diagnostics) -> Paper {
    let paper = makeup::make_up(job, &planned, diags);
    proof::read(job, &paper, diags);
    give_back(planned);
    paper
}

/// Giving all that type back is work too; nobody waits for it.
fn give_back(planned: Planned) {
    rayon::spawn(move || drop(planned));
}

/// The files of a finished paper. `None` where one of them cannot be made; that is told.
pub fn print(job: &Job, mut paper: Paper, request: &Request, diags: &mut Diagnostics) -> Option<Files> {
    let layout = press::layout_json::layout_json(&paper);
    if request.proof {
        let grids = ticket::grids(job, &paper);
        press::overlay::draw(&mut paper, &grids);
    }
    let mut files = press::target::make(&paper, &ticket::order(job, request), request.targets, diags)?;
    if request.proof {
        // Pages that are drawn over are nothing for a plate.
        files.iter_mut().filter(|(name, _)| name == press::print::FILE).for_each(|(name, _)| *name = "proof.pdf".to_string());
    }
    files.push(("layout.json".to_string(), layout.into_bytes()));
    let [json, html] = press::report::report(&paper, diags, &files);
    files.push(("report.json".to_string(), json.into_bytes()));
    files.push(("report.html".to_string(), html.into_bytes()));
    files.push(("report.css".to_string(), press::report::STYLE.as_bytes().to_vec()));
    let mut list: Vec<&str> = files.iter().map(|(name, _)| name.as_str()).collect();
    list.sort_unstable();
    let list = list.join("\n") + "\n";
    files.push((press::write::LIST.to_string(), list.into_bytes()));
    Some(files)
}

/// The print preview of one article, as PDF. `None` where there are errors; they are told.
///
/// ```
/// use newsprint::{diag::Diagnostics, preview::{Copy, Order, Written}};
///
/// let article = r#"{"section": "World", "headline": "Fog", "body": ["The ferry waited."]}"#;
/// let copy = Copy::Bytes { name: "fog".into(), bytes: article.into(), written: Written::Json };
/// let mut diags = Diagnostics::default();
/// let pdf = newsprint::preview(&copy, &Order::default(), &mut diags).expect("the article is sound");
/// assert!(pdf.starts_with(b"%PDF"));
/// ```
pub fn preview(copy: &preview::Copy, order: &preview::Order, diags: &mut Diagnostics) -> Option<Vec<u8>> {
    let made = preview::make(copy, order, diags)?;
    press::pdf::preview(&made.paper, &made.about, made.photos, diags)
}
