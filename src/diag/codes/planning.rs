//! Codes of planning: what stands where, and what does not run.
use super::Entry;
use crate::diag::Severity;

/// The entries.
pub(super) const ENTRIES: &[Entry] = &[
    Entry {
        code: "held",
        severities: &[Severity::Note, Severity::Refusal],
        title: "A story that does not run.",
        meaning: "There was no room, or it came too late; the message says which, and what the nearest page lacks. Every story that is not \
            on a page is named so. For one that must run (priority 1 to 6 where it says nothing else), or that a page orders, it is an \
            error: the pages can be looked at, but print.pdf is not written and the run fails.",
        example: "note[held]: \"harbour-quay\" is held: it fits no page, at any width",
        action: "Add a page to its section, hold a lighter story, or shorten this one; or take the order back. newsprint plan --explain \
            SLUG says what it would cost.",
    },
    Entry {
        code: "wish-refused",
        severities: &[Severity::Refusal],
        title: "A wish of the desk that is not granted.",
        meaning: "What an article, the edition or the plan file wishes for a story is done or refused. The message says what stands in \
            the way: pixels, width, depth in millimetres and lines, another order. The pages can be looked at; print.pdf is not written.",
        example: "error[wish-refused]: \"harbour-quay\" is wished over 5 columns: its 22 lines would be legs of 5 lines, 18 mm deep, \
            under its head and pictures, on a page of 495 mm",
        action: "Do what the message says, or take the wish back.",
    },
    Entry {
        code: "left-out",
        severities: &[Severity::Note],
        title: "Decks or optional paragraphs that are not printed.",
        meaning: "A page is filled to the row; where a story fits only without its deck or an optional paragraph, it runs without.",
        example: "note[left-out]: without their deck run: harbour-quay, tram-line",
        action: "Nothing, where they can be spared. deck = true in a story's wishes keeps its deck.",
    },
    Entry {
        code: "priority-1",
        severities: &[Severity::Warning],
        title: "A story of priority 1 that leads no page.",
        meaning: "Priority 1 is the day's lead. Of two the first filed leads, and where pages are ordered the story that a page names first.",
        example: "warning[priority-1]: \"ferry-fire\" has priority 1 and leads no page; it stands on A3: \"harbour-bridge\" leads A1",
        action: "Give it the lead by an order, or a lower priority.",
    },
    Entry {
        code: "no-order",
        severities: &[Severity::Error],
        title: "Words that are no order.",
        meaning: "plan --try takes what would follow newsprint order.",
        example: "error[no-order]: \"hald storm\" is no order: unrecognized subcommand 'hald'",
        action: "Write it as newsprint order would take it; newsprint order --help lists the orders.",
    },
    Entry {
        code: "page-locked",
        severities: &[Severity::Refusal],
        title: "An order that a locked page does not allow.",
        meaning: "Nothing comes onto a page with lock = true, nor onto one outside of --scope, and nothing leaves it.",
        example: "error[page-locked]: \"ferry-fire\" is ordered on A3, which may not change",
        action: "Unlock the page, widen the scope, or take the order back.",
    },
    Entry {
        code: "page-not-kept",
        severities: &[Severity::Refusal],
        title: "A page that had to stay as it is, and cannot.",
        meaning: "It has keep = true, or lies outside of --scope, and its copy or its ads are no longer those that it was made of.",
        example: "error[page-not-kept]: page A3 is to be kept as it is, and cannot stay: \"harbour-quay\" no longer fits its place",
        action: "Take keep = true out, widen the scope, or take the change of copy back.",
    },
    Entry {
        code: "unknown-scope",
        severities: &[Severity::Error],
        title: "Pages that are not there.",
        meaning: "--scope and --page name pages by folio or number, spans of them, sections, or all.",
        example: "error[unknown-scope]: \"A33\" names no page of this paper",
        action: "Name pages that there are, as in A3, A2-A4 or National.",
    },
    Entry {
        code: "no-alternative",
        severities: &[Severity::Error],
        title: "A number that no other plan has.",
        meaning: "--choose takes one of the plans that --alternatives shows, by its number.",
        example: "error[no-alternative]: there is no plan 7 of that page: there are 5",
        action: "Name one of the numbers that are shown.",
    },
    Entry {
        code: "held-by-desk",
        severities: &[Severity::Note],
        title: "A story that the desk keeps out of the paper.",
        meaning: "Its wish hold or kill says so.",
        example: "note[held-by-desk]: \"harbour-quay\" does not run: it is held by the desk until 2019-12-25",
        action: "Nothing, if that is what is wanted. To let it run, take hold or kill out.",
    },
    Entry {
        code: "unfilled",
        severities: &[Severity::Warning],
        title: "A page with a hole.",
        meaning: "No story, photo, brief or house ad fills what is left of the page. It prints white.",
        example: "warning[unfilled]: page A1 has a hole that nothing fills",
        action: "Give its section another story or a photo, or name house_ads in the edition.",
    },
    Entry {
        code: "place-misfit",
        severities: &[Severity::Error],
        title: "A story that does not fit the place it was given by hand.",
        meaning: "A place that is ordered is exact. The story has more lines than it holds, or fewer.",
        example: "error[place-misfit]: \"story\" is about 17 lines over in its place; over 1 columns it can be 17 rows deeper",
        action: "Change depth or columns of the place, or cut or lengthen the story by as much as the message says. Where the place \
            stands in the plan file, take pin = true out.",
    },
    Entry {
        code: "place-taken",
        severities: &[Severity::Error],
        title: "A pinned story whose place is not free.",
        meaning: "The plan file pins the story where an ad or another story with a fixed place stands, or outside the page's columns or \
            rows.",
        example: "error[place-taken]: \"story\" is pinned to column 1, rows 36-45, which is not free on its page",
        action: "Change its place in the plan file, or take pin = true out.",
    },
    Entry {
        code: "lead-columns",
        severities: &[Severity::Fault],
        title: "A lead over fewer or more columns than its template wants.",
        meaning: "lead_columns of a template is a law for the story that its page names first, and for the day's lead. Here no page could be \
            filled with that lead so wide.",
        example: "error[lead-columns]: \"story\" leads A1 over 2 columns, and its template wants 4 to 6",
        action: "Give the story another length, headline or picture, move an ad, or change lead_columns.",
    },
    Entry {
        code: "little-copy",
        severities: &[Severity::Warning],
        title: "More pages than there is copy for.",
        meaning: "The edition orders its pages, and its stories fill fewer of them by one or more, though pictures are as large as they \
            should be. What is left is the paper's own advertisements.",
        example: "warning[little-copy]: there is copy for 7 of the 12 pages that stories may stand on",
        action: "Order fewer pages, or file more copy.",
    },
    Entry {
        code: "no-jump",
        severities: &[Severity::Warning],
        title: "A story that was to jump and does not.",
        meaning: "A jump parts a story at the end of a paragraph, with enough lines on both pages, and needs room on another page. Here \
            that cannot be; the story stays on one page.",
        example: "warning[no-jump]: \"story\" does not jump: it has 48 lines, and a jump comes at a paragraph's end with at least 24 \
            before it and 36 after",
        action: "Take it out of jump, change its length, or give the paper another page.",
    },
    Entry {
        code: "not-apart",
        severities: &[Severity::Warning],
        title: "A story beside an ad that asks to be kept apart from it.",
        meaning: "An airline does not want to stand beside a crash, so its ad has keep_apart. Here both are ordered onto the same or \
            onto facing pages, and orders are kept.",
        example: "warning[not-apart]: \"landing\" stands on A2, and the ad \"Air Tern\", on the same page, asks to be kept apart from it",
        action: "Move the story or the ad. If the word only sounds alike, take it out of keep_apart.",
    },
    Entry {
        code: "refer-held",
        severities: &[Severity::Warning],
        title: "A refer to a story that does not run.",
        meaning: "The box sends readers to a story that was held, so it is left out.",
        example: "warning[refer-held]: \"story\" points to \"waiting\", which does not run",
        action: "Take the refer out, or give that story room.",
    },
    Entry {
        code: "wide-table",
        severities: &[Severity::Note],
        title: "A table too wide for its column.",
        meaning: "It was hyphenated, set smaller, or set as a list; the message says which. Nothing of it is lost.",
        example: "note[wide-table]: a table of \"story\" is too wide for its column",
        action: "Look at it on the page. Fewer columns or shorter words bring the table back.",
    },
    Entry {
        code: "replanned",
        severities: &[Severity::Note],
        title: "A page that is planned anew though a plan was there.",
        meaning: "The plan beside the edition does not fit any more: stories changed, came or went.",
        example: "note[replanned]: what the plan puts on page A1 does not cover it exactly",
        action: "Nothing. To make sure that no page moves any more, run with --locked.",
    },
    Entry {
        code: "plan-locked",
        severities: &[Severity::Error],
        title: "A plan that --locked does not let change, and that no longer fits.",
        meaning: "With --locked a run fails rather than move anything. The message says which story or page is not as in the plan.",
        example: "error[plan-locked]: \"late\" is not in edition.plan.toml",
        action: "Run without --locked to plan these pages again, or undo the change.",
    },
    Entry {
        code: "no-plan",
        severities: &[Severity::Error],
        title: "No plan to hold to.",
        meaning: "--locked holds to the plan beside the edition, and none has been written yet.",
        example: "error[no-plan]: there is no edition.plan.toml to hold to",
        action: "Run once without --locked: that writes it.",
    },
    Entry {
        code: "plan-not-written",
        severities: &[Severity::Warning],
        title: "A plan that could not be kept.",
        meaning: "The paper is made, but edition.plan.toml could not be written, so the next run plans every page anew and stories may \
            move.",
        example: "warning[plan-not-written]: the plan cannot be written to edition.plan.toml: permission denied",
        action: "See that the folder of the edition may be written to and that the disk has room.",
    },
    Entry {
        code: "photo-left-out",
        severities: &[Severity::Warning],
        title: "A photo without which its story runs.",
        meaning: "A picture is no wider than its pixels bear, and no larger than its story's text bears. Here no width is both; the story is \
            not held for it.",
        example: "warning[photo-left-out]: \"story\" runs without the photo fog.jpg: its 90 × 60 pixels are too few for any width",
        action: "Get it with more pixels, give the story more text, let the picture be cropped, or change [planner.pictures] of the layout.",
    },
];
