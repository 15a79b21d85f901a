//! XMP packets: the words of a picture, and the regions in it that a crop must keep.
use crate::tree::xml::{Element, read};

/// What a packet holds.
#[derive(Debug)]
pub struct Xmp(Element);

/// A part of a picture as it is stored, in fractions of its sides: left, top, width, height.
pub type Region = [f64; 4];

impl Xmp {
    /// Reads a packet. None where it is no XML.
    pub fn read(packet: &str) -> Option<Xmp> {
        let root = read(packet.trim_matches(['\0', ' ', '\n', '\r', '\t'])).ok()?;
        Some(Xmp(root))
    }

    /// The words of a property: an attribute, an element, of alternatives the default one or the first, of a list all of them.
    pub fn property(&self, name: &str) -> Option<String> {
        if let Some(value) = attribute(&self.0, name) {
            return worded(value);
        }
        let element = self.0.find(name)?;
        if let Some(list) = element.child("rdf:Alt") {
            let default = list.all("rdf:li").find(|item| item.attribute("xml:lang") == Some("x-default"));
            return worded(&default.or_else(|| list.child("rdf:li"))?.text());
        }
        if let Some(list) = element.child("rdf:Seq").or_else(|| element.child("rdf:Bag")) {
            return worded(&list.all("rdf:li").map(|item| item.text().trim().to_string()).collect::<Vec<_>>().join(", "));
        }
        worded(&element.text())
    }

    /// The region that a crop must keep: IPTC's for cropping, then the main subject's, then all faces (IPTC Photo Metadata 2019.1
    /// Image Region; Metadata Working Group 2010, 5.9; Microsoft's people tags).
    pub fn region(&self, (width, height): (u32, u32)) -> Option<Region> {
        let pixels = (f64::from(width.max(1)), f64::from(height.max(1)));
        let mut regions = Vec::new();
        self.0.find_all("rdf:li", &mut regions);
        let with_role = |words: &[&str]| {
            let found = regions.iter().filter(|item| role(item).is_some_and(|role| words.iter().any(|word| role.contains(word))));
            union_of(found.filter_map(|item| boundary(item, pixels)))
        };
        let faces = || union_of(regions.iter().filter_map(|item| face(item)));
        let people = || with_role(&["mainsubject", "subjectarea", "areaofinterest"]).or_else(faces);
        with_role(&["cropping"]).or_else(people)
    }
}

/// An attribute anywhere below.
fn attribute<'a>(element: &'a Element, name: &str) -> Option<&'a str> {
    element.attribute(name).or_else(|| element.elements().find_map(|inner| attribute(inner, name)))
}

/// A field of a structure: attribute or element, however it is nested.
fn field(structure: &Element, name: &str) -> Option<String> {
    attribute(structure, name).map(str::to_string).or_else(|| structure.find(name).map(|element| element.text().trim().to_string()))
}

fn number(structure: &Element, name: &str) -> Option<f64> {
    field(structure, name)?.parse().ok().filter(|number: &f64| number.is_finite())
}

/// The role of an IPTC region, in lower case; several are one after the other.
fn role(item: &Element) -> Option<String> {
    item.find("ext:RegionBoundary")?;
    Some(item.find("ext:rRole")?.text().to_lowercase())
}

fn boundary(item: &Element, (width, height): (f64, f64)) -> Option<Region> {
    let bounds = item.find("ext:RegionBoundary")?;
    let (across, down) = if field(bounds, "ext:rbUnit").as_deref() == Some("pixel") { (width, height) } else { (1.0, 1.0) };
    let region = match field(bounds, "ext:rbShape").as_deref() {
        Some("polygon") => {
            let mut corners = Vec::new();
            bounds.find_all("rdf:li", &mut corners);
            let corners = corners.iter().filter_map(|corner| Some([number(corner, "ext:rbX")?, number(corner, "ext:rbY")?, 0.0, 0.0]));
            union_of(corners)?
        }
        Some("circle") => {
            let (x, y, radius) = (number(bounds, "ext:rbX")?, number(bounds, "ext:rbY")?, number(bounds, "ext:rbRx")?);
            // The radius is a fraction of the width.
            let tall = if across == 1.0 { radius * width / height } else { radius };
            [x - radius, y - tall, 2.0 * radius, 2.0 * tall]
        }
        _ => [number(bounds, "ext:rbX")?, number(bounds, "ext:rbY")?, number(bounds, "ext:rbW")?, number(bounds, "ext:rbH")?],
    };
    inside([region[0] / across, region[1] / down, region[2] / across, region[3] / down])
}

/// A face, by the Metadata Working Group (the middle and the sides) or by Microsoft (the left top and the sides).
fn face(item: &Element) -> Option<Region> {
    if let Some(text) = field(item, "msregion:Rectangle") {
        let parts: Vec<f64> = text.split(',').filter_map(|part| part.trim().parse().ok()).collect();
        return inside(<Region>::try_from(parts).ok()?);
    }
    let kind = field(item, "regions:Type").unwrap_or_else(|| "Face".into());
    if !matches!(kind.as_str(), "Face" | "Pet" | "Focus") {
        return None;
    }
    let get = |name: &str| number(item, &format!("area:{name}"));
    let (x, y, w, h) = (get("x")?, get("y")?, get("w")?, get("h")?);
    inside([x - w / 2.0, y - h / 2.0, w, h])
}

/// A region that lies in the picture; what sticks out is cut.
fn inside([left, top, width, height]: Region) -> Option<Region> {
    let (l, t) = (left.clamp(0.0, 1.0), top.clamp(0.0, 1.0));
    let (r, b) = ((left + width).clamp(0.0, 1.0), (top + height).clamp(0.0, 1.0));
    (r > l && b > t).then_some([l, t, r - l, b - t])
}

/// The smallest region that holds all of these.
fn union_of(regions: impl Iterator<Item = Region>) -> Option<Region> {
    regions.reduce(|one, other| {
        let (l, t) = (one[0].min(other[0]), one[1].min(other[1]));
        let (r, b) = ((one[0] + one[2]).max(other[0] + other[2]), (one[1] + one[3]).max(other[1] + other[3]));
        [l, t, r - l, b - t]
    })
}

/// Words longer than this are no caption.
const LONGEST: usize = 8_000;

/// Text that is there, and not too long to be a picture's.
pub fn worded(text: &str) -> Option<String> {
    let text = text.trim();
    (!text.is_empty() && text.len() <= LONGEST).then(|| text.to_string())
}

#[cfg(test)]
mod tests {
    use super::*;

    const HEAD: &str = "<x:xmpmeta xmlns:x='adobe:ns:meta/'><rdf:RDF xmlns:rdf='http://www.w3.org/1999/02/22-rdf-syntax-ns#'>\
        <rdf:Description xmlns:dc='http://purl.org/dc/elements/1.1/' xmlns:p='http://ns.adobe.com/photoshop/1.0/' \
        xmlns:e='http://iptc.org/std/Iptc4xmpExt/2008-02-29/' xmlns:m='http://www.metadataworkinggroup.com/schemas/regions/' \
        xmlns:a='http://ns.adobe.com/xmp/sType/Area#'";

    fn packet(rest: &str) -> Option<Xmp> {
        Xmp::read(&format!("{HEAD}{rest}</rdf:Description></rdf:RDF></x:xmpmeta>"))
    }

    fn check(rest: &str, name: &str, expected: Option<&str>) {
        assert_eq!(packet(rest).and_then(|xmp| xmp.property(name)).as_deref(), expected, "{rest}");
    }

    fn region(rest: &str, expected: Option<[i32; 4]>) {
        let found = packet(rest).unwrap().region((2_000, 1_000));
        assert_eq!(found.map(|region| region.map(|side| (side * 1_000.0).round() as i32)), expected, "{rest}");
    }

    #[test]
    fn properties_have_three_forms() {
        check(" p:Credit='A &amp; B&#x2019;s'>", "photoshop:Credit", Some("A & B’s"));
        check("><p:Credit>Yonhap</p:Credit>", "photoshop:Credit", Some("Yonhap"));
        let both = "><dc:description><rdf:Alt><rdf:li xml:lang='ko'>안개</rdf:li><rdf:li xml:lang='x-default'>Fog</rdf:li></rdf:Alt></dc:description>";
        check(both, "dc:description", Some("Fog"));
        check("><dc:creator><rdf:Seq><rdf:li>A</rdf:li><rdf:li>B</rdf:li></rdf:Seq></dc:creator>", "dc:creator", Some("A, B"));
        check("><dc:description><rdf:Alt></dc:description>", "dc:description", None);
        check(">", "dc:description", None);
    }

    #[test]
    fn regions_of_three_standards() {
        let iptc = |role: &str, bounds: &str| {
            format!(
                "><e:ImageRegion><rdf:Bag><rdf:li><e:RegionBoundary {bounds}/><e:rRole>http://cv.iptc.org/newscodes/imageregionrole/{role}</e:rRole></rdf:li></rdf:Bag></e:ImageRegion>"
            )
        };
        region(
            &iptc("cropping", "e:rbShape='rectangle' e:rbUnit='relative' e:rbX='0.1' e:rbY='0.2' e:rbW='0.5' e:rbH='0.6'"),
            Some([100, 200, 500, 600]),
        );
        region(
            &iptc("mainSubjectArea", "e:rbShape='rectangle' e:rbUnit='pixel' e:rbX='200' e:rbY='100' e:rbW='400' e:rbH='5000'"),
            Some([100, 100, 200, 900]),
        );
        region(
            &iptc("cropping", "e:rbShape='circle' e:rbUnit='relative' e:rbX='0.5' e:rbY='0.5' e:rbRx='0.1'"),
            Some([400, 300, 200, 400]),
        );
        region(&iptc("cropping", "e:rbShape='rectangle' e:rbX='nan' e:rbY='0' e:rbW='1' e:rbH='1'"), None);
        let faces = "><m:Regions><m:RegionList><rdf:Bag><rdf:li><rdf:Description m:Type='Face'><m:Area a:x='0.2' a:y='0.3' a:w='0.1' a:h='0.2'/></rdf:Description></rdf:li>\
            <rdf:li m:Type='Face'><m:Area a:x='0.6' a:y='0.3' a:w='0.1' a:h='0.2'/></rdf:li><rdf:li m:Type='BarCode'><m:Area a:x='0.9' a:y='0.9' a:w='0.1' a:h='0.1'/></rdf:li></rdf:Bag></m:RegionList></m:Regions>";
        region(faces, Some([150, 200, 500, 200]));
        region(">", None);
    }
}
