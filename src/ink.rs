//! Ink: one colour in both of its forms, for the press and for the screen; and what a printer asks for.

/// A colour for the press (CMYK, percent) and for the screen (sRGB).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Ink {
    /// Cyan, magenta, yellow, black in percent, 0 to 100.
    pub cmyk: [u8; 4],
    /// Red, green, blue, 0 to 255.
    pub rgb: [u8; 3],
}

impl Ink {
    /// Black: 100 K only.
    pub const BLACK: Ink = Ink { cmyk: [0, 0, 0, 100], rgb: [0, 0, 0] };
    /// No ink.
    pub const WHITE: Ink = Ink { cmyk: [0, 0, 0, 0], rgb: [255, 255, 255] };

    /// An ink from CMYK percentages; the screen colour by the naive complement, for layouts that name no RGB.
    pub fn from_cmyk(cmyk: [u8; 4]) -> Ink {
        let screen = |part: u8| (u32::from(100 - part) * u32::from(100 - cmyk[3]) * 255 / 10_000) as u8;
        Ink { cmyk, rgb: [screen(cmyk[0]), screen(cmyk[1]), screen(cmyk[2])] }
    }

    /// An ink from sRGB; the press colour with the common grey as black.
    pub fn from_rgb(rgb: [u8; 3]) -> Ink {
        let white = u32::from(rgb.into_iter().max().unwrap_or(0));
        let percent = |part: u8| ((white - u32::from(part)) * 100).checked_div(white).unwrap_or(0) as u8;
        Ink { cmyk: [percent(rgb[0]), percent(rgb[1]), percent(rgb[2]), ((255 - white) * 100 / 255) as u8], rgb }
    }
}

/// How colours that a press cannot print are brought in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Intent {
    /// All colours move a little, so that they keep their distances: for photos.
    Perceptual,
    /// Those that can be printed stay as they are, and black becomes the press's black.
    Relative,
}

/// What a printer asks of the files that he is sent.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Specification {
    /// The name of the printing condition.
    pub condition: String,
    /// The most ink, all together, in percent.
    pub ink_limit: u16,
    /// How colours that cannot be printed are brought in.
    pub intent: Intent,
    /// Pixels to the inch that photos are reduced to.
    pub ppi: u16,
    /// JPEG quality of photos.
    pub quality: u8,
    /// Strength of the sharpening of photos, in percent.
    pub sharpen: u16,
    /// Marks beyond the trim.
    pub marks: Vec<PrinterMark>,
}

/// What a printer reads beyond the trim.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum PrinterMark {
    /// Where to cut.
    Crop,
    /// Where the ink beyond the cut ends.
    Bleed,
    /// Crosses in every ink, that must lie on one another.
    Register,
    /// Fields of each ink, for measuring.
    Bars,
    /// A line that names edition and page, and each plate in its own ink.
    Slug,
}

impl PrinterMark {
    /// All of them.
    pub const ALL: [PrinterMark; 5] = [PrinterMark::Crop, PrinterMark::Bleed, PrinterMark::Register, PrinterMark::Bars, PrinterMark::Slug];

    /// The name in layouts.
    pub fn name(self) -> &'static str {
        match self {
            PrinterMark::Crop => "crop",
            PrinterMark::Bleed => "bleed",
            PrinterMark::Register => "register",
            PrinterMark::Bars => "bars",
            PrinterMark::Slug => "slug",
        }
    }
}
