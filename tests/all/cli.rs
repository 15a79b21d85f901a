//! The binary: exit status, where words go, and that the same work gives the same bytes.
use std::collections::BTreeMap;
use std::fmt::Write;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use crate::editions::root;
use crate::files::copy;
use crate::judge;

fn run(arguments: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_newsprint")).args(arguments).output().expect("the binary runs")
}

fn folder(name: &str) -> PathBuf {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join(name);
    let _ = fs::remove_dir_all(&folder);
    fs::create_dir_all(&folder).unwrap();
    folder
}

/// A copy of a sample as it is filed: without the plan that a build of it has left beside it.
fn sample(name: &str, to: &Path) {
    copy(&root().join("samples").join(name), to);
    let _ = fs::remove_file(to.join("edition.plan.toml"));
    let _ = fs::remove_dir_all(to.join(".newsprint"));
}

fn check(arguments: &[&str], status: i32, out: &str, err: &str) {
    let output = run(arguments);
    let (shown_out, shown_err) = (String::from_utf8_lossy(&output.stdout), String::from_utf8_lossy(&output.stderr));
    assert_eq!(output.status.code(), Some(status), "{arguments:?}: {shown_out}{shown_err}");
    assert!(shown_out.contains(out), "{arguments:?}: {shown_out}");
    assert!(shown_err.contains(err), "{arguments:?}: {shown_err}");
}

#[test]
fn status_and_streams() {
    check(&["--help"], 0, "Usage", "");
    check(&["bild", "x"], 2, "", "unrecognized subcommand");
    check(&["build", "nowhere/edition.toml"], 1, "", "error[unreadable]");
    check(&["schema", "article"], 0, "\"headline\"", "");
    check(&["schema", "edition"], 0, "\"cutoff\"", "");
    check(&["schema", "layout"], 0, "\"gutter\"", "");
    check(&["schema", "weather"], 2, "", "invalid value");
    let small = folder("small");
    copy(&root().join("tests/golden/two-stories/edition"), &small);
    let small = small.join("edition.toml");
    check(&["plan", small.to_str().unwrap()], 0, "proved: no other cut of the page", "");
    check(&["plan", small.to_str().unwrap(), "--json"], 0, "\"proof\": \"best\"", "");
    check(&["plan", small.to_str().unwrap(), "--explain", "nobody"], 1, "", "error[unknown-slug]");
    check(&["completions", "bash"], 0, "complete -F _newsprint", "");
    check(&["completions", "zsh"], 0, "#compdef newsprint", "");
    check(&["completions", "fish"], 0, "preview", "");
    check(&["completions", "abacus"], 2, "", "invalid value");
    check(&["fonts"], 0, "Source Serif 4 SmText", "");
    let bad = root().join("tests/golden/bad-several-at-once/edition/edition.toml");
    check(&["--message-format", "json", "check", bad.to_str().unwrap()], 1, "", "\"code\":\"unknown-key\"");
}

#[test]
fn other_plans_and_orders_that_are_tried() {
    let paper = folder("tried");
    sample("weekly", &paper);
    let edition = paper.join("edition.toml");
    let edition = edition.to_str().unwrap();
    let plan = || fs::read_to_string(paper.join("edition.plan.toml")).unwrap();
    check(&["plan", edition], 0, "Gamcheon Weekly", "");
    let before = (plan(), fs::read_to_string(edition).unwrap());
    check(&["plan", edition, "--try", "kill bridge-view"], 0, "\"bridge-view\" goes from A1", "");
    check(&["plan", edition, "--try", "hold bridge-view", "--json"], 0, "\"changes\"", "");
    check(&["plan", edition, "--try", "hald bridge-view"], 1, "", "error[no-order]: \"hald bridge-view\" is no order");
    check(&["plan", edition, "--try", "list"], 1, "", "error[no-order]");
    check(&["plan", edition, "--alternatives", "3", "--page", "A2"], 0, "A2 as it stands costs", "");
    check(&["plan", edition, "--alternatives", "3", "--page", "2", "--json"], 0, "\"alternatives\"", "");
    check(&["plan", edition, "--alternatives", "3", "--page", "A2", "--choose", "99"], 1, "", "error[no-alternative]");
    check(&["plan", edition, "--alternatives", "3"], 2, "", "--page");
    assert_eq!((plan(), fs::read_to_string(edition).unwrap()), before);
    // One that is taken stands, and a run after it changes nothing.
    check(&["plan", edition, "--alternatives", "3", "--page", "A2", "--choose", "1"], 0, "took plan 1 of A2", "");
    assert_ne!(plan(), before.0);
    check(&["plan", edition, "--locked"], 0, "Gamcheon Weekly", "");
    check(&["plan", edition, "--scope", "A9"], 1, "", "error[unknown-scope]");
    fs::remove_file(paper.join("edition.plan.toml")).unwrap();
    check(&["plan", edition, "--scope", "A1"], 1, "", "error[no-plan]");
}

/// Commands one after another in one folder: all that each writes on stdout (`  `) and stderr (`! `), and its exit status.
#[test]
fn transcript() {
    let here = folder("transcript");
    for (case, name) in [("two-stories", "paper"), ("held-when-full", "full"), ("bad-several-at-once", "bad")] {
        copy(&root().join("tests/golden").join(case).join("edition"), &here.join(name));
    }
    copy(&root().join("tests/preview/deck"), &here.join("deck"));
    fs::copy(root().join("tests/import/nitf-full.input.xml"), here.join("bridge.xml")).unwrap();
    let mut told = String::new();
    for line in fs::read_to_string(root().join("tests/cli/commands.txt")).unwrap().lines() {
        let output = Command::new(env!("CARGO_BIN_EXE_newsprint"))
            .args(line.split(' '))
            .current_dir(&here)
            .env_remove("COLUMNS")
            .output()
            .expect("the binary runs");
        let _ = writeln!(told, "$ newsprint {line}");
        for (mark, stream) in [("  ", &output.stdout), ("! ", &output.stderr)] {
            for line in String::from_utf8_lossy(stream).lines() {
                let _ = writeln!(told, "{}", format!("{mark}{line}").trim_end());
            }
        }
        let _ = writeln!(told, "= {}\n", output.status.code().expect("it ends by itself"));
    }
    judge::settle("cli", judge::text("transcript", &root().join("tests/cli/transcript.txt"), &told).as_slice());
}

#[test]
fn layouts_are_compared() {
    let here = folder("compared");
    copy(&root().join("tests/golden/two-stories/edition"), &here);
    let [edition, old, new, page] = ["edition.toml", "old", "new", "page.html"].map(|name| here.join(name).to_str().unwrap().to_string());
    check(&["build", &edition, "-o", &old], 0, "pages", "");
    check(&["build", &edition, "-o", &new], 0, "pages", "");
    check(&["diff", &old, &new], 0, "no difference\n", "");
    let article = fs::read_dir(&here).unwrap().flatten().map(|entry| entry.path());
    let article = article.filter(|path| path.extension().is_some_and(|end| end == "json")).min().unwrap();
    let text = fs::read_to_string(&article).unwrap().replacen(" the ", " the very ", 1);
    fs::write(&article, text).unwrap();
    check(&["build", &edition, "-o", &new], 0, "pages", "");
    check(&["diff", &old, &new, "-o", &page], 1, "0 words out, 1 word in", "");
    check(&["diff", &old, &new], 1, "not the same bytes: epaper.pdf", "");
    check(&["diff", &format!("{old}/layout.json"), &new, "--json"], 1, "\"kind\": \"text\"", "");
    assert!(fs::read_to_string(&page).unwrap().contains("data:image/jpeg;base64,"));
    check(&["diff", &old, "nowhere"], 1, "", "error[unreadable]");
    check(&["diff", &old, &edition], 1, "", "error[bad-layout-json]");
}

#[test]
fn init_makes_a_paper_that_builds() {
    let folder = folder("init");
    let paper = folder.join("paper");
    check(&["init", paper.to_str().unwrap()], 0, "made", "");
    check(&["init", paper.to_str().unwrap()], 1, "", "error[not-empty]");
    let (edition, out) = (paper.join("edition.toml"), folder.join("out"));
    check(&["build", edition.to_str().unwrap(), "-o", out.to_str().unwrap()], 0, "pages", "");
    assert!(fs::read(out.join("epaper.pdf")).unwrap().starts_with(b"%PDF"));
}

#[test]
fn a_failed_build_leaves_what_was_there() {
    let folder = folder("failed");
    fs::write(folder.join("epaper.pdf"), "old").unwrap();
    let bad = root().join("tests/golden/bad-broken-jpeg/edition/edition.toml");
    check(&["build", bad.to_str().unwrap(), "-o", folder.to_str().unwrap()], 1, "", "cut.jpg");
    assert_eq!(fs::read_dir(&folder).unwrap().count(), 1);
    assert_eq!(fs::read(folder.join("epaper.pdf")).unwrap(), b"old");
}

#[test]
fn what_was_made_is_kept_where_it_is_asked_for() {
    let folder = folder("kept");
    let paper = folder.join("paper");
    copy(&root().join("tests/golden/ad-jpeg/edition"), &paper);
    let (edition, out) = (paper.join("edition.toml"), folder.join("out"));
    let build = |extra: &[&str], err: &str| {
        let arguments = ["build", edition.to_str().unwrap(), "-o", out.to_str().unwrap(), "--target", "print"];
        check(&[&arguments, extra].concat(), 0, "pages", err);
    };
    build(&["--no-cache"], "");
    assert!(!paper.join(".newsprint").exists());
    let other = folder.join("other");
    build(&["--cache", other.to_str().unwrap()], "");
    assert!(!paper.join(".newsprint").exists() && other.join("CACHEDIR.TAG").is_file());
    build(&[], "");
    assert!(paper.join(".newsprint/CACHEDIR.TAG").is_file());
    // A file where the folder should be.
    let printed = fs::read(out.join("print.pdf")).unwrap();
    fs::write(folder.join("taken"), "").unwrap();
    build(&["--cache", folder.join("taken").to_str().unwrap()], "note[cache]");
    assert_eq!(fs::read(out.join("print.pdf")).unwrap(), printed);
    check(&["build", "x.toml", "--cache", "x", "--no-cache"], 2, "", "cannot be used with");
    check(&["build", "x.toml", "--standard", "x4,x1a"], 2, "", "x4 or x1a, not both");
}

/// Builds a sample paper; its ledger's stories, placed and held.
fn build(edition: &Path, out: &Path, extra: &[&str]) -> (u64, u64, u64) {
    let mut arguments = vec!["build", edition.to_str().unwrap(), "-o", out.to_str().unwrap()];
    arguments.extend(extra);
    let output = run(&arguments);
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    let report: serde_json::Value = serde_json::from_slice(&fs::read(out.join("report.json")).unwrap()).unwrap();
    let count = |key: &str| report["ledger"][key].as_u64().unwrap();
    let page = fs::read_to_string(out.join("report.html")).unwrap();
    for entry in report["held"].as_array().unwrap().iter().chain(report["stories"].as_array().unwrap()) {
        assert!(page.contains(&format!("<td>{}</td>", entry["slug"].as_str().unwrap())), "{entry} is not in report.html");
    }
    for entry in report["files"].as_array().unwrap() {
        let path = out.join(entry["path"].as_str().unwrap());
        assert!(path.is_dir() || fs::metadata(&path).unwrap().len() == entry["bytes"].as_u64().unwrap(), "{entry}");
    }
    (count("stories"), count("placed"), count("held"))
}

/// Every file below a folder, by its path in it.
fn tree(folder: &Path) -> BTreeMap<PathBuf, Vec<u8>> {
    let mut found = BTreeMap::new();
    let mut folders = vec![folder.to_path_buf()];
    while let Some(next) = folders.pop() {
        for path in fs::read_dir(next).unwrap().flatten().map(|entry| entry.path()) {
            if path.is_dir() {
                folders.push(path);
            } else {
                found.insert(path.strip_prefix(folder).unwrap().to_path_buf(), fs::read(&path).unwrap());
            }
        }
    }
    found
}

/// Of every target, whatever the folder, the locale and the number of threads.
#[test]
fn heavy_the_same_bytes_everywhere() {
    const TARGETS: [&str; 2] = ["--target", "print,epaper,site,mets"];
    let folder = folder("same");
    let other = folder.join("elsewhere/paper");
    sample("weekly", &other);
    let one = folder.join("one");
    sample("weekly", &one);
    let (stories, placed, held) = build(&one.join("edition.toml"), &folder.join("a"), &["--jobs", "1", TARGETS[0], TARGETS[1]]);
    let filed = fs::read_dir(one.join("articles")).unwrap().count() as u64;
    assert_eq!((stories, placed + held), (filed, filed), "every story is on a page or held");
    let status = Command::new(env!("CARGO_BIN_EXE_newsprint"))
        .args(["build", "edition.toml", "-o", "../b", "--jobs", "2", TARGETS[0], TARGETS[1]])
        .current_dir(&other)
        .env("TZ", "Pacific/Kiritimati")
        .env("LANG", "tr_TR.UTF-8")
        .env("LC_ALL", "tr_TR.UTF-8")
        .output()
        .unwrap();
    assert!(status.status.success());
    let plan = |paper: &Path| fs::read(paper.join("edition.plan.toml")).unwrap();
    assert!(plan(&one) == plan(&other), "the plan differs");
    let (one, other) = (tree(&folder.join("a")), tree(&folder.join("elsewhere/b")));
    assert_eq!(one.keys().collect::<Vec<_>>(), other.keys().collect::<Vec<_>>());
    let known = ["print.pdf", "epaper.pdf", "layout.json", "report.json", "report.html", "epaper/zones.json", "mets/mets.xml"];
    assert!(known.iter().all(|file| one.contains_key(Path::new(file))), "{:?}", one.keys());
    for (file, bytes) in &one {
        assert!(*bytes == other[file], "{} differs", file.display());
    }
}

/// A run with a text on stdin.
fn fed(arguments: &[&str], text: &[u8]) -> Output {
    use std::io::Write;
    use std::process::Stdio;
    let command = Command::new(env!("CARGO_BIN_EXE_newsprint"))
        .args(arguments)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn();
    let mut child = command.expect("the binary runs");
    child.stdin.take().expect("stdin").write_all(text).expect("it reads");
    child.wait_with_output().expect("it ends")
}

#[test]
fn previews_from_files_and_streams() {
    let folder = folder("preview");
    let articles = root().join("samples/harbour-times/articles");
    let article = |name: &str| articles.join(name).to_string_lossy().into_owned();
    let (bridge, talks) = (article("harbour-bridge.json"), article("ferry-talks.json"));
    let out = folder.to_string_lossy().into_owned();
    check(&["preview", &bridge, &talks, "-o", &out], 0, "ferry-talks.pdf", "");
    let one = folder.join("one.pdf");
    check(&["preview", &bridge, "-o", one.to_str().unwrap(), "--layout", "preview-letter-two", "--font-size", "large"], 0, "one.pdf", "");
    let bytes = fs::read(folder.join("harbour-bridge.pdf")).unwrap();
    assert!(bytes.starts_with(b"%PDF") && fs::read(&one).unwrap() != bytes);
    let shown = run(&["preview", &bridge, "-o", "-"]);
    assert!(shown.status.success() && shown.stdout == bytes, "stdout and file hold the same");
    let text = fs::read(root().join("samples/harbour-times/articles/ferry-talks.json")).unwrap();
    let shown = fed(&["preview", "-", "-o", "-", "--no-photos"], &text);
    assert!(shown.status.success() && shown.stdout.starts_with(b"%PDF"), "{}", String::from_utf8_lossy(&shown.stderr));
    let shown = fed(&["preview", "-", "--from", "markdown", "-o", "-"], b"---\nsection: World\nheadline: Fog\n---\nThe ferry waited.\n");
    assert!(shown.status.success() && shown.stdout.starts_with(b"%PDF"), "{}", String::from_utf8_lossy(&shown.stderr));
}

#[test]
fn a_preview_with_errors_writes_nothing() {
    let folder = folder("preview-bad");
    let cases = root().join("tests/preview");
    let story = |case: &str| cases.join(case).join("story.json").to_string_lossy().into_owned();
    let (good, bad) = (story("deck"), story("bad-no-headline"));
    let out = folder.to_string_lossy().into_owned();
    check(&["preview", &bad, "-o", &out], 1, "", "error[missing-key]");
    check(&["preview", &good, "nowhere.json", "-o", &out], 1, "", "error[unreadable]");
    check(&["preview", &good, &story("quote"), "-o", &out], 1, "", "error[same-name]");
    check(&["preview", &good, &bad, "-o", "-"], 1, "", "error[output]");
    check(&["preview", &good, "--layout", "preview-a5", "-o", &out], 1, "", "preview-a4");
    check(&["preview"], 2, "", "required");
    let shown = fed(&["preview", "-", "-o", &out], b"{\"section\": 3");
    assert_eq!((shown.status.code(), shown.stdout.len()), (Some(1), 0));
    assert_eq!(fs::read_dir(&folder).unwrap().count(), 0, "nothing is written");
}

#[test]
fn the_plan_file_is_kept_and_held_to() {
    let folder = folder("plan-file");
    let paper = folder.join("paper");
    sample("weekly", &paper);
    let (edition, out) = (paper.join("edition.toml"), folder.join("out"));
    let (edition, plan) = (edition.to_str().unwrap(), paper.join("edition.plan.toml"));
    check(&["plan", edition, "--locked"], 1, "", "error[no-plan]");
    // One output, for none of them has a say in the plan.
    const EPAPER: [&str; 2] = ["--target", "epaper"];
    build(Path::new(edition), &out, &EPAPER);
    let (kept, layout) = (fs::read(&plan).unwrap(), fs::read(out.join("layout.json")).unwrap());
    build(Path::new(edition), &out, &[EPAPER[0], EPAPER[1], "--locked"]);
    build(Path::new(edition), &out, &EPAPER);
    assert!(kept == fs::read(&plan).unwrap(), "planning again from a plan leaves it as it is");
    assert!(layout == fs::read(out.join("layout.json")).unwrap());
    fs::write(&plan, "[[pages]]\nsection = \"News\"\ncolums = 3\n").unwrap();
    check(&["plan", edition], 1, "", "error[unknown-key]");
    check(&["plan", edition, "--locked", "--replan"], 2, "", "cannot be used with");
    check(&["plan", edition, "--replan"], 0, "proved", "");
    assert!(kept == fs::read(&plan).unwrap());
    fs::write(paper.join("articles/late.md"), "---\nsection: Hill News\nheadline: Late\npriority: 5\n---\nIt came late.\n").unwrap();
    check(
        &["build", edition, "-o", out.to_str().unwrap(), "--locked"],
        1,
        "",
        "error[plan-locked]: the plan would change: \"late\" comes onto",
    );
    assert!(layout == fs::read(out.join("layout.json")).unwrap(), "nothing is written");
}

#[test]
fn codes_are_explained() {
    check(&["explain", "unknown-key"], 0, "error[unknown-key]: nothing is written until it is mended\n\nWhat it means\n", "");
    check(&["explain", "unknwon-key"], 2, "", "no message has the code \"unknwon-key\"; did you mean \"unknown-key\"?");
    check(&["explain", "abacus"], 2, "", "newsprint explain lists all codes");
    check(&["explain", "bleed", "--json"], 0, "\"severities\": [\n    \"warning\"\n  ]", "");
    let list = String::from_utf8(run(&["explain"]).stdout).unwrap();
    let json: serde_json::Value = serde_json::from_slice(&run(&["explain", "--json"]).stdout).unwrap();
    let codes: Vec<&str> = json.as_array().unwrap().iter().map(|entry| entry["code"].as_str().unwrap()).collect();
    assert!(codes.len() > 100 && list.lines().count() == codes.len());
    assert!(list.lines().zip(&codes).all(|(line, code)| line.starts_with(&format!("{code} "))), "{list}");
    check(&["completions", "bash"], 0, " unknown-key ", "");
}

#[test]
fn a_folder_that_cannot_be_written_to() {
    let folder = folder("unwritable");
    let paper = folder.join("paper");
    copy(&root().join("tests/golden/two-stories/edition"), &paper);
    let [edition, story, taken, out] = ["paper/edition.toml", "paper/story.json", "taken", "out"].map(|name| folder.join(name));
    let [edition, story, taken, out] = [&edition, &story, &taken, &out].map(|path| path.to_str().unwrap());
    // A file where the folder should be.
    fs::write(taken, "kept").unwrap();
    check(&["build", edition, "-o", taken, "--target", "epaper"], 1, "", "error[not-written]: the files cannot be written to");
    check(&["preview", story, "-o", &format!("{taken}/one.pdf")], 1, "", "error[not-written]: the preview cannot be written to");
    check(&["import", "text", story, "-o", taken], 1, "", "error[not-written]");
    check(&["init", &format!("{taken}/paper")], 1, "", "error[not-written]");
    assert_eq!(fs::read(taken).unwrap(), b"kept");
    // A folder where the plan should be.
    fs::create_dir_all(paper.join("edition.plan.toml/full")).unwrap();
    check(&["build", edition, "-o", out, "--target", "epaper", "--replan"], 0, "pages", "warning[plan-not-written]");
}

#[test]
fn a_port_that_is_taken() {
    let taken = std::net::TcpListener::bind((std::net::Ipv4Addr::LOCALHOST, 0)).unwrap();
    let port = taken.local_addr().unwrap().port().to_string();
    check(&["watch", "edition.toml", "--port", &port], 1, "", "error[port]");
}

#[test]
fn imports_write_over_nothing() {
    let folder = folder("import-over");
    let [copy, out, article] = ["fog.txt", "articles", "articles/fog.json"].map(|name| folder.join(name));
    fs::write(&copy, "Fog\n\nThe ferry waited.\n").unwrap();
    let import = |extra: &[&str], status: i32, err: &str| {
        let arguments = ["import", "text", copy.to_str().unwrap(), "-o", out.to_str().unwrap(), "--section", "News"];
        check(&[&arguments, extra].concat(), status, "", err);
    };
    import(&[], 0, "");
    import(&[], 0, "");
    let made = fs::read(&article).unwrap();
    fs::write(&article, "edited").unwrap();
    import(&[], 1, "error[exists]");
    assert_eq!(fs::read(&article).unwrap(), b"edited");
    import(&["--replace"], 0, "");
    assert_eq!(fs::read(&article).unwrap(), made);
}

#[test]
fn pages_that_are_asked_for() {
    let folder = folder("pages");
    copy(&root().join("tests/golden/two-stories/edition"), &folder);
    let (edition, out) = (folder.join("edition.toml"), folder.join("out"));
    let build = |pages: &str, status: i32, err: &str| {
        check(&["build", edition.to_str().unwrap(), "-o", out.to_str().unwrap(), "--target", "print", "--pages", pages], status, "", err);
    };
    build("9", 1, "error[no-pages]: none of the pages asked for is there");
    assert!(!out.exists());
    build("1,9", 0, "");
    // Nobody shall take them for the whole paper, nor what an earlier build left for today's.
    assert!(out.join("pages-1+9.pdf").is_file() && !out.join("print.pdf").exists());
    build("1", 0, "");
    assert!(out.join("pages-1.pdf").is_file() && !out.join("pages-1+9.pdf").exists());
}

#[test]
fn an_order_that_cannot_be_carried_out_fails_the_run() {
    let folder = folder("orders");
    copy(&root().join("tests/golden/held-when-full/edition"), &folder);
    let (edition, out) = (folder.join("edition.toml"), folder.join("out"));
    let build = |status: i32, err: &str| {
        check(&["build", edition.to_str().unwrap(), "-o", out.to_str().unwrap(), "--target", "print,epaper", "--replan"], status, "", err);
    };
    const ALL: [&str; 8] = ["s1.json", "s2.json", "s3.json", "s4.json", "s5.json", "s6.json", "s7.json", "s8.json"];
    let filed = ALL.map(|story| fs::read_to_string(folder.join(story)).unwrap());
    let must_run = |story: &str, must: bool| {
        let at = ALL.iter().position(|other| *other == story).unwrap();
        fs::write(folder.join(story), filed[at].replacen('{', &format!("{{ \"must_run\": {must},"), 1)).unwrap();
    };
    // By its priority it must run.
    build(1, "error[held]: \"s3\" is held");
    assert!(!out.join("print.pdf").exists());
    ALL.iter().for_each(|story| must_run(story, false));
    build(0, "note[held]: \"s3\" is held");
    assert!(out.join("print.pdf").is_file());
    // What the desk says must run is not held while anything else can be.
    must_run("s3.json", true);
    build(0, "note[held]");
    assert!(!fs::read_to_string(out.join("report.json")).unwrap().contains("\"s3\" is held"));
    ALL.iter().for_each(|story| must_run(story, true));
    build(1, "error[held]");
    // The pages can be looked at; no plate, of this build or an earlier one, lies beside them.
    assert!(out.join("epaper.pdf").is_file() && !out.join("print.pdf").exists());
}
