//! WordPress galleries: the shortcode that names attachments by number, as the figures it stands for.
use std::collections::BTreeMap;

use super::draft::ImportedPhoto;
use super::wp_parts::{near, original};

/// The pictures of an export.
#[derive(Clone, Debug, Default)]
pub struct Media {
    by_number: BTreeMap<String, ImportedPhoto>,
    /// Numbers by address, whatever size of the picture that names.
    by_address: BTreeMap<String, String>,
    /// Numbers by the post that they were sent up with.
    by_post: BTreeMap<String, Vec<String>>,
}

impl Media {
    /// Adds a picture that was sent up with a post.
    pub fn add(&mut self, number: String, post: Option<String>, photo: ImportedPhoto) {
        self.by_address.insert(original(&photo.address), number.clone());
        if let Some(post) = post {
            self.by_post.entry(post).or_default().push(number.clone());
        }
        self.by_number.insert(number, photo);
    }

    /// The picture of a number.
    pub fn numbered(&self, number: &str) -> Option<&ImportedPhoto> {
        self.by_number.get(number)
    }

    /// The picture at an address, or the one of which a smaller size is there.
    pub fn at(&self, address: &str) -> Option<&ImportedPhoto> {
        self.numbered(self.by_address.get(&original(address))?)
    }

    /// A post's text with figures in the place of its galleries, and the numbers that no picture has.
    pub fn figures(&self, content: &str, post: &str) -> (String, Vec<String>) {
        const SIGN: &str = "[gallery";
        let mut out = String::with_capacity(content.len());
        let mut missing = Vec::new();
        let mut rest = content;
        while let Some(at) = rest.find(SIGN) {
            let tag = &rest[at..];
            let ends_there = tag[SIGN.len()..].starts_with([']', ' ', '\n', '\r', '\t', '/']);
            // Two brackets are how an author writes of shortcodes.
            let end = near(tag, "]").filter(|_| ends_there && !rest[..at].ends_with('['));
            let Some(end) = end else {
                out.push_str(&rest[..at + SIGN.len()]);
                rest = &rest[at + SIGN.len()..];
                continue;
            };
            out.push_str(&rest[..at]);
            for number in self.numbers(&tag[..end], post) {
                match self.numbered(&number) {
                    Some(photo) => out.push_str(&format!("<figure><img src=\"{}\"></figure>", quoted(&photo.address))),
                    None => missing.push(number),
                }
            }
            rest = &tag[end + 1..];
        }
        out.push_str(rest);
        (out, missing)
    }

    /// The numbers that a tag names; those of its post where it names none.
    fn numbers(&self, tag: &str, post: &str) -> Vec<String> {
        let left_out = listed(tag, " exclude=");
        let named = [" ids=", " include="].into_iter().find_map(|key| listed(tag, key));
        let own = || self.by_post.get(&listed(tag, " id=").and_then(|ids| ids.into_iter().next()).unwrap_or_else(|| post.into())).cloned();
        let mut numbers = named.or_else(own).unwrap_or_default();
        numbers.retain(|number| !left_out.iter().flatten().any(|other| other == number));
        numbers
    }
}

/// The numbers after a key, in whatever quotes; none where they are none.
fn listed(tag: &str, key: &str) -> Option<Vec<String>> {
    let value = &tag[tag.find(key)? + key.len()..];
    let value = value.trim_start_matches(['"', '\'', '“', '”', '″']);
    let end = value.find(|c: char| !(c.is_ascii_digit() || matches!(c, ',' | ' '))).unwrap_or(value.len());
    let numbers: Vec<String> = value[..end].split(',').map(str::trim).filter(|number| !number.is_empty()).map(String::from).collect();
    (!numbers.is_empty()).then_some(numbers)
}

fn quoted(address: &str) -> String {
    address.replace('&', "&amp;").replace('"', "&quot;")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(content: &str, expected: &str, missing: &[&str]) {
        let mut media = Media::default();
        for number in ["1", "2", "3"] {
            media.add(number.into(), Some("7".into()), ImportedPhoto { address: number.into(), ..ImportedPhoto::default() });
        }
        let (got, gone) = media.figures(content, "7");
        let got = got.replace("<figure><img src=\"", "<").replace("\"></figure>", ">");
        assert_eq!((got.as_str(), gone), (expected, missing.iter().map(|number| number.to_string()).collect()));
    }

    #[test]
    fn galleries_become_figures() {
        check("a [gallery ids=\"3,1\" columns=\"2\"] b", "a <3><1> b", &[]);
        check("[gallery include='2, 9']", "<2>", &["9"]);
        check("[gallery]", "<1><2><3>", &[]);
        check("[gallery exclude=2 link=file]", "<1><3>", &[]);
        check("[gallery id=8]", "", &[]);
        check("[[gallery]] [gallery-x] [gallery", "[[gallery]] [gallery-x] [gallery", &[]);
    }
}
