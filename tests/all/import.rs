//! Import cases: every `NAME.input.*` of `tests/import/` in the format that its name begins with, and the articles and words that must
//! come of it.
use std::fmt::Write;
use std::fs;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::{Path, PathBuf};

use newsprint::diag::{Colour, Diagnostics, render};
use newsprint::edition::format::Format;
use newsprint::edition::intake::Intake;
use newsprint::import;

use crate::editions::root;
use crate::judge;

fn folder() -> PathBuf {
    root().join("tests/import")
}

/// Articles as they would be written, then what was said.
fn came_of(root: &Path, paths: &[String], intake: &Intake) -> String {
    let mut diags = Diagnostics::default();
    let filed = import::import(intake, root, paths, &mut diags);
    let mut out = String::new();
    for (path, bytes) in import::write::files(&filed, None).written {
        let shown = path.to_string_lossy().replace('\\', "/");
        let text = if shown.ends_with(".json") { String::from_utf8(bytes).unwrap() } else { format!("{} bytes\n", bytes.len()) };
        let _ = write!(out, "{shown}\n{text}");
    }
    for diagnostic in &diags.list {
        let _ = write!(out, "\n{}", render(diagnostic, Colour::Never));
    }
    out
}

/// Case names begin with the format; `habits-` are plain text with a table of the same name where there is one.
fn intake_of(name: &str) -> Intake {
    let named = |format: &&Format| name.starts_with(&format!("{format}-"));
    let format = Format::ALL.iter().filter(named).max_by_key(|format| format.name().len());
    let habits = format!("{name}.habits.toml");
    Intake {
        format: format.copied().unwrap_or(Format::Text),
        section: name.starts_with("habits-").then(|| "National".to_string()),
        habits: folder().join(&habits).exists().then(|| habits.into()),
    }
}

#[test]
fn cases() {
    let mut inputs: Vec<(String, String)> = fs::read_dir(folder())
        .unwrap()
        .flatten()
        .map(|entry| entry.file_name().to_string_lossy().into_owned())
        .filter_map(|file| Some((file.split_once(".input.")?.0.to_string(), file)))
        .collect();
    inputs.sort();
    assert!(inputs.len() >= 60, "the import cases are gone: {} are left", inputs.len());
    let mut faults = Vec::new();
    for (name, file) in &inputs {
        let run = || came_of(&folder(), std::slice::from_ref(file), &intake_of(name));
        let got = catch_unwind(AssertUnwindSafe(run)).unwrap_or_else(|_| "a panic".into());
        let path = folder().join(format!("{name}.want.txt"));
        faults.extend(judge::text(name, &path, &got));
    }
    judge::settle("import", &faults);
}

#[test]
fn every_case_has_its_input() {
    for entry in fs::read_dir(folder()).unwrap().flatten() {
        let file = entry.file_name().to_string_lossy().into_owned();
        if let Some(name) = file.strip_suffix(".want.txt") {
            let has =
                fs::read_dir(folder()).unwrap().flatten().any(|e| e.file_name().to_string_lossy().starts_with(&format!("{name}.input.")));
            assert!(has, "{file} has no input");
        }
    }
}

/// Files too large or too odd to be kept: a good article or a clear error. Nothing here looks at a clock: whoever reads the largest more
/// than once for each of their parts never comes to the end.
#[test]
fn heavy_hostile_files_are_read_or_refused() {
    const MEGABYTE: usize = 1_000_000;
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("hostile");
    let _ = fs::remove_dir_all(&folder);
    fs::create_dir_all(&folder).unwrap();
    let item = |number: usize, text: &str| {
        format!(
            "<item><title>Story {number}</title><guid>{number}</guid><content:encoded><![CDATA[<p>{text}</p>]]></content:encoded>\
            <wp:post_type>post</wp:post_type><wp:status>publish</wp:status></item>\n"
        )
    };
    let export = |items: &str| format!("<rss xmlns:content='http://purl.org/rss/1.0/modules/content/'><channel>{items}</channel></rss>");
    let words = "The first train crossed the harbour bridge at dawn. ".repeat(200);
    let large: String = (0..20 * MEGABYTE / words.len()).map(|number| item(number, &words)).collect();
    let files: Vec<(&str, &str, Vec<u8>, &str)> = vec![
        ("wordpress", "twenty-megabytes.xml", export(&large).into_bytes(), "\"headline\": \"Story 1900\""),
        ("rss", "fifty-megabytes-of-nothing.xml", vec![b'<'; 50 * MEGABYTE], "error[malformed]"),
        ("ninjs", "fifty-megabytes-of-brackets.json", vec![b'['; 50 * MEGABYTE], "too deep"),
        ("html", "fifty-megabytes-of-divs.html", "<div>".repeat(10 * MEGABYTE).into_bytes(), "error[bad-html]"),
        ("text", "fifty-megabytes-of-zeros.txt", vec![0; 50 * MEGABYTE], ""),
        ("rss", "deep.xml", "<a>".repeat(MEGABYTE).into_bytes(), "too deep"),
        ("html", "deep.html", "<div>".repeat(MEGABYTE / 2).into_bytes(), "error[bad-html]"),
        ("html", "unclosed.html", "<b><i><a href=x><p>".repeat(MEGABYTE / 20).into_bytes(), ""),
        ("html", "attributes.html", format!("<p {}>x", "a=b ".repeat(MEGABYTE / 4)).into_bytes(), ""),
        ("wordpress", "deep-story.xml", export(&item(1, &"<div>".repeat(MEGABYTE / 5))).into_bytes(), "error[bad-html]"),
        ("wordpress", "shortcodes.xml", export(&item(1, &"[a".repeat(MEGABYTE / 2))).into_bytes(), "Story 1"),
        ("wordpress", "open-captions.xml", export(&item(1, &"[caption id=1]".repeat(MEGABYTE / 20))).into_bytes(), "Story 1"),
        ("nitf", "many-attributes.xml", format!("<nitf {}/>", "a='b' ".repeat(MEGABYTE / 6)).into_bytes(), ""),
        ("nitf", "entity-in-attribute.xml", b"<!DOCTYPE n [<!ENTITY a 'b'>]><nitf a='&a;'/>".to_vec(), "entities of its own"),
        ("text", "book.txt", format!("{words}\n\n").repeat(300).into_bytes(), "more than 2 MB of text"),
        ("text", "one-line.txt", "a".repeat(10 * MEGABYTE).into_bytes(), ""),
        ("text", "parentheses.txt", format!("Fog\n\n{}", "SEOUL (".repeat(2_500)).into_bytes(), "\"headline\": \"Fog\""),
        ("markdown", "quotes.md", format!("Fog\n\n{}", ">".repeat(20_000)).into_bytes(), ""),
        ("markdown", "brackets.md", format!("Fog\n\n{}", "[".repeat(50_000)).into_bytes(), "Fog"),
        ("ninjs", "truncated-utf16.json", b"\xff\xfe{\0\"\0a".to_vec(), "error[malformed]"),
        ("rss", "binary.xml", (0..=255_u8).cycle().take(MEGABYTE).collect(), "error[malformed]"),
    ];
    for (format, name, bytes, expected) in files {
        fs::write(folder.join(name), bytes).unwrap();
        let got = came_of(&folder, &[name.to_string()], &Intake { format: Format::named(format).unwrap(), section: None, habits: None });
        assert!(got.contains(expected), "{name}: {}", got.chars().take(2_000).collect::<String>());
        fs::remove_file(folder.join(name)).unwrap();
    }
}

const SECTIONS: [&str; 6] = ["National", "Business", "World", "Sports", "Culture", "Opinion"];
/// Six of each section: more would take the planner long, and import no other way.
const STORIES: usize = 36;

/// A story's headline and paragraphs, each story a little different.
fn story(number: usize) -> (String, Vec<String>) {
    let places = ["harbour", "market", "airport", "council", "railway", "university", "hospital"];
    let place = places[number % places.len()];
    let paragraphs = (0..3 + number % 6).map(|at| {
        format!(
            "The {place} board said on Tuesday that plan {number} would go ahead in step {at}, after months of talks between the city \
            and the people who work there. \"We have waited long enough,\" a spokesman said, and put the cost at {} million won.",
            number * 7 + at
        )
    });
    (format!("Plan {number} for the {place} goes ahead after months of talks"), paragraphs.collect())
}

/// Writes an edition and builds it; stories read, placed and held.
fn build(name: &str, articles: &str, files: &[(String, String)]) -> (usize, usize) {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join(name);
    let _ = fs::remove_dir_all(&folder);
    for (path, text) in files {
        let path = folder.join(path);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    }
    let edition = folder.join("edition.toml");
    fs::write(&edition, format!("title = \"The Harbour Times\"\ndate = 2019-12-24\nlayout = \"broadsheet\"\narticles = [{articles}]\n"))
        .unwrap();
    let mut diags = Diagnostics::default();
    let job = newsprint::read(&edition, &mut diags);
    let told: String = diags.list.iter().map(|told| render(told, Colour::Never)).collect();
    let job = job.unwrap_or_else(|| panic!("{told}"));
    let paper = newsprint::build(&job, &mut diags);
    assert!(!diags.has_errors());
    assert!(told.contains("missing-photo"), "pictures are named as missing: {told}");
    (job.edition.articles.len(), paper.ran.len() + paper.held.len())
}

#[test]
fn heavy_an_edition_from_one_wordpress_export() {
    let mut items = String::new();
    for number in 0..STORIES {
        let (headline, paragraphs) = story(number);
        let section = SECTIONS[number % SECTIONS.len()];
        let blocks: String =
            paragraphs.iter().map(|text| format!("<!-- wp:paragraph -->\n<p>{text}</p>\n<!-- /wp:paragraph -->\n")).collect();
        let (picture, id) = (1_000 + number, number + 1);
        let _ = writeln!(
            items,
            "<item><title>{headline}</title><link>https://www.example.com/{id}/</link><dc:creator>desk</dc:creator><guid>https://www.example.com/?p={id}</guid>\
            <content:encoded><![CDATA[{blocks}]]></content:encoded><excerpt:encoded></excerpt:encoded><wp:post_id>{id}</wp:post_id>\
            <wp:post_date>2019-12-24 16:15:00</wp:post_date><wp:post_date_gmt>2019-12-24 07:15:00</wp:post_date_gmt><wp:status>publish</wp:status>\
            <wp:post_type>post</wp:post_type><category domain=\"category\">{section}</category>\
            <wp:postmeta><wp:meta_key>_thumbnail_id</wp:meta_key><wp:meta_value>{picture}</wp:meta_value></wp:postmeta></item>"
        );
        if number.is_multiple_of(5) {
            let _ = writeln!(
                items,
                "<item><wp:post_id>{picture}</wp:post_id><wp:post_type>attachment</wp:post_type><excerpt:encoded>The plan. / Yonhap</excerpt:encoded>\
                <wp:attachment_url>https://www.example.com/wp-content/uploads/2019/12/{picture}.jpg</wp:attachment_url></item>"
            );
        }
    }
    let export = format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<rss version=\"2.0\" xmlns:content=\"http://purl.org/rss/1.0/modules/content/\" \
        xmlns:excerpt=\"http://wordpress.org/export/1.2/excerpt/\" xmlns:dc=\"http://purl.org/dc/elements/1.1/\" \
        xmlns:wp=\"http://wordpress.org/export/1.2/\"><channel><language>en-US</language>\n\
        <wp:author><wp:author_login>desk</wp:author_login><wp:author_display_name>Han Mira</wp:author_display_name></wp:author>\n{items}</channel></rss>\n"
    );
    let entry = "{ files = \"export.xml\", format = \"wordpress\" }";
    assert_eq!(build("from-wordpress", entry, &[("export.xml".into(), export)]), (STORIES, STORIES));
}

#[test]
fn heavy_an_edition_from_a_folder_of_ninjs() {
    let file = |number: usize| {
        let (headline, paragraphs) = story(number);
        let text = format!("SEOUL, Dec. 24 (Yonhap) -- {}", paragraphs.join("\n\n"));
        let picture = serde_json::json!([{"name": "p", "type": "picture", "renditions": [{"href": format!("https://img.example.com/{number}.jpg"), "contentType": "image/jpeg"}]}]);
        let item = serde_json::json!({
            "uri": format!("urn:wire:{number}"), "type": "text", "versionCreated": "2019-12-24T07:15:00Z", "language": "en", "by": "Han Mira",
            "urgency": number % 8 + 1, "headlines": [{"role": "main", "value": headline}], "subjects": [{"name": SECTIONS[number % SECTIONS.len()]}],
            "bodies": [{"role": "main", "contentType": "text/plain", "value": text}],
            "associations": if number.is_multiple_of(9) { picture } else { serde_json::json!([]) },
        });
        (format!("wire/{number:03}.json"), item.to_string())
    };
    let files: Vec<(String, String)> = (0..STORIES).map(file).collect();
    let entry = "{ files = \"wire/*.json\", format = \"ninjs\", section = \"National\" }";
    assert_eq!(build("from-ninjs", entry, &files), (STORIES, STORIES));
}

#[test]
fn the_command_writes_what_builds() {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("command");
    let _ = fs::remove_dir_all(&folder);
    fs::create_dir_all(folder.join("copy/photos")).unwrap();
    fs::copy(root().join("src/init/harbour.jpg"), folder.join("copy/photos/bridge.jpg")).unwrap();
    fs::copy(case("nitf-full.input.xml"), folder.join("copy/bridge.xml")).unwrap();
    let out = folder.join("articles");
    let run = |arguments: &[&str]| {
        let output = std::process::Command::new(env!("CARGO_BIN_EXE_newsprint")).args(arguments).output().unwrap();
        (output.status.code(), String::from_utf8_lossy(&output.stdout).into_owned() + &String::from_utf8_lossy(&output.stderr))
    };
    let (copy, shown) = (folder.join("copy/bridge.xml"), out.to_str().unwrap().to_string());
    let (status, told) = run(&["import", "NITF", copy.to_str().unwrap(), "-o", &shown]);
    assert_eq!(status, Some(0), "{told}");
    assert!(
        told.contains("1 articles, 1 pictures") && out.join("harbour-bridge.json").is_file() && out.join("photos/bridge.jpg").is_file(),
        "{told}"
    );
    fs::write(out.join("harbour-bridge.json"), "{}").unwrap();
    assert_eq!(run(&["import", "nitf", copy.to_str().unwrap(), "-o", &shown]).0, Some(1));
    assert_eq!(run(&["import", "nitf", copy.to_str().unwrap(), "-o", &shown, "--replace"]).0, Some(0));
    assert_eq!(run(&["import", "docx", copy.to_str().unwrap()]).0, Some(2));
    let edition = "title = \"T\"\ndate = 2019-12-24\nlayout = \"broadsheet\"\narticles = [\"articles/*.json\"]\n";
    fs::write(folder.join("edition.toml"), edition).unwrap();
    let (status, told) = run(&["check", folder.join("edition.toml").to_str().unwrap()]);
    assert!(status == Some(0) && told.contains("1 stories"), "{told}");
}

#[test]
fn a_picture_speaks_for_itself() {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("picture");
    let _ = fs::remove_dir_all(&folder);
    fs::create_dir_all(&folder).unwrap();
    let packet = "<x:xmpmeta xmlns:x='adobe:ns:meta/'><rdf:RDF xmlns:rdf='http://www.w3.org/1999/02/22-rdf-syntax-ns#'>\
        <rdf:Description xmlns:dc='http://purl.org/dc/elements/1.1/' xmlns:photoshop='http://ns.adobe.com/photoshop/1.0/' \
        xmlns:core='http://iptc.org/std/Iptc4xmpCore/1.0/xmlns/' xmlns:ext='http://iptc.org/std/Iptc4xmpExt/2008-02-29/' photoshop:Credit='Harbour Wire' \
        ext:DigitalSourceType='http://cv.iptc.org/newscodes/digitalsourcetype/trainedAlgorithmicMedia'>\
        <dc:description><rdf:Alt><rdf:li xml:lang='x-default'>Boats in the harbour.</rdf:li></rdf:Alt></dc:description>\
        <core:AltTextAccessibility><rdf:Alt><rdf:li>Three boats at a quay</rdf:li></rdf:Alt></core:AltTextAccessibility>\
        <ext:ImageRegion><rdf:Bag><rdf:li rdf:parseType='Resource'><ext:RegionBoundary ext:rbShape='rectangle' ext:rbUnit='relative' ext:rbX='0' ext:rbY='0.1' \
        ext:rbW='0.9' ext:rbH='0.2'/><ext:rRole><rdf:Bag><rdf:li>http://cv.iptc.org/newscodes/imageregionrole/cropping</rdf:li></rdf:Bag></ext:rRole></rdf:li>\
        </rdf:Bag></ext:ImageRegion></rdf:Description></rdf:RDF></x:xmpmeta>";
    let content = [b"http://ns.adobe.com/xap/1.0/\0", packet.as_bytes()].concat();
    let plain = fs::read(root().join("src/init/harbour.jpg")).unwrap();
    let length = u16::try_from(content.len() + 2).unwrap().to_be_bytes();
    let jpeg = [&plain[..2], &[0xff, 0xe1], &length[..], &content, &plain[2..]].concat();
    fs::write(folder.join("boats.jpg"), jpeg).unwrap();
    let story = |slug: &str, photo: &str| {
        format!("{{\"slug\": \"{slug}\", \"section\": \"World\", \"headline\": \"Fog\", \"body\": [\"x\"], \"photos\": [{photo}]}}")
    };
    fs::write(folder.join("a.json"), story("a", "{\"file\": \"boats.jpg\"}")).unwrap();
    fs::write(
        folder.join("b.json"),
        story("b", "{\"file\": \"boats.jpg\", \"caption\": \"Our own.\", \"focus\": [0.5, 0.5], \"max_crop\": 0.3}"),
    )
    .unwrap();
    fs::write(folder.join("c.json"), story("c", "{\"file\": \"gone.jpg\", \"url\": \"https://example.com/gone.jpg\"}")).unwrap();
    fs::write(folder.join("edition.toml"), "title = \"T\"\ndate = 2019-12-24\nlayout = \"broadsheet\"\narticles = [\"*.json\"]\n").unwrap();
    let mut diags = Diagnostics::default();
    let job = newsprint::read(&folder.join("edition.toml"), &mut diags).unwrap();
    let photo = |at: usize| &job.edition.articles[at].photos[0];
    let first = photo(0);
    assert_eq!(
        (first.caption.text.as_str(), first.credit.as_str(), first.alt.as_str()),
        ("Boats in the harbour.", "Harbour Wire", "Three boats at a quay")
    );
    assert_eq!((first.focus, first.max_crop), ([450, 200], 100));
    let second = photo(1);
    assert_eq!((second.caption.text.as_str(), second.focus, second.max_crop), ("Our own.", [500, 500], 300));
    assert!(job.edition.articles[2].photos.is_empty());
    let told: Vec<String> =
        diags.list.iter().map(|told| format!("{} {} {}", told.code, told.message, told.help).trim().to_string()).collect();
    let source = "http://cv.iptc.org/newscodes/digitalsourcetype/trainedAlgorithmicMedia";
    let machine = format!(
        "made-by-machine the picture boats.jpg was made by a machine: it says of itself that its source is {source} say so in its caption, or take it out"
    );
    let wanted = [
        machine.as_str(),
        "photo-words the picture boats.jpg says otherwise of itself: caption \"Boats in the harbour.\"",
        machine.as_str(),
        "missing-photo a photo of \"c\" is not here save https://example.com/gone.jpg as gone.jpg",
    ];
    assert_eq!(told, wanted);
}

#[test]
fn pictures_of_other_forms_are_read_or_told() {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("other-forms");
    let _ = fs::remove_dir_all(&folder);
    fs::create_dir_all(&folder).unwrap();
    // Two pixels, black and white (GIF89a).
    let gif = b"GIF89a\x02\0\x01\0\x80\0\0\0\0\0\xff\xff\xff,\0\0\0\0\x02\0\x01\0\0\x02\x02D\n\0;";
    fs::write(folder.join("chart.gif"), gif).unwrap();
    fs::write(folder.join("boats.heic"), b"\0\0\0\x18ftypheic\0\0\0\0mif1heic").unwrap();
    let plain = fs::read(root().join("src/init/harbour.jpg")).unwrap();
    let credentials =
        b"JP\0\x01\0\0\0\x01\0\0\0\x60jumb\0\0\0\x1ejumdc2pa http://cv.iptc.org/newscodes/digitalsourcetype/trainedAlgorithmicMedia\0";
    let length = u16::try_from(credentials.len() + 2).unwrap().to_be_bytes();
    fs::write(folder.join("made.jpg"), [&plain[..2], &[0xff, 0xeb], &length[..], credentials, &plain[2..]].concat()).unwrap();
    let photos =
        ["chart.gif", "boats.heic", "made.jpg"].map(|file| format!("{{\"file\": \"{file}\", \"alt\": \"x\", \"print_only\": true}}"));
    let story = format!("{{\"section\": \"World\", \"headline\": \"Fog\", \"body\": [\"x\"], \"photos\": [{}]}}", photos.join(", "));
    fs::write(folder.join("a.json"), story).unwrap();
    fs::write(folder.join("edition.toml"), "title = \"T\"\ndate = 2019-12-24\nlayout = \"broadsheet\"\narticles = [\"*.json\"]\n").unwrap();
    let mut diags = Diagnostics::default();
    let job = newsprint::read(&folder.join("edition.toml"), &mut diags).unwrap();
    let photos = &job.edition.articles[0].photos;
    let sizes: Vec<(u32, u32)> = photos.iter().map(|photo| (photo.picture.width, photo.picture.height)).collect();
    assert_eq!((sizes.len(), sizes[0]), (2, (2, 1)), "{sizes:?}");
    assert!(photos.iter().all(|photo| photo.print_only));
    let told: Vec<String> = diags.list.iter().map(|told| format!("{} {} {}", told.code, told.message, told.help)).collect();
    assert_eq!(
        told,
        [
            "bad-picture the photo boats.heic cannot be used: HEIC pictures are not read save it as JPEG or PNG",
            "made-by-machine the picture made.jpg was made by a machine: it says of itself that its source is trainedAlgorithmicMedia say so in its caption, or take it out",
            "content-credentials the picture made.jpg carries content credentials (C2PA) look at them where it matters how the picture was made",
        ]
    );
}

#[test]
fn pictures_come_from_the_root_of_the_site() {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("site-root");
    let _ = fs::remove_dir_all(&folder);
    for name in ["content/posts", "static/img", "content/posts/own"] {
        fs::create_dir_all(folder.join(name)).unwrap();
    }
    let jpeg = fs::read(root().join("src/init/harbour.jpg")).unwrap();
    fs::write(folder.join("static/img/fog.jpg"), &jpeg).unwrap();
    fs::write(folder.join("static/img/cut.jpg"), &jpeg[..500]).unwrap();
    fs::write(folder.join("content/posts/own/quay.jpg"), &jpeg).unwrap();
    let post = "---\ntitle: Fog lifts\n---\nThe fog has lifted.\n\n![Fog](/img/fog.jpg)\n\n![Quay](own/quay.jpg)\n\n\
        ![Ferry](https://w.example/img/fog.jpg)\n\n![Cut](/img/cut.jpg)\n\n![Gone](/img/gone.jpg)\n";
    fs::write(folder.join("content/posts/fog.md"), post).unwrap();
    let run = |root: &[&str], out: &str| {
        let arguments = [&["import", "markdown", "content/posts/fog.md", "-o", out][..], root].concat();
        let output = std::process::Command::new(env!("CARGO_BIN_EXE_newsprint")).current_dir(&folder).args(arguments).output().unwrap();
        (output.status.code(), String::from_utf8(output.stderr).unwrap())
    };
    let (status, told) = run(&[], "without");
    assert_eq!((status, told.matches("warning[missing-photo]").count()), (Some(0), 4), "{told}");
    let (status, told) = run(&["--root", "."], "with");
    assert_eq!((status, told.matches("warning[missing-photo]").count()), (Some(0), 1), "{told}");
    assert!(told.contains("warning[bad-picture]: the photo img/cut.jpg of \"fog\" cannot be used"), "{told}");
    for file in ["img/fog.jpg", "own/quay.jpg", "photos/w.example/img/fog.jpg"] {
        assert_eq!(fs::read(folder.join("with").join(file)).unwrap(), jpeg, "{file}");
    }
    let (status, told) = run(&["--root", ".", "--strict"], "strict");
    assert_eq!(status, Some(1), "{told}");
}

fn case(file: &str) -> PathBuf {
    folder().join(file)
}
