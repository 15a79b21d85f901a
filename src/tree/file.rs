//! Files from disk: text in UTF-8 of a size that people write, or a diagnostic; and what a layout names beside the edition.
use std::collections::BTreeSet;
use std::fs::{self, File};
use std::io::{ErrorKind, Read};
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};

use crate::diag::{Diagnostics, Source, SourceFile};

/// A text file beyond this is no article's and no edition's.
const LARGEST_TEXT: u64 = 16_000_000;

/// Reads a text file. None where it cannot be read; that is told.
pub fn text_file(path: &Path, shown: &str, diags: &mut Diagnostics) -> Option<Arc<SourceFile>> {
    text_or_told(whole(path, LARGEST_TEXT), shown, diags)
}

/// Reads a text file that an edition names by its path from a root, which neither the path nor links may leave. None where it cannot be
/// read; that is told.
pub fn text_beside(root: &Path, path: &str, diags: &mut Diagnostics) -> Option<Arc<SourceFile>> {
    text_or_told(beside(root, path, LARGEST_TEXT), path, diags)
}

fn text_or_told(bytes: Result<Vec<u8>, Unopened>, shown: &str, diags: &mut Diagnostics) -> Option<Arc<SourceFile>> {
    match bytes {
        Ok(bytes) => text(bytes, shown, diags),
        Err(unopened) => {
            diags.error("unreadable", Some(Source::whole(shown)), format!("{shown} cannot be read: {}", unopened.why()));
            None
        }
    }
}

/// Why a file is not opened.
#[derive(Debug)]
pub enum Unopened {
    /// Its path, or a link on the way, leads out of the folder.
    Outside,
    /// A pipe, a device or a folder, which could keep a run waiting for ever.
    NoFile,
    /// It cannot be read, or is larger than such a file can be.
    Unread(std::io::Error),
}

impl Unopened {
    /// In an editor's words, after "it cannot be read:".
    pub fn why(&self) -> String {
        match self {
            Unopened::Outside => "it lies outside the folder of the edition".into(),
            Unopened::NoFile => "it is no file, but a folder, a pipe or a device".into(),
            Unopened::Unread(error) => reason(error),
        }
    }
}

/// The real paths of all files that were opened. It changes nothing of what is made: it keeps what was read from being written over.
static OPENED: Mutex<BTreeSet<PathBuf>> = Mutex::new(BTreeSet::new());

/// Remembers that a file is one of those that this run reads.
pub fn note_opened(path: &Path) {
    if let Ok(real) = fs::canonicalize(path) {
        OPENED.lock().unwrap_or_else(PoisonError::into_inner).insert(real);
    }
}

/// True for the real path of a file that this run has read.
pub fn was_opened(real: &Path) -> bool {
    OPENED.lock().unwrap_or_else(PoisonError::into_inner).contains(real)
}

/// The bytes of a file, and of nothing else: a pipe would keep a run waiting for ever, and a device may have no end.
pub fn whole(path: &Path, largest: u64) -> Result<Vec<u8>, Unopened> {
    let too_large = || Err(Unopened::Unread(ErrorKind::FileTooLarge.into()));
    let data = fs::metadata(path).map_err(Unopened::Unread)?;
    note_opened(path);
    match data.len() {
        _ if !data.is_file() => return Err(Unopened::NoFile),
        size if size > largest => return too_large(),
        _ => {}
    }
    let mut bytes = Vec::new();
    // Some files of a system say that they are empty, and are not.
    File::open(path).and_then(|file| file.take(largest + 1).read_to_end(&mut bytes)).map_err(Unopened::Unread)?;
    if bytes.len() as u64 > largest { too_large() } else { Ok(bytes) }
}

/// The real place of what an edition or a layout names by its path from a root; neither the path nor links may lead out of that.
pub fn place(root: &Path, path: &str) -> Result<PathBuf, Unopened> {
    if path.starts_with('/') || path.split(['/', '\\']).any(|part| part == "..") {
        return Err(Unopened::Outside);
    }
    let real = |path: &Path| fs::canonicalize(path).map_err(Unopened::Unread);
    let found = real(&root.join(path))?;
    if found.starts_with(real(root)?) { Ok(found) } else { Err(Unopened::Outside) }
}

/// The bytes of a file at such a place.
pub fn beside(root: &Path, path: &str, largest: u64) -> Result<Vec<u8>, Unopened> {
    whole(&place(root, path)?, largest)
}

/// The text of bytes from elsewhere. None where it is not UTF-8; that is told.
pub fn text(bytes: Vec<u8>, shown: &str, diags: &mut Diagnostics) -> Option<Arc<SourceFile>> {
    if let Some(encoding) = wide(&bytes) {
        diags.error("not-utf8", Some(Source::whole(shown)), format!("{shown} is {encoding} text")).help("save it as UTF-8");
        return None;
    }
    match String::from_utf8(bytes) {
        Ok(text) => Some(Arc::new(SourceFile { path: shown.into(), text })),
        Err(error) => {
            let valid = error.utf8_error().valid_up_to();
            let odd = error.as_bytes()[valid];
            let text = String::from_utf8_lossy(error.as_bytes()).into_owned();
            let file = Arc::new(SourceFile { path: shown.into(), text });
            let message = format!("{shown} is not UTF-8 text: the byte {odd:#04x} fits no character here");
            diags.error("not-utf8", Some(Source { range: valid..valid, file }), message).help("save the file as UTF-8");
            None
        }
    }
}

/// The name of an encoding that writes each letter in two or four bytes, if this is one.
fn wide(bytes: &[u8]) -> Option<&'static str> {
    match bytes {
        [0xff, 0xfe, 0, 0, ..] | [0, 0, 0xfe, 0xff, ..] => Some("UTF-32"),
        [0xff, 0xfe, ..] | [0xfe, 0xff, ..] => Some("UTF-16"),
        _ => None,
    }
}

/// Why a file could not be read, without the machine's numbers.
pub fn reason(error: &std::io::Error) -> String {
    match error.kind() {
        ErrorKind::NotFound => "there is no such file".into(),
        ErrorKind::PermissionDenied => "it may not be read by this user".into(),
        ErrorKind::IsADirectory => "it is a folder".into(),
        ErrorKind::FileTooLarge => "it is larger than 16 MB".into(),
        kind => kind.to_string(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(name: &str, bytes: &[u8], expected: &str) {
        let path = std::env::temp_dir().join(format!("newsprint-text-{name}-{}", std::process::id()));
        fs::write(&path, bytes).unwrap();
        let mut diags = Diagnostics::default();
        let file = text_file(&path, name, &mut diags);
        fs::remove_file(&path).unwrap();
        let told = diags.list.first().map(|told| {
            let place = told.source.as_ref().unwrap();
            format!("{} {:?}", told.message, place.line_column())
        });
        assert_eq!(told.or(file.map(|file| file.text.clone())).unwrap(), expected);
    }

    #[test]
    #[cfg(unix)]
    fn what_a_layout_names_lies_beside_it_and_is_a_file() {
        let root = std::env::temp_dir().join(format!("newsprint-beside-{}", std::process::id()));
        fs::create_dir_all(root.join("in/folder")).unwrap();
        fs::write(root.join("out.txt"), "out").unwrap();
        fs::write(root.join("in/own.txt"), "own").unwrap();
        std::os::unix::fs::symlink("../out.txt", root.join("in/link.txt")).unwrap();
        std::os::unix::fs::symlink("own.txt", root.join("in/near.txt")).unwrap();
        let read = |path: &str| match beside(&root.join("in"), path, 3) {
            Ok(bytes) => String::from_utf8(bytes).unwrap(),
            Err(Unopened::Outside) => "outside".into(),
            Err(Unopened::NoFile) => "no file".into(),
            Err(Unopened::Unread(error)) => reason(&error),
        };
        assert_eq!(["own.txt", "near.txt", "folder/../own.txt"].map(read), ["own", "own", "outside"]);
        assert_eq!(["link.txt", "../out.txt", "/etc/passwd"].map(read), ["outside"; 3]);
        assert_eq!(["folder", "none"].map(read), ["no file", "there is no such file"]);
        fs::write(root.join("in/own.txt"), "long").unwrap();
        assert!(matches!(beside(&root.join("in"), "own.txt", 3), Err(Unopened::Unread(error)) if error.kind() == ErrorKind::FileTooLarge));
        fs::remove_dir_all(&root).unwrap();
    }

    #[test]
    fn only_utf8_is_read() {
        check("a", "안개".as_bytes(), "안개");
        check("b", b"ok line\nTr\xe4ume", "b is not UTF-8 text: the byte 0xe4 fits no character here (2, 3)");
        check("c", b"\xff\xfeH\0", "c is UTF-16 text (1, 1)");
        check("d", b"\xff\xfe\0\0H\0\0\0", "d is UTF-32 text (1, 1)");
    }
}
