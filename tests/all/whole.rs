//! Output is whole or untouched: nothing that was read is written over, no device is replaced, and a full disk is told.
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use crate::editions::root;
use crate::files::copy;

/// A folder with a small paper in it.
fn paper(name: &str) -> PathBuf {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("whole").join(name);
    let _ = fs::remove_dir_all(&folder);
    fs::create_dir_all(&folder).unwrap();
    copy(&root().join("tests/golden/photo-above/edition"), &folder);
    folder
}

fn sh(folder: &Path, command: &str) -> Output {
    let command = command.replace("newsprint", env!("CARGO_BIN_EXE_newsprint"));
    Command::new("sh").args(["-c", &command]).current_dir(folder).output().unwrap()
}

/// The status, and what was told.
fn told(output: &Output) -> (Option<i32>, String) {
    (output.status.code(), String::from_utf8_lossy(&output.stderr).into_owned())
}

/// Names of what runs leave behind.
fn hidden(folder: &Path) -> Vec<String> {
    let found = Command::new("find").arg(folder).args(["-name", ".newsprint-*"]).output().unwrap();
    String::from_utf8_lossy(&found.stdout).lines().map(str::to_string).collect()
}

#[test]
#[cfg(unix)]
fn no_input_is_written_over() {
    let folder = paper("inputs");
    let names = |ending: &str| {
        let files = fs::read_dir(&folder).unwrap().flatten().map(|entry| entry.file_name().into_string().unwrap());
        files.filter(|name| name.ends_with(ending)).collect::<Vec<_>>()
    };
    let story = names(".json").remove(0);
    let photo = names(".jpg").remove(0);
    std::os::unix::fs::symlink(&story, folder.join("link.pdf")).unwrap();
    let before = |name: &str| fs::read(folder.join(name)).unwrap();
    for target in [story.as_str(), &photo, "edition.toml", "layouts/small.toml", "link.pdf", &format!("layouts/../{photo}")] {
        let was = before(target);
        let (status, text) = told(&sh(&folder, &format!("newsprint preview {story} --layout small -o '{target}'")));
        assert_eq!(status, Some(1), "{target}: {text}");
        assert!(text.contains("would be written over a file that it is made from"), "{target}: {text}");
        assert!(text.contains("help: name another file for what is made"), "{target}: {text}");
        assert_eq!(before(target), was);
    }
    assert_eq!(hidden(&folder), [""; 0]);
}

#[test]
#[cfg(unix)]
fn a_pipe_takes_a_preview_and_stays_a_pipe() {
    let folder = paper("pipe");
    let story = "$(ls *.json | head -1)";
    let (status, text) =
        told(&sh(&folder, &format!("mkfifo p && (head -c 5 p > got & newsprint preview {story} -o p; test -p p && wait)")));
    assert_eq!(status, Some(0), "{text}");
    assert_eq!(fs::read(folder.join("got")).unwrap(), b"%PDF-");
    // One from which nobody reads is told, and keeps no run waiting.
    let (status, text) = told(&sh(&folder, &format!("newsprint preview {story} -o p; s=$?; test -p p && exit $s")));
    assert!(status == Some(1) && text.contains("nobody reads from this pipe"), "{text}");
    let output = sh(&folder, &format!("newsprint preview {story} -o /dev/stdout"));
    assert!(output.status.success() && output.stdout.starts_with(b"%PDF-"), "{}", told(&output).1);
}

#[test]
#[cfg(target_os = "linux")]
fn a_full_disk_is_told_and_a_closed_pipe_is_not() {
    let folder = paper("full");
    for command in [
        "schema article",
        "plan edition.toml --json",
        "fonts",
        "explain too-long",
        "completions bash",
        "preview $(ls *.json | head -1) -o -",
    ] {
        let (status, text) = told(&sh(&folder, &format!("newsprint {command} > /dev/full")));
        assert_eq!(status, Some(1), "{command}: {text}");
        assert!(text.contains("error[not-written]: the result cannot be written to stdout"), "{command}: {text}");
        let (_, text) = told(&sh(&folder, &format!("newsprint {command} | head -c 1 > /dev/null")));
        assert!(!text.contains("not-written"), "{command}: {text}");
    }
}

#[test]
#[cfg(unix)]
fn a_limit_of_files_leaves_what_was_there() {
    let folder = paper("limit");
    let build = "newsprint build edition.toml -o out --no-cache";
    assert_eq!(told(&sh(&folder, build)).0, Some(0));
    let was = fs::read(folder.join("out/epaper.pdf")).unwrap();
    let edition = fs::read_to_string(folder.join("edition.toml")).unwrap();
    fs::write(folder.join("edition.toml"), edition.replace("Golden", "Silver")).unwrap();
    for command in
        [build, "newsprint preview $(ls *.json | head -1) -o out/epaper.pdf", "newsprint import text long.txt -o out --section News"]
    {
        fs::write(folder.join("long.txt"), "Head\n\n".to_string() + &"Words of a story. ".repeat(2_000)).unwrap();
        let (status, text) = told(&sh(&folder, &format!("ulimit -f 8; {command}")));
        assert_eq!(status, Some(1), "{command}: {text}");
        assert!(text.contains("error[not-written]"), "{command}: {text}");
        assert_eq!(fs::read(folder.join("out/epaper.pdf")).unwrap(), was);
        assert_eq!(hidden(&folder.join("out")), [""; 0], "{command}");
    }
    assert!(!folder.join("out/head.json").exists());
}
