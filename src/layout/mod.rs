//! The layout: how the paper looks, resolved from its TOML and the layouts it extends.
use std::collections::BTreeMap;
use std::sync::Arc;

use crate::diag::Source;
use crate::ink::Ink;
use crate::units::{Pt, Rect};

pub mod keys;
pub mod layers;
pub mod patterns;
pub mod print;
pub mod read;
pub mod style;
pub mod styles;
pub mod usage;

pub use style::{Align, Case, Dash, Figures, Flex, Hangul, Limits, OwnWords, Style, StyleName, Usage};

/// A layout, ready for use: every style complete, every colour looked up.
#[derive(Clone, Debug)]
pub struct Layout {
    pub name: String,
    /// The sheet.
    pub page: PageSize,
    /// The grid of pages that name no other.
    pub grid: Grid,
    /// Families tried, in order, for characters that a style's own family lacks.
    pub fallback: Vec<String>,
    /// Named colours.
    pub colours: BTreeMap<String, Ink>,
    /// Names of spot colours, by [`Spot`](crate::ink::Spot).
    pub spots: Vec<String>,
    /// Page templates by name. There are always `front` and `inside`.
    pub templates: BTreeMap<String, Template>,
    /// The paper's usage; every style has it too.
    pub usage: Arc<Usage>,
    /// Tags of languages that it names, and where: the gate knows which there are.
    pub languages: Vec<(String, Source)>,
    /// The planner's limits.
    pub planner: Planner,
    pub epaper: Epaper,
    /// The press.
    pub print: print::Print,
}

/// The sheet.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct PageSize {
    /// Trim width.
    pub width: Pt,
    /// Trim height.
    pub height: Pt,
    /// White at the head.
    pub top: Pt,
    /// White at the right.
    pub right: Pt,
    /// White at the foot.
    pub bottom: Pt,
    /// White at the left.
    pub left: Pt,
    /// Ink beyond the trim.
    pub bleed: Pt,
}

/// Columns and rows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Grid {
    /// Columns on the page.
    pub columns: u8,
    /// White between columns.
    pub gutter: Pt,
    /// Baseline to baseline: one row.
    pub leading: Pt,
}

/// How one kind of page is made.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Template {
    /// Its columns, gutter and leading.
    pub grid: Grid,
    /// A double truck: two facing pages as one, over the fold.
    pub is_double: bool,
    /// Sections whose pages take this template where the edition names none.
    pub sections: Vec<String>,
    /// Nameplate, folio, index …, from the edge inwards.
    pub furniture: Vec<Furniture>,
    /// Fewest and most columns for the page's lead.
    pub lead_columns: (u8, u8),
    /// Most stories on the page, the box of briefs not counted.
    pub max_stories: u8,
    /// First lines of stories of at least this many words open with a drop capital; none where 0.
    pub drop_capital_words: u32,
    /// The label over the box of briefs; what is usual in the paper's language where the layout has none.
    pub briefs_label: Option<String>,
    /// Styles in the order of [`StyleName`], with this template's own changes.
    pub styles: Vec<Style>,
}

impl Template {
    /// One of its styles.
    pub fn style(&self, name: StyleName) -> &Style {
        &self.styles[name as usize]
    }

    /// The columns left of the fold, where there is one.
    pub fn fold(&self) -> Option<u8> {
        self.is_double.then_some(self.grid.columns / 2)
    }
}

/// A piece of a page that is not a story.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Furniture {
    pub kind: FurnitureKind,
    /// At the page's head or foot.
    pub edge: Edge,
    /// Its depth in rows, the white after it included.
    pub rows: u16,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FurnitureKind {
    /// The paper's name between its ears.
    Nameplate,
    /// Date, number, edition, address and price in a line between rules.
    Folio,
    /// The section's name, large, over a folio line.
    RunningHead,
    /// What is inside: a cell a section.
    Index,
}

/// An edge of the page.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Edge {
    /// The head.
    Top,
    /// The foot.
    Bottom,
}

/// The planner's limits.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Planner {
    /// Largest share of a page that its lead takes, in percent.
    pub lead_share: u8,
    /// Pages come in multiples of this where the program makes them.
    pub pages_multiple: u8,
    /// May the paper's own advertisement fill what is left?
    pub house_ads: bool,
    /// Do the lighter items of a section that is mostly items run among its briefs, where nobody ordered its pages?
    pub digest: bool,
    /// How large pictures are.
    pub pictures: PictureSizes,
}

/// How large pictures are, by the worth of their stories.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct PictureSizes {
    /// Fewest and most columns of six of a picture three wide and two high: of the page's lead. Other forms have as much area.
    pub lead: (u8, u8),
    /// The same of stories of priority 1 to 3 that do not lead their page.
    pub seconds: (u8, u8),
    /// The same of all other stories.
    pub others: (u8, u8),
    /// Most of a picture's area for that of its story's text, in percent: where the story leads its page.
    pub lead_to_text: u16,
    /// The same of other stories.
    pub other_to_text: u16,
    /// Most of a page that one picture takes, in percent.
    pub largest: u8,
    /// Most of a page that a story of three pictures or more takes for them, in percent, where it does not lead the page.
    pub gallery: u8,
    /// Pixels to the inch beyond which the lettering of a graphic is too small to read.
    pub graphic_ppi: u16,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Epaper {
    /// Pixels to the inch that photos are reduced to.
    pub ppi: u16,
    /// JPEG quality of photos that had to change.
    pub quality: u8,
    /// Most kilobytes of a page: photos take a lower quality to meet it.
    pub max_page_kb: u32,
}

impl Layout {
    /// The template of a page, by its order or its section; page 1 is `front`.
    pub fn template_name<'a>(&'a self, ordered: Option<&'a str>, section: Option<&str>, first: bool) -> &'a str {
        if let Some(name) = ordered {
            return name;
        }
        if first {
            return "front";
        }
        let takes = |template: &Template| section.is_some_and(|s| template.sections.iter().any(|t| t == s));
        self.templates.iter().find(|(_, template)| takes(template)).map_or("inside", |(name, _)| name)
    }

    /// Trim width of a template's pages.
    pub fn width(&self, template: &Template) -> Pt {
        if template.is_double { self.page.width * 2 } else { self.page.width }
    }

    /// The white at the left and at the right of a template's pages. About a double truck both are the wider of the two, so that the fold
    /// falls in the middle of a gutter.
    pub fn margins(&self, template: &Template) -> (Pt, Pt) {
        let wider = self.page.left.max(self.page.right);
        if template.is_double { (wider, wider) } else { (self.page.left, self.page.right) }
    }

    /// The width between the margins.
    pub fn live_width(&self, template: &Template) -> Pt {
        let (left, right) = self.margins(template);
        self.width(template) - left - right
    }

    /// Rows of a template's live area: what is left between the furniture.
    pub fn live_rows(&self, template: &Template) -> u16 {
        let all = (self.page.height - self.page.top - self.page.bottom).0 / template.grid.leading.0;
        let furniture: u16 = template.furniture.iter().map(|piece| piece.rows).sum();
        (all as u16).saturating_sub(furniture)
    }

    /// The live area of a template's pages, in points.
    pub fn live_area(&self, template: &Template) -> Rect {
        let at =
            |edge: Edge| -> i32 { template.furniture.iter().filter(|piece| piece.edge == edge).map(|piece| i32::from(piece.rows)).sum() };
        Rect {
            x: self.margins(template).0,
            y: self.page.top + template.grid.leading * at(Edge::Top),
            width: self.live_width(template),
            height: template.grid.leading * i32::from(self.live_rows(template)),
        }
    }

    /// The width of `columns` columns of a template with the gutters between them.
    pub fn measure(&self, template: &Template, columns: u8) -> Pt {
        let grid = &template.grid;
        let column = (self.live_width(template) - grid.gutter * (i32::from(grid.columns) - 1)) / i32::from(grid.columns);
        column * i32::from(columns) + grid.gutter * (i32::from(columns) - 1)
    }

    /// Left edge of a template's column, counted from 0, from the live area's left.
    pub fn column_x(&self, template: &Template, column: u8) -> Pt {
        (self.measure(template, 1) + template.grid.gutter) * i32::from(column)
    }
}
