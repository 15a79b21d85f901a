//! `newsprint build` and `newsprint check`: an edition made whole, and everything but the writing.
use std::path::{Path, PathBuf};
use std::sync::Arc;

use clap::{Args, ValueEnum};
use newsprint::Request;
use newsprint::cache::Cache;
use newsprint::diag::{Diagnostics, Source};
use newsprint::layout::Epaper;
use newsprint::plan_file;
use newsprint::press::{Photos, Target, write};
use newsprint::tree::file::was_opened;

use super::{cache_arguments, outputs, plan, print};

/// What follows `newsprint build`.
#[derive(Args)]
pub struct Arguments {
    /// The edition file.
    edition: PathBuf,
    /// Where the files go.
    #[arg(short, long, default_value = "out")]
    output: PathBuf,
    /// What happens to photos.
    #[arg(long, value_enum, default_value_t = PhotoArgument::Fit)]
    photos: PhotoArgument,
    /// Draws grid, frames and slugs over the pages.
    #[arg(long)]
    proof: bool,
    /// Writes nothing where there is a warning, or an error of preflight.
    #[arg(long)]
    strict: bool,
    /// Threads; all cores where it is left out. The result is the same.
    #[arg(long)]
    jobs: Option<std::num::NonZeroUsize>,
    /// What is made.
    #[command(flatten)]
    pub outputs: outputs::Outputs,
    #[command(flatten)]
    cache: cache_arguments::CacheArguments,
    #[command(flatten)]
    start: plan::Start,
}

/// What follows `newsprint check`.
#[derive(Args)]
pub struct Check {
    /// The edition file.
    edition: PathBuf,
    /// Fails where there is a warning, or an error of preflight.
    #[arg(long)]
    strict: bool,
}

#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
enum PhotoArgument {
    /// Reduced to the layout's resolution.
    Fit,
    /// As the files are, where the page needs no change.
    Keep,
}

impl Arguments {
    /// What is asked for beside the edition.
    fn request(&self, epaper: &Epaper, cache: Option<Arc<Cache>>) -> Request {
        Request {
            photos: match self.photos {
                PhotoArgument::Fit => Photos::Fit { ppi: epaper.ppi, quality: epaper.quality },
                PhotoArgument::Keep => Photos::Keep,
            },
            proof: self.proof,
            targets: self.outputs.targets(),
            printing: self.outputs.printing(),
            archive: self.outputs.archive(),
            cache,
        }
    }
}

/// No machine that makes newspapers has more cores; a system refuses some thousands of threads.
const MOST_THREADS: usize = 256;

/// Makes an edition, and leaves its cache in order.
pub fn run(arguments: &Arguments, diags: &mut Diagnostics) -> bool {
    if let Some(jobs) = arguments.jobs {
        // A pool that exists already is as good: the result does not depend on it.
        let _ = rayon::ThreadPoolBuilder::new().num_threads(jobs.get().min(MOST_THREADS)).build_global();
    }
    // What a killed run has begun to put in place is whole before anything else, whatever becomes of this run.
    if let Err(error) = write::recover(&arguments.output) {
        unwritten("what an earlier run has left", &arguments.output, &error, diags);
        return false;
    }
    let cache = arguments.cache.open(&arguments.edition);
    let done = build(arguments, cache.as_ref(), diags);
    if let Some(cache) = &cache {
        cache_arguments::close(cache, diags);
    }
    done
}

fn build(arguments: &Arguments, cache: Option<&Arc<Cache>>, diags: &mut Diagnostics) -> bool {
    let Arguments { edition, start, output, .. } = arguments;
    let care = if arguments.strict { Care::Strict } else { Care::Usual };
    let Some(job) = newsprint::read_with(edition, cache.map(Arc::as_ref), diags) else { return false };
    let mut request = arguments.request(&job.layout.epaper, cache.cloned());
    let Some(planned) = plan::plan(&job, edition, start, diags) else { return false };
    let kept = plan_file::record(&job, &planned);
    let paper = newsprint::make_up(&job, planned, diags);
    if care.stops(diags) {
        return false;
    }
    if diags.has_refusals() {
        request.targets = request.targets.without(Target::Print);
    }
    let (pages, stories, held) = (paper.count(), paper.ran.len(), paper.held.len());
    let Some(files) = newsprint::print(&job, paper, &request, diags) else { return false };
    if care.stops(diags) {
        return false;
    }
    if let Err(error) = write::replace(output, &files, was_opened) {
        unwritten("the files", output, &error, diags);
        return false;
    }
    plan::keep(edition, kept, start, diags);
    print(&format!("{pages} pages, {stories} stories, {held} held: {}\n", output.display()))
}

/// Makes an edition but for its files.
pub fn check(arguments: &Check, diags: &mut Diagnostics) -> bool {
    let Some(job) = newsprint::read(&arguments.edition, diags) else { return false };
    let Some(planned) = plan::plan(&job, &arguments.edition, &plan::Start::default(), diags) else { return false };
    let paper = newsprint::make_up(&job, planned, diags);
    let care = if arguments.strict { Care::Strict } else { Care::Usual };
    if care.stops(diags) {
        return false;
    }
    print(&format!("{} pages, {} stories, {} held\n", paper.count(), paper.ran.len(), paper.held.len()))
}

/// Tells that a folder cannot be written to, where what was there before is left.
pub fn unwritten(what: &str, folder: &Path, error: &std::io::Error, diags: &mut Diagnostics) {
    let shown = folder.display().to_string();
    let help = match error.kind() {
        std::io::ErrorKind::AlreadyExists => "name another file for what is made",
        _ => "see that the disk has room and that the folder may be written to",
    };
    diags
        .error("not-written", Some(Source::whole(&shown)), format!("{what} cannot be written to {shown}: {}", write::why(error)))
        .did("left what was there before as it was")
        .help(help);
}

/// What a run takes for a reason not to write.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Care {
    /// Errors in what was filed.
    Usual,
    /// Warnings and errors of preflight too.
    Strict,
}

impl Care {
    /// True where nothing may be written.
    fn stops(self, diags: &mut Diagnostics) -> bool {
        if self == Care::Strict {
            diags.be_strict();
        }
        diags.has_errors()
    }
}
