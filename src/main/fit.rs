//! `newsprint fit`: what one story needs, of an edition or from whoever is still writing it.
use std::io::Read;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use clap::Args;
use newsprint::cache::Cache;
use newsprint::diag::{Diagnostics, Source};
use newsprint::fit::{self, Ask, Needs};
use newsprint::job::Job;
use newsprint::plan_file;
use newsprint::preview::{Copy, Order, Pictures};
use newsprint::tree::form::nearest;

use super::cache_arguments::{CacheArguments, FOLDER};
use super::print;
use super::stream::{From, STDIN, STREAM};

/// What follows `newsprint fit`.
#[derive(Args)]
pub struct Arguments {
    /// The slug of a story of the edition; or an article file, or - for stdin, which need no edition.
    story: String,
    /// The edition file.
    #[arg(long, value_name = "FILE", default_value = "edition.toml")]
    edition: PathBuf,
    /// The layout of an article that is no edition's: its name, or its path from the root.
    #[arg(long, default_value = "broadsheet")]
    layout: String,
    /// The template whose pages it is set for; where it is left out, that of its page, else of its section.
    #[arg(long)]
    template: Option<String>,
    /// The width that levers are told for; where it is left out, that of its place, else what suits it best.
    #[arg(long)]
    columns: Option<u8>,
    /// How the article on stdin is written.
    #[arg(long, value_enum, default_value_t = From::Json)]
    from: From,
    /// The folder that the photos of an article may not leave; the nearest above it with an edition.toml, else its own.
    #[arg(long)]
    root: Option<PathBuf>,
    /// Leaves photos out.
    #[arg(long)]
    no_photos: bool,
    /// Prints JSON.
    #[arg(long)]
    json: bool,
}

/// Tells what the story needs.
pub fn run(arguments: &Arguments, diags: &mut Diagnostics) -> bool {
    let is_file = [".json", ".md", ".markdown"].iter().any(|end| arguments.story.to_lowercase().ends_with(end));
    let needs = match arguments.story == STREAM || is_file && Path::new(&arguments.story).is_file() {
        true => of_copy(arguments, diags),
        false => of_edition(arguments, diags),
    };
    needs.is_some_and(|needs| print(&if arguments.json { fit::json(&needs) } else { fit::text(&needs) }))
}

impl Arguments {
    fn ask(&self) -> Ask {
        Ask { template: self.template.clone(), columns: self.columns }
    }

    fn copy(&self, diags: &mut Diagnostics) -> Option<Copy> {
        if self.story != STREAM {
            return Some(Copy::File(PathBuf::from(&self.story)));
        }
        let mut bytes = Vec::new();
        if let Err(error) = std::io::stdin().read_to_end(&mut bytes) {
            diags.error("unreadable", Some(Source::whole(STDIN)), format!("stdin cannot be read: {}", error.kind()));
            return None;
        }
        let written = self.from.written();
        Some(Copy::Bytes { name: STDIN.into(), bytes, written })
    }

    /// What builds of the edition above an article have found of its pictures; nothing is made where there is none.
    fn cache(&self) -> Option<Arc<Cache>> {
        let folder = if self.story == STREAM { PathBuf::from(".") } else { PathBuf::from(&self.story) };
        let folder = std::fs::canonicalize(self.root.as_ref().unwrap_or(&folder)).ok()?;
        let kept = folder.ancestors().find(|folder| folder.join(FOLDER).is_dir())?;
        CacheArguments::USUAL.open(&kept.join("edition.toml"))
    }

    /// Whether the layout has the template that is asked for; where not, that is told.
    fn has_template(&self, job: &Job, diags: &mut Diagnostics) -> bool {
        let Some(name) = self.template.as_ref().filter(|name| !job.layout.templates.contains_key(*name)) else { return true };
        let names: Vec<&str> = job.layout.templates.keys().map(String::as_str).collect();
        let message = format!("layout \"{}\" has no template \"{name}\"", job.layout.name);
        let asked = Some(Source::whole(&format!("--template {name}")));
        diags.error("unknown-template", asked, message).help(format!("it has {}", names.join(", ")));
        false
    }
}

fn of_copy(arguments: &Arguments, diags: &mut Diagnostics) -> Option<Needs> {
    let copy = arguments.copy(diags)?;
    let pictures = if arguments.no_photos { Pictures::LeftOut } else { Pictures::Shown };
    let order = Order { layout: arguments.layout.clone(), root: arguments.root.clone(), pictures, ..Order::default() };
    let cache = arguments.cache();
    let job = fit::open(&copy, &order, cache.as_deref(), diags)?;
    arguments.has_template(&job, diags).then(|| fit::of_article(&job, 0, &arguments.ask()))?
}

fn of_edition(arguments: &Arguments, diags: &mut Diagnostics) -> Option<Needs> {
    let cache = CacheArguments::USUAL.open(&arguments.edition);
    let mut told = Diagnostics::default();
    let Some(job) = newsprint::read_with(&arguments.edition, cache.as_deref(), &mut told) else {
        diags.append(told);
        return None;
    };
    if !arguments.has_template(&job, diags) {
        return None;
    }
    let plan = plan_file::read(&arguments.edition, diags);
    let needs = fit::in_edition(&job, &arguments.story, plan.as_ref(), &arguments.ask());
    if needs.is_none() {
        let slugs = job.edition.articles.iter().map(|article| &*article.slug.0);
        let message = format!("no article of this edition has the slug \"{}\"", arguments.story);
        let error = diags.error("unknown-slug", Some(job.edition.source.clone()), message);
        if let Some(near) = nearest(&arguments.story, slugs) {
            error.help(format!("did you mean \"{near}\"?"));
        }
    }
    needs
}
