//! Putting files in their places: beside first, then renamed, so that no reader ever sees half of one.
use std::fs;
use std::io;
use std::path::{Path, PathBuf};

/// Writes files into a folder. Where anything fails, everything there before stays as it was.
pub fn replace(folder: &Path, files: &[(&str, Vec<u8>)]) -> io::Result<()> {
    let made = !folder.exists();
    fs::create_dir_all(folder)?;
    let mut written: Vec<(PathBuf, PathBuf)> = Vec::new();
    let result = files.iter().try_for_each(|(name, bytes)| {
        let beside = folder.join(format!(".{name}.new"));
        written.push((beside.clone(), folder.join(name)));
        fs::write(&beside, bytes)
    });
    let result = result.and_then(|()| written.iter().try_for_each(|(beside, place)| fs::rename(beside, place)));
    if result.is_err() {
        for (beside, _) in &written {
            let _ = fs::remove_file(beside);
        }
        if made {
            let _ = fs::remove_dir(folder);
        }
    }
    result
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
