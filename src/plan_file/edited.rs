//! What an editor changed of an entry since a run wrote it.
use sha2::{Digest, Sha256};

use super::StoryEntry;

/// Letters of each part of what [`was`] says.
const LETTERS: usize = 6;

/// What an entry held when it was written, in digests: what an editor changes since then no longer agrees with them.
///
/// Five parts: where it stands (its page by its number in the file), whether it leads, its headline, its photos, its levers.
pub fn was(story: &StoryEntry, page: usize) -> String {
    parts(story, page).join(" ")
}

fn parts(story: &StoryEntry, page: usize) -> [String; 5] {
    let place = format!("{page} {:?}", story.slot);
    let lead = format!("{:?}", story.lead);
    let headline = format!("{:?}", story.headline);
    [place, lead, headline, format!("{:?}", story.photos), format!("{:?}", story.levers)].map(|part| {
        let digest: String = Sha256::digest(part).iter().map(|byte| format!("{byte:02x}")).collect();
        digest.chars().take(LETTERS).collect()
    })
}

/// What an editor changed of an entry since it was written. Of one that no run wrote, nothing.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Edited {
    /// Its page, columns or rows.
    pub place: bool,
    /// Whether it leads.
    pub lead: bool,
    /// Its headline's size.
    pub headline: bool,
    /// Its photos.
    pub photos: bool,
    /// What was done to it.
    pub levers: bool,
}

/// Compares an entry with what it was.
pub fn edited(story: &StoryEntry, page: usize) -> Edited {
    let before: Vec<&str> = story.was.split(' ').collect();
    if before.len() != parts(story, page).len() {
        return Edited::default();
    }
    let [place, lead, headline, photos, levers] = parts(story, page);
    Edited {
        place: before[0] != place,
        lead: before[1] != lead,
        headline: before[2] != headline,
        photos: before[3] != photos,
        levers: before[4] != levers,
    }
}
