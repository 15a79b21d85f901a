//! An article on stdin, and what it is written in.
use clap::ValueEnum;
use newsprint::edition::article_source::Written;

/// Stands for stdin and stdout.
pub const STREAM: &str = "-";
/// The name of an article that has no file.
pub const STDIN: &str = "stdin";

/// What an article on stdin is written in.
#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum From {
    /// JSON.
    Json,
    /// Markdown with front matter.
    Markdown,
}

impl From {
    /// As articles are read.
    pub fn written(self) -> Written {
        match self {
            From::Json => Written::Json,
            From::Markdown => Written::Markdown,
        }
    }
}
