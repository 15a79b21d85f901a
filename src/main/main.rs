//! The command line: reads arguments, writes files, says the exit status; nothing else touches terminal or clock.
use std::io::{IsTerminal, Write};
use std::process::ExitCode;
use std::sync::OnceLock;

use clap::error::ErrorKind;
use clap::{CommandFactory, Parser, Subcommand, ValueEnum};
use newsprint::diag::{Colour, Diagnostic, Diagnostics, Severity, Source, render, to_json};
use newsprint::schema;

mod build;
mod cache_arguments;
mod diff;
mod explain;
mod fit;
mod fonts;
mod import;
mod init;
mod order;
mod outputs;
mod plan;
mod preview;
mod stream;
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

#[derive(Subcommand)]
enum Command {
    /// Makes the whole edition: PDF for the press, e-paper PDF and site, layout.json, report.json.
    Build(build::Arguments),
    /// Makes the print preview of one story or of several: A4 or US Letter, without an edition.
    Preview(preview::Arguments),
    /// Everything but writing: tells the problems of all files, and what preflight finds on the pages.
    Check(build::Check),
    /// Plans the pages without printing them: what stands where, what that costs and why.
    Plan(plan::Arguments),
    /// An editor's order: a small edit of the edition file that the next plan obeys, and that undo takes back.
    Order(order::Arguments),
    /// Says of one story how deep it runs at every width, whether it fits where it stands, and what would make it fit.
    Fit(fit::Arguments),
    /// Makes the pages again whenever a file of the edition changes, and shows them in a browser of this machine.
    Watch(watch::Arguments),
    /// Compares two layouts: what moved, came, went or is set otherwise. Exit status 1 where they differ.
    Diff(diff::Arguments),
    /// Says what a message means and what to do about it, by the code that it shows in brackets.
    Explain(explain::Arguments),
    /// Prints the JSON Schema of a kind of file.
    Schema {
        /// Which.
        #[arg(value_parser = schema::NAMES.to_vec())]
        name: String,
    },
    /// Lists the fonts that a layout can name.
    Fonts(fonts::Arguments),
    /// Rewrites copy in another format as article files.
    Import(import::Arguments),
    /// Prints what a shell needs to complete this command line.
    Completions {
        /// Which shell.
        shell: clap_complete::Shell,
    },
    /// Makes a small paper that builds as it is.
    Init(init::Arguments),
}

/// Exit status where the content has errors; 2, for a wrong command line, is clap's.
const CONTENT_ERRORS: u8 = 1;

fn main() -> ExitCode {
    let arguments = Arguments::parse();
    if let Command::Build(build) = &arguments.command
        && let Some(fault) = build.outputs.fault()
    {
        Arguments::command().error(ErrorKind::ArgumentConflict, fault).exit();
    }
    if let Command::Import(import) = &arguments.command
        && let Some(fault) = import.fault()
    {
        Arguments::command().error(ErrorKind::InvalidValue, fault).exit();
    }
    let mut diags = Diagnostics::default();
    survive_large_files();
    let done = run(&arguments, &mut diags);
    if let Some(kind) = UNPRINTED.get() {
        let message = format!("the result cannot be written to stdout: {kind}");
        diags.error("not-written", Some(Source::whole("stdout")), message).help("see that the disk has room");
    }
    tell(&arguments, &diags);
    if done && !diags.has_errors() && !diags.has_refusals() { ExitCode::SUCCESS } else { ExitCode::from(CONTENT_ERRORS) }
}

fn run(arguments: &Arguments, diags: &mut Diagnostics) -> bool {
    match &arguments.command {
        Command::Build(arguments) => build::run(arguments, diags),
        Command::Preview(arguments) => preview::run(arguments, diags),
        Command::Check(arguments) => build::check(arguments, diags),
        Command::Plan(arguments) => plan::run(arguments, diags),
        Command::Order(arguments) => order::run(arguments, diags),
        Command::Fit(arguments) => fit::run(arguments, diags),
        Command::Watch(watched) => watch::run(watched, diags, |diags| tell(arguments, diags)),
        Command::Diff(arguments) => diff::run(arguments, diags),
        Command::Explain(arguments) => explain::run(arguments),
        Command::Schema { name } => {
            let text = schema::schema(name).and_then(|schema| serde_json::to_string_pretty(&schema).ok());
            print(&format!("{}\n", text.unwrap_or_default()))
        }
        Command::Fonts(arguments) => fonts::run(arguments, diags),
        Command::Import(arguments) => import::run(arguments, diags),
        Command::Completions { shell } => completions(*shell),
        Command::Init(arguments) => init::run(arguments, diags),
    }
}

fn completions(shell: clap_complete::Shell) -> bool {
    let mut text = Vec::new();
    clap_complete::generate(shell, &mut Arguments::command(), env!("CARGO_PKG_NAME"), &mut text);
    print(&String::from_utf8_lossy(&text))
}

/// Why a result could not be written to stdout.
static UNPRINTED: OnceLock<std::io::ErrorKind> = OnceLock::new();

/// Results go to stdout.
fn print(text: &str) -> bool {
    print_bytes(text.as_bytes())
}

/// Results go to stdout; a reader that has gone away is no fault, and a full disk is.
fn print_bytes(bytes: &[u8]) -> bool {
    let mut out = std::io::stdout().lock();
    match out.write_all(bytes).and_then(|()| out.flush()) {
        Err(error) if error.kind() != std::io::ErrorKind::BrokenPipe => {
            let _ = UNPRINTED.set(error.kind());
            false
        }
        _ => true,
    }
}

/// A file that outgrows the system's limit is a write that fails, and is told as one; by itself the system would end the run.
fn survive_large_files() {
    #[cfg(unix)]
    let _ = signal_hook::flag::register(signal_hook::consts::SIGXFSZ, std::sync::Arc::default());
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
    // What is worst stands last, where it is read first.
    let mut list: Vec<&Diagnostic> = diags.list.iter().collect();
    list.sort_by_key(|told| told.severity);
    for diagnostic in list {
        let text = match arguments.message_format {
            Format::Json => format!("{}\n", to_json(diagnostic)),
            Format::Human => format!("{}\n", render(diagnostic, colour)),
        };
        if err.write_all(text.as_bytes()).is_err() {
            return;
        }
    }
    let count = |severity| diags.list.iter().filter(|d| d.severity == severity).count();
    let (errors, warnings) = (count(Severity::Error) + count(Severity::Refusal) + count(Severity::Fault), count(Severity::Warning));
    if arguments.message_format == Format::Human && errors + warnings > 0 {
        let _ = writeln!(err, "{errors} errors, {warnings} warnings");
    }
}
