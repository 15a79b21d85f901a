//! Other plans of one page, told beside the one that stands.
use std::fmt::Write;

use serde_json::{Value, json};

use super::draw::draw;
use super::text::module_text;
use super::{PageAccount, json as as_json, page as account_of};
use crate::ids::PageId;
use crate::job::Job;
use crate::plan::PageDummy;
use crate::plan::bill::Bill;
use crate::planned::Planned;
use crate::planned::words::points;

/// A page's other plans, the cheapest first.
#[derive(Clone, Debug)]
pub struct Alternatives {
    /// The page as it stands.
    pub now: PageAccount,
    /// The others.
    pub others: Vec<PageAccount>,
    dummies: Vec<PageDummy>,
    page: PageId,
}

/// The plans of a page that differ to the eye from the one that stands, at most so many.
pub fn of(job: &Job, planned: &mut Planned, page: PageId, count: usize) -> Alternatives {
    let now = account_of(job, planned, page);
    let dummies = planned.standing().alternatives(page, count);
    let stands = planned.dummy.pages[page].clone();
    let mut others = Vec::new();
    for dummy in &dummies {
        planned.dummy.pages[page] = dummy.clone();
        others.push(account_of(job, planned, page));
    }
    planned.dummy.pages[page] = stands;
    Alternatives { now, others, dummies, page }
}

impl Alternatives {
    /// Puts one of them, counted from 1, in the place of the plan that stands. False where there is none of that number.
    pub fn choose(&self, number: usize, planned: &mut Planned) -> bool {
        let Some(dummy) = number.checked_sub(1).and_then(|at| self.dummies.get(at)) else { return false };
        planned.dummy.pages[self.page] = dummy.clone();
        true
    }

    /// For a terminal: each drawn, with what it costs and gives up against the plan that stands.
    pub fn text(&self) -> String {
        let mut out = format!("{} as it stands costs {}\n", self.now.label, points(self.now.cost));
        if self.others.is_empty() {
            out += "No other filling of this page looks otherwise.\n";
        }
        for (at, other) in self.others.iter().enumerate() {
            let _ = writeln!(out, "\n{}. costs {}, {}", at + 1, points(other.cost), more(&self.now.bill, &other.bill));
            draw(other).iter().for_each(|line| {
                let _ = writeln!(out, "{line}");
            });
            for module in &other.modules {
                let text = module_text(module);
                let _ = writeln!(out, "{}", text.lines().next().unwrap_or_default());
            }
        }
        out
    }

    /// The same as JSON.
    pub fn json(&self) -> String {
        let against = |other: &PageAccount| {
            let named = difference(&self.now.bill, &other.bill).into_iter().map(|(name, more)| (name.to_string(), Value::from(more)));
            Value::Object(named.collect())
        };
        let others: Vec<Value> =
            self.others.iter().map(|other| json!({ "page": as_json::page(other), "against": against(other) })).collect();
        let all = json!({ "now": as_json::page(&self.now), "alternatives": others });
        serde_json::to_string_pretty(&all).unwrap_or_default() + "\n"
    }
}

/// By reason, how much dearer one is than another; without what costs the same.
fn difference(now: &Bill, other: &Bill) -> Vec<(&'static str, i64)> {
    let cost = |bill: &Bill, name: &str| bill.entries().find(|(reason, _)| reason.name() == name).map_or(0, |(_, cost)| i64::from(cost));
    let mut names: Vec<&'static str> = now.entries().chain(other.entries()).map(|(reason, _)| reason.name()).collect();
    names.sort_unstable();
    names.dedup();
    let mut found: Vec<(&'static str, i64)> = names.into_iter().map(|name| (name, cost(other, name) - cost(now, name))).collect();
    found.retain(|(_, more)| *more != 0);
    found.sort_by_key(|(name, more)| (std::cmp::Reverse(*more), *name));
    found
}

/// What it gives up, and what it has better.
fn more(now: &Bill, other: &Bill) -> String {
    let all = difference(now, other);
    let list = |sign: i64| {
        let named = all.iter().filter(|(_, more)| more.signum() == sign);
        named.map(|(name, more)| format!("{name} {}", points(more.unsigned_abs()))).collect::<Vec<_>>().join(", ")
    };
    match (list(1), list(-1)) {
        (worse, better) if better.is_empty() => format!("worse in {worse}"),
        (worse, better) if worse.is_empty() => format!("better in {better}"),
        (worse, better) => format!("worse in {worse}; better in {better}"),
    }
}
