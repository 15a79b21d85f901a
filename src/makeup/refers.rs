//! Page numbers of refers, set when every story has its page: they cannot be wrong, as they are the plan's own.
use super::beginnings::Beginnings;
use super::sheet::Sheet;
use crate::diag::Diagnostics;
use crate::edition::{Article, Rich};
use crate::font::shape::Shaper;
use crate::job::Job;
use crate::layout::{Align, Style};
use crate::page::{Link, MarkKind, Text};
use crate::role::{Pointer, Role};
use crate::set::block::{Block, Display};
use crate::set::jump::on;

/// The refers of a story, and the pages that they point to.
#[derive(Clone, Copy)]
pub struct Refers<'a> {
    /// The story.
    pub article: &'a Article,
    /// How a refer's label is set.
    pub style: &'a Style,
    /// Where each story begins.
    pub of: &'a Beginnings,
    /// The page that is made up: both halves of a double truck.
    pub here: &'a [String; 2],
}

/// Sets the page at the right end of each refer's label, among the marks of a story that begin at `first`.
///
/// A story on the same page needs no number; one that does not run has none.
pub fn number(refers: &Refers, sheet: &mut Sheet, first: usize, shaper: &mut Shaper) {
    let Refers { article, style, of, here } = *refers;
    for slug in article.related.iter().filter_map(|related| related.slug.as_ref()) {
        let Some(page) = of.get(slug).map(|begins| &begins.printed).filter(|page| !here.contains(page)) else { continue };
        let leads_there = |text: &Text| matches!(&text.link, Some(Link::Story { slug: to, .. }) if to == slug);
        let is_label = |kind: &MarkKind| matches!(kind, MarkKind::Text(text) if leads_there(text));
        let Some(at) = sheet.marks[first..].iter().position(|mark| mark.tag.role == Role::Refer && is_label(&mark.kind)) else { continue };
        let label = first + at;
        let tag = sheet.marks[label].tag.clone();
        let last = label + sheet.marks[label..].iter().take_while(|mark| mark.tag == tag).count();
        let MarkKind::Text(Text { x, y, .. }) = sheet.marks[label].kind else { continue };
        if let MarkKind::Text(text) = &mut sheet.marks[last - 1].kind {
            text.space_after = true;
        }
        let style = Style { align: Align::Right, ..style.clone() };
        let words = on(page, article.lang);
        let mut block = Block::default();
        block.add(
            &Display::new(Role::Refer, &style, sheet.column, article.lang),
            &Rich::linked(words, Pointer::Story(slug.clone())),
            shaper,
        );
        let before = sheet.marks.len();
        if let Some(line) = block.lines.first() {
            sheet.line(&tag, &line.line, x + line.x, y);
        }
        let added = sheet.marks.len() - before;
        sheet.marks[last..].rotate_right(added);
    }
}

/// Tells of refers to stories of the edition that do not run.
pub fn tell(job: &Job, of: &Beginnings, diags: &mut Diagnostics) {
    let filed = job.edition.by_slug();
    for article in job.edition.articles.iter().filter(|article| of.get(&article.slug).is_some()) {
        for slug in article.related.iter().filter_map(|related| related.slug.as_ref()) {
            if filed.contains_key(slug) && of.get(slug).is_none() {
                diags
                    .warning(
                        "refer-held",
                        Some(article.source.clone()),
                        format!("\"{}\" points to \"{slug}\", which does not run", article.slug),
                    )
                    .help("take the refer out, or give that story room");
            }
        }
    }
}
