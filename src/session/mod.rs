//! A session: an edition that is read, set and planned again and again, as its files change and orders come in, and each time only what is new.
//!
//! What a session gives is to the byte what a run of its own gives from the same files: what is kept from one plan to the next is looked up by
//! all that it is made of, and nothing else of an earlier plan reaches the next. Kept are, each for some runs after it was last asked for,
//! files that were looked through (by their bytes), the faces, stories in type with the sizes that they can have (by their copy), and pages
//! that were planned (by their stories' sizes and all that the page asks).
//!
//! ```no_run
//! use newsprint::diag::Diagnostics;
//! use newsprint::session::{Beginning, Session};
//!
//! let mut diags = Diagnostics::default();
//! let mut session = Session::open("samples/harbour-times/edition.toml".as_ref(), None);
//! let first = session.plan(None, Beginning::Beside(None), &mut diags);
//! // A story is saved; the pages that it does not touch take no time.
//! let next = session.plan(None, Beginning::Beside(Some("A3")), &mut diags);
//! assert_eq!(first.is_some(), next.is_some());
//! ```
use std::path::{Path, PathBuf};
use std::sync::Arc;

use crate::cache::Cache;
use crate::diag::Diagnostics;
use crate::edition::intake::Readers;
use crate::edition::kept::KeptFiles;
use crate::edition::read::read_edition;
use crate::font::Face;
use crate::font::shipped::KeptFaces;
use crate::import::import;
use crate::job::{self, Job};
use crate::layout::read::read_layout_for;
use crate::plan_file::read::Use;
use crate::plan_file::{self, Start};
use crate::planned::Planned;
use crate::planning::{Warm, plan_warm};

/// An edition that is planned more than once.
#[derive(Debug)]
pub struct Session {
    path: PathBuf,
    cache: Option<Arc<Cache>>,
    files: KeptFiles,
    faces: KeptFaces,
    warm: Warm,
}

/// What a plan begins from.
#[derive(Clone, Copy, Debug)]
pub enum Beginning<'a> {
    /// Nothing: every page is planned anew.
    Anew,
    /// The plan beside the edition, where there is one; the pages that may change, as in `A3`, or none for all.
    Beside(Option<&'a str>),
    /// This plan.
    From(&'a Start),
}

/// An edition as it was planned.
#[derive(Debug)]
pub struct Done {
    /// What was read.
    pub job: Job,
    /// What stands where.
    pub planned: Planned,
    /// The plan as its file has it.
    pub text: String,
}

/// Reads an edition and what it needs, with what an editor wrote into the plan beside it, and checks it; `faces` gives those of a folder.
pub(crate) fn read_job(
    path: &Path,
    readers: Readers,
    faces: impl FnOnce(&Path, &mut Diagnostics) -> Vec<Arc<Face>>,
    diags: &mut Diagnostics,
) -> Option<Job> {
    let mut edition = read_edition(path, readers, diags)?;
    plan_file::wishes::add(path, &mut edition);
    let layout = read_layout_for(&edition.layout, &edition.root, &edition.source, diags)?;
    let faces = faces(&edition.root, diags);
    job::check(edition, layout, faces, diags)
}

impl Session {
    /// A session of the edition in a file; nothing is read yet. A picture that the cache says was found whole is not decoded to see whether
    /// it is.
    pub fn open(path: &Path, cache: Option<Arc<Cache>>) -> Session {
        Session { path: path.into(), cache, files: KeptFiles::default(), faces: KeptFaces::default(), warm: Warm::default() }
    }

    /// Reads the edition as it is now, as [`read_as`](crate::read_as) does: with `text` in the place of the edition file's own, where that is
    /// given. `None` where there are errors; they are told.
    pub fn read(&mut self, text: Option<&str>, diags: &mut Diagnostics) -> Option<Job> {
        let readers = Readers { importer: import, cache: self.cache.as_deref(), text, kept: Some(&self.files) };
        read_job(&self.path, readers, |root, diags| self.faces.with_own(root, diags), diags)
    }

    /// Plans what was read, as [`plan`](fn@crate::plan) does. A job that this session did not read is set and planned from the beginning.
    pub fn plan_job(&self, job: &Job, start: Option<&Start>, diags: &mut Diagnostics) -> Planned {
        plan_warm(job, &self.warm, start, diags)
    }

    /// Reads the edition as [`Session::read`] does, and plans it. `None` where it, or the plan that it begins from, has errors; they are told.
    pub fn plan(&mut self, text: Option<&str>, beginning: Beginning, diags: &mut Diagnostics) -> Option<Done> {
        let job = self.read(text, diags)?;
        let beside = match beginning {
            Beginning::Beside(scope) => {
                let start = plan_file::read::start(&job, &self.path, Use::Start, diags).ok()?;
                start.map(|start| Start { scope: scope.map(Into::into), ..start })
            }
            Beginning::Anew | Beginning::From(_) => None,
        };
        let start = if let Beginning::From(start) = beginning { Some(start) } else { beside.as_ref() };
        let planned = self.plan_job(&job, start, diags);
        let text = plan_file::record(&job, &planned);
        Some(Done { job, planned, text })
    }
}
