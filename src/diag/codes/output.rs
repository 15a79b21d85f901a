//! Codes of what is made and written, and of the command line.
use super::Entry;
use crate::diag::Severity;

/// The entries.
pub(super) const ENTRIES: &[Entry] = &[
    Entry {
        code: "ad-pictured",
        severities: &[Severity::Warning],
        title: "An ad in PDF that has to be printed as a picture.",
        meaning: "Its page asks for what print.pdf may not hold: colours on a page of black alone, transparency in PDF/X-1a, and so on. \
            It is drawn at 300 pixels to the inch in the press's inks, which softens small type.",
        example: "warning[ad-pictured]: the ad \"Magazine\" becomes a picture: its page is printed in black alone, and it has colours",
        action: "Look at its small type, and ask the advertiser for a PDF that may stay as it is.",
    },
    Entry {
        code: "colour-profile",
        severities: &[Severity::Warning],
        title: "A picture whose colour profile cannot be read.",
        meaning: "Its colours are taken as those of a common screen (sRGB); they may come out duller or warmer than meant.",
        example: "warning[colour-profile]: the colour profile in boats.jpg cannot be read",
        action: "Look at its colours. Save it again with a profile, or without one.",
    },
    Entry {
        code: "page-size",
        severities: &[Severity::Note],
        title: "A page of the e-paper that is larger than the layout wants.",
        meaning: "Readers on a train wait for it, so its photos were saved at a lower JPEG quality, down to 40. The message says whether \
            that was enough. print.pdf is not touched.",
        example: "note[page-size]: page A1 is larger than 300 kB",
        action: "Nothing where it was enough. Otherwise take fewer or smaller photos, lower epaper.ppi, or raise epaper.max_page_kb in \
            the layout.",
    },
    Entry {
        code: "epaper-standard",
        severities: &[Severity::Warning],
        title: "An e-paper that does not keep to the standard for accessible PDF.",
        meaning: "It is written and tagged all the same, but does not say that it is PDF/UA-1. Mostly a character has no known meaning \
            for a screen reader.",
        example: "warning[epaper-standard]: the e-paper is not to PDF/UA-1: U+FEFF is no character",
        action: "See which story has such characters or pictures; report it with the edition if none has.",
    },
    Entry {
        code: "no-pages",
        severities: &[Severity::Error],
        title: "--pages names none of the paper's pages.",
        meaning: "print.pdf would be empty.",
        example: "error[no-pages]: none of the pages asked for is there",
        action: "Ask for pages from 1 to the number that the help names.",
    },
    Entry {
        code: "same-name",
        severities: &[Severity::Error],
        title: "Two files that would have one name.",
        meaning: "One would be written over the other: pages of --split whose pattern has neither {page} nor {label}, or previews of \
            articles with the same file name.",
        example: "error[same-name]: two pages would be written to print/page.pdf",
        action: "Put {page} or {label} into the pattern; make such previews one after the other, each with its own -o.",
    },
    Entry {
        code: "press",
        severities: &[Severity::Error],
        title: "A PDF that could not be written.",
        meaning: "That is a fault of the program, not of your copy.",
        example: "error[press]: the PDF could not be written: DuplicateNamedDestination(\"fog\")",
        action: "Please report it with the edition. Meanwhile leave out what was added last.",
    },
    Entry {
        code: "site",
        severities: &[Severity::Error],
        title: "A site or archive folder that could not be made.",
        meaning: "That is a fault of the program, not of your copy.",
        example: "error[site]: the e-paper's site cannot be made: the e-paper's own PDF lacks a page",
        action: "Please report it with the edition. Meanwhile --target print,epaper makes the PDFs alone.",
    },
    Entry {
        code: "not-written",
        severities: &[Severity::Error],
        title: "Files that could not be written.",
        meaning: "The disk is full, the folder may not be written to, or something else stands in its place. What was there before is \
            left as it was.",
        example: "error[not-written]: the files cannot be written to out: permission denied",
        action: "See that the disk has room and that you may write to the folder, or name another with -o.",
    },
    Entry {
        code: "cache",
        severities: &[Severity::Note],
        title: "Photos that cannot be kept for the next build.",
        meaning: "The paper is made all the same; the next build takes as long again.",
        example: "note[cache]: photos cannot be kept in .newsprint for the next build: permission denied",
        action: "Name another folder with --cache, or give --no-cache.",
    },
    Entry {
        code: "not-empty",
        severities: &[Severity::Error],
        title: "A folder for a new paper that is not empty.",
        meaning: "newsprint init writes over nothing.",
        example: "error[not-empty]: my-paper is not empty",
        action: "Name a new folder.",
    },
    Entry {
        code: "output",
        severities: &[Severity::Error],
        title: "Several previews that are to go to stdout.",
        meaning: "Only one PDF can go through a pipe.",
        example: "error[output]: several previews do not go to stdout",
        action: "Name a folder: -o DIR.",
    },
    Entry {
        code: "edition-unread",
        severities: &[Severity::Warning],
        title: "An edition file that a preview could not read.",
        meaning: "A preview takes the paper's name and language from the edition.toml above the article. It is broken, so the site's \
            name is left out.",
        example: "warning[edition-unread]: edition.toml cannot be read",
        action: "newsprint check edition.toml tells what is wrong with it.",
    },
    Entry {
        code: "port",
        severities: &[Severity::Error],
        title: "A port at which newsprint watch cannot be reached.",
        meaning: "Another program uses it, or you may not take it.",
        example: "error[port]: port 8000 of 127.0.0.1 cannot be listened at: address in use",
        action: "Name another with --port, or none: then a free one is found.",
    },
    Entry {
        code: "bad-layout-json",
        severities: &[Severity::Error],
        title: "A file that is no layout.json.",
        meaning: "newsprint diff compares two folders that newsprint build has written, or the layout.json in them.",
        example: "error[bad-layout-json]: this is no layout.json: expected value at line 1 column 1",
        action: "Name such a folder, or the layout.json in it.",
    },
];
