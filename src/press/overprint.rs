//! Overprint: black that prints over what lies below, so that no plate out of place leaves white about a letter.
use crate::ad_pdf::token::token_end;

/// In a page's operators, each object in grey of no light (`0 g`) becomes one in full black of the graphics state `state`. That is how
/// [`super::draw`] marks what shall print over: every object stands in a state of its own, so nothing after it is touched.
pub fn overprinting(content: &[u8], state: &str) -> Vec<u8> {
    let mut out = Vec::with_capacity(content.len() + content.len() / 8);
    let mut before: &[u8] = b"";
    let mut at = 0;
    while at < content.len() {
        let end = token_end(content, at);
        let token = &content[at..end];
        if token == b"g" && before == b"0" {
            // The "0" is there already.
            let start = out.iter().rposition(|byte| *byte == b'0').unwrap_or(out.len());
            out.truncate(start);
            out.extend_from_slice(format!("/{state} gs 0 0 0 1 k").as_bytes());
        } else {
            out.extend_from_slice(token);
        }
        if !token[0].is_ascii_whitespace() {
            before = token;
        }
        at = end;
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(content: &str, expected: &str) {
        let out = overprinting(content.as_bytes(), "Over");
        assert_eq!(String::from_utf8_lossy(&out), expected);
    }

    #[test]
    fn only_black_that_is_marked_prints_over() {
        check("q\n0 g\n1 2 3 4 re f\nQ", "q\n/Over gs 0 0 0 1 k\n1 2 3 4 re f\nQ");
        check("0 0 0 1 k 1 0 0 1 5 5 cm 0.5 g 10 g", "0 0 0 1 k 1 0 0 1 5 5 cm 0.5 g 10 g");
        check(
            "BT /F0 9 Tf[(0 g)-20( \\) 0 g)]TJ <30206 7>Tj(0 g (0 g) )' ET",
            "BT /F0 9 Tf[(0 g)-20( \\) 0 g)]TJ <30206 7>Tj(0 g (0 g) )' ET",
        );
        check("0\n g (a", "/Over gs 0 0 0 1 k (a");
    }
}
