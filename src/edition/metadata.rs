//! The words that a picture carries itself: IPTC-IIM records and XMP packets.
use super::photo::segments;

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

/// Words longer than this are no caption.
const LONGEST: usize = 8_000;

/// The words in a picture file. IPTC wins for caption and credit, as it is what desks fill in; only XMP has the alt text.
pub fn words(bytes: &[u8]) -> Words {
    const APP1: u8 = 0xe1;
    const APP13: u8 = 0xed;
    const CAPTION: u8 = 120;
    const CREDIT: u8 = 110;
    let mut words = Words::default();
    let mut packet = None;
    if bytes.starts_with(&[0xff, 0xd8]) {
        for segment in segments(bytes) {
            let content = &bytes[segment.start..segment.end];
            if segment.marker == APP13
                && let Some(records) = photoshop(content)
            {
                words.caption = words.caption.or_else(|| iptc(records, CAPTION));
                words.credit = words.credit.or_else(|| iptc(records, CREDIT));
            } else if segment.marker == APP1 {
                packet = packet.or(content.strip_prefix(b"http://ns.adobe.com/xap/1.0/\0"));
            }
        }
    } else {
        packet = bare_packet(bytes);
    }
    if let Some(xmp) = packet.map(String::from_utf8_lossy) {
        words.caption = words.caption.or_else(|| property(&xmp, "dc:description"));
        words.credit = words.credit.or_else(|| property(&xmp, "photoshop:Credit"));
        words.alt = property(&xmp, "Iptc4xmpCore:AltTextAccessibility");
    }
    words
}

/// PNG, TIFF and WebP hold the packet as it is, between these two.
fn bare_packet(bytes: &[u8]) -> Option<&[u8]> {
    let find = |part: &[u8], from: usize| bytes[from..].windows(part.len()).position(|window| window == part).map(|at| from + at);
    let start = find(b"<x:xmpmeta", 0)?;
    Some(&bytes[start..find(b"</x:xmpmeta>", start)?])
}

/// The IPTC records among Photoshop's resources: `8BIM`, number, name, size, data, each padded to even.
fn photoshop(segment: &[u8]) -> Option<&[u8]> {
    const IPTC: u16 = 0x0404;
    let mut rest = segment.strip_prefix(b"Photoshop 3.0\0")?;
    while let Some(resource) = rest.strip_prefix(b"8BIM") {
        let number = u16::from_be_bytes(*resource.first_chunk()?);
        let name = usize::from(*resource.get(2)?) + 1;
        let after = resource.get(2 + name + name % 2..)?;
        let size = u32::from_be_bytes(*after.first_chunk()?) as usize;
        let data = &after[4..];
        if number == IPTC {
            return Some(&data[..size.min(data.len())]);
        }
        rest = data.get(size.checked_add(size % 2)?..)?;
    }
    None
}

/// A data set of record 2 (IPTC-IIM 4.2): tag marker, record, number, length, value.
fn iptc(records: &[u8], wanted: u8) -> Option<String> {
    const MARKER: u8 = 0x1c;
    const EXTENDED: usize = 0x8000;
    let mut utf8 = false;
    let mut rest = records;
    while let Some(&[MARKER, record, number, high, low]) = rest.first_chunk::<5>() {
        let length = usize::from(u16::from_be_bytes([high, low]));
        if length >= EXTENDED {
            return None;
        }
        let value = rest.get(5..5 + length)?;
        if (record, number) == (1, 90) {
            utf8 = value == b"\x1b%G";
        }
        if (record, number) == (2, wanted) {
            return worded(&decode(value, utf8));
        }
        rest = &rest[5 + length..];
    }
    None
}

/// Most programs write UTF-8 whether they say so or not; what is not UTF-8 is Latin-1.
fn decode(value: &[u8], utf8: bool) -> String {
    match std::str::from_utf8(value) {
        Ok(text) => text.into(),
        Err(_) if utf8 => String::from_utf8_lossy(value).into_owned(),
        Err(_) => value.iter().map(|byte| char::from(*byte)).collect(),
    }
}

fn worded(text: &str) -> Option<String> {
    let text = text.trim();
    (!text.is_empty() && text.len() <= LONGEST).then(|| text.to_string())
}

/// The text of a property: an attribute, an element, or of its alternatives the default one or the first.
fn property(xmp: &str, name: &str) -> Option<String> {
    if let Some(value) = attribute(xmp, name) {
        return worded(&entities(value));
    }
    let inside = element(xmp, name)?;
    let raw = match inside.find("<rdf:li") {
        Some(first) => {
            let item = |at: usize| {
                let rest = &inside[at..];
                Some(&rest[rest.find('>')? + 1..rest.find("</rdf:li>")?])
            };
            let of_default = inside.find("x-default").and_then(|at| inside[..at].rfind("<rdf:li"));
            of_default.and_then(item).or_else(|| item(first))?
        }
        None if inside.contains('<') => return None,
        None => inside,
    };
    worded(&entities(raw))
}

fn attribute<'a>(xmp: &'a str, name: &str) -> Option<&'a str> {
    let start = xmp.find(&format!(" {name}=")).or_else(|| xmp.find(&format!("\n{name}=")))?;
    let value = &xmp[start + 1 + name.len() + 1..];
    let quote = value.chars().next().filter(|c| matches!(c, '"' | '\''))?;
    value[1..].split_once(quote).map(|(value, _)| value)
}

fn element<'a>(xmp: &'a str, name: &str) -> Option<&'a str> {
    let rest = &xmp[xmp.find(&format!("<{name}"))?..];
    let open = rest.find('>')? + 1;
    let close = rest.find(&format!("</{name}>"))?;
    rest.get(open..close)
}

/// XML's own entities, and characters by number.
fn entities(raw: &str) -> String {
    const LONGEST_NAME: usize = 10;
    let mut out = String::with_capacity(raw.len());
    let mut rest = raw;
    while let Some(at) = rest.find('&') {
        out.push_str(&rest[..at]);
        rest = &rest[at..];
        let found = rest.find(';').filter(|end| *end <= LONGEST_NAME).and_then(|end| Some((entity(&rest[1..end])?, end)));
        match found {
            Some((character, end)) => {
                out.push(character);
                rest = &rest[end + 1..];
            }
            None => {
                out.push('&');
                rest = &rest[1..];
            }
        }
    }
    out.push_str(rest);
    out
}

fn entity(name: &str) -> Option<char> {
    const HEXADECIMAL: u32 = 16;
    match name {
        "amp" => Some('&'),
        "lt" => Some('<'),
        "gt" => Some('>'),
        "quot" => Some('"'),
        "apos" => Some('\''),
        _ => {
            let number = name.strip_prefix('#')?;
            let code = match number.strip_prefix('x') {
                Some(digits) => u32::from_str_radix(digits, HEXADECIMAL).ok()?,
                None => number.parse().ok()?,
            };
            char::from_u32(code)
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(xmp: &str, name: &str, expected: Option<&str>) {
        assert_eq!(property(xmp, name).as_deref(), expected, "{xmp}");
    }

    #[test]
    fn xmp_has_three_ways_to_say_it() {
        check("<rdf:D photoshop:Credit=\"A &amp; B&#x2019;s\">", "photoshop:Credit", Some("A & B’s"));
        check("<rdf:D photoshop:Credit='A \"B\"'>", "photoshop:Credit", Some("A \"B\""));
        check("<photoshop:Credit>Yonhap</photoshop:Credit>", "photoshop:Credit", Some("Yonhap"));
        let both = "<dc:description><rdf:Alt><rdf:li xml:lang=\"ko\">안개</rdf:li><rdf:li xml:lang=\"x-default\">Fog</rdf:li></rdf:Alt></dc:description>";
        check(both, "dc:description", Some("Fog"));
        check("<dc:description><rdf:Alt><rdf:li>Fog</rdf:li></rdf:Alt></dc:description>", "dc:description", Some("Fog"));
        for broken in [
            "<dc:description",
            "<dc:description>",
            "</dc:description><dc:description>",
            "<dc:description><rdf:li</dc:description>",
            "&#xd800;&#;&",
        ] {
            check(broken, "dc:description", None);
        }
        assert_eq!(entities("&#xd800;&nope; & &;"), "&#xd800;&nope; & &;");
    }

    #[test]
    fn iptc_is_found_among_resources() {
        let record = |number: u8, value: &[u8]| [&[0x1c, 2, number, 0, value.len() as u8], value].concat();
        let records = [record(5, b"x"), record(120, b"Fog \xe9"), record(110, "한겨레".as_bytes())].concat();
        let resource = |number: u8, data: &[u8]| {
            [b"8BIM\x04", &[number][..], b"\0\0\0\0\0", &[data.len() as u8], data, &[0][..data.len() % 2]].concat()
        };
        let segment = [b"Photoshop 3.0\0".to_vec(), resource(1, b"abc"), resource(4, &records)].concat();
        let jpeg = [&[0xff, 0xd8, 0xff, 0xed, 0, segment.len() as u8 + 2], &segment[..]].concat();
        let found = words(&jpeg);
        assert_eq!((found.caption.as_deref(), found.credit.as_deref()), (Some("Fog é"), Some("한겨레")));
        for cut in 0..segment.len() {
            photoshop(&segment[..cut]).map(|records| iptc(records, 110));
        }
    }
}
