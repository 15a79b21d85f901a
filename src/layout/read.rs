//! Reading a layout and those it extends: one over the other, then every style and colour looked up.
use std::collections::BTreeMap;
use std::path::Path;
use std::sync::Arc;

use super::{Align, Case, Edge, Epaper, Furniture, FurnitureKind, Grid, Layout, PageSize, Planner, Style, StyleName, Template, keys};
use crate::diag::{Diagnostics, Source, SourceFile};
use crate::ink::Ink;
use crate::tree::form::{self, Form, nearest};
use crate::tree::{Entry, Node, toml};
use crate::units::{Length, Pt};

/// The layouts in the program: name and text.
pub const SHIPPED: &[(&str, &str)] = &[
    ("broadsheet", include_str!("../../layouts/broadsheet.toml")),
    ("berliner", include_str!("../../layouts/berliner.toml")),
    ("tabloid", include_str!("../../layouts/tabloid.toml")),
];

/// Layouts that extend one another deeper than this go in a circle.
const DEEPEST: usize = 8;
/// The narrowest column: 5 picas.
const NARROWEST_COLUMN: Pt = Pt(60_000);
/// Type sizes that can be printed and read.
const SIZES: std::ops::RangeInclusive<i32> = 3_000..=400_000;
/// Fewest rows that furniture must leave.
const LEAST_ROWS: i32 = 20;

/// A value and the file it came from: layouts lie one over the other.
#[derive(Clone)]
struct Layer {
    file: Arc<SourceFile>,
    tree: Node,
}

/// Reads a layout by name or path. None where there are errors; they are told.
pub fn read_layout(name: &str, root: &Path, asked: &Source, diags: &mut Diagnostics) -> Option<Layout> {
    let before = diags.list.len();
    let layers = layers(name, root, asked, diags)?;
    let mut resolver = Resolver { layers: &layers, diags };
    let layout = resolver.layout(name);
    let failed = diags.list[before..].iter().any(|d| d.severity == crate::diag::Severity::Error);
    if failed { None } else { layout }
}

/// The layout and all that it extends, itself first.
fn layers(name: &str, root: &Path, asked: &Source, diags: &mut Diagnostics) -> Option<Vec<Layer>> {
    let mut layers: Vec<Layer> = Vec::new();
    let mut name = name.to_string();
    let mut asked = asked.clone();
    let mut ok = true;
    loop {
        let file = find(&name, root, &asked, diags)?;
        let tree = match toml::read(&file.text) {
            Ok(tree) => tree,
            Err(fault) => {
                malformed(&file, fault, diags);
                return None;
            }
        };
        ok &= form::check(&tree, &Form::Group(&keys::LAYOUT), &file, diags);
        ok &= known_styles(&tree, &file, diags);
        let next = tree.get("extends").and_then(|node| Some((node.text()?.to_string(), node.source(&file))));
        layers.push(Layer { file, tree });
        match next {
            Some((base, source)) => {
                if layers.len() >= DEEPEST {
                    diags.error("layout-circle", Some(source), "layouts extend one another in a circle").help("take one \"extends\" out");
                    return None;
                }
                (name, asked) = (base, source);
            }
            None => break,
        }
    }
    ok.then_some(layers)
}

fn malformed(file: &Arc<SourceFile>, fault: crate::tree::Malformed, diags: &mut Diagnostics) {
    let source = Source { file: file.clone(), range: fault.range };
    diags.error("malformed", Some(source), format!("{} cannot be read: {}", file.path, fault.message));
}

/// A layout's text: of the paper's own layouts/ folder, a path, or one that ships.
fn find(name: &str, root: &Path, asked: &Source, diags: &mut Diagnostics) -> Option<Arc<SourceFile>> {
    let is_path = name.contains('/') || name.ends_with(".toml");
    let path = if is_path { name.to_string() } else { format!("layouts/{name}.toml") };
    let safe = !path.starts_with('/') && !path.split('/').any(|part| part == "..");
    if let Some(text) = std::fs::read_to_string(root.join(&path)).ok().filter(|_| safe) {
        return Some(Arc::new(SourceFile { path, text }));
    }
    if let Some((_, text)) = SHIPPED.iter().find(|(shipped, _)| *shipped == name) {
        return Some(Arc::new(SourceFile { path: format!("layouts/{name}.toml (in the program)"), text: (*text).into() }));
    }
    let names: Vec<&str> = SHIPPED.iter().map(|(name, _)| *name).collect();
    let help = match nearest(name, names.iter().copied()) {
        Some(near) => format!("did you mean \"{near}\"?"),
        None => format!("layouts that ship are {}; others lie in layouts/ beside the edition", names.join(", ")),
    };
    diags.error("unknown-layout", Some(asked.clone()), format!("there is no layout \"{name}\"")).help(help);
    None
}

/// Styles may have only the names that the program knows.
fn known_styles(tree: &Node, file: &Arc<SourceFile>, diags: &mut Diagnostics) -> bool {
    let before = diags.list.len();
    let of_templates = tree.get("templates").map(Node::entries).unwrap_or_default().iter().filter_map(|entry| entry.node.get("styles"));
    for styles in tree.get("styles").into_iter().chain(of_templates) {
        for entry in styles.entries() {
            if !StyleName::ALL.iter().any(|name| name.name() == entry.key) {
                let source = Source { file: file.clone(), range: entry.range.clone() };
                let error = diags.error("unknown-style", Some(source), format!("there is no style \"{}\"", entry.key));
                match nearest(&entry.key, StyleName::ALL.iter().map(|name| name.name())) {
                    Some(near) => error.help(format!("did you mean \"{near}\"?")),
                    None => error.help(format!("styles are {}", StyleName::ALL.iter().map(|name| name.name()).collect::<Vec<_>>().join(", "))),
                };
            }
        }
    }
    diags.list.len() == before
}

struct Resolver<'a> {
    layers: &'a [Layer],
    diags: &'a mut Diagnostics,
}

/// A value with its file.
#[derive(Clone, Copy)]
struct Found<'a> {
    node: &'a Node,
    file: &'a Arc<SourceFile>,
}

impl Found<'_> {
    fn source(&self) -> Source {
        self.node.source(self.file)
    }
}

impl<'a> Resolver<'a> {
    /// The topmost layer's value at a path of keys.
    fn at(&self, path: &[&str]) -> Option<Found<'a>> {
        let walk = |layer: &'a Layer| path.iter().try_fold(&layer.tree, |node, key| node.get(key)).map(|node| Found { node, file: &layer.file });
        self.layers.iter().find_map(walk)
    }

    /// Keys of a table in any layer, sorted.
    fn keys(&self, path: &[&str]) -> Vec<&'a str> {
        let walk = |layer: &'a Layer| path.iter().try_fold(&layer.tree, |node, key| node.get(key));
        let entries = self.layers.iter().filter_map(walk).flat_map(Node::entries);
        let mut names: Vec<&str> = entries.map(|entry: &Entry| entry.key.as_str()).collect();
        names.sort_unstable();
        names.dedup();
        names
    }

    fn length(&self, path: &[&str], em: Pt) -> Option<Pt> {
        Length::parse(self.at(path)?.node.text()?).ok().map(|length| length.at(em))
    }

    fn integer(&self, path: &[&str], default: i64) -> i64 {
        self.at(path).and_then(|found| found.node.integer()).unwrap_or(default)
    }

    fn needed(&mut self, path: &[&str]) -> Pt {
        const EM: Pt = Pt(12_000);
        if let Some(length) = self.length(path, EM) {
            return length;
        }
        let source = Source { file: self.layers[0].file.clone(), range: 0..0 };
        self.diags.error("missing-key", Some(source), format!("the layout has no {}", path.join("."))).help("add it, or extend a layout that has it");
        Pt::points(100)
    }

    fn layout(&mut self, name: &str) -> Option<Layout> {
        let page = PageSize {
            width: self.needed(&["page", "width"]),
            height: self.needed(&["page", "height"]),
            top: self.needed(&["page", "margins", "top"]),
            right: self.needed(&["page", "margins", "right"]),
            bottom: self.needed(&["page", "margins", "bottom"]),
            left: self.needed(&["page", "margins", "left"]),
            bleed: self.length(&["page", "bleed"], Pt::ZERO).unwrap_or(Pt::ZERO),
        };
        let grid = Grid {
            columns: self.integer(&["grid", "columns"], 6) as u8,
            gutter: self.needed(&["grid", "gutter"]),
            leading: self.needed(&["grid", "leading"]),
        };
        if page.width <= page.left + page.right || page.height <= page.top + page.bottom || grid.leading < Pt::points(4) {
            let source = self.at(&["page"]).map(|found| found.source());
            self.diags.error("bad-page", source, "the page has no live area: its margins are as large as the sheet, or its leading is under 4 pt");
            return None;
        }
        let fallback = self.at(&["fonts", "fallback"]).map(|found| found.node.items()).unwrap_or_default();
        let fallback = fallback.iter().filter_map(Node::text).map(str::to_string).collect();
        let colours = self.colours();
        let mut templates = BTreeMap::new();
        for template in self.keys(&["templates"]) {
            let made = self.template(template, grid, &colours);
            templates.insert(template.to_string(), made);
        }
        let layout = Layout {
            name: name.to_string(),
            page,
            grid,
            fallback,
            colours,
            templates,
            planner: Planner {
                lead_share: self.integer(&["planner", "lead_share"], 55) as u8,
                min_stories: self.integer(&["planner", "min_stories"], 4) as u8,
                house_ads: self.at(&["planner", "house_ads"]).and_then(|found| found.node.flag()).unwrap_or(true),
            },
            epaper: Epaper { ppi: self.integer(&["epaper", "ppi"], 150) as u16, quality: self.integer(&["epaper", "quality"], 82) as u8 },
        };
        self.check(&layout);
        Some(layout)
    }

    fn check(&mut self, layout: &Layout) {
        let whole = Source { file: self.layers[0].file.clone(), range: 0..0 };
        for name in ["front", "inside"] {
            if !layout.templates.contains_key(name) {
                self.diags.error("missing-template", Some(whole.clone()), format!("the layout has no template \"{name}\"")).help("every layout needs front and inside");
            }
        }
        for (name, template) in &layout.templates {
            let source = self.at(&["templates", name]).map(|found| found.source());
            if layout.measure(&template.grid, 1) < NARROWEST_COLUMN {
                let text = format!("template \"{name}\": {} columns leave {} pt for each; the least is 60 pt (5 picas)", template.grid.columns, layout.measure(&template.grid, 1));
                self.diags.error("narrow-columns", source.clone(), text).help("take fewer columns, or a narrower gutter");
            }
            let all = (layout.page.height - layout.page.top - layout.page.bottom).0 / template.grid.leading.0;
            let furniture: i32 = template.furniture.iter().map(|piece| i32::from(piece.rows)).sum();
            if all - furniture < LEAST_ROWS {
                let text = format!("template \"{name}\": furniture takes {furniture} of {all} rows and leaves too little for stories");
                self.diags.error("no-live-area", source, text).help("make the furniture shallower");
            }
        }
    }

    fn colours(&mut self) -> BTreeMap<String, Ink> {
        let mut colours = BTreeMap::from([("black".to_string(), Ink::BLACK), ("white".to_string(), Ink::WHITE)]);
        for name in self.keys(&["colours"]) {
            let parts: Option<Vec<u8>> = self
                .at(&["colours", name, "cmyk"])
                .map(|found| found.node.items().iter().filter_map(|part| u8::try_from(part.integer()?).ok()).collect());
            let cmyk = parts.and_then(|parts| <[u8; 4]>::try_from(parts).ok());
            let rgb = self.at(&["colours", name, "rgb"]).and_then(|found| hex(found.node.text()?));
            let ink = match (cmyk, rgb) {
                (Some(cmyk), Some(rgb)) => Ink { cmyk, rgb },
                (Some(cmyk), None) => Ink::from_cmyk(cmyk),
                (None, Some(rgb)) => Ink::from_rgb(rgb),
                (None, None) => {
                    let source = self.at(&["colours", name]).map(|found| found.source());
                    self.diags.error("bad-colour", source, format!("the colour \"{name}\" has neither cmyk = [c, m, y, k] nor rgb = \"#rrggbb\""));
                    Ink::BLACK
                }
            };
            colours.insert(name.to_string(), ink);
        }
        colours
    }

    fn template(&mut self, name: &str, grid: Grid, colours: &BTreeMap<String, Ink>) -> Template {
        let path = |key: &'static str| ["templates", name, key];
        let grid = Grid {
            columns: self.integer(&path("columns"), i64::from(grid.columns)) as u8,
            gutter: self.length(&path("gutter"), Pt::ZERO).unwrap_or(grid.gutter),
            leading: grid.leading,
        };
        let list = |found: Option<Found<'a>>| -> &'a [Node] { found.map(|found| found.node.items()).unwrap_or_default() };
        let furniture = list(self.at(&path("furniture")));
        let lead: Vec<i64> = list(self.at(&path("lead_columns"))).iter().filter_map(Node::integer).collect();
        let lead_columns = match lead.as_slice() {
            [low, high] => (*low as u8, *high as u8),
            _ => (3.min(grid.columns), grid.columns),
        };
        let text = |found: Option<Found>| found.and_then(|found| found.node.text().map(str::to_string));
        Template {
            grid,
            sections: list(self.at(&path("sections"))).iter().filter_map(Node::text).map(str::to_string).collect(),
            furniture: furniture.iter().filter_map(piece).collect(),
            lead_columns,
            max_stories: self.integer(&path("max_stories"), 7) as u8,
            drop_capital_words: self.integer(&path("drop_capital_words"), 0) as u32,
            briefs_label: text(self.at(&path("briefs_label"))).unwrap_or_else(|| "In brief".into()),
            styles: StyleName::ALL.iter().map(|style| self.style(*style, name, grid, colours, 0)).collect(),
        }
    }

    /// A style: the template's own keys, then the layout's, then those of the style it is like.
    fn style(&mut self, name: StyleName, template: &str, grid: Grid, colours: &BTreeMap<String, Ink>, depth: usize) -> Style {
        let here = |key: &'static str| -> [Vec<&str>; 2] { [vec!["templates", template, "styles", name.name(), key], vec!["styles", name.name(), key]] };
        let at = |resolver: &Self, key: &'static str| here(key).iter().find_map(|path| resolver.at(path));
        let like = at(self, "like").and_then(|found| Some((found, found.node.text()?)));
        let base_name = match like {
            Some((found, wanted)) => match StyleName::ALL.iter().find(|style| style.name() == wanted) {
                Some(style) if depth < DEEPEST => Some(*style),
                _ => {
                    self.diags.error("unknown-style", Some(found.source()), format!("there is no style \"{wanted}\" to be like, or styles are like one another in a circle"));
                    None
                }
            },
            None if name == StyleName::Body => None,
            None => Some(StyleName::Body),
        };
        let mut style = match base_name {
            Some(base) => {
                let mut style = self.style(base, template, grid, colours, depth + 1);
                if like.is_none() {
                    // What only running text has is not handed on.
                    style.align = Align::Left;
                    style.indent = Pt::ZERO;
                    style.hyphenate = false;
                }
                style
            }
            None => Style {
                family: String::new(),
                weight: 400,
                italic: false,
                size: Pt::points(9),
                leading: grid.leading,
                ladder: Vec::new(),
                align: Align::Justify,
                indent: Pt::ZERO,
                ink: Ink::BLACK,
                tint: Ink::WHITE,
                case: Case::Normal,
                tracking: 0,
                hyphenate: true,
                word_space: (78, 170),
            },
        };
        if let Some(found) = at(self, "font") {
            let role = found.node.text().unwrap_or("");
            match self.at(&["fonts", role]).and_then(|font| font.node.text()) {
                Some(family) => style.family = family.to_string(),
                None => {
                    let roles = self.keys(&["fonts"]);
                    let error = self.diags.error("unknown-font-role", Some(found.source()), format!("[fonts] has no role \"{role}\""));
                    error.help(format!("its roles are {}", roles.join(", ")));
                }
            }
        }
        let text = |resolver: &Self, key: &'static str| at(resolver, key).and_then(|found| found.node.text().map(str::to_string));
        let length = |resolver: &Self, key: &'static str, em: Pt| text(resolver, key).and_then(|text| Length::parse(&text).ok()).map(|length| length.at(em));
        if let Some(weight) = at(self, "weight").and_then(|found| found.node.integer()) {
            style.weight = weight as u16;
        }
        if let Some(italic) = at(self, "italic").and_then(|found| found.node.flag()) {
            style.italic = italic;
        }
        let ladder = at(self, "ladder").map(|found| found.node.items()).unwrap_or_default();
        if !ladder.is_empty() {
            style.ladder = ladder.iter().filter_map(|step| Some(Length::parse(step.text()?).ok()?.at(style.size))).collect();
            style.size = style.ladder[0];
        }
        let base_size = style.size;
        if let Some(size) = length(self, "size", base_size) {
            style.size = size;
            if ladder.is_empty() {
                style.ladder.clear();
            }
        }
        match length(self, "leading", style.size) {
            Some(leading) => style.leading = leading,
            None if base_name.is_some() && (length(self, "size", base_size).is_some() || !ladder.is_empty()) => style.leading = style.size.scale(120, 100),
            None => {}
        }
        for size in style.ladder.iter().chain([&style.size]) {
            if !SIZES.contains(&size.0) || style.leading < style.size.scale(8, 10) {
                let source = at(self, "size").or(at(self, "ladder")).map(|found| found.source());
                let text = format!("style \"{}\": size {size} pt on leading {} pt cannot be set", name.name(), style.leading);
                self.diags.error("bad-size", source, text).help("sizes are 3 to 400 pt, leading at least 0.8 of the size");
                break;
            }
        }
        match text(self, "align").as_deref() {
            Some("justify") => style.align = Align::Justify,
            Some("left") => style.align = Align::Left,
            Some("right") => style.align = Align::Right,
            Some("centre") => style.align = Align::Centre,
            _ => {}
        }
        if let Some(indent) = length(self, "indent", style.size) {
            style.indent = indent;
        }
        for key in ["colour", "tint"] {
            let Some(found) = at(self, key) else { continue };
            let wanted = found.node.text().unwrap_or("");
            match colours.get(wanted) {
                Some(ink) if key == "colour" => style.ink = *ink,
                Some(ink) => style.tint = *ink,
                None => {
                    let names: Vec<&str> = colours.keys().map(String::as_str).collect();
                    self.diags
                        .error("unknown-colour", Some(found.source()), format!("[colours] has no \"{wanted}\""))
                        .help(format!("its colours are {}", names.join(", ")));
                }
            }
        }
        match text(self, "case").as_deref() {
            Some("normal") => style.case = Case::Normal,
            Some("upper") => style.case = Case::Upper,
            Some("small-caps") => style.case = Case::SmallCaps,
            _ => {}
        }
        if let Some(tracking) = length(self, "tracking", style.size) {
            style.tracking = (i64::from(tracking.0) * 1000 / i64::from(style.size.0.max(1))) as i32;
        }
        if let Some(hyphenate) = at(self, "hyphenate").and_then(|found| found.node.flag()) {
            style.hyphenate = hyphenate;
        }
        let spaces: Vec<u16> = at(self, "word_space").map(|found| found.node.items()).unwrap_or_default().iter().filter_map(|n| u16::try_from(n.integer()?).ok()).collect();
        if let [low, high] = spaces.as_slice() {
            style.word_space = ((*low).min(100), (*high).max(101));
        }
        style
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
    let digits = text.strip_prefix('#').filter(|digits| digits.len() == 6 && digits.bytes().all(|b| b.is_ascii_hexdigit()))?;
    let part = |at: usize| u8::from_str_radix(&digits[at..at + 2], 16).ok();
    Some([part(0)?, part(2)?, part(4)?])
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(name: &str, expected: &str) {
        let mut diags = Diagnostics::default();
        let layout = read_layout(name, Path::new("/nowhere"), &Source::whole("edition.toml"), &mut diags);
        let told: Vec<String> = diags.list.iter().map(|d| d.message.clone()).collect();
        let shown = match layout {
            Some(layout) => {
                let inside = &layout.templates["inside"];
                format!("{} columns, {} rows", inside.grid.columns, layout.live_rows(inside))
            }
            None => told.join("; "),
        };
        assert_eq!(shown, expected);
    }

    #[test]
    fn shipped_layouts_can_be_read() {
        check("broadsheet", "6 columns, 138 rows");
        check("berliner", "5 columns, 118 rows");
        check("tabloid", "5 columns, 97 rows");
        check("brodsheet", "there is no layout \"brodsheet\"");
    }

    #[test]
    fn the_manual_names_every_key() {
        let manual = include_str!("../../layouts/README.md");
        let missing: Vec<&str> = keys::names().into_iter().filter(|key| !manual.contains(&format!("`{key}`"))).collect();
        assert!(missing.is_empty(), "layouts/README.md does not tell of {missing:?}");
        let styles: Vec<&str> = StyleName::ALL.iter().map(|name| name.name()).filter(|name| !manual.contains(&format!("`{name}`"))).collect();
        assert!(styles.is_empty(), "layouts/README.md does not tell of the styles {styles:?}");
    }
}
