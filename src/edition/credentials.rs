//! Content credentials in a picture file (C2PA 2.1): whether there are any, and the kind of source that they name. They are not verified.
use super::PictureFormat;
use super::photo::segments;

/// What a file's credentials say.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Credentials {
    /// A kind of source that stands for a machine, where one is named.
    pub source_type: Option<String>,
}

/// How IPTC's kinds of sources begin, as credentials name them.
const KINDS: &[u8] = b"cv.iptc.org/newscodes/digitalsourcetype/";
/// The label of the box that holds a file's credentials.
const LABEL: &[u8] = b"c2pa";

/// Kinds of sources that stand for machines that make pictures (IPTC's "digital source type"), in lower case.
const MADE: [&str; 4] = ["trainedalgorithmicmedia", "compositewithtrainedalgorithmicmedia", "algorithmicmedia", "compositesynthetic"];

/// True for the kinds of sources that stand for machines.
pub fn is_made_by_machine(source: &str) -> bool {
    let word = source.rsplit(['/', ':', '#']).next().unwrap_or(source).to_lowercase();
    MADE.contains(&word.as_str())
}

/// The credentials of a file. They lie in it as one box of JUMBF (ISO/IEC 19566-5), wherever its format has room for that.
pub fn of(bytes: &[u8], format: PictureFormat) -> Option<Credentials> {
    let parts = match format {
        PictureFormat::Jpeg => jpeg(bytes),
        PictureFormat::Png => png(bytes),
        PictureFormat::Webp => webp(bytes),
        // They have a tag of their own among the others; the box says what it is all the same.
        PictureFormat::Tiff => vec![bytes],
    };
    let is_box = |part: &&[u8]| find(part, b"jumb").is_some() && find(part, LABEL).is_some();
    parts.iter().any(is_box).then(|| Credentials { source_type: parts.iter().find_map(|part| machine(part)) })
}

/// The parts of a JPEG's box, in segments APP11 that begin with `JP`.
fn jpeg(bytes: &[u8]) -> Vec<&[u8]> {
    const APP11: u8 = 0xeb;
    let parts = segments(bytes).into_iter().filter(|segment| segment.marker == APP11);
    parts.map(|segment| &bytes[segment.start..segment.end]).filter(|part| part.starts_with(b"JP")).collect()
}

/// The chunk of a PNG.
fn png(bytes: &[u8]) -> Vec<&[u8]> {
    const SIGNATURE: usize = 8;
    chunks(bytes, SIGNATURE, b"caBX", |size| u32::from_be_bytes(size) as usize, Order::SizeFirst)
}

/// The chunk of a WebP.
fn webp(bytes: &[u8]) -> Vec<&[u8]> {
    const HEAD: usize = 12;
    chunks(bytes, HEAD, b"C2PA", |size| u32::from_le_bytes(size) as usize, Order::NameFirst)
}

/// Which stands first at a chunk's head.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Order {
    /// Size and name; a checksum stands at the end (PNG).
    SizeFirst,
    /// Name and size; filled up to an even length (RIFF).
    NameFirst,
}

fn chunks<'a>(bytes: &'a [u8], from: usize, wanted: &[u8; 4], size_of: fn([u8; 4]) -> usize, order: Order) -> Vec<&'a [u8]> {
    const HEAD: usize = 8;
    const CHECKSUM: usize = 4;
    let mut found = Vec::new();
    let mut at = from;
    while let Some(&[a, b, c, d, e, f, g, h]) = bytes.get(at..).and_then(<[u8]>::first_chunk::<HEAD>) {
        let (name, size) = match order {
            Order::SizeFirst => ([e, f, g, h], size_of([a, b, c, d])),
            Order::NameFirst => ([a, b, c, d], size_of([e, f, g, h])),
        };
        let start = at + HEAD;
        let Some(end) = start.checked_add(size).filter(|end| *end <= bytes.len()) else { break };
        if name == *wanted {
            found.push(&bytes[start..end]);
        }
        at = end + if order == Order::SizeFirst { CHECKSUM } else { size % 2 };
    }
    found
}

/// The first kind of source among them that stands for a machine.
fn machine(part: &[u8]) -> Option<String> {
    let mut at = 0;
    while let Some(found) = find(&part[at..], KINDS) {
        let start = at + found + KINDS.len();
        // The next value begins right after the word, perhaps with a letter.
        let named = |made: &&&str| part[start..].get(..made.len()).is_some_and(|word| word.eq_ignore_ascii_case(made.as_bytes()));
        if let Some(made) = MADE.iter().find(named) {
            return Some(String::from_utf8_lossy(&part[start..start + made.len()]).into_owned());
        }
        at = start;
    }
    None
}

fn find(bytes: &[u8], part: &[u8]) -> Option<usize> {
    bytes.windows(part.len()).position(|window| window == part)
}

#[cfg(test)]
mod tests {
    use super::*;

    const BOX: &[u8] = b"\0\0\0\x90jumb\0\0\0\x1ejumdc2pa\0\x11\0\x10\x80\0\0\xaa\0\x38\x9b\x71\x03c2pa\0 digitalSourceType\x78\
        http://cv.iptc.org/newscodes/digitalsourcetype/digitalCapture, http://cv.iptc.org/newscodes/digitalsourcetype/trainedAlgorithmicMedia\x64";

    fn jpeg_with(content: &[u8]) -> Vec<u8> {
        let length = u16::try_from(content.len() + 2).unwrap().to_be_bytes();
        [&[0xff, 0xd8, 0xff, 0xeb][..], &length, content, &[0xff, 0xda, 0, 2]].concat()
    }

    #[test]
    fn each_format_has_its_place_for_them() {
        let machine = Some(Credentials { source_type: Some("trainedAlgorithmicMedia".into()) });
        let length = u32::try_from(BOX.len()).unwrap();
        let png = [b"\x89PNG\r\n\x1a\n".as_slice(), &length.to_be_bytes(), b"caBX", BOX, b"\0\0\0\0"].concat();
        let webp = [b"RIFF\0\0\0\0WEBPVP8 \x01\0\0\0x\0C2PA".as_slice(), &length.to_le_bytes(), BOX].concat();
        let jpeg = jpeg_with(&[b"JP\0\x01\0\0\0\x01".as_slice(), BOX].concat());
        for (bytes, format) in [(&png, PictureFormat::Png), (&webp, PictureFormat::Webp), (&jpeg, PictureFormat::Jpeg)] {
            assert_eq!(of(bytes, format), machine, "{format:?}");
            for cut in 0..bytes.len() {
                let _ = of(&bytes[..cut], format);
            }
        }
        assert_eq!(of(b"II*\0", PictureFormat::Tiff), None);
    }

    #[test]
    fn a_camera_is_no_machine() {
        let capture = b"JP\0\x01\0\0\0\x01jumb c2pa cv.iptc.org/newscodes/digitalsourcetype/digitalCapture\0";
        assert_eq!(of(&jpeg_with(capture), PictureFormat::Jpeg), Some(Credentials::default()));
        assert_eq!(of(&jpeg_with(b"JPXT nothing of that kind"), PictureFormat::Jpeg), None);
    }
}
