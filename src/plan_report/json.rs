//! The account as JSON: the same facts; costs are whole thousandths, columns and rows count from 1.
use serde_json::{Map, Value, json};

use super::{Account, Kind, Module, PageAccount};
use crate::plan::Proof;
use crate::plan::bill::Bill;
use crate::planned::Answer;
use crate::role::{Lead, Slug};

/// The whole account.
pub fn json(account: &Account) -> String {
    let held: Vec<Value> = account.held.iter().map(|held| json!({ "slug": &*held.slug.0, "why": held.text })).collect();
    let pages: Vec<Value> = account.pages.iter().map(page).collect();
    let wish = |answer: &Answer| json!({ "slug": &*answer.slug.0, "wish": answer.wish, "page": answer.page, "refused": answer.refused });
    let wishes: Vec<Value> = account.answers.iter().map(wish).collect();
    let all = json!({ "edition": { "title": account.title, "date": account.date }, "pages": pages, "held": held, "wishes": wishes });
    let mut out = serde_json::to_string_pretty(&all).unwrap_or_default();
    out.push('\n');
    out
}

/// One page.
pub fn page(page: &PageAccount) -> Value {
    let modules: Vec<Value> = page.modules.iter().map(module).collect();
    let proof = match page.proof {
        Proof::Best => "best",
        Proof::Kept => "kept",
        Proof::Beaten(_) => "beaten",
        Proof::Open => "open",
    };
    let best = match page.proof {
        Proof::Best => Some(page.cost),
        Proof::Beaten(cost) => Some(cost),
        Proof::Kept | Proof::Open => None,
    };
    json!({
        "label": page.label, "section": page.section, "template": page.template, "columns": page.columns, "rows": page.rows,
        "cost": page.cost, "bound": page.bound, "proof": proof, "best": best, "costs": bill(&page.bill), "modules": modules,
        "unused_briefs": slugs(&page.unused_briefs),
    })
}

/// One module.
pub fn module(module: &Module) -> Value {
    let slot = module.slot;
    let what = match &module.kind {
        Kind::Story(story) => {
            let photo = |photo: &crate::plan::photos::PhotoSlot| json!({ "photo": photo.photo + 1, "columns": photo.picture.columns, "rows": photo.picture.rows });
            json!({
                "kind": "story", "slug": &*story.slug.0, "lead": story.lead == Lead::Yes, "by_hand": story.by_hand, "pinned": story.pinned,
                "headline": f64::from(story.headline.0) / 1000.0, "levers": story.levers,
                "photos": story.photos.iter().map(photo).collect::<Vec<_>>(),
            })
        }
        Kind::Briefs(list) => json!({ "kind": "briefs", "stories": slugs(list) }),
        Kind::HouseAd => json!({ "kind": "house ad" }),
        Kind::Ad(name) => json!({ "kind": "ad", "name": name }),
        Kind::White => json!({ "kind": "white" }),
    };
    let place = json!({
        "column": slot.column + 1, "columns": slot.columns, "row": slot.row + 1, "rows": slot.rows,
        "cost": module.bill.total(), "costs": bill(&module.bill),
    });
    let keys = [what, place].into_iter().filter_map(|part| if let Value::Object(map) = part { Some(map) } else { None });
    Value::Object(keys.flatten().collect())
}

fn slugs(list: &[Slug]) -> Vec<&str> {
    list.iter().map(|slug| &*slug.0).collect()
}

/// Costs by reason.
fn bill(bill: &Bill) -> Value {
    Value::Object(bill.entries().map(|(reason, cost)| (reason.name().to_string(), cost.into())).collect::<Map<_, _>>())
}
