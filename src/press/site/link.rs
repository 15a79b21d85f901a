//! Links on a page: jump lines, refers, addresses in the text, each where its words stand.
use crate::page::{self, MarkKind, Page, Text};
use crate::units::{Pt, Rect};

/// A link on a page.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PageLink {
    /// Where its words stand, line by line.
    pub frames: Vec<Rect>,
    /// Where it leads.
    pub to: page::Link,
    pub words: String,
}

/// The links of a page. Words that stand one after the other and lead to one place are one link: who goes by keys stops once at a refer.
pub fn links(page: &Page) -> Vec<PageLink> {
    let mut links: Vec<PageLink> = Vec::new();
    let mut before: Option<(&Text, u32)> = None;
    for mark in &page.marks {
        let MarkKind::Text(text) = &mark.kind else { continue };
        let last = before.replace((text, mark.tag.block));
        let Some(to) = &text.link else { continue };
        let words = text.text.replace('\u{ad}', "");
        match (last.filter(|(last, _)| last.link.as_ref() == Some(to)), links.last_mut()) {
            (Some((last, block)), Some(link)) => {
                if block != mark.tag.block || last.space_after || !touches(last, text) && last.y == text.y {
                    link.words.push(' ');
                }
                link.words.push_str(&words);
                match link.frames.last_mut().filter(|_| last.y == text.y && touches(last, text)) {
                    Some(frame) => frame.width = text.x + text.width() - frame.x,
                    None => link.frames.push(frame(text)),
                }
            }
            _ => links.push(PageLink { frames: vec![frame(text)], to: to.clone(), words }),
        }
    }
    links
}

/// True where a run begins at another's end.
fn touches(one: &Text, next: &Text) -> bool {
    (one.x + one.width() - next.x).0.abs() <= next.size.0 / 2
}

fn frame(text: &Text) -> Rect {
    Rect { x: text.x, y: text.y - text.size, width: text.width().max(Pt(1)), height: text.size * 5 / 4 }
}
