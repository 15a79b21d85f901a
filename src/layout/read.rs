//! Reading a layout: every style complete, every colour looked up, every number checked.
use std::collections::BTreeMap;
use std::path::Path;
use std::sync::Arc;

use super::layers::{EM, Found, Layers};
use super::print::print;
use super::usage::{languages, usage};
use super::{Edge, Epaper, Furniture, FurnitureKind, Grid, Layout, PageSize, PictureSizes, Planner, StyleName, Template, styles};
use crate::diag::{Diagnostics, Severity, Source};
use crate::ink::{Ink, Spot};
use crate::tree::Node;
use crate::units::Pt;

/// The narrowest column: 5 picas.
const NARROWEST_COLUMN: Pt = Pt(60_000);
/// The most columns, of a double truck too.
const MOST_COLUMNS: u8 = 12;
/// Fewest rows that furniture must leave.
const LEAST_ROWS: i32 = 20;
/// Sides of a sheet: from a card to the largest page that PDF has (ISO 32000-1, annex C: 14,400 pt).
const SIDES: std::ops::RangeInclusive<i32> = 100_000..=14_400_000;
/// Baseline to baseline of a page's grid.
const LEADINGS: std::ops::RangeInclusive<i32> = 4_000..=40_000;
/// Pages without one of these could not be made.
const NEEDED: [&str; 2] = ["front", "inside"];

/// Reads a layout by its name or by its path relative to the root. None where there are errors; they are told.
pub fn read_layout(name_or_path: &str, root: &Path, diags: &mut Diagnostics) -> Option<Layout> {
    read_layout_for(name_or_path, root, &Source::whole("edition.toml"), diags)
}

/// As [`read_layout`], with the place that asks for the layout, for when there is none of that name.
pub fn read_layout_for(name_or_path: &str, root: &Path, asked: &Source, diags: &mut Diagnostics) -> Option<Layout> {
    let layers = Layers::read(name_or_path, root, asked, diags)?;
    let mut told = Diagnostics::default();
    let layout = LayoutReader { layers: &layers, root, diags: &mut told }.layout(name_or_path);
    let failed = told.has_errors();
    // A style's fault shows in every template that takes the style: tell it once.
    for diagnostic in told.list {
        let same_place = |earlier: &&crate::diag::Diagnostic| earlier.code == diagnostic.code && earlier.source == diagnostic.source;
        if diagnostic.severity != Severity::Error
            || !diags.list.iter().any(|earlier| same_place(&earlier) && earlier.message == diagnostic.message)
        {
            diags.list.push(diagnostic);
        }
    }
    layout.filter(|_| !failed)
}

struct LayoutReader<'a> {
    layers: &'a Layers,
    root: &'a Path,
    diags: &'a mut Diagnostics,
}

impl<'a> LayoutReader<'a> {
    fn fault(&mut self, code: &'static str, found: Option<Found>, message: String) -> &mut crate::diag::Diagnostic {
        let source = found.map(|found| found.source()).or_else(|| self.layers.whole());
        self.diags.error(code, source, message)
    }

    /// A length that every layout has.
    fn needed(&mut self, path: &[&str]) -> Option<Pt> {
        let length = self.layers.at(path).and_then(|found| found.length(EM));
        if length.is_none() {
            let message = format!("the layout has no {}", path.join("."));
            self.fault("missing-key", None, message).help("add it, or begin with extends = \"broadsheet\"");
        }
        length
    }

    /// A length that is not less than nothing.
    fn white(&mut self, path: &[&str]) -> Option<Pt> {
        let length = self.needed(path)?;
        if length < Pt::ZERO {
            let message = format!("{} is less than nothing", path.join("."));
            self.fault("out-of-range", self.layers.at(path), message).help("write 0mm or more");
        }
        Some(length.max(Pt::ZERO))
    }

    fn side(&mut self, path: &[&str]) -> Option<Pt> {
        let length = self.needed(path)?;
        if !SIDES.contains(&length.0) {
            let message = format!("{} is {length} pt; a page is 100 to 14400 pt wide and high", path.join("."));
            self.fault("out-of-range", self.layers.at(path), message);
            return None;
        }
        Some(length)
    }

    fn layout(&mut self, name: &str) -> Option<Layout> {
        let page = self.page();
        let grid = self.grid();
        let print = print(self.layers, self.root, self.diags);
        let (colours, spots) = self.colours(print.specification.ink_limit);
        let (page, grid) = (page?, grid?);
        let mut layout = Layout {
            name: name.to_string(),
            page,
            grid,
            fallback: self.layers.items(&["fonts", "fallback"]).iter().filter_map(Node::text).map(str::to_string).collect(),
            templates: BTreeMap::new(),
            planner: self.planner(),
            epaper: self.epaper(),
            print,
            languages: languages(self.layers),
            usage: Arc::new(usage(self.layers, self.root, self.diags)),
            colours,
            spots,
        };
        for template in self.layers.keys(&["templates"]) {
            let made = self.template(template, &layout);
            self.check(template, &made, &layout);
            layout.templates.insert(template.to_string(), made);
        }
        for name in NEEDED.into_iter().filter(|name| !layout.templates.contains_key(*name)) {
            let message = format!("the layout has no template \"{name}\"");
            self.fault("missing-template", None, message).help("every layout needs front and inside");
        }
        Some(layout)
    }

    fn page(&mut self) -> Option<PageSize> {
        let (width, height) = (self.side(&["page", "width"]), self.side(&["page", "height"]));
        let mut margin = |edge: &str| self.white(&["page", "margins", edge]);
        let (top, right, bottom, left) = (margin("top"), margin("right"), margin("bottom"), margin("left"));
        let bleed = if self.layers.at(&["page", "bleed"]).is_some() { self.white(&["page", "bleed"])? } else { Pt::ZERO };
        let page = PageSize { width: width?, height: height?, top: top?, right: right?, bottom: bottom?, left: left?, bleed };
        if page.width <= page.left + page.right || page.height <= page.top + page.bottom {
            self.fault("bad-page", self.layers.at(&["page", "margins"]), "the margins are as large as the page".into());
            return None;
        }
        Some(page)
    }

    fn grid(&mut self) -> Option<Grid> {
        let columns = self.layers.at(&["grid", "columns"]).and_then(|found| found.node.integer());
        if columns.is_none() {
            self.fault("missing-key", None, "the layout has no grid.columns".into()).help("add it, or begin with extends = \"broadsheet\"");
        }
        let (gutter, leading) = (self.white(&["grid", "gutter"]), self.needed(&["grid", "leading"]));
        let leading = self.leading(leading?, &["grid", "leading"])?;
        Some(Grid { columns: u8::try_from(columns?).ok()?, gutter: gutter?, leading })
    }

    fn leading(&mut self, leading: Pt, path: &[&str]) -> Option<Pt> {
        if LEADINGS.contains(&leading.0) {
            return Some(leading);
        }
        let message = format!("{} is {leading} pt; rows are 4 to 40 pt deep", path.join("."));
        self.fault("out-of-range", self.layers.at(path), message);
        None
    }

    fn planner(&mut self) -> Planner {
        if let Some(found) = self.layers.at(&["planner", "min_stories"]) {
            let note = self.diags.note("unused-key", Some(found.source()), "planner.min_stories is read no longer");
            note.did("gave each page as many stories as fill it best").help("take the key out");
        }
        Planner {
            lead_share: self.layers.integer(&["planner", "lead_share"]) as u8,
            pages_multiple: self.layers.integer(&["planner", "pages_multiple"]) as u8,
            house_ads: self.layers.flag(&["planner", "house_ads"]),
            digest: self.layers.flag(&["planner", "digest"]),
            pictures: self.picture_sizes(),
        }
    }

    fn picture_sizes(&self) -> PictureSizes {
        let number = |key: &str| self.layers.integer(&["planner", "pictures", key]) as u16;
        let span = |key: &str| self.layers.span(&["planner", "pictures", key]);
        PictureSizes {
            lead: span("lead"),
            seconds: span("seconds"),
            others: span("others"),
            lead_to_text: number("lead_to_text"),
            other_to_text: number("other_to_text"),
            largest: number("largest") as u8,
            gallery: number("gallery") as u8,
            graphic_ppi: number("graphic_ppi"),
        }
    }

    fn epaper(&self) -> Epaper {
        Epaper {
            ppi: self.layers.integer(&["epaper", "ppi"]) as u16,
            quality: self.layers.integer(&["epaper", "quality"]) as u8,
            max_page_kb: self.layers.integer(&["epaper", "max_page_kb"]) as u32,
        }
    }

    /// The named colours, none with more ink than the paper bears; and the names of those that are inks of their own.
    fn colours(&mut self, limit: u16) -> (BTreeMap<String, Ink>, Vec<String>) {
        let mut spots: Vec<String> = Vec::new();
        let mut colours = BTreeMap::from([("black".to_string(), Ink::BLACK), ("white".to_string(), Ink::WHITE)]);
        for name in self.layers.keys(&["colours"]) {
            let parts = self.layers.items(&["colours", name, "cmyk"]).iter().filter_map(|part| u8::try_from(part.integer()?).ok());
            let cmyk = <[u8; 4]>::try_from(parts.collect::<Vec<u8>>()).ok();
            let written = self.layers.at(&["colours", name, "rgb"]);
            let rgb = written.and_then(|found| hex(found.text()));
            if let (Some(found), None) = (written, rgb) {
                let message = format!("\"{}\" is no colour of the screen", found.text());
                self.fault("bad-colour", Some(found), message).help("write \"#rrggbb\", as in \"#961421\"");
            }
            let ink = match (cmyk, rgb) {
                (Some(cmyk), Some(rgb)) => Ink { cmyk, rgb, spot: None },
                (Some(cmyk), None) => Ink::from_cmyk(cmyk),
                (None, Some(rgb)) => Ink::from_rgb(rgb),
                (None, None) => {
                    if written.is_none() {
                        let message = format!("the colour \"{name}\" has neither cmyk nor rgb");
                        self.fault("bad-colour", self.layers.at(&["colours", name]), message)
                            .help("write cmyk = [c, m, y, k] or rgb = \"#rrggbb\"");
                    }
                    Ink::BLACK
                }
            };
            let mut kept = ink.within(limit);
            if kept != ink {
                let shown = kept.cmyk.map(|part| part.to_string()).join(", ");
                let message = format!("the colour \"{name}\" takes {} % of ink, and the paper bears {limit} %", ink.sum());
                let place = self.layers.at(&["colours", name]).map(|found| found.source());
                self.diags.warning("ink-limit", place, message).did(format!("prints it as cmyk = [{shown}]")).help("write it so");
            }
            if let Some(spot) = self.layers.text(&["colours", name, "spot"]) {
                let known = spots.iter().position(|other| other == spot).unwrap_or_else(|| {
                    spots.push(spot.to_string());
                    spots.len() - 1
                });
                kept.spot = u8::try_from(known).ok().map(Spot);
            }
            colours.insert(name.to_string(), kept);
        }
        (colours, spots)
    }

    fn template(&mut self, name: &str, layout: &Layout) -> Template {
        let path = |key: &'static str| ["templates", name, key];
        let is_double = self.layers.flag(&path("double"));
        let usual = if is_double { (layout.grid.columns * 2).min(MOST_COLUMNS) } else { layout.grid.columns };
        let columns = self.layers.at(&path("columns")).and_then(|found| found.node.integer());
        let mut grid = Grid { columns: columns.map_or(usual, |columns| columns as u8), ..layout.grid };
        if self.layers.at(&path("gutter")).is_some() {
            grid.gutter = self.white(&path("gutter")).unwrap_or(grid.gutter);
        }
        if let Some(leading) = self.layers.at(&path("leading")).and_then(|found| found.length(EM)) {
            grid.leading = self.leading(leading, &path("leading")).unwrap_or(grid.leading);
        }
        let words = |key: &'static str| self.layers.items(&path(key)).iter().filter_map(Node::text).map(str::to_string).collect();
        let sections = words("sections");
        let lead_columns = self.lead_columns(name, &grid);
        let task = styles::TemplateStyles { usage: &layout.usage, layers: self.layers, template: name, grid, colours: &layout.colours };
        let styles = StyleName::ALL.iter().map(|style| task.style(*style, self.diags)).collect();
        Template {
            grid,
            is_double,
            sections,
            furniture: self.layers.items(&path("furniture")).iter().filter_map(piece).collect(),
            lead_columns,
            max_stories: self.layers.integer(&path("max_stories")) as u8,
            drop_capital_words: self.layers.integer(&path("drop_capital_words")) as u32,
            briefs_label: self.layers.text(&path("briefs_label")).map(str::to_string),
            styles,
        }
    }

    /// Fewest and most columns of the lead; never more than there are.
    fn lead_columns(&mut self, template: &str, grid: &Grid) -> (u8, u8) {
        let path = ["templates", template, "lead_columns"];
        let count = |node: &Node| u8::try_from(node.integer()?).ok();
        let (low, high) = match self.layers.items(&path) {
            [low, high] => (count(low).unwrap_or(1), count(high).unwrap_or(grid.columns)),
            _ => (grid.columns / 2, grid.columns),
        };
        if low > high {
            let message = format!("lead_columns go from the fewest to the most, and here from {low} to {high}");
            self.fault("out-of-range", self.layers.at(&path), message).help(format!("write [{high}, {low}]"));
        }
        (low.clamp(1, grid.columns), high.clamp(1, grid.columns))
    }

    /// Columns and rows that type can stand in.
    fn check(&mut self, name: &str, template: &Template, layout: &Layout) {
        let found = self.layers.at(&["templates", name]);
        let grid = &template.grid;
        let live = layout.live_width(template);
        let column = layout.measure(template, 1);
        if column < NARROWEST_COLUMN {
            let most = (live + grid.gutter).0 / (NARROWEST_COLUMN + grid.gutter).0;
            let message =
                format!("template \"{name}\": {} columns of {column} pt are too narrow; the least is 60 pt (5 picas)", grid.columns);
            self.fault("narrow-columns", found, message).help(format!("take at most {most} columns, or a narrower gutter"));
        }
        let all = (layout.page.height - layout.page.top - layout.page.bottom).0 / grid.leading.0;
        let furniture: i32 = template.furniture.iter().map(|piece| i32::from(piece.rows)).sum();
        if all - furniture < LEAST_ROWS {
            let message = format!("template \"{name}\": furniture takes {furniture} of {all} rows and leaves too few for stories");
            self.fault("no-live-area", found, message).help(format!("leave at least {LEAST_ROWS} rows"));
        }
        let body = template.style(StyleName::Body);
        if body.leading != grid.leading {
            let message = format!("template \"{name}\": body stands {} pt apart, and the grid's rows {} pt", body.leading, grid.leading);
            let found = self.layers.at(&["styles", "body", "leading"]).or(found);
            self.fault("off-grid", found, message).help("take the body's leading out: it is the grid's where it is missing");
        }
        if template.is_double {
            self.check_double(name, template);
        }
    }

    /// The fold of a double truck lies between two columns, and pages take it only where they are told to.
    fn check_double(&mut self, name: &str, template: &Template) {
        let found = self.layers.at(&["templates", name]);
        let columns = template.grid.columns;
        if !columns.is_multiple_of(2) {
            let message = format!("template \"{name}\": the fold of a double truck would run through a column: it has {columns}");
            let found = self.layers.at(&["templates", name, "columns"]).or(self.layers.at(&["templates", name]));
            self.fault("double-truck", found, message).help(format!("take {} or {} columns", columns - 1, columns + 1));
        }
        if NEEDED.contains(&name) {
            let message = format!("template \"{name}\": pages that name no template take it, and a double truck is two pages");
            self.fault("double-truck", found, message).help("make the double truck a template of its own, and let a page ask for it");
        }
        if let Some(found) = self.layers.at(&["templates", name, "sections"]) {
            let message = format!("template \"{name}\": a double truck is made only where a page asks for it, not for sections");
            self.fault("double-truck", Some(found), message).help("take sections out");
        }
        if template.furniture.iter().any(|piece| piece.kind != FurnitureKind::RunningHead) {
            let message = format!("template \"{name}\": a double truck has no furniture but running heads");
            let found = self.layers.at(&["templates", name, "furniture"]);
            self.fault("double-truck", found, message).help("nameplate, folio line and index are a front page's: take them out");
        }
    }
}

fn piece(node: &Node) -> Option<Furniture> {
    let kind = match node.get("kind")?.text()? {
        "nameplate" => FurnitureKind::Nameplate,
        "folio" => FurnitureKind::Folio,
        "running-head" => FurnitureKind::RunningHead,
        "index" => FurnitureKind::Index,
        _ => return None,
    };
    let edge = if node.get("edge").and_then(Node::text) == Some("bottom") { Edge::Bottom } else { Edge::Top };
    Some(Furniture { kind, edge, rows: u16::try_from(node.get("rows")?.integer()?).ok()? })
}

/// `#rrggbb`
fn hex(text: &str) -> Option<[u8; 3]> {
    const HEXADECIMAL: u32 = 16;
    const DIGITS: usize = 6;
    let digits = text.strip_prefix('#').filter(|digits| digits.len() == DIGITS && digits.bytes().all(|b| b.is_ascii_hexdigit()))?;
    let number = u32::from_str_radix(digits, HEXADECIMAL).ok()?;
    let [_, red, green, blue] = number.to_be_bytes();
    Some([red, green, blue])
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::layout::keys;
    use crate::tree::form::{Usual, groups};
    use std::fs;

    /// Writes layouts into a folder of its own and reads one: its measures, or what was told.
    fn check(name: &str, layouts: &[(&str, &str)], expected: &[&str]) {
        let title: String = layouts
            .iter()
            .flat_map(|(name, text)| [*name, *text])
            .chain([name])
            .flat_map(str::chars)
            .filter(char::is_ascii_alphanumeric)
            .collect();
        let folder = std::env::temp_dir().join(format!("newsprint-layout-{:.60}-{}-{}", title, title.len(), std::process::id()));
        fs::create_dir_all(folder.join("layouts")).unwrap();
        for (name, text) in layouts {
            fs::write(folder.join(format!("layouts/{name}.toml")), text).unwrap();
        }
        let mut diags = Diagnostics::default();
        let layout = read_layout(name, &folder, &mut diags);
        fs::remove_dir_all(&folder).unwrap();
        let mut told: Vec<String> = diags.list.iter().map(|told| format!("{}: {}", told.code, told.message)).collect();
        told.extend(layout.map(|layout| {
            let rows: Vec<String> = ["front", "inside"].map(|name| layout.live_rows(&layout.templates[name]).to_string()).to_vec();
            format!("{} columns, {} rows", layout.grid.columns, rows.join(" and "))
        }));
        assert_eq!(told, expected);
    }

    #[test]
    fn shipped_layouts_can_be_read() {
        check("broadsheet", &[], &["6 columns, 122 and 138 rows"]);
        check("berliner", &[], &["5 columns, 104 and 118 rows"]);
        check("tabloid", &[], &["5 columns, 84 and 97 rows"]);
        check("brodsheet", &[], &["unknown-layout: there is no layout \"brodsheet\""]);
        check("../x.toml", &[], &["outside-root: the layout ../x.toml lies outside the folder of the edition"]);
    }

    #[test]
    fn a_double_truck_has_its_fold_in_the_middle_of_a_gutter() {
        let own = "[page]\nmargins = { left = \"20mm\", right = \"10mm\" }\n[templates.narrow]\ndouble = true\ncolumns = 4\n";
        for (name, columns) in [("broadsheet", 12), ("berliner", 10), ("tabloid", 10)] {
            let folder = std::env::temp_dir().join(format!("newsprint-fold-{name}-{}", std::process::id()));
            fs::create_dir_all(folder.join("layouts")).unwrap();
            fs::write(folder.join("layouts/own.toml"), format!("extends = \"{name}\"\n{own}")).unwrap();
            let layout = read_layout("own", &folder, &mut Diagnostics::default()).unwrap();
            fs::remove_dir_all(&folder).unwrap();
            assert_eq!(layout.templates["double-truck"].grid.columns, columns);
            for template in ["double-truck", "narrow"].map(|name| &layout.templates[name]) {
                let fold = template.fold().unwrap();
                let after = layout.live_area(template).x + layout.column_x(template, fold);
                let before = after - template.grid.gutter;
                // A column's width is rounded to a thousandth of a point.
                let off = (after + before - layout.width(template)).0.abs();
                assert!(off <= 2 * i32::from(columns), "{name}: {before} {after}");
                assert_eq!(layout.live_area(template).x, Pt(56_693));
            }
        }
    }

    #[test]
    fn layouts_extend_one_another() {
        let own = ("broadsheet", "extends = \"broadsheet\"\n[grid]\ncolumns = 5\n");
        check("broadsheet", &[own], &["5 columns, 122 and 138 rows"]);
        check("layouts/broadsheet.toml", &[own], &["5 columns, 122 and 138 rows"]);
        check(
            "a",
            &[("a", "extends = \"b\"\n"), ("b", "extends = \"a\"\n")],
            &["layout-circle: layouts extend one another in a circle: layouts/a.toml → layouts/b.toml → layouts/a.toml"],
        );
    }

    #[test]
    fn every_number_is_checked() {
        let told = |text: &str, expected: &[&str]| check("own", &[("own", &format!("extends = \"broadsheet\"\n{text}"))], expected);
        told(
            "[grid]\ncolumns = 12\ngutter = \"60pt\"\n[templates.opinion]\ncolumns = 4\n",
            &[
                "narrow-columns: template \"features\": 12 columns of 31.220 pt are too narrow; the least is 60 pt (5 picas)",
                "narrow-columns: template \"front\": 12 columns of 31.220 pt are too narrow; the least is 60 pt (5 picas)",
                "narrow-columns: template \"inside\": 12 columns of 31.220 pt are too narrow; the least is 60 pt (5 picas)",
            ],
        );
        told("[page]\nmargins = { left = \"300mm\", right = \"100mm\" }\n", &["bad-page: the margins are as large as the page"]);
        told(
            "[page]\nwidth = \"391\"\n",
            &["bad-length: width: \"391\" has no unit; units are pt, mm, cm, in, pc and em, as in \"9pt\" or \"4.2mm\""],
        );
        told(
            "[styles.body]\nleading = \"11pt\"\n[templates.features]\nleading = \"11pt\"\n[templates.opinion]\nleading = \"11pt\"\n",
            &[
                "off-grid: template \"double-truck\": body stands 11.000 pt apart, and the grid's rows 10.400 pt",
                "off-grid: template \"front\": body stands 11.000 pt apart, and the grid's rows 10.400 pt",
                "off-grid: template \"inside\": body stands 11.000 pt apart, and the grid's rows 10.400 pt",
            ],
        );
        told(
            "[[templates.inside.furniture]]\nkind = \"running-head\"\nrows = 60\n[[templates.inside.furniture]]\nkind = \"folio\"\nrows = 60\n[[templates.inside.furniture]]\nkind = \"index\"\nrows = 10\n",
            &["no-live-area: template \"inside\": furniture takes 130 of 142 rows and leaves too few for stories"],
        );
        told(
            "[templates.wide]\ndouble = true\ncolumns = 7\nsections = [\"News\"]\nfurniture = [{ kind = \"folio\", rows = 3 }]\n",
            &[
                "double-truck: template \"wide\": the fold of a double truck would run through a column: it has 7",
                "double-truck: template \"wide\": a double truck is made only where a page asks for it, not for sections",
                "double-truck: template \"wide\": a double truck has no furniture but running heads",
            ],
        );
        told(
            "[templates.inside]\ndouble = true\n",
            &["double-truck: template \"inside\": pages that name no template take it, and a double truck is two pages"],
        );
        told("[templates.features]\nmax_stories = 37\n", &["out-of-range: max_stories is 37; it can be 1 to 36"]);
        told("[colours]\naccent = { rgb = \"red\" }\n", &["bad-colour: \"red\" is no colour of the screen"]);
        told(
            "[styles.headlin]\nsize = \"9pt\"\n[styles.deck]\nwieght = 4\n",
            &["unknown-key: \"wieght\" is not a key of a style", "unknown-style: there is no style \"headlin\""],
        );
    }

    #[test]
    fn the_manual_names_every_key_and_style() {
        let manual = include_str!("../../layouts/README.md");
        let keys = groups(&keys::FORM).into_iter().flat_map(|group| group.keys.iter().map(|key| key.name));
        let names = keys.chain(StyleName::ALL.iter().map(|name| name.name()));
        let missing: Vec<&str> = names.filter(|name| !manual.contains(&format!("`{name}`"))).collect();
        assert!(missing.is_empty(), "layouts/README.md does not tell of {missing:?}");
    }

    #[test]
    fn the_manual_tells_what_is_usual() {
        let manual = include_str!("../../layouts/README.md");
        for group in groups(&keys::FORM) {
            let title = if group.name == "a template" { "[templates.NAME]" } else { group.name };
            let rows: String = manual.lines().filter(|line| line.starts_with(&format!("| `{title}`"))).collect();
            for key in group.keys {
                let usual = match key.usual {
                    Some(Usual::Integer(number)) => number.to_string(),
                    Some(Usual::Text(text)) => text.to_string(),
                    Some(Usual::Flag(flag)) => flag.to_string(),
                    Some(Usual::Span(low, high)) => format!("[{low}, {high}]"),
                    None => continue,
                };
                let told = rows.split(&format!("`{}`", key.name)).skip(1).any(|after| {
                    let sentence = after.split(';').next().unwrap_or_default();
                    sentence.contains(&format!("({usual}"))
                });
                assert!(told, "layouts/README.md, {title}: `{}` is {usual} where it is missing", key.name);
            }
        }
    }

    #[test]
    fn a_key_that_is_read_no_longer_is_told() {
        let own = ("own", "extends = \"broadsheet\"\n[planner]\nmin_stories = 3\n");
        check("own", &[own], &["unused-key: planner.min_stories is read no longer", "6 columns, 122 and 138 rows"]);
    }

    #[test]
    #[should_panic(expected = "a layout has no key epaper.qality")]
    fn a_key_misspelled_in_the_code_fails() {
        Layers::default().integer(&["epaper", "qality"]);
    }

    #[test]
    #[should_panic(expected = "the key page.width has no usual value")]
    fn a_value_without_a_usual_one_fails() {
        Layers::default().length(&["page", "width"]);
    }
}
