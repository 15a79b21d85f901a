//! The house rules: floors, purposes, lengths. A file that breaks one fails here, with the reason.
use std::fs;
use std::path::{Path, PathBuf};

/// Most lines of a file.
const LONGEST: usize = 600;

/// What each room may import of ours. `*` is anything.
const FLOORS: &[(&str, &[&str])] = &[
    ("units", &[]),
    ("ink", &[]),
    ("cache", &[]),
    ("role", &[]),
    ("moment", &[]),
    ("diag", &[]),
    ("tree", &["diag", "moment", "units"]),
    ("edition", &["cache", "diag", "moment", "role", "tree", "units"]),
    ("import", &["diag", "moment", "role", "edition", "tree", "units"]),
    ("layout", &["diag", "ink", "role", "tree", "units"]),
    ("font", &["diag", "units"]),
    ("schema", &["edition", "layout", "plan", "tree"]),
    ("job", &["diag", "edition", "font", "layout", "role", "units"]),
    ("set", &["diag", "role", "units", "edition", "layout", "font", "job", "ink", "page"]),
    ("plan", &["diag", "role", "edition", "layout", "set", "job", "tree"]),
    ("page", &["role", "units", "ink", "font"]),
    ("dummy", &["*"]),
    ("makeup", &["*"]),
    ("preview", &["*"]),
    ("ticket", &["edition", "job", "page", "press"]),
    ("proof", &["diag", "role", "units", "ink", "edition", "layout", "job", "page"]),
    ("press", &["cache", "diag", "role", "units", "ink", "font", "page"]),
    ("lib", &["*"]),
    ("main", &["*"]),
];

fn sources(folder: &Path, found: &mut Vec<PathBuf>) {
    let mut entries: Vec<PathBuf> = fs::read_dir(folder).unwrap().flatten().map(|entry| entry.path()).collect();
    entries.sort();
    for path in entries {
        if path.is_dir() {
            sources(&path, found);
        } else if path.extension().is_some_and(|end| end == "rs") {
            found.push(path);
        }
    }
}

/// Rooms that a text names after `crate::`.
fn imports(text: &str) -> Vec<String> {
    text.match_indices("crate::")
        .map(|(at, sign)| text[at + sign.len()..].chars().take_while(|c| c.is_ascii_lowercase() || *c == '_').collect::<String>())
        .filter(|name| !name.is_empty())
        .collect()
}

#[test]
fn the_house_is_in_order() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let mut files = Vec::new();
    sources(&root, &mut files);
    assert!(files.len() > 40, "the sources are gone");
    let mut faults = Vec::new();
    for path in files {
        let text = fs::read_to_string(&path).unwrap();
        let shown = path.strip_prefix(&root).unwrap().to_string_lossy().replace('\\', "/");
        let lines = text.lines().count();
        if lines > LONGEST {
            faults.push(format!("{shown}: {lines} lines; split it at {LONGEST}"));
        }
        if !text.starts_with("//! ") {
            faults.push(format!("{shown}: does not open with its purpose (//! …)"));
        }
        let room = shown.split(['/', '.']).next().unwrap_or("").to_string();
        let Some((_, allowed)) = FLOORS.iter().find(|(name, _)| *name == room) else {
            faults.push(format!("{shown}: the room \"{room}\" has no floor; add it to tests/house.rs and to the crate's documentation"));
            continue;
        };
        // Tests may reach anywhere.
        let code = text.split("#[cfg(test)]").next().unwrap_or("");
        for import in imports(code) {
            if import != room
                && !allowed.contains(&"*")
                && !allowed.contains(&import.as_str())
                && FLOORS.iter().any(|(name, _)| *name == import)
            {
                faults.push(format!("{shown}: {room} may not import {import}"));
            }
        }
        if room != "main" {
            for word in ["println!", "eprintln!", "Instant::now", "SystemTime::now", "std::env::var"] {
                if code.contains(word) {
                    faults.push(format!("{shown}: {word} belongs to main.rs alone"));
                }
            }
        }
    }
    assert!(faults.is_empty(), "\n{}", faults.join("\n"));
}

#[test]
fn the_imports_are_found() {
    assert_eq!(imports("use crate::units::Pt; crate::set::x"), ["units", "set"]);
}
