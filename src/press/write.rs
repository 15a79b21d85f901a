//! Putting files in their places: beside first, then renamed, so that no reader ever sees half of one.
use std::fs;
use std::io;
use std::path::{Path, PathBuf};

/// Files written beside their places, which nobody sees before all are there.
#[derive(Debug)]
pub struct Stage {
    folder: PathBuf,
    made: bool,
    written: Vec<(PathBuf, PathBuf)>,
}

impl Stage {
    /// Begins in a folder, which is made where it is not there.
    pub fn begin(folder: &Path) -> io::Result<Stage> {
        let made = !folder.exists();
        fs::create_dir_all(folder)?;
        Ok(Stage { folder: folder.to_path_buf(), made, written: Vec::new() })
    }

    /// Writes one file beside its place.
    pub fn add(&mut self, name: &str, bytes: &[u8]) -> io::Result<()> {
        let beside = self.folder.join(format!(".{name}.new"));
        self.written.push((beside.clone(), self.folder.join(name)));
        fs::write(&beside, bytes)
    }

    /// Puts every file in its place.
    pub fn keep(mut self) -> io::Result<()> {
        self.written.iter().try_for_each(|(beside, place)| fs::rename(beside, place))?;
        self.written.clear();
        self.made = false;
        Ok(())
    }
}

impl Drop for Stage {
    /// What was not kept goes, and everything there before stays as it was.
    fn drop(&mut self) {
        for (beside, _) in &self.written {
            let _ = fs::remove_file(beside);
        }
        if self.made {
            let _ = fs::remove_dir(&self.folder);
        }
    }
}

/// Writes files into a folder. Where anything fails, everything there before stays as it was.
pub fn replace(folder: &Path, files: &[(&str, Vec<u8>)]) -> io::Result<()> {
    let mut stage = Stage::begin(folder)?;
    files.iter().try_for_each(|(name, bytes)| stage.add(name, bytes))?;
    stage.keep()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_failed_write_leaves_what_was_there() {
        let folder = std::env::temp_dir().join(format!("newsprint-write-{}", std::process::id()));
        replace(&folder, &[("a.txt", b"old".to_vec())]).unwrap();
        // A folder where the second file should go: its rename must fail.
        fs::create_dir_all(folder.join("b.txt/full")).unwrap();
        assert!(replace(&folder, &[("b.txt", b"new".to_vec()), ("a.txt", b"new".to_vec())]).is_err());
        assert_eq!(fs::read(folder.join("a.txt")).unwrap(), b"old");
        let names: Vec<_> = fs::read_dir(&folder).unwrap().flatten().map(|e| e.file_name()).collect();
        assert_eq!(names.len(), 2, "{names:?}");
        fs::remove_dir_all(&folder).unwrap();
    }
}
