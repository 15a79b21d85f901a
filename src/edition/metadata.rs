//! What a picture says of itself: IPTC-IIM records, XMP packets and EXIF; the words a desk types, and where the subject is.
pub use super::credentials::is_made_by_machine;
use super::photo::{FIRST_TURNED, segments};
use super::xmp::{Region, Xmp, worded};
use super::{Picture, PictureFormat, credentials};

/// What a picture says of itself, from IPTC, XMP and EXIF.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct PictureWords {
    pub caption: Option<String>,
    /// The credit line; made of creator and source where there is none.
    pub credit: Option<String>,
    /// What one sees.
    pub alt: Option<String>,
    /// Who took it.
    pub creator: Option<String>,
    /// When it was taken, as written.
    pub date: Option<String>,
    /// Where it was taken: city and country.
    pub place: Option<String>,
    pub rights: Option<String>,
    /// The middle of what a crop must keep, in thousandths from the top left of the upright picture.
    pub focus: Option<[u16; 2]>,
    /// Thousandths of the longer share of that region: what is beyond may be cut.
    pub kept: Option<u16>,
    /// What kind of source it comes from, by IPTC's list.
    pub source_type: Option<String>,
    /// The file carries content credentials (C2PA): who made it, and with what.
    pub has_credentials: bool,
}

/// The words in a picture file. IPTC wins over XMP, as it is what desks fill in, and both over EXIF, which is the camera's.
/// They stand in the file as it was filed, of which the picture may have been converted.
pub fn words(picture: &Picture, bytes: &[u8]) -> PictureWords {
    const APP1: u8 = 0xe1;
    const APP13: u8 = 0xed;
    let (mut records, mut packet, mut exif): (&[u8], Option<&[u8]>, &[u8]) = (&[], None, &[]);
    match picture.format {
        PictureFormat::Jpeg => {
            for segment in segments(bytes) {
                let content = &bytes[segment.start..segment.end];
                if segment.marker == APP13 && records.is_empty() {
                    records = photoshop(content).unwrap_or_default();
                } else if segment.marker == APP1 {
                    packet = packet.or(content.strip_prefix(b"http://ns.adobe.com/xap/1.0/\0"));
                    exif = if exif.is_empty() { content.strip_prefix(b"Exif\0\0").unwrap_or_default() } else { exif };
                }
            }
        }
        PictureFormat::Tiff => {
            packet = bare_packet(bytes);
            exif = bytes;
        }
        PictureFormat::Png | PictureFormat::Webp => packet = bare_packet(bytes),
    }
    let xmp = packet.and_then(|packet| Xmp::read(&String::from_utf8_lossy(packet)));
    let property = |name: &str| xmp.as_ref().and_then(|xmp| xmp.property(name));
    let camera = |tag: u16| ascii(exif, tag);
    let creator = iptc(records, iim::BYLINE).or_else(|| property("dc:creator")).or_else(|| camera(tag::ARTIST));
    let source = iptc(records, iim::SOURCE).or_else(|| property("photoshop:Source"));
    let rights = iptc(records, iim::COPYRIGHT).or_else(|| property("dc:rights")).or_else(|| camera(tag::COPYRIGHT));
    let both = match (creator.clone(), source) {
        (Some(creator), Some(source)) if !creator.contains(&source) => Some(format!("{creator}/{source}")),
        (creator, source) => creator.or(source),
    };
    let city = iptc(records, iim::CITY).or_else(|| property("photoshop:City"));
    let country = iptc(records, iim::COUNTRY).or_else(|| property("photoshop:Country"));
    let place = match (city, country) {
        (Some(city), Some(country)) => Some(format!("{city}, {country}")),
        (city, country) => city.or(country),
    };
    let turned = picture.orientation >= FIRST_TURNED;
    let stored = if turned { (picture.height, picture.width) } else { (picture.width, picture.height) };
    let credentials = credentials::of(bytes, picture.format);
    let region = xmp.as_ref().and_then(|xmp| xmp.region(stored)).map(|region| upright(region, picture.orientation));
    // Cameras write their own name, in capitals, where a description should be.
    let described = || camera(tag::DESCRIPTION).filter(|text| text.chars().any(char::is_lowercase) || !text.is_ascii());
    PictureWords {
        caption: iptc(records, iim::CAPTION).or_else(|| property("dc:description")).or_else(described),
        credit: iptc(records, iim::CREDIT).or_else(|| property("photoshop:Credit")).or(both).or_else(|| rights.clone()),
        source_type: property("ext:DigitalSourceType")
            .or_else(|| property("Iptc4xmpExt:DigitalSourceType"))
            .or_else(|| credentials.as_ref()?.source_type.clone()),
        has_credentials: credentials.is_some(),
        alt: property("core:AltTextAccessibility").or_else(|| property("Iptc4xmpCore:AltTextAccessibility")),
        creator,
        date: iptc(records, iim::DATE).or_else(|| property("photoshop:DateCreated")).or_else(|| camera(tag::TAKEN)),
        place,
        rights,
        focus: region.map(|[left, top, width, height]| [thousandths(left + width / 2.0), thousandths(top + height / 2.0)]),
        kept: region.map(|[_, _, width, height]| thousandths(width.max(height))),
    }
}

fn thousandths(share: f64) -> u16 {
    (share.clamp(0.0, 1.0) * 1000.0).round() as u16
}

/// A region of the picture as stored, in the picture as it is seen (EXIF 2.32, orientation).
fn upright([left, top, width, height]: Region, orientation: u8) -> Region {
    let (right, bottom) = (1.0 - left - width, 1.0 - top - height);
    match orientation {
        2 => [right, top, width, height],
        3 => [right, bottom, width, height],
        4 => [left, bottom, width, height],
        5 => [top, left, height, width],
        6 => [bottom, left, height, width],
        7 => [bottom, right, height, width],
        8 => [top, right, height, width],
        _ => [left, top, width, height],
    }
}

/// Data sets of record 2 (IPTC-IIM 4.2).
mod iim {
    pub const DATE: u8 = 55;
    pub const BYLINE: u8 = 80;
    pub const CITY: u8 = 90;
    pub const COUNTRY: u8 = 101;
    pub const CREDIT: u8 = 110;
    pub const SOURCE: u8 = 115;
    pub const COPYRIGHT: u8 = 116;
    pub const CAPTION: u8 = 120;
}

/// Tags of EXIF 2.32.
mod tag {
    pub const DESCRIPTION: u16 = 0x010e;
    pub const ARTIST: u16 = 0x013b;
    pub const COPYRIGHT: u16 = 0x8298;
    pub const TAKEN: u16 = 0x9003;
    pub const EXIF_DIRECTORY: u16 = 0x8769;
}

/// The text of a tag in the first directory of a TIFF structure, or in the camera's own directory.
fn ascii(tiff: &[u8], wanted: u16) -> Option<String> {
    const ENTRY: usize = 12;
    const TEXT: u16 = 2;
    /// Texts of up to so many bytes stand in the entry itself.
    const SHORT: usize = 4;
    let little = match tiff.get(..4)? {
        [b'I', b'I', 42, 0] => true,
        [b'M', b'M', 0, 42] => false,
        _ => return None,
    };
    let short = |at: usize| {
        let pair = *tiff.get(at..)?.first_chunk::<2>()?;
        Some(if little { u16::from_le_bytes(pair) } else { u16::from_be_bytes(pair) })
    };
    let long = |at: usize| {
        let four = *tiff.get(at..)?.first_chunk::<4>()?;
        usize::try_from(if little { u32::from_le_bytes(four) } else { u32::from_be_bytes(four) }).ok()
    };
    let entry = |directory: usize, tag: u16| {
        let count = usize::from(short(directory)?);
        (0..count).map(|i| directory.saturating_add(2 + i * ENTRY)).find(|at| short(*at) == Some(tag))
    };
    let first = long(4)?;
    let found = entry(first, wanted).or_else(|| entry(long(entry(first, tag::EXIF_DIRECTORY)? + 8)?, wanted))?;
    if short(found + 2)? != TEXT {
        return None;
    }
    let length = long(found + 4)?;
    let start = if length <= SHORT { found + 8 } else { long(found + 8)? };
    let value = tiff.get(start..start.checked_add(length)?)?;
    let end = value.iter().position(|byte| *byte == 0).unwrap_or(value.len());
    worded(&decode(&value[..end], false))
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn iptc_is_found_among_resources() {
        let record = |number: u8, value: &[u8]| [&[0x1c, 2, number, 0, value.len() as u8], value].concat();
        let records = [record(5, b"x"), record(120, b"Fog \xe9"), record(110, "한겨레".as_bytes())].concat();
        let resource = |number: u8, data: &[u8]| {
            [b"8BIM\x04", &[number][..], b"\0\0\0\0\0", &[data.len() as u8], data, &[0][..data.len() % 2]].concat()
        };
        let segment = [b"Photoshop 3.0\0".to_vec(), resource(1, b"abc"), resource(4, &records)].concat();
        let jpeg = [&[0xff, 0xd8, 0xff, 0xed, 0, segment.len() as u8 + 2], &segment[..]].concat();
        let found = words_of(jpeg, 1);
        assert_eq!((found.caption.as_deref(), found.credit.as_deref()), (Some("Fog é"), Some("한겨레")));
        for cut in 0..segment.len() {
            photoshop(&segment[..cut]).map(|records| iptc(records, 110));
        }
    }

    fn words_of(bytes: Vec<u8>, orientation: u8) -> PictureWords {
        let (path, bytes) = ("p.jpg".to_string(), std::sync::Arc::new(bytes));
        let format = PictureFormat::Jpeg;
        let filed = bytes.clone();
        words(&Picture { path, bytes, format, width: 300, height: 200, orientation, channels: 3, is_drawn: false }, &filed)
    }

    fn segment(marker: u8, content: &[u8]) -> Vec<u8> {
        let length = (content.len() as u16 + 2).to_be_bytes();
        [&[0xff, marker], &length[..], content].concat()
    }

    #[test]
    fn exif_fills_in() {
        // Two entries of text: description, which is the camera's name, and artist.
        let mut tiff = b"MM\0*\0\0\0\x08\0\x02".to_vec();
        tiff.extend(b"\x01\x0e\0\x02\0\0\0\x08\0\0\0\x26");
        tiff.extend(b"\x01\x3b\0\x02\0\0\0\x09\0\0\0\x2e");
        tiff.extend(b"\0\0\0\0SONY DSCPark Sora");
        let jpeg = [&[0xff, 0xd8][..], &segment(0xe1, &[b"Exif\0\0", &tiff[..]].concat())].concat();
        let found = words_of(jpeg, 1);
        assert_eq!(
            (found.caption.as_deref(), found.credit.as_deref(), found.creator.as_deref()),
            (None, Some("Park Sora"), Some("Park Sora"))
        );
        for cut in 0..tiff.len() {
            ascii(&tiff[..cut], tag::ARTIST);
        }
        assert_eq!(ascii(b"II*\0\xff\xff\xff\xff", tag::ARTIST), None);
    }

    #[test]
    fn regions_turn_with_the_picture() {
        let packet = "<x:xmpmeta xmlns:x='adobe:ns:meta/' xmlns:rdf='http://www.w3.org/1999/02/22-rdf-syntax-ns#' \
            xmlns:m='http://www.metadataworkinggroup.com/schemas/regions/' xmlns:a='http://ns.adobe.com/xmp/sType/Area#'>\
            <rdf:li m:Type='Face'><m:Area a:x='0.2' a:y='0.3' a:w='0.2' a:h='0.2'/></rdf:li></x:xmpmeta>";
        let jpeg = [&[0xff, 0xd8][..], &segment(0xe1, &[b"http://ns.adobe.com/xap/1.0/\0", packet.as_bytes()].concat())].concat();
        for (orientation, focus) in [(1, [200, 300]), (2, [800, 300]), (3, [800, 700]), (6, [700, 200]), (8, [300, 800])] {
            let found = words_of(jpeg.clone(), orientation);
            assert_eq!((found.focus, found.kept), (Some(focus), Some(200)), "{orientation}");
        }
    }
}
