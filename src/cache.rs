//! What was made once and is wanted again: bytes on disk by a key. Safe to delete, safe with many runs at once, never more than a limit.
use std::ffi::OsStr;
use std::fs::{self, File, OpenOptions};
use std::io::{self, ErrorKind, Read, Write};
use std::path::{Path, PathBuf};
use std::sync::OnceLock;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::SystemTime;

use sha2::{Digest, Sha256};

/// A digest (SHA-256) of all that the bytes were made of.
pub type Key = [u8; 32];

/// Bytes that a cache may hold: photos of some fifty editions. Those that were not wanted for longest go first.
pub const MOST: u64 = 1_000_000_000;
/// What files of the cache end in.
const ENDING: &str = "made";
/// What files end in that are still written.
const WRITTEN: &str = "new";
/// What every file begins with.
const SIGN: &[u8] = b"newsprint made 1\n";
/// Bytes of the checksum after that.
const CHECKSUM: usize = 32;

/// A folder of what was made.
#[derive(Debug)]
pub struct Cache {
    folder: PathBuf,
    /// When the run began: what it uses was used then.
    now: SystemTime,
    files: AtomicU64,
    fault: OnceLock<ErrorKind>,
}

impl Cache {
    /// A cache in a folder, which is made when there is something to put into it.
    pub fn new(folder: PathBuf, now: SystemTime) -> Cache {
        Cache { folder, now, files: AtomicU64::new(0), fault: OnceLock::new() }
    }

    /// The folder.
    pub fn folder(&self) -> &Path {
        &self.folder
    }

    /// What was put under a key. None where there is nothing, or not what was put: that is made anew.
    pub fn get(&self, key: &Key) -> Option<Vec<u8>> {
        let mut file = File::open(self.place(key)).ok()?;
        let mut head = [0; SIGN.len() + CHECKSUM];
        file.read_exact(&mut head).ok()?;
        let mut bytes = Vec::new();
        file.read_to_end(&mut bytes).ok()?;
        let whole = head[..SIGN.len()] == *SIGN && head[SIGN.len()..] == checksum(key, &bytes);
        if whole {
            // Where the disk does not take it, it is the older for the cache, no more.
            let _ = file.set_modified(self.now);
        }
        whole.then_some(bytes)
    }

    /// Puts bytes under a key. Where that cannot be, they are made again the next time; [`Cache::fault`] says why.
    pub fn put(&self, key: &Key, bytes: &[u8]) {
        if self.fault.get().is_some() {
            return;
        }
        let number = self.files.fetch_add(1, Ordering::Relaxed);
        let place = self.place(key);
        let beside = place.with_extension(format!("{}-{number}.{WRITTEN}", std::process::id()));
        if let Err(error) = self.write(&beside, &place, &[SIGN, &checksum(key, bytes), bytes]) {
            let _ = self.fault.set(error.kind());
        }
    }

    /// Why something could not be put.
    pub fn fault(&self) -> Option<ErrorKind> {
        self.fault.get().copied()
    }

    /// Takes away what runs that died were writing, and of what is beyond so many bytes that which was not wanted for longest.
    pub fn tidy(&self, most: u64) {
        let mut there: Vec<(SystemTime, PathBuf, u64)> = Vec::new();
        for entry in fs::read_dir(&self.folder).into_iter().flatten().flatten() {
            let path = entry.path();
            match path.extension().and_then(OsStr::to_str) {
                // One that is being written is locked.
                Some(WRITTEN) if File::open(&path).is_ok_and(|file| file.try_lock().is_ok()) => drop(fs::remove_file(&path)),
                Some(ENDING) => {
                    let Ok(data) = entry.metadata() else { continue };
                    there.push((data.modified().unwrap_or(SystemTime::UNIX_EPOCH), path, data.len()));
                }
                _ => {}
            }
        }
        let mut size: u64 = there.iter().map(|(_, _, size)| size).sum();
        there.sort();
        for (_, path, bytes) in there {
            if size <= most {
                break;
            }
            if fs::remove_file(path).is_ok() {
                size -= bytes;
            }
        }
    }

    fn place(&self, key: &Key) -> PathBuf {
        let name: String = key.iter().map(|byte| format!("{byte:02x}")).collect();
        self.folder.join(name).with_extension(ENDING)
    }

    fn write(&self, beside: &Path, place: &Path, parts: &[&[u8]]) -> io::Result<()> {
        if !self.folder.is_dir() {
            make(&self.folder)?;
        }
        let mut file = match OpenOptions::new().write(true).create_new(true).open(beside) {
            // Another run, on another machine with this disk, has the same number and writes the same.
            Err(error) if error.kind() == ErrorKind::AlreadyExists => return Ok(()),
            opened => opened?,
        };
        // Where a disk knows no locks, the worst is that another run takes this for a dead one's.
        let _ = file.try_lock();
        match parts.iter().try_for_each(|part| file.write_all(part)).and_then(|()| fs::rename(beside, place)) {
            // Taken away meanwhile, by another run before the lock or with the whole folder.
            Err(error) if error.kind() == ErrorKind::NotFound => Ok(()),
            Err(error) => {
                let _ = fs::remove_file(beside);
                Err(error)
            }
            Ok(()) => Ok(()),
        }
    }
}

/// Makes the folder of a cache, and tells programs for versions and for safe copies to leave it out.
pub fn make(folder: &Path) -> io::Result<()> {
    fs::create_dir_all(folder)?;
    fs::write(folder.join(".gitignore"), "*\n")?;
    // bford.info/cachedir
    fs::write(folder.join("CACHEDIR.TAG"), "Signature: 8a477f597d28d172789f06886806bc55\n")
}

/// The key of what is made of these parts, in this order.
pub fn key(parts: &[&[u8]]) -> Key {
    let mut digest = Sha256::new();
    for part in parts {
        // Where one part ends and the next begins is part of it.
        digest.update((part.len() as u64).to_le_bytes());
        digest.update(part);
    }
    digest.finalize().into()
}

fn checksum(key: &Key, bytes: &[u8]) -> [u8; CHECKSUM] {
    Sha256::new().chain_update(key).chain_update(bytes).finalize().into()
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use super::*;

    fn check(name: &str, test: impl FnOnce(&Path, &dyn Fn(u64) -> Cache)) {
        let folder = std::env::temp_dir().join(format!("newsprint-cache-{name}-{}", std::process::id()));
        let _ = fs::remove_dir_all(&folder);
        test(&folder, &|hours| Cache::new(folder.clone(), SystemTime::UNIX_EPOCH + Duration::from_secs(hours * 3600)));
        let _ = fs::remove_dir_all(&folder);
    }

    fn names(folder: &Path) -> Vec<String> {
        let mut names: Vec<String> = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect();
        names.retain(|name| name.ends_with(ENDING) || name.ends_with(WRITTEN));
        names.sort();
        names
    }

    #[test]
    fn what_was_put_is_there_again() {
        check("put", |folder, cache| {
            assert_eq!(cache(1).get(&[7; 32]), None);
            assert!(!folder.exists(), "looking makes nothing");
            cache(1).put(&[7; 32], b"bytes");
            assert_eq!(cache(2).get(&[7; 32]).as_deref(), Some(&b"bytes"[..]));
            assert_eq!(cache(2).get(&[8; 32]), None);
            assert_eq!(fs::read(folder.join(".gitignore")).unwrap(), b"*\n");
        });
    }

    #[test]
    fn what_differs_has_another_key() {
        assert_eq!(key(&[b"ab", b"c"]), key(&[b"ab", b"c"]));
        assert_ne!(key(&[b"ab", b"c"]), key(&[b"a", b"bc"]));
        assert_ne!(key(&[b"ab", b""]), key(&[b"ab"]));
    }

    #[test]
    fn what_is_damaged_is_not_taken() {
        check("damaged", |folder, cache| {
            cache(1).put(&[7; 32], b"many bytes");
            let path = folder.join(&names(folder)[0]);
            let whole = fs::read(&path).unwrap();
            for cut in 0..whole.len() {
                fs::write(&path, &whole[..cut]).unwrap();
                assert_eq!(cache(1).get(&[7; 32]), None, "cut at {cut}");
                let mut turned = whole.clone();
                turned[cut] ^= 1;
                fs::write(&path, turned).unwrap();
                assert_eq!(cache(1).get(&[7; 32]), None, "turned at {cut}");
            }
            // Of another key: a file that was renamed.
            fs::write(&path, &whole).unwrap();
            fs::rename(&path, cache(1).place(&[9; 32])).unwrap();
            assert_eq!(cache(1).get(&[9; 32]), None);
            cache(1).put(&[9; 32], b"anew");
            assert_eq!(cache(1).get(&[9; 32]).as_deref(), Some(&b"anew"[..]));
        });
    }

    #[test]
    fn what_was_not_wanted_for_longest_goes_first() {
        check("tidy", |folder, cache| {
            for hour in 1..=4 {
                cache(0).put(&[hour; 32], &[0; 1_000]);
                cache(u64::from(hour)).get(&[hour; 32]);
            }
            cache(5).get(&[1; 32]);
            cache(5).tidy(2_500);
            let left: Vec<u8> = (1..=4).filter(|hour| cache(6).get(&[*hour; 32]).is_some()).collect();
            assert_eq!(left, [1, 4]);
            // What a dead run was writing goes; what is being written stays.
            let dead = folder.join("a.1-1.new");
            let written = folder.join("b.1-1.new");
            fs::write(&dead, b"half").unwrap();
            let file = File::create(&written).unwrap();
            file.try_lock().unwrap();
            cache(6).tidy(2_500);
            assert!(!dead.exists() && written.exists());
            assert_eq!(names(folder).len(), 3);
        });
    }

    #[test]
    fn a_folder_that_cannot_be_is_told_once() {
        check("fault", |folder, cache| {
            fs::write(folder, b"a file").unwrap();
            let cache = cache(1);
            cache.put(&[7; 32], b"bytes");
            cache.put(&[8; 32], b"bytes");
            assert!(cache.fault().is_some());
            assert_eq!(cache.get(&[7; 32]), None);
            cache.tidy(0);
            assert_eq!(fs::read(folder).unwrap(), b"a file");
            fs::remove_file(folder).unwrap();
        });
    }
}
