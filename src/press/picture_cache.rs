//! Pictures that were made once already, by what each is made of.
use std::sync::Arc;

use sha2::{Digest, Sha256};

use super::encoded::EncodedPicture;
use crate::cache::{Cache, Key};

/// Raised whenever anything here makes other bytes of the same file and the same wishes: what an older program kept is not taken. The test
/// below fails where that is forgotten.
pub const RECIPE_VERSION: u32 = 1;

/// All that a picture is made of.
#[derive(Clone, Debug)]
pub struct Recipe(Sha256);

impl Recipe {
    /// Begins with what is made.
    pub fn new(what: &str) -> Recipe {
        Recipe(Sha256::new()).with(what.as_bytes()).numbers(&[i64::from(RECIPE_VERSION)])
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

    fn key(self) -> Key {
        self.0.finalize().into()
    }
}

/// What was made of pictures once already; where nothing is kept, all is made anew.
#[derive(Clone, Debug, Default)]
pub struct PictureCache(Option<Arc<Cache>>);

impl PictureCache {
    /// What a cache keeps.
    pub fn new(cache: Option<Arc<Cache>>) -> PictureCache {
        PictureCache(cache)
    }

    /// What stands for bytes in a recipe.
    pub fn digest(bytes: &[u8]) -> Key {
        Sha256::digest(bytes).into()
    }

    /// What was made by a recipe, or what is made now.
    pub fn or_make(
        &self,
        recipe: impl FnOnce() -> Recipe,
        make: impl FnOnce() -> Result<EncodedPicture, String>,
    ) -> Result<EncodedPicture, String> {
        let [picture] = self.or_make_all(|| [recipe()], || make().map(|picture| [picture]))?;
        Ok(picture)
    }

    /// The same of pictures that are made together.
    pub fn or_make_all<const N: usize>(
        &self,
        recipes: impl FnOnce() -> [Recipe; N],
        make: impl FnOnce() -> Result<[EncodedPicture; N], String>,
    ) -> Result<[EncodedPicture; N], String> {
        let Some(cache) = &self.0 else { return make() };
        let keys = recipes().map(Recipe::key);
        let kept: Option<Vec<EncodedPicture>> =
            keys.iter().map(|key| cache.get(key).and_then(|bytes| EncodedPicture::from_bytes(&bytes))).collect();
        if let Some(kept) = kept.and_then(|kept| <[EncodedPicture; N]>::try_from(kept).ok()) {
            return Ok(kept);
        }
        let made = make()?;
        keys.iter().zip(&made).for_each(|(key, picture)| cache.put(key, &picture.to_bytes()));
        Ok(made)
    }
}

#[cfg(test)]
mod tests {
    use std::time::SystemTime;

    use super::*;
    use crate::diag::Diagnostics;
    use crate::ink::Inks;
    use crate::page::Crop;
    use crate::press::order::{EpaperOrder, Photos};
    use crate::press::pictures::{self, PictureUses};
    use crate::press::platemaker::Platemaker;
    use crate::press::site::{figure, picture, story};
    use crate::press::{pdf, specimen};

    /// What each version of the recipe makes of the pictures below. Where the last line no longer holds, raise [`RECIPE_VERSION`] and add a
    /// line: never change one.
    #[cfg(target_arch = "x86_64")]
    const MADE: [(u32, &str); 1] = [(1, "84b80fce49008a85fe1147ea58dc4d39")];

    /// Everything that is kept of pictures of every kind, for the press, the e-paper and the site.
    fn kept() -> Vec<String> {
        let mut paper = specimen::paper(2);
        paper.pages[1].inks = Inks::Black;
        let crop = Crop { left: 10_000, right: 5_000, ..Crop::NONE };
        let turned = crate::page::Art { orientation: 6, ..specimen::jpeg("turned.jpg", (200, 120)) };
        for page in 0..2 {
            specimen::place(&mut paper, page, (specimen::jpeg(&format!("photo-{page}.jpg"), (240, 160)), crop), [20, 20, 72, 48]);
            specimen::place(&mut paper, page, (specimen::see_through_png(&format!("drawing-{page}.png")), Crop::NONE), [100, 20, 36, 24]);
            specimen::place(&mut paper, page, (specimen::cmyk_tiff(&format!("inks-{page}.tif")), Crop::NONE), [140, 20, 18, 12]);
            specimen::place(&mut paper, page, (specimen::pdf(&format!("ad-{page}.pdf")), Crop::NONE), [20, 100, 80, 60]);
        }
        specimen::place(&mut paper, 0, (turned, Crop::NONE), [20, 180, 36, 60]);
        specimen::letter(&mut paper, 0, 300);
        let folder = std::env::temp_dir().join(format!("newsprint-recipe-{}", std::process::id()));
        let _ = std::fs::remove_dir_all(&folder);
        let kept = Arc::new(Cache::new(folder.clone(), SystemTime::UNIX_EPOCH));
        let cache = PictureCache::new(Some(kept.clone()));
        let mut diags = Diagnostics::default();
        let stories = story::stories(&paper);
        let platemaker = Platemaker::new(&specimen::print_order(), &mut diags).unwrap();
        let photos = Photos::Fit { ppi: 100, quality: 80 };
        let uses = PictureUses { plates: Some(&platemaker), epaper: Some(photos), figures: figure::cuts(&stories) };
        let made = pictures::make(&paper, &uses, &cache, &mut diags).unwrap();
        assert!(made.figures.values().all(Result::is_ok));
        let order = EpaperOrder { photos, ..EpaperOrder::default() };
        let epaper = pdf::epaper(&paper, &order, made.epaper, &cache, &mut diags).unwrap();
        picture::pages(&paper, &epaper, &cache).unwrap();
        let mut found: Vec<String> = Vec::new();
        for entry in std::fs::read_dir(&folder).unwrap() {
            let name = entry.unwrap().file_name().into_string().unwrap();
            let Some(digits) = name.strip_suffix(".made") else { continue };
            let key: Vec<u8> = (0..32).map(|at| u8::from_str_radix(&digits[at * 2..at * 2 + 2], 16).unwrap()).collect();
            let picture = EncodedPicture::from_bytes(&kept.get(&key.try_into().unwrap()).unwrap()).unwrap();
            let digest: String = PictureCache::digest(&picture.bytes)[..8].iter().map(|byte| format!("{byte:02x}")).collect();
            found.push(format!("{} x {} x {} {:?} {digest}", picture.width, picture.height, picture.channels, picture.kind));
        }
        std::fs::remove_dir_all(&folder).unwrap();
        found.sort();
        found
    }

    /// The tables of colours and the renderer of pages count in floating point, which other processors may round otherwise.
    #[cfg(target_arch = "x86_64")]
    #[test]
    fn a_changed_recipe_has_another_version() {
        let kept = kept();
        let digest = PictureCache::digest(kept.join("\n").as_bytes());
        let digest: String = digest[..16].iter().map(|byte| format!("{byte:02x}")).collect();
        let (version, known) = MADE[MADE.len() - 1];
        assert!(MADE.is_sorted_by(|one, next| one.0 < next.0) && version == RECIPE_VERSION, "MADE ends with another version");
        assert_eq!(digest, known, "the recipe makes other pictures: raise RECIPE_VERSION and add a line to MADE\n{}", kept.join("\n"));
    }

    #[test]
    fn recipes_that_differ_have_other_keys() {
        let one = || Recipe::new("plates").with(b"ab").numbers(&[1, 2]);
        assert_eq!(one().key(), one().key());
        assert_ne!(one().key(), Recipe::new("plates").with(b"a").with(b"b").numbers(&[1, 2]).key());
        assert_ne!(one().key(), Recipe::new("plates").with(b"ab").numbers(&[2, 1]).key());
        assert_ne!(one().key(), Recipe::new("reduced").with(b"ab").numbers(&[1, 2]).key());
    }
}
