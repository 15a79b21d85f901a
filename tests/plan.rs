//! Planning: costs that add up, the plan file, and calm pages.
use std::path::{Path, PathBuf};

use newsprint::diag::Diagnostics;
use newsprint::dummy;
use newsprint::dummy::account::{self, Account};
use newsprint::job::Job;

fn sample(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("samples").join(name).join("edition.toml")
}

fn read(edition: &Path) -> Job {
    let mut diags = Diagnostics::default();
    newsprint::read(edition, &mut diags).unwrap_or_else(|| panic!("{:?}", diags.list))
}

fn account(job: &Job) -> Account {
    account::of(job, &dummy::plan(job, &mut Diagnostics::default()))
}

#[test]
fn the_bill_of_a_page_is_its_cost() {
    for name in ["harbour-times", "weekly"] {
        for page in account(&read(&sample(name))).pages {
            let parts: u64 = page.modules.iter().map(|module| module.bill.total()).sum();
            assert_eq!(page.bill.total(), page.cost, "{name} {}", page.label);
            assert!(parts <= page.cost && page.bound <= page.cost, "{name} {}", page.label);
        }
    }
}
