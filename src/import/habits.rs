//! Wire habits lifted into fields: what desks type into a text ("SEOUL (Yonhap) --", "By …", "/ AFP"), by rules in a table.
use std::collections::BTreeMap;
use std::path::Path;

use regex_lite::{Captures, Regex};

use super::draft::{Draft, ImportedAuthor, ImportedBlock, ImportedPhoto, Teaser};
use super::ledger::{self, Leftovers};
use crate::diag::{Diagnostics, Source};
use crate::edition::clean::Oddities;
use crate::edition::keys::HABITS;
use crate::edition::{Lang, text};
use crate::tree::file::text_file;
use crate::tree::form::{self, Form};
use crate::tree::{Node, tell, toml};

/// The table that ships.
const SHIPPED: &str = include_str!("habits.toml");
/// A date as wires write it after a place: "Dec. 24, 2019", "24 déc", "24 de diciembre", "24. joulukuuta", "24 декабря".
const DATE: &str = r"(?:(?i:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sept|Sep|Oct|Nov|Dec)[A-Za-z]*\.? \d{1,2}(?:,? \d{4})?|\d{1,2}\.?º? (?:de )?[a-zA-ZÀ-ÿĀ-žА-яё]{3,14}\.?(?:,? (?:de )?\d{4})?)";
/// A place as datelines write it: "ST. LOUIS, Mo.", "Frankfurt am Main". Every word but small ones begins with a capital.
const PLACE: &str = r"(?:[A-ZÀ-ÞĀ-ŽА-ЯЁ가-힣][^\s()=,/*]*(?:[ /-](?:[A-ZÀ-ÞĀ-ŽА-ЯЁ가-힣][^\s()=,/*]*|de|del|la|le|las|los|di|da|do|dos|am|an|der|den|im|in|i|of|ob|bei|sur|sous|en|upon|el|al|d'|s))*(?:, [A-ZÀ-ÞĀ-ŽА-Я가-힣][^()=,*]*)*?)";
/// A place in capitals, with its country or state: "HARBOUR TOWN, Ont."
const CAPITALS: &str = r"(?:[A-ZÀ-ÞĀ-ŽА-ЯЁ][A-ZÀ-ÞĀ-ŽА-ЯЁ./' -]+[A-ZÀ-ÞĀ-ŽА-ЯЁ.](?:, [A-Z][A-Za-z.]+(?: [A-Z][A-Za-z.]+)?)??)";
/// The first sign of a sentence.
const START: &str = r"[^\sa-zà-öø-ÿа-яё,;.)]";
/// A person's name, or several: "Anne de la Tour", "Ana Ruiz y Luis Gil".
const NAME: &str =
    r"[A-ZÀ-ÞĀ-Ž][^\s,.!?()]*(?: (?:[A-ZÀ-ÞĀ-Ž][^\s,!?()]*|de|del|di|da|van|von|der|den|la|le|und|and|et|y|e|og|och|en|ja))+";
/// Rules that may fire one after the other on the same paragraph.
const MOST_LIFTS: usize = 6;
/// Bytes at a paragraph's start or end in which a habit shows; the rest of a long one is not looked at.
const WINDOW: usize = 600;
/// Bytes of a caption beyond which it is none.
const LONGEST_CAPTION: usize = 4_000;

/// The rules, in the order in which they are tried.
#[derive(Debug)]
pub struct Habits {
    rules: Vec<Rule>,
    /// The paper's own names of sections, by what copy calls them.
    pub(super) sections: BTreeMap<String, String>,
}

#[derive(Debug)]
struct Rule {
    name: String,
    place: String,
    pattern: Regex,
    /// Something stays.
    keeps: bool,
}

/// The shipped rules, after those of a paper's own file. A fault of that file is told.
pub fn read(own: Option<&Path>, root: &Path, diags: &mut Diagnostics) -> Habits {
    let mut tables = Vec::new();
    if let Some(own) = own {
        let shown = own.to_string_lossy();
        if let Some(file) = text_file(&root.join(own), &shown, diags) {
            match toml::read(&file.text) {
                Ok(tree) => {
                    if form::check(&tree, &Form::Group(&HABITS), &file, diags) {
                        tables.push((tree, Some(file)));
                    }
                }
                Err(faults) => faults.into_iter().for_each(|fault| tell(fault, &file, diags)),
            }
        }
    }
    // That it is TOML the tests see to.
    tables.extend(toml::read(SHIPPED).ok().map(|shipped| (shipped, None)));
    let words = |key: &str| {
        let words = tables.iter().flat_map(|(tree, _)| tree.get(key).map(Node::items).unwrap_or_default());
        let mut words: Vec<String> = words.filter_map(Node::text).map(regex_lite::escape).collect();
        // The longest first, so that "Yonhap News" is not read as "Yonhap".
        words.sort_by_key(|word| std::cmp::Reverse(word.len()));
        format!("(?:{})", words.join("|"))
    };
    let (agency, teaser) = (words("agencies"), words("teasers"));
    let without: Vec<&str> =
        tables.iter().flat_map(|(tree, _)| tree.get("without").map(Node::items).unwrap_or_default()).filter_map(Node::text).collect();
    let mut rules = Vec::new();
    for (tree, file) in &tables {
        for rule in tree.get("rules").map(Node::items).unwrap_or_default() {
            let (Some(name), Some(place), Some(pattern)) = (rule.text_of("name"), rule.text_of("where"), rule.get("pattern")) else {
                continue;
            };
            let written = pattern.text().unwrap_or_default();
            let filled = written.replace("{agency}", &agency).replace("{teaser}", &teaser);
            let kinds = [("{date}", DATE), ("{place}", PLACE), ("{capitals}", CAPITALS), ("{start}", START), ("{name}", NAME)];
            let filled = kinds.iter().fold(filled, |filled, (kind, pattern)| filled.replace(kind, pattern));
            match Regex::new(&filled) {
                Ok(pattern) if file.is_some() || !without.contains(&name.as_str()) => {
                    let keeps = pattern.capture_names().flatten().any(|group| group == "text");
                    rules.push(Rule { name, place, pattern, keeps });
                }
                Ok(_) => {}
                Err(error) => {
                    let source = file.as_ref().map(|file| Source { file: file.clone(), range: pattern.range.clone() });
                    diags
                        .error("bad-pattern", source, format!("the pattern of \"{name}\" cannot be read: {error}"))
                        .help("write a regular expression such as '^(?<text>.+) / (?<credit>.+)$'");
                }
            }
        }
    }
    let sections = tables.iter().filter(|(_, file)| file.is_some()).flat_map(|(tree, _)| tree.get("sections").map(Node::entries));
    let sections = sections.flatten().filter_map(|entry| Some((entry.key.trim().to_lowercase(), entry.node.text()?.to_string())));
    Habits { rules, sections: sections.collect() }
}

/// Which paragraph.
#[derive(Clone, Copy, PartialEq)]
enum End {
    First,
    Last,
}

/// The words of a text without its marks.
pub(super) fn bare(marked: &str) -> String {
    text::plain(&text::rich(marked, Lang::default(), &mut Oddities::default()).text, Lang::default(), &mut Oddities::default())
}

/// What a group matched, without stray stars.
fn group(found: &Captures, name: &str) -> Option<String> {
    let words = found.name(name)?.as_str().trim().trim_matches('*').trim();
    (!words.is_empty()).then(|| words.to_string())
}

impl Habits {
    fn of<'a>(&'a self, place: &'a str) -> impl Iterator<Item = &'a Rule> {
        self.rules.iter().filter(move |rule| rule.place == place)
    }

    /// Lifts what was typed into a story's text into its fields.
    pub fn lift(&self, draft: &mut Draft, leftovers: &mut Leftovers) {
        self.headline(draft, leftovers);
        self.deck(draft, leftovers);
        for photo in &mut draft.photos {
            self.caption(photo, leftovers);
        }
        self.end(draft, End::First, leftovers);
        self.end(draft, End::Last, leftovers);
        self.teasers(draft);
    }

    fn headline(&self, draft: &mut Draft, leftovers: &mut Leftovers) {
        let Some(headline) = draft.headline.clone() else { return };
        for rule in self.of("headline") {
            if let Some(found) = rule.pattern.captures(&headline) {
                let before = ledger::of_draft(draft);
                fields(&found, draft);
                draft.headline = group(&found, "text").or(draft.headline.take());
                leftovers.account_letters(&rule.name, before.saturating_sub(ledger::of_draft(draft)));
                return;
            }
        }
    }

    /// What feeds add to a summary.
    fn deck(&self, draft: &mut Draft, leftovers: &mut Leftovers) {
        for rule in self.of("deck") {
            let Some(deck) = draft.deck.take() else { return };
            let Some(found) = rule.pattern.captures(&deck) else {
                draft.deck = Some(deck);
                continue;
            };
            draft.deck = group(&found, "text");
            let rest = ledger::letters(&deck) - draft.deck.as_deref().map_or(0, ledger::letters);
            leftovers.account_letters(&rule.name, rest);
        }
    }

    fn caption(&self, photo: &mut ImportedPhoto, leftovers: &mut Leftovers) {
        let Some(caption) = photo.caption.clone().filter(|caption| caption.len() <= LONGEST_CAPTION) else { return };
        for rule in self.of("caption") {
            let Some(found) = rule.pattern.captures(&caption) else { continue };
            // A credit is plain; a mark may have begun before it.
            let Some(credit) = group(&found, "credit").map(|credit| credit.replace('*', "")) else { continue };
            let before = ledger::of_photos(std::slice::from_ref(photo));
            // A field of the format's own wins; the same words need not stand twice.
            let known = photo.credit.get_or_insert_with(|| credit.clone());
            if known.to_lowercase().contains(&credit.to_lowercase()) || credit.to_lowercase().contains(&known.to_lowercase()) {
                let text = found.name("text").map(|text| text.as_str().trim().to_string()).filter(|text| !text.is_empty());
                photo.caption = text.map(|text| if text.matches('*').count() % 2 == 0 { text } else { text.replace('*', "") });
            }
            leftovers.account_letters(&rule.name, before.saturating_sub(ledger::of_photos(std::slice::from_ref(photo))));
            return;
        }
    }

    /// The first or the last paragraph.
    fn end(&self, draft: &mut Draft, end: End, leftovers: &mut Leftovers) {
        let place = if end == End::First { "first-paragraph" } else { "last-paragraph" };
        for _ in 0..MOST_LIFTS {
            let at = if end == End::First { first_paragraph(&draft.blocks) } else { draft.blocks.len().saturating_sub(1) };
            let Some(ImportedBlock::Paragraph(marked)) = draft.blocks.get(at) else { return };
            let marked = marked.clone();
            let (before, window, after) = window(&marked, end);
            let is_whole = window.len() == marked.len();
            let plain = if is_whole { bare(&marked) } else { String::new() };
            let found = self.of(place).filter(|rule| rule.keeps || is_whole).find_map(|rule| {
                let found = rule.pattern.captures(if rule.keeps { window } else { &plain })?;
                // What stays of a long paragraph goes on beyond the window.
                let joins = found
                    .name("text")
                    .is_none_or(|text| (before.is_empty() || text.start() == 0) && (after.is_empty() || text.end() == window.len()));
                joins.then_some((rule, found))
            });
            let Some((rule, found)) = found else { return };
            let sum = ledger::of_draft(draft);
            let carries = fields(&found, draft);
            match found
                .name("text")
                .map(|text| format!("{before}{}{after}", text.as_str()).trim().to_string())
                .filter(|text| !text.is_empty())
            {
                Some(text) => draft.blocks[at] = ImportedBlock::Paragraph(text),
                None => {
                    draft.blocks.remove(at);
                    if !carries {
                        leftovers.add(&rule.name, &plain);
                    }
                }
            }
            leftovers.account_letters(&rule.name, sum.saturating_sub(ledger::of_draft(draft)));
        }
    }

    /// Paragraphs that only point to another story.
    fn teasers(&self, draft: &mut Draft) {
        let mut kept = Vec::with_capacity(draft.blocks.len());
        for block in std::mem::take(&mut draft.blocks) {
            let words = match &block {
                ImportedBlock::Paragraph(marked) if marked.len() <= WINDOW => bare(marked),
                ImportedBlock::Subhead(words) => words.clone(),
                _ => String::new(),
            };
            let found = self.of("paragraph").filter(|_| !words.is_empty()).find_map(|rule| rule.pattern.captures(&words));
            match found.and_then(|found| Some((group(&found, "label"), group(&found, "related")?))) {
                Some((label, headline)) => draft.teasers.push(Teaser { label, headline, summary: None }),
                None => kept.push(block),
            }
        }
        draft.blocks = kept;
    }
}

/// Where the text begins: after subheads that stand over it.
fn first_paragraph(blocks: &[ImportedBlock]) -> usize {
    const MOST_SUBHEADS: usize = 2;
    let heads = blocks.iter().take_while(|block| matches!(block, ImportedBlock::Subhead(_))).count();
    if heads <= MOST_SUBHEADS { heads } else { 0 }
}

/// A paragraph as what stands before the window in which habits show, the window, and what stands after it.
fn window(text: &str, end: End) -> (&str, &str, &str) {
    if end == End::First {
        let end = text.floor_char_boundary(WINDOW);
        ("", &text[..end], &text[end..])
    } else {
        let start = text.ceil_char_boundary(text.len().saturating_sub(WINDOW));
        (&text[..start], &text[start..], "")
    }
}

/// Fills fields from groups. True where there was one. What is typed in the text is what the desk meant: it wins for place and agency.
fn fields(found: &Captures, draft: &mut Draft) -> bool {
    let get = |name: &str| group(found, name);
    let mut any = false;
    let places = [
        (&mut draft.dateline, get("dateline")),
        (&mut draft.agency, get("agency")),
        (&mut draft.kicker, get("kicker")),
        (&mut draft.embargo, get("embargo")),
    ];
    for (field, value) in places {
        any |= value.is_some();
        *field = value.or(field.take());
    }
    let (role, email) = (get("role"), get("email"));
    any |= role.is_some() || email.is_some();
    if let Some(name) = get("byline") {
        any = true;
        let name = bare(&name);
        let same = |writer: &&mut ImportedAuthor| person(&writer.name) == person(&name);
        match draft.byline.iter_mut().find(same) {
            Some(writer) => {
                writer.role = role.or(writer.role.take());
                writer.email = email.or(writer.email.take());
            }
            None => draft.byline.push(ImportedAuthor { name, role, email }),
        }
    } else if let Some(writer) = draft.byline.last_mut() {
        writer.email = writer.email.take().or(email);
        writer.role = writer.role.take().or(role);
    } else if let Some(email) = email {
        draft.byline.push(ImportedAuthor { name: email, role, email: None });
    }
    any
}

/// A name without "By" and letter case.
fn person(name: &str) -> String {
    let lower = name.to_lowercase();
    lower.strip_prefix("by ").unwrap_or(&lower).trim().to_string()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn habits() -> Habits {
        let mut diags = Diagnostics::default();
        let habits = read(None, Path::new("."), &mut diags);
        assert!(diags.list.is_empty(), "{:?}", diags.list);
        habits
    }

    fn check(paragraphs: &[&str], expected: &str) {
        let blocks = paragraphs.iter().map(|text| ImportedBlock::Paragraph(text.to_string())).collect();
        let mut draft = Draft { blocks, ..Draft::default() };
        habits().lift(&mut draft, &mut Leftovers::default());
        let byline: Vec<String> = draft
            .byline
            .iter()
            .map(|writer| {
                [Some(writer.name.clone()), writer.role.clone(), writer.email.clone()].into_iter().flatten().collect::<Vec<_>>().join(", ")
            })
            .collect();
        let body: Vec<String> = draft
            .blocks
            .iter()
            .map(|block| if let ImportedBlock::Paragraph(text) = block { text.clone() } else { String::new() })
            .collect();
        let teasers: Vec<String> = draft.teasers.iter().map(|teaser| format!("{:?} {}", teaser.label, teaser.headline)).collect();
        let got =
            [draft.dateline.unwrap_or_default(), draft.agency.unwrap_or_default(), byline.join("; "), body.join("¶"), teasers.join(";")];
        assert_eq!(got.join(" | "), expected);
    }

    fn caption(caption: &str, expected: &str) {
        let mut draft =
            Draft { photos: vec![ImportedPhoto { caption: Some(caption.into()), ..ImportedPhoto::default() }], ..Draft::default() };
        habits().lift(&mut draft, &mut Leftovers::default());
        let photo = &draft.photos[0];
        assert_eq!(format!("{} | {}", photo.caption.as_deref().unwrap(), photo.credit.as_deref().unwrap_or("")), expected);
    }

    #[test]
    fn examples_of_rules_are_their_tests() {
        let tree = toml::read(SHIPPED).unwrap();
        let (habits, mut count) = (habits(), 0);
        for rule in tree.get("rules").unwrap().items() {
            let place = rule.text_of("where").unwrap();
            for example in rule.get("examples").map(Node::items).unwrap_or_default() {
                count += 1;
                let is = example.text_of("is").unwrap();
                let mut draft = Draft::default();
                let other = ImportedBlock::Paragraph("Another.".into());
                let own = ImportedBlock::Paragraph(is.clone());
                match place.as_str() {
                    "first-paragraph" => draft.blocks = vec![own, other],
                    "last-paragraph" => draft.blocks = vec![other, own],
                    "deck" => draft.deck = Some(is.clone()),
                    _ => draft.photos = vec![ImportedPhoto { caption: Some(is.clone()), ..ImportedPhoto::default() }],
                }
                let before = ledger::of_draft(&draft);
                let mut leftovers = Leftovers::default();
                habits.lift(&mut draft, &mut leftovers);
                assert_eq!(before, ledger::of_draft(&draft) + leftovers.lost(), "{is} is not accounted for");
                let text = match place.as_str() {
                    "deck" => draft.deck.clone(),
                    "caption" => draft.photos[0].caption.clone(),
                    _ => draft.blocks.iter().find_map(|block| match block {
                        ImportedBlock::Paragraph(text) if text != "Another." => Some(text.clone()),
                        _ => None,
                    }),
                };
                let byline = draft.byline.first().map(|writer| writer.name.clone());
                let credit = draft.photos.first().and_then(|photo| photo.credit.clone());
                let got = [
                    ("text", text),
                    ("dateline", draft.dateline),
                    ("agency", draft.agency),
                    ("byline", byline),
                    ("credit", credit),
                    ("embargo", draft.embargo),
                ];
                for (key, value) in got {
                    assert_eq!(value, example.text_of(key), "{key} of \"{is}\", an example of \"{}\"", rule.text_of("name").unwrap());
                }
            }
        }
        assert!(count >= 50, "{count}");
    }

    #[test]
    fn datelines_and_agencies() {
        check(&["SEOUL, Dec. 24 (Yonhap) -- It rained."], "SEOUL | Yonhap |  | It rained. | ");
        check(&["GROSETO, Italy (AP) -- The trial began."], "GROSETO, Italy | AP |  | The trial began. | ");
        check(&["WASHINGTON (Reuters) - It (the storm) came."], "WASHINGTON | Reuters |  | It (the storm) came. | ");
        check(&["**BUSAN** — The ferry sank."], "BUSAN |  |  | The ferry sank. | ");
        check(&["NEW YORK, Jan. 3 -- It *snowed*."], "NEW YORK |  |  | It *snowed*. | ");
        check(&["(서울=연합뉴스) 홍길동 기자 = 비가 왔다."], "서울 | 연합뉴스 | 홍길동 기자 | 비가 왔다. | ");
        check(&["It rained.", "It stopped, he said. (AP-Yonhap)"], " | AP-Yonhap |  | It rained.¶It stopped, he said. | ");
        check(&["It rained.", "(Yonhap)", "(END)"], " | Yonhap |  | It rained. | ");
        check(&["The NATO — an alliance — met."], " |  |  | The NATO — an alliance — met. | ");
        check(&["A man (34) - a clerk - ran."], " |  |  | A man (34) - a clerk - ran. | ");
    }

    #[test]
    fn by_lines_and_teasers() {
        check(&["By Han Mira", "SEOUL (Yonhap) -- Rain."], "SEOUL | Yonhap | By Han Mira | Rain. | ");
        check(&["By Han Mira, Staff reporter", "Rain."], " |  | By Han Mira, Staff reporter | Rain. | ");
        check(&["By Han Mira (han@example.com)", "Rain."], " |  | By Han Mira, han@example.com | Rain. | ");
        check(&["By noon it had stopped."], " |  |  | By noon it had stopped. | ");
        check(&["Rain.", "[\\[VIEW\\] What we owe](https://e.com/x)"], " |  |  | Rain. | Some(\"VIEW\") What we owe");
        check(&["비가 왔다.", "홍길동 기자 hong@example.com"], " |  | 홍길동 기자, hong@example.com | 비가 왔다. | ");
    }

    #[test]
    fn credits() {
        caption("Fans cheer in Seoul. AFP-Yonhap", "Fans cheer in Seoul. | AFP-Yonhap");
        caption("Fans cheer in Seoul, Tuesday. / Yonhap", "Fans cheer in Seoul, Tuesday. | Yonhap");
        caption("Fans cheer (AP Photo/Lee Jin-man)", "Fans cheer | AP Photo/Lee Jin-man");
        caption("Phones on show. Courtesy of Samsung Electronics", "Phones on show. | Courtesy of Samsung Electronics");
        caption("Fans cheer. Korea Times photo by Shim Hyun-chul", "Fans cheer. | Korea Times photo by Shim Hyun-chul");
        caption("Fans cheer in Seoul. Park Sora", "Fans cheer in Seoul. | Park Sora");
        caption("Fans cheer in Seoul. They won.", "Fans cheer in Seoul. They won. | ");
        caption("시민들이 걷고 있다. /연합뉴스", "시민들이 걷고 있다. | 연합뉴스");
    }
}
