//! Galleys: a story set in one setting, uncut, with every choice that make-up may take.
use std::borrow::Cow;
use std::sync::Arc;

use super::block::Block;
use super::breaks::break_whole;
use super::cut_out::CutOut;
use super::flow::FlowItem;
use super::head::Head;
use super::items::{Breaks, Measure};
use super::pull_quote::SetQuote;
use super::runs::Paragraph;
use super::table::TableFit;
use super::ways::LOOSEST;
use crate::layout::Align;
use crate::role::{ByLead, Role};
use crate::units::Pt;

/// A story set in one setting.
#[derive(Clone, Debug)]
pub struct Galley {
    /// What flows, for [`super::flow::fit`].
    pub flow: Arc<Vec<FlowItem>>,
    /// The type of each flow item.
    pub parts: Vec<Part>,
    /// Ways to set the head over 1, 2, … columns.
    pub heads: ByLead<Vec<Vec<Head>>>,
    /// Captions by photo, under pictures of 1, 2, … columns.
    pub captions: Vec<Vec<Block>>,
    /// A quote that may stand in the middle of its legs: the first that was filed of those whose words the text has too.
    pub quote: Option<SetQuote>,
    /// How many such quotes were filed.
    pub quotes: usize,
    /// By block of the body: how many of the flow's items stand before its end.
    pub blocks: Vec<usize>,
    /// What it took to set its tables.
    pub tables: Vec<TableFit>,
}

/// The type of a flow item.
#[derive(Clone, Debug)]
pub enum Part {
    /// Lines on the grid.
    Text(TextPart),
    /// A block of display type; more rows than it needs are white above and under it.
    Block(Block),
    /// A row of a table.
    Row {
        row: Block,
        /// The table's head, set again over the row where it begins a leg.
        head: Arc<Block>,
    },
    /// A picture over the whole leg.
    Picture(CutOut),
}

/// A paragraph, with the ways to break it.
#[derive(Clone, Debug)]
pub struct TextPart {
    /// Body or list item.
    pub role: Role,
    /// The paragraph, shaped.
    pub paragraph: Paragraph,
    /// By choice: how it breaks; none where it is left out.
    pub ways: Vec<Option<Breaks>>,
    /// The measure of its lines.
    pub measure: Measure,
    /// How lines stand in it.
    pub align: Align,
    /// What stands at its head outside its lines: a bullet, a number or a drop capital.
    pub lead_in: Option<Block>,
    /// What stands beside its first lines and perhaps those of the next paragraphs.
    pub cut_out: Option<Box<CutOut>>,
    /// Height of capitals: the baseline stands where they are in the middle of their row.
    pub capitals: Pt,
}

impl TextPart {
    /// How it breaks by a choice where legs end under these of its lines, counted from 0: no word is parted over a leg's foot if as many lines
    /// are set well without. None where the choice leaves it out.
    pub fn broken(&self, choice: usize, feet: &[usize]) -> Option<Cow<'_, Breaks>> {
        let breaks = self.ways.get(choice)?.as_ref()?;
        let hyphens = self.paragraph.hyphen_lines(breaks);
        let ends_so = |line: usize| line < u64::BITS as usize && hyphens >> line & 1 == 1;
        if self.align != Align::Justify || !feet.iter().any(|line| ends_so(*line)) {
            return Some(Cow::Borrowed(breaks));
        }
        let whole = break_whole(&self.paragraph.items, &self.measure, breaks, feet);
        Some(whole.filter(|other| other.loosest <= LOOSEST.max(breaks.loosest)).map_or(Cow::Borrowed(breaks), Cow::Owned))
    }
}
