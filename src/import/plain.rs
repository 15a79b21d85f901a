//! Plain text: the first line is the headline.
use super::Imported;
use super::draft::Draft;
use super::fields::field;

/// The file's own name, which stands for a slug.
pub(super) fn stem(imported: &Imported) -> Option<String> {
    std::path::Path::new(&imported.file.path).file_stem().map(|stem| stem.to_string_lossy().into_owned())
}

/// Reads plain text: the first line is the headline, the rest the text.
pub fn text(imported: &mut Imported) {
    let text = imported.file.text.trim_start_matches('\u{feff}').replace("\r\n", "\n").replace('\r', "\n");
    let text = text.trim();
    if text.is_empty() {
        return;
    }
    let (headline, rest) = text.split_once('\n').unwrap_or((text, ""));
    let range = 0..imported.file.text.len();
    let reduced = imported.plain(rest, &range);
    let mut draft = Draft { range, headline: field(headline), blocks: reduced.blocks, photos: reduced.photos, ..Draft::default() };
    draft.slug = stem(imported);
    imported.drafts.push(draft);
}
