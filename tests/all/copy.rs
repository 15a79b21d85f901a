//! Copy as it really comes: no markup is printed as text, no letter is lost unsaid, and no file, however spoiled, ends the program.
use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use newsprint::diag::{Colour, Diagnostics, render};
use newsprint::edition::format::Format;
use newsprint::edition::intake::Intake;
use newsprint::import::{self, Taken};

use crate::editions::root;

fn cases() -> PathBuf {
    root().join("tests/import")
}

fn intake(format: Format) -> Intake {
    Intake { format, section: Some("News".into()), habits: None }
}

/// The format that the name of a case begins with.
fn format_of(name: &str) -> Format {
    let named = |format: &&Format| name.starts_with(&format!("{format}-"));
    Format::ALL.iter().filter(named).max_by_key(|format| format.name().len()).copied().unwrap_or(Format::Text)
}

/// The inputs of the import cases, by name, in order.
fn inputs() -> Vec<String> {
    let names = fs::read_dir(cases()).unwrap().flatten().map(|entry| entry.file_name().to_string_lossy().into_owned());
    let mut names: Vec<String> = names.filter(|name| name.contains(".input.")).collect();
    names.sort();
    assert!(names.len() >= 100, "the import cases are gone: {} are left", names.len());
    names
}

fn take(root: &Path, name: &str, format: Format, diags: &mut Diagnostics) -> Taken {
    import::take(&intake(format), root, &[name.to_string()], &mut BTreeSet::new(), diags)
}

/// A scratch folder of a test.
fn scratch(name: &str) -> PathBuf {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join(name);
    let _ = fs::remove_dir_all(&folder);
    fs::create_dir_all(&folder).unwrap();
    folder
}

#[test]
fn every_letter_is_accounted_for() {
    let mut read = 0;
    for name in inputs() {
        let Taken { leftovers, .. } = take(&cases(), &name, format_of(&name), &mut Diagnostics::default());
        assert_eq!(leftovers.unaccounted, 0, "{name}: {leftovers:?}");
        read += leftovers.read;
    }
    assert!(read > 5_000, "{read}");
}

#[test]
fn every_case_shows_its_own_format() {
    let wrong: Vec<String> = inputs()
        .into_iter()
        .filter(|name| {
            let wanted = format_of(name);
            let mut diags = Diagnostics::default();
            // Files that are spoiled, or of another format than they are said to be, are no examples of it.
            let is_good = !take(&cases(), name, wanted, &mut diags).filed.is_empty() && !diags.has_errors();
            let found = import::format_of(&cases(), name);
            // RSS and Atom have one reader.
            let feed = |format: Format| if format == Format::Atom { Format::Rss } else { format };
            is_good && found.map(feed) != Some(feed(wanted))
        })
        .collect();
    assert_eq!(wrong, Vec::<String>::new());
}

/// What a text may hold that must never be printed, once as it stands and once escaped.
const MARKED: [&str; 4] =
    ["Quay <i>Ann</i> one<br>two", "Quay &lt;b&gt;Ann&lt;/b&gt; one", "Quay &amp;ndash; caf&amp;eacute;", "<p>Quay&#39;s one</p>"];

/// A file of a format with a text in every one of its fields for readers.
fn filled(format: Format, text: &str) -> String {
    let xml = text.replace('&', "&amp;").replace('<', "&lt;").replace('"', "&quot;");
    let json = serde_json::Value::from(text).to_string();
    match format {
        Format::JsonFeed => format!(
            "{{\"version\":\"https://jsonfeed.org/version/1.1\",\"items\":[{{\"id\":\"1\",\"title\":{json},\"summary\":{json},\"content_text\":{json},\
            \"authors\":[{{\"name\":\"Mina\"}}],\"tags\":[\"Local\"]}}]}}"
        ),
        Format::Ghost => format!(
            "{{\"posts\":[{{\"id\":\"1\",\"title\":{json},\"custom_excerpt\":{json},\"html\":{json},\"feature_image\":\"https://w.example/a.jpg\",\
            \"feature_image_caption\":{json},\"feature_image_alt\":{json},\"authors\":[{{\"name\":\"Mina\"}}],\"tags\":[{{\"name\":\"Local\"}}]}}]}}"
        ),
        Format::Ninjs => format!(
            "{{\"uri\":\"1\",\"type\":\"text\",\"headline\":{json},\"headline_short\":{json},\"description_summary\":{json},\"body_text\":{json},\
            \"subheadlines\":[{{\"role\":\"main\",\"value\":{json}}}],\"associations\":{{\"a\":{{\"type\":\"picture\",\"description_text\":{json},\
            \"description_alttext\":{json},\"renditions\":{{\"main\":{{\"href\":\"https://w.example/a.jpg\"}}}}}},\
            \"b\":{{\"type\":\"text\",\"headline\":{json}}}}}}}"
        ),
        Format::NewsMl1 => format!(
            "<NewsML><NewsItem><NewsComponent><NewsLines><HeadLine>{xml}</HeadLine><SubHeadLine>{xml}</SubHeadLine></NewsLines>\
            <ContentItem><DataContent>{xml}</DataContent></ContentItem></NewsComponent>\
            <NewsComponent><NewsLines><CaptionLine>{xml}</CaptionLine></NewsLines><ContentItem Href='a.jpg'><MediaType FormalName='Photo'/></ContentItem></NewsComponent>\
            </NewsItem></NewsML>"
        ),
        Format::NewsMlG2 => format!(
            "<newsMessage><itemSet><newsItem guid='1'><itemMeta><itemClass qcode='ninat:text'/></itemMeta><contentMeta><headline>{xml}</headline>\
            <headline role='hld:subHeadline'>{xml}</headline></contentMeta><contentSet><inlineData contenttype='text/plain'>{xml}</inlineData></contentSet></newsItem>\
            <newsItem guid='2'><itemMeta><itemClass qcode='ninat:picture'/></itemMeta><contentMeta><headline>{xml}</headline><description role='drol:caption'>{xml}</description>\
            <description role='drol:altText'>{xml}</description></contentMeta><contentSet><remoteContent href='a.jpg'/></contentSet></newsItem></itemSet></newsMessage>"
        ),
        Format::Nitf => format!(
            "<nitf><body><body.head><hedline><hl1>{xml}</hl1><hl2>{xml}</hl2></hedline></body.head><body.content><p>{xml}</p><hl2>{xml}</hl2>\
            <media><media-reference source='a.jpg'/><media-caption>{xml}</media-caption></media></body.content></body></nitf>"
        ),
        Format::WordPress => format!(
            "<rss xmlns:content='http://purl.org/rss/1.0/modules/content/' xmlns:excerpt='http://wordpress.org/export/1.2/excerpt/' xmlns:wp='http://wordpress.org/export/1.2/'>\
            <channel><item><title>{xml}</title><content:encoded>{xml}</content:encoded><excerpt:encoded>{xml}</excerpt:encoded><wp:post_id>1</wp:post_id>\
            <wp:status>publish</wp:status><wp:post_type>post</wp:post_type><wp:postmeta><wp:meta_key>subtitle</wp:meta_key><wp:meta_value>{xml}</wp:meta_value></wp:postmeta>\
            <wp:postmeta><wp:meta_key>kicker</wp:meta_key><wp:meta_value>{xml}</wp:meta_value></wp:postmeta></item></channel></rss>"
        ),
        Format::Rss => format!(
            "<rss xmlns:content='http://purl.org/rss/1.0/modules/content/' xmlns:media='http://search.yahoo.com/mrss/'><channel><item><title>{xml}</title>\
            <description>{xml}</description><content:encoded>Other. {xml}</content:encoded><media:content url='a.jpg' medium='image'><media:description>{xml}</media:description>\
            <media:title>{xml}</media:title></media:content></item></channel></rss>"
        ),
        Format::Atom => format!(
            "<feed xmlns='http://www.w3.org/2005/Atom'><entry><title type='html'>{xml}</title><summary type='html'>{xml}</summary><content type='html'>Other. {xml}</content></entry></feed>"
        ),
        Format::Html => format!(
            "<html><head><meta property='og:title' content=\"{xml}\"><meta property='og:description' content=\"{xml}\"></head><body><article><p>Other words of the page, and more of them.</p>\
            <p>{xml}</p><figure><img src='a.jpg'><figcaption>{xml}</figcaption></figure></article></body></html>"
        ),
        Format::Markdown => {
            format!("---\ntitle: {json}\nsubtitle: {json}\nimage: {{src: a.jpg, caption: {json}}}\n---\nOther.\n\n{text}\n")
        }
        Format::Iptc7901 => format!("\u{1}wire1 4 pol\n\u{2}{text}\n\n{text}\n\u{3}"),
        Format::Text => format!("{text}\n\n{text}\n"),
    }
}

#[test]
fn markup_is_never_printed_as_text() {
    let folder = scratch("markup");
    let signs = ["<", ">", "&lt;", "&gt;", "&amp;", "&#", "&ndash;", "&eacute;"];
    let mut fields = 0;
    for format in Format::ALL {
        for (number, text) in MARKED.iter().enumerate() {
            let name = format!("{format}-{number}.txt");
            fs::write(folder.join(&name), filled(*format, text)).unwrap();
            let mut diags = Diagnostics::default();
            let Taken { filed, .. } = take(&folder, &name, *format, &mut diags);
            let told: String = diags.list.iter().map(|told| render(told, Colour::Never)).collect();
            assert!(!filed.is_empty(), "{name}: {told}");
            for (path, bytes) in import::write::files(&filed, None).written {
                let written = String::from_utf8(bytes).unwrap();
                for line in written.lines() {
                    fields += usize::from(line.contains("Quay"));
                    assert!(!signs.iter().any(|sign| line.contains(sign)), "{}: {line}", path.display());
                    assert!(!line.contains("Ann</"), "{line}");
                }
                assert!(!written.contains("onetwo"), "a break glued two words: {written}");
            }
        }
    }
    assert!(fields > 100, "{fields}");
}

/// Numbers from a seed, always the same.
struct Numbers(u64);

impl Numbers {
    fn below(&mut self, most: usize) -> usize {
        // Marsaglia's xorshift.
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        usize::try_from(self.0 % u64::try_from(most.max(1)).unwrap()).unwrap()
    }
}

/// A file spoiled in one of the ways in which files are: bytes changed, cut off, or parts of it and of another put into one another.
fn spoiled(bytes: &[u8], other: &[u8], numbers: &mut Numbers) -> Vec<u8> {
    let mut out = bytes.to_vec();
    match numbers.below(5) {
        0 => {
            for _ in 0..=numbers.below(8) {
                let at = numbers.below(out.len());
                if let Some(byte) = out.get_mut(at) {
                    *byte = u8::try_from(numbers.below(256)).unwrap();
                }
            }
        }
        1 => out.truncate(numbers.below(out.len())),
        2 => {
            let (at, from) = (numbers.below(out.len()), numbers.below(other.len()));
            let to = from + numbers.below(other.len() - from);
            out.splice(at..at, other[from..to].iter().copied());
        }
        3 => {
            let from = numbers.below(out.len());
            let to = from + numbers.below(out.len() - from);
            out.drain(from..to);
        }
        _ => {
            let from = numbers.below(out.len());
            let part = out[from..from + numbers.below(out.len() - from).min(200)].to_vec();
            let at = numbers.below(out.len());
            out.splice(at..at, part.repeat(1 + numbers.below(40)));
        }
    }
    out
}

/// `SPOILED_FILES=5000` makes as many as are asked for before a release.
#[test]
#[allow(clippy::disallowed_methods)] // How many is asked of the environment, and how long one takes of the clock; neither is in what is made.
fn spoiled_files_end_nothing() {
    const FEW: usize = 300;
    const LONGEST: Duration = Duration::from_secs(2);
    let count = std::env::var("SPOILED_FILES").ok().and_then(|count| count.parse().ok()).unwrap_or(FEW);
    let folder = scratch("spoiled");
    let names = inputs();
    let originals: Vec<Vec<u8>> = names.iter().map(|name| fs::read(cases().join(name)).unwrap()).collect();
    let mut numbers = Numbers(0x2019_1224);
    let (mut filed, mut slowest) = (0, Duration::ZERO);
    for number in 0..count {
        let at = number % names.len();
        let other = numbers.below(names.len());
        let bytes = spoiled(&originals[at], &originals[other], &mut numbers);
        fs::write(folder.join("spoiled.txt"), &bytes).unwrap();
        let start = Instant::now();
        let run = || take(&folder, "spoiled.txt", format_of(&names[at]), &mut Diagnostics::default());
        let taken = std::panic::catch_unwind(std::panic::AssertUnwindSafe(run));
        let took = start.elapsed();
        slowest = slowest.max(took);
        let lost = taken.as_ref().map_or(0, |taken| taken.leftovers.unaccounted);
        if taken.is_err() || took > LONGEST || lost > 0 {
            let kept = folder.join(format!("{number}-{}", names[at]));
            fs::write(&kept, &bytes).unwrap();
            let why = if taken.is_err() { "a panic".into() } else { format!("{took:?}, {lost} letters are lost") };
            panic!("number {number}, made of {}: {why}; it is kept at {}", names[at], kept.display());
        }
        filed += taken.map_or(0, |taken| taken.filed.len());
    }
    assert!(filed * 3 > count, "of {count} files hardly any was read: {filed}; the slowest took {slowest:?}");
}

#[test]
fn the_command_guesses_formats_and_fails_where_nothing_came() {
    let folder = scratch("guess");
    let run = |arguments: &[&str]| {
        let output = std::process::Command::new(env!("CARGO_BIN_EXE_newsprint")).current_dir(&folder).args(arguments).output().unwrap();
        (output.status.code(), String::from_utf8_lossy(&output.stdout).into_owned() + &String::from_utf8_lossy(&output.stderr))
    };
    for (from, to) in [("ninjs-1-simple.input.json", "a.json"), ("nitf-full.input.xml", "b.xml"), ("markdown-draft.input.md", "c.md")] {
        fs::copy(cases().join(from), folder.join(to)).unwrap();
    }
    fs::copy(folder.join("a.json"), folder.join("a2.json")).unwrap();
    fs::write(folder.join("d.dat"), "\u{7f}").unwrap();
    let (status, told) = run(&["import", "a.json", "b.xml", "-o", "out", "--strict"]);
    assert!(status == Some(0) && told.contains("2 articles") && told.contains(" read, ") && told.contains("0 not accounted for"), "{told}");
    let (status, told) = run(&["import", "c.md", "-o", "out"]);
    assert!(status == Some(1) && told.contains("error[nothing-imported]") && told.contains("warning[withheld]"), "{told}");
    let (status, told) = run(&["import", "d.dat", "-o", "out"]);
    assert!(status == Some(1) && told.contains("error[unknown-format]"), "{told}");
    fs::write(folder.join("e.json"), "{\"headline\": ").unwrap();
    let (status, told) = run(&["import", "d.dat", "a.json", "e.json", "none.json", "b.xml", "-o", "batch"]);
    let is_told =
        ["error[unknown-format]: d.dat", "e.json", "error[unreadable]: none.json", "2 articles"].iter().all(|part| told.contains(part));
    assert!(status == Some(1) && is_told, "{told}");
    assert_eq!(fs::read_dir(folder.join("batch")).unwrap().count(), 2, "{told}");
    assert_eq!(run(&["import", "docx", "a.json"]).0, Some(2));
    assert_eq!(run(&["import", "nitf"]).0, Some(2));
}

#[test]
fn pictures_are_found_by_names_that_are_the_same_to_the_eye() {
    let folder = scratch("names");
    let harbour = root().join("src/init/harbour.jpg");
    fs::create_dir_all(folder.join("photos")).unwrap();
    // As a Mac's archive has it: the dots are a sign of their own.
    fs::copy(&harbour, folder.join("photos/Bru\u{308}cke.jpg")).unwrap();
    fs::copy(&harbour, folder.join("photos/Fähre 1.jpg")).unwrap();
    let story = |slug: &str, body: &str| {
        let text = format!("---\nsection: Local\nheadline: The {slug} opens\n---\n\nThe {slug} opens in May.\n\n{body}\n");
        fs::write(folder.join(format!("{slug}.md")), text).unwrap();
    };
    story("bridge", "![The bridge](photos/Br\u{fc}cke.jpg)");
    story("ferry", "![The ferry](photos/F%C3%A4hre%201.jpg)");
    story("quay", "![The quay](photos/Fähre 1.jpg)");
    story("tide", "The tide comes in,  \nthe tide goes out.");
    let edition = "title = \"N\"\ndate = 2020-03-01\nlayout = \"tabloid\"\narticles = [\"*.md\"]\n";
    fs::write(folder.join("edition.toml"), edition).unwrap();
    let mut diags = Diagnostics::default();
    let job = newsprint::read(&folder.join("edition.toml"), &mut diags);
    let told: String = diags.list.iter().map(|told| render(told, Colour::Never)).collect();
    let articles = job.unwrap_or_else(|| panic!("{told}")).edition.articles;
    let photos = |slug: &str| articles.iter().find(|article| article.slug.to_string() == slug).map(|article| article.photos.len());
    assert_eq!((photos("bridge"), photos("ferry"), photos("quay")), (Some(1), Some(1), Some(0)), "{told}");
    assert!(told.contains("warning[picture-as-text]"), "{told}");
    // The line that its writer ended is one of its paragraph.
    assert_eq!(articles.iter().find(|article| article.slug.to_string() == "tide").map(|article| article.body.len()), Some(2));
}
