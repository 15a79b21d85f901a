//! The gate: edition, layout and fonts checked against each other. After it nothing fails.
use std::collections::BTreeMap;
use std::sync::Arc;

use rayon::prelude::*;

use crate::ad_pdf::{self, Placed};
use crate::diag::{Diagnostics, Source};
use crate::edition::folio::{Folio, Folios};
use crate::edition::{AdArt, Article, Edition, Lang, PageOrder};
use crate::font::{Face, Fonts};
use crate::ids::{By, Id, PageId, SettingId, StoryId};
use crate::layout::{Grid, Layout, Style, StyleName, Template};
use crate::role::Slug;
use crate::units::Pt;

mod double;
pub mod wishes;

/// The template of pages that ask for no other.
const INSIDE: &str = "inside";

/// All that a run works on, checked.
#[derive(Clone, Debug)]
pub struct Job {
    /// What the newsroom filed.
    pub edition: Edition,
    /// How the paper looks.
    pub layout: Layout,
    /// The faces there are.
    pub fonts: Fonts,
    /// The distinct ways in which the layout's templates set type.
    pub settings: By<SettingId, Setting>,
    /// By template's name: its setting.
    setting_by_template: BTreeMap<String, SettingId>,
    /// One a page, where the edition orders pages: the template's name.
    pub page_templates: Vec<String>,
    /// What each page is called.
    pub folios: Folios,
    /// What the PDFs among its ads hold, by path; without those that cannot be looked through.
    pub ad_pdfs: BTreeMap<String, Arc<Placed>>,
}

/// A way of setting type: a grid and styles. Templates that agree in both share one, and so a story's galley.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Setting {
    /// Columns and rows.
    pub grid: Grid,
    /// Styles by [`StyleName`].
    pub styles: Vec<Style>,
    /// Words from which a story opens with a drop capital; 0 never.
    pub drop_capital_words: u32,
    /// Widths of 1, 2, … columns.
    pub measures: Vec<Pt>,
    /// The columns left of the fold, on a double truck.
    pub fold: Option<u8>,
}

impl Setting {
    /// One of its styles.
    pub fn style(&self, name: StyleName) -> &Style {
        &self.styles[name as usize]
    }

    /// Width of so many columns.
    pub fn measure(&self, columns: u8) -> Pt {
        self.measures[usize::from(columns).clamp(1, self.measures.len()) - 1]
    }

    /// Width and depth of a place of so many columns and rows.
    pub fn extent(&self, columns: u8, rows: u16) -> (Pt, Pt) {
        (self.measure(columns), self.grid.leading * i32::from(rows))
    }

    /// Width of a caption under a picture of so many columns: where the picture must cross the fold, its left end that never does.
    pub fn caption_measure(&self, columns: u8) -> Pt {
        let across = self.fold.and_then(|fold| columns.checked_sub(fold)).filter(|left| *left > 0);
        self.measure(across.unwrap_or(columns))
    }
}

impl Job {
    /// The setting that a template uses, by the template's name.
    pub fn setting_of(&self, template: &str) -> SettingId {
        self.setting_by_template.get(template).or_else(|| self.setting_by_template.get(INSIDE)).copied().unwrap_or(SettingId::of(0))
    }

    /// The articles.
    pub fn articles(&self) -> impl Iterator<Item = (StoryId, &Article)> {
        self.edition.articles.iter().enumerate().map(|(number, article)| (StoryId::of(number), article))
    }

    /// An article; none of what is continued after a jump.
    pub fn article(&self, story: StoryId) -> Option<&Article> {
        self.edition.articles.get(story.number())
    }

    /// The articles by slug.
    pub fn by_slug(&self) -> BTreeMap<&Slug, StoryId> {
        self.articles().map(|(story, article)| (&article.slug, story)).collect()
    }

    /// The pages that the edition orders; none where it leaves that to the program.
    pub fn orders(&self) -> impl Iterator<Item = (PageId, &PageOrder)> {
        self.edition.pages.iter().enumerate().map(|(number, order)| (PageId::of(number), order))
    }

    /// What the edition orders for a page; none where it orders no pages.
    pub fn order(&self, page: PageId) -> Option<&PageOrder> {
        self.edition.pages.get(page.number())
    }

    /// The number that is printed on a page.
    pub fn number(&self, page: PageId) -> u32 {
        self.folios.number(page.number())
    }

    /// The page that readers see beside one, of those that the edition orders.
    pub fn facing(&self, page: PageId) -> Option<PageId> {
        self.folios.facing(page.number(), self.edition.pages.len()).map(PageId::of)
    }

    /// The folio of a page.
    pub fn folio(&self, page: PageId) -> Folio {
        self.folios.of(page.number())
    }

    /// A template by name; the gate has seen that it is there.
    pub fn template(&self, name: &str) -> &Template {
        self.layout.templates.get(name).unwrap_or_else(|| &self.layout.templates[INSIDE])
    }
}

fn setting(layout: &Layout, template: &Template) -> Setting {
    let grid = template.grid;
    Setting {
        grid,
        styles: template.styles.clone(),
        drop_capital_words: template.drop_capital_words,
        measures: (1..=grid.columns).map(|columns| layout.measure(template, columns)).collect(),
        fold: template.fold(),
    }
}

/// Checks what was read, one thing against the other. `None` where there are errors, now or before.
pub fn check(mut edition: Edition, layout: Layout, faces: Vec<Arc<Face>>, diags: &mut Diagnostics) -> Option<Job> {
    let fonts = Fonts { faces, fallback: layout.fallback.clone() };
    check_families(&layout, &fonts, &edition.source, diags);
    check_languages(&layout, diags);
    let page_templates: Vec<String> = edition
        .pages
        .iter()
        .enumerate()
        .map(|(i, page)| layout.template_name(page.template.as_deref(), page.section.as_deref(), i == 0).to_string())
        .collect();
    let is_double = |page: usize| layout.templates.get(&page_templates[page]).is_some_and(|template| template.is_double);
    let folios = Folios::new(&edition.pages, is_double);
    wishes::take_up(&mut edition, &folios, diags);
    check_pages(&edition, &layout, &folios, diags);
    double::check(&edition, &folios, diags);
    check_characters(&edition, &layout, &fonts, diags);
    let (settings, setting_by_template) = settings(&layout);
    if diags.has_errors() {
        return None;
    }
    edition.rules.apply(&edition.articles, diags);
    let ad_pdfs = look_through(&edition);
    Some(Job { edition, layout, fonts, settings, setting_by_template, page_templates, folios, ad_pdfs })
}

/// Looks through the PDFs among the booked ads and the paper's own.
fn look_through(edition: &Edition) -> BTreeMap<String, Arc<Placed>> {
    let booked = edition.pages.iter().flat_map(|page| &page.ads).map(|ad| &ad.art);
    let all = booked.chain(edition.house_ads.iter().map(|ad| &ad.art));
    let pdfs: BTreeMap<&String, &[u8]> =
        all.filter_map(|art| if let AdArt::Pdf { path, bytes } = art { Some((path, bytes.as_slice())) } else { None }).collect();
    let look = |(path, bytes): (&String, &[u8])| Some((path.clone(), Arc::new(ad_pdf::look(bytes)?)));
    pdfs.into_par_iter().filter_map(look).collect()
}

/// The distinct settings of a layout, and which of them each template uses.
fn settings(layout: &Layout) -> (By<SettingId, Setting>, BTreeMap<String, SettingId>) {
    let mut settings: By<SettingId, Setting> = By::default();
    let mut by_template = BTreeMap::new();
    for (name, template) in &layout.templates {
        let new = setting(layout, template);
        let known = settings.find(|setting| *setting == new);
        by_template.insert(name.clone(), known.unwrap_or_else(|| settings.push(new)));
    }
    (settings, by_template)
}

/// Any weight will do to see that a family is there.
const REGULAR: u16 = 400;

/// Every family that a style or the fallback names is there.
fn check_families(layout: &Layout, fonts: &Fonts, source: &Source, diags: &mut Diagnostics) {
    let of_styles = layout.templates.values().flat_map(|template| template.styles.iter().map(|style| style.family.as_str()));
    let mut wanted: Vec<&str> = of_styles.chain(layout.fallback.iter().map(String::as_str)).collect();
    wanted.sort_unstable();
    wanted.dedup();
    let there = fonts.families();
    for family in wanted.into_iter().filter(|family| fonts.find_at(family, REGULAR, false, Pt::ZERO).is_none()) {
        let nearest = there.iter().min_by_key(|name| strsim::levenshtein(name, family)).copied().unwrap_or("none");
        diags
            .error(
                "missing-font",
                Some(source.clone()),
                format!("layout \"{}\" asks for the font family \"{family}\", which is not there", layout.name),
            )
            .help(format!(
                "put its .ttf or .otf files in the edition's fonts/ folder, or use another family; the nearest is \"{nearest}\""
            ));
    }
}

/// The languages that the layout names are there, by the tags that they have here.
fn check_languages(layout: &Layout, diags: &mut Diagnostics) {
    for (tag, source) in &layout.languages {
        let own = Lang::tagged(tag).map(Lang::tag);
        let is_whole = own.is_some_and(|own| own.eq_ignore_ascii_case(tag) || own.split('-').next() == Some(tag));
        if is_whole {
            continue;
        }
        let error = diags.error("unknown-language", Some(source.clone()), format!("\"{tag}\" is no language that this program sets"));
        error.help(match own {
            Some(own) => format!("write \"{own}\", as this program calls it"),
            None => "docs/EDITIONS.md has all tags, under Languages".into(),
        });
    }
}

/// Templates exist, ads and hand-placed stories lie on the page.
fn check_pages(edition: &Edition, layout: &Layout, folios: &Folios, diags: &mut Diagnostics) {
    for (i, page) in edition.pages.iter().enumerate() {
        let name = layout.template_name(page.template.as_deref(), page.section.as_deref(), i == 0);
        let number = folios.number(i);
        let Some(template) = layout.templates.get(name) else {
            let names: Vec<&str> = layout.templates.keys().map(String::as_str).collect();
            diags
                .error("unknown-template", Some(page.source.clone()), format!("page {number} asks for the template \"{name}\""))
                .help(format!("layout \"{}\" has {}", layout.name, names.join(", ")));
            continue;
        };
        let live = layout.live_area(template);
        for ad in &page.ads {
            let too_wide = ad.columns == 0 || ad.columns > template.grid.columns;
            if too_wide || ad.depth > live.height || ad.depth <= Pt::ZERO {
                let text = format!("ad \"{}\" ({} columns by {} pt) does not fit page {number}", ad.name, ad.columns, ad.depth);
                let room = format!("the page has {} columns and {} pt of depth", template.grid.columns, live.height);
                diags.error("ad-too-large", Some(ad.source.clone()), text).help(room);
            }
        }
        for place in &page.places {
            let last = u16::from(place.column) + u16::from(place.columns);
            let deep = place.top + place.depth;
            if place.column == 0
                || place.columns == 0
                || last > u16::from(template.grid.columns) + 1
                || place.top < Pt::ZERO
                || deep > live.height
            {
                let text = format!("the place for \"{}\" lies outside the live area of page {number}", place.story);
                let room = format!("the page has {} columns and {} pt of depth", template.grid.columns, live.height);
                diags.error("place-outside", Some(place.source.clone()), text).help(room);
            }
        }
    }
}

/// Letters of a hundred that no face need have, such as a name in another script; where more are missing the story cannot be read.
const MOST_MISSING: usize = 2;

/// Characters that no face has are told, once for each article; a story in a script of which no face has the letters is not set.
fn check_characters(edition: &Edition, layout: &Layout, fonts: &Fonts, diags: &mut Diagnostics) {
    let Some(body) = layout.templates.values().next().map(|template| template.style(StyleName::Body)) else { return };
    let Some(face) = fonts.find_at(&body.family, body.weight, body.italic, body.size) else { return };
    for article in &edition.articles {
        let mut missing: Vec<char> = Vec::new();
        let (mut letters, mut missing_letters) = (0usize, 0usize);
        for text in article.texts() {
            letters += text.chars().filter(|c| c.is_alphabetic()).count();
            let unusual = text
                .chars()
                .filter(|c| !c.is_ascii() && !c.is_whitespace() && !matches!(c, '\u{ad}' | '\u{200d}' | '\u{fe00}'..='\u{fe0f}'));
            for character in unusual {
                let is_known = missing.contains(&character);
                if is_known || !fonts.face(fonts.serving(face, character)).covers(character) {
                    missing_letters += usize::from(character.is_alphabetic());
                    if !is_known {
                        missing.push(character);
                    }
                }
            }
        }
        if missing.is_empty() {
            continue;
        }
        let shown: Vec<String> = missing.iter().take(8).map(|c| format!("{c} (U+{:04X})", u32::from(*c))).collect();
        let (shown, place) = (shown.join(", "), Some(article.source.clone()));
        if missing_letters * 100 > letters * MOST_MISSING {
            diags.error("no-face", place, format!("no font of the paper has the letters of \"{}\", such as {shown}", article.slug)).help(
                "put a font that has them into the edition's fonts/ folder, and name its family in the layout: fonts.fallback = [\"Noto Serif CJK JP\"]",
            );
            continue;
        }
        diags
            .warning("missing-glyph", place, format!("no font has {shown} in \"{}\"", article.slug))
            .did("printed an empty box for each")
            .help("replace the character, or add a font that has it to the edition's fonts/ folder and to the layout's fallback");
    }
}
