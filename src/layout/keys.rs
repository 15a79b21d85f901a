//! The keys of a layout file; `layouts/README.md` tells what each is for.
use crate::tree::form::{Form, Group, Key, Usual, key, required};

/// A layout file.
pub static FORM: Form = Form::Group(&LAYOUT);

/// The keys of a layout file.
pub static LAYOUT: Group = Group {
    name: "a layout",
    keys: &[
        key("extends", Form::Word, "another layout that this one changes"),
        key("page", Form::Group(&PAGE), "the sheet"),
        key("grid", Form::Group(&GRID), "columns and rows"),
        key("fonts", Form::Map(&Form::Either(&[Form::Text, Form::List(&Form::Word)])), "roles to families; fallback is a list of families"),
        key("colours", Form::Map(&Form::Group(&COLOUR)), "named colours"),
        key("styles", Form::Map(&Form::Group(&STYLE)), "how each kind of text is set"),
        key("templates", Form::Map(&Form::Group(&TEMPLATE)), "how each kind of page is made"),
        key(
            "hang",
            Form::Map(&Form::Exactly(2, &Form::Integer(0, 100))),
            "shares of signs, in percent, that stand in the left and right margins",
        ),
        key("usage", Form::Group(&USAGE), "signs set the paper's own way"),
        key("hyphenation", Form::Group(&HYPHENATION), "words broken the paper's own way"),
        key("planner", Form::Group(&PLANNER), "the planner's limits"),
        key("print", Form::Group(&PRINT), "the press"),
        key("epaper", Form::Group(&EPAPER), "the e-paper"),
    ],
};

const PAGE: Group = Group {
    name: "[page]",
    keys: &[
        key("width", Form::Length, "trim width"),
        key("height", Form::Length, "trim height"),
        key("margins", Form::Group(&MARGINS), "white about the live area and its furniture"),
        key("bleed", Form::Length, "ink beyond the trim"),
    ],
};

const MARGINS: Group = Group {
    name: "margins",
    keys: &[
        key("top", Form::Length, "at the head"),
        key("right", Form::Length, "at the right"),
        key("bottom", Form::Length, "at the foot"),
        key("left", Form::Length, "at the left"),
    ],
};

const GRID: Group = Group {
    name: "[grid]",
    keys: &[
        key("columns", Form::Integer(1, 12), "columns of the page"),
        key("gutter", Form::Length, "white between columns"),
        key("leading", Form::Length, "baseline to baseline, one row"),
    ],
};

const COLOUR: Group = Group {
    name: "a colour",
    keys: &[
        key("cmyk", Form::Exactly(4, &Form::Integer(0, 100)), "cyan, magenta, yellow, black in percent"),
        key("rgb", Form::Word, "\"#rrggbb\" for the screen"),
        key("spot", Form::Word, "the name of an ink of its own; cmyk stands in where the press has it not"),
    ],
};

const STYLE_KEYS: &[Key] = &[
    key("like", Form::Word, "another style to start from; body where it is missing"),
    key("font", Form::Word, "a role of [fonts]"),
    key("weight", Form::Integer(100, 900), "100 to 900"),
    key("italic", Form::Flag, "italic"),
    key("size", Form::Length, "type size"),
    key("leading", Form::Length, "baseline to baseline"),
    key("ladder", Form::List(&Form::Length), "sizes, largest first"),
    key("align", Form::Choice(&["justify", "left", "right", "centre"]), "how lines stand"),
    key("indent", Form::Length, "first-line indent"),
    key("colour", Form::Word, "a name of [colours]"),
    key("tint", Form::Word, "a name of [colours], for the box that the style labels"),
    key("case", Form::Choice(&["normal", "upper", "small-caps"]), "letter case"),
    key("figures", Form::Choice(&["font", "lining", "old-style", "tabular"]), "forms of figures"),
    key("tracking", Form::Length, "white after each letter"),
    key("hyphenate", Form::Flag, "words may be broken"),
    key("word_space", Form::Exactly(2, &Form::Integer(50, 400)), "narrowest and widest word space in percent"),
    key("hang", Form::Flag, "signs at the ends of justified lines hang into the margins"),
    key(
        "letter_space",
        LIMITS,
        "most that tracking may change to fill a line, thousandths of an em; of two, the second for lines that would gape or crowd; 0 turns it off",
    ),
    key(
        "letter_width",
        LIMITS,
        "most that letters may be widened or narrowed to fill a line, thousandths; of two, the second for lines that would gape or crowd; 0 \
         turns it off",
    ),
];

/// What letters may give: one limit, or the usual and the most.
const LIMITS: Form = Form::Either(&[Form::Integer(0, 50), Form::Exactly(2, &Form::Integer(0, 50))]);

const STYLE: Group = Group { name: "a style", keys: STYLE_KEYS };

const TEMPLATE: Group = Group {
    name: "a template",
    keys: &[
        key("sections", Form::List(&Form::Word), "sections whose pages take it"),
        key("double", Form::Flag, "a double truck: two facing pages as one, over the fold").usually(Usual::Flag(false)),
        key("columns", Form::Integer(1, 12), "columns, where not the grid's; twice the grid's of a double truck"),
        key("gutter", Form::Length, "gutter, where not the grid's"),
        key("leading", Form::Length, "one row, where not the grid's"),
        key("furniture", Form::List(&Form::Group(&FURNITURE)), "from the edges inwards"),
        key(
            "lead_columns",
            Form::Exactly(2, &Form::Integer(1, 12)),
            "fewest and most columns of the lead: a law for the story that its page names first, and for the day's lead",
        ),
        key("max_stories", Form::Integer(1, 36), "most stories, the briefs not counted").usually(Usual::Integer(30)),
        key("drop_capital_words", Form::Integer(0, 100_000), "stories of so many words open with a drop capital; 0 none")
            .usually(Usual::Integer(0)),
        key("briefs_label", Form::Text, "the label over the briefs; what is usual in the paper's language where it is missing"),
        key("styles", Form::Map(&Form::Group(&STYLE)), "styles that differ here"),
    ],
};

const FURNITURE: Group = Group {
    name: "furniture",
    keys: &[
        required("kind", Form::Choice(&["nameplate", "folio", "running-head", "index"]), "what"),
        key("edge", Form::Choice(&["top", "bottom"]), "where; top where it is missing"),
        required("rows", Form::Integer(1, 60), "rows of the grid, the white after it included"),
    ],
};

const USAGE: Group =
    Group { name: "[usage]", keys: &[key("dash", Form::Choice(&["as-filed", "spaced", "closed"]), "white about em dashes")] };

/// A list of words, or a list for each of several languages.
const WORDS: Form = Form::Either(&[Form::List(&Form::Word), Form::Map(&Form::List(&Form::Word))]);

const HYPHENATION: Group = Group {
    name: "[hyphenation]",
    keys: &[
        key("exceptions", WORDS, "words with hyphens where they may be broken; of some languages by their tags"),
        key("never", WORDS, "words that are never broken; of some languages by their tags"),
        key("patterns", Form::Map(&Form::Word), "by the tag of a language its file of patterns, a path from the edition's folder"),
        key(
            "hangul",
            Form::Choice(&["words", "syllables"]),
            "where Hangul is broken; in Korean between words, and where a line would gape between syllables, where it is missing",
        ),
    ],
};

const PLANNER: Group = Group {
    name: "[planner]",
    keys: &[
        key("lead_share", Form::Integer(10, 100), "most of a page that its lead takes, percent").usually(Usual::Integer(55)),
        key("min_stories", Form::Integer(0, 8), "read no longer: pages take as many stories as fill them best"),
        key("pages_multiple", Form::Integer(1, 64), "pages come in multiples of this where the program makes them: a leaf has two sides")
            .usually(Usual::Integer(2)),
        key("house_ads", Form::Flag, "the paper's own advertisement may fill what is left").usually(Usual::Flag(true)),
        key("digest", Form::Flag, "the lighter items of a section that is mostly items run among its briefs, where no page is ordered")
            .usually(Usual::Flag(true)),
        key("pictures", Form::Group(&PICTURES), "how large pictures are"),
    ],
};

const SPAN: Form = Form::Exactly(2, &Form::Integer(1, 6));

const PICTURES: Group = Group {
    name: "[planner.pictures]",
    keys: &[
        key("lead", SPAN, "fewest and most columns of six of the picture of a page's lead, three wide and two high")
            .usually(Usual::Span(3, 5)),
        key("seconds", SPAN, "the same of other stories of priority 1 to 3").usually(Usual::Span(2, 3)),
        key("others", SPAN, "the same of all others").usually(Usual::Span(1, 2)),
        // A little under what readers see as too much: captions and gutters are seen with the picture.
        key("lead_to_text", Form::Integer(10, 1_000), "most of a picture's area for its text's, percent: of the page's lead")
            .usually(Usual::Integer(205)),
        key("other_to_text", Form::Integer(10, 1_000), "the same of others").usually(Usual::Integer(112)),
        key("largest", Form::Integer(5, 100), "most of a page that one picture takes, percent").usually(Usual::Integer(27)),
        key("gallery", Form::Integer(5, 100), "most of a page that a story takes for three pictures or more, percent")
            .usually(Usual::Integer(38)),
        // Lettering is seldom under 28 pixels; so it is 5 pt high.
        key("graphic_ppi", Form::Integer(100, 1_200), "pixels to the inch beyond which a graphic's lettering is too small")
            .usually(Usual::Integer(400)),
    ],
};

/// ISO 12647-3:2013.
const INK_LIMIT: Usual = Usual::Integer(220);
/// Twice a screen of 100 lines to the inch.
const PRINT_PPI: Usual = Usual::Integer(200);
/// Rules up to 4 pt are of one ink.
const OVERPRINT: Usual = Usual::Text("4pt");

// The limits of preflight are what houses that print newspapers tell advertisers.
const PRINT: Group = Group {
    name: "[print]",
    keys: &[
        key("profile", Form::Word, "the press's ICC profile, a path from the edition's folder; newsprint's own where it is missing"),
        key("condition", Form::Text, "the name of the printing condition, as the printer tells it")
            .usually(Usual::Text("Newsprint coldset 26 % 220 %")),
        key("ink_limit", Form::Integer(100, 400), "most ink, all together, in percent").usually(INK_LIMIT),
        key("intent", Form::Choice(&["perceptual", "relative"]), "how colours that cannot be printed are brought in"),
        key("ppi", Form::Integer(72, 1200), "pixels to the inch that photos are reduced to").usually(PRINT_PPI),
        key("quality", Form::Integer(30, 100), "JPEG quality of photos").usually(Usual::Integer(90)),
        key("sharpen", Form::Integer(0, 300), "strength of the sharpening of photos in percent; 0 turns it off")
            .usually(Usual::Integer(50)),
        key("marks", Form::List(&Form::Choice(&["crop", "bleed", "register", "bars", "slug"])), "marks beyond the trim"),
        key("overprint", Form::Length, "black rules no thicker than this print over what lies below; black type always does")
            .usually(OVERPRINT),
        key("rich_black_from", Form::Length, "black with other inks under it is black alone in type below this size, and in thinner rules")
            .usually(Usual::Text("24pt")),
        key("min_ppi", Form::Integer(1, 2400), "preflight: pictures below this are an error").usually(Usual::Integer(100)),
        key("wanted_ppi", Form::Integer(1, 2400), "preflight: pictures below this are a warning").usually(Usual::Integer(150)),
        key("most_ppi", Form::Integer(1, 9600), "preflight: pictures above this are a note").usually(Usual::Integer(600)),
        key("min_line", Form::Length, "preflight: the thinnest line that holds on the press").usually(Usual::Text("0.25pt")),
        key("min_reversed", Form::Length, "preflight: the smallest type out of a ground of one or two inks").usually(Usual::Text("10pt")),
        key("min_reversed_four", Form::Length, "preflight: the smallest type out of a ground of more inks").usually(Usual::Text("12pt")),
        key("one_ink_sans", Form::Length, "preflight: type without serifs up to this size is of one ink").usually(Usual::Text("7pt")),
        key("one_ink_serif", Form::Length, "preflight: type with serifs up to this size is of one ink").usually(Usual::Text("12pt")),
    ],
};

const EPAPER: Group = Group {
    name: "[epaper]",
    keys: &[
        key("ppi", Form::Integer(36, 1200), "pixels to the inch that photos are reduced to").usually(Usual::Integer(150)),
        key("quality", Form::Integer(30, 100), "JPEG quality of photos that had to change").usually(Usual::Integer(82)),
        key("max_page_kb", Form::Integer(100, 100_000), "most kilobytes of a page of epaper.pdf; photos take a lower quality to meet it")
            .usually(Usual::Integer(1_000)),
    ],
};
