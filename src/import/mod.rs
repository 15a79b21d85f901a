//! Copy as newsrooms have it, to articles: one file a format, wire habits lifted by a table, nothing lost without a word.
//!
//! Every reader fills `Draft`s (`draft.rs`) from a file and counts what an article has no place for. What they share happens here: the
//! last version of a story wins, a kill takes it back, habits are lifted (`habits.rs`), slugs are made unique. The result has the
//! form of an article's own file, each value with its place in the file that it came from.
use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;
use std::sync::Arc;

use rayon::prelude::*;

use crate::diag::{Diagnostics, Source, SourceFile};
use crate::edition::article_source::{ArticleSource, is_valid};
use crate::edition::format::Format;
use crate::edition::intake::Intake;
use crate::edition::slugs::{folded, is_reserved};
use crate::moment::moment;
use crate::tree::xml::{self, Element};
use crate::tree::{Node, json, tell};

mod deck;
mod decode;
mod draft;
mod escapes;
mod feed;
mod fields;
mod finish;
mod front_matter;
mod gallery;
mod ghost;
mod habits;
mod html;
mod inline;
mod iptc7901;
mod jsonfeed;
mod labels;
#[doc(hidden)]
pub mod ledger;
mod lines;
mod linked;
mod listing;
mod main_text;
mod markdown;
mod markup;
mod may_run;
mod newsml;
mod newsml1;
mod ninjs;
mod nitf;
mod page;
mod plain;
mod reduce;
mod sections;
mod shortcodes;
mod srcset;
mod stamp;
mod standfirst;
mod strike;
mod trim;
mod wire;
mod wordpress;
mod wp_parts;
#[doc(hidden)]
pub mod write;
mod wxr;

use draft::{Draft, ImportedBlock, slugged};
use ledger::Leftovers;

/// What came of one file.
pub(crate) struct Imported {
    /// The file.
    pub file: Arc<SourceFile>,
    /// Its stories.
    pub drafts: Vec<Draft>,
    /// What an article has no place for.
    pub leftovers: Leftovers,
    /// What is to be said.
    pub diags: Diagnostics,
}

impl Imported {
    /// A place in the file.
    pub fn place(&self, range: &std::ops::Range<usize>) -> Option<Source> {
        Some(Source { file: self.file.clone(), range: range.start..range.end.min(range.start + 1) })
    }

    /// The file as JSON. None where it is none; that is told.
    fn json(&mut self) -> Option<Node> {
        json::file(&self.file, &mut self.diags)
    }

    /// The file as XML. None where it is none; that is told, and so is what had to be mended.
    fn xml(&mut self) -> Option<Element> {
        let mended = match xml::mended(&self.file.text) {
            Ok(mended) => mended,
            Err(fault) => {
                tell(fault, &self.file, &mut self.diags);
                return None;
            }
        };
        if let Some(first) = mended.ampersands.first() {
            let times = if mended.ampersands.len() > 1 { format!(", {} times", mended.ampersands.len()) } else { String::new() };
            let message = format!("there is a \"&\" that begins no reference{times}; in XML it is written &amp;");
            let place = self.place(&(*first..first + 1));
            self.diags.warning("mended", place, message).did("took it as it stands").help("have whoever makes the file write &amp;");
        }
        Some(mended.root)
    }

    /// Tells of embargoes that stories speak of in their own text.
    fn tell_embargoes(&mut self) {
        for draft in &self.drafts {
            let Some(note) = draft.embargo.as_deref().filter(|_| !draft.kills) else { continue };
            let place = self.place(&draft.range);
            let name = draft.headline.as_deref().unwrap_or("a story");
            let warning = self.diags.warning("embargo", place, format!("\"{name}\" is under embargo: \"{note}\""));
            warning.did("took it in, without the note").help("see that the paper is not sold before, or take it out");
        }
    }

    /// A story's HTML, reduced. What is no story's is told.
    fn html(&mut self, source: &str, range: &std::ops::Range<usize>) -> reduce::Reduced {
        match html::read(source) {
            Some(root) => reduce::reduce(&root, &mut self.leftovers),
            None => {
                let place = self.place(range);
                let error = self.diags.error("bad-html", place, "the text of this story is too large, or nested too deep, to be a story");
                error.help("look at it where it comes from; leave it out of the file");
                reduce::Reduced::default()
            }
        }
    }

    /// A plain text in blocks. One that turns out to be HTML is read as that.
    fn plain(&mut self, text: &str, range: &std::ops::Range<usize>) -> reduce::Reduced {
        let resolved = escapes::unescaped(text);
        if escapes::has_tags(text) || escapes::has_tags(&resolved) {
            return self.html(if escapes::has_tags(text) { text } else { &resolved }, range);
        }
        let text = resolved;
        let blocks = lines::blocks(&text);
        self.leftovers.read += ledger::letters(&text);
        reduce::Reduced { blocks, photos: Vec::new() }
    }
}

/// The section of stories that name none, where the edition names none either.
const SECTION: &str = "News";
/// Bytes at the start of a file in which the signs of its format stand.
const HEAD: usize = 4_000;
/// Words of the text that stand for a headline where there is none.
const HEADLINE_WORDS: usize = 8;

/// Articles as filed, and the account of what became of the rest.
pub struct Taken {
    /// The articles.
    pub filed: Vec<ArticleSource>,
    /// What was left out.
    pub leftovers: Leftovers,
}

/// Reads files of one format to articles as filed, in the files' order; every fault is told.
pub fn import(intake: &Intake, root: &Path, paths: &[String], diags: &mut Diagnostics) -> Vec<ArticleSource> {
    take(intake, root, paths, &mut BTreeSet::new(), diags).filed
}

/// The format of a file, by the signs in its text and its name. None where nothing says.
pub fn format_of(root: &Path, path: &str) -> Option<Format> {
    let file = decode::file(&root.join(path), path, &mut Diagnostics::default())?;
    let head = &file.text[..file.text.floor_char_boundary(HEAD.min(file.text.len()))];
    let ending = path.rsplit_once('.').map_or("", |(_, ending)| ending).to_lowercase();
    match ending.as_str() {
        "md" | "markdown" => Some(Format::Markdown),
        "txt" | "text" => Some(Format::looks_like(head).filter(|format| *format == Format::Iptc7901).unwrap_or(Format::Text)),
        "html" | "htm" | "xhtml" => Some(Format::Html),
        _ => Format::looks_like(head),
    }
}

/// Reads files as `import` does, and gives the account. Slugs that are taken are not given again.
pub fn take(intake: &Intake, root: &Path, paths: &[String], taken: &mut BTreeSet<String>, diags: &mut Diagnostics) -> Taken {
    let habits = habits::read(intake.habits.as_deref(), root, diags);
    let read = |path: &String| {
        let mut told = Diagnostics::default();
        let imported = decode::file(&root.join(path), path, &mut told).map(|file| {
            let mut imported = Imported { file, drafts: Vec::new(), leftovers: Leftovers::default(), diags: Diagnostics::default() };
            reader(intake.format)(&mut imported);
            let Imported { drafts, leftovers, .. } = &mut imported;
            drafts.iter_mut().for_each(|draft| finish::finish(draft, &habits, leftovers));
            imported.tell_embargoes();
            imported
        });
        (imported, told)
    };
    let read: Vec<(Option<Imported>, Diagnostics)> = paths.par_iter().map(read).collect();
    let mut leftovers = Leftovers::default();
    let mut drafts: Vec<(Arc<SourceFile>, Draft)> = Vec::new();
    for (imported, told) in read {
        diags.append(told);
        let Some(mut imported) = imported else { continue };
        if imported.drafts.is_empty() && !imported.diags.has_errors() && imported.diags.list.is_empty() {
            let path = imported.file.path.clone();
            let warning = imported.diags.warning("no-stories", Some(Source::whole(&path)), format!("there is no story in {path}"));
            warning.help(looks_like(&imported.file.text, intake.format));
        }
        diags.append(imported.diags);
        leftovers.append(imported.leftovers);
        let file = &imported.file;
        drafts.extend(imported.drafts.into_iter().map(|draft| (file.clone(), draft)));
    }
    let drafts = latest(drafts, diags);
    let filed = file(drafts, intake, taken, diags);
    if !leftovers.out.is_empty() {
        let source = paths.first().map(|path| Source::whole(path));
        let message = format!("{} holds what an article has no place for: {}", intake.format, leftovers.told());
        diags.note("no-place", source, message).did("left it out");
    }
    leftovers.tell(paths.first().map(|path| Source::whole(path)), diags);
    Taken { filed, leftovers }
}

/// The reader of a format.
fn reader(format: Format) -> fn(&mut Imported) {
    match format {
        Format::JsonFeed => jsonfeed::read,
        Format::Ghost => ghost::read,
        Format::Iptc7901 => iptc7901::read,
        Format::Ninjs => ninjs::read,
        Format::NewsMlG2 => newsml::read,
        Format::NewsMl1 => newsml1::read,
        Format::Nitf => nitf::read,
        Format::WordPress => wordpress_or_export,
        Format::Rss | Format::Atom => feed::read,
        Format::Html => page::read,
        Format::Markdown => markdown::read,
        Format::Text => plain::text,
    }
}

/// Reads what WordPress's REST interface gives, or its export file.
fn wordpress_or_export(imported: &mut Imported) {
    let is_export = imported.file.text.trim_start_matches('\u{feff}').trim_start().starts_with('<');
    if is_export { wxr::read(imported) } else { wordpress::read(imported) }
}

/// What else a file without stories may be.
fn looks_like(text: &str, format: Format) -> String {
    let head = &text[..text.floor_char_boundary(HEAD.min(text.len()))];
    match Format::looks_like(head).filter(|found| *found != format) {
        Some(found) => format!("it looks like {found}: name that format"),
        None => format!("see that it is {format}, and whole"),
    }
}

/// The last version of each story; killed ones are taken out.
fn latest(drafts: Vec<(Arc<SourceFile>, Draft)>, diags: &mut Diagnostics) -> Vec<(Arc<SourceFile>, Draft)> {
    let mut last: BTreeMap<String, usize> = BTreeMap::new();
    let mut out = BTreeSet::new();
    for (at, (_, draft)) in drafts.iter().enumerate() {
        let Some(identity) = draft.identity.clone() else { continue };
        let Some(other) = last.get(&identity).copied() else {
            last.insert(identity, at);
            continue;
        };
        let newer = order(&draft.version).zip(order(&drafts[other].1.version)).is_none_or(|(this, that)| this >= that);
        out.insert(if newer { other } else { at });
        if newer {
            last.insert(identity, at);
        }
    }
    let mut kept = Vec::new();
    for (at, (file, draft)) in drafts.into_iter().enumerate() {
        let place = Some(Source { file: file.clone(), range: draft.range.start..(draft.range.start + 1).min(draft.range.end) });
        let name = draft.headline.as_deref().or(draft.slug.as_deref()).unwrap_or("a story").to_string();
        if draft.kills {
            let warning = diags.warning("withheld", place, format!("\"{name}\" was killed or is withheld by who sent it"));
            warning.did("left it out, with every earlier version").help("if it was printed already, tell the desk");
        } else if out.contains(&at) {
            diags.note("superseded", place, format!("there is a later version of \"{name}\"")).did("left this one out");
        } else {
            kept.push((file, draft));
        }
    }
    kept
}

/// Versions are told apart by their number, or by their moment.
fn order(version: &Option<String>) -> Option<i64> {
    let version = version.as_deref()?.trim();
    version.parse().ok().or_else(|| moment(&stamp::stamp(version)?))
}

/// Drafts to articles as filed: what is needed is filled in, slugs are unique.
fn file(
    drafts: Vec<(Arc<SourceFile>, Draft)>,
    intake: &Intake,
    taken: &mut BTreeSet<String>,
    diags: &mut Diagnostics,
) -> Vec<ArticleSource> {
    let mut without_section = 0_usize;
    let mut filed = Vec::new();
    for (file, mut draft) in drafts {
        let place = Some(Source { file: file.clone(), range: draft.range.start..(draft.range.start + 1).min(draft.range.end) });
        if draft.headline.is_none() {
            let words =
                draft.blocks.iter().find_map(|block| if let ImportedBlock::Paragraph(text) = block { Some(text.clone()) } else { None });
            let words = words.or_else(|| draft.photos.iter().find_map(|photo| photo.caption.clone().or(photo.alt.clone())));
            let Some(words) = words else {
                diags.warning("empty-item", place, "this item has neither headline nor text").did("left it out");
                continue;
            };
            let first: Vec<&str> = words.split_whitespace().take(HEADLINE_WORDS).collect();
            let headline = format!("{}…", first.join(" ").replace(['*', '\\'], ""));
            let warning = diags.warning("no-headline", place.clone(), format!("this story has no headline; it begins \"{headline}\""));
            warning.did("took its first words").help("write one");
            draft.headline = Some(headline);
        }
        if draft.section.is_none() {
            without_section += usize::from(intake.section.is_none());
            draft.section = Some(intake.section.clone().unwrap_or_else(|| SECTION.to_string()));
        }
        let wanted = slugged(draft.slug.as_deref().unwrap_or(""));
        let wanted = if wanted.is_empty() { slugged(draft.headline.as_deref().unwrap_or("")) } else { wanted };
        let wanted = if wanted.is_empty() { "story".to_string() } else { wanted };
        // Names that some disks keep for themselves.
        let wanted = if is_reserved(&wanted) { format!("story-{wanted}") } else { wanted };
        let mut slug = wanted.clone();
        let mut number = 1;
        while !taken.insert(folded(&slug)) {
            number += 1;
            slug = format!("{wanted}-{number}");
        }
        draft.slug = Some(slug);
        let tree = draft.tree();
        let is_valid = is_valid(&tree, &file, diags);
        filed.push(ArticleSource { file, tree: Some(tree), is_valid });
    }
    if without_section > 0 {
        let message = format!("stories without a section: {without_section}");
        diags
            .note("no-section", filed.first().map(|filed| Source::whole(&filed.file.path)), message)
            .did(format!("put them into \"{SECTION}\""))
            .help("name one for them: section = \"National\" beside the format, or --section National");
    }
    filed
}

/// Text of many lines on one, or none.
fn one_line(text: &str) -> Option<String> {
    let words = text.split_whitespace().collect::<Vec<_>>().join(" ");
    (!words.is_empty()).then_some(words)
}
