//! Codes of the edition file: its stories, pages and ads.
use super::Entry;
use crate::diag::Severity;

/// The entries.
pub(super) const ENTRIES: &[Entry] = &[
    Entry {
        code: "late",
        severities: &[Severity::Note, Severity::Warning],
        title: "A story that was filed after the cutoff.",
        meaning: "The edition names a cutoff, and the story's posted or updated is later. It is left out (a note). Where a page, a jump \
            or an ear asks for such a story, that is a warning.",
        example: "note[late]: \"late\" was filed after the cutoff",
        action: "Nothing, if that is what the cutoff is for. Otherwise move the cutoff, or take the story off the page that asks for it.",
    },
    Entry {
        code: "not-taken",
        severities: &[Severity::Warning],
        title: "A file of copy that no pattern takes.",
        meaning: "It lies in a folder from which the edition takes articles, and no pattern of articles fits its name.",
        example: "warning[not-taken]: no pattern takes articles/ferry-fire.markdown",
        action: "Add a pattern for it, rename the file, or move it elsewhere.",
    },
    Entry {
        code: "unknown-code",
        severities: &[Severity::Error],
        title: "A rule for a message that there is not.",
        meaning: "[rules] of an edition and allow of an article name messages by their codes.",
        example: "[rules]\nno-alts = \"off\"\n\nerror[unknown-code]: no message has the code \"no-alts\"",
        action: "Write it as newsprint explain lists it.",
    },
    Entry {
        code: "no-such-photo",
        severities: &[Severity::Error],
        title: "A wish for a photo that the story has not.",
        meaning: "Photos count from 1, in the order in which the article lists them.",
        example: "error[no-such-photo]: \"harbour-quay\" has no photo 3: it has 2",
        action: "Name one that there is, or file the photo.",
    },
    Entry {
        code: "bad-room",
        severities: &[Severity::Error],
        title: "A wish for room that says no number of lines.",
        meaning: "A story's wish room says how many lines more or fewer it is to have than its copy.",
        example: "room = \"a bit more\"\n\nerror[bad-room]: \"a bit more\" says no number of lines",
        action: "Write the lines with a sign: room = \"+12 lines\" for copy that is still to come, room = \"-8 lines\" for a story to be cut.",
    },
    Entry {
        code: "bad-address",
        severities: &[Severity::Error],
        title: "An address at which the site cannot stand.",
        meaning: "The feed and the links of the e-paper need the whole address of its folder.",
        example: "address = \"epaper.example.com/today\"\n\nerror[bad-address]: \"epaper.example.com/today\" is no address that a site \
            can stand at",
        action: "Write it with https:// and with a slash at its end: \"https://epaper.example.com/2019-12-24/\".",
    },
    Entry {
        code: "too-many-ears",
        severities: &[Severity::Error],
        title: "More than two ears.",
        meaning: "The corners beside the nameplate are two: one left, one right.",
        example: "error[too-many-ears]: there are two ears: one left of the nameplate, one right of it",
        action: "Take the third one out.",
    },
    Entry {
        code: "placed-twice",
        severities: &[Severity::Error],
        title: "A story that is ordered twice.",
        meaning: "A story stands on one page. To begin it on one and go on elsewhere, list it once in stories and once in jump of the \
            same page.",
        example: "error[placed-twice]: \"harbour-bridge\" stands on page 1 already",
        action: "Name it once.",
    },
    Entry {
        code: "bad-part",
        severities: &[Severity::Error],
        title: "A part of the paper whose letter cannot be.",
        meaning: "Parts are lettered with one capital from A to Z, each named on its first page only.",
        example: "part = \"AB\"\n\nerror[bad-part]: \"AB\" is no letter of a part of the paper",
        action: "Write part = \"B\" on the page that begins the part, and give each part a letter of its own.",
    },
    Entry {
        code: "bad-extends",
        severities: &[Severity::Error],
        title: "An edition that extends what it cannot.",
        meaning: "A zone extends another edition file in its own folder, which must not extend this one in turn.",
        example: "extends = \"../base.toml\"\n\nerror[bad-extends]: this edition cannot extend \"../base.toml\"",
        action: "Name another edition file in the same folder.",
    },
    Entry {
        code: "page-number",
        severities: &[Severity::Error],
        title: "A page order that does not say which page it changes, or says so where it may not.",
        meaning: "In an edition that extends another each of its pages names the page that it changes. In an edition of its own pages \
            come in the order in which they are listed.",
        example: "error[page-number]: this does not say which of the 16 pages it changes",
        action: "In a zone write page = 3 for the third page of the extended edition; elsewhere take page out.",
    },
    Entry {
        code: "not-extended",
        severities: &[Severity::Error],
        title: "without in an edition that extends none.",
        meaning: "The key leaves out stories of the edition that is extended; here there is none, so it would do nothing.",
        example: "without = [\"harbour-bridge\"]\n\nerror[not-extended]: without leaves out stories of an extended edition, and this one \
            extends none",
        action: "Take it out, or add extends = \"edition.toml\". To keep a story out of a paper, take its file out of articles.",
    },
    Entry {
        code: "no-house-ads",
        severities: &[Severity::Warning],
        title: "A pattern of house ads that matches no file.",
        meaning: "What stories leave on a page is filled with the paper's name instead of one of its own ads.",
        example: "house_ads = [\"houses/*\"]\n\nwarning[no-house-ads]: no file matches houses/*",
        action: "See that the folder is spelled as it is on the disk; patterns count from the edition's folder.",
    },
    Entry {
        code: "unknown-layout",
        severities: &[Severity::Error],
        title: "A layout that is not there.",
        meaning: "The layout is one that comes with the program, or a file of the paper's own in layouts/ beside the edition.",
        example: "layout = \"brodsheet\"\n\nerror[unknown-layout]: there is no layout \"brodsheet\"",
        action: "Take a name from the help.",
    },
    Entry {
        code: "unknown-template",
        severities: &[Severity::Error],
        title: "A page that asks for a template the layout does not have.",
        meaning: "Templates are the kinds of pages of a layout: front, inside, and whatever it adds.",
        example: "template = \"frnt\"\n\nerror[unknown-template]: page 1 asks for the template \"frnt\"",
        action: "Take one of those that the help names, or add it to the layout.",
    },
    Entry {
        code: "ad-too-large",
        severities: &[Severity::Error],
        title: "An ad that does not fit its page.",
        meaning: "It is wider than the page has columns, or deeper than its live area.",
        example: "error[ad-too-large]: ad \"Net loft\" (3 columns by 850.394 pt) does not fit page 1",
        action: "See what was sold: mostly columns and depth were booked for another page size, or a digit is too many.",
    },
    Entry {
        code: "place-outside",
        severities: &[Severity::Error],
        title: "A place for a story that lies outside the page.",
        meaning: "column, columns, top and depth of a [[pages.place]] lead beyond the columns or the depth that the page has.",
        example: "error[place-outside]: the place for \"story\" lies outside the live area of page 1",
        action: "Keep within the columns and the depth that the help names. Columns count from 1.",
    },
    Entry {
        code: "double-truck",
        severities: &[Severity::Error, Severity::Warning],
        title: "A double truck where two pages are not side by side.",
        meaning: "A double truck is printed over two facing pages, so it begins on a left-hand page (an error where it does not), and \
            its template has an even number of columns and no furniture of a front page. Only the centre pages of a part are one piece \
            of paper: elsewhere the halves are printed apart, a warning.",
        example: "error[double-truck]: page 3 is a right-hand page, and a double truck begins on a left-hand one: no reader sees pages 3 \
            and 4 side by side",
        action: "Move it to one of the pages that the help names. If it has to stay, keep type and faces clear of the fold.",
    },
    Entry {
        code: "unknown-page",
        severities: &[Severity::Error],
        title: "A page that the edition does not have.",
        meaning: "An order names a page by its folio, as in A3, or by its number among all pages. Where the edition orders no pages, \
            they are those of the last plan.",
        example: "error[unknown-page]: this edition has no page \"A17\"",
        action: "Name one that there is; the message says how many there are.",
    },
    Entry {
        code: "unknown-photo",
        severities: &[Severity::Error],
        title: "A photo that the story does not have.",
        meaning: "An order names a story's photos by their places in its file, from 1; pictures that stand in a leg with the text beside \
            them are not counted.",
        example: "error[unknown-photo]: \"harbour-bridge\" has no photo 4",
        action: "Name one that there is; the message says how many there are.",
    },
    Entry {
        code: "order-refused",
        severities: &[Severity::Error],
        title: "An order that cannot be done.",
        meaning: "What is asked for has no place in the edition file, or leaves a file that cannot be built: columns that no page has, \
            a list that is not there, two stories of which neither stands before the other. The file is as it was.",
        example: "error[order-refused]: columns can be 1 to 12",
        action: "The message says what would do.",
    },
    Entry {
        code: "nothing-to-undo",
        severities: &[Severity::Error],
        title: "No order to take back.",
        meaning: "Orders are kept in .newsprint beside the edition, the last 200 of each edition file. Changes by hand are not among them.",
        example: "error[nothing-to-undo]: there is no order to take back",
        action: "Edit the file itself.",
    },
    Entry {
        code: "changed-since",
        severities: &[Severity::Error],
        title: "A file that was changed after the last order.",
        meaning: "Taking the order back would take back the other change too, unseen. Nothing is changed.",
        example: "error[changed-since]: edition.toml was changed by another hand after the last order: \"fog\" takes 3 columns",
        action: "Take the other change out and undo again, or edit the file itself.",
    },
    Entry {
        code: "bad-journal",
        severities: &[Severity::Error],
        title: "A journal of orders that cannot be read.",
        meaning: "The file in .newsprint that undo reads is damaged, or not a journal.",
        example: "error[bad-journal]: .newsprint/edition.orders.json is no journal of orders",
        action: "Delete it: the journal begins anew with the next order. Orders before that can no longer be taken back.",
    },
];
