//! Ads that advertisers send as PDF: what their page holds that a printer must know of.
use std::collections::{BTreeMap, BTreeSet};

use lopdf::{Dictionary, Document, Object, ObjectId};

use crate::jpeg;

mod content;
pub mod token;

/// Folders within folders of a page, before one that goes in a circle is left.
const DEEPEST: usize = 12;
/// What one stream may unpack to.
const MOST: usize = 200_000_000;

/// What a placed PDF page holds that a printer must know of. Lengths are in points before the page is scaled.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Placed {
    /// Width and height.
    pub size: (f32, f32),
    /// Colours of a screen.
    pub has_rgb: bool,
    /// Anything but black.
    pub has_colour: bool,
    /// Names of inks that are none of the four.
    pub spots: BTreeSet<String>,
    /// Fonts that are not in the file.
    pub missing_fonts: BTreeSet<String>,
    /// Typewriter's Courier, which programs print where they lack a font.
    pub has_courier: bool,
    /// Something shines through something.
    pub shines_through: bool,
    /// Ink beyond the cut.
    pub has_bleed: bool,
    /// Layers that can be switched off.
    pub has_layers: bool,
    /// The most ink of a colour or a picture, in percent, as far as can be told.
    pub most_ink: u16,
    /// The thinnest line that is drawn.
    pub thinnest: Option<f32>,
    /// White that prints over what lies below, and so is not seen.
    pub has_white_over: bool,
    /// Size of the smallest type.
    pub smallest: SmallType,
    pub pictures: PlacedPictures,
    /// How many things are drawn beside pictures.
    pub drawn: u32,
}

/// The smallest type of each kind that newsprint is hard on.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct SmallType {
    /// White out of a ground.
    pub reversed: Option<f32>,
    /// In several inks.
    pub coloured: Option<f32>,
    /// Black with other inks under it.
    pub rich_black: Option<f32>,
}

/// Pictures on a placed page.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct PlacedPictures {
    pub count: u32,
    /// Pixels to the inch of the coarsest.
    pub fewest_ppi: Option<f32>,
    /// How many times wider than high, or higher than wide, pixels are at most.
    pub most_uneven: Option<f32>,
}

/// Looks through a PDF of one page. None where it cannot be read.
pub fn look(bytes: &[u8]) -> Option<Placed> {
    let document = Document::load_mem(bytes).ok()?;
    let (_, page) = document.get_pages().into_iter().next()?;
    let mut look = Look { document: &document, found: Placed::default(), seen: BTreeSet::new(), boxes: BTreeMap::new() };
    let page = document.get_dictionary(page).ok()?;
    for name in ["MediaBox", "CropBox", "TrimBox", "BleedBox"] {
        if let Some(sides) = look.inherited(page, name.as_bytes()).and_then(|found| look.rect(&found)) {
            look.boxes.insert(name, sides);
        }
    }
    let resources = look.inherited(page, b"Resources").and_then(|found| look.dictionary(&found)).unwrap_or_default();
    // One operator may begin in one stream and end in the next.
    let contents = page.get(b"Contents").map(|contents| look.streams(contents)).unwrap_or_default().join(&b'\n');
    content::follow(&mut look, &contents, &resources);
    look.resources(&resources, 0);
    if let Ok(group) = page.get(b"Group").and_then(Object::as_dict) {
        look.group(group);
    }
    let media = look.boxes.get("MediaBox").copied();
    let trim = look.boxes.get("TrimBox").copied().or(media);
    let shown = look.boxes.get("CropBox").copied();
    let is_turned = look.inherited(page, b"Rotate").and_then(|turn| turn.as_i64().ok()).is_some_and(|turn| turn % 180 != 0);
    let mut found = look.found;
    let shown = shown.or(media).unwrap_or_default();
    let (width, height) = (shown[2] - shown[0], shown[3] - shown[1]);
    found.size = if is_turned { (height, width) } else { (width, height) };
    found.has_layers = document.catalog().is_ok_and(|catalog| catalog.has(b"OCProperties"));
    found.has_bleed = matches!((trim, look.boxes.get("BleedBox").copied().or(media)), (Some(trim), Some(bleed)) if bleed[0] < trim[0] && bleed[1] < trim[1] && bleed[2] > trim[2] && bleed[3] > trim[3]);
    Some(found)
}

struct Look<'a> {
    document: &'a Document,
    found: Placed,
    seen: BTreeSet<ObjectId>,
    boxes: BTreeMap<&'static str, [f32; 4]>,
}

impl Look<'_> {
    fn resolved<'b>(&'b self, object: &'b Object) -> &'b Object {
        self.document.dereference(object).map_or(object, |(_, found)| found)
    }

    fn dictionary(&self, object: &Object) -> Option<Dictionary> {
        match self.resolved(object) {
            Object::Dictionary(dictionary) => Some(dictionary.clone()),
            Object::Stream(stream) => Some(stream.dict.clone()),
            _ => None,
        }
    }

    /// A key of a page, or of what holds the page.
    fn inherited(&self, page: &Dictionary, key: &[u8]) -> Option<Object> {
        let mut holder = page.clone();
        for _ in 0..DEEPEST {
            if let Ok(found) = holder.get(key) {
                return Some(found.clone());
            }
            holder = self.dictionary(holder.get(b"Parent").ok()?)?;
        }
        None
    }

    fn rect(&self, object: &Object) -> Option<[f32; 4]> {
        let [a, b, c, d] = self.numbers(object)[..] else { return None };
        Some([a.min(c), b.min(d), a.max(c), b.max(d)])
    }

    fn numbers(&self, list: &Object) -> Vec<f32> {
        let items = self.resolved(list).as_array().map(Vec::as_slice).unwrap_or_default();
        items.iter().filter_map(|item| self.resolved(item).as_float().ok()).collect()
    }

    /// A resource by its name in a folder; the name as it stands among the operators.
    fn named(&self, resources: &Dictionary, folder: &[u8], name: &[u8]) -> Option<Object> {
        let folder = resources.get(folder).ok().and_then(|folder| self.dictionary(folder))?;
        folder.get(name.strip_prefix(b"/")?).ok().cloned()
    }

    /// How many numbers make a colour that is grey (1), a screen's (3) or of the four inks (4). None for others.
    fn channels(&self, space: &Object) -> Option<i64> {
        match self.resolved(space) {
            Object::Name(name) => match name.as_slice() {
                b"DeviceGray" | b"CalGray" | b"G" => Some(1),
                b"DeviceRGB" | b"CalRGB" | b"RGB" => Some(3),
                b"DeviceCMYK" | b"CMYK" => Some(4),
                _ => None,
            },
            Object::Array(parts) => match parts.first().and_then(|kind| kind.as_name().ok())? {
                b"ICCBased" => self.dictionary(parts.get(1)?)?.get(b"N").and_then(Object::as_i64).ok(),
                b"CalGray" => Some(1),
                b"CalRGB" | b"Lab" => Some(3),
                _ => None,
            },
            _ => None,
        }
    }

    fn streams(&self, contents: &Object) -> Vec<Vec<u8>> {
        match self.resolved(contents) {
            Object::Array(parts) => parts.iter().flat_map(|part| self.streams(part)).collect(),
            Object::Stream(stream) => stream.get_plain_content_with_limit(MOST).into_iter().collect(),
            _ => Vec::new(),
        }
    }

    /// What is in a dictionary's folder of resources.
    fn entries(&self, resources: &Dictionary, folder: &[u8]) -> Vec<Object> {
        let folder = resources.get(folder).ok().and_then(|folder| self.dictionary(folder)).unwrap_or_default();
        folder.iter().map(|(_, object)| object.clone()).collect()
    }

    fn is_new(&mut self, object: &Object) -> bool {
        object.as_reference().map_or(true, |id| self.seen.insert(id))
    }

    fn resources(&mut self, resources: &Dictionary, depth: usize) {
        if depth > DEEPEST {
            return;
        }
        for space in self.entries(resources, b"ColorSpace") {
            self.space(&space, 0);
        }
        for shading in self.entries(resources, b"Shading") {
            if let Some(space) = self.dictionary(&shading).and_then(|shading| shading.get(b"ColorSpace").cloned().ok()) {
                self.space(&space, 0);
            }
        }
        for font in self.entries(resources, b"Font") {
            if self.is_new(&font) {
                self.font(&font, depth);
            }
        }
        for state in self.entries(resources, b"ExtGState") {
            let Some(state) = self.dictionary(&state) else { continue };
            let below = |key: &[u8]| state.get(key).and_then(Object::as_float).is_ok_and(|share| share < 1.0);
            let masks = state.get(b"SMask").is_ok_and(|mask| mask.as_name().map_or(true, |name| name != b"None"));
            let blends = state.get(b"BM").and_then(Object::as_name).is_ok_and(|mode| mode != b"Normal" && mode != b"Compatible");
            self.found.shines_through |= below(b"ca") || below(b"CA") || masks || blends;
        }
        for object in self.entries(resources, b"XObject").into_iter().chain(self.entries(resources, b"Pattern")) {
            if self.is_new(&object) {
                self.object(&object, resources, depth);
            }
        }
    }

    /// A picture, a form or a pattern.
    fn object(&mut self, object: &Object, outer: &Dictionary, depth: usize) {
        let Object::Stream(stream) = self.resolved(object).clone() else {
            let shading = self.dictionary(object).and_then(|pattern| self.dictionary(pattern.get(b"Shading").ok()?));
            if let Some(space) = shading.and_then(|shading| shading.get(b"ColorSpace").cloned().ok()) {
                self.space(&space, 0);
            }
            return;
        };
        if stream.dict.get(b"Subtype").and_then(Object::as_name).is_ok_and(|kind| kind == b"Image") {
            self.found.shines_through |= stream.dict.has(b"SMask");
            if let Ok(space) = stream.dict.get(b"ColorSpace") {
                self.space(space, 0);
                self.image(&stream, space);
            }
            return;
        }
        if let Ok(group) = stream.dict.get(b"Group").map(|group| self.resolved(group).clone())
            && let Ok(group) = group.as_dict()
        {
            self.group(group);
        }
        let own = stream.dict.get(b"Resources").ok().and_then(|own| self.dictionary(own)).unwrap_or_else(|| outer.clone());
        if stream.dict.has(b"PatternType")
            && let Ok(content) = stream.get_plain_content_with_limit(MOST)
        {
            content::follow(self, &content, &own);
        }
        self.resources(&own, depth + 1);
    }

    fn group(&mut self, group: &Dictionary) {
        if let Ok(space) = group.get(b"CS") {
            let before = (self.found.has_rgb, self.found.has_colour);
            self.space(space, 0);
            // The space in which a page blends is the paper's, whatever the ad says.
            (self.found.has_rgb, self.found.has_colour) = before;
        }
    }

    /// The most ink of a picture in inks.
    fn image(&mut self, stream: &lopdf::Stream, space: &Object) {
        let is_cmyk = self.resolved(space).as_name().is_ok_and(|name| name == b"DeviceCMYK");
        let bits = stream.dict.get(b"BitsPerComponent").and_then(Object::as_i64).unwrap_or(8);
        if !is_cmyk || bits != 8 {
            return;
        }
        let filters = stream.filters().unwrap_or_default();
        let inks = if filters == [b"DCTDecode"] {
            jpeg::inks(&stream.content).ok().map(|(_, inks)| inks)
        } else if filters.iter().all(|filter| *filter == b"FlateDecode" || *filter == b"LZWDecode") {
            stream.get_plain_content_with_limit(MOST).ok()
        } else {
            None
        };
        let sum = |pixel: &[u8]| pixel.iter().map(|ink| u32::from(*ink)).sum::<u32>() * 100 / 255;
        let most = inks.and_then(|inks| inks.chunks_exact(4).map(sum).max()).unwrap_or(0);
        self.found.most_ink = self.found.most_ink.max(most as u16);
    }

    fn font(&mut self, font: &Object, depth: usize) {
        let Some(font) = self.dictionary(font) else { return };
        if font.get(b"Subtype").and_then(Object::as_name).is_ok_and(|kind| kind == b"Type3") {
            let own = font.get(b"Resources").ok().and_then(|own| self.dictionary(own)).unwrap_or_default();
            self.resources(&own, depth + 1);
            return;
        }
        let below = font.get(b"DescendantFonts").ok().map(|fonts| self.resolved(fonts).clone());
        let below = below.and_then(|fonts| self.dictionary(fonts.as_array().ok()?.first()?));
        let holder = below.as_ref().unwrap_or(&font);
        let descriptor = holder.get(b"FontDescriptor").ok().and_then(|descriptor| self.dictionary(descriptor));
        let keys: [&[u8]; 3] = [b"FontFile", b"FontFile2", b"FontFile3"];
        if !descriptor.is_some_and(|descriptor| keys.iter().any(|key| descriptor.has(key))) {
            let name = font.get(b"BaseFont").and_then(Object::as_name).unwrap_or(b"a font without a name");
            self.found.missing_fonts.insert(String::from_utf8_lossy(name).into_owned());
        }
        let names = [font.get(b"BaseFont"), holder.get(b"BaseFont")];
        self.found.has_courier |= names.into_iter().flatten().filter_map(|name| name.as_name().ok()).any(is_courier);
    }

    fn space(&mut self, space: &Object, depth: usize) {
        if depth > DEEPEST {
            return;
        }
        match self.resolved(space).clone() {
            Object::Name(name) => {
                let is_rgb = matches!(name.as_slice(), b"DeviceRGB" | b"CalRGB" | b"RGB");
                self.found.has_rgb |= is_rgb;
                self.found.has_colour |= is_rgb || matches!(name.as_slice(), b"DeviceCMYK" | b"CMYK");
            }
            Object::Array(parts) => {
                let kind = parts.first().and_then(|kind| kind.as_name().ok()).unwrap_or_default().to_vec();
                match (kind.as_slice(), parts.get(1)) {
                    (b"CalRGB" | b"Lab" | b"DeviceRGB", _) => self.found.has_rgb = true,
                    (b"ICCBased", Some(profile)) => {
                        let parts = self.dictionary(profile).and_then(|profile| profile.get(b"N").and_then(Object::as_i64).ok());
                        self.found.has_rgb |= parts == Some(3);
                        self.found.has_colour |= parts != Some(1);
                    }
                    (b"Indexed" | b"I" | b"Pattern", Some(base)) => self.space(base, depth + 1),
                    (b"Separation", Some(name)) if self.resolved(name).as_name().is_ok_and(|name| name == b"Black") => {}
                    (b"Separation", Some(name)) => {
                        self.found.has_colour = true;
                        self.spot(name);
                        parts.get(2).into_iter().for_each(|other| self.space(other, depth + 1));
                    }
                    (b"DeviceN", Some(names)) => {
                        self.found.has_colour = true;
                        let names = self.resolved(names).as_array().cloned().unwrap_or_default();
                        names.iter().for_each(|name| self.spot(name));
                        parts.get(2).into_iter().for_each(|other| self.space(other, depth + 1));
                    }
                    _ => {}
                }
            }
            _ => {}
        }
    }

    fn spot(&mut self, name: &Object) {
        let name = String::from_utf8_lossy(name.as_name().unwrap_or_default()).into_owned();
        if !["Cyan", "Magenta", "Yellow", "Black", "All", "None", ""].contains(&name.as_str()) {
            self.found.spots.insert(name);
        }
    }
}

/// `Courier`, `ABCDEF+Courier-Bold`, but not `CourierPrime`.
fn is_courier(name: &[u8]) -> bool {
    let name = name.rsplit(|byte| *byte == b'+').next().unwrap_or(name);
    name == b"Courier" || name.starts_with(b"Courier-")
}
