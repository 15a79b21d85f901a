//! Text compared word by word, however its lines are broken.
use super::layout::WrittenStory;

/// Most pairs of words that are compared one by one; what is larger is told as changed from its first word to its last.
const MOST_PAIRS: usize = 4_000_000;

/// A story's words without the hyphens that its lines end in, and so without any.
pub fn words(story: &WrittenStory) -> Vec<String> {
    let mut text = String::new();
    for line in story.legs.iter().flat_map(|leg| &leg.lines) {
        text += line.text.trim_end();
        if !text.ends_with(HYPHENS) {
            text.push(' ');
        }
    }
    text.split_whitespace().map(|word| word.replace(HYPHENS, "")).filter(|word| !word.is_empty()).collect()
}

const HYPHENS: [char; 3] = ['-', '\u{ad}', '‐'];

/// What of one text is not in the other.
#[derive(Debug, PartialEq, Eq)]
pub struct Edit {
    /// Words that went.
    pub out: usize,
    /// Words that came.
    pub new: usize,
    /// Words before the first that differs, in both texts.
    pub same_before: usize,
}

/// The fewest words that must go and come to make one text the other; none where they are the same.
///
/// By the longest common subsequence of what lies between the first and the last word that differ (Hunt & McIlroy 1976).
pub fn edit(old: &[String], new: &[String]) -> Option<Edit> {
    let same_before = old.iter().zip(new).take_while(|(old, new)| old == new).count();
    let (old, new) = (&old[same_before..], &new[same_before..]);
    let same_after = old.iter().rev().zip(new.iter().rev()).take_while(|(old, new)| old == new).count();
    let (old, new) = (&old[..old.len() - same_after], &new[..new.len() - same_after]);
    if old.is_empty() && new.is_empty() {
        return None;
    }
    let common = if old.len().saturating_mul(new.len()) > MOST_PAIRS { 0 } else { common(old, new) };
    Some(Edit { out: old.len() - common, new: new.len() - common, same_before })
}

/// Length of the longest common subsequence.
fn common(old: &[String], new: &[String]) -> usize {
    let mut row = vec![0; new.len() + 1];
    for word in old {
        let mut diagonal = 0;
        for (at, other) in new.iter().enumerate() {
            let above = row[at + 1];
            row[at + 1] = if word == other { diagonal + 1 } else { above.max(row[at]) };
            diagonal = above;
        }
    }
    row[new.len()]
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(old: &str, new: &str, expected: Option<(usize, usize, usize)>) {
        let list = |text: &str| text.split(' ').filter(|word| !word.is_empty()).map(str::to_string).collect::<Vec<_>>();
        let found = edit(&list(old), &list(new)).map(|Edit { out, new, same_before }| (out, new, same_before));
        assert_eq!(found, expected, "{old} | {new}");
    }

    #[test]
    fn words_that_went_and_came() {
        check("a b c", "a b c", None);
        check("a b c", "a c", Some((1, 0, 1)));
        check("a b c d e f", "a x c d y e f", Some((1, 2, 1)));
        check("", "a", Some((0, 1, 0)));
        check("a a a", "a a", Some((1, 0, 2)));
    }
}
