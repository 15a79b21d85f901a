//! What all formats have in common once a story is read: habits, words and pictures that stand twice, sections, languages, dates.
use super::draft::{Draft, ImportedAuthor, ImportedBlock, ImportedPhoto};
use super::fields::field;
use super::habits::{Habits, bare};
use super::ledger::{self, Leftovers};
use super::markup::MARKUP;
use super::wp_parts::original;
use super::{deck, sections, stamp};
use crate::edition::Lang;

/// Parts of addresses of pictures that show who writes or comments, not what a story tells.
const AVATARS: [&str; 4] = ["gravatar.com/", "/avatar/", "/avatars/", "secure.gravatar"];

/// Finishes a story as it was read.
pub(super) fn finish(draft: &mut Draft, habits: &Habits, leftovers: &mut Leftovers) {
    for photo in &mut draft.photos {
        // Builders of sites write captions with their marks where the words for the blind should be.
        photo.alt = photo.alt.take().and_then(|alt| field(&alt));
    }
    let (before, lost) = (ledger::of_draft(draft), leftovers.lost());
    headline(draft, leftovers);
    pictures(&mut draft.photos, leftovers);
    habits.lift(draft, leftovers);
    writers(draft, leftovers);
    deck::settle(draft, leftovers);
    let after = ledger::of_draft(draft) + leftovers.lost() - lost;
    leftovers.unaccounted += before.abs_diff(after);
    draft.section = draft.section.take().and_then(|section| sections::named(&section, &habits.sections, leftovers));
    draft.lang = draft.lang.take().and_then(|lang| {
        let known = Lang::tagged(&lang);
        if known.is_none() {
            leftovers.add("language", &lang);
        }
        // Feeds that say American English mostly mean English.
        known.map(|lang| if lang == Lang::EnUs { "en".into() } else { lang.tag().to_string() })
    });
    draft.priority = draft.priority.map(|priority| priority.clamp(1, 9));
    dates(draft, leftovers);
}

/// Many formats repeat the headline over the text.
fn headline(draft: &mut Draft, leftovers: &mut Leftovers) {
    if let (Some(headline), Some(ImportedBlock::Paragraph(first) | ImportedBlock::Subhead(first))) = (&draft.headline, draft.blocks.first())
        && letters(headline) == letters(&bare(first))
        // "Tolls rise." is a sentence of the story.
        && first.ends_with('.') == headline.ends_with('.')
    {
        leftovers.account("words that stand twice", &bare(first));
        draft.blocks.remove(0);
    }
}

/// How somebody signs in, a number, an address and the agency itself are no by-lines.
fn writers(draft: &mut Draft, leftovers: &mut Leftovers) {
    let agency = draft.agency.as_deref().unwrap_or("").to_lowercase();
    for mut writer in std::mem::take(&mut draft.byline) {
        without_agency(&mut writer, &agency, leftovers);
        let name = writer.name.trim();
        let is_address = name.contains('@') && !name.contains(' ') || name.starts_with("http");
        let is_number = !name.is_empty() && name.chars().all(|c| c.is_ascii_digit() || c == '_' || c == '-');
        let signs_in = name.is_ascii() && !name.contains(' ') && name.contains(['.', '_']) && !name.ends_with('.');
        if is_address || is_number || signs_in || unsigned(name).to_lowercase() == agency {
            let text = format!("{name} {} {}", writer.role.as_deref().unwrap_or(""), writer.email.as_deref().unwrap_or(""));
            leftovers.lose("by-line that names nobody", text.trim());
        } else {
            draft.byline.push(writer);
        }
    }
}

/// "Von Anna Lenz, dpa" is a by-line and an agency, which is there already.
fn without_agency(writer: &mut ImportedAuthor, agency: &str, leftovers: &mut Leftovers) {
    let Some((name, last)) = writer.name.rsplit_once([',', '/']).filter(|(name, _)| !name.trim().is_empty() && !agency.is_empty()) else {
        return;
    };
    if last.trim().to_lowercase() == agency {
        leftovers.account("words that stand twice", last);
        writer.name = name.trim().to_string();
    }
}

/// A by-line without the word before the name: "By Yonhap".
fn unsigned(name: &str) -> &str {
    let lower = name.to_lowercase();
    let by = MARKUP.by.first_of(&lower).map_or(0, str::len);
    name.get(by..).unwrap_or(name).trim()
}

/// Faces of writers go, and so do other sizes of a picture that is there.
fn pictures(photos: &mut Vec<ImportedPhoto>, leftovers: &mut Leftovers) {
    let mut kept: Vec<ImportedPhoto> = Vec::with_capacity(photos.len());
    for photo in std::mem::take(photos) {
        let words = |photo: &ImportedPhoto| ledger::of_photos(std::slice::from_ref(photo));
        if AVATARS.iter().any(|part| photo.address.contains(part)) {
            leftovers.lose_picture("face of a writer", &photo.address);
            leftovers.account_letters("face of a writer", words(&photo));
        } else if let Some(there) = kept.iter_mut().find(|there| original(&there.address) == original(&photo.address)) {
            let is_larger = size(&photo.address) > size(&there.address);
            let smaller = if is_larger { std::mem::replace(&mut there.address, photo.address.clone()) } else { photo.address.clone() };
            leftovers.lose_picture("another size of a picture", &smaller);
            let before = words(there) + words(&photo);
            there.caption = there.caption.take().or(photo.caption);
            there.credit = there.credit.take().or(photo.credit);
            there.alt = there.alt.take().or(photo.alt);
            leftovers.account_letters("another size of a picture", before - words(there));
        } else {
            kept.push(photo);
        }
    }
    *photos = kept;
}

/// The width that an address of a smaller size names; the original is larger than all.
fn size(address: &str) -> u32 {
    let bare = address.split(['?', '#']).next().unwrap_or(address);
    let name = bare.rsplit_once('.').map_or(bare, |(name, _)| name);
    let width = name.rsplit_once('-').and_then(|(_, size)| size.split_once('x')).and_then(|(width, _)| width.parse().ok());
    width.unwrap_or(u32::MAX)
}

fn dates(draft: &mut Draft, leftovers: &mut Leftovers) {
    for (name, stamp) in [("posted", &mut draft.posted), ("updated", &mut draft.updated)] {
        if let Some(written) = stamp.take() {
            *stamp = stamp::stamp(&written);
            if stamp.is_none() && !written.trim().is_empty() && !written.starts_with("0000") {
                leftovers.add(&format!("{name}, no date"), &written);
            }
        }
    }
    if draft.updated == draft.posted {
        draft.updated = None;
    }
}

/// Letters and figures in lower case: by these texts are compared.
fn letters(text: &str) -> String {
    text.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_agency_is_named_once() {
        let check = |by: &str, agency: &str, expected: &[&str]| {
            let byline = vec![ImportedAuthor { name: by.into(), ..ImportedAuthor::default() }];
            let mut draft = Draft { byline, agency: Some(agency.into()), ..Draft::default() };
            let mut leftovers = Leftovers::default();
            writers(&mut draft, &mut leftovers);
            assert_eq!(draft.byline.iter().map(|writer| writer.name.as_str()).collect::<Vec<_>>(), expected, "{by}");
            let kept: usize = expected.iter().map(|name| ledger::letters(name)).sum();
            assert_eq!(ledger::letters(by), kept + leftovers.lost(), "{by}");
        };
        check("Von Anna Lenz, dpa", "dpa", &["Von Anna Lenz"]);
        check("Ann Lee/AP", "AP", &["Ann Lee"]);
        check("By Yonhap", "Yonhap", &[]);
        check("Ann Lee, harbour editor", "AP", &["Ann Lee, harbour editor"]);
        check("Von Trotta", "", &["Von Trotta"]);
    }
}
