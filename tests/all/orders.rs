//! `newsprint order`: each verb is a small edit of the edition file, and undo gives the same bytes back.
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use crate::editions::root;
use crate::random::Random;
use newsprint::order::{Head, Jump, Known, KnownPage, KnownStory, Move, Order, Photo, Switch, Wish, edit};

/// What every edition of these tests begins with.
const HEAD: &str =
    "# A day's paper.\ntitle = \"T\" # the title\ndate = 2019-12-24\nlayout = \"broadsheet\"\narticles = [\"articles/*.json\"]\n";
/// Three pages that are ordered, with lists on one line and on several.
const PAGES: &str = r#"
[[pages]] # the front
section = "News"
stories = ["fog", "rain"]
jump = ["fog"]

# Page two.
[[pages]]
section = "News"
stories = [
    "snow", # as agreed
    "wind",
]

[[pages.place]]
story = "hail"
column = 1
columns = 2
top = "60mm"
depth = "60mm"

[[pages]]
section = "News"
"#;
/// What the last plan has where no pages are ordered.
const PLAN: &str = r#"# The plan.
[[pages]]
section = "News"
template = "front"
stories = [
    { slug = "fog", column = 1, columns = 4, row = 1, rows = 60, lead = true },
    { slug = "rain", column = 5, columns = 2, row = 1, rows = 60 },
]

[[pages]]
section = "News"
template = "inside"
stories = [{ slug = "snow", column = 1, columns = 6, row = 1, rows = 60, lead = true }]
"#;

/// A paper in a folder of its own.
struct Paper {
    folder: PathBuf,
}

/// What a command said.
struct Said {
    status: i32,
    out: String,
    err: String,
}

impl Paper {
    fn new(name: &str) -> Paper {
        let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join(format!("orders-{name}"));
        let _ = fs::remove_dir_all(&folder);
        fs::create_dir_all(folder.join("articles")).unwrap();
        fs::copy(root().join("samples/harbour-times/photos").join(photo()), folder.join("one.jpg")).unwrap();
        let story = |slug: &str, more: &str| {
            let text = format!(r#"{{"section": "News", "headline": "A day of {slug} on the quay", "body": ["No boat left."]{more}}}"#);
            fs::write(folder.join(format!("articles/{slug}.json")), text).unwrap();
        };
        let photo = r#"{"file": "../one.jpg", "caption": "The quay."}"#;
        story("fog", &format!(r#", "photos": [{photo}, {photo}, {photo}]"#));
        story("held", r#", "wishes": {"hold": true, "page": 2}"#);
        ["rain", "snow", "wind", "hail"].into_iter().for_each(|slug| story(slug, ""));
        Paper { folder }
    }

    fn path(&self, name: &str) -> PathBuf {
        self.folder.join(name)
    }

    fn write(&self, name: &str, text: &str) {
        fs::write(self.path(name), text).unwrap();
    }

    fn text(&self) -> String {
        fs::read_to_string(self.path("edition.toml")).unwrap()
    }

    fn order(&self, words: &[&str]) -> Said {
        let mut command = Command::new(env!("CARGO_BIN_EXE_newsprint"));
        let output = command.arg("order").args(words).current_dir(&self.folder).output().expect("the binary runs");
        let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
        Said { status: output.status.code().unwrap(), out: text(&output.stdout), err: text(&output.stderr) }
    }

    /// An order, what the file is after it, and that undo gives the file as it was before.
    fn check(&self, before: &str, words: &[&str], after: &str) {
        let before = format!("{HEAD}{before}");
        self.write("edition.toml", &before);
        let said = self.order(words);
        assert_eq!(said.status, 0, "{words:?}: {}", said.err);
        assert_eq!(said.out.lines().count(), 1, "{words:?}: {}", said.out);
        assert_eq!(self.text(), format!("{HEAD}{after}"), "{words:?}: {}", said.out);
        let undone = self.order(&["undo"]);
        assert_eq!((undone.status, undone.out), (0, format!("taken back: {}", said.out)), "{words:?}: {}", undone.err);
        assert_eq!(self.text(), before, "{words:?}");
    }

    /// An order that is refused with a code and a help; the file is as it was.
    fn refuses(&self, words: &[&str], code: &str, help: &str) {
        let before = self.text();
        let said = self.order(words);
        assert_eq!(said.status, 1, "{words:?}: {}", said.out);
        assert!(said.err.contains(code) && said.err.contains(help), "{words:?}: {}", said.err);
        assert_eq!(self.text(), before, "{words:?}");
    }
}

/// A small picture of the sample.
fn photo() -> String {
    let all = fs::read_dir(root().join("samples/harbour-times/photos")).unwrap().flatten();
    let pictures = all.filter(|entry| entry.file_name().to_string_lossy().ends_with(".jpg"));
    let smallest = pictures.min_by_key(|entry| (entry.metadata().unwrap().len(), entry.file_name())).expect("it has pictures");
    smallest.file_name().into_string().unwrap()
}

#[test]
fn orders_for_a_story_become_its_wishes() {
    let paper = Paper::new("stories");
    let cases: &[(&[&str], &str)] = &[
        (&["lead", "fog"], "lead = true"),
        (&["hold", "fog"], "hold = true"),
        (&["hold", "fog", "--until", "2019-12-25"], "hold = 2019-12-25"),
        (&["kill", "fog"], "kill = true"),
        (&["room", "fog", "+12"], "room = \"+12 lines\""),
        (&["room", "fog", "-1"], "room = \"-1 line\""),
        (&["columns", "fog", "4"], "columns = 4"),
        (&["photo", "fog", "1", "--columns", "3"], "photos = [{ photo = 1, columns = 3 }]"),
        // Those that are not named follow: the first stays the first.
        (&["photo", "fog", "2", "--out"], "photos = [{ photo = 1 }, { photo = 2, out = true }]"),
        (&["photo", "fog", "3", "--first"], "photos = [{ photo = 3 }]"),
        (
            &["photo", "fog", "1", "--rows", "20", "--crop", "0.1", "--over", "--beside"],
            "photos = [{ photo = 1, rows = 20, crop = 0.1, under = false, beside = true }]",
        ),
        (&["head", "fog", "--size", "40pt", "--lines", "2"], "headline = { size = \"40pt\", lines = 2 }"),
        (&["head", "fog", "--breaks", "A day of fog / on the quay"], "headline = { breaks = [\"A day of fog\", \"on the quay\"] }"),
        (&["deck", "fog", "off"], "deck = false"),
        (&["quote", "fog", "on"], "quote = true"),
        (&["refer", "fog", "off"], "refer = false"),
        (&["jump", "fog", "never"], "jump = false"),
        (&["jump", "fog", "may"], "jump = true"),
        (&["jump", "fog", "4"], "jump = 4"),
        (&["beside", "fog", "rain"], "beside = [\"rain\"]"),
        (&["apart", "fog", "rain"], "not_beside = [\"rain\"]"),
        (&["fold", "fog", "on"], "above_fold = true"),
        (&["move", "fog", "--to", "3"], "page = \"A3\""),
        (&["move", "fog", "--to", "a3", "--lead"], "page = \"A3\"\nlead = true"),
    ];
    for (words, wishes) in cases {
        paper.check("", words, &format!("\n[wishes.fog]\n{wishes}\n"));
    }
    paper.check("", &["release", "held"], "\n[wishes.held]\nhold = false\n");
}

#[test]
fn wishes_are_changed_as_they_are_written() {
    let paper = Paper::new("written");
    let heads = "\n# Of the fog.\n[wishes.fog] # ours\nlead = true # yes\ncolumns = 3 # wide\n\n[wishes.rain]\nhold = true\n\n# The end.\n";
    for (before, words, after) in [
        (heads, &["columns", "fog", "4"][..], &*heads.replace("= 3", "= 4")),
        (heads, &["columns", "fog", "free"], &heads.replace("columns = 3 # wide\n", "")),
        (heads, &["deck", "fog", "on"], &heads.replace("# wide\n", "# wide\ndeck = true\n")),
        (heads, &["clear", "fog"], &heads.replace("\n# Of the fog.\n[wishes.fog] # ours\nlead = true # yes\ncolumns = 3 # wide\n", "")),
        (heads, &["release", "rain"], &heads.replace("\n[wishes.rain]\nhold = true\n", "")),
        (heads, &["kill", "snow"], &format!("{heads}\n[wishes.snow]\nkill = true\n")),
        ("wishes = { fog = { lead = true } }\n", &["columns", "fog", "3"], "wishes = { fog = { lead = true, columns = 3 } }\n"),
        ("wishes = { fog = { lead = true } }\n", &["kill", "rain"], "wishes = { fog = { lead = true }, rain = { kill = true } }\n"),
        ("wishes = { fog = { kill = true } }\n", &["release", "fog"], ""),
        ("wishes.fog.lead = true\n", &["columns", "fog", "3"], "wishes.fog.lead = true\nwishes.fog.columns = 3\n"),
        ("wishes.fog.lead = true\n", &["kill", "rain"], "wishes.fog.lead = true\nwishes.rain.kill = true\n"),
        ("\n[wishes]\nfog.lead = true\n", &["deck", "fog", "on"], "\n[wishes]\nfog.lead = true\nfog.deck = true\n"),
        ("\n[wishes]\nfog = { deck = true }\n", &["kill", "rain"], "\n[wishes]\nfog = { deck = true }\nrain = { kill = true }\n"),
        (
            "\n[wishes.fog.headline]\nsize = \"40pt\"\n\n[[wishes.fog.photos]]\nphoto = 2\ncolumns = 1\n",
            &["head", "fog", "--lines", "2"],
            "\n[wishes.fog.headline]\nsize = \"40pt\"\nlines = 2\n\n[[wishes.fog.photos]]\nphoto = 2\ncolumns = 1\n",
        ),
        (
            "\n[[wishes.fog.photos]]\nphoto = 2\ncolumns = 1\n",
            &["photo", "fog", "1", "--first", "--columns", "2"],
            "\n[[wishes.fog.photos]]\nphoto = 1\ncolumns = 2\n\n[[wishes.fog.photos]]\nphoto = 2\ncolumns = 1\n",
        ),
        ("\n[wishes.fog]\nphotos = [{ photo = 1, out = true }]\n", &["photo", "fog", "1", "--in"], ""),
        ("\n[wishes.fog]\nheadline = { lines = 2 }\n", &["head", "fog", "--lines", "free"], ""),
        ("\n[wishes.fog]\nroom = \"+2 lines\"\n", &["room", "fog", "0"], ""),
        (
            "\n[wishes.rain]\nnot_beside = [\"fog\", \"snow\"]\n",
            &["beside", "fog", "rain"],
            "\n[wishes.rain]\nnot_beside = [\"snow\"]\n\n[wishes.fog]\nbeside = [\"rain\"]\n",
        ),
    ] {
        paper.check(before, words, after);
    }
}

#[test]
fn stories_move_in_the_lists_of_pages() {
    let paper = Paper::new("lists");
    let page = |from: &str, to: &str| PAGES.replace(from, to);
    let front = "stories = [\"fog\", \"rain\"]\njump = [\"fog\"]\n";
    for (words, after) in [
        (&["move", "rain", "--to", "1", "--lead"][..], page("[\"fog\", \"rain\"]", "[\"rain\", \"fog\"]")),
        (&["move", "fog", "--to", "A3"], page(front, "stories = [\"rain\"]\n") + "stories = [\"fog\"]\n"),
        (
            &["move", "snow", "--to", "A1", "--first"],
            page("stories = [\"fog\"", "stories = [\"snow\", \"fog\"").replace("    \"snow\", # as agreed\n", ""),
        ),
        (
            &["move", "rain", "--to", "2", "--after", "snow"],
            page("\"snow\", # as agreed\n", "\"snow\", # as agreed\n    \"rain\",\n").replace(", \"rain\"]", "]"),
        ),
        (
            &["move", "hail", "--to", "2"],
            page("    \"wind\",\n", "    \"wind\",\n    \"hail\",\n")
                .replace("\n[[pages.place]]\nstory = \"hail\"\ncolumn = 1\ncolumns = 2\ntop = \"60mm\"\ndepth = \"60mm\"\n", ""),
        ),
        (&["swap", "fog", "wind"], page(front, "stories = [\"wind\", \"rain\"]\n").replace("    \"wind\",\n]", "    \"fog\",\n]")),
        (&["swap", "hail", "rain"], page("\"rain\"]", "\"hail\"]").replace("story = \"hail\"", "story = \"rain\"")),
        (&["lock", "A1"], page("jump = [\"fog\"]\n", "jump = [\"fog\"]\nlock = true\n")),
        (&["keep", "3"], format!("{PAGES}keep = true\n")),
        (&["status", "A3", "proofed", "by", "Kim"], format!("{PAGES}status = \"proofed by Kim\"\n")),
    ] {
        paper.check(PAGES, words, &after);
    }
    let locked = format!("{PAGES}lock = true\nkeep = true\n");
    paper.check(&locked, &["unlock", "A3"], PAGES);
    paper.check(&format!("{PAGES}status = \"late\"\n"), &["status", "A3"], PAGES);
    // Its own file wishes for a page, which the order overrules.
    paper.check(PAGES, &["move", "held", "--to", "A3"], &format!("{PAGES}stories = [\"held\"]\n\n[wishes.held]\npage = \"A3\"\n"));
    paper.write("edition.toml", &format!("{HEAD}{PAGES}"));
    let said = paper.order(&["move", "rain", "--to", "1"]);
    assert_eq!((said.status, said.out.starts_with("nothing to change"), paper.text()), (0, true, format!("{HEAD}{PAGES}")));
}

#[test]
fn stories_that_no_list_names_swap_the_pages_of_the_plan() {
    let paper = Paper::new("swap");
    paper.write("edition.plan.toml", PLAN);
    let wishes = |fog: &str, snow: &str| format!("\n[wishes.fog]\n{fog}\n\n[wishes.snow]\n{snow}\n");
    paper.check("", &["swap", "fog", "snow"], &wishes("page = \"A2\"", "page = \"A1\""));
    paper.check("", &["swap", "fog", "rain"], "\n[wishes.rain]\nlead = true\n");
    paper.check("", &["lead", "rain"], "\n[wishes.rain]\nlead = true\n");
    paper.check("\n[wishes.fog]\nlead = true\n", &["lead", "rain"], "\n[wishes.rain]\nlead = true\n");
    let empty_pages = "\n[[pages]]\nsection = \"News\"\n\n[[pages]]\nsection = \"News\"\n";
    let listed = "\n[[pages]]\nsection = \"News\"\nstories = [\"snow\"]\n\n[[pages]]\nsection = \"News\"\nstories = [\"fog\"]\n";
    paper.check(empty_pages, &["swap", "fog", "snow"], listed);
    paper.write("edition.toml", HEAD);
    paper.refuses(&["swap", "fog", "wind"], "error[order-refused]", "newsprint plan");
    paper.refuses(&["move", "fog", "--to", "A3"], "error[unknown-page]", "the last plan has 2");
    assert_eq!(fs::read_to_string(paper.path("edition.plan.toml")).unwrap(), PLAN);
}

#[test]
fn files_keep_their_form() {
    let paper = Paper::new("form");
    // Lines that end as on Windows, a mark at the head, no end of the last line.
    for (before, after) in [
        ("\r\n[wishes.fog]\r\nlead = true\r\n", "\r\n[wishes.fog]\r\nlead = true\r\ncolumns = 3\r\n"),
        ("\r\n[wishes.rain]\r\nlead = true", "\r\n[wishes.rain]\r\nlead = true\r\n\r\n[wishes.fog]\r\ncolumns = 3\r\n"),
    ] {
        let head = HEAD.replace('\n', "\r\n");
        paper.write("edition.toml", &format!("{head}{before}"));
        assert_eq!(paper.order(&["columns", "fog", "3"]).status, 0);
        assert_eq!(paper.text(), format!("{head}{after}"));
        assert_eq!(paper.order(&["undo"]).status, 0);
        assert_eq!(paper.text(), format!("{head}{before}"));
    }
    paper.check(
        "\n[wishes.fog]\ncolumns = 4\n[wishes.rain]\nlead = true",
        &["columns", "fog", "3"],
        "\n[wishes.fog]\ncolumns = 3\n[wishes.rain]\nlead = true",
    );
    paper.write("edition.toml", &format!("{HEAD}columns = [\n"));
    paper.refuses(&["columns", "fog", "3"], "error[malformed]", "edition.toml:");
}

#[test]
fn an_ad_is_cancelled_or_booked_otherwise() {
    let paper = Paper::new("ads");
    let bank = "\n# The bank's.\n[[pages.ads]]\nname = \"Bank\" # paid\nfile = \"one.jpg\"\ncolumns = 2\ndepth = \"90mm\"\n";
    let quay = "ads = [{ name = \"Quay\", file = \"one.jpg\", columns = 2, depth = \"60mm\" }]\n";
    let pages = format!("\n[[pages]]\nsection = \"News\"\n{bank}\n[[pages]]\nsection = \"News\"\n{quay}");
    for (words, after) in [
        (&["ad", "Bank", "--out"][..], pages.replace(bank, "")),
        (&["ad", "Bank", "--depth", "180mm"], pages.replace("90mm", "180mm")),
        (&["ad", "Bank", "--page", "A1", "--columns", "3"], pages.replacen("columns = 2", "columns = 3", 1)),
        (&["ad", "Quay", "--place", "top-left"], pages.replace("\"60mm\" }", "\"60mm\", place = \"top-left\" }")),
        (&["ad", "Quay", "--out"], pages.replace(quay, "")),
    ] {
        paper.check(&pages, words, &after);
    }
    let third = format!("{pages}\n[[pages]]\nsection = \"News\"\n");
    paper.write("edition.toml", &format!("{HEAD}{third}{bank}"));
    paper.refuses(&["ad", "Bnak", "--out"], "error[order-refused]", "did you mean \"Bank\"?");
    paper.refuses(&["ad", "Bank", "--out"], "error[order-refused]", "say which with --page");
    paper.refuses(&["ad", "Quay", "--page", "A1", "--out"], "error[order-refused]", "books no ad \"Quay\" on page \"A1\"");
    paper.refuses(&["ad", "Quay"], "error[order-refused]", "say --out, --columns, --depth or --place");
    paper.refuses(&["ad", "Quay", "--place", "middle"], "error[order-refused]", "bottom-right");
    paper.check(&format!("{third}{bank}"), &["ad", "Bank", "--page", "A3", "--out"], &third);
}

#[test]
fn what_cannot_be_done_is_told_with_what_is_nearest() {
    let paper = Paper::new("refused");
    paper.write("edition.toml", &format!("{HEAD}{PAGES}"));
    for (words, code, help) in [
        (&["columns", "fgo", "3"][..], "error[unknown-slug]", "did you mean \"fog\"?"),
        (&["swap", "fog", "rian"], "error[unknown-slug]", "did you mean \"rain\"?"),
        (&["move", "fog", "--to", "A9"], "error[unknown-page]", "there are 3, A1 to A3"),
        (&["lock", "9"], "error[unknown-page]", "there are 3, A1 to A3"),
        (&["photo", "fog", "4", "--out"], "error[unknown-photo]", "it has 3 photos"),
        (&["photo", "rain", "1", "--out"], "error[unknown-photo]", "it has none"),
        (&["photo", "fog", "1"], "error[order-refused]", "--columns"),
        (&["columns", "fog", "13"], "error[order-refused]", "it can be 1 to 12"),
        (&["head", "fog", "--size", "40"], "error[order-refused]", "units are"),
        (&["head", "fog", "--breaks", "A day / of rain"], "error[order-refused]", "A day of fog on the quay"),
        (&["hold", "fog", "--until", "soon"], "error[order-refused]", "2019-12-25"),
        (&["room", "fog", "999"], "error[order-refused]", "+12 lines"),
        (&["move", "fog", "--to", "1", "--after", "snow"], "error[order-refused]", "order move snow --to A1"),
        (&["beside", "fog", "fog"], "error[order-refused]", "two stories"),
        (&["undo"], "error[nothing-to-undo]", ""),
    ] {
        paper.refuses(words, code, help);
    }
    paper.write("edition.toml", &format!("{HEAD}\n[[pages]]\nstories = [\"fog\", \"rain\", \"snow\"]\n"));
    paper.refuses(&["swap", "rain", "snow"], "error[order-refused]", "newsprint order lead");
    paper.write("edition.toml", &format!("{HEAD}{PAGES}"));
    let said = paper.order(&["columns", "fog", "wide"]);
    assert_eq!(said.status, 2, "{}", said.err);
    // Another hand after the order.
    assert_eq!(paper.order(&["columns", "fog", "3"]).status, 0);
    paper.write("edition.toml", &format!("{}# Mine.\n", paper.text()));
    paper.refuses(&["undo"], "error[changed-since]", "\"fog\" takes 3 columns");
    paper.write(".newsprint/edition.orders.json", "no journal");
    paper.refuses(&["undo"], "error[bad-journal]", "deleted");
    paper.refuses(&["columns", "fog", "4"], "error[bad-journal]", "deleted");
    // Pages that the program makes have no table.
    paper.write("edition.toml", HEAD);
    paper.refuses(&["lock", "A1"], "error[order-refused]", "[[pages]]");
    // Wishes for a story that has gone are a fault of the edition, which clear mends.
    paper.write(".newsprint/edition.orders.json", "{\"orders\": [], \"texts\": {}}");
    paper.write("edition.toml", &format!("{HEAD}\n[wishes.gone]\nlead = true\n"));
    assert_eq!(paper.order(&["clear", "gone"]).status, 0);
    assert_eq!(paper.text(), HEAD);
}

#[test]
fn a_wish_that_says_no_lines_is_told() {
    let paper = Paper::new("room");
    paper.write("edition.toml", &format!("{HEAD}\n[wishes.fog]\nroom = \"a lot\"\n"));
    let mut command = Command::new(env!("CARGO_BIN_EXE_newsprint"));
    let output = command.args(["check", "edition.toml"]).current_dir(&paper.folder).output().expect("the binary runs");
    let told = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.code() == Some(1) && told.contains("error[bad-room]"), "{told}");
    // Orders mend it.
    assert_eq!(paper.order(&["room", "fog", "+2"]).status, 0);
    assert_eq!(paper.text(), format!("{HEAD}\n[wishes.fog]\nroom = \"+2 lines\"\n"));
}

#[test]
fn orders_in_force_are_told() {
    let paper = Paper::new("told");
    paper.write("edition.toml", HEAD);
    assert_eq!(paper.order(&["list"]).out, "no orders\n");
    paper.write("edition.toml", &format!("{HEAD}{PAGES}lock = true\n\n[wishes.fog]\ncolumns = 3\ndeck = false\n"));
    let list = paper.order(&["list"]).out;
    assert!(list.contains("page A1: stories fog, rain; jump fog\n") && list.contains("page A3: lock\n"), "{list}");
    assert!(list.ends_with("fog: columns 3; no deck\n"), "{list}");
    let json: serde_json::Value = serde_json::from_str(&paper.order(&["list", "--json"]).out).unwrap();
    assert_eq!(json["wishes"]["fog"]["columns"], 3);
    assert_eq!(json["pages"][2]["page"], "A3");
}

#[test]
fn a_zone_says_which_page_it_changes() {
    let paper = Paper::new("zone");
    paper.write("edition.toml", &format!("{HEAD}{PAGES}"));
    let zone = "extends = \"edition.toml\"\n";
    paper.write("north.toml", zone);
    let north = || fs::read_to_string(paper.path("north.toml")).unwrap();
    for (words, after) in
        [(&["lock", "A2"][..], "\n[[pages]]\npage = 2\nlock = true\n"), (&["move", "fog", "--to", "A3"], "\n[wishes.fog]\npage = \"A3\"\n")]
    {
        let said = paper.order(&[words, &["--edition", "north.toml"]].concat());
        assert_eq!((said.status, north()), (0, format!("{zone}{after}")), "{}", said.err);
        let said = paper.order(&["undo", "--edition", "north.toml"]);
        assert_eq!((said.status, north()), (0, zone.to_string()), "{}", said.err);
    }
    paper.refuses(&["undo"], "error[nothing-to-undo]", "");
}

/// An order that may be given to the paper of these tests.
fn any_order(random: &mut Random) -> Vec<String> {
    let mut pick = |words: &[&str]| words[random.below(words.len())].to_string();
    let slugs = ["fog", "rain", "snow", "wind", "hail", "held"];
    let (slug, other, page) = (pick(&slugs), pick(&slugs), pick(&["A1", "2", "A3"]));
    let switch = pick(&["on", "off", "free"]);
    let number = pick(&["1", "2", "3"]);
    let verb = pick(&[
        "move", "lead", "swap", "hold", "kill", "release", "room", "columns", "photo", "head", "deck", "jump", "beside", "apart", "lock",
        "unlock", "keep", "status", "clear",
    ]);
    let words: Vec<&str> = match verb.as_str() {
        "move" => vec![&verb, &slug, "--to", &page],
        "lead" | "hold" | "kill" | "release" | "clear" => vec![&verb, &slug],
        "swap" | "beside" | "apart" => vec![&verb, &slug, &other],
        "room" | "columns" | "jump" => vec![&verb, &slug, &number],
        "photo" => vec![&verb, "fog", &number, "--first", "--columns", "2"],
        "head" => vec![&verb, &slug, "--lines", &number],
        "deck" => vec![&verb, &slug, &switch],
        "status" => vec![&verb, &page, &switch],
        _ => vec![&verb, &page],
    };
    words.into_iter().map(String::from).collect()
}

#[test]
fn heavy_any_orders_are_taken_back_one_by_one() {
    const ORDERS: usize = 200;
    let paper = Paper::new("random");
    paper.write("edition.toml", &format!("{HEAD}{PAGES}# The end.\n"));
    paper.write("edition.plan.toml", PLAN);
    let plan = || fs::read_to_string(paper.path("edition.plan.toml")).ok();
    let mut random = Random(7);
    let mut before = Vec::new();
    while before.len() < ORDERS {
        let words = any_order(&mut random);
        let was = (paper.text(), plan());
        let said = paper.order(&words.iter().map(String::as_str).collect::<Vec<_>>());
        assert!(said.status == 0 || said.err.contains("error[order-refused]"), "{words:?}: {}{}", said.err, was.0);
        if paper.text() == was.0 {
            assert!(said.status == 1 || said.out.starts_with("nothing to change"), "{words:?}: {}", said.out);
            continue;
        }
        before.push(was);
        // A plan is made between some of them, and once there is none.
        match before.len() % 50 {
            0 => fs::remove_file(paper.path("edition.plan.toml")).unwrap(),
            10 => paper.write("edition.plan.toml", &format!("{PLAN}# {}\n", before.len())),
            _ => {}
        }
    }
    while let Some(was) = before.pop() {
        let said = paper.order(&["undo"]);
        assert_eq!(said.status, 0, "{}", said.err);
        assert_eq!((paper.text(), plan()), was, "{}", said.out);
    }
    paper.refuses(&["undo"], "error[nothing-to-undo]", "");
}

/// A desk in a browser says the same as JSON.
#[test]
fn orders_are_written_as_json() {
    let stories = ["fog", "rain"].map(|slug| (slug.to_string(), KnownStory::default()));
    let pages = vec![KnownPage { label: "A1".into(), names: vec!["A1".into(), "1".into()] }];
    let known = Known { stories: stories.into_iter().collect(), pages, ..Known::default() };
    let text = format!("{HEAD}\n[[pages]]\nstories = [\"fog\"]\n");
    for (json, after) in [
        (r#"{"verb": "columns", "slug": "fog", "columns": 3}"#, "\n[[pages]]\nstories = [\"fog\"]\n\n[wishes.fog]\ncolumns = 3\n"),
        (r#"{"verb": "columns", "slug": "fog", "columns": "free"}"#, "\n[[pages]]\nstories = [\"fog\"]\n"),
        (r#"{"verb": "move", "slug": "rain", "to": "A1", "lead": true}"#, "\n[[pages]]\nstories = [\"rain\", \"fog\"]\n"),
        (r#"{"verb": "jump", "slug": "fog", "jump": 4}"#, "\n[[pages]]\nstories = [\"fog\"]\n\n[wishes.fog]\njump = 4\n"),
        (r#"{"verb": "deck", "slug": "fog", "wish": "off"}"#, "\n[[pages]]\nstories = [\"fog\"]\n\n[wishes.fog]\ndeck = false\n"),
        (
            r#"{"verb": "photo", "slug": "fog", "photo": 1, "columns": 2, "out": false}"#,
            "\n[[pages]]\nstories = [\"fog\"]\n\n[wishes.fog]\nphotos = [{ photo = 1, columns = 2 }]\n",
        ),
        (r#"{"verb": "lock", "page": "1"}"#, "\n[[pages]]\nstories = [\"fog\"]\nlock = true\n"),
    ] {
        let order: Order = serde_json::from_str(json).unwrap_or_else(|error| panic!("{json}: {error}"));
        assert_eq!(edit(&text, &order, &known).map(|edited| edited.text), Ok(format!("{HEAD}{after}")), "{json}");
        let again: Order = serde_json::from_str(&serde_json::to_string(&order).unwrap()).unwrap();
        assert_eq!(again, order);
    }
    assert!(serde_json::from_str::<Order>(r#"{"verb": "columns", "slug": "fog", "colums": 3}"#).is_err());
}

/// An order of any kind.
fn any(random: &mut Random) -> Order {
    let slugs = ["fog", "rain", "snow", "wind"];
    let [slug, other] = [0, 1].map(|_| slugs[random.below(slugs.len())].to_string());
    let page = ["A1", "A2", "A3"][random.below(3)].to_string();
    let number = random.below(3) as u8 + 1;
    let yes = random.below(2) == 0;
    let wish = [Switch::On, Switch::Off, Switch::Free][random.below(3)];
    let size = if yes { Wish::Is("40pt".to_string()) } else { Wish::Free };
    let columns = if yes { Wish::Is(number) } else { Wish::Free };
    match random.below(20) {
        0 | 1 => Order::Move(Move { slug, to: page, lead: yes, ..Move::default() }),
        2 => Order::Lead { slug },
        3 => Order::Hold { slug, until: yes.then(|| "2019-12-25".to_string()) },
        4 => Order::Kill { slug },
        5 => Order::Release { slug },
        6 => Order::Room { slug, lines: if yes { 0 } else { -12 } },
        7 => Order::Columns { slug, columns },
        8 | 9 => Order::Photo(Photo { slug, photo: number, columns: Some(columns), first: random.below(3) == 0, ..Photo::default() }),
        10 => Order::Head(Head { slug, size: Some(size), ..Head::default() }),
        11 => Order::Deck { slug, wish },
        12 => Order::Quote { slug, wish },
        13 => Order::Jump { slug, jump: if yes { Jump::Free } else { Jump::After(3) } },
        14 => Order::Beside { slug, other },
        15 => Order::Apart { slug, other },
        16 => Order::Lock { page },
        17 => Order::Unlock { page },
        18 => Order::Status { page, text: if yes { "proofed".into() } else { String::new() } },
        _ => Order::Clear { slug },
    }
}

#[test]
fn orders_given_twice_change_nothing_more_in_whatever_form() {
    const ORDERS: usize = 400;
    let story = || KnownStory { photos: Some(3), ..KnownStory::default() };
    let known = Known {
        stories: ["fog", "rain", "snow", "wind"].map(|slug| (slug.to_string(), story())).into_iter().collect(),
        pages: ["A1", "A2", "A3"].map(|label| KnownPage { label: label.into(), names: vec![label.into()] }).into(),
        ..Known::default()
    };
    let pages = PAGES.replace("hail", "fog");
    let inline = "pages = [\n    { section = \"News\", stories = [\"fog\", \"rain\"] }, # the front\n    { section = \"News\" },\n    { section = \"News\" },\n]\n";
    let forms = [
        pages.clone(),
        format!(
            "{pages}\n# Of the fog.\n[wishes.fog] # ours\nlead = true # yes\n\n[[wishes.fog.photos]]\nphoto = 2\ncolumns = 3\n\n# The end.\n"
        ),
        format!("wishes.fog.lead = true\nwishes.rain.columns = 3 # wide\n{pages}"),
        format!("wishes = {{ fog = {{ lead = true }}, rain = {{ photos = [{{ photo = 3 }}] }} }}\n{pages}"),
        format!("{pages}\n[wishes]\nfog = {{ lead = true }}\nrain = {{ columns = 3 }} # wide\n"),
        inline.to_string(),
        format!("{inline}\n[wishes.fog]\nlead = true\n\n[wishes.rain.headline]\nlines = 2"),
        pages.replace('\n', "\r\n"),
    ];
    for (at, form) in forms.iter().enumerate() {
        let mut random = Random(11 + at as u64);
        let head = if form.contains("\r\n") { HEAD.replace('\n', "\r\n") } else { HEAD.to_string() };
        let mut text = format!("\u{feff}{head}{form}");
        for _ in 0..ORDERS {
            let order = any(&mut random);
            let shown = serde_json::to_string(&order).unwrap();
            let after = match edit(&text, &order, &known) {
                Ok(edited) => edited.text,
                Err(refusal) => {
                    assert!(refusal.message.contains("itself"), "form {at}, {shown}: {refusal:?}\n{text}");
                    continue;
                }
            };
            let again = edit(&after, &order, &known).unwrap_or_else(|refusal| panic!("form {at}, {shown}: {refusal:?}\n{after}"));
            assert_eq!(again.text, after, "form {at}, {shown}\n{text}");
            assert!(after.starts_with(&format!("\u{feff}{}", head.lines().next().unwrap())), "form {at}, {shown}\n{after}");
            if head.contains('\r') {
                assert_eq!(after.matches('\n').count(), after.matches("\r\n").count(), "form {at}, {shown}\n{after}");
            }
            // The remarks that are nobody's wish stay.
            assert_eq!(after.contains("# The end."), text.contains("# The end."), "form {at}, {shown}\n{after}");
            assert_eq!(after.contains("# Page two."), text.contains("# Page two."), "form {at}, {shown}\n{after}");
            text = after;
        }
    }
}
