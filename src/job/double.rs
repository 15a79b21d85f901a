//! Double trucks at the gate: on which pages they can be, and where they are printed over the fold.
use crate::diag::Diagnostics;
use crate::edition::Edition;
use crate::edition::folio::Folios;

/// Pages of a folded sheet.
const OF_SHEET: u32 = 4;

/// Double trucks begin on left-hand pages. Those that are not the centre spread of their part are told: their halves are on two sheets.
pub(super) fn check(edition: &Edition, folios: &Folios, diags: &mut Diagnostics) {
    for (page, order) in edition.pages.iter().enumerate().filter(|(page, _)| folios.is_double(*page)) {
        let folio = folios.of(page);
        let named = |number: u32| if folio.lettered { format!("{}{number}", folio.part) } else { number.to_string() };
        let source = Some(order.source.clone());
        if !folio.is_left() {
            let number = folio.number;
            let would = [number - 1, number + 1].into_iter().filter(|number| *number > 0);
            let would: Vec<String> = would.map(|number| format!("pages {} and {}", named(number), named(number + 1))).collect();
            let text = format!(
                "page {} is a right-hand page, and a double truck begins on a left-hand one: no reader sees pages {} and {} side by side",
                named(number),
                named(number),
                named(number + 1)
            );
            let help = format!("move it among the pages so that it becomes {}", would.join(", or "));
            diags.error("double-truck", source, text).help(help);
            continue;
        }
        let count = folios.of_part(page);
        let full = count.next_multiple_of(OF_SHEET);
        let centre = format!("pages {} and {}", named(full / 2), named(full / 2 + 1));
        if count == full && folio.number == full / 2 {
            continue;
        }
        let text = format!("the double truck on page {} is not the centre spread: its halves are printed on two sheets", folio.label());
        let part = if folio.lettered { format!("part {}", folio.part) } else { "the paper".to_string() };
        let help = match count == full {
            true => format!(
                "{part} has {count} pages and is printed over the fold on {centre} only: move the double truck there, or keep type and faces clear of the fold"
            ),
            false => format!("{part} has {count} pages and so no centre spread; with {full} it would be {centre}"),
        };
        diags.warning("double-truck", source, text).did("parted it at the fold").help(help);
    }
}
