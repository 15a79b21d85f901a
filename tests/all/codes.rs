//! The registry of diagnostic codes: every code that the sources use is in it, and every code in it is seen in a test.
use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

use crate::editions::root;
use newsprint::diag::Severity;
use newsprint::diag::codes::{all, entry};
use regex_lite::Regex;

/// Tests that see codes which no golden, import or preview case has: file, test, codes.
const SEEN: &[(&str, &str, &[&str])] = &[
    ("src/edition/article.rs", "blocks_of_every_kind", &["ragged-table"]),
    ("src/edition/article.rs", "faults_are_told", &["bad-slug", "duplicate-key", "hidden-characters"]),
    ("src/edition/read.rs", "all_faults_of_all_files_come_at_once", &["placed-twice"]),
    ("tests/all/orders.rs", "a_wish_that_says_no_lines_is_told", &["bad-room"]),
    ("tests/all/desk.rs", "wishes_are_granted_or_refused_with_the_reason", &["wish-refused", "no-such-photo"]),
    ("tests/all/desk.rs", "what_is_held_or_killed_does_not_run_and_is_told", &["held-by-desk"]),
    ("tests/all/desk.rs", "a_second_run_changes_nothing_and_locked_says_so", &["plan-locked"]),
    ("tests/all/desk.rs", "nothing_moves_outside_of_the_scope", &["page-locked", "unknown-scope"]),
    ("tests/all/desk.rs", "a_page_that_is_kept_or_locked_stays", &["page-not-kept"]),
    ("tests/all/desk.rs", "a_story_of_priority_1_that_leads_no_page_is_told", &["priority-1"]),
    ("src/edition/read.rs", "copy_that_no_pattern_takes_is_told", &["not-taken"]),
    ("src/edition/read.rs", "rules_are_for_messages_that_there_are", &["unknown-code"]),
    ("tests/all/desk.rs", "heavy_a_deck_that_is_left_out_is_told", &["left-out"]),
    ("tests/all/cli.rs", "other_plans_and_orders_that_are_tried", &["no-alternative", "no-order"]),
    ("src/import/ledger.rs", "what_is_lost_unsaid_is_told", &["ledger"]),
    ("src/layout/read.rs", "every_number_is_checked", &["bad-colour", "bad-page", "narrow-columns", "no-live-area", "off-grid"]),
    ("src/layout/read.rs", "a_key_that_is_read_no_longer_is_told", &["unused-key"]),
    ("src/layout/read.rs", "layouts_extend_one_another", &["layout-circle"]),
    (
        "src/layout/styles.rs",
        "faults_are_told_once",
        &["bad-ladder", "bad-leading", "bad-size", "style-circle", "unknown-colour", "unknown-font-role", "unknown-style"],
    ),
    ("src/tree/form.rs", "all_faults_come_at_once", &["wrong-length"]),
    ("src/proof/lead.rs", "the_lead_has_the_largest_head", &["lead-outdone"]),
    ("tests/all/plan.rs", "heavy_pages_without_copy_are_told", &["little-copy"]),
    ("tests/all/plan.rs", "heavy_a_story_is_not_held_for_its_picture", &["photo-left-out"]),
    ("tests/all/plan.rs", "heavy_a_lead_over_too_few_columns_is_told", &["lead-columns"]),
    ("tests/all/cli.rs", "a_folder_that_cannot_be_written_to", &["not-written", "plan-not-written"]),
    ("tests/all/cli.rs", "a_port_that_is_taken", &["port"]),
    ("tests/all/cli.rs", "a_preview_with_errors_writes_nothing", &["output", "same-name"]),
    ("tests/all/cli.rs", "imports_write_over_nothing", &["exists"]),
    ("tests/all/cli.rs", "init_makes_a_paper_that_builds", &["not-empty"]),
    ("tests/all/cli.rs", "layouts_are_compared", &["bad-layout-json", "unreadable"]),
    ("tests/all/cli.rs", "pages_that_are_asked_for", &["no-pages"]),
    ("tests/all/cli.rs", "the_plan_file_is_kept_and_held_to", &["no-plan"]),
    ("tests/all/cli.rs", "what_was_made_is_kept_where_it_is_asked_for", &["cache"]),
    ("tests/all/copy.rs", "the_command_guesses_formats_and_fails_where_nothing_came", &["nothing-imported", "unknown-format"]),
    ("tests/all/copy.rs", "pictures_are_found_by_names_that_are_the_same_to_the_eye", &["picture-as-text"]),
    ("tests/all/faults.rs", "faults_of_the_program", &["press"]),
    ("tests/all/faults.rs", "pages_of_the_epaper_keep_to_their_size", &["page-size"]),
    ("tests/all/faults.rs", "papers_that_cannot_be_printed", &["epaper-standard", "site"]),
    ("tests/all/faults.rs", "profiles_that_cannot_be_read", &["colour-profile"]),
    ("tests/all/faults.rs", "texts_that_no_newspaper_prints", &["more-faults", "too-long", "unsafe-link"]),
    ("tests/all/lost.rs", "markdown_is_kept_or_told", &["markdown"]),
    ("tests/all/import.rs", "a_picture_speaks_for_itself", &["missing-photo", "photo-words"]),
    ("tests/all/import.rs", "pictures_of_other_forms_are_read_or_told", &["content-credentials"]),
    ("src/edition/read.rs", "a_section_that_is_nearly_one_is_told", &["unknown-section"]),
    ("tests/all/import.rs", "heavy_hostile_files_are_read_or_refused", &["bad-html"]),
    (
        "tests/all/orders.rs",
        "what_cannot_be_done_is_told_with_what_is_nearest",
        &["bad-journal", "changed-since", "nothing-to-undo", "order-refused", "unknown-page", "unknown-photo"],
    ),
    ("tests/all/plan.rs", "locked_plans_tell_what_would_change", &["plan-locked"]),
];

/// Every file of a folder and of those in it, whose name ends so.
fn files(folder: &Path, end: &str) -> Vec<PathBuf> {
    let mut found = Vec::new();
    for path in fs::read_dir(folder).unwrap().flatten().map(|entry| entry.path()) {
        if path.is_dir() {
            found.extend(files(&path, end));
        } else if path.to_string_lossy().ends_with(end) {
            found.push(path);
        }
    }
    found.sort();
    found
}

/// Codes that a source text uses, with their severities where the call says which.
fn used(text: &str) -> Vec<(String, Option<Severity>)> {
    let call = Regex::new(r#"(\bself)?\.(error|warning|note|fault|refusal)\(\s*"([a-z0-9-]+)""#).unwrap();
    let other = Regex::new(r#"(?:\brefused\(\s*|\bcode:\s*|\bCODE: &str =\s*)"([a-z0-9-]+)""#).unwrap();
    // `self.fault(…)` of the layout's rooms tells an error. Findings of the proof name their code as CODE.
    let severity = |word: &str, is_own: bool| match word {
        "warning" => Severity::Warning,
        "note" => Severity::Note,
        "refusal" => Severity::Refusal,
        "fault" if !is_own => Severity::Fault,
        _ => Severity::Error,
    };
    let calls = call.captures_iter(text).map(|found| (found[3].to_string(), Some(severity(&found[2], found.get(1).is_some()))));
    // "refused(why, help)" of a room that has one code: words, not a code.
    calls.chain(other.captures_iter(text).map(|found| (found[1].to_string(), None))).collect()
}

#[test]
fn the_codes_of_a_source_are_found() {
    let text = "diags\n    .error(\n    \"not-utf8\", None); self.fault(\"bad-page\", x); const CODE: &str = \"bleed\"; refused(\"the picture\", y)";
    let codes: Vec<String> = used(text).into_iter().map(|(code, _)| code).collect();
    assert_eq!(codes, ["not-utf8", "bad-page", "bleed"]);
}

#[test]
fn every_code_is_in_the_registry() {
    let registry = root().join("src/diag/codes");
    let mut found: BTreeMap<String, String> = BTreeMap::new();
    let mut faults = Vec::new();
    for path in files(&root().join("src"), ".rs") {
        if path.starts_with(&registry) || path.with_extension("") == registry {
            continue;
        }
        let shown = path.strip_prefix(root()).unwrap().display().to_string();
        for (code, severity) in used(&fs::read_to_string(&path).unwrap()) {
            match (entry(&code), severity) {
                (None, _) => faults.push(format!("{shown}: \"{code}\" is not in src/diag/codes")),
                (Some(entry), Some(severity)) if !entry.severities.contains(&severity) => {
                    faults.push(format!("{shown}: \"{code}\" as a {severity:?} is not in src/diag/codes"));
                }
                _ => {}
            }
            found.insert(code, shown.clone());
        }
    }
    for entry in all().into_iter().filter(|entry| !found.contains_key(entry.code)) {
        faults.push(format!("src/diag/codes: nothing uses \"{}\"", entry.code));
    }
    assert!(faults.is_empty(), "\n{}", faults.join("\n"));
}

/// The text of a test in a source file, up to the next one.
fn body(file: &str, test: &str) -> Option<String> {
    let text = fs::read_to_string(root().join(file)).ok()?;
    let (_, after) = text.split_once(&format!("fn {test}()"))?;
    Some(after.split("#[test]").next().unwrap_or_default().to_string())
}

#[test]
fn every_code_is_seen_in_a_test() {
    let told = Regex::new(r"(?m)^(?:error|warning|note)\[([a-z0-9-]+)\]: ").unwrap();
    let cases = files(&root().join("tests"), "diagnostics.txt").into_iter().chain(files(&root().join("tests/import"), ".want.txt"));
    let mut seen: BTreeSet<String> = BTreeSet::new();
    for case in cases {
        let text = fs::read_to_string(case).unwrap();
        seen.extend(told.captures_iter(&text).map(|found| found[1].to_string()));
    }
    let mut faults = Vec::new();
    for (file, test, codes) in SEEN {
        let Some(body) = body(file, test) else {
            faults.push(format!("{file} has no test {test}"));
            continue;
        };
        // As it is printed, as a value of its own, or after its severity: `port` is also a word of the command line.
        let is_told = |code: &str| {
            let end = if code.contains('-') { r#"(?:\]|:| |")"# } else { r"(?:\]|:| )" };
            Regex::new(&format!(r#"(?:\["?|"|(?:error|warning|note) ){code}{end}"#)).unwrap().is_match(&body)
        };
        faults.extend(codes.iter().filter(|code| !is_told(code)).map(|code| format!("{file}: {test} does not see \"{code}\"")));
        seen.extend(codes.iter().map(|code| code.to_string()));
    }
    faults.extend(all().iter().filter(|entry| !seen.contains(entry.code)).map(|entry| format!("no test sees \"{}\"", entry.code)));
    assert!(faults.is_empty(), "\n{}", faults.join("\n"));
}
