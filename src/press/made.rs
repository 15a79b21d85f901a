//! Pictures as they go into the files, and those that were made once already: by what each is made of.
use std::hash::{Hash, Hasher};
use std::sync::Arc;

use krilla::image::{BitsPerComponent, CustomImage, Image, ImageColorspace};
use rayon::prelude::*;
use sha2::{Digest, Sha256};

use super::art::Ready;
use crate::cache::{Cache, Key, key};
use crate::page::Paper;

/// A picture as it goes into a file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Developed {
    /// Pixels across.
    pub width: u32,
    /// Pixels down.
    pub height: u32,
    /// 1 for grey (0 is black), 3 for a screen's colours, 4 for inks (255 is full).
    pub channels: u8,
    /// What the bytes are.
    pub kind: Kind,
    /// The bytes.
    pub bytes: Vec<u8>,
}

/// How pixels are kept.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// A JPEG file.
    Jpeg,
    /// A PNG file.
    Png,
    /// No file: one byte a channel.
    Bare,
}

const KINDS: [Kind; 3] = [Kind::Jpeg, Kind::Png, Kind::Bare];

/// Deflate's least effort: bare pixels are packed for the disk alone.
const EFFORT: u32 = 1;
/// Bytes of a picture's head in a cache: width, height, channels, kind.
const HEAD: usize = 10;

impl Developed {
    /// As a pen draws it, with the crop and the turn that are still to do.
    pub fn ready(self, crop: [u32; 4], orientation: u8) -> Result<Ready, String> {
        let image = match self.kind {
            Kind::Jpeg => Image::from_jpeg(self.bytes.into(), false),
            Kind::Png => Image::from_png(self.bytes.into(), false),
            Kind::Bare => Image::from_custom(Bare(Arc::new(self)), false),
        };
        let image = image.map_err(|why| format!("the picture cannot be placed ({why})"))?;
        Ok(Ready::Image { image, crop, orientation })
    }

    fn to_bytes(&self) -> Vec<u8> {
        let mut out = Vec::with_capacity(self.bytes.len() + HEAD);
        out.extend(self.width.to_le_bytes());
        out.extend(self.height.to_le_bytes());
        let kind = KINDS.iter().position(|kind| *kind == self.kind).unwrap_or(0) as u8;
        out.extend([self.channels, kind]);
        if self.kind == Kind::Bare {
            use std::io::Write;
            let mut encoder = flate2::write::ZlibEncoder::new(&mut out, flate2::Compression::new(EFFORT));
            // Writing into memory does not fail.
            let _ = encoder.write_all(&self.bytes).and_then(|()| encoder.finish().map(|_| ()));
        } else {
            out.extend(&self.bytes);
        }
        out
    }

    fn from_bytes(bytes: &[u8]) -> Option<Developed> {
        let (head, body) = bytes.split_first_chunk::<HEAD>()?;
        let [w0, w1, w2, w3, h0, h1, h2, h3, channels, kind] = *head;
        let (width, height) = (u32::from_le_bytes([w0, w1, w2, w3]), u32::from_le_bytes([h0, h1, h2, h3]));
        let kind = *KINDS.get(usize::from(kind))?;
        let bytes = if kind == Kind::Bare {
            use std::io::Read;
            let mut bare = Vec::new();
            flate2::read::ZlibDecoder::new(body).read_to_end(&mut bare).ok()?;
            (bare.len() as u64 == u64::from(width) * u64::from(height) * u64::from(channels)).then_some(bare)?
        } else {
            body.to_vec()
        };
        Some(Developed { width, height, channels, kind, bytes })
    }
}

/// Pixels without a file.
#[derive(Clone)]
struct Bare(Arc<Developed>);

impl Hash for Bare {
    fn hash<H: Hasher>(&self, state: &mut H) {
        (self.0.width, self.0.height, self.0.channels).hash(state);
        self.0.bytes.hash(state);
    }
}

impl CustomImage for Bare {
    fn color_channel(&self) -> &[u8] {
        &self.0.bytes
    }
    fn alpha_channel(&self) -> Option<&[u8]> {
        None
    }
    fn bits_per_component(&self) -> BitsPerComponent {
        BitsPerComponent::Eight
    }
    fn size(&self) -> (u32, u32) {
        (self.0.width, self.0.height)
    }
    fn icc_profile(&self) -> Option<&[u8]> {
        None
    }
    fn color_space(&self) -> ImageColorspace {
        match self.0.channels {
            1 => ImageColorspace::Luma,
            3 => ImageColorspace::Rgb,
            _ => ImageColorspace::Cmyk,
        }
    }
}

/// What makes pictures, and in what versions: what another program made is not taken.
static PROGRAM: [&[u8]; 9] = [
    env!("CARGO_PKG_VERSION").as_bytes(),
    include_bytes!("../../Cargo.lock"),
    include_bytes!("art.rs"),
    include_bytes!("colour.rs"),
    include_bytes!("made.rs"),
    include_bytes!("photo.rs"),
    include_bytes!("raster.rs"),
    include_bytes!("screen.rs"),
    include_bytes!("separate.rs"),
];

/// All that a picture is made of beside its file.
#[derive(Clone, Debug)]
pub struct Recipe(Sha256);

impl Recipe {
    /// Begins with what is made.
    pub fn new(what: &str) -> Recipe {
        Recipe(Sha256::new()).with(what.as_bytes())
    }

    /// Adds something.
    pub fn with(mut self, part: &[u8]) -> Recipe {
        self.0.update((part.len() as u64).to_le_bytes());
        self.0.update(part);
        self
    }

    /// Adds numbers.
    pub fn numbers(mut self, numbers: &[i64]) -> Recipe {
        self.0.update((numbers.len() as u64).to_le_bytes());
        numbers.iter().for_each(|number| self.0.update(number.to_le_bytes()));
        self
    }
}

/// What was made of a paper's pictures once already.
#[derive(Debug, Default)]
pub struct Made {
    cache: Option<Arc<Cache>>,
    program: Key,
    /// Of each picture's file.
    digests: Vec<Key>,
}

impl Made {
    /// What a cache holds of a paper's pictures.
    pub fn new(paper: &Paper, cache: Option<Arc<Cache>>) -> Made {
        if cache.is_none() {
            return Made::default();
        }
        let program = key(&PROGRAM);
        let digests = paper.pictures.par_iter().map(|art| Sha256::digest(art.bytes.as_slice()).into()).collect();
        Made { cache, program, digests }
    }

    /// What was made of a picture by a recipe, or what is made of it now.
    pub fn or_make(
        &self,
        art: usize,
        recipe: impl FnOnce() -> Recipe,
        make: impl FnOnce() -> Result<Developed, String>,
    ) -> Result<Developed, String> {
        let (Some(cache), Some(digest)) = (&self.cache, self.digests.get(art)) else { return make() };
        let key: Key = recipe().with(&self.program).with(digest).0.finalize().into();
        if let Some(developed) = cache.get(&key).and_then(|bytes| Developed::from_bytes(&bytes)) {
            return Ok(developed);
        }
        let developed = make()?;
        cache.put(&key, &developed.to_bytes());
        Ok(developed)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pictures_come_back_as_they_went() {
        for kind in KINDS {
            let developed = Developed { width: 2, height: 3, channels: 4, kind, bytes: (0..24).collect() };
            let bytes = developed.to_bytes();
            assert_eq!(Developed::from_bytes(&bytes), Some(developed));
            assert_eq!(Developed::from_bytes(&bytes[..HEAD - 1]), None);
        }
        let short = Developed { width: 2, height: 3, channels: 4, kind: Kind::Bare, bytes: vec![0; 23] };
        assert_eq!(Developed::from_bytes(&short.to_bytes()), None);
    }

    #[test]
    fn recipes_that_differ_have_other_keys() {
        let key = |recipe: Recipe| -> Key { recipe.0.finalize().into() };
        let one = || Recipe::new("plates").with(b"ab").numbers(&[1, 2]);
        assert_eq!(key(one()), key(one()));
        assert_ne!(key(one()), key(Recipe::new("plates").with(b"a").with(b"b").numbers(&[1, 2])));
        assert_ne!(key(one()), key(Recipe::new("plates").with(b"ab").numbers(&[2, 1])));
    }
}
