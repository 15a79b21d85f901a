//! The pictures of a paper, file by file: each is decoded once, all that the outputs want is made of it, and it is dropped.
use std::collections::{BTreeMap, BTreeSet};

use rayon::prelude::*;

use super::colour::Profile;
use super::drawable::{Drawable, Drawables, MarkAt};
use super::encoded::EncodedPicture;
use super::epaper_pictures::{self, SizedPicture, SizedPictures};
use super::order::Photos;
use super::picture_cache::PictureCache;
use super::platemaker::Platemaker;
use super::site::figure::{self, Cut};
use super::source::PictureSource;
use crate::diag::{Diagnostics, Source};
use crate::page::{Crop, MarkKind, Paper, Picture};

/// What the outputs make of the pictures.
#[derive(Default)]
pub struct PictureUses<'a> {
    /// Plates of every picture.
    pub plates: Option<&'a Platemaker>,
    /// Every picture for the e-paper.
    pub epaper: Option<Photos>,
    /// Files of these for the site's stories.
    pub figures: BTreeSet<Cut>,
}

/// What was made of the pictures.
#[derive(Debug, Default)]
pub struct MadePictures {
    /// In the press's inks.
    pub plates: Drawables,
    pub epaper: SizedPictures,
    /// For the site's stories, or why it cannot be.
    pub figures: BTreeMap<Cut, Result<EncodedPicture, String>>,
}

/// What was made of one file.
struct OfFile {
    is_unreadable: bool,
    plates: Vec<(MarkAt, Result<Drawable, String>)>,
    epaper: Vec<(MarkAt, Result<SizedPicture, String>)>,
    figures: Vec<(Cut, Result<EncodedPicture, String>)>,
}

/// Makes the pictures. None where one cannot be used on a page; that is told.
pub fn make(paper: &Paper, uses: &PictureUses, cache: &PictureCache, diags: &mut Diagnostics) -> Option<MadePictures> {
    if uses.plates.is_none() && uses.epaper.is_none() && uses.figures.is_empty() {
        return Some(MadePictures::default());
    }
    let places = places(paper);
    let of_file = |index: usize| of_file(paper, index, (&places[index], uses), cache);
    let made: Vec<OfFile> = (0..paper.pictures.len()).into_par_iter().map(of_file).collect();
    for (art, _) in paper.pictures.iter().zip(&made).filter(|(_, made)| made.is_unreadable) {
        diags
            .warning("colour-profile", Some(Source::whole(&art.path)), format!("the colour profile in {} cannot be read", art.path))
            .did("took its colours as they are, as sRGB")
            .help("look at its colours; save it again with a profile, or without one");
    }
    let (mut plates, mut epaper, mut figures) = (Vec::new(), Vec::new(), BTreeMap::new());
    for file in made {
        plates.extend(file.plates);
        epaper.extend(file.epaper);
        figures.extend(file.figures);
    }
    let faults: Vec<(MarkAt, &String)> = faults(&plates).chain(faults(&epaper)).collect();
    if faults.is_empty() {
        return Some(MadePictures { plates: good(plates), epaper: good(epaper), figures });
    }
    let mut told: BTreeSet<String> = BTreeSet::new();
    for (at, why) in faults {
        let MarkKind::Picture(picture) = &paper.pages[at.0].marks[at.1].kind else { continue };
        let path = &paper.pictures[picture.art].path;
        let fault = format!("{path} cannot be printed: {why}");
        if told.insert(fault.clone()) {
            diags.error("bad-picture", Some(Source::whole(path)), fault).help("get the file again, or take it out of the edition");
        }
    }
    None
}

/// All that is made of a file, which stands in these places.
fn of_file(paper: &Paper, index: usize, (places, uses): (&[PicturePlace], &PictureUses), cache: &PictureCache) -> OfFile {
    let source = PictureSource::new(&paper.pictures[index], cache);
    let plates = uses.plates.map(|maker| {
        let plates = |(at, picture): &PicturePlace| (*at, maker.plates(&source, picture, paper.pages[at.0].inks));
        places.iter().map(plates).collect()
    });
    let epaper = uses.epaper.map(|photos| {
        let picture = |(at, picture): &PicturePlace| (*at, epaper_pictures::for_frame(&source, picture, photos));
        places.iter().map(picture).collect()
    });
    let cuts = uses.figures.range((index, Crop::NONE)..).take_while(|(art, _)| *art == index);
    OfFile {
        is_unreadable: matches!(source.profile, Profile::Unreadable),
        plates: plates.unwrap_or_default(),
        epaper: epaper.unwrap_or_default(),
        figures: cuts.map(|cut| (*cut, figure::of_story(&source, cut.1))).collect(),
    }
}

/// A picture in its place.
type PicturePlace<'a> = (MarkAt, &'a Picture);

/// Makes the pictures of the paper for the press, and of the paper as screens show it, which is the same one or differs.
pub fn of_both(
    paper: &Paper,
    on_screens: &Paper,
    uses: PictureUses,
    cache: &PictureCache,
    diags: &mut Diagnostics,
) -> Option<MadePictures> {
    if std::ptr::eq(paper, on_screens) {
        return make(paper, &uses, cache, diags);
    }
    let plates = make(paper, &PictureUses { plates: uses.plates, epaper: None, figures: BTreeSet::new() }, cache, diags)?;
    let mut shown = Diagnostics::default();
    let screens = make(on_screens, &PictureUses { plates: None, ..uses }, cache, &mut shown);
    // What both find is told once.
    shown.list.retain(|finding| !diags.list.contains(finding));
    diags.append(shown);
    Some(MadePictures { plates: plates.plates, ..screens? })
}

/// Where the picture of each file stands.
fn places(paper: &Paper) -> Vec<Vec<PicturePlace<'_>>> {
    let mut places = vec![Vec::new(); paper.pictures.len()];
    for (page, marks) in paper.pages.iter().map(|page| &page.marks).enumerate() {
        for (at, mark) in marks.iter().enumerate() {
            if let MarkKind::Picture(picture) = &mark.kind {
                places[picture.art].push(((page, at), picture));
            }
        }
    }
    places
}

/// What could not be made, in the order of the pages.
fn faults<T>(made: &[(MarkAt, Result<T, String>)]) -> impl Iterator<Item = (MarkAt, &String)> {
    let faults: BTreeMap<MarkAt, &String> = made.iter().filter_map(|(at, made)| Some((*at, made.as_ref().err()?))).collect();
    faults.into_iter()
}

fn good<T>(made: Vec<(MarkAt, Result<T, String>)>) -> BTreeMap<MarkAt, T> {
    made.into_iter().filter_map(|(at, made)| Some((at, made.ok()?))).collect()
}
