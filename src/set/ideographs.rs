//! Chinese and Japanese: lines end between any two signs but those that the rules of both keep together (kinsoku shori, JIS X 4051), and white
//! that fills a line stands between signs.

use super::ties::NEVER;
use crate::edition::Lang;

/// Signs that no line begins with: closing ones, stops, small kana, marks that prolong or repeat.
const NEVER_FIRST: &str = "、。，．・：；？！‼⁇⁈⁉，ヽヾゝゞ々〻ー’”）〕］｝〉》」』】〙〗〟｠»‐–゠〜～％‰℃℉…‥)]}!?,.:;%\
                           ぁぃぅぇぉっゃゅょゎゕゖァィゥェォッャュョヮヵヶㇰㇱㇲㇳㇴㇵㇶㇷㇸㇹㇺㇻㇼㇽㇾㇿ｡｣､ｧｨｩｪｫｬｭｮｯｰﾞﾟ";
/// Signs that no line ends with: opening ones, and those before a sum.
const NEVER_LAST: &str = "‘“（〔［｛〈《「『【〘〖〝｟«([{$£¥€￥＄￡№";
/// Two of one of these stay together.
const PAIRS: &str = "—…‥〳〵";
/// Closing signs that are white in their right half, and opening ones in their left.
const WHITE_AFTER: &str = "、。，．）〕］｝〉》」』】〙〗〟";
/// See `WHITE_AFTER`.
const WHITE_BEFORE: &str = "（〔［｛〈《「『【〘〖〝";

/// A sign as wide as it is high: ideographs, kana, bopomofo, and the signs that stand among them.
pub fn is_ideograph(character: char) -> bool {
    matches!(character,
        '\u{2e80}'..='\u{2fdf}' | '\u{3000}'..='\u{312f}' | '\u{3190}'..='\u{4dbf}' | '\u{4e00}'..='\u{9fff}' | '\u{f900}'..='\u{faff}'
        | '\u{fe30}'..='\u{fe4f}' | '\u{ff00}'..='\u{ffef}' | '\u{20000}'..='\u{3ffff}')
}

/// White may stand between two signs.
fn is_open(before: char, after: char) -> bool {
    let is_whole =
        |sign: char| sign.is_alphanumeric() || !matches!(sign, '\u{ad}' | '\u{200d}' | '\u{2009}' | '\u{202f}' | '\u{fe00}'..='\u{fe0f}');
    (is_ideograph(before) || is_ideograph(after)) && is_whole(before) && is_whole(after) && !(before == after && PAIRS.contains(before))
}

/// How much a break between two signs of a text is disliked that stand apart to fill a line; none where they do not. Korean is filled at its
/// word spaces, whatever stands among its syllables.
pub fn open_penalty(lang: Lang, before: char, after: char) -> Option<i32> {
    let is_open = lang != Lang::Ko && is_open(before, after);
    is_open.then(|| if may_part(before, after) { 0 } else { NEVER })
}

/// A line may end between two signs.
fn may_part(before: char, after: char) -> bool {
    is_open(before, after) && !NEVER_FIRST.contains(after) && !NEVER_LAST.contains(before)
}

/// Whether the left and the right half of a sign are white: at a line's end they go.
pub fn white_halves(sign: char) -> (bool, bool) {
    (WHITE_BEFORE.contains(sign), WHITE_AFTER.contains(sign))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// `|` stands where a line may end.
    fn check(expected: &str) {
        let text: Vec<char> = expected.chars().filter(|sign| *sign != '|').collect();
        let mut shown = String::new();
        for (at, sign) in text.iter().enumerate() {
            if at > 0 && may_part(text[at - 1], *sign) {
                shown.push('|');
            }
            shown.push(*sign);
        }
        assert_eq!(shown, expected);
    }

    #[test]
    fn lines_end_between_signs_but_not_everywhere() {
        check("港|は|朝|に|開|い|た。");
        check("「港|が|開|い|た」|と|言っ|た。");
        check("東|京、|大|阪");
        check("ニュー|ス");
        check("キャ|プ|テ|ン");
        check("人々|は|待っ|た");
        check("（四|十|隻）|の|船");
        check("港|口|星|期|一|早|上|开|放。");
        check("他|说：|“都|好！”|走|了");
        check("《港|口|日|报》");
        check("2019|年|12|月|24|日");
        check("KBS|は|言っ|た");
        check("等|等……|走");
        check("港|——|到|了");
        check("約|￥500|の|切|符");
        check("50%|の|人");
        check("harbour wall");
        check("부산항");
    }

    #[test]
    fn closing_signs_are_white_behind() {
        assert_eq!(
            "。「港・".chars().map(white_halves).collect::<Vec<_>>(),
            [(false, true), (true, false), (false, false), (false, false)]
        );
    }
}
