//! Shape functions: whatever size a story says that it can fill, it fills, and nothing in it overlaps.
use std::path::Path;

use newsprint::diag::Diagnostics;
use newsprint::edition::Article;
use newsprint::font::shape::Shaper;
use newsprint::job::Setting;
use newsprint::layout::read::read_layout;
use newsprint::plan::Slot;
use newsprint::plan::shapes::{Config, Maker, Sizes, sizes};
use newsprint::set::compose::galley;
use newsprint::set::galley::Galley;
use newsprint::set::head::Lead;
use rayon::prelude::*;

use crate::editions::sample;

/// Everything that stands in a module.
fn parts(config: &Config) -> Vec<(&'static str, Slot)> {
    let photos = config.photos.iter().map(|photo| ("photo", Slot { rows: photo.picture.rows + photo.caption, ..photo.picture }));
    let legs = config.legs.iter().map(|leg| ("leg", *leg));
    let all = [("head", config.head_slot)].into_iter().chain(photos).chain(legs).chain(config.quote.map(|quote| ("quote", quote)));
    all.filter(|(_, slot)| slot.rows > 0 && slot.columns > 0).collect()
}

fn overlap(one: Slot, other: Slot) -> bool {
    let columns = one.column < other.column + other.columns && other.column < one.column + one.columns;
    columns && one.row < other.row + other.rows && other.row < one.row + one.rows
}

fn faults(sizes: &Sizes, galley: &Galley) -> Vec<String> {
    let mut faults = Vec::new();
    for (columns, rows, cell) in sizes.shape.cells() {
        let config = &sizes.configs[cell.config as usize];
        let mut fault = |why: String| faults.push(format!("{columns} by {rows}: {why}"));
        if (config.columns, config.rows) != (columns, rows) {
            fault(format!("made {} by {}", config.columns, config.rows));
        }
        if config.bill.total() != u64::from(cell.cost) {
            fault(format!("the bill says {}, the planner {}", config.bill.total(), cell.cost));
        }
        let parts = parts(config);
        for (at, (name, slot)) in parts.iter().enumerate() {
            if slot.column + slot.columns > columns || slot.row + slot.rows > rows {
                fault(format!("its {name} sticks out: {slot:?}"));
            }
            for (other_name, other) in &parts[at + 1..] {
                if overlap(*slot, *other) {
                    fault(format!("its {name} lies on its {other_name}: {slot:?} {other:?}"));
                }
            }
        }
        // A quote that spans legs is lifted out of the flow.
        if config.quote.is_none() && !galley.flow.is_empty() {
            let deep: u16 = config.legs.iter().map(|leg| leg.rows).sum();
            let last = galley.flow.len() - 1;
            let rows_of = |item: usize| galley.flow[item].choices[usize::from(config.fit.choices[item])].rows;
            let end = config.fit.starts[last] + rows_of(last) + config.fit.short;
            if end != deep {
                fault(format!("its text ends after row {end} of {deep}"));
            }
            if (1..=last).any(|item| config.fit.starts[item] < config.fit.starts[item - 1] + rows_of(item - 1)) {
                fault("a paragraph begins before the one above it ends".into());
            }
        }
    }
    faults
}

#[test]
fn every_size_is_filled_and_nothing_overlaps() {
    let job = newsprint::read(&sample("harbour-times"), &mut Diagnostics::default()).expect("the sample can be read");
    let layout = read_layout("broadsheet", Path::new("."), &mut Diagnostics::default()).expect("it ships");
    let template = &layout.templates["inside"];
    let measures = (1..=template.grid.columns).map(|columns| layout.measure(template, columns)).collect();
    let setting = Setting { grid: template.grid, styles: template.styles.clone(), drop_capital_words: 0, measures, fold: None };
    // Each fourth story: short and long ones, with photos and without.
    let stories: Vec<&Article> = job.edition.articles.iter().step_by(4).collect();
    let told: Vec<(usize, Vec<String>)> = stories
        .par_iter()
        .map(|article| {
            let galley = galley(article, &setting, &mut Shaper::new(&job.fonts));
            let pictures = layout.planner.pictures;
            let maker = Maker {
                article,
                galley: &galley,
                setting: &setting,
                rows: 90,
                room: None,
                ppi_limits: [200, 150],
                pictures,
                company: None,
            };
            let both = [Lead::Yes, Lead::No].map(|lead| sizes(&maker, lead));
            let faults = both.iter().flat_map(|sizes| faults(sizes, &galley)).map(|fault| format!("{} {fault}", article.slug)).collect();
            (both.iter().map(|sizes| sizes.shape.cells().count()).sum(), faults)
        })
        .collect();
    let count: usize = told.iter().map(|(count, _)| count).sum();
    assert!(stories.len() >= 20 && count > 2_000, "only {count} sizes of {} stories", stories.len());
    crate::editions::none(told.into_iter().flat_map(|(_, faults)| faults).collect());
}
