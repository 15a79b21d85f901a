//! One run at a time puts files into a folder.
use std::fs::{self, File, OpenOptions, TryLockError};
use std::io::{self, ErrorKind};
use std::path::{Path, PathBuf};
use std::time::Duration;

/// What is locked.
const NAME: &str = ".newsprint-lock";
/// How long another run is waited for: it holds the lock only as long as it renames files.
const WAIT: Duration = Duration::from_millis(20);
/// So many times.
const TIMES: usize = 1_500;

/// A folder into which no other run puts files until this is dropped.
#[derive(Debug)]
pub struct Locked {
    path: PathBuf,
    /// None where the disk knows no locks: then the names of what is written keep runs apart.
    file: Option<File>,
}

impl Locked {
    /// Locks a folder that is there.
    pub fn of(folder: &Path) -> io::Result<Locked> {
        let path = folder.join(NAME);
        for _ in 0..TIMES {
            let file = match OpenOptions::new().create(true).truncate(false).write(true).open(&path) {
                // Taken away by a run that ended, just now; or the folder itself.
                Err(error) if error.kind() == ErrorKind::NotFound && folder.is_dir() => continue,
                opened => opened?,
            };
            match file.try_lock() {
                Ok(()) if is_at(&file, &path) => return Ok(Locked { path, file: Some(file) }),
                // The run before took it away: it is another file that is to be locked.
                Ok(()) => continue,
                Err(TryLockError::WouldBlock) => std::thread::sleep(WAIT),
                Err(TryLockError::Error(_)) => return Ok(Locked { path, file: None }),
            }
        }
        Err(io::Error::new(ErrorKind::ResourceBusy, "another run is putting its files there"))
    }
}

impl Drop for Locked {
    fn drop(&mut self) {
        // Elsewhere than on Unix it cannot be told whether another run waits for this very file: there it stays.
        if cfg!(unix) || self.file.is_none() {
            let _ = fs::remove_file(&self.path);
        }
    }
}

/// True where a path is still that of an open file.
#[cfg(unix)]
fn is_at(file: &File, path: &Path) -> bool {
    use std::os::unix::fs::MetadataExt;
    let (Ok(open), Ok(there)) = (file.metadata(), fs::metadata(path)) else { return false };
    (open.dev(), open.ino()) == (there.dev(), there.ino())
}

#[cfg(not(unix))]
fn is_at(_: &File, _: &Path) -> bool {
    true
}
