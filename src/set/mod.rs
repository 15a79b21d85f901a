//! The composing room: copy to galleys, for every setting that a page may ask for.
pub mod block;
pub mod breaks;
pub mod caption;
pub mod columns;
pub mod compose;
pub mod cut_out;
mod cut_out_queue;
mod echo;
pub mod entry;
mod first_fit;
pub mod flow;
mod flow_builder;
pub mod fraction;
pub mod galley;
pub mod head;
pub mod hyphen;
pub mod items;
pub mod jump;
pub mod lines;
pub mod margins;
pub mod phrases;
pub mod quote;
pub mod rivers;
pub mod rules;
pub mod runs;
pub mod spanning;
pub mod table;
pub mod text_style;
pub mod ties;
mod ways;

pub use galley::{Galley, Part, TextPart};

/// Every story set in every setting that its pages may ask for: `galleys[story][setting]`.
#[derive(Clone, Debug)]
pub struct Galleys {
    /// By story, by setting; none where no page of that setting takes the story.
    pub stories: Vec<Vec<Option<Galley>>>,
}
