//! Lengths: exact integer thousandths of a point.
use std::fmt;
use std::iter::Sum;
use std::ops::{Add, AddAssign, Div, Mul, Neg, Sub, SubAssign};

/// A length in thousandths of a PostScript point (1/72 inch): `"9.25pt"` is `Pt(9250)`. Sums are exact.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Pt(pub i32);

/// Thousandths of a point in one point.
pub const PER_POINT: i32 = 1000;
/// An inch.
pub const INCH: Pt = Pt::points(72);

impl Pt {
    /// No length.
    pub const ZERO: Pt = Pt(0);

    /// Whole points.
    pub const fn points(n: i32) -> Pt {
        Pt(n * PER_POINT)
    }

    /// As points, for device code only.
    pub fn to_f32(self) -> f32 {
        self.0 as f32 / PER_POINT as f32
    }

    /// This length times `numerator / denominator`, rounded to nearest.
    pub fn scale(self, numerator: i64, denominator: i64) -> Pt {
        let product = i64::from(self.0) * numerator;
        let half = denominator / 2;
        let rounded = if product >= 0 { product + half } else { product - half } / denominator;
        Pt(rounded.clamp(i64::from(i32::MIN), i64::from(i32::MAX)) as i32)
    }

    /// How many steps of `step` cover this length (rounded up; 0 for nothing or less).
    pub fn rows(self, step: Pt) -> i32 {
        if self.0 <= 0 { 0 } else { (self.0 + step.0 - 1) / step.0 }
    }

    /// The longer of two.
    pub fn max(self, other: Pt) -> Pt {
        Pt(self.0.max(other.0))
    }

    /// The shorter of two.
    pub fn min(self, other: Pt) -> Pt {
        Pt(self.0.min(other.0))
    }
}

impl fmt::Display for Pt {
    /// Three decimals, as in the output files.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let sign = if self.0 < 0 { "-" } else { "" };
        let n = self.0.unsigned_abs();
        write!(f, "{sign}{}.{:03}", n / 1000, n % 1000)
    }
}

impl Add for Pt {
    type Output = Pt;
    fn add(self, other: Pt) -> Pt {
        Pt(self.0 + other.0)
    }
}
impl Sub for Pt {
    type Output = Pt;
    fn sub(self, other: Pt) -> Pt {
        Pt(self.0 - other.0)
    }
}
impl Neg for Pt {
    type Output = Pt;
    fn neg(self) -> Pt {
        Pt(-self.0)
    }
}
impl Mul<i32> for Pt {
    type Output = Pt;
    fn mul(self, n: i32) -> Pt {
        Pt(self.0 * n)
    }
}
impl Div<i32> for Pt {
    type Output = Pt;
    fn div(self, n: i32) -> Pt {
        Pt(self.0 / n)
    }
}
impl AddAssign for Pt {
    fn add_assign(&mut self, other: Pt) {
        self.0 += other.0;
    }
}
impl SubAssign for Pt {
    fn sub_assign(&mut self, other: Pt) {
        self.0 -= other.0;
    }
}
impl Sum for Pt {
    fn sum<I: Iterator<Item = Pt>>(iter: I) -> Pt {
        iter.fold(Pt::ZERO, Add::add)
    }
}

/// A rectangle in points from the trim's top left, y down.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub struct Rect {
    /// Left edge.
    pub x: Pt,
    /// Top edge.
    pub y: Pt,
    /// Width.
    pub width: Pt,
    /// Height.
    pub height: Pt,
}

impl Rect {
    /// The right edge.
    pub fn right(&self) -> Pt {
        self.x + self.width
    }

    /// The lower edge.
    pub fn bottom(&self) -> Pt {
        self.y + self.height
    }
}

/// A length as written in a file: absolute, or in ems of a type size that is near.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Length {
    /// Points.
    Absolute(Pt),
    /// Thousandths of an em.
    Em(i32),
}

impl Length {
    /// In points, where an em is `size`.
    pub fn at(self, size: Pt) -> Pt {
        match self {
            Length::Absolute(length) => length,
            Length::Em(thousandths) => size.scale(i64::from(thousandths), 1000),
        }
    }

    /// Reads `"9pt"`, `"55mm"`, `"4.2mm"`, `"1in"`, `"12pc"`, `"1.2em"`. The error says what is wrong and which units there are.
    pub fn parse(text: &str) -> Result<Length, String> {
        let text = text.trim();
        let split = text.find(|c: char| !(c.is_ascii_digit() || matches!(c, '.' | '-' | '+'))).unwrap_or(text.len());
        let (number, unit) = (&text[..split], text[split..].trim());
        let units = "units are pt, mm, cm, in, pc and em, as in \"9pt\" or \"4.2mm\"";
        let millionths = parse_millionths(number).ok_or_else(|| format!("\"{text}\" is not a length; {units}"))?;
        // Points per unit as an exact fraction: 1 in = 72 pt = 25.4 mm.
        let (numerator, denominator): (i128, i128) = match unit {
            "pt" => (1, 1),
            "mm" => (720, 254),
            "cm" => (7200, 254),
            "in" => (72, 1),
            "pc" => (12, 1),
            "em" => (1, 1),
            "" => return Err(format!("\"{text}\" has no unit; {units}")),
            _ => return Err(format!("\"{unit}\" is not a unit; {units}")),
        };
        let denominator = denominator * 1000;
        let product = i128::from(millionths) * numerator;
        let half = if product >= 0 { denominator / 2 } else { -denominator / 2 };
        let thousandths = (product + half) / denominator;
        const LIMIT: i128 = 100_000_000;
        if thousandths.abs() > LIMIT {
            return Err(format!("\"{text}\" is larger than any page"));
        }
        Ok(match unit {
            "em" => Length::Em(thousandths as i32),
            _ => Length::Absolute(Pt(thousandths as i32)),
        })
    }
}

/// A decimal number in millionths, exactly; more than six decimals are cut.
fn parse_millionths(number: &str) -> Option<i64> {
    let (negative, digits) = match number.as_bytes().first()? {
        b'-' => (true, &number[1..]),
        b'+' => (false, &number[1..]),
        _ => (false, number),
    };
    let (whole, fraction) = digits.split_once('.').unwrap_or((digits, ""));
    if whole.is_empty() && fraction.is_empty() || whole.len() > 9 {
        return None;
    }
    let all_digits = |s: &str| s.bytes().all(|b| b.is_ascii_digit());
    if !all_digits(whole) || !all_digits(fraction) {
        return None;
    }
    let mut value: i64 = if whole.is_empty() { 0 } else { whole.parse().ok()? };
    for i in 0..6 {
        value = value * 10 + fraction.as_bytes().get(i).map_or(0, |b| i64::from(b - b'0'));
    }
    Some(if negative { -value } else { value })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(input: &str, expected: Result<Length, &str>) {
        match (Length::parse(input), expected) {
            (Ok(got), Ok(want)) => assert_eq!(got, want, "{input}"),
            (Err(got), Err(want)) => assert!(got.contains(want), "{input}: {got}"),
            (got, want) => panic!("{input}: {got:?}, not {want:?}"),
        }
    }

    #[test]
    fn lengths_are_exact() {
        check("9.25pt", Ok(Length::Absolute(Pt(9250))));
        check("391mm", Ok(Length::Absolute(Pt(1_108_346))));
        check("1in", Ok(Length::Absolute(Pt(72_000))));
        check("12pc", Ok(Length::Absolute(Pt(144_000))));
        check("-1.5pt", Ok(Length::Absolute(Pt(-1500))));
        check("1.2em", Ok(Length::Em(1200)));
        check("9", Err("has no unit"));
        check("9px", Err("\"px\" is not a unit"));
        check("wide", Err("is not a length"));
        check("99999999in", Err("larger than any page"));
    }

    #[test]
    fn points_print_with_three_decimals() {
        assert_eq!(Pt(-1500).to_string(), "-1.500");
        assert_eq!(Pt(262_005).to_string(), "262.005");
    }
}
