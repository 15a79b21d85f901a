//! `newsprint fit`: what a story needs is what the planner and the type say.
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::sync::atomic::{AtomicUsize, Ordering};

use crate::editions::root;
use crate::files::copy;
use newsprint::diag::Diagnostics;
use newsprint::fit::{self, Ask, Needs};
use newsprint::preview::{Copy, Order, Written};
use serde_json::{Value, json};

fn run(folder: &Path, words: &[&str], stdin: &str) -> (i32, String, String) {
    use std::io::Write;
    let mut command = Command::new(env!("CARGO_BIN_EXE_newsprint"));
    command.args(words).current_dir(folder).stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
    let mut child = command.spawn().expect("the binary runs");
    // One that refuses its arguments reads nothing.
    let _ = child.stdin.take().unwrap().write_all(stdin.as_bytes());
    let output = child.wait_with_output().unwrap();
    let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
    (output.status.code().unwrap(), text(&output.stdout), text(&output.stderr))
}

/// A planned copy of a golden case.
fn planned(case: &str) -> PathBuf {
    static COPIES: AtomicUsize = AtomicUsize::new(0);
    let copy_number = COPIES.fetch_add(1, Ordering::Relaxed);
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join(format!("fit-{case}-{copy_number}"));
    let _ = fs::remove_dir_all(&folder);
    copy(&root().join("tests/golden").join(case).join("edition"), &folder);
    let (status, _, err) = run(&folder, &["plan", "edition.toml"], "");
    assert_eq!(status, 0, "{err}");
    folder
}

fn needs(folder: &Path, slug: &str) -> Value {
    let (status, out, err) = run(folder, &["fit", slug, "--json"], "");
    assert_eq!(status, 0, "{slug}: {err}");
    serde_json::from_str(&out).unwrap()
}

fn slugs(folder: &Path) -> Vec<String> {
    let plan: toml::Table = fs::read_to_string(folder.join("edition.plan.toml")).unwrap().parse().unwrap();
    let pages = plan["pages"].as_array().unwrap().iter();
    let stories = pages.filter_map(|page| page.get("stories")).flat_map(|stories| stories.as_array().unwrap());
    stories.map(|story| story["slug"].as_str().unwrap().to_string()).collect()
}

#[test]
fn what_is_planned_fits_exactly() {
    for case in ["two-stories", "jump-ordered", "list", "kicker-and-deck"] {
        let folder = planned(case);
        let slugs = slugs(&folder);
        assert!(!slugs.is_empty(), "{case}");
        for slug in slugs {
            let needs = needs(&folder, &slug);
            let stands = needs["stands"].as_array().unwrap();
            assert!(!stands.is_empty(), "{case} {slug}");
            assert!(stands.iter().all(|stand| stand["over"] == 0), "{case} {slug}: {stands:?}");
            // It stands in a size that it is told to have.
            for stand in stands.iter().filter(|stand| stand["part"] == "whole") {
                let widths = needs["widths"].as_array().unwrap();
                let width = widths.iter().find(|width| width["columns"] == stand["columns"]).unwrap();
                let depths = &width[if stand["lead"] == true { "lead" } else { "other" }];
                let rows = stand["rows"].as_u64().unwrap();
                assert!((depths["fewest"].as_u64().unwrap()..=depths["most"].as_u64().unwrap()).contains(&rows), "{case} {slug}");
            }
        }
    }
}

#[test]
fn lines_over_and_under_are_told() {
    let folder = planned("two-stories");
    let slug = &slugs(&folder)[0];
    let file = folder.join(format!("{slug}.json"));
    let filed: Value = serde_json::from_str(&fs::read_to_string(&file).unwrap()).unwrap();
    let before = needs(&folder, slug)["lines"].as_i64().unwrap();
    let with = |body: Vec<Value>| {
        let mut filed = filed.clone();
        filed["body"] = Value::Array(body);
        fs::write(&file, filed.to_string()).unwrap();
        let needs = needs(&folder, slug);
        (needs["lines"].as_i64().unwrap() - before, needs["stands"][0]["over"].as_i64().unwrap())
    };
    let body = filed["body"].as_array().unwrap();
    let (more, over) = with(body.iter().chain(body).cloned().collect());
    // Paragraphs and the white in it can give a few lines.
    assert!(over > 0 && over <= more && over * 2 >= more, "{over} of {more}");
    let (less, under) = with(body[..body.len() / 3].to_vec());
    assert!(under < 0 && under >= less, "{under} of {less}");
}

fn needs_of(article: &Value) -> Needs {
    let copy = Copy::Bytes { name: "story".into(), bytes: article.to_string().into_bytes(), written: Written::Json };
    let order = Order { layout: "broadsheet".into(), ..Order::default() };
    let mut diags = Diagnostics::default();
    let job = fit::open(&copy, &order, None, &mut diags).unwrap_or_else(|| panic!("{:?}", diags.list));
    fit::of_article(&job, 0, &Ask { template: Some("inside".into()), columns: Some(2) }).unwrap()
}

/// The first paragraphs of a sample story, as plain text.
fn sample() -> Vec<String> {
    let filed: Value =
        serde_json::from_str(&fs::read_to_string(root().join("samples/harbour-times/articles/rate-hold.json")).unwrap()).unwrap();
    filed["body"].as_array().unwrap().iter().filter_map(Value::as_str).map(String::from).collect()
}

#[test]
fn each_cut_gains_a_line() {
    let body = sample();
    let article = |body: &[String]| json!({"section": "Finance", "headline": "Rates stay where they are", "body": body});
    let whole = needs_of(&article(&body));
    assert!((1..=fit::MOST_CUTS).contains(&whole.cuts.len()));
    assert!(whole.cuts.is_sorted_by_key(|cut| cut.characters));
    for cut in whole.cuts.iter().filter(|cut| !cut.within_word) {
        let mut shorter = body.clone();
        let text = &mut shorter[cut.block - 1];
        let keep = text.trim_end().chars().count() - cut.characters;
        *text = text.chars().take(keep).collect::<String>().trim_end().to_string();
        assert_eq!(needs_of(&article(&shorter)).lines, whole.lines - 1, "{cut:?}");
    }
}

#[test]
fn levers_gain_the_lines_that_they_say() {
    let body = sample();
    let mut optional: Vec<Value> = body.iter().map(|text| json!(text)).collect();
    optional[2] = json!({"p": body[2], "optional": true});
    let filed = |body: Vec<Value>| json!({"section": "Finance", "headline": "Rates stay where they are", "deck": "The bank waits for the harbour, and for the spring, and says for how long it may", "body": body});
    let whole = needs_of(&filed(optional.clone()));
    let lever = whole.levers.iter().find(|lever| lever.lever == "paragraph").expect("it may go");
    optional.remove(2);
    assert_eq!(needs_of(&filed(optional)).lines + lever.lines, whole.lines);
    let deck = whole.levers.iter().find(|lever| lever.lever == "deck").expect("it has one");
    assert!(deck.lines > 0 && !deck.closes);
    assert!(whole.levers.is_sorted_by_key(|lever| std::cmp::Reverse(lever.lines)));
}

#[test]
fn somebody_who_writes_needs_no_edition() {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("fit-stdin");
    fs::create_dir_all(&folder).unwrap();
    let article = json!({"section": "World", "headline": "Fog", "body": sample()}).to_string();
    let ask = ["fit", "-", "--layout", "broadsheet", "--template", "inside", "--columns", "3", "--json"];
    let (status, out, err) = run(&folder, &ask, &article);
    assert_eq!((status, err.as_str()), (0, ""));
    let told: Value = serde_json::from_str(&out).unwrap();
    assert_eq!((&told["slug"], &told["columns"], &told["template"]), (&json!("stdin"), &json!(3), &json!("inside")));
    let markdown = format!("---\nsection: World\nheadline: Fog\n---\n{}", sample().join("\n\n"));
    let (status, out, err) = run(&folder, &["fit", "-", "--from", "markdown"], &markdown);
    assert!(status == 0 && out.contains("set for \"inside\" of broadsheet"), "{out}{err}");
    let (status, _, err) = run(&folder, &["fit", "-", "--template", "insde"], &article);
    assert!(status == 1 && err.contains("error[unknown-template]"), "{err}");
    assert!(fs::read_dir(&folder).unwrap().next().is_none(), "it leaves nothing");
    let paper = planned("list");
    let (status, _, err) = run(&paper, &["fit", "stoory"], "");
    assert!(status == 1 && err.contains("error[unknown-slug]"), "{err}");
}
