//! Tokens of a page's operators.

/// Where the token at `at` ends: white, a string, a name or an operator. ISO 32000-1, 7.2 and 7.3.4.
pub fn token_end(content: &[u8], at: usize) -> usize {
    let white = content[at].is_ascii_whitespace();
    match content[at] {
        b'(' => {
            let (mut depth, mut end) = (0, at);
            while end < content.len() {
                match content[end] {
                    b'\\' => end += 1,
                    b'(' => depth += 1,
                    b')' => depth -= 1,
                    _ => {}
                }
                end += 1;
                if depth == 0 {
                    break;
                }
            }
            end.min(content.len())
        }
        b'<' | b'>' | b'[' | b']' | b'{' | b'}' | b')' => at + 1,
        _ => {
            let ends = |byte: &u8| byte.is_ascii_whitespace() != white || matches!(byte, b'(' | b'<' | b'>' | b'[' | b']');
            let more = content[at + 1..].iter().position(ends);
            more.map_or(content.len(), |more| at + 1 + more)
        }
    }
}
