//! Plates: what a press prints of one picture in its place, in the press's inks.
use super::drawable::{Drawable, whole_pdf};
use super::order::PrintOrder;
use super::pdfx::Standard;
use super::photo::{self, Darkroom};
use super::picture_cache::Recipe;
use super::raster;
use super::separate::Press;
use super::source::PictureSource;
use crate::diag::{Diagnostics, Source};
use crate::ink::Inks;
use crate::page::{ArtKind, Crop, Picture};

/// Makes the plates of an order.
pub struct Platemaker {
    darkroom: Darkroom,
    standard: Standard,
    /// What every plate of the order is made of beside the picture.
    recipe: Recipe,
}

impl Platemaker {
    /// For an order. None where its profile cannot be used; that is told.
    pub fn new(order: &PrintOrder, diags: &mut Diagnostics) -> Option<Platemaker> {
        let asked = &order.specification;
        let press = Press::new(&order.profile, asked.intent, asked.ink_limit).and_then(|press| {
            let srgb = press.table(None).ok_or("it has no tables from colours to inks")?;
            Ok((press, srgb))
        });
        let (press, srgb) = match press {
            Ok(press) => press,
            Err(why) => {
                let name = &order.profile_name;
                diags
                    .error("bad-profile", Some(Source::whole(name)), format!("the profile {name} cannot be used: {why}"))
                    .help("ask the printer for the ICC profile (CMYK, class prtr) of the press, or take print.profile out of the layout");
                return None;
            }
        };
        let numbers =
            [asked.intent as i64, i64::from(asked.ink_limit), i64::from(asked.ppi), i64::from(asked.quality), i64::from(asked.sharpen)];
        Some(Platemaker {
            darkroom: Darkroom { press, srgb, ppi: asked.ppi, quality: asked.quality, sharpen: asked.sharpen },
            standard: order.printing.standard,
            recipe: Recipe::new("plates").with(&order.profile).numbers(&numbers),
        })
    }

    /// The plates of a picture in its place on a page of some inks; a placed PDF page stays as it is where it may.
    pub fn plates(&self, source: &PictureSource, picture: &Picture, inks: Inks) -> Result<Drawable, String> {
        let art = source.art;
        if art.kind == ArtKind::Pdf {
            let whole = whole_pdf(&art.bytes)?;
            if raster::why(art, inks, self.standard).is_none() {
                return Ok(whole);
            }
        }
        let frame = picture.frame;
        let recipe = self.recipe.clone().numbers(&picture.crop.sides().map(i64::from)).numbers(&[
            i64::from(frame.width.0),
            i64::from(frame.height.0),
            i64::from(inks == Inks::Black),
        ]);
        let plates = source.or_make(recipe, || match art.kind {
            ArtKind::Pdf => raster::plates(&self.darkroom, art, frame, inks),
            _ => photo::plates(&self.darkroom, source, picture, inks),
        })?;
        Drawable::of(plates, Crop::NONE)
    }
}
