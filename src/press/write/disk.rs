//! What the writing of files does to a disk, step by step; a test can end the run at any of them.
use std::fs::{self, File};
use std::io::{self, ErrorKind, Write};
use std::path::{Path, PathBuf};

/// Begins a step.
fn step() -> io::Result<()> {
    #[cfg(test)]
    if !killed::step() {
        return Err(ErrorKind::Interrupted.into());
    }
    Ok(())
}

/// Writes a file that is not there.
pub fn write(path: &Path, bytes: &[u8]) -> io::Result<()> {
    step()?;
    let mut file = File::create_new(path)?;
    step()?;
    file.write_all(bytes)
}

/// Files that are brought down to the disk at once: a disk does many together nearly as soon as one.
const AT_ONCE: usize = 16;

/// Sees that files are on the disk: a name that is given to one later must never be that of an empty file.
pub fn sync_files(files: &[PathBuf]) -> io::Result<()> {
    step()?;
    let sync = |files: &[PathBuf]| files.iter().try_for_each(|file| File::open(file)?.sync_all());
    std::thread::scope(|scope| {
        let share = files.len().div_ceil(AT_ONCE).max(1);
        let all: Vec<_> = files.chunks(share).map(|files| scope.spawn(move || sync(files))).collect();
        all.into_iter().try_for_each(|one| one.join().unwrap_or_else(|_| Err(ErrorKind::Other.into())))
    })
}

/// Sees that what was renamed in a folder is on the disk. Some disks cannot say.
pub fn sync(folder: &Path) {
    #[cfg(unix)]
    let _ = File::open(folder).and_then(|folder| folder.sync_all());
    #[cfg(not(unix))]
    let _ = folder;
}

pub fn create_folder(path: &Path) -> io::Result<()> {
    step()?;
    fs::create_dir(path)
}

pub fn create_folders(path: &Path) -> io::Result<()> {
    step()?;
    fs::create_dir_all(path)
}

/// Gives a file another name. A folder that is another disk gets a copy, whole before it has its name.
pub fn rename(from: &Path, to: &Path) -> io::Result<()> {
    step()?;
    match fs::rename(from, to) {
        Err(error) if error.kind() == ErrorKind::CrossesDevices => across(from, to),
        done => done,
    }
}

fn across(from: &Path, to: &Path) -> io::Result<()> {
    let beside = to.with_file_name(super::PART);
    let copied = fs::copy(from, &beside).and_then(|_| File::open(&beside)?.sync_all()).and_then(|()| fs::rename(&beside, to));
    if copied.is_err() {
        let _ = fs::remove_file(&beside);
    }
    copied?;
    fs::remove_file(from)
}

/// A second name for a file; a copy where the disk knows no such names.
pub fn keep(from: &Path, to: &Path) -> io::Result<()> {
    step()?;
    fs::hard_link(from, to).or_else(|_| fs::copy(from, to).map(|_| ()))
}

/// Takes a file away; one that is gone is no fault.
pub fn remove(path: &Path) -> io::Result<()> {
    step()?;
    match fs::remove_file(path) {
        Err(error) if error.kind() == ErrorKind::NotFound => Ok(()),
        done => done,
    }
}

/// Takes a folder away with all in it.
pub fn remove_folder(path: &Path) -> io::Result<()> {
    step()?;
    fs::remove_dir_all(path)
}

/// Takes a folder away if it is empty.
pub fn remove_empty(path: &Path) -> io::Result<()> {
    step()?;
    fs::remove_dir(path)
}

#[cfg(test)]
pub mod killed {
    //! A run that is ended at a step: nothing after it touches the disk.
    use std::cell::Cell;

    thread_local! {
        /// Steps that are done before the fault, and whether any is done after it.
        static FAULT: Cell<(usize, bool)> = const { Cell::new((usize::MAX, false)) };
    }

    /// Lets so many steps be done on this thread, and no more.
    pub fn after(steps: usize) {
        FAULT.set((steps, false));
    }

    /// Lets one step fail after so many, and those after it be done.
    pub fn one_fails_after(steps: usize) {
        FAULT.set((steps, true));
    }

    /// Lets all steps be done again; true where one was not.
    pub fn no_more() -> bool {
        let (left, _) = FAULT.replace((usize::MAX, false));
        left == 0 || left > usize::MAX / 2
    }

    pub fn step() -> bool {
        let (left, goes_on) = FAULT.get();
        let next = if left == 0 && goes_on { usize::MAX } else { left.saturating_sub(1) };
        FAULT.set((next, goes_on));
        left > 0
    }
}
