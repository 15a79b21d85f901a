//! The ledger of an import: what an article has no place for, what was left out or written in addition, and whether the sum is right.
use std::collections::BTreeMap;

use super::draft::{Draft, ImportedBlock, ImportedPhoto};
use crate::diag::{Diagnostics, Source};
use crate::edition::article_source::ArticleSource;

/// Characters of a leftover that are shown.
const SHOWN: usize = 60;

/// What was left out for one reason.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Leftover {
    pub count: usize,
    /// The first of it.
    pub sample: String,
    /// Letters and figures of the text that are gone with it.
    pub letters: usize,
}

/// What formats held that an article has no place for, by what it is, and the account of the text.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Leftovers {
    /// What was left out.
    pub out: BTreeMap<String, Leftover>,
    /// Letters and figures that went without being told: what stands twice, signs of a dateline.
    pub silent: BTreeMap<String, usize>,
    /// Letters and figures that were written in addition, by why.
    pub added: BTreeMap<String, usize>,
    /// Letters and figures of texts that were read.
    pub read: usize,
    /// Those that are neither in an article nor told of: a fault of a reader.
    pub unaccounted: usize,
    /// Pictures that were left out, by why.
    pub pictures_out: BTreeMap<String, usize>,
}

impl Leftovers {
    /// Counts one of a kind that is no part of the text.
    pub fn add(&mut self, kind: &str, sample: &str) {
        self.entry(kind, sample).count += 1;
    }

    /// Counts a part of the text that is left out.
    pub fn lose(&mut self, kind: &str, text: &str) {
        self.leave(kind, text, text);
    }

    /// Counts letters of a part of the text that goes, where telling of it again would help nobody.
    pub fn account(&mut self, why: &str, text: &str) {
        self.account_letters(why, letters(text));
    }

    /// Counts letters that go.
    pub fn account_letters(&mut self, why: &str, letters: usize) {
        *self.silent.entry(why.into()).or_default() += letters;
    }

    /// Counts a part of the text that is left out, with a sample of what it was.
    pub fn leave(&mut self, kind: &str, sample: &str, text: &str) {
        let left = self.entry(kind, sample);
        left.count += 1;
        left.letters += letters(text);
    }

    /// Counts what is written in addition to the text.
    pub fn gain(&mut self, why: &str, text: &str) {
        *self.added.entry(why.into()).or_default() += letters(text);
    }

    /// Counts a picture that is left out.
    pub fn lose_picture(&mut self, why: &str, address: &str) {
        self.add(why, address);
        *self.pictures_out.entry(why.into()).or_default() += 1;
    }

    fn entry(&mut self, kind: &str, sample: &str) -> &mut Leftover {
        let sample = || {
            let words = sample.split_whitespace().collect::<Vec<_>>().join(" ");
            match words.char_indices().nth(SHOWN) {
                Some((cut, _)) => format!("{}…", &words[..cut]),
                None => words,
            }
        };
        self.out.entry(kind.to_string()).or_insert_with(|| Leftover { sample: sample(), ..Leftover::default() })
    }

    /// Takes over another's.
    pub fn append(&mut self, other: Leftovers) {
        for (kind, left) in other.out {
            let own = self.out.entry(kind).or_insert_with(|| Leftover { sample: left.sample, ..Leftover::default() });
            own.count += left.count;
            own.letters += left.letters;
        }
        for (why, letters) in other.silent {
            *self.silent.entry(why).or_default() += letters;
        }
        for (why, letters) in other.added {
            *self.added.entry(why).or_default() += letters;
        }
        for (why, count) in other.pictures_out {
            *self.pictures_out.entry(why).or_default() += count;
        }
        self.read += other.read;
        self.unaccounted += other.unaccounted;
    }

    /// Letters and figures that were left out and told of.
    pub fn lost(&self) -> usize {
        self.out.values().map(|left| left.letters).sum::<usize>() + self.silent.values().sum::<usize>()
    }

    /// Letters and figures that were written in addition.
    pub fn gained(&self) -> usize {
        self.added.values().sum()
    }

    /// Tells where the account does not come out even.
    pub fn tell(&self, source: Option<Source>, diags: &mut Diagnostics) {
        if self.unaccounted > 0 {
            let message = format!("{} letters of the copy are neither in an article nor told of", self.unaccounted);
            let note = diags.note("ledger", source, message);
            note.help("read the stories against their files; tell the makers of this program which they are");
        }
    }

    /// The account of the text and of the pictures, for a person.
    pub fn account_of(&self, kept_pictures: usize) -> String {
        let silent = self.silent.iter().map(|(why, letters)| (why, *letters));
        let told = self.out.iter().map(|(why, left)| (why, left.letters));
        let mut reasons: BTreeMap<&String, usize> = BTreeMap::new();
        silent.chain(told).filter(|(_, letters)| *letters > 0).for_each(|(why, letters)| *reasons.entry(why).or_default() += letters);
        let list = |reasons: Vec<String>| if reasons.is_empty() { String::new() } else { format!(" ({})", reasons.join(", ")) };
        let letters = list(reasons.iter().map(|(why, letters)| format!("{why} {letters}")).collect());
        let pictures = list(self.pictures_out.iter().map(|(why, count)| format!("{why} {count}")).collect());
        let added = if self.gained() > 0 {
            format!(", {} added{}", self.gained(), list(self.added.iter().map(|(why, letters)| format!("{why} {letters}")).collect()))
        } else {
            String::new()
        };
        let lost_pictures: usize = self.pictures_out.values().sum();
        format!(
            "letters: {} read, {} left out{letters}{added}, {} not accounted for; pictures: {} read, {kept_pictures} kept, {lost_pictures} left out{pictures}",
            self.read,
            self.lost(),
            self.unaccounted,
            kept_pictures + lost_pictures,
        )
    }

    /// All that was left out on one line; empty where there is nothing.
    pub fn told(&self) -> String {
        let one = |(kind, left): (&String, &Leftover)| {
            let times = if left.count > 1 { format!(" ({} times)", left.count) } else { String::new() };
            if left.sample.is_empty() { format!("{kind}{times}") } else { format!("{kind}{times}: \"{}\"", left.sample) }
        };
        self.out.iter().map(one).collect::<Vec<_>>().join("; ")
    }
}

/// Pictures that articles name.
pub fn pictures_of(filed: &[ArticleSource]) -> usize {
    filed.iter().filter_map(|article| article.tree.as_ref()?.get("photos")).map(|photos| photos.items().len()).sum()
}

/// Letters and figures of a text.
pub fn letters(text: &str) -> usize {
    text.chars().filter(|c| c.is_alphanumeric()).count()
}

/// A text as an article writes it, without the addresses that its links lead to.
pub fn shown(marked: &str) -> usize {
    use crate::edition::{Lang, clean::Oddities, text};
    // Only links hold letters that are not printed.
    if marked.contains("](") { letters(&text::rich(marked, Lang::default(), &mut Oddities::default()).text) } else { letters(marked) }
}

/// Letters and figures that blocks print.
pub fn of_blocks(blocks: &[ImportedBlock]) -> usize {
    let one = |block: &ImportedBlock| match block {
        ImportedBlock::Paragraph(text) => shown(text),
        ImportedBlock::Subhead(text) => letters(text),
        ImportedBlock::Quote(text, by) => shown(text) + by.as_deref().map_or(0, letters),
        ImportedBlock::List { items, .. } => items.iter().map(|item| shown(item)).sum(),
        ImportedBlock::Table { head, rows } => rows.iter().chain([head]).flatten().map(|cell| shown(cell)).sum(),
    };
    blocks.iter().map(one).sum()
}

/// Letters and figures of the words of pictures that stand in the text: caption and credit.
pub fn of_photos(photos: &[ImportedPhoto]) -> usize {
    photos.iter().map(|photo| photo.caption.as_deref().map_or(0, shown) + photo.credit.as_deref().map_or(0, letters)).sum()
}

/// Letters and figures of all that a draft prints.
pub fn of_draft(draft: &Draft) -> usize {
    let fields = [&draft.kicker, &draft.headline, &draft.deck, &draft.dateline, &draft.agency, &draft.embargo];
    let fields: usize = fields.into_iter().flatten().map(|text| letters(text)).sum();
    let writers = draft.byline.iter().flat_map(|writer| [Some(&writer.name), writer.role.as_ref(), writer.email.as_ref()]);
    let writers: usize = writers.flatten().map(|text| letters(text)).sum();
    let teasers = draft.teasers.iter().flat_map(|teaser| [Some(&teaser.headline), teaser.label.as_ref(), teaser.summary.as_ref()]);
    let teasers: usize = teasers.flatten().map(|text| letters(text)).sum();
    fields + writers + teasers + of_blocks(&draft.blocks) + of_photos(&draft.photos)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_lost_unsaid_is_told() {
        let mut diags = Diagnostics::default();
        let mut leftovers = Leftovers { read: 20, ..Leftovers::default() };
        leftovers.lose("deleted text", "The old plan");
        leftovers.tell(None, &mut diags);
        assert!(diags.list.is_empty());
        leftovers.unaccounted = 3;
        leftovers.tell(None, &mut diags);
        let told: Vec<String> = diags.list.iter().map(|told| format!("{}: {}", told.code, told.message)).collect();
        assert_eq!(told, ["ledger: 3 letters of the copy are neither in an article nor told of"]);
        let account =
            "letters: 20 read, 10 left out (deleted text 10), 3 not accounted for; pictures: 2 read, 1 kept, 1 left out (tracking pixel 1)";
        leftovers.lose_picture("tracking pixel", "https://w.example/p.gif");
        assert_eq!(leftovers.account_of(1), account);
    }

    #[test]
    fn the_letters_of_a_draft_are_those_that_it_prints() {
        let draft = Draft {
            headline: Some("Ferry".into()),
            blocks: vec![
                ImportedBlock::Paragraph("See [it](https://w.example/x) *now*".into()),
                ImportedBlock::Quote("a".into(), Some("b".into())),
            ],
            photos: vec![ImportedPhoto {
                address: "a.jpg".into(),
                caption: Some("c".into()),
                credit: Some("d".into()),
                alt: Some("none".into()),
                ..ImportedPhoto::default()
            }],
            ..Draft::default()
        };
        assert_eq!(of_draft(&draft), "FerrySeeitnowabcd".len());
    }
}
