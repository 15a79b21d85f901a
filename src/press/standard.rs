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
pub struct Facts<'a> {
    /// Its title.
    pub title: String,
    /// Whose it is.
    pub author: &'a str,
    /// The day, `2019-12-24`.
    pub date: &'a str,
    /// The printing condition.
    pub condition: &'a str,
    /// The press's profile.
    pub profile: &'a [u8],
    /// The standard.
    pub standard: Standard,
}

const PRODUCER: &str = "newsprint";
/// The name of the graphics state that prints over what lies below.
const OVER: &str = "Over";
/// Deflate's usual effort.
const EFFORT: u32 = 6;

/// Makes a finished file conform.
pub fn conform(bytes: &[u8], facts: &Facts) -> Result<Vec<u8>, lopdf::Error> {
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

fn catalog(document: &mut Document, facts: &Facts, number: &[u8]) -> Result<(), lopdf::Error> {
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
fn pages(document: &mut Document, facts: &Facts) -> Result<(), lopdf::Error> {
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
fn xmp(facts: &Facts, number: &[u8]) -> String {
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
