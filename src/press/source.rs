//! A picture file of a paper while pictures are made of it: decoded at most once, and not at all where a cache has all that is wanted.
use std::cell::OnceCell;

use fast_image_resize::FilterType;

use super::colour::{self, Profile};
use super::decoded::Decoded;
use super::encoded::EncodedPicture;
use super::picture_cache::{PictureCache, Recipe};
use super::pixels::Pixels;
use crate::cache::Key;
use crate::page::{Art, Crop};

/// A picture file, and what was found in it so far.
#[derive(Debug)]
pub struct PictureSource<'a> {
    pub art: &'a Art,
    /// What it says of its own colours.
    pub profile: Profile,
    cache: &'a PictureCache,
    digest: OnceCell<Key>,
    decoded: OnceCell<Result<Decoded, String>>,
}

impl<'a> PictureSource<'a> {
    /// A file of which nothing is known yet but its profile.
    pub fn new(art: &'a Art, cache: &'a PictureCache) -> PictureSource<'a> {
        PictureSource { art, profile: colour::profile(art), cache, digest: OnceCell::new(), decoded: OnceCell::new() }
    }

    /// Upright, in its own colours.
    pub fn own(&self) -> Result<&Pixels, String> {
        self.decoded().map(Decoded::own)
    }

    /// Upright, in sRGB or grey.
    pub fn screen(&self) -> Result<&Pixels, String> {
        self.decoded()?.screen(&self.profile)
    }

    /// Upright, in sRGB or grey, cropped and resized: the whole is not kept, as nothing else is made of it.
    pub fn resized(&self, crop: Crop, size: (u32, u32)) -> Result<Pixels, String> {
        Decoded::of(self.art, &self.profile)?.screen(&self.profile)?.resized(crop, size, FilterType::Lanczos3)
    }

    /// What stands for the file in a recipe.
    pub fn digest(&self) -> Key {
        *self.digest.get_or_init(|| PictureCache::digest(&self.art.bytes))
    }

    fn decoded(&self) -> Result<&Decoded, String> {
        self.decoded.get_or_init(|| Decoded::of(self.art, &self.profile)).as_ref().map_err(Clone::clone)
    }

    /// What a cache has by a recipe, or what is made now.
    pub fn or_make(&self, recipe: Recipe, make: impl FnOnce() -> Result<EncodedPicture, String>) -> Result<EncodedPicture, String> {
        self.cache.or_make(|| recipe.with(&self.digest()), make)
    }
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;
    use std::time::SystemTime;

    use super::*;
    use crate::cache::Cache;
    use crate::page::Picture;
    use crate::press::epaper_pictures::for_frame;
    use crate::press::order::Photos;
    use crate::press::specimen;
    use crate::units::{Pt, Rect};

    #[test]
    fn what_is_kept_is_not_decoded_again() {
        let folder = std::env::temp_dir().join(format!("newsprint-source-{}", std::process::id()));
        let cache = PictureCache::new(Some(Arc::new(Cache::new(folder.clone(), SystemTime::UNIX_EPOCH))));
        let art = specimen::jpeg("p.jpg", (200, 200));
        let inch = Rect { x: Pt::ZERO, y: Pt::ZERO, width: Pt::points(72), height: Pt::points(72) };
        let picture = Picture { art: 0, frame: inch, crop: Crop::NONE, alt: String::new(), print_only: false };
        let is_decoded = |ppi: u16| {
            let source = PictureSource::new(&art, &cache);
            for_frame(&source, &picture, Photos::Fit { ppi, quality: 80 }).unwrap();
            source.decoded.get().is_some()
        };
        assert_eq!([is_decoded(100), is_decoded(100), is_decoded(90), is_decoded(100)], [true, false, true, false]);
        // A file with pixels enough and no more goes into the e-paper as it is.
        assert!(!is_decoded(200));
        std::fs::remove_dir_all(&folder).unwrap();
    }
}
