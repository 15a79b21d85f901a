//! Putting files in their places: beside first, then renamed, so that no reader ever sees half of one.
use std::collections::BTreeSet;
use std::fs;
use std::io;
use std::path::{Component, Path, PathBuf};

use super::target::TARGETS;

/// The list of all files of a build, by which the next one takes away what it does not make: a plate of yesterday beside today's pages
/// would be taken for today's.
pub const LIST: &str = "files.txt";
/// What a folder without a list may hold of an earlier build.
const UNLISTED: &str = "print.pdf\nepaper.pdf\n";
/// What every build writes: where it is missing, nothing of a folder is an earlier build's.
const MARK: &str = "report.json";

/// Files written beside their places, which nobody sees before all are there.
#[derive(Debug)]
pub struct Stage {
    folder: PathBuf,
    /// Folders that were not there, each after the one that holds it.
    made: Vec<PathBuf>,
    written: Vec<(PathBuf, PathBuf)>,
    /// Files that are to go.
    gone: Vec<PathBuf>,
}

impl Stage {
    /// Begins in a folder, which is made where it is not there.
    pub fn begin(folder: &Path) -> io::Result<Stage> {
        let mut stage = Stage { folder: folder.to_path_buf(), made: Vec::new(), written: Vec::new(), gone: Vec::new() };
        stage.make(folder)?;
        Ok(stage)
    }

    /// Makes a folder, and those that hold it, where they are not there.
    fn make(&mut self, folder: &Path) -> io::Result<()> {
        if folder.as_os_str().is_empty() || folder.exists() {
            return Ok(());
        }
        if let Some(above) = folder.parent() {
            self.make(above)?;
        }
        self.made.push(folder.to_path_buf());
        fs::create_dir_all(folder)
    }

    /// Writes one file beside its place. The name is a path in the folder, its parts joined by `/`.
    pub fn add(&mut self, name: &str, bytes: &[u8]) -> io::Result<()> {
        let place = self.folder.join(name);
        let file = place.file_name().unwrap_or_default().to_string_lossy();
        let beside = place.with_file_name(format!(".{file}.new"));
        if let Some(folder) = place.parent() {
            self.make(folder)?;
        }
        self.written.push((beside.clone(), place));
        fs::write(&beside, bytes)
    }

    /// Takes away what an earlier list of files names and a new one does not, when all is put in place. The list's name is a path in
    /// the folder; the paths in it count from where it lies.
    pub fn list(&mut self, name: &str, new: &str) {
        let list = self.folder.join(name);
        let is_built = self.folder.join(MARK).is_file();
        let unlisted = || (name == LIST && is_built).then(|| UNLISTED.to_string());
        let (Some(old), Some(folder)) = (fs::read_to_string(&list).ok().or_else(unlisted), list.parent()) else { return };
        // A file of that name that no build has written is somebody's own.
        if name == LIST && !(is_built && (old == UNLISTED || old.lines().any(|line| line == MARK))) {
            return;
        }
        let new: BTreeSet<&str> = new.lines().collect();
        let is_inside = |path: &Path| path.components().all(|part| matches!(part, Component::Normal(_)));
        let stale = old.lines().filter(|path| !new.contains(path) && is_inside(Path::new(path)));
        self.gone.extend(stale.map(|path| folder.join(path)).filter(|path| path.is_file()));
    }

    /// Puts every file in its place. Where one cannot be, those before it are as they were.
    pub fn keep(mut self) -> io::Result<()> {
        let mut kept: Vec<(PathBuf, Option<PathBuf>)> = Vec::new();
        let mut put = |(beside, place): &(PathBuf, PathBuf)| {
            let old = beside.with_extension("old");
            let was = if place.is_file() { Some(old) } else { None };
            if let Some(old) = &was {
                let _ = fs::remove_file(old);
                // Some disks know no links.
                fs::hard_link(place, old).or_else(|_| fs::copy(place, old).map(|_| ()))?;
            }
            kept.push((place.clone(), was));
            fs::rename(beside, place)
        };
        let mut done = self.written.iter().try_for_each(&mut put);
        for place in std::mem::take(&mut self.gone) {
            let old = place.with_file_name(format!(".{}.old", place.file_name().unwrap_or_default().to_string_lossy()));
            if done.is_ok() {
                done = fs::rename(&place, &old);
                if done.is_ok() {
                    kept.push((place, Some(old)));
                }
            }
        }
        for (place, was) in kept.iter().rev() {
            let _ = match (&done, was) {
                (Ok(()), Some(old)) => fs::remove_file(old),
                (Ok(()), None) => Ok(()),
                // Links to one file: renaming one to the other does nothing.
                (Err(_), Some(old)) => fs::rename(old, place).and_then(|()| fs::remove_file(old).or(Ok(()))),
                (Err(_), None) => fs::remove_file(place),
            };
        }
        done?;
        self.written.clear();
        self.made.clear();
        Ok(())
    }
}

impl Drop for Stage {
    /// What was not kept goes, and everything there before stays as it was.
    fn drop(&mut self) {
        for (beside, _) in &self.written {
            let _ = fs::remove_file(beside);
        }
        for folder in self.made.iter().rev() {
            let _ = fs::remove_dir(folder);
        }
    }
}

/// Writes files into a folder. Where anything fails, everything there before stays as it was. What an earlier list of a folder's files
/// names and the new one does not is taken away.
pub fn replace(folder: &Path, files: &[(String, Vec<u8>)]) -> io::Result<()> {
    let mut stage = Stage::begin(folder)?;
    for (name, bytes) in files {
        if name == LIST || TARGETS.iter().any(|row| row.list == Some(name.as_str())) {
            stage.list(name, &String::from_utf8_lossy(bytes));
        }
        stage.add(name, bytes)?;
    }
    stage.keep()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::press::site;

    #[test]
    fn a_failed_write_leaves_what_was_there() {
        let folder = std::env::temp_dir().join(format!("newsprint-write-{}", std::process::id()));
        let file = |name: &str, text: &str| (name.to_string(), text.as_bytes().to_vec());
        replace(&folder, &[file("a.txt", "old"), file("c/d/e.txt", "old")]).unwrap();
        assert_eq!(fs::read(folder.join("c/d/e.txt")).unwrap(), b"old");
        // A folder where the second file should go: its rename must fail.
        fs::create_dir_all(folder.join("b.txt/full")).unwrap();
        assert!(replace(&folder, &[file("f/g.txt", "new"), file("b.txt", "new"), file("a.txt", "new")]).is_err());
        assert_eq!(fs::read(folder.join("a.txt")).unwrap(), b"old");
        let names: Vec<_> = fs::read_dir(&folder).unwrap().flatten().map(|e| e.file_name()).collect();
        assert_eq!(names.len(), 3, "{names:?}");
        fs::remove_dir_all(&folder).unwrap();
    }

    #[test]
    fn what_no_build_has_written_stays() {
        let folder = std::env::temp_dir().join(format!("newsprint-own-{}", std::process::id()));
        let file = |name: &str, text: &str| (name.to_string(), text.as_bytes().to_vec());
        fs::create_dir_all(&folder).unwrap();
        for (name, text) in [("print.pdf", "own"), ("holiday.jpg", "own"), (LIST, "holiday.jpg\n")] {
            fs::write(folder.join(name), text).unwrap();
        }
        let build = |name: &str| replace(&folder, &[file(name, "x"), file(MARK, "x"), file(LIST, &format!("{name}\n{MARK}\n"))]).unwrap();
        build("a.pdf");
        assert!(["holiday.jpg", "print.pdf", "a.pdf"].iter().all(|name| folder.join(name).is_file()));
        build("b.pdf");
        assert!(folder.join("holiday.jpg").is_file() && folder.join("b.pdf").is_file() && !folder.join("a.pdf").exists());
        // Of a build that left no list its print.pdf goes.
        fs::remove_file(folder.join(LIST)).unwrap();
        build("b.pdf");
        assert!(!folder.join("print.pdf").exists());
        fs::remove_dir_all(&folder).unwrap();
    }

    #[test]
    fn files_that_are_no_longer_made_go() {
        let folder = std::env::temp_dir().join(format!("newsprint-stale-{}", std::process::id()));
        let build = |names: &[&str]| {
            let mut files: crate::press::Files = names.iter().map(|name| (format!("epaper/{name}"), b"x".to_vec())).collect();
            files.push((site::LIST.to_string(), names.join("\n").into_bytes()));
            replace(&folder, &files)
        };
        build(&["stories/a.html", "stories/b.html", "../own.txt"]).unwrap();
        fs::write(folder.join("epaper/own.html"), "of the newsroom's own").unwrap();
        // A folder where a file should go: nothing may change.
        fs::create_dir_all(folder.join("epaper/stories/c.html/full")).unwrap();
        assert!(build(&["stories/a.html", "stories/c.html"]).is_err());
        assert!(folder.join("epaper/stories/b.html").is_file());
        fs::remove_dir_all(folder.join("epaper/stories/c.html")).unwrap();
        build(&["stories/a.html", "stories/c.html"]).unwrap();
        let mut names: Vec<_> = fs::read_dir(folder.join("epaper/stories")).unwrap().flatten().map(|e| e.file_name()).collect();
        names.sort();
        assert_eq!(names, ["a.html", "c.html"]);
        assert!(folder.join("epaper/own.html").is_file() && folder.join("own.txt").is_file());
        fs::remove_dir_all(&folder).unwrap();
    }
}
