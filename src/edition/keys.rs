//! The keys of article and edition files: what is promised to newsrooms.
use super::format::Format;
use super::rules::LEVELS;
use super::wishes::WISHES;
use crate::tree::form::{Form, Group, Key, key, required};

/// An article file.
pub static ARTICLE: Group = Group { name: "an article", keys: ARTICLE_KEYS };

const ARTICLE_KEYS: &[Key] = &[
    key("slug", Form::Word, "the story's unique name in the edition; from the file's name where it is missing"),
    required("section", Form::Word, "the section it belongs to"),
    key("keywords", Form::List(&Form::Word), "what it is about; an ad may ask to be kept apart from stories about a word"),
    key("subsection", Form::Text, "its part of the section"),
    key("kicker", Form::Text, "the short label over the headline"),
    required("headline", Form::Word, "the headline"),
    key("short_headline", Form::Text, "a shorter headline for the index, bookmarks and jumps"),
    key("deck", Form::Text, "the line or lines under the headline"),
    key("byline", Form::Either(&[Form::Text, Form::List(&BYLINE)]), "who wrote it: names, or groups with name, role and email"),
    key("dateline", Form::Text, "where it was written, in capitals"),
    key("agency", Form::Text, "the agency it came from, printed as a tag at its end"),
    key("posted", Form::Stamp, "when it was posted"),
    key("updated", Form::Stamp, "when it was last changed"),
    key("url", Form::Text, "its address on the site"),
    key("priority", Form::Integer(1, 9), "1 the day's lead to 9 a brief; 5 where it is missing"),
    key("must_run", Form::Flag, "may not be held; true for priority 1 to 6 where it is missing"),
    key(
        "may_jump",
        Form::Flag,
        "may be continued on another page; where it is missing, true for priority 1 to 3 and for what no page can hold",
    ),
    key("box", Form::Flag, "drawn on a tint"),
    key("lang", Form::Text, "its language, as in en-GB, de or pt-BR"),
    required("body", Form::List(&BLOCK), "the text: paragraphs and other blocks; may be an empty list where there are photos"),
    key("photos", Form::List(&Form::Group(&PHOTO)), "its photos, weightiest first"),
    key("related", Form::List(&Form::Group(&RELATED)), "teasers of related stories"),
    key("wishes", Form::Group(&WISHES), "how the desk wishes it to run"),
    key("allow", Form::List(&Form::Group(&ALLOW)), "messages that are right and not wanted for this story, with the reason"),
];

const ALLOW: Group = Group {
    name: "what a story is allowed",
    keys: &[required("code", Form::Word, "the message's code, as in \"no-alt\""), required("why", Form::Word, "why it is right here")],
};

const BYLINE: Form = Form::Either(&[
    Form::Text,
    Form::Group(&Group {
        name: "a byline",
        keys: &[
            required("name", Form::Word, "the name, as printed"),
            key("role", Form::Text, "such as \"Staff reporter\""),
            key("email", Form::Text, "an address for readers"),
        ],
    }),
]);

const BLOCK: Form = Form::Either(&[
    Form::Text,
    Form::Group(&Group {
        name: "a paragraph",
        keys: &[required("p", Form::Text, "its text"), key("optional", Form::Flag, "may be left out when the hole is short")],
    }),
    Form::Group(&Group { name: "a subhead", keys: &[required("subhead", Form::Word, "its text")] }),
    Form::Group(&Group {
        name: "a pull quote",
        keys: &[
            required("quote", Form::Word, "what was said"),
            key("by", Form::Text, "by whom"),
            key("cut_out", Form::Flag, "stands in a leg, with the text beside it in shorter lines"),
        ],
    }),
    Form::Group(&Group {
        name: "a list",
        keys: &[required("list", Form::List(&Form::Text), "its entries"), key("ordered", Form::Flag, "numbered")],
    }),
    Form::Group(&Group { name: "a table", keys: &[required("table", Form::Group(&TABLE), "its head and rows")] }),
]);

const TABLE: Group = Group {
    name: "a table",
    keys: &[
        key("head", Form::List(&Form::Text), "the head's cells"),
        required("rows", Form::List(&Form::List(&Form::Text)), "rows of cells; a row of one cell is a sub-head"),
    ],
};

/// What a photo may be filed as.
const KINDS: [&str; 2] = ["photo", GRAPHIC];
/// A chart, map or table.
pub const GRAPHIC: &str = "graphic";

const PHOTO: Group = Group {
    name: "a photo",
    keys: &[
        required("file", Form::Word, "the picture, from the article's file; may not leave the root"),
        key("url", Form::Text, "where the picture comes from: with this it may be missing still, and is only warned of"),
        key("caption", Form::Text, "from the picture's own IPTC or XMP where it is missing"),
        key("credit", Form::Text, "from the picture's own IPTC or XMP where it is missing"),
        key("alt", Form::Text, "what one sees; from the picture's own XMP where it is missing"),
        key("focus", Form::Exactly(2, &Form::Number(0, 1000)), "the point a crop must keep, as fractions from the top left"),
        key("max_crop", Form::Number(0, 900), "the share of width or height that may be cut; 0.2 where it is missing"),
        key("columns", Form::Integer(1, 12), "the wanted width"),
        key(
            "kind",
            Form::Choice(&KINDS),
            "a graphic (chart, map, table) is never cropped nor too narrow to be read; told by its pixels where it is missing",
        ),
        key("min_columns", Form::Integer(1, 12), "the least width; of a graphic, where it is missing, what its lettering bears"),
        key("cut_out", Form::Flag, "stands in a leg, with the text beside it in shorter lines: for heads and other small pictures"),
        key("print_only", Form::Flag, "may be printed and not shown on screens: the e-paper has a grey field in its place"),
        key(
            "after",
            Form::Integer(0, 10_000),
            "blocks of the body before it in a print preview, or before a cut-out; from the text's own order in Markdown",
        ),
    ],
};

const RELATED: Group = Group {
    name: "a related story",
    keys: &[
        key("label", Form::Text, "such as VIEW"),
        key("slug", Form::Text, "its slug, if it is in this edition"),
        required("headline", Form::Word, "its headline"),
        key("summary", Form::Text, "a sentence"),
    ],
};

/// The keys of an edition; those that it may not lack by `$needed`.
macro_rules! edition_keys {
    ($needed:ident) => {
        &[
            key(
                "extends",
                Form::Word,
                "the edition file beside this one that it takes over: what this one does not say stays as it is there",
            ),
            key("without", Form::List(&Form::Word), "slugs of the extended edition's stories that this one leaves out"),
            $needed("title", Form::Word, "the paper's name"),
            $needed("date", Form::Date, "the day"),
            key("number", Form::Integer(0, 10_000_000), "the running number"),
            $needed("layout", Form::Word, "a layout's name, or a path to one"),
            $needed(
                "articles",
                Form::List(&ARTICLES),
                "patterns of article files, such as \"articles/*.json\", or groups for files of another format",
            ),
            key("cutoff", Form::Date, "stories later than this are not in this edition"),
            key("lang", Form::Text, "the language of stories that name none"),
            key("price", Form::Text, "for the folio"),
            key("website", Form::Text, "for the folio"),
            key(
                "address",
                Form::Text,
                "where the e-paper's site will stand, as in \"https://epaper.example.com/2019-12-24/\": for its feed and sitemap",
            ),
            key("copyright", Form::Text, "at the foot of print previews; © year and title where it is missing"),
            key("sections", Form::List(&Form::Word), "the order of the sections"),
            key("pages_multiple", Form::Integer(1, 64), "pages come in multiples of this where no [[pages]] are ordered"),
            key("ears", Form::List(&Form::Group(&EAR)), "the corners beside the nameplate, at most two"),
            key(
                "house_ads",
                Form::List(&Form::Word),
                "patterns of the paper's own ads, such as \"house-ads/*\", pictures or one-page PDFs: they fill what stories leave",
            ),
            key("pages", Form::List(&Form::Group(&PAGE)), "the pages in order; as many as the stories need where they are missing"),
            key("rules", Form::Map(&Form::Choice(LEVELS)), "by a message's code, as in no-alt = \"off\": off, note, warning or error"),
            key("wishes", Form::Map(&Form::Group(&WISHES)), "by slug: how the desk wishes a story to run, as in [wishes.harbour-bridge]"),
        ]
    };
}

/// `edition.toml`.
pub static EDITION: Group = Group { name: "the edition", keys: edition_keys!(required) };

/// An edition file that extends another.
pub static ZONE: Group = Group { name: "the edition", keys: edition_keys!(key) };

const ARTICLES: Form = Form::Either(&[
    Form::Word,
    Form::Group(&Group {
        name: "an entry of articles",
        keys: &[
            required("files", Form::Word, "a pattern, such as \"wire/*.json\""),
            required("format", Form::Choice(Format::NAMES), "the format that these files have"),
            key("section", Form::Word, "the section of stories that name none; News where it is missing"),
            key("habits", Form::Word, "the paper's own table of wire habits: a TOML file"),
        ],
    }),
]);

/// A paper's own table of wire habits.
pub static HABITS: Group = Group {
    name: "a table of habits",
    keys: &[
        key("agencies", Form::List(&Form::Word), "names that {agency} stands for, beside the shipped ones"),
        key("teasers", Form::List(&Form::Word), "labels that {teaser} stands for, beside the shipped ones"),
        key("without", Form::List(&Form::Word), "names of shipped rules that are not to be used"),
        key("rules", Form::List(&Form::Group(&RULE)), "rules, tried before the shipped ones"),
        key(
            "sections",
            Form::Map(&Form::Word),
            "the paper's section for each name or code that copy may come with, such as spo = \"Sports\"",
        ),
    ],
};

const RULE: Group = Group {
    name: "a rule",
    keys: &[
        required("name", Form::Word, "its name"),
        required("where", Form::Choice(PLACES), "what it is tried on"),
        required("pattern", Form::Word, "a regular expression whose named groups are fields: text stays"),
        key("examples", Form::List(&Form::Group(&EXAMPLE)), "what is read, and what becomes of it"),
    ],
};

const EXAMPLE: Group = Group {
    name: "an example",
    keys: &[
        required("is", Form::Word, "what is read"),
        key("text", Form::Text, "what stays"),
        key("dateline", Form::Text, "the dateline"),
        key("agency", Form::Text, "the agency"),
        key("byline", Form::Text, "the by-line"),
        key("credit", Form::Text, "the credit"),
        key("embargo", Form::Text, "the note of an embargo"),
    ],
};

/// What a rule of habits can be tried on.
pub const PLACES: &[&str] = &["first-paragraph", "last-paragraph", "paragraph", "headline", "deck", "caption"];

const EAR: Group = Group {
    name: "an ear",
    keys: &[
        required("label", Form::Word, "the label over it"),
        required("text", Form::Word, "its few words"),
        key("story", Form::Text, "the slug of the story it points to"),
    ],
};

const PAGE: Group = Group {
    name: "a page",
    keys: &[
        key(
            "page",
            Form::Integer(1, 999),
            "in an edition that extends another: which of its pages this one changes; keys that are given replace that page's",
        ),
        key("section", Form::Word, "the section whose stories run here"),
        key("part", Form::Word, "the capital letter of the part of the paper that begins here, as in B1; pages are numbered anew in it"),
        key("template", Form::Word, "the layout's template"),
        key("mono", Form::Flag, "printed in black alone, pictures and ads too; the e-paper keeps its colours"),
        key("stories", Form::List(&Form::Word), "slugs of stories that run here, in this order"),
        key(
            "jump",
            Form::List(&Form::Word),
            "slugs of stories that begin here and are continued on another page; a story that may jump and fits no page does so unasked",
        ),
        key("ads", Form::List(&Form::Group(&AD)), "the ads on it"),
        key("place", Form::List(&Form::Group(&PLACE)), "stories put by hand"),
        key("lock", Form::Flag, "nothing comes onto this page and nothing leaves it"),
        key("keep", Form::Flag, "it stays as the plan beside the edition has it"),
        key("status", Form::Text, "what the desk says of it, as in \"proofed\""),
    ],
};

const AD: Group = Group {
    name: "an ad",
    keys: &[
        required("name", Form::Word, "its name in the book"),
        required("file", Form::Word, "jpg, png, tiff or a one-page PDF"),
        required("columns", Form::Integer(1, 12), "its width"),
        required("depth", Form::Length, "its depth"),
        key("place", Form::Choice(CORNERS), "its corner; bottom-right where it is missing"),
        key("keep_apart", Form::List(&Form::Word), "words: it stands neither with nor facing a story about one of them"),
    ],
};

/// The corners that an ad can stand in.
pub const CORNERS: &[&str] = &["bottom-right", "bottom-left", "top-right", "top-left"];

const PLACE: Group = Group {
    name: "a place",
    keys: &[
        required("story", Form::Word, "the slug"),
        required("column", Form::Integer(1, 12), "the first column, from 1"),
        required("columns", Form::Integer(1, 12), "its width"),
        required("top", Form::Length, "from the live area's top"),
        required("depth", Form::Length, "its depth"),
    ],
};
