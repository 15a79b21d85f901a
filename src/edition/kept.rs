//! What was read before: files of the same bytes are not looked through again.
//!
//! Every file is read, and its bytes are compared. Its length and the time of its last change would say the same for less, and now and then
//! they say it wrongly: of a file that is saved twice in one tick of its disk's clock, or put back by a program that keeps times. Reading
//! costs little beside the looking through: the files of an edition that is worked on are in memory.
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use super::article_source::ArticleSource;
use super::files;
use super::metadata::PictureWords;
use super::photo::Refused;
use super::{AdArt, Article, Lang, Picture};
use crate::cache::Cache;
use crate::diag::Diagnostics;
use crate::tree::file::text_file;

/// Files as they were read the last time, by path.
#[derive(Debug, Default)]
pub struct KeptFiles {
    pictures: Mutex<BTreeMap<PathBuf, KeptPicture>>,
    ads: Mutex<BTreeMap<PathBuf, KeptAd>>,
    articles: Mutex<BTreeMap<String, Arc<ArticleSource>>>,
    made: Mutex<BTreeMap<String, Made>>,
}

/// The bytes of an ad's file, and what was found in them.
type KeptAd = (Arc<Vec<u8>>, AdArt);

/// The pictures of an article, in the order in which it names them.
pub(super) type Pictures = Vec<Arc<Picture>>;

/// An article, and all that it is made of. What is kept is known by its address, while it is kept here.
#[derive(Debug)]
struct Made {
    source: Arc<ArticleSource>,
    lang: Lang,
    pictures: Pictures,
    article: Article,
}

#[derive(Debug)]
struct KeptPicture {
    /// The file's own; those of the picture may be converted.
    bytes: Arc<Vec<u8>>,
    found: (Arc<Picture>, PictureWords),
}

impl KeptFiles {
    /// Reads an article's file, as [`ArticleSource::read`] does; one that was read before without a fault, and has the same text, is not
    /// parsed again.
    pub(super) fn read_article(&self, path: &Path, shown: &str, diags: &mut Diagnostics) -> Option<Arc<ArticleSource>> {
        let file = text_file(path, shown, diags)?;
        if let Some(known) = self.article(shown, &file.text) {
            return Some(known);
        }
        let before = diags.list.len();
        let source = Arc::new(ArticleSource::of_file(file, shown, diags)?);
        if diags.list.len() == before {
            unlocked(&self.articles).insert(shown.into(), source.clone());
        }
        Some(source)
    }

    /// Reads a picture, as [`files::picture`] does; one that was found whole in a file of the same bytes is not looked through again.
    pub(super) fn read_picture(
        &self,
        (root, path): (&Path, &Path),
        cache: Option<&Cache>,
    ) -> Result<(Arc<Picture>, PictureWords), Refused> {
        let bytes = files::bytes(root, path)?;
        if let Some(known) = self.picture(path, &bytes) {
            return Ok(known);
        }
        let bytes = Arc::new(bytes);
        let found = files::picture_of(path, bytes.clone(), cache)?;
        unlocked(&self.pictures).insert(path.into(), KeptPicture { bytes, found: found.clone() });
        Ok(found)
    }

    /// A picture that was found whole in a file of these bytes.
    fn picture(&self, path: &Path, bytes: &[u8]) -> Option<(Arc<Picture>, PictureWords)> {
        let (kept, found) = {
            let pictures = unlocked(&self.pictures);
            let known = pictures.get(path)?;
            (known.bytes.clone(), known.found.clone())
        };
        (kept.as_slice() == bytes).then_some(found)
    }

    /// What an ad is made of whose file has these bytes.
    pub(super) fn ad(&self, path: &Path, bytes: &[u8]) -> Option<AdArt> {
        let (kept, art) = unlocked(&self.ads).get(path).cloned()?;
        (kept.as_slice() == bytes).then_some(art)
    }

    pub(super) fn keep_ad(&self, path: &Path, bytes: Arc<Vec<u8>>, art: &AdArt) {
        unlocked(&self.ads).insert(path.into(), (bytes, art.clone()));
    }

    /// An article that was read without a fault from a file of this text.
    fn article(&self, path: &str, text: &str) -> Option<Arc<ArticleSource>> {
        let known = unlocked(&self.articles).get(path).cloned()?;
        (known.file.text == text).then_some(known)
    }

    /// An article that was made without a fault of this source and these pictures.
    pub(super) fn made(&self, source: &Arc<ArticleSource>, lang: Lang, pictures: &Pictures) -> Option<Article> {
        let made = unlocked(&self.made);
        let known = made.get(&source.file.path)?;
        let same_pictures =
            known.pictures.len() == pictures.len() && known.pictures.iter().zip(pictures).all(|(one, two)| Arc::ptr_eq(one, two));
        (Arc::ptr_eq(&known.source, source) && known.lang == lang && same_pictures).then(|| known.article.clone())
    }

    pub(super) fn keep_made(&self, source: &Arc<ArticleSource>, lang: Lang, pictures: Pictures, article: &Article) {
        let made = Made { source: source.clone(), lang, pictures, article: article.clone() };
        unlocked(&self.made).insert(source.file.path.clone(), made);
    }
}

fn unlocked<T>(kept: &Mutex<T>) -> MutexGuard<'_, T> {
    // A thread that broke has left whole entries.
    kept.lock().unwrap_or_else(PoisonError::into_inner)
}
