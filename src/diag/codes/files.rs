//! Codes of any file that is read: its format, its keys and their values.
use super::Entry;
use crate::diag::Severity;

/// The entries.
pub(super) const ENTRIES: &[Entry] = &[
    Entry {
        code: "malformed",
        severities: &[Severity::Error],
        title: "A file that cannot be read as JSON, TOML, YAML, XML or Markdown with front matter.",
        meaning: "Something in the file breaks its format: a comma or bracket too few or too many, a quote that is never closed, a key \
            without a value. The mark under the line shows where reading stopped; the slip is there or just before it.",
        example: "{\"headline\": \"Fog holds the last ferry\"\n \"body\": []}\n\nerror[malformed]: a.json cannot be read: a comma or a \
            closing brace should stand here",
        action: "Look at the marked place and at the line above it. An editor that colours JSON or TOML shows the slip at once.",
    },
    Entry {
        code: "unreadable",
        severities: &[Severity::Error],
        title: "A file or folder that cannot be opened.",
        meaning: "It is not there, is too large (16 MB for text, 128 MB for an import), may not be read by you, is a pipe or a device, or a \
            link leads out of the folder of the edition. What a pattern of articles names and cannot be read is told too: a story would be \
            missing.",
        example: "error[unreadable]: edition.toml cannot be read: there is no such file",
        action: "See that the path is right and that it counts from the folder you are in, that the file is whole, and that you may read \
            it.",
    },
    Entry {
        code: "not-utf8",
        severities: &[Severity::Error],
        title: "Text that is not UTF-8.",
        meaning: "The file was saved in an old encoding (Windows-1252, EUC-KR, UTF-16 …), so its accents and its Hangul would come out \
            as other letters.",
        example: "error[not-utf8]: story.md is not UTF-8 text: the byte 0xe9 fits no character here",
        action: "Open it in your editor and save it as UTF-8. Copy from an agency need not be converted: list it with its format, and \
            its encoding is found out.",
    },
    Entry {
        code: "half-character",
        severities: &[Severity::Warning],
        title: "Half of a character written as \\u escape in JSON.",
        meaning: "Characters beyond the common ones, such as emoji, are written in JSON as two \\u escapes. Here one of the two is \
            missing: the program that wrote the file has cut the text in the middle.",
        example: "\"title\": \"Fog \\ud83d holds the last ferry\"\n\nwarning[half-character]: this \\u escape is half of a character; \
            the other half is missing",
        action: "Type the character again, or leave it out. If the text ends there, it may have been cut: look at the original.",
    },
    Entry {
        code: "unknown-key",
        severities: &[Severity::Error],
        title: "A key that this kind of file does not have.",
        meaning: "Mostly a slip of the fingers. It is an error and not a warning because a key that is not read is a wish that is not \
            met: a story without its deck, a page without its ad.",
        example: "\"kiker\": \"Harbour\"\n\nerror[unknown-key]: \"kiker\" is not a key of an article",
        action: "Take the key that the help names. All keys are in newsprint schema article, edition, layout or plan.",
    },
    Entry {
        code: "missing-key",
        severities: &[Severity::Error],
        title: "A key that must be there and is not.",
        meaning: "An article needs a section and a headline, an ad needs its size, and so on: without it nothing can be made of the rest.",
        example: "error[missing-key]: an article has no \"headline\"",
        action: "Add the key. The help says what goes into it.",
    },
    Entry {
        code: "duplicate-key",
        severities: &[Severity::Error],
        title: "The same key twice in one place.",
        meaning: "Only one of the two can count, and it would be chance which.",
        example: "error[duplicate-key]: \"byline\" stands here for the second time",
        action: "Keep one of them.",
    },
    Entry {
        code: "wrong-type",
        severities: &[Severity::Error],
        title: "A value of the wrong kind: text where a number should be, a list where there should be text.",
        meaning: "The key is known, but nothing can be made of its value as it is written.",
        example: "priority = \"high\"\n\nerror[wrong-type]: priority should be a number, and is text",
        action: "Write the value as the message says. Text goes in double quotes, numbers and true or false without.",
    },
    Entry {
        code: "wrong-length",
        severities: &[Severity::Error],
        title: "A list with too many or too few values.",
        meaning: "Some lists have a fixed length: the four inks of a colour, the two ends of a range.",
        example: "cmyk = [0, 90, 80]\n\nerror[wrong-length]: cmyk should hold 4 values, and holds 3",
        action: "Write as many values as the message says.",
    },
    Entry {
        code: "out-of-range",
        severities: &[Severity::Error],
        title: "A number that is too small or too large.",
        meaning: "The key takes numbers between two ends. A page of 10 metres or a priority of 11 is a slip.",
        example: "\"priority\": 11\n\nerror[out-of-range]: priority is 11; it can be 1 to 9",
        action: "Write a number in the range that the message names.",
    },
    Entry {
        code: "bad-length",
        severities: &[Severity::Error],
        title: "A length that cannot be read, or has no unit.",
        meaning: "A bare 4 could be points or millimetres, and the page would look like neither. An ad without any depth is told by this \
            code too.",
        example: "gutter = 4\n\nerror[bad-length]: gutter is a number without a unit",
        action: "Write the number with its unit in quotes: \"9pt\", \"4.2mm\". Units are pt, mm, cm, in, pc and em.",
    },
    Entry {
        code: "bad-date",
        severities: &[Severity::Error, Severity::Warning],
        title: "A date that is no date.",
        meaning: "Dates are written year first: 2019-12-24, or with a time 2019-12-24T16:15:00+09:00. The day of the edition must be \
            right. Where posted or updated of a story cannot be read, the story is taken as filed in time.",
        example: "date = \"2019-02-30\"\n\nerror[bad-date]: date is \"2019-02-30\", which is no date",
        action: "Write the date as above. A cutoff holds back late stories only where their dates can be read.",
    },
    Entry {
        code: "empty-value",
        severities: &[Severity::Error],
        title: "A value with nothing in it.",
        meaning: "The key is there but holds nothing that could be printed.",
        example: "\"section\": \"\"\n\nerror[empty-value]: section is empty",
        action: "Write it, or take the key out where it may be left out.",
    },
    Entry {
        code: "unknown-word",
        severities: &[Severity::Error],
        title: "A word that is not among those a key takes.",
        meaning: "Some keys take one of a few words: a corner of the page, a format, a place in the text.",
        example: "place = \"bottom-middle\"\n\nerror[unknown-word]: place is \"bottom-middle\"; it can be bottom-right, bottom-left, \
            top-right, top-left",
        action: "Take one of the words that the message lists.",
    },
    Entry {
        code: "more-faults",
        severities: &[Severity::Error],
        title: "A file with more than a hundred faults.",
        meaning: "Only the first hundred are shown: mostly one slip at the top makes all the others, or this is another kind of file.",
        example: "error[more-faults]: stories.json has 212 faults more",
        action: "Mend the first ones and run again. See that the file is what its place in the edition says.",
    },
];
