//! The house rules: which room may use which, no circles between files, purposes, lengths. A file that breaks one fails here, with the reason.
use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write;
use std::fs;
use std::path::{Path, PathBuf};

use crate::editions::root;
use crate::judge;
use crate::sources::{self, Source};

/// Most lines of a file.
const LONGEST: usize = 600;

/// What each room may use of ours. `*` is anything.
const FLOORS: &[(&str, &[&str])] = &[
    ("units", &[]),
    ("ids", &[]),
    ("ink", &[]),
    ("cache", &[]),
    ("flat", &[]),
    ("jpeg", &[]),
    ("ad_pdf", &["jpeg"]),
    ("role", &[]),
    ("moment", &[]),
    ("diag", &[]),
    ("tree", &["diag", "moment", "units"]),
    ("edition", &["cache", "diag", "flat", "jpeg", "moment", "role", "tree", "units"]),
    ("import", &["diag", "moment", "edition", "tree"]),
    ("layout", &["diag", "ink", "tree", "units"]),
    ("font", &["diag", "tree", "units"]),
    ("schema", &["edition", "layout", "plan_file", "tree"]),
    ("job", &["ad_pdf", "diag", "edition", "font", "ids", "layout", "role", "units"]),
    ("set", &["ids", "role", "units", "edition", "layout", "font", "job", "ink", "page"]),
    ("plan", &["edition", "ids", "job", "layout", "role", "set"]),
    ("page", &["ad_pdf", "role", "units", "ink", "font"]),
    ("design", &["page", "role", "units"]),
    ("planned", &["edition", "font", "ids", "job", "layout", "plan", "role", "set", "units"]),
    ("plan_file", &["diag", "edition", "ids", "job", "plan", "planned", "role", "tree", "units"]),
    ("plan_report", &["edition", "ids", "job", "plan", "planned", "role", "units"]),
    ("planning", &["diag", "edition", "ids", "job", "layout", "plan", "plan_file", "planned", "role", "set", "units"]),
    ("makeup", &["diag", "edition", "ids", "layout", "font", "job", "set", "plan", "planned", "page", "role", "ink", "units"]),
    ("preview", &["cache", "diag", "edition", "layout", "font", "job", "set", "makeup", "page", "press", "role", "ink", "tree", "units"]),
    ("order", &["diag", "edition", "layout", "moment", "plan_file", "role", "tree"]),
    (
        "fit",
        &["cache", "diag", "edition", "font", "ids", "job", "layout", "plan", "plan_file", "planned", "preview", "role", "set", "units"],
    ),
    ("session", &["cache", "diag", "edition", "font", "import", "job", "layout", "plan_file", "planned", "planning"]),
    ("ticket", &["edition", "job", "page", "press"]),
    ("proof", &["ad_pdf", "diag", "role", "units", "ink", "layout", "job", "page"]),
    ("press", &["ad_pdf", "cache", "design", "flat", "jpeg", "diag", "role", "units", "ink", "font", "page"]),
    ("lib", &["*"]),
    ("main", &["*"]),
];

/// Files that use one another in a circle, by room. A circle that is opened leaves this list; none comes to it.
const CIRCLES: &[(&str, &[&str])] = &[("plan", &["bill", "photos", "shapes"]), ("plan", &["page::areas", "page::fillings"])];

fn room(module: &str) -> &str {
    module.split("::").next().unwrap_or_default()
}

#[test]
fn the_house_is_in_order() {
    let sources = sources::all();
    assert!(sources.len() > 40, "the sources are gone");
    let mut faults = Vec::new();
    for source in sources {
        let shown = &source.shown;
        if source.lines > LONGEST {
            faults.push(format!("{shown}: {} lines; split it at {LONGEST}", source.lines));
        }
        if !source.has_purpose {
            faults.push(format!("{shown}: does not open with its purpose (//! …)"));
        }
        let own = room(&source.module);
        let Some((_, allowed)) = FLOORS.iter().find(|(name, _)| *name == own) else {
            faults.push(format!("{shown}: the room \"{own}\" has no floor; add it to tests/all/architecture.rs"));
            continue;
        };
        let used: BTreeSet<&str> = source.uses.iter().map(|path| room(path)).collect();
        for other in used {
            let is_room = other != own && FLOORS.iter().any(|(name, _)| *name == other);
            if is_room && !allowed.contains(&"*") && !allowed.contains(&other) {
                faults.push(format!("{shown}: {own} may not use {other}"));
            }
        }
        if own != "main" {
            for word in ["println!", "eprintln!", "Instant::now", "SystemTime::now", "std::env::var"] {
                if source.code.contains(word) {
                    faults.push(format!("{shown}: {word} belongs to main.rs alone"));
                }
            }
        }
    }
    assert!(faults.is_empty(), "\n{}", faults.join("\n"));
}

/// What each room uses of others.
fn rooms(sources: &[Source]) -> BTreeMap<String, BTreeSet<String>> {
    let mut rooms: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    for source in sources {
        let own = rooms.entry(room(&source.module).to_string()).or_default();
        own.extend(source.uses.iter().map(|path| room(path).to_string()));
    }
    let names: BTreeSet<String> = rooms.keys().cloned().collect();
    for (own, uses) in &mut rooms {
        uses.retain(|other| other != own && names.contains(other));
    }
    rooms
}

/// All that can be reached from each.
fn reach<'a>(graph: &BTreeMap<&'a str, BTreeSet<&'a str>>) -> BTreeMap<&'a str, BTreeSet<&'a str>> {
    let from = |start: &'a str| {
        let (mut found, mut left) = (BTreeSet::new(), vec![start]);
        while let Some(next) = left.pop() {
            let new = graph.get(next).into_iter().flatten().filter(|other| found.insert(**other));
            left.extend(new);
        }
        found
    };
    graph.keys().map(|start| (*start, from(start))).collect()
}

/// Sets of names that all reach one another.
fn circles<'a>(graph: &BTreeMap<&'a str, BTreeSet<&'a str>>) -> BTreeSet<BTreeSet<&'a str>> {
    let reach = reach(graph);
    let circle = |start: &&'a str| -> BTreeSet<&'a str> {
        reach[start].iter().copied().filter(|other| reach.get(other).is_some_and(|back| back.contains(start))).collect()
    };
    reach.keys().map(circle).filter(|circle| circle.len() > 1).collect()
}

#[test]
fn no_files_use_one_another_in_a_circle() {
    let sources = sources::all();
    // A module's own file is the face of the files in its folder: it names them, and they its words.
    let is_face = |one: &str, other: &str| one == other || one.starts_with(&format!("{other}::")) || other.starts_with(&format!("{one}::"));
    let graph: BTreeMap<&str, BTreeSet<&str>> = sources
        .iter()
        .map(|source| {
            let uses = source.uses.iter().filter_map(|path| sources::file_of(path, sources));
            (source.module.as_str(), uses.filter(|other| !is_face(other, &source.module)).collect())
        })
        .collect();
    let found = circles(&graph);
    let known: Vec<BTreeSet<String>> =
        CIRCLES.iter().map(|(room, files)| files.iter().map(|file| format!("{room}::{file}")).collect()).collect();
    let of_known = |circle: &BTreeSet<&str>| known.iter().any(|known| circle.iter().all(|file| known.contains(*file)));
    let new: Vec<&BTreeSet<&str>> = found.iter().filter(|circle| !of_known(circle)).collect();
    assert!(new.is_empty(), "these files use one another in a circle; move what two of them need below both:\n{new:#?}");
    let opened = known.iter().flat_map(|known| {
        let left: BTreeSet<&str> =
            found.iter().filter(|circle| circle.iter().all(|file| known.contains(*file))).flatten().copied().collect();
        known.iter().filter(move |file| !left.contains(file.as_str()))
    });
    let opened: Vec<&String> = opened.collect();
    assert!(opened.is_empty(), "no longer in a circle, so strike off in CIRCLES: {opened:?}");
}

/// `src/rooms.md`, which the crate's documentation shows.
#[test]
fn the_graph_of_rooms_is_drawn() {
    let rooms = rooms(sources::all());
    let graph: BTreeMap<&str, BTreeSet<&str>> = rooms
        .iter()
        .filter(|(room, _)| *room != "main")
        .map(|(room, uses)| (room.as_str(), uses.iter().map(String::as_str).collect()))
        .collect();
    assert_eq!(circles(&graph), BTreeSet::new(), "rooms use one another in a circle");
    let fault = judge::text("rooms", &root().join("src/rooms.md"), &drawn(&graph));
    judge::settle("rooms", fault.as_slice());
}

/// Floors from the ground up: each room on the lowest that is above all it uses, with what it uses and does not reach otherwise.
fn drawn(graph: &BTreeMap<&str, BTreeSet<&str>>) -> String {
    let reach = reach(graph);
    let mut floors: BTreeMap<&str, usize> = BTreeMap::new();
    while floors.len() < graph.len() {
        for (room, uses) in graph {
            if let Some(below) = uses.iter().map(|other| floors.get(other).copied()).collect::<Option<Vec<usize>>>() {
                floors.insert(room, below.into_iter().max().map_or(0, |floor| floor + 1));
            }
        }
    }
    let mut out = String::from("```text\n");
    for floor in (0..=floors.values().copied().max().unwrap_or(0)).rev() {
        for (room, _) in floors.iter().filter(|(_, on)| **on == floor) {
            let uses = &graph[room];
            let direct: Vec<&str> = uses.iter().copied().filter(|other| !uses.iter().any(|by| reach[by].contains(other))).collect();
            let arrow = if direct.is_empty() { String::new() } else { format!(" -> {}", direct.join(", ")) };
            let _ = writeln!(out, "{}", format!("{floor}  {room:8}{arrow}").trim_end());
        }
    }
    out + "```\n"
}

/// Every integration test is a module of one binary.
#[test]
fn tests_are_one_binary() {
    let is_target = |path: &Path| path.extension().is_some_and(|end| end == "rs") || path.join("main.rs").is_file();
    let found: Vec<PathBuf> =
        fs::read_dir(root().join("tests")).unwrap().flatten().map(|entry| entry.path()).filter(|path| is_target(path)).collect();
    assert_eq!(found, [root().join("tests/all")], "a new subject is a module of tests/all, not a binary of its own");
}

#[test]
fn circles_are_found() {
    let graph = |arrows: &[(&'static str, &'static str)]| -> BTreeMap<&str, BTreeSet<&str>> {
        let mut graph: BTreeMap<&str, BTreeSet<&str>> = BTreeMap::new();
        for (from, to) in arrows {
            graph.entry(from).or_default().insert(to);
        }
        graph
    };
    assert_eq!(circles(&graph(&[("a", "b"), ("b", "c"), ("a", "c")])), BTreeSet::new());
    let found = circles(&graph(&[("a", "b"), ("b", "c"), ("c", "b"), ("d", "e"), ("e", "f"), ("f", "d")]));
    assert_eq!(found, BTreeSet::from([BTreeSet::from(["b", "c"]), BTreeSet::from(["d", "e", "f"])]));
}
