//! Where words are broken: reads lines of a language's tag, a space and a word, and writes each word with hyphens at its places.
//!
//! `echo "pl samorządowiec" | cargo run --example hyphens`; `tests/corpora/hyphens.py` compares what it writes with a second program.
#![allow(clippy::print_stdout, reason = "it prints what it found")]
use std::io::{BufRead, stdin};

use newsprint::edition::Lang;
use newsprint::set::hyphen::hyphenate;

fn main() -> std::io::Result<()> {
    for line in stdin().lock().lines() {
        let line = line?;
        let Some((tag, word)) = line.split_once(' ') else { continue };
        let mut shown = word.to_string();
        if let Some(lang) = Lang::tagged(tag) {
            hyphenate(word, lang).into_iter().rev().for_each(|at| shown.insert(at, '-'));
        }
        println!("{shown}");
    }
    Ok(())
}
