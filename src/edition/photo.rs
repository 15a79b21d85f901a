//! Picture files: form by content, size, orientation, channels, and whether they are whole; no picture is decoded to be placed.
use std::io::Cursor;
use std::sync::{Arc, LazyLock};

use image::{ExtendedColorType, ImageDecoder};

use super::{Picture, PictureFormat};
use crate::cache::{Cache, Key, key};
use crate::flat::{FLAT, flat};
use crate::jpeg::{self, Depth};

/// Why a file cannot be used.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Refused {
    /// The diagnostic's code.
    pub code: &'static str,
    /// In an editor's words, without the file's name.
    pub why: String,
    /// What to do; empty if nothing.
    pub help: String,
}

/// Pixels beyond which no newspaper photo goes: a header that claims more is wrong or hostile.
pub const MOST_PIXELS: u64 = 400_000_000;
/// The largest side.
const LONGEST_SIDE: u32 = 60_000;
/// Pixels up to which PNG, TIFF and WebP are decoded once, so that a broken one is told of here and not on the page.
const MOST_DECODED: u64 = 24_000_000;

/// A picture that cannot be used.
pub fn refused(why: &str, help: &str) -> Refused {
    Refused { code: "bad-picture", why: why.into(), help: help.into() }
}

fn cut_off(why: &str) -> Refused {
    refused(why, "it was cut off on its way here: get the file again")
}

/// Reads a picture's header and checks that the picture is whole, where the cache does not say that it was found so.
pub fn read(path: &str, bytes: Arc<Vec<u8>>, cache: Option<&Cache>) -> Result<Picture, Refused> {
    let format = match &bytes[..] {
        [] => return Err(cut_off("the file is empty")),
        [0xff, 0xd8, 0xff, ..] => PictureFormat::Jpeg,
        [0x89, b'P', b'N', b'G', 0x0d, 0x0a, 0x1a, 0x0a, ..] => PictureFormat::Png,
        [b'I', b'I', 42, 0, ..] | [b'M', b'M', 0, 42, ..] => PictureFormat::Tiff,
        [b'R', b'I', b'F', b'F', _, _, _, _, b'W', b'E', b'B', b'P', ..] => PictureFormat::Webp,
        _ => return Err(refused("this is no picture in a form that is read", "save it as JPEG, PNG, TIFF or WebP")),
    };
    let header = match format {
        PictureFormat::Jpeg => jpeg(&bytes, cache)?,
        _ => decoded(&bytes, format, cache)?,
    };
    let turned = header.orientation >= FIRST_TURNED;
    let (width, height) = if turned { (header.height, header.width) } else { (header.width, header.height) };
    let Header { orientation, channels, is_drawn, .. } = header;
    Ok(Picture { path: path.into(), bytes, format, width, height, orientation, channels, is_drawn })
}

/// Orientations from here on stand on their side.
pub const FIRST_TURNED: u8 = 5;

struct Header {
    width: u32,
    height: u32,
    orientation: u8,
    channels: u8,
    /// A drawing, as its pixels tell; never a JPEG.
    is_drawn: bool,
}

impl Header {
    fn pixels(&self) -> u64 {
        u64::from(self.width) * u64::from(self.height)
    }

    /// A size that can be.
    fn plausible(self) -> Result<Header, Refused> {
        if self.pixels() == 0 {
            return Err(refused("the picture has no width or no height", "get the file again"));
        }
        if self.width.max(self.height) > LONGEST_SIDE || self.pixels() > MOST_PIXELS {
            let why = format!("the picture claims to be {} × {} pixels, which is more than can be printed", self.width, self.height);
            return Err(refused(&why, "save it smaller, or get the file again"));
        }
        Ok(self)
    }
}

/// A JPEG's segment: its marker and where its bytes lie, without marker and length.
pub struct Segment {
    /// The second byte of the marker.
    pub marker: u8,
    /// First byte.
    pub start: usize,
    /// After the last byte.
    pub end: usize,
}

/// Start of scan (ITU T.81 table B.1).
const SCAN: u8 = 0xda;
/// End of image.
const END: u8 = 0xd9;

/// The segments of a JPEG up to its first scan.
pub fn segments(bytes: &[u8]) -> Vec<Segment> {
    let mut found = Vec::new();
    let mut at = 2;
    while let Some(&[0xff, marker, high, low]) = bytes.get(at..at + 4).and_then(<[u8]>::first_chunk::<4>) {
        match marker {
            0xff => at += 1,
            // Markers that stand alone.
            0x01 | 0xd0..=0xd8 => at += 2,
            _ => {
                let end = at + 2 + usize::from(u16::from_be_bytes([high, low]));
                if end < at + 4 || end > bytes.len() {
                    break;
                }
                found.push(Segment { marker, start: at + 4, end });
                if matches!(marker, SCAN | END) {
                    break;
                }
                at = end;
            }
        }
    }
    found
}

fn jpeg(bytes: &[u8], cache: Option<&Cache>) -> Result<Header, Refused> {
    const EXIF: u8 = 0xe1;
    let segments = segments(bytes);
    // Every frame but baseline, extended and progressive Huffman ones is of a kind that no printer takes.
    let is_frame = |segment: &&Segment| matches!(segment.marker, 0xc0..=0xc3 | 0xc5..=0xc7 | 0xc9..=0xcb | 0xcd..=0xcf);
    let Some(frame) = segments.iter().find(is_frame) else {
        return Err(cut_off("the JPEG ends before its picture starts"));
    };
    let &[precision, high, low, wide, narrow, channels, ..] = &bytes[frame.start..frame.end] else {
        return Err(cut_off("the JPEG's header is broken"));
    };
    if frame.marker > 0xc2 || precision != 8 || !matches!(channels, 1 | 3 | 4) {
        return Err(refused("it is a JPEG of a rare kind that cannot be printed", "save it as a common JPEG"));
    }
    let exif = segments.iter().filter(|segment| segment.marker == EXIF).find_map(|segment| orientation(&bytes[segment.start..segment.end]));
    let side = |high: u8, low: u8| u32::from(u16::from_be_bytes([high, low]));
    let header = Header { width: side(wide, narrow), height: side(high, low), orientation: exif.unwrap_or(1), channels, is_drawn: false };
    let header = header.plausible()?;
    let Some(scan) = segments.iter().find(|segment| segment.marker == SCAN) else {
        return Err(cut_off("the JPEG ends before its picture starts"));
    };
    // In the picture's own bytes a 0xff is never followed by the end's sign; after the end there may be junk.
    let data = &bytes[scan.end..];
    let Some(end) = data.windows(2).rposition(|pair| pair == [0xff, END]) else {
        return Err(cut_off("the JPEG stops in the middle of its picture"));
    };
    // A block of 8 × 8 takes some bits even where it is all one colour; fewer than this are a header without its picture.
    const PIXELS_A_BYTE: u64 = 8 * 8 * 64;
    if (end as u64) < header.pixels() / PIXELS_A_BYTE {
        let why = format!("the JPEG claims {} × {} pixels, and holds far too few bytes for them", header.width, header.height);
        return Err(cut_off(&why));
    }
    let is_rare =
        channels == 4 || segments.iter().any(|segment| segment.marker == RESTARTS) || !has_common_parts(&bytes[frame.start..frame.end]);
    sound(bytes, if is_rare && header.pixels() <= MOST_DECODED { Depth::Pixels } else { Depth::Headers }, cache)?;
    Ok(header)
}

/// Restart interval (ITU T.81 table B.1).
const RESTARTS: u8 = 0xdd;

/// True where a frame names its parts as nearly all do: 1, 2, 3 (JFIF), or 0, 1, 2.
fn has_common_parts(frame: &[u8]) -> bool {
    const HEAD: usize = 6;
    const PART: usize = 3;
    let names: Vec<u8> = frame.get(HEAD..).unwrap_or_default().chunks_exact(PART).map(|part| part[0]).collect();
    matches!(names.as_slice(), [_] | [1, 2, 3] | [0, 1, 2] | [1, 2, 3, 4])
}

/// A JPEG is decoded to be printed, and not before: that takes long. One of a rare kind is decoded once all the same, so that one that no
/// decoder takes is told of while its story can still be set without it.
fn sound(bytes: &[u8], depth: Depth, cache: Option<&Cache>) -> Result<(), Refused> {
    let broken =
        |why: String| refused(&format!("its data cannot be decoded ({why})"), "open it and save it as a common JPEG, or get it again");
    if let Some(why) = jpeg::fault(bytes, Depth::Headers) {
        return Err(broken(why));
    }
    if depth == Depth::Headers {
        return Ok(());
    }
    let kept = cache.map(|cache| (cache, whole(bytes)));
    if kept.as_ref().is_some_and(|(cache, key)| cache.get(key).is_some()) {
        return Ok(());
    }
    if let Some(why) = jpeg::fault(bytes, Depth::Pixels) {
        return Err(broken(why));
    }
    kept.inspect(|(cache, key)| cache.put(key, &[0]));
    Ok(())
}

/// The orientation in an Exif segment: 1 to 8.
fn orientation(segment: &[u8]) -> Option<u8> {
    const ORIENTATION: u16 = 0x112;
    const ENTRY: usize = 12;
    const VALUE: usize = 8;
    let tiff = segment.strip_prefix(b"Exif\0\0")?;
    let little = match tiff.get(..4)? {
        [b'I', b'I', 42, 0] => true,
        [b'M', b'M', 0, 42] => false,
        _ => return None,
    };
    let short = |at: usize| -> Option<u16> {
        let pair = *tiff.get(at..)?.first_chunk::<2>()?;
        Some(if little { u16::from_le_bytes(pair) } else { u16::from_be_bytes(pair) })
    };
    let first = *tiff.get(4..)?.first_chunk::<4>()?;
    let first = if little { u32::from_le_bytes(first) } else { u32::from_be_bytes(first) };
    let directory = usize::try_from(first).ok().filter(|at| *at < tiff.len())?;
    let count = usize::from(short(directory)?);
    let entry = (0..count).map(|i| directory + 2 + i * ENTRY).find(|at| short(*at) == Some(ORIENTATION))?;
    short(entry + VALUE).and_then(|value| u8::try_from(value).ok()).filter(|value| (1..=8).contains(value))
}

/// PNG, TIFF and WebP by the `image` crate.
fn decoded(bytes: &[u8], format: PictureFormat, cache: Option<&Cache>) -> Result<Header, Refused> {
    let form = match format {
        PictureFormat::Png => image::ImageFormat::Png,
        PictureFormat::Tiff => image::ImageFormat::Tiff,
        PictureFormat::Webp => image::ImageFormat::WebP,
        PictureFormat::Jpeg => image::ImageFormat::Jpeg,
    };
    let fault = |error: image::ImageError| match error {
        image::ImageError::Unsupported(_) if form == image::ImageFormat::Tiff => {
            refused("it is a TIFF of a rare kind (in Lab colours, perhaps) that is not read", "save it as TIFF or JPEG, in RGB or CMYK")
        }
        image::ImageError::Unsupported(_) => refused("it is of a rare kind that cannot be printed", "save it in a common form"),
        image::ImageError::Limits(_) => refused("the picture is larger than can be printed", "save it smaller, or get the file again"),
        _ => refused("its data are broken", "it may have been cut off on its way here: get the file again"),
    };
    let mut reader = image::ImageReader::with_format(Cursor::new(bytes), form);
    reader.limits(limits());
    let mut decoder = reader.into_decoder().map_err(fault)?;
    let (width, height) = decoder.dimensions();
    let channels = match decoder.original_color_type() {
        ExtendedColorType::Cmyk8 | ExtendedColorType::Cmyk16 => 4,
        _ if decoder.color_type().has_color() => 3,
        _ => 1,
    };
    let orientation = decoder.orientation().map_or(1, |orientation| orientation.to_exif());
    let mut header = Header { width, height, orientation, channels, is_drawn: false }.plausible()?;
    if header.pixels() <= MOST_DECODED {
        let kept = cache.map(|cache| (cache, whole(bytes)));
        let known = kept.as_ref().and_then(|(cache, key)| cache.get(key)?.first().copied());
        let flat = match known {
            Some(flat) => flat,
            None => {
                let whole = image::DynamicImage::from_decoder(decoder).map_err(fault)?;
                let flat = flat(whole.as_bytes(), whole.width(), usize::from(whole.color().bytes_per_pixel())) as u8;
                kept.inspect(|(cache, key)| cache.put(key, &[flat]));
                flat
            }
        };
        // What was filed with loss is a photo to the press too.
        header.is_drawn = format != PictureFormat::Webp && usize::from(flat) >= FLAT;
    } else if format == PictureFormat::Png && !png_is_whole(bytes) {
        return Err(cut_off("the PNG stops in the middle of its picture"));
    }
    Ok(header)
}

/// The key under which it is kept that a picture is whole, as this program's decoders find it, and how flat.
fn whole(bytes: &[u8]) -> Key {
    static PROGRAM: LazyLock<Key> = LazyLock::new(|| key(&[include_bytes!("../../Cargo.lock"), include_bytes!("photo.rs")]));
    key(&[b"whole and flat", &*PROGRAM, bytes])
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

/// True where the chunks of a PNG go on to its end chunk.
fn png_is_whole(bytes: &[u8]) -> bool {
    const SIGNATURE: usize = 8;
    // Length, name and checksum of a chunk.
    const AROUND: usize = 12;
    let mut at = SIGNATURE;
    while let Some(&[a, b, c, d, ref name @ ..]) = bytes.get(at..).and_then(<[u8]>::first_chunk::<8>) {
        let end = (u32::from_be_bytes([a, b, c, d]) as usize).checked_add(at + AROUND);
        match end.filter(|end| *end <= bytes.len()) {
            Some(_) if name == b"IEND" => return true,
            Some(end) => at = end,
            None => return false,
        }
    }
    false
}

#[cfg(test)]
mod tests {
    use super::*;

    const FRAME: [u8; 27] = [0xff, 0xd8, 0xff, 0xc0, 0, 11, 8, 0, 2, 0, 3, 1, 1, 0x11, 0, 0xff, 0xda, 0, 8, 1, 1, 0, 0, 63, 0, 7, 7];

    fn check(bytes: &[u8], expected: &str) {
        match read("p.jpg", Arc::new(bytes.to_vec()), None) {
            Ok(picture) => assert_eq!(format!("{}x{}x{}", picture.width, picture.height, picture.channels), expected),
            Err(refused) => assert!(refused.why.contains(expected), "{refused:?}, not {expected}"),
        }
    }

    #[test]
    fn what_is_no_picture_is_told() {
        check(b"", "empty");
        check(b"<html>404</html>", "no picture");
        check(&[0xff, 0xd8, 0xff, 0xe0, 0, 4, 0, 0], "before its picture starts");
        check(b"\x89PNG\r\n\x1a\n\0\0", "broken");
        check(b"II*\0\xff\xff\xff\x7f", "broken");
    }

    #[test]
    fn jpegs_must_be_whole() {
        check(&FRAME, "in the middle");
        check(&[&FRAME[..], &[0xff, 0xd9]].concat(), "3x2x1");
        check(&[&FRAME[..], &[0xff, 0xd9, 0, 0, 7]].concat(), "3x2x1");
        for (at, byte, expected) in
            [(10, 0, "no width"), (6, 12, "rare kind"), (11, 2, "rare kind"), (3, 0xc3, "rare kind"), (9, 0x10, "far too few")]
        {
            let mut frame = [&FRAME[..], &[0xff, 0xd9]].concat();
            frame[at] = byte;
            if expected == "far too few" {
                frame[7] = 0x10;
            }
            check(&frame, expected);
        }
    }

    #[test]
    fn exif_turns_the_picture() {
        let exif = b"Exif\0\0MM\0*\0\0\0\x08\0\x01\x01\x12\0\x03\0\0\0\x01\0\x06\0\0\0\0\0\0";
        let mut bytes = vec![0xff, 0xd8, 0xff, 0xe1, 0, exif.len() as u8 + 2];
        bytes.extend(exif);
        bytes.extend(&FRAME[2..]);
        bytes.extend([0xff, 0xd9]);
        check(&bytes, "2x3x1");
        assert_eq!(orientation(b"Exif\0\0II*\0\xff\xff\xff\x7f"), None);
        assert_eq!(orientation(b"Exif\0\0II*\0"), None);
    }
}
