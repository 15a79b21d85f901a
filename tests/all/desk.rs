//! The desk steers: wishes are granted or refused, pages stand still, and a plan is at its fixed point.
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::LazyLock;

use newsprint::diag::{Diagnostics, Severity};
use newsprint::plan_file::changes::changes;
use newsprint::plan_file::{self, PlanFile, Start};
use newsprint::plan_report;

use crate::editions::root;
use crate::files::copy;

/// A copy of the weekly in a folder of its own, with the plan that a first run leaves.
fn weekly(name: &str) -> PathBuf {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("desk").join(name);
    let _ = fs::remove_dir_all(&folder);
    copy(&root().join("samples/weekly"), &folder);
    fs::write(folder.join("edition.plan.toml"), &*FIRST).unwrap();
    folder.join("edition.toml")
}

/// The weekly's plan as a first run writes it.
static FIRST: LazyLock<String> = LazyLock::new(|| {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("desk-first");
    let _ = fs::remove_dir_all(&folder);
    copy(&root().join("samples/weekly"), &folder);
    let _ = fs::remove_file(folder.join("edition.plan.toml"));
    run(&folder.join("edition.toml"), Order::default()).text
});

/// What is asked of a run beside the edition's files.
#[derive(Clone, Copy, Default)]
struct Order<'a> {
    locked: bool,
    scope: Option<&'a str>,
}

/// What came of a run.
struct Ran {
    /// `slug, wish: granted`, or why not.
    wishes: Vec<String>,
    /// Codes of refusals and errors.
    refused: Vec<&'static str>,
    told: Vec<String>,
    text: String,
}

fn run(edition: &Path, order: Order) -> Ran {
    let mut diags = Diagnostics::default();
    let read = newsprint::read(edition, &mut diags);
    let (mut wishes, mut text) = (Vec::new(), String::new());
    if let Some(job) = &read {
        let start = plan_file::read(edition, &mut diags);
        let start = start.map(|file| Start { file, locked: order.locked, scope: order.scope.map(str::to_string) });
        let planned = newsprint::plan(job, start.as_ref(), &mut diags);
        let granted = |refused: &Option<String>| refused.clone().unwrap_or_else(|| "granted".into());
        wishes = planned.answers.iter().map(|answer| format!("{}, {}: {}", answer.slug, answer.wish, granted(&answer.refused))).collect();
        assert_eq!(plan_report::of(job, &planned).answers, planned.answers);
        text = plan_file::record(job, &planned);
    }
    let refused = diags.list.iter().filter(|told| matches!(told.severity, Severity::Refusal | Severity::Error));
    Ran {
        wishes,
        refused: refused.map(|told| told.code.0).collect(),
        told: diags.list.iter().map(|told| format!("{}: {}", told.code, told.message)).collect(),
        text,
    }
}

fn parsed(text: &str) -> PlanFile {
    let file = newsprint::diag::SourceFile { path: "edition.plan.toml".into(), text: text.into() };
    plan_file::parse(std::sync::Arc::new(file), &mut Diagnostics::default()).expect("a plan")
}

/// What differs between two plans, in words.
fn moved(before: &str, after: &str) -> Vec<String> {
    changes(&parsed(before), &parsed(after), |page| format!("A{}", page + 1)).into_iter().map(|change| change.text).collect()
}

/// The weekly with these lines at its edition's end.
fn wished(name: &str, lines: &str) -> Ran {
    let edition = weekly(name);
    let text = fs::read_to_string(&edition).unwrap();
    fs::write(&edition, format!("{text}\n{lines}\n")).unwrap();
    run(&edition, Order::default())
}

/// Wishes, and how each answer begins.
#[test]
fn wishes_are_granted_or_refused_with_the_reason() {
    let cases: [(&str, &[&str]); 8] = [
        (
            "[wishes.number-painter]\npage = \"A2\"\nlead = true\n[wishes.post-box]\ncolumns = 9",
            &[
                "number-painter, on page A2: granted",
                "number-painter, to lead its page: granted",
                "post-box, over 9 columns: its page has 5 columns",
            ],
        ),
        (
            "[wishes.number-painter]\npage = \"B2\"\n[wishes.hill-brief-1]\ncolumns = 2\n[wishes.bridge-view]\nroom = \"-90 lines\"\n\
             [wishes.hill-steps]\nheadline = { breaks = [\"No\", \"such words\"] }",
            &[
                "bridge-view, with room for -90 lines: of its ",
                "hill-brief-1, over 2 columns: it runs as a brief",
                "hill-steps, with the headline \"No / such words\": the headline is",
                "number-painter, on page B2: the paper has 4 pages, the last of them A4",
            ],
        ),
        (
            "[wishes.bridge-view]\ncolumns = 2\n[wishes.hill-steps]\nheadline = { lines = 2 }",
            &["bridge-view, over 2 columns: granted", "hill-steps, with a headline of 2 lines: granted"],
        ),
        (
            "[wishes.bridge-view]\nphotos = [{ photo = 1, columns = 1 }]\n[wishes.hill-steps]\nheadline = { size = \"31pt\" }",
            &["bridge-view, with photo 1, over 1 column: granted", "hill-steps, with a headline of 31pt: granted"],
        ),
        (
            "[wishes.bridge-view]\nphotos = [{ photo = 1, out = true }]\n[wishes.hill-steps]\ndeck = false\nroom = \"+9 lines\"",
            &[
                "bridge-view, without photo 1: granted",
                "hill-steps, with room for +9 lines: granted",
                "hill-steps, without its deck: granted",
            ],
        ),
        ("[wishes.bridge-view]\nabove_fold = true", &["bridge-view, above the fold: granted"]),
        ("[wishes.bridge-view]\nlead = true", &["bridge-view, to lead its page: granted"]),
        (
            "[wishes.bridge-view]\nbeside = [\"hill-steps\"]\njump = false\n[wishes.hill-steps]\ndeck = true",
            &[
                "bridge-view, beside \"hill-steps\": granted",
                "bridge-view, whole on one page: granted",
                "hill-steps, with its deck: granted",
            ],
        ),
    ];
    let mut faults = Vec::new();
    for (at, (lines, expected)) in cases.into_iter().enumerate() {
        let ran = wished(&format!("wish-{at}"), lines);
        let is_as_expected =
            ran.wishes.len() == expected.len() && ran.wishes.iter().zip(expected).all(|(told, begins)| told.starts_with(begins));
        let is_granted = ran.wishes.iter().all(|wish| wish.ends_with(": granted"));
        if !is_as_expected || is_granted == ran.refused.contains(&"wish-refused") {
            faults.push(format!("{lines}: {:?} {:?}", ran.wishes, ran.told));
        }
    }
    assert!(faults.is_empty(), "{}", faults.join("\n"));
    let ran = wished("no-photo", "[wishes.hill-steps]\nphotos = [{ photo = 1, columns = 2 }]");
    assert_eq!(ran.refused, ["no-such-photo"]);
}

#[test]
fn a_story_leads_the_page_that_it_is_on() {
    let second = &parsed(&FIRST).pages[1];
    let slug = &second.stories.iter().find(|story| story.lead == newsprint::role::Lead::No).expect("another story").slug;
    let ran = wished("lead-on-its-page", &format!("[wishes.{slug}]\nlead = true"));
    assert_eq!(ran.wishes, [format!("{slug}, to lead its page: granted")]);
    let leads = parsed(&ran.text)
        .pages
        .iter()
        .position(|page| page.stories.iter().any(|story| story.slug == *slug && story.lead == newsprint::role::Lead::Yes));
    assert_eq!(leads, Some(1), "{:?}", ran.told);
}

#[test]
fn what_is_held_or_killed_does_not_run_and_is_told() {
    for (name, wish, why) in
        [("hold", "hold = true", "held by the desk"), ("until", "hold = 2019-12-25", "until 2019-12-25"), ("kill", "kill = true", "killed")]
    {
        let ran = wished(name, &format!("[wishes.bridge-view]\n{wish}"));
        assert!(!ran.text.contains("slug = \"bridge-view\""), "{name}");
        assert!(ran.told.iter().any(|told| told.starts_with("held-by-desk") && told.contains(why)), "{name}: {:?}", ran.told);
        assert!(ran.refused.is_empty(), "{name}: {:?}", ran.told);
    }
    // On its day it runs.
    assert!(wished("day", "[wishes.bridge-view]\nhold = 2019-12-24").text.contains("slug = \"bridge-view\""));
}

#[test]
fn a_headline_breaks_where_it_is_written_to() {
    let edition = weekly("stroke");
    let article = edition.with_file_name("articles").join("hill-steps.md");
    let text = fs::read_to_string(&article).unwrap();
    let headline = text
        .lines()
        .find(|line| line.starts_with("headline:"))
        .unwrap()
        .trim_start_matches("headline:")
        .trim()
        .trim_matches('"')
        .to_string();
    let (first, rest) = headline.split_once(' ').unwrap();
    fs::write(&article, text.replace(&headline, &format!("{first} / {rest}"))).unwrap();
    let ran = run(&edition, Order::default());
    assert_eq!(ran.wishes, [format!("hill-steps, with the headline \"{first} / {rest}\": granted")]);
}

#[test]
fn a_second_run_changes_nothing_and_locked_says_so() {
    let edition = weekly("again");
    let second = run(&edition, Order::default());
    assert_eq!(moved(&FIRST, &second.text), [""; 0]);
    assert_eq!(second.text, *FIRST);
    assert!(run(&edition, Order { locked: true, ..Order::default() }).refused.is_empty());
    // Where a run would change something, a locked one fails.
    let text = fs::read_to_string(&edition).unwrap();
    fs::write(&edition, text + "\n[wishes.bridge-view]\nphotos = [{ photo = 1, columns = 1 }]\n").unwrap();
    let locked = run(&edition, Order { locked: true, ..Order::default() });
    assert!(locked.refused.contains(&"plan-locked"), "{:?}", locked.told);
}

#[test]
fn nothing_moves_outside_of_the_scope() {
    let edition = weekly("scope");
    let text = fs::read_to_string(&edition).unwrap();
    fs::write(&edition, text + "\n[wishes.bridge-view]\nlead = true\n").unwrap();
    let ran = run(&edition, Order { scope: Some("A1"), ..Order::default() });
    let moved = moved(&FIRST, &ran.text);
    assert!(!moved.is_empty() && moved.iter().all(|moved| moved.contains("A1")), "{moved:?} {:?}", ran.told);
    // What would leave it is refused.
    let text = fs::read_to_string(&edition).unwrap();
    fs::write(&edition, text + "page = \"A2\"\n").unwrap();
    let ran = run(&edition, Order { scope: Some("A3"), ..Order::default() });
    assert!(ran.refused.contains(&"page-locked"), "{:?}", ran.told);
    let unknown = run(&edition, Order { scope: Some("A44"), ..Order::default() });
    assert!(unknown.refused.contains(&"unknown-scope"), "{:?}", unknown.told);
}

#[test]
fn a_page_that_is_kept_or_locked_stays() {
    for (name, key) in [("keep", "keep = true"), ("lock", "lock = true")] {
        let edition = weekly(name);
        let text = fs::read_to_string(&edition).unwrap();
        let with = text.replacen("section = \"Hill News\"\n\n", &format!("section = \"Hill News\"\n{key}\n\n"), 1);
        assert_ne!(with, text);
        fs::write(&edition, with.clone() + "\n[wishes.tea-house]\npage = 2\n").unwrap();
        let ran = run(&edition, Order::default());
        assert!(ran.refused.contains(&"page-locked"), "{name}: {:?}", ran.told);
        // Copy that no longer fits cannot stay on a page that is kept; on a locked one it is made up anew.
        fs::write(&edition, with).unwrap();
        let page = parsed(&FIRST).pages[1].stories[0].slug.clone();
        let article = edition.with_file_name("articles").join(format!("{page}.md"));
        let copy = fs::read_to_string(&article).unwrap();
        fs::write(&article, copy + &"\nOne sentence more stands at the end of this story, and then another one.\n".repeat(60)).unwrap();
        let ran = run(&edition, Order::default());
        assert_eq!(ran.refused.contains(&"page-not-kept"), name == "keep", "{name}: {:?}", ran.told);
        let stays =
            |text: &str| parsed(text).pages[1].stories.iter().map(|story| story.slug.clone()).collect::<std::collections::BTreeSet<_>>();
        if name == "lock" {
            assert_eq!(stays(&FIRST), stays(&ran.text), "{:?}", ran.told);
        }
    }
}

#[test]
fn what_an_editor_changes_in_the_plan_is_a_wish() {
    let edition = weekly("edited");
    let plan = edition.with_file_name("edition.plan.toml");
    let edit = |from: &str, to: &str| {
        assert!(FIRST.contains(from), "{from}");
        fs::write(&plan, FIRST.replacen(from, to, 1)).unwrap();
        run(&edition, Order::default())
    };
    let first = parsed(&FIRST);
    let led = first.pages[0].stories.iter().find(|story| story.lead == newsprint::role::Lead::Yes).unwrap();
    let size = plan_text(&FIRST, &led.slug, "headline = ");
    let ran = edit(&size, "headline = \"30pt\"");
    assert_eq!(ran.wishes, [format!("{}, with a headline of 30pt: granted", led.slug)]);
    // It stays a wish, and a run after that changes nothing.
    assert!(ran.text.contains("wishes = { headline = { size = \"30pt\" } }"), "{}", ran.text);
    fs::write(&plan, &ran.text).unwrap();
    assert_eq!(run(&edition, Order::default()).text, ran.text);
    let photos = plan_text(&FIRST, "bridge-view", "photos = ");
    let ran = edit(&photos, "photos = [{ photo = 1, columns = 2, rows = 14 }]");
    assert!(ran.wishes[0].contains("with photo 1, over 2 columns, 14 lines deep"), "{:?}", ran.wishes);
    // A place is kept to, or it is said by how much it misses.
    let row = plan_text(&FIRST, &led.slug, "rows = ");
    let ran = edit(&row, "rows = 9");
    assert!(ran.told.iter().any(|told| told.starts_with("place-misfit") && told.contains("lines")), "{:?}", ran.told);
}

/// The line of a story's entry that begins so.
fn plan_text(plan: &str, slug: &str, begins: &str) -> String {
    let entry = plan.split("[[").find(|entry| entry.contains(&format!("slug = \"{slug}\""))).expect("an entry");
    entry.lines().find(|line| line.starts_with(begins)).unwrap_or_else(|| panic!("{begins} of {slug}")).to_string()
}

#[test]
fn a_story_of_priority_1_that_leads_no_page_is_told() {
    let edition = weekly("late-lead");
    let text = "---\nsection: Hill News\nheadline: Ferry burns at the quay\npriority: 1\n---\n\nA ferry burned at the quay.\n";
    // The one leads page 2, the other no page.
    for name in ["ferry-fire.md", "ferry-smoke.md"] {
        fs::write(edition.with_file_name("articles").join(name), text).unwrap();
    }
    let ran = run(&edition, Order::default());
    let told = ran.told.iter().filter(|told| told.starts_with("priority-1: \"ferry-") && told.contains("leads no page")).count();
    assert_eq!(told, 1, "{:?}", ran.told);
}

#[test]
fn what_the_paper_does_not_want_to_be_told_is_told_by_no_step() {
    let edition = weekly("rules");
    let text = fs::read_to_string(&edition).unwrap();
    fs::write(&edition, text + "\n[rules]\nno-alt = \"off\"\nleft-out = \"off\"\nloose-line = \"warning\"\n").unwrap();
    let mut diags = Diagnostics::default();
    let job = newsprint::read(&edition, &mut diags).expect("a sound paper");
    let start = plan_file::read(&edition, &mut diags).map(|file| Start { file, locked: false, scope: None });
    let planned = newsprint::plan(&job, start.as_ref(), &mut diags);
    newsprint::make_up(&job, planned, &mut diags);
    let loose = diags.list.iter().filter(|told| told.code.0 == "loose-line").map(|told| told.severity);
    assert!(loose.into_iter().all(|severity| severity == Severity::Warning));
    assert!(!diags.list.iter().any(|told| ["no-alt", "left-out"].contains(&told.code.0)), "{:?}", diags.list);
}

#[test]
fn a_story_that_must_run_and_is_held_is_no_success() {
    let edition = weekly("held");
    let long = "The hill has more steps than the town has words for them, and each of them is counted again in winter. ".repeat(12);
    for at in 0..12 {
        let text = format!(
            "---\nsection: People\nheadline: More people than a page holds {at}\npriority: 5\n---\n\n{}",
            format!("{long}\n\n").repeat(6)
        );
        fs::write(edition.with_file_name("articles").join(format!("more-{at}.md")), text).unwrap();
    }
    let ran = run(&edition, Order::default());
    assert!(ran.refused.contains(&"held"), "{:?}", ran.told);
    let held = ran.told.iter().find(|told| told.starts_with("held")).unwrap();
    assert!(held.contains("A3, the nearest, lacks") && held.contains(" mm"), "{held}");
}

/// The two papers of the desk's evening, where they are there.
#[test]
fn heavy_the_desks_papers_stand_still() {
    let shared = root().join("../shared/cases/desk");
    if !shared.is_dir() {
        return;
    }
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("desk-papers");
    let _ = fs::remove_dir_all(&folder);
    for paper in ["auto", "day"] {
        copy(&shared.join(paper), &folder.join(paper));
        for part in ["photos", "ads"] {
            for sample in ["harbour-times", "weekly"] {
                copy(&root().join("samples").join(sample).join(part), &folder.join(paper).join(part));
            }
        }
        let edition = folder.join(paper).join("edition.toml");
        let first = run(&edition, Order::default());
        fs::write(edition.with_file_name("edition.plan.toml"), &first.text).unwrap();
        let second = run(&edition, Order::default());
        assert_eq!(moved(&first.text, &second.text), [""; 0], "{paper}");
        assert_eq!(second.text, first.text, "{paper}");
        assert!(!run(&edition, Order { locked: true, ..Order::default() }).refused.contains(&"plan-locked"), "{paper}");
        let ordered = first.told.iter().filter(|told| told.starts_with("held") && told.contains("is ordered on")).collect::<Vec<_>>();
        assert!(ordered.is_empty(), "{paper}: {ordered:?}");
    }
}

#[test]
fn heavy_a_deck_that_is_left_out_is_told() {
    let mut seen = 0;
    for edition in &*crate::editions::SAMPLES {
        let made = edition.made.as_ref().expect("a sample");
        let modules = made.account.pages.iter().flat_map(|page| &page.modules);
        let stories = modules.filter_map(|module| module.story()).filter(|story| story.levers.iter().any(|lever| lever == "deck left out"));
        for story in stories {
            let is_told = |told: &newsprint::diag::Diagnostic| told.code.0 == "left-out" && told.message.contains(&*story.slug.0);
            assert!(edition.diags.list.iter().any(is_told), "{}", story.slug);
            seen += 1;
        }
    }
    assert!(seen > 0, "no deck of the samples is left out");
}
