//! The paper's usage: signs that hang into the margins, words broken its own way or never.
use super::layers::Layers;
use super::{Dash, Hangul, Usage};
use crate::diag::Diagnostics;
use crate::tree::Node;

/// Reads `[usage]`, `[hang]` and `[hyphenation]`. What cannot be is told, and left out.
pub fn usage(layers: &Layers, diags: &mut Diagnostics) -> Usage {
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
    for word in layers.items(&["hyphenation", "exceptions"]).iter().filter_map(Node::text) {
        let (mut letters, mut places) = (String::new(), Vec::new());
        for character in word.to_lowercase().chars() {
            if character == '-' {
                places.push(letters.len());
            } else {
                letters.push(character);
            }
        }
        usage.exceptions.insert(letters, places);
    }
    usage.never = layers.items(&["hyphenation", "never"]).iter().filter_map(Node::text).map(str::to_string).collect();
    if layers.text(&["hyphenation", "hangul"]) == Some("syllables") {
        usage.hangul = Hangul::Syllables;
    }
    usage.dash = match layers.text(&["usage", "dash"]) {
        Some("spaced") => Dash::Spaced,
        Some("closed") => Dash::Closed,
        _ => Dash::AsFiled,
    };
    usage
}
