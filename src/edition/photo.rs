//! Picture files: form by content, size, orientation, and the words that the picture carries itself.
use std::sync::Arc;

use super::{Picture, PictureFormat};

/// Words from a picture's IPTC and XMP.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Words {
    /// The caption.
    pub caption: Option<String>,
    /// The credit line.
    pub credit: Option<String>,
    /// What one sees.
    pub alt: Option<String>,
}

/// Pixels beyond which no newspaper photo goes: a header that claims more is wrong or hostile.
const MOST_PIXELS: u64 = 400_000_000;
/// The largest side.
const LONGEST_SIDE: u32 = 60_000;

/// Reads a picture's header. The error is in an editor's words and does not name the file.
pub fn read(path: &str, bytes: Vec<u8>) -> Result<Picture, String> {
    if bytes.is_empty() {
        return Err("the file is empty".into());
    }
    let format = match &bytes[..] {
        [0xff, 0xd8, 0xff, ..] => PictureFormat::Jpeg,
        [0x89, b'P', b'N', b'G', 0x0d, 0x0a, 0x1a, 0x0a, ..] => PictureFormat::Png,
        [b'I', b'I', 42, 0, ..] | [b'M', b'M', 0, 42, ..] => PictureFormat::Tiff,
        [b'R', b'I', b'F', b'F', _, _, _, _, b'W', b'E', b'B', b'P', ..] => PictureFormat::Webp,
        _ => return Err("this is no JPEG, PNG, TIFF or WebP picture".into()),
    };
    let header = match format {
        PictureFormat::Jpeg => jpeg(&bytes)?,
        _ => other(&bytes)?,
    };
    if header.width == 0 || header.height == 0 {
        return Err("the picture has no width or no height".into());
    }
    if header.width.max(header.height) > LONGEST_SIDE || u64::from(header.width) * u64::from(header.height) > MOST_PIXELS {
        return Err(format!("the picture claims to be {} × {} pixels, which is more than can be printed", header.width, header.height));
    }
    let turned = header.orientation >= 5;
    let (width, height) = if turned { (header.height, header.width) } else { (header.width, header.height) };
    Ok(Picture { path: path.into(), bytes: Arc::new(bytes), format, width, height, orientation: header.orientation, channels: header.channels })
}

struct Header {
    width: u32,
    height: u32,
    orientation: u8,
    channels: u8,
}

/// The segments of a JPEG up to its scan: marker, and bytes without marker and length.
fn segments(bytes: &[u8]) -> Vec<(u8, usize, usize)> {
    let mut found = Vec::new();
    let mut at = 2;
    while at + 4 <= bytes.len() {
        if bytes[at] != 0xff {
            break;
        }
        let marker = bytes[at + 1];
        if marker == 0xff {
            at += 1;
            continue;
        }
        if matches!(marker, 0x01 | 0xd0..=0xd8) {
            at += 2;
            continue;
        }
        let length = usize::from(u16::from_be_bytes([bytes[at + 2], bytes[at + 3]]));
        let end = at + 2 + length;
        if length < 2 || end > bytes.len() {
            break;
        }
        found.push((marker, at + 4, end));
        if matches!(marker, 0xda | 0xd9) {
            break;
        }
        at = end;
    }
    found
}

fn jpeg(bytes: &[u8]) -> Result<Header, String> {
    let segments = segments(bytes);
    let frame = segments.iter().find(|(marker, start, end)| matches!(marker, 0xc0..=0xc2) && end - start >= 6);
    let Some((_, start, _)) = frame else {
        return Err("the JPEG has no picture in it, or is of a kind that cannot be printed; it may have been cut off".into());
    };
    let Some((_, _, scan)) = segments.iter().find(|(marker, _, _)| *marker == 0xda) else {
        return Err("the JPEG ends before its picture starts; it was cut off: get the file again".into());
    };
    // The end marker may be followed by junk; without it, no one knows how much of the picture is missing.
    let whole = bytes.windows(2).rposition(|pair| pair == [0xff, 0xd9]).is_some_and(|end| end >= *scan);
    let side = |at: usize| u32::from(u16::from_be_bytes([bytes[at], bytes[at + 1]]));
    let (height, width) = (side(start + 1), side(start + 3));
    if !whole {
        return Err("the JPEG is cut off in the middle of its picture; get the file again".into());
    }
    let exif = segments.iter().filter(|(marker, _, _)| *marker == 0xe1).find_map(|(_, start, end)| orientation(&bytes[*start..*end]));
    Ok(Header { width, height, orientation: exif.unwrap_or(1), channels: bytes[start + 5] })
}

/// The orientation in an Exif segment: 1 to 8.
fn orientation(segment: &[u8]) -> Option<u8> {
    let tiff = segment.strip_prefix(b"Exif\0\0")?;
    let little = match tiff.get(..4)? {
        [b'I', b'I', 42, 0] => true,
        [b'M', b'M', 0, 42] => false,
        _ => return None,
    };
    let short = |at: usize| -> Option<u16> {
        let pair: [u8; 2] = tiff.get(at..at + 2)?.try_into().ok()?;
        Some(if little { u16::from_le_bytes(pair) } else { u16::from_be_bytes(pair) })
    };
    let long = |at: usize| -> Option<u32> {
        let four: [u8; 4] = tiff.get(at..at.checked_add(4)?)?.try_into().ok()?;
        Some(if little { u32::from_le_bytes(four) } else { u32::from_be_bytes(four) })
    };
    const ORIENTATION: u16 = 0x112;
    const ENTRY: usize = 12;
    let directory = usize::try_from(long(4)?).ok().filter(|at| *at < tiff.len())?;
    let count = usize::from(short(directory)?);
    let entry = (0..count).map(|i| directory + 2 + i * ENTRY).find(|at| short(*at) == Some(ORIENTATION))?;
    short(entry + 8).and_then(|value| u8::try_from(value).ok()).filter(|value| (1..=8).contains(value))
}

fn other(bytes: &[u8]) -> Result<Header, String> {
    use image::ImageDecoder;
    let fault = |error: image::ImageError| format!("the picture cannot be read ({error}); it may have been cut off: get the file again");
    let mut reader = image::ImageReader::new(std::io::Cursor::new(bytes)).with_guessed_format().map_err(|_| "the picture cannot be read".to_string())?;
    reader.limits(limits());
    let mut decoder = reader.into_decoder().map_err(fault)?;
    let (width, height) = decoder.dimensions();
    let channels = decoder.color_type().channel_count();
    let orientation = decoder.orientation().map_or(1, |orientation| orientation.to_exif());
    if u64::from(width) * u64::from(height) <= MOST_PIXELS {
        // These formats are small and few: decode once, so that a broken one is told of here and not on the page.
        image::DynamicImage::from_decoder(decoder).map_err(fault)?;
    }
    Ok(Header { width, height, orientation, channels: if channels <= 2 { 1 } else { 3 } })
}

/// What a decoder may use.
pub fn limits() -> image::Limits {
    const MOST_MEMORY: u64 = 1_200_000_000;
    let mut limits = image::Limits::default();
    limits.max_image_width = Some(LONGEST_SIDE);
    limits.max_image_height = Some(LONGEST_SIDE);
    limits.max_alloc = Some(MOST_MEMORY);
    limits
}

/// The words in a JPEG's IPTC-IIM and XMP segments; IPTC wins for caption and credit.
pub fn words(bytes: &[u8]) -> Words {
    let mut words = Words::default();
    if !bytes.starts_with(&[0xff, 0xd8]) {
        return words;
    }
    for (marker, start, end) in segments(bytes) {
        let segment = &bytes[start..end];
        if marker == 0xed {
            const CAPTION: u8 = 120;
            const CREDIT: u8 = 110;
            words.caption = iptc(segment, CAPTION).or(words.caption);
            words.credit = iptc(segment, CREDIT).or(words.credit);
        } else if marker == 0xe1
            && let Some(xmp) = segment.strip_prefix(b"http://ns.adobe.com/xap/1.0/\0").and_then(|xmp| std::str::from_utf8(xmp).ok())
        {
            words.caption = words.caption.or_else(|| xmp_text(xmp, "dc:description"));
            words.credit = words.credit.or_else(|| xmp_text(xmp, "photoshop:Credit"));
            words.alt = xmp_text(xmp, "Iptc4xmpCore:AltTextAccessibility").or(words.alt);
        }
    }
    words
}

/// A data set of record 2 (IPTC-IIM 4.2).
fn iptc(segment: &[u8], wanted: u8) -> Option<String> {
    let mut at = 0;
    while at + 5 <= segment.len() {
        if segment[at] == 0x1c && segment[at + 1] == 2 {
            let length = usize::from(u16::from_be_bytes([segment[at + 3], segment[at + 4]]));
            let value = segment.get(at + 5..at + 5 + length)?;
            if segment[at + 2] == wanted {
                return Some(String::from_utf8_lossy(value).trim().to_string()).filter(|text| !text.is_empty());
            }
            at += 5 + length;
        } else {
            at += 1;
        }
    }
    None
}

/// The text of a property, as an attribute, as an element, or as its first alternative.
fn xmp_text(xmp: &str, name: &str) -> Option<String> {
    let attribute = format!("{name}=\"");
    let raw = if let Some(at) = xmp.find(&attribute) {
        let rest = &xmp[at + attribute.len()..];
        &rest[..rest.find('"')?]
    } else {
        let rest = &xmp[xmp.find(&format!("<{name}"))?..];
        let inside = &rest[rest.find('>')? + 1..rest.find(&format!("</{name}>"))?];
        match inside.find("<rdf:li") {
            Some(item) => {
                let item = &inside[item..];
                let open = item.find('>')? + 1;
                &item[open..item.find("</rdf:li>").filter(|end| *end >= open)?]
            }
            None => inside,
        }
    };
    let text = raw.replace("&lt;", "<").replace("&gt;", ">").replace("&quot;", "\"").replace("&#39;", "'").replace("&apos;", "'").replace("&amp;", "&");
    Some(text.trim().to_string()).filter(|text| !text.is_empty())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(bytes: &[u8], expected: &str) {
        match read("p.jpg", bytes.to_vec()) {
            Ok(picture) => assert_eq!(format!("{}x{}", picture.width, picture.height), expected),
            Err(message) => assert!(message.contains(expected), "{message}"),
        }
    }

    #[test]
    fn what_is_no_picture_is_told() {
        check(b"", "empty");
        check(b"<html>404</html>", "no JPEG");
        check(&[0xff, 0xd8, 0xff, 0xe0, 0, 4, 0, 0], "no picture in it");
        check(b"\x89PNG\r\n\x1a\n\0\0", "cannot be read");
        let frame = [0xff, 0xd8, 0xff, 0xc0, 0, 11, 8, 0, 2, 0, 3, 1, 1, 0x11, 0, 0xff, 0xda, 0, 4, 0, 0, 7, 7];
        check(&frame, "cut off in the middle");
        check(&[&frame[..], &[0xff, 0xd9]].concat(), "3x2");
    }

    #[test]
    fn pictures_carry_words() {
        let xmp = r#"<rdf:D photoshop:Credit="A &amp; B"><dc:description><rdf:Alt><rdf:li xml:lang="x">Fog</rdf:li></rdf:Alt></dc:description></rdf:D>"#;
        assert_eq!(xmp_text(xmp, "photoshop:Credit").as_deref(), Some("A & B"));
        assert_eq!(xmp_text(xmp, "dc:description").as_deref(), Some("Fog"));
        assert_eq!(iptc(&[0x1c, 2, 120, 0, 3, b'F', b'o', b'g'], 120).as_deref(), Some("Fog"));
    }
}
