//! The fonts that ship inside the program; their licences lie beside them in `fonts/`.
use std::io::ErrorKind;
use std::path::Path;
use std::sync::Arc;

use super::Face;
use crate::diag::{Diagnostics, Source};
use crate::tree::file::{beside, reason};

/// No font is larger: those for all of Chinese have some 30 MB.
const LARGEST: u64 = 200_000_000;
/// Where a paper's own fonts lie.
const FOLDER: &str = "fonts";

macro_rules! shipped {
    ($($file:literal),* $(,)?) => {
        &[$(($file, include_bytes!(concat!("../../fonts/", $file)) as &'static [u8])),*]
    };
}

const FILES: &[(&str, &[u8])] = shipped![
    "LibreFranklin_400Regular.ttf",
    "LibreFranklin_400Regular_Italic.ttf",
    "LibreFranklin_500Medium.ttf",
    "LibreFranklin_600SemiBold.ttf",
    "LibreFranklin_700Bold.ttf",
    "LibreFranklin_800ExtraBold.ttf",
    "NanumMyeongjo.ttf",
    "NanumMyeongjoBold.ttf",
    "NotoSerif_400Regular.ttf",
    "SourceSerif4Caption-Bold.ttf",
    "SourceSerif4Caption-It.ttf",
    "SourceSerif4Caption-Regular.ttf",
    "SourceSerif4Caption-Semibold.ttf",
    "SourceSerif4Display-Black.ttf",
    "SourceSerif4Display-Bold.ttf",
    "SourceSerif4Display-It.ttf",
    "SourceSerif4Display-Regular.ttf",
    "SourceSerif4Display-Semibold.ttf",
    "SourceSerif4SmText-Bold.ttf",
    "SourceSerif4SmText-BoldIt.ttf",
    "SourceSerif4SmText-It.ttf",
    "SourceSerif4SmText-Regular.ttf",
    "SourceSerif4SmText-Semibold.ttf",
    "SourceSerif4SmText-SemiboldIt.ttf",
    "SourceSerif4Subhead-It.ttf",
    "SourceSerif4Subhead-Regular.ttf",
    "SourceSerif4Subhead-Semibold.ttf",
];

/// Every shipped face, in the order of file names.
pub fn faces() -> Vec<Arc<Face>> {
    FILES.iter().filter_map(|(file, bytes)| Face::read(file, Arc::new(*bytes)).ok()).map(Arc::new).collect()
}

/// The shipped faces of some families.
fn faces_of(families: &[&str]) -> Vec<Arc<Face>> {
    // A family may be named without its optical size.
    let is_named =
        |family: &str| families.iter().any(|name| family.strip_prefix(name).is_some_and(|size| size.is_empty() || size.starts_with(' ')));
    let wanted = |file: &str| FAMILIES.iter().any(|(start, family)| file.starts_with(start) && is_named(family));
    let files = FILES.iter().filter(|(file, _)| wanted(file));
    files.filter_map(|(file, bytes)| Face::read(file, Arc::new(*bytes)).ok()).map(Arc::new).collect()
}

/// How the files of each shipped family begin: so that one story opens only the fonts that its layout names.
const FAMILIES: &[(&str, &str)] = &[
    ("LibreFranklin_", "Libre Franklin"),
    ("NanumMyeongjo", "NanumMyeongjo"),
    ("NotoSerif_", "Noto Serif"),
    ("SourceSerif4Caption-", "Source Serif 4 Caption"),
    ("SourceSerif4Display-", "Source Serif 4 Display"),
    ("SourceSerif4SmText-", "Source Serif 4 SmText"),
    ("SourceSerif4Subhead-", "Source Serif 4 Subhead"),
];

/// Faces of some families: those in the paper's own `fonts/` folder, whose families come first, and those that ship.
pub fn of(families: &[&str], root: &Path, diags: &mut Diagnostics) -> Vec<Arc<Face>> {
    let mut all = own(root, diags);
    all.extend(faces_of(families));
    all
}

/// The shipped faces and those in the paper's own `fonts/` folder, whose families come first.
pub fn with_own(root: &Path, diags: &mut Diagnostics) -> Vec<Arc<Face>> {
    let mut all = own(root, diags);
    all.extend(faces());
    all
}

/// Faces that were opened before: a file of the same bytes is the same face.
#[derive(Debug, Default)]
pub struct KeptFaces {
    shipped: Vec<Arc<Face>>,
    own: Vec<Arc<Face>>,
}

impl KeptFaces {
    /// The faces that [`with_own`] opens, each that was open as it was.
    pub fn with_own(&mut self, root: &Path, diags: &mut Diagnostics) -> Vec<Arc<Face>> {
        if self.shipped.is_empty() {
            self.shipped = faces();
        }
        self.own = own_after(&self.own, root, diags);
        self.own.iter().chain(&self.shipped).cloned().collect()
    }
}

/// The faces in the paper's own `fonts/` folder.
fn own(root: &Path, diags: &mut Diagnostics) -> Vec<Arc<Face>> {
    own_after(&[], root, diags)
}

/// The same; those that were open before are not opened again.
fn own_after(before: &[Arc<Face>], root: &Path, diags: &mut Diagnostics) -> Vec<Arc<Face>> {
    let entries = match std::fs::read_dir(root.join(FOLDER)) {
        Ok(entries) => Some(entries),
        Err(error) if error.kind() == ErrorKind::NotFound => None,
        Err(error) => {
            let warning = diags.warning("bad-font", Some(Source::whole(FOLDER)), format!("{FOLDER} cannot be read: {}", reason(&error)));
            warning.did("went on without its fonts").help("see that it is a folder that may be read");
            None
        }
    };
    let mut names: Vec<String> = entries
        .into_iter()
        .flatten()
        .flatten()
        .map(|entry| entry.file_name().to_string_lossy().into_owned())
        .filter(|name| [".ttf", ".otf"].iter().any(|end| name.to_lowercase().ends_with(end)))
        .collect();
    names.sort();
    let mut all = Vec::new();
    for name in names {
        let shown = format!("{FOLDER}/{name}");
        let known = |bytes: &[u8]| before.iter().find(|face| face.file == shown && (*face.bytes).as_ref() == bytes);
        let opened = |bytes: Vec<u8>| match known(&bytes) {
            Some(face) => Ok(face.clone()),
            None => Face::read(&shown, Arc::new(bytes)).map(Arc::new),
        };
        match beside(root, &shown, LARGEST).map_err(|unopened| unopened.why()).and_then(opened) {
            Ok(face) => all.push(face),
            Err(why) => {
                diags
                    .warning("bad-font", Some(Source::whole(&shown)), format!("{shown} cannot be used: {why}"))
                    .did("went on without it")
                    .help("get the file again from who makes the font, or take it out of the folder");
            }
        }
    }
    all
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_shipped_face_can_be_read() {
        assert_eq!(faces().len(), FILES.len());
    }

    #[test]
    fn files_tell_their_families() {
        for face in faces() {
            let told: Vec<&str> = FAMILIES.iter().filter(|(start, _)| face.file.starts_with(start)).map(|(_, family)| *family).collect();
            assert_eq!(told, [face.family.as_str()], "{}", face.file);
        }
    }
}
