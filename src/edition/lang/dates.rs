//! Days and numbers of editions as each language writes them.
use time::Date;

use super::language::Language;

impl Language {
    /// A day at the head of a page: `Tuesday, December 24, 2019`, `Dienstag, 24. Dezember 2019`. It begins with a capital.
    pub fn long_date(&self, date: Date) -> String {
        let of = |names: &str, at: u8| names.split(' ').nth(usize::from(at)).unwrap_or_default().replace('_', " ");
        let written = self
            .date
            .replace("{day}", &of(self.days, date.weekday().number_days_from_monday()))
            .replace("{month}", &of(self.months, u8::from(date.month()) - 1))
            .replace("{n}", &date.day().to_string())
            .replace("{year}", &date.year().to_string());
        let mut letters = written.chars();
        letters.next().map(|first| first.to_uppercase().chain(letters).collect()).unwrap_or_default()
    }

    /// An edition's number: `No. 21,345`, `Nr. 21.345`.
    pub fn edition_number(&self, number: u32) -> String {
        let digits = number.to_string();
        let mut out = String::new();
        for (at, digit) in digits.chars().enumerate() {
            if at > 0 && (digits.len() - at).is_multiple_of(3) {
                out.push(self.thousands);
            }
            out.push(digit);
        }
        self.number.replace('#', &out)
    }
}

#[cfg(test)]
mod tests {
    use super::super::Lang;
    use super::*;

    fn check(lang: Lang, expected: &str, number: &str) {
        let date = Date::from_calendar_date(2019, time::Month::December, 24).expect("a day");
        assert_eq!(lang.usual().long_date(date), expected);
        assert_eq!(lang.usual().edition_number(21_345).replace('\u{202f}', "~"), number);
    }

    #[test]
    fn days_and_numbers_read_as_in_print() {
        check(Lang::EnUs, "Tuesday, December 24, 2019", "No. 21,345");
        check(Lang::EnGb, "Tuesday 24 December 2019", "No. 21,345");
        check(Lang::Ko, "2019년 12월 24일 화요일", "제21,345호");
        check(Lang::De, "Dienstag, 24. Dezember 2019", "Nr. 21.345");
        check(Lang::Fr, "Mardi 24 décembre 2019", "N° 21~345");
        check(Lang::Es, "Martes, 24 de diciembre de 2019", "N.º 21.345");
        check(Lang::Ru, "Вторник, 24 декабря 2019 г.", "№ 21~345");
        check(Lang::Hu, "2019. december 24., kedd", "21~345. szám");
        check(Lang::Tr, "24 Aralık 2019 Salı", "Sayı 21.345");
        check(Lang::Vi, "Thứ Ba, 24 tháng 12, 2019", "Số 21.345");
        assert_eq!([7, 1_234_567].map(|number| Lang::EnUs.usual().edition_number(number)), ["No. 7", "No. 1,234,567"]);
    }
}
