//! The formats that copy may come in: one table of names, other names on the command line, and the signs by which a file is known.
use std::fmt;

/// What there is to say of a format.
struct Facts {
    name: &'static str,
    aliases: &'static [&'static str],
    signs: &'static [&'static str],
}

/// Makes the enum, its list and its facts from one table. The readers are chosen by a `match` in `import::reader`, which the compiler keeps
/// whole.
macro_rules! formats {
    ($($(#[$doc:meta])* $format:ident { name: $name:literal, aliases: $aliases:expr, signs: $signs:expr })*) => {
        /// A format that copy may come in.
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        pub enum Format { $($(#[$doc])* $format,)* }

        impl Format {
            /// All of them. Of a file with the signs of several the first is the likeliest.
            pub const ALL: &'static [Format] = &[$(Format::$format,)*];
            /// Their names, as `format` in an edition takes them.
            pub const NAMES: &'static [&'static str] = &[$($name,)*];

            fn facts(self) -> Facts {
                match self { $(Format::$format => Facts { name: $name, aliases: &$aliases, signs: &$signs },)* }
            }
        }
    };
}

formats! {
    /// JSON Feed 1 and 1.1.
    JsonFeed { name: "json-feed", aliases: ["jsonfeed"], signs: ["jsonfeed.org/version"] }
    /// Ghost: its export file, and what its content interface gives.
    Ghost { name: "ghost", aliases: [], signs: ["\"exported_on\"", "\"mobiledoc\"", "\"lexical\"", "\"feature_image\""] }
    /// IPTC's ninjs 1 to 3: JSON.
    Ninjs { name: "ninjs", aliases: [], signs: ["\"versioncreated\"", "\"versionCreated\"", "\"pubstatus\"", "\"body_html\"", "\"body_xhtml\"", "\"_items\"", "\"renditions\"", "\"bodies\"", "\"body_text\"", "\"headline\""] }
    /// IPTC's NewsML 1: XML.
    NewsMl1 { name: "newsml-1", aliases: ["newsml1", "newsml-1.2"], signs: ["<NewsML", "<NewsItem>"] }
    /// IPTC's NewsML-G2: XML.
    NewsMlG2 { name: "newsml-g2", aliases: ["newsml", "newsmlg2"], signs: ["<newsItem", "<newsMessage", "iptc.org/std/nar/"] }
    /// IPTC's NITF: XML.
    Nitf { name: "nitf", aliases: [], signs: ["<nitf", "<!DOCTYPE nitf"] }
    /// WordPress: what its REST interface gives, and its export file (WXR).
    WordPress { name: "wordpress", aliases: ["wxr"], signs: ["wordpress.org/export", "\"_links\""] }
    /// RSS feeds.
    Rss { name: "rss", aliases: [], signs: ["<rss", "<rdf:RDF"] }
    /// Atom feeds.
    Atom { name: "atom", aliases: [], signs: ["<feed", "http://www.w3.org/2005/Atom"] }
    /// A page saved from a site.
    Html { name: "html", aliases: [], signs: ["<html", "<!doctype html"] }
    /// IPTC 7901 (ANPA 1312 is its sibling): a wire's text with control signs.
    Iptc7901 { name: "iptc-7901", aliases: ["iptc7901", "anpa"], signs: ["\u{1}", "\u{16}\u{16}"] }
    /// Markdown that is not an article's own file.
    Markdown { name: "markdown", aliases: ["md"], signs: [] }
    /// Plain text.
    Text { name: "text", aliases: ["txt"], signs: [] }
}

impl Format {
    pub fn name(self) -> &'static str {
        self.facts().name
    }

    /// The format of a name.
    pub fn named(name: &str) -> Option<Format> {
        Format::ALL.iter().copied().find(|format| format.name() == name)
    }

    /// The format that a person means by a name: in any letter case, or by another name of the format.
    pub fn meant(name: &str) -> Option<Format> {
        let lower = name.to_lowercase();
        Format::named(&lower).or_else(|| Format::ALL.iter().copied().find(|format| format.facts().aliases.contains(&lower.as_str())))
    }

    /// The format whose signs the start of a file has.
    pub fn looks_like(head: &str) -> Option<Format> {
        let is_json = head.trim_start_matches('\u{feff}').trim_start().starts_with(['{', '[']);
        // Pages hold JSON too.
        let may_be = |format: &Format| match format {
            Format::JsonFeed | Format::Ghost | Format::Ninjs => is_json,
            Format::WordPress => true,
            _ => !is_json,
        };
        Format::ALL.iter().copied().filter(may_be).find(|format| format.facts().signs.iter().any(|sign| head.contains(sign)))
    }
}

impl fmt::Display for Format {
    fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
        f.write_str(self.name())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(name: &str, expected: Option<Format>) {
        assert_eq!(Format::meant(name), expected, "{name}");
    }

    #[test]
    fn a_format_is_meant_by_more_names_than_one() {
        check("ninjs", Some(Format::Ninjs));
        check("NewsML", Some(Format::NewsMlG2));
        check("WXR", Some(Format::WordPress));
        check("md", Some(Format::Markdown));
        check("docx", None);
        assert_eq!(Format::named("md"), None);
    }

    #[test]
    fn no_name_means_two_formats() {
        let mut names: Vec<&str> =
            Format::ALL.iter().flat_map(|format| format.facts().aliases.iter().copied().chain([format.name()])).collect();
        names.sort_unstable();
        assert!(names.windows(2).all(|pair| pair[0] != pair[1]), "{names:?}");
    }

    #[test]
    fn files_are_known_by_their_signs() {
        for (head, expected) in [
            ("<?xml version='1.0'?><rss xmlns:wp='http://wordpress.org/export/1.2/'>", Some(Format::WordPress)),
            ("<rss xmlns:atom='http://www.w3.org/2005/Atom'>", Some(Format::Rss)),
            ("<feed xmlns='http://www.w3.org/2005/Atom'>", Some(Format::Atom)),
            ("<newsItem><contentSet><inlineXML><nitf>", Some(Format::NewsMlG2)),
            ("Fog\n\nThe ferry waited.", None),
        ] {
            assert_eq!(Format::looks_like(head), expected, "{head}");
        }
    }

    #[test]
    fn the_readme_lists_every_format() {
        let names: Vec<String> = Format::NAMES.iter().map(|name| format!("`{name}`")).collect();
        assert!(include_str!("../../README.md").contains(&names.join(", ")), "README.md should list {}", names.join(", "));
    }
}
