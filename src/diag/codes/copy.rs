//! Codes of copy as it is filed: articles and their pictures.
use super::Entry;
use crate::diag::Severity;

/// The entries.
pub(super) const ENTRIES: &[Entry] = &[
    Entry {
        code: "not-an-article",
        severities: &[Severity::Error],
        title: "A file among the articles that is neither JSON nor Markdown.",
        meaning: "The pattern of articles in the edition file also matches other files, such as a photo or a word processor's document.",
        example: "articles = [\"articles/*\"]\n\nerror[not-an-article]: articles/notes.docx is neither .json nor .md",
        action: "Make the pattern narrower: articles = [\"articles/*.md\", \"articles/*.json\"]. Copy in other formats is listed with \
            its format.",
    },
    Entry {
        code: "no-articles",
        severities: &[Severity::Error],
        title: "A pattern of articles that matches no file.",
        meaning: "The paper would come out without the stories that you meant. Patterns count from the folder of the edition file, not \
            from the folder you are in.",
        example: "articles = [\"artikles/*.md\"]\n\nerror[no-articles]: no file matches \"artikles/*.md\"",
        action: "See that the folder is spelled as it is on the disk, and that the files have come.",
    },
    Entry {
        code: "duplicate-slug",
        severities: &[Severity::Error],
        title: "Two articles with the same slug.",
        meaning: "A slug is a story's name: pages, plans and links to it go by that. Of two stories with one name, one could be lost and \
            nobody would know which. Small and capital letters are one here, for they are in file names of macOS and Windows.",
        example: "error[duplicate-slug]: two articles have the slug \"story\": story.json and zweite.json",
        action: "Give one of them another slug. If the story was filed twice, take the older file out.",
    },
    Entry {
        code: "bad-slug",
        severities: &[Severity::Error],
        title: "A slug that no story can have.",
        meaning: "Slugs become file names and addresses of the site, so they are letters, figures, hyphens and underscores, at most 100 \
            bytes. Names that Windows keeps for devices (con, nul, com1, with any ending), a full stop at the end and __proto__ cannot \
            be slugs either.",
        example: "\"slug\": \"harbour bridge\"\n\nerror[bad-slug]: \"harbour bridge\" cannot be a slug",
        action: "Write it as \"harbour-bridge\".",
    },
    Entry {
        code: "unknown-slug",
        severities: &[Severity::Error],
        title: "A slug that no article of the edition has.",
        meaning: "The edition, a plan or the command line names a story that is not there: it was renamed, has not come, or the name has \
            a slip.",
        example: "stories = [\"stroy\"]\n\nerror[unknown-slug]: no article of this edition has the slug \"stroy\"",
        action: "Take the name that the help suggests, or see that the story's file is matched by articles.",
    },
    Entry {
        code: "empty-body",
        severities: &[Severity::Warning],
        title: "A story with neither text nor photos.",
        meaning: "Its headline alone is printed. Mostly the text has not come yet, or stands under a key of another name.",
        example: "\"body\": []\n\nwarning[empty-body]: \"story\" has neither text nor photos",
        action: "Write the story, or take the file out of the edition.",
    },
    Entry {
        code: "too-long",
        severities: &[Severity::Warning, Severity::Error],
        title: "A text that no newspaper holds.",
        meaning: "A story of more than 2 MB of text, one paragraph of more than 200,000 bytes, or a headline, caption or other text beside \
            the body of more than 20,000. Mostly a whole export was filed as one story, or a whole story in one field. Where a picture \
            carries such words in its file, it is a warning, and the picture runs without them.",
        example: "error[too-long]: this text has 250000 characters; no column holds it",
        action: "See that the file is one story and that its paragraphs are parted. Print a book in parts.",
    },
    Entry {
        code: "unsafe-link",
        severities: &[Severity::Warning],
        title: "A link that a newspaper does not link to.",
        meaning: "Links go to the web, to a mail address or to a telephone. Anything else, such as a script or a file on somebody's \
            disk, is not carried into the e-paper; the words are kept.",
        example: "[the form](javascript:alert(1))\n\nwarning[unsafe-link]: \"javascript:alert(1)\" is no address that a newspaper links to",
        action: "Begin the address with https://, mailto: or tel:.",
    },
    Entry {
        code: "hidden-characters",
        severities: &[Severity::Warning],
        title: "Signs in a text that cannot be seen.",
        meaning: "Control and direction signs come with copy from web pages and word processors. They print as nothing, or turn the line \
            around; they are left out.",
        example: "warning[hidden-characters]: \"story\" holds signs that cannot be seen, such as control or direction signs: 2",
        action: "Nothing, mostly. Look at the story where it is set in a script that runs from right to left.",
    },
    Entry {
        code: "ragged-table",
        severities: &[Severity::Warning],
        title: "A row of a table with too few cells.",
        meaning: "The other rows have more; the missing cells are left empty at the row's end, which may put figures under the wrong head.",
        example: "warning[ragged-table]: this row of the table has 3 of 4 cells",
        action: "Write the missing cell, empty if need be, where it belongs.",
    },
    Entry {
        code: "unknown-language",
        severities: &[Severity::Error],
        title: "A language that this program does not set.",
        meaning: "The language decides hyphens, quotation marks and how the site is read aloud.",
        example: "lang = \"tlh\"\n\nerror[unknown-language]: \"tlh\" is no language that this program sets",
        action: "Take one of the tags in the help, or leave lang out.",
    },
    Entry {
        code: "missing-file",
        severities: &[Severity::Error, Severity::Warning],
        title: "A picture or ad whose file is not there.",
        meaning: "An ad that was sold and a photo that the story speaks of must not be lost in silence, so this is an error. Only a \
            house ad that cannot be found is left out with a warning.",
        example: "\"file\": \"boat.jpg\"\n\nerror[missing-file]: the photo boat.jpg cannot be used: there is no such file",
        action: "Take the name that the help suggests, copy the file to where it is looked for, or take the photo out of the story.",
    },
    Entry {
        code: "missing-photo",
        severities: &[Severity::Warning],
        title: "A photo that is known by its web address alone.",
        meaning: "Nothing is fetched from the network. The story names the picture's address and where it should lie; the page is made \
            without it until it lies there.",
        example: "warning[missing-photo]: a photo of \"harbour-bridge\" is not here",
        action: "Save the address that the help names under the path beside it, and build again.",
    },
    Entry {
        code: "unknown-section",
        severities: &[Severity::Warning],
        title: "A story filed under a section that is nearly one of the edition's.",
        meaning: "The edition names its sections, and the story names another that differs from one of them by a few letters. It becomes a \
            section of its own, and gets a page of its own.",
        example: "warning[unknown-section]: \"fog-lifts\" is filed under \"Sports\", which is none of the edition's sections",
        action: "Correct the section; for copy of an agency write sections = { Sports = \"Sport\" } into the paper's table of habits.",
    },
    Entry {
        code: "content-credentials",
        severities: &[Severity::Note],
        title: "A picture that carries content credentials (C2PA).",
        meaning: "The file says, signed by its maker's program, who made it and with what. The program does not verify that, and pages do not \
            carry it on. Where it names a machine as the source, made-by-machine tells so too.",
        example: "note[content-credentials]: the picture boats.jpg carries content credentials (C2PA)",
        action: "Look at them with a program for that, where it matters how the picture was made.",
    },
    Entry {
        code: "bad-picture",
        severities: &[Severity::Error, Severity::Warning],
        title: "A picture or ad that cannot be used.",
        meaning: "The file is cut off, broken, empty, of a form that is not read (HEIC, AVIF, SVG, EPS), much too large, or no picture at all. \
            The story runs without it. It is an error where the story is made for it: where it says how wide the photo is to be, or has no \
            text. An ad that was sold is an error too; a house ad is left out. A picture that only \
            the press finds broken leaves its place on the page empty.",
        example: "error[bad-picture]: the photo cut.jpg cannot be used: the JPEG stops in the middle of its picture",
        action: "Get the file again, or open it and save it as a common JPEG, PNG, TIFF or (for ads) a PDF of one page without a password.",
    },
    Entry {
        code: "outside-root",
        severities: &[Severity::Error, Severity::Warning],
        title: "A file outside the folder of the edition.",
        meaning: "A paper is made from its own folder alone, so that it can be built again elsewhere and so that copy from outside \
            cannot read files of this machine. Addresses of the web are outside too: nothing is fetched.",
        example: "\"file\": \"../../small.toml\"\n\nerror[outside-root]: the photo ../../small.toml cannot be used: it lies outside the \
            folder of the edition",
        action: "Copy the file into the folder of the edition and name it there.",
    },
    Entry {
        code: "no-alt",
        severities: &[Severity::Warning],
        title: "A photo that has no words for those who cannot see it.",
        meaning: "The e-paper and the site are read aloud by screen readers. Without alt text they read the caption, which says what \
            happened and not what one sees.",
        example: "warning[no-alt]: the photo harbour.jpg has no alt text",
        action: "Say in a few words what one sees: \"alt\": \"A ferry at the quay, in fog\".",
    },
    Entry {
        code: "photo-words",
        severities: &[Severity::Note],
        title: "A photo whose own words differ from the article's.",
        meaning: "The picture file carries caption, credit or date in its metadata, and the article says otherwise. The article's words \
            are printed; a wrong credit is a bill.",
        example: "note[photo-words]: the picture boats.jpg says otherwise of itself: caption \"Boats in the harbour.\"",
        action: "Look which of the two is right.",
    },
    Entry {
        code: "markdown",
        severities: &[Severity::Warning],
        title: "Markdown that a newspaper has no form for.",
        meaning: "Tags of HTML, footnotes, cells of a table beyond its head, and addresses of links that are not in the text. The message says \
            whether the words were kept. Of several of one kind the first is shown.",
        example: "warning[markdown]: HTML tags in the text: 2",
        action: "Look at the place that is shown, and write it as Markdown; where a sign is meant as it stands, write a \\ before it.",
    },
    Entry {
        code: "picture-as-text",
        severities: &[Severity::Warning],
        title: "A picture in Markdown that is printed as it is typed.",
        meaning: "Its file's name has spaces or brackets, which CommonMark reads as the end of the name.",
        example: "![Boats](my boats.jpg)\n\nwarning[picture-as-text]: this text holds a picture that cannot be read as one",
        action: "Write the name between angles: ![Boats](<my boats.jpg>).",
    },
];
