//! Where a build keeps what it made of pictures, so that the next need not make it.
use std::path::{Path, PathBuf};
use std::sync::Arc;

use newsprint::cache::{Cache, MOST};
use newsprint::diag::{Diagnostics, Source};

/// The cache of `newsprint build`.
#[derive(clap::Args)]
pub struct CacheArguments {
    /// Where photos made for press and e-paper are kept for the next build: .newsprint beside the edition file where it is left out. It
    /// may be deleted at any time.
    #[arg(long, value_name = "DIR", conflicts_with = "no_cache")]
    cache: Option<PathBuf>,
    /// Keeps nothing, and takes nothing that was kept.
    #[arg(long)]
    no_cache: bool,
}

/// The folder beside the edition file.
pub const FOLDER: &str = ".newsprint";

impl CacheArguments {
    /// The usual: kept beside the edition file.
    pub const USUAL: CacheArguments = CacheArguments { cache: None, no_cache: false };

    /// The cache of an edition; none where none is wanted.
    pub fn open(&self, edition: &Path) -> Option<Arc<Cache>> {
        let beside = || edition.with_file_name(FOLDER);
        let folder = self.cache.clone().unwrap_or_else(beside);
        // Only how long something was not wanted depends on the clock.
        #[allow(clippy::disallowed_methods)]
        let now = std::time::SystemTime::now();
        (!self.no_cache).then(|| Arc::new(Cache::new(folder, now)))
    }
}

/// Leaves a cache in order, and tells where it could not be used.
pub fn close(cache: &Cache, diags: &mut Diagnostics) {
    cache.tidy(MOST);
    if let Some(why) = cache.fault() {
        let shown = cache.folder().display().to_string();
        diags
            .note("cache", Some(Source::whole(&shown)), format!("photos cannot be kept in {shown} for the next build: {why}"))
            .did("made what was asked for all the same")
            .help("name another folder with --cache, or give --no-cache");
    }
}
