//! What a story needs, for people and for machines.
use std::fmt::Write;

use super::{Cut, Depths, Lever, Needs, Stand};

/// For people.
pub fn text(needs: &Needs) -> String {
    let mut out = String::new();
    let photos = match needs.photos {
        0 => String::new(),
        1 => ", 1 photo".into(),
        more => format!(", {more} photos"),
    };
    let _ = writeln!(out, "{}: {} of text{photos}; set for \"{}\" of {}", needs.slug, lines(needs.lines), needs.template, needs.layout);
    let _ = writeln!(out, "\n{:12}{:42}as another story", "", "as the lead");
    for width in &needs.widths {
        let [lead, other] = [&width.lead, &width.other].map(|depths| depths.map_or("—".to_string(), |depths| depth(&depths)));
        let _ = writeln!(out, "{:12}{lead:42}{other}", columns(width.columns));
    }
    out += "\n";
    needs.stands.iter().for_each(|stand| out += &stands(stand));
    if let Some(why) = &needs.held {
        let _ = writeln!(out, "held: {why}");
    }
    told_levers(needs, &mut out);
    told_cuts(&needs.cuts, &mut out);
    out
}

/// For machines.
pub fn json(needs: &Needs) -> String {
    serde_json::to_string_pretty(needs).map(|text| text + "\n").unwrap_or_default()
}

fn depth(depths: &Depths) -> String {
    let Depths { rows, mm, lines, fewest, most } = depths;
    format!("{rows} rows, {mm:.1} mm, {lines} lines ({fewest}-{most})")
}

fn columns(count: u8) -> String {
    format!("{count} column{}", if count == 1 { "" } else { "s" })
}

fn lines(count: u32) -> String {
    format!("{count} line{}", if count == 1 { "" } else { "s" })
}

fn stands(stand: &Stand) -> String {
    let Stand { page, column, columns, row, rows, short, .. } = stand;
    if stand.brief {
        return format!("stands among the briefs of {page}\n");
    }
    let part = match stand.part {
        "first" => "begins",
        "turn" => "is continued",
        _ => "stands",
    };
    let lead = if stand.lead { ", as its lead" } else { "" };
    let last = column + columns.saturating_sub(1);
    let fits = match stand.over {
        Some(0) if *short > 0 => format!("fits, its last leg {} short", lines(u32::from(*short))),
        Some(0) => "fits exactly".into(),
        Some(over) => format!("{} {}", lines(over.unsigned_abs() as u32), if over > 0 { "over" } else { "under" }),
        None => "cannot be so wide".into(),
    };
    let wide = if *columns > 1 { format!("columns {column}-{last}") } else { format!("column {column}") };
    format!("{part} on {page}{lead}, {wide}, rows {row}-{}: {fits}\n", row + rows.saturating_sub(1))
}

fn told_levers(needs: &Needs, out: &mut String) {
    if needs.levers.is_empty() {
        return;
    }
    let _ = writeln!(out, "\nwhat would make it shorter over {}:", columns(needs.columns));
    for Lever { what, lines, closes, .. } in &needs.levers {
        let _ = writeln!(out, "{lines:6}  {what}{}", if *closes { " (enough)" } else { "" });
    }
}

fn told_cuts(cuts: &[Cut], out: &mut String) {
    if cuts.is_empty() {
        return;
    }
    let _ = writeln!(out, "\ncharacters to cut for a line:");
    for Cut { block, begins, last_line, characters, .. } in cuts {
        let _ = writeln!(out, "{characters:6}  block {block}, \"{begins}\": its last line is \"{last_line}\"");
    }
}
