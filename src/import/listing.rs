//! Lists and tables of HTML and NITF: numbers as they are given, cells that span rows and columns.
use super::draft::ImportedBlock;
use super::inline::{MarkedLine, Marks};
use super::ledger::letters;
use super::markup::MARKUP;
use super::reduce::Reducer;
use crate::tree::xml::{Child, Element};

/// Columns of a table beyond which no page holds it.
const MOST_COLUMNS: usize = 40;
/// Rows that a cell may span.
const MOST_ROWS: usize = 1_000;

/// An entry of a list.
struct ListEntry {
    /// Its number, in a list of numbers.
    number: Option<i64>,
    /// How many lists it is inside of.
    depth: usize,
    text: String,
}

/// A cell that goes on into the rows under it.
#[derive(Clone, Debug, Default)]
struct Span {
    rows: usize,
    text: String,
}

/// What stands in a list. Text outside of its entries is an entry.
fn items_of(list: &Element) -> Vec<Element> {
    let item = |child: &Child| match child {
        Child::Text(text) if text.trim().is_empty() => None,
        Child::Text(_) => Some(Element { name: "li".into(), children: vec![child.clone()], ..Element::default() }),
        Child::Element(inner) if MARKUP.silent.has(&inner.name) => None,
        Child::Element(inner) => Some(inner.clone()),
    };
    list.children.iter().filter_map(item).collect()
}

fn is_list(element: &Element) -> bool {
    matches!(element.name.as_str(), "ul" | "ol")
}

impl Reducer<'_> {
    /// A list. One whose numbers an article cannot count itself is written out, number by number.
    pub(super) fn list(&mut self, element: &Element) {
        self.flush();
        if MARKUP.gallery.is_class_of(element) {
            return self.gallery(element);
        }
        let mut entries = Vec::new();
        self.entries(element, 0, &mut entries);
        if entries.is_empty() {
            return;
        }
        let ordered = element.name == "ol";
        let counts = entries.iter().zip(1..).all(|(entry, number)| entry.number == Some(number));
        let items = |entries: &[ListEntry]| entries.iter().map(ListEntry::item).collect();
        if ordered == counts && (ordered || entries.iter().all(|entry| entry.number.is_none())) {
            self.out.blocks.push(ImportedBlock::List { ordered, items: items(&entries) });
            return;
        }
        for group in entries.chunk_by(|one, other| one.number.is_none() && other.number.is_none()) {
            match group {
                [ListEntry { number: Some(number), text, .. }] => {
                    let written = format!("{number}. ");
                    self.leftovers.gain("numbers of a list", &written);
                    self.out.blocks.push(ImportedBlock::Paragraph(written + text));
                }
                group => self.out.blocks.push(ImportedBlock::List { ordered: false, items: items(group) }),
            }
        }
    }

    /// Entries of lists inside a list follow the entry that they belong to.
    fn entries(&mut self, list: &Element, depth: usize, entries: &mut Vec<ListEntry>) {
        let attribute = |element: &Element, name: &str| element.attribute(name).and_then(|number| number.trim().parse::<i64>().ok());
        let step = if list.attribute("reversed").is_some() { -1 } else { 1 };
        let count = i64::try_from(list.all("li").count()).unwrap_or(i64::MAX);
        let mut number = attribute(list, "start").unwrap_or(if step < 0 { count } else { 1 });
        for item in &items_of(list) {
            if is_list(item) {
                self.entries(item, depth + 1, entries);
                continue;
            }
            if MARKUP.left_out.has(&item.name) {
                self.element(item, &Marks::default());
                continue;
            }
            number = attribute(item, "value").unwrap_or(number);
            let inner = |child: &&Child| matches!(child, Child::Element(inner) if is_list(inner));
            let own = Element { children: item.children.iter().filter(|child| !inner(child)).cloned().collect(), ..Element::default() };
            let line = self.line_of(&own);
            if !line.is_empty() {
                entries.push(ListEntry { number: (list.name == "ol").then_some(number), depth, text: line.marked() });
                number = number.saturating_add(step);
            }
            item.elements().filter(|inner| is_list(inner)).for_each(|inner| self.entries(inner, depth + 1, entries));
        }
    }

    /// A list inside a cell or an entry: its entries after one another.
    pub(super) fn entries_on_a_line(&mut self, list: &Element, marks: &Marks) {
        for item in &items_of(list) {
            self.line.trim_end();
            let begins = self.line.last().is_none_or(|last| matches!(last, ':' | ';'));
            self.line.push(if begins { " " } else { "; " }, &Marks::default());
            self.element(item, marks);
        }
    }

    /// A table. A cell that spans rows is repeated in each, so that every row can be read alone.
    pub(super) fn table(&mut self, element: &Element) {
        self.flush();
        let mut found = Vec::new();
        rows_of(element, &mut found);
        let is_cell = |cell: &&Element| matches!(cell.name.as_str(), "td" | "th");
        // A table of one column is there for its looks, and so is one around a text.
        if frame_in(element).is_some() || found.iter().map(|row| row.elements().filter(is_cell).count()).max().unwrap_or(0) < 2 {
            return self.children(element, &Marks::default());
        }
        let (mut head, mut rows) = (Vec::new(), Vec::new());
        let mut spans: Vec<Span> = Vec::new();
        for row in found {
            let is_head = rows.is_empty() && row.elements().filter(is_cell).all(|cell| cell.name == "th");
            let line = self.row(row, &mut spans);
            if line.iter().all(String::is_empty) {
                continue;
            }
            match is_head {
                true if head.is_empty() => head = line,
                // A second row of the head says more of the same columns.
                true => join(&mut head, line),
                false => rows.push(line),
            }
        }
        if let Some(caption) = element.child("caption").map(|caption| self.line_of(caption)).filter(|line| !line.is_empty()) {
            self.out.blocks.push(ImportedBlock::Subhead(caption.plain()));
        }
        let width = rows.iter().chain([&head]).map(Vec::len).max().unwrap_or(0);
        rows.iter_mut().for_each(|row| row.resize(width, String::new()));
        if !head.is_empty() {
            head.resize(width, String::new());
        }
        self.out.blocks.push(ImportedBlock::Table { head, rows });
    }

    /// The cells of a row, with those that reach into it from above.
    fn row(&mut self, row: &Element, spans: &mut Vec<Span>) -> Vec<String> {
        let number = |cell: &Element, name: &str| cell.attribute(name).and_then(|span| span.trim().parse::<usize>().ok()).unwrap_or(1);
        let mut line: Vec<String> = Vec::new();
        for cell in row.elements().filter(|cell| matches!(cell.name.as_str(), "td" | "th")) {
            self.reach(&mut line, spans);
            let text = self.line_of(cell).marked();
            let below = number(cell, "rowspan").clamp(1, MOST_ROWS) - 1;
            for column in 0..number(cell, "colspan").clamp(1, MOST_COLUMNS) {
                let text = if column == 0 { text.clone() } else { String::new() };
                spans.resize(spans.len().max(line.len() + 1), Span::default());
                spans[line.len()] = Span { rows: below, text: text.clone() };
                line.push(text);
            }
        }
        self.reach(&mut line, spans);
        line.truncate(MOST_COLUMNS);
        line
    }

    /// Puts in the cells of rows above that reach down to the next place of a row.
    fn reach(&mut self, line: &mut Vec<String>, spans: &mut [Span]) {
        while let Some(span) = spans.get_mut(line.len()).filter(|span| span.rows > 0) {
            span.rows -= 1;
            self.leftovers.gain("cells that span rows", &span.text);
            line.push(span.text.clone());
        }
    }
}

/// Letters of a cell that is a frame.
const FRAME: usize = 600;
/// Hundredths of a table's letters that stand in such a cell.
const MOST: usize = 60;

/// The cell of a table that is there to frame a text: it holds most of the table's letters, in blocks of its own.
pub(super) fn frame_in(table: &Element) -> Option<&Element> {
    let all = letters(&table.text());
    let mut rows = Vec::new();
    rows_of(table, &mut rows);
    let cells = rows.into_iter().flat_map(Element::elements).filter(|cell| cell.name == "td");
    let (cell, own) = cells.map(|cell| (cell, letters(&cell.text()))).max_by_key(|(_, own)| *own)?;
    let blocks =
        cell.elements().filter(|inner| matches!(inner.name.as_str(), "p" | "div" | "table" | "br" | "h1" | "h2" | "h3" | "center")).count();
    (own >= FRAME && own * 100 >= all * MOST && blocks > 0).then_some(cell)
}

/// The rows of a table, without those of tables inside it.
fn rows_of<'a>(table: &'a Element, rows: &mut Vec<&'a Element>) {
    for inner in table.elements() {
        match inner.name.as_str() {
            "tr" => rows.push(inner),
            "table" | "nitf-table" => {}
            _ => rows_of(inner, rows),
        }
    }
}

impl ListEntry {
    /// As an entry of an article's list, which has one level.
    fn item(&self) -> String {
        if self.depth > 0 { format!("– {}", self.text) } else { self.text.clone() }
    }
}

fn join(head: &mut Vec<String>, more: Vec<String>) {
    head.resize(head.len().max(more.len()), String::new());
    for (cell, more) in head.iter_mut().zip(more) {
        if !more.is_empty() && *cell != more {
            *cell = format!("{cell} {more}").trim().to_string();
        }
    }
}

/// Figures that stand higher or lower than the line, as signs of their own.
const RAISED: [char; 10] = ['⁰', '¹', '²', '³', '⁴', '⁵', '⁶', '⁷', '⁸', '⁹'];
const LOWERED: [char; 10] = ['₀', '₁', '₂', '₃', '₄', '₅', '₆', '₇', '₈', '₉'];
/// Signs of charges and of powers below nought.
const SIGNS: [char; 4] = ['+', '-', '−', '–'];
/// What may stand before a power: units, and names of one letter.
const UNITS: [&str; 16] = ["km", "hm", "dm", "cm", "mm", "nm", "µm", "μm", "ft", "in", "yd", "mi", "mc", "sec", "min", "кв"];

impl Reducer<'_> {
    /// Powers and indices keep their height; marks of notes go, for their notes do not stand on the page.
    pub(super) fn raised(&mut self, element: &Element, marks: &Marks) {
        let text = element.text();
        let bare = text.trim();
        let leads_to_note = element.find("a").and_then(|link| link.attribute("href")).is_some_and(|address| address.starts_with('#'));
        let is_number = !bare.is_empty() && bare.bytes().all(|byte| byte.is_ascii_digit());
        // "10⁻³", "Ca²⁺".
        let is_signed = bare.chars().all(|c| c.is_ascii_digit() || SIGNS.contains(&c)) && bare.chars().any(|c| c.is_ascii_digit());
        let in_brackets = bare.starts_with('[') && bare.ends_with(']');
        let is_note = element.name == "sup" && (leads_to_note || in_brackets || is_number && !takes_power(&self.line));
        if is_note {
            return self.leftovers.lose("mark of a note", bare);
        }
        if !is_signed {
            return self.children(element, marks);
        }
        let (figures, plus, minus) = if element.name == "sup" { (RAISED, '⁺', '⁻') } else { (LOWERED, '₊', '₋') };
        let raised = bare.chars().filter_map(|c| match c {
            '+' => Some(plus),
            _ => c.to_digit(10).map_or(Some(minus), |figure| figures.get(usize::try_from(figure).ok()?).copied()),
        });
        let raised: String = raised.collect();
        self.line.push(&raised, marks);
    }
}

/// True where a number raised after this is a power: after a figure, a unit, a letter alone, or at the start.
fn takes_power(line: &MarkedLine) -> bool {
    let word: Vec<char> = line.backwards().take_while(|c| c.is_alphabetic()).collect();
    let before = line.backwards().nth(word.len());
    let word: String = word.into_iter().rev().collect();
    match word.chars().count() {
        0 => before.is_none_or(|c| c.is_numeric()),
        1 => true,
        _ => UNITS.contains(&word.as_str()),
    }
}

#[cfg(test)]
mod tests {
    use super::super::ledger::Leftovers;
    use super::super::{html, reduce};
    use super::*;

    fn check(source: &str, expected: &str, left: &str) {
        let mut leftovers = Leftovers::default();
        let reduced = reduce::reduce(&html::read(source).unwrap(), &mut leftovers);
        let told = |block: &ImportedBlock| match block {
            ImportedBlock::Paragraph(text) => text.clone(),
            ImportedBlock::List { ordered, items } => format!("{}[{}]", if *ordered { "1" } else { "" }, items.join("|")),
            ImportedBlock::Table { head, rows } => [head].into_iter().chain(rows).map(|row| row.join("|")).collect::<Vec<_>>().join("/"),
            other => format!("{other:?}"),
        };
        assert_eq!(reduced.blocks.iter().map(told).collect::<Vec<_>>().join("¶"), expected, "{source}");
        assert_eq!(leftovers.told(), left, "{source}");
    }

    #[test]
    fn numbers_are_as_they_are_given() {
        check("<ol><li>a<li>b</ol>", "1[a|b]", "");
        check("<ol start=4><li>a<li>b</ol>", "4. a¶5. b", "");
        check("<ol reversed><li>a<li>b</ol>", "2. a¶1. b", "");
        check("<ol><li value=7>a<li>b</ol>", "7. a¶8. b", "");
        check("<ol><li>a<ul><li>b</ul><li><p>c</ol>", "1. a¶[– b]¶2. c", "");
        check("<ul><li>a<ul><li>b<li>c</ul><li>d</ul>", "[a|– b|– c|d]", "");
        check("<ul>a<li>b</ul>", "[a|b]", "");
        check("<ul><li>a<script>x()</script></li><script>y()</script></ul>", "[a]", "script (2 times)");
    }

    #[test]
    fn cells_span_rows_and_columns() {
        check("<table><tr><th>a<th>b<tr><td rowspan=2>n<td>1<tr><td>2<tr><td>s<td>3</table>", "a|b/n|1/n|2/s|3", "");
        check("<table><tr><td>x<td rowspan=2>y<td>z<tr><td>1<td>2</table>", "/x|y|z/1|y|2", "");
        check("<table><tr><td colspan=2>x<td>y<tr><td>1<td>2<td>3</table>", "/x||y/1|2|3", "");
        check("<table><tr><th>a<th colspan=2>b<tr><th><th>c<th>d<tr><td>1<td>2<td>3</table>", "a|b c|d/1|2|3", "");
        check("<table><tr><td rowspan=99999999>x<td colspan=99999999>y</table>", &format!("/x|y{}", "|".repeat(38)), "");
    }

    #[test]
    fn blocks_inside_entries_and_cells_are_read_once() {
        check(
            "<ul><li><p>See <a href='https://e.com/2'>the plan</a> and <b>the bill</b></p></li></ul>",
            "[See [the plan](https://e.com/2) and **the bill**]",
            "",
        );
        check("<table><tr><td>Ann<td><p><a href='https://e.com/5'>photos</a></p></table>", "/Ann|[photos](https://e.com/5)", "");
        check(
            "<blockquote><ul><li><a href='https://e.com/6'>Six</a> <b>boats</b><li>two</ul></blockquote>",
            "Quote(\"[Six](https://e.com/6) **boats**; two\", None)",
            "",
        );
        check("<ul><li><div>*a*</div><h3>b</h3></li></ul>", "[\\*a\\* b]", "");
    }

    #[test]
    fn powers_and_notes() {
        check(
            "10<sup>6</sup> litres on 40 m<sup>2</sup>, says a report<sup>3</sup>.",
            "10⁶ litres on 40 m², says a report.",
            "mark of a note: \"3\"",
        );
        check("10<sup>-3</sup> of Ca<sup>2+</sup>", "10⁻³ of Ca²⁺", "");
        check("CO<sub>2</sub> and H<sub>2</sub>O", "CO₂ and H₂O", "");
        check("Said the port.<sup><a href=#fn1>1</a></sup> Yes.<sup>[2]</sup>", "Said the port. Yes.", "mark of a note (2 times): \"1\"");
        check("The 1<sup>er</sup> of May, M<sup>me</sup> Roy", "The 1er of May, Mme Roy", "");
    }
}
