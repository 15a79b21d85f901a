//! How long the rooms take: shaping, breaking, one page's plan, and whole papers.
use std::path::Path;
use std::sync::Arc;

use divan::Bencher;
use newsprint::Request;
use newsprint::diag::Diagnostics;
use newsprint::edition::Lang;
use newsprint::font::Fonts;
use newsprint::font::shape::{Features, Shaper};
use newsprint::font::shipped::faces;
use newsprint::ink::Ink;
use newsprint::layout::{Flex, Limits};
use newsprint::plan::page::{Blank, Element, fill};
use newsprint::plan::{Cell, Shape as Sizes};
use newsprint::press::Photos;
use newsprint::set::breaks::{Measure, Shape, break_paragraph};
use newsprint::set::rules::{Manner, Rules};
use newsprint::set::runs::{Inline, compose};
use newsprint::set::text_style::TextStyle;
use newsprint::units::Pt;

fn main() {
    divan::main();
}

const TEXT: &str = "The harbor bridge that three mayors promised and two contractors walked away from opened at dawn on Tuesday, nine years after the first pile was driven into the silt below Pier Four. A commuter train carrying 611 people, most of them holding free tickets drawn by lot, crossed the span in just under two minutes.";
const WIDTH: Pt = Pt(161_600);

fn fonts() -> Fonts {
    Fonts { faces: faces(), fallback: Vec::new() }
}

fn inline(fonts: &Fonts) -> [Inline; 1] {
    let face = fonts.find("Source Serif 4 SmText", 400, false).expect("shipped");
    let style = TextStyle { face, size: Pt(8900), ink: Ink::BLACK, tracking: 0, features: Features::Plain, upper: false, link: None };
    [Inline { text: TEXT.into(), style }]
}

fn rules() -> Rules {
    let (word_space, flex) = ((72, 170), Flex { tracking: Limits { usual: 15, most: 28 }, scale: Limits { usual: 20, most: 32 } });
    Rules { lang: Lang::EnUs, hyphenate: true, word_space, flex, hang: false, usage: Arc::default(), manner: Manner::Text, measure: WIDTH }
}

#[divan::bench]
fn shape_a_paragraph(bencher: Bencher) {
    let fonts = fonts();
    let inline = inline(&fonts);
    bencher.bench(|| compose(&inline, &rules(), &mut Shaper::new(&fonts)));
}

#[divan::bench]
fn break_a_paragraph(bencher: Bencher) {
    let fonts = fonts();
    let paragraph = compose(&inline(&fonts), &rules(), &mut Shaper::new(&fonts));
    bencher.bench(|| break_paragraph(&paragraph.items, &Measure::plain(WIDTH), Shape::Justified));
}

/// Six stories of elastic size on 6 columns by 140 rows.
#[divan::bench]
fn plan_a_page(bencher: Bencher) {
    let element = |n: u16| {
        let mut sizes = Sizes::new(6, 140);
        for columns in 1..=6u16 {
            let natural = (50 + 20 * n) / columns + 8;
            for extra in 0..24 {
                let off = u32::from(extra.max(12) - extra.min(12));
                sizes.offer(columns as u8, natural + extra, Cell { cost: 300 * off * off, config: 0 });
            }
        }
        Element { shape: Arc::new(sizes), weight: u32::from(9 - n), leads: n == 0, optional: None, faces: Arc::default() }
    };
    let elements: Vec<Element> = (0..6).map(element).collect();
    let blank = Blank { columns: 6, fold: None, rows: 140, holes: &[] };
    bencher.bench(|| fill(&blank, &elements, u64::MAX).expect("the page can be filled"));
}

fn paper(bencher: Bencher, photos: Photos) {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("samples/harbour-times/edition.toml");
    bencher.bench(|| {
        let mut diags = Diagnostics::default();
        let job = newsprint::read(&path, &mut diags).expect("the sample can be read");
        let paper = newsprint::build(&job, &mut diags);
        newsprint::print(&job, paper, &Request { photos, ..Request::default() }, &mut diags)
    });
}

#[divan::bench(sample_count = 10)]
fn the_sample_set_and_planned(bencher: Bencher) {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("samples/harbour-times/edition.toml");
    let job = newsprint::read(&path, &mut Diagnostics::default()).expect("the sample can be read");
    bencher.bench(|| newsprint::build(&job, &mut Diagnostics::default()));
}

#[divan::bench(sample_count = 10)]
fn the_sample_with_photos_kept(bencher: Bencher) {
    paper(bencher, Photos::Keep);
}

#[divan::bench(sample_count = 10)]
fn the_sample_with_photos_fitted(bencher: Bencher) {
    paper(bencher, Photos::Fit { ppi: 170, quality: 82 });
}
