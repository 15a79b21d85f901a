//! A layout and those that it extends, one over the other: the topmost that has a key gives its value.
use std::path::Path;
use std::sync::Arc;

use super::{StyleName, keys};
use crate::diag::{Diagnostics, Source, SourceFile};
use crate::tree::file::text_beside;
use crate::tree::form::{self, Usual, nearest};
use crate::tree::{Node, tell, toml};
use crate::units::{Length, Pt};

/// The layouts in the program: name and text.
pub const SHIPPED: &[(&str, &str)] = &[
    ("broadsheet", include_str!("../../layouts/broadsheet.toml")),
    ("berliner", include_str!("../../layouts/berliner.toml")),
    ("tabloid", include_str!("../../layouts/tabloid.toml")),
    ("preview-a4", include_str!("../../layouts/preview-a4.toml")),
    ("preview-a4-two", include_str!("../../layouts/preview-a4-two.toml")),
    ("preview-letter", include_str!("../../layouts/preview-letter.toml")),
    ("preview-letter-two", include_str!("../../layouts/preview-letter-two.toml")),
];

/// A layout's length in em that stands where no type size is near: an em is a pica.
pub const EM: Pt = Pt(12_000);

/// Layouts that extend one another, topmost first. All that is asked of them must be a key of [`keys::FORM`]: the tests fail otherwise.
#[derive(Clone, Debug, Default)]
pub struct Layers(Vec<Layer>);

#[derive(Clone, Debug)]
struct Layer {
    file: Arc<SourceFile>,
    tree: Node,
}

/// A value, its file, and how many layers lie over it.
#[derive(Clone, Copy, Debug)]
pub struct Found<'a> {
    pub node: &'a Node,
    /// Layers over this one.
    pub depth: usize,
    file: &'a Arc<SourceFile>,
}

impl<'a> Found<'a> {
    pub fn source(&self) -> Source {
        self.node.source(self.file)
    }

    /// Its text, or nothing.
    pub fn text(self) -> &'a str {
        self.node.text().unwrap_or_default()
    }

    /// Its length, where an em is `em`.
    pub fn length(&self, em: Pt) -> Option<Pt> {
        Length::parse(self.node.text()?).ok().map(|length| length.at(em))
    }
}

impl Layers {
    /// Reads a layout and all that it extends; their forms are checked. None where one has faults; they are told.
    pub fn read(name: &str, root: &Path, asked: &Source, diags: &mut Diagnostics) -> Option<Layers> {
        let mut layers: Vec<Layer> = Vec::new();
        let (mut name, mut asked) = (name.to_string(), asked.clone());
        let mut fits = true;
        loop {
            let above: Vec<&str> = layers.iter().map(|layer| layer.file.path.as_str()).collect();
            let file = find(&name, root, &above, &asked, diags)?;
            let tree = match toml::read(&file.text) {
                Ok(tree) => tree,
                Err(faults) => {
                    faults.into_iter().for_each(|fault| tell(fault, &file, diags));
                    return None;
                }
            };
            fits &= form::check(&tree, &keys::FORM, &file, diags);
            fits &= known_styles(&tree, &file, diags);
            let next = tree.get("extends").and_then(|node| Some((node.text()?.to_string(), node.source(&file))));
            layers.push(Layer { file, tree });
            match next {
                Some(next) => (name, asked) = next,
                None => return fits.then_some(Layers(layers)),
            }
        }
    }

    /// The topmost layer's value at a path of keys.
    pub fn at(&self, path: &[&str]) -> Option<Found<'_>> {
        asked(path);
        self.0.iter().enumerate().find_map(|(depth, layer)| {
            let node = path.iter().try_fold(&layer.tree, |node, key| node.get(key))?;
            Some(Found { node, depth, file: &layer.file })
        })
    }

    /// Keys of a table in any layer, sorted.
    pub fn keys(&self, path: &[&str]) -> Vec<&str> {
        asked(path);
        let tables = self.0.iter().filter_map(|layer| path.iter().try_fold(&layer.tree, |node, key| node.get(key)));
        let mut names: Vec<&str> = tables.flat_map(Node::entries).map(|entry| entry.key.as_str()).collect();
        names.sort_unstable();
        names.dedup();
        names
    }

    /// The items of a list at a path.
    pub fn items(&self, path: &[&str]) -> &[Node] {
        self.at(path).map(|found| found.node.items()).unwrap_or_default()
    }

    /// The text at a path.
    pub fn text(&self, path: &[&str]) -> Option<&str> {
        self.at(path)?.node.text()
    }

    /// The whole number at a path, or the usual one.
    pub fn integer(&self, path: &[&str]) -> i64 {
        self.at(path).and_then(|found| found.node.integer()).unwrap_or_else(|| usual_integer(path))
    }

    /// The flag at a path, or the usual one.
    pub fn flag(&self, path: &[&str]) -> bool {
        self.at(path).and_then(|found| found.node.flag()).unwrap_or_else(|| usual(path) == Some(Usual::Flag(true)))
    }

    /// The two numbers at a path, the lower first, or the usual ones.
    pub fn span(&self, path: &[&str]) -> (u8, u8) {
        let usual = if let Some(Usual::Span(low, high)) = usual(path) { (low, high) } else { (0, 0) };
        let count = |node: &Node| u8::try_from(node.integer()?).ok();
        match self.items(path) {
            [low, high] => count(low).zip(count(high)).map_or(usual, |(low, high)| (low.min(high), low.max(high))),
            _ => usual,
        }
    }

    /// The length at a path, or the usual one.
    pub fn length(&self, path: &[&str]) -> Pt {
        let written = self.at(path).and_then(|found| found.length(EM));
        written.unwrap_or_else(|| Length::parse(usual_text(path)).map_or(Pt::ZERO, |length| length.at(EM)))
    }

    /// The text at a path, or the usual one.
    pub fn text_or_usual(&self, path: &[&str]) -> &str {
        self.text(path).unwrap_or_else(|| usual_text(path))
    }

    /// The topmost layer as a whole.
    pub fn whole(&self) -> Option<Source> {
        self.0.first().map(|layer| Source { file: layer.file.clone(), range: 0..0 })
    }
}

/// In tests: fails where the program asks for what no layout can hold, such as a key misspelled in the code.
fn asked(path: &[&str]) {
    #[cfg(test)]
    assert!(form::allowed_at(&keys::FORM, path).is_some(), "a layout has no key {}", path.join("."));
    let _ = path;
}

/// What holds where the key at a path is missing.
fn usual(path: &[&str]) -> Option<Usual> {
    let usual = form::allowed_at(&keys::FORM, path)?.usual;
    #[cfg(test)]
    assert!(usual.is_some(), "the key {} has no usual value", path.join("."));
    usual
}

fn usual_integer(path: &[&str]) -> i64 {
    match usual(path) {
        Some(Usual::Integer(number)) => number,
        _ => 0,
    }
}

fn usual_text(path: &[&str]) -> &'static str {
    match usual(path) {
        Some(Usual::Text(text)) => text,
        _ => "",
    }
}

/// A layout's text: of the paper's own layouts folder, a path, or one that ships. `above` has been read already.
fn find(name: &str, root: &Path, above: &[&str], asked: &Source, diags: &mut Diagnostics) -> Option<Arc<SourceFile>> {
    let is_path = name.contains(['/', '\\']) || name.ends_with(".toml");
    let path = if is_path { name.trim_start_matches("./").to_string() } else { format!("layouts/{name}.toml") };
    let shipped = SHIPPED.iter().find(|(shipped, _)| *shipped == name);
    let in_program = format!("layouts/{name}.toml (in the program)");
    if path.starts_with('/') || path.split(['/', '\\']).any(|part| part == "..") {
        let error = diags.error("outside-root", Some(asked.clone()), format!("the layout {name} lies outside the folder of the edition"));
        error.help("copy it into layouts/ beside the edition");
        return None;
    }
    let there = root.join(&path).exists();
    let seen = |path: &str| above.contains(&path);
    if there && !seen(&path) {
        return text_beside(root, &path, diags);
    }
    // A paper's own "broadsheet" may extend the one in the program.
    if let Some((_, text)) = shipped.filter(|_| !seen(&in_program)) {
        return Some(Arc::new(SourceFile { path: in_program, text: (*text).into() }));
    }
    if there || shipped.is_some() {
        let round = above.iter().map(|path| format!("{path} → ")).collect::<String>();
        let error = diags.error("layout-circle", Some(asked.clone()), format!("layouts extend one another in a circle: {round}{path}"));
        error.help("take one \"extends\" out");
        return None;
    }
    let own = std::fs::read_dir(root.join("layouts")).into_iter().flatten().flatten();
    let own = own.filter_map(|entry| Some(entry.file_name().to_str()?.strip_suffix(".toml")?.to_string()));
    let mut names: Vec<String> = SHIPPED.iter().map(|(name, _)| name.to_string()).chain(own).collect();
    names.sort();
    names.dedup();
    let error = diags.error("unknown-layout", Some(asked.clone()), format!("there is no layout \"{name}\""));
    match nearest(name, names.iter().map(String::as_str)) {
        Some(near) => error.help(format!("did you mean \"{near}\"?")),
        None => error.help(format!("there are {}; a paper's own lie in layouts/ beside the edition", names.join(", "))),
    };
    None
}

/// Styles may have only the names that the program knows.
fn known_styles(tree: &Node, file: &Arc<SourceFile>, diags: &mut Diagnostics) -> bool {
    let before = diags.list.len();
    let templates = tree.get("templates").map(Node::entries).unwrap_or_default();
    let of_templates = templates.iter().filter_map(|entry| entry.node.get("styles"));
    let names = || StyleName::ALL.iter().map(|name| name.name());
    for entry in tree.get("styles").into_iter().chain(of_templates).flat_map(Node::entries) {
        if !names().any(|name| name == entry.key) {
            let source = Source { file: file.clone(), range: entry.range.clone() };
            let error = diags.error("unknown-style", Some(source), format!("there is no style \"{}\"", entry.key));
            match nearest(&entry.key, names()) {
                Some(near) => error.help(format!("did you mean \"{near}\"?")),
                None => error.help(format!("styles are {}", names().collect::<Vec<_>>().join(", "))),
            };
        }
    }
    diags.list.len() == before
}
