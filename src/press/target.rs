//! The outputs of a run: one table, of which the command line, the lists of files and the making of them are read.
use std::collections::BTreeMap;

use super::encoded::EncodedPicture;
use super::order::{EpaperOrder, PrintOrder};
use super::pdf::{self, EpaperFile};
use super::picture_cache::PictureCache;
use super::pictures::{self, PictureUses};
use super::print::{self, Forme, PrintRun};
use super::site::EditionFacts;
use super::site::figure::{self, Cut};
use super::site::picture::{self, PagePicture};
use super::site::story::{Story, stories};
use super::{Files, mets, screens, site};
use crate::diag::Diagnostics;
use crate::page::Paper;

/// An output beside the layout and the report.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Target {
    /// `print.pdf`, for the press.
    Print,
    /// `epaper.pdf`, for readers.
    Epaper,
    /// `epaper/`, the e-paper's site.
    Site,
    /// `mets/`, the edition for a library's archive.
    Mets,
}

/// All that is known of an output. A new one is a row of [`TARGETS`], and a name in [`Target`].
pub struct TargetRow {
    /// Which.
    pub target: Target,
    /// Its name on the command line.
    pub name: &'static str,
    /// What it is, in a sentence.
    pub doc: &'static str,
    /// It is made where no target is named.
    pub is_usual: bool,
    /// The list of its files, by which the next build finds those that are no longer made.
    pub list: Option<&'static str>,
    maker: TargetMaker,
}

/// What an output is made from.
enum TargetMaker {
    /// The pages in the press's inks.
    Plates(fn(&Forme, &mut Diagnostics) -> Option<Files>),
    /// The e-paper, and what else is wanted beside it; `what` is made, in an editor's words.
    Epaper { what: &'static str, needs: &'static [Need], make: fn(&ForScreens) -> Result<Files, String> },
}

/// What an output may need beside the e-paper.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Need {
    /// Pictures of the pages.
    PagePictures,
    /// Pictures of the stories.
    Figures,
}

/// Every output, in the order in which it is told of them.
pub static TARGETS: [TargetRow; 4] = [
    TargetRow {
        target: Target::Print,
        name: "print",
        doc: "print.pdf, for the press",
        is_usual: true,
        list: None,
        maker: TargetMaker::Plates(print::files),
    },
    TargetRow {
        target: Target::Epaper,
        name: "epaper",
        doc: "epaper.pdf, for readers",
        is_usual: true,
        list: None,
        maker: TargetMaker::Epaper {
            what: "epaper.pdf",
            needs: &[],
            make: |shown| Ok(vec![("epaper.pdf".into(), shown.epaper.bytes.clone())]),
        },
    },
    TargetRow {
        target: Target::Site,
        name: "site",
        doc: "The e-paper's site, in the folder epaper",
        is_usual: true,
        list: Some(site::LIST),
        maker: TargetMaker::Epaper {
            what: "the e-paper's site",
            needs: &[Need::PagePictures, Need::Figures],
            make: |shown| {
                let figures = figure::figures(shown.paper, &shown.figures)?;
                let content = site::SiteParts { pages: shown.pages()?, stories: &shown.stories, figures };
                Ok(site::site(shown.paper, content, shown.facts))
            },
        },
    },
    TargetRow {
        target: Target::Mets,
        name: "mets",
        doc: "METS with a picture and an ALTO file for each page, for a library's archive, in the folder mets",
        is_usual: false,
        list: Some(mets::LIST),
        maker: TargetMaker::Epaper {
            what: "the archive's folder",
            needs: &[Need::PagePictures],
            make: |shown| {
                let pdf = shown.targets.has(Target::Epaper).then_some(shown.epaper.bytes.as_slice());
                mets::mets(shown.paper, shown.pages()?, pdf, shown.facts)
            },
        },
    },
];

/// What outputs are made beside the layout and the report.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Targets(u32);

impl Targets {
    /// Some of them.
    pub const fn of(targets: &[Target]) -> Targets {
        let mut set = 0;
        let mut at = 0;
        while at < targets.len() {
            set |= 1 << targets[at] as u32;
            at += 1;
        }
        Targets(set)
    }

    /// What is made where none is named: all that presses and readers take.
    pub fn usual() -> Targets {
        Targets(TARGETS.iter().filter(|row| row.is_usual).map(|row| 1 << row.target as u32).sum())
    }

    /// The others.
    #[must_use]
    pub const fn without(self, target: Target) -> Targets {
        Targets(self.0 & !(1 << target as u32))
    }

    /// Whether one is among them.
    pub const fn has(self, target: Target) -> bool {
        self.0 & 1 << target as u32 != 0
    }
}

/// What is ordered of the press, beside which outputs.
#[derive(Clone, Debug)]
pub struct PressOrder {
    /// By the printer.
    pub print: PrintOrder,
    /// For readers.
    pub epaper: EpaperOrder,
    /// What is known of the edition and its stories beside their marks.
    pub facts: EditionFacts,
    /// Pictures that were made once already.
    pub cache: PictureCache,
}

/// What outputs for screens are made from.
struct ForScreens<'a> {
    paper: &'a Paper,
    facts: &'a EditionFacts,
    targets: Targets,
    epaper: &'a EpaperFile,
    /// Empty where no output needs them.
    pages: Result<Vec<PagePicture>, String>,
    stories: Vec<Story>,
    figures: BTreeMap<Cut, Result<EncodedPicture, String>>,
}

impl ForScreens<'_> {
    fn pages(&self) -> Result<&[PagePicture], String> {
        self.pages.as_deref().map_err(Clone::clone)
    }
}

/// The outputs of a run.
struct Wanted {
    rows: Vec<&'static TargetRow>,
    targets: Targets,
}

impl Wanted {
    fn of(targets: Targets) -> Wanted {
        Wanted { rows: TARGETS.iter().filter(|row| targets.has(row.target)).collect(), targets }
    }

    fn is_printed(&self) -> bool {
        self.rows.iter().any(|row| matches!(row.maker, TargetMaker::Plates(_)))
    }

    fn is_shown(&self) -> bool {
        self.rows.iter().any(|row| matches!(row.maker, TargetMaker::Epaper { .. }))
    }

    fn needs(&self, need: Need) -> bool {
        self.rows.iter().any(|row| matches!(row.maker, TargetMaker::Epaper { needs, .. } if needs.contains(&need)))
    }

    /// The files from the pages in inks. None where one cannot be made; that is told.
    fn files_of_plates(&self, forme: &Forme, diags: &mut Diagnostics) -> Option<Files> {
        let makers = self.rows.iter().filter_map(|row| if let TargetMaker::Plates(make) = row.maker { Some(make) } else { None });
        Some(makers.map(|make| make(forme, diags)).collect::<Option<Vec<Files>>>()?.concat())
    }

    /// The files from the e-paper. None where one cannot be made; that is told.
    fn files_of_epaper(&self, material: &ForScreens, diags: &mut Diagnostics) -> Option<Files> {
        let mut files = Files::new();
        for row in &self.rows {
            let TargetMaker::Epaper { what, make, .. } = row.maker else { continue };
            match make(material) {
                Ok(made) => files.extend(made),
                Err(why) => {
                    diags.error("site", None, format!("{what} cannot be made: {why}")).help("please report it with the edition");
                    return None;
                }
            }
        }
        Some(files)
    }
}

/// The files of the outputs that are wanted. None where one cannot be made; that is told.
pub fn make(paper: &Paper, order: &PressOrder, targets: Targets, diags: &mut Diagnostics) -> Option<Files> {
    let wanted = Wanted::of(targets);
    let on_screens = screens::shown(paper);
    let on_screens = on_screens.as_ref();
    let print = if wanted.is_printed() { Some(PrintRun::of(paper, &order.print, diags)?) } else { None };
    let stories = if wanted.needs(Need::Figures) { stories(on_screens) } else { Vec::new() };
    let uses = PictureUses {
        plates: print.as_ref().map(|print| &print.platemaker),
        epaper: wanted.is_shown().then_some(order.epaper.photos),
        figures: figure::cuts(&stories),
    };
    let pictures = pictures::of_both(paper, on_screens, uses, &order.cache, diags)?;
    let press = |diags: &mut Diagnostics| match print {
        Some(print) => wanted.files_of_plates(&print.forme(pictures.plates), diags),
        None => Some(Files::new()),
    };
    let screens = |diags: &mut Diagnostics| {
        if !wanted.is_shown() {
            return Some(Files::new());
        }
        let epaper = &pdf::epaper(on_screens, &order.epaper, pictures.epaper, &order.cache, diags)?;
        let pages = if wanted.needs(Need::PagePictures) { picture::pages(on_screens, epaper, &order.cache) } else { Ok(Vec::new()) };
        let (facts, figures) = (&order.facts, pictures.figures);
        wanted.files_of_epaper(&ForScreens { paper: on_screens, facts, targets: wanted.targets, epaper, pages, stories, figures }, diags)
    };
    // What press and screens find is told in this order, whichever is done first.
    let (mut of_press, mut of_screens) = (Diagnostics::default(), Diagnostics::default());
    // Each is in part one thread's work, and that part of one goes with the other's pages.
    let (printed, shown) = rayon::join(|| press(&mut of_press), || screens(&mut of_screens));
    diags.append(of_press);
    // What both find is told once.
    of_screens.list.retain(|finding| !diags.list.contains(finding));
    diags.append(of_screens);
    let mut files = printed?;
    files.extend(shown?);
    Some(files)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_target_has_its_row() {
        let all = [Target::Print, Target::Epaper, Target::Site, Target::Mets];
        assert_eq!(TARGETS.each_ref().map(|row| row.target), all);
        for (n, row) in TARGETS.iter().enumerate() {
            assert!(TARGETS[..n].iter().all(|other| other.name != row.name), "{} twice", row.name);
            assert!(Targets::of(&all[..=n]).has(row.target) && !Targets::of(&all[..n]).has(row.target));
        }
        assert_eq!(Targets::usual(), Targets::of(&[Target::Print, Target::Epaper, Target::Site]));
    }
}
