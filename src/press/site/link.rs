//! Links on a page: jump lines, refers, addresses in the text, each where its words stand.
use crate::page::{self, MarkKind, Page, Text};
use crate::units::{Pt, Rect};

/// A link on a page.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PageLink {
    /// Where its words stand.
    pub frame: Rect,
    /// Where it leads.
    pub to: page::Link,
    pub words: String,
}

/// The links of a page, a line of words each.
pub fn links(page: &Page) -> Vec<PageLink> {
    let mut links: Vec<PageLink> = Vec::new();
    let texts = page.marks.iter().filter_map(|mark| if let MarkKind::Text(text) = &mark.kind { Some(text) } else { None });
    for text in texts {
        let Some(to) = &text.link else { continue };
        let frame = frame(text);
        match links.last_mut() {
            Some(last) if last.to == *to && last.frame.y == frame.y && (last.frame.right() - frame.x).0.abs() <= text.size.0 / 2 => {
                last.frame.width = frame.right() - last.frame.x;
                last.words.push_str(&text.text);
            }
            _ => links.push(PageLink { frame, to: to.clone(), words: text.text.replace('\u{ad}', "") }),
        }
    }
    links
}

fn frame(text: &Text) -> Rect {
    Rect { x: text.x, y: text.y - text.size, width: text.width().max(Pt(1)), height: text.size * 5 / 4 }
}
