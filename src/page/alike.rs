//! Whether a page is drawn as one of another paper is: then its pictures serve for both.
use super::{Art, Mark, MarkKind, Page, Paper, Picture};
use std::sync::Arc;

impl Paper {
    /// The pages that are not drawn just as the one of the same place and label in a paper before, in order.
    pub fn changed_since(&self, before: &Paper) -> Vec<usize> {
        let same_faces =
            self.faces.len() == before.faces.len() && self.faces.iter().zip(&before.faces).all(|(one, two)| Arc::ptr_eq(one, two));
        let same =
            |page: usize| same_faces && before.pages.get(page).is_some_and(|known| alike((self, &self.pages[page]), (before, known)));
        (0..self.pages.len()).filter(|page| !same(*page)).collect()
    }

    /// The same paper with some of its pages alone.
    pub fn with_pages(&self, pages: &[usize]) -> Paper {
        let pages = pages.iter().filter_map(|page| self.pages.get(*page)).cloned().collect();
        let Paper { title, date, lang, faces, pictures, spots, .. } = self;
        let (faces, pictures, spots) = (faces.clone(), pictures.clone(), spots.clone());
        Paper { title: title.clone(), date: date.clone(), lang, pages, faces, pictures, spots, ran: Vec::new(), held: Vec::new() }
    }
}

fn alike((paper, page): (&Paper, &Page), (before, known): (&Paper, &Page)) -> bool {
    let sheet = |page: &Page| (page.label.clone(), page.width, page.height, page.bleed, page.is_double);
    let marks = || page.marks.iter().zip(&known.marks).all(|(one, other)| mark_alike((paper, one), (before, other)));
    sheet(page) == sheet(known) && page.inks == known.inks && page.marks.len() == known.marks.len() && marks()
}

fn mark_alike((paper, mark): (&Paper, &Mark), (before, known): (&Paper, &Mark)) -> bool {
    let (MarkKind::Picture(one), MarkKind::Picture(other)) = (&mark.kind, &known.kind) else { return mark == known };
    // Pictures are numbered by their places in the whole paper.
    let unnumbered = |picture: &Picture| Picture { art: 0, ..picture.clone() };
    let art = paper.pictures.get(one.art).zip(before.pictures.get(other.art));
    mark.tag == known.tag && unnumbered(one) == unnumbered(other) && art.is_some_and(|(one, other)| art_alike(one, other))
}

fn art_alike(one: &Art, other: &Art) -> bool {
    let form = |art: &Art| (art.kind, art.width, art.height, art.orientation, art.channels);
    one.path == other.path && form(one) == form(other) && (Arc::ptr_eq(&one.bytes, &other.bytes) || one.bytes == other.bytes)
}

#[cfg(test)]
mod tests {
    use super::super::specimen::paper;

    #[test]
    fn only_what_is_drawn_otherwise_has_changed() {
        let before = paper(3);
        assert!(before.clone().changed_since(&before).is_empty());
        let mut after = before.clone();
        after.pages[1].height = after.pages[1].width;
        after.pages.push(after.pages[0].clone());
        assert_eq!(after.changed_since(&before), [1, 3]);
        assert_eq!(after.with_pages(&[1]).pages.len(), 1);
    }
}
