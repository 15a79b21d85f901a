//! Other engines on the same text at the same measure, where they are installed: their PDFs are for the referee.
use std::error::Error;
use std::fmt::Write;
use std::path::Path;
use std::process::{Command, Stdio};
use std::time::Instant;

use super::Wanted;

/// Tells where each peer's PDF is and how long it took, or that it is not installed.
pub fn run(paragraphs: &[&str], wanted: &Wanted) -> Result<(), Box<dyn Error>> {
    let fonts = Path::new(env!("CARGO_MANIFEST_DIR")).join("fonts");
    for (name, tuned) in [("typst", ""), ("typst-tuned", TUNED)] {
        let source = wanted.pdf.with_extension(format!("{name}.typ"));
        std::fs::write(&source, typst(paragraphs, wanted, tuned))?;
        let mut command = Command::new("typst");
        command.arg("compile").arg("--font-path").arg(&fonts).arg(&source);
        let mut python = Command::new("python3");
        let script = "import sys, typst; typst.compile(sys.argv[1], output=sys.argv[2], font_paths=[sys.argv[3]])";
        python.args(["-c", script]).arg(&source).arg(source.with_extension("pdf")).arg(&fonts);
        timed(name, &mut [command, python], &source.with_extension("pdf"));
    }
    for (name, expands) in [("pdftex", ""), ("pdftex-expanding", "\\pdffontexpand\\body 20 20 5 autoexpand \\pdfadjustspacing=2\n")] {
        let source = wanted.pdf.with_extension(format!("{name}.tex"));
        std::fs::write(&source, tex(paragraphs, wanted, expands))?;
        let mut command = Command::new("pdftex");
        command.arg("-interaction=batchmode").arg(source.file_name().unwrap_or_default());
        if let Some(folder) = source.parent().filter(|folder| !folder.as_os_str().is_empty()) {
            command.current_dir(folder);
        }
        timed(name, &mut [command], &source.with_extension("pdf"));
    }
    Ok(())
}

/// Runs the first of the commands that works.
fn timed(name: &str, commands: &mut [Command], pdf: &Path) {
    for command in commands {
        let start = Instant::now();
        if command.stdout(Stdio::null()).stderr(Stdio::null()).status().is_ok_and(|status| status.success()) {
            println!("{name:24} {:>9.0?} {}", start.elapsed(), pdf.display());
            return;
        }
    }
    println!("{name:24} not installed");
}

/// What Typst can be told to set narrow measures better: hyphens for next to nothing, tracking, spaces that give more.
const TUNED_TEXT: &str = "#set text(costs: (hyphenation: 5%))\n";
const TUNED: &str = ", justification-limits: (spacing: (min: 72%, max: 150%), tracking: (min: -0.015em, max: 0.015em))";

fn typst(paragraphs: &[&str], wanted: &Wanted, tuned: &str) -> String {
    let mut out = format!(
        "#set page(width: {}pt, height: 1152pt, margin: 36pt, columns: 6)\n#set columns(gutter: 14pt)\n\
         #set text(font: \"Source Serif 4 SmText\", size: {size}pt, lang: \"en\", region: \"us\", hyphenate: true, top-edge: 0.8em, bottom-edge: -0.2em)\n\
         #set par(justify: true, leading: {lead}pt, spacing: {lead}pt, first-line-indent: {size}pt{tuned})\n{costs}",
        wanted.measure * 6 + super::Pt::points(14 * 5 + 72),
        size = wanted.size,
        costs = if tuned.is_empty() { "" } else { TUNED_TEXT },
        lead = wanted.leading - wanted.size,
    );
    for text in paragraphs {
        for character in text.chars() {
            if "\\#$*_`<>@[]~".contains(character) {
                out.push('\\');
            }
            out.push(character);
        }
        out.push_str("\n\n");
    }
    out
}

fn tex(paragraphs: &[&str], wanted: &Wanted, expands: &str) -> String {
    let mut out = format!(
        "\\pdfoutput=1 \\font\\body=cmr9 \\body {expands}\\hsize={}pt \\vsize=1080pt \\pdfpageheight=1200pt \\hoffset=-36pt \\voffset=-36pt\n\
         \\parindent={}pt \\parskip=0pt \\baselineskip={}pt \\lineskiplimit=-100pt \\tolerance=9999 \\emergencystretch=1em \\hbadness=10000 \\vbadness=10000\n\
         \\raggedbottom \\nopagenumbers\n",
        wanted.measure, wanted.size, wanted.leading
    );
    for text in paragraphs {
        for character in text.chars() {
            match character {
                '“' => out.push_str("``"),
                '”' => out.push_str("''"),
                '’' => out.push('\''),
                '‘' => out.push('`'),
                '—' => out.push_str("---"),
                '–' => out.push_str("--"),
                '…' => out.push_str("\\dots{}"),
                '$' | '%' | '&' | '#' | '_' => {
                    let _ = write!(out, "\\{character}");
                }
                '\\' | '{' | '}' | '~' | '^' => out.push(' '),
                _ if character.is_ascii() => out.push(character),
                // Letters with accents are near enough one letter wide.
                _ => out.push('e'),
            }
        }
        out.push_str("\n\n");
    }
    out.push_str("\\bye\n");
    out
}
