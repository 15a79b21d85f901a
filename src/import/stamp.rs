//! Dates and moments as formats write them, to the one form that articles use.
use crate::moment::moment;

const MONTHS: [&str; 12] = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];

/// A stamp as an article writes it. None where it is no date, or WordPress's date of nought.
pub fn stamp(written: &str) -> Option<String> {
    let written = written.trim();
    if written.starts_with("0000") {
        return None;
    }
    if moment(written).is_some() {
        return Some(written.replacen(' ', "T", 1));
    }
    basic(written).or_else(|| spaced(written)).or_else(|| mail(written))
}

/// ISO 8601's form without signs, as NITF uses it: 20191224T161500+0900.
fn basic(written: &str) -> Option<String> {
    let (day, time) = written.split_at_checked(8)?;
    if !day.bytes().all(|byte| byte.is_ascii_digit()) {
        return None;
    }
    let day = format!("{}-{}-{}", &day[..4], &day[4..6], &day[6..]);
    let time = time.trim_start_matches(['T', 't', ' ']);
    let digits = time.bytes().take_while(u8::is_ascii_digit).count();
    let clock = match digits {
        6 => format!("T{}:{}:{}", &time[..2], &time[2..4], &time[4..6]),
        4 => format!("T{}:{}", &time[..2], &time[2..4]),
        _ => String::new(),
    };
    let zone = if clock.is_empty() { String::new() } else { zone(&time[digits..]) };
    Some(format!("{day}{clock}{zone}")).filter(|stamp| moment(stamp).is_some())
}

/// Day, time and offset with spaces between, as Jekyll writes them: 2019-12-20 08:00:00 +0100.
fn spaced(written: &str) -> Option<String> {
    let mut parts = written.split_whitespace();
    let (day, clock, offset) = (parts.next()?, parts.next()?, parts.next().unwrap_or(""));
    Some(format!("{day}T{clock}{}", zone(offset))).filter(|stamp| parts.next().is_none() && moment(stamp).is_some())
}

/// A mail's form (RFC 822 and its heirs), as RSS uses it: Tue, 24 Dec 2019 16:15:00 +0900.
fn mail(written: &str) -> Option<String> {
    let rest = written.split_once(',').map_or(written, |(_, rest)| rest);
    let mut parts = rest.split_whitespace();
    let day: u32 = parts.next()?.parse().ok()?;
    let name = parts.next()?.to_lowercase();
    let month = MONTHS.iter().position(|month| name.starts_with(month))? + 1;
    let mut year: u32 = parts.next()?.parse().ok()?;
    if year < 100 {
        // RFC 2822 4.3: 00 to 49 are of this century.
        year += if year < 50 { 2_000 } else { 1_900 };
    }
    let clock = parts.next().map(|clock| format!("T{clock}")).unwrap_or_default();
    let zone = if clock.is_empty() { String::new() } else { zone(parts.next().unwrap_or("")) };
    Some(format!("{year:04}-{month:02}-{day:02}{clock}{zone}")).filter(|stamp| moment(stamp).is_some())
}

/// An offset: +0900 as +09:00, and the names that mail knows.
fn zone(written: &str) -> String {
    let named = [
        ("Z", "Z"),
        ("UT", "Z"),
        ("UTC", "Z"),
        ("GMT", "Z"),
        ("EST", "-05:00"),
        ("EDT", "-04:00"),
        ("CST", "-06:00"),
        ("CDT", "-05:00"),
        ("MST", "-07:00"),
        ("MDT", "-06:00"),
        ("PST", "-08:00"),
        ("PDT", "-07:00"),
        ("KST", "+09:00"),
        ("JST", "+09:00"),
    ];
    if let Some((_, offset)) = named.iter().find(|(name, _)| *name == written) {
        return offset.to_string();
    }
    let digits: String = written.chars().filter(char::is_ascii_digit).collect();
    match written.chars().next() {
        Some(sign @ ('+' | '-')) if digits.len() == 4 => format!("{sign}{}:{}", &digits[..2], &digits[2..]),
        _ => String::new(),
    }
}

/// A local time with the offset that the same moment in UTC shows.
pub fn with_offset(local: &str, utc: &str) -> Option<String> {
    const MINUTES_AN_HOUR: i64 = 60;
    const FARTHEST: i64 = 14 * MINUTES_AN_HOUR;
    let local = stamp(local)?;
    let Some(minutes) = stamp(utc).and_then(|utc| Some(moment(&local)? - moment(&utc)?)) else { return Some(local) };
    if minutes.abs() > FARTHEST || local.len() != "2019-12-24T16:15:00".len() {
        return Some(local);
    }
    let sign = if minutes < 0 { '-' } else { '+' };
    let minutes = minutes.abs();
    Some(format!("{local}{sign}{:02}:{:02}", minutes / MINUTES_AN_HOUR, minutes % MINUTES_AN_HOUR))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(written: &str, expected: &str) {
        assert_eq!(stamp(written).as_deref().unwrap_or(""), expected, "{written}");
    }

    #[test]
    fn forms() {
        check("2019-12-24T16:15:00+09:00", "2019-12-24T16:15:00+09:00");
        check("2019-12-24 16:15:00", "2019-12-24T16:15:00");
        check("20191224T161500+0900", "2019-12-24T16:15:00+09:00");
        check("20191224T161500Z", "2019-12-24T16:15:00Z");
        check("20191224", "2019-12-24");
        check("2019-12-20 08:00:00 +0100", "2019-12-20T08:00:00+01:00");
        check("2019-12-20 08:00 UTC", "2019-12-20T08:00Z");
        check("2019-12-20 08:00 in the morning", "");
        check("Tue, 24 Dec 2019 16:15:00 +0900", "2019-12-24T16:15:00+09:00");
        check("24 December 19 16:15 GMT", "2019-12-24T16:15Z");
        check("0000-00-00 00:00:00", "");
        check("yesterday é", "");
        check("99999999", "");
        assert_eq!(with_offset("2019-12-24T16:15:00", "2019-12-24T07:15:00").as_deref(), Some("2019-12-24T16:15:00+09:00"));
        assert_eq!(with_offset("2019-12-24 02:15:00", "2019-12-24 07:15:00").as_deref(), Some("2019-12-24T02:15:00-05:00"));
    }
}
