//! Stories and words are never lost in silence: each is on a page, or somebody is told.
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use crate::editions::told;
use newsprint::diag::Diagnostics;

const EDITION: &str = "title = \"T\"\ndate = 2026-11-29\nlayout = \"tabloid\"\narticles = [\"PATTERN\"]\n";

/// An edition with a pattern of articles and files.
fn edition(name: &str, pattern: &str, files: &[(&str, &str)]) -> PathBuf {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("lost").join(name);
    let _ = fs::remove_dir_all(&folder);
    for (path, text) in files {
        let path = folder.join(path);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    }
    let path = folder.join("edition.toml");
    fs::write(&path, EDITION.replace("PATTERN", pattern)).unwrap();
    path
}

fn story(more: &str) -> String {
    format!("{{\"section\": \"News\", \"headline\": \"Fog holds the last ferry\", {more}}}")
}

/// What is told of an edition as it is read.
fn of(edition: &Path) -> String {
    let mut diags = Diagnostics::default();
    newsprint::read(edition, &mut diags);
    told(&diags)
}

#[test]
#[cfg(unix)]
fn what_a_pattern_means_and_cannot_be_read_is_told() {
    use std::os::unix::ffi::OsStrExt;
    use std::os::unix::fs::symlink;
    let text = story("\"body\": [\"Text.\"]");
    let edition = edition("unread", "articles/*", &[("articles/a.json", &text), ("articles/deep/b.json", &text), ("../out.json", &text)]);
    let folder = edition.parent().unwrap().join("articles");
    fs::write(folder.join(std::ffi::OsStr::from_bytes(b"lead\xe9.json")), &text).unwrap();
    symlink("nowhere", folder.join("c.json")).unwrap();
    symlink("../../out.json", folder.join("d.json")).unwrap();
    let pipe = Command::new("mkfifo").arg(folder.join("e.json")).status().unwrap();
    assert!(pipe.success());
    let told = of(&edition);
    for (name, why) in [
        ("lead\u{fffd}.json", "its name is not in UTF-8"),
        ("c.json", "it is a link to what is not there"),
        ("d.json", "it lies outside the folder of the edition"),
        ("e.json", "it is no file, but a folder, a pipe or a device"),
    ] {
        assert!(told.contains(&format!("error[unreadable]: articles/{name} cannot be read: {why}")), "{name}\n{told}");
    }
    // Copy in a folder that the pattern means, and does not look into.
    assert!(told.contains("warning[not-taken]: no pattern takes articles/deep/b.json"), "{told}");
    assert_eq!(told.matches("error[").count(), 4, "{told}");
}

#[test]
fn names_that_a_disk_takes_for_one_are_told() {
    let body = "\"body\": [\"Text.\"]";
    let slugs = ["Story", "story", "caf\u{e9}", "cafe\u{301}", "con", "nul.x", "a.", "__proto__"];
    let files: Vec<(String, String)> = slugs
        .iter()
        .enumerate()
        .map(|(at, slug)| (format!("articles/{at}.json"), story(&format!("\"slug\": \"{slug}\", {body}"))))
        .collect();
    let files: Vec<(&str, &str)> = files.iter().map(|(path, text)| (path.as_str(), text.as_str())).collect();
    let told = of(&edition("slugs", "articles/*.json", &files));
    assert_eq!(told.matches("error[bad-slug]").count(), 4, "{told}");
    assert!(told.contains("error[duplicate-slug]: the slugs \"Story\" and \"story\" are one name on many disks"), "{told}");
    assert!(told.contains("error[duplicate-slug]: two articles have the slug \"caf\u{e9}\""), "{told}");
}

#[test]
fn fields_beside_the_body_have_an_end() {
    let long = "word ".repeat(5_000);
    let fields = [
        "\"deck\": \"LONG\"",
        "\"kicker\": \"LONG\"",
        "\"byline\": [{\"name\": \"LONG\"}]",
        "\"dateline\": \"LONG\"",
        "\"agency\": \"LONG\"",
        "\"related\": [{\"headline\": \"a\", \"summary\": \"LONG\"}]",
        "\"photos\": [{\"file\": \"a.jpg\", \"caption\": \"LONG\"}]",
    ];
    for field in fields {
        let text = story(&format!("\"body\": [\"Text.\"], {}", field.replace("LONG", &long)));
        let told = of(&edition("fields", "*.json", &[("a.json", &text)]));
        assert!(told.contains("error[too-long]") && told.contains("has 25000 bytes of text"), "{field}\n{told}");
    }
}

#[test]
fn markdown_is_kept_or_told() {
    let text = "---\nsection: News\nheadline: H\n---\n<div>One</div>\n\nTwo[^1]\n\n[^1]: Three\n";
    let told = of(&edition("markdown", "*.md", &[("a.md", text)]));
    let expected = ["warning[markdown]: HTML tags in the text", "warning[markdown]: footnotes"];
    assert!(expected.iter().all(|line| told.contains(line)), "{told}");
    assert!(told.contains("a.md:5") && told.contains("a.md:7"), "{told}");
}

/// The lines that are printed of an edition of one story, one after another.
fn printed(name: &str, more: &str) -> String {
    let edition = edition(name, "*.json", &[("a.json", &story(more))]);
    let out = edition.with_file_name("out");
    let run = Command::new(env!("CARGO_BIN_EXE_newsprint"))
        .args(["build", "--target", "epaper", "--no-cache", "-o"])
        .args([&out, &edition])
        .output();
    let run = run.unwrap();
    assert!(run.status.success(), "{}", String::from_utf8_lossy(&run.stderr));
    fs::read_to_string(out.join("layout.json")).unwrap()
}

#[test]
fn a_dateline_that_no_paragraph_carries_has_its_own_line() {
    let marked = "\"dateline\": \"ZZYZX\", \"agency\": \"Qagency\"";
    let filler = "\"Some text of the story that goes on for a while, so that there is something to set in a column.\"";
    let many = [filler; 9].join(",");
    for (name, body) in [
        ("list-first", format!("[{{\"list\": [\"One item\", \"Two items\"]}}, {filler}]")),
        ("list-alone", "[{\"list\": [\"One item\", \"Two items\"]}]".to_string()),
        ("optional-first", format!("[{{\"p\": \"An optional paragraph.\", \"optional\": true}}, {many}]")),
        ("optional-last", format!("[{many}, {{\"p\": \"An optional paragraph.\", \"optional\": true}}]")),
        ("quote-first", format!("[{{\"quote\": \"Nobody here says so.\", \"by\": \"Kim\"}}, {filler}]")),
        ("empty", "[]".to_string()),
        ("usual", format!("[{filler}]")),
    ] {
        let lines = printed(name, &format!("\"body\": {body}, {marked}"));
        for word in ["ZZYZX", "(Qagency)"] {
            assert_eq!(lines.matches(word).count(), 1, "{name} {word}");
        }
        let is_alone = lines.contains("\"ZZYZX\"");
        assert_eq!(is_alone, !["usual", "optional-last", "empty"].contains(&name), "{name}");
    }
}

#[test]
fn a_story_of_very_many_photos_runs_and_those_left_out_are_told() {
    let photos = vec!["{\"file\": \"a.jpg\", \"caption\": \"Fog.\", \"alt\": \"Fog.\"}"; 40].join(",");
    let text = story(&format!("\"priority\": 1, \"body\": [\"Some text of the story.\", \"More of it.\"], \"photos\": [{photos}]"));
    let edition = edition("photos", "*.json", &[("a.json", &text)]);
    fs::copy(crate::editions::root().join("tests/golden/photo-above/edition/a.jpg"), edition.with_file_name("a.jpg")).unwrap();
    let run = Command::new(env!("CARGO_BIN_EXE_newsprint")).arg("check").arg(&edition).output().unwrap();
    let told = String::from_utf8_lossy(&run.stderr);
    assert!(String::from_utf8_lossy(&run.stdout).contains("1 stories, 0 held"), "{told}");
    assert_eq!(told.matches("runs without the photo a.jpg: a story has at most 16").count(), 24, "{told}");
}
