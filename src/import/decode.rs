//! The bytes of a file from outside to text: byte order marks, declared encodings, and files that declare a wrong one.
use std::fs;
use std::io::{ErrorKind, Read};
use std::path::Path;
use std::sync::Arc;

use encoding_rs::{Encoding, UTF_8, UTF_16BE, UTF_16LE, WINDOWS_1252};

use crate::diag::{Diagnostics, Source, SourceFile};
use crate::tree::file::{note_opened, reason};

/// A whole site's export may be large; what is larger than this is no copy.
const LARGEST: u64 = 128_000_000;
/// Bytes at the start in which an encoding is declared (HTML 13.2.3.2).
const HEAD: usize = 1_024;

/// Reads a file. None where it cannot be read; that is told.
pub fn file(path: &Path, shown: &str, diags: &mut Diagnostics) -> Option<Arc<SourceFile>> {
    let read = || -> std::io::Result<Vec<u8>> {
        let mut bytes = Vec::new();
        note_opened(path);
        fs::File::open(path)?.take(LARGEST + 1).read_to_end(&mut bytes)?;
        if bytes.len() as u64 > LARGEST { Err(ErrorKind::FileTooLarge.into()) } else { Ok(bytes) }
    };
    match read() {
        Ok(bytes) => {
            let (text, remark) = decode(&bytes);
            if let Some(remark) = remark {
                diags
                    .warning("encoding", Some(Source::whole(shown)), format!("{shown} {remark}"))
                    .help("look at letters with accents; have the file sent as UTF-8");
            }
            Some(Arc::new(SourceFile { path: shown.into(), text }))
        }
        Err(error) => {
            let why = if error.kind() == ErrorKind::FileTooLarge { "it is larger than 128 MB".into() } else { reason(&error) };
            diags.error("unreadable", Some(Source::whole(shown)), format!("{shown} cannot be read: {why}"));
            None
        }
    }
}

/// The text, and what is to be said about how it was read.
pub fn decode(bytes: &[u8]) -> (String, Option<String>) {
    if let Some((encoding, length)) = Encoding::for_bom(bytes) {
        return decoded(encoding, &bytes[length..]);
    }
    // The first sign of XML, JSON or HTML is one of ASCII: in UTF-16 it has a zero beside it.
    match bytes {
        [b'<' | b'{' | b'[', 0, _, 0, ..] => return decoded(UTF_16LE, bytes),
        [0, b'<' | b'{' | b'[', 0, _, ..] => return decoded(UTF_16BE, bytes),
        _ => {}
    }
    let declared = declared(&bytes[..bytes.len().min(HEAD)]);
    let encoding = declared.unwrap_or(UTF_8);
    if let Ok(text) = std::str::from_utf8(bytes) {
        let remark = (encoding != UTF_8 && !text.is_ascii()).then(|| format!("declares {} and is UTF-8: read as UTF-8", encoding.name()));
        // An encoding that writes letters as ASCII with escapes is ASCII too.
        return if encoding.is_ascii_compatible() { (text.to_string(), remark) } else { decoded(encoding, bytes) };
    }
    if encoding == UTF_8 {
        let (text, _, _) = WINDOWS_1252.decode(bytes);
        let what = if declared.is_some() { "declares UTF-8 and is not" } else { "is not UTF-8, and declares nothing else" };
        return (text.into_owned(), Some(format!("{what}: read as windows-1252")));
    }
    decoded(encoding, bytes)
}

fn decoded(encoding: &'static Encoding, bytes: &[u8]) -> (String, Option<String>) {
    let (text, had_errors) = encoding.decode_without_bom_handling(bytes);
    let remark = had_errors.then(|| format!("holds bytes that are no {}: each stands as \u{fffd}", encoding.name()));
    (text.into_owned(), remark)
}

/// What an XML declaration or a `meta` element says.
fn declared(head: &[u8]) -> Option<&'static Encoding> {
    let head: String = head.iter().map(|byte| char::from(*byte)).collect::<String>().to_ascii_lowercase();
    let declaration = head.split_once("<?xml").and_then(|(_, rest)| rest.split_once("?>")).map(|(declaration, _)| declaration);
    let after = match declaration {
        Some(declaration) => declaration.split_once("encoding")?.1,
        None if head.contains("<meta") => head.split_once("charset")?.1,
        None => return None,
    };
    let label = after.trim_start_matches([' ', '=', '"', '\'']);
    let end = label.find(|c: char| !(c.is_ascii_alphanumeric() || matches!(c, '-' | '_' | ':' | '.'))).unwrap_or(label.len());
    let encoding = Encoding::for_label(&label.as_bytes()[..end])?;
    // A declaration that can be read is not UTF-16.
    Some(if encoding == UTF_16LE || encoding == UTF_16BE { UTF_8 } else { encoding })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(bytes: &[u8], expected: &str, remark: &str) {
        let (text, told) = decode(bytes);
        assert_eq!(text, expected);
        assert!(told.as_deref().unwrap_or("").contains(remark) && told.is_some() != remark.is_empty(), "{told:?}");
    }

    #[test]
    fn encodings() {
        check(b"\xef\xbb\xbfFog", "Fog", "");
        check(b"\xff\xfe<\0a\0", "<a", "");
        check(b"\0<\0a", "<a", "");
        check(b"<?xml version='1.0' encoding='ISO-8859-1'?>\xe9", "<?xml version='1.0' encoding='ISO-8859-1'?>é", "");
        check("<?xml version='1.0' encoding='ISO-8859-1'?>é".as_bytes(), "<?xml version='1.0' encoding='ISO-8859-1'?>é", "is UTF-8");
        check(b"<meta charset=\"euc-kr\">\xc7\xd1", "<meta charset=\"euc-kr\">한", "");
        check(b"{\"a\": \"\xe9\"}", "{\"a\": \"é\"}", "not UTF-8");
        check(b"\xff\xfea\0\x00\xd8b\0", "a\u{fffd}b", "no UTF-16LE");
        check(b"", "", "");
    }
}
