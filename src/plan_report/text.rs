//! The account as text for a terminal.
use std::fmt::Write;

use super::draw::{draw, name};
use super::{Account, Kind, Module, PageAccount};
use crate::plan::Proof;
use crate::plan::bill::Bill;
use crate::planned::Answer;
use crate::planned::words::{columns_text, points, size, slot_text};

/// The whole account.
pub fn text(account: &Account) -> String {
    let mut out = format!("{}, {}: {} pages, {} stories held\n", account.title, account.date, account.count, account.held.len());
    account.pages.iter().for_each(|page| out += &page_text(page));
    if !account.held.is_empty() {
        out += "\nHeld\n";
    }
    for held in &account.held {
        let _ = writeln!(out, "  {}: {}", held.slug, held.text);
    }
    if !account.answers.is_empty() {
        out += "\nWishes\n";
    }
    for Answer { slug, wish, page, refused } in &account.answers {
        let stands = page.as_ref().map_or_else(|| "does not run".to_string(), |page| format!("on {page}"));
        let answer = refused.as_ref().map_or_else(|| "granted".to_string(), |why| format!("not granted, {why}"));
        let _ = writeln!(out, "  {slug} ({stands}), {wish}: {answer}");
    }
    out
}

/// A page: drawn, and what each part of it costs.
fn page_text(page: &PageAccount) -> String {
    let mut out = format!("\n{}  {}, {}: {} columns by {} rows\n", page.label, page.section, page.template, page.columns, page.rows);
    for line in draw(page) {
        let _ = writeln!(out, "{line}");
    }
    page.modules.iter().for_each(|module| out += &module_text(module));
    let unused: Vec<&str> = page.unused_briefs.iter().map(|slug| &*slug.0).collect();
    if !unused.is_empty() {
        let _ = writeln!(out, "  briefs not used: {}", unused.join(", "));
    }
    let _ = writeln!(out, "  the page costs {}\n  {}", bill_text(&page.bill), proof_text(page));
    out
}

/// Where a module stands, what it costs and what was done to it.
pub fn module_text(module: &Module) -> String {
    let mut out = format!("  {}: {}", name(module), slot_text(module.slot));
    match &module.kind {
        Kind::Story(story) => {
            let _ = write!(out, ", headline {}", size(story.headline));
            for photo in &story.photos {
                let (columns, rows) = (photo.picture.columns, photo.picture.rows);
                let _ = write!(out, ", photo {} over {} by {rows} rows", photo.photo + 1, columns_text(columns));
            }
            if story.by_hand {
                out += ", put by hand";
            }
            if story.pinned {
                out += ", pinned";
            }
        }
        Kind::Briefs(list) => {
            let names: Vec<&str> = list.iter().map(|slug| &*slug.0).collect();
            let _ = write!(out, ": {}", names.join(", "));
        }
        Kind::HouseAd | Kind::Ad(_) | Kind::White => {}
    }
    out.push('\n');
    if module.bill.total() > 0 {
        let _ = writeln!(out, "    costs {}", bill_text(&module.bill));
    }
    if let Some(levers) = module.story().map(|story| &story.levers).filter(|levers| !levers.is_empty()) {
        let _ = writeln!(out, "    levers: {}", levers.join("; "));
    }
    out
}

/// `12.345: head size 3.100, text 9.245`
fn bill_text(bill: &Bill) -> String {
    let parts: Vec<String> = bill.entries().map(|(reason, cost)| format!("{} {}", reason.name(), points(u64::from(cost)))).collect();
    if parts.is_empty() { points(0) } else { format!("{}: {}", points(bill.total()), parts.join(", ")) }
}

fn proof_text(page: &PageAccount) -> String {
    let over = points(page.cost.saturating_sub(page.bound));
    let gap = format!("{over} over the {} that its stories would cost each by itself", points(page.bound));
    match page.proof {
        Proof::Best if page.fold.is_some() => {
            format!("proved: no other cut of the page for these stories with at most the lead over the fold costs less; {gap}")
        }
        Proof::Best => format!("proved: no other cut of the page for these stories costs less; {gap}"),
        Proof::Kept => format!("kept as near the earlier plan as its stories allow, not proved; {gap}"),
        Proof::Beaten(cost) => format!("kept from the earlier plan: planned anew its stories would cost {}; {gap}", points(cost)),
        Proof::Open => format!("not proved; {gap}"),
    }
}
