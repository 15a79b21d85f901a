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

/// Makes the pictures. One that cannot be used is told, and its place stays empty. None where that is an ad.
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
    let faults: BTreeMap<MarkAt, String> = faults(&plates).chain(faults(&epaper)).map(|(at, why)| (at, why.clone())).collect();
    let unusable = tell(paper, &faults, diags)?;
    // A file that cannot be used on a page cannot be shown beside it.
    figures.retain(|(art, _), made: &mut Result<EncodedPicture, String>| made.is_ok() || !unusable.contains(art));
    Some(MadePictures { plates: good(plates), epaper: good(epaper), figures })
}

/// Tells which files cannot be used, and gives them: their places stay empty. None where one of them is an ad, which was sold.
fn tell(paper: &Paper, faults: &BTreeMap<MarkAt, String>, diags: &mut Diagnostics) -> Option<BTreeSet<usize>> {
    let mut unusable = BTreeSet::new();
    let mut is_sold = false;
    for (at, why) in faults {
        let page = &paper.pages[at.0];
        let MarkKind::Picture(picture) = &page.marks[at.1].kind else { continue };
        if !unusable.insert(picture.art) {
            continue;
        }
        let path = &paper.pictures[picture.art].path;
        let (source, fault) = (Some(Source::whole(path)), format!("{path} cannot be printed: {why}"));
        if page.ads.iter().any(|ad| ad.art == picture.art) {
            is_sold = true;
            diags.error("bad-picture", source, fault).help("get the file again, or take it out of the edition");
        } else {
            let warning = diags.warning("bad-picture", source, fault).did("left its place on the page empty");
            warning.help("get the file again, or open it and save it as a common JPEG; or take it out of the edition");
        }
    }
    (!is_sold).then_some(unusable)
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

/// What could not be made.
fn faults<T>(made: &[(MarkAt, Result<T, String>)]) -> impl Iterator<Item = (MarkAt, &String)> {
    made.iter().filter_map(|(at, made)| Some((*at, made.as_ref().err()?)))
}

fn good<T>(made: Vec<(MarkAt, Result<T, String>)>) -> BTreeMap<MarkAt, T> {
    made.into_iter().filter_map(|(at, made)| Some((at, made.ok()?))).collect()
}
