//! Lines of plain text: which of them a program has broken, which their writer has, and which are a table's rows.
use super::draft::ImportedBlock;
use super::{inline, one_line};

/// Characters of a line that a program has broken, from the shortest to the longest.
const WRAPPED: std::ops::RangeInclusive<usize> = 50..=95;
/// Spaces between two columns.
const GAP: &str = "  ";
/// Characters of a table's cell, beyond which it is text.
const LONGEST_CELL: usize = 40;
/// Rows that make a table.
const FEWEST_ROWS: usize = 2;

/// True where all lines but the last are as long as a program breaks them, and not each is a sentence of its own.
pub fn are_wrapped<T: AsRef<str>>(lines: &[T]) -> bool {
    let Some((_, before)) = lines.split_last().filter(|(_, before)| !before.is_empty()) else { return false };
    let mut lines = before.iter().map(|line| line.as_ref().trim());
    before.iter().all(|line| WRAPPED.contains(&line.as_ref().trim().chars().count())) && lines.any(|line| !ends_sentence(line))
}

/// True where a line breaks off inside a sentence: it ends with a letter, and the next one begins with a small one.
pub fn breaks_off(line: &str, next: &str) -> bool {
    line.trim_end().ends_with(char::is_alphabetic) && next.trim_start().starts_with(char::is_lowercase)
}

fn ends_sentence(line: &str) -> bool {
    line.ends_with(['.', '!', '?', ':', ';', '”', '"', '»', ')', '。'])
}

/// Plain text to blocks: paragraphs end at empty lines, before indented ones, or at every line where nothing else says; rows of words and
/// figures in columns are a table.
pub fn blocks(text: &str) -> Vec<ImportedBlock> {
    let normal = text.replace("\r\n", "\n").replace('\r', "\n");
    let lines: Vec<&str> = normal.lines().collect();
    let parts: Vec<&[&str]> = lines.split(|line| line.trim().is_empty()).filter(|part| !part.is_empty()).collect();
    parts.into_iter().flat_map(part).collect()
}

/// Lines between two empty ones.
fn part(lines: &[&str]) -> Vec<ImportedBlock> {
    let mut blocks = Vec::new();
    let mut rest = lines;
    while !rest.is_empty() {
        let rows = rest.iter().take_while(|line| cells(line).len() > 1).count();
        if rows >= FEWEST_ROWS && is_table(&rest[..rows]) {
            blocks.push(table(&rest[..rows]));
            rest = &rest[rows..];
            continue;
        }
        let is_row = |at: usize| cells(rest[at]).len() > 1 && rest.get(at + 1).is_some_and(|next| cells(next).len() > 1);
        let end = (1..rest.len()).find(|at| is_row(*at) && is_table(&rest[*at..*at + FEWEST_ROWS])).unwrap_or(rest.len());
        paragraphs(&rest[..end], &mut blocks);
        rest = &rest[end..];
    }
    blocks
}

fn paragraphs(lines: &[&str], blocks: &mut Vec<ImportedBlock>) {
    let indent = |line: &&str| line.len() - line.trim_start().len();
    let least = lines.iter().map(indent).min().unwrap_or(0);
    let is_indented = |line: &&str| indent(line) > least;
    // A first line further in than those that follow begins a paragraph.
    let has_indents = lines.iter().any(is_indented) && lines.iter().any(|line| !is_indented(line));
    let mut groups: Vec<Vec<&str>> = Vec::new();
    for line in lines {
        match groups.last_mut() {
            Some(group) if !(has_indents && is_indented(line)) => group.push(line),
            _ => groups.push(vec![line]),
        }
    }
    for group in groups {
        let goes_on = are_wrapped(&group) || has_indents && lines.iter().any(|line| line.trim().chars().count() >= *WRAPPED.start());
        let mut joined: Vec<String> = Vec::new();
        for line in group {
            match joined.last_mut() {
                Some(last) if goes_on || breaks_off(last, line) => *last = format!("{last} {line}"),
                _ => joined.push(line.to_string()),
            }
        }
        blocks.extend(joined.iter().filter_map(|line| one_line(line)).map(|line| ImportedBlock::Paragraph(inline::escape(&line))));
    }
}

/// What stands between wide gaps or tabs.
fn cells(line: &str) -> Vec<&str> {
    line.trim().split(GAP).flat_map(|part| part.split('\t')).map(str::trim).filter(|cell| !cell.is_empty()).collect()
}

/// Rows of as many cells each, short ones, with a figure somewhere in each.
fn is_table(rows: &[&str]) -> bool {
    let count = rows.first().map_or(0, |row| cells(row).len());
    rows.iter().all(|row| {
        let cells = cells(row);
        let has_figure = row.chars().any(|c| c.is_ascii_digit());
        cells.len() == count && has_figure && cells.iter().all(|cell| cell.chars().count() <= LONGEST_CELL)
    })
}

fn table(rows: &[&str]) -> ImportedBlock {
    let rows = rows.iter().map(|row| cells(row).into_iter().map(inline::escape).collect()).collect();
    ImportedBlock::Table { head: Vec::new(), rows }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, expected: &[&str]) {
        let told = |block: ImportedBlock| match block {
            ImportedBlock::Paragraph(text) => text,
            ImportedBlock::Table { rows, .. } => rows.iter().map(|row| row.join("|")).collect::<Vec<_>>().join("/"),
            other => format!("{other:?}"),
        };
        assert_eq!(blocks(text).into_iter().map(told).collect::<Vec<_>>(), expected, "{text}");
    }

    #[test]
    fn broken_lines_go_on() {
        let wire = "The bridge over the bay is open again after nine years\nof work, the port said on Tuesday.";
        check(wire, &["The bridge over the bay is open again after nine years of work, the port said on Tuesday."]);
        let indented = "The lift bridge stuck open on Sunday with two boats under\nit.\n   Nobody was hurt.\n   A crane is on its way from the yard up\nthe river.";
        let expected = [
            "The lift bridge stuck open on Sunday with two boats under it.",
            "Nobody was hurt.",
            "A crane is on its way from the yard up the river.",
        ];
        check(indented, &expected);
        check("One.\r\n\r\nTwo.\rThree.", &["One.", "Two.", "Three."]);
    }

    #[test]
    fn lines_that_their_writer_ended_stand_alone() {
        check("Quay Bakery\n12 Quay Street\nOpen 9–5", &["Quay Bakery", "12 Quay Street", "Open 9–5"]);
        check("The tide comes in,\nthe tide goes out.", &["The tide comes in,", "the tide goes out."]);
        check("Fog lifted\nat noon.", &["Fog lifted at noon."]);
        let sentences = "The council met for five hours on Monday and voted at last.\nThe mayor was not there, for he was down with a bad cold.\nIt will meet again.";
        assert_eq!(blocks(sentences).len(), 3);
    }

    #[test]
    fn rows_of_words_and_figures_are_a_table() {
        check(
            "RESULTS\nAnn Lee        3  1\nBea Roy        2  2\n\nThe cup goes to Lee.",
            &["RESULTS", "Ann Lee|3|1/Bea Roy|2|2", "The cup goes to Lee."],
        );
        check("High\t04.10\nLow\t10.22", &["High|04.10/Low|10.22"]);
        check("He said  nothing.\nAnd left  soon.", &["He said nothing.", "And left soon."]);
    }
}
