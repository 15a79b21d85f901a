//! From styled text to items: words shaped, spaces measured, break opportunities marked.
use std::ops::Range;

use super::hyphen::{WordBreak, emergency, word_breaks};
use super::ideographs;
use super::items::{Breaks, Give, Item, LINE_END, Measure, on_line};
use super::margins::Margins;
use super::rules::Rules;
use super::text_style::TextStyle;
use super::ties::{NEVER, tie};
use crate::edition::{Lang, Rich, SpanKind};
use crate::font::shape::{Features, Shaper};
use crate::font::{FaceId, Fonts};
use crate::layout::{Dash, Flex, Style};
use crate::units::Pt;

/// A stretch of text in one look.
#[derive(Clone, Debug)]
pub struct Inline {
    pub text: String,
    /// Their look.
    pub style: TextStyle,
}

/// A paragraph ready for breaking.
#[derive(Clone, Debug, Default)]
pub struct Paragraph {
    pub text: String,
    /// The looks that occur.
    pub styles: Vec<TextStyle>,
    /// Unspaced stretches of one look and one face.
    pub pieces: Vec<FacePiece>,
    /// For breaking.
    pub items: Vec<Item>,
    /// What each item came from.
    pub origins: Vec<Origin>,
    /// What its letters may give.
    pub flex: Flex,
    /// Its language.
    pub lang: Lang,
}

impl Paragraph {
    /// Bit n is set where line n ends in a hyphen.
    pub fn hyphen_lines(&self, breaks: &Breaks) -> u64 {
        let hyphen_at = |end: u32| matches!(self.items.get(end as usize), Some(Item::Break { hyphenated: true, .. }));
        breaks.ends.iter().take(u64::BITS as usize).enumerate().fold(0, |bits, (n, end)| if hyphen_at(*end) { bits | 1 << n } else { bits })
    }

    /// How much of the measure its last line fills, in percent.
    pub fn last_filled(&self, breaks: &Breaks, measure: &Measure) -> i64 {
        let Some((end, before)) = breaks.ends.split_last() else { return 100 };
        let line = on_line(&self.items, before.last().map_or(0, |start| *start as usize), *end as usize);
        line.extent.width * 100 / i64::from(measure.of(before.len() as u16).0).max(1)
    }
}

/// An unspaced stretch of one look and one face.
#[derive(Clone, Debug)]
pub struct FacePiece {
    /// Bytes of the paragraph's text.
    pub range: Range<usize>,
    /// Index in the paragraph's styles.
    pub style: u16,
    /// The face that has its characters.
    pub face: FaceId,
}

/// What an item came from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Origin {
    /// Bytes `from..to` of a piece, counted in the paragraph's text.
    Part {
        piece: u32,
        /// First byte.
        from: u32,
        /// Byte after the last.
        to: u32,
    },
    /// A space at a byte, in a style.
    Space {
        /// Its byte.
        at: u32,
        /// Index in the styles.
        style: u16,
    },
    /// A break opportunity.
    Opportunity,
}

/// Splits rich text into stretches of one look.
pub fn inlines(rich: &Rich, base: &TextStyle, style: &Style, fonts: &Fonts) -> Vec<Inline> {
    let mut cuts: Vec<usize> = rich.spans.iter().flat_map(|span| [span.range.start, span.range.end]).collect();
    cuts.extend([0, rich.text.len()]);
    cuts.sort_unstable();
    cuts.dedup();
    let mut out = Vec::new();
    for pair in cuts.windows(2) {
        let range = pair[0]..pair[1];
        let (mut weight, mut italic, mut link) = (style.weight, style.italic, base.link.clone());
        for span in rich.spans.iter().filter(|span| span.range.start <= range.start && span.range.end >= range.end) {
            match &span.kind {
                SpanKind::Italic => italic = !style.italic,
                SpanKind::Bold => weight = (style.weight + 300).min(700).max(style.weight),
                SpanKind::Link(address) => link = Some(address.clone()),
            }
        }
        let face = fonts.find_at(&style.family, weight, italic, base.size).unwrap_or(base.face);
        if let Some(text) = rich.text.get(range) {
            out.push(Inline { text: dashed(text, style.usage.dash), style: TextStyle { face, link, ..base.clone() } });
        }
    }
    out
}

/// A text with its em dashes as the paper has them.
fn dashed(text: &str, dash: Dash) -> String {
    if dash == Dash::AsFiled || !text.contains('—') {
        return text.into();
    }
    let white = if dash == Dash::Spaced { " " } else { "" };
    let parts: Vec<&str> = text.split('—').collect();
    let last = parts.len() - 1;
    let mut out = String::with_capacity(text.len() + 2 * last);
    for (n, part) in parts.into_iter().enumerate() {
        // At the ends of a stretch there is nothing to be parted from.
        let part = if n > 0 && !(n == last && part.trim_start().is_empty()) { part.trim_start_matches(' ') } else { part };
        let part = if n < last && !(n == 0 && part.trim_end().is_empty()) { part.trim_end_matches(' ') } else { part };
        if n > 0 {
            let opens = out.is_empty() || out.ends_with(['“', '‘', '(']);
            let closes = part.is_empty() || part.starts_with(['”', '’', ')', ',', '.']);
            out.push_str(if opens { "" } else { white });
            out.push('—');
            out.push_str(if closes { "" } else { white });
        }
        out.push_str(part);
    }
    out
}

/// Shapes and measures a paragraph.
pub fn compose(inlines: &[Inline], rules: &Rules, shaper: &mut Shaper) -> Paragraph {
    let mut paragraph = Paragraph { flex: rules.flex, lang: rules.lang, ..Paragraph::default() };
    for inline in inlines {
        let style = match paragraph.styles.iter().position(|style| *style == inline.style) {
            Some(at) => at,
            None => {
                paragraph.styles.push(inline.style.clone());
                paragraph.styles.len() - 1
            }
        } as u16;
        let start = paragraph.text.len();
        paragraph.text.push_str(&inline.text);
        split(&mut paragraph, start, style, shaper.fonts());
    }
    let room = paragraph.pieces.len() * ITEMS_A_PIECE;
    let mut measured =
        Measured { text: &paragraph.text, styles: &paragraph.styles, items: Vec::with_capacity(room), origins: Vec::with_capacity(room) };
    let mut at = 0;
    for (i, piece) in paragraph.pieces.iter().enumerate() {
        if piece.range.start > at || i > 0 && piece.range.start > paragraph.pieces[i - 1].range.end {
            measured.space(at..piece.range.start, piece.style, rules, shaper);
        } else if i > 0 {
            // Another face or look: 2019年.
            let signs = measured.text[..at].chars().next_back().zip(measured.text[at..].chars().next());
            if let Some(penalty) = signs.and_then(|(before, after)| ideographs::open_penalty(rules.lang, before, after)) {
                measured.open(paragraph.styles[usize::from(piece.style)].size, penalty);
            }
        }
        measured.parts(i, piece, rules, shaper);
        at = piece.range.end;
    }
    (paragraph.items, paragraph.origins) = (measured.items, measured.origins);
    paragraph
}

/// Between two ideographs white grows by this part of an em at ratio 1.
const OPEN_STRETCH: i64 = 16;
/// Items of an English word and the space after it, with room to spare.
const ITEMS_A_PIECE: usize = 5;

/// Cuts the text from `start` into pieces: at spaces, and where another face must serve.
fn split(paragraph: &mut Paragraph, start: usize, style: u16, fonts: &Fonts) {
    let wanted = paragraph.styles[usize::from(style)].face;
    let mut open: Option<(usize, FaceId)> = None;
    let text = std::mem::take(&mut paragraph.text);
    let pieces = &mut paragraph.pieces;
    let mut close = |open: &mut Option<(usize, FaceId)>, end: usize| {
        if let Some((from, face)) = open.take() {
            pieces.push(FacePiece { range: from..end, style, face });
        }
    };
    for (i, character) in text[start..].char_indices() {
        let at = start + i;
        if is_space(character) {
            close(&mut open, at);
            continue;
        }
        let combining = is_thin(character) || matches!(character, '\u{300}'..='\u{36f}' | '\u{ad}' | '\u{200d}' | '\u{fe00}'..='\u{fe0f}');
        let face = match open {
            Some((_, face)) if combining => face,
            _ => fonts.serving(wanted, character),
        };
        if open.is_some_and(|(_, current)| current != face) {
            close(&mut open, at);
        }
        if open.is_none() {
            open = Some((at, face));
        }
    }
    close(&mut open, text.len());
    paragraph.text = text;
}

/// A thin space is part of a word: no line ends at it, and it does not grow.
fn is_space(character: char) -> bool {
    character.is_whitespace() && !is_thin(character)
}

fn is_thin(character: char) -> bool {
    matches!(character, '\u{2009}' | '\u{202f}')
}

/// A paragraph's text on its way to items.
struct Measured<'a> {
    text: &'a str,
    styles: &'a [TextStyle],
    items: Vec<Item>,
    origins: Vec<Origin>,
}

impl Measured<'_> {
    /// Adds the space between two pieces.
    fn space(&mut self, range: Range<usize>, style: u16, rules: &Rules, shaper: &mut Shaper) {
        let look = &self.styles[usize::from(style)];
        let fonts = shaper.fonts();
        let natural: Pt = shaper.shape(look.face, Features::Plain, " ").iter().map(|g| look.advance(fonts, look.face, g.advance)).sum();
        let (narrowest, widest) = (i64::from(rules.word_space.0), i64::from(rules.word_space.1));
        // At ratio 1 a space has grown two thirds of the way to the widest that looks well; TeX's text fonts do the same.
        let stretch = natural.scale((widest - 100).max(1) * 2, 300);
        let shrink = natural.scale((100 - narrowest).max(0), 100);
        let penalty = if self.text[range.clone()].contains('\n') {
            LINE_END
        } else if self.items.is_empty() {
            0
        } else {
            tie(self.text, range.clone(), rules)
        };
        let item = if self.text[range.clone()].contains('\u{a0}') || penalty >= NEVER {
            Item::Tie { width: natural, stretch, shrink }
        } else {
            Item::Space { width: natural, stretch, shrink, penalty }
        };
        self.items.push(item);
        self.origins.push(Origin::Space { at: range.start as u32, style });
    }

    /// Adds white that fills lines between two signs, where a line may end unless it is disliked too much.
    fn open(&mut self, size: Pt, penalty: i32) {
        let (width, stretch, shrink) = (Pt::ZERO, size.scale(1, OPEN_STRETCH), Pt::ZERO);
        let tie = Item::Tie { width, stretch, shrink };
        self.items.push(if penalty >= NEVER { tie } else { Item::Space { width, stretch, shrink, penalty } });
        self.origins.push(Origin::Opportunity);
    }

    /// Adds a piece's boxes and the opportunities between them.
    fn parts(&mut self, index: usize, piece: &FacePiece, rules: &Rules, shaper: &mut Shaper) {
        let (style, text) = (&self.styles[usize::from(piece.style)], &self.text[piece.range.clone()]);
        let glyphs = style.shape(text, piece.face, shaper);
        let fonts = shaper.fonts();
        let widths = glyphs.iter().map(|glyph| (glyph.cluster, style.advance(fonts, piece.face, glyph.advance)));
        let total: Pt = widths.clone().map(|(_, width)| width).sum();
        let mut places = word_breaks(text, rules, shaper);
        if total > rules.measure {
            emergency(text, &mut places);
        }
        let inside = if places.is_empty() { Vec::new() } else { before_bytes(&widths.collect::<Vec<_>>(), text.len()) };
        let before = |byte: usize| match byte {
            0 => (0, Pt::ZERO),
            byte => inside.get(byte).copied().unwrap_or((glyphs.len(), total)),
        };
        let mut margins = Margins { style, face: piece.face, rules, shaper };
        let (hyphen, hyphen_hang) =
            if places.iter().any(|place| place.adds_hyphen || place.repeats) { margins.hyphen() } else { (Pt::ZERO, Pt::ZERO) };
        let mut from = 0;
        for place in places.iter().map(Some).chain([None]) {
            let to = place.map_or(text.len(), |place| place.at);
            let ((first, done), (end, upto)) = (before(from), before(to));
            // White is added after every letter but a word's last.
            let gaps = if place.is_none() { (end - first).saturating_sub(1) } else { end - first };
            let (usual, reserve) = rules.flex.give(upto - done, style.size * gaps as i32);
            // Only the first and the last sign of a box can stand at a line's end.
            let hang = margins.of(&text[from..to], &glyphs[first..end], from..to);
            self.items.push(Item::Box { width: upto - done, give: Give { usual, reserve }, hang });
            let bytes = |at: usize| (piece.range.start + at) as u32;
            self.origins.push(Origin::Part { piece: index as u32, from: bytes(from), to: bytes(to) });
            if let Some(place) = place.filter(|place| place.opens) {
                self.open(style.size, place.penalty);
            } else if let Some(&WordBreak { penalty, adds_hyphen, hyphenated, repeats, .. }) = place {
                let (width, hang) = if adds_hyphen { (hyphen, hyphen_hang) } else { (Pt::ZERO, Pt::ZERO) };
                let gain = if repeats { hyphen } else { Pt::ZERO };
                self.items.push(Item::Break { hyphen: width, hang, penalty, hyphenated, gain });
                self.origins.push(Origin::Opportunity);
            }
            from = to;
        }
    }
}

/// Glyphs and their width before each byte of a text; a byte inside a ligature takes its share. Clusters rise from left to right.
fn before_bytes(widths: &[(u32, Pt)], length: usize) -> Vec<(usize, Pt)> {
    let mut before = Vec::with_capacity(length + 1);
    let (mut count, mut done) = (0, Pt::ZERO);
    let mut clusters = widths.chunk_by(|one, other| one.0 == other.0).peekable();
    while let Some(cluster) = clusters.next() {
        let start = cluster[0].0 as usize;
        let end = clusters.peek().map_or(length, |next| next[0].0 as usize);
        let width: Pt = cluster.iter().map(|(_, width)| *width).sum();
        before.resize(start + 1, (count, done));
        count += cluster.len();
        before.extend((start + 1..end).map(|byte| (count, done + width.scale((byte - start) as i64, (end - start) as i64))));
        done += width;
    }
    before.resize(length + 1, (count, done));
    before
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::*;
    use crate::ink::Ink;
    use crate::layout::{Align, Hangul, Usage};
    use crate::set::breaks::{Shape, break_paragraph};
    use crate::set::lines::lines;
    use crate::set::rules::Manner;

    #[test]
    fn dashes_are_the_papers() {
        let check = |text: &str, spaced: &str, closed: &str| {
            assert_eq!([dashed(text, Dash::Spaced), dashed(text, Dash::Closed), dashed(text, Dash::AsFiled)], [spaced, closed, text]);
        };
        check("wait—he said —now", "wait — he said — now", "wait—he said—now");
        check("“Wait—” he said — “now”", "“Wait —” he said — “now”", "“Wait—” he said—“now”");
    }

    fn rules(lang: Lang, width: i32) -> Rules {
        let (usage, manner, measure) = (Arc::default(), Manner::Text, Pt::points(width));
        Rules { lang, hyphenate: true, word_space: (75, 175), flex: Flex::default(), hang: false, usage, manner, measure }
    }

    /// The lines of a text; `=` stands for hyphens that are not the writer's.
    fn set(rules: &Rules, text: &str) -> Vec<String> {
        let paragraph = items(rules, text);
        let fonts = fonts();
        let mut shaper = Shaper::new(&fonts);
        let measure = Measure::plain(rules.measure);
        let best = break_paragraph(&paragraph.items, &measure, Shape::Justified).remove(0);
        let lines = lines(&paragraph, &best, &measure, Align::Justify, &mut shaper);
        for (line, end) in lines.iter().zip(&best.ends) {
            let is_filled = paragraph.items.get(*end as usize).is_some_and(|item| !item.ends_line());
            assert!(line.width == measure.width || !is_filled || !line.text().contains(' '), "{}", line.text());
            assert!(line.width <= measure.width || is_filled, "{}", line.text());
        }
        lines.iter().map(|line| line.text().replace('\u{ad}', "=")).collect()
    }

    fn fonts() -> Fonts {
        Fonts { faces: crate::font::shipped::faces(), fallback: vec!["NanumMyeongjo".into()] }
    }

    fn items(rules: &Rules, text: &str) -> Paragraph {
        let fonts = fonts();
        let mut shaper = Shaper::new(&fonts);
        let face = fonts.find("Source Serif 4 SmText", 400, false).expect("shipped");
        let style = TextStyle { face, size: Pt(8900), ink: Ink::BLACK, tracking: 0, features: Features::Plain, upper: false, link: None };
        compose(&[Inline { text: text.into(), style }], rules, &mut shaper)
    }

    #[test]
    fn hyphens_of_the_copy_are_repeated_where_the_language_does() {
        let check = |lang, text, expected: [&str; 2]| {
            assert_eq!(set(&Rules { hyphenate: false, ..rules(lang, 57) }, text), expected, "{text}");
        };
        check(Lang::Pl, "Flaga biało-czerwona", ["Flaga biało-", "=czerwona"]);
        check(Lang::Cs, "Text rusko-český", ["Text rusko-", "=český"]);
        check(Lang::Sk, "Text česko-slovenský", ["Text česko-", "=slovenský"]);
        check(Lang::Pt, "Numa quinta-feira", ["Numa quinta-", "=feira"]);
        check(Lang::PtPt, "Este guarda-chuva", ["Este guarda-", "=chuva"]);
        check(Lang::Hr, "Tekst crno-bijeli", ["Tekst crno-", "=bijeli"]);
        check(Lang::Sl, "Tekst črno-beli", ["Tekst črno-", "=beli"]);
        check(Lang::SrLatn, "Tekst crno-beli", ["Tekst crno-", "=beli"]);
        check(Lang::Sr, "Текст црно-бели", ["Текст црно-", "=бели"]);
        check(Lang::Pl, "Lata 1914-1918 w", ["Lata 1914-", "1918 w"]);
        check(Lang::EnUs, "A black-coated man", ["A black-", "coated man"]);
        check(Lang::De, "Der Nord-Ostsee", ["Der Nord-", "Ostsee"]);
        check(Lang::Fr, "Un porte-bagages", ["Un porte-", "bagages"]);
        check(Lang::Es, "Un teórico-práctico", ["Un teórico-", "práctico"]);
    }

    #[test]
    fn lines_end_where_their_writer_ended_them() {
        let check = |text, width, expected: &[&str]| assert_eq!(set(&rules(Lang::EnUs, width), text), expected, "{text}");
        check("Roses are red,\nViolets are blue", 150, &["Roses are red,", "Violets are blue"]);
        check("12 Harbour Road\nBusan\nKorea", 150, &["12 Harbour Road", "Busan", "Korea"]);
        check("a\nb", 60, &["a", "b"]);
        check("A line that is too long for its measure\nends", 90, &["A line that is too long", "for its measure", "ends"]);
        check("Won: 3\nDrawn: 2\nLost: 1", 150, &["Won: 3", "Drawn: 2", "Lost: 1"]);
        check("The end.\n(Next week: more.)", 150, &["The end.", "(Next week: more.)"]);
        check("x\nTelecommunications", 150, &["x", "Telecommunications"]);
        check("one\n— two", 150, &["one", "— two"]);
        check("a b c d e f\ng h i j k", 200, &["a b c d e f", "g h i j k"]);
        check("5\nkm", 60, &["5", "km"]);
    }

    #[test]
    fn lines_before_a_written_end_are_not_filled() {
        let paragraph =
            items(&rules(Lang::EnUs, 150), "Roses are red,\nViolets are blue, and the rest of this verse is far too long for a line");
        let measure = Measure::plain(Pt::points(150));
        let ways = break_paragraph(&paragraph.items, &measure, Shape::Justified);
        for breaks in &ways {
            assert!(paragraph.items[breaks.ends[0] as usize].ends_line(), "{breaks:?}");
        }
        for shape in [Shape::Ragged, Shape::Balanced] {
            let breaks = break_paragraph(&paragraph.items, &measure, shape).remove(0);
            assert!(paragraph.items[breaks.ends[0] as usize].ends_line(), "{breaks:?}");
        }
    }

    /// Lines of a Korean text that end within a word.
    fn parted(rules: &Rules, text: &str) -> usize {
        let lines = set(rules, text);
        let words: Vec<&str> = text.split(' ').collect();
        lines[..lines.len() - 1].iter().filter(|line| !words.contains(&line.trim_end().rsplit(' ').next().unwrap_or_default())).count()
    }

    #[test]
    fn korean_words_stay_whole_unless_a_line_would_gape() {
        let text = "항만 관리소장은 월요일 오전 여섯 시, 밀물이 들기 한 시간 전에 안쪽 정박지를 열었고, 정오까지 마흔 척의 배가 열두 척을 위해 지은 \
                    안벽을 따라 묶였다. 다친 사람은 없었다. 가장 큰 저인망 어선의 요리사는 선장들이 서로에게 이렇게 예의를 차리는 모습을 본 적이 \
                    없다고 말했다. 시 공무원들은 목요일에 다시 모여 봄이 오기 전에 바깥쪽 안벽을 높일지 결정할 예정이다.";
        let with = |hangul, width| Rules { usage: Arc::new(Usage { hangul, ..Usage::default() }), ..rules(Lang::Ko, width) };
        assert_eq!(parted(&with(Hangul::Words, 133), text), 0);
        let (wide, narrow, freely) =
            (parted(&with(Hangul::Usual, 300), text), parted(&with(Hangul::Usual, 90), text), parted(&with(Hangul::Syllables, 90), text));
        assert!(wide == 0 && narrow > 0 && narrow < freely, "{wide} {narrow} {freely}");
    }

    #[test]
    fn korean_lines_are_filled_at_their_spaces_alone() {
        let rules = rules(Lang::Ko, 133);
        let paragraph = items(
            &rules,
            "시장은 「漢字」로 쓴 안내판을 大韓民國 문화재청에 보냈다고 말했다. 항만 관리소장은 월요일 오전 안쪽 정박지를 열었다.",
        );
        let fonts = fonts();
        let mut shaper = Shaper::new(&fonts);
        let best = break_paragraph(&paragraph.items, &Measure::plain(rules.measure), Shape::Justified).remove(0);
        let set = lines(&paragraph, &best, &Measure::plain(rules.measure), Align::Justify, &mut shaper);
        let plain = lines(&paragraph, &best, &Measure::plain(rules.measure), Align::Left, &mut shaper);
        let advances = |line: &crate::set::lines::Line| -> Vec<(bool, Pt)> {
            let of_run = |run: &crate::set::lines::LineRun| {
                let is_space = |glyph: &crate::page::Glyph| run.text[glyph.text.start as usize..].starts_with(' ');
                run.glyphs.iter().map(|glyph| (is_space(glyph), glyph.advance)).collect::<Vec<_>>()
            };
            line.runs.iter().flat_map(of_run).collect()
        };
        for (set, plain) in set.iter().zip(&plain) {
            for (filled, natural) in advances(set).iter().zip(advances(plain)) {
                assert!(filled.0 || *filled == natural, "{}", set.text());
            }
        }
    }

    #[test]
    fn a_repeated_hyphen_has_its_room() {
        // The last line but one begins with it, and is filled as all others are: `set` asserts that.
        let text = "Ten czarno-biało-czerwono-zielono-niebiesko-żółto-fioletowo-brązowy sztandar w oknie";
        for width in 60..120 {
            let lines = set(&rules(Lang::Pl, width), text);
            for pair in lines.windows(2) {
                assert_eq!(pair[0].ends_with('-'), pair[1].starts_with('='), "{pair:?}");
                assert!(!pair[0].ends_with(" w"), "{pair:?}");
            }
        }
    }
}
