//! Text as typed without what no page shows: white space folded, hidden signs counted and taken out.
use std::ops::Range;

/// What a text held that is not printed.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Oddities {
    /// Control, zero-width and direction signs that were left out.
    pub hidden: usize,
    /// Addresses that are no links for a newspaper; their words stand.
    pub addresses: Vec<String>,
}

/// White space to single spaces; signs that no page shows taken out.
pub fn clean(source: &str, oddities: &mut Oddities) -> String {
    clean_lines(source, oddities).replace('\n', " ")
}

/// The same, but where the writer ended a line there is a line's end; empty lines go.
pub fn clean_lines(source: &str, oddities: &mut Oddities) -> String {
    let mut out = String::with_capacity(source.len());
    for character in source.chars() {
        match character {
            '\u{a0}' | '\u{2007}' => out.push('\u{a0}'),
            // Thin spaces are set as they are.
            '\u{2009}' | '\u{202f}' => out.push(character),
            '\n' | '\u{2028}' | '\u{2029}' => {
                out.truncate(out.trim_end_matches(' ').len());
                if !out.ends_with('\n') {
                    out.push('\n');
                }
            }
            c if c.is_whitespace() => {
                if !out.ends_with([' ', '\n']) {
                    out.push(' ');
                }
            }
            c if is_hidden(c) => oddities.hidden += 1,
            c => out.push(c),
        }
    }
    let kept = out.trim_matches([' ', '\u{a0}', '\n']);
    if kept.len() == out.len() { out } else { kept.to_string() }
}

/// Signs that are not seen and may deceive. The joiners of emoji and Indic scripts and the soft hyphen are none of them.
fn is_hidden(character: char) -> bool {
    const INVISIBLE: [Range<u32>; 9] = [
        0x200b..0x200c,   // zero-width space
        0x200e..0x2010,   // direction marks
        0x202a..0x202f,   // direction embeddings
        0x2060..0x2070,   // word joiner, isolates
        0xfeff..0xff00,   // byte order mark
        0xfff9..0xfffc,   // interlinear annotations
        0xfdd7..0xfdf0,   // noncharacters, less those of `sign`
        0xfffe..0x10000,  // noncharacters
        0xe0000..0xe0080, // tags
    ];
    let code = u32::from(character);
    // The last two of every plane are noncharacters.
    character.is_control() || INVISIBLE.iter().any(|range| range.contains(&code)) || code & 0xfffe == 0xfffe
}
