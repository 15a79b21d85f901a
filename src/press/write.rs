//! Putting files in their places: all beside first, then all at once, so that no run leaves half of what it makes, whatever ends it.
use std::collections::BTreeSet;
use std::fs::{self, File, OpenOptions};
use std::io::{self, ErrorKind, Write};
use std::path::{Component, Path, PathBuf};

use super::target::TARGETS;

mod disk;
mod lock;
mod swap;

use lock::Locked;
use swap::{Change, Deed, Work};

/// The list of all files of a build, by which the next one takes away what it does not make: a plate of yesterday beside today's pages
/// would be taken for today's.
pub const LIST: &str = "files.txt";
/// What a folder without a list may hold of an earlier build.
const UNLISTED: &str = "print.pdf\nepaper.pdf\n";
/// What every build writes: where it is missing, nothing of a folder is an earlier build's.
const MARK: &str = "report.json";
/// What begins the names of the hidden folders in which runs keep what they have not put in place.
const MINE: &str = ".newsprint-";
/// A file on its way to another disk.
const PART: &str = ".newsprint-part";

/// Tells of a path, which is a file's real one, whether this run has read it: such a file is never written over.
pub type IsInput = fn(&Path) -> bool;

/// For what may be written over by whoever has read it: plans, and editions that are ordered otherwise.
pub const ANYTHING: IsInput = |_| false;

/// Files written into a hidden folder beside their places, which nobody sees before all are there.
#[derive(Debug)]
pub struct Stage {
    folder: PathBuf,
    is_input: IsInput,
    work: Option<Work>,
    /// Folders that were not there, each after the one that holds it.
    made: Vec<PathBuf>,
    /// Where the files go that were written, by their numbers.
    places: Vec<PathBuf>,
    /// Lists of files by the list's name, whose files of before are to go.
    lists: Vec<(String, String)>,
}

impl Stage {
    /// Begins in a folder, which is made where it is not there. What a killed run has left there is ended first.
    pub fn begin(folder: &Path, is_input: IsInput) -> io::Result<Stage> {
        let (made, places, lists) = Default::default();
        let mut stage = Stage { folder: folder.to_path_buf(), is_input, work: None, made, places, lists };
        stage.make(folder)?;
        let folder = if folder.as_os_str().is_empty() { Path::new(".") } else { folder };
        stage.folder = fs::canonicalize(folder)?;
        let _locked = Locked::of(&stage.folder)?;
        swap::recover(&stage.folder, None)?;
        stage.work = Some(Work::begin(&stage.folder)?);
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
        disk::create_folders(folder)
    }

    /// Writes one file beside its place. The name is a path in the folder, its parts joined by `/`.
    pub fn add(&mut self, name: &str, bytes: &[u8]) -> io::Result<()> {
        let place = real(&self.folder.join(name))?;
        if (self.is_input)(&place) {
            // A picture that is where it is to go.
            if fs::read(&place).is_ok_and(|there| there == bytes) {
                return Ok(());
            }
            let message = format!("{name} would be written over a file that it is made from");
            return Err(io::Error::new(ErrorKind::AlreadyExists, message));
        }
        let work = self.work.as_ref().ok_or(ErrorKind::NotFound)?;
        work.add(self.places.len(), bytes)?;
        self.places.push(place);
        Ok(())
    }

    /// Takes away what an earlier list of files names and a new one does not, when all is put in place. The list's name is a path in
    /// the folder; the paths in it count from where it lies.
    pub fn list(&mut self, name: &str, new: &str) {
        self.lists.push((name.into(), new.into()));
    }

    /// The files that go by a list.
    fn stale(&self, name: &str, new: &str) -> Vec<PathBuf> {
        let list = self.folder.join(name);
        let is_built = self.folder.join(MARK).is_file();
        let unlisted = || (name == LIST && is_built).then(|| UNLISTED.to_string());
        let old = Some(&list).filter(|list| list.is_file()).and_then(|list| fs::read_to_string(list).ok());
        let (Some(old), Some(folder)) = (old.or_else(unlisted), list.parent()) else { return Vec::new() };
        // A file of that name that no build has written is somebody's own.
        if name == LIST && !(is_built && (old == UNLISTED || old.lines().any(|line| line == MARK))) {
            return Vec::new();
        }
        let new: BTreeSet<&str> = new.lines().collect();
        let is_inside = |path: &Path| path.components().all(|part| matches!(part, Component::Normal(_)));
        let stale = old.lines().filter(|path| !new.contains(path) && is_inside(Path::new(path)));
        stale.map(|path| folder.join(path)).filter(|path| path.is_file() && !self.places.contains(path) && !(self.is_input)(path)).collect()
    }

    /// Puts every file in its place. Where one cannot be, all are as they were.
    pub fn keep(mut self) -> io::Result<()> {
        for folder in self.places.iter().filter_map(|place| place.parent()).map(Path::to_path_buf).collect::<BTreeSet<_>>() {
            self.make(&folder)?;
        }
        let Some(work) = &self.work else { return Ok(()) };
        let _locked = Locked::of(&self.folder)?;
        swap::recover(&self.folder, Some(work))?;
        let mut changes: Vec<Change> = self.places.iter().map(|place| Change::new(Deed::Put, place.clone())).collect();
        for (name, new) in &self.lists {
            changes.extend(self.stale(name, new).into_iter().map(|place| Change::new(Deed::Gone, place)));
        }
        work.swap(&changes)?;
        work.end();
        self.work = None;
        self.made.clear();
        Ok(())
    }
}

impl Drop for Stage {
    /// What was not kept goes, and everything there before stays as it was.
    fn drop(&mut self) {
        self.work.iter().for_each(Work::end);
        for folder in self.made.iter().rev() {
            let _ = disk::remove_empty(folder);
        }
    }
}

/// Where a file really goes: links are followed, so that they stay. What is no file is not written over.
fn real(place: &Path) -> io::Result<PathBuf> {
    let message = |kind: ErrorKind, what: &str| {
        let name = place.file_name().unwrap_or(place.as_os_str()).to_string_lossy();
        Err(io::Error::new(kind, format!("{name} is {what}")))
    };
    let data = match fs::symlink_metadata(place) {
        Err(error) if error.kind() == ErrorKind::NotFound => return Ok(place.to_path_buf()),
        data => data?,
    };
    if data.is_symlink() {
        let Ok(real) = fs::canonicalize(place) else { return message(ErrorKind::NotFound, "a link to what is not there") };
        return self::real(&real);
    }
    match data {
        data if data.is_dir() => message(ErrorKind::IsADirectory, "a folder"),
        data if !data.is_file() => message(ErrorKind::InvalidInput, "no file, but a pipe or a device"),
        _ => fs::canonicalize(place),
    }
}

/// Ends what killed runs have left in a folder, if anything: what they had begun to put in place is put there.
pub fn recover(folder: &Path) -> io::Result<()> {
    if swap::leftovers(folder).is_empty() {
        return Ok(());
    }
    let folder = fs::canonicalize(folder)?;
    let _locked = Locked::of(&folder)?;
    swap::recover(&folder, None)
}

/// Writes files into a folder. Where anything fails, everything there before stays as it was. What an earlier list of a folder's files
/// names and the new one does not is taken away.
pub fn replace(folder: &Path, files: &[(String, Vec<u8>)], is_input: IsInput) -> io::Result<()> {
    let mut stage = Stage::begin(folder, is_input)?;
    for (name, bytes) in files {
        if name == LIST || TARGETS.iter().any(|row| row.list == Some(name.as_str())) {
            stage.list(name, &String::from_utf8_lossy(bytes));
        }
        stage.add(name, bytes)?;
    }
    stage.keep()
}

/// Writes one file, whole or not at all. A pipe or a device takes the bytes as they come: it has no other place.
pub fn one(path: &Path, bytes: &[u8], is_input: IsInput) -> io::Result<()> {
    let is_stream = fs::metadata(path).is_ok_and(|data| !data.is_file() && !data.is_dir());
    if is_stream || path.starts_with("/dev") {
        let mut stream = stream(path)?;
        return stream.write_all(bytes).or_else(|error| if error.kind() == ErrorKind::BrokenPipe { Ok(()) } else { Err(error) });
    }
    let name = path.file_name().and_then(|name| name.to_str());
    let name = name.ok_or_else(|| io::Error::new(ErrorKind::InvalidFilename, "the path has no name of a file that is in UTF-8"))?;
    let mut stage = Stage::begin(path.parent().unwrap_or(Path::new("")), is_input)?;
    stage.add(name, bytes)?;
    stage.keep()
}

/// A pipe or a device, opened. A pipe from which nobody reads would keep a run waiting for ever.
fn stream(path: &Path) -> io::Result<File> {
    #[cfg(any(target_os = "linux", target_os = "macos"))]
    let _first = {
        use std::os::unix::fs::OpenOptionsExt;
        /// Opens or fails, and does not wait.
        const NONBLOCK: i32 = if cfg!(target_os = "macos") { 0x4 } else { 0o4000 };
        /// There is no such device: of a pipe, that it has no reader.
        const ENXIO: i32 = 6;
        // It stays open until the other is, or the reader would see its end.
        OpenOptions::new().write(true).custom_flags(NONBLOCK).open(path).map_err(|error| match error.raw_os_error() {
            Some(ENXIO) => io::Error::new(ErrorKind::BrokenPipe, "nobody reads from this pipe"),
            _ => error,
        })?
    };
    OpenOptions::new().write(true).open(path)
}

/// Why something could not be written, in words.
pub fn why(error: &io::Error) -> String {
    error.get_ref().map_or_else(|| error.kind().to_string(), ToString::to_string)
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use super::disk::killed;
    use super::*;
    use crate::press::site;

    #[test]
    fn a_failed_write_leaves_what_was_there() {
        let folder = std::env::temp_dir().join(format!("newsprint-write-{}", std::process::id()));
        let file = |name: &str, text: &str| (name.to_string(), text.as_bytes().to_vec());
        replace(&folder, &[file("a.txt", "old"), file("c/d/e.txt", "old")], ANYTHING).unwrap();
        assert_eq!(fs::read(folder.join("c/d/e.txt")).unwrap(), b"old");
        // A folder where the second file should go: its rename must fail.
        fs::create_dir_all(folder.join("b.txt/full")).unwrap();
        assert!(replace(&folder, &[file("f/g.txt", "new"), file("b.txt", "new"), file("a.txt", "new")], ANYTHING).is_err());
        assert_eq!(fs::read(folder.join("a.txt")).unwrap(), b"old");
        let names: Vec<_> = fs::read_dir(&folder).unwrap().flatten().map(|e| e.file_name()).collect();
        assert_eq!(names.len(), 3, "{names:?}");
        fs::remove_dir_all(&folder).unwrap();
    }

    /// The files of a folder but for hidden ones, with what is in them.
    fn tree(folder: &Path) -> BTreeMap<PathBuf, Vec<u8>> {
        let mut found = BTreeMap::new();
        for entry in fs::read_dir(folder).into_iter().flatten().flatten() {
            let path = entry.path();
            if path.is_dir() {
                found.extend(tree(&path));
            } else {
                found.insert(path.clone(), fs::read(&path).unwrap());
            }
        }
        found
    }

    /// A folder with an earlier build in it, the files of the next one, and the folder's files before and after that.
    struct Case {
        folder: PathBuf,
        next: Vec<(String, Vec<u8>)>,
        states: [BTreeMap<PathBuf, Vec<u8>>; 2],
    }

    impl Case {
        fn new(name: &str) -> Case {
            let folder = std::env::temp_dir().join(format!("newsprint-{name}-{}", std::process::id()));
            let next = Case::build("new", &["a.txt", "c/d.txt", "g/h.txt", "i.txt"]);
            let mut case = Case { folder, next, states: Default::default() };
            case.reset();
            case.states[0] = tree(&case.folder);
            replace(&case.folder, &case.next, ANYTHING).unwrap();
            case.states[1] = tree(&case.folder);
            assert_eq!(case.states.each_ref().map(BTreeMap::len), [6, 7], "two files of the earlier build go, three come");
            case
        }

        fn build(text: &str, names: &[&str]) -> Vec<(String, Vec<u8>)> {
            let list = format!("{}\n{MARK}\n", names.join("\n"));
            let files = names.iter().map(|name| (name.to_string(), format!("{text} {name}").into_bytes()));
            files.chain([(MARK.into(), text.into()), (LIST.into(), list.into_bytes())]).collect()
        }

        /// The earlier build as it was.
        fn reset(&self) {
            let _ = fs::remove_dir_all(&self.folder);
            replace(&self.folder, &Case::build("old", &["a.txt", "c/b.txt", "e.txt"]), ANYTHING).unwrap();
            fs::write(self.folder.join("own.txt"), "of the newsroom's own").unwrap();
        }

        /// Which of the two the folder holds; nothing else may be in it.
        fn state(&self) -> usize {
            let there = tree(&self.folder);
            self.states.iter().position(|state| *state == there).unwrap_or_else(|| panic!("{:?}", there.keys().collect::<Vec<_>>()))
        }
    }

    impl Drop for Case {
        fn drop(&mut self) {
            let _ = fs::remove_dir_all(&self.folder);
        }
    }

    #[test]
    fn whenever_a_run_is_killed_the_next_finds_all_of_the_old_or_all_of_the_new() {
        let case = Case::new("killed");
        let (mut kills, mut ends) = (0, [0, 0]);
        for step in 0.. {
            for again in 0.. {
                case.reset();
                killed::after(step);
                let _ = replace(&case.folder, &case.next, ANYTHING);
                let was_killed = killed::no_more();
                // The run that ends what it began is killed too.
                killed::after(again);
                let _ = recover(&case.folder);
                let was_killed_again = killed::no_more();
                kills += usize::from(was_killed) + usize::from(was_killed_again);
                recover(&case.folder).unwrap();
                ends[case.state()] += 1;
                if !was_killed {
                    assert!(kills >= 200 && ends.iter().all(|count| *count > 50), "{kills} {ends:?}");
                    return;
                }
                if !was_killed_again {
                    break;
                }
            }
        }
    }

    #[test]
    fn whatever_fails_everything_is_as_it_was() {
        let case = Case::new("fails");
        for step in 0.. {
            case.reset();
            killed::one_fails_after(step);
            let done = replace(&case.folder, &case.next, ANYTHING);
            let failed = killed::no_more();
            // What is only cleared away need not succeed, and is cleared by the next run.
            recover(&case.folder).unwrap();
            assert_eq!(case.state(), usize::from(done.is_ok()), "step {step}");
            if !failed {
                return;
            }
        }
    }

    #[test]
    fn runs_at_once_do_not_mix() {
        let case = Case::new("at-once");
        let other = Case::build("other", &["a.txt", "c/b.txt", "z.txt"]);
        for _ in 0..20 {
            std::thread::scope(|scope| {
                let runs = [&case.next, &other].map(|files| scope.spawn(|| replace(&case.folder, files, ANYTHING)));
                runs.into_iter().for_each(|run| run.join().unwrap().unwrap());
            });
            let texts: BTreeSet<Vec<u8>> = tree(&case.folder)
                .into_iter()
                .filter(|(path, _)| !path.ends_with("own.txt") && !path.ends_with(LIST))
                .map(|(_, text)| text[..3].to_vec())
                .collect();
            assert_eq!(texts.len(), 1, "{texts:?}");
        }
    }

    #[test]
    #[cfg(unix)]
    fn links_are_followed_and_inputs_stay() {
        let folder = std::env::temp_dir().join(format!("newsprint-links-{}", std::process::id()));
        fs::create_dir_all(folder.join("far")).unwrap();
        fs::write(folder.join("far/real.txt"), "old").unwrap();
        std::os::unix::fs::symlink("far/real.txt", folder.join("link.txt")).unwrap();
        std::os::unix::fs::symlink("nowhere", folder.join("dangling.txt")).unwrap();
        one(&folder.join("link.txt"), b"new", ANYTHING).unwrap();
        assert!(folder.join("link.txt").is_symlink());
        assert_eq!(fs::read(folder.join("far/real.txt")).unwrap(), b"new");
        let is_input: IsInput = |path| path.ends_with("far/real.txt");
        for path in ["link.txt", "far/real.txt", "far/../link.txt"] {
            let error = one(&folder.join(path), b"newer", is_input).unwrap_err();
            assert!(why(&error).ends_with("would be written over a file that it is made from"), "{error}");
        }
        assert_eq!(why(&one(&folder.join("dangling.txt"), b"x", ANYTHING).unwrap_err()), "dangling.txt is a link to what is not there");
        assert_eq!(why(&one(&folder.join("far"), b"x", ANYTHING).unwrap_err()), "far is a folder");
        assert_eq!(fs::read(folder.join("far/real.txt")).unwrap(), b"new");
        assert_eq!(tree(&folder.join("far")).len(), 1);
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
        let build =
            |name: &str| replace(&folder, &[file(name, "x"), file(MARK, "x"), file(LIST, &format!("{name}\n{MARK}\n"))], ANYTHING).unwrap();
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
            replace(&folder, &files, ANYTHING)
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
