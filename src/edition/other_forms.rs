//! Pictures in forms that no press takes: converted to PNG where they can be read, else told by name.
use std::io::Cursor;
use std::sync::Arc;

use hayro_jpeg2000::{ColorSpace, DecodeSettings, Image};
use image::codecs::png::{CompressionType, FilterType, PngEncoder};
use image::{DynamicImage, ExtendedColorType, ImageEncoder, ImageFormat};

use super::Picture;
use super::photo::{self, MOST_PIXELS, Refused, limits, refused};
use crate::cache::Cache;

/// What a picture of another form comes to.
#[derive(Debug)]
pub struct Converted {
    /// The same picture as PNG.
    pub png: Vec<u8>,
    /// It was filed with loss: a photo, whatever its pixels look like.
    pub is_lossy: bool,
}

/// Signs at the start of files that are read by converting them.
const GIF: &[u8] = b"GIF8";
const BMP: &[u8] = b"BM";
/// JPEG 2000 in its box, and bare (ISO/IEC 15444-1, annex I and A.4).
const JP2: &[u8] = b"\0\0\0\x0cjP  ";
const CODESTREAM: &[u8] = b"\xff\x4f\xff\x51";
/// Bytes of a bitmap's two headers, of which the second gives its own length.
const BMP_HEADERS: usize = 26;

/// Reads a picture as [`photo::read`] does; one of a form that no press takes is converted first.
pub fn read(path: &str, bytes: Arc<Vec<u8>>, cache: Option<&Cache>) -> Result<Picture, Refused> {
    match converted(&bytes) {
        None => photo::read(path, bytes, cache),
        Some(converted) => {
            let Converted { png, is_lossy } = converted?;
            let picture = photo::read(path, Arc::new(png), cache)?;
            Ok(Picture { is_drawn: picture.is_drawn && !is_lossy, ..picture })
        }
    }
}

/// A picture of another form as PNG. None where it has none of those forms.
pub fn converted(bytes: &[u8]) -> Option<Result<Converted, Refused>> {
    let lossless = |format: ImageFormat| drawn(bytes, format).and_then(|picture| Ok(Converted { png: png(&picture)?, is_lossy: false }));
    if bytes.starts_with(GIF) {
        Some(lossless(ImageFormat::Gif))
    } else if bytes.starts_with(BMP) && bytes.len() > BMP_HEADERS && bytes[15..18] == [0, 0, 0] {
        Some(lossless(ImageFormat::Bmp))
    } else if bytes.starts_with(JP2) || bytes.starts_with(CODESTREAM) {
        Some(jpeg_2000(bytes))
    } else {
        unread(bytes).map(|form| Err(refused(&format!("{form} pictures are not read"), "save it as JPEG or PNG")))
    }
}

/// The name of a form that is known and not read.
fn unread(bytes: &[u8]) -> Option<&'static str> {
    /// Bytes in which a drawing in XML says what it is.
    const HEAD: usize = 1_000;
    let brand = bytes.get(4..8).filter(|name| *name == b"ftyp").and_then(|_| bytes.get(8..12));
    match brand {
        Some(b"avif" | b"avis") => return Some("AVIF"),
        Some(b"heic" | b"heix" | b"hevc" | b"heim" | b"heis" | b"mif1" | b"msf1") => return Some("HEIC"),
        _ => {}
    }
    let signs: [(&[u8], &'static str); 6] = [
        (b"8BPS", "Photoshop's"),
        (b"%!PS", "EPS"),
        (b"\xc5\xd0\xd3\xc6", "EPS"),
        (b"\xff\x0a", "JPEG XL"),
        (b"\0\0\0\x0cJXL ", "JPEG XL"),
        (b"II\xbc\x01", "JPEG XR"),
    ];
    if let Some((_, name)) = signs.iter().find(|(sign, _)| bytes.starts_with(sign)) {
        return Some(name);
    }
    let head = &bytes[..bytes.len().min(HEAD)];
    let is_text = bytes.starts_with(b"<") || bytes.starts_with(b"\xef\xbb\xbf<");
    (is_text && head.windows(4).any(|part| part == b"<svg")).then_some("SVG")
}

/// A picture that the `image` crate decodes; of several in a file the first.
fn drawn(bytes: &[u8], format: ImageFormat) -> Result<DynamicImage, Refused> {
    let mut reader = image::ImageReader::with_format(Cursor::new(bytes), format);
    reader.limits(limits());
    reader.decode().map_err(|error| match error {
        image::ImageError::Limits(_) => refused("the picture is larger than can be printed", "save it smaller, or get the file again"),
        image::ImageError::Unsupported(_) => refused("it is of a rare kind that cannot be printed", "save it as JPEG or PNG"),
        _ => refused("its data are broken", "it may have been cut off on its way here: get the file again"),
    })
}

fn png(picture: &DynamicImage) -> Result<Vec<u8>, Refused> {
    written(picture.as_bytes(), (picture.width(), picture.height()), picture.color().into(), None)
}

fn written(pixels: &[u8], (width, height): (u32, u32), colours: ExtendedColorType, profile: Option<Vec<u8>>) -> Result<Vec<u8>, Refused> {
    let fault = |_| refused("its data are broken", "save it as JPEG or PNG");
    let mut out = Vec::new();
    // It is read once more and thrown away: quick counts more than small.
    let mut encoder = PngEncoder::new_with_quality(&mut out, CompressionType::Fast, FilterType::Sub);
    if let Some(profile) = profile {
        encoder.set_icc_profile(profile).map_err(|_| refused("its colour profile is broken", "save it as JPEG or PNG"))?;
    }
    encoder.write_image(pixels, width, height, colours).map_err(fault)?;
    Ok(out)
}

fn jpeg_2000(bytes: &[u8]) -> Result<Converted, Refused> {
    let broken = |_| refused("the JPEG 2000 picture is broken", "it may have been cut off on its way here: get the file again");
    let picture = Image::new(bytes, &DecodeSettings::default()).map_err(broken)?;
    let size = (picture.width(), picture.height());
    if u64::from(size.0) * u64::from(size.1) > MOST_PIXELS {
        return Err(refused("the picture is larger than can be printed", "save it smaller, or get the file again"));
    }
    let (channels, profile) = match picture.color_space() {
        ColorSpace::Icc { profile, num_channels } => (*num_channels, Some(profile.clone())),
        other => (other.num_channels(), None),
    };
    let colours = match (channels, picture.has_alpha()) {
        (1, false) => ExtendedColorType::L8,
        (1, true) => ExtendedColorType::La8,
        (3, false) => ExtendedColorType::Rgb8,
        (3, true) => ExtendedColorType::Rgba8,
        _ => return Err(refused("it is a JPEG 2000 picture in colours that are not read", "save it as JPEG, in RGB or CMYK")),
    };
    let pixels = picture.decode().map_err(broken)?;
    Ok(Converted { png: written(&pixels, size, colours, profile)?, is_lossy: true })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn said(bytes: &[u8]) -> String {
        match converted(bytes) {
            None => "not of these".into(),
            Some(Ok(_)) => "read".into(),
            Some(Err(refused)) => format!("{}; {}", refused.why, refused.help),
        }
    }

    #[test]
    fn forms_that_are_not_read_are_told_by_name() {
        for (bytes, name) in [
            (&b"\0\0\0\x18ftypheic\0\0\0\0"[..], "HEIC"),
            (b"\0\0\0\x1cftypavif\0\0\0\0", "AVIF"),
            (b"<?xml version='1.0'?><svg xmlns='http://www.w3.org/2000/svg'/>", "SVG"),
            (b"8BPS\0\x01", "Photoshop's"),
            (b"%!PS-Adobe-3.0 EPSF-3.0", "EPS"),
        ] {
            assert_eq!(said(bytes), format!("{name} pictures are not read; save it as JPEG or PNG"));
        }
        assert_eq!(said(b"<html>404</html>"), "not of these");
        assert_eq!(said(b"BMW drives on"), "not of these");
    }

    #[test]
    fn gif_and_bitmap_are_read() {
        // Two pixels, black and white (GIF89a, with the codes 4, 0, 1, 5 of three bits).
        let gif = b"GIF89a\x02\0\x01\0\x80\0\0\0\0\0\xff\xff\xff,\0\0\0\0\x02\0\x01\0\0\x02\x02D\n\0;";
        let bmp = b"BM>\0\0\0\0\0\0\0\x36\0\0\0(\0\0\0\x02\0\0\0\x01\0\0\0\x01\0\x18\0\0\0\0\0\x08\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\xff\xff\xff\0\0";
        // The same as a bitmap of 24 bits.
        for (name, bytes) in [("gif", &gif[..]), ("bmp", &bmp[..])] {
            let read = converted(bytes).unwrap().unwrap_or_else(|refused| panic!("{name}: {refused:?}"));
            let picture = image::load_from_memory(&read.png).unwrap().into_rgb8();
            assert_eq!((picture.dimensions(), picture.get_pixel(0, 0).0, picture.get_pixel(1, 0).0), ((2, 1), [0; 3], [255; 3]), "{name}");
            for cut in 0..bytes.len() {
                let _ = converted(&bytes[..cut]);
            }
        }
        assert!(said(&gif[..30]).starts_with("its data are broken"), "{}", said(&gif[..30]));
    }
}
