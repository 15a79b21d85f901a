//! `[print]`: the press that the paper goes to, and the marks about its pages.
use std::path::Path;
use std::sync::Arc;

use super::layers::Layers;
use crate::diag::Diagnostics;
use crate::ink::{Intent, PrinterMark, Specification};
use crate::tree::Node;
use crate::tree::file::{Unopened, beside};
use crate::units::Pt;

/// The press.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Print {
    /// Its profile's name and bytes; the one in the program where there is none.
    pub profile: Option<(String, Arc<Vec<u8>>)>,
    /// What else the printer asks for.
    pub specification: Specification,
    /// Black rules no thicker than this print over what lies below, as black type does.
    pub overprint: Pt,
    /// What preflight finds too small, too fine or too coarse.
    pub limits: Limits,
}

/// What newsprint bears. Every number is a house's norm, and none stops a paper.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Limits {
    /// Pixels to the inch below which a picture breaks up.
    pub min_ppi: u32,
    /// Pixels to the inch below which it is soft.
    pub wanted_ppi: u32,
    /// Pixels to the inch above which nothing is won.
    pub most_ppi: u32,
    /// The thinnest line.
    pub min_line: Pt,
    /// The smallest type out of a ground of one or two inks.
    pub min_reversed: Pt,
    /// The smallest type out of a ground of more.
    pub min_reversed_four: Pt,
    /// Type without serifs up to this is of one ink.
    pub one_ink_sans: Pt,
    /// Type with serifs up to this is of one ink.
    pub one_ink_serif: Pt,
    /// Black in type below this has no other inks under it.
    pub rich_black_from: Pt,
}

impl Limits {
    fn read(layers: &Layers) -> Limits {
        let length = |key: &str| layers.length(&["print", key]);
        let count = |key: &str| layers.integer(&["print", key]) as u32;
        Limits {
            min_ppi: count("min_ppi"),
            wanted_ppi: count("wanted_ppi"),
            most_ppi: count("most_ppi"),
            min_line: length("min_line"),
            min_reversed: length("min_reversed"),
            min_reversed_four: length("min_reversed_four"),
            one_ink_sans: length("one_ink_sans"),
            one_ink_serif: length("one_ink_serif"),
            rich_black_from: length("rich_black_from"),
        }
    }
}

impl Default for Limits {
    /// Of a layout that says nothing.
    fn default() -> Limits {
        Limits::read(&Layers::default())
    }
}

/// Reads `[print]`. What cannot be is told, and left out.
pub fn print(layers: &Layers, root: &Path, diags: &mut Diagnostics) -> Print {
    let integer = |key: &str| layers.integer(&["print", key]);
    let marks = layers.items(&["print", "marks"]).iter().filter_map(Node::text);
    let specification = Specification {
        condition: layers.text_or_usual(&["print", "condition"]).to_string(),
        ink_limit: integer("ink_limit") as u16,
        intent: if layers.text(&["print", "intent"]) == Some("relative") { Intent::Relative } else { Intent::Perceptual },
        ppi: integer("ppi") as u16,
        quality: integer("quality") as u8,
        sharpen: integer("sharpen") as u16,
        marks: PrinterMark::ALL.iter().filter(|mark| marks.clone().any(|name| name == mark.name())).copied().collect(),
    };
    let overprint = layers.length(&["print", "overprint"]);
    Print { profile: profile(layers, root, diags), specification, overprint, limits: Limits::read(layers) }
}

/// A profile beyond this is none: those of printers have two or three megabytes.
const LARGEST_PROFILE: u64 = 64_000_000;

/// The paper's own profile.
fn profile(layers: &Layers, root: &Path, diags: &mut Diagnostics) -> Option<(String, Arc<Vec<u8>>)> {
    let found = layers.at(&["print", "profile"])?;
    let path = found.text();
    let why = match beside(root, path, LARGEST_PROFILE) {
        Ok(bytes) => return Some((path.to_string(), Arc::new(bytes))),
        Err(Unopened::Outside) => {
            let message = format!("the profile {path} lies outside the folder of the edition");
            diags.error("outside-root", Some(found.source()), message).help("copy it beside the edition");
            return None;
        }
        Err(Unopened::NoFile) => "it is no file".to_string(),
        Err(Unopened::Unread(error)) => error.kind().to_string(),
    };
    diags.error("missing-profile", Some(found.source()), format!("the profile {path} cannot be read: {why}")).help(
        "copy the printer's .icc file there; the path counts from the folder of the edition. Without the key, the profile in the program is taken",
    );
    None
}
