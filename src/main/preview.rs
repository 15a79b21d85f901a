//! `newsprint preview`: articles from files or from stdin to one PDF each.
use std::collections::BTreeMap;
use std::io::Read;
use std::path::{Path, PathBuf};

use clap::{Args, ValueEnum};
use newsprint::diag::{Diagnostics, Source};
use newsprint::edition::slugs::folded;
use newsprint::press::write::{self, Stage};
use newsprint::preview::{Copy, FontSize, Order, Pictures};
use newsprint::tree::file::was_opened;
use rayon::prelude::*;

use super::build::unwritten;
use super::stream::{From, STDIN, STREAM};
use super::{print, print_bytes};

/// What follows `newsprint preview`.
#[derive(Args)]
pub struct Arguments {
    /// Article files, or - for stdin.
    #[arg(required = true)]
    articles: Vec<PathBuf>,
    /// The PDF, or - for stdout; a folder for several articles. Where it is left out, the article's name in this folder.
    #[arg(short, long)]
    output: Option<PathBuf>,
    /// A layout's name, or its path from the root. preview-a4-two and preview-letter-two have two columns.
    #[arg(long, default_value = "preview-a4")]
    layout: String,
    /// How large the type is.
    #[arg(long, value_enum, default_value_t = Size::Medium)]
    font_size: Size,
    /// Leaves photos out.
    #[arg(long)]
    no_photos: bool,
    /// The folder that photos may not leave; the nearest above the article with an edition.toml, else its own.
    #[arg(long)]
    root: Option<PathBuf>,
    /// How the article on stdin is written.
    #[arg(long, value_enum, default_value_t = From::Json)]
    from: From,
}

#[derive(Clone, std::marker::Copy, PartialEq, Eq, ValueEnum)]
enum Size {
    /// Nine tenths of the layout's sizes.
    Small,
    /// The layout's sizes.
    Medium,
    /// Six fifths of them.
    Large,
}

/// Makes the previews. Where one article has errors, nothing is written.
pub fn run(arguments: &Arguments, diags: &mut Diagnostics) -> bool {
    let to_stdout = arguments.output.as_deref() == Some(Path::new(STREAM));
    if to_stdout && arguments.articles.len() > 1 {
        diags.error("output", None, "several previews do not go to stdout").help("name a folder: -o DIR");
        return false;
    }
    let Some(copies) = copies(arguments, diags) else { return false };
    let order = Order {
        layout: arguments.layout.clone(),
        root: arguments.root.clone(),
        font_size: match arguments.font_size {
            Size::Small => FontSize::Small,
            Size::Medium => FontSize::Medium,
            Size::Large => FontSize::Large,
        },
        pictures: if arguments.no_photos { Pictures::LeftOut } else { Pictures::Shown },
    };
    if to_stdout {
        let pdf = copies.first().and_then(|(_, copy)| newsprint::preview(copy, &order, diags));
        return pdf.is_some_and(|pdf| print_bytes(&pdf));
    }
    let place = Place::of(arguments);
    write_all(&copies, &order, &place, diags) && !diags.has_errors() && report(&copies, &place)
}

/// Where the PDFs go.
struct Place {
    folder: PathBuf,
    /// The one PDF's name, where the command line has it.
    file: Option<String>,
}

impl Place {
    fn of(arguments: &Arguments) -> Place {
        let Some(output) = &arguments.output else { return Place { folder: PathBuf::from("."), file: None } };
        let is_folder = arguments.articles.len() > 1 || output.is_dir() || output.to_string_lossy().ends_with(['/', '\\']);
        match output.file_name() {
            Some(name) if !is_folder => {
                let parent = output.parent().filter(|parent| !parent.as_os_str().is_empty()).unwrap_or(Path::new("."));
                Place { folder: parent.to_path_buf(), file: Some(name.to_string_lossy().into_owned()) }
            }
            _ => Place { folder: output.clone(), file: None },
        }
    }

    /// The name of a PDF that would be called so.
    fn name<'a>(&'a self, own: &'a str) -> &'a str {
        self.file.as_deref().unwrap_or(own)
    }
}

/// The articles with the names of their PDFs. None where two would have the same.
fn copies(arguments: &Arguments, diags: &mut Diagnostics) -> Option<Vec<(String, Copy)>> {
    let mut seen: BTreeMap<String, &PathBuf> = BTreeMap::new();
    let mut copies = Vec::new();
    for path in &arguments.articles {
        let copy = if path == Path::new(STREAM) {
            let mut bytes = Vec::new();
            if std::io::stdin().lock().take(LARGEST).read_to_end(&mut bytes).is_err() {
                diags.error("unreadable", Some(Source::whole(STDIN)), "stdin cannot be read");
                return None;
            }
            let written = arguments.from.written();
            Copy::Bytes { name: STDIN.into(), bytes, written }
        } else {
            Copy::File(path.clone())
        };
        let stem = if path == Path::new(STREAM) { Some(STDIN.as_ref()) } else { path.file_stem() };
        let name = format!("{}.pdf", stem.unwrap_or_default().to_string_lossy());
        // One name on many disks.
        if let Some(other) = seen.insert(folded(&name), path) {
            let message = format!("{} and {} would both be written to {name}", other.display(), path.display());
            diags.error("same-name", None, message).help("make them one after the other, each with its own -o");
            return None;
        }
        copies.push((name, copy));
    }
    Some(copies)
}

/// More than this on stdin is no article.
const LARGEST: u64 = 16_000_000;

fn write_all(copies: &[(String, Copy)], order: &Order, place: &Place, diags: &mut Diagnostics) -> bool {
    /// Previews that are held in memory at once.
    const AT_ONCE: usize = 32;
    let mut stage: Option<Stage> = None;
    for some in copies.chunks(AT_ONCE) {
        let make = |(name, copy): &(String, Copy)| {
            let mut diags = Diagnostics::default();
            (name.clone(), newsprint::preview(copy, order, &mut diags), diags)
        };
        // One preview needs no threads, and starting them would take longer than it does.
        let made: Vec<_> = if some.len() == 1 { some.iter().map(make).collect() } else { some.par_iter().map(make).collect() };
        for (name, pdf, told) in made {
            diags.append(told);
            let Some(pdf) = pdf.filter(|_| !diags.has_errors()) else { continue };
            if let Some(file) = &place.file {
                let path = place.folder.join(file);
                let written = write::one(&path, &pdf, was_opened);
                return written.map_err(|error| unwritten("the preview", &path, &error, diags)).is_ok();
            }
            let begun = match stage.take() {
                Some(stage) => Ok(stage),
                None => Stage::begin(&place.folder, was_opened),
            };
            let added = begun.and_then(|mut stage| stage.add(&name, &pdf).map(|()| stage));
            match added {
                Ok(open) => stage = Some(open),
                Err(error) => {
                    unwritten("the preview", &place.folder, &error, diags);
                    return false;
                }
            }
        }
    }
    if diags.has_errors() {
        return false;
    }
    match stage.map_or(Ok(()), Stage::keep) {
        Ok(()) => true,
        Err(error) => {
            unwritten("the preview", &place.folder, &error, diags);
            false
        }
    }
}

/// The files made, a line each.
fn report(copies: &[(String, Copy)], place: &Place) -> bool {
    let shown = |name: &str| if place.folder == Path::new(".") { PathBuf::from(name) } else { place.folder.join(name) };
    let lines: Vec<String> = copies.iter().map(|(name, _)| format!("{}\n", shown(place.name(name)).display())).collect();
    print(&lines.concat())
}
