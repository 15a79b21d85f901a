//! `newsprint explain`: what a message means and what to do about it, by its code.
use std::ffi::OsStr;

use clap::builder::{PossibleValue, TypedValueParser};
use clap::error::ErrorKind;
use newsprint::diag::codes::{self, Entry};
use newsprint::tree::form::nearest;
use serde_json::Value;

use super::print;

/// What follows `newsprint explain`.
#[derive(clap::Args)]
pub struct Arguments {
    /// The code, as a message shows it in brackets; without one, all codes are listed.
    #[arg(value_parser = Codes, hide_possible_values = true)]
    code: Option<&'static Entry>,
    /// Prints JSON.
    #[arg(long)]
    json: bool,
}

/// Reads a code: shells complete it, and one that there is none of is told with its nearest.
#[derive(Clone)]
struct Codes;

impl TypedValueParser for Codes {
    type Value = &'static Entry;

    fn parse_ref(&self, command: &clap::Command, _: Option<&clap::Arg>, written: &OsStr) -> Result<&'static Entry, clap::Error> {
        let written = written.to_string_lossy();
        codes::entry(&written).ok_or_else(|| {
            let help = match nearest(&written, codes::all().iter().map(|entry| entry.code)) {
                Some(near) => format!("did you mean \"{near}\"?"),
                None => "newsprint explain lists all codes".to_string(),
            };
            clap::Error::raw(ErrorKind::InvalidValue, format!("no message has the code \"{written}\"; {help}\n")).with_cmd(command)
        })
    }

    fn possible_values(&self) -> Option<Box<dyn Iterator<Item = PossibleValue> + '_>> {
        Some(Box::new(codes::all().into_iter().map(|entry| PossibleValue::new(entry.code).help(entry.title))))
    }
}

/// Prints the page of one code, or the list of all.
pub fn run(arguments: &Arguments) -> bool {
    let text = match (arguments.code, arguments.json) {
        (Some(entry), false) => entry.text(),
        (None, false) => codes::list(),
        (Some(entry), true) => format!("{:#}\n", entry.json()),
        (None, true) => format!("{:#}\n", Value::Array(codes::all().into_iter().map(Entry::json).collect())),
    };
    print(&text)
}
