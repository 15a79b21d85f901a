//! Pictures as a pen draws them: images, and PDF pages that stay what they are.
use std::collections::BTreeMap;
use std::hash::{Hash, Hasher};
use std::sync::Arc;

use krilla::image::{BitsPerComponent, CustomImage, Image, ImageColorspace};
use krilla::pdf::PdfDocument;

use super::colour::Profile;
use super::encoded::{EncodedKind, EncodedPicture};
use crate::page::{Art, Crop};

/// A piece of art, ready to be drawn in one place.
#[derive(Clone, Debug)]
pub enum Drawable {
    /// An image; the crop that is still to be done by a clip, and the turn by a transform.
    Image {
        /// What is drawn.
        image: Image,
        /// Still to cut.
        crop: Crop,
        /// EXIF orientation still to apply.
        orientation: u8,
    },
    /// A PDF page.
    Pdf {
        document: PdfDocument,
        /// Its page's width and height in points.
        size: (f32, f32),
    },
}

/// A mark of a paper: the index of its page, and its own on that page.
pub type MarkAt = (usize, usize);

/// The pictures of a paper, by their marks.
pub type Drawables = BTreeMap<MarkAt, Drawable>;

impl Drawable {
    /// A picture as it was encoded, with the crop that is still to do.
    pub fn of(picture: EncodedPicture, crop: Crop) -> Result<Drawable, String> {
        let image = match picture.kind {
            EncodedKind::Jpeg => Image::from_jpeg(picture.bytes.into(), false),
            EncodedKind::Png => Image::from_png(picture.bytes.into(), false),
            EncodedKind::Bare => Image::from_custom(Bare(Arc::new(picture)), false),
        };
        let image = image.map_err(|why| format!("the picture cannot be placed ({why})"))?;
        Ok(Drawable::Image { image, crop, orientation: 1 })
    }
}

/// A JPEG as it is, with its profile where that says anything.
pub fn untouched(art: &Art, profile: &Profile, crop: Crop) -> Result<Drawable, String> {
    let data = krilla::Data::from(art.bytes.clone());
    let own = if let Profile::Of(_, bytes) = profile { Some(bytes.clone().into()) } else { None };
    let image = Image::from_jpeg_with_icc(data, own, false);
    let image = image.map_err(|why| format!("the JPEG cannot be placed ({why})"))?;
    Ok(Drawable::Image { image, crop, orientation: art.orientation })
}

/// A PDF of one page as it is.
pub fn whole_pdf(bytes: &Arc<Vec<u8>>) -> Result<Drawable, String> {
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
    Ok(Drawable::Pdf { document: PdfDocument::new(Arc::new(pdf)), size })
}

/// Pixels without a file.
#[derive(Clone)]
struct Bare(Arc<EncodedPicture>);

impl Hash for Bare {
    fn hash<H: Hasher>(&self, state: &mut H) {
        (self.0.width, self.0.height, self.0.channels).hash(state);
        self.0.bytes.hash(state);
    }
}

impl CustomImage for Bare {
    fn color_channel(&self) -> &[u8] {
        &self.0.bytes
    }
    fn alpha_channel(&self) -> Option<&[u8]> {
        None
    }
    fn bits_per_component(&self) -> BitsPerComponent {
        BitsPerComponent::Eight
    }
    fn size(&self) -> (u32, u32) {
        (self.0.width, self.0.height)
    }
    fn icc_profile(&self) -> Option<&[u8]> {
        None
    }
    fn color_space(&self) -> ImageColorspace {
        match self.0.channels {
            1 => ImageColorspace::Luma,
            3 => ImageColorspace::Rgb,
            _ => ImageColorspace::Cmyk,
        }
    }
}
