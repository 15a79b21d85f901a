//! Days, numbers and labels as each language writes them: what a paper prints of its own beside the words of [`Usual`](super::lang::Usual).
use time::Date;

use super::Lang;

/// How a language writes a day and a number.
#[derive(Clone, Copy, Debug)]
struct Calendar {
    /// A day: `{day}` is the weekday, `{n}` its number, then `{month}` and `{year}`.
    pattern: &'static str,
    /// Monday to Sunday, with spaces between them; a space in a name is a low line.
    days: &'static str,
    /// January to December, in the form that they have in a date.
    months: &'static str,
    /// The number of an edition: `#`.
    number: &'static str,
    /// The label over short items.
    in_brief: &'static str,
    /// Between thousands.
    thousands: char,
}

const fn calendar(
    pattern: &'static str,
    days: &'static str,
    months: &'static str,
    [number, in_brief]: [&'static str; 2],
    thousands: char,
) -> Calendar {
    Calendar { pattern, days, months, number, in_brief, thousands }
}

/// One for each language, in the order of [`Lang`], as CLDR has them.
static CALENDARS: &[Calendar] = &[
    // en-US
    calendar(
        "{day}, {month} {n}, {year}",
        "Monday Tuesday Wednesday Thursday Friday Saturday Sunday",
        "January February March April May June July August September October November December",
        ["No. #", "In brief"],
        ',',
    ),
    // en-GB
    calendar(
        "{day} {n} {month} {year}",
        "Monday Tuesday Wednesday Thursday Friday Saturday Sunday",
        "January February March April May June July August September October November December",
        ["No. #", "In brief"],
        ',',
    ),
    // ko
    calendar(
        "{year}년 {month} {n}일 {day}",
        "월요일 화요일 수요일 목요일 금요일 토요일 일요일",
        "1월 2월 3월 4월 5월 6월 7월 8월 9월 10월 11월 12월",
        ["제#호", "단신"],
        ',',
    ),
    // de
    calendar(
        "{day}, {n}. {month} {year}",
        "Montag Dienstag Mittwoch Donnerstag Freitag Samstag Sonntag",
        "Januar Februar März April Mai Juni Juli August September Oktober November Dezember",
        ["Nr. #", "Kurz gemeldet"],
        '.',
    ),
    // de-CH
    calendar(
        "{day}, {n}. {month} {year}",
        "Montag Dienstag Mittwoch Donnerstag Freitag Samstag Sonntag",
        "Januar Februar März April Mai Juni Juli August September Oktober November Dezember",
        ["Nr. #", "Kurz gemeldet"],
        '’',
    ),
    // fr
    calendar(
        "{day} {n} {month} {year}",
        "lundi mardi mercredi jeudi vendredi samedi dimanche",
        "janvier février mars avril mai juin juillet août septembre octobre novembre décembre",
        ["N° #", "En bref"],
        '\u{202f}',
    ),
    // es
    calendar(
        "{day}, {n} de {month} de {year}",
        "lunes martes miércoles jueves viernes sábado domingo",
        "enero febrero marzo abril mayo junio julio agosto septiembre octubre noviembre diciembre",
        ["N.º #", "En breve"],
        '.',
    ),
    // it
    calendar(
        "{day} {n} {month} {year}",
        "lunedì martedì mercoledì giovedì venerdì sabato domenica",
        "gennaio febbraio marzo aprile maggio giugno luglio agosto settembre ottobre novembre dicembre",
        ["N. #", "In breve"],
        '.',
    ),
    // pt
    calendar(
        "{day}, {n} de {month} de {year}",
        "segunda-feira terça-feira quarta-feira quinta-feira sexta-feira sábado domingo",
        "janeiro fevereiro março abril maio junho julho agosto setembro outubro novembro dezembro",
        ["N.º #", "Breves"],
        '.',
    ),
    // nl
    calendar(
        "{day} {n} {month} {year}",
        "maandag dinsdag woensdag donderdag vrijdag zaterdag zondag",
        "januari februari maart april mei juni juli augustus september oktober november december",
        ["Nr. #", "Kort"],
        '.',
    ),
    // sv
    calendar(
        "{day} {n} {month} {year}",
        "måndag tisdag onsdag torsdag fredag lördag söndag",
        "januari februari mars april maj juni juli augusti september oktober november december",
        ["Nr #", "I korthet"],
        '\u{202f}',
    ),
    // da
    calendar(
        "{day} den {n}. {month} {year}",
        "mandag tirsdag onsdag torsdag fredag lørdag søndag",
        "januar februar marts april maj juni juli august september oktober november december",
        ["Nr. #", "Kort nyt"],
        '.',
    ),
    // nb
    calendar(
        "{day} {n}. {month} {year}",
        "mandag tirsdag onsdag torsdag fredag lørdag søndag",
        "januar februar mars april mai juni juli august september oktober november desember",
        ["Nr. #", "Kort fortalt"],
        '\u{202f}',
    ),
    // nn
    calendar(
        "{day} {n}. {month} {year}",
        "måndag tysdag onsdag torsdag fredag laurdag søndag",
        "januar februar mars april mai juni juli august september oktober november desember",
        ["Nr. #", "Kort fortalt"],
        '\u{202f}',
    ),
    // fi
    calendar(
        "{day} {n}. {month} {year}",
        "maanantai tiistai keskiviikko torstai perjantai lauantai sunnuntai",
        "tammikuuta helmikuuta maaliskuuta huhtikuuta toukokuuta kesäkuuta heinäkuuta elokuuta syyskuuta lokakuuta marraskuuta joulukuuta",
        ["Nro #", "Lyhyesti"],
        '\u{202f}',
    ),
    // is
    calendar(
        "{day}, {n}. {month} {year}",
        "mánudagur þriðjudagur miðvikudagur fimmtudagur föstudagur laugardagur sunnudagur",
        "janúar febrúar mars apríl maí júní júlí ágúst september október nóvember desember",
        ["#. tbl.", "Í stuttu máli"],
        '.',
    ),
    // pl
    calendar(
        "{day}, {n} {month} {year}",
        "poniedziałek wtorek środa czwartek piątek sobota niedziela",
        "stycznia lutego marca kwietnia maja czerwca lipca sierpnia września października listopada grudnia",
        ["Nr #", "W skrócie"],
        '\u{202f}',
    ),
    // cs
    calendar(
        "{day} {n}. {month} {year}",
        "pondělí úterý středa čtvrtek pátek sobota neděle",
        "ledna února března dubna května června července srpna září října listopadu prosince",
        ["Č. #", "Krátce"],
        '\u{202f}',
    ),
    // sk
    calendar(
        "{day} {n}. {month} {year}",
        "pondelok utorok streda štvrtok piatok sobota nedeľa",
        "januára februára marca apríla mája júna júla augusta septembra októbra novembra decembra",
        ["Č. #", "Krátko"],
        '\u{202f}',
    ),
    // sl
    calendar(
        "{day}, {n}. {month} {year}",
        "ponedeljek torek sreda četrtek petek sobota nedelja",
        "januar februar marec april maj junij julij avgust september oktober november december",
        ["Št. #", "Na kratko"],
        '.',
    ),
    // hr
    calendar(
        "{day}, {n}. {month} {year}.",
        "ponedjeljak utorak srijeda četvrtak petak subota nedjelja",
        "siječnja veljače ožujka travnja svibnja lipnja srpnja kolovoza rujna listopada studenoga prosinca",
        ["Br. #", "Ukratko"],
        '.',
    ),
    // sr
    calendar(
        "{day}, {n}. {month} {year}.",
        "понедељак уторак среда четвртак петак субота недеља",
        "јануар фебруар март април мај јун јул август септембар октобар новембар децембар",
        ["Бр. #", "Укратко"],
        '.',
    ),
    // hu
    calendar(
        "{year}. {month} {n}., {day}",
        "hétfő kedd szerda csütörtök péntek szombat vasárnap",
        "január február március április május június július augusztus szeptember október november december",
        ["#. szám", "Röviden"],
        '\u{202f}',
    ),
    // ro
    calendar(
        "{day}, {n} {month} {year}",
        "luni marți miercuri joi vineri sâmbătă duminică",
        "ianuarie februarie martie aprilie mai iunie iulie august septembrie octombrie noiembrie decembrie",
        ["Nr. #", "Pe scurt"],
        '.',
    ),
    // sq
    calendar(
        "{day}, {n} {month} {year}",
        "e_hënë e_martë e_mërkurë e_enjte e_premte e_shtunë e_diel",
        "janar shkurt mars prill maj qershor korrik gusht shtator tetor nëntor dhjetor",
        ["Nr. #", "Shkurt"],
        '\u{202f}',
    ),
    // el
    calendar(
        "{day} {n} {month} {year}",
        "Δευτέρα Τρίτη Τετάρτη Πέμπτη Παρασκευή Σάββατο Κυριακή",
        "Ιανουαρίου Φεβρουαρίου Μαρτίου Απριλίου Μαΐου Ιουνίου Ιουλίου Αυγούστου Σεπτεμβρίου Οκτωβρίου Νοεμβρίου Δεκεμβρίου",
        ["Αρ. #", "Εν συντομία"],
        '.',
    ),
    // ru
    calendar(
        "{day}, {n} {month} {year} г.",
        "понедельник вторник среда четверг пятница суббота воскресенье",
        "января февраля марта апреля мая июня июля августа сентября октября ноября декабря",
        ["№ #", "Коротко"],
        '\u{202f}',
    ),
    // uk
    calendar(
        "{day}, {n} {month} {year} р.",
        "понеділок вівторок середа четвер п’ятниця субота неділя",
        "січня лютого березня квітня травня червня липня серпня вересня жовтня листопада грудня",
        ["№ #", "Коротко"],
        '\u{202f}',
    ),
    // be
    calendar(
        "{day}, {n} {month} {year} г.",
        "панядзелак аўторак серада чацвер пятніца субота нядзеля",
        "студзеня лютага сакавіка красавіка мая чэрвеня ліпеня жніўня верасня кастрычніка лістапада снежня",
        ["№ #", "Коратка"],
        '\u{202f}',
    ),
    // bg
    calendar(
        "{day}, {n} {month} {year} г.",
        "понеделник вторник сряда четвъртък петък събота неделя",
        "януари февруари март април май юни юли август септември октомври ноември декември",
        ["Бр. #", "Накратко"],
        '\u{202f}',
    ),
    // tr
    calendar(
        "{n} {month} {year} {day}",
        "Pazartesi Salı Çarşamba Perşembe Cuma Cumartesi Pazar",
        "Ocak Şubat Mart Nisan Mayıs Haziran Temmuz Ağustos Eylül Ekim Kasım Aralık",
        ["Sayı #", "Kısaca"],
        '.',
    ),
    // et
    calendar(
        "{day}, {n}. {month} {year}",
        "esmaspäev teisipäev kolmapäev neljapäev reede laupäev pühapäev",
        "jaanuar veebruar märts aprill mai juuni juuli august september oktoober november detsember",
        ["Nr #", "Lühidalt"],
        '\u{202f}',
    ),
    // lt
    calendar(
        "{year} m. {month} {n} d., {day}",
        "pirmadienis antradienis trečiadienis ketvirtadienis penktadienis šeštadienis sekmadienis",
        "sausio vasario kovo balandžio gegužės birželio liepos rugpjūčio rugsėjo spalio lapkričio gruodžio",
        ["Nr. #", "Trumpai"],
        '\u{202f}',
    ),
    // lv
    calendar(
        "{day}, {year}. gada {n}. {month}",
        "pirmdiena otrdiena trešdiena ceturtdiena piektdiena sestdiena svētdiena",
        "janvāris februāris marts aprīlis maijs jūnijs jūlijs augusts septembris oktobris novembris decembris",
        ["Nr. #", "Īsumā"],
        '\u{202f}',
    ),
    // ca
    calendar(
        "{day}, {n} {month} de {year}",
        "dilluns dimarts dimecres dijous divendres dissabte diumenge",
        "de_gener de_febrer de_març d’abril de_maig de_juny de_juliol d’agost de_setembre d’octubre de_novembre de_desembre",
        ["Núm. #", "En breu"],
        '.',
    ),
    // gl
    calendar(
        "{day}, {n} de {month} de {year}",
        "luns martes mércores xoves venres sábado domingo",
        "xaneiro febreiro marzo abril maio xuño xullo agosto setembro outubro novembro decembro",
        ["N.º #", "En breve"],
        '.',
    ),
    // af
    calendar(
        "{day} {n} {month} {year}",
        "Maandag Dinsdag Woensdag Donderdag Vrydag Saterdag Sondag",
        "Januarie Februarie Maart April Mei Junie Julie Augustus September Oktober November Desember",
        ["Nr. #", "Kortliks"],
        '\u{202f}',
    ),
    // la
    calendar(
        "{day}, {n} {month} {year}",
        "dies_Lunae dies_Martis dies_Mercurii dies_Iovis dies_Veneris dies_Saturni dies_Solis",
        "Ianuarii Februarii Martii Aprilis Maii Iunii Iulii Augusti Septembris Octobris Novembris Decembris",
        ["N. #", "Breviter"],
        '\u{202f}',
    ),
    // vi
    calendar(
        "{day}, {n} {month}, {year}",
        "thứ_Hai thứ_Ba thứ_Tư thứ_Năm thứ_Sáu thứ_Bảy Chủ_nhật",
        "tháng_1 tháng_2 tháng_3 tháng_4 tháng_5 tháng_6 tháng_7 tháng_8 tháng_9 tháng_10 tháng_11 tháng_12",
        ["Số #", "Tin vắn"],
        '.',
    ),
];

impl Lang {
    fn calendar(self) -> &'static Calendar {
        &CALENDARS[self as usize]
    }

    /// A day at the head of a page: `Tuesday, December 24, 2019`, `Dienstag, 24. Dezember 2019`. It begins with a capital.
    pub fn long_date(self, date: Date) -> String {
        let calendar = self.calendar();
        let of = |names: &str, at: u8| names.split(' ').nth(usize::from(at)).unwrap_or_default().replace('_', " ");
        let written = calendar
            .pattern
            .replace("{day}", &of(calendar.days, date.weekday().number_days_from_monday()))
            .replace("{month}", &of(calendar.months, u8::from(date.month()) - 1))
            .replace("{n}", &date.day().to_string())
            .replace("{year}", &date.year().to_string());
        let mut letters = written.chars();
        letters.next().map(|first| first.to_uppercase().chain(letters).collect()).unwrap_or_default()
    }

    /// An edition's number: `No. 21,345`, `Nr. 21.345`.
    pub fn edition_number(self, number: u32) -> String {
        let digits = number.to_string();
        let mut out = String::new();
        for (at, digit) in digits.chars().enumerate() {
            if at > 0 && (digits.len() - at).is_multiple_of(3) {
                out.push(self.calendar().thousands);
            }
            out.push(digit);
        }
        self.calendar().number.replace('#', &out)
    }

    /// The label over short items.
    pub fn in_brief(self) -> &'static str {
        self.calendar().in_brief
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::edition::lang::LANGUAGES;

    fn check(lang: Lang, expected: &str, number: &str) {
        let date = Date::from_calendar_date(2019, time::Month::December, 24).expect("a day");
        assert_eq!(lang.long_date(date), expected);
        assert_eq!(lang.edition_number(21_345).replace('\u{202f}', "~"), number);
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
        assert_eq!([7, 1_234_567].map(|number| Lang::EnUs.edition_number(number)), ["No. 7", "No. 1,234,567"]);
    }

    #[test]
    fn every_language_has_its_days_and_months() {
        assert_eq!(CALENDARS.len(), LANGUAGES.len());
        for (usual, calendar) in LANGUAGES.iter().zip(CALENDARS) {
            assert_eq!((calendar.days.split(' ').count(), calendar.months.split(' ').count()), (7, 12), "{}", usual.tag);
            assert!(["{day}", "{n}", "{month}", "{year}"].iter().all(|part| calendar.pattern.contains(part)), "{}", usual.tag);
            assert!(calendar.number.contains('#') && !calendar.in_brief.is_empty(), "{}", usual.tag);
        }
    }
}
