//! The site's own words, by the paper's language: what buttons say, and how a day is written.
use std::collections::BTreeMap;

use time::{Date, Month};

/// Tables by language; the first serves where there is none.
const TABLES: [(&str, &str); 2] = [("en", include_str!("words/en.json")), ("ko", include_str!("words/ko.json"))];

/// One language's words.
#[derive(Clone, Debug)]
pub struct SiteWords {
    /// By key.
    pub table: BTreeMap<String, String>,
}

impl SiteWords {
    /// The words for a language's tag.
    pub fn of(tag: &str) -> SiteWords {
        let language = tag.split('-').next().unwrap_or(tag);
        let text = TABLES.iter().find(|(name, _)| *name == language).unwrap_or(&TABLES[0]).1;
        SiteWords { table: serde_json::from_str(text).unwrap_or_default() }
    }

    /// The words of a key.
    pub fn get(&self, key: &str) -> &str {
        self.table.get(key).map_or("", String::as_str)
    }

    /// The words of a key with something in each of its places: `{}` in turn, or `{0}` and `{1}`.
    pub fn with(&self, key: &str, values: &[&str]) -> String {
        let mut text = self.get(key).to_string();
        for (n, value) in values.iter().enumerate() {
            let numbered = format!("{{{n}}}");
            text = if text.contains(&numbered) { text.replace(&numbered, value) } else { text.replacen("{}", value, 1) };
        }
        text
    }

    /// A day, `2019-12-24`, as people write it.
    pub fn day(&self, date: &str) -> String {
        let parts: Vec<i32> = date.split('-').filter_map(|part| part.parse().ok()).collect();
        let parsed = || {
            let month = Month::try_from(u8::try_from(*parts.get(1)?).ok()?).ok()?;
            Date::from_calendar_date(*parts.first()?, month, u8::try_from(*parts.get(2)?).ok()?).ok()
        };
        let Some(date) = parsed() else { return date.to_string() };
        match self.get("lang") {
            "ko" => {
                const DAYS: [&str; 7] = ["월", "화", "수", "목", "금", "토", "일"];
                let day = DAYS[usize::from(date.weekday().number_days_from_monday())];
                format!("{}년 {}월 {}일 {day}요일", date.year(), u8::from(date.month()), date.day())
            }
            _ => format!("{}, {} {}, {}", date.weekday(), date.month(), date.day(), date.year()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tables_have_the_same_keys_and_places() {
        let (one, other) = (SiteWords::of("en-GB"), SiteWords::of("ko"));
        let places = |words: &SiteWords| words.table.iter().map(|(key, text)| (key.clone(), text.matches('{').count())).collect::<Vec<_>>();
        assert_eq!(places(&one), places(&other));
        assert_eq!(SiteWords::of("fi").get("search"), "Search");
    }

    #[test]
    fn words_take_their_places() {
        assert_eq!(SiteWords::of("ko").with("page_of", &["3", "16"]), "전체 16면 중 3면");
        assert_eq!(SiteWords::of("en").with("page_of", &["A3", "16"]), "Page A3 of 16");
        assert_eq!(SiteWords::of("en").day("2019-12-24"), "Tuesday, December 24, 2019");
        assert_eq!(SiteWords::of("ko").day("2019-12-24"), "2019년 12월 24일 화요일");
    }
}
