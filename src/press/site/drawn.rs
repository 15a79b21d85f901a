//! A page's marks for a screen that shows it larger than its finest picture: rules, tints and glyphs are drawn anew, pictures cut from it.
use std::collections::{BTreeMap, BTreeSet};

use serde_json::{Map, Value, json};

use super::text::in_script;
use crate::ink::Ink;
use crate::page::{Glyph, MarkKind, Page, Paper, Text};
use crate::press::draw::is_missing;
use crate::units::{PER_POINT, Pt, Rect};

/// Places are told in hundredths of a point.
const UNIT: i32 = PER_POINT / 100;

/// What the marks of a page are drawn in, once each.
#[derive(Default)]
struct Looks {
    list: Vec<Value>,
}

impl Looks {
    fn of(&mut self, look: Value) -> usize {
        self.list.iter().position(|other| *other == look).unwrap_or_else(|| {
            self.list.push(look);
            self.list.len() - 1
        })
    }
}

/// A page's marks, as a script. Of each its kind, then what it takes: 0 a filled rectangle with its colour, 1 a picture, 2 type with its
/// look (face, size, width of the letters, colour), baseline, and in turn how far each glyph is from the last, and its number.
pub fn drawn_js(page: &Page) -> String {
    let mut looks = Looks::default();
    let mut marks: Vec<Value> = Vec::new();
    for mark in &page.marks {
        match &mark.kind {
            MarkKind::Fill(rect, ink) => marks.push(fill(*rect, *ink)),
            MarkKind::Frame(rect, weight, ink) => marks.extend(sides(*rect, *weight).map(|side| fill(side, *ink))),
            MarkKind::Picture(picture) => marks.push(list(1, picture.frame)),
            MarkKind::Text(text) => marks.extend(runs(text, &mut looks)),
        }
    }
    let told = json!({ "looks": looks.list, "marks": marks });
    format!("(newsprint.drawn ??= {{}})[{}] = {};\n", in_script(&json!(page.label)), in_script(&told))
}

/// `outlines.js`: by face its units to the em, and the outlines of all glyphs that the paper has.
pub fn outlines_js(paper: &Paper) -> String {
    let mut used: BTreeMap<u16, BTreeSet<u16>> = BTreeMap::new();
    for mark in paper.pages.iter().flat_map(|page| &page.marks) {
        if let MarkKind::Text(text) = &mark.kind {
            used.entry(text.face.0).or_default().extend(text.glyphs.iter().filter(|glyph| !is_missing(glyph)).map(|glyph| glyph.id));
        }
    }
    let faces: Map<String, Value> = used
        .into_iter()
        .map(|(number, glyphs)| {
            let face = &paper.faces[usize::from(number)];
            let outlines: Map<String, Value> = glyphs.into_iter().map(|glyph| (glyph.to_string(), face.outline(glyph).into())).collect();
            (number.to_string(), json!({ "em": face.units_per_em, "outlines": outlines }))
        })
        .collect();
    format!("newsprint.faces = {};\n", in_script(&Value::Object(faces)))
}

/// Type on one line. What no face has is a box on the picture, and cut from it.
fn runs(text: &Text, looks: &mut Looks) -> Vec<Value> {
    let look = looks.of(json!([text.face.0, units(text.size), text.scale, text.ink.rgb]));
    let mut pen = text.x;
    let placed: Vec<(Pt, &Glyph)> = text
        .glyphs
        .iter()
        .map(|glyph| {
            let at = pen;
            pen += glyph.advance;
            (at, glyph)
        })
        .collect();
    let alike = |one: &(Pt, &Glyph), next: &(Pt, &Glyph)| is_missing(one.1) == is_missing(next.1) && one.1.dy == next.1.dy;
    let run = |run: &[(Pt, &Glyph)]| {
        let (left, first) = run[0];
        if is_missing(first) {
            let width = run.iter().map(|(_, glyph)| glyph.advance).sum();
            return list(1, Rect { x: left, y: text.y - text.size, width, height: text.size });
        }
        let mut numbers = vec![2, look as i32, units(text.y - first.dy)];
        let mut last = 0;
        for (at, glyph) in run {
            let x = units(*at + glyph.dx);
            numbers.extend([x - last, i32::from(glyph.id)]);
            last = x;
        }
        json!(numbers)
    };
    placed.chunk_by(alike).map(run).collect()
}

fn fill(rect: Rect, ink: Ink) -> Value {
    json!([0, units(rect.x), units(rect.y), units(rect.width), units(rect.height), ink.rgb])
}

fn list(kind: i32, rect: Rect) -> Value {
    json!([kind, units(rect.x), units(rect.y), units(rect.width), units(rect.height)])
}

fn sides(rect: Rect, weight: Pt) -> [Rect; 4] {
    [
        Rect { height: weight, ..rect },
        Rect { y: rect.bottom() - weight, height: weight, ..rect },
        Rect { width: weight, ..rect },
        Rect { x: rect.right() - weight, width: weight, ..rect },
    ]
}

fn units(length: Pt) -> i32 {
    (length.0 + UNIT / 2).div_euclid(UNIT)
}
