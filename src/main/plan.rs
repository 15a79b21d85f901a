//! `newsprint plan`, and how every planning run starts from the plan beside its edition and leaves it there.
use std::path::{Path, PathBuf};

use clap::Args;
use newsprint::design::figures;
use newsprint::diag::{Diagnostics, Source};
use newsprint::ids::{Id, PageId};
use newsprint::job::Job;
use newsprint::makeup::make_up;
use newsprint::plan_file::changes::changes;
use newsprint::plan_file::read::Use;
use newsprint::plan_file::{self, PlanFile, read, scope};
use newsprint::plan_report::{self, explain, json, text};
use newsprint::planned::Planned;
use newsprint::planned::words::points;
use newsprint::press::write;
use newsprint::tree::file::whole;
use newsprint::tree::form::nearest;
use serde_json::{Value, json};

use super::{order, print};

/// What follows `newsprint plan`.
#[derive(Args)]
pub struct Arguments {
    /// The edition file.
    edition: PathBuf,
    /// Prints JSON.
    #[arg(long)]
    json: bool,
    /// Says of one story why it stands where it does, or is held, and what would have to change.
    #[arg(long, value_name = "SLUG")]
    explain: Option<String>,
    /// Other plans of a page that differ to the eye: so many of them, the best first.
    #[arg(long, value_name = "COUNT", requires = "page", conflicts_with_all = ["explain", "locked"])]
    alternatives: Option<usize>,
    /// The page whose other plans are shown, as in A3 or 3.
    #[arg(long, value_name = "PAGE")]
    page: Option<String>,
    /// Says what an order would move, hold and cost, in the words that follow newsprint order, as in --try "hold storm"; writes nothing.
    #[arg(long = "try", value_name = "ORDER", conflicts_with_all = ["explain", "alternatives", "locked", "replan"])]
    tried: Vec<String>,
    /// Takes one of the other plans, by its number.
    #[arg(long, value_name = "NUMBER", requires = "alternatives")]
    choose: Option<usize>,
    #[command(flatten)]
    start: Start,
}

/// What a plan starts from.
#[derive(Args, Default)]
pub struct Start {
    /// Fails where the plan beside the edition would change.
    #[arg(long, conflicts_with = "replan")]
    locked: bool,
    /// Plans anew, whatever the plan beside the edition says.
    #[arg(long)]
    replan: bool,
    /// The pages that may change: all, A3, A2-A4, several with commas, or a section. Every other stays as the plan has it.
    #[arg(long, value_name = "PAGES", conflicts_with = "replan")]
    scope: Option<String>,
}

impl Start {
    fn wanted(&self) -> Use {
        match self {
            Start { locked: true, .. } => Use::Hold,
            Start { replan: true, .. } => Use::Ignore,
            Start { .. } => Use::Start,
        }
    }
}

/// Plans an edition, prints the account of the plan, and keeps it.
pub fn run(arguments: &Arguments, diags: &mut Diagnostics) -> bool {
    if !arguments.tried.is_empty() {
        return try_orders(arguments, diags);
    }
    let Some(job) = newsprint::read(&arguments.edition, diags) else { return false };
    let Some(mut planned) = plan(&job, &arguments.edition, &arguments.start, diags) else { return false };
    if diags.has_errors() {
        return false;
    }
    if let Some(slug) = &arguments.explain {
        let account = plan_report::of(&job, &planned);
        let Some(explanation) = explain::explain(&job, &planned, &account, slug) else {
            let slugs = job.edition.articles.iter().map(|article| &*article.slug.0);
            let text = format!("no article of this edition has the slug \"{slug}\"");
            let error = diags.error("unknown-slug", Some(job.edition.source.clone()), text);
            if let Some(near) = nearest(slug, slugs) {
                error.help(format!("did you mean \"{near}\"?"));
            }
            return false;
        };
        return print(&if arguments.json { explanation.json() } else { explanation.text() });
    }
    if let (Some(count), Some(page)) = (arguments.alternatives, &arguments.page) {
        return alternatives(arguments, (page, count), &job, &mut planned, diags);
    }
    keep(&arguments.edition, plan_file::record(&job, &planned), &arguments.start, diags);
    planned.prove();
    let account = plan_report::of(&job, &planned);
    if arguments.json {
        return print(&json::json(&account));
    }
    // What make-up has to say of the pages is for `check` and `build` to tell.
    let paper = make_up(&job, &planned, &mut Diagnostics::default());
    print(&format!("{}\n{}\n", text::text(&account), figures(&paper.pages).line()))
}

/// Says what orders would change, and writes nothing.
fn try_orders(arguments: &Arguments, diags: &mut Diagnostics) -> bool {
    let edition = &arguments.edition;
    let Some(text) = order::tried(edition, &arguments.tried, diags) else { return false };
    // What stands now: the plan beside the edition, or the one that a run would write.
    let Some(before) = standing(edition, diags) else { return false };
    let Some(job) = newsprint::read_as(edition, Some(&text), None, diags) else { return false };
    let start = plan_file::Start { scope: arguments.start.scope.clone(), locked: false, file: before.clone() };
    let planned = newsprint::plan(&job, Some(&start), diags);
    let after = plan_file::record::plan(&job, &planned);
    let moved = changes(&before, &after, |page| job.folio(PageId::of(page)).label());
    let cost = |file: &PlanFile| file.pages.iter().filter_map(|page| page.cost).sum::<u64>();
    let (was, now) = (cost(&before), cost(&after));
    if arguments.json {
        let list: Vec<Value> = moved
            .iter()
            .map(|change| json!({ "page": change.page.map(|page| job.folio(PageId::of(page)).label()), "slug": change.slug, "text": change.text }))
            .collect();
        let wishes: Vec<Value> = planned
            .answers
            .iter()
            .map(|answer| json!({ "slug": &*answer.slug.0, "wish": answer.wish, "refused": answer.refused }))
            .collect();
        let all = json!({ "changes": list, "cost": { "before": was, "after": now }, "wishes": wishes });
        return print(&format!("{all:#}\n"));
    }
    let mut out: String = moved.iter().map(|change| format!("{}\n", change.text)).collect();
    if moved.is_empty() {
        out += "nothing would change\n";
    }
    let sign = if now < was { "-" } else { "+" };
    out += &format!("the paper would cost {}, {sign}{}\n", points(now), points(now.abs_diff(was)));
    print(&out)
}

/// The plan that stands: the one beside the edition, else the one that a run would write.
fn standing(edition: &Path, diags: &mut Diagnostics) -> Option<PlanFile> {
    let mut unheard = Diagnostics::default();
    let job = newsprint::read(edition, &mut unheard)?;
    let start = read::start(&job, edition, Use::Start, diags).ok()?;
    Some(match start {
        Some(start) => start.file,
        None => plan_file::record::plan(&job, &newsprint::plan(&job, None, &mut unheard)),
    })
}

/// Shows other plans of a page, and takes one of them where that is asked for.
fn alternatives(arguments: &Arguments, (page, count): (&str, usize), job: &Job, planned: &mut Planned, diags: &mut Diagnostics) -> bool {
    let open = scope::open(page, job, &planned.input.pages.plans, diags);
    let Some(page) = open.and_then(|open| open.find(|open| *open)) else { return false };
    let found = plan_report::alternatives::of(job, planned, page, count);
    if let Some(number) = arguments.choose {
        if !found.choose(number, planned) {
            let text = format!("there is no plan {number} of that page: there are {}", found.others.len());
            diags.error("no-alternative", Some(job.edition.source.clone()), text).help("name one of the numbers that are shown");
            return false;
        }
        keep(&arguments.edition, plan_file::record(job, planned), &arguments.start, diags);
        return print(&format!("took plan {number} of {}\n", found.now.label));
    }
    print(&if arguments.json { found.json() } else { found.text() })
}

/// The plan of an edition, from the one beside it where that is wanted. None where that one cannot be read; it is told.
pub fn plan(job: &Job, edition: &Path, start: &Start, diags: &mut Diagnostics) -> Option<Planned> {
    let scope = start.scope.clone();
    let start = read::start(job, edition, start.wanted(), diags).ok()?;
    if let (Some(words), None) = (&scope, &start) {
        let shown = plan_file::beside(edition).display().to_string();
        let text = format!("there is no {shown} by which pages outside of {words} could stay as they are");
        diags.error("no-plan", Some(Source::whole(&shown)), text).help("run once without --scope: that writes it");
        return None;
    }
    let start = start.map(|start| plan_file::Start { scope, ..start });
    Some(newsprint::plan(job, start.as_ref(), diags))
}

/// Writes a plan's text beside its edition, where it differs from what is there. A folder that may not be written to is no fault.
pub fn keep(edition: &Path, text: String, start: &Start, diags: &mut Diagnostics) {
    let path = plan_file::beside(edition);
    if start.locked || whole(&path, text.len() as u64).is_ok_and(|there| there == text.as_bytes()) {
        return;
    }
    let folder = path.parent().filter(|parent| !parent.as_os_str().is_empty()).unwrap_or(Path::new("."));
    let name = path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
    if let Err(error) = write::replace(folder, &[(name, text.into_bytes())], write::ANYTHING) {
        let shown = path.display().to_string();
        diags
            .warning(
                "plan-not-written",
                Some(Source::whole(&shown)),
                format!("the plan cannot be written to {shown}: {}", write::why(&error)),
            )
            .did("went on without it")
            .help("without it, the next run plans every page anew");
    }
}
