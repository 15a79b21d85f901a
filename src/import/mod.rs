//! Copy as newsrooms have it, to articles: one file a format, wire habits lifted by a table, nothing lost without a word.
//!
//! Every reader fills [`draft::Draft`]s from a file and counts what an article has no place for. What they share happens here: the
//! last version of a story wins, a kill takes it back, habits are lifted ([`habits`]), slugs are made unique. The result has the
//! form of an article's own file, each value with its place in the file that it came from.
use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;
use std::sync::Arc;

use rayon::prelude::*;

use crate::diag::{Diagnostics, Source, SourceFile};
use crate::edition::Lang;
use crate::edition::article_source::{ArticleSource, is_valid};
use crate::edition::format::Format;
use crate::edition::intake::Intake;
use crate::moment::moment;
use crate::tree::xml::{self, Element};
use crate::tree::{Node, json, tell};

pub mod decode;
pub mod draft;
pub mod feed;
pub mod gallery;
pub mod habits;
pub mod html;
pub mod inline;
mod markup;
pub mod newsml;
pub mod ninjs;
pub mod nitf;
pub mod page;
pub mod plain;
pub mod reduce;
mod srcset;
pub mod stamp;
pub mod wordpress;
mod wp_parts;
pub mod write;
pub mod wxr;

use draft::{Draft, ImportedBlock, Leftovers, slugged};

/// What came of one file.
pub struct Imported {
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

    /// The file as XML. None where it is none; that is told.
    fn xml(&mut self) -> Option<Element> {
        let read = xml::read(&self.file.text);
        read.map_err(|fault| tell(fault, &self.file, &mut self.diags)).ok()
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

    /// Tells of a story that is not to be printed.
    fn withheld(&mut self, range: &std::ops::Range<usize>, what: &str, why: &str) {
        let place = self.place(range);
        self.diags
            .warning("withheld", place, format!("\"{what}\" {why}"))
            .did("left it out")
            .help("if it was printed already, tell the desk");
    }
}

/// The section of stories that name none, where the edition names none either.
const SECTION: &str = "News";
/// Words of the text that stand for a headline where there is none.
const HEADLINE_WORDS: usize = 8;

/// Reads files of one format to articles as filed, in the files' order; every fault is told.
pub fn import(intake: &Intake, root: &Path, paths: &[String], diags: &mut Diagnostics) -> Vec<ArticleSource> {
    let habits = habits::read(intake.habits.as_deref(), root, diags);
    let read = |path: &String| {
        let mut told = Diagnostics::default();
        let imported = decode::file(&root.join(path), path, &mut told).map(|file| {
            let mut imported = Imported { file, drafts: Vec::new(), leftovers: Leftovers::default(), diags: Diagnostics::default() };
            reader(intake.format)(&mut imported);
            let Imported { drafts, leftovers, .. } = &mut imported;
            drafts.iter_mut().for_each(|draft| finish(draft, &habits, leftovers));
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
    let filed = file(drafts, intake, diags);
    if !leftovers.0.is_empty() {
        let source = paths.first().map(|path| Source::whole(path));
        let message = format!("{} holds what an article has no place for: {}", intake.format, leftovers.told());
        diags.note("no-place", source, message).did("left it out");
    }
    filed
}

/// The reader of a format.
fn reader(format: Format) -> fn(&mut Imported) {
    match format {
        Format::Ninjs => ninjs::read,
        Format::NewsMlG2 => newsml::read,
        Format::Nitf => nitf::read,
        Format::WordPress => wordpress_or_export,
        Format::Rss | Format::Atom => feed::read,
        Format::Html => page::read,
        Format::Markdown => plain::markdown,
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
    let head = &text[..text.floor_char_boundary(4_000.min(text.len()))];
    match Format::looks_like(head).filter(|found| *found != format) {
        Some(found) => format!("it looks like {found}: name that format"),
        None => format!("see that it is {format}, and whole"),
    }
}

/// What all formats have in common: habits, and words that stand twice.
fn finish(draft: &mut Draft, habits: &habits::Habits, leftovers: &mut Leftovers) {
    let same = |one: &str, other: &str| letters(one) == letters(other);
    // Many formats repeat the headline over the text.
    if let (Some(headline), Some(ImportedBlock::Paragraph(first) | ImportedBlock::Subhead(first))) = (&draft.headline, draft.blocks.first())
        && same(headline, first)
        // "Tolls rise." is a sentence of the story.
        && first.ends_with('.') == headline.ends_with('.')
    {
        draft.blocks.remove(0);
    }
    habits.lift(draft, leftovers);
    // A summary that is cut from the text's own start is no deck.
    let start = draft.blocks.iter().find_map(|block| if let ImportedBlock::Paragraph(text) = block { Some(letters(text)) } else { None });
    if let Some(deck) = &draft.deck {
        let mut cut = deck.trim();
        for end in ["[…]", "[...]", "…", "..."] {
            cut = cut.strip_suffix(end).unwrap_or(cut).trim_end();
        }
        let short = letters(cut);
        let repeats = start.is_some_and(|start| start.starts_with(&short))
            || draft.headline.as_deref().is_some_and(|headline| letters(headline) == short);
        draft.deck = (!repeats && !short.is_empty()).then(|| cut.to_string());
    }
    draft.lang = draft.lang.take().and_then(|lang| {
        let known = Lang::tagged(&lang);
        if known.is_none() {
            leftovers.add("language", &lang);
        }
        // Feeds that say American English mostly mean English.
        known.map(|lang| if lang == Lang::EnUs { "en".into() } else { lang.tag().to_string() })
    });
    draft.priority = draft.priority.map(|priority| priority.clamp(1, 9));
    for (name, stamp) in [("posted", &mut draft.posted), ("updated", &mut draft.updated)] {
        if let Some(written) = stamp.take() {
            *stamp = stamp::stamp(&written);
            if stamp.is_none() && !written.trim().is_empty() && !written.starts_with("0000") {
                leftovers.add(&format!("{name}, no date"), &written);
            }
        }
    }
    if draft.updated == draft.posted {
        draft.updated = None;
    }
}

/// Letters and figures in lower case: by these texts are compared.
fn letters(text: &str) -> String {
    text.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect()
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
fn file(drafts: Vec<(Arc<SourceFile>, Draft)>, intake: &Intake, diags: &mut Diagnostics) -> Vec<ArticleSource> {
    let mut taken = BTreeSet::new();
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
        let mut slug = wanted.clone();
        let mut number = 1;
        while !taken.insert(slug.clone()) {
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

/// Plain text to paragraphs: at empty lines, or at every line where there are none.
fn paragraphs(text: &str) -> Vec<ImportedBlock> {
    let normal = text.replace("\r\n", "\n").replace('\r', "\n");
    let lines: Vec<&str> = normal.lines().collect();
    let apart = lines.iter().any(|line| line.trim().is_empty())
        && lines.split(|line| line.trim().is_empty()).filter(|part| !part.is_empty()).count() > 1;
    let parts: Vec<String> = if apart {
        lines.split(|line| line.trim().is_empty()).map(|part| part.join(" ")).collect()
    } else {
        lines.iter().map(|line| line.to_string()).collect()
    };
    parts.iter().filter_map(|part| one_line(part)).map(|part| ImportedBlock::Paragraph(inline::escape(&part))).collect()
}
