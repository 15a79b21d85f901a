//! JPEG as it is stored: its headers, and the inks of those that have four.
use zune_jpeg::JpegDecoder;
use zune_jpeg::zune_core::bytestream::ZCursor;
use zune_jpeg::zune_core::colorspace::ColorSpace;
use zune_jpeg::zune_core::options::DecoderOptions;

/// What a decoder may use, in bytes.
pub const MOST_MEMORY: u64 = 1_200_000_000;

/// Width, height, and four inks a pixel: 0 is none, 255 is full.
pub type StoredInks = ((u32, u32), Vec<u8>);

/// A decoder for a picture of any size.
pub fn decoder(bytes: &[u8]) -> JpegDecoder<ZCursor<&[u8]>> {
    let options = DecoderOptions::default().set_max_width(usize::MAX).set_max_height(usize::MAX);
    JpegDecoder::new_with_options(ZCursor::new(bytes), options)
}

/// Every JPEG of four inks is written as Adobe's programs do: inverted, and often as YCCK.
pub fn inks(bytes: &[u8]) -> Result<StoredInks, String> {
    let fault = |error| format!("the picture cannot be read ({error})");
    let mut decoder = decoder(bytes);
    decoder.decode_headers().map_err(fault)?;
    let stored = decoder.input_colorspace().unwrap_or(ColorSpace::CMYK);
    let (width, height) = decoder.dimensions().unwrap_or_default();
    if (width * height * 4) as u64 > MOST_MEMORY {
        return Err("the picture is larger than can be printed".into());
    }
    decoder.set_options(decoder.options().jpeg_set_out_colorspace(stored));
    let mut inks = decoder.decode().map_err(fault)?;
    for pixel in inks.chunks_exact_mut(4) {
        let [one, two, three, black] = [pixel[0], pixel[1], pixel[2], pixel[3]];
        // Of YCCK the colours come out as inks, not inverted (ITU-T T.872 § 6.5.3).
        let inverted = if stored == ColorSpace::YCCK { from_luminance(one, two, three) } else { [255 - one, 255 - two, 255 - three] };
        pixel[..3].copy_from_slice(&inverted);
        pixel[3] = 255 - black;
    }
    Ok(((width as u32, height as u32), inks))
}

/// Why a JPEG cannot be decoded; none where it can.
pub fn fault(bytes: &[u8], depth: Depth) -> Option<String> {
    let mut decoder = decoder(bytes);
    let headers = decoder.decode_headers().err();
    let fault = match (headers, depth) {
        (None, Depth::Pixels) => decoder.decode().err(),
        (headers, _) => headers,
    };
    fault.map(|error| error.to_string())
}

/// How much of a JPEG is looked at.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Depth {
    /// What stands before its pixels.
    Headers,
    /// All of it.
    Pixels,
}

/// ITU-T T.871 § 7, in sixteen-bit fractions.
fn from_luminance(luminance: u8, blue: u8, red: u8) -> [u8; 3] {
    const HALF: i32 = 1 << 15;
    let (y, cb, cr) = (i32::from(luminance) << 16, i32::from(blue) - 128, i32::from(red) - 128);
    [y + 91_881 * cr, y - 22_554 * cb - 46_802 * cr, y + 116_130 * cb].map(|part| ((part + HALF) >> 16).clamp(0, 255) as u8)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn luminance_becomes_colours() {
        assert_eq!(from_luminance(76, 85, 255), [254, 0, 0]);
    }
}
