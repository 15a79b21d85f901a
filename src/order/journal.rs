//! The orders that were given, so that the last can be taken back: what was said, and the files as they were before.
use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

use super::{Order, Refusal};

/// Most orders that are kept; the oldest go first.
pub const MOST: usize = 200;

/// The orders given to one edition. Texts are kept once each: the plan stays the same over many orders.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Journal {
    /// The orders, the last one last.
    pub orders: Vec<Entry>,
    /// By digest: the texts of files.
    texts: BTreeMap<String, String>,
}

/// An order that was given.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Entry {
    /// The order.
    pub order: Order,
    /// What it changed, in a line.
    pub said: String,
    /// The file that it changed.
    pub file: String,
    /// The digest of the file before it.
    before: String,
    /// And after it.
    after: String,
    /// The digest of the plan beside the edition before it; none where there was no plan.
    plan: Option<String>,
}

/// The texts of an edition file and of the plan beside it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Texts {
    /// The edition file.
    pub edition: String,
    /// The plan, where there is one.
    pub plan: Option<String>,
}

/// What an undo gives.
#[derive(Clone, Debug, PartialEq)]
pub struct Undone {
    /// The order that is taken back.
    pub entry: Entry,
    /// The files as they were before it.
    pub before: Texts,
}

impl Journal {
    /// A journal from its file's text. None where it is none.
    pub fn read(text: &str) -> Option<Journal> {
        serde_json::from_str(text).ok()
    }

    /// The text of its file.
    pub fn text(&self) -> String {
        serde_json::to_string_pretty(self).map(|text| text + "\n").unwrap_or_default()
    }

    /// Writes down an order that was done.
    pub fn add(&mut self, order: Order, said: &str, file: &str, before: &Texts, after: &str) {
        let entry = Entry {
            order,
            said: said.to_string(),
            file: file.to_string(),
            before: self.keep(&before.edition),
            after: digest(after),
            plan: before.plan.as_deref().map(|plan| self.keep(plan)),
        };
        self.orders.push(entry);
        let many = self.orders.len().saturating_sub(MOST);
        self.orders.drain(..many);
        self.tidy();
    }

    /// Takes the last order back, where the file is as that left it. One that was written down and never done, for the machine stopped, is
    /// passed over.
    pub fn undo(&mut self, edition: &str) -> Result<Undone, Refusal> {
        let now = digest(edition);
        while self.orders.last().is_some_and(|entry| entry.before == now && entry.after != now) {
            self.orders.pop();
        }
        let Some(entry) = self.orders.last() else {
            let help = format!("the last {MOST} orders that newsprint order has done are kept, in .newsprint beside the edition");
            return Err(Refusal { code: "nothing-to-undo", message: "there is no order to take back".into(), help });
        };
        if entry.after != now {
            let message = format!("{} was changed by another hand after the last order: {}", entry.file, entry.said);
            return Err(Refusal { code: "changed-since", message, help: "take that change out first, or edit the file itself".into() });
        }
        let lost = || Refusal { code: "bad-journal", message: "the text before the last order is lost".into(), help: MEND.into() };
        let edition = self.texts.get(&entry.before).cloned().ok_or_else(lost)?;
        let plan = match &entry.plan {
            Some(plan) => Some(self.texts.get(plan).cloned().ok_or_else(lost)?),
            None => None,
        };
        let undone = Undone { entry: entry.clone(), before: Texts { edition, plan } };
        self.orders.pop();
        self.tidy();
        Ok(undone)
    }

    fn keep(&mut self, text: &str) -> String {
        let digest = digest(text);
        self.texts.entry(digest.clone()).or_insert_with(|| text.to_string());
        digest
    }

    /// Drops the texts that no order needs.
    fn tidy(&mut self) {
        let orders = &self.orders;
        self.texts.retain(|digest, _| orders.iter().any(|entry| entry.before == *digest || entry.plan.as_ref() == Some(digest)));
    }
}

/// What to do about a journal that cannot be read.
pub const MEND: &str = "edit the file itself; the journal in .newsprint may be deleted, and begins anew with the next order";

fn digest(text: &str) -> String {
    Sha256::digest(text.as_bytes()).iter().map(|byte| format!("{byte:02x}")).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn lead(slug: &str) -> Order {
        Order::Lead { slug: slug.into() }
    }

    #[test]
    fn the_last_order_is_taken_back_where_the_file_is_as_it_left_it() {
        let texts = |edition: &str| Texts { edition: edition.into(), plan: Some("plan".into()) };
        let mut journal = Journal::default();
        journal.add(lead("a"), "a leads", "edition.toml", &texts("1"), "2");
        journal.add(lead("b"), "b leads", "edition.toml", &texts("2"), "3");
        let mut journal = Journal::read(&journal.text()).expect("it is a journal");
        assert_eq!(journal.undo("x").map_err(|refusal| refusal.code), Err("changed-since"));
        assert_eq!(journal.undo("3").map(|undone| undone.before), Ok(texts("2")));
        assert_eq!(journal.undo("2").map(|undone| undone.before), Ok(texts("1")));
        assert_eq!(journal.undo("1").map_err(|refusal| refusal.code), Err("nothing-to-undo"));
        assert!(journal.texts.is_empty());
        // Written down, and the machine stopped before the file was.
        journal.add(lead("a"), "a leads", "edition.toml", &texts("1"), "2");
        journal.add(lead("b"), "b leads", "edition.toml", &texts("2"), "3");
        assert_eq!(journal.undo("2").map(|undone| undone.entry.said), Ok("a leads".into()));
    }

    #[test]
    fn the_oldest_orders_go() {
        let mut journal = Journal::default();
        for at in 0..MOST + 5 {
            journal.add(lead("a"), "a leads", "edition.toml", &Texts { edition: at.to_string(), plan: None }, &(at + 1).to_string());
        }
        assert_eq!((journal.orders.len(), journal.texts.len()), (MOST, MOST));
        assert!(!journal.texts.contains_key(&digest("4")) && journal.texts.contains_key(&digest("5")));
    }
}
