//! Codes of copy in other formats.
use super::Entry;
use crate::diag::Severity;

/// The entries.
pub(super) const ENTRIES: &[Entry] = &[
    Entry {
        code: "encoding",
        severities: &[Severity::Warning],
        title: "Copy whose encoding had to be guessed, or which declares another than it has.",
        meaning: "The text was read as what it most probably is. A wrong guess shows in accented letters, quotation marks and Hangul.",
        example: "warning[encoding]: wire.xml declares windows-1252 and is UTF-8: read as UTF-8",
        action: "Look at words with accents. Have the agency send UTF-8.",
    },
    Entry {
        code: "bad-html",
        severities: &[Severity::Error],
        title: "A page or story of HTML that cannot be one.",
        meaning: "It is larger, or nested deeper, than any story is: mostly the wrong file, or one that a program has spoiled.",
        example: "error[bad-html]: the page is too large, or nested too deep, to be a story",
        action: "Save the page again, or leave the item out of the file.",
    },
    Entry {
        code: "bad-linked-data",
        severities: &[Severity::Note],
        title: "Data in a web page that cannot be read.",
        meaning: "Pages carry headline, author and date once more for search engines (JSON-LD). Here that is broken, so what the page \
            shows was taken.",
        example: "note[bad-linked-data]: the page's linked data (JSON-LD) cannot be read: a key in double quotes should stand here",
        action: "Look at headline, byline and date of the story.",
    },
    Entry {
        code: "bad-pattern",
        severities: &[Severity::Error],
        title: "A pattern in the table of wire habits that cannot be read.",
        meaning: "Patterns are regular expressions with named parts.",
        example: "pattern = \"(?<text>\"\n\nerror[bad-pattern]: the pattern of \"broken\" cannot be read: found open group without \
            closing ')'",
        action: "Write one such as '^(?<text>.+) / (?<credit>.+)$'.",
    },
    Entry {
        code: "embargo",
        severities: &[Severity::Warning],
        title: "A story that may not be printed yet.",
        meaning: "The agency names a time before which it may not appear. It is taken in all the same: only you know when the paper is \
            sold.",
        example: "warning[embargo]: \"Honours list\" is under embargo until 2019-12-25T06:00:00+09:00",
        action: "See that the paper is not sold before, or take the story out.",
    },
    Entry {
        code: "withheld",
        severities: &[Severity::Warning],
        title: "A story that its sender has killed, withheld or not published.",
        meaning: "It is left out, with its earlier versions where it was killed. A draft of your own in Markdown is taken in, and you \
            are told.",
        example: "warning[withheld]: \"Fog lifts\" was killed or is withheld by who sent it",
        action: "If it was printed already, tell the desk at once. If it is a draft of your own, publish it or take draft = true out.",
    },
    Entry {
        code: "superseded",
        severities: &[Severity::Note],
        title: "An earlier version of a story.",
        meaning: "The file holds a later one, which was taken.",
        example: "note[superseded]: there is a later version of \"First lead\"",
        action: "Nothing.",
    },
    Entry {
        code: "empty-item",
        severities: &[Severity::Warning],
        title: "An item with nothing in it that can be printed.",
        meaning: "It has no headline, no text and no picture, or is no story at all; it is left out. Mostly the file is of another \
            format than its name says, or the site has answered with an error.",
        example: "warning[empty-item]: this item has neither headline nor text",
        action: "See that the format is right and the file whole.",
    },
    Entry {
        code: "no-stories",
        severities: &[Severity::Warning],
        title: "A file in which no story was found.",
        meaning: "It could be read, but holds nothing that this format calls a story.",
        example: "warning[no-stories]: there is no story in wire.xml",
        action: "See that the format is right; the help says what the file looks like.",
    },
    Entry {
        code: "no-headline",
        severities: &[Severity::Warning],
        title: "A story without a headline.",
        meaning: "Its first words stand in for one.",
        example: "warning[no-headline]: this story has no headline; it begins \"A ferry ran aground off the outer harbour…\"",
        action: "Write one.",
    },
    Entry {
        code: "no-section",
        severities: &[Severity::Note],
        title: "Stories that name no section.",
        meaning: "They are filed under a section of the program's choice, which decides on which page they stand.",
        example: "note[no-section]: stories without a section: 12",
        action: "Name one: section = \"National\" beside the format in the edition, or --section National.",
    },
    Entry {
        code: "no-place",
        severities: &[Severity::Note],
        title: "Parts of a file that an article has no place for.",
        meaning: "Rights, prices, geography and the like are not printed. They are listed once, so that nothing is lost unseen.",
        example: "note[no-place]: atom holds what an article has no place for: rights: \"(c) 2019\"",
        action: "Look through the list once for a new source; if something in it should be printed, write it into the story.",
    },
    Entry {
        code: "not-embedded",
        severities: &[Severity::Warning],
        title: "A picture that the export does not bring.",
        meaning: "The post names its picture by a number alone, and neither address nor file is there.",
        example: "warning[not-embedded]: the picture of \"Fog lifts\" is not in the file",
        action: "Ask the site for /wp/v2/posts?_embed, or export all content with its media.",
    },
    Entry {
        code: "summary-only",
        severities: &[Severity::Note],
        title: "A feed without the full text of a story.",
        meaning: "Many feeds bring a sentence or two. That is what is printed.",
        example: "note[summary-only]: the feed has no full text of \"Kim & Park’s\"",
        action: "Ask for the feed with full texts (content:encoded).",
    },
    Entry {
        code: "text-elsewhere",
        severities: &[Severity::Warning],
        title: "A story whose text is at an address.",
        meaning: "Nothing is fetched, so headline and summary are all there is.",
        example: "warning[text-elsewhere]: the text of this story is at https://wire.example.com/4.html, and nothing is fetched",
        action: "Have the agency send the text in the file.",
    },
    Entry {
        code: "exists",
        severities: &[Severity::Error],
        title: "An import that would write over an article that differs.",
        meaning: "Somebody may have edited it since; nothing is written.",
        example: "error[exists]: articles/fog-lifts.json is there already, and differs",
        action: "Name another folder with -o, or give --replace to write over it.",
    },
];
