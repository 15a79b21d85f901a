//! A session: what it plans from what is kept is to the byte what a run of its own plans.
use std::fs;
use std::path::Path;

use crate::editions::root;
use crate::edits::Paper;
use newsprint::session::Session;

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
