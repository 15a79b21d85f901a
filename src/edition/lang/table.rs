//! The table of languages: all that is said of one stands in its entry, and an entry is all that a new one takes.
use hypher::Lang::*;

use super::language::Hyphens::{American, British, None, Patterns};
use super::language::{Language, PLAIN};

const ENGLISH_QUOTES: [char; 4] = ['“', '”', '‘', '’'];
const GERMAN_QUOTES: [char; 4] = ['„', '“', '‚', '‘'];
const NORDIC_QUOTES: [char; 4] = ['”', '”', '’', '’'];
const LATIN_QUOTES: [char; 4] = ['«', '»', '“', '”'];
const POLISH_QUOTES: [char; 4] = ['„', '”', '«', '»'];
const SWISS_QUOTES: [char; 4] = ['«', '»', '‹', '›'];
const CORNERS: [char; 4] = ['「', '」', '『', '』'];
const RUSSIAN_QUOTES: [char; 4] = ['«', '»', '„', '“'];

/// From entries, each with what differs from another: the type [`Lang`], and what is said of each in the same order.
macro_rules! languages {
    ($($(#[$doc:meta])* $lang:ident like $base:ident { $($key:ident: $value:expr),* $(,)? })*) => {
        /// The language of a text.
        #[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum Lang { $($(#[$doc])* $lang),* }

        /// One for each language, in the order of [`Lang`].
        pub(super) static LANGUAGES: &[(Lang, Language)] = &[$((Lang::$lang, entries::$lang)),*];

        #[allow(non_upper_case_globals)]
        mod entries {
            use super::*;
            $(pub const $lang: Language = Language { $($key: $value,)* ..$base };)*
        }
    };
}

languages! {
    /// American English.
    #[default]
    EnUs like PLAIN {
        tag: "en-US", also: &["en"], hyphen_for_dash: false, quotes: ENGLISH_QUOTES, hyphens: American, thousands: ',',
        date: "{day}, {month} {n}, {year}", number: "No. #", in_brief: "In brief",
        days: "Monday Tuesday Wednesday Thursday Friday Saturday Sunday",
        months: "January February March April May June July August September October November December",
        onward: "See *, Page #", back: "From Page #", page: "Page #",
        posted: "Posted", updated: "Updated", pages: "Page # of ##",
    }
    /// British English.
    EnGb like EnUs {
        tag: "en-GB", also: &[
            "en-au", "en-bd", "en-bw", "en-fj", "en-gh", "en-gi", "en-hk", "en-ie", "en-il", "en-in", "en-je", "en-jm", "en-ke", "en-lk", "en-mt",
            "en-mu", "en-my", "en-na", "en-ng", "en-nz", "en-pk", "en-sg", "en-tt", "en-tz", "en-ug", "en-za", "en-zm", "en-zw",
        ], hyphens: British,
        date: "{day} {n} {month} {year}",
    }
    /// Korean: breaks between syllables, no hyphens.
    Ko like PLAIN {
        tag: "ko", quotes: ENGLISH_QUOTES, hyphens: None, thousands: ',',
        date: "{year}년 {month} {n}일 {day}", number: "제#호", in_brief: "단신",
        days: "월요일 화요일 수요일 목요일 금요일 토요일 일요일",
        months: "1월 2월 3월 4월 5월 6월 7월 8월 9월 10월 11월 12월",
        onward: "‘*’ #면에 계속", back: "#면에서 계속", page: "#면",
        posted: "입력", updated: "수정", pages: "#/##쪽",
    }
    /// German.
    De like PLAIN {
        tag: "de", dash: '–', quotes: GERMAN_QUOTES, capital_nouns: true, hyphens: Patterns(German), thousands: '.',
        date: "{day}, {n}. {month} {year}", number: "Nr. #", in_brief: "Kurz gemeldet",
        days: "Montag Dienstag Mittwoch Donnerstag Freitag Samstag Sonntag",
        months: "Januar Februar März April Mai Juni Juli August September Oktober November Dezember",
        onward: "Fortsetzung auf Seite #: *", back: "Fortsetzung von Seite #", page: "Seite #",
        posted: "Veröffentlicht", updated: "Aktualisiert", pages: "Seite # von ##",
    }
    /// German as the Austrians write it.
    DeAt like De {
        tag: "de-AT", thousands: '\u{202f}',
        months: "Jänner Februar März April Mai Juni Juli August September Oktober November Dezember",
    }
    /// German as the Swiss write it.
    DeCh like De {
        tag: "de-CH", also: &["de-li"], quotes: SWISS_QUOTES, thousands: '’',
    }
    /// French.
    Fr like PLAIN {
        tag: "fr",
        quotes: LATIN_QUOTES, quotes_apart: true, signs_apart: ";:!?", elides: true, dash: '–', hyphens: Patterns(French), thousands: '\u{202f}',
        date: "{day} {n} {month} {year}", number: "N° #", in_brief: "En bref",
        days: "lundi mardi mercredi jeudi vendredi samedi dimanche",
        months: "janvier février mars avril mai juin juillet août septembre octobre novembre décembre",
        onward: "Suite page # : *", back: "Suite de la page #", page: "page #",
        posted: "Publié", updated: "Mis à jour", pages: "Page # sur ##",
    }
    /// French as the Swiss set it: no white within quotation marks.
    FrCh like Fr {
        tag: "fr-CH", quotes: SWISS_QUOTES, quotes_apart: false,
    }
    /// French as it is set in Canada: white before the colon alone.
    FrCa like Fr {
        tag: "fr-CA", signs_apart: ":",
    }
    /// Spanish.
    Es like PLAIN {
        tag: "es", quotes: LATIN_QUOTES, hyphens: Patterns(Spanish), thousands: '.',
        date: "{day}, {n} de {month} de {year}", number: "N.º #", in_brief: "En breve",
        days: "lunes martes miércoles jueves viernes sábado domingo",
        months: "enero febrero marzo abril mayo junio julio agosto septiembre octubre noviembre diciembre",
        onward: "Pasa a la página #: *", back: "Viene de la página #", page: "página #",
        posted: "Publicado", updated: "Actualizado", pages: "Página # de ##",
    }
    /// Spanish as it is written from Mexico to Peru.
    Es419 like Es {
        tag: "es-419", also: &["es-cu", "es-do", "es-gt", "es-hn", "es-mx", "es-ni", "es-pa", "es-pe", "es-pr", "es-sv", "es-us"],
        quotes: ENGLISH_QUOTES, thousands: ',',
    }
    /// Spanish as it is written from Colombia to Argentina.
    EsAr like Es419 {
        tag: "es-AR", also: &["es-bo", "es-cl", "es-co", "es-cr", "es-ec", "es-py", "es-uy", "es-ve"], thousands: '.',
    }
    /// Italian.
    It like PLAIN {
        tag: "it", dash: '–', elides: true, quotes: LATIN_QUOTES, hyphens: Patterns(Italian), thousands: '.',
        date: "{day} {n} {month} {year}", number: "N. #", in_brief: "In breve",
        days: "lunedì martedì mercoledì giovedì venerdì sabato domenica",
        months: "gennaio febbraio marzo aprile maggio giugno luglio agosto settembre ottobre novembre dicembre",
        onward: "Segue a pagina #: *", back: "Segue da pagina #", page: "pagina #",
        posted: "Pubblicato", updated: "Aggiornato", pages: "Pagina # di ##",
    }
    /// Italian as the Swiss write it.
    ItCh like It {
        tag: "it-CH", quotes: SWISS_QUOTES, thousands: '’',
    }
    /// Portuguese.
    Pt like PLAIN {
        tag: "pt", also: &["pt-br"], repeats_hyphen: true, quotes: ENGLISH_QUOTES, hyphens: Patterns(Portuguese), thousands: '.',
        date: "{day}, {n} de {month} de {year}", number: "N.º #", in_brief: "Breves",
        days: "segunda-feira terça-feira quarta-feira quinta-feira sexta-feira sábado domingo",
        months: "janeiro fevereiro março abril maio junho julho agosto setembro outubro novembro dezembro",
        onward: "Continua na página #: *", back: "Continuação da página #", page: "página #",
        posted: "Publicado", updated: "Atualizado", pages: "Página # de ##",
    }
    /// Portuguese as it is written in Portugal and Africa.
    PtPt like Pt {
        tag: "pt-PT", also: &["pt-ao", "pt-cv", "pt-gw", "pt-mz", "pt-st", "pt-tl"], quotes: LATIN_QUOTES, thousands: '\u{202f}', dash: '–',
    }
    /// Dutch.
    Nl like PLAIN {
        tag: "nl", dash: '–', quotes: ENGLISH_QUOTES, hyphens: Patterns(Dutch), thousands: '.',
        date: "{day} {n} {month} {year}", number: "Nr. #", in_brief: "Kort",
        days: "maandag dinsdag woensdag donderdag vrijdag zaterdag zondag",
        months: "januari februari maart april mei juni juli augustus september oktober november december",
        onward: "Verder op pagina #: *", back: "Vervolg van pagina #", page: "pagina #",
        posted: "Gepubliceerd", updated: "Bijgewerkt", pages: "Pagina # van ##",
    }
    /// Swedish.
    Sv like PLAIN {
        tag: "sv", dash: '–', quotes: NORDIC_QUOTES, hyphens: Patterns(Swedish), thousands: '\u{202f}',
        date: "{day} {n} {month} {year}", number: "Nr #", in_brief: "I korthet",
        days: "måndag tisdag onsdag torsdag fredag lördag söndag",
        months: "januari februari mars april maj juni juli augusti september oktober november december",
        onward: "Fortsätter på sidan #: *", back: "Fortsättning från sidan #", page: "sidan #",
        posted: "Publicerad", updated: "Uppdaterad", pages: "Sida # av ##",
    }
    /// Danish.
    Da like PLAIN {
        tag: "da", dash: '–', quotes: ENGLISH_QUOTES, hyphens: Patterns(Danish), thousands: '.',
        date: "{day} den {n}. {month} {year}", number: "Nr. #", in_brief: "Kort nyt",
        days: "mandag tirsdag onsdag torsdag fredag lørdag søndag",
        months: "januar februar marts april maj juni juli august september oktober november december",
        onward: "Fortsættes på side #: *", back: "Fortsat fra side #", page: "side #",
        posted: "Udgivet", updated: "Opdateret", pages: "Side # af ##",
    }
    /// Norwegian.
    Nb like PLAIN {
        tag: "nb", also: &["no"], dash: '–', quotes: ['«', '»', '‘', '’'], hyphens: Patterns(Norwegian), thousands: '\u{202f}',
        date: "{day} {n}. {month} {year}", number: "Nr. #", in_brief: "Kort fortalt",
        days: "mandag tirsdag onsdag torsdag fredag lørdag søndag",
        months: "januar februar mars april mai juni juli august september oktober november desember",
        onward: "Fortsetter på side #: *", back: "Fortsatt fra side #", page: "side #",
        posted: "Publisert", updated: "Oppdatert", pages: "Side # av ##",
    }
    /// New Norwegian.
    Nn like PLAIN {
        tag: "nn", dash: '–', quotes: ['«', '»', '‘', '’'], hyphens: Patterns(Norwegian), thousands: '\u{202f}',
        date: "{day} {n}. {month} {year}", number: "Nr. #", in_brief: "Kort fortalt",
        days: "måndag tysdag onsdag torsdag fredag laurdag søndag",
        months: "januar februar mars april mai juni juli august september oktober november desember",
        onward: "Held fram på side #: *", back: "Framhald frå side #", page: "side #",
        posted: "Publisert", updated: "Oppdatert", pages: "Side # av ##",
    }
    /// Finnish.
    Fi like PLAIN {
        tag: "fi", dash: '–', quotes: NORDIC_QUOTES, hyphens: Patterns(Finnish), thousands: '\u{202f}',
        date: "{day} {n}. {month} {year}", number: "Nro #", in_brief: "Lyhyesti",
        days: "maanantai tiistai keskiviikko torstai perjantai lauantai sunnuntai",
        months: "tammikuuta helmikuuta maaliskuuta huhtikuuta toukokuuta kesäkuuta heinäkuuta elokuuta syyskuuta lokakuuta marraskuuta joulukuuta",
        onward: "Jatkuu sivulla #: *", back: "Jatkoa sivulta #", page: "sivu #",
        posted: "Julkaistu", updated: "Päivitetty", pages: "Sivu #/##",
    }
    /// Icelandic.
    Is like PLAIN {
        tag: "is", dash: '–', quotes: GERMAN_QUOTES, hyphens: Patterns(Icelandic), thousands: '.',
        date: "{day}, {n}. {month} {year}", number: "#. tbl.", in_brief: "Í stuttu máli",
        days: "mánudagur þriðjudagur miðvikudagur fimmtudagur föstudagur laugardagur sunnudagur",
        months: "janúar febrúar mars apríl maí júní júlí ágúst september október nóvember desember",
        onward: "Framhald á síðu #: *", back: "Framhald af síðu #", page: "síða #",
        posted: "Birt", updated: "Uppfært", pages: "Síða # af ##",
    }
    /// Polish.
    Pl like PLAIN {
        tag: "pl", never_last: "aiouwz", repeats_hyphen: true, dash: '–',
        quotes: POLISH_QUOTES, hyphens: Patterns(Polish), thousands: '\u{202f}',
        date: "{day}, {n} {month} {year}", number: "Nr #", in_brief: "W skrócie",
        days: "poniedziałek wtorek środa czwartek piątek sobota niedziela",
        months: "stycznia lutego marca kwietnia maja czerwca lipca sierpnia września października listopada grudnia",
        onward: "Ciąg dalszy na stronie #: *", back: "Ciąg dalszy ze strony #", page: "strona #",
        posted: "Opublikowano", updated: "Zaktualizowano", pages: "Strona # z ##",
    }
    /// Czech.
    Cs like PLAIN {
        tag: "cs", never_last: "aikosuvz", repeats_hyphen: true, dash: '–',
        quotes: GERMAN_QUOTES, hyphens: Patterns(Czech), thousands: '\u{202f}',
        date: "{day} {n}. {month} {year}", number: "Č. #", in_brief: "Krátce",
        days: "pondělí úterý středa čtvrtek pátek sobota neděle",
        months: "ledna února března dubna května června července srpna září října listopadu prosince",
        onward: "Pokračování na straně #: *", back: "Pokračování ze strany #", page: "strana #",
        posted: "Zveřejněno", updated: "Aktualizováno", pages: "Strana # z ##",
    }
    /// Slovak; no patterns for it are free to ship.
    Sk like PLAIN {
        tag: "sk", never_last: "aikosuvz", repeats_hyphen: true, dash: '–', quotes: GERMAN_QUOTES, hyphens: None, thousands: '\u{202f}',
        date: "{day} {n}. {month} {year}", number: "Č. #", in_brief: "Krátko",
        days: "pondelok utorok streda štvrtok piatok sobota nedeľa",
        months: "januára februára marca apríla mája júna júla augusta septembra októbra novembra decembra",
        onward: "Pokračovanie na strane #: *", back: "Pokračovanie zo strany #", page: "strana #",
        posted: "Zverejnené", updated: "Aktualizované", pages: "Strana # z ##",
    }
    /// Slovenian.
    Sl like PLAIN {
        tag: "sl", seldom_last: "aikosvzh", repeats_hyphen: true, dash: '–',
        quotes: GERMAN_QUOTES, hyphens: Patterns(Slovenian), thousands: '.',
        date: "{day}, {n}. {month} {year}", number: "Št. #", in_brief: "Na kratko",
        days: "ponedeljek torek sreda četrtek petek sobota nedelja",
        months: "januar februar marec april maj junij julij avgust september oktober november december",
        onward: "Nadaljevanje na strani #: *", back: "Nadaljevanje s strani #", page: "stran #",
        posted: "Objavljeno", updated: "Posodobljeno", pages: "Stran # od ##",
    }
    /// Croatian; Bosnian in Latin letters is set as it is.
    Hr like PLAIN {
        tag: "hr", also: &["bs", "sh"], seldom_last: "aiokus", repeats_hyphen: true, dash: '–',
        quotes: ['„', '”', '‘', '’'], hyphens: Patterns(Croatian), thousands: '.',
        date: "{day}, {n}. {month} {year}.", number: "Br. #", in_brief: "Ukratko",
        days: "ponedjeljak utorak srijeda četvrtak petak subota nedjelja",
        months: "siječnja veljače ožujka travnja svibnja lipnja srpnja kolovoza rujna listopada studenoga prosinca",
        onward: "Nastavak na stranici #: *", back: "Nastavak sa stranice #", page: "stranica #",
        posted: "Objavljeno", updated: "Ažurirano", pages: "Stranica # od ##",
    }
    /// Serbian.
    Sr like PLAIN {
        tag: "sr", seldom_last: "аиокус", repeats_hyphen: true, dash: '–',
        quotes: GERMAN_QUOTES, hyphens: Patterns(Serbian), thousands: '.',
        date: "{day}, {n}. {month} {year}.", number: "Бр. #", in_brief: "Укратко",
        days: "понедељак уторак среда четвртак петак субота недеља",
        months: "јануар фебруар март април мај јун јул август септембар октобар новембар децембар",
        onward: "Наставак на страни #: *", back: "Наставак са стране #", page: "страна #",
        posted: "Објављено", updated: "Ажурирано", pages: "Страна # од ##",
    }
    /// Serbian in Latin letters.
    SrLatn like Sr {
        tag: "sr-Latn", also: &["sr-me"], hyphens: Patterns(Croatian), seldom_last: "aiokus",
        date: "{day}, {n}. {month} {year}.", number: "Br. #", in_brief: "Ukratko",
        days: "ponedeljak utorak sreda četvrtak petak subota nedelja",
        months: "januar februar mart april maj jun jul avgust septembar oktobar novembar decembar",
        onward: "Nastavak na strani #: *", back: "Nastavak sa strane #", page: "strana #",
        posted: "Objavljeno", updated: "Ažurirano", pages: "Strana # od ##",
    }
    /// Hungarian.
    Hu like PLAIN {
        tag: "hu", dash: '–', quotes: ['„', '”', '»', '«'], hyphens: Patterns(Hungarian), thousands: '\u{202f}',
        date: "{year}. {month} {n}., {day}", number: "#. szám", in_brief: "Röviden",
        days: "hétfő kedd szerda csütörtök péntek szombat vasárnap",
        months: "január február március április május június július augusztus szeptember október november december",
        onward: "Folytatás: #. oldal, *", back: "Folytatás a(z) #. oldalról", page: "#. oldal",
        posted: "Közzétéve", updated: "Frissítve", pages: "#/##. oldal",
    }
    /// Romanian; no patterns for it are free to ship.
    Ro like PLAIN {
        tag: "ro", dash: '–', quotes: POLISH_QUOTES, hyphens: None, thousands: '.',
        date: "{day}, {n} {month} {year}", number: "Nr. #", in_brief: "Pe scurt",
        days: "luni marți miercuri joi vineri sâmbătă duminică",
        months: "ianuarie februarie martie aprilie mai iunie iulie august septembrie octombrie noiembrie decembrie",
        onward: "Continuare în pagina #: *", back: "Urmare din pagina #", page: "pagina #",
        posted: "Publicat", updated: "Actualizat", pages: "Pagina # din ##",
    }
    /// Albanian.
    Sq like PLAIN {
        tag: "sq", dash: '–', quotes: LATIN_QUOTES, hyphens: Patterns(Albanian), thousands: '\u{202f}',
        date: "{day}, {n} {month} {year}", number: "Nr. #", in_brief: "Shkurt",
        days: "e_hënë e_martë e_mërkurë e_enjte e_premte e_shtunë e_diel",
        months: "janar shkurt mars prill maj qershor korrik gusht shtator tetor nëntor dhjetor",
        onward: "Vijon në faqen #: *", back: "Vijon nga faqja #", page: "faqja #",
        posted: "Publikuar", updated: "Përditësuar", pages: "Faqja # nga ##",
    }
    /// Greek.
    El like PLAIN {
        tag: "el", dash: '–', quotes: LATIN_QUOTES, hyphens: Patterns(Greek), thousands: '.',
        date: "{day} {n} {month} {year}", number: "Αρ. #", in_brief: "Εν συντομία",
        days: "Δευτέρα Τρίτη Τετάρτη Πέμπτη Παρασκευή Σάββατο Κυριακή",
        months: "Ιανουαρίου Φεβρουαρίου Μαρτίου Απριλίου Μαΐου Ιουνίου Ιουλίου Αυγούστου Σεπτεμβρίου Οκτωβρίου Νοεμβρίου Δεκεμβρίου",
        onward: "Συνέχεια στη σελίδα #: *", back: "Συνέχεια από τη σελίδα #", page: "σελίδα #",
        posted: "Δημοσιεύθηκε", updated: "Ενημερώθηκε", pages: "Σελίδα # από ##",
    }
    /// Russian.
    Ru like PLAIN {
        tag: "ru", seldom_last: "авикосуя", quotes: RUSSIAN_QUOTES, hyphens: Patterns(Russian), thousands: '\u{202f}',
        date: "{day}, {n} {month} {year} г.", number: "№ #", in_brief: "Коротко",
        days: "понедельник вторник среда четверг пятница суббота воскресенье",
        months: "января февраля марта апреля мая июня июля августа сентября октября ноября декабря",
        onward: "Продолжение на стр. #: *", back: "Начало на стр. #", page: "стр. #",
        posted: "Опубликовано", updated: "Обновлено", pages: "Страница # из ##",
    }
    /// Ukrainian.
    Uk like PLAIN {
        tag: "uk", seldom_last: "авзіоуйя", quotes: RUSSIAN_QUOTES, hyphens: Patterns(Ukrainian), thousands: '\u{202f}',
        date: "{day}, {n} {month} {year} р.", number: "№ #", in_brief: "Коротко",
        days: "понеділок вівторок середа четвер п’ятниця субота неділя",
        months: "січня лютого березня квітня травня червня липня серпня вересня жовтня листопада грудня",
        onward: "Продовження на с. #: *", back: "Початок на с. #", page: "с. #",
        posted: "Опубліковано", updated: "Оновлено", pages: "Сторінка # з ##",
    }
    /// Belarusian.
    Be like PLAIN {
        tag: "be", seldom_last: "аікозуўя", quotes: RUSSIAN_QUOTES, hyphens: Patterns(Belarusian), thousands: '\u{202f}',
        date: "{day}, {n} {month} {year} г.", number: "№ #", in_brief: "Коратка",
        days: "панядзелак аўторак серада чацвер пятніца субота нядзеля",
        months: "студзеня лютага сакавіка красавіка мая чэрвеня ліпеня жніўня верасня кастрычніка лістапада снежня",
        onward: "Працяг на с. #: *", back: "Пачатак на с. #", page: "с. #",
        posted: "Апублікавана", updated: "Абноўлена", pages: "Старонка # з ##",
    }
    /// Bulgarian.
    Bg like PLAIN {
        tag: "bg", seldom_last: "авиос", dash: '–', quotes: GERMAN_QUOTES, hyphens: Patterns(Bulgarian), thousands: '\u{202f}',
        date: "{day}, {n} {month} {year} г.", number: "Бр. #", in_brief: "Накратко",
        days: "понеделник вторник сряда четвъртък петък събота неделя",
        months: "януари февруари март април май юни юли август септември октомври ноември декември",
        onward: "Продължава на стр. #: *", back: "Продължение от стр. #", page: "стр. #",
        posted: "Публикувано", updated: "Обновено", pages: "Страница # от ##",
    }
    /// Turkish.
    Tr like PLAIN {
        tag: "tr", dash: '–', quotes: ENGLISH_QUOTES, hyphens: Patterns(Turkish), thousands: '.',
        date: "{n} {month} {year} {day}", number: "Sayı #", in_brief: "Kısaca",
        days: "Pazartesi Salı Çarşamba Perşembe Cuma Cumartesi Pazar",
        months: "Ocak Şubat Mart Nisan Mayıs Haziran Temmuz Ağustos Eylül Ekim Kasım Aralık",
        onward: "Devamı #. sayfada: *", back: "Baştarafı #. sayfada", page: "sayfa #",
        posted: "Yayımlandı", updated: "Güncellendi", pages: "Sayfa #/##",
    }
    /// Estonian.
    Et like PLAIN {
        tag: "et", dash: '–', quotes: ['„', '“', '«', '»'], hyphens: Patterns(Estonian), thousands: '\u{202f}',
        date: "{day}, {n}. {month} {year}", number: "Nr #", in_brief: "Lühidalt",
        days: "esmaspäev teisipäev kolmapäev neljapäev reede laupäev pühapäev",
        months: "jaanuar veebruar märts aprill mai juuni juuli august september oktoober november detsember",
        onward: "Järgneb lk #: *", back: "Algus lk #", page: "lk #",
        posted: "Avaldatud", updated: "Uuendatud", pages: "Lk #/##",
    }
    /// Lithuanian.
    Lt like PLAIN {
        tag: "lt", dash: '–', quotes: GERMAN_QUOTES, hyphens: Patterns(Lithuanian), thousands: '\u{202f}',
        date: "{year} m. {month} {n} d., {day}", number: "Nr. #", in_brief: "Trumpai",
        days: "pirmadienis antradienis trečiadienis ketvirtadienis penktadienis šeštadienis sekmadienis",
        months: "sausio vasario kovo balandžio gegužės birželio liepos rugpjūčio rugsėjo spalio lapkričio gruodžio",
        onward: "Tęsinys # psl.: *", back: "Pradžia # psl.", page: "# psl.",
        posted: "Paskelbta", updated: "Atnaujinta", pages: "# psl. iš ##",
    }
    /// Latvian; no patterns for it are free to ship.
    Lv like PLAIN {
        tag: "lv", dash: '–', quotes: ['„', '”', '‘', '’'], hyphens: None, thousands: '\u{202f}',
        date: "{day}, {year}. gada {n}. {month}", number: "Nr. #", in_brief: "Īsumā",
        days: "pirmdiena otrdiena trešdiena ceturtdiena piektdiena sestdiena svētdiena",
        months: "janvāris februāris marts aprīlis maijs jūnijs jūlijs augusts septembris oktobris novembris decembris",
        onward: "Turpinājums #. lpp.: *", back: "Sākums #. lpp.", page: "#. lpp.",
        posted: "Publicēts", updated: "Atjaunināts", pages: "#. lpp. no ##",
    }
    /// Catalan.
    Ca like PLAIN {
        tag: "ca", dash: '–', elides: true, quotes: LATIN_QUOTES, hyphens: Patterns(Catalan), thousands: '.',
        date: "{day}, {n} {month} de {year}", number: "Núm. #", in_brief: "En breu",
        days: "dilluns dimarts dimecres dijous divendres dissabte diumenge",
        months: "de_gener de_febrer de_març d’abril de_maig de_juny de_juliol d’agost de_setembre d’octubre de_novembre de_desembre",
        onward: "Passa a la pàgina #: *", back: "Ve de la pàgina #", page: "pàgina #",
        posted: "Publicat", updated: "Actualitzat", pages: "Pàgina # de ##",
    }
    /// Galician.
    Gl like PLAIN {
        tag: "gl", dash: '–', quotes: LATIN_QUOTES, hyphens: Patterns(Galician), thousands: '.',
        date: "{day}, {n} de {month} de {year}", number: "N.º #", in_brief: "En breve",
        days: "luns martes mércores xoves venres sábado domingo",
        months: "xaneiro febreiro marzo abril maio xuño xullo agosto setembro outubro novembro decembro",
        onward: "Pasa á páxina #: *", back: "Vén da páxina #", page: "páxina #",
        posted: "Publicado", updated: "Actualizado", pages: "Páxina # de ##",
    }
    /// Afrikaans.
    Af like PLAIN {
        tag: "af", dash: '–', quotes: ENGLISH_QUOTES, hyphens: Patterns(Afrikaans), thousands: '\u{202f}',
        date: "{day} {n} {month} {year}", number: "Nr. #", in_brief: "Kortliks",
        days: "Maandag Dinsdag Woensdag Donderdag Vrydag Saterdag Sondag",
        months: "Januarie Februarie Maart April Mei Junie Julie Augustus September Oktober November Desember",
        onward: "Vervolg op bladsy #: *", back: "Vervolg van bladsy #", page: "bladsy #",
        posted: "Gepubliseer", updated: "Opgedateer", pages: "Bladsy # van ##",
    }
    /// Latin.
    La like PLAIN {
        tag: "la", quotes: ENGLISH_QUOTES, hyphens: Patterns(Latin), thousands: '\u{202f}',
        date: "{day}, {n} {month} {year}", number: "N. #", in_brief: "Breviter",
        days: "dies_Lunae dies_Martis dies_Mercurii dies_Iovis dies_Veneris dies_Saturni dies_Solis",
        months: "Ianuarii Februarii Martii Aprilis Maii Iunii Iulii Augusti Septembris Octobris Novembris Decembris",
        onward: "Sequitur pagina #: *", back: "A pagina #", page: "pagina #",
        posted: "Editum", updated: "Emendatum", pages: "Pagina # ex ##",
    }
    /// Vietnamese: words of one syllable, no hyphens.
    Vi like PLAIN {
        tag: "vi", dash: '–', quotes: ENGLISH_QUOTES, hyphens: None, thousands: '.',
        date: "{day}, {n} {month}, {year}", number: "Số #", in_brief: "Tin vắn",
        days: "thứ_Hai thứ_Ba thứ_Tư thứ_Năm thứ_Sáu thứ_Bảy Chủ_nhật",
        months: "tháng_1 tháng_2 tháng_3 tháng_4 tháng_5 tháng_6 tháng_7 tháng_8 tháng_9 tháng_10 tháng_11 tháng_12",
        onward: "Xem tiếp trang #: *", back: "Tiếp theo trang #", page: "trang #",
        posted: "Đăng", updated: "Cập nhật", pages: "Trang # / ##",
    }
    /// Japanese: lines end between signs.
    Ja like PLAIN {
        tag: "ja", quotes: CORNERS, hyphen_for_dash: false, thousands: ',',
        date: "{year}年{month}{n}日 {day}", number: "第#号", in_brief: "短信",
        days: "月曜日 火曜日 水曜日 木曜日 金曜日 土曜日 日曜日",
        months: "1月 2月 3月 4月 5月 6月 7月 8月 9月 10月 11月 12月",
        onward: "『*』#面に続く", back: "#面から続く", page: "#面",
        posted: "公開", updated: "更新", pages: "#／##ページ",
    }
    /// Chinese in simplified signs: lines end between signs.
    Zh like PLAIN {
        tag: "zh", also: &["zh-cn", "zh-sg", "zh-hans"], quotes: ENGLISH_QUOTES, hyphen_for_dash: false, thousands: ',',
        date: "{year}年{month}{n}日 {day}", number: "第#期", in_brief: "简讯",
        days: "星期一 星期二 星期三 星期四 星期五 星期六 星期日",
        months: "1月 2月 3月 4月 5月 6月 7月 8月 9月 10月 11月 12月",
        onward: "“*”下转第#版", back: "上接第#版", page: "第#版",
        posted: "发布", updated: "更新", pages: "第#页，共##页",
    }
    /// Chinese in traditional signs.
    ZhHant like Zh {
        tag: "zh-Hant", also: &["zh-tw", "zh-hk", "zh-mo"], quotes: CORNERS, in_brief: "簡訊",
        onward: "「*」下轉第#版", back: "上接第#版", posted: "發布", pages: "第#頁，共##頁",
    }
}
