//! A session: what it plans from what is kept is to the byte what a run of its own plans, and does what it is ordered.
use std::fs;
use std::path::Path;
use std::sync::Arc;

use crate::any_order::any;
use crate::editions::root;
use crate::edits::Paper;
use crate::obeyed;
use crate::random::Random;
use newsprint::diag::{Diagnostics, Severity, SourceFile};
use newsprint::order::{Known, edit};
use newsprint::plan_file::{self, PlanFile, Start};
use newsprint::session::{Beginning, Session};

/// Edits of the small paper; `cargo run --release --example warm` makes hundreds of the large one.
const EDITS: usize = 24;

/// Of the edits: another number makes others.
const SEED: u64 = 3;

#[test]
fn heavy_warm_is_cold_to_the_byte() {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("session");
    let _ = fs::remove_dir_all(&folder);
    let mut paper = Paper::open(&root().join("samples/weekly/edition.toml"), &folder, SEED).expect("the sample is sound");
    let mut session = Session::open(&paper.path, None);
    let mut planned = 0;
    for number in 0..EDITS {
        let edit = paper.edit();
        let (done, told) = paper.warm(&mut session, &edit);
        let (text, told_cold) = paper.cold(&edit);
        let said = format!("edit {number}, {}: {}", edit.kind, edit.said);
        assert_eq!(done.as_ref().map(|done| done.text.as_str()), text.as_deref(), "{said}");
        assert_eq!(told, told_cold, "{said}");
        if let Some(done) = done {
            planned += 1;
            paper.keep(&edit, &done.text);
        }
    }
    assert!(planned > EDITS / 2, "only {planned} were planned");
}

/// Orders of the small paper; the drill in `examples` gives hundreds to any.
const ORDERS: usize = 40;

#[test]
fn heavy_orders_are_done_or_refused_aloud() {
    let path = root().join("samples/weekly/edition.toml");
    let mut session = Session::open(&path, None);
    let mut diags = Diagnostics::default();
    let first = session.plan(None, Beginning::Anew, &mut diags).expect("the sample is sound");
    let before = parsed(&first.text);
    let known = Known::of(&first.job.edition, Some(&first.job.layout), Some(&before));
    let (slugs, text) = (known.stories.keys().cloned().collect::<Vec<_>>(), fs::read_to_string(&path).unwrap());
    let start = Start { file: before.clone(), locked: false, scope: None };
    let mut random = Random(SEED);
    let mut obeyed = 0;
    for _ in 0..ORDERS {
        let order = any(&mut random, &slugs, before.pages.len());
        let Ok(edited) = edit(&text, &order, &known) else { continue };
        let mut diags = Diagnostics::default();
        let Some(done) = session.plan(Some(&edited.text), Beginning::From(&start), &mut diags) else { continue };
        let is_refused = diags.list.iter().any(|told| told.severity >= Severity::Refusal);
        let unmet = obeyed::unmet(&order, &before, &parsed(&done.text));
        assert!(is_refused || unmet.is_none(), "{order:?}: {unmet:?}, and nothing is told");
        let must = done.planned.dummy.held.iter().map(|(story, _)| done.planned.copy(*story)).find(|copy| copy.must_run);
        assert!(is_refused || must.is_none(), "{order:?}: {:?} is held, and nothing is told", must.map(|copy| &copy.slug));
        obeyed += usize::from(!is_refused);
    }
    assert!(obeyed > ORDERS / 3, "only {obeyed} were obeyed");
}

fn parsed(text: &str) -> PlanFile {
    let file = SourceFile { path: "edition.plan.toml".into(), text: text.into() };
    plan_file::parse(Arc::new(file), &mut Diagnostics::default()).expect("it was written by the program")
}
