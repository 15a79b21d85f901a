//! PDF/X: what a printer's standard asks of a file beyond its pages (ISO 15930-7, PDF/X-4; ISO 15930-4, PDF/X-1a).
use lopdf::xref::XrefType;
use lopdf::{Dictionary, Document, Object, ObjectId, Stream, StringFormat, dictionary};
use rayon::prelude::*;
use sha2::{Digest, Sha256};

use super::overprint::overprinting;

/// A printer's standard.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Standard {
    /// PDF/X-4:2010.
    #[default]
    X4,
    /// PDF/X-1a:2003: nothing shines through anything.
    X1a,
}

impl Standard {
    fn version(self) -> &'static str {
        match self {
            Standard::X4 => "1.6",
            Standard::X1a => "1.4",
        }
    }

    fn name(self) -> &'static str {
        match self {
            Standard::X4 => "PDF/X-4",
            Standard::X1a => "PDF/X-1a:2003",
        }
    }
}

/// What a file says of itself.
#[derive(Clone, Debug)]
pub struct FileFacts<'a> {
    pub title: String,
    pub author: &'a str,
    /// The day, `2019-12-24`.
    pub date: &'a str,
    /// The printing condition.
    pub condition: &'a str,
    /// The press's profile.
    pub profile: &'a [u8],
    pub standard: Standard,
}

const PRODUCER: &str = "newsprint";
/// The name of the graphics state that prints over what lies below.
const OVER: &str = "Over";
/// Deflate's usual effort.
const EFFORT: u32 = 6;

/// Makes a finished file conform.
pub fn conform(bytes: &[u8], facts: &FileFacts) -> Result<Vec<u8>, lopdf::Error> {
    let mut document = Document::load_mem(bytes)?;
    document.version = facts.standard.version().to_string();
    document.reference_table.cross_reference_type = XrefType::CrossReferenceTable;
    // Pages that differ in anything have another number.
    let number: Vec<u8> = Sha256::digest(bytes)[..16].to_vec();
    pages(&mut document, facts)?;
    placed(&mut document, facts.standard);
    catalog(&mut document, facts, &number)?;
    let mut out = Vec::with_capacity(bytes.len());
    document.save_to(&mut out)?;
    Ok(out)
}

fn catalog(document: &mut Document, facts: &FileFacts, number: &[u8]) -> Result<(), lopdf::Error> {
    let profile = document.add_object(deflated(dictionary! { "N" => 4 }, facts.profile));
    let intent = document.add_object(dictionary! {
        "Type" => "OutputIntent",
        "S" => "GTS_PDFX",
        "OutputConditionIdentifier" => text(facts.condition),
        "OutputCondition" => text(facts.condition),
        "Info" => text(facts.condition),
        "DestOutputProfile" => profile,
    });
    let xmp = xmp(facts, number);
    // Programs that know no PDF look for XMP in the bare file.
    let metadata = Stream::new(dictionary! { "Type" => "Metadata", "Subtype" => "XML" }, xmp.into_bytes());
    let metadata = document.add_object(metadata);
    let day = format!("D:{}000000Z", facts.date.replace('-', ""));
    let mut info = dictionary! {
        "Title" => text(&facts.title),
        "Author" => text(facts.author),
        "Creator" => text(PRODUCER),
        "Producer" => text(PRODUCER),
        "CreationDate" => text(&day),
        "ModDate" => text(&day),
        "Trapped" => "False",
    };
    if facts.standard == Standard::X1a {
        info.set("GTS_PDFXVersion", text(facts.standard.name()));
    }
    let info = document.add_object(info);
    if let Some(old) = document.trailer.get(b"Info").ok().and_then(|old| old.as_reference().ok()) {
        document.objects.remove(&old);
    }
    document.trailer.set("Info", info);
    let number = Object::String(number.to_vec(), StringFormat::Hexadecimal);
    document.trailer.set("ID", vec![number.clone(), number]);
    let catalog = document.catalog_mut()?;
    for key in ["Version", "Extensions", "Outlines", "MarkInfo", "StructTreeRoot", "ViewerPreferences", "Names", "Dests"] {
        catalog.remove(key.as_bytes());
    }
    catalog.set("OutputIntents", vec![Object::Reference(intent)]);
    catalog.set("Metadata", metadata);
    Ok(())
}

/// Black type and rules print over what lies below; the space in which colours blend is the press's.
fn pages(document: &mut Document, facts: &FileFacts) -> Result<(), lopdf::Error> {
    let over = document.add_object(dictionary! { "Type" => "ExtGState", "OP" => true, "op" => true, "OPM" => 1 });
    let pages: Vec<ObjectId> = document.get_pages().into_values().collect();
    let content = |page: &ObjectId| document.get_dictionary(*page).and_then(|page| page.get(b"Contents")).and_then(Object::as_reference);
    let contents: Vec<ObjectId> = pages.iter().map(content).collect::<Result<_, _>>()?;
    let write = |id: &ObjectId| -> Result<(ObjectId, Stream), lopdf::Error> {
        let stream = document.get_object(*id)?.as_stream()?;
        let plain = if stream.dict.has(b"Filter") { stream.decompressed_content()? } else { stream.content.clone() };
        Ok((*id, deflated(Dictionary::new(), &overprinting(&plain, OVER))))
    };
    let written: Vec<(ObjectId, Stream)> = contents.par_iter().map(write).collect::<Result<_, _>>()?;
    for (id, stream) in written {
        document.objects.insert(id, Object::Stream(stream));
    }
    for id in pages {
        let resources = document.get_dictionary(id)?.get(b"Resources").and_then(Object::as_reference);
        if let Ok(resources) = resources {
            set_state(document.get_dictionary_mut(resources)?, over);
        }
        let page = document.get_dictionary_mut(id)?;
        if let (Err(_), Ok(resources)) = (resources, page.get_mut(b"Resources").and_then(Object::as_dict_mut)) {
            set_state(resources, over);
        }
        for key in ["Annots", "StructParents", "Tabs", "AA"] {
            page.remove(key.as_bytes());
        }
        match facts.standard {
            Standard::X4 => page.set("Group", group()),
            Standard::X1a => drop(page.remove(b"Group")),
        }
    }
    Ok(())
}

fn set_state(resources: &mut Dictionary, over: ObjectId) {
    match resources.get_mut(b"ExtGState").and_then(Object::as_dict_mut) {
        Ok(states) => states.set(OVER, over),
        Err(_) => resources.set("ExtGState", dictionary! { OVER => over }),
    }
}

fn group() -> Dictionary {
    dictionary! { "Type" => "Group", "S" => "Transparency", "CS" => "DeviceCMYK", "I" => true }
}

/// Placed PDF pages blend in the press's space too, and say nothing that a printer may not hear.
fn placed(document: &mut Document, standard: Standard) {
    for object in document.objects.values_mut() {
        let Object::Stream(stream) = object else { continue };
        let form = stream.dict.get(b"Subtype").and_then(Object::as_name).is_ok_and(|name| name == b"Form");
        if !form {
            continue;
        }
        for key in ["PieceInfo", "Metadata", "StructParent", "StructParents", "OPI", "Ref", "LastModified", "PS"] {
            stream.dict.remove(key.as_bytes());
        }
        if standard == Standard::X1a {
            stream.dict.remove(b"Group");
        } else if let Ok(blending) = stream.dict.get_mut(b"Group").and_then(Object::as_dict_mut) {
            blending.set("CS", "DeviceCMYK");
        }
    }
}

fn deflated(mut dictionary: Dictionary, bytes: &[u8]) -> Stream {
    use std::io::Write;
    let mut encoder = flate2::write::ZlibEncoder::new(Vec::new(), flate2::Compression::new(EFFORT));
    // Writing into memory does not fail.
    let packed = encoder.write_all(bytes).and_then(|()| encoder.finish());
    match packed {
        Ok(packed) => {
            dictionary.set("Filter", "FlateDecode");
            Stream::new(dictionary, packed).with_compression(false)
        }
        Err(_) => Stream::new(dictionary, bytes.to_vec()),
    }
}

/// Text as PDF has it: Latin letters as they are, else UTF-16.
fn text(words: &str) -> Object {
    if words.is_ascii() {
        return Object::String(words.as_bytes().to_vec(), StringFormat::Literal);
    }
    let wide = words.encode_utf16().flat_map(u16::to_be_bytes);
    Object::String([0xfe, 0xff].into_iter().chain(wide).collect(), StringFormat::Hexadecimal)
}

/// The same facts for programs that manage files.
fn xmp(facts: &FileFacts, number: &[u8]) -> String {
    let digits: String = number.iter().map(|byte| format!("{byte:02x}")).collect();
    let uuid = format!("uuid:{}-{}-{}-{}-{}", &digits[..8], &digits[8..12], &digits[12..16], &digits[16..20], &digits[20..]);
    let escaped = |words: &str| words.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;");
    let (title, author, day) = (escaped(&facts.title), escaped(facts.author), format!("{}T00:00:00Z", facts.date));
    let version = match facts.standard {
        Standard::X4 => format!("<pdfxid:GTS_PDFXVersion>{}</pdfxid:GTS_PDFXVersion>", facts.standard.name()),
        Standard::X1a => format!("<pdfx:GTS_PDFXVersion>{}</pdfx:GTS_PDFXVersion>", facts.standard.name()),
    };
    format!(
        r#"<?xpacket begin="{mark}" id="W5M0MpCehiHzreSzNTczkc9d"?>
<x:xmpmeta xmlns:x="adobe:ns:meta/">
 <rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
  <rdf:Description rdf:about=""
    xmlns:dc="http://purl.org/dc/elements/1.1/"
    xmlns:xmp="http://ns.adobe.com/xap/1.0/"
    xmlns:xmpMM="http://ns.adobe.com/xap/1.0/mm/"
    xmlns:pdf="http://ns.adobe.com/pdf/1.3/"
    xmlns:pdfx="http://ns.adobe.com/pdfx/1.3/"
    xmlns:pdfxid="http://www.npes.org/pdfx/ns/id/">
   <dc:format>application/pdf</dc:format>
   <dc:title><rdf:Alt><rdf:li xml:lang="x-default">{title}</rdf:li></rdf:Alt></dc:title>
   <dc:creator><rdf:Seq><rdf:li>{author}</rdf:li></rdf:Seq></dc:creator>
   <xmp:CreatorTool>{PRODUCER}</xmp:CreatorTool>
   <xmp:CreateDate>{day}</xmp:CreateDate>
   <xmp:ModifyDate>{day}</xmp:ModifyDate>
   <xmp:MetadataDate>{day}</xmp:MetadataDate>
   <xmpMM:DocumentID>{uuid}</xmpMM:DocumentID>
   <xmpMM:VersionID>1</xmpMM:VersionID>
   <xmpMM:RenditionClass>default</xmpMM:RenditionClass>
   <pdf:Producer>{PRODUCER}</pdf:Producer>
   <pdf:Trapped>False</pdf:Trapped>
   {version}
  </rdf:Description>
 </rdf:RDF>
</x:xmpmeta>
<?xpacket end="w"?>"#,
        mark = '\u{feff}'
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A file of one page that holds black that prints over, a link and a group; and a form with facts of its own.
    fn file() -> Vec<u8> {
        let mut document = Document::with_version("2.0");
        let form =
            dictionary! { "Type" => "XObject", "Subtype" => "Form", "PieceInfo" => "x", "Group" => dictionary! { "CS" => "DeviceRGB" } };
        let form = document.add_object(Stream::new(form, Vec::new()));
        let content = document.add_object(Stream::new(dictionary! {}, b"0 g 0 0 9 9 re f".to_vec()));
        let pages = document.new_object_id();
        let page = document.add_object(dictionary! {
            "Type" => "Page", "Parent" => pages, "Contents" => content, "Annots" => Vec::<Object>::new(), "Group" => dictionary! {},
            "Resources" => dictionary! { "XObject" => dictionary! { "F" => form } },
            "MediaBox" => vec![0.into(), 0.into(), 9.into(), 9.into()],
        });
        document.objects.insert(pages, dictionary! { "Type" => "Pages", "Kids" => vec![page.into()], "Count" => 1 }.into());
        let catalog = document.add_object(dictionary! { "Type" => "Catalog", "Pages" => pages, "Outlines" => Object::Null });
        document.trailer.set("Root", catalog);
        let mut bytes = Vec::new();
        document.save_to(&mut bytes).unwrap();
        bytes
    }

    fn conformed(bytes: &[u8], standard: Standard) -> Document {
        let title = "Salt & Tar".to_string();
        let facts = FileFacts { title, author: "Tar", date: "2019-12-24", condition: "WAN-IFRA", profile: b"a profile", standard };
        Document::load_mem(&conform(bytes, &facts).unwrap()).unwrap()
    }

    fn page(document: &Document) -> &Dictionary {
        document.get_dictionary(document.get_pages()[&1]).unwrap()
    }

    fn form(document: &Document) -> &Dictionary {
        let forms = document.objects.values().filter_map(|object| object.as_stream().ok());
        &forms
            .into_iter()
            .find(|stream| stream.dict.get(b"Subtype").and_then(Object::as_name).is_ok_and(|name| name == b"Form"))
            .unwrap()
            .dict
    }

    fn info(document: &Document) -> &Dictionary {
        document.get_dictionary(document.trailer.get(b"Info").and_then(Object::as_reference).unwrap()).unwrap()
    }

    #[test]
    fn a_file_says_for_which_press_it_is() {
        let document = conformed(&file(), Standard::X4);
        assert_eq!(document.version, "1.6");
        let catalog = document.catalog().unwrap();
        assert!(!catalog.has(b"Outlines"));
        let intent = catalog.get(b"OutputIntents").unwrap().as_array().unwrap()[0].as_reference().unwrap();
        let intent = document.get_dictionary(intent).unwrap();
        assert_eq!(intent.get(b"S").unwrap().as_name().unwrap(), b"GTS_PDFX");
        assert_eq!(intent.get(b"OutputConditionIdentifier").unwrap().as_str().unwrap(), b"WAN-IFRA");
        let profile = intent.get(b"DestOutputProfile").unwrap().as_reference().unwrap();
        let profile = document.get_object(profile).unwrap().as_stream().unwrap().decompressed_content().unwrap();
        assert_eq!(profile, b"a profile");
        assert_eq!(info(&document).get(b"Trapped").unwrap().as_name().unwrap(), b"False");
        let metadata = catalog.get(b"Metadata").unwrap().as_reference().unwrap();
        let metadata = String::from_utf8(document.get_object(metadata).unwrap().as_stream().unwrap().content.clone()).unwrap();
        assert!(metadata.contains("Salt &amp; Tar") && metadata.contains("<pdfxid:GTS_PDFXVersion>PDF/X-4<"), "{metadata}");
    }

    #[test]
    fn black_prints_over_and_nothing_on_the_page_does_anything() {
        let document = conformed(&file(), Standard::X4);
        let content = String::from_utf8(document.get_page_content(document.get_pages()[&1])).unwrap();
        assert!(content.starts_with("/Over gs 0 0 0 1 k"), "{content}");
        let state = page(&document).get(b"Resources").unwrap().as_dict().unwrap().get(b"ExtGState").unwrap().as_dict().unwrap();
        let state = document.get_dictionary(state.get(b"Over").unwrap().as_reference().unwrap()).unwrap();
        assert_eq!(state.get(b"OPM").unwrap().as_i64().unwrap(), 1);
        assert!(!page(&document).has(b"Annots") && !form(&document).has(b"PieceInfo"));
    }

    #[test]
    fn what_shines_through_is_of_one_standard_alone() {
        let (four, one) = (conformed(&file(), Standard::X4), conformed(&file(), Standard::X1a));
        let space =
            |dictionary: &Dictionary| dictionary.get(b"Group").and_then(Object::as_dict).and_then(|group| group.get(b"CS")).cloned();
        assert_eq!(space(page(&four)).unwrap().as_name().unwrap(), b"DeviceCMYK");
        assert_eq!(space(form(&four)).unwrap().as_name().unwrap(), b"DeviceCMYK");
        assert!(!page(&one).has(b"Group") && !form(&one).has(b"Group"));
        assert_eq!(one.version, "1.4");
        assert_eq!(info(&one).get(b"GTS_PDFXVersion").unwrap().as_str().unwrap(), b"PDF/X-1a:2003");
        assert!(!info(&four).has(b"GTS_PDFXVersion"));
    }

    #[test]
    fn pages_that_differ_have_another_number() {
        let number = |bytes: &[u8]| conformed(bytes, Standard::X4).trailer.get(b"ID").unwrap().as_array().unwrap()[0].clone();
        let other = String::from_utf8_lossy(&file()).replace("0 0 9 9 re", "0 0 8 8 re");
        assert_eq!(number(&file()), number(&file()));
        assert_ne!(number(&file()), number(other.as_bytes()));
    }
}
