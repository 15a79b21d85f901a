//! The command line: reads arguments, writes files, says the exit status; nothing else touches terminal or clock.
use std::io::{IsTerminal, Write};
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::sync::Arc;

use clap::error::ErrorKind;
use clap::{CommandFactory, Parser, Subcommand, ValueEnum};
use newsprint::cache::Cache;
use newsprint::diag::{Colour, Diagnostics, Severity, Source, render, to_json};
use newsprint::edition::intake::{self, Intake};
use newsprint::layout::Epaper;
use newsprint::press::{Photos, write};
use newsprint::{Request, font, import, schema};

#[path = "main/diff.rs"]
mod diff;
#[path = "main/keeping.rs"]
mod keeping;
#[path = "main/outputs.rs"]
mod outputs;
#[path = "main/plan.rs"]
mod plan;
#[path = "main/preview.rs"]
mod preview;
#[path = "main/watch.rs"]
mod watch;

/// Makes a newspaper: articles, photos and a layout in; a planned, typeset PDF edition out.
#[derive(Parser)]
#[command(version, about, arg_required_else_help = true)]
struct Arguments {
    /// Form of the messages on stderr.
    #[arg(long, value_enum, default_value_t = Format::Human, global = true)]
    message_format: Format,
    /// Colours in messages.
    #[arg(long, value_enum, default_value_t = When::Auto, global = true)]
    color: When,
    #[command(subcommand)]
    command: Command,
}

#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Format {
    /// Text for people.
    Human,
    /// One JSON object a line.
    Json,
}

#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
enum When {
    /// Where stderr is a terminal and NO_COLOR is not set.
    Auto,
    /// Always.
    Always,
    /// Never.
    Never,
}

#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
enum PhotoArgument {
    /// Reduced to the layout's resolution.
    Fit,
    /// As the files are, where the page needs no change.
    Keep,
}

#[derive(Subcommand)]
enum Command {
    /// Makes the whole edition: PDF for the press, e-paper PDF and site, layout.json, report.json.
    Build {
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
        #[command(flatten)]
        outputs: outputs::Outputs,
        #[command(flatten)]
        keeping: keeping::Keeping,
        #[command(flatten)]
        start: plan::Start,
    },
    /// Makes the print preview of one story or of several: A4 or US Letter, without an edition.
    Preview(preview::Arguments),
    /// Everything but writing: tells the problems of all files, and what preflight finds on the pages.
    Check {
        /// The edition file.
        edition: PathBuf,
        /// Fails where there is a warning, or an error of preflight.
        #[arg(long)]
        strict: bool,
    },
    /// Plans the pages without printing them: what stands where, what that costs and why.
    Plan(plan::Arguments),
    /// Makes the pages again whenever a file of the edition changes, and shows them in a browser of this machine.
    Watch(watch::Arguments),
    /// Compares two layouts: what moved, came, went or is set otherwise. Exit status 1 where they differ.
    Diff(diff::Arguments),
    /// Prints the JSON Schema of a kind of file.
    Schema {
        /// Which.
        #[arg(value_parser = schema::NAMES.to_vec())]
        name: String,
    },
    /// Lists the fonts that a layout can name.
    Fonts {
        /// The paper's folder, for its own fonts/.
        #[arg(default_value = ".")]
        folder: PathBuf,
    },
    /// Rewrites copy in another format as article files.
    Import {
        /// ninjs, newsml-g2, nitf, wordpress, rss, atom, html, markdown or text.
        #[arg(value_parser = import_format)]
        format: String,
        /// The files.
        #[arg(required = true)]
        files: Vec<PathBuf>,
        /// Where the articles go.
        #[arg(short, long, default_value = "articles")]
        output: PathBuf,
        /// The section of stories that name none.
        #[arg(long)]
        section: Option<String>,
        /// The paper's own table of wire habits.
        #[arg(long)]
        habits: Option<PathBuf>,
        /// Writes over articles that are there and differ.
        #[arg(long)]
        replace: bool,
    },
    /// Prints what a shell needs to complete this command line.
    Completions {
        /// Which shell.
        shell: clap_complete::Shell,
    },
    /// Makes a small paper that builds as it is.
    Init {
        /// The folder to make it in; new or empty.
        folder: PathBuf,
    },
}

/// Exit status where the content has errors; 2, for a wrong command line, is clap's.
const CONTENT_ERRORS: u8 = 1;

fn main() -> ExitCode {
    let arguments = Arguments::parse();
    if let Command::Build { outputs, .. } = &arguments.command
        && let Some(fault) = outputs.fault()
    {
        Arguments::command().error(ErrorKind::ArgumentConflict, fault).exit();
    }
    let mut diags = Diagnostics::default();
    let done = run(&arguments, &mut diags);
    tell(&arguments, &diags);
    if done && !diags.has_errors() { ExitCode::SUCCESS } else { ExitCode::from(CONTENT_ERRORS) }
}

fn run(arguments: &Arguments, diags: &mut Diagnostics) -> bool {
    match &arguments.command {
        Command::Build { edition, output, photos, proof, strict, jobs, outputs, keeping, start } => {
            if let Some(jobs) = jobs {
                // A pool that exists already is as good: the result does not depend on it.
                let _ = rayon::ThreadPoolBuilder::new().num_threads(jobs.get()).build_global();
            }
            let request = |epaper: &Epaper| Request {
                photos: match photos {
                    PhotoArgument::Fit => Photos::Fit { ppi: epaper.ppi, quality: epaper.quality },
                    PhotoArgument::Keep => Photos::Keep,
                },
                proof: *proof,
                targets: outputs.targets(),
                printing: outputs.printing(),
                archive: outputs.archive(),
                cache: None,
            };
            let care = if *strict { Care::Strict } else { Care::Usual };
            let cache = keeping.open(edition);
            let done = build((edition, start, &cache), (output, care), request, diags);
            if let Some(cache) = &cache {
                keeping::close(cache, diags);
            }
            done
        }
        Command::Preview(arguments) => preview::run(arguments, diags),
        Command::Check { edition, strict } => check(edition, if *strict { Care::Strict } else { Care::Usual }, diags),
        Command::Plan(arguments) => plan::run(arguments, diags),
        Command::Watch(watched) => watch::run(watched, diags, |diags| tell(arguments, diags)),
        Command::Diff(arguments) => diff::run(arguments, diags),
        Command::Schema { name } => {
            let text = schema::schema(name).and_then(|schema| serde_json::to_string_pretty(&schema).ok());
            print(&format!("{}\n", text.unwrap_or_default()))
        }
        Command::Completions { shell } => completions(*shell),
        Command::Fonts { folder } => fonts(folder, diags),
        Command::Import { format, files, output, section, habits, replace } => {
            let intake = Intake { format: format.clone(), section: section.clone(), habits: habits.clone() };
            import_files(&intake, files, (output, *replace), diags)
        }
        Command::Init { folder } => init(folder, diags),
    }
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

fn build(
    (edition, start, cache): (&Path, &plan::Start, &Option<Arc<Cache>>),
    (output, care): (&Path, Care),
    request: impl FnOnce(&Epaper) -> Request,
    diags: &mut Diagnostics,
) -> bool {
    let Some(job) = newsprint::read_with(edition, cache.as_deref(), diags) else { return false };
    let request = Request { cache: cache.clone(), ..request(&job.layout.epaper) };
    let Some((planned, account)) = plan::plan(&job, (edition, start), diags) else { return false };
    let paper = newsprint::make_up(&job, planned, diags);
    if care.stops(diags) {
        return false;
    }
    let (pages, stories, held) = (paper.count(), paper.ran.len(), paper.held.len());
    let Some(files) = newsprint::print(&job, paper, &request, diags) else { return false };
    if care.stops(diags) {
        return false;
    }
    if let Err(error) = write::replace(output, &files) {
        let shown = output.display().to_string();
        diags
            .error("not-written", Some(Source::whole(&shown)), format!("the files cannot be written to {shown}: {}", error.kind()))
            .did("left what was there before as it was")
            .help("see that the disk has room and that the folder may be written to");
        return false;
    }
    plan::keep(edition, &account, start, diags);
    print(&format!("{pages} pages, {stories} stories, {held} held: {}\n", output.display()))
}

fn check(edition: &Path, care: Care, diags: &mut Diagnostics) -> bool {
    let Some(job) = newsprint::read(edition, diags) else { return false };
    let Some((planned, _)) = plan::plan(&job, (edition, &plan::Start::default()), diags) else { return false };
    let paper = newsprint::make_up(&job, planned, diags);
    if care.stops(diags) {
        return false;
    }
    print(&format!("{} pages, {} stories, {} held\n", paper.count(), paper.ran.len(), paper.held.len()))
}

/// A format by its name in any letter case.
fn import_format(name: &str) -> Result<String, String> {
    let lower = name.to_lowercase();
    let known = match lower.as_str() {
        "newsml" | "newsmlg2" => "newsml-g2",
        "wxr" => "wordpress",
        "txt" => "text",
        "md" => "markdown",
        other => other,
    };
    let message = || format!("it can be {}", intake::FORMATS.join(", "));
    intake::FORMATS.iter().find(|format| **format == known).map(|format| format.to_string()).ok_or_else(message)
}

fn import_files(intake: &Intake, files: &[PathBuf], (output, replace): (&Path, bool), diags: &mut Diagnostics) -> bool {
    let paths: Vec<String> = files.iter().map(|path| path.to_string_lossy().into_owned()).collect();
    let filed = import::import(intake, Path::new("."), &paths, diags);
    if diags.has_errors() {
        return false;
    }
    let written = import::write::files(&filed);
    import::write::tell_missing(&filed, &written, output, diags);
    for (name, bytes) in &written {
        let path = output.join(name);
        let shown = path.display().to_string();
        if !replace && std::fs::read(&path).is_ok_and(|there| there != *bytes) {
            diags
                .error("exists", Some(Source::whole(&shown)), format!("{shown} is there already, and differs"))
                .did("wrote nothing")
                .help("name another folder, or give --replace to write over it");
        }
    }
    if diags.has_errors() {
        return false;
    }
    for (name, bytes) in &written {
        let path = output.join(name);
        let result = path.parent().map_or(Ok(()), std::fs::create_dir_all).and_then(|()| std::fs::write(&path, bytes));
        if let Err(error) = result {
            let shown = path.display().to_string();
            diags.error("not-written", Some(Source::whole(&shown)), format!("{shown} cannot be written: {}", error.kind()));
            return false;
        }
    }
    print(&format!("{} articles, {} pictures: {}\n", filed.len(), written.len() - filed.len(), output.display()))
}

fn completions(shell: clap_complete::Shell) -> bool {
    let mut text = Vec::new();
    clap_complete::generate(shell, &mut Arguments::command(), env!("CARGO_PKG_NAME"), &mut text);
    print(&String::from_utf8_lossy(&text))
}

fn fonts(folder: &Path, diags: &mut Diagnostics) -> bool {
    let mut lines: Vec<String> = font::shipped::with_own(folder, diags)
        .iter()
        .map(|face| format!("{}  {}{}  {}\n", face.family, face.weight, if face.italic { " italic" } else { "" }, face.file))
        .collect();
    lines.sort();
    print(&lines.concat())
}

fn init(folder: &Path, diags: &mut Diagnostics) -> bool {
    let shown = folder.display().to_string();
    let taken = std::fs::read_dir(folder).is_ok_and(|mut entries| entries.next().is_some());
    if taken {
        diags.error("not-empty", Some(Source::whole(&shown)), format!("{shown} is not empty")).help("name a new folder");
        return false;
    }
    let files = [
        ("edition.toml", include_bytes!("init/edition.toml").as_slice()),
        ("articles/lead.md", include_bytes!("init/lead.md")),
        ("articles/second.json", include_bytes!("init/second.json")),
        ("articles/third.md", include_bytes!("init/third.md")),
        ("articles/brief-1.md", include_bytes!("init/brief-1.md")),
        ("articles/brief-2.md", include_bytes!("init/brief-2.md")),
        ("photos/harbour.jpg", include_bytes!("init/harbour.jpg")),
    ];
    let result = files.iter().try_for_each(|(name, bytes)| {
        let path = folder.join(name);
        path.parent().map_or(Ok(()), std::fs::create_dir_all).and_then(|()| std::fs::write(path, bytes))
    });
    match result {
        Ok(()) => print(&format!("made {shown}; now run: newsprint build {}\n", folder.join("edition.toml").display())),
        Err(error) => {
            diags.error("not-written", Some(Source::whole(&shown)), format!("{shown} cannot be written: {}", error.kind()));
            false
        }
    }
}

/// Results go to stdout; a reader that has gone away is no fault.
fn print(text: &str) -> bool {
    let _ = std::io::stdout().write_all(text.as_bytes());
    true
}

/// Diagnostics go to stderr.
fn tell(arguments: &Arguments, diags: &Diagnostics) {
    let coloured = match arguments.color {
        When::Always => true,
        When::Never => false,
        When::Auto => std::io::stderr().is_terminal() && std::env::var_os("NO_COLOR").is_none(),
    };
    let colour = if coloured { Colour::Always } else { Colour::Never };
    let mut err = std::io::stderr().lock();
    for diagnostic in &diags.list {
        let text = match arguments.message_format {
            Format::Json => format!("{}\n", to_json(diagnostic)),
            Format::Human => format!("{}\n", render(diagnostic, colour)),
        };
        if err.write_all(text.as_bytes()).is_err() {
            return;
        }
    }
    let count = |severity| diags.list.iter().filter(|d| d.severity == severity).count();
    let (errors, warnings) = (count(Severity::Error) + count(Severity::Fault), count(Severity::Warning));
    if arguments.message_format == Format::Human && errors + warnings > 0 {
        let _ = writeln!(err, "{errors} errors, {warnings} warnings");
    }
}
