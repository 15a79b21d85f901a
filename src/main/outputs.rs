//! What a build is asked to make: its targets, and how the pages go to the printer.
use clap::ValueEnum;
use clap::builder::{PossibleValue, PossibleValuesParser, TypedValueParser};
use newsprint::press::impose::Impose;
use newsprint::press::pdfx::Standard;
use newsprint::press::target::TARGETS;
use newsprint::press::{Archive, Printing, Target, Targets};

/// The outputs of `newsprint build`.
#[derive(clap::Args)]
pub struct Outputs {
    /// What is made beside layout.json and report.json; print, epaper and site where it is left out.
    #[arg(long, value_parser = a_target(), value_delimiter = ',')]
    target: Vec<Target>,
    /// The standards beside PDF/UA-1, which epaper.pdf is always to: x4 or x1a of print.pdf, one of them, x4 where neither is named; a2a of epaper.pdf.
    #[arg(long, value_enum, value_delimiter = ',')]
    standard: Vec<StandardArgument>,
    /// How the pages of print.pdf lie on its sheets.
    #[arg(long, value_enum, default_value_t = ImposeArgument::Single)]
    impose: ImposeArgument,
    /// Pages of print.pdf, as in 1,3-4; all where it is left out.
    #[arg(long, value_delimiter = ',', value_parser = pages)]
    pages: Vec<(u32, u32)>,
    /// A file for each page in place of print.pdf, by a pattern of {date}, {page}, {label}, {section} and {title}.
    #[arg(long, value_name = "PATTERN", num_args = 0..=1, default_missing_value = "print/{date}_{label}.pdf", conflicts_with = "impose")]
    split: Option<String>,
}

#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
enum StandardArgument {
    /// PDF/X-4:2010.
    X4,
    /// PDF/X-1a:2003, without transparency.
    X1a,
    /// PDF/A-2a.
    A2a,
}

#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
enum ImposeArgument {
    /// One page a sheet.
    Single,
    /// The first page alone, then pairs as they are read.
    Reader,
    /// Pairs as they lie on a plate: the last page beside the first.
    Spread,
    /// Spreads of sheets of four pages, front and back in turn, filled up with blank pages.
    Booklet,
}

impl Outputs {
    /// What is made.
    pub fn targets(&self) -> Targets {
        if self.target.is_empty() { Targets::usual() } else { Targets::of(&self.target) }
    }

    /// Why this cannot be asked for.
    pub fn fault(&self) -> Option<&'static str> {
        let both = [StandardArgument::X4, StandardArgument::X1a].iter().all(|standard| self.standard.contains(standard));
        both.then_some("print.pdf is one file, to one standard: --standard takes x4 or x1a, not both")
    }

    /// What archives ask of the e-paper.
    pub fn archive(&self) -> Archive {
        if self.standard.contains(&StandardArgument::A2a) { Archive::A2a } else { Archive::Unasked }
    }

    /// How the pages go to the printer.
    pub fn printing(&self) -> Printing {
        Printing {
            standard: if self.standard.contains(&StandardArgument::X1a) { Standard::X1a } else { Standard::X4 },
            impose: match self.impose {
                ImposeArgument::Single => Impose::Single,
                ImposeArgument::Reader => Impose::Reader,
                ImposeArgument::Spread => Impose::Spread,
                ImposeArgument::Booklet => Impose::Booklet,
            },
            pages: self.pages.clone(),
            split: self.split.clone(),
        }
    }
}

/// The name of an output.
fn a_target() -> impl TypedValueParser<Value = Target> {
    let names = TARGETS.iter().map(|row| PossibleValue::new(row.name).help(row.doc));
    let named = |name: String| TARGETS.iter().find(|row| row.name == name).map(|row| row.target).ok_or("no such output");
    PossibleValuesParser::new(names).try_map(named)
}

/// `3` or `3-4`
fn pages(text: &str) -> Result<(u32, u32), String> {
    let (first, last) = text.split_once('-').unwrap_or((text, text));
    match (first.trim().parse::<u32>(), last.trim().parse::<u32>()) {
        (Ok(first), Ok(last)) if (1..=last).contains(&first) => Ok((first, last)),
        _ => Err("write page numbers and ranges of them, as in 1,3-4".to_string()),
    }
}
