//! Codes of the proof, one for each of its rules: what a rule finds and why.
use super::Entry;
use crate::diag::Severity;

/// The entries.
pub(super) const ENTRIES: &[Entry] = &[
    Entry {
        code: "resolution",
        severities: &[Severity::Fault, Severity::Warning, Severity::Note],
        title: "A picture with too few pixels, or with far too many.",
        meaning: "A photo or ad, or a picture in a placed PDF, whose pixels to the inch as printed are under min_ppi (100, an error) or \
            wanted_ppi (150, a warning), or over most_ppi (600, a note). Newsprint shows 85 to 100 lines to the inch and wants twice as \
            many pixels. Under 150 faces go soft; under 100 the pixels themselves are seen. Above 220 there is no gain; a file of 600 is \
            only heavy, and is reduced.",
        example: "A photo of 600 pixels over four columns (252 mm) prints at 60.\n\nwarning[resolution]: the ad \"letters\": \
            house/letters.png is printed at 145 pixels to the inch; under 150 it is soft",
        action: "Get a larger file, or run it no wider than the help says.",
    },
    Entry {
        code: "uneven",
        severities: &[Severity::Warning],
        title: "A picture that is stretched.",
        meaning: "A picture, here or in a placed PDF, whose pixels are more than 2 % wider than high as printed, or higher than wide. \
            Faces become broad, circles eggs; it is always a mistake.",
        example: "An advertiser's program squeezed a square logo into a box of 40 by 30 mm.\n\nwarning[uneven]: the ad \"Magazine\" \
            holds a picture that is stretched by 33 %",
        action: "Get the picture in its own shape, or ask the advertiser whether that is meant.",
    },
    Entry {
        code: "ink-limit",
        severities: &[Severity::Fault, Severity::Warning],
        title: "More ink than the paper bears.",
        meaning: "A tint, rule or letter, or black printed over a tint, or a colour or picture of a placed PDF, whose inks add up to \
            more than ink_limit (220 %). Photos are no matter for this rule: their separation holds to the limit pixel by pixel. \
            Newsprint drinks ink. Above the limit it does not dry, comes off on the facing page and on readers' hands, and tears. A \
            colour of the layout above the limit is a warning, and is printed within it.",
        example: "An ad made for a magazine at 300 %.\n\nerror[ink-limit]: the ad \"Magazine\" takes 300 % of ink; the limit is 220 %",
        action: "Ask the advertiser for a PDF made for newsprint, or for the ad as a picture (TIFF): that is separated anew. Of a colour \
            of the layout take a lighter one.",
    },
    Entry {
        code: "ad-fonts",
        severities: &[Severity::Fault, Severity::Warning],
        title: "An ad that does not bring its fonts.",
        meaning: "A placed PDF with fonts that are not in the file (an error), or with Courier (a warning). The printer's program takes \
            another font, and the lines run over one another. Courier is what programs print where they lacked the font that was meant, \
            so nobody chose it. GWG 2015 asks for both.",
        example: "An ad from a word processor that was told not to embed Arial.\n\nerror[ad-fonts]: the ad \"Net loft\" lacks its fonts: \
            Arial",
        action: "Ask the advertiser for the PDF with all fonts embedded.",
    },
    Entry {
        code: "ad-colours",
        severities: &[Severity::Warning, Severity::Note],
        title: "Colours of an ad that are not the press's.",
        meaning: "A placed PDF with a screen's colours (RGB) or with inks that the layout does not name as spot: a warning. Ads that are \
            pictures in RGB are one note for the edition. Screens have colours that no press prints, so the advertiser has not seen what \
            comes; a spot colour makes a plate more, and on a press of four inks it is not printed at all.",
        example: "A logo in PANTONE 286 C in an ad that was sold as four-colour.\n\nwarning[ad-colours]: the ad \"Net loft\" holds inks \
            that the press may not have: PANTONE 286 C",
        action: "Ask the advertiser for a PDF in four inks, or show him how it prints. If the press has the ink, name it in the layout: \
            spot = \"…\" of a colour.",
    },
    Entry {
        code: "ad-size",
        severities: &[Severity::Warning],
        title: "An ad that is not the size of its space.",
        meaning: "An ad whose shape differs by more than 2 % from what was booked, or a PDF that is printed more than 5 % larger or \
            smaller than it was made. The paper's own ads have no size that was booked. An ad keeps its own shape, so it stands in white \
            that the advertiser paid for; and an ad that is scaled has other type sizes and lines than were proofed. Mostly it was made \
            for another paper.",
        example: "A strip of 280 by 40 mm in a space of 365 by 59.\n\nwarning[ad-size]: the ad \"Net loft\" is of another shape than its \
            space of 54 mm by 30 mm: 20 % too narrow",
        action: "Ask the advertiser for the ad in the size that was booked, or book its own.",
    },
    Entry {
        code: "ad-make",
        severities: &[Severity::Fault, Severity::Warning, Severity::Note],
        title: "An ad that is not made as a printer wants it.",
        meaning: "A placed PDF that cannot be looked through or draws nothing (errors), that has layers (a warning), or that is one \
            picture and nothing else (a note). An empty page is a wrong export; layers that one program shows and another hides make two \
            ads of one; type in a picture has the picture's pixels. GWG 2015 asks for all three.",
        example: "The German layer of an ad for two countries, switched off on the advertiser's screen.\n\nerror[ad-make]: the ad \"Net \
            loft\" is an empty page",
        action: "Ask the advertiser for the PDF with the ad in it, in one layer, with type as type.",
    },
    Entry {
        code: "bleed",
        severities: &[Severity::Warning],
        title: "Ink that ends at the cut.",
        meaning: "A picture, tint or rule that reaches the trim, or comes nearer to it than a millimetre, and does not go on into the \
            bleed. Paper is cut and folded to a millimetre or two. What ends at the cut shows a white edge on one copy of three.",
        example: "A picture page in a layout without margins, and without bleed.\n\nwarning[bleed]: \"story\": ink ends at the cut",
        action: "Keep it a few millimetres within the page, or let it reach into the bleed: page.bleed of the layout.",
    },
    Entry {
        code: "hairline",
        severities: &[Severity::Warning, Severity::Fault],
        title: "A line too thin for the press.",
        meaning: "A rule or frame of the paper's own, or a line in a placed PDF as it is printed, thinner than min_line (0.25 pt): a \
            warning; a line of no width, which is as thin as each machine can make it, an error. Below a quarter of a point a line \
            breaks up on the plate, and on newsprint it is gone.",
        example: "An ad of a magazine page, printed at a third of its size, with its frame of 0.5 pt.\n\nwarning[hairline]: the ad \
            \"Magazine\" has a line that is printed at 0.17 pt; the least is 0.25 pt",
        action: "Ask the advertiser for thicker lines; in the layout take a thicker rule, or lower print.min_line where the press holds \
            it.",
    },
    Entry {
        code: "reversed-type",
        severities: &[Severity::Fault, Severity::Warning],
        title: "Small type out of a ground.",
        meaning: "Type much lighter than the tint or picture that it stands on (by 45 % of ink or more), smaller than min_reversed (10 \
            pt), or than min_reversed_four (12 pt) where the ground has more than two inks or is a picture; of any size out of yellow \
            alone. An error; in a placed PDF, where the ground is not known, a warning for white type. Ink spreads into the letters, and \
            where one plate of four lies a tenth of a millimetre off, they fill up. Yellow is no ground: white on it cannot be read.",
        example: "A credit in white of 6 pt on a photo.\n\nerror[reversed-type]: \"story\": type of 8 pt out of a ground of 4 inks; the \
            least is 12 pt",
        action: "Set it larger, in black, or on a lighter ground.",
    },
    Entry {
        code: "coloured-type",
        severities: &[Severity::Warning],
        title: "Small type in several inks.",
        meaning: "Type of two inks or more, no larger than one_ink_sans (7 pt) without serifs or one_ink_serif (12 pt) with them; in a \
            placed PDF type of several inks up to the first, and rich black up to the second. The plates never lie quite on one another, \
            so a thin stem in three inks is three stems. Black needs no ink under it to be read: the paper's own rich black is black \
            alone below rich_black_from.",
        example: "A byline in a red of magenta and yellow, with serifs, at 8 pt.\n\nwarning[coloured-type]: \"story\": type of 8 pt in 2 \
            inks; up to 12 pt it is of one",
        action: "Take a colour of one ink, or a larger size, in the layout; ask the advertiser for small type in black alone.",
    },
    Entry {
        code: "white-overprint",
        severities: &[Severity::Fault],
        title: "White that prints over what lies below.",
        meaning: "White type or shapes in a placed PDF that are set to overprint. White is no ink. Printed over something it is nothing, \
            and the words are gone on paper, though the screen shows them.",
        example: "A designer turned a black, overprinting price white.\n\nerror[white-overprint]: the ad \"Magazine\" has white that \
            prints over what lies below: on paper it is not seen",
        action: "Ask the advertiser to turn overprint off for white.",
    },
    Entry {
        code: "loose-line",
        severities: &[Severity::Note],
        title: "Lines that gape.",
        meaning: "A line of text whose word spaces are more than two and a half times as wide as the face has them; the widest of each \
            story is named. No breaking of the paragraph is better, for a word stands there that may not be broken; a reader sees a hole \
            all the same, and a sub-editor mends it with a word.",
        example: "\"The committee votes in January.\", before a word of nine letters that has no place for a \
            hyphen.\n\nnote[loose-line]: \"story\": the spaces of \"the channel for\" are 5.3 times as wide as they should be",
        action: "Recast the sentence, or list the next word with its hyphens in hyphenation.exceptions of the layout.",
    },
    Entry {
        code: "lead-outdone",
        severities: &[Severity::Fault],
        title: "Leads whose head is not the largest on their page.",
        meaning: "A headline as large as that of the page's lead, or larger. One head on a page is clearly the largest: it says what the day, \
            or the section, is about.",
        example: "A feature is placed by hand over the page, and a lead is ordered beside it.\n\nerror[lead-outdone]: \"story\" leads with \
            a head of 30 pt, and \"other\" has one of 36 pt",
        action: "Give the lead a shorter headline, or more columns; or let the other story lead.",
    },
];
