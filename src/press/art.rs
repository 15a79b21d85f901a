//! Pictures for PDF: untouched where nothing must change; else in sRGB, turned, cropped, reduced.
use std::collections::BTreeMap;
use std::io::Cursor;
use std::sync::Arc;

use fast_image_resize::images::Image as Pixels;
use fast_image_resize::{FilterType, PixelType, ResizeAlg, ResizeOptions, Resizer};
use image::metadata::Orientation;
use image::{DynamicImage, ImageDecoder, ImageReader};
use krilla::image::Image;
use krilla::pdf::PdfDocument;
use rayon::prelude::*;

use super::Photos;
use super::colour::{self, MOST_MEMORY, Profile};
use super::made::{Developed, Kind, Made, Recipe};
use crate::diag::{Diagnostics, Source};
use crate::page::{Art, ArtKind, MarkKind, Page, Paper, Picture};
use crate::units::Rect;

/// A piece of art, ready to be drawn in one place.
#[derive(Clone, Debug)]
pub enum Ready {
    /// An image; the crop that is still to be done by a clip, and the turn by a transform.
    Image {
        /// What is drawn.
        image: Image,
        /// Still to cut, in hundred-thousandths of the upright picture.
        crop: [u32; 4],
        /// EXIF orientation still to apply.
        orientation: u8,
    },
    /// A PDF page.
    Pdf {
        /// The document.
        document: PdfDocument,
        /// Its page's width and height in points.
        size: (f32, f32),
    },
}

/// Crops are told in hundred-thousandths.
pub const WHOLE: u64 = 100_000;
/// Photos are reduced where they have this much more than is wanted, in percent.
pub const REDUCE_FROM: u64 = 125;
/// Channels of a picture in cyan, magenta, yellow and black.
pub const INKS: u8 = 4;

/// The pictures of a paper, ready, by page and mark.
pub type AllArt = BTreeMap<(usize, usize), Ready>;

/// Every picture, as `prepare` makes it of its page, its place, its file and that file's profile. None where one cannot be used; that is
/// told.
pub fn gather<T, F>(paper: &Paper, diags: &mut Diagnostics, prepare: F) -> Option<BTreeMap<(usize, usize), T>>
where
    T: Send,
    F: Fn(&Page, &Picture, &Art, &Profile) -> Result<T, String> + Sync,
{
    let mut wanted: Vec<((usize, usize), &Picture)> = Vec::new();
    for (p, page) in paper.pages.iter().enumerate() {
        for (m, mark) in page.marks.iter().enumerate() {
            if let MarkKind::Picture(picture) = &mark.kind {
                wanted.push(((p, m), picture));
            }
        }
    }
    let profiles: Vec<Profile> = paper.pictures.par_iter().map(colour::profile).collect();
    let prepare = |(at, picture): ((usize, usize), &Picture)| {
        let art = picture.art;
        (at, art, prepare(&paper.pages[at.0], picture, &paper.pictures[art], &profiles[art]))
    };
    let prepared: Vec<_> = wanted.into_par_iter().map(prepare).collect();
    for (art, _) in paper.pictures.iter().zip(&profiles).filter(|(_, profile)| matches!(profile, Profile::Unreadable)) {
        diags
            .warning("colour-profile", Some(Source::whole(&art.path)), format!("the colour profile in {} cannot be read", art.path))
            .did("took its colours as they are, as sRGB")
            .help("look at its colours; save it again with a profile, or without one");
    }
    let mut art = BTreeMap::new();
    let mut failed = false;
    for (at, index, ready) in prepared {
        match ready {
            Ok(ready) => {
                art.insert(at, ready);
            }
            Err(why) => {
                failed = true;
                let path = &paper.pictures[index].path;
                diags
                    .error("bad-picture", Some(Source::whole(path)), format!("{path} cannot be printed: {why}"))
                    .help("get the file again, or take it out of the edition");
            }
        }
    }
    (!failed).then_some(art)
}

/// Prepares a picture for its frame, and says about how many bytes it adds to the file. The error is in an editor's words and does not
/// name the file.
pub fn weighed((art, profile): (&Art, &Profile), picture: &Picture, photos: Photos, made: &Made) -> Result<(Ready, usize), String> {
    let crop = picture.crop;
    let target = match photos {
        Photos::Keep => None,
        Photos::Fit { ppi, quality } => reduction(art, picture.frame, crop, ppi).map(|size| (size, quality)),
    };
    match (art.kind, target) {
        (ArtKind::Jpeg, None) => Ok((untouched(art, profile, crop)?, art.bytes.len())),
        // Pictures that PDF does not take as they are: without loss, as they often are drawings.
        (_, None) => {
            let whole = made.or_make(picture.art, || Recipe::new("whole"), || encode(&upright(art, profile)?, Form::Lossless))?;
            weigh(whole, crop)
        }
        // Photos as JPEG, drawings without loss.
        (ArtKind::Png, Some((size, _))) => reduced((art, profile), picture, (size, Form::Lossless), made),
        (_, Some((size, quality))) => reduced((art, profile), picture, (size, Form::Jpeg { quality }), made),
    }
}

/// The same as JPEG of a quality, whatever it was, and its bytes.
pub fn as_jpeg(
    (art, profile): (&Art, &Profile),
    picture: &Picture,
    (ppi, quality): (u16, u8),
    made: &Made,
) -> Result<(Ready, usize), String> {
    let share = |side: u32, one: u32, other: u32| (u64::from(side) * (WHOLE - u64::from(one) - u64::from(other)) / WHOLE).max(1) as u32;
    let crop = picture.crop;
    let own = (share(art.width, crop[0], crop[2]), share(art.height, crop[1], crop[3]));
    let size = reduction(art, picture.frame, crop, ppi).unwrap_or(own);
    reduced((art, profile), picture, (size, Form::Jpeg { quality }), made)
}

fn reduced(
    (art, profile): (&Art, &Profile),
    picture: &Picture,
    (size, form): ((u32, u32), Form),
    made: &Made,
) -> Result<(Ready, usize), String> {
    let quality = if let Form::Jpeg { quality } = form { i64::from(quality) } else { 0 };
    let recipe = || {
        let crop = picture.crop.map(i64::from);
        Recipe::new("reduced").numbers(&crop).numbers(&[i64::from(size.0), i64::from(size.1), quality])
    };
    weigh(made.or_make(picture.art, recipe, || encode(&sized((art, profile), picture.crop, size)?, form))?, [0; 4])
}

/// A picture ready to be drawn, and its bytes.
pub fn weigh(developed: Developed, crop: [u32; 4]) -> Result<(Ready, usize), String> {
    let size = developed.bytes.len();
    Ok((developed.ready(crop, 1)?, size))
}

/// How pixels are written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Form {
    /// As JPEG.
    Jpeg {
        /// Of this quality.
        quality: u8,
    },
    /// As they are.
    Lossless,
}

/// The size in pixels to which the cropped picture is reduced; none where it has not much more than is wanted. A JPEG in
/// inks is made anew at its own size, as screens show RGB.
fn reduction(art: &Art, frame: Rect, crop: [u32; 4], ppi: u16) -> Option<(u32, u32)> {
    const POINTS_TO_THE_INCH: u64 = 72_000;
    let wanted = |points: i32| (points.max(1) as u64 * u64::from(ppi)).div_ceil(POINTS_TO_THE_INCH).max(1);
    let visible = u64::from(art.width) * (WHOLE - u64::from(crop[0]) - u64::from(crop[2])) / WHOLE;
    let (width, height) = (wanted(frame.width.0), wanted(frame.height.0));
    if visible * 100 > width * REDUCE_FROM {
        return Some((width as u32, height as u32));
    }
    let down = u64::from(art.height) * (WHOLE - u64::from(crop[1]) - u64::from(crop[3])) / WHOLE;
    (art.kind == ArtKind::Jpeg && art.channels == INKS).then_some((visible.max(1) as u32, down.max(1) as u32))
}

/// A JPEG as it is, with its profile where that says anything.
fn untouched(art: &Art, profile: &Profile, crop: [u32; 4]) -> Result<Ready, String> {
    let data = krilla::Data::from(art.bytes.clone());
    let own = if let Profile::Of(_, bytes) = profile { Some(bytes.clone().into()) } else { None };
    let image = Image::from_jpeg_with_icc(data, own, false);
    let image = image.map_err(|why| format!("the JPEG cannot be placed ({why})"))?;
    Ok(Ready::Image { image, crop, orientation: art.orientation })
}

/// A decoder for the picture.
pub fn decoder(art: &Art) -> Result<impl ImageDecoder, image::ImageError> {
    let mut reader = ImageReader::new(Cursor::new(art.bytes.as_slice())).with_guessed_format()?;
    let mut limits = image::Limits::default();
    limits.max_alloc = Some(MOST_MEMORY);
    reader.limits(limits);
    reader.into_decoder()
}

/// Decodes a picture as it lies, in its own colours.
pub fn decode(art: &Art) -> Result<DynamicImage, String> {
    decoder(art).and_then(DynamicImage::from_decoder).map_err(|error| format!("the picture cannot be read ({error})"))
}

/// Decodes a picture, upright, in sRGB or grey.
pub fn upright(art: &Art, profile: &Profile) -> Result<DynamicImage, String> {
    let mut picture = if art.channels == INKS { colour::cmyk(art, profile)? } else { colour::convert(decode(art)?, profile) };
    picture.apply_orientation(Orientation::from_exif(art.orientation).unwrap_or(Orientation::NoTransforms));
    Ok(flatten(picture))
}

/// On white where it is see-through; grey stays grey.
pub fn flatten(picture: DynamicImage) -> DynamicImage {
    let grey = !picture.color().has_color();
    let flat = if picture.color().has_alpha() {
        let mut rgba = picture.into_rgba8();
        for pixel in rgba.pixels_mut() {
            let alpha = u32::from(pixel[3]);
            for part in 0..3 {
                pixel[part] = ((u32::from(pixel[part]) * alpha + 255 * (255 - alpha)) / 255) as u8;
            }
            pixel[3] = 255;
        }
        DynamicImage::ImageRgba8(rgba)
    } else {
        picture
    };
    if grey { DynamicImage::ImageLuma8(flat.into_luma8()) } else { DynamicImage::ImageRgb8(flat.into_rgb8()) }
}

/// Cropped, upright, and of a size in pixels.
pub fn sized((art, profile): (&Art, &Profile), crop: [u32; 4], (width, height): (u32, u32)) -> Result<DynamicImage, String> {
    let picture = upright(art, profile)?;
    let part = |whole: u32, share: u32| (u64::from(whole) * u64::from(share)) as f64 / WHOLE as f64;
    let left = part(picture.width(), crop[0]);
    let top = part(picture.height(), crop[1]);
    let shown_width = f64::from(picture.width()) - left - part(picture.width(), crop[2]);
    let shown_height = f64::from(picture.height()) - top - part(picture.height(), crop[3]);
    let (kind, channels) = if matches!(picture, DynamicImage::ImageLuma8(_)) { (PixelType::U8, 1) } else { (PixelType::U8x3, 3) };
    let source = Pixels::from_vec_u8(picture.width(), picture.height(), picture.into_bytes(), kind).map_err(|error| error.to_string())?;
    let mut target = Pixels::new(width, height, kind);
    let options = ResizeOptions::new().resize_alg(ResizeAlg::Convolution(FilterType::Lanczos3)).crop(
        left,
        top,
        shown_width.max(1.0),
        shown_height.max(1.0),
    );
    Resizer::new().resize(&source, &mut target, &options).map_err(|error| error.to_string())?;
    let pixels = target.into_vec();
    let made = if channels == 1 {
        image::GrayImage::from_raw(width, height, pixels).map(DynamicImage::ImageLuma8)
    } else {
        image::RgbImage::from_raw(width, height, pixels).map(DynamicImage::ImageRgb8)
    };
    made.ok_or_else(|| "its size is not what it says".to_string())
}

/// Pixels as they go into the PDF.
pub fn encode(picture: &DynamicImage, form: Form) -> Result<Developed, String> {
    let mut bytes = Vec::new();
    match form {
        Form::Lossless => picture.write_with_encoder(image::codecs::png::PngEncoder::new(&mut bytes)),
        Form::Jpeg { quality } => picture.write_with_encoder(image::codecs::jpeg::JpegEncoder::new_with_quality(&mut bytes, quality)),
    }
    .map_err(|error| error.to_string())?;
    let kind = if form == Form::Lossless { Kind::Png } else { Kind::Jpeg };
    let channels = picture.color().channel_count();
    Ok(Developed { width: picture.width(), height: picture.height(), channels, kind, bytes })
}

/// A PDF page as it is.
pub fn whole_pdf(art: &Art) -> Result<Ready, String> {
    let (document, size) = open_pdf(&art.bytes)?;
    Ok(Ready::Pdf { document, size })
}

/// A PDF of one page and the page's size.
pub fn open_pdf(bytes: &Arc<Vec<u8>>) -> Result<(PdfDocument, (f32, f32)), String> {
    let pdf = hayro_syntax::Pdf::new(bytes.clone()).map_err(|error| match error {
        hayro_syntax::LoadPdfError::Decryption(_) => "the PDF is encrypted; save it without a password".to_string(),
        hayro_syntax::LoadPdfError::Invalid => "this is no usable PDF".to_string(),
    })?;
    let count = pdf.pages().len();
    if count != 1 {
        return Err(format!("the PDF has {count} pages; an ad has one: save its page alone"));
    }
    let size = pdf.pages()[0].render_dimensions();
    if !(size.0 >= 1.0 && size.1 >= 1.0 && size.0 < 20_000.0 && size.1 < 20_000.0) {
        return Err("the PDF's page has no usable size".into());
    }
    Ok((PdfDocument::new(Arc::new(pdf)), size))
}
