//! Pictures as they go into the files of an edition, and as a cache keeps them.
use std::io::{Read, Write};

/// A picture as it goes into a file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct EncodedPicture {
    /// Pixels across.
    pub width: u32,
    /// Pixels down.
    pub height: u32,
    /// 1 for grey (0 is black), 3 for a screen's colours, 4 for inks (255 is full).
    pub channels: u8,
    /// What the bytes are.
    pub kind: EncodedKind,
    pub bytes: Vec<u8>,
}

/// What the bytes of a picture are.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum EncodedKind {
    /// A JPEG file.
    Jpeg,
    /// A PNG file.
    Png,
    /// No file: one byte a channel.
    Bare,
}

const KINDS: [EncodedKind; 3] = [EncodedKind::Jpeg, EncodedKind::Png, EncodedKind::Bare];

/// Deflate's least effort: bare pixels are packed for the disk alone.
const EFFORT: u32 = 1;
/// Bytes of a picture's head in a cache: width, height, channels, kind.
const HEAD: usize = 10;

impl EncodedPicture {
    /// As a cache keeps it.
    pub fn to_bytes(&self) -> Vec<u8> {
        let mut out = Vec::with_capacity(self.bytes.len() + HEAD);
        out.extend(self.width.to_le_bytes());
        out.extend(self.height.to_le_bytes());
        let kind = KINDS.iter().position(|kind| *kind == self.kind).unwrap_or(0) as u8;
        out.extend([self.channels, kind]);
        if self.kind == EncodedKind::Bare {
            let mut encoder = flate2::write::ZlibEncoder::new(&mut out, flate2::Compression::new(EFFORT));
            // Writing into memory does not fail.
            let _ = encoder.write_all(&self.bytes).and_then(|()| encoder.finish().map(|_| ()));
        } else {
            out.extend(&self.bytes);
        }
        out
    }

    /// What a cache kept; none where the bytes are not a picture's.
    pub fn from_bytes(bytes: &[u8]) -> Option<EncodedPicture> {
        let (head, body) = bytes.split_first_chunk::<HEAD>()?;
        let [w0, w1, w2, w3, h0, h1, h2, h3, channels, kind] = *head;
        let (width, height) = (u32::from_le_bytes([w0, w1, w2, w3]), u32::from_le_bytes([h0, h1, h2, h3]));
        let kind = *KINDS.get(usize::from(kind))?;
        let bytes = if kind == EncodedKind::Bare {
            let mut bare = Vec::new();
            flate2::read::ZlibDecoder::new(body).read_to_end(&mut bare).ok()?;
            (bare.len() as u64 == u64::from(width) * u64::from(height) * u64::from(channels)).then_some(bare)?
        } else {
            body.to_vec()
        };
        Some(EncodedPicture { width, height, channels, kind, bytes })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pictures_come_back_as_they_went() {
        for kind in KINDS {
            let picture = EncodedPicture { width: 2, height: 3, channels: 4, kind, bytes: (0..24).collect() };
            let bytes = picture.to_bytes();
            assert_eq!(EncodedPicture::from_bytes(&bytes), Some(picture));
            assert_eq!(EncodedPicture::from_bytes(&bytes[..HEAD - 1]), None);
        }
        let short = EncodedPicture { width: 2, height: 3, channels: 4, kind: EncodedKind::Bare, bytes: vec![0; 23] };
        assert_eq!(EncodedPicture::from_bytes(&short.to_bytes()), None);
    }
}
