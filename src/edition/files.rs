//! Files under the edition's folder: which there are, text and pictures from disk, and nothing from outside.
use std::collections::BTreeMap;
use std::fs;
use std::io::ErrorKind;
use std::path::{Component, Path, PathBuf};
use std::sync::Arc;

use unicode_normalization::UnicodeNormalization;

use super::clean::Oddities;
use super::metadata::PictureWords;
use super::photo::Refused;
use super::{Lang, Picture, metadata, other_forms, text};
use crate::cache::Cache;
use crate::tree::file::{Unopened, note_opened, place, reason};
use crate::tree::form::nearest;

/// Pictures by their path relative to the root, with the words that each carries itself; or why they cannot be used.
pub type PictureBook = BTreeMap<PathBuf, Result<(Arc<Picture>, PictureWords), Refused>>;

/// A picture or ad beyond this cannot be printed in the memory there is.
const LARGEST_PICTURE: u64 = 400_000_000;

/// A path without `.` and `..`, as far as that goes.
pub fn normal(path: &Path) -> PathBuf {
    let mut out = PathBuf::new();
    for part in path.components() {
        match part {
            Component::ParentDir if out.file_name().is_some() => {
                out.pop();
            }
            Component::CurDir => {}
            other => out.push(other),
        }
    }
    out
}

/// With forward slashes, as outputs and diagnostics show it.
pub fn slashes(path: &Path) -> String {
    path.components().map(|part| part.as_os_str().to_string_lossy()).collect::<Vec<_>>().join("/")
}

/// The real place of a file under the root; neither the path nor links may lead out of it.
fn inside(root: &Path, path: &Path) -> Result<PathBuf, Refused> {
    let refused = |code, why: &str, help: String| Refused { code, why: why.into(), help };
    let shown = slashes(path);
    if shown.contains("://") || shown.starts_with("http:") || shown.starts_with("https:") {
        return Err(refused(
            "outside-root",
            "it is an address, and nothing is fetched",
            "save the file in the folder of the edition".into(),
        ));
    }
    let outside = || refused("outside-root", "it lies outside the folder of the edition", "copy it into the folder of the edition".into());
    if path.is_absolute() || path.starts_with("..") {
        return Err(outside());
    }
    let real = fs::canonicalize(root.join(path)).or_else(|error| same_name(root, path).ok_or(error)).map_err(|error| {
        let help = match (error.kind(), neighbour(root, path)) {
            (ErrorKind::NotFound, Some(near)) => format!("did you mean \"{near}\"?"),
            (ErrorKind::NotFound, None) => format!("it was looked for at {shown} in the folder of the edition"),
            _ => String::new(),
        };
        refused("missing-file", &reason(&error), help)
    })?;
    if !real.starts_with(root) {
        return Err(outside());
    }
    match fs::metadata(&real) {
        Ok(data) if data.len() > LARGEST_PICTURE => Err(refused("bad-picture", "it is larger than 400 MB", "save it smaller".into())),
        Ok(data) if data.is_file() => Ok(real),
        _ => Err(refused("bad-picture", "it is not a file", String::new())),
    }
}

/// The file whose name is the same to the eye: accents as one sign or two (a Mac's archives have two), `%20` for a space.
fn same_name(root: &Path, path: &Path) -> Option<PathBuf> {
    let written = slashes(path);
    let plain = decoded(&written);
    [written.as_str(), plain.as_str()].into_iter().find_map(|path| {
        let mut at = root.to_path_buf();
        for part in path.split('/') {
            let next = at.join(part);
            at = if part == ".." || next.exists() { next } else { at.join(composed_alike(&at, part)?) };
        }
        fs::canonicalize(at).ok()
    })
}

/// The name in a folder that is composed otherwise and means the same.
fn composed_alike(folder: &Path, name: &str) -> Option<String> {
    let composed = |name: &str| name.nfc().collect::<String>();
    let wanted = composed(name);
    let entries = fs::read_dir(folder).ok()?.flatten();
    let mut names: Vec<String> = entries.filter_map(|entry| entry.file_name().into_string().ok()).collect();
    names.sort();
    names.into_iter().find(|there| composed(there) == wanted)
}

/// `%20` and the like as what they stand for.
pub fn decoded(path: &str) -> String {
    const HEXADECIMAL: u32 = 16;
    let mut bytes = Vec::with_capacity(path.len());
    let mut rest = path.as_bytes();
    while let Some((first, after)) = rest.split_first() {
        let pair = after.get(..2).and_then(|pair| std::str::from_utf8(pair).ok()).filter(|_| *first == b'%');
        match pair.and_then(|pair| u8::from_str_radix(pair, HEXADECIMAL).ok()) {
            Some(byte) => {
                bytes.push(byte);
                rest = &after[2..];
            }
            None => {
                bytes.push(*first);
                rest = after;
            }
        }
    }
    String::from_utf8_lossy(&bytes).into_owned()
}

/// The file in the same folder whose name is nearest.
fn neighbour(root: &Path, path: &Path) -> Option<String> {
    let name = path.file_name()?.to_string_lossy().into_owned();
    let entries = fs::read_dir(root.join(path.parent()?)).ok()?;
    let names: Vec<String> = entries.flatten().map(|entry| entry.file_name().to_string_lossy().into_owned()).collect();
    nearest(&name, names.iter().map(String::as_str)).map(str::to_string)
}

/// The bytes of a file under the root.
pub fn bytes(root: &Path, path: &Path) -> Result<Vec<u8>, Refused> {
    let real = inside(root, path)?;
    note_opened(&real);
    fs::read(real).map_err(|error| Refused { code: "bad-picture", why: reason(&error), help: String::new() })
}

/// Reads one picture under the root.
pub fn picture(root: &Path, path: &Path, cache: Option<&Cache>) -> Result<(Arc<Picture>, PictureWords), Refused> {
    picture_of(path, Arc::new(bytes(root, path)?), cache)
}

/// A picture from the bytes of its file.
pub(super) fn picture_of(path: &Path, bytes: Arc<Vec<u8>>, cache: Option<&Cache>) -> Result<(Arc<Picture>, PictureWords), Refused> {
    let picture = other_forms::read(&slashes(path), bytes.clone(), cache)?;
    // What was converted has lost its words on the way.
    let words = metadata::words(&picture, &bytes);
    Ok((Arc::new(picture), words))
}

/// What a pattern means.
#[derive(Debug, Default)]
pub struct Matched {
    /// Files that can be opened, sorted, by their paths from the root.
    pub files: Vec<String>,
    /// Folders that its last part means: of no use as they are.
    pub folders: Vec<String>,
    /// What it means and nobody can open, sorted, each with the reason: copy in there would be lost.
    pub unread: Vec<(String, String)>,
}

/// What under the root matches a pattern; `*` is any letters but `/`, `?` one of them. Names that begin with a dot are nobody's copy.
pub fn glob(root: &Path, pattern: &str) -> Matched {
    let mut matched = Matched::default();
    if pattern.starts_with('/') || pattern.split('/').any(|part| part == "..") {
        return matched;
    }
    let mut found = vec![String::new()];
    for part in pattern.split('/').filter(|part| !matches!(*part, "" | ".")) {
        let is_plain = !part.contains(['*', '?']);
        let step = |folder: &String| if is_plain { matched.named(root, folder, part) } else { matched.matching(root, folder, part) };
        found = found.iter().flat_map(step).collect();
    }
    found.iter().for_each(|path| matched.sort_out(root, path));
    matched.files.sort();
    matched.folders.sort();
    matched.unread.sort();
    matched.unread.dedup();
    matched
}

impl Matched {
    fn add_unread(&mut self, path: &str, error: &std::io::Error) {
        self.unread.push((path.into(), reason(error)));
    }

    /// What is called so in a folder.
    fn named(&mut self, root: &Path, folder: &str, name: &str) -> Vec<String> {
        let path = joined(folder, name);
        match fs::symlink_metadata(root.join(&path)) {
            Ok(_) => return vec![path],
            Err(error) if matches!(error.kind(), ErrorKind::NotFound | ErrorKind::NotADirectory) => {}
            Err(error) => self.add_unread(&path, &error),
        }
        Vec::new()
    }

    /// What in a folder a pattern's part means.
    fn matching(&mut self, root: &Path, folder: &str, part: &str) -> Vec<String> {
        let wanted: Vec<char> = part.chars().collect();
        let entries = match fs::read_dir(root.join(folder)) {
            Ok(entries) => entries,
            // A file that an earlier part means.
            Err(error) if error.kind() == ErrorKind::NotADirectory => return Vec::new(),
            // A folder that is spelled out and is not there; one that a star found, and that is not there, is a link to nowhere.
            Err(error) if error.kind() == ErrorKind::NotFound && !root.join(folder).is_symlink() => return Vec::new(),
            Err(error) => {
                self.add_unread(if folder.is_empty() { "." } else { folder }, &error);
                return Vec::new();
            }
        };
        let mut found = Vec::new();
        for entry in entries {
            let name = match entry {
                Ok(entry) => entry.file_name(),
                Err(error) => {
                    self.add_unread(folder, &error);
                    continue;
                }
            };
            let shown = name.to_string_lossy();
            if shown.starts_with('.') || !matches(&wanted, &shown) {
                continue;
            }
            match name.to_str() {
                Some(name) => found.push(joined(folder, name)),
                None => self.unread.push((joined(folder, &shown), "its name is not in UTF-8; give it another".into())),
            }
        }
        found
    }

    /// Puts what was found where it belongs by what it is.
    fn sort_out(&mut self, root: &Path, path: &str) {
        let real = match place(root, path) {
            Ok(real) => real,
            Err(Unopened::Unread(error)) if error.kind() == ErrorKind::NotFound && root.join(path).is_symlink() => {
                return self.unread.push((path.into(), "it is a link to what is not there".into()));
            }
            Err(unopened) => return self.unread.push((path.into(), unopened.why())),
        };
        match fs::metadata(real) {
            Ok(data) if data.is_file() => self.files.push(path.into()),
            Ok(data) if data.is_dir() => self.folders.push(path.into()),
            Ok(_) => self.unread.push((path.into(), Unopened::NoFile.why())),
            Err(error) => self.add_unread(path, &error),
        }
    }
}

fn joined(folder: &str, name: &str) -> String {
    if folder.is_empty() { name.to_string() } else { format!("{folder}/{name}") }
}

/// Matches by going back to the last star only, so that no pattern takes long.
fn matches(pattern: &[char], name: &str) -> bool {
    let name: Vec<char> = name.chars().collect();
    let (mut p, mut n) = (0, 0);
    let mut star: Option<(usize, usize)> = None;
    while n < name.len() {
        match pattern.get(p) {
            Some('*') => {
                star = Some((p, n));
                p += 1;
            }
            Some(c) if *c == '?' || *c == name[n] => (p, n) = (p + 1, n + 1),
            _ => {
                let Some((at, taken)) = star else { return false };
                star = Some((at, taken + 1));
                (p, n) = (at + 1, taken + 1);
            }
        }
    }
    pattern[p..].iter().all(|c| *c == '*')
}

/// What stands in a field that is one line of words: clean, with real quotes.
pub fn words(text: &str) -> String {
    text::plain(text, Lang::default(), &mut Oddities::default())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(pattern: &str, name: &str, expected: bool) {
        assert_eq!(matches(&pattern.chars().collect::<Vec<_>>(), name), expected, "{pattern} {name}");
    }

    #[test]
    fn patterns() {
        check("*.json", "a.json", true);
        check("*.json", "a.md", false);
        check("brief-?.md", "brief-1.md", true);
        check("brief-?.md", "brief-부.md", true);
        check("*", "", true);
        check("a*b*c", "aXbYbZc", true);
        check("a*b*c", "aXbYbZ", false);
        check(&"*a".repeat(40), &"a".repeat(200).replace('a', "ab"), false);
    }

    #[test]
    fn paths_stay_inside() {
        assert_eq!(normal(Path::new("articles/../photos/./a.jpg")), Path::new("photos/a.jpg"));
        assert_eq!(normal(Path::new("../../etc/x")), Path::new("../../etc/x"));
        for path in ["/etc/passwd", "../x.jpg", "http://127.0.0.1/x.png"] {
            let refused = inside(Path::new("/nowhere"), Path::new(path)).unwrap_err();
            assert_eq!(refused.code, "outside-root", "{path}");
        }
        assert_eq!(inside(Path::new("/nowhere"), Path::new("x.jpg")).unwrap_err().code, "missing-file");
    }
}
