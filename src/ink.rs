//! Ink: one colour in both of its forms, for the press and for the screen; and what a printer asks for.

/// A colour for the press (CMYK, percent) and for the screen (sRGB).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Ink {
    /// Cyan, magenta, yellow, black in percent, 0 to 100.
    pub cmyk: [u8; 4],
    /// Red, green, blue, 0 to 255.
    pub rgb: [u8; 3],
    /// An ink of its own that the press may have; `cmyk` is what stands in for it.
    pub spot: Option<Spot>,
}

/// A spot colour: its place in the paper's list of their names.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Spot(pub u8);

/// The inks that a page is printed in.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Inks {
    /// All four, and spot colours.
    #[default]
    Four,
    /// Black alone.
    Black,
}

impl Ink {
    /// Black: 100 K only.
    pub const BLACK: Ink = Ink { cmyk: [0, 0, 0, 100], rgb: [0, 0, 0], spot: None };
    /// No ink.
    pub const WHITE: Ink = Ink { cmyk: [0, 0, 0, 0], rgb: [255, 255, 255], spot: None };

    /// An ink from CMYK percentages; the screen colour by the naive complement, for layouts that name no RGB.
    pub fn from_cmyk(cmyk: [u8; 4]) -> Ink {
        let screen = |part: u8| (u32::from(100 - part) * u32::from(100 - cmyk[3]) * 255 / 10_000) as u8;
        Ink { cmyk, rgb: [screen(cmyk[0]), screen(cmyk[1]), screen(cmyk[2])], spot: None }
    }

    /// An ink from sRGB; the press colour with the common grey as black.
    pub fn from_rgb(rgb: [u8; 3]) -> Ink {
        let white = u32::from(rgb.into_iter().max().unwrap_or(0));
        let percent = |part: u8| ((white - u32::from(part)) * 100).checked_div(white).unwrap_or(0) as u8;
        Ink { cmyk: [percent(rgb[0]), percent(rgb[1]), percent(rgb[2]), ((255 - white) * 100 / 255) as u8], rgb, spot: None }
    }

    /// All inks together, in percent.
    pub fn sum(self) -> u16 {
        self.cmyk.iter().map(|part| u16::from(*part)).sum()
    }

    /// How many inks it is printed in.
    pub fn count(self) -> usize {
        if self.spot.is_some() { 1 } else { self.cmyk.iter().filter(|part| **part > 0).count() }
    }

    /// Black with other inks under it.
    pub fn is_rich_black(self) -> bool {
        self.spot.is_none() && self.cmyk[3] == Ink::BLACK.cmyk[3] && self.count() > 1
    }

    /// The grey that says the same where there is no ink but black: cyan, magenta and yellow by their weights in what one sees.
    pub fn black_alone(self) -> Ink {
        /// How dark each ink looks beside black, in percent.
        const WEIGHTS: [u32; 3] = [30, 59, 11];
        let colour: u32 = self.cmyk.iter().zip(WEIGHTS).map(|(part, weight)| u32::from(*part) * weight).sum::<u32>() / 100;
        let black = u32::from(self.cmyk[3]);
        Ink { cmyk: [0, 0, 0, (black + (100 - black.min(100)) * colour / 100).min(100) as u8], spot: None, ..self }
    }

    /// The same within a limit of all inks together: what cyan, magenta and yellow have in common goes to black, and only what is too
    /// much then is taken from all three alike.
    pub fn within(self, limit: u16) -> Ink {
        let Some(excess) = self.sum().checked_sub(limit).filter(|excess| *excess > 0) else { return self };
        let [cyan, magenta, yellow, black] = self.cmyk.map(u16::from);
        // Each part of grey takes three parts of colour and gives one of black.
        let grey = excess.div_ceil(2).min(cyan).min(magenta).min(yellow).min(100 - black.min(100));
        let black = black + grey;
        let colours = [cyan - grey, magenta - grey, yellow - grey];
        let (sum, room) = (colours.iter().sum::<u16>().max(1), limit.saturating_sub(black));
        let [cyan, magenta, yellow] = colours.map(|part| if sum > room { part * room / sum } else { part });
        Ink { cmyk: [cyan, magenta, yellow, black].map(|part| part as u8), ..self }
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

#[cfg(test)]
mod tests {
    use super::*;

    fn check(cmyk: [u8; 4], limit: u16, expected: [u8; 4]) {
        let ink = Ink::from_cmyk(cmyk).within(limit);
        assert_eq!(ink.cmyk, expected, "{cmyk:?}");
        assert!(ink.sum() <= limit);
    }

    #[test]
    fn inks_come_under_the_limit() {
        check([0, 100, 85, 35], 220, [0, 100, 85, 35]);
        check([60, 50, 50, 100], 220, [45, 37, 37, 100]);
        check([90, 80, 80, 40], 240, [65, 55, 55, 65]);
        check([100, 100, 100, 0], 220, [60, 60, 60, 40]);
        check([0, 100, 100, 80], 220, [0, 70, 70, 80]);
    }

    #[test]
    fn black_stands_in_for_colours() {
        let black = |cmyk: [u8; 4]| Ink::from_cmyk(cmyk).black_alone().cmyk;
        assert_eq!(black([0, 0, 0, 60]), [0, 0, 0, 60]);
        assert_eq!(black([100, 100, 100, 0]), [0, 0, 0, 100]);
        assert_eq!(black([0, 0, 100, 0]), [0, 0, 0, 11]);
        assert_eq!(black([0, 100, 85, 35]), [0, 0, 0, 79]);
        assert!(Ink::from_cmyk([40, 0, 0, 100]).is_rich_black() && !Ink::BLACK.is_rich_black());
    }
}
