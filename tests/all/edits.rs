//! An evening's edits at random: orders, stories that change, come and go, photos that are sent again; and what a cold run makes of each.
use std::fs;
use std::path::{Path, PathBuf};

use newsprint::diag::{Diagnostic, Diagnostics};
use newsprint::order::{Head, Known, Move, Order, Photo, edit};
use newsprint::plan_file::read::{self, Use};
use newsprint::plan_file::{self, PlanFile, Start};
use newsprint::session::{Beginning, Done, Session};

use crate::any_order::any;
use crate::random::Random;

/// A paper that is edited, in a folder of its own.
pub struct Paper {
    /// Its edition file.
    pub path: PathBuf,
    /// The edition file before all orders, and now.
    first: String,
    text: String,
    random: Random,
    /// Its article files, and what stands in each.
    articles: Vec<(PathBuf, String)>,
    slugs: Vec<String>,
    known: Known,
}

/// An edit, as it is told and planned.
#[derive(Clone, Debug)]
pub struct Edit {
    /// What kind of edit it is.
    pub kind: &'static str,
    /// In words, for a test that fails.
    pub said: String,
    /// The edition's text, of an order that is tried and not given.
    pub tried: Option<String>,
    /// The pages that may change.
    pub scope: Option<String>,
}

impl Edit {
    fn of(kind: &'static str, said: String) -> Edit {
        Edit { kind, said, tried: None, scope: None }
    }
}

impl Paper {
    /// A paper's files, copied to a folder that is empty or not there; it is planned once.
    pub fn open(edition: &Path, folder: &Path, seed: u64) -> Option<Paper> {
        copy(edition.parent()?, folder).ok()?;
        let path = folder.join(edition.file_name()?);
        let _ = fs::remove_file(plan_file::beside(&path));
        let mut diags = Diagnostics::default();
        let job = newsprint::read(&path, &mut diags)?;
        let planned = newsprint::plan(&job, None, &mut diags);
        fs::write(plan_file::beside(&path), plan_file::record(&job, &planned)).ok()?;
        let known = Known::of(&job.edition, Some(&job.layout), plan_file::read(&path, &mut diags).as_ref());
        let files = job.edition.articles.iter().map(|article| folder.join(&article.source.file.path));
        let articles = files.map(|file| fs::read_to_string(&file).map(|text| (file, text))).collect::<Result<_, _>>().ok()?;
        let slugs = job.edition.articles.iter().map(|article| article.slug.to_string()).collect();
        let text = fs::read_to_string(&path).ok()?;
        Some(Paper { path, first: text.clone(), text, random: Random(seed), articles, slugs, known })
    }

    /// The next edit; what it changes is on disk.
    pub fn edit(&mut self) -> Edit {
        match self.random.below(20) {
            0..9 => self.order(),
            9..16 => self.story(),
            16 => self.twin(),
            17 => self.photo(),
            18 => self.back(),
            _ => Edit::of("nothing", "nothing is changed".into()),
        }
    }

    fn order(&mut self) -> Edit {
        let order = any(&mut self.random, &self.slugs, 4);
        let slug = slug_of(&order);
        let mut found = Edit::of("order", format!("{order:?}"));
        let Ok(edited) = edit(&self.text, &order, &self.known) else { return found };
        // An order and its page: most are given so.
        found.scope = self.page_of(&slug).filter(|_| self.random.below(4) > 0);
        if found.scope.is_some() {
            found.kind = "order in its page";
        }
        if self.random.below(3) == 0 {
            found.tried = Some(edited.text);
        } else {
            self.text = edited.text;
            let _ = fs::write(&self.path, &self.text);
        }
        found
    }

    /// The page that a story stands on in the plan, from 1.
    fn page_of(&self, slug: &str) -> Option<String> {
        let plan = self.plan()?;
        let at = plan.pages.iter().position(|page| page.stories.iter().any(|story| story.slug == slug))?;
        Some((at + 1).to_string())
    }

    fn plan(&self) -> Option<PlanFile> {
        plan_file::read(&self.path, &mut Diagnostics::default())
    }

    /// A story gains words, loses some, or is as it was.
    fn story(&mut self) -> Edit {
        let at = self.random.below(self.articles.len());
        let (file, first) = &self.articles[at];
        let now = fs::read_to_string(file).unwrap_or_default();
        let stops: Vec<usize> = now.match_indices(". ").map(|(at, _)| at + 2).filter(|stop| *stop > now.len() / 3).collect();
        let text = match (self.random.below(5), &stops[..]) {
            (0, _) | (_, []) => first.clone(),
            (1, [stop]) | (1, [stop, ..]) => format!("{}The hill has heard it said before. {}", &now[..*stop], &now[*stop..]),
            (2, [.., one, other]) if !now[*one..*other].contains('\n') => format!("{}{}", &now[..*one], &now[*other..]),
            (_, stops) => {
                let stop = stops[self.random.below(stops.len())];
                let more = "Nobody who was asked could say when, how or by whom, and the minutes of that evening are silent. ";
                format!("{}{}{}", &now[..stop], more.repeat(1 + self.random.below(4)), &now[stop..])
            }
        };
        let _ = fs::write(file, text);
        Edit::of("story", format!("{} is changed", file.display()))
    }

    /// A story is filed once more under another name, or that one is taken out again.
    fn twin(&mut self) -> Edit {
        let (file, first) = &self.articles[self.random.below(self.articles.len())];
        let slug = file.file_stem().map(|stem| stem.to_string_lossy().into_owned()).unwrap_or_default();
        let ending = file.extension().map(|ending| ending.to_string_lossy().into_owned()).unwrap_or_default();
        let twin = file.with_file_name(format!("{slug}-again.{ending}"));
        if fs::remove_file(&twin).is_err() {
            let _ = fs::write(&twin, first.replacen(&slug, &format!("{slug}-again"), 1));
        }
        Edit::of("story comes or goes", format!("{} comes or goes", twin.display()))
    }

    /// A photo is sent again: its file is longer, its picture the same.
    fn photo(&mut self) -> Edit {
        let folder = self.path.with_file_name("photos");
        let mut photos: Vec<PathBuf> = fs::read_dir(folder).into_iter().flatten().flatten().map(|entry| entry.path()).collect();
        photos.retain(|photo| photo.extension().is_some_and(|ending| ending == "jpg"));
        photos.sort();
        let photo = &photos[self.random.below(photos.len())];
        let mut bytes = fs::read(photo).unwrap_or_default();
        bytes.push(0);
        let _ = fs::write(photo, bytes);
        Edit::of("photo", format!("{} is sent again", photo.display()))
    }

    /// All orders are taken back.
    fn back(&mut self) -> Edit {
        self.text.clone_from(&self.first);
        let _ = fs::write(&self.path, &self.text);
        Edit::of("orders back", "all orders are taken back".into())
    }

    /// What a run of its own makes of the files as they are: the plan's text, and what is told.
    pub fn cold(&self, edit: &Edit) -> (Option<String>, Vec<Diagnostic>) {
        let mut diags = Diagnostics::default();
        let text = newsprint::read_as(&self.path, edit.tried.as_deref(), None, &mut diags).and_then(|job| {
            let start = read::start(&job, &self.path, Use::Start, &mut diags).ok()?;
            let start = start.map(|start| Start { scope: edit.scope.clone(), ..start });
            let planned = newsprint::plan(&job, start.as_ref(), &mut diags);
            Some(plan_file::record(&job, &planned))
        });
        (text, diags.list)
    }

    /// What a session makes of them.
    pub fn warm(&self, session: &mut Session, edit: &Edit) -> (Option<Done>, Vec<Diagnostic>) {
        let mut diags = Diagnostics::default();
        let done = session.plan(edit.tried.as_deref(), Beginning::Beside(edit.scope.as_deref()), &mut diags);
        (done, diags.list)
    }

    /// Keeps a plan, now and then, as the one that the next begins from.
    pub fn keep(&mut self, edit: &Edit, plan: &str) {
        if edit.tried.is_none() && self.random.below(3) > 0 {
            let _ = fs::write(plan_file::beside(&self.path), plan);
        }
    }
}

/// The story that an order is of.
fn slug_of(order: &Order) -> String {
    match order {
        Order::Move(Move { slug, .. })
        | Order::Photo(Photo { slug, .. })
        | Order::Head(Head { slug, .. })
        | Order::Lead { slug }
        | Order::Swap { slug, .. }
        | Order::Hold { slug, .. }
        | Order::Kill { slug }
        | Order::Room { slug, .. }
        | Order::Columns { slug, .. }
        | Order::Deck { slug, .. }
        | Order::Quote { slug, .. }
        | Order::Jump { slug, .. }
        | Order::Beside { slug, .. }
        | Order::Apart { slug, .. }
        | Order::Fold { slug, .. } => slug.clone(),
        _ => String::new(),
    }
}

fn copy(from: &Path, to: &Path) -> std::io::Result<()> {
    fs::create_dir_all(to)?;
    for entry in fs::read_dir(from)?.flatten() {
        let target = to.join(entry.file_name());
        if entry.path().is_dir() { copy(&entry.path(), &target)? } else { fs::copy(entry.path(), target).map(drop)? }
    }
    Ok(())
}
