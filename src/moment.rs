//! Dates and moments as copy writes them: RFC 3339, read with some leniency.
use time::format_description::well_known::Rfc3339;
use time::{Date, OffsetDateTime};

/// A moment as written, for telling which of two is later: minutes since 1970 in UTC. A date alone is its first minute.
pub fn moment(text: &str) -> Option<i64> {
    const SECONDS_A_MINUTE: i64 = 60;
    Some(read(text)?.unix_timestamp().div_euclid(SECONDS_A_MINUTE))
}

/// The day that a date or a moment names where it was written.
pub fn day(text: &str) -> Option<Date> {
    Some(read(text)?.date())
}

fn read(text: &str) -> Option<OffsetDateTime> {
    OffsetDateTime::parse(&strict(text.trim())?, &Rfc3339).ok()
}

/// A moment in RFC 3339's own form, without its seconds. A space may stand for the T; time, seconds, offset and the offset's colon may be
/// missing.
fn strict(text: &str) -> Option<String> {
    let (day, rest) = text.split_at_checked("2019-12-24".len())?;
    if rest.is_empty() {
        return Some(format!("{day}T00:00:00Z"));
    }
    let (clock, rest) = rest.strip_prefix(['T', 't', ' '])?.split_at_checked("16:15".len())?;
    let rest = match rest.strip_prefix(':') {
        Some(seconds) => {
            let end = seconds.find(|c: char| !(c.is_ascii_digit() || c == '.')).unwrap_or(seconds.len());
            if end < 2 {
                return None;
            }
            &seconds[end..]
        }
        None => rest,
    };
    Some(format!("{day}T{clock}:00{}", offset(rest)?))
}

fn offset(written: &str) -> Option<String> {
    if matches!(written, "" | "Z" | "z") {
        return Some("Z".into());
    }
    let digits = written.strip_prefix(['+', '-'])?.replace(':', "");
    let (hours, minutes) = digits.split_at_checked(2).filter(|_| digits.len() == "0900".len())?;
    Some(format!("{}{hours}:{minutes}", &written[..1]))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, expected: Option<i64>) {
        assert_eq!(moment(text), expected, "{text}");
    }

    #[test]
    fn moments_compare_across_zones() {
        check("1970-01-01", Some(0));
        check("1970-01-02T00:30:00Z", Some(1470));
        check("1970-01-02T09:30:00+09:00", Some(1470));
        check("1970-01-02 09:30+0900", Some(1470));
        check("1970-01-02T09:30:00.25+09:00", Some(1470));
        check("1969-12-31t23:59:59z", Some(-1));
        check("2019-02-30", None);
        check("2019-W52-2", None);
        check("yesterday", None);
        check("2019-12-24T25:00:00Z", None);
        check("2019-12-24T16:15:00+09:99", None);
        check("2019-12-24é16:15", None);
        check("2019-12-24T16:15:00 KST", None);
    }

    #[test]
    fn a_day_is_the_day_where_it_was_written() {
        assert_eq!(day("2019-12-24T01:00:00+09:00"), Date::from_calendar_date(2019, time::Month::December, 24).ok());
        assert_eq!(day("2019-12"), None);
    }
}
