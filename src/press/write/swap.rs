//! A set of files in the place of another: all, or none. What is to be done lies in a journal before anything is done, so that the next
//! run can end what a run has begun that was killed.
use std::fs::{self, File};
use std::io::{self, ErrorKind};
use std::path::{Path, PathBuf};

use super::{MINE, disk};

/// The list of what is to be done: it is there when every new file is, and the old ones can be had back.
const JOURNAL: &str = "journal";
/// What a run holds locked while it lives.
const ALIVE: &str = "alive";

/// What a journal is called of which nothing more is done: the old files come back.
const UNDONE: &str = "undone";

/// What is done with one place.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Deed {
    /// The new file of its number goes there.
    Put,
    /// The file there goes.
    Gone,
}

/// A place, and what is done there.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Change {
    pub deed: Deed,
    pub place: PathBuf,
    /// There was a file before.
    pub had_old: bool,
}

impl Change {
    pub fn new(deed: Deed, place: PathBuf) -> Change {
        let had_old = place.is_file();
        Change { deed, place, had_old }
    }
}

/// A hidden folder in which a run keeps its new files, and the old ones while it puts the new in their places.
#[derive(Debug)]
pub struct Work {
    folder: PathBuf,
    _alive: File,
}

impl Work {
    /// Makes one in a folder that is there, with a name that no other run has.
    pub fn begin(folder: &Path) -> io::Result<Work> {
        /// Runs at once in one process, such as tests.
        const MOST: usize = 10_000;
        for number in 0..MOST {
            let own = folder.join(format!("{MINE}{}-{number}", std::process::id()));
            match disk::create_folder(&own) {
                Err(error) if error.kind() == ErrorKind::AlreadyExists => continue,
                made => made?,
            }
            let alive = File::create_new(own.join(ALIVE))?;
            // Where a disk knows no locks the folder is never taken for a dead run's.
            let _ = alive.try_lock();
            return Ok(Work { folder: own, _alive: alive });
        }
        Err(ErrorKind::AlreadyExists.into())
    }

    /// Where a new file lies.
    fn new_file(&self, number: usize) -> PathBuf {
        new_file(&self.folder, number)
    }

    /// Writes a new file.
    pub fn add(&self, number: usize, bytes: &[u8]) -> io::Result<()> {
        disk::write(&self.new_file(number), bytes)
    }

    /// Does the changes: all, or none. The new file of a change has its number in the list.
    pub fn swap(&self, changes: &[Change]) -> io::Result<()> {
        let is_put = |(number, change): (usize, &Change)| (change.deed == Deed::Put).then(|| self.new_file(number));
        let new: Vec<PathBuf> = changes.iter().enumerate().filter_map(is_put).collect();
        disk::sync_files(&new)?;
        // One rename is whole by itself.
        if let [Change { deed: Deed::Put, place, .. }] = changes {
            disk::rename(&self.new_file(0), place)?;
            disk::sync(place.parent().unwrap_or(place));
            return Ok(());
        }
        for (number, change) in changes.iter().enumerate().filter(|(_, change)| change.had_old) {
            disk::keep(&change.place, &old_file(&self.folder, number))?;
        }
        self.write_journal(changes)?;
        do_or_undo(&self.folder, changes)
    }

    fn write_journal(&self, changes: &[Change]) -> io::Result<()> {
        disk::sync(&self.folder);
        let beside = self.folder.join("journal.new");
        let base = self.folder.parent().unwrap_or(&self.folder);
        disk::write(&beside, text(changes, base)?.as_bytes())?;
        disk::sync_files(std::slice::from_ref(&beside))?;
        disk::rename(&beside, &self.folder.join(JOURNAL))?;
        disk::sync(&self.folder);
        Ok(())
    }

    /// True for the folder's own path.
    pub fn is(&self, path: &Path) -> bool {
        self.folder == path
    }

    /// Takes the folder away.
    pub fn end(&self) {
        let _ = end(&self.folder);
    }
}

/// Ends what runs that were killed have begun in a folder, which is locked: what had its journal is done, the rest taken back.
pub fn recover(folder: &Path, own: Option<&Work>) -> io::Result<()> {
    for left in leftovers(folder) {
        // A run that lives holds it.
        let is_alive = || !File::open(left.join(ALIVE)).map_or(true, |file| file.try_lock().is_ok());
        if own.is_some_and(|own| own.is(&left)) || is_alive() {
            continue;
        }
        if let Ok(text) = fs::read_to_string(left.join(UNDONE)) {
            undo(&left, &changes(&text, folder))?;
        } else if let Ok(text) = fs::read_to_string(left.join(JOURNAL)) {
            do_or_undo(&left, &changes(&text, folder))?;
        }
        end(&left)?;
    }
    Ok(())
}

/// The hidden folders of runs in a folder.
pub fn leftovers(folder: &Path) -> Vec<PathBuf> {
    let entries = fs::read_dir(folder).into_iter().flatten().flatten();
    let is_own = |name: &str| {
        let mut parts = name.strip_prefix(MINE).unwrap_or_default().split('-');
        let mut is_number = || parts.next().is_some_and(|part| !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_digit()));
        is_number() && is_number()
    };
    let mut found: Vec<PathBuf> = entries
        .filter(|entry| entry.file_name().to_str().is_some_and(is_own))
        .map(|entry| entry.path())
        .filter(|path| path.is_dir())
        .collect();
    found.sort();
    found
}

fn new_file(own: &Path, number: usize) -> PathBuf {
    own.join(format!("{number}.new"))
}

fn old_file(own: &Path, number: usize) -> PathBuf {
    own.join(format!("{number}.old"))
}

/// Does what is not done yet. Where something cannot be done, all is as it was before.
fn do_or_undo(own: &Path, changes: &[Change]) -> io::Result<()> {
    let done = changes.iter().enumerate().try_for_each(|(number, change)| apply(own, number, change));
    if let Err(error) = done {
        // From here on no run goes forward.
        disk::rename(&own.join(JOURNAL), &own.join(UNDONE))?;
        undo(own, changes)?;
        return Err(error);
    }
    let mut folders: Vec<&Path> = changes.iter().filter_map(|change| change.place.parent()).collect();
    folders.sort();
    folders.dedup();
    folders.into_iter().for_each(disk::sync);
    // All is done; a journal that stays says nothing else.
    let _ = disk::remove(&own.join(JOURNAL));
    Ok(())
}

fn apply(own: &Path, number: usize, change: &Change) -> io::Result<()> {
    let new = new_file(own, number);
    match change.deed {
        Deed::Gone => disk::remove(&change.place),
        // Done by a run before.
        Deed::Put if !new.exists() => Ok(()),
        Deed::Put => {
            if let Some(folder) = change.place.parent().filter(|folder| !folder.is_dir()) {
                disk::create_folders(folder)?;
            }
            disk::rename(&new, &change.place)
        }
    }
}

/// Done twice it does no more than once.
fn undo(own: &Path, changes: &[Change]) -> io::Result<()> {
    for (number, change) in changes.iter().enumerate().rev() {
        let (new, old) = (new_file(own, number), old_file(own, number));
        if change.had_old {
            if old.exists() {
                disk::rename(&old, &change.place)?;
            }
        } else if change.deed == Deed::Put && !new.exists() {
            disk::remove(&change.place)?;
        }
    }
    Ok(())
}

/// Takes a run's folder away, its journal first: without the files beside it, it would lie.
fn end(own: &Path) -> io::Result<()> {
    disk::remove(&own.join(JOURNAL))?;
    disk::remove(&own.join(UNDONE))?;
    disk::remove_folder(own)
}

/// The journal: a line for each change, with its place from the folder.
fn text(changes: &[Change], base: &Path) -> io::Result<String> {
    let mut out = String::new();
    for change in changes {
        let deed = if change.deed == Deed::Put { PUT } else { GONE };
        let old = if change.had_old { OLD } else { NEW };
        let place = change.place.strip_prefix(base).unwrap_or(&change.place);
        let place = place.to_str().filter(|place| !place.contains('\n'));
        let place = place.ok_or_else(|| io::Error::new(ErrorKind::InvalidFilename, "a name there is not in UTF-8"))?;
        out.push_str(&format!("{deed} {old} {place}\n"));
    }
    Ok(out)
}

fn changes(text: &str, folder: &Path) -> Vec<Change> {
    let change = |line: &str| {
        let mut parts = line.splitn(3, ' ');
        let (deed, old, place) = (parts.next()?, parts.next()?, parts.next()?);
        let deed = if deed == PUT { Deed::Put } else { Deed::Gone };
        Some(Change { deed, place: folder.join(place), had_old: old == OLD })
    };
    text.lines().filter_map(change).collect()
}

/// Words of the journal.
const PUT: &str = "put";
const GONE: &str = "gone";
const OLD: &str = "old";
const NEW: &str = "new";
