//! The paper's usage: signs that hang into the margins, words broken its own way or never.
use std::path::Path;
use std::sync::Arc;

use super::layers::{Found, Layers};
use super::patterns::{self, Patterns};
use super::{Dash, Hangul, Usage};
use crate::diag::{Diagnostics, Source, SourceFile};
use crate::tree::Node;
use crate::tree::file::{Unopened, beside, reason};

/// A file of patterns beyond this is none: the largest that is known, German's, has half a megabyte.
const LARGEST_PATTERNS: u64 = 8_000_000;

/// Reads `[usage]`, `[hang]` and `[hyphenation]`. What cannot be is told, and left out.
pub fn usage(layers: &Layers, root: &Path, diags: &mut Diagnostics) -> Usage {
    let mut usage = Usage::default();
    for sign in layers.keys(&["hang"]) {
        let Some(found) = layers.at(&["hang", sign]) else { continue };
        let shares: Vec<u8> = found.node.items().iter().filter_map(|share| u8::try_from(share.integer()?).ok()).collect();
        let mut characters = sign.chars();
        match (characters.next(), characters.next(), shares.as_slice()) {
            (Some(character), None, [left, right]) => {
                usage.hang.insert(character, (*left, *right));
            }
            _ => {
                let message = format!("\"{sign}\" is not one sign");
                diags.error("bad-sign", Some(found.source()), message).help("write one character, as in \"-\" = [0, 60]");
            }
        }
    }
    own_words(layers, root, &mut usage, diags);
    usage.hangul = match layers.text(&["hyphenation", "hangul"]) {
        Some("syllables") => Hangul::Syllables,
        Some("words") => Hangul::Words,
        _ => Hangul::Usual,
    };
    usage.dash = match layers.text(&["usage", "dash"]) {
        Some("spaced") => Dash::Spaced,
        Some("closed") => Dash::Closed,
        _ => Dash::AsFiled,
    };
    usage
}

/// What `[hyphenation]` says of words, of all languages and of single ones.
fn own_words(layers: &Layers, root: &Path, usage: &mut Usage, diags: &mut Diagnostics) {
    for (tag, words) in lists(layers, "exceptions") {
        let own = usage.words.entry(tag).or_default();
        own.exceptions.extend(words.iter().filter_map(Node::text).map(parted));
    }
    for (tag, words) in lists(layers, "never") {
        let own = usage.words.entry(tag).or_default();
        own.never.extend(words.iter().filter_map(Node::text).map(str::to_string));
    }
    for tag in layers.keys(&["hyphenation", "patterns"]) {
        let Some(found) = layers.at(&["hyphenation", "patterns", tag]) else { continue };
        usage.words.entry(tag.to_lowercase()).or_default().patterns = patterns_of(found, root, diags).map(Arc::new);
    }
}

/// The tags that `[hyphenation]` names, and where.
pub fn languages(layers: &Layers) -> Vec<(String, Source)> {
    let of_key = |key: &'static str| {
        let tags = layers.keys(&["hyphenation", key]).into_iter();
        tags.filter_map(move |tag| Some((tag.to_string(), layers.at(&["hyphenation", key, tag])?.source())))
    };
    ["exceptions", "never", "patterns"].into_iter().flat_map(of_key).collect()
}

/// The words of a key: one list for all languages, which stands under no tag, or one for each tag.
fn lists<'a>(layers: &'a Layers, key: &str) -> Vec<(String, &'a [Node])> {
    let all = (String::new(), layers.items(&["hyphenation", key]));
    let of_tags = layers.keys(&["hyphenation", key]).into_iter().map(|tag| (tag.to_lowercase(), layers.items(&["hyphenation", key, tag])));
    std::iter::once(all).chain(of_tags).filter(|(_, words)| !words.is_empty()).collect()
}

/// `ta-ble` as its letters and the bytes at which it may be broken.
fn parted(word: &str) -> (String, Vec<usize>) {
    let (mut letters, mut places) = (String::new(), Vec::new());
    for character in word.to_lowercase().chars() {
        if character == '-' {
            places.push(letters.len());
        } else {
            letters.push(character);
        }
    }
    (letters, places)
}

/// Reads a language's own patterns. What cannot be is told.
fn patterns_of(found: Found, root: &Path, diags: &mut Diagnostics) -> Option<Patterns> {
    let path = found.text();
    let bytes = match beside(root, path, LARGEST_PATTERNS) {
        Ok(bytes) => bytes,
        Err(Unopened::Outside) => {
            let message = format!("the patterns {path} lie outside the folder of the edition");
            diags.error("outside-root", Some(found.source()), message).help("copy them beside the edition");
            return None;
        }
        Err(unread) => {
            let why = match unread {
                Unopened::Unread(error) => reason(&error),
                _ => "it is no file".into(),
            };
            let message = format!("the patterns {path} cannot be read: {why}");
            diags.error("bad-patterns", Some(found.source()), message).help(
                "copy a file of patterns there, such as hyph-sk.pat.txt of hyph-utf8 or hyph_sk_SK.dic; the path counts from the folder of the edition",
            );
            return None;
        }
    };
    let Some(text) = patterns::decode(&bytes) else {
        let message = format!("the patterns {path} are not text that can be read");
        diags.error("bad-patterns", Some(found.source()), message).help("save the file as UTF-8, or name its encoding on its first line");
        return None;
    };
    match patterns::read(&text) {
        Ok(patterns) => Some(patterns),
        Err(bad) => {
            let end = text[bad.at..].find('\n').map_or(text.len(), |length| bad.at + length);
            let source = Source { file: Arc::new(SourceFile { path: path.into(), text }), range: bad.at..end };
            diags
                .error("bad-patterns", Some(source), format!("the patterns {path} cannot be used: {}", bad.why))
                .help("each line is a pattern such as 1ba or .hy3ph, as hyph-utf8 and libhyphen have them");
            None
        }
    }
}
